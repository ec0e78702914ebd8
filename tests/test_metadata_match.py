"""Which record is of which work: a table of made-up works, and the reasons for none."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from app_library import HOSTILE
from made_up import act

from dalil.answer.citation.author_names import name_of, turned
from dalil.index.curate.add_sources import take_in
from dalil.index.curate.metadata_match import Matching, apply, match, take_back
from dalil.index.curate.overrides import corrections_of
from dalil.index.library import Library
from dalil.ingest.bibliography import parse_bibliography
from dalil.ingest.bibliography.record import Bibliography, Record
from dalil.ingest.model import Document, Parsed, Tier


def work(
    work_id: str, title: str, text: str = "Isi.", *, year: int | None = None,
    authors: tuple[str, ...] = (), doi: str = "", tier: Tier = Tier.SECONDARY,
) -> Parsed:  # fmt: skip
    made = act(work_id, {"judul-awal/alinea-1": [text]}, tier=tier, kind="Dokumen", year=year)
    extra = (("DOI", doi),) if doi else ()
    document = replace(made.document, title=title, authors=authors, extra=extra)
    return Parsed(document, made.passages)


@pytest.fixture
def library(tmp_path: Path) -> Library:
    library = Library.open(tmp_path / "lib", create=True)
    for parsed in (
        work("kebun", "Hukum Kebun Kota: Sebuah Pengantar", year=2019, authors=("Rina Wati",)),
        work("scan-7", "scan 7 final", "TATA KELOLA TAMAN DAN KOLAM KOTA\nTono. Abstrak."),
        work("perahu", "Perahu Wisata", "Terbit dengan doi:10.1234/PERAHU.1 tahun itu."),
        work("sawah-1", "Pengairan Sawah di Desa"),
        work("sawah-2", "Pengairan Sawah di Desa"),
        work("sawah-3", "Pengairan Kolam di Desa", doi="10.1234/kolam", year=2001),
        act("uu/2010/7", {"1": ["Hukum kebun kota."]}),
    ):
        library.put(parsed)
    library.commit(vectors=False)
    return library


def bib(title: str, fields: str = "", kind: str = "article") -> str:
    return f"@{kind}{{k, title={{{title}}}, {fields}}}"


def matching(library: Library, text: str) -> Matching:
    return match(library.catalog, parse_bibliography(text.encode(), "x.bib"))


@pytest.mark.parametrize(
    ("entry", "document_id"),
    [
        (bib("Hukum Kebun Kota: Sebuah Pengantar"), "kebun"),
        (bib("HUKUM KEBUN KOTA - sebuah pengantar"), "kebun"),  # capitals, punctuation
        (bib("Hukum Kebun Kota, Sebuah Pengantr"), "kebun"),  # a typing mistake
        (bib("Hukum Kebun Kota: Sebuah Pengantar", "year=2020"), "kebun"),  # online first
        (bib("Hukum Kebun Kota: Sebuah Pengantar", "author={Wati, R.}"), "kebun"),
        (bib("Tata Kelola Taman dan Kolam Kota"), "scan-7"),  # printed on the first page
        (bib("Judul lain sama sekali", "doi={10.1234/perahu.1}"), "perahu"),  # by DOI
        (bib("Pengairan Kolam di Desa"), "sawah-3"),
    ],
)
def test_matched(library: Library, entry: str, document_id: str) -> None:
    found = matching(library, entry)
    assert [m.document.id for m in found.matches] == [document_id], found.unmatched


@pytest.mark.parametrize(
    ("entry", "reason"),
    [
        (bib("Hukum Kebun Kota: Sebuah Pengantar", "year=2009"), "tahunnya 2019"),
        (bib("Hukum Kebun Kota: Sebuah Pengantar", "author={Orang Lain}"), "penulisnya lain"),
        (bib("Pengairan Kolam di Desa", "doi={10.1234/bukan}"), "DOI-nya lain"),
        (bib("Pengairan Sawah di Desa"), "lebih dari satu karya"),
        (bib("Hukum Kebun"), "tidak ada karya berjudul ini"),  # too little to tell
        (bib("Resep rendang"), "tidak ada karya berjudul ini"),
        (bib("Hukum kebun kota", kind="legislation"), "dibaca dari teksnya sendiri"),
    ],
)
def test_unmatched_with_its_reason(library: Library, entry: str, reason: str) -> None:
    found = matching(library, entry)
    assert not found.matches
    (left,) = found.unmatched
    assert reason in left.reason


def test_two_records_of_one_work_are_one_match(library: Library) -> None:
    text = bib("Perahu Wisata") + "\n" + bib("Apa saja", "doi={10.1234/perahu.1}")
    found = matching(library, text.replace("{k,", "{satu,", 1))
    assert [(m.record.title, m.by_doi) for m in found.matches] == [("Apa saja", True)]
    assert "sudah dicocokkan dengan k" in found.unmatched[0].reason


def test_only_what_the_record_says_is_changed(library: Library) -> None:
    (found,) = matching(
        library, bib("Hukum Kebun Kota: Sebuah Pengantar", "year=2019, volume=4")
    ).matches
    assert {c.field: (c.before, c.after) for c in found.changes} == {
        "kind": ("Dokumen", "Artikel"),
        "date": (None, "2019"),
        "csl.volume": (None, "4"),
    }


def test_applied_and_taken_back(library: Library) -> None:
    before = library.catalog.document("kebun")
    text = bib("Hukum Kebun Kota: Sebuah Pengantar", "year=2019, journal={Jurnal Kebun}")
    done, problems = apply(library, matching(library, text).matches)
    assert not problems
    after = library.catalog.document("kebun")
    assert after is not None and dict(after.extra) == {"container-title": "Jurnal Kebun"}
    generation = library.generation
    assert generation and generation.meta.catalog == library.catalog.content_hash()
    assert not matching(library, text).matches[0].changes, "now the work says it itself"
    take_back(library, done)
    assert library.catalog.document("kebun") == before
    assert not corrections_of(library.catalog, "kebun")


def test_hostile_records_are_only_text(library: Library) -> None:
    record = Record("k", HOSTILE, "book", {"title": HOSTILE, "csl.publisher": HOSTILE[:400]},
                    "10.1234/perahu.1")  # fmt: skip
    found = match(library.catalog, Bibliography((record,)))
    done, problems = apply(library, found.matches)
    assert not problems and len(done) == 1
    document = library.catalog.document("perahu", with_text=False)
    assert document is not None and document.title == " ".join(HOSTILE.split())


def test_an_empty_library_says_so(tmp_path: Path) -> None:
    empty = Library.open(tmp_path / "kosong", create=True)
    assert "tidak memuat karya" in matching(empty, bib("X")).unmatched[0].reason


# Real works: each finds itself, written otherwise, and nothing else where it is not there

SHARED = Path(__file__).resolve().parents[2] / "shared" / "data" / "abstracts" / "abstracts.jsonl"


@pytest.mark.shared
@pytest.mark.skipif(not SHARED.exists(), reason="the shared works are not here")
def test_real_works_find_themselves_and_no_other(tmp_path: Path) -> None:
    library = Library.open(tmp_path / "lib", create=True)
    take_in(library, [SHARED], vectors=False, workers=1)
    works = library.catalog.documents()
    assert len(works) > 10

    def entry(document: Document) -> str:
        names = "".join(f"AU  - {turned(name_of(a))}\n" for a in document.authors)
        year = f"PY  - {document.year}\n" if document.year else ""
        title = document.title.upper().replace(",", " -")
        return f"TY  - JOUR\nID  - {document.id}\nTI  - {title}\n{names}{year}ER  - \n"

    found = matching(library, "\n".join(map(entry, works)))
    assert {m.record.label: m.document.id for m in found.matches} == {d.id: d.id for d in works}
    for document in works:  # each once without itself
        library.catalog.remove(document.id)
        assert not matching(library, entry(document)).matches, document.id
        take_in(library, [SHARED], vectors=False, workers=1)
