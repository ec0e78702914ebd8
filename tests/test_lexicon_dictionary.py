"""Indonesian words and colloquial spellings, from the lists that others keep."""

import pytest

from dalil.index.query.analyzer import content
from dalil.index.query.lexicon import is_word, standard_spelling
from dalil.index.query.spelling import corrected
from dalil.index.snapshot.bm25 import Lexical


@pytest.mark.parametrize(
    ("word", "known"),
    [
        ("kena", True),  # a base word
        ("dibikin", True),  # forms
        ("sanksinya", True),
        ("menyebar", True),
        ("pencurian", True),
        ("kepa", False),  # what a line's end left of "kepada"
        ("tokyo", False),  # a name
        ("telkomsel", False),
        ("xyzzy", False),
    ],
)
def test_words(word: str, known: bool) -> None:
    assert is_word(word) is known


@pytest.mark.parametrize(
    ("typed", "standard"),
    [
        ("dgn", "dengan"),
        ("yg", "yang"),
        ("utk", "untuk"),
        ("udah", "sudah"),
        ("bunga", None),  # a word as it stands
        ("gubernur", None),
        ("xyzzy", None),
    ],
)
def test_colloquial_spellings(typed: str, standard: str | None) -> None:
    assert standard_spelling(typed) == standard


@pytest.mark.parametrize(
    ("question", "telling"),
    [
        ("cuti hamil berapa bulan ya", {"cuti", "hamil", "bulan"}),
        ("kerjasama daerah dgn swasta asing", {"kerjasama", "daerah", "swasta", "asing"}),
        ("siapa yg bikin surat kuasa", {"surat", "kuasa"}),
        ("kena denda berapa klo telat bayar pajak", {"denda", "telat", "bayar", "pajak"}),
        ("boleh gak sih bos motong gaji", {"bos", "motong", "gaji"}),
        ("bisa gak ya kita bikin perda sendiri", {"perda", "sendiri"}),
    ],
)
def test_particles_chat_spellings_and_light_verbs_are_no_content(
    question: str, telling: set[str]
) -> None:
    assert set(content(question).values()) == telling


def test_a_small_word_is_written_out_and_not_shown_as_changed() -> None:
    lexical = Lexical.build(["kerja sama dengan daerah", "dgn", "daerah"])
    found = corrected("kerja sama dgn daerah", "id", lexical, lambda word: False)
    assert found.text == "kerja sama dengan daerah"
    assert found.changes == ()
