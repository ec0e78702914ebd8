"""What a draft says, and what the check must say of it: one row a case, each with its reason."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from check_library import NEW_FIRE, OLD_FIRE, PERMIT, POND, TRANSFER, fill
from hypothesis import given, settings
from hypothesis import strategies as st

from dalil.answer.drafts.check import check_text
from dalil.answer.drafts.findings import CheckReport, Finding
from dalil.answer.drafts.report import difference_line
from dalil.index.library import Library

NOTE = (
    "[^1]: Indonesia, Undang-Undang Nomor 901 Tahun 2021 tentang Taman Kota, LN No. 11 Tahun 2021, "
    "TLN No. 6611, {}."
)


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    opened = Library.open(fill(tmp_path_factory.mktemp("check")))
    yield opened
    opened.close()


def noted(quotation: str, place: str) -> str:
    return f"Aturan itu jelas: “{quotation}.”[^1]\n\n{NOTE.format(place)}\n"


def quoted(report: CheckReport) -> list[Finding]:
    return [f for f in report.findings if f.kind == "quotation"]


def cited(report: CheckReport) -> list[Finding]:
    return [f for f in report.findings if f.kind == "reference"]


RIGHT = [
    (noted(PERMIT, "Pasal 2 ayat (1)"), "the normal form: the place is in the note"),
    (noted(PERMIT, "Pasal 2"), "the pasal around the ayat is no wrong place"),
    (noted(PERMIT.upper(), "Pasal 2 ayat (1)"), "capitals change no word"),
    (noted(PERMIT.replace(" ", "\n", 3), "Pasal 2 ayat (1)"), "lines end anywhere"),
    (noted(PERMIT.replace("mendengar", "men-\ndengar"), "Pasal 2 ayat (1)"), "hyphenated in draft"),
    (noted("pohon tua ditebang tanpa persetujuan warga", "Pasal 2 ayat (3) huruf c"), "in source"),
    (noted("Lurah dapat mencabut izin taman apabila: c. pohon tua ditebang tanpa persetujuan warga",
           "Pasal 2 ayat (3) huruf c"), "an item with the line that opens its list"),
    (noted(f"{PERMIT[:40]} … warga yang tinggal di sekitarnya", "Pasal 2 ayat (1)"), "ellipsis"),
    (noted("Izin taman [...] berlaku paling lama 5 (lima) tahun", "Pasal 2 ayat (2)"), "[...]"),
    (noted(f"[i]zin taman {PERMIT[11:]}", "Pasal 2 ayat (1)"), "a capital made small"),
    (noted(f"{PERMIT} [sic]", "Pasal 2 ayat (1)"), "sic is not quoted"),
    (noted(f"(1) {PERMIT}. (2) {TRANSFER}", "Pasal 2"), "two ayat with their marks"),
    (noted("sebesar Rp1,500,000.00 setiap bulan", "Pasal 4 ayat (1)"), "separators of thousands"),
    (f"Pasal 2 ayat (1) UU 901/2021 menyatakan bahwa “{PERMIT}.”", "led in by the sentence"),
    (f"Kata pembuatnya \"{PERMIT}\" (Pasal 2 ayat (1) UU 901/2021).", "in parentheses behind"),
    (f"Kata pembuatnya “{PERMIT}.” (Pasal 2 ayat (1) UU 901/2021).", "… after the full stop"),
    (f"UU 901/2021 menyebut „{PERMIT}“ (Pasal 2 ayat (1)).", "act in the sentence, low quotes"),
    (f"Menurut Pasal 2 ayat (1), «{PERMIT}»[^1]\n\n[^1]: UU No. 901 Tahun 2021.",
     "act in the note"),
    (f"Pasal 2 ayat (1) UU 901/2021: ‘{PERMIT}’", "single quotation marks"),
    (f"Pasal 2 ayat (1) UU 901/2021 berbunyi:\n\n> {PERMIT}.\n", "block quotation"),
    (f"Pasal 2 ayat (1) UU 901/2021 berbunyi:\n\n{PERMIT}.\n\nBegitu.", "a block without a mark"),
    (f"Pasal 2 UU 901/2021 berbunyi:\n\n> Pasal 2\n> (1) {PERMIT};\n> (2) {TRANSFER}.",
     "a block with the pasal as its heading"),
    (f"Article 2(1) of Law Number 901 of 2021 provides that “{PERMIT}.”", "an English draft"),
    (f"“{PERMIT}”[^1] lalu “{TRANSFER}”[^2]\n\n[^1]: UU 901/2021, Pasal 2 ayat (1).\n"
     "[^2]: *Ibid.*, Pasal 2 ayat (2).", "ibid. with another place"),
    (f"“{PERMIT}”[^1] dan lagi “{PERMIT}”[^2]\n\n[^1]: UU 901/2021, Pasal 2 ayat (1).\n[^2]: Ibid.",
     "ibid. alone"),
    (f"“{PERMIT}”[^1] lalu “{TRANSFER}”[^2]\n\n[^1]: UU 901/2021, Pasal 2 ayat (1).\n"
     "[^2]: Ibid., ayat (2).", "ibid. with another ayat of the same pasal"),
    (noted(NEW_FIRE, "sebagaimana telah diubah dengan UU 903/2022, Pasal 3"), "wording in force"),
    (f"Orang berkata “{PERMIT}” tanpa menyebut sumbernya.", "no reference: found all the same"),
    ("UU 902/2010 tentang Kolam Ikan telah dicabut dengan UU 904/2023.", "the draft says so"),
    ("Indonesia, UU Nomor 901 Tahun 2021 tentang Taman Kota, L.N.R.I. Tahun 2021 No. 11, "
     "T.L.N.R.I. No. 6611, Pasal 4 ayat (2).", "the gazette with dots, then the place"),
]  # fmt: skip


@pytest.mark.parametrize(("draft", "why"), RIGHT, ids=[why for _, why in RIGHT])
def test_what_is_right_is_verified(library: Library, draft: str, why: str) -> None:
    report = check_text(library, draft)
    assert report.findings
    assert report.whole, [(f.text, f.verdict, f.reason(), f.difference) for f in report.findings]


@pytest.mark.parametrize(("draft", "why"), RIGHT[:-2], ids=[why for _, why in RIGHT[:-2]])
def test_its_quotations_were_seen(library: Library, draft: str, why: str) -> None:
    assert quoted(check_text(library, draft)), why


D, P, F, A, L = (
    "differs", "no_such_provision", "repealed_or_amended", "ambiguous", "not_in_library",
)  # fmt: skip
WRONG = [
    (noted(PERMIT.replace("lurah", "camat"), "Pasal 2 ayat (1)"), D, "[-camat-] {+lurah+}",
     "one word"),
    (noted(TRANSFER.replace("tidak ", ""), "Pasal 2 ayat (2)"), D, "{+tidak+}", "a lost negation"),
    (noted(TRANSFER.replace("5 (lima)", "6 (enam)"), "Pasal 2 ayat (2)"), D,
     "[-6 (enam)-] {+5 (lima)+}", "a number"),
    (noted(TRANSFER.replace("tahun dan", "tahun penuh dan"), "Pasal 2 ayat (2)"), D, "[-penuh-]",
     "one word more"),
    (noted("sebesar Rp1.600.000,00 setiap bulan ditanggung", "Pasal 4 ayat (1)"), D, "", "money"),
    (noted(PERMIT, "Pasal 2 ayat (2)"), D, "", "the wrong ayat"),
    (noted(PERMIT, "Pasal 4 ayat (1)"), D, "", "the wrong pasal"),
    (f"Pasal 4 ayat (2) UU 901/2021 menyatakan “{PERMIT}.”", D, "", "… named in the sentence"),
    (f"UU 901/2021 mengatur taman. Pasal 4 ayat (2) menyatakan “{PERMIT}.”", D, "", "… act before"),
    (f"Pasal 4 menyatakan “{PERMIT}.”[^1]\n\n{NOTE.format('Pasal 2 ayat (1)')}", D, "",
     "sentence and note name two places"),
    (f"Pasal 1 UU 904/2023 menyatakan “{PERMIT}.”", D, "", "the wrong act"),
    (noted(f"{PERMIT[:50]} dan tidak dapat dipindahtangankan kepada orang lain", "Pasal 2"), D, "",
     "two sentences made one"),
    (noted(f"warga yang tinggal di sekitarnya … {PERMIT[:40]}", "Pasal 2 ayat (1)"), D, "",
     "parts in another order"),
    (f"Pasal 2 ayat (1) UU 901/2021 berbunyi:\n\n{PERMIT.replace('warga', 'camat')}.\n", D, "",
     "in a block without a mark"),
    ("Lihat Pasal 6 UU 901/2021.", P, "", "a pasal after the last"),
    ("UU 901/2021 mengatur taman; Pasal 60 mengatur bangku.", P, "", "… its act named before"),
    ("Lihat Pasal 2 ayat (4) UU 901/2021.", P, "", "an ayat after the last"),
    ("Lihat Pasal 2 ayat (3) huruf d UU 901/2021.", P, "", "a letter after the last"),
    ("Lihat Pasal 3 ayat (1) UU 901/2021.", P, "", "a pasal without ayat"),
    ("Lihat Pasal 1 ayat (2) UU 901/2021.", P, "", "a definition is an angka"),
    (noted(PERMIT, "Pasal 9"), P, "", "quoted from where there is nothing"),
    ("UU 901/2021 tentang Taman Desa mengatur itu.", D, "[-Desa-] {+Kota+}", "the title"),
    ("UU 903/2022 tentang Taman Kota mengatur itu.", D, "", "a piece of it, another act's whole"),
    ("UU 903/2022 tentang Perubahan atas Undang-Undang Nomor 901 Tahun 2021 tentang Taman Desa.", D,
     "[-Desa-] {+Kota+}", "a title with another act's in it"),
    ("UU 901/2021 tentang Taman\nDesa.", D, "[-Desa-] {+Kota+}", "a title over two lines"),
    ("UU 901/2021 tentang Kolam Ikan mengatur itu.", D, "", "the title of another act"),
    ("UU 901/2022 tentang Taman Kota mengatur itu.", D, "", "the year, as the title shows"),
    ("UU Nomor 901 Tahun 2021 tentang Taman Kota, LN No. 19 Tahun 2021, TLN No. 6611.", D, "",
     "the gazette"),
    ("UU Nomor 901 Tahun 2021 tentang Taman Kota (Lembaran Negara Republik Indonesia Tahun 2021 "
     "Nomor 11, Tambahan Lembaran Negara Republik Indonesia Nomor 6610).", D, "", "… in full"),
    ("UU Nomor 901 Tahun 2021 tentang Taman Kota, L.N.R.I. Tahun 2021 No. 12.", D, "", "… in dots"),
    ("UU Nomor 901 Tahun 2021 tentang Taman Kota, L.N.R.I. Tahun 2021 No. 12, Pasal 4.", D, "",
     "… before the place"),
    ("Lihat UU 902/2010 tentang Kolam Ikan.", F, "", "a repealed act"),
    (f"Pasal 2 UU 902/2010: “{POND}.”", F, "", "right words of a repealed act"),
    (noted(OLD_FIRE, "Pasal 3"), F, "", "the old wording of an amended pasal"),
    ("Lihat Pasal 3 UU 901/2021.", F, "", "an amended pasal"),
    ("Lihat Pasal 10 KUHP.", A, "", "two codes have that name"),
    (f"“{PERMIT}”[^1] lalu “{PERMIT}”[^2]\n\n[^1]: UU 901/2021, Pasal 2 ayat (1).\n"
     "[^2]: Ibid., ayat (2).", D, "", "ibid. with the wrong ayat"),
    ("UU 901/2021 mengatur taman[^1] dan kolam[^2].\n\n[^1]: UU 901/2021, Pasal 2 ayat (1).\n"
     "[^2]: Ibid., ayat (9).", P, "", "ibid. with an ayat that is not there"),
    ("UU Nomor 901 Tahun 2074 tentang Taman Kota mengatur itu.", D, "[-UU Nomor 901 Tahun 2074-]",
     "a year that has not come, not read as another"),
    ("Lihat UU 5/2999.", L, "", "… of an act that nothing here is like"),
    ("Lihat UU 77/1999 tentang Layang-layang.", L, "", "not ingested"),
    ("Lihat Pasal 2A UU 901/2021.", L, "", "an act that is not here may have put it in"),
    ("Kata Budi “hukum itu hidup di tengah orang banyak dan berubah bersama mereka” selalu.", L, "",
     "a book's words"),
]  # fmt: skip


@pytest.mark.parametrize(("draft", "verdict", "line", "why"), WRONG, ids=[w[3] for w in WRONG])
def test_what_is_wrong_is_said_to_be(
    library: Library, draft: str, verdict: str, line: str, why: str
) -> None:
    report = check_text(library, draft)
    wrong = [f for f in report.findings if f.verdict.value != "verified"]
    assert verdict in {f.verdict.value for f in wrong}, [
        (f.text, f.verdict) for f in report.findings
    ]
    assert all(f.reason() and f.reason("en") for f in wrong)
    if line:
        assert any(line in difference_line(f.difference) for f in wrong)


SILENT = [
    ("Istilah “kolam ikan hias” dan “taman kota” sering dipakai orang.", "terms, not quotations"),
    ("Baca “Hukum Taman dan Kolam di Kota Besar Indonesia” karya Budi.", "a book's title"),
    ("Jum'at itu Qur'an dibaca; ma'af, anak-anak 'ndak mau ke taman.", "apostrophes"),
    ("Tidak ada apa-apa di sini selain kata-kata biasa saja.", "nothing legal at all"),
]


@pytest.mark.parametrize(("draft", "why"), SILENT, ids=[why for _, why in SILENT])
def test_what_quotes_nothing_is_left_alone(library: Library, draft: str, why: str) -> None:
    assert check_text(library, draft).findings == ()


def test_a_finding_shows_where_and_what(library: Library) -> None:
    draft = "Pembuka.\n\n" + noted(PERMIT.replace("lurah", "camat"), "Pasal 2 ayat (1)")
    (finding,) = quoted(check_text(library, draft))
    assert draft[finding.start : finding.end] == f"“{PERMIT.replace('lurah', 'camat')}.”"
    assert finding.place.label() == "baris 3"
    source = library.catalog.document("uu/2021/901")
    assert source is not None
    assert finding.source_text in source.text  # the stored text itself, verbatim
    assert "lurah" in finding.source_text
    assert finding.targets == ("uu/2021/901#pasal-2/ayat-1",)
    assert "Pasal 2 ayat (1)" in finding.citation


def test_the_place_where_it_stands_is_named(library: Library) -> None:
    (finding,) = quoted(check_text(library, noted(PERMIT, "Pasal 4 ayat (2)")))
    assert finding.found_at == ("uu/2021/901#pasal-2/ayat-1",)
    assert "Pasal 2 ayat (1)" in finding.reason()
    assert "Pasal 2 ayat (1)" in finding.suggestion


def test_a_fault_in_the_note_is_found_in_the_note(library: Library) -> None:
    report = check_text(library, noted(PERMIT, "Pasal 9"))
    assert [f.place.note for f in cited(report) if f.verdict.value == P] == ["1"]


def test_words_at_a_quotations_end_are_no_part_of_the_next_reference(library: Library) -> None:
    """ "Peraturan Lurah" ends the quotation; the act named after it is not its number."""
    last = "Ketentuan lebih lanjut mengenai biaya perawatan diatur dengan Peraturan Menteri"
    draft = f"> {last}\n\nDasarnya Peraturan Pemerintah Nomor 5 Tahun 2001 tentang Kucing."
    assert [f.targets for f in cited(check_text(library, draft))] == [("pp/2001/5",)]


def test_references_inside_a_quotation_are_not_the_drafts(library: Library) -> None:
    report = check_text(library, "Katanya “menurut Pasal 99 UU 901/2021 taman itu ditutup saja”.")
    assert cited(report) == []


def test_a_digest_verifies_no_words(library: Library, tmp_path: Path) -> None:
    from dataclasses import replace

    from made_up import act

    small = Library.open(tmp_path / "lib", create=True)
    made = act("uu/2015/9", {"8": ["Perahu wisata wajib punya pelampung bagi semua penumpang."]})
    small.put(replace(made, document=replace(made.document, number="9", digest=True)))
    small.commit(vectors=False)
    draft = "Pasal 8 UU 9/2015: “Perahu wisata wajib punya pelampung bagi semua penumpang”"
    report = check_text(small, draft)
    assert [(f.kind, f.verdict.value) for f in report.findings] == [
        ("reference", "verified"), ("quotation", L),
    ]  # fmt: skip


def test_a_copy_with_gaps_proves_nothing_missing(library: Library, tmp_path: Path) -> None:
    from dataclasses import replace

    from made_up import act

    small = Library.open(tmp_path / "lib", create=True)
    made = act("uu/2015/9", {"1": ["Satu."], "2": ["Dua."], "5": ["Lima."]})
    small.put(replace(made, document=replace(made.document, number="9")))
    small.commit(vectors=False)
    report = check_text(small, "Lihat Pasal 3 UU 9/2015 dan Pasal 9 UU 9/2015.")
    assert {f.verdict.value for f in report.findings} == {L}


# Properties

_SENTENCES = (PERMIT, TRANSFER, POND, NEW_FIRE)
_PLACES = {
    PERMIT: "Pasal 2 ayat (1) UU 901/2021", TRANSFER: "Pasal 2 ayat (2) UU 901/2021",
}  # fmt: skip


@given(st.data())
@settings(max_examples=40, deadline=None)
def test_any_slice_is_verified_and_any_changed_word_is_not(
    library: Library, data: st.DataObject
) -> None:
    sentence = data.draw(st.sampled_from(list(_PLACES)))
    words = sentence.split()
    size = data.draw(st.integers(8, len(words)))
    first = data.draw(st.integers(0, len(words) - size))
    part = words[first : first + size]
    draft = "Katanya “{}” (" + _PLACES[sentence] + ")."
    assert check_text(library, draft.format(" ".join(part))).whole
    at = data.draw(st.integers(0, size - 1))
    changed = [*part[:at], "jerapah", *part[at + 1 :]]
    report = check_text(library, draft.format(" ".join(changed)))
    assert [f.verdict.value for f in quoted(report)] == [D]


@given(st.text("“”\"'‘’«»>[]().…^:\n Pasal12UU/abc", max_size=300))
@settings(max_examples=60, deadline=None)
def test_no_text_is_too_odd(library: Library, text: str) -> None:
    for finding in check_text(library, text).findings:
        assert 0 <= finding.start < finding.end <= len(text)


def test_thousands_of_quotations_end(library: Library) -> None:
    many = " ".join(f"“Taman nomor {n} disiram setiap pagi oleh {n} anak”" for n in range(2000))
    assert len(check_text(library, many).findings) == 2000
    assert check_text(library, "“" * 20_000 + "kata ”").findings == ()
