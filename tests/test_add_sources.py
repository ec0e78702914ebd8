"""Into the library: only what changed, replaced with its passages, two copies are one."""

from pathlib import Path

import pytest

from dalil.index.curate.add_sources import IngestReport, take_in
from dalil.index.curate.deduplicate import _lent
from dalil.index.encode.encoder import HashingEncoder
from dalil.index.library import Library
from dalil.index.store.rows import SourceFileRow
from dalil.ingest.errors import UnreadableSource
from dalil.ingest.model import Document, Parsed, Tier

ACT = (Path(__file__).parent / "data" / "pp_2021_907.md").read_text(encoding="utf-8")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "sources"
    folder.mkdir()
    (folder / "act.md").write_text(ACT, encoding="utf-8")
    (folder / "kata.csv").write_text("istilah,arti\nrak,papan untuk buku\n", encoding="utf-8")
    return folder


@pytest.fixture
def library(tmp_path: Path) -> Library:
    return Library.open(tmp_path / "library", create=True, encoder=HashingEncoder())


def run(library: Library, folder: Path, *, prune: bool = False) -> IngestReport:
    return take_in(library, [folder], workers=1, prune=prune)


def ids(library: Library) -> list[str]:
    return [d.id for d in library.catalog.documents()]


def test_a_second_run_does_nothing(library: Library, folder: Path) -> None:
    first = run(library, folder)
    assert (len(first.documents), first.unchanged) == (2, 0)
    generation = library.generation
    again = run(library, folder)
    assert (len(again.documents), again.unchanged) == (0, 2)
    assert library.generation is generation


def test_a_changed_file_replaces_its_document_and_its_passages(
    library: Library, folder: Path
) -> None:
    run(library, folder)
    assert library.search("papan untuk buku").hits[0].document.id == "kata"
    (folder / "act.md").write_text(ACT.replace("balai desa", "menara air"), encoding="utf-8")
    report = run(library, folder)
    assert [t.document.id for t in report.documents] == ["pp/2021/907"]
    assert library.search('"menara air"').hits[0].passage.passage_id == "pp/2021/907#pasal-4/ayat-2"
    assert not library.search('"balai desa"').hits


