"""How long the one list of works takes over a made catalogue of a quarter of a million.

    python -m bench.work_list [COUNT] > bench/results/work_list.md

The titles are made of words of acts with frequencies like those of a real catalogue: a word in
nearly all, words in a tenth, a hundredth, a thousandth. Medians of 15, in milliseconds.
"""

from __future__ import annotations

import random
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from dalil.index.store.offers import Offers, Selection
from dalil.index.store.work_list import find
from dalil.ingest.fetch.feed import Offer
from dalil.ingest.fetch.sources import Source
from dalil.library import Library

RUNS = 15
#: Words by how many titles have them.
RARE = ("keanekaragaman", "kenotariatan", "perfilman", "kepalangmerahan", "perasuransian")
SOME = ("ketenagakerjaan", "perhubungan", "kesehatan", "pertanian", "kehutanan", "perizinan")
MANY = ("daerah", "pengelolaan", "penyelenggaraan", "retribusi", "pajak", "anggaran")
KINDS = (
    ("uu", "UU", "Undang-Undang", .01), ("pp", "PP", "Peraturan Pemerintah", .04),
    ("perpres", "Perpres", "Peraturan Presiden", .05),
    ("permendagri", "Permendagri", "Peraturan Menteri Dalam Negeri", .2),
    ("perda", "Perda", "Peraturan Daerah", .7),
)  # fmt: skip
#: What is typed, letter by letter as people do.
TYPED = (
    "", "p", "pe", "per", "pera", "perat", "peratu", "peratura", "peraturan", "peraturan daerah",
    "peraturan daer", "ketenaga", "ketenagakerjaan", "pengelolaan", "pengelola", "daerah",
    "13/2003", "13/200", "uu 13 tahun 2003", "2003", "20", "perfilman", "pajak daerah 2015",
    "tidakada",
)  # fmt: skip


def offers(count: int) -> Iterator[Offer]:
    """Made works, the same every time."""
    chance = random.Random(17)
    for number in range(count):
        slug, short, kind, _ = chance.choices(KINDS, [k[3] for k in KINDS])[0]
        year = chance.randint(1960, 2025)
        said = [word for word in MANY if chance.random() < 0.1]
        said += [word for word in SOME if chance.random() < 0.012]
        said += [word for word in RARE if chance.random() < 0.0005]
        said += [f"desa{chance.randint(1, 40_000)}"]
        numbered = str(chance.randint(1, 60))
        title = f"Peraturan tentang {' '.join(said)}"
        yield Offer(
            f"k{number}", title, f"{slug}/{year}/{numbered}", kind, slug, short, numbered, year,
            subject=chance.choice(SOME), status="Berlaku", file=f"https://a.example/{number}.pdf",
        )  # fmt: skip


def main() -> None:
    """Print the figures as Markdown."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 250_000
    with tempfile.TemporaryDirectory() as place, Library.open(Path(place), create=True) as library:
        kept = Offers(library.catalog)
        source = kept.remember(Source("a", "https://a.example/feed", "web"), Selection())
        begun = time.perf_counter()
        kept.put(source.number, offers(count), whole=True)
        written = time.perf_counter() - begun
        size = (Path(place) / "catalog.sqlite").stat().st_size / 1e6
        print(f"# The list of works\n\n`python -m bench.work_list`: {count:,} made works, written "
              f"in {written:.0f} s, {size:.0f} MB.\n")  # fmt: skip
        print("| typed | found | ms |\n|---|---|---|")
        for typed in TYPED:
            times = []
            for _ in range(RUNS):
                begun = time.perf_counter()
                found = find(library.catalog, typed)
                times.append(time.perf_counter() - begun)
            print(f"| {typed or '(nothing)'} | {len(found)} | "
                  f"{statistics.median(times) * 1e3:.1f} |", flush=True)  # fmt: skip


if __name__ == "__main__":
    main()
