"""Jobs on the pages: everybody sees what is under way, a second waits, reports stay to be read."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest
from app_library import ROOT, Tags
from made_up import act

from dalil.index.curate.jobs import Progress, jobs_of, noted
from dalil.index.encode.encoder import Floats, HashingEncoder
from dalil.index.encode.encoder import Progress as Encoded
from dalil.index.library import Library
from dalil.views import session
from dalil.views.words import WORDS

st = pytest.importorskip("streamlit")
AppTest = pytest.importorskip("streamlit.testing.v1").AppTest

ID, EN = WORDS["id"], WORDS["en"]
PAGES = ("ask", "reader", "sources", "claims", "check", "collections", "help")


class Held:
    """Work that goes on until it is let go, or asked to stop."""

    def __init__(self) -> None:
        self.begun, self.go = threading.Event(), threading.Event()

    def __call__(self, tell: Progress, stop: Callable[[], bool]) -> bool:
        self.begun.set()
        tell("membaca", 1, 3)
        while not (self.go.wait(0.02) or stop()):
            pass
        return True


@pytest.fixture
def held(folder: Path) -> Iterator[Held]:
    """A job of the library that is under way."""
    work = Held()
    job = jobs_of(session.library()).begin(session.library(), "add", work, stoppable=True)
    assert work.begun.wait(20)
    yield work
    work.go.set()
    assert job.wait(20)


def page(view: str = "ask", language: str = "id") -> Any:
    at = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60)
    at.query_params["lang"] = language
    at.run()
    if view != "ask":
        at.switch_page(f"views/{view}.py").run()
    assert not at.exception
    return at


def said(at: Any) -> str:
    assert not at.exception
    return "\n".join(Tags(e.proto.body).text for e in at.get("html"))


@pytest.mark.parametrize("view", PAGES)
def test_every_page_of_every_session_shows_what_is_under_way(held: Held, view: str) -> None:
    line = f"{ID['job_now']}: {ID['job_add']}: {ID['stage_membaca']} 1/3"
    assert line in said(page(view))


def test_in_english_too_and_gone_when_it_has_ended(held: Held) -> None:
    at = page("ask", "en")
    assert f"{EN['job_now']}: {EN['job_add']}" in said(at)
    held.go.set()
    deadline = time.monotonic() + 20
    while EN["job_now"] in said(at.run()):
        assert time.monotonic() < deadline


def test_a_second_job_says_that_it_waits_and_for_what_and_can_be_stopped(
    folder: Path, held: Held
) -> None:
    at = page("sources")
    at.multiselect[0].set_value(["naga"]).run()
    next(c for c in at.checkbox if c.key.startswith("sure-")).set_value(True).run()
    at.button(key="remove_do").click().run()
    job = at.session_state["sources_job"]
    assert job.state == "waiting"
    waits = ID["job_waiting"].format(other=ID["job_add"])
    assert waits in [p.proto.text for p in at.get("progress")]
    other = said(page())
    assert ID["job_waits"].format(job=f"{ID['job_remove']} (naga)", other=ID["job_add"]) in other
    next(b for b in at.button if b.label == ID["job_stop"] and not b.key).click().run()
    assert job.wait(20) and job.state == "stopped"
    assert ID["job_stopped"] in said(at)
    held.go.set()
    assert Library.open(folder).catalog.has("naga")


def test_it_goes_on_when_its_page_is_closed_and_its_report_is_read_later(
    folder: Path, held: Held
) -> None:
    at = page("sources")
    at.multiselect[0].set_value(["naga"]).run()
    next(c for c in at.checkbox if c.key.startswith("sure-")).set_value(True).run()
    at.button(key="remove_do").click().run()
    job = at.session_state["sources_job"]
    del at  # nobody looks at it any more
    held.go.set()
    assert job.wait(30) and job.error is None
    assert not Library.open(folder).catalog.has("naga")
    later = page("sources")
    assert ID["job_reports"].format(count=2) in [e.label for e in later.expander]
    shown = said(later)
    assert f"{ID['job_remove']} (naga) · {ID['job_state_done']}" in shown
    assert "naga: Kitab naga <script>" in shown, "as text"


def test_any_session_may_stop_it_at_ones_own_machine(held: Held) -> None:
    at = page()
    stop = next(b for b in at.button if (b.key or "").startswith("job-stop-"))
    stop.click().run()
    deadline = time.monotonic() + 20
    while ID["job_now"] in said(at.run()):
        assert time.monotonic() < deadline


def test_a_job_of_the_terminal_is_seen(folder: Path) -> None:
    with noted(Library.open(folder), "ingest", "arsip") as note:
        note.tell("vectors", 5, 9)
        assert f"{ID['job_ingest']} (arsip): {ID['stage_vectors']} 5/9" in said(page())
    assert ID["job_ingest"] not in said(page())


def test_while_vectors_are_made_a_page_opened_anew_wants_them_too(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """And the library says how many passages have none when that was stopped."""
    begun, go = threading.Event(), threading.Event()

    class Slow(HashingEncoder):
        def encode_passages(self, texts: Sequence[str], progress: Encoded | None = None) -> Floats:
            begun.set()
            assert go.wait(20)
            return super().encode_passages(texts, progress)

    monkeypatch.setenv("DALIL_ENCODER", "hashing")
    session.library()._encoder = Slow()

    def work(tell: Progress, stop: Callable[[], bool]) -> None:
        session.library().put(act("uu/2020/1", {"1": ["Sepeda diparkir di halaman."]}))
        session.library().commit(progress=tell, stop=stop)

    job = jobs_of(session.library()).begin(session.library(), "add", work)
    assert begun.wait(20)
    at = page("sources")
    assert at.toggle(key="upload_vectors").value, "drawn as on"
    go.set()
    assert job.wait(30) and job.error is None
    library = Library.open(folder)
    library.put(act("uu/2020/2", {"1": ["Becak diparkir di tepi jalan."]}))
    library.commit(vectors=False)
    at = page("sources")
    assert ID["lacking"].format(count=1) in [c.value for c in at.caption]
    at.button(key="complete").click().run()
    assert at.session_state["sources_job"].wait(30)
    assert at.session_state["sources_job"].error is None
    generation = Library.open(folder).generation
    assert generation is not None and generation.without is None
