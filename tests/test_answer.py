"""The result of one question: the contract of ``ask --json``, key by key."""

import json
from dataclasses import replace

import pytest
from library_double import ACT, LibraryDouble, hit

from dalil.answer.answer import answer, failed
from dalil.index.query.conditions import Filters
from dalil.ingest.errors import QueryError

HITS = (
    hit("Daerah dapat mengadakan kerja sama luar negeri.", "pasal-9/ayat-2", semantic=0.91),
    *(hit(f"Ketentuan kerja nomor {n}.", f"pasal-{n}", score=0.3) for n in range(10, 30)),
)


def test_the_contract() -> None:
    made = answer(LibraryDouble(HITS), "kerja sama luar negeri", k=2, qid="a-1").to_dict()
    assert json.loads(json.dumps(made, allow_nan=False)) == made  # plain JSON all through
    assert {**made, "answer": None, "hits": None} == {
        "qid": "a-1", "question": "kerja sama luar negeri", "language": "id",
        "library": {"generation": "7", "documents": 2, "passages": 100},
        "answer": None, "hits": None, "works": [], "mode": "lexical", "notes": ["catatan"],
        "bridge": [], "corrections": [],
    }  # fmt: skip
    assert made["answer"]["status"] == "answered"
    assert made["answer"]["reason"] is None
    statement = made["answer"]["statements"][0]
    assert {k: statement[k] for k in ("text", "passage_id", "start", "end", "page")} == {
        "text": "Daerah dapat mengadakan kerja sama luar negeri.",
        "passage_id": "uu/2030/1#pasal-9/ayat-2", "start": 100, "end": 147, "page": 3,
    }  # fmt: skip
    first = made["hits"][0]
    assert list(first)[:16] == [
        "rank", "score", "passage_id", "document_id", "tier", "kind", "title", "locator", "page",
        "status", "text", "start", "end", "citation", "source", "sha256",
    ]  # fmt: skip
    assert {k: first[k] for k in ("tier", "kind", "locator", "status", "document_id")} == {
        "tier": "primary", "kind": "UU", "locator": "Pasal 9 ayat (2)", "status": "in_force",
        "document_id": "uu/2030/1",
    }  # fmt: skip
    assert first["citation"] == statement["citation"]
    assert first["semantic"] == 0.91


def test_k_says_what_is_shown_not_what_is_answered() -> None:
    library = LibraryDouble(HITS)
    one = answer(library, "kerja sama luar negeri", k=1)
    many = answer(library, "kerja sama luar negeri", k=15)
    assert (len(one.hits), len(many.hits)) == (1, 15)
    assert one.answer == many.answer
    assert [k for _, k, _ in library.asked] == [10, 15]


def test_filters_and_mode_reach_the_library() -> None:
    class Noting(LibraryDouble):
        seen: Filters | None = None

        def search(self, question, k=10, mode="hybrid", filters=None):  # type: ignore[no-untyped-def]
            self.seen = filters
            return super().search(question, k, mode, filters)

    library = Noting(HITS)
    asked_for = Filters(kinds=frozenset({"UU"}))
    answer(library, "kerja", filters=asked_for, mode="semantic")
    assert library.seen is asked_for
    assert library.asked[0][2] == "semantic"


def test_a_malformed_question_is_the_askers_error() -> None:
    with pytest.raises(QueryError):
        answer(LibraryDouble(HITS), "salah")
    with pytest.raises(QueryError, match="k"):
        answer(LibraryDouble(HITS), "kerja", k=0)


def test_a_failed_question_is_a_refusal_with_its_error() -> None:
    made = failed("apa?", "tidak terbaca", qid=3).to_dict()
    assert made["answer"] == {"status": "abstained", "reason": "tidak terbaca", "statements": []}
    assert (made["qid"], made["error"], made["hits"]) == (3, "tidak terbaca", [])


def test_a_digest_hit_says_so() -> None:
    library = LibraryDouble((replace(HITS[0], document=replace(ACT, digest=True)),))
    (found,) = answer(library, "kerja sama luar negeri").to_dict()["hits"]
    assert found["digest"] is True
    assert "ikhtisar" in found["citation"]


def test_numpy_numbers_become_plain_ones() -> None:
    import numpy as np

    odd = {"score": np.float32(0.25), "lexical": np.float32(2)}
    library = LibraryDouble((replace(HITS[0], **odd),))  # type: ignore[arg-type]
    json.dumps(answer(library, "kerja sama").to_dict())
