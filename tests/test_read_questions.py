"""Files of questions, as people really make them."""

from pathlib import Path

import openpyxl
import pytest

from dalil.answer.batch.read_questions import read_questions
from dalil.ingest.errors import BatchError


def asked(path: Path) -> list[tuple[object, str]]:
    return [(q.qid, q.text) for q in read_questions(path).questions]


@pytest.mark.parametrize(
    ("name", "content", "questions"),
    [
        ("a.csv", "qid,question\n1,Apa itu desa?\n2,Siapa?\n",
         [("1", "Apa itu desa?"), ("2", "Siapa?")]),
        ("a.csv", "Pertanyaan;ID\nApa, dan siapa?;x\n", [("x", "Apa, dan siapa?")]),  # Excel, id-ID
        ("a.csv", "sep=;\nno;klaim\n7;Daerah berwenang\n", [("7", "Daerah berwenang")]),
        ("a.csv", "claim\tid\nA region may sign\tc1\n", [("c1", "A region may sign")]),
        ("a.csv", "Nama;Daftar pertanyaan\nani;Apa itu desa?\n", [(None, "Apa itu desa?")]),
        ("a.csv", "kelas,isi\nA,Apa itu desa adat\nB,Apa itu kota\n",  # first column of text
         [(None, "Apa itu desa adat"), (None, "Apa itu kota")]),
        ("a.csv", "Apa itu desa?\nApa itu kota?\n",  # no heading row at all
         [(None, "Apa itu desa?"), (None, "Apa itu kota?")]),
        ("a.csv", "question\nApa itu desa, kota, dan kabupaten?\n",  # commas that nobody quoted
         [(None, "Apa itu desa, kota, dan kabupaten?")]),
        ("a.csv", 'q\n"Apa itu\ndesa?"\n', [(None, "Apa itu desa?")]),  # a line break in a cell
        ("a.csv", "1,Apa itu desa?\n2,Apa itu kota?\n",
         [(None, "Apa itu desa?"), (None, "Apa itu kota?")]),
        ("a.txt", "Apa itu desa?\r\nApa itu kota?\r\n\r\n",
         [(None, "Apa itu desa?"), (None, "Apa itu kota?")]),
        ("a.txt", "Apa itu “desa”; dan, kota?", [(None, "Apa itu “desa”; dan, kota?")]),
        ("a.jsonl", '{"qid": 5, "question": "Apa?", "relevant": []}\n{"id": "b", "klaim": "Ya"}\n',
         [(5, "Apa?"), ("b", "Ya")]),
        ("a.jsonl", '"Apa itu desa?"\n', [(None, "Apa itu desa?")]),
    ],
)  # fmt: skip
def test_read(tmp_path: Path, name: str, content: str, questions: list[tuple[object, str]]) -> None:
    path = tmp_path / name
    path.write_text(content, encoding="utf-8", newline="")
    assert asked(path) == questions
    assert read_questions(path).problems == ()


