"""An encoder by its name; what it needs is loaded when it is first used."""

from __future__ import annotations

import os
import re
from functools import lru_cache
from typing import Final

from dalil.index.encode.encoder import Encoder, HashingEncoder
from dalil.ingest.errors import EncoderError
from dalil.ingest.messages import Message

DEFAULT: Final = "e5-small"

#: The same with scales learned from questions about Indonesian law (`index.encode.law_scales`).
LAW: Final = "e5-small-law"


ENVIRONMENT: Final = "DALIL_ENCODER"


HUB_E5: Final = "intfloat/multilingual-e5-small"


def encoder_named(name: str | None = None) -> Encoder:
    """The encoder of that name, ready to be asked; what it needs is loaded on first use.

    ``e5-small`` (the default; the environment variable ``DALIL_ENCODER`` changes it) is
    multilingual-e5-small; ``e5-small-law`` the same tuned on questions about Indonesian
    law; ``hashing`` or ``hashing-256`` the stand-in that knows no meaning;
    anything else is a folder or a model of the Hugging Face hub. The same name gives the same
    encoder within a process. Raises EncoderError for an impossible name.
    """
    return _encoder(name or os.environ.get(ENVIRONMENT) or DEFAULT)


def is_installed(name: str | None = None) -> bool:
    """Whether what that encoder needs is installed; weights of a hub may still have to come."""
    from dalil.index.encode import e5_weights, sentence_transformer

    named = name or os.environ.get(ENVIRONMENT) or DEFAULT
    small = named in {DEFAULT, LAW} and e5_weights.bundled() is not None
    return small or named.startswith("hashing") or sentence_transformer.is_installed()


@lru_cache(maxsize=4)
def _encoder(name: str) -> Encoder:
    if match := re.fullmatch(r"hashing(?:-([1-9]\d{0,4}))?", name):
        return HashingEncoder(int(match[1] or HashingEncoder.DIMENSION))
    from dalil.index.encode.e5 import E5
    from dalil.index.encode.e5_weights import bundled
    from dalil.index.encode.sentence_transformer import SentenceTransformerEncoder

    if name == LAW:
        from dalil.index.encode.law_scales import with_law_scales

        if (weights := bundled()) is None:
            raise EncoderError(Message("index.no_small_engine"))
        return E5(with_law_scales(weights))
    if name != DEFAULT:
        return SentenceTransformerEncoder(name)
    if weights := bundled():
        return E5(weights)
    from dalil.index.encode.e5_weights import PROMPTS

    return SentenceTransformerEncoder(HUB_E5, prompts=PROMPTS)
