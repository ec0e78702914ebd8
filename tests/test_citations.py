"""The citation table, sequences of notes, the daftar pustaka, and styles that people bring."""

from __future__ import annotations

import shutil
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest
from cited_works import Work, works
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from dalil.answer.citation import csl_style as styles
from dalil.answer.citation.author_names import name_of, turned
from dalil.answer.citation.bibliography import bibliography
from dalil.answer.citation.cite import Cited, cite, cite_runs, footnote_runs, footnotes
from dalil.answer.citation.csl_item import item_of, type_of
from dalil.answer.citation.csl_style import STYLES, find_style
from dalil.ingest.errors import StyleError
from dalil.ingest.locator import Locator
from dalil.ingest.model import Document, Tier

OURS = Path(styles.__file__).parent
WORKS = works()
BY_NAME = {work.name: work for work in WORKS}
CASES = [(work, style) for work in WORKS for style in work.says]


def starred(runs: tuple[tuple[str, bool], ...]) -> str:
    return "".join(f"*{text}*" if italic else text for text, italic in runs)


def test_the_table_has_forty_works_in_every_style() -> None:
    assert len(WORKS) >= 40
    for work in WORKS:
        assert set(STYLES) <= set(work.says), work.name


@pytest.mark.parametrize(("work", "style"), CASES, ids=[f"{w.name}-{s}" for w, s in CASES])
def test_the_table(work: Work, style: str) -> None:
    name, _, language = style.partition("/")
    runs = cite_runs(work.document, work.where, work.page, name, language or "id")
    assert starred(runs) == work.says[style]
    plain = cite(work.document, work.where, work.page, name, language or "id")
    assert plain == work.says[style].replace("*", "")


UU, BUKU, ARTIKEL = (BY_NAME[name].cited for name in ("uu", "buku", "artikel"))
PASAL_1 = replace(UU, where=Locator.parse("pasal-1"), page=None)
UU_FULL, UU_SHORT = BY_NAME["uu"].says["footnote"], BY_NAME["uu"].says["footnote-short"]
BUKU_FULL, BUKU_SHORT = (
    BY_NAME["buku"].says[s].replace("*", "") for s in ("footnote", "footnote-short")
)


@pytest.mark.parametrize(
    ("sequence", "said"),
    [
        ([UU], [UU_FULL]),
        ([UU, UU], [UU_FULL, "Ibid."]),  # the same place of the work just cited
        ([UU, PASAL_1], [UU_FULL, "Ibid., Pasal 1."]),  # another place of it
        ([UU, BUKU, UU], [UU_FULL, BUKU_FULL, UU_SHORT]),  # something stands between
        ([BUKU, replace(BUKU, page=30)], [BUKU_FULL, "Ibid., hlm. 30."]),
        # from a place to the whole work: "Ibid." would still point at the place
        ([UU, Cited(UU.document)], [UU_FULL, "UU No. 23 Tahun 2014."]),
        ([Cited(UU.document), UU], [cite(UU.document), "Ibid., Pasal 363 ayat (2) huruf c, "
                                                       "hlm. 210."]),
        ([UU, UU, UU], [UU_FULL, "Ibid.", "Ibid."]),
        ([], []),
    ],
)  # fmt: skip
def test_notes_in_a_row(sequence: list[Cited], said: list[str]) -> None:
    assert footnotes(sequence) == said


def test_ibid_is_italic_and_a_style_may_have_none() -> None:
    assert footnote_runs([UU, UU])[1] == (("Ibid.", True),)
    # The Chicago Manual prefers a short form to "ibid." (17th ed., 14.34)
    assert footnotes([UU, UU], "chicago")[1] == BY_NAME["uu"].says["footnote-short"]
    assert footnotes([UU, PASAL_1], "bluebook")[1] == "Id. art. 1."


