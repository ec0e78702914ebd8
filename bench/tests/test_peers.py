"""The comparison with other tools: its measures against hand counts, its tools on a toy library."""

import json
import tempfile
from importlib import import_module
from importlib.util import find_spec
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from made_up import act

from bench.memory import disk_mb, rss_mb
from bench.peers.bigger import bigger
from bench.peers.export import Corpus, Recorded, export, load, load_questions
from bench.peers.measure import at_once, difference, mean, quantile, reciprocal
from bench.peers.peer import Peer, reciprocal_rank
from bench.peers.report import report
from bench.peers.run import TOOLS, Running, measured
from bench.peers.worker import Worker, first_of_each
from dalil.answer.evaluate.judgments import Question
from dalil.index.encode.encoder import HashingEncoder
from dalil.index.encode.vector_cache import VectorCache, text_hash
from dalil.index.library import Library
from dalil.ingest.errors import EncoderError

#: What each tool must have installed.
NEEDS = {
    "dalil_library": (),
    "dalil_scores": (),
    "bm25s_alone": ("bm25s",),
    "rank_bm25_okapi": ("rank_bm25",),
    "sqlite_faiss": ("faiss",),
    "lancedb_hybrid": ("lancedb",),
    "qdrant_edge_shard": ("qdrant_edge",),
    "qdrant_edge_dbsf": ("qdrant_edge",),
    "langchain_ensemble": ("langchain_classic", "langchain_community", "rank_bm25", "faiss"),
    "haystack_hybrid": ("haystack",),
}
ACTS = [
    act(
        "uu/2030/1",
        {
            "1": ["Kucing tidur siang di beranda rumah.", "Anjing menjaga pintu gerbang malam."],
            "2": ["Burung bernyanyi setiap pagi di taman."],
            "3": ["Ikan berenang mengitari kolam istana."],
        },
    ),
    act("uu/2030/2", {"1": ["Kuda berlari melintasi padang rumput."]}),
]
ASKED = {
    "satu": [
        Question(
            "a", "di mana kucing tidur", ("uu/2030/1#pasal-1",), ("uu/2030/1#pasal-1/ayat-1",)
        ),
        Question("b", "anjing menjaga apa", ("uu/2030/1#pasal-1",), ("uu/2030/1#pasal-1/ayat-2",)),
        Question("c", "kuda berlari", ("uu/2030/2#pasal-1",)),
    ],
    "dua": [Question("d", "where do the cats (kucing) sleep", ("uu/2030/1#pasal-1",))],
}


