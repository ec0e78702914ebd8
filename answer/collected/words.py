"""The words of ours in a collection's files, in Indonesian and English."""

from __future__ import annotations

from typing import Final

from answer.collected.collect import Collected, Held
from ingest.model import Status
from ingest.reference import print_target

_WORDS: Final = {
    "question": ("Pertanyaan", "Question"),
    "note": ("Catatan", "Note"),
    "bibliography": ("Daftar Pustaka", "Bibliography"),
    "empty": ("Koleksi ini kosong.", "This collection is empty."),
    "collection": ("Koleksi", "Collection"),
    "passages": ("Bagian", "Passages"),
    "style": ("Gaya sitasi", "Citation style"),
    "in_force": ("berlaku", "in force"),
    "amended": ("telah diubah", "amended"),
    "partly_repealed": ("dicabut sebagian", "partly repealed"),
    "repealed": ("dicabut", "repealed"),
    "unknown": ("", ""),
    "changed": (
        "bunyinya dalam pustaka sudah berubah sejak disimpan",
        "its words in the library have changed since it was saved",
    ),
    "gone": ("tidak ada lagi dalam pustaka", "no longer in the library"),
    "same": ("", ""),
    "digest": ("ikhtisar, bukan teks resmi", "digest, not the official text"),
}  # fmt: skip


def word(name: str, language: str) -> str:
    """The word of that name in a language (``id`` or ``en``)."""
    return _WORDS[name][language == "en"]


def force(held: Held, language: str) -> str:
    """``dicabut menurut Pasal 9 UU 5/2020``; "" where nothing is known."""
    said = word(held.status.value, language)
    if not said or held.reason is None:
        return said
    by = "by" if language == "en" else "menurut"
    return f"{said} {by} {print_target(held.reason)}"


def remark(held: Held, collected: Collected) -> str:
    """What whoever quotes the passage must know: force and changes; "" for nothing.

    That a work is a digest is part of every citation of it.
    """
    language = collected.language
    known = [
        "" if held.status is Status.IN_FORCE else force(held, language),
        word(held.saved.standing, language),
    ]
    return "; ".join(filter(None, known))
