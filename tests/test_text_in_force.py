"""The text in force of made-up acts: every form of instruction, and what cannot be applied."""

from __future__ import annotations

from pathlib import Path

import pytest

from dalil.index.text_in_force import ActText
from dalil.ingest.errors import NotInLibrary, QueryError
from dalil.ingest.relations.instructions import read_instructions
from dalil.library import Library

CLOSING = (
    "Agar setiap orang mengetahuinya, memerintahkan pengundangan Undang-Undang ini. Disahkan di "
    "Jakarta pada tanggal {day} PRESIDEN REPUBLIK INDONESIA, ttd. N. N. Diundangkan di Jakarta "
    "pada tanggal {day} MENTERI, ttd. M. M. LEMBARAN NEGARA REPUBLIK INDONESIA TAHUN {year} NOMOR 9"
)

BASE = (
    """UNDANG-UNDANG REPUBLIK INDONESIA NOMOR 1 TAHUN 2001 TENTANG KEBUN
DENGAN RAHMAT TUHAN YANG MAHA ESA PRESIDEN REPUBLIK INDONESIA,
Menimbang:
a. bahwa kebun perlu diatur;
Mengingat:
1. Pasal 5 ayat (1) Undang-Undang Dasar 1945;
MEMUTUSKAN:
Menetapkan: UNDANG-UNDANG TENTANG KEBUN.
BAB I
KETENTUAN UMUM
Pasal 1
Dalam Undang-Undang ini yang dimaksud dengan:
1. Kebun adalah tanah yang ditanami.
2. Pekebun adalah orang yang mengusahakan kebun.
3. Juru Kebun adalah petugas kebun.
Pasal 2
(1) Setiap orang dapat berkebun.
(2) Pekebun wajib merawat kebun.
(3) Pekebun dilarang membakar kebun.
BAB II
PERIZINAN
Pasal 3
(1) Izin kebun diberikan oleh Menteri.
(2) Permohonan izin memuat:
a. nama pekebun;
b. luas kebun; dan
c. letak kebun.
Pasal 4
Izin berlaku selama lima tahun.
Pasal 5
Juru Kebun mengawasi kebun milik negara.
BAB III
KETENTUAN PENUTUP
Pasal 6
Undang-Undang ini mulai berlaku pada tanggal diundangkan.
"""
    + CLOSING.format(day="1 Maret 2001", year=2001)
    + """
PENJELASAN ATAS UNDANG-UNDANG REPUBLIK INDONESIA NOMOR 1 TAHUN 2001 TENTANG KEBUN
I. UMUM
Kebun perlu diatur dengan baik.
II. PASAL DEMI PASAL
Pasal 1
Cukup jelas.
Pasal 2
Ayat (1)
Cukup jelas.
Ayat (2)
Yang dimaksud dengan merawat adalah menyiram.
Ayat (3)
Cukup jelas.
Pasal 3
Cukup jelas.
Pasal 4
Cukup jelas.
Pasal 5
Cukup jelas.
Pasal 6
Cukup jelas.
"""
)


def amending(
    number: int, year: int, changes: str, *, ordinal: str = "", day: str | None = None,
    begins: str = "pada tanggal diundangkan", recital: str = "",
) -> str:  # fmt: skip
    """An act that changes the base act, in the form of UU 12/2011, Lampiran II no. 230-237."""
    title = f"PERUBAHAN {ordinal}ATAS UNDANG-UNDANG NOMOR 1 TAHUN 2001 TENTANG KEBUN"
    return f"""UNDANG-UNDANG REPUBLIK INDONESIA NOMOR {number} TAHUN {year} TENTANG {title}
DENGAN RAHMAT TUHAN YANG MAHA ESA PRESIDEN REPUBLIK INDONESIA,
Menimbang:
a. bahwa Undang-Undang Nomor 1 Tahun 2001 tentang Kebun {recital}perlu diubah;
Mengingat:
1. Pasal 5 ayat (1) Undang-Undang Dasar 1945;
MEMUTUSKAN:
Menetapkan: UNDANG-UNDANG TENTANG {title}.
Pasal I
Beberapa ketentuan dalam Undang-Undang Nomor 1 Tahun 2001 tentang Kebun (Lembaran Negara Republik \
Indonesia Tahun 2001 Nomor 9) diubah sebagai berikut:
{changes}
Pasal II
Undang-Undang ini mulai berlaku {begins}.
{CLOSING.format(day=day or f"1 Juni {year}", year=year)}
"""


def made(tmp_path: Path, *acts: str) -> Library:
    """A library of these acts, by their words only."""
    folder = tmp_path / "acts"
    folder.mkdir()
    for number, text in enumerate(acts):
        (folder / f"{number}.md").write_text(text, encoding="utf-8")
    library = Library.open(tmp_path / "library", create=True)
    library.add(folder, vectors=False, workers=1)
    return library


def at(found: ActText, provision: str) -> tuple[str, str | None, str]:
    """State ("absent" where it is not listed), source and words of a provision."""
    for p in found.provisions:
        if p.id == f"{found.id}#{provision}":
            return p.state, p.source, " ".join(p.text.split())
    return "absent", None, ""


I = "uu/2005/7#pasal-i"  # noqa: E741 - as the drafters call it

