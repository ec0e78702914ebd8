"""The word lists are well-formed, and words are found under the forms people type."""

from __future__ import annotations

import ast
import subprocess
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

import pytest

from dalil.index.query.lexicon import (
    ENGLISH,
    EVERYDAY,
    GENERAL,
    SMALL,
    WRITTEN,
    LexiconEntry,
    Row,
    TrieNode,
    is_abbreviation,
    rows,
    segments,
    words,
)
from dalil.index.query.morphology import english, indonesian, spelled
from dalil.ingest.words import read_data

LISTS = [
    pytest.param(ENGLISH, id="english"),
    pytest.param(GENERAL, id="general"),
    pytest.param(EVERYDAY, id="everyday"),
]


@pytest.mark.parametrize("path", LISTS)
def test_every_line_has_three_tidy_cells(path: Path) -> None:
    lines = path.read_text(encoding="utf-8").splitlines()
    assert len(lines[0].split("\t")) == 3  # the headings
    for line in lines[1:]:
        cells = line.split("\t")
        assert len(cells) == 3, line
        for cell in [cells[0], *cells[1].split(" | "), cells[2]]:
            assert cell and cell == " ".join(cell.split()) and "|" not in cell, line


@pytest.mark.parametrize("path", LISTS)
def test_no_term_stands_twice(path: Path) -> None:
    fold = str if path == EVERYDAY else spelled
    counts = Counter(_form(row, fold) for row in rows(path))
    assert [form for form, count in counts.items() if count > 1] == []


def test_no_general_word_is_a_term_of_law_too() -> None:
    legal = {_form(row, spelled) for row in rows(ENGLISH)}
    assert [row for row in rows(GENERAL) if _form(row, spelled) in legal] == []


def _form(row: Row, fold: object) -> tuple[str, ...]:
    assert callable(fold)
    if is_abbreviation(row.term):
        return (row.term,)
    return tuple(fold(word.lower()) for word in words(row.term))


@pytest.mark.parametrize("path", LISTS)
def test_terms_are_small_unless_they_are_abbreviations(path: Path) -> None:
    for row in rows(path):
        capitals = [word for word in row.term.split() if word != word.lower()]
        assert all(is_abbreviation(word) for word in capitals), row
        assert len(set(row.legal)) == len(row.legal), row


@pytest.mark.parametrize("path", LISTS)
def test_every_term_is_one_that_can_be_found(path: Path) -> None:
    for row in rows(path):
        assert len(list(segments(row.term))) == 1, f"{row.term}: nothing is found across a comma"


@pytest.mark.parametrize("path", LISTS)
def test_every_branch_has_more_than_a_stray_row(path: Path) -> None:
    counts = Counter(row.branch for row in rows(path))
    assert min(counts.values()) >= 3, counts  # a slip in a branch's name makes a new one
    assert SMALL in counts


def test_the_lists_are_as_large_as_they_are_said_to_be() -> None:
    assert len(rows(ENGLISH)) >= 1_800
    assert len(rows(GENERAL)) >= 3_000
    assert len(rows(EVERYDAY)) >= 350
    assert any(row.branch == WRITTEN for row in rows(EVERYDAY))


@pytest.mark.parametrize(
    ("word", "form", "why"),
    [
        ("governors", "governor", "-s"),
        ("duties", "duty", "-ies"),
        ("taxes", "tax", "-es"),
        ("licences", "license", "-s after e, British"),
        ("licenses", "license", "-s after e, American"),
        ("ratified", "ratify", "-ied"),
        ("permitted", "permit", "doubled consonant"),
        ("revoked", "revoke", "-ed after e"),
        ("insulting", "insult", "-ing"),
        ("imposing", "impose", "-ing after e"),
        ("cancelled", "cancel", "British doubling"),
        ("withheld", "withhold", "irregular"),
        ("children", "child", "irregular plural"),
        ("labour", "labor", "-our"),
        ("organisations", "organization", "-isation"),
        ("defence", "defense", "-ce"),
        ("written", "write", "irregular participle"),
        ("thrown", "throw", "irregular participle"),
        ("teeth", "tooth", "irregular plural"),
        ("leaves", "leave", "who leaves an office, not what falls from trees"),
        ("publicly", "public", "-ly"),
        ("automatically", "automatic", "-ically"),
        ("responsibly", "responsible", "-bly"),
        ("voluntarily", "voluntary", "-ily"),
    ],
)
def test_english_forms(word: str, form: str, why: str) -> None:
    assert form in english(word), why


@pytest.mark.parametrize("word", ["process", "status", "basis", "four", "is", "was", "es"])
def test_words_that_only_look_inflected_stay(word: str) -> None:
    assert english(word) == (word,)


@pytest.mark.parametrize(
    ("word", "form"), [("gajinya", "gaji"), ("bolehkah", "boleh"), ("izinmu", "izin")]
)
def test_indonesian_forms(word: str, form: str) -> None:
    assert indonesian(word)[-1] == form


