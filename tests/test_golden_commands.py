"""What the commands print over the library that ships, beside golden files, to the letter.

``DALIL_GOLDEN=write pytest tests/test_golden_commands.py`` writes them anew: read the difference
before it is committed.
"""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from typer.testing import CliRunner

from dalil.cli import console
from dalil.cli.main import app

ROOT = Path(__file__).resolve().parents[1]
GOLDEN = Path(__file__).parent / "data" / "golden"
QUESTIONS = [
    json.loads(line)["question"]
    for line in (ROOT / "corpus" / "questions.jsonl").read_text(encoding="utf-8").splitlines()
]
REFERENCES = (
    "Pasal 363 UU 23/2014", "pasal 367 ayat (2) UU Pemda", "UU 24/2000",
    "Pasal 18 ayat (5) UUD 1945",
    "Pasal 999 UU 23/2014", "Article 2 of the Vienna Convention", "PP 28/2018 Pasal 3 huruf a",
    "UU 13/2003", "Pasal 5",
)  # fmt: skip
DRAFT = Path(__file__).parent / "data" / "naskah.md"

#: Name of the golden file, and the arguments of the commands whose output it holds.
PRINTED: dict[str, list[list[str]]] = {
    "ask": [["ask", question, "--json", "-k", "3"] for question in QUESTIONS[::2]],
    "ask-said": [["ask", question, "-k", "3"] for question in QUESTIONS[::4]],
    "cite": [["cite", reference, "--json"] for reference in REFERENCES],
    "cite-said": [["cite", reference] for reference in REFERENCES],
    "check": [["check", str(DRAFT)]],
    "references": [["references", str(DRAFT), "--json"]],
    "show": [["show", "uu/2014/23#pasal-363", "--json"], ["show", "uu/2000/24"]],
    "docs": [["docs", "--json"], ["docs"]],
    "eval": [["eval", str(ROOT / "corpus" / "questions.jsonl"), "--json", "--mode", "lexical"]],
}
#: What differs from run to run: seconds, moments, the name of an index.
_MOVING = (
    (re.compile(r'("(?:seconds_s|generation|added|ingested|made|at)": )[^,\n}]+'), r"\1…"),
    (re.compile(r"\b\d+[.,]\d detik"), "… detik"),
    (re.compile(r"\b\d{4}-\d\d-\d\dT[\d:.+Z-]+"), "…"),
    (re.compile(r"\b\d{14}[\w-]*"), "…"),
)


def told(arguments: list[str], place: Path) -> str:
    """Exit status and output of a command, without what moves."""
    found = CliRunner().invoke(app, arguments)
    assert found.exception is None or isinstance(found.exception, SystemExit), found.exception
    text = f"$ {' '.join(arguments)}\n{found.output.strip()}\n[{found.exit_code}]\n"
    return still(text, place)


def still(text: str, place: Path) -> str:
    """A text without what differs from run to run and from place to place."""
    text = text.replace(str(place), "<pustaka>").replace(str(ROOT), "<dalil>")
    for pattern, instead in _MOVING:
        text = pattern.sub(instead, text)
    return text


def same(name: str, found: str) -> None:
    golden = GOLDEN / f"perintah-{name}.txt"
    if os.environ.get("DALIL_GOLDEN") == "write":
        golden.write_text(found, encoding="utf-8", newline="\n")
    assert found == golden.read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """The library of corpus/, by words; what `ingest --json` said of it is compared too."""
    place = tmp_path_factory.mktemp("perintah") / "pustaka"
    patch = pytest.MonkeyPatch()
    patch.setenv("DALIL_LIBRARY", str(place))
    for printing in (console.out, console.err):
        patch.setattr(printing, "width", 100)
    said = told(["ingest", str(ROOT / "corpus"), "--no-embed", "--json"], place)
    same("ingest", said)
    yield place
    patch.undo()


@pytest.mark.parametrize("name", PRINTED)
def test_a_command_prints_what_it_did(library: Path, name: str) -> None:
    same(name, "\n".join(told(arguments, library) for arguments in PRINTED[name]))


def test_a_batch_writes_what_it_did(library: Path, tmp_path: Path) -> None:
    asked = tmp_path / "pertanyaan.txt"
    asked.write_text("\n".join(QUESTIONS[:12]) + "\n", encoding="utf-8")
    out = tmp_path / "jawaban.jsonl"
    said = told(["batch", str(asked), "-o", str(out), "-k", "2"], tmp_path)
    same("batch", f"{said}\n{still(out.read_text(encoding='utf-8'), tmp_path)}")