#: (changes, provision, state, source, first words)
FORMS: list[tuple[str, str, str, str | None, str]] = [
    # a whole pasal, the words of today
    ("1. Ketentuan Pasal 4 diubah sehingga berbunyi sebagai berikut:\nPasal 4\nIzin berlaku selama "
     "sepuluh tahun.", "pasal-4", "replaced", f"{I}/angka-1", "Izin berlaku selama sepuluh"),
    # every ayat of a pasal that is replaced, also one with the same words
    ("1. Ketentuan Pasal 2 diubah sehingga berbunyi sebagai berikut:\nPasal 2\n(1) Setiap orang "
     "dapat berkebun.\n(2) Pekebun wajib menyiram kebun.", "pasal-2/ayat-1", "replaced",
     f"{I}/angka-1", "(1) Setiap orang"),
    # … and one that the new text no longer has
    ("1. Ketentuan Pasal 2 diubah sehingga berbunyi sebagai berikut:\nPasal 2\n(1) Setiap orang "
     "dapat berkebun.\n(2) Pekebun wajib menyiram kebun.", "pasal-2/ayat-3", "deleted",
     f"{I}/angka-1", ""),
    # an ayat, with the pasal quoted again: its neighbours stay as they were
    ("1. Ketentuan Pasal 2 ayat (2) diubah, sehingga Pasal 2 berbunyi sebagai berikut:\nPasal 2\n"
     "(1) Setiap orang dapat berkebun.\n(2) Pekebun wajib menyiram kebun.\n(3) Pekebun dilarang "
     "membakar kebun.", "pasal-2/ayat-2", "replaced", f"{I}/angka-1", "(2) Pekebun wajib menyiram"),
    ("1. Ketentuan Pasal 2 ayat (2) diubah, sehingga Pasal 2 berbunyi sebagai berikut:\nPasal 2\n"
     "(1) Setiap orang dapat berkebun.\n(2) Pekebun wajib menyiram kebun.\n(3) Pekebun dilarang "
     "membakar kebun.", "pasal-2/ayat-3", "original", None, "(3) Pekebun dilarang"),
    # only the ayat that change are quoted
    ("1. Ketentuan Pasal 2 ayat (2) diubah, sehingga Pasal 2 ayat (2) berbunyi sebagai berikut:\n"
     "Pasal 2\n(2) Pekebun wajib menyiram kebun.", "pasal-2/ayat-3", "original", None, "(3) "
     "Pekebun"),
    # the ayat's words alone, without its number
    ("1. Ketentuan Pasal 2 ayat (2) diubah sehingga berbunyi sebagai berikut: Pekebun wajib "
     "menyiram "
     "kebun.", "pasal-2/ayat-2", "replaced", f"{I}/angka-1", "Pekebun wajib menyiram"),
    # deleted
    ("1. Pasal 4 dihapus.", "pasal-4", "deleted", f"{I}/angka-1", ""),
    ("1. Ketentuan Pasal 3 ayat (2) huruf b dihapus.", "pasal-3/ayat-2/huruf-b", "deleted",
     f"{I}/angka-1", ""),
    ("1. Ketentuan Pasal 3 ayat (2) huruf b dihapus.", "pasal-3/ayat-2/huruf-c", "original", None,
     "c. letak kebun"),
    # said inside out, and quoted with "dihapus"
    ("1. Ketentuan ayat (2) huruf b Pasal 3 dihapus, sehingga Pasal 3 berbunyi sebagai berikut:\n"
     "Pasal 3\n(1) Izin kebun diberikan oleh Menteri.\n(2) Permohonan izin memuat:\na. nama "
     "pekebun;"
     "\nb. dihapus;\nc. letak kebun.", "pasal-3/ayat-2/huruf-b", "deleted", f"{I}/angka-1", ""),
    # inserted
    ("1. Di antara Pasal 4 dan Pasal 5 disisipkan 1 (satu) pasal, yakni Pasal 4A, yang berbunyi "
     "sebagai berikut:\nPasal 4A\nIzin dapat diperpanjang.", "pasal-4a", "inserted", f"{I}/angka-1",
     "Izin dapat diperpanjang"),
    ("1. Menambah ketentuan baru di antara Pasal 4 dan Pasal 5 yang dijadikan Pasal 4A, yang "
     "berbunyi sebagai berikut:\n\"Pasal 4\nIzin dapat diperpanjang.\"", "pasal-4a", "inserted",
     f"{I}/angka-1", "Izin dapat diperpanjang"),  # the letter lost in print
    ("1. Menambah ketentuan baru di antara Pasal 4 dan Pasal 5 yang dijadikan Pasal 4A, yang "
     "berbunyi sebagai berikut:\n\"Pasal 4\nIzin dapat diperpanjang.\"", "pasal-4", "original",
     None,
     "Izin berlaku selama lima"),
    ("1. Di antara ayat (1) dan ayat (2) Pasal 2 disisipkan 1 (satu) ayat, yakni ayat (1a), "
     "sehingga "
     "Pasal 2 berbunyi sebagai berikut:\nPasal 2\n(1) Setiap orang dapat berkebun.\n(1a) Anak "
     "dapat "
     "berkebun.\n(2) Pekebun wajib merawat kebun.\n(3) Pekebun dilarang membakar kebun.",
     "pasal-2/ayat-1a", "inserted", f"{I}/angka-1", "(1a) Anak dapat"),
    ("1. Pada Pasal 2 ditambah ayat (4) yang berbunyi sebagai berikut:\n(4) Anak dapat berkebun.",
     "pasal-2/ayat-4", "inserted", f"{I}/angka-1", "(4) Anak dapat"),
    ("1. Pasal 2 ditambah 1 (satu) ayat, sehingga Pasal 2 berbunyi sebagai berikut:\nPasal 2\n"
     "(1) Setiap orang dapat berkebun.\n(2) Pekebun wajib merawat kebun.\n(3) Pekebun dilarang "
     "membakar kebun.\n(4) Anak dapat berkebun.", "pasal-2/ayat-4", "inserted", f"{I}/angka-1",
     "(4) Anak dapat"),
    ("1. Di antara BAB II dan BAB III disisipkan 1 (satu) bab, yakni BAB IIA, sehingga berbunyi "
     "sebagai berikut:\nBAB IIA\nPENGAWASAN\nPasal 5A\nKebun diawasi oleh warga.", "bab-iia",
     "inserted", f"{I}/angka-1", "PENGAWASAN"),
    ("1. Di antara BAB II dan BAB III disisipkan 1 (satu) bab, yakni BAB IIA, sehingga berbunyi "
     "sebagai berikut:\nBAB IIA\nPENGAWASAN\nPasal 5A\nKebun diawasi oleh warga.", "pasal-5a",
     "inserted", f"{I}/angka-1", "Kebun diawasi oleh warga"),
    ("1. Judul BAB II diubah sehingga berbunyi sebagai berikut:\nBAB II\nPERIZINAN BERUSAHA",
     "bab-ii", "replaced", f"{I}/angka-1", "PERIZINAN BERUSAHA"),
    # words and phrases: once, and in the whole act
    ("1. Kata “lima” dalam Pasal 4 diganti dengan kata “enam”.", "pasal-4", "replaced",
     f"{I}/angka-1", "Izin berlaku selama enam tahun"),
    ("1. Istilah “Juru Kebun” dalam Undang-Undang ini diubah menjadi “Pengawas Kebun”.", "pasal-5",
     "replaced", f"{I}/angka-1", "Pengawas Kebun mengawasi"),
    ("1. Istilah “Juru Kebun” dalam Undang-Undang ini diubah menjadi “Pengawas Kebun”.",
     "pasal-1/angka-3", "replaced", f"{I}/angka-1", "3. Pengawas Kebun adalah"),
    ("1. Pada Pasal 5 sesudah kata “kebun” ditambah kata “besar”.", "pasal-5", "replaced",
     f"{I}/angka-1", "Juru Kebun mengawasi kebun besar milik"),
    # renumbered: the words stay, the number does not
    ("1. Ketentuan Pasal 2 ayat (1) dihapus.\n2. Pasal 2 ayat (2) dan ayat (3) menjadi ayat (1) "
     "dan "
     "ayat (2).", "pasal-2/ayat-1", "original", None, "(2) Pekebun wajib merawat"),
    ("1. Ketentuan Pasal 2 ayat (1) dihapus.\n2. Pasal 2 ayat (2) dan ayat (3) menjadi ayat (1) "
     "dan "
     "ayat (2).", "pasal-2/ayat-3", "deleted", f"{I}/angka-2", ""),
    # a list of changes to one pasal, each with a letter
    ("1. Pada Pasal 2 diadakan perubahan sebagai berikut:\na. Ayat (1) dihapus.\nb. Ayat (2) "
     "diubah "
     "sehingga berbunyi sebagai berikut: Pekebun wajib menyiram kebun.", "pasal-2/ayat-2",
     "replaced", f"{I}/angka-1/huruf-b", "Pekebun wajib menyiram"),
    # only the elucidation
    ("1. Penjelasan Pasal 5 diubah sehingga berbunyi sebagai berikut: Pengawasan dilakukan setiap "
     "hari.", "penjelasan/pasal-5", "replaced", f"{I}/angka-1", "Pengawasan dilakukan"),
    ("1. Penjelasan Pasal 5 diubah sehingga berbunyi sebagai berikut: Pengawasan dilakukan setiap "
     "hari.", "pasal-5", "original", None, "Juru Kebun mengawasi"),
    # old words
    ("1. Pasal 4 dirubah hingga berbunyi sebagai berikut: Izin berlaku selama sepuluh tahun.",
     "pasal-4", "replaced", f"{I}/angka-1", "Izin berlaku selama sepuluh"),
    ("1. Pasal 4 harus dibaca sebagai berikut: Izin berlaku selama sepuluh tahun.", "pasal-4",
     "replaced", f"{I}/angka-1", "Izin berlaku selama sepuluh"),
    # the number of an instruction lost by a scan: it stands between 1 and 3
    ("1. Pasal 1 angka 2 dihapus.\nKetentuan Pasal 4 diubah sehingga berbunyi sebagai berikut:\n"
     "Pasal 4\nIzin berlaku selama sepuluh tahun.\n3. Pasal 5 dihapus.", "pasal-4", "replaced",
     f"{I}/angka-2", "Izin berlaku selama sepuluh"),
    # the next instruction glued to the quoted text
    ("1. Ketentuan Pasal 4 diubah sehingga berbunyi sebagai berikut: “Pasal 4 Izin berlaku selama "
     "sepuluh tahun.” 2. Pasal 5 dihapus.", "pasal-5", "deleted", f"{I}/angka-2", ""),
    ("1. Ketentuan Pasal 4 diubah sehingga berbunyi sebagai berikut: “Pasal 4 Izin berlaku selama "
     "sepuluh tahun.” 2. Pasal 5 dihapus.", "pasal-4", "replaced", f"{I}/angka-1",
     "Izin berlaku selama sepuluh tahun."),
    # instructions that a scan has run into the words before them, and a verb it has misread
    ("1. Ketentuan Pasal 2 diubah sehingga berbunyi sebagai berikut:\nPasal 2\n(1) Setiap orang "
     "dapat berkebun\nb 2 Ketentuan Pasal berikut: 4 diubah sehingga berbunyi sebagai\nPasal 4\n"
     "Izin berlaku selama sepuluh tahun.\n3. Pasal 5 dihapus.", "pasal-4", "replaced",
     f"{I}/angka-2", "Izin berlaku selama sepuluh"),
    ("1. Pasal 3 dihapus Di antara Pasal 4 dan Pasal 5 disisipkan 1 (satu) pasal, yakni Pasal 4A, "
     "yang berbunyi sebagai berikut:\nPasal 4A\nIzin dapat diperpanjang.\n3. Pasal 5 dihapus.",
     "pasal-4a", "inserted", f"{I}/angka-2", "Izin dapat diperpanjang"),
    ("1. Ketentuan Pasal 4 diubatr sehingga berbunyi sebagai berikut:\nPasal 4\nIzin berlaku "
     "selama "
     "sepuluh tahun.", "pasal-4", "replaced", f"{I}/angka-1", "Izin berlaku selama sepuluh"),
    # letters for digits: what is put between 4 and 5 is 4A, also where 8 stands for B
    ("1. Ketentuan Pasa1 4 diubah sehingga berbunyi sebagai berikut:\nPasai 4\nIzin berlaku selama "
     "sepuluh tahun.", "pasal-4", "replaced", f"{I}/angka-1", "Izin berlaku selama sepuluh"),
    # an ayat put in, printed "(la)"
    ("1. Di antara ayat (1) dan ayat (2) Pasal 2 disisipkan 1 (satu) ayat, yakni ayat (la) "
     "sehingga "
     "Pasal 2 berbunyi sebagai berikut:\nPasal 2\n(1) Setiap orang dapat berkebun.\n(la) Anak "
     "dapat "
     "ikut.\n(2) Pekebun wajib merawat kebun.\n(3) Pekebun dilarang membakar kebun.",
     "pasal-2/ayat-1a", "inserted", f"{I}/angka-1", "(la) Anak dapat ikut."),
    # one ayat becomes two
    ("1. Ketentuan Pasal 2 ayat (1) diganti dengan ketentuan yang dijadikan ayat (1) dan ayat (1a) "
     "yang berbunyi sebagai berikut:\nPasal 2\n(1) Setiap orang boleh berkebun.\n(1a) Anak dapat "
     "ikut.", "pasal-2/ayat-1a", "inserted", f"{I}/angka-1", "(1a) Anak dapat ikut."),
    # a new pasal that only its heading names
    ("1. Setelah Pasal 4 diadakan sebuah pasal baru, yang berbunyi sebagai di bawah ini: \"Pasal "
     "4a\". "
     "Izin dapat diperpanjang.", "pasal-4a", "inserted", f"{I}/angka-1", "Izin dapat diperpanjang"),
    # the elucidation of an ayat, named together with the wording of others
    ("1. Ketentuan ayat (2) Pasal 2 diubah serta penjelasan ayat (1) dan ayat (3) Pasal 2 diubah "
     "sehingga Pasal 2 berbunyi sebagai berikut:\nPasal 2\n(1) Setiap orang dapat berkebun.\n"
     "(2) Pekebun wajib menyiram kebun.\n(3) Pekebun dilarang membakar kebun.", "pasal-2/ayat-3",
     "original", None, "(3) Pekebun dilarang"),
    # words put at the end, before the full stop; abbreviations printed otherwise
    ("1. Pada Pasal 4 pada akhir kalimat ditambah perkataan \"dan dapat diperpanjang\".", "pasal-4",
     "replaced", f"{I}/angka-1", "Izin berlaku selama lima tahun dan dapat diperpanjang."),
    # a quotation that is not closed; two phrases that go at once
    ("1. Dalam Pasal 4, kata \"lima diganti dengan perkataan \"sepuluh\".", "pasal-4", "replaced",
     f"{I}/angka-1", "Izin berlaku selama sepuluh tahun."),
    ("1. Dalam Pasal 5, kata \"kebun\" dan kata \"milik negara\" dihapus.", "pasal-5", "replaced",
     f"{I}/angka-1", "Juru Kebun mengawasi"),
    # a page's catchword without its dots
    ("1. Ketentuan Pasal 3 ayat (2) diubah sehingga berbunyi sebagai berikut:\nPasal 3\n(2) "
     "Permohonan "
     "izin memuat:\na. nama pekebun;\nb. luas b. luas tanah; dan\nc. letak kebun.",
     "pasal-3/ayat-2/huruf-b", "replaced", f"{I}/angka-1", "b. luas tanah"),
    # a bab goes with its pasal; its heading alone goes alone
    ("1. Ketentuan Bab II dihapus.", "pasal-4", "deleted", f"{I}/angka-1", ""),
    ("1. Bab II dihapus.\n2. Pasal 4 dihapus.", "pasal-4", "deleted", f"{I}/angka-2", ""),
    ("1. Judul Bab II dihapus.", "pasal-4", "original", None, "Izin berlaku selama lima"),
    # a bab's heading and what stands under it; "BABII" printed in one
    ("1. Judul dan isi BAB II diubah sehingga berbunyi sebagai berikut:\nBABII IZIN\nPasal 3\n"
     "(1) Izin diberikan oleh Bupati.\nPasal 4\nIzin berlaku selama sepuluh tahun.", "pasal-4",
     "replaced", f"{I}/angka-1", "Izin berlaku selama sepuluh"),
    ("1. BAB II diubah sehingga BAB II berbunyi sebagai berikut:\nBABII IZIN DAN BIAYA", "bab-ii",
     "replaced", f"{I}/angka-1", "IZIN DAN BIAYA"),
    # the letter of a new bab at the end of what is said
    ("1. Di antara BAB II dan BAB III disisipkan 1 (satu) bab, yaitu BAB II A sehingga berbunyi "
     "sebagai berikut:\nBAB II A PENGAWASAN\nPasal 5A\nMenteri mengawasi.", "bab-iia",
     "inserted", f"{I}/angka-1", "PENGAWASAN"),
    # only the elucidation, quoted in the instruction
    ("1. Penjelasan Pasal 2 diubah sehingga berbunyi sebagai berikut:\nPasal 2\nAyat (1) Cukup "
     "jelas. Ayat (2) Merawat termasuk memupuk.", "penjelasan/pasal-2", "replaced",
     f"{I}/angka-1", "Ayat (1) Cukup jelas. Ayat (2) Merawat"),
    # a phrase, and the unit as it reads with it
    ("1. Pada Pasal 2 ayat (2) kata \"wajib\" diganti dengan kata \"harus\", sehingga ketentuan "
     "Pasal 2 ayat (2) berbunyi sebagai berikut: \"Pekebun harus merawat kebun.\"",
     "pasal-2/ayat-2", "replaced", f"{I}/angka-1", "Pekebun harus merawat kebun."),
    # the pasal is named after "sehingga" alone
    ("1. Ketentuan ayat (1) diubah dan di antara ayat (1) dan ayat (2) disisipkan 1 (satu) ayat, "
     "yakni ayat (1a), sehingga Pasal 2 berbunyi sebagai berikut:\nPasal 2\n(1) Setiap anak dapat "
     "berkebun.\n(1a) Anak dapat ikut.\n(2) Pekebun wajib merawat kebun.\n(3) Pekebun dilarang "
     "membakar kebun.", "pasal-2/ayat-2", "original", None, "(2) Pekebun wajib"),
    # … and its heading is lost: the wording begins with its first ayat and has no gap
    ("1. Di antara ayat (1) dan ayat (2) disisipkan 1 (satu) ayat, yakni ayat (1a), sehingga Pasal "
     "2 berbunyi sebagai berikut:\n(1) Setiap orang dapat berkebun.\n(1a) Anak dapat ikut.\n(2) "
     "Pekebun wajib merawat kebun.\n(3) Pekebun dilarang membakar kebun.", "pasal-2/ayat-1a",
     "inserted", f"{I}/angka-1", "(1a) Anak dapat ikut."),
    # a mark behind a wrong stop, the only one between its neighbours
    ("1. Ketentuan Pasal 2 diubah sehingga berbunyi sebagai berikut:\nPasal 2\n(1) Setiap anak "
     "dapat berkebun, (2) Pekebun harus merawat kebun.\n(3) Pekebun dilarang menjual kebun.",
     "pasal-2/ayat-2", "replaced", f"{I}/angka-1", "(2) Pekebun harus merawat kebun."),
    # the second item of two within the line of the first
    ("1. Ketentuan Pasal 4 diubah sehingga berbunyi sebagai berikut:\nPasal 4\nIzin:\na. berlaku "
     "lima tahun b. dapat diperpanjang.", "pasal-4/huruf-b", "inserted", f"{I}/angka-1",
     "b. dapat diperpanjang."),
    # the marks before all words, as many as there are sentences
    ("1. Ketentuan Pasal 2 diubah sehingga berbunyi sebagai berikut:\nPasal 2\n(1) (2) (3) Setiap "
     "anak dapat berkebun. Pekebun harus merawat kebun. Pekebun dilarang menjual kebun.",
     "pasal-2/ayat-2", "replaced", f"{I}/angka-1", "Pekebun harus merawat kebun."),
    # acts in a list between the place and the verb
    ("1. Ketentuan Pasal 4 Undang-Undang Nomor 1 Tahun 2001 tentang Kebun sebagaimana telah "
     "beberapa kali diubah dengan Undang-Undang:\na. Nomor 3 Tahun 2003 (Lembaran Negara Tahun "
     "2003 Nomor 8);\nb. Nomor 4 Tahun 2004 (Lembaran Negara Tahun 2004 Nomor 7), diubah, "
     "sehingga berbunyi sebagai berikut:\nPasal 4\nIzin berlaku selama sepuluh tahun.", "pasal-4",
     "replaced", f"{I}/angka-1", "Izin berlaku selama sepuluh"),
    # what follows from an insertion: the others move
    ("1. Pada Pasal 3 ayat (2) ditambahkan satu ketentuan yang dijadikan huruf b, yang berbunyi "
     "sebagai berikut: \"b. umur pekebun;\". Dengan penambahan ini, huruf b dan huruf c dijadikan "
     "huruf c dan huruf d.", "pasal-3/ayat-2/huruf-d", "original", None, "c. letak kebun"),
    # a heading on its own line behind a wrong stop
    ("1. Ketentuan Pasal 4 dan Pasal 5 diubah sehingga berbunyi sebagai berikut:\nPasal 4\nIzin "
     "berlaku selama sepuluh tahun,\nPasal 5\nJuru Kebun mengawasi semua kebun.", "pasal-5",
     "replaced", f"{I}/angka-1", "Juru Kebun mengawasi semua"),
    # old numbers and new ones, the wording under the new
    ("1. Ketentuan Pasal 4 dihapuskan.\n2. Mengubah ketentuan Pasal 5 lama dan selanjutnya "
     "dijadikan ketentuan Pasal 4 baru, sehingga berbunyi sebgai berikut: \"Pasal 4 \"Juru Kebun "
     "mengawasi semua kebun\".", "pasal-4", "replaced", f"{I}/angka-2", "Juru Kebun "
     "mengawasi semua"),
    ("1. Pasal 4 dihapuskan.\n2. Ketentuan Pasal 5 lama selanjutnya dijadikan ketentuan Pasal 4 "
     "baru.", "pasal-4", "original", None, "Juru Kebun mengawasi kebun milik"),
    ("1. Pasal 2 ayat (1) dihapus.\n2. Ketentuan Pasal 2 ayat (2) lama dijadikan ketentuan ayat "
     "(1) baru.", "pasal-2/ayat-1", "original", None, "(2) Pekebun wajib"),
    # a unit's letter apart from its number
    ("1. Di antara angka 1 dan angka 2 Pasal 1 disisipkan 1 (satu) angka, yakni angka 1 a sehingga "
     "Pasal 1 berbunyi sebagai berikut:\nPasal 1\nDalam Undang-Undang ini yang dimaksud dengan:\n"
     "1. Kebun adalah tanah yang ditanami.\n1a. Bibit adalah tanaman muda.\n2. Pekebun adalah "
     "orang yang mengusahakan kebun.\n3. Juru Kebun adalah petugas kebun.", "pasal-1/angka-1a",
     "inserted", f"{I}/angka-1", "1a. Bibit adalah"),
    # the first pasal of a new bab in the line of its heading
    ("1. Di antara BAB II dan BAB III disisipkan Bab IIA, berbunyi sebagai berikut: \"BAB IIA "
     "KETENTUAN PIDANA Pasal 5 A (1) Pembakar kebun dipidana.\n(2) Pembantunya juga.\"",
     "pasal-5a/ayat-2", "inserted", f"{I}/angka-1", "(2) Pembantunya juga."),
    # a list that goes on behind z with doubled letters, of an item named by its label
    ("1. Pada Pasal 1 disisipkan 2 (dua) angka, yakni angka 2a dan angka 2b, sehingga berbunyi "
     "sebagai berikut:\n2a. Bibit adalah tanaman muda.\n2b. Pupuk adalah makanan tanaman.",
     "pasal-1/angka-2b", "inserted", f"{I}/angka-1", "2b. Pupuk adalah"),
    # one item under the opening words of its list
    ("1. Ketentuan Pasal 3 ayat (2) huruf b diubah, sehingga Pasal 3 ayat (2) huruf b berbunyi "
     "sebagai berikut:\nPasal 3\nPermohonan izin memuat:\nb. umur dan alamat pekebun;",
     "pasal-3/ayat-2/huruf-b", "replaced", f"{I}/angka-1", "b. umur dan alamat"),
    # "di antaranya" says where
    ("1. Menambah ketentuan baru diantaranya Pasal 4 dan Pasal 5 yang dijadikan Pasal 4A, yang "
     "berbunyi sebagai berikut:\nPasal 4A\nIzin dapat diperpanjang.",
     "pasal-5", "original", None, "Juru Kebun mengawasi"),
    # a place said inside out, and words put in before others
    ("1. Pada huruf b dari Pasal 3 ayat (2) ditambah kata \"seluruh\" di muka kata \"luas\".",
     "pasal-3/ayat-2/huruf-b", "replaced", f"{I}/angka-1", "b. seluruh luas"),
    # ayat whose marks have lost a bracket
    ("1. Ketentuan Pasal 2 diubah sehingga berbunyi sebagai berikut:\nPasal 2\n1) Setiap anak "
     "dapat berkebun.\n2) Kebun sebagaimana dimaksud dalam ayat (1) dirawat.\n3) Membakar "
     "dilarang.",
     "pasal-2/ayat-2", "replaced", f"{I}/angka-1", "2) Kebun sebagaimana"),
    # a stop behind the act that is named before the verb
    ("1. Ketentuan Pasal 4 dalam Undang-Undang Nomor 1 Tahun 2001 (Lembaran Negara Tahun 2001 "
     "Nomor 9); diubah, sehingga Pasal 4 berbunyi sebagai berikut:\nPasal 4\nIzin berlaku selama "
     "sepuluh tahun.", "pasal-4", "replaced", f"{I}/angka-1", "Izin berlaku selama sepuluh"),
    # a blank in the number of a heading
    ("1. Di antara Pasal 4 dan Pasal 5 disisipkan 1 (satu) pasal, yakni Pasal 4A, yang berbunyi "
     "sebagai berikut:\nPasal 4 A\nIzin dapat diperpanjang.", "pasal-4a", "inserted",
     f"{I}/angka-1", "Izin dapat diperpanjang."),
    # "ditambah dan diubah lagi": what is named reads otherwise now
    ("1. Pasal 3 ayat (2) huruf a dan huruf b ditambah dan diubah lagi sehingga seluruhnya "
     "berbunyi sebagai berikut:\nPasal 3\n(2) Permohonan izin memuat:\na. umur pekebun;\nb. luas "
     "kebun;\nc. letak kebun.", "pasal-3/ayat-2/huruf-a", "replaced", f"{I}/angka-1",
     "a. umur pekebun"),
    # an ayat under a heading of its own among whole pasal
    ("1. Pasal 4 dan Pasal 2 ayat (2) diubah sehingga berbunyi sebagai berikut:\nPasal 4\nIzin "
     "berlaku selama sepuluh tahun.\nPasal 2 ayat (2) Pekebun harus merawat kebun.",
     "pasal-2/ayat-2", "replaced", f"{I}/angka-1", "Pekebun harus merawat kebun."),
]  # fmt: skip


