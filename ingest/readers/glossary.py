"""Dictionaries and glossaries: rows of term and meaning become entries with their spans.

Columns are known by name, in Indonesian or English. Question-and-answer rows (instruction,
context, response) are glossaries too: the term is what the instruction quotes; where the
response is that term, the context is its meaning, otherwise the response is.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

from dalil.ingest.errors import UnreadableSource
from dalil.ingest.messages import Message
from dalil.ingest.model import Entry, SourceText
from dalil.ingest.readers.tabular import Rows, first_of
from dalil.ingest.readers.text import clean_line

_TERM: Final = ("istilah", "term", "kata", "lema", "lemma", "entry", "entri", "headword")
_MEANING: Final = (
    "arti", "meaning", "makna", "definisi", "definition", "pengertian", "penjelasan", "uraian",
)  # fmt: skip
_ENGLISH: Final = (
    "english", "inggris", "bahasa inggris", "term_en", "english term", "istilah_en",
    "istilah inggris", "en",
)  # fmt: skip
_MEANING_EN: Final = ("meaning_en", "definition_en", "arti_en", "arti inggris", "english meaning")
_CONTEXT: Final = ("konteks", "context", "bidang", "field", "kategori", "category")
_SOURCE: Final = ("sumber", "source", "rujukan", "dasar hukum", "reference")
#: A quoted part; an apostrophe inside a word ("c'est", "Ta'zir") does not end it.
_QUOTED: Final = re.compile(
    r"""(?<!\w)(?:'((?:[^']|(?<=\w)'(?=\w))+)'|"([^"]+)"|“([^”]+)”|‘((?:[^’]|(?<=\w)’(?=\w))+)’)(?!\w)"""
)

#: A row is a question-and-answer row if it has these.
_ASKED: Final = frozenset({"instruction", "response"})

#: Rows without a term or meaning are named one by one up to here, then counted.
_NAMED_WARNINGS: Final = 20


def glossary_of(rows: Rows, name: str) -> SourceText:
    """Rows as a text of one paragraph an entry ("Term (English) — meaning"), with entries.

    An English meaning is a second line of the paragraph.
    """
    paragraphs: list[str] = []
    entries: list[Entry] = []
    problems: list[str] = []
    offset = 0
    for number, row in rows.rows:
        found = _entry(row)
        if isinstance(found, str):
            problems.append(Message("source.entry_lacks", number=number, problem=found))
            continue
        term, english, meaning, context = found
        shown = f"{term} ({english})" if english and english.lower() != term.lower() else term
        paragraph = f"{shown} — {meaning}"
        if in_english := first_of(row, _MEANING_EN):
            # so that an English question meets English words
            paragraph += f"\n{english or term}: {in_english}"
        entries.append(Entry(term, meaning, offset, offset + len(paragraph), context))
        paragraphs.append(paragraph)
        offset += len(paragraph) + 2
    if not entries:
        raise UnreadableSource(Message("source.no_terms", name=name))
    if len(problems) > _NAMED_WARNINGS:
        more = len(problems) - _NAMED_WARNINGS
        problems = [*problems[:_NAMED_WARNINGS], f"dan {more} baris lain tidak dapat dibaca"]
    return SourceText(
        text="\n\n".join(paragraphs),
        entries=tuple(entries),
        warnings=(*rows.warnings, *problems),
        reader="glossary",
    )


def _entry(row: Mapping[str, str]) -> tuple[str, str, str, str] | str:
    """Term, English term, meaning and context; or what is missing."""
    if row.keys() >= _ASKED:
        return _asked_entry(row)
    term, meaning = first_of(row, _TERM), first_of(row, _MEANING)
    english = first_of(row, _ENGLISH)
    if not term:
        return Message("source.no_term")
    if not meaning:
        return Message("source.no_meaning", term=term)
    context = "; ".join(filter(None, (first_of(row, _CONTEXT), first_of(row, _SOURCE))))
    return term, english, meaning, context


def _asked_entry(row: Mapping[str, str]) -> tuple[str, str, str, str] | str:
    instruction = clean_line(row.get("instruction", ""))
    context = clean_line(row.get("context", "") or row.get("input", ""))
    response = clean_line(row.get("response", ""))
    quoted = _QUOTED.findall(instruction)
    term = clean_line(next((part for part in quoted[0] if part), "")) if quoted else ""
    if response and context and _answers_with_term(response, term, context, instruction):
        return response, "", context, ""
    if not term:
        return Message("source.no_term_quoted")
    if not response:
        return Message("source.no_meaning", term=term)
    return term, "", response, context


def _answers_with_term(response: str, term: str, context: str, instruction: str) -> bool:
    """Whether the response is the term itself, and so the context the meaning."""
    said = response.rstrip(".").lower()
    if said == term.lower():
        return True
    longer = len(context) > 2 * len(response)
    named = said in instruction.lower() or (
        # "the state budget plan (APBN)": described, not quoted, and answered by its name
        not term and len(response.split()) <= 8 and not response.endswith(".")
    )
    return longer and named
