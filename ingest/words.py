"""What a word is, and the lists of words: the analyser's ground, for every room.

Lists are data: TOML files in the folder ``data`` of the room that needs them, each list with a
line on what it is for and where it comes from. A file is read once, when the first module that
uses it is loaded. Stop words, keywords and roots of a question are in `index.query.analyzer`.
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from functools import cache
from pathlib import Path
from typing import Any, Final

#: A word: a run of letters and digits. "Undang-undang" is two, "23/2014" is two, and numbers
#: stay, since people ask for articles and years by them. What is indexed, asked and compared.
WORD: Final = re.compile(r"[^\W_]+")
#: A word of letters only, where a number says nothing: languages, letter-spaced print, subjects.
LETTERS: Final = re.compile(r"[^\W\d_]+")

_ROOT: Final = Path(__file__).resolve().parents[1]


def words(text: str) -> list[str]:
    """The words of a text in the one form in which they are compared: NFKC, lower case.

    >>> words("UU No. 23/2014")
    ['uu', 'no', '23', '2014']
    """
    return WORD.findall(unicodedata.normalize("NFKC", text).lower())


@cache
def read_data(file: str) -> dict[str, Any]:
    """What a data file holds, by its path from the top: ``"ingest/data/function_words.toml"``."""
    return tomllib.loads((_ROOT / file).read_text(encoding="utf-8"))


def word_set(file: str, *names: str) -> frozenset[str]:
    """The words of the named lists of a data file together; a list is written as one string."""
    tables = read_data(file)
    return frozenset(word for name in names for word in tables[name]["words"].split())


def function_words(*names: str) -> frozenset[str]:
    """Lists of function words together, each a notion of its own ("stop_id", "title_en")."""
    return word_set("ingest/data/function_words.toml", *names)
