"""Definitions: the forms in which a text says what a word means, and the definitions of an act.

The one grammar of "X adalah, ialah, yaitu, merupakan …", "… selanjutnya disebut Y" and "yang
dimaksud dengan X …"; who asks for less of it says so by the function called:

| question | function |
|---|---|
| does a list of definitions follow this line? | `introduces` |
| does this stand in a definition, or in an item of one? | `among_definitions` |
| what does an entry of such a list define? | `opening` |
| what does a text explain ("Yang dimaksud dengan …")? | `stated` |
| which short names are given on the way? | `in_passing` |
| which terms may this one sentence define, in any form? | `defined_in` |
| which names does the beginning of a passage bring together? | `names_of_one` |
| is a meaning given anywhere in it, rather than a duty? | `gives_meaning` |
| the definitions of a whole act, and where each holds | `definitions_of` |

Acts define in Pasal 1 ("Dalam Undang-Undang ini yang dimaksud dengan: …", UU 12/2011, Lampiran II
no. 96–110), sometimes in a later pasal, and explain words in the elucidation ("Yang dimaksud
dengan “…” adalah …", no. 186), which then holds for the provision explained and nowhere else. Old
acts write "berarti", a colon, "jang selandjutnja disebut", "dengan … dimaksud dalam peraturan ini".
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final, Literal

from dalil.ingest.locator import Locator
from dalil.ingest.model import Passage
from dalil.ingest.words import function_words

#: Words of the longest term; longer "terms" are sentences.
LONGEST: Final = 14
#: Of a passage, how many characters may hold the names that its definition begins with.
HEAD: Final = 400

# The verbs of a definition, by what they can say.
#: "X adalah Y", also as scans have it: a definition wherever it stands.
_COPULA: Final = r"adalah|adal ah|ada1ah|adaiah|ialah"
#: "X yaitu Y" where X begins the sentence; inside of one it only goes into detail.
_NAMELY: Final = r"yaitu|yakni"
#: "X berarti Y", but "tidak berarti", "yang berarti" and "berarti bahwa" draw a conclusion.
_MEANS: Final = r"(?<!tidak\s)(?<!yang\s)berarti(?!\s+bahwa)"
#: "X artinya Y" in a list of definitions; elsewhere it goes on from a whole sentence.
_SO: Final = r"artinya"
#: "X merupakan Y" defines in a list of definitions; elsewhere it may as well class X.
_CLASS: Final = r"merupakan"
#: "X meliputi Y" defines in such a list or behind "yang dimaksud dengan"; elsewhere it counts up.
_HOLDS: Final = r"meliputi|mencakup"
#: "Yang dimaksud dengan X antara lain Y" explains by examples.
_SUCH_AS: Final = r"termasuk|antara\s+lain"

_NUMBER: Final = re.compile(
    r"\s*(?:(?:(?:ayat|huruf|angka)\s+\(?\w{1,3}\)?\s|\(\s*\w{1,4}\s*[)1lI]"
    r"|\w{1,3}\s?[.)]|ke-?\d{1,2}\.?)\s*)?(?:[-–—*]\s*)?",
    re.IGNORECASE,
)
#: A catchword and what stood between two pages: "12. Tugas… 12. Tugas Pembantuan adalah".
_AGAIN: Final = re.compile(r"\s*(?P<number>\d{1,3})\.\s[^;]{0,90}?\s(?P=number)\.\s+")
_IS: Final = re.compile(rf"[,\s]\s*(?:{_COPULA}|{_NAMELY})\b", re.I)
#: What also stands for "adalah" in a list of definitions, or after "selanjutnya disebut".
_IS_TOO: Final = re.compile(
    rf"[,\s]\s*(?:{_MEANS}|{_SO}|{_CLASS}|{_HOLDS}|(?:yang\s+)?terdiri)\b|\s*[:=]\s", re.I
)
CALLED: Final = re.compile(
    r",?\s*\(?(?:[yj]ang\s+)?(?:untuk\s+)?selan(?:jutnya|djutnja)\s*(?:\s(?:di\s+)?dalam\s+"
    r"[\w\s-]{2,60}?\s+ini\s*)?,?\s*(?:\s*cukup\s|\s*dapat\s)?\s*di(?:sebut|singkat|namakan)\b"
    r"(?:\s+(?:juga|dengan|sebagai|pula)\b)*\s*",
    re.IGNORECASE,
)
#: Between the short names of one definition: "disebut Rencana Kerja dan selanjutnya disingkat RK".
_AND: Final = re.compile(
    r",?\s++(?:dan|atau|serta)?[,/]?\s*+(?:[yj]ang\s++)?(?:selanjutnya\s++)?di(?:sebut|singkat)\s+",
    re.IGNORECASE,
)
_OTHERWISE: Final = re.compile(
    r"[,\s(]+(?:atau\s+)?(?:[yj]ang\s+)?(?:di\s?sebut\s+)?dengan\s+(?:nama|sebutan|istilah)\s+lain"
    r".*|,?\s+atau\s+(?:sebutan|nama)\s+lain.*|,?\s+(?:di\s?singkat|di\s?sebut)\s.*",
    re.IGNORECASE | re.DOTALL,
)
_BRACKETS: Final = re.compile(r"\s*\((?P<inner>[^()]{2,80})\)")
#: What follows a short name and is not it: "disebut RPJM daerah untuk jangka waktu 5 tahun".
_GOES_ON: Final = re.compile(r",?\s+(?:untuk|yang|sesuai|sebagai|dalam|sebagaimana)\s.*", re.DOTALL)
_TRAILING: Final = " \t\r\n,.:;"
_EDGES: Final = " \t\r\n,.:;\"“”„'‘’`*_()"
#: In a sentence that only speaks of something; a term has none of these.
_NO_TERM: Final = re.compile(
    r"\b(?:[Ss]ebagaimana|[Dd]i(?:maksud|artikan)(?:kan)?|tersebut|ini|itu|adalah|wajib|dapat|harus"
    r"|dilarang|[Aa]pabila|[Tt]ujuan|maksud|Maksud|[Pp]asal|ayat|[Ss]emua|[Ss]egala|[Bb]erdasarkan"
    r"|[Bb]ahwa|telah|akan)\b"
)  # "Wajib Pajak" is one, so case counts
_MEANT: Final = (
    r"(?:[yj]ang\s+)?di\s?(?:maksud|artikan)(?:kan)?(?:\s+(?:dengan|oleh|sebagai))?"
    r"\s+(?!dalam\b|pada\b)"
)
#: Without which `_SAID` is nowhere in a text.
_MAY_SAY: Final = re.compile(
    r"di\s?(?:maksud|artikan)(?:kan)?\s+(?!(?:dalam|pada)\b)", re.IGNORECASE
)
_WITHIN: Final = (
    r"(?:,?\s+(?:di\s?dalam|dalam|pada|menurut)\s+(?:\w+[\s-]+){1,6}?ini\b"
    r"|,?\s+sebagaimana\s+[^.;:]{3,60}?)?"
)
_PLACE: Final = r"(?:(?:(?:ayat|huruf|angka)\s+\(?\w{1,3}[).]?|\w{1,2}[.)])\s+){0,3}"
_SAID: Final = re.compile(
    rf"(?:\A|(?<=[.;:)\n])|(?<=[.;:]\s)|(?<=^\w[.)]\s))\W*{_PLACE}"
    rf"(?:(?:di\s?)?dalam\s+[^.;:]{{3,90}}?\s+ini,?\s+)?{_MEANT}"
    r"(?:(?P<open>[\"“”„‘'`])\s*(?P<quoted>[^\"“”„’`;]{2,150}?)\s*[\"“”’'`]|(?P<bare>[^.;:\"“”„]{2,150}?))"
    rf"{_WITHIN}[,\s]\s*(?:{_COPULA}|{_NAMELY}|{_MEANS}|{_HOLDS}|{_CLASS}|{_SUCH_AS})\b",
    re.IGNORECASE,
)
#: Old acts: "Dengan perusahaan dimaksud dalam peraturan ini …".
_BY: Final = re.compile(
    r"(?:\A|(?<=[.;:)\n]))\W*(?:\w{1,2}[.)]\s+)?(?:(?:di\s?)?dalam\s+[^.;:]{3,90}?\s+ini,?\s+)?dengan\s+"
    r"(?!tidak\b|maksud\b)(?P<term>[^.;:,]{2,80}?)(?<![yj]ang)(?<!sebagaimana)\s+(?:dalam\s+(?:\w+[\s-]+){1,6}?ini\s+)?di\s?(?:maksud|artikan)(?:kan)?\b",
    re.IGNORECASE,
)
_LOCAL: Final = re.compile(r"\b(?:pasal|ayat|huruf|angka|ketentuan)\s+ini\b|\bsebagaimana\b", re.I)
#: A short name given in passing: capitals, as it is used from there on.
_SHORT: Final = re.compile(
    r"[\"“„'‘]?(?P<name>[A-Z][\w/’'-]*(?:\s+(?:(?:dan|atau|di|ke)\s+)?[A-Z0-9][\w/-]*){0,7})"
)
#: What an entry of a glossary begins with ("Aksesi (accession) — …", as `ingest.readers.glossary`
#: lays it out): the head word, and its foreign name if it has one.
HEADWORD: Final = re.compile(
    r"\A(?P<term>[^()\n—]{2,80}?)(?:\s\((?P<foreign>(?:[^()\n]|\([^()\n]*\)){2,90})\))?\s—\s"
)
#: "KSDPL: kerja sama …": a list of terms without a verb, as digests and annexes have them.
_HEADED: Final = re.compile(r"(?:\d{1,3}\.\s+)?(?P<term>[^\W\d_][\w /()’'-]{0,60}):\s+[^\W\d_]")
#: How far into a sentence the verb stands that makes a definition of it, in characters.
_VERB_WITHIN: Final = 320
_TERM_WITHIN: Final = 160  # … and of the term itself
_IS_HERE: Final = re.compile(rf"[,\s]\s*(?:{_COPULA}|{_NAMELY}|{_MEANS})\b", re.I)
#: "Tahapan preventif sebagaimana dimaksud dalam ayat (1) merupakan …".
_CLASSES: Final = re.compile(
    r"(?P<term>.{1,99}?\S)(?:\s+sebagaimana\s+dimaksud\s+(?:dalam|pada)\s[^,;]{2,60}?)?"
    rf"\s+{_CLASS}\b",
    re.IGNORECASE | re.DOTALL,
)
_MEANING: Final = re.compile(
    rf"\b(?:{_COPULA}|[yj]ang\s+di(?:maksud|artikan)(?:kan)?\s+dengan)\b", re.IGNORECASE
)
#: A foreign name in brackets, with the verb of a definition after it.
_CLOSED: Final = re.compile(
    rf"\)[_*\"”’]*\s*,?\s+(?:{_COPULA}|{_NAMELY}|{_SUCH_AS})\b", re.IGNORECASE
)
_INTRODUCES: Final = re.compile(
    r"\bdi\s?(?:maksud|artikan)(?:kan)?\s*(?:(?:dengan|oleh)\b[^.;]{0,40})?:?\s*\Z"
    r"|\b[yj]ang\s+di\s?(?:maksud|artikan)(?:kan)?\s+(?:(?:dalam|menurut)\b[^.;:]{2,40}\s)?"
    r"(?:dengan|oleh)\b(?=[\s\W]*\Z)"
    r"|\b(?:pengertian|istilah|definisi)\b[^.;]{0,80}:?\s*\Z"
    r"|\b(?:berarti|means?)\s*:\s*\Z",  # of treaties
    re.IGNORECASE,
)
_COLON: Final = re.compile(r"(?<=:)\s*\n")
_TERMS_TITLE: Final = re.compile(r"\b(?:ISTILAH|PENGERTIAN|DEFINISI|BATASAN|ARTI)\b", re.IGNORECASE)
_SMALL: Final = function_words("title_id")
_OUTSIDE: Final = frozenset({"menimbang", "mengingat", "memperhatikan", "pembukaan", "penutup"})


@dataclass(frozen=True, slots=True)
class Naming:
    """A term where it is defined: its span in the text read, and its other names.

    ``local`` where the words say that it holds for this pasal or ayat only.
    """

    term: str
    start: int
    end: int
    names: tuple[str, ...] = ()
    called: bool = False
    local: bool = False


def opening(text: str, *, listed: bool) -> Naming | None:
    """The definition that a passage begins with, or None.

    ``listed`` where the passage is known to be an entry of a list of definitions; elsewhere only
    "selanjutnya disebut … adalah" makes a definition of a sentence.
    """
    head = text[:HEAD]
    start = _begin(head)
    called = CALLED.search(head, start) if _may_call(head) else None
    if called is None and not listed:
        return None
    verb = _IS.search(head, start)
    if called and verb and called.start() > verb.start():
        called = None  # "Desa adalah desa yang selanjutnya disebut …"
    if verb is None and (listed or called):
        verb = _IS_TOO.search(head, called.end() if called else start)
    if verb is None or not (listed or called):
        return None
    naming = _named(text, start, called.start() if called else verb.start())
    if naming is None:
        return None
    others = _called(head[called.end() : verb.start()]) if called else []
    names = (*naming.names, *others)
    unique = tuple(dict.fromkeys(n for n in names if n != naming.term))
    return Naming(naming.term, naming.start, naming.end, unique, called is not None)


def stated(text: str) -> Iterator[Naming]:
    """Every "Yang dimaksud dengan X adalah …" of a text, also in old acts' words."""
    folded = text.casefold()
    if "maksud" not in folded and "artikan" not in folded:
        return
    # most sentences only say "sebagaimana dimaksud dalam"
    for match in _SAID.finditer(text) if _MAY_SAY.search(text) else ():
        group = "quoted" if match["quoted"] else "bare"
        naming = _named(text, *match.span(group), quoted=group == "quoted")
        if naming is not None:
            local = _LOCAL.search(match[0]) is not None
            yield Naming(naming.term, naming.start, naming.end, naming.names, local=local)
    for match in _BY.finditer(text) if "dengan" in folded else ():
        if naming := _named(text, *match.span("term")):
            yield naming


