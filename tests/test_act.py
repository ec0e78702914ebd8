"""The grammar of an act, on an act of our own and on what scans do to real ones."""

import re
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dalil.ingest.model import Passage, SourceText
from dalil.ingest.structure.act import parse_act
from dalil.ingest.structure.passages import split_act
from dalil.ingest.structure.sections import find_frames

SHARED = Path(__file__).resolve().parents[2] / "shared" / "data"
ACT = (Path(__file__).parent / "data" / "pp_2021_907.md").read_text(encoding="utf-8")


def passages(text: str) -> dict[str, Passage]:
    found = split_act(SourceText(text), parse_act(text), "x")
    return {p.passage_id.removeprefix("x#"): p for p in found}


def test_every_unit_of_an_act_has_its_id() -> None:
    expected = [
        "pembukaan",
        "menimbang",
        "menimbang/huruf-a",
        "menimbang/huruf-b",
        "mengingat",
        "mengingat/angka-1",
        "mengingat/angka-2",
        "diktum",
        "pasal-1",
        "pasal-1/angka-1",
        "pasal-1/angka-2",
        "pasal-2",
        "pasal-2/ayat-1",
        "pasal-2/ayat-2",
        "pasal-2/ayat-2/huruf-a",
        "pasal-2/ayat-2/huruf-b",
        "pasal-2/ayat-2/huruf-b/angka-1",
        "pasal-2/ayat-2/huruf-b/angka-2",
        "pasal-2/ayat-2/huruf-c",
        "pasal-2/ayat-3",
        "pasal-3",
        "pasal-4",
        "pasal-4/ayat-1",
        "pasal-4/ayat-2",
        "pasal-4a",
        "pasal-5",
        "penutup",
        "penjelasan",
        "penjelasan/umum",
        "penjelasan/umum/alinea-1",
        "penjelasan/pasal-1",
        "penjelasan/pasal-2",
        "penjelasan/pasal-2/ayat-1",
        "penjelasan/pasal-2/ayat-2",
        "penjelasan/pasal-2/ayat-2/huruf-a",
        "penjelasan/pasal-2/ayat-2/huruf-b",
        "penjelasan/pasal-2/ayat-3",
        "penjelasan/pasal-3",
        "lampiran-1",
        "lampiran-1/alinea-1",
    ]
    assert list(passages(ACT)) == expected


def test_text_lead_in_and_headings_of_a_nested_unit() -> None:
    unit = passages(ACT)["pasal-2/ayat-2/huruf-b/angka-1"]
    assert unit.text == "1. pensil; dan"
    assert unit.lead_in.splitlines() == [
        "(2) Kendaraan sebagaimana dimaksud pada ayat (1) dilengkapi dengan:",
        "b. alat tulis, berupa:",
    ]
    assert unit.heading == ("BAB II PENYELENGGARAAN", "Bagian Kesatu Kewajiban")
    assert unit.parent_id == "x#pasal-2/ayat-2/huruf-b"


def test_a_heading_glued_to_the_provision_before_is_cut_off() -> None:
    found = passages(ACT)
    assert found["pasal-3"].text == "Pengemudi dilarang memungut bayaran."
    assert found["pasal-4"].heading == ("BAB II PENYELENGGARAAN", "Bagian Kedua Rute")


SEARCHABLE = [
    ("pasal-1/angka-2", True),  # a definition is found by itself
    ("pasal-2", False),  # its words all stand in its ayat
    ("pasal-2/ayat-2", True),  # a short list is also one thought
    ("pasal-3", True),  # a pasal without ayat is its own unit
    ("penjelasan/pasal-1", False),  # "Cukup jelas" answers nothing
    ("penjelasan/pasal-2/ayat-2/huruf-a", True),
    ("penjelasan/pasal-2/ayat-2/huruf-b", False),
    ("penutup", False),  # signatures answer nothing
    ("menimbang/huruf-b", True),
]


@pytest.mark.parametrize(("unit", "searchable"), SEARCHABLE)
def test_what_is_indexed(unit: str, searchable: bool) -> None:
    assert passages(ACT)[unit].searchable is searchable


def body(text: str) -> list[str]:
    """Ids of the pasal and below of a body made of ``text``."""
    return [i for i in passages(f"MEMUTUSKAN:\n{text}") if i.startswith("pasal")]


