"""The help page."""

from __future__ import annotations

from typing import Final

#: key: (Indonesian, English)
TEXTS: Final[dict[str, tuple[str, str]]] = {
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
        "- Dalil tidak menjamin sebuah peraturan masih berlaku. Tanpa tanda status berarti: "
        "periksa sendiri di JDIH.\n"
        "- Ikhtisar bukan teks resmi. Kutip naskah resminya.\n"
        "- Tidak ada yang dikirim ke luar komputer yang menjalankan Dalil.",
        "- It gives no legal advice and does not interpret.\n"
        "- It does not know what is not in this library.\n"
        "- It does not vouch that an act is still in force. No mark of status means: check it "
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
    "help_claims_title": ("Memeriksa klaim", "Checking claims"),
    "help_claims": (
        "Di halaman Klaim, tulis atau unggah daftar pernyataan (Word, Excel, CSV, Markdown, teks). "
        "Untuk tiap klaim tampil bagian yang mendukung dan bagian yang berkata lain: angka lain, "
        "batas lain, *wajib* lawan *dapat* atau *dilarang*, pejabat lain, pengecualian. Yang "
        "ditandai merah menunjukkan di mana bedanya; bacalah sendiri, sebab tanda itu dicari "
        "menurut kata. Centang yang hendak dipakai, beri catatan, lalu unduh.",
        "On the Claims page, type or upload a list of statements (Word, Excel, CSV, Markdown, "
        "text). For each claim it shows the passages that carry it and those that say otherwise: "
        "another number, another limit, *wajib* (must) against *dapat* (may) or *dilarang* "
        "(forbidden), another office, an exception. What is marked red shows where they differ; "
        "read it yourself, since the marks are found by words. Tick what you want, add notes, "
        "download.",
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
        "- **tanpa tanda status**: pustaka ini tidak memuat ketentuan yang mengubah atau mencabut "
        "bagian itu. Bukan berarti masih berlaku. Apa yang diketahui tentang peraturannya "
        "(misalnya sebagian dicabut) tertulis sekali di atas hasil.\n"
        "- **ikhtisar, bukan teks resmi**: ringkasan; rujuk sumber resminya.\n"
        "- **disebut dalam pertanyaan**: pasal yang Anda sebut sendiri.",
        "- **in force, amended, partly repealed, repealed**: by provisions that this library "
        "holds.\n"
        "- **no mark of status**: this library has no provision that amends or repeals the "
        "passage. It does not mean “in force”. What is known of its act as a whole (partly "
        "repealed, say) stands once above the results.\n"
        "- **digest, not the official text**: a summary; go to the official source.\n"
        "- **named in the question**: a provision that you named yourself.",
    ),
    "help_reader_title": ("Ruang baca", "The reading room"),
    "help_reader": (
        "Di halaman Baca sebuah peraturan dibaca pasal demi pasal, di samping halaman aslinya.\n\n"
        "| Tulis pada “Lompat ke” | Yang dibuka |\n|---|---|\n"
        "| `Pasal 5 ayat (2) UU 24/2000` | ayat itu |\n"
        "| `5`, `5 (2)`, `Pasal 5 ayat 2` | pasal atau ayat itu dalam peraturan yang terbuka |\n"
        "| `bab III`, `bagian kedua` | pasal pertama di bawahnya |\n"
        "| `penjelasan pasal 5`, `penjelasan umum` | penjelasannya |\n"
        "| `hlm 12` | bagian di awal halaman 12 berkasnya |\n\n"
        "Rujukan dalam teks ialah tautan; yang bergaris titik tidak ada di pustaka ini. Istilah "
        "bergaris titik menampilkan definisinya bila ditunjuk, disentuh, atau dipilih dengan Tab.",
        "On the Read page an act is read article by article, beside its original page.\n\n"
        "| Write in “Jump to” | What opens |\n|---|---|\n"
        "| `Article 5 paragraph (2) of Law 24/2000` | that paragraph |\n"
        "| `5`, `5 (2)` | that article or paragraph of the open act |\n"
        "| `chapter III`, `bagian kedua` | the first article under it |\n"
        "| `penjelasan pasal 5`, `penjelasan umum` | its elucidation |\n"
        "| `p 12` | what stands on top of page 12 of its file |\n\n"
        "References in the text are links; those with a dotted line are not in this library. Terms "
        "with a dotted line show their definition when pointed at, touched or reached by Tab.",
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
