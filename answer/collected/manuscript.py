"""A collection as a Word file: quotations with real footnotes, notes, the daftar pustaka."""

from __future__ import annotations

from pathlib import Path

from answer.collected.collect import Collected
from answer.collected.words import remark, word
from answer.word.paper import Paper
from answer.word.run import Text


def write(collected: Collected, path: Path) -> None:
    """Write the file."""
    paper = Paper(collected.name, collected.style, collected.language)
    if not collected.held:
        paper.add("paragraph", word("empty", collected.language))
    question = ""
    for held, cited in zip(collected.held, collected.cited, strict=True):
        if held.saved.question and held.saved.question != question:
            paper.heading(" ".join(held.saved.question.split()), 2)
        question = held.saved.question
        paper.add("quotation", held.lead, f"“{held.words}”", cited)
        if said := remark(held, collected):
            paper.add("quotation", Text(f"[{said}]", italic=True, marked=True))
        if held.saved.note.strip():
            label = Text(f"{word('note', collected.language)}: ", bold=True)
            paper.add("paragraph", label, held.saved.note)
    paper.write(path, collected.made)
