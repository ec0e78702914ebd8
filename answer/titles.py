"""What the columns of a table, and the words in them, are called for people who read it.

CSV and JSON keep the names that scripts rely on (`answer.table.COLUMNS`); a workbook is read by
people.
"""

from __future__ import annotations

from typing import Final

from answer.table import Value

#: The columns of a workbook, in the order people read them: (Indonesian, English).
TITLES: Final[dict[str, tuple[str, str]]] = {
    "qid": ("No.", "No."),
    "question": ("Pertanyaan", "Question"),
    "answer_status": ("Jawaban", "Answer"),
    "rank": ("Urutan", "Rank"),
    "statement": ("Kutipan yang menjawab", "Statement that answers"),
    "citation": ("Sitasi", "Citation"),
    "title": ("Judul", "Title"),
    "locator": ("Letak", "Place"),
    "page": ("Halaman", "Page"),
    "lead_in": ("Kalimat pembuka", "Opening line"),
    "text": ("Teks", "Text"),
    "tier": ("Tingkat", "Tier"),
    "kind": ("Jenis", "Kind"),
    "status": ("Status", "Status"),
    "document_status": ("Status peraturan", "Status of the act"),
    "digest": ("Ikhtisar", "Digest"),
    "reason": ("Keterangan", "Remark"),
    "source": ("Berkas", "File"),
    "score": ("Nilai", "Score"),
    "passage_id": ("ID bagian", "Passage ID"),
    "sha256": ("SHA-256 berkas", "SHA-256 of the file"),
}
_WORDS: Final[dict[str, dict[str, tuple[str, str]]]] = {
    "answer_status": {
        "answered": ("terjawab", "answered"),
        "uncertain": ("belum pasti", "not sure"),
        "abstained": ("tidak terjawab", "no answer"),
        "error": ("gagal", "failed"),
    },
    "tier": {
        "primary": ("primer", "primary"),
        "secondary": ("sekunder", "secondary"),
        "tertiary": ("tersier", "tertiary"),
    },
    "status": {
        "in_force": ("berlaku", "in force"),
        "amended": ("telah diubah", "amended"),
        "partly_repealed": ("sebagian dicabut", "partly repealed"),
        "repealed": ("dicabut", "repealed"),
        "unknown": ("tidak diketahui", "unknown"),
    },
    "digest": {"ya": ("ya", "yes")},
}


#: Those that only a table of claims has.
_OF_CLAIMS: Final[dict[str, tuple[str, str]]] = {
    "claim": ("Klaim", "Claim"),
    "stance": ("Pendirian", "Stance"),
    "reason": ("Alasan", "Reason"),
    "passage": ("Bunyi", "Passage"),
    "tick": ("Dipakai", "Taken"),
    "note": ("Catatan", "Note"),
}


def title_of(column: str, language: str) -> str:
    """What a column of `answer.table.COLUMNS`, or of a table of claims, is called."""
    return (TITLES.get(column) or _OF_CLAIMS[column])[language == "en"]


def word_for(column: str, value: Value, language: str) -> Value:
    """The value as people read it: the words of a column that has few of them, else as it is."""
    named = "status" if column == "document_status" else column
    said = _WORDS.get(named, {}).get(str(value))
    return said[language == "en"] if said else value
