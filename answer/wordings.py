"""What a passage is to the wording in force, in a sentence: the notice at the passage.

"bunyi ini diganti sejak 6 Oktober 2005 oleh Pasal I angka 11 UU Nomor 28 Tahun 2004".
"""

from __future__ import annotations

from typing import Final, Literal

from dalil.answer.court_rulings import day_words
from dalil.index.wordings import WordingOn
from dalil.ingest.messages import Message, say
from dalil.ingest.references.ids import print_target

Language = Literal["id", "en"]

#: What became of a wording: (Indonesian, English).
_SAID: Final = {
    "replaced": ("bunyi ini diganti", "this wording was replaced"),
    "deleted": ("dihapus atau dicabut", "deleted or repealed"),
    "not_yet": ("bunyi ini baru berlaku", "this wording enters into force only"),
    "partly": ("sebagian bunyi ini diganti", "part of this wording was replaced"),
    "phrase": ("kata dalam bunyi ini diganti", "words in this were replaced"),
}
_SINCE: Final = ("sejak", "from")
_BY: Final = ("oleh", "by")
_GIVES: Final = ("bunyi {provision} yang berlaku", "the wording of {provision} in force")
_GAVE: Final = (
    "bunyi {provision} yang berlaku pada hari itu",
    "the wording of {provision} then in force",
)
_UNTIL: Final = ("berlaku sampai diganti", "in force until it was replaced")
_REPLACED: Final = ("kemudian diganti", "later replaced")


def wording_note(wording: WordingOn | None, language: Language = "id", passage_id: str = "") -> str:
    """What is to be said of a passage; "" for the wording in force of its own act that nobody
    changed since. ``passage_id`` is the passage's own."""
    if wording is None:
        return ""
    n = int(language == "en")
    if wording.force == "uncertain":
        said = say(Message(f"force.{wording.reason or 'unread'}"), language)
        by = print_target(wording.by, language) if wording.by else ""
        return f"{said} ({by})" if by else said
    if wording.force == "in_force":
        return _in_force(wording, n, language, passage_id)
    return _SAID[wording.force][n] + _when(wording.since, wording.by, n, language)


def _in_force(wording: WordingOn, n: int, language: Language, passage_id: str) -> str:
    own = wording.provision == passage_id
    after = _when(wording.until, wording.then_by, n, language) if wording.then_by else ""
    if own and wording.by is None:
        return f"{_UNTIL[n]}{after}" if after else ""
    name = print_target(wording.provision, language)
    said = (_GAVE if after else _GIVES)[n].format(provision=name)
    said += _when(wording.since, None, n, language)
    return f"{said}; {_REPLACED[n]}{after}" if after else said


def _when(day: str | None, by: str | None, n: int, language: Language) -> str:
    """`` sejak 6 Oktober 2005 oleh Pasal I angka 11 UU …``, as much of it as is known."""
    when = day_words(day, language)
    said = f" {_SINCE[n]} {when}" if when else ""
    return said + (f" {_BY[n]} {print_target(by, language)}" if by else "")
