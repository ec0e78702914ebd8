"""References to rulings: a table with a reason a row, and numbers read as ingesting reads them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from check_library import fill
from hypothesis import given, settings
from hypothesis import strategies as st

from dalil.answer.citation.lookup import look_up
from dalil.answer.drafts.check import check_text
from dalil.index.curate.add_sources import take_in
from dalil.index.library import Library
from dalil.ingest.identify.identify import identify
from dalil.ingest.model import SourceText
from dalil.ingest.references.find import find_references, parse_reference
from dalil.ingest.references.ids import is_target, print_target
from dalil.ingest.references.rulings import unread_rulings

TABLE = Path(__file__).parent / "data" / "ruling_forms.tsv"
ROWS = [
    tuple(line.split("\t"))
    for line in TABLE.read_text(encoding="utf-8").splitlines()
    if not line.startswith("#")
]


@pytest.mark.parametrize(("text", "expected", "why"), ROWS, ids=[f"{r[0]}: {r[2]}" for r in ROWS])
@pytest.mark.parametrize("around", ["{}", "Menurut {}, hal itu jelas.", "Sawah.\n\n{}\n\nSawah."])
def test_form(text: str, expected: str, why: str, around: str) -> None:
    said = around.format(text)
    found = find_references(said)
    shown = " + ".join(",".join(r.targets) + (f"!{r.unread}" if r.unread else "") for r in found)
    assert shown == expected, why
    for reference in found:
        assert said[reference.start : reference.end] == reference.text
    whole = "!" not in expected and bool(expected) and text in {r.text.strip("()") for r in found}
    if whole:
        assert parse_reference(text) == [expected]
    if "!" in expected:
        assert parse_reference(text) == [], "a part is not looked up as if it were the whole"


def test_the_table_is_large_enough_and_has_no_form_twice() -> None:
    assert len(ROWS) >= 80
    assert len({row[0] for row in ROWS}) == len(ROWS)


@pytest.mark.parametrize("text", [r[0] for r in ROWS if not r[1] and r[0].startswith("Putusan")])
def test_a_ruling_whose_number_is_not_understood_is_noticed(text: str) -> None:
    if "2099" in text:
        return  # understood; its year has not come
    assert [text[a:b] for a, b in unread_rulings(f"Lihat {text}, demikian.".removeprefix("Lihat "))]


# Numbers made by the courts' rules ---------------------------------------------------------------

serial, when = st.integers(1, 9_999), st.integers(2003, 2026)
seat = st.sampled_from(["Bdg", "Jkt.Sel", "Sby", "Mdn", "Dps", "Kab.Mlg", "Yyk", "Kbu"])
case = st.sampled_from(
    ["Pid.Sus", "Pdt.G", "Pid.B", "Pdt.Sus-PHI", "Pid.Sus-TPK", "Pdt.P", "Pdt.G/LH", "Pid.B-LH"]
)
number = st.one_of(
    st.builds("{}/PUU-{}/{}".format, serial, st.sampled_from(["I", "X", "XVIII", "XXI"]), when),
    st.builds("{}-{}/PUU-{}/{}".format, serial, serial, st.sampled_from(["IV", "VII"]), when),
    st.builds("{}/PHPU.{}-{}/{}".format, serial, st.sampled_from(["D", "PRES", "DPR-DPRD"]),
              st.sampled_from(["VIII", "XXII"]), when),
    st.builds("{} {}/{}/{}".format, serial, st.sampled_from(["K", "PK", "B/PK"]),
              st.sampled_from(["Pdt", "Pid.Sus", "TUN", "Ag", "Pdt.Sus-PHI", "PJK"]), when),
    st.builds("{} P/HUM/{}".format, serial, when),
    st.builds("{}/{}/{}/PN {}".format, serial, case, when, seat),
    st.builds("{}/{}/{}/PA.{}".format, serial, case, when, seat),
    st.builds("{}/PID/{}/PT {}".format, serial, when, st.sampled_from(["DKI", "BDG", "SBY"])),
    st.builds("{}/{}/{}/PTUN.{}".format, serial, st.sampled_from(["G", "P", "G/LH"]), when,
              st.sampled_from(["JKT", "BDG"])),
    st.builds("{}/B/{}/PT.TUN.{}".format, serial, when, st.sampled_from(["JKT", "MDN"])),
    st.builds("{}/Pdt.G/{}/PTA.{}".format, serial, when, st.sampled_from(["Bdg", "JK"])),
    st.builds("{}/JN/{}/MS.{}".format, serial, when, st.sampled_from(["Bna", "Lsm"])),
    st.builds("PUT-{:06}.{}/{}/PP/M.{} Tahun {}".format, serial, st.integers(10, 99), when,
              st.sampled_from(["XIIB", "IA"]), when),
    st.builds("{}-K/PM II-0{}/A{}/{}/{}".format, serial, st.integers(1, 9), st.sampled_from("DLU"),
              st.sampled_from(["I", "IX"]), when),
)  # fmt: skip


@settings(max_examples=400, deadline=None)
@given(number, st.sampled_from(["Putusan Nomor {}", "putusan No. {}", "Put. {}", "perkara {}"]))
def test_a_reference_means_the_id_that_ingesting_the_ruling_gives(printed: str, form: str) -> None:
    ruling = (
        f"P U T U S A N\nNomor {printed}\nDEMI KEADILAN BERDASARKAN KETUHANAN YANG MAHA ESA\n"
        "Majelis Hakim memeriksa perkara ini.\nMenimbang, bahwa Terdakwa didakwa;\n"
    )
    act = identify(SourceText(ruling)).id
    assert is_target(act)
    assert parse_reference(form.format(printed)) == [act]
    assert parse_reference(act) == [act]
    assert parse_reference(print_target(act)) == [act]
    assert parse_reference(print_target(act, "en")) == [act]
    small = form.format(printed).lower()
    assert parse_reference(small) in ([act], []), "typed small: the same or nothing"


@settings(max_examples=300, deadline=None)
@given(number, st.sampled_from(["UU Nomor {}", "PP No. {}", "Perda Nomor {}", "Perma No. {}"]))
def test_a_register_number_is_never_an_acts(printed: str, form: str) -> None:
    found = find_references(form.format(printed))
    assert [t.split("-")[0] for r in found for t in r.targets] == ["putusan"]
    assert parse_reference(form.format(printed)) == []


# Looked up and checked ---------------------------------------------------------------------------

RULING = """PUTUSAN
Nomor 17/Pid.Sus/2021/PN Ctk
DEMI KEADILAN BERDASARKAN KETUHANAN YANG MAHA ESA
Pengadilan Negeri Contohkota yang mengadili perkara pidana menjatuhkan putusan sebagai berikut.

