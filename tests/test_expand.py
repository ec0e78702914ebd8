"""What is looked for: the words of acts, and other names of what a question names."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from made_up import act

from dalil.index.engines.engine import gain
from dalil.index.library import Library
from dalil.index.query.analyzer import Language
from dalil.index.query.expand import expand
from dalil.index.snapshot.bm25 import Lexical

OWN = {
    "mcr": ("Majelis Contoh Rakyat",),
    "majelis contoh rakyat": ("MCR",),
    "apa": ("Kesepakatan Harga Contoh",),
    "ppx": ("Panitia Pemilihan Contoh", "Pejabat Pembuat Contoh"),
    "kota": ("Sagoe",),
    "wilayah contoh": ("sample area",),
    "rembuk": ("Rembuk Warga Luas",),
    "pilwal": ("Pemilihan Wali",),
}

NAMES = [
    ("tugas MCR", [("MCR", "Majelis Contoh Rakyat")], "a short name is also sought in full"),
    ("tugas mcr", [("mcr", "Majelis Contoh Rakyat")], "people type small letters"),
    ("tugas Majelis Contoh Rakyat itu", [("Majelis Contoh Rakyat", "MCR")], "and the other way"),
    ("kapan pilwal", [("pilwal", "Pemilihan Wali")], "pieces of words shorten a name as well"),
    ("apa itu", [], "'apa' asks; it is not the abbreviation"),
    ("PPX siapa", [("PPX", "Panitia Pemilihan Contoh", "Pejabat Pembuat Contoh")],
     "all meanings of a short name"),
    ("batas kota", [], "a word that one act renames is still a word"),
    ("batas wilayah contoh", [], "a foreign name is no word of Indonesian acts"),
    ("isi UU dan PP", [], "'undang-undang' stands in every act"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "names", "why"), NAMES, ids=[n[2] for n in NAMES])
def test_names(text: str, names: list[tuple[str, ...]], why: str) -> None:
    found = expand(text, "id", lambda word: True, OWN)
    assert list(found.names) == names, why
    assert [(t.asked, *t.legal) for t in found.bridge] == names, "what is used is shown"


READINGS = [
    ("tugas MCR", "tugas Majelis Contoh Rakyat", "read in full"),
    ("tugas MCRX", None, "not inside of a word"),
    ("PPX siapa", None, "two meanings: which is meant is not known"),
    ("tugas siapa", None, "nothing to cross"),
]


@pytest.mark.parametrize(("text", "reading", "why"), READINGS, ids=[r[2] for r in READINGS])
def test_the_second_reading(text: str, reading: str | None, why: str) -> None:
    assert expand(text, "id", lambda word: True, OWN).reading == reading, why


def test_an_english_question_is_looked_for_in_the_words_of_acts() -> None:
    found = expand("is foreign policy a regional matter", "en", lambda word: True)
    assert "politik luar negeri" in found.words
    assert ("politik luar negeri", "foreign policy") in found.names  # some sources are in English
    assert "foreign policy" in {term.asked for term in found.bridge}


def test_an_everyday_word_is_another_name_of_what_acts_say() -> None:
    text = "bolehkah bos berbuat begitu"
    known = expand(text, "id", lambda word: True)
    assert ("bos", "pengusaha", "pemberi kerja") in known.names
    assert known.reading == "bolehkah pengusaha berbuat begitu"
    assert [term.asked for term in known.bridge] == ["bos"]
    assert "pengusaha" not in known.words, "some source says bos"
    assert "pengusaha" in expand(text, "id", lambda word: word != "bos").words


@pytest.mark.parametrize(
    ("asked", "best"),
    [
        ("Bos boleh begitu?", "pengusaha"),  # first in its sentence, and no abbreviation
        ("apakah bos boleh begitu?", "pengusaha"),
        ("apakah BOS boleh begitu?", "bantuan operasional sekolah"),
    ],
)
def test_a_word_is_an_abbreviation_only_in_capitals(asked: str, best: str) -> None:
    own = {"bos": ("bantuan operasional sekolah",), "bantuan operasional sekolah": ("BOS",)}
    (same,) = expand(asked, "id", lambda word: True, own).names
    assert same[1] == best


def test_what_makes_a_question_is_no_everyday_word() -> None:
    """ "Berapa lama" asks; with "jangka waktu" in its place the vector would lose the question."""
    assert expand("berapa lama izin berlaku", "id", lambda word: True).reading is None


def test_the_gloss_of_an_english_question_is_in_the_words_of_acts_already() -> None:
    found = expand("what is a boss", "en", lambda word: True)
    assert all(asked != "bos" for asked, *_ in found.names)


def test_a_passage_scores_for_the_name_it_has() -> None:
    units = ["rapat MCR", "rapat majelis contoh rakyat", "rapat warga", "majelis lain"]
    lexical = Lexical.build(units)
    for names in (("MCR", "majelis contoh rakyat"), ("majelis contoh rakyat", "MCR")):
        total = lexical.scores(names[0]) + gain(lexical, names)
        assert total[0] == pytest.approx(total[1], rel=0.2), "either name counts as much"
        assert total[3] < total[1] and total[2] == 0
    assert not gain(lexical, ("MCR", "nama yang tidak ada")).any()
    assert gain(lexical, ("XYZ", "MCR"))[0] > 0, "a name that no source has, by its other name"


@given(st.lists(st.text(alphabet="ab c", max_size=12), min_size=1, max_size=5))
def test_another_name_never_takes_anything_away(units: list[str]) -> None:
    lexical = Lexical.build(units)
    assert (gain(lexical, ("a b", "c", "ab")) >= 0).all()
    assert np.isfinite(gain(lexical, ("", "a"))).all()


@given(st.text(max_size=60))
def test_any_text_is_sought(text: str) -> None:
    for language in ("id", "en"):
        assert expand(text, language, lambda word: False, OWN).words is not None


def test_a_library_crosses_by_its_own_definitions(tmp_path: Path) -> None:
    """From a definition in one act to the acts that use the short name only, and back."""
    library = Library.open(tmp_path, create=True)
    library.put(act("uu/2001/1", {
        "1": ["1. Majelis Contoh Rakyat yang selanjutnya disingkat MCR adalah majelis warga."],
        "2": ["Anggota MCR dipilih setiap lima tahun."],
        "3": ["Anggota koperasi dipilih setiap tahun."],
    }))  # fmt: skip
    library.put(act("uu/2002/2", {"4": ["Majelis Contoh Rakyat bersidang di ibu kota."]}))
    generation = library.commit(vectors=False)
    assert generation.terms["mcr"] == ("Majelis Contoh Rakyat",)
    full = library.search("pemilihan anggota Majelis Contoh Rakyat", mode="lexical")
    assert "uu/2001/1#pasal-2" in [h.shown.passage_id for h in full.hits[:2]]
    assert full.bridge == (("Majelis Contoh Rakyat", ("MCR",)),)
    short = library.search("di mana MCR bersidang", mode="lexical")
    assert short.hits[0].shown.passage_id == "uu/2002/2#pasal-4"


def test_an_index_of_before_has_no_terms_and_still_works(tmp_path: Path) -> None:
    library = Library.open(tmp_path, create=True)
    library.put(act("uu/2001/1", {"2": ["Anggota MCR dipilih setiap lima tahun."]}))
    generation = library.commit(vectors=False)
    (generation.folder / "terms" / "terms.json").unlink()
    said = json.loads((generation.folder / "meta.json").read_text())
    del said["hashes"], said["seal"], said["files"]["terms/terms.json"]  # nor has it these
    (generation.folder / "meta.json").write_text(json.dumps(said))
    before = Library.open(tmp_path)
    assert before.generation is not None and before.generation.terms == {}
    assert before.search("anggota", mode="lexical").hits


@pytest.mark.parametrize(
    ("text", "language", "spoken", "why"),
    [
        ("bos potong gaji seenaknya", "id", True, "a boss is no word of acts"),
        ("bolehkah pengusaha memotong upah", "id", False, "the words of acts"),
        ("siapa yang mengawasi TKA", "id", False, "another name of the same thing"),
        ("may my boss cut my salary", "en", False, "a gloss is in the words of acts"),
    ],
)
def test_whether_everyday_words_were_crossed(
    text: str, language: Language, spoken: bool, why: str
) -> None:
    assert expand(text, language, lambda word: True, OWN).spoken is spoken, why


def test_a_word_that_acts_use_too_stays_where_a_source_has_it() -> None:
    asked = "bolehkah pengusaha memotong upah"
    assert expand(asked, "id", lambda word: True, OWN).reading is None
    without = expand(asked, "id", lambda word: word != "pengusaha", OWN)
    assert without.reading == "bolehkah pelaku usaha memotong upah"
    assert without.spoken
