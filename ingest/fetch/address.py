"""Which addresses are asked at all.

A person names a source; what the source names in turn (files of a feed, redirects) is a stranger's
word. So strangers' addresses must be of the web, with TLS, and of a public place: a feed that
names ``http://192.168.1.1/`` would have us ask the person's own network. The host that the person
named may be anywhere, and hosts that they name besides may do without TLS.
"""

from __future__ import annotations

import ipaddress
import re
import socket
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Final
from urllib.parse import quote, urljoin, urlsplit, urlunsplit

from dalil.ingest.errors import AddressRefused, Unreachable
from dalil.ingest.messages import Message

_CONTROLS: Final = re.compile("[\x00-\x20\x7f-\xa0\u2028\u2029\u202a-\u202e\u2066-\u2069]+")
_LONGEST: Final = 2_000
#: What stays as it is when an address is written so that a request takes it.
_SAFE: Final = "%/:=&?~#+!$,;'@()*[]"

Resolve = Callable[[str], Iterable[str]]


def _resolved(host: str) -> list[str]:
    """The addresses of a host, as the system finds them. Raises OSError."""
    found = socket.getaddrinfo(host, None, type=socket.SOCK_STREAM)
    return [str(one[4][0]) for one in found]


def is_loopback(host: str) -> bool:
    """Whether this host is the machine itself."""
    host = host.casefold().strip("[]")
    if host == "localhost" or host.endswith(".localhost"):
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def is_private(address: str) -> bool:
    """Whether an IP address is no public one: loopback, a home's, a link's, reserved."""
    try:
        found = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return False
    if isinstance(found, ipaddress.IPv6Address) and found.ipv4_mapped is not None:
        found = found.ipv4_mapped
    return not found.is_global or found.is_multicast


@dataclass(frozen=True, slots=True)
class Reach:
    """Whom a source may have us ask. ``home`` is the host that the person named, "" for none.

    ``named`` are further hosts that they named: these may do without TLS and be anywhere.
    """

    home: str = ""
    named: frozenset[str] = frozenset()
    resolve: Resolve = field(default=_resolved, compare=False)

    def trusts(self, host: str) -> bool:
        """Whether the person named this host; this machine has several names."""
        if host and (host == self.home or host in self.named):
            return True
        return is_loopback(host) and is_loopback(self.home)

    def person(self, said: str) -> str:
        """An address that the person typed, as it is asked. Raises AddressRefused."""
        return self._checked(said, said)

    def stranger(self, said: str, base: str) -> str:
        """An address that came from ``base``, as it is asked: in full, and with TLS.

        Plain ``http`` is asked with TLS, unless the host was named. Raises AddressRefused.
        """
        try:
            full = urljoin(base, _CONTROLS.sub(" ", said).strip())
        except ValueError as error:
            raise AddressRefused(Message("fetch.no_address", url=_shown(said))) from error
        parts = urlsplit(full)
        if parts.scheme == "http" and parts.hostname and not self._may_be_plain(parts.hostname):
            port = "" if parts.port in (None, 80) else f":{parts.port}"
            full = urlunsplit(parts._replace(scheme="https", netloc=f"{parts.hostname}{port}"))
        return self._checked(full, said)

    def _may_be_plain(self, host: str) -> bool:
        host = host.casefold()
        return host in self.named or (self.trusts(host) and is_loopback(host))

    def _checked(self, full: str, said: str) -> str:
        full = _CONTROLS.sub(" ", full).strip()
        try:
            parts = urlsplit(full)
            host, port = (parts.hostname or "").casefold(), parts.port
        except ValueError as error:
            raise AddressRefused(Message("fetch.no_address", url=_shown(said))) from error
        if parts.scheme not in {"http", "https"}:
            raise AddressRefused(Message("fetch.scheme", url=_shown(said)))
        if not host or len(full) > _LONGEST or " " in host or port == 0:
            raise AddressRefused(Message("fetch.no_address", url=_shown(said)))
        if parts.username or parts.password:
            raise AddressRefused(Message("fetch.userinfo", host=host))
        if parts.scheme == "http" and not self._may_be_plain(host):
            raise AddressRefused(Message("fetch.plain", host=host))
        if not self.trusts(host) and (is_private(host) or is_loopback(host)):
            raise AddressRefused(Message("fetch.private", host=host))
        return quote(urlunsplit(parts._replace(fragment="")), safe=_SAFE)

    def look_up(self, url: str) -> None:
        """Raise AddressRefused where a stranger's host lies in a private place.

        Raises Unreachable where it has no address.
        """
        host = (urlsplit(url).hostname or "").casefold()
        if self.trusts(host):
            return
        try:
            found = list(self.resolve(host))
        except (OSError, UnicodeError) as error:
            raise Unreachable(Message("fetch.no_host", host=host)) from error
        if any(is_private(address) for address in found):
            raise AddressRefused(Message("fetch.private", host=host))


def reach_of(said: str, hosts: Iterable[str] = ()) -> Reach:
    """Whom a source may have us ask that the person named by this address."""
    try:
        home = (urlsplit(_CONTROLS.sub("", said)).hostname or "").casefold()
    except ValueError:
        home = ""
    return Reach(home, frozenset(h.strip().casefold() for h in hosts if h.strip()))


def _shown(said: str) -> str:
    text = _CONTROLS.sub(" ", said).strip()
    return text if len(text) <= 120 else f"{text[:117]}…"
