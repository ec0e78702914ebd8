"""A BERT encoder run over the tokens of many texts laid end to end, without padding or masks.

The same arithmetic as transformers' ``BertModel`` with mean pooling, in fewer and fuller steps:
one matrix product for query, key and value; attention over all texts of one length at once. On
a processor this is a quarter faster than padded batches (bench/encode.py), and the vectors are
equal but for rounding.

A processor that multiplies matrices of bfloat16 by itself (AMX) gets the products in that type;
sums, normalisation and pooling stay in float32. Cosines with float32 are .9999, and rankings the
same (bench/results/encode.md).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any


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
