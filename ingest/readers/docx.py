"""DOCX: paragraphs and tables in the order of the document, with the numbers Word adds.

Deleted revisions are left out and inserted ones kept, as in the text the author would print;
content controls are looked into; footnotes follow at the end under a heading of their own, or,
where it is asked for, the Markdown way: marked in the text, each under its mark at the end.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from dalil.ingest.errors import SourceTooLarge, UnreadableSource, UnsupportedSource
from dalil.ingest.messages import Message
from dalil.ingest.model import Heading, SourceText
from dalil.ingest.numerals import numeral
from dalil.ingest.readers.limits import MAX_UNPACKED_BYTES, MAX_XML_BYTES, reader_name
from dalil.ingest.readers.tables import act_lines, row_line
from dalil.ingest.readers.text import clean_line

# "(1)", "a." and "Pasal 3" are often list numbering and no text (ECMA-376 part 1, 17.9: num,
# abstractNum, lvl, start, lvlText, lvlRestart, lvlOverride, numStyleLink).

_W: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_PLACE: Final = re.compile(r"%([1-9])")
_STYLES: Final = {"lowerRoman": "i", "upperRoman": "I"}
_MAX_LEVEL: Final = 8


@dataclass(slots=True)
class _Level:
    start: int = 1
    format: str = "decimal"
    text: str = ""
    restart: int | None = None  # 1-based level that restarts this one; 0: nothing does
    spaced: bool = True
    legal: bool = False  # show the levels above in decimals (1.1, not I.1)


@dataclass(slots=True)
class _List:
    """One ``w:num``: its levels, and the abstract list whose counters it shares."""

    abstract: str
    levels: dict[int, _Level] = field(default_factory=dict)
    restarts: dict[int, int] = field(default_factory=dict)


class Numbering:
    """Counts through a document; ask once for each paragraph, in order."""

    def __init__(self, root: Any = None, style_lists: dict[str, str] | None = None) -> None:
        """``root``: the numbering part's element; ``style_lists``: style id to numId."""
        self._lists: dict[str, _List] = {}
        self._counters: dict[str, dict[int, int]] = {}
        self._restarted: set[tuple[str, int]] = set()
        self._paragraph_styles: dict[tuple[str, str], int] = {}
        if root is not None:
            self._load(root, style_lists or {})

    def level_of_style(self, number_id: str, style_id: str) -> int | None:
        """The level of a list that is bound to a paragraph style ("Pasal" to level 2)."""
        found = self._lists.get(number_id)
        return self._paragraph_styles.get((found.abstract, style_id)) if found else None

    def next(self, number_id: str, level: int) -> str:
        """The printed number of the next paragraph of a list, with its space; or ``""``."""
        found = self._lists.get(number_id)
        level = min(max(level, 0), _MAX_LEVEL)
        if found is None or level not in found.levels:
            return ""
        here = found.levels[level]
        counters = self._counters.setdefault(found.abstract, {})
        if level in found.restarts and (number_id, level) not in self._restarted:
            self._restarted.add((number_id, level))
            counters[level] = found.restarts[level]
        else:
            counters[level] = counters[level] + 1 if level in counters else here.start
        for above in range(level):
            counters.setdefault(above, found.levels.get(above, here).start)
        for below in [deep for deep in counters if deep > level]:
            restart = found.levels[below].restart if below in found.levels else None
            if restart is None or 0 < level + 1 <= restart:
                del counters[below]
        return _printed(found.levels, counters, here)

    def _load(self, root: Any, style_lists: dict[str, str]) -> None:
        abstracts: dict[str, Any] = {
            node.get(f"{_W}abstractNumId"): node for node in root.findall(f"{_W}abstractNum")
        }
        numbers = {node.get(f"{_W}numId"): node for node in root.findall(f"{_W}num")}
        for number_id, node in numbers.items():
            abstract_id = _value(node, "abstractNumId")
            seen = {abstract_id}
            while abstract_id in abstracts:
                # A list may only point to a style, which points to the list with the levels.
                style = _value(abstracts[abstract_id], "numStyleLink")
                linked = numbers.get(style_lists.get(style, ""))
                abstract = _value(linked, "abstractNumId") if linked is not None else ""
                if not style or not abstract or abstract in seen:
                    break
                abstract_id = abstract
                seen.add(abstract_id)
            if abstract_id not in abstracts:
                continue
            result = _List(abstract_id)
            for lvl in abstracts[abstract_id].findall(f"{_W}lvl"):
                index = _index(lvl)
                result.levels[index] = _level(lvl)
                bound = _value(lvl, "pStyle")
                if bound:
                    self._paragraph_styles.setdefault((abstract_id, bound), index)
            for override in node.findall(f"{_W}lvlOverride"):
                index = _index(override)
                own = override.find(f"{_W}lvl")
                if own is not None:
                    result.levels[index] = _level(own)
                start = _value(override, "startOverride")
                if start.lstrip("-").isdigit():
                    result.restarts[index] = int(start)
            self._lists[number_id] = result


