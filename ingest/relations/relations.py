"""What an act states of other acts: what it changes, repeals, keeps, carries out and rests on.

Read from the text alone: the title, the preamble (menimbang, mengingat), the transitional and
closing provisions, and in amending acts every change. A relation is given only where the words
name the other act; "semua peraturan yang bertentangan" names none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final, Literal

from dalil.ingest.identify.act_types import kind_by_slug
from dalil.ingest.model import Document, Parsed, Passage, Tier
from dalil.ingest.references.acts import Mention, find_mentions
from dalil.ingest.references.ids import year_and_number
from dalil.ingest.relations.amendments import find_instructions
from dalil.ingest.relations.clauses import Clause, Subject, find_clauses, subjects
from dalil.ingest.relations.named_acts import amended_otherwise

# Titles that change, repeal or make a law: "Perubahan Kedua atas …", "Pencabutan …", "Penetapan
# Peraturan Pemerintah Pengganti … menjadi Undang-Undang", old "Mengubah …" (UU 12/2011, Lampiran II
# no. 5–12).

Stated = Literal["amends", "repeals", "establishes"]

_DOES: Final = re.compile(
    r"\btentang\s+(?:dua\s+|tiga\s+)?(?:(?P<amends>(?:per|pen|me[nr]?)g?r?[uo]bah(?:an)?(?:-\s?perubahan)?|(?:pe|me)namba"
    r"h(?:an|kan)?|tambahan|penyempurnaan|menyempurnakan|perbaikan|penggantian)"
    r"|(?P<repeals>pencabutan|mencabut|pernyataan\s+tidak\s+berlaku\w*)"
    r"|(?P<establishes>penetapan|menetapkan))\b",
    re.IGNORECASE,
)
_ABOUT: Final = re.compile(r"\btentang\b", re.IGNORECASE)
_ENACTED: Final = re.compile(r"\bmenetapkan\s*:", re.IGNORECASE)
#: What may stand between that word and the act: "Kedua atas", "dan Tambahan", "Pasal 5 ayat (2)".
_ON: Final = re.compile(
    r"(?:[\s,()/\d\"“”]|atas\b|atau\b|ke\w{2,12}\b|pertama\b|belas\b|puluh\b|dan\b|tambahan\b|penambahan\b|menambah(?:kan)?\b"
    r"|pe[nr]g?[uo]bahan\b|meng?[uo]bah\b|merubah\b|penyempurnaan\b|menyempurnakan\b|perbaikan\b|pasal-pasal\b"
    r"|dari\b|dalam\b|pada\b|terhadap\b|untuk\b|kali\w*\b|beberapa\b|ketentuan\b|pasal\b|ayat\b|huruf\b"
    r"|lampiran\b|penjelasan\b|sebagai\b|berlakunya\b|kembali\b|angka\b|[a-z]\b|[-–]){0,40}\Z",
    re.IGNORECASE,
)
_JOINED: Final = re.compile(
    r"\s*+(?:\([^()]{0,200}\))?[\s,]*+(?:dan|serta|jo\.?)?[\s,]*+\Z", re.IGNORECASE
)
_CHANGES: Final = re.compile(r"\btentang\s+(?:per[uo]ba|penguba|mengub|tambah)", re.IGNORECASE)
_LONGEST: Final = 1200
_NEAR: Final = 160


def stated_in_title(text: str, start: int, end: int) -> Iterator[tuple[Stated, Mention]]:
    """What the title between two offsets states, with the acts it is done to."""
    enacted = _ENACTED.search(text, start, end)
    first = _ABOUT.search(text, enacted.end() if enacted else start, end)
    match = _DOES.match(text, first.start(), end) if first else None
    if match is None:
        return
    stop = min(end, match.end() + _LONGEST)
    mentions = find_mentions(text[match.end() : stop])
    kind: Stated = "amends" if match["amends"] else "repeals" if match["repeals"] else "establishes"
    done = 0
    for number, mention in enumerate(mentions):
        gap = text[match.end() + done : match.end() + mention.start]
        if number == 0 and (mention.start > _NEAR or not _ON.fullmatch(gap)):
            return
        if number and not _JOINED.fullmatch(gap):
            return
        if len(mention.acts) != 1:
            return
        if kind == "establishes" and mention.acts[0].split("/")[0] not in {"perppu", "uu-darurat"}:
            return
        yield kind, _moved(mention, match.end())
        done = mention.end
        if kind == "establishes":
            yield from _through(text[match.end() :][mention.bare_end : mention.end], match.end())
            return


def _through(title: str, offset: int) -> Iterator[tuple[Stated, Mention]]:
    """What the act made law does itself: its title stands inside this one's."""
    match = _CHANGES.search(title)
    for mention in find_mentions(title[match.end() :])[:1] if match else ():
        if len(mention.acts) == 1:
            yield "amends", _moved(mention, offset)


