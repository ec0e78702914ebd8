"""The marks of lists and the chain they make: the fast ways find what the plain ones find."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dalil.ingest.structure import heading_candidates, sequence
from dalil.ingest.structure.heading_candidates import Marker, item_markers
from dalil.ingest.structure.sequence import best_chain

#: The marks as one pattern each, with what they are found by in `heading_candidates`.
PLAIN = {
    "_HURUF": r"(?<![\w.,/(-])(?P<n>[a-z]{1,2})(?P<s>\d?)\s?\.(?![.\w])\s*",
    "_HURUF_KURUNG": r"(?<![\w.,/(-])\(?(?P<n>[a-z]{1,2})\)\s*",
    "_ANGKA": r"(?<![\w.,/(-])(?P<n>\d{1,3}|[lI])(?P<s>[a-z]?)\s?\.(?![.\d])\s*",
    "_ANGKA_KURUNG": r"(?<![\w.,/(-])(?P<n>\d{1,2})\)\s*",
}
PIECES = (
    "a", "b1", "aa", "abc", "1", "12", "1234", "1a", "l", "I", ".", "..", ")", "(", "()", ",", "-",
    "/", " ", "  ", "\n", "izin", "Pasal ", "huruf ", ";", "dan ", "é", "a.", "b)", "3.", "(2)",
)  # fmt: skip
TEXTS = st.lists(st.sampled_from(PIECES), max_size=30).map("".join)


@given(text=TEXTS, ends=st.tuples(st.integers(0, 60), st.integers(0, 60)))
def test_marks_are_found_by_their_sign_as_by_the_whole_pattern(
    text: str, ends: tuple[int, int]
) -> None:
    start, end = sorted(min(at, len(text)) for at in ends)
    for name, pattern in PLAIN.items():
        found = getattr(heading_candidates, name).find(text, start, end)
        quick = [(m.start(), m["n"], stop) for m, stop in found]
        plain = [(m.start(), m["n"], m.end()) for m in re.finditer(pattern, text)]
        if (start, end) == (0, len(text)):
            assert quick == plain
        within = re.compile(pattern).finditer(text, start, end)
        assert quick == [(m.start(), m["n"], m.end()) for m in within]


@pytest.mark.parametrize(
    ("text", "start", "scheme", "marks"),
    [
        ("memuat:\na. nama\nb. alamat", 0, "huruf", [8, 16]),
        ("memuat:\na. nama", 8, "huruf", [8]),  # the range begins with the mark itself
        ("memuat:\na.Nama", 8, "huruf", [8]),  # typed without a blank: the line's end is before it
        ("memuat:\na nama", 8, "huruf", [8]),  # the stop is lost
        ("memuat:\n1.Nama", 8, "angka", [8]),
        ("Cukup jelas.\nayat (1)\nCukup", 13, "Ayat", [13]),
        ("Cukup jelas.\nhuruf a\nCukup", 13, "Huruf", [13]),
        ("sebagaimana dimaksud pada ayat (1) dan huruf a", 0, "Huruf", []),
        ("l2l ^Setiap orang", 0, "ayat", [0]),  # both brackets read as letters
        ("x l2l ^Setiap orang", 0, "ayat", [2]),
        ("3l2l ^Setiap orang", 0, "ayat", []),
    ],
)
def test_a_mark_at_the_edge_of_a_range(
    text: str, start: int, scheme: heading_candidates.Scheme, marks: list[int]
) -> None:
    found = {m.start for m in item_markers(text, start, len(text), scheme)}
    assert sorted(found) == marks


MARKERS = st.lists(
    st.tuples(
        st.lists(st.tuples(st.integers(0, 14), st.integers(0, 4)), min_size=1, max_size=2),
        st.sampled_from((1.0, 1.5, 2.0, 4.0)),
    ),
    max_size=14,
)


@given(said=MARKERS, missing=st.sampled_from((0.2, 1.5, 2.5)))
def test_the_chain_looks_at_all_that_may_come_before(
    said: list[tuple[list[tuple[int, int]], float]], missing: float
) -> None:
    markers = [
        Marker("ayat", at * 10, at * 10 + 3, tuple(values), strength)
        for at, (values, strength) in enumerate(said)
    ]
    quick = best_chain(markers, missing=missing)
    few, sequence._FEW = sequence._FEW, -1  # every number that may be is looked up
    try:
        assert quick == best_chain(markers, missing=missing)
    finally:
        sequence._FEW = few
