"""What a ruling decides of provisions: struck down, read otherwise, upheld, not looked at.

Read from the operative part alone (`ingest.structure.ruling`), a dictum at a time: "Menyatakan
[subject] bertentangan dengan Undang-Undang Dasar … dan tidak mempunyai kekuatan hukum mengikat
[condition]". The subject names the provisions; what stands in quotation marks there are the struck
words ("frasa '…' dalam Pasal …") or another's, never provisions. A condition ("sepanjang tidak
dimaknai '…'") makes it the Court's reading. Where a dictum names none ("Menolak permohonan para
Pemohon untuk seluruhnya"), it is about what the ruling's own head says is reviewed.

The Constitutional Court reviews acts (UU 24/2003 Pasal 56–57), the Supreme Court what is below them
(UU 48/2009 Pasal 20 ayat (2) huruf b; "P/HUM").
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Final, Literal

from dalil.ingest.locator import Locator
from dalil.ingest.model import Document, Passage
from dalil.ingest.references.acts import find_mentions
from dalil.ingest.references.find import Reference, find_references, locate
from dalil.ingest.references.ids import year_and_number
from dalil.ingest.references.provisions import find_chains
from dalil.ingest.structure.ruling import unmarked

Effect = Literal[
    "struck_down", "conditionally_unconstitutional", "conditionally_constitutional",
    "binding_until", "upheld", "rejected", "rejected_rest", "inadmissible", "withdrawn", "lapsed",
    "granted", "granted_in_part",
]  # fmt: skip

#: Effects that change what a provision is.
CHANGING: Final[frozenset[Effect]] = frozenset({
    "struck_down", "conditionally_unconstitutional", "conditionally_constitutional",
    "binding_until",
})  # fmt: skip
#: What a dictum decides of the request as a whole; said of the act, not of a provision.
_OF_THE_REQUEST: Final = frozenset({"granted", "granted_in_part"})

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class CourtEffect:
    """What one dictum does to one provision.

    ``words`` is the span of the words that are struck, where it is not the whole provision;
    ``reading`` that of the reading that the Court gives, without its quotation marks: the one it
    must have (``must_be_read``), or must not have. Spans are of the ruling's text. ``formal``: the
    making of the act was reviewed, not what it says.
    """

    source_id: str
    effect: Effect
    target_id: str
    evidence_id: str
    words: Span | None = None
    reading: Span | None = None
    must_be_read: bool = True
    formal: bool = False


def reviews_norms(document_id: str) -> bool:
    """Whether a ruling of this id reviews acts or regulations: no other changes a provision."""
    if document_id.startswith("putusan-mk/"):
        return "-pu" in document_id.partition("/")[2]
    return document_id.startswith("putusan-ma/") and "-p-hum" in document_id


def effects_of(document: Document, passages: Sequence[Passage]) -> tuple[CourtEffect, ...]:
    """What a ruling decides of provisions, in the order of its amar; () for other works."""
    if not reviews_norms(document.id):
        return ()
    reader = _Reader(document.id, document.text, document.year)
    found = [e for passage, start, end in _dicta(passages)
             for e in reader.dictum(passage.passage_id, start, end)]  # fmt: skip
    return tuple(_merged(reader.text, reader.on_the_rest(found)))


def undecided(
    document_id: str, text: str, year: int | None, passages: Sequence[Passage]
) -> tuple[str, ...]:
    """The dicta that judge something of which it cannot be told what it is, as they are called."""
    if not reviews_norms(document_id):
        return ()
    reader = _Reader(document_id, text, year)
    return tuple(
        passage.locator.label("id")
        for passage, start, end in _dicta(passages)
        if reader.judges(start, end) and not any(reader.dictum(passage.passage_id, start, end))
    )


def _dicta(passages: Sequence[Passage]) -> Iterator[tuple[Passage, int, int]]:
    """The dicta about the merits, each with the span of its own words."""
    dicta = [p for p in passages if p.locator.steps[0].unit == "amar" and len(p.locator.steps) > 1]
    if not dicta:
        dicta = [p for p in passages if str(p.locator) == "amar"]
    parents = {p.parent_id for p in dicta}
    for passage in dicta:
        if any(step.unit in {"provisi", "eksepsi"} for step in passage.locator.steps):
            continue
        end = passage.end
        if passage.passage_id in parents:  # "2. Menyatakan:" with 2.1, 2.2 … inside
            end = min(p.start for p in dicta if p.parent_id == passage.passage_id)
        for start, stop in _lettered(passage.text[: end - passage.start]):
            yield passage, passage.start + start, passage.start + stop


#: "2. Menyatakan:⏎a. Pasal 5 … bertentangan …;⏎b. Pasal 7 …": a letter where one can begin.
_LETTER: Final = re.compile(r"(?:(?<=\n)|(?<=[:;]\s)|(?<=;\sdan\s))(?P<letter>[a-z])\.\s+(?=\w)")


def _lettered(words: str) -> list[Span]:
    """The parts of a dictum that each judge something by a letter of their own; else the whole."""
    plain = _without_quotes(words)
    marks = list(_LETTER.finditer(plain))
    starts = [m.start() for number, m in enumerate(marks) if ord(m["letter"]) == 97 + number]
    spans = list(zip(starts, [*starts[1:], len(words)], strict=False))
    judged = [any(p.search(plain, *span) for p in (_AGAINST, _NOT_BINDING)) for span in spans]
    if len(spans) < 2 or len(starts) != len(marks) or not all(judged):
        return [(0, len(words))]
    return spans


def reviewed(document: Document) -> tuple[str, ...]:
    """The provisions (or the acts) that a ruling's own head says are reviewed, in its order."""
    if not reviews_norms(document.id):
        return ()
    return _Reader(document.id, document.text, document.year).reviewed


