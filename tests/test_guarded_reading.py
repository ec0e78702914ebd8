"""Drafts, lists and pages that a person gives are read in a child that can be ended."""

from __future__ import annotations

import random
import resource
import sys
import time
import zipfile
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import docx
import openpyxl
import pytest

from bench.mutants import mutants, whole
from dalil.answer.batch.read_questions import read_questions
from dalil.answer.drafts.draft import read_draft
from dalil.ingest import supervisor
from dalil.ingest.errors import BatchError, DalilError, SourceError
from dalil.ingest.readers import page_picture
from dalil.ingest.supervisor import guarded_file

SHARED = Path(__file__).resolve().parents[2] / "shared" / "cases" / "18-hostile-files"
#: Limits of the tests; and what the parent's memory may grow by meanwhile, in bytes.
SECONDS, MEMORY_MB, GROWTH = 20, 400, 200 * 10**6

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="processes of POSIX")


@pytest.fixture(autouse=True)
def _limits(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DALIL_MAX_SECONDS", str(SECONDS))
    monkeypatch.setenv("DALIL_MAX_MEMORY_MB", str(MEMORY_MB))


def _repacked(source: Path, target: Path, part: str, head: bytes, unit: bytes, mb: int,
              tail: bytes) -> None:  # fmt: skip
    """``source`` with one part that unpacks to so many megabytes of one unit."""
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            if name != part:
                new.writestr(name, old.read(name))
        with new.open(part, "w", force_zip64=True) as out:
            out.write(head)
            block = unit * (10**6 // len(unit))
            for _ in range(mb):
                out.write(block)
            out.write(tail)


W = b'<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>'
S = b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
STYLES = b'<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
_CELLS = b'<row><c t="inlineStr"><is><t>Apa itu taman?</t></is></c></row>'
#: (suffix, part, head, unit, megabytes, tail, why)
BOMBS: list[tuple[str, str, bytes, bytes, int, bytes, str]] = [
    (".docx", "word/document.xml", W, b"<w:p/>", 450, b"</w:body></w:document>",
     "unpacks to more than is allowed"),
    (".docx", "word/document.xml", W, b"<w:p><w:r><w:t>a</w:t></w:r></w:p>", 39,
     b"</w:body></w:document>", "just under it, sixteen times as much as a tree"),
    (".docx", "word/document.xml", W, b"<w:p>", 2, b"", "elements in elements"),
    (".xlsx", "xl/worksheets/sheet1.xml", S, b"<row/>", 600, b"</sheetData></worksheet>",
     "a workbook that unpacks to more than is allowed"),
    (".xlsx", "xl/worksheets/sheet1.xml", S, _CELLS, 300, b"</sheetData></worksheet>",
     "rows without end"),
    (".xlsx", "xl/worksheets/sheet1.xml", S, b"<row>", 3, b"", "rows in rows"),
    (".xlsx", "xl/styles.xml", STYLES, b"<a>", 3, b"", "elements in elements beside the sheet"),
]  # fmt: skip


@pytest.mark.parametrize("bomb", BOMBS, ids=[f"{b[0]} {b[-1]}" for b in BOMBS])
def test_a_bomb_ends_within_the_limits_with_a_clear_error(
    tmp_path: Path, bomb: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DALIL_MAX_SECONDS", "8")  # rows without end are read until then
    suffix, part, head, unit, mb, tail, why = bomb
    sound = tmp_path / f"utuh{suffix}"
    if suffix == ".docx":
        docx.Document().save(str(sound))
    else:
        book = openpyxl.Workbook()
        book.worksheets[0].append(["Apa itu taman?"])
        book.save(sound)
    hostile = tmp_path / f"bom{suffix}"
    _repacked(sound, hostile, part, head, unit, mb, tail)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
    readers: list[Callable[[Path], Any]] = [read_questions]
    if suffix == ".docx":
        readers.append(read_draft)
    for reader in readers:
        begun = time.monotonic()
        with pytest.raises(DalilError) as told:
            reader(hostile)
        assert time.monotonic() - begun < 3 * SECONDS
        assert len(str(told.value)) > 20, why
        assert "Traceback" not in str(told.value)
    grown = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024 - before
    assert grown < GROWTH, "the memory is the child's"


@pytest.mark.shared
@pytest.mark.skipif(not SHARED.is_dir(), reason="needs ../shared/cases")
@pytest.mark.parametrize(
    "name",
    ["pdf-count-19999-one-kid.pdf", "pdf-15000-broken-kids.pdf", "docx-339KB-100MB-xml.docx",
     "crop-valueerror.pdf"],
)  # fmt: skip
def test_hostile_drafts_and_pages_end(name: str) -> None:
    begun = time.monotonic()
    with pytest.raises(SourceError):
        raise SourceError(read_draft(SHARED / name).name)  # read, or refused with its reason
    if name.endswith(".pdf"):
        call = partial(page_picture.picture, SHARED / name, 1, 300)
        assert isinstance(guarded_file(SHARED / name, call), bytes | None)
    assert time.monotonic() - begun < 4 * SECONDS


def _flipped(data: bytes, seed: int) -> bytes:
    chance = random.Random(seed)
    made = bytearray(data)
    for _ in range(chance.choice((1, 4, 64))):
        made[chance.randrange(len(made))] ^= 1 << chance.randrange(8)
    return bytes(made[: chance.choice((len(made), len(made) // 2))])


def test_damaged_drafts_and_lists_are_read_or_told(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    for row in (["no", "pertanyaan"], [1, "Apa itu taman?"], [2, "Siapa memberi izin?"]):
        book.worksheets[0].append(row)
    book.save(tmp_path / "utuh.xlsx")
    sound = (tmp_path / "utuh.xlsx").read_bytes()
    files = [(f"{n}.xlsx", _flipped(sound, n)) for n in range(40)]
    files += [(f"{n}{s}", _flipped(whole(s), n)) for s in (".docx", ".pdf") for n in range(8)]
    files += [f for f in mutants(20141002, 40) if f[0].endswith((".docx", ".pdf", ".csv"))]
    read = 0
    for name, data in files:
        path = tmp_path / name
        path.write_bytes(data)
        readers = [read_draft] if not name.endswith((".xlsx", ".csv")) else []
        readers += [] if name.endswith(".pdf") else [read_questions]  # type: ignore[list-item]
        for reader in readers:
            try:
                reader(path)
                read += 1
            except (SourceError, BatchError) as error:
                assert len(str(error)) > 10, name
    assert read, "and some are read"


def test_what_looks_on_ends_it_and_the_error_is_the_lookers(tmp_path: Path) -> None:
    file = tmp_path / "a.txt"
    file.write_text("Taman.")

    class Stopped(BaseException):
        pass

    begun = time.monotonic()

    def look() -> None:
        if time.monotonic() - begun > 0.5:
            raise Stopped

    with pytest.raises(Stopped):
        guarded_file(file, partial(time.sleep, 1_000), look=look)
    assert time.monotonic() - begun < 15


def test_one_child_reads_one_file_after_another(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    started: list[int] = []
    begin = supervisor._Child.__init__

    def counted(self: Any) -> None:
        begin(self)
        started.append(self.process.pid)

    monkeypatch.setattr(supervisor._Child, "__init__", counted)
    for number in range(4):
        file = tmp_path / f"{number}.md"
        file.write_text("Apa itu taman?\n\nSiapa memberi izin?\n")
        assert read_draft(file).text
        assert len(read_questions(file).questions) == 2
    assert len(started) <= 1, "a small draft costs the start of one child at most"


def test_a_missing_file_is_told_as_before(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="tidak ada"):
        read_draft(tmp_path / "tidak ada.docx")
    with pytest.raises(BatchError):
        read_questions(tmp_path / "tidak ada.csv")
