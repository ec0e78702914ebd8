"""What a check leaves behind: files that nothing in them can make run, the command, the page."""

from __future__ import annotations

import io
import json
import zipfile
from pathlib import Path
from subprocess import CompletedProcess
from typing import Any

import docx
import openpyxl
import pytest
from app_library import HOSTILE, ROOT, Tags
from check_library import PERMIT, fill
from command import dalil

from dalil.answer.drafts.check import check_file
from dalil.answer.drafts.findings import (
    REASONS,
    VERDICT_NAMES,
    Change,
    CheckReport,
    Finding,
    Place,
    Verdict,
)
from dalil.answer.drafts.report import as_bytes, difference_line, write
from dalil.index.library import Library
from dalil.ingest.errors import BatchError

DATA = Path(__file__).parent / "data"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return fill(tmp_path_factory.mktemp("report"))


def _hostile() -> CheckReport:
    formula = '=HYPERLINK("http://example.invalid","klik")'
    finding = Finding(
        kind="quotation",
        verdict=Verdict.DIFFERS,
        text=f"{formula} {HOSTILE}",
        start=0,
        end=9,
        place=Place(line=1),
        citation=f"+{HOSTILE}",
        source_text=f"@{HOSTILE}\x00",
        difference=(Change("replaced", HOSTILE, f"-1+1|cmd {HOSTILE}"),),
        suggestion=f"\t{formula}",
        code="words",
        values={"place": HOSTILE},
    )
    return CheckReport(HOSTILE, (finding,), "1", 1, 1, "2026-01-02", warnings=(HOSTILE,))


def test_a_spreadsheet_has_texts_and_no_formulas() -> None:
    book = openpyxl.load_workbook(io.BytesIO(as_bytes(_hostile(), ".xlsx")))
    sheet = book["Pemeriksaan"]
    row = list(sheet[2])
    assert [cell.value for cell in sheet[1]][:3] == ["No.", "Jenis", "Hasil"]
    assert row[2].value == "berbeda"
    assert {cell.data_type for cell in row} <= {"s", "n", "inlineStr"}
    assert all(cell.hyperlink is None for cell in row)


def test_a_document_shows_what_differs_and_holds_no_markup_of_others() -> None:
    content = as_bytes(_hostile(), ".docx")
    document = docx.Document(io.BytesIO(content))
    text = "\n".join(p.text for p in document.paragraphs)
    assert "<script>alert(1)</script>" in text  # as words
    struck = [r.text for p in document.paragraphs for r in p.runs if r.font.strike]
    assert any("naga" in run for run in struck)
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert b"<script" not in archive.read("word/document.xml")


def test_json_gives_everything_back() -> None:
    value = json.loads(as_bytes(_hostile(), ".json"))
    assert value["counts"]["differs"] == 1
    assert value["findings"][0]["difference"][0]["kind"] == "replaced"
    assert value["findings"][0]["reason_code"] == "words"


def test_an_unknown_format_says_which_there_are(tmp_path: Path) -> None:
    with pytest.raises(BatchError, match=r"\.xlsx \.docx \.json"):
        as_bytes(_hostile(), ".odt")
    with pytest.raises(BatchError, match="tidak dapat ditulis"):
        write(_hostile(), tmp_path / "tiada" / "a.json")


def test_a_report_has_its_name_only_when_whole(tmp_path: Path) -> None:
    write(_hostile(), tmp_path / "a.json")
    assert [p.name for p in tmp_path.iterdir()] == ["a.json"]


def test_every_reason_is_said_in_both_languages() -> None:
    import string

    for code, indonesian in REASONS["id"].items():
        english = REASONS["en"][code]
        names = [
            {name.removesuffix("_en") for _, name, _, _ in string.Formatter().parse(t) if name}
            for t in (indonesian, english)
        ]
        assert names[0] == names[1], code
    assert set(VERDICT_NAMES) == set(Verdict)


def test_a_difference_on_one_line() -> None:
    same = Change("equal", " ".join("abcdefghijklmnopqrstuvwxyz"), "")
    line = difference_line((same, Change("replaced", "satu", "dua"), same))
    assert line == "… u v w x y z [-satu-] {+dua+} a b c d e f …"


