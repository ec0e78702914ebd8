"""The part being read: its text, its elucidation, its definitions, what other acts do to it."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from typing import Literal

import streamlit as st

from answer.name import short_name
from index.defined import Defined
from index.library import Library
from index.question.language import language_of
from index.wording import later_wordings
from ingest.model import Passage, Status
from views.definitions import definitions
from views.mark import Wrap, plain
from views.reading import kin
from views.reading.contents import neighbours
from views.reading.desk import go, work
from views.reading.find import Hit, cleared, marks
from views.reading.head import standing_html
from views.reading.keep import keep
from views.reading.labels import label
from views.reading.links import link, links
from views.reading.opened import Opened, Part
from views.reading.text import Block, blocks, drawn, sheet_of, sheets
from views.words import say

Language = Literal["id", "en"]

#: Later wordings of one provision that are shown.
_WORDINGS = 3


def sheet(
    library: Library,
    opened: Opened,
    here: int,
    passage: Passage | None,
    place: str = "",
    hits: Sequence[Hit] = (),
    now: int | None = None,
) -> None:
    """Draw the part with all that belongs to it; ``passage`` is what was asked for in it.

    ``place`` is the address's own id, by which the script knows that this is what was asked for;
    ``hits`` are places of words looked for, the current one starting at ``now``.
    """
    language = _language()
    part = opened.parts[here]
    trail = " › ".join(plain(h) for h in part.heading)
    standing = library.catalog.status_of(part.passage_id)
    badges = standing_html(standing, language) if standing[0] is not Status.UNKNOWN else ""
    own = [hit for hit in hits if part.start <= hit.start < part.end]
    st.html(
        (f'<p class="dalil-trail">{trail}</p>' if trail else "")
        + f'<h2 class="dalil-part" id="{escape(str(part.locator))}" data-place="{escape(place)}"'
        f' data-hit="{now if any(hit.part == here for hit in hits) and now is not None else ""}">'
        f"{plain(label(part, language, say('page')))}</h2>"
        + (f'<div class="dalil-head">{badges}</div>' if badges else "")
    )
    asked = passage if passage is not None and not _is_whole(part, passage) else None
    _text(library, opened, part, asked, language, own, now)
    keep(library, opened.document, asked or part.passages[0], language)
    _elsewhere(library, opened, part, language)
    listed = definitions(_defined(opened, part), language)
    if listed:
        st.html(listed)
    turn(opened, here, "foot")


def turn(opened: Opened, here: int, key: str) -> None:
    """The buttons to the parts before and after."""
    before, after = neighbours(opened, here)
    with st.container(horizontal=True, horizontal_alignment="distribute", key=f"reader-turn-{key}"):
        for number, name, icon in (
            (before, "reader_previous", ":material/arrow_back:"),
            (after, "reader_next", ":material/arrow_forward:"),
        ):
            st.button(
                say(name), icon=icon, disabled=number is None, key=f"{name}-{key}",
                icon_position="left" if name == "reader_previous" else "right",
                on_click=go, args=("" if number is None else opened.parts[number].passage_id,),
            )  # fmt: skip


def elucidation(library: Library, opened: Opened, part: Part) -> bool:
    """Draw what explains the part, or what it explains; False where there is nothing."""
    language = _language()
    other = opened.counterpart(part)
    general = opened.general
    inside = part.locator.in_penjelasan
    ways = []
    if general is not None and general.passage_id != part.passage_id:
        ways.append(link(general.passage_id, say("reader_general"), language))
    if other is None:
        if ways:
            st.html(f'<p class="dalil-meta">{" · ".join(ways)}</p>')
        return False
    name = say("reader_body") if inside else say("reader_elucidation")
    ways.insert(0, link(other.passage_id, say("reader_go"), language))
    st.html(f'<h3 class="dalil-beside">{plain(name)}</h3>')
    beside = Part((other,), other.start, other.end)
    run = sheets(blocks(opened, beside))[0]
    st.html(
        drawn(opened, run, _links(library, opened, beside, run, language), None)
        + f'<p class="dalil-meta">{" · ".join(ways)}</p>'
    )
    return True


def _text(
    library: Library,
    opened: Opened,
    part: Part,
    asked: Passage | None,
    language: Language,
    hits: Sequence[Hit],
    now: int | None,
) -> None:
    runs = sheets(blocks(opened, part))
    at = now if now is not None and part.start <= now < part.end else asked.start if asked else None
    shown = sheet_of(runs, at) if at is not None else 0
    if len(runs) > 1:
        shown = st.selectbox(
            say("reader_sheet"), range(len(runs)), index=shown,
            format_func=lambda n: say("reader_sheet_of", number=n + 1, count=len(runs)),
            key=f"reader-sheet-{part.passage_id}-{at}",
        )  # fmt: skip
    run = runs[shown or 0]
    links_ = [*cleared(_links(library, opened, part, run, language), hits), *marks(hits, now)]
    lead_in = part.passages[0].lead_in
    st.html(
        (f'<p class="dalil-leadin" lang="{language_of(lead_in)}">{plain(lead_in)}</p>'
         if lead_in and part.locator.steps[-1].unit != "angka" else "")
        + drawn(opened, run, links_, asked)
    )  # fmt: skip
    if asked:
        st.caption(say("reader_asked"))


def _links(
    library: Library, opened: Opened, part: Part, run: list[Block], language: Language
) -> list[Wrap]:
    """The links of a run of paragraphs, as spans of the document's text."""
    if not run:
        return []
    start, end = run[0].start, run[-1].end
    at = run[0].passage.locator if start > part.start else part.locator
    heads = {block.start - start for block in run if block.depth or len(run) > 1}
    references = opened.references(start, end, at)
    if part.locator.in_penjelasan:  # "Ayat (2)" at the head of its elucidation is no reference
        references = [r for r in references if r.start not in heads]
    found = links(library.catalog, references, opened.document.id, language, say("reader_absent"))
    return [Wrap(w.start + start, w.end + start, w.opening, w.closing) for w in found]


