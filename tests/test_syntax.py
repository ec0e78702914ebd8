"""Operators: what a line asks for, what is wrong with it, and that the sets are exact."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from made_up import act

from dalil.index.library import Library
from dalil.index.query.conditions import Condition, Either, Every, Filters, Has, Near, Without
from dalil.index.query.parse import understand
from dalil.ingest.errors import QueryError

A, B, C = Has("pajak"), Has("desa"), Has("kota")

TREES: list[tuple[str, Condition | None, str, str]] = [
    ("pajak AND desa", Every((A, B)), "pajak desa", "both"),
    ("pajak OR desa", Either((A, B)), "pajak desa", "either"),
    ("pajak AND NOT desa", Every((A, Without(B))), "pajak", "what is refused is not searched for"),
    ("pajak OR desa AND kota", Either((A, Every((B, C)))), "pajak desa kota",
     "AND binds before OR"),
    ("(pajak OR desa) AND kota", Every((Either((A, B)), C)), "pajak desa kota", "unless grouped"),
    ("siapa pungut pajak OR desa", Either((A, B)), "siapa pungut pajak desa",
     "an operator binds its neighbours only; the rest is searched for as ever"),
    ("(pajak desa) OR kota", Either((Every((A, B)), C)), "pajak desa kota",
     "in parentheses, words side by side are all wanted"),
    ("kewenangan (pajak OR desa)", Either((A, B)), "kewenangan pajak desa", "a group is wanted"),
    ('"pajak desa" OR kota', Either((Has("pajak desa"), C)), "pajak desa kota",
     "a phrase with OR is not compulsory"),
    ("NOT NOT pajak kota", A, "kota", "refused twice is required"),
    ("pajak AND -desa", Every((A, Without(B))), "pajak", "minus is NOT"),
    ("NEAR(pajak desa, 5)", Near(("pajak", "desa"), 5), "pajak desa", "near, as a function"),
    ("NEAR(pajak desa)", Near(("pajak", "desa"), 10), "pajak desa", "its usual distance"),
    ('NEAR("pajak desa" kota,2)', Near(("pajak desa", "kota"), 2), "pajak desa kota",
     "a phrase in it"),
    ("pajak NEAR/5 desa", Near(("pajak", "desa"), 5), "pajak desa", "near, between words"),
    ("pajak NEAR desa", Near(("pajak", "desa"), 10), "pajak desa", "without a distance"),
    ("pajak NEAR/1 desa NEAR/2 kota",
     Every((Near(("pajak", "desa"), 1), Near(("desa", "kota"), 2))), "pajak desa kota", "a chain"),
    ("NOT NEAR/3 pajak", None, "", "an operator where a word should be"),
    ("pajak dan desa atau kota", None, "pajak dan desa atau kota", "small letters are words"),
    ("ANDA dan ORANG", None, "ANDA dan ORANG", "no operator inside of a word"),
    ("\"pajak AND desa\" kota", None, "pajak AND desa kota", "nor in quotation marks"),
    ("Pasal 5 ayat (2) huruf a)", None, "Pasal 5 ayat (2) huruf a)",
     "without operators parentheses are text, closed or not"),
    ("Pasal 5 ayat (2) pajak AND desa", Every((A, B)), "Pasal 5 ayat (2) pajak desa",
     "and a reference stays one with them"),
    ("RIGHTS AND DUTIES OF THE STATE", None, "RIGHTS AND DUTIES OF THE STATE", "shouted English"),
    ("PAJAK AND DESA", Every((Has("PAJAK"), Has("DESA"))), "PAJAK DESA", "shouted Indonesian"),
    ("pajak, AND desa?", Every((Has("pajak"), B)), "pajak desa", "punctuation is no word"),
]  # fmt: skip


@pytest.mark.parametrize(("line", "condition", "text", "why"), TREES, ids=[t[3] for t in TREES])
def test_what_is_asked_for(line: str, condition: Condition | None, text: str, why: str) -> None:
    if not text:
        with pytest.raises(QueryError):
            understand(line)
        return
    query = understand(line)
    assert (query.condition, query.text) == (condition, text), why


FIELDS = [
    ("pajak AND jenis:uu", Filters(kinds=frozenset({"uu"})), "a filter with AND is a filter"),
    ("jenis:uu AND tahun:2014 AND pajak",
     Filters(kinds=frozenset({"uu"}), year_from=2014, year_to=2014), "several"),
    ("(jenis:uu OR jenis:pp) AND pajak", Filters(kinds=frozenset({"uu", "pp"})),
     "any of the values of one field"),
    ("(pajak OR desa) jenis:uu", Filters(kinds=frozenset({"uu"})), "beside a group"),
]  # fmt: skip


@pytest.mark.parametrize(("line", "filters", "why"), FIELDS, ids=[f[2] for f in FIELDS])
def test_filters_among_operators(line: str, filters: Filters, why: str) -> None:
    assert understand(line).filters == filters, why


MISTAKES = [
    ("pajak AND", r"sesudah AND pada karakter ke-7\b", "nothing after"),
    ("OR pajak", r"sebelum OR pada karakter ke-1\b", "nothing before"),
    ("pajak OR AND desa", r"sesudah OR pada karakter ke-7\b", "nothing between"),
    ("desa NOT", r"sesudah NOT pada karakter ke-6\b", "nothing refused"),
    ("(pajak OR desa", r"ke-1 tidak ditutup", "not closed"),
    ("pajak OR desa)", r"ke-14 tidak ada pembukanya", "not opened"),
    ("pajak OR ()", r"dalam kurung pada karakter ke-10\b", "nothing in it"),
    ('pajak AND "desa', r"ke-11 tidak ditutup", "a quotation mark not closed"),
    ('"kerja sama', r"ke-1 tidak ditutup", "one that begins a phrase"),
    ("NEAR(pajak)", r"NEAR pada karakter ke-1\b", "near to what?"),
    ("NEAR(pajak desa, jauh)", r"NEAR pada karakter ke-1\b", "no number"),
    ("NEAR(pajak desa", r"ke-1 tidak ditutup", "not closed"),
    ("pajak NEAR/ desa", r"NEAR pada karakter ke-7\b", "no number"),
    ("pajak NEAR/9999 desa", r"NEAR pada karakter ke-7\b", "too far"),
    ("pajak NEAR/²  desa", r"NEAR pada karakter ke-7\b", "a digit that is no number"),
    ("pajak NEAR/2 -desa", r"NEAR pada karakter ke-7\b", "near to what is refused"),
    ("pajak OR jenis:uu", r"“jenis:uu” pada karakter ke-10\b", "a filter is no alternative"),
    ("pajak NOT jenis:uu", r"“jenis:uu” pada karakter ke-11\b", "nor refused"),
    ("pajak AND tingkat:utama", r"“tingkat:utama” pada karakter ke-11\b", "no such tier"),
    ("pajak tahun:2014-2010", r"2014 sampai 2010", "years the wrong way round"),
    ("desa AND " + "(" * 40 + "pajak" + ")" * 40, r"terlalu dalam", "deep as a recursion"),
    (" OR ".join(["pajak"] * 200), r"Terlalu banyak", "a pasted list"),
]  # fmt: skip


@pytest.mark.parametrize(("line", "said", "why"), MISTAKES, ids=[m[2] for m in MISTAKES])
def test_a_mistake_is_said_where_and_in_both_languages(line: str, said: str, why: str) -> None:
    with pytest.raises(QueryError, match=said) as error:
        understand(line)
    assert " / " in str(error.value), why


STRAY = [
    ('pipa 5" dari baja', "pipa 5 dari baja", "inches"),
    ('apa itu desa"', "apa itu desa", "only the end of a quotation"),
    ('apa itu " desa', "apa itu desa", "a mark by itself"),
]


@pytest.mark.parametrize(("line", "text", "why"), STRAY, ids=[s[2] for s in STRAY])
def test_a_stray_quotation_mark_does_not_cost_the_question(line: str, text: str, why: str) -> None:
    query = understand(line)
    assert (query.text, query.phrases) == (text, ()), why
    assert len(query.notes) == 1


def test_a_phrase_beside_a_stray_mark_stays_one() -> None:
    query = understand('"kerja sama" desa"')
    assert query.phrases == ("kerja sama",)


# Over a library: exact sets, checked against a slow reading of the texts

TEXTS = [
    "Desa memungut pajak dari warga.",
    "Kota memungut retribusi, bukan pajak.",
    "Gubernur memberi persetujuan tertulis.",
    "Persetujuan itu diberikan paling lama dua bulan setelah ada permohonan gubernur.",
    "Warga desa dan warga kota bermusyawarah.",
]


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Library:
    made = Library.open(tmp_path_factory.mktemp("syntax"), create=True)
    made.put(act("uu/2001/1", {str(n): [text] for n, text in enumerate(TEXTS, 1)}))
    made.put(act("tap-mpr/1998/x", {"1": ["Desa dan pajak dalam ketetapan."]}, kind="TAP MPR"))
    made.commit(vectors=False)
    return made


def found(library: Library, line: str) -> set[int]:
    hits = library.search(line, k=50, mode="lexical").hits
    return {
        int(h.shown.passage_id.rpartition("-")[2]) for h in hits if h.document.id == "uu/2001/1"
    }


SETS = [
    ("pajak AND desa", {1}, "both"),
    ("pajak OR retribusi", {1, 2}, "either"),
    ("pajak NOT retribusi", {1}, "without"),
    ("(desa OR kota) AND NOT pajak", {5}, "together"),
    ("gubernur NEAR/1 persetujuan", {3}, "near"),
    ("NEAR(persetujuan gubernur, 20)", {3, 4}, "in any order, from afar"),
    ('desa AND "paling lama"', set(), "nothing has both"),
    ('retribusi OR "paling lama"', {2, 4}, "a phrase as an alternative"),
    ("PAJAK OR RETRIBUSI", {1, 2}, "letters of any size"),
]


@pytest.mark.parametrize(("line", "pasal", "why"), SETS, ids=[s[2] for s in SETS])
def test_the_sets_are_exact(library: Library, line: str, pasal: set[int], why: str) -> None:
    assert found(library, line) == pasal, why


def test_a_kind_is_meant_as_the_library_writes_it(library: Library) -> None:
    hits = library.search("desa jenis:tap-mpr", mode="lexical").hits
    assert {h.document.kind for h in hits} == {"TAP MPR"}


def test_a_kind_that_is_none_is_an_error_and_one_that_is_not_here_a_note(library: Library) -> None:
    with pytest.raises(QueryError, match="TAP MPR, UU"):
        library.search("desa jenis:udang", mode="lexical")
    result = library.search("desa jenis:perpres", mode="lexical")
    assert not result.hits
    assert any("perpres" in note for note in result.notes)
    assert any("uu/1900/1" in n for n in library.search("desa dok:uu/1900/1").notes)


PIECES = st.sampled_from(
    ["AND", "OR", "NOT", "NEAR", "NEAR/3", "NEAR(", "(", ")", '"', "“", "-", ",", "*", "^", ":",
     "jenis:uu", "tahun:2001", "desa", "pajak", "kota", "{", "}", "+", "'", "text:", "--", ";",
     "\x00", "é", "٣", "\u0301", "5"]
)  # fmt: skip


@settings(max_examples=300, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.one_of(st.lists(PIECES, max_size=14).map(" ".join),
                 st.lists(PIECES, max_size=14).map("".join), st.text(max_size=80)))  # fmt: skip
def test_any_line_is_searched_or_a_query_error(library: Library, line: str) -> None:
    try:
        result = library.search(line, mode="lexical")
    except QueryError as error:
        assert " / " in str(error)
        return
    assert result.question == " ".join(result.question.split())
