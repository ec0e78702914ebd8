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
    "searching": (
        "Mencari dalam {passages} bagian dari {documents} dokumen …",
        "Searching {passages} passages of {documents} documents …",
    ),
    "skip": ("Langsung ke hasil", "Skip to the results"),
    "answer": ("Jawaban", "Answer"),
    "nearest": ("Yang terdekat", "The nearest"),
    "uncertain": ("Belum tentu jawabannya", "Perhaps not the answer"),
    "to_card": ("Lihat bagian {rank}", "See passage {rank}"),
    "note": ("Catatan", "Note"),
    "notes": ("Sitasi", "Citations"),
    "copy": ("Salin", "Copy"),
    "copy_note": ("Salin sitasi [{number}]", "Copy citation [{number}]"),
    "copy_all": ("Salin jawaban dan sitasinya", "Copy the answer with its citations"),
    "copy_link": ("Salin tautan", "Copy link"),
    "copied": ("Tersalin", "Copied"),
    "copy_failed": ("Tidak dapat disalin", "Could not copy"),
    # Citation styles
    "style": ("Gaya sitasi", "Citation style"),
    "style_is": ("Sitasi: {name}", "Citations: {name}"),
    "style_error": ("Gaya sitasi itu tidak dapat dipakai", "That citation style cannot be used"),
    "style_footnote": ("catatan kaki", "footnote"),
    "style_footnote_short": ("catatan kaki lanjutan", "later footnote"),
    "style_short": ("dalam teks", "in the text"),
    "style_bibliography": ("daftar pustaka", "bibliography"),
    "style_apa": ("APA, daftar acuan", "APA, references"),
    "style_apa_text": ("APA, dalam teks", "APA, in the text"),
    "style_chicago": ("Chicago, catatan", "Chicago, note"),
    "style_chicago_bibliography": ("Chicago, pustaka", "Chicago, bibliography"),
    "style_bluebook": ("serupa Bluebook", "Bluebook-like"),
    "refusal": ("Tidak ada jawaban di pustaka ini", "No answer in this library"),
    "named_not_here": ("Tidak ada di pustaka ini: {named}", "Not in this library: {named}"),
    "named_filtered": ("Disisihkan oleh saringan", "Left out by the filters"),
    "named_see": ("Lihat isinya", "See what it has"),
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
    "refusal_filters": (
        "Tanpa saringan ({filters}), pustaka ini menjawab pertanyaan itu.",
        "Without the filters ({filters}) this library answers the question.",
    ),
    "refusal_wide": ("Cari tanpa saringan", "Search without filters"),
    "only": ("Hanya dicari di:", "Searched only in:"),
    "bridge": ("Dicari juga:", "Also searched for:"),
    "also_in": ("Bunyi yang sama juga di:", "The same words also in:"),
    "hits": ("Bagian yang ditemukan", "Passages found"),
    "hits_near": (
        "Bagian terdekat (belum tentu menjawab)",
        "Nearest passages (perhaps no answer)",
    ),
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
        "Tanda yang dipakai dalam pertanyaan dijelaskan pada “Cara bertanya”, di bawah kotaknya.",
        "“How to ask”, under the box, explains what may stand in a question.",
    ),
    # How to ask
    "syntax": ("Cara bertanya", "How to ask"),
    "syntax_lead": (
        "Tulis seperti bertanya kepada orang. Bila perlu, tambahkan tanda berikut; tekan sebuah "
        "contoh untuk mencobanya.",
        "Write as you would ask a person. Where needed, add these signs; press an example to try "
        "it.",
    ),
    "syntax_plain": (
        "pertanyaan biasa, dalam bahasa Indonesia atau Inggris",
        "a plain question, in English or Indonesian",
    ),
    "syntax_plain_eg": (
        "siapa yang mengoordinasikan hubungan luar negeri",
        "who coordinates foreign relations",
    ),
    "syntax_reference": ("ketentuan itu sendiri, paling atas", "that provision itself, first"),
    "syntax_reference_eg": ("Pasal 363 UU 23/2014", "Article 363 of Law 23/2014"),
    "syntax_phrase": (
        "hanya bagian dengan kata-kata itu berurutan",
        "only passages with these words in this order",
    ),
    "syntax_phrase_eg": ('"kerja sama daerah"', '"kerja sama daerah"'),
    "syntax_without": ("hanya bagian tanpa kata itu", "only passages without that word"),
    "syntax_without_eg": ("kerja sama -pariwisata", "kerja sama -pariwisata"),
    "syntax_both": (
        "AND keduanya, OR salah satunya, NOT tanpa; huruf besar, boleh berkurung",
        "AND both, OR either, NOT without; in capitals, parentheses may group",
    ),
    "syntax_both_eg": (
        "(gubernur OR bupati) AND persetujuan",
        "(gubernur OR bupati) AND persetujuan",
    ),
    "syntax_near": (
        "berdekatan, paling banyak lima kata di antaranya",
        "near each other, at most five words between",
    ),
    "syntax_near_eg": ("menteri NEAR/5 persetujuan", "menteri NEAR/5 persetujuan"),
    "syntax_kind": (
        "hanya jenis itu (uu, pp, perpres, …)",
        "only that kind (uu, pp, perpres, …)",
    ),
    "syntax_kind_eg": ("kerja sama jenis:uu", "kerja sama kind:uu"),
    "syntax_year": (
        "hanya tahun itu; juga tahun:2014, tahun:2010-2014",
        "only those years; also year:2014, year:2010-2014",
    ),
    "syntax_year_eg": ("kerja sama tahun:>2010", "kerja sama year:>2010"),
    "syntax_tier": (
        "hanya tingkat itu (primer, sekunder, tersier)",
        "only that tier (primary, secondary, tertiary)",
    ),
    "syntax_tier_eg": ("kerja sama tingkat:tersier", "kerja sama tier:tertiary"),
    # Filters
    "filters": ("Saringan", "Filters"),
    "filters_on": ("Saringan ({count} dipakai)", "Filters ({count} on)"),
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
