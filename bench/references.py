"""References: hand-made links, print and read again over an archive, and speed.

    python -m bench.references [--data FOLDER] [--archive FOLDER] [--sample N]

Every locator of every act of the archive is printed as a lawyer writes it, in Indonesian and in
English, and read again; what comes back must be the same id. The figures go to
bench/results/references.md.
"""

from __future__ import annotations

import argparse
import random
import time
from collections import Counter
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path

from rich.progress import track

from bench.reference_links import acts_of_the_links, measured
from bench.structure_archive import WORKERS, unpacked
from dalil.ingest.discover import SourceFile
from dalil.ingest.model import SourceText, Tier
from dalil.ingest.pipeline import parse_source
from dalil.ingest.references.find import find_references, parse_reference
from dalil.ingest.references.ids import print_target

ROOT = Path(__file__).resolve().parents[1]
TABLE = ROOT / "tests" / "data" / "reference_cases.jsonl"
OUT = ROOT / "bench" / "results" / "references.md"


def locators(path: Path) -> tuple[str, list[str]]:
    """The act's id by the archive's path, and the locators of its passages."""
    outcome = parse_source(SourceFile(path, tier=Tier.PRIMARY))
    act = f"{path.parent.parent.name}/{path.parent.name}/{path.stem}".lower()
    return act, [str(p.locator) for parsed in outcome.parsed for p in parsed.passages]


def differing(targets: list[str]) -> list[tuple[str, str, list[str]]]:
    """(id, language, what was read) of those that do not come back."""
    wrong = []
    for target in targets:
        for language in ("id", "en"):
            read = parse_reference(print_target(target, language))
            if read != [target]:
                wrong.append((target, language, read))
    return wrong


def round_trip(folder: Path, sample: int | None) -> list[str]:
    """The section on printing and reading again the locators of a folder of acts."""
    files = sorted(folder.rglob("*.md"))
    if sample:
        files = random.Random(5).sample(files, sample)
    with ProcessPoolExecutor(WORKERS, mp_context=get_context("spawn")) as pool:
        found = pool.map(locators, files, chunksize=20)
        acts = list(track(found, description="reading", total=len(files)))
        places = Counter(place for _, own in acts for place in own)
        # a place is printed alike whatever its act: each distinct one is tried in one act,
        # and each act's own name alone
        targets = [f"uu/2014/23#{place}" for place in sorted(places)]
        targets += sorted({act for act, _ in acts})
        pieces = [targets[i : i + 2000] for i in range(0, len(targets), 2000)]
        tried = pool.map(differing, pieces)
        wrong = [w for piece in track(tried, description="trying", total=len(pieces))
                 for w in piece]  # fmt: skip
    lines = [
        f"{len(acts):,} acts, {sum(places.values()):,} locators, {len(places):,} of them distinct; "
        f"each printed and read in two languages: {len(wrong)} of {2 * len(targets):,} differ.",
        "",
    ]
    return [*lines, *(f"- {t} ({lang}): {read}" for t, lang, read in wrong[:20]), ""]


def speed(data: Path) -> list[str]:
    """How fast the linked acts are read for references."""
    texts = acts_of_the_links(data)
    begun = time.process_time()
    count = sum(len(find_references(SourceText(t).text, act)) for act, t in texts.items())
    seconds = time.process_time() - begun
    size = sum(map(len, texts.values()))
    return [
        f"{len(texts)} acts, {size / 1e6:.1f} million characters: {count:,} references, "
        f"{size / seconds / 1e6:.2f} million characters a CPU second.",
        "",
    ]


def main() -> None:
    parser = argparse.ArgumentParser(description="References, measured.")
    parser.add_argument("--data", type=Path, default=ROOT.parent / "shared" / "data")
    parser.add_argument("--archive", type=Path, help="folder of the unpacked archive")
    parser.add_argument("--sample", type=int, help="so many acts of the archive only")
    given = parser.parse_args()
    with unpacked(given.data, given.archive) as folder:
        links = measured(given.data, folder)
        tried = round_trip(folder, given.sample)
    cases = len(TABLE.read_text(encoding="utf-8").splitlines())
    lines = [
        "# References", "", "`python -m bench.references`", "",
        f"## Links made by hand: {links.marked}", "",
        "| level | precision | recall |", "|---|---|---|",
        *(f"| {level} | {links.ratios(level)[0]:.3f} | {links.ratios(level)[1]:.3f} |"
          for level in ("act", "article")),
        "", f"{cases} hand-checked cases, each with its reason, are in tests/data.", "",
        "## Printed and read again", "", *tried,
        "## Speed", "", *speed(given.data),
    ]  # fmt: skip
    print("\n".join(lines))
    OUT.write_text("\n".join(lines), encoding="utf-8")


if __name__ == "__main__":
    main()
