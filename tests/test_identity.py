"""Which act a text is: small cases with their reasons, then the real files."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from ingest.filename import act_in_name
from ingest.identity import identify
from ingest.model import Entry, SourceText, Tier

SHARED = Path(__file__).resolve().parents[2] / "shared" / "data"
TABLE = Path(__file__).parent / "data" / "identity_pdf_misc.jsonl"

FORMULA = "\nDENGAN RAHMAT TUHAN YANG MAHA ESA\nPRESIDEN REPUBLIK INDONESIA,\nMenimbang: a. bahwa"

HEADS = [
    (  # the ordinary head
        "UNDANG-UNDANG REPUBLIK INDONESIA\nNOMOR 3 TAHUN 2019\nTENTANG\nPADI",
        "uu/2019/3",
    ),
    (  # OCR: RINT read as RIM
        "PERATURAN PEMERIMAH REPUBLIK INDONESIA\nNOMOR 4 TAHUN 2018\nTENTANG\nPADI",
        "pp/2018/4",
    ),
    (  # OCR: letter O for zero in number and year
        "PERATURAN PRESIDEN REPUBLIK INDONESIA\nNOMOR 1OO TAHUN 2O18\nTENTANG PADI",
        "perpres/2018/100",
    ),
    (  # spaces lost
        "PERATURAN PEMERINTAH REPUBLIK INDONESIA\nNOMOR 42TAHUN2022\nTENTANG\nPADI",
        "pp/2022/42",
    ),
    (  # letter-spaced
        "P E R A T U R A N  P E M E R I N T A H\nN O M O R 7 T A H U N 2 0 1 7\nT E N T A"
        " N G\nPADI",
        "pp/2017/7",
    ),
    (  # letter-spaced, with a classification code as number
        "PERATU RAN M EN TERI LUAR N EGERI REPUBLI K I N D ON ESI A N OM OR : 0 9 / A/ KP"
        "/ X I I / 2 0 0 6 / 0 1\nTEN TAN G\nPADI",
        "permenlu/2006/9",
    ),
    (  # an emergency law is not a law
        "UNDANG-UNDANG DARURAT REPUBLIK INDONESIA\nNOMOR 5 TAHUN 1958\nTENTANG\nPADI",
        "uu-darurat/1958/5",
    ),
    (  # spelling before 1947
        "OENDANG-OENDANG\nNOMOR 3 TAHUN 1946\nTENTANG\nPADI",
        "uu/1946/3",
    ),
    (  # Roman number with the assembly's name
        "KETETAPAN MAJELIS PERMUSYAWARATAN RAKYAT SEMENTARA REPUBLIK INDONESIA\nNOMOR XXV"
        "/MPRS/1966 TAHUN 1966\nTENTANG\nPADI",
        "tap-mpr/1966/xxv",
    ),
    (  # year only inside the number
        "PERATURAN MENTERI KEUANGAN REPUBLIK INDONESIA\nNOMOR 184/PMK.01/2010\nTENTANG\nPADI",
        "permenkeu/2010/184",
    ),
    (  # a region's rule names the region
        "PERATURAN DAERAH KOTA BANDUNG\nNOMOR 8 TAHUN 2019\nTENTANG\nPADI",
        "perda-kota-bandung/2019/8",
    ),
    (  # two-digit year behind a Roman month
        "KEPUTUSAN KEPALA BADAN PENGAWAS TENAGA NUKLIR\nNOMOR 01/Ka-BAPETEN/V-99\nTENTANG\nPADI",
        "kepbapeten/1999/1",
    ),
    (  # a Perppu is not a PP
        "PERATURAN PEMERINTAH PENGGANTI UNDANG-UNDANG REPUBLIK INDONESIA\nNOMOR 2 TAHUN 2"
        "022\nTENTANG\nPADI",
        "perppu/2022/2",
    ),
    (  # the amending act, not the amended one in its title
        "UNDANG-UNDANG REPUBLIK INDONESIA\nNOMOR 9 TAHUN 2015\nTENTANG\nPERUBAHAN KEDUA A"
        "TAS UNDANG-UNDANG NOMOR 23 TAHUN 2014 TENTANG PADI",
        "uu/2015/9",
    ),
    (  # a margin column read before the head
        "Menimbang\nMengingat\nPERATURAN PEMERINTAH REPUBLIK INDONESIA\nNOMOR 6 TAHUN 201"
        "8\nTENTANG\nPADI",
        "pp/2018/6",
    ),
]


@pytest.mark.parametrize(("head", "act"), HEADS)
def test_heads(head: str, act: str) -> None:
    found = identify(SourceText(head + FORMULA))
    assert found.id == act
    assert found.tier is Tier.PRIMARY
    assert found.title.upper().endswith("PADI")


def test_year_to_come_is_not_believed() -> None:
    text = "UNDANG-UNDANG REPUBLIK INDONESIA\nNOMOR 3 TAHUN 2999\nTENTANG\nPADI" + FORMULA
    assert not identify(SourceText(text)).is_act


def test_title_in_the_case_the_act_itself_uses() -> None:
    text = (
        "PERATURAN PEMERINTAH REPUBLIK INDONESIA\nNOMOR 4 TAHUN 2018\nTENTANG\nTANAMAN PADI DI RAWA"
        "\nDENGAN RAHMAT TUHAN YANG MAHA ESA\nPRESIDEN REPUBLIK INDONESIA,\nMenimbang: bahwa perlu "
        "menetapkan Peraturan Pemerintah tentang Tanaman Padi di Rawa;"
    )
    assert identify(SourceText(text)).title == "Tanaman Padi di Rawa"


def test_closing_gives_date_and_gazette_but_a_cited_gazette_does_not() -> None:
    text = (
        "PERATURAN PEMERINTAH REPUBLIK INDONESIA\nNOMOR 4 TAHUN 2018\nTENTANG\nPADI" + FORMULA + " "
        "Undang-Undang Nomor 2 Tahun 2001 (Lembaran Negara Republik Indonesia Tahun 2001 Nomor 9)\n"
        "Pasal 1\nPadi ditanam.\nDitetapkan di Jakarta\npada tanggal 3O September 2018\n"
        "Diundangkan di Jakarta\npada tanggal 2 Oktober 2018\n"
        "LEMBARAN NEGARA REPUBLIK INDONESIA TAHUN 2018 NOMOR 177\nPENJELASAN\n"
        "TAMBAHAN LEMBARAN NEGARA REPUBLIK INDONESIA NOMOR 6255"
    )
    found = identify(SourceText(text))
    assert found.date == "2018-09-30"
    assert found.gazette == "LN 2018/177, TLN 6255"
    assert found.issuer == "Presiden"


NO_ACTS = [
    # an article whose title names an act, without the form of an act
    "KEWENANGAN DAERAH MENURUT\nUNDANG-UNDANG NOMOR 23 TAHUN 2014\nTENTANG PEMERINTAHAN DAERAH\n\n"
    "Abstrak\nTulisan ini membahas Pasal 363.",
    # the same with the act's name on a line of its own, as a title page sets it
    "UNDANG-UNDANG NOMOR 23 TAHUN 2014 TENTANG PEMERINTAHAN DAERAH: SEBUAH CATATAN\n\nAbstrak\n"
    "Daerah dapat bekerja sama.",
    # prose that cites an act at once
    "Undang-Undang Nomor 24 Tahun 2000 tentang Perjanjian Internasional mengatur pembuatan "
    "perjanjian. Tulisan ini menimbang isinya.",
]


@pytest.mark.parametrize("text", NO_ACTS)
def test_a_text_about_an_act_is_not_the_act(text: str) -> None:
    found = identify(SourceText(text))
    assert not found.is_act
    assert found.tier is Tier.SECONDARY


def test_text_wins_over_name_and_says_so() -> None:
    text = "PERATURAN PEMERINTAH REPUBLIK INDONESIA\nNOMOR 61 TAHUN 2013\nTENTANG\nPADI" + FORMULA
    found = identify(SourceText(text), "PP 61 Tahun 2012 - Padi.pdf")
    assert found.id == "pp/2013/61"
    assert any("pp/2012/61" in warning for warning in found.warnings)


def test_name_serves_only_where_the_text_cannot_be_read() -> None:
    found = identify(SourceText("jdih.go.id " * 5), "PP_Nomor_17_Tahun_1960.pdf")
    assert found.id == "pp/1960/17"
    assert found.warnings
    article = SourceText("Hujan turun di sawah. " * 40)
    assert not identify(article, "PP_Nomor_17_Tahun_1960.pdf").is_act


def test_one_digit_guessed_by_ocr_is_not_held_against_the_name() -> None:
    text = "PERATURAN PEMERINTAH REPUBLIK INDONESIA\nNOMOR 1901 TAHUN 2019\nTENTANG\nPADI" + FORMULA
    scanned = SourceText(text, reader="pypdfium2 5 + tesseract (ind)")
    assert identify(scanned, "PP 1904 Tahun 2019.pdf").id == "pp/2019/1904"  # stamped by hand
    assert identify(scanned, "PP 1777 Tahun 2019.pdf").id == "pp/2019/1901"  # another act's name
    assert identify(SourceText(text), "PP 1904 Tahun 2019.pdf").id == "pp/2019/1901"  # a text layer
    doubtful = SourceText(text.replace("1901", "4S"))  # S is 5 more often than 3, not always
    assert identify(doubtful).id == "pp/2019/45"
    assert identify(doubtful, "pp_2019_43.md").id == "pp/2019/43"


def test_circular_has_its_addressees_before_its_head() -> None:
    text = (
        "KEPALA BADAN PENGAWAS TENAGA NUKLIR\nREPUBLIK INDONESIA\nYth: 1. Para Petani\n2. Para "
        "Pengairan Sawah\nSURAT EDARAN KEPALA BADAN PENGAWAS TENAGA NUKLIR\nNOMOR 12/PI/K/IX/2019\n"
        "TENTANG\nTANAM PADI\nA. Umum\nBahwa sawah yang ditetapkan pada tanggal 1 Mei 2018 luas."
    )
    found = identify(SourceText(text))
    assert (found.id, found.title, found.date) == ("se-bapeten/2019/12", "Tanam Padi", None)


def test_annex_alone_is_its_acts_and_says_so() -> None:
    text = (
        "LAMPIRAN II\nPERATURAN PEMERINTAH REPUBLIK INDONESIA\nNOMOR 5 TAHUN 2012\nTENTANG PADI\n"
    )
    found = identify(SourceText(text + "DAFTAR VARIETAS\n1. Ciherang"))
    assert found.id == "pp/2012/5"
    assert any("lampiran" in warning for warning in found.warnings)


def test_constitution_has_no_number() -> None:
    text = "UNDANG-UNDANG DASAR\nNEGARA REPUBLIK INDONESIA\nTAHUN 1945\n\nPEMBUKAAN\n(Preambule)\n"
    assert identify(SourceText(text)).id == "uud/1945"


def test_glossary_is_tertiary() -> None:
    source = SourceText("padi: tanaman", entries=(Entry("padi", "tanaman", 0, 13),))
    found = identify(source, "kamus-tani.json")
    assert (found.tier, found.kind, found.id) == (Tier.TERTIARY, "Glosarium", "kamus-tani")


def test_metadata_title_unless_rubbish() -> None:
    text = "Sawah di Lereng\n\nAbstrak\nSawah."
    assert identify(SourceText(text, metadata={"title": "Microsoft Word - a.doc"})).id == (
        "sawah-di-lereng"
    )
    assert identify(SourceText(text, metadata={"title": "Sawah dan Lereng"})).id == (
        "sawah-dan-lereng"
    )
    assert identify(SourceText(text, metadata={"title": "Templat Laporan Keuangan"})).id == (
        "sawah-di-lereng"  # a title the text does not bear out
    )
    assert identify(SourceText(text)).kind == "Artikel"


NAMES = [
    ("uu/2014/23.md", "uu/2014/23"),
    ("pp_2018_28.md", "pp/2018/28"),
    ("PP_Nomor_17_Tahun_1960.pdf", "pp/1960/17"),
    ("UU-27-Tahun-2022.pdf", "uu/2022/27"),
    ("perpres-82-2023.pdf", "perpres/2023/82"),
    ("UU_Darurat_Nomor_5_Tahun_1958.pdf", "uu-darurat/1958/5"),
    ("TAPMPRS_NO_XXVMPRS1966_1966.PDF", "tap-mpr/1966/xxv"),
    ("TAP-MPR-1978-002-PEDOMAN.pdf", "tap-mpr/1978/ii"),
    ("Perba_16_Tahun_2012_-_Tingkat_Klierens.pdf", "perbapeten/2012/16"),
    ("permenkeu_2012_148.md", "permenkeu/2012/148"),
    ("Bapeten_SE.1904.2019.pdf", "se-bapeten/2019/1904"),
    ("skripsi-budi-2019.pdf", None),
    ("catatan 2014.docx", None),
]


@pytest.mark.parametrize(("name", "act"), NAMES)
def test_names(name: str, act: str | None) -> None:
    assert act_in_name(name) == act


def _markdown(folder: str) -> list[Path]:
    return sorted((SHARED / folder).glob("*.md"))


@pytest.mark.shared
@pytest.mark.skipif(not (SHARED / "topic-acts").exists(), reason="needs ../shared/data")
@pytest.mark.parametrize(("folder", "least", "least_alone"), [
    ("topic-acts", 46, 46),
    ("acts-sample", 118, 108),  # uu/2017/6 is printed "NOMOR 5"; ten have lost their heads
])  # fmt: skip
def test_archive_by_text_and_by_text_alone(folder: str, least: int, least_alone: int) -> None:
    right = alone = wrong = 0
    for path in _markdown(folder):
        source, act = SourceText(path.read_text(encoding="utf-8")), path.stem.replace("_", "/")
        right += identify(source, path.name).id == act
        by_text = identify(source)
        alone += by_text.id == act
        wrong += by_text.is_act and by_text.id != act
    assert right >= least
    assert alone >= least_alone
    assert wrong <= 1  # never another act, except where the print itself says so


def _text(path: Path) -> str:
    import pypdfium2

    pdf = pypdfium2.PdfDocument(str(path))
    count = len(pdf) if len(pdf) <= 80 else 6
    return "\f".join(pdf[i].get_textpage().get_text_bounded() for i in range(count))


@pytest.mark.shared
@pytest.mark.skipif(not (SHARED / "pdf-misc").exists(), reason="needs ../shared/data")
@pytest.mark.parametrize("row", [json.loads(line) for line in TABLE.read_text().splitlines()],
                         ids=lambda row: row["pdf"][:40])  # fmt: skip
def test_pdfs_by_a_table_made_from_their_first_pages(row: dict[str, str]) -> None:
    path = SHARED / "pdf-misc" / "pdf" / row["pdf"]
    assert identify(SourceText(_text(path)), path.name).id == row["id"]


@pytest.mark.shared
@pytest.mark.skipif(not (SHARED / "pdf-pairs").exists(), reason="needs ../shared/data")
def test_pdf_pairs() -> None:
    rows = (SHARED / "pdf-pairs" / "pairs.jsonl").read_text().splitlines()
    for row in map(json.loads, rows):
        folder = SHARED / "pdf-pairs" / "pdf"
        path = next(folder.glob(Path(row["pdf"]).name + "*"))
        assert identify(SourceText(_text(path)), path.name).id == row["act"]


@pytest.mark.parametrize(
    "text",
    [
        "Menetapkan" + " " * 200_000,
        "Ditetapkan di " * 20_000,
        "LEMBARAN NEGARA " * 15_000,
        "PERATURAN MENTERI " * 10_000,
        "M E N I M B A N G " * 10_000,
        "LAMPIRAN " * 20_000,
    ],
    ids=lambda text: text[:20],
)
def test_long_runs_end(text: str) -> None:
    """Were any expression quadratic, these would not come to an end in anybody's patience."""
    assert not identify(SourceText(text)).is_act


