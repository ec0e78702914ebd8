"""The same text in several works is one hit; what a question names is never put together."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from library_double import ACT, GLOSSARY, OLD, hit
from made_up import act

from dalil.answer.answer import answer
from dalil.index.library import Library
from dalil.index.query.conditions import Filters
from dalil.index.search.collapse import Distinct, sameness
from dalil.index.search.results import Hit
from dalil.ingest.model import Status, Tier

LONG = "Gubernur wajib menyampaikan laporan kerja sama daerah kepada menteri setiap tahun."
DIGEST = replace(ACT, id="uu/2031/7", year=2031, digest=True)
LOWER = replace(ACT, id="pp/2035/1", kind="PP", year=2035)
NEWER = replace(ACT, id="uu/2040/1", year=2040)

SAME = [
    (LONG, LONG.upper().replace(" ", "\n"), True, "letters and lines do not count"),
    ("(2) " + LONG, "(3) " + LONG, True, "nor the number it stands under"),
    ("a. " + LONG, LONG.replace(",", ";"), True, "nor punctuation"),
    (LONG, LONG.replace("tahun", "bulan"), False, "one word is another norm"),
    (LONG, LONG + " Kecuali dalam keadaan darurat.", False, "a part is not the same"),
]


@pytest.mark.parametrize(("one", "other", "same", "why"), SAME, ids=[s[3] for s in SAME])
def test_what_is_the_same(one: str, other: str, same: bool, why: str) -> None:
    first, second = hit(one).passage, hit(other, document=OLD).passage
    assert (sameness(first) == sameness(second)) is same, why


def test_short_texts_and_other_lists_are_not_compared() -> None:
    assert sameness(hit("Cukup jelas.").passage) is None
    one, other = hit(LONG, lead_in="Gubernur wajib:"), hit(LONG, lead_in="Gubernur dilarang:")
    assert sameness(one.passage) != sameness(other.passage), "the opening line makes the norm"


SHOWN = [
    (OLD, ACT, "uu/2030/1", "the one in force, though found second"),
    (ACT, OLD, "uu/2030/1", "the one in force, found first"),
    (LOWER, ACT, "pp/2035/1", "between norms in force the ranking has decided"),
    (NEWER, ACT, "uu/2040/1", "and likewise between an older and a newer one"),
    (DIGEST, ACT, "uu/2030/1", "the official text before a digest"),
    (GLOSSARY, ACT, "uu/2030/1", "the act before what quotes it"),
    (OLD, LOWER, "pp/2035/1", "in force before rank"),
]


@pytest.mark.parametrize(("first", "second", "shown", "why"), SHOWN, ids=[s[3] for s in SHOWN])
def test_which_is_shown(first, second, shown: str, why: str) -> None:  # type: ignore[no-untyped-def]
    hits = Distinct()
    hits.add(hit(LONG, document=first, score=0.9))
    hits.add(hit("Hal lain yang tidak sama dengan itu.", "pasal-9", document=ACT, score=0.8))
    hits.add(hit(LONG, document=second, score=0.7))
    found = list(hits)
    assert [h.document.id for h in found] == [shown, "uu/2030/1"], why
    other = {first.id, second.id} - {shown}
    assert {i.partition("#")[0] for i in found[0].also} == other
    assert found[0].score == 0.9, "how well the text answers does not change"


def test_repetition_within_one_work_and_named_works_stay() -> None:
    hits = Distinct(apart=frozenset({OLD.id}))
    hits.add(hit(LONG, "pasal-1"))
    hits.add(hit(LONG, "pasal-2"))
    hits.add(hit(LONG, document=OLD))
    assert len(hits) == 3


def test_three_of_one_text() -> None:
    hits = Distinct()
    for document in (OLD, ACT, NEWER):
        hits.add(hit(LONG, document=document))
    (only,) = hits
    assert only.document is ACT
    assert set(only.also) == {"uu/2020/2#pasal-1", "uu/2040/1#pasal-1"}


@given(st.lists(st.tuples(st.sampled_from([ACT, OLD, LOWER, GLOSSARY]),
                          st.sampled_from([LONG, LONG + " Dan seterusnya.", "pendek"]),
                          st.integers(1, 3)), max_size=12))  # fmt: skip
def test_nothing_is_lost_or_doubled(made) -> None:  # type: ignore[no-untyped-def]
    given_hits: list[Hit] = []
    for document, text, number in made:
        one = hit(text, f"pasal-{number}", document=document)
        if one.passage.passage_id not in {h.passage.passage_id for h in given_hits}:
            given_hits.append(one)
    hits = Distinct()
    for one in given_hits:
        hits.add(one)
    ids = [i for h in hits for i in (h.passage.passage_id, *h.also)]
    assert sorted(ids) == sorted(h.passage.passage_id for h in given_hits)


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Library:
    """An act, its successor with the same pasal, and the successor's repeal of it."""
    made = Library.open(tmp_path_factory.mktemp("same"), create=True)
    other = "Bupati mengumumkan laporan kerja sama itu kepada warga."
    old = act("uu/2001/1", {"5": [LONG], "6": [other]}, status=Status.REPEALED)
    made.put(old)
    made.put(act("uu/2011/2", {"7": [LONG], "8": ["Wali kota menyimpan arsip kerja sama."]}))
    made.put(act("buku", {"judul-a/alinea-1": [LONG]}, tier=Tier.SECONDARY, kind="Buku"))
    made.commit(vectors=False)
    return made


