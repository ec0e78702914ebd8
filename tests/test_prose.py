"""Books, articles, theses and glossaries become passages."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dalil.ingest.locator import Locator
from dalil.ingest.model import Entry, Heading, Passage, SourceText
from dalil.ingest.readers.registry import read
from dalil.ingest.structure.prose import SHOWN, recognised_headings, split_entries, split_prose

SHARED = Path(__file__).resolve().parents[2] / "shared" / "data"

PARAGRAPH = (
    "Kerja sama daerah dengan pihak luar negeri berkembang pesat sejak otonomi luas diberlakukan. "
    "Dasarnya adalah undang-undang pemerintahan daerah, yang memberi ruang di bawah pembinaan."
)


def marked(text: str) -> SourceText:
    """A text with headings in Markdown's notation."""
    out, headings, offset = [], [], 0
    for line in text.split("\n"):
        words = line.lstrip("# ") if line.startswith("#") else line
        if line.startswith("#"):
            level = len(line) - len(line.lstrip("#"))
            headings.append(Heading(offset, offset + len(words), level))
        out.append(words)
        offset += len(words) + 1
    return SourceText("\n".join(out), headings=tuple(headings))


def checked(source: SourceText, passages: list[Passage]) -> list[Passage]:
    ids = [p.passage_id for p in passages]
    assert len(set(ids)) == len(ids)
    starts = [p.start for p in passages]
    assert starts == sorted(starts)
    for p in passages:
        assert source.text[p.start : p.end] == p.text == p.text.strip() and p.text
        assert p.passage_id == f"{p.document_id}#{p.locator}"
        assert Locator.parse(str(p.locator)) == p.locator
        assert p.parent_id is None or p.parent_id in ids
        assert p.page == source.page_of(p.start)
    return passages


def split(source: SourceText) -> list[Passage]:
    return checked(source, split_prose(source, "tesis"))


def test_sections_are_shown_and_paragraphs_searched() -> None:
    source = marked(f"# Pendahuluan\n{PARAGRAPH}\n{PARAGRAPH}\n## Latar\n{PARAGRAPH}")
    found = split(source)
    assert [(str(p.locator), p.searchable, p.parent_id) for p in found] == [
        ("judul-pendahuluan", False, None),
        ("judul-pendahuluan/alinea-1", True, "tesis#judul-pendahuluan"),
        ("judul-pendahuluan/alinea-2", True, "tesis#judul-pendahuluan"),
        ("judul-latar", False, None),
        ("judul-latar/alinea-1", True, "tesis#judul-latar"),
    ]
    assert found[0].text.startswith("Pendahuluan\nKerja sama")
    assert found[-1].heading == ("Pendahuluan", "Latar")


def test_a_long_section_is_not_shown_whole() -> None:
    source = marked("# Pembahasan\n" + "\n".join([PARAGRAPH] * 20))
    found = split(source)
    assert len(source.text) > SHOWN and len(found) == 20
    assert all(p.parent_id is None and p.searchable for p in found)
    assert found[0].heading == ("Pembahasan",)


def test_text_before_the_first_heading_and_without_any() -> None:
    found = split(marked(f"{PARAGRAPH}\n# Isi\n{PARAGRAPH}"))
    assert [str(p.locator) for p in found] == ["alinea-1", "judul-isi", "judul-isi/alinea-1"]
    found = split(marked(f"{PARAGRAPH}\n{PARAGRAPH}"))
    assert [str(p.locator) for p in found] == ["alinea-1", "alinea-2"]


def test_pages_without_headings() -> None:
    pages = [f"{PARAGRAPH}\n{PARAGRAPH}", PARAGRAPH]
    source = SourceText("\n".join(pages), page_starts=(0, len(pages[0]) + 1))
    found = split(source)
    assert [(str(p.locator), p.page) for p in found] == [
        ("halaman-1/alinea-1", 1),
        ("halaman-1/alinea-2", 1),
        ("halaman-2/alinea-1", 2),
    ]


def test_headings_that_repeat_stay_apart() -> None:
    source = marked(f"# Bab I\n## Kesimpulan\n{PARAGRAPH}\n# Bab II\n## Kesimpulan!\n{PARAGRAPH}")
    shown = [str(p.locator) for p in split(source) if not p.searchable]
    assert shown == ["judul-kesimpulan", "judul-kesimpulan~2"]


SILENT = [
    "Daftar Pustaka", "DAFTAR ISI", "Referensi", "References", "BIBLIOGRAPHY", "7. Daftar Pustaka",
    "Daftar Tabel", "BAB VI DAFTAR PUSTAKA",
]  # fmt: skip


@pytest.mark.parametrize("title", SILENT)
def test_lists_of_sources_and_contents_are_not_searched(title: str) -> None:
    source = marked(f"# Isi\n{PARAGRAPH}\n# {title}\n{PARAGRAPH}\n# Lampiran\n{PARAGRAPH}")
    found = split(source)
    silent = [p for p in found if title in p.heading]
    assert silent and not any(p.searchable for p in silent)
    assert sum(p.searchable for p in found) == 2  # what stands before and after is


