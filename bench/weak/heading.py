"""``heading`` asks by the title of a bab, bagian or paragraf, ``lead-in`` by the line that opens a
list; right is each pasal under the title, or the pasal of the list.

The title of a bab is printed in capitals; one that is not has other words run into it and is left
alone. Titles over more than six pasal say too little of each, and so do titles of one word.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from bench.weak.act import Act, label_end, pasal_of
from bench.weak.definition import unique
from bench.weak.question import Dice, Weak
from bench.weak.wording import (
    content_roots,
    folded,
    is_clean,
    points,
    trimmed,
    uncapped,
    varied,
    without_references,
)

ASKED: Final = ("{}", "ketentuan mengenai {}", "Bagaimana pengaturan {}?", "aturan tentang {}")
#: Pasal under one title at most, here and in the acts that have the same title.
UNDER: Final = 6

_MARK: Final = re.compile(
    r"\A(?:(?P<high>BUKU|BAB)\s+[IVXLC]+[A-Z]?|Bagian\s+(?:Ke\w+(?:\s+\w*belas|\s+Puluh\s?\w*)?|[IVX]+)"
    r"|Paragraf\s+\w+)\s+(?P<title>\S.*)\Z",
    re.DOTALL,
)
_DEFINES: Final = re.compile(r"\bdi\s?(?:maksud|artikan)(?:kan)?\b[^.;]{0,30}\Z", re.IGNORECASE)
_TITLE_WORDS: Final = 14
_LINE_WORDS: Final = (6, 40)


def heading_questions(act: Act, dice: Dice) -> Iterator[Weak]:
    """The questions that the titles of an act give."""
    under: dict[str, list[str]] = {}
    for passage in act.body():
        if len(passage.locator.steps) == 1 and not passage.passage_id.count("~"):
            for heading in passage.heading:
                under.setdefault(heading, []).append(passage.passage_id)
    for heading, pasals in under.items():
        title = _title(heading)
        if title and len(pasals) <= UNDER and len(content_roots(title)) >= 2:
            asked = dice.of("heading", folded(title)).choice(ASKED).format(title.lower())
            yield Weak("heading", asked, unique(pasals), key=folded(title), near="")


def lead_in_questions(act: Act, dice: Dice) -> Iterator[Weak]:
    """The questions that the opening lines of the lists of an act give."""
    for passage in act.body():
        if passage.passage_id not in act.children:
            continue
        own = act.own(passage)
        line = " ".join(own[label_end(own) :].split())
        if not line.endswith(":") or not is_clean(line) or _DEFINES.search(line[:-1]):
            continue
        said = trimmed(without_references(line))
        if not _LINE_WORDS[0] <= len(said.split()) <= _LINE_WORDS[1] or points(said):
            continue
        asked = varied(uncapped(said), dice.of("lead-in", folded(line)))
        if len(content_roots(asked)) >= 4:
            yield Weak(
                "lead-in", asked, (pasal_of(passage.passage_id),), key=folded(said), near=line
            )


def _title(heading: str) -> str:
    """The words of a heading after its mark; empty where they are not to be trusted."""
    match = _MARK.match(" ".join(heading.split()))
    if not match or not is_clean(match["title"]):
        return ""
    pieces = match["title"].split()
    if len(pieces) > _TITLE_WORDS or any(len(p) == 1 and p.isalpha() for p in pieces):
        return ""  # "ketentua n umu m"
    title = match["title"].strip(" .:;-")
    return title if not match["high"] or title.isupper() else ""
