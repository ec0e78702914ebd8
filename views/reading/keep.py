"""What is taken from the part being read: its citation, copied, and the part itself, saved."""

from __future__ import annotations

import streamlit as st

from answer.cite import cite
from index.library import Library
from ingest.model import Document, Passage
from views.copy import copy_button
from views.save import save_button
from views.words import say


def keep(library: Library, document: Document, passage: Passage, language: str) -> None:
    """The buttons under a part: ``passage`` is what was asked for in it, or all of it."""
    citation = cite(document, passage, language=language)
    with st.container(horizontal=True, gap="small", key="reader-keep"):
        copy_button(say("copy_citation"), citation, key="copy-reader")
        save_button(library, document, passage, "", key="reader")
