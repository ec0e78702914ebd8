"""How the command tells of work that goes on, where a file takes its output instead of a person."""

from __future__ import annotations

from typing import Any

import pytest

from dalil.cli import console
from dalil.ingest.model import Failure


@pytest.fixture
def said(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    heard: list[str] = []
    monkeypatch.setattr(console, "note", heard.append)
    return heard


def at(monkeypatch: pytest.MonkeyPatch, seconds: float) -> None:
    monkeypatch.setattr(console, "monotonic", lambda: seconds)


def test_each_stage_says_that_it_begins(said: list[str]) -> None:
    with console.progress() as told:
        told("membaca", 0, 1161)
        told("membaca", 1161, 1161)
        told("vectors", 0, 0)
    assert said == ["membaca berkas: 1.161 …", "menghitung vektor makna …"]


def test_a_long_stage_says_little(said: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    told: Any = console.Lines()
    for second in range(61):
        at(monkeypatch, float(second))
        told("vectors", second * 100, 6000)
    assert said[0] == "menghitung vektor makna: 6.000 …"
    assert said[1:] == [f"menghitung vektor makna: {n}.000 dari 6.000" for n in range(1, 7)]


def test_with_json_nothing_is_said(said: list[str]) -> None:
    with console.progress(shown=False) as told:
        told("membaca", 0, 3)
    assert not said


@pytest.mark.parametrize(("count", "written"), [(0, "0"), (999, "999"), (1161, "1.161"),
                                                (1234567, "1.234.567")])  # fmt: skip
def test_counts_are_written_as_indonesian_writes_them(count: int, written: str) -> None:
    assert console.number(count) == written


@pytest.mark.parametrize(
    ("source", "reason", "line"),
    [
        ("rusak.pdf", "rusak.pdf: isinya bukan PDF", "rusak.pdf: isinya bukan PDF"),
        ("a/rusak.pdf", "rusak.pdf: isinya bukan PDF", "a/rusak.pdf: isinya bukan PDF"),
        ("a/b.pdf", "tidak dapat dibaca", "a/b.pdf: tidak dapat dibaca"),
    ],
)
def test_a_failure_names_its_file_once(source: str, reason: str, line: str) -> None:
    assert str(Failure(source, reason)) == line
