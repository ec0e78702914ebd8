"""Numbered notes under the statements of an answer, and both as one text to paste."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dalil.answer.statements import Statement, as_text, notes, numbered


def said(citation: str, text: str = "Taman dijaga.", lead_in: str = "") -> Statement:
    return Statement(text, "uu/2010/7#pasal-1", 0, len(text), None, citation, lead_in)


@pytest.mark.parametrize(
    ("citations", "numbers"),
    [
        ([], ()),
        (["A"], (1,)),
        (["A", "B"], (1, 2)),
        (["A", "A"], (1, 1)),  # two sentences of one place share its note
        (["A", "B", "A", "C"], (1, 2, 1, 3)),  # numbers follow the order of the statements
    ],
)
def test_the_number_of_a_statement_is_that_of_its_citation(
    citations: list[str], numbers: tuple[int, ...]
) -> None:
    assert numbered([said(c) for c in citations]) == numbers


def test_a_note_names_its_statements() -> None:
    found = notes([said("A"), said("B"), said("A")])
    assert [(n.number, n.citation, n.statements) for n in found] == [
        (1, "A", (1, 3)),
        (2, "B", (2,)),
    ]


def test_the_text_has_quotations_above_and_notes_below() -> None:
    made = as_text(
        [said("A.", "Taman\ndijaga."), said("B.", "lurah;", "Yang menjaga:"), said("A.")]
    )
    assert made.splitlines() == [
        "“Taman dijaga.” [1]",
        "“Yang menjaga: … lurah;” [2]",
        "“Taman dijaga.” [1]",
        "",
        "[1] A.",
        "[2] B.",
    ]
    assert as_text([]) == ""


@given(st.lists(st.sampled_from("ABCDE"), max_size=8))
def test_every_number_in_the_text_has_its_note_and_no_note_stands_alone(named: list[str]) -> None:
    quoted, _, under = as_text([said(c) for c in named]).partition("\n\n")
    used = {int(n) for n in re.findall(r"\[(\d+)\]$", quoted, re.MULTILINE)}
    listed = [int(n) for n in re.findall(r"^\[(\d+)\]", under, re.MULTILINE)]
    assert listed == sorted(used) == list(range(1, len(set(named)) + 1))
