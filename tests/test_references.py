"""References: a table of cases with their reasons, round trips, and links made by hand."""

from __future__ import annotations

import json
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bench.reference_links import measured
from dalil.ingest.locator import Locator
from dalil.ingest.references.find import find_references, parse_reference
from dalil.ingest.references.ids import is_target, print_target
from dalil.ingest.references.short_titles import names, nickname

SHARED = Path(__file__).resolve().parents[2] / "shared" / "data"
TABLE = Path(__file__).parent / "data" / "reference_cases.jsonl"
CASES: list[dict[str, Any]] = [json.loads(line) for line in TABLE.read_text("utf-8").splitlines()]


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case['text'][:40]}: {case['why']}")
def test_case(case: dict[str, Any]) -> None:
    at = Locator.parse(case["at"]) if "at" in case else None
    found = find_references(case["text"], case.get("act"), at, case.get("known"))
    assert [[ref.text, list(ref.targets)] for ref in found] == case["expected"]


def test_the_table_is_large_enough_and_has_no_case_twice() -> None:
    keys = [(c["text"], c.get("act"), c.get("at")) for c in CASES]
    assert len(keys) >= 150
    assert len(set(keys)) == len(keys)


@pytest.mark.parametrize("case", CASES[::7], ids=lambda case: case["text"][:40])
def test_spans_are_slices_of_the_text(case: dict[str, Any]) -> None:
    for ref in find_references(case["text"], case.get("act")):
        assert case["text"][ref.start : ref.end] == ref.text


def test_several_candidates_carry_a_reason_and_a_list_does_not() -> None:
    (code,) = find_references("Pasal 362 KUHP")
    (span,) = find_references("Pasal 5 sampai dengan Pasal 7 UU 24/2000")
    assert len(code.targets) == 2 and "KUHP lama" in code.reason
    assert len(span.targets) == 3 and not span.reason


def test_a_repaired_year_carries_its_reason() -> None:
    (ref,) = find_references("Undang-Undang Nomor 23 Tahun 2074")
    assert "2074" in ref.reason


# Look-up of a whole string --------------------------------------------------------------------

LOOKED_UP = [
    ("Pasal 363 ayat (2) UU 23/2014", ["uu/2014/23#pasal-363/ayat-2"]),
    ("pasal 363 uu 23 2014", ["uu/2014/23#pasal-363"]),  # typed without a slash
    ("UU 23/2014 Pasal 363", ["uu/2014/23#pasal-363"]),  # the act first
    ("uu/2014/23#pasal-363", ["uu/2014/23#pasal-363"]),  # an id itself
    ("Pasal 5 dan Pasal 7 UU 24/2000", ["uu/2000/24#pasal-5", "uu/2000/24#pasal-7"]),
    ("lihat Pasal 5 UU 24/2000.", ["uu/2000/24#pasal-5"]),
    (  # a footnote that was pasted
        "Indonesia, Undang-Undang Nomor 24 Tahun 2000 tentang Perjanjian Internasional, L.N.R.I. "
        "Tahun 2000 No. 185, T.L.N.R.I. No. 4012, Pasal 5 ayat (1), hlm. 3.",
        ["uu/2000/24#pasal-5/ayat-1"],
    ),
    ("KUHP", ["uu/2023/1", "stb/1915/732"]),  # both, the law in force first
    ("Article 5(1) of Law 24/2000", ["uu/2000/24#pasal-5/ayat-1"]),
    ("Mengingat UU Nomor 5 Tahun 2000", ["uu/2000/5#mengingat"]),
    ("Pasal 363", []),  # of which act?
    ("apa isi Pasal 363 UU 23/2014 tentang kerja sama luar negeri", []),  # a question
    ("uu/2014", []),  # no id
    ("", []),
    ("kerja sama", []),
    ("Pasal 16I UU Nomor 9 Tahun 2020", ["uu/2020/9#pasal-16i"]),  # put in after 16, as printed
    ("Pasal 16I UU 9/2020", ["uu/2020/9#pasal-16i"]),  # as typed, too: only the act can tell
    ("Pasal 303 bis KUHP lama", ["stb/1915/732#pasal-303bis"]),  # put in, the old way
    ("Pasal 5 ayat (2) kalimat kedua UU 24/2000", []),  # understood in part only
    ("Pasal I ayat (2) UU Nomor 9 Tahun 1950", ["uu/1950/9#pasal-i/ayat-2"]),  # an early act's
]


