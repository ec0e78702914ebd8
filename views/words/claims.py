"""The page for lists of claims and questions."""

from __future__ import annotations

from typing import Final

#: key: (Indonesian, English)
TEXTS: Final[dict[str, tuple[str, str]]] = {
    "claims_title": ("Klaim dan pertanyaan", "Claims and questions"),
    "claims_lead": (
        "Satu daftar masuk; untuk tiap klaim keluar bagian yang mendukung dan yang berkata lain. "
        "Periksa, centang, unduh.",
        "A list in; for each claim the passages that carry it and those that say otherwise. "
        "Review, tick, download.",
    ),
    "claims_type": ("Tulis atau tempel, satu sebaris", "Type or paste, one a line"),
    "claims_hint": (
        "- Gubernur membatalkan peraturan daerah kabupaten\n- Izin berlaku paling lama 5 tahun",
        "- The governor revokes district regulations\n- The licence is valid for 5 years",
    ),
    "claims_upload": ("atau unggah berkas", "or upload a file"),
    "claims_help": (
        "Word (daftar berbutir atau bernomor, tabel), CSV atau XLSX (kolom klaim, pernyataan atau "
        "pertanyaan; kolom qid ikut dibawa), Markdown, TXT satu sebaris, atau JSONL.",
        "Word (bulleted or numbered list, table), CSV or XLSX (a column claim, statement or "
        "question; a column qid is passed through), Markdown, TXT one a line, or JSONL.",
    ),
    "claims_kind": ("Isi daftar", "What the lines are"),
    "claims_kind_auto": ("Otomatis", "Automatic"),
    "claims_kind_claims": ("Klaim", "Claims"),
    "claims_kind_questions": ("Pertanyaan", "Questions"),
    "claims_k": ("Bagian untuk tiap baris", "Passages a line"),
    "claims_found_claims": ("{count} klaim ditemukan", "{count} claims found"),
    "claims_found_questions": ("{count} pertanyaan ditemukan", "{count} questions found"),
    "claims_problems": ("Baris yang dilewati", "Rows passed over"),
    "claims_error": ("Berkas ini tidak dapat dipakai", "This file cannot be used"),
    "claims_do_claims": ("Periksa klaim", "Check the claims"),
    "claims_do_questions": ("Jawab semua", "Answer all"),
    "claims_resume": ("Lanjutkan, masih {count}", "Go on, {count} left"),
    "claims_stopped": (
        "Dihentikan; yang sudah selesai ada di bawah.",
        "Stopped; what is done is below.",
    ),
    "job_failed": ("Pekerjaan berhenti", "The work stopped"),
    "stage_memeriksa": ("memeriksa klaim", "checking claims"),
    "job_stop": ("Hentikan", "Stop"),
    # What came out
    "claims_supported": ("didukung", "supported"),
    "claims_both": ("didukung, dan ada yang berkata lain", "supported, and otherwise"),
    "claims_contradicted": ("hanya yang berkata lain", "only otherwise"),
    "claims_near": ("hanya yang dekat", "only near"),
    "claims_nothing": ("tidak ditemukan", "nothing found"),
    "claims_failed": ("gagal", "failed"),
    "claims_show": ("Tampilkan", "Show"),
    "claims_page": ("Halaman", "Page"),
    "claims_key": (
        "Yang ditandai merah berbeda dari klaim menurut kata dan angkanya. Itu petunjuk untuk "
        "dibaca, bukan putusan.",
        "What is marked red differs from the claim in its words and numbers. It is a hint to "
        "read, not a verdict.",
    ),
    "claims_stance_supports": ("mendukung", "supports"),
    "claims_stance_otherwise": ("berkata lain", "says otherwise"),
    "claims_stance_near": ("hanya dekat", "only near"),
    "claims_open": ("Klaim {number}: {parts}", "Claim {number}: {parts}"),
    "claims_count_supports": ("{count} mendukung", "{count} supporting"),
    "claims_count_otherwise": ("{count} berkata lain", "{count} saying otherwise"),
    "claims_count_near": ("{count} hanya dekat", "{count} only near"),
    "claims_open_all": ("Buka semua", "Open all"),
    "claims_take": (
        "Ambil bagian {passage} untuk klaim {number}",
        "Take passage {passage} for claim {number}",
    ),
    "claims_note": ("Catatan untuk klaim {number}", "Note on claim {number}"),
    "claims_only": ("Hanya yang dicentang", "Only what is ticked"),
    "claims_only_help": (
        "Tanpa ini berkas memuat semua bagian: yang mendukung dan yang berkata lain, ditandai.",
        "Without it the file holds all passages: supporting and contrary ones, told apart.",
    ),
    "claims_none": (
        "Tidak ada bagian yang dekat dengan klaim ini.",
        "No passage is near this claim.",
    ),
    # Questions
    "questions_done": (
        "{answered} dijawab, {uncertain} tidak pasti, {abstained} tidak terjawab, {failed} gagal",
        "{answered} answered, {uncertain} uncertain, {abstained} with no answer, {failed} failed",
    ),
    "questions_preview": ("Pratinjau", "Preview"),
    "questions_answered": ("terjawab", "answered"),
    "questions_uncertain": ("tidak pasti", "uncertain"),
    "questions_abstained": ("tidak terjawab", "no answer"),
    "questions_failed": ("gagal", "failed"),
    "col_question": ("Pertanyaan", "Question"),
    "col_result": ("Hasil", "Result"),
    "col_citation": ("Sitasi pertama", "First citation"),
    "col_statement": ("Pernyataan pertama", "First statement"),
}  # fmt: skip
