"""Which act a text is: small cases with their reasons, then the real files."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from dalil.answer.citation.work_names import full_name
from dalil.ingest.discover import SourceFile
from dalil.ingest.identify.act_header import without_preamble
from dalil.ingest.identify.identify import act_in_name, identify
from dalil.ingest.model import Document, Entry, Heading, SourceText, Tier
from dalil.ingest.pipeline import parse_source
from dalil.ingest.structure.prose import pasal_headings

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
    assert identify(doubtful).number is None
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


@pytest.mark.parametrize(
    ("above", "heading", "title"),
    [
        ("Panduan Arsip Desa\nSiti Rahma\n", "1. Pendahuluan", "Panduan Arsip Desa"),
        ("Panduan Arsip Desa\nSiti Rahma\n", "A. Latar Belakang", "Panduan Arsip Desa"),
        ("Panduan Arsip Desa\nSiti Rahma\n", "I. Umum", "Panduan Arsip Desa"),
        ("", "1. Pendahuluan", "1. Pendahuluan"),  # there is no other
        ("Siti Rahma\n", "Panduan Arsip Desa", "Panduan Arsip Desa"),  # a heading as a title is
    ],
)
def test_a_numbered_heading_is_a_part_and_no_title(above: str, heading: str, title: str) -> None:
    text = f"{above}{heading}\nArsip desa disimpan di balai desa.\n"
    source = SourceText(text, headings=(Heading(len(above), len(above) + len(heading), 1),))
    assert identify(source).title == title


@pytest.mark.parametrize("first", ["I. Metodologi Hitungan", "A. Cara Menghitung"])
def test_the_title_of_an_annex_ends_before_its_first_heading(first: str) -> None:
    text = (
        "LAMPIRAN I\nPERATURAN MENTERI KESEHATAN\nNOMOR 4 TAHUN 2013\nTENTANG\n"
        f"TAKARAN OBAT\n{first}\nTakaran dihitung menurut berat badan.\na. anak; dan\nb. dewasa.\n"
    )
    assert identify(SourceText(text)).title == "Takaran Obat"


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
    ("arsip/uu/1986/5.md", "uu/1986/5"),
    ("arsip/skripsi/1986/5.md", None),
    ("skripsi-budi-2019.pdf", None),
    ("catatan 2014.docx", None),
]


@pytest.mark.parametrize(("name", "act"), NAMES)
def test_names(name: str, act: str | None) -> None:
    assert act_in_name(name) == act


WITHOUT_HEAD = (
    "perlu mengatur cuti di kebun; Mengingat: Pasal 5 ayat (2) Undang-Undang Dasar 1945; "
    "MEMUTUSKAN: "
    "Menetapkan: PERATURAN PEMERINTAH TENTANG CUTI DI KEBUN.\nPasal 1\nPekebun diberi cuti.\n"
    "Pasal 2\nPeraturan ini mulai berlaku pada tanggal diundangkan."
)


@pytest.mark.parametrize(("folder", "known"), [("pp", True), ("uu", False), ("skripsi", False)])
def test_folders_say_which_act_a_file_without_a_head_is(
    tmp_path: Path, folder: str, known: bool
) -> None:
    """Also where the file's own name is only a number; never against what the text says."""
    path = tmp_path / folder / "1953" / "15.md"
    path.parent.mkdir(parents=True)
    path.write_text(WITHOUT_HEAD, encoding="utf-8")
    document = parse_source(SourceFile(path)).parsed[0].document
    assert (document.id == "pp/1953/15") is known
    assert not known or document.title == "Cuti di Kebun"


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


