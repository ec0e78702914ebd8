"""The page *Baca* on a day: the text in force, what is said at what changed, what is missing."""

from __future__ import annotations

from datetime import date
from html import unescape
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from app_library import HOSTILE, ROOT, Tags
from ruling_texts import mk
from test_court_rulings import AMAR
from test_court_rulings import TEXT as GARDEN
from test_reader import html, part_of, text
from test_text_in_force import BASE, amending, made

from dalil.index.consolidate import Piece, Provision
from dalil.library import Library
from dalil.views.day_field import written_day
from dalil.views.html import reader_address
from dalil.views.reading.in_force import laid_out
from dalil.views.reading.provenance import history_html
from dalil.views.reading.work import Opened
from dalil.views.words import WORDS

st = pytest.importorskip("streamlit")
AppTest = pytest.importorskip("streamlit.testing.v1").AppTest

ID = WORDS["id"]
ACT = "uu/2001/1"

#: One act that changes an ayat, a pasal and a phrase, deletes and inserts, each in its own way.
FIRST = amending(
    7, 2005,
    """1. Ketentuan Pasal 2 ayat (2) diubah sehingga berbunyi sebagai berikut:
(2) Pekebun wajib menyiram kebun menurut Pasal 4A.
2. Ketentuan Pasal 2 ayat (3) dihapus.
3. Ketentuan Pasal 4 diubah sehingga berbunyi sebagai berikut:
Pasal 4
Izin berlaku selama sepuluh tahun.
4. Di antara Pasal 4 dan Pasal 5 disisipkan 1 (satu) pasal, yakni Pasal 4A sehingga berbunyi \
sebagai berikut:
Pasal 4A
(1) Kebun disiram pada pagi hari.
(2) Kebun disiram pada petang hari.
5. Ketentuan Pasal 5 dihapus.""",
)  # fmt: skip
#: It names a third that nobody has, and changes what is not there.
LAST = amending(
    8, 2009,
    """1. Ketentuan Pasal 77 diubah sehingga berbunyi sebagai berikut:
Pasal 77
Tidak ada tempatnya.
2. Ketentuan Pasal 3 ayat (1) diubah.""",
    ordinal="KEDUA ",
    recital="sebagaimana telah diubah dengan Undang-Undang Nomor 6 Tahun 2007 tentang Perubahan \
atas Undang-Undang Nomor 1 Tahun 2001 tentang Kebun, ",
)  # fmt: skip


@pytest.fixture(scope="module")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("in-force")
    made(place, BASE, FIRST, LAST).close()
    return place / "library"


def page(shelf: Path, monkeypatch: pytest.MonkeyPatch, target: str, **asked: str) -> Any:
    """The reader at an address, its parameters as a link has them."""
    monkeypatch.setenv("DALIL_LIBRARY", str(shelf))
    at = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60)
    at.query_params["lang"] = asked.pop("lang", "id")
    at.run()
    at.switch_page("views/reader.py")
    at.query_params["id"] = target
    for name, value in asked.items():
        at.query_params[name] = value
    at.run()
    assert not at.exception
    for body in html(at):
        assert not Tags(body).foreign
    return at


