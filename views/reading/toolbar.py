"""The work on the desk: opened once, kept for all sessions while it is read, and where it is read.

The address of the page is the truth (``?id=uu/2014/23%23pasal-5``), so that back, forward and a
link sent to somebody lead to the same place.
"""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from pathlib import PurePath
from typing import Final, Literal

import streamlit as st

from dalil.answer.citation.work_names import full_name, gazette
from dalil.answer.export.zotero import coins
from dalil.answer.legal_force import act_note
from dalil.index.provisions import wording_of
from dalil.index.store.legal_status import Standing
from dalil.index.store.offers import Offers
from dalil.index.text_in_force import ActText
from dalil.ingest.model import Document, Passage, Status, Tier
from dalil.library import Library
from dalil.views.frame import came_from_elsewhere
from dalil.views.hit_card import badge, safe_link
from dalil.views.html import DAY, SINCE, plain
from dalil.views.reading.in_force import changes, on_day
from dalil.views.reading.links import label, link, name_of, span_of
from dalil.views.reading.work import Opened, TocNode, contents, rows
from dalil.views.words import say

_KEPT: Final = "reader_kept"
#: Ids are shorter; what is longer was not made by this app.
_LONGEST: Final = 600


@dataclass(frozen=True, slots=True)
class Destination:
    """What an address leads to: a work, the passage asked for (None: its beginning).

    ``missing`` is the asked id where only something around it is here; ``worded`` where another
    act words the provision that was asked for. ``standing`` is what is known of the act on the
    day on which it is read; None for the work as stored.
    """

    opened: Opened
    passage: Passage | None
    missing: str = ""
    worded: bool = False
    standing: ActText | None = None


def asked() -> str:
    """The id in the address; on coming back from another page, what was read before, on its day."""
    target = (st.query_params.get("id") or "")[:_LONGEST]
    if not target and came_from_elsewhere():
        for name, value in st.session_state.get(_KEPT, {}).items():
            st.query_params[name] = value
        target = st.query_params.get("id") or ""
    kept = {"id": target, **{name: st.query_params.get(name) or "" for name in (DAY, SINCE)}}
    st.session_state[_KEPT] = {name: value for name, value in kept.items() if value}
    return target


def go(target: str) -> None:
    """Lead to this id ("": to the choice of a work). For callbacks of widgets."""
    if target:
        st.query_params["id"] = target
    else:
        st.query_params.pop("id", None)


def place(library: Library, target: str, day: str = "") -> Destination | None:
    """What this id leads to, on the day that the address names (`in_force.day_of`; "": as stored).

    None where its work is not in the library.
    """
    document_id, _, locator = target.partition("#")
    opened = work(library, document_id)
    if opened is None:
        return None
    standing = None
    if day and changes(library, opened):
        opened, standing = on_day(library, opened, day)
    if not locator:
        return Destination(opened, None, standing=standing)
    if (passage := opened.by_id.get(target)) is not None:
        return Destination(opened, passage, standing=standing)
    if standing is None and (worded := wording_of(library.catalog, target)):
        other = work(library, worded[0].document_id)
        if other is not None and (found := other.by_id.get(worded[0].passage_id)):
            return Destination(other, found, target, worded=True)
    around = locator.rpartition("/")[0]
    while around and f"{document_id}#{around}" not in opened.by_id:
        around = around.rpartition("/")[0]
    nearest = opened.by_id.get(f"{document_id}#{around}")
    return Destination(opened, nearest, target, standing=standing)


def work(library: Library, document_id: str) -> Opened | None:
    """The opened work as it is in the library now, or None."""
    version = library.catalog.version(document_id)
    if version is None:
        return None
    opened: Opened | None = _opened(str(library.folder), document_id, version, library)
    return opened


@st.cache_resource(max_entries=12, show_spinner=False)  # type: ignore[untyped-decorator]
def _opened(folder: str, document_id: str, version: str, _library: Library) -> Opened | None:
    """Kept for a dozen works; a work that changes is opened anew, since its version does."""
    document = _library.catalog.document(document_id)
    if document is None:
        return None
    return Opened(document, tuple(_library.catalog.passages(document_id)))


# The head of an opened work: its full name, its standing, where it is published and comes from.


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
    said = [*([noted] if noted else []), *_second_opinions(library, fresh.id)]
    st.html(
        coins(fresh) + f'<h1 class="dalil-work">{plain(full_name(fresh, language))}</h1>'
        f'<div class="dalil-head">{badges}</div>'
        + "".join(f'<p class="dalil-meta dalil-force">{plain(one)}</p>' for one in said)
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


# The table of contents as HTML: the headings, and what stands under the one being read.

_DEEPEST = 4


def index_html(opened: Opened, here: int, language: Literal["id", "en"]) -> str:
    """The list, with the part ``here`` marked as the current one."""
    made = []
    for depth, row in rows(contents(opened), here):
        if isinstance(row, TocNode):
            said = _node(opened, row, language)
        else:
            part = opened.parts[row]
            said = link(
                part.passage_id,
                label(part, language, say("page"), brief=True),
                language,
                current=row == here,
                day=opened.day,
            )
        made.append(f'<li class="dalil-d{min(depth, _DEEPEST)}">{said}</li>')
    title = plain(say("reader_contents"))
    return (
        f'<nav class="dalil-index" aria-label="{title}"><h2>{title}</h2>'
        f'<ul class="dalil-rows">{"".join(made)}</ul></nav>'
    )


def _node(opened: Opened, node: TocNode, language: Literal["id", "en"]) -> str:
    title = say(f"reader_{node.group}") if node.group not in ("", "letter") else node.title
    span = span_of(opened, node, language)
    beside = f' <span class="dalil-span">{plain(span)}</span>' if span else ""
    return link(opened.parts[node.first].passage_id, title, language, day=opened.day) + beside


def draw_index(opened: Opened, here: int, language: Literal["id", "en"]) -> None:
    """Draw it in a box of its own that scrolls."""
    with st.container(key="reader-index"):
        st.html(index_html(opened, here, language))


def _second_opinions(library: Library, document_id: str) -> list[str]:
    """What the catalogues of sources say of an act's force; they may be wrong, as we may."""
    return [
        say("status_by_source", source=source.said, status=offer.status)
        for offer, source in Offers(library.catalog).said_of(document_id)
    ]