#: Before 2000 a new wording need not stand under the heading of its pasal.
HEADLESS = ("berbunyi sebagai berikut: ", "dibaca sebagai berikut: ")


@pytest.mark.parametrize(("changes", "provision", "state", "source", "words"), FORMS)
def test_every_form_of_instruction(
    tmp_path: Path, changes: str, provision: str, state: str, source: str | None, words: str
) -> None:
    old = any(f"{said}{first}" in changes for said in HEADLESS for first in "PI")

    def era(said: str) -> str:
        return said.replace("2001", "1971").replace("2005", "1985") if old else said

    library = made(tmp_path, era(BASE), era(amending(7, 2005, changes)))
    got = at(library.text(era("uu/2001/1"), "2010-01-01"), provision)
    assert got[:2] == (state, source and era(source))
    assert got[2].startswith(words)
    assert bool(got[2]) == (state != "deleted")


#: (changes, provision, reason in words)
UNTOLD: list[tuple[str, str, str]] = [
    # a phrase that is not there
    ("1. Kata “sawah” dalam Pasal 4 diganti dengan kata “ladang”.", "pasal-4", "tidak ditemukan"),
    # a place that does not exist
    ("1. Ketentuan Pasal 2 ayat (9) dihapus.", "pasal-2", "tidak ditemukan"),
    # a number that is taken
    ("1. Di antara Pasal 4 dan Pasal 5 disisipkan 1 (satu) pasal, yakni Pasal 5, yang berbunyi "
     "sebagai berikut:\nPasal 5\nAnak dapat berkebun di mana saja.", "pasal-5", "sudah ada"),
    # the new wording lost
    ("1. Ketentuan Pasal 4 diubah sehingga berbunyi sebagai berikut:\n", "pasal-4", "tidak "
     "ditemukan"),
    # a page lost between two instructions: where the first wording ends cannot be told
    ("1. Ketentuan Pasal 2 diubah sehingga berbunyi sebagai berikut:\nPasal 2\nSetiap orang yang "
     "berkebun wajib\nPasal 4\nIzin berlaku selama sepuluh tahun.", "pasal-2", "bersambung"),
    # … and the pasal whose wording stands there without its instruction
    ("1. Ketentuan Pasal 2 diubah sehingga berbunyi sebagai berikut:\nPasal 2\nSetiap orang yang "
     "berkebun wajib\nPasal 4\nIzin berlaku selama sepuluh tahun.", "pasal-4", "bersambung"),
    # what is put in is there, also where its words are not
    ("1. Di antara Pasal 4 dan Pasal 5 disisipkan 2 (dua) pasal, yakni Pasal 4A dan Pasal 4B, yang "
     "berbunyi sebagai berikut:\nPasal 4A\nIzin dapat diperpanjang.", "pasal-4b", "tidak "
     "ditemukan"),
    # an ayat whose number the scan has lost stands in the words of the one before it …
    ("1. Ketentuan Pasal 3 diubah sehingga berbunyi sebagai berikut:\nPasal 3\n(1) Izin "
     "memuat:\na. "
     "nama;\nb. letak. Syarat izin: a. umur; b. alamat.\n(3) Izin dicatat.", "pasal-3",
     "tidak terbaca"),
    # … and what the old text had under that number is not gone
    ("1. Ketentuan Pasal 2 diubah sehingga berbunyi sebagai berikut:\nPasal 2\n(1) Setiap orang "
     "dapat "
     "berkebun. Pekebun wajib menyiram kebun.\n(3) Pekebun dilarang membakar kebun.",
     "pasal-2/ayat-2", "tidak terbaca"),
    # what is named and not found stands in the words of the unit before
    ("1. Ketentuan Pasal 3 ayat (2) huruf a dan huruf b diubah, sehingga Pasal 3 berbunyi sebagai "
     "berikut:\nPasal 3\n(1) Izin kebun diberikan oleh Menteri.\n(2) Permohonan izin memuat:\na. "
     "umur; dan luas tanah.", "pasal-3/ayat-2/huruf-a", "dalam kutipan"),
    # an ayat that is only quoted again, in other words than it has
    ("1. Ketentuan Pasal 2 ayat (1) diubah, sehingga Pasal 2 berbunyi sebagai berikut:\nPasal "
     "2\n(1) "
     "Anak boleh ikut.\n(2) Menteri mencatat semua kebun dalam buku.\n(3) Pekebun dilarang "
     "membakar "
     "kebun.", "pasal-2/ayat-2", "mengutipnya lain"),
    # marks before all words that are not as many as the sentences
    ("1. Ketentuan Pasal 2 diubah sehingga berbunyi sebagai berikut:\nPasal 2\n(1) (2) (3) Setiap "
     "anak dapat berkebun. Pekebun harus merawat kebun.", "pasal-2/ayat-2", "tidak terbaca"),
    # a list of one is none: the others stand in it
    ("1. Ketentuan Pasal 3 diubah sehingga berbunyi sebagai berikut:\nPasal 3\n(1) Izin kebun "
     "diberikan oleh Bupati.", "pasal-3/ayat-2", "tidak terbaca"),
    # a letter that is taken, and what is behind it may have moved
    ("1. Pada Pasal 3 ayat (2) disisipkan huruf b yang berbunyi sebagai berikut:\nPasal 3\n(2) "
     "Permohonan izin memuat:\nb. umur pekebun;", "pasal-3/ayat-2/huruf-c", "sudah ada"),
    # a mark of punctuation is no phrase that can be found
    ("1. Pada Pasal 4, tanda koma di antara kata \"Izin\" dan kata \"berlaku\" diganti dengan kata "
     "\"kebun\".", "pasal-4", "tidak terbaca"),
    # a word within a phrase: not every such word
    ("1. Dalam Pasal 5, kata \"kebun\" pada perkataan \"mengawasi kebun\" dihapus.", "pasal-5",
     "tidak terbaca"),
]  # fmt: skip


