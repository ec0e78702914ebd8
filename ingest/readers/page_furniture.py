"""What a page carries besides its text is taken off, so that a provision runs on over the page.

Letterhead, page numbers, running headers, stamps and addresses of the site a file came from,
and catchwords. Only lines at the top or the bottom of a page are looked at, and only their
shape or their repetition decides; lines in the shape of legal text ("Pasal 12", "Cukup jelas.")
are never taken for repeated furniture.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Sequence
from difflib import SequenceMatcher
from functools import lru_cache
from typing import Final

from dalil.ingest.words import WORD

# The first and last lines of a page: the only ones that may be furniture.

#: How many lines from a page's edge may be furniture: the deepest seen are a letterhead of two
#: lines and a page number, under a stamp and a label that recognition put first.
ZONE = 5


def top(lines: Sequence[str], depth: int = ZONE) -> list[int]:
    """Indexes of the first lines that are not blank, from the top."""
    found: list[int] = []
    for index, line in enumerate(lines):
        if line:
            found.append(index)
            if len(found) == depth:
                break
    return found


def bottom(lines: Sequence[str], depth: int = ZONE) -> list[int]:
    """Indexes of the last lines that are not blank, the last one first."""
    found: list[int] = []
    for index in range(len(lines) - 1, -1, -1):
        if lines[index]:
            found.append(index)
            if len(found) == depth:
                break
    return found


def without(lines: Sequence[str], gone: Collection[int]) -> list[str]:
    """The lines that are not at these indexes."""
    return [line for index, line in enumerate(lines) if index not in gone] if gone else [*lines]


# Catchwords, against lost sheets: a line at the foot goes if it ends in dots and the next page
# begins with its words, or names the provision to come; without dots or match only in a document
# that is known to use them.

#: "Pasal 12 . . .", "(2) Dalam ...", "Agar Ö" (an ellipsis in a wrong code page), "Dalam . . ,"
_DOTTED: Final = re.compile(
    r"(?P<words>\S.{0,60}?) ?(?P<dots>(?:[.,·•'\"”-] ?){0,3}(?:\. ?\.|…|Ö)[.,…\"” ]*)\Z"
)
#: What is never the last line of a text: it announces what comes.
_ANNOUNCES: Final = re.compile(
    r"(?:pasal [\dIVXLlO]+[a-z]?|bab(?: [IVXL]+)?|bagian(?: \w+)?|paragraf(?: \d+)?|agar"
    r"|memutuskan ?:?|menetapkan ?:?|mengingat ?:?)\Z",
    re.IGNORECASE,
)
#: A list number and one word: "(2) Dalam", "b. mencegah", "12. Kecelakaan".
_NUMBERED: Final = re.compile(r"(?:\(\d{1,3}[a-z]?\)|\d{1,3}\.|[a-z]{1,2}[.)]) ?[A-Za-z-]{2,}\Z")
_WORDS: Final = re.compile(r"(?:[(\w]{1,4}[.)] ?)?[A-Za-z][A-Za-z/-]*(?: [\w/-]+){0,2} ?\.{0,2}\Z")
_MAX_WORDS: Final = 5
_MAX_DOTS: Final = 4  # more are a blank to fill in


def without_catchwords(pages: Sequence[Sequence[str]]) -> list[list[str]]:
    """The pages without catchwords; their other lines as they are."""
    following: list[Sequence[str]] = [*pages[1:], []][: len(pages)]
    lines_seen = Counter(_catchword_key(line) for lines in pages for line in lines if line)
    dotted = [_dotted(lines, after) for lines, after in zip(pages, following, strict=True)]
    bare = [_bare(lines, after, lines_seen) for lines, after in zip(pages, following, strict=True)]
    matched = sum(index is not None for index in dotted)
    usual = matched >= 2 or matched + sum(index is not None for index in bare) >= 3
    result: list[list[str]] = []
    for index, lines in enumerate(pages):
        gone = {dotted[index], _strayed(lines)}
        if usual and dotted[index] is None and index + 1 < len(pages):
            gone |= {bare[index], _unmatched(lines)}
        result.append(without(lines, {i for i in gone if i is not None}))
    return result


def _dotted(lines: Sequence[str], following: Sequence[str]) -> int | None:
    """The index of a catchword with dots among the last lines, or None."""
    for position, index in enumerate(bottom(lines, 4)):
        match = _DOTTED.match(lines[index])
        if not match or len(match["words"].split()) > _MAX_WORDS:
            continue
        if _begins(following, match["words"], depth=4):
            return index
        if position == 0 and following and _ANNOUNCES.match(match["words"]):
            return index
    return None


def _unmatched(lines: Sequence[str]) -> int | None:
    """A last line in the shape of a catchword that the next page does not take up."""
    for index in bottom(lines, 1):
        match = _DOTTED.match(lines[index])
        if match and len(_NOT_ALNUM.sub("", match["words"])) > 1:
            few = match["dots"].count(".") <= _MAX_DOTS
            if few and _NUMBERED.match(match["words"]):
                return index
    return None


def _bare(lines: Sequence[str], following: Sequence[str], seen: Counter[str]) -> int | None:
    """A last line of few words that the next page begins with, and that is no table's cell."""
    for index in bottom(lines, 1):
        key = _catchword_key(lines[index])
        if _WORDS.match(lines[index]) and len(key) >= 3 and seen[key] <= 2:
            return index if _begins(following, lines[index], depth=2) else None
    return None


