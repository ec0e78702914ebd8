"""Question sets made from acts: what is asked, what is right, and which half it goes to."""

from __future__ import annotations

import json
from pathlib import Path
from random import Random

import made_up
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bench.weak import __main__ as weak
from bench.weak.act import Act, label_end, pasal_of
from bench.weak.definition import definers
from bench.weak.question import Dice, Weak
from bench.weak.select import COPIED, HALVES, RIGHT, Words, half_of, merged, select
from bench.weak.wording import (
    content_roots,
    copied_ratio,
    cut,
    is_clean,
    is_phrase,
    points,
    thinned,
    uncapped,
    without_references,
)
from dalil.answer.evaluate.judgments import read_questions
from dalil.index.library import Library
from dalil.ingest.discover import discover
from dalil.ingest.pipeline import parse_source

HEAD = (
    "UNDANG-UNDANG REPUBLIK INDONESIA\nNOMOR {number} TAHUN {year}\nTENTANG\n{title}\n"
    "DENGAN RAHMAT TUHAN YANG MAHA ESA\nPRESIDEN REPUBLIK INDONESIA,\n"
    "Menimbang : bahwa {title} perlu diatur;\nMEMUTUSKAN:\n"
)
CATS = """BAB I
KETENTUAN UMUM
Pasal 1
Dalam Undang-Undang ini yang dimaksud dengan:
1. Kucing Pasar adalah kucing yang hidup bebas di sekitar pasar dan diberi makan oleh para pedagang ikan.
2. Juru Kucing adalah pegawai kelurahan yang bertugas mencatat dan merawat kucing di wilayahnya.
BAB II
PENDAFTARAN DAN PERAWATAN KUCING
Pasal 2
(1) Pendaftaran kucing pada setiap kelurahan dilakukan oleh Juru Kucing berdasarkan laporan warga.
(2) Juru Kucing menerbitkan kartu kucing paling lama 14 (empat belas) hari kerja sejak laporan warga diterima.
Pasal 3
Pemilik warung dilarang memberikan tulang ayam yang tajam kepada Kucing Pasar di halaman warung.
BAB III
PASOKAN IKAN
Pasal 4
Persyaratan gudang ikan untuk Kucing Pasar meliputi:
a. lantai yang kering;
b. pintu yang rapat; dan
c. timbangan yang ditera.
PENJELASAN ATAS UNDANG-UNDANG NOMOR {number} TAHUN {year}
I. UMUM
Kucing hidup bersama manusia.
II. PASAL DEMI PASAL
Pasal 1
Cukup jelas.
Pasal 2
Ayat (1)
Laporan warga kepada Juru Kucing dapat disampaikan dengan surat, telepon, atau datang sendiri ke kelurahan.
Ayat (2)
Cukup jelas.
Pasal 3
Tulang ayam yang tajam dapat melukai tenggorokan Kucing Pasar sehingga berbahaya.
Pasal 4
Cukup jelas.
"""  # noqa: E501
BOATS = """BAB I
KETENTUAN UMUM
Pasal 1
Dalam Undang-Undang ini yang dimaksud dengan:
1. Perahu Sungai adalah kendaraan air tanpa mesin yang mengangkut penumpang menyeberangi sungai kecil.
2. Juragan Perahu adalah orang yang memiliki paling sedikit tiga perahu dan menyewakannya kepada nelayan.
BAB II
PEMERIKSAAN LAMBUNG PERAHU
Pasal 2
Pemeriksaan lambung Perahu Sungai dilakukan oleh Syahbandar Desa sebelum musim hujan.
Pasal 3
Juragan Perahu dilarang menyewakan perahu yang bocor kepada nelayan muda di muara sungai.
"""  # noqa: E501


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Library:
    """Twelve acts: cats in the odd ones, boats in the even ones; no index is needed."""
    folder = tmp_path_factory.mktemp("weak")
    for number in range(1, 13):
        title = "KUCING" if number % 2 else "PERAHU"
        # each act has its own animals, or all questions would be right in all acts
        body = (CATS if number % 2 else BOATS).replace("{number}", str(number))
        for word in ("Kucing", "kucing", "KUCING", "Perahu", "perahu", "PERAHU"):
            mark = "zwxvutsrqpon"[number - 1]
            body = body.replace(word, word + (f"{mark}a".upper() if word.isupper() else f"{mark}a"))
        text = HEAD.format(number=number, year=2001, title=title) + body.replace("{year}", "2001")
        (folder / f"uu_2001_{number}.md").write_text(text, encoding="utf-8")
    opened = Library.open(folder / "library", create=True)
    for file in discover(sorted(folder.glob("*.md")))[0]:
        for parsed in parse_source(file).parsed:
            opened.put(parsed)
    return opened