def test_an_instruction_whose_number_is_missing_is_told(tmp_path: Path) -> None:
    """What it changes is unknown: it may be any pasal between those of its neighbours."""
    changes = "1. Pasal 3 dihapus.\n3. Pasal 5 dihapus."
    found = made(tmp_path, BASE, amending(7, 2005, changes)).text("uu/2001/1", "2010-01-01")
    assert at(found, "pasal-4")[0] == "uncertain"
    assert at(found, "pasal-2")[0] == "original"
    assert not found.complete
    assert [p.source for p in found.problems] == [f"{I}/angka-2"]


def test_pasal_i_in_a_line_is_not_the_pasal_that_it_quotes_first(tmp_path: Path) -> None:
    changes = (
        "1. Ketentuan Pasal 1 angka 2 diubah sehingga berbunyi sebagai berikut:\nPasal 1\n"
        "2. Pekebun adalah pemilik kebun.\n2. Pasal 5 dihapus."
    )
    act = amending(7, 2005, changes).replace("KEBUN.\nPasal I\n", "KEBUN. PASAL I ")
    found = made(tmp_path, BASE, act).text("uu/2001/1", "2010-01-01")
    assert at(found, "pasal-1/angka-2")[:2] == ("replaced", f"{I}/angka-1")
    assert at(found, "pasal-5")[:2] == ("deleted", f"{I}/angka-2")


