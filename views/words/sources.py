"""The page of the sources."""

from __future__ import annotations

from typing import Final

#: key: (Indonesian, English)
TEXTS: Final[dict[str, tuple[str, str]]] = {
    # Sources
    "sources_title": ("Sumber dalam pustaka", "Sources in the library"),
    "sources_lead": (
        "Yang dapat dijawab Dalil hanyalah yang termuat dalam sumber-sumber ini.",
        "Dalil can answer only from these sources.",
    ),
    "metric_documents": ("Dokumen", "Documents"),
    "metric_passages": ("Bagian", "Passages"),
    "metric_digests": ("Ikhtisar", "Digests"),
    "metric_vectors": ("Cari makna", "By meaning"),
    "yes": ("ya", "yes"),
    "no": ("tidak", "no"),
    "col_id": ("Id", "Id"),
    "col_title": ("Judul", "Title"),
    "col_kind": ("Jenis", "Kind"),
    "col_year": ("Tahun", "Year"),
    "col_text": ("Teks", "Text"),
    "col_passages": ("Bagian dicari", "Passages searched"),
    "col_pages": ("Halaman", "Pages"),
    "col_quality": ("Keterbacaan", "Readability"),
    "col_status": ("Status", "Status"),
    "col_warnings": ("Peringatan", "Warnings"),
    "col_file": ("Berkas", "File"),
    "text_full": ("lengkap", "full text"),
    "text_digest": ("ikhtisar", "digest"),
    "stale": (
        "Indeks belum memuat perubahan terakhir.",
        "The index does not hold the latest changes yet.",
    ),
    "stale_do": ("Perbarui indeks", "Update the index"),
    # Upload
    "add": ("Tambah sumber", "Add sources"),
    "upload": ("Pilih berkas", "Choose files"),
    "upload_help": (
        "PDF, DOCX, HTML, Markdown, TXT, atau glosarium CSV/JSON; paling besar {mb} MB sebuah.",
        "PDF, DOCX, HTML, Markdown, TXT, or a glossary as CSV/JSON; at most {mb} MB each.",
    ),
    "upload_tier": ("Tingkat", "Tier"),
    "tier_auto": ("Kenali sendiri", "Recognise it"),
    "upload_vectors": ("Siapkan pencarian menurut makna", "Prepare search by meaning"),
    "upload_vectors_help": (
        "Lebih lama: kira-kira satu menit untuk 1.000 bagian. Tanpa ini sumber hanya dicari "
        "menurut kata.",
        "Takes longer: about a minute for 1,000 passages. Without it, sources are searched by "
        "words only.",
    ),
    "upload_do": ("Masukkan ke pustaka", "Add to the library"),
    "starter": ("Isi dengan korpus bawaan", "Fill with the corpus that ships with Dalil"),
    "starter_help": (
        "Ikhtisar peraturan, ulasan, dan glosarium tentang kerja sama luar negeri daerah.",
        "Digests, commentaries and a glossary on regional governments' foreign cooperation.",
    ),
    "working": ("Sedang dikerjakan", "At work"),
    "stage_start": ("menyiapkan", "preparing"),
    "stage_membaca": ("membaca berkas", "reading files"),
    "stage_lexical": ("menyusun indeks kata", "indexing words"),
    "stage_vectors": ("menghitung vektor makna", "computing vectors"),
    "stage_menjawab": ("menjawab", "answering"),
    "leave": (
        "Halaman ini boleh ditinggalkan; pekerjaannya tetap jalan.",
        "You may leave this page; the work goes on.",
    ),
    "report": ("Laporan", "Report"),
    "report_line": (
        "{documents} dokumen dimasukkan, {skipped} salinan dilewati, {unchanged} tidak berubah, "
        "{failed} gagal, {seconds} detik",
        "{documents} documents added, {skipped} copies skipped, {unchanged} unchanged, {failed} "
        "failed, {seconds} seconds",
    ),
    "report_added": ("Masuk", "Added"),
    "report_skipped": ("Dilewati", "Skipped"),
    "report_failed": ("Gagal", "Failed"),
    "report_passages": ("{count} bagian", "{count} passages"),
    "too_large": (
        "{mb} MB, batasnya {limit} MB: bagi menjadi beberapa berkas.",
        "{mb} MB, the limit is {limit} MB: split it into several files.",
    ),
    "too_many": (
        "terlalu banyak berkas sekaligus (paling banyak {limit}): unggah bertahap.",
        "too many files at once (at most {limit}): upload in steps.",
    ),
    "unwritable": (
        "folder pustaka tidak dapat ditulis: {reason}",
        "the library's folder cannot be written: {reason}",
    ),
    "folder": ("atau folder di komputer ini", "or a folder on this computer"),
    "folder_hint": ("/home/nama/peraturan", "/home/name/acts"),
    "folder_help": (
        "Semua berkas di dalamnya, juga di subfolder. Yang sudah ada dan tidak berubah dilewati.",
        "All files in it, also in folders below. What is there and unchanged is passed over.",
    ),
    "folder_not": ("Folder ini tidak dapat dipakai", "This folder cannot be used"),
    "report_left": (
        "Dihentikan: {count} berkas belum dibaca. Masukkan lagi untuk meneruskan.",
        "Stopped: {count} files were not read. Add them again to go on.",
    ),
    "report_gone": ("Berkas sudah tidak ada, dokumennya tetap", "File gone, its document stays"),
    "report_more": ("… dan {count} lagi", "… and {count} more"),
    "not_done": ("Tidak dilakukan", "Not done"),
    # Coverage
    "coverage": ("Yang ada dan yang belum ada", "What is here and what is missing"),
    "metric_corrected": ("Dikoreksi", "Corrected"),
    "coverage_full": (
        "{full} teks lengkap, {digests} ikhtisar",
        "{full} full texts, {digests} digests",
    ),
    "coverage_newest": ("terbaru {date}", "newest {date}"),
    "coverage_undated": ("{count} tanpa tahun", "{count} without a year"),
    "coverage_quality": ("keterbacaan {ratio}", "readability {ratio}"),
    "coverage_poor": ("{count} karya di bawah {ratio}", "{count} works below {ratio}"),
    "coverage_warned": (
        "{count} peringatan pada {works} karya",
        "{count} warnings on {works} works",
    ),
    "coverage_kinds": ("Cakupan menurut jenis", "Coverage by kind"),
    "coverage_missing": (
        "Belum ada di sini: {count} peraturan yang disebut peraturan dalam pustaka",
        "Not here: {count} acts that acts of the library name",
    ),
    "coverage_missing_help": (
        "Yang paling sering menjadi dasar, dilaksanakan, diubah, atau dicabut oleh peraturan di "
        "sini. Jawaban tidak dapat mengutipnya; tambahkan naskahnya lebih dulu.",
        "Those that acts here most often rest on, carry out, amend or repeal. No answer can quote "
        "them; add their texts first.",
    ),
    "coverage_named": ("{name}, disebut {count} peraturan", "{name}, named by {count} acts"),
    "coverage_digest": ("(baru ikhtisarnya)", "(only its digest)"),
    "col_tier": ("Tingkat", "Tier"),
    "col_newest": ("Terbaru", "Newest"),
    "col_poor": ("Sulit dibaca", "Hard to read"),
    "col_authors": ("Penulis", "Authors"),
    "col_corrected": ("Dikoreksi", "Corrected"),
    # The table
    "holdings": ("Isi pustaka", "What is in the library"),
    "filter": ("Saring", "Filter"),
    "filter_hint": (
        "Judul, nomor, penulis, tahun, id, atau nama berkas",
        "Title, number, author, year, id or file name",
    ),
    "filter_count": ("{count} dari {total} karya", "{count} of {total} works"),
    "filter_none": (
        "Tidak ada yang cocok: kurangi kata saringannya.",
        "Nothing fits: use fewer words to filter.",
    ),
    "only_all": ("Semua", "All"),
    "only_corrected": ("Dikoreksi", "Corrected"),
    "only_warned": ("Ada peringatan", "With warnings"),
    "choose_works": ("Pilih karya", "Choose works"),
    "choose_works_hint": (
        "Pilih di sini, atau centang barisnya di tabel",
        "Choose here, or tick rows of the table",
    ),
    "choose_works_help": (
        "Sama dengan mencentang baris. Daftar ini memuat 500 karya pertama; saring untuk yang "
        "lain.",
        "The same as ticking rows. The list has the first 500 works; filter for others.",
    ),
    "choose_first": (
        "Pilih satu karya untuk membaca atau mengoreksinya, beberapa untuk menghapusnya.",
        "Choose one work to read or correct it, several to remove them.",
    ),
    "chosen": ("{count} karya dipilih", "{count} works chosen"),
    "read_it": ("Buka di ruang baca", "Open in the reading room"),
    "failed_sources_count": (
        "Berkas yang gagal dibaca ({count})",
        "Files that could not be read ({count})",
    ),
    "stale_done": ("Indeks sudah mutakhir", "The index is up to date"),
    # Watching
    "watch": ("Folder yang diamati", "Watched folders"),
    "watch_help": (
        "Berkas yang muncul atau berubah dalam folder ini masuk sendiri ke pustaka, selama Dalil "
        "berjalan.",
        "Files that appear or change in these folders go into the library by themselves, as long "
        "as Dalil runs.",
    ),
    "watch_not_here": (
        "Folder hanya dapat ditambahkan di komputer tempat Dalil berjalan.",
        "Folders can only be added on the computer that Dalil runs on.",
    ),
    "watch_folder": ("Folder", "Folder"),
    "watch_do": ("Amati folder ini", "Watch this folder"),
    "watch_on": ("Amati", "Watch"),
    "watch_remove": ("Keluarkan dari daftar", "Take off the list"),
    "watch_prune": ("Hapus dokumen yang berkasnya hilang", "Remove documents whose file vanishes"),
    "watch_prune_help": (
        "Tanpa ini dokumennya tetap ada dan hilangnya berkas hanya diberitahukan.",
        "Without this the document stays, and you are only told that the file is gone.",
    ),
    "watch_poll": ("Periksa berkala (drive jaringan)", "Look regularly (network drive)"),
    "watch_poll_help": (
        "Untuk folder jaringan yang tidak memberi tahu perubahan; diperiksa tiap beberapa detik.",
        "For network folders that tell of no changes; looked at every few seconds.",
    ),
    "watch_is_prune": ("dokumen ikut dihapus", "documents are removed too"),
    "watch_is_polling": ("diperiksa berkala", "looked at regularly"),
    "watch_off": ("tidak diamati", "switched off"),
    "watch_starting": ("mulai", "starting"),
    "watch_watching": ("diamati", "watching"),
    "watch_reading": ("sedang membaca", "reading"),
    "watch_waiting": ("menunggu: pustaka sedang ditulis", "waiting: the library is being written"),
    "watch_elsewhere": ("diamati oleh proses lain", "watched by another process"),
    "watch_missing": ("foldernya tidak ada", "the folder is not there"),
    "watch_failed": ("gagal", "failed"),
    "watch_stopped": ("berhenti", "stopped"),
    # Remove
    "remove_sure": (
        "Ya, hapus karya ini dari pustaka",
        "Yes, remove this work from the library",
    ),
    "remove_sure_many": (
        "Ya, hapus {count} karya ini dari pustaka",
        "Yes, remove these {count} works from the library",
    ),
    "remove_do": ("Hapus", "Remove"),
    "remove_help": (
        "Berkas aslinya tidak dihapus, dan penghapusan dapat dibatalkan.",
        "The original file stays, and you can undo this.",
    ),
    "removed": ("Sudah dihapus dari pustaka:", "Removed from the library:"),
    "removed_list": ("Yang sudah dihapus ({count})", "Removed works ({count})"),
    "restore_which": ("Yang dikembalikan", "To put back"),
    "undo": ("Kembalikan", "Put back"),
    "undo_all": ("Kembalikan {count} karya ini", "Put these {count} works back"),
    "undo_only": (
        "Hanya {count} karya terakhir yang masih dapat dikembalikan.",
        "Only the last {count} works can still be put back.",
    ),
    "undone": ("Sudah dikembalikan:", "Put back:"),
    "not_undone": (
        "Tidak dikembalikan, karena dokumen lain kini memakai id itu:",
        "Not put back, since another document has that id now:",
    ),
}  # fmt: skip
