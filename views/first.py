"""Where a library begins: the national collection, a bundle, a feed, or one's own files.

What stands on the page of the question while there is nothing to ask, and, folded, on that of the
sources afterwards. Whatever is begun here is a job of the library, which goes on when the page is
left or closed.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Final

import streamlit as st

from dalil.index.curate.bundle import SUFFIX, Bundle, Opened, look, open_bundle
from dalil.index.curate.fetch import ASKED_FROM, FetchReport
from dalil.index.store.offers import Offers
from dalil.ingest.errors import BundleError
from dalil.ingest.fetch.feed import Offer
from dalil.ingest.fetch.sources import names
from dalil.ingest.model import Progress
from dalil.library import Library
from dalil.service.permissions import Act
from dalil.views import session, user
from dalil.views.components import lines, notice
from dalil.views.html import plain
from dalil.views.jobs import Part, begin, busy, show
from dalil.views.session import folders_allowed
from dalil.views.words import heard, number, say

#: Folders in which a file that was brought along or downloaded most likely lies.
_LIKELY: Final = ("Downloads", "Unduhan", "Desktop", "")
_FOUND: Final = 5
_LISTED: Final = 100
_HEAD: Final = re.compile(
    r"[^\d]{3,150}?\bNomor\s+(?P<number>\S{1,30})\s+Tahun\s+(?P<year>\d{4})\s+tentang\s+(?=\S)",
    re.IGNORECASE,
)


def first_page(library: Library | None) -> None:
    """What to do where there is nothing yet."""
    notice("info", say("empty" if library else "missing"), say("empty_do"))
    if not user.may(Act.FETCH):
        session.to_sources()
        return
    st.subheader(say("first_title"), anchor=False)
    show("fetch")
    ways(library)


def ways(library: Library | None) -> None:
    """The ways in which works come in, for those who may."""
    left, right = st.columns(2, gap="medium")
    with left:
        _collection()
        _own_files()
    with right:
        _bundle()
        _feed()
    if library is not None:
        _remembered(library)


def _way(key: str) -> None:
    st.html(
        f'<h3 class="dalil-h3">{plain(say(f"first_{key}"))}</h3>'
        f'<p class="dalil-meta">{plain(say(f"first_{key}_about"))}</p>'
    )


def _collection() -> None:
    with st.container(border=True, key="dalil-first-collection"):
        _way("collection")
        pressed = st.button(
            say("first_collection_do"), key="first_collection", type="primary", disabled=busy(),
            icon=":material/download:",
        )  # fmt: skip
    if pressed:
        _fetch(next(iter(names())), lambda count: True)


def _own_files() -> None:
    with st.container(border=True, key="dalil-first-own"):
        _way("own")
        st.page_link(
            str(Path("views/sources.py")), label=say("to_sources"), icon=":material/library_books:"
        )


def _bundle() -> None:
    if not folders_allowed():
        return
    with st.container(border=True, key="dalil-first-bundle"):
        _way("bundle")
        for at, found in enumerate(_bundles()):
            label = say(
                "first_bundle_found", works=found.documents, mb=round(found.size / 1e6),
                at=found.made[:10],
            )  # fmt: skip
            # The name of a file is no Markdown: it stands above the button, as a text.
            st.text(found.path.name)
            if st.button(
                label, key=f"first_bundle_{at}", disabled=busy(), icon=":material/package_2:"
            ):
                _open(found.path)
        said = st.text_input(
            say("first_bundle_path"), placeholder=say("first_bundle_hint"), key="first_bundle_path"
        )
        if st.button(
            say("first_bundle_do"), key="first_bundle", disabled=busy() or not said.strip()
        ):
            _open(Path(said.strip()).expanduser())


def _bundles() -> list[Bundle]:
    """The bundles that lie where such files lie; what is none is passed over."""
    found: list[Bundle] = []
    for name in _LIKELY:
        try:
            files = sorted((Path.home() / name).glob(f"*{SUFFIX}"))
        except OSError:
            continue
        for path in files[:_FOUND]:
            try:
                found.append(look(path))
            except BundleError:
                continue
    return found[:_FOUND]


def _open(path: Path) -> None:
    user.must(Act.OPEN)
    opened = session.library_made()
    begin(
        lambda tell, stop: open_bundle(path, opened, tell),
        _opened,
        part="fetch",
        kind="open",
        subject=path.name,
    )


def _opened(told: Opened) -> None:
    held = told.bundle
    if told.already:
        notice("info", say("first_already"))
        return
    own = say("first_kept", own=told.own, corrections=told.corrections)
    notice(
        "success",
        say("first_opened", works=held.documents, passages=held.passages, at=held.made[:10]),
        own if told.own or told.corrections else "",
        *(heard(note) for note in told.notes[:_FOUND]),
    )


def _feed() -> None:
    with st.container(border=True, key="dalil-first-feed"):
        _way("feed")
        url = st.text_input(
            say("first_feed_url"), placeholder="https://jdih.contoh.go.id/feed/document.json",
            key="first_feed_url",
        )  # fmt: skip
        kinds = st.text_input(
            say("first_feed_kinds"), placeholder="permendagri, perda", key="first_feed_kinds"
        )
        first, last = st.columns(2)
        with first:
            since = st.text_input(say("first_feed_from"), placeholder="2015", key="first_feed_from")
        with last:
            until = st.text_input(say("first_feed_to"), placeholder="2025", key="first_feed_to")
        many = st.checkbox(say("first_feed_many", count=ASKED_FROM), key="first_feed_many")
        look_at = st.button(
            say("first_feed_list"), key="first_feed_list", disabled=busy() or not url.strip()
        )
        sent = st.button(
            say("first_feed_do"), key="first_feed", disabled=busy() or not url.strip(),
            icon=":material/download:",
        )  # fmt: skip
    if look_at or sent:
        years = [int(y) if y.strip().isdecimal() else None for y in (since, until)]
        _fetch(
            url.strip(), lambda count: many, kinds=tuple(filter(None, _split(kinds))),
            year_from=years[0], year_to=years[1], listing=look_at,
        )  # fmt: skip


def _split(said: str) -> list[str]:
    return [part.strip() for part in said.replace(";", ",").split(",")]


def fetch_offers(source: str, keys: tuple[str, ...]) -> None:
    """Bring these works of a source that is remembered; what is begun is shown on every page."""
    _fetch(source, lambda count: True, keys=keys)


def _fetch(
    source: str,
    confirm: Callable[[int], bool],
    *,
    kinds: tuple[str, ...] = (),
    year_from: int | None = None,
    year_to: int | None = None,
    keys: tuple[str, ...] = (),
    listing: bool = False,
    part: Part = "fetch",
) -> None:
    user.must(Act.FETCH)
    opened = session.library_made()

    def work(tell: Progress, stop: Callable[[], bool]) -> FetchReport:
        return opened.fetch(
            source, kinds=kinds, year_from=year_from, year_to=year_to, keys=keys, listing=listing,
            confirm=confirm, workers=1, progress=tell, stop=stop,
        )  # fmt: skip

    begin(work, _fetched, part=part, stoppable=True, subject=source)


def _fetched(report: FetchReport) -> None:
    bad = bool(report.failed or report.left)
    notice(
        "warning" if bad else "success",
        say("first_fetched", source=report.source),
        say(
            "first_fetched_line", catalogued=report.catalogued, fetched=len(report.fetched),
            skipped=len(report.skipped) + report.unchanged, failed=len(report.failed),
        ),
        say("first_left") if report.left else "",
    )  # fmt: skip
    said = [f"{say('report_failed')}: {f.source}: {heard(f.reason)}" for f in report.failed]
    said += [f"{say('first_gone')}: {url}" for url in report.gone]
    more = len(said) - _LISTED
    if said:
        lines(said[:_LISTED] + ([say("report_more", count=more)] if more > 0 else []))


# Sources that are remembered: asked again, and what they offer, to be ticked.


def _remembered(library: Library) -> None:
    offers = Offers(library.catalog)
    known = offers.sources()
    if not known:
        return
    st.subheader(say("first_remembered"), anchor=False)
    said = []
    for source in known:
        when = (source.read or "–")[:16].replace("T", " ")
        said.append(
            f"{source.said}: "
            + say("first_source_line", count=offers.count(source.number), at=when)
            + (f" · {heard(source.trouble)}" if source.trouble else "")
        )
    lines(said)
    if st.button(say("first_update"), key="first_update", disabled=busy(),
                 icon=":material/refresh:"):  # fmt: skip
        user.must(Act.FETCH)

        def work(tell: Progress, stop: Callable[[], bool]) -> list[FetchReport]:
            return library.update(workers=1, progress=tell, stop=stop)

        begin(work, _updated, part="update", stoppable=True)
    show("update")
    _offers(offers, {source.number: source.said for source in known})


def _updated(reports: list[FetchReport]) -> None:
    for report in reports:
        _fetched(report)


def _offers(offers: Offers, named: dict[int, str]) -> None:
    """What sources offer and the library may not hold yet: searched, ticked, fetched."""
    words = st.text_input(
        say("first_search"), placeholder="13/2003, ketenagakerjaan", key="first_search"
    )
    found = offers.search(words, limit=_LISTED)
    if not found:
        st.caption(say("first_none"))
        return
    chosen = st.dataframe(
        [
            {
                say("col_title"): _about(offer),
                say("col_kind"): offer.short or offer.kind or offer.slug,
                say("first_number"): offer.number,
                say("col_year"): offer.year,
                say("first_status"): offer.status,
                # A word: a box of a table would be taken for one to tick.
                say("first_held"): say("first_held_yes") if held else "",
                **({say("first_of"): named.get(source, "")} if len(named) > 1 else {}),
            }
            for source, offer, held in found
        ],
        hide_index=True,
        on_select="rerun",
        selection_mode="multi-row",
        key="first_offers",
    )
    picked = [found[row] for row in chosen.selection.rows if row < len(found)]
    st.caption(say("first_status_about"))
    wanted = [(source, offer) for source, offer, held in picked if not held]
    pressed = st.button(
        say("first_take", count=number(len(wanted))), key="first_take",
        disabled=busy() or not wanted,
    )  # fmt: skip
    if pressed and wanted:
        source = wanted[0][0]
        _fetch(
            named[source], lambda count: True,
            keys=tuple(offer.key for at, offer in wanted if at == source), part="offers",
        )  # fmt: skip
    show("offers")


def _about(offer: Offer) -> str:
    """A title without kind, number and year, where it begins with those of its other columns.

    A column is as wide as a title's head: of "Peraturan Menteri … Nomor 6 Tahun 2016 tentang Kerja
    Sama …" nobody would see what it is about.
    """
    head = _HEAD.match(offer.title)
    own = head and (head["number"], head["year"]) == (offer.number, str(offer.year))
    return offer.title[head.end() :] if head and own else offer.title
