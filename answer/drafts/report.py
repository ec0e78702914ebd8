"""A report of a check as a file: XLSX for sorting, DOCX for the supervisor, JSON for programs.

What a draft or a source says never becomes a formula or markup (`answer.export.escape`).
"""

from __future__ import annotations

import io
import json
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, Final

from dalil.answer.drafts.findings import VERDICT_NAMES, Change, CheckReport, Finding, Verdict
from dalil.answer.drafts.report_file import write_whole, writer_for
from dalil.answer.export.escape import json_line, new_workbook, plain, xlsx_cell

#: Columns of the table: key, heading, width.
_COLUMNS: Final = (
    ("number", "No.", 6), ("kind", "Jenis", 10), ("verdict", "Hasil", 22), ("place", "Tempat", 22),
    ("draft", "Naskah", 60), ("source", "Sumber", 60), ("difference", "Perbedaan", 50),
    ("reason", "Alasan", 50), ("citation", "Sitasi sumber", 50), ("suggestion", "Usul", 40),
)  # fmt: skip
KINDS: Final = {"quotation": ("kutipan", "quotation"), "reference": ("rujukan", "reference")}
#: Colours of the cells of a verdict, and of what the draft has too much and too little.
_COLOURS: Final = {
    Verdict.VERIFIED: "#E2F0E6", Verdict.DIFFERS: "#F9DEDC", Verdict.NO_SUCH_PROVISION: "#F9DEDC",
    Verdict.NOT_IN_FORCE: "#FCEFD2", Verdict.AMBIGUOUS: "#FCEFD2",
    Verdict.PARTLY_READ: "#FCEFD2",
    Verdict.NOT_IN_LIBRARY: "#E6EBEF",
}  # fmt: skip
_RED, _GREEN = "B03A3A", "2F6B45"
#: Words of what is the same that stand around a difference.
_AROUND: Final = 6


def write(report: CheckReport, path: Path) -> None:
    """Write the report in the format of the file's suffix.

    The file appears under its name only when it is whole. Raises BatchError where the format is
    unknown or the place cannot be written.
    """
    write_whole(as_bytes(report, path.suffix), path)


def as_bytes(report: CheckReport, suffix: str) -> bytes:
    """The report as the content of a file of this suffix. Raises BatchError for an unknown one."""
    return writer_for(WRITERS, suffix)(report)


def difference_line(changes: Sequence[Change]) -> str:
    """A difference on one line: ``… kerja sama [-dapat-] {+wajib+} dilakukan …``.

    In brackets what the draft has and the source has not; in braces what the source has instead.
    """
    said: list[str] = []
    for number, change in enumerate(changes):
        if change.kind == "equal":
            said.append(clipped(change.draft, number > 0, number < len(changes) - 1))
        elif change.kind == "gap":
            said.append("…")
        else:
            said += [f"[-{change.draft}-]"] if change.draft else []
            said += [f"{{+{change.source}+}}"] if change.source else []
    return " ".join(filter(None, said))


def clipped(text: str, before: bool, after: bool, around: int = _AROUND) -> str:
    """The ``around`` words of a run that are near a difference on either side."""
    words = text.split()
    if len(words) <= 2 * around + 1:
        return text
    first = words[:around] if before else []
    last = words[-around:] if after else []
    return " ".join([*first, "…", *last])


def _row(number: int, finding: Finding) -> dict[str, Any]:
    return {
        "number": number,
        "kind": KINDS[finding.kind][0],
        "verdict": VERDICT_NAMES[finding.verdict][0],
        "place": finding.place.label(),
        "draft": finding.text,
        "source": finding.source_text,
        "difference": difference_line(finding.difference) if finding.difference else "",
        "reason": finding.reason(),
        "citation": finding.citation,
        "suggestion": finding.suggestion,
    }


def _about(report: CheckReport) -> list[tuple[str, str]]:
    said = [("Naskah", report.draft), ("Dibuat", report.made),
            ("Generasi pustaka", report.generation), ("Dokumen", str(report.documents)),
            ("Bagian", str(report.passages))]  # fmt: skip
    said += [(VERDICT_NAMES[v][0], str(report.counts[v.value])) for v in Verdict]
    return [(name, value) for name, value in said if value]


