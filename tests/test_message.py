"""What Dalil says is data: a key, its parameters, and a text of it in every language."""

from __future__ import annotations

import ast
import json
import pickle
import string
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from made_up import act

from dalil.answer.answer import Result, failed
from dalil.answer.batch.checkpoint import as_kept, from_kept
from dalil.index.store.rows import document_of, document_row, hash_of
from dalil.ingest import errors
from dalil.ingest.errors import DalilError, LibraryLocked
from dalil.ingest.file_names import printable
from dalil.ingest.messages import (
    FOLDER,
    PRINTED,
    Message,
    areas,
    as_json,
    as_text,
    from_json,
    from_text,
    message_of,
    say,
    texts,
)
from dalil.views import words
from dalil.views.jobs import lines_of
from dalil.views.words import WORDS

ROOT = Path(__file__).resolve().parents[1]
ROOMS = ("ingest", "index", "answer", "dalil", "cli", "service", "views")

#: Texts that do without a parameter in one language.
SHORTER = {
    ("library.read_only", "en"),  # the folder stands in the Indonesian text beside it
    ("query.no_question_vector", "id"),  # so does the reason, in English
}


@cache
def catalogue(language: str) -> dict[str, str]:
    return {
        f"{area}.{key}": text
        for area in areas(FOLDER, language)
        for key, text in texts(FOLDER, language, area).items()
    }


def blanks(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}


@cache
def modules() -> dict[str, ast.Module]:
    files = (file for room in ROOMS for file in sorted((ROOT / room).rglob("*.py")))
    return {str(f.relative_to(ROOT)): ast.parse(f.read_text(encoding="utf-8")) for f in files}


@cache
def calls() -> list[tuple[str, ast.Call]]:
    """What is called by its name, with the file that does: all code is walked through once."""
    return [
        (name, node)
        for name, tree in modules().items()
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.args
    ]


def made() -> Iterator[tuple[str, str, set[str]]]:
    """Where a message is made with its key as it stands, the key, and the parameters' names."""
    for name, node in calls():
        assert isinstance(node.func, ast.Name)
        if node.func.id in {"Message", "Said"}:
            keys = node.args[0]
            for key in (keys.body, keys.orelse) if isinstance(keys, ast.IfExp) else (keys,):
                if isinstance(key, ast.Constant):
                    given = {str(k.arg) for k in node.keywords}
                    yield f"{name}:{node.lineno}", str(key.value), given


def test_there_are_messages_to_look_at() -> None:
    assert len(list(made())) > 200
    assert len(catalogue("id")) > 250


def test_every_language_has_every_text_with_its_parameters() -> None:
    languages = [folder.name for folder in FOLDER.iterdir() if (folder / "query.toml").is_file()]
    assert {"id", "en"} <= set(languages)
    for language in languages:
        assert catalogue(language).keys() == catalogue("id").keys(), language
        for key, text in catalogue(language).items():
            assert text.strip(), key
            every = blanks(catalogue("id")[key]) | blanks(catalogue("en")[key])
            if (key, language) not in SHORTER:
                assert blanks(text) == every, (language, key)


@pytest.mark.parametrize(
    ("place", "key", "given"),
    list(made()),
    ids=lambda value: str(value)[:40] if isinstance(value, str) else "",
)
def test_a_message_that_is_made_is_in_the_catalogue(place: str, key: str, given: set[str]) -> None:
    assert key in catalogue("id"), place
    assert given == blanks(catalogue("id")[key]) | blanks(catalogue("en")[key]), place


def test_every_text_is_said() -> None:
    """A key stands in the code, or is put together there: f"source.{name}", and the name."""
    nodes = [node for tree in modules().values() for node in ast.walk(tree)]
    literals = {
        node.value
        for node in nodes
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }
    put_together = {
        str(first.value).removesuffix(".")
        for node in nodes
        if isinstance(node, ast.JoinedStr)
        and isinstance(first := node.values[0], ast.Constant)
        and str(first.value).endswith(".")
    }
    unsaid = {
        key
        for key in catalogue("id")
        if key not in literals
        and not (key.partition(".")[0] in put_together and key.partition(".")[2] in literals)
    }
    assert not unsaid


