"""The reading room."""

from __future__ import annotations

from typing import Final

#: key: (Indonesian, English)
TEXTS: Final[dict[str, tuple[str, str]]] = {
    "nav_reader": ("Baca", "Read"),
    "reader_title": ("Ruang baca", "Reading room"),
    "reader_lead": (
        "Buka sebuah peraturan atau karya dari pustaka ini, lalu baca pasal demi pasal di samping "
        "halaman aslinya.",
        "Open an act or work of this library and read it article by article beside its page.",
    ),
    "reader_work": ("Dokumen", "Work"),
    "reader_choose": ("Ketik untuk mencari judul atau nomor", "Type a title or number to find it"),
    "reader_jump": ("Lompat ke", "Jump to"),
    "reader_jump_hint": (
        "Misalnya: Pasal 5 ayat (2) UU 24/2000",
        "For example: Article 5 of Law 24/2000",
    ),
    "reader_jump_inside": (
        "Misalnya: 5, 5 (2), bab III, atau pasal peraturan lain",
        "For example: 5, 5 (2), chapter III, or another act's article",
    ),
    "reader_go": ("Buka", "Open"),
    "reader_nowhere": ("Tidak ditemukan", "Not found"),
    "reader_nowhere_do": (
        "Tulis seperti “Pasal 5 ayat (2) UU 24/2000”; dalam peraturan yang terbuka cukup “5” atau "
        "“bab III”.",
        "Write as in “Article 5 of Law 24/2000”; within an open act “5” or “chapter III” is "
        "enough.",
    ),
    "reader_not_here": ("Tidak ada di pustaka ini:", "Not in this library:"),
    "reader_also": ("Dapat juga berarti:", "It may also mean:"),
    "reader_gone": ("Dokumen itu tidak ada di pustaka ini", "That work is not in this library"),
    "reader_gone_do": (
        "Mungkin sudah dihapus atau diganti. Pilih dokumen lain di bawah, atau tambahkan "
        "sumbernya di halaman Sumber.",
        "It may have been removed or replaced. Choose another below, or add its source on the "
        "Sources page.",
    ),
    "reader_no_place": (
        "Bagian itu tidak ada dalam dokumen ini",
        "There is no such place in this work",
    ),
    "reader_nearest": ("Yang dibuka:", "Opened instead:"),
    "reader_worded": (
        "Bunyi ketentuan ini ada dalam peraturan yang menyisipkan atau mengubahnya.",
        "This provision is worded in the act that inserted or changed it.",
    ),
    "reader_absent": ("tidak ada di pustaka", "not in the library"),
    "reader_no_text": (
        "Dokumen ini tidak mempunyai bagian yang dapat dibaca.",
        "This work has no part that can be read.",
    ),
    "reader_contents": ("Daftar isi", "Contents"),
    "reader_preamble": ("Judul dan pembukaan", "Title and preamble"),
    "reader_closing": ("Penutup", "Closing"),
    "reader_penjelasan": ("Penjelasan", "Elucidation"),
    "reader_lampiran": ("Lampiran", "Annexes"),
    "reader_previous": ("Sebelumnya", "Previous"),
    "reader_next": ("Berikutnya", "Next"),
    "reader_above": ("↑ Lanjut ke atas: {place}", "↑ Further up: {place}"),
    "reader_below": ("↓ Lanjut ke bawah: {place}", "↓ Further down: {place}"),
    "reader_whole": ("Buka bagian panjang ini seluruhnya", "Open all of this long part"),
    "works_filter": ("Saring karya", "Filter works"),
    "works_by": ("Urut menurut", "Listed by"),
    "works_by_kind": ("Jenis", "Kind"),
    "works_by_year": ("Tahun", "Year"),
    "works_by_subject": ("Pokok", "Subject"),
    "works_no_year": ("Tanpa tahun", "Without a year"),
    "works_rest": ("Lain-lain", "Others"),
    "works_more": ("… dan {count} lagi: saring untuk melihatnya", "… and {count} more: filter"),
    "find": ("Cari dalam dokumen ini", "Search in this work"),
    "find_hint": ("Kata atau frasa", "Words or a phrase"),
    "find_none": ("Tidak ada dalam dokumen ini.", "Not in this work."),
    "find_count": ("{count} temuan", "{count} found"),
    "find_at": ("{number} dari {count}", "{number} of {count}"),
    "find_before": ("Naik", "Up"),
    "find_next": ("Turun", "Down"),
    "find_list": ("Yang ditemukan", "What was found"),
    "reader_asked": ("Bagian yang dibuka diberi latar.", "The place that was opened is shaded."),
    "reader_elucidation": ("Penjelasan", "Elucidation"),
    "reader_body": ("Bunyi pasalnya", "The provision itself"),
    "reader_general": ("Penjelasan umum", "General elucidation"),
    "reader_sheet": ("Potongan teks yang panjang ini", "Section of this long text"),
    "reader_sheet_of": ("{number} dari {count}", "{number} of {count}"),
    "reader_changed": ("Ketentuan ini di peraturan lain", "This provision in other acts"),
    "reader_new_wording": ("Bunyi menurut {act}", "As worded by {act}"),
    "reader_kin": ("Hubungan dengan peraturan lain", "Relations with other acts"),
    "kin_amended_by": ("Diubah oleh", "Amended by"),
    "kin_repealed_by": ("Dicabut oleh", "Repealed by"),
    "kin_established_by": ("Ditetapkan menjadi undang-undang oleh", "Established as law by"),
    "kin_kept_by": ("Dinyatakan tetap berlaku oleh", "Kept in force by"),
    "kin_implemented_by": ("Dilaksanakan oleh", "Implemented by"),
    "kin_basis_of": ("Menjadi dasar hukum", "Legal basis of"),
    "kin_amends": ("Mengubah", "Amends"),
    "kin_repeals": ("Mencabut", "Repeals"),
    "kin_establishes": ("Menetapkan menjadi undang-undang", "Establishes as law"),
    "kin_keeps": ("Menyatakan tetap berlaku", "Keeps in force"),
    "kin_implements": ("Melaksanakan", "Implements"),
    "kin_based_on": ("Dasar hukum", "Legal basis"),
    "kin_more": ("{count} lagi", "{count} more"),
    "kin_none": (
        "Pustaka ini tidak memuat keterangan tentang hubungannya dengan peraturan lain.",
        "This library holds nothing on its relations with other acts.",
    ),
    # The page's image
    "leaf_title": ("Halaman asli", "Original page"),
    "leaf_page": ("Hlm. {page}", "Page {page}"),
    "leaf_zoom": ("Perbesaran", "Zoom"),
    "leaf_fit": ("Pas", "Fit"),
    "leaf_alt": (
        "Gambar halaman {page} dari berkas asli",
        "Image of page {page} of the original file",
    ),
    "leaf_reading": ("Mengenali huruf pada gambar …", "Recognising the letters on the image …"),
    "leaf_marked": (
        "Bagian yang dibaca ditandai kuning.",
        "What is being read is marked in yellow.",
    ),
    "leaf_marked_ocr": (
        "Bagian yang dibaca ditandai kuning, menurut pengenalan huruf (OCR).",
        "What is being read is marked in yellow, as found by character recognition (OCR).",
    ),
    "leaf_unmarked": (
        "Letak bagian ini pada gambar tidak ditemukan kembali, jadi tidak ditandai.",
        "Where this stands on the image was not found again, so it is not marked.",
    ),
    "leaf_no_ocr": (
        "Halaman ini pindaian. Untuk menandainya, pasang tesseract-ocr dan tesseract-ocr-ind.",
        "This page is a scan. To have it marked, install tesseract-ocr and tesseract-ocr-ind.",
    ),
    "leaf_elsewhere": (
        "Bagian yang dibaca tidak ada di halaman ini.",
        "What is being read is not on this page.",
    ),
}  # fmt: skip
