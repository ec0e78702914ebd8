"""The verdict on a reference: is there such an act and provision, is it still the law, is it
named right?
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from answer.check.cited import Cited
from answer.check.finding import Change, Verdict
from answer.check.naming import Misnamed, misnamed, namesakes, said_title
from answer.check.provision import Found, find
from answer.check.source import Sources
from answer.check.unborn import is_unborn
from answer.cite import cite
from answer.name import short_name
from ingest.model import Document, Status
from ingest.reference import print_target

_CHANGED: Final = {Status.REPEALED, Status.AMENDED, Status.PARTLY_REPEALED}
_CODES: Final = {
    Status.REPEALED: "repealed", Status.AMENDED: "amended",
    Status.PARTLY_REPEALED: "partly_repealed",
}  # fmt: skip
_STATUS: Final = {
    Status.REPEALED: ("dicabut", "repealed"), Status.AMENDED: ("diubah", "amended"),
    Status.PARTLY_REPEALED: ("dicabut sebagian", "repealed in part"),
}  # fmt: skip
#: The draft itself says that an act is no longer, or not in this form, the law.
_SAYS_REPEALED: Final = re.compile(
    r"\b(?:dicabut|mencabut|tidak\s+(?:lagi\s+)?berlaku|digantikan|diganti\s+dengan|menggantikan"
    r"|pernah\s+berlaku|repealed|replaced|superseded|no\s+longer\s+in\s+force)\b",
    re.IGNORECASE,
)
_SAYS_AMENDED: Final = re.compile(r"\b(?:diubah|mengubah|amended|amending)\b", re.IGNORECASE)
#: Characters around a reference in which the draft may say so.
_AROUND: Final = 160


@dataclass(frozen=True, slots=True)
class Judged:
    """The verdict on a reference, and what shows it."""

    verdict: Verdict
    code: str = ""
    values: dict[str, str] | None = None
    citation: str = ""
    source_text: str = ""
    found_at: tuple[str, ...] = ()
    suggestion: str = ""
    changes: tuple[Change, ...] = ()


def judge(sources: Sources, cited: Cited, in_force: bool, standing_in: frozenset[str]) -> Judged:
    """What is known of a reference.

    ``in_force``: the draft quotes the wording in force with it; ``standing_in`` are targets that
    hold what the draft quotes from them.
    """
    judged = _judged(sources, cited, in_force, standing_in)
    if not cited.unread or judged.verdict is not Verdict.VERIFIED:
        return judged
    checked = ", ".join(print_target(target) for target in cited.targets[:6])
    values = {"unread": cited.unread, "checked": checked}
    return _with(judged, Verdict.PARTLY_READ, "partly_read", values)


def _judged(sources: Sources, cited: Cited, in_force: bool, standing_in: frozenset[str]) -> Judged:
    if not cited.targets:
        code = "unknown_source" if cited.unread == cited.text else "unknown_act"
        return Judged(Verdict.PARTLY_READ, code, {"unread": cited.unread})
    if cited.ambiguous:
        return _ambiguous(sources, cited, standing_in)
    first: Judged | None = None
    wrong = _misnamed(sources, cited)
    for target in cited.targets:
        judged = _one(sources, cited, target, in_force)
        if judged.verdict in {Verdict.NO_SUCH_PROVISION, Verdict.NOT_IN_LIBRARY}:
            return judged
        if first is None or (judged.verdict is not Verdict.VERIFIED and
                             first.verdict is Verdict.VERIFIED):  # fmt: skip
            first = judged
    return wrong or first or Judged(Verdict.NOT_IN_LIBRARY, "not_found", {})


def _ambiguous(sources: Sources, cited: Cited, standing_in: frozenset[str]) -> Judged:
    candidates = ", ".join(print_target(target) for target in cited.targets[:6])
    quoted = [target for target in cited.targets if target in standing_in]
    return Judged(
        Verdict.AMBIGUOUS, "candidates", {"candidates": candidates},
        found_at=tuple(t for t in cited.targets if sources.has(t.partition("#")[0])),
        suggestion=print_target(quoted[0]) if len(quoted) == 1 else "",
    )  # fmt: skip


def _misnamed(sources: Sources, cited: Cited) -> Judged | None:
    for act in cited.acts:
        found: Misnamed | None = misnamed(sources, cited, act)
        if found is not None:
            document = sources.titles[act]
            return Judged(
                Verdict.DIFFERS, found.code, found.values, cite(document), document.title,
                (act,), found.suggestion, found.difference,
            )  # fmt: skip
    return None


def _one(sources: Sources, cited: Cited, target: str, in_force: bool) -> Judged:
    act, _, locator = target.partition("#")
    document = sources.titles.get(act)
    found = find(sources, target)
    if found.existence != "exists" or document is None:
        return _not_here(sources, cited, target, document, found)
    wording = found.wordings[0] if found.wordings else None
    passage = wording.passage if wording else None
    worded = wording.source.document if wording else document
    text = worded.text[passage.start : passage.end] if passage else document.title
    base = Judged(
        Verdict.VERIFIED,
        citation=cite(worded, passage, passage.page) if passage else cite(document),
        source_text=text,
        found_at=(passage.passage_id if passage else act,),
    )
    status, reason = sources.standing(target)
    if locator and status is Status.UNKNOWN and document.status is Status.REPEALED:
        status, reason = document.status, document.status_reason
    if not locator:
        status, reason = document.status, document.status_reason
    return _standing(sources, cited, target, base, status, reason, in_force)


def _standing(
    sources: Sources, cited: Cited, target: str, base: Judged, status: Status,
    reason: str | None, in_force: bool,
) -> Judged:  # fmt: skip
    """The verdict on a provision that exists, by what became of it."""
    act, _, locator = target.partition("#")
    document = sources.titles[act]
    by = print_target(reason) if reason else short_name(document)
    if status not in _CHANGED:
        return _with(base, Verdict.VERIFIED, "digest_exists" if document.digest else "", {})
    if in_force:
        return _with(base, Verdict.VERIFIED, "new_wording", {"place": by})
    values = {"by": by, "status": _STATUS[status][0], "status_en": _STATUS[status][1]}
    says = _SAYS_REPEALED if status is Status.REPEALED else _SAYS_AMENDED
    if says.search(_around(cited, document)):
        return _with(base, Verdict.VERIFIED, "said_itself", values)
    if not locator and status is not Status.REPEALED:
        return _with(base, Verdict.VERIFIED, "act_changed", {"by": by})
    if locator and status is Status.PARTLY_REPEALED:
        # A part of the provision is gone; what is cited of it may stay.
        return _with(base, Verdict.NOT_IN_FORCE, "partly_repealed", values, by)
    return _with(base, Verdict.NOT_IN_FORCE, _CODES[status], values, by)


def _with(
    base: Judged, verdict: Verdict, code: str, values: dict[str, str], suggestion: str = ""
) -> Judged:
    return Judged(verdict, code, values, base.citation, base.source_text, base.found_at, suggestion)


def _around(cited: Cited, document: Document) -> str:
    """The words around a reference, without the titles in it: "Perubahan atas …" is a name."""
    text = cited.stream.text
    before = text[max(0, cited.start - _AROUND) : cited.start]
    after = text[cited.end : cited.end + _AROUND]
    before = re.split(r"[.;]\s+(?=[A-Z])|\n\s*\n", before)[-1]
    after = re.split(r"[.;]\s+(?=[A-Z])|\n\s*\n", after, maxsplit=1)[0]
    return f"{before} {after}"


def _not_here(
    sources: Sources, cited: Cited, target: str, document: Document | None, found: Found
) -> Judged:
    act = target.partition("#")[0]
    if document is None:
        return _no_act(sources, cited, act)
    values = {
        "act": short_name(document),
        "provision": print_target(target).split(f" {print_target(act)}")[0],
    }
    if document.digest:
        return Judged(Verdict.NOT_IN_LIBRARY, "digest_only", values, cite(document))
    if found.existence == "missing":
        if found.instead:
            values["other"] = print_target(found.instead)
            return Judged(
                Verdict.NO_SUCH_PROVISION, "no_provision_but", values, cite(document),
                suggestion=values["other"],
            )  # fmt: skip
        return Judged(Verdict.NO_SUCH_PROVISION, "no_provision", values, cite(document))
    code = "maybe_inserted" if found.existence == "inserted" else "gaps"
    return Judged(Verdict.NOT_IN_LIBRARY, code, values, cite(document))


def _no_act(sources: Sources, cited: Cited, act: str) -> Judged:
    """An act that is not here; a title that is another's shows a wrong number or year."""
    values = {"act": print_target(act)}
    slug, year, number = (*act.split("/"), "", "")[:3]
    named = [d for d in namesakes(sources, said_title(cited)) if d.id.split("/")[0] == slug]
    slips = [d for d in named if d.year is not None and
             (str(d.year) == year or (d.number or "") == number)]  # fmt: skip
    if len(slips) == 1:
        values["other"] = short_name(slips[0])
        change = Change("replaced", print_target(act), short_name(slips[0]))
        return Judged(
            Verdict.DIFFERS, "number", values, cite(slips[0]), slips[0].title, (slips[0].id,),
            short_name(slips[0]), (change,),
        )  # fmt: skip
    if named:
        values["other"] = ", ".join(short_name(d) for d in named)
        return Judged(Verdict.NOT_IN_LIBRARY, "no_act_like", values, suggestion=values["other"])
    return Judged(Verdict.NOT_IN_LIBRARY, "unborn" if is_unborn(act) else "no_act", values)
