"""The page for claims: typed or uploaded, reviewed, ticked, taken away."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from app_library import HOSTILE, ROOT, Tags

from dalil.answer.batch.read_questions import Question
from dalil.answer.claims.export import claim_suffixes
from dalil.answer.claims.table import default_ticks
from dalil.library import Library
from dalil.views.claims import _file, kind_of
from dalil.views.components import Ticks
from dalil.views.jobs import Reviewing, Stopped
from dalil.views.words import WORDS

st = pytest.importorskip("streamlit")
AppTest = pytest.importorskip("streamlit.testing.v1").AppTest

SAID = WORDS["id"]
CLAIMS = (
    "1. Izin taman berlaku lima tahun dan dapat diperpanjang\n"
    "2. Izin taman diberikan oleh lurah setelah mendengar warga\n"
    "- Perahu wisata tidak wajib punya pelampung\n"
)


def page(**params: Any) -> Any:
    at = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60)
    for name, value in params.items():
        at.query_params[name] = value
    at.run()
    at.switch_page("views/claims.py").run()
    assert not at.exception
    return at


def html(at: Any) -> list[str]:
    return [e.proto.body for e in at.get("html") if not e.proto.body.startswith("<style")]


def text(at: Any) -> str:
    return "\n".join(Tags(body).text for body in html(at))


def checked(claims: str = CLAIMS, **params: Any) -> Any:
    at = page(**params)
    at.text_area(key="claims_text").set_value(claims).run()
    at.button(key="claims_do").click().run()
    at.session_state["claims_job"].wait(60)
    at.run()
    assert not at.exception
    return at


def exported(at: Any, only: bool = False) -> list[dict[str, Any]]:
    """What the XLSX button would give now."""
    work, ticks = at.session_state["claims_work"], at.session_state["claims_ticks"]
    book = openpyxl.load_workbook(io.BytesIO(_file(work.results, ticks, only, ".xlsx")))
    assert book.sheetnames == ["Klaim", "Tentang"]
    names, *rows = book["Klaim"].iter_rows(values_only=True)
    return [dict(zip(map(str, names), row, strict=True)) for row in rows]


def test_typed_claims_are_reviewed_ticked_and_taken_away(folder: Path) -> None:
    at = checked()
    shown = text(at)
    assert SAID["claims_found_claims"].format(count=3) in shown
    assert "angka lain: lima tahun ≠ tiga tahun" in shown
    assert "“tidak wajib” ≠ “wajib”" in shown
    assert any('<mark class="dalil-conflict">' in body for body in html(at))
    # The best passage that carries a claim is ticked, and all that says otherwise.
    ticked = {box.key: box.value for box in at.checkbox if box.key.startswith("claim-tick")}
    assert [key for key, on in ticked.items() if on] == ["claim-tick-1-1", "claim-tick-2-1",
                                                         "claim-tick-3-1"]  # fmt: skip
    rows = exported(at)
    assert [(r["Klaim"][:11], r["Pendirian"]) for r in rows] == [
        ("Izin taman ", "berkata lain"),
        ("Izin taman ", "mendukung"),
        ("Perahu wisa", "berkata lain"),
    ]
    assert exported(at, only=True) == rows  # nobody has unticked anything
    assert not at.checkbox(key="claims_only").value
    at.text_input(key="claim-note-1").set_value("=1+1 periksa lagi").run()
    assert not at.exception
    first = exported(at)[0]
    assert first["Pendirian"] == "berkata lain"
    assert first["Dipakai"] == "ya"
    assert first["Bunyi"] == "Izin taman berlaku tiga tahun dan dapat diperpanjang."
    assert "Pasal 2 ayat (2)" in first["Sitasi"]
    assert first["Catatan"] == "=1+1 periksa lagi"
    at.checkbox(key="claim-tick-3-1").uncheck().run()
    assert [r["Dipakai"] for r in exported(at)] == ["ya", "ya", "tidak"]
    # Only who unticks it, and asks for what is ticked alone, loses it; and the file says so.
    assert exported(at, only=True)[2]["Pendirian"] == "tidak ada yang dicentang"


def test_ticks_and_results_outlive_the_page(folder: Path) -> None:
    at = checked()
    at.checkbox(key="claim-tick-1-1").uncheck().run()
    at.text_input(key="claim-note-2").set_value("bagus").run()
    at.switch_page("views/help.py").run()
    at.switch_page("views/claims.py").run()
    assert not at.exception
    assert at.text_area(key="claims_text").value == CLAIMS
    assert not at.checkbox(key="claim-tick-1-1").value
    assert at.text_input(key="claim-note-2").value == "bagus"


def test_every_format_is_made(folder: Path) -> None:
    at = checked()
    work, ticks = at.session_state["claims_work"], at.session_state["claims_ticks"]
    labels = [b.label for b in at.download_button]
    assert labels[:6] == ["XLSX", "CSV", "DOCX", "Markdown", "JSONL", "BibTeX"]
    for suffix in claim_suffixes():
        assert _file(work.results, ticks, False, suffix)


@pytest.mark.parametrize("language", ["id", "en"])
def test_what_a_claim_holds_is_only_text(folder: Path, language: str) -> None:
    at = checked(f"- Naga {HOSTILE}\n- [klik](javascript:alert(1)) :red[naga] $x$\n", lang=language)
    for body in html(at):
        assert not Tags(body).foreign, body[:200]
    labels = [box.label for box in at.checkbox] + [e.label for e in at.expander]
    assert not [label for label in labels if "naga" in label.lower() or "[" in label]


def test_an_uploaded_word_list(folder: Path) -> None:
    import docx

    document = docx.Document()
    document.add_paragraph("Klaim minggu ini:")
    document.add_paragraph("Izin taman berlaku tiga tahun", style="List Bullet")
    buffer = io.BytesIO()
    document.save(buffer)
    at = page()
    at.file_uploader(key="claims_file").set_value(("klaim.docx", buffer.getvalue(), "")).run()
    assert SAID["claims_found_claims"].format(count=1) in text(at)


def test_only_a_page_of_many_claims_is_drawn(folder: Path) -> None:
    at = checked("\n".join(f"Izin taman berlaku tiga tahun {n}" for n in range(45)))
    assert len([e for e in at.expander if e.label.startswith("Klaim ")]) == 20


def test_stopped_work_goes_on(folder: Path) -> None:
    library = Library.open(folder)
    claims = [Question(f"izin taman {n}", n) for n in range(4)]
    work = Reviewing(library, claims, 2, "lexical")

    def stop(stage: str, done: int, total: int) -> None:
        if done == 2:
            raise Stopped

    with pytest.raises(Stopped):
        work(stop)
    assert (len(work.results), work.left) == (2, 2)
    work(lambda *_: None)
    assert [told.qid for told in work.results] == [0, 1, 2, 3]
    assert sum(work.counts().values()) == 4


def test_the_page_offers_to_go_on(folder: Path) -> None:
    at = checked()
    work = at.session_state["claims_work"]
    at.session_state["claims_job"].stop()
    del work.results[1:]
    at.run()
    assert SAID["claims_stopped"] in text(at)
    at.button(key="claims_resume").click().run()
    at.session_state["claims_job"].wait(60)
    at.run()
    assert len(work.results) == 3


@pytest.mark.parametrize(
    ("listed", "kind"),
    [
        (["Apakah izin berlaku?", "Siapa memberi izin"], "questions"),
        (["Izin berlaku lima tahun", "Lurah memberi izin", "Benarkah?"], "claims"),
        (["What is a park?"], "questions"),
        ([], "claims"),
    ],
)
def test_claims_and_questions_are_told_apart(listed: list[str], kind: str) -> None:
    assert kind_of([Question(text) for text in listed]) == kind


def test_ticks_start_from_the_best_passage(folder: Path) -> None:
    work = Reviewing(Library.open(folder), [Question("Lurah mencabut izin taman")], 3, "lexical")
    [told] = work(lambda *_: None)
    ticks = Ticks()
    assert ticks.of(0, told) == default_ticks(told) == {told.supporting[0].key}
    ticks.turn(0, told, told.supporting[0].key, False)
    assert ticks.count([told]) == 0
    [table] = ticks.table([told], True, "id")
    assert table.taken == ()


def test_all_cards_open_and_close_together(folder: Path) -> None:
    at = checked("\n".join(f"Izin taman berlaku tiga tahun {n}" for n in range(7)))
    assert not [box for box in at.checkbox if box.key.startswith("claim-tick")]
    at.toggle(key="claims_open_all").set_value(True).run()
    assert not at.exception
    assert len([box for box in at.checkbox if box.key.startswith("claim-tick")]) >= 7
