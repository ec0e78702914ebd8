"""No job drops a vector: whatever publishes an index keeps those of the cache and of the last one.

Jobs of every kind follow each other in any order, with and without vectors, stopped and killed
between two batches, also where the cache is gone; after each the index is held against what was
there before it.
"""

from __future__ import annotations

import shutil
import signal
import subprocess
import sys
import tempfile
import threading
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from made_up import act

from dalil.index.curate.edit import correct, reindex, undo
from dalil.index.curate.overrides import corrected_ids
from dalil.index.curate.trash import remove, removed, restore
from dalil.index.encode import vector_cache
from dalil.index.encode.encoder import Floats, HashingEncoder, Progress
from dalil.index.encode.vector_cache import VectorCache, text_hash
from dalil.index.library import Library
from dalil.index.snapshot.vectors import Coarse, Dense
from dalil.ingest.errors import EncoderError, NotInLibrary
from dalil.ingest.model import Parsed
from dalil.views.words import heard

ROOT = Path(__file__).resolve().parents[1]
WORDS = "daerah kerja sama luar negeri menteri gubernur izin retribusi desa".split()


class Killed(BaseException):
    """The process ends here."""


@dataclass
class Fragile:
    """An encoder that may be killed after some batches, or told to stop."""

    inner: HashingEncoder = field(default_factory=lambda: HashingEncoder(16))
    batches: int | None = None

    @property
    def fingerprint(self) -> str:
        return self.inner.fingerprint

    @property
    def dimension(self) -> int:
        return self.inner.dimension

    def encode_query(self, text: str) -> Floats:
        return self.inner.encode_query(text)

    def encode_passages(self, texts: Sequence[str], progress: Progress | None = None) -> Floats:
        if self.batches is not None:
            self.batches -= 1
            if self.batches < 0:
                raise Killed
        return self.inner.encode_passages(texts, progress)


def made(n: int, version: int = 0) -> Parsed:
    """An act of three pasal with two ayat each, no two of them the same."""
    return act(
        f"uu/2001/{n}",
        {
            str(p): [f"{WORDS[(n * p + i + version) % 10]} kata{n}{p}{i}" for i in range(2)]
            for p in range(1, 4)
        },
    )


def known(library: Library) -> set[str]:
    """Ids of passages whose vector the index in use has, in the order of the generation."""
    generation = library.generation
    if generation is None or not generation.vectors:
        return set()
    lacking = generation.without
    return {
        generation.passage_ids[i]
        for i in range(generation.meta.units)
        if lacking is None or not lacking[i]
    }


def check(library: Library, last: str, before: dict[str, bytes], cached: set[bytes]) -> None:
    """What the index in use must have: ``before`` are the texts that had a vector in the ``last``.

    What lies in the cache (``cached``) need be there only where the job published an index.
    """
    generation = library.generation
    if generation is None:
        return
    if generation.name == last:
        cached = set()
    texts = {u.passage_id: u.text for u in library.catalog.searchable()}
    if generation.meta.catalog != library.catalog.content_hash():
        return  # the job was killed before it could publish: the last index is in use
    have = known(library)
    for passage_id, text in texts.items():
        if before.get(passage_id) == text_hash(text) or text_hash(text) in cached:
            assert passage_id in have, "a vector was dropped"
    dense = generation.dense
    for i in range(generation.meta.units):
        passage_id = generation.passage_ids[i]
        if passage_id in have:
            assert dense is not None
            wanted = HashingEncoder(16).encode_query(texts[passage_id])
            assert np.allclose(dense.vectors(np.array([i]))[0], wanted), "of another passage"


KINDS = (
    "add", "replace", "remove", "restore", "title", "number", "undo", "reindex", "commit",
)  # fmt: skip
JOB = st.tuples(
    st.sampled_from(KINDS),
    st.integers(0, 4),  # which work
    st.booleans(),  # with vectors
    st.sampled_from([None, None, 0, 1]),  # killed after so many batches
    st.sampled_from([None, None, 0, 1]),  # stopped after so many batches
    st.sampled_from(["", "", "", "cache gone", "index gone"]),  # before it
)


def run(library: Library, kind: str, n: int, vectors: bool, stopped: int | None) -> None:
    stops = iter([False] * (stopped or 0))

    def stop() -> bool:
        return stopped is not None and next(stops, True)

    there = [d.id for d in library.catalog.documents()]
    one = there[n % len(there)] if there else ""
    if kind in {"add", "replace"}:
        with library.write_lock():
            library.put(made(n, int(kind == "replace")))
            library.commit(vectors=vectors, stop=stop)
    elif kind == "commit":
        library.commit(vectors=vectors, stop=stop)
    elif kind == "reindex":
        reindex(library)
    elif kind == "remove" and one:
        remove(library, [one])
    elif kind == "restore":
        back = [r.document_id for r in removed(library.catalog) if r.restorable]
        restore(library, back[:1])
    elif kind == "title" and one:
        correct(library, one, {"title": f"Judul {n}"})
    elif kind == "number" and one and not library.catalog.has(f"uu/2001/{90 + n}"):
        correct(library, one, {"number": str(90 + n)})
    elif kind == "undo" and (said := corrected_ids(library.catalog)):
        with suppress(NotInLibrary):  # what was corrected and then removed
            undo(library, sorted(said)[0])


