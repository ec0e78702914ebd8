"""Where an index is asked: the arrays of this machine, or a server that holds a published copy."""
