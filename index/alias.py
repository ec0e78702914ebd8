"""Two names of one thing, as the library's own texts give them.

Acts define short names ("Dewan Perwakilan Rakyat Daerah yang selanjutnya disingkat DPRD adalah
…"; UU 12/2011, Lampiran II, nomor 96–107) and give foreign ones in brackets ("Surat Kuasa (Full
Powers)"); glossaries are made of nothing else. Both directions are kept.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Final

from index.wordlist import is_abbreviation, segments
from ingest.model import Passage
from ingest.naming import HEAD, opening, stated

#: Words of the longest name that is kept; longer "names" are sentences.
LONGEST: Final = 9
#: A name that so many different things share ("Badan", "Dinas") is a word, not a name.
_SHARED: Final = 3
_MEANT: Final = re.compile(r"\Ayang dimaksud (?:dengan )?", re.IGNORECASE)
_EMPHASIS: Final = re.compile(r"[_*]+")  # Markdown's, around foreign words
#: A foreign name in brackets, with the verb of a definition after it.
_CLOSED: Final = re.compile(r"\)[_*\"”’]*\s*,?\s+(?:adalah|ialah|yaitu|antara)\b", re.IGNORECASE)
_ENTRY: Final = re.compile(r"\A(?P<name>[^()\n—]{2,80}?)\s\((?P<foreign>[^()\n]{2,80})\)\s—\s")


def key(term: str) -> str:
    """The form in which names are looked up: words in lower case, one space apart.

    >>> key("Bea-Masuk  (PPN)")
    'bea masuk ppn'
    """
    return " ".join(word.lower() for segment in segments(term) for _, _, word in segment)


def own_terms(passages: Iterable[Passage]) -> dict[str, tuple[str, ...]]:
    """Names that mean the same, by `key`: abbreviation and full name, foreign name and ours.

    Of "A yang selanjutnya disingkat/disebut B adalah …" at the beginning of a passage (read by
    `ingest.naming`), and of entries "A (English) — …". A short name that is only a part of the
    full one ("Pemerintah Pusat yang selanjutnya disebut Pemerintah") means that in its own act
    alone and is left out; so is one that many different things share, unless it is an
    abbreviation. The commonest meaning comes first.
    """
    found: dict[str, dict[str, int]] = {}
    written: dict[str, str] = {}
    for passage in passages:
        for one, other in _pairs(passage):
            for name, means in ((one, other), (other, one)):
                counts = found.setdefault(key(name), {})
                counts[key(means)] = counts.get(key(means), 0) + 1
                written.setdefault(key(means), means)
    return {
        name: tuple(written[m] for m in _commonest(counts))
        for name, counts in found.items()
        if len(counts) <= _SHARED or is_abbreviation(written.get(name, ""))
    }


def _commonest(counts: Mapping[str, int]) -> list[str]:
    """Meanings, the commonest first; those ten times rarer than it are slips of scanning."""
    best = max(counts.values())
    ordered = sorted(counts, key=lambda meaning: (-counts[meaning], meaning))
    return [meaning for meaning in ordered if 10 * counts[meaning] >= best]


def _pairs(passage: Passage) -> set[tuple[str, str]]:
    head = passage.text[:HEAD]
    last = passage.locator.steps[-1] if passage.locator.steps else None
    pairs: list[tuple[str, str]] = []
    if last is not None and last.unit == "entri":
        if entry := _ENTRY.match(head):
            pairs.append((entry["name"], entry["foreign"]))
    elif "selan" in head or _CLOSED.search(head):
        read = opening(head, listed=True)
        for naming in [read] if read else stated(head):
            pairs += [(naming.term, name) for name in naming.names]
    tidy = {(_tidy(one), _tidy(other)) for one, other in pairs}
    return {(one, other) for one, other in tidy if _two_names(key(one), key(other))}


def _tidy(name: str) -> str:
    plain = _MEANT.sub("", " ".join(_EMPHASIS.sub(" ", name).split()))
    return plain.strip(" ,.\"“”'")


def _two_names(one: str, other: str) -> bool:
    """Whether both are names, and neither is only a part of the other."""
    first, second = one.split(), other.split()
    return (
        0 < len(first) <= LONGEST
        and 0 < len(second) <= LONGEST
        and not set(first) <= set(second)
        and not set(second) <= set(first)
    )
