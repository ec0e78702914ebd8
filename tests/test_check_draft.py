"""How a draft is read: its notes, its quotations, and the way back to its own offsets."""

from __future__ import annotations

from pathlib import Path

import docx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bench.draft_items import Item
from bench.drafts import WRITERS, Draft
from dalil.answer.drafts.align import fit, verbatim, words_of
from dalil.answer.drafts.draft import draft_of, read_draft
from dalil.answer.drafts.quotations import parts_of, quotations
from dalil.ingest.errors import SourceTooLarge, UnreadableSource
from dalil.ingest.model import SourceText


def _made() -> Draft:
    return Draft(
        (
            Item("note", "", "Kata “satu dua tiga empat”\x01 dan lain.", ("UU 1/2000, Pasal 1.",)),
            Item(
                "note", "", "Lalu\x01 dua kali\x01 dan Pasal 1 ayat (1).", ("Ibid.", "UU 2/2000.")
            ),
        )
    )


@pytest.mark.parametrize("suffix", list(WRITERS))
def test_notes_are_read_from_every_format(tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"naskah{suffix}"
    WRITERS[suffix](_made(), path)
    draft = read_draft(path)
    notes = {label: " ".join(stream.text.split()) for label, stream in draft.notes.items()}
    assert notes == {"1": "UU 1/2000, Pasal 1.", "2": "Ibid.", "3": "UU 2/2000."}
    assert [mark.note for mark in draft.body.marks] == ["1", "2", "3"]
    before = [draft.body.text[: mark.at].split()[-1] for mark in draft.body.marks]
    assert before == ["empat”", "Lalu", "kali"]
    assert "UU 1/2000" not in draft.body.text


def test_endnotes_and_block_styles_of_word_are_seen(tmp_path: Path) -> None:
    document = docx.Document()
    document.add_paragraph("Bunyinya:")
    document.add_paragraph("Taman milik warga semuanya.", style="Quote")
    document.add_paragraph("Selesai.")
    document.save(str(tmp_path / "a.docx"))
    draft = read_draft(tmp_path / "a.docx")
    (quotation,) = quotations(draft.body.text)
    assert quotation.block
    assert draft.place(draft.body, draft.body.at(quotation.start)).label() == "alinea 2"


NOTES = [
    ("a[^x]\n\n[^x]: isi\n", {"x": "isi"}, "Markdown"),
    ("a[1] b[2]\n\n[1] satu\n[2] dua\n", {"1": "satu", "2": "dua"}, "square brackets"),
    ("a¹ b²\n\n¹ satu\n² dua\n", {"1": "satu", "2": "dua"}, "raised digits"),
    ("[1] bukan catatan\n", {}, "nothing marks it"),
    ("a[^x]\n", {}, "a mark without a note is text"),
]


@pytest.mark.parametrize(("text", "notes", "why"), NOTES, ids=[n[2] for n in NOTES])
def test_notes_of_plain_text(text: str, notes: dict[str, str], why: str) -> None:
    draft = draft_of(SourceText(text), "naskah")
    assert {k: v.text.strip() for k, v in draft.notes.items()} == notes


@given(st.text("ab[^12]: \n", max_size=200))
def test_every_offset_leads_back(text: str) -> None:
    draft = draft_of(SourceText(text), "naskah")
    for stream in draft.streams:
        for offset, char in enumerate(stream.text):
            assert text[stream.at(offset)] == char


QUOTATIONS = [
    ("Kata “satu dua tiga empat” itu.", ["satu dua tiga empat"], "curly"),
    ('Kata "satu dua tiga empat" itu.', ["satu dua tiga empat"], "straight"),
    ("Kata 'satu dua tiga empat' itu.", ["satu dua tiga empat"], "single"),
    ("Kata „satu dua tiga empat“ itu.", ["satu dua tiga empat"], "low"),
    ("Kata «satu dua tiga empat» itu.", ["satu dua tiga empat"], "pointed"),
    ("Kata “satu ‘dua tiga’ empat lima” itu.", ["satu ‘dua tiga’ empat lima"], "one in another"),
    ("Kata “satu dua” itu.", [], "a term"),
    ("Ma'af, Jum'at anak-anak 'ndak mau.", [], "apostrophes"),
    ("Kata “satu dua tiga empat lima\n\nenam", [], "never closed"),
    ('5" kali 6" itu satu dua tiga', [], "inches"),
    ("“satu dua tiga empat. “lima enam tujuh delapan”", ["lima enam tujuh delapan"], "one closed"),
]


@pytest.mark.parametrize(("text", "found", "why"), QUOTATIONS, ids=[q[2] for q in QUOTATIONS])
def test_quotations(text: str, found: list[str], why: str) -> None:
    assert [q.text for q in quotations(text)] == found


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("satu … dua [...] tiga (…) empat ... lima", ["satu", "dua", "tiga", "empat", "lima"]),
        ("[s]atu dua [sic] tiga", ["satu dua tiga"]),
        ("satu [penulis: dua] tiga", ["satu", "tiga"]),
        ("… satu …", ["satu"]),
    ],
)
def test_parts(text: str, parts: list[str]) -> None:
    assert [" ".join(words.keys) for words in parts_of(text)] == parts


