"""Sentences of legal text: what ends one, what does not, and that no character changes."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dalil.answer.sentences import Sentence, sentences


def texts(text: str) -> list[str]:
    return [s.text for s in sentences(text)]


@pytest.mark.parametrize(
    ("text", "split"),
    [
        ("Satu kalimat. Dua kalimat.", ["Satu kalimat.", "Dua kalimat."]),
        ("Menurut UU No. 24 Tahun 2000 begitu. Lalu ini.",
         ["Menurut UU No. 24 Tahun 2000 begitu.", "Lalu ini."]),  # No.
        ("Prof. Siti hadir. Ia pulang.", ["Prof. Siti hadir.", "Ia pulang."]),
        ("PT Contoh Tbk. Jakarta membayar. Ya.", ["PT Contoh Tbk. Jakarta membayar.", "Ya."]),
        ("lihat hlm. 12 dan hlm. 13. Selesai.", ["lihat hlm. 12 dan hlm. 13.", "Selesai."]),
        ("Daerah, d.h. Swatantra, ada. Ya.", ["Daerah, d.h. Swatantra, ada.", "Ya."]),
        ("Beras, jagung, dst. Itu pangan.", ["Beras, jagung, dst.", "Itu pangan."]),  # may end
        ("sebagaimana dimaksud dalam Pasal 5. Menteri berwenang.",
         ["sebagaimana dimaksud dalam Pasal 5.", "Menteri berwenang."]),  # a number that ends
        ("tercantum pada huruf a. Menteri berwenang.",
         ["tercantum pada huruf a.", "Menteri berwenang."]),  # a letter that ends
        ("Oleh H. Ahmad dan A. B. Tono. Ya.", ["Oleh H. Ahmad dan A. B. Tono.", "Ya."]),
        ("Biaya Rp1.000.000,00 dibayar. Lunas.", ["Biaya Rp1.000.000,00 dibayar.", "Lunas."]),
        ("denda paling banyak Rp6.0OO. 000.000,00 (enam miliar rupiah). Ya.",
         ["denda paling banyak Rp6.0OO. 000.000,00 (enam miliar rupiah).", "Ya."]),  # as scanned
        ("sebesar Rp. 5. 000. 000,00 dan 1. 250 orang. Ya.",
         ["sebesar Rp. 5. 000. 000,00 dan 1. 250 orang.", "Ya."]),  # groups of three, parted
        ("sebesar Rp340. 1 00.000.000,00 (tiga ratus empat puluh miliar rupiah). Ya.",
         ["sebesar Rp340. 1 00.000.000,00 (tiga ratus empat puluh miliar rupiah).", "Ya."]),
        ("DAU sebesar Rp40 1 . 1 29.780.828.000,00 dibagi. Ya.",
         ["DAU sebesar Rp40 1 . 1 29.780.828.000,00 dibagi.", "Ya."]),  # parted by a scan
        ("Saham PT. Cahaya dan CV. Maju dijual. Ya.",
         ["Saham PT. Cahaya dan CV. Maju dijual.", "Ya."]),
        ("dimulai pukul 08. 30 sampai pukul 16. 00. Lalu pulang.",
         ["dimulai pukul 08. 30 sampai pukul 16. 00.", "Lalu pulang."]),  # an hour
        ("dimaksud dalam Pasal 5. 100 orang hadir.",
         ["dimaksud dalam Pasal 5.", "100 orang hadir."]),  # a reference ends, a number begins
        ("Sejak tahun 2010. 500 orang hadir.", ["Sejak tahun 2010.", "500 orang hadir."]),
        ("Lihat Pasal 5 jo. Pasal 6 jis. Pasal 7 UU Drt. Nomor 8. Ya.",
         ["Lihat Pasal 5 jo. Pasal 6 jis. Pasal 7 UU Drt. Nomor 8.", "Ya."]),
        ("Stbl. 1847 No. 23 dan Prp. 1960 tetap berlaku. Ya.",
         ["Stbl. 1847 No. 23 dan Prp. 1960 tetap berlaku.", "Ya."]),
        ("Begitu Kelsen et al. 1945, cet. 3, vol. II, ed. 2. Ya.",
         ["Begitu Kelsen et al. 1945, cet. 3, vol. II, ed. 2.", "Ya."]),  # of citations
        ("X Ltd. Singapura menang vs. Negara RI. Ya.",
         ["X Ltd. Singapura menang vs. Negara RI.", "Ya."]),
        ("Daerah (lihat Bab II. Juga Bab III.) berwenang. Ya.",
         ["Daerah (lihat Bab II. Juga Bab III.) berwenang.", "Ya."]),  # no end in brackets
        ("Frasa “Menteri. Gubernur.” dihapus. Ya.", ["Frasa “Menteri. Gubernur.” dihapus.", "Ya."]),
        ("Daerah (lihat Bab II. Juga di situ. Ya.",
         ["Daerah (lihat Bab II.", "Juga di situ.", "Ya."]),  # a bracket that a scan left open
        ("Apa itu? Ini. Ya!", ["Apa itu?", "Ini.", "Ya!"]),
        ("Disebut “daerah.” Ini lain.", ["Disebut “daerah.”", "Ini lain."]),  # the quote closes
        ("terputus\ndi ujung baris. Lanjut", ["terputus\ndi ujung baris.", "Lanjut"]),
        ("judul tanpa titik\n\nParagraf baru.", ["judul tanpa titik", "Paragraf baru."]),
        ("(1) Ayat satu. (2) tetap.\n(2) Ayat dua.",
         ["(1) Ayat satu.", "(2) tetap.", "(2) Ayat dua."]),  # two ayat that OCR put on one line
        ("dimaksud pada ayat\n(1) dan ayat (2) huruf\na. Ya.",
         ["dimaksud pada ayat\n(1) dan ayat (2) huruf\na.", "Ya."]),  # references cut by the line
        ("meliputi: a. satu; b. dua. Lain.", ["meliputi: a. satu; b. dua.", "Lain."]),  # on a line
        ("Pasal 5\nDaerah dapat.", ["Pasal 5", "Daerah dapat."]),
        ("dalam\nPasal 5\nayat (1) berlaku.", ["dalam\nPasal 5\nayat (1) berlaku."]),
        ("Cukup jelas.", ["Cukup jelas."]),
        ("1.", ["1."]),  # a mark with nothing behind it
        ("   \n\n", []),
        ("", []),
        ("titik tiga... lalu", ["titik tiga... lalu"]),
        ("1. Satu adalah satu.\n2. Dua adalah dua.",
         ["1. Satu adalah satu.", "2. Dua adalah dua."]),
    ],
)  # fmt: skip
def test_split(text: str, split: list[str]) -> None:
    assert texts(text) == split


LISTED = (
    "Pasal 7\n(2) Kerja sama dapat dilakukan dengan:\na. Daerah lain;\nb. pihak ketiga:\n"
    "1. swasta;\n2. yayasan; dan\nc. luar negeri.\n(3) Biaya:\na. APBD."
)


def test_items_know_the_line_that_opens_their_list() -> None:
    def lead(s: Sentence) -> str | None:
        return LISTED[slice(*s.lead_in)] if s.lead_in else None

    assert [(s.text, lead(s)) for s in sentences(LISTED) if s.kind in {"huruf", "angka"}] == [
        ("a. Daerah lain;", "Kerja sama dapat dilakukan dengan:"),
        ("b. pihak ketiga:", "Kerja sama dapat dilakukan dengan:"),
        ("1. swasta;", "pihak ketiga:"),  # a list within the list
        ("2. yayasan; dan", "pihak ketiga:"),
        ("c. luar negeri.", "Kerja sama dapat dilakukan dengan:"),  # and back
        ("a. APBD.", "Biaya:"),  # the next ayat opens its own
    ]


def test_the_body_is_what_follows_the_mark() -> None:
    found = sentences(LISTED)
    assert [LISTED[s.body : s.end] for s in found[:3]] == [
        "Pasal 7", "Kerja sama dapat dilakukan dengan:", "Daerah lain;",
    ]  # fmt: skip


def test_an_opening_line_without_a_colon() -> None:
    text = "Dalam undang-undang ini yang dimaksud dengan\n1. Daerah adalah wilayah.\n2. Desa."
    assert [text[slice(*s.lead_in)] for s in sentences(text) if s.lead_in] == [
        "Dalam undang-undang ini yang dimaksud dengan"
    ] * 2


def test_a_finished_sentence_opens_no_list() -> None:
    assert all(s.lead_in is None for s in sentences("Sudah selesai.\na. Sendiri."))


_LEGAL = st.lists(
    st.sampled_from(
        [*"aIZ19 \n\n\t.;:(),“”-", "(1)", "a. ", "1. ", "Pasal 5", "ayat", "No. ", "dan", "\f"]
    )
    | st.text(max_size=3),
    max_size=60,
).map("".join)


@given(_LEGAL)
def test_spans_are_verbatim_ordered_and_complete(text: str) -> None:
    found = sentences(text)
    assert all(text[s.start : s.end] == s.text for s in found)
    assert all(s.start <= s.body <= s.end and s.start < s.end for s in found)
    assert all(s.text == s.text.strip() for s in found)
    edges = [0, *(edge for s in found for edge in (s.start, s.end)), len(text)]
    assert edges == sorted(edges)
    between = "".join(text[a:b] for a, b in zip(edges[::2], edges[1::2], strict=True))
    assert not between.strip()  # all but white space is in exactly one sentence


@given(_LEGAL)
def test_opening_lines_stand_before_their_items(text: str) -> None:
    for s in sentences(text):
        if s.lead_in:
            start, end = s.lead_in
            assert start <= end <= s.start