def _moved(mention: Mention, by: int) -> Mention:
    return Mention(
        mention.start + by, mention.end + by, mention.acts, mention.reason, mention.bare_end + by
    )


# UU 12/2011, Lampiran II: menimbang closes with "untuk melaksanakan ketentuan Pasal …" where a
# higher act asked for this one (no. 17–27); mengingat lists the acts that give the power (no.
# 28–40).


_CARRIES_OUT: Final = re.compile(
    r"\b(?:melaksanakan|pelaksanaan(?:\s+lebih\s+lanjut)?|penyelenggaraan)\s+(?:dari\s+)?"
    r"(?:(?:lebih\s+lanjut|k[e\w]t\w{4,7}|amanat|maksud|bunyi|dalam|dari|pada|tersebut|sebagaimana"
    r"|dimaksud\w*|yang|diatur)\S*\s+){0,5}"
    r"(?=\^?pasal\b|undang|peraturan|ketetapan|keputusan|uu\b)",
    re.IGNORECASE,
)
_CARRIED_ENDS: Final = re.compile(
    r";|,?\s+(?:maka\s+)?(?:dipandang\s+|dianggap\s+)?perlu\b|,\s*maka\b|\.\s", re.IGNORECASE
)
#: "Berdasarkan ketentuan Pasal 12 … perlu menetapkan Peraturan Pemerintah" asks for it as well.
_ASKED_BY: Final = re.compile(
    r"\b(?:berdasarkan|sesuai\s+dengan|memenuhi)\s+(?:ketentuan\s+)?(?=\^?pasal\b)", re.IGNORECASE
)
_NEEDED: Final = re.compile(
    r"\bperlu\s+(?:di\w+|me\w+)\b[^;]{0,60}\b(?:peraturan|keputusan)\b", re.I
)
#: An item of mengingat, also where a page's head has come between: "… Nomor 4438; -2- 4. Undang…".
_LISTED: Final = re.compile(
    r"(?:\A\W*(?:mengingat|memperhatikan|menetapkan)?[\W\d]*(?:[a-z]\s?[.)]\s*)?|\d{1,2}\s?[.)]\s*)"
    r"(?=\^?(?:pasal|ps\.|undang|peraturan|ketetapan|keputusan|ayat|staatsblad|uu\b|ordonan|aturan"
    r"|pembukaan))",
    re.IGNORECASE,
)
_CONSIDERED: Final = re.compile(r"\bbahwa\b", re.IGNORECASE)


def carried_out(text: str, start: int, end: int) -> Iterator[Subject]:
    """The provisions that this part of a preamble says are carried out."""
    for match in _CARRIES_OUT.finditer(text, start, end):
        yield from _named(text, match.end(), _end(text, match.end(), end))
    for match in _ASKED_BY.finditer(text, start, end):
        stop = _end(text, match.end(), end)
        clause_end = text.find(";", stop, end)
        if _NEEDED.search(text, match.end(), clause_end if clause_end >= 0 else end):
            yield from (s for s in _named(text, match.end(), stop) if "#" in s.target)


def based_on(text: str, start: int, end: int) -> Iterator[Subject]:
    """The acts and provisions that mengingat lists, also where OCR has mixed it with menimbang."""
    at = start
    for piece in re.split(r"(;\s*)", text[start:end]):
        listed = None if _CONSIDERED.search(piece) else _LISTED.search(piece)
        if listed:
            yield from _named(text, at + listed.end(), at + len(piece))
        at += len(piece)


def _named(text: str, start: int, end: int) -> Iterator[Subject]:
    for subject in subjects(text, start, end):
        if not subject.changer:
            yield replace(subject, role="itself")


def _end(text: str, at: int, end: int) -> int:
    match = _CARRIED_ENDS.search(text, at, end)
    return match.start() if match else end


