"""Acts named in running text: by kind and number, by Staatsblad, or by a name people use.

"Undang-Undang Nomor 23 Tahun 2014 tentang Pemerintahan Daerah", "UU 23/2014", "PP No. 28 Th.
2018", "Peraturan Menteri Keuangan Nomor 184/PMK.01/2010", "TAP MPR III/MPR/2000", "Law No. 24 of
2000", "UU Pemda", with what OCR does to them ("Undang- Undang Nomor 23 Tahun 2Ol4"). Numbers of
the gazettes (LN, TLN, BN) carry no kind of act before them and are never taken for one.

A mention ends after the title that follows it; acts named inside that title belong to it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import lru_cache
from typing import Final

from ingest.actnumber import AGAIN, MAYBE, NUMBER, acts_of, dated_by_gazette, number_end
from ingest.kind import MINISTRY_CODES, NOT_NAMES, kind_of
from ingest.nickname import LONGER, nickname, nickname_pattern
from ingest.numeral import act_number
from ingest.titletail import title_end

_S: Final = r"[\s\-‐‑–•·.^\xad]{0,4}"
_LAW: Final = rf"(?:oe?|u)ndan[g9](?:{_S}(?:oe?|u)ndan[g9]|[2²](?!\w))"
_STOP: Final = rf"(?:(?:nom[eo]r|no|nr|number|menyelenggarakan)\b|{NOT_NAMES})"

#: Where a mention may begin; what it is, the patterns below decide.
_TRIGGER: Final = re.compile(
    r"\b(?=[uopkistqmlagrcbhwne1jfvd])(?:u\.\s?u\.|p\.\s?p\.|gr\b|pr\s|mo(?:ha|fa|f|h|lhr|m)\s{1,9}reg"
    r"|s\.\s?1[89]\d\d|lembaran\s{1,9}negara\s{1,9}hindia|ketentuan\s{1,9}m\.?p"
    r"|(?:job|manpower|local|treaty|international|foreign|village|marriage|personal|pdp|ite|eit|electronic|capital|basic)"
    r"\s(?=[\w\s]{0,50}law\b)|(?:oe?|u)ndan[g9]|uu(?:ds?|drt|pa|pt|pk|jn|ht|hc|ck|pm|dnri)?(?![^\W\d])|pp(?![^\W\d])|perpp?u\b"
    r"|perpres\b|penpres\b|kepp?res\b|inpres\b|permen|kepmen|perma\b|perda\b|pergub\b|perbup\b"
    r"|perwal|perpol\b|perkap|perba\b|perka\b|kepka\b|pkpu\b|qanun\b|pmk\b|kmk\b|s?e?pojk\b|pbi\b"
    r"|sema\b|se\b|stb|staatsblad|peraturan\b|keputusan\b|instruksi\b|ketetapan\b|penetapan\b"
    r"|surat\s{1,9}edaran\b|putusan\b|tap\b|maklumat\b|law\b|act\b|government\b|presidential\b"
    r"|regulation\b|minister|mprs?\b|regional\b|constitutional\b|kitab\b|kuh|k\.\s?u\.|bw\b|b\.\s?w|w\.\s?v\.|h\.\s?i\.\s?r|hir\b|herzien"
    r"|rbg\b|r\.\s?b|rechts|wvs\b|wvk\b|wetboek|burgerlijk|civil\b|criminal\b|commercial\b|old\b|new\b"
    r"|emergency\b|governor\b|regent\b|mayor\b|supreme\b|ojk\b|the\s{1,9}(?:1945|const)|1945\s{1,9}const|constitution\b|indonesian\b)",
    re.IGNORECASE,
)
_KIND: Final = re.compile(
    rf"(?:(?P<uudrt>{_LAW}\s{{1,9}}(?:darurat|drt\.?)|uu\s{{0,9}}drt\.?|uu\s{{1,9}}darurat)"
    rf"|(?P<perppu>peraturan\s{{1,9}}pem\w{{4,9}}\s{{1,9}}(?:sebagai\s{{1,9}})?pengganti\s{{1,9}}{_LAW}|perpp?u)"
    rf"|(?P<uu>{_LAW}|uu\.(?=\s?n)|u\.\s?u\.|uu)"
    r"|(?P<pp>peraturan\s{1,9}(?P<government>pem[a-z]{4,9})(?=\s{1,9}(?:no|r|tahun|19\d\d\s))|pp\.(?=\s?n)|p\.\s?p\.|pp|gr)"
    r"|(?P<perpres>pr(?=\s{1,9}(?:no\.?\s|number\s)?\d{1,3}\s?(?:of\s|/)))"
    r"|(?P<mo>mo(?:ha|fa|f|h|lhr|m))\s{1,9}reg(?:ulation\b|\.)"
    r"|(?P<uu_en>law|act)"
    r"|(?P<words>[a-z]+(?:\s{1,9}[a-z]+)?))",
    re.IGNORECASE,
)
#: Further words of a kind's name, up to the number ("… Menteri Hukum dan Hak Asasi Manusia").
_NAME_PART: Final = re.compile(rf"[\s,(]{{1,9}}(?!{_STOP})[^\W\d][\w/&().-]*", re.IGNORECASE)
_STB: Final = re.compile(
    r"(?:staatsblad|stb(?:l|ld)?\.?|s\.(?=\s?1[89])|lembaran\s{1,9}negara\s{1,9}hindia(?:\s{1,9}|-)belanda)\s{0,9}(?:tahun\s{0,9})?(?P<year>\d{4})\s{0,9}"
    r"(?:,?\s{0,9}(?:nomor|no|nr)\.?\s{0,9}:?\s{0,9}|\s{0,9}[:/-]\s{0,9})(?P<number>\d{1,4})",
    re.IGNORECASE,
)
#: The year behind the number, as acts are cited: "Stb. No. 226 Tahun 1926".
_STB_TURNED: Final = re.compile(
    r"(?:staatsblad|stb(?:l|ld)?\.?)\s{0,9}(?:nomor|no|nr)\.?\s{0,9}(?P<number>\d{1,4})\s{1,9}"
    r"tahun\s{1,9}(?P<year>1[89]\d\d)",
    re.IGNORECASE,
)
_RULING: Final = re.compile(
    r"putusan(?:\s{1,9}(?:mk|mahkamah\s{1,9}konstitusi)(?:\s{1,9}r\.?i\b\.?)?)?(?:\s{1,9}perkara)?"
    r"(?:\s{1,9}(?:nomor|no\.?))?\s{0,3}:?\s{0,9}(?P<n>\d{1,3}/PUU-[IVXLC]{1,7})/(?P<year>20\d\d)",
    re.IGNORECASE,
)
_MINISTERS: Final = {
    "moha": "permendagri", "mofa": "permenlu", "mof": "permenkeu", "moh": "permenkes",
    "molhr": "permenkumham", "mom": "permenaker",
}  # fmt: skip
#: "Peraturan Mendagri" for "Permendagri"; not "Peraturan mengenai": a ministry's letters follow.
_MINISTER: Final = re.compile(
    rf"\b(?P<form>per|kep)(?:aturan|utusan)\s{{1,9}}men(?=(?:{'|'.join(MINISTRY_CODES)})(?!\w))",
    re.IGNORECASE,
)
#: Short names of codes are capitals, but typed small after a pasal: "pasal 1320 bw".
_CODE: Final = re.compile(r"(?:bw|hir|rbg|wvs|wvk)\b", re.IGNORECASE)
_AFTER_PASAL: Final = re.compile(
    r"\b(?:pasal|psl\.?|ps\.?)\s{1,3}\d[\w\s()]{0,30}\s\Z", re.IGNORECASE
)
_NICKNAME: Final = re.compile(nickname_pattern(), re.IGNORECASE)
_UNTITLED: Final = re.compile(r"\s{1,9}(?P<about>tentang\s{1,9})?", re.IGNORECASE)
_GOES_ON: Final = re.compile(LONGER)
#: "Keputusan Presiden (Keppres) Nomor …".
_IN_PARENTHESES: Final = re.compile(r"\([^)]{0,40}\)")
_DRAFT: Final = re.compile(r"\b(?:rancangan|ranc\.|draft?)\s{1,9}\Z", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Mention:
    """An act named at a place: candidate ids, best first, and why there are several."""

    start: int
    end: int
    acts: tuple[str, ...]
    reason: str = ""
    bare_end: int = 0  # where the mention ends without its title


def find_mentions(
    text: str, year: int | None = None, known: Mapping[str, str] | None = None
) -> list[Mention]:
    """Every act named in the text, in order, not overlapping; ``year`` dates the nicknames."""
    found: list[Mention] = []
    at = 0
    by_title = _by_title(known or {})
    for trigger in _TRIGGER.finditer(text):
        if trigger.start() < at or text[trigger.start() - 1 : trigger.start()] == "/":
            continue
        for mention in mentions_at(text, trigger.start(), year, known or {}, by_title):
            found.append(mention)
            at = mention.end
    return found


def mentions_at(
    text: str,
    at: int,
    year: int | None = None,
    known: Mapping[str, str] | None = None,
    by_title: Mapping[str, str] | None = None,
) -> list[Mention]:
    """The acts that a mention beginning exactly here names (several only in a list)."""
    if _DRAFT.search(text, max(0, at - 12), at):
        return []
    if stb := _STB.match(text, at) or _STB_TURNED.match(text, at):
        return [_staatsblad(stb)]
    if (ruling := _RULING.match(text, at)) and (number := act_number(ruling[0].split()[-1])):
        act = f"putusan-mk/{ruling['year']}/{number}"
        return [Mention(at, ruling.end(), (act,), "", ruling.end())]
    numbered = list(_numbered(text, at, known or {}))
    if numbered:
        return numbered
    if by_title and (titled := _titled(text, at, by_title)):
        return [titled]
    match = _NICKNAME.match(text, at)
    code = None if match else _CODE.match(text, at)
    if code and _AFTER_PASAL.search(text, max(0, at - 40), at) and (meant := nickname(code[0])):
        return [Mention(at, code.end(), meant.acts, meant.reason, code.end())]
    if match and match["law"] and year is not None and match[0].islower():
        return []  # in an act "undang-undang jalan" is any, "Undang-Undang Jalan" one
    if match and match["law"] and (numbered := list(_counted(text, at, match.end(), "uu", {}))):
        return numbered  # "UU Pemda Nomor 32 Tahun 2004": the number says which
    if match and (meant := nickname(match["law"] or match["alone"], year)):
        return [Mention(at, match.end(), meant.acts, meant.reason, match.end())]
    if by_title and (titled := _titled(text, at, by_title, about=False)):
        return [titled]  # "Undang-Undang Hubungan Luar Negeri": no name people use, but a title
    return []


def _staatsblad(match: re.Match[str]) -> Mention:
    act = f"stb/{match['year']}/{match['number'].lstrip('0')}"
    if act == "stb/1847/23":
        both = (act, f"{act}-kuhd")
        reason = "Stb. 1847 No. 23 memuat KUHPerdata dan KUHD"
        return Mention(match.start(), match.end(), both, reason, match.end())
    return Mention(match.start(), match.end(), (act,), "", match.end())


#: How like "pemerintah" a misread word is ("pemezuntah"), 0–1; "pemberitahuan" is less.
_LIKE: Final = 0.79


@lru_cache(maxsize=256)
def _is_government(word: str) -> bool:
    return SequenceMatcher(None, "pemerintah", word, autojunk=False).ratio() >= _LIKE


def _kind(text: str, at: int) -> re.Match[str] | None:
    """The kind whose name begins here; "peraturan pemilihan" is not the government's."""
    kind = _KIND.match(text, at)
    word = kind["government"] if kind else None
    return None if word and not _is_government(word.lower()) else kind


