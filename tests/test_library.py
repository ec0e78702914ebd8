"""Searching a library: one hit a pasal, filters, references, ties, fallbacks, other processes."""

from __future__ import annotations

import subprocess
import sys
import threading
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from made_up import act

from dalil.index.encode.encoder import Floats, HashingEncoder
from dalil.index.library import Library
from dalil.index.query.conditions import Filters
from dalil.index.query.parse import understand
from dalil.index.search import search as search_module
from dalil.index.search.results import Mode
from dalil.ingest.errors import (
    EncoderError,
    EncoderMismatch,
    LibraryLocked,
    LibraryMissing,
    QueryError,
)
from dalil.ingest.model import Status, Tier

ROOT = Path(__file__).resolve().parents[1]

COOPERATION = act(
    "uu/2014/90",
    {
        "10": ["Politik luar negeri diurus Pemerintah Pusat.", "Pertahanan juga."],
        "363": ["Daerah dapat bekerja sama dengan pihak luar negeri.", "Kerja sama itu tertulis."],
        "penjelasan/pasal-363": ["Daerah dapat bekerja sama dengan pihak luar negeri."],
    },
)
TREATIES = act("uu/2000/91", {"5": ["Lembaga berkonsultasi dengan Menteri lebih dulu."]})
BOOK = act(
    "buku/kerja-sama", {"alinea-1": ["Daerah sering bekerja sama."]},
    tier=Tier.SECONDARY, kind="Buku",
)  # fmt: skip


@pytest.fixture
def library(tmp_path: Path) -> Library:
    made = Library.open(tmp_path / "library", create=True, encoder=HashingEncoder())
    for parsed in (COOPERATION, TREATIES, BOOK):
        made.put(parsed)
    return made


def _ids(library: Library, question: str, k: int = 10, mode: Mode = "hybrid") -> list[str]:
    return [hit.passage.passage_id for hit in library.search(question, k, mode).hits]


@pytest.mark.parametrize("mode", ["lexical", "semantic", "hybrid"])
def test_a_pasal_is_found_once_by_its_best_unit(library: Library, mode: Mode) -> None:
    library.commit()
    result = library.search("bekerja sama dengan pihak luar negeri", mode=mode)
    assert (result.mode, result.notes) == (mode, ())
    best = result.hits[0]
    assert best.passage.passage_id == "uu/2014/90#pasal-363/ayat-1"
    assert best.shown.passage_id == "uu/2014/90#pasal-363"
    assert best.document == replace(COOPERATION.document, text="")
    shown = [hit.shown.passage_id for hit in result.hits]
    assert len(shown) == len(set(shown))
    assert [hit.rank for hit in result.hits] == list(range(1, len(shown) + 1))
    scores = [hit.score for hit in result.hits]
    assert scores == sorted(scores, reverse=True)
    assert all(0 <= score <= 1 for score in scores)
    assert all((hit.lexical is None) == (mode == "semantic") for hit in result.hits)
    assert all((hit.semantic is None) == (mode == "lexical") for hit in result.hits)


def test_the_body_comes_before_its_elucidation_when_both_say_the_same(library: Library) -> None:
    library.commit()
    ids = _ids(library, "bekerja sama dengan pihak luar negeri", 2, "lexical")
    assert ids[0] == "uu/2014/90#pasal-363/ayat-1"
    assert ids[1] == "uu/2014/90#penjelasan/pasal-363/ayat-1"


def test_equal_scores_come_in_force_first_then_by_id_and_text(tmp_path: Path) -> None:
    library = Library.open(tmp_path, create=True)
    same = {"1": ["Retribusi daerah."], "2": ["Retribusi daerah."]}
    library.put(act("uu/1990/1", same, status=Status.REPEALED))
    library.put(act("uu/2001/1", same))
    library.put(act("uu/1995/1", same))
    library.commit(vectors=False)
    expected = [
        f"{i}#pasal-{n}/ayat-1" for i in ("uu/1995/1", "uu/2001/1", "uu/1990/1") for n in (1, 2)
    ]
    assert _ids(library, "retribusi", mode="lexical") == expected
    assert _ids(library, "retribusi", 3, "lexical") == expected[:3]


def test_many_ties_and_a_small_first_look_still_give_every_pasal_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("dalil.index.search.score._FIRST_LOOK", 3)
    library = Library.open(tmp_path, create=True)
    library.put(act("uu/2001/1", {str(n): ["Pajak."] * 5 for n in range(1, 21)}))
    library.put(act("uu/2001/2", {str(n): [f"Pajak dan retribusi {n}."] for n in range(1, 9)}))
    library.commit(vectors=False)
    shown = [h.shown.passage_id for h in library.search("pajak", 50).hits]
    assert len(shown) == len(set(shown)) == 28


