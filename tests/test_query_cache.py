"""The encoder with a memory gives what the other one gives, and asks it once."""

import numpy as np
import pytest

from dalil.index.encode.encoder import HashingEncoder
from dalil.index.encode.vector_cache import QUERIES_KEPT, Remembered
from dalil.ingest.errors import EncoderError


class Counting(HashingEncoder):
    def __init__(self) -> None:
        super().__init__()
        self.asked: list[str] = []

    def encode_query(self, text: str) -> np.ndarray:
        self.asked.append(text)
        return super().encode_query(text)


def test_a_question_is_encoded_once() -> None:
    other = Counting()
    encoder = Remembered(lambda: other)
    for question in ("izin taman", "kolam ikan", "izin taman"):
        assert np.array_equal(
            encoder.encode_query(question), HashingEncoder().encode_query(question)
        )
    assert other.asked == ["izin taman", "kolam ikan"]


def test_it_forgets_the_oldest() -> None:
    other = Counting()
    encoder = Remembered(lambda: other)
    for number in range(QUERIES_KEPT + 1):
        encoder.encode_query(f"pertanyaan {number}")
    encoder.encode_query("pertanyaan 0")
    assert other.asked.count("pertanyaan 0") == 2


def test_nobody_can_change_what_is_remembered() -> None:
    vector = Remembered(HashingEncoder).encode_query("izin")
    with pytest.raises(ValueError, match="read-only"):
        vector[0] = 1.0


def test_it_is_the_same_space_and_passages_are_not_remembered() -> None:
    encoder, other = Remembered(HashingEncoder), HashingEncoder()
    assert (encoder.fingerprint, encoder.dimension) == (other.fingerprint, other.dimension)
    made = encoder.encode_passages(["satu", "dua"])
    assert np.array_equal(made, other.encode_passages(["satu", "dua"]))
    made[0, 0] = 9.0  # the caller's own


def test_an_encoder_that_is_not_there_is_an_error_each_time_and_no_earlier() -> None:
    def absent() -> HashingEncoder:
        raise EncoderError("no model")

    encoder = Remembered(absent)
    for _ in range(2):
        with pytest.raises(EncoderError, match="no model"):
            encoder.encode_query("izin")
