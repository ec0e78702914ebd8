"""A court's ruling in its own parts: who, what happened, why, and what is decided.

Rulings of the Constitutional Court number their paragraphs ("[3.20.3]", the first number being the
part's), so a paragraph is known by that number alone, as a pasal is in an act. Other rulings, and
those before 2005, have headings ("TENTANG DUDUK PERKARA", "TENTANG HUKUMNYA") or only the words
that begin each part ("Menimbang, bahwa …", "MENGADILI:"). What a ruling must have: UU 24/2003
Pasal 48 ayat (2), KUHAP Pasal 197, HIR Pasal 184.

The operative part (amar) is the last "Mengadili" before the closing words "Demikian diputus …":
earlier rulings are quoted at length, with theirs. A paragraph's number counts only if it goes on
the ones before it, since the numbers of quoted rulings stand in brackets, too.

Every word stands in a passage: head and closing, too.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final, Literal

from dalil.ingest.identify.pronounced import CLOSING
from dalil.ingest.identify.rulings import WATERMARK
from dalil.ingest.locator import Locator, Step
from dalil.ingest.messages import Message
from dalil.ingest.model import Passage, SourceText
from dalil.ingest.structure.prose import alinea_spans, is_wrapped

PartName = Literal["identitas", "duduk", "pertimbangan", "konklusi", "amar", "penutup", "pendapat"]


@dataclass(frozen=True, slots=True)
class RulingPart:
    """A part from its heading's first character to the next part's; ``body``: behind the heading.

    ``title`` are the words of the heading, "" where there is none.
    """

    name: PartName
    start: int
    body: int
    end: int
    title: str = ""


@dataclass(frozen=True, slots=True)
class Dictum:
    """A unit of the amar: ``label`` is its number ("3", "2.1"), "" where the amar numbers none;
    ``about`` the step it stands under ("provisi"), "" for the merits."""

    start: int
    end: int
    label: str
    about: str = ""


@dataclass(frozen=True, slots=True)
class NumberedParagraph:
    """ "[3.20.3]" with its text: ``number`` is (3, 20, 3)."""

    start: int
    end: int
    number: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class RulingTree:
    """What was found in a ruling's text; nothing of the text is outside of the parts."""

    parts: tuple[RulingPart, ...]
    paragraphs: tuple[NumberedParagraph, ...]
    dicta: tuple[Dictum, ...]
    warnings: tuple[str, ...] = ()

    def part(self, name: PartName) -> RulingPart | None:
        """The first part of that name."""
        return next((part for part in self.parts if part.name == name), None)


def parse_ruling(text: str) -> RulingTree:
    """The parts, numbered paragraphs and dicta of a ruling."""
    said = unmarked(text)
    candidates = _candidates(said)
    parts = _parts(said, candidates)
    paragraphs = _paragraphs(said, candidates, parts)
    amar = next((part for part in parts if part.name == "amar"), None)
    dicta = tuple(_dicta(said, amar)) if amar else ()
    warnings = () if amar else (Message("source.ruling_without_amar"),)
    return RulingTree(tuple(parts), paragraphs, dicta, warnings)


_PARTY: Final = re.compile(
    r"(?m)^[ \t]*(?:\[1\.\d{1,2}\][ \t]*)?(?:\(?\d{1,3}[.)][ \t]*)?(?:[a-z][.)][ \t]*)?"
    r"(?:Nama|NAMA)(?:[ \t]+(?:[Ll]engkap|LENGKAP|[Pp]emohon|[Bb]adan[ \t]+[Hh]ukum))?[ \t]*:[ \t]*"
    r"(?P<name>[^\n]{2,200}?)[ \t;.,]*$"
)


def parties_of(text: str) -> tuple[str, ...]:
    """The names that a ruling gives as "Nama : …" before its facts, each once; () where it names
    its parties otherwise."""
    said = unmarked(text)
    heads = _heads(said)["duduk"]
    end = heads[0].start if heads else min(len(said), 20_000)
    return tuple(dict.fromkeys(m["name"].strip() for m in _PARTY.finditer(said, 0, end)))


