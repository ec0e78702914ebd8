"""Web pages: what a reader sees, line by line, with the numbers that the browser adds."""

from __future__ import annotations

from pathlib import Path

import pytest

from dalil.ingest.errors import UnreadableSource
from dalil.ingest.numerals import numeral
from dalil.ingest.readers.registry import read


def page(folder: Path, body: str, head: str = "") -> Path:
    path = folder / "a.html"
    html = f"<!DOCTYPE html><html><head>{head}</head><body>{body}</body></html>"
    path.write_text(html, encoding="utf-8")
    return path


CASES = [
    ("<p>Satu</p><p>Dua</p>", "Satu\n\nDua", "paragraphs"),
    ("Satu<br>Dua", "Satu\nDua", "line breaks"),
    ("<p>Pasal&nbsp;5 <b>ayat</b> (1)</p>", "Pasal 5 ayat (1)", "inline elements join"),
    ("<div>a<div>b</div>c</div>", "a\nb\nc", "nested blocks"),
    ("<ol><li>satu<li>dua</ol>", "1. satu\n2. dua", "an ordered list shows its numbers"),
    ("<ol type=a start=3><li>c</li><li>d</li></ol>", "c. c\nd. d", "letters from a start"),
    ("<ol type=I><li>x</li><li value=4>y</li><li>z</li></ol>", "I. x\nIV. y\nV. z", "a value"),
    ("<ol style='list-style-type:lower-alpha'><li>x</li></ol>", "a. x", "numbers by CSS"),
    ("<ol reversed><li>x</li><li>y</li></ol>", "2. x\n1. y", "counting down"),
    ("<ol style='list-style:none'><li>(1) Ayat</li></ol>", "(1) Ayat", "typed numbers stay"),
    ("<ol><li>(1) Ayat</li></ol>", "(1) Ayat", "no second number before a typed one"),
    ("<ul><li>x</li></ul>", "• x", "bullets"),
    (
        "<ol><li>satu<ol type=a><li>huruf</li></ol></li><li>dua</li></ol>",
        "1. satu\na. huruf\n2. dua",
        "nested lists",
    ),
    ("<table><tr><th>Kind<th>Nr</tr><tr><td>UU<td>24</table>", "Kind | Nr\nUU | 24", "rows"),
    (
        "<table><tr><td>Menimbang</td><td>:</td><td>a.</td><td>bahwa x;</td></tr></table>",
        "Menimbang : a. bahwa x;",
        "the opening of an act is a table in form only",
    ),
    (
        "<table><tr><td><h2>Judul</h2><p>Isi</p></td></tr></table>",
        "Judul\n\nIsi",
        "a table that lays out the page is no table",
    ),
    ("m<sup>2</sup>", "m^2", "m² must not become m2 nor 10² become 102"),
    ("<p>a</p><!-- rahasia --><p>b</p>", "a\n\nb", "comments"),
    ("a<script>x()</script><style>p{}</style><nav>menu</nav>b", "ab", "machinery and menus"),
    ("a<p hidden>x</p><p style='display: none'>y</p>", "a", "what is not shown is not said"),
]


@pytest.mark.parametrize(("body", "expected", "why"), CASES)
def test_body(tmp_path: Path, body: str, expected: str, why: str) -> None:
    assert read(page(tmp_path, body)).text == expected, why


def test_headings_are_spans_with_levels(tmp_path: Path) -> None:
    source = read(page(tmp_path, "<h1>Bab <i>Satu</i></h1><p>isi</p><h3>Sub</h3>isi"))
    found = [(source.text[h.start : h.end], h.level) for h in source.headings]
    assert found == [("Bab Satu", 1), ("Sub", 3)]


def test_metadata(tmp_path: Path) -> None:
    head = "<title>Kerja  Sama</title><meta name=Author content='A. Siti'>"
    source = read(page(tmp_path, "isi", head))
    assert source.metadata == {"title": "Kerja Sama", "author": "A. Siti"}


def test_a_declared_encoding_is_used(tmp_path: Path) -> None:
    path = tmp_path / "a.html"
    path.write_bytes("<html><meta charset=windows-1252><p>“daerah”</p>".encode("cp1252"))
    assert read(path).text == "“daerah”"


def test_a_page_without_text_is_unreadable(tmp_path: Path) -> None:
    with pytest.raises(UnreadableSource, match="tidak berisi teks"):
        read(page(tmp_path, "<script>render()</script>"))


@pytest.mark.parametrize(
    ("number", "style", "expected"),
    [
        (1, "a", "a"), (26, "a", "z"), (27, "a", "aa"), (28, "A", "AB"), (4, "i", "iv"),
        (1999, "I", "MCMXCIX"), (0, "a", "0"), (-1, "i", "-1"), (7, "1", "7"),
    ],
)  # fmt: skip
def test_numerals(number: int, style: str, expected: str) -> None:
    assert numeral(number, style) == expected
