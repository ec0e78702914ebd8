"""Relations of real acts: a table checked against their texts, and the provisions they touch."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from bench.relations import between_acts
from dalil.index.curate.add_sources import take_in
from dalil.index.library import Library
from dalil.ingest.discover import SourceFile
from dalil.ingest.model import Parsed, Status
from dalil.ingest.pipeline import parse_source
from dalil.ingest.relations.relations import Relation, relations_of

ACTS = Path(__file__).resolve().parents[2] / "shared" / "data" / "topic-acts"
#: All relations that these 46 acts state of other acts, each read in the act itself. An act that
#: is named only as having changed another is not one that is rested on, kept or carried out.
TABLE = Path(__file__).parent / "data" / "relations.jsonl"

pytestmark = [
    pytest.mark.shared,
    pytest.mark.skipif(not ACTS.is_dir(), reason="the acts on regional government are not here"),
]


@pytest.fixture(scope="module")
def parsed() -> list[Parsed]:
    outcomes = [parse_source(SourceFile(path)) for path in sorted(ACTS.glob("*.md"))]
    return [one for outcome in outcomes for one in outcome.parsed]


@pytest.fixture(scope="module")
def relations(parsed: list[Parsed]) -> list[Relation]:
    return [relation for one in parsed for relation in relations_of(one)]


def test_what_the_acts_state_of_each_other(relations: list[Relation]) -> None:
    rows = [json.loads(line) for line in TABLE.read_text(encoding="utf-8").splitlines()]
    true = {(row["act"], row["relation"], row["target"]) for row in rows}
    found = between_acts(relations)
    right = found & true
    assert len(true) >= 60
    assert len(right) / len(found) >= 0.95, sorted(found - true)
    assert len(right) / len(true) >= 0.95, sorted(true - found)
    strong = {t for t in found ^ true if t[1] in {"repeals", "repeals_partly", "amends"}}
    assert not strong, "what a status follows from must be right to the last one"


@pytest.mark.parametrize(
    ("source", "kind", "target", "evidence"),
    [
        ("uu/2015/9", "amends", "uu/2014/23#pasal-63/ayat-1", "uu/2015/9#pasal-i/angka-1"),
        ("uu/2015/9", "deletes", "uu/2014/23#pasal-65/ayat-1/huruf-f", "uu/2015/9#pasal-i/angka-2"),
        ("uu/2015/9", "inserts", "uu/2014/23#pasal-66/ayat-4", "uu/2015/9#pasal-i/angka-3"),
        ("uu/2015/9", "amends", "uu/2014/23#pasal-88", "uu/2015/9#pasal-i/angka-4"),
        # The Perppu stands in the annex of the law that establishes it.
        ("uu/2015/2", "deletes", "uu/2014/23#pasal-101/ayat-1/huruf-d", None),
        ("uu/2015/2", "deletes", "uu/2014/23#pasal-154/ayat-1/huruf-d", None),
        ("uu/2022/1", "repeals", "uu/2014/23#pasal-279", "uu/2022/1#pasal-189/ayat-1"),
        ("uu/2022/1", "repeals", "uu/2014/23#pasal-290", "uu/2022/1#pasal-189/ayat-1"),  # a range
        ("uu/2022/1", "repeals_partly", "uu/2014/23#pasal-245", "uu/2022/1#pasal-189/ayat-1"),
        ("uu/2014/6", "repeals", "uu/2004/32#pasal-207", "uu/2014/6#pasal-121"),
        ("uu/2019/15", "inserts", "uu/2011/12#pasal-95a", "uu/2019/15#pasal-i/angka-16"),
        ("uu/2019/15", "amends", "uu/2011/12#penjelasan/pasal-72", "uu/2019/15#pasal-i/angka-12"),
        ("pp/2018/28", "repeals", "pp/2007/50", "pp/2018/28#pasal-51"),
        ("pp/2018/28", "implements", "uu/2014/23#pasal-369", None),
    ],
)
def test_provisions_that_real_acts_touch(
    relations: list[Relation], source: str, kind: str, target: str, evidence: str | None
) -> None:
    found = [r for r in relations if (r.source_id, r.kind, r.target_id) == (source, kind, target)]
    assert len(found) == 1
    assert evidence in {None, found[0].evidence_id}


def test_every_evidence_is_a_passage_of_the_act(
    parsed: list[Parsed], relations: list[Relation]
) -> None:
    passages = {p.passage_id for one in parsed for p in one.passages}
    assert {r.evidence_id for r in relations} <= passages
    assert all(r.evidence_id.startswith(f"{r.source_id}#") for r in relations)


def test_the_chain_of_the_acts_on_regional_government(tmp_path: Path) -> None:
    library = Library.open(tmp_path / "library", create=True)
    names = ("uu_1974_5", "uu_1999_22", "uu_2004_32", "uu_2014_23", "uu_2015_9", "uu_2022_1")
    take_in(library, [ACTS / f"{name}.md" for name in names], vectors=False, workers=1)
    catalog = library.catalog
    assert {d.id: (d.status, d.status_reason) for d in catalog.documents()} == {
        "uu/1974/5": (Status.REPEALED, "uu/1999/22#pasal-131"),
        "uu/1999/22": (Status.REPEALED, "uu/2004/32#pasal-239"),
        "uu/2004/32": (Status.REPEALED, "uu/2014/23#pasal-409"),
        "uu/2014/23": (Status.PARTLY_REPEALED, "uu/2022/1#pasal-189/ayat-1"),
        "uu/2015/9": (Status.UNKNOWN, None),
        "uu/2022/1": (Status.UNKNOWN, None),
    }
    for locator, status, reason in (
        ("pasal-66/ayat-3", Status.AMENDED, "uu/2015/9#pasal-i/angka-3"),
        ("pasal-66/ayat-1", Status.UNKNOWN, None),
        ("pasal-65/ayat-1/huruf-f", Status.REPEALED, "uu/2015/9#pasal-i/angka-2"),
        ("pasal-279/ayat-1", Status.REPEALED, "uu/2022/1#pasal-189/ayat-1"),
        ("pasal-245", Status.PARTLY_REPEALED, "uu/2022/1#pasal-189/ayat-1"),
        ("pasal-363", Status.UNKNOWN, None),
    ):
        assert catalog.status_of(f"uu/2014/23#{locator}") == (status, reason)
