"""No pattern of ingest loses itself in a line that somebody made for that.

A pattern that tries every way to part a line needs 2ⁿ steps, one that tries every pair of places in
it n³: with the lines below, hours. What is left, n², is seconds for a page-long line; what takes
longer than that over a whole file, the limit of time ends (`ingest.supervisor`).
"""

from __future__ import annotations

import importlib
import pkgutil
import re
import signal
import sys
import time
from collections.abc import Iterator
from typing import Any

import pytest

import dalil.ingest

#: Characters in a line: n² steps are 360,000, n³ two hundred million.
LENGTH = 600
#: Seconds of processor for one pattern and one line; the slowest takes a fifth of it.
LIMIT_S = 2.0

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="signals of POSIX")

# What is repeated up to the line's end, where something stands that fits nothing.
HOSTILE = [
    (" ", "spaces: what trims them at an end tries every beginning"),
    ("\n", "empty lines"),
    (" \n", "lines that only look empty"),
    ("\u00a0\t", "space of other kinds"),
    ("a", "one word without end"),
    ("A", "in capitals"),
    ("1", "one number without end"),
    ("a ", "words of one letter: letter-spaced headings"),
    ("A ", "the same in capitals"),
    ("1 ", "figures with spaces"),
    ("l1O", "letters that look like figures"),
    (".", "leaders of a table of contents"),
    (". ", "the same with spaces"),
    ("-", "rules"),
    ("a-", "words joined without end"),
    ("a-\n", "every line broken in a word"),
    ("_", "blanks to fill in"),
    ("*", "emphasis that never closes"),
    ("#", "headings that never begin"),
    ("[", "brackets that never close"),
    ("](", "links that never begin"),
    ("(", "parentheses that never close"),
    ("()", "parentheses with nothing in them"),
    ("<a ", "tags that never close"),
    ("&#", "characters that never come"),
    ('"', "quotation marks"),
    ("“a” ", "quoted letters"),
    ("|", "cells"),
    ("| a ", "cells with a letter"),
    ("a/", "numbers with strokes"),
    ("1.", "numbered without end"),
    ("1.1 ", "the same with spaces"),
    ("a, ", "a list without end"),
    ("a. ", "items without end"),
    ("(1) ", "ayat without end"),
    ("(1), ", "a list of ayat"),
    ("I", "Roman figures"),
    ("IV ", "Roman numbers"),
    ("BAB I\n", "chapters without end"),
    ("Bagian Kesatu\n", "parts without end"),
    ("Pasal 1\n", "pasal without end"),
    ("Pasal 1 ", "the same in one line"),
    ("Pasal 1 dan ", "a list of pasal"),
    ("ayat (1) huruf a ", "places without end"),
    ("huruf a, ", "a list of huruf"),
    ("Nomor 1 Tahun 2000 ", "numbers of acts"),
    ("Undang-Undang Nomor ", "acts without a number"),
    ("Peraturan Menteri ", "ministers without a name"),
    ("tentang ", "titles without end"),
    ("dan ", "and and and"),
    ("sebagaimana dimaksud dalam ", "references to nothing"),
    ("yang dimaksud dengan ", "definitions of nothing"),
    ("selanjutnya disebut A ", "names without end"),
    ("Lembaran Negara Tahun 2000 Nomor 1 ", "gazettes without end"),
    ("Menteri A ", "offices"),
    ("Aa Bb ", "names in capitals"),
    ("é", "letters beyond ASCII"),
    ("\x0c", "form feeds"),
    ("\r\n", "line ends of Windows"),
]


