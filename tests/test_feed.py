"""JDIH feeds in the dialects that members write, and what is made of their records."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from dalil.ingest.errors import WrongContent
from dalil.ingest.fetch.feed import Offer, offer_of, read_feed

RECORD: dict[str, Any] = {
    "idData": "12", "tahun_pengundangan": "2016", "tanggal_pengundangan": "2016-02-03",
    "tanggal_penetapan": "2016-02-01", "jenis": "Peraturan Menteri Dalam Negeri",
    "singkatanJenis": "PERMENDAGRI", "noPeraturan": "5", "judul": "Balai Desa",
    "status": "Berlaku", "subjek": "DESA - BALAI", "sumber": "BN 2016/99", "bahasa": "Indonesia",
    "bidangHukum": "-", "teuBadan": "Indonesia. Kementerian Dalam Negeri", "isbn": "-",
    "nomorIndukBuku": "-", "fileDownload": "p5.pdf",
    "urlDownload": "https://jdih.example.go.id/p5.pdf",
    "urlDetailPeraturan": "https://jdih.example.go.id/baca/12", "abstrak": "", "operasi": "4",
    "display": "1",
}  # fmt: skip
BOOK: dict[str, Any] = {
    "idData": 13, "jenis": "Monografi Hukum", "judul": "Hukum Desa", "isbn": "978-0", "status": "",
    "tahun": 2011, "noPeraturan": "-", "urlDownload": None,
}  # fmt: skip


def read(tmp_path: Path, content: bytes | str) -> tuple[list[Offer], Any]:
    path, out = tmp_path / "umpan", tmp_path / "lines"
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    told = read_feed(path, out)
    return [Offer.from_json(line) for line in out.read_text().splitlines()], told


def j(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)


TWO = [RECORD, BOOK]
DIALECTS: tuple[tuple[str, bytes | str], ...] = (
    ("an array", j(TWO)),
    ("under data", j({"status": True, "data": TWO})),
    ("under data, deeper, by pages", j({"data": {"current_page": 1, "data": TWO}, "links": {}})),
    ("under another name", j({"code": 200, "result": {"rows": TWO}})),
    ("by numbers, as PHP writes an array with gaps", j({"data": {"0": RECORD, "7": BOOK}})),
    ("by numbers at the top", j({"3": RECORD, "4": BOOK})),
    ("an object a line", f"{j(RECORD)}\n{j(BOOK)}\n"),
    ("with a mark at its head", b"\xef\xbb\xbf" + j(TWO).encode()),
    ("every value a text", j([{k: str(v or "-") for k, v in r.items()} for r in TWO])),
    ("unknown fields, nested ones too", j([r | {"x": {"y": [1]}, "z": [[]]} for r in TWO])),
    ("capitals and hyphens in names", j([{k.upper(): v for k, v in r.items()} for r in TWO])),
    ("line ends in texts", j(TWO).replace("Balai Desa", "Balai\n\tDesa")),
    ("white space before it", f"\n\n  {j(TWO)}\n"),
    ("bytes that are no UTF-8", j([RECORD | {"subjek": "\x00X"}, BOOK]).encode().replace(
        b"\\u0000X", b"\xff\xfe")),
)  # fmt: skip


@pytest.mark.parametrize(("dialect", "content"), DIALECTS, ids=[d for d, _ in DIALECTS])
def test_every_dialect_gives_the_same_works(
    tmp_path: Path, dialect: str, content: bytes | str
) -> None:
    (rule, book), told = read(tmp_path, content)
    assert (rule.document_id, rule.title, rule.year) == ("permendagri/2016/5", "Balai Desa", 2016)
    assert rule.file == "https://jdih.example.go.id/p5.pdf"
    assert (rule.status, rule.date) == ("Berlaku", "2016-02-01")
    assert (book.title, book.document_id, book.file, book.year) == ("Hukum Desa", None, "", 2011)
    assert (told.offers, told.broken) == (2, "")


NONE: tuple[tuple[str, bytes | str, str], ...] = (
    ("a page", "<!doctype html><title>Galat</title>", "halaman web"),
    ("a page behind a byte order mark", b"\xef\xbb\xbf <html><body>x", "halaman web"),
    ("words", "0 results", "rusak|tidak berisi"),
    ("an error as JSON", '{"message": "Unauthenticated."}', "tidak berisi"),
    ("an empty array", "[]", "tidak berisi"),
    ("records of another kind", '[{"name": "a", "price": 3}]', "tidak berisi"),
    ("numbers", "[1, 2, 3]", "tidak berisi"),
    ("a PDF", b"%PDF-1.4\n", "bukan umpan"),
    ("a packed file", b"\x1f\x8b\x08\x00", "bukan umpan"),
    ("a broken beginning", '[{"idData":', "rusak"),
    ("deep", "[" * 100_000, "rusak|tidak berisi"),
)


@pytest.mark.parametrize(("what", "content", "said"), NONE, ids=[w for w, _, _ in NONE])
def test_what_is_no_feed_says_why(
    tmp_path: Path, what: str, content: bytes | str, said: str
) -> None:
    with pytest.raises(WrongContent, match=said):
        read(tmp_path, content)


def test_a_feed_that_breaks_off_keeps_what_came(tmp_path: Path) -> None:
    whole = j([RECORD | {"idData": n} for n in range(50)])
    offers, told = read(tmp_path, whole[: len(whole) // 2])
    assert 20 < len(offers) < 26 and "rusak" in told.broken


def test_records_without_a_title_are_counted(tmp_path: Path) -> None:
    offers, told = read(tmp_path, j([RECORD, {"idData": 1, "jenis": "UU", "judul": "-"}, "x", 5]))
    assert (len(offers), told.strange) == (1, 3)


def test_two_records_of_one_number_are_two(tmp_path: Path) -> None:
    """Some write a record for every file of a work."""
    offers, _ = read(tmp_path, j([RECORD, RECORD | {"urlDownload": "https://x.example/l.pdf"}]))
    assert [o.key for o in offers] == ["12", "12#2"]


IDS: tuple[tuple[dict[str, Any], str | None, str], ...] = (
    ({}, "permendagri/2016/5", "the short name says which ministry"),
    ({"jenis": "Peraturan Menteri", "singkatanJenis": "Permendagri"}, "permendagri/2016/5", "same"),
    ({"jenis": "Peraturan Menteri", "singkatanJenis": "PERMEN"}, None, "of which minister?"),
    ({"jenis": "Undang-Undang", "singkatanJenis": "UU"}, "uu/2016/5", "plain"),
    ({"jenis": "UNDANG-UNDANG", "singkatanJenis": "-"}, "uu/2016/5", "no short name"),
    ({"jenis": "Peraturan Daerah", "singkatanJenis": "PERDA"}, None, "of which region?"),
    ({"noPeraturan": "Nomor 5 Tahun 2016"}, "permendagri/2016/5", "the number in words"),
    ({"noPeraturan": "5/2016"}, "permendagri/2016/5", "number and year in one"),
    ({"noPeraturan": 5, "tahun_pengundangan": 2016}, "permendagri/2016/5", "numbers"),
    ({"noPeraturan": "-"}, None, "no number"),
    ({"tahun_pengundangan": "-", "tanggal_pengundangan": "03-02-2016"}, "permendagri/2016/5",
     "the year by its day"),
    ({"tahun_pengundangan": "", "tanggal_pengundangan": "", "tanggal_penetapan": ""}, None,
     "no year"),
    ({"tahun_pengundangan": "2017"}, None, "made in one year, promulgated in the next"),
    ({"tahun_pengundangan": "2017", "judul": "Peraturan Menteri Nomor 5 Tahun 2016 tentang X"},
     "permendagri/2016/5", "where its title says which"),
    ({"noPeraturan": "184/PMK.01/2010", "tahun_pengundangan": "2016"}, None, "two years"),
    ({"noPeraturan": "184/PMK.01/2010", "jenis": "Peraturan Menteri Keuangan", "singkatanJenis":
      "PMK", "tahun_pengundangan": "2010", "tanggal_penetapan": "", "tanggal_pengundangan": ""},
     "permenkeu/2010/184", "with its code"),
    ({"jenis": "Putusan Mahkamah Konstitusi", "singkatanJenis": "Putusan MK",
      "noPeraturan": "91/PUU-XVIII/2020", "tahun_pengundangan": "2021"},
     "putusan-mk/2020/91-puu-xviii", "a ruling bears its own year"),
    ({"jenis": "Artikel Hukum", "singkatanJenis": "-"}, None, "no act"),
)  # fmt: skip


@pytest.mark.parametrize(("changed", "expected", "why"), IDS)
def test_the_id_follows_or_is_not_known(
    changed: dict[str, Any], expected: str | None, why: str
) -> None:
    offer = offer_of(RECORD | changed)
    assert offer is not None
    assert offer.document_id == expected, why


FILES: tuple[tuple[dict[str, Any], str, str], ...] = (
    ({"urlDownload": "https://a.example/f/", "fileDownload": "p.pdf"}, "https://a.example/f/p.pdf",
     "the folder, and the name beside it"),
    ({"urlDownload": "https://a.example/d.php?id=1", "fileDownload": "p.pdf"},
     "https://a.example/d.php?id=1", "whole as it is"),
    ({"urlDownload": "-", "fileDownload": "https://a.example/p.pdf"}, "https://a.example/p.pdf",
     "in the other field"),
    ({"urlDownload": "-", "fileDownload": "p.pdf"}, "", "a name alone is no address"),
    ({"urlDownload": "/files/p.pdf"}, "/files/p.pdf", "relative to the feed"),
    ({"urlDownload": "javascript:alert(1)"}, "javascript:alert(1)", "kept, to be told of"),
    ({"urlDownload": None, "fileDownload": None}, "", "none"),
)  # fmt: skip


@pytest.mark.parametrize(("changed", "expected", "why"), FILES)
def test_where_the_file_is(changed: dict[str, Any], expected: str, why: str) -> None:
    offer = offer_of(RECORD | changed)
    assert offer is not None and offer.file == expected, why


def test_texts_are_texts() -> None:
    """A title may hold markup; it stays a text on one line, without what turns or hides it."""
    offer = offer_of(
        RECORD | {"judul": "A &quot;B&quot;\u202e\u0000 <script>alert(1)</script>\n C"}
    )
    assert offer is not None and offer.title == 'A "B" <script>alert(1)</script> C'
    long = offer_of(RECORD | {"judul": "x" * 10**6, "abstrak": "y" * 10**6})
    assert long is not None and len(long.to_json()) < 10_000


@pytest.mark.slow
def test_a_feed_of_70_mb_in_little_memory(tmp_path: Path) -> None:
    """Held in the child; here the whole way, in pieces."""
    import resource

    line = j(RECORD | {"abstrak": "a" * 3_000})
    path = tmp_path / "umpan"
    with path.open("w") as file:
        file.write('{"data": [')
        file.write(",".join(line.replace('"12"', f'"{n}"') for n in range(18_000)))
        file.write("]}")
    assert path.stat().st_size > 60e6
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    told = read_feed(path, tmp_path / "lines")
    grown = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before
    assert told.offers == 18_000
    assert grown < 60_000, f"{grown} kB"
