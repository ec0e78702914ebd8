"""Word files: reopened by python-docx, their parts as the standard has them, nothing runs."""

import re
import zipfile
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory

import docx
import pytest
from app_library import HOSTILE
from docx.oxml.ns import qn
from lxml import etree

from dalil.answer.export.docx import Footnote, Manuscript, Text, texts
from dalil.answer.export.table import Made

MADE = Made("2026-11-24T10:00:00+07:00", "7-abc", 3, 40)


def content_of(made: Manuscript) -> bytes:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "made.docx"
        made.save(path)
        return path.read_bytes()


def parts(made: bytes) -> dict[str, str]:
    with zipfile.ZipFile(BytesIO(made)) as pack:
        return {name: pack.read(name).decode("utf-8", "replace") for name in pack.namelist()}


def manuscript() -> Manuscript:
    made = Manuscript("Kota kembar", made=MADE)
    made.heading("Izin")
    made.paragraph(
        "Lurah memberi izin.", Footnote((Text("Indonesia, "), Text("Ibid.", italic=True)))
    )
    made.quotation("Izin berlaku tiga tahun.", Footnote(texts([("Pasal 2 ayat (2)", False)])))
    made.bullet("satu")
    made.table(
        ["Klaim", "Dalil"], [["a", [Text("b", marked=True), Footnote((Text("c"),))]]], [4, 9]
    )
    return made


def test_every_reference_has_its_note_in_order() -> None:
    found = parts(content_of(manuscript()))
    notes = etree.fromstring(found["word/footnotes.xml"].encode())
    ids = [note.get(qn("w:id")) for note in notes]
    assert ids == ["-1", "0", "1", "2", "3"]
    assert [n.get(qn("w:type")) for n in notes[:2]] == ["separator", "continuationSeparator"]
    body = etree.fromstring(found["word/document.xml"].encode())
    assert [m.get(qn("w:id")) for m in body.iter(qn("w:footnoteReference"))] == ["1", "2", "3"]
    said = ["".join(note.itertext()).strip() for note in notes[2:]]
    assert said == ["Indonesia, Ibid.", "Pasal 2 ayat (2)", "c"]
    assert 'PartName="/word/footnotes.xml"' in found["[Content_Types].xml"]
    assert found["word/_rels/document.xml.rels"].count("relationships/footnotes") == 1
    settings = etree.fromstring(found["word/settings.xml"].encode())
    tags = [etree.QName(child).localname for child in settings]
    assert tags.index("footnotePr") < tags.index("compat")
    styles = found["word/styles.xml"]
    assert 'w:styleId="FootnoteText"' in styles and 'w:styleId="FootnoteReference"' in styles


def test_python_docx_opens_it_and_reads_what_was_put_in() -> None:
    document = docx.Document(BytesIO(content_of(manuscript())))
    said = [p.text for p in document.paragraphs]
    assert said[:5] == [
        "Kota kembar", "Izin", "Lurah memberi izin.", "Izin berlaku tiga tahun.", "satu",
    ]  # fmt: skip
    assert [p.style.name for p in document.paragraphs[:2]] == ["Title", "Heading 1"]
    assert [[c.text for c in row.cells] for row in document.tables[0].rows] == [
        ["Klaim", "Dalil"], ["a", "b"],
    ]  # fmt: skip
    assert said[-1] == ("Dibuat dengan Dalil, 2026-11-24T10:00:00+07:00; generasi pustaka 7-abc.")
    assert document.core_properties.title == "Kota kembar"
    assert document.core_properties.author == "Dalil"
    section = document.sections[0]
    assert round(section.page_width.cm, 1) == 21.0 and round(section.page_height.cm, 1) == 29.7


def test_without_notes_there_is_no_part_for_them() -> None:
    made = Manuscript("Kosong")
    made.paragraph("Tanpa catatan.")
    assert "word/footnotes.xml" not in parts(content_of(made))


@pytest.mark.parametrize("language", ["id", "en"])
def test_word_is_told_the_language(language: str) -> None:
    made = parts(content_of(Manuscript("x", language)))
    assert re.findall(r'<w:lang w:val="([^"]+)"', made["word/styles.xml"])[0] == {
        "id": "id-ID", "en": "en-US",
    }[language]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        (HOSTILE, None),
        ("=HYPERLINK(\"http://example.invalid\")", None),
        ("a\x00b\x0bc", "ab\nc"),  # NUL is not XML; a vertical tab is a line break
        ("satu\r\ndua\ttiga", "satu\ndua\ttiga"),
        ("\ud800 tunggal", " tunggal"),  # a lone surrogate cannot be encoded
        ("aman \u202etxt.exe", "aman txt.exe"),  # would be shown backwards
        ("{ HYPERLINK x } \\* MERGEFORMAT", None),
        ("<w:p/>]]>&amp;", None),
    ],
)  # fmt: skip
def test_text_stays_text(text: str, shown: str | None) -> None:
    made = Manuscript(text)
    made.paragraph(text, Footnote((Text(text),)))
    made.table([text], [[text]])
    content = content_of(made)
    document = docx.Document(BytesIO(content))
    expected = text.replace("\u202e", "") if shown is None else shown
    assert document.paragraphs[1].text == expected
    found = parts(content)
    tags = {
        etree.QName(e).localname
        for name in ("word/document.xml", "word/footnotes.xml")
        for e in etree.fromstring(found[name].encode()).iter()
    }
    assert not tags & {"hyperlink", "fldSimple", "fldChar", "instrText", "object", "altChunk"}


def test_a_long_table_is_made_of_copied_rows() -> None:
    made = Manuscript("Panjang")
    made.table(["a", "b"], ([str(n), "x"] for n in range(2_000)))
    document = docx.Document(BytesIO(content_of(made)))
    assert len(document.tables[0]._tbl.tr_lst) == 2_001


def test_a_text_longer_than_xml_readers_take_in_one_node_is_read_again() -> None:
    long = "naga " * 2_100_000  # libxml2 stops at ten million bytes
    made = Manuscript("Panjang")
    made.paragraph(long)
    assert docx.Document(BytesIO(content_of(made))).paragraphs[1].text == long


def test_it_is_printed_as_a_thesis_is() -> None:
    document = docx.Document(BytesIO(content_of(manuscript())))
    styles = document.styles
    assert styles["Normal"].font.name == "Times New Roman"
    assert styles["Normal"].font.size.pt == 12
    assert styles["footnote text"].font.size.pt == 10
    for name in ("Title", "Heading 1", "Heading 2", "Heading 9"):
        assert styles[name].font.color.rgb is None and styles[name].font.name is None, name
    assert styles["Heading 1"].element.xpath("./w:pPr/w:outlineLvl/@w:val") == ["0"]
    modes = document.settings.element.xpath(
        './/w:compatSetting[@w:name="compatibilityMode"]/@w:val'
    )
    assert modes == ["15"]  # else Word says "compatibility mode"
    assert not [n for n in parts(content_of(manuscript())) if "thumbnail" in n]


@pytest.mark.parametrize("char", "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
def test_no_part_of_it_turns_what_follows(char: str) -> None:
    made = Manuscript(f"aman {char}txt.exe")
    made.heading(f"a{char}b")
    made.paragraph(f"a{char}b", Footnote((Text(f"c{char}d"),)))
    assert not [name for name, xml in parts(content_of(made)).items() if char in xml]
