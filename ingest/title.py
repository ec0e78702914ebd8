"""The title of an act: where it ends in the head, and how it is written.

A head's title is in capitals and runs, without any mark, into "DENGAN RAHMAT TUHAN YANG MAHA
ESA", the issuer's name or the considerations. The act says its title again in its preamble,
in ordinary case ("perlu menetapkan Undang-Undang tentang Pemerintahan Daerah"): that writing
is taken where it is the same title.
"""

from __future__ import annotations

import re
from difflib import SequenceMatcher
from typing import Final

from ingest.numeral import digits, year
from ingest.spacing import is_letter_spaced, respace
from ingest.words import LETTERS, function_words, word_set

#: What follows a title, each with the reason it is safe to stop there.
_ENDS: Final = (
    # the enacting formula, also letter-spaced or glued, also "RACHMAT", "RAKHMAT"
    r"D\s?E\s?N\s?G\s?A\s?N\s*R\s?A\s?(?:H|KH|CH)?\s?[HMI]\s?A?\s?T\s*T?\s*(?:U|LI|V)?\s*H\s*A\s*N",
    r"\bDENGAN\s+RA\w{2,7}\s",
    # the issuer, with the comma or colon that never follows it inside a title
    r"\bPRES\w{3,6}\s+REPU\w{2,6}\s+INDO\w{3,6}\s*(?:,|:|\n|(?=M[Ee][Nn]))",
    r"\bPresiden\s+[Rr]epublik|\bPRESIDEN(?:\s+REPUBLIK\s+INDONESIA)?\s*,",
    r"\b(?:PERDANA\s+MENTERI|WAKIL\s+PRESIDEN)\s+REPUBLIK\s+INDONESIA\s*[,:]",
    r"\b(?:M\s?E\s?N\s?T\s?E\s?R\s?I|KEPALA\s+BADAN|GUBERNUR|BUPATI|WALI\s*KOTA|KETUA)\b"
    r"(?:(?!DENGAN)[A-Z\s/.-]){3,120},(?=\s)",
    r"\bMAJELIS\s+PERMUSYAWARATAN\s+RAKYAT(?:\s+SEMENTARA)?(?:\s+REPUBLIK\s+INDONESIA)?\s*,",
    # the considerations
    r"\bM\s?[eE]\s?[nNrR]\s?[iI]\s?[mMrR]?\s?[bB]\s?[aA]\s?[nN]\s?[gG]\b",
    r"\bM\s?[eE]\s?[nN]\s?[gG]\s?[iI]\s?[nN]\s?[gG]\s?[aA]\s?[tT]\b",
    r"\bMEMUTUSKAN\b|\b[bB]ahwa\b|\ba\.\s+bahwa|\bMembaca\s*:|\bMendengar\s*:|\bSehubungan\b",
    # archives' notes, elucidations, annexes, the body itself
    r"\bOleh\s*:|\*\)|;|\f|\bwww\.|\bjdih\.|\bSALINAN\b\s*\n|\bLampiran\s+ini\b",
    r"\n\s*(?:PRES[I!1]DEN|REPUBLIK\s+INDONESIA|UMUM)\s*\n",
    r"\bI\.\s*(?:PENJELASAN\s+)?U\s?M\s?U\s?M\b|\bI\.\s*Penjelasan|\bPENJELASAN\s+UMUM\b",
    r"\bBAB\s+I\b|\b[Pp]asal\s+[I1]\b(?=\s*(?:\n|\())|\bPEMBUKAAN\b|\bA\.\s+(?:PENDAHULUAN|Umum|UMUM)\b",
    r"\n\s*(?:SISTEMATIKA|METODE|DAFTAR|FORMULIR)\b|\bCukup\s+jelas|\b1\.\s+[A-Z][a-z]",
    # the head printed a second time
    r"\b(?:UNDANG-?\s?UNDANG|PERATURAN\s+PEMERINTAH)\s+REPUBLIK\s+INDONESIA\s+NOMOR\b",
)
_END: Final = re.compile("|".join(_ENDS))

_SMALL: Final = function_words("title_id", "title_en")
_ROMAN_WORD: Final = re.compile(r"[IVX]{1,6}")
_ABBREVIATIONS: Final = word_set("ingest/data/title_words.toml", "abbreviations")


