"""The words that make a sentence command, allow, forbid or deny, and the verb each of them governs.

The four modal words of a norm are those of UU 12/2011, Lampiran II, nomor 268–271: *wajib* (and
*harus*) for a duty, *dapat* (and *berhak*) for a power, *dilarang* for a prohibition. What takes
them away (*tidak wajib*, *dikecualikan*) and plain negation (*tidak*, *bukan*, *tanpa*, *belum*)
are read with them; English has its own words for the same.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from typing import Final, Literal

from dalil.index.query.analyzer import STOP, root
from dalil.ingest.words import WORD, word_set

# "Dilarang memperoleh, memiliki, atau mengumpulkan …" forbids all three, and so does "dilarang: a.
# memperoleh …; b. memiliki …".

#: Here it ends: another thing is said, or the sentence is over.
_END: Final = re.compile(
    r"[.?!](?=\s+[A-Z(]|\s*\Z)"
    r"|\b(?:tetapi|namun|sedangkan|melainkan|kecuali|jika|apabila|bila|dalam\s+hal|sepanjang"
    r"|karena|sehingga|agar|supaya|but|whereas|except|unless|if|when|where|because)\b",
    re.IGNORECASE,
)
#: A verb that is joined to the one before, or begins an item.
_JOINED: Final = re.compile(
    r"(?P<by>[,;:]|\b(?:dan/atau|dan|atau|serta|and|or)(?=\s))\s*"
    r"(?:(?:dan/atau|dan|atau|serta|untuk|juga|and|or|to)\s+)*"
    r"(?:(?:\(?(?:[a-z]|\d{1,2})[.)]\s+))?(?P<verb>[^\W\d_]{3,})",
    re.IGNORECASE,
)
#: What looks like a verb: in an Indonesian list of objects no word does.
_VERB: Final = re.compile(r"(?:me|ber|di)\w{3,}", re.IGNORECASE)
_PASSIVE: Final = re.compile(r"di\w{3,}", re.IGNORECASE)
#: A clause about a thing: "orang yang menjual, membeli, …"; "barang yang dimiliki, dikuasai, …".
_OF_A_THING: Final = re.compile(
    r"\byang\s+(?:(?:telah|akan|sedang|tidak|juga|dapat)\s+)*(?P<verb>(?:me|ber|di)\w{3,})?",
    re.IGNORECASE,
)
_ENGLISH: Final = re.compile(
    r"(?:may|must|shall|can|should|not?|never|prohibit|forbid|need|have|has|require|oblige|entitle"
    r"|allow|permit|authori|unlawful|barred|without|nobody|neither|exempt)",
    re.IGNORECASE,
)


def reach(text: str, start: int, stop: int, force: str) -> tuple[str, ...]:
    """The further verbs governed by the words ``force`` that end at ``start``.

    ``stop`` is where the next word of force begins.
    """
    if over := _END.search(text, start, stop):
        stop = over.start()
    english = bool(_ENGLISH.match(force))
    found: list[str] = []
    listed = False
    about = _OF_A_THING.search(text, start, stop)
    for match in _JOINED.finditer(text, start, stop):
        listed = listed or match["by"] == ":"
        if match["by"] == ";" and not listed:
            break
        if about and match.start() > about.start():
            if match["by"] == ";":  # the next item is a clause of its own
                about = _OF_A_THING.search(text, match.end(), stop)
            elif about["verb"] and not (_PASSIVE.match(about["verb"]) and not _PASSIVE.match(
                match["verb"])):  # fmt: skip
                continue
        if english or _VERB.fullmatch(match["verb"]):
            found.append(match["verb"].lower())
    return tuple(found)


#: `root`, remembered: a claim is compared with some hundred passages of much the same words.
stem = lru_cache(maxsize=65_536)(root)

Force = Literal["duty", "power", "ban", "free", "not"]

#: What each force is called, in Indonesian and English.
NAMES: Final[dict[Force, tuple[str, str]]] = {
    "duty": ("wajib", "duty"),
    "power": ("boleh", "permission"),
    "ban": ("dilarang", "prohibition"),
    "free": ("tidak wajib", "no duty"),
    "not": ("tidak", "negation"),
}

_CUES: Final[tuple[tuple[Force, str], ...]] = (
    ("power", r"tidak\s+(?:dilarang|terlarang)|not\s+(?:prohibited|forbidden)"),
    (
        "free",
        r"tidak\s+(?:wajib|harus|perlu|diwajibkan|diharuskan|berkewajiban|mewajibkan|diperlukan"
        r"|menjadi\s+kewajiban)|tanpa\s+(?:harus|perlu|wajib)"
        r"|(?:dikecualikan|dibebaskan|bebas|terbebas)\s+dari(?:\s+kewajiban)?"
        r"|dibebaskan(?=\s+(?:pem|pen|pe))"
        r"|(?:need|needs)\s+not|(?:do|does|did|is|are)\s+not\s+(?:need|have)\s+to"
        r"|not\s+(?:required|obliged|obligated|mandatory|compulsory|necessary)"
        r"|exempt(?:ed)?\s+from",
    ),
    (
        "ban",
        r"(?:nobody|no\s+one|no\s+(?:person|party|employer|worker|\w+))\s+(?:may|can|shall|must)"
        r"|dilarang|terlarang|larangan|melarang|(?:tidak|tak)\s+(?:lagi\s+)?(?:boleh|dapat|bisa"
        r"|diperbolehkan|dibolehkan|diperkenankan|diizinkan|dibenarkan|berhak|berwenang)"
        r"|(?:may|must|shall|can|should)\s+not|cannot|can't|mustn't|prohibit(?:ed|s)?|forbid(?:den|s)?"
        r"|not\s+(?:be\s+)?(?:allowed|permitted|entitled|authori[sz]ed)|not\s+have\s+the\s+right"
        r"|unlawful|barred",
    ),
    (
        "duty",
        r"wajib(?!\s+(?:pajak|retribusi|militer|belajar|bayar\b|lapor\b|pungut))|harus|diwajibkan"
        r"|mewajibkan|berkewajiban|diharuskan|mengharuskan|must|shall|required|obliged|obligated"
        r"|mandatory|compulsory|(?:have|has)\s+to",
    ),
    (
        "power",
        r"dapat|boleh|berhak|bisa|diperbolehkan|dibolehkan|diperkenankan|diizinkan|berwenang"
        r"|may|can|entitled|allowed|permitted|authori[sz]ed|(?:have|has)\s+the\s+right",
    ),
    (
        "not",
        r"tidak|tak|bukan(?:lah)?|tanpa|belum|not|no|never|without|neither|doesn't|don't|isn't",
    ),
)
_CUE: Final = re.compile(
    r"(?<![\w/-])(?:"
    + "|".join(f"(?P<c{i}>{pattern})" for i, (_, pattern) in enumerate(_CUES))
    + r")(?![\w/])",
    re.IGNORECASE,
)
_FORCES: Final = tuple(force for force, _ in _CUES)

#: A clause ends here; a hyphen or a bracket does not end one.
#: Neither does the end of a line, as a page has it, unless an item or a paragraph begins behind.
_BREAK: Final = re.compile(r"[,;:.?!]|\n(?=\s*(?:\(?(?:[a-z]|\d{1,2})[.)]\s|\n))")
#: How something is done, between a modal and its verb.
_MANNER: Final = re.compile(
    r"(?:[\s,]*(?:secara\s+(?:melawan\s+hukum|\w+)|dengan\s+(?:sengaja|cara\s+apa\s*pun)"
    r"|tanpa\s+hak|atau|dan))*(?=\s)",
    re.IGNORECASE,
)
#: These open a clause that is a condition or an attribute: what stands in it is not the norm.
_CONDITION: Final = re.compile(
    r"\b(?:jika|apabila|bila|bilamana|kalau|dalam\s+hal|sepanjang|karena|sehingga|agar"
    r"|meskipun|walaupun|if|when|where|unless|provided|because|although)\b",
    re.IGNORECASE,
)
_MAIN_AGAIN: Final = re.compile(r"\b(?:maka|then)\b", re.IGNORECASE)
_ATTRIBUTE: Final = re.compile(
    r"\b(?:yang|who|which|that)\s+(?:(?:dengan|sengaja|secara|sah|telah|juga|masih|sudah|hukum"
    r"|melawan|karena|ternyata|mungkin|akan)\s+)*\Z",
    re.IGNORECASE,
)
#: Words between a modal and its verb that are not the verb.
_BETWEEN: Final = word_set("answer/data/norm_words.toml", "between")
#: "tidak hanya", "tidak terbatas", "tidak termasuk": they deny nothing of the verb that follows.
_NO_DENIAL: Final = re.compile(
    r"\s+(?:hanya|saja|terbatas|langsung|termasuk|lain|sah\s+nya|only|later|more|less|fewer|longer"
    r"|exceed\w*|lebih|kurang|melebihi|melampaui|mengurangi|bertentangan|terpisahkan|bergerak"
    r"|baik|tetap|hormat|mampu|limited)\b",
    re.IGNORECASE,
)
_HEADS: Final = 2
_BEFORE: Final = 4
_BREACH: Final = re.compile(
    r"\b(?:melanggar|pelanggaran|sanksi|dipidana|teguran|denda\s+kepada)\b", re.IGNORECASE
)
#: A duty or ban that is named as a thing and taken away.
_LIFTED: Final = re.compile(
    r"\b(?P<what>kewajiban|larangan)\b[^.;:]{3,160}?\b(?:tidak\s+berlaku|dikecualikan)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Norm:
    """A word of force, ``text[start:end]``, and the words right behind it.

    ``heads`` are the verb and what follows it (at most two content words of the same clause),
    ``joined`` the verbs that stand beside that verb, or begin the items of a list.
    ``aside`` marks a word in a condition or attribute ("yang tidak memenuhi …").
    """

    start: int
    end: int
    words: str
    force: Force
    heads: tuple[str, ...]
    aside: bool = False
    joined: tuple[str, ...] = ()

    @property
    def denies(self) -> bool:
        """Whether it takes away rather than gives."""
        return self.force in {"ban", "free", "not"}


def norms(text: str) -> list[Norm]:
    """The words of force in a text, in its order."""
    found = []
    cues = list(_CUE.finditer(text))
    starts = [match.start() for match in cues]
    for number, match in enumerate(cues):
        force = _FORCES[int((match.lastgroup or "c0")[1:])]
        if force == "not" and _NO_DENIAL.match(text, match.end()):
            continue
        if force == "power" and match[0].lower() == "may" and match[0] == "May":
            continue  # the month
        if _turned(text, match.start()):
            continue
        heads, side = _heads(text, match.end()), aside(text, match.start())
        manner = _manner_end(text, match.end())
        following = (s for s in starts[number + 1 :] if s >= manner)
        joined = reach(text, manner, next(following, len(text)), match[0])
        heads = heads or joined[:_HEADS] or _behind(text, match.start())
        found.append(Norm(match.start(), match.end(), match[0], force, heads, side, joined))
    lifted = [n for match in _LIFTED.finditer(text) if (n := _lifted(text, match))]
    spans = [(n.start, n.end) for n in lifted]
    kept = [n for n in found if not any(s <= n.start and n.end <= e for s, e in spans)]
    return sorted([*kept, *lifted], key=lambda n: n.start)


def _lifted(text: str, match: re.Match[str]) -> Norm:
    """ "Kewajiban membayar … tidak berlaku": what is lifted, governing its verb."""
    force: Force = "free" if match["what"].lower() == "kewajiban" else "power"
    heads = _heads(text, match.end("what"))
    return Norm(match.start(), match.end(), match[0], force, heads)


def _turned(text: str, start: int) -> bool:
    """Whether this is the second word of "tidak … dapat tidak", which is read with the first."""
    return bool(re.search(r"\b(?:mau\s+tidak|boleh)\s+\Z", text[max(0, start - 12) : start]))


def _heads(text: str, start: int) -> tuple[str, ...]:
    start = _manner_end(text, start)
    stop = _BREAK.search(text, start)
    heads: list[str] = []
    for match in WORD.finditer(text, start, stop.start() if stop else len(text)):
        word = _folded(match[0])
        if word in STOP or word in _BETWEEN or word.isdecimal():
            continue
        heads.append(word)
        if len(heads) == _HEADS:
            break
    return tuple(heads)


def _manner_end(text: str, start: int) -> int:
    match = _MANNER.match(text, start)
    return match.end() if match else start


def _behind(text: str, end: int) -> tuple[str, ...]:
    """The words of the clause before a word of force that ends it: "Memelihara naga dilarang"."""
    clause = _BREAK.split(text[:end])[-1]
    said = [_folded(w) for w in WORD.findall(clause)]
    return tuple(w for w in said if w not in STOP and not w.isdecimal())[:_BEFORE]


def aside(text: str, start: int) -> bool:
    """Whether what stands here is a condition, an attribute, or the breach that a sanction is for.

    The norm itself stands elsewhere: "Sanksi … dikenakan kepada … yang tidak membayar".
    """
    before = text[:start]
    if _BREACH.search(before):
        return True
    breaks = [m.end() for m in _BREAK.finditer(before)]
    clause = before[breaks[-1] if breaks else 0 :]
    if _ATTRIBUTE.search(clause):
        return True
    conditions = [m.end() for m in _CONDITION.finditer(clause)]
    again = [m.start() for m in _MAIN_AGAIN.finditer(clause)]
    return bool(conditions) and not (again and again[-1] > conditions[-1])


#: Forces that can both be true of one act; of any other two, one says otherwise. "" is none.
_AGREE: Final = frozenset(
    frozenset(pair)
    for pair in (
        ("duty", ""), ("power", ""), ("ban", "not"), ("free", "not"), ("free", "power"),
        ("ban", "free"),
    )
)  # fmt: skip


def agree(one: Force | Literal[""], other: Force | Literal[""]) -> bool:
    """Whether a claim of one force is not contradicted by a passage of the other.

    A plain statement agrees with a duty and a power, since Indonesian acts state duties plainly;
    *wajib* and *dapat* do not agree with each other.
    """
    return one == other or frozenset((one, other)) in _AGREE


def _folded(word: str) -> str:
    return unicodedata.normalize("NFKC", word).lower()
