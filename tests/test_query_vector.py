"""A question's vector is moved towards its reading, by as much as was crossed."""

from __future__ import annotations

from types import SimpleNamespace

import numpy as np
import pytest

from dalil.index.encode.encoder import HashingEncoder
from dalil.index.query.analyzer import Language
from dalil.index.query.expand import Expansion
from dalil.index.ranking_config import DEFAULT
from dalil.index.search.search import question_vector, share_of

ENCODER = HashingEncoder(64)
NAMES, EVERYDAY = DEFAULT.names_vector_weight, DEFAULT.everyday_vector_weight
GLOSS = DEFAULT.translation_vector_weight


@pytest.mark.parametrize(
    ("sought", "language", "share", "why"),
    [
        (Expansion("jht", reading="jaminan hari tua"), "id", NAMES, "another name only"),
        (Expansion("bos", reading="pengusaha", spoken=True), "id", EVERYDAY, "everyday words"),
        (Expansion("wage", reading="upah"), "en", GLOSS, "a gloss"),
        (Expansion("wage", reading="upah", spoken=True), "en", GLOSS, "a gloss still"),
    ],
)  # fmt: skip
def test_the_share_is_that_of_what_was_crossed(
    sought: Expansion, language: Language, share: float, why: str
) -> None:
    assert share_of(sought, language) == share, why
    one, two = ENCODER.encode_query("asked"), ENCODER.encode_query(sought.reading or "")
    expected = (1 - share) * one + share * two
    found = question_vector(ENCODER, "asked", sought, language)
    assert np.allclose(found, expected / np.linalg.norm(expected), atol=1e-6)


@pytest.mark.parametrize("reading", [None, "upah minimum"], ids=["no reading", "the same"])
def test_where_nothing_was_crossed_the_question_stays_as_it_is(reading: str | None) -> None:
    found = question_vector(ENCODER, "upah minimum", Expansion("upah", reading=reading), "id")
    assert np.array_equal(found, ENCODER.encode_query("upah minimum"))


def test_opposite_readings_give_a_direction_and_no_nan() -> None:
    """At equal shares a gloss that points the other way leaves nothing of the two."""
    way = np.array([1, 0], np.float32)
    encoder = SimpleNamespace(encode_query=lambda text: way if text == "a" else -way)
    found = question_vector(encoder, "a", Expansion("a", reading="b"), "en")
    assert np.isfinite(found).all()
