"""Page furniture: what goes, and what looks like it and stays."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dalil.ingest.readers.page_furniture import strip_furniture

BODY = [
    "Gubernur dapat menjalin kerja sama dengan",
    "pihak luar negeri sesuai dengan ketentuan",
    "peraturan perundang-undangan yang berlaku,",
    "dengan persetujuan Pemerintah Pusat, dan",
]


def body(page: int) -> list[str]:
    """Running text of a page, different on every page."""
    words = ["satu", "dua", "tiga", "empat", "lima", "enam", "tujuh", "delapan"]
    return [f"{words[page % 8]} {line} {words[(page * 3) % 8]}" for line in BODY]


def stripped(*pages: Sequence[str]) -> list[list[str]]:
    return [[line for line in page if line] for page in strip_furniture(pages)]


GOES = [
    # top of the page, bottom of the page, reason
    (["- {n} -"], [], "page number"),
    (["-{n}-"], [], "page number without spaces"),
    (["-t{n}-"], [], "recognition read a digit as t"),
    ([], ["_{n}_"], "page number with underscores"),
    ([], ["{n} / 34"], "page of pages"),
    ([], ["Halaman {n} dari 34"], "page of pages in words"),
    ([], ["TAP MPR no II/MPR/1978 - {n} / 7"], "title and page of pages"),
    (["{n}"], [], "a bare number that counts with the pages"),
    ([], ["{n}"], "the same at the foot"),
    (["PRESIDEN", "REPUBLIK INDONESIA", "- {n} -"], [], "letterhead"),
    (["PRESIDEN REPUBLIK INDONESIA"], [], "letterhead in one line"),
    (["SS", "=", "TA, ZA", "PRESIDEN", "REPUBLIK INDONESIA", "-{n}-"], [], "recognised emblem"),
    (["PRES IDEN REPUBLIK INDONESIA"], [], "letterhead, noisy"),
    (["FRES IDEN", "REPUBUK INDONESI.A", "-{n}-"], [], "letterhead, noisier"),
    (["www.hukumonline.com"], [], "address of a site"),
    ([], ["jdih.contoh.go.id"], "address of a site at the foot"),
    ([], ["https://peraturan.go.id/id/uu-no-24"], "full address"),
    (["SALINAN"], [], "stamp"),
    ([], ["SK No 16084{n} A"], "paper serial"),
    ([], ["ANONYMOUS | DIUNDUH PADA 21 JANUARI 2026"], "download stamp"),
    (["`"], [], "a speck"),
    ([], ["", "- {n} -", ""], "blank lines around"),
]  # fmt: skip


@pytest.mark.parametrize(("top", "foot", "why"), GOES)
def test_goes(top: list[str], foot: list[str], why: str) -> None:
    pages = [
        [
            *(line.format(n=number) for line in top),
            *body(number),
            *(line.format(n=number) for line in foot),
        ]
        for number in range(2, 8)
    ]
    assert stripped(*pages) == [body(number) for number in range(2, 8)], why


def test_a_running_header_goes_but_for_its_first_time() -> None:
    pages = [["Jurnal Hukum Daerah Vol. 3", *body(number)] for number in range(6)]
    assert stripped(*pages) == [pages[0], *(body(number) for number in range(1, 6))]


STAYS = [
    (["Cukup jelas."], "stands at the foot of many pages of an elucidation"),
    (["Pasal 5"], "a heading at the foot"),
    (["dan", "PRESIDEN REPUBLIK INDONESIA,"], "enacts"),
    (["dan", "PRESIDEN REPUBLIK INDONESIA"], "enacts, without the comma"),
    (["PRESIDEN REPUBLIK INDONESIA,", "ttd."], "signs"),
    (["2.260.000,00"], "a tariff"),
    (["Per unit"], "a table's cell, on every page"),
    (["12 Mei 1999"], "a date"),
    (["(1) Ketentuan lebih lanjut"], "a paragraph"),
    (["d. dihapus;"], "a letter"),
]


@pytest.mark.parametrize(("lines", "why"), STAYS)
@pytest.mark.parametrize("where", ["top", "foot"])
def test_stays(lines: list[str], why: str, where: str) -> None:
    page = [*lines, *BODY] if where == "top" else [*BODY, *lines]
    assert stripped(page, body(1), body(2))[0] == page, why


def test_enacting_words_at_a_page_head_stay() -> None:
    page = [
        "- 2 -",
        "Dengan Persetujuan Bersama",
        "DEWAN PERWAKILAN RAKYAT REPUBLIK INDONESIA",
        "dan",
        "PRESIDEN REPUBLIK INDONESIA",
        "MEMUTUSKAN:",
    ]
    assert stripped(body(0), page, body(2))[1] == page[1:]


def test_a_heading_before_the_letterhead_stays() -> None:
    page = ["II.", "PRESIDEN", "REPUBLIK INDONESIA", "-3-", *BODY]
    assert stripped(body(0), page)[1] == ["II.", *BODY]


def test_the_issuer_of_a_regulation_is_no_letterhead() -> None:
    page = ["KEPALA BADAN PENGAWAS TENAGA NUKLIR", "REPUBLIK INDONESIA", *BODY]
    assert stripped(page, body(1))[0] == page


def test_a_decree_by_the_president_is_no_letterhead() -> None:
    page = ["KEPUTUSAN PRESIDEN REPUBLIK INDONESIA", "NOMOR 49 TAHUN 1986", *BODY]
    assert stripped(page, body(1))[0] == page


FEET = [
    # (foot of every page, pages, whether it goes)
    ("ditjen Peraturan Perundang-undangan", 2, True),  # a site's footer, of two pages
    ("Salinan Arsip Kota Contoh", 2, True),
    ("Salinan Arsip Kota Contoh", 6, True),  # and of many, the first too
    ("yang ditanam di sawah.", 2, False),  # a sentence's end
    ("a. padi yang sama", 2, False),  # an item of a list
    ("Cukup jelas", 6, False),
]


@pytest.mark.parametrize(("foot", "count", "goes"), FEET)
def test_a_footer_goes_from_every_page(foot: str, count: int, goes: bool) -> None:
    found = stripped(*[[*body(n), foot] for n in range(count)])
    assert [foot in page for page in found] == [not goes] * count


def test_labels_before_the_letterhead_stay() -> None:
    page = ["Menetapkan", "PRES IDEN", "REPUBLIK INDONESIA", "-2-", *BODY]
    assert stripped(body(0), page)[1] == ["Menetapkan", *BODY]


def test_a_bare_number_that_does_not_count_stays() -> None:
    pages = [[str(number), *body(index)] for index, number in enumerate([7, 7, 40, 2, 19])]
    assert stripped(*pages) == pages


CATCHWORDS = [
    ("Pasal 6 . . .", ["Pasal 6", "(1) Isi."], "provision to come"),
    ("Pasal 6...", ["Pasal 6", "Isi."], "dots together"),
    ("Pasal 6 …", ["Pasal 6", "Isi."], "ellipsis"),
    ("Pasal 6 Ö", ["Pasal 6", "Isi."], "ellipsis in a wrong code page"),
    ("(2) Dalam . . .", ["(2) Dalam hal terjadi keadaan"], "paragraph"),
    ("Agar . . .", ["Agar setiap orang mengetahuinya"], "closing words"),
    ("b. usaha-usaha . . .", ["b. usaha-usaha sosial"], "letter"),
    ("MEMUTUSKAN: . . .", ["MEMUTUSKAN:", "Menetapkan"], "enacting word"),
    ("meningkatkan …", ["meningkatkan kesejahteraan"], "a word in the middle of a sentence"),
    ("S.pernyataan...", ["5. pernyataan pembebasan"], "recognition read 5 as S"),
    ("Pasal 6 . . .", ["- 3 -", "Pasal 6", "Isi."], "the next page has its number first"),
]


@pytest.mark.parametrize(("line", "following", "why"), CATCHWORDS)
def test_catchwords_go(line: str, following: list[str], why: str) -> None:
    first, second = stripped([*BODY, line], following)
    assert first == BODY, why
    assert second == [text for text in following if text != "- 3 -"]


NO_CATCHWORDS = [
    ("Nama : ..........", ["Alamat : ......"], "a blank to fill in"),
    ("1. Tempat lahir . . . . . . . .", ["2. Tanggal"], "a blank with spaced dots"),
    ("dan seterusnya ...", ["Pasal 6"], "an ellipsis that ends a sentence"),
    ("Pasal 6", ["(1) Isi ayat."], "a heading alone at the foot of the page"),
    ("luar negeri.", ["luar negeri. Ketentuan"], "one repetition by chance"),
]


@pytest.mark.parametrize(("line", "following", "why"), NO_CATCHWORDS)
def test_what_is_no_catchword_stays(line: str, following: list[str], why: str) -> None:
    assert stripped([*BODY, line], following)[0] == [*BODY, line], why


def test_catchwords_without_dots_go_where_catchwords_are_usual() -> None:
    heads = ["Pasal 2", "Pasal 3", "(4) Strategi", "Agar setiap orang"]
    marks = ["Pasal 2 . . .", "Pasal 3 . . .", "(4) Strategi", "Agar"]
    pages = [body(0) + marks[:1]]
    pages += [[head, *body(i), *marks[i + 1 : i + 2]] for i, head in enumerate(heads)]
    assert stripped(*pages) == [body(0), *([head, *body(i)] for i, head in enumerate(heads))]


def test_a_table_cell_before_the_same_cell_stays_where_catchwords_are_usual() -> None:
    pages = [["Per unit", *body(i), "Per unit"] for i in range(4)]
    pages[0].append("Per unit . . .")
    pages[1].append("Per unit . . .")
    assert all(page.count("Per unit") == 2 for page in stripped(*pages))


def test_a_catchword_that_slipped_to_the_next_page_goes() -> None:
    assert stripped(BODY, ["BAB III…", "BAB III", "PENUTUP"])[1] == ["BAB III", "PENUTUP"]


def test_a_provision_runs_on_over_the_page() -> None:
    pages = [
        ["(1) Gubernur dapat menjalin", "kerja sama dengan", "pihak . . ."],
        ["PRESIDEN", "REPUBLIK INDONESIA", "- 2 -", "pihak luar negeri."],
    ]
    assert " ".join(" ".join(page) for page in stripped(*pages)) == (
        "(1) Gubernur dapat menjalin kerja sama dengan pihak luar negeri."
    )


@given(st.lists(st.lists(st.text(max_size=30), max_size=12), max_size=6))
def test_lines_are_only_ever_taken_away_and_only_at_the_edges(pages: list[list[str]]) -> None:
    result = strip_furniture(pages)
    assert len(result) == len(pages)
    for before, after in zip(pages, result, strict=True):
        lines = [line.strip() for line in before]
        rest = iter(lines)
        assert all(line in rest for line in after)  # in order, none new
        full = [line for line in lines if line]
        middle = full[15:-15]
        assert all(line in after for line in middle)
