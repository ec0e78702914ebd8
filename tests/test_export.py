"""Files that other programs open: round trips, and cells that must not run."""

import csv
import io
import json
import zipfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from library_double import ACT, LibraryDouble, hit
from markdown_it import MarkdownIt

from dalil.answer.answer import Result, answer
from dalil.answer.export.escape import (
    XLSX_LIMIT,
    begins_formula,
    csv_cell,
    json_line,
    markdown_cell,
    markdown_quote,
    xlsx_cell,
)
from dalil.answer.export.formats import export, export_bytes
from dalil.answer.export.table import COLUMNS, TITLES, title_of

AT = "2030-01-02T03:04:05+07:00"

HOSTILE = [
    "=1+1",
    "=cmd|' /C calc'!A0",
    "+1+1",
    "-1+1",
    "@SUM(A1)",
    "\t=1+1",
    "\r=1+1",
    "\n=1+1",
    "   =1+1",
    "\u00a0=1+1",  # no-break space
    "\u200b=1+1",  # zero-width space
    "\ufeff=1+1",
    "＝1+1",  # full-width
    "＋1",
    "－1",
    "＠SUM(A1)",
    "\u22121+1",  # minus sign
    "﹦1",  # small equals sign
    "\x00=1+1",  # hidden behind a control character
    '=HYPERLINK("http://x","y")',
]


@pytest.mark.parametrize("text", HOSTILE)
def test_formulas_are_disarmed_in_csv(text: str) -> None:
    assert csv_cell(text).startswith("'")


@pytest.mark.parametrize("text", ["Pasal 1", "(1) Daerah", "“=”", "a = b", "1. -", "", "'='", "…"])
def test_ordinary_text_is_left_alone(text: str) -> None:
    assert csv_cell(text) == text


@pytest.mark.parametrize(
    ("text", "cell"),
    [
        ("a;=1+1", "a;'=1+1"),  # Excel with the Indonesian list separator
        ("a\n=1+1", "a\n'=1+1"),
        ("a; +1", "a; '+1"),
        ("butir:\n- satu\n- dua", "butir:\n- satu\n- dua"),  # a list is no formula
        ("a\n-1+1", "a\n'-1+1"),
    ],
)
def test_formulas_inside_a_cell(text: str, cell: str) -> None:
    assert csv_cell(text) == cell


@pytest.mark.parametrize("char", "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
@pytest.mark.parametrize("cell", [csv_cell, xlsx_cell, markdown_cell, markdown_quote])
def test_no_cell_turns_what_follows(cell: Callable[[object], str], char: str) -> None:
    """ "exe.txt" behind U+202E is shown as "txt.exe"."""
    assert cell(f"aman {char}exe.txt").removeprefix("> ") == "aman exe.txt"
    assert begins_formula(f"{char}=1+1") and not begins_formula(cell(f"{char}a=1"))


def test_right_to_left_scripts_are_left_alone() -> None:
    assert csv_cell("القانون \u200fرقم 5") == "القانون \u200fرقم 5"


def test_numbers_stay_numbers() -> None:
    assert (csv_cell(-1), csv_cell(0.5), csv_cell(None)) == ("-1", "0.5", "")


@given(st.text())
def test_no_csv_cell_begins_a_formula(text: str) -> None:
    assert not begins_formula(csv_cell(text))


def result(text: str, question: str = "kerja sama", title: str = "Kerja Sama") -> Result:
    found = hit(f"Kerja sama. {text}", document=replace(ACT, title=title))
    made = answer(LibraryDouble((found,)), "kerja")
    return replace(made, question=question, qid="1")


def csv_rows(data: bytes) -> list[dict[str, str]]:
    assert data.startswith(b"\xef\xbb\xbf")  # Excel needs it
    return list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline="")))


@settings(max_examples=40, deadline=None)
@given(st.text())
def test_csv_round_trip(text: str) -> None:
    (row,) = csv_rows(export_bytes([result(text, question=text)], ".csv", AT))
    assert row["text"] == csv_cell(f"Kerja sama. {text}")
    assert row["question"] == csv_cell(text)
    assert tuple(row) == (*COLUMNS, "library_generation", "exported_at")
    assert (row["library_generation"], row["exported_at"]) == ("7", AT)


