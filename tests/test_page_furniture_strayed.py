"""Catchwords between the lines of a text without pages: taken where certain, else left."""

from __future__ import annotations

from pathlib import Path

import pytest

from dalil.ingest.readers.page_furniture import without_strayed
from dalil.ingest.readers.registry import read


@pytest.mark.parametrize(
    ("line", "following", "gone", "why"),
    [
        ("(3) Dalam...", "(3) Dalam hal taman kota ditutup", True, "an ayat's first word"),
        ("b. peserta . . .", "b. peserta yang merawat taman", True, "dots with spaces"),
        ("Pasal 4 . . .", "Pasal 4", True, "the next pasal is announced"),
        ("BAB II…", "BAB II", True, "one sign for three dots"),
        ("c. Badan-...", "c. Badan-badan daerah", True, "a word cut at its hyphen"),
        ("a. ayat (1)...", "a. ayat (1) huruf a", True, "a reference begins the item"),
        ("Pasal 4 . . .", "Pasal 40", False, "another number"),
        ("Pasal 4 ...", "Pasal 4A", False, "another number"),
        ("BAB I...", "BAB II", False, "another chapter"),
        ("(3) Dalam...", "(4) Dalam hal taman kota", False, "not the next line's words"),
        ("a. Nama ........", "a. Nama taman", False, "a blank of a form to fill in"),
        ("a. Nama ...", "a. Nama ...", False, "a form again: both are blanks"),
        ("(3) Dalam", "(3) Dalam hal taman kota", False, "no dots"),
        ("Dalam...", "Dalam hal taman kota", False, "no number and no unit: may be speech"),
        ("(1) Warga merawat taman kota itu...", "(1) Warga merawat taman kota itu ya", False,
         "too long to be a catchword"),
        ("(3) Dalam...", "", False, "nothing follows"),
    ],
)  # fmt: skip
def test_a_catchword_between_lines(line: str, following: str, gone: bool, why: str) -> None:
    lines = ["Awal kalimat", line, "", following]
    kept = [lines[0], *lines[2:]] if gone else lines
    assert without_strayed(lines) == kept, why


@pytest.mark.parametrize("suffix", [".md", ".txt"])
def test_a_provision_runs_on_over_the_catchword(suffix: str, tmp_path: Path) -> None:
    path = tmp_path / f"a{suffix}"
    path.write_text("Pasal 1\n(1) Warga merawat taman.\n(2) Wali...\n(2) Wali kota membantu.\n")
    assert read(path).text.split("\n")[:3] == [
        "Pasal 1", "(1) Warga merawat taman.", "(2) Wali kota membantu.",
    ]  # fmt: skip


def test_a_sites_stamp_goes_and_a_source_that_is_named_once_stays() -> None:
    stamp = "www.contoh.go.id"
    assert without_strayed(["Padi ditanam.", stamp, "Sagu.", stamp, "Ubi.", stamp]) == [
        "Padi ditanam.", "Sagu.", "Ubi.",
    ]  # fmt: skip
    assert without_strayed(["Sumber:", stamp]) == ["Sumber:", stamp]
