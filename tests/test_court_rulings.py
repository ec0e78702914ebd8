"""What courts decided is shown at the provision: in hits, look-ups, passages and the reader."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from made_up import act
from ruling_texts import PARK, UUD, mk, parsed
from typer.testing import CliRunner

from dalil.answer.court_rulings import day_words, effect_note
from dalil.cli.main import app
from dalil.index.court_rulings import rulings_in, rulings_on
from dalil.index.curate.add_sources import take_in
from dalil.index.store.catalog import Catalog
from dalil.ingest.model import Parsed
from dalil.library import Library

ID = "putusan-mk/2020/91-puu-xviii"
ACT = "uu/2014/901"
AMAR = (
    "Mengadili,\n1. Mengabulkan permohonan para Pemohon untuk sebagian;\n"
    f"2. Menyatakan Pasal 5 {PARK} bertentangan dengan {UUD} dan tidak mempunyai kekuatan hukum "
    f"mengikat;\n3. Menyatakan frasa “pemilik” dalam Pasal 6 ayat (2) {PARK} bertentangan dengan "
    f"{UUD} dan tidak mempunyai kekuatan hukum mengikat secara bersyarat sepanjang tidak dimaknai "
    "“pemilik dan <b>penyewa</b>”;\n4. Menyatakan permohonan sepanjang mengenai Pasal 8 "
    f"{PARK} tidak dapat diterima;\n5. Menolak permohonan para Pemohon untuk selain dan selebihnya."
)
TEXT = """UNDANG-UNDANG REPUBLIK INDONESIA
NOMOR 901 TAHUN 2014
TENTANG
TAMAN

DENGAN RAHMAT TUHAN YANG MAHA ESA
PRESIDEN REPUBLIK INDONESIA,
Menimbang : bahwa taman perlu diatur;
Mengingat : Pasal 20 Undang-Undang Dasar Negara Republik Indonesia Tahun 1945;
MEMUTUSKAN:
Menetapkan : UNDANG-UNDANG TENTANG TAMAN.

Pasal 1
Taman adalah lahan terbuka.

Pasal 2
Taman dibuka setiap hari.

Pasal 3
Taman dijaga oleh penjaga taman.

Pasal 4
Pagar taman dirawat oleh kelurahan.

Pasal 5
(1) Pagar taman boleh menutup jalan masuk anak.
(2) Kunci pagar disimpan lurah.

Pasal 6
(1) Pohon ditebang dengan izin.
(2) Izin penebangan pohon diberikan kepada pemilik.

Pasal 7
Setiap orang dilarang membakar sampah.

