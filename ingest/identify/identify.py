"""Which act or work is this? Asked of its own text; the file's name is only a witness.

An act says what it is in its head (`ingest.identify.act_header`), repeats it over its elucidation
and annexes, names itself without a number in "Menetapkan:", and closes with date and gazette
(`ingest.identify.act_header`). What these say is believed against the name, and a contradiction is
reported; only where the text cannot say it (no head, no text layer) is the name used, with a
warning. A text with the form of an act but nothing that numbers it is an act of unknown number
(`ingest.identify.identify`), one without that form a work (`ingest.identify.identify`).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from pathlib import PurePath
from typing import Final

from dalil.ingest.identify.act_header import (
    Head,
    Imprint,
    find_draft,
    find_head,
    find_later_head,
    find_unnumbered_head,
    in_ordinary_case,
    is_stamped_draft,
    read_imprint,
    read_title,
    without_preamble,
)
from dalil.ingest.identify.act_types import Kind, kind_by_slug, kind_of, slugify
from dalil.ingest.identify.misread_numbers import (
    is_lettered,
    is_repaired,
    proven,
    proven_year,
)
from dalil.ingest.identify.rulings import WATERMARK, ruling
from dalil.ingest.messages import Message
from dalil.ingest.model import Identity, SourceText, Tier
from dalil.ingest.numerals import LAST_YEAR, is_roman, to_roman

# What a file's name says of the act in it: a witness, never the judge.

_KIND: Final = (
    r"(?P<kind>uu darurat|undang undang(?: darurat)?|uu|perpp?u|pp|peraturan pemerintah"
    r"|perpres|peraturan presiden|kepp?res|inpres|permen ?[a-z]+|kepmen ?[a-z]+|perba|kepka"
    r"|perka [a-z]+|pmk|pojk|pbi|perma|sema|bapeten se|se)"
)
_NUMBERED = re.compile(
    rf"\b{_KIND} ?(?:ri )?(?:(?:nomor|no)\b ?)?(?P<number>\d{{1,4}} ?[a-z]?)(?: ?k[iv]* ?|)"
    r" ?(?:(?:tahun|thn|th) ?)?(?P<year>19[4-9]\d|20\d\d)\b"
)
_DATED = re.compile(rf"\b{_KIND} (?P<year>19[4-9]\d|20\d\d) (?P<number>\d{{1,4}}[a-z]?)\b")
_CODED = re.compile(r"\bbapeten (?P<kind>se) (?P<number>\d{1,4})(?: ?k[ivx]*)? ?(?P<year>20\d\d)")
_TAP = re.compile(
    r"\btap ?mprs? ?(?:(?:no|nomor) )?(?:(?P<roman>[ivxl]+) ?mprs?"
    r"|(?P<year1>(?:19|20)\d\d) (?P<serial1>\d{1,3})|(?P<serial2>\d{1,3}))"
    r" ?(?P<year>19[4-9]\d|20\d\d)?"
)
_WORDS: Final = {"perba": "perbapeten", "kepka": "kepbapeten", "bapeten se": "se-bapeten"}


def act_in_name(name: str) -> str | None:
    """The id of the act that a path or file name claims to hold, or None."""
    parts = re.split(r"[\\/]", name)[-3:]
    stem = re.sub(r"\.[A-Za-z]{2,4}$", "", parts[-1])
    words = re.sub(r"[\s_\-.,()]+", " ", stem).strip().lower()
    if tap := _TAP.search(words):
        return _ketetapan(tap)
    for pattern in (_DATED, _CODED, _NUMBERED):
        if (match := pattern.search(words)) and (found := _id_in_name(match)):
            return found
    folder = " ".join([*parts[:-1], stem]).lower() if len(parts) == 3 else ""
    match = re.fullmatch(
        r"(?P<kind>[a-z-]+) (?P<year>19[4-9]\d|20\d\d) (?P<number>\d+[a-z]?)", folder
    )
    return _id_in_name(match) if match else None


def _id_in_name(match: re.Match[str]) -> str | None:
    words = match["kind"]
    if match.re is _CODED:
        words = "bapeten se"
    slug = _WORDS.get(words) or ((kind := kind_of(words)) and kind.slug)
    if not slug or int(match["year"]) > LAST_YEAR:
        return None
    number = re.sub(r"(\d)p$", r"\1-p", match["number"].replace(" ", "").lstrip("0"))
    return f"{slug}/{match['year']}/{number}" if number else None


def _ketetapan(match: re.Match[str]) -> str | None:
    when = match["year"] or match["year1"]
    serial = match["serial1"] or match["serial2"]
    roman = match["roman"] or (to_roman(int(serial)) if serial else "")
    return f"tap-mpr/{when}/{roman}" if when and is_roman(roman) else None


# What a portal's lines above the head call the act. Of two writings of a title, the one is read
# right whose words the act uses elsewhere.

_SAID: Final = re.compile(
    r"(?P<kind>(?:Undang|Peraturan|Keputusan|Instruksi|Ketetapan|Qanun|Surat\s+Edaran)"
    r"[A-Za-z ,/-]{0,90}?)"
    r"\s+(?:Nomor|No\.?)\s+(?P<number>\d{1,4}[A-Z]?)\s+Tahun\s+(?P<year>\d{4})\b(?P<rest>.{0,400})",
    re.IGNORECASE,
)
_ABOUT: Final = re.compile(r"\W*\btentang\s+(?P<title>\S.{8,390})", re.IGNORECASE)
_SUBJECT: Final = re.compile(
    r"[\s*_#-]*(?:perihal|judul|tentang)[\s*_]*:?[\s*_]*(?P<title>.*)\Z", re.IGNORECASE
)
_DRAFT: Final = re.compile(
    r"(?:rancangan\s+)?(?:undang|peraturan|keputusan)[A-Za-z -]{0,60}?\stentang\s+", re.IGNORECASE
)


def _acts(above: str) -> Iterator[tuple[str, int, str, str]]:
    """Kind, year, number and title of each act that a portal's lines name."""
    for line in above.replace("_", " ").splitlines():
        for match in _SAID.finditer(line):
            kind = kind_of(match["kind"])
            if kind is not None:
                about = _ABOUT.match(match["rest"])
                number = match["number"].lower().lstrip("0")
                yield kind.slug, int(match["year"]), number, about["title"] if about else ""


