"""Whether an act has a provision, as far as the library's copy of it can tell.

A provision is said not to exist only where the copy is whole at that level: a scan that has lost
pasal, ayat or letters cannot prove that one never was. What a later act put in is found there; a
lettered number ("Pasal 12A") that is not here may have been put in by an act that is not.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final, Literal

from answer.check.source import Source, Sources, Wording
from ingest.locator import Locator, Step
from ingest.model import Passage

Existence = Literal["exists", "missing", "gaps", "inserted", "no_act"]

#: What stands above the pasal, in headings.
_HEADINGS: Final = frozenset({"buku", "bab", "bagian", "paragraf"})
#: Before these years ayat often had no number: "ayat 2" is the second paragraph.
_NUMBERED_SINCE: Final = 1960
_LOST: Final = "pasal yang tidak ditemukan"
_AYAT: Final = re.compile(r"(?<!ayat )(?<!ayat\n)\(\s?(?P<n>[\dlIiOo]{1,3})[)\]1l]")
_CLOSING: Final = re.compile(r"mulai\s+berlaku|pengundangan", re.IGNORECASE)
_WHOLE_FROM: Final = 3  # an act of fewer pasal may be a fragment


@dataclass(frozen=True, slots=True)
class Found:
    """What is known of a target: its wordings where it ``exists``; else why not.

    ``instead`` is a provision that may be meant ("Pasal 1 angka 5" for "ayat (5)").
    """

    existence: Existence
    wordings: tuple[Wording, ...] = ()
    instead: str = ""


def find(sources: Sources, target: str) -> Found:
    """Look for ``act#locator`` (or an act alone) in the library."""
    act, _, locator = target.partition("#")
    source = sources.source(act)
    if not locator:
        return Found("exists" if source else "no_act")
    wordings = tuple(sources.wordings(target))
    if wordings:
        return Found("exists", wordings)
    if source is None:
        return Found("no_act")
    if source.document.digest:
        return Found("gaps")
    steps = Locator.parse(locator).steps
    if steps[0].unit in _HEADINGS:
        return Found("exists" if _is_headed(source, steps[0]) else "gaps")
    for depth in range(1, len(steps) + 1):
        above = Locator(steps[: depth - 1])
        here = str(Locator(steps[:depth]))
        if not sources.wordings(f"{act}#{here}"):
            over = sources.wordings(f"{act}#{above}") if above.steps else []
            return _missing(sources, act, source, over, steps[depth - 1], str(above))
    return Found("gaps")


def _is_headed(source: Source, step: Step) -> bool:
    """Whether a heading of the act says so: "BAB II …"."""
    said = re.compile(rf"{step.unit}\s+{re.escape(step.label)}\b", re.IGNORECASE)
    headings = {h for p in source.passages if p.parent_id is None for h in p.heading}
    return any(said.match(heading) for heading in headings)


def _missing(
    sources: Sources, act: str, source: Source, over: list[Wording], step: Step, above: str
) -> Found:
    """Why the unit is not in what is above it."""
    if step.unit == "pasal":
        if not over:
            return Found(_pasal(source, step.label))
        return Found("gaps")
    if step.unit not in {"ayat", "huruf", "angka"} or not over:
        return Found("gaps")
    instead = ""
    for other in ("ayat", "angka", "huruf"):
        if other != step.unit and sources.wordings(f"{act}#{above}/{other}-{step.label}"):
            instead = f"{act}#{above}/{other}-{step.label}"
    states = {_inside(wording, step) for wording in over}
    worst: Existence = next(s for s in ("gaps", "inserted", "missing") if s in states)
    return Found(worst, instead=instead)


def _pasal(source: Source, label: str) -> Existence:
    """Whether the act's body can have a pasal of this label that is not among its passages."""
    outer = [p for p in source.passages if p.parent_id is None]
    labels = [p.locator.steps[0].label for p in outer if p.locator.steps[0].unit == "pasal"]
    numbers = sorted({int(n) for n in labels if n.isdigit()})
    if not label.isdigit():
        lettered = re.fullmatch(r"(\d+)(?:[a-z]{1,2}|bis|ter|quater)", label)
        return "inserted" if lettered and numbers else "gaps"
    if len(numbers) < _WHOLE_FROM or int(label) <= numbers[-1]:
        return "gaps"
    last = max((p for p in outer if p.locator.steps[0].label == str(numbers[-1])
                and p.locator.steps[0].unit == "pasal"), key=lambda p: p.end)  # fmt: skip
    if _heads_another(source, last, int(label)):
        return "gaps"
    if _CLOSING.search(last.text):
        return "missing"  # the last pasal says when the act comes into force: none follows it
    # Else what closes the act is there, and nothing was lost before it.
    closed = any(p.locator.steps[0].unit in {"penutup", "penjelasan"} for p in outer)
    whole = numbers == list(range(1, len(numbers) + 1)) and not any("~" in n for n in labels)
    lost = any(w.startswith(_LOST) for w in source.document.warnings)
    return "missing" if closed and whole and not lost else "gaps"


def _heads_another(source: Source, last: Passage, number: int) -> bool:
    """Whether the last pasal holds the heading of that number, swallowed by mistake."""
    return re.search(rf"^\s*Pasal\s+{number}\b", last.text, re.MULTILINE | re.I) is not None


def _inside(wording: Wording, step: Step) -> Existence:
    """Whether a provision can have an ayat, letter or number that is not among its parts."""
    source, passage = wording.source, wording.passage
    parts = [p for p in source.passages if p.parent_id == passage.passage_id]
    labels = [s.label for p in parts if (s := p.locator.steps[-1]).unit == step.unit]
    wanted = _rank(step.label)
    if wanted is None:
        return "inserted" if step.label[:1].isdigit() and not step.label.isdigit() else "gaps"
    ranks = [r for label in labels if (r := _rank(label)) is not None]
    if len(ranks) != len(labels) or sorted(ranks) != list(range(1, len(ranks) + 1)):
        return "gaps" if not all(re.fullmatch(r"\d+[a-z]?", n) for n in labels) else "inserted"
    if wanted <= len(ranks):
        return "gaps"
    text = source.document.text[passage.start : passage.end]
    if step.unit == "ayat":
        year = source.document.year or 0
        if not labels and (year < _NUMBERED_SINCE or (parts and wanted == 1)):
            return "gaps"
        printed = [m["n"] for m in _AYAT.finditer(text)]
        if not labels and len(printed) > 0:
            return "gaps"
        if any(n.isdigit() and int(n) == wanted for n in printed):
            return "gaps"
        return "missing"
    if step.unit == "huruf" and re.search(
        rf"(?:^|[;:,]\s*(?:dan|atau)?\s*){step.label}[.)]\s", text, re.M
    ):
        return "gaps"
    if step.unit == "angka" and re.search(rf"(?:^|[;:,.]\s*){step.label}[.)]\s", text, re.M):
        return "gaps"
    return "missing"


def _rank(label: str) -> int | None:
    """1 for "1" and for "a", 27 for "aa"; None for what an amendment put between ("2a")."""
    if label.isdigit():
        return int(label)
    if re.fullmatch(r"[a-z]", label):
        return ord(label) - 96
    if re.fullmatch(r"([a-z])\1", label):
        return 26 + ord(label[0]) - 96
    return None