def _numbered(text: str, at: int, known: Mapping[str, str]) -> Iterator[Mention]:
    kind = _kind(text, at)
    if kind is None:
        return
    slug, end = _slug(text, kind)
    if slug is not None:
        yield from _counted(text, at, end, slug, known)


def _counted(
    text: str, start: int, end: int, slug: str, known: Mapping[str, str]
) -> Iterator[Mention]:
    """The number or numbers after a kind's words, which stand from ``start`` to ``end``."""
    match = NUMBER.match(text, end)
    while match is not None:
        acts, reason = acts_of(slug, match)
        if not acts:
            acts, reason = dated_by_gazette(slug, match)
        if not acts:
            return
        bare = number_end(match)
        finish = title_end(text, bare, _inner_end, known.get(acts[0]))
        again = AGAIN.match(text, finish)
        if len(acts) > 1:  # "Nomor 10, 11 dan 15 Tahun 1970": one mention a number
            yield from _one_by_one(match, start, finish, acts, reason)
        else:
            yield Mention(start, finish, acts, reason, bare)
        if again is None:
            return
        start = again.end()
        match = NUMBER.match(text, start)


def _slug(text: str, kind: re.Match[str]) -> tuple[str | None, int]:
    """The kind's slug and where its words end."""
    if kind["mo"]:
        return _MINISTERS[kind["mo"].lower()], kind.end()
    for group, slug in (
        ("perpres", "perpres"), ("uudrt", "uu-darurat"), ("perppu", "perppu"), ("uu", "uu"),
        ("pp", "pp"), ("uu_en", "uu"),
    ):  # fmt: skip
        if kind[group]:
            return slug, kind.end()
    start, end = kind.span("words")
    end = start + len(re.match(r"[a-z]+", kind["words"], re.IGNORECASE)[0])  # type: ignore[index]
    best: tuple[str | None, int] = (None, end)
    for _ in range(16):
        if MAYBE.match(text, end) and (number := NUMBER.match(text, end)):
            if number["tap"] or re.search(r"/\s?MPRS?\b", number["number"] or ""):
                return "tap-mpr", end
            words = _MINISTER.sub(r"\g<form>men", _IN_PARENTHESES.sub("", text[start:end]))
            if found := kind_of(words):
                return found.slug, end
        word = _NAME_PART.match(text, end)
        if word is None:
            break
        end = word.end()
    return best


