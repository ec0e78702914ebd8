"""Provisions named in running text, as chains: "Pasal 5 ayat (2) huruf b dan huruf c".

A chain is read left to right. A unit that follows without a separator goes deeper ("Pasal 5
ayat (2)"); after "dan", a comma or "atau" it replaces the last one of its kind ("huruf b dan
huruf c", "ayat (1), (2), dan ayat (3)"); "sampai dengan" makes a range. Old acts say it inside
out ("ayat 2 Pasal 5"), and OCR reads "(21" for "(2)", "3O" for 30, "Pasa1" for Pasal.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import Final

from ingest.locator import Step
from ingest.numeral import digits, from_roman, is_roman

#: Depth of a unit: a deeper one may follow a shallower one without a word between.
_DEPTH: Final = {
    "penjelasan": 0, "lampiran": 0, "pembukaan": 0, "menimbang": 0, "mengingat": 0,
    "memperhatikan": 0, "diktum": 0, "penutup": 0, "umum": 1, "buku": 1, "bab": 2, "bagian": 3,
    "paragraf": 4, "pasal": 5, "ayat": 6, "alinea": 6, "huruf": 7, "angka": 8,
}  # fmt: skip

_ORDINALS: Final = (
    "kesatu|pertama|kedua|ketiga|keempat|kelima|keenam|ketujuh|kedelapan|kesembilan|kesepuluh"
    "|kesebelas|kedua\\s?belas|ketiga\\s?belas|keempat\\s?belas|kelima\\s?belas"
)
_PASAL_LABEL: Final = (
    r"(?-i:[0-9OlI|!SZB]{1,4}(?:\s?[A-Z](?![\w.])|[A-Za-z]{1,2}(?!\w))?(?![\w/])|[IVX]{1,5}(?!\w))"
)
_AYAT_LABEL: Final = (
    r"(?-i:\(\s?[0-9OlI|]{1,3}\s?[a-zA-Z]?\s?\)|\(\s?[0-9OlI]{1,2}[1lIJ|!}\]](?![\d)])|l[0-9]l(?!\w)"
    r"|\(\s?[0-9]{1,2}(?![\w)])|[0-9]{1,2}[a-z]?(?!\w))"
)
_REPEAT: Final = r"(?P<repeat>\s\[[0-9]{1,2}\])?"
_UNIT: Final = re.compile(
    r"(?:(?P<pasal>\^?pasa[l1I|](?:[-\s]pasa[l1])?|ps\.|art(?:icle)?s?\b\.?)\s{0,9}"
    rf"(?P<pasal_label>{_PASAL_LABEL}|ini\b)"
    rf"|(?P<ayat>ayat(?:-ayat)?|ajat|paragraphs?)\s{{0,9}}(?P<ayat_label>{_AYAT_LABEL}|ini\b)"
    r"|(?P<huruf>huruf(?:-huruf)?|letters?|butir|point)\s{0,9}\(?(?P<huruf_label>(?P<h1>[a-z])(?P=h1)?)(?!\w)(?:\)|\.(?=\s[a-z]))?"
    r"|(?P<angka>angka|numbers?|butir)\s{0,9}\(?(?P<angka_label>[0-9]{1,3}[a-z]?)(?![\w/])\)?"
    rf"|(?P<bagian>bagian|part)\s{{1,9}}(?P<bagian_label>{_ORDINALS})\b"
    r"|(?P<paragraf>paragraf|subpart)\s{1,9}(?P<paragraf_label>\d{1,2})\b"
    r"|(?P<bab>bab|chapter)\s{1,9}(?P<bab_label>[IVXLC]{1,7}[A-Z]?|\d{1,2})(?!\w)"
    rf"|(?P<buku>buku|book)\s{{1,9}}(?P<buku_label>{_ORDINALS}|[IVX]{{1,4}}|\d)(?!\w)"
    r"|(?P<lampiran>lampiran|annex)(?:\s{1,9}(?P<lampiran_label>[IVX]{1,6}|\d{1,2})(?!\w))?"
    r"|(?P<penjelasan>penjelasan|elucidation(?:\s{1,9}(?:of|on|to))?)(?P<penjelasan_label>)(?!\w)"
    r"|(?P<umum>umum|general)(?P<umum_label>)(?!\w)"
    r"|(?P<pembukaan>pembukaan|preamble)(?P<pembukaan_label>)(?!\w)"
    r"|(?P<penutup>penutup|closing)(?P<penutup_label>)(?!\w)"
    rf"|(?P<diktum>diktum|dictum)\s{{1,9}}(?P<diktum_label>{_ORDINALS}|\d{{1,2}})(?!\w)"
    rf"|(?P<alinea>alinea|para\.)\s{{1,9}}(?P<alinea_label>{_ORDINALS}|\d{{1,2}})(?!\w)"
    r"|(?P<menimbang>menimbang|considering)(?P<menimbang_label>)(?!\w)"
    r"|(?P<mengingat>mengingat|in\s{1,9}view\s{1,9}of)(?P<mengingat_label>)(?!\w)"
    r"|(?P<memperhatikan>memperhatikan|having\s{1,9}regard\s{1,9}to)(?P<memperhatikan_label>)(?!\w))"
    + _REPEAT,
    re.IGNORECASE,
)
_UNITS: Final = tuple(_DEPTH)
_END_OF_LABEL: Final = (
    r"(?=\s{0,9}(?:[,;.)\n]|dan\b|atau\b|and\b|or\b|serta\b|ayat\b|ajat\b|huruf\b|angka\b|pasal\b"
    r"|sampai\b|s\.?d\b|s/d|jo\b|juncto|uu|undang|of\b|peraturan\b|pp\b|perp|tersebut\b|kuh|kitab\b"
    r"|di\s{1,9}atas|di\s{0,9}atas|\Z))"
)
_BARE: Final = {
    unit: re.compile(rf"(?P<label>(?-i:{label})){after}", re.IGNORECASE)
    for unit, label, after in (
        ("pasal", r"[0-9OlI]{1,4}[A-Z]?(?![\w/.%])", _END_OF_LABEL),
        ("ayat", r"\(\s?[0-9OlI|]{1,3}[a-z]?\s?\)|\(\s?[0-9]{1,2}[1lI|](?![\d)])", ""),
        ("huruf", r"(?P<h>[a-z])(?P=h)?(?!\w)", _END_OF_LABEL),
        ("angka", r"[0-9]{1,3}[a-z]?(?![\w/.%])", _END_OF_LABEL),
    )
}
#: "Article 5(1)(b)": ayat and huruf in parentheses, closed up to the number.
_ATTACHED: Final = re.compile(r"\((?P<ayat>\d{1,2}[a-z]?)\)|\((?P<huruf>[a-z])\)", re.IGNORECASE)

_JOIN: Final = re.compile(
    r"\s{0,9}(?:(?:,|;)\s{0,9}(?:dan\s?/\s?atau|dan|atau|serta|maupun|and|or)?|dan\s?/\s?atau\b|dan\b|atau\b|serta\b"
    r"|maupun\b|and\b|or\b|jo\b\.?|jis\b\.?|juncto\b)\s{0,9}",
    re.IGNORECASE,
)
_RANGE: Final = re.compile(
    r"\s{0,9}(?:,\s{0,9})?(?:sampai\s{1,9}dengan|sampai|s\s?\.\s?d\s?\.?|s\s?/\s?d|hingga|through|to|until|[-–])\s{0,9}",
    re.IGNORECASE,
)
_GAP: Final = re.compile(r"\s{0,9},?\s{0,9}(?:of\s{1,9})?", re.IGNORECASE)
#: A new item of a list, not a further label: "…huruf c,\n b. tidak …".
_LIST_MARK: Final = re.compile(r"(?<=[\n ])[a-z0-9]{1,3}[.)]\s{1,9}[a-z]", re.IGNORECASE)
_START: Final = re.compile(
    r"\b(?=[pahblmdec])(?:pasa[l1I|]|ps\.|art(?:icles?\b|\.)|a[jy]at\b|huruf\b|angka\b|butir\b|bab\b|lampiran\b"
    r"|penjelasan\b|pembukaan\b|preamble\b|menimbang\b|mengingat\b|diktum\b|bagian\b|alinea\b|buku\b"
    r"|paragraf\b|paragraphs?\b|elucidation\b|annex\b|chapter\b|memperhatikan\b)",
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

    @property
    def start(self) -> int:
        """Where the first provision begins."""
        return self.provisions[0].start


def find_chains(text: str) -> list[Chain]:
    """Every chain in the text, in order, not overlapping."""
    chains: list[Chain] = []
    at = 0
    for start in _START.finditer(text):
        if start.start() >= at and (chain := chain_at(text, start.start())):
            chains.append(chain)
            at = chain.end
    return chains


def chain_at(text: str, at: int) -> Chain | None:
    """The chain that begins exactly here."""
    unit = _UNIT.match(text, at)
    if unit is None:
        return None
    step = _step(unit)
    if step is None:
        return None
    chain = Chain([Provision(at, unit.end(), (step,))], unit.end())
    _attached(text, chain)
    while True:
        if not (_deeper(text, chain) or _ranged(text, chain) or _joined(text, chain)):
            return chain


def _attached(text: str, chain: Chain) -> None:
    """ "(1)(b)" closed up to a pasal's number."""
    while chain.provisions[-1].steps[-1].unit in {"pasal", "ayat"}:
        match = _ATTACHED.match(text, chain.end)
        if match is None:
            return
        unit = "ayat" if match["ayat"] else "huruf"
        last = chain.provisions[-1]
        if last.steps[-1].unit == unit:
            return
        step = Step(unit, (match["ayat"] or match["huruf"]).lower())
        chain.provisions[-1] = replace(last, end=match.end(), steps=(*last.steps, step))
        chain.end = match.end()


