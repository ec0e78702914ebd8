"""Acts that a portal sets in the cells of a table have their pasal; tables stay tables."""

import re
from pathlib import Path

import pytest
from docx import Document as WordDocument

from dalil.ingest.discover import SourceFile
from dalil.ingest.model import Tier
from dalil.ingest.pipeline import parse_source
from dalil.ingest.readers.tables import act_lines

HEAD = (
    "UNDANG-UNDANG REPUBLIK INDONESIA", "NOMOR 907 TAHUN 2021", "TENTANG", "PADI",
    "DENGAN RAHMAT TUHAN YANG MAHA ESA", "PRESIDEN REPUBLIK INDONESIA,",
)  # fmt: skip
#: Rows of cells, lines within a cell parted by a stroke.
ROWS = [
    ["/".join(HEAD)],
    ["Menimbang", ":", "bahwa padi perlu diatur;"],
    ["MEMUTUSKAN:"],
    ["BAB I/KETENTUAN UMUM/Pasal 1"],
    ["(1)", "Padi ditanam petani:"],
    ["", "a.", "di sawah; dan"],
    ["", "b.", "di ladang."],
    ["(2)", "Padi dipanen."],
    ["", ""],
    ["Pasal 2"],
    ["Sawah dirawat."],
]
UNITS = {
    "pasal-1/ayat-1/huruf-b": "b. di ladang.",
    "pasal-1/ayat-2": "(2) Padi dipanen.",
    "pasal-2": "Sawah dirawat.",
}


def markdown() -> str:
    rows = ["| " + " | ".join(cell.replace("/", "<br>") for cell in row) + " |" for row in ROWS]
    rows = [row.replace("<br>Pasal 1", "<br>## Pasal 1").replace("| Pasal 2", "| ## Pasal 2")
            for row in rows]  # fmt: skip
    return "\n".join([rows[0], "|---|---|", *rows[1:]])


def html() -> str:
    rows = "".join(
        "<tr>" + "".join(f"<td>{cell.replace('/', '<br>')}</td>" for cell in row) + "</tr>"
        for row in ROWS
    )
    return f"<html><body><table>{rows}</table></body></html>"


def units(path: Path) -> dict[str, str]:
    parsed = parse_source(SourceFile(path)).parsed[0]
    assert parsed.document.id == "uu/2021/907"
    assert not parsed.document.warnings
    return {str(p.locator): p.text for p in parsed.passages}


