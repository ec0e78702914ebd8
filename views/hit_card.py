"""One found passage as a card, and the parts of it that other pages show too."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Sequence
from html import escape
from pathlib import PurePath
from typing import Final, Literal
from urllib.parse import urlsplit

import streamlit as st

from dalil.answer.citation.cite import cite, provision
from dalil.answer.citation.work_names import full_name, title_case
from dalil.answer.court_rulings import effect_words, ruling_name, since
from dalil.answer.wordings import wording_note
from dalil.index.query.analyzer import language_of
from dalil.index.search.explain import ScoreRank, Why, why
from dalil.index.search.results import Hit
from dalil.index.store.bookmarks import NAME_LIMIT, NOTE_LIMIT, Collections
from dalil.index.store.legal_status import Standing
from dalil.index.wordings import WordingOn
from dalil.ingest.errors import DalilError
from dalil.ingest.messages import message_of
from dalil.ingest.model import Document, Passage, Status, Tier
from dalil.ingest.references.ids import print_target
from dalil.library import Library
from dalil.views import session, user
from dalil.views.components import copy_button, notice
from dalil.views.filters import Settings
from dalil.views.following import follow_button
from dalil.views.hit_context import context
from dalil.views.html import Span, clipped, marked, matched_words, plain, reader_address, shifted
from dalil.views.words import heard, number, say


@st.fragment  # type: ignore[untyped-decorator]
def why_here(library: Library, hit: Hit, settings: Settings, key: str) -> None:
    """An expander that computes nothing until it is opened."""
    box = st.expander(say("why"), key=f"why-{key}", type="compact", on_change="rerun")
    if not box.open:
        return
    with box:
        try:
            found = why(library, settings.question, hit, settings.mode, settings.filters)
        except DalilError as error:
            notice("warning", say("why_gone"), heard(error))
            return
        st.html(explained(found))


def explained(found: Why) -> str:
    """The reasons as HTML: sentences, then a table of the scores."""
    said = "".join(f"<li>{sentence}</li>" for sentence in _sentences(found))
    return f'<ul class="dalil-lines">{said}</ul>' + _figures(found)


def _sentences(found: Why) -> list[str]:
    made: list[str] = []
    if found.referenced:
        made.append(plain(say("why_referenced")))
    asked = len(found.said) + len(found.above) + len(found.missing)
    if asked:
        words = "; ".join(
            plain(word if forms == (word,) else f"{word} → {', '.join(forms)}")
            for word, forms in found.said
        )
        line = say("why_said", said=len(found.said), asked=asked)
        made.append(f"{plain(line)}: {words}." if words else f"{plain(line)}.")
    if found.above:
        made.append(plain(f"{say('why_above')} {', '.join(found.above)}."))
    if found.missing:
        made.append(plain(f"{say('why_missing')} {', '.join(found.missing)}."))
    if found.semantic:
        made.append(_placed("why_semantic", found.semantic))
    if found.named_work:
        made.append(plain(say("why_named_work")))
    if found.defines:
        made.append(plain(say("why_defines")))
    if found.behind_norms:
        made.append(plain(say("why_behind_norms")))
    if found.elucidation_factor is not None:
        made.append(plain(say("why_elucidation")))
    if found.repealed_factor is not None:
        made.append(plain(say("why_repealed")))
    if found.special_factor is not None:
        made.append(plain(say("why_special")))
    return made


def _placed(key: str, place: ScoreRank) -> str:
    return plain(say(key, rank=_count(place.rank), of=_count(place.of)))


def _figures(found: Why) -> str:
    rows = [
        (say(f"why_by_{name}"), place, digits)
        for name, place, digits in (
            ("words", found.lexical, 2),
            ("meaning", found.semantic, 3),
            ("both", found.fused, 3),
        )
        if place is not None
    ]
    if not rows:
        return ""
    head = "".join(f"<th>{plain(say(f'why_col_{c}'))}</th>" for c in ("what", "score", "rank"))
    body = "".join(
        f"<tr><th>{plain(name)}</th><td>{_number(place.score, digits)}</td>"
        f"<td>{plain(say('why_rank', rank=_count(place.rank), of=_count(place.of)))}</td></tr>"
        for name, place, digits in rows
    )
    return (
        f'<table class="dalil-table"><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>'
        f'<p class="dalil-meta">{plain(say("why_note"))}</p>'
    )


def _number(value: float, digits: int) -> str:
    """With the decimal mark of the language."""
    text = f"{value:.{digits}f}"
    return text if say("decimal") == "." else text.replace(".", say("decimal"))


def _count(value: int) -> str:
    """With the thousands mark of the language."""
    return number(value)


# Save a passage: a small form on a card that chooses a collection and takes a note.

#: What is saved where, read once a run of the page: `views.frame` drops it when a run begins.
HELD: Final = "save_held"
LAST: Final = "save_last"  # the collection this session last saved in, by its name
CHOSEN: Final = "collections_chosen"  # the one that is open on the page of collections, by id
_FAILED: Final = "save_failed"


@st.fragment  # type: ignore[untyped-decorator]
def save_button(
    library: Library, document: Document, passage: Passage, question: str, key: str
) -> None:
    """A button that opens the form; it says whether the passage is saved already.

    ``question`` is what the passage was found by (empty: none). What it holds is drawn
    when it is opened. ``key`` tells it from the others on the page.
    """
    held = _held(library).get(passage.passage_id, [])
    # Labels are Markdown to Streamlit: ours only, never the name of a collection. An expander and
    # no popover: the keyboard goes on into it, while a popover stands at the end of the page.
    box = st.expander(
        say("save_done" if held else "save"),
        icon=":material/bookmark_added:" if held else ":material/bookmark_add:",
        key=f"save-{key}",
        type="compact",
        on_change="rerun",
    )
    if not box.open:
        return
    with box:
        if held:
            st.html(f'<p class="dalil-meta">{plain(say("save_held"))} {plain(", ".join(held))}</p>')
        if failed := st.session_state.pop(_FAILED, ""):
            notice("error", say("save_failed"), heard(failed))
        _form(library, document, passage, question, key)


def _form(library: Library, document: Document, passage: Passage, question: str, key: str) -> None:
    names = [collection.name for collection in Collections(library.catalog, user.owner()).all()]
    last = st.session_state.get(LAST)
    with st.form(f"save-form-{key}", border=False):
        if names:
            st.selectbox(
                say("save_where"), names, index=names.index(last) if last in names else 0,
                key=f"save-where-{key}",
            )  # fmt: skip
        st.text_input(
            say("save_or_new" if names else "save_new"), "" if names else say("save_first_name"),
            max_chars=NAME_LIMIT, key=f"save-new-{key}",
        )  # fmt: skip
        st.text_area(
            say("save_note"), max_chars=NOTE_LIMIT, height=80, key=f"save-note-{key}",
            placeholder=say("save_note_hint"),
        )  # fmt: skip
        st.form_submit_button(
            say("save"), type="primary", on_click=_save,
            args=(library, document, passage, question, key),
        )  # fmt: skip


def _save(library: Library, document: Document, passage: Passage, question: str, key: str) -> None:
    new = (st.session_state.get(f"save-new-{key}") or "").strip()
    name = new or st.session_state.get(f"save-where-{key}") or ""
    note = st.session_state.get(f"save-note-{key}") or ""
    st.session_state.pop(HELD, None)
    try:
        Collections(library.catalog, user.owner()).save_in(
            name, document, passage, question, note, generation_of(library)
        )
    except (DalilError, sqlite3.Error) as error:
        st.session_state[_FAILED] = message_of(error)
        return
    st.session_state[LAST] = next(
        (held for held in _held(library).get(passage.passage_id, [])
         if held.casefold() == " ".join(name.split()).casefold()), None,
    )  # fmt: skip
    st.session_state.pop(CHOSEN, None)  # that page opens what was saved in
    st.session_state[f"save-new-{key}"] = st.session_state[f"save-note-{key}"] = ""
    st.session_state[f"save-{key}"] = False  # the form closes; its button says "saved"


def generation_of(library: Library) -> str:
    """The label of the index in use; "" where there is none that can be read."""
    try:
        generation = library.in_use
    except session.UNREADABLE:
        return ""
    return generation.label if generation else ""


def _held(library: Library) -> dict[str, list[str]]:
    """The names of the collections that hold each passage: one query a run, for all cards."""
    if HELD not in st.session_state:
        try:
            st.session_state[HELD] = Collections(library.catalog, user.owner()).holding()
        except sqlite3.Error:  # the page itself will say that the library cannot be read
            return {}
    found: dict[str, list[str]] = st.session_state[HELD]
    return found


#: Characters of a passage that a card shows; the rest is in the context.
CARD_LIMIT = 1_100
#: Characters of a repealed provision that is folded under a hit.
_OLDER = 300


def hit_card(
    library: Library,
    hit: Hit,
    citation: str,
    roots: frozenset[str],
    settings: Settings,
    answering: tuple[tuple[int, int], ...] = (),
) -> None:
    """A passage: where it is, what it says, its citation, and the ways on from it.

    ``answering`` are the spans of the document that the answer quotes; ``settings`` those of the
    question that found it.
    """
    document, passage = hit.document, hit.passage
    key = f"hit-{hit.rank}"
    with st.container(border=True, key=key):
        st.html(
            head(
                document, passage, hit.rank, referenced=hit.referenced, standing=hit.standing,
                after=badge("tier", say(f"short_{document.tier.value}")),
            )
            + decided_html(hit)
            + wording_html(hit.wording, passage.passage_id)
            + _text(passage, roots, answering)
            + same_words([cite(work, place, style="short") for work, place in hit.others])
            + meta(document, passage.page, *_read_at(hit, settings.as_of or ""))
            + f'<p class="dalil-cite">{plain(citation)}</p>'
            + _older(hit.older)
        )  # fmt: skip
        with st.container(horizontal=True, gap="small", key=f"do-{key}"):
            copy_button(
                say("copy_citation"),
                citation,
                key=f"copy-{key}",
                name=say("copy_citation_of", rank=hit.rank),
            )
            context(library, document, passage, hit.shown, roots, key=key)
            saved = f"{key}-{passage.passage_id}"
            save_button(library, document, passage, settings.question, key=saved)
            follow_button(library, "work", hit.shown.passage_id, key=saved)
            why_here(library, hit, settings, key=key)


def _read_at(hit: Hit, day: str) -> tuple[str, str]:
    """Where the reader shows a hit, and on which day: of a wording that is not that day's, and
    where no day was asked about, the passage as its own document has it."""
    wording = hit.wording
    if not day or (wording is not None and wording.superseded):
        return hit.passage.passage_id, ""
    return (wording.provision if wording is not None else hit.passage.passage_id), day


def head(
    document: Document,
    passage: Passage,
    number: int | None = None,
    *,
    referenced: bool = False,
    standing: Standing = (Status.UNKNOWN, None),
    after: str = "",
) -> str:
    """Place and badges of a passage, as HTML; with a number it is the heading of a card.

    ``standing`` is what is known of the passage itself: nothing is said where nothing is known,
    since that is said once for all (`force_lines`). ``after`` is HTML that stands after the
    badges. Without a number an act's title is left out.
    """
    badges = [] if standing[0] is Status.UNKNOWN else [status_badge(*standing)]
    if document.digest:
        badges.append(badge("digest", say("digest"), say("digest_why")))
    if referenced:
        badges.append(badge("referenced", say("referenced")))
    if document.tier is Tier.PRIMARY:
        place = cite(document, passage, style="short").removesuffix(" (ikhtisar)")
        under = "" if number is None else full_name(document)
    else:
        place = title_case(document.title)
        under = provision(passage)
    line = f'<p class="dalil-title">{plain(under)}</p>' if under else ""
    named = f'<span class="dalil-place">{plain(place)}</span>'
    if number is not None:
        named = (
            f'<h3 class="dalil-place" id="bagian-{number}" tabindex="-1">'
            f'<span class="dalil-number">{number}</span> {plain(place)}</h3>'
        )
    return f'<div class="dalil-head">{named}{"".join(badges)}{after}</div>{line}'


def decided_html(hit: Hit) -> str:
    """What courts decided of a hit, with links to the dicta, as HTML; "" for nothing."""
    language: Literal["id", "en"] = "en" if st.session_state.get("lang") == "en" else "id"
    made = []
    for ruling in hit.rulings:
        words = effect_words(ruling, language, str(hit.passage.locator))
        words = plain(f"{words[:1].upper()}{words[1:]} {say('court_by')}")
        href = escape(reader_address(ruling.passage_id, language))
        made.append(
            f'<p>{words} <a href="{href}" target="_blank" rel="noopener">'
            f"{plain(ruling_name(ruling, language))}</a>{plain(since(ruling, language))}</p>"
        )
    return f'<div class="dalil-court" role="note">{"".join(made)}</div>' if made else ""


def wording_html(wording: WordingOn | None, passage_id: str) -> str:
    """What a passage is to the wording in force, with the way to that one, as HTML; "" for
    nothing."""
    language: Literal["id", "en"] = "en" if st.session_state.get("lang") == "en" else "id"
    said = wording_note(wording, language, passage_id)
    if wording is None or not said:
        return ""
    line = plain(f"{said[:1].upper()}{said[1:]}.")
    if wording.passage:
        href = escape(reader_address(wording.passage, language))
        line += f' <a href="{href}" target="_blank" rel="noopener">{plain(say("wording_now"))}</a>'
    return f'<p class="dalil-meta dalil-force" role="note">{line}</p>'


def status_badge(status: Status, reason: str | None) -> str:
    """The status of a passage, which leads to the provision that says so."""
    known = say(f"status_{status.value}")
    if not reason:
        return badge(status.value, known)
    language = "en" if st.session_state.get("lang") == "en" else "id"
    return (
        f'<a class="dalil-badge dalil-badge-{escape(status.value)}" target="_blank" rel="noopener"'
        f' href="{escape(reader_address(reason, language))}" title="{escape(say("status_read"))}">'
        f"{plain(f'{known} – {print_target(reason)}')}</a>"
    )


def force_lines(notes: Sequence[str]) -> None:
    """Draw what is said once of the force of the passages below
    (`answer.legal_force.said_once`)."""
    if notes:
        st.html("".join(f'<p class="dalil-meta dalil-force">{plain(note)}</p>' for note in notes))


def badge(kind: str, text: str, why: str = "") -> str:
    """A small label as HTML; ``why`` is shown when it is pointed at, and read aloud."""
    title = f' title="{escape(why)}"' if why else ""
    aloud = f'<span class="dalil-aloud">: {plain(why)}</span>' if why else ""
    return (
        f'<span class="dalil-badge dalil-badge-{escape(kind)}"{title}>{plain(text)}{aloud}</span>'
    )


def meta(document: Document, page: int | None, passage_id: str = "", day: str = "") -> str:
    """Page, file and official source of a passage, as HTML; with its id the way to the reader,
    which shows it on that day."""
    parts = []
    if page is not None:
        parts.append(f"{say('page')} {page}")
    parts.append(f"{say('source')}: {plain(PurePath(document.source).name)}")
    if link := safe_link(document.url):
        parts.append(
            f'<a href="{escape(link)}" target="_blank" rel="noopener noreferrer">'
            f"{say('official')}</a>"
        )
    if passage_id:  # in a tab of its own: the answer stays
        language = "en" if st.session_state.get("lang") == "en" else "id"
        address = escape(reader_address(passage_id, language, day))
        parts.append(f'<a href="{address}" target="_blank" rel="noopener">{say("read_here")}</a>')
    return f'<p class="dalil-meta">{" · ".join(parts)}</p>'


def safe_link(url: str | None) -> str:
    """The address if it is one of the web; anything else (``javascript:`` …) is none."""
    if not url or any(c.isspace() or not c.isprintable() for c in url):
        return ""
    try:
        parts = urlsplit(url)
    except ValueError:
        return ""
    return url if parts.scheme in {"http", "https"} and parts.netloc else ""


def _text(passage: Passage, roots: frozenset[str], answering: tuple[tuple[int, int], ...]) -> str:
    text = passage.text
    spans = matched_words(text, roots)
    units = [
        Span(
            max(start, passage.start) - passage.start, min(end, passage.end) - passage.start, "unit"
        )
        for start, end in answering
        if start < passage.end and end > passage.start
    ]
    start, end = clipped(text, units or spans, CARD_LIMIT)
    lead_in = ""
    if passage.lead_in and not start:
        lead_in = f'<span class="dalil-leadin">{plain(passage.lead_in)}</span><br>'
    return (
        f'<p class="dalil-text" lang="{language_of(text)}">'
        + lead_in
        + ("… " if start else "")
        + marked(text[start:end], shifted([*spans, *units], start, end))
        + (" …" if end < len(text) else "")
        + "</p>"
        + (f'<p class="dalil-meta">{say("clipped")}</p>' if (start, end) != (0, len(text)) else "")
    )


def _older(hits: Iterable[Hit]) -> str:
    """Repealed provisions and older wordings that a hit is in the place of, folded, as HTML;
    nothing for none."""
    hits = list(hits)
    language = "en" if st.session_state.get("lang") == "en" else "id"
    rows = [
        f'<li><a href="{escape(reader_address(hit.passage.passage_id, language))}" target="_blank" '
        f'rel="noopener">{plain(cite(hit.document, hit.passage, style="short"))}</a> '
        f"{status_badge(*hit.standing)}{wording_html(hit.wording, hit.passage.passage_id)}"
        f"<br>{plain(_shortened(hit.passage.text))}</li>"
        for hit in hits
    ]
    if not rows:
        return ""
    replaced = all(hit.wording is not None and hit.wording.superseded for hit in hits)
    summary = plain(say("older_wordings" if replaced else "older", count=len(rows)))
    return (
        f'<details class="dalil-older"><summary>{summary}</summary><ul>{"".join(rows)}</ul>'
        "</details>"
    )


def _shortened(text: str) -> str:
    words = " ".join(text.split())
    return words if len(words) <= _OLDER else words[:_OLDER].rsplit(" ", 1)[0] + " …"


def same_words(places: Iterable[str]) -> str:
    """Where else the same words stand, as HTML; nothing for nowhere."""
    others = ", ".join(plain(place) for place in places)
    return f'<p class="dalil-meta">{say("also_in")} {others}</p>' if others else ""
