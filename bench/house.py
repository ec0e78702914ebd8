"""The house in figures: files and lines, modules with one importer, circles of imports.

    python -m bench.house [CHECKOUT]

Read from the code itself: every Python file of the package, wherever in it an import stands. What
a question crosses is `bench.call_path`, what an installation takes `bench.install_size`.
"""

from __future__ import annotations

import ast
import sys
from collections import defaultdict
from graphlib import CycleError, TopologicalSorter
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).resolve().parents[1]
ROOMS: Final = ("ingest", "index", "answer", "service", "cli", "views", "dalil")


def files(root: Path) -> dict[str, Path]:
    """The files of the package by the name they are imported under; links are not followed."""
    found = [root / "app.py", *(f for room in ROOMS for f in sorted((root / room).rglob("*.py")))]
    named: dict[str, Path] = {}
    for path in found:
        if not path.is_symlink():
            parts = path.relative_to(root).with_suffix("").parts
            parts = parts[:-1] if parts[-1] == "__init__" else parts
            named[".".join(parts if parts[0] == "dalil" else ("dalil", *parts))] = path
    return named


def imported(path: Path, known: set[str]) -> set[str]:
    """The modules of ours that a file imports, within functions too."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            for alias in node.names:
                inner = f"{node.module}.{alias.name}"
                found.add(inner if inner in known else node.module)
    return found & known


def circle(imports: dict[str, set[str]]) -> list[str]:
    """One circle of imports; empty where there is none."""
    try:
        TopologicalSorter(imports).prepare()
    except CycleError as error:
        return [str(name) for name in error.args[1]]
    return []


def main() -> None:
    """Count and write."""
    root = Path(sys.argv[1]).resolve() if sys.argv[1:] else ROOT
    named = files(root)
    imports = {name: imported(path, set(named)) - {name} for name, path in named.items()}
    importers: dict[str, set[str]] = defaultdict(set)
    for name, others in imports.items():
        for other in others:
            importers[other].add(name)
    lines = {name: len(path.read_text("utf-8").splitlines()) for name, path in named.items()}
    service = [name for name in named if name.startswith("dalil.service")]
    one = sorted(
        name
        for name, path in named.items()
        if len(importers[name]) == 1 and path.name != "__init__.py"
    )
    print(f"files {len(named)}, of them service {len(service)}")
    print(f"lines {sum(lines.values())}, of them service {sum(lines[name] for name in service)}")
    print(f"modules with one importer {len(one)}")
    print(f"a circle of imports: {' → '.join(circle(imports)) or 'none'}")
    for name in one:
        print(f"  {lines[name]:5} {name} ← {next(iter(importers[name]))}")


if __name__ == "__main__":
    main()