# A dictum -----------------------------------------------------------------------------------------

_UUD: Final = re.compile(
    r"\b(?:Undang[\s-]{1,3}Undang\s{1,3}Dasar|UUD|Konstitusi\b(?!\s+Republik)"
    r"|peraturan\s{1,3}perundang[\s-]{1,3}undangan\s{1,3}yang\s{1,3}lebih\s{1,3}tinggi)"
)


def _torn(*words: str) -> str:
    """One of these words, also where the end of a line has torn it: "ber-⏎tentangan"."""
    return "(?:" + "|".join(r"(?:-?\s{1,2})?".join(word) for word in words) + ")"


_AGAINST: Final = re.compile(
    rf"(?P<not>\btidak\s{{1,3}})?\b{_torn('bertentangan')}\s{{1,3}}dengan\s{{1,3}}"
    rf"(?:{_UUD.pattern}|Pasal\b|Undang)",
    re.IGNORECASE,
)
_NOT_BINDING: Final = re.compile(
    rf"\btidak\s{{1,3}}(?:lagi\s{{1,3}})?{_torn('mempunyai', 'memiliki', 'berkekuatan')}\s{{0,3}}"
    rf"(?:{_torn('kekuatan')}\s{{1,3}})?(?:{_torn('hukum')}\s{{1,3}})?(?:yang\s{{1,3}})?{_torn('mengikat')}\b"
    r"|\btidak\s{1,3}sah\b|\btidak\s{1,3}berlaku\s{1,3}(?:untuk\s{1,3})?umum\b",
    re.IGNORECASE,
)
_STILL_BINDING: Final = re.compile(
    r"\b(?:masih\s{1,3})?tetap\s{1,3}(?:(?:mempunyai|memiliki)\s{1,3}kekuatan\s{1,3}hukum\s{1,3}(?:yang\s{1,3})?mengikat"
    r"|berlaku)\b",
    re.IGNORECASE,
)
_CONDITION: Final = re.compile(
    r"\b(?:secara\s{1,3}bersyarat|sepanjang|apabila|jika|selama|kecuali|(?:in)?konstitusional\s{1,3}bersyarat)\b",
    re.IGNORECASE,
)
_CONSTITUTIONAL: Final = re.compile(
    r"\b(?:konstitusional\s{1,3}(?:bersyarat|secara\s{1,3}bersyarat|sepanjang|apabila|jika)"
    r"|(?:bersyarat\s{1,3})?sesuai\s{1,3}dengan\s{1,3}(?:UUD|Undang[\s-]Undang\s{1,3}Dasar))",
    re.IGNORECASE,
)
_READ_AS: Final = re.compile(
    r"\b(?P<not>tidak\s{1,3})?di\s?(?:maknai|artikan|tafsirkan|pahami|baca)(?:\s{1,3}(?:sebagai|menjadi|bahwa|termasuk"
    r"|(?:juga\s{1,3})?mencakup))?\s{0,3}[,:]?",
    re.IGNORECASE,
)
_AS_LONG: Final = re.compile(
    r"\b(?:sepanjang|apabila|jika|selama|kecuali)\s{1,3}(?P<not>tidak\s{1,3})?", re.IGNORECASE
)
_ABOUT_WORDS: Final = re.compile(
    r"\s{0,3}(?:mengenai|menyangkut|terhadap)?\s{0,3}(?:frasa|frase|kata)\b", re.IGNORECASE
)
#: A reading that stands without quotation marks ends here.
_READING_ENDS: Final = re.compile(r";|\.\s*\Z|,?\s+sehingga\b|\s+dan\s+tidak\s+mempunyai\b")
#: "[frasa] 'ditetapkan'": what makes quoted words those that are judged.
_WORDS: Final = re.compile(
    r"\b(?:frasa|frase|kata(?:[\s-]{0,3}kata)?|anak\s{1,3}kalimat|bagian\s{1,3}kalimat|kalimat)\s{0,3}:?\s{0,3}\Z",
    re.IGNORECASE,
)
_QUOTED: Final = re.compile(
    r"“(?P<a>[^“”]{1,4000})”|\"(?P<b>[^\"]{1,4000})\"|(?<!\w)[‘'](?P<c>[^‘’'\n]{0,1000}"
    r"(?:(?:’(?=\w)|\n)[^‘’']{0,1000}){0,40})[’'](?!\w)"
)
_WITHIN: Final = re.compile(
    r"\s{0,3}(?:yang\s{1,3}(?:terdapat|termuat|tercantum|ada)\s{1,3})?(?:dalam|pada|di)\s"
)
_CHANGED_BY: Final = re.compile(
    r"\b(?:sebagaimana\s{1,3}(?:telah\s{1,3})?(?:beberapa\s{1,3}kali\s{1,3})?(?:di\s?ubah|diganti|ditetapkan)|juncto\b|jo\.)",
    re.IGNORECASE,
)
_NESTED: Final = re.compile(
    r"\s{0,3},?\s{0,3}(?:sebagaimana\s{1,3}(?:termuat|tercantum|dimaksud|(?:telah\s{1,3})?diubah)\s{1,3})?(?:di\s?)?dalam\s{1,3}\Z",
    re.IGNORECASE,
)
_FORMAL: Final = re.compile(
    r"\b(?:pembentukan|proses\s{1,3}pembentukan|pengujian\s{1,3}formil|uji\s{1,3}formil)\b", re.I
)
_REQUEST: Final = re.compile(
    r"(?P<withdrawn>(?:mengabulkan\s+(?:permohonan\s+)?penarikan|permohonan[^.;]{0,80}\bditarik\s+kembali))"
    r"|(?P<lapsed>permohonan[^;]{0,200}?\bgugur\b)"
    r"|(?P<inadmissible>permohonan[^;]{0,1500}?\btidak\s+dapat\s+diterima\b)"
    r"|(?P<rejected_rest>menolak\s+permohonan[^;]{0,400}?\b(?:selain\s+dan\s+selebihnya|selebihnya))"
    r"|(?P<rejected>(?:menolak\s+permohonan|permohonan[^;]{0,80}\bditolak)\b)"
    r"|(?P<granted_in_part>mengabulkan\s+permohonan[^;]{0,200}?\buntuk\s+sebagian\b)"
    r"|(?P<granted>mengabulkan\s+permohonan\b)",
    re.IGNORECASE,
)
_PROVISIONAL: Final = re.compile(r"\bprovisi\b|\beksepsi\b", re.IGNORECASE)


