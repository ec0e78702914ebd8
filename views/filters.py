"""The question's settings as widgets: tier, kind, document, years, day, mode, number of hits."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final, cast, get_args

import streamlit as st

from dalil.answer.citation.work_names import short_name
from dalil.answer.court_rulings import day_words
from dalil.index.query.conditions import Filters
from dalil.index.query.parse import LENGTH_LIMIT
from dalil.index.search.results import Mode
from dalil.ingest.bibliography.title_markup import unmarked
from dalil.ingest.messages import Language
from dalil.ingest.model import Tier
from dalil.library import Library
from dalil.views.components import styles
from dalil.views.day_field import (
    FIRST_YEAR,
    LAST_YEAR,
    day_field,
    iso_day,
    typed_day,
    written_day,
)
from dalil.views.html import DAY, seen
from dalil.views.words import say

# A question and its settings as a link: what the URL says, and back, without loss.

MODES: Final[tuple[Mode, ...]] = get_args(Mode)
HITS: Final = 10
STYLE: Final = "footnote"
MOST_HITS: Final = 50

_WRITTEN: Final = "link_written"


@dataclass(frozen=True, slots=True)
class Settings:
    """A question and how it is to be asked; the defaults are left out of the link."""

    question: str = ""
    tiers: tuple[Tier, ...] = ()
    kinds: tuple[str, ...] = ()
    documents: tuple[str, ...] = ()
    year_from: int | None = None
    year_to: int | None = None
    as_of: str | None = None  # ISO 8601: of which day the law is asked; None: today's
    mode: Mode = "hybrid"
    k: int = HITS
    style: str = STYLE  # of the citations

    @property
    def filters(self) -> Filters:
        """The filters among the settings."""
        return Filters(
            tiers=frozenset(self.tiers),
            kinds=frozenset(self.kinds),
            documents=frozenset(self.documents),
            year_from=self.year_from,
            year_to=self.year_to,
            as_of=self.as_of,
        )

    @property
    def changed(self) -> bool:
        """Whether anything differs from the defaults that decides what is found."""
        return self.narrowed > 0

    @property
    def narrowed(self) -> int:
        """How many settings that decide what is found differ from the defaults."""
        said = (
            self.tiers, self.kinds, self.documents, self.year_from, self.year_to, self.as_of,
        )  # fmt: skip
        return sum(map(bool, said)) + (self.mode != "hybrid") + (self.k != HITS)


def to_params(settings: Settings) -> dict[str, str | list[str]]:
    """The URL's parameters for these settings; defaults are left out."""
    s = settings
    said: dict[str, str | list[str]] = {
        "q": s.question,
        "tier": [t.value for t in s.tiers],
        "kind": list(s.kinds),
        "doc": list(s.documents),
        "from": "" if s.year_from is None else str(s.year_from),
        "to": "" if s.year_to is None else str(s.year_to),
        DAY: s.as_of or "",
        "mode": "" if s.mode == "hybrid" else s.mode,
        "k": "" if s.k == HITS else str(s.k),
        "style": "" if s.style == STYLE else s.style,
    }
    return {name: value for name, value in said.items() if value}


def from_params(params: Mapping[str, list[str]]) -> Settings:
    """The settings that a link names. What makes no sense is left at its default."""

    def one(name: str) -> str:
        return params.get(name, [""])[-1]

    mode = one("mode")
    return Settings(
        question=one("q")[:LENGTH_LIMIT],
        tiers=tuple(t for t in Tier if t.value in params.get("tier", [])),
        kinds=tuple(dict.fromkeys(filter(None, params.get("kind", [])))),
        documents=tuple(dict.fromkeys(filter(None, params.get("doc", [])))),
        year_from=_number(one("from"), FIRST_YEAR, LAST_YEAR),
        year_to=_number(one("to"), FIRST_YEAR, LAST_YEAR),
        as_of=iso_day(one(DAY)),
        mode=next((m for m in MODES if m == mode), "hybrid"),
        k=_number(one("k"), 1, MOST_HITS) or HITS,
        style=one("style") if one("style") in styles() else STYLE,
    )


def _number(text: str, least: int, most: int) -> int | None:
    if not (text.isascii() and text.isdecimal() and len(text) <= 4):
        return None
    return value if least <= (value := int(text)) <= most else None


def current() -> dict[str, list[str]]:
    """The URL's parameters now, without the language."""
    return {name: st.query_params.get_all(name) for name in st.query_params if name != "lang"}


def arrived() -> Settings | None:
    """The settings of a link just opened (or gone back to); None where the URL is our own."""
    params = current()
    return None if st.session_state.get(_WRITTEN) == params else from_params(params)


