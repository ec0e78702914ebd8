"""What a question names and the library cannot show: why, and the way to what is there."""

from __future__ import annotations

from html import escape

import streamlit as st

from answer.absent import absent
from answer.result import Result
from views.mark import plain
from views.reading.address import reader_address
from views.words import Language, say


def not_shown(result: Result) -> None:
    """Draw it; nothing where all that the question names is shown."""
    if not result.absent:
        return
    language: Language = "en" if st.session_state.get("lang") == "en" else "id"
    lacking = [one.reference for one in result.absent if one.why != "filtered"]
    title = say("named_not_here", named="; ".join(lacking)) if lacking else say("named_filtered")
    rows = []
    for one in absent(result.unmet, language):
        way = ""
        if one.see:
            address = escape(reader_address(one.see, language))
            name = plain(say("named_see"))
            way = f' <a href="{address}" target="_blank" rel="noopener">{name}</a>'
        rows.append(f"<p>{plain(one.said)}{way}</p>")
    st.html(
        f'<div class="dalil-notice dalil-warning" role="status"><strong>{plain(title)}</strong>'
        f"{''.join(rows)}</div>"
    )
