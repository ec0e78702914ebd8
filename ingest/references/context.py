"""What is known of the text a reference stands in: its act, its place, the acts it names.

"Undang-undang ini" is the act itself, "undang-undang tersebut" the one of that kind named last;
a bare "Pasal 12" is the act's own, except in its preamble (which cites other acts), in an
amending act (whose own pasal are Roman, the Arabic ones being the amended act's), and where the
act has no such pasal.
"""

from __future__ import annotations

import re
import sys
from bisect import bisect_right
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final

from dalil.ingest.identify.act_types import kind_of
from dalil.ingest.locator import Locator, Step
from dalil.ingest.numerals import digits, is_roman
from dalil.ingest.references.acts import Mention, find_mentions

# Where in an act each place of its text stands, read lightly: enough to say what "ayat (1)" is.
#
# Headings are believed by their form (a line of its own) or by their number (one more than the
# last: "… Indonesia. Pasal 37 (1) Setiap …"); a reference that begins a line has neither. This is
# not the structure of the act (`ingest.structure.act`): it knows pasal, ayat and huruf, the
# preamble and the elucidation, and has no passages.

#: Marks stand at a line's start, or after a sentence where the lines have been joined.
_MARK: Final = re.compile(
    r"(?:^|(?<=[.;:\-]\s)|(?<=[Jj]elas\s)|(?<=[A-Z][A-Z]\s)|(?<=[a-z]\s)(?=Pasal\s))[ \t#*\"“]*(?:"
    r"(?P<pasal>\^?(?:Pasal|PASAL|pasal|Pasa1)\s*"
    r"(?P<number>[0-9OlI]{1,4}(?: ?[A-Z]{1,2})?(?!\w)|[IVX]{1,4}(?!\w))"
    r"(?P<after>[ \t*]*(?=\n|\Z)|[.:]?\s+(?=[A-Z(\"“]|1\.\s))?)"
    r"|(?P<ayat>\((?P<a>[0-9lIO]{1,2}[a-z]?)(?:\)|[1lI|](?=\s))\s)"
    r"|(?P<huruf>(?P<h>(?P<h1>[a-z])(?P=h1)?)[.)]\s)"
    r"|(?P<angka>(?P<n>[0-9]{1,3}[a-z]?)[.)]\s)"
    r"|(?P<elucidated>(?:Ayat\s*\((?P<ea>[0-9lIO]{1,2}[a-z]?)\)?|Huruf\s+(?P<eh>[a-z])|Angka\s+(?P<en>[0-9]{1,3}))"
    r"[ \t]*(?=\n|\Z|[A-Z]))"
    r"|(?P<part>Menimbang|Mengingat|Memperhatikan|MENIMBANG|MENGINGAT|MEMUTUSKAN|PENJELASAN"
    r"|P E N J E L A S A N|LAMPIRAN|BAB\s+[IVXLC]+\b|Menetapkan|MENETAPKAN))",
    re.MULTILINE,
)  # fmt: skip


_FIRST_AYAT: Final = re.compile(r"(?:Ayat\s*)?\((?P<a>[0-9lI]{1,2})\)\s")
#: An elucidation's head glued to the line before.
_ELUCIDATION: Final = re.compile(
    r"\bPEND?JELASAN\s{1,3}(?:ATAS|UNDANG|PERATURAN)|\bPASAL\s{1,3}DEMI\s{1,3}PASAL\b"
)
_CLEAR: Final = re.compile(r"[ \t]*Cukup\s{1,3}[Jj]elas")
#: Words in capitals before a pasal that is cited.
_NO_HEADING: Final = re.compile(
    r"(?:.*ndang|Pemerintah|Dasar|Konvensi|Presiden|Menteri|Daerah|Penghasilan|Ketentuan|Dalam|Pada"
    r"|Penjelasan|Dengan|Menurut|Lihat)\b"
)
#: How the items of an amending pasal begin: they are said outside the wording they bring.
_INSTRUCTION: Final = re.compile(
    r"(?:Ketentuan|Di\s?antara|Antara|Setelah|Sesudah|Sebelum|Judul|Penjelasan|Substansi|Mengubah"
    r"|Menambah|Menghapus|Menyisip|Bab|BAB|Pasal\s{1,3}\d{1,3}[A-Z]?\s{1,3}(?:di|ayat|huruf|angka))"
    r"\s?[^\n]{0,400}?(?:diubah|dihapus|ditambah|disisip|diganti|dicabut|berbunyi|menjadi)"
)
_HURUF_AFTER: Final = re.compile(r"\s{0,3}(?P<word>Huruf)\s{1,3}(?P<h>[a-z])(?!\w)")


