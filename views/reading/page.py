"""The part being read: its text, its elucidation, its definitions, what other acts do to it."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from pathlib import Path
from typing import Any, Literal

import streamlit as st

from dalil.answer.citation.cite import cite
from dalil.answer.citation.work_names import short_name
from dalil.index.court_rulings import rulings_on
from dalil.index.provisions import UsedTerm, later_wordings
from dalil.index.query.analyzer import language_of
from dalil.ingest.model import Document, Passage, Status
from dalil.ingest.readers.bounding_boxes import Box, can_recognise
from dalil.ingest.relations.dicta import reviews_norms
from dalil.library import Library
from dalil.views.components import copy_button, notice
from dalil.views.hit_card import save_button
from dalil.views.hit_context import definitions
from dalil.views.html import NOW, Wrap, plain
from dalil.views.page_image import boxes_of, picture, recognised_boxes
from dalil.views.reading import relations as kin
from dalil.views.reading.cited_by import cited_html
from dalil.views.reading.court import decides_html, given_by, notice_html, reviewed_html
from dalil.views.reading.find import TextMatch, cleared, marks
from dalil.views.reading.in_force import OnDay, changes, day_of
from dalil.views.reading.links import label, link, links
from dalil.views.reading.provenance import has_history, provenance
from dalil.views.reading.text import Block, blocks, drawn, sheet_of, sheets
from dalil.views.reading.toolbar import go, standing_html, work
from dalil.views.reading.work import Opened, ReadingPart, neighbours
from dalil.views.words import say

# What is taken from the part being read: its citation, copied, and the part itself, saved.


def keep(library: Library, opened: Opened, passage: Passage, language: str) -> None:
    """The buttons under a part: ``passage`` is what was asked for in it, or all of it.

    What is saved is a stored passage: of a provision that an amendment worded, the amendment's.
    """
    citation = cite(opened.document, passage, language=language)
    document, stored = opened.document, passage
    if isinstance(opened, OnDay):
        gave = opened.provisions[passage.passage_id].source or passage.passage_id
        given = library.catalog.passage(gave)
        other = library.catalog.document(given.document_id, with_text=False) if given else None
        if given is not None and other is not None:
            document, stored = other, given
    with st.container(horizontal=True, gap="small", key="reader-keep"):
        copy_button(say("copy_citation"), citation, key="copy-reader")
        save_button(library, document, stored, "", key="reader")


Language = Literal["id", "en"]

#: Later wordings of one provision that are shown.
_WORDINGS = 3


def sheet(
    library: Library,
    opened: Opened,
    here: int,
    passage: Passage | None,
    place: str = "",
    hits: Sequence[TextMatch] = (),
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
    # On a day the provision itself says what was done to it.
    known = not opened.day and standing[0] is not Status.UNKNOWN
    badges = standing_html(standing, language) if known else ""
    until = day_of(opened.day)
    own = [hit for hit in hits if part.start <= hit.start < part.end]
    st.html(
        (f'<p class="dalil-trail">{trail}</p>' if trail else "")
        + opened.heads(part.passages[0], language)
        + f'<h2 class="dalil-part" id="{escape(str(part.locator))}" data-place="{escape(place)}"'
        f' data-hit="{now if any(hit.part == here for hit in hits) and now is not None else ""}">'
        f"{plain(label(part, language, say('page')))}</h2>"
        + (f'<div class="dalil-head">{badges}</div>' if badges else "")
        + opened.remark(part.passages[0], language)
        + notice_html(
            given_by(rulings_on(library.catalog, part.passage_id), until),
            language,
            str(part.locator),
        )
    )
    asked = passage if passage is not None and not _is_whole(part, passage) else None
    _text(library, opened, part, asked, language, own, now)
    keep(library, opened, asked or part.passages[0], language)
    target = (asked or part.passages[0]).passage_id
    if has_history(library, opened, target):
        provenance(library, target, language)
    _elsewhere(library, opened, part, language)
    listed = definitions(_defined(opened, part), language, opened.day)
    if listed:
        st.html(listed)
    courts = reviewed_html(library.catalog, part.passage_id, language)
    if reviews_norms(opened.document.id):
        inside = {p.passage_id for p in opened.passages if part.start <= p.start < part.end}
        courts += decides_html(library.catalog, opened.document.id, inside, language)
    if courts:
        st.html(courts)
    if cited := cited_html(library, target, language):
        st.html(cited)
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


def elucidation(library: Library, opened: Opened, part: ReadingPart) -> bool:
    """Draw what explains the part, or what it explains; False where there is nothing."""
    language = _language()
    other = opened.counterpart(part)
    general = opened.general
    inside = part.locator.in_penjelasan
    ways = []
    if general is not None and general.passage_id != part.passage_id:
        ways.append(link(general.passage_id, say("reader_general"), language, day=opened.day))
    if other is None:
        if ways:
            st.html(f'<p class="dalil-meta">{" · ".join(ways)}</p>')
        return False
    name = say("reader_body") if inside else say("reader_elucidation")
    ways.insert(0, link(other.passage_id, say("reader_go"), language, day=opened.day))
    st.html(f'<h3 class="dalil-beside">{plain(name)}</h3>')
    beside = ReadingPart((other,), other.start, other.end)
    run = sheets(blocks(opened, beside))[0]
    st.html(
        opened.remark(other, language)
        + drawn(opened, run, _links(library, opened, beside, run, language), None, ui=language)
        + f'<p class="dalil-meta">{" · ".join(ways)}</p>'
    )
    return True


def _text(
    library: Library,
    opened: Opened,
    part: ReadingPart,
    asked: Passage | None,
    language: Language,
    hits: Sequence[TextMatch],
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
        + drawn(opened, run, links_, asked, ui=language)
    )  # fmt: skip
    if asked:
        st.caption(say("reader_asked"))


def _links(
    library: Library, opened: Opened, part: ReadingPart, run: list[Block], language: Language
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
    found = links(
        library.catalog, references, opened.document.id, language, say("reader_absent"),
        opened.day, opened.by_id if opened.day else (),
    )  # fmt: skip
    return [Wrap(w.start + start, w.end + start, w.opening, w.closing) for w in found]


def _elsewhere(library: Library, opened: Opened, part: ReadingPart, language: Language) -> None:
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
    now = ""
    if not opened.day and relations and changes(library, opened):
        now = link(part.passage_id, say("force_read_provision"), language, day=NOW)
    st.html(
        f'<div class="dalil-changed"><h3>{plain(say("reader_changed"))}</h3>'
        + kin.kin_html(catalog, groups, language, level=4)
        + (f'<p class="dalil-meta">{now}</p>' if now else "")
        + "</div>"
    )
    if opened.day:  # the wording itself is what is being read
        return
    target = f"{opened.document.id}#{'/'.join(str(s) for s in part.locator.steps)}"
    for number, worded in enumerate(later_wordings(catalog, target)):
        if number == _WORDINGS:
            break
        _wording(library, worded[0], language)


def _wording(library: Library, worded: Passage, language: Language) -> None:
    other = work(library, worded.document_id)
    if other is None or worded.passage_id not in other.by_id:
        return
    beside = ReadingPart((worded,), worded.start, worded.end)
    run = sheets(blocks(other, beside))[0]
    title = say("reader_new_wording", act=short_name(other.document))
    st.html(
        f'<div class="dalil-worded"><h3>{plain(title)}</h3>'
        + drawn(other, run, _links(library, other, beside, run, language), None)
        + f'<p class="dalil-meta">{link(worded.passage_id, say("reader_go"), language)}</p></div>'
    )


def _defined(opened: Opened, part: ReadingPart) -> list[UsedTerm]:
    seen: dict[str, UsedTerm] = {}
    for passage in part.passages:
        for one in opened.usage.of_passage(passage):
            seen.setdefault(one.term, UsedTerm(one.term, opened.by_id[one.passage_id]))
    return list(seen.values())


def _is_whole(part: ReadingPart, passage: Passage) -> bool:
    return passage.start <= part.start and part.end <= passage.end


def _language() -> Language:
    return "en" if st.session_state.get("lang") == "en" else "id"


# Where a passage stands on the image of its page: by the file's characters, else by its image.

#: How the boxes were found; "no_ocr" where a scan cannot be recognised here.
Found = Literal["file", "ocr", "nowhere", "no_ocr"]


@st.cache_data(max_entries=256, show_spinner=False)  # type: ignore[untyped-decorator]
def file_marks(path: str, sha256: str, start: int, end: int, _document: Document) -> list[Box]:
    """The boxes by the file's own characters, over all pages of the span; some milliseconds.

    ``_document`` has its text; the file's hash and the span stand for it.
    """
    return boxes_of(Path(path), _document.text, _document.page_starts, start, end)


@st.cache_data(max_entries=256, show_spinner=False)  # type: ignore[untyped-decorator]
def image_marks(
    path: str, sha256: str, start: int, end: int, page: int, _document: Document
) -> list[Box]:
    """The boxes on one page by recognising its image; some seconds the first time for a page."""
    return recognised_boxes(Path(path), _document.text, _document.page_starts, start, end, page)


def recognisable(document: Document) -> Found:
    """What is left to try, or to say, where the file's characters do not lead to a place."""
    if can_recognise():
        return "ocr"
    return "no_ocr" if "tesseract" in document.reader else "nowhere"