def test_the_bibliography_is_grouped_and_sorted() -> None:
    found = bibliography([w.document for w in reversed(WORKS)] + [WORKS[0].document])
    assert [heading for heading, _ in found] == [
        "Peraturan Perundang-undangan", "Putusan Pengadilan", "Perjanjian Internasional", "Buku",
        "Artikel", "Skripsi, Tesis, dan Disertasi", "Kamus, Glosarium, dan Ensiklopedia",
        "Lain-lain",
    ]  # fmt: skip
    groups = dict(found)
    assert sum(map(len, groups.values())) == len(WORKS)  # each work once
    acts = [entry.split(" ", 1)[1] for entry in groups["Peraturan Perundang-undangan"]]
    kinds = ["Undang-Undang Dasar", "Ketetapan Majelis", "Undang-Undang Nomor 5 Tahun 1960",
             "Undang-Undang Nomor 24 Tahun 2000"]  # fmt: skip
    for entry, start in zip(acts, kinds, strict=False):
        assert entry.startswith(start)  # by Pasal 7 of UU 12/2011, then by year
    where = [next(i for i, a in enumerate(acts) if a.startswith(k)) for k in (
        "Undang-Undang Nomor 1 Tahun 2023", "Peraturan Pemerintah Nomor 28",
        "Peraturan Presiden", "Peraturan Daerah", "Peraturan Menteri",
    )]  # fmt: skip
    assert where == sorted(where)
    books = [entry.removeprefix("van der ") for entry in groups["Buku"]]  # it does not sort
    assert books == sorted(books, key=str.casefold) and books != groups["Buku"]


def test_the_bibliography_of_a_style_of_notes_is_in_that_style() -> None:
    document = BY_NAME["artikel"].document
    assert bibliography([document], "chicago") == [
        ("Artikel", [BY_NAME["artikel"].says["chicago-bibliography"].replace("*", "")])
    ]
    assert bibliography([document], language="en")[0][0] == "Articles"
    assert bibliography([]) == []


@pytest.mark.parametrize(
    ("author", "name", "sorted_as"),
    [
        ("Endra Wijaya", {"family": "Wijaya", "given": "Endra"}, "Wijaya, Endra"),
        ("Soekarno", {"literal": "Soekarno"}, "Soekarno"),  # a single name
        ("Wijaya, Endra", {"family": "Wijaya", "given": "Endra"}, "Wijaya, Endra"),
        ("Prof. Dr. Budi Santoso, S.H., M.H.", {"family": "Santoso", "given": "Budi"},
         "Santoso, Budi"),  # titles and degrees are no names
        ("Dewi, SH, MH", {"literal": "Dewi"}, "Dewi"),
        ("Rina Sari, Ph.D.", {"family": "Sari", "given": "Rina"}, "Sari, Rina"),
        ("Kementerian Luar Negeri", {"literal": "Kementerian Luar Negeri"},
         "Kementerian Luar Negeri"),  # an institution
        ("Tim Penyusun Kamus", {"literal": "Tim Penyusun Kamus"}, "Tim Penyusun Kamus"),
        ("Jan van der Meulen",
         {"family": "Meulen", "given": "Jan", "non-dropping-particle": "van der"},
         "van der Meulen, Jan"),
        ("  Siti   Aminah ", {"family": "Aminah", "given": "Siti"}, "Aminah, Siti"),
        ("Satu, Dua, Tiga", {"literal": "Satu, Dua, Tiga"}, "Satu, Dua, Tiga"),  # no guess
        ("Wijaya, E.", {"family": "Wijaya", "given": "E."}, "Wijaya, E."),  # initials, no degree
        ("Rahman, Moh. Ali", {"family": "Rahman", "given": "Moh. Ali"}, "Rahman, Moh. Ali"),
        ("Rahman, Moh.", {"family": "Rahman", "given": "Moh."}, "Rahman, Moh."),
        ("Budi Santoso SH", {"family": "Santoso", "given": "Budi"}, "Santoso, Budi"),
        ("Budi Santoso, S.Ked.", {"family": "Santoso", "given": "Budi"}, "Santoso, Budi"),
        ("Dr. (H.C.) Ir. Suwandi", {"literal": "Suwandi"}, "Suwandi"),
        # which word is cited of a name with a title or another name, nobody can tell
        *((name, {"literal": name}, name) for name in (
            "Hazairin gelar Pangeran", "Lela anak Udin", "Tan Malaka alias Ibrahim", "Komnas HAM",
        )),
        ("Anak Agung Putra", {"family": "Putra", "given": "Anak Agung"}, "Putra, Anak Agung"),
        ("Siti binti Ahmad",
         {"family": "Ahmad", "given": "Siti", "dropping-particle": "binti"}, "Ahmad, Siti binti"),
        ("Ahmad, Siti binti",
         {"family": "Ahmad", "given": "Siti", "dropping-particle": "binti"}, "Ahmad, Siti binti"),
        ("Siti Bt. Abdul Rahman",
         {"family": "Abdul Rahman", "given": "Siti", "dropping-particle": "Bt."},
         "Abdul Rahman, Siti Bt."),  # the father's name is one
        ("A. B. Nasution", {"family": "Nasution", "given": "A. B."}, "Nasution, A. B."),
        ("Ibnu Sina", {"literal": "Ibnu Sina"}, "Ibnu Sina"),
        ("Edi bin", {"literal": "Edi bin"}, "Edi bin"),  # half a name
        ("I Gusti Ngurah Rai Jr.",
         {"family": "Rai", "given": "I Gusti Ngurah", "suffix": "Jr."}, "Rai, I Gusti Ngurah, Jr."),
        ("King, Martin Luther, Jr.",
         {"family": "King", "given": "Martin Luther", "suffix": "Jr."}, "King, Martin Luther, Jr."),
        ("King, Jr., Martin Luther",
         {"family": "King", "given": "Martin Luther", "suffix": "Jr."}, "King, Martin Luther, Jr."),
        ("Jan de Vries III",
         {"family": "Vries", "given": "Jan", "non-dropping-particle": "de", "suffix": "III"},
         "de Vries, Jan, III"),
        ("B. ter Haar Bzn.",
         {"family": "Haar", "given": "B.", "non-dropping-particle": "ter", "suffix": "Bzn."},
         "ter Haar, B., Bzn."),
        ("van der Meer, L.",
         {"family": "Meer", "given": "L.", "non-dropping-particle": "van der"},
         "van der Meer, L."),
        ("Meer, Ludwig van der",
         {"family": "Meer", "given": "Ludwig", "non-dropping-particle": "van der"},
         "van der Meer, Ludwig"),
        ("L.J. Van Apeldoorn", {"family": "Van Apeldoorn", "given": "L.J."},
         "Van Apeldoorn, L.J."),  # with a capital it is part of the name
        ("Maria Farida Indrati S.", {"family": "Indrati S.", "given": "Maria Farida"},
         "Indrati S., Maria Farida"),  # nobody's family is called "S."
        ("Bagir Manan dkk.", {"literal": "Bagir Manan dkk."}, "Bagir Manan dkk."),
        ("Siti <i>Aminah</i>", {"family": "Aminah", "given": "Siti"}, "Aminah, Siti"),
    ],
)  # fmt: skip
def test_names(author: str, name: dict[str, str], sorted_as: str) -> None:
    assert name_of(author) == name
    assert turned(name_of(author)) == sorted_as