def test_a_title_over_the_heading_of_a_sheet(tmp_path: Path) -> None:
    """A title in a merged cell, an empty row, the names of the columns, rows with holes."""
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    for row in (
        ["Daftar klaim seminar"],
        [],
        ["No", "Klaim", "Catatan"],
        [1, "Naga wajib didaftar"],
        [2, None, "kosong"],
        [3, '=HYPERLINK("http://x")'],
        [4, "Kolam dibersihkan"],
    ):
        sheet.append(row)
    sheet.merge_cells("A1:C1")
    sheet.merge_cells("B7:C8")
    book.save(tmp_path / "a.xlsx")
    assert asked(tmp_path / "a.xlsx") == [("1", "Naga wajib didaftar"), ("4", "Kolam dibersihkan")]
    assert sorted(read_questions(tmp_path / "a.xlsx").problems) == [
        "baris 1: di atas judul kolom, tidak dibaca",
        "baris 5: tidak ada pertanyaan",
        "baris 6: rumus tanpa nilai; hitung dan simpan di Excel",
    ]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_encodings(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "a.csv"
    text = "question\nApa itu “kerja sama” – menurut undang-undang tentang pemerintahan daerah?\n"
    path.write_bytes(text.encode(encoding))
    assert asked(path) == [(None, text.splitlines()[1])]


@pytest.mark.parametrize(
    ("name", "content", "problems"),
    [
        ("a.csv", "qid,question\n1,Apa?\n2,\n3,  \n4,Siapa?\n",
         ("baris 3: tidak ada pertanyaan", "baris 4: tidak ada pertanyaan")),
        ("a.txt", "Apa?\n\nSiapa?\n", ("baris 2: kosong",)),
        ("a.jsonl", '{"question": "Apa?"}\n{rusak\n[1]\n{"question": 5}\n', None),
    ],
)  # fmt: skip
def test_rows_without_a_question_are_named(
    tmp_path: Path, name: str, content: str, problems: tuple[str, ...] | None
) -> None:
    path = tmp_path / name
    path.write_text(content, encoding="utf-8")
    found = read_questions(path)
    assert found.questions[0].text == "Apa?"
    if problems is None:
        assert [p.split(":")[0] for p in found.problems] == ["baris 2", "baris 3", "baris 4"]
    else:
        assert found.problems == problems


def test_rows_keep_their_place_in_the_file(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("question\n\nApa?\n", encoding="utf-8")
    assert [q.row for q in read_questions(path).questions] == [3]


def workbook(path: Path, rows: list[list[object]]) -> Path:
    book = openpyxl.Workbook()
    assert book.active is not None
    for row in rows:
        book.active.append(row)
    book.save(path)
    return path


def test_xlsx(tmp_path: Path) -> None:
    path = workbook(
        tmp_path / "a.xlsx", [["No", "Pertanyaan"], [1, "Apa itu desa?"], [2.0, "Siapa?"]]
    )
    assert asked(path) == [("1", "Apa itu desa?"), ("2", "Siapa?")]


def test_a_formula_nobody_computed_is_named(tmp_path: Path) -> None:
    path = workbook(tmp_path / "a.xlsx", [["question"], ['="Apa " & "itu?"'], ["Siapa?"]])
    found = read_questions(path)
    assert [q.text for q in found.questions] == ["Siapa?"]
    assert "baris 2: rumus tanpa nilai; hitung dan simpan di Excel" in found.problems


def test_a_computed_formula_is_read_as_its_value(tmp_path: Path) -> None:
    import xlsxwriter

    path = tmp_path / "a.xlsx"
    with xlsxwriter.Workbook(str(path)) as book:
        sheet = book.add_worksheet()
        sheet.write(0, 0, "question")
        sheet.write_formula(1, 0, '="Apa "&"itu?"', None, "Apa itu?")
    assert asked(path) == [(None, "Apa itu?")]


def test_the_first_sheet_with_anything_is_read(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    book = openpyxl.Workbook()
    book.create_sheet("Isi").append(["Apa itu desa?"])
    book.save(path)
    assert asked(path) == [(None, "Apa itu desa?")]


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("a.csv", b"", "tidak ada pertanyaan"),
        ("a.csv", b"qid,question\n", "tidak ada pertanyaan"),
        ("a.txt", b"\n\n", "tidak ada pertanyaan"),
        ("a.jsonl", b"{rusak\n", "bukan JSON"),  # the reason is in the message
        ("a.xlsx", b"bukan zip", "bukan berkas XLSX"),
        ("a.xls", b"\xd0\xcf\x11\xe0", "simpanlah sebagai .xlsx"),
        ("a.pdf", b"%PDF", "tidak dibaca"),
    ],
)
def test_unreadable_files(tmp_path: Path, name: str, content: bytes, message: str) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    with pytest.raises(BatchError, match=message):
        read_questions(path)


def test_a_zip_that_is_no_workbook(tmp_path: Path) -> None:
    import zipfile

    path = tmp_path / "a.xlsx"
    with zipfile.ZipFile(path, "w") as packed:
        packed.writestr("a.txt", "apa")
    with pytest.raises(BatchError, match="rusak"):
        read_questions(path)


def test_a_missing_file(tmp_path: Path) -> None:
    with pytest.raises(BatchError, match="tidak ada berkas"):
        read_questions(tmp_path / "tidak-ada.csv")


def test_many_problems_are_counted_not_listed(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("qid,question\n0,Apa?\n" + "1,\n" * 500 + "2,Siapa?\n", encoding="utf-8")
    problems = read_questions(path).problems
    assert len(problems) == 51
    assert problems[-1] == "… dan 450 baris lain yang bermasalah"
