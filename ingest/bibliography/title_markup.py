"""Markup inside a title: what Crossref, Zotero and web pages put there for italics and the like.

CSL's rich text (https://citeproc-js.readthedocs.io/en/latest/csl-json/markup.html) knows ``<i>``,
``<b>``, ``<sub>``, ``<sup>`` and small capitals; other programs write ``<em>``, ``<strong>``,
``<u>`` or a span. A title is text with such marks, never HTML: only the tags named here are marks,
and "a<b dan c>d" is none. Entities ("&amp;", "&lt;i&gt;") are read as the characters they name,
once.
"""

from __future__ import annotations

import html
import re
from typing import Final, Literal

Mark = Literal["i", "b", "sub", "sup", "sc", ""]

#: Tags and the mark that each stands for; the empty ones carry nothing that a citation shows.
_MARKS: Final[dict[str, Mark]] = {
    "i": "i", "em": "i", "cite": "i", "dfn": "i", "b": "b", "strong": "b", "sub": "sub",
    "sup": "sup", "sc": "sc", "u": "", "span": "", "font": "", "small": "", "big": "", "tt": "",
    "br": "", "p": "", "a": "", "scp": "sc", "italic": "i", "bold": "b",
}  # fmt: skip
_ATTRIBUTE: Final = (
    r"\s{1,4}[\w:-]{1,30}\s{0,2}=\s{0,2}"
    r"(?:\"[^\"<>]{0,300}\"|'[^'<>]{0,300}'|[^\s\"'<>=]{1,300})"
)
_TAG: Final = re.compile(
    rf"<(?P<end>/?)(?:jats:)?(?P<name>{'|'.join(_MARKS)})(?:{_ATTRIBUTE}){{0,9}}\s{{0,4}}/?>",
    re.IGNORECASE,
)
#: Small capitals have no tag of one word in CSL.
_CSL: Final = {"sc": 'span style="font-variant:small-caps"'}
_ENTITY: Final = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,30});")


def marked(text: str) -> list[tuple[str, frozenset[Mark]]]:
    """The text in pieces, each with the marks it stands under. Marks without an end are none."""
    if "<" not in text and "&" not in text:
        return [(text, frozenset())] if text else []
    text = _ENTITY.sub(lambda match: html.unescape(match[0]), text)
    tags = list(_TAG.finditer(text))
    paired = _paired(tags)
    pieces: list[tuple[str, frozenset[Mark]]] = []
    under: list[Mark] = []
    at = 0
    for number, tag in enumerate(tags):
        _add(pieces, text[at : tag.start()], frozenset(under))
        at = tag.end()
        mark = _MARKS[tag["name"].lower()]
        if number in paired and mark:
            under.remove(mark) if tag["end"] else under.append(mark)
        elif tag["name"].lower() in ("br", "p"):
            _add(pieces, " ", frozenset(under))
    _add(pieces, text[at:], frozenset(under))
    return pieces


def _paired(tags: list[re.Match[str]]) -> set[int]:
    """The tags that begin and end something."""
    found: set[int] = set()
    waiting: dict[str, list[int]] = {}
    for number, tag in enumerate(tags):
        open_ = waiting.setdefault(tag["name"].lower(), [])
        if not tag["end"]:
            open_.append(number)
        elif open_:
            found |= {open_.pop(), number}
    return found


def _add(pieces: list[tuple[str, frozenset[Mark]]], text: str, under: frozenset[Mark]) -> None:
    if text:
        pieces.append((text, under))


def unmarked(text: str) -> str:
    """The text alone, without a tag."""
    if "<" not in text and "&" not in text:
        return text
    return "".join(piece for piece, _ in marked(text))


def csl_text(text: str) -> str:
    """The text as CSL's rich text: only the tags that its processors know, each with its end."""
    said: list[str] = []
    for piece, under in marked(text):
        marks = sorted(under)
        said += [f"<{_CSL.get(m, m)}>" for m in marks]
        said.append(piece)
        said += [f"</{_CSL.get(m, m).split()[0]}>" for m in reversed(marks)]
    return "".join(said)
