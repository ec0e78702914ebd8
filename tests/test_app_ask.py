"""The page where a question is asked: notes, cards and their reasons, filters, style, help."""

from __future__ import annotations

import re
import sqlite3
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from app_library import ROOT, Tags
from test_app import app, ask, copied, html, text

from dalil.answer.citation.csl_style import STYLES
from dalil.index.library import Library
from dalil.index.query.parse import understand
from dalil.index.search.explain import why
from dalil.index.store.query_log import history
from dalil.ingest.errors import QueryError
from dalil.ingest.model import Status
from dalil.views.components import SIGNS, mistake
from dalil.views.filters import Settings, from_params, to_params
from dalil.views.hit_card import status_badge
from dalil.views.words import WORDS

pytest.importorskip("streamlit")
pytestmark = pytest.mark.usefixtures("folder")

QUESTION = "berapa lama izin taman berlaku"
SENTENCE = "Izin taman berlaku tiga tahun dan dapat diperpanjang."
ID = WORDS["id"]


def raw(at: Any) -> str:
    return "\n".join(html(at))


def test_a_statement_leads_to_its_note_and_to_its_card() -> None:
    shown = raw(ask(QUESTION))
    for link, place in (("#catatan-1", 'id="catatan-1"'), ("#bagian-1", 'id="bagian-1"')):
        assert f'href="{link}"' in shown and place in shown
    assert ID["to_card"].format(rank=1) in shown


def test_the_answer_is_copied_with_its_notes() -> None:
    whole = copied(ask(QUESTION))["copy-answer"]
    assert whole is not None
    above, _, below = whole.partition("\n\n")
    assert above.startswith(f"“{SENTENCE}” [1]")
    assert below.startswith("[1] Indonesia, Undang-Undang Nomor 7 Tahun 2010 tentang Taman Kota")


def test_sentences_of_one_place_share_its_note_and_are_all_marked_in_its_card() -> None:
    at = ask("Pasal 2 UU 7/2010")
    shown = raw(at)
    assert shown.count('href="#catatan-1"') == 2 and "catatan-2" not in shown
    card = next(body for body in html(at) if 'id="bagian-1"' in body)
    for sentence in ("Izin taman diberikan oleh lurah setelah mendengar warga.", SENTENCE):
        assert f'<mark class="dalil-unit">{sentence}</mark>' in card


def test_a_statement_whose_card_is_not_shown_has_its_context_itself() -> None:
    at = app(q="siapa memberikan dan mencabut izin taman", k="1", tier="primary")
    shown = raw(at)
    assert shown.count('href="#bagian-1"') == 1 and 'href="#bagian-2"' not in shown
    at.session_state["context-statement-2-uu/2010/7#pasal-2/ayat-2"] = True
    at.run()
    assert "diberikan oleh lurah setelah mendengar warga" in text(at)


def test_the_link_of_the_page_is_copied_where_something_is_asked() -> None:
    assert "copy-link" not in copied(app())
    assert copied(ask(QUESTION))["copy-link"] is None  # the browser's own address


def test_every_style_that_ships_has_a_name_of_its_own_in_both_languages() -> None:
    for language in ("id", "en"):
        names = [WORDS[language].get(f"style_{style.replace('-', '_')}") for style in STYLES]
        assert None not in names and len(set(names)) == len(STYLES)


@pytest.mark.parametrize("style", list(STYLES))
def test_every_style_is_shown_copied_and_in_the_link(style: str) -> None:
    at = app(q=QUESTION, style=style)
    assert at.selectbox(key="style").value == style
    assert at.query_params.get("style") == (None if style == "footnote" else style)
    copies = copied(at)
    assert copies["copy-hit-1"] == copies["copy-note-1"]
    assert (copies["copy-hit-1"] or "nothing") in text(at)


def test_choosing_a_style_changes_citations_and_the_link() -> None:
    at = ask(QUESTION)
    at.selectbox(key="style").set_value("short").run()
    assert copied(at)["copy-hit-1"] == "Pasal 2 ayat (2) UU 7/2010"
    assert at.query_params["style"] == "short"


