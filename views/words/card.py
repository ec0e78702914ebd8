"""A passage, and what stands around it."""

from __future__ import annotations

from typing import Final

#: key: (Indonesian, English)
TEXTS: Final[dict[str, tuple[str, str]]] = {
    # Card
    "status_unknown": ("status tidak diketahui", "status unknown"),
    "status_in_force": ("berlaku", "in force"),
    "status_amended": ("telah diubah", "amended"),
    "status_partly_repealed": ("sebagian dicabut", "partly repealed"),
    "status_repealed": ("dicabut", "repealed"),
    "digest": ("ikhtisar, bukan teks resmi", "digest, not the official text"),
    "referenced": ("disebut dalam pertanyaan", "named in the question"),
    "page": ("hlm.", "p."),
    "source": ("Berkas", "File"),
    "official": ("sumber resmi", "official source"),
    "clipped": (
        "Teks ini dipotong; selengkapnya dalam konteks.",
        "Shortened here; the whole text is in the context.",
    ),
    # Context
    "context": ("Lihat dalam konteks", "See it in context"),
    "context_view": ("Tampilkan", "Show"),
    "definitions": ("Definisi yang berlaku", "Definitions that apply"),
    "view_here": ("Bagian ini", "This part"),
    "view_before": ("Sebelumnya", "Previous"),
    "view_after": ("Berikutnya", "Next"),
    "view_elucidation": ("Penjelasan", "Elucidation"),
    "view_body": ("Pasal", "Article"),
    "view_page": ("Halaman", "Page image"),
    "unit_marked": (
        "Bagian yang ditemukan diberi latar; kata yang cocok ditandai.",
        "The part found is shaded; matching words are marked.",
    ),
    "page_of": (
        "Halaman {page} dari {pages} dalam berkas",
        "Page {page} of {pages} in the file",
    ),
    "page_gone": (
        "Berkas asli tidak ada lagi dalam pustaka, jadi gambar halamannya tidak dapat dibuat. "
        "Masukkan lagi berkas itu di halaman Sumber.",
        "The original file is no longer in the library, so its page cannot be shown. Add it again "
        "on the Sources page.",
    ),
    "context_gone": (
        "Dokumen ini sudah dihapus atau diganti. Tanyakan lagi.",
        "This document was removed or replaced. Ask again.",
    ),
}  # fmt: skip
