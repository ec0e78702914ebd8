"""Definitions of an act: every form they have, where they hold, and which a passage uses."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dalil.index.query.analyzer import root
from dalil.index.query.intent import defines
from dalil.index.query.synonyms import indexed_terms
from dalil.index.search.collapse import _is_item
from dalil.index.store.unit_text import Unit
from dalil.ingest.definitions import (
    Definition,
    Naming,
    Usage,
    definitions_of,
    gives_meaning,
    in_passing,
    introduces,
    is_listed,
    opening,
    stated,
)
from dalil.ingest.discover import SourceFile
from dalil.ingest.locator import Locator
from dalil.ingest.model import Passage
from dalil.ingest.pipeline import parse_source

LIST = "Dalam Undang-Undang ini yang dimaksud dengan:"
TOPIC = Path(__file__).resolve().parents[2] / "shared" / "data" / "topic-acts"


def _passage(
    text: str,
    locator: str = "pasal-1/angka-1",
    lead_in: str = "",
    at: int = 0,
    heading: tuple[str, ...] = (),
    parent: str | None = None,
) -> Passage:
    return Passage(f"uu/2001/1#{locator}", "uu/2001/1", parent and f"uu/2001/1#{parent}",
                   Locator.parse(locator), at, at + len(text), text, heading=heading,
                   lead_in=lead_in)  # fmt: skip


def _read(text: str, locator: str = "pasal-1/angka-1", lead_in: str = "") -> list[Definition]:
    return definitions_of([_passage(text, locator, lead_in)])


# Made-up sentences in the forms that acts use: text, place, lead-in, term, other names, reason.
FORMS = [
    ("1. Kucing adalah hewan.", "pasal-1/angka-1", LIST, "Kucing", (), "the usual form"),
    ("a. Kucing ialah hewan;", "pasal-1/huruf-a", LIST, "Kucing", (), "huruf and 'ialah'"),
    ("12. Kucing Rumah yang selanjutnya disingkat KR adalah hewan.", "pasal-1/angka-12", LIST,
     "Kucing Rumah", ("KR",), "an abbreviation"),
    ("2. Kucing Rumah, yang selanjutnya disebut Kucing, adalah hewan.", "pasal-1/angka-2", LIST,
     "Kucing Rumah", ("Kucing",), "a short name between commas"),
    ("2. Kucing Rumah selanjutnya disebut Kucing adalah hewan.", "pasal-1/angka-2", LIST,
     "Kucing Rumah", ("Kucing",), "without 'yang'"),
    ("2. Wilayah Kucing, yang selanjutnya disebut dengan Wilayah, adalah tempat.",
     "pasal-1/angka-2", LIST, "Wilayah Kucing", ("Wilayah",), "'disebut dengan'"),
    ("3. Rencana Kucing yang selanjutnya disebut Rencana dan selanjutnya disingkat RK adalah x.",
     "pasal-1/angka-3", LIST, "Rencana Kucing", ("Rencana", "RK"), "two short names"),
    ("4. Majelis Kucing yang selanjutnya disebut Majelis Daerah (MD) adalah majelis.",
     "pasal-1/angka-4", LIST, "Majelis Kucing", ("Majelis Daerah", "MD"), "a third in brackets"),
    ("5. Surat Kucing (Cat Letter) adalah surat.", "pasal-1/angka-5", LIST, "Surat Kucing",
     ("Cat Letter",), "a foreign name"),
    ("5. Surat Kucing (_Cat_ _Letter_) adalah surat.", "pasal-1/angka-5", LIST, "Surat Kucing",
     ("Cat Letter",), "emphasis of Markdown"),
    ("6. Kepala kampung atau yang disebut dengan nama lain adalah orang.", "pasal-1/angka-6", LIST,
     "Kepala kampung", (), "'dengan nama lain' is not the term"),
    ("6. Kampung adalah kampung atau yang disebut dengan nama lain, selanjutnya disebut Kampung, "
     "adalah tempat.", "pasal-1/angka-6", LIST, "Kampung", (), "the first verb counts"),
    ("6. Kampung atau nama lain adalah tempat.", "pasal-1/angka-6", LIST, "Kampung", (),
     "'atau nama lain'"),
    ("7. Peraturan Kampung yang selanjutnya disebut Perkam atau yang disebut dengan nama lain "
     "adalah aturan.", "pasal-1/angka-7", LIST, "Peraturan Kampung", ("Perkam",),
     "nor is it a short name"),
    ("8. Wajib Kucing adalah orang.", "pasal-1/angka-8", LIST, "Wajib Kucing", (),
     "'Wajib' begins a name here"),
    ("9. Kucing... 9. Kucing Kota adalah hewan.", "pasal-1/angka-9", LIST, "Kucing Kota", (),
     "a catchword before it"),
    ("9. Kucing\n-3-\nPRESIDEN\n9. Kucing Kota adalah hewan.", "pasal-1/angka-9", LIST,
     "Kucing Kota", (), "a page's head between"),
    ("10. Kucing\nKota yang\nselanjutnya disingkat KK\nadalah hewan.", "pasal-1/angka-10", LIST,
     "Kucing Kota", ("KK",), "broken lines"),
    ("11. Kucing berarti hewan.", "pasal-1/angka-11", LIST, "Kucing", (), "'berarti'"),
    ("11. Kucing meliputi anak kucing.", "pasal-1/angka-11", LIST, "Kucing", (), "'meliputi'"),
    ("a. Menteri: Menteri Kucing;", "pasal-1/huruf-a", LIST, "Menteri", (), "a colon alone"),
    ("a. \"kapal kucing\" : tiap alat;", "pasal-1/huruf-a", LIST, "kapal kucing", (),
     "quotation marks and a colon"),
    ("a. “Kapal” ialah alat;", "pasal-1/huruf-a",
     "Di dalam Undang-undang ini yang diartikan dengan:", "Kapal", (), "'diartikan'"),
    ("1. Kandang adalah rumah;", "pasal-1/angka-1",
     "Yang dimaksud dalam undang-undang ini dengan :", "Kandang", (), "the act between the words"),
    ("a. kandang ialah rumah;", "pasal-1/huruf-a",
     "Dalam Undang-undang ini jang dimaksudkan dengan:", "kandang", (), "old spelling"),
    ("a. Dewan Kutjing jang selandjutnja disebut Dewan ialah dewan;", "pasal-1/huruf-a",
     "Jang dimaksud dengan:", "Dewan Kutjing", ("Dewan",), "old spelling of the short name"),
    ("(1) Kucing adalah hewan.", "pasal-1/ayat-1", "", "Kucing", (), "ayat of Pasal 1, no list"),
    ("Kucing adalah hewan.", "pasal-1", "", "Kucing", (), "Pasal 1 itself"),
    ("(2) Dinas Kucing yang selanjutnya disebut Dinas merupakan unsur.", "pasal-7/ayat-2", "",
     "Dinas Kucing", ("Dinas",), "in a later pasal, with a short name"),
    ("(2) Yang dimaksud dengan kucing asing adalah kucing dari luar.", "pasal-7/ayat-2", "",
     "kucing asing", (), "'yang dimaksud' in the body"),
    ("Dalam Undang-undang ini yang dimaksud dengan Menteri ialah Menteri Kucing.", "pasal-1", "",
     "Menteri", (), "one definition only, in the sentence"),
    ("Yang dimaksud dengan “kucing liar” adalah kucing tanpa rumah.",
     "penjelasan/pasal-4/ayat-1", "", "kucing liar", (), "an elucidation, quoted"),
    ("Yang dimaksud dengan \"kucing liar\", antara lain, kucing pasar.", "penjelasan/pasal-4", "",
     "kucing liar", (), "'antara lain'"),
    ("Huruf b Yang dimaksud dengan “kucing liar” adalah x.", "penjelasan/pasal-4/huruf-b", "",
     "kucing liar", (), "with the name of the huruf before it"),
    ("Cukup jelas. Yang dimaksud dengan kucing liar ialah x.", "penjelasan/pasal-4", "",
     "kucing liar", (), "not at the beginning"),
    ("Yang dimaksud dengan kucing liar dalam ketentuan ini adalah x.", "penjelasan/pasal-4", "",
     "kucing liar", (), "'dalam ketentuan ini' is not the term"),
    ("Yang dimaksud dengan Surat Kucing (Cat Letter) adalah x.", "penjelasan/pasal-4", "",
     "Surat Kucing", ("Cat Letter",), "a foreign name there"),
    ("Dengan kutjing dimaksudkan hewan.", "pasal-3", "", "kutjing", (), "'dengan … dimaksudkan'"),
    ("Pemerintah membentuk Badan Kucing Nasional, selanjutnya disebut Badan, di ibu kota.",
     "pasal-9", "", "Badan", (), "a short name in passing"),
    ("(3) Panitia (selanjutnya disebut Panitia Kucing) terdiri dari lima orang.",
     "pasal-9/ayat-3", "", "Panitia", ("Panitia Kucing",), "the short name in brackets"),
    ("3. Kucing Daerah adalah kucing di daerah.", "pasal-i/angka-1/pasal-1/angka-3", LIST,
     "Kucing Daerah", (), "what an amending act words"),
    ("(l) Kucing adalah hewan.", "pasal-1/ayat-1", "", "Kucing", (), "OCR: letter l for one"),
    ("l. Kucing adalah hewan.", "pasal-1/angka-1", LIST, "Kucing", (), "OCR: the same, a point"),
    ("13. Kucing/Anjing Rumah adalah hewan.", "pasal-1/angka-13", LIST, "Kucing/Anjing Rumah", (),
     "a slash"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "place", "lead_in", "term", "names", "why"), FORMS, ids=[f[5] for f in FORMS]
)
def test_forms(
    text: str, place: str, lead_in: str, term: str, names: tuple[str, ...], why: str
) -> None:
    found = _read(text, place, lead_in)
    assert [(d.term, d.names) for d in found] == [(term, names)], why
    assert " ".join(text[found[0].start : found[0].end].split()) == term


@pytest.mark.parametrize(
    ("text", "place", "lead_in", "why"),
    [
        ("(1) DPRD adalah unsur penyelenggara.", "pasal-5/ayat-1", "", "a norm, no definition"),
        ("1. Celah kucing dihitung dari selisih.", "pasal-1/angka-1", LIST, "no verb of one"),
        ("(1) Tujuan peraturan ini adalah ketertiban.", "pasal-1/ayat-1", "", "of the act itself"),
        ("Dengan tidak mengurangi ketentuan yang dimaksud dalam Pasal 3, bupati memutus.",
         "pasal-9", "", "'dengan … dimaksud' of a reference"),
        ("(2) Kucing sebagaimana dimaksud pada ayat (1) adalah x.", "pasal-1/ayat-2", "",
         "says more of what is there"),
        ("a. kucing adalah hewan;", "pasal-8/huruf-a", "Pemilik wajib mendaftarkan:",
         "a list of something else"),
        ("a. bahwa kucing adalah hewan;", "menimbang/huruf-a", "", "the preamble defines nothing"),
        ("Kucing adalah hewan.", "penjelasan/pasal-1", "", "nor does a sentence beside it"),
        ("", "pasal-1", "", "nothing"),
    ],
)  # fmt: skip
def test_what_is_no_definition(text: str, place: str, lead_in: str, why: str) -> None:
    assert _read(text, place, lead_in) == [], why


def test_a_number_in_words_is_no_name() -> None:
    (found,) = _read("Yang dimaksud dengan “lebih dari 50% (lima puluh persen)” adalah x.",
                     "penjelasan/pasal-3")  # fmt: skip
    assert found.names == ()


def test_a_container_does_not_define_what_its_items_define() -> None:
    item = _passage("1. Kucing adalah hewan.", "pasal-1/angka-1", LIST, 46, parent="pasal-1")
    whole = _passage(f"{LIST}\n1. Kucing adalah hewan.", "pasal-1")
    assert [d.passage_id for d in definitions_of([whole, item])] == ["uu/2001/1#pasal-1/angka-1"]


@pytest.mark.parametrize(
    ("place", "lead_in", "text", "scope"),
    [
        ("pasal-1/angka-1", LIST, "1. Kucing adalah hewan.", ""),
        ("penjelasan/pasal-4/ayat-1", "", "Yang dimaksud dengan “kucing” adalah x.", "pasal-4"),
        ("penjelasan/umum/alinea-2", "", "Yang dimaksud dengan “kucing” adalah x.", ""),
        ("pasal-7/ayat-2", "", "Yang dimaksud dengan kucing dalam pasal ini adalah x.", "pasal-7"),
        ("pasal-i/angka-1/pasal-1/angka-3", LIST, "3. Kucing adalah hewan.", "pasal-i/*"),
    ],
)
def test_where_a_definition_holds(place: str, lead_in: str, text: str, scope: str) -> None:
    (found,) = _read(text, place, lead_in)
    assert found.scope == scope


# Which apply


def _act(*terms: str) -> list[Definition]:
    passages = [
        _passage(f"{n}. {term} adalah x.", f"pasal-1/angka-{n}", LIST, n * 1000)
        for n, term in enumerate(terms, 1)
    ]
    return definitions_of(passages)


CAPITALS = (
    "Daerah Otonom yang selanjutnya disebut Daerah",
    "Kerja Sama Daerah",
    "Menteri",
    "Peraturan Perundang-undangan",
    "Izin",
    "Kabupaten/Kota",
)


@pytest.mark.parametrize(
    ("text", "terms", "why"),
    [
        ("Kerja Sama Daerah dilaporkan.", ["Kerja Sama Daerah"], "the longest, not also Daerah"),
        ("Daerah melakukan Kerja Sama Daerah.", ["Daerah Otonom", "Kerja Sama Daerah"], "both"),
        ("Kerja Sama\nDaerah dilaporkan.", ["Kerja Sama Daerah"], "over a broken line"),
        ("Kepala Daerah melapor.", ["Daerah Otonom"], "a part of another thing's name"),
        ("Warga di daerah itu melapor.", [], "without its capital it is the word"),
        ("Menteri menetapkan.", ["Menteri"], "one word"),
        ("Menteri Keuangan menetapkan.", [], "another minister"),
        ("Izin Menteri diberikan.", ["Izin", "Menteri"], "a defined term after it is no surname"),
        ("Kementerian dan Menterinya.", [], "whole words"),
        ("Peraturan Perundang- undangan lain.", ["Peraturan Perundang-undangan"], "hyphen apart"),
        ("Daerah-Daerah bersepakat.", ["Daerah Otonom"], "the plural"),
        ("antar-Daerah", ["Daerah Otonom"], "after a hyphen"),
        ("bupati Kabupaten / Kota", ["Kabupaten/Kota"], "a slash apart"),
        ("Menteri memberi Izin, lalu Izin itu.", ["Menteri", "Izin"], "each once, in order"),
        ("", [], "nothing"),
    ],
)  # fmt: skip
def test_which_apply(text: str, terms: list[str], why: str) -> None:
    assert [d.term for d in Usage(_act(*CAPITALS)).that_apply(text)] == terms, why


def test_an_act_that_writes_its_terms_small() -> None:
    act = _act("Kerja sama daerah", "Pihak ketiga", "Hibah")
    text = "Setiap kerja sama daerah dengan pihak ketiga dan hibah dilaporkan."
    assert [d.term for d in Usage(act).that_apply(text)] == [
        "Kerja sama daerah", "Pihak ketiga", "Hibah",
    ]  # fmt: skip


def test_a_kind_of_act_is_not_the_government() -> None:
    act = _act("Pemerintah Pusat yang selanjutnya disebut Pemerintah")
    assert Usage(act).that_apply("diatur dengan Peraturan Pemerintah.") == []
    assert len(Usage(act).that_apply("diatur oleh Pemerintah.")) == 1


def test_a_slash_parts_words() -> None:
    act = _act("Bupati/walikota", "Kerja Sama Daerah")
    assert [d.term for d in Usage(act).that_apply("oleh bupati/walikota")] == ["Bupati/walikota"]


def test_an_elucidation_holds_for_its_pasal_and_before_the_act() -> None:
    passages = [
        _passage("1. Kucing Liar adalah x.", "pasal-1/angka-1", LIST),
        _passage("Yang dimaksud dengan “kucing liar” adalah y.", "penjelasan/pasal-4/ayat-1",
                 at=1000),
    ]  # fmt: skip
    usage = Usage(definitions_of(passages))

    def places(locator: str, text: str) -> list[str]:
        found = usage.that_apply(text, Locator.parse(locator))
        return [d.passage_id.partition("#")[2] for d in found]

    assert places("pasal-4/ayat-2", "kucing liar") == ["penjelasan/pasal-4/ayat-1"]
    assert places("pasal-5", "kucing liar") == []
    assert places("pasal-5", "Kucing Liar") == ["pasal-1/angka-1"]
    assert places("penjelasan/pasal-4/ayat-1", "kucing liar") == ["penjelasan/pasal-4/ayat-1"]


def test_what_a_passage_defines_itself_is_left_out() -> None:
    passage = _passage("1. Kucing adalah hewan.", "pasal-1/angka-1", LIST)
    assert Usage(definitions_of([passage])).of_passage(passage) == []


_WORDS = st.text('abcKDsM yang adalah selanjutnya disebut()\n.,;:"“”-/1', max_size=160)


@given(st.lists(st.tuples(st.text(max_size=200) | _WORDS, st.sampled_from(
    ["pasal-1", "pasal-1/ayat-1", "pasal-5/huruf-a", "penjelasan/pasal-2", "pasal-i/pasal-3"]
), st.sampled_from([LIST, ""])), max_size=4), st.text(max_size=100))  # fmt: skip
def test_any_text_is_read_and_every_span_is_the_term(
    rows: list[tuple[str, str, str]], text: str
) -> None:
    at, passages = 0, []
    for said, place, lead_in in rows:
        passages.append(_passage(said, place, lead_in, at))
        at += len(said) + 1
    document = "\n".join(said for said, _, _ in rows)
    found = definitions_of(passages)
    for definition in found:
        slice_ = document[definition.start : definition.end]
        assert " ".join(slice_.split()) == definition.term
        assert definition.term and all(definition.names)
    applying = Usage(found).that_apply(text)
    assert len(applying) == len(set(applying))
    assert set(applying) <= set(found)


@given(st.sampled_from(CAPITALS), st.sampled_from(["", "(1) ", "Setiap ", "atas "]))
def test_a_term_alone_is_always_found(said: str, before: str) -> None:
    term = said.split(" yang ")[0]
    assert term in [d.term for d in Usage(_act(*CAPITALS)).that_apply(f"{before}{term}.")]


@pytest.mark.shared
def test_the_lists_of_real_acts_are_read_whole() -> None:
    """One entry in the topic acts is a formula and no definition; it stays out."""
    if not TOPIC.is_dir():
        pytest.skip("shared data not present")
    opening = re.compile(r"dimaksud dengan\s*:?\s*\Z")
    entries, missed = 0, []
    for path in sorted(TOPIC.glob("*.md")):
        for act in parse_source(SourceFile(path)).parsed:
            defining = {d.passage_id for d in definitions_of(act.passages)}
            for passage in act.passages:
                if not passage.locator.in_penjelasan and opening.search(passage.lead_in):
                    entries += 1
                    if passage.passage_id not in defining:
                        missed.append(passage.passage_id)
    assert entries > 600
    assert missed == ["uu/2004/33#pasal-1/angka-22"]


#: One sentence a form, what reads it as saying something of "Naga", and why the others do not.
#: entry: `opening` of a listed passage; prose: of any other; stated, passing: the functions;
#: asked: a question for "naga" takes it for the definition; names: the library learns two names;
#: meaning: a claim is not judged by it (`gives_meaning`).
MATRIX = [
    ("Naga adalah hewan.", "entry asked meaning", "outside of a list nothing says that it defines"),
    ("Naga ialah hewan.", "entry asked meaning", ""),
    ("Naga adaiah hewan.", "entry asked meaning", "as a scan has it; asked, meaning: were without"),
    ("Naga yaitu hewan.", "entry asked", "inside of a norm it goes into detail"),
    ("Naga yakni hewan.", "entry asked", "asked: was without"),
    ("Naga berarti hewan.", "entry asked", "inside of a norm a conclusion; asked: was without"),
    ("Naga artinya hewan.", "entry", "elsewhere it goes on from a whole sentence"),
    ("Naga merupakan hewan.", "entry", "elsewhere it may class, so asked gives it less than 1"),
    ("Naga meliputi hewan.", "entry", "elsewhere it counts up"),
    ("Naga mencakup hewan.", "entry", ""),
    ("Naga terdiri atas hewan.", "entry", ""),
    ("Naga: hewan.", "entry asked", "as digests have it"),
    ("Naga = hewan.", "entry", "elsewhere a formula"),
    ("Naga (dragon) — hewan.", "asked names", "an entry of a glossary"),
    ("1. Naga adalah hewan.", "entry asked meaning", "with its number"),
    ("(2) Naga adalah hewan.", "entry asked meaning", ""),
    ("Naga (dragon) adalah hewan.", "entry asked names meaning", "a foreign name"),
    ("Hewan Bersisik yang selanjutnya disebut Naga adalah hewan.",
     "entry prose passing asked names meaning", "every function reads it"),
    ("Hewan Bersisik jang selandjutnja disebut Naga ialah hewan.",
     "entry prose passing asked names meaning", "old spelling; asked: was without"),
    ("Hewan Bersisik, untuk selanjutnya disebut Naga, adalah hewan.",
     "entry prose passing asked names meaning", ""),
    ("Hewan Bersisik selanjutnya dapat disebut Naga merupakan hewan.",
     "entry prose passing asked names", "asked: was without"),
    ("Hewan Bersisik yang selanjutnya disebut Naga wajib didaftarkan.", "passing", "a norm"),
    ("Yang dimaksud dengan “Naga” adalah hewan.", "stated asked meaning", ""),
    ("Yang dimaksud dengan Naga ialah hewan.", "stated asked meaning", "without quotation marks"),
    ("Yang dimaksud dengan “Naga” yakni hewan.", "stated asked meaning", "asked: was without"),
    ("Yang dimaksud dengan “Naga” antara lain hewan.", "stated asked meaning", "by examples"),
    ("Yang dimaksud dengan “Naga” termasuk hewan.", "stated asked meaning", ""),
    ("Yang dimaksud dengan “Naga” meliputi hewan.", "stated asked meaning", "asked: was without"),
    ("Yang dimaksud dengan “Naga” merupakan hewan.", "stated asked meaning", "asked: was .6"),
    ("Yang dimaksud dengan “Naga” berarti hewan.", "stated asked meaning", "asked: was without"),
    ("Yang dimaksud dengan “Naga” adaiah hewan.", "stated asked meaning", "stated: was without"),
    ("Yang dimaksudkan dengan “Naga” adalah hewan.", "stated asked meaning",
     "entry: was “Yang dimaksudkan dengan Naga”"),
    ("Yang diartikan dengan “Naga” adalah hewan.", "stated asked meaning", "asked: was .5"),
    ("Dalam Undang-Undang ini yang dimaksud dengan Naga adalah hewan.", "stated asked meaning", ""),
    ("Ayat (1) Huruf a Yang dimaksud dengan “Naga” adalah hewan.", "stated asked meaning",
     "two labels; stated: was without"),
    ("Dengan naga dimaksud dalam peraturan ini hewan.", "stated",
     "old acts; without a verb it is too weak for a sentence of whatever text"),
    ("Pemilik Naga adalah orang.", "meaning", "another term"),
    ("Yang dapat dipidana adalah Naga.", "meaning", "no term, but no duty either"),
    ("Naga tidak berarti hewan.", "", "a conclusion"),
    ("Naga berarti bahwa hewan dilepas.", "", "a conclusion"),
    ("Setiap pemilik wajib memelihara Naga.", "", "a norm"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "read", "reason"), MATRIX)
def test_who_reads_which_form(text: str, read: str, reason: str) -> None:
    def of(found: Iterable[Naming | None]) -> bool:
        names = [n for f in found if f for n in (f.term, *f.names)]
        return any(name.casefold() == "naga" for name in names)

    place = "x#entri-naga" if "—" in text else "x#pasal-1"
    asked = defines((frozenset({root("naga")}),), text)
    found = {
        "entry": of([opening(text, listed=True)]),
        "prose": of([opening(text, listed=False)]),
        "stated": of(stated(text)),
        "passing": of(in_passing(text, 0)),
        "asked": asked == 1.0,
        "names": "naga" in indexed_terms([Unit(1, place, "x", text, "x", False)]),
        "meaning": gives_meaning(text),
    }
    assert " ".join(name for name, said in found.items() if said) == read, reason


LINES = [
    ("Dalam Undang-Undang ini yang dimaksud dengan:", True, "the usual one"),
    ("Dalam peraturan ini jang dimaksudkan dengan:", True, "old spelling"),
    ("Yang dimaksud dalam Undang-Undang ini dengan:", True, ""),
    ("Dalam Undang-Undang ini digunakan istilah sebagai berikut:", True, ""),
    ("Dalam Konvensi ini berarti:", True, "treaties; only the choice of the unit knew it"),
    ("For the purposes of this Convention means:", True, ""),
    ("Dalam hal ini tidak berarti bahwa:", False, "no list of definitions"),
    ("Yang dimaksud dengan pejabat yang berwenang menurut peraturan perundang-undangan adalah:",
     False, "one definition; its items are no definitions, and it may be shown whole"),
    ("Yang termasuk dalam pengertian penyerahan adalah:", True, "as “pengertian” always was"),
    ("Pejabat sebagaimana dimaksud pada ayat (1) meliputi:", False, "a norm"),
]  # fmt: skip


@pytest.mark.parametrize(("line", "follow", "reason"), LINES)
def test_what_introduces_definitions(line: str, follow: bool, reason: str) -> None:
    assert introduces(line) is follow, reason
    item = _passage("a. Naga adalah hewan", "pasal-7/huruf-a", line)
    assert is_listed(item) is follow, reason
    assert _is_item(item) is not follow, reason


def test_an_item_of_a_definition_is_no_item_of_a_norm() -> None:
    """It stands among definitions, but defines nothing itself."""
    line = f"{LIST}\n6. Naga adalah:"
    assert not is_listed(_passage("a. hewan;", "pasal-7/huruf-a", line))
    assert not _is_item(_passage("a. hewan;", "pasal-7/huruf-a", line))
    broken = "Nilai Naga sebagaimana dimaksud\ndalam ayat (1) ditetapkan sebagai berikut:"
    assert _is_item(_passage("a. harga;", "pasal-7/huruf-a", broken))  # a line that print broke
