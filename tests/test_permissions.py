"""Who may do what: the table cell by cell, what the pages show of it, and what the server refuses.

Three sit in front of the app: the one alone at their own machine, and, where it is open to others,
an editor and a reader. What a page does not show may still be tried, by a page that was drawn for
an editor a moment ago; so everything that does a deed asks again.
"""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from app_library import ROOT, Tags

from dalil.index.curate.jobs import reports
from dalil.index.store.bookmarks import Collections
from dalil.index.store.owner import LOCAL, of_session
from dalil.index.store.query_log import history
from dalil.ingest.errors import NotPermitted, TooMuch
from dalil.library import Library
from dalil.service import permissions
from dalil.service.permissions import MAY, Act, Role, permitted, require
from dalil.service.rate_limit import TRIES, Pace, Tries
from dalil.views import rate_limit
from dalil.views import user as person
from dalil.views.words import WORDS

st = pytest.importorskip("streamlit")
AppTest = pytest.importorskip("streamlit.testing.v1").AppTest

ID = WORDS["id"]
SECRET = "kata-rahasia-yang-panjang"

#: The table as it is meant: act, and whether one alone, an editor, a reader may.
CELLS: tuple[tuple[Act, bool, bool, bool], ...] = (
    (Act.ASK, True, True, True),
    (Act.READ, True, True, True),
    (Act.CHECK, True, True, True),
    (Act.EXPORT, True, True, True),
    (Act.SAVE, True, True, True),  # only one's own
    (Act.SEE_JOBS, True, True, True),
    (Act.REPORTS, True, True, False),  # they name files and folders
    (Act.ADD, True, True, False),
    (Act.FOLDER, True, True, False),
    (Act.REMOVE, True, True, False),
    (Act.RESTORE, True, True, False),
    (Act.CORRECT, True, True, False),
    (Act.IMPORT, True, True, False),
    (Act.REINDEX, True, True, False),
    (Act.WATCH, True, True, False),
    (Act.STOP, True, True, False),
)


@pytest.mark.parametrize("role", list(Role))
@pytest.mark.parametrize("row", CELLS, ids=[row[0].value for row in CELLS])
def test_every_cell_of_the_table(row: tuple[Act, bool, bool, bool], role: Role) -> None:
    act, may = row[0], row[1 + list(Role).index(role)]
    assert permitted(role, act) is may
    if may:
        require(role, act)
    else:
        with pytest.raises(NotPermitted):
            require(role, act)


def test_the_table_has_every_act() -> None:
    assert {row[0] for row in CELLS} == set(Act) == set(MAY)


# The pages


