"""The page where a question is asked."""

from __future__ import annotations

from typing import Final

#: key: (Indonesian, English)
TEXTS: Final[dict[str, tuple[str, str]]] = {
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
}  # fmt: skip
