"""Two names of one thing, as the library's own texts give them.

Acts define short names ("Dewan Perwakilan Rakyat Daerah yang selanjutnya disingkat DPRD adalah
…"; UU 12/2011, Lampiran II, nomor 96–107) and give foreign ones in brackets ("Surat Kuasa (Full
Powers)"); glossaries are made of nothing else. Both directions are kept.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from difflib import SequenceMatcher
from typing import Final

from dalil.index.query.lexicon import is_abbreviation, segments
from dalil.index.store.unit_text import Unit
from dalil.ingest.definitions import HEAD, HEADWORD, names_of_one

#: Words of the longest name that is kept; longer "names" are sentences.
LONGEST: Final = 9
#: Two meanings of one name that are so alike are one, misread once ("Dewan Perwakilan Ralryat");
#: not where they are as short as "DPR" and "DPRD".
_ALIKE: Final = 0.9
_ALIKE_FROM: Final = 10
#: A name that so many different things share ("Badan", "Dinas") is a word, not a name.
_SHARED: Final = 3
_EMPHASIS: Final = re.compile(r"[_*]+")  # Markdown's, around foreign words


def key(term: str) -> str:
    """The form in which names are looked up: words in lower case, one space apart.

    >>> key("Bea-Masuk  (PPN)")
    'bea masuk ppn'
    """
    return " ".join(word.lower() for segment in segments(term) for _, _, word in segment)


def indexed_terms(units: Iterable[Unit]) -> dict[str, tuple[str, ...]]:
    """Names that mean the same, by `key`: abbreviation and full name, foreign name and ours.

    Of "A yang selanjutnya disingkat/disebut B adalah …" at the beginning of a unit, behind the
    opening line of its list (read by `ingest.definitions`), and of entries "A (English) — …". A
    short name that is only a part of the full one ("Pemerintah Pusat yang selanjutnya disebut
    Pemerintah") means that in its own act alone and is left out; so is one that many different
    things share, unless it is an abbreviation. The commonest meaning comes first.
    """
    return _named((u.text[u.lead :], _is_entry(u.passage_id)) for u in units)


def _is_entry(passage_id: str) -> bool:
    """Whether the passage is an entry of a glossary."""
    return passage_id.rpartition("#")[2].rpartition("/")[2].startswith("entri")


def _named(texts: Iterable[tuple[str, bool]]) -> dict[str, tuple[str, ...]]:
    found: dict[str, dict[str, int]] = {}
    written: dict[str, str] = {}
    for text, entry in texts:
        for one, other in _pairs(text[:HEAD], entry):
            for name, means in ((one, other), (other, one)):
                counts = found.setdefault(key(name), {})
                counts[key(means)] = counts.get(key(means), 0) + 1
                written.setdefault(key(means), means)
    return {
        name: tuple(written[m] for m in _commonest(counts))
        for name, counts in found.items()
        if len(counts) <= _SHARED or is_abbreviation(written.get(name, ""))
    }


def shortens(short: str, full: str) -> bool:
    """Whether one name is a short form of the other: fewer words, its letters in the same order.

    >>> shortens("DPRD", "Dewan Perwakilan Rakyat Daerah"), shortens("Pemilu", "Pemilihan Umum")
    (True, True)
    >>> shortens("APA", "Kesepakatan Harga Transfer"), shortens("B3", "Bahan Berbahaya dan Beracun")
    (False, True)
    """
    one, other = key(short), key(full)
    if not one or len(one.split()) >= len(other.split()) or one[0] != other[0]:
        return False
    letters = iter(unicodedata.normalize("NFKD", other))
    return all(c in letters for c in one if c.isalpha())


def _commonest(counts: Mapping[str, int]) -> list[str]:
    """Meanings, the commonest first; those ten times rarer or nearly the same are misreadings."""
    best = max(counts.values())
    kept: list[str] = []
    for meaning in sorted(counts, key=lambda meaning: (-counts[meaning], meaning)):
        if 10 * counts[meaning] >= best and not any(_alike(meaning, other) for other in kept):
            kept.append(meaning)
    return kept


def _alike(one: str, other: str) -> bool:
    if min(len(one), len(other)) < _ALIKE_FROM:
        return False
    return SequenceMatcher(None, one, other, autojunk=False).ratio() >= _ALIKE


def _pairs(head: str, entry: bool) -> set[tuple[str, str]]:
    pairs: list[tuple[str, str]] = []
    if entry:
        if (read := HEADWORD.match(head)) and read["foreign"]:
            pairs.append((read["term"], read["foreign"]))
    else:
        pairs += [(found.term, name) for found in names_of_one(head) for name in found.names]
    tidy = {(_tidy(one), _tidy(other)) for one, other in pairs}
    return {(one, other) for one, other in tidy if _two_names(key(one), key(other))}


def _tidy(name: str) -> str:
    return " ".join(_EMPHASIS.sub(" ", name).split()).strip(" ,.\"“”'")


def _two_names(one: str, other: str) -> bool:
    """Whether both are names, and neither is only a part of the other."""
    first, second = one.split(), other.split()
    return (
        0 < len(first) <= LONGEST
        and 0 < len(second) <= LONGEST
        and not set(first) <= set(second)
        and not set(second) <= set(first)
    )