def _xlsx(report: CheckReport) -> bytes:
    out = io.BytesIO()
    book = new_workbook(out)
    bold = book.add_format({"bold": True})
    wrap = book.add_format({"text_wrap": True, "valign": "top"})
    tints = {
        verdict: book.add_format({"text_wrap": True, "valign": "top", "bg_color": colour})
        for verdict, colour in _COLOURS.items()
    }
    sheet = book.add_worksheet("Pemeriksaan")
    for column, (_, name, width) in enumerate(_COLUMNS):
        sheet.set_column(column, column, width)
        sheet.write_string(0, column, name, bold)
    sheet.freeze_panes(1, 0)
    for number, finding in enumerate(report.findings, 1):
        row = _row(number, finding)
        for column, (key, _, _) in enumerate(_COLUMNS):
            tint = tints[finding.verdict] if key == "verdict" else wrap
            if key == "number":
                sheet.write_number(number, column, number, wrap)
            else:
                sheet.write_string(number, column, xlsx_cell(row[key]), tint)
    if report.findings:
        sheet.autofilter(0, 0, len(report.findings), len(_COLUMNS) - 1)
    about = book.add_worksheet("Tentang")
    about.set_column(0, 1, 34)
    for number, (name, value) in enumerate(
        [*_about(report), *(("Catatan", w) for w in report.warnings)]
    ):
        about.write_string(number, 0, name, bold)
        about.write_string(number, 1, xlsx_cell(value))
    book.close()
    return out.getvalue()


def _docx(report: CheckReport) -> bytes:
    import docx
    from docx.shared import Pt, RGBColor

    document = docx.Document()
    document.core_properties.title = plain(f"Pemeriksaan {report.draft}")[:250]
    document.core_properties.author = "Dalil"
    document.add_heading("Pemeriksaan kutipan dan rujukan", 1)
    table = document.add_table(rows=0, cols=2)
    for name, value in _about(report):
        cells = table.add_row().cells
        cells[0].text, cells[1].text = name, plain(value)
    for warning in report.warnings:
        document.add_paragraph(plain(warning))

    def line(label: str, text: str) -> None:
        if text:
            paragraph = document.add_paragraph()
            paragraph.paragraph_format.space_after = Pt(2)
            paragraph.add_run(f"{label}: ").bold = True
            paragraph.add_run(plain(" ".join(text.split())))

    for verdict in (*(v for v in Verdict if v is not Verdict.VERIFIED), Verdict.VERIFIED):
        group = [(n, f) for n, f in enumerate(report.findings, 1) if f.verdict is verdict]
        if not group:
            continue
        document.add_heading(f"{VERDICT_NAMES[verdict][0].capitalize()} ({len(group)})", 2)
        for number, finding in group:
            head = document.add_paragraph()
            head.paragraph_format.keep_with_next = True
            head.paragraph_format.space_before = Pt(8)
            where = finding.place.label()
            head.add_run(f"{number}. {KINDS[finding.kind][0].capitalize()}, {where}").bold = True
            line("Naskah", finding.text)
            if finding.difference:
                paragraph = document.add_paragraph()
                paragraph.add_run("Perbedaan: ").bold = True
                for index, change in enumerate(finding.difference):
                    if change.kind in {"equal", "gap"}:
                        last = index < len(finding.difference) - 1
                        paragraph.add_run(plain(clipped(change.draft, index > 0, last)) + " ")
                        continue
                    if change.draft:
                        run = paragraph.add_run(plain(change.draft))
                        run.font.strike = True
                        run.font.color.rgb = RGBColor.from_string(_RED)
                        paragraph.add_run(" ")
                    if change.source:
                        run = paragraph.add_run(plain(change.source))
                        run.font.underline = True
                        run.font.color.rgb = RGBColor.from_string(_GREEN)
                        paragraph.add_run(" ")
            if verdict is not Verdict.VERIFIED:
                line("Sumber", finding.source_text)
            line("Alasan", finding.reason())
            line("Sitasi sumber", finding.citation)
            line("Usul", finding.suggestion)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def _json(report: CheckReport) -> bytes:
    text = json.dumps(report.to_dict(), ensure_ascii=False, indent=2)
    return (json_line(text) + "\n").encode()


#: Every format by the suffix of its file.
WRITERS: Final[dict[str, Callable[[CheckReport], bytes]]] = {
    ".xlsx": _xlsx, ".docx": _docx, ".json": _json,
}  # fmt: skip
