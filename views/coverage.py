"""What the library covers, and what is plainly missing: the card at the top of the sources."""

from __future__ import annotations

from typing import Final

import streamlit as st

from index.coverage import READABLE, Coverage, Group
from ingest.model import Status, Tier
from views.mark import plain
from views.notice import lines
from views.words import say

_STATUSES: Final = [s.value for s in Status]


def coverage_card(known: Coverage, passages: int, by_meaning: bool) -> None:
    """Figures, a line a tier, a table by kind, and the acts that are missing."""
    works = sum(g.works for g in known.tiers)
    figures = (
        ("metric_documents", _number(works)),
        ("metric_passages", _number(passages)),
        ("metric_digests", _number(sum(g.digests for g in known.tiers))),
        ("metric_corrected", _number(known.corrected)),
        ("metric_vectors", say("yes" if by_meaning else "no")),
    )
    st.html(
        '<dl class="dalil-figures">'
        + "".join(
            f"<div><dt>{plain(say(key))}</dt><dd>{plain(value)}</dd></div>"
            for key, value in figures
        )
        + "</dl>"
    )
    for group in known.tiers:
        statuses = f"<p>{plain(_statuses(known))}</p>" if group.tier is Tier.PRIMARY else ""
        st.html(
            f'<div class="dalil-tier"><h3>{plain(say(f"tier_{group.tier.value}"))} '
            f"({_number(group.works)})</h3><p>{plain(_line(group))}</p>{statuses}</div>"
        )
    with st.expander(say("coverage_kinds"), icon=":material/table_rows:"):
        st.html(_table(known))
    if known.missing:
        label = say("coverage_missing", count=known.missing_acts)
        with st.expander(label, icon=":material/playlist_add:"):
            st.caption(say("coverage_missing_help"))
            lines(
                [
                    say("coverage_named", name=m.name, count=m.named_by)
                    + (f" {say('coverage_digest')}" if m.digest else "")
                    for m in known.missing
                ]
            )


def _line(group: Group) -> str:
    """One tier in words: full or digest, how new, how readable, warnings."""
    said = [say("coverage_full", full=_number(group.full), digests=_number(group.digests))]
    if group.newest:
        said.append(say("coverage_newest", date=group.newest))
    if group.undated:
        said.append(say("coverage_undated", count=_number(group.undated)))
    said.append(say("coverage_quality", ratio=f"{group.quality_ratio:.0%}"))
    if group.poor:
        said.append(say("coverage_poor", count=_number(group.poor), ratio=f"{READABLE:.0%}"))
    if group.warnings:
        said.append(
            say("coverage_warned", count=_number(group.warnings), works=_number(group.warned))
        )
    return " · ".join(said)


def _statuses(known: Coverage) -> str:
    count = dict(known.statuses)
    return " · ".join(
        f"{say(f'status_{name}')}: {_number(count[name])}" for name in _STATUSES if name in count
    )


def _table(known: Coverage) -> str:
    heads = ("col_tier", "col_kind", "metric_documents", "text_full", "text_digest", "col_newest",
             "col_quality", "col_poor", "col_warnings")  # fmt: skip
    rows = [
        (
            say(f"short_{g.tier.value}"), g.kind or "", _number(g.works), _number(g.full),
            _number(g.digests), g.newest or "–", f"{g.quality_ratio:.0%}", _number(g.poor),
            _number(g.warnings),
        )
        for g in known.kinds
    ]  # fmt: skip
    head = "".join(f"<th>{plain(say(key))}</th>" for key in heads)
    body = "".join(
        "<tr>" + "".join(f"<td>{plain(cell)}</td>" for cell in row) + "</tr>" for row in rows
    )
    return (
        f'<div class="dalil-scroll" tabindex="0"><table class="dalil-coverage"><thead><tr>{head}'
        f"</tr></thead><tbody>{body}</tbody></table></div>"
    )


def _number(value: int) -> str:
    """As its readers write it: 25.839, in English 25,839."""
    said = f"{value:,}"
    return said if st.session_state.get("lang") == "en" else said.replace(",", ".")