@pytest.mark.parametrize(("text", "targets"), LOOKED_UP)
def test_parse_reference(text: str, targets: list[str]) -> None:
    assert parse_reference(text) == targets


# Printing --------------------------------------------------------------------------------------

PRINTED = [
    ("uu/2014/23#pasal-363/ayat-2/huruf-c", "Pasal 363 ayat (2) huruf c UU Nomor 23 Tahun 2014",
     "Article 363 paragraph (2) letter c of Law Number 23 of 2014"),
    ("pp/2018/28", "PP Nomor 28 Tahun 2018", "Government Regulation Number 28 of 2018"),
    ("uud/1945#pasal-18", "Pasal 18 UUD 1945", "Article 18 of the 1945 Constitution"),
    ("stb/1847/23#pasal-1320", "Pasal 1320 KUHPerdata", "Article 1320 of the Civil Code"),
    ("tap-mpr/1966/xxv", "TAP MPRS Nomor XXV/MPRS/1966", "TAP MPRS Nomor XXV/MPRS/1966"),
    ("uu/2015/9#pasal-i/angka-3/pasal-12", "Pasal I angka 3 Pasal 12 UU Nomor 9 Tahun 2015",
     "Article I number 3 Article 12 of Law Number 9 of 2015"),
    ("perda-jawa-barat/2014/5", "Perda Jawa Barat Nomor 5 Tahun 2014",
     "Perda Jawa Barat Number 5 of 2014"),
    ("kerja-sama-daerah#halaman-3", "hlm. 3, kerja-sama-daerah", "p. 3, kerja-sama-daerah"),
]  # fmt: skip


@pytest.mark.parametrize(("target", "indonesian", "english"), PRINTED)
def test_print_target(target: str, indonesian: str, english: str) -> None:
    assert print_target(target) == indonesian
    assert print_target(target, "en") == english


