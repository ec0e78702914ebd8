"""Well-known rulings: number, day, provisions and effect as they are; the words around them ours.

Facts only: a ruling's own text is not in the repository. Each row is made into a ruling in the
courts' form, of which identity, day and effects are read back.
"""

from __future__ import annotations

import pytest
from ruling_texts import UUD, mk, parsed

from dalil.ingest.relations.dicta import effects_of

_ONES = ("", "satu", "dua", "tiga", "empat", "lima", "enam", "tujuh", "delapan", "sembilan")
_MONTHS = (
    "Januari", "Februari", "Maret", "April", "Mei", "Juni", "Juli", "Agustus", "September",
    "Oktober", "November", "Desember",
)  # fmt: skip


def words(number: int) -> str:
    """The number as rulings write days and years."""
    if number >= 1000:
        return f"{words(number // 1000)} ribu {words(number % 1000)}".strip()
    if number >= 20:
        return f"{_ONES[number // 10]} puluh {_ONES[number % 10]}".strip()
    if number in (10, 11):
        return ("sepuluh", "sebelas")[number - 10]
    return f"{_ONES[number - 10]} belas" if number > 11 else _ONES[number]


AGAINST = f"bertentangan dengan {UUD}"
UNBOUND = "tidak mempunyai kekuatan hukum mengikat"
MARRIAGE = "Undang-Undang Nomor 1 Tahun 1974 tentang Perkawinan (Lembaran Negara Republik Indonesia Tahun 1974 Nomor 1, Tambahan Lembaran Negara Republik Indonesia Nomor 3019)"  # noqa: E501
PROCEDURE = "Undang-Undang Nomor 8 Tahun 1981 tentang Hukum Acara Pidana (Lembaran Negara Republik Indonesia Tahun 1981 Nomor 76, Tambahan Lembaran Negara Republik Indonesia Nomor 3209)"  # noqa: E501
ELECTIONS = "Undang-Undang Nomor 7 Tahun 2017 tentang Pemilihan Umum (Lembaran Negara Republik Indonesia Tahun 2017 Nomor 182, Tambahan Lembaran Negara Republik Indonesia Nomor 6109)"  # noqa: E501
CODE = "Kitab Undang-Undang Hukum Pidana"
STRUCK, UNLESS, UNTIL = "struck_down", "conditionally_unconstitutional", "binding_until"