def test_only_the_elucidation_changes(tmp_path: Path) -> None:
    """ "Pasal 2 tetap dengan perubahan penjelasan": the new one stands in the act's own."""
    changes = (
        "1. Pasal 2 tetap dengan perubahan penjelasan Pasal 2 sehingga Penjelasan Pasal 2 menjadi "
        "sebagaimana ditetapkan dalam penjelasan pasal demi pasal.\n2. Pasal 5 dihapus."
    )
    explained = (
        "\nPENJELASAN ATAS UNDANG-UNDANG REPUBLIK INDONESIA NOMOR 7 TAHUN 2005\nI. UMUM\nKebun.\n"
        "II. PASAL DEMI PASAL\nPasal I\nAngka 1\nPasal 2\nMerawat termasuk memupuk.\nAngka 2\n"
        "Pasal 5\nCukup jelas.\nPasal II\nCukup jelas.\n"
    )
    found = made(tmp_path, BASE, amending(7, 2005, changes) + explained).text(
        "uu/2001/1", "2010-01-01"
    )
    assert at(found, "pasal-2")[0] == "original"
    assert at(found, "penjelasan/pasal-2") == (
        "replaced", f"{I}/angka-1", "Merawat termasuk memupuk."
    )  # fmt: skip


def test_an_ayat_is_gone_also_where_it_was_never_told_apart(tmp_path: Path) -> None:
    changes = "1. Pasal 2 ayat (4) dihapus."
    found = made(tmp_path, BASE, amending(7, 2005, changes)).text("uu/2001/1", "2010-01-01")
    assert at(found, "pasal-2/ayat-4")[:2] == ("deleted", f"{I}/angka-1")
    assert at(found, "pasal-2/ayat-3")[0] == "uncertain"  # its words may stand there