RelationKind = Literal[
    "amends",  # the act, or the provision in it, gets another wording
    "inserts",  # a provision that was not there
    "deletes",  # "dihapus", by an amending act
    "repeals",  # wholly: the act, or the provision
    "repeals_partly",  # "sepanjang mengatur …"
    "keeps",  # "tetap berlaku"
    "keeps_rules_of",  # what was made under the target stays, not the target
    "implements",  # "untuk melaksanakan"
    "based_on",  # mengingat
    "establishes",  # Perppu or emergency law becomes a law
]

#: Raised when the same text would give other relations: libraries then read theirs again.
RELATIONS_VERSION: Final = "5"

#: Kinds as they are between whole acts: a changed pasal is a changed act.
#: What only an act of the same or a higher rank, made later, can do.
_POWERS: Final = frozenset({"amends", "inserts", "deletes", "repeals", "repeals_partly"})
_BODY: Final = frozenset({"pasal", "diktum", "alinea", "ayat", "angka", "huruf"})
_DECIDED: Final = re.compile(r"\b(?:M\s?E\s?M\s?U\s?T\s?U\s?S\s?K\s?A\s?N|Memutuskan)\b")
#: The end of a Perppu's changes in the annex of the law that establishes it.
_ANNEX_OVER: Final = re.compile(r"\bPasal\s+II\s*\n|\bPENJELASAN\b")
_PREAMBLE: Final = frozenset({"pembukaan", "menimbang", "mengingat", "memperhatikan"})


@dataclass(frozen=True, slots=True, order=True)
class Relation:
    """An act (``source_id``) does something to an act or provision (``target_id``).

    ``evidence_id`` is the smallest passage of the source that says so.
    """

    source_id: str
    kind: RelationKind
    target_id: str
    evidence_id: str

    @property
    def target_act(self) -> str:
        """The act that the target is, or is in."""
        return self.target_id.partition("#")[0]


def relations_of(parsed: Parsed) -> list[Relation]:
    """Every relation that an act states, each once, in the order of the text.

    A digest, a book, or a work whose act is not known states none.
    """
    document = parsed.document
    if document.digest or document.tier is not Tier.PRIMARY or document.id.count("/") != 2:
        return []
    found: dict[tuple[str, str], Relation] = {}
    for kind, target, start, end in _Reader(parsed).read():
        if is_possible(document.id, kind, target) and (kind, target) not in found:
            evidence = _evidence(parsed.passages, start, end)
            if evidence is not None:
                found[kind, target] = Relation(document.id, kind, target, evidence)
    return list(found.values())


#: (kind, target, start of the words, end of the words)
_Found = tuple[RelationKind, str, int, int]


