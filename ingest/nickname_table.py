"""Names of acts: which acts each has meant, the newest first (`ingest/data/short_titles.toml`)."""

from __future__ import annotations

from typing import Final

from ingest.words import read_data

_TABLES: Final = read_data("ingest/data/short_titles.toml")
#: Names that follow "UU" or "Undang-Undang" (folded, apart by ``|``) → acts, newest first.
LAWS: Final[dict[str, str]] = _TABLES["laws"]
#: Names that stand alone, as written (case counts for short ones) → acts, newest first.
ALONE: Final[dict[str, str]] = _TABLES["alone"]
#: Names whose readers do not agree on one act; the reason, in Indonesian.
DIVIDED: Final[dict[str, str]] = _TABLES["divided"]
#: Of these names no act follows another: both are meant at any time after they were made.
APART: Final[frozenset[str]] = frozenset(_TABLES["apart"]["acts"])
