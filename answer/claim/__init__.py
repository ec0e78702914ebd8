"""A claim against the library: what carries it, and what says otherwise."""
