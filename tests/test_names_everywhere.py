"""Names, pages and markup in every style and every format: nothing stray, nothing lost.

The names are made: titles before, given names, what joins, family names, what follows.
"""

from __future__ import annotations

import itertools
import json
import re
from dataclasses import replace

import bibtexparser
import pytest
import rispy
from cited_works import WORKS_BY_NAME
from pylatexenc.latex2text import LatexNodes2Text

from dalil.answer.answer import answer
from dalil.answer.citation.author_names import name_of
from dalil.answer.citation.bibliography import bibliography
from dalil.answer.citation.cite import Cited, cite, cite_runs
from dalil.answer.citation.csl_engine import initials
from dalil.answer.citation.csl_item import ends, page_range
from dalil.answer.citation.csl_style import STYLES
from dalil.answer.export import reference_managers
from dalil.answer.export.formats import export_bytes
from dalil.answer.export.table import Made
from dalil.ingest.bibliography import parse_bibliography
from dalil.ingest.bibliography.title_markup import csl_text, marked, unmarked
from dalil.ingest.model import Document

MADE = Made("2030-01-02T03:04:05+07:00", "7", 46, 9_000)
BOOK = WORKS_BY_NAME["buku"].document
ARTICLE = WORKS_BY_NAME["artikel"].document

BEFORE = ("", "Prof. Dr. ", "H. ", "Dr. (H.C.) ")
GIVEN = ("Siti", "M. Ali", "W.J.S.", "Jean-Paul", "I Gusti Ngurah", "Ṣāliḥ")
JOINED = (" ", " binti ", " bin ", " bt. ", " van der ", " de ", " Van ", " ibn ")
FAMILY = ("Ahmad", "Müller-Östberg", "al-Fārābī", "O'Neill")
AFTER = ("", " Jr.", ", Jr.", " III", ", S.H., M.Hum.", " S.H.")
MADE_UP = ["".join(parts) for parts in itertools.product(BEFORE, GIVEN, JOINED, FAMILY, AFTER)]
WHOLE = [
    "Soekarno", "Ter Haar", "Ibnu Sina", "bin Hasan", "Badan Pembinaan Hukum Nasional",
    "Kementerian Luar Negeri RI", "Tim Penyusun Kamus", "PT Contoh, Tbk. dan Kawan",
]  # fmt: skip

#: No style may leave these: a stop or comma after a space, two in a row, an empty bracket.
STRAY = re.compile(r"\s[.,;)]|\.\.|,,|,\.(?!\w)|\(\s|\(\)")


def of(*authors: str, document: Document = BOOK) -> Document:
    return replace(document, authors=authors)


def test_the_table_is_large() -> None:
    assert len(MADE_UP) > 4_000


def test_every_name_keeps_its_words_and_gains_none() -> None:
    for said in MADE_UP:
        parts = name_of(said)
        words = " ".join(parts.values()).split()
        assert set(words) <= set(re.split(r"[\s,]+", said)), said
        assert parts.get("family", "x") not in {"Jr.", "III", "S.H."}, said
        assert "Jr." not in said or parts["suffix"] == "Jr.", said
        assert "bin" not in said.split() or parts["dropping-particle"] == "bin", said
        assert "van" not in said.split() or parts["non-dropping-particle"] == "van der", said


@pytest.mark.parametrize("style", sorted(STYLES))
def test_no_style_leaves_a_stray_mark(style: str) -> None:
    for said in MADE_UP[::7] + WHOLE:
        shown = cite(of(said, "Budi Santoso"), style=style)
        assert not STRAY.search(shown), (said, shown)