@pytest.fixture(scope="module")
def exported(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("peers")
    library = Library.open(folder / "library", create=True, encoder=HashingEncoder(256))
    for parsed in ACTS:
        library.put(parsed)
    library.commit()
    assert export(library, ASKED, folder / "export") == 5
    return folder / "export"


@pytest.fixture(scope="module")
def corpus(exported: Path) -> Corpus:
    return load(exported)


def tool(module: str, folder: Path, exported: Path) -> Peer:
    missing = [name for name in NEEDS[module] if find_spec(name) is None]
    if missing:
        pytest.skip(f"{', '.join(missing)} not installed: see bench/peers/requirements.txt")
    made: Peer = import_module(f"bench.peers.{module}").Tool(folder, exported)
    return made


# The tools


def test_every_tool_is_tested() -> None:
    assert set(TOOLS) == set(NEEDS)


@pytest.mark.parametrize("module", TOOLS)
def test_a_tool_finds_what_shares_words_and_meaning(
    module: str, tmp_path: Path, exported: Path, corpus: Corpus
) -> None:
    peer = tool(module, tmp_path, exported)
    peer.build(corpus.ids, corpus.texts, corpus.vectors)
    recorded = Recorded(exported)
    for questions in load_questions(exported).values():
        for question in questions:
            found = peer.search(question.question, recorded.encode_query(question.question), 3)
            assert found[0].startswith(question.relevant[0]), question.question
            assert len(found) == len(set(found)) <= 3
            assert set(found) <= set(corpus.ids)
    assert peer.name and peer.version() and peer.settings


@pytest.mark.parametrize("module", [t for t in TOOLS if not t.startswith("dalil")])
@pytest.mark.parametrize(
    "text",
    [
        'kucing "tidur',  # a quotation mark that is not closed
        "kucing AND NOT tidur",  # operators of query languages
        "kucing* (tidur OR",
        "kucing: tidur ^2 ~ - +",
        "KUCING, TIDUR?",
    ],
)
def test_a_question_is_words_to_a_tool_whatever_signs_stand_in_it(
    module: str, text: str, tmp_path: Path, exported: Path, corpus: Corpus
) -> None:
    peer = tool(module, tmp_path, exported)
    peer.build(corpus.ids, corpus.texts, corpus.vectors)
    vector = HashingEncoder(256).encode_query("kucing tidur")
    assert peer.search(text, vector, 2)[0] == "uu/2030/1#pasal-1/ayat-1"


# What all get


def test_the_export_holds_the_units_with_their_vectors_and_no_index(
    exported: Path, corpus: Corpus
) -> None:
    row = corpus.ids.index("uu/2030/2#pasal-1/ayat-1")
    assert corpus.shown[row] == "uu/2030/2#pasal-1"
    assert "Kuda berlari" in corpus.texts[row]
    expected = HashingEncoder(256).encode_passages(corpus.texts)
    np.testing.assert_array_equal(corpus.vectors, expected)
    assert load_questions(exported) == ASKED
    assert not (exported / "library" / "generations").exists()


def test_an_export_without_all_vectors_is_refused(tmp_path: Path) -> None:
    library = Library.open(tmp_path / "library", create=True, encoder=HashingEncoder(256))
    library.put(ACTS[0])
    library.commit(vectors=False)
    (tmp_path / "library" / "vectors").mkdir()
    with pytest.raises(EncoderError, match="dalil ingest"):
        export(library, ASKED, tmp_path / "export")


def test_recorded_vectors_are_the_encoders_and_nothing_else_is_known(exported: Path) -> None:
    recorded = Recorded(exported)
    text = ASKED["satu"][0].question
    np.testing.assert_array_equal(
        recorded.encode_query(text), HashingEncoder(256).encode_query(text)
    )
    assert recorded.fingerprint == HashingEncoder(256).fingerprint
    assert recorded.spent_ms == recorded.ms(text) > 0
    with pytest.raises(EncoderError, match="not in the export"):
        recorded.encode_query("yang tidak pernah ditanyakan")


@pytest.mark.parametrize(("most", "kept"), [(5, 5), (4, 1)])  # acts of 4 and 1: whole or not
def test_a_bigger_library_has_whole_acts_and_repeated_vectors(
    most: int, kept: int, tmp_path: Path, exported: Path
) -> None:
    vectors = HashingEncoder(256).encode_passages(["satu", "dua", "tiga"])
    fingerprint = HashingEncoder(256).fingerprint
    made = bigger(exported / "library", tmp_path / "big", vectors, fingerprint, most)
    library = Library.open(tmp_path / "big", encoder=HashingEncoder(256))
    assert library.catalog.counts()["searchable"] == made == kept
    assert library.commit().meta.encoder == fingerprint  # nothing is left to encode
    units = [unit.text for unit in library.catalog.searchable()]
    found, missing = VectorCache(tmp_path / "big" / "vectors").get_many(
        fingerprint, list(map(text_hash, units))
    )
    assert not missing.any()
    np.testing.assert_array_equal(found, vectors[[0, 1, 2, 0, 1][:kept]])


# The runner


def test_the_runner_asks_every_tool_in_its_own_process_and_reports(exported: Path) -> None:
    said = measured(exported, ["dalil_library", "bm25s_alone"], [0, 1, 2, 3])
    for module, asked in said.items():
        assert asked["build_s"] > 0, module
        assert asked["now_mb"] <= asked["peak_mb"]
        assert [asked["answers"][n]["found"][0] for n in (0, 1, 2)] == [
            "uu/2030/1#pasal-1/ayat-1", "uu/2030/1#pasal-1/ayat-2", "uu/2030/2#pasal-1/ayat-1",
        ]  # fmt: skip
        assert all(a["ms"] > 0 for a in asked["answers"].values())
    answers = said["dalil_library"]["answers"]
    # The English question is encoded twice by Dalil: itself, and what its glossary makes of it.
    assert all(answers[n]["encode_ms"] > 0 for n in answers)
    assert not any(a["encode_ms"] for a in said["bm25s_alone"]["answers"].values())
    for asked in said.values():
        asked["answers"] = {str(n): a for n, a in asked["answers"].items()}
    text = "\n".join(report(json.loads(json.dumps(said)), ASKED))
    assert "## satu: 3 questions" in text
    assert "## dua: 1 questions" in text
    assert "| **Dalil** | 1.000 | 1.000 | 1.000 | – | – | – |" in text
    assert "| bm25s alone | 1.000 | 1.000 | 1.000 | +0.000 [+0.000, +0.000], 1.000 |" in text


def test_a_tool_that_fails_is_an_error_of_the_run(tmp_path: Path, exported: Path) -> None:
    running = Running("no_such_tool", tmp_path / "work", exported)
    with pytest.raises(RuntimeError, match="no_such_tool"):
        running.say({"build": True})


def test_a_worker_groups_units_by_pasal_and_keeps_the_best(tmp_path: Path, exported: Path) -> None:
    worker = Worker("bm25s_alone", tmp_path, exported)
    built = worker.build()
    assert built["name"] == "bm25s alone"
    (answer,) = worker.ask([0])
    assert answer["found"][0] == "uu/2030/1#pasal-1/ayat-1"
    assert "uu/2030/1#pasal-1/ayat-2" not in answer["found"]  # of the same pasal, further down


def test_memory_and_disk_are_counted(tmp_path: Path) -> None:
    now, peak = rss_mb()
    if not now:
        pytest.skip("no /proc/self/status on this system")
    held = np.ones(25_000_000, np.float32)  # 100 MB, written to
    more, most = rss_mb()
    assert 80 < more - now < 140
    assert most >= max(peak, more)
    del held
    (tmp_path / "inside").mkdir()
    (tmp_path / "inside" / "file").write_bytes(b"x" * 3_000_000)
    assert disk_mb(tmp_path) == 3.0


# The measures


def test_measures_by_hand() -> None:
    questions = [
        Question("a", "?", ("x#pasal-1",), ("x#pasal-1/ayat-1",)),
        Question("b", "?", ("x#pasal-2",)),
        Question("c", "?", ("x#pasal-3",)),
    ]
    found = {
        "a": ["x#pasal-1/ayat-2"],
        "b": ["x#pasal-9", "x#pasal-2"],
        "c": [f"x#pasal-1{n}" for n in range(10)] + ["x#pasal-3"],  # eleventh: too late
    }
    pasal = reciprocal(questions, found, "pasal")
    assert pasal == {"a": 1.0, "b": 0.5, "c": 0.0}
    assert mean(pasal) == 0.5
    assert at_once(pasal) == {"a": 1.0, "b": 0.0, "c": 0.0}
    assert at_once(reciprocal(questions, found, "exact")) == {"a": 0.0}
    assert reciprocal(questions[1:], found, "exact") == {}


def test_a_difference_is_dalil_minus_the_peer() -> None:
    peer, dalil = {"a": 0.0, "b": 0.5}, {"a": 1.0, "b": 0.5}
    assert difference(peer, dalil).startswith("+0.500 [+0.000, +1.000]")
    assert difference(dalil, peer).startswith("-0.500")


@pytest.mark.parametrize(
    ("values", "share", "expected"),
    [([3, 1, 2], 0.5, 2), ([1], 0.95, 1), (list(range(1, 101)), 0.95, 95), ([1, 2], 1.0, 2)],
)
def test_quantile(values: list[float], share: float, expected: float) -> None:
    assert quantile(values, share) == expected


@given(st.lists(st.lists(st.integers(0, 12), unique=True), min_size=1, max_size=3))
def test_reciprocal_rank_against_its_formula(lists: list[list[int]]) -> None:
    def worth(item: int) -> float:
        return sum(1 / (61 + ranked.index(item)) for ranked in lists if item in ranked)

    ranked = reciprocal_rank(lists, 100)
    assert set(ranked) == {item for items in lists for item in items}
    assert all(worth(one) >= worth(two) - 1e-12 for one, two in pairwise(ranked))
    assert reciprocal_rank(lists, 2) == ranked[:2]


def test_first_of_each_keeps_the_order_and_ids_it_does_not_know() -> None:
    shown = {"a/1": "a", "a/2": "a", "b/1": "b"}
    assert first_of_each(["a/2", "b/1", "a/1", "c"], shown) == ["a/2", "b/1", "c"]
    with tempfile.TemporaryDirectory() as empty:
        assert disk_mb(Path(empty)) == 0.0
