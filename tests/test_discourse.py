"""What a sentence needs around it: tables of real forms, and that what is quoted stands whole."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from library_double import ACT, found, hit

from dalil.answer.extract import evidence
from dalil.answer.sentences import announced, candidates, leans, reports, sentences, whole
from dalil.index.search.results import Hit
from dalil.ingest.model import Tier


@pytest.mark.parametrize(
    "sentence",
    [
        "Alasannya: isinya urusan publik.",  # a subject with -nya
        "Kepala daerah menandatanganinya untuk Pemerintah RI.",  # an object with -nya
        "Namun, surat kuasa diperlukan.",  # connectives
        "Oleh karena itu, DPRD memberi persetujuan.",
        "Dengan demikian kota bukan subjek hukum.",
        "Selain itu, biaya dibebankan pada APBD.",
        "Sebaliknya, provinsi berwenang.",
        "Hal itu tidak diatur.",  # demonstratives behind a noun
        "Pandangan ini bersandar pada praktik.",
        "Naskah tersebut mengikat.",
        "Ini berlaku bagi kota.",
        "Mereka wajib melapor.",  # pronouns
        "Keduanya bagian dari KSDPL, yaitu kerja sama luar negeri.",
        "“Ia berwenang” katanya.",  # behind a quotation mark
        "This view rests on practice.",
        "It is not binding.",
        "However, the governor signs.",
        "Such agreements need approval.",
        "Its text is kept by the ministry.",
        "The former prevails.",
    ],
)
def test_sentences_that_lean(sentence: str) -> None:
    assert leans(sentence)


@pytest.mark.parametrize(
    "sentence",
    [
        "Daerah dapat bekerja sama dengan kota di luar negeri.",
        "Kerja sama daerah memerlukan persetujuan DPRD yang ditetapkan dengan keputusan.",
        "Hanya Presiden yang berwenang.",  # ends like a -nya
        "Umumnya perjanjian berlaku sejak ditandatangani.",
        "Sebelumnya gubernur memberi tahu Menteri.",
        "Pelaksanaannya oleh daerah diawasi gubernur.",  # who is meant stands behind it
        "Setiap orang yang merusak rumah dipidana sesuai dengan undang-undang ini.",  # late
        "Sister city ialah hubungan antara dua kota.",
        "Foreign cooperation needs the approval of the council.",
    ],
)
def test_sentences_that_stand(sentence: str) -> None:
    assert not leans(sentence)


@pytest.mark.parametrize(
    ("sentence", "said"),
    [
        ("Menurut pandangan pertama, naskah itu perjanjian.", True),
        ("Sebagian ahli menganggapnya perjanjian.", True),
        ("Ada yang berpendapat lain.", True),
        ("Kubu kedua menolak.", True),
        ("On one view the city is bound.", True),
        ("Some authors hold the opposite.", True),
        ("Menurut Pasal 5 daerah dapat membuat perjanjian.", False),  # a rule, not a view
        ("Menurut undang-undang ini daerah berwenang.", False),
    ],
)
def test_reported_views(sentence: str, said: bool) -> None:
    assert reports(sentence) is said


@pytest.mark.parametrize(
    ("sentence", "things"),
    [
        ("Tiga hal membedakan sister city dari kunjungan biasa.", 3),
        ("Ada dua jalan.", 2),
        ("There are four steps.", 4),
        ("Langkahnya sebagai berikut.", 3),
        ("Beberapa syarat harus dipenuhi.", 3),
        ("Syaratnya ialah:", 3),
        ("Dua pihak: daerah dan mitra.", 0),  # has them itself
        ("Izin diberikan dalam tiga hari.", 0),  # a number further on
    ],
)
def test_announcements(sentence: str, things: int) -> None:
    assert announced(sentence) == things


VIEW = [
    "Menurut pandangan pertama, naskah adalah perjanjian.",
    "Alasannya: isinya urusan publik.",
    "Kepala daerah menandatanganinya, sehingga surat kuasa diperlukan.",
    "Praktik kementerian mengeluarkan surat kuasa bersandar pada pandangan ini.",
]
THREE = [
    "Tiga hal membedakan keduanya.", "Ada naskah.", "Ada rencana.", "Ada persetujuan.", "Ya.",
]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "at", "span"),
    [
        (VIEW, 0, (0, 1)),  # says itself whose view it is
        (VIEW, 1, (0, 2)),
        (VIEW, 2, (0, 3)),
        (VIEW, 3, (0, 4)),  # leans on nothing near, but stands in the view
        (["Alasannya: begitu.", "Lalu lain."], 0, None),  # what it needs is not there
        (["Alasannya: begitu.", "Namun tidak."], 1, None),
        (["Daerah berwenang.", "Ini jelas.", "Itu pula."], 2, (0, 3)),  # one after another
        (["Daerah berwenang.", "Kota berwenang."], 1, (1, 2)),
        (["Ada tiga syarat.", "Satu.", "Dua.", "Tiga.", "Lain."], 0, (0, 4)),
        (["Ada tiga syarat.", "Satu."], 0, (0, 2)),  # fewer than announced: all there is
        (["Ada tiga syarat."], 0, None),
    ],
)
def test_whole(text: list[str], at: int, span: tuple[int, int] | None) -> None:
    assert whole(text, at) == span


def test_in_prose_what_cannot_stand_alone_is_quoted_with_what_it_needs_or_not_at_all() -> None:
    quoted = [c.text for c in candidates(hit(" ".join(VIEW), "judul-status/alinea-1"))]
    assert quoted == [" ".join(VIEW[: n + 1]) for n in range(4)]
    listed = [c.text for c in candidates(hit(" ".join(["Kota kembar ada.", *THREE]), "alinea-1"))]
    assert "Tiga hal membedakan keduanya." not in listed
    assert " ".join(["Kota kembar ada.", *THREE[:4]]) in listed
    assert list(candidates(hit("Alasannya: isinya urusan publik.", "alinea-1"))) == []


def test_the_first_words_of_an_ayat_stand_for_themselves() -> None:
    (made,) = candidates(hit("Kesepakatan itu dituangkan dalam naskah.", "pasal-5/ayat-2"))
    assert made.text == "Kesepakatan itu dituangkan dalam naskah."


_PROSE = st.lists(st.sampled_from([*VIEW, *THREE, "Namun begitu.", "Kota besar."]), max_size=7)


@given(_PROSE)
def test_no_quotation_of_prose_begins_with_what_leans(text: list[str]) -> None:
    for made in candidates(hit(" ".join(text), "judul-a/alinea-1")):
        assert not leans(sentences(made.text)[0].text)
        assert made.text in " ".join(text)


def test_one_of_two_views_comes_with_the_other() -> None:
    article = replace(ACT, id="artikel", tier=Tier.SECONDARY, kind="artikel")
    heading = ("10. Sifat hukum naskah",)

    def view(text: str, number: int, score: float) -> Hit:
        return hit(
            text, f"judul-sifat/alinea-{number}", document=article, heading=heading, score=score
        )

    binding = view("Menurut pandangan pertama, naskah kota kembar mengikat.", 1, 1.0)
    other = view("Menurut pandangan kedua, naskah itu janji moral.", 2, 0.3)
    elsewhere = hit("Menurut pandangan kedua, pajak itu iuran.", "pasal-9", score=0.3)
    said = evidence(found("apakah naskah kota kembar mengikat", binding, elsewhere, other))
    assert [s.passage_id for s in said.statements] == [
        binding.passage.passage_id, other.passage.passage_id
    ]  # fmt: skip
