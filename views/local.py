"""Whether the people who use the app sit at the machine that it runs on."""

from __future__ import annotations

import os
from typing import Final

import streamlit as st

#: ``0``: no folder of this machine is offered to anybody; any other value: to everybody.
ENVIRONMENT: Final = "DALIL_FOLDERS"
_HERE: Final = frozenset({"localhost", "127.0.0.1", "::1"})


def folders_allowed() -> bool:
    """Whether a page may name folders of this machine.

    Only where the app is bound to this machine alone, as `dalil app` does, or where whoever runs
    it says so: on a shared server, folders are not the visitors' to name.
    """
    said = os.environ.get(ENVIRONMENT, "")
    if said:
        return said != "0"
    return st.get_option("server.address") in _HERE
