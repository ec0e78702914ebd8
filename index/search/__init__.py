"""A question becomes ranked hits: scores, second look, collapsing, explanation."""