@pytest.mark.parametrize("word", ["nya", "lah", "kah", "saku", "ilmu"])
def test_short_words_are_not_cut_to_nothing(word: str) -> None:
    assert indonesian(word)[0] == word
    assert min(map(len, indonesian(word))) >= 2


def test_the_longest_term_wins_and_the_better_form_breaks_a_tie() -> None:
    tree = TrieNode()
    one, two, plural = LexiconEntry(("one",)), LexiconEntry(("two",)), LexiconEntry(("plural",))
    tree.add(["land"], one)
    tree.add(["land", "title"], two)
    tree.add(["lands"], plural)
    assert tree.longest([["land"], ["titles", "title"]], 0) == (2, two)
    assert tree.longest([["lands", "land"]], 0) == (1, plural)
    assert tree.longest([["land"], ["tax"]], 0) == (1, one)
    assert tree.longest([["sea"]], 0) is None


@pytest.mark.parametrize(
    ("text", "found", "why"),
    [
        ("employer's", ["employer"], "a possessive is looked up without it"),
        ("employer\u2019s", ["employer"], "with a printer's apostrophe too"),
        ("they'll", ["they"], "so is a shortened verb"),
        ("can't", ["can't"], "but a negation is not the verb alone"),
        ("can\u2019t", ["can't"], "however its apostrophe is typed"),
    ],
)
def test_what_is_looked_up_of_a_word_with_an_apostrophe(
    text: str, found: list[str], why: str
) -> None:
    assert words(text) == found, why


def test_terms_do_not_reach_across_punctuation() -> None:
    split = [[word for _, _, word in segment] for segment in segments("bea/cukai, old-age (x)")]
    assert split == [["bea", "cukai"], ["old", "age"], ["x"]]


ROOT = Path(__file__).resolve().parents[1]
ROOMS = ("ingest", "index", "answer", "cli", "views")
DATA = sorted(p.relative_to(ROOT).as_posix() for r in ROOMS for p in (ROOT / r).glob("data/*.toml"))


def named() -> dict[str, set[str]]:
    """The data files that the code names, each with the lists it asks for by name."""
    found: dict[str, set[str]] = {}
    for room in ROOMS:
        for path in (ROOT / room).rglob("*.py"):
            for call in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                if not isinstance(call, ast.Call) or not isinstance(call.func, ast.Name):
                    continue
                given = [str(a.value) for a in call.args if isinstance(a, ast.Constant)]
                if call.func.id == "function_words":
                    found.setdefault("ingest/data/function_words.toml", set()).update(given)
                elif call.func.id in {"word_set", "read_data"} and given:
                    found.setdefault(given[0], set()).update(given[1:])
    return found


def test_every_data_file_is_there_and_used() -> None:
    assert sorted(named()) == DATA
    for file, lists in named().items():
        assert lists <= read_data(file).keys()


def test_every_list_of_function_words_is_used() -> None:
    file = "ingest/data/function_words.toml"
    assert named()[file] == read_data(file).keys()


@pytest.mark.parametrize("file", DATA)
def test_a_list_says_what_it_is_for_and_has_nothing_twice(file: str) -> None:
    for name, table in read_data(file).items():
        if "words" in table:
            assert table["purpose"] and table["source"], name
            assert not twice(table["words"].split()), name


@pytest.mark.parametrize(
    ("file", "table"),
    [("ingest/data/short_titles.toml", "laws"), ("ingest/data/short_titles.toml", "alone")],
)
def test_a_name_stands_in_one_row(file: str, table: str) -> None:
    assert not twice(name for key in read_data(file)[table] for name in key.split("|"))


def test_a_word_has_one_unit_one_number_and_one_base_form() -> None:
    quantities = read_data("answer/data/quantities.toml")
    assert not twice(w for *_, words in quantities["units"].values() for w in words.split("|"))
    numbers = quantities["numbers"]
    assert not twice(" ".join((numbers["ones"], numbers["tens"])).replace("|", " ").split())
    forms = read_data("index/data/irregular_en.toml")["forms"]
    assert not twice(form for words in forms.values() for form in words.split())


def test_data_files_ship_with_what_is_installed() -> None:
    """Their rooms are linked into the package, and git does not ignore them (hatchling asks)."""
    texts = [str(p.relative_to(ROOT)) for p in (ROOT / "ingest" / "messages").rglob("*.toml")]
    assert texts
    for file in (*DATA, *texts):
        assert (ROOT / "dalil" / file).is_file(), file
    ignored = subprocess.run(
        ["git", "check-ignore", *DATA, *texts],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert not ignored.stdout


def twice(words: Iterable[str]) -> list[str]:
    return [word for word, count in Counter(words).items() if count > 1]
