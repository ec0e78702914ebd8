"""Works that are no acts become passages: books, articles and theses by heading and paragraph,
glossaries by entry.

What is searched is the paragraph. What is shown around it is its section, where that is short
enough to be read at a glance; otherwise the paragraph stands for itself.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from ingest.alinea import alinea_spans, is_wrapped
from ingest.locator import Locator, Step
from ingest.model import Heading, Passage, SourceText
from ingest.prose_heading import recognised_headings

#: A section up to this length is shown whole around the paragraph that was found (characters).
SHOWN: Final = 2_500

_SLUG_LENGTH: Final = 60
_NOT_WORD: Final = re.compile(r"[\W_]+")

#: Sections that name other works or pages and say nothing themselves.
_UNSEARCHABLE: Final = re.compile(
    r"(?:bab\s+\w+\W+)?(?:[\dA-Z.]+\s+)?(?:daftar (?:isi|tabel|gambar|grafik|bagan|singkatan"
    r"|lampiran|pustaka|rujukan|referensi)|table of contents|contents|list of (?:tables|figures)"
    r"|referensi|references|bibliograph?(?:y|i)|kepustakaan|works cited)\W*\Z",
    re.IGNORECASE,
)
#: How such a list is divided: by kinds of source.
_SOURCE_KINDS: Final = re.compile(
    r"(?:[\dA-Z.]+\s+)?(?:buku|jurnal|artikel|internet|website|laman|sumber|peraturan|putusan"
    r"|skripsi|tesis|disertasi|makalah|koran|surat kabar|dokumen|books?|journals?|articles?)\b",
    re.IGNORECASE,
)
_CONTENTS_LINE: Final = re.compile(r"(?:\.\s?){4,}\s*[\divxl]*\s*\Z|…\s*\d{1,3}\Z")


@dataclass(frozen=True, slots=True)
class _Section:
    """A heading and the text up to the next one; without a heading, what stands before any."""

    path: tuple[str, ...]
    start: int  # of the heading
    body: int  # of the text under it
    end: int
    searchable: bool = True


def split_prose(source: SourceText, document_id: str) -> list[Passage]:
    """Passages of a work by headings and paragraphs, in the order of the text.

    ``judul-<slug>/alinea-N`` under a heading, ``halaman-N/alinea-M`` in a file with pages and no
    headings, ``alinea-N`` otherwise. ``source.text[p.start:p.end] == p.text`` for each.
    """
    headings = _headings(source)
    wrapped = is_wrapped(source.text)
    slugs: Counter[str] = Counter()
    passages: list[Passage] = []
    for section in _sections(source.text, headings):
        spans = alinea_spans(source.text, section.body, section.end, wrapped=wrapped)
        if not spans:
            continue
        if section.path:
            step = Step("judul", _unique(slugs, section.path[-1]))
            passages += _section_passages(source, document_id, section, step, spans)
        else:
            passages += _loose_passages(source, document_id, spans, by_page=not headings)
    return passages


def split_entries(source: SourceText, document_id: str) -> list[Passage]:
    """One passage for each entry of a glossary: ``entri-<slug>``."""
    slugs: Counter[str] = Counter()
    return [
        _passage(
            source,
            document_id,
            Locator((Step("entri", _unique(slugs, entry.term)),)),
            (entry.start, entry.end),
            heading=(entry.context,) if entry.context else (),
        )
        for entry in source.entries
    ]


def _headings(source: SourceText) -> Sequence[Heading]:
    """What the format marks; a PDF's few bookmarks give way to what its pages show."""
    if source.headings and not source.page_starts:
        return source.headings
    found = recognised_headings(source.text)
    return found if len(found) > 2 * len(source.headings) else source.headings


