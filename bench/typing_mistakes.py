"""What typing mistakes cost, and what reading them as the word that was meant gives back.

    python -m bench.typing_mistakes LIBRARY > bench/results/typing.md

Each question gets one mistake in one or in two of its content words, made at random from a fixed
seed: two letters swapped, one left out, one doubled, or one struck on the key beside it. Two seeds
for each number. MRR@10 / share right at rank 1, by pasal.
"""

from __future__ import annotations

import argparse
import random
import re
import sys
import time
from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from typing import Final

from bench.quality import sets
from bench.query_parts import cell, ranks
from bench.ranking import changed
from dalil.answer.evaluate.judgments import Question
from dalil.answer.evaluate.metrics import compare
from dalil.index.library import Library
from dalil.index.query import parse
from dalil.index.query.analyzer import STOP
from dalil.index.query.spelling import SpellingCorrection, nearest
from dalil.index.search.results import Mode

KEYS: Final = ("qwertyuiop", "asdfghjkl", "zxcvbnm")
SEEDS: Final = (1, 2)
#: Letters of the shortest word that gets a mistake.
SHORTEST: Final = 4


def mistyped(word: str, at_random: random.Random) -> str:
    """The word with one mistake, never in its first letter."""
    while True:
        i = at_random.randrange(1, len(word))
        kind = at_random.choice(("swap", "drop", "double", "neighbour"))
        if kind == "swap" and i + 1 < len(word):
            made = word[:i] + word[i + 1] + word[i] + word[i + 2 :]
        elif kind == "drop":
            made = word[:i] + word[i + 1 :]
        elif kind == "double":
            made = word[: i + 1] + word[i:]
        else:
            row = next((r for r in KEYS if word[i].lower() in r), "")
            at = row.find(word[i].lower())
            near = [row[j] for j in (at - 1, at + 1) if row and 0 <= j < len(row)]
            made = word[:i] + at_random.choice(near or [word[i]]) + word[i + 1 :]
        if made != word:
            return made


def misspelt(question: Question, words: int, seed: int) -> Question:
    """The question with a mistake in so many of its content words."""
    at_random = random.Random(f"{seed} {question.qid} {question.question}")
    found = [
        m
        for m in re.finditer(r"[^\W\d_]+", question.question)
        if len(m[0]) >= SHORTEST and not m[0].isupper() and m[0].lower() not in STOP
    ]
    text = question.question
    chosen = at_random.sample(found, min(words, len(found)))
    for match in sorted(chosen, key=lambda m: -m.start()):
        text = text[: match.start()] + mistyped(match[0], at_random) + text[match.end() :]
    return replace(question, qid=f"{seed} {question.qid}", question=text)


def main() -> None:
    """Measure."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("library", type=Path)
    library = Library.open(parser.parse_args().library)
    library.encoder.encode_query = lru_cache(maxsize=None)(library.encoder.encode_query)  # type: ignore[method-assign]
    generation = library.generation
    assert generation is not None
    out = sys.stdout
    counts = library.catalog.counts()
    distinct = sum(1 for _ in generation.lexical.words())
    out.write(f"{counts['documents']} documents, {counts['searchable']} units, ")
    out.write(f"{distinct} distinct words.\n\n")
    asked = sets([])
    out.write("| questions | mode | clean | misspelt | corrected | given back [95 %] |\n")
    out.write("|---|---|---|---|---|---|\n")
    modes: tuple[Mode, ...] = ("lexical", "hybrid")
    wrong: list[str] = []
    read = changes = 0
    for name in ("labour", "KUHP"):
        clean = [replace(q, qid=f"{s} {q.qid}") for s in SEEDS for q in asked[name]]
        for count in (1, 2):
            bad = [misspelt(q, count, s) for s in SEEDS for q in asked[name]]
            for mode in modes:
                whole = ranks(library, clean, mode)
                with changed(parse, corrected=lambda text, *_: SpellingCorrection(text)):
                    lost = ranks(library, bad, mode)
                found = ranks(library, bad, mode)
                worth = compare(lost, found)
                out.write(
                    f"| {name}, {count} of its words ({len(bad)}) | {mode} | {cell(whole)} | "
                    f"{cell(lost)} | {cell(found)} | {worth.difference:+.3f} [{worth.low:+.3f}, "
                    f"{worth.high:+.3f}] |\n"
                )
                out.flush()
            for good, other in zip(clean, bad, strict=True):
                words = set(re.findall(r"\w+", good.question.lower()))
                changes += count
                for typed, meant in library.search(other.question, 1, "lexical").corrections:
                    read += 1
                    if meant not in words:
                        wrong.append(f"{typed} → {meant}")
    out.write(f"\nOf {changes} mistakes {read} were read as another word, {len(wrong)} of them ")
    out.write(f"as a wrong one ({', '.join(sorted(set(wrong))[:12])} …).\n")
    untouched = [
        change
        for name in ("labour", "KUHP")
        for q in asked[name]
        for change in library.search(q.question, 1, "lexical").corrections
    ]
    out.write(f"In the clean questions {len(untouched)} words were changed: ")
    out.write(", ".join(f"{a} → {b}" for a, b in dict.fromkeys(untouched)) + "\n")
    sample = ["pemutsan", "perjajian", "hubungn", "kewenagan", "pelaksanan", "kontark", "daerha"]
    nearest("pemutsan", generation.lexical)  # the words by their first letter are made once
    begun = time.perf_counter()
    for word in sample:
        nearest(word, generation.lexical)
    spent = (time.perf_counter() - begun) / len(sample) * 1000
    out.write(f"\nOne word: {spent:.1f} ms.\n")


if __name__ == "__main__":
    main()
