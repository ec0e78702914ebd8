"""Lines that a recognition layer wrote out of order come back to where they stand."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from dalil.ingest.readers.registry import read

Placed = tuple[int, int, str]  # x, y from above, words


def text_of(folder: Path, placed: Sequence[Placed]) -> list[str]:
    """What a page with these strings, written in this order, is read as."""
    path = folder / "a.pdf"
    canvas = Canvas(str(path), pagesize=A4)
    for x, y, words in placed:
        canvas.drawString(x, A4[1] - y, words)
    canvas.showPage()
    canvas.save()
    return read(path, use_ocr=False).text.split("\n")


LONG = "sebagaimana dimaksud dalam Pasal 4 dilaksanakan oleh"

CASES: list[tuple[list[Placed], list[str], str]] = [
    (
        [(60, 100, "Menimbang"), (60, 200, "Mengingat"), (200, 60, "UNDANG-UNDANG TENTANG ISI"),
         (150, 100, f"a. bahwa {LONG}"), (170, 120, "pemerintah;"),
         (150, 200, f"1. Pasal 5 {LONG}")],
        ["UNDANG-UNDANG TENTANG ISI", f"Menimbang a. bahwa {LONG}", "pemerintah;",
         f"Mengingat 1. Pasal 5 {LONG}"],
        "side labels",
    ),
    (
        [(60, 100, "Ayat"), (60, 140, "Ayat"), (90, 100, "(1)"), (90, 120, "Cukup jelas."),
         (90, 140, "(2t"), (90, 160, "Cukup jelas.")],
        ["Ayat (1)", "Cukup jelas.", "Ayat (2t", "Cukup jelas."],
        "units of an elucidation",
    ),
    (
        [(60, 100, "(1)"), (60, 140, "(21"), (150, 60, "Pasal 9"), (90, 100, f"Izin {LONG}"),
         (90, 120, "gubernur."), (90, 140, f"Izin lain {LONG}"), (90, 160, "bupati.")],
        ["Pasal 9", f"(1) Izin {LONG}", "gubernur.", f"(21 Izin lain {LONG}", "bupati."],
        "numbers of ayat",
    ),
    (
        [(60, 60, "Pasal 9"), (60, 100, f"Izin {LONG}"), (60, 120, "gubernur atau bupati."),
         (450, 100, "menteri")],
        ["Pasal 9", f"Izin {LONG} menteri", "gubernur atau bupati."],
        "a word torn from the end of its line",
    ),
]  # fmt: skip


@pytest.mark.parametrize(("placed", "expected", "why"), CASES)
def test_crumbs_come_back(
    tmp_path: Path, placed: list[Placed], expected: list[str], why: str
) -> None:
    assert text_of(tmp_path, placed) == expected, why


def test_columns_stay_columns(tmp_path: Path) -> None:
    left = [f"Kolom kiri baris ke {n} yang panjang" for n in range(12)]
    right = [f"Kolom kanan baris ke {n} yang panjang" for n in range(12)]
    placed = [(60, 100 + 20 * n, line) for n, line in enumerate(left)]
    placed += [(320, 100 + 20 * n, line) for n, line in enumerate(right)]
    assert text_of(tmp_path, placed) == left + right


def test_a_page_in_order_is_left_alone(tmp_path: Path) -> None:
    placed = [(60, 100, "Pasal 9"), (60, 120, f"(1) Izin {LONG}"), (60, 140, "menteri.")]
    assert text_of(tmp_path, placed) == [words for _, _, words in placed]
