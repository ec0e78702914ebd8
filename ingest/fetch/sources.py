"""What a person named: a name of ours, an address of the web, a repository, a folder, a file."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, Literal
from urllib.parse import unquote, urlsplit
from urllib.request import url2pathname

from dalil.ingest.data_text import read_toml
from dalil.ingest.errors import FetchError, SettingError
from dalil.ingest.fetch.address import Reach, reach_of
from dalil.ingest.identify.act_types import slugify
from dalil.ingest.messages import Message
from dalil.ingest.words import read_data

#: A TOML file with further names, or other addresses for those of `ingest/data/sources.toml`.
NAMES_VARIABLE: Final = "DALIL_SOURCES"
#: Hosts, by spaces or commas, that may do without TLS and lie in the person's own network.
HOSTS_VARIABLE: Final = "DALIL_FETCH_HOSTS"

#: What is at a source. "web": that is seen when it came (a feed, an archive, a list, a file).
Form = Literal["web", "forge", "git", "path"]

#: Sites that give a repository as one file: where, and where one file of it can be read.
_FORGES: Final = {
    "github.com": (
        "https://codeload.github.com/{repo}/tar.gz/{ref}",
        "https://github.com/{repo}/blob/{commit}/{name}",
    ),
    "codeberg.org": (
        "https://codeberg.org/{repo}/archive/{ref}.tar.gz",
        "https://codeberg.org/{repo}/src/commit/{commit}/{name}",
    ),
    "gitlab.com": (
        "https://gitlab.com/{repo}/-/archive/{ref}/isi.tar.gz",
        "https://gitlab.com/{repo}/-/blob/{commit}/{name}",
    ),
}
_REPO: Final = re.compile(
    r"/(?P<repo>[\w.-]+/[\w.-]+?)(?:\.git)?(?:/(?:-/)?(?:tree|src/branch)/(?P<ref>[\w.-]+))?/?"
)
_URL: Final = re.compile(r"(?i)[a-z][a-z0-9+.-]*://")


@dataclass(frozen=True, slots=True)
class Source:
    """A source as it was named, and how to get at it.

    ``address`` knows it again: the web address, or the full path. ``asked`` is what is asked for,
    ``readable`` the template of one file's address in a repository.
    """

    said: str
    address: str
    form: Form
    hosts: frozenset[str] = frozenset()
    asked: str = ""
    readable: str = ""
    licence: str = ""

    @property
    def reach(self) -> Reach:
        """Whom it may have us ask."""
        return reach_of(self.asked or self.address, self.hosts)

    @property
    def slug(self) -> str:
        """A name for its folder: readable, and its own."""
        import hashlib

        digest = hashlib.sha256(self.address.encode("utf-8", "surrogatepass")).hexdigest()[:8]
        said = re.sub(r"(?i)^[a-z+]+://(?:www\.)?", "", self.said)
        return f"{slugify(said, 40) or 'sumber'}-{digest}"


def names() -> dict[str, dict[str, Any]]:
    """The sources that have a name, with those of ``DALIL_SOURCES``. Raises SettingError."""
    known = dict(read_data("ingest/data/sources.toml"))
    if given := os.environ.get(NAMES_VARIABLE, "").strip():
        try:
            own = read_toml(Path(given).expanduser().read_text(encoding="utf-8-sig"))
            for name, row in own.items():
                if not isinstance(row, dict) or not isinstance(row.get("address"), str):
                    raise ValueError(name)
        except (OSError, ValueError) as error:
            raise SettingError(
                Message("fetch.names_unread", variable=NAMES_VARIABLE, path=given, error=error)
            ) from error
        known |= own
    return known


def source_of(said: str, hosts: Iterable[str] = ()) -> Source:
    """The source that this names. Raises FetchError where it names none."""
    said = said.strip()
    given = os.environ.get(HOSTS_VARIABLE, "").replace(",", " ").split()
    trusted = frozenset(h.strip().casefold() for h in (*hosts, *given) if h.strip())
    named = names().get(said.casefold())
    address = str(named["address"]) if named else said
    licence = str(named.get("licence", "")) if named else ""
    if address.casefold().startswith("git+https://"):
        return Source(said, address[4:], "git", trusted, licence=licence)
    if address.casefold().startswith("file:"):
        address = url2pathname(unquote(urlsplit(address).path))
    if not _URL.match(address):
        path = Path(address).expanduser()
        if path.exists():
            return Source(said, str(path.resolve()), "path", trusted, licence=licence)
        raise FetchError(
            Message("fetch.no_source", said=said[:120], names=", ".join(sorted(names())))
        )
    parts = urlsplit(address)
    host = (parts.hostname or "").casefold()
    forge, match = _FORGES.get(host.removeprefix("www.")), _REPO.fullmatch(parts.path)
    if forge and match and parts.scheme == "https":
        repo, ref = match["repo"], match["ref"] or "HEAD"
        archive, readable = forge
        return Source(
            said, address, "forge", trusted, archive.format(repo=repo, ref=ref),
            readable.replace("{repo}", repo), licence,
        )  # fmt: skip
    reach_of(address, trusted).person(address)
    if parts.path.endswith(".git"):
        return Source(said, address, "git", trusted, licence=licence)
    return Source(said, address, "web", trusted, address, licence=licence)
