"""An act with what amended it, for its citation.

"sebagaimana telah diubah dengan …" for one amendment, "sebagaimana telah beberapa kali diubah,
terakhir dengan …" for more: the form of considerations and closing provisions (UU 12/2011,
Lampiran II). CSL's variable for what became of an act is ``references``.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from dalil.answer.citation.work_names import WORDS
from dalil.ingest.identify.act_types import kind_by_slug
from dalil.ingest.model import Document
from dalil.ingest.references.ids import year_and_number

_ONCE: Final = ("sebagaimana telah diubah dengan {act}", "as amended by {act}")
_OFTEN: Final = (
    "sebagaimana telah beberapa kali diubah, terakhir dengan {act}",
    "as amended several times, most recently by {act}",
)


def as_amended(document: Document, amendments: Sequence[str], language: str = "id") -> Document:
    """The work as its citation names it after these amendments (ids, the oldest first)."""
    if not amendments or any(name == "references" for name, _ in document.extra):
        return document
    said = _ONCE if len(amendments) == 1 else _OFTEN
    words = said[language == "en"].format(act=_named(amendments[-1], language))
    return replace(document, extra=(*document.extra, ("references", words)))


def _named(act_id: str, language: str) -> str:
    """``Undang-Undang Nomor 28 Tahun 2004``."""
    kind = kind_by_slug(act_id.partition("/")[0])
    year, _ = year_and_number(act_id)
    number = act_id.rpartition("/")[2].upper()
    if kind is None:
        return act_id
    if language == "en" and not kind.english:
        language = "id"  # half a translation would be no name at all
    words = WORDS[language]
    name = kind.english if language == "en" else kind.name
    return f"{name} {words.number} {number} {words.of_year} {year}"
