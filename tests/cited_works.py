"""The works of ``data/citations.toml``: a document, a place in it, and what each style says."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from dalil.answer.citation.cite import Cited
from dalil.ingest.locator import Locator
from dalil.ingest.model import Document, Tier

TABLE = Path(__file__).parent / "data" / "citations.toml"
_OF_THE_TABLE = {"name", "why", "at", "page", "says"}


@dataclass(frozen=True)
class Work:
    """A row of the table. ``says`` is by style, "style/en" for English words; stars are italics."""

    name: str
    document: Document
    where: Locator
    page: int | None
    says: dict[str, str]

    @property
    def cited(self) -> Cited:
        """The citation as a sequence takes it."""
        return Cited(self.document, self.where, self.page)


def works() -> list[Work]:
    """All rows, in their order."""
    return [_work(row) for row in tomllib.loads(TABLE.read_text(encoding="utf-8"))["work"]]


def _work(row: dict[str, Any]) -> Work:
    said = {key: value for key, value in row.items() if key not in _OF_THE_TABLE}
    said["tier"] = Tier(said["tier"])
    said["authors"] = tuple(said.get("authors", ()))
    said["extra"] = tuple(sorted(said.get("extra", {}).items()))
    document = Document(text="", source=f"{row['name']}.pdf", sha256="0" * 64, **said)
    return Work(row["name"], document, Locator.parse(row["at"]), row.get("page"), row["says"])


WORKS_BY_NAME = {work.name: work for work in works()}
