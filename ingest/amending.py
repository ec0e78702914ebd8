"""Acts that amend: "Pasal I … 3. Ketentuan Pasal 12 diubah sehingga berbunyi: Pasal 12 …".

By UU 12/2011, Lampiran II no. 230–237, an amending act has pasal in Roman numerals; Pasal I lists
the changes as angka, each followed by the provision in its new wording. That inner provision gets
an id under the place where it stands: ``#pasal-i/angka-3/pasal-12/ayat-2``.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from ingest.chain import SPARSE, Link, best_chain
from ingest.frame import Frame
from ingest.item import item_markers
from ingest.listing import EXPLAINED_LISTS, list_items
from ingest.locator import Step
from ingest.marker import Marker, Scheme, pasal_markers
from ingest.part import Part, trimmed

_TITLE: Final = re.compile(r"P\s?E\s?R\s?U\s?B\s?A\s?H\s?A\s?N|[Pp]erubahan|MENGUBAH|PENGUBAHAN")
#: How a change begins: what is touched, or what is done to it.
_INSTRUCTION: Final = re.compile(
    r"(?:Ketentuan|Di\s?antara|Pasal|Ayat|Setelah|Sesudah|Judul|Penjelasan|Menambah|Mengubah|"
    r"Menghapus|Menyisipkan|BAB|Bab|Bagian|Paragraf|Lampiran|Huruf|Istilah|Semua|Kata|Frasa|"
    r"Nama|Antara|Ditambah|Dalam|Pada|Mencabut|Diktum|Sebutan|Angka|Substansi|Rumusan)\b"
)


def is_amending(text: str, frames: Sequence[Frame]) -> bool:
    """Whether the act's own title says that it changes another."""
    head = "".join(text[f.start : f.end] for f in frames if f.part in {"judul", "diktum"})
    # The title may stand at the end of a menimbang that a scan has put first.
    early = text[: min(len(text), 1500)]
    return bool(_TITLE.search(head) or re.search(r"TENTANG\s+PERUBAHAN", early))


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
        number, suffix = link.value
        label = f"{number}{chr(96 + suffix) if suffix else ''}"
        parts.append(Part(Step("angka", label), first, content, last, inner))
    return tuple(parts)


def _changes(text: str, start: int, end: int, *, explained: bool) -> list[Link]:
    scheme: Scheme = "Angka" if explained else "angka"
    markers = [
        Marker(m.scheme, m.start, m.end, m.values, m.strength + 2)
        for m in item_markers(text, start, end, scheme)
        if explained or _INSTRUCTION.match(text, m.end)
    ]
    links = best_chain(markers, missing=0.5 if explained else 2.5)
    if not links or (links[0].value[0] != 1 and not explained):
        return []
    return links


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


_WORDING: Final = re.compile(r"(?:berbunyi|berikut|yakni|yaitu)[^.;]{0,40}[:;]?\s*\Z")


def _after_wording(text: str, offset: int) -> bool:
    """Whether "… sehingga berbunyi sebagai berikut:" stands right before."""
    return bool(_WORDING.search(text, max(0, offset - 80), offset))
