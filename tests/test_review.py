"""Claims put to a library of made-up acts: what is found for and against, and how it leaves."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import replace
from pathlib import Path

import docx
import openpyxl
import pytest
from app_library import HOSTILE
from made_up import act

from bench.claims import turned_round
from dalil.answer.batch.read_questions import Question
from dalil.answer.batch.run import run_claims
from dalil.answer.claims.export import claim_suffixes, export_claims
from dalil.answer.claims.review import Review, review, try_review, unreviewed
from dalil.answer.claims.table import COLUMNS, Ticked, as_found, as_result
from dalil.answer.export.table import title_of
from dalil.index.library import Library
from dalil.ingest.errors import BatchError, QueryError
from dalil.ingest.model import Status

AT = "2030-01-02T03:04:05+07:00"


@pytest.fixture
def library(tmp_path: Path) -> Library:
    made = Library.open(tmp_path / "pustaka", create=True)
    lake = act(
        "perda/2019/3",
        {
            "4": [
                "Setiap perahu wisata dilarang berlayar pada malam hari di danau.",
                "Ketentuan sebagaimana dimaksud pada ayat (1) tidak berlaku bagi perahu penolong.",
            ],
            "5": ["Pemilik perahu wisata wajib menyediakan 10 (sepuluh) pelampung."],
            "penjelasan/pasal-5": ["Pelampung disediakan sesuai jumlah penumpang."],
            "6": ["a. 2% (dua persen) karcis perahu untuk kas desa.",
                  "b. 3% (tiga persen) karcis perahu untuk kas danau."],
        },
    )  # fmt: skip
    old = act(
        "perda/1990/1",
        {"9": ["Pemilik perahu wisata wajib menyediakan 10 (sepuluh) pelampung di danau."]},
    )
    made.put(lake)
    made.put(replace(old, document=replace(old.document, status=Status.REPEALED)))
    made.put(act("perda/2001/8", {"1": [f"Naga {HOSTILE}", "=cmd|' /C calc'!A0 naga terbang"]}))
    made.commit(vectors=False)
    return made


def _ask(library: Library, text: str) -> Review:
    return review(library, text, mode="lexical")


def test_the_exception_to_what_carries_a_claim_is_found(library: Library) -> None:
    told = _ask(library, "Perahu wisata dilarang berlayar pada malam hari di danau")
    assert told.verdict == "both"
    assert told.supporting[0].passage.passage_id == "perda/2019/3#pasal-4/ayat-1"
    [against] = told.contrary
    assert against.passage.passage_id == "perda/2019/3#pasal-4/ayat-2"
    assert against.stance.grounds == ("exception",)
    assert against.stance.reason[0] == "pengecualian atas ayat (1): “tidak berlaku”"
    [(start, end)] = against.stance.spans
    assert against.passage.text[start:end] == "tidak berlaku"


def test_what_is_repealed_comes_last_and_says_so(library: Library) -> None:
    told = _ask(library, "Pemilik perahu wisata wajib menyediakan sepuluh pelampung di danau")
    assert [f.document.id for f in told.supporting] == ["perda/2019/3", "perda/1990/1"]
    assert told.supporting[1].status is Status.REPEALED
    table = export_claims([as_found(told)], ".csv", AT).decode("utf-8-sig")
    statuses = [row["status"] for row in csv.DictReader(io.StringIO(table))]
    assert statuses == ["", "dicabut"]


def test_another_number_is_found_in_every_act(library: Library) -> None:
    told = _ask(library, "Pemilik perahu wisata wajib menyediakan dua belas pelampung")
    # A number without a unit is none: "pelampung" is not among the counted things.
    assert told.verdict in {"supported", "near"}
    told = _ask(library, "Karcis perahu untuk kas desa sebesar 5 persen")
    assert told.verdict == "contradicted"
    assert told.contrary[0].stance.reason[0].startswith("angka lain: 5 persen ≠ 2%")


def test_another_case_of_the_same_pasal_contradicts_nothing(library: Library) -> None:
    told = _ask(library, "Karcis perahu untuk kas desa 2%")
    assert told.verdict == "supported"


@pytest.mark.parametrize(
    "text",
    [
        '"Perahu wisata" dilarang "berlayar jauh" pada malam hari di danau',  # no phrase filter
        "Perahu wisata dilarang berlayar pada malam hari AND NEAR danau",  # no operator
        "-Perahu wisata dilarang berlayar pada malam hari di danau",
    ],
)
def test_a_claim_is_no_query(library: Library, text: str) -> None:
    assert _ask(library, text).supporting


def test_a_claim_that_fails_is_a_review_with_its_error(library: Library) -> None:
    told = try_review(library, "naga " * 5_000, 3, 3, "lexical", "k1")
    assert told.verdict == "error"
    assert told.error
    with pytest.raises(QueryError):
        review(library, "naga", supporting=0)


# Leaving


def test_hostile_passages_claims_and_notes_run_nowhere(library: Library) -> None:
    told = replace(_ask(library, "naga terbang"), claim="=1+1 naga", qid="@SUM(A1)")
    ticked = Ticked(told, frozenset(f.key for f in told.findings), "-2+3")
    table = export_claims([ticked], ".csv", AT).decode("utf-8-sig")
    for row in csv.reader(io.StringIO(table)):
        assert not [cell for cell in row if cell[:1] in set("=+-@\t\r")]
    book = openpyxl.load_workbook(io.BytesIO(export_claims([ticked], ".xlsx", AT)))
    sheet = book["Klaim"]
    for cells in sheet.iter_rows():
        assert not [c for c in cells if c.data_type == "f"]
    assert sheet.freeze_panes == "C2"
    assert sheet.auto_filter.ref
    assert [str(v.formula1) for v in sheet.data_validations.dataValidation] == ['"ya,tidak"']
    assert [c.value for c in sheet[1]] == [title_of(name, "id") for name in COLUMNS]
    about = {str(row[0]): row[1] for row in book["Tentang"].iter_rows(values_only=True)}
    assert about["Dibuat"] == AT
    assert about["Generasi pustaka"] == told.generation
    text = export_claims([ticked], ".md", AT).decode()
    assert "<script" not in text
    document = docx.Document(io.BytesIO(export_claims([ticked], ".docx", AT)))
    assert "@SUM(A1). =1+1 naga" in [p.text for p in document.paragraphs]
    assert any(
        part.partname.endswith("/footnotes.xml") for part in document.part.package.iter_parts()
    )


def test_json_lines_say_all(library: Library) -> None:
    told = _ask(library, "Karcis perahu untuk kas desa sebesar 5 persen")
    [line] = export_claims([as_found(told)], ".jsonl", AT).decode().splitlines()
    made = json.loads(line)
    assert made["verdict"] == "contradicted"
    first = made["passages"][0]
    assert (first["stance"], first["grounds"], first["tick"]) == ("otherwise", ["number"], True)
    document = library.catalog.document(first["document_id"])
    assert document is not None
    assert document.text[first["start"] : first["end"]] == first["text"]
    assert [document.text[s:e] for s, e in first["marks"]] == ["2% (dua persen)"]


def test_a_claim_can_leave_as_a_result(library: Library) -> None:
    told = _ask(library, "Karcis perahu untuk kas desa 2%")
    result = as_result(as_found(told))
    assert [hit.passage.passage_id for hit in result.hits] == [f.key for f in told.findings]
    assert result.answer.status == "answered"
    assert as_result(Ticked(told, only=True)).hits == ()
    assert as_result(as_found(unreviewed("x", "galat"))).error == "galat"


@pytest.mark.parametrize("suffix", claim_suffixes())
def test_what_contradicts_is_in_every_file_and_told_apart(library: Library, suffix: str) -> None:
    """As it comes, without a tick by anybody."""
    told = _ask(library, "Karcis perahu untuk kas desa sebesar 5 persen")
    assert told.verdict == "contradicted"
    made = export_claims([as_found(told)], suffix, AT)
    if suffix in (".xlsx", ".docx"):
        import zipfile

        with zipfile.ZipFile(io.BytesIO(made)) as packed:
            text = " ".join(packed.read(n).decode("utf-8", "replace") for n in packed.namelist())
    else:
        text = made.decode("utf-8-sig")
    assert "otherwise" in text if suffix == ".jsonl" else "berkata lain" in text
    assert "2% (dua persen)" in text or suffix in (".bib", ".ris", ".json")


def test_an_unknown_format_is_said_before_any_work(library: Library, tmp_path: Path) -> None:
    assert {".xlsx", ".csv", ".docx", ".md", ".jsonl"} <= set(claim_suffixes())
    with pytest.raises(BatchError):
        run_claims(library, [Question("naga")], tmp_path / "x.pdf")


def test_claims_of_a_list_are_counted(library: Library, tmp_path: Path) -> None:
    asked = [
        Question("Karcis perahu untuk kas desa 2%", "a"),
        Question("naga " * 5_000, "b"),
        Question("Resep nasi goreng telur", "c"),
    ]
    report = run_claims(library, asked, tmp_path / "k.csv", mode="lexical", at=AT)
    assert (report.answered, report.abstained, report.failed) == (1, 1, 1)
    with (tmp_path / "k.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert {r["qid"]: r["stance"] for r in rows}["b"] == "gagal"


# The bench turns claims round, and only one thing of each


@pytest.mark.parametrize(
    ("claim", "made"),
    [
        (
            "Izin berlaku paling lama 5 tahun.",
            {
                "number": "Izin berlaku paling lama 11 tahun.",
                "bound": "Izin berlaku paling sedikit 5 tahun.",
                "negation": "Izin tidak berlaku paling lama 5 tahun.",
            },
        ),
        (
            "Orang yang sakit dilarang berlayar.",
            {},  # what stands behind "yang" is left alone
        ),
        (
            "Lurah wajib mencabut izin.",
            {
                "duty to power": "Lurah dapat mencabut izin.",
                "negation": "Lurah tidak wajib mencabut izin.",
            },
        ),
    ],
)
def test_claims_are_turned_round(claim: str, made: dict[str, str]) -> None:
    assert dict(turned_round(claim)) == made
