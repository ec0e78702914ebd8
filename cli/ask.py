"""`dalil ask` and `dalil cite`: a question to cited passages, a reference to its provision."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from dalil.cli import console
from dalil.cli.options import (
    AsOfOption,
    DocumentOption,
    JsonOption,
    KindOption,
    LanguageChoice,
    LibraryOption,
    ModeChoice,
    ModeOption,
    StyleOption,
    TierOption,
    YearFromOption,
    YearToOption,
    filters_of,
    mode_of,
    open_library,
    style_of,
)
from dalil.ingest.errors import StyleError

if TYPE_CHECKING:
    from dalil.answer.answer import Result
    from dalil.answer.citation.lookup import Match
    from dalil.index.search.results import Hit


def ask(
    question: Annotated[str, typer.Argument(help="In Indonesian or English.", show_default=False)],
    k: Annotated[int, typer.Option("-k", min=1, max=1000, help="How many passages.")] = 10,
    tier: TierOption = None,
    kind: KindOption = None,
    doc: DocumentOption = None,
    year_from: YearFromOption = None,
    year_to: YearToOption = None,
    as_of: AsOfOption = None,
    mode: ModeOption = ModeChoice.HYBRID,
    side_by_side: Annotated[
        bool,
        typer.Option(
            "--side-by-side", help="Also the best secondary and tertiary sources beside the list."
        ),
    ] = False,
    style: StyleOption = "footnote",
    json: JsonOption = False,
    library: LibraryOption = None,
) -> None:
    """Find the passages that answer a question, each with its citation.

    Exit status 1 when nothing in the library answers.
    """
    filters = filters_of(tier, kind, doc, year_from, year_to)
    named = style_of(style)  # before a library is opened
    result = open_library(library, filled=True).ask(
        question, k=k, filters=filters, mode=mode_of(mode), style=named, side_by_side=side_by_side,
        as_of=as_of,
    )  # fmt: skip
    if json:
        console.as_json(result.to_dict())
    else:
        _print(result)
    if result.answer.status == "abstained":
        raise typer.Exit(console.NOTHING)


def _print(result: Result) -> None:
    if result.answer.reason:
        console.out.print(result.answer.reason, markup=False)
    for missing in result.absent:
        if missing.said not in (result.answer.reason or ""):
            console.out.print(missing.said, markup=False)
        if missing.see:
            console.out.print(f"   lihat: dalil show {missing.see}", markup=False, style="dim")
    worded = {hit.passage.passage_id: hit.wording for hit in result.hits}
    for number, statement in enumerate(result.answer.statements, 1):
        lead = f"{_one_line(statement.lead_in)} … " if statement.lead_in else ""
        console.out.print(
            f"{number}. {lead}“{_one_line(statement.text)}”{' …' * statement.goes_on}", markup=False
        )
        console.out.print(f"   {statement.citation}", markup=False, style="dim")
        wording = worded.get(statement.passage_id)
        if wording is not None and wording.force != "in_force":
            console.wording(wording, statement.passage_id, "   ")
    also = [f"{typed} → {read}" for typed, read in result.corrections]
    also += [f"{asked} → {', '.join(legal)}" for asked, legal in result.bridge]
    if also:
        console.out.print(f"Dicari juga: {'; '.join(also)}", markup=False, style="dim")
    if notes := result.force_notes():
        console.out.print()
    for said in notes:
        console.out.print(said, markup=False, style="dim")
    console.out.print()
    for hit in (*result.hits, *(result.beside or ())):
        _print_hit(hit, result.hit_json(hit))
    for message in result.notes:
        console.note(message)


def _print_hit(hit: Hit, row: dict[str, Any]) -> None:
    page = f", hlm. {row['page']}" if row["page"] else ""
    tier = console.TIERS[hit.document.tier]
    console.out.print(
        f"[{row['rank']}] {row['locator']} {row['title']} ({tier}{page})", markup=False
    )
    console.out.print(f"    {_one_line(row['text'])[:300]}", markup=False)
    console.out.print(f"    {row['passage_id']}", markup=False, style="dim")
    if known := console.standing(*hit.standing):
        console.out.print(f"    {known}", markup=False, style="yellow")
    console.wording(hit.wording, hit.passage.passage_id, "    ")
    console.rulings(hit.rulings, str(hit.passage.locator), "    ")
    for place in row["also"]:
        console.out.print(f"    bunyi yang sama: {place['citation']}", markup=False, style="dim")
    for old, place in zip(hit.older, row["older"], strict=True):
        changed = old.wording is not None and old.wording.superseded
        what = "bunyi lama" if changed else "dulu (dicabut)"
        console.out.print(f"    {what}: {place['citation']}", markup=False, style="dim")
        console.wording(old.wording, old.passage.passage_id, "      ")


def _one_line(text: str) -> str:
    return " ".join(text.split())


def cite(
    reference: Annotated[
        str, typer.Argument(help='Such as "Pasal 363 ayat (2) UU 23/2014".', show_default=False)
    ],
    style: StyleOption = "footnote",
    language: Annotated[
        LanguageChoice, typer.Option(help="Of the words around the names.")
    ] = LanguageChoice.INDONESIAN,
    as_of: AsOfOption = None,
    json: JsonOption = False,
    library: LibraryOption = None,
) -> None:
    """Look a provision up exactly. Exit status 1 when the library does not have it."""
    named = style_of(style)
    opened = open_library(library, filled=True)
    found = opened.cite(reference, style=named, language=language.value, as_of=as_of)
    if json:
        console.as_json(found.to_dict())
    elif not found.reference:
        console.note("Ini bukan rujukan yang dikenali. Contoh: Pasal 363 ayat (2) UU 23/2014")
    else:
        for match in found.matches:
            if match.now is not None:
                _print_match(match.now, language.value)
                console.out.print("\nBunyi lama:", style="dim")
            _print_match(match, language.value)
        for missing in found.absent:
            console.note(missing.said)
    if not found.matches:
        raise typer.Exit(console.NOTHING)


def _print_match(match: Match, language: str) -> None:
    """A match: how to cite it, what is known of it, its words."""
    from dalil.answer.wordings import wording_note

    console.out.print(match.citation, markup=False, style="bold")
    if match.source_citation:
        console.out.print(f"bunyinya: {match.source_citation}", markup=False, style="bold")
    if known := console.standing(*match.standing):
        console.out.print(known, markup=False, style="yellow")
    own = match.passage.passage_id if match.passage else ""
    if note := wording_note(match.wording, "en" if language == "en" else "id", own):
        console.out.print(note, markup=False, style="yellow")
    console.rulings(match.rulings, str(match.passage.locator) if match.passage else "")
    if match.passage:
        console.out.print(match.words, markup=False)


def styles(json: JsonOption = False) -> None:
    """List the citation styles: those of Dalil and the .csl files in your styles folder."""
    from dalil.answer.citation.csl_style import STYLES, find_style, own_styles, user_folder

    listed = [{"style": style.name, "title": style.title, "file": None} for style in
              STYLES.values()]  # fmt: skip
    for name, path in own_styles().items():
        try:
            title = find_style(name).title
        except StyleError as error:
            title = f"! {error}"
        listed.append({"style": name, "title": title, "file": str(path)})
    if json:
        console.as_json(listed)
        return
    for row in listed:
        console.out.print(f"{row['style']:<22}{row['title']}", markup=False)
    console.note(f"Berkas .csl Anda dicari di {user_folder()}")