def read_title(text: str, start: int, limit: int = 900) -> str:
    """The title that begins at this offset, on one line, in ordinary case."""
    zone = text[start : start + limit]
    end = _END.search(zone)
    raw = zone[: end.start()] if end else _until_prose(zone)
    return in_ordinary_case(raw, text[start + len(raw) : start + 12_000])


#: Words that open the preamble; a colon, a number or nothing follows them.
_PREAMBLE: Final = re.compile(
    r"[;.,]?\s+(?:Mengingat|Menimbang|Memperhatikan|MENGINGAT|MENIMBANG|MEMUTUSKAN)\b\s*(?:[:;.]|\d|\Z)"
    r"|;\s+(?:bahwa|Mengingat|Menimbang|Pasal\s)"
)


def without_preamble(title: str) -> str:
    """A title without the considerations that it ran on into."""
    found = _PREAMBLE.search(title)
    return title[: found.start()].rstrip(" ;:.,") if found else title


def _until_prose(zone: str) -> str:
    """Up to the first empty line or run of lower-case words."""
    prose = re.search(r"\n\s*\n|(?:\s+[a-z]{2,}){3}", zone)
    return zone[: prose.start()] if prose else zone[:300]


def in_ordinary_case(raw: str, preamble: str) -> str:
    """A title in capitals as its act writes it elsewhere, else with capitals at each word."""
    raw = re.sub(r"(?<=\w)-\s+(?=\w)", "-", raw)
    raw = re.sub(r"\s+", " ", raw).strip(" .,:;-–*'\"")
    if is_letter_spaced(raw):
        raw = respace(raw, preamble)
    letters = [c for c in raw if c.isalpha()]
    if not letters or sum(c.isupper() for c in letters) < 0.7 * len(letters):
        return raw
    said = _said_again(raw, preamble) or _capitalised(raw)
    return re.sub(r"\b(Nomor|No\.|Tahun)\s+([\w+|!]{1,4})(?=\W|$)", _number, said)


def _said_again(raw: str, preamble: str) -> str:
    """The same words in the preamble, if written there as a title is."""
    words = re.findall(r"\w+", raw)
    if not words:
        return ""
    first = r"\W+".join(map(re.escape, words[:2]))
    for match in re.finditer(rf"tentang\s+(?={first})", preamble, re.IGNORECASE):
        candidate = preamble[match.end() : match.end() + len(raw) + 12]
        end = _same_words(words, candidate)
        said = re.sub(r"(?<=\w)-\s+(?=\w)", "-", re.sub(r"\s+", " ", candidate[:end]))
        great = [w for w in LETTERS.findall(said) if w.lower() not in _SMALL]
        if great and sum(w[0].isupper() and not w[1:].isupper() for w in great) >= 0.7 * len(great):
            return said[0].upper() + said[1:]
    return ""


def _same_words(words: list[str], candidate: str) -> int:
    """Where in the candidate the same words end, or 0; a letter in twelve may differ (OCR)."""
    found = list(re.finditer(r"\w+", candidate))
    if len(found) < len(words):
        return 0
    said = " ".join(m[0] for m in found[: len(words)]).lower()
    if SequenceMatcher(None, said, " ".join(words).lower(), autojunk=False).ratio() < 0.92:
        return 0
    end = found[len(words) - 1].end()
    return end + 1 if candidate[end : end + 1] == ")" and "(" in candidate[:end] else end


def _number(match: re.Match[str]) -> str:
    """ "Nomor I1 Tahun 2OO8" with OCR's letters undone."""
    read = year(match[2]) if match[1] == "Tahun" else digits(match[2])
    return f"{match[1]} {read}" if read else match[0]


def _capitalised(raw: str) -> str:
    def one(match: re.Match[str]) -> str:
        word = match[0]
        if match.start() and word.lower() in _SMALL and match.string[match.start() - 1] != "-":
            return word.lower()
        if word in _ABBREVIATIONS or (word != "DI" and _ROMAN_WORD.fullmatch(word)):
            return word
        return word.capitalize()

    return LETTERS.sub(one, raw)
