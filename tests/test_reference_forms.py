"""Forms of references: a table with a reason a row, and combinations whose meaning is known."""

from __future__ import annotations

import re
from difflib import get_close_matches
from itertools import islice, product
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dalil.ingest.identify.act_types import MINISTRY_CODES, kind_of
from dalil.ingest.references.find import find_references, parse_reference

TABLE = Path(__file__).parent / "data" / "reference_forms.tsv"
SHARED = Path(__file__).resolve().parents[2] / "shared" / "data"
_NAMES = {"KUHP": ("uu/2023/1", "stb/1915/732"), "CK": ("uu/2023/6", "uu/2020/11")}


def _rows() -> list[tuple[str, str, str]]:
    rows = []
    for line in TABLE.read_text(encoding="utf-8").splitlines():
        if line.startswith("#"):
            continue
        text, expected, why = line.split("\t")
        rows.append((text.replace("⏎", "\n"), expected, why))
    return rows


ROWS = _rows()


def _targets(said: str) -> list[str]:
    made = []
    for target in said.split(","):
        act, _, place = target.partition("#")
        made += [f"{a}#{place}" for a in _NAMES[act]] if act in _NAMES else [target]
    return made


def _expected(said: str) -> list[tuple[list[str], str]]:
    pieces = [piece.partition("!") for piece in said.split(" + ")] if said else []
    return [(_targets(targets), unread) for targets, _, unread in pieces]


@pytest.mark.parametrize(("text", "expected", "why"), ROWS, ids=[f"{r[0]}: {r[2]}" for r in ROWS])
def test_form(text: str, expected: str, why: str) -> None:
    found = find_references(text)
    assert [(list(r.targets), r.unread) for r in found] == _expected(expected), why
    for reference in found:
        assert text[reference.start : reference.end] == reference.text
        assert reference.unread in reference.text


def test_the_table_is_large_enough_and_has_no_form_twice() -> None:
    assert len(ROWS) >= 150
    assert len({text for text, _, _ in ROWS}) == len(ROWS)


@pytest.mark.parametrize("row", [r for r in ROWS if "!" in r[1]], ids=lambda r: r[0])
def test_what_is_understood_in_part_is_not_looked_up_as_if_it_were_whole(
    row: tuple[str, str, str],
) -> None:
    assert parse_reference(row[0]) == []


# Combinations: act × unit × order × what follows -------------------------------------------------