Menimbang, bahwa terdakwa membakar sampah di taman pada malam hari;

MENGADILI:

1. Menyatakan terdakwa bersalah;
2. Membebankan biaya perkara kepada terdakwa.
"""
ID = "putusan-pn-ctk/2021/17-pid-sus"


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    folder = fill(tmp_path_factory.mktemp("rulings"))
    file = tmp_path_factory.mktemp("ruling") / "putusan.md"
    file.write_text(RULING, encoding="utf-8")
    opened = Library.open(folder)
    take_in(opened, [file], vectors=False)
    assert opened.catalog.document(ID) is not None
    yield opened
    opened.close()


def test_a_ruling_is_looked_up_by_its_number(library: Library) -> None:
    for text in ("Putusan PN Contohkota No. 17/Pid.Sus/2021/PN.Ctk", ID, "17/Pid.Sus/2021/PN Ctk"):
        found = look_up(library, text)
        assert [match.document.id for match in found.matches] == [ID], text
    missing = look_up(library, "Putusan MK Nomor 35/PUU-X/2012")
    assert (missing.matches, missing.missing) == ((), ("Putusan MK Nomor 35/PUU-X/2012",))


#: (draft, verdicts with targets in order, why)
DRAFTS = [
    ("Lihat Putusan PN Contohkota Nomor 17/Pid.Sus/2021/PN Ctk.", [("verified", ID)], "it is here"),
    ("Lihat Putusan MK Nomor 35/PUU-X/2012.", [("not_in_library", "putusan-mk/2012/35-puu-x")],
     "it is not"),
    ("Lihat Putusan PN Bandung Nomor 17/Pid.Sus/2021/PN Ctk.", [("partly_read", ID)],
     "the words name another court"),
    ("Lihat Putusan PN Contohkota Nomor 17/Pid.Sus/2021/PN Ctk, amar angka 9.",
     [("no_such_provision", f"{ID}#amar/angka-9")], "its amar has two dicta"),
    ("Lihat Putusan PN Contohkota Nomor 17/Pid.Sus/2021/PN Ctk, amar angka 2.",
     [("verified", f"{ID}#amar/angka-2")], "the second of them"),
    ("Lihat Putusan PN Contohkota Nomor 17/Pid.Sus/2021/PN Ctk, paragraf [3.1].",
     [("not_in_library", f"{ID}#paragraf-3.1")], "the copy may have lost a number"),
    ("Lihat Putusan PN Contohkota Nomor 17/Pid.Sus/2021.", [("partly_read", "")],
     "a number in part is nobody's"),
    ("Menurut UU 901/2021 dan Putusan PN Contohkota Nomor 17/Pid.Sus/2021/PN Ctk, Pasal 4 berlaku.",
     [("verified", "uu/2021/901"), ("verified", ID), ("verified", "uu/2021/901#pasal-4")],
     "a pasal behind a ruling is the act's"),
    ("A.[^1] B.[^2]\n\n[^1]: Putusan PN Contohkota Nomor 17/Pid.Sus/2021/PN Ctk tentang "
     "UU 901/2021.\n[^2]: Ibid., hlm. 5.",
     [("verified", ID), ("verified", "uu/2021/901"), ("verified", ID)],
     "ibid. repeats the ruling, not what it is about"),
    ("A.[^1] B.[^2]\n\n[^1]: Putusan PN Contohkota Nomor 17/Pid/2021, lihat UU 901/2021."
     "\n[^2]: Ibid., Pasal 4.",
     [("partly_read", ""), ("verified", "uu/2021/901"), ("partly_read", "")],
     "ibid. after a ruling that is not understood is unknown"),
]  # fmt: skip


@pytest.mark.parametrize(("draft", "expected", "why"), DRAFTS, ids=[row[2] for row in DRAFTS])
def test_rulings_of_drafts(
    library: Library, draft: str, expected: list[tuple[str, str]], why: str
) -> None:
    findings = check_text(library, draft).findings
    assert [(str(f.verdict), ",".join(f.targets)) for f in findings] == expected, why