@settings(max_examples=40, deadline=None)
@given(st.text())
def test_jsonl_round_trip(text: str) -> None:
    made = result(text, question=text)
    data = export_bytes([made, made], ".jsonl", AT).decode("utf-8")
    assert len(data.splitlines()) == 2  # however a reader splits lines
    assert json.loads(data.splitlines()[0]) == made.to_dict()


def test_json_line_keeps_surrogates_and_separators() -> None:
    text = json.dumps({"a": "\ud800 \u2028\u2029\x85"}, ensure_ascii=False)
    line = json_line(text)
    assert len(line.splitlines()) == 1
    assert json.loads(line.encode().decode()) == json.loads(text)


def sheet_of(data: bytes) -> list[dict[str, object]]:
    sheet = openpyxl.load_workbook(io.BytesIO(data))["Hasil"]
    assert all(cell.data_type in "sn" for row in sheet.iter_rows() for cell in row)
    names, *rows = sheet.iter_rows(values_only=True)
    column = {title_of(name, "id"): name for name in COLUMNS}
    return [dict(zip((column[str(n)] for n in names), row, strict=True)) for row in rows]


@pytest.mark.parametrize("text", [*HOSTILE, "<r>x</r>", "<r><t>&", "a\x0bb", "&lt;"])
def test_hostile_cells_are_text_in_xlsx(text: str) -> None:
    data = export_bytes([result(text, question=text)], ".xlsx", AT)
    (row,) = sheet_of(data)
    wanted = xlsx_cell(text)
    assert (row["question"] or "") == wanted
    assert row["text"] == xlsx_cell(f"Kerja sama. {text}")
    with zipfile.ZipFile(io.BytesIO(data)) as packed:
        xml = packed.read("xl/worksheets/sheet1.xml").decode()
    assert "<f>" not in xml and "hyperlink" not in xml.lower().split("</sheetdata>")[1]


def test_xlsx_columns_types_and_the_sheet_about_the_library() -> None:
    data = export_bytes([result("")], ".xlsx", AT)
    (row,) = sheet_of(data)
    assert sorted(row) == sorted(COLUMNS)
    assert (row["rank"], row["page"], row["qid"]) == (1, 3, "1")  # numbers are numbers, ids text
    about = openpyxl.load_workbook(io.BytesIO(data))["Tentang"]
    assert {str(label): value for label, value in about.iter_rows(values_only=True)} == {
        "Dibuat": AT, "Generasi pustaka": "7", "Dokumen": "2", "Bagian": "100",
    }  # fmt: skip


@pytest.mark.parametrize("language", ["id", "en"])
def test_a_workbook_is_for_people(language: str) -> None:
    """Every column and word has a name in both languages; no folder of the machine is in it."""
    made = result("x")
    made = replace(made, query=replace(made.query, language=language))  # type: ignore[arg-type]
    book = openpyxl.load_workbook(io.BytesIO(export_bytes([made], ".xlsx", AT)))
    (names, row) = book["Hasil"].iter_rows(values_only=True)
    assert not set(names) & (set(COLUMNS) - {"status"})
    told = dict(zip(names, row, strict=True))
    tier, state = ("primer", "terjawab") if language == "id" else ("primary", "answered")
    assert tier in row and state in row
    assert "/" not in str(told[title_of("source", language)])


def test_a_table_for_scripts_keeps_its_names() -> None:
    assert set(TITLES) == set(COLUMNS)
    text = export_bytes([result("x")], ".csv", AT).decode("utf-8-sig")
    assert text.startswith('"qid","question","rank"')
    assert '"primary"' in text and '"answered"' in text


@settings(max_examples=25, deadline=None)
@given(st.text(st.characters(codec=None), max_size=50))
def test_any_text_makes_a_workbook_that_opens(text: str) -> None:
    (row,) = sheet_of(export_bytes([result("", question=f"a{text}")], ".xlsx", AT))
    assert row["question"] == xlsx_cell(f"a{text}")