def test_what_a_pasal_has_whose_instruction_is_lost_is_listed_as_uncertain(tmp_path: Path) -> None:
    changes = (
        "dan angka 2 diubah serta ditambah 1 (satu) angka, sehingga Pasal 1 berbunyi sebagai "
        "berikut:\nPasal 1\nDalam Undang-Undang ini yang dimaksud dengan:\n1. Kebun adalah tanah "
        "yang ditanami.\n2. Pekebun adalah pemilik kebun.\n3. Juru Kebun adalah petugas kebun.\n"
        "4. Bibit adalah tanaman muda.\n2. Pasal 5 dihapus."
    )
    found = made(tmp_path, BASE, amending(7, 2005, changes)).text("uu/2001/1", "2010-01-01")
    assert at(found, "pasal-1/angka-2")[0] == "uncertain"
    state, _, words = at(found, "pasal-1/angka-4")
    assert (state, words) == ("uncertain", "4. Bibit adalah tanaman muda.")


@pytest.mark.parametrize(
    "title",
    [
        "PERUBAHAN DAN PENYEMPURNAAN", "PEROBAHAN ATAS", "MENGUBAH DAN MENAMBAH",
        "PENYEMPURNAAN", "PERUBAHAN/PENAMBAHAN", "PERUBAHAN DAN ATAU TAMBAHAN ATAS",
    ],
)  # fmt: skip
def test_titles_that_say_that_an_act_is_changed(tmp_path: Path, title: str) -> None:
    act = amending(7, 2005, "1. Pasal 5 dihapus.").replace("PERUBAHAN ATAS", title)
    found = made(tmp_path, BASE, act).text("uu/2001/1", "2010-01-01")
    assert at(found, "pasal-5")[:2] == ("deleted", f"{I}/angka-1")


def test_an_omnibus_act_whose_header_is_misprinted(tmp_path: Path) -> None:
    act = amending(7, 2005, "1. Pasal 5 dihapus.").replace(
        "PERUBAHAN ATAS UNDANG-UNDANG NOMOR 1 TAHUN 2001 TENTANG KEBUN", "PANGAN"
    )
    act = act.replace("diubah sebagai berikut:", "diubah sebagai .berikut:").replace(
        "Pasal I\n", "Pasal 2\n"
    )
    found = made(tmp_path, BASE, act).text("uu/2001/1", "2010-01-01")
    assert at(found, "pasal-5")[:2] == ("deleted", "uu/2005/7#pasal-2/angka-1")


def test_an_omnibus_act_whose_header_has_lost_its_verb_or_its_number(tmp_path: Path) -> None:
    act = (
        amending(7, 2005, "1. Pasal 5 dihapus.")
        .replace("PERUBAHAN ATAS UNDANG-UNDANG NOMOR 1 TAHUN 2001 TENTANG KEBUN", "PANGAN")
        .replace("Pasal I\n", "Pasal 2\n")
    )
    verbless = act.replace(" diubah sebagai berikut:", ", sebagai berikut:")
    found = made(tmp_path, BASE, verbless).text("uu/2001/1", "2010-01-01")
    assert at(found, "pasal-5")[:2] == ("deleted", "uu/2005/7#pasal-2/angka-1")
    # the number of the act is illegible; what the act rests on names it by number and name
    header = "Beberapa ketentuan dalam Undang-Undang Nomor 1 Tahun 2001 tentang Kebun"
    illegible = act.replace(header, header.replace("Nomor 1 ", "Nomor ? ")).replace(
        "perlu diubah;", "(Lembaran Negara Tahun 2001 Nomor 9) diubah;"
    )
    other = tmp_path / "other"
    other.mkdir()
    found = made(other, BASE, illegible).text("uu/2001/1", "2010-01-01")
    assert at(found, "pasal-5")[:2] == ("deleted", "uu/2005/7#pasal-2/angka-1")


