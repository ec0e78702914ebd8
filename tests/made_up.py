"""Small made-up acts for the tests of the index; no text of a real act."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from dalil.ingest.locator import Locator
from dalil.ingest.model import Document, Parsed, Passage, Status, Tier


def act(
    document_id: str,
    articles: Mapping[str, Sequence[str]],
    *,
    tier: Tier = Tier.PRIMARY,
    kind: str | None = None,
    year: int | None = None,
    status: Status = Status.UNKNOWN,
    lead_in: str = "",
) -> Parsed:
    """An act whose pasal (``"5"``, or a whole locator) have these ayat, one line each."""
    text = ""
    passages: list[Passage] = []
    for number, lines in articles.items():
        locator = Locator.parse(number if "-" in number else f"pasal-{number}")
        pasal_id = f"{document_id}#{locator}"
        start = len(text)
        inside: list[Passage] = []
        for i, line in enumerate(lines, start=1):
            ayat = Locator.parse(f"{locator}/ayat-{i}")
            inside.append(
                Passage(
                    passage_id=f"{document_id}#{ayat}",
                    document_id=document_id,
                    parent_id=pasal_id,
                    locator=ayat,
                    start=len(text),
                    end=len(text) + len(line),
                    text=line,
                    page=1,
                    heading=("BAB I UMUM",),
                    lead_in=lead_in,
                )
            )
            text += line + "\n"
        end = len(text) - 1 if lines else len(text)
        own = text[start:end]
        passages.append(
            Passage(pasal_id, document_id, None, locator, start, end, own, 1, searchable=not lines)
        )
        passages += inside
    kind_part, _, rest = document_id.partition("/")
    found_year = rest.split("/")[0]
    document = Document(
        id=document_id,
        tier=tier,
        kind=kind or kind_part.upper(),
        title=f"Tentang {document_id}",
        text=text,
        source=f"{document_id.replace('/', '_')}.md",
        sha256="0" * 64,
        year=year if year is not None else int(found_year) if found_year.isdigit() else None,
        status=status,
        page_starts=(0,),
    )
    return Parsed(document, tuple(passages))
