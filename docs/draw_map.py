"""The map of the code, drawn from its own imports: docs/map.md.

    python docs/draw_map.py           write it
    python docs/draw_map.py --check   exit status 1 where it is not what the code says

A room is a folder; an arrow says that files of one room import from another, with how many such
imports there are. Below, every file with the first line of what it says of itself.
"""

from __future__ import annotations

import ast
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).resolve().parents[1]
MAP: Final = ROOT / "docs" / "map.md"
#: From the top down, as .importlinter has them.
ROOMS: Final = ("views", "cli", "service", "dalil", "answer", "index", "ingest")


def files() -> list[Path]:
    """The files of the package, by room and name; links of `dalil/` are not followed."""
    found = [path for room in ROOMS for path in sorted((ROOT / room).rglob("*.py"))]
    return [path for path in found if not path.is_symlink()]


def module_of(path: Path) -> str:
    """The name under which a file is imported."""
    parts = path.relative_to(ROOT).with_suffix("").parts
    parts = parts[:-1] if parts[-1] == "__init__" else parts
    return ".".join(parts if parts[0] == "dalil" else ("dalil", *parts))


def room_of(module: str) -> str:
    """The room a module stands in: ``index/search`` for ``dalil.index.search.score``."""
    parts = module.split(".")[1:]
    if not parts or parts == ["__main__"] or (ROOT / "dalil" / f"{parts[0]}.py").is_file():
        return "dalil"
    inner = ROOT.joinpath(*parts[:2])
    return "/".join(parts[:2]) if len(parts) > 1 and inner.is_dir() else parts[0]


def imports(path: Path, known: set[str]) -> Iterator[str]:
    """The modules of ours that a file imports, wherever in it."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names if alias.name in known)
        elif isinstance(node, ast.ImportFrom) and node.module:
            for alias in node.names:
                inner = f"{node.module}.{alias.name}"
                if inner in known or node.module in known:
                    yield inner if inner in known else node.module


def drawn() -> str:
    """The text of the page."""
    paths = {module_of(path): path for path in files()}
    arrows: Counter[tuple[str, str]] = Counter()
    for module, path in paths.items():
        for other in imports(path, set(paths)):
            if (one := room_of(module)) != (two := room_of(other)):
                arrows[one, two] += 1
    rooms = sorted({room_of(module) for module in paths}, key=_place)
    lines = [
        "# The map", "",
        "Written by `python docs/draw_map.py` from the code's own imports: do not edit. What the "
        "rooms are for, and why they stand so, is in [architecture.md](architecture.md). A number "
        "on an arrow counts imports.", "",
        *_diagram(arrows, lambda room: room.split("/")[0]),
    ]  # fmt: skip
    for top in ROOMS:
        within = {(a, b): n for (a, b), n in arrows.items() if _top(a) == _top(b) == top}
        if any(room.startswith(f"{top}/") for room in rooms) and within:
            lines += [f"Within `{top}/`:", "", *_diagram(Counter(within), lambda room: room)]
    for room in rooms:
        to = sorted({two for one, two in arrows if one == room}, key=_place)
        lines += [f"## {room}/", ""]
        if to:
            lines += [f"Imports from {', '.join(to)}.", ""]
        lines += ["| file | |", "|---|---|"]
        for module, path in paths.items():
            if room_of(module) == room:
                says = ast.get_docstring(ast.parse(path.read_text(encoding="utf-8"))) or ""
                first = says.split("\n\n")[0].replace("\n", " ").replace("|", "\\|")
                if path.name != "__init__.py" or first:
                    lines.append(f"| `{path.relative_to(ROOT).as_posix()}` | {first} |")
        lines.append("")
    return "\n".join(lines)


def _top(room: str) -> str:
    return room.split("/")[0]


def _place(room: str) -> tuple[int, str]:
    return ROOMS.index(_top(room)), room


def _diagram(arrows: Counter[tuple[str, str]], named: Callable[[str], str]) -> list[str]:
    """A drawing of the arrows between rooms, by the names that they have in it."""
    between: Counter[tuple[str, str]] = Counter()
    for (one, two), count in arrows.items():
        if named(one) != named(two):
            between[named(one), named(two)] += count
    nodes = sorted({name for pair in between for name in pair}, key=_place)
    node = {name: name.replace("/", "_") for name in nodes}
    return [
        "```mermaid", "flowchart TD",
        *(f'    {node[name]}["{name}/"]' for name in nodes),
        *(
            f"    {node[one]} -->|{count}| {node[two]}"
            for (one, two), count in sorted(between.items())
        ),
        "```", "",
    ]  # fmt: skip


def main() -> None:
    """Write the page, or say whether it is what the code says."""
    text = drawn()
    if "--check" in sys.argv:
        sys.exit(MAP.read_text(encoding="utf-8") != text)
    MAP.write_text(text, encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
