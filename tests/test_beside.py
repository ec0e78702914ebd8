"""The other tiers beside a list: enough of each, good ones only, and the list stays as it is."""

from __future__ import annotations

import json

import pytest
from made_up import act
from typer.testing import CliRunner

from answer.result import answer
from cli import app
from index.hit import Filters
from index.library import Library
from ingest.model import Tier

QUESTION = "izin taman kota diberikan lurah"


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Library:
    """Six provisions that outrank a commentary and a dictionary, and some that are far off."""
    made = Library.open(tmp_path_factory.mktemp("beside"), create=True)
    norms = {
        str(n): [f"Izin taman kota diberikan lurah {what}."]
        for n, what in enumerate(
            ["setempat", "segera", "tertulis", "gratis", "terbuka", "bersyarat"], start=1
        )
    }
    made.add(act("uu/2010/7", {**norms, "9": ["Kolam wajib dibersihkan."]}))
    made.add(act(
        "ulasan", {"judul-a/alinea-1": ["Menurut para ahli izin taman kota yang diberikan lurah "
                                       "terlalu singkat masanya."],
                   "judul-b/alinea-1": ["Kolam itu kotor."]},
        tier=Tier.SECONDARY, kind="Artikel",
    ))  # fmt: skip
    made.add(act(
        "kamus", {"entri-izin": ["izin taman kota: surat yang diberikan lurah kepada warga."],
                  "entri-kolam": ["kolam: tempat air."]},
        tier=Tier.TERTIARY, kind="Glosarium",
    ))  # fmt: skip
    made.commit(vectors=False)
    return made


def test_tiers_that_are_missing_stand_beside(library: Library) -> None:
    result = answer(library, QUESTION, k=3, mode="lexical", side_by_side=True)
    alone = answer(library, QUESTION, k=3, mode="lexical")
    assert result.hits == alone.hits and alone.beside is None, "the list stays as it is"
    assert {h.document.tier for h in result.hits} == {Tier.PRIMARY}
    assert [h.document.id for h in result.beside or ()] in (
        ["ulasan", "kamus"],
        ["kamus", "ulasan"],
    )
    assert [h.rank for h in result.beside or ()] == [4, 5], "numbered on after the list"


def test_a_tier_without_a_source_about_it_stays_empty(library: Library) -> None:
    """“Kolam itu kotor.” is the best of its tier, and has one of the words asked."""
    question = "kolam wajib dibersihkan"
    result = answer(library, question, k=1, mode="lexical", side_by_side=True)
    assert result.answer.statements
    assert result.beside == ()


def test_what_is_in_the_list_is_not_said_again(library: Library) -> None:
    result = answer(library, QUESTION, k=50, mode="lexical", side_by_side=True)
    listed = {h.shown.passage_id for h in result.hits}
    assert not listed & {h.shown.passage_id for h in result.beside or ()}


def test_a_tier_that_is_filtered_out_stays_out(library: Library) -> None:
    only = Filters(tiers=frozenset({Tier.PRIMARY}))
    result = answer(library, QUESTION, k=3, mode="lexical", filters=only, side_by_side=True)
    assert result.beside == ()


def test_a_refusal_has_nothing_beside(library: Library) -> None:
    result = answer(library, "resep rendang pedas", k=3, mode="lexical", side_by_side=True)
    assert result.answer.status == "abstained"
    assert result.beside == ()


def ask(library: Library, *options: str) -> str:
    shown = CliRunner().invoke(
        app, ["ask", QUESTION, "-k", "3", "--mode", "lexical", "--library", str(library.folder),
              *options]
    )  # fmt: skip
    assert shown.exit_code == 0
    return shown.output


def test_the_terminal_groups_by_tier_only_where_there_are_several(library: Library) -> None:
    assert "Bahan hukum" not in ask(library)
    output = ask(library, "--side-by-side")
    heads = [output.index(f"Bahan hukum {name}") for name in ("primer", "sekunder", "tersier")]
    assert heads == sorted(heads)
    assert heads[0] < output.index("[1]") < heads[1]


def test_json_keeps_the_list_by_rank(library: Library) -> None:
    alone, beside = (
        json.loads(ask(library, "--json")),
        json.loads(ask(library, "--json", "--side-by-side")),
    )
    assert "beside" not in alone
    assert beside["hits"] == alone["hits"]
    assert [h["rank"] for h in beside["hits"]] == [1, 2, 3]
    assert [h["rank"] for h in beside["beside"]] == [4, 5]