#: How an act is written, and its id.
ACTS = [
    ("UU No. 24/2000", "uu/2000/24"), ("UU 24/2000", "uu/2000/24"),
    ("UU Nomor 24 Tahun 2000", "uu/2000/24"), ("UU No.24 Th.2000", "uu/2000/24"),
    ("U.U. No. 24 Tahun 2000", "uu/2000/24"), ("Undang2 No. 24 Tahun 2000", "uu/2000/24"),
    ("Undang-Undang RI Nomor 24 Tahun 2000", "uu/2000/24"),
    ("UU No. 24, LN No. 185 Tahun 2000, TLN No. 4012", "uu/2000/24"),
    ("POJK 77/POJK.01/2016", "pojk/2016/77"), ("POJK No. 77/POJK.01/2016", "pojk/2016/77"),
    ("PMK 184/PMK.01/2010", "permenkeu/2010/184"), ("Perma 1/2016", "perma/2016/1"),
    ("PBI 14/22/PBI/2012", "pbi/2012/14-22"), ("UU Desa", "uu/2014/6"), ("UUPT", "uu/2007/40"),
    ("UU No. 5 Prp. Tahun 1960", "perppu/1960/5"), ("U.U.P.A.", "uu/1960/5"),
    ("K.U.H.Per", "stb/1847/23"), ("KUH Perdata", "stb/1847/23"), ("B.W.", "stb/1847/23"),
    ("K.U.H.A.P.", "uu/1981/8"), ("UUD 1945", "uud/1945"), ("KUHP lama", "stb/1915/732"),
]  # fmt: skip
#: How provisions are written, and their places in an id.
UNITS = [
    ("Pasal 5", ["pasal-5"]), ("Ps. 5", ["pasal-5"]), ("psl 5", ["pasal-5"]),
    ("Pasal 5A", ["pasal-5a"]), ("Pasal 28I", ["pasal-28i"]), ("Pasal 5 bis", ["pasal-5bis"]),
    ("Pasal 5 ayat (2)", ["pasal-5/ayat-2"]), ("Pasal 5 ay. (2)", ["pasal-5/ayat-2"]),
    ("Pasal 5 ayat 2", ["pasal-5/ayat-2"]), ("Pasal 5 (2)", ["pasal-5/ayat-2"]),
    ("Pasal 5 ayat kedua", ["pasal-5/ayat-2"]), ("Pasal 5(2)(a)", ["pasal-5/ayat-2/huruf-a"]),
    ("Pasal 5 ayat (2) huruf a", ["pasal-5/ayat-2/huruf-a"]),
    ("Pasal 5 ayat (2) hrf. a", ["pasal-5/ayat-2/huruf-a"]),
    ("Pasal 5 (2) ke-1", ["pasal-5/ayat-2/angka-1"]),
    ("Pasal 5 ayat 2 ke 1", ["pasal-5/ayat-2/angka-1"]),
    ("Pasal 5 ke-1", ["pasal-5/angka-1"]), ("Pasal 5 angka 1", ["pasal-5/angka-1"]),
    ("Pasal 5 dan 7", ["pasal-5", "pasal-7"]), ("Pasal 5 & 7", ["pasal-5", "pasal-7"]),
    ("Pasal 5, 7 dan 9", ["pasal-5", "pasal-7", "pasal-9"]),
    ("Pasal 5 jo. Pasal 7", ["pasal-5", "pasal-7"]),
    ("Pasal 5 s.d. 7", ["pasal-5", "pasal-6", "pasal-7"]),
    ("Pasal 5-7", ["pasal-5", "pasal-6", "pasal-7"]),
    ("Pasal 5 sampai dengan Pasal 7", ["pasal-5", "pasal-6", "pasal-7"]),
    ("Pasal 5 ayat 1 dan 2", ["pasal-5/ayat-1", "pasal-5/ayat-2"]),
    ("Pasal 5 ayat 1, 2 dan 3", ["pasal-5/ayat-1", "pasal-5/ayat-2", "pasal-5/ayat-3"]),
    ("Pasal 5 ayat (1), (2)", ["pasal-5/ayat-1", "pasal-5/ayat-2"]),
    ("Pasal 5 ayat 1 s.d. 3", ["pasal-5/ayat-1", "pasal-5/ayat-2", "pasal-5/ayat-3"]),
    ("Pasal 5 ayat (1)-(3)", ["pasal-5/ayat-1", "pasal-5/ayat-2", "pasal-5/ayat-3"]),
    ("Pasal 5 huruf a, b dan c", ["pasal-5/huruf-a", "pasal-5/huruf-b", "pasal-5/huruf-c"]),
]  # fmt: skip
#: Between a provision and its act, and between an act and its provision.
TO, FROM = (" ", ", ", " dari ", "\n"), (" ", ", ", " (", "\n", ", ps. 9, ")
AFTER = ("", ".", ",", ";", "?", "!", ")", ":", ". Lalu", " mengatur", "\n\nPasal 99 lain.")


def _meant(text: str) -> list[str]:
    return [target for reference in find_references(text) for target in reference.targets]


PROVISION_FIRST = list(product(UNITS, TO, ACTS, AFTER))
ACT_FIRST = list(product(ACTS, FROM[:4], UNITS, AFTER))


@pytest.mark.parametrize("part", range(8))
def test_a_provision_before_its_act(part: int) -> None:
    wrong = []
    for (unit, places), gap, (act, act_id), after in islice(PROVISION_FIRST, part, None, 8 * 3):
        text = f"Menurut {unit}{gap}{act}{after}"
        if _meant(text) != [f"{act_id}#{place}" for place in places]:
            wrong.append((text, _meant(text)))
    assert wrong == [], len(wrong)