BODIES = [
    # text, ids, reason
    (
        "Pasal 1\nSatu.\nPasal 2\nSebagaimana dimaksud dalam\nPasal 1\nberlaku.\nPasal 3\nTiga.",
        ["pasal-1", "pasal-2", "pasal-3"],
        "a reference broken over a line's end is no heading",
    ),
    (
        "Pasal 1\n(1) Satu.\n(21 Dua.\n(3) Tiga.\nPasal 2\nDua.",
        ["pasal-1", "pasal-1/ayat-1", "pasal-1/ayat-2", "pasal-1/ayat-3", "pasal-2"],
        "(21 is (2) where (1) and (3) stand around it",
    ),
    (
        "Pasal 9\nSatu.\nPasal lO\nDua.\nPasal 1 1\nTiga.\nPasal 12\nEmpat.",
        ["pasal-9", "pasal-10", "pasal-11", "pasal-12"],
        "lO for 10, 1 1 for 11: the numbering proves it",
    ),
    (
        "Pasal 1\nSatu.\nPasa72\n(1) Dua.\n(2) Juga.\nPasaI 3\nTiga.",
        ["pasal-1", "pasal-2", "pasal-2/ayat-1", "pasal-2/ayat-2", "pasal-3"],
        "Pasa72 is Pasal 2 with its l misread and its blank lost",
    ),
    (
        "Pasal I\nSatu.\nPasal 2\nDua.\nPasal 3\nTiga.",
        ["pasal-1", "pasal-2", "pasal-3"],
        "a misread 1 in an act that amends nothing",
    ),
    (
        "Pasal 1. Satu kata. Pasal 2. (1) Dua. (2) Tiga. Pasal 3. Peraturan ini mulai berlaku.",
        ["pasal-1", "pasal-2", "pasal-2/ayat-1", "pasal-2/ayat-2", "pasal-3"],
        "an old act printed without line breaks",
    ),
    (
        "Pasal 1\na satu;\nb. dua;\nc. tiga.\nPasal 2\nDua.",
        ["pasal-1", "pasal-1/huruf-a", "pasal-1/huruf-b", "pasal-1/huruf-c", "pasal-2"],
        "a huruf that has lost its point",
    ),
    (
        "Pasal 1\nSanksi pada ayat (1) dan ayat (2) huruf a. Selesai.\nPasal 2\nDua.",
        ["pasal-1", "pasal-2"],
        "references inside a sentence are no list",
    ),
    (
        "Pasal 1\nSatu.\nPasal 3\nTiga.\nPasal 4\nEmpat.",
        ["pasal-1", "pasal-3", "pasal-4"],
        "a number that is missing is not invented",
    ),
    (
        "Pasal 1\nSatu.\nPasal 2 . . .\nPasal 2\nDua.\nPasal 3\nTiga.",
        ["pasal-1", "pasal-2", "pasal-3"],
        "a catchword at a page's end",
    ),
]


@pytest.mark.parametrize(("text", "ids", "reason"), BODIES, ids=[b[2] for b in BODIES])
def test_pasal_and_lists(text: str, ids: list[str], reason: str) -> None:
    assert body(text) == ids, reason


def test_a_missing_pasal_is_reported() -> None:
    tree = parse_act("MEMUTUSKAN:\nPasal 1\nSatu.\nPasal 2\nDua.\nPasal 4\nEmpat.")
    assert tree.warnings == ("pasal yang tidak ditemukan dalam batang tubuh: 3",)


AMENDING = """UNDANG-UNDANG REPUBLIK INDONESIA
NOMOR 8 TAHUN 2032
TENTANG
PERUBAHAN ATAS UNDANG-UNDANG NOMOR 907 TAHUN 2021
MEMUTUSKAN:
Pasal I
Beberapa ketentuan diubah sebagai berikut:
1. Ketentuan Pasal 12 diubah sehingga berbunyi sebagai berikut:
Pasal 12
(1) Baru.
(2) Lebih baru.
2. Di antara Pasal 12 dan Pasal 13 disisipkan 1 (satu) pasal, yakni Pasal 12A yang berbunyi:
Pasal 12A
Sisipan.
3. Pasal 20 dihapus.
Pasal II
Undang-Undang ini mulai berlaku pada tanggal diundangkan.
"""


def test_an_amending_act_keeps_the_new_wording_under_its_place() -> None:
    assert [i for i in passages(AMENDING) if i.startswith("pasal")] == [
        "pasal-i",
        "pasal-i/angka-1",
        "pasal-i/angka-1/pasal-12",
        "pasal-i/angka-1/pasal-12/ayat-1",
        "pasal-i/angka-1/pasal-12/ayat-2",
        "pasal-i/angka-2",
        "pasal-i/angka-2/pasal-12a",
        "pasal-i/angka-3",
        "pasal-ii",
    ]