number = st.integers(1, 999).map(str)
inserted = st.one_of(
    number,
    st.tuples(number, st.sampled_from([*"abcdi", "bis", "ter", "quater"])).map("".join),
)
repeat = st.sampled_from(["", "", "", "~2", "~3", "~asli", "~perubahan-4"])
pasal = st.tuples(st.one_of(inserted, st.sampled_from(["i", "ii", "iv"])), repeat).map(
    lambda x: f"pasal-{x[0]}{x[1]}"
)
arabic = st.tuples(inserted, repeat).map(lambda x: f"pasal-{x[0]}{x[1]}")
ayat = st.integers(1, 40).map(lambda n: f"ayat-{n}")
huruf = st.sampled_from(["huruf-a", "huruf-z", "huruf-k", "huruf-aa", "huruf-bb"])
angka = st.one_of(number, st.just("6a")).map(lambda n: f"angka-{n}")
body = st.one_of(
    pasal,
    st.tuples(arabic, ayat).map("/".join),
    st.tuples(arabic, ayat, huruf).map("/".join),
    st.tuples(arabic, ayat, huruf, angka).map("/".join),
    st.tuples(arabic, huruf, angka).map("/".join),
    st.tuples(arabic, angka).map("/".join),
    st.tuples(arabic, angka, huruf).map("/".join),
    st.tuples(st.just("pasal-i"), angka, arabic, ayat).map("/".join),
)
place = st.one_of(
    body,
    body.map(lambda inner: f"penjelasan/{inner}"),
    st.tuples(st.integers(1, 30).map(lambda n: f"lampiran-{n}"), body).map("/".join),
    st.tuples(st.sampled_from(["menimbang", "memperhatikan"]), huruf).map("/".join),
    st.integers(1, 20).map(lambda n: f"mengingat/angka-{n}"),
    st.sampled_from(
        [
            "penjelasan",
            "penjelasan/umum",
            "pembukaan",
            "lampiran-2",
            "menimbang",
            "mengingat",
            "penutup",
            "bab-iv",
            "bab-xviia",
            "diktum-kesatu",
            "pembukaan/alinea-4",
            "bagian-aturan-peralihan/pasal-ii",
            "pasal-i/ayat-2",
            "pasal-ii/ayat-1/huruf-a",
        ]
    ),
)
year = st.integers(1945, 2025).map(str)
slug = st.sampled_from(
    [
        "uu",
        "pp",
        "perppu",
        "perpres",
        "keppres",
        "inpres",
        "uu-darurat",
        "penpres",
        "permendagri",
        "permenkeu",
        "permenlu",
        "permenkumham",
        "permenpanrb",
        "kepmenkes",
        "perbapeten",
        "pojk",
        "perma",
        "sema",
        "kepbapeten",
        "se-bapeten",
        "perda-jawa-barat",
        "perda-kota-bandung",
        "pergub-dki-jakarta",
        "perbup-sleman",
        "perkpu",
        "permenurusan-ladang",
        "pbi",
    ]
)
act = st.one_of(
    st.tuples(slug, year, st.one_of(number, number.map("{}a".format))).map("/".join),
    st.tuples(st.just("tap-mpr"), st.integers(1960, 2003).map(str),
              st.sampled_from(["i", "iii", "xxv", "xvii"])).map("/".join),
    st.tuples(st.just("stb"), st.integers(1850, 1949).map(str), number).map("/".join),
    st.sampled_from(["uud/1945", "uuds/1950", "stb/1847/23", "stb/1847/23-kuhd", "stb/1915/732"]),
)  # fmt: skip


# A ruling has parts of its own, and none of an act's.
ruling = st.tuples(st.just("putusan-mk"), st.integers(2003, 2025).map(str),
                   st.sampled_from(["91-puu-xviii", "3-puu-viii"])).map("/".join)  # fmt: skip
of_ruling = st.one_of(
    st.tuples(st.integers(1, 9), st.integers(1, 40)).map(lambda n: f"paragraf-{n[0]}.{n[1]}"),
    st.integers(1, 30).map(lambda n: f"amar/angka-{n}"),
    st.just("amar"),
)
target = st.one_of(
    *(
        st.tuples(work, st.one_of(st.just(""), part)).map(lambda t: "#".join(filter(None, t)))
        for work, part in ((act, place), (ruling, of_ruling))
    )
)


@settings(max_examples=600, deadline=None)
@given(target, st.sampled_from(["id", "en"]))
def test_what_is_printed_is_read_again(target: str, language: Any) -> None:
    assert is_target(target)
    assert parse_reference(print_target(target, language)) == [target]


# Names people use -------------------------------------------------------------------------------


def test_names_are_many_and_each_is_understood() -> None:
    table = names()
    assert len({acts[0] for acts in table.values()}) >= 60
    for name, acts in table.items():
        assert parse_reference(name)[:1] == [acts[0]], name


@pytest.mark.parametrize("name", ["Pemda", "Kesehatan", "Cipta Kerja", "KUHP"])
def test_no_name_means_an_act_younger_than_the_citing_one(name: str) -> None:
    for when in (1980, 1993, 2005, 2010, 2021, 2024):
        meant = nickname(name.lower() if name != "KUHP" else name, when)
        assert meant is not None and len(meant.acts) == 1
        older = [a for a in names().get(f"UU {name.lower()}", (meant.acts[0],))
                 if int(a.split("/")[1]) <= when]  # fmt: skip
        assert not older or int(meant.acts[0].split("/")[1]) <= when


