"""Any sentence-transformers model, from a folder or the hub, as an encoder; and bulk encoding.

Importing torch and sentence-transformers takes seconds, so it happens on first use.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import groupby
from pathlib import Path
from threading import Lock
from typing import Any, Final

import numpy as np

from dalil.index.encode.e5_weights import file_digest
from dalil.index.encode.encoder import Floats, Progress, prompts_of, tidy_name
from dalil.index.encode.threads import side_by_side
from dalil.index.store.checksums import remembered_sha256
from dalil.ingest.errors import EncoderError
from dalil.ingest.messages import Message

# A BERT encoder run over the tokens of many texts laid end to end, without padding or masks.
#
# The same arithmetic as transformers' ``BertModel`` with mean pooling, in fewer and fuller steps:
# one matrix product for query, key and value; attention over all texts of one length at once. On
# a processor this is a quarter faster than padded batches (bench/encode.py), and the vectors are
# equal but for rounding.
#
# A processor that multiplies matrices of bfloat16 by itself (AMX) gets the products in that type;
# sums, normalisation and pooling stay in float32. Cosines with float32 are .9999, and rankings the
# same (bench/results/encode.md).


@dataclass(frozen=True, slots=True)
class _Run:
    """Neighbouring texts of equal length: where their tokens begin, how many, how long."""

    start: int
    texts: int
    length: int

    @property
    def end(self) -> int:
        return self.start + self.texts * self.length


@dataclass(frozen=True, slots=True)
class _Product:
    """A dense layer: its weight and bias in the type of the products."""

    weight: Any
    bias: Any

    def __call__(self, x: Any) -> Any:
        from torch.nn import functional

        return functional.linear(x, self.weight, self.bias)


@dataclass(frozen=True, slots=True)
class _Layer:
    three: _Product  # query, key and value, one below the other
    attention: _Product  # after attention
    attention_norm: Any
    wide: _Product
    narrow: _Product
    norm: Any


class Packed:
    """A sentence-transformers model of BERT and mean pooling, for batches of token ids."""

    def __init__(self, bert: Any, half: bool) -> None:
        """Use `of`, which knows whether the model is one of these."""
        import torch

        self._type = torch.bfloat16 if half else torch.float32

        def product(*parts: Any) -> _Product:
            return _Product(
                torch.cat([part.weight for part in parts]).detach().to(self._type),
                torch.cat([part.bias for part in parts]).detach().to(self._type),
            )

        embeddings = bert.embeddings
        self._words = embeddings.word_embeddings.weight.detach()
        # Every token is of the first type: there is one text, not a pair.
        types = embeddings.token_type_embeddings.weight[0]
        self._positions = (embeddings.position_embeddings.weight + types).detach()
        self._norm = embeddings.LayerNorm
        self._heads = int(bert.config.num_attention_heads)
        self._layers = []
        for layer in bert.encoder.layer:
            parts = layer.attention.self
            self._layers.append(
                _Layer(
                    product(parts.query, parts.key, parts.value),
                    product(layer.attention.output.dense),
                    layer.attention.output.LayerNorm,
                    product(layer.intermediate.dense),
                    product(layer.output.dense),
                    layer.output.LayerNorm,
                )
            )

    @classmethod
    def of(cls, model: Any, half: bool | None = None) -> Packed | None:
        """The model so arranged; None for any model of another kind.

        ``half``: products in bfloat16; by default where the processor has them.
        """
        modules = [type(module).__name__ for module in model]
        if modules not in (["Transformer", "Pooling"], ["Transformer", "Pooling", "Normalize"]):
            return None
        inner = getattr(model[0], "auto_model", None) or getattr(model[0], "model", None)
        config = getattr(inner, "config", None)
        plain = (
            type(inner).__name__ == "BertModel"
            and config is not None
            and config.hidden_act == "gelu"
            and not getattr(config, "is_decoder", False)
            and getattr(config, "position_embedding_type", "absolute") == "absolute"
            and _pooling(model[1]) == "mean"
        )
        return cls(inner, multiplies_halves() if half is None else half) if plain else None

    def __call__(self, ids: Sequence[Sequence[int]]) -> Any:
        """The mean vectors (n, d), not normalised, of texts sorted by their number of tokens.

        Call it in ``torch.inference_mode()``. Every text must have a token.
        """
        import torch
        from torch.nn import functional

        lengths = [len(text) for text in ids]
        runs = list(_runs(lengths))
        tokens = torch.tensor([token for text in ids for token in text])
        places = torch.cat([torch.arange(length) for length in lengths])
        x = functional.embedding(tokens, self._words)
        x += self._positions[places]
        x = self._norm(x)
        heard = torch.empty_like(x, dtype=self._type)
        for layer in self._layers:
            self._attend(layer.three(x.to(self._type)), runs, heard)
            x = layer.attention_norm(layer.attention(heard).float().add_(x))
            wide = functional.gelu(layer.wide(x.to(self._type)))
            x = layer.norm(layer.narrow(wide).float().add_(x))
        means = [x[r.start : r.end].view(r.texts, r.length, -1).mean(1) for r in runs]
        return torch.cat(means)

    def _attend(self, three: Any, runs: Sequence[_Run], out: Any) -> None:
        from torch.nn import functional

        for run in runs:
            shape = (run.texts, run.length, 3, self._heads, -1)
            query, key, value = three[run.start : run.end].view(shape).permute(2, 0, 3, 1, 4)
            heads = functional.scaled_dot_product_attention(query, key, value).transpose(1, 2)
            out[run.start : run.end].view(heads.shape).copy_(heads)


def multiplies_halves() -> bool:
    """Whether this processor multiplies matrices of bfloat16 by itself, several times as fast."""
    import torch

    ask = getattr(torch.cpu, "get_capabilities", None)  # since torch 2.9
    return bool(ask and ask().get("amx_bf16"))


def _pooling(module: Any) -> str:
    # An attribute since sentence-transformers 6, a method before.
    before = getattr(module, "get_pooling_mode_str", None)
    return str(before() if before else getattr(module, "pooling_mode", ""))


def _runs(lengths: Sequence[int]) -> Any:
    start = 0
    for length, group in groupby(lengths):
        run = _Run(start, len(list(group)), length)
        yield run
        start = run.end


#: Tokens of a batch on a processor. Small batches stay in its cache: 512 and 1,024 were equally
#: fast on two cores, 8,192 took twice as long.
BATCH_TOKENS: Final = 1024
#: Batches are made of this many passages at a time, sorted by length, so that padding is rare
#: while progress still follows the order of the passages.
_SORTED_TOGETHER: Final = 512


def load(name: str | Path) -> Any:
    """The ``SentenceTransformer`` of that folder or hub name. Raises EncoderError."""
    # Before these packages are loaded: what is named is fetched, if it must be, and nobody is told.
    os.environ.setdefault("HF_HUB_DISABLE_TELEMETRY", "1")
    os.environ.setdefault("DO_NOT_TRACK", "1")
    try:
        from sentence_transformers import SentenceTransformer
        from transformers.utils import logging
    except ImportError as error:
        raise EncoderError(
            Message("index.needs_sentence_transformers", name=name, error=error)
        ) from error
    logging.disable_progress_bar()
    try:
        # A folder is all there is: no look at the hub for what it does not hold.
        return SentenceTransformer(str(name), local_files_only=Path(name).is_dir())
    except Exception as error:  # the hub, its client and torch have no common exception
        raise EncoderError(_loading_failed(name, error)) from error


def _loading_failed(name: str | Path, error: Exception) -> str:
    first = str(error).strip().splitlines()
    reason = first[0] if first else type(error).__name__
    if Path(name).is_dir():
        return Message("index.no_model", name=name, reason=reason)
    return Message("index.model_unfetched", name=name, reason=reason)


def encode(
    model: Any,
    texts: Sequence[str],
    prompt: str,
    progress: Progress | None = None,
    packed: Packed | None = None,
) -> Floats:
    """Vectors (n, d) of texts with a prompt before each; progress after every batch.

    Texts beyond the model's longest input are cut there. ``packed`` is the same model, made by
    `Packed.of`, to run where batches of tokens can.
    """
    dimension = int(_dimension(model))
    vectors = np.empty((len(texts), dimension), np.float32)
    batched = partial(_in_token_batches, packed) if _takes_tokens(model) else _in_equal_batches
    for start in range(0, len(texts), _SORTED_TOGETHER):
        end = min(start + _SORTED_TOGETHER, len(texts))
        done = start
        for rows, batch in batched(model, [prompt + t for t in texts[start:end]], prompt):
            vectors[np.asarray(rows) + start] = batch
            done += len(rows)
            if progress:
                progress(done)
    lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
    np.divide(vectors, lengths, out=vectors, where=lengths > 0)
    return vectors


def _dimension(model: Any) -> int:
    # Renamed in sentence-transformers 5.
    ask = getattr(model, "get_embedding_dimension", None) or model.get_sentence_embedding_dimension
    return int(ask())


def _takes_tokens(model: Any) -> bool:
    """Whether batches of tokens can be handed to the model: a plain text model on a processor."""
    # A graphics card wants batches of its own size; some models pool without their prompt.
    return (
        model.device.type == "cpu"
        and hasattr(model.tokenizer, "pad")
        and all(getattr(module, "include_prompt", True) for module in model)
    )


def _in_token_batches(packed: Packed | None, model: Any, texts: list[str], _: str) -> Any:
    import torch

    encoded = model.tokenizer(texts, truncation=True, max_length=model.max_seq_length)
    ids = encoded["input_ids"]
    order = sorted(range(len(ids)), key=lambda i: len(ids[i]), reverse=True)
    batches: list[list[int]] = []
    while order:
        size = max(1, BATCH_TOKENS // max(1, len(ids[order[0]])))
        batches.append(order[:size])
        order = order[size:]

    def vectors(rows: list[int]) -> tuple[list[int], Any]:
        with torch.inference_mode():
            if packed and ids[rows[-1]]:
                return rows, packed([ids[i] for i in rows]).numpy()
            features = model.tokenizer.pad(
                {key: [values[i] for i in rows] for key, values in encoded.items()},
                return_tensors="pt",
            )
            return rows, model(dict(features))["sentence_embedding"].float().numpy()

    threads = torch.get_num_threads()
    try:
        yield from side_by_side(vectors, batches, partial(torch.set_num_threads, 1))
    finally:
        torch.set_num_threads(threads)


def _in_equal_batches(model: Any, texts: list[str], prompt: str) -> Any:
    # The prompt is taken off again: the model must know it to leave it out of the pooling.
    bare = [text[len(prompt) :] for text in texts]
    yield range(len(texts)), model.encode(bare, prompt=prompt, show_progress_bar=False)


class SentenceTransformerEncoder:
    """A sentence-transformers model by folder or hub name, with its own prompts if it has any."""

    def __init__(self, name: str | Path, prompts: Mapping[str, str] | None = None) -> None:
        """``prompts`` (``query``, ``passage``) stand in for those the model does not bring."""
        self.name = name
        self._prompts = prompts
        self._lock = Lock()
        self._loaded: Any = None
        self._packed: Packed | None = None
        self._fingerprint = ""

    @property
    def _model(self) -> Any:
        with self._lock:
            if self._loaded is None:
                self._loaded = load(self.name)
                self._packed = Packed.of(self._loaded)
            return self._loaded

    def _both_prompts(self) -> tuple[str, str]:
        return prompts_of(self._prompts or self._model.prompts)

    @property
    def fingerprint(self) -> str:
        """Name, weights (of a folder: all of them; of the hub: its revision), prompts, length."""
        if not self._fingerprint:
            self._fingerprint = self._named(_folder_digest(Path(self.name), remembered_sha256))
        return self._fingerprint

    @property
    def former_fingerprint(self) -> str:
        """What earlier versions called the same vector space, from samples of the weights."""
        return self._named(_folder_digest(Path(self.name), file_digest))

    def _named(self, weights: str) -> str:
        model = self._model
        revision = weights or _hub_revision(model)
        facts = (revision, self.dimension, self._both_prompts(), model.max_seq_length)
        digest = hashlib.sha256(repr(facts).encode()).hexdigest()[:16]
        return f"{tidy_name(self.name)}-{digest}"

    @property
    def dimension(self) -> int:
        return _dimension(self._model)

    def encode_query(self, text: str) -> Floats:
        vector: Floats = self._encode([text], self._both_prompts()[0])[0]
        return vector

    def encode_passages(self, texts: Sequence[str], progress: Progress | None = None) -> Floats:
        return self._encode(texts, self._both_prompts()[1], progress)

    def _encode(
        self, texts: Sequence[str], prompt: str, progress: Progress | None = None
    ) -> Floats:
        model = self._model
        return encode(model, texts, prompt, progress, self._packed)


def _folder_digest(folder: Path, digest_of: Callable[[Path], str]) -> str:
    if not folder.is_dir():
        return ""
    seen = hashlib.sha256()
    for path in sorted(folder.rglob("*")):
        if path.is_file() and path.suffix in {".json", ".safetensors", ".bin", ".model", ".txt"}:
            seen.update(f"{path.relative_to(folder).as_posix()}={digest_of(path)}".encode())
    return seen.hexdigest()


def _hub_revision(model: Any) -> str:
    inner = getattr(model[0], "auto_model", None) or getattr(model[0], "model", None)
    return str(getattr(getattr(inner, "config", None), "_commit_hash", None) or "unknown")


def is_installed() -> bool:
    """Whether sentence-transformers is there, without importing it."""
    from importlib.util import find_spec

    return all(map(find_spec, ("sentence_transformers", "torch", "safetensors", "tokenizers")))