#: Number, day, what is reviewed, dicta, id, effects (target, effect, words).
ROWS: list[tuple[str, tuple[int, int, int], str, list[str], str, list[tuple[str, str, str]]]] = [
    (
        "011-017/PUU-I/2003", (2004, 2, 24),
        "Undang-Undang Nomor 12 Tahun 2003 tentang Pemilihan Umum",
        [f"Menyatakan Pasal 60 huruf g Undang-Undang Nomor 12 Tahun 2003 {AGAINST}",
         f"Menyatakan Pasal 60 huruf g Undang-Undang Nomor 12 Tahun 2003 {UNBOUND}"],
        "putusan-mk/2003/11-17-puu-i", [("uu/2003/12#pasal-60/huruf-g", STRUCK, "")],
    ),
    (
        "013/PUU-I/2003", (2004, 7, 23),
        "Undang-Undang Nomor 16 Tahun 2003",
        [f"Menyatakan Undang-Undang Nomor 16 Tahun 2003 {AGAINST} dan {UNBOUND}"],
        "putusan-mk/2003/13-puu-i", [("uu/2003/16", STRUCK, "")],
    ),
    (
        "013-022/PUU-IV/2006", (2006, 12, 6), CODE,
        [f"Menyatakan Pasal 134, Pasal 136 bis, dan Pasal 137 {CODE} {AGAINST}",
         f"Menyatakan Pasal 134, Pasal 136 bis, dan Pasal 137 {CODE} {UNBOUND}"],
        "putusan-mk/2006/13-22-puu-iv",
        [("stb/1915/732#pasal-134", STRUCK, ""), ("stb/1915/732#pasal-136bis", STRUCK, ""),
         ("stb/1915/732#pasal-137", STRUCK, "")],
    ),
    (
        "012-016-019/PUU-IV/2006", (2006, 12, 19),
        "Undang-Undang Nomor 30 Tahun 2002 tentang Komisi Pemberantasan Tindak Pidana Korupsi",
        [f"Menyatakan Pasal 53 Undang-Undang Nomor 30 Tahun 2002 {AGAINST}",
         "Menyatakan Pasal 53 Undang-Undang Nomor 30 Tahun 2002 tetap mempunyai kekuatan hukum "
         "mengikat sampai diadakan perubahan paling lambat 3 (tiga) tahun"],
        "putusan-mk/2006/12-16-19-puu-iv",
        [("uu/2002/30#pasal-53", STRUCK, ""), ("uu/2002/30#pasal-53", UNTIL, "")],
    ),
    (
        "46/PUU-VIII/2010", (2012, 2, 17), MARRIAGE,
        [f"Menyatakan Pasal 43 ayat (1) {MARRIAGE} {AGAINST} sepanjang dimaknai menghilangkan "
         "hubungan perdata dengan laki-laki yang dapat dibuktikan",
         f"Menyatakan Pasal 43 ayat (1) {MARRIAGE} {UNBOUND} sepanjang dimaknai menghilangkan "
         "hubungan perdata dengan laki-laki yang dapat dibuktikan"],
        "putusan-mk/2010/46-puu-viii", [("uu/1974/1#pasal-43/ayat-1", UNLESS, "")],
    ),
    (
        "114/PUU-X/2012", (2013, 3, 28), PROCEDURE,
        [f"Menyatakan frasa “kecuali terhadap putusan bebas” dalam Pasal 244 {PROCEDURE} {AGAINST} "
         f"dan {UNBOUND}"],
        "putusan-mk/2012/114-puu-x",
        [("uu/1981/8#pasal-244", STRUCK, "kecuali terhadap putusan bebas")],
    ),
    (
        "35/PUU-X/2012", (2013, 5, 16), "Undang-Undang Nomor 41 Tahun 1999 tentang Kehutanan",
        ["Menyatakan kata “negara” dalam Pasal 1 angka 6 Undang-Undang Nomor 41 Tahun 1999 tentang "
         f"Kehutanan {AGAINST} dan {UNBOUND}"],
        "putusan-mk/2012/35-puu-x", [("uu/1999/41#pasal-1/angka-6", STRUCK, "negara")],
    ),
    (
        "93/PUU-X/2012", (2013, 8, 29),
        "Undang-Undang Nomor 21 Tahun 2008 tentang Perbankan Syariah",
        ["Menyatakan Penjelasan Pasal 55 ayat (2) Undang-Undang Nomor 21 Tahun 2008 tentang "
         f"Perbankan Syariah {AGAINST} dan {UNBOUND}"],
        "putusan-mk/2012/93-puu-x", [("uu/2008/21#penjelasan/pasal-55/ayat-2", STRUCK, "")],
    ),
    (
        "34/PUU-XI/2013", (2014, 3, 6), PROCEDURE,
        [f"Menyatakan Pasal 268 ayat (3) {PROCEDURE} {AGAINST} dan {UNBOUND}"],
        "putusan-mk/2013/34-puu-xi", [("uu/1981/8#pasal-268/ayat-3", STRUCK, "")],
    ),
    (
        "1-2/PUU-XII/2014", (2014, 2, 13),
        "Undang-Undang Nomor 4 Tahun 2014 tentang Penetapan Peraturan Pemerintah Pengganti "
        "Undang-Undang Nomor 1 Tahun 2013 menjadi Undang-Undang",
        ["Menyatakan Undang-Undang Nomor 4 Tahun 2014 tentang Penetapan Peraturan Pemerintah "
         "Pengganti Undang-Undang Nomor 1 Tahun 2013 tentang Perubahan Kedua atas Undang-Undang "
         f"Nomor 24 Tahun 2003 tentang Mahkamah Konstitusi menjadi Undang-Undang {AGAINST} dan "
         f"{UNBOUND}"],
        "putusan-mk/2014/1-2-puu-xii", [("uu/2014/4", STRUCK, "")],
    ),
    (
        "85/PUU-XI/2013", (2015, 2, 18),
        "Undang-Undang Nomor 7 Tahun 2004 tentang Sumber Daya Air",
        [f"Menyatakan Undang-Undang Nomor 7 Tahun 2004 tentang Sumber Daya Air {AGAINST}",
         f"Menyatakan Undang-Undang Nomor 7 Tahun 2004 tentang Sumber Daya Air {UNBOUND}"],
        "putusan-mk/2013/85-puu-xi", [("uu/2004/7", STRUCK, "")],
    ),
    (
        "21/PUU-XII/2014", (2015, 4, 28), PROCEDURE,
        [f"Menyatakan Pasal 77 huruf a {PROCEDURE} {AGAINST} sepanjang tidak dimaknai termasuk "
         "penetapan tersangka"],
        "putusan-mk/2014/21-puu-xii", [("uu/1981/8#pasal-77/huruf-a", UNLESS, "")],
    ),
    (
        "22/PUU-XV/2017", (2018, 12, 13), MARRIAGE,
        [f"Menyatakan Pasal 7 ayat (1) sepanjang frasa “usia 16 (enam belas) tahun” {MARRIAGE} "
         f"{AGAINST}"],
        "putusan-mk/2017/22-puu-xv",
        [("uu/1974/1#pasal-7/ayat-1", STRUCK, "usia 16 (enam belas) tahun")],
    ),
    (
        "90/PUU-XXI/2023", (2023, 10, 16), ELECTIONS,
        [f"Menyatakan Pasal 169 huruf q {ELECTIONS} {AGAINST} dan {UNBOUND} sepanjang tidak "
         "dimaknai “berusia paling rendah 40 (empat puluh) tahun atau pernah menduduki jabatan”"],
        "putusan-mk/2023/90-puu-xxi", [("uu/2017/7#pasal-169/huruf-q", UNLESS, "")],
    ),
    (
        "62/PUU-XXII/2024", (2025, 1, 2), ELECTIONS,
        [f"Menyatakan Pasal 222 {ELECTIONS} {AGAINST} dan {UNBOUND}"],
        "putusan-mk/2024/62-puu-xxii", [("uu/2017/7#pasal-222", STRUCK, "")],
    ),
]  # fmt: skip


