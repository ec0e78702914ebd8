"""citeproc-py renders an item in a style; what it cannot do is done here.

Rendering takes milliseconds, so the text of a work is rendered once for a style, a language and
a kind of place, with a token where the place goes; every citation of the work then fills it in.
Inside, characters that no text may hold (Unicode's noncharacters) stand for what must not be
mistaken: the tokens, italics, the quotation marks of the style, and a stop at the end of a
value, which swallows the style's own ("Siapa Berwenang?." is no ending, nor is "Ibid..").
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby
from pathlib import Path
from threading import Lock
from typing import Any, Final

from citeproc import NAMES, VARIABLES, CitationStylesBibliography, CitationStylesStyle, model
from citeproc.frontend import CitationStylesLocale, CitationStylesXML
from citeproc.source import (
    BibliographySource,
    Citation,
    CitationItem,
    Date,
    Locator,
    Name,
    Reference,
)
from citeproc.string import String

from dalil.answer.citation.csl_item import Item
from dalil.answer.citation.csl_style import Position, Style
from dalil.ingest.bibliography.title_markup import marked as pieces_of
from dalil.ingest.errors import StyleError
from dalil.ingest.messages import Message

#: Where the place goes, said in full or in one breath (`answer.citation.cite.compact`).
PLACE: Final = "\ufdd0"
COMPACT: Final = "\ufdd1"
_ITALIC, _ROMAN, _OPEN, _CLOSE = "\ufdd2", "\ufdd3", "\ufdd4", "\ufdd5"
_STOPS: Final = {".": "\ufdd6", "?": "\ufdd7", "!": "\ufdd8"}
_PLAIN: Final = str.maketrans({mark: stop for stop, mark in _STOPS.items()})
#: The place's own quotation marks are the style's.
_MARKED: Final = str.maketrans({"“": _OPEN, "”": _CLOSE})
_UNMARKED: Final = str.maketrans({_OPEN: "“", _CLOSE: "”"})
_RESERVED: Final = re.compile("[\ufdd0-\ufdef]")
_SWALLOWED: Final = re.compile(
    f"([{''.join(_STOPS.values())}][{_ROMAN}{_CLOSE}]*|\\.[{_ROMAN}{_CLOSE}]+)\\."
)
_TURNS: Final = re.compile(f"([{_ITALIC}{_ROMAN}])")
_QUOTED: Final = re.compile(f"{_OPEN}([^{_OPEN}{_CLOSE}]*){_CLOSE}")
_INTO_QUOTE: Final = re.compile(f"({_CLOSE})([,.])")

#: A citation as runs of text: (text, whether it is italic).
Runs = tuple[tuple[str, bool], ...]

_LOCALES: Final = Path(__file__).parent / "locales"
_CODES: Final = {"id": "id-ID", "en": "en-US"}
#: citeproc's style objects keep state while they render.
_LOCK: Final = Lock()


class _Marks:
    """A formatter of citeproc that marks italics and leaves everything else plain."""

    Oblique = Bold = Light = Underline = Superscript = Subscript = SmallCaps = str

    @staticmethod
    def preformat(text: str) -> str:
        return text

    @staticmethod
    def Italic(text: object) -> str:  # noqa: N802 - citeproc's name
        return f"{_ITALIC}{text}{_ROMAN}" if str(text) else ""


class _Compiled(CitationStylesStyle):  # type: ignore[misc]
    """A style with our locale before citeproc's, and its quotation marks told apart."""

    def __init__(self, style: Style, language: str) -> None:
        CitationStylesXML.__init__(self, str(style.path), validate=False)
        root, code = self.root, _CODES[language]
        ours = CitationStylesXML(str(_LOCALES / f"locales-{code}.xml"), validate=False)
        self.kept = [ours]
        locales = [
            found
            for name in (code, language, None)
            for found in root.xpath_search(
                f'./cs:locale[@xml:lang="{name}"]' if name else "./cs:locale[not(@xml:lang)]"
            )
        ]
        locales.append(ours.root)
        if not style.own:  # people's styles use terms that ours do not
            for other in dict.fromkeys((code, "en-US")):
                self.kept.append(CitationStylesLocale(other, validate=False))
                locales.append(self.kept[-1].root)
        root.locales = locales
        for locale in locales:
            locale.style = root
            for term in locale.iter("{http://purl.org/net/xbiblio/csl}term"):
                if term.get("name") in ("open-quote", "close-quote"):
                    term.text = _OPEN if term.get("name") == "open-quote" else _CLOSE
        options = root.get_locale_option("punctuation-in-quote") or "false"
        self.into_quote = options.lower() == "true"


@lru_cache(maxsize=64)
def _compiled(style: Style, language: str) -> _Compiled:
    return _Compiled(style, language)


@dataclass(frozen=True, slots=True)
class CitedLocator:
    """What kind of place is pointed at: a page alone, or anything said in words, or none."""

    label: str = ""  # "page", "article-locator" or ""
    compact: bool = False  # whether it can be said in one breath as well


def template(
    style: Style, language: str, item: Item, place: CitedLocator, position: Position
) -> str:
    """The citation with tokens in it; `filled` makes runs of it.

    Raises StyleError for a file that is valid CSL and yet cannot be rendered.
    """
    with _LOCK:
        try:
            return _render(_compiled(style, language), style, item, place, position)
        except Exception as error:
            if style.own:
                raise
            raise StyleError(
                Message(
                    "style.unusable",
                    name=style.path.name,
                    item=item["id"],
                    kind=type(error).__name__,
                    error=error,
                )
            ) from error


