"""Many results as one Word file: answers quoted, citations as notes, refusals said."""

import zipfile
from io import BytesIO
from pathlib import Path

import docx
from app_library import fill
from lxml import etree
from made_up import act

from dalil.answer.answer import answer, failed
from dalil.answer.export.formats import export_bytes
from dalil.index.library import Library


def test_answers_refusals_and_failures_in_word(tmp_path: Path) -> None:
    library = Library.open(fill(tmp_path / "pustaka"))
    asked = [
        answer(library, "berapa lama izin taman berlaku", mode="lexical", qid="7"),
        answer(library, "resep rendang padang", mode="lexical"),
        failed("AND", "Pertanyaan rusak.", 3),
    ]
    made = export_bytes(asked, ".docx", "2030-01-02T03:04:05+07:00")
    paragraphs = docx.Document(BytesIO(made)).paragraphs
    headings = [p.text for p in paragraphs if p.style.name == "Heading 1"]
    assert headings == [
        "7. berapa lama izin taman berlaku", "resep rendang padang", "3. AND", "Daftar Pustaka",
    ]  # fmt: skip
    said = [p.text for p in paragraphs]
    assert "“Izin taman berlaku tiga tahun dan dapat diperpanjang.”" in said
    assert "Pertanyaan rusak." in said
    assert asked[1].answer.reason in said
    with zipfile.ZipFile(BytesIO(made)) as pack:
        notes = etree.fromstring(pack.read("word/footnotes.xml"))
    assert "Taman Kota" in "".join(notes[2].itertext())
    assert said[-1].startswith("Dibuat dengan Dalil, 2030-01-02")


def test_lines_of_a_file_are_not_lines_of_a_quotation(tmp_path: Path) -> None:
    library = Library.open(tmp_path / "pustaka", create=True)
    words = "Izin taman berlaku tiga\ntahun bagi:\n\na. warga;\nb. lurah."
    library.put(act("uu/2010/7", {"2": [words]}))
    library.commit(vectors=False)
    made = answer(library, "berapa lama izin taman berlaku", mode="lexical")
    assert made.answer.statements[0].text == words  # verbatim, as everywhere
    said = docx.Document(BytesIO(export_bytes([made], ".docx"))).paragraphs
    quoted = next(p for p in said if p.text.startswith("“"))
    assert quoted.text == "“Izin taman berlaku tiga tahun bagi:\na. warga;\nb. lurah.”"


def test_no_results_are_a_file(tmp_path: Path) -> None:
    assert docx.Document(BytesIO(export_bytes([], ".docx"))).paragraphs