def _deeper(text: str, chain: Chain) -> bool:
    """A unit right after the last: below it, or (old style) above it."""
    gap = _GAP.match(text, chain.end)
    at = gap.end() if gap else chain.end
    unit = _UNIT.match(text, at)
    step = _step(unit) if unit else None
    if unit is None or step is None:
        return False
    last = chain.provisions[-1]
    if last.last:
        return _above(text, chain, unit, step) if at > chain.end else False
    tail = last.steps[-1]
    below = _DEPTH[step.unit] > _DEPTH[tail.unit] or (tail.unit, step.unit) == ("angka", "huruf")
    inner = (tail.unit, step.unit) == ("angka", "pasal")  # "Pasal I angka 3 Pasal 12"
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
    if not chain.provisions[0].relative or _DEPTH[step.unit] >= _DEPTH[first.unit]:
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
    if gap is None or last.last or tail.unit not in _BARE:
        return False
    found = _same_unit(text, gap.end(), tail.unit)
    if found is None:
        return False
    label, end = found
    chain.provisions[-1] = replace(last, end=end, last=label)
    chain.end = end
    return True


def _joined(text: str, chain: Chain) -> bool:
    gap = _JOIN.match(text, chain.end)
    if gap is None:
        return False
    last = chain.provisions[-1]
    unit = _UNIT.match(text, gap.end())
    step = _step(unit) if unit else None
    if unit is not None and step is not None:
        if _DEPTH[step.unit] < _DEPTH["pasal"]:
            return False  # "Pasal 5 dan Penjelasan …": the next chain
        steps = _beside(last.steps, step)
        chain.provisions.append(Provision(gap.end(), unit.end(), steps))
        chain.end = unit.end()
        _attached(text, chain)
        return True
    if ";" in gap[0] or _LIST_MARK.match(text, gap.end()):
        return False
    tail = last.steps[-1]
    if last.steps[0].unit == "pasal" and (found := _next_pasal(text, gap.end(), chain)):
        chain.provisions.append(Provision(gap.end(), found[1], (Step("pasal", found[0]),)))
        chain.end = found[1]
        return True
    bare = _BARE[tail.unit].match(text, gap.end()) if tail.unit in _BARE else None
    label = _label(tail.unit, bare["label"]) if bare else None
    if bare is None or label is None:
        return False
    if tail.unit in {"pasal", "angka"} and not any(c.isdigit() for c in bare["label"]):
        return False
    steps = (*last.steps[:-1], Step(tail.unit, label))
    chain.provisions.append(Provision(gap.end(), bare.end("label"), steps))
    chain.end = bare.end("label")
    return True