#: What the Constitutional Court prints on the pages of its copies.
_COURT_LINES: Final = re.compile(
    r"Mahkamah\s+Konstitusi\s+Republik\s+Indonesia|(?:Jl\.|Jalan)\s+Medan\s+Merdeka\s+Barat\b.*"
    r"|Untuk\s+(?:informasi|keterangan)\s+lebih\s+lanjut\b.*|Email\s*:\s*\S+@mkri\.id.*"
    r"|Telp\b[^\n]{0,40}(?:23529000|3520173)\b.*|SALINAN\s+PUTUSAN\b.*",
    re.IGNORECASE,
)
_PAGE_NUMBER: Final = re.compile(r"-?\s?\d{1,4}\s?-?")


def unmarked(text: str) -> str:
    """The text with blanks in place of the lines that a court's site prints over it, as long.

    Only what nobody says: "Mahkamah Konstitusi Republik Indonesia" alone on its line.
    """
    if not re.search(r"(?i)mahkamah", text):
        return text
    lines = text.split("\n")
    marks = [
        bool(plain := line.strip())
        and bool(WATERMARK.fullmatch(plain) or _COURT_LINES.fullmatch(plain))
        for line in lines
    ]
    for number, line in enumerate(lines):
        # A number alone is a page's beside such lines, and an act's in a torn line.
        beside = marks[number - 1 : number] + marks[number + 1 : number + 2]
        if not marks[number] and any(beside) and _PAGE_NUMBER.fullmatch(line.strip()):
            lines[number] = " " * len(line)
    return "\n".join(
        " " * len(line) if mark else line for line, mark in zip(lines, marks, strict=True)
    )


def _spaced(words: str) -> str:
    """A pattern for words whose letters may stand apart: "D U D U K  P E R K A R A"."""
    return r"\s{1,4}".join(r"[ \t]?".join(map(re.escape, word)) for word in words.split())


_NUMBER: Final = r"(?:(?:\d{1,2}|[IVX]{1,4})[ \t]?[.)][ \t]{0,4})?"
#: Headings, alone on their line; in capitals, or numbered.
_HEADS: Final[tuple[tuple[PartName, str], ...]] = (
    ("duduk", rf"(?:{_spaced('TENTANG')}\s{{1,4}})?{_spaced('DUDUK')}(?:[ \t]?N[ \t]?Y[ \t]?A)?"
              rf"\s{{1,4}}(?:{_spaced('PERKARA')}|{_spaced('SENGKETA')})"
              r"(?:[ \t]?N[ \t]?Y[ \t]?A)?"),
    ("pertimbangan", rf"(?:{_spaced('TENTANG')}\s{{1,4}})?{_spaced('PERTIMBANGAN')}\s{{1,4}}"
                     rf"{_spaced('HUKUM')}(?:[ \t]?N[ \t]?Y[ \t]?A)?"
                     rf"|{_spaced('TENTANG')}\s{{1,4}}{_spaced('HUKUMNYA')}"),
    ("konklusi", rf"{_spaced('KONKLUSI')}|{_spaced('KESIMPULAN')}"),
    ("amar", rf"{_spaced('AMAR')}\s{{1,4}}(?:{_spaced('PUTUSAN')}|{_spaced('KETETAPAN')}"
             rf"|{_spaced('PENETAPAN')})"),
    ("pendapat", rf"(?:{_spaced('PENDAPAT')}|{_spaced('ALASAN')})\s{{1,4}}{_spaced('BERBEDA')}"
                 r"[^\n]{0,120}|(?:DISSENTING|CONCURRING)\s+OPINIONS?[^\n]{0,80}"),
)  # fmt: skip
_HEAD: Final = {
    name: re.compile(rf"(?m)^[ \t]*{_NUMBER}(?:{form})[ \t]*[:.]?[ \t]*$") for name, form in _HEADS
}
_NUMBERED_HEAD: Final = re.compile(
    r"(?m)^[ \t]*(?:[2-9])[ \t]?\.[ \t]{1,4}(?:(?P<duduk>Duduk\s+Perkara)"
    r"|(?P<pertimbangan>Pertimbangan\s+Hukum)"
    r"|(?P<konklusi>Konklusi)|(?P<amar>Amar\s+Putusan)|(?P<pendapat>(?:Pendapat|Alasan)\s+Berbeda"
    r"[^\n]{0,80}))[ \t]*$"
)
#: "M E N G A D I L I :", "MENGADILI SENDIRI", "Mengadili,", and "Menetapkan:" of a ketetapan.
_JUDGING: Final = re.compile(
    rf"(?m)^[ \t]*(?:{_spaced('MENGADILI')}(?:\s{{1,3}}{_spaced('SENDIRI')}"
    rf"|\s{{1,3}}{_spaced('KEMBALI')})?|{_spaced('MENETAPKAN')}"
    r"|Mengadili(?:\s+(?:sendiri|kembali))?|Menetapkan)"
    r"[ \t]*(?:[:;,.][ \t]*)?(?:Menyatakan[ \t]*[:,][ \t]*)?$"
)
_MENIMBANG: Final = re.compile(r"(?m)^[ \t]*(?:Menimbang|MENIMBANG)\b")
#: What a ruling without headings begins its facts with.
_FACTS: Final = re.compile(
    r"(?m)^[ \t]*(?:(?:Pengadilan|Mahkamah)\s[^\n]{0,60}\stersebut\s?[;:]"
    r"|(?:Setelah\s+)?(?:[Mm]embaca|[Mm]endengar)\b|Telah\s+(?:membaca|mendengar)\b)"
)
#: Between two "MENGADILI" of one amar nothing is considered.
_CONSIDERS: Final = re.compile(
    r"(?m)^[ \t]*(?:\[\d{1,2}\.\d|Menimbang\b|Membaca\b|Mengingat\b|Bahwa\b)"
)
#: How far a heading "AMAR PUTUSAN" may stand above its "Mengadili".
_NEAR: Final = 200