class _Reader:
    """Reads one act from its title to its last provision."""

    def __init__(self, parsed: Parsed) -> None:
        self.document: Document = parsed.document
        self.text = parsed.document.text
        self.outer = [p for p in parsed.passages if p.parent_id is None]

    def read(self) -> Iterator[_Found]:
        """The relations with the spans that state them; the best evidence of each first."""
        titles = list(self._titles())
        changed = [t[1] for t in titles if t[0] == "amends"]
        established = any(t[0] == "establishes" for t in titles)
        for number, passage in enumerate(self.outer):
            unit = passage.locator.steps[0].unit
            if unit in _BODY or (established and unit in {"penjelasan", "lampiran"}):
                yield from self._provisions(passage, changed, annexed=unit not in _BODY)
            elif unit in {"menimbang", "mengingat"}:
                yield from self._recited(passage, self._preamble_end(number))
        for passage in self.outer:
            if passage.locator.steps[0].unit in _PREAMBLE | {"diktum"}:
                for clause in find_clauses(self.text, passage.start, passage.end, active_only=True):
                    yield from self._done(clause, self._subjects(clause))
        yield from titles

    def _titles(self) -> Iterator[_Found]:
        """What the title says, from the enacting words or the head."""
        heads = [p for p in self.outer if p.locator.steps[0].unit in {"diktum", "pembukaan"}]
        amends, own = self._amends(), list(self._own_title())
        changed = {act for kind, act, _, _ in own if kind == "amends"}
        for passage in heads:
            end = min(passage.end, passage.start + 3000)
            found = list(stated_in_title(self.text, passage.start, end))
            if amends:  # what a torn preamble says of other laws is not said of this one
                found = [f for f in found if f[0] != "establishes"]
            for kind, mention in found:
                yield kind, mention.acts[0], mention.start, mention.end
            if found and changed <= {m.acts[0] for _, m in found}:
                return
        yield from own

    def _amends(self) -> bool:
        """Whether the title, as it was read into the document, says that it changes an act."""
        stated = _DOES.match(f"tentang {self.document.title}")
        return bool(stated and stated["amends"])

    def _own_title(self) -> Iterator[_Found]:
        title = f"tentang {self.document.title}"
        first = self.outer[0].start if self.outer else 0
        stated = list(stated_in_title(title, 0, len(title)))
        for kind, mention in stated:
            yield kind, mention.acts[0], first, first
        if not any(kind == "amends" for kind, _ in stated):
            act = amended_otherwise(self.document)
            if act is not None:
                yield "amends", act, first, first

    def _preamble_end(self, number: int) -> int:
        """Where the part after this one begins, at "MEMUTUSKAN" at the latest."""
        passage = self.outer[number]
        following = self.outer[number + 1].start if number + 1 < len(self.outer) else passage.end
        decided = _DECIDED.search(self.text, passage.end, max(passage.end, following))
        return decided.start() if decided else max(passage.end, following)

    def _provisions(self, passage: Passage, changed: list[str], annexed: bool) -> Iterator[_Found]:
        start, end = passage.start, passage.end
        clauses = list(find_clauses(self.text, start, end))
        headers: list[tuple[int, str]] = [(start, changed[0])] if changed and not annexed else []
        for clause in clauses:
            named = self._subjects(clause)
            if clause.deed == "amend":
                acts = [s for s in named if s.role == "itself" and not s.changer]
                if acts:
                    headers.append((clause.cue_end, acts[0].target.partition("#")[0]))
            if not annexed or clause.deed == "amend":
                yield from self._done(clause, named)
        headers.sort()
        for number, (at, act) in enumerate(headers):
            stop = headers[number + 1][0] if number + 1 < len(headers) else end
            if annexed and (over := _ANNEX_OVER.search(self.text, at, stop)):
                stop = over.start()
            for change in find_instructions(self.text, at, stop):
                yield change.change, f"{act}#{change.locator}", change.start, change.end

    def _subjects(self, clause: Clause) -> list[Subject]:
        return subjects(self.text, clause.start, clause.end, self.document.year)

    def _done(self, clause: Clause, named: list[Subject]) -> Iterator[_Found]:
        for subject in named:
            kind = _kind(clause, subject)
            if kind is not None:
                start = min(subject.start, clause.cue_start)
                yield kind, subject.target, start, max(subject.end, clause.cue_start)

    def _recited(self, passage: Passage, end: int) -> Iterator[_Found]:
        for subject in carried_out(self.text, passage.start, end):
            yield "implements", subject.target, subject.start, subject.end
        for subject in based_on(self.text, passage.start, end):
            yield "based_on", subject.target, subject.start, subject.end


def _kind(clause: Clause, subject: Subject) -> RelationKind | None:
    """What a clause does to one of the acts it names; None for those only mentioned."""
    if clause.deed == "keep":
        if subject.changer:
            return None
        return {"rules": "keeps_rules_of", "itself": "keeps", "aside": None}[subject.role]
    if subject.role != "itself":
        return None
    if clause.deed == "amend":
        return None if subject.changer else "amends"
    if clause.partly or subject.partly:
        return None if subject.changer else "repeals_partly"
    return "repeals"


def is_possible(source: str, kind: str, target: str) -> bool:
    """Not itself; and no act changes one that is younger or of a higher rank."""
    act = target.partition("#")[0]
    own = source.partition("~")[0]
    if act == own:
        return False
    if kind not in _POWERS:
        return True
    if not 0 < year_and_number(act)[0] <= year_and_number(own)[0]:
        return False
    ours, theirs = (kind_by_slug(one.partition("/")[0]) for one in (own, act))
    if ours is None or theirs is None or ours.rank is None or theirs.rank is None:
        return True
    return ours.rank <= theirs.rank


def _evidence(passages: tuple[Passage, ...], start: int, end: int) -> str | None:
    """The smallest passage around a span; the outer one that begins before it if none holds it."""
    around = [p for p in passages if p.start <= start and end <= p.end]
    if around:
        return min(around, key=lambda p: (p.end - p.start, -len(p.locator.steps))).passage_id
    before = [p for p in passages if p.start <= start and p.parent_id is None]
    return before[-1].passage_id if before else None
