"""Two hundred damaged files: each is read or told, none is lost, none stops another."""

from __future__ import annotations

from pathlib import Path

import pytest

from bench.mutants import SUFFIXES, mutants, whole
from ingest.pipeline import discover, parse_all
from ingest.read.limits import Limits

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
