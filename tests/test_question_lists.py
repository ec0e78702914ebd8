"""Lists as people write them become claims: bullets, numbers, Markdown, Word."""

from __future__ import annotations

from pathlib import Path

import docx
import pytest

from dalil.answer.batch.read_questions import (
    Question,
    markdown_items,
    read_questions,
    typed,
    unmarked,
)
from dalil.ingest.errors import BatchError


@pytest.mark.parametrize(
    ("line", "text"),
    [
        ("- Naga wajib didaftarkan", "Naga wajib didaftarkan"),
        ("• Naga wajib didaftarkan", "Naga wajib didaftarkan"),
        ("1. Naga wajib didaftarkan", "Naga wajib didaftarkan"),
        ("12) Naga wajib didaftarkan", "Naga wajib didaftarkan"),
        ("(3) Naga wajib didaftarkan", "Naga wajib didaftarkan"),
        ("a. Naga wajib didaftarkan", "Naga wajib didaftarkan"),
        ("2 (dua) ekor naga", "2 (dua) ekor naga"),  # a number of the claim
        ("3.000 naga didaftarkan", "3.000 naga didaftarkan"),
        ("-pariwisata izin", "-pariwisata izin"),  # an excluded word of a question
        ("2014. Tahun naga", "Tahun naga"),
        ("-", "-"),
    ],
)
def test_marks_are_taken_off(line: str, text: str) -> None:
    assert unmarked(line) == text


def test_typed_lines() -> None:
    found = typed("1. Naga wajib didaftarkan\n\n  • Kolam dibersihkan \r\n\n")
    assert [(q.text, q.row) for q in found] == [
        ("Naga wajib didaftarkan", 1),
        ("Kolam dibersihkan", 3),
    ]
    assert typed(" \n ") == ()


def test_markdown_lists_with_what_is_around_them() -> None:
    text = (
        "# Klaim minggu ini\n\nMohon diperiksa:\n\n- Naga **wajib** didaftarkan\n  kepada camat\n"
        "- [ ] Kolam dibersihkan\n\n```\n- bukan klaim\n```\n\n1. Perahu berpelampung\n   - anak\n"
    )
    assert [t for t, _ in markdown_items(text)] == [
        "Naga wajib didaftarkan kepada camat",
        "Kolam dibersihkan",
        "Perahu berpelampung",
        "anak",
    ]
    assert markdown_items("# Judul\n\nSatu klaim\nDua klaim\n") == [
        ("Satu klaim", 3),
        ("Dua klaim", 4),
    ]


def _read(path: Path) -> list[Question]:
    return list(read_questions(path).questions)


def test_a_table_beside_a_word_list_is_not_passed_over_in_silence(tmp_path: Path) -> None:
    document = docx.Document()
    document.add_paragraph("Naga wajib didaftarkan", style="List Bullet")
    document.add_table(1, 1).cell(0, 0).text = "Kolam dibersihkan"
    document.save(str(tmp_path / "k.docx"))
    assert [q.text for q in _read(tmp_path / "k.docx")] == ["Naga wajib didaftarkan"]
    assert read_questions(tmp_path / "k.docx").problems == ("tabel tidak dibaca",)


@pytest.mark.parametrize("style", ["List Bullet", "List Number", "List Bullet 2"])
def test_a_word_list_gives_its_items_only(tmp_path: Path, style: str) -> None:
    document = docx.Document()
    document.add_heading("Klaim untuk diperiksa", 1)
    document.add_paragraph("Mohon dicarikan sumbernya.")
    for text in ("Naga wajib didaftarkan", "=cmd|' /C calc'!A0", "Kolam dibersihkan"):
        document.add_paragraph(text, style=style)
    document.add_paragraph("")
    document.add_paragraph("Terima kasih.")
    document.save(str(tmp_path / "klaim.docx"))
    found = _read(tmp_path / "klaim.docx")
    assert [q.text for q in found] == [
        "Naga wajib didaftarkan",
        "=cmd|' /C calc'!A0",
        "Kolam dibersihkan",
    ]
    said = read_questions(tmp_path / "klaim.docx").problems
    assert len(said) == 1 and said[0].startswith("2 paragraf di luar daftar (ke-2, ")
    assert [q.row for q in found] == [3, 4, 5]


def test_typed_marks_are_a_list_too(tmp_path: Path) -> None:
    document = docx.Document()
    for text in ("Daftar klaim", "1. Naga wajib didaftarkan", "2. Kolam dibersihkan"):
        document.add_paragraph(text)
    document.save(str(tmp_path / "k.docx"))
    assert [q.text for q in _read(tmp_path / "k.docx")] == [
        "Naga wajib didaftarkan",
        "Kolam dibersihkan",
    ]


def test_without_a_list_a_word_table_is_read(tmp_path: Path) -> None:
    document = docx.Document()
    document.add_paragraph("Tabel klaim mahasiswa")
    table = document.add_table(rows=0, cols=2)
    for cells in (("No", "Klaim"), ("1", "Naga wajib didaftarkan"), ("2", "")):
        for cell, text in zip(table.add_row().cells, cells, strict=True):
            cell.text = text
    document.save(str(tmp_path / "k.docx"))
    read = read_questions(tmp_path / "k.docx")
    assert [(q.qid, q.text) for q in read.questions] == [("1", "Naga wajib didaftarkan")]
    assert read.problems == ("baris 3: tidak ada pertanyaan",)


def test_without_either_each_paragraph_is_one(tmp_path: Path) -> None:
    document = docx.Document()
    document.add_heading("Klaim", 1)
    document.add_paragraph("Naga wajib didaftarkan.")
    document.add_paragraph("Kolam dibersihkan.")
    document.save(str(tmp_path / "k.docx"))
    assert [q.text for q in _read(tmp_path / "k.docx")] == [
        "Naga wajib didaftarkan.",
        "Kolam dibersihkan.",
    ]


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("k.docx", b"PK\x03\x04 rusak", "rusak"),
        ("k.docx", b"", "rusak"),
        ("k.doc", b"x", "simpanlah sebagai .docx"),
        ("k.md", b"# Judul saja\n", "tidak ada pertanyaan"),
    ],
)
def test_what_cannot_be_read_is_said(
    tmp_path: Path, name: str, content: bytes, message: str
) -> None:
    (tmp_path / name).write_bytes(content)
    with pytest.raises(BatchError, match=message):
        read_questions(tmp_path / name)


def test_a_column_of_claims(tmp_path: Path) -> None:
    (tmp_path / "k.csv").write_text("kode,pernyataan\nA1,Naga wajib didaftarkan\n", "utf-8")
    assert _read(tmp_path / "k.csv") == [Question("Naga wajib didaftarkan", "A1", 2)]
