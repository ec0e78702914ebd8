"""Pages without readable text are recognised by tesseract, where it is installed.

The program is called directly (``tesseract stdin stdout``): what a wrapper package would add
is this one call, and a grey page image needs no imaging library.
"""

from __future__ import annotations

import math
import os
import shutil
import subprocess
import time
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from functools import lru_cache
from typing import Final

from dalil.ingest.readers.limits import NO_LIMIT, OcrBudget
from dalil.ingest.readers.text_quality import READABLE, readable_ratio

#: Resolution that the page is rendered at; tesseract's models are made for 300 dpi.
DPI: Final = 300

#: Languages in order of preference; those not installed are left out.
_LANGUAGES: Final = ("ind", "eng")

#: Page layouts (tesseract's --psm). One column keeps a list's numbers with its items: of the
#: word pairs of an act's pages .99 come out right, against .80–.98 with automatic columns.
_ONE_COLUMN: Final = "4"
_FIND_ORIENTATION: Final = "1"

#: A page takes 3–10 s on one core; over this something is wrong with it.
_TIMEOUT_S: Final = 120


@lru_cache(maxsize=1)
def languages() -> tuple[str, ...]:
    """The wanted languages that tesseract has here; empty where it is not installed."""
    program = shutil.which("tesseract")
    if program is None:
        return ()
    try:
        listed = subprocess.run(
            [program, "--list-langs"], capture_output=True, text=True, timeout=20, check=True
        ).stdout.split()
    except (OSError, subprocess.SubprocessError):
        return ()
    return tuple(name for name in _LANGUAGES if name in listed)


def recognise(
    pages: Iterable[int],
    image_of: Callable[[int], bytes],
    progress: Callable[[int], None] | None = None,
    budget: OcrBudget = NO_LIMIT,
) -> dict[int, str]:
    """The recognised text of each page; pages that fail are left out, and those that were not
    begun when the seconds of ``budget`` were over.

    ``image_of`` gives a page's image in a format tesseract reads (PGM, PNG); ``progress`` is
    called with a page's number when it is done. Two pages at a time where there are cores.
    """
    found: dict[int, str] = {}

    deadline = time.monotonic() + budget.seconds

    def one(page: int) -> tuple[int, str | None]:
        left = deadline - time.monotonic()
        image = image_of(page) if left > 0 else b""
        return page, recognise_image(image, left) if image else None

    cores = budget.cores or min(2, os.cpu_count() or 1)
    with ThreadPoolExecutor(max_workers=cores) as pool:
        for page, text in pool.map(one, pages):
            if text is not None:
                found[page] = text
            if progress is not None:
                progress(page)
    return found


def recognise_image(image: bytes, seconds: float = _TIMEOUT_S) -> str | None:
    """The text of one page image; None if tesseract is missing, fails or takes too long."""
    names = languages()
    program = shutil.which("tesseract")
    if not names or program is None:
        return None
    until = time.monotonic() + min(seconds, 2 * _TIMEOUT_S)
    text = _run(program, image, "+".join(names), _ONE_COLUMN, until=until)
    if text is not None and readable_ratio(text) < READABLE:
        turned = _run(program, image, "+".join(names), _FIND_ORIENTATION, until=until)
        if turned is not None and readable_ratio(turned) > readable_ratio(text):
            return turned
    return text


def recognise_places(image: bytes) -> str | None:
    """The words of one page image with their rectangles, as tesseract's TSV; None as above.

    The page is read in the layout `recognise_image` would choose, so that the words agree.
    """
    names = languages()
    program = shutil.which("tesseract")
    if not names or program is None:
        return None
    table = _run(program, image, "+".join(names), _ONE_COLUMN, "tsv")
    if table is not None and readable_ratio(_last_column(table)) < READABLE:
        turned = _run(program, image, "+".join(names), _FIND_ORIENTATION, "tsv")
        if turned is not None and readable_ratio(_last_column(turned)) > readable_ratio(
            _last_column(table)
        ):
            return turned
    return table


def _last_column(table: str) -> str:
    return "\n".join(row.rpartition("\t")[2] for row in table.splitlines()[1:])


def _run(
    program: str,
    image: bytes,
    names: str,
    layout: str,
    form: str = "txt",
    until: float = math.inf,
) -> str | None:
    command = [program, "stdin", "stdout", "-l", names, "--dpi", str(DPI), "--psm", layout, form]
    try:
        done = subprocess.run(
            command,
            input=image,
            capture_output=True,
            timeout=max(0.1, min(_TIMEOUT_S, until - time.monotonic())),
            check=True,
            env={**os.environ, "OMP_THREAD_LIMIT": "1"},
        )
    except (OSError, subprocess.SubprocessError):
        return None
    return done.stdout.decode("utf-8", errors="replace")