# The official page beside the text: its image with the passage marked, turned and enlarged.

#: Widths of the image in pixels at each zoom; at the first it fills its column.
_ZOOMS = (1_240, 1_300, 1_900)
_PERCENT = ("leaf_fit", "150 %", "220 %")


def original_of(library: Library, document: Document) -> Path:
    """The file as it was taken in."""
    return library.original(document.sha256, Path(document.source).suffix)


def has_pages(library: Library, document: Document) -> bool:
    """Whether there is a page of the file to show; a text put together has none."""
    return document.source.lower().endswith(".pdf") and bool(document.page_starts)


@st.fragment  # type: ignore[untyped-decorator]
def leaf(library: Library, opened: Opened, passage: Passage) -> None:
    """Draw the page the passage begins on, and the buttons to turn and enlarge it."""
    document = opened.document
    file = original_of(library, document)
    st.html(f'<h2 class="dalil-beside" id="halaman-asli">{plain(say("leaf_title"))}</h2>')
    if not file.is_file():
        notice("warning", say("page_gone"))
        return
    first = document.page_of(passage.start) or 1
    last = document.page_of(max(passage.end - 1, passage.start)) or first
    key = f"leaf-{passage.passage_id}"
    page = min(max(st.session_state.get(key, first), 1), document.pages)
    with st.container(horizontal=True, vertical_alignment="center", key="reader-leaf-turn"):
        for step, icon in ((-1, ":material/chevron_left:"), (1, ":material/chevron_right:")):
            other = min(max(page + step, 1), document.pages)
            st.button(
                say("leaf_page", page=other), icon=icon, key=f"leaf-turn-{step}",
                on_click=_turn, args=(key, other), disabled=other == page,
                icon_position="left" if step < 0 else "right",
            )  # fmt: skip
        zoom = st.segmented_control(
            say("leaf_zoom"), range(len(_ZOOMS)), default=0, required=True, key="leaf-zoom",
            format_func=lambda n: say(_PERCENT[n]) if n == 0 else _PERCENT[n],
            label_visibility="collapsed",
        )  # fmt: skip
    inside = first <= page <= last
    with st.container(key="reader-leaf-image"):
        place = st.empty()
        boxes = _on(page, file_marks(*_span(file, document, passage), document)) if inside else []
        if not _show(place, file, page, zoom or 0, boxes):
            notice("warning", say("page_gone"))
            return
        said = "leaf_marked"
        if inside and not boxes:
            said, boxes = _recognise(file, document, passage, page)
            if boxes:
                _show(place, file, page, zoom or 0, boxes)
    st.caption(say("page_of", page=page, pages=document.pages))
    st.caption(say(said if inside else "leaf_elsewhere"))