def _elsewhere(library: Library, opened: Opened, part: Part, language: Language) -> None:
    """What other acts say of this provision, with the wording that they give it."""
    catalog = library.catalog
    relations = kin.of_pasal(catalog, opened.document.id, part.locator)
    own = [
        r
        for r in catalog.relations(opened.document.id)
        if (found := opened.by_id.get(r.evidence_id)) and part.start <= found.start < part.end
        and r.kind not in ("based_on", "implements")
    ]  # fmt: skip
    groups = [*kin.from_others(relations), *kin.to_others(own)]
    if not groups:
        return
    st.html(
        f'<div class="dalil-changed"><h3>{plain(say("reader_changed"))}</h3>'
        + kin.kin_html(catalog, groups, language, level=4)
        + "</div>"
    )
    target = f"{opened.document.id}#{'/'.join(str(s) for s in part.locator.steps)}"
    for number, worded in enumerate(later_wordings(catalog, target)):
        if number == _WORDINGS:
            break
        _wording(library, worded[0], language)


def _wording(library: Library, worded: Passage, language: Language) -> None:
    other = work(library, worded.document_id)
    if other is None or worded.passage_id not in other.by_id:
        return
    beside = Part((worded,), worded.start, worded.end)
    run = sheets(blocks(other, beside))[0]
    title = say("reader_new_wording", act=short_name(other.document))
    st.html(
        f'<div class="dalil-worded"><h3>{plain(title)}</h3>'
        + drawn(other, run, _links(library, other, beside, run, language), None)
        + f'<p class="dalil-meta">{link(worded.passage_id, say("reader_go"), language)}</p></div>'
    )


def _defined(opened: Opened, part: Part) -> list[Defined]:
    seen: dict[str, Defined] = {}
    for passage in part.passages:
        for one in opened.usage.of_passage(passage):
            seen.setdefault(one.term, Defined(one.term, opened.by_id[one.passage_id]))
    return list(seen.values())


def _is_whole(part: Part, passage: Passage) -> bool:
    return passage.start <= part.start and part.end <= passage.end


def _language() -> Language:
    return "en" if st.session_state.get("lang") == "en" else "id"
