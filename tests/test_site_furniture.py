"""What a portal puts between, above and below the lines of an act is no provision's text."""

from pathlib import Path

import pytest

from dalil.ingest.discover import SourceFile
from dalil.ingest.pipeline import parse_source
from dalil.ingest.readers.page_furniture import foot, is_stamp, strip_furniture, without_strayed

HEAD = (
    "UNDANG-UNDANG REPUBLIK INDONESIA", "NOMOR 907 TAHUN 2021", "TENTANG", "PADI",
    "DENGAN RAHMAT TUHAN YANG MAHA ESA", "PRESIDEN REPUBLIK INDONESIA,", "MEMUTUSKAN:",
)  # fmt: skip
PAGES = [[f"Pasal {3 * n + k}" if odd else f"Sawah {'abc'[n]}{'xyz'[k - 1]} dirawat."
          for k in (1, 2, 3) for odd in (1, 0)] for n in range(3)]  # fmt: skip

EDGES = [
    # (line above, line below, reason)
    ("", "www.peraturan.go.id JDIH Kementerian Sawah", "a foot in two parts"),
    ("", "www.peraturan.go.id hlm. {n}", "a foot with the page's number"),
    ("", "jdih.sawah.go.id | Halaman {n}", "an address with the page's number"),
    ("Dokumen ini diunduh dari jdih.sawah.go.id", "", "a head that says whence it comes"),
    ("Salinan milik Dinas Sawah", "", "a head of three pages"),
]


@pytest.mark.parametrize(("above", "below", "reason"), EDGES)
def test_edges_of_three_pages(above: str, below: str, reason: str) -> None:
    pages = [
        [x for x in (above, *lines, below.format(n=n)) if x] for n, lines in enumerate(PAGES, 1)
    ]
    stripped = strip_furniture(pages)
    assert stripped[1:] == PAGES[1:], reason
    assert not below or stripped == PAGES, reason


STAYS = ["Kementerian", "b. padi;", "Formulir diunduh dari laman sawah.go.id."]


@pytest.mark.parametrize("line", STAYS)
def test_a_line_of_one_page_stays(line: str) -> None:
    pages = [PAGES[0], [line, *PAGES[1]], PAGES[2]]
    assert strip_furniture(pages)[1][0] == line


LINES = [
    # (lines, what is left, reason)
    (["Padi ditanam.", "www.sawah.go.id", "Pasal 2", "Padi."],
     ["Padi ditanam.", "Pasal 2", "Padi."], "a stamp between two pasal"),
    (["Padi ditanam.", "", "https://sawah.go.id/907 | Halaman 2", "", "## Pasal 2"],
     ["Padi ditanam.", "", "", "## Pasal 2"], "with the page's number"),
    (["Diumumkan pada laman", "www.sawah.go.id", "Pasal 2", "Padi."],
     ["Diumumkan pada laman", "www.sawah.go.id", "Pasal 2", "Padi."], "the sentence names it"),
    (["Padi ditanam.", "www.sawah.go.id", "dan dipanen."],
     ["Padi ditanam.", "www.sawah.go.id", "dan dipanen."], "no pasal follows"),
]  # fmt: skip


@pytest.mark.parametrize(("lines", "left", "reason"), LINES)
def test_a_stamp_between_two_pasal(lines: list[str], left: list[str], reason: str) -> None:
    assert without_strayed(lines) == left, reason


FEET = [
    # (lines, how many stay, reason)
    (["Padi dipanen.", "", "Hak cipta © 2024 JDIH Sawah"], 2, "copyright"),
    (["Padi dipanen.", "Bagikan: Facebook | Twitter | WhatsApp", "© 2024"], 1, "buttons"),
    (["Padi dipanen.", "Bagikan", "Peraturan terkait", "UU No. 5 Tahun 2020"], 1, "other works"),
    (["Padi dipanen.", "Hak cipta atas benih dilindungi."], 2, "a provision on copyright"),
    (["Bagikan benih kepada petani."], 1, "a sentence"),
    (["© 2024 Dinas Sawah", "Pasal 1", "Padi ditanam."], 3, "above the text"),
    (["Padi.", "Copyright 2024", "LAMPIRAN I", "Daftar sawah"], 4, "an annex follows"),
]


@pytest.mark.parametrize(("lines", "stay", "reason"), FEET)
def test_the_foot_below_a_text(lines: list[str], stay: int, reason: str) -> None:
    assert foot(lines) == stay, reason


def test_an_address_is_a_stamp_and_a_sentence_with_one_is_none() -> None:
    assert is_stamp("jdih.sawah.go.id | Halaman 3")
    assert not is_stamp("Dokumen ini diunduh dari laman sawah.go.id oleh pemohon.")


def read(path: Path, body: str) -> dict[str, str]:
    head = "".join(f"<p>{line}</p>" for line in HEAD)
    path.write_text(f"<html><body>{head}{body}</body></html>", encoding="utf-8")
    parsed = parse_source(SourceFile(path)).parsed[0]
    return {str(p.locator): p.text for p in parsed.passages}


def test_a_page_without_its_foot(tmp_path: Path) -> None:
    acts = "<p>Pasal 1</p><p>Padi ditanam.</p><p>Pasal 2</p><p>Padi dipanen.</p>"
    foot = "<footer>© 2024 Portal Sawah. Kontak: kami</footer>"
    assert read(tmp_path / "a.html", acts + foot)["pasal-2"] == "Padi dipanen."
    inside = f"<article>{acts}<footer>Kontak petani: lurah.</footer></article>"
    assert "lurah" in read(tmp_path / "b.html", inside)["pasal-2"]


def test_a_list_of_pasal_gives_them_no_number_of_its_own(tmp_path: Path) -> None:
    body = (
        "<ol><li><b>Pasal 1</b><ol><li>Padi ditanam.</li><li>Padi dipanen.</li></ol></li>"
        "<li><b>Pasal 2</b><p>Sawah dirawat.</p></li></ol>"
    )
    found = read(tmp_path / "a.html", body)
    assert found["pasal-1/angka-2"] == "2. Padi dipanen."
    assert found["pasal-2"] == "Sawah dirawat."
