"""A collection as files: each opened again by another library, and nothing in it runs."""

from __future__ import annotations

import json
import re
import zipfile
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from subprocess import CompletedProcess

import bibtexparser
import docx
import openpyxl
import pandas
import pytest
import rispy
from app_library import HOSTILE, fill
from command import dalil
from docx.oxml.ns import qn
from lxml import etree
from made_up import act
from markdown_it import MarkdownIt
from test_reference_managers import plain

from dalil.answer.citation.cite import cite, footnotes
from dalil.answer.citation.csl_style import STYLES
from dalil.answer.export.bookmark_rows import Collected, collect
from dalil.answer.export.bookmarks import COLUMNS, FORMATS, export_collection, write_collection
from dalil.answer.export.escape import flowing
from dalil.index.library import Library
from dalil.index.store.bookmarks import Collections
from dalil.ingest.errors import BatchError, StyleError
from dalil.ingest.model import Status

AT = "2030-01-02T03:04:05+07:00"
SENTENCE = "Izin taman berlaku tiga tahun dan dapat diperpanjang."
NASTY = [
    '=HYPERLINK("http://example.invalid","klik")', "+cmd|' /C calc'!A0", "-2+3", "@SUM(A1)",
    "\t=1+1", "satu\n=1+1\n\ndua", "\ud800 tunggal", "aman \u202etxt.exe", HOSTILE,
    "{\\rtf1} \\input{/etc/passwd} $x$ % _ # & ~ ^ }{", "a\x00b\x0bc", "@book{x, title={y}}",
    "TY  - BOOK\r\nER  - ", "[^1]: palsu", "![](x) <b>", "ER  - ",
]  # fmt: skip


def save(library: Library, name: str, *places: tuple[str, str, str]) -> None:
    """Save passages (id, question, note) in a collection."""
    for passage_id, question, note in places:
        passage = library.catalog.passage(passage_id)
        assert passage is not None
        document = library.catalog.document(passage.document_id, with_text=False)
        assert document is not None
        Collections(library.catalog).save_in(name, document, passage, question, note, "g1")


@pytest.fixture
def library(tmp_path: Path) -> Library:
    opened = Library.open(fill(tmp_path / "pustaka"))
    save(
        opened, "Bab 2",
        ("uu/2010/7#pasal-2/ayat-2", "berapa lama izin taman?", "kutip di awal"),
        ("uu/2010/7#pasal-3/ayat-1", "berapa lama izin taman?", ""),
        ("ulasan-taman#judul-pendahuluan/alinea-1", "", "bandingkan"),
        ("uu/2010/7#pasal-1/ayat-1", "apa itu taman?", "baris satu\nbaris dua"),
        ("pp/1999/4#pasal-5/ayat-1", "", ""),
        ("uu/2015/9#pasal-8/ayat-1", "", ""),
    )  # fmt: skip
    return opened


def collected(library: Library, style: str = "footnote", language: str = "id") -> Collected:
    (collection,) = Collections(library.catalog).all()
    return collect(library, collection, style, language, AT)


def notes_of(content: bytes) -> list[str]:
    with zipfile.ZipFile(BytesIO(content)) as pack:
        root = etree.fromstring(pack.read("word/footnotes.xml"))
    return ["".join(n.itertext()).strip() for n in root if n.get(qn("w:type")) is None]


def test_word_has_quotations_with_footnotes_notes_and_works(library: Library) -> None:
    made = collected(library)
    content = export_collection(made, ".docx")
    document = docx.Document(BytesIO(content))
    said = [(p.style.name, p.text) for p in document.paragraphs]
    assert said[0] == ("Title", "Bab 2")
    assert said[1] == ("Heading 2", "berapa lama izin taman?")
    assert said[2] == ("Normal", f"“{SENTENCE}”")
    assert said[3] == ("Normal", "Catatan: kutip di awal")
    questions = [text for style, text in said if style == "Heading 2" and text.endswith("?")]
    assert questions == ["berapa lama izin taman?", "apa itu taman?"]  # each once
    at = said.index(("Heading 1", "Daftar Pustaka"))
    assert said[at + 1] == ("Heading 2", "Peraturan Perundang-undangan")
    entries = [text for _, text in said[at:] if "Taman Kota" in text]
    assert len(entries) == 1  # each work once, however often it is cited
    assert said[-1][1] == f"Dibuat dengan Dalil, {AT}; generasi pustaka {made.made.generation}."
    assert made.made.generation
    notes = notes_of(content)
    assert notes == footnotes(made.cited)
    assert notes[0] == cite(made.held[0].saved.document, made.held[0].saved.passage)
    assert len(notes[3]) < len(notes[0]) and "Pasal 1" in notes[3]  # later it is short
    body = document.element.body
    assert len(list(body.iter(qn("w:footnoteReference")))) == len(notes) == 6