def _strayed(lines: Sequence[str]) -> int | None:
    """A catchword that slipped to the head of the page it announces ("BAB III…", "BAB III")."""
    for index in top(lines, 1):
        match = _DOTTED.match(lines[index])
        if match and _ANNOUNCES.match(match["words"]):
            return index if _begins(lines[index + 1 :], match["words"], depth=1) else None
    return None


def _begins(lines: Sequence[str], words: str, depth: int) -> bool:
    """Whether one of the first ``depth`` lines begins with these words, give or take a letter."""
    wanted = _catchword_key(words)
    if not wanted:
        return False
    for index in top(lines, depth):
        # A catchword may run into the next line ("Pasal 5" / "Setiap orang …").
        start = _catchword_key(" ".join(lines[index : index + 2]))[: len(wanted)]
        if start == wanted:
            return True
        if len(wanted) >= 5:
            ratio = SequenceMatcher(None, start, wanted, autojunk=False).ratio()
            if ratio >= 0.8:
                return True
    return False


@lru_cache(maxsize=20_000)
def _catchword_key(text: str) -> str:
    return _NOT_ALNUM.sub("", text).casefold()


# Page numbers: "- 12 -", "12 / 34", "III.2"; a bare number only if it counts up with the pages.

#: Recognition reads l, I, O, S, Z, t and B for digits: "-t2-", "-1O-".
DASHED_NUMBER: Final = re.compile(
    r"[-–—_~=]{1,2} ?[\dIlOoSZtB|]{1,4} ?[-–—_~=]{0,2}\.?\Z|[\dIlOoSZtB|]{1,4} ?[-–—_~]\Z"
)
_NUMBER: Final = re.compile(r"\d{1,4}\Z")
_PAGE_OF: Final = re.compile(
    r"(?:.{0,40}[-–|] ?)?(?:(?:hal(?:aman|\.)?|page) ?)?\d{1,4} ?(?:/|dari|of) ?\d{1,4}\Z"
    r"|(?:halaman|hal\.|page) \d{1,4}\Z",
    re.IGNORECASE,
)
_ANNEX_NUMBER: Final = re.compile(r"[IVXl1it]{1,5}\. ?\d[\dIlO ]{0,3}\Z")

#: A run of pages must agree this often before bare numbers are believed.
_AGREEING: Final = 3


def without_page_numbers(pages: Sequence[Sequence[str]]) -> list[list[str]]:
    """The pages without their numbers."""
    counted = _counted_offsets(pages)
    annex = _share_with_annex_numbers(pages) >= 0.75
    result: list[list[str]] = []
    for index, lines in enumerate(pages):
        gone: set[int] = set()
        for zone in (top(lines, 4), bottom(lines, 3)):
            outermost = True
            for i in zone:
                line = lines[i]
                counts = _NUMBER.match(line) and int(line) - index in counted
                if (
                    _PAGE_OF.match(line)
                    or DASHED_NUMBER.match(line)
                    or (outermost and (counts or (annex and _ANNEX_NUMBER.match(line))))
                ):
                    gone.add(i)
                else:
                    outermost = False
        result.append(without(lines, gone))
    return result