class _Reader:
    """Reads the dicta of one ruling."""

    def __init__(self, ruling_id: str, text: str, year: int | None) -> None:
        self.ruling_id = ruling_id
        self.text = unmarked(text)
        self.year = year or 9999
        self.formal = False
        self.reviewed = self._head()
        acts = tuple(dict.fromkeys(t.partition("#")[0] for t in self.reviewed))
        #: The act that "Pasal 5" alone is of, where only one is reviewed.
        self.act = acts[0] if len(acts) == 1 else None
        self.acts = acts

    def _head(self) -> tuple[str, ...]:
        match = _CASE_BELOW.search(self.text, 0, _HEAD_REACH) or _CASE.search(
            self.text, 0, _HEAD_REACH
        )
        if match is None:
            return ()
        self.formal = bool(_FORMAL.search(match[0]))
        start, end = match.span("what")
        found = self._provisions(start, end, None)
        return tuple(dict.fromkeys(target for target, _, _ in found))

    # What it decides

    def judges(self, start: int, end: int) -> bool:
        """Whether a dictum says of something that it is against a norm, or does not bind."""
        patterns = (_AGAINST, _NOT_BINDING, _STILL_BINDING, _CONSTITUTIONAL)
        return any(_first(pattern, self.text, start, end) for pattern in patterns)

    def dictum(self, evidence: str, start: int, end: int) -> Iterator[CourtEffect]:
        """What a dictum decides; nothing where it orders ("Memerintahkan pemuatan …")."""
        text = self.text
        against = _first(_AGAINST, text, start, end)
        unbound = _first(_NOT_BINDING, text, start, end)
        still = _first(_STILL_BINDING, text, start, end)
        constitutional = _first(_CONSTITUTIONAL, text, start, end)
        said = [m for m in (against, unbound, still, constitutional) if m is not None]
        if not said:
            yield from self._of_request(evidence, start, end)
            return
        first = min(said, key=lambda m: m.start())
        subjects = self._provisions(start, first.start(), self.act)
        if not subjects and (whole := self._whole_act(start, first.start())):
            subjects = [(act, None, False) for act in whole]
        effect, reading, must = self._force(end, first, against)
        formal = bool(_FORMAL.search(text, start, first.start()))
        behind = self._words_behind(first.end(), end)
        if behind and effect == "conditionally_unconstitutional" and reading is None:
            effect = "struck_down"  # "sepanjang frasa '…'": these words, without a condition
        for target, words, _ in subjects:
            for span in [words] if words or not behind else behind:
                yield CourtEffect(
                    self.ruling_id, effect, target, evidence, span, reading, must, formal
                )

    def _words_behind(self, start: int, end: int) -> list[Span]:
        """The words that are judged, named behind: "bertentangan … sepanjang frasa '…' …"."""
        text = self.text
        plain = _without_quotes(text[start:end])
        condition = _AS_LONG.search(plain)
        if condition is None:
            return []
        read = _READ_AS.search(plain, condition.start())
        stop = start + read.start() if read else end
        return [
            _inner(quoted)
            for quoted in _QUOTED.finditer(text, start + condition.start(), stop)
            if _WORDS.search(text, max(start, quoted.start() - 40), quoted.start())
        ]

    def _force(
        self, end: int, first: re.Match[str], against: re.Match[str] | None
    ) -> tuple[Effect, Span | None, bool]:
        text = self.text
        if first.re is _STILL_BINDING:
            return "binding_until", None, True
        tail = _without_quotes(text[first.end() : end])
        conditional = _CONDITION.search(tail)
        if first.re is _CONSTITUTIONAL or (against is first and first["not"]):
            if conditional is None and first.re is not _CONSTITUTIONAL:
                return "upheld", None, True
            reading, must = self._reading(first.start(), end)
            return "conditionally_constitutional", reading, must
        if conditional is None:
            return "struck_down", None, True
        reading, forbidden = self._reading(first.end(), end)
        # Unconstitutional as long as it is *not* read so: so it must be read.
        return "conditionally_unconstitutional", reading, not forbidden

    def _reading(self, start: int, end: int) -> tuple[Span | None, bool]:
        """The reading and whether the words before it are affirmed ("sepanjang dimaknai")."""
        text = self.text
        plain = _without_quotes(text[start:end])
        condition = _AS_LONG.search(plain)
        if condition is None:
            return None, False
        read = _READ_AS.search(plain, condition.start())
        at = start + (read.end() if read else condition.end())
        affirmed = not ((read and read["not"]) or condition["not"])
        if read is None and _ABOUT_WORDS.match(plain, condition.end()):
            return None, False
        quoted = _QUOTED.search(text, at, end)
        if quoted and quoted.start() - at <= 3:
            return _inner(quoted), affirmed
        stop = _READING_ENDS.search(plain, at - start)
        last = start + (stop.start() if stop else len(plain))
        while at < last and text[at].isspace():
            at += 1
        while last > at and text[last - 1] in " \t\n;.,":
            last -= 1
        return ((at, last) if last > at else None), affirmed

    def _of_request(self, evidence: str, start: int, end: int) -> Iterator[CourtEffect]:
        match = _REQUEST.search(_without_quotes(self.text[start:end]))
        if match is None or _PROVISIONAL.search(self.text, start, end):
            return
        effect: Effect = match.lastgroup  # type: ignore[assignment]
        named = self._provisions(start, end, self.act)
        targets = [target for target, _, _ in named]
        if not targets:
            whole = effect in _OF_THE_REQUEST
            targets = list(self.acts if whole else self.reviewed)
        for target in dict.fromkeys(targets):
            yield CourtEffect(
                self.ruling_id, effect, target, evidence, formal=self.formal and not named
            )

    def on_the_rest(self, found: Sequence[CourtEffect]) -> list[CourtEffect]:
        """What is rejected "for the rest" is not what was decided otherwise."""
        others = {"rejected_rest", *_OF_THE_REQUEST}
        decided = {e.target_id for e in found if e.effect not in others}
        return [
            e for e in found
            if e.effect != "rejected_rest"
            or not any(_is_in(t, e.target_id) or _is_in(e.target_id, t) for t in decided
                       if "#" in e.target_id)
        ]  # fmt: skip

    # What it is about

    def _whole_act(self, start: int, end: int) -> tuple[str, ...]:
        """ "Undang-Undang a quo", where only one act is reviewed."""
        if re.search(r"(?i)\b(?:undang|peraturan|ketentuan)\b[^;]{0,60}\ba\s+quo\b",
                     self.text[start:end]):  # fmt: skip
            return self.acts if len(self.acts) == 1 else ()
        return ()

    def _provisions(
        self, start: int, end: int, act: str | None
    ) -> list[tuple[str, Span | None, bool]]:
        """(target, words judged of it, whether it is an act) named between two offsets."""
        region, back = _on_one_line(self.text, start, end)
        quotes = [m for m in _QUOTED.finditer(region) if not _is_title(region, m)]
        masked = _masked(region, quotes)
        changed = [m.start() for m in _CHANGED_BY.finditer(masked)]
        references = [
            r for r in (*self._nested(masked), *find_references(masked, act))
            if r.targets and not self._is_passing(masked, r, changed)
        ]  # fmt: skip
        references.sort(key=lambda r: (r.start, -r.end))
        kept: list[tuple[Reference, tuple[str, ...]]] = []
        for reference in references:
            if kept and reference.start < kept[-1][0].end:
                continue  # the act inside a nested one
            targets = self._possible(reference)
            if targets:
                kept.append((reference, targets))
        if any("#" in t for _, targets in kept for t in targets):
            # An act beside them is the one that they are of.
            kept = [(r, ts) for r, ts in kept if any("#" in t for t in ts)]
        made: list[tuple[str, Span | None, bool]] = []
        words = self._words(region, quotes, [r for r, _ in kept])
        for (_, targets), judged in zip(kept, words, strict=True):
            for target in targets:
                whole = "#" not in target
                listed: Sequence[Span | None] = judged or (None,)
                for span in listed:
                    moved = (back[span[0]], back[span[1] - 1] + 1) if span else None
                    made.append((target, moved, whole))
        return made

    def _possible(self, reference: Reference) -> tuple[str, ...]:
        """Its targets, of acts that there were when the ruling was registered; () if unclear."""
        targets = tuple(t for t in reference.targets if not t.startswith(("uud/", "putusan-")))
        if len({t.partition("#")[0] for t in targets}) > 1:
            targets = tuple(t for t in targets if year_and_number(t)[0] <= self.year)
        if len({t.partition("#")[0] for t in targets}) > 1 or reference.unread:
            return ()
        return targets

    @staticmethod
    def _is_passing(text: str, reference: Reference, changed: Sequence[int]) -> bool:
        """Whether an act is named only as what changed the one before it, or in its title."""
        if any("#" in target for target in reference.targets):
            return False
        before = [at for at in changed if at < reference.start]
        if not before:
            return False
        between = text[before[-1] : reference.start]
        return not re.search(r"[;]|\bPasal\b", between)

    def _nested(self, text: str) -> Iterator[Reference]:
        """ "Pasal 42 ayat (4) dalam Pasal 81 angka 4 UU 6/2023": in the act that words it so."""
        chains = find_chains(text)
        mentions = [m for m in find_mentions(text) if len(m.acts) == 1]
        for inner, outer in pairwise(chains):
            last = outer.provisions[-1]
            if last.steps[-1].unit != "angka" or not _NESTED.search(text, inner.end, outer.start):
                continue
            act = next((m for m in mentions if m.start >= outer.end), None)
            if act is None or not re.fullmatch(
                r"[\s,]{0,4}(?:Lampiran\s{1,3})?", text[outer.end : act.start]
            ):
                continue
            places = locate(last, Locator())
            targets = tuple(
                f"{act.acts[0]}#{place}/{locator}"
                for place in places[:1]
                for provision in inner.provisions
                for locator in locate(provision, Locator())
            )
            if targets:
                yield Reference(text[inner.start : act.end], inner.start, act.end, targets)

    @staticmethod
    def _words(
        region: str, quotes: Sequence[re.Match[str]], references: Sequence[Reference]
    ) -> list[list[Span]]:
        """Of each reference the quoted words that are judged: before it ("frasa '…' dalam Pasal
        5"), or behind it ("Pasal 5 sepanjang frasa '…'")."""
        made: list[list[Span]] = [[] for _ in references]
        for quoted in quotes:
            if not _WORDS.search(region, max(0, quoted.start() - 40), quoted.start()):
                continue
            following = next((n for n, r in enumerate(references) if r.start >= quoted.end()), None)
            before = [n for n, r in enumerate(references) if r.end <= quoted.start()]
            if following is not None and _leads_to(
                region, quoted.end(), references[following].start
            ):
                made[following].append(_inner(quoted))
            elif before:
                made[before[-1]].append(_inner(quoted))
        # "frasa '…' dalam Pasal 1 dan Pasal 2": of both.
        for number in range(1, len(references)):
            gap = region[references[number - 1].end : references[number].start]
            if (
                not made[number]
                and made[number - 1]
                and re.fullmatch(r"[\s,]{0,4}(?:dan|serta|maupun)?[\s,]{0,4}", gap)
            ):
                made[number] = list(made[number - 1])
        return made


