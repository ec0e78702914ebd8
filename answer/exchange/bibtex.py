"""BibTeX, for LaTeX and for reference managers.

Acts are ``@legislation`` and rulings ``@jurisdiction``: BibLaTeX knows both, and Zotero reads
them as bill and case (it has no BibTeX type for a statute). What was cited is in ``annote``,
which no style prints and Zotero keeps as a note. Titles stand in double braces: Indonesian
capitals are spelling, not fashion.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Final

from answer.cite import Cited
from answer.csl.item import Item
from answer.exchange.entry import Entry, date_of, entries, origin_of, others
from answer.page import tex_pages
from answer.person import Name, family_of, given_of
from answer.table import Made
from ingest.markup import marked

_TYPES: Final = {
    "legislation": "legislation", "bill": "legislation", "treaty": "legislation",
    "legal_case": "jurisdiction", "book": "book", "chapter": "incollection",
    "article-journal": "article", "article-magazine": "article", "article-newspaper": "article",
    "paper-conference": "inproceedings", "report": "techreport", "entry-dictionary": "book",
    "entry-encyclopedia": "book", "webpage": "online", "manuscript": "unpublished",
}  # fmt: skip
#: Where the container's name goes.
_CONTAINER: Final = {
    "article": "journal", "incollection": "booktitle", "inproceedings": "booktitle",
    "legislation": "journaltitle", "jurisdiction": "journaltitle",
}  # fmt: skip
_PUBLISHER: Final = {
    "phdthesis": "school", "mastersthesis": "school", "techreport": "institution",
}  # fmt: skip
_FIELDS: Final = (
    ("volume", "volume"), ("edition", "edition"), ("address", "publisher-place"), ("type", "genre"),
    ("series", "collection-title"), ("doi", "DOI"), ("isbn", "ISBN"), ("issn", "ISSN"),
    ("url", "URL"), ("language", "language"),
)  # fmt: skip
#: Variables that an entry has fields for; the others are in its note.
_USED: Final = frozenset({name for _, name in _FIELDS}) | {
    "author", "editor", "translator", "container-title", "publisher", "authority", "page",
}  # fmt: skip
#: TeX's special characters. The braces are those of Zotero's own export: they are said with
#: their like, since BibTeX counts braces even behind a backslash.
_ESCAPES: Final = str.maketrans(
    {
        "\\": r"{\textbackslash}", "{": r"\{\vphantom{\}}", "}": r"\vphantom{\{}\}", "%": r"\%",
        "&": r"\&", "#": r"\#", "$": r"\$", "_": r"\_", "~": r"{\textasciitilde}",
        "^": r"{\textasciicircum}",
    }
)  # fmt: skip
_COMMANDS: Final = {
    "i": "textit", "b": "textbf", "sub": "textsubscript", "sup": "textsuperscript",
    "sc": "textsc",
}  # fmt: skip
_LIGATURE: Final = re.compile(r"(?<=[-'`<>,])(?=[-'`<>,])|(?<=[?!])(?=`)")
#: Fields that TeX reads as they are.
_VERBATIM: Final = frozenset({"url", "doi"})


def write(cited: Iterable[Cited], made: Made) -> str:
    """The works as BibTeX entries, under a comment that says where they come from."""
    head = f"% {origin_of(made).replace('@', '(at)')}\n"
    return head + "".join(map(_said, entries(cited, made)))


def _said(entry: Entry) -> str:
    kind = _type(entry.item)
    fields = "".join(f",\n  {name} = {{{value}}}" for name, value in _fields(entry, kind))
    return f"\n@{kind}{{{entry.key}{fields}\n}}\n"


def _type(item: Item) -> str:
    if item["type"] == "thesis":
        genre = item.get("genre", "").casefold()
        return "phdthesis" if genre in ("disertasi", "dissertation") else "mastersthesis"
    return _TYPES.get(item["type"], "misc")


def _fields(entry: Entry, kind: str) -> Iterator[tuple[str, str]]:
    item = entry.item
    yield "title", f"{{{escaped(item.get('title', ''))}}}"
    if item.get("title-short") not in (None, item.get("title")):
        yield "shorttitle", f"{{{escaped(item['title-short'])}}}"
    for role in ("author", "editor", "translator"):
        if item.get(role):
            yield role, " and ".join(map(_name, item[role]))
    parts = date_of(item)
    if parts:
        yield "year", f"{parts[0]:04}"
    if len(parts) > 1:
        yield "date", "-".join([f"{parts[0]:04}", *(f"{part:02}" for part in parts[1:])])
    if "container-title" in item:
        yield _CONTAINER.get(kind, "booktitle"), escaped(item["container-title"])
    number = "issue" if kind == "article" and "issue" in item else "number"
    if number in item:
        yield "number", escaped(item[number])
    if "publisher" in item:
        yield _PUBLISHER.get(kind, "publisher"), escaped(item["publisher"])
    if "authority" in item:
        yield "institution", escaped(item["authority"])
    if "page" in item:
        pages = tex_pages(item["page"])
        yield "pages", ", ".join("--".join(map(escaped, ends)) for ends in pages)
    for field, name in _FIELDS:
        if name in item:
            value = item[name]
            yield field, _verbatim(value) if field in _VERBATIM else escaped(value)
    note = [*entry.note, *others(entry, _USED | {number})]
    yield "annote", escaped("; ".join(note))


def _name(name: Name) -> str:
    """``Wijaya, Endra``; with a suffix in BibTeX's order, ``King, Jr., Martin Luther``.

    What is no person's name stands in braces so that it stays whole, and so does a name that
    BibTeX would take for two ("and") or read the parts of elsewhere.
    """
    if "literal" in name:
        return f"{{{escaped(name['literal'])}}}"
    parts = [family_of(name), name.get("suffix", ""), given_of(name)]
    said = ", ".join(escaped(part) for part in parts if part)
    splits = " and " in f" {said.casefold()} " or any("," in part for part in parts)
    return f"{{{said}}}" if splits else said


def escaped(text: str) -> str:
    """The text with TeX's special characters escaped; braces are balanced in any case.

    Marks that TeX draws together (two hyphens are a dash to it) are kept apart by ``{}``. Markup
    (`ingest.markup`) becomes TeX's.
    """
    said = []
    for piece, under in marked(text):
        commands = [_COMMANDS[mark] for mark in sorted(under)]
        said.append("".join(f"\\{c}{{" for c in commands) + _letters(piece) + "}" * len(commands))
    return "".join(said)


def _letters(text: str) -> str:
    return _LIGATURE.sub("\ufdda", text).translate(_ESCAPES).replace("\ufdda", "{}")


def _verbatim(text: str) -> str:
    """An address: nothing in it is escaped, but what would end the field is percent-encoded."""
    return text.replace("{", "%7B").replace("}", "%7D").replace("\\", "%5C")
