"""A second opinion on a PDF that PDFium cannot open: pypdf, slower and more tolerant."""

from __future__ import annotations

import logging
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

from ingest.errors import SourceError, SourceTooLarge, UnreadableSource
from ingest.messages import Message
from ingest.read.limits import MAX_PAGES
from ingest.read.pdfium import Extracted

_FIELDS: Final = (
    ("Title", "/Title"), ("Author", "/Author"), ("CreationDate", "/CreationDate"),
    ("Producer", "/Producer"),
)  # fmt: skip

#: Seconds for the pages of a file that PDFium could not load: they are few, or hostile.
_ENOUGH_S: Final = 20.0


def extract_tolerantly(path: Path) -> Extracted:
    """Text of every page. Raises UnreadableSource: locked by a password, or damaged."""
    import pypdf

    logging.getLogger("pypdf").setLevel(logging.CRITICAL)  # it reports every repair it makes
    try:
        reader = pypdf.PdfReader(path, strict=False)
        if reader.is_encrypted and not reader.decrypt(""):
            raise UnreadableSource(Message("source.pdf_locked", name=path.name))
        count = len(listed := list(reader.pages))
        if count > MAX_PAGES:
            raise SourceTooLarge(
                Message("source.too_many_pages", name=path.name, count=count, limit=MAX_PAGES)
            )
    except (SourceError, MemoryError):
        raise
    except Exception as error:  # pypdf lets many kinds through on damaged files
        raise UnreadableSource(
            Message("source.pdf_damaged", name=path.name, kind=type(error).__name__)
        ) from error
    pages: list[str] = []
    failed: list[int] = []
    for index in range(count):
        try:
            pages.append(listed[index].extract_text() or "")
        except MemoryError:
            raise
        except Exception:  # one damaged page does not lose the others; it is reported
            pages.append("")
            failed.append(index)
    return Extracted(pages, failed, _metadata(reader))


def texts_of(path: Path, indexes: Sequence[int], count: int) -> tuple[dict[int, str], int]:
    """The text of pages that PDFium could not load, and how many pages the file has for pypdf.

    The file is opened once. Where the two count other pages than ``count``, the page of a number
    may be another page, so nothing is taken; after `_ENOUGH_S` seconds no further page is asked.
    """
    import pypdf

    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    found: dict[int, str] = {}
    began = time.monotonic()
    try:
        reader = pypdf.PdfReader(path, strict=False)
        pages = list(reader.pages)
    except MemoryError:
        raise
    except Exception:
        return {}, count
    if len(pages) != count:
        return {}, len(pages)
    for index in indexes:
        if time.monotonic() - began > _ENOUGH_S:
            break
        try:
            found[index] = pages[index].extract_text() or ""
        except MemoryError:
            raise
        except Exception:  # stays unread, and is reported
            found[index] = ""
    return found, count


def _metadata(reader: Any) -> dict[str, str]:
    try:
        info = reader.metadata or {}
        return {name: str(info[key]) for name, key in _FIELDS if info.get(key)}
    except Exception:
        return {}
