"""Where the words of a provision come from: each wording it had, its day, and what gave it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

import streamlit as st

from dalil.answer.court_rulings import day_words
from dalil.index.text_in_force import Event
from dalil.ingest.errors import NotInLibrary
from dalil.ingest.locator import Locator
from dalil.library import Library
from dalil.views.html import plain
from dalil.views.reading import relations as kin
from dalil.views.reading.compare import changed_words, marked_words
from dalil.views.reading.in_force import OnDay
from dalil.views.reading.links import link, name_of
from dalil.views.reading.work import Opened
from dalil.views.words import say

Language = Literal["id", "en"]


def has_history(library: Library, opened: Opened, identity: str) -> bool:
    """Whether anything is known to have changed a provision, or a part of it."""
    if isinstance(opened, OnDay):
        own = opened.provisions.get(identity)
        # of a provision in which something changed a note says so
        if own is not None and (own.state != "original" or own.notes):
            return True
    act, _, locator = identity.partition("#")
    return any(
        relation.kind in {"amends", "inserts", "deletes", "repeals"}
        for relation in kin.of_pasal(library.catalog, act, Locator.parse(locator))
    )


@st.fragment  # type: ignore[untyped-decorator]
def provenance(library: Library, identity: str, language: Language) -> None:
    """A small control that opens the history of a provision; nothing is read before."""
    with st.container(key="reader-history"):
        box = st.expander(
            say("history"), icon=":material/history:", key=f"history-{identity}", type="compact",
            on_change="rerun",
        )  # fmt: skip
        if not box.open:
            return
        with box:
            st.html(history_html(library, identity, language))


def history_html(library: Library, identity: str, language: Language) -> str:
    """The wordings of a provision, the oldest first, and apart those of its parts that changed."""
    act = identity.partition("#")[0]
    made = []
    for unit in changed_units(library.history(act).changes, identity):
        try:
            events = library.history(unit).changes
        except NotInLibrary:
            continue
        name = Locator.parse(unit.partition("#")[2]).label(language)
        items = "".join(_events(unit, events, language))
        made.append(f'<h3>{plain(name)}</h3><ul class="dalil-history">{items}</ul>')
    if not made:
        return f'<p class="dalil-meta">{plain(say("history_none"))}</p>'
    return f'<div class="dalil-histories">{"".join(made)}</div>'


def changed_units(changes: Sequence[Event], identity: str) -> list[str]:
    """The units of a provision, or it itself, to which something was done, each outermost."""
    done: dict[str, set[tuple[str | None, str | None]]] = {}
    for event in changes:
        if event.id == identity or event.id.startswith(f"{identity}/"):
            done.setdefault(event.id, set()).add((event.date, event.source))
    shown = []
    for unit, deeds in done.items():
        above = set[tuple[str | None, str | None]]()
        around = unit
        while "/" in around.partition("#")[2]:
            around = around.rpartition("/")[0]
            above |= done.get(around, set())
        if deeds - above:
            shown.append(unit)
    return shown


def _events(unit: str, events: Sequence[Event], language: Language) -> list[str]:
    made = []
    before = ""
    last: tuple[str, str | None] | None = None
    for event in events:
        day = day_words(event.date, language)
        said = plain(day or say("history_unknown_day"))
        if event.date and day:
            said = link(unit, day, language, day=event.date)
        inside = last == (event.state, event.source)
        said += f" · {plain(say('history_inside' if inside else f'force_{event.state}', language))}"
        if event.source and not inside:
            by = link(event.source, name_of(event.source, language), language)
            said += f" {plain(say('force_by', language))} {by}"
        new = changed_words(before, event.text)[1] if before and event.text else ()
        text = marked_words(event.text, new, "ins") if event.text else ""
        made.append(f'<li class="dalil-wording"><p class="dalil-meta">{said}</p>{text}</li>')
        before, last = event.text or before, (event.state, event.source)
    return made
