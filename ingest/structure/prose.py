"""Works that are no acts become passages: books, articles and theses by heading and paragraph,
glossaries by entry.

What is searched is the paragraph. What is shown around it is its section, where that is short
enough to be read at a glance; otherwise the paragraph stands for itself.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from dalil.ingest.locator import Locator, Step
from dalil.ingest.model import Heading, Passage, SourceText
from dalil.ingest.words import function_words

# A DOCX or web page has one line a paragraph; a PDF has the printed lines. Paragraphs that are too
# short to be found alone are joined, those too long are cut at the end of a sentence.

#: A paragraph shorter than this is joined to the next; longer than `LONGEST` it is cut.
SHORTEST: Final = 150
LONGEST: Final = 1200

#: Lines are printed lines, not paragraphs, if this share of them goes on in lower case.
_WRAPPED_RATIO: Final = 0.2

#: A printed line that ends a sentence and fills less of the measure than this ends a paragraph.
_SHORT_LINE_RATIO: Final = 0.8

_ENDS: Final = re.compile(r"[.?!:;][\"'”’)\]]*\Z")
_ITEM: Final = re.compile(r"(?:\(?(?:\d{1,2}|[a-z]|[ivx]{1,4})[.)]|[•▪➢✓–-])\s")
#: Where a sentence may end; what stands before the full stop decides whether it does
#: (abbreviations, initials, the numbers of list items).
_STOP: Final = re.compile(r"[.?!][\"'”’)\]]*\s+(?=[A-Z0-9“\"‘(\[])")
_ABBREVIATION: Final = re.compile(
    r"(?:\b(?:no|nos|hlm|hal|jo|dr|drs|dra|prof|ir|st|vol|cet|ed|eds|dkk|dst|dll|art|para|cf|mr"
    r"|mrs|pp|ibid|op|loc|cit|tgl|yth|a\.n|u\.b|s\.h|m\.h|ph\.d|v|vs)|\b[A-Za-z]|(?<!\d)\d{1,2})\Z",
    re.IGNORECASE,
)


def alinea_spans(text: str, start: int, end: int, *, wrapped: bool) -> list[tuple[int, int]]:
    """Spans of the paragraphs of ``text[start:end]``, in order, without outer white space."""
    spans = [
        span for block in _blocks(text, start, end, wrapped=wrapped) for span in _cut(text, *block)
    ]
    return _joined(spans)


def is_wrapped(text: str) -> bool:
    """Whether the lines of a text are printed lines that break inside sentences."""
    breaks = wraps = 0
    lines = text.split("\n")
    for line, following in pairwise(lines):
        if line.strip() and following.strip():
            breaks += 1
            wraps += following.lstrip()[0].islower() and not _ITEM.match(following.lstrip())
    return breaks >= 5 and wraps > _WRAPPED_RATIO * breaks


def sentence_ends(text: str, start: int, end: int) -> Iterator[int]:
    """Offsets right after a sentence and the white space behind it."""
    for stop in _STOP.finditer(text, start, end):
        before = text[max(start, stop.start() - 6) : stop.start()]
        if text[stop.start()] != "." or not _ABBREVIATION.search(before):
            yield stop.end()


def _blocks(text: str, start: int, end: int, *, wrapped: bool) -> Iterator[tuple[int, int]]:
    """Spans between blank lines and where a line ends a paragraph."""
    lines = list(_lines(text, start, end))
    full = _measure([b - a for a, b in lines]) if wrapped else 0
    first: int | None = None
    last = start
    for number, (here, until) in enumerate(lines):
        if here == until:
            if first is not None:
                yield first, last
            first = None
            continue
        first = here if first is None else first
        last = until
        after = lines[number + 1] if number + 1 < len(lines) else (until, until)
        if not wrapped or _ends_paragraph(text, (here, until), after, full):
            yield first, last
            first = None
    if first is not None:
        yield first, last


def _lines(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Spans of the lines without outer white space; a blank line is an empty span."""
    offset = start
    for line in text[start:end].split("\n"):
        stripped = line.strip()
        first = offset + (len(line) - len(line.lstrip()) if stripped else 0)
        yield first, first + len(stripped)
        offset += len(line) + 1


