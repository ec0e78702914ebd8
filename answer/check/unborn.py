"""Acts of a year that has not come: a slip of the draft, to be told and not to be read away.

`ingest` believes no such year and reads a 7 as a 1 ("2074" for 2014), since in a source it is a
fault of scanning. In a draft it is a fault of the draft.
"""

from __future__ import annotations

import re
from typing import Final

from ingest.numeral import LAST_YEAR

_YEAR: Final = re.compile(r"(?<!\d)2[0-9]\d\d(?!\d)")
_TARGET: Final = re.compile(rf"(?<=/){LAST_YEAR}(?=/|#|\Z)")


def believable(text: str) -> str:
    """The text with the last year that can be meant in place of each later one, as long."""
    return _YEAR.sub(lambda m: str(LAST_YEAR) if int(m[0]) > LAST_YEAR else m[0], text)


def as_written(targets: tuple[str, ...], text: str) -> tuple[str, ...]:
    """Targets read in `believable` words, with the year that the draft's words have."""
    late = next((m[0] for m in _YEAR.finditer(text) if int(m[0]) > LAST_YEAR), None)
    return tuple(_TARGET.sub(late, target, count=1) for target in targets) if late else targets


def is_unborn(act: str) -> bool:
    """Whether the act's year is yet to come."""
    return any(int(m[0]) > LAST_YEAR for m in _YEAR.finditer(act.partition("#")[0]))
