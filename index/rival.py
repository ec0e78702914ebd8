"""When two files are the same act: which one the library keeps.

A digest stands in for an act until its text arrives, and never displaces it; the gazette and the
source that it knows and the text does not say stay with the act. Two copies of one
text are one document: the more readable one, and of equals the one with pages. Two texts that
claim the same number and are not the same (a body and its annex published apart, a misread head)
are both kept, the second under the id with ``~2``, with a warning: nothing disappears.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import Final

from index.catalog import Catalog
from ingest.messages import Message
from ingest.model import Document, Parsed
from ingest.pathname import actual, is_gone, resolved

#: Shares of five-word runs above which two texts are copies of one another.
SAME_TEXT: Final = 0.4
#: How much more readable a copy must be to displace the other.
BETTER: Final = 0.02
_RUN: Final = 5


@dataclass(frozen=True, slots=True)
class Verdict:
    """What to do with a parsed document: its final form, and whether it is stored."""

    parsed: Parsed
    store: bool


def judge(catalog: Catalog, parsed: Parsed) -> Verdict:
    """Decide about a document whose id may be taken by one from another file."""
    document = parsed.document
    number = 1
    while True:
        claimed = document.id if number == 1 else f"{document.id}~{number}"
        rival = catalog.document(claimed)
        if rival is None:
            return Verdict(_renamed(parsed, claimed), store=True)
        if _same_file(rival, document):
            return Verdict(_renamed(_still_lent(parsed, rival), claimed), store=True)
        if document.digest or rival.digest:
            return _of_digests(catalog, parsed, rival)
        if rival.sha256 == document.sha256 or _alike(rival.text, document.text):
            return _of_copies(parsed, rival, claimed)
        number += 1


def _same_file(one: Document, two: Document) -> bool:
    """Whether both are one file, perhaps named once from its folder and once in full, or moved.

    The file is read again when it or the program has changed: what is read now replaces what
    was read before. ``one`` is the one in the library.
    """
    if one.source == two.source:
        return True
    before = actual(one.source)
    return one.sha256 == two.sha256 and (
        resolved(before) == resolved(actual(two.source)) or is_gone(before)
    )


def _of_digests(catalog: Catalog, parsed: Parsed, rival: Document) -> Verdict:
    document = parsed.document
    if document.digest and not rival.digest:
        lent = _lent(rival, document)
        if lent is not rival:  # the text gains what its digest knows besides
            return Verdict(Parsed(lent, tuple(catalog.passages(rival.id))), store=True)
        said = f"naskah lengkapnya sudah ada ({rival.source}); ikhtisar ini tidak disimpan"
        return Verdict(_warned(parsed, said), store=False)
    if rival.digest and not document.digest:
        parsed = _warned(parsed, Message("curate.replaces_digest", source=rival.source))
        return Verdict(Parsed(_lent(parsed.document, rival), parsed.passages), store=True)
    return Verdict(parsed, store=True)


#: What says that gazette or source of a text are its digest's; read again to keep them.
_LENT: Final = "lembaran negara atau alamat sumber menurut ikhtisar"


def _lent(text: Document, digest: Document) -> Document:
    """The act's text with the gazette and the source that only its digest knows.

    What the text says itself stands. A gazette that the text gives in part is completed only if
    both name the same sheet ("LN 2014/244" of "LN 2014/244, TLN 5587").
    """
    gazette = text.gazette
    if digest.gazette and (not gazette or digest.gazette.startswith(f"{gazette},")):
        gazette = digest.gazette
    url = text.url or digest.url
    if (gazette, url) == (text.gazette, text.url):
        return text
    said = tuple(w for w in text.warnings if not w.startswith(_LENT))
    warnings = (*said, Message("curate.lent", source=digest.source))
    return replace(text, gazette=gazette, url=url, warnings=warnings)


def _still_lent(parsed: Parsed, known: Document) -> Parsed:
    """A file read again, with what its digest once lent the text that it replaces."""
    said = next((w for w in known.warnings if w.startswith(_LENT)), "")
    if not said or parsed.document.digest:
        return parsed
    lender = replace(known, source=said.removeprefix(f"{_LENT} "))
    return Parsed(_lent(parsed.document, lender), parsed.passages)


def _of_copies(parsed: Parsed, rival: Document, claimed: str) -> Verdict:
    document = parsed.document
    gain = document.quality_ratio - rival.quality_ratio
    better = gain > BETTER or (gain >= -BETTER and document.pages > 0 and not rival.pages)
    if better:
        said = Message("curate.replaces_copy", source=rival.source)
    else:
        said = Message("curate.passed_over", source=rival.source)
    return Verdict(_warned(_renamed(parsed, claimed), said), store=better)


def _alike(one: str, two: str) -> bool:
    """Whether the smaller text's five-word runs mostly stand in the larger one."""
    first, second = _runs(one), _runs(two)
    smaller = min(len(first), len(second))
    return smaller > 0 and len(first & second) / smaller >= SAME_TEXT


def _runs(text: str) -> set[int]:
    words = re.findall(r"\w+", text.lower())
    return {hash(tuple(words[i : i + _RUN])) for i in range(max(1, len(words) - _RUN + 1))}


def _renamed(parsed: Parsed, new_id: str) -> Parsed:
    old = parsed.document.id
    if new_id == old:
        return parsed
    said = Message("curate.other_id", old=old, new=new_id)
    return _warned(renamed(parsed, new_id), said)


def renamed(parsed: Parsed, new_id: str) -> Parsed:
    """The same document under another id, with its passages."""
    old = parsed.document.id
    if new_id == old:
        return parsed
    passages = tuple(
        replace(
            p,
            document_id=new_id,
            passage_id=new_id + p.passage_id[len(old) :],
            parent_id=None if p.parent_id is None else new_id + p.parent_id[len(old) :],
        )
        for p in parsed.passages
    )
    return Parsed(replace(parsed.document, id=new_id), passages)


def _warned(parsed: Parsed, warning: str) -> Parsed:
    document = replace(parsed.document, warnings=(*parsed.document.warnings, warning))
    return Parsed(document, parsed.passages)