def _counted_offsets(pages: Sequence[Sequence[str]]) -> frozenset[int]:
    """Differences between printed number and page index that several pages share."""
    offsets: Counter[int] = Counter()
    for index, lines in enumerate(pages):
        values = {_value(lines[i]) for i in (*top(lines, 2), *bottom(lines, 2))}
        offsets.update(value - index for value in values if value is not None)
    return frozenset(offset for offset, count in offsets.items() if count >= _AGREEING)


def _value(line: str) -> int | None:
    digits = line.strip("-–—_~ ")
    return int(digits) if _NUMBER.match(digits) else None


def _share_with_annex_numbers(pages: Sequence[Sequence[str]]) -> float:
    numbered = sum(
        any(_ANNEX_NUMBER.match(lines[i]) for i in (*top(lines, 2), *bottom(lines, 2)))
        for lines in pages
    )
    return numbered / len(pages) if len(pages) >= _AGREEING else 0.0


# "PRESIDEN / REPUBLIK INDONESIA", which recognition garbles ("FRES IDEN"). The same words sign and
# enact, so only what stands above all other text is taken, and nothing that ends in a comma.

#: Side labels that recognition puts before the letterhead, and lone list numbers: they stay.
_LABEL: Final = re.compile(
    r"(?:menimbang|mengingat|menetapkan|memperhatikan|memutuskan)\W*\Z|\W*\w{1,3}\W*\Z",
    re.IGNORECASE,
)
#: What recognition makes of the state emblem above the letterhead: a few characters a line.
_EMBLEM_LENGTH: Final = 8
#: A list's number or letter is no emblem, nor is a word; after "dan" the President enacts.
_NO_EMBLEM: Final = re.compile(
    r"\(?(?:\d{1,3}[a-z]?|[a-z])[.)]?\Z|[IVXLC]+[.)]\Z|[A-Z]?[a-z]{3,}\W?\Z"
)
_AND: Final = re.compile(r"\W*dan\W*\Z", re.IGNORECASE)

#: How many lines from the top the letterhead may be, emblem and labels above it.
_DEPTH: Final = 9


#: From this share of the pages on, short unreadable lines above a page number are its remains.
_USUAL_RATIO: Final = 0.3


def without_letterhead(pages: Sequence[Sequence[str]]) -> list[list[str]]:
    """The pages without the letterhead and its garbled remains."""
    found = [_letterhead(lines) for lines in pages]
    usual = sum(bool(gone) for gone in found) >= max(2, _USUAL_RATIO * len(pages))
    return [
        without(lines, gone or _remains(lines, usual))
        for lines, gone in zip(pages, found, strict=True)
    ]


def is_letterhead(words: str) -> bool:
    """Whether these words are the letterhead or a part of it, well or badly read."""
    return any(
        _alike(words, wanted, 0.6)
        for wanted in ("PRESIDENREPUBLIKINDONESIA", "PRESIDEN", "REPUBLIKINDONESIA")
    )


def _letterhead(lines: Sequence[str]) -> set[int]:
    zone = top(lines, _DEPTH)
    emblem: set[int] = set()
    for position, here in enumerate(zone):
        line = lines[here]
        below = lines[zone[position + 1]] if position + 1 < len(zone) else ""
        if not line.endswith(",") and not below.endswith(","):
            if _alike(line, "PRESIDENREPUBLIKINDONESIA", 0.8):
                return {here} | emblem
            if _alike(line, "PRESIDEN", 0.6) and _alike(below, "REPUBLIKINDONESIA", 0.6):
                return {here, zone[position + 1]} | emblem
            if _alike(line, "REPUBLIKINDONESIA", 0.7) and DASHED_NUMBER.match(below):
                return {here} | emblem
        if _AND.match(line):
            return set()
        if len(line) <= _EMBLEM_LENGTH and not _NO_EMBLEM.match(line):
            emblem.add(here)
        elif not (_LABEL.match(line) or DASHED_NUMBER.match(line)):
            return set()  # text has begun
    return set()