def test_a_file_named_from_its_folder_and_in_full_is_one_file(
    library: Library, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run(library, folder)
    monkeypatch.chdir(folder.parent)
    report = run(library, Path(folder.name))
    assert ids(library) == ["kata", "pp/2021/907"]
    warned = [w for taken in report.documents for w in taken.document.warnings]
    assert not any("salinan lain" in w for w in warned)


def test_a_file_that_became_another_act_takes_its_old_document_along(
    library: Library, folder: Path
) -> None:
    run(library, folder)
    other = ACT.replace("NOMOR 907 TAHUN 2021", "NOMOR 908 TAHUN 2021")
    (folder / "act.md").write_text(other, encoding="utf-8")
    run(library, folder)
    assert ids(library) == ["kata", "pp/2021/908"]


def test_a_file_that_is_gone_is_reported_and_pruned_when_asked(
    library: Library, folder: Path
) -> None:
    run(library, folder)
    (folder / "act.md").unlink()
    report = run(library, folder)
    assert [Path(g).name for g in report.gone] == ["act.md"]
    assert "pp/2021/907" in ids(library)
    report = run(library, folder, prune=True)
    assert report.removed == ("pp/2021/907",)
    assert ids(library) == ["kata"]
    assert not library.search('"balai desa"').hits


def test_the_same_act_twice_is_one_document(library: Library, folder: Path) -> None:
    (folder / "copy.txt").write_text(ACT + "\n", encoding="utf-8")
    report = run(library, folder)
    assert ids(library) == ["kata", "pp/2021/907"]
    # what is not taken in is not counted as taken in
    assert sorted(t.document.id for t in report.documents) == ["kata", "pp/2021/907"]
    (copy,) = report.skipped
    assert copy.document.id == "pp/2021/907" and "salinan lain" in copy.warnings[-1]
    assert [s["id"] for s in report.to_dict()["skipped"]] == ["pp/2021/907"]
    assert run(library, folder).unchanged == 3  # and it is not fought over at every run


def test_two_texts_that_claim_one_number_are_both_kept(library: Library, folder: Path) -> None:
    other = (
        "PERATURAN PEMERINTAH REPUBLIK INDONESIA\nNOMOR 907 TAHUN 2021\nTENTANG\nLAYANG-LAYANG\n"
        "DENGAN RAHMAT TUHAN YANG MAHA ESA\nMenimbang : bahwa angin berembus;\nMEMUTUSKAN:\n"
        "Pasal 1\nLayang-layang diterbangkan pada siang hari.\nPasal 2\nBenangnya tidak tajam.\n"
    )
    (folder / "other.md").write_text(other, encoding="utf-8")
    report = run(library, folder)
    assert set(ids(library)) == {"kata", "pp/2021/907", "pp/2021/907~2"}
    assert any("sudah dipakai teks lain" in w for t in report.documents for w in t.warnings)
    second = library.catalog.passage("pp/2021/907~2#pasal-1")
    assert second is not None


def test_the_act_displaces_its_digest_and_never_the_other_way(
    library: Library, folder: Path, tmp_path: Path
) -> None:
    digests = tmp_path / "digests"
    digests.mkdir()
    (digests / "d.md").write_text("# Ikhtisar\n\n## Pasal 2\n\nRingkas.\n", encoding="utf-8")
    (digests / "d.md.toml").write_text(
        'tier = "primary"\nkind = "PP"\nnumber = "907"\nyear = 2021\ntitle = "T"\n'
        'digest_of = "pp/2021/907"\nchecked = true\n',
        encoding="utf-8",
    )
    run(library, digests)
    before = library.catalog.document("pp/2021/907")
    assert before is not None
    assert before.digest
    run(library, folder)
    after = library.catalog.document("pp/2021/907")
    assert after is not None
    assert not after.digest
    (digests / "d.md").write_text("# Ikhtisar\n\n## Pasal 2\n\nLain.\n", encoding="utf-8")
    report = run(library, digests)
    kept = library.catalog.document("pp/2021/907")
    assert kept is not None
    assert not kept.digest
    assert any("tidak disimpan" in w for t in report.skipped for w in t.warnings)


@pytest.mark.parametrize("first", ["digest", "text"])
def test_what_only_the_digest_knows_of_gazette_and_source_stays_with_the_text(
    library: Library, folder: Path, tmp_path: Path, first: str
) -> None:
    digests = tmp_path / "digests"
    digests.mkdir()
    (digests / "d.md").write_text("# Ikhtisar\n\n## Pasal 2\n\nRingkas.\n", encoding="utf-8")
    (digests / "d.md.toml").write_text(
        'tier = "primary"\nkind = "PP"\nnumber = "907"\nyear = 2021\ntitle = "T"\n'
        'digest_of = "pp/2021/907"\nchecked = true\nurl = "https://contoh.id/pp907"\n'
        'gazette = "LN 2021/907, TLN 9007"\n',
        encoding="utf-8",
    )
    for place in (digests, folder) if first == "digest" else (folder, digests):
        run(library, place)

    def held() -> tuple[bool, str | None, str | None, str]:
        found = library.catalog.document("pp/2021/907")
        assert found is not None
        return found.digest, found.gazette, found.url, found.title

    assert held()[:3] == (False, "LN 2021/907, TLN 9007", "https://contoh.id/pp907")
    assert held()[3] != "T"  # only what the text does not say
    for path in folder.glob("*.md"):  # read again, because it has changed
        path.write_text(path.read_text(encoding="utf-8") + "\n", encoding="utf-8")
    run(library, folder)
    assert held()[:3] == (False, "LN 2021/907, TLN 9007", "https://contoh.id/pp907")


LENT = [
    # text, digest, after
    (None, "LN 2014/244, TLN 5587", "LN 2014/244, TLN 5587"),
    ("LN 2014/244", "LN 2014/244, TLN 5587", "LN 2014/244, TLN 5587"),  # completed
    ("LN 2014/24", "LN 2014/244, TLN 5587", "LN 2014/24"),  # another sheet: the text stands
    ("LN 2015/1, TLN 2", "LN 2014/244", "LN 2015/1, TLN 2"),
    (None, None, None),
]


@pytest.mark.parametrize(("text", "digest", "after"), LENT)
def test_a_digest_lends_its_gazette_only_where_the_text_has_none(
    text: str | None, digest: str | None, after: str | None
) -> None:
    def document(source: str, gazette: str | None) -> Document:
        return Document("uu/2014/23", Tier.PRIMARY, "UU", "T", "", source, "", gazette=gazette)

    assert _lent(document("a", text), document("b", digest)).gazette == after


def test_a_failed_file_is_tried_again_and_counted(library: Library, folder: Path) -> None:
    (folder / "rusak.pdf").write_bytes(b"%PDF-1.7 nothing")
    report = run(library, folder)
    assert [Path(f.source).name for f in report.failed] == ["rusak.pdf"]
    assert library.catalog.counts()["failed"] == 1
    assert len(run(library, folder).failed) == 1
    (folder / "rusak.pdf").unlink()
    run(library, folder, prune=True)
    assert library.catalog.counts()["failed"] == 0


def test_the_original_is_kept_by_its_hash(library: Library, folder: Path) -> None:
    run(library, folder)
    document = library.catalog.document("pp/2021/907")
    assert document is not None
    kept = library.original(document.sha256, ".md")
    assert kept.read_text(encoding="utf-8") == ACT


def test_progress_names_each_stage(library: Library, folder: Path) -> None:
    said: list[tuple[str, int, int]] = []
    take_in(
        library,
        [folder],
        workers=1,
        progress=lambda stage, n, total: said.append((stage, n, total)),
    )
    assert said[0] == ("membaca", 1, 2)
    assert len({stage for stage, _, _ in said}) >= 2
    assert all(0 <= n <= total for _, n, total in said)


def test_a_document_the_catalogue_refuses_is_a_failure_of_its_file(
    library: Library, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    put = library.catalog.put

    def refusing(parsed: Parsed, source: SourceFileRow | None = None) -> str:
        if parsed.document.id == "kata":
            raise UnreadableSource("planted: a character that is no text")
        return put(parsed, source)

    monkeypatch.setattr(library.catalog, "put", refusing)
    report = run(library, folder)
    assert [Path(f.source).name for f in report.failed] == ["kata.csv"]
    assert ids(library) == ["pp/2021/907"]


def test_a_moved_file_keeps_its_document_when_the_old_path_is_pruned(
    library: Library, folder: Path
) -> None:
    run(library, folder)
    (folder / "act.md").rename(folder / "pindah.md")
    report = run(library, folder, prune=True)
    assert not report.removed
    assert ids(library) == ["kata", "pp/2021/907"]
    found = library.catalog.document("pp/2021/907")
    assert found is not None and found.source.endswith("pindah.md")


def test_a_copy_outside_the_folder_keeps_its_document(
    library: Library, folder: Path, tmp_path: Path
) -> None:
    run(library, folder)
    copy = tmp_path / "salinan.md"
    copy.write_text(ACT, encoding="utf-8")
    run(library, copy)
    (folder / "act.md").unlink()
    report = run(library, folder, prune=True)
    assert not report.removed
    assert ids(library) == ["kata", "pp/2021/907"]


def test_stopping_keeps_what_was_read_and_makes_it_searchable(
    library: Library, folder: Path
) -> None:
    read: list[int] = []
    report = take_in(
        library,
        [folder],
        workers=1,
        progress=lambda stage, done, total: read.append(done) if stage == "membaca" else None,
        stop=lambda: bool(read),
    )
    assert (len(report.documents), report.left) == (1, 1)
    assert library.search("siapa menetapkan rute").hits
    again = run(library, folder)
    assert (len(again.documents), again.left) == (1, 0)


def test_a_moved_file_is_the_documents_file_from_then_on(library: Library, folder: Path) -> None:
    run(library, folder)
    (folder / "act.md").rename(folder / "pindah.md")
    report = run(library, folder)
    assert ids(library) == ["kata", "pp/2021/907"]
    found = library.catalog.document("pp/2021/907")
    assert found is not None and found.source.endswith("pindah.md")
    assert not any("salinan" in w for t in report.documents for w in t.warnings)