PORTALS = [
    (  # the act amended, in the portal's own words, stands before the head
        "# Peraturan Menteri Keuangan Nomor 44 Tahun 2025\n\n## Perihal\nPERUBAHAN KEDUA PERATURAN "
        "MENTERI KEUANGAN NOMOR 96 TAHUN 2023 TENTANG PADI\n\n## Isi Peraturan\n\n",
        "permenkeu/2025/44",
    ),
    (  # a draft's name in capitals swallowed the kind
        "## Perihal\nRANCANGAN PERATURAN MENTERI KEUANGAN TENTANG PERUBAHAN KEEMPAT ATAS PERATURAN "
        "MENTERI KEUANGAN NOMOR 81 TAHUN 2024 TENTANG PADI\n\n",
        "permenkeu/2025/44",
    ),
    (  # what it revokes, in a list of its status
        "STATUS\nMencabut :\nPERATURAN MENTERI KEUANGAN NOMOR 10 TAHUN 2010 TENTANG SAGU\n\n",
        "permenkeu/2025/44",
    ),
    (  # the same without a word for it: in one line, where heads are set out in three
        "Dasar hukum lain\nPERATURAN MENTERI KEUANGAN NOMOR 10 TAHUN 2010 TENTANG SAGU\n\n",
        "permenkeu/2025/44",
    ),
    (  # an abstract in prose before the whole act
        "Peraturan Menteri ini mengatur tata cara menanam padi di sawah lebak yang luas. Ia "
        "mengubah beberapa ketentuan lama yang tidak lagi sesuai dengan keadaan di rawa.\n\n",
        "permenkeu/2025/44",
    ),
]


@pytest.mark.parametrize(("before", "act"), PORTALS)
def test_what_a_portal_prints_before_the_head_is_not_the_act(before: str, act: str) -> None:
    text = before + (
        "PERATURAN MENTERI KEUANGAN REPUBLIK INDONESIA\nNOMOR 44 TAHUN 2025\nTENTANG\nPADI\n"
        "DENGAN RAHMAT TUHAN YANG MAHA ESA\nMENTERI KEUANGAN REPUBLIK INDONESIA,\n"
        "Menimbang: bahwa perlu;\nMEMUTUSKAN:\nMenetapkan: PERATURAN MENTERI KEUANGAN TENTANG PADI."
        "\nPasal 1\nPadi ditanam.\n"
    )
    found = identify(SourceText(text))
    assert (found.id, found.title) == (act, "Padi")


def test_a_mastheads_subject_does_not_govern_the_head() -> None:
    text = (
        "No.327, 2016 KEUANGAN. Hakim. Perubahan. PERATURAN PEMERINTAH REPUBLIK INDONESIA NOMOR 74 "
    )
    text += (
        "TAHUN 2016 TENTANG PERUBAHAN ATAS PERATURAN PEMERINTAH NOMOR 94 TAHUN 2012 TENTANG PADI"
    )
    assert identify(SourceText(text + FORMULA)).id == "pp/2016/74"


MISREAD = [
    # (number printed, what else says it, name, id)
    ("T9", "# Peraturan Pemerintah Nomor 19 Tahun 2020\n\n", "", "pp/2020/19"),
    ("T9", "- File: Peraturan_Pemerintah_Nomor_19_Tahun_2020.pdf\n", "", "pp/2020/19"),
    ("T9", "", "PP Nomor 19 Tahun 2020.pdf", "pp/2020/19"),
    ("1g", "# Peraturan Pemerintah Nomor 19 Tahun 2020\n\n", "", "pp/2020/19"),
    ("T9", "", "", None),  # nothing proves it
    ("1g", "", "", None),
    ("T9", "# Peraturan Pemerintah Nomor 312 Tahun 2020\n\n", "", None),  # another act's
    ("T9", "# Peraturan Pemerintah Nomor 19 Tahun 2019\n\n", "", None),  # another year's
    ("12A", "", "", "pp/2020/12a"),  # a number with a letter is one that laws have
    ("S8", "", "", None),  # 58 or 38
    ("S8", "", "PP 38 Tahun 2020.pdf", "pp/2020/38"),
    ("B3", "", "", None),
    ("Z6", "", "", None),
    ("Z6", "# Peraturan Pemerintah Nomor 26 Tahun 2020\n\n", "", "pp/2020/26"),
    ("S8/PMK.01/2020", "", "", None),  # the serial of a number with a code as well
    ("2?", "", "", None),  # a sign in the place of a digit
    ("*2", "", "", None),
    ("2*", "", "", None),
    ("1*2", "", "", None),
    ("�2", "", "", None),
    ("2…", "", "", None),
    ("*2", "# Peraturan Pemerintah Nomor 12 Tahun 2020\n\n", "", "pp/2020/12"),
    ("g", "", "", None),
    ("q", "", "", None),
    ("A", "", "", None),
    ("V", "", "", None),  # no kind but the ketetapan has Roman numbers
    ("?", "", "PP 7 Tahun 2020.pdf", "pp/2020/7"),
    ("1O", "", "", "pp/2020/10"),  # O and l can be one digit only
    ("lI", "", "", "pp/2020/11"),
    ("4l", "", "", "pp/2020/41"),
    ("4l", "", "PP 47 Tahun 2020.pdf", "pp/2020/47"),
    ("7 I", "", "", "pp/2020/71"),
    ("1.2", "", "", "pp/2020/12"),
    ("6b", "", "", "pp/2020/6b"),  # told: few numbers have letters
]


