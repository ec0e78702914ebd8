"""Every export in every format, opened by the libraries people use, beside a golden file.

``DALIL_GOLDEN=write pytest tests/test_golden.py`` writes them anew: read the difference before it
is committed.
"""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path

import pytest
from app_library import fill
from check_library import fill as fill_checked
from opened import opened
from test_bookmarks_export import AT, save

from dalil.answer.answer import answer
from dalil.answer.claims.export import claim_suffixes, export_claims
from dalil.answer.claims.review import review
from dalil.answer.claims.table import as_found
from dalil.answer.drafts.check import check_file
from dalil.answer.drafts.report import as_bytes
from dalil.answer.export.bookmark_rows import collect
from dalil.answer.export.bookmarks import FORMATS, export_collection
from dalil.answer.export.formats import WRITERS, export_bytes
from dalil.index.library import Library
from dalil.index.store.bookmarks import Collections

GOLDEN = Path(__file__).parent / "data" / "golden"
ASKED = ("berapa lama izin taman berlaku", "Pasal 8 UU 9/2015", "tarif parkir pesawat")
CLAIMED = ("Izin taman berlaku lima tahun", "Izin taman dapat diperpanjang")
#: The formats of a report on a draft, as answer/drafts/report.py says in its error.
REPORTS = (".xlsx", ".docx", ".json")


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Library:
    opened_ = Library.open(fill(tmp_path_factory.mktemp("golden") / "pustaka"))
    save(
        opened_, "Bab 2",
        ("uu/2010/7#pasal-2/ayat-2", "berapa lama izin taman?", "kutip di awal"),
        ("uu/2010/7#pasal-3/ayat-1", "", ""),
        ("ulasan-taman#judul-pendahuluan/alinea-1", "", "bandingkan\nlagi"),
        ("uu/2015/9#pasal-8/ayat-1", "", ""),
    )  # fmt: skip
    return opened_


def same(name: str, suffix: str, content: bytes) -> None:
    golden = GOLDEN / f"{name}{suffix}.txt"
    found = opened(content, suffix)
    if os.environ.get("DALIL_GOLDEN") == "write":
        golden.parent.mkdir(parents=True, exist_ok=True)
        golden.write_text(found, encoding="utf-8", newline="\n")
    assert found == golden.read_text(encoding="utf-8")


@pytest.mark.parametrize("suffix", WRITERS)
def test_answers(library: Library, suffix: str) -> None:
    results = [answer(library, question, mode="lexical") for question in ASKED]
    same("jawaban", suffix, export_bytes(results, suffix, AT))


@pytest.mark.parametrize("suffix", claim_suffixes())
def test_claims(library: Library, suffix: str) -> None:
    ticked = [as_found(review(library, claim, mode="lexical")) for claim in CLAIMED]
    same("klaim", suffix, export_claims(ticked, suffix, AT))


@pytest.mark.parametrize("suffix", FORMATS)
def test_a_collection(library: Library, suffix: str) -> None:
    (collection,) = Collections(library.catalog).all()
    same("koleksi", suffix, export_collection(collect(library, collection, at=AT), suffix))


@pytest.mark.parametrize("suffix", REPORTS)
def test_a_report_on_a_draft(suffix: str, tmp_path: Path) -> None:
    checked = Library.open(fill_checked(tmp_path / "pustaka"))
    report = check_file(checked, Path(__file__).parent / "data" / "naskah.md")
    same("pemeriksaan", suffix, as_bytes(replace(report, made=AT), suffix))
