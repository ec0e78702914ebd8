"""Results as a Word file: each question, what answers it in quotation, its citations as notes."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from dalil.answer.answer import Result
from dalil.answer.citation.cite import Cited
from dalil.answer.citation.work_names import WORDS
from dalil.answer.export.docx import Footnote, Paper, Text
from dalil.answer.export.reflow import flowing
from dalil.answer.export.table import Made
from dalil.answer.statements import Statement
from dalil.index.search.results import Hit
from dalil.ingest.messages import say

_WORDS: Final = {
    "id": ("Jawaban", "Tidak ada jawaban dalam pustaka.", "Bagian lain yang ditemukan"),
    "en": ("Answers", "Nothing in the library answers this.", "Other passages found"),
}
#: Characters of a passage that is not the answer.
_LIMIT: Final = 600


class DocxWriter:
    """Collects results and writes the file when it is closed: notes depend on those before."""

    def __init__(self, path: Path, made: Made) -> None:
        self._path, self._made = path, made
        self._results: list[Result] = []

    def add(self, result: Result) -> None:
        """One more result."""
        self._results.append(result)
        if result.generation:
            self._made = Made(self._made.at, result.generation, result.documents, result.passages)

    def close(self) -> None:
        """Write the file."""
        first = self._results[0] if self._results else None
        language = first.language if first else "id"
        paper = Paper(_WORDS[language][0], first.style if first else "footnote", language)
        for result in self._results:
            _write(paper, result, language)
        paper.write(self._path, self._made)


def _write(paper: Paper, result: Result, language: str) -> None:
    number = f"{result.qid}. " if result.qid is not None else ""
    paper.heading(f"{number}{result.question}", 1)
    _, refused, others = _WORDS[language]
    if result.answer.status != "answered":  # why there is nothing, or that it is not sure
        why = say(result.error or result.answer.reason or refused, result.language)
        paper.add("paragraph", Text(why, italic=True))
    for statement in result.answer.statements:
        lead = f"{' '.join(statement.lead_in.split())} … " if statement.lead_in else ""
        note = _cited(result, statement, language)
        paper.add("quotation", lead, f"“{flowing(statement.text)}”{' …' * statement.goes_on}", note)
    said = {statement.passage_id for statement in result.answer.statements}
    rest = [hit for hit in result.hits if hit.passage.passage_id not in said]
    if rest:
        paper.add("paragraph", Text(others, bold=True))
    for hit in rest:
        paper.add("bullet", _shortened(hit), Cited(hit.document, hit.passage, language=language))
    absent = [one.said for one in result.absent if one.said not in (result.answer.reason or "")]
    for line in (*absent, *result.force_notes(language, marks=False)):
        paper.add("paragraph", line)


def _cited(result: Result, statement: Statement, language: str) -> Cited | Footnote:
    """The statement's own place among the hits; else its citation as it was made."""
    for hit in result.hits:
        for passage in (hit.passage, hit.shown):
            if passage.passage_id == statement.passage_id:
                return Cited(hit.document, passage, statement.page, language)
    return Footnote((Text(statement.citation),))


def _shortened(hit: Hit) -> str:
    text = flowing(hit.passage.text)
    mark = f" {WORDS['id'].digest_short}" if hit.document.digest else ""
    return (text if len(text) <= _LIMIT else f"{text[:_LIMIT].rsplit(' ', 1)[0]} …") + mark
