"""What is new for somebody as a file: Markdown, CSV, and an Atom feed (RFC 4287).

The feed's entries keep their ids for good, so a reader of feeds shows each once. Its links lead to
where the app or the service is: an address that whoever asks for the feed knows.
"""

from __future__ import annotations

import csv
import io
import uuid
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final
from urllib.parse import urlencode
from xml.etree import ElementTree

from dalil.answer.court_rulings import day_words
from dalil.answer.export.escape import csv_cell, markdown_cell, markdown_quote, plain
from dalil.answer.export.formats import Output
from dalil.answer.export.table import Made
from dalil.answer.news import News, Told, word
from dalil.ingest.errors import BatchError
from dalil.ingest.messages import Language, Message

ATOM: Final = "http://www.w3.org/2005/Atom"
#: Where the app is if nobody says otherwise: what `dalil app` opens.
APP: Final = "http://localhost:8501/"
MEDIA_TYPE: Final = "application/atom+xml"
COLUMNS: Final = (
    "number", "kind", "said", "subject", "places", "source", "citation", "text", "date", "at",
    "read", "passage_id",
)  # fmt: skip
#: A feed has an id even where nothing of a library can be written.
_UNKEPT: Final = uuid.UUID("6f1f5b0e-6f62-5b7c-9d0e-6b7f0f3a1c55")


def markdown(news: News) -> str:
    """A list: what is new, the places, the words and their citation."""
    language = news.language
    said = [f"# {word('title', language)}", ""]
    if not news.items:
        said.append(word("none", language))
    for told in news.items:
        said += [f"## {markdown_cell(told.said)}", ""]
        said += [f"- {markdown_cell(line)}" for line in details(told, language)]
        if told.text:
            said += ["", markdown_quote(told.text)]
        if told.citation:
            said += ["", f"— {markdown_cell(told.citation)}"]
        said.append("")
    return "\n".join(said).rstrip() + "\n"


def details(told: Told, language: str) -> list[str]:
    """When, which places, whether it was read: a line each."""
    item = told.item
    spoken: Language = "en" if language == "en" else "id"
    lines = [] if not told.places else [word("places", language).format(places=told.places)]
    if item.date:
        date = day_words(item.date, spoken) or item.date  # of some only the year is known
        lines.append(word("dated", language).format(date=date))
    lines.append(word("noticed", language).format(at=day_words(item.at[:10], spoken)))
    if not told.opens:
        lines.append(word("gone", language))
    return lines


def table(news: News) -> str:
    """CSV with a row for each, which no spreadsheet runs."""
    out = io.StringIO()
    write = csv.writer(out, lineterminator="\r\n")
    write.writerow([word(column, news.language, "columns") for column in COLUMNS])
    for told in news.items:
        item = told.item
        row = {
            "number": item.id, "kind": word(item.kind, news.language, "kinds"), "said": told.said,
            "subject": told.subject, "places": told.places, "source": told.source,
            "citation": told.citation, "text": told.text, "date": item.date or "", "at": item.at,
            "read": word("read" if item.read else "unread", news.language),
            "passage_id": item.passage or item.source,
        }  # fmt: skip
        write.writerow([csv_cell(row[column]) for column in COLUMNS])
    return out.getvalue()


