"""A draft in, a report out: read it, find what it quotes and cites, compare, judge."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Final

from dalil.answer.drafts.citations import DraftReference, as_the_act_has, cited_in
from dalil.answer.drafts.draft import Draft, Stream, draft_of, read_draft
from dalil.answer.drafts.findings import Change, CheckReport, Finding, Verdict
from dalil.answer.drafts.link import Linked, Linker, implied
from dalil.answer.drafts.quotations import Quotation, quotations
from dalil.answer.drafts.sources import Sources
from dalil.answer.drafts.verify_citation import check_citation
from dalil.answer.drafts.verify_quotation import Opinion, Quoted
from dalil.answer.export.formats import now
from dalil.index.library import Library
from dalil.ingest.model import Progress, SourceText

#: Markdown's stars and underlines around words.
_EMPHASIS: Final = re.compile(r"(?<![\w*_])[*_]{1,3}(?=[^\s*_])|(?<=[^\s*_])[*_]{1,3}(?![\w*_])")
_STAGE_READ: Final = "membaca"
_STAGE_QUOTED: Final = "kutipan"
_STAGE_CITED: Final = "rujukan"


def check_file(library: Library, path: Path, progress: Progress | None = None) -> CheckReport:
    """Check the draft in a file. Raises SourceError where it cannot be read."""
    tell = progress or _silent
    tell(_STAGE_READ, 0, 1)
    draft = read_draft(path, lambda: tell(_STAGE_READ, 0, 1))
    tell(_STAGE_READ, 1, 1)
    return _check(library, draft, tell)


def check_text(
    library: Library, text: str, name: str = "", progress: Progress | None = None
) -> CheckReport:
    """Check a draft that is at hand as text; Markdown's footnotes and block quotations count."""
    from dalil.ingest.readers.text import clean

    shown = _EMPHASIS.sub(lambda m: " " * len(m[0]), clean(text))
    return _check(library, draft_of(SourceText(shown), name), progress or _silent)


def _silent(stage: str, done: int, total: int) -> None:
    """Tell nobody."""


def _check(library: Library, draft: Draft, tell: Progress) -> CheckReport:
    sources = Sources(library)
    known = {d.id: d.title for d in sources.titles.values() if d.number}
    marked_in = {stream.note: quotations(stream.text) for stream in draft.streams}
    cited = {
        note: [as_the_act_has(sources, c) for c in read]
        for note, read in cited_in(draft, known, marked_in).items()
    }
    links: list[Linked] = []
    quoted_in: dict[str | None, list[Quotation]] = {}
    for stream in draft.streams:
        marked = marked_in[stream.note]
        announced = implied(sources, stream, cited[stream.note], dict(cited), marked)
        quoted_in[stream.note] = sorted([*marked, *announced], key=lambda q: q.start)
        links += Linker(stream, quoted_in[stream.note], cited[stream.note], dict(cited)).links()
    findings: list[Finding] = []
    quoted = Quoted(sources)
    current: set[tuple[str | None, int]] = set()
    standing: set[str] = set()
    for number, linked in enumerate(links):
        tell(_STAGE_QUOTED, number, len(links))
        opinion = quoted.opinion(linked)
        if opinion is None:
            continue
        if opinion.verdict is Verdict.VERIFIED:
            standing |= set(opinion.targets)
            if opinion.new_wording:
                current |= {_key(c) for c in linked.cited}
        findings.append(_of_quotation(draft, linked, opinion))
    tell(_STAGE_QUOTED, len(links), len(links))
    listed = [
        c for stream in draft.streams for c in cited[stream.note]
        if c.targets or (c.unread and not c.loose)
    ]  # fmt: skip
    listed = [c for c in listed if not _inside(c, quoted_in[c.stream.note])]
    for number, reference in enumerate(listed):
        tell(_STAGE_CITED, number, len(listed))
        in_force = _key(reference) in current
        finding = _of_reference(draft, sources, reference, in_force, frozenset(standing))
        if finding is not None:
            findings.append(finding)
    tell(_STAGE_CITED, len(listed), len(listed))
    findings.sort(key=lambda f: (f.start, f.kind, f.end))
    counts = library.catalog.counts()
    generation = library.in_use
    return CheckReport(
        draft=draft.name,
        findings=tuple(findings),
        generation=generation.label if generation else "",
        documents=counts["documents"],
        passages=counts["searchable"],
        made=now(),
        warnings=draft.warnings,
    )


def _key(cited: DraftReference) -> tuple[str | None, int]:
    return cited.stream.note, cited.start


def _inside(cited: DraftReference, quoted: list[Quotation]) -> bool:
    """Whether a reference is the quoted source's, not the draft's."""
    return any(q.start <= cited.start < q.end for q in quoted)


def _of_quotation(draft: Draft, linked: Linked, opinion: Opinion) -> Finding:
    stream, quotation = linked.stream, linked.quotation
    start, end = _span(stream, quotation.start, quotation.end)
    spot = opinion.spot
    return Finding(
        kind="quotation",
        verdict=opinion.verdict,
        text=_inner(quotation),
        start=start,
        end=end,
        place=draft.place(stream, start),
        targets=opinion.targets,
        citation=spot.citation if spot else "",
        source_text=spot.text if spot else "",
        difference=_told(opinion.changes),
        found_at=opinion.found_at,
        suggestion=opinion.suggestion,
        code=opinion.code,
        values=opinion.values or {},
        in_force=opinion.in_force,
    )


def _of_reference(
    draft: Draft,
    sources: Sources,
    cited: DraftReference,
    in_force: bool,
    standing: frozenset[str],
) -> Finding | None:
    judged = check_citation(sources, cited, in_force, standing)
    supposed = {Verdict.VERIFIED, Verdict.NOT_IN_FORCE}
    if cited.loose and not (cited.names_pasal and judged.verdict in supposed):
        return None  # of which act it is was only supposed: it cannot be called wrong
    start, end = _span(cited.stream, cited.start, cited.end)
    return Finding(
        kind="reference",
        verdict=judged.verdict,
        text=cited.text,
        start=start,
        end=end,
        place=draft.place(cited.stream, start),
        targets=cited.targets,
        citation=judged.citation,
        source_text=judged.source_text,
        difference=_told(judged.changes),
        found_at=judged.found_at,
        suggestion=judged.suggestion,
        code=judged.code,
        values=judged.values or {},
    )


def _span(stream: Stream, start: int, end: int) -> tuple[int, int]:
    return stream.at(start), stream.at(end, end=True)


def _inner(quotation: Quotation) -> str:
    if not quotation.block:
        return quotation.text
    return "\n".join(line.strip().removeprefix(">").strip() for line in quotation.text.splitlines())


def _told(changes: tuple[Change, ...]) -> tuple[Change, ...]:
    """The difference without runs of nothing."""
    return tuple(c for c in changes if c.draft or c.source)
