"""Which text of an act is read: as enacted, on a day, now, or two days side by side.

The address says it (``pada``, ``banding``), so a link can be shared. Under the choice stands what
is known to be missing from the text, and what could not be applied.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final, Literal

import streamlit as st

from dalil.answer.court_rulings import day_words
from dalil.index.consolidate import REASONS, Problem
from dalil.index.text_in_force import ActText
from dalil.ingest.locator import Locator
from dalil.ingest.messages import say as said_in
from dalil.library import Library
from dalil.views.components import notice
from dalil.views.day_field import day_field, typed_day, written_day
from dalil.views.html import DAY, ENACTED, NOW, SINCE, plain
from dalil.views.reading.in_force import day_of
from dalil.views.reading.links import link, name_of
from dalil.views.reading.work import Opened
from dalil.views.words import say

Language = Literal["id", "en"]
Kind = Literal["enacted", "day", "now", "compare"]

KINDS: Final[tuple[Kind, ...]] = ("enacted", "day", "now", "compare")
#: Days on which something changed that are listed at once.
_DAYS: Final = 8
_CHOICE, _ON, _FROM, _TO = (f"reader-version{part}" for part in ("", "-day", "-from", "-to"))


@dataclass(frozen=True, slots=True)
class Version:
    """What the address asks for: ``day`` and ``since`` as in `views.html.reader_address`.

    ``wrong`` is what stands there and is no day.
    """

    day: str = ""
    since: str = ""
    wrong: str = ""

    @property
    def kind(self) -> Kind:
        """Which of the four it is."""
        if self.since:
            return "compare"
        return "enacted" if not self.day else "now" if self.day == NOW else "day"


def asked_version() -> Version:
    """The version in the address; what is no day there counts as none."""
    day, since = (st.query_params.get(name) or "" for name in (DAY, SINCE))
    wrong = next(
        (one for one in (day, since) if one and one != ENACTED and day_of(one) is None), ""
    )
    if wrong:
        return Version(wrong=wrong)
    day = "" if day == ENACTED else day
    return Version(day or (NOW if since else ""), since)


def choose_version(
    opened: Opened, version: Version, standing: ActText | None, language: Language
) -> None:
    """Draw the choice, with the days that it needs."""
    if version.wrong:
        notice("warning", say("force_no_day"), version.wrong)
    # The widgets show what the address says, whatever was pressed before somewhere else.
    st.session_state[_CHOICE] = version.kind
    with st.container(horizontal=True, vertical_alignment="top", key="reader-version-row"):
        st.segmented_control(
            say("force_version"), KINDS, key=_CHOICE, required=True,
            format_func=lambda kind: say(f"force_read_{kind}"), on_change=_take_kind,
            args=(opened.document.id, version),
        )  # fmt: skip
        if version.kind == "day":
            _typed(say("force_day"), _ON, version.day, DAY, language)
        elif version.kind == "compare":
            first = begun(opened, standing) if version.since == ENACTED else version.since
            _typed(say("force_from"), _FROM, first, SINCE, language)
            _typed(say("force_to"), _TO, version.day or NOW, DAY, language)
    if standing is not None and version.kind in {"day", "now"} and standing.days:
        st.html(_days(opened.document.id, version, standing, language))


def begun(opened: Opened, standing: ActText | None) -> str:
    """The day from which an act is compared: that of its promulgation, else its year's first."""
    promulgated = standing.promulgated if standing is not None else None
    return promulgated or f"{opened.document.year or 1945:04}-01-01"


def _typed(label: str, key: str, shown: str, name: str, language: Language) -> None:
    """The field of a day: it shows that of the address, or what was typed here and is no day."""
    day = day_of(shown) or date.today().isoformat()
    where, typed = st.session_state.get(_wrong(key), ({}, ""))
    if where != st.query_params.to_dict():  # it was typed somewhere else
        st.session_state.pop(_wrong(key), None)
        typed = written_day(day)
    st.session_state[key] = typed
    with st.container(gap="xsmall", key=f"{key}-field"):
        day_field(
            label, key, say("force_from_enacted" if name == SINCE else "day_today"),
            say("force_kept", day=day_words(day, language)), _take_day, (key, name),
        )  # fmt: skip


def _wrong(key: str) -> str:
    return f"{key}-wrong"


def _take_kind(act: str, before: Version) -> None:
    for key in (_ON, _FROM, _TO):
        st.session_state.pop(_wrong(key), None)
    kind = st.session_state.get(_CHOICE)
    day = date.today().isoformat()
    for name in (DAY, SINCE):
        st.query_params.pop(name, None)
    if kind == "day":
        st.query_params[DAY] = before.day if before.kind == "compare" and before.day else day
        if st.query_params[DAY] == NOW:
            st.query_params[DAY] = day
    elif kind == "now":
        st.query_params[DAY] = NOW
    elif kind == "compare":
        st.query_params[SINCE] = ENACTED
        st.query_params[DAY] = before.day or NOW


