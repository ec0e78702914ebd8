"""A question's vector, moved towards that of its reading in the words of acts.

"Bos potong gaji" lies far from every pasal, "pengusaha memotong upah" does not. How far the
vector is moved depends on what was crossed: an everyday word, a language, or only another name.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from index.encoder import Encoder
from index.question.language import Language
from index.question.sought import Expansion
from index.ranking import DEFAULT, RankingConfig
from index.threads import both

Vector = npt.NDArray[np.float32]


def question_vector(
    encoder: Encoder,
    text: str,
    sought: Expansion,
    language: Language,
    config: RankingConfig = DEFAULT,
) -> Vector:
    """The vector (d,) of a question and its reading, of length 1. Raises EncoderError."""
    if sought.reading is None or sought.reading == text:
        return encoder.encode_query(text)
    share = share_of(sought, language, config)
    asked, read = both(encoder.encode_query, text, sought.reading)
    mixed = (1 - share) * asked + share * read
    moved: Vector = (mixed / max(float(np.linalg.norm(mixed)), 1e-9)).astype(np.float32)
    return moved


def share_of(sought: Expansion, language: Language, config: RankingConfig = DEFAULT) -> float:
    """How much of the vector is that of the reading, 0–1."""
    if language == "en":
        return config.translation_vector_weight
    return config.everyday_vector_weight if sought.spoken else config.names_vector_weight
