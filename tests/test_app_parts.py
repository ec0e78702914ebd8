"""What the pages stand on: texts, links, uploads, removal, surroundings, jobs."""

from __future__ import annotations

import ast
import os
import string
import threading
import time
import tomllib
from datetime import date
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from app_library import ROOT, fill
from hypothesis import given
from hypothesis import strategies as st
from made_up import act

from dalil.answer.batch.read_questions import Question
from dalil.answer.citation.csl_style import STYLES
from dalil.ingest.errors import QueryError
from dalil.ingest.messages import Message, areas, texts
from dalil.ingest.model import Tier
from dalil.library import Library
from dalil.service.uploads import UPLOAD_LIMIT_MB, free, safe_name
from dalil.views.day_field import FIRST_YEAR, LAST_YEAR
from dalil.views.filters import MODES, MOST_HITS, Settings, from_params, to_params
from dalil.views.hit_context import surroundings
from dalil.views.jobs import Answering, SessionJob
from dalil.views.page_image import _image
from dalil.views.source_admin import keep, room_in
from dalil.views.words import FOLDER, LANGUAGES, WORDS, heard, say

# Words


def test_both_languages_have_the_same_texts() -> None:
    assert WORDS["id"].keys() == WORDS["en"].keys()
    assert all(text.strip() for texts in WORDS.values() for text in texts.values())


def test_a_text_stands_in_one_file_of_a_language_only() -> None:
    assert areas(FOLDER, "id") == areas(FOLDER, "en")
    for language in LANGUAGES:
        keys = [key for page in areas(FOLDER, language) for key in texts(FOLDER, language, page)]
        assert len(keys) == len(set(keys))


def test_both_languages_have_the_same_blanks() -> None:
    def blanks(text: str) -> set[str]:
        return {name for _, name, _, _ in string.Formatter().parse(text) if name}

    for key, text in WORDS["id"].items():
        assert blanks(text) == blanks(WORDS["en"][key]), key


def test_every_text_a_page_says_is_there_and_every_text_is_said() -> None:
    said: set[str] = set()
    literals: set[str] = set()
    prefixes: set[str] = set()
    for file in [ROOT / "app.py", *(ROOT / "views").rglob("*.py")]:
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                literals.add(node.value)
            if isinstance(node, ast.JoinedStr) and isinstance(node.values[0], ast.Constant):
                prefixes.add(str(node.values[0].value))
            if (
                isinstance(node, ast.Call)
                and isinstance(node.func, ast.Name)
                and node.func.id == "say"
                and isinstance(node.args[0], ast.Constant)
            ):
                said.add(str(node.args[0].value))
    assert said <= WORDS["id"].keys()
    made = {p for p in prefixes if p.endswith("_") and p.islower()}
    unsaid = {
        key
        for key in WORDS["id"]
        if key not in literals and not any(key.startswith(prefix) for prefix in made)
    }
    assert not unsaid


def test_a_message_is_heard_in_the_language_of_the_page() -> None:
    error = QueryError(Message("query.empty"))
    assert heard(error, "id") == "Pertanyaan kosong: tulis sedikitnya satu kata."
    assert heard(error, "en").startswith("There is nothing to search for")
    assert heard("Kosong. / Empty.", "en") == "Kosong. / Empty."  # a text is not cut apart


def test_texts_take_their_values() -> None:
    assert say("claims_found_questions", "id", count=3) == "3 pertanyaan ditemukan"


# Links

_WORDS = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=20)
_YEARS = st.none() | st.integers(FIRST_YEAR, LAST_YEAR)


@given(
    st.builds(
        Settings,
        question=st.text(max_size=50),
        tiers=st.sets(st.sampled_from(Tier)).map(lambda s: tuple(t for t in Tier if t in s)),
        kinds=st.lists(_WORDS, unique=True, max_size=3).map(tuple),
        documents=st.lists(_WORDS, unique=True, max_size=3).map(tuple),
        year_from=_YEARS,
        year_to=_YEARS,
        mode=st.sampled_from(MODES),
        as_of=st.none() | st.dates(date(FIRST_YEAR, 1, 1), date(LAST_YEAR, 12, 31)).map(str),
        k=st.integers(1, MOST_HITS),
        style=st.sampled_from(list(STYLES)),
    )
)
def test_a_link_gives_the_settings_back(settings: Settings) -> None:
    params = {k: v if isinstance(v, list) else [v] for k, v in to_params(settings).items()}
    assert from_params(params) == settings


@pytest.mark.parametrize(
    "params",
    [
        {"k": ["0"]}, {"k": ["9999999"]}, {"k": ["x"]}, {"k": ["-1"]}, {"k": ["٣"]},
        {"from": ["12"]}, {"pada": ["kini"]}, {"pada": ["2015-02-30"]}, {"pada": ["0001-01-01"]},
        {"pada": ["20150131"]}, {"pada": ["2015-W05-6"]},
        {"mode": ["magic"]}, {"tier": ["quaternary"]}, {"kind": [""]}, {},
        {"utm_source": ["mail"]}, {"style": ["oracle bone"]},
    ],
)  # fmt: skip
def test_nonsense_in_a_link_is_left_at_its_default(params: dict[str, list[str]]) -> None:
    assert from_params(params) == Settings()


