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

from dalil.ingest.locator import Step
from dalil.ingest.numerals import digits, from_roman, is_roman

# The words for the units of an act, and their labels: "Pasal 12A", "ayat (2)", "huruf c".
#
# Indonesian and English, as printed and as OCR reads them: "(21" for "(2)", "3O" for 30, "Pasa1"
# for Pasal. Labels come out as in ids.

#: Depth of a unit: a deeper one may follow a shallower one without a word between.
DEPTH: Final = {
    "penjelasan": 0, "lampiran": 0, "pembukaan": 0, "menimbang": 0, "mengingat": 0,
    "memperhatikan": 0, "diktum": 0, "penutup": 0, "umum": 1, "buku": 1, "bab": 2, "bagian": 3,
    "paragraf": 4, "pasal": 5, "ayat": 6, "alinea": 6, "huruf": 7, "angka": 8,
}  # fmt: skip
_UNITS: Final = tuple(DEPTH)

_ORDINALS: Final = (
    "kesatu|pertama|kedua|ketiga|keempat|kelima|keenam|ketujuh|kedelapan|kesembilan|kesepuluh"
    "|kesebelas|kedua\\s?belas|ketiga\\s?belas|keempat\\s?belas|kelima\\s?belas"
)
#: White space on one line or over its end; an empty line, or a paragraph's sign, ends a reference.
SPACE: Final = r"(?:[^\S\n\u2029]{0,9}(?:\n[^\S\n\u2029]{0,9})?)"
SPACES: Final = rf"(?=\s){SPACE}"
#: Numbers of articles put in by the old drafters: 5, 5 bis, 5 ter.
_LATIN: Final = (
    r"(?:bis|ter|quater|quinquies|sexies|septies|octies|novies|nonies|decies|undecies|duodecies)"
)
#: Counting words, as "ayat kedua", "ayat dua": the place in the list is the number.
_COUNTED: Final = (
    ("satu", "pertama", "kesatu"), ("dua", "kedua"), ("tiga", "ketiga"), ("empat", "keempat"),
    ("lima", "kelima"), ("enam", "keenam"), ("tujuh", "ketujuh"), ("delapan", "kedelapan"),
    ("sembilan", "kesembilan"), ("sepuluh", "kesepuluh"),
)  # fmt: skip
_NUMBER_OF: Final = {word: str(n) for n, words in enumerate(_COUNTED, 1) for word in words}
COUNTED: Final = rf"(?:{'|'.join(sorted(_NUMBER_OF, key=len, reverse=True))})(?!\w)"
_PASAL_LABEL: Final = (
    rf"(?-i:[0-9OlI|!SZB]{{0,3}}[0-9OlI|SZB](?:[\s-]?(?i:{_LATIN})(?!\w)|\s?[A-Z](?![\w.])|[.-][A-Z](?![\w.])"
    r"|[A-Za-z]{1,2}(?!\w))?(?![\w/])|[IVX]{1,5}(?!\w))"
)
_AYAT_LABEL: Final = (
    rf"(?:ke[\s-]?[0-9]{{1,2}}(?!\w|[.,]\d)|\[\s?[0-9]{{1,2}}[a-z]?\s?\]|{COUNTED})|"
    r"(?-i:\(\s?[0-9OlI|]{1,3}\s?[a-zA-Z]?\s?\)|\(\s?[0-9OlI]{1,2}[1lIJ|!}\]](?![\d)])|l[0-9]l(?!\w)"
    r"|\(\s?[0-9]{1,2}(?![\w)])|[0-9]{1,2}[a-z]?(?!\w))"
)
_REPEAT: Final = r"(?P<repeat>\s\[(?:[0-9]{1,2}|asli|perubahan-[0-9]{1,2})\])?"
UNIT: Final = re.compile(
    r"(?:(?P<pasal>\^?pasa[l1I|](?:[-\s]pasa[l1]|[2²](?=\s{1,3}\d))?|(?-i:Pasal\.)(?=[^\S\n]?\d)|psl?\.|psl\b|ps(?=\s{1,3}\d)|art(?:icle)?s?\b\.?|sections?\b|ss?\.?(?=\s\d)|fat?sal|artikel)\s{0,9}(?:(?:nomor|no\.|ke)[\s-]{0,3}(?=\d))?"
    rf"(?P<pasal_label>{_PASAL_LABEL}|ini\b)"
    rf"|(?P<ayat>ayat(?:-ayat|[2²](?=\s))?|a[jy]\.|ayt\b\.?|ay(?=\s{{0,2}}\(?\d)|ajat|(?:sub-?)?paragraphs?|paras?\b\.?(?=\s?\()|para(?:s\b\.?)?(?=\s\d)|(?:sub)?sections?(?=\s?\()|verses?)\s{{0,9}}(?P<ayat_label>{_AYAT_LABEL}|ini\b)"
    r"|(?P<huruf>huruf(?:-huruf)?|hurup|hrf\b\.?|letters?|butir|points?\b|poin\b|sub)\s{0,9}\(?(?P<huruf_label>a[a-z]|(?P<h1>[a-z])(?:(?P=h1)|\d)?)(?!\w)(?:\)|(?-i:\.(?=\s[a-z])))?"
    r"|(?P<angka>(?:angka|numbers?|butir|points?\b|poin\b|sub|(?:nomor|no\.)(?=\s{0,3}\d{1,3}(?![\w/])(?!\s{1,3}(?:tahun|th)\b)))"
    r"(?:\s{0,3}ke[-\s]{0,2})?|ke-(?=\d)|ke\s{1,2}(?=\d{1,2}e?(?!\w|[.,]\d)))\s{0,9}\(?(?P<angka_label>[0-9]{1,3}[a-z]?)(?![\w/])\)?"
    rf"|(?P<bagian>bagian|part)\s{{1,9}}(?P<bagian_label>{_ORDINALS}|aturan-(?:peralihan|tambahan))\b"
    r"|(?P<paragraf>paragraf|subpart)\s{1,9}(?P<paragraf_label>\d{1,2})\b"
    r"|(?P<bab>bab|chapter)\s{1,9}(?P<bab_label>[IVXLC]{1,7}[A-Z]?|\d{1,2})(?!\w)"
    rf"|(?P<buku>buku|book)\s{{1,9}}(?P<buku_label>{_ORDINALS}|[IVX]{{1,4}}|\d)(?!\w)"
    r"|(?P<lampiran>lampiran|annex)(?:\s{1,9}(?P<lampiran_label>[IVX]{1,6}|\d{1,2})(?!\w))?"
    r"|(?P<penjelasan>penjelasan|elucidation(?:\s{1,9}(?:of|on|to))?)(?P<penjelasan_label>)(?!\w)"
    r"|(?P<umum>umum|general)(?P<umum_label>)(?!\w)"
    r"|(?P<pembukaan>pembukaan|preamble)(?P<pembukaan_label>)(?!\w)"
    r"|(?P<penutup>penutup|closing)(?P<penutup_label>)(?!\w)"
    rf"|(?P<diktum>diktum|dictum)(?:\s{{1,9}}(?P<diktum_label>{_ORDINALS}|\d{{1,2}}))?(?!\w)"
    rf"|(?P<alinea>alinea|para\.)\s{{1,9}}(?P<alinea_label>{_ORDINALS}|\d{{1,3}})(?!\w)"
    r"|(?P<menimbang>menimbang|considering)(?P<menimbang_label>)(?!\w)"
    r"|(?P<mengingat>mengingat|in\s{1,9}view\s{1,9}of)(?P<mengingat_label>)(?!\w)"
    r"|(?P<memperhatikan>memperhatikan|having\s{1,9}regard\s{1,9}to)(?P<memperhatikan_label>)(?!\w))"
    + _REPEAT,
    re.IGNORECASE,
)
#: What a sentence goes on with after a list of numbers: "Pasal 5 dan 6 mengatur", not "6 orang".
_PREDICATE: Final = (
    r"(?:yang|tidak|telah|sudah|akan|dapat|wajib|harus|adalah|ialah|juga|maka|jika|apabila|karena|untuk"
    r"|tentang|sebagaimana|menurut|bukan|hanya|ini|itu|tersebut|di\s{0,3}atas|a\s{1,3}quo|mengatur|menentukan"
    r"|menyatakan|menyebutkan|mensyaratkan|mewajibkan|melarang|memuat|menegaskan|memberi\w*|menjadi"
    r"|mengenai|merupakan|berlaku|berbunyi|berkaitan|bertentangan|berisi|termasuk|terkait"
    r"|di(?:atur|maksud|sebut|ubah|cabut|hapus|tambah|terapkan|kenakan|nyatakan|tentukan|tetapkan|muat"
    r"|langgar|jelaskan|ganti|gunakan|pakai|tegaskan|rumuskan|uji|batalkan|baca)\w*)\b"
)
#: Acts by their abbreviations, as they follow a provision.
_ACT_WORD: Final = (
    r"(?:uu|undang|peraturan|pp\b|perp|perma|perda|permen|kepmen|keputusan|ketetapan|pojk|pmk|pbi|qanun|kuh|k\.\s?u"
    r"|kitab\b|bw\b|b\.\s?w|hir\b|rbg\b|wv[ks]\b|w\.\s?v|u\.\s?u|stb|staatsblad|tap\b|law\b|act\b|konvensi)"
)
_AFTER_LABEL: Final = (
    r"dan\b|atau\b|and\b|or\b|serta\b|ayat\b|ajat\b|ay\.|huruf\b|hrf\b|angka\b|pasal\b|ps\.|psl\b"
    r"|sampai\b|hingga\b|s\.\s?d|sd\b|s/d|[-–—&]|jo\b|jis\b|junc?to\b|of\b|the\b|letters?\b|points?\b"
    r"|paras?\b|paragraphs?\b|arts?\b|articles?\b|through\b|until\b"
    rf"|ke-\d|{_ACT_WORD}|(?-i:dari\b|dalam\b|pada\b|{_PREDICATE})"
)
#: The same where no line may end: what stands behind an ayat in parentheses without its word.
GOES_ON: Final = (
    rf"(?=[^\S\n\u2029]{{0,3}}(?:[,;.)?!:]|\([a-z]\)|{_AFTER_LABEL}|\Z"
    rf"|\n[^\S\n]{{0,3}}(?:{_ACT_WORD}|\n|\Z)))"
)
_END_OF_LABEL: Final = rf"(?=\s{{0,9}}(?:[,;.)\n?!:”\"’]|{_AFTER_LABEL}|\Z))"
#: A letter alone is hardly a word: any may follow it but "a quo".
_END_OF_LETTER: Final = rf"(?:{_END_OF_LABEL}|(?=[^\S\n\u2029](?!quo\b)(?-i:[a-z]{{2}})))"
BARE: Final = {
    unit: re.compile(rf"(?P<label>(?-i:{label})){after}", re.IGNORECASE)
    for unit, label, after in (
        (
            "pasal",
            r"[0-9OlI]{1,4}(?:[A-Z]|[\s-]?(?:bis|ter|quater))?(?![\w/%]|\.\d)",
            rf"(?:(?=\(\d)|{_END_OF_LABEL})",
        ),
        ("ayat", r"\(\s?[0-9OlI|]{1,3}[a-z]?\s?\)|\(\s?[0-9]{1,2}[1lI|](?![\d)])", ""),
        ("huruf", r"(?P<h>[a-z])(?P=h)?(?!\w)", _END_OF_LETTER),
        ("angka", r"[0-9]{1,3}[a-z]?(?![\w/%]|\.\d)", _END_OF_LABEL),
        ("lampiran", r"[IVX]{1,6}(?!\w)", _END_OF_LABEL),
    )
}

