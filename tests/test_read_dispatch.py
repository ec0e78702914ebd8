"""Which reader a file gets, and what is refused before any reader sees it."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from dalil.ingest.errors import SourceTooLarge, UnreadableSource, UnsupportedSource
from dalil.ingest.readers.registry import SUFFIXES, can_read, read


def test_suffixes_are_lower_case_with_their_dot() -> None:
    assert {".pdf", ".docx", ".html", ".md", ".txt", ".csv", ".json", ".jsonl"} <= SUFFIXES
    assert all(suffix == suffix.lower() and suffix.startswith(".") for suffix in SUFFIXES)


FOREIGN = [
    ("a.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "Word lama", "Word 97"),
    (
        "a.txt",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600),
        "tidak dapat",
        "under another name",
    ),
    ("a.rtf", b"{\\rtf1 teks}", "RTF", "rich text"),
    ("a.odt", b"teks", "LibreOffice", "OpenDocument"),
    ("a.xlsx", b"PK\x03\x04xxxx", "CSV", "a sheet has a way out"),
    ("a.xyz", b"teks", "“.xyz”", "an unknown suffix"),
    ("tanpa akhiran", b"teks", "tak dikenal", "no suffix and no PDF"),
]


@pytest.mark.parametrize(("name", "data", "said", "why"), FOREIGN)
def test_other_formats_are_refused_with_advice(
    tmp_path: Path, name: str, data: bytes, said: str, why: str
) -> None:
    path = tmp_path / name
    path.write_bytes(data)
    with pytest.raises(UnsupportedSource, match=said) as caught:
        read(path)
    assert "Simpan sebagai" in str(caught.value), why


def test_size_limit(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("teks " * 100)
    with pytest.raises(SourceTooLarge, match="Bagi menjadi"):
        read(path, max_bytes=100)


def test_an_empty_file(tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    path.write_bytes(b"")
    with pytest.raises(UnreadableSource, match="kosong"):
        read(path)


def test_a_missing_file_is_an_os_error(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        read(tmp_path / "tidak ada.txt")


def test_a_docx_by_another_name_is_read_with_a_warning(tmp_path: Path) -> None:
    import docx

    document = docx.Document()
    document.add_paragraph("isi")
    path = tmp_path / "a.pdf"
    document.save(str(path))
    source = read(path)
    assert source.text == "isi" and "DOCX" in source.warnings[0]


def test_a_web_page_in_a_text_file_is_read_as_one(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("<!DOCTYPE html><p>isi<script>x</script>")
    assert read(path).text == "isi"


def test_an_html_start_in_markdown_stays_markdown(tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    path.write_text("<html>\n# Judul")
    assert [h.level for h in read(path).headings] == [1]


def test_can_read(tmp_path: Path) -> None:
    named = tmp_path / "A.PDF"
    named.write_bytes(b"")
    bare = tmp_path / "peraturan"
    bare.write_bytes(b"%PDF-1.4 ...")
    other = tmp_path / "foto.jpg"
    other.write_bytes(b"\xff\xd8")
    assert (can_read(named), can_read(bare), can_read(other)) == (True, True, False)


def test_a_zip_cut_off_under_docx_is_damaged(tmp_path: Path) -> None:
    path = tmp_path / "a.docx"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("word/document.xml", "<x/>" * 1000)
    path.write_bytes(path.read_bytes()[:60])
    with pytest.raises(UnreadableSource, match="rusak atau terpotong"):
        read(path)