@pytest.mark.parametrize("letter", ["a", "𝕒"])  # the second is two UTF-16 units, as Excel counts
def test_long_cells_are_cut_with_a_note(letter: str) -> None:
    cell = xlsx_cell(letter * 40_000)
    assert len(cell.encode("utf-16-le")) // 2 <= XLSX_LIMIT
    assert "dipotong:" in cell[-40:]
    assert xlsx_cell("a" * XLSX_LIMIT) == "a" * XLSX_LIMIT
    (row,) = sheet_of(export_bytes([result(letter * 40_000)], ".xlsx", AT))
    assert isinstance(row["text"], str) and row["text"].endswith("karakter]")


MARKUP = [
    "<script>alert(1)</script>",
    "![x](http://evil/x.png)",
    "[x](javascript:alert(1))",
    "a | b | c",
    "`kode` dan ```blok```",
    "**tebal** _miring_ ~~coret~~",
    "# bukan judul",
    "- bukan daftar",
    "1. bukan daftar",
    "1) bukan daftar",
    "===",
    "<http://evil>",
    "http://evil.example dan www.evil.example",
    "&lt;b&gt; &amp; &copy;",
    "\\",
    "\\|",
    "a\n\n<b>b</b>",
    "<!-- x -->",
    "| a |\n|---|",
    "> kutipan",
    "[ref]: http://evil",
    "$x$ ^a^",
]


@pytest.mark.parametrize("text", MARKUP)
def test_markdown_shows_text_as_it_is(text: str) -> None:
    parser = MarkdownIt("gfm-like", {"linkify": False})
    for tokens in (
        parser.parse(markdown_cell(text)),
        parser.parse(markdown_quote(text)),
    ):
        kinds = {t.type for t in tokens} | {c.type for t in tokens for c in t.children or []}
        assert kinds <= {
            "paragraph_open", "paragraph_close", "inline", "text", "text_special",
            "blockquote_open", "blockquote_close", "softbreak",
        }  # fmt: skip
        shown = " ".join(
            "".join(c.content if c.type != "softbreak" else " " for c in t.children)
            for t in tokens
            if t.children
        )
        assert shown.split() == text.split()


@given(st.text(max_size=80))
def test_no_text_becomes_markup(text: str) -> None:
    html = MarkdownIt("gfm-like", {"linkify": False, "html": True}).render(
        f"| a | b |\n|---|---|\n| {markdown_cell(text)} | x |\n"
    )
    assert html.count("<td>") == 2  # no cell added, none swallowed
    assert set(_tags(html)) <= {"table", "thead", "tbody", "tr", "th", "td"}


def _tags(html: str) -> list[str]:
    import re

    return re.findall(r"<\s*([a-zA-Z!][\w-]*)", html)


def test_markdown_file_has_questions_quotations_and_passages(tmp_path: Path) -> None:
    out = tmp_path / "hasil.md"
    export([result("Isi | <b>lain</b>."), _refused()], out, AT)
    text = out.read_text(encoding="utf-8")
    html = MarkdownIt("gfm-like", {"linkify": False}).render(text)
    assert html.count("<h2>") == 2
    assert "<blockquote>" in html and "<b>" not in html
    assert html.count("<table>") == 1
    assert "Tidak ada bagian dalam pustaka ini" in text
    assert f"- Dibuat: {AT}" in text
    assert "- Generasi pustaka: 7" in text


def _refused() -> Result:
    return answer(LibraryDouble(()), "resep nasi goreng", qid="2")


def test_a_question_without_hits_is_a_row() -> None:
    (row,) = csv_rows(export_bytes([_refused()], ".csv", AT))
    assert (row["qid"], row["answer_status"], row["rank"]) == ("2", "abstained", "")
    assert row["reason"].startswith("Tidak ada bagian")


def test_an_export_that_fails_leaves_the_old_file(tmp_path: Path) -> None:
    out = tmp_path / "hasil.csv"
    out.write_text("yang lama")
    broken = replace(result(""), hits=(None,))  # type: ignore[arg-type]
    with pytest.raises(AttributeError):
        export([broken], out)
    assert out.read_text() == "yang lama"
    assert [p.name for p in tmp_path.iterdir()] == ["hasil.csv"]


def test_no_results_make_an_empty_table() -> None:
    assert csv_rows(export_bytes([], ".csv", AT)) == []
    assert sheet_of(export_bytes([], ".xlsx", AT)) == []
