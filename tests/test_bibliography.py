"""What reference managers export becomes records; nothing is lost without a word. All made up."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dalil.ingest.bibliography import parse_bibliography
from dalil.ingest.bibliography.record import Record, date_of, doi_in, person
from dalil.ingest.errors import MetadataError


def one(text: str, name: str = "daftar") -> Record:
    found = parse_bibliography(text.encode(), name)
    assert not found.problems
    (record,) = found.records
    return record


BIBTEX = r"""
@string{jk = "Jurnal Kebun"}
@article{rina20, title={Hukum {\"U}dara dan {K}ebun}, author={Rina Wati and Dewi, Ny{\'o}man},
  journal=jk, year=2020, month=mei, volume={3}, number={2}, pages={1--20},
  doi={https://doi.org/10.1234/KEBUN.7.}}
"""
RIS = (
    "TY  - JOUR\r\nTI  - Hukum Üdara dan Kebun\r\nAU  - Wati, Rina\r\nAU  - Dewi, Nyóman\r\n"
    "JO  - Jurnal Kebun\r\nPY  - 2020\r\nDA  - 2020/05/\r\nVL  - 3\r\nIS  - 2\r\nSP  - 1\r\n"
    "EP  - 20\r\nDO  - 10.1234/KEBUN.7\r\nER  - \r\n"
)
CSL = json.dumps(
    [
        {
            "id": "rina20",
            "type": "article-journal",
            "title": "Hukum <i>Üdara</i> dan Kebun",
            "author": [
                {"family": "Wati", "given": "Rina"},
                {"family": "Dewi", "given": "Nyóman"},
            ],
            "container-title": "Jurnal Kebun",
            "issued": {"date-parts": [[2020, 5]]},
            "volume": 3,
            "issue": "2",
            "page": "1–20",
            "DOI": "10.1234/KEBUN.7",
        }
    ]
)


@pytest.mark.parametrize("text", [BIBTEX, RIS, CSL], ids=["bibtex", "ris", "csl"])
def test_the_three_formats_say_the_same(text: str) -> None:
    record = one(text)
    assert record.title == "Hukum Üdara dan Kebun"
    assert record.doi == "10.1234/kebun.7"
    assert dict(record.fields) == {
        "title": "Hukum Üdara dan Kebun",
        "authors": ("Rina Wati", "Nyóman Dewi"),
        "date": "2020-05",
        "year": 2020,
        "kind": "Artikel",
        "csl.DOI": "10.1234/KEBUN.7",
        "csl.container-title": "Jurnal Kebun",
        "csl.issue": "2",
        "csl.page": "1–20",
        "csl.volume": "3",
    }


@pytest.mark.parametrize(
    ("text", "field", "value"),
    [
        ("@book{a, title={X}, author={{Tim A and B}}}", "authors", ("Tim A and B",)),  # braces
        ("@book{a, title={X}, author={Wati, Rina and others}}", "authors", ("Rina Wati",)),
        ("@book{a, title={X}, author={van der Berg, Jan}}", "authors", ("Jan van der Berg",)),
        # Two words of a family name that only the comma shows
        ("@book{a, title={X}, author={Nugroho Adi, Budi}}", "authors", ("Nugroho Adi, Budi",)),
        ("@phdthesis{a, title={X}, school={Univ. Y}}", "csl.publisher", "Univ. Y"),
        ("@phdthesis{a, title={X}, school={Univ. Y}}", "kind", "Disertasi"),
        ("@mastersthesis{a, title={X}}", "kind", "Tesis"),
        ("@techreport{a, title={X}, number={7}}", "csl.number", "7"),  # not an issue
        ("@inproceedings{a, title={X}, booktitle={Temu}}", "csl.container-title", "Temu"),
        ("@book{a, title={X}, subtitle={Y}}", "title", "X: Y"),
        ("@book{a, title={X}, date={2019-03-04}}", "date", "2019-03-04"),  # BibLaTeX
        ("@book{a, title={X}, year={c2019}}", "year", 2019),
        ("@book{a, title={X}, url={https://a.example/b}}", "url", "https://a.example/b"),
        ('@book{a, title="Satu" # " Dua"}', "title", "Satu Dua"),
        (
            '@string{jk = "Jurnal {\\"U}"}\n@article{a, title={X}, journal = JK # " Baru"}',
            "csl.container-title",
            "Jurnal Ü Baru",
        ),
        ('@book{a, title={Bahasa C# dan "kebun"}}', "title", 'Bahasa C# dan "kebun"'),
        ("TY  - THES\nTI  - X\nM3  - Skripsi\nER  - ", "kind", "Skripsi"),
        ("TY  - BOOK\nT1  - X\nA1  - Tim Penyusun\nER  - ", "authors", ("Tim Penyusun",)),
        ("TY - BOOK\nTI - X\nPY - 2020///\nER - ", "year", 2020),  # one space only
        ("TY  - CHAP\nTI  - X\nT2  - Buku Y\nER  - ", "csl.container-title", "Buku Y"),
        ("TY  - CHAP\nTI  - X\nA2  - Wati, Rina\nER  - ", "csl.editor", "Rina Wati"),
        ("TY  - JOUR\nTI  - X\nPY  - 2020\nY1  - 2019/05\nER  - ", "date", "2020"),  # disagree
        ('{"type": "book", "title": "X", "issued": {"raw": "2019-02"}}', "date", "2019-02"),
        ('{"items": [{"title": "X", "author": [{"literal": "Tim"}]}]}', "authors", ("Tim",)),
        ('[{"title": "X", "issued": {"date-parts": [["2019", "13"]]}}]', "date", "2019"),
    ],
)
def test_fields(text: str, field: str, value: object) -> None:
    assert one(text).fields[field] == value


@pytest.mark.parametrize(
    ("text", "titles", "problem"),
    [
        ("@book{a, title={X}}\n@book{rusak title=}\n", ["X"], "baris 2: entri tidak dapat"),
        ("@book{a, title={X}}\n@book{a, title={Y}}\n", ["X", "Y"], ""),  # a key used twice
        ("@book{a, year=2019}\n", [], "a: tidak ada judul"),
        ("TY  - JOUR\nTI  - X\n\nTY  - JOUR\nTI  - Y\nER  - \n", ["X", "Y"], ""),  # no ER
        ("TY  - JOUR\nAU  - B\nER  - \n", [], "baris 1: tidak ada judul"),
        ('[{"title": "X"}, 3]', ["X"], "butir 2: bukan objek"),
        ('[{"title": "X"}', [], "JSON tidak sah"),
        ('[{"title": {"a": 1}}]', [], "butir 1: tidak ada judul"),
    ],
)
def test_what_is_broken_is_told_and_the_rest_goes_on(
    text: str, titles: list[str], problem: str
) -> None:
    found = parse_bibliography(text.encode(), "x")
    assert sorted(r.title for r in found.records) == titles
    assert any(problem in p for p in found.problems) if problem else not found.problems


@pytest.mark.parametrize("data", [b"", b"   ", b"halo saja", b"\x00\x01\x02\x03" * 9, b"[]", b"{}"])
def test_no_bibliography_is_an_error_that_says_what_to_do(data: bytes) -> None:
    try:
        found = parse_bibliography(data, "x.bib")
    except MetadataError as error:
        assert "x.bib" in str(error)
    else:
        assert found.problems


@pytest.mark.parametrize(
    ("said", "date"),
    [
        (("2020",), "2020"),
        (("2020", "mei"), "2020-05"),
        (("2020", "Agustus", "17"), "2020-08-17"),
        (("2020", "13"), "2020"),  # no such month
        (("2020", "2", "30"), "2020-02"),  # no such day
        (("2020/03/04/Maret",), "2020-03-04"),
        (("n.d.",), ""),
        (("9999",), ""),
    ],
)
def test_dates(said: tuple[str, ...], date: str) -> None:
    assert date_of(*said) == date


@pytest.mark.parametrize(
    ("text", "doi"),
    [
        ("https://doi.org/10.1234/a.b-c.", "10.1234/a.b-c"),
        ("doi:10.12345/(X)1-2", "10.12345/(X)1-2"),
        ("10.1/x", ""),  # too short to be a registrant
        ("nomor 10 tahun 2004", ""),
    ],
)
def test_dois(text: str, doi: str) -> None:
    assert doi_in(text) == doi


def test_one_name_is_one_name() -> None:
    assert person("Soekarno", "") == "Soekarno"


@given(st.binary(max_size=300) | st.text(max_size=300).map(lambda t: t.encode("utf-8", "ignore")))
def test_no_file_stops_the_reader(data: bytes) -> None:
    try:
        parse_bibliography(data, "x")
    except MetadataError as error:
        assert str(error)


@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=120))
def test_no_title_stops_the_reader(title: str) -> None:
    texts = (f"@book{{a, title={{{title}}}}}", f"TY  - BOOK\nTI  - {title}\nER  - \n",
             json.dumps([{"title": title}]))  # fmt: skip
    for text in texts:
        try:
            parse_bibliography(text.encode(), "x")
        except MetadataError as error:
            assert str(error)