@pytest.mark.parametrize(("printed", "above", "name", "act"), MISREAD)
def test_a_number_is_proven_or_unknown(
    printed: str, above: str, name: str, act: str | None
) -> None:
    head = f"PERATURAN PEMERINTAH REPUBLIK INDONESIA\nNOMOR {printed} TAHUN 2020\nTENTANG\nPADI"
    found = identify(SourceText(above + head + FORMULA), name)
    if act is None:
        assert found.number is None
        assert found.id == "pp-padi"
        assert any("tidak diketahui" in w for w in found.warnings)
    else:
        assert found.id == act
        assert any(f"“{printed}”" in w or "di nama berkas" in w for w in found.warnings)


@pytest.mark.parametrize(
    "printed", ["12", "** 12 **", "*12*", "12.", ": 12", "1 2", "__ 12", "-12"]
)
def test_what_stands_beside_a_clear_number_is_no_news(printed: str) -> None:
    head = f"PERATURAN PEMERINTAH REPUBLIK INDONESIA\nNOMOR {printed} TAHUN 2020\nTENTANG\nPADI"
    found = identify(SourceText(head + FORMULA))
    assert (found.id, found.warnings) == ("pp/2020/12", ())


YEARS = [
    # (word and year as printed, signed in, id, what is told)
    *((f"{word} 2019", "", "pp/2019/22", "") for word in (
        "TAHLTN", "TAHTJN", "TAIIUN", "TAI-IUN", "TAHIJN", "TAHUH", "TABUN", "THN", "TA HUN",
    )),
    *((f"TAHUN {year}", "", None, f"“{year}”") for year in (
        "2OT9", "201g", "20t4", "2O9I", "2A19", "19B5", "201*", "?019", "20199", "3019", "1019",
        "2074",  # 7 is 1 more often than not
    )),
    ("TAHUN 20l4", "", "pp/2014/22", "“20l4”"),  # can be read in one way only
    ("TAHUN 2O19", "", "pp/2019/22", "“2O19”"),
    ("TAHUN 2O19", "2019", "pp/2019/22", ""),  # and its signing says the same
    ("TAHUN 2OT9", "2019", "pp/2019/22", "“2OT9”"),
    ("TAHUN 2074", "2014", "pp/2014/22", "“2074”"),
    ("TAHUN 2OT9", "2018", None, "“2OT9”"),
]  # fmt: skip


@pytest.mark.parametrize(("printed", "signed", "act", "told"), YEARS)
def test_a_year_is_proven_or_unknown(printed: str, signed: str, act: str | None, told: str) -> None:
    text = f"PERATURAN PEMERINTAH REPUBLIK INDONESIA\nNOMOR 22 {printed}\nTENTANG\nPADI{FORMULA}"
    if signed:
        text += f"\nDitetapkan di Jakarta\npada tanggal 2 Oktober {signed}\n"
    found = identify(SourceText(text))
    assert (found.tier, found.title) == (Tier.PRIMARY, "Padi")
    assert found.id == (act or "pp-padi")
    assert (found.number, found.year) == (("22", int(act[3:7])) if act else (None, None))
    assert len(found.warnings) == bool(told)
    assert all(told in warning for warning in found.warnings)


def test_the_elucidation_says_what_an_illegible_year_leaves_open() -> None:
    """The number is the same in both heads; the year is what the second one says."""
    text = f"PERATURAN PEMERINTAH REPUBLIK INDONESIA\nNOMOR 22 TAHUN NL8\nTENTANG\nPADI{FORMULA}"
    text += "\nPENJELASAN ATAS\nPERATURAN PEMERINTAH REPUBLIK INDONESIA\nNOMOR 22 TAHUN 2018\n"
    found = identify(SourceText(text + "TENTANG\nPADI\nI. UMUM\nPadi."))
    assert found.id == "pp/2018/22"
    assert any("Bagian kepala" in warning for warning in found.warnings)