@settings(max_examples=60, deadline=None)
@given(st.lists(JOB, min_size=3, max_size=9))
def test_no_sequence_of_jobs_drops_a_vector(
    jobs: list[tuple[str, int, bool, int | None, int | None, str]],
) -> None:
    with tempfile.TemporaryDirectory() as folder, pytest.MonkeyPatch.context() as patch:
        patch.setattr(vector_cache, "BATCH", 2)
        place = Path(folder)
        for kind, n, vectors, killed, stopped, mishap in jobs:
            encoder = Fragile(batches=killed)
            library = Library.open(place, create=True, encoder=encoder)
            texts = {u.passage_id: text_hash(u.text) for u in library.catalog.searchable()}
            if mishap == "cache gone":
                shutil.rmtree(place / "vectors", ignore_errors=True)
            if mishap == "index gone":
                (place / "CURRENT").unlink(missing_ok=True)
                shutil.rmtree(place / "generations", ignore_errors=True)
                library.forget_generation()
            before = {i: texts[i] for i in known(library) if i in texts}
            last = library.generation.name if library.generation is not None else ""
            cache = VectorCache(place / "vectors")
            every = [text_hash(u.text) for u in library.catalog.searchable()]
            cached = {
                h for h, m in zip(every, cache.missing(encoder.fingerprint, every, 16), strict=True)
                if not m
            }  # fmt: skip
            with suppress(Killed):
                run(library, kind, n, vectors, stopped)
            check(library, last, before, cached)
            library.close()


