"""The sentences that answer: chosen, verbatim, cited, or refused with a reason."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from library_double import ACT, GLOSSARY, OLD, found, hit

from dalil.answer.abstain import Features, decide, features
from dalil.answer.extract import evidence
from dalil.answer.sentences import candidates
from dalil.answer.statements import as_text
from dalil.index.query.analyzer import content, language_of, root
from dalil.index.query.expand import asked_words
from dalil.index.query.intent import defines, form_of_answer, intent_of, term_asked
from dalil.index.query.parse import understand
from dalil.index.search.results import Hit
from dalil.ingest.locator import Locator
from dalil.ingest.model import Passage, Tier

OTHER = replace(ACT, id="pp/2031/3", kind="PP", number="3", year=2031, title="Retribusi")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("mengoordinasikan", "koordinasi"),  # k swallowed by meN-
        ("mengkoordinasikan", "koordinasi"),  # the spelling that acts use
        ("penyelenggaraan", "menyelenggarakan"),
        ("diselenggarakan", "penyelenggara"),
        ("disahkan", "pengesahan"),  # a root of three letters
        ("menetapkan", "penetapan"),
        ("kewenangan", "berwenang"),
        ("wewenang", "kewenangan"),
        ("berkonsultasi", "konsultasi"),
        ("pengawasan", "mengawasi"),
        ("pekerja", "bekerja"),
        ("memperpanjang", "perpanjangan"),
        ("pemberlakuan", "berlaku"),
        ("daerahnya", "daerah"),
    ],
)
def test_one_family_one_root(one: str, other: str) -> None:
    assert root(one) == root(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [("daerah", "negara"), ("menteri", "materi"), ("kerja", "kerjasama"), ("pidana", "perdata")],
)
def test_different_words_stay_different(one: str, other: str) -> None:
    assert root(one) != root(other)


def test_content_leaves_spoken_particles_out_and_no_words_of_law() -> None:
    spoken = content("bos nggak bayar gaji seenaknya dong")
    assert set(spoken.values()) == {"bos", "bayar", "gaji"}
    assert "cuma" in content("bantuan hukum cuma-cuma").values()  # free of charge, not "only"


def test_content_leaves_question_words_and_references_out() -> None:
    asked_for = content("Apa yang dimaksud dengan otonomi daerah menurut Pasal 1 UU 23/2014?")
    assert list(asked_for.values()) == ["daerah", "otonomi"]


def test_english_words_count_as_their_indonesian_ones() -> None:
    assert root("pengesahan") in asked_words("what is ratification", "en")["pengesahan"]
    assert asked_words("apa itu ratification", "id")["ratification"] == {root("ratification")}


@pytest.mark.parametrize(
    ("question", "sentence", "better_than"),
    [
        ("apa itu desa", "Desa adalah kesatuan masyarakat.", "Desa dipimpin kepala desa."),
        ("apa itu desa", "Desa adalah kesatuan.", "Desa adat adalah kesatuan adat."),  # exact term
        ("what is a treaty", "Perjanjian (treaty) adalah janji.", "Treaty ditulis."),
        ("siapa yang berwenang", "Menteri berwenang.", "Wewenang itu luas."),
        ("berapa lama izin", "Izin berlaku 5 tahun.", "Izin berlaku."),
        ("kapan izin berakhir", "Izin berakhir setelah setahun.", "Izin berakhir."),
        ("apa sanksi pelanggar", "Pelanggar dipidana denda.", "Pelanggar diberi tahu."),
    ],
)
def test_cues(question: str, sentence: str, better_than: str) -> None:
    wanted = intent_of(question, language_of(question))
    assert form_of_answer(wanted, sentence) > form_of_answer(wanted, better_than)


def test_an_elucidation_defines_in_its_own_way() -> None:
    term = term_asked("apa yang dimaksud dengan pihak ketiga", "id")
    assert term and defines(term, "Yang dimaksud dengan “pihak ketiga” adalah X.") == 1.0


def test_a_property_is_no_definition() -> None:
    assert not intent_of("what is the legal basis of cooperation", "en").definition
    assert intent_of("what is the definition of a region", "en").definition


# -- candidates ----------------------------------------------------------------------------------

DOCUMENT = (
    "Pasal 7\n(2) Kerja sama dapat dilakukan dengan:\na. Daerah lain;\nb. pihak ketiga; dan\n"
    "(3) Biaya dibebankan pada APBD. Rinciannya diatur."
)
PASAL = Passage(
    "uu/2030/1#pasal-7", "uu/2030/1", None, Locator.parse("pasal-7"), 0, len(DOCUMENT), DOCUMENT
)
LEAD = "(2) Kerja sama dapat dilakukan dengan:"


def unit(text: str, locator: str, lead_in: str = "") -> Hit:
    start = DOCUMENT.index(text)
    return hit(text, locator, start=start, lead_in=lead_in, shown=PASAL)


def quoted(h: Hit) -> list[tuple[str, str]]:
    made = list(candidates(h))
    assert all(DOCUMENT[c.start : c.end] == c.text for c in made)
    return [(c.text, c.lead_in) for c in made]


@pytest.mark.parametrize(
    ("h", "statements"),
    [
        (  # right behind its opening line: one contiguous quotation
            unit("a. Daerah lain;", "pasal-7/ayat-2/huruf-a", LEAD),
            [("Kerja sama dapat dilakukan dengan:\na. Daerah lain", "")],
        ),
        (  # further down: the words between are not left out, the line goes beside
            unit("b. pihak ketiga; dan", "pasal-7/ayat-2/huruf-b", LEAD),
            [("pihak ketiga", LEAD)],
        ),
        (  # two sentences, without the ayat's mark; the second leans on the first
            unit("(3) Biaya dibebankan pada APBD. Rinciannya diatur.", "pasal-7/ayat-3"),
            [
                ("Biaya dibebankan pada APBD.", ""),
                ("Biaya dibebankan pada APBD. Rinciannya diatur.", ""),
            ],
        ),
        (  # the whole list where the whole ayat was found
            unit(DOCUMENT[8 : DOCUMENT.index("; dan")], "pasal-7/ayat-2"),
            [("Kerja sama dapat dilakukan dengan:\na. Daerah lain;\nb. pihak ketiga", "")],
        ),
    ],
)
def test_candidates_are_contiguous_slices(h: Hit, statements: list[tuple[str, str]]) -> None:
    assert quoted(h) == statements


@pytest.mark.parametrize(
    "text",
    ["Cukup jelas.", "Pasal 5\nCukup jelas", "(1)", "12", "BAB II", "Bolehkah?", "[Catatan kami.]"],
)
def test_nothing_to_quote(text: str) -> None:
    assert list(candidates(hit(text))) == []


def test_an_elucidation_is_quoted_without_its_labels() -> None:
    text = "Ayat (1) Huruf a Yang dimaksud dengan “mitra” adalah pihak."
    (made,) = candidates(hit(text, "penjelasan/pasal-7/ayat-1/huruf-a", lead_in="Ayat (1)"))
    assert made.text == "Yang dimaksud dengan “mitra” adalah pihak."
    assert made.lead_in == ""


def test_a_long_list_is_cut_at_an_item() -> None:
    text = "Meliputi:\n" + "\n".join(f"{c}. {'kata ' * 60};" for c in "abcdefghij")
    made = next(candidates(hit(text)))
    assert made.text.startswith("Meliputi:") and len(made.text) <= 1_500
    assert made.text.rstrip(" ;").endswith("kata")


# -- answers -------------------------------------------------------------------------------------

BASIS = hit("Daerah dapat mengadakan kerja sama luar negeri.", "pasal-9")
DEFINITION = hit("5. Kerja Sama Daerah adalah usaha bersama.", "pasal-1/angka-5", score=0.5)


def test_a_definition_is_preferred_where_one_is_asked_for() -> None:
    answer = evidence(found("apa definisi kerja sama daerah", BASIS, DEFINITION))
    assert answer.statements[0].text == "Kerja Sama Daerah adalah usaha bersama."
    assert (
        evidence(found("kerja sama daerah", BASIS, DEFINITION))
        .statements[0]
        .text.startswith("Daerah dapat")
    )


def test_statements_say_where_they_stand() -> None:
    (statement,) = evidence(found("kerja sama luar negeri", BASIS)).statements
    assert (statement.start, statement.end, statement.page) == (100, 147, 3)
    assert statement.passage_id == "uu/2030/1#pasal-9"
    assert statement.status == "in_force"
    assert statement.citation == (
        "Indonesia, Undang-Undang Nomor 1 Tahun 2030 tentang Kerja Sama Daerah, Pasal 9, hlm. 3."
    )


def test_the_page_is_that_of_the_statement_not_of_the_passage() -> None:
    paged = replace(ACT, page_starts=(0, 130))
    text = "Awal yang lain sama sekali. Kerja sama luar negeri boleh."
    (statement, *_) = evidence(
        found("kerja sama luar negeri", hit(text, document=paged, page=1))
    ).statements
    assert statement.text.startswith("Kerja sama")
    assert statement.page == 1  # it begins at 128
    later = hit(text, document=replace(paged, page_starts=(0, 128)), page=1)
    assert evidence(found("kerja sama luar negeri", later)).statements[0].page == 2


def test_same_words_in_two_acts_are_one_statement() -> None:
    again = hit("Daerah dapat mengadakan kerja\nsama luar negeri;", "pasal-4", document=OTHER)
    answer = evidence(found("kerja sama luar negeri daerah", BASIS, again))
    assert [s.passage_id for s in answer.statements] == ["uu/2030/1#pasal-9"]
    assert answer.statements[0].also == ("pp/2031/3#pasal-4",)


def test_a_repealed_act_gives_way() -> None:
    old = hit("Kerja sama luar negeri daerah disetujui Menteri.", "pasal-4", document=OLD)
    new = hit("Kerja sama luar negeri daerah disetujui DPRD.", "pasal-8")
    answer = evidence(found("kerja sama luar negeri daerah disetujui", old, new))
    assert answer.statements[0].passage_id == "uu/2030/1#pasal-8"


def test_one_statement_a_pasal_unless_a_second_says_more() -> None:
    text = "Kerja sama memerlukan izin. Kerja sama dicatat. Biaya kerja sama ditanggung APBD."
    asked_for = evidence(found("izin kerja sama", hit(text)))
    assert [s.text for s in asked_for.statements] == ["Kerja sama memerlukan izin."]
    both = evidence(found("izin dan biaya kerja sama", hit(text)))
    assert {s.text for s in both.statements} == {
        "Kerja sama memerlukan izin.",
        "Biaya kerja sama ditanggung APBD.",
    }


def test_no_more_statements_than_asked() -> None:
    many = [hit(f"Kerja sama jenis {n} ada.", f"pasal-{n}") for n in range(1, 9)]
    assert len(evidence(found("kerja sama", *many)).statements) == 5
    assert len(evidence(found("kerja sama", *many), max_statements=2).statements) == 2


def test_a_digest_is_marked() -> None:
    digest = replace(ACT, digest=True)
    (statement,) = evidence(
        found("kerja sama luar negeri", replace(BASIS, document=digest))
    ).statements
    assert statement.digest
    assert "(ikhtisar, bukan teks resmi)" in statement.citation


def test_an_entry_answers() -> None:
    entry = hit(
        "Aksesi (accession) — Cara mengikat diri pada perjanjian.",
        "entri-aksesi",
        document=GLOSSARY,
    )
    (statement,) = evidence(found("apa itu aksesi", entry)).statements
    assert statement.citation == "Glosarium, entri “Aksesi”, hlm. 3."
    assert entry.document.tier is Tier.TERTIARY


# -- refusals ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("question", "hits", "reason"),
    [
        ("resep nasi goreng", (BASIS,), "Tidak ada bagian dalam pustaka ini yang menjawab"),
        ("kerja sama", (), "Tidak ada bagian"),
        ("apa itu", (BASIS,), "tidak memuat kata yang dapat dicari"),
        ("kerja sama luar negeri", (hit("Cukup jelas.", heading=("Kerja sama luar negeri",)),),
         "tidak memuat kalimat yang dapat dikutip"),
    ],
)  # fmt: skip
def test_refusals(question: str, hits: tuple[Hit, ...], reason: str) -> None:
    answer = evidence(found(question, *hits))
    assert answer.status == "abstained"
    assert not answer.statements
    assert answer.reason and reason in answer.reason


def test_what_is_near_and_not_sure_is_offered_as_the_nearest() -> None:
    answer = evidence(found("kerja sama antariksa dengan planet lain", BASIS))
    assert answer.status == "uncertain"
    assert [s.passage_id for s in answer.statements] == [BASIS.passage.passage_id]
    assert "Tidak pasti" in (answer.reason or "")


def test_refusals_in_english() -> None:
    answer = evidence(found("how do I cook rice", BASIS, language="en"))
    assert answer.reason == "No passage in this library answers that question."


def test_an_empty_library_says_so() -> None:
    answer = evidence(found("kerja sama", passages=0))
    assert answer.reason and "kosong" in answer.reason


def test_what_the_question_names_is_an_answer() -> None:
    named = hit("Sesuatu yang lain.", referenced=True)
    assert evidence(found("Apa isi Pasal 1 UU 1/2030?", named)).status == "answered"


def test_a_named_provision_is_said_whole_and_nothing_else() -> None:
    named = hit("(1) Daerah berwenang.\n(2) Menteri mengawasi.", "pasal-5", referenced=True)
    for question in ("Apa isi Pasal 5 UU 1/2030?", "Apa yang diatur Pasal 5 UU 1/2030?"):
        only = evidence(found(question, named, BASIS))
        assert [s.text for s in only.statements] == ["Daerah berwenang.", "Menteri mengawasi."]


def test_everyday_words_count_as_those_of_the_acts() -> None:
    assert evidence(found("apakah pemda berwenang", hit("Daerah berwenang."))).statements


def test_nearness_answers_without_a_shared_word() -> None:
    far = hit("Pemda boleh bermitra.", semantic=0.70)
    near = hit("Pemda boleh bermitra.", semantic=0.93)
    question = "kolaborasi mancanegara"
    assert evidence(found(question, far, mode="hybrid")).status == "abstained"
    assert evidence(found(question, near, mode="hybrid")).status == "answered"


def test_features_are_what_they_say() -> None:
    measured = features(
        found(
            "kerja sama luar angkasa",
            hit("Kerja sama boleh.", lexical=4.0, semantic=0.8),
            hit("Hal lain.", lexical=1.0, semantic=0.7),
            mode="hybrid",
        )
    )
    assert measured.terms == 4
    assert measured.best_cosine == pytest.approx(0.8)
    assert 0 < measured.coverage_ratio < 0.5  # two of four words, and not the rarer ones


def test_hits_of_one_work_speak_for_an_answer() -> None:
    """Chance finds are scattered over acts; where the act is there, several of its pasal come."""
    other = replace(ACT, id="uu/2001/7")
    third = replace(ACT, id="uu/2002/8")
    scattered = features(
        found("kerja sama", BASIS, replace(BASIS, document=other), replace(BASIS, document=third))
    )
    together = features(found("kerja sama", BASIS, BASIS, replace(BASIS, document=other)))
    assert scattered.work_ratio == pytest.approx(1 / 3)
    assert together.work_ratio == pytest.approx(2 / 3)
    by_words = replace(scattered, best_cosine=None, coverage_ratio=0.5)
    assert by_words.sum < replace(by_words, work_ratio=1.0).sum


def test_a_definition_stands_behind_the_norm_that_was_asked_for() -> None:
    """It has all the words of its subject, and says nothing of who, when and whether."""
    lead = "Dalam peraturan ini yang dimaksud dengan:"
    defines = hit("1. Kerja sama daerah adalah usaha bersama dua daerah.", "pasal-1/angka-1")
    defines = replace(defines, passage=replace(defines.passage, lead_in=lead), score=0.6)
    norm = hit("Kerja sama daerah diawasi gubernur.", "pasal-9")
    norm = replace(norm, score=0.5, rank=2)
    asked = evidence(found("siapa yang mengawasi kerja sama daerah?", defines, norm))
    assert asked.statements[0].passage_id == norm.passage.passage_id
    wanted = evidence(found("apa yang dimaksud dengan kerja sama daerah?", defines, norm))
    assert wanted.statements[0].passage_id == defines.passage.passage_id


@pytest.mark.parametrize(
    ("text", "together"),
    [
        ("Persetujuan DPRD atas kerja sama daerah.", 1.0),
        ("Daerah meminta kerja bakti dan persetujuan yang sama.", 0.0),  # the same words, apart
        ("Kerja sama daerah dilaporkan.", 0.5),
    ],
)
def test_words_that_stand_together_speak_for_an_answer(text: str, together: float) -> None:
    measured = features(found("persetujuan DPRD atas kerja sama daerah", hit(text)))
    assert measured.together_ratio == pytest.approx(together, abs=0.25)
    here = replace(measured, best_cosine=None, together_ratio=0.0)
    assert here.sum < replace(here, together_ratio=1.0).sum


def test_a_first_hit_that_stands_out_is_surer_to_answer() -> None:
    """A near hit among others as near may be any of them; so each of these speaks for the first."""
    measured = features(found("kerja sama", BASIS))
    measured = replace(measured, best_cosine=0.87, first_cosine=0.87, work_ratio=0.5)
    measured = replace(measured, score_lead=0.1, score_step=0.01)
    assert 0 < measured.confidence_ratio < 1
    for surer in (
        replace(measured, score_lead=0.2),
        replace(measured, score_step=0.1),
        replace(measured, first_cosine=0.9),
        replace(measured, work_ratio=1.0),
    ):
        assert surer.confidence_ratio > measured.confidence_ratio
    assert replace(measured, best_cosine=None).confidence_ratio == 0  # by words: not measured
    assert replace(measured, first_cosine=1e9).confidence_ratio == 1  # and no overflow
    # The same cosine is far nearer with the encoder that spreads them.
    assert replace(measured, tuned=True).confidence_ratio > measured.confidence_ratio


@pytest.mark.parametrize(
    ("question", "text", "defined"),
    [
        ("apa yang dimaksud dengan kerja sama", "Kerja sama adalah usaha bersama.", True),
        ("apa yang dimaksud dengan kerja sama", "Kerja sama dilaporkan tiap tahun.", False),
        ("apa yang dimaksud dengan kerja sama", "Kerja sama adalah: a. usaha bersama.", True),
        (
            "apa yang dimaksud dengan tahapan preventif",  # an act's own way of saying it
            "Tahapan preventif sebagaimana dimaksud dalam Pasal 4 merupakan penyebaran norma.",
            True,
        ),
        (
            "apa yang dimaksud dengan DKTKA dalam peraturan pemerintah ini",  # where is no what
            "Dana Kompensasi yang selanjutnya disingkat DKTKA adalah uang.",
            True,
        ),
        ("siapa yang melaporkan kerja sama", "Kerja sama dilaporkan tiap tahun.", None),
        ("what is meant by cooperation", "Kerja sama adalah usaha bersama.", True),  # by the gloss
        ("apa itu aksesi", "Aksesi (accession) — Cara mengikat diri.", True),  # a glossary's entry
        ("apa itu aksesi", "Ratifikasi (ratification) — Berbeda dari aksesi.", False),
        ("apa itu KSDPL", "4. KSDPL: usaha bersama dengan daerah asing.", True),  # without a verb
        ("apa itu usaha", "4. KSDPL: usaha bersama dengan daerah asing.", False),
        ("apa itu nota", "Nota kesepahaman (memorandum (MoU)) — Naskah.", True),  # two brackets
    ],
)
def test_what_is_to_be_defined_is_defined(question: str, text: str, defined: bool | None) -> None:
    measured = features(found(question, hit(text), language=language_of(question)))
    if defined is None:
        assert measured.defined_ratio is None
    else:
        assert measured.defined_ratio is not None
        assert measured.undefined is not defined


def sureness(features_found: Features) -> int:
    """How far the decision goes: 0 abstained, 1 uncertain, 2 answered."""
    return ("abstained", "uncertain", "answered").index(decide(features_found)[0])


@given(
    coverage=st.floats(0, 1),
    cosine=st.none() | st.floats(-1, 1),
    more=st.floats(0, 1),
    language=st.sampled_from(["id", "en"]),
)
def test_better_evidence_never_turns_an_answer_into_a_refusal(
    coverage: float, cosine: float | None, more: float, language: str
) -> None:
    base = features(found("kerja sama", BASIS))
    here = replace(base, coverage_ratio=coverage, best_cosine=cosine, language=language)  # type: ignore[arg-type]
    better = replace(here, coverage_ratio=min(1.0, coverage + more))
    assert sureness(here) <= sureness(better)
    if cosine is not None:
        assert sureness(here) <= sureness(replace(here, best_cosine=cosine + more))


_TEXTS = st.lists(
    st.sampled_from(
        ["kerja ", "sama ", "Daerah ", "adalah ", "(1) ", "\na. ", "\n2. ", ":", ";", ". ", "\n"]
    ),
    max_size=40,
).map("".join)


@given(st.lists(_TEXTS, min_size=1, max_size=4), st.integers(0, 500))
def test_every_statement_is_verbatim(texts: list[str], start: int) -> None:
    hits = [hit(t, f"pasal-{n}", start=start) for n, t in enumerate(texts, 1)]
    by_id = {h.passage.passage_id: h.passage for h in hits}
    for statement in evidence(found("kerja sama daerah", *hits)).statements:
        passage = by_id[statement.passage_id]
        offset = statement.start - passage.start
        assert passage.text[offset : statement.end - passage.start] == statement.text
        assert statement.text.strip()


def test_a_name_that_no_source_has_does_not_decide() -> None:
    """The same question with and without a city's name is as sure."""
    plain = found("bolehkah daerah mengadakan kerja sama luar negeri", BASIS)
    asked = understand("bolehkah daerah mengadakan kerja sama luar negeri dengan Nagasaki")
    named = replace(plain, query=replace(asked, absent=frozenset({"nagasaki"})))
    assert features(named).coverage_ratio == features(plain).coverage_ratio
    assert evidence(named).status == evidence(plain).status == "answered"


