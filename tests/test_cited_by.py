"""Who cites a provision: read when a work comes in, at the level its words name."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest
from made_up import act
from reading_library import CATS

from dalil.index.cited_by import cited_by
from dalil.index.curate.add_sources import take_in
from dalil.index.store.catalog import Catalog
from dalil.index.store.schema import objects_of
from dalil.ingest.model import Document, Parsed, Passage, Tier
from dalil.library import Library

FISH = "uu/2000/1"
DOGS = act(
    "uu/2020/7",
    {
        "1": ["Anjing adalah hewan sebagaimana dimaksud dalam Pasal 2 ayat (1) Undang-Undang "
              "Nomor 1 Tahun 2000."],
        "2": ["Anjing tunduk pada Undang-Undang Nomor 1 Tahun 2000.",
              "Ketentuan sebagaimana dimaksud pada ayat (1) mengikuti Pasal 1."],
        "3": ["Menurut Pasal 2 sampai dengan Pasal 4 Undang-Undang Nomor 1 Tahun 2000."],
        "4": ["Undang-Undang ini mulai berlaku pada tanggal diundangkan."],
    },
)  # fmt: skip


def book(text: str) -> Parsed:
    document = Document(
        "buku", Tier.SECONDARY, "Buku", "Hukum Ikan <b>& Air</b>", text, "buku.txt", "0" * 64
    )
    from dalil.ingest.locator import Locator

    passage = Passage(
        "buku#halaman-3/alinea-1", "buku", None, Locator.parse("halaman-3/alinea-1"), 0, len(text),
        text, 3,
    )  # fmt: skip
    return Parsed(document, (passage,))


@pytest.fixture
def catalog(tmp_path: Path) -> Catalog:
    made = Catalog(tmp_path / "catalog.sqlite")
    made.put(DOGS)
    return made


def places(catalog: Catalog, target: str) -> tuple[list[str], list[str]]:
    found = cited_by(catalog, target)
    return [c.passage_id for c in found.citations], [c.passage_id for c in found.parts]


@pytest.mark.parametrize(
    ("target", "itself", "parts"),
    [
        # The whole act: named once as such, its provisions elsewhere.
        (FISH, ["uu/2020/7#pasal-2/ayat-1"],
         ["uu/2020/7#pasal-1/ayat-1", *["uu/2020/7#pasal-3/ayat-1"] * 3]),
        # A pasal: by the range; an ayat of it is a part.
        (f"{FISH}#pasal-2", ["uu/2020/7#pasal-3/ayat-1"], ["uu/2020/7#pasal-1/ayat-1"]),
        (f"{FISH}#pasal-2/ayat-1", ["uu/2020/7#pasal-1/ayat-1"], []),
        # In the middle of the range; and Pasal 30 is no part of Pasal 3.
        (f"{FISH}#pasal-3", ["uu/2020/7#pasal-3/ayat-1"], []),
        (f"{FISH}#pasal-5", [], []),
        # Another pasal of the same act; not "ayat (1)" of its own, not "Undang-Undang ini".
        ("uu/2020/7#pasal-1", ["uu/2020/7#pasal-2/ayat-2"], []),
        ("uu/2020/7#pasal-2", [], []),
        ("uu/2020/7", [], ["uu/2020/7#pasal-2/ayat-2"]),
    ],
)  # fmt: skip
def test_a_reference_counts_at_its_own_level(
    catalog: Catalog, target: str, itself: list[str], parts: list[str]
) -> None:
    assert places(catalog, target) == (itself, parts)


def test_the_citing_words_are_a_slice_of_the_citing_work(catalog: Catalog) -> None:
    found = cited_by(catalog, f"{FISH}#pasal-2/ayat-1")
    (one,) = found.citations
    assert DOGS.document.text[one.start : one.end] == one.text
    assert one.text == "Pasal 2 ayat (1) Undang-Undang Nomor 1 Tahun 2000"
    assert (one.page, one.label(), one.own, found.complete) == (1, "Pasal 1 ayat (1)", False, True)
    assert one.to_dict()["target"] == f"{FISH}#pasal-2/ayat-1"


def test_one_work_more_or_less_touches_its_own_rows_only(catalog: Catalog) -> None:
    before = places(catalog, FISH)
    catalog.put(book("Lihat Pasal 2 UU 1/2000 tentang ikan."))
    assert places(catalog, f"{FISH}#pasal-2")[0] == [
        "uu/2020/7#pasal-3/ayat-1", "buku#halaman-3/alinea-1",
    ]  # fmt: skip
    catalog.remove("buku")
    assert places(catalog, FISH) == before
    catalog.remove("uu/2020/7")
    assert places(catalog, FISH) == ([], [])
    with catalog.snapshot() as db:
        assert db.execute("SELECT count(*) FROM citations").fetchone()[0] == 0


def test_a_work_that_changes_is_read_anew(catalog: Catalog) -> None:
    catalog.put(act("uu/2020/7", {"1": ["Menurut Pasal 9 Undang-Undang Nomor 1 Tahun 2000."]}))
    assert places(catalog, FISH) == ([], ["uu/2020/7#pasal-1/ayat-1"])


def test_candidates_are_no_citations(catalog: Catalog) -> None:
    """The name has meant several acts: it counts for none of them."""
    from dalil.ingest.references.find import find_references
    from dalil.ingest.references.short_titles import DIVIDED, names

    name = next(n for n, acts in names().items() if " ".join(acts) in DIVIDED)
    text = f"Lihat Pasal 5 {name}."
    targets = [t for r in find_references(text) for t in r.targets]
    assert len(targets) > 1
    catalog.put(book(text))
    assert all(places(catalog, target) == ([], []) for target in targets)


def test_a_library_of_an_older_version_is_read_once(catalog: Catalog) -> None:
    with catalog.transaction() as db:
        db.execute("DELETE FROM citations")
        db.execute("DELETE FROM relations WHERE relation = 'citations'")
    assert not cited_by(catalog, FISH).complete
    assert catalog.renew_citations()
    assert places(catalog, f"{FISH}#pasal-2")[0] == ["uu/2020/7#pasal-3/ayat-1"]
    assert not catalog.renew_citations()


def test_a_catalogue_of_the_schema_before_gets_the_tables(tmp_path: Path) -> None:
    path = tmp_path / "catalog.sqlite"
    Catalog(path).close()
    before = {name for kind, name, *_ in objects_of(5) if kind == "table"}
    with sqlite3.connect(path) as db:
        added = [(name, sql) for kind, name, _, sql in objects_of(db) if kind == "table"]
        # A virtual table takes its own tables along.
        virtual = tuple(f"{name}_" for name, sql in added if "VIRTUAL" in sql)
        for table in {name for name, _ in added} - before:
            if not table.startswith(virtual):
                db.execute(f"DROP TABLE {table}")
        db.execute("PRAGMA user_version = 5")
    found = Catalog(path)
    assert places(found, FISH) == ([], [])


def test_from_a_file_to_who_cites_it(tmp_path: Path) -> None:
    (tmp_path / "kucing.md").write_text(CATS, encoding="utf-8")
    with Library.open(tmp_path / "pustaka", create=True) as library:
        take_in(library, [tmp_path / "kucing.md"], vectors=False, workers=1)
        found = library.cited_by("uu/1990/12#pasal-7")
        assert [c.passage_id for c in found.citations] == ["uu/2021/901#pasal-3/ayat-3"]
        assert found.count == 1
        own = library.cited_by("uu/2021/901#pasal-2/ayat-1")
        assert [(c.passage_id, c.own) for c in own.citations] == [
            ("uu/2021/901#pasal-3/ayat-2", True)
        ]
