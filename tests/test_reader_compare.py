"""Two days of an act side by side: what is shown of the changes, and the words that changed."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from app_library import HOSTILE, Tags
from hypothesis import given
from hypothesis import strategies as some
from test_reader import html, text
from test_reader_in_force import ACT, FIRST, LAST, page
from test_text_in_force import BASE, amending, made

from dalil.library import Library
from dalil.views.reading.compare import changed_words, marked_words, outermost
from dalil.views.words import WORDS

st = pytest.importorskip("streamlit")

ID = WORDS["id"]


@pytest.fixture(scope="module")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("compare")
    made(place, BASE, FIRST, LAST).close()
    return place / "library"


def words(text_: str) -> list[str]:
    return re.findall(r"\w+|[^\w\s]", text_)


#: (before, after, words struck out, words put in)
WORDINGS = [
    ("Berlaku selama lima tahun.", "Berlaku selama sepuluh tahun.", ["lima"], ["sepuluh"]),
    # line ends and white space count for nothing
    ("Izin berlaku\nselama lima tahun.", "Izin  berlaku selama lima\n tahun.", [], []),
    # put in between two sentences: the point stays with what stands before it
    ("Izin berlaku. Izin dicabut.", "Izin berlaku. Kebun disiram. Izin dicabut.", [],
     ["Kebun disiram."]),
    # at the end of an item
    ("a. nama pekebun; b. luas;", "a. nama pekebun; b. luas; c. letak;", [], ["c. letak;"]),
    # a single word between two changes does not part them
    ("wajib merawat dan menyiangi kebun", "wajib menyiram dan memupuk kebun",
     ["merawat dan menyiangi"], ["menyiram dan memupuk"]),
    # nothing in common: as a whole
    ("Kebun milik negara.", "Setiap orang dapat berkebun", ["Kebun milik negara."],
     ["Setiap orang dapat berkebun"]),
    # taken out
    ("Izin berlaku selama lima tahun.", "Izin berlaku.", ["selama lima tahun"], []),
]  # fmt: skip


@pytest.mark.parametrize(("before", "after", "out", "put"), WORDINGS)
def test_the_words_that_changed(before: str, after: str, out: list[str], put: list[str]) -> None:
    gone, new = changed_words(before, after)
    assert [before[s:e] for s, e in gone] == out
    assert [after[s:e] for s, e in new] == put


_TEXT = some.lists(some.sampled_from("izin kebun tanam ( ) 1 2 . ; \n".split(" ")), max_size=25)


@given(_TEXT, _TEXT)
def test_what_is_not_marked_is_in_both(one: list[str], other: list[str]) -> None:
    before, after = " ".join(one), " ".join(other)
    gone, new = changed_words(before, after)

    def left(text_: str, spans: tuple[tuple[int, int], ...]) -> list[str]:
        for start, end in reversed(spans):
            assert 0 <= start < end <= len(text_)
            text_ = f"{text_[:start]} {text_[end:]}"
        return words(text_)

    assert left(before, gone) == left(after, new)


def test_no_word_becomes_markup_and_none_is_lost() -> None:
    drawn = marked_words(HOSTILE, ((5, 40),), "ins")
    assert not Tags(drawn).foreign
    plainly = re.sub(r'<span class="dalil-aloud">[^<]*</span>', "", drawn)
    said = Tags(plainly).text
    assert words(said.replace("\ufffd", "")) == words(HOSTILE.replace("\u202e", ""))


def test_each_change_is_shown_once_at_the_outermost_unit_that_it_is_of(shelf: Path) -> None:
    with Library.open(shelf) as library:
        shown = [c.id.partition("#")[2] for c in outermost(library.diff(ACT).changes)]
    # Pasal 2 has changed in two ayat only; Pasal 4A is new with all that is in it; Pasal 77, which
    # an amendment says it changes, is none of this act, and is told instead
    assert shown == [
        "pasal-2/ayat-2", "pasal-2/ayat-3", "pasal-3/ayat-1", "pasal-4", "pasal-4a", "pasal-5",
        "penjelasan/pasal-5",
    ]  # fmt: skip


def test_the_page_has_both_days_and_the_ways_between_changes(
    shelf: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    at = page(shelf, monkeypatch, ACT, banding="asli", pada="kini")
    assert at.segmented_control(key="reader-version").value == "compare"
    said = text(at)
    assert "7 ketentuan berbeda antara 1 Maret 2001 dan " in said
    bodies = "".join(html(at))
    assert f'<del><span class="dalil-aloud"> [{ID["compare_del"]}: </span>lima<' in bodies
    assert f'<ins><span class="dalil-aloud"> [{ID["compare_ins"]}: </span>sepuluh<' in bodies
    assert ID["compare_absent"] in said  # Pasal 4A before
    assert "Dihapus oleh Pasal I angka 5" in said
    assert all(f'id="beda-{n}"' in bodies for n in range(1, 8))
    assert 'href="#beda-0"' not in bodies and 'href="#beda-8"' not in bodies
    assert ID["force_incomplete"] in said


def test_one_provision_and_the_days_that_are_chosen(
    shelf: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    at = page(shelf, monkeypatch, f"{ACT}#pasal-4", pada="kini")
    at.segmented_control(key="reader-version").set_value("compare").run()
    assert (at.query_params["banding"], at.query_params["pada"]) == ("asli", "kini")
    said = text(at)
    assert "1 ketentuan berbeda" in said and ID["compare_whole"] in said
    at.text_input(key="reader-version-from").set_value("1 Januari 2006").run()
    assert at.query_params["banding"] == "2006-01-01"
    assert "Tidak ada yang berbeda antara 1 Januari 2006" in text(at)
    at.text_input(key="reader-version-from").set_value("kapan").run()
    assert ID["day_wrong"] in text(at) and at.query_params["banding"] == "2006-01-01"
    at.text_input(key="reader-version-from").set_value("").run()
    assert at.query_params["banding"] == "asli" and "1 ketentuan berbeda" in text(at)
    # a later day on the left is the same as on the right
    at = page(shelf, monkeypatch, f"{ACT}#pasal-4", banding="2020-01-01", pada="2002-01-01")
    assert "antara 1 Januari 2002 dan 1 Januari 2020" in text(at)
    # a place that never was: the whole act
    at = page(shelf, monkeypatch, f"{ACT}#pasal-900", banding="asli")
    assert "7 ketentuan berbeda" in text(at)


def test_hostile_wordings_side_by_side(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    hostile = amending(
        7, 2005,
        "1. Ketentuan Pasal 4 diubah sehingga berbunyi sebagai berikut:\nPasal 4\nIzin "
        f"{HOSTILE} berlaku.",
    )  # fmt: skip
    made(tmp_path, BASE, hostile).close()
    page(tmp_path / "library", monkeypatch, ACT, banding="asli", pada="kini")  # looks at the tags