def titles_above(above: str, slug: str, year: int, number: str) -> Iterator[str]:
    """What a portal's lines call the act: "… Tahun 2025 tentang …", "Perihal: …"."""
    for one, when, serial, title in _acts(above):
        if (one, when, serial) == (slug, year, number) and title:
            yield title
    lines = [line.strip() for line in above.splitlines() if line.strip()]
    for here, line in enumerate(lines):
        if match := _SUBJECT.match(line):
            title = match["title"] or (lines[here + 1] if here + 1 < len(lines) else "")
            yield _DRAFT.sub("", title, count=1)


def best_read(title: str, others: Iterable[str], text: str) -> str:
    """Of a title and other writings of it the one whose words the text uses most.

    Only what is nearly the same title is compared, word for word and with the same numbers; of
    equals, the title stays.
    """
    counts = Counter(w.casefold() for w in re.findall(r"[^\W\d_]{3,}", text[:200_000]))
    best, least = title, _misread(title, counts)
    for other in others:
        if least and _same(title, other) and (here := _misread(other, counts)) < least:
            best, least = other, here
    return best


def _same(title: str, other: str) -> bool:
    if len(title.split()) != len(other.split()) or not other[:1].isupper():
        return False
    if _NUMBERS.findall(title) != _NUMBERS.findall(other):
        return False
    ratio = SequenceMatcher(None, title.casefold(), other.casefold(), autojunk=False).ratio()
    return ratio >= _SAME


#: Numbers of a title; a digit inside a word ("PENGEL0LAAN") is a letter that was misread.
_NUMBERS: Final = re.compile(r"\b\d+\b")
#: Share of letters in common from which two writings are one title.
_SAME: Final = 0.85