def test_only_what_was_typed_is_said_to_be_missing() -> None:
    query = replace(
        understand("resep masakkan Nagasaki"),
        normalized="resep masakan Nagasaki",
        corrections=(("masakkan", "masakan"),),
        absent=frozenset({"resep", "masakan", "nagasaki"}),
    )
    read = replace(found("resep masakkan Nagasaki", BASIS), query=query)
    assert features(read).missing == ("resep",)  # nor a name
    held = found("resep kerja", BASIS)
    assert features(held).missing == ()  # in some source, though in none of the hits


def test_where_nothing_is_sure_the_statements_follow_the_hits() -> None:
    """The second hit's sentence has the form asked for and more words; the first hit leads."""
    first = hit("Jarak antariksa diatur.", "pasal-1", score=1.0)
    second = hit("Matahari berjarak 5 tahun dari antariksa.", "pasal-2", score=0.95)
    question = "berapa tahun jarak antariksa dari matahari, rembulan, komet dan planet"
    answer = evidence(found(question, first, second))
    assert answer.status == "uncertain"
    assert answer.statements[0].passage_id == first.passage.passage_id


def test_a_list_that_goes_on_behind_the_quotation_says_so() -> None:
    first = unit("a. Daerah lain;", "pasal-7/ayat-2/huruf-a", LEAD)
    assert [c.goes_on for c in candidates(first)] == [True]
    last = unit("(3) Biaya dibebankan pada APBD. Rinciannya diatur.", "pasal-7/ayat-3")
    assert [c.goes_on for c in candidates(last)] == [False, False]
    (statement, *_) = evidence(found("kerja sama dengan daerah lain", first)).statements
    assert statement.goes_on and not statement.text.endswith("…")  # verbatim all the same
    assert "” … [1]" in as_text([statement])


def test_a_consideration_leads_only_where_nothing_else_does() -> None:
    why = hit("bahwa perlindungan korban belum menjamin kerja sama daerah;", "menimbang/huruf-d")
    norm = hit("Kerja sama daerah dijamin.", "pasal-5", score=0.8)
    said = evidence(found("perlindungan kerja sama daerah korban", why, norm)).statements
    assert said[0].passage_id == norm.passage.passage_id
    assert evidence(found("perlindungan kerja sama daerah korban", why)).statements
