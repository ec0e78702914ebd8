"""The catalogue as an index sees it: which rows there are, where they stand, what they contain."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable

from index.record import headings_of
from index.related import Related
from index.unit import INDEXED_TEXT_VERSION, place_text
from ingest.model import Status

_WORDS = re.compile(r"\w+")


def _quoted(phrase: str) -> str:
    """The words of a phrase as an FTS5 string: nothing of them can be its syntax; "" for none."""
    words = _WORDS.findall(phrase.replace("_", " "))
    return f'"{" ".join(words)}"' if words else ""


class Indexed(Related):
    """What `index.catalog.Catalog` gives to the building and the filtering of an index."""

    def searchable_rows(self) -> list[int]:
        """The rows of `searchable`, in its order. A row's text never changes."""
        query = "SELECT row FROM passages WHERE searchable ORDER BY document_id, position"
        return [row for (row,) in self._db.execute(query)]

    def searchable_ids(self) -> list[str]:
        """The passage ids of `searchable`, in its order."""
        query = "SELECT id FROM passages WHERE searchable ORDER BY document_id, position"
        return [passage_id for (passage_id,) in self._db.execute(query)]

    def places(self) -> list[str]:
        """The place (`index.unit.place_text`) of every unit of `searchable`, in its order."""
        titles = dict(self._db.execute("SELECT id, title FROM documents"))
        query = (
            "SELECT document_id, heading FROM passages WHERE searchable "
            "ORDER BY document_id, position"
        )
        return [
            place_text(titles[document_id], headings_of(heading))
            for document_id, heading in self._db.execute(query)
        ]

    def rows_with(self, phrase: str) -> list[int]:
        """Rows of the searchable passages that contain these words one after another.

        Without case, accents or punctuation (FTS5 unicode61). Nothing contains no words.
        """
        return self._matching(_quoted(phrase))

    def rows_near(self, parts: Iterable[str], distance: int) -> list[int]:
        """Rows of those that contain all parts (as in `rows_with`) near each other.

        At most ``distance`` words stand between them, in any order.
        """
        quoted = [_quoted(part) for part in parts]
        if not quoted or not all(quoted):
            return []
        return self._matching(f"NEAR({' '.join(quoted)}, {int(distance)})")

    def _matching(self, match: str) -> list[int]:
        """Rows that an FTS5 expression finds; the empty one finds none."""
        if not match:
            return []
        found = self._db.execute("SELECT rowid FROM phrases WHERE phrases MATCH ?", (match,))
        return [row for (row,) in found]

    def content_hash(self) -> str:
        """Changes with any change of any document or passage, or of what is indexed of them.

        An index also knows which works are repealed, and no other status.
        """
        digest = hashlib.sha256(f"indexed text {INDEXED_TEXT_VERSION}".encode())
        query = "SELECT id, hash, status FROM documents ORDER BY id"
        for document_id, its_hash, status in self._db.execute(query):
            digest.update(f"{document_id}\0{its_hash}".encode())
            if status == Status.REPEALED.value:
                digest.update(b"\0repealed")
        return digest.hexdigest()
