"""What an act changes in the wording of others: its instructions, act by act, with their dates.

An amending act changes the act that its title names, an "omnibus" act changes one act a pasal, a
law that establishes a Perppu carries the Perppu's changes in its annex, and any act may repeal
single provisions of another in its closing part. `changes_of` reads all of them, and which acts
are said to have amended which ("sebagaimana telah diubah terakhir dengan …"): a library need not
hold those.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from dalil.ingest.locator import Locator, Step
from dalil.ingest.model import Parsed, Passage, Tier
from dalil.ingest.references.acts import find_mentions
from dalil.ingest.references.find import locate
from dalil.ingest.references.ids import year_and_number
from dalil.ingest.references.provisions import find_chains
from dalil.ingest.relations.clauses import Clause, Subject, find_clauses, subjects
from dalil.ingest.relations.in_force import InForce, read_in_force
from dalil.ingest.relations.instructions import Operation, read_instructions
from dalil.ingest.relations.named_acts import act_by_name, amended_otherwise
from dalil.ingest.relations.relations import Relation, is_possible, relations_of
from dalil.ingest.structure.act import body_parts


@dataclass(frozen=True, slots=True)
class Change:
    """An operation on an act, with the day from which it counts (None where that is unknown)."""

    act: str
    operation: Operation
    in_force: str | None


@dataclass(frozen=True, slots=True)
class ActChanges:
    """What one act changes in others.

    ``dates`` are its own; ``changes`` are in the order of the text; ``amended_by`` has pairs of
    an act and another that is said to have amended it; ``establishes`` are the Perppu and
    emergency laws that it makes law.
    """

    dates: InForce
    changes: tuple[Change, ...] = ()
    amended_by: tuple[tuple[str, str], ...] = ()
    establishes: tuple[str, ...] = ()


_BODY: Final = frozenset({"pasal", "diktum", "alinea"})
_DECIDED: Final = re.compile(r"\b(?:M\s?E\s?M\s?U\s?T\s?U\s?S\s?K\s?A\s?N|Memutuskan)\b\s*:?")
_ANNEX_ENDS: Final = re.compile(
    r"\bAgar\s+(?:supaya\s+)?(?:setiap|semua)\s+orang|\bDitetapkan\s+di\b|\n\s*PENJELASAN\b"
)
_CUE: Final = (
    r"(?:di(?:ubah|rubah|robah|tambah|ganti|sempurnakan)"
    r"|diadakan\s+(?:\w+\s+)?perubahan(?:-perubahan)?)"
)
#: "Beberapa ketentuan dalam Undang-Undang … diubah sebagai berikut:".
_HEADER: Final = re.compile(
    rf"[\s\S]{{0,1600}}?(?<!telah\s)(?<!kali\s){_CUE}(?:(?:\s+|,\s*)(?:lagi|dan|serta|ditambah|diubah|dirubah|dengan|perubahan|untuk|pertama|kedua|kali|kalinya|terakhir|sehingga\s+menjadi))*"
    r"\s+(?:sebagai\s?mana\s+|sebagai[\s.,^]+|seperti\s+)(?:berikut|tersebut\s+di\s?bawah\s+ini|di\s?bawah\s+ini)\s*[:;]?\s*",
)
#: The same of an "omnibus" act whose print has lost the verb; a list of instructions follows.
_HEADER_BARE: Final = re.compile(
    r"\s*Beberapa\s+ketentuan\s+(?:dalam|pada)\s+(?:Undang|Peraturan)(?:(?!\bberbunyi\b|\n\s*Pasal\s)[\s\S])"
    r"{40,1500}?[\s,]sebagai\s+berikut\s*[:;]\s*"
    r"(?=(?:[1Il]\s?[.)]?\s+)?(?:Ketentuan|Di\s?antara|Pasal\s+\d+\s+dihapus|Judul)\b)"
)
_SEVERAL: Final = re.compile(r"\s*Beberapa\s+ketentuan\s+(?:dalam|pada)\b")
_HEADING_IN_LINE: Final = re.compile(r"\bP(?:asal|ASAL)\s+[I1l]\b[.\s]+(?=[A-Z])")
_REPEALS: Final = re.compile(r"cabut|tidak\s+(?:lagi\s+)?berlaku|tidak\s+berlaku", re.IGNORECASE)
_SINGLE: Final = re.compile(r"\b[Pp]asal\s+\d")
#: An act that changes others says so in its title; "penambahan penyertaan modal" changes none.
_AMENDS: Final = re.compile(
    r"\W*(?:per[uo]bahan|pen[gy]?\w*ubahan|meng?\w*ubah|merubah|penyempurnaan|menyempurnakan|perbaikan|tambahan|penambahan(?!\s+(?:penyertaan|modal)))\b",
    re.IGNORECASE,
)
#: Before an act that is named as one that has changed another.
_BY_WHICH: Final = re.compile(
    r"\b(?:di\s?(?:ubah|rubah|tambah)|terakhir|perubahan)\b[^.;:]{0,70}\b(?:dengan|oleh)\s*\Z",
    re.IGNORECASE,
)
#: Since Keppres 44/1999 every new wording stands under the heading of its pasal.
_HEADED_SINCE: Final = 2000
_OF_ACT: Final = re.compile(r"\b(?:dalam|dari|pada)\s*\Z")
#: What a repealed provision is about: "ayat (2) mengenai ketentuan pidana terhadap Pasal 50 …".
_ASIDE: Final = re.compile(
    r"\bmengenai\s+[^,;.]{0,80}?\b(?:terhadap|dalam|atas|pada)\s+(?=Pasal\s+\d)", re.IGNORECASE
)
_FIRST: Final = re.compile(
    r"\s*(?:\(1\)\s*)?(?:Beberapa|Ketentuan|ketentuan|Dalam|Pada|Terhadap|Undang|Peraturan|Mengubah|Merubah|Untuk|Keputusan|Pasal|pasal|Lampiran|Mengadakan|Dengan|\(|Perubahan)"
)


def changes_of(parsed: Parsed, relations: Sequence[Relation] | None = None) -> ActChanges | None:
    """What an act changes in the wording of others; None for a work that is no act.

    ``relations`` are those of the act (`relations_of`), where they are known already.
    """
    document = parsed.document
    if document.digest or document.tier is not Tier.PRIMARY or document.id.count("/") != 2:
        return None
    stated = relations_of(parsed) if relations is None else relations
    return _Reader(parsed, stated).read()


@dataclass(frozen=True, slots=True)
class _Region:
    act: str
    start: int
    end: int
    at: str
    place: Locator


class _Reader:
    def __init__(self, parsed: Parsed, relations: Sequence[Relation]) -> None:
        self.parsed = parsed
        self.document = parsed.document
        self.text = parsed.document.text
        self.relations = relations
        self.outer = [p for p in parsed.passages if p.parent_id is None]
        self.body = [p for p in self.outer if p.locator.steps[0].unit in _BODY]
        self.amended = list(
            dict.fromkeys(
                r.target_id for r in relations if r.kind == "amends" and "#" not in r.target_id
            )
        )
        self.titled = _of_title(self.document.title, self.text, self.outer) & set(self.amended)
        if not self.titled and (act := amended_otherwise(self.document)) in self.amended:
            self.titled = {act}
        self.annex_end = 0  # where the body of a Perppu ends that is printed as an annex
        self.own_end = 0
        self.establishes = [r.target_id for r in relations if r.kind == "establishes"]

    def read(self) -> ActChanges:
        pasals = [(p.start, p.end) for p in self.body]
        own_end = self.own_end = self._own_end()
        dates = read_in_force(self.text, pasals, 0, own_end, [p.locator for p in self.body])
        changes: list[Change] = []
        for region in self._regions():
            operations = self._read(region)
            changes += [Change(region.act, op, self._day(dates, op)) for op in operations]
        if self.establishes:
            changes += self._annexed(own_end)
        changes += self._repealed(dates)
        explained = self._elucidated(changes)
        known = {(c.act, c.operation.target) for c in explained}
        changes = [
            c
            for c in changes
            if not (
                c.operation.target.startswith("penjelasan")
                and c.operation.wording is None
                and c.operation.deed == "replace"
                and (c.act, c.operation.target) in known
            )
        ]
        changes += explained
        return ActChanges(dates, tuple(changes), tuple(self._amended_by()), tuple(self.establishes))

    def _own_end(self) -> int:
        if not self.body:
            return len(self.text)
        after = self.body[-1].end
        if not self.establishes:
            return len(self.text)
        again = _DECIDED.search(self.text, after)
        return again.start() if again else len(self.text)

    @staticmethod
    def _day(dates: InForce, op: Operation) -> str | None:
        return dates.of(op.at, op.target)

    def _read(self, region: _Region) -> list[Operation]:
        modern = (self.document.year or 0) >= _HEADED_SINCE
        return read_instructions(
            self.text, region.start, region.end, region.at, region.place, headed=modern
        )

    def _regions(self) -> Iterator[_Region]:
        """The stretches of the body that change another act, each with that act."""
        titled = list(self.titled)
        known = set(self.amended)
        if not (
            titled
            or known
            or _AMENDS.match(self.document.title)
            or any(_SEVERAL.match(self.text, p.start, p.end) for p in self.body)
        ):
            return
        units = {p.locator.steps[0].unit for p in self.body}
        alone = "alinea" in units and "pasal" not in units
        if titled and alone and (named := re.search(r"\bPasa[lI]\s?([Il1])\b", self.text)):
            # the headings were not found: what is left of them says what the paragraphs are
            at = "pasal-1" if named[1] == "1" else "pasal-i"
            yield from self._region(self.body[0].start, self.body[-1].end, at, titled, known)
            return
        body = self.body
        if opened := self._opened_in_diktum():
            # its heading stands in a line, and the pasal that it quotes first was taken for it
            yield from self._region(opened, body[1].end, str(body[1].locator), titled, known)
            body = body[2:]
        for passage, following in zip(body, [*body[1:], None], strict=False):
            end = passage.end
            if following is not None:
                # a bab that ends the new wording is no heading of the pasal behind it
                heading = self.text.rfind("Pasal", end, following.start)
                end = heading if heading > end else end
            yield from self._region(passage.start, end, str(passage.locator), titled, known)

    def _opened_in_diktum(self) -> int | None:
        """Where Pasal I begins, if its heading was left in the words before it."""
        if len(self.body) < 2 or self.body[0].locator.steps[0].unit == "pasal":
            return None
        first, second = self.body[0], self.body[1]
        if str(second.locator) not in {"pasal-i", "pasal-1"}:
            return None
        heading = _HEADING_IN_LINE.search(self.text, first.start, first.end)
        if heading is None or _HEADER.match(self.text, heading.end(), first.end) is None:
            return None
        return heading.end()

    def _region(
        self, start: int, end: int, at: str, titled: Sequence[str], known: set[str]
    ) -> Iterator[_Region]:
        text = self.text
        header = (
            _HEADER.match(text, start, min(end, start + 1800))
            if _FIRST.match(text, start, end)
            else None
        )
        if header and re.search(r"\bberbunyi\b|\bsehingga\b|\n\s*\d+\.\s", header[0][:-20]):
            header = None
        if header is None and (bare := _HEADER_BARE.match(text, start, min(end, start + 1800))):
            header = bare
            known = known | set(self._possible(bare[0]))
        if header:
            named = self._act_in(header[0], known) or (titled[0] if len(titled) == 1 else None)
            if named:
                place = _place_in(header[0])
                yield _Region(named, header.end(), end, at, place)
            return
        head = text[start : min(end, start + 700)]
        named = self._act_in(
            re.split(rf"\b{_CUE}\s+(?:dan\b|se|hingga|lagi)|\bberbunyi\b|\bdihapus", head)[0], known
        )
        if (
            named is None
            and len(titled) == 1
            and (at.startswith("pasal-i") or len(self.body) <= 40)
        ):
            named = titled[0]
        if named is not None:
            yield _Region(named, start, end, at, Locator())

    def _possible(self, header: str) -> list[str]:
        """The act that such a header names first, if this one may change it."""
        mentions = find_mentions(header, self.document.year)[:1]
        acts = [m.acts[0] for m in mentions if len(m.acts) == 1]
        return [a for a in acts if is_possible(self.document.id, "amends", a)]

    def _act_in(self, words: str, known: set[str]) -> str | None:
        amends = _AMENDS.match(self.document.title) is not None
        for mention in find_mentions(words, self.document.year):
            if len(mention.acts) != 1 or _BY_WHICH.search(words[: mention.start][-90:]):
                continue  # "… terakhir diubah dengan UU 5/2010" is no act that is changed here
            act = mention.acts[0]
            if act in known or (amends and is_possible(self.document.id, "amends", act)):
                return act
        named = act_by_name(self.document, words)  # "Undang-Undang Nomor T Tahun 1983 tentang …"
        if named is None or not (named in known or _FIRST.match(words)):
            return None
        return named if is_possible(self.document.id, "amends", named) else None

    def _annexed(self, after: int) -> list[Change]:
        """The changes of the Perppu that this act makes law, printed as its annex."""
        text = self.text
        begun = _DECIDED.search(text, after)
        if begun is None:
            return []
        acts = [a for a in self.amended if a not in self.establishes]
        start = begun.end()
        named = re.compile(r"\n\s*(?:Pasal|PASAL)\s+[I1]\b").search(text, start)
        in_line = _HEADING_IN_LINE.search(text, start, named.start() if named else len(text))
        if in_line and _HEADER.match(text, in_line.end(), min(len(text), in_line.end() + 1800)):
            named = in_line
        start = named.start() if named else start
        ended = _ANNEX_ENDS.search(text, start)
        end = ended.start() if ended else len(text)
        body = body_parts(text, start, end, amending=bool(self.titled))
        self.annex_end = end
        imprint_end = re.compile(r"\n\s*PENJELASAN|\bPENJELASAN\s+ATAS\b").search(text, end)
        pasals = [(p.start, p.end) for p in body.parts]
        stop = imprint_end.start() if imprint_end else len(text)
        dates = read_in_force(text, pasals, start, stop)
        known = set(acts) | set(self._annex_headers(body.parts))
        found: list[Change] = []
        titled = list(self.titled) or acts[:1]
        for part in body.parts:
            at = str(part.step)
            for region in self._region(part.start, part.end, at, titled, known):
                found += [Change(region.act, op, self._day(dates, op)) for op in self._read(region)]
        return found

    def _annex_headers(self, parts: Sequence[object]) -> Iterator[str]:
        for part in parts:
            start, end = part.start, part.end  # type: ignore[attr-defined]
            header = _HEADER.match(self.text, start, min(end, start + 1800))
            if header:
                for mention in find_mentions(header[0], self.document.year)[:1]:
                    if len(mention.acts) == 1:
                        yield mention.acts[0]

    def _repealed(self, dates: InForce) -> list[Change]:
        """Single provisions of other acts that this one repeals."""
        found: dict[tuple[str, str], Change] = {}
        for passage in self.body:
            said = self.text[passage.start : passage.end]
            if not (_REPEALS.search(said) and _SINGLE.search(said)):
                continue
            for clause in find_clauses(self.text, passage.start, passage.end):
                if clause.deed != "repeal":
                    continue
                for subject in self._subjects(clause):
                    act, _, locator = subject.target.partition("#")
                    if not locator or subject.role != "itself" or (act, locator) in found:
                        continue
                    partly = clause.partly or subject.partly
                    kind = "repeals_partly" if partly else "repeals"
                    if not is_possible(self.document.id, kind, subject.target):
                        continue
                    at = self._smallest(subject.start)
                    op = Operation(
                        "unread" if partly else "delete", locator, at, clause.start, clause.end,
                        reason="repealed_partly" if partly else "",
                        form="dicabut oleh peraturan lain",
                    )  # fmt: skip
                    found[act, locator] = Change(act, op, dates.of(at, ""))
        return list(found.values())

    def _subjects(self, clause: Clause) -> Iterator[Subject]:
        """The provisions in a repeal; items of a list without an act belong to the act behind."""
        words, back = _aside_less(self.text[clause.start : clause.end])
        year = self.document.year
        for subject in subjects(words, 0, len(words), year):
            start = clause.start + back(subject.start)
            yield replace(subject, start=start, end=start + 1)
        mentions = [m for m in find_mentions(words, year) if len(m.acts) == 1]
        at = 0
        for item in re.split(r"(;\s*(?:dan|serta|atau|dan/atau)?\s*\n?)", words):
            here, end = at, at + len(item)
            at = end
            if any(here <= m.start < end for m in mentions) or not _SINGLE.search(item):
                continue
            after = next((m for m in mentions if m.start >= end), None)
            before_item = words[:here]
            if (
                after is None
                or not _OF_ACT.search(words[: after.start])
                or not re.search(r"(?:\A|[:;])\s*(?:dan|serta)?\s*\Z", before_item)
            ):
                continue
            place = Locator()
            for chain in find_chains(item):
                for provision in chain.provisions:
                    for locator in locate(provision, place):
                        place = locator
                        if locator.steps[0].unit == "pasal":
                            start = clause.start + back(here + provision.start)
                            yield Subject(f"{after.acts[0]}#{locator}", "itself", start, start + 1)

    def _smallest(self, offset: int) -> str:
        around = [p for p in self.parsed.passages if p.start <= offset < p.end]
        return str(min(around, key=lambda p: p.end - p.start).locator) if around else ""

    def _elucidated(self, changes: Sequence[Change]) -> list[Change]:
        """The elucidation of what is changed, as this act's own elucidation has it."""
        passages = [p for p in self.parsed.passages if p.locator.in_penjelasan]
        by_locator = {str(p.locator): p for p in passages}
        found: list[Change] = []
        done: set[tuple[str, str]] = set()
        for change in changes:
            op = change.operation
            if op.deed not in {"replace", "insert", "delete", "restate"} or not op.target:
                continue
            steps = Locator.parse(op.target).steps
            explained = steps[0].unit == "penjelasan"
            if explained and op.wording is not None:
                continue
            inner = steps[1:] if explained else steps
            if not inner or inner[0].unit != "pasal":
                continue
            target = f"penjelasan/{Locator(inner)}"
            if (change.act, target) in done:
                continue
            if op.deed == "delete":
                if len(inner) == 1:
                    found.append(replace(change, operation=replace(op, target=target, form="")))
                continue
            own = self._explanation(by_locator, op.at, inner)
            if self.annex_end and op.start > self.own_end:  # of the Perppu that is printed behind
                own = self._annexed_explanation(passages, inner)
            if own is None:
                continue
            done.add((change.act, target))
            wording = self._explaining(own)
            made = replace(op, target=target, wording=wording, form="")
            found.append(replace(change, operation=made))
        return found

    @staticmethod
    def _explanation(
        by_locator: dict[str, Passage], at: str, inner: Sequence[Step]
    ) -> Passage | None:
        place = Locator(tuple(inner))
        for under in (at, at.rpartition("/huruf-")[0], at.partition("/")[0]):
            found = by_locator.get(f"penjelasan/{under}/{place}") if under else None
            if found is not None:
                return found
        if re.match(r"pasal-[ivx]+\b", at):  # the elucidation names the pasal that are quoted
            return by_locator.get(f"penjelasan/{place}")
        return None

    def _annexed_explanation(
        self, passages: Sequence[Passage], inner: Sequence[Step]
    ) -> Passage | None:
        """The elucidation of an annexed Perppu: what the law says of itself stands before it."""
        place = tuple(inner)
        found = [
            p
            for p in passages
            if p.start >= self.annex_end and p.locator.steps[-len(place) :] == place
        ]
        return found[0] if len(found) == 1 else None

    def _explaining(self, passage: Passage) -> tuple[int, int]:
        return passage.start, passage.end

    # What acts say of each other's amendments.

    def _amended_by(self) -> Iterator[tuple[str, str]]:
        """(act, act that is said to have amended it), each once."""
        found: dict[tuple[str, str], None] = {}
        own = self.document.id
        for act in sorted(self.titled):
            found[act, own] = None
        for said in _AMENDED.finditer(self.text):
            before = self.text[max(0, said.start() - 420) : said.start()]
            after = self.text[said.end() : said.end() + 420]
            bases = [m for m in find_mentions(before, self.document.year) if len(m.acts) == 1]
            if not bases:
                continue
            base = bases[-1]
            if not _REACHES.fullmatch(before[base.end :]):
                continue
            for changer in _changers(after, self.document.year):
                if changer != base.acts[0] and _later(changer, base.acts[0]):
                    found[base.acts[0], changer] = None
        yield from found


