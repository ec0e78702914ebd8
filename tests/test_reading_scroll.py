"""Reading on: the chunks of a work, searching in it, and the list of what there is to read."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from html import unescape
from pathlib import Path
from typing import Any

import pytest
from app_library import ROOT, Tags
from hypothesis import given
from hypothesis import strategies as st
from made_up import act
from reading_library import fill
from test_reading import opened

from dalil.index.library import Library
from dalil.ingest.model import Document, Status, Tier
from dalil.views.html import Wrap
from dalil.views.reading import scroll
from dalil.views.reading.find import TextMatch, cleared, found, marks
from dalil.views.reading.scroll import anchor, around, chunks_of
from dalil.views.reading.work import Opened
from dalil.views.reading.work_list import grouped, works_html
from dalil.views.words import WORDS

streamlit = pytest.importorskip("streamlit")
AppTest = pytest.importorskip("streamlit.testing.v1").AppTest
ID = WORDS["id"]


@pytest.fixture(scope="module")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return fill(tmp_path_factory.mktemp("scroll"))


@pytest.fixture(scope="module")
def library(shelf: Path) -> Library:
    return Library.open(shelf)


@pytest.fixture
def page(shelf: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Any]:
    monkeypatch.setenv("DALIL_LIBRARY", str(shelf))
    streamlit.cache_resource.clear()

    def at(target: str = "", language: str = "id") -> Any:
        made = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60)
        made.query_params["lang"] = language
        made.run()
        made.switch_page("views/reader.py")
        if target:
            made.query_params["id"] = target
        made.run()
        assert not made.exception
        return made

    yield at
    streamlit.cache_resource.clear()


def bodies(at: Any) -> list[str]:
    found_ = [e.proto.body for e in at.get("html")]
    made = [b for b in found_ if not b.startswith(("<style", "<script"))]
    for body in made:
        assert not Tags(body).foreign
    return made


def long_act(pasal: int = 60, words: int = 200) -> Opened:
    made = act("uu/2020/1", {str(n): [f"Kata {n} " * words] for n in range(1, pasal + 1)})
    return Opened(made.document, made.passages)


# Chunks


@given(st.lists(st.integers(1, 40_000), min_size=1, max_size=60))
def test_every_part_is_in_one_chunk_in_order(sizes: list[int]) -> None:
    """However long the parts are; a chunk is longer than it may be only where one part is."""
    made = long_act(len(sizes), 1)
    start = 0
    parts = []
    for part, size in zip(made.parts, sizes, strict=True):
        parts.append(replace(part, start=start, end=start + size))
        start += size
    made.__dict__["parts"] = tuple(parts)
    chunks = chunks_of(made)
    assert [n for chunk in chunks for n in chunk] == list(range(len(sizes)))
    for chunk in chunks:
        assert len(chunk) == 1 or sum(sizes[n] for n in chunk) <= scroll.CHUNK


def test_what_is_drawn_around_a_place(monkeypatch: pytest.MonkeyPatch) -> None:
    made = long_act()
    chunks = chunks_of(made)
    assert len(chunks) > 3
    assert around(made, chunks, 30) == list(range(len(chunks)))  # the whole work
    monkeypatch.setattr(scroll, "WHOLE", 10)
    monkeypatch.setattr(scroll, "AROUND", 10)
    middle = next(n for n, chunk in enumerate(chunks) if 30 in chunk)
    assert around(made, chunks, 30) == [middle]
    monkeypatch.setattr(scroll, "AROUND", scroll.CHUNK * 2)
    drawn = around(made, chunks, 30)
    assert middle in drawn and len(drawn) == 3


@pytest.mark.parametrize(
    "target", ["uu/2021/901#pasal-3", "uu/2022/5#pasal-i/angka-1", "kamus-kucing#entri-bulu",
               "kucing-dalam-hukum"],
)  # fmt: skip
def test_all_of_a_work_is_on_the_page_with_its_anchors(
    page: Any, library: Library, target: str
) -> None:
    """No word falls out, whatever is being read; every part has its anchor, and only once."""
    work = opened(library, target.partition("#")[0])
    said = bodies(page(target))
    shown = "".join(Tags(b).text for b in said)
    for word in set(re.findall(r"\w+", work.document.text)):
        assert word in shown, word
    anchors = re.findall(r'<(?:section|h2 class="dalil-part") id="([^"]*)"', "".join(said))
    assert [unescape(a) for a in anchors] == [anchor(part) for part in work.parts]


def test_a_long_work_is_drawn_around_the_place_with_ways_on(
    page: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(scroll, "WHOLE", 10)
    monkeypatch.setattr(scroll, "AROUND", 10)
    monkeypatch.setattr(scroll, "CHUNK", 400)
    said = "".join(bodies(page("uu/2021/901#pasal-3")))
    assert ID["reader_above"].partition("{")[0] in said
    assert ID["reader_below"].partition("{")[0] in said
    assert 'id="pasal-3"' in said and 'id="penjelasan/pasal-5"' not in said


def test_what_was_drawn_is_drawn_anew_when_the_library_changes(
    page: Any, shelf: Path, library: Library
) -> None:
    """A link leads where there is something now, and not where there was nothing before."""
    before = "".join(bodies(page("uu/2021/901#pasal-1")))
    assert f"UU Nomor 12 Tahun 1990: {ID['reader_absent']}" in before
    library.catalog.put(act("uu/1990/12", {"7": ["Kandang kucing dibuat dari kayu."]}))
    try:
        after = "".join(bodies(page("uu/2021/901#pasal-1")))
    finally:
        library.catalog.remove("uu/1990/12")
    assert "baca?id=uu%2F1990%2F12%23pasal-7" in after


# Searching in the work


@pytest.mark.parametrize(
    ("words", "count"),
    [
        ("makanan", 4),  # also in the headings above a pasal
        ("MAKANAN", 4),
        ("ketentuan umum", 1),
        ("memberi makan Kucing", 2),
        ("memberi\n makan", 2),  # white space is white space
        ("makan kucing dua", 1),
        ("segar ikan", 2),  # nowhere together: both words of the paragraph
        ("tidak ada ini", 0),
        ("", 0),
        ("   ", 0),
        (".*", 0),  # words, no pattern
        ("ayat (1)", 3),
    ],
)
def test_words_are_found(library: Library, words: str, count: int) -> None:
    work = opened(library, "uu/2021/901")
    hits = found(work, words)
    text = work.document.text
    if words.strip():
        plain = " ".join(words.split()).casefold()
        expected = " ".join(text.split()).casefold().count(plain)
        assert len(hits) == (expected or count)
    assert (len(hits) > 0) == (count > 0)
    for hit in hits:
        part = work.parts[hit.part]
        before = work.parts[hit.part - 1].end if hit.part else 0
        assert before <= hit.start < hit.end <= part.end


def test_a_hit_within_a_link_is_marked() -> None:
    link = Wrap(10, 20, "<a>", "</a>")
    other = Wrap(30, 40, "<a>", "</a>")
    assert cleared([link, other], [TextMatch(12, 14, 0)]) == [other]
    assert [w.opening for w in marks([TextMatch(1, 2, 0), TextMatch(5, 6, 0)], 5)] == [
        '<mark class="dalil-found">', '<mark class="dalil-found dalil-found-now">',
    ]  # fmt: skip


def test_from_hit_to_hit(page: Any) -> None:
    at = page("uu/2021/901#pasal-2")
    at.text_input(key="reader-find-uu/2021/901").set_value("makanan").run()
    said = "".join(bodies(at))
    assert ID["find_at"].format(number=1, count=said.count('class="dalil-found')) in said
    assert said.count("dalil-found-now") == 1
    places = []
    for _ in range(said.count('class="dalil-found')):
        at.button(key="reader-find-next").click().run()
        places.append(at.query_params["id"])
    assert places[0] == "uu/2021/901#pasal-2"  # the next one in the same pasal
    assert "uu/2021/901#pasal-3" in places
    assert places[-1] == "uu/2021/901#pasal-2"  # round
    at.button(key="reader-find-before").click().run()
    assert not at.exception
    at.text_input(key="reader-find-uu/2021/901").set_value("helikopter").run()
    assert ID["find_none"] in [c.value for c in at.caption]
    assert "dalil-found" not in "".join(bodies(at))


def test_hostile_words_are_only_words(page: Any) -> None:
    at = page("uu/2021/901#pasal-2")
    for words in ("<script>alert(1)</script>", "((((", "\\", "[a-", "$x$ :red[y]", "a" * 5_000):
        at.text_input(key="reader-find-uu/2021/901").set_value(words).run()
        assert not at.exception
        bodies(at)


# The list of works


def work_of(document_id: str, title: str, kind: str = "UU", year: int | None = 2000,
            tier: Tier = Tier.PRIMARY, **more: Any) -> Document:  # fmt: skip
    number = document_id.rpartition("/")[2] if tier is Tier.PRIMARY else None
    return Document(document_id, tier, kind, title, "", "x", "0", year=year, number=number, **more)


WORKS = [
    work_of("uu/2000/24", "Perjanjian Internasional"),
    work_of("uu/1999/37", "Hubungan Luar Negeri", year=1999),
    work_of("uu/2014/23", "Pemerintahan Daerah", year=2014),
    work_of("uu/2004/32", "Pemerintahan Daerah", year=2004, status=Status.REPEALED),
    work_of("pp/2018/28", "Kerja Sama Daerah", "PP", 2018),
    work_of("pp/2007/50", "Tata Cara Pelaksanaan Kerja Sama Daerah", "PP", 2007),
    work_of("ulasan", "Kerja Sama <i>antardaerah</i>", "Artikel", None, Tier.SECONDARY,
            authors=("Siti Aminah",)),
    work_of("kamus", "Kamus Hukum", "Kamus", 2010, Tier.TERTIARY),
]  # fmt: skip


def names(by: Any) -> dict[str, list[str]]:
    return {name: [d.id for d in documents] for name, documents in grouped(WORKS, by)}


def test_works_by_kind_stand_in_the_order_of_the_hierarchy() -> None:
    assert list(names("kind")) == ["Undang-Undang", "Peraturan Pemerintah", "Artikel", "Kamus"]
    assert names("kind")["Undang-Undang"][0] == "uu/2014/23"  # the newest first


def test_works_by_year() -> None:
    found_ = names("year")
    assert list(found_)[:2] == ["2018", "2014"]
    assert list(found_)[-1] == ID["works_no_year"]


def test_works_by_subject() -> None:
    """By what titles share, not by the words that every title is made of."""
    found_ = names("subject")
    assert found_["Pemerintahan Daerah"] == ["uu/2014/23", "uu/2004/32"]
    assert found_["Kerja Sama"] == ["pp/2018/28", "pp/2007/50", "ulasan"]
    assert not {"Tata Cara", "Pelaksanaan"} & set(found_)
    assert set(found_[ID["works_rest"]]) == {"uu/2000/24", "uu/1999/37", "kamus"}
    listed = [i for ids in found_.values() for i in ids]
    assert set(listed) == {d.id for d in WORKS}  # nothing falls out


def test_the_list_draws_only_our_tags() -> None:
    said = works_html(grouped(WORKS, "kind"), "en", open_=True)
    assert not Tags(said).foreign
    assert "baca?id=pp%2F2018%2F28&amp;lang=en" in said
    assert "antardaerah" in said and "&lt;i&gt;" not in said


def test_the_empty_page_lists_and_filters(page: Any) -> None:
    at = page()
    said = "".join(bodies(at))
    assert said.count("<li>") == 5 and "<details" in said
    at.text_input(key="reader-filter-words").set_value("kamus").run()
    assert "".join(bodies(at)).count("<li>") == 1
    at.text_input(key="reader-filter-words").set_value("").run()
    for by in ("year", "subject"):
        at.segmented_control(key="reader-works-by").set_value(by).run()
        assert not at.exception
        assert "<details" in "".join(bodies(at))
    at.text_input(key="reader-filter-words").set_value("tak ada").run()
    assert ID["filter_none"] in [c.value for c in at.caption]