_ODD: Final = re.compile(
    r"\w['’`^|*\\]\s|\w[\^|*\\{}~]\w|[a-z][A-Z]|(?<![\d.])\d[A-Za-z]|\W['^`*]\w"
)


def _misread(title: str, counts: Counter[str]) -> int:
    """Words that stand nowhere else in the text, and signs that no word has inside."""
    words = re.findall(r"[^\W\d_]{3,}", title)
    odd = _ODD.findall(title)
    return sum(counts[w.casefold()] < 2 for w in words) + len(odd)


# An act without its head opens with "Menimbang: bahwa …", decides ("MEMUTUSKAN") and establishes
# (UU 12/2011, Lampiran II no. 15–55). Number and year stay unknown unless the text says them: the
# acts it cites are not it.

#: The considerations open the text; a few words of a torn letterhead may stand before. Where
#: "Menimbang" is lost too, its legal basis tells.
_CONSIDERING: Final = re.compile(
    r"[\WA-Z]{0,80}(?:\b(?:[Mm]enimbang|MENIMBANG)\b|(?:\ba\.\s*)?\b[Bb]ahwa\b)"
)
_RECALLING: Final = re.compile(r"^[ \t]*Mengingat\s*:", re.MULTILINE)
_DECIDES: Final = re.compile(
    r"\b(?:M ?E ?M ?U ?T ?U ?S ?K ?A ?N|Memutuskan)\b\s*[:;.]?\s*(?P<both>Menetapkan\b)?"
    r"|\b(?:Menetapkan|MENETAPKAN)\b"
)
_PROVIDES: Final = re.compile(
    r"\bpasal\s+(?:\d|I|l|satu)|\b(?:PERTAMA|KESATU|Pertama|Kesatu)\s*:", re.IGNORECASE
)
#: How far the considerations and the legal basis of an act may run before it decides.
_PREAMBLE: Final = 12_000


def is_headless_act(text: str) -> bool:
    """Whether a text without a head has the whole order of an act, from its first words on."""
    if not _CONSIDERING.match(text) and not _RECALLING.search(text, 0, 1500):
        return False
    decides = _DECIDES.search(text, 0, _PREAMBLE)
    if decides is None:
        return False
    # conversions that cut the head often cut articles too: the formula alone is form enough
    return bool(decides["both"]) or _PROVIDES.search(text, decides.end()) is not None


def headless_act(source: SourceText, enacted: tuple[Kind | None, str] | None) -> Identity:
    """The identity of such an act: primary, of the kind it establishes, without a number.

    ``enacted`` is kind and title from "Menetapkan: …". The year is that of its own signing.
    """
    kind, title = enacted or (None, "")
    short = kind.short if kind else "Peraturan"
    imprint = read_imprint(source.text)
    title = title or _opening(source.text)
    return Identity(
        id=slugify(f"{short} {title}") or "peraturan",
        tier=Tier.PRIMARY,
        kind=short,
        title=title,
        year=imprint.year,
        issuer=(kind.issuer or None) if kind else None,
        date=imprint.made or imprint.published,
        gazette=imprint.gazette,
        warnings=(Message("source.headless"),),
    )


def _opening(text: str) -> str:
    """The first considerations, cut: what the act is about where it does not say its title."""
    said = re.sub(r"\s+", " ", text[:400])
    words = re.sub(r"^.*?\bbahwa\s+", "", said, count=1, flags=re.IGNORECASE).split()
    return " ".join(words[:14]).rstrip(" ,;:.")


# Other works: their id is the slug of their title, which comes from the file's metadata where that
# is no word processor's rubbish, else from the first heading or lines.

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
#: "1. Introduction", "A. Pendahuluan": a part of the work, whose title stands above it.
_NUMBERED_HEADING: Final = re.compile(r"(?:\d{1,2}(?:\.\d{1,2})*\.?|[A-Z]\.|[IVX]{1,5}\.)\s+\S")
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
        if title and not _OPENING.match(title) and not _NUMBERED_HEADING.match(title):
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


#: Below this share of readable text, what the text seems to say is no evidence.
_READABLE: Final = 0.5

