"""What a source is: its kind, number, year and title, from its own text."""
