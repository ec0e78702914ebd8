"""What a list of questions gave: how many were answered, a preview, files."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import streamlit as st

from answer.result import Result
from views.answering import Answering
from views.download import downloads
from views.notice import notice
from views.words import heard, say

_PREVIEW: Final = 200


def answered(work: Answering) -> None:
    """Draw what is done of this work."""
    counts = work.counts()
    whole = not work.left and not counts["failed"]
    notice("success" if whole else "warning", say("questions_done", None, **counts))
    if work.results:
        _preview(work.results)
        downloads(work.results, "dalil-banyak", "questions")


def _preview(results: Sequence[Result]) -> None:
    st.subheader(say("questions_preview"), anchor=False)
    rows = [
        {
            "question": result.question,
            "result": say(f"questions_{'failed' if result.error else result.answer.status}"),
            "statement": _first(result),
            "citation": result.citation(result.hits[0]) if result.hits else "",
        }
        for result in results[:_PREVIEW]
    ]
    st.dataframe(
        rows,
        column_config={
            "question": st.column_config.TextColumn(say("col_question"), width="medium"),
            "result": st.column_config.TextColumn(say("col_result"), width="small"),
            "statement": st.column_config.TextColumn(say("col_statement"), width="large"),
            "citation": st.column_config.TextColumn(say("col_citation"), width="large"),
        },
        hide_index=True,
        key="questions_table",
        alt=say("questions_preview"),
    )


def _first(result: Result) -> str:
    if result.answer.statements:
        return result.answer.statements[0].text
    return heard(result.error or result.answer.reason or "")