#: Ayat without parentheses, in a list that has none: "ayat 1, 2 dan 3".
BARE_AYAT: Final = re.compile(
    rf"(?P<label>[0-9]{{1,2}}[a-z]?(?![\w/%]|\.\d)){_END_OF_LABEL}", re.IGNORECASE
)


def step_of(match: re.Match[str]) -> Step | None:
    """The step that a match of `UNIT` names; None where its label cannot be one."""
    for unit in _UNITS:
        if match[unit] is None:
            continue
        printed = match[f"{unit}_label"] or ""
        if unit == "angka" and match["angka"].lower().startswith("ke"):
            printed = printed.rstrip("eE")  # "ke-1e", as old codes count
        label = label_of(unit, printed)
        if label is None:
            return None
        repeat = match["repeat"]
        return Step(unit, label + (f"~{repeat.strip(' []')}" if repeat else ""))
    return None


def label_of(unit: str, printed: str) -> str | None:
    """A label as in ids, OCR undone; None if it cannot be one."""
    text = re.sub(r"\s{1,9}", "", printed)
    if text.lower() == "ini":
        return "ini"
    if unit == "pasal":
        return pasal_label(text)
    if unit == "ayat":
        return _ayat(text)
    if unit in {"lampiran", "paragraf"}:
        return str(from_roman(text) or text) if text else ""
    return text.lower()