@pytest.mark.parametrize(
    ("number", "day", "what", "dicta", "ruling", "effects"), ROWS, ids=[row[0] for row in ROWS]
)
def test_identity_day_and_effect(
    number: str,
    day: tuple[int, int, int],
    what: str,
    dicta: list[str],
    ruling: str,
    effects: list[tuple[str, str, str]],
) -> None:
    year, month, date = day
    closing = (
        "\nDemikian diputus dalam Rapat Permusyawaratan Hakim dan diucapkan dalam Sidang Pleno "
        f"terbuka untuk umum pada hari ini, tanggal {words(date)}, bulan {_MONTHS[month - 1]}, "
        f"tahun {words(year)}, oleh kami sembilan Hakim Konstitusi.\n"
    )
    listed = ["Mengabulkan permohonan Pemohon untuk sebagian", *dicta]
    amar = "Mengadili,\n" + "\n".join(f"{n}. {said};" for n, said in enumerate(listed, 1))
    text = mk(amar, what=f"Pengujian {what}", number=number, closing=closing)
    document, passages = parsed(text)
    assert document.id == ruling
    assert document.date == f"{year}-{month:02}-{date:02}"
    found = [
        (e.target_id, e.effect, text[slice(*e.words)] if e.words else "")
        for e in effects_of(document, passages)
        if e.effect != "granted_in_part"
    ]
    assert found == effects
