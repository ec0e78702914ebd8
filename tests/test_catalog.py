"""The catalogue: what goes in comes out, replaced or removed whole, from any thread."""

from __future__ import annotations

import sqlite3
import threading
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from made_up import act

from dalil.index.store.catalog import Catalog
from dalil.index.store.rows import CHUNK, SourceFileRow
from dalil.index.store.schema import SCHEMA_VERSION
from dalil.index.store.unit_text import SHOWN_LIMIT
from dalil.ingest.errors import LibraryError, UnreadableSource
from dalil.ingest.locator import Locator
from dalil.ingest.model import Document, Parsed, Passage, Status, Tier


@pytest.fixture
def catalog(tmp_path: Path) -> Catalog:
    return Catalog(tmp_path / "catalog.sqlite")


VERSION_1 = {"documents", "texts", "passages", "relations", "sources", "log"}
TWO = act("uu/2001/1", {"1": ["Daerah bekerja sama.", "Gubernur setuju."], "10": []})


def test_every_field_of_a_document_and_its_passages_comes_back(catalog: Catalog) -> None:
    text = "Pembukaan … “kutip”\nisi 𝒶 lagi"
    document = Document(
        id="uu/1999/37", tier=Tier.SECONDARY, kind="Buku", title="Judul", text=text,
        source="a b.pdf", sha256="ab" * 32, number="9/A/KP", year=1999, issuer="Presiden",
        date="1999-09", gazette="LN 1", authors=("Ani", "Budi, S.H."), status=Status.REPEALED,
        status_reason="uu/2000/1#pasal-2", digest=True, licence="CC0", url="https://example.org",
        page_starts=(0, 10), quality_ratio=0.25, reader="r 1", warnings=("awas",),
        extra=(("DOI", "10.1/x"), ("volume", "3")),
    )  # fmt: skip
    passage = Passage(
        passage_id="uu/1999/37#pasal-1/ayat-2", document_id="uu/1999/37", parent_id=None,
        locator=Locator.parse("pasal-1/ayat-2"), start=11, end=len(text), text=text[11:], page=2,
        heading=("BAB I", "Bagian Kesatu"), lead_in="Pembukaan", searchable=False,
    )  # fmt: skip
    catalog.put(Parsed(document, (passage,)))
    assert catalog.document("uu/1999/37") == document
    assert catalog.documents() == [replace(document, text="")]
    assert catalog.document("uu/1999/37", with_text=False) == replace(document, text="")
    assert catalog.passages("uu/1999/37") == [passage]
    assert catalog.passage(passage.passage_id) == passage


# Not the generator's surrogates: sources with those are refused, see below.
_TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=40)


