"""A collection as every kind of file, opened again by the libraries that people use."""

import json
import zipfile
from io import BytesIO
from pathlib import Path

import bibtexparser
import docx
import openpyxl
import pandas
import pytest
import rispy
from app_library import HOSTILE, fill
from lxml import etree
from markdown_it import MarkdownIt

from answer.collected import COLUMNS, FORMATS, Collected, export_collection
from answer.table import Made
from index.collection import Collections
from index.library import Library
from ingest.errors import BatchError

MADE = Made("2030-01-02T03:04:05+07:00", "000007-1f3a9c0b2d4e", 6, 20)
IDS = (
    "uu/2010/7#pasal-2/ayat-2",
    "uu/2010/7#pasal-3/ayat-1",
    "ulasan-taman#judul-pendahuluan/alinea-1",
)
NOTES = ('=HYPERLINK("http://example.invalid")', "+cmd|' /C calc'!A0\tx\n@SUM(A1)", HOSTILE)


@pytest.fixture(scope="module")
def collected(tmp_path_factory: pytest.TempPathFactory) -> Collected:
    library = Library.open(fill(tmp_path_factory.mktemp("c") / "pustaka"))
    collections = Collections(library.catalog)
    here = collections.create("Bab 2: izin")
    for passage_id, note in zip((*IDS, "naga#judul-naga/alinea-1"), (*NOTES, ""), strict=True):
        passage = library.catalog.passage(passage_id)
        assert passage is not None, passage_id
        document = library.catalog.document(passage.document_id, with_text=False)
        assert document is not None
        collections.save(here, document, passage, "berapa lama izin?", note, "000007-x")
    library.remove("ulasan-taman")
    return Collected("Bab 2: izin", collections.saved(here), MADE)


def test_word_has_quotations_with_real_footnotes(collected: Collected) -> None:
    made = export_collection(collected, ".docx")
    said = [p.text for p in docx.Document(BytesIO(made)).paragraphs]
    assert "“Izin taman berlaku tiga tahun dan dapat diperpanjang.”" in said
    assert "Bagian ini tidak ada lagi dalam pustaka." in said
    assert said[-1].endswith("generasi pustaka 000007-1f3a9c0b2d4e.")
    headings = [
        p.text for p in docx.Document(BytesIO(made)).paragraphs if p.style.name[:7] == "Heading"
    ]
    assert headings[:3] == ["berapa lama izin?", "Daftar Pustaka", "Peraturan Perundang-undangan"]
    with zipfile.ZipFile(BytesIO(made)) as pack:
        notes = [
            "".join(n.itertext()).strip() for n in etree.fromstring(pack.read("word/footnotes.xml"))
        ]
    assert "Nomor 7 Tahun 2010 tentang Taman Kota" in notes[2] and "Pasal 2 ayat (2)" in notes[2]
    assert notes[3].startswith("Ibid.") and "Pasal 3 ayat (1)" in notes[3]
    assert len(notes) == 2 + 4


def test_a_spreadsheet_opens_and_runs_nothing(collected: Collected) -> None:
    made = export_collection(collected, ".xlsx")
    book = openpyxl.load_workbook(BytesIO(made))
    rows = list(book["Koleksi"].iter_rows(values_only=True))
    assert rows[0] == COLUMNS and len(rows) == 5
    assert {cell.data_type for row in book["Koleksi"].iter_rows() for cell in row} <= {"s", "n"}
    assert not any(cell.hyperlink for row in book["Koleksi"].iter_rows() for cell in row)
    frame = pandas.read_excel(BytesIO(made), sheet_name="Koleksi")
    assert frame["note"][0] == NOTES[0] and frame["standing"][2] == "gone"
    assert frame["citation"][0].startswith("Indonesia, ")
    told = list(book["Tentang"].iter_rows(values_only=True))
    assert ("Generasi pustaka", MADE.generation) in told and ("Dibuat", MADE.at) in told


def test_markdown_has_its_notes_and_no_markup_of_others(collected: Collected) -> None:
    text = export_collection(collected, ".md").decode()
    assert text.count("\n[^") == 4 and "[^2]: Ibid" in text.replace("*", "").replace("\\", "")
    assert MADE.generation in text
    rendered = MarkdownIt("commonmark", {"html": True}).render(text)
    assert (
        "<script" not in rendered
        and "<img" not in rendered
        and "javascript:alert" not in [part.split('"')[0] for part in rendered.split('href="')[1:]]
    )


def test_reference_managers_get_each_work_once(collected: Collected) -> None:
    ris = rispy.loads(export_collection(collected, ".ris").decode())
    bib = bibtexparser.parse_string(export_collection(collected, ".bib").decode())
    csl = json.loads(export_collection(collected, ".json"))
    assert len(ris) == len(bib.entries) == len(csl) == 3 and not bib.failed_blocks
    assert all(MADE.generation in json.dumps(one, ensure_ascii=False) for one in (*ris, *csl))


def test_an_unknown_format_is_said(collected: Collected) -> None:
    with pytest.raises(BatchError, match=r"\.docx"):
        export_collection(collected, ".pdf")


@pytest.mark.parametrize("suffix", FORMATS)
def test_an_empty_collection_is_a_file_too(suffix: str, tmp_path: Path) -> None:
    made = export_collection(Collected("Kosong", (), MADE), suffix)
    assert made or suffix == ".ris"  # a RIS file has nothing but its records
