"""DOCX: the order of the document, and the numbers that Word adds."""

from __future__ import annotations

import zipfile
from pathlib import Path
from typing import Any

import docx
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from dalil.ingest.errors import SourceTooLarge, UnreadableSource, UnsupportedSource
from dalil.ingest.readers import docx as docx_reader
from dalil.ingest.readers.docx import Numbering
from dalil.ingest.readers.registry import read


def saved(folder: Path, document: Any) -> Path:
    path = folder / "a.docx"
    document.save(str(path))
    return path


def levels(*rows: tuple[str, str], start: int = 1, extra: str = "") -> str:
    """The lvl elements of an abstract list: (format, text) for each level."""
    return "".join(
        f'<w:lvl w:ilvl="{i}"><w:start w:val="{start}"/><w:numFmt w:val="{fmt}"/>{extra}'
        f'<w:lvlText w:val="{text}"/></w:lvl>'
        for i, (fmt, text) in enumerate(rows)
    )


def numbering_xml(abstracts: dict[int, str], nums: dict[int, tuple[int, str]]) -> Any:
    body = "".join(
        f'<w:abstractNum w:abstractNumId="{key}">{inner}</w:abstractNum>'
        for key, inner in abstracts.items()
    ) + "".join(
        f'<w:num w:numId="{key}"><w:abstractNumId w:val="{abstract}"/>{override}</w:num>'
        for key, (abstract, override) in nums.items()
    )
    return parse_xml(f"<w:numbering {nsdecls('w')}>{body}</w:numbering>")


ACT = levels(("decimal", "Pasal %1"), ("decimal", "(%2)"), ("lowerLetter", "%3."))

SEQUENCES = [
    # what is asked for (list, level) in order, what Word prints
    (ACT, {}, [(1, 0), (1, 1), (1, 1), (1, 2), (1, 2), (1, 1), (1, 0), (1, 1)],
     ["Pasal 1", "(1)", "(2)", "a.", "b.", "(3)", "Pasal 2", "(1)"], "deeper levels restart"),
    (levels(("upperRoman", "BAB %1"), ("decimal", "%1.%2")), {}, [(1, 0), (1, 1), (1, 0), (1, 1)],
     ["BAB I", "I.1", "BAB II", "II.1"], "a number made of two levels"),
    (levels(("upperRoman", "%1"), ("decimal", "%1.%2"), extra="<w:isLgl/>"), {}, [(1, 0), (1, 1)],
     ["I", "1.1"], "legal numbering shows the levels above in decimals"),
    (levels(("decimal", "%1."), start=3), {}, [(1, 0), (1, 0)], ["3.", "4."], "a start"),
    (levels(("decimal", "%1.")), {}, [(1, 0), (2, 0), (1, 0)], ["1.", "2.", "3."],
     "two lists of one abstract list count on"),
    (levels(("decimal", "%1.")),
     {2: '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride>'},
     [(1, 0), (1, 0), (2, 0), (2, 0)], ["1.", "2.", "1.", "2."], "a list restarted by hand"),
    (levels(("lowerLetter", "%1.")), {}, [(1, 0)] * 28,
     [*(f"{chr(97 + i)}." for i in range(26)), "aa.", "bb."], "Word doubles the letter after z"),
    (levels(("bullet", "\uf0b7")), {}, [(1, 0)], ["•"], "bullets"),
    (levels(("decimalZero", "%1")), {}, [(1, 0)], ["01"], "leading zero"),
    (levels(("decimal", "%1."), ("lowerRoman", "%2)")), {}, [(1, 1), (1, 1)], ["i)", "ii)"],
     "a deeper level without the one above"),
    (ACT, {}, [(9, 0)], [""], "a list that does not exist"),
]  # fmt: skip


@pytest.mark.parametrize(("inner", "overrides", "asked", "printed", "why"), SEQUENCES)
def test_numbering(
    inner: str,
    overrides: dict[int, str],
    asked: list[tuple[int, int]],
    printed: list[str],
    why: str,
) -> None:
    root = numbering_xml({0: inner}, {key: (0, overrides.get(key, "")) for key in (1, 2)})
    numbering = Numbering(root)
    assert [numbering.next(str(key), level).strip() for key, level in asked] == printed, why