_ENACTS: Final = re.compile(
    r"Menetapkan\s{0,20}:?\s{0,20}(?:[a-z -]{0,60}\bsebagai\s{1,9}berikut\s{0,9}:\s{0,20})?"
    r"(?P<kind>(?:[A-Z][A-Z.\-]+\s+){1,14}?)TENTANG\s+",
    re.IGNORECASE,
)
_STRUCTURE: Final = re.compile(
    r"^[ \t]*pasal\s+[0-9IlO]+[ \t]*$|\bMEMUTUSKAN\b|\bMengingat\s{0,20}:",
    re.MULTILINE | re.IGNORECASE,
)
_UUD: Final = re.compile(
    r"UNDANG-? ?UNDANG DASAR(?: NEGARA)?(?: REPUBLIK INDONESIA)?(?: TAHUN)? 1945"
)


@dataclass(frozen=True, slots=True)
class _Named:
    """An act named by kind, year (0 if unknown), number ("" if unknown) and title, if known."""

    kind: Kind
    year: int
    number: str  # as in ids
    printed: str
    title: str = ""

    @property
    def id(self) -> str:
        return f"{self.kind.slug}/{self.year}/{self.number}"

    @property
    def id_known(self) -> bool:
        return bool(self.number and self.year)

    @property
    def said(self) -> str:
        number = f" Nomor {self.printed}" if self.number and self.printed else ""
        return f"{self.kind.short}{number}" + (f" Tahun {self.year}" if self.year else "")


def identify(source: SourceText, name: str = "") -> Identity:
    """What this source is, by its text; ``name`` (path or file name) only where that is silent."""
    if source.entries:
        return glossary(source, name)
    if found := _constitution(source.text) or ruling(source.text):
        return found
    warnings: list[str] = []
    named = _by_text(source.text, name, warnings, "tesseract" in source.reader)
    if named is None and (draft := find_draft(source.text)):
        return _draft(source, *draft)
    named = named or _by_name(source, name, warnings) or _unnumbered(source.text, warnings)
    if named:
        return _act(source, named, warnings)
    if is_headless_act(source.text):
        return headless_act(source, _enacted(source.text))
    return work(source, name)


def _by_text(text: str, name: str, warnings: list[str], ocr: bool) -> _Named | None:
    """The act that the text names; ``ocr``: its letters were guessed from images by us."""
    head, later = find_head(text), find_later_head(text)
    if head is None and later is not None and _STRUCTURE.search(text):
        head = later
        warnings.append(Message("source.head_unread"))
    if head is None:
        return None
    named, claimed, imprint = _named(text, head), act_in_name(name), read_imprint(text)
    if is_stamped_draft(text, head):
        if not (imprint.published or imprint.gazette):
            return None
        warnings.append(Message("source.draft_stamp", act=named.said))
    witnesses = _witnesses(text, head, later, claimed)
    if not named.year:
        named = _with_year(named, head, imprint, witnesses, warnings)
    if not named.number and named.year:
        named = _with_number(named, head, witnesses, warnings)
    if not named.id_known and claimed and _left_to(claimed, named, head):
        return None
    if not named.id_known and later is not None and _repeats(later, head):
        named = replace(named, year=later.year, number=later.number, printed=_printed(later))
        warnings.append(Message("source.head_unread"))
    elif not named.id_known:
        warnings.append(_unknown(named, head))
    if head.annex:
        warnings.append(Message("source.annex_only", act=named.said))
    if named.id_known:
        named = _checked(named, head, later, claimed, imprint, ocr, witnesses, warnings)
    named = replace(named, title=_best_title(text, head, later, named))
    if claimed and named.id_known and claimed != named.id:
        warnings.append(Message("source.name_differs", claimed=claimed, act=named.said))
    return named


