"""Acts that are named without a number that can be read.

Acts of the fifties were changed by their names ("Undang-undang tentang Pokok-pokok Pemerintahan
Daerah 1956"), and a scan may lose the number, or the word before it ("Undang-Undang Nomor T Tahun
1983 tentang Pajak Penghasilan", "Peraturan Pernerintah Nomor 34 Tahun 1985"). The same text names
the act a second time, by its number and with its name, in the acts it rests on; or the number is
there, and an amendment is of the kind of act that it changes.
"""

from __future__ import annotations

import re
from difflib import SequenceMatcher
from typing import Final

from dalil.ingest.model import Document
from dalil.ingest.references.acts import find_mentions

_KINDS: Final = {"uu": "Undang-Undang", "pp": "Peraturan Pemerintah"}
#: "Undang-undang tentang X", "Undang-Undang Nomor T Tahun 1983 tentang X": X up to what ends it.
_NAMED: Final = re.compile(
    r"\b(?P<kind>undang\s?-\s?undang|peraturan\s+pemerintah)\s+"
    r"(?:no(?:mor|\.)\s?\S{1,5}\s+tahun\s+(?P<year>\d{4})\s+)?tentang\s+"
    r"(?P<name>[^()\"“”,;:]{4,200}?)"
    r"(?=\s*(?:[()\"“”,;:]|\Z|\bsebagaimana\b|\byang\s+telah\b|\bdi(?:ubah|rubah|robah|tambah)\b"
    r"|\bmenjadi\s+undang|\bsebagai\s+undang))",
    re.IGNORECASE,
)
_CHANGE: Final = re.compile(
    r"\b(?:per[uo]bahan|penguba?han|tambahan|penambahan|mengubah|merubah)\b", re.IGNORECASE
)
_NUMBERED: Final = re.compile(
    r"(?P<kind>\w{4,14}[\s-]{1,3}\w{4,14})\s+(?P<rest>no(?:mor|\.)\s?\S{1,4}\s+tahun\s+\S{4})\b",
    re.IGNORECASE,
)
#: The name behind the number of an act.
_TITLED: Final = re.compile(
    r"\s*tentang\s+([^()\"“”,;:]{4,200}?)\s*(?=[()\"“”,;:]|sebagaimana)", re.IGNORECASE
)
#: How alike a misprinted kind of act and the word for it must be (0–1).
_ALIKE: Final = 0.8


def amended_otherwise(document: Document) -> str | None:
    """The act that a title says is changed, where it is named so; None where none is certain."""
    title = document.title
    change = _CHANGE.search(title)
    if change is None:
        return None
    words = title[change.end() :]
    kind = document.id.partition("/")[0]
    printed = _NUMBERED.search(words)
    if printed and kind in _KINDS and not find_mentions(words):
        name = _KINDS[kind].casefold()
        if SequenceMatcher(None, printed["kind"].casefold(), name).ratio() > _ALIKE:
            read = find_mentions(f"{_KINDS[kind]} {printed['rest']}")
            if len(read) == 1 and len(read[0].acts) == 1:
                return read[0].acts[0]
    return act_by_name(document, words)


def act_by_name(document: Document, words: str) -> str | None:
    """The act that the first name in ``words`` means, by what ``document`` says elsewhere."""
    said = _NAMED.search(words)
    if said is None:
        return None
    wanted = _plain(said["name"])
    found = {
        act
        for act, name in _names(document)
        if name == wanted and (said["year"] is None or act.split("/")[1] == said["year"])
    }
    kind = "uu" if said["kind"][0] in "uU" else "pp"
    found = {act for act in found if act.startswith(f"{kind}/")}
    return found.pop() if len(found) == 1 else None


def _names(document: Document) -> list[tuple[str, str]]:
    """(act, its name) for every act that the document names by both."""
    text = document.text
    found: dict[tuple[str, str], None] = {}
    for mention in find_mentions(text, document.year):
        if len(mention.acts) != 1:
            continue
        behind = text[mention.bare_end : mention.end + 200]
        name = _TITLED.match(behind)
        if name:
            found[mention.acts[0], _plain(name[1])] = None
        before = text[max(0, mention.start - 220) : mention.start]
        if before.rstrip().endswith("(") and (named := list(_NAMED.finditer(before))):
            # "Undang-undang tentang Penyelesaian … (Undang-undang Nomor 22 tahun 1957, …)"
            found[mention.acts[0], _plain(named[-1]["name"])] = None
    return list(found)


def _plain(name: str) -> str:
    """A name by its letters, without the year that some end with."""
    words = re.findall(r"[a-z]+", name.casefold())
    return " ".join(w for w in words if w not in {"republik", "indonesia"})
