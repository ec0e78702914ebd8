"""How much an installation of Dalil takes, by what was asked for: summed over its locked packages.

    python -m bench.install_size

Counts the files that each distribution of a lock has installed here; one that this system has no
need of counts nothing. PyTorch is that of this environment, on Linux its CPU build.
"""

from __future__ import annotations

import importlib.metadata as metadata
import re
from pathlib import Path
from typing import Final

LOCKS: Final = Path(__file__).resolve().parents[1] / "locks"
_PIN: Final = re.compile(r"^([A-Za-z0-9._-]+)==", re.MULTILINE)
#: What is asked for: the locks that it installs.
INSTALLS: Final = {
    "pip install dalil": ("base",),
    "pip install 'dalil[all]' (make run)": ("run", "torch"),
}


def locked(*locks: str) -> set[str]:
    """The packages of these locks."""
    return {
        name for lock in locks for name in _PIN.findall((LOCKS / f"{lock}.txt").read_text("utf-8"))
    }


def size(package: str) -> int:
    """Bytes of the files that a package has installed; 0 where it is not."""
    try:
        files = metadata.files(package) or ()
    except metadata.PackageNotFoundError:
        return 0
    paths = [Path(str(file.locate())) for file in files]
    return sum(path.stat().st_size for path in paths if path.is_file())


def main() -> None:
    """Print a table."""
    print("| | packages | MB | the largest |")
    print("|---|---|---|---|")
    for asked, locks in INSTALLS.items():
        sizes = {name: size(name) for name in locked(*locks)}
        there = {name: found for name, found in sizes.items() if found}
        largest = sorted(there, key=lambda name: -there[name])[:5]
        said = ", ".join(f"{name} {there[name] / 1e6:.0f}" for name in largest)
        print(f"| `{asked}` | {len(there)} | {sum(there.values()) / 1e6:.0f} | {said} |")


if __name__ == "__main__":
    main()