@dataclass(slots=True)
class Positions:
    """The locator at every offset, and the spans of the headings themselves."""

    starts: list[int] = field(default_factory=list)
    locators: list[Locator] = field(default_factory=list)
    headings: set[int] = field(default_factory=set)  # offsets of the words "Pasal", "Ayat" …

    def at(self, offset: int) -> Locator:
        """Where this offset stands; empty before the first mark."""
        i = bisect_right(self.starts, offset) - 1
        return self.locators[i] if i >= 0 else Locator()

    def first_pasal(self) -> int:
        """Where the provisions begin; past every text if there are none."""
        for start, where in zip(self.starts, self.locators, strict=True):
            if where.step("pasal"):
                return start
        return sys.maxsize


@dataclass(slots=True)
class _State:
    part: str = ""
    pasal: str = ""
    prefix: tuple[Step, ...] = ()  # of a text that stands inside "pasal-i/angka-3"
    ayat: str = ""
    huruf: str = ""
    angka: str = ""
    roman: str = ""  # the amending pasal whose instructions are being read
    item: int = 0  # the instruction read last

    def clear(self, part: str) -> None:
        """Begin a part: nothing of the last one holds."""
        self.part, self.pasal, self.ayat, self.huruf, self.angka = part, "", "", "", ""

    def locator(self) -> Locator:
        if self.part in {"menimbang", "mengingat", "memperhatikan"}:
            root: tuple[Step, ...] = (Step(self.part),)
        elif self.pasal:
            root = (*self.prefix, Step("pasal", self.pasal))
        else:
            return Locator()
        for unit in ("ayat", "huruf", "angka"):
            if label := getattr(self, unit):
                root = (*root, Step(unit, label))
        return Locator(root)


def read_positions(text: str, at: Locator | None = None) -> Positions:
    """The positions in a whole act, or in a text that stands at ``at``."""
    positions, state = Positions(), _begin(at)
    positions.starts.append(0)
    positions.locators.append(state.locator())
    for offset, heading in _changes(text, state, at is not None):
        positions.starts.append(offset)
        positions.locators.append(state.locator())
        if heading is not None:
            positions.headings.add(heading)
    _unread_roman(positions)
    return positions


def _unread_roman(positions: Positions) -> None:
    """ "Pasal I" before "Pasal 2" is Pasal 1, read by OCR as a Roman number."""
    labels = [step.label for where in positions.locators if (step := where.step("pasal"))]
    if "i" not in labels or "1" in labels or "ii" in labels or "2" not in labels:
        return
    for i, where in enumerate(positions.locators):
        steps = tuple(Step("pasal", "1") if s == Step("pasal", "i") else s for s in where.steps)
        positions.locators[i] = Locator(steps)


def _begin(at: Locator | None) -> _State:
    state = _State()
    if at is None:
        return state
    steps = [s for s in at.steps if s.unit != "penjelasan"]
    pasal = max((i for i, s in enumerate(steps) if s.unit == "pasal"), default=-1)
    if pasal >= 0:
        state.prefix, state.pasal = tuple(steps[:pasal]), steps[pasal].label
    for step in steps[pasal + 1 :]:
        if step.unit in {"ayat", "huruf", "angka"}:
            setattr(state, step.unit, step.label)
        elif step.unit in {"menimbang", "mengingat", "memperhatikan"}:
            state.part = step.unit
    return state


def _changes(text: str, state: _State, inside: bool) -> Iterator[tuple[int, int | None]]:
    """Each place where the position changes; the heading's word where one is printed."""
    glued = [match.start() for match in _ELUCIDATION.finditer(text)] if not inside else []
    for match in _MARK.finditer(text):
        while glued and glued[0] <= match.start():
            state.clear("penjelasan")
            yield glued.pop(0), None
        if match["pasal"] is not None:
            if _is_heading(match, state) and not inside:
                state.pasal = _label(match["number"], state.pasal)
                if is_roman(state.pasal):
                    state.roman, state.item = state.pasal, 0
                state.part, state.ayat, state.huruf, state.angka = _kept(state), "", "", ""
                if first := _FIRST_AYAT.match(text, match.end()):
                    state.ayat = digits(first["a"]) or ""
                    if text[first.start()] == "A":
                        yield match.start(), first.start()
                yield match.start(), match.start("pasal")
        elif match["part"] is not None:
            if not inside and (part := _part(match["part"], state)) is not None:
                pasal = state.pasal
                state.clear(part)
                state.pasal = "" if part else pasal
                yield match.start(), None
        elif match["elucidated"] is not None:
            if state.part == "penjelasan" or _CLEAR.match(text, match.end()):
                _elucidated(match, state)
                yield match.start(), match.start("elucidated")
                if match["ea"] and (lower := _HURUF_AFTER.match(text, match.end())):
                    state.huruf = lower["h"]
                    yield lower.start("word"), lower.start("word")
        elif match["angka"] and _is_instruction(match, state):
            state.pasal, state.ayat, state.huruf = state.roman, "", ""
            state.angka = match["n"]
            state.item = int(match["n"])
            yield match.start(), None
        elif _list_item(match, state):
            yield match.start(), None


