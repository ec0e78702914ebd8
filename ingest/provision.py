"""Provisions named in running text, as chains: "Pasal 5 ayat (2) huruf b dan huruf c".

A chain is read left to right. A unit that follows without a separator goes deeper ("Pasal 5
ayat (2)"); after "dan", a comma or "atau" it replaces the last one of its kind ("huruf b dan
huruf c", "ayat (1), (2), dan ayat (3)"); "sampai dengan" makes a range. Old acts say it inside
out ("ayat 2 Pasal 5"), and OCR reads "(21" for "(2)", "3O" for 30, "Pasa1" for Pasal.
"""

from __future__ import annotations

import re
from collections.abc import Set
from dataclasses import dataclass, replace
from typing import Final

from ingest.locator import Step
from ingest.numeral import is_roman
from ingest.unitword import (
    BARE,
    BARE_AYAT,
    DEPTH,
    GOES_ON,
    SPACE,
    SPACES,
    UNIT,
    label_of,
    pasal_label,
    step_of,
)  # fmt: skip

#: "Article 5(1)(b)": ayat and huruf in parentheses, closed up to the number.
_ATTACHED: Final = re.compile(r"\((?P<ayat>\d{1,2}[a-z]?)\)|\((?P<huruf>[a-z])\)", re.IGNORECASE)

#: The same after a space, where no sentence follows that it could open ("Pasal 5 (1) Setiap …").
_APART: Final = re.compile(
    rf"\s(?P<ayat_>\((?:\d{{1,2}}[a-z]?|[a-z])\))(?:{GOES_ON}|(?=\s(?-i:[a-z])(?![\w.])))",
    re.IGNORECASE,
)
#: A letter without its word, behind an ayat: "ayat (1) b".
_LETTER: Final = re.compile(
    rf"\s(?-i:(?P<huruf>[a-z]))(?!\w|\)|\.\s{{0,3}}\w){GOES_ON}", re.IGNORECASE
)