@dataclass(frozen=True, slots=True)
class _Found:
    start: int
    end: int
    title: str


def _parts(text: str, numbers: Sequence[NumberedParagraph]) -> list[RulingPart]:
    """All parts in the order of the text, from its first character to its last."""
    heads = _heads(text)
    amar, closing = _amar(text, heads)
    stop = amar.start if amar else len(text)
    begins: list[tuple[PartName, int, int, str]] = [("identitas", 0, 0, "")]
    duduk = next((h for h in heads["duduk"] if h.start < stop), None)
    reasons = _reasons(text, heads, numbers, duduk.end if duduk else 0, stop)
    if duduk is None:
        until = reasons.start if reasons else stop
        facts = _FACTS.search(text, 0, until)
        duduk = _Found(facts.start(), facts.start(), "") if facts else None
    if duduk is not None and (reasons is None or duduk.start < reasons.start):
        begins.append(("duduk", duduk.start, duduk.end, duduk.title))
    if reasons is not None:
        begins.append(("pertimbangan", reasons.start, reasons.end, reasons.title))
    after = begins[-1][2]
    konklusi = [h for h in heads["konklusi"] if after <= h.start < stop]
    if konklusi:
        begins.append(("konklusi", konklusi[-1].start, konklusi[-1].end, konklusi[-1].title))
    if amar is not None:
        begins.append(("amar", amar.start, amar.end, amar.title))
        if closing is not None:
            begins.append(("penutup", closing, closing, ""))
        begins += [
            ("pendapat", h.start, h.end, h.title) for h in heads["pendapat"] if h.start >= amar.end
        ]
    begins.sort(key=lambda one: one[1])
    ends = [start for _, start, _, _ in begins[1:]] + [len(text)]
    return [
        RulingPart(name, start, body, end, title)
        for (name, start, body, title), end in zip(begins, ends, strict=True)
        if end > start
    ]


def _heads(text: str) -> dict[str, list[_Found]]:
    found: dict[str, list[_Found]] = {}
    for kind, pattern in _HEAD.items():
        found[kind] = [_Found(*m.span(), " ".join(m[0].split())) for m in pattern.finditer(text)]
    for match in _NUMBERED_HEAD.finditer(text):
        name = match.lastgroup or ""
        found[name].append(_Found(*match.span(), " ".join(match[0].split())))
    for listed in found.values():
        listed.sort(key=lambda head: head.start)
    return found