def _recognise(
    file: Path, document: Document, passage: Passage, page: int
) -> tuple[str, list[Box]]:
    """The marks by recognising the image, and the key of what is said of them."""
    left = recognisable(document)
    if left != "ocr":
        return ("leaf_no_ocr" if left == "no_ocr" else "leaf_unmarked"), []
    with st.spinner(say("leaf_reading")):
        boxes = image_marks(*_span(file, document, passage), page, document)
    return ("leaf_marked_ocr" if boxes else "leaf_unmarked"), boxes


def _span(file: Path, document: Document, passage: Passage) -> tuple[str, str, int, int]:
    return str(file), document.sha256, passage.start, passage.end


def _on(page: int, boxes: list[Box]) -> list[Box]:
    return [box for box in boxes if box.page == page]


def _show(place: Any, file: Path, page: int, zoom: int, boxes: list[Box]) -> bool:
    """Draw the page's image; False where there is none."""
    image = _image(str(file), page, _ZOOMS[zoom], tuple(boxes))
    if image is None:
        return False
    place.image(
        image,
        width=_ZOOMS[zoom] // 2 if zoom else "stretch",
        alt=say("leaf_alt", page=page),
    )
    return True


def _turn(key: str, page: int) -> None:
    st.session_state[key] = page


@st.cache_data(max_entries=64, show_spinner=False)  # type: ignore[untyped-decorator]
def _image(path: str, page: int, width: int, boxes: tuple[Box, ...]) -> bytes | None:
    return picture(Path(path), page, width, boxes)
