"""Why a hit stands where it stands: held against the scores that the search itself gives."""

from __future__ import annotations

from pathlib import Path

import pytest
from made_up import act

from dalil.index.encode.encoder import HashingEncoder
from dalil.index.library import Library
from dalil.index.query.conditions import Filters
from dalil.index.ranking_config import DEFAULT
from dalil.index.search.explain import Why, why
from dalil.index.search.results import Mode
from dalil.ingest.errors import QueryError
from dalil.ingest.model import Status, Tier


@pytest.fixture
def library(tmp_path: Path) -> Library:
    made = Library.open(tmp_path / "library", create=True, encoder=HashingEncoder())
    for parsed in (
        act(
            "uu/2014/90",
            {
                "1": ["Taman ialah lahan terbuka."],
                "2": ["Izin taman berlaku tiga tahun.", "Izin diberikan oleh lurah."],
                "3": ["Lurah mencabut izin taman yang gersang."],
                "penjelasan/pasal-2": ["Izin taman diumumkan di papan kelurahan."],
            },
        ),
        act("pp/1999/4", {"5": ["Izin taman lama habis."]}, status=Status.REPEALED),
        act("kamus", {"alinea-1": ["gersang: tanpa tanaman."]}, tier=Tier.TERTIARY, kind="Kamus"),
    ):
        made.put(parsed)
    made.commit()
    return made


def reasons(library: Library, question: str, mode: Mode = "hybrid") -> list[tuple[str, Why]]:
    hits = library.search(question, 10, mode).hits
    return [(hit.passage.passage_id, why(library, question, hit, mode)) for hit in hits]


@pytest.mark.parametrize("mode", ["lexical", "semantic", "hybrid"])
@pytest.mark.parametrize("question", ["izin taman", "berapa lama izin taman berlaku", "gersang"])
def test_scores_and_places_are_those_of_the_search(
    library: Library, question: str, mode: Mode
) -> None:
    hits = library.search(question, 50, mode).hits
    found = [why(library, question, hit, mode) for hit in hits]
    for place, (hit, reason) in enumerate(zip(hits, found, strict=True), 1):
        assert reason.fused and reason.fused.rank == place
        assert reason.fused.score == pytest.approx(hit.score)
        for score, other in ((hit.lexical, reason.lexical), (hit.semantic, reason.semantic)):
            if other is None:
                assert not score  # no word in common, or that list was not asked
            else:
                assert other.score == pytest.approx(score)
    # The places by one measure are an oracle of their own: sorting all hits by it.
    for kind in ("lexical", "semantic"):
        placed = [getattr(reason, kind) for reason in found if getattr(reason, kind)]
        if mode not in ("hybrid", kind):
            assert not placed
        ranked = sorted(placed, key=lambda p: -p.score)
        assert [p.rank for p in ranked][:1] == [1][: len(ranked)]
        assert sorted(p.rank for p in placed) == [p.rank for p in ranked]
        assert all(p.rank <= p.of for p in placed)


def test_words_are_told_as_the_passage_has_them(library: Library) -> None:
    found = dict(reasons(library, "izin taman dicabut bulan", "lexical"))
    reason = found["uu/2014/90#pasal-3/ayat-1"]
    assert reason.said == (("izin", ("izin",)), ("taman", ("taman",)), ("dicabut", ("mencabut",)))
    assert reason.missing == ("bulan",)


def test_words_of_the_title_are_told_apart(library: Library) -> None:
    found = dict(reasons(library, "izin umum", "lexical"))  # the heading is "BAB I UMUM"
    assert found["uu/2014/90#pasal-2/ayat-2"].above == ("umum",)


def test_what_lowers_a_hit_is_told(library: Library) -> None:
    found = dict(reasons(library, "izin taman", "lexical"))
    elucidation = found["uu/2014/90#penjelasan/pasal-2/ayat-1"]
    assert elucidation.elucidation_factor == DEFAULT.elucidation_factor
    assert found["pp/1999/4#pasal-5/ayat-1"].repealed_factor == DEFAULT.repealed_factor
    body = found["uu/2014/90#pasal-3/ayat-1"]
    assert body.elucidation_factor is None and body.repealed_factor is None


def test_what_the_question_names_is_told(library: Library) -> None:
    first = reasons(library, "Pasal 2 UU 90/2014")[0]
    assert first[0] == "uu/2014/90#pasal-2" and first[1].referenced
    found = dict(reasons(library, "siapa mencabut izin menurut UU 90/2014"))
    assert found["uu/2014/90#pasal-3/ayat-1"].named_work
    assert not found["kamus#alinea-1/ayat-1"].named_work


@pytest.mark.parametrize(
    ("question", "mode", "told", "why_not"),
    [
        ("berapa lama izin taman berlaku?", "hybrid", True, "a norm is asked for"),
        ("berapa lama izin taman berlaku?", "lexical", True, "by words too"),
        ("berapa lama izin taman berlaku?", "semantic", False, "vectors alone get no second look"),
        ("apa yang dimaksud dengan taman?", "hybrid", False, "a definition is asked for"),
    ],
)
def test_a_definition_behind_norms_is_told(
    library: Library, question: str, mode: Mode, told: bool, why_not: str
) -> None:
    found = dict(reasons(library, question, mode))
    assert found["uu/2014/90#pasal-1/ayat-1"].behind_norms is told, why_not
    assert not found["uu/2014/90#pasal-2/ayat-1"].behind_norms


def test_a_definition_asked_for_is_told(library: Library) -> None:
    found = dict(reasons(library, "apa yang dimaksud dengan taman"))
    assert found["uu/2014/90#pasal-1/ayat-1"].defines
    assert not found["uu/2014/90#pasal-3/ayat-1"].defines


def test_places_count_what_the_filters_leave(library: Library) -> None:
    only = Filters(kinds=frozenset({"PP"}))
    hit = library.search("izin taman", 10, "lexical", only).hits[0]
    reason = why(library, "izin taman", hit, "lexical", only)
    assert reason.fused and (reason.fused.rank, reason.fused.of) == (1, 1)


def test_a_malformed_question_is_an_error_here_too(library: Library) -> None:
    hit = library.search("izin").hits[0]
    with pytest.raises(QueryError):
        why(library, '"izin', hit)