def in_passing(text: str, start: int) -> Iterator[Naming]:
    """The short names that a sentence gives on its way: "…, selanjutnya disebut Pemohon, …"."""
    for called in CALLED.finditer(text, start) if _may_call(text) else ():
        if short := _SHORT.match(text, called.end()):
            name = " ".join(short["name"].split())
            yield Naming(name, *short.span("name"), (), called=True)


def _may_call(text: str) -> bool:
    """Whether `CALLED` can be in a text: one look at its letters, a tenth of the time."""
    return "selan" in text.casefold()


#: A glossary's entry, "X: …", "yang dimaksud dengan X …", "X adalah …", "X merupakan …".
Form = Literal["entry", "headed", "meant", "is", "classed"]


@dataclass(frozen=True, slots=True)
class Defined:
    """What one sentence may define, as written, and in which form it does.

    ``bracketed`` are the names in brackets behind the term, ``called`` those that it gets by
    "selanjutnya disebut". A term may hold more than the term, and a sentence that classes or
    describes something has the same form: who asks compares the words.
    """

    form: Form
    term: str
    bracketed: str = ""
    called: tuple[str, ...] = ()


def defined_in(sentence: str) -> Iterator[Defined]:
    """What a sentence may define, in whichever form; the surest first, nothing if it has none."""
    if entry := HEADWORD.match(sentence):
        yield Defined("entry", entry["term"], entry["foreign"] or "")
        return
    if headed := _HEADED.match(sentence):
        yield Defined("headed", headed["term"])
    if said := next(_explained(sentence), None):
        yield Defined("meant", *_without_brackets(said))
        return
    start = _begin(sentence)
    head = sentence[: start + _VERB_WITHIN]
    called, verb = CALLED.search(head, start), _IS_HERE.search(head, start)
    if called and verb and called.start() > verb.start():
        called = None
    elif called and not verb:
        verb = _IS_TOO.search(head, called.end())
    if verb:
        end = called.start() if called else verb.start()
        if 0 < end - start <= _TERM_WITHIN:
            names = _called(head[called.end() : verb.start()]) if called else []
            yield Defined("is", *_without_brackets(head[start:end]), tuple(names))
            return
    if classes := _CLASSES.match(sentence, start):
        yield Defined("classed", *_without_brackets(classes["term"]))