def _next_pasal(text: str, at: int, chain: Chain) -> tuple[str, int] | None:
    """A pasal's bare number: "Pasal-pasal 5 ayat (1), 20 ayat (1), 27, dan 28"."""
    bare = _BARE["pasal"].match(text, at)
    if bare is None or not any(c.isdigit() for c in bare["label"]):
        return None
    plural = re.match(r"pasal[-\s]pasal|arts|articles", text[chain.start : chain.start + 12], re.I)
    if not plural and not re.match(r"\s{0,9}a[jy]at\b", text[bare.end() : bare.end() + 8], re.I):
        return None
    label = _pasal(bare["label"])
    return (label, bare.end("label")) if label else None


def _same_unit(text: str, at: int, unit: str) -> tuple[str, int] | None:
    """A label of this unit here, with or without the unit's word."""
    match = _UNIT.match(text, at)
    step = _step(match) if match else None
    if match is not None and step is not None and step.unit == unit:
        return step.label, match.end()
    bare = _BARE[unit].match(text, at)
    label = _label(unit, bare["label"]) if bare else None
    return (label, bare.end("label")) if bare and label else None


def _beside(steps: tuple[Step, ...], step: Step) -> tuple[Step, ...]:
    """The path of a unit named after "dan": next to the last one of its kind."""
    for i in range(len(steps) - 1, -1, -1):
        if steps[i].unit == step.unit:
            return (*steps[:i], step)
    kept = tuple(s for s in steps if _DEPTH[s.unit] < _DEPTH[step.unit])
    return (*kept, step)