@pytest.fixture(scope="module")
def files(library: Library, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("files")
    weak.write(weak.make(library.catalog, 50, 1), folder)
    return folder


def lines(folder: Path) -> list[dict[str, object]]:
    texts = [(folder / f"weak-{half}.jsonl").read_text(encoding="utf-8") for half in HALVES]
    return [json.loads(line) for text in texts for line in text.splitlines()]


def asked(folder: Path, kind: str, act: str = "uu/2001/1") -> list[dict[str, object]]:
    return [
        row for row in lines(folder)
        if row["type"] == kind and str(row["relevant"][0]).startswith(f"{act}#")  # type: ignore[index]
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("kind", "question", "relevant", "answer"),
    [
        ("who", "Siapa yang melakukan pendaftaran kucingza pada setiap kelurahan berdasarkan "
         "laporan warga?", "pasal-2", "Juru Kucingza"),
        ("how-long", "Berapa lama Juru Kucingza menerbitkan kartu kucingza sejak laporan warga "
         "diterima?", "pasal-2", "paling lama 14 (empat belas) hari kerja"),
        ("forbidden", "Apa yang dilarang bagi pemilik warung kepada Kucingza Pasar di halaman "
         "warung?", "pasal-3",
         "memberikan tulang ayam yang tajam kepada Kucingza Pasar di halaman warung"),
        ("which", "Apa saja persyaratan gudang ikan untuk Kucingza Pasar?", "pasal-4",
         "a. lantai yang kering; b. pintu yang rapat; dan c. timbangan yang ditera."),
    ],
)  # fmt: skip
def test_a_sentence_becomes_a_question(
    files: Path, kind: str, question: str, relevant: str, answer: str
) -> None:
    found = {str(row["question"]): row for row in asked(files, kind)}
    assert question in found, sorted(found)
    assert found[question]["relevant"] == [f"uu/2001/1#{relevant}"]
    assert " ".join(str(found[question]["answer"]).split()) == answer


def test_the_elucidation_asks_for_its_pasal_and_does_not_count(files: Path) -> None:
    found = asked(files, "elucidation")
    assert {tuple(row["exact"]) for row in found} == {  # type: ignore[arg-type]
        ("uu/2001/1#pasal-2/ayat-1",), ("uu/2001/1#pasal-3",)
    }  # fmt: skip
    for row in found:
        assert "cukup jelas" not in str(row["question"]).lower()
        pasal = str(row["relevant"][0]).partition("#")[2]  # type: ignore[index]
        assert row["source"] == [f"uu/2001/1#penjelasan/{pasal}"]


def test_terms_are_asked_both_ways(files: Path) -> None:
    forward = {str(row["answer"]) for row in asked(files, "definition")}
    assert any(a.startswith("pegawai kelurahan yang bertugas") for a in forward)
    backward = [row for row in lines(files) if row["type"] == "term"]
    assert {str(row["answer"]).split()[0] for row in backward} >= {"Juru", "Juragan"}
    for row in backward:
        assert str(row["answer"]).lower() not in str(row["question"]).lower()


def test_titles_are_asked_for(files: Path) -> None:
    found: dict[str, str] = {}
    for row in asked(files, "heading"):
        found[",".join(row["relevant"])] = str(row["question"])  # type: ignore[arg-type]
    both = found["uu/2001/1#pasal-2,uu/2001/1#pasal-3"]
    assert "pendaftaran dan perawatan kucingza" in both
    assert not any("ketentuan umum" in question for question in found.values())  # in every act


def test_no_act_is_in_both_files(files: Path) -> None:
    acts = {
        half: {
            unit.partition("#")[0]
            for question in read_questions(files / f"weak-{half}.jsonl")
            for unit in (*question.relevant, *question.exact, *question.source)
        }
        for half in HALVES
    }
    assert all(acts.values()), "both halves have questions"
    assert not acts["tuning"] & acts["testing"]
    assert all(half_of(act) == half for half in HALVES for act in acts[half])


def test_the_same_seed_gives_the_same_files(library: Library, files: Path, tmp_path: Path) -> None:
    weak.write(weak.make(library.catalog, 50, 1), tmp_path / "again")
    weak.write(weak.make(library.catalog, 50, 2), tmp_path / "other")
    assert lines(tmp_path / "again") == lines(files)
    assert lines(tmp_path / "other") != lines(files)


def test_what_is_right_is_in_the_library_and_holds_the_answer(
    library: Library, files: Path
) -> None:
    rows = lines(files)
    assert len(rows) > 50 and len({row["qid"] for row in rows}) == len(rows)
    for row in rows:
        relevant = [library.catalog.passage(i) for i in row["relevant"]]  # type: ignore[attr-defined]
        exact = [library.catalog.passage(i) for i in row["exact"]]  # type: ignore[attr-defined]
        assert relevant and all(relevant) and all(exact), row
        assert any(str(row["answer"]) in p.text for p in [*relevant, *exact] if p), row


def test_nothing_is_asked_word_for_word(library: Library, files: Path) -> None:
    for row in lines(files):
        if row["type"] in {"who", "how-long", "forbidden", "term", "elucidation"}:
            for unit in row["exact"]:  # type: ignore[attr-defined]
                passage = library.catalog.passage(unit)
                assert passage
                assert copied_ratio(str(row["question"]), passage.text) <= COPIED


def test_fewer_a_kind_are_a_part_of_more(library: Library, files: Path) -> None:
    few = weak.make(library.catalog, 2, 1)
    all_ = {row["qid"] for row in lines(files)}
    for half in HALVES:
        kinds = [q.type for q in few.halves[half]]
        assert kinds and max(map(kinds.count, kinds)) <= 2
        assert {q.qid for q in few.halves[half]} <= all_
    assert "| all |" in weak.counts(few)


def one(question: str = "apa itu kelinci", *relevant: str, **more: str) -> Weak:
    kind = more.get("type", "who")
    right = relevant or ("uu/2001/1#pasal-1",)
    return Weak(kind, question, right, more.get("key", question), more.get("near", ""))


def test_the_same_words_in_two_pasal_are_one_question() -> None:
    found = list(merged([one("a", "x#1", key="k"), one("a", "y#2", key="k"), one("A", "z#3")]))
    assert [q.relevant for q in found] == [("x#1", "y#2", "z#3")]
    apart = list(merged([one("a", "x#1", type="who"), one("a", "y#2", type="which")]))
    assert len(apart) == 2


@pytest.mark.parametrize(
    ("question", "fate"),
    [
        (one("kuda", *(f"uu/2001/1#pasal-{n}" for n in range(RIGHT + 1))), "too common"),
        (one("kuda", "uu/2001/1#pasal-1", "uu/2001/2#pasal-1", "uu/2001/3#pasal-1",
             "uu/2001/4#pasal-1", "uu/2001/5#pasal-1", "uu/2001/6#pasal-1"), "in both halves"),
        (one("kuda makan rumput hijau", near="kuda makan rumput hijau segar"), "near-copy"),
        (one("nelayan muda"), "not certain"),  # stands in the boats' Pasal 3
        (one("di"), "not certain"),  # says nothing at all
        (one("kuda makan rumput", near="kuda itu sering makan rumput hijau di padang"), ""),
    ],
)  # fmt: skip
def test_what_is_left_out(library: Library, question: Weak, fate: str) -> None:
    known = Words()
    known.add(Act("uu/2001/2", tuple(library.catalog.passages("uu/2001/2"))))
    fates = select([question], known, Dice(1), 9).fates["who"]
    assert fates["made"] == 1
    assert fates[fate or half_of("uu/2001/1")] == 1


def test_each_act_has_its_turn() -> None:
    act, other = [a for a in (f"uu/2001/{n}" for n in range(40)) if half_of(a) == "tuning"][:2]
    many = [one(f"ayam nomor {n}", f"{act}#pasal-{n}") for n in range(30)]
    chosen = select([*many, one("bebek", f"{other}#pasal-1")], Words(), Dice(3), 2).halves["tuning"]
    assert {min(q.acts) for q in chosen} == {act, other}


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("Izin sebagaimana dimaksud dalam Pasal 5 ayat (1) diberikan", "Izin diberikan"),
        ("Izin sebagaimana dimaksud pada ayat (2) huruf a dan huruf b, meliputi", "Izin meliputi"),
        ("syarat menurut Pasal 7 dipenuhi", "syarat dipenuhi"),
        ("ketentuan Pasal 12 sampai dengan Pasal 14 berlaku", "berlaku"),
        ("Kucing tidur siang", "Kucing tidur siang"),  # nothing to take out
    ],
)
def test_references_are_taken_out(text: str, plain: str) -> None:
    assert without_references(text) == plain
    assert not points(plain)


