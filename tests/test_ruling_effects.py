"""What a ruling decides of provisions: a table of amar with a reason a row."""

from __future__ import annotations

import pytest
from ruling_texts import PARK, UUD, WATERMARK, mk, parsed

from dalil.ingest.relations.dicta import CourtEffect, effects_of, reviewed, undecided

ACT = "uu/2014/901"
AGAINST = f"bertentangan dengan {UUD}"
BINDING = "tidak mempunyai kekuatan hukum mengikat"
ORDER = "Memerintahkan pemuatan putusan ini dalam Berita Negara Republik Indonesia;"
PART = "1. Mengabulkan permohonan para Pemohon untuk sebagian;"
REST = "Menolak permohonan para Pemohon untuk selain dan selebihnya."

#: Amar, what is reviewed (None: the act), what is right: (target, effect, words, reading, dictum).
ROWS: list[tuple[str, str | None, str, list[tuple[str, str, str, str, str]]]] = [
    (
        "a pasal is struck down whole, the act named with its gazette",
        None,
        f"Mengadili,\n1. Mengabulkan permohonan para Pemohon untuk seluruhnya;\n"
        f"2. Menyatakan Pasal 5 {PARK} {AGAINST} dan {BINDING};\n3. {ORDER}",
        [
            (ACT, "granted", "", "", "angka-1"),
            (f"{ACT}#pasal-5", "struck_down", "", "", "angka-2"),
        ],
    ),
    (
        "several provisions, an ayat, a huruf and a range in one dictum",
        None,
        f"Mengadili,\n{PART}\n2. Menyatakan Pasal 1 ayat (2) huruf b, Pasal 3, dan Pasal 5 sampai\n"
        f"dengan Pasal 7 {PARK} {AGAINST} dan {BINDING};\n3. {ORDER}\n4. {REST}",
        [
            (ACT, "granted_in_part", "", "", "angka-1"),
            (f"{ACT}#pasal-1/ayat-2/huruf-b", "struck_down", "", "", "angka-2"),
            (f"{ACT}#pasal-3", "struck_down", "", "", "angka-2"),
            (f"{ACT}#pasal-5", "struck_down", "", "", "angka-2"),
            (f"{ACT}#pasal-6", "struck_down", "", "", "angka-2"),
            (f"{ACT}#pasal-7", "struck_down", "", "", "angka-2"),
            (ACT, "rejected_rest", "", "", "angka-4"),
        ],
    ),
    (
        "words of a provision are struck",
        None,
        f"Mengadili,\n{PART}\n2. Menyatakan frasa “atau penjaga "
        f"taman” dalam Pasal 8 ayat (1) {PARK} "
        f"{AGAINST} dan {BINDING};\n3. {ORDER}",
        [
            (ACT, "granted_in_part", "", "", "angka-1"),
            (f"{ACT}#pasal-8/ayat-1", "struck_down", "atau penjaga taman", "", "angka-2"),
        ],
    ),
    (
        "unconstitutional unless read so; the whole new wording behind it names other provisions",
        None,
        f"Mengadili,\n{PART}\n2. Menyatakan Pasal 8 ayat (1) {PARK} "
        f"{AGAINST} dan {BINDING} secara\n"
        "bersyarat sepanjang tidak dimaknai, “wajib dibuka sampai "
        "malam”, sehingga Pasal 8 ayat (1) "
        f"{PARK}\nselengkapnya berbunyi, “Taman menurut Pasal 2 wajib dibuka sampai malam.\n"
        f"3. Pagar dibuka.”;\n3. {ORDER}\n4. {REST}",
        [
            (ACT, "granted_in_part", "", "", "angka-1"),
            (
                f"{ACT}#pasal-8/ayat-1",
                "conditionally_unconstitutional",
                "",
                "wajib dibuka sampai malam",
                "angka-2",
            ),
            (ACT, "rejected_rest", "", "", "angka-4"),
        ],
    ),
    (
        "words unconstitutional unless read so, in single quotation marks",
        None,
        f"Mengadili,\n{PART}\n2. Menyatakan frasa ‘segera’ dalam "
        f"Pasal 18 ayat (3) {PARK} {AGAINST} "
        f"secara bersyarat dan {BINDING} sepanjang tidak dimaknai ‘segera dan tidak lebih dari 7 "
        f"(tujuh) hari’;\n3. {ORDER}",
        [
            (ACT, "granted_in_part", "", "", "angka-1"),
            (
                f"{ACT}#pasal-18/ayat-3",
                "conditionally_unconstitutional",
                "segera",
                "segera dan tidak lebih dari 7 (tujuh) hari",
                "angka-2",
            ),
        ],
    ),
    (
        "unconstitutional if read so: a reading that is forbidden, without quotation marks",
        None,
        f"Mengadili,\n{PART}\n2. Menyatakan Pasal 9 {PARK} {AGAINST} "
        f"dan {BINDING} sepanjang dimaknai "
        f"berlaku surut;\n3. {ORDER}",
        [
            (ACT, "granted_in_part", "", "", "angka-1"),
            (f"{ACT}#pasal-9", "conditionally_unconstitutional", "", "-berlaku surut", "angka-2"),
        ],
    ),
    (
        "two dicta say it of one provision, as before 2011: one effect, of the second",
        None,
        f"Mengadili,\n{PART}\n2. Menyatakan Pasal 60 huruf g {PARK} {AGAINST};\n"
        f"3. Menyatakan Pasal 60 huruf g {PARK} {BINDING};\n4. {ORDER}",
        [
            (ACT, "granted_in_part", "", "", "angka-1"),
            (f"{ACT}#pasal-60/huruf-g", "struck_down", "", "", "angka-3"),
        ],
    ),
    (
        "constitutional as long as it is read so",
        None,
        f"Mengadili,\n{PART}\n2. Menyatakan Pasal 12 {PARK} tidak {AGAINST} sepanjang dimaknai "
        f"“izin diberikan gratis”;\n3. {ORDER}",
        [
            (ACT, "granted_in_part", "", "", "angka-1"),
            (
                f"{ACT}#pasal-12",
                "conditionally_constitutional",
                "",
                "izin diberikan gratis",
                "angka-2",
            ),
        ],
    ),
    (
        "rejected whole: what the head says is reviewed",
        f"Pengujian Pasal 2 ayat (1) dan Pasal 4 {PARK}",
        "Mengadili,\nMenolak permohonan para Pemohon untuk seluruhnya.",
        [
            (f"{ACT}#pasal-2/ayat-1", "rejected", "", "", "alinea-1"),
            (f"{ACT}#pasal-4", "rejected", "", "", "alinea-1"),
        ],
    ),
    (
        "not admissible for one provision, rejected for the rest",
        f"Pengujian Pasal 2, Pasal 4, dan Pasal 6 {PARK}",
        f"Mengadili,\n1. Menyatakan permohonan para Pemohon sepanjang "
        f"mengenai Pasal 4 {PARK} tidak\n"
        f"dapat diterima;\n2. {REST}",
        [
            (f"{ACT}#pasal-4", "inadmissible", "", "", "angka-1"),
            (f"{ACT}#pasal-2", "rejected_rest", "", "", "angka-2"),
            (f"{ACT}#pasal-6", "rejected_rest", "", "", "angka-2"),
        ],
    ),
    (
        "not admissible whole; the request for a provisional measure is none of a provision",
        None,
        "Mengadili,\nDalam Provisi:\n1. Menolak permohonan provisi para Pemohon;\n"
        "Dalam Pokok Permohonan:\n1. Menyatakan permohonan para Pemohon tidak dapat diterima.",
        [(ACT, "inadmissible", "", "", "angka-1")],
    ),
    (
        "formal review: the making of the act, its stay in force, and an order",
        f"Pengujian Formil {PARK}",
        f"Mengadili,\n{PART}\n2. Menyatakan pembentukan {PARK} {AGAINST} dan {BINDING} secara "
        "bersyarat sepanjang tidak dimaknai “tidak dilakukan perbaikan dalam waktu 2 (dua) tahun "
        f"sejak putusan ini diucapkan”;\n3. Menyatakan {PARK} masih tetap berlaku sampai dengan "
        f"dilakukan perbaikan;\n4. {ORDER}",
        [
            (ACT, "granted_in_part", "", "", "angka-1"),
            (
                ACT,
                "conditionally_unconstitutional",
                "",
                "tidak dilakukan perbaikan dalam waktu 2 (dua) tahun sejak putusan ini diucapkan",
                "angka-2",
            ),
            (ACT, "binding_until", "", "", "angka-3"),
        ],
    ),
    (
        "an act as amended: the amending one is not struck",
        None,
        f"Mengadili,\n{PART}\n2. Menyatakan Pasal 3 {PARK} sebagaimana telah diubah dengan "
        "Undang-Undang Nomor 20 Tahun 2019 tentang Perubahan atas "
        "Undang-Undang Nomor 901 Tahun 2014 "
        f"tentang Taman {AGAINST} dan {BINDING};",
        [
            (ACT, "granted_in_part", "", "", "angka-1"),
            (f"{ACT}#pasal-3", "struck_down", "", "", "angka-2"),
        ],
    ),
    (
        "a pasal that an omnibus act words anew, under its change",
        "Pengujian Undang-Undang Nomor 6 Tahun 2019 tentang Kerja",
        f"Mengadili,\n{PART}\n2. Menyatakan frasa “atau asing” dalam "
        f"Pasal 42 ayat (4) dalam Pasal 81 "
        "angka 4 Lampiran Undang-Undang Nomor 6 Tahun 2019 tentang Kerja (Lembaran Negara Republik "
        f"Indonesia Tahun 2019 Nomor 41) {AGAINST} dan {BINDING};",
        [
            ("uu/2019/6", "granted_in_part", "", "", "angka-1"),
            (
                "uu/2019/6#pasal-81/angka-4/pasal-42/ayat-4",
                "struck_down",
                "atau asing",
                "",
                "angka-2",
            ),
        ],
    ),
    (
        "a Perppu, and two acts in one amar",
        "Pengujian Peraturan Pemerintah Pengganti Undang-Undang "
        "Nomor 1 Tahun 2002 tentang Pagar dan "
        "Undang-Undang Nomor 15 Tahun 2003 tentang Penetapan Pagar",
        f"Mengadili,\n1. Mengabulkan permohonan Pemohon;\n2. "
        f"Menyatakan Peraturan Pemerintah Pengganti "
        f"Undang-Undang Nomor 1 Tahun 2002 tentang Pagar {AGAINST} dan {BINDING};\n3. Menyatakan "
        f"Pasal 2 Undang-Undang Nomor 15 Tahun 2003 tentang Penetapan "
        f"Pagar {AGAINST} dan {BINDING};",
        [
            ("perppu/2002/1", "granted", "", "", "angka-1"),
            ("uu/2003/15", "granted", "", "", "angka-1"),
            ("perppu/2002/1", "struck_down", "", "", "angka-2"),
            ("uu/2003/15#pasal-2", "struck_down", "", "", "angka-3"),
        ],
    ),
    (
        "numbered under a dictum, as in 2012",
        None,
        f"Mengadili,\nMenyatakan:\n1. Mengabulkan permohonan Pemohon "
        f"untuk sebagian:\n1.1. Menyatakan "
        f"Pasal 50A ayat (3) {PARK} {AGAINST};\n1.2. Menyatakan Pasal "
        f"50A ayat (3) {PARK} {BINDING};\n"
        f"2. {ORDER}",
        [
            (ACT, "granted_in_part", "", "", "angka-1"),
            (f"{ACT}#pasal-50a/ayat-3", "struck_down", "", "", "angka-1.2"),
        ],
    ),
    (
        "the elucidation of a provision",
        None,
        f"Mengadili,\n{PART}\n2. Menyatakan Penjelasan Pasal 2 ayat "
        f"(1) {PARK} sepanjang frasa “yang "
        f"dimaksud dengan taman” {AGAINST} dan {BINDING};",
        [
            (ACT, "granted_in_part", "", "", "angka-1"),
            (
                f"{ACT}#penjelasan/pasal-2/ayat-1",
                "struck_down",
                "yang dimaksud dengan taman",
                "",
                "angka-2",
            ),
        ],
    ),
    (
        "torn lines, the site's lines and a page number between them",
        None,
        f"Mengadili,\n1.\nMengabulkan permohonan para Pemohon untuk\nseluruhnya;\n2. Menyatakan\n"
        f"{WATERMARK}95\nPasal 5\nayat (2) {PARK.replace(' ', chr(10), 3)} bertentangan\ndengan "
        f"Undang-Undang\nDasar Negara Republik Indonesia Tahun 1945 dan tidak mempunyai kekuatan\n"
        "hukum\nmengikat;",
        [
            (ACT, "granted", "", "", "angka-1"),
            (f"{ACT}#pasal-5/ayat-2", "struck_down", "", "", "angka-2"),
        ],
    ),
    (
        "two words of two provisions, each its own",
        None,
        f"Mengadili,\n{PART}\n2. Menyatakan kata “dapat” dalam Pasal 2 ayat (1) dan frasa “dapat "
        f"ditutup” dalam Pasal 3 {PARK} {AGAINST} dan {BINDING};",
        [
            (ACT, "granted_in_part", "", "", "angka-1"),
            (f"{ACT}#pasal-2/ayat-1", "struck_down", "dapat", "", "angka-2"),
            (f"{ACT}#pasal-3", "struck_down", "dapat ditutup", "", "angka-2"),
        ],
    ),
    (
        "the words are named behind",
        None,
        f"Mengadili,\n{PART}\n2. Menyatakan Pasal 4 {PARK} {AGAINST} dan {BINDING} sepanjang frasa "
        "“orang tua” tidak dimaknai “termasuk wali”;\n3. Menyatakan Pasal 6 "
        f"{PARK} {AGAINST} sepanjang mengenai frasa “tanpa izin”;",
        [
            (ACT, "granted_in_part", "", "", "angka-1"),
            (
                f"{ACT}#pasal-4",
                "conditionally_unconstitutional",
                "orang tua",
                "termasuk wali",
                "angka-2",
            ),
            (f"{ACT}#pasal-6", "struck_down", "tanpa izin", "", "angka-3"),
        ],
    ),
    (
        "still binding for three years",
        None,
        f"Mengadili,\n{PART}\n2. Menyatakan Pasal 53 {PARK} "
        f"{AGAINST};\n3. Menyatakan Pasal 53 {PARK} "
        f"tetap mempunyai kekuatan hukum mengikat sampai diadakan perubahan paling lambat 3 (tiga) "
        "tahun terhitung sejak putusan ini diucapkan;",
        [
            (ACT, "granted_in_part", "", "", "angka-1"),
            (f"{ACT}#pasal-53", "struck_down", "", "", "angka-2"),
            (f"{ACT}#pasal-53", "binding_until", "", "", "angka-3"),
        ],
    ),
    (
        "withdrawn, by a ketetapan",
        None,
        "Menetapkan:\n1. Mengabulkan penarikan kembali permohonan "
        "Pemohon;\n2. Menyatakan Permohonan "
        "Pemohon mengenai Pengujian Undang-Undang a quo ditarik kembali;",
        [(ACT, "withdrawn", "", "", "angka-1")],
    ),
    (
        "the whole act",
        None,
        f"Mengadili,\n1. Mengabulkan permohonan para Pemohon untuk "
        f"seluruhnya;\n2. Menyatakan {PARK} "
        f"{AGAINST};\n3. Menyatakan {PARK} {BINDING};\n4. "
        f"Undang-Undang Nomor 11 Tahun 1974 tentang "
        "Kebun berlaku kembali;",
        [
            (ACT, "granted", "", "", "angka-1"),
            (ACT, "struck_down", "", "", "angka-3"),
        ],
    ),
    (
        "a bare pasal is of the only act reviewed; an amar without numbers",
        None,
        f"MENGADILI :\nMengabulkan permohonan para Pemohon untuk "
        f"sebagian ;\nMenyatakan Pasal 7 huruf "
        f"c {AGAINST} dan {BINDING} ;\nMenolak permohonan para Pemohon untuk selebihnya ;",
        [
            (ACT, "granted_in_part", "", "", "alinea-1"),
            (f"{ACT}#pasal-7/huruf-c", "struck_down", "", "", "alinea-2"),
            (ACT, "rejected_rest", "", "", "alinea-3"),
        ],
    ),
]


