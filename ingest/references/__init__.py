"""References to acts and provisions in a text, with what they mean."""
