"""What a question names and the library cannot show: said once, with what there is instead."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pytest
from made_up import act
from typer.testing import CliRunner

from dalil.answer.answer import answer
from dalil.answer.citation.missing_references import absent
from dalil.answer.export.table import rows
from dalil.cli.main import app
from dalil.index.library import Library
from dalil.index.query.conditions import Filters
from dalil.index.search.missing_references import Unmet, unmet
from dalil.ingest.model import Tier

MARKET = act(
    "uu/2010/7",
    {
        "1": ["Pasar dibuka pagi.", "Pasar ditutup sore."],
        "2": ["Lurah mengawasi pasar.", "Pengawasan setiap bulan.", "Hasilnya diumumkan."],
        "3": ["Undang-Undang Nomor 7 Tahun 1999 dicabut."],
        "4": ["Penjaga pasar digaji."],
    },
)
COMMENT = act(
    "ulasan", {"judul-a/alinea-1": ["Pasal 2 UU 7/2010 menugasi lurah mengawasi pasar."],
               "judul-b/alinea-1": ["Undang-undang tentang pasal demi pasal di tahun 2010."]},
    tier=Tier.SECONDARY, kind="Artikel",
)  # fmt: skip


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Library:
    made = Library.open(tmp_path_factory.mktemp("absent"), create=True)
    numbered = replace(MARKET.document, kind="UU", number="7", year=2010)
    made.put(replace(MARKET, document=numbered))
    made.put(COMMENT)
    made.commit(vectors=False)
    return made


def said(library: Library, question: str, **kwargs: Any) -> tuple[str, list[str], str]:
    """(answer's status, what is said to be absent, the id to open) of a question."""
    result = answer(library, question, mode="lexical", **kwargs)
    seen = " ".join(one.see for one in result.absent)
    return result.answer.status, [one.said for one in result.absent], seen


@pytest.mark.parametrize(
    ("question", "sentence", "see"),
    [
        ("Pasal 999 UU 7/2010",
         "UU 7/2010 dalam pustaka ini memuat Pasal 1–4; Pasal 999 tidak ada.", "uu/2010/7"),
        ("Apa isi Pasal 999 ayat (1) UU 7/2010?",  # the pasal is what is missing
         "UU 7/2010 dalam pustaka ini memuat Pasal 1–4; Pasal 999 tidak ada.", "uu/2010/7"),
        ("Article 999 of Law 7/2010",
         "UU 7/2010 has Articles 1–4 in this library; Article 999 is not there.", "uu/2010/7"),
        ("Pasal 2A UU 7/2010",  # "A" is no English word here
         "UU 7/2010 dalam pustaka ini memuat Pasal 1–4; Pasal 2A tidak ada.", "uu/2010/7"),
        ("Pasal 2 ayat (9) UU 7/2010",
         "Pasal 2 UU 7/2010 dalam pustaka ini memuat ayat (1)–(3); ayat (9) tidak ada.",
         "uu/2010/7#pasal-2"),
        ("Pasal 2 huruf z UU 7/2010",  # it has no items at all
         "Pasal 2 UU 7/2010 dalam pustaka ini tidak memuat huruf: huruf z tidak ada.",
         "uu/2010/7#pasal-2"),
        ("Pasal 5 UU 77/2018", "UU Nomor 77 Tahun 2018 tidak ada dalam pustaka ini.", ""),
        ("UU 77/2018", "UU Nomor 77 Tahun 2018 tidak ada dalam pustaka ini.", ""),
        ("Pasal 5 UU 7/1999",  # not held; what repeals it is
         "UU Nomor 7 Tahun 1999 tidak ada dalam pustaka ini; yang ada: UU Nomor 7 Tahun 2010 "
         "(mencabutnya).", ""),
    ],
)  # fmt: skip
def test_it_is_said_once_and_nothing_is_found_by_chance(
    library: Library, question: str, sentence: str, see: str
) -> None:
    assert said(library, question) == ("abstained", [sentence], see)
    result = answer(library, question, mode="lexical", side_by_side=True)
    assert (result.hits, result.beside) == ((), ())
    assert result.answer.reason == sentence
    (row,) = rows(result)
    assert row["reason"] == sentence


def test_of_several_what_is_there_is_shown_and_the_rest_said(library: Library) -> None:
    status, sentences, _ = said(library, "Pasal 4 dan Pasal 999 UU 7/2010")
    assert (status, len(sentences)) == ("answered", 1)
    result = answer(library, "Pasal 4 dan Pasal 999 UU 7/2010", mode="lexical")
    assert [hit.passage.passage_id for hit in result.hits] == ["uu/2010/7#pasal-4"]
    assert "Pasal 999" in str(next(iter(rows(result)))["reason"])


def test_a_reference_that_the_filters_leave_out_is_said_to_be_there(library: Library) -> None:
    only = Filters(tiers=frozenset({Tier.SECONDARY}))
    status, sentences, see = said(library, "Pasal 2 UU 7/2010", filters=only)
    assert (status, see) == ("abstained", "uu/2010/7#pasal-2")
    assert sentences == [
        "Pasal 2 UU Nomor 7 Tahun 2010 ada dalam pustaka ini, tetapi disisihkan oleh saringan."
    ]
    hits = answer(library, "Pasal 2 UU 7/2010", mode="lexical", filters=only).hits
    assert [hit.passage.passage_id for hit in hits] == ["ulasan#judul-a/alinea-1/ayat-1"], (
        "what speaks of it, and not what shares “pasal” and the year with it"
    )


def test_beside_a_provision_named_stands_what_refers_to_it(library: Library) -> None:
    result = answer(library, "Pasal 2 UU 7/2010", mode="lexical")
    assert result.absent == () and "absent" not in result.to_dict()
    assert [hit.passage.passage_id for hit in result.hits] == [
        "uu/2010/7#pasal-2", "ulasan#judul-a/alinea-1/ayat-1",
    ]  # fmt: skip


def test_more_than_a_reference_is_searched_for(library: Library) -> None:
    result = answer(library, "siapa mengawasi pasar menurut Pasal 999 UU 7/2010", mode="lexical")
    assert result.hits and len(result.absent) == 1
    nowhere = answer(library, "siapa mengawasi pasar menurut UU 77/2018", mode="lexical")
    assert nowhere.answer.status == "abstained", "what other acts say was not asked for"
    assert nowhere.hits, "and may be read as what is near"


def test_of_one_name_for_two_acts_one_that_is_held_is_enough(library: Library) -> None:
    both = [("uu/2010/7#pasal-2", "uu/1915/732#pasal-2")]
    neither = [("uu/2023/1#pasal-2", "uu/1915/732#pasal-2")]
    assert unmet(library.catalog, both) == ()
    (one,) = unmet(library.catalog, neither)
    assert (one.target, one.why) == ("uu/2023/1#pasal-2", "no_act")
    (one,) = unmet(library.catalog, [("uu/2010/7#pasal-9", "uu/1915/732#pasal-9")])
    assert one.target == "uu/2010/7#pasal-9", "of the act that is held more can be said"
    several = unmet(library.catalog, [("uu/2010/7#pasal-4", "uu/2010/7#pasal-5")])
    assert [one.target for one in several] == ["uu/2010/7#pasal-5"], "a range means all of it"


@pytest.mark.parametrize(
    ("unit", "has", "printed"),
    [
        ("pasal", "1 2 3", "Pasal 1–3"),
        ("pasal", "1 2 4 6 7 7a 8", "Pasal 1–2, 4, 6–7, 7A, 8"),  # gaps are seen
        ("pasal", "i ii iii", "Pasal I–III"),  # an amending act
        ("pasal", "1 3 5 7 9 11 13 15 17", "Pasal 1, 3, 5, 7, 9, 11, …, 17"),  # not all of them
        ("bab", "i ii iii iv ix", "Bab I–IV, IX"),
        ("ayat", "1 2", "ayat (1)–(2)"),
        ("huruf", "a b c h i j", "huruf a–c, h–j"),  # i is a letter here
    ],
)
def test_what_there_is_is_printed_in_runs(unit: str, has: str, printed: str) -> None:
    one = Unmet(f"uu/2010/7#{unit}-99", "no_provision", MARKET.document, unit, "uu/2010/7",
                tuple(has.split()))  # fmt: skip
    (told,) = absent([one])
    assert f"memuat {printed};" in told.said


def test_the_command_says_it_and_points_to_the_act(library: Library) -> None:
    run = CliRunner().invoke(
        app, ["ask", "Pasal 999 UU 7/2010", "--mode", "lexical", "--library", str(library.folder)]
    )
    assert run.exit_code == 1
    assert run.stdout.count("memuat Pasal 1–4") == 1 and "dalil show uu/2010/7" in run.stdout
    told = CliRunner().invoke(
        app,
        ["ask", "Pasal 999 UU 7/2010", "--json", "--mode", "lexical", "--library",
         str(library.folder)],
    )  # fmt: skip
    (one,) = json.loads(told.stdout)["absent"]
    assert (one["why"], one["see"]) == ("no_provision", "uu/2010/7")
    cited = CliRunner().invoke(
        app, ["cite", "Pasal 999 UU 7/2010", "--json", "--library", str(library.folder)]
    )
    assert cited.exit_code == 1
    assert json.loads(cited.stdout)["absent"][0]["target"] == "uu/2010/7#pasal-999"


@pytest.mark.parametrize(
    ("target", "near", "unit", "has", "damaged"),
    [
        ("uu/2010/7#pasal-2/ayat-1", "uu/2010/7#pasal-2", "ayat", ("3",), True),  # "(l)" for "(1)"
        ("uu/2010/7#pasal-2/ayat-2", "uu/2010/7#pasal-2", "ayat", ("1", "3"), True),
        ("uu/2010/7#pasal-3", "uu/2010/7", "pasal", ("1", "2", "4"), True),
        ("uu/2010/7#pasal-2/ayat-9", "uu/2010/7#pasal-2", "ayat", ("1", "2"), False),
        ("uu/2010/7#pasal-2a", "uu/2010/7", "pasal", ("1", "2", "3"), False),
        ("uu/2010/7#pasal-2/ayat-1", "uu/2010/7#pasal-2", "ayat", (), False),
    ],
)
def test_what_lies_between_numbers_that_are_there_is_not_denied(
    target: str, near: str, unit: str, has: tuple[str, ...], damaged: bool
) -> None:
    (one,) = absent([Unmet(target, "no_provision", MARKET.document, unit, near, has)])
    assert ("tidak ada" not in one.said) is damaged
    assert ("penomorannya rusak" in one.said) is damaged