#: Where a ruling says what is reviewed, and the words that do.
_HEAD_REACH: Final = 8_000
_CASE: Final = re.compile(
    r"(?:dalam\s+perkara|perihal|permohonan|tentang)\s+(?:[Pp]ermohonan\s+)?"
    r"(?:[Pp]engujian|PENGUJIAN)"
    r"(?P<what>[\s\S]{1,4000}?)\s(?:[Tt]erhadap|TERHADAP)\s"
)


#: The Supreme Court says it the other way round: "hak uji materiil terhadap Pasal 34 Peraturan …".
_CASE_BELOW: Final = re.compile(
    r"[Hh]ak\s+[Uu]ji\s+[Mm]ateriil\s+(?:\([^()\n]{1,30}\)\s+)?(?:[Tt]erhadap|[Aa]tas)\s"
    r"(?P<what>[\s\S]{1,2000}?)"
    r"(?:[;:]|,?\s+pada\s+tingkat|\s+telah\s+memutus|\s+dengan\s+pertimbangan|\s+yang\s+diajukan)"
)


def _leads_to(region: str, start: int, end: int) -> bool:
    """Whether "dalam" leads from quoted words to a provision, over others that are quoted too."""
    gap = region[start:end]
    rest = re.sub(r"“[^”]*”|\"[^\"]*\"|[‘'][^’']*[’']", "", gap)
    return bool(
        re.fullmatch(
            r"(?:[\s,]|dan\b|serta\b|frasa\b|kata\b|yang\b|terdapat\b|termuat\b|norma\b|ketentuan\b"
            r"|dalam\b|pada\b|Penjelasan\b){1,40}",
            rest,
        )
    )


