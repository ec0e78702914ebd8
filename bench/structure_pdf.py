"""PDFs: pasal found, their pages, the penjelasan; identity; speed against bare extraction."""

from __future__ import annotations

import json
import re
import time
from collections import Counter
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from dalil.ingest.discover import SourceFile
from dalil.ingest.errors import DalilError
from dalil.ingest.identify.identify import identify
from dalil.ingest.model import Parsed
from dalil.ingest.pipeline import parse_source
from dalil.ingest.readers.registry import read

ROOT = Path(__file__).resolve().parents[1]


def rows_of(path: Path) -> list[dict[str, Any]]:
    """The objects of a JSON lines file."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line]


@cache
def parsed(path: Path) -> Parsed:
    """A file through the whole way."""
    outcome = parse_source(SourceFile(path))
    if outcome.failure:
        raise SystemExit(f"{path}: {outcome.failure.reason}")
    return outcome.parsed[0]


@cache
def bare_pages(path: Path) -> list[str]:
    """PDFium's own text of every page: the independent witness for page numbers."""
    import pypdfium2

    pdf = pypdfium2.PdfDocument(path)
    try:
        return [page.get_textpage().get_text_bounded() for page in pdf]
    finally:
        pdf.close()


def body_pasal(found: Parsed) -> list[tuple[str, int | None]]:
    """Label and page of every pasal of the body, in the order of the text."""
    units = [(p.locator.steps, p.page) for p in found.passages]
    return [(s[0].label, page) for s, page in units if len(s) == 1 and s[0].unit == "pasal"]


@dataclass
class PageCheck:
    """Pages of pasal headings: how many could be checked, how many were right."""

    checked: int = 0
    right: int = 0
    wrong: str = ""


_EXPLAINS = re.compile(
    r"^\W*P ?E ?N ?J ?E ?L ?A ?S ?A ?N\b|PASAL DEMI PASAL|Cukup ?jelas", re.MULTILINE
)


def explained(found: Parsed, truth: str) -> str:
    """Whether the penjelasan is apart from the body: "yes", or what is wrong."""
    has = bool(re.search(r"PENJELASAN\s+ATAS|Cukup jelas", truth))
    parts = [p for p in found.passages if p.locator.in_penjelasan]
    if has != bool(parts):
        return f"**no**: the act has {'one' if has else 'none'}"
    body = [p for p in found.passages if p.locator.steps[0].unit == "pasal"]
    if any(re.search(r"Cukup jelas|PASAL DEMI PASAL", p.text) for p in body):
        return "**no**: swallowed by the body"
    if has and "Cukup jelas" in truth and not any(p.locator.step("pasal") for p in parts):
        return "**no**: not by pasal"
    return "yes" if has else "none"


def invented(label: str, truth: str) -> bool:
    """Whether the true text has no such pasal either, expected or not."""
    return not re.search(rf"(?:^|[.:;]\s)\W*Pasal\s*{label}\b", truth, re.MULTILINE | re.IGNORECASE)


def check_pages(found: Parsed, path: Path) -> PageCheck:
    """Each pasal's page against the page where PDFium's bare text has "Pasal N" in its own line.

    Headings are walked in the order of the text, up to the page where the penjelasan begins, for
    it has the same numbers again. A heading at a page's foot counts for the next page too: the
    words of the pasal stand there.
    """
    pages = bare_pages(path)
    last = next((i for i, text in enumerate(pages) if _EXPLAINS.search(text)), len(pages) - 1)
    result = PageCheck()
    here = 0
    for label, page in body_pasal(found):
        heading = re.compile(rf"^\s*Pasal\s*{label.upper()}\s*\.?\s*$", re.MULTILINE)
        at = next((i for i in range(here, last + 1) if heading.search(pages[i])), None)
        if at is None or page is None:
            continue  # no independent witness: OCR misread the heading, or it shares its line
        # a heading close to the foot may have its words on the next page
        after = pages[at][list(heading.finditer(pages[at]))[-1].end() :]
        allowed = {at + 1, at + 2} if len(after.split()) < 12 else {at + 1}
        result.checked += 1
        if page in allowed:
            result.right += 1
            here = at
        else:
            result.wrong += f" {label}: {page} ≠ {at + 1};"
    return result