def _sections(text: str, headings: Sequence[Heading]) -> list[_Section]:
    first = headings[0].start if headings else len(text)
    sections = [_Section((), 0, 0, first)]
    path: list[tuple[int, str]] = []
    silent = 0  # the level of the list of references we are in
    for number, heading in enumerate(headings):
        end = headings[number + 1].start if number + 1 < len(headings) else len(text)
        words = " ".join(text[heading.start : heading.end].split())
        path = [(level, title) for level, title in path if level < heading.level]
        path.append((heading.level, words))
        if _UNSEARCHABLE.match(words):
            silent = heading.level
        elif silent and heading.level <= silent and not _SOURCE_KINDS.match(words):
            silent = 0
        titles = tuple(title for _, title in path)
        sections.append(_Section(titles, heading.start, heading.end, end, searchable=not silent))
    return sections


def _section_passages(
    source: SourceText,
    document_id: str,
    section: _Section,
    step: Step,
    spans: Sequence[tuple[int, int]],
) -> list[Passage]:
    locator = Locator((step,))
    whole = (section.start, spans[-1][1])
    passages: list[Passage] = []
    parent: str | None = None
    if whole[1] - whole[0] <= SHOWN:
        shown = _passage(
            source, document_id, locator, whole, heading=section.path[:-1], searchable=False
        )
        passages.append(shown)
        parent = shown.passage_id
    for number, span in enumerate(spans, start=1):
        passages.append(
            _passage(
                source,
                document_id,
                locator / Step("alinea", str(number)),
                span,
                heading=section.path,
                parent=parent,
                searchable=section.searchable and not _is_contents(source.text, span),
            )
        )
    return passages


def _loose_passages(
    source: SourceText, document_id: str, spans: Sequence[tuple[int, int]], *, by_page: bool
) -> list[Passage]:
    """Paragraphs under no heading, by page where the work has pages and no headings at all."""
    passages: list[Passage] = []
    numbers: Counter[int] = Counter()
    for span in spans:
        page = source.page_of(span[0]) if by_page else None
        numbers[page or 0] += 1
        locator = Locator((Step("halaman", str(page)),)) if page else Locator()
        passages.append(
            _passage(
                source,
                document_id,
                locator / Step("alinea", str(numbers[page or 0])),
                span,
                searchable=not _is_contents(source.text, span),
            )
        )
    return passages


def _passage(
    source: SourceText,
    document_id: str,
    locator: Locator,
    span: tuple[int, int],
    *,
    heading: tuple[str, ...] = (),
    parent: str | None = None,
    searchable: bool = True,
) -> Passage:
    start, end = span
    return Passage(
        passage_id=f"{document_id}#{locator}",
        document_id=document_id,
        parent_id=parent,
        locator=locator,
        start=start,
        end=end,
        text=source.text[start:end],
        page=source.page_of(start),
        heading=heading,
        searchable=searchable,
    )


def _is_contents(text: str, span: tuple[int, int]) -> bool:
    """Whether at least half of the lines are those of a table of contents."""
    lines = [line for line in text[span[0] : span[1]].split("\n") if line.strip()]
    listed = sum(bool(_CONTENTS_LINE.search(line)) for line in lines)
    return listed * 2 >= len(lines) and listed > 0


def _unique(slugs: Counter[str], words: str) -> str:
    """A label of these words that no other in the document has: ``x``, ``x~2``, ``x~3``."""
    slug = _slug(words)
    slugs[slug] += 1
    return slug if slugs[slug] == 1 else f"{slug}~{slugs[slug]}"


def _slug(words: str) -> str:
    """Lower case, hyphens between words, no accents, at most `_SLUG_LENGTH` characters."""
    plain = unicodedata.normalize("NFKD", words.casefold())
    plain = "".join(c for c in plain if not unicodedata.combining(c))
    slug = _NOT_WORD.sub("-", plain).strip("-")
    if len(slug) > _SLUG_LENGTH:
        slug = slug[: _SLUG_LENGTH + 1].rpartition("-")[0] or slug[:_SLUG_LENGTH]
    return slug or "tanpa-nama"
