"""The immutable index on disk: BM25, vectors, and how they are built."""