def _printed(levels: dict[int, _Level], counters: dict[int, int], here: _Level) -> str:
    if here.format == "bullet":
        return "• "
    if here.format == "none" and not here.text:
        return ""

    def shown(match: re.Match[str]) -> str:
        index = int(match[1]) - 1
        level = levels.get(index, here)
        decimal = here.legal and level is not here
        return _number(counters.get(index, level.start), "decimal" if decimal else level.format)

    text = _PLACE.sub(shown, here.text).strip()
    return text + " " if text and here.spaced else text


def _number(value: int, style: str) -> str:
    if style == "none":
        return ""
    if style in {"lowerLetter", "upperLetter"}:
        if value < 1:
            return str(value)
        # Word repeats the letter after z (aa, bb, cc), unlike HTML (aa, ab, ac).
        letter = chr(ord("a") + (value - 1) % 26) * ((value - 1) // 26 + 1)
        return letter if style == "lowerLetter" else letter.upper()
    if style == "decimalZero":
        return f"{value:02d}"
    return numeral(value, _STYLES.get(style, "1"))


def _level(node: Any) -> _Level:
    start = _value(node, "start")
    restart = _value(node, "lvlRestart")
    return _Level(
        start=int(start) if start.lstrip("-").isdigit() else 0,
        format=_value(node, "numFmt") or "decimal",
        text=_value(node, "lvlText"),
        restart=int(restart) if restart.isdigit() else None,
        spaced=_value(node, "suff") != "nothing",
        legal=node.find(f"{_W}isLgl") is not None,
    )


def _index(node: Any) -> int:
    text = node.get(f"{_W}ilvl") or "0"
    return int(text) if text.isdigit() else 0


def _value(node: Any, name: str) -> str:
    child = node.find(f"{_W}{name}") if node is not None else None
    return "" if child is None else child.get(f"{_W}val") or ""


# WordprocessingML, the XML inside a DOCX: its visible text, its children, its values.

W: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
FALLBACK: Final = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_SKIPPED: Final = frozenset(
    {
        f"{W}{name}"
        for name in ("del", "moveFrom", "pPr", "rPr", "instrText", "delText", "txbxContent")
    }
    | {FALLBACK}
)
_BREAKS: Final = frozenset({f"{W}br", f"{W}cr"})
BLOCK_HOLDERS: Final = frozenset(
    f"{W}{name}" for name in ("sdt", "sdtContent", "customXml", "ins", "moveTo", "smartTag")
)


#: The mark of a foot- or endnote in the text, with the note's number in its part of the file.
NOTE_MARKS: Final = {f"{W}footnoteReference": "footnotes", f"{W}endnoteReference": "endnotes"}


def visible_text(node: Any, mark: Callable[[str, str], str] | None = None) -> str:
    """The visible text of a paragraph; breaks are line ends.

    ``mark`` gives what to write for a note's mark, by its part ("footnotes") and number there.
    """
    pieces: list[str] = []
    for child in node:
        tag = child.tag
        if tag in _SKIPPED:
            continue
        if tag == f"{W}t":
            pieces.append(child.text or "")
        elif tag == f"{W}tab":
            pieces.append("\t")
        elif tag in _BREAKS:
            pieces.append("\n")
        elif tag == f"{W}noBreakHyphen":
            pieces.append("-")
        elif mark is not None and tag in NOTE_MARKS:
            pieces.append(mark(NOTE_MARKS[tag], child.get(f"{W}id") or ""))
        else:
            pieces.append(visible_text(child, mark))
    return "".join(pieces)


def children(node: Any, name: str) -> Iterator[Any]:
    """Rows of a table, cells of a row, through content controls."""
    for child in node:
        if child.tag == f"{W}{name}":
            yield child
        elif child.tag in BLOCK_HOLDERS:
            yield from children(child, name)


def value_of(node: Any) -> str:
    """The ``w:val`` of an element, empty where there is no element."""
    return "" if node is None else node.get(f"{W}val") or ""


_BODY_TEXT: Final = 9  # outline level 9 means "no heading"
_MEDIA: Final = (
    ".png", ".jpg", ".jpeg", ".gif", ".bmp", ".tif", ".tiff", ".emf", ".wmf", ".ttf", ".odttf",
)  # fmt: skip
_SET_OFF: Final = 400  # a left indent, in twentieths of a point, that sets a paragraph off


def read_docx(path: Path, note_marks: bool = False) -> SourceText:
    """A DOCX file. Raises UnreadableSource (damaged, empty), UnsupportedSource, SourceTooLarge.

    ``note_marks`` writes notes as ``[^1]`` where they are marked and ``[^1]: words`` at the end,
    and ``>`` before a paragraph that is set off as a quotation.
    """
    document = _opened(path)
    writer = _Writer(document, note_marks)
    writer.blocks(document.element.body)
    writer.footnotes(document)
    if not any(line.strip() for line, _ in writer.lines):
        raise UnreadableSource(Message("source.docx_no_text", name=path.name))
    text, headings = writer.finish()
    return SourceText(
        text=text,
        headings=headings,
        warnings=tuple(writer.warnings),
        metadata=_metadata(document),
        reader=reader_name("python-docx"),
    )


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph outside of tables: its visible text, its place in the file from 1.

    ``marked``: Word puts a bullet or number before it, which is not part of the text.
    """

    text: str
    row: int
    marked: bool
    heading: bool


def read_paragraphs(path: Path) -> list[Paragraph]:
    """The paragraphs of a DOCX file, for lists. Raises what `read_docx` raises, but for no text."""
    document = _opened(path)
    return _Writer(document).paragraphs(document.element.body)


def _opened(path: Path) -> Any:
    _check_archive(path)
    import docx

    try:
        document = docx.Document(str(path))
    except MemoryError:
        raise
    except Exception as error:  # of a damaged package python-docx raises whatever comes first
        raise UnreadableSource(
            Message("source.docx_damaged", name=path.name, kind=type(error).__name__)
        ) from error
    if getattr(document.element, "body", None) is None:  # the document's part is another XML
        raise UnreadableSource(Message("source.docx_damaged", name=path.name, kind="body"))
    return document


def _check_archive(path: Path) -> None:
    try:
        with zipfile.ZipFile(path) as archive:
            infos = archive.infolist()
    except (zipfile.BadZipFile, NotImplementedError, OSError) as error:
        raise UnreadableSource(Message("source.docx_archive", name=path.name)) from error
    if "word/document.xml" not in {info.filename for info in infos}:
        raise UnsupportedSource(Message("source.zip_no_word", name=path.name))
    if any(info.flag_bits & 1 for info in infos):
        raise UnreadableSource(Message("source.archive_locked", name=path.name))
    if sum(info.file_size for info in infos) > MAX_UNPACKED_BYTES:
        raise SourceTooLarge(
            Message("source.archive_too_large", name=path.name, mb=MAX_UNPACKED_BYTES // 1024**2)
        )
    # Of everything but media a tree may be made.
    trees = sum(i.file_size for i in infos if not i.filename.lower().endswith(_MEDIA))
    if trees > MAX_XML_BYTES:
        raise SourceTooLarge(
            Message(
                "source.xml_too_large",
                name=path.name,
                mb=trees / 1000000.0,
                limit=MAX_XML_BYTES / 1000000.0,
            )
        )


class _Writer:
    """Walks the document once and keeps its lines."""

    def __init__(self, document: Any, note_marks: bool = False) -> None:
        self._marked = note_marks
        self._marks: dict[tuple[str, str], str] = {}  # part and number: the mark, as they come
        self.lines: list[tuple[str, int]] = []  # text, heading level (0: none)
        self.warnings: list[str] = []
        self._styles = _styles(document)
        self._default_style = next(
            (key for key, node in self._styles.items()
             if node.get(f"{W}type") == "paragraph" and node.get(f"{W}default") in {"1", "true"}),
            "",
        )  # fmt: skip
        lists = {
            key: number
            for key, node in self._styles.items()
            if (number := value_of(node.find(f"{W}pPr/{W}numPr/{W}numId")))
        }
        self._numbering = Numbering(_numbering_root(document), lists)

    def blocks(self, parent: Any) -> None:
        for child in parent:
            if child.tag == f"{W}p":
                text, level = self._paragraph(child)
                if self._marked and text and not level and self._is_quotation(child):
                    text = "> " + text.replace("\n", "\n> ")
                for number, line in enumerate(text.split("\n")):
                    self.lines.append((line, level if number == 0 and line else 0))
                if self._marked and not text.startswith(">"):
                    self.lines.append(("", 0))  # a line is a paragraph: let it be seen
            elif child.tag == f"{W}tbl":
                self._table(child)
            elif child.tag in BLOCK_HOLDERS:
                self.blocks(child)

    def paragraphs(self, parent: Any) -> list[Paragraph]:
        """The paragraphs one by one, tables left out."""
        made: list[Paragraph] = []
        for row, node in enumerate(children(parent, "p"), 1):
            marked = bool(self._number(node).strip())
            text = clean_line(" ".join(visible_text(node).split()))
            made.append(Paragraph(text, row, marked, self._heading_level(node) > 0))
        return made

    def footnotes(self, document: Any) -> None:
        """Foot- and endnotes after the text, numbered as they come."""
        notes: list[str] = []
        marked: list[str] = []
        for part in document.part.package.iter_parts():
            if not str(part.partname).endswith(("/footnotes.xml", "/endnotes.xml")):
                continue
            from docx.opc.oxml import parse_xml

            for note in parse_xml(part.blob):
                if note.get(f"{W}type"):
                    continue  # the separator line, not a note
                words = clean_line(" ".join(visible_text(p) for p in note.iter(f"{W}p")))
                if words:
                    notes.append(words)
                    name = str(part.partname).rsplit("/", 1)[1].removesuffix(".xml")
                    marked.append(f"{self._mark(name, note.get(f'{W}id') or '')}: {words}")
        if self._marked:
            for words in marked:
                self.lines += [("", 0), (words, 0)]
        elif notes:
            self.lines += [("", 0), ("Catatan Kaki", 1)]
            self.lines += [(f"[{i}] {words}", 0) for i, words in enumerate(notes, start=1)]
            self.warnings.append(Message("source.footnotes_at_end", count=len(notes)))

    def finish(self) -> tuple[str, tuple[Heading, ...]]:
        kept: list[tuple[str, int]] = []
        for line, level in self.lines:
            if line or (kept and kept[-1][0]):
                kept.append((line, level))
        while kept and not kept[-1][0]:
            kept.pop()
        headings: list[Heading] = []
        offset = 0
        for line, level in kept:
            if level:
                headings.append(Heading(offset, offset + len(line), level))
            offset += len(line) + 1
        return "\n".join(line for line, _ in kept), tuple(headings)

    def _paragraph(self, node: Any) -> tuple[str, int]:
        """The paragraph's text with its number, and its heading level (0: none)."""
        number = self._number(node)
        mark = self._mark if self._marked else None
        pieces = [clean_line(piece) for piece in visible_text(node, mark).split("\n")]
        pieces[0] = number + pieces[0]
        for box in node.iter(f"{W}txbxContent"):
            if not any(parent.tag == FALLBACK for parent in box.iterancestors()):
                pieces += [clean_line(visible_text(p)) for p in box.iter(f"{W}p")]
        text = "\n".join(line.strip() for line in pieces)
        return text, self._heading_level(node)

    def _mark(self, part: str, number: str) -> str:
        """The mark of a note, numbered as notes come in the text; endnotes begin with e."""
        if (part, number) not in self._marks:
            letter = "e" if part == "endnotes" else ""
            count = sum(known == part for known, _ in self._marks) + 1
            self._marks[part, number] = f"[^{letter}{count}]"
        return self._marks[part, number]

    def _is_quotation(self, node: Any) -> bool:
        """Whether the paragraph is set off: by its style, or after a colon by its indent."""
        for key in self._style_chain(node):
            name = value_of(self._styles[key].find(f"{W}name")).lower()
            if "quote" in name or "kutipan" in name or name == "block text":
                return True
        indent = node.find(f"{W}pPr/{W}ind")
        if indent is None or node.find(f"{W}pPr/{W}numPr") is not None:
            return False
        left = indent.get(f"{W}left") or indent.get(f"{W}start") or "0"
        before = next((line for line, _ in reversed(self.lines) if line), "")
        before = before.rstrip("0123456789[]^e ")
        return left.isdigit() and int(left) >= _SET_OFF and before.endswith((":", "berikut"))

    def _table(self, table: Any) -> None:
        rows = [[self._cell(cell) for cell in children(row, "tc")] for row in children(table, "tr")]
        lines = act_lines(rows)
        if lines is None:
            lines = [row_line(" ".join(cell) for cell in row) for row in rows]
        self.lines += [(line, 0) for line in lines if line]

    def _cell(self, cell: Any) -> list[str]:
        return [self._paragraph(child)[0] for child in cell.iter(f"{W}p")]

    def _number(self, node: Any) -> str:
        chain = list(self._style_chain(node))
        number_id, level = "", None
        for holder, style_id in [(node, "")] + [(self._styles[key], key) for key in chain]:
            properties = holder.find(f"{W}pPr/{W}numPr")
            if properties is None:
                continue
            found = value_of(properties.find(f"{W}ilvl"))
            if level is None and found.isdigit():
                level = int(found)
            number_id = value_of(properties.find(f"{W}numId"))
            if number_id:
                if level is None and style_id:
                    level = self._numbering.level_of_style(number_id, style_id)
                if level is None and chain:
                    level = self._numbering.level_of_style(number_id, chain[0])
                break
        if not number_id or number_id == "0":  # 0 takes the style's numbering away
            return ""
        return self._numbering.next(number_id, level or 0)

    def _heading_level(self, node: Any) -> int:
        holders = [node] + [self._styles[key] for key in self._style_chain(node)]
        for holder in holders:
            outline = value_of(holder.find(f"{W}pPr/{W}outlineLvl"))
            if outline.isdigit():
                return int(outline) + 1 if int(outline) < _BODY_TEXT else 0
            name = value_of(holder.find(f"{W}name")).lower()
            if name == "title":
                return 1
            if name.startswith("heading ") and name[8:].isdigit():
                return int(name[8:])
        return 0

    def _style_chain(self, node: Any) -> Iterator[str]:
        key = value_of(node.find(f"{W}pPr/{W}pStyle")) or self._default_style
        seen: set[str] = set()
        while key in self._styles and key not in seen:
            seen.add(key)
            yield key
            key = value_of(self._styles[key].find(f"{W}basedOn"))


def _styles(document: Any) -> dict[str, Any]:
    try:
        root = document.styles.element
    except (KeyError, AttributeError):
        return {}
    return {node.get(f"{W}styleId"): node for node in root.findall(f"{W}style")}


def _numbering_root(document: Any) -> Any:
    for part in document.part.package.iter_parts():
        if str(part.partname).endswith("/numbering.xml"):
            return part.element if hasattr(part, "element") else None
    return None


def _metadata(document: Any) -> dict[str, str]:
    """Title, author and date as the file's properties have them; none where those are damaged."""
    try:
        properties = document.core_properties
        found = {
            "title": clean_line(properties.title or ""),
            "author": clean_line(properties.author or ""),
            "date": properties.created.date().isoformat() if properties.created else "",
        }
    except Exception:  # the text is whole, and what the file says of itself is beside it
        return {}
    return {key: value for key, value in found.items() if value}