def _remains(lines: Sequence[str], usual: bool) -> set[int]:
    """Short lines above a page number at the top, where letterheads are usual or one is seen."""
    zone = top(lines, 4)
    for position, index in enumerate(zone):
        if not DASHED_NUMBER.match(lines[index]):
            continue
        above = [i for i in zone[:position] if not _LABEL.match(lines[i])]
        seen = usual or any(_alike(lines[i], "PRESIDEN", 0.75) for i in above)
        if seen and all(len(lines[i]) <= 30 for i in above):
            return set(above)
        return set()
    return set()


def _alike(line: str, wanted: str, ratio: float) -> bool:
    """Whether a line's letters are nearly these capitals."""
    letters = _NOT_ALNUM.sub("", line)
    if sum(map(str.islower, letters)) > 3:
        return False
    letters = letters.upper()
    if not 0.8 * len(wanted) <= len(letters) <= max(1.2 * len(wanted), len(wanted) + 2):
        return False
    return SequenceMatcher(None, letters, wanted, autojunk=False).ratio() >= ratio


_STAMP: Final = re.compile(
    r"SALINAN\Z"
    r"|(?:https?://)?(?:[\w-]+\.)+(?:go\.id|ac\.id|or\.id|co\.id|id|com|org|net)(?:/\S*)?"
    r"(?:\s*\|?\s*(?:Halaman|Hlm\.?|Hal\.?)\s*\d+)?\Z"
    r"|.*\bDIUNDUH PADA\b.*\Z|.*\bKlik di sini untuk perbaikan\.?\Z"
    r"|(?:Dokumen|Naskah|Salinan|Berkas)\s+(?:ini\s+)?(?:telah\s+)?(?:diunduh|diakses|dicetak)\s+"
    r"(?:dari|melalui)\s+\S*\.(?:id|com|org|net)(?:/\S*)?\Z"
    r"|ditjen(?:\.|\s+)Peraturan Perundang-undangan\Z",
    re.IGNORECASE,
)
#: The serial number of the State Secretariat's paper, at the foot: "SK No 160840A".
_SERIAL: Final = re.compile(r"\W{0,2}[S$]K ?N[o0O] ?[\dA-Za-z.,'“” ]{5,12}\Z")

#: What recognition makes of dust and rules at the page's rim.
_SPECKS: Final = re.compile(r"[`'*^|\\_~.,:;# ]+\Z")

#: How legal text begins: such a line may repeat at page edges and is content all the same.
_LEGAL: Final = re.compile(
    r"(?!www\.)(?:pasal|ayat|huruf|angka|bab|bagian|paragraf|cukup jelas|lampiran|penjelasan"
    r"|nomor|tentang"
    r"|menimbang|mengingat|menetapkan|memperhatikan|memutuskan|peraturan|keputusan|undang|article"
    r"|ditetapkan|diundangkan|ttd|\(?[a-z0-9]{1,3}[.)])",
    re.IGNORECASE,
)

#: A line repeated at the edge of this share of the pages is furniture, from `_MIN_PAGES` on.
_REPEATED_RATIO: Final = 0.4
_MIN_PAGES: Final = 4
_NOT_ALNUM: Final = re.compile(r"[\W_]+")
_DIGITS: Final = re.compile(r"\d+")


def is_stamp(line: str) -> bool:
    """Whether a line is a site's address or stamp, and nothing besides."""
    return _STAMP.match(line.strip()) is not None


def strip_furniture(pages: Sequence[Sequence[str]]) -> list[list[str]]:
    """The pages' lines without furniture; lines inside a page are never touched."""
    kept = [_without_stamps([line.strip() for line in lines]) for lines in pages]
    kept = without_letterhead(kept)
    kept = without_page_numbers(kept)
    kept = _without_repeated(kept)
    return without_catchwords(kept)


def _without_stamps(lines: Sequence[str]) -> list[str]:
    gone = {i for i in (*top(lines), *bottom(lines)) if _STAMP.match(lines[i])}
    gone |= {i for i in bottom(lines) if _SERIAL.match(lines[i])}
    gone |= {i for i in (*top(lines, 2), *bottom(lines, 2)) if _SPECKS.match(lines[i])}
    return without(lines, gone)


