"""An index in a server of one's own: the same finds, filters, switches, and a server that ends.

One contract for all engines: PostgreSQL with pgvector, and Milvus by milvus-lite, which run for
real, from the wheels that the test extra brings (`bench/postgresql.py`, `bench/milvus.py`).
"""

from __future__ import annotations

import subprocess
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from app_library import HOSTILE
from command import dalil
from made_up import act

from bench.milvus import MilvusLite
from bench.postgresql import PASSWORD, PostgreSQL
from dalil.index.encode.encoder import HashingEncoder
from dalil.index.engines import milvus, postgres
from dalil.index.query.conditions import Filters
from dalil.index.ranking_config import RankingConfig
from dalil.index.search.explain import why
from dalil.index.search.results import Mode, SearchResult
from dalil.ingest.errors import EngineError
from dalil.ingest.model import Parsed, Tier
from dalil.library import Library, shipped

Server = PostgreSQL | MilvusLite

#: Of every kind that is ranked in its own way.
QUESTIONS = (
    "apa yang dimaksud dengan pemerintah daerah",  # a definition
    "siapa yang mengangkat kepala daerah",
    "PHK",  # a name with another name
    "berapa lama perjanjian kerja waktu tertentu",
    "bolehkah bos potong gaji karyawan",  # everyday words
    "What is a treaty?",  # English
    "sanksi pencurian",
    "pemerintahh daerah",  # a typing mistake
    "Pasal 1 UU 23/2014",  # a reference
    "zzqq xyzzy",  # no word that there is
    "yang dan di dari",  # only words that half of the library has
    "Saya bekerja di sebuah pabrik sejak tiga tahun lalu dan selama itu kontrak saya selalu "
    "diperpanjang setiap enam bulan tanpa surat apa pun dari perusahaan. Bulan lalu atasan saya "
    "berkata kontrak tidak diperpanjang lagi dan saya tidak akan mendapat apa-apa. Istri saya "
    "bilang itu tidak adil. Apakah saya berhak atas uang kompensasi dari perusahaan itu?",  # letter
)


@pytest.fixture(scope="module")
def server(engine_server: Server) -> Server:
    """A server of every kind that is installed (`conftest`)."""
    return engine_server


@pytest.fixture
def shared(server: Server) -> Server:
    """The same server, for tests with a database of their own in it."""
    return server


class Database:
    """A database of its own in a server."""

    def __init__(self, server: Server, name: str) -> None:
        self.server, self.name = server, name

    def address(self) -> str:
        return self.server.address(self.name)


@contextmanager
def fresh(server: Server) -> Iterator[Database]:
    name = server.new_database()
    yield Database(server, name)


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory, server: Server) -> Library:
    """The sources that ship, with vectors, in the folder and in the server."""
    folder = tmp_path_factory.mktemp("engine") / "pustaka"
    made = Library.open(folder, create=True, encoder=HashingEncoder(64), engine="")
    made.add(shipped(), workers=1)
    told = made.publish(server.address())
    assert not told.already and told.vectors == told.units > 500
    return made


def over(library: Library, server: Server | Database, depth: int = 500) -> Library:
    """The same library asked through the server."""
    return Library.open(
        library.folder, encoder=HashingEncoder(64), engine=server.address(),
        ranking=replace(RankingConfig(), engine_depth=depth),
    )  # fmt: skip


def law(document_id: str, text: str) -> Parsed:
    """An act of one sentence."""
    return act(document_id, {"1": [text]})


def told(result: SearchResult) -> list[tuple[str, float]]:
    return [(hit.passage.passage_id, round(hit.score, 4)) for hit in result.hits]


@pytest.mark.parametrize("question", QUESTIONS)
@pytest.mark.parametrize("mode", ["hybrid", "lexical", "semantic"])
def test_finds_what_the_arrays_find(
    sample: Library, server: Server, question: str, mode: Mode
) -> None:
    through = over(sample, server)
    here, there = sample.search(question, mode=mode), through.search(question, mode=mode)
    assert told(there) == told(here)
    assert there.notes == here.notes
    assert there.generation == here.generation
    assert [(h.lexical is None, h.semantic is None) for h in there.hits] == [
        (h.lexical is None, h.semantic is None) for h in here.hits
    ]


def test_first_hit_holds_with_few_candidates(sample: Library, server: Server) -> None:
    few = over(sample, server, depth=120)
    for question in QUESTIONS:
        assert told(few.search(question))[:1] == told(sample.search(question))[:1], question