def test_what_whoever_quotes_must_know_is_said(library: Library) -> None:
    library.put(act("uu/2010/7", {"2": ["(dihapus)"], "3": ["Camat mencabut izin taman."]}))
    library.remove("ulasan-taman")
    text = export_collection(collected(library), ".md").decode()
    # the passage is not there any more; its pasal has one ayat only
    assert "tidak ada lagi dalam pustaka" in text
    assert "bunyinya dalam pustaka sudah berubah" in text
    assert "dicabut" in text and "ikhtisar, bukan teks resmi" in text
    held = collected(library).held
    assert [h.saved.standing for h in held] == ["gone", "changed", "gone", "gone", "same", "same"]
    assert held[4].status is Status.REPEALED and held[0].status is Status.UNKNOWN
    assert SENTENCE in text  # what was saved stays


def test_markdown_numbers_its_notes(library: Library) -> None:
    text = export_collection(collected(library), ".md").decode()
    assert f"> “{SENTENCE}”[^1]" in text
    assert re.findall(r"^\[\^(\d)\]: ", text, re.MULTILINE) == list("123456")
    assert f"- Dibuat: {AT}" in text and "Generasi pustaka" in text
    assert "**Catatan:** baris satu\\\nbaris dua" in text
    assert "## Daftar Pustaka" in text and "### Peraturan Perundang-undangan" in text


def test_a_row_a_passage(library: Library) -> None:
    made = collected(library)
    content = export_collection(made, ".xlsx")
    table = pandas.read_excel(BytesIO(content), keep_default_na=False)
    assert tuple(table.columns) == COLUMNS
    assert list(table["number"]) == [1, 2, 3, 4, 5, 6]
    assert table["text"][0] == SENTENCE and table["note"][0] == "kutip di awal"
    assert table["passage_id"][0] == "uu/2010/7#pasal-2/ayat-2"
    assert table["status"][4] == "dicabut" and table["digest"][5]
    assert set(table["saved_generation"]) == {"g1"}
    about = pandas.read_excel(BytesIO(content), sheet_name="Tentang", header=None)
    assert dict(zip(about[0], about[1], strict=True)) | {
        "Koleksi": "Bab 2", "Dibuat": AT, "Generasi pustaka": made.made.generation,
    } == dict(zip(about[0], about[1], strict=True))  # fmt: skip


def test_reference_managers_get_each_work_once(library: Library) -> None:
    made = collected(library)
    records = rispy.loads(export_collection(made, ".ris").decode())
    assert [r["id"] for r in records] == ["uu:2010:7", "ulasan-taman", "pp:1999:4", "uu:2015:9"]
    bib = bibtexparser.parse_string(export_collection(made, ".bib").decode())
    assert not bib.failed_blocks and len(bib.entries) == 4
    note = plain(str(bib.entries[0].fields_dict["annote"].value))
    assert "[uu/2010/7#pasal-2/ayat-2]" in note and "[uu/2010/7#pasal-1/ayat-1]" in note
    assert made.made.generation in note and AT in note
    assert len(json.loads(export_collection(made, ".json"))) == 4


@pytest.mark.parametrize("language", ["id", "en"])
@pytest.mark.parametrize("style", list(STYLES))
def test_every_style_in_both_languages(library: Library, style: str, language: str) -> None:
    made = collected(library, style, language)
    assert notes_of(export_collection(made, ".docx")) == [
        n.strip() for n in footnotes(made.cited, style)
    ]
    assert export_collection(made, ".md")


def test_a_style_that_there_is_not_is_said(library: Library) -> None:
    with pytest.raises(StyleError):
        collected(library, "oracle bone")


@pytest.mark.parametrize("suffix", FORMATS)
def test_an_empty_collection_is_a_file(tmp_path: Path, suffix: str) -> None:
    opened = Library.open(tmp_path / "x", create=True)
    Collections(opened.catalog).create("Kosong")
    content = export_collection(collected(opened), suffix)
    if suffix == ".docx":
        assert "Koleksi ini kosong." in [p.text for p in docx.Document(BytesIO(content)).paragraphs]
    elif suffix == ".xlsx":
        assert openpyxl.load_workbook(BytesIO(content)).sheetnames == ["Koleksi", "Tentang"]


def hostile(text: str, made: Collected) -> Collected:
    """A collection in which everything a document or a person says is this text."""
    first = made.held[0]
    document = replace(
        first.saved.document, title=text, source=text, authors=(text,), issuer=text, number=text,
        extra=(("publisher-place", text),),
    )  # fmt: skip
    passage = replace(first.saved.passage, text=text, lead_in=text, heading=(text,))
    saved = replace(
        first.saved, document=document, passage=passage, question=text, note=text, generation=text
    )
    return replace(made, name=text, held=(replace(first, saved=saved),))


