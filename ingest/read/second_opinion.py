"""A second opinion on a PDF that PDFium cannot open: pypdf, slower and more tolerant."""

from __future__ import annotations

import logging
from pathlib import Path
from typing import Any, Final

from ingest.errors import UnreadableSource
from ingest.read.pdfium import Extracted

_FIELDS: Final = (
    ("Title", "/Title"), ("Author", "/Author"), ("CreationDate", "/CreationDate"),
    ("Producer", "/Producer"),
)  # fmt: skip


def extract_tolerantly(path: Path) -> Extracted:
    """Text of every page. Raises UnreadableSource: locked by a password, or damaged."""
    import pypdf

    logging.getLogger("pypdf").setLevel(logging.CRITICAL)  # it reports every repair it makes
    try:
        reader = pypdf.PdfReader(path, strict=False)
        if reader.is_encrypted and not reader.decrypt(""):
            raise UnreadableSource(
                f"{path.name}: PDF terkunci kata sandi. Buka kuncinya lalu simpan ulang tanpa "
                "kata sandi."
            )
        count = len(reader.pages)
    except UnreadableSource:
        raise
    except Exception as error:  # pypdf lets many kinds through on damaged files
        raise UnreadableSource(
            f"{path.name}: PDF rusak atau terpotong ({type(error).__name__}). Unduh ulang dari "
            "sumbernya."
        ) from error
    pages: list[str] = []
    failed: list[int] = []
    for index in range(count):
        try:
            pages.append(reader.pages[index].extract_text() or "")
        except Exception:  # one damaged page does not lose the others; it is reported
            pages.append("")
            failed.append(index)
    return Extracted(pages, failed, _metadata(reader))


def page_text(path: Path, index: int) -> str:
    """The text of one page that PDFium could not load; empty if pypdf cannot either."""
    import pypdf

    try:
        return pypdf.PdfReader(path, strict=False).pages[index].extract_text() or ""
    except Exception:
        return ""


def _metadata(reader: Any) -> dict[str, str]:
    try:
        info = reader.metadata or {}
        return {name: str(info[key]) for name, key in _FIELDS if info.get(key)}
    except Exception:
        return {}