def test_a_plain_question_makes_a_short_link() -> None:
    assert to_params(Settings(question="apa")) == {"q": "apa"}


# Uploads


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("UU 23 Tahun 2014.pdf", "UU 23 Tahun 2014.pdf"),
        ("../../etc/passwd", "passwd"),
        ("..\\..\\windows\\system.ini", "system.ini"),
        ("/abs/olut.md", "olut.md"),
        ("..", "berkas"),
        ("", "berkas"),
        (".bashrc", "bashrc"),
        ("a\x00b\nc.md", "a_b_c.md"),
        ("CON.txt", "_CON.txt"),  # a device to Windows
        ("a:b*c?.pdf", "a_b_c_.pdf"),
        ("法律.pdf", "法律.pdf"),
        ("<script>.html", "_script_.html"),
    ],
)
def test_names_of_uploads_are_harmless(name: str, safe: str) -> None:
    assert safe_name(name) == safe


@given(st.text(max_size=300))
def test_no_name_leads_anywhere(name: str) -> None:
    safe = safe_name(name)
    assert safe and safe not in {".", ".."} and not safe.startswith(".")
    assert not set(safe) & set('/\\\x00:*?"<>|')
    assert len(safe.encode()) <= 130
    assert Path(safe).name == safe


def _file(name: str, content: bytes, size: int | None = None) -> Any:
    return SimpleNamespace(
        name=name, size=len(content) if size is None else size, getvalue=lambda: content
    )


def test_uploads_stay_in_their_folder(tmp_path: Path) -> None:
    kept = keep(tmp_path / "lib", [_file("../../keluar.md", b"x"), _file("/etc/masuk.md", b"y")])
    assert [p.parent for p in kept.paths] == [tmp_path / "lib" / "uploads"] * 2
    assert not (tmp_path / "keluar.md").exists()


def test_same_name_other_content_keeps_both_and_same_content_one(tmp_path: Path) -> None:
    files = [_file("a.md", b"satu"), _file("a.md", b"dua"), _file("a.md", b"satu")]
    kept = keep(tmp_path, files)
    assert [p.name for p in kept.paths] == ["a.md", "a-2.md"]
    assert [p.read_bytes() for p in kept.paths] == [b"satu", b"dua"]


def test_too_large_an_upload_is_reported_not_written(tmp_path: Path) -> None:
    kept = keep(tmp_path, [_file("besar.pdf", b"x", (UPLOAD_LIMIT_MB + 1) * 2**20)])
    assert not kept.paths
    assert kept.failed[0].source == "besar.pdf"
    assert not (tmp_path / "uploads").exists()


def test_a_folder_that_cannot_be_written_is_reported(tmp_path: Path) -> None:
    (tmp_path / "uploads").write_text("not a folder")
    kept = keep(tmp_path, [_file("a.md", b"x")])
    assert not kept.paths
    assert len(kept.failed) == 1


