"""What is indexed and what is shown: the small unit, and the pasal it stands in."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

from dalil.ingest.model import Passage

#: Units that are shown whole, with the found unit marked in them.
_SHOWN_WHOLE: Final = frozenset({"pasal", "diktum", "entri", "alinea"})

#: A container over this length (characters) is not shown whole; its part is, instead.
SHOWN_LIMIT: Final = 8_000

#: Named in the catalogue's hash: a change of what is indexed makes every index stale.
INDEXED_TEXT_VERSION: Final = 3


@dataclass(frozen=True, slots=True)
class Unit:
    """One searchable passage as the index sees it."""

    row: int  # the catalogue's row, never used twice
    passage_id: str
    document_id: str
    text: str  # `indexed_text` of the passage
    shown_id: str  # the passage that is shown for it: `shown_for`
    penjelasan: bool
    place: str = ""  # `place_text`: where in which work it stands
    lead: int = 0  # how much of ``text`` stands before the passage's own words


def indexed_text(lead_in: str, text: str) -> str:
    """What of a passage is indexed: the list's opening line, and the passage's own words.

    Both engines index this string, and the embedding cache keys on its hash: a huruf alone
    ("b. pemberian rekomendasi;") means little without the line that opens its list.
    """
    return f"{lead_in}\n{text}" if lead_in else text


def place_text(title: str, headings: Sequence[str]) -> str:
    """Where a passage stands: its work's title and the headings above it.

    Indexed apart from the passage's own words, as a field of its own: a question about "perjanjian
    internasional" is likelier answered in the act of that name, and "BAB III PENGESAHAN" says what
    a pasal is about that only speaks of "sebagaimana dimaksud dalam Pasal 9".
    """
    return " ".join((title, *headings))


def shown_for(passage: Passage, lookup: Callable[[str], Passage | None]) -> Passage:
    """The passage that is shown for a found unit: its pasal, else the largest part readable.

    The innermost pasal, since in an amending act the outermost one ("Pasal I") is the whole act.
    Where there is none (an annex, a preamble, a book), the outermost container up to
    `SHOWN_LIMIT` characters, and the unit itself where even its container is longer. ``lookup``
    gives the passage of an id.
    """
    best = passage
    here: Passage | None = passage
    while here is not None:
        steps = here.locator.steps
        if steps and steps[-1].unit in _SHOWN_WHOLE:
            return here
        if here.end - here.start <= SHOWN_LIMIT:
            best = here
        here = lookup(here.parent_id) if here.parent_id else None
    return best