Pasal 8
Undang-Undang ini mulai berlaku pada tanggal diundangkan.
"""


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    folder = tmp_path_factory.mktemp("court")
    (folder / "taman.md").write_text(TEXT, encoding="utf-8")
    (folder / "putusan.txt").write_text(mk(AMAR), encoding="utf-8")
    with Library.open(folder / "pustaka", create=True) as opened:
        report = take_in(opened, [folder], vectors=False, workers=1)
        assert {t.document.id for t in report.documents} == {ACT, ID}, report.failed
        yield opened


def run(library: Library, *arguments: str) -> str:
    found = CliRunner().invoke(app, [*arguments, "--library", str(library.folder)])
    assert found.exit_code == 0, found.output
    return found.output


SAID = [
    ("pasal-5", [("struck_down", "pasal-5")], "the pasal itself"),
    ("pasal-5/ayat-2", [("struck_down", "pasal-5")], "an ayat of it"),
    ("pasal-6", [("conditionally_unconstitutional", "pasal-6/ayat-2")], "a part of it"),
    ("pasal-6/ayat-2", [("conditionally_unconstitutional", "pasal-6/ayat-2")], "the ayat itself"),
    ("pasal-6/ayat-1", [], "another ayat"),
    ("pasal-8", [], "not looked at: nothing changed"),
    ("", [], "provisions are not the act"),
    ("pasal-50", [], "no part of Pasal 5"),
]


@pytest.mark.parametrize(("place", "right", "why"), SAID, ids=[row[2] for row in SAID])
def test_which_provisions_it_is_said_of(
    library: Library, place: str, right: list[tuple[str, str]], why: str
) -> None:
    target = f"{ACT}#{place}" if place else ACT
    found = rulings_on(library.catalog, target)
    assert [(r.effect, r.target.partition("#")[2]) for r in found] == right, why


def test_the_notice_says_what_by_whom_and_when(library: Library) -> None:
    (one,) = rulings_on(library.catalog, f"{ACT}#pasal-5")
    assert effect_note(one, place="pasal-5") == (
        "dinyatakan bertentangan dengan UUD 1945 dan tidak mempunyai kekuatan hukum mengikat oleh "
        "Putusan MK Nomor 91/PUU-XVIII/2020, amar angka 2 (25 November 2021)"
    )
    (one,) = rulings_on(library.catalog, f"{ACT}#pasal-6")
    assert effect_note(one, "en", place="pasal-6") == (
        "Article 6 paragraph (2): the words “pemilik” was held to be conditionally contrary to the "
        "1945 Constitution: to be read as “pemilik dan <b>penyewa</b>” by Putusan MK Nomor "
        "91/PUU-XVIII/2020, operative part number 3 (25 November 2021)"
    )
    assert day_words("2021") == day_words(None) == ""


def test_what_changed_nothing_is_asked_for_apart(library: Library) -> None:
    found = rulings_on(library.catalog, f"{ACT}#pasal-8", only_changing=False)
    assert [r.effect for r in found] == ["inadmissible"]
    whole = rulings_on(library.catalog, ACT, only_changing=False)
    assert [r.effect for r in whole] == ["granted_in_part", "rejected_rest"]


def test_in_search_look_up_and_show(library: Library) -> None:
    hits = json.loads(
        run(library, "ask", "bolehkah pagar taman menutup jalan masuk anak", "--json")
    )
    hit = next(h for h in hits["hits"] if h["passage_id"].startswith(f"{ACT}#pasal-5"))
    assert hit["rulings"][0]["passage_id"] == f"{ID}#amar/angka-2"
    assert hit["status"] == "unknown"  # a struck provision is not repealed
    others = [h for h in hits["hits"] if h["passage_id"].startswith(f"{ACT}#pasal-4")]
    assert all("rulings" not in h for h in others)
    cited = json.loads(run(library, "cite", "Pasal 6 ayat (2) UU 901/2014", "--json"))
    assert cited["matches"][0]["rulings"][0] == {
        "ruling_id": ID, "date": "2021-11-25", "effect": "conditionally_unconstitutional",
        "target": f"{ACT}#pasal-6/ayat-2", "passage_id": f"{ID}#amar/angka-3", "words": "pemilik",
        "reading": "pemilik dan <b>penyewa</b>", "must_be_read": True, "formal": False,
        "changed_since": None,
    }  # fmt: skip
    assert "amar angka 2" in run(library, "cite", "Pasal 5 UU 901/2014")
    shown = json.loads(run(library, "show", ACT, "--json"))
    with_rulings = {p["passage_id"].partition("#")[2] for p in shown["passages"] if "rulings" in p}
    assert with_rulings == {
        "pasal-5", "pasal-5/ayat-1", "pasal-5/ayat-2", "pasal-6", "pasal-6/ayat-2",
    }  # fmt: skip
    assert "kekuatan hukum mengikat" in run(library, "show", f"{ACT}#pasal-5")


def test_a_ruling_is_shown_with_its_parties_and_what_it_decides(library: Library) -> None:
    shown = json.loads(run(library, "show", ID, "--json"))
    assert shown["ruling"]["parties"] == ["Citra Tiga", "Perkumpulan Sahabat Taman"]
    assert shown["ruling"]["reviewed"] == [ACT]
    assert shown["ruling"]["date"] == shown["document"]["date"] == "2021-11-25"
    assert [e["effect"] for e in shown["ruling"]["effects"]] == [
        "granted_in_part", "struck_down", "conditionally_unconstitutional", "inadmissible",
        "rejected_rest",
    ]  # fmt: skip


def test_a_paragraph_is_found_and_cited(library: Library) -> None:
    said = json.loads(
        run(library, "cite", "Putusan MK Nomor 91/PUU-XVIII/2020, paragraf [3.3.2]", "--json")
    )
    assert said["matches"][0]["passage_id"] == f"{ID}#paragraf-3.3.2"
    assert said["reference"] == "Putusan MK Nomor 91/PUU-XVIII/2020, paragraf [3.3.2]"
    assert "paragraf [3.3.2]" in said["matches"][0]["citation"]


def test_who_cites_the_provision_counts_the_ruling(library: Library) -> None:
    found = library.cited_by(f"{ACT}#pasal-5")
    assert [c.passage_id for c in found.citations] == [f"{ID}#amar/angka-2"]
    assert library.cited_by("uu/1999/77#pasal-99").count == 1  # what a quoted amar names
    assert library.cited_by(ID).count == 0  # its own number stands on it


def test_a_ruling_that_leaves_takes_what_it_decided_with_it(tmp_path: Path) -> None:
    catalog = Catalog(tmp_path / "catalog.sqlite")
    catalog.put(act(ACT, {"5": ["Pagar."]}))
    document, passages = parsed(mk(AMAR))
    catalog.put(Parsed(document, tuple(passages)))
    assert rulings_on(catalog, f"{ACT}#pasal-5")
    catalog.remove(ID)
    assert not catalog.has_court_effects()
    assert rulings_on(catalog, f"{ACT}#pasal-5") == ()
    catalog.put(Parsed(document, tuple(passages)))
    catalog.remove(ACT)  # the act may come later
    assert rulings_on(catalog, f"{ACT}#pasal-5")


def test_a_pasal_that_an_omnibus_act_worded_is_judged_there(tmp_path: Path) -> None:
    omnibus = (
        "UNDANG-UNDANG REPUBLIK INDONESIA\nNOMOR 6 TAHUN 2019\nTENTANG\nKERJA\n\nMenimbang : bahwa "
        "perlu;\nMengingat : Pasal 20 Undang-Undang Dasar Negara Republik Indonesia Tahun 1945;\n"
        "MEMUTUSKAN:\nMenetapkan : UNDANG-UNDANG TENTANG KERJA.\n\nPasal 1\nDalam Undang-Undang "
        "ini kerja adalah usaha.\n\nPasal 2\nBeberapa ketentuan dalam Undang-Undang Nomor 901 "
        "Tahun 2014 tentang Taman diubah sebagai berikut:\n1. Ketentuan Pasal 6 diubah sehingga "
        "berbunyi sebagai berikut:\n\nPasal 6\n(1) Pohon ditebang dengan izin.\n(2) Izin diberikan "
        "kepada pemilik atau asing.\n\nPasal 3\nUndang-Undang ini mulai berlaku pada "
        "tanggal diundangkan.\n"
    )
    amar = (
        "Mengadili,\n1. Mengabulkan permohonan Pemohon untuk seluruhnya;\n2. Menyatakan frasa "
        "“atau asing” dalam Pasal 6 ayat (2) dalam Pasal 2 angka 1 Undang-Undang Nomor 6 Tahun "
        f"2019 tentang Kerja bertentangan dengan {UUD} dan tidak mempunyai kekuatan hukum mengikat;"
    )
    (tmp_path / "taman.md").write_text(TEXT, encoding="utf-8")
    (tmp_path / "kerja.md").write_text(omnibus, encoding="utf-8")
    what = "Pengujian Undang-Undang Nomor 6 Tahun 2019 tentang Kerja"
    (tmp_path / "putusan.txt").write_text(mk(amar, what=what), encoding="utf-8")
    with Library.open(tmp_path / "pustaka", create=True) as library:
        take_in(library, [tmp_path], vectors=False, workers=1)
        on = rulings_in(library.catalog, ACT)
        assert [r.target for r in on("pasal-6/ayat-2")] == [
            "uu/2019/6#pasal-2/angka-1/pasal-6/ayat-2"
        ]
        assert on("pasal-5") == ()


def test_a_draft_that_rests_on_a_struck_provision_is_told(library: Library) -> None:
    report = library.check(
        "Pagar diatur Pasal 5 ayat (2) UU 901/2014.\n\nIzin menurut Pasal 6 ayat (2) UU 901/2014."
        "\n\nMahkamah Konstitusi menyatakan Pasal 5 UU 901/2014 tidak mengikat."
    )
    assert [(f.text, str(f.verdict), f.code) for f in report.findings] == [
        ("Pasal 5 ayat (2) UU 901/2014", "repealed_or_amended", "struck_down"),
        ("Pasal 6 ayat (2) UU 901/2014", "verified", ""),
        ("Pasal 5 UU 901/2014", "verified", ""),
    ]
    assert report.findings[0].reason().endswith("amar angka 2 (25 November 2021).")


@pytest.mark.parametrize(("year", "since"), [(2023, "uu/2023/7"), (2019, "")])
def test_what_an_act_changed_after_the_ruling_is_said(
    tmp_path: Path, year: int, since: str
) -> None:
    """The ruling of 2021 is on the words before an act of 2023, and on those of one of 2019."""
    change = (
        f"UNDANG-UNDANG REPUBLIK INDONESIA\nNOMOR 7 TAHUN {year}\nTENTANG\nPERUBAHAN ATAS "
        "UNDANG-UNDANG NOMOR 901 TAHUN 2014 TENTANG TAMAN\n\nMenimbang : bahwa perlu;\nMengingat : "
        "Pasal 20 Undang-Undang Dasar Negara Republik Indonesia Tahun 1945;\nMEMUTUSKAN:\n"
        "Menetapkan : UNDANG-UNDANG TENTANG PERUBAHAN ATAS UNDANG-UNDANG NOMOR 901 TAHUN 2014 "
        "TENTANG TAMAN.\n\nPasal I\nBeberapa ketentuan dalam Undang-Undang Nomor 901 Tahun 2014 "
        "tentang Taman diubah sebagai berikut:\n1. Ketentuan Pasal 5 diubah sehingga berbunyi "
        "sebagai berikut:\n\nPasal 5\n(1) Pagar dibuka.\n(2) Kunci disimpan camat.\n\nPasal II\n"
        "Undang-Undang ini mulai berlaku pada tanggal diundangkan.\n"
    )
    (tmp_path / "taman.md").write_text(TEXT, encoding="utf-8")
    (tmp_path / "ubah.md").write_text(change, encoding="utf-8")
    (tmp_path / "putusan.txt").write_text(mk(AMAR), encoding="utf-8")
    with Library.open(tmp_path / "pustaka", create=True) as library:
        take_in(library, [tmp_path], vectors=False, workers=1)
        (one,) = rulings_on(library.catalog, f"{ACT}#pasal-5/ayat-1")
        assert one.changed_since == since
        assert ("kemudian diubah dengan UU Nomor 7 Tahun 2023" in effect_note(one)) == bool(since)