@pytest.mark.parametrize("part", range(8))
def test_an_act_before_its_provision(part: int) -> None:
    wrong = []
    for (act, act_id), gap, (unit, places), after in islice(ACT_FIRST, part, None, 8 * 3):
        if gap == "\n" and act.endswith("."):
            continue  # an abbreviation's point at a line's end, or a sentence's?
        text = f"Menurut {act}{gap}{unit}{after}"
        if act.endswith(".") and gap == " ":
            expected = [act_id]  # … and before a capital
            if unit[0].islower():
                continue
        else:
            expected = [f"{act_id}#{place}" for place in places]
        if _meant(text) != expected:
            wrong.append((text, _meant(text)))
    assert wrong == [], len(wrong)


@settings(max_examples=300, deadline=None)
@given(
    st.sampled_from(ACTS),
    st.sampled_from(UNITS),
    st.sampled_from([". ", ".\n", "\n\n", ".\n\n"]),
    st.booleans(),
)
def test_nothing_is_bound_over_the_end_of_a_sentence(
    act: tuple[str, str], unit: tuple[str, list[str]], end: str, first: bool
) -> None:
    """An act and a provision in two sentences: the act alone."""
    if re.search(r"(?:[A-Za-z]\.){2}", act[0].split()[-1]):
        end = "\n\n"  # an abbreviation's point may be its own
    text = f"{act[0]}{end}{unit[0]} lain" if first else f"Ini {unit[0]}{end}{act[0]}"
    assert _meant(text) == [act[1]]


# Kinds inside longer words -----------------------------------------------------------------------

_SHORTS = ["uu", "pp", "perppu", "perpres", "keppres", "inpres", "perda", "permen", "kepmen",
           "perma", "sema", "pojk", "pbi", "pmk", "qanun", "perkap", "pergub", "perbup", "perwali",
           "stb",
           *(f"{form}men{code}" for form in ("per", "kep") for code in MINISTRY_CODES)]  # fmt: skip


@settings(max_examples=500, deadline=None)
@given(st.sampled_from(_SHORTS), st.text("abdegiklmnoprstu", max_size=5),
       st.text("abdegiklmnoprstu", max_size=5))  # fmt: skip
def test_a_kind_is_not_seen_inside_a_longer_word(short: str, before: str, after: str) -> None:
    word = f"{before}{short}{after}"
    if kind_of(word) is not None:
        return  # another kind's word ("permen" + "lu")
    assert find_references(f"{word} Nomor 3 Tahun 2000") == []


#: What no table of kinds has: acts' own words, and "pemerintah" as scanning misreads it.
_LAWFUL = re.compile(r"(?:uu|undang.*|kuh.*|putusan|stb|staatsblad|tap|mprs?)", re.IGNORECASE)


@pytest.mark.shared
@pytest.mark.skipif(not (SHARED / "topic-acts").exists(), reason="needs ../shared/data")
def test_no_word_of_the_acts_is_a_kind_by_its_letters() -> None:
    """Every word of the topic acts before a number: a kind only where it is one's name."""
    words: set[str] = set()
    for path in (SHARED / "topic-acts").glob("*.md"):
        words |= set(re.findall(r"[^\W\d_]{2,}", path.read_text(encoding="utf-8")))
    folded = sorted({word.lower() for word in words})
    assert len(folded) > 7_000
    seen = {
        word
        for word in folded
        for lead in ("", "peraturan ", "keputusan ", "peraturan menteri mengenai ")
        if find_references(f"{lead}{word} Nomor 3 Tahun 2000")
    }
    named = {word for word in seen if kind_of(word) or kind_of(f"peraturan {word}") or
             kind_of(f"keputusan {word}") or kind_of(f"per{word}") or _LAWFUL.fullmatch(word) or
             get_close_matches(word, ["pemerintah"], cutoff=0.75)}  # fmt: skip
    assert seen - named == set()
    assert not {"mengenai", "menit", "menjadi", "mental"} & seen