def _amar(text: str, heads: dict[str, list[_Found]]) -> tuple[_Found | None, int | None]:
    """The amar's beginning, and where it closes."""
    judging = [_Found(*m.span(), " ".join(m[0].split())) for m in _JUDGING.finditer(text)]
    closings = [m.start() for m in CLOSING.finditer(text)]
    opinions = [h.start for h in heads["pendapat"]]
    for closing in reversed(closings):
        before = [j for j in judging if j.end <= closing]
        if not before:
            break
        stop = next((at for at in opinions if before[-1].end < at < closing), closing)
        if not _CONSIDERS.search(text, before[-1].end, stop):
            return _whole(text, heads, before), closing
    # A copy whose last pages are missing: an amar with nothing considered behind it.
    if judging:
        stop = next((at for at in opinions if at > judging[-1].end), len(text))
        if not closings and not _CONSIDERS.search(text, judging[-1].end, stop):
            return _whole(text, heads, judging), None
    return None, None


def _whole(text: str, heads: dict[str, list[_Found]], judging: Sequence[_Found]) -> _Found:
    """From the first "MENGADILI" of this amar ("MENGADILI SENDIRI" follows), with its heading."""
    first = judging[-1]
    for earlier in reversed(judging[:-1]):
        if _CONSIDERS.search(text, earlier.end, first.start) or first.start - earlier.end > 4_000:
            break
        first = earlier
    for head in heads["amar"]:
        if head.end <= first.start and not text[head.end : first.start].strip():
            return _Found(head.start, first.end, head.title)
        if 0 <= first.start - head.end < _NEAR and not _CONSIDERS.search(
            text, head.end, first.start
        ):
            return _Found(head.start, head.end, head.title)
    return first


def _reasons(
    text: str,
    heads: dict[str, list[_Found]],
    numbers: Sequence[NumberedParagraph],
    after: int,
    stop: int,
) -> _Found | None:
    """Where the legal reasoning begins: at its heading, above "[3.1]", or at "Menimbang"."""
    listed = [h for h in heads["pertimbangan"] if after <= h.start < stop]
    first = next((n.start for n in numbers if n.number[0] == 3 and n.start > after), None)
    if first is not None:
        above = [h for h in listed if h.end <= first]
        if above and not any(above[-1].end < n.start < first for n in numbers):
            return above[-1]
    if listed:
        return listed[0]
    match = _MENIMBANG.search(text, after, stop)
    if first is not None and first < stop and (match is None or first < match.start()):
        return _Found(first, first, "")
    return _Found(match.start(), match.start(), "") if match else None


# Numbered paragraphs: "[3.10.1]" at the beginning of a line.

_PARAGRAPH: Final = re.compile(
    r"(?m)^(?P<lead>[ \t]*[\"“”'‘]?)"
    r"\[[ \t]?(?P<number>\d{1,2}(?:[ \t]?\.[ \t]?\d{1,3}){1,4})[ \t]?\]"
)
#: What is said before a ruling that is quoted.
_QUOTED_NEXT: Final = re.compile(r"(?::|\bparagraf|\bmaupun|\bdan|\bsampai dengan|,)\s*\Z")
#: A number that opens a paragraph, as against one that is only mentioned.
_OPENS: Final = re.compile(r"[\s.]*(?:[A-Z\"“(]|\d\.)")
#: What a chain gains for the next number, and loses for a gap.
_NEXT, _GAP, _QUOTE, _MENTION = 2.0, -1.0, -2.0, -2.5


def _candidates(text: str) -> tuple[NumberedParagraph, ...]:
    """The chain of numbers that holds together best, in the order of the text.

    "[3.15]" quoted within [3.11] breaks the chain, since [3.12] comes after it.
    """
    marks = list(_PARAGRAPH.finditer(text))
    best: list[tuple[float, int]] = []  # the best sum of a chain that ends here, and what before
    values = [tuple(int(n) for n in re.findall(r"\d+", m["number"])) for m in marks]
    for here, match in enumerate(marks):
        own = 1.0
        if match["lead"].strip():
            own += _QUOTE
        elif _QUOTED_NEXT.search(text, max(0, match.start() - 40), match.start()):
            own += _MENTION
        if not _OPENS.match(text, match.end()):
            own += _MENTION
        score, before = own + (_NEXT if values[here][-1] == 1 else 0.0), -1
        for other in range(max(0, here - 60), here):
            step = _step(values[other], values[here])
            if step is not None and best[other][0] + own + step > score:
                score, before = best[other][0] + own + step, other
        best.append((score, before))
    chain: list[int] = []
    if best:
        at = max(range(len(best)), key=lambda n: best[n][0])
        while at >= 0:
            chain.append(at)
            at = best[at][1]
    chain.reverse()
    starts = [marks[n].start() + len(marks[n]["lead"]) - len(marks[n]["lead"].lstrip())
              for n in chain]  # fmt: skip
    ends = [*starts[1:], len(text)][: len(starts)]
    return tuple(
        NumberedParagraph(start, end, values[n])
        for start, end, n in zip(starts, ends, chain, strict=True)
    )