BODY = (
    "\nDENGAN RAHMAT TUHAN YANG MAHA ESA\nPRESIDEN REPUBLIK INDONESIA,\nMenimbang: a. bahwa padi;\n"
    "MEMUTUSKAN:\nMenetapkan: UNDANG-UNDANG TENTANG PADI.\nPasal 1\nPadi ditanam.\nPasal 2\nPadi "
    "dipanen.\n"
)
PROMULGATED = (
    "Diundangkan di Jakarta\npada tanggal 2 Oktober 2020\nLEMBARAN NEGARA REPUBLIK INDONESIA "
    "TAHUN 2020 NOMOR 7"
)
DRAFTS = [
    # (head, under it, tier, id, title, what is told)
    ("RANCANGAN\nUNDANG-UNDANG REPUBLIK INDONESIA\nNOMOR ... TAHUN ...\nTENTANG\nPERUBAHAN ATAS "
     "UNDANG-UNDANG NOMOR 5 TAHUN 2010 TENTANG PADI", "", Tier.SECONDARY,
     "ruu-perubahan-atas-undang-undang-nomor-5-tahun-2010-tentang-padi",
     "Rancangan Undang-Undang tentang Perubahan atas Undang-Undang Nomor 5 Tahun 2010 tentang Padi",
     "rancangan (RUU)"),
    # a bill has no number that could be cited, even where one is printed
    ("RANCANGAN UNDANG-UNDANG REPUBLIK INDONESIA\nNOMOR 5 TAHUN 2020\nTENTANG\nPADI", "",
     Tier.SECONDARY, "ruu-padi", "Rancangan Undang-Undang tentang Padi", "rancangan (RUU)"),
    ("RANCANGAN\nPERATURAN PEMERINTAH REPUBLIK INDONESIA\nTENTANG\nPADI", "", Tier.SECONDARY,
     "rancangan-pp-padi", "Rancangan Peraturan Pemerintah tentang Padi", "rancangan"),
    # an act in the print of its bill, as promulgated
    ("RANCANGAN\nUNDANG-UNDANG REPUBLIK INDONESIA\nNOMOR 5 TAHUN 2020\nTENTANG\nPADI", PROMULGATED,
     Tier.PRIMARY, "uu/2020/5", "Padi", "tercetak RANCANGAN"),
    # a number left blank is unknown, and the act keeps its pasal
    ("UNDANG-UNDANG REPUBLIK INDONESIA\nNOMOR ... TAHUN ...\nTENTANG\nPADI", "", Tier.PRIMARY,
     "uu-padi", "Padi", "kosong atau tidak terbaca"),
    ("UNDANG-UNDANG REPUBLIK INDONESIA\nNOMOR     TAHUN 2020\nTENTANG\nPADI", "", Tier.PRIMARY,
     "uu-padi", "Padi", "kosong atau tidak terbaca"),
]  # fmt: skip


@pytest.mark.parametrize(("head", "under", "tier", "act", "title", "told"), DRAFTS)
def test_a_bill_is_no_act_and_a_blank_number_is_unknown(
    head: str, under: str, tier: Tier, act: str, title: str, told: str
) -> None:
    found = identify(SourceText(head + BODY + under))
    assert (found.tier, found.id, found.title) == (tier, act, title)
    assert [told in warning for warning in found.warnings] == [True]


def test_what_is_written_about_a_bill_is_neither_bill_nor_act() -> None:
    found = identify(SourceText("NASKAH AKADEMIK\nRANCANGAN UNDANG-UNDANG\nTENTANG\nPADI" + BODY))
    assert found.tier is Tier.SECONDARY
    assert found.kind != "RUU"


PASAL_LINES = [
    # (text, how many headings are told)
    ("Pasal 1\nPadi ditanam.\nPasal 2\nPadi dipanen.\n", 2),
    ("Pasal 4\nPadi ditanam.\nPasal 7\nPadi dipanen.\n**Pasal 9**\nPadi dijual.\n", 3),
    ("| Pasal 1 | Padi ditanam. |\n| Pasal 2 | Padi dipanen. |\n", 2),
    # an article that quotes a provision or two
    ("Pasal 4\nPadi ditanam.\nMenurut para petani\nPasal 7\nPadi dipanen.\n", 0),
    ("Pasal 1 mengatur padi.\nPasal 2 mengatur panen.\nPasal 3 mengatur pasar.\n", 0),
]


@pytest.mark.parametrize(("text", "count"), PASAL_LINES)
def test_pasal_in_a_text_that_is_no_act_are_counted(text: str, count: int) -> None:
    assert pasal_headings(text) == count