def test_a_level_that_never_restarts() -> None:
    inner = levels(("decimal", "%1."), ("decimal", "(%2)"), extra='<w:lvlRestart w:val="0"/>')
    numbering = Numbering(numbering_xml({0: inner}, {1: (0, "")}))
    asked = [(0), (1), (1), (0), (1)]
    said = [numbering.next("1", level).strip() for level in asked]
    assert said == ["1.", "(1)", "(2)", "2.", "(3)"]


def numbered(document: Any, text: str, number: int, level: int) -> None:
    paragraph = document.add_paragraph(text)
    paragraph._p.get_or_add_pPr().append(
        parse_xml(
            f'<w:numPr {nsdecls("w")}><w:ilvl w:val="{level}"/>'
            f'<w:numId w:val="{number}"/></w:numPr>'
        )
    )


def act() -> Any:
    document = docx.Document()
    root = document.part.numbering_part.element
    for child in list(root):
        root.remove(child)
    for child in numbering_xml({0: ACT}, {1: (0, "")}):
        root.append(child)
    return document


def test_an_act_with_automatic_numbers(tmp_path: Path) -> None:
    document = act()
    document.add_heading("BAB II KERJA SAMA", level=1)
    numbered(document, "", 1, 0)
    numbered(document, "Daerah dapat bekerja sama dengan:", 1, 1)
    numbered(document, "daerah lain; dan", 1, 2)
    numbered(document, "pihak ketiga.", 1, 2)
    numbered(document, "Kerja sama berdasarkan kesepakatan.", 1, 1)
    source = read(saved(tmp_path, document))
    assert source.text.split("\n") == [
        "BAB II KERJA SAMA",
        "Pasal 1",
        "(1) Daerah dapat bekerja sama dengan:",
        "a. daerah lain; dan",
        "b. pihak ketiga.",
        "(2) Kerja sama berdasarkan kesepakatan.",
    ]
    assert [source.text[h.start : h.end] for h in source.headings] == ["BAB II KERJA SAMA"]


def test_numbers_of_a_style_and_number_zero(tmp_path: Path) -> None:
    document = act()
    style = document.styles.add_style("Ayat", 1)
    style.element.get_or_add_pPr().append(
        parse_xml(f'<w:numPr {nsdecls("w")}><w:ilvl w:val="1"/><w:numId w:val="1"/></w:numPr>')
    )
    document.add_paragraph("Satu", style="Ayat")
    document.add_paragraph("Dua", style="Ayat")
    numbered(document, "tanpa nomor", 0, 0)
    document.paragraphs[-1].style = style
    assert read(saved(tmp_path, document)).text.split("\n") == [
        "(1) Satu",
        "(2) Dua",
        "tanpa nomor",
    ]


def test_tables_stand_where_they_stand(tmp_path: Path) -> None:
    document = docx.Document()
    document.add_paragraph("sebelum")
    table = document.add_table(rows=2, cols=2)
    for row, values in enumerate([("Jenis", "Nomor"), ("UU", "24")]):
        for column, value in enumerate(values):
            table.cell(row, column).text = value
    document.add_paragraph("sesudah")
    text = read(saved(tmp_path, document)).text
    assert text.split("\n") == ["sebelum", "Jenis | Nomor", "UU | 24", "sesudah"]


def test_revisions_breaks_and_content_controls(tmp_path: Path) -> None:
    document = docx.Document()
    paragraph = document.add_paragraph("Tetap ")
    paragraph._p.append(
        parse_xml(f"<w:ins {nsdecls('w')}><w:r><w:t>disisipkan</w:t></w:r></w:ins>")
    )
    paragraph._p.append(
        parse_xml(f"<w:del {nsdecls('w')}><w:r><w:delText>dihapus</w:delText></w:r></w:del>")
    )
    paragraph._p.append(
        parse_xml(f"<w:r {nsdecls('w')}><w:br/><w:t>baris</w:t><w:noBreakHyphen/></w:r>")
    )
    document.element.body.insert(
        1,
        parse_xml(
            f"<w:sdt {nsdecls('w')}><w:sdtContent><w:p><w:r><w:t>Kotak isian</w:t></w:r></w:p>"
            "</w:sdtContent></w:sdt>"
        ),
    )
    text = read(saved(tmp_path, document)).text
    assert text.split("\n") == ["Tetap disisipkan", "baris-", "Kotak isian"]


