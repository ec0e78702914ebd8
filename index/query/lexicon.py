"""The word lists in `index/data`: what people say, and what acts say for it.

Each is a table of three columns apart by tabs (the term, what acts say with the best first and
" | " between alternatives, the branch of law) under a line of headings; a line that begins with
"#" is a remark. Read once, at the first question.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from importlib.util import find_spec, module_from_spec, spec_from_file_location
from pathlib import Path
from typing import Any, Final

from dalil.index.query.morphology import spelled

FOLDER: Final = Path(__file__).parents[1] / "data"
ENGLISH: Final = FOLDER / "en-id.tsv"
GENERAL: Final = FOLDER / "en-umum.tsv"
EVERYDAY: Final = FOLDER / "sehari-hari.tsv"

#: Branch of the small words ("must", "before"): they are translated, but are no bridge to show.
SMALL: Final = "kata bantu"
#: Branch of the general words ("participant", "repair"): looked for like terms, shown like small
#: words, since a list of what every word means would hide the bridges worth showing.
COMMON: Final = "bahasa umum"
#: Branch of the abbreviations that acts write themselves: these also lead back, from the full
#: name to the abbreviation; "UU" and "KTP" are only expanded.
WRITTEN: Final = "singkatan"

#: A word with its English ending: "employer's", "we'll".
_WITH_ENDING: Final = re.compile(r"[^\W_]+(?:['’](?:s|t|re|ll|d|ve)(?![^\W_]))?")
#: What is not looked up of a word: "employer's", "we'll", but "can't" is not "can".
_TAIL: Final = re.compile(r"['’](?!t\Z)\w+\Z")
#: What may stand between the words of one term: "old-age", "bea/cukai", but no comma.
_INSIDE: Final = re.compile(r"[\s\-‐‑–/&'’]*")


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a list."""

    term: str
    legal: tuple[str, ...]
    branch: str


@dataclass(frozen=True, slots=True)
class Entry:
    """What stands for a term. ``shown``: it is a bridge, not just a small word translated;
    ``replaces``: it may stand in place of the term in a translated question."""

    legal: tuple[str, ...]
    shown: bool = True
    replaces: bool = True


@dataclass(slots=True)
class Node:
    """A place in a tree of terms, word by word."""

    below: dict[str, Node] = field(default_factory=dict)
    entry: Entry | None = None

    def add(self, words: Sequence[str], entry: Entry) -> None:
        """Put a term in, unless it is there already."""
        node = self
        for word in words:
            node = node.below.setdefault(word, Node())
        node.entry = node.entry or entry

    def longest(self, forms: Sequence[Sequence[str]], at: int) -> tuple[int, Entry] | None:
        """The longest term from word ``at`` on: the index after its last word, and its entry.

        ``forms`` are the forms of each word, best first; among terms of equal length the one
        with the better forms wins.
        """
        best = (at, self.entry) if self.entry else None
        if at < len(forms):
            for form in forms[at]:
                child = self.below.get(form)
                found = child.longest(forms, at + 1) if child else None
                if found and (best is None or found[0] > best[0]):
                    best = found
        return best


def segments(text: str) -> Iterator[list[tuple[int, int, str]]]:
    """The words of a text as (start, end, word without 's), cut where no term may go across."""
    current: list[tuple[int, int, str]] = []
    for match in _WITH_ENDING.finditer(text):
        if current and not _INSIDE.fullmatch(text, current[-1][1], match.start()):
            yield current
            current = []
        current.append((*match.span(), _TAIL.sub("", match[0]).replace("’", "'")))
    if current:
        yield current


def words(term: str) -> list[str]:
    """The words of a term, as typed."""
    if term.replace(" ", "").isalnum():  # all but some; the lists are read when people wait
        return term.split()
    return [word for segment in segments(term) for _, _, word in segment]


@lru_cache(maxsize=4)
def rows(path: Path) -> tuple[Row, ...]:
    """The lines of a list."""
    lines = path.read_text(encoding="utf-8").splitlines()[1:]
    cells = (line.split("\t") for line in lines if line and not line.startswith("#"))
    return tuple(Row(term, tuple(legal.split(" | ")), branch) for term, legal, branch in cells)


def is_abbreviation(term: str) -> bool:
    """Whether a term is one word in capitals or with two of them: "DPRD", "B3", "PPh"."""
    if term.islower():
        return False
    capitals = sum(c.isupper() for c in term)
    return " " not in term and (capitals > 1 or (term.isupper() and len(term) > 1))