def _kept(state: _State) -> str:
    return state.part if state.part == "penjelasan" else ""


def _is_heading(match: re.Match[str], state: _State) -> bool:
    """Alone on its line, or next in number with a sentence or "(1)" after it."""
    if match["after"] is None:
        return False
    start, text = match.start(), match.string
    own_line = start == 0 or text[start - 1] == "\n"
    if own_line and text[match.end() : match.end() + 1] in ("", "\n"):
        return True
    if start > 1 and text[start - 2].islower() and text[start - 1] != "\n":
        return _is_glued(match, state)
    if set(text[start : match.start("pasal")]) & set('"“'):
        return True  # 'berbunyi sebagai berikut: "Pasal 12 …': quoted in an amending article
    pointed = match["after"].startswith((".", ":"))  # "Pasal 15. Perusahaan …" begins no sentence
    return _follows(state.pasal, _label(match["number"], state.pasal), 6 if pointed else 3)


def _is_glued(match: re.Match[str], state: _State) -> bool:
    """Glued to its own heading, "Tempat Kedudukan Pasal 4", and next in number."""
    text, label = match.string, _label(match["number"])
    word = text[max(0, match.start() - 30) : match.start()].split()[-1:]
    if not word or not word[0][0].isupper() or _NO_HEADING.match(word[0]):
        return False
    return label.isdigit() and state.pasal.isdigit() and int(label) == int(state.pasal) + 1


def _label(printed: str, last: str = "") -> str:
    """The label of a heading; "28I" after 28H is the ninth article put in, else 281 misread."""
    text = re.sub(r"\s+", "", printed)
    number = re.fullmatch(r"([0-9OlI]+?)([A-Z]{0,2})", text)
    if number and number[2] == "I" and last == f"{number[1]}h":
        return f"{last[:-1]}i"
    if number and any(c.isdigit() for c in text) and number[2] not in {"O", "I"}:
        return (digits(number[1]) or "0") + number[2].lower()
    if any(c.isdigit() for c in text):
        return digits(text) or text.lower()
    return text.lower()


def _follows(last: str, label: str, reach: int = 3) -> bool:
    """Whether this pasal comes right after that one: 5 → 6, 5 → 5a, 5a → 5b, 5a → 6."""
    if not last:
        return label in {"1", "i"}
    before, after = re.match(r"\d+", last), re.match(r"\d+", label)
    if not before or not after:
        return False
    gap = int(after[0]) - int(before[0])
    # one or two headings may have been lost; a sentence rarely begins "Pasal 106 …" otherwise
    return 1 <= gap <= reach if after[0] == label else gap == 0 and label > last


def _part(word: str, state: _State) -> str | None:
    """The part that a word at a line's start opens; None where it opens none here."""
    low = re.sub(r"\s+", "", word).lower()
    if low == "penjelasan":
        return "penjelasan"
    if low == "lampiran":
        return "lampiran" if state.pasal and state.part != "penjelasan" else None
    if low.startswith("bab") or low in {"memutuskan", "menetapkan"}:
        return "" if state.part in {"menimbang", "mengingat", "memperhatikan"} else None
    return low if not state.pasal and state.part != "penjelasan" else None


def _elucidated(match: re.Match[str], state: _State) -> None:
    if match["ea"]:
        state.ayat, state.huruf, state.angka = digits(match["ea"]) or "", "", ""
    elif match["eh"]:
        state.huruf, state.angka = match["eh"], ""
    else:
        state.angka = match["en"]


