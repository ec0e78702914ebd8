"""Every text of the interface, in Indonesian and English: one table a page or part, all here.

Texts are ours, so they may hold Markdown where a page draws them as Markdown. What comes from
outside (file names, passages, messages of errors) is never put into these texts where Markdown
would read it.
"""

from __future__ import annotations

from itertools import chain
from typing import Any, Final, Literal

from ingest.errors import half
from views.words import (
    ask,
    card,
    check,
    claims,
    collections,
    corrections,
    frame,
    help,
    reader,
    server,
    sources,
)

Language = Literal["id", "en"]
LANGUAGES: Final[tuple[Language, ...]] = ("id", "en")
NAMES: Final = {"id": "Indonesia", "en": "English"}

_MARK: Final = {"id": ".", "en": ","}
#: Values that no thousands mark is put into.
_BARE: Final = frozenset({"page", "pages", "year"})

#: The tables. A key stands in one of them only (a test says so).
TABLES: Final = tuple(
    page.TEXTS
    for page in (
        frame,
        ask,
        reader,
        card,
        sources,
        corrections,
        claims,
        check,
        collections,
        help,
        server,
    )
)
_TEXTS: Final = dict(chain.from_iterable(table.items() for table in TABLES))

#: The texts by language, then by key.
WORDS: Final[dict[Language, dict[str, str]]] = {
    "id": {key: texts[0] for key, texts in _TEXTS.items()},
    "en": {key: texts[1] for key, texts in _TEXTS.items()},
}


def say(key: str, language: Language | None = None, **values: Any) -> str:
    """The text of that key in the session's language (or the one given), with its values.

    Whole numbers are written as the language writes them; pages and years as they are.
    """
    language = language or _session()
    text = WORDS[language][key]
    if not values:
        return text
    return text.format(
        **{
            name: number(value, language) if type(value) is int and name not in _BARE else value
            for name, value in values.items()
        }
    )


def number(value: int, language: Language | None = None) -> str:
    """A count with the thousands mark of the language: 1.161, 1,161."""
    return f"{value:,}".replace(",", _MARK[language or _session()])


def _session() -> Language:
    import streamlit as st

    return "en" if st.session_state.get("lang") == "en" else "id"


def heard(message: str, language: Language | None = None) -> str:
    """The half of a message in two languages ("… . / … .") that the person reads."""
    return half(message, language or _session())
