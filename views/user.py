"""Who uses the app in this session: their role, and the name under which what they keep is kept.

Alone (the app is bound to this machine and not said to be public) everybody is the local person.
Else one becomes an editor by Streamlit's own sign-in (OpenID Connect, ``[auth]`` in its secrets),
where the editors' file names one, or by the secret of a file. docs/server.md says how.
"""

from __future__ import annotations

import hashlib
import hmac
import os
import sqlite3
import time
from contextlib import suppress
from pathlib import Path
from typing import Any, Final

import streamlit as st

from dalil.index.store.catalog import Catalog
from dalil.index.store.owner import LOCAL, forget_sessions, of_person, of_session
from dalil.ingest.errors import DalilError, TooMuch
from dalil.service.hosts import is_loopback
from dalil.service.permissions import (
    EDITORS_FILE,
    PUBLIC,
    SECRET_FILE,
    SECRET_LENGTH,
    Act,
    Role,
    permitted,
    require,
)
from dalil.service.rate_limit import Tries
from dalil.views.components import notice
from dalil.views.words import heard, say

_OWNER: Final = "person_owner"
_UNLOCKED: Final = "person_unlocked"
#: Seconds between two times at which what ended sessions left behind is deleted.
_TIDY_S: Final = 3_600.0

_served = False
_tidied = -_TIDY_S


def serve() -> None:
    """Say that this process serves the app: then the address it is bound to decides."""
    global _served
    _served = True


def is_served() -> bool:
    """Whether this process serves the app (a test of its pages does not)."""
    return _served


def public() -> bool:
    """Whether others than the person at this machine may use the app."""
    said = os.environ.get(PUBLIC, "").strip()
    if said:
        return said != "0"
    return _served and not is_loopback(st.get_option("server.address"))


def role() -> Role:
    """What the person of this session is."""
    if not public():
        return Role.ALONE
    if _by_secret() or _by_name():
        return Role.EDITOR
    return Role.READER


def may(act: Act) -> bool:
    """Whether the person of this session may do that."""
    return permitted(role(), act)


def must(act: Act) -> None:
    """Raise NotPermitted where the person of this session may not do that."""
    require(role(), act)


def owner() -> str:
    """Under which name what this person keeps is kept (`index.store.owner`)."""
    if not public():
        return LOCAL
    user = _signed_in()
    if user is not None:
        return of_person(str(user.get("iss", "")), str(user.get("sub") or user.get("email")))
    if _OWNER not in st.session_state:
        st.session_state[_OWNER] = of_session()
    return str(st.session_state[_OWNER])


def is_passing() -> bool:
    """Whether what this person keeps ends with the session."""
    return public() and _signed_in() is None


def tidy(catalog: Catalog) -> None:
    """Now and then delete what sessions without a sign-in left behind."""
    global _tidied
    if not public() or time.monotonic() - _tidied < _TIDY_S:
        return
    _tidied = time.monotonic()
    with suppress(DalilError, sqlite3.Error):  # a library that cannot be written is still read
        forget_sessions(catalog)


# Signing in


def can_sign_in() -> bool:
    """Whether Streamlit's own sign-in is set up."""
    with suppress(Exception):  # no file of secrets, or one that cannot be read: there is none
        return "auth" in st.secrets
    return False


def has_secret() -> bool:
    """Whether there is a secret by which one becomes an editor."""
    return secret() is not None


def secret() -> str | None:
    """The editors' secret; None where there is none, or it is too short to be one."""
    said = _read(SECRET_FILE).strip()
    return said if len(said) >= SECRET_LENGTH else None


def signed_in_as() -> str:
    """What is shown of who signed in: name or address; "" where nobody did."""
    user = _signed_in()
    return str(user.get("name") or user.get("email") or user.get("sub")) if user else ""


def unlock(typed: str) -> bool:
    """Become an editor by the secret; whether it was right. Raises TooMuch after many tries."""
    # Behind a proxy of this machine nobody has an address: then the sessions are told apart, and
    # the limit for all holds who makes new ones.
    address = st.context.ip_address
    who = address if isinstance(address, str) and address else owner()
    _tries.take(who)
    held = secret()
    # Digests have one length: how long the comparison takes tells nothing of the secret.
    if held is None or not hmac.compare_digest(_digest(typed.strip()), _digest(held)):
        return False
    _tries.right(who)
    st.session_state[_UNLOCKED] = _digest(held)
    return True


def lock() -> None:
    """Stop being an editor by the secret."""
    st.session_state.pop(_UNLOCKED, None)


def _by_secret() -> bool:
    held, unlocked = secret(), st.session_state.get(_UNLOCKED)
    # Another secret in the file ends what the one before opened.
    return held is not None and unlocked is not None and hmac.compare_digest(
        unlocked, _digest(held)
    )  # fmt: skip


def _by_name() -> bool:
    user = _signed_in()
    if user is None:
        return False
    named = _editors()
    if f"sub:{user.get('sub')}" in named and user.get("sub"):
        return True
    # An address that nobody has verified may be anybody's.
    email = str(user.get("email") or "").strip().casefold()
    return user.get("email_verified") is True and bool(email) and email in named


def _editors() -> frozenset[str]:
    lines = (line.partition("#")[0].strip() for line in _read(EDITORS_FILE).splitlines())
    return frozenset(x if x.startswith("sub:") else x.casefold() for x in lines if x)


def _signed_in() -> dict[str, Any] | None:
    """What the sign-in says of the person; None where nobody signed in."""
    if not can_sign_in():
        return None
    with suppress(Exception):  # outside a session nobody is signed in
        user: dict[str, Any] = st.user.to_dict()
        if user.get("is_logged_in") is True and (user.get("sub") or user.get("email")):
            return user
    return None


def _read(variable: str) -> str:
    named = os.environ.get(variable, "")
    if not named:
        return ""
    try:
        return Path(named).read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        return ""


def _digest(text: str) -> bytes:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).digest()


_tries = Tries()


# The way to become an editor where the app is open to others, and to stop being one.

_BOX = "keys_secret"
_SAID = "keys_said"


def ring() -> None:
    """The part of the page; nothing alone at one's own machine, or where nobody can be editor."""
    if not public() or not (can_sign_in() or has_secret()):
        return
    name = signed_in_as()
    editor = role() is Role.EDITOR
    title = say("editor_here") if editor else say("signed_in", name="…") if name else (
        say("editor_sign_in"))  # fmt: skip
    said = st.session_state.pop(_SAID, "")
    with st.expander(title, icon=":material/key:", expanded=bool(said)):
        if said:
            notice("warning", said)
        if name:
            st.text(say("signed_in", name=name))  # a text: what the sign-in says is no Markdown
            st.button(say("editor_out"), key="keys_out", on_click=st.logout)
        elif can_sign_in():
            st.button(say("sign_in"), key="keys_in", on_click=st.login)
        if editor and not name:
            st.button(say("editor_out"), key="keys_lock", on_click=lock)
        elif not editor and has_secret():
            _secret()


def _secret() -> None:
    with st.form("keys", border=False, clear_on_submit=True):
        st.text_input(
            say("editor_secret"), type="password", key=_BOX, autocomplete="current-password"
        )
        st.form_submit_button(say("editor_do"), on_click=_try)


def _try() -> None:
    typed = str(st.session_state.get(_BOX) or "")
    if not typed.strip():
        return
    try:
        if not unlock(typed):
            st.session_state[_SAID] = say("editor_wrong")
    except TooMuch as error:
        st.session_state[_SAID] = heard(error)
