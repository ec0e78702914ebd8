"""`dalil batch`, `eval` and `references`: files in, tables out."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

import typer
from rich.table import Table

from dalil.cli import console
from dalil.cli.options import (
    JsonOption,
    LibraryOption,
    ModeChoice,
    ModeOption,
    StyleOption,
    mode_of,
    open_library,
    path_of,
    style_of,
)
from dalil.ingest.errors import BatchError
from dalil.ingest.messages import Message

if TYPE_CHECKING:
    from dalil.answer.evaluate.evaluate import Evaluation


_Questions = Annotated[
    Path, typer.Argument(parser=path_of, metavar="QUESTIONS", show_default=False)
]


def batch(
    questions: _Questions,
    output: Annotated[
        Path,
        typer.Option(
            "-o",
            "--output",
            parser=path_of,
            help=".csv .xlsx .docx .jsonl .md .ris .bib .json",
            show_default=False,
        ),
    ],
    k: Annotated[
        int | None,
        typer.Option(
            "-k", min=1, max=1000, help="Passages a question (5) or claim (3).", show_default=False
        ),
    ] = None,
    mode: ModeOption = ModeChoice.HYBRID,
    claims: Annotated[
        bool,
        typer.Option(
            "--claims", help="The lines are claims: what carries them, what says otherwise."
        ),
    ] = False,
    resume: Annotated[
        bool | None,
        typer.Option(
            "--resume/--fresh",
            help="After an interrupted run: go on though the library changed, or begin anew. "
            "Default: go on where nothing changed.",
            show_default=False,
        ),
    ] = None,
    style: StyleOption = "footnote",
    library: LibraryOption = None,
) -> None:
    """Ask many questions (.csv .xlsx .docx .md .txt .jsonl) and write one row a passage.

    Ctrl-C leaves what is done, and the next run goes on from there. Exit status 1 if a question
    failed.
    """
    from dalil.answer.batch.run import run, run_claims

    opened = open_library(library, filled=True)
    with console.progress() as bar:
        stage = "memeriksa" if claims else "menjawab"
        done = (run_claims if claims else run)(
            opened, questions, output, k=k or (3 if claims else 5), mode=mode_of(mode),
            style=style_of(style),
            progress=lambda n, total: bar(stage, n, total), resume=resume,
        )  # fmt: skip
    for warning in done.warnings:
        console.note(f"! {warning}")
    if done.resumed:
        console.note(f"dilanjutkan: {done.resumed} sudah selesai sebelumnya")
    ended = " (dihentikan; perintah yang sama melanjutkan)" if done.interrupted else ""
    counted = (
        f"{done.answered} dengan sumber, {done.abstained} tanpa sumber, {done.failed} gagal"
        if claims
        else f"{done.answered} dijawab, {done.uncertain} tidak pasti, "
        f"{done.abstained} tanpa jawaban, {done.failed} gagal"
    )
    console.note(f"{counted}{ended}")
    console.note(f"→ {output}")
    if done.failed or done.interrupted:
        raise typer.Exit(console.NOTHING)


def eval_(
    questions: _Questions,
    k: Annotated[int, typer.Option("-k", min=1, max=1000, help="Depth of the rankings.")] = 100,
    mode: Annotated[
        list[ModeChoice] | None,
        typer.Option(help="Mode; may be repeated. Default: all three.", show_default=False),
    ] = None,
    baseline: Annotated[
        Path | None,
        typer.Option(
            parser=path_of, help="What `eval --json` printed before: what was won and lost since."
        ),
    ] = None,
    json: JsonOption = False,
    library: LibraryOption = None,
) -> None:
    """Measure rankings and refusals on questions whose answers are known (JSON lines)."""
    from dalil.answer.evaluate.judgments import read_baseline, read_questions

    before = read_baseline(baseline) if baseline else {}
    opened = open_library(library)
    asked = read_questions(questions)
    found = []
    with console.progress(shown=not json) as bar:
        for choice in mode or list(ModeChoice):
            found.append(
                opened.evaluate(
                    asked,
                    k=k,
                    mode=mode_of(choice),
                    progress=lambda n, total, name=choice.value: bar(name, n, total),  # type: ignore[misc]
                )
            )
    if json:
        console.as_json([e.to_dict() for e in found] if len(found) > 1 else found[0].to_dict())
    else:
        _print(found)
        for evaluation in found:
            if evaluation.mode in before:
                _since(before[evaluation.mode], evaluation)


def _since(before: dict[str, float], now: Evaluation) -> None:
    """What changed against a baseline, question by question."""
    from dalil.answer.evaluate.metrics import compare

    try:
        found = compare(before, now.per_question)
    except ValueError:
        console.note(f"{now.mode}: tidak ada pertanyaan yang sama dengan pembandingnya")
        return
    console.out.print(
        f"{now.mode}: MRR@10 {found.difference:+.3f} [{found.low:+.3f}, {found.high:+.3f}], "
        f"p = {found.p:.3f}, {found.questions} pertanyaan; {len(found.won)} naik, "
        f"{len(found.lost)} turun",
        markup=False,
    )
    for sign, moved in (("+", found.won), ("-", found.lost)):
        for qid, was, is_now in moved:
            console.out.print(f"  {sign} {qid}: {was:.2f} → {is_now:.2f}", markup=False)


def _print(found: list[Evaluation]) -> None:
    first = found[0]
    table = Table(title=f"{first.questions} pertanyaan")
    table.add_column("")
    for evaluation in found:
        table.add_column(evaluation.mode, justify="right")
    for level, values in first.measures.items():
        for name in values:
            cells = [f"{e.measures[level][name]:.3f}" for e in found]
            table.add_row(f"{level} {name}", *cells)
        if level in first.intervals:
            spans = [f"{e.intervals[level][0]:.3f}–{e.intervals[level][1]:.3f}" for e in found]
            table.add_row(f"{level} RR@10, 95 %", *spans)
    for label, attribute in (
        ("dijawab (yang ada jawabannya)", "answered_ratio"),
        ("ditolak (yang tidak ada)", "refused_ratio"),
        ("pernyataan pertama memuat jawaban", "statement_ratio"),
    ):
        values_ = [getattr(e, attribute) for e in found]
        if any(v is not None for v in values_):
            table.add_row(label, *(f"{v:.3f}" if v is not None else "–" for v in values_))
    table.add_row("ms/pertanyaan", *(f"{e.seconds_s / e.questions * 1000:.1f}" for e in found))
    console.out.print(table)
    for evaluation in found:
        if evaluation.by_type:
            console.out.print(_by_type(evaluation))


#: Columns of the table by type: its heading, and where the figure is.
_OF_TYPE: Final = (
    ("MRR@10", "pasal", "RR@10"), ("R@1", "pasal", "Success@1"), ("R@3", "pasal", "Success@3"),
    ("R@10", "pasal", "Success@10"), ("nDCG", "pasal", "nDCG@10"), ("unit", "exact", "Success@1"),
)  # fmt: skip


def _by_type(evaluation: Evaluation) -> Table:
    """One mode's figures of each type of question; all of them are in ``--json``."""
    table = Table(title=f"{evaluation.mode}, menurut jenis pertanyaan", padding=(0, 0))
    for column in ("jenis", "n", *(c[0] for c in _OF_TYPE), "95 %", "isi", "jawab", "tolak"):
        table.add_column(column, justify="left" if column == "jenis" else "right")
    for name, scores in evaluation.by_type.items():
        figures = [scores.measures.get(level, {}).get(key) for _, level, key in _OF_TYPE]
        low_high = scores.intervals.get("pasal")
        span = f"{low_high[0]:.2f}–{low_high[1]:.2f}" if low_high else "–"
        ratios = (scores.statement_ratio, scores.answered_ratio, scores.refused_ratio)
        table.add_row(
            name, str(scores.questions), *map(_figure, figures), span, *map(_figure, ratios)
        )
    table.caption = "isi: pernyataan pertama memuat jawaban; unit: satuan persis di tempat pertama"
    return table


def _figure(value: float | None) -> str:
    return "–" if value is None else f"{value:.2f}"


def references(
    file: Annotated[Path, typer.Argument(parser=path_of, help="A text, or any file Dalil reads.")],
    act: Annotated[
        str | None,
        typer.Option(help='What "this act" is (uu/2014/23); default: what the text says.'),
    ] = None,
    json: JsonOption = False,
) -> None:
    """List the legal references in a text with what they mean. Exit status 1 if there are none."""
    from functools import partial

    from dalil.ingest.readers.registry import read
    from dalil.ingest.references.find import find_references
    from dalil.ingest.supervisor import guarded_file

    if not file.is_file():
        raise BatchError(Message("batch.no_file", path=file))
    text = guarded_file(file, partial(read, file), recognises=True).text
    found = find_references(text, act=act)
    if json:
        console.as_json([r.to_dict() for r in found])
    else:
        for reference in found:
            means = ", ".join(reference.targets) or "–"
            rest = f"  (tidak terbaca: “{reference.unread}”)" if reference.unread else ""
            said = " ".join(reference.text.split())
            console.out.print(f"{said}  →  {means}{rest}", markup=False)
    if not found:
        raise typer.Exit(console.NOTHING)
