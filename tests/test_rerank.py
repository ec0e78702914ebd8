"""The second look at the first finds: what is held, and what stands together."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from made_up import act

from dalil.index.encode.encoder import HashingEncoder
from dalil.index.library import Library
from dalil.index.query.analyzer import root
from dalil.index.query.conditions import Filters
from dalil.index.query.expand import Expansion
from dalil.index.query.parse import Query
from dalil.index.search.rerank import Closeness, Wanted, weight_of
from dalil.index.search.results import Mode
from dalil.ingest.locator import Locator
from dalil.ingest.model import Passage


def passage(text: str, lead_in: str = "", heading: tuple[str, ...] = ()) -> Passage:
    return Passage(
        passage_id="uu/2014/90#pasal-2",
        document_id="uu/2014/90",
        parent_id=None,
        locator=Locator.parse("pasal-2"),
        start=0,
        end=len(text),
        text=text,
        heading=heading,
        lead_in=lead_in,
    )


def close(
    question: str, text: str, shown: str = "", title: str = "", heading: str = "", lead_in: str = ""
) -> float:
    wanted = Wanted.of(Query(question, question, "id"), lambda word: 1.0)
    unit = passage(text, lead_in, (heading,) if heading else ())
    return Closeness(wanted)(unit, passage(shown or text), title)


@pytest.mark.parametrize(
    ("question", "nearer", "farther", "why"),
    [
        ("kerja sama daerah", "kerja sama daerah dibuat", "daerah sama-sama kerja", "order"),
        ("izin taman", "izin untuk membuka taman", "izin yang oleh lurah kota di taman", "window"),
        ("siapa memberikan izin", "izin yang diberikan lurah", "izin yang dicabut lurah", "roots"),
        ("upah minimum provinsi", "upah minimum provinsi", "upah provinsi minimum", "neighbours"),
        ("izin lurah", "izin diberi lurah", "izin diberi. camat", "all that was asked"),
    ],
)
def test_what_is_nearer(question: str, nearer: str, farther: str, why: str) -> None:
    assert close(question, nearer) > close(question, farther), why


def test_the_pasal_around_a_unit_counts() -> None:
    alone = close("izin taman gersang", "izin dicabut")
    assert close("izin taman gersang", "izin dicabut", shown="taman gersang; izin dicabut") > alone


def test_headings_and_the_title_of_the_work_say_what_it_is_about() -> None:
    alone = close("izin taman kota", "izin dicabut")
    assert close("izin taman kota", "izin dicabut", title="Taman Kota") > alone
    assert close("izin taman kota", "izin dicabut", heading="TAMAN KOTA") > alone


def test_an_opening_line_is_no_neighbour_of_its_item() -> None:
    apart = close("lurah taman", "taman", lead_in="diberikan oleh lurah")
    assert apart < close("lurah taman", "diberikan oleh lurah taman")


def test_the_order_of_an_english_question_is_that_of_its_reading() -> None:
    asked = "city park permit"
    query = Query(asked, asked, "en", expansion=Expansion("", reading="izin taman kota"))
    wanted = Wanted.of(query, lambda word: 1.0)
    assert ("izin", root("taman")) in wanted.near


def test_rare_words_weigh_more() -> None:
    weight = {"izin": 1.0, "gersang": 5.0}
    close_to = Closeness(Wanted.of(Query("izin gersang", "izin gersang", "id"), weight.__getitem__))
    rare, common = passage("gersang"), passage("izin")
    assert close_to(rare, rare, "") > Closeness(close_to.wanted)(common, common, "")
    assert weight_of(1000, 3) > weight_of(1000, 300) > 0


WORDS = st.lists(
    st.sampled_from("izin taman kota lurah mencabut yang oleh apa".split()), max_size=12
).map(" ".join)


@given(WORDS, WORDS, WORDS)
def test_it_is_a_share(question: str, text: str, title: str) -> None:
    assert 0 <= close(question, text, title=title) <= 1 + 1e-9


@given(WORDS.filter(bool))
def test_the_question_itself_is_nearest(question: str) -> None:
    assert (
        close(question, question, title=question) >= close(question, "lurah", title="kota") - 1e-9
    )


@pytest.fixture
def library(tmp_path: Path) -> Library:
    made = Library.open(tmp_path / "library", create=True, encoder=HashingEncoder())
    made.put(
        act(
            "uu/2014/90",
            {
                "1": ["Taman kota minimum izin."],
                "2": ["Izin yang dimiliki oleh taman wajib dipasang; kota menetapkan minimum."],
                "3": ["Izin minimum taman kota ditetapkan wali kota."],
                "4": ["Lurah digaji setiap bulan."],
            },
        )
    )
    made.put(act("pp/2015/7", {"1": ["izin minimum taman kota izin minimum taman kota"]}))
    made.commit()
    return made


def test_it_orders_the_first_finds(library: Library) -> None:
    only = Filters(documents=frozenset({"uu/2014/90"}))
    hits = library.search("izin minimum taman kota", 3, "lexical", only).hits
    assert hits[0].shown.passage_id == "uu/2014/90#pasal-3"  # by BM25 alone the shorter pasal 1


def test_what_filters_leave_out_does_not_set_the_scale(library: Library) -> None:
    only = Filters(documents=frozenset({"uu/2014/90"}))
    modes: tuple[Mode, ...] = ("lexical", "hybrid")
    for mode in modes:
        best = library.search("izin minimum taman kota", 3, mode, only).hits[0].score
        over_all = library.search("izin minimum taman kota", 9, mode)
        in_act = next(h for h in over_all.hits if h.document.id == "uu/2014/90")
        assert best > in_act.score


@pytest.mark.parametrize(
    ("question", "behind"),
    [
        ("siapa yang memberikan izin taman?", True),  # a norm is wanted
        ("apa yang dimaksud dengan izin taman?", False),
        ("izin taman", False),  # a bare term may be looked up
    ],
)
def test_an_entry_of_a_list_of_definitions_is_behind_where_a_norm_is_wanted(
    question: str, behind: bool
) -> None:
    text = "izin taman adalah izin yang diberikan lurah"
    lead_in = "Dalam peraturan ini yang dimaksud dengan:"
    listed = close(question, text, lead_in=lead_in)
    assert (listed < close(question, text, lead_in="Lurah berwenang atas:")) is behind
