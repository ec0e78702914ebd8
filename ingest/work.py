"""Works that are no acts: articles, books, theses, glossaries, the texts of treaties.

Their id is the slug of their title. A title comes from the file's metadata where that is no
word processor's rubbish, else from the first heading or lines.
"""

from __future__ import annotations

import re
from pathlib import PurePath
from typing import Final

from ingest.ministry import slugify
from ingest.model import Identity, SourceText, Tier
from ingest.ruling import WATERMARK

_TREATY: Final = re.compile(
    r"\b(?:TRAKTAT|KONVENSI|PERSETUJUAN|PROTOKOL|PERJANJIAN|TREATY|CONVENTION|AGREEMENT|PROTOCOL"
    r"|COVENANT|CHARTER|MEMORANDUM OF UNDERSTANDING)\b"
)
_PARTIES: Final = re.compile(
    r"States? Parties|Contracting (?:States|Parties)"
    r"|Negara\s*[-–]?\s*(?:Negara\s+)?Pihak|Para Pihak"
)
_NOISE_LINE: Final = re.compile(
    r"(?:SALINAN|\W*\d{0,4}\W*|PRES\wDEN|REPUBLIK INDONESIA|(?:www|jdih|https?)\S*)", re.IGNORECASE
)
_OPENING: Final = re.compile(r"(?:BAB\s+[I1]|PEMBUKAAN|PREAMBLE|PENDAHULUAN|DAFTAR ISI)\b", re.I)


def glossary(source: SourceText, name: str) -> Identity:
    """The identity of a list of terms: tertiary."""
    title = _said_title(source) or _stem(name) or "Glosarium"
    return Identity(
        id=slugify(title) or "glosarium",
        tier=Tier.TERTIARY,
        kind="Glosarium",
        title=title,
        authors=_authors(source),
    )


def work(source: SourceText, name: str) -> Identity:
    """The identity of anything else: a treaty is primary, the rest secondary."""
    title = _said_title(source) or _first_lines(source) or _stem(name) or "Tanpa judul"
    treaty = _is_treaty(source, title)
    return Identity(
        id=slugify(title) or slugify(_stem(name)) or "dokumen",
        tier=Tier.PRIMARY if treaty else Tier.SECONDARY,
        kind="Traktat" if treaty else _kind_of_work(source.text[:4000]),
        title=title,
        authors=_authors(source),
        date=source.metadata.get("date") or None,
    )


def _is_treaty(source: SourceText, title: str) -> bool:
    """A treaty's own text: so titled, speaking of its parties, in articles."""
    if not _TREATY.search(title.upper()) or len(_PARTIES.findall(source.text[:20_000])) < 3:
        return False
    return re.search(r"^\s*(?:Pasal|Article)\s+(?:I|1)\b", source.text, re.I | re.M) is not None


def _kind_of_work(opening: str) -> str:
    if re.search(r"\b(?:SKRIPSI|TESIS|DISERTASI|Skripsi|Tesis|Disertasi|Thesis)\b", opening):
        return "Skripsi"
    if re.search(r"\b(?:ABSTRAK|Abstrak|ABSTRACT|Abstract|ISSN|Jurnal|JURNAL|DOI)\b", opening):
        return "Artikel"
    if re.search(r"\bISBN\b|Kata Pengantar|KATA PENGANTAR|Penerbit", opening):
        return "Buku"
    return "Dokumen"


def _said_title(source: SourceText) -> str:
    """The title in the metadata, if the text bears it out: templates leave theirs behind."""
    title = re.sub(r"\s+", " ", source.metadata.get("title", "")).strip()
    if re.search(
        r"^(?:microsoft word|untitled|tanpa judul|document\d*|slide|daftar isi)", title, re.I
    ):
        return ""
    if re.search(r"\.(?:docx?|pdf|indd|rtf|odt|xlsx?)$", title, re.I) or " " not in title:
        return ""
    words = set(re.findall(r"\w{4,}", title.casefold()))
    opening = set(re.findall(r"\w{4,}", source.text[:6000].casefold()))
    return title[:300] if len(words & opening) >= 0.5 * len(words) else ""


def _first_lines(source: SourceText) -> str:
    """The first heading, else the first lines of the text that are no letterhead."""
    top = min(source.headings[:5], key=lambda h: (h.level, h.start), default=None)
    if top is not None and top.start < 300:
        title = re.sub(r"\s+", " ", source.text[top.start : top.end]).strip("# ")
        if title and not _OPENING.match(title):
            return title[:300]
    lines: list[str] = []
    for raw in source.text[:3000].splitlines():
        line = raw.strip().strip("#*").strip()
        if (not line and lines) or (lines and _OPENING.match(line)):
            break
        if not line or _NOISE_LINE.fullmatch(line) or WATERMARK.fullmatch(line):
            continue
        if lines and not (line.isupper() and lines[-1].isupper()):
            break
        lines.append(line)
    return " ".join(lines)[:200].strip()


def _authors(source: SourceText) -> tuple[str, ...]:
    author = source.metadata.get("author", "")
    return tuple(part.strip() for part in re.split(r"[;\n]", author) if part.strip())


def _stem(name: str) -> str:
    return re.sub(r"[_\-\s]+", " ", PurePath(name).stem).strip() if name else ""
