"""What courts decided of the provision being read: a notice above it, the rest in a list."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from typing import Literal

from dalil.answer.court_rulings import effect_words, ruling_name, since
from dalil.index.court_rulings import RulingOn, rulings_on, said
from dalil.index.store.catalog import Catalog
from dalil.views.html import plain, reader_address
from dalil.views.reading.links import link, name_of
from dalil.views.words import say

Language = Literal["id", "en"]


def given_by(rulings: Sequence[RulingOn], day: str | None) -> list[RulingOn]:
    """Those that had been given on a day (ISO 8601; None: all of them)."""
    return [r for r in rulings if day is None or r.date is None or r.date <= day]


def notice_html(rulings: Sequence[RulingOn], language: Language, place: str = "") -> str:
    """What a provision at ``place`` no longer is, each with a link to the dictum; "" for none."""
    made = []
    for ruling in rulings:
        href = escape(reader_address(ruling.passage_id, language))
        words = effect_words(ruling, language, place)
        words = plain(f"{words[:1].upper()}{words[1:]} {say('court_by')}")
        name = plain(ruling_name(ruling, language))
        made.append(
            f'<p>{words} <a class="dalil-go" href="{href}">{name}</a>'
            f"{plain(since(ruling, language))}</p>"
        )
    return f'<div class="dalil-court" role="note">{"".join(made)}</div>' if made else ""


def reviewed_html(catalog: Catalog, identifier: str, language: Language) -> str:
    """The reviews that changed nothing of it: rejected, not admissible; "" for none."""
    place = identifier.partition("#")[2]
    listed = [r for r in rulings_on(catalog, identifier, only_changing=False) if not r.changes]
    items = "".join(
        f"<li>{plain(effect_words(ruling, language, place))}: "
        f"{link(ruling.passage_id, ruling_name(ruling, language), language)}</li>"
        for ruling in listed
    )
    if not items:
        return ""
    return (
        f'<div class="dalil-changed"><h3>{plain(say("court_reviewed"))}</h3>'
        f'<ul class="dalil-lines">{items}</ul></div>'
    )


def decides_html(
    catalog: Catalog, ruling_id: str, passage_ids: set[str], language: Language
) -> str:
    """What a ruling being read decides in these passages, with links to the provisions."""
    effects = [e for e in catalog.decided_by(ruling_id) if e.evidence_id in passage_ids]
    held = catalog.held(e.target_id for e in effects)
    items = []
    for ruling in said(catalog, effects):
        name = name_of(ruling.target, language)
        to = link(ruling.target, name, language) if ruling.target in held else plain(name)
        words = plain(effect_words(ruling, language, ruling.target.partition("#")[2]))
        items.append(f"<li>{to}: {words}</li>")
    if not items:
        return ""
    return (
        f'<div class="dalil-changed"><h3>{plain(say("court_decides"))}</h3>'
        f'<ul class="dalil-lines">{"".join(items)}</ul></div>'
    )