def _explained(sentence: str) -> Iterator[str]:
    for match in _SAID.finditer(sentence):
        yield match["quoted"] or match["bare"]


def _without_brackets(term: str) -> tuple[str, str]:
    """A term without what stands in brackets, and that: "Perjanjian Internasional (Treaty)"."""
    return re.sub(r"\([^)]*\)", " ", term), " ".join(re.findall(r"\(([^)]*)\)", term))


def names_of_one(head: str) -> Iterator[Naming]:
    """The terms with other names that the beginning of a passage brings together, of whatever
    passage: "A yang selanjutnya disebut B adalah …", "A (foreign name) adalah …"."""
    if "selan" in head or _CLOSED.search(head):
        begun = opening(head, listed=True)
        yield from [begun] if begun else stated(head)


def gives_meaning(text: str) -> bool:
    """Whether a text says what a word means rather than what is to be done.

    "Berarti" and "yaitu" do not count: inside of a norm they draw a conclusion or go into detail.
    """
    return bool(_MEANING.search(text))


def introduces(line: str) -> bool:
    """Whether definitions follow this line: "Dalam Undang-Undang ini yang dimaksud dengan:".

    Of several lines the last one counts: items of "6. Transaksi adalah:" define nothing.
    """
    return bool(_INTRODUCES.search(line))