@lru_cache(maxsize=1)
def english_words() -> frozenset[str]:
    """Every word of the terms of the English lists."""
    found: set[str] = set()
    nodes = [english_terms()]
    while nodes:
        node = nodes.pop()
        found.update(node.below)
        nodes.extend(node.below.values())
    return frozenset(found)


@lru_cache(maxsize=1)
def english_terms() -> Node:
    """The English lists, the legal one first; abbreviations of the everyday list too, where typed
    in capitals."""
    tree = Node()
    everyday = rows(EVERYDAY)
    short = _abbreviations(everyday)
    for path in (ENGLISH, GENERAL):
        _add(tree, rows(path), spelled, short)
    for row in everyday:
        if is_abbreviation(row.term):
            tree.add([row.term], Entry(row.legal))
    return tree


@lru_cache(maxsize=1)
def everyday_terms() -> Node:
    """The everyday Indonesian list; what an abbreviation stands for also leads back to it."""
    tree = Node()
    everyday = rows(EVERYDAY)
    short = _abbreviations(everyday)
    _add(tree, everyday, str, short)
    for name, abbreviation in short.items():
        back = Entry((abbreviation,), replaces=False)
        tree.add([word.lower() for word in words(name)], back)
    for row in (*everyday, *rows(ENGLISH)):
        for name in row.legal:
            # "izin usaha pertambangan" is what acts say: nothing inside of it is everyday
            inside = [word.lower() for word in words(name)]
            if len(inside) > 1:
                tree.add(inside, Entry((name,), shown=False, replaces=False))
    return tree


def _abbreviations(listed: Sequence[Row]) -> dict[str, str]:
    """The abbreviation that acts write, by what it stands for."""
    return {row.legal[0]: row.term for row in listed if row.branch == WRITTEN}


def _add(
    tree: Node, listed: Sequence[Row], fold: Callable[[str], str], short: Mapping[str, str]
) -> None:
    for row in listed:
        also = (short[name] for name in row.legal if name in short)
        legal = (*row.legal, *(a for a in also if a != row.term))
        entry = Entry(legal, shown=row.branch not in (SMALL, COMMON))
        if is_abbreviation(row.term):
            tree.add([row.term], entry)
        tree.add([fold(word.lower()) for word in words(row.term)], entry)


# Indonesian words and colloquial spellings, from lists that others keep.
#
# The words are those that PySastrawi's stemmer brings back to one of its base words; the colloquial
# spellings those of the Colloquial Indonesian Lexicon (Salsabila, Ardhito, Septiandri and Jamal,
# IALP 2018) as indoNLP ships it. Of indoNLP only the file with the words is read: importing it
# would cost seconds of a first question.


def is_word(word: str) -> bool:
    """Whether a word, in small letters, is an Indonesian base word or a form of one.

    >>> [is_word(word) for word in ("kena", "dibikin", "sanksinya", "kepa")]
    [True, True, True, False]
    """
    dictionary, stemmer = _sastrawi()
    return bool(dictionary.contains(word) or dictionary.contains(stemmer.stem(word)))


def standard_spelling(word: str) -> str | None:
    """How a colloquial spelling is written; None for what is none, or is a word as it stands.

    >>> [standard_spelling(word) for word in ("dgn", "udah", "bunga")]
    ['dengan', 'sudah', None]
    """
    written = _colloquial().get(word)
    return written if written and written != word and not is_word(word) else None


@lru_cache(maxsize=1)
def _sastrawi() -> tuple[Any, Any]:
    """The dictionary of base words (``contains``) and the stemmer over it (``stem``)."""
    from Sastrawi.Stemmer.StemmerFactory import StemmerFactory

    stemmer = StemmerFactory().create_stemmer()
    return stemmer.delegatedStemmer.dictionary, stemmer


@lru_cache(maxsize=1)
def _colloquial() -> dict[str, str]:
    package = find_spec("indoNLP")
    assert package is not None and package.submodule_search_locations
    path = Path(package.submodule_search_locations[0]) / "preprocessing" / "slang_data.py"
    spec = spec_from_file_location("dalil_colloquial", path)
    assert spec is not None and spec.loader is not None
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    words: dict[str, str] = module.SLANG_DATA
    return words
