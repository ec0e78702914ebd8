"""HTML becomes lines: one a block element, with list numbers and table rows made visible.

What a reader of the page does not see (scripts, styles, comments, hidden elements) and the
site's navigation are left out; the numbers of ordered lists, which the browser adds, are put
in, since in an act they are the numbers of ayat and huruf.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Final

from dalil.ingest.errors import UnreadableSource
from dalil.ingest.messages import Message
from dalil.ingest.model import Heading, SourceText
from dalil.ingest.numerals import numeral
from dalil.ingest.readers.limits import reader_name
from dalil.ingest.readers.page_furniture import foot
from dalil.ingest.readers.tables import act_lines, row_line
from dalil.ingest.readers.text import clean_line

if TYPE_CHECKING:
    from bs4 import BeautifulSoup, Tag


_DROPPED: Final = frozenset({
    "script", "style", "noscript", "nav", "template", "head", "svg", "iframe", "object",
    "button", "select", "input", "textarea", "canvas", "video", "audio",
})  # fmt: skip
_BLOCKS: Final = frozenset({
    "address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "details",
    "div", "dl", "dt", "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3",
    "h4", "h5", "h6", "header", "hr", "html", "legend", "li", "main", "ol", "p", "pre", "section",
    "summary", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul",
})  # fmt: skip
_PARAGRAPHS: Final = frozenset({"p", "blockquote", "h1", "h2", "h3", "h4", "h5", "h6", "table"})
_HEADING: Final = re.compile(r"h([1-6])\Z")
_HIDDEN: Final = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_LIST_STYLE: Final = re.compile(r"list-style(?:-type)?\s*:\s*([a-z-]+)", re.IGNORECASE)
_STYLES: Final = {
    "lower-alpha": "a", "lower-latin": "a", "upper-alpha": "A", "upper-latin": "A",
    "lower-roman": "i", "upper-roman": "I", "decimal": "1",
}  # fmt: skip
_NUMBERED: Final = re.compile(r"(?:\(?(?:\d{1,3}|[a-zA-Z]|[ivxIVX]+)[.)]|[-•–])\s")


def read_html(path: Path) -> SourceText:
    """A web page. Raises UnreadableSource if it shows no text."""
    from bs4 import BeautifulSoup

    soup = BeautifulSoup(path.read_bytes(), "lxml")
    page = _Page()
    try:
        page.walk(soup.body or soup)
    except RecursionError as error:
        raise UnreadableSource(Message("source.html_too_deep", name=path.name)) from error
    page.end_line()
    text, headings = page.finish()
    if not text:
        raise UnreadableSource(Message("source.html_no_text", name=path.name))
    return SourceText(
        text=text,
        headings=headings,
        metadata=_metadata(soup),
        reader=reader_name("beautifulsoup4", "lxml"),
    )


class _Page:
    """The lines so far, and the one being written."""

    def __init__(self) -> None:
        self.lines: list[tuple[str, int]] = []  # text, heading level (0: none)
        self.open: list[str] = []
        self.marker = ""
        self.level = 0

    def end_line(self, *, blank: bool = False) -> None:
        words = clean_line("".join(self.open))
        self.open.clear()
        if words:
            if self.marker and not _NUMBERED.match(words + " "):
                words = f"{self.marker} {words}"
            self.marker = ""
            self.lines.append((words, self.level))
        if blank and self.lines and self.lines[-1][0]:
            self.lines.append(("", 0))

    def finish(self) -> tuple[str, tuple[Heading, ...]]:
        while self.lines and not self.lines[-1][0]:
            self.lines.pop()
        del self.lines[foot([words for words, _ in self.lines]) :]
        headings: list[Heading] = []
        offset = 0
        for words, level in self.lines:
            if level:
                headings.append(Heading(offset, offset + len(words), level))
            offset += len(words) + 1
        return "\n".join(words for words, _ in self.lines), tuple(headings)

    def walk(self, tag: Tag) -> None:
        from bs4.element import NavigableString, PreformattedString, Tag

        for child in tag.children:
            if isinstance(child, Tag):
                if child.name in _DROPPED or _is_hidden(child) or _is_site_footer(child):
                    continue
                self._element(child)
            elif isinstance(child, PreformattedString):
                continue  # comments, doctype, CDATA, processing instructions
            elif isinstance(child, NavigableString):
                self.open.append(str(child))

    def _element(self, tag: Tag) -> None:
        name = tag.name
        if name == "br":
            self.end_line()
        elif name == "table" and (lines := _act_lines(tag)) is not None:
            self.end_line(blank=True)
            for line in lines:
                self.open.append(line)
                self.end_line()
            self.end_line(blank=True)
        elif name == "table" and not _is_layout(tag):
            self.end_line(blank=True)
            for row in tag.find_all("tr"):
                line = row_line(_cell_text(cell) for cell in row.find_all(["td", "th"]))
                self.open.append(line)
                self.end_line()
            self.end_line(blank=True)
        elif name in {"ol", "ul"}:
            self._list(tag)
        elif name in _BLOCKS:
            heading = _HEADING.match(name)
            blank = name in _PARAGRAPHS
            self.end_line(blank=blank)
            self.level = int(heading[1]) if heading else self.level
            self.walk(tag)
            self.end_line(blank=blank)
            self.level = 0 if heading else self.level
        elif name == "sup" and self.open and re.fullmatch(r"\d+", tag.get_text().strip()):
            self.open.append(f"^{tag.get_text().strip()}")  # 10² must not become 102
        else:
            self.walk(tag)

    def _list(self, tag: Tag) -> None:
        self.end_line()
        style = _list_style(tag)
        items = tag.find_all("li", recursive=False)
        backwards = tag.name == "ol" and tag.has_attr("reversed")
        number = _integer(tag.get("start")) if tag.name == "ol" else None
        count = number if number is not None else (len(items) if backwards else 1)
        for child in tag.find_all(True, recursive=False):
            if child.name != "li":
                if child.name not in _DROPPED:
                    self._element(child)  # a list put straight into a list: not valid, seen
                continue
            if _is_hidden(child):
                continue
            if tag.name == "ol":
                value = _integer(child.get("value"))
                count = count if value is None else value
                self.marker = f"{numeral(count, style)}." if style else ""
                count += -1 if backwards else 1
            else:
                self.marker = "•" if style else ""
            if _heads_pasal(child):
                self.marker = ""  # the list's number is the page's, not the act's
            self.walk(child)
            self.end_line()
            self.marker = ""


def _list_style(tag: Tag) -> str:
    """The ``type`` of an ordered list; empty where the list shows no numbers."""
    css = _LIST_STYLE.search(str(tag.get("style") or ""))
    if css:
        return "" if css[1].lower() == "none" else _STYLES.get(css[1].lower(), "1")
    kind = str(tag.get("type") or "1")
    return kind if kind in {"1", "a", "A", "i", "I"} else "1"


def _is_hidden(tag: Tag) -> bool:
    return (
        tag.has_attr("hidden")
        or tag.get("aria-hidden") == "true"
        or bool(_HIDDEN.search(str(tag.get("style") or "")))
    )


#: What the foot of a site says and an act's does not.
_SITE: Final = re.compile(
    r"©|\bcopyright\b|\bhak cipta\b|\bkontak\b|\bikuti\b|\bprivasi\b|\bpeta situs\b", re.IGNORECASE
)
_PASAL: Final = re.compile(r"Pasal\s+\d{1,4}[A-Z]?\.?\Z")


def _is_site_footer(tag: Tag) -> bool:
    """Whether this is the page's foot, below and not in what is shown, with the site's words."""
    if tag.name != "footer" or tag.find_parent(["article", "main", "section", "blockquote"]):
        return False
    words = tag.get_text("\n", strip=True)
    return bool(_SITE.search(words)) and not any(_PASAL.match(w) for w in words.split("\n"))


def _heads_pasal(item: Tag) -> bool:
    """Whether a list's item is a pasal with its words: "Pasal 1" alone, and more below."""
    words = item.get_text("\n", strip=True).split("\n")
    return len(words) > 1 and _PASAL.match(words[0]) is not None


