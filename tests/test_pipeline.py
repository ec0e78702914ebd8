"""A folder in, outcomes out: nothing is skipped in silence, nothing stops the rest."""

import json
from pathlib import Path

import pytest

from dalil.ingest.discover import discover
from dalil.ingest.model import Tier
from dalil.ingest.pipeline import Outcome, parse_all, parse_source

DATA = Path(__file__).parent / "data"
ACT = (DATA / "pp_2021_907.md").read_text(encoding="utf-8")


def outcomes(folder: Path, tier: Tier | None = None) -> dict[str, Outcome]:
    files, failures = discover([folder], tier)
    assert not failures
    return {o.file.path.name: o for o in parse_all(files, workers=1)}


def test_an_act_a_glossary_and_prose_in_one_folder(tmp_path: Path) -> None:
    (tmp_path / "deep").mkdir()
    (tmp_path / "deep" / "act.md").write_text(ACT, encoding="utf-8")
    (tmp_path / "kata.csv").write_text("istilah,arti\nrak,papan untuk buku\n", encoding="utf-8")
    (tmp_path / "essay.md").write_text(
        "# Tentang buku\n\n" + "Buku dibaca orang di desa dan di kota. " * 8, encoding="utf-8"
    )
    found = outcomes(tmp_path)
    act = found["act.md"].parsed[0].document
    assert (act.id, act.tier, act.kind, act.year) == ("pp/2021/907", Tier.PRIMARY, "PP", 2021)
    assert act.title == "Perpustakaan Keliling"
    glossary = found["kata.csv"].parsed[0]
    assert glossary.document.tier is Tier.TERTIARY
    assert [p.locator.steps[-1].unit for p in glossary.passages] == ["entri"]
    essay = found["essay.md"].parsed[0]
    assert essay.document.tier is Tier.SECONDARY
    assert any(p.searchable for p in essay.passages)
    for outcome in found.values():
        for parsed in outcome.parsed:
            for p in parsed.passages:
                assert parsed.document.text[p.start : p.end] == p.text


def test_a_sidecar_overrides_and_the_person_overrides_both(tmp_path: Path) -> None:
    (tmp_path / "x.md").write_text("# Judul\n\nIsi karangan yang cukup panjang.", encoding="utf-8")
    (tmp_path / "x.md.toml").write_text(
        'tier = "tertiary"\nkind = "Kamus"\ntitle = "Kamus Kecil"\nauthors = ["A. B."]\n',
        encoding="utf-8",
    )
    document = outcomes(tmp_path)["x.md"].parsed[0].document
    assert (document.tier, document.kind, document.title) == (Tier.TERTIARY, "Kamus", "Kamus Kecil")
    assert document.authors == ("A. B.",)
    said = outcomes(tmp_path, Tier.SECONDARY)["x.md"].parsed[0].document
    assert said.tier is Tier.SECONDARY


def test_a_digest_takes_the_id_of_its_act_and_may_skip_pasal(tmp_path: Path) -> None:
    (tmp_path / "d.md").write_text(
        "# Ikhtisar PP Nomor 907 Tahun 2021\n\n## Pasal 2\n\n(1) Wajib.\n\n(2) Lengkap.\n\n"
        "## Pasal 40\n\nSelesai.\n",
        encoding="utf-8",
    )
    (tmp_path / "d.md.toml").write_text(
        'tier = "primary"\nkind = "PP"\nnumber = "907"\nyear = 2021\ntitle = "Perpustakaan"\n'
        'digest_of = "pp/2021/907"\nchecked = true\n',
        encoding="utf-8",
    )
    parsed = outcomes(tmp_path)["d.md"].parsed[0]
    assert parsed.document.id == "pp/2021/907"
    assert parsed.document.digest
    assert parsed.document.warnings == ()
    ids = [p.passage_id.partition("#")[2] for p in parsed.passages]
    assert [i for i in ids if i.startswith("pasal")] == [
        "pasal-2", "pasal-2/ayat-1", "pasal-2/ayat-2", "pasal-40",
    ]  # fmt: skip


def test_records_are_a_work_each(tmp_path: Path) -> None:
    rows = [
        {"title": "Buku di desa", "authors": "A", "year": 2020, "abstract": "Tentang buku. " * 20},
        {"title": "Buku di kota", "authors": "B", "year": 2021, "abstract": "Juga buku. " * 20},
    ]
    (tmp_path / "r.jsonl").write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    documents = [p.document for p in outcomes(tmp_path)["r.jsonl"].parsed]
    assert [(d.title, d.year) for d in documents] == [
        ("Buku di desa", 2020),
        ("Buku di kota", 2021),
    ]
    assert len({d.id for d in documents}) == 2


BROKEN = [
    ("kosong.txt", b"", "empty"),
    ("rusak.pdf", b"%PDF-1.7 and then nothing", "a PDF that ends at once"),
    ("gambar.txt", bytes(range(256)) * 20, "bytes that are no text"),
    ("bukan.docx", b"PK\x03\x04 no zip", "a zip that is none"),
    ("tabel.csv", b"a,b\n1,2\n", "a table without term and meaning"),
]


@pytest.mark.parametrize(("name", "content", "reason"), BROKEN, ids=[b[2] for b in BROKEN])
def test_a_bad_file_is_a_failure_with_a_reason(
    tmp_path: Path, name: str, content: bytes, reason: str
) -> None:
    (tmp_path / name).write_bytes(content)
    (tmp_path / "act.md").write_text(ACT, encoding="utf-8")
    found = outcomes(tmp_path)
    failure = found[name].failure
    assert failure is not None, reason
    assert len(failure.reason) > 10
    assert found["act.md"].failure is None


def test_what_has_no_reader_and_what_is_not_there_are_failures(tmp_path: Path) -> None:
    (tmp_path / "x.xyz").write_text("?", encoding="utf-8")
    (tmp_path / ".hidden.md").write_text("?", encoding="utf-8")
    files, failures = discover([tmp_path, tmp_path / "nowhere"])
    assert files == []
    assert [Path(f.source).name for f in failures] == ["x.xyz", "nowhere"]


def test_a_fault_of_ours_costs_one_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(*_: object, **__: object) -> None:
        raise ZeroDivisionError("planted")

    (tmp_path / "act.md").write_text(ACT, encoding="utf-8")
    monkeypatch.setattr("dalil.ingest.pipeline.identify", fails)
    (file,), _ = discover([tmp_path])
    failure = parse_source(file).failure
    assert failure is not None
    assert "ZeroDivisionError: planted" in failure.reason
