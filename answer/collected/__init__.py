"""A collection of saved passages leaves as a file: Word, Excel, Markdown, reference managers."""

from __future__ import annotations

from answer.collected.collect import Collected, Held, collect
from answer.collected.export import FORMATS, export_collection, write_collection

__all__ = ["FORMATS", "Collected", "Held", "collect", "export_collection", "write_collection"]
