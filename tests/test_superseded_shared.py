"""What leads of real acts that followed each other, and what is said of their provisions."""

from __future__ import annotations

from pathlib import Path

import pytest

from dalil.index.curate.add_sources import take_in
from dalil.index.library import Library
from dalil.ingest.model import Status

ACTS = Path(__file__).resolve().parents[2] / "shared" / "data" / "topic-acts"
#: Three that followed each other, the one on villages, and one that revokes provisions of another.
NAMES = ("uu_1999_22", "uu_2004_32", "uu_2014_23", "uu_2014_6", "uu_2022_1", "uu_2012_13")

pytestmark = [
    pytest.mark.shared,
    pytest.mark.skipif(not ACTS.is_dir(), reason="the acts on regional government are not here"),
]


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Library:
    made = Library.open(tmp_path_factory.mktemp("acts"), create=True)
    take_in(made, [ACTS / f"{name}.md" for name in NAMES], workers=1, vectors=False)
    return made


def test_the_act_in_force_leads_with_the_old_ones_under_it(library: Library) -> None:
    first = library.search("berapa lama masa jabatan kepala desa", mode="lexical").hits[0]
    assert first.passage.passage_id == "uu/2014/6#pasal-39/ayat-1"
    assert "uu/1999/22#pasal-96" in {old.passage.passage_id for old in first.older}


def test_no_act_of_one_province_leads_where_none_is_named(library: Library) -> None:
    general = library.search("berapa lama masa jabatan gubernur", mode="lexical").hits
    assert general[0].document.id != "uu/2012/13"
    named = library.search("berapa lama masa jabatan gubernur DIY", mode="lexical").hits
    assert named[0].document.id == "uu/2012/13"


@pytest.mark.parametrize(
    ("place", "status"),
    [
        ("pasal-279", Status.REPEALED),  # named by Pasal 189 UU 1/2022
        ("pasal-279/ayat-1", Status.REPEALED),
        ("pasal-245", Status.PARTLY_REPEALED),  # "sepanjang …"
        ("pasal-60", Status.UNKNOWN),  # not named: "sebagian dicabut" stood beside it
        ("pasal-2/ayat-1", Status.UNKNOWN),
        ("", Status.PARTLY_REPEALED),  # the act
    ],
)
def test_only_the_provisions_named_are_touched(
    library: Library, place: str, status: Status
) -> None:
    target = f"uu/2014/23#{place}" if place else "uu/2014/23"
    assert library.catalog.status_of(target)[0] is status


def test_how_many_are_named_is_said_of_the_act(library: Library) -> None:
    act = library.catalog.act_standing("uu/2014/23")
    assert act.status is Status.PARTLY_REPEALED
    assert len({at.partition("/")[0] for at in act.repealed}) == 12
