"""Whether a request is meant for this server: the host it names, and the site it comes from.

It stops DNS rebinding, by which a page from elsewhere talks to a server on one's own machine, and
pages of other sites that send requests with a browser's help.
"""

from __future__ import annotations

from contextlib import suppress
from typing import Final
from urllib.parse import urlsplit

#: Further names that the server is called by, with commas; ``*`` for any (behind a proxy that
#: looks at them itself).
HOSTS: Final = "DALIL_HOSTS"
#: What this machine is called by itself.
LOCAL: Final = frozenset({"localhost", "127.0.0.1", "::1"})
#: Addresses that are bound to all of a machine's own.
ANY: Final = frozenset({"", "0.0.0.0", "::"})  # noqa: S104


def is_loopback(address: str | None) -> bool:
    """Whether only this machine reaches a server that is bound there (None: to all addresses)."""
    return address in LOCAL


def names_of(said: str) -> set[str]:
    """The names in a list with commas, as they are compared."""
    return {host.strip().casefold() for host in said.split(",")} - {""}


def called(bound: str, named: set[str]) -> frozenset[str] | None:
    """The names that a server bound there is called by, with these further ones; None for any."""
    if "*" in named:
        return None
    also = set() if bound in ANY else {bound.casefold()}
    return frozenset(named | also | LOCAL)


def is_ours(host: str | None, named: frozenset[str] | None, numbers: bool) -> bool:
    """Whether a request for this host (with a port, as the header has it) is for this server.

    ``numbers``: a bare IP address will do: no other site can be called by one.
    """
    if named is None:
        return bool(host)
    if not host:
        return False
    try:
        parts = urlsplit(f"//{host}")
        name, _ = (parts.hostname or "").rstrip(".").casefold(), parts.port
    except ValueError:
        return False
    if not name or parts.username is not None or parts.path or parts.query or parts.fragment:
        return False
    if numbers and _is_address(name):
        return True
    return any(
        name.endswith(one[1:]) if one.startswith("*.") else name == one.rstrip(".") for one in named
    )


def is_foreign(origin: str | None, host: str | None) -> bool:
    """Whether a page of another site than this host's sent the request."""
    return origin is not None and urlsplit(origin).netloc.casefold() != (host or "").casefold()


def _is_address(name: str) -> bool:
    from ipaddress import ip_address

    with suppress(ValueError):
        ip_address(name)
        return True
    return False
