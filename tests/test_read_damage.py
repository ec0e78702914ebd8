"""Damaged files of every format give text or a reason, never another error."""

from __future__ import annotations

import io
import zipfile
from contextlib import suppress
from functools import cache
from pathlib import Path

import docx
import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from reportlab.pdfgen.canvas import Canvas

from dalil.ingest.errors import SourceError
from dalil.ingest.readers.docx import read_paragraphs
from dalil.ingest.readers.registry import SUFFIXES, read

Damage = list[tuple[float, bytes]]  # where (0–1) and what is written over

damages = st.lists(st.tuples(st.floats(0, 1), st.binary(max_size=8)), min_size=1, max_size=8)


def damaged(data: bytes, damage: Damage) -> bytes:
    result = bytearray(data)
    for where, what in damage:
        at = int(where * len(result))
        result[at : at + max(1, len(what))] = what  # nothing written: a byte is lost
    return bytes(result)


@cache
def whole(suffix: str) -> bytes:
    if suffix == ".pdf":
        canvas = Canvas(buffer := io.BytesIO())
        for number in range(3):
            canvas.drawString(60, 700, f"Pasal {number} Gubernur dapat menjalin kerja sama.")
            canvas.showPage()
        canvas.save()
        return buffer.getvalue()
    if suffix == ".docx":
        document = docx.Document()
        document.add_heading("Judul", level=1)
        document.add_paragraph("isi", style="List Number")
        document.add_table(2, 2).cell(0, 0).text = "sel"
        document.save(buffer := io.BytesIO())
        return buffer.getvalue()
    return {
        ".html": b"<html><body><h1>J</h1><ol type=a><li>x<table><tr><td>1</table></ol></body>",
        ".json": b'[{"istilah": "a", "arti": "b"}, {"instruction": "x \'y\'", "response": "z"}]',
        ".jsonl": b'{"istilah": "a", "arti": "b"}\n{"title": "t", "abstract": "u"}\n',
        ".csv": b'istilah,arti\n"a","b"\nc,d\n',
        ".md": b"---\ntitle: x\n---\n# Judul\n**a** [x](y) <b>z</b>\n1. x\n```\n# y\n```\n",
        ".txt": b"Pasal 1\nGubernur berwenang.\n",
    }[suffix]


def must_say_why(path: Path) -> None:
    try:
        assert read(path, use_ocr=False).text.strip()
    except SourceError as error:
        assert path.name in str(error)


@pytest.mark.parametrize(
    "suffix", [".pdf", ".docx", ".html", ".json", ".jsonl", ".csv", ".md", ".txt"]
)
@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(damage=damages)
def test_damaged_bytes(tmp_path: Path, suffix: str, damage: Damage) -> None:
    path = tmp_path / f"a{suffix}"
    path.write_bytes(damaged(whole(suffix), damage))
    must_say_why(path)


@pytest.mark.parametrize(
    "instead",
    [
        b"",  # nothing
        b"<x/>",  # well-formed, of no namespace: python-docx's classes are not there
        b"<x",  # no XML
        b'<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/x"/>',  # of another one
    ],
)
def test_a_part_beside_the_text_of_a_docx(tmp_path: Path, instead: bytes) -> None:
    """Each part in turn is another; damaged properties cost no word of the text."""
    with zipfile.ZipFile(io.BytesIO(whole(".docx"))) as archive:
        parts = {info.filename: archive.read(info) for info in archive.infolist()}
    for chosen in parts:
        path = tmp_path / "a.docx"
        with zipfile.ZipFile(path, "w") as archive:
            for name, data in parts.items():
                archive.writestr(name, instead if name == chosen else data)
        must_say_why(path)
        with suppress(SourceError):
            read_paragraphs(path)
        if chosen.startswith("docProps/") and instead.endswith(b"/>"):
            assert "isi" in read(path, use_ocr=False).text


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(part=st.integers(0, 100), damage=damages)
def test_damaged_parts_of_a_docx(tmp_path: Path, part: int, damage: Damage) -> None:
    with zipfile.ZipFile(io.BytesIO(whole(".docx"))) as archive:
        parts = {info.filename: archive.read(info) for info in archive.infolist()}
    chosen = sorted(parts)[part % len(parts)]
    path = tmp_path / "a.docx"
    with zipfile.ZipFile(path, "w") as archive:
        for name, data in parts.items():
            archive.writestr(name, damaged(data, damage) if name == chosen else data)
    must_say_why(path)


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(suffix=st.sampled_from(sorted(SUFFIXES)), data=st.binary(max_size=400))
@example(suffix=".csv", data=b"\xfe\xff")  # a byte order mark and nothing else
@example(suffix=".csv", data=b"\n")
def test_any_bytes_under_any_suffix(tmp_path: Path, suffix: str, data: bytes) -> None:
    path = tmp_path / f"a{suffix}"
    path.write_bytes(data)
    must_say_why(path)


@pytest.mark.parametrize("tag", ["<div>", "<ol><li>", "<table><tr><td>", "<b>"])
def test_nesting_without_end(tmp_path: Path, tag: str) -> None:
    path = tmp_path / "a.html"
    path.write_text(tag * 20_000 + "isi")
    must_say_why(path)