def test_types() -> None:
    work = Document("x", Tier.SECONDARY, "Dokumen", "Judul", "", "x", "0")
    assert type_of(work) == "article"
    assert type_of(replace(work, issuer="Jurnal Contoh")) == "article-journal"
    assert type_of(replace(work, extra=(("ISSN", "1"),))) == "article-journal"
    assert type_of(replace(work, extra=(("type", "report"),))) == "report"
    assert type_of(replace(work, extra=(("type", "nonsense"),))) == "article"
    assert type_of(replace(work, tier=Tier.TERTIARY)) == "entry-dictionary"


@pytest.mark.parametrize(
    "path", [*OURS.glob("*/*.csl"), *OURS.glob("*/*.xml")], ids=lambda path: path.name
)
def test_our_files_are_valid_csl(path: Path) -> None:
    """So that they can be dropped into Zotero as well."""
    from citeproc import SCHEMA_PATH

    schema = etree.RelaxNG(etree.parse(SCHEMA_PATH))
    assert schema.validate(etree.parse(path)), schema.error_log


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(styles, "user_folder", lambda: tmp_path)
    return tmp_path


OWN = """<style xmlns="http://purl.org/net/xbiblio/csl" version="1.0" class="{kind}">
  <info><title>Fakultas Contoh</title><id>urn:x</id><updated>2026-01-01T00:00:00Z</updated></info>
  <citation><layout suffix="!">{citation}</layout></citation>{more}
</style>"""
TITLE = '<text variable="title"/>'


def own(folder: Path, citation: str = TITLE, kind: str = "note", more: str = "") -> str:
    path = folder / "fakultas.csl"
    path.write_text(OWN.format(kind=kind, citation=citation, more=more), encoding="utf-8")
    return str(path)


def test_a_persons_own_style_by_path_and_by_name(folder: Path) -> None:
    path = own(folder)
    said = "Undang-Undang Nomor 23 Tahun 2014 tentang Pemerintahan Daerah!"
    assert cite(UU.document, style=path) == cite(UU.document, style="fakultas") == said
    assert find_style("fakultas").title == "Fakultas Contoh"


