"""What is asked: a line of text becomes words, other names, filters, conditions and references."""
