"""Damaged files of every format, the same for the same seed: for tests and for the long run."""

from __future__ import annotations

import io
import random
import zipfile
from collections.abc import Callable, Iterator
from functools import cache
from typing import Final

#: An act small enough to be damaged everywhere, with what acts have.
_ACT: Final = (
    "UNDANG-UNDANG REPUBLIK INDONESIA\nNOMOR 901 TAHUN 2021\nTENTANG\nPEMELIHARAAN NAGA\n"
    "DENGAN RAHMAT TUHAN YANG MAHA ESA\nPRESIDEN REPUBLIK INDONESIA,\n"
    "Menimbang : a. bahwa naga perlu dipelihara;\nb. bahwa naga memakan batu bara;\n"
    "Mengingat : Pasal 5 ayat (1) Undang-Undang Dasar 1945;\nMEMUTUSKAN:\n"
    "Menetapkan : UNDANG-UNDANG TENTANG PEMELIHARAAN NAGA.\nBAB I\nKETENTUAN UMUM\n"
    "Pasal 1\nDalam Undang-Undang ini yang dimaksud dengan:\n1. Naga adalah hewan bersisik.\n"
    "2. Pemilik adalah orang yang memelihara Naga.\nBAB II\nKEWAJIBAN\nPasal 2\n"
    "(1) Pemilik wajib:\na. memberi makan; dan\nb. memandikan Naga.\n"
    "(2) Kewajiban sebagaimana dimaksud pada ayat (1) berlaku setiap hari.\n"
    "Pasal 3\nUndang-Undang ini mulai berlaku pada tanggal diundangkan.\n"
    "PENJELASAN\nATAS\nUNDANG-UNDANG NOMOR 901 TAHUN 2021\nI. UMUM\nCukup jelas.\n"
    "II. PASAL DEMI PASAL\nPasal 1\nCukup jelas.\nPasal 2\nCukup jelas.\n"
)

SUFFIXES: Final = (".pdf", ".docx", ".html", ".md", ".txt", ".csv", ".json", ".jsonl")

#: What is put into a file: what readers, regexes and numbers stumble over.
_POISON: Final = (
    b"\x00", b"\xff\xfe", b"\xed\xa0\x80", b"\r", b"\x0c", b" " * 3_000, b"(" * 3_000,
    b"<div>" * 500, b"[" * 2_000, b"{" * 2_000, b"9" * 6_000, b"-1", b"1e999", b"NaN", b'"', b"'",
    b"Pasal 1\n" * 200, b"(1) " * 500, b"Pasal 2147483648\n", b"BAB MMMMMMMMMMMMMMM\n",
    b"<<", b">>", b"/Kids[3 0 R]/Count 19999", b"/MediaBox[0 0 0 0]", b"/MediaBox[0 0 1e9 1e9]",
    b"endobj", b"stream\n", b"&#x110000;", b"&amp;" * 200, b"<ol type=i start=99999999><li>x",
    "\u202e\u2066".encode(), "\U0001d400".encode() * 50, b"\x1b[31m",
)  # fmt: skip


@cache
def whole(suffix: str) -> bytes:
    """A sound file of that format, with the act in it where the format holds text."""
    if suffix == ".pdf":
        from reportlab.pdfgen.canvas import Canvas

        canvas = Canvas(buffer := io.BytesIO(), invariant=1)
        lines = _ACT.split("\n")
        for first in range(0, len(lines), 20):
            for number, line in enumerate(lines[first : first + 20]):
                canvas.drawString(60, 760 - 20 * number, line)
            canvas.bookmarkPage(f"p{first}")
            canvas.addOutlineEntry(lines[first], f"p{first}")
            canvas.showPage()
        canvas.save()
        return buffer.getvalue()
    if suffix == ".docx":
        import docx

        document = docx.Document()
        for line in _ACT.split("\n"):
            document.add_paragraph(line)
        document.add_table(2, 2).cell(0, 0).text = "sel"
        document.save(buffer := io.BytesIO())
        return buffer.getvalue()
    if suffix == ".html":
        rows = "".join(f"<p>{line}</p>" for line in _ACT.split("\n"))
        return f"<html><body>{rows}<table><tr><td>1<td>2</table></body></html>".encode()
    return {
        ".csv": b'istilah,arti\n"naga","hewan, bersisik"\nbatu,benda keras\n',
        ".json": b'[{"istilah": "naga", "arti": "hewan"}, {"istilah": "batu", "arti": "benda"}]',
        ".jsonl": b'{"title": "Naga", "year": 2020, "abstract": "Naga memakan batu bara."}\n' * 3,
    }.get(suffix, _ACT.encode())


def mutants(seed: int, count: int, first: int = 0) -> Iterator[tuple[str, bytes]]:
    """Names and contents of ``count`` damaged files, from number ``first`` on."""
    for number in range(first, first + count):
        dice = random.Random(f"{seed}/{number}")
        suffix = SUFFIXES[number % len(SUFFIXES)]
        data = whole(suffix)
        inside = suffix == ".docx" and dice.random() < 0.8
        data = _in_a_part(data, dice) if inside else _damaged(data, dice)
        yield f"{number:05}{suffix}", data


def _in_a_part(data: bytes, dice: random.Random) -> bytes:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = {info.filename: archive.read(info) for info in archive.infolist()}
    chosen = dice.choice(sorted(parts))
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in parts.items():
            archive.writestr(name, _damaged(part, dice) if name == chosen else part)
    return made.getvalue()


def _damaged(data: bytes, dice: random.Random) -> bytes:
    for _ in range(dice.choice((1, 1, 2, 5))):
        data = dice.choice(_DAMAGES)(data, dice)
    return data


def _flipped(data: bytes, dice: random.Random) -> bytes:
    made = bytearray(data)
    for _ in range(dice.choice((1, 8, 64)) if made else 0):
        made[dice.randrange(len(made))] ^= 1 << dice.randrange(8)
    return bytes(made)


def _cut(data: bytes, dice: random.Random) -> bytes:
    return data[: dice.randrange(len(data) + 1)]


def _lost(data: bytes, dice: random.Random) -> bytes:
    at = dice.randrange(len(data) + 1)
    return data[:at] + data[at + dice.choice((1, 16, 256)) :]


def _twice(data: bytes, dice: random.Random) -> bytes:
    at = dice.randrange(len(data) + 1)
    return (
        data[:at] + data[at : at + dice.choice((16, 256, 4096))] * dice.choice((2, 50)) + data[at:]
    )


def _poisoned(data: bytes, dice: random.Random) -> bytes:
    at = dice.randrange(len(data) + 1)
    return data[:at] + dice.choice(_POISON) + data[at:]


def _number_changed(data: bytes, dice: random.Random) -> bytes:
    """A number becomes another one: counts, lengths, offsets, years."""
    places = [i for i in range(len(data)) if data[i : i + 1].isdigit()]
    if not places:
        return data
    at = dice.choice(places)
    return data[:at] + dice.choice((b"0", b"-1", b"99999", b"4294967296")) + data[at + 1 :]


_DAMAGES: Final[tuple[Callable[[bytes, random.Random], bytes], ...]] = (
    _flipped, _cut, _lost, _twice, _poisoned, _poisoned, _number_changed,
)  # fmt: skip
