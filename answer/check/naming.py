"""What a draft says of an act beside its number: its title, and where it was published.

A shortened title is no fault ("Pengesahan Konvensi Wina"); other words, or more of them, are. A
title whose copy in the library is misread by scanning accuses nobody.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from answer.check.cited import Cited
from answer.check.compare import fit
from answer.check.finding import Change
from answer.check.source import Sources
from answer.check.words import Words, words_of
from answer.name import gazette, short_name
from answer.titlecase import title_case
from ingest.model import Document

_ABOUT: Final = re.compile(r"\btentang\s+", re.IGNORECASE)
#: What ends a title in running text at the latest.
_STOP: Final = re.compile(
    r"[;:\[\]“”\"]|\n\s*\n|\(\s*(?:LN|TLN|BN|L\.N|Lembaran|Tambahan|Berita|selanjutnya|yang|UU|Pasal|disingkat|hereinafter|untuk)"
    r"|\)|,\s*(?:LN|TLN|BN|Lembaran|Tambahan|Pasal|Ps|Psl|Bab|BAB|ayat|hlm|Penjelasan|Lampiran|UU|Undang-Undang|yang|serta|Peraturan)\b"
    r"|\.\s|\.\Z|,\s*(?!dan\b)[a-z]",
)
#: Capitalised words after a title that are none of it.
_AFTER: Final = re.compile(
    r"\s+(?:Pasal|Ps|Psl|Ayat|Bab|BAB|Bagian|Lembaran|Tambahan|LN|TLN|Jo|Juncto|Penjelasan|Lampiran"
    r"|UU|PP|Undang|Peraturan|Tahun|Nomor|No|Republik|Indonesia|RI)\b"
)
_CAPITAL: Final = re.compile(r"[ ]+(?P<word>[A-Z][a-z]+)")
_LN: Final = re.compile(
    r"(?:(?<!T)(?<!T\.)(?<!\w)L\.?\s?N\.?(?:\s?R\.?\s?I\.?)?(?!\w)"
    r"|(?<!Tambahan )(?<!Tambahan\n)Lembaran\s+Negara"
    r"(?:\s+R(?:epublik\s+Indonesia|\.?I\.?))?)\s*"
    r"(?:(?:No(?:mor)?\.?\s*(?P<n1>\d{1,4})\s*,?\s*Tahun\s*(?P<y1>\d{4}))"
    r"|(?:(?:Tahun\s*)?(?P<y2>\d{4})\s*(?:Nomor|No\.?|/|-)\s*(?P<n2>\d{1,4})))",
    re.IGNORECASE,
)
_TLN: Final = re.compile(
    r"(?:\bT\.?L\.?\s?N\.?(?:\s?R\.?\s?I\.?)?(?!\w)"
    r"|Tambahan\s+Lembaran\s+Negara(?:\s+R(?:epublik\s+Indonesia|\.?I\.?))?)\s*"
    r"(?:Tahun\s*\d{4}\s*)?(?:Nomor|No\.?)?\s*(?P<n>\d{1,5})",
    re.IGNORECASE,
)
#: Where another act begins, whose gazette would be the next.
_ANOTHER: Final = re.compile(r"\b(?:jo\.|juncto|sebagaimana|UU|Undang-Undang|Peraturan)\b")
_KNOWN: Final = re.compile(r"LN (?P<year>\d{4})/(?P<number>\d+), TLN (?P<tln>\d+)")
_NO_TITLE: Final = re.compile(r"(?:\S+ Nomor \S+ Tahun \d{4}|\S+ \d+/\d{4})\Z")
#: Below this, the words are those of another title.
_SAME_TITLE: Final = 0.55


@dataclass(frozen=True, slots=True)
class Misnamed:
    """A fault in how an act is named: the code of its reason, with the difference in words."""

    code: str
    values: dict[str, str]
    difference: tuple[Change, ...] = ()
    suggestion: str = ""


def misnamed(sources: Sources, cited: Cited, act: str) -> Misnamed | None:
    """What is wrong with the title or gazette that the draft gives the act; None if nothing is."""
    document = sources.titles.get(act)
    if document is None:
        return None
    return _title(sources, cited, document) or _gazette(cited, document)


def said_title(cited: Cited) -> str:
    """The title the draft gives, up to where it may end; "" where it gives none."""
    text = cited.stream.text
    about = _ABOUT.search(text, cited.start, cited.end)
    if about is None:
        return ""
    end = max(cited.end, about.end())
    stop = _STOP.search(text, about.end(), about.end() + 600)
    return text[about.end() : stop.start() if stop and stop.start() < end else end]


def namesakes(sources: Sources, title: str) -> list[Document]:
    """The acts of the library that have exactly this title."""
    keys = list(words_of(title).keys)
    if not keys:
        return []
    return [
        d for d in sources.titles.values()
        if d.number and keys == list(words_of(d.title).keys)
    ]  # fmt: skip


def _title(sources: Sources, cited: Cited, document: Document) -> Misnamed | None:
    said = said_title(cited)
    if not said or _NO_TITLE.match(document.title) or document.digest:
        return None
    right, written = words_of(document.title), words_of(said)
    if not len(right) or not len(written):
        return None
    ahead = cited.stream.text[cited.start : cited.end + 400]
    begin = ahead.lower().find(said.lower())
    longer = words_of(ahead[begin:]) if begin >= 0 else written
    if list(longer.keys[: len(right)]) == list(right.keys):
        return _continued(sources, ahead[begin:], longer, right, document)
    if list(right.keys[: len(written)]) == list(written.keys):
        stop = _STOP.search(ahead, begin)
        going = words_of(ahead[begin : stop.start() if stop else len(ahead)])
        pairs = enumerate(zip(going.keys, right.keys, strict=False))
        same = next((n for n, (ours, theirs) in pairs if ours != theirs), len(going))
        if same <= len(written) or same == len(going):
            return None  # shortened
        # A title with small words in it went on, and then other than the act's.
        written, said = going.part(0, len(right)), ahead[begin:]
    found = fit([written], said, right, document.title, sources.known)
    back = fit([right], document.title, written, said, sources.known)
    if found is None or back is None:
        return None
    if back.same and len(written) <= len(right) + 2:
        return None
    # A piece from the middle of the title; unless it is all of another act's.
    if found.same and not [d for d in namesakes(sources, said) if d.id != document.id]:
        return None
    return _wrong(sources, said, document, found.changes)


def _continued(
    sources: Sources, text: str, written: Words, right: Words, document: Document
) -> Misnamed | None:
    """Whether the title goes on with more words than the act's has."""
    end = written.ends[len(right) - 1]
    if _AFTER.match(text, end) or not (more := _CAPITAL.match(text, end)):
        return None
    words = [more["word"]]
    at = more.end()
    while (following := _CAPITAL.match(text, at)) and not _AFTER.match(text, at):
        words.append(following["word"])
        at = following.end()
    longer = text[:at]
    others = [
        d for d in sources.titles.values()
        if d.id != document.id and d.number
        and list(words_of(d.title).keys[: len(right) + len(words)]) == list(words_of(longer).keys)
    ]  # fmt: skip
    if not others and len(words) < 2:
        return None
    change = (Change("equal", text[:end], document.title), Change("added", " ".join(words), ""))
    return _wrong(sources, longer, document, change)


