"""Our root of a word beside the stemmers that others keep, as Markdown on stdout.

    pip install snowballstemmer simplemma
    python -m bench.stemmers LIBRARY [--part words|questions] [--only NAME]…

Two things are measured. On the words of the library: which of them each brings to one form,
in pairs, against PySastrawi, which has a dictionary of base words (Nazief and Adriani's algorithm
with the confix stripping of Asian 2007) and is too slow for a second look. On the question sets
whose answers are known (`bench.quality`, `bench.lay`): the rankings, and the first statement, with
each in the place of `index.query.analyzer.root`. snowballstemmer and simplemma are not among the
project's requirements.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterable
from functools import lru_cache
from pathlib import Path
from typing import Any, Final

from bench import lay
from bench.quality import answerable, difference, sets
from dalil.answer.evaluate.evaluate import Evaluation, evaluate
from dalil.index.library import Library
from dalil.index.query import analyzer
from dalil.ingest.words import words as words_of

Stem = Callable[[str], str]
#: Passages that must have a word, so that misreadings of scans do not decide.
ATTESTED: Final = 3
OURS: Final = analyzer.root


def none(word: str) -> str:
    """No stemmer at all."""
    return word


def _snowball() -> Stem:
    import snowballstemmer

    stem: Stem = snowballstemmer.stemmer("indonesian").stemWord
    return stem


def _simplemma() -> Stem:
    import simplemma

    return lambda word: str(simplemma.lemmatize(word, lang="id"))


def _sastrawi() -> Stem:
    from Sastrawi.Stemmer.StemmerFactory import StemmerFactory

    stem: Stem = StemmerFactory().create_stemmer().stem
    return stem


MADE: Final[dict[str, Callable[[], Stem]]] = {
    "ours": lambda: OURS,
    "snowballstemmer": _snowball,
    "simplemma": _simplemma,
    "PySastrawi": _sastrawi,
    "none": lambda: none,
}


def put(stem: Stem) -> None:
    """Use a stemmer wherever `terms.root` is used, and forget what was made with another."""
    before, now = analyzer.root, stem if stem is OURS else lru_cache(maxsize=65_536)(stem)
    for name, module in list(sys.modules.items()):
        if getattr(module, "root", None) is before:
            vars(module)["root"] = now
        if name.startswith(("index.", "answer.")):
            for value in vars(module).values():
                getattr(value, "cache_clear", int)()


def pairs(forms: dict[str, str]) -> set[tuple[str, str]]:
    """The words that share a form, two by two; of a form that hundreds share, the neighbours."""
    families: dict[str, list[str]] = {}
    for word, form in forms.items():
        families.setdefault(form, []).append(word)
    found: set[tuple[str, str]] = set()
    for family in families.values():
        for at, one in enumerate(family):
            found.update((one, other) for other in family[at + 1 : at + 100])
    return found


def of_vocabulary(library: Library) -> list[str]:
    """Markdown of what each brings to one form."""
    units = Counter[str]()
    for text in _texts(library):
        units.update(set(words_of(text)))
    words = sorted(w for w, n in units.items() if n >= ATTESTED and w.isalpha() and len(w) > 2)
    forms: dict[str, dict[str, str]] = {}
    took: dict[str, float] = {}
    for name, made in MADE.items():
        stem = _bare(made())
        begun = time.process_time()
        forms[name] = {word: stem(word) for word in words}
        took[name] = (time.process_time() - begun) / len(words) * 1e6
    truth = pairs(forms["PySastrawi"])
    lines = [
        f"{len(words)} words of letters that {ATTESTED} passages or more have; "
        f"{len(truth)} pairs that PySastrawi brings together.",
        "",
        "| | families | pairs | of them PySastrawi's | of PySastrawi's found | µs a word |",
        "|---|---|---|---|---|---|",
    ]
    for name, of in forms.items():
        found = pairs(of)
        both = len(found & truth)
        lines.append(
            f"| {name} | {len(set(of.values()))} | {len(found)} | {both / (len(found) or 1):.3f}"
            f" | {both / len(truth):.3f} | {took[name]:.0f} |"
        )
    return [*lines, ""]


def _bare(stem: Any) -> Stem:
    """The stemmer without what it remembers."""
    bare: Stem = getattr(stem, "__wrapped__", stem)
    return bare


def _texts(library: Library) -> Iterable[str]:
    for document in library.catalog.documents():
        for passage in library.catalog.passages(document.id):
            yield passage.text


def of_questions(library: Library, names: Iterable[str]) -> list[str]:
    """Markdown of the rankings with each."""
    asked_sets = {**sets([]), "everyday": lay.questions()}
    asked_sets.pop("labour, the same in Indonesian")
    found: dict[str, dict[str, Evaluation]] = {}
    for name in names:
        put(MADE[name]())
        for of, questions in asked_sets.items():
            there = answerable(library, questions)
            found.setdefault(of, {})[name] = evaluate(library, there, k=10)
            sys.stderr.write(f"{name} {of} {found[of][name].measures['pasal']}\n")
    put(OURS)
    lines = []
    for of, measured in found.items():
        one = next(iter(measured.values()))
        lines += [
            f"## {of}: {one.questions} questions",
            "",
            "| | RR@10 | first | in ten | exact unit | answered | first statement right"
            " | RR@10 minus ours [95 %], p |",
            "|---|---|---|---|---|---|---|---|",
        ]
        for name, e in measured.items():
            pasal, exact = e.measures["pasal"], e.measures.get("exact", {})
            cells = [
                pasal["RR@10"], pasal["Success@1"], pasal["Success@10"], exact.get("Success@1"),
                e.answered_ratio, e.first_right_ratio,
            ]  # fmt: skip
            told = " | ".join("–" if c is None else f"{c:.3f}" for c in cells)
            ours = measured.get("ours")
            beside = "" if ours is None or ours is e else difference(ours, e)
            lines.append(f"| {name} | {told} | {beside} |")
        lines.append("")
    return lines


def main() -> None:
    """Measure, write."""
    parser = argparse.ArgumentParser(prog="bench.stemmers", description=__doc__)
    parser.add_argument("library", type=Path)
    parser.add_argument("--only", action="append", choices=MADE, help="may be repeated")
    parser.add_argument("--part", choices=("words", "questions"))
    arguments = parser.parse_args()
    library = Library.open(arguments.library)
    lines = []
    if arguments.part != "questions":
        lines += of_vocabulary(library)
    if arguments.part != "words":
        lines += of_questions(library, arguments.only or MADE)
    sys.stdout.write("\n".join(lines))


if __name__ == "__main__":
    main()
