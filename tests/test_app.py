"""Every page in both languages, run by Streamlit's own test runner over a tiny library."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
from app_library import HOSTILE, ROOT, Tags

from dalil.index.library import Library
from dalil.index.store.lock import locked
from dalil.views.words import WORDS

st = pytest.importorskip("streamlit")
AppTest = pytest.importorskip("streamlit.testing.v1").AppTest

APP = str(ROOT / "app.py")
PAGES = [
    "views/ask.py", "views/sources.py", "views/claims.py", "views/help.py", "views/reader.py",
    "views/collections.py", "views/news.py",
]  # fmt: skip
TITLES = [
    "ask_title", "sources_title", "claims_title", "help_title", "reader_title", "collections_title",
    "news_title",
]  # fmt: skip
QUESTION = "berapa lama izin taman berlaku"


def app(page: str = "views/ask.py", **params: Any) -> Any:
    at = AppTest.from_file(APP, default_timeout=60)
    for name, value in params.items():
        at.query_params[name] = value
    at.run()
    assert not at.exception
    if page != "views/ask.py":
        at.switch_page(page).run()
        assert not at.exception
    return at


def html(at: Any) -> list[str]:
    return [e.proto.body for e in at.get("html") if not e.proto.body.startswith("<style")]


def text(at: Any) -> str:
    return "\n".join(Tags(body).text for body in html(at))


def copied(at: Any) -> dict[str, str | None]:
    """What each copy button puts on the clipboard, by its key; None: the page's address."""
    return {
        "copy-" + e.proto.id.partition("-copy-")[2]: json.loads(e.proto.json)["text"]
        for e in at.get("bidi_component")
        if e.proto.component_name == "dalil_copy"
    }


def button(at: Any, label: str) -> Any:
    return next(b for b in at.button if b.label == label)


def ask(question: str, **params: Any) -> Any:
    at = app(**params)
    at.text_input(key="q").set_value(question)
    button(at, WORDS[params.get("lang", "id")]["ask"]).click().run()
    assert not at.exception
    return at


# Every page, both languages, every state of the library


@pytest.mark.parametrize("language", ["id", "en"])
@pytest.mark.parametrize(("page", "title"), list(zip(PAGES, TITLES, strict=True)))
def test_every_page_in_both_languages(folder: Path, page: str, title: str, language: str) -> None:
    at = app(page, lang=language)
    assert [t.value for t in at.title] == [WORDS[language][title]]  # type: ignore[index]