def test_what_apa_says() -> None:
    for said, right in (
        ("Siti binti Ahmad", "Ahmad, S. binti."),
        ("Mohd. Ali bin Hasan", "Hasan, M. A. bin."),
        ("Ludwig van der Meer", "van der Meer, L."),
        ("I Gusti Ngurah Rai Jr.", "Rai, I. G. N., Jr."),
        ("Jean-Paul Sartre", "Sartre, J.-P."),
    ):
        assert cite(of(said), style="apa").startswith(f"{right} (2019)"), said
    two = cite(of("Siti binti Ahmad", "Mohd. Ali bin Hasan"), style="apa")
    assert two.startswith("Ahmad, S. binti, & Hasan, M. A. bin. (2019)")


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ("Siti", "S."), ("Siti binti", "S. binti"), ("binti", "binti"), ("W.J.S.", "W. J. S."),
        ("ʿAbd", "A."), ("'Abd", "A."), ("Jean-Paul", "J.-P."), ("محمد", "محمد"), ("", ""),
        ("S\u0323a\u0304lih\u0323", "Ṣ."),  # a letter with its mark
    ],
)  # fmt: skip
def test_initials(given: str, said: str) -> None:
    assert initials(given, ". ") == said


def test_names_come_back_from_every_format() -> None:
    """Through bibtexparser and rispy, and through our own reading of all three."""
    for said in MADE_UP[::5] + WHOLE:
        name = name_of(said)
        cited = [Cited(of(said))]
        (item,) = json.loads(reference_managers.csl_json(cited, MADE))
        assert item["author"] == [name]
        (record,) = rispy.loads(reference_managers.ris(cited, MADE))
        assert [name_of(a) for a in record["authors"]] == [name], said
        written = reference_managers.bibtex(cited, MADE)
        assert not bibtexparser.parse_string(written).failed_blocks
        for text, suffix in (
            (written, ".bib"), (reference_managers.ris(cited, MADE), ".ris"),
            (reference_managers.csl_json(cited, MADE), ".json"),
        ):  # fmt: skip
            found = parse_bibliography(text.encode(), f"x{suffix}")
            (author,) = found.records[0].authors
            assert name_of(author) == name, (said, suffix, author)


def test_a_particle_stays_with_the_name_and_is_not_sorted_by() -> None:
    works = [
        replace(of(name), id=str(n), title="Judul")
        for n, name in enumerate(["Ada Zain", "Jan van der Meer", "Siti Nasution", "Eko Lubis"])
    ]
    for style in ("bibliography", "apa", "chicago"):
        ((_, entries),) = bibliography(works, style)
        firsts = [entry.split(",")[0] for entry in entries]
        assert firsts == ["Lubis", "van der Meer", "Nasution", "Zain"], style


@pytest.mark.parametrize(
    ("pages", "csl", "bib", "first", "last"),
    [
        ("10-21", "10-21", "10--21", "10", "21"),
        ("10–21", "10-21", "10--21", "10", "21"),  # an en dash
        ("10--21", "10-21", "10--21", "10", "21"),  # from BibTeX
        ("10 — 21", "10-21", "10--21", "10", "21"),
        ("S12-S19", "S12-S19", "S12--S19", "S12", "S19"),
        ("iv-xii", "iv-xii", "iv--xii", "iv", "xii"),
        ("215", "215", "215", "215", ""),
        ("e123", "e123", "e123", "e123", ""),  # an article's number
        ("10, 15-20", "10, 15-20", "10, 15--20", "10, 15-20", ""),  # no range has two parts
        ("12-1–12-9", "12-1–12-9", "12-1--12-9", "12-1", "12-9"),  # pages with a hyphen
        ("1-2-3", "1-2-3", "1-2-3", "1-2-3", ""),  # no guess
        ("10-", "10-", "10-", "10-", ""),
        ("10_21", "10_21", r"10\_21", "10_21", ""),
    ],
)  # fmt: skip
def test_pages(pages: str, csl: str, bib: str, first: str, last: str) -> None:
    document = replace(ARTICLE, extra=(("container-title", "Jurnal"), ("page", pages)))
    cited = [Cited(document)]
    (item,) = json.loads(reference_managers.csl_json(cited, MADE))
    assert item["page"] == page_range(pages) == csl
    assert f"pages = {{{bib}}}" in reference_managers.bibtex(cited, MADE)
    (record,) = rispy.loads(reference_managers.ris(cited, MADE))
    assert (record["start_page"], record.get("end_page", "")) == ends(pages) == (first, last)
    assert "--" not in cite(document, style="apa")


