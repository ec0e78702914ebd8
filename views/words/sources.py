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
    "failed_sources": ("Berkas yang gagal dibaca", "Files that could not be read"),
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
        "{documents} dokumen dimasukkan, {unchanged} tidak berubah, {failed} gagal, {seconds} "
        "detik",
        "{documents} documents added, {unchanged} unchanged, {failed} failed, {seconds} seconds",
    ),
    "report_added": ("Masuk", "Added"),
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
    # Remove
    "remove": ("Hapus dokumen", "Remove a document"),
    "remove_which": ("Dokumen yang dihapus", "Document to remove"),
    "remove_choose": ("Pilih dokumen", "Choose a document"),
    "remove_sure": (
        "Ya, hapus dokumen ini dari pustaka",
        "Yes, remove this document from the library",
    ),
    "remove_do": ("Hapus", "Remove"),
    "remove_help": (
        "Berkas aslinya tidak dihapus, dan penghapusan dapat dibatalkan.",
        "The original file stays, and you can undo this.",
    ),
    "removed": ("Sudah dihapus dari pustaka:", "Removed from the library:"),
    "undo": ("Batalkan penghapusan", "Undo"),
    "undone": ("Sudah dikembalikan:", "Put back:"),
    "not_undone": (
        "Tidak dikembalikan, karena dokumen lain kini memakai id itu:",
        "Not put back, since another document has that id now:",
    ),
}  # fmt: skip
