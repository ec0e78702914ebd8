"""Every text of the interface, in Indonesian and English, in one place.

Texts are ours, so they may hold Markdown where a page draws them as Markdown. What comes from
outside (file names, passages, messages of errors) is never put into these texts where Markdown
would read it.
"""

from __future__ import annotations

import re
from typing import Any, Final, Literal

Language = Literal["id", "en"]
LANGUAGES: Final[tuple[Language, ...]] = ("id", "en")
NAMES: Final = {"id": "Indonesia", "en": "English"}

_BOTH: Final = re.compile(r"(?<=[.!?”]) / (?=[A-Z“])")

#: key: (Indonesian, English)
_TEXTS: Final[dict[str, tuple[str, str]]] = {
    # Navigation
    "language": ("Bahasa", "Language"),
    "nav_ask": ("Tanya", "Ask"),
    "nav_sources": ("Sumber", "Sources"),
    "nav_batch": ("Banyak pertanyaan", "Many questions"),
    "nav_help": ("Bantuan", "Help"),
    # Ask
    "ask_title": ("Cari dalilnya", "Find the authority"),
    "ask_lead": (
        "Pertanyaan hukum dijawab dengan kutipan apa adanya dari sumber dalam pustaka ini.",
        "Questions of law, answered by verbatim quotations from the sources in this library.",
    ),
    "question": ("Pertanyaan", "Question"),
    "question_hint": (
        "Misalnya: apa dasar hukum kerja sama luar negeri daerah?",
        "For example: may a region sign an agreement with a foreign city?",
    ),
    "ask": ("Tanya", "Ask"),
    "examples": ("Contoh pertanyaan", "Example questions"),
    "example_1": (
        "apa dasar hukum kerja sama luar negeri oleh pemerintah daerah",
        "is foreign policy a regional matter",
    ),
    "example_2": (
        "apa tugas DPRD dalam rencana kerja sama internasional daerah",
        "what is ratification of a treaty",
    ),
    "example_3": (
        "siapa yang mengoordinasikan hubungan luar negeri",
        "where is the hierarchy of regulations laid down",
    ),
    "example_4": ("Pasal 10 ayat (1) UU 23/2014", "Article 5 of Law 24/2000"),
    "searching": ("Mencari …", "Searching …"),
    "answer": ("Jawaban", "Answer"),
    "refusal": ("Tidak ada jawaban di pustaka ini", "No answer in this library"),
    "refusal_try": (
        "Yang dapat dicoba: pakai istilah yang lazim dalam peraturan; sebut peraturan atau "
        "pasalnya bila tahu; longgarkan saringan; tambahkan sumber yang memuatnya.",
        "What to try: use the words that regulations use; name the act or article if you know it; "
        "loosen the filters; add a source that covers it.",
    ),
    "refusal_near": (
        "Bagian yang paling dekat ada di bawah. Bacalah sendiri sebelum memakainya: menurut Dalil "
        "bagian itu belum menjawab.",
        "The nearest passages are below. Judge them yourself: Dalil does not hold that they "
        "answer.",
    ),
    "bridge": ("Dicari juga:", "Also searched for:"),
    "also_in": ("Bunyi yang sama juga di:", "The same words also in:"),
    "hits": ("Bagian yang ditemukan", "Passages found"),
    "no_hits": (
        "Tidak ada bagian yang cocok dengan pertanyaan dan saringan ini.",
        "No passage matches this question and these filters.",
    ),
    "tier_primary": ("Bahan hukum primer", "Primary sources"),
    "tier_secondary": ("Bahan hukum sekunder", "Secondary sources"),
    "tier_tertiary": ("Bahan hukum tersier", "Tertiary sources"),
    "tier_primary_what": (
        "Peraturan, perjanjian, putusan",
        "Constitution, statutes, regulations, treaties, rulings",
    ),
    "tier_secondary_what": ("Buku, artikel, tesis", "Books, articles, theses"),
    "tier_tertiary_what": ("Kamus, glosarium, ensiklopedia", "Dictionaries, glossaries"),
    "short_primary": ("Primer", "Primary"),
    "short_secondary": ("Sekunder", "Secondary"),
    "short_tertiary": ("Tersier", "Tertiary"),
    "query_error": ("Pertanyaan belum dapat dimengerti", "The question is not understood"),
    "query_help": (
        "Tanda yang dipakai dalam pertanyaan dijelaskan di halaman Bantuan.",
        "The Help page explains what may stand in a question.",
    ),
    # Filters
    "filters": ("Saringan dan cara mencari", "Filters and search mode"),
    "filters_on": (
        "Saringan dan cara mencari (ada yang dipakai)",
        "Filters and search mode (some are on)",
    ),
    "tier": ("Tingkat bahan hukum", "Tier of source"),
    "kind": ("Jenis", "Kind"),
    "document": ("Dokumen", "Document"),
    "any": ("Semua", "All"),
    "year_from": ("Tahun, dari", "Year, from"),
    "year_to": ("sampai", "to"),
    "mode": ("Cara mencari", "Search mode"),
    "mode_hybrid": ("Gabungan", "Hybrid"),
    "mode_lexical": ("Kata", "Words"),
    "mode_semantic": ("Makna", "Meaning"),
    "k": ("Banyaknya hasil", "Number of passages"),
    "clear": ("Hapus saringan", "Clear filters"),
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
    # Downloads
    "download": ("Unduh hasil", "Download the results"),
    "download_note": (
        "Satu baris untuk tiap bagian, dengan sitasi, letak, halaman, dan berkasnya.",
        "One row a passage, with citation, locator, page and file.",
    ),
    "library_line": (
        "{documents} dokumen, {passages} bagian · indeks {generation}",
        "{documents} documents, {passages} passages · index {generation}",
    ),
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
    # Sources
    "sources_title": ("Sumber dalam pustaka", "Sources in the library"),
    "sources_lead": (
        "Yang dapat dijawab Dalil hanyalah yang termuat dalam sumber-sumber ini.",
        "Dalil can answer only from these sources.",
    ),
    "metric_documents": ("Dokumen", "Documents"),
    "metric_passages": ("Bagian", "Passages"),
    "metric_digests": ("Ikhtisar", "Digests"),
    "metric_vectors": ("Cari makna", "By meaning"),
    "yes": ("ya", "yes"),
    "no": ("tidak", "no"),
    "col_id": ("Id", "Id"),
    "col_title": ("Judul", "Title"),
    "col_kind": ("Jenis", "Kind"),
    "col_year": ("Tahun", "Year"),
    "col_text": ("Teks", "Text"),
    "col_passages": ("Bagian dicari", "Passages searched"),
    "col_pages": ("Halaman", "Pages"),
    "col_quality": ("Keterbacaan", "Readability"),
    "col_status": ("Status", "Status"),
    "col_warnings": ("Peringatan", "Warnings"),
    "col_file": ("Berkas", "File"),
    "text_full": ("lengkap", "full text"),
    "text_digest": ("ikhtisar", "digest"),
    "failed_sources": ("Berkas yang gagal dibaca", "Files that could not be read"),
    "stale": (
        "Indeks belum memuat perubahan terakhir.",
        "The index does not hold the latest changes yet.",
    ),
    "stale_do": ("Perbarui indeks", "Update the index"),
    # Upload
    "add": ("Tambah sumber", "Add sources"),
    "upload": ("Pilih berkas", "Choose files"),
    "upload_help": (
        "PDF, DOCX, HTML, Markdown, TXT, atau glosarium CSV/JSON; paling besar {mb} MB sebuah.",
        "PDF, DOCX, HTML, Markdown, TXT, or a glossary as CSV/JSON; at most {mb} MB each.",
    ),
    "upload_tier": ("Tingkat", "Tier"),
    "tier_auto": ("Kenali sendiri", "Recognise it"),
    "upload_vectors": ("Siapkan pencarian menurut makna", "Prepare search by meaning"),
    "upload_vectors_help": (
        "Lebih lama: kira-kira satu menit untuk 1.000 bagian. Tanpa ini sumber hanya dicari "
        "menurut kata.",
        "Takes longer: about a minute for 1,000 passages. Without it, sources are searched by "
        "words only.",
    ),
    "upload_do": ("Masukkan ke pustaka", "Add to the library"),
    "starter": ("Isi dengan korpus bawaan", "Fill with the corpus that ships with Dalil"),
    "starter_help": (
        "Ikhtisar peraturan, ulasan, dan glosarium tentang kerja sama luar negeri daerah.",
        "Digests, commentaries and a glossary on regional governments' foreign cooperation.",
    ),
    "working": ("Sedang dikerjakan", "At work"),
    "stage_start": ("menyiapkan", "preparing"),
    "stage_membaca": ("membaca berkas", "reading files"),
    "stage_lexical": ("menyusun indeks kata", "indexing words"),
    "stage_vectors": ("menghitung vektor makna", "computing vectors"),
    "stage_menjawab": ("menjawab", "answering"),
    "leave": (
        "Halaman ini boleh ditinggalkan; pekerjaannya tetap jalan.",
        "You may leave this page; the work goes on.",
    ),
    "report": ("Laporan", "Report"),
    "report_line": (
        "{documents} dokumen dimasukkan, {unchanged} tidak berubah, {failed} gagal, {seconds} "
        "detik",
        "{documents} documents added, {unchanged} unchanged, {failed} failed, {seconds} seconds",
    ),
    "report_added": ("Masuk", "Added"),
    "report_failed": ("Gagal", "Failed"),
    "report_passages": ("{count} bagian", "{count} passages"),
    "too_large": (
        "{mb} MB, batasnya {limit} MB: bagi menjadi beberapa berkas.",
        "{mb} MB, the limit is {limit} MB: split it into several files.",
    ),
    "too_many": (
        "terlalu banyak berkas sekaligus (paling banyak {limit}): unggah bertahap.",
        "too many files at once (at most {limit}): upload in steps.",
    ),
    "unwritable": (
        "folder pustaka tidak dapat ditulis: {reason}",
        "the library's folder cannot be written: {reason}",
    ),
    # Remove
    "remove": ("Hapus dokumen", "Remove a document"),
    "remove_which": ("Dokumen yang dihapus", "Document to remove"),
    "remove_choose": ("Pilih dokumen", "Choose a document"),
    "remove_sure": (
        "Ya, hapus dokumen ini dari pustaka",
        "Yes, remove this document from the library",
    ),
    "remove_do": ("Hapus", "Remove"),
    "remove_help": (
        "Berkas aslinya tidak dihapus, dan penghapusan dapat dibatalkan.",
        "The original file stays, and you can undo this.",
    ),
    "removed": ("Sudah dihapus dari pustaka:", "Removed from the library:"),
    "undo": ("Batalkan penghapusan", "Undo"),
    "undone": ("Sudah dikembalikan:", "Put back:"),
    "not_undone": (
        "Tidak dikembalikan, karena dokumen lain kini memakai id itu:",
        "Not put back, since another document has that id now:",
    ),
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
    # Help
    "help_title": ("Bantuan", "Help"),
    "help_what_title": ("Apa yang dikerjakan Dalil", "What Dalil does"),
    "help_what": (
        "Dalil mencari bagian sumber hukum yang menjawab pertanyaan Anda, lalu mengutipnya apa "
        "adanya dengan sitasi. Tidak ada kalimat yang dikarang: setiap pernyataan ialah kutipan "
        "dari dokumen dalam pustaka. Bila tidak ada yang menjawab, Dalil mengatakannya.",
        "Dalil finds the passages of law that answer your question and quotes them verbatim, with "
        "citations. Nothing is composed: every statement is a quotation from a document in the "
        "library. When nothing answers, Dalil says so.",
    ),
    "help_not_title": ("Apa yang tidak dikerjakannya", "What it does not do"),
    "help_not": (
        "- Dalil tidak memberi nasihat hukum dan tidak menafsirkan.\n"
        "- Dalil tidak tahu apa yang tidak ada dalam pustaka ini.\n"
        "- Dalil tidak menjamin sebuah peraturan masih berlaku. “Status tidak diketahui” berarti: "
        "periksa sendiri di JDIH.\n"
        "- Ikhtisar bukan teks resmi. Kutip naskah resminya.\n"
        "- Tidak ada yang dikirim ke luar komputer yang menjalankan Dalil.",
        "- It gives no legal advice and does not interpret.\n"
        "- It does not know what is not in this library.\n"
        "- It does not vouch that an act is still in force. “Status unknown” means: check it "
        "yourself.\n"
        "- A digest is not the official text. Quote the official one.\n"
        "- Nothing leaves the computer that runs Dalil.",
    ),
    "help_query_title": ("Menulis pertanyaan", "Writing a question"),
    "help_query": (
        "Tulis seperti bertanya kepada orang, dalam bahasa Indonesia atau Inggris. Di dalamnya "
        "boleh ada:\n\n"
        "| Tulis | Artinya |\n|---|---|\n"
        "| `Pasal 363 UU 23/2014` | pasal itu muncul paling atas |\n"
        "| `\"kerja sama daerah\"` | hanya bagian dengan kata-kata itu berurutan |\n"
        "| `-pariwisata` | hanya bagian tanpa kata itu |\n"
        "| `pajak AND desa`, `pajak OR retribusi`, `NOT provinsi` | dengan keduanya, dengan salah "
        "satunya, tanpa kata itu; dengan huruf besar, boleh memakai kurung |\n"
        "| `gubernur NEAR/5 persetujuan` | berdekatan, paling banyak lima kata di antaranya |\n"
        "| `jenis:uu` | hanya undang-undang (juga `pp`, `perpres`, …) |\n"
        "| `tahun:2014`, `tahun:>2010`, `tahun:2010-2014` | hanya tahun itu |\n"
        "| `tingkat:primer` | hanya bahan hukum primer (`sekunder`, `tersier`) |\n"
        "| `dok:uu/2014/23` | hanya dokumen itu |",
        "Write as you would ask a person, in Indonesian or English. In it may stand:\n\n"
        "| Write | Meaning |\n|---|---|\n"
        "| `Pasal 363 UU 23/2014` | that article comes first |\n"
        "| `\"kerja sama daerah\"` | only passages with these words in this order |\n"
        "| `-pariwisata` | only passages without the word |\n"
        "| `pajak AND desa`, `pajak OR retribusi`, `NOT provinsi` | with both, with either, "
        "without; in capitals, parentheses may group |\n"
        "| `gubernur NEAR/5 persetujuan` | near each other, at most five words between |\n"
        "| `kind:uu` | only statutes (also `pp`, `perpres`, …) |\n"
        "| `year:2014`, `year:>2010`, `year:2010-2014` | only those years |\n"
        "| `tier:primary` | only primary sources (`secondary`, `tertiary`) |\n"
        "| `doc:uu/2014/23` | only that document |",
    ),
    "help_tiers_title": ("Tiga tingkat bahan hukum", "Three tiers of source"),
    "help_tiers": (
        "- **Primer**: undang-undang dasar, undang-undang, peraturan, perjanjian, putusan. "
        "Inilah hukumnya.\n"
        "- **Sekunder**: buku, artikel, tesis. Menjelaskan hukum, tetapi bukan hukumnya.\n"
        "- **Tersier**: kamus, glosarium, ensiklopedia. Membantu memahami istilah.",
        "- **Primary**: constitution, statutes, regulations, treaties, rulings. The law itself.\n"
        "- **Secondary**: books, articles, theses. They explain the law and are not it.\n"
        "- **Tertiary**: dictionaries, glossaries, encyclopaedias. They help with terms.",
    ),
    "help_badges_title": ("Tanda pada hasil", "Badges"),
    "help_badges": (
        "- **berlaku, telah diubah, sebagian dicabut, dicabut**: menurut ketentuan yang ada dalam "
        "pustaka ini.\n"
        "- **status tidak diketahui**: pustaka ini tidak memuat keterangannya. Bukan berarti masih "
        "berlaku.\n"
        "- **ikhtisar, bukan teks resmi**: ringkasan; rujuk sumber resminya.\n"
        "- **disebut dalam pertanyaan**: pasal yang Anda sebut sendiri.",
        "- **in force, amended, partly repealed, repealed**: by provisions that this library "
        "holds.\n"
        "- **status unknown**: this library does not say. It does not mean “in force”.\n"
        "- **digest, not the official text**: a summary; go to the official source.\n"
        "- **named in the question**: a provision that you named yourself.",
    ),
    "help_keys_title": ("Papan tik dan tautan", "Keyboard and links"),
    "help_keys": (
        "- **Tab** berpindah ke unsur berikutnya, **Enter** mengirim pertanyaan atau menekan "
        "tombol.\n"
        "- Tombol salin ada di kanan setiap sitasi.\n"
        "- Alamat di peramban memuat pertanyaan, saringan, dan bahasanya. Kirimkan alamat itu, dan "
        "penerima melihat pencarian yang sama (pada pustaka yang sama).",
        "- **Tab** moves on, **Enter** sends the question or presses the button.\n"
        "- The copy button is at the right of each citation.\n"
        "- The browser's address holds the question, its filters and the language. Send it, and "
        "the reader sees the same search (over the same library).",
    ),
}  # fmt: skip

#: The texts by language, then by key.
WORDS: Final[dict[Language, dict[str, str]]] = {
    "id": {key: texts[0] for key, texts in _TEXTS.items()},
    "en": {key: texts[1] for key, texts in _TEXTS.items()},
}


def say(key: str, language: Language | None = None, **values: Any) -> str:
    """The text of that key in the session's language (or the one given), with its values."""
    if language is None:
        import streamlit as st

        language = "en" if st.session_state.get("lang") == "en" else "id"
    text = WORDS[language][key]
    return text.format(**values) if values else text


def heard(message: str, language: Language | None = None) -> str:
    """The half of a message in two languages ("… . / … .") that the person reads."""
    if language is None:
        import streamlit as st

        language = "en" if st.session_state.get("lang") == "en" else "id"
    halves = _BOTH.split(message)
    return halves[LANGUAGES.index(language)] if len(halves) == 2 else message