_JOIN: Final = re.compile(
    rf"{SPACE}(?:(?:,|;|&){SPACE}(?:dan\s?/\s?atau|dan|atau|serta|maupun|and|or|&)?|dan\s?/\s?atau\b|dan\b|atau\b|serta\b"
    rf"|maupun\b|and\b|or\b|[jy]o\b\.?|j\.\s?o\.?|jis\b\.?|[jy]un[ck]?to\b|(?:lebih\s)?subsid\w{{1,4}}r\b|subs\b\.?){SPACE}",
    re.IGNORECASE,
)
_ON_AYAT: Final = re.compile(r"pada\s{1,9}(?=ayat\b)", re.IGNORECASE)
_RANGE: Final = re.compile(
    rf"{SPACE}(?:,{SPACE})?(?:sampai\s{{1,9}}dengan|sampai|s\s?\.\s?d\s?\.?|sd\b\.?|s\s?/\s?d|hingga|through|to|until|[-–—])\s{{0,9}}",
    re.IGNORECASE,
)
_GAP: Final = re.compile(
    rf"(?:{SPACE},)?{SPACE}(?:(?:of|pada|(?-i:dari|dalam)|kecuali|selain){SPACES})?", re.IGNORECASE
)
#: A new item of a list, not a further label: "…huruf c,\n b. tidak …".
_LIST_MARK: Final = re.compile(r"(?<=[\n ])[a-z0-9]{1,3}[.)]\s{1,9}[a-z]", re.IGNORECASE)
#: Behind "dan" on the same line a number with a full stop ends a sentence: "6 dan 7. Ini".
_CLOSED: Final = re.compile(r"(?<=[^\S\n])[a-z0-9]{1,3}\.\s{1,9}[A-Z]")
_CITED: Final = re.compile(
    r"(?:menimbang|mengingat|memperhatikan)[\s:]{1,9}(?:\d\.\s{1,9})?pasal", re.IGNORECASE
)
_RULES: Final = re.compile(r"\s{1,3}aturan\s{1,3}(?P<name>peralihan|tambahan)\b", re.IGNORECASE)
_RULES_BEFORE: Final = re.compile(
    r"\baturan\s{1,3}(?P<name>peralihan|tambahan),?\s{1,3}\Z", re.IGNORECASE
)
_START: Final = re.compile(
    r"\b(?=[pahblmdecs])(?:pasa[l1I|]|psl?\.|psl\b|ps\s{1,3}\d|ay\.|hrf\b|art(?:icles?\b|\.|\s\d)|sections?\s\d|a[jy]at\b|huruf\b|angka\b|butir\b|bab\b|lampiran\b"
    r"|penjelasan\b|pembukaan\b|preamble\b|menimbang\b|mengingat\b|diktum\b|bagian\b|alinea\b|buku\b"
    r"|paragraf\b|paragraphs?\b|(?:point|letter)\s[a-z]\b|elucidation\b|annex\b|chapter\b|memperhatikan\b)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Provision:
    """A provision named at a place. ``steps`` may begin below the pasal: then they are relative.

    ``last`` is the label of the last unit of a range ("Pasal 5 sampai dengan Pasal 9": "9").
    A label ``ini`` stands for the provision the text itself is part of.
    """

    start: int
    end: int
    steps: tuple[Step, ...]
    last: str = ""

    @property
    def relative(self) -> bool:
        """Whether the place where it is said must complete it."""
        return self.steps[0].unit in {"ayat", "huruf", "angka", "umum"}


@dataclass(slots=True)
class Chain:
    """Provisions joined in one breath; an act named right after them is the act of all."""

    provisions: list[Provision]
    end: int
    barriers: Set[int] = frozenset()  # offsets of headings, which no chain goes over
    literal: bool = False  # each unit is inside the one before, in whatever order they come

    @property
    def start(self) -> int:
        """Where the first provision begins."""
        return self.provisions[0].start


def find_chains(text: str, barriers: Set[int] = frozenset(), repaired: bool = True) -> list[Chain]:
    """Every chain in the text, in order, not overlapping; ``barriers`` are headings' offsets.

    ``repaired``: "Pasal I ayat (2)" is Pasal 1, since a Roman pasal seldom has ayat and OCR reads
    1 as I; not so in what a person looks up.
    """
    chains: list[Chain] = []
    at = 0
    for start in _START.finditer(text):
        if start.start() < at or start.start() in barriers:
            continue
        if start.start() + len("PASAL ") in barriers:
            continue  # "PASAL DEMI PASAL Pasal 1"
        if chain := chain_at(text, start.start(), barriers):
            if repaired:
                chain.provisions = [_roman_undone(p) for p in chain.provisions]
            chains.append(chain)
            at = chain.end
    return chains


def _roman_undone(provision: Provision) -> Provision:
    if [str(step) for step in provision.steps[:1]] != ["pasal-i"] or len(provision.steps) < 2:
        return provision
    if provision.steps[1].unit != "ayat":
        return provision
    return replace(provision, steps=(Step("pasal", "1"), *provision.steps[1:]))


def chain_at(
    text: str, at: int, barriers: Set[int] = frozenset(), literal: bool = False
) -> Chain | None:
    """The chain that begins exactly here."""
    unit = UNIT.match(text, at)
    step = step_of(unit) if unit else None
    if unit is None or step is None:
        return None
    if not literal and _CITED.match(text, at):
        return None  # "Mengingat Pasal 4 UUD 1945": a recital that cites, not a recital cited
    chain = Chain([Provision(at, unit.end(), (step,))], unit.end(), barriers, literal)
    _attached(text, chain)
    _in_rules(text, chain)
    while True:
        if not (_deeper(text, chain) or _ranged(text, chain) or _joined(text, chain)):
            return chain


def _in_rules(text: str, chain: Chain) -> None:
    """ "Pasal II Aturan Peralihan UUD 1945": its pasal are numbered by themselves."""
    first = chain.provisions[0]
    after = _RULES.match(text, chain.end)
    before = _RULES_BEFORE.search(text, max(0, first.start - 24), first.start)
    rules = after or before
    if rules is None or first.steps[0].unit != "pasal" or not is_roman(first.steps[0].label):
        return
    steps = (Step("bagian", f"aturan-{rules['name'].lower()}"), *first.steps)
    chain.end = after.end() if after else chain.end
    chain.provisions[0] = Provision(before.start() if before else first.start, chain.end, steps)


def _attached(text: str, chain: Chain) -> None:
    """ "(1)(b)" closed up to a pasal's number."""
    while chain.provisions[-1].steps[-1].unit in {"pasal", "ayat"}:
        apart = _APART.match(text, chain.end)
        match = _ATTACHED.match(text, apart.start("ayat_") if apart else chain.end)
        if match is None and chain.provisions[-1].steps[-1].unit == "ayat":
            _lettered(text, chain)
        if match is None:
            return
        unit = "ayat" if match["ayat"] else "huruf"
        last = chain.provisions[-1]
        if last.steps[-1].unit == unit:
            return
        step = Step(unit, (match["ayat"] or match["huruf"]).lower())
        chain.provisions[-1] = replace(last, end=match.end(), steps=(*last.steps, step))
        chain.end = match.end()


def _lettered(text: str, chain: Chain) -> None:
    """ "ayat (1) b": a letter without its word."""
    if letter := _LETTER.match(text, chain.end):
        last = chain.provisions[-1]
        step = Step("huruf", letter["huruf"])
        chain.provisions[-1] = replace(last, end=letter.end(), steps=(*last.steps, step))
        chain.end = letter.end()


def _deeper(text: str, chain: Chain) -> bool:
    """A unit right after the last: below it, or (old style) above it."""
    gap = _GAP.match(text, chain.end)
    at = gap.end() if gap else chain.end
    unit = None if at in chain.barriers else UNIT.match(text, at)
    step = step_of(unit) if unit else None
    if unit is None or step is None:
        return False
    last = chain.provisions[-1]
    if last.steps[-1].unit == "umum" and (unit["angka"] or "")[:2].lower() == "no":
        return False  # "Penjelasan Umum nomor 6": no place of its own
    if last.last:
        return _above(text, chain, unit, step) if at > chain.end else False
    tail = last.steps[-1]
    below = DEPTH[step.unit] > DEPTH[tail.unit] or (tail.unit, step.unit) == ("angka", "huruf")
    inner = chain.literal or (  # "Pasal I angka 3 Pasal 12", "Pasal I Pasal 12"
        step.unit == "pasal"
        and (tail.unit == "angka" or (is_roman(tail.label) and tail.unit == "pasal"))
    )
    comma = "," in text[chain.end : at]
    if tail.unit == "pasal" and step.unit in {"buku", "bab"}:  # "Pasal 23C Bab VIII UUD 1945"
        chain.provisions[-1] = replace(last, end=unit.end())
        chain.end = unit.end()
        return True
    if below or (inner and not last.relative):
        if comma and any(s.unit == step.unit for s in last.steps):
            return False
        chain.provisions[-1] = replace(last, end=unit.end(), steps=(*last.steps, step))
        chain.end = unit.end()
        _attached(text, chain)
        return True
    return not comma and _above(text, chain, unit, step)


def _above(text: str, chain: Chain, unit: re.Match[str], step: Step) -> bool:
    """ "ayat 2 Pasal 5": the higher unit completes all relative provisions before it."""
    first = chain.provisions[0].steps[0]
    if not chain.provisions[0].relative or DEPTH[step.unit] >= DEPTH[first.unit]:
        return False
    for i, provision in enumerate(chain.provisions):
        if provision.relative:
            chain.provisions[i] = replace(provision, steps=(step, *provision.steps))
    chain.provisions[-1] = replace(chain.provisions[-1], end=unit.end())
    chain.end = unit.end()
    return True


def _ranged(text: str, chain: Chain) -> bool:
    gap = _RANGE.match(text, chain.end)
    last = chain.provisions[-1]
    tail = last.steps[-1]
    if gap is None or last.last or tail.unit not in BARE:
        return False
    listed = _is_bare(text, last.end) or any(map(str.isalpha, gap[0]))  # not "Ayat (2) - 5 -"
    found = None if gap.end() in chain.barriers else _same_unit(text, gap.end(), tail.unit, listed)
    if found is None:
        return False
    label, end = found
    chain.provisions[-1] = replace(last, end=end, last=label)
    chain.end = end
    return True


def _joined(text: str, chain: Chain) -> bool:
    gap = _JOIN.match(text, chain.end)
    if gap is None or gap.end() in chain.barriers:
        return False
    last = chain.provisions[-1]
    at = gap.end()
    if any(s.unit == "ayat" for s in last.steps) and (on := _ON_AYAT.match(text, at)):
        at = on.end()  # "Pasal 139 ayat (1) huruf a serta pada ayat (2)": still Pasal 139
    unit = UNIT.match(text, at)
    step = step_of(unit) if unit else None
    if unit is not None and step is not None:
        if DEPTH[step.unit] < DEPTH["pasal"]:
            return False  # "Pasal 5 dan Penjelasan …": the next chain
        steps = _beside(last.steps, step)
        chain.provisions.append(Provision(at, unit.end(), steps))
        chain.end = unit.end()
        _attached(text, chain)
        return True
    if ";" in gap[0]:
        return False
    if _LIST_MARK.match(text, gap.end()) and not (
        gap[0].strip(" ,") and _CLOSED.match(text, gap.end())
    ):
        return False
    tail = last.steps[-1]
    if last.steps[0].unit == "pasal" and (found := _next_pasal(text, gap.end(), chain)):
        chain.provisions.append(Provision(gap.end(), found[1], (Step("pasal", found[0]),)))
        chain.end = found[1]
        return True
    bare = BARE[tail.unit].match(text, gap.end()) if tail.unit in BARE else None
    if bare is None and tail.unit == "ayat" and _is_bare(text, last.end):
        bare = _next_ayat(text, gap.end(), last.steps)
    label = label_of(tail.unit, bare["label"]) if bare else None
    if bare is None or label is None:
        return False
    if tail.unit in {"pasal", "angka"} and not any(c.isdigit() for c in bare["label"]):
        return False
    steps = (*last.steps[:-1], Step(tail.unit, label))
    chain.provisions.append(Provision(gap.end(), bare.end("label"), steps))
    chain.end = bare.end("label")
    return True


#: Ayat are listed close to one another: a number so much higher is a pasal, or nothing known.
_NEAR_AYAT: Final = 3


def _is_bare(text: str, end: int) -> bool:
    """Whether the ayat that ends here has no parentheses."""
    return not set(text[max(0, end - 4) : end]) & set("()")


def _next_ayat(text: str, at: int, steps: tuple[Step, ...]) -> re.Match[str] | None:
    """The next number of "ayat 1, 2 dan 3", if it is an ayat and not the next pasal."""
    bare = BARE_AYAT.match(text, at)
    before = re.match(r"\d+", steps[-1].label)
    if bare is None or before is None:
        return None
    pasal = re.match(r"\d+", next((s.label for s in steps if s.unit == "pasal"), ""))
    number, last, around = (
        int(re.match(r"\d+", bare["label"])[0]),  # type: ignore[index]
        int(before[0]),
        int(pasal[0]) if pasal else 1000,
    )
    if not last <= number or (number == around + 1 and number > last + 1):
        return None
    return bare if number <= last + _NEAR_AYAT or number < around < 1000 else None


def _next_pasal(text: str, at: int, chain: Chain) -> tuple[str, int] | None:
    """A pasal's bare number: "Pasal-pasal 5 ayat (1), 20 ayat (1), 27, dan 28"."""
    bare = BARE["pasal"].match(text, at)
    if bare is None or not any(c.isdigit() for c in bare["label"]):
        return None
    plural = re.match(r"pasal[-\s]pasal|arts|articles", text[chain.start : chain.start + 12], re.I)
    first = chain.provisions[0].steps[0].label
    listed = any(text[p.start].isdigit() and p.steps[0].label != first for p in chain.provisions)
    if (
        not plural
        and not listed
        and not re.match(r"\s{0,9}a[jy]at\b", text[bare.end() : bare.end() + 8], re.I)
    ):
        return None
    label = pasal_label(bare["label"])
    return (label, bare.end("label")) if label else None


def _same_unit(text: str, at: int, unit: str, bare_ayat: bool) -> tuple[str, int] | None:
    """A label of this unit here, with or without the unit's word (and an ayat's parentheses)."""
    match = UNIT.match(text, at)
    step = step_of(match) if match else None
    if match is not None and step is not None and step.unit == unit:
        return step.label, match.end()
    bare = BARE[unit].match(text, at)
    if bare is None and unit == "ayat" and bare_ayat:
        bare = BARE_AYAT.match(text, at)
    label = label_of(unit, bare["label"]) if bare else None
    return (label, bare.end("label")) if bare and label else None


def _beside(steps: tuple[Step, ...], step: Step) -> tuple[Step, ...]:
    """The path of a unit named after "dan": next to the last one of its kind."""
    for i in range(len(steps) - 1, -1, -1):
        if steps[i].unit == step.unit:
            return (*steps[:i], step)
    kept = tuple(s for s in steps if DEPTH[s.unit] < DEPTH[step.unit])
    return (*kept, step)
