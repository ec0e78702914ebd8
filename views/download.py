"""Results as files to take away."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Final

import streamlit as st

from answer.export import export_bytes
from answer.result import Result
from views.words import say

#: Suffix, what the button says, MIME type.
FORMATS: Final = (
    (".csv", "CSV", "text/csv"),
    (".xlsx", "XLSX", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    (
        ".docx",
        "Word",
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ),
    (".jsonl", "JSONL", "application/x-ndjson"),
    (".md", "Markdown", "text/markdown"),
    (".bib", "BibTeX", "application/x-bibtex"),
    (".ris", "RIS", "application/x-research-info-systems"),
    (".json", "CSL-JSON", "application/vnd.citationstyles.csl+json"),
)


def downloads(results: Result | Sequence[Result], name: str = "dalil", key: str = "ask") -> None:
    """A row of buttons, one a format; a file is made when its button is pressed."""
    listed = [results] if isinstance(results, Result) else list(results)
    st.subheader(say("download"), anchor=False)
    with st.container(horizontal=True, key=f"dalil-download-{key}"):
        for suffix, label, mime in FORMATS:
            st.download_button(
                label,
                data=partial(export_bytes, listed, suffix),
                file_name=f"{name}{suffix}",
                mime=mime,
                key=f"download-{key}{suffix}",
                on_click="ignore",
                icon=":material/download:",
            )
    st.caption(say("download_note"))
