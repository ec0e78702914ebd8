"""Messages that a page shows have both languages, of which the page shows its own."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from ingest.errors import half

ROOT = Path(__file__).resolve().parents[1]
#: Errors that reach a page of the app with their message.
SHOWN = {
    "QueryError", "LibraryError", "LibraryLocked", "LibraryMissing", "GenerationBroken",
    "EncoderError", "EncoderMismatch", "CollectionError",
}  # fmt: skip


def _text(node: ast.expr, values: str = "X") -> str:
    """The message as it is written, a value in its place being X."""
    if isinstance(node, ast.Constant):
        return str(node.value)
    if isinstance(node, ast.JoinedStr):
        return "".join(_text(part) for part in node.values)
    if isinstance(node, ast.FormattedValue):
        return values
    return ""  # made elsewhere


def raised() -> list[tuple[str, str]]:
    """Where such an error is raised with a message, and the message."""
    found = []
    for file in sorted((ROOT / "index").rglob("*.py")):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            call = node.exc if isinstance(node, ast.Raise) else node
            if (
                isinstance(call, ast.Call)
                and isinstance(call.func, ast.Name)
                and call.func.id in SHOWN
                and call.args
                and (said := _text(call.args[0]))
            ):
                found.append((f"{file.relative_to(ROOT)}:{call.lineno}", said))
    return sorted(set(found))


def test_there_are_messages_to_look_at() -> None:
    assert len(raised()) > 20


@pytest.mark.parametrize(("place", "said"), raised(), ids=lambda value: str(value)[:40])
def test_a_message_of_the_library_has_both_languages(place: str, said: str) -> None:
    indonesian, english = half(said, "id"), half(said, "en")
    assert indonesian != said and english != said, f"{place}: {said}"
    assert " / " not in indonesian + english


@pytest.mark.parametrize(
    ("message", "language", "heard"),
    [
        ("Kosong. / Empty.", "id", "Kosong."),
        ("Kosong. / Empty.", "en", "Empty."),
        ("Hanya satu.", "en", "Hanya satu."),  # one language: all of it
        ("dan/atau", "id", "dan/atau"),  # no two sentences
    ],
)
def test_half(message: str, language: str, heard: str) -> None:
    assert half(message, language) == heard  # type: ignore[arg-type]
