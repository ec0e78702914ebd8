"""Figures of structure on real acts that must not fall; the tables are in bench/results."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import Any

import pytest

SHARED = Path(__file__).resolve().parents[2] / "shared" / "data"
pytestmark = [
    pytest.mark.shared,
    pytest.mark.skipif(not SHARED.is_dir(), reason="the real acts are not next to the project"),
]


@cache
def pair_rows() -> list[dict[str, Any]]:
    from bench.structure_pdf import rows_of

    return rows_of(SHARED / "pdf-pairs" / "pairs.jsonl")


def shares(cls: str) -> tuple[int, int, int, int, int]:
    """Pasal expected and found, pages checked and right, elucidations wrongly told."""
    from bench.structure_pdf import body_pasal, check_pages, explained, parsed

    wanted = found = checked = right = mixed = 0
    for row in pair_rows():
        if row["cls"] != cls or row["broken_tounicode"] or not row["expected_last_pasal"]:
            continue
        path = SHARED / "pdf-pairs" / row["pdf"]
        labels = {label for label, _ in body_pasal(parsed(path))}
        expected = {str(n) for n in range(1, row["expected_last_pasal"] + 1)}
        wanted, found = wanted + len(expected), found + len(expected & labels)
        pages = check_pages(parsed(path), path)
        checked, right = checked + pages.checked, right + pages.right
        truth = (SHARED / "pdf-pairs" / row["md"]).read_text(encoding="utf-8")
        mixed += "**" in explained(parsed(path), truth)
    return wanted, found, checked, right, mixed


@pytest.mark.parametrize(("cls", "share"), [("born-digital", 0.995), ("scan+ocr", 0.97)])
def test_pasal_of_pdfs(cls: str, share: float) -> None:
    wanted, found, checked, right, mixed = shares(cls)
    assert found >= share * wanted
    assert right >= 0.99 * checked
    assert mixed == 0


def numbers(lines: list[str]) -> list[int]:
    return [int(n) for n in re.findall(r"\d+", " ".join(lines))]


def test_kuhp_ayat() -> None:
    from bench.structure_truth import kuhp

    expected, units, *_ = numbers(kuhp(SHARED))
    assert units >= 1020 and expected == 1024


def test_units_that_the_labour_questions_name() -> None:
    from bench.structure_truth import labour

    for line in labour(SHARED):
        found, wanted = numbers([line])[:2]
        assert found == wanted, line


def test_topic_acts() -> None:
    from bench.structure_truth import topic

    identity, gapless, damaged = topic(SHARED)
    assert numbers([identity])[:2] == [46, 46]
    assert numbers([gapless])[0] >= 44
    assert "52 of 52 pasal" in damaged


def test_the_same_act_as_pdf_and_as_markdown() -> None:
    from bench.structure_truth import same

    mean = [float(n) for n in re.findall(r"\*\*(0\.\d+)\*\*", same(SHARED)[-1])]
    assert mean[0] >= 0.93 and mean[1] >= 0.94


#: Provisions of UUD 1945, a word of the text in force, and one of a text that is not.
IN_FORCE = [
    ("pasal-18/ayat-1", "provinsi", "besar dan kecil"),
    ("pasal-5/ayat-1", "mengajukan", "persetujuan"),  # amended alone in 1999
    ("pasal-5/ayat-2", "peraturan pemerintah", "daerah"),  # of 1945, never restated
    ("pasal-11/ayat-1", "perdamaian", "menimbulkan akibat"),
    ("pasal-23/ayat-3", "tidak menyetujui", "mata uang"),
]


@pytest.mark.parametrize(("unit", "word", "absent"), IN_FORCE)
def test_the_constitution_in_force(unit: str, word: str, absent: str) -> None:
    from bench.structure_truth import units

    text = units(SHARED / "uud1945" / "UUD1945.pdf")[unit]
    assert word in text and absent not in text
