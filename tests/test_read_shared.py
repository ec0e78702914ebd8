"""Every real file is read or refused with a reason; the real PDFs against their true text."""

from __future__ import annotations

import json
import re
from collections import Counter
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from dalil.ingest.errors import SourceError, UnreadableSource
from dalil.ingest.model import SourceText
from dalil.ingest.readers import ocr
from dalil.ingest.readers.pdfium import page_image
from dalil.ingest.readers.registry import read

SHARED = Path(__file__).resolve().parents[2] / "shared" / "data"

pytestmark = [
    pytest.mark.shared,
    pytest.mark.skipif(not SHARED.exists(), reason="needs ../shared/data"),
]

#: Files of pdf-misc without any readable text: pictures only, or a broken font throughout.
UNREADABLE = {
    "Bapeten_SE.1904.2019.pdf",
    "Perpres_87_Tahun_2014_-_Peraturan_Pelaksanaan_Undang_-_Undang_12_Tahun_2011_-_Pembentukan_"
    "Peraturan_Perundang_",
}


def pairs() -> list[dict[str, Any]]:
    if not SHARED.exists():
        return []
    lines = (SHARED / "pdf-pairs" / "pairs.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines]


@cache
def pair_text(pdf: str) -> SourceText:
    return read(SHARED / "pdf-pairs" / pdf, use_ocr=False)


def words(text: str) -> Counter[str]:
    """Words in lower case; the underscores that mark italics in the true texts are none."""
    return Counter(re.findall(r"[^\W_]+", text.lower()))


def word_f1(ours: str, truth: str) -> float:
    a, b = words(ours), words(truth)
    return 2 * sum((a & b).values()) / (sum(a.values()) + sum(b.values()))


def checked(source: SourceText) -> SourceText:
    starts = source.page_starts
    assert list(starts) == sorted(set(starts)) and starts[0] == 0 and starts[-1] <= len(source.text)
    assert len(source.page_quality) == len(starts)
    assert all(0 <= ratio <= 1 for ratio in source.page_quality)
    assert not re.search(
        "[\x00-\x08\x0b-\x1f\u200b-\u200f\u202a-\u202e\ufeff\xad\xa0]", source.text
    )
    return source


@pytest.mark.parametrize("pair", pairs(), ids=lambda pair: str(pair["act"]))
def test_pdf_against_true_text(pair: dict[str, Any]) -> None:
    if pair["broken_tounicode"]:
        with pytest.raises(UnreadableSource, match="tidak ada teks yang terbaca"):
            pair_text(pair["pdf"])
        return
    source = checked(pair_text(pair["pdf"]))
    assert len(source.page_starts) == pair["pages"]
    truth = (SHARED / "pdf-pairs" / pair["md"]).read_text(encoding="utf-8")
    # Measured with pymupdf when the pairs were made, furniture and all.
    assert word_f1(source.text, truth) >= pair["word_f1_pymupdf_vs_md"] - 0.01
    if pair["independent_truth"]:
        assert word_f1(source.text, truth) >= 0.93


def test_pdf_on_average() -> None:
    scores = [
        word_f1(
            pair_text(pair["pdf"]).text,
            (SHARED / "pdf-pairs" / pair["md"]).read_text(encoding="utf-8"),
        )
        for pair in pairs()
        if pair["independent_truth"] and not pair["broken_tounicode"]
    ]
    assert sum(scores) / len(scores) >= 0.985


def misc() -> list[Path]:
    return sorted((SHARED / "pdf-misc" / "pdf").iterdir()) if SHARED.exists() else []


@pytest.mark.parametrize("path", misc(), ids=lambda path: path.name[:40])
def test_every_other_pdf_is_read_or_refused(path: Path) -> None:
    if path.name in UNREADABLE:
        with pytest.raises(UnreadableSource, match="tidak ada teks yang terbaca"):
            read(path, use_ocr=False)
        return
    source = checked(read(path, use_ocr=False))
    unread = sum(ratio < 0.5 for ratio in source.page_quality)
    assert bool(unread) == any("tidak terbaca" in warning for warning in source.warnings)


#: What may never be left between two halves of a provision.
FURNITURE = re.compile(
    r"^(?:[-–] ?\d+ ?[-–]|PRESIDEN|jdih\.\S+|www\.\S+|SK No \d+ ?A|.*DIUNDUH PADA.*"
    r"|Pasal \d+ ?(?:\. ?\. ?\.|…)|Agar ?(?:\. ?\. ?\.|…))$",
    re.MULTILINE,
)


def test_furniture_is_gone_from_clean_pdfs() -> None:
    left: Counter[str] = Counter()
    pages = 0
    for pair in pairs():
        if pair["cls"] == "born-digital" and not pair["broken_tounicode"]:
            source = pair_text(pair["pdf"])
            pages += len(source.page_starts)
            left.update(FURNITURE.findall(source.text))
    assert pages > 800
    assert sum(left.values()) <= 0.005 * pages, left.most_common(20)


@pytest.mark.parametrize(
    "folder", ["topic-acts", "glossary", "abstracts", "ocr-excerpts", "kuhp2023"]
)
def test_other_files_are_read_or_refused(folder: str) -> None:
    for path in sorted((SHARED / folder).rglob("*")):
        if path.is_file():
            try:
                assert read(path).text.strip()
            except SourceError as error:
                assert path.suffix == ".jsonl" and path.name in str(error)  # catalogues


@pytest.mark.slow
@pytest.mark.skipif(not ocr.languages(), reason="needs tesseract-ocr")
def test_a_page_with_a_broken_font_is_recognised() -> None:
    (pair,) = (p for p in pairs() if p["broken_tounicode"])
    image = page_image(SHARED / "pdf-pairs" / pair["pdf"], 1, ocr.DPI)
    found = words(ocr.recognise_image(image) or "")
    truth = words((SHARED / "pdf-pairs" / pair["md"]).read_text(encoding="utf-8"))
    assert sum(found.values()) > 100
    # Precision only: the true text is that of the whole act.
    assert sum((found & truth).values()) >= 0.93 * sum(found.values())
