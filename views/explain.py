"""Why a passage was found and stands where it stands: in words, then in figures, on demand."""

from __future__ import annotations

import streamlit as st

from dalil.index.search.explain import Place, Why, why
from dalil.index.search.results import Hit
from dalil.ingest.errors import DalilError
from dalil.library import Library
from dalil.views.components import notice
from dalil.views.filters import Settings
from dalil.views.html import plain
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


def _placed(key: str, place: Place) -> str:
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
