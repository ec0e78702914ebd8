"""What made-up acts state of others: every wording, and those that state nothing."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bench.relations import between_acts
from dalil.ingest.locator import Locator
from dalil.ingest.model import Document, Parsed, Passage, Tier
from dalil.ingest.relations.relations import Relation, relations_of

ID = "uu/2030/9"


def act(body: str, *, unit: str = "pasal-50", before: str = "", digest: bool = False) -> Parsed:
    """An act of one passage of this kind, with a head before it."""
    text = f"{before}\n{body}"
    start = len(before) + 1
    passages = []
    if before:
        passages.append(_passage("pembukaan", text, 0, len(before)))
    passages.append(_passage(unit, text, start, len(text)))
    document = Document(ID, Tier.PRIMARY, "UU", "Kerja Sama", text, "x.md", "0", year=2030,
                        digest=digest)  # fmt: skip
    return Parsed(document, tuple(passages))


def _passage(locator: str, text: str, start: int, end: int) -> Passage:
    where = Locator.parse(locator)
    return Passage(f"{ID}#{where}", ID, None, where, start, end, text[start:end])


def stated(parsed: Parsed) -> set[tuple[str, str]]:
    return {(r.kind, r.target_id) for r in relations_of(parsed)}


OLD, ELSE = "Undang-Undang Nomor 5 Tahun 2001 tentang Pasar", "Undang-Undang Nomor 6 Tahun 2002"
LN = "(Lembaran Negara Republik Indonesia Tahun 2001 Nomor 7, Tambahan Lembaran Negara Nomor 40)"


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        # UU 12/2011, Lampiran II no. 228: the wording of today
        (f"Pada saat Undang-Undang ini mulai berlaku, {OLD} {LN} dicabut dan dinyatakan tidak "
         "berlaku.", {("repeals", "uu/2001/5")}),
        (f"Dengan berlakunya Undang-Undang ini, maka {OLD} dinyatakan tidak berlaku.",
         {("repeals", "uu/2001/5")}),
        (f"{OLD} tidak berlaku lagi.", {("repeals", "uu/2001/5")}),
        (f"{OLD} dicabut kembali.", {("repeals", "uu/2001/5")}),
        # the verb after a list
        (f"Pada saat Undang-Undang ini mulai berlaku:\na. {OLD} {LN}; dan\nb. {ELSE} {LN},\n"
         "dicabut dan dinyatakan tidak berlaku.",
         {("repeals", "uu/2001/5"), ("repeals", "uu/2002/6")}),
        # the verb before a list
        (f"Dinyatakan tidak berlaku lagi :\na. {OLD} {LN};\nb. {ELSE}.",
         {("repeals", "uu/2001/5"), ("repeals", "uu/2002/6")}),
        (f"Dengan Undang-Undang ini dicabut {OLD}.", {("repeals", "uu/2001/5")}),
        # an amendment named with its act goes with it, another act named as its changer does not
        (f"{OLD} sebagaimana telah diubah dengan {ELSE} tentang Perubahan atas Undang-Undang "
         "Nomor 5 Tahun 2001 tentang Pasar dicabut dan dinyatakan tidak berlaku.",
         {("repeals", "uu/2001/5"), ("repeals", "uu/2002/6")}),
        (f"{OLD} sebagaimana telah beberapa kali diubah, terakhir dengan {ELSE} tentang Usaha, "
         "dicabut dan dinyatakan tidak berlaku.", {("repeals", "uu/2001/5")}),
        # by provision
        (f"Ketentuan Pasal 5 dan Pasal 6 {OLD} dicabut.",
         {("repeals", "uu/2001/5#pasal-5"), ("repeals", "uu/2001/5#pasal-6")}),
        (f"Pasal 7 sampai dengan Pasal 9 {OLD} dicabut dan dinyatakan tidak berlaku.",
         {("repeals", f"uu/2001/5#pasal-{n}") for n in (7, 8, 9)}),
        (f"Pasal 4, Pasal 8 sepanjang terkait dengan sewa, dan Pasal 9 {OLD} dicabut.",
         {("repeals", "uu/2001/5#pasal-4"), ("repeals_partly", "uu/2001/5#pasal-8"),
          ("repeals", "uu/2001/5#pasal-9")}),
        # an amended act keeps what only some of its pasal lose
        (f"Pasal 7 {OLD} sebagaimana telah diubah dengan {ELSE} tentang Perubahan atas "
         "Undang-Undang Nomor 5 Tahun 2001 dicabut.", {("repeals", "uu/2001/5#pasal-7")}),
        # in part
        (f"Ketentuan mengenai sewa dalam {OLD} dinyatakan tidak berlaku.",
         {("repeals_partly", "uu/2001/5")}),
        (f"a. {ELSE}; dan b. {OLD} sepanjang mengatur sewa, dicabut dan dinyatakan tidak berlaku.",
         {("repeals", "uu/2002/6"), ("repeals_partly", "uu/2001/5")}),
        # what is said before a list is said of every item
        (f"Ketentuan yang mengatur sewa dalam :\na. {OLD}; dan\nb. {ELSE}, dicabut.",
         {("repeals_partly", "uu/2001/5"), ("repeals_partly", "uu/2002/6")}),
        # what limits other rules does not limit the act
        (f"{OLD} dan peraturan lainnya yang bertentangan dinyatakan tidak berlaku lagi.",
         {("repeals", "uu/2001/5")}),
        # where it is found is not what falls
        (f"Pasal 3 {OLD} jo. {ELSE} dicabut.", {("repeals", "uu/2001/5#pasal-3")}),
    ],
)  # fmt: skip
def test_repeals(body: str, expected: set[tuple[str, str]]) -> None:
    assert stated(act(body)) == expected


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (f"{OLD} tetap berlaku sepanjang tidak bertentangan dengan Undang-Undang ini.",
         {("keeps", "uu/2001/5")}),
        # the rules under the act stay, the act does not
        (f"a. {OLD} dicabut; b. peraturan pelaksanaan dari {OLD} dinyatakan masih tetap berlaku "
         "sepanjang tidak bertentangan dengan Undang-Undang ini.",
         {("repeals", "uu/2001/5"), ("keeps_rules_of", "uu/2001/5")}),
        (f"Peraturan yang ditetapkan berdasarkan {OLD} tetap berlaku selama belum dicabut.",
         {("keeps_rules_of", "uu/2001/5")}),
    ],
)  # fmt: skip
def test_what_stays_is_not_repealed(body: str, expected: set[tuple[str, str]]) -> None:
    assert stated(act(body)) == expected


@pytest.mark.parametrize(
    "body",
    [
        "Ketentuan sebagaimana dimaksud pada ayat (1) tidak berlaku dalam hal keadaan darurat.",
        f"Izin yang diberikan berdasarkan {OLD} dicabut.",  # the licence
        f"Perjanjian menurut {OLD} tetap berlaku sampai berakhir.",
        f"{OLD} telah dicabut.",  # told, not done
        f"Selama {OLD} belum dicabut, Menteri menetapkan tarif.",
        f"{OLD} perlu dicabut.",
        f"{OLD} tidak berlaku bagi nelayan kecil.",  # an exemption
        f"Menteri dapat mencabut izin sesuai dengan {OLD}.",
        "Semua peraturan yang bertentangan dengan Undang-Undang ini dinyatakan tidak berlaku.",
        "Undang-Undang ini mulai berlaku pada tanggal diundangkan.",
        "Undang-Undang Nomor 5 Tahun 2031 tentang Pasar dicabut.",  # younger: a misreading
        "Undang-Undang Nomor 9 Tahun 2030 tentang Kerja Sama dicabut.",  # itself
        f"Peraturan pelaksanaan dari {OLD} dicabut.",
    ],
)
def test_nothing_is_stated(body: str) -> None:
    assert stated(act(body)) == set()


def test_a_lower_act_repeals_no_higher_one() -> None:
    law = act(f"{OLD} dicabut dan dinyatakan tidak berlaku.")
    document = Document("pp/2030/9", Tier.PRIMARY, "PP", "x", law.document.text, "x", "0")
    assert stated(Parsed(document, law.passages)) == set()


def test_a_digest_states_nothing() -> None:
    assert relations_of(act(f"{OLD} dicabut.", digest=True)) == []


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        ("UNDANG-UNDANG NOMOR 9 TAHUN 2030 TENTANG PERUBAHAN KEDUA ATAS UNDANG-UNDANG NOMOR 5 "
         "TAHUN 2001 TENTANG PASAR", {("amends", "uu/2001/5")}),
        ("UNDANG-UNDANG NOMOR 9 TAHUN 2030 TENTANG PENCABUTAN UNDANG-UNDANG NOMOR 5 TAHUN 2001 "
         "TENTANG PASAR", {("repeals", "uu/2001/5")}),
        ("UNDANG-UNDANG NOMOR 9 TAHUN 2030 TENTANG PENETAPAN PERATURAN PEMERINTAH PENGGANTI "
         "UNDANG-UNDANG NOMOR 1 TAHUN 2009 TENTANG PERUBAHAN ATAS UNDANG-UNDANG NOMOR 5 TAHUN "
         "2001 TENTANG PASAR MENJADI UNDANG-UNDANG",
         {("establishes", "perppu/2009/1"), ("amends", "uu/2001/5")}),
        ("UNDANG-UNDANG NOMOR 9 TAHUN 2030 TENTANG PERUBAHAN BATAS KOTA", set()),
        ("UNDANG-UNDANG NOMOR 9 TAHUN 2030 TENTANG PASAR\nDengan mencabut: Undang-Undang Nomor 5 "
         "Tahun 2001", {("repeals", "uu/2001/5")}),
    ],
)  # fmt: skip
def test_titles(head: str, expected: set[tuple[str, str]]) -> None:
    assert stated(act("Undang-Undang ini mulai berlaku.", before=head)) == expected


P = "uu/2001/5#pasal"


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ("1. Ketentuan Pasal 12 diubah sehingga berbunyi sebagai berikut:",
         {("amends", f"{P}-12")}),
        ("1. Ketentuan ayat (1) Pasal 63 diubah, sehingga Pasal 63 berbunyi sebagai berikut:",
         {("amends", f"{P}-63/ayat-1")}),
        ("1. Pasal 14 dihapus.", {("deletes", f"{P}-14")}),
        ("1. Di antara Pasal 12 dan Pasal 13 disisipkan 1 (satu) pasal, yakni Pasal 12A yang "
         "berbunyi sebagai berikut:", {("inserts", f"{P}-12a")}),
        ("1. Ketentuan Pasal 58 huruf d diubah, huruf l dihapus serta ditambah 1 (satu) huruf, "
         "yakni huruf q, sehingga Pasal 58 berbunyi sebagai berikut:",
         {("amends", f"{P}-58/huruf-d"), ("deletes", f"{P}-58/huruf-l"),
          ("inserts", f"{P}-58/huruf-q")}),
        ("1. Ketentuan Pasal 5 ayat (1) diubah, di antara ayat (2) dan ayat (3) disisipkan 1 "
         "(satu) ayat, yakni ayat (2a), sehingga Pasal 5 berbunyi sebagai berikut:",
         {("amends", f"{P}-5/ayat-1"), ("inserts", f"{P}-5/ayat-2a")}),
        ("1. Ketentuan Pasal 7 tetap, penjelasan Pasal 7 diubah sebagaimana tercantum dalam "
         "penjelasan.", {("amends", "uu/2001/5#penjelasan/pasal-7")}),
        ("1. Kata “pasar” dalam Pasal 8 dihapus.", {("amends", f"{P}-8")}),  # the pasal stays
        ("1. Ketentuan Pasal 9 tetap.", set()),
    ],
)  # fmt: skip
def test_changes_at_the_provisions_they_change(change: str, expected: set[tuple[str, str]]) -> None:
    opening = f"Beberapa ketentuan dalam {OLD} {LN} diubah sebagai berikut:\n"
    found = stated(act(f"{opening}{change}\n", unit="pasal-i"))
    assert found == expected | {("amends", "uu/2001/5")}


@pytest.mark.parametrize(
    ("text", "unit", "expected"),
    [
        (f"bahwa untuk melaksanakan ketentuan Pasal 8 dan Pasal 9 ayat (2) {OLD}, perlu menetapkan "
         "Undang-Undang tentang Kerja Sama;", "menimbang",
         {("implements", f"{P}-8"), ("implements", f"{P}-9/ayat-2")}),
        (f"bahwa {OLD} sudah tidak sesuai sehingga perlu diganti;", "menimbang", set()),
        (f"1. Pasal 20 Undang-Undang Dasar Negara Republik Indonesia Tahun 1945;\n2. {OLD} {LN} "
         f"sebagaimana telah diubah dengan {ELSE} tentang Usaha;", "mengingat",
         {("based_on", "uud/1945#pasal-20"), ("based_on", "uu/2001/5")}),
    ],
)  # fmt: skip
def test_preambles(text: str, unit: str, expected: set[tuple[str, str]]) -> None:
    assert stated(act(text, unit=unit)) == expected


# Classes of error found by reading relations of acts of the archive.
ONE = "Peraturan Pemerintah Nomor 4 Tahun 1950"


def test_a_repeal_in_the_enacting_words_ends_at_the_title() -> None:
    text = f"MEMUTUSKAN : Dengan mencabut {OLD}, Menetapkan : PERATURAN TENTANG PERUBAHAN {ONE}."
    found = stated(act(text, unit="diktum"))
    assert ("repeals", "uu/2001/5") in found
    assert ("repeals", "pp/1950/4") not in found


def test_what_is_annulled_after_it_does_not_limit_a_repeal() -> None:
    text = (f"MEMUTUSKAN : I. a. Mencabut : {OLD}. b. Membatalkan segala peraturan yang "
            "bertentangan dengan Undang-Undang ini.")  # fmt: skip
    assert stated(act(text, unit="diktum")) == {("repeals", "uu/2001/5")}


@pytest.mark.parametrize(
    "text",
    [
        f"(1) Mulai tanggal 1 Januari dibatalkan peraturan-peraturan yang berikut :\na. {OLD};\n"
        f"b. {ONE}.",
        f"Membatalkan :\na. {OLD};\nb. {ONE}.",
    ],
)
def test_an_annulled_list_is_repealed(text: str) -> None:
    assert stated(act(text)) == {("repeals", "uu/2001/5"), ("repeals", "pp/1950/4")}


def test_an_order_to_annul_a_decision_is_no_repeal() -> None:
    text = "Menteri dapat membatalkan keputusan panitia berdasarkan " + OLD + "."
    assert stated(act(text)) == set()


def test_an_act_named_in_the_new_wording_is_not_the_one_changed() -> None:
    text = (f"{OLD} diubah sebagai berikut :\n1. Ketentuan Pasal 9 diubah, sehingga menjadi "
            f"sebagai berikut : \"Pasal 9 (5). Dilakukan sesuai dengan ketentuan dalam {ELSE} "
            "tentang Usaha\".\n2. Ketentuan Pasal 10 diubah, sehingga keseluruhan Pasal 10 menjadi "
            "sebagai berikut : \"Pasal 10 Isi\".")  # fmt: skip
    found = stated(act(text, unit="pasal-i"))
    assert ("amends", "uu/2001/5#pasal-10") in found
    assert not [target for kind, target in found if target.startswith("uu/2002/6")]


def test_what_an_annex_holds_is_a_part() -> None:
    text = (f"Pada saat ini:\na. {ONE};\nb. Tarif sebagaimana dimaksud dalam Lampiran II A "
            f"angka (7) {OLD}; dinyatakan tidak berlaku.")  # fmt: skip
    assert stated(act(text)) == {("repeals", "pp/1950/4"), ("repeals_partly", "uu/2001/5")}


def test_a_huruf_named_before_its_pasal_and_ayat() -> None:
    text = f"{OLD} diubah sebagai berikut :\n1. Huruf e Pasal 2 ayat (2) dihapuskan.\n"
    found = stated(act(text, unit="pasal-i"))
    assert ("deletes", "uu/2001/5#pasal-2/ayat-2/huruf-e") in found
    assert ("deletes", "uu/2001/5#pasal-2/ayat-2") not in found


def test_the_evidence_is_the_smallest_passage_that_says_it() -> None:
    text = f"a. {OLD} dicabut;\nb. {ELSE} tetap berlaku."
    whole = _passage("pasal-50", text, 0, len(text))
    cut = text.index("\n")
    items = (_passage("pasal-50/huruf-a", text, 0, cut),
             _passage("pasal-50/huruf-b", text, cut + 1, len(text)))  # fmt: skip
    document = Document(ID, Tier.PRIMARY, "UU", "x", text, "x", "0")
    assert relations_of(Parsed(document, (whole, *items))) == [
        Relation(ID, "repeals", "uu/2001/5", f"{ID}#pasal-50/huruf-a"),
        Relation(ID, "keeps", "uu/2002/6", f"{ID}#pasal-50/huruf-b"),
    ]


def test_between_acts_a_repealed_provision_is_a_partly_repealed_act() -> None:
    one = Relation(ID, "repeals", f"{P}-3", f"{ID}#pasal-1")
    assert between_acts([one]) == {(ID, "repeals_partly", "uu/2001/5")}
    all_of_it = Relation(ID, "repeals", "uu/2001/5", f"{ID}#pasal-1")
    assert between_acts([one, all_of_it]) == {(ID, "repeals", "uu/2001/5")}
    gone = Relation(ID, "deletes", f"{P}-3", f"{ID}#pasal-i")
    assert between_acts([gone]) == {(ID, "amends", "uu/2001/5")}


_PIECES = st.sampled_from(
    [OLD, ELSE, LN, "dicabut", "tidak berlaku", "tetap berlaku", "diubah sebagai berikut:", "\n1. ",
     "Pasal 5 ", "ayat (2) ", "dihapus", "disisipkan", "yakni", ", ", "; ", ". ", ":", "jo. ",
     "mencabut ", "(", "sebagaimana telah diubah dengan ", "tentang Perubahan "]
)  # fmt: skip


@given(pieces=st.lists(_PIECES | st.text(max_size=8), max_size=24))
def test_any_text_gives_relations_to_other_acts_with_evidence_or_none(pieces: list[str]) -> None:
    parsed = act(" ".join(pieces))
    for relation in relations_of(parsed):
        assert relation.target_act != ID
        assert relation.evidence_id in {p.passage_id for p in parsed.passages}