def _render(
    compiled: _Compiled, style: Style, item: Item, place: CitedLocator, position: Position
) -> str:
    reference = _reference(item, place)
    source = BibliographySource()
    source.add(reference)
    bibliography = CitationStylesBibliography(compiled, source, _Marks)
    at = {"locator": Locator(place.label, PLACE)} if place.label else {}
    cited = CitationItem(reference.key, **at)
    citation = Citation([cited])
    bibliography.register(citation)
    if style.layout == "bibliography":
        cited.citation = citation
        entries = bibliography.bibliography()
        return str(entries[0]) if entries else ""
    said = compiled.render_citation(citation, _before(reference.key, at, position), None)
    return str(said)


def _before(key: str, at: dict[str, Any], position: Position) -> list[CitationItem]:
    """The citations that come before one in this position, as citeproc looks at them."""
    if position == "first":
        return []
    # A second locator that is not the same object is another place to citeproc.
    other = {"locator": Locator("page", "0")} if at else {}
    same = CitationItem(key, **(at if position == "ibid" else other))
    before = [same]
    if position == "subsequent":
        before.append(CitationItem(f"{key} "))
    for cited in before:
        cited.citation = Citation([cited])
    return before


def _reference(item: Item, place: CitedLocator) -> Reference:
    """The item as citeproc holds it; what it has no variable for is left out."""
    known: dict[str, Any] = {}
    for name, value in item.items():
        variable = name.replace("-", "_")
        if name in ("id", "type") or variable not in VARIABLES:
            continue
        if variable in NAMES:
            known[variable] = [
                Name(**{k: _clean(v) if k == "given" else _sealed(v) for k, v in n.items()})
                for n in value
            ]
        elif isinstance(value, dict):
            parts = value["date-parts"][0]
            if parts:
                known[variable] = Date(**dict(zip(("year", "month", "day"), parts, strict=False)))
        else:
            known[variable] = String(_sealed(str(value)))
    if place.compact:
        known["section"] = String(COMPACT)
    return Reference(item["id"].lower(), item["type"], **known)


def _clean(value: str) -> str:
    return " ".join(_RESERVED.sub("", value).split())


def _sealed(value: str) -> str:
    """The value with its italics and the stop at its end marked as its own."""
    pieces = [(_RESERVED.sub("", text), "i" in marks) for text, marks in pieces_of(value)]
    said = "".join(f"{_ITALIC}{text}{_ROMAN}" if italic else text for text, italic in pieces)
    said = " ".join(said.split())
    bare = said.rstrip(_ROMAN)
    if bare and bare[-1] in _STOPS:
        return bare[:-1] + _STOPS[bare[-1]] + said[len(bare) :]
    return said


def filled(marked: str, style: Style, language: str, place: str, compact: str) -> Runs:
    """The runs of a template with this place in it."""
    said = marked.replace(PLACE, _clean(place).translate(_MARKED))
    said = said.replace(COMPACT, _clean(compact).translate(_MARKED))
    if _CLOSE in said and _compiled(style, language).into_quote:
        said = _INTO_QUOTE.sub(r"\2\1", said)
    said = _SWALLOWED.sub(r"\1", said).translate(_PLAIN)
    if _OPEN in said:
        said = _QUOTED.sub(_quoted, said).translate(_UNMARKED)
    runs: list[tuple[str, bool]] = []
    depth = 0
    for part in _TURNS.split(said):
        if part in (_ITALIC, _ROMAN):
            depth += 1 if part == _ITALIC else -1
        elif part and runs and runs[-1][1] == bool(depth % 2):
            runs[-1] = (runs[-1][0] + part, runs[-1][1])
        elif part:  # italics within italics stand upright (CSL, "font-style")
            runs.append((part, bool(depth % 2)))
    return tuple(runs)


def _quoted(match: re.Match[str]) -> str:
    """A quotation inside a quoted title has single marks."""
    return f"“{match[1].replace('“', '‘').replace('”', '’')}”"


# CSL 1.0.2, "initialize-with": names in capitals become initials, other words ("bin") stay.
# citeproc-py sets a stop behind these too, and takes a name in small letters for one.

_NAME_PART: Final = re.compile(r"[^\s.]+")


def initials(given: str, mark: str, *, hyphen: bool = True) -> str:
    """``S. binti`` of ``Siti binti``; with hyphens kept, ``J.-P.`` of ``Jean-Paul``."""
    parts = given.split("-") if hyphen else [given.replace("-", " ")]
    return "-".join(_part(part, mark) for part in parts)


def _part(part: str, mark: str) -> str:
    letters = [_initial(word) for word in _NAME_PART.findall(part)]
    said = []
    for is_initial, run in groupby(letters, key=lambda pair: pair[1]):
        words = [word for word, _ in run]
        said.append(mark.join([*words, ""]) if is_initial else " ".join(words))
    return " ".join(" ".join(said).split())


def _initial(word: str) -> tuple[str, bool]:
    """The first letter of a name in capitals, else the word, and which of both it is."""
    word = unicodedata.normalize("NFC", word)
    cased = next((c for c in word if c.lower() != c.upper()), "")
    return (cased, True) if cased.isupper() or cased.istitle() else (word, False)


class NameWithInitials(model.Name, model.CitationStylesElement):  # type: ignore[misc]
    """citeproc's ``cs:name``; it looks elements up by the classes' names, the latest first."""

    def initialize(self, given: str, mark: str, context: Any) -> str:
        """What a style with ``initialize-with`` shows of the given names."""
        hyphen = self.get_option("initialize-with-hyphen", context)
        return initials(given, mark, hyphen=bool(hyphen))