def _checked(
    named: _Named,
    head: Head,
    later: Head | None,
    claimed: str | None,
    imprint: Imprint,
    ocr: bool,
    witnesses: list[_Witness],
    warnings: list[str],
) -> _Named:
    """The act after the other places that say number or year were heard."""
    if later is not None and later.kind == head.kind and _id(later) != named.id:
        named = _settled(named, head, later, claimed, imprint, warnings)
    elif claimed and claimed != named.id and imprint.year and imprint.year != named.year:
        named = _dated(named, claimed, imprint.year, warnings)
    elif not claimed and imprint.signed_in not in (None, named.year):
        named = _signed(named, imprint.signed_in, warnings)
    if (ocr or is_repaired(head.printed)) and claimed and _one_digit_apart(claimed, named):
        warnings.append(Message("source.number_by_name", printed=head.printed, claimed=claimed))
        number = claimed.rsplit("/", 1)[1]
        return replace(named, number=number, printed=number.upper())
    if head.number != named.number:
        return named
    if is_repaired(head.printed):
        said = Message("source.number_repaired", printed=head.printed, number=named.number)
        warnings.append(said)
    elif is_lettered(head.number) and (named.year, named.number) not in witnesses:
        warnings.append(Message("source.number_lettered", printed=head.printed))
    years = {year for year, _ in witnesses} | imprint.years
    if is_repaired(head.year_printed) and named.year == head.year and head.year not in years:
        said = Message("source.year_repaired", printed=head.year_printed, year=head.year)
        warnings.append(said)
    return named


#: Year and number of an act of the head's kind, as another place names it.
_Witness = tuple[int, str]


def _witnesses(text: str, head: Head, later: Head | None, claimed: str | None) -> list[_Witness]:
    """What the lines above, the head of the elucidation and the file's name say of this kind."""
    slug = head.kind.slug
    found = [(year, number) for s, year, number, _ in _acts(text[: head.start]) if s == slug]
    if later is not None and later.kind == head.kind:
        found.append((later.year, later.number))
    if claimed and claimed.split("/")[0] == slug:
        _, year, number = claimed.split("/")
        found.append((int(year), number))
    return found


def _with_year(
    named: _Named, head: Head, imprint: Imprint, witnesses: list[_Witness], warnings: list[str]
) -> _Named:
    """The act with the year that is proven elsewhere, if any is."""
    said = {year for year, number in witnesses if not head.number or number == head.number}
    year = proven_year(head.year_printed, said | imprint.years)
    if year is None:
        return named
    warnings.append(Message("source.year_proven", printed=head.year_printed, year=year))
    return replace(named, year=year)


def _with_number(
    named: _Named, head: Head, witnesses: list[_Witness], warnings: list[str]
) -> _Named:
    """The act with the number that is proven elsewhere, if any is."""
    number = proven(head.printed, (number for year, number in witnesses if year == named.year))
    if number is None:
        return named
    warnings.append(Message("source.number_proven", printed=head.printed, number=number))
    return replace(named, number=number, printed=number.upper())


def _repeats(later: Head, head: Head) -> bool:
    """Whether the head of the elucidation says in full what the illegible year leaves open."""
    return later.kind == head.kind and not head.year and later.number == head.number


def _left_to(claimed: str, named: _Named, head: Head) -> bool:
    """Whether the print says so little that the file's name may say what it is."""
    slug, year, number = claimed.split("/")
    if slug != named.kind.slug or named.year not in (0, int(year)):
        return False
    if head.number and number != head.number:
        return False
    return not named.year or re.search(r"\d", head.printed) is None


def _unknown(named: _Named, head: Head) -> str:
    if not named.year:
        return Message("source.year_impossible", printed=head.year_printed)
    return Message("source.number_impossible", printed=head.printed)


def _best_title(text: str, head: Head, later: Head | None, named: _Named) -> str:
    """The title as the head has it, or as another place has it that was read better."""
    if not named.title:
        return ""
    others = [
        in_ordinary_case(said, text[:12_000])
        for said in titles_above(text[: head.start], named.kind.slug, named.year, named.number)
    ]
    if later is not None and later.title_start is not None and later.kind == head.kind:
        others.append(read_title(text, later.title_start))
    others.append(_enacted_title(text))
    return best_read(named.title, others, text)