def among_definitions(lead_in: str) -> bool:
    """Whether any of the lines above, each up to its colon, introduces definitions: then what
    stands below is a definition or an item of one."""
    return any(introduces(line) for line in _COLON.split(lead_in))


def _begin(text: str) -> int:
    """Where the words of a passage begin, behind its number."""
    again = _AGAIN.match(text)
    if again is not None:
        return again.end()
    number = _NUMBER.match(text)
    return number.end() if number else 0


def _called(said: str) -> list[str]:
    """The names between "selanjutnya disebut" and the verb."""
    names = [n for part in _AND.split(said) for n in _names(_OTHERWISE.sub("", part))]
    return [n for n in names if not n.startswith("dengan ")]


def _named(text: str, start: int, end: int, *, quoted: bool = False) -> Naming | None:
    """The term that stands between two offsets, without what surrounds it."""
    piece = text[start:end]
    if not quoted and (otherwise := _OTHERWISE.search(piece)):
        piece = piece[: otherwise.start()]
    brackets = _BRACKETS.search(piece)
    if brackets and not piece[brackets.end() :].strip(_EDGES):
        piece = piece[: brackets.start()]
    left = len(piece) - len(piece.lstrip(_EDGES))
    term = " ".join(piece.strip(_EDGES).split())
    if not term or not any(c.isalpha() for c in term) or len(term.split()) > LONGEST:
        return None
    if re.search(r"[;:]|\.\s", term) or (not quoted and _NO_TERM.search(term)):
        return None
    names = (_plain(brackets["inner"]),) if brackets else ()
    if brackets and brackets.start() < len(piece):
        names = ()  # brackets inside a term belong to it
    if re.search(r"[\d%]\Z", term) or any(re.search(r"\s\d", n) for n in names):
        names = ()  # "40 (empat puluh)", "(lihat Lampiran 2)"
    at = start + left
    return Naming(term, at, at + len(piece.strip(_EDGES)), tuple(n for n in names if n))