@pytest.mark.parametrize(
    ("text", "clean"),
    [
        ("Anggota DPRD Provinsi diberi 2 (dua) kartu.", True),  # capitals are no dirt
        ("Usulan scbagai{mana", False), ("nilai Rp9O0", False), ("K E T E N T U A N", False),
        ("Menteri ... Pasal", False), ("cukup ^jelas", False), ("LaPoran itu", False), ("", False),
    ],
)  # fmt: skip
def test_traces_of_scanning(text: str, clean: bool) -> None:
    assert is_clean(text) is clean


@pytest.mark.parametrize(
    ("text", "phrase"),
    [
        ("pendaftaran kucing di kelurahan", True),
        ("biaya mengenai kucing", True),  # "mengenai" is no verb here
        ("Direksi dan Menteri Keuangan", True),  # these begin like verbs
        ("Indikator adalah alat ukur", False), ("kucing dipelihara warga", False),
        ("dalam hal hujan, warga", False), ("", False),
    ],
)  # fmt: skip
def test_what_names_something(text: str, phrase: bool) -> None:
    assert is_phrase(text) is phrase


@pytest.mark.parametrize(
    ("text", "rest"),
    [("(1) Kucing tidur", "Kucing tidur"), ("Ayat (2) Huruf a Kucing", "Kucing"),
     ("b. ikan;", "ikan;"), ("Kucing", "Kucing")],
)  # fmt: skip
def test_a_passage_without_its_mark(text: str, rest: str) -> None:
    assert text[label_end(text) :] == rest


