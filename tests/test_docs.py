"""The documentation leads somewhere: links, names of files, and the map of the code."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
#: CHANGELOG.md tells of files as they were called then.
PAGES = sorted(
    path.relative_to(ROOT).as_posix()
    for place in (ROOT, ROOT / "docs", ROOT / "bench" / "results", ROOT / "tests")
    for path in place.glob("*.md")
    if path.name != "CHANGELOG.md"
)
_LINK = re.compile(r"\]\((?!https?:|mailto:|#)([^)\s#]+)(?:#[^)\s]*)?\)")
#: A path of ours as pages name it: in code marks, from the top of the repository.
_NAMED = re.compile(
    r"`((?:ingest|index|answer|cli|service|views|dalil|tests|bench|docs|corpus|locks)/[\w./-]*?)`"
)


def read(page: str) -> str:
    return (ROOT / page).read_text(encoding="utf-8")


def test_there_are_pages() -> None:
    assert {"README.md", "CONTRIBUTING.md", "docs/architecture.md", "docs/map.md"} <= set(PAGES)


@pytest.mark.parametrize("page", PAGES)
def test_no_link_is_dead(page: str) -> None:
    folder = (ROOT / page).parent
    dead = [link for link in _LINK.findall(read(page)) if not (folder / link).exists()]
    assert not dead


@pytest.mark.parametrize("page", PAGES)
def test_every_file_named_is_there(page: str) -> None:
    assert not [name for name in _NAMED.findall(read(page)) if not (ROOT / name).exists()]


def test_every_page_of_docs_is_linked() -> None:
    linked = {
        (folder / link).resolve()
        for page in PAGES
        for folder in [(ROOT / page).parent]
        for link in _LINK.findall(read(page))
    }
    lone = [path.name for path in (ROOT / "docs").glob("*.md") if path.resolve() not in linked]
    assert not lone


def test_the_map_is_what_the_code_says() -> None:
    drawn = [sys.executable, str(ROOT / "docs" / "draw_map.py"), "--check"]
    assert subprocess.run(drawn, check=False).returncode == 0, "run python docs/draw_map.py"
