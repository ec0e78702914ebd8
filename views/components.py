"""A button that puts a text, or the page's address, on the clipboard, and says so.

Streamlit has no such button (that of ``st.code`` speaks English and copies what it shows). The
text never becomes markup: it is data to the button, and only goes to the clipboard.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache, partial
from html import escape
from pathlib import Path
from typing import Final, Literal

import streamlit as st

from dalil.answer.answer import Result
from dalil.answer.citation.csl_style import STYLES, own_styles
from dalil.answer.claims.review import Review
from dalil.answer.claims.table import Ticked, default_ticks
from dalil.answer.export.formats import MEDIA_TYPES, export_bytes
from dalil.ingest.messages import Language
from dalil.views.html import plain, seen
from dalil.views.words import WORDS, say

_HTML: Final = """
<button type="button"><svg viewBox="0 0 24 24" width="16" height="16" fill="none"
stroke="currentColor" stroke-width="2" aria-hidden="true" focusable="false">
<rect x="9" y="9" width="11" height="11" rx="2"/><path d="M5 15V6a2 2 0 0 1 2-2h9"/></svg>
<span class="label"></span></button><span class="said" role="status"></span>
"""
_CSS: Final = Path(__file__).with_name("copy_button.css")
_JS: Final = Path(__file__).with_name("copy_button.js")


@cache
def _text(file: Path) -> str:
    return file.read_text(encoding="utf-8")


def copy_button(label: str, text: str | None, key: str, name: str | None = None) -> None:
    """A button ``label`` that copies ``text``; None: the address of the page.

    ``name`` is what a screen reader says instead of the label; it should begin with it. What is
    copied is what is shown: characters that hide or turn text are replaced.
    """
    button = st.components.v2.component("dalil_copy", html=_HTML, css=_text(_CSS), js=_text(_JS))
    data = {
        "label": label,
        "name": name or label,
        "text": None if text is None else seen(text),
        "done": say("copied"),
        "failed": say("copy_failed"),
    }
    button(data=data, key=key, width="content")


# Results as files to take away.

#: Suffix, what the button says, media type.
FORMATS: Final = tuple(
    (suffix, label, MEDIA_TYPES[suffix])
    for suffix, label in (
        (".csv", "CSV"), (".xlsx", "XLSX"), (".docx", "Word"), (".jsonl", "JSONL"),
        (".md", "Markdown"), (".bib", "BibTeX"), (".ris", "RIS"), (".json", "CSL-JSON"),
    )
)  # fmt: skip


def downloads(
    results: Result | Sequence[Result],
    name: str = "dalil",
    key: str = "ask",
    then: Callable[[Callable[[], bytes]], None] | None = None,
) -> None:
    """A row of buttons, one a format; a file is made when its button is pressed.

    ``then`` draws what else stands in the row; it gets what makes the RIS file.
    """
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
        if then is not None:
            then(partial(export_bytes, listed, ".ris"))
    st.caption(say("download_note"))


# Messages to the person, as text that is only text: no Markdown reads what they quote.

Mood = Literal["info", "warning", "error", "success"]

_CODE: Final = re.compile(r"`([^`]+)`")


def notice(mood: Mood, title: str, *lines: str) -> None:
    """A box with a title and lines under it; `…` in a line becomes code."""
    role = "alert" if mood == "error" else "status"
    said = "".join(f"<p>{_with_code(line)}</p>" for line in lines if line)
    st.html(
        f'<div class="dalil-notice dalil-{mood}" role="{role}">'
        f"<strong>{plain(title)}</strong>{said}</div>"
    )


def lines(items: list[str], css: str = "dalil-lines") -> None:
    """A plain list of texts."""
    st.html(
        f'<ul class="{escape(css)}">' + "".join(f"<li>{plain(i)}</li>" for i in items) + "</ul>"
    )


def _with_code(line: str) -> str:
    return _CODE.sub(r"<code>\1</code>", plain(line))


# The style of citations as a widget, under the name that students know it by.


def styles() -> list[str]:
    """Names of the styles that can be chosen here: ours, and those in the user's folder.

    A page takes no other: `answer.citation.cite` also reads a style from a path, and a link must
    not name files of the machine that serves the page.
    """
    return [*STYLES, *(name for name in own_styles() if name not in STYLES)]


def style_chooser(key: str = "style") -> None:
    """A list of all `styles`; the choice is in ``st.session_state[key]``."""
    offered = styles()
    # Named before they are drawn: what the widget calls later does not know the language.
    names = {style: say("style_is", name=style_name(style)) for style in offered}
    st.selectbox(
        say("style"),
        offered,
        format_func=names.__getitem__,
        key=key,
        label_visibility="collapsed",
        width=210,
    )


def style_name(style: str) -> str:
    """What a style is called; its own name where no text calls it otherwise."""
    key = f"style_{style.replace('-', '_')}"
    return say(key) if key in WORDS["id"] else style


# How to ask, at the question box: what may stand in a question, each with an example to press.

#: Keys of what may stand in a question: ``syntax_<key>`` says what it does, ``syntax_<key>_eg``
#: is an example.
SIGNS: Final = ("plain", "reference", "phrase", "without", "both", "near", "kind", "year", "tier")
_PLACE: Final = re.compile(r"\b(?:karakter ke-|character )(\d+)")
#: Characters of the question that are shown around the place of a mistake.
_AROUND: Final = 40


def syntax_help() -> None:
    """An expander with every sign; an example is asked when it is pressed."""
    with st.expander(say("syntax"), icon=":material/help:", key="syntax", type="compact"):
        st.html(f'<p class="dalil-meta">{plain(say("syntax_lead"))}</p>')
        with st.container(key="dalil-syntax", gap="xsmall"):
            for sign in SIGNS:
                example = say(f"syntax_{sign}_eg")
                with st.container(horizontal=True, vertical_alignment="center", gap="small"):
                    st.button(
                        _literal(example), key=f"syntax-{sign}", on_click=_take, args=(example,)
                    )
                    st.html(f'<p class="dalil-meta">{plain(say(f"syntax_{sign}"))}</p>')


def _take(question: str) -> None:
    st.session_state["q"] = question


def _literal(text: str) -> str:
    """As a label that Markdown leaves as it is; the examples are ours, but have signs in them."""
    return re.sub(r"([\\`*_{}\[\]()#+!|~<>:$-])", r"\\\1", text)


def mistake(question: str, message: str) -> str:
    """The place of a mistake in a question as HTML, where the message names one; else ""."""
    found = _PLACE.search(message)
    at = int(found[1]) - 1 if found else -1
    if not 0 <= at < len(question):
        return ""
    start, end = max(0, at - _AROUND), min(len(question), at + _AROUND)
    before, wrong, after = question[start:at], question[at], question[at + 1 : end]
    return (
        '<p class="dalil-mistake"><code>'
        + ("… " if start else "")
        + f'{plain_kept(before)}<mark class="dalil-wrong">{plain_kept(wrong)}</mark>'
        + plain_kept(after)
        + (" …" if end < len(question) else "")
        + "</code></p>"
    )


def plain_kept(text: str) -> str:
    """The text as HTML with the spaces at its ends."""
    inner = plain(text)
    left = " " if text[:1].isspace() else ""
    right = " " if text[-1:].isspace() and text.strip() else ""
    return f"{left}{inner}{right}"


# What a person has ticked and noted, claim by claim: it outlives the widgets that show it.
#
# Streamlit forgets a widget's state when another page of the list is drawn; this is kept with the
# session instead.


@dataclass(slots=True)
class Ticks:
    """Ticks and notes of a list of reviews, by the claim's place in it (from 0)."""

    changed: dict[int, frozenset[str]] = field(default_factory=dict)
    notes: dict[int, str] = field(default_factory=dict)

    def of(self, place: int, review: Review) -> frozenset[str]:
        """The ids of the ticked passages; until somebody ticks, `default_ticks`."""
        return self.changed.get(place, default_ticks(review))

    def turn(self, place: int, review: Review, passage_id: str, on: bool) -> None:
        """Tick or untick one passage."""
        now = self.of(place, review)
        self.changed[place] = now | {passage_id} if on else now - {passage_id}

    def count(self, reviews: Sequence[Review]) -> int:
        """How many passages are ticked in all."""
        return sum(len(self.of(n, r)) for n, r in enumerate(reviews))

    def table(self, reviews: Sequence[Review], only: bool, language: Language) -> Iterator[Ticked]:
        """The reviews as they leave: with ticks and notes."""
        for place, told in enumerate(reviews):
            yield Ticked(told, self.of(place, told), self.notes.get(place, ""), only, language)
