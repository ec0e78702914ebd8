"""Part what `uv pip compile` wrote into the files of this folder: `make lock` calls it.

It finds `.all.txt` (everything), `.run.txt` (without the tests) and `.base.txt` (what `pip install
dalil` installs), and takes them away.

PyTorch is apart since it is another file on every index, and what only its build for NVIDIA cards
needs, since several gigabytes are not installed where that build is not.
"""

from __future__ import annotations

import re
from pathlib import Path

HERE = Path(__file__).parent
_CUDA = re.compile(r"(nvidia|cuda|triton)")
#: The CPU build of download.pytorch.org for Linux x86-64 and CPython 3.11.
_CPU_BUILD = "sha256:6746dbcbeb526eb61330b76b41ff1b4eb848951103a892eeb080dfa2b264667b"


def main() -> None:
    """Write the five files."""
    everything = _blocks(".all.txt")
    run, base = _blocks(".run.txt"), _blocks(".base.txt")
    parts: dict[str, list[str]] = {"base": [], "run": [], "dev": [], "torch": [], "cuda": []}
    for name, block in everything.items():
        if name == "torch":
            parts["torch"].append(f"{block} \\\n    --hash={_CPU_BUILD}")
        elif _CUDA.match(name):
            parts["cuda"].append(block)
        else:
            parts["dev"].append(block)
            if name in run:
                parts["run"].append(block)
            if name in base:
                parts["base"].append(block)
    for part, listed in parts.items():
        path = HERE / f"{part}.txt"
        head = [line for line in path.read_text(encoding="utf-8").splitlines() if line[:1] == "#"]
        path.write_text("\n".join([*head, *listed]) + "\n", encoding="utf-8")


def _blocks(name: str) -> dict[str, str]:
    """What that file pins, each with its hashes, by name. The file goes."""
    path = HERE / name
    blocks = re.split(r"\n(?=\S)", path.read_text(encoding="utf-8").strip())
    path.unlink()
    return {block.split("==")[0]: block for block in blocks}


if __name__ == "__main__":
    main()
