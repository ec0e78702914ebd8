"""`dalil check`: a draft's quotations and references against the library."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

import typer
from rich.text import Text

from dalil.cli import console
from dalil.cli.options import JsonOption, LibraryOption, open_library, path_of
from dalil.ingest.errors import BatchError
from dalil.ingest.messages import Message

if TYPE_CHECKING:
    from dalil.answer.drafts.findings import CheckReport, Finding


_STYLES: Final = {
    "verified": "green", "differs": "bold red", "no_such_provision": "bold red",
    "repealed_or_amended": "yellow", "ambiguous": "yellow", "partly_read": "yellow",
    "not_in_library": "cyan",
}  # fmt: skip
_SHOWN: Final = 300  # characters of the draft's words in the list


def check(
    draft: Annotated[
        Path,
        typer.Argument(parser=path_of, help="A draft: .docx .pdf .md .txt", show_default=False),
    ],
    output: Annotated[
        Path | None,
        typer.Option(
            "-o", "--output", parser=path_of, help="Report: .xlsx .docx .json", show_default=False
        ),
    ] = None,
    faults: Annotated[
        bool, typer.Option("--faults", help="List only what is not verified.")
    ] = False,
    json: JsonOption = False,
    library: LibraryOption = None,
) -> None:
    """Compare every quotation and reference of a draft with the stored source text.

    Exit status 1 if anything is not verified.
    """
    from dalil.answer.drafts.report import WRITERS, write
    from dalil.answer.drafts.report_file import writer_for

    if not draft.is_file():
        raise BatchError(Message("batch.no_file", path=draft))
    if output is not None:
        writer_for(WRITERS, output.suffix)  # told before the work is done
    opened = open_library(library, filled=True)
    with console.progress(shown=not json) as bar:
        report = opened.check(draft, progress=bar)
    if output is not None:
        write(report, output)
    if json:
        console.as_json(report.to_dict())
    else:
        _print(report, faults)
        if output is not None:
            console.note(f"→ {output}")
    if not report.whole:
        raise typer.Exit(console.NOTHING)


def _print(report: CheckReport, faults: bool) -> None:
    from dalil.answer.drafts.findings import VERDICT_NAMES, Verdict

    for number, finding in enumerate(report.findings, 1):
        if faults and finding.verdict is Verdict.VERIFIED:
            continue
        _print_finding(number, finding, VERDICT_NAMES[finding.verdict][0])
    if not report.findings:
        console.note("Tidak ada kutipan atau rujukan hukum yang ditemukan dalam naskah ini.")
    counts = report.counts
    said = [f"{VERDICT_NAMES[v][0]} {counts[v.value]}" for v in Verdict if counts[v.value]]
    if said:
        console.out.print(f"{len(report.findings)} temuan: {', '.join(said)}", markup=False)
    for warning in report.warnings:
        console.note(f"! {warning}")


def _print_finding(number: int, finding: Finding, verdict: str) -> None:
    from dalil.answer.drafts.report import KINDS

    line = Text(f"[{number}] ")
    line.append(verdict, style=_STYLES[finding.verdict.value])
    line.append(f"  {KINDS[finding.kind][0]}, {finding.place.label()}", style="dim")
    console.out.print(line)
    console.out.print(Text("    ") + _words(finding))
    if reason := finding.reason():
        console.out.print(f"    {reason}", markup=False)
    if (now := finding.in_force) is not None and now.text:
        console.out.print(f"    berlaku: “{_short(now.text)}”", markup=False)
        console.out.print(f"    {now.citation}", markup=False, style="dim")
    if finding.citation and finding.verdict.value != "verified":
        console.out.print(f"    {finding.citation}", markup=False, style="dim")


def _words(finding: Finding) -> Text:
    """The draft's words; where they differ, what is too much and what is missing in them.

    Brackets and braces say so without colours, too.
    """
    if not finding.difference:
        return Text(_short(finding.text))
    from dalil.answer.drafts.report import difference_line

    line = difference_line(finding.difference)
    text = Text(line)
    text.highlight_regex(r"\[-.*?-\]", "red strike")
    text.highlight_regex(r"\{\+.*?\+\}", "green underline")
    return text


def _short(text: str) -> str:
    one = " ".join(text.split())
    return one if len(one) <= _SHOWN else f"{one[:_SHOWN]} …"