@settings(
    deadline=None, max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(pieces=st.lists(_TEXT, max_size=8), pad=st.sampled_from([0, CHUNK - 5, 2 * CHUNK]))
def test_a_passage_is_its_slice_of_the_text_wherever_chunks_end(
    catalog: Catalog, pieces: list[str], pad: int
) -> None:
    text, passages = "é" * pad, []
    for i, piece in enumerate(pieces, start=1):
        start, text = len(text), text + piece
        locator = Locator.parse(f"alinea-{i}")
        passages.append(Passage(f"buku#{locator}", "buku", None, locator, start, len(text), piece))
    parsed = Parsed(replace(TWO.document, id="buku", text=text), tuple(passages))
    catalog.put(parsed)
    assert [catalog.passage(p.passage_id) for p in passages] == passages
    assert catalog.passages("buku") == passages
    document = catalog.document("buku")
    assert document is not None
    assert document.text == text


def test_put_replaces_the_passages_too_and_leaves_an_equal_document_alone(
    catalog: Catalog,
) -> None:
    assert catalog.put(TWO) == "added"
    before = catalog.content_hash()
    assert catalog.put(TWO) == "unchanged"
    assert catalog.content_hash() == before
    assert catalog.put(act("uu/2001/1", {"1": ["Yang lain."]})) == "replaced"
    assert catalog.content_hash() != before
    assert catalog.passage("uu/2001/1#pasal-10") is None
    assert catalog.counts() == {"documents": 1, "passages": 2, "searchable": 1, "failed": 0}
    assert catalog.rows_with("bekerja sama") == []
    catalog.put(TWO)
    assert catalog.content_hash() == before, "the same content, the same hash"


def test_a_put_that_fails_in_the_middle_changes_nothing(catalog: Catalog) -> None:
    catalog.put(TWO)
    before = catalog.content_hash()
    twice = Parsed(replace(TWO.document, title="Baru"), (*TWO.passages, TWO.passages[0]))
    with pytest.raises(UnreadableSource, match="report"):
        catalog.put(twice)
    assert catalog.content_hash() == before
    assert catalog.passages("uu/2001/1") == list(TWO.passages)
    assert len(catalog.rows_with("bekerja sama")) == 1


def test_a_failed_part_of_a_transaction_takes_back_only_itself(catalog: Catalog) -> None:
    twice = Parsed(replace(TWO.document, id="uu/2001/2"), (TWO.passages[0],) * 2)
    with catalog.transaction():
        catalog.put(TWO)
        with pytest.raises(UnreadableSource):
            catalog.put(twice)
    assert [d.id for d in catalog.documents()] == ["uu/2001/1"]
    with pytest.raises(RuntimeError), catalog.transaction():
        catalog.remove("uu/2001/1")
        raise RuntimeError
    assert catalog.has("uu/2001/1")


def test_a_catalogue_that_cannot_be_written_says_what_to_do(
    catalog: Catalog, tmp_path: Path
) -> None:
    catalog.put(TWO)
    catalog._db.execute("PRAGMA max_page_count = 1")  # a full disk
    big = Parsed(replace(TWO.document, id="uu/2001/9", title="x" * 10**6), ())
    with pytest.raises(LibraryError, match="disk"):
        catalog.put(big)
    assert [d.id for d in catalog.documents()] == ["uu/2001/1"]


def test_text_that_is_no_text_is_refused_with_its_source(catalog: Catalog) -> None:
    broken = Parsed(replace(TWO.document, title="\ud800"), ())
    with pytest.raises(UnreadableSource, match="uu_2001_1"):
        catalog.put(broken)
    assert catalog.counts()["documents"] == 0


def test_remove_takes_everything_and_says_whether_there_was_something(catalog: Catalog) -> None:
    catalog.put(TWO, SourceFileRow("a.md", "s", 1, "v1", ("uu/2001/1",)))
    assert catalog.remove("uu/2001/1") is True
    assert catalog.remove("uu/2001/1") is False
    assert catalog.passages("uu/2001/1") == []
    assert catalog.rows_with("bekerja sama") == []
    assert catalog.known("a.md", "s", "v1") is None, "the file must be ingested again"
    assert [event for _, event, *_ in catalog.log()] == ["added", "removed"]


@pytest.mark.parametrize(
    ("locator", "found"),
    [
        ("pasal-1", ["pasal-1", "pasal-1/ayat-1", "pasal-1/ayat-2"]),  # and not pasal-10
        ("pasal-1/ayat-2", ["pasal-1/ayat-2"]),
        ("pasal-10", ["pasal-10"]),
        ("pasal-1/ayat", []),  # half a step is no locator
        ("pasal-%", []),  # nor is a pattern
        ("", ["pasal-1", "pasal-1/ayat-1", "pasal-1/ayat-2", "pasal-10"]),
    ],
)
def test_find_by_locator(catalog: Catalog, locator: str, found: list[str]) -> None:
    catalog.put(TWO)
    assert [str(p.locator) for p in catalog.find("uu/2001/1", locator)] == found


def test_children_are_the_direct_parts_in_the_order_of_the_text(catalog: Catalog) -> None:
    catalog.put(TWO)
    children = catalog.children("uu/2001/1#pasal-1")
    assert [str(p.locator) for p in children] == ["pasal-1/ayat-1", "pasal-1/ayat-2"]
    assert catalog.children("uu/2001/1#pasal-10") == []


def test_only_searchable_units_are_indexed_with_their_lead_in_and_pasal(catalog: Catalog) -> None:
    catalog.put(act("uu/2001/2", {"1": ["a", "b"]}, lead_in="Meliputi:"))
    catalog.put(TWO)
    units = [(u.passage_id, u.text, u.shown_id) for u in catalog.searchable()]
    assert units == [
        ("uu/2001/1#pasal-1/ayat-1", "Daerah bekerja sama.", "uu/2001/1#pasal-1"),
        ("uu/2001/1#pasal-1/ayat-2", "Gubernur setuju.", "uu/2001/1#pasal-1"),
        ("uu/2001/1#pasal-10", "", "uu/2001/1#pasal-10"),
        ("uu/2001/2#pasal-1/ayat-1", "Meliputi:\na", "uu/2001/2#pasal-1"),
        ("uu/2001/2#pasal-1/ayat-2", "Meliputi:\nb", "uu/2001/2#pasal-1"),
    ]


def _nested(document_id: str, *steps: tuple[str, int]) -> Parsed:
    """Passages one inside the other, each with a length; the innermost last."""
    text = "x" * steps[0][1]
    passages: list[Passage] = []
    for locator, length in steps:
        parent = passages[-1].passage_id if passages else None
        passages.append(
            Passage(
                f"{document_id}#{locator}", document_id, parent, Locator.parse(locator),
                0, length, text[:length],
            )
        )  # fmt: skip
    return Parsed(replace(TWO.document, id=document_id, text=text), tuple(passages))


@pytest.mark.parametrize(
    ("steps", "shown"),
    [
        # In an amending act "Pasal I" is the whole act: the pasal it amends is shown.
        (
            (("pasal-i", 9000), ("pasal-i/angka-3", 500), ("pasal-i/angka-3/pasal-12", 400),
             ("pasal-i/angka-3/pasal-12/ayat-2", 50)),
            "pasal-i/angka-3/pasal-12",
        ),
        # An annex is too long to be shown; the largest part of it that is not, is.
        (
            (("lampiran-1", SHOWN_LIMIT + 1), ("lampiran-1/huruf-a", SHOWN_LIMIT),
             ("lampiran-1/huruf-a/angka-1", 10)),
            "lampiran-1/huruf-a",
        ),
        ((("lampiran-1", 10_000), ("lampiran-1/huruf-a", 9_000)), "lampiran-1/huruf-a"),
        ((("menimbang-1", 900), ("menimbang-1/huruf-a", 90)), "menimbang-1"),
        # A pasal is shown whole however long it is (definitions).
        ((("pasal-1", 20_000), ("pasal-1/angka-7", 100)), "pasal-1"),
        ((("penjelasan", 20_000), ("penjelasan/pasal-4", 300)), "penjelasan/pasal-4"),
    ],
)  # fmt: skip
def test_what_is_shown(catalog: Catalog, steps: tuple[tuple[str, int], ...], shown: str) -> None:
    parsed = _nested("uu/2001/3", *steps)
    catalog.put(parsed)
    assert str(catalog.shown(parsed.passages[-1]).locator) == shown
    assert list(catalog.searchable())[-1].shown_id == f"uu/2001/3#{shown}"


@pytest.mark.parametrize(
    ("phrase", "found"),
    [
        ("kerja sama", 1),  # not "sama kerja"
        ("KERJA  SAMA", 1),  # without case
        ("kerja, sama", 1),  # without punctuation
        ("kerja* sama", 1),  # no operators of FTS5
        ('kerja" OR "hasil', 0),  # no syntax of FTS5
        ("undang-undang", 1),  # a hyphen parts words
        ("kerj", 0),  # whole words
        ("dimulai dengan", 1),  # the lead-in counts
        ("dengan hasil", 0),  # but is no part of the sentence
        ("", 0),
        ("—", 0),
    ],
)
def test_phrases(catalog: Catalog, phrase: str, found: int) -> None:
    lines = ["Hasil kerja sama.", "Sama kerja.", "Menurut undang undang."]
    catalog.put(act("uu/2001/4", {"1": lines}))
    catalog.put(act("uu/2001/5", {"1": ["hasil"]}, lead_in="dimulai dengan"))
    assert len(catalog.rows_with(phrase)) == found


def test_rows_are_never_used_twice(catalog: Catalog) -> None:
    catalog.put(TWO)
    before = {u.row for u in catalog.searchable()}
    catalog.remove("uu/2001/1")
    catalog.put(TWO)
    assert before.isdisjoint(u.row for u in catalog.searchable())


def test_only_the_same_file_with_the_same_settings_is_known(catalog: Catalog) -> None:
    source = SourceFileRow("a.md", "sha", 3, "v1", ("uu/2001/1",))
    catalog.put(TWO, source)
    assert catalog.known("a.md", "sha", "v1") == source
    assert catalog.known("a.md", "other", "v1") is None
    assert catalog.known("a.md", "sha", "v2") is None
    assert catalog.known("b.md", "sha", "v1") is None
    failed = SourceFileRow("c.pdf", "x", 0, "v1", failed=True, reason="kosong")
    catalog.record(failed)
    assert catalog.known("c.pdf", "x", "v1") == failed
    assert catalog.sources() == [source, failed]
    assert catalog.source("c.pdf") == failed
    assert catalog.source("d.pdf") is None
    assert catalog.counts()["failed"] == 1
    catalog.forget("c.pdf")
    assert catalog.sources() == [source]


def test_threads_read_while_one_writes(catalog: Catalog) -> None:
    catalog.put(TWO)
    other = act("uu/2001/1", {"1": ["Satu.", "Dua."]})
    errors: list[BaseException] = []
    done = threading.Event()

    def read() -> None:
        try:
            while not done.is_set():
                found = catalog.passages("uu/2001/1")
                # All passages of one state, with its text: never some of both.
                assert found in (list(TWO.passages), list(other.passages)), found
        except BaseException as error:
            errors.append(error)

    readers = [threading.Thread(target=read) for _ in range(4)]
    for reader in readers:
        reader.start()
    for i in range(40):
        catalog.put(other if i % 2 else TWO)
    done.set()
    for reader in readers:
        reader.join()
    assert not errors


def test_a_library_without_extras_gets_them_and_keeps_its_documents(tmp_path: Path) -> None:
    """Version 1 had no column of extras: what it held is there, unchanged and unhashed anew."""
    path = tmp_path / "catalog.sqlite"
    catalog = Catalog(path)
    catalog.put(TWO)
    before = catalog.content_hash()
    catalog.close()
    db = sqlite3.connect(path)
    db.execute("ALTER TABLE documents DROP COLUMN extra")
    for (table,) in db.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall():
        if table not in VERSION_1 and not table.startswith(("phrases", "sqlite")):
            db.execute(f"DROP TABLE IF EXISTS {table}")  # a virtual one takes others along
    db.execute("PRAGMA user_version = 1")
    db.commit()
    db.close()
    catalog = Catalog(path)
    assert catalog.document(TWO.document.id) == TWO.document
    assert catalog.content_hash() == before
    assert catalog.put(TWO) == "unchanged"
    more = replace(TWO, document=replace(TWO.document, extra=(("volume", "3"),)))
    assert catalog.put(more) == "replaced"


def test_another_schema_version_is_an_error_that_names_it(tmp_path: Path) -> None:
    path = tmp_path / "catalog.sqlite"
    Catalog(path).close()
    db = sqlite3.connect(path)
    db.execute(f"PRAGMA user_version = {SCHEMA_VERSION + 1}")
    db.close()
    with pytest.raises(LibraryError, match=f"version {SCHEMA_VERSION + 1}.*newer"):
        Catalog(path)


@pytest.mark.parametrize("content", [b"no database at all" * 99, "other program"])
def test_a_file_that_is_no_catalogue_is_left_alone(tmp_path: Path, content: bytes | str) -> None:
    path = tmp_path / "catalog.sqlite"
    if isinstance(content, bytes):
        path.write_bytes(content)
    else:
        db = sqlite3.connect(path)
        db.execute("CREATE TABLE theirs (x)")
        db.close()
    before = path.read_bytes()
    with pytest.raises(LibraryError, match="--library"):
        Catalog(path)
    if isinstance(content, bytes):
        assert path.read_bytes() == before


def test_threads_that_have_ended_leave_no_connections(tmp_path: Path) -> None:
    """A web server starts a thread for every click; files are a limited good."""
    catalog = Catalog(tmp_path / "catalog.sqlite")
    for _ in range(30):
        thread = threading.Thread(target=catalog.counts)
        thread.start()
        thread.join()
    assert len(catalog._opened) <= 2


def test_what_is_held_is_told_of_many_ids_at_once(tmp_path: Path) -> None:
    catalog = Catalog(tmp_path / "catalog.sqlite")
    catalog.put(act("uu/2001/1", {str(n): [f"isi {n}"] for n in range(1, 40)}))
    there = {"uu/2001/1", "uu/2001/1#pasal-7", "uu/2001/1#pasal-7/ayat-1"}
    missing = {f"uu/2001/1#pasal-{n}" for n in range(100, 1_700)} | {"uu/2001/2", "", "'; --"}
    assert catalog.held(there | missing) == there
    assert catalog.held([]) == set()


def test_the_version_of_a_document_changes_with_it(tmp_path: Path) -> None:
    catalog = Catalog(tmp_path / "catalog.sqlite")
    catalog.put(act("uu/2001/1", {"1": ["isi"]}))
    first = catalog.version("uu/2001/1")
    catalog.put(act("uu/2001/1", {"1": ["isi lain"]}))
    assert first and catalog.version("uu/2001/1") not in (None, first)
    assert catalog.version("uu/2001/2") is None