def _without_repeated(pages: list[list[str]]) -> list[list[str]]:
    """Without running headers and footers; the first header stays, it may be the title."""
    pages = _without_header(_without_footer(pages))
    if len(pages) < _MIN_PAGES:
        return pages
    edges = [sorted({*top(lines, 3), *bottom(lines, 3)}) for lines in pages]
    counts: Counter[str] = Counter()
    for lines, edge in zip(pages, edges, strict=True):
        counts.update({_key(lines[i]) for i in edge})
    enough = max(_MIN_PAGES - 1, _REPEATED_RATIO * len(pages))
    repeated = {key for key, count in counts.items() if count >= enough and len(key) >= 4}
    # A table's cell ("Per unit") stands at edges by chance, and inside pages as well.
    printed = Counter(key for lines in pages for line in lines if (key := _key(line)) in repeated)
    repeated = {key for key in repeated if printed[key] <= 1.1 * counts[key]}
    feet: Counter[str] = Counter()
    for lines in pages:
        feet.update({_key(lines[i]) for i in bottom(lines, 3) if i not in top(lines, 3)})
    seen: set[str] = {key for key in repeated if feet[key] >= enough}
    result: list[list[str]] = []
    for lines, edge in zip(pages, edges, strict=True):
        gone: set[int] = set()
        for i in edge:
            key = _key(lines[i])
            if key in repeated and not _LEGAL.match(lines[i]):
                if key in seen:
                    gone.add(i)
                seen.add(key)
        result.append(without(lines, gone))
    return result


def _without_footer(pages: list[list[str]]) -> list[list[str]]:
    """Without the line that ends every page: what a site prints under the text is no title.

    Even of two pages; but no line that ends a sentence or a list's item, and none in the shape
    of legal text.
    """
    while len(pages) > 1 and all(pages):
        ends = [bottom(lines, 1) for lines in pages]
        if not all(ends):
            break
        last = [lines[end[0]] for lines, end in zip(pages, ends, strict=True)]
        same = len({_key(line) for line in last}) == 1 and len(_key(last[0])) >= 4
        if not same or _LEGAL.match(last[0]) or last[0].rstrip().endswith((".", ";", ",", ":")):
            break
        pages = [without(lines, set(end)) for lines, end in zip(pages, ends, strict=True)]
    return pages


def _without_header(pages: list[list[str]]) -> list[list[str]]:
    """Without the line that begins every page after the first, where it may be the title."""
    begins = [top(lines, 1) for lines in pages]
    if len(pages) < 3 or not all(begins):
        return pages
    first = [lines[begin[0]] for lines, begin in zip(pages, begins, strict=True)]
    same = len({_key(line) for line in first}) == 1 and len(_key(first[0])) >= 4
    if not same or _LEGAL.match(first[0]) or first[0].rstrip().endswith((".", ";", ",", ":")):
        return pages
    if sum(_key(line) == _key(first[0]) for lines in pages for line in lines) > len(pages):
        return pages  # a table's cell stands inside pages as well
    rest = [without(x, set(y)) for x, y in zip(pages[1:], begins[1:], strict=True)]
    return [pages[0], *rest]


@lru_cache(maxsize=20_000)
def _key(line: str) -> str:
    """What two printings of a running header have in common: letters, and # for a number."""
    return _DIGITS.sub("#", _NOT_ALNUM.sub("", line).casefold())


# In a text without pages only a line is a catchword that is a unit's number and a few words with
# dots, whose very words begin the next line, which goes on.

#: A number or a unit's name, at most four words, and two to five dots; more are a blank to fill.
_CATCHWORD: Final = re.compile(
    r"\s*(?P<words>(?:\(\d{1,3}[a-z]?\)|\d{1,3}\.|[a-z]{1,2}\.|Pasal|BAB|Bagian|Paragraf)"
    r" ?[^\s.…]++(?: [^\s.…]++){0,3}?) ?,? ?(?:\.(?: ?\.){1,4}|…)\s*\Z"
)
_UNIT: Final = re.compile(r"\s*(?:Pasal|BAB|Bagian|Paragraf)\b")


#: So often a line that is only a site's address is its stamp, not a source that the text names.
_PAGES: Final = 3


