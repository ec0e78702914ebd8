"""A BERT encoder run over the tokens of many texts laid end to end, without padding or masks.

The same arithmetic as transformers' ``BertModel`` with mean pooling, in fewer and fuller steps:
one matrix product for query, key and value; attention over all texts of one length at once. On
a processor this is a quarter faster than padded batches (bench/encode.py), and the vectors are
equal but for rounding.
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
class _Layer:
    weight: Any  # query, key and value, one below the other
    bias: Any
    attention: Any  # the dense layer after attention
    attention_norm: Any
    wide: Any
    narrow: Any
    norm: Any


class Packed:
    """A sentence-transformers model of BERT and mean pooling, for batches of token ids."""

    def __init__(self, bert: Any) -> None:
        """Use `of`, which knows whether the model is one of these."""
        import torch

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
            three = (parts.query, parts.key, parts.value)
            self._layers.append(
                _Layer(
                    torch.cat([part.weight for part in three]).detach(),
                    torch.cat([part.bias for part in three]).detach(),
                    layer.attention.output.dense,
                    layer.attention.output.LayerNorm,
                    layer.intermediate.dense,
                    layer.output.dense,
                    layer.output.LayerNorm,
                )
            )

    @classmethod
    def of(cls, model: Any) -> Packed | None:
        """The model so arranged; None for any model of another kind."""
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
        return cls(inner) if plain else None

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
        heard = torch.empty_like(x)
        for layer in self._layers:
            self._attend(functional.linear(x, layer.weight, layer.bias), runs, heard)
            x = layer.attention_norm(layer.attention(heard).add_(x))
            x = layer.norm(layer.narrow(functional.gelu(layer.wide(x))).add_(x))
        means = [x[r.start : r.end].view(r.texts, r.length, -1).mean(1) for r in runs]
        return torch.cat(means)

    def _attend(self, three: Any, runs: Sequence[_Run], out: Any) -> None:
        from torch.nn import functional

        for run in runs:
            shape = (run.texts, run.length, 3, self._heads, -1)
            query, key, value = three[run.start : run.end].view(shape).permute(2, 0, 3, 1, 4)
            heads = functional.scaled_dot_product_attention(query, key, value).transpose(1, 2)
            out[run.start : run.end].view(heads.shape).copy_(heads)


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