MARKED = "Tindak Pidana <i>in absentia</i> & x<sup>2</sup>: <em>Nebis in idem?</em>"
PLAIN = "Tindak Pidana in absentia & x2: Nebis in idem?"


@pytest.mark.parametrize("style", sorted(STYLES))
@pytest.mark.parametrize("document", [BOOK, ARTICLE], ids=["book", "article"])
def test_markup_is_italics_in_every_style(style: str, document: Document) -> None:
    work = replace(document, title=MARKED, extra=(("container-title", "Jurnal <i>Lex</i>"),))
    runs = cite_runs(work, style=style)
    said = "".join(text for text, _ in runs)
    assert "<" not in said and ">" not in said
    assert not any("\ufdd0" <= c <= "\ufdef" for c in said)
    if "in absentia" in said:
        around = next(it for text, it in runs if "Tindak Pidana" in text)
        foreign = next(it for text, it in runs if "in absentia" in text)
        assert foreign is not around  # within an italic title it stands upright
    no_authors = cite(replace(work, authors=()), style=style)
    assert "<" not in no_authors and "Tindak Pidana" in no_authors


def test_markup_in_every_format() -> None:
    document = replace(BOOK, title=MARKED)
    cited = [Cited(document)]
    (item,) = json.loads(reference_managers.csl_json(cited, MADE))
    assert item["title"] == MARKED.replace("em>", "i>")  # CSL's own rich text
    (record,) = rispy.loads(reference_managers.ris(cited, MADE))
    assert record["title"] == PLAIN and "<i>" not in json.dumps(record)
    written = reference_managers.bibtex(cited, MADE)
    assert r"\textit{in absentia}" in written and "<" not in written
    (entry,) = bibtexparser.parse_string(written).entries
    title = LatexNodes2Text().latex_to_text(entry.fields_dict["title"].value)
    assert "in absentia & x" in title and "textit" not in title


@pytest.mark.parametrize("suffix", [".csv", ".jsonl", ".md", ".bib", ".ris"])
def test_no_export_prints_a_tag(suffix: str) -> None:
    from library_double import LibraryDouble, hit

    found = hit("Kerja sama daerah adalah usaha bersama.")
    work = replace(BOOK, title="Kerja sama <i>inter partes</i>", id=found.document.id)
    said = answer(LibraryDouble((replace(found, document=work),)), "kerja sama daerah")
    text = export_bytes([said], suffix, MADE.at).decode("utf-8-sig")
    assert "inter partes" in text and "<i>" not in text and "&lt;i" not in text


@pytest.mark.parametrize(
    ("text", "plain", "csl"),
    [
        ("A <i>b</i>", "A b", "A <i>b</i>"),
        ("A <I>b</I>", "A b", "A <i>b</i>"),
        ('<span style="x">b</span>', "b", "b"),
        ("<b>A <i>b</i></b>", "A b", "<b>A </b><b><i>b</i></b>"),
        ("&lt;i&gt;A&lt;/i&gt; &amp; B", "A & B", "<i>A</i> & B"),  # as Crossref has them
        ("A <i>b", "A b", "A b"),  # no end
        ("A</i> b", "A b", "A b"),
        ("Jika a<b dan c>d", "Jika a<b dan c>d", "Jika a<b dan c>d"),  # signs, no tags
        ("x < y & z", "x < y & z", "x < y & z"),
        ("R&D &c", "R&D &c", "R&D &c"),
        ("<script>x</script>", "<script>x</script>", "<script>x</script>"),  # no mark
        ("A<br/>B", "A B", "A B"),
        ("", "", ""),
    ],
)  # fmt: skip
def test_markup(text: str, plain: str, csl: str) -> None:
    assert unmarked(text) == plain
    assert csl_text(text) == csl
    assert "".join(piece for piece, _ in marked(text)) == plain
