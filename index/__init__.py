"""Passages become a searchable library; a question becomes ranked hits."""
