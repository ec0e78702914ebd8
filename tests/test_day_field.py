"""A day that is typed: what is read, and what is none."""

from __future__ import annotations

import pytest

pytest.importorskip("streamlit")

from dalil.answer.court_rulings import day_words
from dalil.views.day_field import typed_day, written_day


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("31/01/2016", "2016-01-31"),
        ("1/2/2016", "2016-02-01"),  # the day comes first, as it is written here
        ("1.2.2016", "2016-02-01"),
        ("01-02-2016", "2016-02-01"),
        ("1 / 2 / 2016", "2016-02-01"),
        ("2016-01-31", "2016-01-31"),
        (" 31 Januari 2016 ", "2016-01-31"),  # as the pages write it
        ("31 january 2016", "2016-01-31"),
        ("29/02/2016", "2016-02-29"),
        ("29/02/2015", None),  # no leap year
        ("31/04/2016", None),
        ("01/13/2016", None),
        ("31/01/16", None),  # of which century
        ("31 Januar 2016", None),
        ("2016", None),
        ("2016-W05-7", None),
        ("31/01/1776", None),  # before every act
        ("31/01/9999", None),
        ("kemarin", None),
        ("٣١/٠١/٢٠١٦", None),
        ("", None),
        ("9" * 400, None),
    ],
)
def test_what_is_typed(typed: str, day: str | None) -> None:
    assert typed_day(typed) == day


@pytest.mark.parametrize("month", range(1, 13))
def test_what_a_page_writes_is_read(month: int) -> None:
    day = f"2016-{month:02}-05"
    assert typed_day(written_day(day)) == day
    assert typed_day(day_words(day, "id")) == day
    assert typed_day(day_words(day, "en")) == day