QUESTION = "siapa wajib menyampaikan laporan kerja sama daerah"


def test_the_successor_is_shown_and_says_where_else(library: Library) -> None:
    result = answer(library, QUESTION, k=3, mode="lexical")
    first = result.to_dict()["hits"][0]
    assert first["passage_id"] == "uu/2011/2#pasal-7/ayat-1"
    assert {a["passage_id"] for a in first["also"]} == {
        "uu/2001/1#pasal-5/ayat-1", "buku#judul-a/alinea-1/ayat-1"
    }  # fmt: skip
    assert all(a["citation"] for a in first["also"])
    assert len(result.hits) == 3, "the places are filled with other finds"
    assert result.answer.statements[0].also, "the statement says so too"


def test_a_repealed_act_is_labelled_and_behind_its_successor(library: Library) -> None:
    hits = library.search("laporan kerja sama kepada warga", mode="lexical").hits
    repealed = [h for h in hits if h.document.id == "uu/2001/1"]
    assert repealed and all(h.standing[0] is Status.REPEALED for h in repealed)


def test_a_repealed_norm_does_not_displace_its_reworded_successor(tmp_path: Path) -> None:
    """Nearly the same words, a little closer to the question in the old act."""
    made = Library.open(tmp_path, create=True)
    norm = "Bupati mengumumkan laporan kerja sama daerah kepada warga desa"
    made.put(act("uu/2001/1", {"6": [f"{norm}."]}, status=Status.REPEALED))
    made.put(act("uu/2011/2", {"7": [f"{norm} dan kota."]}))
    made.put(act("uu/2011/3", {"1": ["Hal lain."], "2": ["Desa memungut pajak."]}))
    made.commit(vectors=False)
    hits = made.search("laporan kerja sama daerah kepada warga", mode="lexical").hits
    assert [h.document.id for h in hits[:2]] == ["uu/2011/2", "uu/2001/1"]
    assert hits[1].standing[0] is Status.REPEALED


NAMED = [
    ("menurut UU 1/2001 " + QUESTION, Filters(), "named in the question"),
    (QUESTION + " dok:uu/2001/1,uu/2011/2", Filters(), "by a filter in it"),
    (QUESTION, Filters(documents=frozenset({"uu/2001/1", "uu/2011/2"})), "by a filter"),
]


@pytest.mark.parametrize(("question", "filters", "why"), NAMED, ids=[n[2] for n in NAMED])
def test_what_is_named_is_shown_itself(
    library: Library, question: str, filters: Filters, why: str
) -> None:
    hits = library.search(question, mode="lexical", filters=filters).hits
    assert {"uu/2001/1", "uu/2011/2"} <= {h.document.id for h in hits[:3]}, why
    assert not any("uu/2001/1" in i for h in hits for i in h.also)


def test_the_terminal_says_it(library: Library, tmp_path: Path) -> None:
    from typer.testing import CliRunner

    from dalil.cli.main import app

    shown = CliRunner().invoke(
        app, ["ask", QUESTION, "--mode", "lexical", "--library", str(library.folder)]
    )
    assert "bunyi yang sama: " in shown.output
