"""Indonesian words and colloquial spellings, from lists that others keep.

The words are those that PySastrawi's stemmer brings back to one of its base words; the colloquial
spellings those of the Colloquial Indonesian Lexicon (Salsabila, Ardhito, Septiandri and Jamal, IALP
2018) as indoNLP ships it. Of indoNLP only the file with the words is read: importing it would cost
seconds of a first question.
"""

from __future__ import annotations

from functools import lru_cache
from importlib.util import find_spec, module_from_spec, spec_from_file_location
from pathlib import Path
from typing import Any


def is_word(word: str) -> bool:
    """Whether a word, in small letters, is an Indonesian base word or a form of one.

    >>> [is_word(word) for word in ("kena", "dibikin", "sanksinya", "kepa")]
    [True, True, True, False]
    """
    dictionary, stemmer = _sastrawi()
    return bool(dictionary.contains(word) or dictionary.contains(stemmer.stem(word)))


def standard_spelling(word: str) -> str | None:
    """How a colloquial spelling is written; None for what is none, or is a word as it stands.

    >>> [standard_spelling(word) for word in ("dgn", "udah", "bunga")]
    ['dengan', 'sudah', None]
    """
    written = _colloquial().get(word)
    return written if written and written != word and not is_word(word) else None


@lru_cache(maxsize=1)
def _sastrawi() -> tuple[Any, Any]:
    """The dictionary of base words (``contains``) and the stemmer over it (``stem``)."""
    from Sastrawi.Stemmer.StemmerFactory import StemmerFactory

    stemmer = StemmerFactory().create_stemmer()
    return stemmer.delegatedStemmer.dictionary, stemmer


@lru_cache(maxsize=1)
def _colloquial() -> dict[str, str]:
    package = find_spec("indoNLP")
    assert package is not None and package.submodule_search_locations
    path = Path(package.submodule_search_locations[0]) / "preprocessing" / "slang_data.py"
    spec = spec_from_file_location("dalil_colloquial", path)
    assert spec is not None and spec.loader is not None
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    words: dict[str, str] = module.SLANG_DATA
    return words