def _settled(
    named: _Named,
    head: Head,
    later: Head,
    claimed: str | None,
    imprint: Imprint,
    warnings: list[str],
) -> _Named:
    """Head and elucidation disagree (OCR): the one that name or date confirms is believed."""

    def votes(candidate: Head) -> int:
        number = bool(re.match(r"\d|[ivxlc]+$", candidate.number))  # "t2" is no number
        return (claimed == _id(candidate)) * 4 + number * 2 + (imprint.year == candidate.year)

    believed, other = (later, head) if votes(later) > votes(head) else (head, later)
    warnings.append(
        Message(
            "source.head_contradicted",
            head=_id(head),
            later=_id(later),
            used=_id(believed),
            left=_id(other),
        )
    )
    return replace(
        named, year=believed.year, number=believed.number, printed=_printed(believed)
    )  # the title is the head's


def _dated(named: _Named, claimed: str, signed: int, warnings: list[str]) -> _Named:
    """A misread year is betrayed by the date of signing, if the name agrees with that."""
    slug, year, number = claimed.split("/")
    if (slug, number, int(year)) != (named.kind.slug, named.number, signed):
        return named
    warnings.append(Message("source.year_by_name", year=named.year, signed=signed))
    return replace(named, year=signed)


def _signed(named: _Named, signed: int | None, warnings: list[str]) -> _Named:
    """A head's year that signing and promulgation both deny by one digit was misread."""
    if signed is None or sum(a != b for a, b in zip(str(signed), str(named.year), strict=True)) > 1:
        return named
    warnings.append(Message("source.year_by_signing", year=named.year, signed=signed))
    return replace(named, year=signed)


def _one_digit_apart(claimed: str, named: _Named) -> bool:
    """Same kind and year, and numbers that differ in one digit: a misreading, not another act."""
    slug, year, number = claimed.split("/")
    if (slug, int(year)) != (named.kind.slug, named.year) or len(number) != len(named.number):
        return False
    return sum(a != b for a, b in zip(number, named.number, strict=True)) == 1


def _id(head: Head) -> str:
    return f"{head.kind.slug}/{head.year}/{head.number}"


def _named(text: str, head: Head) -> _Named:
    title = ""
    if head.title_start is not None:
        title = read_title(text, head.title_start)
    if head.elucidation:
        title = _enacted_title(text) or title
    return _Named(head.kind, head.year, head.number, _printed(head), title)


def _printed(head: Head) -> str:
    """The number to show: with its code as printed, else without what was misread."""
    return head.printed if "/" in head.printed else head.number.upper()


def _by_name(source: SourceText, name: str, warnings: list[str]) -> _Named | None:
    """The act that the name claims, if the text has an act's form or cannot be read."""
    claimed = act_in_name(name)
    if claimed is None:
        return None
    slug, year, number = claimed.split("/")
    kind = kind_by_slug(slug)
    if kind is None:
        return None
    named = _Named(kind, int(year), number, _print_number(kind, number, year))
    if source.quality_ratio < _READABLE or not _has_words(source.text):
        warnings.append(Message("source.identity_by_name"))
        return named
    opening, enacted = find_unnumbered_head(source.text), _enacted(source.text)
    said = opening[0] if opening else enacted[0] if enacted else None
    if said is not None and said != kind:
        return None
    if opening or enacted or _STRUCTURE.search(source.text):
        warnings.append(Message("source.number_by_file"))
        title = read_title(source.text, opening[1]) if opening else ""
        return replace(named, title=title or (enacted[1] if enacted else ""))
    return None


def _unnumbered(text: str, warnings: list[str]) -> _Named | None:
    """The act of a whole head whose number is left blank: "NOMOR … TAHUN … TENTANG"."""
    opening = find_unnumbered_head(text)
    if opening is None:
        return None
    kind, start = opening
    decides = _DECIDES.search(text, start, start + _PREAMBLE)
    if decides is None or not _PASAL_LINE.search(text, decides.end()):
        return None
    warnings.append(Message("source.number_blank"))
    return _Named(kind, read_imprint(text).year or 0, "", "", read_title(text, start))


_PASAL_LINE: Final = re.compile(
    r"^[ \t*#]*Pasal[ \t]+(?:1|I|l|satu)\b", re.MULTILINE | re.IGNORECASE
)


