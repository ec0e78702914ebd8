"""The table of authorities of a draft: each source once, in its tier, with every place."""

from __future__ import annotations

import io
import json
from dataclasses import replace
from pathlib import Path

import docx
import openpyxl
import pytest
from check_library import fill
from typer.testing import CliRunner

from dalil.answer.drafts.authorities import Authorities, as_bytes, authorities_of
from dalil.answer.drafts.check import check_text
from dalil.answer.drafts.findings import Place
from dalil.cli.main import app
from dalil.ingest.errors import BatchError
from dalil.ingest.model import Tier
from dalil.library import Library

DRAFT = """Taman diatur dengan Pasal 2 UU 901/2021 dan Pasal 1 angka 1 UU 901/2021.

Lagi: Pasal 2 UU 901/2021, jo. UU 77/1999. Lihat Putusan MK Nomor 5/PUU-V/2007.

Menurut UU 901/2021, Lurah berwenang.[^1] Begitu pula warga.[^2]

Lihat UU Pertambangan tahun itu, dan Putusan PN Bandung Nomor 12/Pid/2020.

[^1]: UU 901/2021, Pasal 3.
[^2]: Ibid.
"""


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Library:
    fill(tmp_path_factory.mktemp("check"))
    return Library.open(
        next(tmp_path_factory.getbasetemp().glob("check0/**/catalog.sqlite")).parent
    )


@pytest.fixture(scope="module")
def table(library: Library) -> Authorities:
    return authorities_of(check_text(library, DRAFT, "naskah"), library.catalog)


def test_each_source_once_by_rank_with_its_provisions(table: Authorities) -> None:
    said = [(a.id, a.held, [(p.label(), len(p.places)) for p in a.provisions])
            for a in table.authorities]  # fmt: skip
    assert said[:3] == [
        ("uu/1999/77", False, [("", 1)]),
        ("uu/2021/901", True, [("", 1), ("Pasal 1 angka 1", 1), ("Pasal 2", 2), ("Pasal 3", 2)]),
        ("putusan-mk/2007/5-puu-v", False, [("", 1)]),
    ]
    assert len({a.id for a in table.authorities}) == len(table.authorities)
    assert all(a.tier is Tier.PRIMARY for a in table.authorities)


def test_a_source_has_the_places_of_all_its_provisions(table: Authorities) -> None:
    act = next(a for a in table.authorities if a.id == "uu/2021/901")
    assert [p.label() for p in act.places] == ["baris 1", "baris 3", "baris 5",
        "baris 9, catatan kaki 1", "baris 10, catatan kaki 2",
    ]  # fmt: skip
    assert act.name == "Undang-Undang Nomor 901 Tahun 2021 tentang Taman Kota"


def test_what_cannot_be_told_is_listed_apart(table: Authorities) -> None:
    words = [text for text, _ in table.unclear]
    assert any("12/Pid/2020" in text for text in words)


@pytest.mark.parametrize("suffix", [".docx", ".xlsx", ".json"])
def test_as_a_file(table: Authorities, suffix: str) -> None:
    content = as_bytes(table, suffix)
    if suffix == ".json":
        assert json.loads(content) == json.loads(json.dumps(table.to_dict()))
    elif suffix == ".xlsx":
        sheet = openpyxl.load_workbook(io.BytesIO(content)).worksheets[0]
        rows = [[c.value for c in row] for row in sheet.iter_rows()]
        assert ["Bahan hukum primer", "Undang-Undang Nomor 901 Tahun 2021 tentang Taman Kota",
                "Pasal 2", "baris 1; baris 3", ""] in rows  # fmt: skip
    else:
        text = "\n".join(p.text for p in docx.Document(io.BytesIO(content)).paragraphs)
        assert "Pasal 2: baris 1; baris 3" in text
        assert "Bahan hukum primer" in text


def test_another_format_is_said_to_be_unknown(table: Authorities) -> None:
    with pytest.raises(BatchError, match=r"\.csv"):
        as_bytes(table, ".csv")


def test_the_commands(library: Library, tmp_path: Path) -> None:
    draft = tmp_path / "naskah.md"
    draft.write_text(DRAFT, encoding="utf-8")
    folder = str(library.folder)
    out = tmp_path / "daftar.docx"
    found = CliRunner().invoke(
        app, ["authorities", str(draft), "-o", str(out), "--library", folder]
    )
    assert found.exit_code == 0, found.output
    assert "Bahan hukum primer" in found.output
    assert "Pasal 2: baris 1; baris 3" in found.output
    assert "UU Nomor 77 Tahun 1999  (tidak ada dalam pustaka)" in found.output
    assert out.is_file()
    found = CliRunner().invoke(app, ["authorities", str(draft), "--json", "--library", folder])
    assert json.loads(found.stdout)["authorities"][1]["id"] == "uu/2021/901"
    draft.write_text("Tidak ada.", encoding="utf-8")
    assert CliRunner().invoke(app, ["authorities", str(draft), "--library", folder]).exit_code == 1


def test_cited_by_says_who_by_id_and_by_name(library: Library) -> None:
    folder = str(library.folder)
    found = CliRunner().invoke(app, ["cited-by", "uu/2021/901", "--json", "--library", folder])
    assert found.exit_code == 0, found.output
    said = json.loads(found.stdout)
    assert said["count"] + said["parts_count"] > 0
    assert {c["document_id"] for c in said["citations"] + said["parts"]} >= {"uu/2022/903"}
    named = CliRunner().invoke(app, ["cited-by", "UU 901/2021", "--library", folder])
    assert "UU Nomor 903 Tahun 2022" in named.output
    none = CliRunner().invoke(app, ["cited-by", "uu/1900/1", "--library", folder])
    assert (none.exit_code, "dirujuk 0 bagian" in none.output) == (1, True)


def test_on_the_page_nothing_of_a_draft_is_markup(table: Authorities) -> None:
    pytest.importorskip("streamlit")
    from dalil.views.check import authorities_html

    hostile = replace(table, unclear=(("<script>x</script>", Place(line=2)),))
    drawn = authorities_html(hostile, "en")
    assert "<script" not in drawn
    assert "&lt;script&gt;" in drawn
    assert "Primary sources" in drawn
    assert 'href="baca?id=uu%2F2021%2F901' in drawn
    assert "(not in the library)" in drawn
