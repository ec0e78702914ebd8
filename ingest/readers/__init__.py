"""A file becomes text: one reader a format, all giving the same `SourceText`."""

from __future__ import annotations

from dalil.ingest.readers.registry import SUFFIXES, can_read, read

__all__ = ["SUFFIXES", "can_read", "read"]
