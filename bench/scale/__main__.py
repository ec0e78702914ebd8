"""What a national corpus costs, as Markdown on stdout.

    python -m bench.scale archive FOLDER LIBRARY           Markdown files → searchable by words
    python -m bench.scale latency LIBRARY SMALL QUESTIONS  questions over all of it, 1 and 8 threads
    python -m bench.scale growth LIBRARY SMALL QUESTIONS [PLOT.svg]   1,000 to 300,000 units
    python -m bench.scale coarse SMALL                     does the coarse look change rankings?

LIBRARY is the one that ``archive`` made; SMALL has vectors, which are repeated to stand in for
those of the archive (`bench.scale.made`); QUESTIONS is a .jsonl of questions.
"""

from __future__ import annotations

import json
import sys
import tempfile
from pathlib import Path

from dalil.answer.evaluate.judgments import read_questions


def _latency(library: Path, small: Path, questions: list[str]) -> list[str]:
    from bench.memory import rss_mb
    from bench.repeated import vectors_in
    from bench.scale.latency import HEAD, encoded_before, latency
    from bench.scale.made import with_vectors
    from dalil.index.library import Library

    encoder, vectors = vectors_in(small)
    with tempfile.TemporaryDirectory(dir=library.parent) as folder:
        took = with_vectors(library, Path(folder), encoder, vectors)
        del vectors
        size = sum(p.stat().st_size for p in Path(folder).glob("generations/*/dense/*")) / 1e6
        rows = [*HEAD]
        opened = Library.open(Path(folder))
        for threads in (1, 8):
            rows.append(latency(opened, questions, "lexical", threads).row())
            rows.append(latency(opened, questions, "hybrid", threads).row())
            with encoded_before(opened, questions):
                name = "hybrid, question encoded before"
                rows.append(latency(opened, questions, "hybrid", threads, name).row())
        now, _ = rss_mb()
        assert opened.generation is not None
        units = opened.generation.meta.units
    return [
        f"{units:,} units; vectors repeated (indexed in {took:.0f} s, {size:.0f} MB on disk). "
        f"{len(questions)} questions. Memory of the process afterwards, mapped files included: "
        f"{now:.0f} MB.",
        "", *rows,
    ]  # fmt: skip


def main(arguments: list[str]) -> list[str]:
    """Do what the first argument says."""
    match arguments:
        case ["archive", source, library]:
            from bench.scale.archive import archive, one_more

            lines = archive(Path(source), Path(library))
            seconds = one_more(Path(library))
            return [*lines, f"| indexing again after one small act more | {seconds:.0f} s |"]
        case ["latency", library, small, questions]:
            return _latency(Path(library), Path(small), _questions(questions))
        case ["growth", library, small, questions, *picture]:
            from bench.scale.growth import growth

            plot = Path(picture[0]) if picture else None
            return growth(Path(library), Path(small), Path(questions), plot)
        case ["coarse", small]:
            from bench.scale.coarse import coarse

            return coarse(Path(small))
        case ["_asked", folder, questions]:
            from bench.scale.growth import asked

            return [json.dumps(asked(Path(folder), _questions(questions)))]
        case _:
            raise SystemExit(__doc__)


def _questions(path: str) -> list[str]:
    return [question.question for question in read_questions(Path(path))]


if __name__ == "__main__":
    sys.stdout.write("\n".join(main(sys.argv[1:])) + "\n")