def _wrong(
    sources: Sources, said: str, document: Document, changes: tuple[Change, ...]
) -> Misnamed:
    values = {"act": short_name(document), "title": title_case(document.title)}
    other = [d for d in namesakes(sources, said) if d.id != document.id]
    if other:
        values["other"] = ", ".join(short_name(d) for d in other)
        return Misnamed("title_of", values, changes, title_case(document.title))
    return Misnamed("title", values, changes, title_case(document.title))


def _gazette(cited: Cited, document: Document) -> Misnamed | None:
    """Compared only where the library knows both numbers, of the act's own year."""
    known = _KNOWN.fullmatch(document.gazette or "")
    if known is None or int(known["year"]) != document.year or document.warnings:
        return None
    # Within the reference, where the pasal follows it, or right behind.
    text = cited.stream.text[cited.start : cited.end]
    if not (_LN.search(text) or _TLN.search(text)):
        text = _ANOTHER.split(cited.stream.text[cited.end : cited.end + 260], maxsplit=1)[0]
    ln, tln = _LN.search(text), _TLN.search(text)
    changes: list[Change] = []
    if ln:
        written = (ln["n1"] or ln["n2"], ln["y1"] or ln["y2"])
        if written != (known["number"], known["year"]):
            right = f"LN {known['year']}/{known['number']}"
            changes.append(Change("replaced", " ".join(ln[0].split()), right))
    if tln and tln["n"] != known["tln"]:
        changes.append(Change("replaced", " ".join(tln[0].split()), f"TLN {known['tln']}"))
    if not changes:
        return None
    said = gazette(document)
    return Misnamed("gazette", {"act": short_name(document), "gazette": said}, tuple(changes), said)