def _measure(lengths: list[int]) -> int:
    """The length of a full line: nine in ten are no longer."""
    filled = sorted(length for length in lengths if length)
    return filled[len(filled) * 9 // 10] if filled else 0


def _ends_paragraph(text: str, line: tuple[int, int], after: tuple[int, int], full: int) -> bool:
    if not _ENDS.search(text[line[0] : line[1]]):
        return False
    following = text[after[0] : after[1]]
    return line[1] - line[0] < _SHORT_LINE_RATIO * full or bool(_ITEM.match(following))


def _cut(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """A block in pieces of at most `LONGEST`, cut after a sentence where there is one."""
    while end - start > LONGEST:
        limit = start + LONGEST
        ends = [at for at in sentence_ends(text, start, limit + 1) if at - start >= SHORTEST]
        if ends:
            # Pieces of like length read better than a full one and a rest.
            even = start + (end - start) / -(-(end - start) // LONGEST)
            at = min(ends, key=lambda stop: abs(stop - even))
        else:  # a table or a list without full stops: at a line's or word's end
            at = max(text.rfind("\n", start + SHORTEST, limit), -1) + 1
            at = at or text.rfind(" ", start + SHORTEST, limit) + 1 or limit
        stop = start + len(text[start:at].rstrip())
        yield start, stop
        start = at + len(text[at:end]) - len(text[at:end].lstrip())
    if start < end:
        yield start, end


def _joined(spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Short neighbours together, as long as the result is no longer than `LONGEST`."""
    joined: list[tuple[int, int]] = []
    for start, end in spans:
        if joined and end - joined[-1][0] <= LONGEST:
            short = min(joined[-1][1] - joined[-1][0], end - start)
            if short < SHORTEST:
                joined[-1] = (joined[-1][0], end)
                continue
        joined.append((start, end))
    return joined


# "BAB II", "1.2 Latar Belakang", "A. Dasar Hukum", a short line in capitals or title case that
# stands free. A line in a table of contents (dots and a page number) is none.

_MAX_LENGTH: Final = 110
_MAX_WORDS: Final = 14

_CHAPTER: Final = re.compile(
    r"(?:BAB|CHAPTER|BAGIAN|ARTICLE)\s+(?:[IVXLC]+|\d{1,2})\b[.:]?\s*(.*)\Z"
)
_DECIMAL: Final = re.compile(r"(\d{1,2}(?:\.\d{1,2}){1,3})\.?\s+([A-Z“\"(].*)\Z")
_NUMBER: Final = re.compile(r"(?:\d{1,2}|[IVX]{1,4})\.\s+([A-Z].*)\Z")
_LETTER: Final = re.compile(r"[A-Z]\.\s+([A-Z].*)\Z")
_KNOWN: Final = re.compile(
    r"(?:abstra[ck]t?|intisari|ringkasan|summary|kata pengantar|preface|prakata|daftar isi"
    r"|table of contents|contents|daftar (?:tabel|gambar|singkatan|istilah|lampiran|pustaka|rujukan"
    r"|referensi)|pendahuluan|introduction|latar belakang|rumusan masalah|tinjauan pustaka"
    r"|metode(?: penelitian)?|methods?|hasil(?: dan pembahasan)?|results?|pembahasan|discussion"
    r"|analisis|kesimpulan(?: dan saran)?|simpulan|conclusions?|saran|penutup|referensi|references"
    r"|bibliography|bibliografi|lampiran|ucapan terima kasih|acknowledge?ments?)\W*\Z",
    re.IGNORECASE,
)
_CONTENTS_ENTRY: Final = re.compile(r"(?:\.\s?){4,}|…{2,}|\s\d{1,3}\Z")
_ENDS_SENTENCE: Final = re.compile(r"[.?!:;,]\Z")
_SENTENCE_END: Final = re.compile(r"[.?!:;][\"'”’)\]]*\Z")
#: Words that stay small in a title.
_SMALL: Final = function_words("title_id", "title_en", "title_short_en")


def recognised_headings(text: str) -> tuple[Heading, ...]:
    """Headings found by their shape, in order; empty for a text that shows none."""
    lines = text.split("\n")
    found: list[Heading] = []
    offset = number = 0
    ended = 0  # the line after the last heading
    while number < len(lines):
        level = _level(lines, number, after_heading=number == ended)
        taken = 1
        if level:
            taken += _continuation(lines, number)
            end = offset + sum(len(line) + 1 for line in lines[number : number + taken]) - 1
            start = offset + len(lines[number]) - len(lines[number].lstrip())
            end -= len(lines[number + taken - 1]) - len(lines[number + taken - 1].rstrip())
            found.append(Heading(start, end, level))
            ended = number + taken
        offset += sum(len(line) + 1 for line in lines[number : number + taken])
        number += taken
    return tuple(found)


def _level(lines: Sequence[str], number: int, *, after_heading: bool) -> int:
    """The heading level of a line, 0 if it is none."""
    line = lines[number].strip()
    chapter = _CHAPTER.match(line)
    if not 3 <= len(line) <= _MAX_LENGTH:
        return 0
    if _CONTENTS_ENTRY.search(chapter[1] if chapter else line):
        return 0
    above = lines[number - 1].strip() if number else ""
    below = lines[number + 1].strip() if number + 1 < len(lines) else ""
    free_above = not above or after_heading or bool(_SENTENCE_END.search(above))
    if chapter:
        return 1
    if _KNOWN.match(line) and (line[0].isupper()) and (not below or not below[0].islower()):
        return 1
    words = len(line.split())
    if words > _MAX_WORDS or _ENDS_SENTENCE.search(line) or (below and below[0].islower()):
        return 0
    decimal = _DECIMAL.match(line)
    if decimal:
        return min(6, decimal[1].count(".") + 1)
    free = free_above and (not below or below[0].isupper())
    lettered = _LETTER.match(line) or _NUMBER.match(line)
    if lettered and free and (_is_title(lettered[1]) or lettered[1].isupper()):
        return 2
    if line.isupper() and free and words >= 2 and sum(map(str.isalpha, line)) >= 6:
        return 2
    alone = not above and not below and number > 0
    return 3 if alone and words >= 2 and _is_title(line) else 0


def _continuation(lines: Sequence[str], number: int) -> int:
    """How many more lines belong: "BAB II" / "TINJAUAN PUSTAKA", a title in capitals over lines."""
    first = lines[number].strip()
    chapter = _CHAPTER.match(first)
    if chapter is None and (not first.isupper() or _KNOWN.match(first)):
        return 0
    taken = 0
    for line in lines[number + 1 : number + 4]:
        words = line.strip()
        bare = chapter is not None and not chapter[1] and taken == 0
        title = words.isupper() or (bare and _is_title(words) and not _ENDS_SENTENCE.search(words))
        if not words or not title or _CHAPTER.match(words) or (_KNOWN.match(words) and not bare):
            break
        if len(words) > _MAX_LENGTH or _CONTENTS_ENTRY.search(words) or _LETTER.match(words):
            break
        taken += 1
    return taken


def _is_title(line: str) -> bool:
    """Whether every word but the small ones begins with a capital."""
    words = [word.strip("“”\"'()[],:/") for word in line.split()]
    words = [word for word in words if word and word[0].isalpha()]
    return bool(words) and all(word[0].isupper() or word in _SMALL for word in words)


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


_PASAL_LINE: Final = re.compile(
    r"(?:^|\|)[ \t>*#+-]*pasal[ \t]+(\d{1,4}[A-Z]?|[IVX]{1,5})\b[ \t*.:]*(?:$|\|)",
    re.MULTILINE | re.IGNORECASE,
)
#: How an act's own title begins a text.
_ACT_TITLE: Final = re.compile(
    r"[\W_]*(?:RANCANGAN\s+)?(?:UNDANG-UNDANG|PERATURAN|KEPUTUSAN|QANUN|INSTRUKSI)\b[^.;|]{0,120}?"
    r"\b(?:NOMOR|NO\.?)\s*\d+[^|]{0,20}?\bTAHUN\s+\d{4}",
    re.IGNORECASE,
)
#: So many different headings are no quotation of one provision; Pasal 1 and 2 are a short act, and
#: so are any two under an act's title.
_MANY_PASAL: Final = 3


def pasal_headings(text: str) -> int:
    """How many different "Pasal N" stand as headings, in lines or cells of their own, in a text
    that was taken for no act; 0 for as few as a work quotes."""
    found = {label.upper() for label in _PASAL_LINE.findall(text)}
    few = found != {"1", "2"} and len(found) < _MANY_PASAL
    if few and not (len(found) > 1 and _ACT_TITLE.match(text, 0, 400)):
        return 0
    return len(found)


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
