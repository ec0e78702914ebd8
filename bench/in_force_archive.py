"""What becomes of every amending instruction that a library holds.

    python -m bench.in_force_archive LIBRARY

Puts every amended act of the library together as it stands last, and prints how many operations
were applied by the wording of their instruction, how many were not and why, whether every piece is
a span of its document, and how often a unit that an amendment only quotes again reads as ours does
(an independent witness).
"""

from __future__ import annotations

import sys
from collections import Counter
from pathlib import Path

from dalil.index.text_in_force import Chain
from dalil.library import Library


def main() -> None:
    """Print the counts of the library that is named."""
    library = Library.open(Path(sys.argv[1]))
    catalog = library.catalog
    acts = [act for act in catalog.amended_acts() if catalog.has(act)]
    applied: Counter[str] = Counter()
    failed: Counter[str] = Counter()
    reasons: Counter[str] = Counter()
    states: Counter[str] = Counter()
    alike: list[float] = []
    astray = complete = 0
    for act in acts:
        chain = Chain(catalog, act)
        found = chain.on("9999-12-31")
        for form, done in found.applied:
            (applied if done else failed)[form] += 1
        reasons.update(p.reason for p in found.problems)
        states.update(p.state for p in found.provisions)
        alike += [ratio for _, _, ratio in found.witnesses]
        for p in found.provisions:
            lengths = {x.document_id: len(chain.text_of(x.document_id)) for x in p.pieces}
            astray += sum(not 0 <= x.start <= x.end <= lengths[x.document_id] for x in p.pieces)
        complete += not (found.problems or chain.missing or chain.unnamed)
    total = applied.total() + failed.total()
    print(f"amended acts held {len(acts)}, complete {complete}; states {dict(states)}")
    print(f"operations {total}, applied {applied.total()} ({applied.total() / max(1, total):.3f})")
    for form, count in (applied + failed).most_common(30):
        print(f"  {form:30} {applied[form]:6} of {count}")
    print(f"not applied: {dict(reasons.most_common())}")
    print(f"pieces that are no span of their document: {astray}")
    same = [sum(a >= bound for a in alike) for bound in (0.9, 0.98)]
    print(f"quoted again {len(alike)}: alike {same[0]}, the same {same[1]}")


if __name__ == "__main__":
    main()
