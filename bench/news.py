"""What a look for news costs, and that it tells nothing where nothing came.

    python -m bench.news LIBRARY > bench/results/news.md

Over a copy of the library: the 100 most cited acts and 50 questions of the dev split are followed,
50 passages saved. Then acts that were taken out before come in, one, ten, and none of them; times
are medians of three, wall clock and processor, in one process, with the encoder loaded.
"""

from __future__ import annotations

import json
import shutil
import statistics
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from functools import partial
from pathlib import Path

from dalil.index.curate.news import follow, look
from dalil.index.store.bookmarks import Collections
from dalil.index.store.followed import Following
from dalil.ingest.model import Parsed
from dalil.library import Library

QUESTIONS = Path(__file__).parent / "questions" / "dev.jsonl"
ACTS, ASKED, SAVED, RUNS = 100, 50, 50, 3


def main() -> None:
    """Print the figures as Markdown."""
    with tempfile.TemporaryDirectory() as place:
        copy = Path(place) / "library"
        shutil.copytree(sys.argv[1], copy)
        with Library.open(copy) as library:
            measure(library)


def measure(library: Library) -> None:
    """All of it, over a library that may be changed."""
    catalog = library.catalog
    amending = [a for (a,) in catalog._db.execute(
        "SELECT source_id FROM relations GROUP BY source_id ORDER BY count(*) DESC, source_id"
    ) if catalog.has(a)]  # fmt: skip
    amending = [amending[len(amending) // 2], *amending[:9]]  # an ordinary one, then the largest
    out = {a: whole(library, a) for a in amending}
    for act in amending:
        library.remove(act)
    with catalog.transaction() as db:  # as if they had never been here
        db.execute("DELETE FROM arrivals WHERE document_id NOT IN (SELECT id FROM documents)")
        db.execute("DELETE FROM former")
    library.commit()
    cited = catalog._db.execute(
        "SELECT CASE instr(t.target, '#') WHEN 0 THEN t.target ELSE "
        "substr(t.target, 1, instr(t.target, '#') - 1) END AS act, count(*) FROM cited t "
        "JOIN citations c ON c.target = t.number GROUP BY act ORDER BY 2 DESC LIMIT ?", (ACTS,)
    ).fetchall()  # fmt: skip
    questions = [json.loads(line)["question"] for line in QUESTIONS.open(encoding="utf-8")][:ASKED]
    begun = time.perf_counter()
    for act, _ in cited:
        follow(library, act)
    followed = time.perf_counter() - begun
    begun = time.perf_counter()
    for question in questions:
        follow(library, question, settings={})
    asked = time.perf_counter() - begun
    save(library)
    held = catalog.counts()["documents"]
    counts = f"{len(cited)} acts, {len(questions)} questions, {SAVED} saved passages; {held} works"
    print("# News\n\n`python -m bench.news LIBRARY`. " + counts + f", of {len(amending)} acts that "
          "change others none is here at first.\n")  # fmt: skip
    print(f"Following: {followed / len(cited) * 1e3:.1f} ms an act, "
          f"{asked / len(questions) * 1e3:.0f} ms a question.\n")  # fmt: skip
    print("| what came | new | ms | ms of processor | by kind |\n|---|---|---|---|---|")
    row(library, "nothing", lambda: None)
    for act in amending[:2]:
        size = len(out[act].passages)
        row(library, f"one act of {size} passages", partial(bring, library, out, [act]))
    rest = amending[2:]
    row(library, f"{len(rest)} acts", lambda: bring(library, out, rest))
    row(library, "the same files, read again", lambda: again(library, amending))
    row(library, "an index made anew", lambda: library.commit(rebuild=True))


def whole(library: Library, act: str) -> Parsed:
    """A work with its passages."""
    document = library.catalog.document(act)
    assert document is not None
    return Parsed(document, tuple(library.catalog.passages(act)))


def bring(library: Library, out: dict[str, Parsed], acts: list[str]) -> None:
    """Let these come."""
    for act in acts:
        library.put(out[act])
    library.commit()


def again(library: Library, acts: list[str]) -> None:
    """Take these out and in again."""
    parsed = {act: whole(library, act) for act in acts}
    for act in acts:
        library.remove(act)
    bring(library, parsed, acts)


def save(library: Library) -> None:
    """Save passages of acts that others change."""
    collections, catalog = Collections(library.catalog), library.catalog
    rows = catalog._db.execute(
        "SELECT id FROM passages WHERE parent_id IS NULL AND locator LIKE 'pasal-%' AND "
        "document_id IN (SELECT target FROM cited) ORDER BY row % 97, id LIMIT ?", (SAVED,)
    ).fetchall()  # fmt: skip
    for (passage_id,) in rows:
        passage = catalog.passage(passage_id)
        document = passage and catalog.document(passage.document_id, with_text=False)
        if passage and document:
            collections.save_in("Uji", document, passage)


def row(library: Library, name: str, change: Callable[[], object]) -> None:
    """Let something happen, then look: a line of the table."""
    change()
    library.encoder.encode_query("pemanasan")
    kept = state(library)
    walls, works = [], []
    found = []
    for _ in range(RUNS):
        put_back(library, kept)
        begun, busy = time.perf_counter(), time.process_time()
        told = look(library)
        walls.append(time.perf_counter() - begun)
        works.append(time.process_time() - busy)
        found.append(told.new)
    items = Following(library.catalog).news(limit=found[-1]) if found[-1] else []
    kinds = ", ".join(f"{k} {n}" for k, n in Counter(i.kind for i in items).most_common())
    print(f"| {name} | {found[-1]} | {statistics.median(walls) * 1e3:.0f} | "
          f"{statistics.median(works) * 1e3:.0f} | {kinds} |", flush=True)  # fmt: skip


_TABLES = ("followed", "looked", "news")


def state(library: Library) -> dict[str, list[tuple[object, ...]]]:
    """What was known, to look for the same again."""
    db = library.catalog._db
    return {t: db.execute(f"SELECT * FROM {t}").fetchall() for t in _TABLES}


def put_back(library: Library, kept: dict[str, list[tuple[object, ...]]]) -> None:
    """Know that again, and nothing else."""
    with library.catalog.transaction() as db:
        for table, rows in kept.items():
            db.execute(f"DELETE FROM {table}")
            if rows:
                marks = ", ".join("?" * len(rows[0]))
                db.executemany(f"INSERT INTO {table} VALUES ({marks})", rows)


if __name__ == "__main__":
    main()