@pytest.fixture(autouse=True)
def _fresh(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(person, "_tries", Tries())
    monkeypatch.setattr(person, "_tidied", -person._TIDY_S)


@pytest.fixture
def opened(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The app is open to others; gives the file of the secret."""
    file = tmp_path / "rahasia"
    file.write_text(f"{SECRET}\n", encoding="utf-8")
    monkeypatch.setenv(permissions.PUBLIC, "1")
    monkeypatch.setenv(permissions.SECRET_FILE, str(file))
    return file


def app(*views: str) -> Any:
    at = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60)
    at.query_params["lang"] = "id"
    at.run()
    for view in views:
        at.switch_page(f"views/{view}.py").run()
    assert not at.exception
    return at


def sign_in(at: Any, secret: str = SECRET) -> Any:
    at.text_input(key="keys_secret").set_value(secret)
    next(b for b in at.button if b.label == ID["editor_do"]).click().run()
    assert not at.exception
    return at


def said(at: Any) -> str:
    assert not at.exception
    return "\n".join(Tags(e.proto.body).text for e in at.get("html"))


def labels(at: Any) -> set[str]:
    found = (at.button, at.text_input, at.checkbox, at.multiselect, at.file_uploader, at.toggle)
    return {e.label for group in found for e in group} | {e.label for e in at.expander}


#: What the page of the sources offers, by the act that it takes.
OFFERED = {
    Act.ADD: {ID["upload"], ID["upload_do"], ID["upload_vectors"]},
    Act.IMPORT: {ID["metadata_file"]},
    Act.CORRECT: {ID["correct"]},
    Act.REMOVE: {ID["remove_do"]},
}


@pytest.mark.parametrize("role", list(Role))
def test_the_page_offers_what_one_may_do(
    folder: Path, request: pytest.FixtureRequest, role: Role
) -> None:
    if role is not Role.ALONE:
        request.getfixturevalue("opened")
    at = app("sources")
    if role is Role.EDITOR:
        sign_in(at)
    at.multiselect[0].set_value(["naga"]).run()
    offered = labels(at)
    for act, wanted in OFFERED.items():
        assert (wanted <= offered) is permitted(role, act), act
        assert bool(wanted & offered) is permitted(role, act), act
    assert (ID["reader_here"] in said(at)) is (role is Role.READER)
    assert (ID["folder"] in offered) is (role is Role.EDITOR), "of the machine that serves"
    assert (ID["watch_folder"] in offered) is (role is Role.EDITOR)


#: Parts of the page that begin a job, with the kind where it is not the part's own.
BEGUN = (
    ("top", ""), ("works", ""), ("works", "remove"), ("add", ""), ("metadata", ""), ("removed", ""),
)  # fmt: skip


def _begin(part: str, kind: str) -> None:
    import streamlit as st

    from dalil.ingest.errors import NotPermitted
    from dalil.views import jobs as errand

    try:
        errand.begin(lambda tell, stop: "dilakukan", print, part=part, kind=kind)  # type: ignore[arg-type]
    except NotPermitted:
        st.text("ditolak")


@pytest.mark.parametrize(("part", "kind"), BEGUN)
def test_no_job_begins_for_a_reader(folder: Path, opened: Path, part: str, kind: str) -> None:
    at = AppTest.from_function(_begin, args=(part, kind), default_timeout=60).run()
    assert [t.value for t in at.text] == ["ditolak"]
    assert reports(Library.open(folder)) == []


def _deeds(folder: str) -> None:
    """Everything that changes the library and is no job, as a page drawn for an editor would."""
    import streamlit as st

    from dalil.ingest.errors import NotPermitted
    from dalil.library import Library
    from dalil.views import jobs as errand
    from dalil.views import watch as watching

    library = Library.open(folder)
    deeds: list[Callable[[], None]] = [
        lambda: watching._change(lambda: st.text("diubah")),
        lambda: errand.stop(library, 1),
    ]
    for deed in deeds:
        try:
            deed()
        except NotPermitted:
            st.text("ditolak")


def test_no_folder_is_changed_and_no_job_stopped_by_a_reader(folder: Path, opened: Path) -> None:
    at = AppTest.from_function(_deeds, args=(str(folder),), default_timeout=60).run()
    assert not at.exception
    assert [t.value for t in at.text] == ["ditolak", "ditolak"]


def test_a_change_of_an_editor_has_its_line(folder: Path, opened: Path) -> None:
    at = sign_in(app("sources"))
    at.multiselect[0].set_value(["naga"]).run()
    next(c for c in at.checkbox if c.key.startswith("sure-")).set_value(True).run()
    at.button(key="remove_do").click().run()
    assert not at.exception
    (line,) = (folder / "audit.jsonl").read_text(encoding="utf-8").splitlines()
    noted = json.loads(line)
    assert (noted["act"], noted["role"], noted["via"]) == ("remove", "editor", "app")
    assert noted["who"] and "naga" in noted["subject"]


def test_who_is_no_editor_any_more_can_do_nothing_with_the_page_of_before(
    folder: Path, opened: Path
) -> None:
    at = sign_in(app("sources"))
    at.multiselect[0].set_value(["naga"]).run()
    next(c for c in at.checkbox if c.key.startswith("sure-")).set_value(True).run()
    opened.write_text("lain-sama-sekali-rahasianya\n", encoding="utf-8")
    at.button(key="remove_do").click().run()
    assert not at.exception
    assert Library.open(folder).catalog.has("naga")
    assert ID["reader_here"] in said(at)


def test_a_reader_cannot_make_a_library(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, opened: Path
) -> None:
    monkeypatch.setenv("DALIL_LIBRARY", str(tmp_path / "belum"))
    at = app("sources")
    assert ID["starter"] not in labels(at)
    assert not (tmp_path / "belum").exists()


def test_an_editor_adds_and_reads_the_report_in_another_session(folder: Path, opened: Path) -> None:
    at = sign_in(app("sources"))
    at.multiselect[0].set_value(["naga"]).run()
    next(c for c in at.checkbox if c.key.startswith("sure-")).set_value(True).run()
    at.button(key="remove_do").click().run()
    assert at.session_state["sources_job"].wait(60)
    assert not Library.open(folder).catalog.has("naga")
    title = ID["job_reports"].format(count=1)
    assert title in labels(sign_in(app("sources")))
    assert title not in labels(app("sources")), "a reader does not see which files there were"


# Signing in


def test_a_wrong_secret_opens_nothing_and_tries_are_counted(folder: Path, opened: Path) -> None:
    at = app("sources")
    for _ in range(TRIES):
        sign_in(at, "tebakan-yang-salah-sekali")
        assert ID["editor_wrong"] in said(at)
    sign_in(at, SECRET)
    assert "Terlalu banyak percobaan" in said(at), "the right one is not heard either"
    assert ID["upload"] not in labels(at)


@pytest.mark.parametrize(
    ("held", "typed", "right"),
    [
        (SECRET, SECRET, True),
        (f"  {SECRET}\n\n", f" {SECRET} ", True),  # what an editor of files adds
        (SECRET, SECRET[:-1], False),
        (SECRET, SECRET + "x", False),
        (SECRET, SECRET.upper(), False),
        ("pendek", "pendek", False),  # too short to be one
        ("", "", False),
        ("é" * 20, "é" * 20, True),
    ],
)
def test_the_secret(folder: Path, opened: Path, held: str, typed: str, right: bool) -> None:
    opened.write_text(held, encoding="utf-8")

    def script(typed: str) -> None:
        import streamlit as st

        from dalil.views import user as person

        st.text(f"{person.unlock(typed)} {person.role()}")

    at = AppTest.from_function(script, args=(typed,), default_timeout=60).run()
    assert not at.exception
    wanted = Role.EDITOR if right else Role.READER
    assert [t.value for t in at.text] == [f"{right} {wanted}"]


def test_tries_are_counted_by_who_and_in_all() -> None:
    tries = Tries(each=2, total=4)
    for who in ("a", "a", "b"):
        tries.take(who)
    with pytest.raises(TooMuch):
        tries.take("a")
    tries.right("b")
    tries.take("b")
    tries.take("b")
    with pytest.raises(TooMuch):
        tries.take("c")


#: What the sign-in says of somebody, what the editors' file has, and what they are.
PEOPLE: tuple[tuple[str, dict[str, Any], str, bool], ...] = (
    ("named by address", {"email": "Ani@kampus.contoh", "email_verified": True},
     "ani@kampus.contoh", True),
    ("not named", {"email": "budi@kampus.contoh", "email_verified": True},
     "ani@kampus.contoh", False),
    ("an address nobody verified", {"email": "ani@kampus.contoh", "email_verified": False},
     "ani@kampus.contoh", False),
    ("nothing said of verifying", {"email": "ani@kampus.contoh"}, "ani@kampus.contoh", False),
    ("verified as text", {"email": "ani@kampus.contoh", "email_verified": "true"},
     "ani@kampus.contoh", False),
    ("named by identifier", {"sub": "123"}, "# penyunting\nsub:123  # Ani", True),
    ("an identifier is no address", {"sub": "ani@kampus.contoh"}, "ani@kampus.contoh", False),
    ("identifiers have a case", {"sub": "abC"}, "sub:abc", False),
    ("not signed in", {"is_logged_in": False, "email": "ani@kampus.contoh",
                       "email_verified": True}, "ani@kampus.contoh", False),
    ("nobody named", {"email": "", "sub": "1", "email_verified": True}, "\n#\n", False),
)  # fmt: skip


@pytest.mark.parametrize(
    ("user", "named", "editor"), [row[1:] for row in PEOPLE], ids=[row[0] for row in PEOPLE]
)
def test_who_signs_in_is_an_editor_if_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, user: dict[str, Any], named: str, editor: bool
) -> None:
    file = tmp_path / "penyunting"
    file.write_text(named, encoding="utf-8")
    monkeypatch.setenv(permissions.PUBLIC, "1")
    monkeypatch.setenv(permissions.EDITORS_FILE, str(file))
    monkeypatch.setattr(person, "can_sign_in", lambda: True)

    class User:
        def to_dict(self) -> dict[str, Any]:
            return {"is_logged_in": True, "iss": "https://masuk.contoh", **user}

    monkeypatch.setattr(st, "user", User())
    assert (person.role() is Role.EDITOR) is editor
    signed = user.get("is_logged_in", True)
    assert person.owner().startswith("person:" if signed else "session:")
    assert person.is_passing() is not signed


def test_without_a_sign_in_what_headers_say_of_a_person_is_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(permissions.PUBLIC, "1")
    monkeypatch.setattr(person, "can_sign_in", lambda: False)

    class User:
        def to_dict(self) -> dict[str, Any]:
            return {"is_logged_in": True, "sub": "x", "email": "a@b", "email_verified": True}

    monkeypatch.setattr(st, "user", User())
    assert person.role() is Role.READER and person.is_passing()


@pytest.mark.parametrize(
    ("said", "served", "address", "public"),
    [
        ("", False, None, False),  # no server: the test of a page, a script
        ("", True, "localhost", False),
        ("", True, "127.0.0.1", False),
        ("", True, "::1", False),
        ("", True, None, True),  # Streamlit then listens on all addresses
        ("", True, "0.0.0.0", True),
        ("", True, "192.168.1.5", True),
        ("", True, "localhost.jahat.contoh", True),
        ("1", True, "localhost", True),  # behind a proxy
        ("0", True, "0.0.0.0", False),  # in a container of one's own
    ],
)
def test_when_the_app_is_open_to_others(
    monkeypatch: pytest.MonkeyPatch, said: str, served: bool, address: str | None, public: bool
) -> None:
    monkeypatch.setenv(permissions.PUBLIC, said)
    monkeypatch.setattr(person, "_served", served)
    monkeypatch.setattr(st, "get_option", lambda name: address)
    assert person.public() is public


# What people keep


def test_nobody_sees_what_another_session_asked_or_kept(folder: Path, opened: Path) -> None:
    catalog = Library.open(folder).catalog
    hers = app()
    hers.text_input(key="q").set_value("berapa lama izin taman berlaku")
    next(b for b in hers.button if b.label == ID["ask"]).click().run()
    assert not hers.exception
    hers.switch_page("views/collections.py").run()
    assert "berapa lama izin taman" in said(hers)
    his = app("collections")
    assert "berapa lama izin taman" not in said(his)
    assert any(ID["passing"] in c.value for c in his.caption)
    owner = hers.session_state["person_owner"]
    Collections(catalog, owner).create("Skripsi saya")
    assert "Skripsi saya" in str([s.options for s in hers.run().selectbox])
    assert "Skripsi saya" not in str([s.options for s in his.run().selectbox])
    assert history(catalog) == [] and Collections(catalog, LOCAL).all() == []
    assert len(history(catalog, owner=owner)) == 1


@pytest.mark.parametrize(("age_days", "left"), [(0, 1), (3, 0)])
def test_what_a_session_kept_is_deleted_a_day_after(
    folder: Path, opened: Path, age_days: int, left: int
) -> None:
    catalog, owner = Library.open(folder).catalog, of_session()
    Collections(catalog, owner).create("Skripsi")
    at = (datetime.now(UTC) - timedelta(days=age_days)).isoformat(timespec="seconds")
    with catalog.transaction() as db:
        db.execute("UPDATE collections SET at = ?", (at,))
    app()
    assert len(Collections(catalog, owner).all()) == left


def test_alone_everything_is_the_local_persons(folder: Path) -> None:
    at = app()
    at.text_input(key="q").set_value("berapa lama izin taman berlaku")
    next(b for b in at.button if b.label == ID["ask"]).click().run()
    assert len(history(Library.open(folder).catalog)) == 1
    assert "person_owner" not in at.session_state


# How much one may ask


def test_questions_a_minute_by_session_and_in_all(monkeypatch: pytest.MonkeyPatch) -> None:
    now = [0.0]
    monkeypatch.setattr(time, "monotonic", lambda: now[0])
    asked = Pace(each=3, total=5)
    for _ in range(3):
        asked.take("a")
    with pytest.raises(TooMuch, match="3 pertanyaan"):
        asked.take("a")
    asked.take("b")
    asked.take("b", 0.25)
    asked.take("b", 0.75)
    with pytest.raises(TooMuch, match="ramai"):
        asked.take("c")
    now[0] = 61
    asked.take("a")
    asked.take("c")


def test_the_page_says_that_it_is_too_much(
    folder: Path, opened: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rate_limit, "_pace", Pace(1, 10))
    at = app()
    for question in ("izin taman", "kolam ikan"):
        at.text_input(key="q").set_value(question)
        next(b for b in at.button if b.label == ID["ask"]).click().run()
    assert ID["too_much"] in said(at)
    other = app()
    other.text_input(key="q").set_value("kolam ikan")
    next(b for b in other.button if b.label == ID["ask"]).click().run()
    assert ID["too_much"] not in said(other)


def test_alone_nobody_counts(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rate_limit, "_pace", Pace(0, 0))
    rate_limit.ask()
    rate_limit.patient()()


def test_a_list_waits_for_its_place(monkeypatch: pytest.MonkeyPatch) -> None:
    waits: list[float] = []
    now = [0.0]

    def sleep(seconds: float) -> None:
        waits.append(seconds)
        now[0] += seconds

    monkeypatch.setattr(time, "monotonic", lambda: now[0])
    monkeypatch.setattr(time, "sleep", sleep)
    monkeypatch.setattr(rate_limit, "_pace", Pace(2, 10))
    monkeypatch.setenv(permissions.PUBLIC, "1")
    before: Callable[[], None] = rate_limit.patient()
    for _ in range(5):
        before()
    assert 118 <= sum(waits) <= 124
