"""`dalil ask` and `dalil cite`: a question to cited passages, a reference to its provision."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from ingest.errors import StyleError
from terminal import say
from terminal.options import (
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

if TYPE_CHECKING:
    from answer.result import Result
    from index.hit import Hit


def ask(
    question: Annotated[str, typer.Argument(help="In Indonesian or English.", show_default=False)],
    k: Annotated[int, typer.Option("-k", min=1, max=1000, help="How many passages.")] = 10,
    tier: TierOption = None,
    kind: KindOption = None,
    doc: DocumentOption = None,
    year_from: YearFromOption = None,
    year_to: YearToOption = None,
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
    from answer.result import answer

    filters = filters_of(tier, kind, doc, year_from, year_to)
    opened = open_library(library)
    result = answer(
        opened, question, k=k, filters=filters, mode=mode_of(mode),
        style=style_of(style), side_by_side=side_by_side,
    )  # fmt: skip
    if json:
        say.as_json(result.to_json())
    else:
        _print(result)
    if result.answer.status == "abstained":
        raise typer.Exit(say.NOTHING)


def _print(result: Result) -> None:
    if result.answer.reason:
        say.out.print(result.answer.reason, markup=False)
    for missing in result.absent:
        if missing.said not in (result.answer.reason or ""):
            say.out.print(missing.said, markup=False)
        if missing.see:
            say.out.print(f"   lihat: dalil show {missing.see}", markup=False, style="dim")
    for number, statement in enumerate(result.answer.statements, 1):
        lead = f"{_one_line(statement.lead_in)} … " if statement.lead_in else ""
        say.out.print(
            f"{number}. {lead}“{_one_line(statement.text)}”{' …' * statement.goes_on}", markup=False
        )
        say.out.print(f"   {statement.citation}", markup=False, style="dim")
    also = [f"{typed} → {read}" for typed, read in result.corrections]
    also += [f"{asked} → {', '.join(legal)}" for asked, legal in result.bridge]
    if also:
        say.out.print(f"Dicari juga: {'; '.join(also)}", markup=False, style="dim")
    if notes := result.force_notes():
        say.out.print()
    for said in notes:
        say.out.print(said, markup=False, style="dim")
    say.out.print()
    for hit in (*result.hits, *(result.beside or ())):
        _print_hit(hit, result.hit_json(hit))
    for message in result.notes:
        say.note(message)


def _print_hit(hit: Hit, row: dict[str, Any]) -> None:
    page = f", hlm. {row['page']}" if row["page"] else ""
    say.out.print(
        f"[{row['rank']}] {row['locator']} {row['title']} ({say.TIERS[hit.document.tier]}{page})",
        markup=False,
    )
    say.out.print(f"    {_one_line(row['text'])[:300]}", markup=False)
    say.out.print(f"    {row['passage_id']}", markup=False, style="dim")
    if known := say.standing(*hit.standing):
        say.out.print(f"    {known}", markup=False, style="yellow")
    for place in row["also"]:
        say.out.print(f"    bunyi yang sama: {place['citation']}", markup=False, style="dim")
    for place in row["older"]:
        say.out.print(f"    dulu (dicabut): {place['citation']}", markup=False, style="dim")


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
    json: JsonOption = False,
    library: LibraryOption = None,
) -> None:
    """Look a provision up exactly. Exit status 1 when the library does not have it."""
    from answer.lookup import look_up

    found = look_up(open_library(library), reference, style_of(style), language.value)
    if json:
        say.as_json(found.to_json())
    elif not found.reference:
        say.note("Ini bukan rujukan yang dikenali. Contoh: Pasal 363 ayat (2) UU 23/2014")
    else:
        for match in found.matches:
            say.out.print(match.citation, markup=False, style="bold")
            if known := say.standing(*match.standing):
                say.out.print(known, markup=False, style="yellow")
            if match.passage:
                say.out.print(match.passage.text, markup=False)
        for missing in found.absent:
            say.note(missing.said)
    if not found.matches:
        raise typer.Exit(say.NOTHING)


def styles(json: JsonOption = False) -> None:
    """List the citation styles: those of Dalil and the .csl files in your styles folder."""
    from answer.csl.style import STYLES, find_style, own_styles, user_folder

    listed = [{"style": style.name, "title": style.title, "file": None} for style in
              STYLES.values()]  # fmt: skip
    for name, path in own_styles().items():
        try:
            title = find_style(name).title
        except StyleError as error:
            title = f"! {error}"
        listed.append({"style": name, "title": title, "file": str(path)})
    if json:
        say.as_json(listed)
        return
    for row in listed:
        say.out.print(f"{row['style']:<22}{row['title']}", markup=False)
    say.note(f"Berkas .csl Anda dicari di {user_folder()}")