@pytest.mark.parametrize(
    ("question", "filters", "documents"),
    [
        ("daerah bekerja sama", Filters(), {"uu/2014/90", "buku/kerja-sama"}),
        ("daerah bekerja sama tingkat:sekunder", Filters(), {"buku/kerja-sama"}),
        ("daerah bekerja sama", Filters(tiers=frozenset({Tier.SECONDARY})), {"buku/kerja-sama"}),
        ("daerah bekerja sama jenis:uu", Filters(), {"uu/2014/90"}),
        ("daerah bekerja sama", Filters(kinds=frozenset({"buku"})), {"buku/kerja-sama"}),
        ("daerah dengan tahun:<2010", Filters(), {"uu/2000/91"}),
        ("daerah tahun:>1900", Filters(), {"uu/2014/90"}),  # the book's year is not known
        ("daerah dok:uu/2014/90", Filters(), {"uu/2014/90"}),
        ("daerah jenis:uu", Filters(tiers=frozenset({Tier.SECONDARY})), set()),  # both must hold
        ('daerah "sering bekerja"', Filters(), {"buku/kerja-sama"}),
        ('daerah "bekerja sering"', Filters(), set()),
        ("daerah -pihak -sering", Filters(), set()),
        ("daerah -sering", Filters(), {"uu/2014/90"}),
    ],
)
def test_filters(library: Library, question: str, filters: Filters, documents: set[str]) -> None:
    library.commit(vectors=False)
    hits = library.search(question, mode="lexical", filters=filters).hits
    assert {hit.document.id for hit in hits} == documents


def _naming(monkeypatch: pytest.MonkeyPatch, *references: str) -> None:
    """A question that names these, however references are recognised."""
    monkeypatch.setattr(
        search_module, "understand", lambda q, act: replace(understand(q), references=references)
    )