def _names(part: str) -> list[str]:
    part = _GOES_ON.sub("", part.rstrip(_TRAILING))
    inner = [_plain(m["inner"]) for m in _BRACKETS.finditer(part) if m.end() == len(part)]
    name = _plain(_BRACKETS.sub("", part))
    return [n for n in (name, *inner) if n and len(n.split()) <= LONGEST and len(n) > 1]


def _plain(name: str) -> str:
    return " ".join(re.sub(r"[_*]+", " ", name).split()).strip(_EDGES)


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
        for naming in _namings(own, is_listed(passage)):
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


@lru_cache(maxsize=4_096)  # an act is read as enacted, then on a day, then on another
def _namings(own: str, listed: bool) -> tuple[Naming, ...]:
    return tuple(_found(own, listed))


def _found(own: str, listed: bool) -> Iterator[Naming]:
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
    if introduces(passage.lead_in):
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


# A defined term counts as a whole, the longest first ("Kerja Sama Daerah" is not also "Daerah"),
# and with the capitals that acts give to it (UU 12/2011, Lampiran II no. 107).

#: "Menteri Keuangan" is not "Menteri": a capital after a single word narrows it to another thing.
_NARROWED: Final = re.compile(r"[ \t]+(?=[A-Z][a-z])")
#: "Peraturan Pemerintah" and "Keputusan Menteri" are kinds of act, not what they name.
_KIND: Final = re.compile(r"\b(?:[Pp]eraturan|[Kk]eputusan|[Ii]nstruksi)\s+\Z")
_NO_LETTER: Final = re.compile(r"[\W_]*\Z")


