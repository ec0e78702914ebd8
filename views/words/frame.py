"""The frame, the navigation, and what a library that cannot be read is called."""

from __future__ import annotations

from typing import Final

#: key: (Indonesian, English)
TEXTS: Final[dict[str, tuple[str, str]]] = {
    # Navigation
    "language": ("Bahasa", "Language"),
    "nav_ask": ("Tanya", "Ask"),
    "nav_sources": ("Sumber", "Sources"),
    "nav_claims": ("Klaim", "Claims"),
    "nav_help": ("Bantuan", "Help"),
    # The library's states
    "missing": ("Belum ada pustaka", "There is no library yet"),
    "empty": ("Pustaka masih kosong", "The library is empty"),
    "empty_do": (
        "Tambahkan sumber di halaman Sumber, atau jalankan `dalil ingest FOLDER` di terminal.",
        "Add sources on the Sources page, or run `dalil ingest FOLDER` in a terminal.",
    ),
    "to_sources": ("Buka halaman Sumber", "Go to Sources"),
    "locked": ("Pustaka sedang ditulis", "The library is being written"),
    "locked_do": (
        "Proses lain sedang memasukkan sumber. Pencarian tetap jalan; coba lagi menulis setelah "
        "proses itu selesai.",
        "Another process is adding sources. Searching goes on; try again when it is done.",
    ),
    "broken": ("Pustaka tidak dapat dibaca", "The library cannot be read"),
    "broken_do": (
        "Jalankan `dalil ingest` lagi untuk membangun ulang indeksnya. Berkas sumber tidak "
        "berubah.",
        "Run `dalil ingest` again to rebuild its index. The source files are not touched.",
    ),
    "encoder": ("Pencarian menurut makna tidak tersedia", "Search by meaning is not available"),
    "encoder_do": (
        "Pilih cara mencari “Kata” pada saringan.",
        "Choose the search mode “Words” in the filters.",
    ),
}  # fmt: skip
