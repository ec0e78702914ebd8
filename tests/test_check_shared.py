"""The check over real acts: drafts with planted faults, and any slice of any act."""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path

import pytest

from bench.check import Score, by_item, library_of, score
from bench.draft_items import noted, plain, plan_of
from bench.drafts import WRITERS, make
from dalil.answer.drafts.check import check_file, check_text
from dalil.index.library import Library
from dalil.ingest.model import Document

ACTS = Path(__file__).resolve().parents[2] / "shared" / "data" / "topic-acts"

pytestmark = [
    pytest.mark.shared,
    pytest.mark.skipif(not ACTS.is_dir(), reason="the acts on regional government are not here"),
]


@pytest.fixture(scope="module")
def stocked(
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[tuple[Library, list[Document]]]:
    files = sorted(ACTS.glob("*.md"))[::3]
    library, absent = library_of(files, 3, tmp_path_factory.mktemp("shared") / "lib")
    yield library, absent
    library.close()


@pytest.mark.parametrize("suffix", list(WRITERS))
def test_planted_faults_are_found_and_right_quotations_left_alone(
    stocked: tuple[Library, list[Document]], tmp_path: Path, suffix: str
) -> None:
    """Thirty faults and thirty right items a draft: precision and recall of .95 or more."""
    library, absent = stocked
    total = Score()
    for seed in (101, 102):
        draft = make(library.catalog, absent, seed, 30, 30)
        path = tmp_path / f"naskah{seed}{suffix}"
        WRITERS[suffix](draft, path)
        items = by_item(draft, path, check_file(library, path).findings)
        score(draft, items, total, False, path.name)
    assert total.found + total.missed == 60
    assert total.precision >= 0.95
    assert total.recall >= 0.95


def test_any_slice_of_any_act_is_verified_and_a_word_replaced_is_not(
    stocked: tuple[Library, list[Document]],
) -> None:
    """Eight words or more of a passage with its right reference; then one word is another."""
    library, _ = stocked
    rng = random.Random(5)
    plan = plan_of(library.catalog, (), rng)
    for _ in range(120):
        act, passage = plan.passage(lambda p: len(plain(p.text).split()) >= 9)
        words = plain(passage.text).split()
        size = rng.randint(8, min(40, len(words)))
        first = rng.randint(0, len(words) - size)
        part = words[first : first + size]
        note = f"\n\n[^1]: {noted(act, passage)}\n"
        right = check_text(library, f"Bunyinya “{' '.join(part)}”[^1]{note}")
        found = [f for f in right.findings if f.kind == "quotation"]
        assert [f.verdict.value for f in found] == ["verified"], (passage.passage_id, part)
        part[rng.choice([n for n, w in enumerate(part) if any(map(str.isalnum, w))])] = "jerapah"
        wrong = check_text(library, f"Bunyinya “{' '.join(part)}”[^1]{note}")
        found = [f for f in wrong.findings if f.kind == "quotation"]
        assert [f.verdict.value for f in found] == ["differs"], (passage.passage_id, part)
