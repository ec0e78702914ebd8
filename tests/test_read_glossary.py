"""Glossaries and records: every row is an entry or a warning, none disappears."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dalil.ingest.csl_variables import extra_of
from dalil.ingest.errors import UnreadableSource
from dalil.ingest.model import SourceText
from dalil.ingest.readers.glossary import glossary_of
from dalil.ingest.readers.registry import read
from dalil.ingest.readers.tabular import Rows

SHARED = Path(__file__).resolve().parents[2] / "shared" / "data"


def written(folder: Path, name: str, text: str) -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def shown(source: SourceText) -> list[str]:
    """The entries as the text has them; also checks their spans."""
    paragraphs = source.text.split("\n\n")
    assert [source.text[e.start : e.end] for e in source.entries] == paragraphs
    return [source.text[e.start : e.end] for e in source.entries]


SHAPES = [
    ("a.csv", "istilah,arti\nAbolisi,penghapusan\n", "comma"),
    ("a.csv", "Istilah;Definisi\nAbolisi;penghapusan\n", "semicolon: Excel in Indonesian"),
    ("a.csv", 'term,meaning\n"Abolisi","penghapusan"\n', "English names, quoted"),
    ("a.csv", "\ufeffkata,pengertian\r\nAbolisi,penghapusan\r\n", "byte-order mark, CRLF"),
    ("a.tsv", "lema\turaian\nAbolisi\tpenghapusan\n", "tabs"),
    ("a.json", '[{"entry": "Abolisi", "definition": "penghapusan"}]', "list of objects"),
    ("a.json", '{"Abolisi": "penghapusan"}', "mapping of term to meaning"),
    ("a.json", '{"Abolisi": {"arti": "penghapusan"}}', "mapping of term to object"),
    ("a.json", '{"entries": [{"istilah": "Abolisi", "arti": "penghapusan"}]}', "wrapped list"),
    ("a.jsonl", '{"istilah": "Abolisi", "arti": "penghapusan"}\n\n', "JSON lines"),
    ("a.json", '{"istilah": "Abolisi", "arti": "penghapusan"}\n{"x": 1}', "lines under .json"),
    (
        "a.json",
        '[{"instruction": "Arti \'Abolisi\'?", "context": "Pidana", "response": "penghapusan"}]',
        "question and answer",
    ),
    (
        "a.json",
        '[{"instruction": "“Abolisi”?", "context": "penghapusan", "response": "Abolisi"}]',
        "the answer is the term, the context its meaning",
    ),
]


@pytest.mark.parametrize(("name", "text", "why"), SHAPES)
def test_shapes(tmp_path: Path, name: str, text: str, why: str) -> None:
    assert shown(read(written(tmp_path, name, text))) == ["Abolisi — penghapusan"], why


def test_english_term_context_and_source(tmp_path: Path) -> None:
    text = "istilah,inggris,arti,bidang,sumber\nPerjanjian,treaty,ikatan,HI,UU 24/2000\n"
    source = read(written(tmp_path, "a.csv", text))
    assert shown(source) == ["Perjanjian (treaty) — ikatan"]
    (entry,) = source.entries
    assert (entry.term, entry.meaning) == ("Perjanjian", "ikatan")
    assert entry.context == "HI; UU 24/2000"


QUOTED = [
    ("Apa arti 'Actio'?", "Actio"),
    ('Jelaskan "Akta Notaris".', "Akta Notaris"),
    ("Apa makna “Bona fides” itu?", "Bona fides"),
    ("Apa arti 'Gouverner c'est prevoir'?", "Gouverner c'est prevoir"),  # apostrophe inside
    ("Apa 'Saksi Pelaku' (Justice Collaborator)?", "Saksi Pelaku"),
    ("Beda 'A' dan 'B'?", "A"),  # the first one is asked about
]


@pytest.mark.parametrize(("instruction", "term"), QUOTED)
def test_the_quoted_part_is_the_term(tmp_path: Path, instruction: str, term: str) -> None:
    row = {"instruction": instruction, "context": "Istilah", "response": "Arti yang panjang."}
    (entry,) = read(written(tmp_path, "a.json", json.dumps([row]))).entries
    assert entry.term == term and entry.meaning == "Arti yang panjang."


def test_rows_that_cannot_be_read_are_named(tmp_path: Path) -> None:
    text = "istilah,arti\nAbolisi,penghapusan\n,tanpa istilah\nDuplik,\nA,b,c\n"
    source = read(written(tmp_path, "a.csv", text))
    assert len(source.entries) == 2
    said = " | ".join(source.warnings)
    for row in ("baris 3", "baris 4", "baris 5"):
        assert row in said, said


def test_broken_json_lines_are_named_and_the_rest_is_read(tmp_path: Path) -> None:
    text = '{"istilah": "A", "arti": "b"}\n{rusak\n[1]\n'
    source = read(written(tmp_path, "a.jsonl", text))
    assert len(source.entries) == 1
    assert [w.split(":")[0] for w in source.warnings] == ["baris 2", "baris 3"]


@pytest.mark.parametrize(
    ("name", "text", "reason"),
    [
        ("a.csv", "nama,alamat\nA,B\n", "istilah"),
        ("a.json", "{rusak", "JSON rusak di baris 1"),
        ("a.json", "[" * 100_000, "bersarang|rusak"),
        ("a.json", "[1, 2]", "istilah"),
        ("a.json", '"teks"', "daftar objek"),
        ("a.jsonl", "bukan json\n", "tidak ada satu pun"),
        ("a.csv", "", "kosong"),
    ],
)
def test_what_is_no_glossary_says_so(tmp_path: Path, name: str, text: str, reason: str) -> None:
    with pytest.raises(UnreadableSource, match=reason):
        read(written(tmp_path, name, text))


@given(st.lists(st.tuples(st.text(), st.text()), min_size=1, max_size=6))
def test_every_row_is_an_entry_or_a_warning(pairs: list[tuple[str, str]]) -> None:
    rows = Rows(tuple((i, {"istilah": t, "arti": m}) for i, (t, m) in enumerate(pairs, 1)))
    try:
        source = glossary_of(rows, "x")
    except UnreadableSource:
        return
    assert len(source.entries) + len(source.warnings) == len(pairs)
    for entry in source.entries:
        assert source.text[entry.start : entry.end] == f"{entry.term} — {entry.meaning}"


def test_records_have_a_heading_each(tmp_path: Path) -> None:
    rows = [
        {"title": "Paradiplomasi", "authors": "A. Siti; B. Joko", "venue": "Jurnal X",
         "year": 2021, "abstract": "Isi.", "keywords": "daerah"},
        {"title": "Tanpa abstrak"},
        {"title": "Sister City", "abstract": "Lain."},
    ]  # fmt: skip
    source = read(written(tmp_path, "a.jsonl", "\n".join(map(json.dumps, rows))))
    assert [source.text[h.start : h.end] for h in source.headings] == [
        "Paradiplomasi; A. Siti; B. Joko; Jurnal X 2021",
        "Sister City",
    ]
    assert source.text.endswith("Sister City\n\nLain.") and not source.entries
    assert source.warnings == ("baris 2: tidak ada abstrak; dilewati",)
    first, second = source.works
    assert first.text == "Paradiplomasi\n\nIsi.\n\nKata kunci: daerah"
    assert first.metadata == {
        "title": "Paradiplomasi",
        "author": "A. Siti; B. Joko",
        "date": "2021",
        "venue": "Jurnal X",
    }
    assert second.metadata == {"title": "Sister City"}


def test_a_record_says_more_of_its_work(tmp_path: Path) -> None:
    """Whatever the columns are called; one that is no bibliography is no extra."""
    row = {"Judul": "Kota Kembar", "abstrak": "Isi.", "Vol": 3, "no": "2", "halaman": "10-21",
           "DOI": "10.5555/x", "issn": "1234-5678", "penilaian": "baik"}  # fmt: skip
    (work,) = read(written(tmp_path, "a.jsonl", json.dumps(row))).works
    assert extra_of(work.metadata) == (
        ("DOI", "10.5555/x"), ("ISSN", "1234-5678"), ("issue", "2"), ("page", "10-21"),
        ("volume", "3"),
    )  # fmt: skip
    assert "penilaian" not in work.metadata


@pytest.mark.shared
@pytest.mark.skipif(not SHARED.exists(), reason="needs ../shared/data")
@pytest.mark.parametrize(
    ("name", "entries"),
    [
        ("adagium", 89),
        ("definisi_per_undangan_A", 96),
        ("definisi_per_undangan_B", 89),
        ("glosarium_mahkamah_agung", 207),
        ("istilah_kpt_sultra", 144),
    ],
)
def test_real_glossaries(name: str, entries: int) -> None:
    source = read(SHARED / "glossary" / f"{name}.json")
    assert len(source.entries) == entries, source.warnings
    assert all(len(entry.term) < 130 for entry in source.entries)
    if name.startswith("definisi"):  # the term is the short one of the two
        longer = sum(len(e.meaning) > len(e.term) for e in source.entries)
        assert longer >= 0.95 * entries


@pytest.mark.shared
@pytest.mark.skipif(not SHARED.exists(), reason="needs ../shared/data")
def test_real_records() -> None:
    source = read(SHARED / "abstracts" / "abstracts.jsonl")
    assert len(source.headings) == len(source.works) == 16
    assert not source.entries and not source.warnings


def test_an_english_meaning_is_a_second_line(tmp_path: Path) -> None:
    file = tmp_path / "g.csv"
    file.write_text(
        "istilah,inggris,arti,meaning_en\nrak,shelf,papan buku,board for books\n", encoding="utf-8"
    )
    source = read(file)
    (entry,) = source.entries
    assert source.text == "rak (shelf) — papan buku\nshelf: board for books"
    assert source.text[entry.start : entry.end] == source.text
