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
    "older": (
        "Ketentuan lama yang sudah dicabut ({count})",
        "Older provisions, repealed ({count})",
    ),
    "page": ("hlm.", "p."),
    "source": ("Berkas", "File"),
    "official": ("sumber resmi", "official source"),
    "clipped": (
        "Teks ini dipotong; selengkapnya dalam konteks.",
        "Shortened here; the whole text is in the context.",
    ),
    "status_unknown_work": (
        "Status tidak diketahui: pustaka ini tidak memuat peraturan yang mengubah atau "
        "mencabutnya; belum tentu masih berlaku.",
        "Status unknown: this library has no act that amends or repeals it; it need not be in "
        "force.",
    ),
    "status_read": (
        "Buka ketentuan yang menyatakannya",
        "Open the provision that says so",
    ),
    "digest_why": (
        "ringkasan; kutip naskah resminya",
        "a summary; quote the official text",
    ),
    "read_here": ("Buka di ruang baca", "Open in the reading room"),
    "copy_citation": ("Salin sitasi", "Copy citation"),
    "copy_citation_of": ("Salin sitasi bagian {rank}", "Copy citation of passage {rank}"),
    # Why it ranks here
    "why": ("Mengapa di sini", "Why it is here"),
    "why_gone": ("Alasannya tidak dapat dihitung", "The reasons cannot be computed"),
    "why_referenced": (
        "Disebut sendiri dalam pertanyaan, maka ada di atas.",
        "The question names it, so it comes first.",
    ),
    "why_said": (
        "Memuat {said} dari {asked} kata pertanyaan",
        "Has {said} of the {asked} words looked for",
    ),
    "why_above": (
        "Hanya dalam judul atau kepalanya:",
        "Only in its title or headings:",
    ),
    "why_missing": ("Tidak dimuat:", "Not in it:"),
    "why_semantic": (
        "Menurut makna, terdekat ke-{rank} dari {of} bagian.",
        "By meaning, number {rank} of {of} passages.",
    ),
    "why_named_work": (
        "Peraturannya disebut dalam pertanyaan.",
        "The question names its act.",
    ),
    "why_defines": (
        "Memuat definisi yang ditanyakan.",
        "It has the definition asked for.",
    ),
    "why_behind_norms": (
        "Butir daftar definisi, bukan norma: nilainya sedikit diturunkan.",
        "An entry of a list of definitions, not a norm: placed a little lower.",
    ),
    "why_elucidation": (
        "Bagian penjelasan, bukan norma: nilainya sedikit diturunkan.",
        "Elucidation, not a norm: placed a little lower.",
    ),
    "why_repealed": (
        "Sudah dicabut: nilainya sedikit diturunkan.",
        "Repealed: placed a little lower.",
    ),
    "why_special": (
        "Peraturan khusus satu daerah atau lembaga yang tidak disebut dalam pertanyaan: nilainya "
        "diturunkan.",
        "An act for one region or body that the question does not name: placed lower.",
    ),
    "why_col_what": ("Ukuran", "Measure"),
    "why_col_score": ("Nilai", "Score"),
    "why_col_rank": ("Urutan", "Rank"),
    "why_by_words": ("Kata (BM25)", "Words (BM25)"),
    "why_by_meaning": ("Makna (kosinus)", "Meaning (cosine)"),
    "why_by_both": ("Gabungan", "Together"),
    "why_rank": ("ke-{rank} dari {of}", "{rank} of {of}"),
    "why_note": (
        "Nilai gabungan (0–1) memuat juga judul dan kepala bagian, tingkat peraturan, "
        "keberlakuannya, seberapa banyak yang ditanyakan dimuat pasalnya, dan kata-kata yang "
        "berdampingan; hanya sebanding di antara hasil satu pertanyaan.",
        "The joint score (0–1) also counts title and headings, rank of the norm, force, how much "
        "of the question the pasal holds and words side by side; it compares only within one "
        "question.",
    ),
    "decimal": (",", "."),
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
