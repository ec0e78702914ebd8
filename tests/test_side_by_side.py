"""The other tiers beside a list: enough of each, good ones only, and the list stays as it is."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from made_up import act
from typer.testing import CliRunner

from dalil.answer.answer import answer
from dalil.cli.main import app
from dalil.index.library import Library
from dalil.index.query.conditions import Filters
from dalil.ingest.model import Tier

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
    made.put(act("uu/2010/7", {**norms, "9": ["Kolam wajib dibersihkan."]}))
    made.put(act(
        "ulasan", {"judul-a/alinea-1": ["Menurut para ahli izin taman kota yang diberikan lurah "
                                       "terlalu singkat masanya."],
                   "judul-b/alinea-1": ["Kolam itu kotor."]},
        tier=Tier.SECONDARY, kind="Artikel",
    ))  # fmt: skip
    made.put(act(
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


def test_the_terminal_prints_one_list_with_the_tier_of_each(library: Library) -> None:
    """One order, not a list a tier: that read 1, 4, then 2."""
    output = ask(library, "--side-by-side")
    places = [output.index(f"[{rank}]") for rank in range(1, 6)]
    assert places == sorted(places)
    assert output.count("(primer") == 3 and "(sekunder" in output and "(tersier" in output


def test_a_tier_without_a_good_source_stays_empty(tmp_path: Path) -> None:
    """Its best entry shares a word with the question and says nothing of what is asked."""
    made = Library.open(tmp_path / "pustaka", create=True)
    made.put(act("uu/2010/7", {"1": ["Izin taman kota diberikan lurah setempat."]}))
    made.put(act(
        "kamus", {"entri-pohon": ["pohon: tumbuhan besar yang lazim di taman."],
                  "entri-kota": ["kota: tempat orang banyak tinggal."]},
        tier=Tier.TERTIARY, kind="Glosarium",
    ))  # fmt: skip
    made.commit(vectors=False)
    result = answer(made, QUESTION, k=3, mode="lexical", side_by_side=True)
    assert result.answer.status == "answered"
    assert not [h for h in (*(result.beside or ()),) if h.document.tier is Tier.TERTIARY]


def test_json_keeps_the_list_by_rank(library: Library) -> None:
    alone, beside = (
        json.loads(ask(library, "--json")),
        json.loads(ask(library, "--json", "--side-by-side")),
    )
    assert "beside" not in alone
    assert beside["hits"] == alone["hits"]
    assert [h["rank"] for h in beside["hits"]] == [1, 2, 3]
    assert [h["rank"] for h in beside["beside"]] == [4, 5]