def _take_day(key: str, name: str) -> None:
    typed = st.session_state.get(key) or ""
    day = typed_day(typed)
    if typed.strip() and day is None:  # told at the field, as long as the address is this one
        st.session_state[_wrong(key)] = (st.query_params.to_dict(), typed)
        return
    st.session_state.pop(_wrong(key), None)
    st.query_params[name] = day or (ENACTED if name == SINCE else NOW)


def _days(act: str, version: Version, standing: ActText, language: Language) -> str:
    """The days on which the act changed, each a link to the act on that day."""
    made = [
        link(act, day_words(day, language), language, current=day == version.day, day=day)
        for day in standing.days
    ]
    shown, rest = made[-_DAYS:], made[:-_DAYS]
    more = ""
    if rest:
        summary = plain(say("kin_more", count=len(rest)))
        more = f" · <details><summary>{summary}</summary>{' · '.join(rest)}</details>"
    return (
        f'<p class="dalil-meta dalil-days">{plain(say("force_days"))} {" · ".join(shown)}{more}</p>'
    )


# What is to be known of the text before it is read.


def standing_notice(
    library: Library, opened: Opened, version: Version, standing: ActText | None, language: Language
) -> None:
    """Draw what the text is made of, and what is missing from it."""
    act = opened.document.id
    if standing is None:
        _stored(library, act, language)
        return
    day = day_words(standing.as_of, language)
    if standing.promulgated and standing.as_of < standing.promulgated:
        promulgated = day_words(standing.promulgated, language)
        notice("info", say("force_before", day=day), say("force_promulgated", day=promulgated))
        return
    warned = incomplete_html(standing, language)
    made = []
    if standing.repealed_by:
        by = link(standing.repealed_by, name_of(standing.repealed_by, language), language)
        made.append(f'<p class="dalil-unsure">{plain(say("force_repealed"))} {by}</p>')
    if standing.in_force and standing.as_of < standing.in_force:
        begins = say("force_not_yet", day=day_words(standing.in_force, language))
        made.append(f'<p class="dalil-unsure">{plain(begins)}</p>')
    acts = [link(a, name_of(a, language), language) for a in standing.amended_by]
    if acts:
        said = plain(say("force_made_of", day=day, act=name_of(act, language)))
        said = f"{said} {'; '.join(acts)}. {plain(say('force_slices'))}"
    else:
        said = plain(say("force_unchanged", day=day))
    made.append(f'<p class="dalil-meta">{said}</p>')
    st.html(f'<div class="dalil-standing">{"".join((warned, *made))}</div>')


def _stored(library: Library, act: str, language: Language) -> None:
    """Of an act as it was enacted: that it was changed, and by what this library lacks."""
    held = library.catalog.changing(act)
    lacking = [a for a in library.catalog.amenders(act) if not library.catalog.has(a)]
    if lacking and (standing := library.text(act)).missing:
        st.html(incomplete_html(standing, language, stored=True))
    if held:
        by = "; ".join(link(a, name_of(a, language), language) for a in held)
        now = link(act, say("force_read_now"), language, day=NOW)
        st.html(f'<p class="dalil-meta">{plain(say("force_as_enacted"))} {by}. {now}</p>')


def incomplete_html(standing: ActText, language: Language, *, stored: bool = False) -> str:
    """Which amendments are not here, and which could not be applied; "" where none is known.

    ``stored``: only of those that are not here.
    """
    rows = []
    if standing.missing:
        named = "; ".join(name_of(a, language) for a in standing.missing)
        rows.append(f"<p>{plain(say('force_missing', acts=named))}</p>")
    if standing.unnamed_missing:
        rows.append(f"<p>{plain(say('force_unnamed', count=standing.unnamed_missing))}</p>")
    if standing.problems and not stored:
        rows.append(_problems(standing.id, standing.problems, language))
    if not rows:
        return ""
    title = plain(say("force_stored_incomplete" if stored else "force_incomplete"))
    return (
        f'<div class="dalil-notice dalil-warning" role="status"><strong>{title}</strong>'
        f"{''.join(rows)}</div>"
    )


def _problems(act: str, problems: Sequence[Problem], language: Language) -> str:
    items = []
    for problem in problems:
        place = Locator.parse(problem.target).label(language) if problem.target else ""
        reason = said_in(REASONS[problem.reason], language) if problem.reason in REASONS else ""
        by = link(problem.source, name_of(problem.source, language), language)
        items.append(
            f"<li>{plain(place)}{': ' if place else ''}{plain(reason)} ({by})"
            f'<br><span class="dalil-meta">“{plain(problem.words)}”</span></li>'
        )
    summary = plain(say("force_problems", count=len(problems)))
    return (
        f"<details><summary>{summary}</summary>"
        f'<ul class="dalil-lines">{"".join(items)}</ul></details>'
    )