def test_a_repeated_number_keeps_ids_unique() -> None:
    tree = parse_act("MEMUTUSKAN:\nPasal 1\nSatu.")
    twice = split_act(SourceText("MEMUTUSKAN:\nPasal 1\nSatu."), tree, "x")
    doubled = type(tree)(tree.parts + tree.parts)
    ids = [p.passage_id for p in split_act(SourceText("MEMUTUSKAN:\nPasal 1\nSatu."), doubled, "x")]
    assert "x#pasal-1~2" in ids
    assert len(ids) == 2 * len(twice) == len(set(ids))


def test_a_decision_without_pasal_gives_its_diktum() -> None:
    text = "MEMUTUSKAN:\nMenetapkan :\nPERTAMA : Mengangkat A.\nKEDUA : Memberhentikan B.\n"
    assert [i for i in passages(text) if "-" in i] == ["diktum-pertama", "diktum-kedua"]


PIECES = st.sampled_from(
    ["Pasal 1\n", "Pasal 2\n", "Pasal I", "(1) ", "(2) ", "(21 ", "a. ", "b. ", "1. ", "BAB II ",
     "MEMUTUSKAN:", "PENJELASAN ATAS", "Cukup jelas.", "LAMPIRAN\n", "Menimbang :", "Kata kata.",
     "\n", " ", "Agar setiap orang mengetahuinya", "dimaksud dalam ", "huruf ", "Ayat (1)", "é"]
)  # fmt: skip


@given(st.lists(PIECES, max_size=60).map("".join))
def test_any_text_gives_spans_that_hold(text: str) -> None:
    frames = find_frames(text)
    assert (frames[0].start, frames[-1].end) == (0, len(text))
    assert all(a.end == b.start for a, b in pairwise(frames))
    found = split_act(SourceText(text), parse_act(text), "x")
    by_id = {p.passage_id: p for p in found}
    assert len(by_id) == len(found)
    for passage in found:
        assert text[passage.start : passage.end] == passage.text
        if passage.parent_id is not None:
            parent = by_id[passage.parent_id]
            assert parent.start <= passage.start <= passage.end <= parent.end


@pytest.mark.shared
@pytest.mark.skipif(not SHARED.is_dir(), reason="the real acts are not next to the project")
@pytest.mark.parametrize(
    ("act", "last", "lost"),
    [
        ("uu_2014_23", 411, set()),
        ("uu_2000_24", 22, set()),
        ("uu_1999_37", 40, set()),
        ("uu_2011_12", 104, set()),
        ("pp_2018_28", 52, set()),
    ],
)
def test_pasal_of_real_acts(act: str, last: int, lost: set[int]) -> None:
    text = (SHARED / "topic-acts" / f"{act}.md").read_text(encoding="utf-8")
    found = passages(text)
    have = {int(i[6:]) for i in found if i.startswith("pasal-") and i[6:].isdigit()}
    assert have == set(range(1, last + 1)) - lost


RUN_TOGETHER = [
    # (list of an ayat, huruf that may be cited): a mark lost after "; dan"
    ("a. padi;\nb. jagung; dan sagu yang ditanam di rawa.", ["a"]),
    # several lost, and a later mark left over
    ("a. padi;\nb. jagung; sagu; talas yang basah; dan\ne. ubi.", ["a"]),
    # in the middle
    ("a. padi; dan sagu yang ditanam di rawa;\nb. jagung.", ["b"]),
    # whole lists, however they end
    ("a. padi;\nb. jagung; dan/atau\nc. sagu.", ["a", "b", "c"]),
    ("a. padi;\nb. jagung; dan atau c. sagu yang ditanam di rawa.", ["a", "b", "c"]),
    ("a. padi;\nb. jagung yang:\n1. muda; dan\n2. tua.", ["a", "b"]),
    ("a. padi yang:\n- muda; dan\n- tua sekali rasanya;\nb. jagung.", ["a", "b"]),
    ("a. padi; dan\nb. jagung yang ditanam dan dipanen.", ["a", "b"]),
]


@pytest.mark.parametrize(("items", "letters"), RUN_TOGETHER)
def test_a_list_run_together_is_cited_by_its_ayat_and_told(items: str, letters: list[str]) -> None:
    text = f"Pasal 1\n(1) Petani menanam:\n{items}\n(2) Petani memanen.\nPasal 2\nPadi.\n"
    tree = parse_act(text)
    found = {str(p.locator): p for p in split_act(SourceText(text), tree, "x")}
    listed = [key[-1] for key in found if re.fullmatch(r"pasal-1/ayat-1/huruf-.", key)]
    assert listed == letters
    assert items.split("\n")[-1] in found["pasal-1/ayat-1"].text
    damaged = [w for w in tree.warnings if "daftar rusak" in w]
    whole = len(letters) == len(re.findall(r"(?:^|\n| )[a-e]\. ", items))
    assert bool(damaged) != whole
    assert whole or "Pasal 1 ayat (1)" in damaged[0]