def atom(
    news: News, opens: Callable[[str], str] | None = None, *, itself: str | None = None
) -> str:
    """An Atom feed. ``opens`` gives the address that an id leads to (default: in the app of this
    machine), ``itself`` is the feed's own address, where it has one."""
    address = opens or in_app(APP)
    language = news.language
    feed = ElementTree.Element(f"{{{ATOM}}}feed", {f"{{{_XML}}}lang": language})
    _put(feed, "id", news.feed_id or _UNKEPT.urn)
    _put(feed, "title", word("feed", language))
    _put(feed, "updated", _time(max((t.item.at for t in news.items), default=_NEVER)))
    _put(_put(feed, "author"), "name", "Dalil")
    _put(feed, "generator", "Dalil")
    if itself:
        _put(feed, "link", rel="self", href=itself, type=MEDIA_TYPE)
    for told in news.items:
        item = told.item
        entry = _put(feed, "entry")
        _put(entry, "id", entry_id(news.feed_id, told))
        _put(entry, "title", told.said, type="text")
        _put(entry, "updated", _time(item.at))
        _put(entry, "published", _time(item.at))
        _put(_put(entry, "author"), "name", told.source)
        _put(entry, "category", term=item.kind, label=word(item.kind, language, "kinds"))
        if told.opens:
            _put(entry, "link", rel="alternate", href=address(told.opens), type="text/html")
        lines = [*details(told, language), *(f"“{told.text}”" for _ in told.text[:1])]
        # No summary: an entry that leads nowhere any more must have content of its own.
        _put(entry, "content", "\n".join([*lines, told.citation]).strip(), type="text")
    ElementTree.indent(feed)
    text = ElementTree.tostring(feed, "unicode", default_namespace=None)
    return f'<?xml version="1.0" encoding="utf-8"?>\n{text}\n'


_XML: Final = "http://www.w3.org/XML/1998/namespace"
_NEVER: Final = "1970-01-01T00:00:00+00:00"
ElementTree.register_namespace("", ATOM)


def entry_id(feed_id: str, told: Told) -> str:
    """The id of an entry: of this feed and this thing alone, whenever it is written."""
    feed = uuid.UUID(feed_id.removeprefix("urn:uuid:")) if feed_id else _UNKEPT
    item = told.item
    said = f"{item.kind}\0{item.subject}\0{item.mark}".encode("utf-8", "replace").decode()
    return uuid.uuid5(feed, said).urn


def in_app(base: str) -> Callable[[str], str]:
    """The addresses of works and passages in the app that stands at ``base``."""
    root = base if base.endswith("/") else f"{base}/"
    return lambda identifier: f"{root}baca?{urlencode({'id': identifier})}"


def _put(under: ElementTree.Element, tag: str, text: str | None = None, **said: str) -> Any:
    made = ElementTree.SubElement(under, f"{{{ATOM}}}{tag}", {k: plain(v) for k, v in said.items()})
    if text is not None:
        made.text = plain(text)
    return made


def _time(at: str) -> str:
    """A moment as RFC 3339 has it, in UTC."""
    return datetime.fromisoformat(at).astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


#: The formats by suffix.
FORMATS: Final[Mapping[str, Callable[[News], str]]] = {
    ".md": markdown, ".csv": table, ".atom": atom,
}  # fmt: skip
MEDIA_TYPES: Final = {".md": "text/markdown", ".csv": "text/csv", ".atom": MEDIA_TYPE}


def export_news(news: News, suffix: str, base: str = APP) -> bytes:
    """The file of that suffix; links of a feed lead to the app at ``base``."""
    if suffix == ".atom":
        return atom(news, in_app(base)).encode("utf-8", "replace")
    text = FORMATS[suffix](news)
    return text.encode("utf-8-sig" if suffix == ".csv" else "utf-8", "replace")


def write_news(news: News, path: Path, base: str = APP) -> None:
    """Write the file in the format of its suffix, whole or not at all.

    Raises BatchError for a suffix that there is not, or a place that cannot be written.
    """
    suffix = path.suffix.lower()
    if suffix not in FORMATS:
        known = " ".join(FORMATS)
        raise BatchError(
            Message("batch.output_format", suffix=suffix or Message("batch.no_suffix"), known=known)
        )
    _write(path, export_news(news, suffix, base))


def export_atom(news: News, path: Path, base: str = APP) -> None:
    """Write the feed, whatever the file is called. Raises BatchError as `write_news`."""
    _write(path, export_news(news, ".atom", base))


def _write(path: Path, data: bytes) -> None:
    Output(path, Made("", "", 0, 0), lambda part, _: _Whole(part, data)).finish()


class _Whole:
    """A writer of what is there already."""

    def __init__(self, part: Path, data: bytes) -> None:
        part.write_bytes(data)

    def close(self) -> None:
        """Nothing is left to write."""