def test_parts_of_a_list_of_sources_are_not_searched_either() -> None:
    source = marked(f"# Daftar Pustaka\n# Buku\n{PARAGRAPH}\n# Jurnal\n{PARAGRAPH}")
    assert not any(p.searchable for p in split(source))


def test_a_table_of_contents_without_heading_is_not_searched() -> None:
    lines = "\n".join(f"Bagian {i} tentang kerja sama daerah ........ {i}" for i in range(9))
    assert not any(p.searchable for p in split(SourceText(lines)))
    assert any(p.searchable for p in split(SourceText(f"{lines}\n\n{PARAGRAPH}")))


RECOGNISED = [
    (f"BAB I\nPENDAHULUAN\n{PARAGRAPH}", [("BAB I PENDAHULUAN", 1)], "a chapter over two lines"),
    (f"BAB II TINJAUAN\nPUSTAKA\n{PARAGRAPH}", [("BAB II TINJAUAN PUSTAKA", 1)], "title goes on"),
    (f"BAB 3\nMetode Penelitian\n{PARAGRAPH}", [("BAB 3 Metode Penelitian", 1)], "arabic"),
    (f"1.2 Latar Belakang\n{PARAGRAPH}", [("1.2 Latar Belakang", 2)], "decimal number"),
    (f"1.2.3 Rumusan\n{PARAGRAPH}", [("1.2.3 Rumusan", 3)], "deeper"),
    (f"{PARAGRAPH}\nA. Dasar Hukum\n{PARAGRAPH}", [("A. Dasar Hukum", 2)], "letter"),
    (f"{PARAGRAPH}\nDAFTAR PUSTAKA\nA", [("DAFTAR PUSTAKA", 1)], "known words"),
    (f"Abstrak\n{PARAGRAPH}", [("Abstrak", 1)], "known words in small letters"),
    (f"{PARAGRAPH}\n\nTeori Kewenangan\n\n{PARAGRAPH}", [("Teori Kewenangan", 3)], "stands free"),
    (f"{PARAGRAPH}\nKERJA SAMA LUAR NEGERI\n{PARAGRAPH}", [("KERJA SAMA LUAR NEGERI", 2)], "caps"),
    ("1.2 Latar Belakang ........ 5", [], "a line of the contents"),
    ("BAB I PENDAHULUAN ..... 1", [], "the same for a chapter"),
    ("1. Perjanjian internasional adalah perjanjian;", [], "a list item"),
    ("2.500 orang hadir dalam rapat itu", [], "a number"),
    (f"sejak\nBANDUNG DAN JAKARTA\nbekerja sama. {PARAGRAPH}", [], "capitals in a sentence"),
    (f"{PARAGRAPH}\nKesimpulan\nini berlaku pula.", [], "a known word that begins a sentence"),
]


@pytest.mark.parametrize(("text", "expected", "why"), RECOGNISED)
def test_recognised_headings(text: str, expected: list[tuple[str, int]], why: str) -> None:
    found = recognised_headings(text)
    said = [(" ".join(text[h.start : h.end].split()), h.level) for h in found]
    assert said == expected, why


@given(st.lists(st.sampled_from([
    "BAB I", "PENDAHULUAN", "1.1 Judul Sub", "", "teks kecil.", "A. Huruf", "  ", PARAGRAPH,
    "Abstrak", "DUA KATA", "Teori Negara", "........ 5",
]), max_size=25))  # fmt: skip
def test_passages_of_any_text_are_slices_of_it(lines: list[str]) -> None:
    text = "\n".join(lines)
    source = SourceText(text)
    headings = recognised_headings(text)
    assert all(0 <= h.start < h.end <= len(text) for h in headings)
    assert all(a.end <= b.start for a, b in pairwise(headings))
    split(source)


def test_entries() -> None:
    terms = [("Abolisi", ""), ("Actio / Aksi", "HAM"), ("abolisi!", ""), ("条約", "")]
    text, entries = "", []
    for term, context in terms:
        paragraph = f"{term} — arti"
        entries.append(Entry(term, "arti", len(text), len(text) + len(paragraph), context))
        text += paragraph + "\n\n"
    source = SourceText(text, entries=tuple(entries))
    found = checked(source, split_entries(source, "glosarium"))
    assert [p.passage_id for p in found] == [
        "glosarium#entri-abolisi",
        "glosarium#entri-actio-aksi",
        "glosarium#entri-abolisi~2",
        "glosarium#entri-条約",
    ]
    assert found[1].heading == ("HAM",) and all(p.searchable for p in found)


@pytest.mark.shared
@pytest.mark.skipif(not SHARED.exists(), reason="needs ../shared/data")
@pytest.mark.parametrize(
    "name",
    [
        "abstracts/abstracts.jsonl",
        "pdf-misc/pdf/GBHN.pdf",
        "pdf-misc/pdf/traktat_versi_inggris.pdf",
        "glossary/adagium.json",
    ],
)
def test_real_works(name: str) -> None:
    source = read(SHARED / name, use_ocr=False)
    passages = (split_entries if source.entries else split_prose)(source, "karya")
    found = checked(source, passages)
    searched = sum(len(p.text) for p in found if p.searchable)
    titles = sum(h.end - h.start for h in source.headings)
    assert searched > 0.85 * (len(source.text) - titles)  # nothing large is lost