def told(text: str, effect: CourtEffect) -> tuple[str, str, str, str, str]:
    words = " ".join(text[slice(*effect.words)].split()) if effect.words else ""
    reading = " ".join(text[slice(*effect.reading)].split()) if effect.reading else ""
    reading = reading if effect.must_be_read or not reading else f"-{reading}"
    dictum = effect.evidence_id.rpartition("/")[2]
    return effect.target_id, effect.effect, words, reading, dictum


@pytest.mark.parametrize(("why", "what", "amar", "right"), ROWS, ids=[row[0] for row in ROWS])
def test_what_is_decided(
    why: str, what: str | None, amar: str, right: list[tuple[str, str, str, str, str]]
) -> None:
    text = mk(amar, what=what) if what else mk(amar)
    document, passages = parsed(text)
    found = [told(text, e) for e in effects_of(document, passages)]
    assert sorted(found) == sorted(right), why
    ids = {p.passage_id for p in passages}
    assert all(e.evidence_id in ids for e in effects_of(document, passages))


POND = "Undang-Undang Nomor 902 Tahun 2016 tentang Kolam (Lembaran Negara Tahun 2016 Nomor 12)"


def test_several_acts_in_lettered_dicta_torn_by_line_ends() -> None:
    dissent = (
        "\n6. PENDAPAT BERBEDA (DISSENTING OPINION)\n\nHakim Konstitusi Dewi Empat memiliki "
        f"pendapat berbeda. Amar putusan seharusnya berbunyi:\n\nMengadili,\n1. "
        f"{PART[3:]}\n2. Menyatakan "
        f"Pasal 44 {PARK} {AGAINST} dan {BINDING};\n"
    )
    amar = (
        "Mengadili,\n\nDalam Provisi:\nMenolak permohonan provisi para Pemohon;\n\nDalam Pokok "
        f"Permohonan:\n{PART}\n2. Menyatakan:\na. Pasal 5 ayat (1) {PARK} bertentangan\ndengan "
        f"{UUD} dan {BINDING} sepanjang tidak\ndimaknai “dibuka bagi\nsemua orang”;\nb. "
        f"Pasal 7 huruf c "
        f"{POND} ber-\ntentangan dengan {UUD} dan tidak mem-\npunyai kekuatan hukum mengikat;\n"
        f"3. Menyatakan frasa “penjaga” dalam Pasal 9 {POND} ber tentangan dengan {UUD} sepanjang "
        f"tidak dimaknai “penjaga yang diangkat”;\n4. {ORDER}\n5. {REST}"
    )
    text = mk(amar, what=f"Pengujian {PARK} dan {POND}", opinions=dissent)
    document, passages = parsed(text)
    found = [told(text, e) for e in effects_of(document, passages) if "#" in e.target_id]
    pond = "uu/2016/902"
    conditional = "conditionally_unconstitutional"
    assert found == [
        (f"{ACT}#pasal-5/ayat-1", conditional, "", "dibuka bagi semua orang", "angka-2"),
        (f"{pond}#pasal-7/huruf-c", "struck_down", "", "", "angka-2"),
        (f"{pond}#pasal-9", conditional, "penjaga", "penjaga yang diangkat", "angka-3"),
    ]