def test_an_error_is_raised_with_a_message_and_not_with_a_text() -> None:
    kinds = {name for name, kind in vars(errors).items() if isinstance(kind, type)}
    texts_raised = [
        f"{name}:{node.lineno}"
        for name, node in calls()
        if name.startswith(("ingest", "index", "answer"))
        and isinstance(node.func, ast.Name)
        and node.func.id in kinds
        and isinstance(node.args[0], ast.Constant | ast.JoinedStr | ast.BinOp)
    ]
    assert not texts_raised


def test_areas_that_are_printed_in_one_language_are_there() -> None:
    assert set(PRINTED) <= set(areas(FOLDER, "id"))


@pytest.mark.parametrize(
    ("message", "printed", "indonesian", "english", "why"),
    [
        (
            Message("query.empty"),
            "Pertanyaan kosong: tulis sedikitnya satu kata. / There is nothing to search for: "
            "type at least one word beside filters.",
            "Pertanyaan kosong: tulis sedikitnya satu kata.",
            "There is nothing to search for: type at least one word beside filters.",
            "a question's fault is printed in both languages",
        ),
        (
            Message("source.no_text", name="a.txt"),
            "a.txt: tidak berisi teks.",
            "a.txt: tidak berisi teks.",
            "a.txt: holds no text.",
            "a file's is printed in Indonesian",
        ),
        (
            Message("curate.about", subject="a", problem=Message("source.nothing_here")),
            "a: tidak ada berkas atau folder di sini",
            "a: tidak ada berkas atau folder di sini",
            "a: there is no file or folder here",
            "a message in a message is in the same language",
        ),
        (
            Message("curate.about", subject="a", problem=LibraryLocked(Message("query.empty"))),
            "a: Pertanyaan kosong: tulis sedikitnya satu kata.",
            "a: Pertanyaan kosong: tulis sedikitnya satu kata.",
            "a: There is nothing to search for: type at least one word beside filters.",
            "an error stands for the message that it carries",
        ),
        (
            Message("source.ended_time", seconds=7.6),
            *["pembacaannya dihentikan: lebih dari 8 detik. Rusak, atau terlalu besar: bagi "
              "menjadi beberapa berkas, atau naikkan batasnya (--max-seconds, "
              "DALIL_MAX_SECONDS)"] * 2,
            "reading it was stopped: more than 8 seconds. Damaged, or too large: divide it into "
            "several files, or raise the limit (--max-seconds, DALIL_MAX_SECONDS)",
            "a number stays one, the text says how it is written",
        ),
        ("A. / B.", "A. / B.", "A. / B.", "A. / B.", "nothing is cut apart"),
    ],
)  # fmt: skip
def test_a_message_is_printed_and_said(
    message: str, printed: str, indonesian: str, english: str, why: str
) -> None:
    assert message == printed, why
    assert say(message, "id") == indonesian, why
    assert say(message, "en") == english, why
    assert say(DalilError(message), "en") == english, why
    kept = json.loads(json.dumps(as_json([message])))
    for again in (
        pickle.loads(pickle.dumps(message)),
        from_json(kept)[0],
        from_text(as_text(message)),
        message_of(DalilError(message)),
    ):
        assert (again, say(again, "en")) == (printed, english), why


@given(st.dictionaries(st.text(max_size=9), st.text(max_size=9) | st.integers(), max_size=3))
def test_what_holds_no_message_is_kept_as_it_is(value: dict[str, str | int]) -> None:
    assert from_json(as_json(value)) == value


