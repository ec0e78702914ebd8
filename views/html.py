"""Corpus text becomes HTML that is only text: escaped, with the words asked for marked.

Everything a page shows of a source goes through `marked` (or `plain`) into ``st.html``. No other
way: Streamlit's Markdown would read links, images, ``$…$``, ``:red[…]`` and icons in it.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from html import escape
from itertools import pairwise
from typing import Final, Literal
from urllib.parse import urlencode

from dalil.answer.export.escape import NEW_LINE
from dalil.index.query.analyzer import root
from dalil.ingest.words import WORD

MarkKind = Literal["word", "unit", "conflict"]

#: Characters that turn the direction of what follows (Unicode 15, Bidi_Control), and controls
#: that HTML does not allow; each is shown as U+FFFD so that nothing is hidden and lengths stay.
_HIDDEN: Final = frozenset(
    "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
)


#: Whatever `_hides` may hide, to know in one look that nothing does.
_SUSPECT: Final = re.compile(f"[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff{''.join(_HIDDEN)}]")


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A half-open span of a text, and what is to be seen in it."""

    start: int
    end: int
    kind: MarkKind = "word"


def matched_words(text: str, roots: frozenset[str]) -> list[Span]:
    """Where the words of these roots stand in the text."""
    if not roots:
        return []
    return [
        Span(m.start(), m.end())
        for m in WORD.finditer(text)
        if root(unicodedata.normalize("NFKC", m[0]).lower()) in roots
    ]


def marked(text: str, spans: Iterable[Span] = ()) -> str:
    """The text as HTML: escaped, spans marked, line breaks kept where they mean something.

    The only tags that come out are ``<mark class="…">`` and ``<br>``. Spans may overlap; what is
    outside the text is left out.
    """
    breaks = {m.start() for m in NEW_LINE.finditer(text)}
    inside = [s for s in spans if 0 <= s.start < s.end <= len(text)]
    cuts = sorted({0, len(text), *breaks, *(e for s in inside for e in (s.start, s.end))})
    made = []
    for start, end in pairwise(cuts):
        kinds = sorted({s.kind for s in inside if s.start <= start and end <= s.end})
        if start in breaks:
            made.append("<br>")
        piece = escape(seen(text[start:end]))
        if kinds and piece.strip():
            classes = " ".join(f"dalil-{kind}" for kind in kinds)
            made.append(f'<mark class="{classes}">{piece}</mark>')
        else:
            made.append(piece)
    return "".join(made)


@dataclass(frozen=True, slots=True, order=True)
class Wrap:
    """A half-open span of a text and the tags put around it, which are ours and complete HTML."""

    start: int
    end: int
    opening: str
    closing: str


def wrapped(text: str, wraps: Sequence[Wrap]) -> str:
    """The text as `marked` gives it, with tags around spans that do not overlap.

    Of two that overlap the one that begins first is taken, of two that begin together the longer.
    """
    breaks = {m.start() for m in NEW_LINE.finditer(text)}
    made: list[str] = []
    at = 0
    for wrap in sorted(wraps, key=lambda w: (w.start, -w.end)):
        if at <= wrap.start < wrap.end <= len(text):
            made.append(_broken(text, at, wrap.start, breaks))
            inside = _broken(text, wrap.start, wrap.end, breaks)
            made += (wrap.opening, inside, wrap.closing)
            at = wrap.end
    return "".join((*made, _broken(text, at, len(text), breaks)))


def _broken(text: str, start: int, end: int, breaks: set[int]) -> str:
    """A slice of the text, escaped, with the line breaks that are in it."""
    cuts = sorted({start, end, *(b for b in breaks if start <= b < end)})
    pieces = (escape(seen(text[a:b])) for a, b in pairwise(cuts))
    return "".join(
        f"<br>{piece}" if a in breaks else piece for a, piece in zip(cuts, pieces, strict=False)
    )


def plain(text: str) -> str:
    """The text on one line as HTML, nothing marked."""
    return escape(seen(" ".join(text.split())))


def seen(text: str) -> str:
    """Without characters that hide, turn or break what is shown."""
    if not _SUSPECT.search(text):
        return text
    return "".join("\ufffd" if _hides(c) else c for c in text)


def _hides(char: str) -> bool:
    return char in _HIDDEN or (unicodedata.category(char) in {"Cc", "Cs"} and char not in "\n\t")


def clipped(text: str, spans: Sequence[Span], limit: int) -> tuple[int, int]:
    """A window of at most ``limit`` characters around the first marked word; whole words."""
    if len(text) <= limit:
        return 0, len(text)
    first = min((s.start for s in spans), default=0)
    start = max(0, min(first - limit // 5, len(text) - limit))
    end = min(len(text), start + limit)
    if start:
        start = text.find(" ", start, end) + 1 or start
    if end < len(text):
        cut = text.rfind(" ", start, end)
        end = cut if cut > start else end
    return start, end


def shifted(spans: Iterable[Span], start: int, end: int) -> list[Span]:
    """The spans as they stand in ``text[start:end]``, cut at its ends."""
    return [
        Span(max(s.start, start) - start, min(s.end, end) - start, s.kind)
        for s in spans
        if s.start < end and s.end > start
    ]


def reader_address(target: str, language: str = "id", day: str = "", since: str = "") -> str:
    """``baca?id=uu%2F2014%2F23%23pasal-1`` for the id of a document or passage.

    Relative, since the app may be served under any path. Percent-encoded throughout: put it into
    an attribute with `html.escape`. The language goes along where it is not the default. ``day``
    is the day on which an act is read (ISO 8601, or `NOW`; "": as it was enacted), ``since`` the
    one that it is compared with (or `ENACTED`; "": with none).
    """
    asked = {"id": target} if language == "id" else {"id": target, "lang": language}
    asked |= {name: said for name, said in ((DAY, day), (SINCE, since)) if said}
    return f"{READER}?{urlencode(asked)}"


#: The reader's place in the URL (see PAGES in app.py).
READER: Final = "baca"
#: The day of a text in force in the reader's address, and the day that it is compared with.
DAY, SINCE = "pada", "banding"
#: What these may be beside a day.
NOW, ENACTED = "kini", "asli"
