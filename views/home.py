"""What stands under the question box before anything is asked: what may be tried, what is held."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from html import escape
from typing import Final

import streamlit as st

from dalil.answer.citation.work_names import short_name, title_case
from dalil.answer.example_questions import examples
from dalil.index.curate.coverage import Group, coverage
from dalil.ingest.identify.act_types import kind_of
from dalil.ingest.messages import Language
from dalil.ingest.model import Document, Tier
from dalil.library import Library
from dalil.views.frame import language
from dalil.views.hit_card import generation_of
from dalil.views.html import plain
from dalil.views.words import number, say

_SHOWN: Final = 4
#: Works that are named at most.
_NAMED: Final = 8
#: A library with fewer works is said to be small.
SMALL: Final = 30
#: What people ask for most, highest first (UU 12/2011, Pasal 7 and 8): said where none is held.
_EXPECTED: Final = ("uu", "perppu", "pp", "perpres", "permen", "perda", "putusan")


def home(library: Library, take: Callable[[str], None]) -> None:
    """Examples to press (``take`` gets the question), and what the library holds and lacks."""
    held = library.catalog.documents()
    if asked := _examples(library, generation_of(library), str(library.folder), language()):
        st.html(f'<p class="dalil-meta">{plain(say("examples"))}</p>')
        with st.container(key="dalil-examples", gap="xsmall"):
            for at, text in enumerate(asked):
                st.button(
                    _literal(text), key=f"example-{at}", on_click=take, args=(text,),
                    type="tertiary", icon=":material/arrow_forward:",
                )  # fmt: skip
    st.html(holds(library, held))
    with st.container(horizontal=True, key="dalil-home-ways"):
        st.page_link("views/reader.py", label=say("home_read"), icon=":material/menu_book:")
        st.page_link("views/sources.py", label=say("home_add"), icon=":material/library_books:")


@st.cache_data(show_spinner=False, max_entries=8)  # type: ignore[untyped-decorator]
def _examples(_library: Library, generation: str, folder: str, spoken: Language) -> tuple[str, ...]:
    """The examples of this index, made once: each of them is asked."""
    return examples(_library, spoken, _SHOWN)


def _literal(text: str) -> str:
    """As a label that Markdown leaves as it is: a defined term is a word of a document."""
    return "".join(f"\\{c}" if c in "\\`*_{}[]()#+!|~<>:$-" else c for c in text)


def holds(library: Library, held: Sequence[Document]) -> str:
    """What the library holds, by kind, with years and titles, and what it lacks, as HTML."""
    found = coverage(library.catalog, held)
    counts = library.catalog.counts()
    lines = [say("home_count", works=len(held), passages=counts["passages"])]
    for tier in Tier:
        kinds = [_kind(g) for g in found.kinds if g.tier is tier]
        if kinds:
            lines.append(f"{say(f'tier_{tier.value}')}: {', '.join(kinds)}.")
        elif tier is not Tier.PRIMARY:
            lines.append(say("home_none_of", tier=say(f"tier_{tier.value}").lower()))
    if digests := sum(d.digest for d in held):
        lines.append(say("home_digests", count=digests))
    if about := _about(held):
        lines.append(about)
    if lacking := _lacking(held):
        lines.append(say("home_lacking", kinds=", ".join(lacking)))
    if len(held) < SMALL:
        lines.append(say("home_small"))
    body = "".join(f"<li>{plain(line)}</li>" for line in lines)
    return (
        f'<div class="dalil-holds"><h2 class="dalil-h3">{escape(say("home_title"))}</h2>'
        f'<ul class="dalil-lines">{body}</ul></div>'
    )


def _kind(group: Group) -> str:
    """``6 UU (1999–2015)``."""
    newest = (group.newest or "")[:4]
    years = "–".join(dict.fromkeys(filter(None, (str(group.oldest_year or ""), newest))))
    return f"{number(group.works)} {group.kind}" + (f" ({years})" if years else "")


def _about(held: Sequence[Document]) -> str:
    """The names of the works, acts first and the newest first, as far as there is room."""
    primary = [
        d for d in held if d.tier is Tier.PRIMARY and not d.title.casefold().startswith("perubahan")
    ]
    acts = sorted(primary or held, key=lambda d: (-(d.year or 0), d.id))
    if not acts:
        return ""
    named = "; ".join(_name(d) for d in acts[:_NAMED])
    rest = len(acts) - _NAMED
    return say("home_about", named=named) + (f" {say('home_more', count=rest)}" if rest > 0 else "")


def _name(document: Document) -> str:
    short, title = short_name(document), title_case(document.title)
    return title if short in (title, document.title) else f"{title} ({short})"


def _lacking(held: Sequence[Document]) -> list[str]:
    """Of the kinds people ask for most those that the library has nothing of."""
    there = {_slug(d.kind) for d in held if d.tier is Tier.PRIMARY}
    return [
        say(f"kind_{slug}") for slug in _EXPECTED if not any(one.startswith(slug) for one in there)
    ]


def _slug(kind: str) -> str:
    found = kind_of(kind)
    return found.slug if found else kind.casefold()
