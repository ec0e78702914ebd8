"""The README's session is run: its commands in order, its promised words in their output."""

import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import openpyxl
import pytest

ROOT = Path(__file__).resolve().parents[1]
#: Each README with the heading of its session; they say the same.
READMES = {"README.md": "## A session", "README.id.md": "## Sekali jalan"}
README, INDONESIAN = ((ROOT / name).read_text(encoding="utf-8") for name in READMES)
#: Commands of the session that end with another status than 0, and why.
ENDS_WITH = {"resep rendang": 1}


def session(name: str = "README.md") -> list[tuple[str, str]]:
    """(command, words promised right after it) of the section that is a session."""
    text = (ROOT / name).read_text(encoding="utf-8")
    section = text.split(READMES[name])[1].split("\n## ")[0]
    blocks = re.findall(r"```(console|text)\n(.*?)```", section, re.DOTALL)
    steps: list[tuple[str, str]] = []
    for kind, content in blocks:
        if kind == "console":
            steps += [(line[2:], "") for line in content.splitlines() if line.startswith("$ ")]
        else:
            steps[-1] = (steps[-1][0], content.strip())
    return steps


@pytest.mark.slow
def test_the_sessions_of_the_readmes(tmp_path: Path) -> None:
    """A command that both have is run once: taking the corpus in costs half a minute."""
    (tmp_path / "questions.csv").write_text(
        "pertanyaan\nApa definisi perjanjian internasional?\nApa peran DPRD?\n", encoding="utf-8"
    )
    (tmp_path / "corpus").symlink_to(ROOT / "corpus")
    environment = {**os.environ, "DALIL_LIBRARY": str(tmp_path / "library")}
    said: dict[str, str] = {}
    for name in READMES:
        steps = session(name)
        assert len(steps) >= 6
        for command, promised in steps:
            if command not in said:
                program, *arguments = shlex.split(command)
                assert program == "dalil"
                done = subprocess.run(
                    [sys.executable, "-m", "dalil", *arguments],
                    cwd=tmp_path,
                    env=environment,
                    capture_output=True,
                    text=True,
                    check=False,
                )
                status = next((s for words, s in ENDS_WITH.items() if words in command), 0)
                assert done.returncode == status, (command, done.stderr)
                said[command] = " ".join(done.stdout.split())
            assert promised in said[command], (name, command)
    sheet = openpyxl.load_workbook(tmp_path / "answers.xlsx")
    assert sheet.worksheets[0].max_row > 2


def test_what_the_readme_points_to_is_there() -> None:
    for target in re.findall(r"\]\(([^)#:]+)\)", README + INDONESIAN):
        assert (ROOT / target).exists(), target


def test_every_command_of_the_readme_exists() -> None:
    from dalil.cli.main import app

    named = {c.name for c in app.registered_commands}
    said = set(re.findall(r"`dalil ([\w-]+)", README)) | {"docs", "status", "remove"}
    assert said == named


def test_both_readmes_say_the_same() -> None:
    """The same commands, the same pictures, the same number of sections."""
    for pattern in (r"`dalil ([\w-]+)", r"docs/images/\S+png", r"(?m)^(##) ", r"`(--[a-z-]+)"):
        assert sorted(re.findall(pattern, README)) == sorted(re.findall(pattern, INDONESIAN))
