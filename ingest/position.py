"""Where in an act each place of its text stands, read lightly: enough to say what "ayat (1)" is.

Headings are believed by their form (a line of its own) or by their number (one more than the
last: "… Indonesia. Pasal 37 (1) Setiap …"); a reference that begins a line has neither. This is
not the structure of the act (`ingest.structure`): it knows pasal, ayat and huruf, the preamble
and the elucidation, and has no passages.
"""

from __future__ import annotations

import re
import sys
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

from ingest.locator import Locator, Step
from ingest.numeral import digits, is_roman

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