def _step(before: tuple[int, ...], after: tuple[int, ...]) -> float | None:
    """What it is worth that one number follows another; None where it cannot."""
    if after <= before:
        return None
    depth = next((i for i, (a, b) in enumerate(zip(before, after, strict=False)) if a != b), None)
    if depth is None:  # [3.10] → [3.10.1]
        return _NEXT if len(after) == len(before) + 1 and after[-1] == 1 else _GAP
    rest_is_first = all(n == 1 for n in after[depth + 1 :])
    if depth == 0 and rest_is_first and len(after) == 2 and after[0] - before[0] <= 3:
        return _NEXT  # [4.2] → [6.1]: an amar has none
    if after[depth] == before[depth] + 1 and rest_is_first and len(after) - depth <= 2:
        return _NEXT
    return _GAP if after[depth] - before[depth] < 8 else _GAP * 3


def _paragraphs(
    text: str, numbers: Sequence[NumberedParagraph], parts: Sequence[RulingPart]
) -> tuple[NumberedParagraph, ...]:
    """The paragraphs, each up to the next one, the next part, or the title above the next."""
    starts = [part.start for part in parts]
    kept = []
    for paragraph in numbers:
        part = parts[bisect_right(starts, paragraph.start) - 1]
        if part.name in {"amar", "penutup"}:
            continue  # a paragraph that an amar names
        end = min(paragraph.end, part.end)
        kept.append(NumberedParagraph(paragraph.start, end, paragraph.number))
    return tuple(kept)


# Dicta: the numbered units of the amar.

_DICTUM: Final = re.compile(
    r"(?m)^[ \t]*(?P<label>\d{1,2}(?:[ \t]?\.[ \t]?\d{1,2}){0,2})[ \t]?"
    r"(?:[.)](?!\d)|(?<=\.\d)(?=\s))(?:[ \t]+|[ \t]*\n\s*)(?=[A-Z“\"(‘])"
)
_ABOUT: Final = re.compile(
    r"(?mi)^[ \t]*(?:[A-Z\dIVX]{1,3}[.)][ \t]{0,3})?(?:DALAM|TENTANG)[ \t]{1,3}"
    r"(?:(?P<provisi>PROVISI)|(?P<eksepsi>EKSEPSI)|(?P<rekonvensi>REKON[VP]ENSI)"
    r"|(?P<konvensi>KON[VP]ENSI(?![ \t]{1,3}DAN\b))"
    r"|(?P<pokok>POKOK[ \t]{1,3}(?:PERMOHONAN|PERKARA|SENGKETA))"
    r"|(?P<both>KON[VP]ENSI[ \t]{1,3}DAN[ \t]{1,3}REKON[VP]ENSI))[ \t]*[:;,]?[ \t]*$"
)
_BULLET: Final = re.compile(
    r"(?m)^[ \t]*(?:[•▪●\uf0b7o§-][ \t]{1,6})?(?=(?:Menyatakan|Mengabulkan|Menolak|Memerintahkan"
    r"|Menghukum|Menetapkan|Membebankan|Menjatuhkan|Membatalkan|Menguatkan|Mewajibkan|Menangguhkan"
    r"|Permohonan\s)\b)"
)


def _dicta(text: str, amar: RulingPart) -> Iterator[Dictum]:
    """The dicta in order; their numbers go on one from another, and begin anew under a heading."""
    abouts = list(_ABOUT.finditer(text, amar.start, amar.end))
    judging = list(_JUDGING.finditer(text, amar.start, amar.end))
    bounds = sorted({amar.body, *(m.end() for m in abouts), *(m.end() for m in judging)})
    ends = sorted({*(m.start() for m in abouts), *(m.start() for m in judging), amar.end})
    for start in bounds:
        end = next((e for e in ends if e >= start), amar.end)
        about = next((m for m in reversed(abouts) if m.end() <= start), None)
        name = about.lastgroup if about else ""
        if name in {"pokok", "both", None}:
            name = ""
        yield from _listed(text, start, end, name)


