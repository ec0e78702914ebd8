"""Any sentence-transformers model, from a folder or the hub, as an encoder; and bulk encoding.

Importing torch and sentence-transformers takes seconds, so it happens on first use.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from pathlib import Path
from threading import Lock
from typing import Any, Final

import numpy as np

from index.encoder import Floats, Progress, prompts_of, tidy_name
from index.integrity import remembered_sha256
from index.packed import Packed
from index.threads import side_by_side
from index.weights import file_digest
from ingest.errors import EncoderError
from ingest.messages import Message

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

    return find_spec("sentence_transformers") is not None and find_spec("torch") is not None