_AMENDED: Final = re.compile(
    r"\b(?:sebagai\s?mana|yang|seperti|sebagai)\s+(?:telah|sudah)?\s*(?:\w+\s+){0,5}?"
    r"(?:di\s?(?:ubah|rubah|tambah|robah|sempurnakan)|perubahan)[^.;:]{0,60}?\b(?:dengan|oleh)\s+",
    re.IGNORECASE,
)
#: Between an act and what is said of it: its gazette.
_REACHES: Final = re.compile(
    r"[\s,]*(?:\([^()]{0,260}(?:\([^()]*\)[^()]{0,100})?\)[\s,]*)?(?:jo\.?\s*)?"
)
_AND: Final = re.compile(
    r"[\s,]*(?:\([^()]{0,260}(?:\([^()]*\)[^()]{0,100})?\)[\s,]*)?"
    r"(?:(?:dan|serta)\s*)?(?:terakhir\s+dengan\s*)?"
)


def _changers(after: str, year: int | None) -> Iterator[str]:
    at = 0
    for mention in find_mentions(after, year):
        if not _AND.fullmatch(after[at : mention.start]):
            return
        if len(mention.acts) == 1:
            yield mention.acts[0]
        at = mention.end


def _later(changer: str, base: str) -> bool:
    if min(changer.count("/"), base.count("/")) < 2:  # the constitution has ways of its own
        return False
    return year_and_number(changer)[0] >= year_and_number(base)[0] > 0