def _on_one_line(text: str, start: int, end: int) -> tuple[str, list[int]]:
    """A piece of the text with one space for each run of white space, and where each of its
    characters stands: "Pasal 5" at the end of a torn line is no heading."""
    made: list[str] = []
    back: list[int] = []
    for at in range(start, end):
        char = text[at]
        if char.isspace():
            if made and made[-1] == " ":
                continue
            char = " "
        made.append(char)
        back.append(at)
    return "".join(made), back


def _is_title(region: str, quoted: re.Match[str]) -> bool:
    """Whether quotation marks are around a title ("tentang “…”")."""
    return bool(re.search(r"tentang\s{1,3}\Z", region[: quoted.start()]))


def _masked(region: str, quotes: Sequence[re.Match[str]]) -> str:
    pieces, at = [], 0
    for quoted in quotes:
        pieces += [region[at : quoted.start()], "¶" * len(quoted[0])]
        at = quoted.end()
    return "".join([*pieces, region[at:]])


def _without_quotes(text: str) -> str:
    return _masked(text, list(_QUOTED.finditer(text)))


def _inner(quoted: re.Match[str]) -> Span:
    group = quoted.lastgroup or "a"
    return quoted.span(group)


def _first(pattern: re.Pattern[str], text: str, start: int, end: int) -> re.Match[str] | None:
    """The first match outside of quotation marks."""
    quotes = [m.span() for m in _QUOTED.finditer(text, start, end)]
    for match in pattern.finditer(text, start, end):
        if not any(a <= match.start() < b for a, b in quotes):
            return match
    return None


def _is_in(one: str, other: str) -> bool:
    """Whether an id is that provision or act, or inside it."""
    return one == other or one.startswith((f"{other}/", f"{other}#"))


def _merged(text: str, found: Sequence[CourtEffect]) -> list[CourtEffect]:
    """Rulings before 2011 say in one dictum that a provision is against the constitution, and in
    the next that it does not bind: one effect, of the second."""

    def said(span: Span | None) -> str:
        return " ".join(text[slice(*span)].split()) if span else ""

    kept: list[CourtEffect] = []
    for effect in found:
        again = next(
            (
                n for n, k in enumerate(kept)
                if (k.effect, k.target_id, said(k.words))
                == (effect.effect, effect.target_id, said(effect.words))
            ),
            None,
        )  # fmt: skip
        if again is None:
            kept.append(effect)
        elif effect.effect in CHANGING:
            earlier = kept[again]
            kept[again] = (
                effect
                if effect.reading
                else replace(effect, reading=earlier.reading, must_be_read=earlier.must_be_read)
            )
    return kept