@pytest.mark.parametrize("language", ["id", "en"])
@pytest.mark.parametrize("page", PAGES)
def test_without_a_library_every_page_says_what_to_do(
    page: str, language: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DALIL_LIBRARY", str(tmp_path / "nirwana"))
    at = app(page, lang=language)
    if page != "views/help.py":
        assert WORDS[language]["missing"] in text(at)  # type: ignore[index]
        assert "dalil ingest" in text(at)
    assert not (tmp_path / "nirwana").exists()  # looking makes nothing


@pytest.mark.parametrize("page", PAGES[:3])
def test_an_empty_library_says_so(
    page: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    Library.open(tmp_path, create=True).close()
    monkeypatch.setenv("DALIL_LIBRARY", str(tmp_path))
    assert WORDS["id"]["empty"] in text(app(page))


@pytest.mark.parametrize("table", ["ranking", "abstention"])
def test_a_wrong_file_of_weights_is_no_crash(
    table: str, folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "bobot.toml").write_text(f"[{table}]\nheavier = 1\n", encoding="utf-8")
    monkeypatch.setenv("DALIL_RANKING", str(tmp_path / "bobot.toml"))
    st.cache_resource.clear()
    assert "heavier" in text(app(q="izin taman"))


@pytest.mark.parametrize("page", PAGES[:3])
def test_a_broken_catalogue_is_no_crash(
    page: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "catalog.sqlite").write_bytes(b"this is no database, " * 100)
    monkeypatch.setenv("DALIL_LIBRARY", str(tmp_path))
    assert WORDS["id"]["broken"] in text(app(page))


def test_a_broken_index_is_no_crash(folder: Path) -> None:
    for file in (folder / "generations").rglob("*.npy"):
        file.write_bytes(b"")
    at = ask(QUESTION)
    assert WORDS["id"]["broken"] in text(at)
    assert WORDS["id"]["broken"] in text(app("views/sources.py"))


# Ask


def test_before_a_question_stand_examples_that_are_answered(folder: Path) -> None:
    at = app()
    offered = [b for b in at.button if str(b.key).startswith("example-")]
    assert offered
    for example in offered:
        shown = app()
        pressed = shown.button(key=example.key)
        question = pressed.label.replace("\\", "")
        pressed.click().run()
        assert shown.text_input(key="q").value == shown.query_params["q"] == question
        assert WORDS["id"]["answer"] in [s.value for s in shown.header], question


@pytest.mark.parametrize("language", ["id", "en"])
def test_the_home_page_says_what_is_held_and_what_is_not(folder: Path, language: str) -> None:
    words = WORDS[language]  # type: ignore[index]
    said = text(app(lang=language))
    assert words["home_title"] in said and words["home_small"] in said
    assert "2 UU (2010–2015), 1 PP (1999)" in said
    assert "Taman Kota (UU 7/2010)" in said
    assert words["kind_perpres"] in said and words["kind_pp"] not in said


def test_an_empty_question_gets_a_word(folder: Path) -> None:
    at = app()
    assert WORDS["id"]["ask_empty"] not in text(at)
    button(at, WORDS["id"]["ask"]).click().run()
    assert WORDS["id"]["ask_empty"] in text(at)


def test_an_answer_is_verbatim_and_cited(folder: Path) -> None:
    at = ask(QUESTION)
    assert [s.value for s in at.header] == [WORDS["id"]["answer"], WORDS["id"]["hits"]]
    assert "Izin taman berlaku tiga tahun dan dapat diperpanjang." in text(at)
    citation = (
        "Indonesia, Undang-Undang Nomor 7 Tahun 2010 tentang Taman Kota, Pasal 2 ayat (2), hlm. 1."
    )
    assert f"[1] {citation}" in text(at)
    assert copied(at)["copy-note-1"] == copied(at)["copy-hit-1"] == citation
    assert '<mark class="dalil-word">taman</mark>' in "".join(html(at))


def test_hits_are_one_list_each_with_its_tier(folder: Path) -> None:
    """One list in its own order: by tier it read 1, 14, 15, then 2."""
    at = ask("tarif parkir taman gersang")  # refused: nothing is quoted above
    cards = [body for body in html(at) if 'id="bagian-' in body]
    ranks = [int(re.findall(r'id="bagian-(\d+)"', body)[0]) for body in cards]
    assert ranks == list(range(1, len(ranks) + 1))
    for body in cards:
        tier = "tertiary" if "Kamus Taman" in body else (
            "secondary" if "Ulasan tentang Taman" in body else "primary"
        )  # fmt: skip
        assert f">{WORDS['id'][f'short_{tier}']}<" in body
    said = text(at)
    assert "Kamus Taman" in said and "Ulasan tentang Taman" in said
    assert WORDS["id"]["status_unknown"] in said
    assert f">{WORDS['id']['status_in_force']}<" not in said


@pytest.mark.parametrize(
    ("question", "badge"),
    [
        ("kolam ikan dibersihkan", "status_repealed"),
        ("perahu wisata pelampung", "digest"),
        ("Pasal 2 UU 7/2010", "referenced"),
    ],
)
@pytest.mark.parametrize("language", ["id", "en"])
def test_badges(folder: Path, question: str, badge: str, language: str) -> None:
    assert WORDS[language][badge] in text(ask(question, lang=language))  # type: ignore[index]


def test_a_refusal_gives_its_reason_and_what_to_try(folder: Path) -> None:
    at = ask("berapa tarif parkir pesawat luar angkasa")
    said = text(at)
    assert WORDS["id"]["refusal"] in said
    assert WORDS["id"]["refusal_try"] in said
    assert WORDS["id"]["answer"] not in [s.value for s in at.header]


def test_a_malformed_question_shows_its_message(folder: Path) -> None:
    said = text(ask('"izin taman', lang="en"))
    assert WORDS["en"]["query_error"] in said
    assert "The quotation mark at character 1 is not closed" in said
    assert "Tanda kutip" not in said  # one language is enough


def test_filters_that_leave_nothing_say_so(folder: Path) -> None:
    said = text(ask("izin taman", kind="Perpres"))
    assert WORDS["id"]["no_hits"] in said


def test_notes_are_shown(folder: Path) -> None:
    assert "vektor belum dibuat" in text(ask(QUESTION))


def test_a_link_reproduces_the_search(folder: Path) -> None:
    at = app(q="izin taman", tier="secondary", lang="en", mode="lexical", k="3")
    said = text(at)
    assert at.text_input(key="q").value == "izin taman"
    assert "Ulasan tentang Taman" in said and "UU 7/2010" not in said
    assert at.query_params["q"] == "izin taman"
    assert at.query_params["lang"] == "en"
    assert at.query_params["k"] == "3"


def test_the_question_is_still_there_after_another_page(folder: Path) -> None:
    at = ask(QUESTION)
    at.switch_page("views/help.py").run()
    at.query_params.clear()  # as the browser does
    at.switch_page("views/ask.py").run()
    assert at.text_input(key="q").value == QUESTION


def test_switching_the_language_keeps_the_question(folder: Path) -> None:
    at = ask(QUESTION)
    at.button_group(key="lang").set_value("en").run()
    assert [t.value for t in at.title] == [WORDS["en"]["ask_title"]]
    assert at.text_input(key="q").value == QUESTION
    assert at.query_params["lang"] == "en"


def test_the_context_shows_the_whole_pasal_its_neighbours_and_its_elucidation(
    folder: Path,
) -> None:
    at = ask(QUESTION)
    passage = "uu/2010/7#pasal-2/ayat-2"
    assert "mendengar warga." not in text(at)  # not before it opens
    at.session_state[f"context-hit-1-{passage}"] = True
    at.run()
    shown = "".join(html(at))
    assert '<mark class="dalil-unit">Izin ' not in shown  # "Izin" was asked for: both marks
    assert '<mark class="dalil-unit dalil-word">Izin</mark>' in shown
    assert "Izin taman diberikan oleh lurah" in text(at)
    view = at.button_group(key=f"view-hit-1-{passage}")
    assert view.options == [
        WORDS["id"][k] for k in ("view_here", "view_before", "view_after", "view_elucidation")
    ]
    for key, words in (
        ("view_before", "lahan terbuka"),
        ("view_after", "mencabut"),
        ("view_elucidation", "musyawarah"),
    ):
        at.button_group(key=f"view-hit-1-{passage}").set_value(key).run()
        assert words in text(at)


FORMATS = ["CSV", "XLSX", "Word", "JSONL", "Markdown", "BibTeX", "RIS", "CSL-JSON"]


def test_downloads_are_offered_in_every_format(folder: Path) -> None:
    assert [b.label for b in ask(QUESTION).download_button] == FORMATS


def test_every_input_has_a_label(folder: Path) -> None:
    for page in PAGES:
        at = app(page)
        for kind in (
            "text_input", "number_input", "multiselect", "selectbox", "toggle", "button_group",
            "file_uploader", "button",
        ):  # fmt: skip
            assert all(w.label.strip() for w in getattr(at, kind)), (page, kind)


# Hostile text


def test_corpus_text_never_becomes_markup(folder: Path) -> None:
    at = ask("naga")
    at.session_state["context-hit-1-naga#judul-naga/alinea-1/ayat-1"] = True
    at.run()
    bodies = html(at)
    assert any("&lt;script&gt;" in body for body in bodies)
    for body in bodies:
        assert not Tags(body).foreign
    _nothing_hostile_in_markdown(at)
    at = app("views/sources.py")
    for body in html(at):
        assert not Tags(body).foreign
    _nothing_hostile_in_markdown(at)


def _nothing_hostile_in_markdown(at: Any) -> None:
    """What Streamlit reads as Markdown: texts and the labels of widgets and expanders."""
    texts = [
        "markdown",
        "caption",
        "title",
        "header",
        "subheader",
        "info",
        "warning",
        "error",
        "success",
    ]
    widgets = [
        "button",
        "expander",
        "checkbox",
        "toggle",
        "selectbox",
        "multiselect",
        "download_button",
    ]
    read = [e.value for kind in texts for e in getattr(at, kind)]
    read += [w.label for kind in (*widgets, "button_group") for w in getattr(at, kind)]
    read += [o for w in at.button_group for o in w.options]
    assert read
    for part in ("<script", "javascript:", "$", ":red[", "`kode`", "]("):
        assert not [r for r in read if part in str(r)], part


def test_a_hostile_question_is_text(folder: Path) -> None:
    at = ask(HOSTILE.replace('"', ""))
    for body in html(at):
        assert not Tags(body).foreign
    _nothing_hostile_in_markdown(at)


# Sources


def test_sources_lists_what_is_there(folder: Path) -> None:
    at = app("views/sources.py")
    (table,) = [t.value for t in at.dataframe]
    works = table.set_index("id")
    assert len(works) == 6
    assert works.loc["uu/2015/9", "text"] == WORDS["id"]["text_digest"]
    assert works.loc["uu/2010/7", "text"] == WORDS["id"]["text_full"]
    assert works.loc["pp/1999/4", "status"] == WORDS["id"]["status_repealed"]
    assert works.loc["uu/2010/7", "passages"] == 5


def _upload(at: Any, files: list[tuple[str, bytes, str]]) -> Any:
    at.file_uploader[0].set_value(files).run()
    button(at, WORDS["id"]["upload_do"]).click().run()
    assert not at.exception
    assert at.session_state["sources_job"].wait(60)
    at.run()
    assert not at.exception
    return at


def test_an_upload_goes_into_the_library_and_is_found(folder: Path) -> None:
    note = "# Catatan kebun\n\nPupuk kandang harus didiamkan empat minggu sebelum ditebar.\n"
    at = _upload(
        app("views/sources.py"),
        [
            ("../../Catatan Kebun.md", note.encode(), "text/markdown"),
            ("rusak.pdf", b"%PDF-1.4 rusak", "application/pdf"),
        ],
    )
    said = text(at)
    assert "Catatan kebun" in said
    assert f"{WORDS['id']['report_failed']}: rusak.pdf" in said
    assert (folder / "uploads" / "Catatan Kebun.md").is_file()
    assert not list(folder.parent.glob("Catatan*"))
    assert "didiamkan empat minggu" in text(ask("berapa lama pupuk kandang didiamkan"))


def test_the_tier_can_be_given(folder: Path) -> None:
    at = app("views/sources.py")
    at.button_group(key="upload_tier").set_value("tertiary")
    text_ = b"# Istilah\n\nRawa ialah tanah basah berair.\n"
    at = _upload(at, [("istilah.md", text_, "text/markdown")])
    tiers = [
        d.tier.value for d in Library.open(folder).catalog.documents() if "istilah" in d.source
    ]
    assert tiers == ["tertiary"]


def test_without_a_library_an_upload_makes_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DALIL_LIBRARY", str(tmp_path / "baru"))
    at = app("views/sources.py")
    at.toggle(key="upload_vectors").set_value(False)
    _upload(
        at, [("a.md", b"# Sawah\n\nSawah diairi dua kali sehari oleh petani.\n", "text/markdown")]
    )
    assert Library.open(tmp_path / "baru").catalog.counts()["documents"] == 1


def test_a_locked_library_says_so(folder: Path) -> None:
    with locked(folder / "write.lock"):
        at = app("views/sources.py")
        at.file_uploader[0].set_value([("a.md", b"# A\n\nIsi.\n", "text/markdown")]).run()
        button(at, WORDS["id"]["upload_do"]).click().run()
        job = at.session_state["sources_job"]
        assert not job.wait(2) and job.state == "waiting"  # for its turn, and the page says so
        at.run()
        bars = [str(bar.proto) for bar in at.get("progress")]
        assert any(WORDS["id"]["job_other"] in bar for bar in bars)
    assert job.wait(60) and job.state == "done"
    assert "Izin taman berlaku" in text(ask(QUESTION))


# Batch


def _batch(name: str, content: bytes, language: str = "id") -> Any:
    at = app("views/claims.py", lang=language)
    at.file_uploader(key="claims_file").set_value((name, content, "text/plain")).run()
    assert not at.exception
    return at


@pytest.mark.parametrize("language", ["id", "en"])
def test_a_file_of_questions_is_answered(folder: Path, language: str) -> None:
    lines = [
        json.dumps({"qid": n, "question": q})
        for n, q in enumerate([QUESTION, "berapa tarif bulan", "resep rendang"])
    ]
    at = _batch("tanya.jsonl", "\n".join(lines).encode(), language)
    at.button(key="claims_do").click().run()
    at.session_state["claims_job"].wait(60)
    at.run()
    assert not at.exception
    words = WORDS[language]  # type: ignore[index]
    counts = {"answered": 1, "uncertain": 1, "abstained": 1, "failed": 0}
    assert words["questions_done"].format(**counts) in text(at)
    table = at.dataframe[0].value
    assert list(table["question"]) == [QUESTION, "berapa tarif bulan", "resep rendang"]
    states = ("answered", "uncertain", "abstained")
    assert list(table["result"]) == [words[f"questions_{state}"] for state in states]
    assert [b.label for b in at.download_button] == FORMATS


def test_a_file_without_questions_is_explained(folder: Path) -> None:
    at = _batch("kosong.csv", b"\n\n")
    assert WORDS["id"]["claims_error"] in text(at)
    assert not [b for b in at.button if b.key == "claims_do"]


def test_rows_passed_over_are_named(folder: Path) -> None:
    at = _batch("tanya.txt", f"{QUESTION}\n\n{QUESTION}\n".encode())
    assert "baris 2: kosong" in text(at)
    assert WORDS["id"]["claims_found_questions"].format(count=2) in text(at)


def test_the_other_tiers_stand_beside_a_short_list(folder: Path) -> None:
    shown = text(ask("izin taman", k="1"))
    assert WORDS["id"]["beside"] in shown
    assert f">{WORDS['id']['short_secondary']}<" in "".join(html(ask("izin taman", k="1")))


def test_a_word_read_as_another_is_said(folder: Path) -> None:
    assert "Dicari juga: pelampng → pelampung" in text(ask("siapa wajib punya pelampng"))
