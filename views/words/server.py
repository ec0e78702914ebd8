"""Jobs of the library, and who may do what where the app is open to others."""

from __future__ import annotations

from typing import Final

#: key: (Indonesian, English)
TEXTS: Final[dict[str, tuple[str, str]]] = {
    # Jobs
    "job_now": ("Sedang berjalan", "Under way"),
    "job_waiting": ("Menunggu giliran: {other}", "Waiting for its turn: {other}"),
    "job_waits": ("Menunggu: {job}, setelah {other}", "Waiting: {job}, after {other}"),
    "job_waits_alone": ("Menunggu: {job}", "Waiting: {job}"),
    "job_other": ("pustaka sedang ditulis", "the library is being written"),
    "job_add": ("memasukkan sumber", "adding sources"),
    "job_ingest": ("memasukkan sumber dari terminal", "adding sources from the terminal"),
    "job_watch": ("memasukkan berkas dari folder yang diamati", "adding files of a watched folder"),
    "job_correct": ("mengoreksi karya", "correcting a work"),
    "job_remove": ("menghapus karya", "removing works"),
    "job_restore": ("mengembalikan karya", "bringing works back"),
    "job_import": ("mengambil alih metadata", "taking over metadata"),
    "job_reindex": ("memperbarui indeks", "updating the index"),
    "job_stopped": ("Dihentikan sebelum dimulai.", "Stopped before it began."),
    "job_reports": ("Laporan pekerjaan ({count})", "Reports of jobs ({count})"),
    "job_state_done": ("selesai", "done"),
    "job_state_failed": ("gagal", "failed"),
    "job_state_stopped": ("dihentikan", "stopped"),
    "job_state_lost": ("terputus: prosesnya berhenti", "cut off: its process ended"),
    "job_state_waiting": ("menunggu", "waiting"),
    "job_state_running": ("berjalan", "running"),
    # Vectors that are still to be made
    "lacking": (
        "{count} bagian belum dapat dicari menurut makna.",
        "{count} passages cannot be searched by meaning yet.",
    ),
    "lacking_do": ("Hitung sisanya", "Compute the rest"),
    # Who may do what
    "not_permitted": ("Tidak diizinkan", "Not permitted"),
    "reader_here": (
        "Pustaka ini dikelola penyuntingnya: di sini Anda dapat bertanya, membaca, memeriksa, dan "
        "mengunduh.",
        "This library is kept by its editors: here you can ask, read, check and download.",
    ),
    "editor_sign_in": ("Masuk sebagai penyunting", "Sign in as an editor"),
    "editor_secret": ("Kata rahasia penyunting", "The editors' secret"),
    "editor_do": ("Masuk", "Sign in"),
    "editor_wrong": ("Kata rahasia salah", "Wrong secret"),
    "editor_out": ("Keluar", "Sign out"),
    "editor_here": ("Anda masuk sebagai penyunting.", "You are signed in as an editor."),
    "signed_in": ("Masuk sebagai {name}", "Signed in as {name}"),
    "sign_in": ("Masuk", "Sign in"),
    "passing": (
        "Koleksi dan riwayat di sini hanya untuk sesi ini dan hilang sesudahnya: unduhlah yang "
        "ingin disimpan.",
        "Collections and history here are for this session only and go with it: download what "
        "you want to keep.",
    ),
    # Limits
    "too_much": ("Terlalu banyak pertanyaan", "Too many questions"),
}
