"""What scans and typists do to headings and lists, and what the numbering proves of it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dalil.ingest.model import Passage, SourceText
from dalil.ingest.structure.act import parse_act
from dalil.ingest.structure.constitution import constitution_parts
from dalil.ingest.structure.lists import even_sentences, list_items, rows
from dalil.ingest.structure.passages import split_act
from dalil.ingest.structure.tree import Part


def passages(text: str) -> dict[str, Passage]:
    found = split_act(SourceText(text), parse_act(text), "x")
    return {p.passage_id.removeprefix("x#"): p for p in found}


def body(text: str) -> list[str]:
    """Ids of the pasal and below of a body made of ``text``."""
    return [i for i in passages(f"MEMUTUSKAN:\n{text}") if i.startswith("pasal")]


def gap(heading: str, before: str = "Satu kata.") -> str:
    """An act of which only the third of five headings is damaged."""
    return (
        f"Pasal 10\nSatu.\nPasal 11\n{before} {heading} Isi dari pasal yang rusak ini.\n"
        "Pasal 13\nTiga.\nPasal 14\nEmpat.\nPasal 15\nLima."
    )


REPAIRED = [
    ("\nPasal l2\n", "l for 1"),
    ("Pasal 1 2", "a blank in the number"),
    ("Pasa] 12", "a bracket for l"),
    ("Pasil 12", "i for a"),
    ("Pa.sal 12", "a speck in the word"),
    ("P a s a l 12", "a letter-spaced word"),
    ("Pasal L2", "L for 1"),
    ("Pasal · 12", "a speck before the number"),
    ("Pasal 12 __", "emphasis without words"),
    ("pasal 12", "a small letter where the sentence ends"),
    ("\nPasal 72\n", "one digit misread, in a line of its own"),
    ("\nPasal 112\n", "one digit too many, in a line of its own"),
]


@pytest.mark.parametrize(("heading", "reason"), REPAIRED, ids=[r[1] for r in REPAIRED])
def test_a_damaged_heading_is_found_in_the_place_left_for_it(heading: str, reason: str) -> None:
    text = "".join(f"Pasal {n}\nKata.\n" for n in range(1, 10)) + gap(heading)
    assert "pasal-12" in body(text), reason
    assert "Isi" in passages(f"MEMUTUSKAN:\n{text}")["pasal-12"].text


NOT_REPAIRED = [
    ("sebagaimana dimaksud dalam Pasal 12", "a reference, though 12 is missing"),
    ("Pasal 12 ayat (1) berlaku.", "a reference with an ayat"),
    ("\nPasal 57\n", "two digits off: nothing proves it"),
    ("\nPasal 13\n", "the next heading printed early"),
]


@pytest.mark.parametrize(("heading", "reason"), NOT_REPAIRED, ids=[r[1] for r in NOT_REPAIRED])
def test_what_the_numbering_does_not_prove_is_left(heading: str, reason: str) -> None:
    text = "".join(f"Pasal {n}\nKata.\n" for n in range(1, 10)) + gap(heading, "Yang")
    assert "pasal-12" not in body(text), reason


def test_repairs_are_recorded_and_told() -> None:
    text = (
        "MEMUTUSKAN:\nPasal 1\n(1) Satu kata.\n(21 Dua kata.\n(3) Tiga kata.\nPasa] 2\n"
        "Isi pasal ini.\nPasal 3\nTiga.\nPasal 4\nEmpat."
    )
    tree = parse_act(text)
    assert [(r.read, r.taken) for r in tree.repairs] == [("Pasa] 2", "Pasal 2"), ("(21", "(2)")]
    assert all(text.startswith(r.read, r.offset) for r in tree.repairs)
    assert any("penanda yang salah terbaca" in warning for warning in tree.warnings)


LISTS = [
    (
        "Pasal 1\nSyarat:\na. teknis; b, manajemen;\nc. keamanan.\nPasal 2\nDua.",
        ["pasal-1/huruf-a", "pasal-1/huruf-b", "pasal-1/huruf-c"],
        "a comma for the point of b",
    ),
    (
        "Pasal 1\nLaporan mengenai a. anggaran;\nb. belanja;\nc. utang.\nPasal 2\nDua.",
        ["pasal-1/huruf-a", "pasal-1/huruf-b", "pasal-1/huruf-c"],
        "a list that begins within the line",
    ),
    (
        "Pasal 1\n(a) satu;\n(b) dua;\n(c) tiga.\nPasal 2\nDua.",
        ["pasal-1/huruf-a", "pasal-1/huruf-b", "pasal-1/huruf-c"],
        "letters in brackets",
    ),
    (
        "Pasal 1\nSyarat:\na.jika satu;\nb.jika dua.\nPasal 2\nDua.",
        ["pasal-1/huruf-a", "pasal-1/huruf-b"],
        "typists of the sixties set no blank",
    ),
    (
        "Pasal 1\nSyarat: __ a. satu; dan\nb. dua.\nPasal 2\nDua.",
        ["pasal-1/huruf-a", "pasal-1/huruf-b"],
        "emphasis without words before the mark",
    ),
    (
        "Pasal 1\n(1) Satu kata. - 20 - (2) Dua kata.\n(3) Tiga kata.\nPasal 2\nDua.",
        ["pasal-1/ayat-1", "pasal-1/ayat-2", "pasal-1/ayat-3"],
        "a page's number before the mark",
    ),
    (
        "Pasal 1\n(1) Satu. (2 Dua. (3) Tiga. 4) Empat. (5) Lima.\nPasal 2\nDua.",
        ["pasal-1/ayat-1", "pasal-1/ayat-2", "pasal-1/ayat-3", "pasal-1/ayat-4", "pasal-1/ayat-5"],
        "brackets lost on one side",
    ),
    (
        "Pasal 1\n(1) (2) (3) Setiap orang. Semua orang. Tiap orang.\nPasal 2\nDua.",
        [],
        "marks in a column away from their text number nothing",
    ),
    (
        "Pasal 1\n(1) Satu kata. (2) Dua kata.\n(1) (2) (3)\nPasal 2\nDua.",
        ["pasal-1/ayat-1", "pasal-1/ayat-2"],
        "the next page's marks after the last words",
    ),
    (
        "Pasal 1\n(1) Satu. (2) Dua kata. Mungkin tiga. (4) Empat.\n(5) Lima.\nPasal 2\nDua.",
        ["pasal-1/ayat-1", "pasal-1/ayat-4", "pasal-1/ayat-5"],
        "ayat 2 may hold the text of the lost ayat 3: it is given up",
    ),
]


@pytest.mark.parametrize(("text", "ids", "reason"), LISTS, ids=[row[2] for row in LISTS])
def test_lists_prove_themselves(text: str, ids: list[str], reason: str) -> None:
    assert [i for i in body(text) if i.startswith("pasal-1/")] == ids, reason


def test_text_that_no_unit_holds_stays_searchable() -> None:
    lost = "Kata yang panjang sekali. " * 20
    text = f"MEMUTUSKAN:\nPasal 1\n(1) Satu. (2) {lost} (4) Empat.\n(5) Lima.\nPasal 2\nDua."
    found = passages(text)
    assert "pasal-1/ayat-2" not in found
    assert found["pasal-1"].searchable


def test_a_catchword_is_not_the_heading() -> None:
    text = "MEMUTUSKAN:\nPasal 1\nSatu.\nPasal 2\nPRESIDEN REPUBLIK INDONESIA\nPasal 2\n(1) Dua.\n"
    found = passages(f"{text}(2) Juga.\nPasal 3\nTiga.")
    assert found["pasal-2"].text.startswith("(1) Dua.")


def amending(change: str) -> list[str]:
    text = f"TENTANG\nPERUBAHAN ATAS\nMEMUTUSKAN:\nPasal I\nDiubah sebagai berikut:\n{change}"
    ids = passages(f"{text}\nPasal II\nMulai berlaku pada tanggal diundangkan.")
    wanted = {"pasal-11", "pasal-ii"}
    return [i for i in ids if ("/pasal" in i and "ayat" not in i) or i in wanted]


CHANGES = [
    (
        '1. Pasal 2 diubah menjadi: "Pasal 2\nDua." 2. Ketentuan Pasal 5 diubah: "Pasal 5\nLima."',
        ["pasal-i/angka-1/pasal-2", "pasal-i/angka-2/pasal-5", "pasal-ii"],
        "a change after a closing quotation mark",
    ),
    (
        "1. Ketentuan Pasal 2 diubah menjadi:\nPasal 2\nDua.\nKetentuan Pasal 26 diubah menjadi:\n"
        "Pasal 26\nDua enam.",
        ["pasal-i/angka-1/pasal-2", "pasal-i/pasal-26", "pasal-ii"],
        "a change whose number is lost brings a pasal that angka 1 does not name",
    ),
    (
        "1. Disisipkan Pasal 13A dan Pasal 13B, yang berbunyi:\nPasal 13A\nSatu.\nPasal 13B\nDua.",
        ["pasal-i/angka-1/pasal-13a", "pasal-i/angka-1/pasal-13b", "pasal-ii"],
        "13B after 13A is no misread 138",
    ),
    (
        "1. Ketentuan Pasal 11 diubah sehingga berbunyi:\nPasal 11\n(1) Satu.\n(2) Dua.",
        ["pasal-i/angka-1/pasal-11", "pasal-ii"],
        "a quoted Pasal 11 is not the act's Pasal II",
    ),
]


@pytest.mark.parametrize(("change", "ids", "reason"), CHANGES, ids=[row[2] for row in CHANGES])
def test_a_quoted_pasal_stands_under_its_change(change: str, ids: list[str], reason: str) -> None:
    assert amending(change) == ids, reason


def test_quoted_pasal_alone_are_not_the_acts_own() -> None:
    text = (
        'TENTANG PERUBAHAN\nMEMUTUSKAN:\nI. Pasal 7 diubah menjadi: "Pasal 7. (1) Baru. (2) Lama."'
    )
    assert all(part.step.unit != "pasal" for part in parse_act(text).parts)


def test_an_act_with_one_provision() -> None:
    text = "MEMUTUSKAN:\nMenetapkan: UNDANG-UNDANG.\nPasal tunggal.\nPersetujuan ini disetujui."
    assert passages(text)["pasal-tunggal"].text == "Persetujuan ini disetujui."


CLOSED = "MEMUTUSKAN:\nPasal 1\nSatu.\nPasal 2\nDua.\nDitetapkan di Jakarta\nPRESIDEN\n"
ELUCIDATIONS = [
    ("PENJELASAN ATAS UNDANG-UNDANG\nI. UMUM\n" + "Kata kata. " * 2000, "longer than the act"),
    ("PENJELASAN SEPASAL DEMI SEPASAL Pasal 1 Cukup jelas. Pasal 2 Cukup jelas.", "of 1954"),
    ("Pasal 1\nCukup ^jelas.\nPasal 2\nCukup jelas.", "its heading lost"),
    ("PENJELASAN.\nPeraturan ini perlu.", "the bare word"),
]


@pytest.mark.parametrize(("text", "reason"), ELUCIDATIONS, ids=[e[1] for e in ELUCIDATIONS])
def test_an_elucidation_is_told_from_the_body(text: str, reason: str) -> None:
    found = passages(CLOSED + text)
    assert "penjelasan" in found, reason
    assert found["pasal-2"].text == "Dua."


def test_annexes_carry_their_printed_number_and_whole_rows() -> None:
    row = "1. Tarif layanan pemeriksaan dokumen bagi pemohon Rp10.000,00 per dokumen\n"
    text = f"{CLOSED}LAMPIRAN II\nPERATURAN PEMERINTAH\n{row * 40}"
    found = passages(text)
    assert "lampiran-2" in found
    pieces = [p for i, p in found.items() if i.startswith("lampiran-2/")]
    assert len(pieces) > 1
    assert all(p.text.endswith("per dokumen") for p in pieces)


SENTENCES = st.lists(
    st.text("abcdefgh ", min_size=20, max_size=200).map(lambda s: f"A{s}b."),
    min_size=1,
    max_size=40,
)


@given(SENTENCES, st.integers(20, 90))
def test_lines_do_not_move_the_cuts_of_an_elucidation(sentences: list[str], width: int) -> None:
    flat = " ".join(" ".join(s.split()) for s in sentences)
    words, lines = flat.split(" "), [""]
    for word in words:
        lines = [*lines, word] if len(lines[-1]) > width else [*lines[:-1], f"{lines[-1]} {word}"]
    broken = "\n".join(lines).strip()
    cut = [
        [t[p.start : p.end].split() for p in even_sentences(t, 0, len(t))] for t in (flat, broken)
    ]
    assert cut[0] == cut[1]


@given(st.lists(st.text("abc. ", max_size=300), max_size=30).map("\n".join))
def test_rows_cover_the_text(text: str) -> None:
    kept = "".join(text[p.start : p.end] for p in rows(text, 0, len(text)))
    assert "".join(kept.split()) == "".join(text.split())


CONSTITUTION = """UNDANG-UNDANG DASAR
PEMBUKAAN
Bahwa kata pertama.
Dan kata kedua.
UNDANG-UNDANG DASAR
Pasal 1
(1) Satu asli.
(2) Dua asli.
Pasal 2
Lama.
Pasal 3
Tetap.
Pasal 4
(1) A.
(2) B.
(3) C.
ATURAN PERALIHAN
Pasal I
Badan lama.
PERUBAHAN PERTAMA
mengubah Pasal 1 ayat (2), Pasal 2, dan Pasal 4 menjadi:
Pasal 1
(2) Dua baru.
Pasal 2
Baru.
Pasal 4
(1) X.
(2) Y.
Ditetapkan di Jakarta
PERUBAHAN KEDUA
Pasal 2
Terbaru.
Ditetapkan di Jakarta
"""
VERSIONS = [
    ("pasal-1/ayat-1", "(1) Satu asli.", "not restated: in force where it is printed"),
    ("pasal-1/ayat-2", "(2) Dua baru.", "restated alone"),
    ("pasal-1~asli/ayat-2", "(2) Dua asli.", "its earlier text"),
    ("pasal-2", "Terbaru.", "the last of three texts"),
    ("pasal-2~asli", "Lama.", "the first of three"),
    ("pasal-2~perubahan-1", "Baru.", "the second of three"),
    ("pasal-3", "Tetap.", "never amended"),
    ("pasal-4~asli/ayat-3", "(3) C.", "left out when the pasal was restated from (1) on"),
    ("bagian-aturan-peralihan/pasal-i", "Badan lama.", "not mixed with the pasal"),
    ("pembukaan/alinea-2", "Dan kata kedua.", "the preamble's alinea are units"),
]


@pytest.mark.parametrize(("unit", "text", "reason"), VERSIONS, ids=[v[2] for v in VERSIONS])
def test_the_constitution_in_force_and_before(unit: str, text: str, reason: str) -> None:
    assert passages(CONSTITUTION)[unit].text == text, reason


def test_what_is_gone_has_no_plain_id() -> None:
    assert "pasal-4/ayat-3" not in passages(CONSTITUTION)
    assert constitution_parts("UNDANG-UNDANG DASAR\nPasal 1\nSatu.") is None


OMNIBUS = """MEMUTUSKAN:
Pasal 1
Satu.
Pasal 2
Beberapa ketentuan dalam Undang-Undang Nomor 7 Tahun 2031 diubah sebagai berikut:
1. Ketentuan Pasal 3 diubah sehingga berbunyi sebagai berikut:
Pasal 3
(1) Tiga baru. (2) Juga baru.
2. Di antara Pasal 4 dan Pasal 5 disisipkan 1 (satu) pasal, yakni Pasal 4A, sebagai berikut:
Pasal 4A
Empat A.
Pasal 3
Beberapa ketentuan dalam Undang-Undang Nomor 8 Tahun 2031 diubah sebagai berikut:
1. Pasal 9 dihapus.
Pasal 4
Undang-Undang ini mulai berlaku pada tanggal diundangkan.
Ditetapkan di Jakarta
PENJELASAN ATAS UNDANG-UNDANG
II. PASAL DEMI PASAL
Pasal 1
Cukup jelas.
Pasal 2 Angka 1
Pasal 3
Yang dimaksud adalah isi. Angka 2
Pasal 4A
Cukup jelas. Pasal 3 Angka 1
Pasal 9
Cukup jelas.
Pasal 4
Cukup jelas.
"""


def test_an_act_of_many_changes_keeps_quoted_pasal_out_of_its_own() -> None:
    found = passages(OMNIBUS)
    own = [i for i in found if i.startswith("pasal-") and "/" not in i]
    assert own == ["pasal-1", "pasal-2", "pasal-3", "pasal-4"]
    assert found["pasal-3"].text.startswith("Beberapa ketentuan")
    assert "pasal-2/angka-1/pasal-3/ayat-2" in found
    assert "pasal-2/angka-2/pasal-4a" in found


def test_its_elucidation_does_so_too() -> None:
    found = [i for i in passages(OMNIBUS) if i.startswith("penjelasan/pasal")]
    outer = [i for i in found if i.count("/") == 1]
    assert outer == [f"penjelasan/pasal-{n}" for n in (1, 2, 3, 4)]
    assert "penjelasan/pasal-2/angka-1/pasal-3" in found


FIRST_AYAT = [
    ("Prakarsa berasal dari:\na. Daerah; atau\nb. warga.\n(2) Ia dicatat.\n(3) Warga hadir.",
     ["ayat-1", "ayat-1/huruf-a", "ayat-1/huruf-b", "ayat-2", "ayat-3"],
     "(2) and (3) prove that what stands before them is (1), whose mark is lost"),
    ("Ketentuan ayat (2) diubah sehingga berbunyi:\n(2) Prakarsa dicatat.\n(3) Warga hadir.",
     ["ayat-2", "ayat-3"], "what is quoted may begin with its second ayat"),
    ("Prakarsa dicatat.\n(2) Warga hadir.", [], "(2) alone proves nothing"),
    ("dicatat oleh Daerah setempat.\n(2) Prakarsa dicatat.\n(3) Warga hadir.",
     ["ayat-2", "ayat-3"], "the beginning is lost as well: not whole, not cited as an ayat"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "places", "reason"), FIRST_AYAT, ids=[c[2] for c in FIRST_AYAT])
def test_the_first_ayat_without_its_mark(text: str, places: list[str], reason: str) -> None:
    def walk(parts: tuple[Part, ...], above: str = "") -> list[str]:
        return [
            place
            for part in parts
            for place in (f"{above}{part.step}", *walk(part.children, f"{above}{part.step}/"))
        ]

    assert walk(list_items(text, 0, len(text))) == places, reason


def test_a_huruf_put_in_without_a_space_after_its_mark() -> None:
    items = list_items("Tugas:\na. satu;\nb. dua;\nb1.memilih ketua;\nc. tiga.", 0, 50)
    assert [str(item.step) for item in items] == ["huruf-a", "huruf-b", "huruf-b1", "huruf-c"]
