"""What a person says of a work holds: at once, after its file is read again, until taken back."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from dalil.answer.citation.cite import cite
from dalil.answer.citation.lookup import look_up
from dalil.index.curate.add_sources import take_in
from dalil.index.curate.edit import checked, correct, undo
from dalil.index.curate.overrides import corrected_ids, corrections_of
from dalil.index.curate.trash import remove
from dalil.index.encode.encoder import HashingEncoder
from dalil.index.library import Library
from dalil.index.query.conditions import Filters
from dalil.index.store.lock import locked
from dalil.ingest.errors import CorrectionError, NotInLibrary
from dalil.ingest.model import Document, Tier

ACT = (Path(__file__).parent / "data" / "pp_2021_907.md").read_text(encoding="utf-8")
ESSAY = (
    "# Ulasan kebun kota\n\nPupuk kandang harus didiamkan empat minggu sebelum ditebar.\n\n"
    "## Air\n\nKebun kota disiram dua kali sehari oleh warga sekitar.\n"
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "sources"
    folder.mkdir()
    (folder / "act.md").write_text(ACT, encoding="utf-8")
    (folder / "esai.md").write_text(ESSAY, encoding="utf-8")
    return folder


@pytest.fixture
def library(tmp_path: Path, folder: Path) -> Library:
    library = Library.open(tmp_path / "library", create=True, encoder=HashingEncoder())
    take_in(library, [folder], workers=1)
    return library


def work(library: Library, document_id: str) -> Document:
    found = library.catalog.document(document_id, with_text=False)
    assert found is not None, [d.id for d in library.catalog.documents()]
    return found


ESSAY_ID = "ulasan-kebun-kota"


def read_again(library: Library, folder: Path) -> None:
    """The file has changed a little, so it is read again."""
    file = folder / "esai.md"
    file.write_text(file.read_text(encoding="utf-8") + "\nTambahan.\n", encoding="utf-8")
    take_in(library, [folder], workers=1)


# Each field: at once, and after the file is read again


@pytest.mark.parametrize(
    ("field", "said", "held"),
    [
        ("title", "Kebun  di Tengah Kota", "Kebun di Tengah Kota"),
        ("kind", "Artikel", "Artikel"),
        ("authors", ["Rina Wati", "Tono"], ("Rina Wati", "Tono")),
        ("year", "2019", 2019),  # as typed
        ("year", 2019, 2019),
        ("date", "2019-05", "2019-05"),
        ("issuer", "Jurnal Kebun", "Jurnal Kebun"),
        ("url", "https://example.org/kebun", "https://example.org/kebun"),
        ("csl.volume", "3", "3"),
        ("csl.DOI", "10.1234/kebun", "10.1234/kebun"),
    ],
)
def test_a_correction_holds_when_the_file_is_read_again(
    library: Library, folder: Path, field: str, said: object, held: object
) -> None:
    def now() -> object:
        document = work(library, ESSAY_ID)
        return dict(document.extra).get(field[4:]) if "." in field else getattr(document, field)

    before = now()
    done = correct(library, ESSAY_ID, {field: said})
    assert done.fields == (field,)
    assert now() == held
    read_again(library, folder)
    assert now() == held
    assert corrected_ids(library.catalog) == {ESSAY_ID}
    undo(library, ESSAY_ID)
    assert now() == before
    assert not corrected_ids(library.catalog)
    read_again(library, folder)
    assert now() == before


def test_undo_goes_to_what_the_file_says_now(library: Library, folder: Path) -> None:
    correct(library, ESSAY_ID, {"authors": ["Rina"]})
    (folder / "esai.md.toml").write_text('authors = ["Tono"]\n', encoding="utf-8")
    take_in(library, [folder], workers=1)
    assert work(library, ESSAY_ID).authors == ("Rina",), "the person's word goes before the file's"
    undo(library, ESSAY_ID)
    assert work(library, ESSAY_ID).authors == ("Tono",)


def test_the_same_file_under_another_name_keeps_its_corrections(
    library: Library, folder: Path
) -> None:
    correct(library, ESSAY_ID, {"title": "Kebun"})
    remove(library, [ESSAY_ID])
    (folder / "esai.md").rename(folder / "lain.md")
    take_in(library, [folder], workers=1)
    assert work(library, ESSAY_ID).title == "Kebun"


def test_another_work_of_the_same_name_has_none_of_them(library: Library, folder: Path) -> None:
    correct(library, ESSAY_ID, {"title": "Kebun"})
    remove(library, [ESSAY_ID])
    (folder / "esai.md").unlink()
    other = "# Ulasan kebun kota\n\nSama sekali bukan tulisan itu, melainkan tentang kolam.\n"
    (folder / "baru.md").write_text(other, encoding="utf-8")
    take_in(library, [folder], workers=1)
    assert work(library, ESSAY_ID).title == "Ulasan kebun kota"


def test_a_copy_that_takes_its_place_inherits_them(library: Library, folder: Path) -> None:
    (folder / "esai.md.toml").write_text(
        'tier = "primary"\nkind = "UU"\ndigest_of = "uu/2020/4"\nchecked = true\n'
        'title = "Kebun"\nnumber = "4"\nyear = 2020\n',
        encoding="utf-8",
    )
    take_in(library, [folder], workers=1)
    assert work(library, "uu/2020/4").digest
    correct(library, "uu/2020/4", {"gazette": "LN 2020/9"})
    full = ACT.replace("PERATURAN PEMERINTAH", "UNDANG-UNDANG").replace(
        "NOMOR 907 TAHUN 2021", "NOMOR 4 TAHUN 2020"
    )
    (folder / "uu4.md").write_text(full, encoding="utf-8")
    take_in(library, [folder], workers=1)
    official = work(library, "uu/2020/4")
    assert (official.digest, official.gazette) == (False, "LN 2020/9")


# What is baked into the index


def test_search_filters_and_citations_follow_at_once(library: Library) -> None:
    generation = library.generation
    assert generation is not None
    correct(
        library,
        ESSAY_ID,
        {"tier": "tertiary", "kind": "Kamus", "year": 2001, "title": "Istilah Perkebunan"},
    )
    after = library.generation
    assert after is not None and after.name != generation.name
    assert after.meta.catalog == library.catalog.content_hash()
    assert after.meta.encoder == generation.meta.encoder, "vectors are kept"
    assert after.rows.tolist() == generation.rows.tolist(), "nothing was indexed again"

    def found(**filters: Any) -> set[str]:
        hits = library.search("kebun kota disiram", filters=Filters(**filters)).hits
        return {h.document.id for h in hits}

    assert found(tiers=frozenset({Tier.TERTIARY})) == {ESSAY_ID}
    assert not found(tiers=frozenset({Tier.SECONDARY}))
    assert found(kinds=frozenset({"kamus"}), year_from=2001, year_to=2001) == {ESSAY_ID}
    assert "Istilah Perkebunan" in cite(work(library, ESSAY_ID))
    assert library.search("istilah perkebunan").hits[0].document.id == ESSAY_ID


def test_the_relabelled_index_is_what_a_new_one_would_be(library: Library, tmp_path: Path) -> None:
    correct(library, ESSAY_ID, {"title": "Pekarangan", "kind": "Buku", "year": 1999})
    quick = library.generation
    assert quick is not None
    (library.folder / "CURRENT").unlink()
    library.forget_generation()
    for old in (library.folder / "generations").iterdir():
        old.rename(tmp_path / old.name)
    whole = Library.open(library.folder, encoder=HashingEncoder()).commit()
    assert whole.documents == quick.documents
    for name in ("rows", "group", "document", "place", "penjelasan"):
        assert getattr(whole, name).tolist() == getattr(quick, name).tolist(), name
    assert whole.terms == quick.terms


# An act's kind, number and year are its id


def test_a_misread_number_moves_the_act_to_its_own_id(library: Library, folder: Path) -> None:
    done = correct(library, "pp/2021/907", {"number": "908"})
    assert (done.before.id, done.after.id) == ("pp/2021/907", "pp/2021/908")
    assert (
        library.search("siapa menetapkan rute")
        .hits[0]
        .passage.passage_id.startswith("pp/2021/908#pasal-4")
    )
    assert not look_up(library, "Pasal 4 PP 907/2021").matches
    assert look_up(library, "Pasal 4 ayat (1) PP 908/2021").matches
    report = take_in(library, [folder], workers=1)
    assert report.unchanged == 2, "the file did not change"
    (folder / "act.md").write_text(ACT + "\n", encoding="utf-8")
    take_in(library, [folder], workers=1)
    assert [d.id for d in library.catalog.documents()] == ["pp/2021/908", ESSAY_ID]
    undo(library, "pp/2021/908")
    assert [d.id for d in library.catalog.documents()] == ["pp/2021/907", ESSAY_ID]


def test_an_id_that_is_taken_is_not_taken_over(library: Library, folder: Path) -> None:
    other = ACT.replace("NOMOR 907 TAHUN 2021", "NOMOR 908 TAHUN 2021")
    (folder / "lain.md").write_text(other, encoding="utf-8")
    take_in(library, [folder], workers=1)
    with pytest.raises(CorrectionError, match="pp/2021/908 sudah ada"):
        correct(library, "pp/2021/907", {"number": "908"})
    assert work(library, "pp/2021/907").number == "907"
    assert not corrections_of(library.catalog, "pp/2021/907")


def test_a_book_taken_for_an_act_no_longer_answers_to_its_name(
    library: Library, folder: Path
) -> None:
    done = correct(library, "pp/2021/907", {"tier": "secondary", "kind": "Buku"})
    assert "/" not in done.after.id
    passages = library.catalog.passages(done.after.id)
    assert passages and not any(str(p.locator).startswith("pasal") for p in passages)
    assert not look_up(library, "PP 907/2021").matches
    assert take_in(library, [folder], workers=1).unchanged == 2
    (folder / "act.md").write_text(ACT + "\n", encoding="utf-8")
    take_in(library, [folder], workers=1)
    assert [d.tier for d in library.catalog.documents()] == [Tier.SECONDARY] * 2
    back = undo(library, done.after.id)
    assert back.after.id == "pp/2021/907"
    assert library.catalog.passage("pp/2021/907#pasal-4/ayat-1") is not None


def test_an_essay_that_is_an_act_is_divided_by_pasal(library: Library, folder: Path) -> None:
    (folder / "naskah.md").write_text(
        "# Naskah\n\nPasal 1\n\nSawah diairi dua kali sehari.\n\nPasal 2\n\nPadi dipanen.\n",
        encoding="utf-8",
    )
    take_in(library, [folder], workers=1)
    done = correct(
        library, "naskah", {"tier": "primary", "kind": "uu", "number": "5", "year": 1901}
    )
    assert (done.after.id, done.after.kind) == ("uu/1901/5", "UU")
    passage = library.catalog.passage("uu/1901/5#pasal-2")
    assert passage is not None and "Padi dipanen" in passage.text


def test_without_its_file_the_division_stays_and_is_said(library: Library, folder: Path) -> None:
    (folder / "act.md").unlink()
    for kept in (library.folder / "originals").rglob("*.md"):
        kept.unlink()
    done = correct(library, "pp/2021/907", {"tier": "secondary"})
    assert any("berkas aslinya tidak ada" in note for note in done.notes)
    assert library.catalog.passages(done.after.id)


# Locks, errors


def test_names_can_be_corrected_while_another_process_writes(library: Library) -> None:
    with locked(library.folder / "write.lock"):
        done = correct(library, ESSAY_ID, {"title": "Kebun"})
        assert work(library, ESSAY_ID).title == "Kebun"
        assert any("menyusul" in note for note in done.notes)
    library.commit()
    generation = library.generation
    assert generation and generation.meta.catalog == library.catalog.content_hash()


@pytest.mark.parametrize(
    ("said", "complaint"),
    [
        ({"title": ""}, "title: tidak boleh kosong"),
        ({"title": "   "}, "title: harus teks"),
        ({"tier": "utama"}, "tier: pilih salah satu"),
        ({"year": "dua ribu"}, "year: harus tahun"),
        ({"year": 14}, "year: harus tahun"),
        ({"date": "2014-13"}, "date:"),
        ({"url": "javascript:alert(1)"}, "url: harus alamat"),
        ({"status": "repealed"}, "status: tidak dapat dikoreksi"),
        ({"csl.warna": "biru"}, "csl.warna: tidak dapat dikoreksi"),
        ({"authors": "Rina"}, "authors: harus daftar"),
    ],
)
def test_what_cannot_be_is_said(said: dict[str, object], complaint: str) -> None:
    with pytest.raises(CorrectionError, match=complaint):
        checked(said)


def test_empty_takes_a_fact_away(library: Library) -> None:
    correct(library, ESSAY_ID, {"year": 2001, "authors": ["A"], "csl.volume": "3"})
    correct(library, ESSAY_ID, {"year": None, "authors": [], "csl.volume": ""})
    document = work(library, ESSAY_ID)
    assert (document.year, document.authors, document.extra) == (None, (), ())
    assert not corrections_of(library.catalog, ESSAY_ID), "that is what the file says"


def test_unknown_works_and_nothing_to_undo(library: Library) -> None:
    with pytest.raises(NotInLibrary):
        correct(library, "tidak-ada", {"title": "x"})
    with pytest.raises(CorrectionError, match="tidak ada koreksi"):
        undo(library, ESSAY_ID)


def test_one_record_of_many_in_a_file_is_corrected_alone(library: Library, folder: Path) -> None:
    rows = "judul,abstrak,penulis\nKebun atap,Kebun di atap gedung.,A\nKebun air,Teratai.,B\n"
    (folder / "daftar.csv").write_text(rows, encoding="utf-8")
    take_in(library, [folder], workers=1)
    correct(library, "kebun-air", {"title": "Taman air", "tier": "tertiary"})
    (folder / "daftar.csv").write_text(rows + "Kebun batu,Kerikil.,C\n", encoding="utf-8")
    take_in(library, [folder], workers=1)
    found = {d.id: (d.title, d.tier.value) for d in library.catalog.documents()}
    assert found["kebun-air"] == ("Taman air", "tertiary")
    assert found["kebun-atap"] == ("Kebun atap", "secondary")
    assert found["kebun-batu"] == ("Kebun batu", "secondary")
