"""Markdown becomes plain text with its headings known, line by line.

Acts arrive as plain text in files named .md: there "1. Perjanjian …", an indented line or
"(1)" is content, not a list or a code block, and a block parser would renumber or swallow it.
So only what cannot be anything else is touched: ATX headings, emphasis, links, well-known
HTML tags, and a front matter. No line is merged or split, but where a table only sets out an act
(`ingest.readers.tables`); only strayed catchwords are taken out.
"""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Final

from dalil.ingest.model import Heading, SourceText
from dalil.ingest.readers.limits import reader_name
from dalil.ingest.readers.page_furniture import without_strayed
from dalil.ingest.readers.tables import without_act_tables
from dalil.ingest.readers.text import clean, clean_line, decode, guess_warning

if TYPE_CHECKING:
    from markdown_it import MarkdownIt


_HEADING: Final = re.compile(r" {0,3}(#{1,6})[ \t]+(.*?)(?:[ \t]+#+)?[ \t]*\Z")
_FENCE: Final = re.compile(r" {0,3}(```+|~~~+)")
_FIELD: Final = re.compile(r"([A-Za-z_][\w-]*):(?:[ \t]+(.*))?\Z")
_FORMATTING: Final = re.compile(
    r"</?(?:a|b|i|u|em|strong|sup|sub|span|div|p|br|center|font|small|mark|img)(?:\s[^>]*)?/?>\Z",
    re.IGNORECASE,
)
_INLINE: Final = frozenset("*_`[<&\\")
#: "2*3*4" and "a_1_b" are formulas and names, not emphasis.
_FORMULA: Final = re.compile(r"\d\*\d|\w_\w")
_METADATA_KEYS: Final = {
    "title": "title", "judul": "title", "author": "author", "penulis": "author",
    "date": "date", "tanggal": "date",
}  # fmt: skip


def read_markdown(path: Path) -> SourceText:
    """A Markdown file. Raises UnreadableSource if it is empty or no text."""
    raw, encoding = decode(path.read_bytes(), path.name)
    lines = without_strayed(clean(raw).split("\n"))
    metadata, first = _front_matter(lines)
    out: list[str] = []
    headings: list[Heading] = []
    offset = 0
    fence = ""
    for line in without_act_tables(lines[first:]):
        mark = _FENCE.match(line)
        if mark and (not fence or mark[1].startswith(fence)):
            fence = "" if fence else mark[1]
        heading = None if fence or mark else _HEADING.match(line)
        if heading:
            line = _plain(heading[2])
            if line:
                headings.append(Heading(offset, offset + len(line), len(heading[1])))
        elif not fence and not mark:
            line = _plain(line)
        out.append(line)
        offset += len(line) + 1
    return SourceText(
        text="\n".join(out),
        headings=tuple(headings),
        warnings=guess_warning(encoding),
        metadata=metadata,
        reader=reader_name("markdown-it-py"),
    )


@lru_cache(maxsize=1)
def _parser() -> MarkdownIt:
    from markdown_it import MarkdownIt

    return MarkdownIt("commonmark")


def _plain(line: str) -> str:
    """One line without emphasis and link marks; outer white space and all words stay."""
    if not _INLINE.intersection(line) or _FORMULA.search(line):
        return line
    body = line.strip()
    start = line.index(body) if body else 0
    parts = [
        piece
        for block in _parser().parseInline(body)
        for token in block.children or ()
        if (piece := _said(token.type, token.content))
    ]
    return line[:start] + "".join(parts) + line[start + len(body) :]


def _said(kind: str, content: str) -> str:
    if kind == "html_inline":
        if content.startswith("<!--"):
            return ""
        if content[1:3].lower() == "br":
            return " "
        # "<nama daerah>" is a blank to fill in, not a tag.
        return "" if _FORMATTING.match(content) else content
    return content  # openings and closings of emphasis and links have none


def _front_matter(lines: list[str]) -> tuple[dict[str, str], int]:
    """Title, author and date of a YAML head, and the line after it; only if it is one."""
    if not lines or lines[0].rstrip() != "---":
        return {}, 0
    metadata: dict[str, str] = {}
    for number, line in enumerate(lines[1:100], start=1):
        if line.rstrip() in {"---", "..."}:
            return (metadata, number + 1) if number > 1 else ({}, 0)
        field = _FIELD.match(line.rstrip())
        if field:
            key = _METADATA_KEYS.get(field[1].lower())
            if key and field[2]:
                metadata[key] = clean_line(field[2]).strip("\"'")
        elif line.strip() and not line.startswith((" ", "\t", "-", "#")):
            return {}, 0  # a rule above ordinary text
    return {}, 0