def _aside_less(words: str) -> tuple[str, Callable[[int], int]]:
    """The words of a repeal without what they say a repealed provision is about, and the way back
    from an offset in them.

    What goes on at the level of the provisions repealed belongs to them again: in "ayat (2)
    mengenai … Pasal 50 ayat (3) huruf a, ayat (6)" ayat (6) is beside ayat (2).
    """
    cuts: list[tuple[int, int]] = []
    while aside := _ASIDE.search(words):
        chain = next(iter(find_chains(words[aside.end() :])), None)
        if chain is None:
            break
        end = aside.end() + chain.provisions[0].end
        deep = len(chain.provisions[0].steps)
        for provision in chain.provisions[1:]:
            if len(provision.steps) < deep or deep <= 2:
                break
            end = aside.end() + provision.end
        begin = len(words[: aside.start()].rstrip())
        cuts.append((begin, end - begin))
        words = words[:begin] + words[end:]

    def back(offset: int) -> int:
        for begin, length in reversed(cuts):
            offset += length if offset >= begin else 0
        return offset

    return words, back


def _of_title(title: str, text: str, outer: Sequence[Passage]) -> set[str]:
    """The acts that the title names as changed."""
    head = text[: min(len(text), 1800)]
    diktum = next((p.text for p in outer if p.locator.steps[0].unit == "diktum"), "")
    found: set[str] = set()
    for said in (f"tentang {title}", head, diktum[:1500]):
        if re.search(
            r"\bper?[uo]bah|\b(?:pe|me)nyempurna|\btambah|\bpenambah|\bmen[gr]?ubah|\bpen[gy]",
            said,
            re.IGNORECASE,
        ):
            found |= {m.acts[0] for m in find_mentions(said) if len(m.acts) == 1}
    return found


def _place_in(header: str) -> Locator:
    """The provision that a header names before the act: "Pasal 2 dari Undang-undang No. 10 …"."""
    mentions = find_mentions(header)
    words = header[: mentions[0].start] if mentions else header
    match = re.search(r"\b[Pp]asal\s+(\d{1,4}\s?[A-Z]?)\b(?:\s+ayat\s+\(?(\d{1,2})\)?)?", words)
    if match is None:
        return Locator()
    steps = [Step("pasal", re.sub(r"\s", "", match[1]).lower())]
    if match[2]:
        steps.append(Step("ayat", match[2]))
    return Locator(tuple(steps))
