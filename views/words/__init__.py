"""Every text of the interface, in Indonesian and English: one table a page or part, all here.

Texts are ours, so they may hold Markdown where a page draws them as Markdown. What comes from
outside (file names, passages, messages of errors) is never put into these texts where Markdown
would read it.
"""

from __future__ import annotations

import re
from itertools import chain
from typing import Any, Final, Literal

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

_BOTH: Final = re.compile(r"(?<=[.!?”]) / (?=[A-Z“])")

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
    """The text of that key in the session's language (or the one given), with its values."""
    if language is None:
        import streamlit as st

        language = "en" if st.session_state.get("lang") == "en" else "id"
    text = WORDS[language][key]
    return text.format(**values) if values else text


def heard(message: str, language: Language | None = None) -> str:
    """The half of a message in two languages ("… . / … .") that the person reads."""
    if language is None:
        import streamlit as st

        language = "en" if st.session_state.get("lang") == "en" else "id"
    halves = _BOTH.split(message)
    return halves[LANGUAGES.index(language)] if len(halves) == 2 else message