def test_a_text_with_pasal_that_is_taken_for_no_act_is_told(tmp_path: Path) -> None:
    path = tmp_path / "naskah.txt"
    path.write_text("Aturan Tani\n\n" + PASAL_LINES[0][0] + "Padi disimpan. " * 20)
    (parsed,) = parse_source(SourceFile(path)).parsed
    assert parsed.document.tier is Tier.SECONDARY
    assert any("2 judul “Pasal …”" in warning for warning in parsed.document.warnings)
    (parsed,) = parse_source(SourceFile(path, tier=Tier.SECONDARY)).parsed  # the person said so
    assert not parsed.document.warnings


TITLES = [
    # a portal's line above, in which no word is misread
    ("# Peraturan Pemerintah Nomor 4 Tahun 2018 tentang Jenis Padi yang Berlaku pada Kementerian "
     "Pertanian\n\n", "", "Jenis Padi yang Berlaku pada Kementerian Pertanian"),
    ("## Perihal\nJenis Padi yang Berlaku pada Kementerian Pertanian\n\n", "",
     "Jenis Padi yang Berlaku pada Kementerian Pertanian"),
    # what the act establishes, below
    ("", "JENIS PADI YANG BERLAKU PADA KEMENTERIAN PERTANIAN.\n",
     "Jenis Padi yang Berlaku pada Kementerian Pertanian"),
    # another title stays another title
    ("## Perihal\nJenis Jagung yang Berlaku pada Kementerian Pertanian Rakyat\n\n", "",
     "Jenis Padi yang Beriaki' pada Kementertan Pertanian"),
]  # fmt: skip


@pytest.mark.parametrize(("above", "enacted", "title"), TITLES)
def test_a_misread_title_gives_way_to_the_same_one_read_right(
    above: str, enacted: str, title: str
) -> None:
    text = above + (
        "PERATURAN PEMERINTAH REPUBLIK INDONESIA\nNOMOR 4 TAHUN 2018\nTENTANG\n"
        "JENIS PADI YANG BERIAKI' PADA KEMENTERTAN PERTANIAN\nDENGAN RAHMAT TUHAN YANG MAHA ESA\n"
        "PRESIDEN REPUBLIK INDONESIA,\nMenimbang: bahwa padi perlu;\nMEMUTUSKAN:\n"
    )
    text += f"Menetapkan: PERATURAN PEMERINTAH TENTANG {enacted}" if enacted else ""
    text += "Pasal 1\nJenis padi yang berlaku pada Kementerian Pertanian ditetapkan.\n"
    assert identify(SourceText(text)).title == title


@pytest.mark.parametrize(
    ("printed", "above", "title"),
    [
        ("PENGEL0LAAN PADI", "Pengelolaan Padi", "Pengelolaan Padi"),  # a letter read as a digit
        ("TARIF PADI 2O18", "Tarif Padi 2017", "Tarif Padi 2O18"),  # of another year: another title
        ("TAHAP 2 PADI HITAIN", "Tahap 3 Padi Hitam", "Tahap 2 Padi Hitain"),
    ],
)
def test_a_digit_inside_a_word_is_no_number(printed: str, above: str, title: str) -> None:
    text = (
        f"## Perihal\n{above}\n\nPERATURAN PEMERINTAH REPUBLIK INDONESIA\nNOMOR 4 TAHUN 2018\n"
        f"TENTANG\n{printed}\nDENGAN RAHMAT TUHAN YANG MAHA ESA\nPRESIDEN REPUBLIK INDONESIA,\n"
        f"Menimbang: bahwa perlu {above.lower()} yang baik;\nMEMUTUSKAN:\nPasal 1\n{above}.\n"
    )
    assert identify(SourceText(text)).title == title


ENACTED = [
    # without TENTANG in the head, the title stands after Menetapkan
    ("Menetapkan Peraturan sebagai berikut :\nUNDANG-UNDANG TENTANG PADI DAN SAGU.\nPasal 1..\n",
     "Padi dan Sagu"),
    # "No." ends no title
    ("Menetapkan: UNDANG-UNDANG TENTANG PERUBAHAN UNDANG-UNDANG NO. 5 TAHUN 1947.\nPasal 1\n",
     "Perubahan Undang-Undang No. 5 Tahun 1947"),
]  # fmt: skip