def test_what_the_question_names_comes_first_and_once(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    library.commit()
    _naming(monkeypatch, "uu/2000/91#pasal-5", "uu/2014/90#pasal-99", "uu/1800/1#pasal-1")
    result = library.search("bekerja sama dengan Menteri")
    first, *rest = result.hits
    assert first.referenced
    assert first.passage.passage_id == "uu/2000/91#pasal-5"
    assert rest
    assert not any(hit.referenced for hit in rest), "what does not exist is not invented"
    assert "uu/2000/91#pasal-5" not in [hit.shown.passage_id for hit in rest]
    assert len(library.search("bekerja sama", k=1).hits) == 1
    filtered = library.search("bekerja sama", filters=Filters(year_from=2010))
    assert not any(hit.referenced for hit in filtered.hits), "a filter holds for it too"


def test_an_ayat_that_is_named_is_shown_in_its_pasal_even_before_the_first_commit(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    _naming(monkeypatch, "uu/2014/90#pasal-363/ayat-2")
    (hit,) = library.search("apa isinya").hits
    assert hit.passage.text == "Kerja sama itu tertulis."
    assert hit.shown.passage_id == "uu/2014/90#pasal-363"


@pytest.mark.parametrize(
    ("question", "filters"),
    [
        ("apa isi Pasal 363 ayat (2) UU 90/2014", Filters()),
        ("isi pasal 363 ayat 2 dok:uu/2014/90", Filters()),
        ("isi pasal 363 ayat 2", Filters(documents=frozenset({"uu/2014/90"}))),
    ],
)
def test_references_are_recognised_in_the_question(
    library: Library, question: str, filters: Filters
) -> None:
    library.commit(vectors=False)
    first = library.search(question, mode="lexical", filters=filters).hits[0]
    assert first.referenced
    assert first.passage.passage_id == "uu/2014/90#pasal-363/ayat-2"


def test_an_act_that_is_named_is_preferred(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = act("uu/2010/1", {"10": ["Politik luar negeri diurus Pemerintah Pusat."]})
    library.put(other)
    library.commit()
    question = "siapa mengurus politik luar negeri"
    assert _ids(library, question)[0] == "uu/2010/1#pasal-10/ayat-1"
    _naming(monkeypatch, "uu/2014/90")
    assert _ids(library, question)[0] == "uu/2014/90#pasal-10/ayat-1"


def test_words_are_searchable_before_the_vectors_and_a_note_says_so(library: Library) -> None:
    library.commit(vectors=False)
    for mode in ("hybrid", "semantic"):
        result = library.search("bekerja sama", mode=mode)
        assert result.mode == "lexical"
        assert "vektor" in result.notes[0]
        assert result.hits


def test_an_interrupted_commit_leaves_words_and_goes_on_later(library: Library) -> None:
    class Breaks(HashingEncoder):
        def encode_passages(self, texts: object, progress: object = None) -> Floats:
            raise KeyboardInterrupt

    broken = Library.open(library.folder, encoder=Breaks())
    with pytest.raises(KeyboardInterrupt):
        broken.commit()
    assert broken.search("bekerja sama").mode == "lexical"
    library.commit(stop=lambda: True)
    assert library.search("bekerja sama").mode == "lexical"
    library.commit()
    assert library.search("bekerja sama").mode == "hybrid"


def test_only_what_is_new_is_encoded(library: Library) -> None:
    encoded: list[str] = []

    class Counts(HashingEncoder):
        def encode_passages(self, texts, progress=None):  # type: ignore[no-untyped-def]
            encoded.extend(texts)
            return super().encode_passages(texts, progress)

    counting = Library.open(library.folder, encoder=Counts())
    counting.commit()
    encoded.clear()
    counting.put(act("uu/2020/1", {"1": ["Satu yang baru."]}))
    counting.remove("buku/kerja-sama")
    counting.commit()
    assert encoded == ["Satu yang baru."]
    generation = counting.generation
    assert generation is not None
    assert generation.dense is not None
    for i in range(len(generation.rows)):
        passage = counting.catalog.passage(generation.passage_ids[i])
        assert passage is not None
        query = HashingEncoder().encode_query(passage.text)
        assert generation.dense.scores(query)[i] == pytest.approx(1)


def test_another_encoder_is_an_error_for_meaning_and_a_note_for_hybrid(library: Library) -> None:
    library.commit()
    other = Library.open(library.folder, encoder=HashingEncoder(32))
    with pytest.raises(EncoderMismatch, match="hashing-1-64"):
        other.search("bekerja sama", mode="semantic")
    result = other.search("bekerja sama")
    assert result.mode == "lexical"
    assert "hashing-1-64" in result.notes[0]
    other.commit()
    assert other.search("bekerja sama", mode="semantic").hits


def test_an_encoder_that_cannot_load_does_not_keep_words_from_being_searched(
    tmp_path: Path,
) -> None:
    class Absent(HashingEncoder):
        @property
        def fingerprint(self) -> str:
            raise EncoderError("no model here")

    library = Library.open(tmp_path, create=True, encoder=Absent())
    library.put(COOPERATION)
    with pytest.raises(EncoderError):
        library.commit()
    assert library.search("bekerja sama", mode="lexical").hits


def test_removed_and_replaced_documents_are_not_shown_before_the_next_commit(
    library: Library,
) -> None:
    library.commit()
    library.remove("buku/kerja-sama")
    result = library.search("daerah sering bekerja sama")
    assert all(hit.document.id != "buku/kerja-sama" for hit in result.hits)
    assert "dihapus" in result.notes[-1]
    library.put(act("uu/2014/90", {"363": ["Isi yang sama sekali lain."]}))
    for hit in library.search("bekerja sama dengan pihak luar negeri").hits:
        passage = library.catalog.passage(hit.passage.passage_id)
        assert passage == hit.passage


def test_an_empty_library_answers_with_a_note(tmp_path: Path) -> None:
    library = Library.open(tmp_path / "new" / "deep", create=True)
    result = library.search("apa saja")
    assert (result.hits, result.documents, result.generation) == ((), 0, "")
    assert "kosong" in result.notes[0]
    library.commit(vectors=False)
    assert "kosong" in library.search("apa saja").notes[0]


def test_documents_without_an_index_say_so(library: Library) -> None:
    assert "Indeks belum dibuat" in library.search("apa saja").notes[0]


def test_a_library_that_is_not_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(LibraryMissing, match="dalil ingest"):
        Library.open(tmp_path / "nowhere")
    assert not (tmp_path / "nowhere").exists()
    monkeypatch.setenv("DALIL_LIBRARY", str(tmp_path / "named"))
    assert Library.open(create=True).folder == tmp_path / "named"
    (tmp_path / "file").write_text("x")
    with pytest.raises(LibraryMissing, match="--library"):
        Library.open(tmp_path / "file" / "library", create=True)


@pytest.mark.parametrize("k", [0, -1])
def test_no_hits_asked_for_is_a_mistake(library: Library, k: int) -> None:
    with pytest.raises(QueryError):
        library.search("apa", k=k)


def test_another_process_may_write_while_this_one_reads(library: Library) -> None:
    library.commit()
    program = (
        "import sys; sys.path.append('tests')\n"
        "from made_up import act\n"
        "from dalil.index.encode.encoder import HashingEncoder\n"
        "from dalil.index.library import Library\n"
        f"library = Library.open({str(library.folder)!r}, encoder=HashingEncoder())\n"
        "library.put(act('uu/2020/5', {'1': ['Angkutan sungai.']}))\n"
        "library.commit()\n"
    )
    with (
        library.write_lock(),
        subprocess.Popen(
            [sys.executable, "-c", program], cwd=ROOT, stderr=subprocess.PIPE, text=True
        ) as other,
    ):
        _, complaint = other.communicate()
        assert other.returncode != 0
        assert LibraryLocked.__name__ in complaint
    subprocess.run([sys.executable, "-c", program], cwd=ROOT, check=True)
    hits = library.search("angkutan sungai", mode="lexical").hits
    assert [hit.document.id for hit in hits] == ["uu/2020/5"], "found without opening again"


def test_threads_search_while_one_commits(library: Library) -> None:
    library.commit()
    errors: list[BaseException] = []
    done = threading.Event()

    def ask() -> None:
        try:
            while not done.is_set():
                assert library.search("daerah bekerja sama").hits
        except BaseException as error:
            errors.append(error)

    askers = [threading.Thread(target=ask) for _ in range(4)]
    for asker in askers:
        asker.start()
    for number in range(8):
        library.put(act(f"uu/2020/{number}", {"1": [f"Daerah nomor {number}."]}))
        library.commit()
    done.set()
    for asker in askers:
        asker.join()
    assert not errors


def test_the_same_question_gives_the_same_hits(library: Library, tmp_path: Path) -> None:
    library.commit()
    again = Library.open(tmp_path / "again", create=True, encoder=HashingEncoder())
    for parsed in (BOOK, TREATIES, COOPERATION):  # in another order
        again.put(parsed)
    again.commit()
    for question in ("daerah bekerja sama", "menteri", "luar negeri"):
        one, two = library.search(question), again.search(question)
        assert [(h.passage, h.score) for h in one.hits] == [(h.passage, h.score) for h in two.hits]


def test_scores_are_those_of_the_parts(library: Library) -> None:
    library.commit()
    generation = library.generation
    assert generation is not None
    question = "bekerja sama dengan pihak luar negeri"
    lexical = generation.lexical.scores(question)
    for hit in library.search(question).hits:
        at = [generation.passage_ids[i] for i in range(len(lexical))].index(hit.passage.passage_id)
        assert hit.lexical == pytest.approx(float(lexical[at]))
        passage = HashingEncoder().encode_query(hit.passage.text)
        cosine = float(np.dot(HashingEncoder().encode_query(question), passage))
        assert hit.semantic == pytest.approx(cosine, abs=1e-5)


def test_searching_by_words_imports_nothing_heavy(library: Library) -> None:
    library.commit()
    program = (
        "import sys\n"
        "from dalil.index.library import Library\n"
        "early = {'bm25s', 'scipy', 'faiss'} & set(sys.modules)\n"
        "from dalil.index.encode.encoder import HashingEncoder\n"
        f"library = Library.open({str(library.folder)!r}, encoder=HashingEncoder())\n"
        "assert library.search('daerah bekerja sama').mode == 'hybrid'\n"
        "heavy = {'torch', 'sentence_transformers', 'streamlit', 'pandas'} & set(sys.modules)\n"
        "print(sorted(early), sorted(heavy))\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, check=True, capture_output=True, text=True
    )
    assert done.stdout == "[] []\n"


@pytest.mark.parametrize(
    ("question", "first", "why"),
    [
        ("Apa yang dimaksud dengan perjanjian daerah?", "pasal-1/angka-2", "it is defined there"),
        ("What is meant by a regional agreement?", "pasal-1/angka-2", "by its Indonesian words"),
        ("Apa yang dimaksud dengan PD?", "pasal-1/angka-2", "by its short form"),
    ],
)
def test_what_is_to_be_defined_is_found_where_it_is_defined(
    tmp_path: Path, question: str, first: str, why: str
) -> None:
    """Every other pasal says "perjanjian daerah" more often than the one that defines it."""
    speaking = [
        f"Perjanjian daerah nomor {n} memuat isi perjanjian daerah dan biaya perjanjian daerah."
        for n in range(6)
    ]
    library = Library.open(tmp_path / "library", create=True, encoder=HashingEncoder())
    library.put(
        act(
            "uu/2014/90",
            {
                "pasal-1/angka-1": ["Daerah adalah kesatuan masyarakat hukum."],
                "pasal-1/angka-2": [
                    "Perjanjian Daerah yang selanjutnya disingkat PD adalah kesepakatan tertulis."
                ],
                **{str(n + 2): [text] for n, text in enumerate(speaking)},
            },
        )
    )
    library.commit()
    found = _ids(library, question, k=3, mode="lexical")
    assert found[0].startswith(f"uu/2014/90#{first}/"), why
