"""Learn the adapter that moves a question's vector to where its answers lie.

    dalil ingest ACTS --library LIBRARY          # those of bench/questions, with vectors
    python -m bench.weak LIBRARY -o SETS --per-kind 70 --seed 3
    python -m bench.query_adapter LIBRARY SETS/weak-tuning.jsonl SETS/weak-testing.jsonl

Writes `index/data/query_adapter.npz` (or ``-o``). The questions are the train split of
bench/questions, letters as well, and made questions about acts that no shared question asks about,
so that questions in the law's own words stay where they are. The loss is that of a softmax over
all passages of the acts asked about and 30,000 others by chance (temperature .02, InfoNCE: van den
Oord and others, arXiv 1807.03748), the units of every right pasal together being the positive
(soft maximum), those that only help left out; with a pull back to the encoder's own vector. Only
questions are encoded (minutes on two cores, by the small engine); then twelve passes of some 25
seconds over a linear map. The seed is fixed.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from bench.benchmark import read
from dalil.index.encode.query_adapter import FILE, QueryAdapter
from dalil.index.encode.vector_cache import VectorCache, text_hash
from dalil.index.library import Library

SHARED: Final = Path(__file__).resolve().parents[2] / "shared" / "data" / "questions"

EPOCHS: Final = 12
BATCH: Final = 128
LEARNING_RATE: Final = 1e-3
DROPOUT: Final = 0.1
TEMPERATURE: Final = 0.02
#: Of the squared distance from the encoder's own vector.
PULL: Final = 0.3
#: Passages by chance beside those of the pasal asked about.
OTHERS: Final = 30_000
#: Cosine that a unit of the elucidation loses in the look at the dev split.
ELUCIDATION: Final = 0.02

Floats = npt.NDArray[np.float32]
Units = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Example:
    """A question with its pasal: those that answer, and those that answer or help."""

    question: str
    answers: tuple[str, ...]
    related: tuple[str, ...]
    exact: tuple[str, ...] = ()  # the smallest units that answer, where they are known


class Space:
    """The units of a library with their vectors, grouped by the pasal they are shown in."""

    def __init__(self, library: Library) -> None:
        """Raises SystemExit where units lack a vector."""
        generation = library.generation
        if generation is None or generation.meta.encoder is None:
            raise SystemExit("the library has no vectors")
        self.texts = [unit.text for unit in library.catalog.searchable()]
        hashes = [text_hash(text) for text in self.texts]
        cache = VectorCache(library.folder / "vectors")
        vectors, missing = cache.get_many(generation.meta.encoder, hashes, 384)
        if missing.any():
            raise SystemExit(f"{int(missing.sum())} units have no vector: run dalil ingest")
        self.fingerprint = generation.meta.encoder
        self.vectors: Floats = np.asarray(vectors, np.float32)
        self.elucidation = np.asarray(generation.penjelasan, np.float32)
        self.group = group = np.asarray(generation.group)
        self.ids = [generation.passage_ids[i] for i in range(generation.meta.units)]
        self._number = {name: i for i, name in enumerate(self.ids)}
        self._order = np.argsort(group, kind="stable")
        names = [generation.shown_ids[i] for i in range(int(group.max()) + 1)]
        self._group = {name: i for i, name in enumerate(names)}
        self._starts = np.searchsorted(group[self._order], np.arange(len(names) + 1))

    def units(self, pasal: Iterable[str]) -> Units:
        """The numbers of the units of these pasal that the library has."""
        found = [self._group[name] for name in pasal if name in self._group]
        parts = [self._order[self._starts[g] : self._starts[g + 1]] for g in found]
        return np.concatenate(parts) if parts else np.empty(0, np.int64)

    def numbers(self, units: Iterable[str]) -> Units:
        """The numbers of these units, of those that the library has."""
        return np.array([self._number[u] for u in units if u in self._number], np.int64)

    def rank(self, vector: Floats, right: Iterable[str]) -> int:
        """The rank of the first right pasal by meaning alone; 0 if the library has none."""
        scores = self.vectors @ vector - ELUCIDATION * self.elucidation
        best = np.maximum.reduceat(scores[self._order], self._starts[:-1])
        held = [self._group[name] for name in right if name in self._group]
        return int((best > best[held].max()).sum()) + 1 if held else 0


def own_examples(space: Space) -> list[Example]:
    """The train split of our own questions, with its letters."""
    found = []
    for letters in (False, True):
        for one in read("train", letters=letters):
            if one.answerable and (one.letter or not letters):
                answers = tuple(unit for unit, grade in one.grades if grade == 2)
                asked = one.question
                found.append(Example(asked.question, answers, asked.relevant, asked.exact))
    return [one for one in found if len(space.units(one.answers))]


def made_examples(space: Space, made: Iterable[Path]) -> list[Example]:
    """Questions made from acts (`bench.weak`) that no shared question asks about."""
    found, theirs = [], shared_acts()
    for line in (line for file in made for line in file.read_text(encoding="utf-8").splitlines()):
        row = json.loads(line)
        if not {unit.partition("#")[0] for unit in row["relevant"]} & theirs:
            right = tuple(row["relevant"])
            exact = tuple(row.get("exact") or ())
            found.append(Example(row["question"], right, right, exact))
    return [one for one in found if len(space.units(one.answers))]


def shared_acts() -> set[str]:
    """The acts that a shared question asks about."""
    return {
        unit.partition("#")[0]
        for file in sorted(SHARED.rglob("*.jsonl"))
        for line in file.read_text(encoding="utf-8").splitlines()
        for unit in json.loads(line).get("relevant") or ()
    }


def learn(space: Space, data: list[Example], questions: Floats) -> QueryAdapter:
    """The adapter; ``questions`` are their vectors (n, d). Progress on stderr."""
    import torch

    torch.manual_seed(1)
    by_chance = np.random.default_rng(0)
    units = [(space.units(one.answers), space.units(one.related)) for one in data]
    wanted = np.unique(np.concatenate([related for _, related in units]))
    count = min(OTHERS, len(space.vectors))
    others = by_chance.choice(len(space.vectors), count, replace=False)
    kept = np.unique(np.concatenate([wanted, others]))
    place = np.full(len(space.vectors), -1)
    place[kept] = np.arange(len(kept))
    passages = torch.from_numpy(space.vectors[kept])
    asked = torch.from_numpy(questions)
    layer = torch.nn.Linear(questions.shape[1], questions.shape[1])
    torch.nn.init.zeros_(layer.weight)
    torch.nn.init.zeros_(layer.bias)
    optimizer = torch.optim.AdamW(layer.parameters(), lr=LEARNING_RATE, weight_decay=1e-4)
    batches = -(-len(data) // BATCH)
    schedule = torch.optim.lr_scheduler.OneCycleLR(
        optimizer, LEARNING_RATE, total_steps=batches * EPOCHS, pct_start=0.1
    )

    def moved(vectors: Any, dropout: float = 0.0) -> Any:
        shift = layer(torch.nn.functional.dropout(vectors, dropout, dropout > 0))
        return torch.nn.functional.normalize(vectors + shift, dim=1)

    for epoch in range(EPOCHS):
        total = 0.0
        order = np.random.default_rng(epoch).permutation(len(data))
        for start in range(0, len(order), BATCH):
            batch = order[start : start + BATCH]
            query = moved(asked[batch], DROPOUT)
            logits = query @ passages.T / TEMPERATURE
            right = torch.zeros(logits.shape, dtype=torch.bool)
            left_out = torch.zeros(logits.shape, dtype=torch.bool)
            for row, number in enumerate(batch):
                answers, related = units[number]
                left_out[row, place[related]] = True
                right[row, place[answers]] = True
            left_out &= ~right
            everything = logits.masked_fill(left_out, -1e4).logsumexp(1)
            answering = logits.masked_fill(~right, -1e4).logsumexp(1)
            far = ((query - asked[batch]) ** 2).sum(1).mean()
            loss = (everything - answering).mean() + PULL * far
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
            schedule.step()
            total += float(loss.detach())
        print(f"epoch {epoch + 1} of {EPOCHS}: loss {total / batches:.3f}", file=sys.stderr)
    weight, bias = layer.weight.detach().numpy(), layer.bias.detach().numpy()
    return QueryAdapter(space.fingerprint, weight, bias)


def rows(space: Space, encode: Callable[[str], Floats], adapter: QueryAdapter) -> list[str]:
    """By meaning alone on the dev split, without the adapter and with it; Markdown."""
    lines = ["| dev, by meaning | | RR@10 | with the adapter | in ten | with the adapter |"]
    lines.append("|---|---|---|---|---|---|")
    asked = [(one, encode(one.question.question)) for one in read("dev") if one.answerable]
    plain = [space.rank(vector, one.question.relevant) for one, vector in asked]
    moved = [space.rank(adapter(vector), one.question.relevant) for one, vector in asked]
    held = [i for i, rank in enumerate(plain) if rank]
    styles = sorted({asked[i][0].style for i in held})
    for name in ("all", *styles, "id", "en"):
        of = [i for i in held if name in ("all", asked[i][0].style, asked[i][0].language)]
        cells = [
            f"{np.mean([1 / r[i] if r[i] <= 10 else 0 for i in of]):.3f}" for r in (plain, moved)
        ]
        cells += [f"{np.mean([r[i] <= 10 for i in of]):.3f}" for r in (plain, moved)]
        lines.append(f"| {name} | {len(of)} | " + " | ".join(cells) + " |")
    return lines


def arguments(about: str | None, out: Path) -> argparse.Namespace:
    """The command line of what learns from a library: `library`, `made`, `out`."""
    ask = argparse.ArgumentParser(description=about, formatter_class=argparse.RawTextHelpFormatter)
    ask.add_argument("library", type=Path)
    ask.add_argument("made", nargs="*", type=Path)
    ask.add_argument("-o", "--out", type=Path, default=out)
    return ask.parse_args()


def main() -> None:
    """Learn, write the file, and tell what it changed on the dev split."""
    given = arguments(__doc__, FILE)
    library = Library.open(given.library)
    space, encode = Space(library), library.encoder.encode_query
    data = [*own_examples(space), *made_examples(space, given.made)]
    vectors = np.stack([encode(one.question) for one in data])
    adapter = learn(space, data, vectors)
    adapter.save(given.out)
    print("\n".join(rows(space, encode, adapter)))


if __name__ == "__main__":
    main()
