"""References of a draft that are read in part, of the note before, or of no act that is known."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import docx
import pytest
from check_library import fill
from made_up import act

from bench.check import library_of
from dalil.answer.citation.lookup import look_up
from dalil.answer.drafts.check import check_file, check_text
from dalil.index.library import Library
from dalil.ingest.references.find import find_references
from dalil.ingest.references.ids import other_reading
from dalil.views.reading.links import links

SHARED = Path(__file__).resolve().parents[2] / "shared"
V, D, P, F, N, R = (
    "verified", "differs", "no_such_provision", "repealed_or_amended", "not_in_library",
    "partly_read",
)  # fmt: skip
PARK, POND = "uu/2021/901", "uu/2010/902"


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    opened = Library.open(fill(tmp_path_factory.mktemp("references")))
    yield opened
    opened.close()


def _notes(*notes: str) -> str:
    marks = " ".join(f"Taman.[^{n}]" for n, _ in enumerate(notes, 4))
    return "\n".join([marks, "", *(f"[^{n}]: {note}" for n, note in enumerate(notes, 4))])


COMPARED = "UU 901/2021, Pasal 2 (bandingkan UU 902/2010, Pasal 1)."
BOOK = "Budi Santoso, Hukum Taman (Kota: Pena, 2010), hlm. 5."
#: (draft, the last finding's verdict and targets, why)
LAST = [
    (_notes(COMPARED, "*Ibid.*, Pasal 4."), V, f"{PARK}#pasal-4", "not the act in parentheses"),
    (_notes(COMPARED, "Ibid., Pasal 9."), P, f"{PARK}#pasal-9", "… whose last pasal is 5"),
    (_notes(COMPARED, "*Op. cit.*, Pasal 4."), V, f"{PARK}#pasal-4", "op. cit."),
    (_notes(COMPARED, "*Loc. cit.*"), V, f"{PARK}#pasal-2", "loc. cit.: the same place"),
    (_notes(COMPARED, "Ibid., Pasal 4 (lihat UU 902/2010, Pasal 3).", "Ibid., ayat (2)."), V,
     f"{PARK}#pasal-4/ayat-2", "ibid. of an ibid. with another act in parentheses"),
    (_notes("UU 901/2021 (bandingkan UU 902/2010, Pasal 1), Pasal 4."), V, f"{PARK}#pasal-4",
     "a pasal behind the parentheses"),
    (_notes("UU 901/2021 jo. UU 903/2022, Pasal 2.", "Ibid., Pasal 4."), V, f"{PARK}#pasal-4",
     "one source, joined to its amendment"),
    (_notes(BOOK, "*Ibid.*, Pasal 4."), R, "", "a book has no pasal that is known"),
    (_notes("UU 901/2021, Pasal 2.", BOOK, "*Ibid.*, Pasal 4."), R, "",
     "… and the act before it is not meant"),
    (_notes("UU 901/2021, Pasal 2.", BOOK, "*Ibid.*", "*Ibid.*, Pasal 4."), R, "", "… twice"),
    (_notes("Budi Santoso, Tafsir UU 901/2021 (Kota: Pena, 2010), hlm. 5.", "*Ibid.*, Pasal 4."),
     R, "", "an act in a book's title"),
    (_notes("UU 901/2021, Pasal 2; UU 902/2010, Pasal 1.", "Ibid., Pasal 4."), R, "",
     "two sources: of which?"),
    ("Lihat Pasal 2 ayat (1) kalimat kedua UU 901/2021.", R, f"{PARK}#pasal-2/ayat-1",
     "a sentence"),
    ("Lihat UU 901/2021 Pasal 2 ayat (1) kalimat kedua.", R, f"{PARK}#pasal-2/ayat-1",
     "… behind the act"),
    ("UU 901/2021 berlaku. Pasal 4 ayat (1) kalimat kedua mengatur biaya.", R,
     f"{PARK}#pasal-4/ayat-1", "… of the act named before"),
    ("Lihat Pasal 2 ayat (1) dan 4 UU 901/2021.", R, f"{PARK}#pasal-2/ayat-1", "ayat or pasal?"),
    ("Lihat Pasal 9 kalimat kedua UU 901/2021.", P, f"{PARK}#pasal-9", "what was read is wrong"),
    ("Lihat Pasal lima UU 901/2021.", R, PARK, "a number in words: the act alone proves nothing"),
    ("Lihat Pasal 2/A UU 901/2021.", R, PARK, "a number that is none"),
    ("Lihat Pasal 4 UU Taman Kota Besar.", R, "", "an act that is not known"),
    ("UU 901/2021 berlaku. Pasal 4 PP No. 5 berlaku juga.", R, "", "… beside one that is"),
    (_notes("UU No. 901, Pasal 4."), R, "", "an act without its year"),
    ("Lihat Pasal 4 Undang-Undang Taman Kota.", V, f"{PARK}#pasal-4", "an act by its title"),
    ("Lihat Pasal 6 UU No. 901/2021.", P, f"{PARK}#pasal-6", "a slashed number, a full stop"),
    ("Lihat Pasal 60 ayat 1 dan 2 UU 901/2021.", P, f"{PARK}#pasal-60/ayat-2", "a bare list"),
    ("Lihat Pasal 2 ayat 1 dan 2 UU 901/2021.", V, f"{PARK}#pasal-2/ayat-2", "… that is there"),
    ("Lihat Pasal 5 bis UU 901/2021.", N, f"{PARK}#pasal-5bis", "may have been put in"),
    ("Lihat Pasal 2I UU 901/2021.", N, f"{PARK}#pasal-2i", "… a letter like a digit"),
    ("UU 901/2021\n\nPasal 60 mengatur bangku.", P, f"{PARK}#pasal-60",
     "over an empty line it is the only act there is"),
]  # fmt: skip


@pytest.mark.parametrize(("draft", "verdict", "target", "why"), LAST, ids=[r[3] for r in LAST])
def test_the_last_reference(
    library: Library, draft: str, verdict: str, target: str, why: str
) -> None:
    found = check_text(library, draft).findings
    assert found, why
    assert (found[-1].verdict.value, ", ".join(found[-1].targets)) == (verdict, target), [
        (f.text, f.verdict.value, f.targets) for f in found
    ]


def test_what_was_not_read_is_said(library: Library) -> None:
    report = check_text(library, "Lihat Pasal 2 ayat (1) kalimat kedua UU 901/2021.")
    (finding,) = report.findings
    assert "kalimat kedua" in finding.reason() and "kalimat kedua" in finding.reason("en")
    assert "Pasal 2 ayat (1) UU Nomor 901 Tahun 2021" in finding.reason()
    assert not report.whole
    assert report.to_dict()["counts"]["partly_read"] == 1


QUIET = [
    ("Pasal 6 Konvensi Wina mengatur perjanjian.", "a treaty is no act"),
    ("Diatur dalam pasal itu juga.", "no number"),
    (_notes(BOOK, "*Ibid.*, hlm. 9."), "a page of the book"),
    ("UU 901/2021 berlaku. Pasal 6 Statuta Roma juga.", "a treaty beside an act"),
]


@pytest.mark.parametrize(("draft", "why"), QUIET, ids=[why for _, why in QUIET])
def test_nothing_is_said_of_what_is_no_act(library: Library, draft: str, why: str) -> None:
    assert check_text(library, draft).whole, why


def test_paragraphs_of_word_part_references(library: Library, tmp_path: Path) -> None:
    document = docx.Document()
    for line in ("Dasar hukum: UU 901/2021", "Pasal 4 UU 902/2010 lain."):
        document.add_paragraph(line)
    document.save(str(tmp_path / "naskah.docx"))
    found = check_file(library, tmp_path / "naskah.docx").findings
    assert [f.targets for f in found] == [(PARK,), (f"{POND}#pasal-4",)]


def test_a_letter_like_a_digit_is_looked_up_as_the_act_has_it(library: Library) -> None:
    assert [m.passage.passage_id for m in look_up(library, "Pasal 4 UU 901/2021").matches
            if m.passage] == [f"{PARK}#pasal-4"]  # fmt: skip
    assert look_up(library, "Pasal 2I UU 901/2021").missing == ("Pasal 2I UU Nomor 901 Tahun 2021",)


# The smallest inputs that were found wrong, over the acts they are about -------------------------


@pytest.fixture(scope="module")
def acts(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    data = SHARED / "data"
    files = [data / "topic-acts" / f"{n}.md" for n in ("uu_2000_24", "uu_2014_23")]
    files.append(data / "uud1945" / "UUD1945.pdf")
    opened, _ = library_of(files, 0, tmp_path_factory.mktemp("cases") / "lib")
    yield opened
    opened.close()


FOUND = [
    ("01-slash-number-full-stop/in.txt", P, ("uu/2000/24#pasal-666",)),
    ("03-ayat-list-without-parentheses/in.txt", P, ("uu/2000/24#pasal-888/ayat-1",)),
    ("04-pasal-28i/in.txt", V, ("uud/1945#pasal-28i/ayat-1",)),
    ("05-ibid-after-parenthesis/in.md", V, ("uu/2014/23#pasal-364",)),
]


@pytest.mark.shared
@pytest.mark.skipif(not (SHARED / "cases").is_dir(), reason="needs ../shared/cases")
@pytest.mark.parametrize(("path", "verdict", "targets"), FOUND, ids=[f[0] for f in FOUND])
def test_case(acts: Library, path: str, verdict: str, targets: tuple[str, ...]) -> None:
    report = check_file(acts, SHARED / "cases" / path)
    assert (verdict, targets) in [(f.verdict.value, f.targets) for f in report.findings]
    assert all(f.targets != ("uu/2000/24#pasal-364",) for f in report.findings)


# Letters that look like digits --------------------------------------------------------------------

READINGS = [
    ("uu/1945/1#pasal-28i/ayat-1", "Pasal 28I ayat (1)", "uu/1945/1#pasal-281/ayat-1", "I or 1"),
    ("uu/2015/9#pasal-30", "Pasal 3O", "uu/2015/9#pasal-3o", "O or 0"),
    ("uu/2015/9#pasal-281", "Pasal 281", None, "printed as a digit"),
    ("uu/2015/9#pasal-28i", "Pasal 28i", None, "a small letter is one"),
    ("uu/2015/9#pasal-5", "Pasal 5", None, "no such sign"),
    ("uu/2015/9", "UU 9/2015", None, "an act alone"),
]


@pytest.mark.parametrize(("target", "text", "other", "why"), READINGS, ids=[r[3] for r in READINGS])
def test_other_reading(target: str, text: str, other: str | None, why: str) -> None:
    assert other_reading(target, text) == other


@pytest.mark.parametrize(
    ("labels", "meant", "why"),
    [
        (["11", "12"], "pasal-11", "a digit misread: the act has 11 alone"),
        (["1i", "12"], "pasal-1i", "a letter: the act has 1I alone"),
        (["1i", "11"], "pasal-1i", "the act has both: as written"),
    ],
)
def test_the_act_decides(tmp_path: Path, labels: list[str], meant: str, why: str) -> None:
    """Look-up, check and link alike."""
    words = {label: ["Perahu wisata wajib punya pelampung bagi penumpang."] for label in labels}
    made = Library.open(tmp_path / "lib", create=True)
    made.put(act("uu/2015/9", words))
    made.commit(vectors=False)
    found = look_up(made, "Pasal 1I UU 9/2015").matches
    assert [m.passage.passage_id for m in found if m.passage] == [f"uu/2015/9#{meant}"], why
    (finding,) = check_text(made, "Lihat Pasal 1I UU 9/2015.").findings
    assert (finding.verdict.value, finding.targets) == (V, (f"uu/2015/9#{meant}",))
    (wrap,) = links(made.catalog, find_references("Pasal 1I UU 9/2015"), "x", "id", "tidak ada")
    assert meant in wrap.opening
    made.close()