def pasal_label(text: str) -> str | None:
    """The label of a pasal, "" for none; None if this cannot be one."""
    if not text:
        return ""
    if is_roman(text) and text.isupper():
        return text.lower()
    text = text.replace("-", "").replace(".", "")
    latin = re.fullmatch(rf"([0-9]+)({_LATIN})", text, re.IGNORECASE)
    if latin:
        return latin[1].lstrip("0") + latin[2].lower()
    match = re.fullmatch(r"([0-9OlI|!SZB]+?)([A-Za-z]{0,2})", text)
    if match is None or not any(c.isdigit() for c in text):
        return None
    if match[2] and not match[2].isupper() and len(match[2]) > 1:
        return None
    if match[2] in {"O", "l"}:  # "Pasal 3O", "Pasal 1l": digits, not letters
        return digits(text)
    # "Pasal 28I" stays as written: the ninth article put in, unless the act shows another
    number = digits(match[1])
    return number + match[2].lower() if number else None


def _ayat(text: str) -> str | None:
    if not text:
        return ""
    counted = _NUMBER_OF.get(text.lower()) or _NUMBER_OF.get(text.lower().replace("-", ""))
    if counted:
        return counted
    if text[:2].lower() == "ke":
        text = text[2:].lstrip("-")
    inner = text.strip("()[]")
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
    r"\b(?=[pahblmdecsf])(?:pasa[l1I|]|psl?\.|psl\b|ps\s{1,3}\d|ay\.|hrf\b|art(?:icles?\b|s?\.|s?\s\d)|sections?\s\d|ss?\.?\s\d|fat?sal\b|artikel\b|a[jy]at\b|huruf\b|angka\b|butir\b|bab\b|lampiran\b"
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
        if step.unit == "angka" and _is_counted_on(text, last, at):
            step = Step("ayat", step.label)  # "ayat ke-1 dan ke-2"
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
        _attached(text, chain)
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
    _attached(text, chain)
    return True