# Robustness -------------------------------------------------------------------------------------

PIECES = st.sampled_from(
    [
        "Pasal ",
        "ayat (",
        "1",
        ") ",
        "huruf a",
        ", ",
        " dan ",
        "UU ",
        "Undang-Undang ",
        "Nomor ",
        "23",
        " Tahun ",
        "2014",
        "/",
        "\n",
        "   ",
        "sampai dengan ",
        "ini",
        "tentang ",
        "(",
        "Peraturan ",
        "Menteri ",
        "Kata ",
        ";",
        "PENJELASAN\n",
        "Article ",
        "of ",
        "KUHP",
        "Lampiran ",
        "l",
        "O",
    ]
)


@settings(max_examples=300, deadline=None)
@given(st.lists(PIECES, max_size=60).map("".join), st.sampled_from([None, "uu/2014/23"]))
def test_any_text_gives_spans_in_order_and_well_formed_targets(text: str, act: str | None) -> None:
    found = find_references(text, act)
    assert found == sorted(found, key=lambda ref: (ref.start, ref.end))
    for before, after in pairwise(found):
        assert before.end <= after.start
    for ref in found:
        assert text[ref.start : ref.end] == ref.text
        assert ref.targets
        assert all(is_target(target) for target in ref.targets)
        assert len(ref.targets) == len(set(ref.targets))


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=200))
def test_any_string_can_be_looked_up(text: str) -> None:
    assert all(is_target(target) for target in parse_reference(text))


LONG = [
    "Pasal 1 ayat (1) huruf a, " * 8000,
    "Pasal 1 dan " * 8000,
    " " * 200_000,
    "UU 23" + " " * 200_000 + "2014",
    "Pasal 5" + "\n" * 200_000 + "ayat (1)",
    "Undang-Undang " * 15_000,
    "Peraturan Menteri " * 12_000,
    "Undang-Undang Nomor 1 Tahun 2000 tentang " + "Kata " * 40_000,
    "Undang-Undang Nomor 1 Tahun 2000 tentang A atas " * 4000,
    "(" * 100_000,
    "Nomor " * 30_000 + "/" * 50_000,
    "1, " * 60_000,
    "Undang-undang tersebut " * 8000,
]


@pytest.mark.parametrize("text", LONG, ids=lambda text: text[:24])
def test_long_runs_end(text: str) -> None:
    """Were any expression quadratic, these would not come to an end in anybody's patience."""
    assert isinstance(find_references(text, "uu/2014/23"), list)


# Links made by hand -----------------------------------------------------------------------------


@pytest.mark.shared
@pytest.mark.skipif(not (SHARED / "questions").exists(), reason="needs ../shared/data")
def test_links_made_by_hand() -> None:
    """Acts and articles of the hand-made links: precision and recall on the words they mark."""
    found = measured(SHARED)
    assert found.marked >= 50
    assert min(found.ratios("act")) >= 0.97
    assert min(found.ratios("article")) >= 0.95


@pytest.mark.shared
@pytest.mark.skipif(not (SHARED / "topic-acts").exists(), reason="needs ../shared/data")
@pytest.mark.parametrize("act", ["uu/2000/24", "pp/2018/33", "uu/2015/9", "uu/1999/22"])
def test_every_passage_of_an_act_is_printed_and_read_again(act: str) -> None:
    from dalil.ingest.model import SourceText
    from dalil.ingest.structure.act import parse_act
    from dalil.ingest.structure.passages import split_act

    path = SHARED / "topic-acts" / f"{act.replace('/', '_')}.md"
    text = path.read_text(encoding="utf-8")
    for passage in split_act(SourceText(text), parse_act(text), act):
        assert parse_reference(print_target(passage.passage_id)) == [passage.passage_id]