@pytest.mark.parametrize(
    ("title", "header"),
    [
        # by its name alone, as in the fifties; the recitals have the number
        ("PERUBAHAN UNDANG-UNDANG TENTANG KEBUN", "Undang-Undang tentang Kebun"),
        # the word before the number misprinted
        ("PERUBAHAN ATAS UNDANC-UNDANG NOMOR 1 TAHUN 2001 TENTANG KEBUN", "Undanc-Undang Kebun"),
    ],
)
def test_an_act_that_is_not_named_by_kind_and_number(
    tmp_path: Path, title: str, header: str
) -> None:
    act = (
        amending(7, 2005, "1. Pasal 5 dihapus.")
        .replace("PERUBAHAN ATAS UNDANG-UNDANG NOMOR 1 TAHUN 2001 TENTANG KEBUN", title)
        .replace("Undang-Undang Nomor 1 Tahun 2001 tentang Kebun (Lembaran", f"{header} (Lembaran")
        .replace("perlu diubah;", "(Lembaran Negara Tahun 2001 Nomor 9) perlu diubah;")
    )
    found = made(tmp_path, BASE, act).text("uu/2001/1", "2010-01-01")
    assert at(found, "pasal-5")[:2] == ("deleted", f"{I}/angka-1")


def test_letters_and_numbers_that_the_act_proves(tmp_path: Path) -> None:
    first = amending(
        7, 2005,
        "1. Di antara Pasal 4 dan Pasal 5 disisipkan 2 (dua) pasal, yakni Pasal 4A dan Pasal 4B, "
        "yang berbunyi sebagai berikut:\nPasal 4A\nIzin dapat diperpanjang.\nPasal 4B\nIzin dapat "
        "dicabut.",
    )  # fmt: skip
    second = amending(
        8, 2007,
        "1. Ketentuan Pasal 48 diubah sehingga berbunyi sebagai berikut:\nPasal 48\nIzin dicabut "
        "Menteri.\n2. Di antara Pasal 4B dan Pasal 5 disisipkan 1 (satu) pasal, yakni Pasal 4G, "
        "yang berbunyi sebagai berikut:\nPasal 4C\nIzin dapat dialihkan.\n3. Ketentuan Pasal 77 "
        "diubah sehingga berbunyi sebagai berikut:\nPasal 77\nTidak ada pasal ini.",
        ordinal="KEDUA ",
    )  # fmt: skip
    found = made(tmp_path, BASE, first, second).text("uu/2001/1", "2010-01-01")
    second_id = "uu/2007/8#pasal-i"
    assert at(found, "pasal-4b")[:2] == ("replaced", f"{second_id}/angka-1")
    assert at(found, "pasal-48")[0] == "absent"  # a B that is printed as an 8
    assert at(found, "pasal-4c")[:2] == ("inserted", f"{second_id}/angka-2")
    assert at(found, "pasal-77")[0] == "absent"  # of an act that ends with Pasal 6
    assert any(p.target == "pasal-77" and p.reason == "no_place" for p in found.problems)


def test_an_elucidation_where_the_act_had_none_leaves_the_others_alone(tmp_path: Path) -> None:
    base = BASE.replace("Pasal 5\nCukup jelas.\n", "")
    act = amending(7, 2005, "1. Ketentuan Pasal 5 diubah sehingga berbunyi sebagai berikut:\nPasal "
                   "5\nMenteri mengawasi kebun.")  # fmt: skip
    act += (
        "PENJELASAN ATAS UNDANG-UNDANG NOMOR 7 TAHUN 2005\nI. UMUM\nCukup.\nII. PASAL DEMI PASAL\n"
        "Pasal I\nAngka 1\nPasal 5\nYang dimaksud dengan mengawasi adalah melihat.\nPasal II\n"
        "Cukup jelas.\n"
    )
    found = made(tmp_path, base, act).text("uu/2001/1", "2010-01-01")
    assert at(found, "penjelasan/pasal-4")[0] == "original"
    assert at(found, "penjelasan/pasal-5")[1] == f"{I}/angka-1"


#: (what the act says, the number that is meant)
MISREAD = [
    ("Pasal 1OA", "10a"), ("Pasal IOA", "10a"), ("Pasal T3", "73"), ("Pasal L27", "127"),
    ("Pasal 2T", "27"), ("Pasal 1OO", "100"), ("Pasal 12A", "12a"),
    ("Pasal 22N", "22n"), ("Pasai 49", "49"), ("Pasal I 1", "11"), ("Pasal l 12A", "112a"),
    ("Pasal II", "11"),
]  # fmt: skip


@pytest.mark.parametrize(("said", "label"), MISREAD)
def test_numbers_with_letters_for_digits(said: str, label: str) -> None:
    text = f"1. Ketentuan {said} dihapus."
    found = read_instructions(text, 0, len(text), "pasal-i")
    assert [op.target for op in found] == [f"pasal-{label}"]


def test_a_pasal_named_within_a_line_of_the_new_wording_is_no_heading(tmp_path: Path) -> None:
    changes = (
        "1. Ketentuan Pasal 4 diubah sehingga berbunyi sebagai berikut:\nPasal 4\nIzin menurut\n"
        "Pasal 3 ayat (1) berlaku selama sepuluh tahun."
    )
    found = made(tmp_path, BASE, amending(7, 2005, changes)).text("uu/2001/1#pasal-4")
    assert found.provisions[0].state == "replaced"
    assert found.provisions[0].text.endswith("Pasal 3 ayat (1) berlaku selama sepuluh tahun.")


@pytest.mark.parametrize(("changes", "provision", "reason"), UNTOLD)
def test_what_cannot_be_applied_is_told(
    tmp_path: Path, changes: str, provision: str, reason: str
) -> None:
    library = made(tmp_path, BASE, amending(7, 2005, changes))
    found = library.text("uu/2001/1", "2010-01-01")
    got = next(p for p in found.provisions if p.id == f"uu/2001/1#{provision}")
    assert got.state == "uncertain"
    assert reason in got.note
    assert not found.complete
    assert found.problems[0].source == f"{I}/angka-1"


DELETES = "1. Pasal 5 dihapus."


def test_an_amendment_counts_from_its_day(tmp_path: Path) -> None:
    later = amending(
        7, 2005, DELETES, day="6 Oktober 2005",
        begins="1 (satu) tahun terhitung sejak tanggal diundangkan",
    )  # fmt: skip
    library = made(tmp_path, BASE, later)
    assert at(library.text("uu/2001/1", "2006-10-05"), "pasal-5")[0] == "original"
    assert at(library.text("uu/2001/1", "2006-10-06"), "pasal-5")[0] == "deleted"
    assert not library.text("uu/2001/1", "2001-02-28").provisions