HEADLESS = [
    (  # the head is cut off: the kind is what it establishes, the number of a cited act is not it
        "a. bahwa padi perlu diatur;\nMengingat:\n1. Undang-Undang Nomor 3 Tahun 2001;\n"
        "MEMUTUSKAN:\nMenetapkan: PERATURAN PEMERINTAH TENTANG PADI.\nPasal 1\nPadi ditanam.\n",
        "PP",
        "pp-padi",
    ),
    (  # neither head nor "Menimbang" nor the words after Menetapkan: an act of unknown kind
        "perlu menetapkan cuti;\nMengingat :\npasal 5 Undang-Undang Dasar;\nMEMUTUSKAN:\n"
        "Menetapkan: cuti sebagai berikut. Pasal 1. Cuti diberikan.",
        "Peraturan",
        None,
    ),
]


@pytest.mark.parametrize(("text", "kind", "act"), HEADLESS)
def test_an_act_without_head_is_primary_and_its_number_unknown(
    text: str, kind: str, act: str | None
) -> None:
    found = identify(SourceText(text), "berkas.md")
    assert (found.tier, found.kind, found.number) == (Tier.PRIMARY, kind, None)
    assert act is None or found.id == act
    assert "tidak" in found.warnings[0]


def test_writing_about_an_act_is_not_taken_for_one_without_head() -> None:
    prose = (
        "Penelitian ini menunjukkan bahwa pemerintah telah memutuskan hal itu. Menetapkan "
        "peraturan adalah kewenangannya menurut Pasal 1 Undang-Undang Nomor 3 Tahun 2001.\n"
    )
    assert identify(SourceText(prose * 20), "artikel.md").tier is Tier.SECONDARY


def test_a_year_that_signing_and_promulgation_deny_by_one_digit_was_misread() -> None:
    text = (
        "PERATURAN PEMERINTAH REPUBLIK INDONESIA\nNOMOR 9 TAHUN 2004\nTENTANG\nPADI"
        f"{FORMULA} padi\nPasal 1\nPadi.\nDitetapkan di Jakarta pada tanggal 1 Mei 2014\n"
        "Diundangkan di Jakarta pada tanggal 2 Mei 2014\n"
    )
    assert identify(SourceText(text), "berkas.md").id == "pp/2014/9"
    assert identify(SourceText(text), "pp_2004_9.md").id == "pp/2004/9"  # named so: left, warned
