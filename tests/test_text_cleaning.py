"""The one normal form of text."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dalil.ingest.readers.text import clean, clean_line, tidy_lines

CASES = [
    ("a\r\nb\rc", "a\nb\nc"),  # line ends of Windows and old Macs
    ("Pasal\u00a05", "Pasal 5"),  # no-break space: "Pasal 5" must be found
    ("perun\u00addangan", "perundangan"),  # soft hyphen is no letter
    ("ke\u200brja\ufeff", "kerja"),  # zero-width space, byte-order mark inside
    ("gaji \u202elisutsalas\u202c", "gaji lisutsalas"),  # a right-to-left override hides text
    ("e\u0301", "é"),  # NFC: one way to write a letter
    ("a\x00b\x08c", "abc"),  # control characters
    ("satu\x0cdua\u2028tiga", "satu\ndua\ntiga"),  # form feed and line separator end lines
    ("\uf0b7 butir", "• butir"),  # Word's Symbol bullet
    ("\ue123", "\ufffd"),  # an unknown private glyph is seen to be missing
    ("\ud800x", "x"),  # a lone surrogate could not be written out
    ("  menjorok\tini", "  menjorok\tini"),  # indentation and tabs stay
    ("½ m²", "½ m²"),  # NFC, not NFKC: m² is not m2
]


@pytest.mark.parametrize(("raw", "expected"), CASES)
def test_clean(raw: str, expected: str) -> None:
    assert clean(raw) == expected


@given(st.text())
def test_clean_is_a_normal_form(raw: str) -> None:
    once = clean(raw)
    assert clean(once) == once
    assert unicodedata.is_normalized("NFC", once)
    assert once.encode("utf-8").decode("utf-8") == once
    assert "\r" not in once and "\xa0" not in once and "\u202e" not in once


@given(st.text())
def test_clean_line_is_one_line_without_outer_space(raw: str) -> None:
    line = clean_line(raw)
    assert "\n" not in line and line == line.strip() and "  " not in line


def test_tidy_lines_keeps_one_blank_line_between_paragraphs() -> None:
    assert tidy_lines("\n a  b \n\n\n\nc\n") == "a b\n\nc"