def test_amendments_one_after_another(tmp_path: Path) -> None:
    first = amending(
        7, 2005,
        "1. Di antara Pasal 4 dan Pasal 5 disisipkan 1 (satu) pasal, yakni Pasal 4A, yang berbunyi "
        "sebagai berikut:\nPasal 4A\nIzin dapat diperpanjang.",
    )  # fmt: skip
    second = amending(
        8, 2009,
        "1. Ketentuan Pasal 4A diubah sehingga berbunyi sebagai berikut:\nPasal 4A\nIzin tidak "
        "dapat "
        "diperpanjang.", ordinal="KEDUA ",
        recital="sebagaimana telah diubah dengan Undang-Undang Nomor 7 Tahun 2005 ",
    )  # fmt: skip
    third = amending(9, 2011, "1. Pasal 4A dihapus.", ordinal="KETIGA ")
    library = made(tmp_path, BASE, first, second, third)
    on = [at(library.text("uu/2001/1", f"{y}-12-31"), "pasal-4a") for y in (2004, 2005, 2009, 2011)]
    assert [o[0] for o in on] == ["absent", "inserted", "replaced", "deleted"]
    events = library.history("uu/2001/1#pasal-4a").changes
    assert [(e.date, e.state, e.source) for e in events] == [
        ("2005-06-01", "inserted", "uu/2005/7#pasal-i/angka-1"),
        ("2009-06-01", "replaced", "uu/2009/8#pasal-i/angka-1"),
        ("2011-06-01", "deleted", "uu/2011/9#pasal-i/angka-1"),
    ]
    assert library.text("uu/2001/1").complete
    changed = library.diff("uu/2001/1", "2005-12-31", "2009-12-31").changes
    assert [c.id for c in changed] == ["uu/2001/1#pasal-4a"]


def test_what_is_missing_is_told(tmp_path: Path) -> None:
    second = amending(
        8, 2009, DELETES, ordinal="KEDUA ",
        recital="sebagaimana telah diubah dengan Undang-Undang Nomor 7 Tahun 2005 ",
    )  # fmt: skip
    library = made(tmp_path, BASE, second)
    found = library.text("uu/2001/1")
    assert found.missing == ("uu/2005/7",)
    assert not found.complete
    assert found.to_dict()["missing"] == ["uu/2005/7"]
    (tmp_path / "b").mkdir()
    unnamed = made(tmp_path / "b", BASE, amending(8, 2009, DELETES, ordinal="KETIGA "))
    found = unnamed.text("uu/2001/1")
    assert (found.missing, found.unnamed_missing, found.complete) == ((), 2, False)


def test_a_provision_repealed_by_another_act(tmp_path: Path) -> None:
    other = f"""UNDANG-UNDANG REPUBLIK INDONESIA NOMOR 3 TAHUN 2008 TENTANG LADANG
Menimbang:
a. bahwa ladang perlu diatur;
Mengingat:
1. Pasal 20 Undang-Undang Dasar 1945;
MEMUTUSKAN:
Menetapkan: UNDANG-UNDANG TENTANG LADANG.
Pasal 1
Ladang adalah tanah.
Pasal 2
Pada saat Undang-Undang ini mulai berlaku, Pasal 4 dan Pasal 2 ayat (3) Undang-Undang Nomor 1 \
Tahun 2001 tentang Kebun dicabut dan dinyatakan tidak berlaku.
Pasal 3
Undang-Undang ini mulai berlaku pada tanggal diundangkan.
{CLOSING.format(day="2 Mei 2008", year=2008)}
"""
    library = made(tmp_path, BASE, other)
    found = library.text("uu/2001/1", "2009-01-01")
    assert at(found, "pasal-4") == ("deleted", "uu/2008/3#pasal-2", "")
    assert at(found, "pasal-2/ayat-3")[:2] == ("deleted", "uu/2008/3#pasal-2")
    assert at(found, "pasal-2/ayat-2")[0] == "original"
    assert at(library.text("uu/2001/1", "2008-05-01"), "pasal-4")[0] == "original"


def test_every_piece_is_a_slice_of_a_stored_document(tmp_path: Path) -> None:
    library = made(
        tmp_path, BASE, amending(7, 2005, "\n".join(form[0] for form in FORMS[8:16])),
        amending(8, 2009, FORMS[20][0] + "\n" + FORMS[21][0].replace("1.", "2.")),
    )  # fmt: skip
    for p in library.text("uu/2001/1").provisions:
        words = []
        for piece in p.pieces:
            document = library.catalog.document(piece.document_id)
            assert document is not None
            words.append(document.text[piece.start : piece.end])
        assert "".join(p.text.split()) == "".join("".join(words).split())
        if p.start is not None:
            assert p.literal or p.state == "deleted"
            assert p.text == words[0]


def test_who_asks_for_what_is_not_there(tmp_path: Path) -> None:
    library = made(tmp_path, BASE)
    with pytest.raises(NotInLibrary):
        library.text("uu/1900/1")
    with pytest.raises(NotInLibrary):
        library.text("uu/2001/1#pasal-99")
    with pytest.raises(QueryError):
        library.text("uu/2001/1", "kemarin")


def test_a_document_taken_out_takes_its_changes_with_it(tmp_path: Path) -> None:
    library = made(tmp_path, BASE, amending(7, 2005, DELETES))
    assert at(library.text("uu/2001/1"), "pasal-5")[0] == "deleted"
    with library.write_lock():
        library.catalog.remove("uu/2005/7")
    assert at(library.text("uu/2001/1"), "pasal-5")[0] == "original"


def test_a_change_in_a_replaced_pasal_has_its_own_day(tmp_path: Path) -> None:
    whole = (
        "1. Ketentuan Pasal 2 diubah sehingga berbunyi sebagai berikut:\nPasal 2\n(1) Setiap orang "
        "dapat berkebun.\n(2) Pekebun wajib menyiram kebun."
    )
    part = (
        "1. Ketentuan Pasal 2 ayat (2) diubah sehingga berbunyi sebagai berikut:\n(2) Pekebun "
        "wajib memupuk kebun."
    )
    library = made(tmp_path, BASE, amending(7, 2005, whole), amending(8, 2009, part))
    events = library.history("uu/2001/1#pasal-2").changes
    assert [(e.date, e.source) for e in events] == [
        ("2001-03-01", None),
        ("2005-06-01", "uu/2005/7#pasal-i/angka-1"),
        ("2009-06-01", "uu/2005/7#pasal-i/angka-1"),  # what gave the pasal; its ayat has another
    ]
    (ayat,) = [
        e for e in library.history("uu/2001/1#pasal-2/ayat-2").changes if e.date == "2009-06-01"
    ]
    assert ayat.source == "uu/2009/8#pasal-i/angka-1"


def test_what_is_said_to_be_changed_and_was_not_read_is_never_shown_as_it_was(
    tmp_path: Path,
) -> None:
    library = made(tmp_path, BASE, amending(7, 2005, DELETES))
    library.catalog._db.execute("DELETE FROM changes")  # as if no instruction had been read
    found = library.text("uu/2001/1", "2006-01-01")
    touched = {r.target_id for r in library.catalog.relations_to("uu/2001/1") if "#" in r.target_id}
    assert touched
    assert {p.id for p in found.provisions if p.state == "uncertain"} >= touched
    assert not found.complete
    assert {p.reason for p in found.problems} == {"unread"}
    before = library.text("uu/2001/1", "2005-01-01")
    assert before.complete and all(p.state == "original" for p in before.provisions)


def test_of_several_units_that_were_not_told_apart_the_first_is_named(tmp_path: Path) -> None:
    """Always the same one: what is told does not hang on the order of a set."""
    gaps = amending(
        7, 2005,
        """1. Ketentuan Pasal 3 diubah sehingga berbunyi sebagai berikut:
Pasal 3
(1) Permohonan izin memuat:
a. nama pekebun; dan
c. alamat kebun.
(2) Surat izin memuat:
a. nama pekebun; dan
c. alamat kebun.""",
    )  # fmt: skip
    with made(tmp_path, BASE, gaps) as library:
        told = library.text("uu/2001/1").problems
    assert [(p.target, p.reason) for p in told] == [("pasal-3/ayat-1", "structure_lost")]