def test_an_act_now_says_at_each_change_what_gave_it(
    shelf: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    at = page(shelf, monkeypatch, f"{ACT}#pasal-2", pada="kini")
    said = text(at)
    assert "wajib menyiram kebun menurut Pasal 4A" in said
    assert "wajib merawat kebun" not in said
    assert "Diganti oleh Pasal I angka 1 UU Nomor 7 Tahun 2005, sejak 1 Juni 2005" in said
    assert "Dihapus oleh Pasal I angka 2 UU Nomor 7 Tahun 2005" in said
    assert "Disisipkan oleh Pasal I angka 4 UU Nomor 7 Tahun 2005" in said
    assert said.count("Disisipkan oleh Pasal I angka 4") == 1  # not again at each of its ayat
    assert "Izin berlaku selama sepuluh tahun." in said
    bodies = "".join(html(at))
    assert "<del>Ayat (3)</del>" in bodies
    # what gave the wording opens as it was enacted; links within the act stay on the day
    assert unescape(f'href="{reader_address("uu/2005/7#pasal-i/angka-1")}"') in unescape(bodies)
    contents = next(b for b in html(at) if b.startswith("<nav"))
    assert contents.count("href=") == contents.count("pada=kini") > 5
    # a reference to a pasal that only the amendment has leads there on that day
    assert "baca?id=uu%2F2001%2F1%23pasal-4a&pada=kini" in unescape(bodies)


@pytest.mark.parametrize(
    ("day", "here", "not_here"),
    [
        ("2001-03-01", "wajib merawat kebun", "wajib menyiram"),
        ("2005-05-31", "lima tahun", "sepuluh tahun"),  # the day before
        ("2005-06-01", "sepuluh tahun", "lima tahun"),  # the day itself
    ],
)
def test_the_day_decides(
    shelf: Path, monkeypatch: pytest.MonkeyPatch, day: str, here: str, not_here: str
) -> None:
    at = page(shelf, monkeypatch, f"{ACT}#pasal-4", pada=day)
    assert here in text(at) and not_here not in text(at)
    assert at.segmented_control(key="reader-version").value == "day"
    assert at.text_input(key="reader-version-day").value == written_day(day)


def test_what_is_missing_and_what_could_not_be_applied_is_said(
    shelf: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    said = text(page(shelf, monkeypatch, ACT, pada="kini"))
    assert ID["force_incomplete"] in said
    assert ID["force_missing"].format(acts="UU Nomor 6 Tahun 2007") in said
    assert "Pasal 3 ayat (1): diubah, tetapi bunyi barunya tidak ditemukan" in said
    # the provision itself carries the reason, and what did it
    reason = "Diubah, tetapi bunyi barunya tidak ditemukan: mungkin tidak berlaku seperti ini"
    assert f"{reason} (Pasal I angka 2 UU Nomor 8 Tahun 2009, sejak 1 Juni 2009)" in said
    stored = text(page(shelf, monkeypatch, ACT))
    assert ID["force_stored_incomplete"] in stored
    assert "UU Nomor 6 Tahun 2007" in stored


def test_in_english_everything_is_english(shelf: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    said = text(page(shelf, monkeypatch, f"{ACT}#pasal-3", pada="kini", lang="en"))
    assert "it may not be in force like this" in said
    assert "mungkin tidak berlaku" not in said
    assert "Replaced by Article I number 1 of" in said


def test_before_it_was_promulgated_there_is_no_text(
    shelf: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    said = text(page(shelf, monkeypatch, f"{ACT}#pasal-4", pada="2000-12-31"))
    assert ID["force_before"].format(day="31 Desember 2000") in said
    assert "1 Maret 2001" in said and "Izin berlaku" not in said


@pytest.mark.parametrize("asked", ["kemarin", "2005-02-30", "<script>", "9" * 400])
def test_what_is_no_day_is_said_and_the_stored_text_shown(
    shelf: Path, monkeypatch: pytest.MonkeyPatch, asked: str
) -> None:
    at = page(shelf, monkeypatch, f"{ACT}#pasal-4", pada=asked)
    assert ID["force_no_day"] in text(at)
    assert "lima tahun" in text(at)
    assert at.segmented_control(key="reader-version").value == "enacted"


def test_the_choice_is_kept_in_the_address(shelf: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    at = page(shelf, monkeypatch, f"{ACT}#pasal-4")
    assert "lima tahun" in text(at)
    at.segmented_control(key="reader-version").set_value("now").run()
    assert at.query_params["pada"] == "kini"
    assert "sepuluh tahun" in text(at)
    at.segmented_control(key="reader-version").set_value("day").run()
    assert at.query_params["pada"] == date.today().isoformat()
    day = "reader-version-day"
    at.text_input(key=day).set_value("1.1.2004").run()
    assert at.query_params["pada"] == "2004-01-01"
    assert at.text_input(key=day).value == "01/01/2004"
    assert "lima tahun" in text(at)
    # what is no day is told, stays to be mended, and changes nothing
    at.text_input(key=day).set_value("31/02/2006").run()
    assert f"{ID['day_wrong']} Yang dipakai tetap 1 Januari 2004." in text(at)
    assert at.text_input(key=day).value == "31/02/2006"
    assert at.query_params["pada"] == "2004-01-01" and "lima tahun" in text(at)
    at.button(key="reader_next-top").click().run()  # elsewhere nothing is left of it
    assert at.text_input(key=day).value == "01/01/2004" and ID["day_wrong"] not in text(at)
    at.button(key="reader_previous-top").click().run()
    assert ID["day_wrong"] not in text(at)
    at.button(key="reader_next-top").click().run()  # to Pasal 5, on the same day
    assert at.query_params["pada"] == "2004-01-01"
    at.text_input(key=day).set_value(" ").run()
    assert at.query_params["pada"] == "kini"
    at.segmented_control(key="reader-version").set_value("enacted").run()
    assert "pada" not in at.query_params


def test_a_deleted_and_an_inserted_provision_open_on_their_days(
    shelf: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    gone = page(shelf, monkeypatch, f"{ACT}#pasal-5", pada="kini")
    assert "Dihapus oleh Pasal I angka 5" in part_of(gone)
    new = page(shelf, monkeypatch, f"{ACT}#pasal-4a/ayat-2", pada="kini")
    assert "Pasal 4A" in part_of(new)
    before = page(shelf, monkeypatch, f"{ACT}#pasal-4a", pada="2003-01-01")
    assert ID["force_not_there"] in text(before)
    # as enacted it opens where it is worded, as ever
    assert ID["reader_worded"] in text(page(shelf, monkeypatch, f"{ACT}#pasal-4a"))


def test_a_jump_within_the_act_stays_on_the_day(
    shelf: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from test_reader import jump

    at = jump(page(shelf, monkeypatch, f"{ACT}#pasal-4", pada="kini"), "4A (2)")
    assert at.query_params["id"] == f"{ACT}#pasal-4a/ayat-2"
    assert at.query_params["pada"] == "kini"
    at.switch_page("views/help.py").run()
    at.query_params.clear()  # as the browser does
    at.switch_page("views/reader.py").run()
    assert (at.query_params["id"], at.query_params["pada"]) == (f"{ACT}#pasal-4a/ayat-2", "kini")


def test_as_enacted_a_changed_provision_leads_to_what_is_in_force(
    shelf: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    drawn = unescape("".join(html(page(shelf, monkeypatch, f"{ACT}#pasal-4"))))
    assert reader_address(f"{ACT}#pasal-4", day="kini") in drawn
    assert ID["force_read_provision"] in drawn
    assert ID["force_as_enacted"] in drawn


def test_an_act_that_nothing_changes_has_no_choice(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made(tmp_path, BASE).close()
    at = page(tmp_path / "library", monkeypatch, f"{ACT}#pasal-4", pada="kini")
    assert not at.segmented_control or all(c.key != "reader-version" for c in at.segmented_control)
    assert "lima tahun" in text(at)


def test_no_word_of_an_amendment_becomes_markup(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    hostile = amending(
        7, 2005,
        "1. Ketentuan Pasal 4 diubah sehingga berbunyi sebagai berikut:\nPasal 4\nIzin "
        f"{HOSTILE} berlaku.\n2. Ketentuan Pasal 88 {HOSTILE} diubah.",
    )  # fmt: skip
    made(tmp_path, BASE, hostile).close()
    at = page(tmp_path / "library", monkeypatch, f"{ACT}#pasal-4", pada="kini")
    assert "naga <script>alert(1)</script>" in text(at)


# The laying out itself.


def test_every_passage_is_its_slice_and_no_word_falls_out(tmp_path: Path) -> None:
    library = made(tmp_path, BASE, FIRST, LAST)
    document = library.catalog.document(ACT)
    assert document is not None
    opened = Opened(document, tuple(library.catalog.passages(ACT)))
    for day in ("2001-03-01", "2005-06-01", "2020-01-01"):
        found = library.text(ACT, day)
        view = laid_out(opened, found.provisions, day)
        shown = view.document.text
        assert len({p.passage_id for p in view.passages}) == len(view.passages)
        for passage in view.passages:
            assert shown[passage.start : passage.end] == passage.text
        listed = {p.passage_id for p in view.passages}
        for provision in found.provisions:
            if not provision.id.partition("#")[2].startswith("bab-"):
                assert provision.text in shown
                assert provision.id in listed or provision.state == "deleted"
        drawn = sum(part.end - part.start for part in view.parts)
        assert drawn >= len("".join(shown.split()))  # the parts hold all but white space


def provision(identity: str, *spans: tuple[int, int], text: str) -> Provision:
    pieces = tuple(Piece("uu/2009/8", *span) for span in spans)
    return Provision(
        identity, "replaced", text, None, None, None, None, None, None, "", False, pieces
    )


def test_words_put_in_at_two_places_belong_to_their_own_units(tmp_path: Path) -> None:
    """One slice of the amending act stands twice in the pasal, each ayat beginning with it."""
    library = made(tmp_path, BASE)
    document = library.catalog.document(ACT)
    assert document is not None
    whole = provision(
        f"{ACT}#pasal-9", (0, 4), (50, 53), (0, 4), (60, 63), text="kata\nabc\nkata\nxyz"
    )
    one = provision(f"{ACT}#pasal-9/ayat-1", (0, 4), (50, 53), text="kata\nabc")
    two = provision(f"{ACT}#pasal-9/ayat-2", (0, 4), (60, 63), text="kata\nxyz")
    view = laid_out(Opened(document, ()), (whole, one, two), "kini")
    assert [(p.start, p.end, view.document.text[p.start : p.end]) for p in view.passages[1:]] == [
        (0, 8, "kata\nabc"), (9, 17, "kata\nxyz"),
    ]  # fmt: skip


def test_a_unit_whose_words_are_elsewhere_is_said_and_not_doubled(tmp_path: Path) -> None:
    """The new wording of a pasal that could not be told apart: its old ayat is not in it."""
    library = made(tmp_path, BASE)
    document = library.catalog.document(ACT)
    assert document is not None
    whole = provision(f"{ACT}#pasal-9", (0, 4), text="kata")
    lost = provision(f"{ACT}#pasal-9/ayat-1", (100, 103), text="abc")
    view = laid_out(Opened(document, ()), (whole, lost), "kini")
    assert [p.passage_id for p in view.passages] == [f"{ACT}#pasal-9"]
    assert "ayat (1)" in view.remark(view.passages[0], "id")


def test_what_was_put_in_stands_under_the_bab_that_was_put_in(tmp_path: Path) -> None:
    library = made(tmp_path, BASE)
    document = library.catalog.document(ACT)
    assert document is not None
    opened = Opened(document, tuple(library.catalog.passages(ACT)))
    bab = provision(f"{ACT}#bab-iia", (0, 4), text="PENGAWASAN Pasal 5A Kebun diawasi.")
    new = provision(f"{ACT}#pasal-5a", (5, 9), text="Kebun diawasi.")
    kept = next(p for p in library.text(ACT).provisions if p.id == f"{ACT}#pasal-5")
    after = next(p for p in library.text(ACT).provisions if p.id == f"{ACT}#pasal-6")
    view = laid_out(opened, (kept, bab, new, after), "kini")
    assert [p.heading for p in view.passages] == [
        ("BAB II PERIZINAN",), ("BAB IIA PENGAWASAN",), ("BAB III KETENTUAN PENUTUP",),
    ]  # fmt: skip
    assert "Bab IIA" in view.heads(view.passages[1], "id")


def test_the_address_of_a_day() -> None:
    address = reader_address("uu/2001/1#pasal-4", "en", "2005-06-01", "asli")
    asked = parse_qs(urlsplit(address).query)
    assert asked == {
        "id": ["uu/2001/1#pasal-4"], "lang": ["en"], "pada": ["2005-06-01"], "banding": ["asli"],
    }  # fmt: skip
    assert reader_address("uu/2001/1") == "baca?id=uu%2F2001%2F1"


def test_a_library_says_what_it_knows(shelf: Path) -> None:
    with Library.open(shelf) as library:
        found = library.text(ACT)
        assert found.days == ("2005-06-01", "2009-06-01")
        (uncertain,) = [p for p in found.provisions if p.id.endswith("#pasal-3/ayat-1")]
        assert [note.key for note in uncertain.notes] == ["force.no_wording"]
        assert uncertain.note == uncertain.notes[0]


# Where the words come from.


def test_the_history_of_a_provision_stands_behind_a_small_control(
    shelf: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for asked in ({}, {"pada": "kini"}, {"pada": "2003-01-01"}):
        at = page(shelf, monkeypatch, f"{ACT}#pasal-4", **asked)
        assert ID["history"] in [e.label for e in at.expander]
    same = page(shelf, monkeypatch, f"{ACT}#pasal-6", pada="kini")
    assert ID["history"] not in [e.label for e in same.expander]


def test_each_wording_with_its_day_and_what_gave_it(shelf: Path) -> None:
    with Library.open(shelf) as library:
        drawn = history_html(library, f"{ACT}#pasal-4", "id")
        part = history_html(library, f"{ACT}#pasal-2", "id")
        none = history_html(library, f"{ACT}#pasal-6", "id")
    assert not Tags(drawn).foreign
    said = Tags(drawn).text
    first, second = said.index("1 Maret 2001"), said.index("1 Juni 2005")
    assert first < said.index("lima tahun") < second < said.index("tahun.", second)
    assert "Diganti oleh Pasal I angka 3 UU Nomor 7 Tahun 2005" in said
    assert '<ins><span class="dalil-aloud"> [baru: </span>sepuluh<' in drawn
    assert unescape(reader_address(f"{ACT}#pasal-4", day="2005-06-01")) in unescape(drawn)
    # of a pasal of which two ayat changed, these two
    assert "Pasal 2 ayat (2)" in Tags(part).text and "Pasal 2 ayat (3)" in Tags(part).text
    assert "Dihapus oleh" in Tags(part).text and "ayat (1)" not in Tags(part).text
    assert ID["history_none"] in none


# What a court decided.


def test_a_ruling_stands_at_its_provision_from_its_day_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    base = "Undang-Undang Nomor 901 Tahun 2014 tentang Taman"
    garden = (
        amending(7, 2016, "1. Ketentuan Pasal 7 dihapus.")
        .replace("Undang-Undang Nomor 1 Tahun 2001 tentang Kebun", base)
        .replace("UNDANG-UNDANG NOMOR 1 TAHUN 2001 TENTANG KEBUN", base.upper())
    )
    made(tmp_path, GARDEN, garden, mk(AMAR)).close()
    now = page(tmp_path / "library", monkeypatch, "uu/2014/901#pasal-5", pada="kini")
    assert "tidak mempunyai kekuatan hukum mengikat" in part_of(now)
    assert "amar angka 2 (25 November 2021)" in part_of(now)
    assert "Pasal 6 ayat (2): frasa “pemilik” dinyatakan" in text(now)  # further down
    assert "Dihapus oleh Pasal I angka 1 UU Nomor 7 Tahun 2016" in text(now)
    then = page(tmp_path / "library", monkeypatch, "uu/2014/901#pasal-5", pada="2021-11-24")
    assert "kekuatan hukum mengikat" not in text(then)
