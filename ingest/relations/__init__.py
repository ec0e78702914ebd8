"""What acts say of each other: amends, repeals, implements."""