def publish(settings: Settings) -> None:
    """Put the settings into the URL."""
    params: dict[str, Any] = to_params(settings)
    st.session_state[_WRITTEN] = {
        name: value if isinstance(value, list) else [value] for name, value in params.items()
    }
    if st.session_state[_WRITTEN] != current():
        if "lang" in st.query_params:
            params["lang"] = st.query_params["lang"]
        st.query_params.from_dict(params)


def set_language(language: str) -> None:
    """Put the language into the URL; Indonesian is the default and is left out."""
    if language == "id":
        st.query_params.pop("lang", None)
    elif st.query_params.get("lang") != language:
        st.query_params["lang"] = language


#: Widget key of each setting.
KEYS = ("q", "tier", "kind", "doc", "from", "to", "day", "mode", "k", "style")


def place(settings: Settings) -> None:
    """Set the widgets (before they are drawn) to these settings."""
    s = settings
    values = (
        s.question, list(s.tiers), list(s.kinds), list(s.documents), s.year_from, s.year_to,
        written_day(s.as_of) if s.as_of else "", s.mode, s.k, s.style,
    )  # fmt: skip
    for key, value in zip(KEYS, values, strict=True):
        st.session_state[key] = value


def read() -> Settings:
    """The settings that the widgets hold."""
    state = st.session_state
    return Settings(
        question=(state.get("q") or "").strip(),
        tiers=tuple(t for t in Tier if t in (state.get("tier") or ())),
        kinds=tuple(state.get("kind") or ()),
        documents=tuple(state.get("doc") or ()),
        year_from=state.get("from"),
        year_to=state.get("to"),
        as_of=typed_day(state.get("day") or ""),
        mode=cast("Mode", state.get("mode") or "hybrid"),
        k=state.get("k") or HITS,
        style=state.get("style") or STYLE,
    )


def clear() -> None:
    """Set all that decides what is found, but the question, to the defaults."""
    kept = read()
    place(Settings(question=kept.question, style=kept.style))


def draw(library: Library, settings: Settings) -> None:
    """The filters, folded away until one of them is used."""
    documents = {d.id: d for d in library.catalog.documents()}
    kinds = sorted({d.kind for d in documents.values()} | set(settings.kinds))
    # What a link names and this library has not stays visible: it filters, and says so.
    listed = [*documents, *(i for i in settings.documents if i not in documents)]

    def named(document_id: str) -> str:
        document = documents.get(document_id)
        if document is None:
            return seen(document_id)
        short = short_name(document)
        title = unmarked(document.title)
        return seen(short if short == title else f"{short}: {title}")

    label = say("filters_on", count=settings.narrowed) if settings.changed else say("filters")
    with st.expander(label, icon=":material/tune:", key="sieve", type="compact"):
        st.pills(
            say("tier"),
            list(Tier),
            selection_mode="multi",
            format_func=lambda t: say(f"short_{t.value}"),
            key="tier",
        )
        left, right = st.columns(2)
        left.multiselect(
            say("kind"), kinds, format_func=seen, key="kind", placeholder=say("any"),
            select_all=False,
        )  # fmt: skip
        right.multiselect(
            say("document"), listed, format_func=named, key="doc", placeholder=say("any"),
            select_all=False,
        )  # fmt: skip
        left, right = st.columns(2)
        for column, key in ((left, "from"), (right, "to")):
            column.number_input(
                say(f"year_{key}"), FIRST_YEAR, LAST_YEAR, step=1, key=key, placeholder=say("any")
            )
        left, right = st.columns(2)
        with left:
            day_field(say("as_of"), "day", empty=say("day_today"), kept=say("as_of_kept"))
        right.number_input(say("k"), 1, MOST_HITS, step=5, key="k")
        st.segmented_control(
            say("mode"), MODES, format_func=lambda m: say(f"mode_{m}"), key="mode", required=True
        )
        if settings.changed:
            st.button(say("clear"), on_click=clear, type="tertiary", icon=":material/close:")


def said(library: Library, settings: Settings, language: Language) -> str:
    """The filters in use in words, for a line of text; "" for none."""
    works = (library.catalog.document(i, with_text=False) for i in settings.documents)
    named = [
        short_name(work) if work else i for i, work in zip(settings.documents, works, strict=True)
    ]
    years = ""
    if settings.year_from or settings.year_to:
        years = f"{settings.year_from or '…'}–{settings.year_to or '…'}"
    tiers = [say(f"short_{tier.value}") for tier in settings.tiers]
    day = say("as_of_said", day=day_words(settings.as_of, language)) if settings.as_of else ""
    return "; ".join(filter(None, (*tiers, *settings.kinds, *named, years, day)))