def patterns() -> dict[str, re.Pattern[str]]:
    """Every compiled pattern that a module of ingest keeps, by where it stands."""
    found: dict[str, re.Pattern[str]] = {}

    def look(value: Any, where: str, depth: int = 0) -> None:
        if isinstance(value, re.Pattern):
            if isinstance(value.pattern, str):
                found.setdefault(where, value)
        elif depth < 3 and isinstance(value, dict):
            for key, inner in value.items():
                look(key, f"{where}[{key!r:.30}]", depth + 1)
                look(inner, f"{where}[{key!r:.30}]", depth + 1)
        elif depth < 3 and isinstance(value, tuple | list | set | frozenset):
            for number, inner in enumerate(value):
                look(inner, f"{where}[{number}]", depth + 1)

    for module in pkgutil.walk_packages(dalil.ingest.__path__, "dalil.ingest."):
        loaded = importlib.import_module(module.name)
        for name, value in vars(loaded).items():
            if getattr(value, "__module__", module.name) == module.name or not callable(value):
                look(value, f"{module.name}.{name}")
    return found


PATTERNS = patterns()


class _TooLong(BaseException):
    pass


def too_long(pattern: re.Pattern[str], *lines: str) -> bool:
    """Whether the pattern needs longer than the limit, for all of the lines together."""

    def ring(*_: object) -> None:
        raise _TooLong

    before = signal.signal(signal.SIGPROF, ring)
    signal.setitimer(signal.ITIMER_PROF, LIMIT_S)  # of processor: others compute here too
    try:
        for line in lines:
            for _ in pattern.finditer(line):  # `match` does no more than its first step
                pass
            pattern.fullmatch(line)
    except _TooLong:
        return True
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)
    return False


def test_the_patterns_are_found() -> None:
    assert len(PATTERNS) > 300
    assert "dalil.ingest.identify.identify._NUMBERED" in PATTERNS


def test_the_clock_stops_one_that_is_lost(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys.modules[__name__], "LIMIT_S", 0.2)
    assert too_long(re.compile("(a+)+$"), "a" * 60 + "\x01")
    assert too_long(re.compile(r"\s*\s*\s*$"), " " * 4_000 + "\x01")


#: What makes a pattern begin, so that it is lost in what follows; and what it hopes for.
BEGINNINGS = ("", "(1) ", "1. ", "a. ", "Pasal 1 ", "Nomor ", "Undang-Undang ", "\n", "<", "“")
ENDS = ("\x01", "...", " x.")
#: Characters of the lines with a beginning: n⁴ steps are five hundred million.
SHORTER = 150


def _lines(unit: str) -> Iterator[str]:
    for beginning in BEGINNINGS:
        for end in ENDS:
            length = SHORTER if beginning or end != ENDS[0] else LENGTH
            yield beginning + (unit * length)[:length] + end


@pytest.mark.slow
@pytest.mark.parametrize(("unit", "why"), HOSTILE, ids=[why for _, why in HOSTILE])
def test_no_pattern_is_lost_in_a_hostile_line(unit: str, why: str) -> None:
    lines = list(_lines(unit))
    lost = {
        where
        for where, pattern in PATTERNS.items()
        # One clock for all lines costs less than they do; each has its own where it rings.
        if too_long(pattern, *lines) and any(too_long(pattern, line) for line in lines)
    }
    assert lost == set(), why


@pytest.mark.slow
def test_a_file_of_one_line_of_ten_megabytes_is_read_or_told(tmp_path: Any) -> None:
    from dalil.ingest.discover import SourceFile
    from dalil.ingest.pipeline import parse_all
    from dalil.ingest.readers.limits import Limits

    began = time.monotonic()
    files = []
    for number, unit in enumerate(("naga ", "a", "Pasal 1 ", "(1) a. ")):
        path = tmp_path / f"{number}.md"
        path.write_text(unit * (10_000_000 // len(unit)))
        files.append(SourceFile(path))
    outcomes = list(parse_all(files, 2, limits=Limits(seconds=5)))
    assert len(outcomes) == len(files)
    for outcome in outcomes:
        assert outcome.parsed or "detik" in outcome.failure.reason  # type: ignore[union-attr]
    assert time.monotonic() - began < 600
