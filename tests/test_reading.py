"""The reading room without its pages: parts, contents, jumps, links, layout, relations."""

from __future__ import annotations

import re
from html import escape, unescape
from itertools import pairwise
from pathlib import Path
from urllib.parse import parse_qs

import pytest
from app_library import HOSTILE, Tags
from hypothesis import given
from hypothesis import strategies as st
from made_up import act
from reading_library import fill

from dalil.index.library import Library
from dalil.ingest.discover import SourceFile
from dalil.ingest.locator import Locator
from dalil.ingest.model import Document, Parsed, Passage, Tier
from dalil.ingest.pipeline import parse_source
from dalil.views.html import Wrap, marked, reader_address, wrapped
from dalil.views.reading import relations
from dalil.views.reading.contents import Node, contents, neighbours, rows
from dalil.views.reading.links import label, links
from dalil.views.reading.search import land
from dalil.views.reading.text import blocks, drawn, sheet_of, sheets
from dalil.views.reading.work import Opened


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Library:
    return Library.open(fill(tmp_path_factory.mktemp("reading"), pdf=True))


def opened(library: Library, document_id: str) -> Opened:
    document = library.catalog.document(document_id)
    assert document is not None
    return Opened(document, tuple(library.catalog.passages(document_id)))


# Parts


@pytest.mark.parametrize(
    ("document_id", "parts"),
    [
        (
            "uu/2021/901",
            "pembukaan menimbang mengingat diktum pasal-1 pasal-2 pasal-3 pasal-4 pasal-5 "
            "penjelasan/umum penjelasan/pasal-1 penjelasan/pasal-2 penjelasan/pasal-3 "
            "penjelasan/pasal-4 penjelasan/pasal-5",
        ),
        # "Pasal I" holds the other act's pasal: its changes are read one by one.
        (
            "uu/2022/5",
            "pembukaan menimbang mengingat diktum pasal-i pasal-i/angka-1 pasal-i/angka-2 pasal-ii",
        ),
        (
            "kucing-dalam-hukum",
            "judul-kucing-dalam-hukum judul-makanan judul-tidur judul-tempat",
        ),
        ("kamus-kucing", "entri-anak-kucing entri-bulu entri-belang entri-kumis"),
    ],
)
def test_parts(library: Library, document_id: str, parts: str) -> None:
    found = [str(part.locator) for part in opened(library, document_id).parts]
    heads = [name for name in found if name != "penjelasan"]  # its title may be a part
    assert heads == parts.split()


def test_every_passage_is_in_a_part_that_covers_its_beginning(library: Library) -> None:
    for document in library.catalog.documents():
        work = opened(library, document.id)
        for passage in work.passages:
            part = work.parts[work.at(passage)]
            inner = work.children.get(passage.passage_id)
            assert part.start <= passage.start < part.end or inner, passage.passage_id


