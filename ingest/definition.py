"""The definitions of an act, from its passages: terms, their short names, where they stand.

Acts define in Pasal 1 ("Dalam Undang-Undang ini yang dimaksud dengan: …", UU 12/2011, Lampiran II
no. 96–110), sometimes in a later pasal, and explain words in the elucidation ("Yang dimaksud
dengan “…” adalah …"), which then holds for the provision explained and nowhere else.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from ingest.locator import Locator
from ingest.model import Passage
from ingest.naming import Naming, in_passing, opening, stated

_DEFINES: Final = re.compile(
    r"\bdi\s?(?:maksud|artikan)(?:kan)?\s*(?:(?:dengan|oleh)\b[^.;]{0,40})?:?\s*\Z"
    r"|\b[yj]ang\s+di\s?(?:maksud|artikan)(?:kan)?\s+(?:(?:dalam|menurut)\b[^.;:]{2,40}\s)?"
    r"(?:dengan|oleh)\b(?=[\s\W]*\Z)"
    r"|\b(?:pengertian|istilah|definisi)\b[^.;]{0,80}:?\s*\Z",
    re.IGNORECASE,
)
_TERMS_TITLE: Final = re.compile(r"\b(?:ISTILAH|PENGERTIAN|DEFINISI|BATASAN|ARTI)\b", re.IGNORECASE)
_SMALL: Final = frozenset(
    "dan atau di ke dari yang dalam pada untuk dengan antar antara bagi oleh tentang atas serta "
    "secara kepada per sebagai terhadap jang".split()
)
_OUTSIDE: Final = frozenset({"menimbang", "mengingat", "memperhatikan", "pembukaan", "penutup"})


@dataclass(frozen=True, slots=True)
class Definition:
    """A defined term and the passage that defines it.

    ``start`` and ``end`` are the span of the term in the document's text. ``names`` are the
    other names it gets ("DPRD"). ``scope`` is where it holds: ``""`` the whole act, ``pasal-5``
    that pasal, ``pasal-i/*`` what the amending pasal I gives another act. ``cased`` where the
    act writes the term with capitals, so that the same words without them are not it.
    """

    term: str
    names: tuple[str, ...]
    passage_id: str
    start: int
    end: int
    scope: str = ""
    cased: bool = True

    @property
    def all_names(self) -> tuple[str, ...]:
        """The term and its other names."""
        return (self.term, *self.names)


def definitions_of(passages: Sequence[Passage]) -> list[Definition]:
    """The definitions in the passages of one act, in the order of the text."""
    first_child: dict[str, int] = {}
    for passage in passages:
        if passage.parent_id is not None:
            at = first_child.setdefault(passage.parent_id, passage.start)
            first_child[passage.parent_id] = min(at, passage.start)
    found: dict[tuple[int, int], tuple[Naming, Passage]] = {}
    for passage in passages:
        if not passage.locator.steps or passage.locator.steps[0].unit in _OUTSIDE:
            continue
        own = passage.text[: first_child.get(passage.passage_id, passage.end) - passage.start]
        for naming in _namings(own, passage):
            span = passage.start + naming.start, passage.start + naming.end
            found.setdefault(span, (naming, passage))
    titled = _titled(n.term for n, p in found.values() if not p.locator.in_penjelasan)
    return [
        Definition(
            naming.term,
            naming.names,
            passage.passage_id,
            *span,
            scope=_scope(passage.locator, naming),
            cased=_cased(naming.term, titled),
        )
        for span, (naming, passage) in sorted(found.items(), key=lambda item: item[0])
    ]


def scopes_of(locator: Locator) -> tuple[str, str]:
    """What holds at a locator: the scope of its act, and that of its own pasal."""
    steps = locator.steps[1:] if locator.in_penjelasan else locator.steps
    pasals = [n for n, step in enumerate(steps) if step.unit == "pasal"]
    if not pasals:
        return "", str(Locator(steps))
    last = pasals[-1]
    return (f"{steps[0]}/*" if last else ""), str(Locator(steps[: last + 1]))


def _namings(own: str, passage: Passage) -> Iterator[Naming]:
    listed = is_listed(passage)
    read = opening(own, listed=listed)
    after = 0
    if read is not None:
        yield read
        after = max(read.end, own.find("selanjutnya", read.end) + 1 if read.called else 0)
    elif not listed or "dimaksud" in own or "artikan" in own:
        yield from stated(own)
    if not (read and read.called):
        known = {read.term, *read.names} if read else set()
        yield from (n for n in in_passing(own, after) if n.term not in known)


def is_listed(passage: Passage) -> bool:
    """Whether the passage is an entry of a list of definitions, or may be one of Pasal 1."""
    if passage.locator.in_penjelasan:
        return False
    if _DEFINES.search(passage.lead_in):
        return True
    if passage.lead_in:
        return False
    unit = passage.locator.steps[-1].unit
    pasal = passage.locator.step("pasal")
    if pasal is None or unit not in {"pasal", "ayat", "angka", "huruf"}:
        return False
    return pasal.label == "1" or any(_TERMS_TITLE.search(h) for h in passage.heading[-1:])


def _scope(locator: Locator, naming: Naming) -> str:
    act, pasal = scopes_of(locator)
    explained = locator.in_penjelasan and locator.step("pasal") is not None
    return pasal if naming.local or explained else act


def _titled(terms: Iterable[str]) -> bool:
    """Whether this act writes its defined terms with capitals, as its longer ones show."""
    votes = [_in_title_case(term) for term in terms if len(_words(term)) > 1]
    return 2 * sum(votes) >= len(votes)


def _in_title_case(term: str) -> bool:
    words = [w for w in _words(term) if w not in _SMALL]
    return all(w[:1].isupper() or not w[:1].isalpha() for w in words)


def _words(term: str) -> list[str]:
    """The words of a term; "Kabupaten/kota" is two."""
    return term.replace("/", " ").split()


def _cased(term: str, titled: bool) -> bool:
    if not term[:1].isupper():
        return False
    return _in_title_case(term) if len(_words(term)) > 1 else titled
