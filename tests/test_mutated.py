"""Two hundred damaged files: each is read or told, none is lost, none stops another."""

from __future__ import annotations

from pathlib import Path

import pytest

from bench.mutants import SUFFIXES, mutants, whole
from dalil.ingest.discover import discover
from dalil.ingest.pipeline import parse_all
from dalil.ingest.readers.limits import Limits

SEED = 20141002
COUNT = 200
LIMITS = Limits(seconds=60, memory_mb=700)


def test_the_sound_files_are_read(tmp_path: Path) -> None:
    for suffix in SUFFIXES:
        (tmp_path / f"utuh{suffix}").write_bytes(whole(suffix))
    outcomes = list(parse_all(discover([tmp_path])[0], limits=LIMITS))
    assert {o.file.path.suffix for o in outcomes if o.parsed} == set(SUFFIXES)


def test_the_same_seed_makes_the_same_files() -> None:
    assert list(mutants(SEED, 8)) == list(mutants(SEED, 8))
    assert list(mutants(SEED, 4, first=4)) == list(mutants(SEED, 8))[4:]


#: Name, content, what is said of it ("" where it is read), and why it is hard.
HARD: list[tuple[str, str, str, str]] = [
    ("a.json", '[{"istilah": "x", "arti": ' + "9" * 6_000 + "}]", "bilangan", "6,000 digits"),
    ("b.jsonl", '{"istilah": "y", "arti": "z"}\n' + "9" * 6_000, "", "the same in one line"),
    ("c.json", '{"a":' * 100_000, "bersarang", "objects in objects"),
    ("d.html", "<ol type=i start=999999999><li>naga makan</ol>", "", "a Roman number of a million"),
    ("e.html", f"<ol start={'9' * 5_000}><li>naga makan</ol>", "", "a number of 5,000 digits"),
    ("f.html", "<table><tr><td>" * 3_000 + "naga", "bersarang", "tables in tables"),
    ("g.html", "<b>" * 30_000 + "naga", "bersarang", "letters in letters"),
    ("h.md", "> " * 5_000 + "naga makan", "", "quotations in quotations"),
    ("i.md", "(1) " + "(" * 3_000 + "...", "", "a catchword of one word"),
    (
        "j.csv",
        'istilah,arti\n"' + "x" * 200_000 + '",b\n',
        "CSV rusak",
        "a cell of 200,000 letters",
    ),
    (
        "k.txt",
        f"UNDANG-UNDANG NOMOR {'9' * 5_000} TAHUN 2000\nPasal 1\nIsi.",
        "",
        "an act's number",
    ),
]


@pytest.mark.parametrize(("name", "content", "said", "why"), HARD, ids=[h[3] for h in HARD])
def test_what_is_hard_for_a_reader(
    tmp_path: Path, name: str, content: str, said: str, why: str
) -> None:
    (tmp_path / name).write_text(content, encoding="utf-8")
    (outcome,) = parse_all(discover([tmp_path])[0], limits=LIMITS)
    reason = outcome.failure.reason if outcome.failure else ""
    assert "kesalahan Dalil" not in reason
    assert said in reason if said else reason == "", why


@pytest.mark.slow
def test_damaged_files_are_read_or_told(tmp_path: Path) -> None:
    for name, data in mutants(SEED, COUNT):
        (tmp_path / name).write_bytes(data)
    files, failures = discover([tmp_path])
    assert len(files) + len(failures) == COUNT
    outcomes = list(parse_all(files, limits=LIMITS))
    assert sorted(o.file.path for o in outcomes) == sorted(f.path for f in files)
    read = 0
    for outcome in outcomes:
        if outcome.failure is None:
            read += 1
            assert outcome.parsed
            for parsed in outcome.parsed:
                for p in parsed.passages:
                    assert parsed.document.text[p.start : p.end] == p.text
        else:
            reason = outcome.failure.reason
            assert len(reason) > 10
            assert "kesalahan Dalil" not in reason, (outcome.file.path.name, reason)
            assert "menghentikan pembacanya" not in reason, (outcome.file.path.name, reason)
            assert "dihentikan" not in reason, (outcome.file.path.name, reason)
    assert read > COUNT // 4, "and most can still be read"