def test_heading_levels_and_metadata(tmp_path: Path) -> None:
    document = docx.Document()
    document.core_properties.title = "Kerja Sama Daerah"
    document.core_properties.author = "A. Siti"
    document.add_heading("Judul", level=0)
    document.add_heading("Bab", level=1)
    document.add_heading("Sub", level=2)
    document.add_paragraph("isi")
    source = read(saved(tmp_path, document))
    assert [(source.text[h.start : h.end], h.level) for h in source.headings] == [
        ("Judul", 1),
        ("Bab", 1),
        ("Sub", 2),
    ]
    assert source.metadata["title"] == "Kerja Sama Daerah"
    assert source.metadata["author"] == "A. Siti"


def test_footnotes_follow_with_a_warning(tmp_path: Path) -> None:
    document = docx.Document()
    document.add_paragraph("Isi tulisan.")
    path = saved(tmp_path, document)
    notes = (
        f"<w:footnotes {nsdecls('w')}>"
        '<w:footnote w:type="separator" w:id="0"><w:p><w:r><w:t>-</w:t></w:r></w:p></w:footnote>'
        '<w:footnote w:id="1"><w:p><w:r><w:t>Soekanto, 1986, hlm. 5.</w:t></w:r></w:p></w:footnote>'
        "</w:footnotes>"
    )
    add_part(path, "word/footnotes.xml", notes, "footnotes")
    source = read(path)
    assert source.text.endswith("Catatan Kaki\n[1] Soekanto, 1986, hlm. 5.")
    assert source.warnings == ("1 catatan kaki ditempatkan di akhir teks",)


def add_part(path: Path, name: str, xml: str, kind: str) -> None:
    """A part and its relation, put into a finished file."""
    with zipfile.ZipFile(path) as archive:
        parts = {info.filename: archive.read(info) for info in archive.infolist()}
    parts[name] = xml.encode()
    parts["word/_rels/document.xml.rels"] = parts["word/_rels/document.xml.rels"].replace(
        b"</Relationships>",
        f'<Relationship Id="rIdX" Type="http://schemas.openxmlformats.org/officeDocument/2006/'
        f'relationships/{kind}" Target="{Path(name).name}"/></Relationships>'.encode(),
    )
    parts["[Content_Types].xml"] = parts["[Content_Types].xml"].replace(
        b"</Types>",
        f'<Override PartName="/{name}" ContentType="application/vnd.openxmlformats-officedocument'
        f'.wordprocessingml.{kind}+xml"/></Types>'.encode(),
    )
    with zipfile.ZipFile(path, "w") as archive:
        for part, data in parts.items():
            archive.writestr(part, data)


def test_damaged_foreign_and_huge_archives(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    document = docx.Document()
    document.add_paragraph("isi " * 1000)
    path = saved(tmp_path, document)
    whole = path.read_bytes()

    path.write_bytes(whole[: len(whole) // 2])
    with pytest.raises(UnreadableSource, match="rusak"):
        read(path)

    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("xl/workbook.xml", "<x/>")
    with pytest.raises(UnsupportedSource, match="DOCX"):
        read(path)

    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("word/document.xml", "<kacau")
    with pytest.raises(UnreadableSource, match="rusak"):
        read(path)

    path.write_bytes(whole)
    monkeypatch.setattr(docx_reader, "MAX_UNPACKED_BYTES", 10_000)
    with pytest.raises(SourceTooLarge, match="MB"):
        read(path)


def test_a_document_without_text_is_unreadable(tmp_path: Path) -> None:
    with pytest.raises(UnreadableSource, match="tidak berisi teks"):
        read(saved(tmp_path, docx.Document()))


def test_xml_that_unpacks_too_large_is_refused_before_it_is_unpacked(tmp_path: Path) -> None:
    path = tmp_path / "a.docx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", "<a/>" * 11_000_000)
    assert path.stat().st_size < 500_000
    with pytest.raises(SourceTooLarge, match="MB XML"):
        read(path)
