"""Acts that amend: "Pasal I … 3. Ketentuan Pasal 12 diubah sehingga berbunyi: Pasal 12 …".

By UU 12/2011, Lampiran II no. 230–237, an amending act has pasal in Roman numerals; Pasal I lists
the changes as angka, each followed by the provision in its new wording. That inner provision gets
an id under the place where it stands: ``#pasal-i/angka-3/pasal-12/ayat-2``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

from dalil.ingest.locator import Step
from dalil.ingest.structure.heading_candidates import (
    DIGIT_NOISE,
    Marker,
    Scheme,
    item_markers,
    pasal_markers,
)
from dalil.ingest.structure.lists import EXPLAINED_LISTS, list_items
from dalil.ingest.structure.sections import Frame
from dalil.ingest.structure.sequence import SPARSE, Link, best_chain
from dalil.ingest.structure.tree import Part, trimmed

_TITLE: Final = re.compile(r"P\s?E\s?R\s?U\s?B\s?A\s?H\s?A\s?N|[Pp]erubahan|MENGUBAH|PENGUBAHAN")
#: How a change begins: what is touched, or what is done to it.
_INSTRUCTION: Final = re.compile(
    r"(?:Ketentuan|Di\s?antara|Pasal|Ayat|Setelah|Sesudah|Judul|Penjelasan|Menambah|Mengubah|"
    r"Menghapus|Menyisipkan|BAB|Bab|Bagian|Paragraf|Lampiran|Huruf|Istilah|Semua|Kata|Frasa|"
    r"Nama|Antara|Ditambah|Ditambahkan|Disisipkan|Menambahkan|Dihapus|Dalam|Pada|Mencabut|Diktum|Sebutan|Angka|Substansi|Rumusan)\b"
)


def is_amending(text: str, frames: Sequence[Frame]) -> bool:
    """Whether the act's own title says that it changes another."""
    head = "".join(
        text[f.start : f.end] if f.part == "judul" else _established(text, f)
        for f in frames
        if f.part in {"judul", "diktum"}
    )
    # The title may stand at the end of a menimbang that a scan has put first.
    early = text[: min(len(text), 1500)]
    return bool(_TITLE.search(head) or re.search(r"TENTANG\s+PERUBAHAN", early))


def _established(text: str, diktum: Frame) -> str:
    """The title in a diktum; what it revokes ("… dengan segala perubahannya") is not read."""
    named = _ESTABLISHES.search(text, diktum.inner, diktum.end)
    start = named.end() if named else diktum.inner
    ended = _TITLE_END.search(text, start, diktum.end)
    return text[start : min(ended.start() if ended else diktum.end, start + 700)]


_ESTABLISHES: Final = re.compile(r"\b(?:Menetapkan|MENETAPKAN)\b")
_TITLE_END: Final = re.compile(r"(?<!\bNo)(?<!\bNO)\.\s|;")


def amended_parts(text: str, start: int, end: int, lists: Sequence[Scheme]) -> tuple[Part, ...]:
    """What stands inside a Roman pasal: changes with the provisions they give, else its lists."""
    changes = _changes(text, start, end, explained=lists == EXPLAINED_LISTS)
    if not changes:
        inner = _provisions(text, start, end, lists)
        return inner or list_items(text, start, end, lists)
    parts = []
    ends = [link.marker.start for link in changes[1:]] + [end]
    for link, stop in zip(changes, ends, strict=True):
        first, last = trimmed(text, link.marker.start, stop)
        content = min(link.marker.end, last)
        inner = _provisions(text, content, last, lists)
        own, strayed = _of_change(text, content, inner)
        if strayed:
            _, last = trimmed(text, first, _heading_start(text, strayed[0].start))
        number, suffix = link.value
        label = f"{number}{chr(96 + suffix) if suffix else ''}"
        parts.append(Part(Step("angka", label), first, content, last, own))
        parts += strayed
    return tuple(parts)


_NAMED: Final = re.compile(r"[Pp]asal[ \t\n]+([0-9OolIS]{1,4})[ ]?([A-Z](?![A-Za-z]))?")
#: A change of a whole chapter brings pasal that it does not name.
_WHOLE: Final = re.compile(r"\b(?:BAB|Bab|Bagian|Paragraf|Buku|BUKU|beberapa|seluruh)\b")


def _of_change(
    text: str, content: int, inner: tuple[Part, ...]
) -> tuple[tuple[Part, ...], tuple[Part, ...]]:
    """The provisions that a change brings, and those that belong to one whose angka is lost.

    A change says which pasal it touches: "2. Ketentuan Pasal 12 diubah …". A provision with
    another number follows a change that a scan has lost the number of: it stays under the Roman
    pasal, for under this angka it would be cited wrongly.
    """
    if not inner:
        return (), ()
    opening = text[content : _heading_start(text, inner[0].start)]
    named = {
        int(digits) for raw, _ in _NAMED.findall(opening) if (digits := _digits(raw)).isdigit()
    }
    if not named or _WHOLE.search(opening):
        return inner, ()
    for index, part in enumerate(inner):
        own = int(re.sub(r"\D", "", part.step.label))
        if not min(named) <= own <= max(named):
            return inner[:index], inner[index:]
    return inner, ()