def test_only_rulings_that_review_norms_change_any() -> None:
    text = mk(f"Mengadili,\n1. Menyatakan Pasal 5 {PARK} {AGAINST} dan {BINDING};")
    document, passages = parsed(text.replace("91/PUU-XVIII/2020", "12/PHPU.D-XVIII/2020"))
    assert document.id == "putusan-mk/2020/12-phpu-d-xviii"
    assert effects_of(document, passages) == ()


def test_formal_review_is_marked() -> None:
    text = mk(ROWS[11][2], what=f"Pengujian Formil {PARK}")
    document, passages = parsed(text)
    made = {e.effect: e.formal for e in effects_of(document, passages)}
    assert made == {
        "granted_in_part": True, "conditionally_unconstitutional": True, "binding_until": False,
    }  # fmt: skip


def test_what_the_head_says_is_reviewed() -> None:
    document, _ = parsed(mk("Mengadili,", what=f"Pengujian Materiil Pasal 2 dan Pasal 4 {PARK}"))
    assert reviewed(document) == (f"{ACT}#pasal-2", f"{ACT}#pasal-4")


BELOW = """P U T U S A N
Nomor 7 P/HUM/2020
DEMI KEADILAN BERDASARKAN KETUHANAN YANG MAHA ESA
MAHKAMAH AGUNG
memeriksa dan mengadili perkara permohonan keberatan hak uji materiil terhadap Pasal 34 ayat (1)
dan ayat (2) Peraturan Presiden Nomor 75 Tahun 2019 tentang Iuran Taman, pada tingkat pertama dan
terakhir telah memutuskan sebagai berikut, dalam perkara:
PERKUMPULAN SAHABAT TAMAN, Pemohon;
Menimbang, bahwa permohonan beralasan;
MENGADILI:
1. {first};
2. Menyatakan Pasal 34 ayat (1) dan ayat (2) Peraturan Presiden Nomor 75 Tahun 2019 tentang Iuran
Taman bertentangan dengan Undang-Undang Nomor 40 Tahun 2004 tentang Jaminan;
3. Menyatakan Pasal 34 ayat (1) dan ayat (2) Peraturan Presiden Nomor 75 Tahun 2019 tentang Iuran
Taman tidak mempunyai kekuatan hukum mengikat;
4. Memerintahkan kepada Panitera Mahkamah Agung untuk mengirimkan petikan putusan ini;
Demikianlah diputuskan dalam rapat permusyawaratan Mahkamah Agung pada hari Kamis, tanggal
27 Februari 2020, oleh Gita Tujuh, dan diucapkan dalam sidang terbuka untuk umum pada hari itu juga.
"""


