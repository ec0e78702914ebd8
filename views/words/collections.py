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
}  # fmt: skip
