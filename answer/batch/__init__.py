"""Lists of questions: read, worked through, taken up again where they stopped."""