def _digits(raw: str) -> str:
    return raw.translate(DIGIT_NOISE)


def _heading_start(text: str, offset: int) -> int:
    """Where the line "Pasal 12" before a provision begins."""
    at = max(text.rfind(word, 0, offset) for word in ("asal", "ASAL"))
    return at - 1 if at > 0 and offset - at < 40 else offset


_CHANGE: Final = re.compile(r"(?<![\w.,/(-])(?P<n>[\dlIO]{1,3})(?P<s>[a-z]?)[ ]?\.\s*")
_AFTER_CHANGE: Final = re.compile(r"[;:.)][”\"’']{0,2}[\s_*]*\Z")
_CITED: Final = re.compile(r"\b(?:ayat|huruf|angka|[Pp]asal|[Nn]omor|No|butir)\.?\s*\Z")


def _changes(text: str, start: int, end: int, *, explained: bool) -> list[Link]:
    """The angka of a Roman pasal: a number, and after it what is done to which provision."""
    if explained:
        markers = item_markers(text, start, end, "Angka")
    else:
        markers = list(_change_markers(text, start, end))
    links = best_chain(markers, missing=0.5 if explained else 2.5)
    if not links or (links[0].value[0] != 1 and not explained):
        return []
    return links


def _change_markers(text: str, start: int, end: int) -> Iterator[Marker]:
    for match in _CHANGE.finditer(text, start, end):
        digits = _digits(match["n"])
        before = text[max(start, match.start() - 24) : match.start()]
        if not (digits.isdigit() and int(digits)) or _CITED.search(before):
            continue
        if not _INSTRUCTION.match(text, match.end(), end):
            continue
        at_line = not before.strip() or before.rstrip(" \t").endswith("\n")
        strength = 6.0 if at_line else 4.0 if _AFTER_CHANGE.search(before) else 2.0
        if not match["n"].isdigit():
            strength /= 2
        value = (int(digits), ord(match["s"]) - 96 if match["s"] else 0)
        yield Marker("angka", match.start(), match.end(), (value,), strength)


def _provisions(text: str, start: int, end: int, lists: Sequence[Scheme]) -> tuple[Part, ...]:
    """The pasal in their new wording: numbers rise, but from anywhere and with gaps."""
    markers = [m for m in pasal_markers(text, start, end) if m.scheme == "pasal"]
    strong = [m for m in markers if m.strength >= 3 or _after_wording(text, m.start)]
    links = best_chain(strong, missing=0.0, late_start=0.0, reach=SPARSE)
    if not links:
        return ()
    parts = []
    ends = [link.marker.start for link in links[1:]] + [end]
    for link, stop in zip(links, ends, strict=True):
        first, last = trimmed(text, min(link.marker.end, stop), stop)
        number, suffix = link.value
        label = f"{number}{chr(96 + suffix) if suffix else ''}"
        items = list_items(text, first, last, lists)
        parts.append(Part(Step("pasal", label), first, first, last, items))
    return tuple(parts)


_WORDING: Final = re.compile(r"(?:berbunyi|berikut|yakni|yaitu)[^.;]{0,40}[:;]?[\s“\"^]*\Z")
#: "Angka 15⏎Pasal 18": in the elucidation of an act that amends, what angka 15 quotes.
_OF_CHANGE: Final = re.compile(r"\bAngka\s+[\dOlI](?:[ ]?[\dOlI]){0,2}[.:]?\s*\Z")
_EXPLAINS_CHANGES: Final = re.compile(r"Angka[ \t]+[1lI]\b")
#: What an act of many changes opens a pasal with.
_CHANGES_ACT: Final = re.compile(
    r"\b(?:Undang|Peraturan|Ketentuan|ketentuan)\b[^:]{0,700}?\bdiubah(?:\s+dan\s+\w+)?\s+sebagai\s+"
    r"berikut\b",
    re.DOTALL,
)


def _after_wording(text: str, offset: int) -> bool:
    """Whether "… sehingga berbunyi sebagai berikut:" stands right before."""
    return bool(_WORDING.search(text, max(0, offset - 80), offset))


def opens_changes(text: str, start: int, end: int) -> bool:
    """Whether a pasal of an act with pasal of its own changes another act ("omnibus")."""
    if _several(text, start) or _EXPLAINS_CHANGES.match(text, start):
        return True
    return bool(_CHANGES_ACT.match(text, start, min(end, start + 1500)))


def _several(text: str, start: int) -> bool:
    return text.startswith("Beberapa ketentuan", start)


def quoted_less(text: str, markers: Sequence[Marker]) -> list[Marker]:
    """The markers, with those weakened that a change introduces ("… berbunyi:⏎Pasal 18"), and
    those strengthened that open changes themselves ("Pasal 18⏎Beberapa ketentuan dalam …").
    """
    return [replace(m, strength=max(0.5, m.strength + _standing(text, m))) for m in markers]


def _standing(text: str, marker: Marker) -> float:
    if _several(text, marker.end) or _EXPLAINS_CHANGES.match(text, marker.end):
        return 5.0
    before = max(0, marker.start - 20)
    quoted = _after_wording(text, marker.start) or _OF_CHANGE.search(text, before, marker.start)
    return -6.0 if quoted else 0.0