def test_a_changed_style_is_read_again(folder: Path) -> None:
    path = own(folder)
    cite(UU.document, style=path)
    own(folder, '<text variable="number"/>')
    import os

    os.utime(path, ns=(1, 1))  # the clock of the file system may be coarse
    assert cite(UU.document, style=path) == "23!"


def test_an_in_text_style_says_its_entry(folder: Path) -> None:
    """(Aminah, 2019) alone would not say what is cited."""
    more = f"<bibliography><layout>{TITLE}</layout></bibliography>"
    assert cite(BUKU.document, style=own(folder, kind="in-text", more=more)) == (
        "Hukum Perjanjian di Daerah"
    )


def test_a_digest_keeps_its_mark_in_any_style(folder: Path) -> None:
    path = own(folder)
    assert "(ikhtisar, bukan teks resmi)" in cite(BY_NAME["ikhtisar"].document, style=path)


def test_a_style_with_terms_that_we_do_not_have(folder: Path) -> None:
    path = own(folder, '<text term="forthcoming"/>')
    assert cite(UU.document, style=path, language="en") == "forthcoming!"


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("no xml <", "bukan XML"),
        ("", "bukan XML"),
        ("<html/>", "bukan gaya CSL"),
        (OWN.format(kind="note", citation="<nonsense/>", more=""), "baris 3: bukan CSL"),
        ('<style xmlns="http://purl.org/net/xbiblio/csl" version="1.0"><info/></style>',
         "menunjuk gaya lain"),  # a dependent style of Zotero's
        ('<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/hostname">]>'
         + OWN.format(kind="note", citation="&x;", more=""), "DOCTYPE"),
    ],
)  # fmt: skip
def test_a_malformed_style_says_what_to_do(folder: Path, content: str, said: str) -> None:
    path = folder / "rusak.csl"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(StyleError, match=said):
        cite(UU.document, style=str(path))


def test_a_style_that_calls_itself_is_an_error_not_a_crash(folder: Path) -> None:
    more = '<macro name="a"><text macro="a"/></macro>'
    text = OWN.format(kind="note", citation='<text macro="a"/>', more="")
    path = folder / "lingkar.csl"
    path.write_text(text.replace("<citation>", f"{more}<citation>"), encoding="utf-8")
    with pytest.raises(StyleError, match=r"lingkar.csl tidak dapat dipakai.*RecursionError"):
        cite(UU.document, style=str(path))


def test_a_missing_style(folder: Path) -> None:
    with pytest.raises(StyleError, match="tidak ada berkas"):
        cite(UU.document, style="/tidak/ada.csl")
    with pytest.raises(StyleError, match=r"harvard.*taruh berkas \.csl"):
        cite(UU.document, style="harvard")


def test_a_style_of_ours_works_as_a_file(folder: Path) -> None:
    shutil.copy(STYLES["chicago"].path, folder / "punyaku.csl")
    assert cite(BUKU.document, BUKU.where, style="punyaku", language="en") == (
        BY_NAME["buku"].says["chicago/en"].replace("*", "")
    )


HOSTILE = st.text(
    st.one_of(
        st.characters(exclude_categories=["Cs", "Cc"]), st.sampled_from("<>&“”\"'.?!,;\ufdd0")
    ),
    max_size=30,
)  # fmt: skip


@given(title=HOSTILE, author=HOSTILE, issuer=HOSTILE, style=st.sampled_from(sorted(STYLES)))
def test_no_text_breaks_a_citation(title: str, author: str, issuer: str, style: str) -> None:
    """What is cited comes out as it is: no markup, no tokens, no lost characters."""
    document = replace(
        BUKU.document, title=f"A{title}Z", authors=(author,), issuer=issuer, extra=()
    )
    said = cite(document, BUKU.where, 12, style)
    assert not any("\ufdd0" <= c <= "\ufdef" for c in said)
    if style not in ("short", "apa-text", "footnote-short"):
        whole = str(item_of(document)["title"])
        expected = " ".join("".join(c for c in whole if not "\ufdd0" <= c <= "\ufdef").split())
        assert expected in said


def test_threads_do_not_mix_citations() -> None:
    """citeproc keeps state while it renders; a page of the app renders beside another."""

    def one(number: int) -> bool:
        work = WORKS[number % len(WORKS)]
        document = replace(work.document, url=f"https://example.org/{number}")  # not in the cache
        said = cite(document, work.where, work.page, "footnote")
        return said == work.says["footnote"].replace("*", "")

    with ThreadPoolExecutor(8) as pool:
        assert all(pool.map(one, range(200)))