def _listed(text: str, start: int, end: int, about: str) -> Iterator[Dictum]:
    marks: list[tuple[int, int, str]] = []
    last: tuple[int, ...] = (0,)
    for match in _DICTUM.finditer(text, start, end):
        number = tuple(int(n) for n in re.findall(r"\d+", match["label"]))
        if _in_quotation(text, start, match.start()) or not _follows(last, number):
            continue
        last = number
        at = match.start() + len(match[0]) - len(match[0].lstrip())
        marks.append((at, match.end(), ".".join(map(str, number))))
    if not marks:
        marks = [
            (m.start() + len(m[0]) - len(m[0].lstrip()), m.end(), "")
            for m in _BULLET.finditer(text, start, end)
            if not _in_quotation(text, start, m.start())
        ]
    for number_, (at, _, label) in enumerate(marks):
        stop = marks[number_ + 1][0] if number_ + 1 < len(marks) else end
        stop = at + len(text[at:stop].rstrip())
        if stop > at:
            yield Dictum(at, stop, label, about)


def _follows(last: tuple[int, ...], number: tuple[int, ...]) -> bool:
    """1 → 2, 2 → 2.1, 2.1 → 2.2, 2.2 → 3; the first is 1."""
    if len(number) == len(last):
        return number[:-1] == last[:-1] and number[-1] == last[-1] + 1
    if len(number) == len(last) + 1:
        return number[:-1] == last and number[-1] == 1
    if len(number) < len(last):
        return number[:-1] == last[: len(number) - 1] and number[-1] == last[len(number) - 1] + 1
    return False


def _in_quotation(text: str, start: int, at: int) -> bool:
    """Whether quotation marks are open here: a wording that the Court gives has numbers, too."""
    before = text[start:at]
    return before.count("“") > before.count("”") or before.count('"') % 2 == 1


# Passages.

#: A paragraph longer than this is found and shown by its pieces (characters).
_WHOLE: Final = 1_600
_PART_TITLES: Final[dict[str, str]] = {
    "identitas": "IDENTITAS", "duduk": "DUDUK PERKARA", "pertimbangan": "PERTIMBANGAN HUKUM",
    "konklusi": "KONKLUSI", "amar": "AMAR PUTUSAN", "penutup": "PENUTUP",
    "pendapat": "PENDAPAT BERBEDA",
}  # fmt: skip
_SILENT: Final = frozenset({"identitas", "penutup"})


def split_ruling(source: SourceText, tree: RulingTree, document_id: str) -> list[Passage]:
    """All passages of a ruling in the order of the text.

    ``paragraf-3.20.3`` (long ones with ``/alinea-N`` inside), ``amar`` with ``amar/angka-3``, and
    ``duduk/alinea-N`` and the like where nothing is numbered. ``source.text[p.start:p.end] ==
    p.text`` for each.
    """
    made = _Passages(source, document_id)
    text = unmarked(source.text)
    opinions = 0
    for part in tree.parts:
        title = part.title or _PART_TITLES[part.name]
        inside = [p for p in tree.paragraphs if part.start <= p.start < part.end]
        if part.name == "amar":
            made.amar(part, tree.dicta, (title,))
            continue
        root = Locator((Step(part.name),))
        if part.name == "pendapat":
            opinions += 1
            root = Locator((Step("pendapat", str(opinions)),))
        first = inside[0].start if inside else part.end
        # A heading is named by what stands under it.
        start = part.body if text[part.body : part.end].strip() else part.start
        under = ""
        if inside and part.name != "identitas":
            first, under = _title_above(text, start, first)
        made.loose(root, start, first, (title,), searchable=part.name not in _SILENT)
        for number, paragraph in enumerate(inside, start=1):
            end, following = paragraph.end, ""
            if number < len(inside):
                end, following = _title_above(text, paragraph.start, paragraph.end)
            heading = (title, under) if under else (title,)
            made.paragraph(paragraph.start, end, paragraph.number, heading)
            under = following or under
    return made.passages


