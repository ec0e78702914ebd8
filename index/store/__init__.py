"""The library's truth on disk: the SQLite catalogue, locks, files."""
