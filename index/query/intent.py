"""What kind of answer a question wants, and whether a sentence looks like one.

The one place that reads the type of a question: a definition, a person, an amount, a time, a
sanction, a yes or no, all items of a list. Signs of form only: they order what is about the same
thing, they never make something else win.

"Apa yang dimaksud dengan kerja sama daerah?" has one right passage among the hundreds that speak
of kerja sama daerah: the one that says what it is. Neither BM25 nor a vector tells it apart; the
form of the sentence does (`ingest.definitions`).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from dalil.index.query.analyzer import STOP, Language, is_asking, root
from dalil.index.query.expand import content_terms
from dalil.index.query.translate import Bridge, bridge
from dalil.ingest.definitions import Defined, defined_in
from dalil.ingest.words import words

_DEFINITION: Final = re.compile(
    r"\b(?:apa(?:kah)? (?:itu|arti(?:nya)?|definisi(?:nya)?|pengertian(?:nya)?|makna(?:nya)?"
    r"|(?:yang )?(?:di)?maksud\w*|yang disebut)|definisi|pengertian|arti|maksud dari"
    r"|yang dimaksud (?:dengan)?|itu (?:apa|artinya)(?=\W*\Z)|artinya apa"
    r"|what (?:is|are) (?:meant by |the (?:legal )?(?:definition|meaning) of )?(?:an? )?"
    r"|what (?:do|does) [^?]{1,100}? mean|definition|define[ds]?|meaning of)\b",
    re.IGNORECASE,
)
#: "Apa istilah untuk …", "what is … called": what is described has a name; a definition says it.
_NAME: Final = re.compile(
    r"\b(?:istilah|sebutan|nama)(?:nya)?\s+(?:apa|untuk|bagi|dari)|(?:apa|disebut)\s+(?:istilah|apa)\b"
    r"|\bdisebut(?:kah)?\b\W*\Z|\b(?:(?:term|word) for|name (?:for|of))\b|\bcalled\W*\Z",
    re.IGNORECASE,
)
#: A search for a term alone ("perjanjian internasional") has at most so many words.
_BARE: Final = 4
#: "… dalam Peraturan Pemerintah ini", "… under Indonesian law", "does the law define …": where it
#: stands and how it is asked, and no part of what is to be defined.
_AROUND: Final = re.compile(
    r"\b(?:dalam|menurut|pada)\s+(?:undang-undang|(?:peraturan|keputusan)(?:\s\w+)?)\s+(?:ini|itu)\b"
    r"|\b(?:artinya|mean)\b|\b(?:under|in|by|does)\s+(?:(?:the|this)\s+)?(?:indonesian\s+)?"
    r"(?:law|act|regulation)\b|\blegal\s+(?=definition|meaning)",
    re.IGNORECASE,
)
#: "what is the …" asks for a property ("the legal basis of"), not for a meaning.
_PROPERTY: Final = re.compile(
    r"\bwhat (?:is|are) the (?!(?:legal )?(?:definition|meaning))|\bapa itu (?:dasar|syarat|tugas)",
    re.IGNORECASE,
)
#: What a sentence is worth that classes a thing ("merupakan") and may not define it.
CLASSED: Final = 0.6


#: What is to be defined, word by word: the roots that count as saying each of them.
Term = tuple[frozenset[str], ...]


def term_asked(
    question: str,
    language: Language,
    crossing: Bridge | None = None,
    terms: Mapping[str, frozenset[str]] | None = None,
) -> Term | None:
    """The term that a question wants defined; None where it wants something else.

    Of an English question its words in Indonesian. ``crossing`` (the bridge over the question, by
    the lists alone) and ``terms`` (its content words with their roots) are what was made before.
    """
    if not _DEFINITION.search(question) or _PROPERTY.search(question):
        return None
    if language == "en":
        over = crossing or bridge(question, "en")
        known = dict(content_terms(question, "en", over)) if terms is None else terms
        left = over.gloss_outside([match.span() for match in _AROUND.finditer(question)])
        kept = {root(word) for word in words(left)}
        if gloss := tuple(roots for word, roots in known.items() if root(word) in kept):
            return gloss
    own = _AROUND.sub(" ", question)
    return tuple(frozenset({root(w)}) for w in words(own) if w not in STOP)


_WHO: Final = re.compile(r"\b(?:siapa\w*|oleh siapa|kepada siapa|who|whom|whose)\b", re.IGNORECASE)
_AMOUNT: Final = re.compile(
    r"\b(?:berapa(?:kah)?|how (?:many|much|long|often|old|large))\b", re.IGNORECASE
)
_TIME: Final = re.compile(
    r"\b(?:kapan(?:kah)?|bilamana|when|how long|(?:berapa|jangka) (?:lama|waktu|hari|bulan|tahun)"
    r"|sampai kapan|batas waktu|deadline)\b",
    re.IGNORECASE,
)
_WHETHER: Final = re.compile(
    r"\A\W*(?:apakah|bolehkah|dapatkah|bisakah|haruskah|wajibkah|perlukah|adakah|is|are|can|may"
    r"|must|does|do|should|shall)\b",
    re.IGNORECASE,
)
_SANCTION: Final = re.compile(
    r"\b(?:sanksi|pidana|hukuman|ancaman|denda|penalt\w+|sanction\w*|punish\w*|fine[ds]?)\b",
    re.IGNORECASE,
)

_ACTOR: Final = re.compile(
    r"\b(?:menteri|presiden|gubernur|bupati|wali ?kota|pejabat|kepala|dewan|dpr[d]?|lembaga|badan"
    r"|pemerintah|pengadilan|hakim|jaksa|direktur|ketua|pihak|setiap orang|komisi|panitia)\b",
    re.IGNORECASE,
)
_NUMBER: Final = re.compile(
    r"\d|\b(?:satu|dua|tiga|empat|lima|enam|tujuh|delapan|sembilan|sepuluh|persen|rupiah|seper\w+)\b",
    re.IGNORECASE,
)
_WHEN: Final = re.compile(
    r"\b(?:hari|minggu|bulan|tahun|tanggal|jangka waktu|sejak|selambat-lambatnya|paling l\w+"
    r"|setelah|sebelum|pada saat|apabila)\b",
    re.IGNORECASE,
)
_NORM: Final = re.compile(
    r"\b(?:dapat|dilarang|wajib|harus|tidak|merupakan|berhak|boleh|meliputi|adalah)\b",
    re.IGNORECASE,
)
_PUNISHED: Final = re.compile(
    r"\b(?:dipidana|pidana (?:penjara|denda|kurungan)|sanksi|denda|dikenai|dikenakan)\b",
    re.IGNORECASE,
)
#: A question for all items of a list, in either language.
_ALL: Final = re.compile(
    r"\b(?:apa|siapa|mana|kapan)\s?saja(?:kah)?\b|\bsebutkan\b|\bapa-apa\b"
    r"|\b(?:meliputi|terdiri|mencakup|memuat|berupa|terbagi)\s(?:dari |atas |pada |menjadi )?apa"
    r"|\bapa(?:kah)?\s(?!(?:itu|arti|definisi|pengertian|makna)\b)(?:\w+\s)?(?:syarat|persyaratan|tahap|tahapan|tugas|kewenangan|wewenang|hak"
    r"|kewajiban|tujuan|fungsi|ketentuan|jenis|bentuk|kriteria|unsur|asas|prinsip)\b"
    r"|\bbagaimana(?:kah)?\s(?:\w+\s)?(?:tahap|tahapan|alur|mekanisme|tata cara|prosedur"
    r"|ketentuan|persyaratan|syarat|proses|cara)\b"
    r"|\b(?:list|enumerate)\b|\bwhat (?:\w+ )?are (?:all )?the\b|\bwhich \w+s (?:are|must|may)\b"
    r"|\bwhat (?:requirements|conditions|steps|stages|duties|tasks|powers|rights|obligations"
    r"|purposes|functions|types|forms|criteria|elements|principles)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Intent:
    """The kinds of answer that a question wants.

    ``definition`` asks for the meaning of ``term``; ``maybe_definition`` also holds where a
    definition may be what answers: of a thing whose name is asked for, or of a bare term. ``all``
    wants all items of a list, not the one that fits best.
    """

    definition: bool = False
    maybe_definition: bool = False
    who: bool = False
    amount: bool = False
    time: bool = False
    whether: bool = False
    sanction: bool = False
    all: bool = False
    term: Term = ()


def intent_of(
    question: str,
    language: Language,
    crossing: Bridge | None = None,
    terms: Mapping[str, frozenset[str]] | None = None,
) -> Intent:
    """What a question wants. ``crossing`` and ``terms``: see `term_asked`."""
    term = term_asked(question, language, crossing, terms)
    asked = words(question)
    bare = 0 < len(asked) <= _BARE and "?" not in question and not is_asking(asked[0])
    return Intent(
        definition=term is not None,
        maybe_definition=bare or term is not None or bool(_NAME.search(question)),
        who=bool(_WHO.search(question)),
        amount=bool(_AMOUNT.search(question)),
        time=bool(_TIME.search(question)),
        whether=bool(_WHETHER.search(question)),
        sanction=bool(_SANCTION.search(question)),
        all=bool(_ALL.search(question)),
        term=term or (),
    )


def form_of_answer(wanted: Intent, sentence: str) -> float:
    """How much a sentence looks like the answer wanted, 0–1."""
    if wanted.definition:
        return defines(wanted.term, sentence)
    signs = [
        (wanted.who, _ACTOR), (wanted.amount, _NUMBER), (wanted.time, _WHEN),
        (wanted.whether, _NORM), (wanted.sanction, _PUNISHED),
    ]  # fmt: skip
    asked_for = [pattern for wants, pattern in signs if wants]
    if not asked_for:
        return 0.0
    return 0.5 * sum(bool(p.search(sentence)) for p in asked_for) / len(asked_for)


def defines(term: Term, sentence: str) -> float:
    """1 if the sentence defines exactly this term, less if a longer or shorter one, else 0.

    An entry of a glossary defines its head word.
    """
    return max((_worth(term, said) for said in defined_in(sentence)), default=0.0) if term else 0.0


def _worth(term: Term, said: Defined) -> float:
    if any(_alike(term, _roots(name)) == 1.0 for name in said.called):
        return 1.0
    alike = _alike(term, _telling(said.term))
    if said.form == "headed":  # any line may have a colon
        return float(alike == 1.0)
    other = _telling(said.bracketed) if said.form == "entry" else _roots(said.bracketed)
    return max(alike, _alike(term, other)) * (CLASSED if said.form == "classed" else 1.0)


def _telling(text: str) -> set[str]:
    return {root(w) for w in words(text) if w not in STOP}


def _roots(text: str) -> set[str]:
    return {root(w) for w in words(text)}


def _alike(term: Term, said: set[str]) -> float:
    """The share of the words of both that are in both (Jaccard), 0–1."""
    wanted = set(term)
    common = sum(bool(word & said) for word in wanted)
    meant = said & frozenset().union(*wanted)
    both = len(wanted) + len(said) - len(meant)
    return common / both if said and both else 0.0