def _list_item(match: re.Match[str], state: _State) -> bool:
    """The marker of an ayat, huruf or angka: believed if it continues its list."""
    if match["ayat"] is not None:
        label = digits(match["a"]) or ""
        if not state.pasal or not label or is_roman(state.pasal):
            return False  # a Roman pasal has no ayat: the heading of the inner pasal was lost
        state.ayat, state.huruf, state.angka = label, "", ""
        return True
    if match["huruf"] is not None:
        if not (state.pasal or state.part) or not _next_letter(state.huruf, match["h"]):
            return False
        state.huruf, state.angka = match["h"], ""
        return True
    if match["angka"] is not None and (state.pasal or state.part):
        number = int(re.match(r"\d+", match["n"])[0])  # type: ignore[index]
        last = int(state.angka) if state.angka.isdigit() else 0
        if number in {1, last + 1}:
            if number == 1 and not state.huruf:
                state.huruf = ""
            state.angka = match["n"]
            return True
    return False


def _is_instruction(match: re.Match[str], state: _State) -> bool:
    """The next item of an amending pasal, on a line of its own: back outside the new wording."""
    line = match.start() == 0 or match.string[match.start() - 1] == "\n"
    number = match["n"]
    if not (state.roman and line and number.isdigit() and 1 <= int(number) - state.item <= 3):
        return False
    return _INSTRUCTION.match(match.string, match.end()) is not None


def _next_letter(last: str, letter: str) -> bool:
    """Whether this letter begins or continues a list (one may have been lost)."""
    return letter == "a" or (bool(last) and 0 < ord(letter[-1]) - ord(last[-1]) <= 2)


_LAW: Final = r"(?:oe?|u)ndang[\s\-•.]{0,3}(?:oe?|u)ndang(?:\s{1,9}darurat)?"
_MORE: Final = r"\s{1,9}(?!ini\b|tersebut\b)[a-z/-]{1,20}"
_SELF: Final = re.compile(
    rf"\b(?=[uoprkist])(?P<words>{_LAW}|UU|PP|perpp?u|perpres|permen\w{{0,12}}|perda|qanun"
    rf"|peraturan(?:{_MORE}){{0,8}}?"
    rf"|(?:keputusan|instruksi|ketetapan|surat\s{{1,9}}edaran)(?:{_MORE}){{0,5}}?)"
    r"\s{1,9}(?P<which>ini|itu|tersebut)\b|\bthis\s{1,9}(?:law|act|regulation|decree)\b",
    re.IGNORECASE,
)
_AMENDS: Final = re.compile(
    r"perubahan\s{1,9}(?:ke\w{2,14}\s{1,9}(?:belas\s{1,9})?)?atas\s{1,9}", re.IGNORECASE
)
_ROMAN_PASAL: Final = re.compile(r"^[ \t]{0,20}Pasal\s{1,3}I[ \t]{0,20}$", re.MULTILINE)
_DEFINED: Final = re.compile(
    r"[\d.\s]Undang[\s-]{1,3}[Uu]ndang\s{1,3}(?:adalah|ialah)\s{1,3}(?=Undang)"
)
#: Words that every kind of act may use of itself.
_ANY_KIND: Final = frozenset({"", "peraturan", "keputusan", "instruksi", "ketetapan"})
#: How far before the provisions a preamble may reach.
_PREAMBLE: Final = 20_000
#: Parts of an act whose names are common words.
RECITALS: Final = frozenset({"menimbang", "mengingat", "memperhatikan", "penutup", "diktum"})


@dataclass(slots=True)
class Context:
    """One text, read once. ``selves`` are mentions of its own act, ``anaphors`` of one before."""

    text: str
    act: str | None
    mentions: list[Mention]
    positions: Positions
    selves: list[Mention] = field(default_factory=list)
    anaphors: list[Mention] = field(default_factory=list)
    amended: str | None = None
    pasal: frozenset[str] = frozenset()  # labels of the act's own, if its whole text is here
    highest: int = 0
    law: str | None = None  # what "Undang-Undang" alone is defined to mean in this text
    _ends: list[int] = field(default_factory=list)

    def place(self, offset: int) -> Locator:
        """Where in its act this offset stands; empty where that is not known."""
        return self.positions.at(offset) if self.act else Locator()

    def in_preamble(self, offset: int) -> bool:
        """Whether this is said before the act's provisions begin, where no pasal is its own."""
        if self.act is None:
            return False
        steps = self.positions.at(offset).steps
        if steps:
            return steps[0].unit in RECITALS
        return bool(self.pasal) and offset < min(_PREAMBLE, self.positions.first_pasal())

    def is_beyond(self, label: str) -> bool:
        """Whether the act, as its whole text shows, has no pasal of this label."""
        if len(self.pasal) < 5 or label in self.pasal:
            return False
        number = re.match(r"\d+", label)
        if number is None:
            return True
        lettered = any(p[:1].isdigit() and not p.isdigit() for p in self.pasal)
        return int(number[0]) > self.highest or not (label.isdigit() or lettered)

    def last_named(self, before: int, within: int = 300) -> str | None:
        """The act named last before this offset, in the same breath."""
        i = bisect_right(self._ends, before) - 1
        if i < 0 or before - self._ends[i] >= within:
            return None
        while i > 0 and self.mentions[i].is_ruling:  # it has no pasal
            i -= 1
        if self.mentions[i].is_ruling or before - self.mentions[i].end >= within:
            return None
        acts = self.mentions[i].acts
        return acts[0] if len(acts) == 1 else None

    def next_named(self, after: int, before: int) -> Mention | None:
        """The first act named between these offsets."""
        i = bisect_right(self._ends, after)
        while i < len(self.mentions) and self.mentions[i].is_ruling:
            i += 1
        if i < len(self.mentions) and after <= self.mentions[i].start < before:
            return self.mentions[i]
        return None

    def is_own_head(self, mention: Mention) -> bool:
        """The act's own name in capitals: a head, no reference."""
        if self.act is None or self.act not in mention.acts:
            return False
        words = self.text[mention.start : mention.bare_end]
        return sum(c.isupper() for c in words) > sum(c.islower() for c in words)


