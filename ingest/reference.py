"""References in legal text: recognised, normalised, resolved to ids, printed.

`find_references` gives one `Reference` for each provision or act named; "Pasal 363 dan Pasal
367 UU 23/2014" are two, the second reaching to the end of the act's name. A range is one, with
every provision in it as target. Several targets with a ``reason`` are candidates, best first;
without one they are all meant. What cannot be resolved is not given at all: a wrong pointer is
worse than none. Words of a reference that were not understood are its ``unread``.

The parts: acts named (`ingest.mention`), provisions named (`ingest.provision`), where the text
itself stands (`ingest.position`), what is known of it (`ingest.context`), which act a
provision is of (`ingest.binding`). Rules of writing: UU 12/2011, Lampiran II nomor 267–284.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

from ingest.binding import Binder, Reference
from ingest.context import read_context
from ingest.locator import Locator
from ingest.provision import chain_at, find_chains
from ingest.target import as_printed, is_target, print_target

__all__ = ["Reference", "find_references", "is_target", "parse_reference", "print_target"]


_BETWEEN: Final = (
    r"(?:[\s,;()&]|dan/atau\b|dan\b|atau\b|serta\b|[jy]o\.?|j\.\s?o\.?|perubahannya\b|sebagaimana\b"
    r"|telah\b|beberapa\b|kali\b|diubah\b|terakhir\b|dengan\b|juncto\b|and\b|or\b|lihat\b|vide\b|the\b"
    r"|ketentuan\b|bunyi\b|isi\b|see\b|indonesian\b){0,60}"
)
_TYPED: Final = re.compile(
    r"\b(uu|pp|perppu|perpres|keppres|permen\w{2,12})\s{1,9}(?:no\.?\s?)?(\d{1,4})\s{1,9}"
    r"((?:19|20)\d\d)\b",
    re.IGNORECASE,
)
#: What a footnote has before the act, after a digest's name, and after the provision.
_FOOTNOTE: Final = re.compile(
    r"\A(?:Republik\s)?Indonesia,\s{1,3}|\s\((?:ikhtisar|digest)\b[^()\n]{0,40}\)"
    r"|,\s{0,3}(?:hlm|hal|p)\.\s?[\d–-]{1,9}\Z",
    re.IGNORECASE,
)
#: A title typed in small letters, whose end only the end of the string shows.
_TITLE_TYPED: Final = re.compile(r"(?<=\s)(?:tentang|ttg)\s[\w\s,/()-]{1,300}\Z", re.IGNORECASE)
#: A reference that is looked up is short; what is longer is a text.
_LONGEST: Final = 2000


def find_references(
    text: str,
    act: str | None = None,
    at: Locator | None = None,
    known: Mapping[str, str] | None = None,
) -> list[Reference]:
    """Every reference in the text, in order.

    ``act`` is the id of the act the text is from: what "undang-undang ini" and a bare "Pasal 12"
    mean; ``at`` is where in it the text stands, for a part of an act (the text of a whole act
    shows that itself). ``known`` maps ids to titles: acts named by their title alone are found
    with it. Headings ("Pasal 5" on its own line) are no references.
    """
    context = read_context(text, act, at, known or {})
    chains = find_chains(text, context.positions.headings)
    return Binder(context).references(chains)


def parse_reference(text: str) -> list[str]:
    """The ids that this text, as a whole, refers to, best first; [] if it is no reference."""
    text = _FOOTNOTE.sub("", text.strip().rstrip(".;"))
    text = _TYPED.sub(r"\1 \2/\3", text)
    if is_target(text):
        return [text]
    if len(text) > _LONGEST:
        return []
    found = _looked_up(text, literal=False) or _looked_up(text, literal=True)
    return [as_printed(found[0], text)] if len(found) == 1 else found


def _looked_up(text: str, literal: bool) -> list[str]:
    """The ids of a whole string; ``literal`` takes units in the order printed, however odd."""
    chains = [] if literal else find_chains(text, repaired=False)
    first = chain_at(text, 0, literal=literal)
    if first is not None and (not chains or chains[0].start > 0):
        chains = [first, *(chain for chain in chains if chain.start >= first.end)]
    found = Binder(read_context(text, None, None, {}), looked_up=True).references(chains)
    if any(reference.unread for reference in found):
        return []  # understood in part only
    rest = text
    for reference in reversed(found):
        rest = f"{rest[: reference.start]} {rest[reference.end :]}"
    rest = _TITLE_TYPED.sub("", rest)
    if not found or not re.fullmatch(_BETWEEN, rest, re.IGNORECASE):
        return []
    return list(dict.fromkeys(target for reference in found for target in reference.targets))