def _one_by_one(
    match: re.Match[str], start: int, finish: int, acts: tuple[str, ...], reason: str
) -> Iterator[Mention]:
    spots = [m.end() for m in re.finditer(r"\d+", match.string[: match.end("more")])
             if m.start() >= match.start("number")]  # fmt: skip
    for i, act in enumerate(acts):
        begin = start if i == 0 else spots[i] - len(act.rsplit("/", 1)[1])
        end = finish if i == len(acts) - 1 else spots[i]
        yield Mention(begin, end, (act,), reason, end)


def _inner_end(text: str, at: int) -> int | None:
    """The end of an act named inside a title, without that act's own title; None if none is."""
    if not _TRIGGER.match(text, at):
        return None
    kind = _kind(text, at)
    if kind is None:
        return None
    slug, end = _slug(text, kind)
    match = NUMBER.match(text, end) if slug else None
    return number_end(match) if match and slug and acts_of(slug, match)[0] else None


def _by_title(known: Mapping[str, str]) -> dict[str, str]:
    """Titles of known acts, folded; of two acts of one title the younger."""
    table: dict[str, str] = {}
    for act in sorted(known, key=lambda a: a.split("/")[1:2]):
        table[f"{act.split('/')[0]}:{_fold(known[act])}"] = act
    return table


def _fold(words: str) -> str:
    return re.sub(r"\W+", " ", words.casefold()).strip()


def _titled(text: str, at: int, by_title: Mapping[str, str], about: bool = True) -> Mention | None:
    """ "Undang-Undang tentang Perjanjian Internasional", if such an act is known.

    ``about``: with the word "tentang"; without it the title must be of two words or more, and
    no further capital may go on with it.
    """
    kind = _kind(text, at)
    if kind is None:
        return None
    slug = next((s for g, s in (("perppu", "perppu"), ("uu", "uu"), ("pp", "pp")) if kind[g]), None)
    lead = _UNTITLED.match(text, kind.end())
    if slug is None or lead is None or bool(lead["about"]) is not about:
        return None
    words = list(re.finditer(r"\w+", text[lead.end() : lead.end() + 400]))[:40]
    for count in range(len(words), 0 if about else 1, -1):
        title = " ".join(m[0] for m in words[:count]).casefold()
        if act := by_title.get(f"{slug}:{title}"):
            end = lead.end() + words[count - 1].end()
            if not about and _GOES_ON.match(text, end):
                return None
            return Mention(at, end, (act,), "disebut dengan judulnya", end)
    return None
