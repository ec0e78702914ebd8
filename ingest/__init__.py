"""A file becomes a Document and its Passages."""