@given(name=st.text(max_size=20), reason=st.text(max_size=20))
def test_parameters_are_no_templates(name: str, reason: str) -> None:
    message = Message("batch.unopened", name=name, reason=reason)
    assert say(message, "en") == f"{name}: cannot be opened ({reason}); check the file's name."
    assert from_text(as_text(message)) == message


@pytest.mark.parametrize(
    ("kept", "read"),
    [
        ("plain", "plain"),
        ('{"message": 1', '{"message": 1'),
        ('{"message": "query.gone", "parameters": {}, "text": "Dulu."}', "Dulu."),
        ('{"message": "query.bad_near", "parameters": {}, "text": "Dulu."}', "Dulu."),
        ('{"message": "../x.y", "parameters": {}, "text": "Dulu."}', "Dulu."),
        ('{"message": 3, "parameters": {}, "text": "Dulu."}', "Dulu."),
        ('{"message": "query.empty", "parameters": 3, "text": "Dulu."}', "Dulu."),
    ],
)
def test_a_message_of_another_version_is_its_text(kept: str, read: str) -> None:
    assert from_text(kept) == read


def test_a_key_or_a_parameter_that_is_not_there_is_an_error() -> None:
    for key in ("query.nonsense", "nonsense.empty", "empty", "query.bad_near"):
        with pytest.raises(KeyError):
            Message(key)


def test_names_in_a_message_can_be_made_printable() -> None:
    inner = Message("source.no_text", name="a\nb")
    message = printable(Message("source.ended", name="c\ud800", reason=inner))
    assert say(message, "en") == "c\ufffdED\ufffdA0\ufffd80: a\ufffd0Ab: holds no text.."


def test_a_catalogue_is_read_when_something_is_said() -> None:
    """Neither the modules of a question nor those of an ingest read a text as they are loaded."""
    script = (
        "import dalil.ingest.messages as m, dalil.answer.answer, dalil.ingest.pipeline\n"
        "import dalil.index.curate.add_sources, dalil.views.words\n"
        "assert m.texts.cache_info().misses == 0, m.texts.cache_info()\n"
        "m.Message('query.empty')\n"
        "assert m.texts.cache_info().misses == 2\n"
    )
    subprocess.run([sys.executable, "-c", script], check=True, cwd=ROOT)


def test_a_catalogue_keeps_the_messages_of_a_work() -> None:
    said = (Message("source.pasal_missing", named="2"), "seperti dahulu")
    work = act("uu/2014/23", {"1": ["Satu."]})
    told = replace(work, document=replace(work.document, warnings=said))
    plain = replace(work, document=replace(work.document, warnings=tuple(map(str, said))))
    again = document_of(document_row(told.document))
    assert again.warnings == said
    assert [say(w, "en") for w in again.warnings] == [
        "pasal that were not found in the body: 2",
        "seperti dahulu",
    ]
    assert hash_of(told) == hash_of(plain), "the index of an older library stays valid"


def test_a_journal_keeps_the_messages_of_a_result() -> None:
    result = failed("apa?", Message("query.empty"), qid := 7)
    again = from_kept(Result, json.loads(json.dumps(as_kept(result))))
    assert again == result and again.qid == qid
    assert again.error is not None
    assert say(again.error, "en").startswith("There is nothing to search for")


def test_a_report_of_a_job_is_read_in_the_language_of_the_page(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    facts = {
        "failed": [["a.txt", Message("source.no_text", name="a.txt")], ["b", "dahulu"]],
        "notes": (Message("curate.file_gone"),),
        "error": Message("query.empty"),
    }
    kept = from_json(json.loads(json.dumps(as_json(facts))))
    monkeypatch.setattr(words, "_session", lambda: "en")
    assert lines_of(kept) == [
        "There is nothing to search for: type at least one word beside filters.",
        f"{WORDS['en']['report_failed']}: a.txt: a.txt: holds no text.",
        f"{WORDS['en']['report_failed']}: b: dahulu",
        "its file is gone, so its text stays divided as it was",
    ]