def _step(match: re.Match[str]) -> Step | None:
    for unit in _UNITS:
        if match[unit] is None:
            continue
        printed = match[f"{unit}_label"] or ""
        label = _label(unit, printed)
        if label is None:
            return None
        if (
            unit == "pasal"
            and label == "i"
            and re.match(r"\s{0,9}a[jy]at", match.string[match.end() :])
        ):
            label = "1"  # "Pasal I ayat (2)": a Roman pasal has no ayat, OCR has read 1 as I
        repeat = match["repeat"]
        return Step(unit, label + (f"~{repeat.strip(' []')}" if repeat else ""))
    return None


def _label(unit: str, printed: str) -> str | None:
    """A label as in ids, OCR undone; None if it cannot be one."""
    text = re.sub(r"\s{1,9}", "", printed)
    if text.lower() == "ini":
        return "ini"
    if unit == "pasal":
        return _pasal(text)
    if unit == "ayat":
        return _ayat(text)
    if unit in {"lampiran", "paragraf"}:
        return str(from_roman(text) or text) if text else ""
    return text.lower()


def _pasal(text: str) -> str | None:
    if not text:
        return ""
    if is_roman(text) and text.isupper():
        return text.lower()
    match = re.fullmatch(r"([0-9OlI|!SZB]+?)([A-Za-z]{0,2})", text)
    if match is None or not any(c.isdigit() for c in text):
        return None
    if match[2] and not match[2].isupper() and len(match[2]) > 1:
        return None
    if match[2] in {"O", "l", "I"}:  # "Pasal 3O", "Pasal 1l": digits, not letters
        return digits(text)
    number = digits(match[1])
    return number + match[2].lower() if number else None


def _ayat(text: str) -> str | None:
    if not text:
        return ""
    inner = text.strip("()")
    if text[0] == "(" and text[-1] != ")" and len(inner) > 1:
        inner = inner[:-1]  # "(21" for "(2)"
    elif re.fullmatch(r"l\dl", text):
        inner = text[1]  # "l2l" for "(2)"
    match = re.fullmatch(r"([0-9OlI|]{1,3}?)([a-zA-Z]?)", inner)
    if match is None:
        return None
    if match[2] in {"O", "l", "I"}:
        return digits(inner)
    number = digits(match[1]) if any(c.isdigit() for c in match[1]) or len(match[1]) == 1 else None
    return number + match[2].lower() if number else None
