"""Saving passages, the page of collections, and the history of questions."""

from __future__ import annotations

from typing import Final

#: key: (Indonesian, English)
TEXTS: Final[dict[str, tuple[str, str]]] = {
    # The button on a card
    "save": ("Simpan", "Save"),
    "save_done": ("Tersimpan", "Saved"),
    "save_held": ("Ada dalam koleksi:", "In the collections:"),
    "save_where": ("Koleksi", "Collection"),
    "save_new": ("Nama koleksi baru", "Name of the new collection"),
    "save_or_new": ("… atau koleksi baru", "… or a new collection"),
    "save_first_name": ("Koleksi saya", "My collection"),
    "save_note": ("Catatan", "Note"),
    "save_note_hint": ("Untuk apa bagian ini? (boleh kosong)", "What is it for? (optional)"),
    "save_failed": ("Belum tersimpan", "Not saved"),
    # The page
    "nav_collections": ("Koleksi", "Collections"),
    "collections_title": ("Koleksi", "Collections"),
    "collections_lead": (
        "Bagian yang Anda simpan, menurut urutan Anda, dengan catatan; siap dibawa ke Word.",
        "The passages you saved, in your order, with notes; ready to take to Word.",
    ),
    "collections_none": ("Belum ada koleksi", "There is no collection yet"),
    "collections_none_do": (
        "Tekan “Simpan” pada suatu bagian di halaman Tanya, atau buat koleksi kosong di bawah.",
        "Press “Save” on a passage of the Ask page, or make an empty collection below.",
    ),
    "collections_failed": ("Tidak jadi", "Not done"),
    "collection_empty": ("Koleksi ini masih kosong", "This collection is empty"),
    "collection_empty_do": (
        "Tekan “Simpan” pada suatu bagian di halaman Tanya.",
        "Press “Save” on a passage of the Ask page.",
    ),
    "collection_files_note": (
        "Word: kutipan dengan catatan kaki sungguhan (pertama lengkap, lalu singkat), catatan, dan "
        "daftar pustaka. Setiap berkas menyebut generasi pustaka dan tanggalnya.",
        "Word: quotations with real footnotes (first in full, then short), notes and a "
        "bibliography. Every file states the library's generation and the date.",
    ),
    "create": ("Koleksi baru", "New collection"),
    "name_create": ("Buat", "Make it"),
    "rename": ("Ganti nama", "Rename"),
    "name_rename": ("Ganti", "Rename it"),
    "delete": ("Hapus koleksi", "Delete collection"),
    "name": ("Nama", "Name"),
    # Taking back
    "take_back": ("Batalkan:", "Undo:"),
    "taken_back": ("Dibatalkan:", "Undone:"),
    "undo_create": ("koleksi baru", "new collection"),
    "undo_rename": ("nama baru", "new name"),
    "undo_delete": ("penghapusan koleksi", "deletion of a collection"),
    "undo_save": ("penyimpanan", "saving"),
    "undo_unsave": ("pengeluaran bagian", "taking out a passage"),
    "undo_annotate": ("perubahan catatan", "change of a note"),
    "undo_move": ("perubahan urutan", "change of order"),
    "undo_other": (
        "Ada langkah lain sesudahnya, dari jendela lain: lihat dahulu apa yang akan dibatalkan.",
        "Another step came after it, from another window: look first at what would be undone.",
    ),
    # A saved passage
    "saved_changed": ("bunyi dalam pustaka sudah berubah", "the library words it differently now"),
    "saved_gone": ("tidak ada lagi dalam pustaka", "no longer in the library"),
    "saved_now": ("Bunyi sekarang", "What it says now"),
    "saved_clipped": (
        "Teks ini dipotong di sini; berkas unduhan memuat seluruhnya.",
        "Shortened here; the files have the whole text.",
    ),
    "saved_for": ("Pertanyaan:", "Question:"),
    "saved_up": ("Naik", "Up"),
    "saved_down": ("Turun", "Down"),
    "saved_remove": ("Keluarkan", "Take out"),
    "ask_again": ("Tanyakan lagi", "Ask again"),
    # The history of questions
    "asked_title": ("Riwayat pertanyaan", "Questions asked"),
    "asked_find": ("Cari dalam riwayat", "Find in the history"),
    "asked_find_hint": ("kata dari pertanyaan", "words of the question"),
    "asked_none": ("Belum ada pertanyaan.", "No questions yet."),
    "asked_no_such": (
        "Tidak ada pertanyaan dengan kata itu.",
        "No question has these words.",
    ),
    "asked_answered": ("dijawab", "answered"),
    "asked_uncertain": ("tidak pasti", "uncertain"),
    "asked_abstained": ("tidak dijawab", "not answered"),
    "asked_hits": ("{count} bagian", "{count} passages"),
    "asked_generation": ("generasi", "generation"),
    "asked_more": ("Lebih banyak", "More"),
    "asked_clear": ("Hapus riwayat", "Clear the history"),
    "asked_clear_sure": (
        "Semua pertanyaan dihapus dan tidak dapat dikembalikan. Koleksi tidak berubah.",
        "All questions are forgotten for good. Collections stay.",
    ),
    "asked_clear_do": ("Ya, hapus", "Yes, clear it"),
    "asked_off": (
        "Riwayat dimatikan (DALIL_HISTORY=0): pertanyaan baru tidak dicatat.",
        "The history is off (DALIL_HISTORY=0): new questions are not kept.",
    ),
    "asked_note": (
        "Tersimpan hanya dalam pustaka ini, paling banyak {kept} pertanyaan; DALIL_HISTORY=0 "
        "mematikannya.",
        "Kept in this library only, {kept} questions at most; DALIL_HISTORY=0 turns it off.",
    ),
    "thousands": (".", ","),
}  # fmt: skip
