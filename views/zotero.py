"""The button that sends works to the Zotero on this machine."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from dalil.answer.export.zotero import send_to_zotero
from dalil.ingest.errors import DalilError
from dalil.views import user
from dalil.views.components import notice
from dalil.views.words import heard, say


def zotero_button(records: Callable[[], bytes], key: str) -> None:
    """Sends the RIS file that ``records`` makes, and says what came of it.

    Only where the app is the person's own: a server has no business with its own machine's Zotero.
    """
    if user.public():
        return
    pressed = st.button(
        "Zotero", key=f"zotero-{key}", icon=":material/send:", help=say("zotero_help")
    )
    if not pressed:
        return
    try:
        count = send_to_zotero(records())
    except DalilError as error:
        notice("warning", say("zotero_error"), heard(error))
    else:
        st.toast(say("zotero_sent", count=count), icon=":material/check:")
