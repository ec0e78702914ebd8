"""Plain text and Markdown: nothing of an act is touched, everything of Markdown is."""

from __future__ import annotations

import codecs
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dalil.ingest.errors import UnreadableSource
from dalil.ingest.readers.markdown import _plain
from dalil.ingest.readers.page_furniture import without_strayed
from dalil.ingest.readers.registry import read
from dalil.ingest.readers.text import clean

SHARED = Path(__file__).resolve().parents[2] / "shared" / "data"


def written(folder: Path, name: str, data: bytes | str) -> Path:
    path = folder / name
    path.write_bytes(data.encode() if isinstance(data, str) else data)
    return path


TEXT = "Pasal 1\nGubernur dapat menjalin kerja sama – “kembar”."


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (TEXT.encode(), "UTF-8"),
        (codecs.BOM_UTF8 + TEXT.encode(), "UTF-8 with the mark that Windows Notepad writes"),
        (TEXT.encode("utf-16"), "UTF-16 with mark: Word's “Unicode text”"),
        (TEXT.encode("utf-16-le"), "UTF-16 without mark"),
        (TEXT.encode("utf-16-be"), "UTF-16 big-endian without mark"),
        (TEXT.replace("\n", "\r\n").encode(), "line ends of Windows"),
    ],
)
def test_encodings(tmp_path: Path, data: bytes, why: str) -> None:
    assert read(written(tmp_path, "a.txt", data)).text == TEXT, why


def test_a_guessed_encoding_is_said(tmp_path: Path) -> None:
    text = "Ketentuan “umum” – perjanjian kerja sama antara daerah dan pihak luar negeri. " * 5
    source = read(written(tmp_path, "a.txt", text.encode("cp1252")))
    assert "perjanjian kerja sama" in source.text
    assert any("diduga" in warning for warning in source.warnings)


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "kosong"),
        (b" \r\n\t ", "kosong"),
        (b"\x7fELF\x02\x01\x01\x00\x00\x00" * 20, "bukan teks"),
        (b"teks\x00dengan nol", "bukan teks"),
        (codecs.BOM_UTF8 + b"rusak \xff\xfe\xff", "rusak"),
    ],
)
@pytest.mark.parametrize("name", ["a.txt", "a.md"])
def test_what_is_no_text_says_so(tmp_path: Path, name: str, data: bytes, reason: str) -> None:
    with pytest.raises(UnreadableSource, match=reason):
        read(written(tmp_path, name, data))


PLAIN_IN_MARKDOWN = [
    ("1. Perjanjian Internasional adalah perjanjian;", "a definition, not a list to renumber"),
    ("3. Ketiga datang pertama;", "a number that a Markdown renderer would change"),
    ("    (2) menjorok empat spasi", "no code block"),
    ("(1) Ayat;", "a paragraph number"),
    ("a. huruf;", "a letter"),
    ("- 12 -", "a page number, not a bullet"),
    ("Pasal 5", "a heading in plain text"),
    ("-----", "a rule is not a heading's underline"),
    ("*) Disesuaikan dengan ejaan baru", "a footnote mark, not emphasis"),
    ("2 * 3 * 4 = 24 dan 2*3*4", "a formula"),
    ("no_urut_data", "a name with underscores"),
    ("tarif <nama daerah> sebesar", "a blank to fill in, not a tag"),
    ("kegiatan transaksi __ Obligasi", "stray underscores"),
    ("#Pasal", "no space: not a heading"),
    ("|a|b|", "a table row keeps its bars"),
    ("Biaya & denda < 5%", "signs that HTML would escape"),
]


@pytest.mark.parametrize(("line", "why"), PLAIN_IN_MARKDOWN)
def test_acts_as_markdown_come_through_unchanged(tmp_path: Path, line: str, why: str) -> None:
    text = f"Pasal 1\n{line}\nlanjutan"
    assert read(written(tmp_path, "uu.md", text)).text == text, why


def test_a_list_keeps_its_own_numbers_and_lines(tmp_path: Path) -> None:
    text = "1. satu\n1. satu lagi\n5. lima\na. huruf\n   lanjutan\n\n\n(3) ayat"
    assert read(written(tmp_path, "uu.md", text)).text == text


TOUCHED = [
    ("**tebal** dan *miring*", "tebal dan miring"),
    ("_(input)_ untuk", "(input) untuk"),
    ("lihat [UU 24/2000](https://example.org/uu)", "lihat UU 24/2000"),
    ("![peta](peta.png)", "peta"),
    ("`kode`", "kode"),
    ("teks<br>lanjut <b>tebal</b>", "teks lanjut tebal"),
    ("bintang \\* asli", "bintang * asli"),
    ("R&amp;D", "R&D"),
    ("<!-- catatan -->isi", "isi"),
]


@pytest.mark.parametrize(("line", "expected"), TOUCHED)
def test_markdown_marks_are_taken_off(tmp_path: Path, line: str, expected: str) -> None:
    assert read(written(tmp_path, "a.md", f"Awal\n{line}")).text == f"Awal\n{expected}"


def test_headings_are_spans_with_levels(tmp_path: Path) -> None:
    source = read(
        written(tmp_path, "a.md", "# Bab **Satu** #\nisi\n\n### Sub\n```\n# bukan judul\n```\n##")
    )
    found = [(source.text[h.start : h.end], h.level) for h in source.headings]
    assert found == [("Bab Satu", 1), ("Sub", 3)]
    assert "# bukan judul" in source.text


def test_front_matter_becomes_metadata(tmp_path: Path) -> None:
    head = (
        '---\ntitle: "Kerja Sama Daerah"\npenulis: A. Siti\ndate: 2024-03-01\ntags:\n  - a\n---\n'
    )
    source = read(written(tmp_path, "a.md", head + "# Isi\nteks"))
    assert source.metadata == {
        "title": "Kerja Sama Daerah",
        "author": "A. Siti",
        "date": "2024-03-01",
    }
    assert source.text == "Isi\nteks"


def test_a_rule_at_the_top_is_no_front_matter(tmp_path: Path) -> None:
    text = "---\nPasal 1\nGubernur berwenang\n---\nPasal 2"
    assert read(written(tmp_path, "a.md", text)).text == text


@given(st.text(st.characters(codec="utf-8", exclude_characters="\x00"), min_size=1))
def test_markdown_never_merges_or_splits_lines(text: str) -> None:
    for line in clean(text).split("\n"):
        plain = _plain(line)
        assert "\n" not in plain
        letters = [c for c in line if c.isdigit()]
        if "&" not in line and "<" not in line and "(" not in line and "[" not in line:
            assert [c for c in plain if c.isdigit()] == letters


@pytest.mark.shared
@pytest.mark.skipif(not SHARED.exists(), reason="needs ../shared/data")
def test_real_acts_lose_no_line() -> None:
    for path in sorted((SHARED / "topic-acts").glob("*.md")):
        source = read(path)
        raw = path.read_text(encoding="utf-8").replace("\r\n", "\n").split("\n")
        raw = without_strayed(raw)  # the only lines that may go
        lines = source.text.split("\n")
        assert len(lines) == len(raw), path.name
        for before, after in zip(raw, lines, strict=True):
            digits = [c for c in before if c.isdigit()]
            assert [c for c in after if c.isdigit()] == digits, (path.name, before)
