"""A question's vector, moved towards that of its reading in the words of acts.

"Bos potong gaji" lies far from every pasal, "pengusaha memotong upah" does not. How far the
vector is moved depends on what was crossed: an everyday word, a language, or only another name.
"""

from __future__ import annotations

from typing import Final

import numpy as np
import numpy.typing as npt

from index.encoder import Encoder
from index.question.language import Language
from index.question.sought import Expansion
from index.threads import both

Vector = npt.NDArray[np.float32]

#: How much of the vector is that of the reading. Where only names were crossed: MRR@10 on the
#: labour questions at 0, .15, .25, .35: .909, .903, .906, .901.
NAMES_SHARE: Final = 0.25
#: Where everyday words were: on our everyday questions at .35, .5, .65, .8: .629, .655, .674, .689
#: (bench/results/lay.md).
SPOKEN_SHARE: Final = 0.65
#: Of an English question that of its Indonesian gloss: over four sets at .35, .5, .65, .8: .71,
#: .73, .73, .72 (bench/results/english.md).
TRANSLATED_SHARE: Final = 0.5


def question_vector(encoder: Encoder, text: str, sought: Expansion, language: Language) -> Vector:
    """The vector (d,) of a question and its reading, of length 1. Raises EncoderError."""
    if sought.reading is None or sought.reading == text:
        return encoder.encode_query(text)
    share = share_of(sought, language)
    asked, read = both(encoder.encode_query, text, sought.reading)
    mixed = (1 - share) * asked + share * read
    moved: Vector = (mixed / max(float(np.linalg.norm(mixed)), 1e-9)).astype(np.float32)
    return moved


def share_of(sought: Expansion, language: Language) -> float:
    """How much of the vector is that of the reading, 0–1."""
    if language == "en":
        return TRANSLATED_SHARE
    return SPOKEN_SHARE if sought.spoken else NAMES_SHARE