@pytest.mark.parametrize(("enacted", "title"), ENACTED)
def test_a_head_without_title_takes_what_it_establishes(enacted: str, title: str) -> None:
    text = (
        "UNDANG-UNDANG REPUBLIK INDONESIA\nNOMOR 6 TAHUN 1948\nPADI. SAGU.\nPRESIDEN REPUBLIK "
        f"INDONESIA,\nMenimbang : bahwa padi;\nMEMUTUSKAN :\n{enacted}Padi ditanam.\n"
    )
    found = identify(SourceText(text))
    assert (found.id, found.title) == ("uu/1948/6", title)


@pytest.mark.parametrize("after", [
    "; Mengingat : 1. Pasal 5", "; Mengingat", "; bahwa padi perlu", " MENIMBANG: a",
    ". Mengingat", "; Pasal 5 ayat (2) Undang-Undang Dasar",
])  # fmt: skip
def test_a_title_ends_before_the_preamble(after: str) -> None:
    assert without_preamble("Tanam Padi" + after) == "Tanam Padi"
    assert without_preamble("Kewajiban Mengingatkan Petani") == "Kewajiban Mengingatkan Petani"


GAZETTES = [
    # over the act, the number before the year
    ("LEMBARAN NEGARA\nREPUBLIK INDONESIA\nNo.190, 2019 PADI. Sawah (Penjelasan\ndalam Tambahan "
     "Lembaran Negara Republik\nIndonesia Nomor 6405)\n", "", "LN 2019/190, TLN 6405"),
    ("LEMBARAN NEGARA No. 39,2019\n", "", "LN 2019/39"),
    ("BERITA NEGARA\nREPUBLIK INDONESIA\nNo.1167, 2019 KEMENTERIAN PADI.\n", "", "BN 2019/1167"),
    # at the end, as a collection notes it
    ("", "CATATAN\nKutipan: LN 2019/168; TLN NO. 6111", "LN 2019/168, TLN 6111"),
    ("", "TAMBAHAN LEMBARAN NEGARA R.I. No. 6279 (Penjelasan atas Lembaran Negara 2019 No. 5)",
     "LN 2019/5, TLN 6279"),
    ("", "TAMBAHAN LEMBARAN NEGARA R.I No.6279\n(Penjelasan Atas Lembaran Negara Republik "
     "Indonesia Tahun 2019 Nomor 82)", "LN 2019/82, TLN 6279"),
    # of a year that is not its signing's: misread, or another act's
    ("", "TAMBAHAN LEMBARAN NEGARA R.I No.6279\n(Penjelasan Atas Lembaran Negara Republik "
     "Indonesia Tahun 2011 Nomor 82)", "TLN 6279"),
    # another act's, cited in parentheses
    ("", "(Lembaran Negara Republik Indonesia Tahun 2001 Nomor 9)", None),
]  # fmt: skip


@pytest.mark.parametrize(("over", "under", "gazette"), GAZETTES)
def test_gazettes_of_masthead_and_closing(over: str, under: str, gazette: str | None) -> None:
    text = (
        f"{over}PERATURAN PEMERINTAH REPUBLIK INDONESIA\nNOMOR 4 TAHUN 2019\nTENTANG\nPADI{FORMULA}"
        f"\nPasal 1\nPadi ditanam.\nDitetapkan di Jakarta\npada tanggal 2 Oktober 2019\n{under}"
    )
    assert identify(SourceText(text)).gazette == gazette