def _crumbs(count: int, size: int, pages: bool) -> Opened:
    """A work of paragraphs without headings, three to a page."""
    text, passages, starts = "", [], []
    for n in range(count):
        if pages and n % 3 == 0:
            starts.append(len(text))
        line = f"{n} " + "kata " * (size // 5)
        locator = Locator.parse(f"alinea-{n + 1}")
        page = n // 3 + 1 if pages else None
        passages.append(
            Passage(
                f"lepas#{locator}",
                "lepas",
                None,
                locator,
                len(text),
                len(text) + len(line),
                line,
                page,
            )
        )
        text += line + "\n"
    document = Document(
        "lepas", Tier.SECONDARY, "Dokumen", "Lepas", text, "lepas.pdf", "0" * 64,
        page_starts=tuple(starts),
    )  # fmt: skip
    return Opened(document, tuple(passages))


def test_paragraphs_without_headings_are_read_by_page() -> None:
    work = _crumbs(7, 100, pages=True)
    assert [len(part.passages) for part in work.parts] == [3, 3, 1]
    assert [label(part, "id") for part in work.parts] == ["hlm. 1", "hlm. 2", "hlm. 3"]
    assert work.at(work.passages[4]) == 1


def test_paragraphs_without_pages_are_read_in_runs_of_a_few_thousand_characters() -> None:
    work = _crumbs(20, 1000, pages=False)
    assert len(work.parts) > 1
    assert all(part.end - part.start <= 4_000 for part in work.parts)
    assert [p for part in work.parts for p in part.passages] == list(work.passages)


def test_neighbours_end_at_the_ends(library: Library) -> None:
    work = opened(library, "kamus-kucing")
    assert [neighbours(work, n) for n in (0, 1, 3)] == [(None, 1), (0, 2), (2, None)]


@pytest.mark.parametrize(
    ("locator", "other"),
    [
        ("pasal-2", "penjelasan/pasal-2"),
        ("penjelasan/pasal-2", "pasal-2"),
        ("menimbang", None),
        ("penjelasan/umum", None),
    ],
)
def test_a_pasal_and_its_elucidation_find_each_other(
    library: Library, locator: str, other: str | None
) -> None:
    work = opened(library, "uu/2021/901")
    part = work.parts[work.at(work.by_id[f"uu/2021/901#{locator}"])]
    found = work.counterpart(part)
    assert (str(found.locator) if found else None) == other


# Contents


def shown(work: Opened, here: int, whole: int = 0) -> list[str]:
    """The rows of the table, indented; only what holds the part read is open."""
    return [
        "  " * depth
        + ((row.title or row.group) if isinstance(row, Node) else str(work.parts[row].locator))
        for depth, row in rows(contents(work), here, whole)
    ]


def test_contents_of_an_act(library: Library) -> None:
    work = opened(library, "uu/2021/901")
    here = work.at(work.by_id["uu/2021/901#pasal-3"])
    assert shown(work, here) == [
        "preamble",
        "BAB I KETENTUAN UMUM",
        "BAB II PEMELIHARAAN",
        "  Bagian Kesatu Makanan",
        "  Bagian Kedua Tidur",
        "    pasal-3",
        "    pasal-4",
        "BAB III KETENTUAN PENUTUP",
        "penjelasan",
    ]


def test_a_short_work_is_shown_whole(library: Library) -> None:
    work = opened(library, "uu/2021/901")
    said = shown(work, 0, whole=40)
    assert [line.strip() for line in said if "pasal-" in line and "penjelasan" not in line] == [
        f"pasal-{n}" for n in range(1, 6)
    ]


def test_contents_of_a_commentary_and_of_a_dictionary(library: Library) -> None:
    essay = opened(library, "kucing-dalam-hukum")
    assert shown(essay, 3) == [
        "judul-kucing-dalam-hukum",
        "Kucing dalam hukum",
        "  judul-makanan",
        "  judul-tidur",
        "  Tidur",
        "    judul-tempat",
    ]
    words = opened(library, "kamus-kucing")
    assert shown(words, 1) == ["A", "B", "  entri-bulu", "  entri-belang", "K"]


def test_every_part_is_reached_from_some_row(library: Library) -> None:
    """Going by the rows alone, each part comes in sight."""
    for document in library.catalog.documents():
        work = opened(library, document.id)
        seen, todo = set(), {0}
        while todo:
            here = todo.pop()
            seen.add(here)
            for _, row in rows(contents(work), here, whole=0):
                there = row.first if isinstance(row, Node) else row
                todo |= {there} - seen
        assert seen == set(range(len(work.parts))), document.id


# Jumps


@pytest.mark.parametrize(
    ("typed", "inside", "target"),
    [
        ("Pasal 2 ayat (1) UU 901/2021", None, "uu/2021/901#pasal-2/ayat-1"),
        ("ps 3 uu 901/2021", None, "uu/2021/901#pasal-3"),
        ("Article 3 of Law 901/2021", None, "uu/2021/901#pasal-3"),
        ("uu 901/2021", None, "uu/2021/901"),
        ("uu/2021/901#pasal-5", None, "uu/2021/901#pasal-5"),
        ("kamus-kucing", None, "kamus-kucing"),
        ("Pasal 2", None, None),  # of which act?
        ("2", None, None),
        ("2", "uu/2021/901", "uu/2021/901#pasal-2"),
        ("Pasal 2 ayat 2", "uu/2021/901", "uu/2021/901#pasal-2/ayat-2"),
        ("2 (2)", "uu/2021/901", "uu/2021/901#pasal-2/ayat-2"),
        ("2(2) huruf b", "uu/2021/901", "uu/2021/901#pasal-2/ayat-2/huruf-b"),
        ("penjelasan pasal 2", "uu/2021/901", "uu/2021/901#penjelasan/pasal-2"),
        ("Penjelasan Umum", "uu/2021/901", "uu/2021/901#penjelasan/umum"),
        ("menimbang huruf b", "uu/2021/901", "uu/2021/901#menimbang/huruf-b"),
        ("bab II", "uu/2021/901", "uu/2021/901#pasal-2"),
        ("chapter iii", "uu/2021/901", "uu/2021/901#pasal-5"),
        ("bagian kedua", "uu/2021/901", "uu/2021/901#pasal-3"),
        ("bab IX", "uu/2021/901", None),
        ("pemeliharaan", "uu/2021/901", "uu/2021/901#pasal-2"),  # a word of a heading above it
        ("4A", "uu/2021/901", "uu/2022/5#pasal-i/angka-2/pasal-4a"),  # worded by a later act
        ("Pasal I", "uu/2022/5", "uu/2022/5#pasal-i"),
        ("Pasal 3 UU 901/2021", "uu/2022/5", "uu/2021/901#pasal-3"),
        ("99", "uu/2021/901", None),
        ("hlm 2", "uu/2019/77", "uu/2019/77#pasal-2"),  # its third ayat is on top of page 2
        ("p. 9", "uu/2019/77", None),
        ("bulu", "kamus-kucing", "kamus-kucing#entri-bulu"),
        ("tidur", "kucing-dalam-hukum", "kucing-dalam-hukum#judul-tidur"),
        ("Pasal 7 UU 12/1990", "uu/2021/901", None),  # not in the library
        ("resep rendang", "uu/2021/901", None),
        ("  ", None, None),
        ("x" * 5_000, "uu/2021/901", None),
        (HOSTILE, "uu/2021/901", None),
    ],
)
def test_jumps(library: Library, typed: str, inside: str | None, target: str | None) -> None:
    work = opened(library, inside) if inside else None
    landing = land(library.catalog, typed, work)
    assert (landing.targets[0] if landing.targets else None) == target


def test_what_is_meant_but_not_here_is_named(library: Library) -> None:
    landing = land(library.catalog, "Pasal 7 UU 12/1990", None)
    assert landing.missing == ("uu/1990/12#pasal-7",) and not landing.targets


# Links


@pytest.mark.parametrize(
    ("locator", "words", "target"),
    [
        ("pasal-2", "ayat (1)", "uu/2021/901#pasal-2/ayat-1"),
        ("pasal-2", "ayat (2) huruf a", "uu/2021/901#pasal-2/ayat-2/huruf-a"),
        ("pasal-3", "Pasal 2 ayat (1)", "uu/2021/901#pasal-2/ayat-1"),
        ("pasal-3", "Pasal 7\nUndang-Undang Nomor 12 Tahun 1990", None),  # not in the library
        ("pasal-5", "Undang-Undang ini", ""),  # itself: no link
    ],
)
def test_references_are_links_where_the_library_has_them(
    library: Library, locator: str, words: str, target: str | None
) -> None:
    work = opened(library, "uu/2021/901")
    part = work.parts[work.at(work.by_id[f"uu/2021/901#{locator}"])]
    text = work.text(part.start, part.end)
    references = work.references(part.start, part.end, part.locator)
    found = links(library.catalog, references, "uu/2021/901", "id", "tidak ada")
    opening = {text[w.start : w.end]: w.opening for w in found}.get(words, "")
    if target is None:
        assert opening.startswith('<span class="dalil-absent"') and "tidak ada" in opening
    elif not target:
        assert opening == ""
    else:
        assert f'href="{escape(reader_address(target))}"' in opening


def test_an_amending_act_links_into_the_act_it_amends(library: Library) -> None:
    work = opened(library, "uu/2022/5")
    part = work.parts[work.at(work.by_id["uu/2022/5#pasal-i/angka-1"])]
    references = work.references(part.start, part.end, part.locator)
    assert ("uu/2021/901#pasal-4",) in [r.targets for r in references]


@given(st.text(max_size=80), st.sampled_from(["id", "en"]))
def test_an_address_gives_its_id_back(target: str, language: str) -> None:
    address = reader_address(target, language)
    assert re.fullmatch(r"baca\?[\w%+.=&~*-]+", address)
    asked = parse_qs(address.partition("?")[2], keep_blank_values=True)
    assert asked["id"] == [target]
    assert asked.get("lang") == (["en"] if language == "en" else None)


# Layout


def test_a_pasal_is_laid_out_by_its_nesting(library: Library) -> None:
    work = opened(library, "uu/2021/901")
    part = work.parts[work.at(work.by_id["uu/2021/901#pasal-2"])]
    made = blocks(work, part)
    assert [(b.depth, work.text(b.start, b.end).split()[0]) for b in made] == [
        (1, "(1)"), (1, "(2)"), (2, "a."), (2, "b."), (2, "c."), (1, "(3)"),
    ]  # fmt: skip


def test_no_word_is_lost_or_told_twice(library: Library) -> None:
    for document in library.catalog.documents():
        work = opened(library, document.id)
        for part in work.parts:
            said = "".join(work.text(b.start, b.end) for b in blocks(work, part))
            wanted = work.text(part.start, part.end)
            assert re.sub(r"\s", "", said) == re.sub(r"\s", "", wanted), part.passage_id


def test_the_asked_unit_is_shaded_and_terms_carry_their_definition(library: Library) -> None:
    work = opened(library, "uu/2021/901")
    asked = work.by_id["uu/2021/901#pasal-2/ayat-2"]
    part = work.parts[work.at(asked)]
    html = drawn(work, sheets(blocks(work, part))[0], [], asked)
    assert not Tags(html).foreign
    shaded = re.search(r'<div class="dalil-asked">(.*?)</div>', html, re.DOTALL)
    assert shaded and "air bersih" in shaded[1]
    assert "dua kali sehari" not in shaded[1] and "Peraturan Pemerintah" not in shaded[1]
    assert '<span class="dalil-term" tabindex="0">Pemilik Kucing<span' in html
    assert "orang yang memberi makan Kucing" in html
    # In the definition itself the term is not explained by itself.
    first = work.parts[work.at(work.by_id["uu/2021/901#pasal-1"])]
    lines = drawn(work, sheets(blocks(work, first))[0], [], None).split("</p>")
    assert "dalil-term" not in next(line for line in lines if "1. Kucing" in line)


def test_a_long_part_is_cut_into_sheets_and_none_is_lost() -> None:
    lines = [f"baris {n} " + "kata " * 40 for n in range(600)]
    parsed = act("uu/2001/1", {"1": lines})
    work = Opened(parsed.document, parsed.passages)
    runs = sheets(blocks(work, work.parts[0]))
    assert len(runs) > 3
    assert [b for run in runs for b in run] == blocks(work, work.parts[0])
    last = work.by_id["uu/2001/1#pasal-1/ayat-600"]
    assert sheet_of(runs, last.start) == len(runs) - 1
    assert sheet_of(runs, 10**9) == 0


def test_one_endless_paragraph_is_cut_too() -> None:
    parsed = act("uu/2001/1", {"1": ["kata " * 20_000]})
    work = Opened(parsed.document, parsed.passages)
    made = blocks(work, work.parts[0])
    assert max(b.end - b.start for b in made) <= 6_000
    assert sum(work.text(b.start, b.end).count("kata") for b in made) == 20_000


@given(
    st.text(alphabet="ab \n(1)<&\"'>:;\u202e\x00", max_size=60),
    st.lists(st.tuples(st.integers(0, 60), st.integers(0, 60)), max_size=6),
)
def test_wrapped_text_is_the_text_and_its_tags_are_ours(
    text: str, spans: list[tuple[int, int]]
) -> None:
    wraps = [Wrap(a, b, '<span class="dalil-absent">', "</span>") for a, b in spans]
    html = wrapped(text, wraps)
    assert not Tags(html).foreign
    bare = re.sub(r"</?span[^>]*>", "", html)
    assert bare == marked(text)
    assert html.count("<span") == html.count("</span>")


def test_a_hostile_document_is_only_text() -> None:
    parsed = act("uu/2001/1", {"1": [HOSTILE, f"Pasal 1 {HOSTILE}"]})
    parsed = Parsed(
        parsed.document,
        tuple(
            Passage(
                p.passage_id,
                p.document_id,
                p.parent_id,
                p.locator,
                p.start,
                p.end,
                p.text,
                p.page,
                (HOSTILE,),
                HOSTILE,
            )
            for p in parsed.passages
        ),
    )
    work = Opened(parsed.document, parsed.passages)
    html = drawn(work, sheets(blocks(work, work.parts[0]))[0], [], None)
    assert not Tags(html).foreign
    assert "<script" not in html and "&lt;script&gt;" in html


# Relations


def test_relations_are_told_from_both_sides(library: Library) -> None:
    catalog = library.catalog
    groups = dict(relations.from_others(catalog.relations_to("uu/2021/901")))
    assert [k.act_id for k in groups["kin_amended_by"]] == ["uu/2022/5"]
    assert [k.act_id for k in groups["kin_implemented_by"]] == ["pp/2023/8"]
    own = dict(relations.to_others(catalog.relations("uu/2022/5")))
    assert [k.act_id for k in own["kin_amends"]] == ["uu/2021/901"]
    assert "kin_repeals" not in own


@pytest.mark.parametrize(
    ("locator", "evidence"),
    [
        ("pasal-4", {"uu/2022/5#pasal-i/angka-1", "uu/2022/5#pasal-i/angka-2"}),  # 4A behind it
        ("pasal-2", {"pp/2023/8#menimbang"}),
        ("penjelasan/pasal-2", {"pp/2023/8#menimbang"}),
        ("pasal-3", set()),
    ],
)
def test_what_other_acts_say_of_one_pasal(
    library: Library, locator: str, evidence: set[str]
) -> None:
    found = relations.of_pasal(library.catalog, "uu/2021/901", Locator.parse(locator))
    assert {r.evidence_id for r in found} == evidence


def test_relations_are_links_to_what_says_so(library: Library) -> None:
    catalog = library.catalog
    groups = relations.from_others(catalog.relations_to("uu/2021/901"))
    html = relations.kin_html(catalog, groups, "id")
    assert not Tags(html).foreign
    said = unescape(html)
    assert reader_address("uu/2022/5#pasal-i/angka-1") in said
    assert reader_address("uu/2021/901#pasal-4") in said
    based = relations.kin_html(catalog, relations.to_others(catalog.relations("uu/2021/901")), "id")
    assert "dalil-absent" in based  # the constitution is not in this library


SHARED = Path(__file__).resolve().parents[2] / "shared" / "data"


@pytest.mark.shared
@pytest.mark.parametrize(
    "name",
    [
        "topic-acts/uu_2014_23.md",  # 411 pasal, an annex in the last elucidation
        "topic-acts/uu_2015_9.md",  # an amending act
        "topic-acts/pp_2018_28.md",  # badly damaged by recognition
        "topic-acts/uu_2008_12.md",
        "pdf-pairs/pdf/UU-19-2016.pdf",  # an amending act with its elucidation
        "pdf-pairs/pdf/UU_Nomor_40_Tahun_2004.pdf",
    ],
)
def test_real_acts_are_read_whole(name: str) -> None:
    path = SHARED / name
    if not path.is_file():
        pytest.skip("the real acts are not here")
    (parsed,) = parse_source(SourceFile(path)).parsed
    work = Opened(parsed.document, parsed.passages)
    assert len(work.parts) > 5
    for earlier, later in pairwise(work.parts):
        assert earlier.end <= later.start or earlier.start <= later.start, later.passage_id
    for n, part in enumerate(work.parts):
        said = "".join(work.text(b.start, b.end) for b in blocks(work, part))
        assert re.sub(r"\s", "", said) == re.sub(r"\s", "", work.text(part.start, part.end))
        assert any(row == n for _, row in rows(contents(work), n)), part.passage_id
        assert work.parts[work.at(part.passages[0])] is part