def test_a_style_of_the_users_own_is_offered_and_a_path_is_not(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A link may name a style, but no file of the machine that serves the page."""
    style = (ROOT / "answer" / "citation" / "styles" / "short.csl").read_text(encoding="utf-8")
    (tmp_path / "fakultas.csl").write_text(style, encoding="utf-8")
    (tmp_path / "rusak.csl").write_text("<style", encoding="utf-8")
    monkeypatch.setattr("dalil.answer.citation.csl_style.user_folder", lambda: tmp_path)
    at = app(q=QUESTION, style="fakultas")
    assert at.selectbox(key="style").value == "fakultas"
    assert copied(at)["copy-hit-1"]
    assert app(q=QUESTION, style=str(tmp_path / "fakultas.csl")).selectbox(key="style").value == (
        "footnote"
    )
    for question in (QUESTION, "tarif parkir pesawat"):  # answered, refused
        assert ID["style_error"] in text(app(q=question, style="rusak"))


def test_a_style_alone_is_no_filter() -> None:
    settings = Settings("izin", style="apa")
    assert not settings.changed
    assert to_params(settings) == {"q": "izin", "style": "apa"}
    assert from_params({"style": ["hieroglyphs"]}) == Settings()


def test_the_reasons_are_computed_when_they_are_wanted(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []

    def counted(library: Any, question: str, *more: Any) -> Any:
        asked.append(question)
        return why(library, question, *more)

    monkeypatch.setattr("dalil.views.hit_card.why", counted)
    at = ask(QUESTION)
    assert not asked
    at.session_state["why-hit-1"] = True
    at.run()
    assert asked == [QUESTION]
    said = text(at)
    assert "Memuat 3 dari" in said and "izin; taman" in said
    assert ID["why_by_words"] in said
    assert ID["why_by_meaning"] not in said  # this library has no vectors


@pytest.mark.parametrize("language", ["id", "en"])
def test_reasons_of_a_named_provision(language: str) -> None:
    at = app(q="Pasal 2 UU 7/2010", lang=language)
    at.session_state["why-hit-1"] = True
    at.run()
    assert WORDS[language]["why_referenced"] in text(at)  # type: ignore[index]


@pytest.mark.parametrize("language", ["id", "en"])
@pytest.mark.parametrize("sign", SIGNS)
def test_every_example_of_the_help_is_understood_and_asked(sign: str, language: str) -> None:
    example = WORDS[language][f"syntax_{sign}_eg"]  # type: ignore[index]
    understand(example)
    at = app(lang=language)
    at.button(key=f"syntax-{sign}").click().run()
    assert not at.exception
    assert at.text_input(key="q").value == example
    assert WORDS[language]["query_error"] not in text(at)  # type: ignore[index]


@pytest.mark.parametrize(
    ("question", "wrong"),
    [
        ('izin "taman kota', '"'),
        ("izin tahun:abad", "t"),
        ("(pajak OR retribusi", "("),
        ("pajak AND", "A"),
        ("izin <b> AND", "A"),
        ("a" * 90 + ' "taman', '"'),  # far to the right: shown with what is around it
    ],
)
@pytest.mark.parametrize("language", ["id", "en"])
def test_the_place_of_a_mistake_is_shown(question: str, wrong: str, language: str) -> None:
    with pytest.raises(QueryError):
        understand(question)
    at = app(q=question, lang=language)
    marked = f'<mark class="dalil-wrong">{wrong.replace(chr(34), "&quot;")}</mark>'
    assert marked in raw(at)
    assert "<b>" not in raw(at)


def test_a_mistake_without_a_place_shows_none() -> None:
    assert mistake("tahun:2014", "Pertanyaan kosong: tulis sedikitnya satu kata.") == ""
    assert mistake("izin", "karakter ke-99") == ""


def test_a_refusal_says_what_the_filters_hide_and_takes_them_off() -> None:
    at = app(q=QUESTION, kind="Artikel", style="short")
    assert SENTENCE not in text(at)
    assert ID["refusal_filters"].format(filters="Artikel") in text(at)
    at.button(key="wide").click().run()
    assert SENTENCE in text(at)
    assert at.selectbox(key="style").value == "short"  # how it is cited is no filter
    assert "kind" not in at.query_params


def test_a_refusal_that_no_filter_causes_does_not_blame_them() -> None:
    at = app(q="tarif parkir pesawat luar angkasa", kind="Artikel")
    assert not [b for b in at.button if b.key == "wide"]


def test_what_is_near_is_not_called_found() -> None:
    heads = [h.value for h in ask("tarif parkir taman gersang").header]
    assert heads == [ID["nearest"], ID["hits_near"]]


def test_filters_in_use_are_said_beside_the_hits() -> None:
    said = text(app(q="izin taman", tier="primary", **{"from": "2005", "to": "2012"}))
    assert f"{ID['only']} Primer; 2005–2012" in said


def test_the_law_of_a_day_is_asked_for_by_a_widget_and_by_its_link() -> None:
    """Its act is of 2010: the day before there was none, on the day its cards lead there."""
    at = app(q=QUESTION, pada="2015-01-31").run()
    assert at.text_input(key="day").value == "31/01/2015"
    assert "menurut hukum pada 31 Januari 2015" in text(at)
    assert re.search(r"baca\?id=uu%2F2010%2F7%23pasal-2[^&]*&amp;pada=2015-01-31", raw(at))
    at.text_input(key="day").set_value("1.1.1999").run()
    assert at.query_params["pada"] == "1999-01-01"
    assert "uu%2F2010%2F7" not in raw(at)
    at.text_input(key="day").set_value("31/02/2015").run()
    assert ID["day_wrong"] in text(at) and ID["as_of_kept"] in text(at)
    assert "pada" not in at.query_params and "pada=" not in raw(at)
    at.text_input(key="day").set_value("").run()
    assert ID["day_wrong"] not in text(at) and "pada" not in at.query_params


def test_a_day_that_the_question_names_is_the_day_of_its_cards() -> None:
    assert "&amp;pada=2015-01-31" in raw(ask(f"{QUESTION} tanggal:2015-01-31"))


def test_headings_go_down_one_step_at_a_time() -> None:
    shown = raw(ask(QUESTION))
    assert "<h3" in shown and "<h4" not in shown
    assert "<h1" not in shown and "<h2" not in shown  # those are Streamlit's own


def _as(status: str, monkeypatch: pytest.MonkeyPatch, language: str = "id") -> Any:
    """The page for an answer that was judged so, with a reason."""
    from dalil.answer.answer import answer

    def judged(*args: Any, **kwargs: Any) -> Any:
        found = answer(*args, **kwargs)
        statements = found.answer.statements if status != "abstained" else ()
        said = replace(
            found.answer,
            status=status,  # type: ignore[arg-type]
            reason="Sebabnya.",
            statements=statements,
        )
        return replace(found, answer=said)

    monkeypatch.setattr("dalil.answer.answer.answer", judged)
    return app(q="siapa memberikan dan mencabut izin taman", lang=language)


@pytest.mark.parametrize("language", ["id", "en"])
def test_what_is_not_sure_stands_where_an_answer_stands_and_says_so(
    language: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    words = WORDS[language]  # type: ignore[index]
    at = _as("uncertain", monkeypatch, language)
    assert [h.value for h in at.header] == [words["nearest"], words["hits_near"]]
    said = text(at)
    assert words["answer_unsure"] in said and words["refusal"] not in said
    assert "Lurah mencabut izin taman" in said or "diberikan oleh lurah" in said
    assert copied(at)["copy-note-1"] in said  # type: ignore[operator]
    sure = text(_as("answered", monkeypatch, language))
    assert words["answer_unsure"] not in sure


def test_one_answer_leads_and_the_others_are_folded(monkeypatch: pytest.MonkeyPatch) -> None:
    at = _as("answered", monkeypatch)
    shown = [body for body in html(at) if "<blockquote" in body]
    assert len(shown) > 1
    assert ["dalil-first" in body for body in shown] == [True] + [False] * (len(shown) - 1)
    folded = next(e for e in at.expander if "kalimat lain" in e.label)
    assert not folded.proto.expanded
    inside = "".join(piece.proto.body for piece in folded.get("html"))
    assert all(body not in inside for body in shown[:1])
    assert all(body in inside for body in shown[1:])


@pytest.mark.parametrize("language", ["id", "en"])
@pytest.mark.parametrize("question", ["resep rendang sapi pedas", "how much does a pilot earn"])
def test_a_refusal_speaks_the_language_of_the_page(question: str, language: str) -> None:
    said = text(app(q=question, lang=language))
    foreign = {"id": "No passage in this library", "en": "Tidak ada bagian dalam pustaka"}
    assert WORDS[language]["refusal"] in said  # type: ignore[index]
    assert foreign[language] not in said


def test_no_number_of_an_index_is_shown() -> None:
    at = ask(QUESTION)
    assert not re.search(r"0000\d\d-[0-9a-f]{6}|\b[0-9a-f]{12,}\b", text(at))


def test_what_is_copied_is_what_is_seen() -> None:
    """A title that turns its letters round must not do so in somebody's footnote."""
    copies = [copy for copy in copied(ask("naga")).values() if copy]
    assert any("<script>" in copy for copy in copies)  # as text, as it is shown
    assert not any("\u202e" in copy for copy in copies)


def test_a_question_is_remembered_once_with_its_link(folder: Path) -> None:
    at = ask(QUESTION)
    at.session_state["why-hit-1"] = True
    at.run()  # drawn again, not asked again
    at.selectbox(key="style").set_value("short").run()
    ask("tarif parkir pesawat luar angkasa")
    kept = history(Library.open(folder).catalog)
    assert [(a.question, a.status) for a in kept] == [
        ("tarif parkir pesawat luar angkasa", "abstained"),
        (QUESTION, "answered"),
        (QUESTION, "answered"),  # in another style: another link
    ]
    assert kept[1].settings == {"q": QUESTION, "style": "short"}
    assert kept[1].hits > 0 and kept[1].generation


def test_a_library_that_cannot_be_written_still_answers(monkeypatch: pytest.MonkeyPatch) -> None:
    def locked(*_: Any) -> None:
        raise sqlite3.OperationalError("attempt to write a readonly database")

    monkeypatch.setattr("dalil.views.ask.remember", locked)
    assert SENTENCE in text(ask(QUESTION))


@pytest.mark.parametrize(
    ("reason", "link"),
    [
        ("uu/2010/7#pasal-3", 'href="baca?id=uu%2F2010%2F7%23pasal-3"'),
        ('x"><script>#pasal-1', 'href="baca?id=x%22%3E%3Cscript%3E%23pasal-1"'),
        (None, ""),
    ],
)
def test_a_status_leads_to_the_provision_that_says_so(reason: str | None, link: str) -> None:
    made = status_badge(Status.REPEALED, reason)
    assert not Tags(made).foreign
    assert link in made and ("<a " in made) == bool(reason)
    assert ID["status_repealed"] in Tags(made).text


def test_what_is_not_known_is_said_once_and_on_no_card() -> None:
    at = ask("tarif parkir taman gersang")
    said = text(at)
    assert said.count(ID["status_unknown"]) == 1
    badges = [made for made in html(at) if f">{ID['status_unknown']}" in made]
    assert not badges


def test_what_is_named_and_not_held_is_said() -> None:
    at = ask("Apa isi Pasal 4 UU Nomor 77 Tahun 2018?")
    assert ID["named_not_here"].format(named="").strip() in text(at)
    assert "Pasal 4" in text(at) and "2018" in text(at)
    assert ID["named_not_here"].format(named="").strip() not in text(ask(QUESTION))
