"""The way of one question through the code: files, steps from file to file, calls of a function.

    python -m bench.call_path LIBRARY [QUESTION]

Asks by words, as `dalil ask` does, under a profiler that sees every call. A step is a pair of
files of ours, one of which calls the other, counted once. Written to stdout as Markdown.
"""

from __future__ import annotations

import contextlib
import io
import sys
from collections import Counter
from pathlib import Path
from types import FrameType
from typing import Any, Final

ROOT: Final = Path(__file__).resolve().parents[1]
QUESTION: Final = "berapa lama pekerja berhak atas cuti tahunan"
#: Functions whose calls are counted: what understands the question, under its names so far.
COUNTED: Final = ("understand", "asked_words", "term_asked", "bridge", "parse")


def asked(library: str, question: str) -> tuple[set[str], set[tuple[str, str]], Counter[str]]:
    """The files, the steps, and the calls of `COUNTED` that one question takes."""
    from dalil.cli.main import app

    files: set[str] = set()
    steps: set[tuple[str, str]] = set()
    calls: Counter[str] = Counter()
    known: dict[str, str | None] = {}

    def ours(path: str) -> str | None:
        if path not in known:
            place = Path(path).resolve()
            inside = path[:1] != "<" and place.is_relative_to(ROOT) and ".venv" not in place.parts
            known[path] = place.relative_to(ROOT).as_posix() if inside else None
        return known[path]

    def watch(frame: FrameType, event: str, _: Any) -> None:
        if event != "call" or frame.f_code.co_name == "<module>":
            return
        if (there := ours(frame.f_code.co_filename)) is None or there.startswith("bench/"):
            return
        files.add(there)
        if frame.f_code.co_name in COUNTED:
            calls[f"{there}: {frame.f_code.co_name}"] += 1
        back = frame.f_back
        while back is not None and ours(back.f_code.co_filename) is None:
            back = back.f_back
        here = ours(back.f_code.co_filename) if back is not None else None
        if here and here != there and not here.startswith("bench/"):
            steps.add((here, there))

    said = io.StringIO()
    sys.setprofile(watch)
    try:
        with contextlib.redirect_stdout(said), contextlib.suppress(SystemExit):
            app(["ask", question, "--mode", "lexical", "--library", library], standalone_mode=False)
    finally:
        sys.setprofile(None)
    return files, steps, calls


def main() -> None:
    """Ask and write."""
    library, question = sys.argv[1], (sys.argv[2:] or [QUESTION])[0]
    files, steps, calls = asked(library, question)
    loaded = [m for m in sys.modules if m.split(".")[0] == "dalil"]
    print(f"“{question}”: {len(files)} files, {len(steps)} steps, {len(loaded)} modules loaded.\n")
    print("| function | calls |\n|---|---|")
    for name, count in sorted(calls.items()):
        print(f"| `{name}` | {count} |")
    print("\n" + ", ".join(sorted(files)))


if __name__ == "__main__":
    main()