def _is_layout(table: Tag) -> bool:
    """Whether a table only arranges the page: it holds tables, headings or lists."""
    return table.find(["table", "h1", "h2", "h3", "h4", "ol", "ul"]) is not None


def _act_lines(table: Tag) -> list[str] | None:
    """The lines of an act set out in this table; None for any other, or one with tables inside."""
    if table.find("table") is not None:
        return None
    rows = [
        [_cell_lines(cell) for cell in row.find_all(["td", "th"])] for row in table.find_all("tr")
    ]
    return act_lines(rows)


def _cell_lines(cell: Tag) -> list[str]:
    page = _Page()
    page.walk(cell)
    page.end_line()
    return [words for words, _ in page.lines]


def _cell_text(cell: Tag) -> str:
    return " ".join(_cell_lines(cell))


def _integer(value: object) -> int | None:
    try:
        return int(str(value))
    except ValueError:
        return None


def _metadata(soup: BeautifulSoup) -> dict[str, str]:
    found: dict[str, str] = {}
    title = soup.title.get_text() if soup.title else ""
    if clean_line(title):
        found["title"] = clean_line(title)
    for key, names in (
        ("author", ("author", "citation_author", "dc.creator")),
        ("date", ("date", "citation_publication_date", "dc.date", "article:published_time")),
    ):
        for name in names:
            tag = soup.find("meta", attrs={"name": re.compile(rf"^{re.escape(name)}$", re.I)})
            content = clean_line(str(tag.get("content") or "")) if tag else ""
            if content:
                found[key] = content
                break
    return found
