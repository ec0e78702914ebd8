"""Claims against passages of made-up acts: one row a case, with what it is about."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dalil.answer.claims.amounts import amounts
from dalil.answer.claims.claim import read_claim
from dalil.answer.claims.stance import stance_of

LICENCE = (
    "Izin taman diberikan oleh lurah paling lama 14 (empat belas) hari kerja setelah permohonan."
)

TABLE = Path(__file__).parent / "data" / "stances.tsv"
#: claim, passage, opening line, stance, ground, why this row
CASES = [
    tuple(line.split("\t"))
    for line in TABLE.read_text(encoding="utf-8").splitlines()
    if not line.startswith("#")
]


@pytest.mark.parametrize(
    ("claim", "text", "lead_in", "stance", "ground"),
    [case[:5] for case in CASES],
    ids=[f"{n}: {case[5]}" for n, case in enumerate(CASES)],
)
def test_stances(claim: str, text: str, lead_in: str, stance: str, ground: str) -> None:
    found = stance_of(read_claim(claim), text, lead_in)
    assert (found.stance, found.grounds) == (stance, (ground,) if ground else ()), found.reason
    assert all(half.strip() for half in found.reason)


def test_the_end_of_a_line_ends_no_clause() -> None:
    """A PDF's text has the lines of its page."""
    page = "Setiap orang dilarang\nmemperoleh\natau mengumpulkan sisik naga di dalam\nkota."
    assert stance_of(read_claim("Setiap orang dilarang mengumpulkan sisik naga"), page).stance == (
        "supports"
    )
    assert stance_of(read_claim("Setiap orang boleh mengumpulkan sisik naga"), page).stance == (
        "otherwise"
    )


def test_what_conflicts_is_marked() -> None:
    found = stance_of(read_claim("Izin taman diberikan lurah paling lama 30 hari kerja"), LICENCE)
    assert [LICENCE[s:e] for s, e in found.spans] == ["14 (empat belas) hari kerja"]
    assert found.reason[0] == "angka lain: 30 hari kerja ≠ 14 (empat belas) hari kerja"
    assert found.reason[1].startswith("another number:")


@given(st.text(max_size=200), st.text(max_size=200), st.text(max_size=60))
def test_any_text_is_judged_and_spans_lie_in_it(claim: str, text: str, lead_in: str) -> None:
    found = stance_of(read_claim(claim), text, lead_in)
    assert found.stance in {"supports", "otherwise", "near"}
    assert 0.0 <= found.coverage_ratio <= 1.0
    assert all(0 <= s < e <= len(text) for s, e in found.spans)


@given(
    st.lists(
        st.sampled_from(
            "naga taman wajib dilarang dapat tidak kecuali paling lama 3 (tiga) tahun 5% "
            "Rp1.000,00 gubernur oleh bupati yang memelihara . , ; \n (1) a. dan".split(" ")
        ),
        max_size=40,
    ).map(" ".join)
)
def test_a_text_never_contradicts_itself_in_number(text: str) -> None:
    found = stance_of(read_claim(text), text)
    assert not {"number", "actor"} & set(found.grounds)


@pytest.mark.parametrize(
    ("text", "kind", "value", "bound"),
    [
        ("paling lama 3 (tiga) tahun", "time", 1095, "most"),
        ("selambat-lambatnya tujuh hari", "time", 7, "most"),
        ("tidak kurang dari 10 orang", "orang", 10, "least"),
        ("tidak lebih dari 10 orang", "orang", 10, "most"),
        ("lebih dari 10 orang", "orang", 10, "least"),
        ("Rp1.500.000,00 (satu juta lima ratus ribu rupiah)", "money", 1_500_000, ""),
        ("dua ratus lima puluh ribu rupiah", "money", 250_000, ""),
        ("IDR 2 million", "money", 2_000_000, ""),
        ("5,7% (lima koma tujuh persen)", "ratio", 0.057, ""),
        ("2/3 (dua per tiga) dari anggota", "ratio", 2 / 3, ""),
        ("setahun", "time", 365, ""),
        ("tiga belas hari", "time", 13, ""),
        ("one hundred twenty days", "time", 120, ""),
        ("denda kategori IV", "kategori", 4, ""),
        ("berusia 17 (tujuh belas) tahun", "age", 6205, ""),
        ("5 tahun atau lebih", "time", 1825, "least"),
    ],
)  # fmt: skip
def test_amounts(text: str, kind: str, value: float, bound: str) -> None:
    [found] = amounts(text)
    assert (found.kind, found.bound) == (kind, bound)
    assert found.value == pytest.approx(value)


@pytest.mark.parametrize(
    "text",
    [
        "Pasal 5 ayat (2) huruf a", "Nomor 13 Tahun 2003", "tahun 2014", "UU 23/2014",
        "tanggal 15 bulan berikutnya", "kedua pihak", "", "BAB IV",
    ],
)  # fmt: skip
def test_names_are_no_amounts(text: str) -> None:
    assert amounts(text) == []
