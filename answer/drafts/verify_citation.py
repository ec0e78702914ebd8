"""The verdict on a reference: is there such an act and provision, is it still the law, is it
named right?
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from dalil.answer.citation.cite import cite
from dalil.answer.citation.work_names import gazette, short_name, title_case
from dalil.answer.court_rulings import ruling_name
from dalil.answer.drafts.align import AlignedWords, fit, words_of
from dalil.answer.drafts.citations import DraftReference, is_unborn
from dalil.answer.drafts.findings import Change, Verdict
from dalil.answer.drafts.sources import Availability, Sources, find
from dalil.index.court_rulings import rulings_on
from dalil.ingest.model import Document, Status
from dalil.ingest.references.ids import print_target

# A shortened title is no fault ("Pengesahan Konvensi Wina"); other words, or more of them, are. A
# title whose copy in the library is misread by scanning accuses nobody.

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


def misnamed(sources: Sources, cited: DraftReference, act: str) -> Misnamed | None:
    """What is wrong with the title or gazette that the draft gives the act; None if nothing is."""
    document = sources.titles.get(act)
    if document is None:
        return None
    return _title(sources, cited, document) or _gazette(cited, document)


def said_title(cited: DraftReference) -> str:
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


def _title(sources: Sources, cited: DraftReference, document: Document) -> Misnamed | None:
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
    sources: Sources, text: str, written: AlignedWords, right: AlignedWords, document: Document
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


def _gazette(cited: DraftReference, document: Document) -> Misnamed | None:
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
#: That a court has struck a provision is said by naming the court or what it decided.
_SAYS_STRUCK: Final = re.compile(
    r"\b(?:mahkamah\s+(?:konstitusi|agung)|putusan\s+m[ka]\b|inkonstitusional|dibatalkan"
    r"|kekuatan\s+(?:hukum\s+)?(?:yang\s+)?mengikat|struck\s+down|unconstitutional"
    r"|(?:constitutional|supreme)\s+court)\b",
    re.IGNORECASE,
)
_SAYS_REPEALED: Final = re.compile(
    r"\b(?:dicabut|mencabut|tidak\s+(?:lagi\s+)?berlaku|digantikan|diganti\s+dengan|menggantikan"
    r"|pernah\s+berlaku|repealed|replaced|superseded|no\s+longer\s+in\s+force)\b",
    re.IGNORECASE,
)
_SAYS_AMENDED: Final = re.compile(r"\b(?:diubah|mengubah|amended|amending)\b", re.IGNORECASE)
#: Characters around a reference in which the draft may say so.
_AROUND: Final = 160


@dataclass(frozen=True, slots=True)
class CitationCheck:
    """The verdict on a reference, and what shows it."""

    verdict: Verdict
    code: str = ""
    values: dict[str, str] | None = None
    citation: str = ""
    source_text: str = ""
    found_at: tuple[str, ...] = ()
    suggestion: str = ""
    changes: tuple[Change, ...] = ()


def check_citation(
    sources: Sources, cited: DraftReference, in_force: bool, standing_in: frozenset[str]
) -> CitationCheck:
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


def _judged(
    sources: Sources, cited: DraftReference, in_force: bool, standing_in: frozenset[str]
) -> CitationCheck:
    if not cited.targets:
        code = "unknown_source" if cited.unread == cited.text else "unknown_act"
        code = code if cited.bare else "unknown_ruling"
        return CitationCheck(Verdict.PARTLY_READ, code, {"unread": cited.unread})
    if cited.ambiguous:
        return _ambiguous(sources, cited, standing_in)
    first: CitationCheck | None = None
    wrong = _misnamed(sources, cited)
    for target in cited.targets:
        judged = _one(sources, cited, target, in_force)
        if judged.verdict in {Verdict.NO_SUCH_PROVISION, Verdict.NOT_IN_LIBRARY}:
            return judged
        if first is None or (judged.verdict is not Verdict.VERIFIED and
                             first.verdict is Verdict.VERIFIED):  # fmt: skip
            first = judged
    return wrong or first or CitationCheck(Verdict.NOT_IN_LIBRARY, "not_found", {})


def _ambiguous(
    sources: Sources, cited: DraftReference, standing_in: frozenset[str]
) -> CitationCheck:
    candidates = ", ".join(print_target(target) for target in cited.targets[:6])
    quoted = [target for target in cited.targets if target in standing_in]
    return CitationCheck(
        Verdict.AMBIGUOUS, "candidates", {"candidates": candidates},
        found_at=tuple(t for t in cited.targets if sources.has(t.partition("#")[0])),
        suggestion=print_target(quoted[0]) if len(quoted) == 1 else "",
    )  # fmt: skip


def _misnamed(sources: Sources, cited: DraftReference) -> CitationCheck | None:
    for act in cited.acts:
        found: Misnamed | None = misnamed(sources, cited, act)
        if found is not None:
            document = sources.titles[act]
            return CitationCheck(
                Verdict.DIFFERS, found.code, found.values, cite(document), document.title,
                (act,), found.suggestion, found.difference,
            )  # fmt: skip
    return None


def _one(sources: Sources, cited: DraftReference, target: str, in_force: bool) -> CitationCheck:
    act, _, locator = target.partition("#")
    document = sources.titles.get(act)
    found = find(sources, target)
    if found.existence != "exists" or document is None:
        return _not_here(sources, cited, target, document, found)
    wording = found.wordings[0] if found.wordings else None
    passage = wording.passage if wording else None
    worded = wording.source.document if wording else document
    text = worded.text[passage.start : passage.end] if passage else document.title
    base = CitationCheck(
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
    sources: Sources, cited: DraftReference, target: str, base: CitationCheck, status: Status,
    reason: str | None, in_force: bool,
) -> CitationCheck:  # fmt: skip
    """The verdict on a provision that exists, by what became of it."""
    act, _, locator = target.partition("#")
    document = sources.titles[act]
    by = print_target(reason) if reason else short_name(document)
    if status not in _CHANGED:
        if (struck := _struck(sources, target)) and not _SAYS_STRUCK.search(
            _around(cited, document)
        ):
            return _with(base, Verdict.NOT_IN_FORCE, "struck_down", {"by": struck}, struck)
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


def _struck(sources: Sources, target: str) -> str:
    """The dictum that took all force from a provision, or from what it stands in; "" for none."""
    for ruling in rulings_on(sources.catalog, target):
        whole = ruling.target == target or target.startswith(
            (f"{ruling.target}/", f"{ruling.target}#")
        )
        if ruling.effect == "struck_down" and whole and not (ruling.words or ruling.changed_since):
            return ruling_name(ruling)
    return ""


def _with(
    base: CitationCheck, verdict: Verdict, code: str, values: dict[str, str], suggestion: str = ""
) -> CitationCheck:
    return CitationCheck(
        verdict, code, values, base.citation, base.source_text, base.found_at, suggestion
    )


def _around(cited: DraftReference, document: Document) -> str:
    """The words around a reference, without the titles in it: "Perubahan atas …" is a name."""
    text = cited.stream.text
    before = text[max(0, cited.start - _AROUND) : cited.start]
    after = text[cited.end : cited.end + _AROUND]
    before = re.split(r"[.;]\s+(?=[A-Z])|\n\s*\n", before)[-1]
    after = re.split(r"[.;]\s+(?=[A-Z])|\n\s*\n", after, maxsplit=1)[0]
    return f"{before} {after}"


def _not_here(
    sources: Sources,
    cited: DraftReference,
    target: str,
    document: Document | None,
    found: Availability,
) -> CitationCheck:
    act = target.partition("#")[0]
    if document is None:
        return _no_act(sources, cited, act)
    values = {
        "act": short_name(document),
        "provision": print_target(target).split(f" {print_target(act)}")[0],
    }
    if document.digest:
        return CitationCheck(Verdict.NOT_IN_LIBRARY, "digest_only", values, cite(document))
    if found.existence == "missing":
        if found.instead:
            values["other"] = print_target(found.instead)
            return CitationCheck(
                Verdict.NO_SUCH_PROVISION, "no_provision_but", values, cite(document),
                suggestion=values["other"],
            )  # fmt: skip
        return CitationCheck(Verdict.NO_SUCH_PROVISION, "no_provision", values, cite(document))
    code = "maybe_inserted" if found.existence == "inserted" else "gaps"
    return CitationCheck(Verdict.NOT_IN_LIBRARY, code, values, cite(document))


def _no_act(sources: Sources, cited: DraftReference, act: str) -> CitationCheck:
    """An act that is not here; a title that is another's shows a wrong number or year."""
    values = {"act": print_target(act)}
    slug, year, number = (*act.split("/"), "", "")[:3]
    named = [d for d in namesakes(sources, said_title(cited)) if d.id.split("/")[0] == slug]
    slips = [d for d in named if d.year is not None and
             (str(d.year) == year or (d.number or "") == number)]  # fmt: skip
    if len(slips) == 1:
        values["other"] = short_name(slips[0])
        change = Change("replaced", print_target(act), short_name(slips[0]))
        return CitationCheck(
            Verdict.DIFFERS, "number", values, cite(slips[0]), slips[0].title, (slips[0].id,),
            short_name(slips[0]), (change,),
        )  # fmt: skip
    if named:
        values["other"] = ", ".join(short_name(d) for d in named)
        return CitationCheck(
            Verdict.NOT_IN_LIBRARY, "no_act_like", values, suggestion=values["other"]
        )
    return CitationCheck(Verdict.NOT_IN_LIBRARY, "unborn" if is_unborn(act) else "no_act", values)
