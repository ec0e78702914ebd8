"""Files for reference managers: what goes in comes back, whatever the text."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from typing import Any

import bibtexparser
import pytest
import rispy
from cited_works import WORKS_BY_NAME, works
from hypothesis import given
from hypothesis import strategies as st
from library_double import LibraryDouble, hit
from pylatexenc.latex2text import LatexNodes2Text

from dalil.answer.answer import answer, failed
from dalil.answer.citation.author_names import turned
from dalil.answer.citation.cite import Cited, cite
from dalil.answer.citation.csl_engine import CitedLocator, filled, template
from dalil.answer.citation.csl_item import TYPES
from dalil.answer.citation.csl_style import find_style
from dalil.answer.citation.work_names import full_name
from dalil.answer.export import reference_managers
from dalil.answer.export.formats import export_bytes
from dalil.answer.export.reference_managers import key_of
from dalil.answer.export.table import Made
from dalil.ingest.locator import Locator
from dalil.ingest.model import Document

CITED = [work.cited for work in works()]
MADE = Made("2030-01-02T03:04:05+07:00", "7", 46, 9_000)
ORIGIN = "Dalil, pustaka generasi 7, 2030-01-02T03:04:05+07:00"
BOOK = WORKS_BY_NAME["buku"].document


def bib_of(cited: list[Cited]) -> dict[str, dict[str, str]]:
    """What bibtexparser reads: the entries by key, each a type and its fields."""
    library = bibtexparser.parse_string(reference_managers.bibtex(cited, MADE))
    assert not library.failed_blocks
    return {
        entry.key: {"type of entry": entry.entry_type}
        | {field.key: str(field.value) for field in entry.fields}
        for entry in library.entries
    }


def plain(tex: str) -> str:
    """What TeX would print. pylatexenc has another circumflex, and no ties of empty groups."""
    said = LatexNodes2Text(keep_comments=True).latex_to_text(re.sub(r"(?<!\\){}", "\u2060", tex))
    return str(said).replace("ˆ", "^").replace("\u2060", "")


def ris_of(cited: list[Cited]) -> list[dict[str, Any]]:
    return list(rispy.loads(reference_managers.ris(cited, MADE)))


def csl_of(cited: list[Cited]) -> list[dict[str, Any]]:
    items = json.loads(reference_managers.csl_json(cited, MADE))
    assert isinstance(items, list)
    return items


def test_a_record_a_work_with_all_its_places() -> None:
    act = CITED[0].document
    twice = [CITED[0], CITED[21], Cited(act, Locator.parse("pasal-1")), CITED[0]]
    assert list(bib_of(twice)) == ["uu:2014:23", "hukum-perjanjian"]
    assert len(ris_of(twice)) == len(csl_of(twice)) == 2
    for note in (
        plain(bib_of(twice)["uu:2014:23"]["annote"]),
        ris_of(twice)[0]["notes"][0],
        csl_of(twice)[0]["note"],
    ):
        assert "Pasal 363 ayat (2) huruf c, hlm. 210 [uu/2014/23#pasal-363/ayat-2/huruf-c]" in note
        assert "Pasal 1 [uu/2014/23#pasal-1]" in note
        assert note.count("Pasal 363") == 1
        assert cite(act) in note  # the footnote, for programs without a field for a gazette
        assert act.sha256 in note
        assert ORIGIN in note  # so that the same can be found again


@pytest.mark.parametrize("cited", CITED, ids=lambda c: c.document.id)
def test_bibtex_comes_back(cited: Cited) -> None:
    (item,), (fields,) = csl_of([cited]), bib_of([cited]).values()
    said = {name: plain(value) for name, value in fields.items()}
    assert said["title"] == item["title"]
    if item["title-short"] != item["title"]:
        assert said["shorttitle"] == item["title-short"]
    if "issued" in item:
        assert said["year"] == str(item["issued"]["date-parts"][0][0])
    for role in ("author", "editor", "translator"):
        names = [turned(name) for name in item.get(role, ())]
        assert [n for n in plain(fields.get(role, "")).split(" and ") if n] == names
    text = " ".join(said.values()).replace("–", "-").replace("--", "-")
    for name, value in item.items():
        if isinstance(value, str) and name not in ("id", "type", "citation-label", "note", "source",
                                                   "container-title-short", "status"):  # fmt: skip
            # every variable has a field, or is in the note
            assert value.replace("–", "-") in text, name
    assert re.fullmatch(r"[a-z0-9:+.-]+", next(iter(bib_of([cited]))))


#: rispy's name of each tag, for the variables that have one of their own.
RIS_NAMES = {
    "title": "title", "volume": "volume", "issue": "number", "publisher-place": "place_published",
    "edition": "edition", "DOI": "doi", "URL": "urls", "container-title": "secondary_title",
    "publisher": "publisher", "genre": "type_of_work",
}  # fmt: skip


@pytest.mark.parametrize("cited", CITED, ids=lambda c: c.document.id)
def test_ris_comes_back(cited: Cited) -> None:
    (item,), (record,) = csl_of([cited]), ris_of([cited])
    for name, tag in RIS_NAMES.items():
        if name in item:
            found = record[tag]
            assert item[name] in (found, found[0] if isinstance(found, list) else found), name
    assert record.get("authors", []) == [turned(name) for name in item.get("author", ())]
    if "page" in item:
        assert f"{record['start_page']}-{record['end_page']}" == item["page"]
    if "issued" in item:
        assert record["year"] == str(item["issued"]["date-parts"][0][0])
    assert record["id"] == item["id"]
    assert record["database_provider"] == ORIGIN
    assert "unknown_tag" not in record or set(record["unknown_tag"]) == {"SV"}
    text = json.dumps(record, ensure_ascii=False)
    for name, value in item.items():
        if isinstance(value, str) and name not in ("type", "citation-label", "note", "page",
                                                   "container-title-short", "status"):  # fmt: skip
            assert json.dumps(value, ensure_ascii=False)[1:-1] in text, name


@pytest.mark.parametrize(
    ("name", "kind", "entry"),
    [
        ("uu", "STAT", "legislation"), ("traktat-tahun", "STAT", "legislation"),
        ("putusan-mk", "CASE", "jurisdiction"), ("buku", "BOOK", "book"),
        ("artikel", "JOUR", "article"), ("skripsi", "THES", "mastersthesis"),
        ("disertasi", "THES", "phdthesis"), ("laporan", "RPRT", "techreport"),
        ("bab-buku", "CHAP", "incollection"), ("glosarium", "DICT", "book"),
        ("ensiklopedia", "ENCYC", "book"), ("dokumen", "GEN", "misc"),
    ],
)  # fmt: skip
def test_types_are_those_that_zotero_knows(name: str, kind: str, entry: str) -> None:
    cited = [WORKS_BY_NAME[name].cited]
    assert ris_of(cited)[0]["type_of_reference"] == kind
    assert next(iter(bib_of(cited).values()))["type of entry"] == entry


def test_a_statute_in_the_fields_of_zotero() -> None:
    (record,) = ris_of([WORKS_BY_NAME["uu"].cited])
    assert record["note"] == "23"  # M1, which rispy calls a note and Zotero Public Law Number
    assert record["secondary_title"].startswith("Lembaran Negara Republik Indonesia Tahun 2014")
    lines = reference_managers.ris([WORKS_BY_NAME["putusan-mk"].cited], MADE).split("\r\n")
    assert "SV  - 012-016-019/PUU-IV/2006" in lines  # docket number
    assert "PB  - Mahkamah Konstitusi" in lines  # court


#: What CSL-JSON may hold (schema csl-data.json): these are texts, names or dates.
PARTS = {"family", "given", "literal", "non-dropping-particle", "dropping-particle", "suffix"}
NAMES = {"author", "editor", "translator"}
DATES = {"issued", "accessed"}


@pytest.mark.parametrize("cited", CITED, ids=lambda c: c.document.id)
def test_csl_json_is_valid_and_says_the_same_citation(cited: Cited) -> None:
    (item,) = csl_of([cited])
    assert item["type"] in TYPES  # Zotero refuses the whole file for one type it does not know
    for name, value in item.items():
        if name in NAMES:
            assert all(isinstance(part, str) for n in value for part in n.values())
            assert {key for n in value for key in n} <= PARTS
        elif name in DATES:
            assert set(value) == {"date-parts"}
            assert all(isinstance(part, int) for part in value["date-parts"][0])
        else:
            assert isinstance(value, str) and value, name
    for style in ("footnote", "chicago", "bibliography"):
        found = find_style(style)
        said = filled(template(found, "id", item, CitedLocator(), "first"), found, "id", "", "")
        assert "".join(text for text, _ in said) == cite(cited.document, style=style)


TEXT = st.text(
    st.one_of(
        st.characters(exclude_categories=["Cs", "Co", "Cn"]),
        st.sampled_from("{}%&#$_~^\\\n\r\"'@,;=<>-`"),
    ),
    max_size=40,
)
HOSTILE = [
    "} @misc{x, title={y}", "100% & #1 $x_y^z~", "\\input{/etc/passwd}",
    "baris\nTY  - BOOK\nER  - ",
    "{{{", "}}}", "a\\", "“kutip” ‘lagi’", "平和 ﷽ é", "--- `` ''", "a and b", "\x00\x1b[31m",
    '"],"x":["', "</script><script>", "aman \u202etxt.exe \u2067x",
]  # fmt: skip


def one_lined(text: str) -> str:
    text = re.sub("[\u202a-\u202e\u2066-\u2069]", "", text)
    return " ".join(re.sub(r"[\x00-\x1f\x7f-\x9f]+", " ", text).split())


def check(title: str, author: str, journal: str) -> None:
    document = replace(
        BOOK, title=f"A {title} Z", authors=(author,), issuer=journal, kind="Artikel", extra=()
    )
    cited = [Cited(document, Locator.parse("halaman-3")), CITED[0]]
    (item, _) = csl_of(cited)
    assert item["title"] == one_lined(full_name(document))
    first, second = ris_of(cited)  # nothing makes a record of its own
    assert first["title"] == item["title"]
    assert first.get("secondary_title", "") == item.get("container-title", "")
    assert second["type_of_reference"] == "STAT"
    entries = bib_of(cited)
    assert list(entries) == ["hukum-perjanjian", "uu:2014:23"]
    fields = entries["hukum-perjanjian"]
    assert normal(plain(fields["title"])) == normal(item["title"])
    assert normal(plain(fields.get("journal", ""))) == normal(item.get("container-title", ""))


def normal(text: str) -> str:
    """Without what TeX prints otherwise by its nature: kinds of space and quotation marks."""
    return re.sub(r"\s+", "", text)


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_texts(text: str) -> None:
    check(text, "Siti Aminah", "Jurnal")
    check("Judul", text, "Jurnal")
    check("Judul", "Siti Aminah", text)


@given(title=TEXT, author=TEXT, journal=TEXT)
def test_any_text_comes_back(title: str, author: str, journal: str) -> None:
    check(title, author, journal)


@given(st.lists(st.text("abc09/~-.: é", min_size=1), unique=True, max_size=8))
def test_keys_are_unique_and_stable(ids: list[str]) -> None:
    keys = [key_of(document_id) for document_id in ids]
    assert len(set(keys)) == len(ids)
    assert all(re.fullmatch(r"[A-Za-z0-9:+.-]+", key) for key in keys)
    assert key_of("uu/2014/23") == "uu:2014:23"


def test_the_authors_of_a_digest_are_not_those_of_the_act() -> None:
    document = replace(WORKS_BY_NAME["ikhtisar"].document, authors=("Penyusun Ikhtisar",))
    cited = [Cited(document)]
    assert "authors" not in ris_of(cited)[0] and "author" not in csl_of(cited)[0]
    assert "Ikhtisar disusun oleh: Penyusun Ikhtisar" in csl_of(cited)[0]["note"]
    assert "(ikhtisar, bukan teks resmi)" in csl_of(cited)[0]["title"]


def test_a_work_of_unknown_everything() -> None:
    document: Document = replace(BOOK, title="", authors=(), issuer=None, year=None, extra=())
    cited = [Cited(document)]
    assert len(bib_of(cited)) == len(ris_of(cited)) == len(csl_of(cited)) == 1


def test_nothing_cited_is_an_empty_file() -> None:
    assert bib_of([]) == {} and ris_of([]) == [] and csl_of([]) == []


@pytest.mark.parametrize("suffix", [".bib", ".ris", ".json"])
def test_results_leave_as_references(suffix: str) -> None:
    """The works that answers stand on; a refusal and an error are no sources."""
    said = answer(LibraryDouble((hit("Kerja sama daerah adalah usaha bersama."),)), "kerja sama")
    refused = answer(LibraryDouble(()), "resep nasi goreng")
    wrong = failed("?", "rusak", like=said)
    text = export_bytes([said, refused, wrong], suffix, MADE.at).decode()
    expected = 1 if said.answer.status == "answered" else 0
    count = {
        ".bib": lambda: len(bibtexparser.parse_string(text).entries),
        ".ris": lambda: len(rispy.loads(text)),
        ".json": lambda: len(json.loads(text)),
    }[suffix]()
    assert count == expected == 1
    assert f"pustaka generasi {said.generation}" in text and MADE.at in text