def _draft(source: SourceText, kind: Kind, start: int) -> Identity:
    """A bill: secondary, as writing about law is, for nobody is bound by it."""
    short = "RUU" if kind.slug == "uu" else f"Rancangan {kind.short}"
    title = without_preamble(read_title(source.text, start))
    return Identity(
        id=slugify(f"{short} {title}"),
        tier=Tier.SECONDARY,
        kind=short,
        title=f"Rancangan {kind.name} tentang {title}",
        authors=_authors(source),
        date=source.metadata.get("date") or None,
        warnings=(Message("source.draft", kind=short),),
    )


def _print_number(kind: Kind, number: str, year: str) -> str:
    if kind.slug == "tap-mpr":
        return f"{number.upper()}/{'MPRS' if int(year) < 1970 else 'MPR'}/{year}"
    return number.upper()


def _has_words(text: str) -> bool:
    """Whether the text has words at all: a stamp on image pages or symbols are none."""
    plain = re.sub(r"\S*(?:www|jdih|http)\S*", " ", text[:20_000])
    words = re.findall(r"\b[A-Za-z]{3,}\b", plain)
    return len(words) >= 20 and sum(map(len, words)) >= 0.3 * len(re.sub(r"\s", "", plain))


def _enacted(text: str) -> tuple[Kind | None, str] | None:
    """Kind and title from "Menetapkan: PERATURAN PEMERINTAH TENTANG …"."""
    for match in _ENACTS.finditer(text):
        kind = kind_of(match["kind"])
        if kind or match["kind"].isupper():
            zone = text[match.end() : match.end() + 500]
            end = re.search(
                r"(?<!\bNO)(?<!\bNo)(?<!\bjo)\.\s|;|\n\s{0,20}(?:BAB|Pasal|PASAL|Bab)\b|\bPasal\s+1\b"
                r"|\bBAB\s+I\b|\s[Ss](?:ebagai|EBAGAI)\s+[Bb](?:erikut|ERIKUT)\b",
                zone,
            )
            raw = zone[: end.start()] if end else zone[:200]
            return kind, in_ordinary_case(raw, text[: match.start()])
    return None


def _enacted_title(text: str) -> str:
    enacted = _enacted(text)
    return enacted[1] if enacted else ""


def _act(source: SourceText, named: _Named, warnings: list[str]) -> Identity:
    imprint = read_imprint(source.text)
    date = imprint.date_in(named.year) if named.year else imprint.made or imprint.published
    if date is None and imprint.year:
        warnings.append(
            Message("source.date_misfit", date=imprint.made or imprint.published, year=named.year)
        )
    gazette = imprint.gazette
    if gazette and (year := re.match(r"[LB]N (\d{4})", gazette)) and int(year[1]) < named.year:
        gazette = None  # printed before it was made: misread, or another act's
    title = without_preamble(named.title) or without_preamble(_enacted_title(source.text))
    return Identity(
        id=named.id if named.id_known else _unnumbered_id(named, title),
        tier=Tier.PRIMARY,
        kind=named.kind.short,
        title=title or named.said,
        number=(named.printed.lstrip("0") or named.number) if named.id_known else None,
        year=named.year or None,
        issuer=named.kind.issuer or None,
        date=date,
        gazette=gazette,
        warnings=tuple(warnings),
    )


def _unnumbered_id(named: _Named, title: str) -> str:
    """The id of an act whose number is unknown, as `headless_act` makes it."""
    return slugify(f"{named.kind.short} {title}") or named.kind.slug


def _constitution(text: str) -> Identity | None:
    zone = re.sub(r"\s+", " ", text[:1500])
    match = _UUD.search(zone)
    if not match or match.start() > 60 or not re.search(r"P ?E ?M ?B ?U ?K ?A ?A ?N", zone):
        return None
    return Identity(
        id="uud/1945",
        tier=Tier.PRIMARY,
        kind="UUD",
        title="Undang-Undang Dasar Negara Republik Indonesia Tahun 1945",
        year=1945,
        issuer="Majelis Permusyawaratan Rakyat",
    )
