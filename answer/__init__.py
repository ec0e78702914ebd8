"""Hits become an answer, and leave as citations and files."""
