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
from dalil.ingest.model import Document, Status, Tier
from dalil.ingest.words import LETTERS, word_set
from dalil.views.hit_card import badge
from dalil.views.html import plain, reader_address
from dalil.views.source_table import with_words
from dalil.views.words import say

Language = Literal["id", "en"]
By = Literal["kind", "year", "subject"]
Groups = list[tuple[str, list[Document]]]

_BY: Final[tuple[By, ...]] = ("kind", "year", "subject")
#: Works up to which every group is open, and those of one group that are listed.
_OPEN, _LISTED = 80, 150
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
        shown = with_words(documents, words)
        st.caption(say("filter_count", count=len(shown), total=len(documents)))
        if not shown:
            st.caption(say("filter_none"))
            return
        groups = grouped(shown, by or "kind")
        st.html(works_html(groups, language, open_=len(shown) <= _OPEN or bool(words.strip())))


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
