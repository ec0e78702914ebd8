"""Whether passages carry a claim or say otherwise."""
