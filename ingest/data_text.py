"""JSON and TOML that people and files bring: what nests too deep is a mistake like any other.

Python's own readers end such a text by a RecursionError, which no caller expects; here it is a
ValueError, as for everything else that is not JSON or TOML.
"""

from __future__ import annotations

import json
import tomllib
from typing import Any

from dalil.ingest.messages import Message


def read_json(text: str | bytes) -> Any:
    """The value of a JSON text. Raises ValueError where it is none, or nests too deep."""
    try:
        return json.loads(text)
    except RecursionError as error:
        raise ValueError(Message("source.too_nested")) from error


def read_toml(text: str) -> dict[str, Any]:
    """The tables of a TOML text. Raises ValueError where it is none, or nests too deep."""
    try:
        return tomllib.loads(text)
    except RecursionError as error:
        raise ValueError(Message("source.too_nested")) from error
