"""What there is to read, as a list: by kind, by year or by subject, fewer as one types.

A subject is what titles have in common: words that stand together in several of them, without
those that every title is made of (UU 12/2011, Lampiran II nomor 2–7: kind, "tentang", "Perubahan
atas" …). A work may stand under two.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from html import escape
from itertools import pairwise
from typing import Final, Literal

import streamlit as st

from dalil.answer.citation.work_names import kind_of_work, short_name, title_case
from dalil.index.store.catalog import Catalog
from dalil.index.store.offers import Offers
from dalil.index.store.work_list import Listed, find
from dalil.ingest.model import Document, Status, Tier
from dalil.ingest.references.ids import is_target, print_target
from dalil.ingest.words import LETTERS, word_set
from dalil.service.permissions import Act
from dalil.views import session, user
from dalil.views.first import fetch_offers
from dalil.views.hit_card import badge
from dalil.views.html import plain, reader_address
from dalil.views.jobs import busy
from dalil.views.source_table import with_words
from dalil.views.words import say

Language = Literal["id", "en"]
By = Literal["kind", "year", "subject", "cited"]
Groups = list[tuple[str, list[Document]]]

_BY: Final[tuple[By, ...]] = ("kind", "year", "subject", "cited")
#: Works up to which every group is open, and those of one group that are listed.
_OPEN, _LISTED = 80, 150
#: Works beyond which those that are typed for are looked up in the catalogue's list, and not among
#: all; those that are found so; those not held yet that are listed.
_MANY, _FOUND, _OFFERED = 1_000, 400, 12
#: Words that titles of acts are made of, whatever they are about.
_FORMULA: Final = word_set("ingest/data/title_words.toml", "formula")
#: Subjects that a work stands under at most.
_SUBJECTS: Final = 2


def works(documents: Sequence[Document], language: Language) -> None:
    """Draw the list with what narrows it."""
    with st.container(key="reader-works"):
        with st.container(horizontal=True, vertical_alignment="bottom", key="reader-filter"):
            words = st.text_input(
                say("works_filter"), key="reader-filter-words",
                placeholder=say("filter_hint"),
            )  # fmt: skip
            by = st.segmented_control(
                say("works_by"), _BY, default="kind", required=True, key="reader-works-by",
                format_func=lambda name: say(f"works_by_{name}"),
            )  # fmt: skip
        catalog = session.library().catalog
        if by == "cited":
            st.html(cited_html(find(catalog, words, most_cited=True), language))
            return
        shown = _typed(catalog, documents, words)
        st.caption(say("filter_count", count=len(shown), total=len(documents)))
        if shown:
            groups = grouped(shown, by or "kind")
            st.html(works_html(groups, language, open_=len(shown) <= _OPEN or bool(words.strip())))
        else:
            st.caption(say("filter_none"))
        offered(catalog, words)


def _typed(catalog: Catalog, documents: Sequence[Document], words: str) -> list[Document]:
    """The held works that what is typed means."""
    if len(documents) <= _MANY or not words.strip():
        return with_words(documents, words)
    found = find(catalog, words, held=True, limit=_FOUND)
    by_id = {document.id: document for document in documents}
    return [by_id[one.document_id] for one in found if one.document_id in by_id]


def offered(catalog: Catalog, words: str) -> None:
    """What the sources offer and is not held yet, each one press from being fetched."""
    found = find(catalog, words, held=False, limit=_OFFERED + 1)
    if not found:
        return
    sources = {source.number: source.said for source in Offers(catalog).sources()}
    st.html(
        f'<h3 class="dalil-h3">{plain(say("works_offered"))}</h3>'
        f'<p class="dalil-meta">{plain(say("works_offered_about"))}</p>'
    )
    for at, one in enumerate(found[:_OFFERED]):
        with st.container(
            horizontal=True, vertical_alignment="center", key=f"reader-offer-{one.offer}"
        ):
            st.html(f'<p class="dalil-past">{_offer_html(one)}</p>')
            source = sources.get(one.source or 0)
            if one.file and source and user.may(Act.FETCH):
                st.button(
                    say("works_fetch"), key=f"reader-fetch-{one.offer}", disabled=busy(),
                    icon=":material/download:", on_click=_take, args=(source, one.key),
                )  # fmt: skip
            elif at == 0 and not one.file:
                st.caption(say("works_no_file"))
    if len(found) > _OFFERED:
        st.caption(say("works_offered_more"))
    taken: tuple[str, str] | None = st.session_state.pop(_TAKEN, None)
    if taken is not None:
        fetch_offers(taken[0], (taken[1],))


_TAKEN: Final = "reader_offer_taken"


def _take(source: str, key: str) -> None:
    st.session_state[_TAKEN] = (source, key)


def _called(one: Listed) -> str:
    identifier = one.document_id or ""
    return print_target(identifier) if is_target(identifier) else ""


def _offer_html(one: Listed) -> str:
    named = _called(one)
    title = title_case(one.title)
    said = f"<b>{plain(named)}</b> {plain(title)}" if named else f"<b>{plain(title)}</b>"
    badges = badge("digest", say("works_not_held"))
    if one.status:
        badges += f' <span class="dalil-meta">{plain(one.status)}</span>'
    return f"{said} {badges}"


def cited_html(found: Sequence[Listed], language: Language) -> str:
    """The works that most works here name, held or not, with how many do."""
    rows = []
    for one in found:
        if not one.cited:
            break
        named = _called(one)
        said = plain(" ".join(filter(None, (named, title_case(one.title)))))
        if one.held:
            href = escape(reader_address(one.document_id or "", language))
            said = f'<a class="dalil-go" href="{href}">{said}</a>'
        else:
            said += f" {badge('digest', say('works_not_held'))}"
        if one.status == Status.REPEALED.value:
            said += f" {badge('repealed', say('status_repealed'))}"
        count = plain(say("works_cited", count=one.cited))
        rows.append(f'<li>{said} <span class="dalil-meta">{count}</span></li>')
    if not rows:
        return f'<p class="dalil-meta">{plain(say("works_cited_none"))}</p>'
    return f'<ul class="dalil-works">{"".join(rows)}</ul>'


def grouped(documents: Sequence[Document], by: By) -> Groups:
    """The works in groups, the newest first in each."""
    if by == "subject":
        return _by_subject(documents)
    groups: dict[tuple[object, str], list[Document]] = defaultdict(list)
    for document in documents:
        groups[_kind(document) if by == "kind" else _year(document)].append(document)
    return [(name, _newest(groups[key])) for key in sorted(groups) for name in (key[1],)]


def _kind(document: Document) -> tuple[tuple[int, int, str], str]:
    """Where a kind stands (its tier, its rank after UU 12/2011, Pasal 7) and what it is called."""
    kind = kind_of_work(document) if document.tier is Tier.PRIMARY else None
    name = (kind.name if kind else document.kind) or say(f"short_{document.tier.value}")
    rank = kind.rank if kind and kind.rank is not None else 99
    return (list(Tier).index(document.tier), rank, name), name


def _year(document: Document) -> tuple[int, str]:
    if document.year is None:
        return 1, say("works_no_year")
    return -document.year, str(document.year)


def _newest(documents: Sequence[Document]) -> list[Document]:
    return sorted(documents, key=lambda d: (-(d.year or 0), _number(d), d.title.casefold()))


def _number(document: Document) -> int:
    found = re.match(r"\d+", document.number or "")
    return -int(found[0]) if found else 0


def _by_subject(documents: Sequence[Document]) -> Groups:
    """Under the longest words that a title shares with another; the rest under "lain-lain"."""
    titles = [_phrases(title_case(d.title)) for d in documents]
    having: dict[str, set[int]] = defaultdict(set)
    for number, phrases in enumerate(titles):
        for phrase in phrases:
            having[phrase].add(number)
    groups: dict[str, list[Document]] = defaultdict(list)
    for number, phrases in enumerate(titles):
        shared = [p for p in phrases if len(having[p]) > 1]
        # More words say more; of as many words, those that more titles have.
        shared.sort(key=lambda p: (-len(p.split()), -len(having[p])))
        taken: list[str] = []
        for phrase in shared:
            if len(taken) < _SUBJECTS and not any(set(phrase.split()) & set(t.split())
                                                  for t in taken):  # fmt: skip
                taken.append(phrase)
        for phrase in taken:
            groups[phrase].append(documents[number])
    shared_ = {phrase: held for phrase, held in groups.items() if len(held) > 1}
    placed = {d.id for held in shared_.values() for d in held}
    rest = [d for d in documents if d.id not in placed]
    named = [(_shown(phrase), _newest(held)) for phrase, held in sorted(shared_.items())]
    return [*named, *([(say("works_rest"), _newest(rest))] if rest else [])]


def _phrases(title: str) -> list[str]:
    """Words of a title, and two of them in a row, without those that all titles are made of."""
    words = [word.casefold() for word in LETTERS.findall(title)]
    single = [w for w in words if len(w) > 3 and w not in _FORMULA]
    double = [f"{a} {b}" for a, b in pairwise(words) if a not in _FORMULA and b not in _FORMULA]
    return list(dict.fromkeys([*double, *single]))


def _shown(phrase: str) -> str:
    return " ".join(word[:1].upper() + word[1:] for word in phrase.split())


def works_html(groups: Groups, language: Language, open_: bool) -> str:
    """The groups as HTML, each of which opens and closes."""
    made = []
    for name, documents in groups:
        rows = "".join(_rows(documents[:_LISTED], language))
        more = len(documents) - _LISTED
        if more > 0:
            rows += f'<li class="dalil-meta">{plain(say("works_more", count=more))}</li>'
        made.append(
            f'<details class="dalil-group"{" open" if open_ else ""}><summary>'
            f'<b>{plain(name)}</b> <span class="dalil-count">{len(documents)}</span></summary>'
            f'<ul class="dalil-works">{rows}</ul></details>'
        )
    return "".join(made)


def _rows(documents: Sequence[Document], language: Language) -> Iterator[str]:
    for document in documents:
        short, title = short_name(document), title_case(document.title)
        href = escape(reader_address(document.id, language))
        said = "" if short == title else f" {plain(title)}"
        if document.tier is not Tier.PRIMARY:
            by = ", ".join(filter(None, ("; ".join(document.authors), str(document.year or ""))))
            said += f' <span class="dalil-meta">{plain(by)}</span>' if by else ""
        if document.status is Status.REPEALED:
            said += f" {badge('repealed', say('status_repealed'))}"
        yield f'<li><a class="dalil-go" href="{href}">{plain(short or document.id)}</a>{said}</li>'