SAME = [
    ("Undang- Undang", "undang-undang", "a hyphen with a space"),
    ("pemerin-\ntahan", "pemerintahan", "a broken line"),
    ("Rp1.500.000", "Rp 1500000", "thousands"),
    ("5%", "5 persen", "per cent"),
    ("a. satu; b. dua", "satu; dua", "marks of a list"),
    ("(1) satu.\n(2) dua", "satu. dua", "marks of ayat"),
    ("“satu” – dua", '"satu" - dua', "quotation marks and dashes"),
]


@pytest.mark.parametrize(("one", "other", "why"), SAME, ids=[s[2] for s in SAME])
def test_what_changes_no_word(one: str, other: str, why: str) -> None:
    assert words_of(one).joined == words_of(other).joined


OTHER = [
    ("ayat (1) dan", "ayat (2) dan", "a reference in a sentence is no mark"),
    ("huruf a itu", "huruf b itu", "nor is a letter"),
    ("Pasal 5", "Pasal 57", "a number"),
    ("15", "1,5", "a decimal"),
    ("dan/atau", "dan", "a word less"),
]


@pytest.mark.parametrize(("one", "other", "why"), OTHER, ids=[o[2] for o in OTHER])
def test_what_changes_a_word(one: str, other: str, why: str) -> None:
    assert words_of(one).joined != words_of(other).joined


def test_only_whole_words_match() -> None:
    assert verbatim(parts_of("daerah"), words_of("daerahnya")) is None
    assert verbatim(parts_of("daerah nya"), words_of("di daerahnya")) == (3, 12)


_WORD = st.sampled_from("satu dua tiga empat lima".split())


def _distance(pattern: list[str], text: list[str]) -> int:
    """The fewest changes that fit the pattern somewhere into the text: the plain table."""
    row = [0] * (len(text) + 1)
    for i, word in enumerate(pattern, 1):
        new = [i]
        for j, other in enumerate(text, 1):
            new.append(min(row[j - 1] + (word != other), row[j] + 1, new[j - 1] + 1))
        row = new
    return min(row)


@given(st.lists(_WORD, min_size=1, max_size=8), st.lists(_WORD, min_size=1, max_size=20))
def test_a_fit_is_the_best_there_is(pattern: list[str], text: list[str]) -> None:
    one, other = " ".join(pattern), " ".join(text)
    found = fit([words_of(one)], one, words_of(other), other, lambda word: 0)
    assert found is not None
    wrong = sum(
        max(len(c.draft.split()), len(c.source.split()))
        for c in found.changes
        if c.kind not in {"equal", "gap"}
    )
    best = _distance(pattern, text)
    assert best <= wrong <= len(pattern) + len(text)
    assert (wrong == 0) == (best == 0)
    said = " ".join(c.draft for c in found.changes if c.draft)
    assert said == one


def test_a_word_that_only_the_scan_has_accuses_nobody() -> None:
    common = {"pemerintah": 900, "daerah": 900, "wajib": 500, "kembar": 1, "kabar": 40}
    known = lambda word: common.get(word, 0)  # noqa: E731

    def same(draft: str, source: str) -> bool:
        found = fit([words_of(draft)], draft, words_of(source), source, known)
        return found is not None and found.same

    assert same("Pemerintah Daerah wajib", "Pemerimah Daerah wajib")
    assert same("tahun 2014 itu", "tahun 2Ol4 itu")
    assert not same("Pemerintah Daerah wajib", "Pemerintah Daerah tidak wajib")
    assert not same("tahun 2014 itu", "tahun 2015 itu")


def test_a_draft_that_is_too_long_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(SourceTooLarge, match="bab demi bab"):
        draft_of(SourceText("a " * 2_000_000), "naskah.md")
    with pytest.raises(UnreadableSource):
        read_draft(tmp_path / "tiada.md")
