"""Part what `uv pip compile` wrote into the files of this folder: `make lock` calls it.

    python locks/part.py ALL NAME…     the names are what Dalil needs without its tests

PyTorch is apart since it is another file on every index, and what only its build for NVIDIA cards
needs, since several gigabytes are not installed where that build is not.
"""

from __future__ import annotations

import re
import sys
from pathlib import Path

HERE = Path(__file__).parent
_CUDA = re.compile(r"(nvidia|cuda|triton)")
#: The CPU build of download.pytorch.org for Linux x86-64 and CPython 3.11.
_CPU_BUILD = "sha256:6746dbcbeb526eb61330b76b41ff1b4eb848951103a892eeb080dfa2b264667b"


def main(everything: Path, needed: set[str]) -> None:
    """Write the four files."""
    blocks = re.split(r"\n(?=\S)", everything.read_text(encoding="utf-8").strip())
    parts: dict[str, list[str]] = {"run": [], "dev": [], "torch": [], "cuda": []}
    for block in blocks:
        name = block.split("==")[0]
        if name == "torch":
            parts["torch"].append(f"{block} \\\n    --hash={_CPU_BUILD}")
        elif _CUDA.match(name):
            parts["cuda"].append(block)
        else:
            parts["dev"].append(block)
            if name in needed:
                parts["run"].append(block)
    for part, listed in parts.items():
        path = HERE / f"{part}.txt"
        head = [line for line in path.read_text(encoding="utf-8").splitlines() if line[:1] == "#"]
        path.write_text("\n".join([*head, *listed]) + "\n", encoding="utf-8")
    everything.unlink()


if __name__ == "__main__":
    main(Path(sys.argv[1]), set(sys.argv[2:]))