def test_a_job_without_vectors_after_one_that_was_killed_keeps_what_it_made(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The smallest case: the first job's vectors lie in the cache, the second wants none."""
    monkeypatch.setattr(vector_cache, "BATCH", 2)
    library = Library.open(tmp_path, create=True, encoder=Fragile(batches=2))
    library.put(made(1))
    with pytest.raises(Killed):
        library.commit()
    library.put(made(2))
    generation = library.commit(vectors=False)
    assert generation.vectors == 4, "two batches of two"
    assert generation.meta.units > 4


def test_what_has_no_vector_yet_is_found_by_its_words(tmp_path: Path) -> None:
    library = Library.open(tmp_path, create=True, encoder=HashingEncoder(16))
    library.put(act("uu/2001/1", {"1": ["Retribusi dipungut di pasar."]}))
    library.commit()
    library.put(act("uu/2001/2", {"1": ["Layang-layang diterbangkan pada siang hari."]}))
    generation = library.commit(vectors=False)
    assert (generation.vectors, generation.meta.units) == (1, 2)
    both = library.search("layang-layang siang")
    assert both.mode == "hybrid"
    assert both.hits[0].document.id == "uu/2001/2"
    assert both.hits[0].semantic is None
    (note,) = [n for n in both.notes if "vektornya masih akan dibuat" in n]
    assert heard(note, "en").startswith("Searched by words only: 1 of 2")
    meaning = library.search("layang-layang siang", mode="semantic")
    assert [h.document.id for h in meaning.hits] == ["uu/2001/1"], "only what has a vector"
    assert library.commit().vectors == 2
    assert not any("vektornya" in note for note in library.search("layang-layang").notes)


def test_a_large_library_keeps_its_vectors_too(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where all vectors are looked at only coarsely (`index.snapshot.vectors`), and kept in 16
    bits."""
    monkeypatch.setattr("dalil.index.snapshot.vectors.FLAT_LIMIT", 100)
    library = Library.open(tmp_path, create=True, encoder=HashingEncoder(16))
    for n in range(40):
        library.put(made(n))
    library.commit()
    shutil.rmtree(tmp_path / "vectors")
    library.put(act("uu/2002/1", {"1": ["Layang-layang diterbangkan pada siang hari."]}))
    generation = library.commit(vectors=False)
    assert isinstance(generation.dense, Coarse)
    assert (generation.vectors, generation.meta.units) == (240, 241)
    for i in (0, 100, 239):
        passage = library.catalog.passage(generation.passage_ids[i])
        assert passage is not None
        wanted = HashingEncoder(16).encode_query(passage.text)
        assert np.allclose(generation.dense.vectors(np.array([i]))[0], wanted, atol=1e-3)
    first = library.search("layang-layang siang hari").hits[0]
    assert (first.document.id, first.semantic) == ("uu/2002/1", None)
    found = library.search("kata310", k=50, mode="semantic").hits
    assert found and "uu/2002/1" not in {h.document.id for h in found}


@pytest.mark.parametrize(
    ("limit", "few", "published"),
    [(100_000, 512, 2), (3, 2, 2), (3, 512, 1)],
    ids=["a small library: words first", "many to make: words first", "few to make: at once"],
)
def test_a_large_library_is_not_indexed_twice_for_a_few_vectors(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, limit: int, few: int, published: int
) -> None:
    monkeypatch.setattr("dalil.index.snapshot.vectors.FLAT_LIMIT", limit)
    monkeypatch.setattr("dalil.index.snapshot.build.FEW", few)
    monkeypatch.setattr(
        "dalil.index.snapshot.build.vector_index", Dense.build
    )  # the other kind wants hundreds
    library = Library.open(tmp_path, create=True, encoder=Fragile())
    library.put(made(1))
    first = library.commit()
    library.put(made(2))
    second = library.commit()
    assert int(second.name) - int(first.name) == published
    assert second.vectors == second.meta.units == 12


def test_a_model_that_fails_leaves_the_words_in_use(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Broken(Fragile):
        def encode_passages(self, texts: Sequence[str], progress: Progress | None = None) -> Floats:
            raise EncoderError("model rusak")

    monkeypatch.setattr("dalil.index.snapshot.build.vector_index", Dense.build)
    for limit in (3, 100_000):
        monkeypatch.setattr("dalil.index.snapshot.vectors.FLAT_LIMIT", limit)
        library = Library.open(tmp_path / str(limit), create=True, encoder=Fragile())
        library.put(made(1))
        library.commit()
        library.close()
        library = Library.open(tmp_path / str(limit), encoder=Broken())
        library.put(made(2))
        with pytest.raises(EncoderError):
            library.commit()
        generation = library.generation
        assert generation is not None
        assert (generation.vectors, generation.meta.units) == (6, 12)
        assert library.search("kata210", mode="lexical").hits


def test_a_second_job_waits_and_keeps_the_vectors_of_the_first(tmp_path: Path) -> None:
    """While one job computes vectors, another without any is begun: the index ends with all."""
    begun, go_on = threading.Event(), threading.Event()

    class Slow(Fragile):
        def encode_passages(self, texts: Sequence[str], progress: Progress | None = None) -> Floats:
            begun.set()
            assert go_on.wait(20)
            return super().encode_passages(texts, progress)

    library = Library.open(tmp_path, create=True, encoder=Slow())
    library.put(made(1))
    first = threading.Thread(target=library.commit)
    first.start()
    assert begun.wait(20)

    def without() -> None:
        with library.write_lock():
            library.put(made(2))
            library.commit(vectors=False)

    second = threading.Thread(target=without)
    second.start()
    go_on.set()
    first.join(20)
    second.join(20)
    generation = library.generation
    assert generation is not None
    assert {i.partition("#")[0] for i in known(library)} == {"uu/2001/1"}
    assert generation.meta.documents == 2


def test_another_encoder_stopped_at_once_leaves_the_vectors_there_are(tmp_path: Path) -> None:
    library = Library.open(tmp_path, create=True, encoder=HashingEncoder(16))
    library.put(made(1))
    library.commit()
    library.close()
    other = Library.open(tmp_path, encoder=HashingEncoder(8))
    other.put(made(2))
    generation = other.commit(stop=lambda: True)
    assert generation.meta.encoder == HashingEncoder(16).fingerprint
    assert generation.vectors > 0


KILLED = """
import os, signal, sys; sys.path.append("tests")
import dalil.index.encode.vector_cache
from dalil.index.library import Library
from test_vectors_kept import Fragile, Killed, made
dalil.index.encode.vector_cache.BATCH = 2
library = Library.open(sys.argv[1], create=True, encoder=Fragile(batches=2))
library.put(made(1))
try:
    library.commit()
except Killed:
    os.kill(os.getpid(), signal.SIGKILL)
"""


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="no SIGKILL on this system")
def test_a_process_killed_while_it_computes_vectors(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", KILLED, str(tmp_path)], cwd=ROOT, capture_output=True, check=False
    )
    assert done.returncode == -signal.SIGKILL, done.stderr
    library = Library.open(tmp_path, encoder=HashingEncoder(16))
    reindex(library)
    generation = library.generation
    assert generation is not None
    assert generation.vectors == 4, "two batches of two"
    library.put(made(2))
    assert library.commit(vectors=False).vectors == 4