class Usage:
    """The definitions of one act, ready to be looked for in many passages."""

    def __init__(self, definitions: Iterable[Definition]) -> None:
        self._by_scope: dict[str, list[Definition]] = defaultdict(list)
        for definition in definitions:
            self._by_scope[definition.scope].append(definition)
        self._made: dict[tuple[str, ...], _Finder] = {}

    def that_apply(self, text: str, locator: Locator | None = None) -> list[Definition]:
        """The definitions of the terms used in a text, in the order of their first use.

        ``locator`` is where the text stands: definitions for one pasal apply in it only, and
        before those of the act. Without it only the definitions of the whole act apply.
        """
        return list(dict.fromkeys(d for _, _, d in self._finder(locator).places(text)))

    def places(
        self, text: str, locator: Locator | None = None
    ) -> list[tuple[int, int, Definition]]:
        """Where in the text the defined terms stand: half-open spans in order, with what is meant.

        ``locator`` is as in `that_apply`.
        """
        return list(self._finder(locator).places(text))

    def of_passage(self, passage: Passage) -> list[Definition]:
        """Those that apply to a passage, without what it defines itself."""
        own = passage.passage_id
        return [
            d
            for d in self.that_apply(passage.text, passage.locator)
            if d.passage_id != own and not d.passage_id.startswith(f"{own}/")
        ]

    def _finder(self, locator: Locator | None) -> _Finder:
        scopes = self._scopes(locator)
        finder = self._made.get(scopes)
        if finder is None:
            chosen = [d for scope in scopes for d in self._by_scope.get(scope, ())]
            finder = self._made[scopes] = _Finder(chosen)
        return finder

    def _scopes(self, locator: Locator | None) -> tuple[str, ...]:
        """The scopes that hold there and define something, the narrowest first."""
        if locator is None or not locator.steps:
            return ("",)
        act, pasal = scopes_of(locator)
        given = f"{pasal.partition('/')[0]}/*"  # what an amending pasal gives the other act
        wide = given if given in self._by_scope else act
        return (pasal, wide) if pasal and pasal in self._by_scope else (wide,)


class _Finder:
    """One pattern for all names that hold at a place; the narrower scope's first."""

    def __init__(self, definitions: list[Definition]) -> None:
        self._means: list[tuple[Definition, str]] = []
        parts: list[tuple[str, str]] = []
        seen: set[tuple[str, bool]] = set()
        for definition in definitions:
            for name in definition.all_names:
                cased = name[:1].isupper() if name != definition.term else definition.cased
                if _NO_LETTER.match(name) or (name if cased else name.lower(), cased) in seen:
                    continue
                seen.add((name if cased else name.lower(), cased))
                pattern = _pattern(name)
                parts.append(
                    (name, f"({pattern})" if cased else f"((?i:{pattern}))"),
                )
                self._means.append((definition, name))
        order = sorted(range(len(parts)), key=lambda n: -len(parts[n][0]))
        self._means = [self._means[n] for n in order]
        joined = "|".join(parts[n][1] for n in order)
        self._regex = re.compile(rf"(?<!\w)(?:{joined})(?!\w|-\w)") if joined else None

    def places(self, text: str) -> Iterator[tuple[int, int, Definition]]:
        if self._regex is None:
            return
        for match in self._regex.finditer(text):
            definition, name = self._means[(match.lastindex or 1) - 1]
            if " " not in name and self._narrowed(text, match):
                continue
            if " " not in name and _KIND.search(text, max(0, match.start() - 16), match.start()):
                continue
            yield match.start(), match.end(), definition

    def _narrowed(self, text: str, match: re.Match[str]) -> bool:
        """Whether the capitalised word after it makes another name of it, none defined here."""
        space = _NARROWED.match(text, match.end())
        if space is None or self._regex is None or match[0].isupper():
            return False
        return self._regex.match(text, space.end()) is None


def _pattern(name: str) -> str:
    """The name as it may stand in a text: lines broken, "Undang- Undang"; "Daerah-Daerah" too."""
    words = [re.escape(w).replace(r"\-", r"-\s*").replace("/", r"\s?/\s?") for w in name.split()]
    whole = r"\s+".join(words)
    return rf"{whole}(?:-{words[0]})?" if len(words) == 1 else whole