@pytest.mark.parametrize(
    ("passage_id", "pasal"),
    [
        ("uu/2001/1#pasal-2/ayat-1/huruf-a", "uu/2001/1#pasal-2"),
        ("uu/2001/1#penjelasan/pasal-2/ayat-1", "uu/2001/1#penjelasan/pasal-2"),
        ("uu/2001/1#penjelasan/pasal-i/angka-3/pasal-9/huruf-b",
         "uu/2001/1#penjelasan/pasal-i/angka-3/pasal-9"),
        ("uu/2001/1#pasal-i/angka-3/pasal-9/huruf-b", "uu/2001/1#pasal-i/angka-3/pasal-9"),
    ],
)  # fmt: skip
def test_the_pasal_around(passage_id: str, pasal: str) -> None:
    assert pasal_of(passage_id) == pasal


@given(st.lists(st.sampled_from("satu dua tiga empat lima enam".split()), max_size=40),
       st.integers(0, 99))  # fmt: skip
def test_varied_words_are_the_words_in_order(drawn: list[str], seed: int) -> None:
    text = " ".join(drawn)
    assert text.startswith(part := cut(text, Random(seed))) or text.endswith(part)
    left = iter(drawn)
    assert all(word in left for word in thinned(text, Random(seed)).split())


def test_small_words_about_words() -> None:
    assert uncapped("Pemilik warung") == "pemilik warung"
    assert uncapped("Juru Kucing") == "Juru Kucing"  # a name keeps its capitals
    assert content_roots("Siapa yang mendaftar?") == content_roots("pendaftaran")


def test_an_entry_of_pasal_1_defines_whatever_opens_the_list() -> None:
    """UU 8/1981 opens "Yang dimaksud dalam undang-undang ini dengan :", which is not recognised."""
    entries = {
        "1": ["1. Kelinci adalah hewan kecil bertelinga panjang."],
        "2": ["1. Kuda adalah hewan besar yang ditunggangi."],
    }
    parsed = made_up.act("uu/1981/8", entries)
    found = definers([Act("uu/1981/8", parsed.passages)])
    assert [(d.unit, d.meaning) for d in found["kelinci"]] == [
        ("uu/1981/8#pasal-1/ayat-1", "hewan kecil bertelinga panjang")
    ]
    assert "kuda" not in found
