"""Whether what came is what was to come: by what it holds, not by what it is called.

A server that has lost a file, or wants one to sign in first, often answers 200 with a page. As
``.pdf`` in a library it would be a source that says "Halaman tidak ditemukan".
"""

from __future__ import annotations

import re
import zipfile
from pathlib import Path, PurePosixPath
from typing import Final, Literal
from urllib.parse import unquote, urlsplit

from dalil.ingest.errors import WrongContent
from dalil.ingest.messages import Message
from dalil.ingest.readers.registry import SUFFIXES

Kind = Literal["pdf", "docx", "html", "zip", "gzip", "bzip2", "xz", "tar", "json", "office", "text"]

_HEAD: Final = 4_096
#: How far from its end a PDF says that this is its end (ISO 32000-1, 7.5.5; some append more).
_TAIL: Final = 1 << 16
_PAGES: Final = frozenset({".html", ".htm", ".xhtml", ".php", ".asp", ".aspx", ".jsp", ""})
_BY_KIND: Final = {"pdf": ".pdf", "docx": ".docx", "html": ".html"}


def kind_of_content(path: Path) -> Kind:
    """What a file holds, by its first bytes."""
    with path.open("rb") as file:
        head = file.read(_HEAD)
        file.seek(0, 2)
        size = file.tell()
    start = head.lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if start.startswith((b"{", b"[")):
        return "json"
    if b"%PDF-" in head[:1024]:  # which may have junk before it
        return "pdf"
    for magic, kind in ((b"\x1f\x8b", "gzip"), (b"BZh", "bzip2"), (b"\xfd7zXZ\0", "xz")):
        if head.startswith(magic):
            return kind  # type: ignore[return-value]
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _zipped(path)
    if head[257:262] == b"ustar" and size >= 512:
        return "tar"
    if head.startswith((b"\xd0\xcf\x11\xe0", b"{\\rtf")):
        return "office"
    if re.match(rb"<(?:!doctype\s+html|html|head|body|script|\?xml[^>]*>\s*<(?:!doctype\s+)?html)",
                start):  # fmt: skip
        return "html"
    return "html" if start.startswith(b"<") else "text"


def _zipped(path: Path) -> Kind:
    try:
        with zipfile.ZipFile(path) as archive:
            return "docx" if "word/document.xml" in archive.namelist() else "zip"
    except (zipfile.BadZipFile, NotImplementedError, OSError, ValueError):
        return "zip"


def checked_document(path: Path, url: str, *, page: bool = False) -> str:
    """The suffix of a document that came. ``page``: a web page is a document, too.

    Raises WrongContent where it is a page instead of a file, cut off, empty, or nothing that can
    be read.
    """
    named = suffix_of(url)
    size = path.stat().st_size
    if not size:
        raise WrongContent(Message("fetch.empty"))
    kind = kind_of_content(path)
    if kind == "html" and not (page and named in _PAGES):
        raise WrongContent(Message("fetch.page_instead", title=_title(path)))
    if kind == "pdf" and not _ends(path, size):
        raise WrongContent(Message("fetch.cut_off", size=size / 1e6))
    if kind in _BY_KIND:
        return _BY_KIND[kind]
    if kind in {"text", "json"} and named in SUFFIXES - {".pdf", ".docx", ".docm"}:
        return named
    if kind == "text" and named in {"", ".php", ".asp", ".aspx"}:
        return ".txt"
    raise WrongContent(Message("fetch.no_document", kind=kind))


def suffix_of(url: str) -> str:
    """The suffix that an address ends with, in small letters; "" for none."""
    return PurePosixPath(unquote(urlsplit(url).path)).suffix.lower()


def _ends(path: Path, size: int) -> bool:
    with path.open("rb") as file:
        file.seek(max(0, size - _TAIL))
        return b"%%EOF" in file.read()


def _title(path: Path) -> str:
    with path.open("rb") as file:
        text = file.read(_HEAD).decode("utf-8", "replace")
    found = re.search(r"<title[^>]*>([^<]{1,100})", text, re.IGNORECASE)
    return " ".join(found[1].split()) if found else "HTML"
