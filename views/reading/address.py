"""The reader's address of a work or of a place in one, for links from anywhere in the app."""

from __future__ import annotations

from typing import Final
from urllib.parse import urlencode

#: The reader's place in the URL (see PAGES in app.py).
PLACE: Final = "baca"


def reader_address(target: str, language: str = "id") -> str:
    """``baca?id=uu%2F2014%2F23%23pasal-1`` for the id of a document or passage.

    Relative, since the app may be served under any path. Percent-encoded throughout: put it into
    an attribute with `html.escape`. The language goes along where it is not the default.
    """
    asked = {"id": target} if language == "id" else {"id": target, "lang": language}
    return f"{PLACE}?{urlencode(asked)}"