#: "ayat ke-1 dan ke-2": what is counted on is what was counted before.
_COUNTED_ON: Final = re.compile(r"ke[\s-]{1,2}\d", re.IGNORECASE)
_COUNTED_AYAT: Final = re.compile(r"\bke[\s-]{0,2}\d{1,2}\Z", re.IGNORECASE)


def _is_counted_on(text: str, last: Provision, at: int) -> bool:
    """Whether a counted number here goes on with counted ayat."""
    if last.steps[-1].unit != "ayat" or not _COUNTED_ON.match(text, at):
        return False
    return _COUNTED_AYAT.search(text, max(0, last.end - 8), last.end) is not None


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
    first, last = chain.provisions[0].steps[0].label, chain.provisions[-1]
    listed = any(
        p.steps[0].label != first and text.startswith(p.steps[0].label, p.start)
        for p in chain.provisions
    )
    own = re.match(r"\s{0,9}a[jy]at\b", text[bare.end() : bare.end() + 8], re.I)
    if not (plural or listed or own):
        return None
    label = pasal_label(bare["label"])
    if label is None:
        return None
    # "Pasal 5 dan 6 ayat 1 dan 2": what follows an ayat is one, but "Pasal-pasal 28 ayat 1 dan 89"
    # names another pasal
    behind_ayat = last.steps[-1].unit == "ayat" and _is_bare(text, last.end) and not own
    if behind_ayat and not (plural and _number(label) > _number(last.steps[0].label)):
        return None
    return label, bare.end("label")


def _number(label: str) -> int:
    """The figures that a label begins with; 0 for none."""
    found = re.match(r"\d+", label)
    return int(found[0]) if found else 0


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
