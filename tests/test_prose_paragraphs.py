"""Where a paragraph ends, in texts that keep their lines and in texts that do not."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dalil.ingest.structure.prose import LONGEST, SHORTEST, alinea_spans, is_wrapped, sentence_ends

SENTENCE = "Daerah dapat menjalin kerja sama dengan pihak luar negeri sesuai kewenangannya. "


def pieces(text: str) -> list[str]:
    return [text[a:b] for a, b in alinea_spans(text, 0, len(text), wrapped=is_wrapped(text))]


def test_lines_of_a_document_are_paragraphs() -> None:
    first, second = (SENTENCE * 2).strip(), (SENTENCE * 3).strip()
    assert pieces(f"{first}\n{second}") == [first, second]


def test_printed_lines_are_joined_until_a_short_line_ends_the_sentence() -> None:
    long = "hubungan luar negeri daerah yang diatur dalam undang-undang tentang pemerintahan"
    para = "\n".join([f"Pertama {long}", *[f"lanjutan {long}"] * 3, "dan akhirnya."])
    assert pieces(f"{para}\n{para}") == [para, para]


def test_a_page_break_inside_a_sentence_ends_nothing() -> None:
    text = "\n".join([f"kata {SENTENCE.strip('. ')} dan"] * 6) + "\nselesai di sini."
    assert pieces(text) == [text]


def test_blank_lines_end_paragraphs() -> None:
    para = (SENTENCE * 2).strip()
    assert pieces(f"{para}\n\n{para}\n\n\n{para}") == [para] * 3


def test_short_neighbours_are_joined() -> None:
    text = "Satu.\nDua.\nTiga."
    assert pieces(text) == [text]


def test_long_paragraphs_are_cut_after_a_sentence() -> None:
    text = (SENTENCE * 40).strip()
    found = pieces(text)
    assert len(found) >= 3 and all(len(p) <= LONGEST and p.endswith(".") for p in found)
    assert " ".join(found) == text


def test_text_without_full_stops_is_cut_at_a_line_or_word() -> None:
    found = pieces("kata lain " * 400)
    assert all(len(p) <= LONGEST for p in found) and not any(p.startswith("ata") for p in found)


STOPS = [
    ("Satu. Dua.", ["Satu. ", "Dua."], "two sentences"),
    ("UU No. 24 Tahun 2000. Pasal 5.", ["UU No. 24 Tahun 2000. ", "Pasal 5."], "an abbreviation"),
    ("Prof. Dr. Siti hadir. Ia setuju.", ["Prof. Dr. Siti hadir. ", "Ia setuju."], "titles"),
    ("Ditulis A. B. Siti. Terbit.", ["Ditulis A. B. Siti. ", "Terbit."], "initials"),
    ("Sebesar Rp 1.000.000 saja. Ya.", ["Sebesar Rp 1.000.000 saja. ", "Ya."], "numbers"),
    ("Apakah berlaku? Ya!", ["Apakah berlaku? ", "Ya!"], "a question"),
    ("Katanya “cukup.” Lalu pergi.", ["Katanya “cukup.” ", "Lalu pergi."], "quotation marks"),
    ("vide hlm. 5. lanjut kecil", ["vide hlm. 5. lanjut kecil"], "no capital, no sentence"),
]


@pytest.mark.parametrize(("text", "sentences", "why"), STOPS)
def test_sentence_ends(text: str, sentences: list[str], why: str) -> None:
    cuts = [0, *sentence_ends(text, 0, len(text)), len(text)]
    assert [text[a:b] for a, b in pairwise(cuts)] == sentences, why


@given(st.text("ab .\n\tA(1)•é", max_size=6000), st.booleans())
def test_paragraphs_cover_the_text_in_order(text: str, wrapped: bool) -> None:
    spans = alinea_spans(text, 0, len(text), wrapped=wrapped)
    at = 0
    for start, end in spans:
        assert not text[at:start].strip()  # nothing but white space between
        assert start < end and text[start:end] == text[start:end].strip()
        assert end - start <= LONGEST
        at = end
    assert not text[at:].strip()
    assert SHORTEST < LONGEST
