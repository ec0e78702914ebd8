"""Every text of the interface, as data: beside this file a folder a language, a file a page.

They are read like the messages of what stands below (`ingest.messages`), when the first one is
asked for. Keys are the page's own names, and stand in one file of a language only (a test says so).

Texts are ours, so they may hold Markdown where a page draws them as Markdown. What comes from
outside (file names, passages, messages of errors) is never put into these texts where Markdown
would read it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any, Final

from dalil.ingest.messages import Language, areas, texts
from dalil.ingest.messages import say as said

LANGUAGES: Final[tuple[Language, ...]] = ("id", "en")
NAMES: Final = {"id": "Indonesia", "en": "English"}

FOLDER: Final = Path(__file__).parent

_MARK: Final = {"id": ".", "en": ","}
#: Values that no thousands mark is put into.
_BARE: Final = frozenset({"page", "pages", "year"})


@cache
def _words(language: Language) -> Mapping[str, str]:
    every: dict[str, str] = {}
    for page in areas(FOLDER, language):
        every |= texts(FOLDER, language, page)
    return every


class _Words(Mapping[Language, Mapping[str, str]]):
    def __getitem__(self, language: Language) -> Mapping[str, str]:
        return _words(language)

    def __iter__(self) -> Iterator[Language]:
        return iter(LANGUAGES)

    def __len__(self) -> int:
        return len(LANGUAGES)


#: The texts by language, then by key; read when they are first asked for.
WORDS: Final = _Words()


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


def heard(message: str | BaseException, language: Language | None = None) -> str:
    """What a message, or the one that an error carries, says in the person's language."""
    return said(message, language or _session())