def test_the_supreme_court_reviews_what_is_below_acts() -> None:
    text = BELOW.format(first="Mengabulkan permohonan keberatan hak uji materiil dari Pemohon")
    document, passages = parsed(text)
    assert (document.id, document.date) == ("putusan-ma/2020/7-p-hum", "2020-02-27")
    places = [f"perpres/2019/75#pasal-34/ayat-{n}" for n in (1, 2)]
    assert reviewed(document) == tuple(places)
    found = [told(text, e) for e in effects_of(document, passages)]
    assert found == [
        ("perpres/2019/75", "granted", "", "", "angka-1"),
        *((place, "struck_down", "", "", "angka-3") for place in places),
    ]


def test_a_ruling_of_2003_has_headings_and_no_numbers() -> None:
    text = f"""P U T U S A N
Perkara Nomor 013/PUU-I/2003
DEMI KEADILAN BERDASARKAN KETUHANAN YANG MAHA ESA
MAHKAMAH KONSTITUSI REPUBLIK INDONESIA
Yang memeriksa, mengadili dan memutus perkara konstitusi pada tingkat pertama dan terakhir,
menjatuhkan putusan dalam perkara permohonan pengujian Undang-undang Nomor 16 Tahun 2003 tentang
Pagar terhadap {UUD}, yang diajukan oleh: Citra Tiga;
TENTANG DUDUK PERKARANYA
Menimbang bahwa Pemohon mengajukan permohonan;
TENTANG HUKUMNYA
Menimbang bahwa maksud permohonan adalah sebagaimana tersebut di atas;
M E N G A D I L I :
Mengabulkan permohonan Pemohon untuk pengujian Undang-undang Nomor 16 Tahun 2003 tentang Pagar ;
Menyatakan Undang-undang Nomor 16 Tahun 2003 tentang Pagar {AGAINST} ;
Menyatakan Undang-undang Nomor 16 Tahun 2003 tentang Pagar tidak mempunyai kekuatan hukum mengikat ;
Demikian diputuskan dalam rapat pleno permusyawaratan 9 (sembilan) Hakim Konstitusi pada hari
Kamis, tanggal 22 Juli 2004, dan diucapkan dalam Sidang Pleno Mahkamah Konstitusi yang terbuka untuk
umum pada hari ini, Jumat tanggal 23 Juli 2004, oleh kami Andi Satu selaku Ketua;
"""
    document, passages = parsed(text)
    assert (document.id, document.date) == ("putusan-mk/2003/13-puu-i", "2004-07-23")
    found = [told(text, e) for e in effects_of(document, passages)]
    assert found == [
        ("uu/2003/16", "granted", "", "", "alinea-1"),
        ("uu/2003/16", "struck_down", "", "", "alinea-3"),
    ]
    assert {str(p.locator) for p in passages} >= {"duduk/alinea-1", "pertimbangan/alinea-1"}


def test_a_dictum_whose_provision_cannot_be_told_is_told() -> None:
    """Two acts are reviewed, and "Pasal 5" alone may be of either."""
    amar = f"Mengadili,\n{PART}\n2. Menyatakan Pasal 5 {AGAINST} dan {BINDING};\n3. {ORDER}"
    what = f"Pengujian {PARK} dan Undang-Undang Nomor 15 Tahun 2003 tentang Pagar"
    text = mk(amar, what=what)
    document, passages = parsed(text)
    assert {e.effect for e in effects_of(document, passages)} == {"granted_in_part"}
    assert undecided(document.id, text, document.year, passages) == ("amar angka 2",)
    one = mk(amar)
    document, passages = parsed(one)
    assert undecided(document.id, one, document.year, passages) == ()