def read_context(
    text: str, act: str | None, at: Locator | None, known: Mapping[str, str]
) -> Context:
    """The context of a text from this act, standing at this place (None: it is all of it)."""
    year = re.match(r"[a-z-]+/(\d{4})", act) if act else None
    mentions = find_mentions(text, int(year[1]) if year else None, known)
    context = Context(text, act, mentions, read_positions(text, at) if act else Positions())
    context._ends = [mention.end for mention in mentions]
    context.law = _defined_law(context)
    if act and at is None:
        steps = (where.step("pasal") for where in context.positions.locators)
        context.pasal = frozenset(step.label for step in steps if step)
        context.highest = max((int(p) for p in context.pasal if p.isdigit()), default=0)
    if act:
        context.amended = _amended(text, known.get(act, ""))
    for mention, own in _selves(context):
        (context.selves if own else context.anaphors).append(mention)
    return context


def _defined_law(context: Context) -> str | None:
    """The act in "Undang-Undang adalah Undang-Undang Nomor 8 Tahun 1985", a usual definition."""
    match = _DEFINED.search(context.text)
    named = context.next_named(match.end() - 1, match.end() + 1) if match else None
    return named.acts[0] if named and len(named.acts) == 1 else None


def _selves(context: Context) -> Iterator[tuple[Mention, bool]]:
    """ "undang-undang ini", and "undang-undang tersebut" after an act of that kind."""
    taken = {mention.start for mention in context.mentions}
    for match in _SELF.finditer(context.text):
        if match.start() in taken:
            continue
        own = match["which"] is None or match["which"].lower() == "ini"
        if own:
            act = context.act if _is_own_kind(match["words"] or "", context.act) else None
        else:
            act = _antecedent(context, match["words"], match.start())
        if act:
            reason = "" if own else "peraturan yang disebut terakhir"
            yield Mention(match.start(), match.end(), (act,), reason, match.end()), own


def _is_own_kind(words: str, act: str | None) -> bool:
    """Whether "Peraturan Menteri ini" can be said in an act of this kind."""
    slug = (act or "").split("/")[0]
    kind = kind_of(words)
    if kind is None:
        return words.strip().lower() in _ANY_KIND
    return slug == kind.slug or (len(kind.slug) > 3 and slug.startswith(kind.slug))


def _antecedent(context: Context, words: str, before: int) -> str | None:
    """The act of this kind named last, if not too far back."""
    kind = kind_of(words)
    i = bisect_right(context._ends, before) - 1
    for mention in reversed(context.mentions[max(0, i - 8) : i + 1]):
        if before - mention.end > 2000:
            return None
        if kind and len(mention.acts) == 1 and mention.acts[0].split("/")[0] == kind.slug:
            return mention.acts[0]
    return None


def _amended(text: str, title: str) -> str | None:
    """The act that this one amends, by its title, or by its head if its pasal are Roman."""
    if title and (match := _AMENDS.match(title)):
        named = find_mentions(title[match.end() :])
        return named[0].acts[0] if named else None
    if not _ROMAN_PASAL.search(text):
        return None
    match = _AMENDS.search(text, 0, 3000)
    named = find_mentions(text[match.end() : match.end() + 600]) if match else []
    return named[0].acts[0] if named and named[0].start < 5 else None
