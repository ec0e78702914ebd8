"""Works go to the Zotero that runs on this machine, and a page tells a browser's Zotero of them.

Zotero listens on the loopback address (port 23119) for its browser's connector; what we send it is
the RIS file that it would import, so that button and file give the same records. Nothing is sent
anywhere else: another address than this machine's is refused.

A page names its work by COinS (https://www.zotero.org/support/dev/exposing_metadata/coins): an
empty span whose title is an OpenURL context object, which the connector reads.
"""

from __future__ import annotations

import os
import secrets
from collections.abc import Iterable
from html import escape
from typing import Final
from urllib.parse import urlencode, urlsplit

from dalil.answer.citation.author_names import turned
from dalil.answer.citation.csl_item import Item, item_of
from dalil.answer.export.formats import MEDIA_TYPES
from dalil.answer.export.reference_managers import date_of, line
from dalil.ingest.bibliography.title_markup import unmarked
from dalil.ingest.errors import SettingError, ZoteroError
from dalil.ingest.fetch.address import is_loopback
from dalil.ingest.messages import Message
from dalil.ingest.model import Document

#: Another port than Zotero's own: ``http://127.0.0.1:23119``.
ADDRESS_VARIABLE: Final = "DALIL_ZOTERO"
_ADDRESS: Final = "http://127.0.0.1:23119"
#: Seconds. It imports while we wait; a library on a slow disk takes some.
_CONNECT_S: Final = 1.0
_IMPORT_S: Final = 60.0
_CREATED: Final = 201


def send_to_zotero(records: bytes) -> int:
    """Have the running Zotero import a RIS file into the collection that is chosen there.

    Returns how many works it took in. Raises ZoteroError where no Zotero runs or it will not, and
    SettingError where ``DALIL_ZOTERO`` is no address of this machine.
    """
    import httpx2

    address = _address()
    if not records.strip():
        return 0
    try:
        answered = httpx2.post(
            f"{address}/connector/import",
            params={"session": secrets.token_hex(8)},  # what comes twice under one name is refused
            content=records,
            headers={"X-Zotero-Connector-API-Version": "3", "Content-Type": MEDIA_TYPES[".ris"]},
            timeout=httpx2.Timeout(_IMPORT_S, connect=_CONNECT_S),
            follow_redirects=False,
            trust_env=False,  # a proxy is no way to this machine
        )
    except httpx2.HTTPError as error:
        raise ZoteroError(Message("zotero.not_running", address=address)) from error
    if answered.status_code != _CREATED:
        raise ZoteroError(Message("zotero.refused", status=answered.status_code))
    try:
        taken = answered.json()
    except ValueError as error:
        raise ZoteroError(Message("zotero.not_running", address=address)) from error
    return len(taken) if isinstance(taken, list) else 0


def _address() -> str:
    address = os.environ.get(ADDRESS_VARIABLE, "").strip().rstrip("/") or _ADDRESS
    try:
        parts = urlsplit(address)
        here = parts.scheme == "http" and is_loopback((parts.hostname or "").casefold())
        here = here and not (parts.path or parts.query or parts.username) and parts.port != 0
    except ValueError:
        here = False
    if not here:
        raise SettingError(Message("zotero.elsewhere", variable=ADDRESS_VARIABLE, given=address))
    return address


#: What Zotero makes of an item without a format of its own in OpenURL ("Dublin Core").
_DC_TYPES: Final = {
    "legislation": "statute", "bill": "bill", "treaty": "statute", "legal_case": "case",
    "report": "report", "webpage": "webpage", "manuscript": "manuscript",
}  # fmt: skip
_FORMAT: Final = "info:ofi/fmt:kev:mtx:{}"


def coins(document: Document) -> str:
    """The span that names a work to the browser's Zotero; whatever the work says is escaped."""
    pairs = [("ctx_ver", "Z39.88-2004"), *_context(_lined(item_of(document)))]
    return f'<span class="Z3988" title="{escape(urlencode(pairs))}"></span>'


def _lined(item: Item) -> Item:
    return {k: line(unmarked(v)) if isinstance(v, str) else v for k, v in item.items()}


def _context(item: Item) -> Iterable[tuple[str, str]]:
    kind = item.get("type", "")
    date = "-".join(f"{part:02}" for part in date_of(item))
    if kind.startswith("article"):
        yield "rft_val_fmt", _FORMAT.format("journal")
        yield "rft.genre", "article"
        titles = {"rft.atitle": "title", "rft.jtitle": "container-title"}
    elif kind in ("book", "chapter", "entry-dictionary", "entry-encyclopedia"):
        yield "rft_val_fmt", _FORMAT.format("book")
        yield "rft.genre", "bookitem" if kind == "chapter" else "book"
        part = kind == "chapter"
        titles = (
            {"rft.atitle": "title", "rft.btitle": "container-title"}
            if part
            else {"rft.btitle": "title"}
        )
    elif kind == "thesis":
        yield "rft_val_fmt", _FORMAT.format("dissertation")
        titles = {"rft.title": "title", "rft.inst": "publisher"}
    else:
        yield "rft_val_fmt", _FORMAT.format("dc")
        yield "rft.type", _DC_TYPES.get(kind, "document")
        titles = {"rft.title": "title", "rft.source": "container-title"}
    titles |= {
        "rft.volume": "volume", "rft.issue": "issue", "rft.pages": "page", "rft.pub": "publisher",
        "rft.place": "publisher-place", "rft.edition": "edition", "rft.isbn": "ISBN",
        "rft.issn": "ISSN", "rft.identifier": "URL", "rft.language": "language",
        "rft.number": "number",
    }  # fmt: skip
    for key, variable in titles.items():
        if value := str(item.get(variable) or ""):
            yield key, value
    if doi := item.get("DOI"):
        yield "rft_id", f"info:doi/{doi}"
    if date:
        yield "rft.date", date
    for name in item.get("author", ()):
        yield "rft.au", turned(name)