RULINGS = [
    ("17/Pid.Sus/2026/PN Ctk", "Pengadilan Negeri Contohkota yang mengadili",
     "putusan-pn-ctk/2026/17-pid-sus", "Putusan PN", "Pengadilan Negeri Contohkota"),
    ("123/Pdt.G/2020/PA.Sby", "Pengadilan Agama Surabaya yang memeriksa",
     "putusan-pa-sby/2020/123-pdt-g", "Putusan PA", "Pengadilan Agama Surabaya"),
    ("12/G/2021/PTUN.JKT", "Pengadilan Tata Usaha Negara Jakarta yang",
     "putusan-ptun-jkt/2021/12-g", "Putusan PTUN", "Pengadilan Tata Usaha Negara Jakarta"),
    ("5/PID/2020/PT DKI", "PENGADILAN TINGGI DKI JAKARTA, mengadili",
     "putusan-pt-dki/2020/5-pid", "Putusan PT", "Pengadilan Tinggi DKI Jakarta"),
    ("9/B/2022/PT.TUN.JKT", "Pengadilan Tinggi Tata Usaha Negara Jakarta telah",
     "putusan-pttun-jkt/2022/9-b", "Putusan PTTUN", "Pengadilan Tinggi Tata Usaha Negara Jakarta"),
    ("1234 K/Pid.Sus/2020", "MAHKAMAH AGUNG memeriksa",
     "putusan-ma/2020/1234-k-pid-sus", "Putusan MA", "Mahkamah Agung"),
    ("45 P/HUM/2021", "MAHKAMAH AGUNG", "putusan-ma/2021/45-p-hum", "Putusan MA", "Mahkamah Agung"),
    ("91/PUU-XVIII/2020", "Mahkamah Konstitusi", "putusan-mk/2020/91-puu-xviii", "Putusan MK",
     "Mahkamah Konstitusi"),
    ("PUT-006788.16/2020/PP/M.XIIB Tahun 2022", "Pengadilan Pajak memeriksa",
     "putusan-pajak/2022/put-006788-16-2020-pp-m-xiib", "Putusan Pengadilan Pajak",
     "Pengadilan Pajak"),
    ("12-K/PM II-08/AD/I/2020", "Pengadilan Militer II-08 Jakarta yang",
     "putusan-militer-ii-08/2020/12-k-pm-ii-08-ad-i", "Putusan Pengadilan Militer",
     "Pengadilan Militer II-08 Jakarta"),
    # the court's name is lost: the number's code stays
    ("17/Pid.Sus/2026/PN Ctk", "Majelis Hakim", "putusan-pn-ctk/2026/17-pid-sus", "Putusan PN",
     "Pengadilan Negeri Ctk"),
]  # fmt: skip
WATERMARK = (
    "Mahkamah Agung Republik Indonesia\nDirektori Putusan Mahkamah Agung Republik Indonesia\n"
)


@pytest.mark.parametrize(("number", "said", "act", "kind", "court"), RULINGS)
@pytest.mark.parametrize("form", ["P U T U S A N", "PUTUSAN"])
def test_rulings(number: str, said: str, act: str, kind: str, court: str, form: str) -> None:
    text = (
        f"{WATERMARK}{form}\nNomor {number}\nDEMI KEADILAN BERDASARKAN KETUHANAN YANG MAHA ESA\n"
        f"{said} perkara ini.\nMenimbang, bahwa Terdakwa didakwa;\nPasal 114\n(1) Setiap orang.\n"
    )
    found = identify(SourceText(text))
    assert (found.id, found.kind, found.issuer) == (act, kind, court)
    assert (found.tier, found.number) == (Tier.PRIMARY, number)
    assert found.title == f"Putusan {court} Nomor {number}"


def test_a_text_that_cites_a_ruling_is_none_and_the_watermark_no_title() -> None:
    text = WATERMARK + "Sawah dan Putusan Nomor 17/Pid.Sus/2026/PN Ctk\n\nTulisan ini membahasnya."
    found = identify(SourceText(text))
    assert found.tier is Tier.SECONDARY
    assert found.title.startswith("Sawah")


def document_of(text: str) -> Document:
    found = identify(SourceText(text))
    return Document(found.id, found.tier, found.kind, found.title, text, "", "", found.number,
                    found.year, found.issuer)  # fmt: skip


NAMES_TOLD = [
    # nothing says what the act is about: no "tentang" of its own number
    ("UNDANG-UNDANG REPUBLIK INDONESIA\nNOMOR 6 TAHUN 1948\nPADI.\nPRESIDEN REPUBLIK INDONESIA,\n"
     "Menimbang : bahwa padi;\nMEMUTUSKAN :\nPasal 1\nPadi ditanam.\n",
     "Undang-Undang Nomor 6 Tahun 1948"),
    # a ruling is called by its court and number, once
    ("PUTUSAN\nNomor 17/Pid.Sus/2026/PN Ctk\nDEMI KEADILAN BERDASARKAN KETUHANAN YANG MAHA ESA\n"
     "Pengadilan Negeri Contohkota yang mengadili",
     "Putusan Pengadilan Negeri Contohkota Nomor 17/Pid.Sus/2026/PN Ctk"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "name"), NAMES_TOLD)
def test_no_name_is_told_twice(text: str, name: str) -> None:
    assert full_name(document_of(text)) == name
