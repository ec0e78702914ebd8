"""`dalil status`, `docs`, `show`: what the library holds."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Annotated, Any

import typer
from rich.markup import escape
from rich.table import Table

from index.corrections import corrected_ids
from index.coverage import READABLE, Coverage, coverage
from index.defined import defined_in
from index.wording import standing_in, wording_of
from ingest.markup import unmarked
from terminal import say
from terminal.options import JsonOption, LibraryOption, open_library

if TYPE_CHECKING:
    from ingest.model import Document, Passage, Status


def status(json: JsonOption = False, library: LibraryOption = None) -> None:
    """What the library holds and how fresh its index is."""
    opened = open_library(library)
    counts = opened.catalog.counts()
    documents = opened.catalog.documents()
    tiers = Counter(str(d.tier) for d in documents)
    failed = [s for s in opened.catalog.sources() if s.failed]
    generation = opened.generation
    current = generation is not None and generation.meta.catalog == opened.catalog.content_hash()
    known = coverage(opened.catalog, documents, len(corrected_ids(opened.catalog)))
    facts: dict[str, Any] = {
        "library": str(opened.folder),
        **counts,
        "tiers": dict(tiers),
        "digests": sum(d.digest for d in documents),
        "generation": generation.label if generation else None,
        "vectors": generation is not None and generation.vectors > 0,
        "without_vector": generation.meta.units - generation.vectors if generation else 0,
        "up_to_date": current,
        "coverage": known.to_json(),
        "failed_sources": [{"source": s.path, "reason": s.reason} for s in failed],
    }
    if json:
        say.as_json(facts)
        return
    table = Table(show_header=False, box=None)
    for name, value in (
        ("Pustaka", facts["library"]),
        ("Dokumen", f"{counts['documents']} ({_tiers(tiers)}; {facts['digests']} ikhtisar)"),
        ("Bagian", f"{counts['passages']}, {counts['searchable']} dapat dicari"),
        ("Indeks", f"generasi {facts['generation'] or '–'}, vektor: {_yes(facts['vectors'])}"),
        ("Mutakhir", _yes(facts["up_to_date"])),
        ("Gagal dibaca", str(len(failed))),
    ):
        table.add_row(name, value)
    say.out.print(table)
    _print_coverage(known)
    for source in failed:
        say.note(f"x {source.path}: {source.reason}")


def _print_coverage(known: Coverage) -> None:
    """By tier and kind; then what is missing."""
    table = Table(box=None)
    for heading in ("Tingkat", "Jenis", "Karya", "Lengkap", "Ikhtisar", "Terbaru", "Terbaca", "!"):
        table.add_column(heading, justify="left" if heading in ("Tingkat", "Jenis") else "right")
    for g in known.kinds:
        poor = f" ({g.poor} di bawah {READABLE:.0%})" if g.poor else ""
        table.add_row(
            str(g.tier), escape(str(g.kind)), str(g.works), str(g.full), str(g.digests),
            g.newest or "–", f"{g.quality_ratio:.0%}{poor}", str(g.warnings),
        )  # fmt: skip
    if known.kinds:
        say.out.print(table)
    if known.corrected:
        say.out.print(f"{known.corrected} karya dikoreksi", markup=False)
    if known.missing:
        say.out.print(
            f"Disebut peraturan di sini, tetapi naskahnya belum ada ({known.missing_acts}):",
            markup=False,
        )
        for m in known.missing:
            mark = ", baru ikhtisarnya" if m.digest else ""
            say.out.print(f"  {m.name}  (disebut {m.named_by} peraturan{mark})", markup=False)


def _tiers(tiers: Counter[str]) -> str:
    return ", ".join(f"{count} {tier}" for tier, count in sorted(tiers.items())) or "kosong"


def _yes(value: bool) -> str:
    return "ya" if value else "tidak"


def docs(json: JsonOption = False, library: LibraryOption = None) -> None:
    """List the documents."""
    catalog = open_library(library).catalog
    documents = catalog.documents()
    if json:
        say.as_json([_document(d) for d in documents])
        return
    corrected = corrected_ids(catalog)
    for document in documents:
        mark = " (ikhtisar)" if document.digest else ""
        mark += " (dikoreksi)" if document.id in corrected else ""
        say.out.print(f"{document.id}  {unmarked(document.title)}{mark}", markup=False)
    if not documents:
        say.note("Pustaka kosong. Isi dengan: dalil ingest FOLDER")
        raise typer.Exit(say.NOTHING)


def show(
    identifier: Annotated[
        str, typer.Argument(metavar="ID", help="A document's or passage's id.", show_default=False)
    ],
    json: JsonOption = False,
    library: LibraryOption = None,
) -> None:
    """Show a document with its passages, or one passage. Exit status 1 if there is none."""
    catalog = open_library(library).catalog
    document_id, _, locator = identifier.partition("#")
    document = catalog.document(document_id, with_text=False)
    passages = wording_of(catalog, identifier) if document else []
    if document is None or (locator and not passages):
        say.note(f"tidak ada dalam pustaka ini: {identifier}")
        raise typer.Exit(say.NOTHING)
    standing = standing_in(catalog, identifier, passages)
    if passages and passages[0].document_id != document_id:  # put in by a later act: shown there
        document = catalog.document(passages[0].document_id, with_text=False) or document
    if json:
        shown = [_passage(p, *standing(p.passage_id)) for p in passages]
        value: dict[str, Any] = {"document": _document(document), "passages": shown}
        if locator:
            value["definitions"] = [
                {"term": d.term, "passage_id": d.passage.passage_id, "text": d.passage.text}
                for d in defined_in(catalog, passages[0])
            ]
        say.as_json(value)
        return
    say.out.print(f"{document.kind} {unmarked(document.title)}", markup=False, style="bold")
    from answer.force import act_note

    act = catalog.act_standing(document.id)
    own = standing(identifier) if locator else (act.status, act.reason)
    if own[0] is not act.status and (known := say.standing(*own)):
        say.out.print(known, markup=False, style="yellow")
    if known := act_note(document, act):
        say.out.print(known, markup=False, style="yellow")
    for passage in passages:
        if passage.parent_id is None or locator:
            say.out.print(f"\n{passage.label}", markup=False, style="bold")
            say.out.print(passage.text, markup=False)
        if locator:
            break


def _document(document: Document) -> dict[str, Any]:
    return {
        "id": document.id, "tier": str(document.tier), "kind": document.kind,
        "number": document.number, "year": document.year, "title": unmarked(document.title),
        "status": str(document.status), "status_reason": document.status_reason,
        "pages": document.pages, "source": document.source, "sha256": document.sha256,
        "issuer": document.issuer, "date": document.date, "gazette": document.gazette,
        "authors": list(document.authors), "digest": document.digest,
        "licence": document.licence, "url": document.url,
        "quality_ratio": round(document.quality_ratio, 4), "warnings": list(document.warnings),
    }  # fmt: skip


def _passage(passage: Passage, status: Status, reason: str | None) -> dict[str, Any]:
    return {
        "passage_id": passage.passage_id, "parent_id": passage.parent_id,
        "locator": passage.label, "page": passage.page, "start": passage.start,
        "end": passage.end, "text": passage.text, "heading": list(passage.heading),
        "lead_in": passage.lead_in, "searchable": passage.searchable,
        "status": str(status), "status_reason": reason,
    }  # fmt: skip
