"""A collection as Markdown with footnotes (``[^1]``, as pandoc and GitHub read them)."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from answer.bibliography import bibliography_runs
from answer.cell import markdown_cell, markdown_quote
from answer.collected.collect import Collected
from answer.collected.words import remark, word
from answer.writer import about


def write(collected: Collected, path: Path) -> None:
    """Write the file."""
    path.write_text("\n".join(_lines(collected)).rstrip() + "\n", encoding="utf-8", newline="\n")


def _lines(collected: Collected) -> Iterable[str]:
    language = collected.language
    yield f"# {markdown_cell(collected.name)}\n"
    for label, value in about(collected.made):
        yield f"- {label}: {markdown_cell(value)}"
    yield ""
    if not collected.held:
        yield word("empty", language)
        return
    question = ""
    for number, held in enumerate(collected.held, 1):
        if held.saved.question and held.saved.question != question:
            yield f"## {markdown_cell(held.saved.question)}\n"
        question = held.saved.question
        yield f"{_quoted(f'{held.lead}“{held.words}”')}[^{number}]\n"
        if said := remark(held, collected):
            yield f"*\\[{markdown_cell(said)}\\]*\n"
        if held.saved.note.strip():
            lines = "\\\n".join(map(markdown_cell, held.saved.note.strip().splitlines()))
            yield f"**{word('note', language)}:** {lines}\n"
    for number, note in enumerate(collected.notes, 1):
        yield f"[^{number}]: {_runs(note)}"
    yield f"\n## {word('bibliography', language)}"
    for group, entries in bibliography_runs(collected.documents, collected.style, language):
        yield f"\n### {markdown_cell(group)}\n"
        yield from (f"- {_runs(entry)}" for entry in entries)


def _quoted(text: str) -> str:
    """A block quotation whose lines stay lines."""
    return "\\\n".join(markdown_quote(line) for line in text.splitlines() or [""])


def _runs(runs: Iterable[tuple[str, bool]]) -> str:
    """Runs of (text, italic) on one line; a run's spaces stand outside its asterisks."""
    said = []
    for text, italic in runs:
        inside = markdown_cell(text)
        before = " " if text[:1].isspace() else ""
        after = " " if inside and text[-1:].isspace() else ""
        said.append(f"{before}{f'*{inside}*' if italic and inside else inside}{after}")
    return "".join(said).strip()
