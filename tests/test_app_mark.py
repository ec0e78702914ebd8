"""Corpus text in a page is text and nothing else; the words asked for are marked."""

from __future__ import annotations

import pytest
from app_library import HOSTILE, Tags
from hypothesis import given
from hypothesis import strategies as st

from dalil.index.query.analyzer import Language
from dalil.index.query.parse import Query
from dalil.views.hit_card import safe_link
from dalil.views.html import Span, clipped, marked, matched_words, plain, shifted

_PIECES = st.sampled_from(
    ["<", ">", "&", '"', "'", "<script>", "</p>", "<!--", "-->", "<mark class=x>", "&lt;", "\n",
     "\n\n(1) ", "\na. ", "$", "`", "](", "![", ":red[", ":material/x:", "\u202e", "\x00", "taman"]
)  # fmt: skip
_TEXTS = st.lists(_PIECES | st.text(max_size=8), max_size=12).map("".join)
_SPANS = st.lists(
    st.builds(
        lambda start, length, kind: Span(start, start + length, kind),
        st.integers(-3, 90),
        st.integers(0, 30),
        st.sampled_from(["word", "unit"]),
    ),
    max_size=8,
)


@given(_TEXTS, _SPANS)
def test_only_our_tags_come_out(text: str, spans: list[Span]) -> None:
    tags = Tags(marked(text, spans))
    assert not tags.foreign
    assert tags.foreign == Tags(plain(text)).foreign


@given(_TEXTS, _SPANS)
def test_marking_changes_no_word(text: str, spans: list[Span]) -> None:
    shown = Tags(marked(text, spans)).text
    expected = "".join("\ufffd" if c in "\u202e" or _control(c) else c for c in text)
    assert shown.split() == expected.split()


def _control(char: str) -> bool:
    import unicodedata

    if char in "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u2066\u2067\u2068\u2069":
        return True
    return unicodedata.category(char) in {"Cc", "Cs"} and char not in "\n\t"


def test_hostile_text_is_shown_as_it_is_written() -> None:
    tags = Tags(marked(HOSTILE, [Span(0, 30)]))
    assert not tags.foreign
    assert "<script>alert(1)</script>" in tags.text
    assert "[klik](javascript:alert(1))" in tags.text
    assert "\u202e" not in tags.text  # turned text would read as something else


@pytest.mark.parametrize(
    ("text", "question", "language", "found"),
    [
        ("Kerja sama daerah", "kerja sama", "id", ["Kerja", "sama"]),
        ("mengoordinasikan hubungan", "siapa koordinasi", "id", ["mengoordinasikan"]),
        ("pengesahan perjanjian", "ratification of a treaty", "en", ["pengesahan", "perjanjian"]),
        ("yang dan di", "apa yang dan di", "id", []),  # words without content mark nothing
        ("Ｋerja", "kerja", "id", ["Ｋerja"]),  # a full-width letter is the same letter
        ("kerja", "jenis:uu kerja", "id", ["kerja"]),  # filters are no words
        ("", "kerja", "id", []),
    ],
)
def test_matched_words(text: str, question: str, language: Language, found: list[str]) -> None:
    spans = matched_words(text, Query(question, question, language).roots)
    assert [text[s.start : s.end] for s in spans] == found


def test_a_word_inside_the_found_unit_is_both() -> None:
    assert marked("izin taman", [Span(0, 10, "unit"), Span(5, 10)]) == (
        '<mark class="dalil-unit">izin </mark><mark class="dalil-unit dalil-word">taman</mark>'
    )


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("satu\ndua", 1),  # a line of the file that ended there
        ("satu:\na. dua\nb. tiga", 3),
        ("(1) satu\n(2) dua", 2),
        ("satu\n\ndua", 2),
        ("satu\n\n\n\n(2) dua", 2),  # one break, however many empty lines
    ],
)
def test_lines_break_where_they_mean_something(text: str, lines: int) -> None:
    assert marked(text).count("<br>") == lines - 1


@given(st.text(alphabet="ab \n", max_size=300), _SPANS, st.integers(20, 120))
def test_a_clipping_is_a_slice_within_its_limit(text: str, spans: list[Span], limit: int) -> None:
    start, end = clipped(text, spans, limit)
    assert 0 <= start <= end <= len(text)
    assert end - start <= limit or end - start == len(text) <= limit
    for span in shifted(spans, start, end):
        assert 0 <= span.start < span.end <= end - start or span.start == span.end


def test_a_clipping_shows_the_first_marked_word() -> None:
    text = "kata " * 400 + "sasaran " + "kata " * 400
    at = text.index("sasaran")
    start, end = clipped(text, [Span(at, at + 7)], 300)
    assert "sasaran" in text[start:end]


@pytest.mark.parametrize(
    ("url", "link"),
    [
        ("https://peraturan.go.id/uu-23", "https://peraturan.go.id/uu-23"),
        ("http://example.org", "http://example.org"),
        ("javascript:alert(1)", ""),
        ("JavaScript:alert(1)", ""),
        ("data:text/html,<script>", ""),
        ("java\nscript:alert(1)", ""),
        ("//example.org", ""),
        ("https://[::1", ""),  # urlsplit refuses it
        ("", ""),
        (None, ""),
    ],
)
def test_links_lead_to_the_web_only(url: str | None, link: str) -> None:
    assert safe_link(url) == link
