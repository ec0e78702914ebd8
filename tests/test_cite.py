"""Citations, style by style: what is known is said in order, what is not is left out."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dalil.answer.citation.cite import cite
from dalil.answer.citation.csl_style import STYLES
from dalil.ingest.locator import Locator
from dalil.ingest.model import Document, Passage, Tier
from dalil.ingest.references.find import parse_reference

UU = Document(
    id="uu/2014/23", tier=Tier.PRIMARY, kind="UU", number="23", year=2014,
    title="PEMERINTAHAN DAERAH", gazette="LN 2014/244, TLN 5587",
    text="", source="uu.pdf", sha256="0",
)  # fmt: skip
BARE = replace(UU, gazette=None)
DIGEST = replace(UU, digest=True)
PP = replace(
    UU, id="pp/2018/28", kind="PP", number="28", year=2018, title="KERJA SAMA DAERAH", gazette=None
)
PERMENLU = replace(
    UU, id="permenlu/2006/9", kind="Permenlu", number="9/A/KP/XII/2006/01", year=2006,
    title="Panduan Umum", gazette="BN 2006/12",
)  # fmt: skip
PERDA = replace(
    UU, id="perda-jawa-barat/2014/5", kind="Perda Jawa Barat", number="5", title="Desa Wisata",
    gazette="LD 2014/5",
)  # fmt: skip
UUD = replace(
    UU, id="uud/1945", kind="UUD", number=None, year=1945, gazette=None,
    title="UNDANG-UNDANG DASAR NEGARA REPUBLIK INDONESIA TAHUN 1945",
)  # fmt: skip
RULING = replace(
    UU, id="putusan-mk/2018/13-puu-xvi", kind="Putusan MK", number="13/PUU-XVI/2018", year=2018,
    title="", gazette=None, issuer="Mahkamah Konstitusi",
)  # fmt: skip
BOOK = Document(
    id="hukum-perjanjian", tier=Tier.SECONDARY, kind="Buku", title="Hukum Perjanjian",
    authors=("Siti Aminah",), issuer="Pustaka Contoh", year=2019, text="", source="b.pdf",
    sha256="1",
)  # fmt: skip
ARTICLE = replace(
    BOOK, kind="Artikel", title="Daerah di Panggung Dunia", issuer="Jurnal Contoh",
    authors=("Siti Aminah", "Budi Santoso", "Sukarno"),
)  # fmt: skip
NOTES = replace(BOOK, title="Catatan Kuliah", authors=(), issuer=None, year=None)
OFFICE = replace(BOOK, title="Panduan", authors=("Kementerian Luar Negeri",), issuer=None)
MANY = replace(BOOK, authors=("Siti Aminah", "Budi Santoso", "Sukarno", "Dewi"))
WORDS = Document(
    id="glosarium", tier=Tier.TERTIARY, kind="Glosarium", title="GLOSARIUM HUKUM", text="",
    source="g.csv", sha256="2",
)  # fmt: skip


def passage(
    document: Document,
    locator: str,
    text: str = "teks",
    page: int | None = None,
    heading: tuple[str, ...] = (),
) -> Passage:
    where = Locator.parse(locator)
    key = f"{document.id}#{locator}"
    return Passage(key, document.id, None, where, 0, len(text), text, page, heading)


HURUF = "pasal-363/ayat-2/huruf-c"
GAZETTE = "L.N.R.I. Tahun 2014 No. 244, T.L.N.R.I. No. 5587"
FULL = "Indonesia, Undang-Undang Nomor 23 Tahun 2014 tentang Pemerintahan Daerah"

CASES = [
    # style, document, locator, page, citation
    ("footnote", UU, HURUF, 210,
     f"{FULL}, {GAZETTE}, Pasal 363 ayat (2) huruf c, hlm. 210."),
    ("footnote", UU, HURUF, None,  # no pages in the file: no page in the note
     f"{FULL}, {GAZETTE}, Pasal 363 ayat (2) huruf c."),
    ("footnote", BARE, HURUF, 210, f"{FULL}, Pasal 363 ayat (2) huruf c, hlm. 210."),
    ("footnote", BARE, "", None, f"{FULL}."),  # the act itself
    ("footnote", BARE, "penjelasan/pasal-363/ayat-2", None,
     f"{FULL}, Penjelasan Pasal 363 ayat (2)."),  # the elucidation is not the norm
    ("footnote", BARE, "penjelasan/umum", None, f"{FULL}, Penjelasan Umum."),
    ("footnote", BARE, "menimbang/huruf-b", None, f"{FULL}, Menimbang huruf b."),
    ("footnote", BARE, "lampiran-2/angka-3", None, f"{FULL}, Lampiran 2 angka 3."),
    ("footnote", BARE, "pasal-i/angka-3/pasal-12a", None,  # amending act
     f"{FULL}, Pasal I angka 3 Pasal 12A."),
    ("footnote", replace(UU, gazette="LN 2014/244"), "pasal-1", None,  # supplement unknown
     f"{FULL}, L.N.R.I. Tahun 2014 No. 244, Pasal 1."),
    ("footnote", replace(UU, gazette="TLN 5587"), "pasal-1", None,
     f"{FULL}, T.L.N.R.I. No. 5587, Pasal 1."),
    ("footnote", replace(UU, gazette="Lembaran Lepas 7"), "pasal-1", None,  # said as it stands
     f"{FULL}, Lembaran Lepas 7, Pasal 1."),
    ("footnote", DIGEST, "pasal-10", 3,  # a digest's page is no page of the act
     f"{FULL} (ikhtisar, bukan teks resmi), {GAZETTE}, Pasal 10."),
    ("footnote", PP, "pasal-25", 7,
     "Indonesia, Peraturan Pemerintah Nomor 28 Tahun 2018 tentang Kerja Sama Daerah, "
     "Pasal 25, hlm. 7."),
    ("footnote", replace(PP, title=""), "pasal-25", None,  # title unknown: no empty "tentang"
     "Indonesia, Peraturan Pemerintah Nomor 28 Tahun 2018, Pasal 25."),
    ("footnote", PERMENLU, "pasal-2", None,  # a number that holds a year
     "Indonesia, Peraturan Menteri Luar Negeri Nomor 9/A/KP/XII/2006/01 Tahun 2006 tentang "
     "Panduan Umum, B.N.R.I. Tahun 2006 No. 12, Pasal 2."),
    ("footnote", PERDA, "pasal-2", None,
     "Indonesia, Peraturan Daerah Provinsi Jawa Barat Nomor 5 Tahun 2014 tentang Desa Wisata, "
     "L.D. Tahun 2014 No. 5, Pasal 2."),
    ("footnote", UUD, "pasal-18/ayat-1", None,
     "Indonesia, Undang-Undang Dasar Negara Republik Indonesia Tahun 1945, Pasal 18 ayat (1)."),
    ("footnote", RULING, "halaman-12", 12,  # the page once, the year in the register number only
     "Mahkamah Konstitusi, Putusan Mahkamah Konstitusi Nomor 13/PUU-XVI/2018, hlm. 12."),
    ("footnote", BOOK, "halaman-12", None,
     "Siti Aminah, Hukum Perjanjian, (Pustaka Contoh, 2019), hlm. 12."),
    ("footnote", BOOK, "judul-pendahuluan/alinea-3", 12,  # a page is enough
     "Siti Aminah, Hukum Perjanjian, (Pustaka Contoh, 2019), hlm. 12."),
    ("footnote", BOOK, "judul-pendahuluan/alinea-3", None,  # no pages: heading and paragraph
     "Siti Aminah, Hukum Perjanjian, (Pustaka Contoh, 2019), bagian “pendahuluan”, alinea 3."),
    ("footnote", ARTICLE, "halaman-2", None,
     "Siti Aminah, Budi Santoso, dan Sukarno, “Daerah di Panggung Dunia”, Jurnal Contoh (2019), "
     "hlm. 2."),
    ("footnote", MANY, "halaman-2", None,
     "Siti Aminah dkk., Hukum Perjanjian, (Pustaka Contoh, 2019), hlm. 2."),
    ("footnote", NOTES, "alinea-3", None, "Catatan Kuliah, alinea 3."),  # nothing else is known
    ("footnote", replace(NOTES, title="Siapa Berwenang?"), "", None, "Siapa Berwenang?"),
    ("footnote", replace(BOOK, digest=True), "alinea-1", None,
     "Siti Aminah, Hukum Perjanjian (ikhtisar, bukan teks resmi), (Pustaka Contoh, 2019), "
     "alinea 1."),
    ("footnote", WORDS, "entri-surat-kuasa", None, "Glosarium Hukum, entri “surat kuasa”."),
    ("footnote", WORDS, "entri-aksesi~2", 4, "Glosarium Hukum, entri “aksesi”, hlm. 4."),
    ("short", UU, "pasal-363/ayat-2", 210, "Pasal 363 ayat (2) UU 23/2014"),
    ("short", UU, "penjelasan/pasal-363", None, "Penjelasan Pasal 363 UU 23/2014"),
    ("short", DIGEST, "pasal-10", None, "Pasal 10 UU 23/2014 (ikhtisar)"),
    ("short", UU, "", None, "UU 23/2014"),
    ("short", UUD, "pasal-18", None, "Pasal 18 UUD 1945"),
    ("short", RULING, "", None, "Putusan MK 13/PUU-XVI/2018"),
    ("short", BOOK, "halaman-12", None, "Aminah (2019), hlm. 12"),
    ("short", ARTICLE, "halaman-2", None, "Aminah, Santoso, dan Sukarno (2019), hlm. 2"),
    ("short", NOTES, "alinea-3", None, "Catatan Kuliah, alinea 3"),
    ("short", WORDS, "entri-aksesi", None, "Glosarium Hukum, entri “aksesi”"),
    ("bibliography", UU, HURUF, 210,  # the work, not the place
     "Indonesia. Undang-Undang Nomor 23 Tahun 2014 tentang Pemerintahan Daerah. "
     "L.N.R.I. Tahun 2014 No. 244, T.L.N.R.I. No. 5587."),
    ("bibliography", BOOK, "halaman-12", None,
     "Aminah, Siti. Hukum Perjanjian. Pustaka Contoh, 2019."),
    ("bibliography", ARTICLE, "", None,
     "Aminah, Siti, Budi Santoso, dan Sukarno. “Daerah di Panggung Dunia”. Jurnal Contoh (2019)."),
    ("bibliography", OFFICE, "", None, "Kementerian Luar Negeri. Panduan. 2019."),  # not turned
    ("bibliography", WORDS, "entri-aksesi", None, "Glosarium Hukum."),
    ("apa", UU, "pasal-363/ayat-2", None,
     "Undang-Undang Nomor 23 Tahun 2014 tentang Pemerintahan Daerah, Lembaran Negara Republik "
     "Indonesia Tahun 2014 Nomor 244, Tambahan Lembaran Negara Republik Indonesia Nomor 5587, "
     "Pasal 363 ayat (2)."),
    ("apa", BOOK, "halaman-12", None,
     "Aminah, S. (2019). Hukum Perjanjian. Pustaka Contoh, hlm. 12."),
    ("apa", ARTICLE, "", None,
     "Aminah, S., Santoso, B., & Sukarno. (2019). Daerah di Panggung Dunia. Jurnal Contoh."),
    ("apa", NOTES, "alinea-3", None, "Catatan Kuliah. (t.t.), alinea 3."),
]  # fmt: skip


@pytest.mark.parametrize(("style", "document", "locator", "page", "citation"), CASES)
def test_cite(
    style: str, document: Document, locator: str, page: int | None, citation: str
) -> None:
    assert cite(document, Locator.parse(locator), page, style) == citation


@pytest.mark.parametrize(
    ("document", "where", "citation"),
    [
        (BARE, passage(UU, "pasal-5", page=9), f"{FULL}, Pasal 5, hlm. 9."),  # the passage's page
        (
            BOOK,  # the heading in its own words, not those of the id
            passage(BOOK, "judul-hasil-dan-bahasan/alinea-1", heading=("Hasil dan Bahasan",)),
            "Siti Aminah, Hukum Perjanjian, (Pustaka Contoh, 2019), "
            "bagian “Hasil dan Bahasan”, alinea 1.",
        ),
        (
            WORDS,  # the term with its capitals and hyphen
            passage(WORDS, "entri-a-quo", text="A-quo: tersebut tadi."),
            "Glosarium Hukum, entri “A-quo”.",
        ),
        (WORDS, passage(WORDS, "entri-lain", text="Tidak sama"), "Glosarium Hukum, entri “lain”."),
    ],
)
def test_a_passage_says_more_than_its_locator(
    document: Document, where: Passage, citation: str
) -> None:
    assert cite(document, where) == citation


def test_a_page_given_wins() -> None:
    assert cite(BARE, passage(UU, "pasal-5", page=9), 10).endswith("hlm. 10.")


def test_english_words_around_indonesian_names() -> None:
    assert cite(UU, Locator.parse("pasal-363/ayat-2"), 210, language="en") == (
        "Indonesia, Law Number 23 of 2014 on Pemerintahan Daerah, L.N.R.I. of 2014 No. 244, "
        "T.L.N.R.I. No. 5587, Article 363 paragraph (2), p. 210."
    )
    assert "(digest, not the official text)" in cite(DIGEST, language="en")


def test_an_unknown_style_names_the_known_ones() -> None:
    with pytest.raises(ValueError, match="footnote, short, bibliography, apa"):
        cite(UU, style="harvard")


@given(
    style=st.sampled_from(sorted(STYLES)),
    document=st.sampled_from([UU, BARE, UUD, RULING, BOOK, ARTICLE, NOTES, OFFICE, WORDS]),
    drop=st.sets(st.sampled_from(["gazette", "issuer", "year", "number", "authors", "title"])),
)
def test_nothing_unknown_shows(style: str, document: Document, drop: set[str]) -> None:
    """Whatever is missing, no "None", no empty part, no doubled punctuation."""
    empty = {"authors": (), "title": ""}
    less = replace(document, **{name: empty.get(name) for name in drop})  # type: ignore[arg-type]
    said = cite(less, Locator.parse("pasal-1"), style=style)
    assert "None" not in said
    assert not any(bad in said for bad in (", ,", "..", "()", " ,", "  ", ". ."))


@given(
    kind=st.sampled_from(["UU", "PP", "Perpres"]),
    number=st.integers(1, 200),
    year=st.integers(1950, 2026),
    sheet=st.integers(1, 400),
    supplement=st.none() | st.integers(1000, 7000),
    place=st.sampled_from(["pasal-5", "pasal-363/ayat-2/huruf-c", "pasal-12a/ayat-1"]),
    style=st.sampled_from(["footnote", "footnote-short", "short"]),
    digest=st.booleans(),
)
def test_a_footnote_of_ours_is_read_back(
    kind: str,
    number: int,
    year: int,
    sheet: int,
    supplement: int | None,
    place: str,
    style: str,
    digest: bool,
) -> None:
    """What a student copies can be looked up again."""
    gazette = f"LN {year}/{sheet}" + (f", TLN {supplement}" if supplement else "")
    act = replace(
        UU, id=f"{kind.lower()}/{year}/{number}", kind=kind, number=str(number), year=year,
        title="Kota Kembar", gazette=gazette, digest=digest,
    )  # fmt: skip
    said = cite(act, Locator.parse(place), style=style)
    assert parse_reference(said) == [f"{act.id}#{place}"], said
