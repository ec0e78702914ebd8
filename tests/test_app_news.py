"""The page of what is new, the buttons that follow, and the count at the page's name."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from app_library import HOSTILE, Tags
from made_up import act
from test_app import app, ask, button, html, text

from dalil.index.curate.news import follow, look
from dalil.index.store.followed import Following
from dalil.ingest.model import Parsed
from dalil.library import Library
from dalil.views import following
from dalil.views.words import WORDS

pytest.importorskip("streamlit")
ID = WORDS["id"]
PLACE = "views/news.py"
ACT = "uu/2010/7"
QUESTION = "berapa lama izin taman berlaku"


@pytest.fixture
def library(folder: Path) -> Iterator[Library]:
    opened = Library.open(folder)
    yield opened
    opened.close()


def comes(library: Library, document_id: str, line: str) -> None:
    made = act(document_id, {"1": [line]})
    library.put(Parsed(replace(made.document, sha256=document_id.ljust(64, "0")), made.passages))
    library.commit(vectors=False)


def press(at: Any, key: str) -> Any:
    next(b for b in at.button if b.key == key).click().run()
    assert not at.exception
    return at


@pytest.mark.parametrize("language", ["id", "en"])
def test_who_follows_nothing_is_told_how(library: Library, language: str) -> None:
    said = text(app(PLACE, lang=language))
    assert WORDS[language]["news_start"] in said  # type: ignore[index]
    follow(library, ACT)
    assert WORDS[language]["news_none"] in text(app(PLACE, lang=language))  # type: ignore[index]


def test_the_name_of_the_page_counts_what_stands_on_it(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Questions that nobody has asked yet are asked by the page, after it got its name."""
    monkeypatch.setattr(following, "_ask_again", lambda library, owner: None)
    at = app(PLACE)
    at.text_input(key="news_typed").set_value(QUESTION)
    button(at, ID["news_follow_question"]).click().run()
    comes(library, "pp/2020/3", "Izin taman desa berlaku sepuluh tahun.")
    at = app(PLACE)
    assert ID["news_found"] in text(at)
    assert at.session_state[following.COUNTED] == Following(library.catalog).unread() == 1


def test_from_following_to_reading_and_back(library: Library) -> None:
    at = app(PLACE)
    at.text_input(key="news_typed").set_value("UU 7/2010")
    button(at, ID["follow"]).click().run()
    at.text_input(key="news_typed").set_value(QUESTION)
    button(at, ID["news_follow_question"]).click().run()
    assert not at.exception
    assert [f.subject for f in Following(library.catalog).all()] == [ACT, QUESTION]
    comes(library, "pp/2020/3", "Izin taman desa berlaku menurut Pasal 2 Undang-Undang Nomor 7 "
          "Tahun 2010.")  # fmt: skip
    at = app(PLACE)
    said = text(at)
    assert "dirujuk dalam PP Nomor 3 Tahun 2020" in said and ID["news_found"] in said
    assert any('href="baca?id=pp%2F2020%2F3%23pasal-1%2Fayat-1"' in body for body in html(at))
    assert Following(library.catalog).unread() == 2
    press(at, "news-read-all")
    assert Following(library.catalog).unread() == 0
    press(at, "news-undo")
    assert Following(library.catalog).unread() == 2
    first = Following(library.catalog).news()[0].id
    press(at, f"news-read-{first}")
    assert Following(library.catalog).unread() == 1
    press(at, f"unfollow-{Following(library.catalog).all()[0].id}")
    assert [f.subject for f in Following(library.catalog).all()] == [QUESTION]


def test_what_cannot_be_followed_is_said(library: Library) -> None:
    at = app(PLACE)
    at.text_input(key="news_typed").set_value("entah apa")
    button(at, ID["follow"]).click().run()
    assert ID["news_failed"] in text(at) and "entah apa" in text(at)
    assert Following(library.catalog).all() == []


def test_a_question_and_a_find_are_followed_where_they_stand(library: Library) -> None:
    at = ask(QUESTION)
    press(at, "follow-question")
    hits = [b.key for b in at.button if b.key.startswith("follow-hit-1-")]
    press(at, hits[0])
    held = Following(library.catalog).all()
    assert [f.kind for f in held] == ["work", "question"] and "#pasal-" in held[0].subject
    press(at, "follow-question")
    assert [f.kind for f in Following(library.catalog).all()] == ["work"]


def test_the_count_stands_at_the_name_of_the_page(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    follow(library, ACT)
    assert following.count() == 0
    comes(library, "pp/2020/3", "Menurut Undang-Undang Nomor 7 Tahun 2010.")
    assert following.count() == 1


@pytest.mark.parametrize("language", ["id", "en"])
def test_nothing_in_a_document_or_question_becomes_markup(library: Library, language: str) -> None:
    follow(library, f"izin taman {HOSTILE.replace('$', '')}", settings={})
    comes(library, "pp/2020/3", f"Izin taman {HOSTILE}")
    look(library)
    at = app(PLACE, lang=language)
    assert Following(library.catalog).news()
    for body in html(at):
        assert Tags(body).foreign == [], body