@pytest.mark.parametrize(
    "filters",
    [
        Filters(tiers=frozenset({Tier.PRIMARY})),
        Filters(tiers=frozenset({Tier.SECONDARY, Tier.TERTIARY})),
        Filters(year_from=2010),
        Filters(kinds=frozenset({"UU"}), year_to=2014),
        Filters(documents=frozenset({"uu/2014/23"})),
        Filters(documents=frozenset({"uu/1900/1"})),  # nothing
    ],
)
def test_filters_go_into_every_call(sample: Library, server: Server, filters: Filters) -> None:
    through = over(sample, server)
    for question in (*QUESTIONS[:4], "pajak -daerah", '"kepala daerah"', "pajak AND daerah"):
        here = sample.search(question, filters=filters)
        there = through.search(question, filters=filters)
        assert told(there) == told(here), question


def test_a_long_list_is_long(sample: Library, server: Server) -> None:
    assert len(over(sample, server).search("daerah", k=200).hits) == len(
        sample.search("daerah", k=200).hits
    )


def test_nearest_by_a_graph(sample: Library, shared: Server) -> None:
    """Of a large library the nearest are found by HNSW: the first hit stays, the ten nearly."""
    generation = sample.generation
    assert generation is not None
    with fresh(shared) as other:
        module = postgres if isinstance(shared, PostgreSQL) else milvus
        module.publish(generation, other.address(), indexed_from=1)
        through = over(sample, other)
        pairs = [(told(sample.search(q)), told(through.search(q))) for q in QUESTIONS]
    assert all(here[:1] == there[:1] for here, there in pairs)
    assert np.mean([here == there for here, there in pairs]) >= 0.9


def test_an_answer_and_its_reasons(sample: Library, server: Server) -> None:
    through, question = over(sample, server), QUESTIONS[0]
    assert through.ask(question).to_dict() == sample.ask(question).to_dict()
    hit = through.search(question).hits[0]
    here, there = why(sample, question, hit), why(through, question, hit)
    assert there.said == here.said
    assert here.fused and here.fused.rank == 1
    assert there.fused is there.lexical is there.semantic is None  # a place among all is not known


# Generations


@pytest.fixture
def small(tmp_path: Path) -> Library:
    made = Library.open(tmp_path / "kecil", create=True, encoder=HashingEncoder(64), engine="")
    made.put(law("uu/2001/1", "Izin taman berlaku lima tahun."))
    made.put(law("uu/2001/2", "Tarif parkir ditetapkan bupati."))
    made.commit()
    return made


def test_a_transaction_switches(small: Library, shared: Server) -> None:
    with fresh(shared) as server:
        with pytest.raises(EngineError, match="dalil publish"):
            over(small, server).search("izin")
        small.publish(server.address())
        assert small.publish(server.address()).already
        reader = over(small, server)
        first = reader.search("izin taman")
        assert first.hits[0].document.id == "uu/2001/1"

        small.put(law("uu/2001/3", "Izin kolam berlaku satu tahun."))
        small.commit()
        before = reader.search("izin kolam")  # not published: not found, and said
        assert "uu/2001/3" not in {hit.document.id for hit in before.hits}
        assert before.generation == first.generation
        assert any(getattr(note, "key", "") == "engine.other_catalog" for note in before.notes)

        small.publish(server.address())
        after = reader.search("izin kolam")
        assert after.hits[0].document.id == "uu/2001/3" and not after.notes
        assert after.generation != first.generation


def test_a_reader_with_the_older_catalogue_is_served_the_older_index(
    small: Library, tmp_path: Path, shared: Server
) -> None:
    with fresh(shared) as server:
        small.publish(server.address())
        older = tmp_path / "salinan"
        older.mkdir()
        small.catalog.copy_to(older / "catalog.sqlite")  # a reader has no arrays at all
        reader = Library.open(older, encoder=HashingEncoder(64), engine=server.address())
        kept = told(reader.search("izin"))

        small.put(law("uu/2001/3", "Izin kolam berlaku satu tahun."))
        small.remove("uu/2001/1")
        small.commit()
        small.publish(server.address())
        found = reader.search("izin")
        assert told(found) == kept and not found.notes
        assert over(small, server).search("izin").hits[0].document.id == "uu/2001/3"

        small.put(law("uu/2001/4", "Izin pasar berlaku dua tahun."))
        small.commit()
        small.publish(server.address())  # the third: the first is dropped
        found = reader.search("izin")  # opened before, and gone now
        assert {hit.document.id for hit in found.hits} <= {"uu/2001/1", "uu/2001/2"}
        assert found.notes


def test_a_publication_that_fails_changes_nothing(
    small: Library, monkeypatch: pytest.MonkeyPatch, shared: Server
) -> None:
    with fresh(shared) as server:
        small.publish(server.address())
        reader = over(small, server)
        before = told(reader.search("izin"))
        small.put(law("uu/2001/3", "Izin kolam berlaku satu tahun."))
        small.commit()

        def cut(*_: object) -> None:
            raise EngineError("cut")

        with monkeypatch.context() as patched:
            if isinstance(shared, PostgreSQL):
                patched.setattr("dalil.index.engines.postgres._copy_vectors", cut)
            else:
                patched.setattr("dalil.index.engines.milvus._Publishing._write_parts", cut)
            with pytest.raises(EngineError, match="cut"):
                small.publish(server.address())
        assert told(reader.search("izin")) == before
        small.publish(server.address())
        assert "uu/2001/3" in {hit.document.id for hit in reader.search("izin").hits}


