"""New for me: what came of the acts and questions one follows, and of what one saved."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from functools import partial
from html import escape
from typing import Any, Final

import streamlit as st

from dalil.answer.export.news import APP, FORMATS, MEDIA_TYPES, details, export_news
from dalil.answer.news import News, Told, follow, name, news
from dalil.index.query.analyzer import language_of
from dalil.index.store.followed import Followed, Following
from dalil.index.store.undo import UndoStep
from dalil.ingest.errors import DalilError
from dalil.ingest.messages import message_of
from dalil.library import Library
from dalil.views import session, user
from dalil.views.components import copy_button, notice
from dalil.views.following import COUNTED, FAILED
from dalil.views.frame import language
from dalil.views.hit_card import badge
from dalil.views.html import marked, plain, reader_address
from dalil.views.words import heard, say

_UNDONE: Final = "news_undone"
_COUNTED_AGAIN: Final = "news_counted_again"
_TYPED: Final = "news_typed"
#: Things on one page.
_PAGE: Final = 20
#: The colour of each kind: that of what it does to the norm.
_BADGES: Final = {
    "amended": "amended", "reworded": "amended", "partly_repealed": "partly_repealed",
    "repealed": "repealed", "ruled": "repealed", "cited": "referenced", "found": "referenced",
    "arrived": "in_force",
}  # fmt: skip
_NAMES: Final = {".md": "Markdown", ".csv": "CSV", ".atom": "Atom"}


def page() -> None:
    """Draw the page."""
    st.title(say("news_title"), anchor=False)
    st.html(f'<p class="dalil-lead">{plain(say("news_lead"))}</p>')
    library = session.readable()
    if library is None:
        return
    if user.is_passing():
        st.caption(say("passing"))
    if failed := st.session_state.pop(FAILED, ""):
        notice("warning", say("news_failed"), heard(failed))
    step: UndoStep | None = st.session_state.pop(_UNDONE, None)
    if step is not None:
        notice("success", f"{say('taken_back')} {say(f'undo_{step.name}')}", f"“{step.subject}”")
    try:
        with st.spinner(say("news_looking")):
            found = news(library, language=language(), owner=user.owner())
    except (DalilError, sqlite3.Error) as error:
        session.explain(error)
        return
    again = st.session_state.pop(_COUNTED_AGAIN, False)
    told = failed or step is not None  # it is told once
    if st.session_state.get(COUNTED, found.unread) != found.unread and not (again or told):
        # Questions were asked after the page got its name: with the number that stands on it.
        st.session_state[_COUNTED_AGAIN] = True
        st.rerun()
    if not found.items:
        _nothing(found)
    else:
        _news(library, found)
    _followed(library, found)


def _following(library: Library) -> Following:
    return Following(library.catalog, user.owner())


def _nothing(found: News) -> None:
    if found.followed or found.saved:
        notice("info", say("news_none"), say("news_none_do"))
    else:
        notice("info", say("news_start"), say("news_start_do"))


def _news(library: Library, found: News) -> None:
    with st.container(horizontal=True, vertical_alignment="center", key="dalil-news-tools"):
        st.html(f'<p class="dalil-meta">{plain(say("news_unread", count=found.unread))}</p>')
        st.button(
            say("news_read_all"), key="news-read-all", icon=":material/done_all:",
            disabled=not found.unread, on_click=_try,
            args=(partial(_following(library).mark_read),),
        )  # fmt: skip
        only = st.toggle(say("news_only_unread"), key="news-only-unread")
    _undo(library)
    shown = [told for told in found.items if not (only and told.item.read)]
    if not shown:
        st.html(f'<p class="dalil-meta">{plain(say("news_all_read"))}</p>')
    pages = -(-len(shown) // _PAGE)
    at = st.pagination(pages, key=f"news-page-{pages}") if pages > 1 else 1
    for told in shown[(at - 1) * _PAGE : at * _PAGE]:
        _card(library, told)
    _files(found)


def _card(library: Library, told: Told) -> None:
    item, spoken = told.item, language()
    with st.container(border=True, key=f"news-{item.id}"):
        new = "" if item.read else badge("digest", say("news_new"))
        kind = badge(_BADGES[item.kind], say(f"news_{item.kind}"))
        quote = ""
        if told.text:
            quote = (
                f'<p class="dalil-text dalil-small" lang="{language_of(told.text)}">'
                f"{marked(told.text)}</p>"
            )
        st.html(
            f'<div class="dalil-head"><h3 class="dalil-place">{plain(told.said)}</h3>{kind}{new}'
            f'</div><p class="dalil-meta">{plain(" · ".join(details(told, spoken)))}</p>{quote}'
            + (f'<p class="dalil-cite">{plain(told.citation)}</p>' if told.citation else "")
        )
        with st.container(
            horizontal=True, vertical_alignment="center", gap="small", key=f"do-news-{item.id}"
        ):
            if told.opens:
                href = escape(reader_address(told.opens, spoken))
                st.html(f'<a class="dalil-go" href="{href}">{plain(say("news_open"))}</a>')
            if told.citation:
                copy_button(
                    say("copy_citation"), told.citation, key=f"copy-news-{item.id}",
                    name=f"{say('copy_citation')}: {told.source}",
                )  # fmt: skip
            if item.kind == "found":
                st.page_link(
                    "views/ask.py", label=say("ask_again"), icon=":material/search:",
                    query_params={"q": item.subject},
                )  # fmt: skip
            st.button(
                say("news_mark_unread" if item.read else "news_mark_read"),
                key=f"news-read-{item.id}", type="tertiary",
                icon=":material/mark_email_unread:" if item.read else ":material/done:",
                on_click=_try,
                args=(partial(_following(library).mark_read, [item.id], read=not item.read),),
            )  # fmt: skip


def _files(found: News) -> None:
    with st.container(horizontal=True, vertical_alignment="center", key="dalil-download-news"):
        for suffix in FORMATS:
            st.download_button(
                _NAMES[suffix], partial(export_news, found, suffix, _base()), f"baru{suffix}",
                MEDIA_TYPES[suffix], key=f"news-file{suffix}", on_click="ignore",
                icon=":material/rss_feed:" if suffix == ".atom" else ":material/download:",
            )  # fmt: skip
    st.caption(say("news_files_note"))


def _base() -> str:
    """Where the app stands, for the links of a feed."""
    here = st.context.url
    return here.partition("?")[0].rpartition("/")[0] + "/" if isinstance(here, str) else APP


def _undo(library: Library) -> None:
    following = _following(library)
    step = following.undoable()
    if step is None:
        return
    with st.container(horizontal=True, vertical_alignment="center", key="dalil-undo"):
        st.button(
            f"{say('take_back')} {say(f'undo_{step.name}')}", key="news-undo", type="tertiary",
            icon=":material/undo:", on_click=_take_back, args=(following, step),
        )  # fmt: skip
        st.html(f'<p class="dalil-meta">“{plain(step.subject)}”</p>')


def _take_back(following: Following, step: UndoStep) -> None:
    def act() -> None:
        st.session_state[_UNDONE] = following.take_back(step)
        if st.session_state[_UNDONE] is None:
            st.session_state[FAILED] = say("undo_other")

    _try(act)


def _try(act: Callable[[], Any]) -> bool:
    """Do it; what goes wrong is told on the page."""
    try:
        act()
    except (DalilError, sqlite3.Error) as error:
        st.session_state[FAILED] = message_of(error)
        return False
    return True


# What is followed


def _followed(library: Library, found: News) -> None:
    st.header(say("news_followed", count=len(found.followed)), anchor=False)
    with (
        st.form("news-follow", border=False, clear_on_submit=False),
        st.container(horizontal=True, vertical_alignment="bottom", key="news-follow-row"),
    ):
        st.text_input(say("news_follow_box"), key=_TYPED, placeholder=say("news_follow_hint"))
        st.form_submit_button(
            say("follow"), type="primary", on_click=_submit, args=(library, False)
        )
        st.form_submit_button(say("news_follow_question"), on_click=_submit, args=(library, True))
    if not found.items:
        _undo(library)
    for one in found.followed:
        _row(library, one)
    if found.saved:
        st.caption(say("news_saved_too", count=found.saved))


def _submit(library: Library, question: bool) -> None:
    typed = (st.session_state.get(_TYPED) or "").strip()
    if typed and _try(lambda: follow(library, typed, question, owner=user.owner())):
        st.session_state[_TYPED] = ""


def _row(library: Library, one: Followed) -> None:
    question = one.kind == "question"
    with st.container(horizontal=True, vertical_alignment="center", key=f"followed-{one.id}"):
        if question:
            st.html(
                f'<p class="dalil-past">“{plain(one.subject)}”</p>'
                f'<p class="dalil-meta">{plain(say("news_question"))}</p>'
            )
            st.page_link(
                "views/ask.py", label=say("ask_again"), icon=":material/search:",
                query_params={"q": one.subject, **one.settings},
            )  # fmt: skip
        else:
            said = plain(name(library.catalog, one.subject, language()))
            if library.catalog.held([one.subject]):
                href = escape(reader_address(one.subject, language()))
                said = f'<a class="dalil-go" href="{href}">{said}</a>'
                where = say("news_work")
            else:
                where = say("news_not_held")
            st.html(f'<p class="dalil-past">{said}</p><p class="dalil-meta">{plain(where)}</p>')
        st.button(
            say("unfollow"), key=f"unfollow-{one.id}", type="tertiary",
            icon=":material/notifications_off:", on_click=_try,
            args=(partial(_following(library).unfollow, one.id),),
        )  # fmt: skip


if __name__ == "__main__":
    page()
