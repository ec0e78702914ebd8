"""A typed line becomes a query, or an error that says where."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dalil.index.query.analyzer import language_of
from dalil.index.query.conditions import Filters
from dalil.index.query.parse import LENGTH_LIMIT, Query, understand
from dalil.ingest.errors import QueryError
from dalil.ingest.model import Tier


@pytest.mark.parametrize(
    ("question", "text", "phrases", "excluded"),
    [
        ("apa  itu\totonomi\n daerah?", "apa itu otonomi daerah?", (), ()),
        ('apa "kerja sama" itu', "apa kerja sama itu", ("kerja sama",), ()),
        ("arti “surat kuasa”", "arti surat kuasa", ("surat kuasa",), ()),  # typographic quotes
        ('"a" dan "b"', "a dan b", ("a", "b"), ()),
        ('("luar negeri")', "( luar negeri )", ("luar negeri",), ()),
        ("desa -pariwisata", "desa", (), ("pariwisata",)),
        ("desa -pariwisata?", "desa", (), ("pariwisata",)),
        ('desa -"luar negeri"', "desa", (), ("luar negeri",)),
        ("undang-undang", "undang-undang", (), ()),  # a hyphen within a word excludes nothing
        ("UU 23/2014 - apa isinya", "UU 23/2014 - apa isinya", (), ()),  # nor a dash
        ("anggaran -5 persen", "anggaran persen", (), ("5",)),
        ("catatan: apa itu desa", "catatan: apa itu desa", (), ()),  # no field of ours
        ("sebutkan jenis: perda", "sebutkan jenis: perda", (), ()),  # a colon in a sentence
        ("subjenis:uu", "subjenis:uu", (), ()),
        ("Jum\u2019at e\u0301", "Jum\u2019at \u00e9", (), ()),  # NFC
        ("a\x00b\x1b", "a b", (), ()),  # control characters part words
    ],
)  # fmt: skip
def test_words_phrases_exclusions(
    question: str, text: str, phrases: tuple[str, ...], excluded: tuple[str, ...]
) -> None:
    query = understand(question)
    assert (query.text, query.phrases, query.excluded) == (text, phrases, excluded)


@pytest.mark.parametrize(
    ("typed", "filters"),
    [
        ("jenis:UU", Filters(kinds=frozenset({"uu"}))),
        ("kind:uu,pp", Filters(kinds=frozenset({"uu", "pp"}))),
        ("jenis:uu jenis:pp", Filters(kinds=frozenset({"uu", "pp"}))),
        ("tingkat:primer", Filters(tiers=frozenset({Tier.PRIMARY}))),
        ("tier:secondary,tersier", Filters(tiers=frozenset({Tier.SECONDARY, Tier.TERTIARY}))),
        ("dok:uu/2014/23", Filters(documents=frozenset({"uu/2014/23"}))),
        ("tahun:2014", Filters(year_from=2014, year_to=2014)),
        ("year:>2010", Filters(year_from=2011)),
        ("tahun:>=2010", Filters(year_from=2010)),
        ("tahun:<2010", Filters(year_to=2009)),
        ("tahun:<=2010", Filters(year_to=2010)),
        ("tahun:2010-2014", Filters(year_from=2010, year_to=2014)),
        ("tahun:2010..2014", Filters(year_from=2010, year_to=2014)),
        ("tahun:>2010 tahun:<2014", Filters(year_from=2011, year_to=2013)),
        ("TAHUN:2014?", Filters(year_from=2014, year_to=2014)),
    ],
)
def test_fields(typed: str, filters: Filters) -> None:
    for question in (f"desa {typed}", f"{typed} desa"):
        query = understand(question)
        assert query.filters == filters
        assert query.text == "desa"


@pytest.mark.parametrize(
    ("question", "where"),
    [
        ("", "kosong"),
        (" \n", "kosong"),
        ("?!", "kosong"),  # no word
        ("jenis:uu -desa", "kosong"),  # nothing to search for
        ('apa "itu', "ke-5 "),  # not closed
        ('apa "" itu', "ke-5 "),  # nothing in it
        ('apa "…" itu', "ke-5 "),
        ("desa tahun:abad", "ke-6 "),
        ("desa tahun:20145", "ke-6 "),
        ("desa tingkat:utama", "ke-6 "),
        ("desa jenis:,", "ke-6 "),
        ("a" * (LENGTH_LIMIT + 1), "terlalu panjang"),
    ],
)
def test_what_is_malformed_says_where(question: str, where: str) -> None:
    with pytest.raises(QueryError, match=where):
        understand(question)


@pytest.mark.parametrize(
    ("question", "act", "references"),
    [
        ("apa isi Pasal 5 UU 24/2000", None, ("uu/2000/24#pasal-5",)),
        ("apa isi Pasal 5 dan Pasal 5 UU 24/2000", None, ("uu/2000/24#pasal-5",)),  # each once
        ("menurut UU 24/2000 siapa", None, ("uu/2000/24",)),
        ("apa isi pasal 5", None, ()),  # of which act?
        ("apa isi pasal 5 dok:uu/2000/24", None, ("uu/2000/24#pasal-5",)),
        ("apa isi pasal 5", "uu/2000/24", ("uu/2000/24#pasal-5",)),
        ("apa isi pasal 5 dok:uu/2000/24,uu/2014/23", None, ()),
        ("apa itu otonomi daerah", None, ()),
    ],
)
def test_references(question: str, act: str | None, references: tuple[str, ...]) -> None:
    assert understand(question, act).references == references


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("siapa berkonsultasi menurut UU 24/2000?", "siapa berkonsultasi ?"),  # says where
        ("dalam UU 24/2000, apa itu pengesahan", ", apa itu pengesahan"),
        ("what is ratification under Law 24/2000", "what is ratification"),
        ("apa yang mencabut UU 22/1999", "apa yang mencabut UU 22/1999"),  # says what
        ("isi Pasal 5 UU 24/2000", "isi Pasal 5 UU 24/2000"),
        ("menurut UU 24/2000", "menurut UU 24/2000"),  # nothing would be left
    ],
)
def test_where_to_look_is_not_what_to_look_for(question: str, text: str) -> None:
    assert understand(question).text == text


@given(st.text(max_size=60))
def test_any_text_is_a_query_or_a_query_error(text: str) -> None:
    try:
        query = understand(text)
    except QueryError:
        return
    assert isinstance(query, Query)
    assert query.text == " ".join(query.text.split())


@given(st.lists(st.from_regex(r"[a-z]{1,9}", fullmatch=True), min_size=1, max_size=9))
def test_plain_words_stay_as_they_are(words: list[str]) -> None:
    query = understand(" ".join(words))
    assert query.text == query.question == " ".join(words)
    assert not query.filters


@pytest.mark.parametrize(
    ("question", "language"),
    [
        ("apa tugas DPRD provinsi", "id"),
        ("is foreign policy a regional matter", "en"),
        ("what is ratification of a treaty", "en"),
        ("where is the hierarchy of regulations laid down", "en"),
        ("siapa yang mengoordinasikan hubungan luar negeri", "id"),
        ("Pasal 10", "id"),  # a draw
        ("memorandum of understanding", "en"),
        ("apa itu memorandum of understanding", "id"),  # an English term in it
        ("apakah politik luar negeri termasuk urusan daerah", "id"),
    ],
)
def test_language(question: str, language: str) -> None:
    assert language_of(question) == language