def test_units_without_a_vector_are_found_by_their_words(small: Library, shared: Server) -> None:
    small.put(law("uu/2001/3", "Izin kolam berlaku satu tahun."))
    small.commit(vectors=False)
    with fresh(shared) as server:
        small.publish(server.address())
        here, there = small.search("izin kolam"), over(small, server).search("izin kolam")
        assert told(here) == told(there) and here.notes == there.notes
        assert there.hits[0].document.id == "uu/2001/3"


# Hostile text


@pytest.mark.parametrize(
    "question",
    [
        "'; DROP SCHEMA dalil CASCADE; --",
        "izin\x00taman",
        '%s %(a)s {0} $1 \\ "',
        "izin \ud800 taman",
        "🦖 " * 50 + "izin",
        "}'::vector [1,2] NULL",
        HOSTILE,
    ],
)
def test_nothing_typed_reaches_a_statement(sample: Library, server: Server, question: str) -> None:
    through = over(sample, server)
    assert told(through.search(question)) == told(sample.search(question))
    assert through.search(QUESTIONS[0]).hits


def test_hostile_sources_are_published(tmp_path: Path, shared: Server) -> None:
    made = Library.open(tmp_path / "pustaka", create=True, encoder=HashingEncoder(64), engine="")
    made.put(law("uu/2001/1", f"{HOSTILE} '); DROP TABLE x; -- \\N \\. \t izin"))
    made.commit()
    with fresh(shared) as server:
        made.publish(server.address())
        assert told(over(made, server).search("izin naga")) == told(made.search("izin naga"))


# The server, the address and the password


def test_a_server_that_is_away_is_told(
    small: Library, server: Server, capfd: pytest.CaptureFixture[str]
) -> None:
    with type(server)() as server:
        small.publish(server.address())
        reader = over(small, server)
        assert reader.search("izin").hits
        server.stop()
        for _ in range(2):
            with pytest.raises(EngineError, match=f"127.0.0.1:{server.port}") as away:
                reader.ask("izin")
            assert PASSWORD not in str(away.value)
        with pytest.raises(EngineError):
            reader.status()
        server.start()
        assert reader.search("izin").hits  # the same reader, with connections that were cut
    assert PASSWORD not in "".join(capfd.readouterr())


def test_a_server_stopped_in_the_middle_gives_answers_or_errors(
    small: Library, server: Server
) -> None:
    """Asked by several threads all the while: what is answered is right, the rest is told."""
    with type(server)() as server:
        small.publish(server.address())
        reader = over(small, server)
        right = told(small.search("izin taman"))
        found: list[object] = []
        stop = threading.Event()

        def ask() -> None:
            while not stop.is_set():
                try:
                    found.append(told(reader.search("izin taman")) == right)
                except EngineError:
                    found.append("away")

        threads = [threading.Thread(target=ask) for _ in range(4)]
        for thread in threads:
            thread.start()
        while len(found) < 20:
            stop.wait(0.01)
        server.stop()
        while found[-1] != "away":
            stop.wait(0.01)
        server.start()
        again = len(found)
        while not any(one is True for one in found[again:]):
            stop.wait(0.01)
        stop.set()
        for thread in threads:
            thread.join()
        assert False not in found and "away" in found


def test_the_command(sample: Library, server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    def run(*said: str, engine: str = "") -> subprocess.CompletedProcess[str]:
        monkeypatch.setenv("DALIL_ENGINE", engine)
        return dalil(*said, "--library", sample.folder)

    assert "--engine" in run("publish").stderr
    done = run("publish", engine=server.address())
    assert done.returncode == 0 and "sudah ada" in done.stderr
    state = run("status", engine=server.address())
    assert f"127.0.0.1:{server.port}/dalil" in state.stdout
    here = run("ask", "kepala daerah", "--mode", "lexical", "--json")
    there = run("ask", "kepala daerah", "--mode", "lexical", "--json", engine=server.address())
    assert there.stdout == here.stdout and there.returncode == here.returncode
    nobody = server.address(password="salah+satu").replace(f":{server.port}/", ":1/")
    away = run("ask", "kepala daerah", engine=nobody)
    assert away.returncode == 2 and not away.stdout and "tidak menjawab" in away.stderr
    for one in (done, state, there, away):
        assert PASSWORD not in one.stdout + one.stderr and "salah+satu" not in one.stderr
