"""The words for the units of an act, and their labels: "Pasal 12A", "ayat (2)", "huruf c".

Indonesian and English, as printed and as OCR reads them: "(21" for "(2)", "3O" for 30, "Pasa1"
for Pasal. Labels come out as in ids.
"""

from __future__ import annotations

import re
from typing import Final

from ingest.locator import Step
from ingest.numeral import digits, from_roman, is_roman

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
_LATIN: Final = r"(?:bis|ter|quater|quinquies|sexies|septies)"
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
    r"(?:(?P<pasal>\^?pasa[l1I|](?:[-\s]pasa[l1]|[2²](?=\s{1,3}\d))?|(?-i:Pasal\.)(?=[^\S\n]?\d)|psl?\.|psl\b|ps(?=\s{1,3}\d)|art(?:icle)?s?\b\.?|sections?\b)\s{0,9}(?:(?:nomor|no\.|ke)[\s-]{0,3}(?=\d))?"
    rf"(?P<pasal_label>{_PASAL_LABEL}|ini\b)"
    rf"|(?P<ayat>ayat(?:-ayat|[2²](?=\s))?|a[jy]\.|ay(?=\s{{0,2}}\(?\d)|ajat|paragraphs?|para(?=\s?\())\s{{0,9}}(?P<ayat_label>{_AYAT_LABEL}|ini\b)"
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
    r"|sampai\b|hingga\b|s\.\s?d|sd\b|s/d|[-–—&]|jo\b|jis\b|junc?to|of\b|the\b"
    rf"|ke-\d|{_ACT_WORD}|(?-i:dari\b|dalam\b|pada\b|{_PREDICATE})"
)
#: The same where no line may end: what stands behind an ayat in parentheses without its word.
GOES_ON: Final = (
    rf"(?=[^\S\n\u2029]{{0,3}}(?:[,;.)?!:]|\([a-z]\)|{_AFTER_LABEL}|\Z"
    rf"|\n[^\S\n]{{0,3}}(?:{_ACT_WORD}|\n|\Z)))"
)
_END_OF_LABEL: Final = rf"(?=\s{{0,9}}(?:[,;.)\n?!:”\"’]|{_AFTER_LABEL}|\Z))"
BARE: Final = {
    unit: re.compile(rf"(?P<label>(?-i:{label})){after}", re.IGNORECASE)
    for unit, label, after in (
        (
            "pasal",
            r"[0-9OlI]{1,4}(?:[A-Z]|[\s-]?(?:bis|ter|quater))?(?![\w/%]|\.\d)",
            _END_OF_LABEL,
        ),
        ("ayat", r"\(\s?[0-9OlI|]{1,3}[a-z]?\s?\)|\(\s?[0-9]{1,2}[1lI|](?![\d)])", ""),
        ("huruf", r"(?P<h>[a-z])(?P=h)?(?!\w)", _END_OF_LABEL),
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
