"""A day that is typed: a field of text, the same wherever a page asks for a day.

Streamlit's own widget for dates names months and weekdays in English, and no screen reader is told
what it is for.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from typing import Any, Final

import streamlit as st

from dalil.answer.court_rulings import MONTHS
from dalil.views.html import plain
from dalil.views.words import say

#: Years that a day, or a year of a filter, may be of.
FIRST_YEAR, LAST_YEAR = 1800, 2100

_NUMBERS: Final = re.compile(r"([0-9]{1,2})[/. -]+([0-9]{1,2})[/. -]+([0-9]{4})")
_WORDS: Final = re.compile(r"([0-9]{1,2})\s+([a-z]+)\s+([0-9]{4})", re.IGNORECASE)
_NAMED: Final = {
    name.lower(): number
    for names in MONTHS.values()
    for number, name in enumerate(names, start=1)
}  # fmt: skip


def iso_day(text: str) -> str | None:
    """The day as ISO 8601 writes it; None for anything else, and out of the years of filters."""
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return None
    known = day.isoformat() == text and FIRST_YEAR <= day.year <= LAST_YEAR
    return text if known else None  # it reads weeks as well, which nobody writes into a link


def typed_day(text: str) -> str | None:
    """The day (ISO 8601) of "31/1/2016", "2016-01-31" or "31 Januari 2016", as pages write it.

    None for nothing and for what is no day.
    """
    text = text.strip()
    if match := _NUMBERS.fullmatch(text):
        text = f"{match[3]}-{int(match[2]):02}-{int(match[1]):02}"
    elif match := _WORDS.fullmatch(text):
        text = f"{match[3]}-{_NAMED.get(match[2].lower(), 0):02}-{int(match[1]):02}"
    return iso_day(text)


def written_day(day: str) -> str:
    """A day in ISO 8601 as it is written into the field."""
    return f"{date.fromisoformat(day):%d/%m/%Y}"


def day_field(
    label: str,
    key: str,
    empty: str,
    kept: str,
    on_change: Callable[..., None] | None = None,
    args: tuple[Any, ...] = (),
) -> None:
    """Draw the field; what is typed is in ``st.session_state[key]``, for `typed_day`.

    ``empty`` says what an empty field stands for, ``kept`` what is used where no day is typed.
    """
    hint = say("day_hint", empty=empty)
    st.text_input(label, key=key, placeholder=hint, on_change=on_change, args=args)
    typed = st.session_state.get(key) or ""
    if typed.strip() and typed_day(typed) is None:
        said = f"{say('day_wrong')} {kept}"
        st.html(f'<div class="dalil-unsure" role="alert">{plain(said)}</div>')