# The golden report


def test_the_sample_draft_is_judged_as_it_always_was(folder: Path) -> None:
    """A draft of ours by hand; its report changes only when somebody means it to."""
    library = Library.open(folder)
    report = check_file(library, DATA / "naskah.md").to_dict()
    kept = [
        {k: f[k] for k in ("kind", "verdict", "line", "note", "targets", "reason")}
        for f in report["findings"]
    ]
    path = DATA / "naskah.json"
    assert kept == json.loads(path.read_text(encoding="utf-8"))


# The command


def _run(folder: Path, *arguments: str | Path) -> CompletedProcess[str]:
    return dalil("check", *arguments, "--library", folder)


def test_the_command_says_what_is_wrong_and_where(folder: Path, tmp_path: Path) -> None:
    draft = tmp_path / "bab.md"
    wrong = PERMIT.replace("lurah", "camat")
    draft.write_text(f"Pasal 2 ayat (1) UU 901/2021: “{wrong}.”\n", encoding="utf-8")
    done = _run(folder, draft, "-o", tmp_path / "laporan.xlsx")
    assert done.returncode == 1, done.stderr
    assert "[-camat-] {+lurah+}" in done.stdout
    assert "baris 1" in done.stdout
    assert "2 temuan: cocok 1, berbeda 1" in done.stdout
    assert (tmp_path / "laporan.xlsx").is_file()


def test_all_right_ends_with_0_and_wrong_use_with_2(folder: Path, tmp_path: Path) -> None:
    draft = tmp_path / "bab.txt"
    draft.write_text(f"Pasal 2 ayat (1) UU 901/2021: “{PERMIT}.”\n", encoding="utf-8")
    done = _run(folder, draft, "--json")
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["counts"]["verified"] == 2
    assert _run(folder, tmp_path / "tiada.md").returncode == 2
    assert _run(folder, draft, "-o", tmp_path / "a.odt").returncode == 2
    (tmp_path / "rusak.docx").write_bytes(b"PK\x03\x04 bukan")
    broken = _run(folder, tmp_path / "rusak.docx")
    assert (broken.returncode, broken.stdout) == (2, "")


# The page

st = pytest.importorskip("streamlit")
AppTest = pytest.importorskip("streamlit.testing.v1").AppTest


@pytest.fixture
def _fresh(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DALIL_LIBRARY", str(folder))


def _page(language: str) -> Any:
    at = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60)
    at.query_params["lang"] = language
    at.run()
    at.switch_page("views/check.py").run()
    assert not at.exception
    return at


def _html(at: Any) -> str:
    return "\n".join(e.proto.body for e in at.get("html") if not e.proto.body.startswith("<style"))


@pytest.mark.usefixtures("_fresh")
@pytest.mark.parametrize(("language", "verdict"), [("id", "berbeda"), ("en", "differs")])
def test_a_pasted_text_is_checked_on_the_page(language: str, verdict: str) -> None:
    at = _page(language)
    wrong = PERMIT.replace("lurah", "camat <b>x</b>")
    at.text_area(key="check_pasted").set_value(f"Pasal 2 ayat (1) UU 901/2021: “{wrong}.”").run()
    at.button(key="check_do").click().run()
    assert not at.exception
    page = Tags(_html(at))
    assert page.foreign == []
    assert verdict in page.text
    assert '<span class="dalil-in">lurah</span>' in _html(at)
    assert "<b>x" not in _html(at)
    where = "baca?id=uu%2F2021%2F901%23pasal-2%2Fayat-1" + (
        "&amp;lang=en" if language == "en" else ""
    )
    assert f'href="{where}"' in _html(at)  # what it was compared with can be opened
    at.pills(key="check_show").set_value(["verified"]).run()
    assert not at.exception
    assert '<span class="dalil-in">' not in _html(at)


@pytest.mark.usefixtures("_fresh")
def test_a_text_without_law_says_so() -> None:
    at = _page("id")
    at.text_area(key="check_pasted").set_value("Hari ini cerah sekali.").run()
    at.button(key="check_do").click().run()
    assert "Tidak ada kutipan" in Tags(_html(at)).text
