"""The works of the library as one table: filtered, and some of them chosen."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence
from pathlib import PurePath
from typing import Any, Final
from zlib import crc32

import streamlit as st

from dalil.answer.citation.work_names import short_name
from dalil.index.curate.coverage import READABLE, Coverage, Group
from dalil.ingest.bibliography.title_markup import unmarked
from dalil.ingest.model import Document, Status, Tier
from dalil.views.components import lines
from dalil.views.html import plain, seen
from dalil.views.session import Stock
from dalil.views.words import heard, number, say

_ALL: Final = "all"
_ROW_HEIGHT: Final = 35
_MOST_ROWS: Final = 12
#: Pixels of the titles' column: beside it a phone still shows kind and year.
_TITLE_WIDTH, _TITLE_WIDTH_ON_A_PHONE = 420, 230
#: Works that the list for choosing offers; the table itself has no limit.
_OFFERED: Final = 500


def holdings(stock: Stock) -> list[Document]:
    """The table with its filters; gives the works that are chosen in it."""
    words = st.text_input(say("filter"), placeholder=say("filter_hint"), key="filter")
    tiers = [t.value for t in Tier if any(d.tier is t for d in stock.documents)]
    tier = st.segmented_control(
        say("upload_tier"),
        [_ALL, *tiers, "corrected", "warned"],
        default=_ALL,
        required=True,
        format_func=lambda t: say(f"only_{t}" if t in (_ALL, "corrected", "warned") else
                                  f"short_{t}"),
        key="filter_tier",
        label_visibility="collapsed",
    )  # fmt: skip
    shown = matching(stock, words, tier or _ALL)
    st.caption(say("filter_count", count=len(shown), total=len(stock.documents)))
    if not shown:
        st.caption(say("filter_none"))
        return []
    # Another table has other rows: a choice by row number must not pass from one to the next.
    key = f"{crc32(f'{stock.state} {words} {tier}'.encode()):08x}"
    rows = _table(shown, stock, key)
    named = {d.id: _named(d) for d in shown[:_OFFERED]}
    picked = st.multiselect(
        say("choose_works"),
        list(named),
        placeholder=say("choose_works_hint"),
        format_func=lambda i: f"{i}: {named[i]}" if i in named else i,
        help=say("choose_works_help"),
        # One at a time: what is chosen here can be removed, and Enter takes the first of a list.
        select_all=False,
        filter_mode="contains",
        key=f"picked-{key}",
    )
    by_id = {d.id: d for d in shown}
    chosen = dict.fromkeys([*(shown[i].id for i in rows if i < len(shown)), *picked])
    if not chosen:
        st.caption(say("choose_first"))
    return [by_id[i] for i in chosen if i in by_id]


def matching(stock: Stock, words: str, tier: str = _ALL) -> list[Document]:
    """The works that have all these words in title, id, kind, authors, year or file."""
    return with_words(
        [
            d
            for d in stock.documents
            if tier in (_ALL, d.tier.value)
            or (tier == "corrected" and d.id in stock.corrected)
            or (tier == "warned" and d.warnings)
        ],
        words,
    )


def with_words(documents: Iterable[Document], words: str) -> list[Document]:
    """Those of the works that have all these words in what names them."""
    wanted = _folded(words).split()
    return [d for d in documents if all(word in _folded(_everything(d)) for word in wanted)]


def _everything(document: Document) -> str:
    d = document
    file = PurePath(d.source).name
    said = (d.title, d.id, d.kind, d.number or "", str(d.year or ""), *d.authors, file)
    return " ".join(said)


def _folded(text: str) -> str:
    plain = unicodedata.normalize("NFKD", text.casefold())
    return "".join(c for c in plain if not unicodedata.combining(c))


def _table(shown: Sequence[Document], stock: Stock, key: str) -> list[int]:
    """Draw it; gives the numbers of the rows that are chosen."""
    rows: list[dict[str, Any]] = [
        {
            "title": unmarked(d.title),
            "kind": d.kind,
            "year": "" if d.year is None else str(d.year),
            "tier": say(f"short_{d.tier.value}"),
            "text": say("text_digest" if d.digest else "text_full"),
            # What is known of none, the coverage says once.
            "status": "" if d.status is Status.UNKNOWN else say(f"status_{d.status.value}"),
            "corrected": say("corrected") if d.id in stock.corrected else "",
            "authors": "; ".join(d.authors),
            "pages": str(d.pages or ""),
            "passages": stock.searchable.get(d.id, 0),
            "quality": d.quality_ratio * 100,
            "warnings": "; ".join(map(heard, d.warnings)),
            "id": d.id,
            "file": PurePath(d.source).name,
        }
        for d in shown
    ]
    # Every column is text or a number to Streamlit: a cell is never read as a link.
    config: dict[str, Any] = {
        name: st.column_config.TextColumn(say(f"col_{name}")) for name in rows[0]
    }
    config["title"] = st.column_config.TextColumn(say("col_title"), width=_title_width())
    config["passages"] = st.column_config.NumberColumn(say("col_passages"))
    config["quality"] = st.column_config.NumberColumn(say("col_quality"), format="%.0f %%")
    config["warnings"] = st.column_config.TextColumn(say("col_warnings"), width="medium")
    for name in ("warnings", "pages", "corrected", "authors", "status"):
        if not any(row[name] for row in rows):
            config[name] = None
    event: Any = st.dataframe(
        [{k: seen(v) if isinstance(v, str) else v for k, v in row.items()} for row in rows],
        column_config=config,
        hide_index=True,
        height=_ROW_HEIGHT * (min(len(rows), _MOST_ROWS) + 1) + 2,
        key=f"holdings-{key}",
        alt=say("holdings"),
        on_select="rerun",
        selection_mode="multi-row",
    )
    return list(event.selection.rows)


def _title_width() -> int:
    phone = "Mobi" in (st.context.headers.get("User-Agent") or "")  # as browsers say it (MDN)
    return _TITLE_WIDTH_ON_A_PHONE if phone else _TITLE_WIDTH


def _named(document: Document) -> str:
    short = short_name(document)
    title = unmarked(document.title)
    return seen(title if short == title else f"{short}, {title}")


# What the library covers, and what is plainly missing: the card at the top of the sources.

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
        st.html(_coverage_table(known))
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


def _coverage_table(known: Coverage) -> str:
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
    return number(value)
