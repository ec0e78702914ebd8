"""Dalil finds the passage of Indonesian law that carries a claim, with its citation."""
