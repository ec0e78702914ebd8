"""Questions as people put them, and the words of acts that must be among the bridges."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dalil.index.query.translate import Term, bridge

ENGLISH = [
    ("Who appoints the governor?", "appoints", "mengangkat", "third person -s"),
    ("is foreign policy a regional matter", "foreign policy", "politik luar negeri", "a unit"),
    ("is foreign policy a regional matter", "regional matter", "urusan daerah", "order reversed"),
    ("where is the hierarchy of regulations laid down", "hierarchy of regulations",
     "jenis dan hierarki peraturan perundang-undangan", "the longest term wins"),
    ("what is ratification of a treaty", "ratification of a treaty",
     "pengesahan perjanjian internasional", "function words inside a term"),
    ("which treaties must be ratified?", "treaties", "perjanjian internasional", "-ies"),
    ("which treaties must be ratified?", "ratified", "mengesahkan", "-ied"),
    ("what are full powers", "full powers", "surat kuasa", "the plural is the term"),
    ("Must regional governments consult the minister?", "consult", "berkonsultasi", "a verb"),
    ("Must regional governments consult the minister?", "regional governments",
     "pemerintah daerah", "plural at the end of a unit"),
    ("the regional government's approval", "regional government's", "pemerintah daerah", "'s"),
    ("Government affairs of the centre", "Government affairs", "urusan pemerintahan", "capital"),
    ("Which sister-city agreements are allowed?", "sister-city", "kota kembar", "hyphen"),
    ("is co-operation abroad allowed", "co-operation", "kerja sama", "old spelling"),
    ("can a governor delegate his authority", "delegate", "mendelegasikan", "a verb"),
    ("can a regulation be revoked", "revoked", "mencabut", "-ed after e"),
    ("how long is the term of office of a mayor", "term of office", "masa jabatan", "a unit"),
    ("how long is the term of office of a mayor", "mayor", "wali kota", "an office"),
    ("How long may a suspect be detained?", "How long", "jangka waktu", "question of time"),
    ("How long may a suspect be detained?", "detained", "penahanan", "verb to noun"),
    ("at least how many members", "at least", "paling sedikit", "acts never say setidaknya"),
    ("at most three years", "at most", "paling banyak", "as above"),
    ("what is the deadline for objections", "deadline", "jangka waktu", "acts have no deadline"),
    ("is it prohibited to import waste", "prohibited", "dilarang", "a norm's verb"),
    ("who is entitled to legal aid", "entitled to", "berhak", "with its preposition"),
    ("who is entitled to legal aid", "legal aid", "bantuan hukum", "a unit"),
    ("are employers obliged to report", "obliged", "wajib", "a norm's verb"),
    ("must the company submit a report", "submit", "menyampaikan", "a verb"),
    ("What is the fine for insulting a person?", "fine", "denda", "criminal"),
    ("What is the fine for insulting a person?", "insulting", "penghinaan", "-ing"),
    ("is an attempted theft punishable", "theft", "pencurian", "criminal"),
    ("is an attempt punishable", "attempt", "percobaan", "criminal"),
    ("was it done with intent", "intent", "kesengajaan", "criminal"),
    ("punishment of a crime against humanity", "crime against humanity",
     "kejahatan terhadap kemanusiaan", "a unit of three words"),
    ("he stole a car", "stole", "mencuri", "irregular verb"),
    ("offences against decency", "offences", "tindak pidana", "British spelling"),
    ("offenses against decency", "offenses", "tindak pidana", "American spelling"),
    ("labor unions", "labor unions", "serikat pekerja/serikat buruh", "American spelling"),
    ("a Labour Union", "Labour Union", "serikat pekerja/serikat buruh", "British spelling"),
    ("dismissal of a pregnant worker", "dismissal", "pemutusan hubungan kerja", "labour"),
    ("was she fired", "fired", "pemutusan hubungan kerja", "fired is not burnt"),
    ("severance pay", "severance pay", "uang pesangon", "labour"),
    ("is overtime paid", "overtime paid", "upah kerja lembur", "irregular verb in a unit"),
    ("old age benefits", "old age benefits", "jaminan hari tua", "hyphen left out"),
    ("work permits for foreigners", "work permits for foreigners",
     "rencana penggunaan tenaga kerja asing", "plural inside a unit"),
    ("seafarers' wages", "seafarers", "awak kapal", "plural possessive"),
    ("is the employee's income taxed", "employee's", "pekerja/buruh", "possessive"),
    ("VAT on books", "VAT", "pajak pertambahan nilai", "abbreviation"),
    ("vat on books", "vat", "pajak pertambahan nilai", "abbreviation typed small"),
    ("role of the DPRD", "DPRD", "dewan perwakilan rakyat daerah", "Indonesian abbreviation"),
    ("approval of the regional legislature", "regional legislature", "DPRD",
     "acts write the abbreviation"),
    ("environmental impact assessments", "environmental impact assessments",
     "analisis mengenai dampak lingkungan hidup", "environment"),
    ("who issues mining licences", "mining licences", "izin usaha pertambangan", "mining"),
    ("illegal fishing", "illegal fishing", "penangkapan ikan tanpa izin", "fisheries"),
    ("duties of a data controller", "data controller", "pengendali data pribadi", "data"),
    ("general meeting of shareholders", "general meeting of shareholders", "RUPS", "company"),
    ("land titles", "land titles", "sertifikat hak atas tanah", "land"),
    ("limited stay permit", "limited stay permit", "izin tinggal terbatas", "immigration"),
    ("import duties", "import duties", "bea masuk", "customs"),
    ("customs officers", "customs officers", "pejabat bea dan cukai", "customs is no plural"),
    ("bid bonds in public procurement", "public procurement",
     "pengadaan barang/jasa pemerintah", "procurement"),
    ("campaign funds", "campaign funds", "dana kampanye", "elections"),
    ("insurance policies", "insurance policies", "polis asuransi", "policy is not policy"),
    ("bank secrecy", "bank secrecy", "rahasia bank", "banking"),
    ("judicial review of statutes", "judicial review", "pengujian undang-undang", "procedure"),
    ("organisation of courts", "organisation", "organisasi", "-isation"),
    ("informed consent of patients", "informed consent", "persetujuan tindakan kedokteran",
     "health"),
    ("scholarships for students", "students", "peserta didik", "education"),
    ("was the driver drunk driving", "drunk driving", "dalam keadaan mabuk", "transport"),
    ("children born out of wedlock", "children born out of wedlock",
     "anak yang dilahirkan di luar perkawinan", "irregular plural in a unit"),
]  # fmt: skip

EVERYDAY = [
    ("bolehkah kota menjalin kerja sama?", "menjalin kerja sama", "bekerja sama", "as theses say"),
    ("pemda boleh bikin perjanjian?", "pemda", "pemerintah daerah", "short name"),
    ("PEMDA boleh apa?", "PEMDA", "pemerintah daerah", "shouted"),
    ("kalau dipecat bos gimana", "dipecat", "pemutusan hubungan kerja", "passive"),
    ("kalau dipecat bos gimana", "bos", "pemberi kerja", "second meaning too"),
    ("berapa kali di-PHK dapat pesangon", "di-PHK", "pemutusan hubungan kerja", "hyphen"),
    ("phk karena sakit", "phk", "pemutusan hubungan kerja", "typed small"),
    ("gajinya berapa", "gajinya", "upah", "clitic -nya"),
    ("gajikah yang dimaksud", "gajikah", "upah", "particle -kah"),
    ("gaji tidak dibayar", "gaji tidak dibayar", "upah tidak dibayar", "longest wins"),
    ("cuti hamil berapa bulan", "cuti hamil", "cuti melahirkan", "labour"),
    ("kapan THR cair", "THR", "tunjangan hari raya keagamaan", "abbreviation"),
    ("karyawan kontrak", "karyawan kontrak", "perjanjian kerja waktu tertentu", "labour"),
    ("outsourcing masih boleh?", "outsourcing", "alih daya", "English word in use"),
    ("nikah beda agama", "nikah beda agama", "perkawinan", "family"),
    ("cerai harta gono gini", "harta gono gini", "harta bersama", "hyphen left out"),
    ("surat nikah hilang", "surat nikah", "akta perkawinan", "family"),
    ("maling ayam", "maling", "pencurian", "criminal"),
    ("ditipu orang", "ditipu", "penipuan", "criminal"),
    ("nyebar hoaks", "hoaks", "berita bohong", "criminal"),
    ("selingkuh dipidana?", "selingkuh", "perzinaan", "criminal"),
    ("dipenjara berapa tahun", "dipenjara", "pidana penjara", "criminal"),
    ("kena tilang", "kena tilang", "pelanggaran lalu lintas", "traffic"),
    ("tugas dprd", "dprd", "dewan perwakilan rakyat daerah", "abbreviation"),
    ("tugas dewan perwakilan rakyat daerah", "dewan perwakilan rakyat daerah", "DPRD",
     "and back, since acts write it"),
    ("apa itu UMK", "UMK", "upah minimum kabupaten/kota", "abbreviation"),
    ("iuran BPJS", "BPJS", "badan penyelenggara jaminan sosial", "abbreviation"),
    ("pilkada serentak", "pilkada", "pemilihan kepala daerah", "elections"),
    ("data bocor siapa tanggung jawab", "data bocor", "kegagalan pelindungan data pribadi",
     "data"),
    ("kerjasama luar negeri", "kerjasama luar negeri", "kerja sama luar negeri", "old spelling"),
    ("mou dengan kota di jepang", "mou", "nota kesepahaman", "abbreviation"),
    ("tambang liar di desa", "tambang liar", "penambangan tanpa izin", "mining"),
    ("izin bangun rumah", "izin bangun rumah", "persetujuan bangunan gedung", "building"),
    ("paling telat kapan", "paling telat", "paling lambat", "time"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("question", "language", "asked", "legal"),
    [(q, "en", a, w) for q, a, w, _ in ENGLISH] + [(q, "id", a, w) for q, a, w, _ in EVERYDAY],
)
def test_a_term_of_the_question_and_what_acts_say(
    question: str, language: str, asked: str, legal: str
) -> None:
    found = {term.asked: term.legal for term in bridge(question, language).terms}  # type: ignore[arg-type]
    assert legal in found.get(asked, ()), found


@pytest.mark.parametrize(
    ("question", "translated", "why"),
    [
        ("Is foreign policy a regional matter?", "politik luar negeri urusan daerah",
         "function words dropped"),
        ("Who appoints the mayor of Bandung?", "siapa mengangkat wali kota Bandung",
         "unknown words kept as typed"),
        ("May a village borrow money?", "dapat desa meminjam uang", "modals translated"),
        ("without the DPRD's approval", "tanpa dewan perwakilan rakyat daerah persetujuan",
         "in the order of the question"),
        ("", "", "nothing asked"),
        ("Must the participant's complete data be updated periodically?",
         "wajib peserta lengkap data dimutakhirkan secara berkala", "general words too"),
        ("Is the agreement written?", "perjanjian tertulis", "irregular participle"),
        ("Can't a minor sign?", "tidak dapat anak di bawah umur menandatangani", "negations"),
        ("How soon must it be reported?", "paling lambat wajib laporan", "fine forms of asking"),
        ("By when must a birth be registered?", "paling lambat wajib kelahiran terdaftar",
         "two words that ask as one"),
        ("the licence is no longer valid", "izin tidak berlaku lagi", "an expression as one"),
        ("a bill that is being drafted", "rancangan undang-undang rancangan",
         "a dropped word is no form of another: being, bee"),
        ("on what grounds is it refused", "dengan alasan apa menolak", "British or American"),
    ],
)  # fmt: skip
def test_a_rough_gloss_of_an_english_question(question: str, translated: str, why: str) -> None:
    assert bridge(question, "en").translated == translated, why


GENERAL = [
    ("Who is a participant?", "participant", "peserta"),
    ("Must a partner follow up?", "follow up", "menindaklanjuti"),
    ("Is repair paid?", "repair", "memperbaiki"),  # noun and verb
    ("Is repair paid?", "repair", "perbaikan"),
    ("Who was elected in the destination country?", "destination country", "negara tujuan"),
    ("What was lost at sea?", "lost", "hilang"),
    ("Who taught in a kindergarten?", "taught", "mengajar"),
    ("Were goods sold?", "sold", "dijual"),
    ("Was he injured?", "injured", "terluka"),
    ("Was it well-founded?", "founded", "didirikan"),
    ("colour of the flag", "colour", "warna"),  # British
    ("neighbours' land", "neighbours", "tetangga"),  # plural, possessive, British
]


@pytest.mark.parametrize(("question", "asked", "legal"), GENERAL)
def test_a_general_word_is_translated(question: str, asked: str, legal: str) -> None:
    found = bridge(question, "en")
    every = {term.asked: term.legal for term in (*found.terms, *found.plain)}
    assert legal in every.get(asked, ()), every


def test_the_bridge_shown_has_terms_of_law_and_no_general_words() -> None:
    found = bridge("Must the participant repair the harbour soon?", "en")
    assert [term.asked for term in found.terms] == ["harbour"]
    assert [term.asked for term in found.plain] == ["Must", "participant", "repair", "soon"]


def test_a_term_of_law_wins_over_general_words_of_the_same_length() -> None:
    terms = bridge("is it done in public procurement", "en").terms
    assert [term.asked for term in terms] == ["public procurement"]


@pytest.mark.parametrize(
    ("question", "translated", "why"),
    [
        ("Apa tugas pemda, dan siapa atasannya?",
         "Apa tugas pemerintah daerah, dan siapa atasannya?",
         "punctuation stays; a row that begins with the word itself leaves it alone"),
        ("siapa yang mengangkat gubernur", "siapa yang mengangkat gubernur", "legal already"),
        ("tugas dewan perwakilan rakyat", "tugas dewan perwakilan rakyat",
         "never shortened: the abbreviation is a bridge, no translation"),
        ("siapa memberi izin usaha pertambangan", "siapa memberi izin usaha pertambangan",
         "nothing inside a term of acts is everyday"),
        ("hak anggota dewan perwakilan rakyat", "hak anggota dewan perwakilan rakyat",
         "the longer of two terms that overlap wins"),
        ("penyandang disabilitas", "penyandang disabilitas", "not said twice"),
        ("gak bisa bayar utang", "tidak dapat membayar utang", "small words too"),
    ],
)  # fmt: skip
def test_an_indonesian_question_in_the_words_of_acts(
    question: str, translated: str, why: str
) -> None:
    assert bridge(question, "id").translated == translated, why


@pytest.mark.parametrize(
    ("question", "language", "absent", "why"),
    [
        ("will the contract end", "en", "will", "the modal is no testament"),
        ("ham and cheese", "en", "ham", "Indonesian abbreviations need capitals in English"),
        ("the minister, of finance", "en", "minister, of finance", "no term across a comma"),
        ("may the governor resign", "en", "may", "a small word is translated, not shown"),
        ("kenapa ditolak", "id", "kenapa", "the same in Indonesian"),
        ("ombudsman", "en", "ombudsman", "a word that stands for itself is no bridge"),
    ],
)
def test_what_is_no_bridge(question: str, language: str, absent: str, why: str) -> None:
    terms = bridge(question, language).terms  # type: ignore[arg-type]
    assert absent not in [term.asked for term in terms], why


def test_words_of_the_library_are_recognised_too() -> None:
    own = {"renja jaya": ("Rencana Kerja Jakarta Raya",), "rencana kerja jakarta raya": ("RKJR",)}
    found = bridge("siapa menyusun Renja Jaya?", "id", own)
    assert found.terms == (Term("Renja Jaya", ("Rencana Kerja Jakarta Raya",)),)
    assert found.translated == "siapa menyusun Rencana Kerja Jakarta Raya?"
    back = bridge("siapa menyusun rencana kerja Jakarta Raya?", "id", own)
    assert back.terms[0].legal == ("RKJR",)
    assert "RKJR" not in back.translated  # it says less than the name


def test_the_library_adds_to_the_lists_and_does_not_replace_them() -> None:
    found = bridge("gaji", "id", {"gaji": ("Penghasilan Tetap",)})
    assert found.terms == (Term("gaji", ("upah", "Penghasilan Tetap")),)
    assert found.translated == "upah"


def test_a_longer_name_of_the_library_beats_a_shorter_one_of_the_lists() -> None:
    own = {"mayor peace prize": ("Hadiah Perdamaian",)}
    terms = bridge("the Mayor Peace Prize", "en", own).terms
    assert terms == (Term("Mayor Peace Prize", ("Hadiah Perdamaian",)),)


def test_a_term_asked_twice_is_one_bridge() -> None:
    assert len(bridge("pemda atau PEMDA", "id").terms) == 1


_TEXTS = st.text(max_size=80) | st.lists(
    st.sampled_from(
        "the of regional government treaty pemda dipecat gaji, DPRD's (dismissed) — 'x 23/2014 "
        "permits permitted licences\u0130 \u0000 phk-nya s’ ’s Pasal".split(" ")
    ),
    max_size=12,
).map(" ".join)


@given(_TEXTS, st.sampled_from(["id", "en"]), st.booleans())
def test_whatever_is_typed_terms_are_slices_of_it(text: str, language: str, own: bool) -> None:
    synonyms = {"gaji": ("X Y",), "regional": ("Z",), "": ("nothing",)} if own else None
    found = bridge(text, language, synonyms)  # type: ignore[arg-type]
    assert all(term.asked and term.asked in text for term in found.terms)
    assert all(term.legal and term.asked not in term.legal for term in found.terms)
    assert found == bridge(text, language, synonyms)  # type: ignore[arg-type]


@given(st.text(alphabet=st.characters(whitelist_categories=["Nd", "Po", "Zs"]), max_size=40))
def test_a_question_without_words_is_left_alone(text: str) -> None:
    found = bridge(text, "id")
    assert (found.terms, found.translated) == ((), text)


@given(st.lists(st.sampled_from("zzyq qqrt vvkx".split()), max_size=6))
def test_unknown_words_survive_translation(unknown: list[str]) -> None:
    text = " ".join(unknown)
    assert re.findall(r"\w+", bridge(text, "en").translated) == unknown