@pytest.mark.parametrize("text", NASTY)
def test_hostile_text_is_harmless_in_word(library: Library, text: str) -> None:
    content = export_collection(hostile(text, collected(library)), ".docx")
    docx.Document(BytesIO(content))
    with zipfile.ZipFile(BytesIO(content)) as pack:
        for name in ("word/document.xml", "word/footnotes.xml"):
            xml = pack.read(name)
            tags = {etree.QName(e).localname for e in etree.fromstring(xml).iter()}
            assert not tags & {"hyperlink", "fldSimple", "fldChar", "instrText", "object"}
            assert "\u202e" not in xml.decode()


@pytest.mark.parametrize("text", NASTY)
def test_hostile_text_is_harmless_in_a_sheet(library: Library, text: str) -> None:
    content = export_collection(hostile(text, collected(library)), ".xlsx")
    book = openpyxl.load_workbook(BytesIO(content))
    for sheet in book:
        for row in sheet.iter_rows():
            assert all(cell.data_type in {"s", "n"} and cell.hyperlink is None for cell in row)
    assert book["Koleksi"].max_row == 2


@pytest.mark.parametrize("text", NASTY)
def test_hostile_text_is_harmless_elsewhere(library: Library, text: str) -> None:
    made = hostile(text, collected(library))
    assert len(rispy.loads(export_collection(made, ".ris").decode())) == 1
    bib = bibtexparser.parse_string(export_collection(made, ".bib").decode())
    assert not bib.failed_blocks and len(bib.entries) == 1
    assert len(json.loads(export_collection(made, ".json"))) == 1
    markdown = export_collection(made, ".md").decode()
    assert not re.search(r"(?<!\\)<|(?<!\\)!?(?<!\\)\[[^]^]*\]\(", markdown)
    assert len(re.findall(r"^\[\^\d\]: ", markdown, re.MULTILINE)) == 1
    rendered = MarkdownIt("commonmark", {"html": True}).render(markdown)
    assert not re.search(r"<(?:script|img|style|b|a|h[4-6])\b", rendered)


def test_a_file_is_replaced_when_the_new_one_is_whole(library: Library, tmp_path: Path) -> None:
    place = tmp_path / "bab.docx"
    place.write_text("lama")
    broken = replace(collected(library), style="oracle bone")
    with pytest.raises(StyleError):
        write_collection(broken, place)
    assert place.read_text() == "lama"
    write_collection(collected(library), place)
    assert [p.name for p in tmp_path.iterdir() if p.is_file()] == ["bab.docx"]
    for wrong in ("bab.pdf", "bab", "nirwana/bab.docx"):
        with pytest.raises(BatchError):
            write_collection(collected(library), tmp_path / wrong)


@pytest.mark.parametrize(
    ("text", "flows"),
    [
        ("satu dua\ntiga  empat", "satu dua tiga empat"),  # a PDF's line ended there
        ("Syarat:\na. umur;\nb. izin.", "Syarat:\na. umur;\nb. izin."),
        ("(1) satu.\n(2) dua", "(1) satu.\n(2) dua"),
        ("  \n\n ", ""),
    ],
)
def test_lines_flow(text: str, flows: str) -> None:
    assert flowing(text) == flows


# The command


def run(library: Library, *arguments: str) -> CompletedProcess[str]:
    return dalil("collection", *arguments, "--library", library.folder)


def test_the_command_lists_shows_and_writes(library: Library, tmp_path: Path) -> None:
    assert json.loads(run(library, "--json").stdout)[0]["name"] == "Bab 2"
    assert "Bab 2  (6)" in run(library).stdout
    shown = run(library, "bab 2")
    assert SENTENCE in shown.stdout and "dicabut" in shown.stdout and shown.returncode == 0
    told = json.loads(run(library, "Bab 2", "--json").stdout)
    assert told["passages"][0]["passage_id"] == "uu/2010/7#pasal-2/ayat-2"
    done = run(library, "Bab 2", "-o", str(tmp_path / "x.docx"), "--style", "chicago")
    assert done.returncode == 0 and notes_of((tmp_path / "x.docx").read_bytes())


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("Bab 9",), "Bab 2"),  # those that there are
        (("Bab 2", "-o", "x.pdf"), ".docx"),
        (("Bab 2", "--style", "hieroglyphs"), "footnote"),
    ],
)
def test_wrong_use_says_what_there_is(
    library: Library, arguments: tuple[str, ...], said: str
) -> None:
    done = run(library, *arguments)
    assert done.returncode == 2 and said in done.stderr and "Traceback" not in done.stderr


def test_nothing_saved_ends_with_1(tmp_path: Path) -> None:
    assert run(Library.open(tmp_path / "x", create=True)).returncode == 1