def test_kept_uploads_are_limited_for_a_session_and_in_all(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DALIL_UPLOAD_KEPT_MB", "3")
    monkeypatch.setenv("DALIL_UPLOAD_SESSION_MB", "2")
    mb = b"x" * 2**20
    first = keep(tmp_path, [_file(f"{n}.md", mb) for n in range(3)],
                 room_in(tmp_path, 0))  # fmt: skip
    assert [p.name for p in first.paths] == ["0.md", "1.md"], "two megabytes a session"
    assert [(f.source, bool(str(f.reason))) for f in first.failed] == [("2.md", True)]
    again = keep(tmp_path, [_file("3.md", mb)], room_in(tmp_path, 2 * 2**20))
    assert not again.paths, "the session has had its share"
    other = keep(tmp_path, [_file("4.md", mb), _file("5.md", mb)], room_in(tmp_path, 0))
    assert [p.name for p in other.paths] == ["4.md"], "three megabytes in all"
    (tmp_path / "uploads" / "0.md").unlink()
    assert keep(tmp_path, [_file("5.md", mb)], room_in(tmp_path, 0)).paths, "freed, and taken again"


def test_uploads_that_came_to_nothing_are_deleted(tmp_path: Path) -> None:
    library = Library.open(tmp_path / "lib", create=True)
    kept = keep(library.folder, [_file("padi.md", b"# Padi\n\nPadi ditanam di sawah."),
                                 _file("rusak.pdf", b"%PDF-1.4 broken")])  # fmt: skip
    library.add(kept.paths, vectors=False, workers=1)
    (library.folder / "uploads" / "lama.md").write_text("Sesi yang sudah berakhir.")
    (library.folder / "uploads" / "baru.md").write_text("Sesi yang masih bekerja.")
    assert free(library, [p.name for p in kept.paths]) == ["rusak.pdf"], "its job is over"
    long_ago = time.time() - 2 * 86_400
    for name in ("lama.md", "padi.md"):
        os.utime(library.folder / "uploads" / name, (long_ago, long_ago))
    assert free(library) == ["lama.md"], "of a session that ended; a source stays"
    left = sorted(p.name for p in (library.folder / "uploads").iterdir())
    assert left == ["baru.md", "padi.md"]
    library.close()


def test_the_server_refuses_what_the_page_refuses() -> None:
    config = tomllib.loads((ROOT / ".streamlit" / "config.toml").read_text(encoding="utf-8"))
    assert config["server"]["maxUploadSize"] == UPLOAD_LIMIT_MB


def test_pages_are_not_parsed_for_magic() -> None:
    """A page that was parsed while another thread compiled showed an error (CPython 3.11)."""
    config = tomllib.loads((ROOT / ".streamlit" / "config.toml").read_text(encoding="utf-8"))
    assert config["runner"]["magicEnabled"] is False


# Surroundings


@pytest.mark.parametrize(
    ("locator", "before", "after", "counterpart"),
    [
        ("pasal-1", None, "pasal-2", None),
        ("pasal-2", "pasal-1", "pasal-3", "penjelasan/pasal-2"),
        ("pasal-3", "pasal-2", None, None),
        ("penjelasan/pasal-2", None, None, "pasal-2"),
    ],
)
def test_surroundings(
    tmp_path: Path, locator: str, before: str | None, after: str | None, counterpart: str | None
) -> None:
    catalog = Library.open(fill(tmp_path)).catalog
    shown = catalog.passage(f"uu/2010/7#{locator}")
    assert shown is not None
    found = surroundings(catalog, shown)
    assert found is not None
    names = [str(p.locator) if p else None for p in (found.before, found.after, found.counterpart)]
    assert names == [before, after, counterpart]


def test_a_document_that_changed_has_no_surroundings(tmp_path: Path) -> None:
    library = Library.open(fill(tmp_path))
    shown = library.catalog.passage("uu/2010/7#pasal-2")
    assert shown is not None
    library.put(act("uu/2010/7", {"2": ["Bunyi baru."]}))
    assert surroundings(library.catalog, shown) is None


# Jobs


def test_a_job_tells_its_progress_and_its_result() -> None:
    seen: list[tuple[str, int, int]] = []
    told, looked = threading.Event(), threading.Event()

    def work(tell: Any) -> int:
        tell("membaca", 1, 4)
        told.set()
        looked.wait(10)
        return 7

    job: SessionJob[int] = SessionJob(work)
    assert told.wait(10)
    seen.append((job.stage, job.done, job.total))
    assert job.running and job.ratio == 0.25
    looked.set()
    assert job.wait(10)
    assert (job.result, job.error, seen) == (7, None, [("membaca", 1, 4)])


def test_a_job_keeps_its_error() -> None:
    def fail(tell: Any) -> None:
        raise ValueError("rusak")

    job: SessionJob[None] = SessionJob(fail)
    assert job.wait(10)
    assert str(job.error) == "rusak"


def test_stopping_leaves_what_is_done(tmp_path: Path) -> None:
    library = Library.open(fill(tmp_path))
    questions = [Question(f"izin taman {n}", n) for n in range(500)]
    work = Answering(library, questions, 2, "lexical")
    ready = threading.Event()
    job: SessionJob[Any] | None = None

    def stop_after_three(tell: Any) -> None:
        ready.wait(10)

        def told(stage: str, done: int, total: int) -> None:
            if done == 3 and job is not None:
                job.stop()
            tell(stage, done, total)

        work(told)

    job = SessionJob(stop_after_three)
    ready.set()
    assert job.wait(60)
    assert job.stopped
    assert [r.qid for r in work.results] == [0, 1, 2]


def test_a_question_that_fails_costs_only_itself(tmp_path: Path) -> None:
    library = Library.open(fill(tmp_path))
    work = Answering(library, [Question('"buka'), Question("izin taman lurah")], 2, "lexical")
    work(lambda *_: None)
    assert [bool(r.error) for r in work.results] == [True, False]
    assert work.counts()["failed"] == 1


# Pages of a file


def test_a_page_that_is_not_there_is_none(tmp_path: Path) -> None:
    path = tmp_path / "x.pdf"
    path.write_bytes(b"%PDF-1.4 broken")
    assert _image(str(path), 1) is None


def test_the_shipped_guide_has_a_picture_of_its_page() -> None:
    guide = ROOT / "corpus" / "secondary" / "panduan-sister-city.pdf"
    image = _image(str(guide), 2)
    assert image is not None and image.startswith(b"\x89PNG")
    assert _image(str(guide), 999) is None
