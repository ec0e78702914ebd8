"""The page for many questions."""

from __future__ import annotations

from typing import Final

#: key: (Indonesian, English)
TEXTS: Final[dict[str, tuple[str, str]]] = {
    # Batch
    "batch_title": ("Banyak pertanyaan sekaligus", "Many questions at once"),
    "batch_lead": (
        "Satu berkas pertanyaan masuk, satu tabel bersitasi keluar.",
        "A file of questions in, one table with citations out.",
    ),
    "batch_upload": ("Berkas pertanyaan", "File of questions"),
    "batch_help": (
        "CSV atau XLSX (kolom pertanyaan/question/klaim; kolom qid ikut dibawa), TXT satu "
        "pertanyaan sebaris, atau JSONL.",
        "CSV or XLSX (a column question/pertanyaan/claim; a column qid is passed through), TXT "
        "with one question a line, or JSONL.",
    ),
    "batch_k": ("Bagian untuk tiap pertanyaan", "Passages a question"),
    "batch_found": ("{count} pertanyaan ditemukan", "{count} questions found"),
    "batch_do": ("Jawab semua", "Answer all"),
    "batch_stop": ("Hentikan", "Stop"),
    "batch_done": (
        "{answered} dijawab, {abstained} tidak terjawab, {failed} gagal",
        "{answered} answered, {abstained} without an answer, {failed} failed",
    ),
    "batch_stopped": (
        "Dihentikan; yang sudah selesai dapat diunduh.",
        "Stopped; what is done can be downloaded.",
    ),
    "batch_problems": ("Baris yang dilewati", "Rows passed over"),
    "batch_error": ("Berkas ini tidak dapat dipakai", "This file cannot be used"),
    "batch_preview": ("Pratinjau", "Preview"),
    "batch_answered": ("terjawab", "answered"),
    "batch_abstained": ("tidak terjawab", "no answer"),
    "batch_failed": ("gagal", "failed"),
    "col_question": ("Pertanyaan", "Question"),
    "col_result": ("Hasil", "Result"),
    "col_citation": ("Sitasi pertama", "First citation"),
    "col_statement": ("Pernyataan pertama", "First statement"),
    "job_failed": ("Pekerjaan berhenti", "The work stopped"),
}  # fmt: skip
