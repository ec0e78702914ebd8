"""The words of a question: without references, shorter, fewer, and never a whole sentence again."""

from __future__ import annotations

import re
from difflib import SequenceMatcher
from functools import lru_cache
from random import Random
from typing import Final

from dalil.index.query.analyzer import STOP, root
from dalil.ingest.words import words

#: Words a question has at most when it is cut from a sentence.
LONGEST: Final = 16
#: Words of a sentence that are dropped, and those that must remain.
DROPPED_SHARE: Final = 0.2
LEAST: Final = 5

_UNIT: Final = r"(?:pasal|ayat|huruf|angka|bab|bagian|paragraf|lampiran|diktum)"
_ONE: Final = (
    rf"{_UNIT}\s*(?:\(?\w{{1,6}}\)?)"
    r"(?:\s*(?:,|dan|atau|dan/atau|sampai\s+dengan)\s*\(?\w{1,2}\)(?!\w))*"
)
_MANY: Final = rf"{_ONE}(?:\s*,?\s*(?:dan/atau|dan|atau|serta|sampai\s+dengan)?\s*{_ONE})*"
_AS_MEANT: Final = re.compile(
    r",?\s*(?:sebagaimana|seperti|yang|menurut|berdasarkan|dalam|pada|sesuai(?:\s+dengan)?)?\s*"
    r"(?:(?:telah\s+)?(?:di\s?maksud|diatur|disebut|ditentukan|ditetapkan|tersebut)(?:kan)?\s+)?"
    rf"(?:(?:dalam|pada|oleh|di|menurut)\s+)?(?:ketentuan\s+)?\b{_MANY}(?:\s+ini)?\b\)?",
    re.IGNORECASE,
)
#: What still points at a place; a question that has it is not asked.
_POINTS: Final = re.compile(
    r"\b(?:pasal|ayat|huruf|angka|sebagaimana|dimaksud|tersebut|berikut|di\s?atas|di\s?bawah)\b|\(\d"
    r"|\b(?:ketentuan|peraturan\s\w+|undang-undang)\s+ini\b",
    re.IGNORECASE,
)
_LOOSE: Final = re.compile(r"\s+,\s*")  # the commas around what was taken out
#: Words that begin as verbs do and are none.
_NO_VERB: Final = (
    "mengenai|melalui|menurut|menteri|menengah|mekanisme|metode|metrologi|meteorologi|medis|media"
    "|mesin|merek|direksi|direktur|direktorat|disiplin|diplomatik|diploma|distribusi|diskriminasi"
    "|digital|dimensi|dimaksud|dinas|diktum"
)
#: What makes a clause of a phrase.
_VERB: Final = re.compile(
    r"\b(?:adalah|ialah|yaitu|merupakan|beranggotakan|dapat|wajib|harus|akan|telah|tidak|berhak"
    rf"|berwenang|(?!(?:{_NO_VERB})\b)(?:di|me)[a-z]{{4,}})\b",
    re.IGNORECASE,
)
#: What opens a clause before the one that is meant.
_BEFORE: Final = re.compile(
    r"\A(?:apabila|jika|bila|dalam|berdasarkan|terhadap|untuk|dengan|pada|selambat|sebelum"
    r"|setelah|selain|atas|bagi|oleh)\b",
    re.IGNORECASE,
)
#: Letters that no clean text has: what scanning left.
_DIRT: Final = re.compile(
    r"[^\w\s.,;:()/\"'“”‘’%–-]|[A-Za-z]\d|\d[A-Za-z]|\b[A-Z][a-z]+[A-Z]\w*|\.\s*\.|\s[.,;]"
    r"|PRESIDEN\s+REPUBLIK|-\s*\d+\s*-|_|(?<!\w)[^\W\d_](?:\s[^\W\d_]){2}(?!\w)|\w-\s"
)


def is_clean(text: str) -> bool:
    """Whether a text shows no traces of scanning."""
    return bool(text.strip()) and not _DIRT.search(text)


def without_references(text: str) -> str:
    """The text without "sebagaimana dimaksud dalam Pasal 5 ayat (1)", white space folded."""
    return _LOOSE.sub(" ", " ".join(_AS_MEANT.sub(" ", text).split()))


def points(text: str) -> bool:
    """Whether a text still points at a place that only its reader has before them."""
    return _POINTS.search(text) is not None


def is_phrase(text: str) -> bool:
    """Whether a text names something: no verb of its own, and nothing before what is named."""
    return bool(text) and not _VERB.search(text) and not opens_late(text)


def opens_late(text: str) -> bool:
    """Whether a text opens with a clause or place before what it speaks of."""
    return _BEFORE.match(text) is not None


def cut(text: str, chance: Random, longest: int = LONGEST) -> str:
    """The head or the end of a text that is longer than that many words."""
    pieces = text.split()
    if len(pieces) > longest:
        count = chance.randint(max(LEAST, longest // 2), longest)
        pieces = pieces[:count] if chance.random() < 0.5 else pieces[-count:]
    return trimmed(" ".join(pieces))


def thinned(text: str, chance: Random) -> str:
    """The text with a fifth of its words dropped by chance, `LEAST` at least left."""
    pieces = text.split()
    count = min(round(DROPPED_SHARE * len(pieces)), len(pieces) - LEAST)
    if count <= 0:
        return text
    dropped = set(chance.sample(range(1, len(pieces)), count))
    return trimmed(" ".join(p for n, p in enumerate(pieces) if n not in dropped))


def varied(text: str, chance: Random) -> str:
    """The text cut where it is long, thinned where it is short."""
    return cut(text, chance) if len(text.split()) > LONGEST else thinned(text, chance)


_EDGE: Final = frozenset("dan atau serta yang dengan dalam pada untuk oleh di ke dari".split())


def trimmed(text: str) -> str:
    """Without punctuation and small words at both ends."""
    pieces = text.strip(" \t\n,.;:-–\"'“”‘’").split()
    while pieces and pieces[-1].lower().strip(",;") in _EDGE:
        pieces.pop()
    while pieces and pieces[0].lower() in _EDGE - {"dalam", "pada", "untuk"}:
        pieces.pop(0)
    return " ".join(pieces).strip(" ,.;:-–")


def uncapped(text: str) -> str:
    """The text as it goes on in a sentence: its first letter small, unless a name's."""
    first, _, rest = text.partition(" ")
    second = rest.partition(" ")[0]
    if first[1:].islower() and not second[:1].isupper():
        return f"{first.lower()} {rest}".strip()
    return text


def folded(text: str) -> str:
    """The words of a text alone, in small letters: what makes two sentences the same."""
    return " ".join(words(text))


def content_roots(text: str) -> frozenset[str]:
    """The roots of the words that tell something."""
    return frozenset(_root(w) for w in words(text) if len(w) > 2 and w not in STOP)


@lru_cache(maxsize=200_000)
def _root(word: str) -> str:
    return root(word)


def copied_ratio(question: str, text: str) -> float:
    """How much of a text stands in the question in one run, 0–1."""
    asked, there = words(question), words(text)
    if not there:
        return 0.0
    match = SequenceMatcher(None, asked, there, autojunk=False).find_longest_match()
    return match.size / len(there)
