"""A question is understood once: each step of it runs at most once for an answer."""

from __future__ import annotations

import importlib
from collections import Counter
from collections.abc import Callable
from functools import wraps
from pathlib import Path
from typing import Any, Final

import pytest
from made_up import act

from dalil.answer.answer import answer
from dalil.index.encode.encoder import HashingEncoder
from dalil.index.library import Library
from dalil.index.query import expand
from dalil.index.query.parse import Query
from dalil.ingest.references import find as references

#: Where each step of the understanding is, under every name that a module has for it.
STEPS: Final = ("understand", "corrected", "bridge", "content_terms", "expand", "intent_of",
                "term_asked", "find_references")  # fmt: skip
QUESTIONS = [
    ("berapa lama izin taman berlaku", "id", "Indonesian"),
    ("bolehkah bos memotong gaji", "id", "everyday words, which are looked up one by one"),
    ("berapa lama izn taman berlaku", "id", "with a typing mistake"),
    ("apa yang dimaksud dengan izin taman", "id", "a definition"),
    ("how long is a park permit valid", "en", "English"),
    ("what is meant by park permit under the law", "en", "a definition in English"),
    ("apa isi Pasal 3 UU 90/2014 tentang izin", "id", "with a reference"),
    ("izin AND taman jenis:uu", "id", "with operators and a filter"),
]


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Library:
    made = Library.open(
        tmp_path_factory.mktemp("once") / "pustaka", create=True, encoder=HashingEncoder()
    )
    made.put(act("uu/2014/90", {
        "1": ["1. Izin Taman yang selanjutnya disingkat IT adalah izin yang diberikan lurah."],
        "2": ["Izin taman berlaku lima tahun dan dapat diperpanjang."],
        "3": ["Pengusaha memotong upah menurut perjanjian."],
    }))  # fmt: skip
    made.commit()
    return made


@pytest.fixture
def calls(monkeypatch: pytest.MonkeyPatch) -> Counter[str]:
    """How often each step was called, by whatever module."""
    counted: Counter[str] = Counter()

    def counting(name: str, step: Callable[..., Any]) -> Callable[..., Any]:
        @wraps(step)
        def call(*given: Any, **named: Any) -> Any:
            counted[name] += 1
            return step(*given, **named)

        return call

    rooms = ("index", "answer", "views")
    root = Path(__file__).resolve().parents[1]
    files = [file for room in rooms for file in sorted((root / room).rglob("*.py"))]
    names = [".".join(("dalil", *f.relative_to(root).with_suffix("").parts)) for f in files]
    # All of them first: one that is loaded while others are counted would take their counters.
    modules = [importlib.import_module(name) for name in names if ".views" not in name]
    told: dict[str, Callable[..., Any]] = {}
    for module in modules:
        for name in STEPS:
            step = getattr(module, name, None)
            if callable(step) and getattr(step, "__module__", "").startswith("dalil.in"):
                told.setdefault(name, step)
                assert told[name] is step, f"two steps are called {name}"
                monkeypatch.setattr(module, name, counting(name, step))

    find = references.find_references
    monkeypatch.setattr(references, "find_references", counting("find_references", find))
    assert {*told, "find_references"} == {*STEPS}, "a step has another name"
    expand._asked.cache_clear()
    return counted


@pytest.mark.parametrize(("question", "language", "why"), QUESTIONS, ids=[q[2] for q in QUESTIONS])
def test_one_answer_understands_its_question_once(
    library: Library, calls: Counter[str], question: str, language: str, why: str
) -> None:
    found = answer(library, question)
    assert found.language == language and found.hits, "something was searched and answered"
    of_question = {name: calls[name] for name in STEPS if name != "find_references"}
    assert of_question["understand"] == 1
    assert all(count <= 1 for count in of_question.values()), of_question


def test_sources_beside_the_list_are_found_with_the_same_query(
    library: Library, calls: Counter[str]
) -> None:
    answer(library, "berapa lama izin taman berlaku", side_by_side=True)
    assert all(calls[name] <= 1 for name in STEPS), calls


def test_a_query_may_be_searched_again(library: Library, calls: Counter[str]) -> None:
    found = library.search("berapa lama izn taman berlaku", mode="lexical")
    calls.clear()
    again = library.search(found.query, mode="lexical")
    assert again.hits == found.hits and again.query is found.query
    assert not calls


def test_a_query_cannot_be_changed(library: Library) -> None:
    query = library.search("izin taman").query
    with pytest.raises(AttributeError):
        query.text = "lain"  # type: ignore[misc]
    assert query == library.search("izin taman").query


@pytest.mark.parametrize(
    ("question", "language", "terms"),
    [
        ("siapa memberi izin taman kota", "id", ["memberi", "izin", "taman", "kota"]),
        ("izin taman dan izin kota", "id", ["izin", "taman", "kota"]),
        ("may a foreign worker be dismissed", "en", ["tenaga", "kerja", "asing"]),
    ],
)
def test_content_terms_stand_in_their_order(question: str, language: Any, terms: list[str]) -> None:
    found = list(Query(question, question, language).terms)
    assert [term for term in found if term in terms] == terms


def test_what_follows_from_a_query_does_not_depend_on_when_it_is_asked(library: Library) -> None:
    """A query kept without its bridge (in a journal) has the terms that it had."""
    from dataclasses import replace

    for question, _, _ in QUESTIONS:
        query = library.search(question, mode="lexical").query
        bare = replace(query, crossing=None)
        assert (bare.terms, bare.intent, bare.bridge) == (query.terms, query.intent, query.bridge)