def pairs(data: Path) -> list[str]:
    """A row for every PDF: expected pasal found, others invented, pages, penjelasan."""
    lines = [
        "| act | class | expected | found | invented or twice | pages right | penjelasan |",
        "|---|---|---|---|---|---|---|",
    ]
    totals: dict[str, list[int]] = {}
    for row in rows_of(data / "pdf-pairs" / "pairs.jsonl"):
        path = data / "pdf-pairs" / row["pdf"]
        found = parsed(path)
        labels = [label for label, _ in body_pasal(found)]
        last = row["expected_last_pasal"]
        wanted = {str(n) for n in range(1, (last or 0) + 1)}
        have = wanted & set(labels)
        truth = (data / "pdf-pairs" / row["md"]).read_text(encoding="utf-8")
        strange = [x for x in labels if x not in wanted and invented(x, truth)]
        extra = len(labels) - len(set(labels)) + len(strange)
        pages = check_pages(found, path)
        apart = explained(found, truth)
        kind = "amending" if last is None else row["cls"]
        total = totals.setdefault(kind, [0] * 7)
        for i, n in enumerate(
            (len(wanted), len(have), extra, pages.checked, pages.right, "**" not in apart, 1)
        ):
            total[i] += n
        lines.append(
            f"| {row['act']} | {kind} | {len(wanted) or '–'} | {len(have) or '–'} | {extra} | "
            f"{pages.right}/{pages.checked}{pages.wrong} | {apart} |"
        )
    for kind, (wanted_n, have_n, extra, checked, right, alike, n) in totals.items():
        share = f"{have_n / wanted_n:.4f}" if wanted_n else "–"
        paged = f"{right / checked:.4f}" if checked else "–"
        lines.append(
            f"| **{kind}, {n} PDFs** | | {wanted_n} | {have_n} ({share}) | {extra} | "
            f"{right}/{checked} ({paged}) | {alike}/{n} |"
        )
    return lines


def misc(data: Path) -> list[str]:
    """Identity of every PDF against the table made by looking at their pages."""
    truth = {
        row["pdf"]: row.get("id")
        for row in rows_of(ROOT / "tests" / "data" / "identity_pdf_misc.jsonl")
    }
    right, refused, wrong = 0, [], []
    files = sorted(p for p in (data / "pdf-misc" / "pdf").iterdir() if p.is_file())
    for path in files:
        try:
            said = identify(read(path, use_ocr=False), path.name).id
        except DalilError as error:
            refused.append(f"{path.name}: {error}")
            continue
        if said == truth.get(path.name):
            right += 1
        else:
            wrong.append(f"`{path.name[:60]}`: {said} instead of {truth.get(path.name)}")
    lines = [
        f"{len(files)} PDFs without OCR: {right} identified as the truth table has them, "
        f"{len(refused)} refused with a reason (no readable text without OCR), "
        f"{len(wrong)} otherwise, none crashed.",
    ]
    return [*lines, "", *(f"- {said}" for said in wrong)] if wrong else lines


def recognised(data: Path) -> list[str]:
    """PDFs whose text layer is unreadable, read through OCR, against their Markdown."""
    lines = ["| act | pages | word F1 against its Markdown | quality told |", "|---|---|---|---|"]
    for row in rows_of(data / "pdf-pairs" / "pairs.jsonl"):
        path = next((data / "pdf-pairs").glob(f"{row['pdf']}*"))
        document = parsed(path).document
        if "tesseract" not in document.reader:
            continue
        truth = read(data / "pdf-pairs" / row["md"]).text
        ours, theirs = (Counter(re.findall(r"\w+", t.lower())) for t in (document.text, truth))
        common = sum((ours & theirs).values())
        f1 = 2 * common / (sum(ours.values()) + sum(theirs.values()))
        ratio = document.quality_ratio
        lines.append(f"| {row['act']} | {document.pages} | {f1:.3f} | {ratio:.3f} |")
    return lines


def speed(data: Path) -> list[str]:
    """Pages a second of the whole reader and of bare PDFium text, alternating, best of three."""
    path = max(
        (p for p in (data / "pdf-pairs" / "pdf").glob("*.pdf")), key=lambda p: len(bare_pages(p))
    )
    count = len(bare_pages(path))
    bare: list[float] = []
    whole: list[float] = []
    act: list[float] = []
    for _ in range(3):
        for times, work in (
            (bare, lambda: bare_pages.__wrapped__(path)),
            (whole, lambda: read(path, use_ocr=False)),
            (act, lambda: parse_source(SourceFile(path))),
        ):
            begun = time.process_time()
            work()
            times.append(time.process_time() - begun)
    rows = [("bare pypdfium2", bare), ("`read`", whole), ("`parse_source`: to passages", act)]
    return [
        f"{path.name[:40]}…, {count} pages, CPU seconds, best of three alternating.",
        "",
        "| | pages a second | times bare |",
        "|---|---|---|",
        *(f"| {n} | {count / min(t):.0f} | {min(t) / min(bare):.2f} |" for n, t in rows),
    ]