def without_strayed(lines: Sequence[str]) -> list[str]:
    """The lines without catchwords, and without what a site has put between and below them: its
    stamp on every page of a copy or between two pasal, its foot at the end.
    """
    lines = _without_site(lines)
    printed = Counter(line.strip() for line in lines)
    stamps = {line for line, count in printed.items() if count >= _PAGES and is_stamp(line)}
    lines = [line for line in lines if line.strip() not in stamps] if stamps else lines
    kept: list[str] = []
    for index, line in enumerate(lines):
        match = _CATCHWORD.match(line) if line.rstrip().endswith((".", "…")) else None
        if match is None or not _goes_on(lines, index, match["words"]):
            kept.append(line)
    return kept


#: What a portal prints under a text: its copyright, its buttons to share.
_FOOT: Final = re.compile(
    r"\W*(?:(?:©|\([cC]\)|[Cc]opyright\b|[Hh]ak [Cc]ipta\s*(?:©|\([cC]\)|\d{4}|dilindungi)).{0,120}"
    r"|(?:[Bb]agikan|[Ss]hare)\b(?:\W+(?:ke|di|on|via|[Ff]acebook|[Tt]witter|X|[Ww]hats ?[Aa]pp|"
    r"[Tt]elegram|[Ll]inked[Ii]n|[Ee]mail|[Ss]alin|[Tt]autan|[Cc]opy|[Ll]ink)\b)*\W*)\Z"
)
#: How many lines a portal's foot has at most, and what is never in it.
_FOOT_LINES: Final = 15
_OWN: Final = re.compile(
    r"[\W_]*(?:Pasal|BAB|Bab|Bagian|Paragraf|LAMPIRAN|Lampiran|PENJELASAN|Penjelasan|Disahkan|"
    r"Ditetapkan|Diundangkan|LEMBARAN|TAMBAHAN|ttd)\b|\(?[a-z\d]{1,2}[.)]\s"
)
#: What begins the next unit after a stamp; before it a sentence has ended.
_NEXT: Final = re.compile(r"[\W_]*(?:Pasal[ \t]+\d{1,4}[A-Z]?|BAB[ \t]+[IVXLC]+)\b[\W_]*\Z")
_SENTENCE: Final = re.compile(r"[.;][*_”\"]*\s*\Z")


def _without_site(lines: Sequence[str]) -> list[str]:
    kept = [
        line
        for index, line in enumerate(lines)
        if not (is_stamp(line) and _between_units(lines, index))
    ]
    return kept[: foot(kept)]


def foot(lines: Sequence[str]) -> int:
    """The line from which on a portal's foot stands below the text; all lines if there is none.

    Below its buttons and its copyright a portal may name other works, in lines of a few words.
    """
    said = [index for index, line in enumerate(lines) if line.strip()]
    last = len(lines)
    for index in reversed(said[1:][-_FOOT_LINES:]):
        line = lines[index].strip()
        if _FOOT.match(line):
            last = index
        elif _OWN.match(line) or _SENTENCE.search(line) or len(line) > 80:
            break
    return last


def _between_units(lines: Sequence[str], index: int) -> bool:
    """Whether a line stands after a sentence's end and right above the next pasal or bab."""
    before = next((line for line in reversed(lines[max(0, index - 3) : index]) if line.strip()), "")
    after = next((line for line in lines[index + 1 : index + 4] if line.strip()), "")
    return bool(_SENTENCE.search(before) and _NEXT.match(after))


def _goes_on(lines: Sequence[str], index: int, words: str) -> bool:
    """Whether the next line that is not blank begins with these words and has no dots itself."""
    following = next((line for line in lines[index + 1 : index + 4] if line.strip()), "")
    if _CATCHWORD.match(following):
        return False
    wanted, there = WORD.findall(words.casefold()), WORD.findall(following.casefold())
    if len(there) < len(wanted) or there[: len(wanted) - 1] != wanted[:-1]:
        return False
    # "Badan-…" announces "Badan-badan"; a number or a unit's name is whole: 4 is not 40.
    last = wanted[-1]
    whole = not last.isalpha() or bool(_UNIT.match(words))
    return there[len(wanted) - 1] == last or (
        not whole and "".join(there).startswith("".join(wanted))
    )