#: A title over the next paragraph: "Kedudukan Hukum Pemohon", on a line of its own.
_TITLE: Final = re.compile(
    r"\n[ \t]*(?P<title>(?!Menimbang|Bahwa|Anggota|Ketua)[A-Z][^\n.;:,\[\]]{2,70}"
    r"[^\s.;:,\[\]])\s*\Z"
)
_ENDED: Final = re.compile(r"[.;:,”\"\])][ \t]*\Z|\n[ \t]*\Z|\A\s*\Z")


def _title_above(text: str, start: int, end: int) -> tuple[int, str]:
    """Where a piece ends without the title over the next one, and that title; "" for none."""
    window = max(start, end - 200)
    match = _TITLE.search(text[window:end]) if end > start else None
    if match is None and not text[start:end].strip(" \t\n"):
        return end, ""
    if match is None or end == len(text):
        return end, ""
    cut = window + match.start()
    if not _ENDED.search(text[max(start, cut - 20) : cut]):
        return end, ""  # a line that goes on the one before
    return cut, " ".join(match["title"].split())


class _Passages:
    """The passages made so far."""

    def __init__(self, source: SourceText, document_id: str) -> None:
        self.source, self.document_id = source, document_id
        self.passages: list[Passage] = []
        self._wrapped = is_wrapped(source.text)
        self._seen: Counter[str] = Counter()

    def _add(
        self,
        locator: Locator,
        start: int,
        end: int,
        heading: tuple[str, ...],
        parent: str | None = None,
        searchable: bool = True,
    ) -> str:
        text = self.source.text
        start += len(text[start:end]) - len(text[start:end].lstrip())
        end = start + len(text[start:end].rstrip())
        if start >= end:
            return ""
        self._seen[str(locator)] += 1
        if (again := self._seen[str(locator)]) > 1:
            last = locator.steps[-1]
            locator = locator.parent / Step(last.unit, f"{last.label}~{again}")
        passage_id = f"{self.document_id}#{locator}"
        self.passages.append(
            Passage(
                passage_id, self.document_id, parent, locator, start, end, text[start:end],
                self.source.page_of(start), heading, searchable=searchable,
            )
        )  # fmt: skip
        return passage_id

    def loose(
        self, root: Locator, start: int, end: int, heading: tuple[str, ...], *, searchable: bool
    ) -> None:
        """Paragraphs without a number."""
        spans = alinea_spans(self.source.text, start, end, wrapped=self._wrapped)
        for number, (a, b) in enumerate(spans, start=1):
            self._add(root / Step("alinea", str(number)), a, b, heading, searchable=searchable)

    def paragraph(
        self, start: int, end: int, number: tuple[int, ...], heading: tuple[str, ...]
    ) -> None:
        """A numbered paragraph, in pieces where it is long."""
        locator = Locator((Step("paragraf", ".".join(map(str, number))),))
        spans = alinea_spans(self.source.text, start, end, wrapped=self._wrapped)
        divided = end - start > _WHOLE and len(spans) > 1
        parent = self._add(locator, start, end, heading, searchable=not divided)
        if divided and parent:
            inside = self.passages[-1].locator
            for piece, (a, b) in enumerate(spans, start=1):
                self._add(inside / Step("alinea", str(piece)), a, b, heading, parent)

    def amar(self, part: RulingPart, dicta: Sequence[Dictum], heading: tuple[str, ...]) -> None:
        """The operative part as a whole, with its dicta inside."""
        root = Locator((Step("amar"),))
        parent = self._add(root, part.start, part.end, heading, searchable=not dicta)
        loose: Counter[str] = Counter()
        above: dict[tuple[str, str], str] = {}
        for number, dictum in enumerate(dicta):
            at = root / Step(dictum.about) if dictum.about else root
            if dictum.label:
                step = Step("angka", dictum.label)
            else:
                loose[dictum.about] += 1
                step = Step("alinea", str(loose[dictum.about]))
            outer = above.get((dictum.about, dictum.label.rpartition(".")[0])) or parent
            end = dictum.end
            for later in dicta[number + 1 :]:  # what is under it is part of it
                if later.about != dictum.about or not later.label.startswith(f"{dictum.label}."):
                    break
                end = later.end
            made = self._add(at / step, dictum.start, end, heading, outer)
            if dictum.label:
                above[dictum.about, dictum.label] = made