@pytest.mark.parametrize("suffix", ["md", "html", "docx"])
def test_an_act_in_a_table_has_its_pasal(tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"act.{suffix}"
    if suffix == "docx":
        word = WordDocument()
        table = word.add_table(0, 3)
        for row in ROWS:
            for cell, words in zip(table.add_row().cells, row, strict=False):
                cell.text = words.replace("/", "\n")
        word.save(str(path))
    else:
        path.write_text(markdown() if suffix == "md" else html(), encoding="utf-8")
    found = units(path)
    assert {key: found.get(key) for key in UNITS} == UNITS


TABLES = [
    # a comparison of two acts, side by side
    [["Pasal 1", "Padi ditanam.", "Padi tidak ditanam."], ["Pasal 2", "Sawah.", "Ladang."]],
    # no pasal at all
    [["(1)", "Padi ditanam."], ["(2)", "Padi dipanen."]],
    [["Kind", "Nr"], ["UU", "24"]],
]


@pytest.mark.parametrize("rows", TABLES)
def test_a_table_stays_a_table(rows: list[list[str]]) -> None:
    assert act_lines([[[cell] for cell in row] for row in rows]) is None


BODIES = [
    # (body, words of the warning)
    ("| Tarif | Rp |\n|---|---|\n| padi | 5 |\n", "tidak ada satu pun pasal"),
    ("Padi ditanam di sawah oleh petani.\n", "tidak ada satu pun pasal"),
    ("PERTAMA : Padi ditanam.\nKEDUA : Padi dipanen.\n", "dikutip per diktum"),
    ("Pasal 1\nPadi ditanam.\nPasal 2\nPadi dipanen.\n", ""),
    ("Pasal tunggal.\nPadi ditanam.\n", ""),
]


@pytest.mark.parametrize(("body", "warning"), BODIES)
def test_an_act_without_a_pasal_says_so(tmp_path: Path, body: str, warning: str) -> None:
    path = tmp_path / "act.md"
    before = "\n".join(HEAD) + "\nMenimbang : bahwa padi;\nMEMUTUSKAN:\n"
    path.write_text(before + body, encoding="utf-8")
    warnings = parse_source(SourceFile(path, tier=Tier.PRIMARY)).parsed[0].document.warnings
    said = [w for w in warnings if "pasal" in w]
    assert bool(said) == bool(warning)
    assert not warning or warning in said[0]


NO_HEAD = {
    # rows of number and text, under the title alone
    "a.md": "# Undang-Undang Nomor 907 Tahun 2021 tentang Padi\n\n| Pasal | Isi |\n|---|---|\n"
    "| Pasal 1 | Padi ditanam. |\n| Pasal 2 | (1) Padi dipanen. (2) Gabah dijual. |\n",
    # a box whose cells run over lines
    "b.txt": "+-----------+\n| UNDANG-UNDANG REPUBLIK INDONESIA |\n| NOMOR 907 TAHUN 2021 |\n"
    "| TENTANG |\n| PADI |\n+-----------+\n| Pasal 1 |\n| Padi ditanam. |\n"
    "| Pasal 2 |\n| (1) Padi dipanen. |\n| (2) Gabah dijual. |\n+-----------+\n",
    # one with columns and rules between the rows
    "c.txt": "UNDANG-UNDANG REPUBLIK INDONESIA NOMOR 907 TAHUN 2021 TENTANG PADI\n+----+----+\n"
    "| Pasal 1 | Padi |\n|    | ditanam. |\n+----+----+\n| Pasal 2 | (1) Padi dipanen. |\n"
    "|   | (2) Gabah dijual. |\n+----+----+\n| Pasal 3 | Sawah. |\n+----+----+\n",
}  # fmt: skip


@pytest.mark.parametrize("name", NO_HEAD)
def test_an_act_without_its_head_is_told_and_has_pasal_if_named_one(
    tmp_path: Path, name: str
) -> None:
    path = tmp_path / name
    path.write_text(NO_HEAD[name], encoding="utf-8")
    document = parse_source(SourceFile(path)).parsed[0].document
    count = len(set(re.findall(r"Pasal \d", NO_HEAD[name])))
    assert any(f"{count} judul “Pasal …”" in w for w in document.warnings)
    parsed = parse_source(SourceFile(path, tier=Tier.PRIMARY)).parsed[0]
    found = {str(p.locator): " ".join(p.text.split()) for p in parsed.passages}
    assert found["pasal-1"] == "Padi ditanam."
    assert found["pasal-2/ayat-2"] == "(2) Gabah dijual."


def test_an_act_in_two_languages_side_by_side_is_told(tmp_path: Path) -> None:
    path = tmp_path / "act.md"
    path.write_text(
        "| UNDANG-UNDANG REPUBLIK INDONESIA<br>NOMOR 907 TAHUN 2021 | LAW NUMBER 907 OF 2021 |\n"
        "|---|---|\n| Pasal 1 | Article 1 |\n| Padi ditanam. | Rice is planted. |\n"
        "| Pasal 2 | Article 2 |\n| Padi dipanen. | Rice is reaped. |\n",
        encoding="utf-8",
    )
    document = parse_source(SourceFile(path)).parsed[0].document
    assert any("2 judul “Pasal …”" in w for w in document.warnings)


WORKS = [
    "# Padi menurut Undang-Undang Nomor 907 Tahun 2021\n\nPasal 4\nditanam\n\nPasal 7\ndipanen\n",
    "# Undang-Undang Nomor 907 Tahun 2021: sebuah catatan\n\nPasal 1 mengatur padi.\n",
    "| Kata | Arti |\n|---|---|\n| padi | tanaman |\n",
]


@pytest.mark.parametrize("words", WORKS)
def test_a_work_about_an_act_is_told_nothing(tmp_path: Path, words: str) -> None:
    path = tmp_path / "work.md"
    path.write_text(words, encoding="utf-8")
    warnings = parse_source(SourceFile(path)).parsed[0].document.warnings
    assert not warnings
