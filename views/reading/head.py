"""The head of an opened work: its full name, its standing, where it is published and comes from."""

from __future__ import annotations

from html import escape
from pathlib import PurePath
from typing import Literal

import streamlit as st

from answer.force import act_note
from answer.name import full_name, gazette
from index.library import Library
from index.status import Standing
from ingest.model import Document, Status, Tier
from views.card import badge, safe_link
from views.mark import plain
from views.reading.links import link, name_of
from views.words import say


def head(library: Library, document: Document, language: Literal["id", "en"]) -> None:
    """Draw it."""
    # A status may have changed since the work was opened: another act came in.
    fresh = library.catalog.document(document.id, with_text=False) or document
    badges = ""
    act = library.catalog.act_standing(fresh.id)
    if act.status is not Status.UNKNOWN:
        badges += standing_html((act.status, act.reason), language)
    if fresh.digest:
        badges += badge("digest", say("digest"))
    noted = act_note(fresh, act, language)
    if not noted and fresh.tier is Tier.PRIMARY:  # once, for all of the work's provisions
        noted = say("status_unknown_work")
    rows = [plain(said) for said in (gazette(fresh, language), ", ".join(fresh.authors)) if said]
    rows.append(f"{say('source')}: {plain(PurePath(fresh.source).name)}")
    if address := safe_link(fresh.url):
        rows.append(
            f'<a href="{escape(address)}" target="_blank" rel="noopener noreferrer">'
            f"{say('official')}</a>"
        )
    st.html(
        f'<h1 class="dalil-work">{plain(full_name(fresh, language))}</h1>'
        f'<div class="dalil-head">{badges}</div>'
        + (f'<p class="dalil-meta dalil-force">{plain(noted)}</p>' if noted else "")
        + f'<p class="dalil-meta">{" · ".join(rows)}</p>'
    )


def standing_html(standing: Standing, language: Literal["id", "en"]) -> str:
    """A status as a badge, with a link to the provision that says so."""
    status, reason = standing
    said = badge(status.value, say(f"status_{status.value}"))
    if reason is None:
        return said
    return (
        f'{said}<span class="dalil-meta">{link(reason, name_of(reason, language), language)}</span>'
    )
