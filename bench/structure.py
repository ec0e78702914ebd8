"""How well acts are read: every set of real acts against what is known of it.

    python -m bench.structure [SET …] [--data FOLDER] [--archive FOLDER] [--sample N]

Sets: pairs misc ocr uud kuhp labour same topic speed identity archive (default: all). FOLDER holds
the data sets (default: ../shared/data); the archive is unpacked to a temporary folder unless
``--archive`` names one where it is. The tables go to bench/results/structure.md, the sets that
were not asked for keep theirs.
"""

from __future__ import annotations

import argparse
import os
import platform
import re
import sys
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from bench.structure_archive import archive  # noqa: E402
from bench.structure_identity import identity  # noqa: E402
from bench.structure_pdf import misc, pairs, recognised, speed  # noqa: E402
from bench.structure_truth import constitution, kuhp, labour, same, topic  # noqa: E402

OUT = ROOT / "bench" / "results" / "structure.md"
SETS: dict[str, tuple[str, Callable[[argparse.Namespace], list[str]]]] = {
    "pairs": ("PDFs with a known last pasal", lambda a: pairs(a.data)),
    "misc": ("PDFs without a truth text", lambda a: misc(a.data)),
    "ocr": ("Unreadable text layers, through OCR", lambda a: recognised(a.data)),
    "speed": ("Speed of reading", lambda a: speed(a.data)),
    "same": ("The same act as PDF and as Markdown", lambda a: same(a.data)),
    "kuhp": ("KUHP, ayat by ayat", lambda a: kuhp(a.data)),
    "labour": ("Units that the labour questions name", lambda a: labour(a.data)),
    "topic": ("Acts on the topic", lambda a: topic(a.data)),
    "uud": ("The constitution and its amendments", lambda a: constitution(a.data)),
    "identity": (
        "Identity by the text alone",
        lambda a: identity(a.data, a.archive, a.sample),
    ),
    "archive": ("The archive", lambda a: archive(a.data, a.archive, a.sample)),
}


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Structure of real acts, measured.")
    parser.add_argument("sets", nargs="*", help=f"of: {' '.join(SETS)}")
    parser.add_argument("--data", type=Path, default=ROOT.parent / "shared" / "data")
    parser.add_argument("--archive", type=Path, help="folder of the unpacked archive")
    parser.add_argument("--sample", type=int, help="so many acts of the archive only")
    found = parser.parse_args()
    if unknown := set(found.sets) - set(SETS):
        parser.error(f"no such set: {', '.join(sorted(unknown))}")
    if not found.data.is_dir():
        parser.error(f"no data sets in {found.data}: name their folder with --data")
    return found


def kept() -> dict[str, str]:
    """The sections of the last report, by set."""
    if not OUT.exists():
        return {}
    pieces = re.split(r"^## (.+)\n", OUT.read_text(encoding="utf-8"), flags=re.MULTILINE)
    titles = {title: name for name, (title, _) in SETS.items()}
    return {
        titles[title]: body.strip()
        for title, body in zip(pieces[1::2], pieces[2::2], strict=True)
        if title in titles
    }


def main() -> None:
    given = arguments()
    sections = kept()
    for name in given.sets or SETS:
        title, measure = SETS[name]
        print(f"{title} …", file=sys.stderr)
        command = f"    python -m bench.structure {name}"
        if name in {"archive", "identity"} and given.sample:
            command += f" --sample {given.sample}"
        body = "\n".join([command, "", *measure(given)])
        sections[name] = body
        print(f"\n## {title}\n\n{body}\n")
    lines = [
        "# Structure",
        "",
        f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}.",
    ]
    for name, (title, _) in SETS.items():
        if name in sections:
            lines += ["", f"## {title}", "", sections[name]]
    OUT.parent.mkdir(exist_ok=True)
    OUT.write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
