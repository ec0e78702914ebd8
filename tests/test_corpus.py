"""The library that ships with the program: complete, marked, in our own words."""

from __future__ import annotations

import csv
import importlib.util
import json
import re
from functools import cache
from pathlib import Path
from types import ModuleType

import pytest
from digest_units import CORPUS, digests, units_by_lines
from digest_units import manifest as read_manifest

from dalil.ingest.discover import SourceFile, discover
from dalil.ingest.manifest import ManifestItem
from dalil.ingest.pipeline import parse_source
from dalil.ingest.readers.registry import read
from dalil.ingest.structure.act import parse_digest
from dalil.ingest.structure.passages import split_act

#: Not sources: what describes, builds and tests the corpus.
FURNITURE = {"README.md", "manifest.toml", "questions.jsonl", "build_pdf.py", ".gitattributes"}


@cache
def manifest() -> dict[Path, ManifestItem]:
    return read_manifest()


def _sources() -> list[Path]:
    files = [p for p in CORPUS.rglob("*") if p.is_file() and p.name not in FURNITURE]
    return [p for p in files if not {".source", "__pycache__"} & set(p.parts)]


def test_every_source_is_in_the_manifest() -> None:
    assert sorted(manifest()) == sorted(_sources())


def test_ingest_finds_the_sources_and_nothing_else() -> None:
    files, failures = discover([CORPUS])
    assert failures == []
    assert {f.path: f.item for f in files} == manifest()


def test_every_entry_says_what_it_is() -> None:
    for file, item in manifest().items():
        said = (item.tier, item.kind, item.title, item.authors, item.date or item.year,
                item.licence, item.language, item.checked, item.note)  # fmt: skip
        assert all(value is not None and value != () for value in said), file.name
        assert item.id or item.digest_of, file.name
        assert item.tier is not None
        assert file.parent.name == item.tier.value


def test_ids_are_unique() -> None:
    ids = [item.id or item.digest_of for item in manifest().values()]
    assert len(ids) == len(set(ids))


@cache
def _passage_ids() -> frozenset[str]:
    ids: set[str] = set()
    for file, item in manifest().items():
        if item.digest_of:
            source = read(file)
            ids |= {p.passage_id for p in split_act(source, parse_digest(source), item.digest_of)}
            continue
        outcome = parse_source(SourceFile(file, item))
        assert outcome.failure is None
        ids |= {p.passage_id for parsed in outcome.parsed for p in parsed.passages}
    return frozenset(ids)


def _questions() -> list[dict[str, object]]:
    lines = (CORPUS / "questions.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines]


def test_questions_name_passages_that_exist() -> None:
    questions = _questions()
    assert len({q["qid"] for q in questions}) == len(questions) >= 25
    assert {q["language"] for q in questions} == {"id", "en"}
    for question in questions:
        relevant = question["relevant"]
        assert isinstance(relevant, list) and relevant, question["qid"]
        assert set(relevant) <= _passage_ids(), question["qid"]
        assert any(not r.startswith("glosarium") for r in relevant), question["qid"]


def _glossary() -> list[dict[str, str]]:
    with (CORPUS / "tertiary" / "glosarium.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_the_glossary_has_both_languages_and_no_duplicates() -> None:
    rows = _glossary()
    assert len(rows) >= 80
    assert list(rows[0]) == ["istilah", "inggris", "arti", "meaning_en", "bidang", "sumber"]
    assert all(value.strip() == value != "" for row in rows for value in row.values())
    assert len({row["istilah"].casefold() for row in rows}) == len(rows)
    assert len({row["inggris"].casefold() for row in rows}) == len(rows)


CITED = re.compile(
    r"(?:Pasal|Article) (\d+[A-Z]?)(?: (?:ayat|paragraph) \(\d+\))?(?: (?:huruf|letter) \w)?"
    r"(?: (?:angka|number) \d+)? (UU|PP) (\d+)/(\d{4})"
)


def test_every_pasal_that_the_secondary_texts_cite_from_a_digest_is_in_it() -> None:
    """What the commentary builds on can be opened in the library."""
    digested = {
        item.digest_of: {u.partition("/")[0] for u in units_by_lines(file.read_text("utf-8"))}
        for file, item in digests().items()
    }
    texts = [CORPUS / ".source" / "panduan-sister-city.md", *(CORPUS / "secondary").glob("*.md")]
    missing = []
    for text in texts:
        for pasal, kind, number, year in CITED.findall(text.read_text(encoding="utf-8")):
            act = f"{kind.lower()}/{year}/{number}"
            if act in digested and f"pasal-{pasal.lower()}" not in digested[act]:
                missing.append((text.name, act, pasal))
    assert missing == []


def _builder() -> ModuleType:
    spec = importlib.util.spec_from_file_location("build_pdf", CORPUS / "build_pdf.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_pdf_is_the_one_its_text_makes(tmp_path: Path) -> None:
    pytest.importorskip("reportlab", reason="reportlab builds the PDF; pip install .[dev]")
    builder = _builder()
    for name in builder.TEXTS:
        first, second = tmp_path / "1.pdf", tmp_path / "2.pdf"
        for out in (first, second):
            builder.build(CORPUS / ".source" / f"{name}.md", out)
        assert first.read_bytes() == second.read_bytes()
        committed = read(CORPUS / "secondary" / f"{name}.pdf")
        # Text, not bytes: another zlib compresses the same page differently.
        assert read(first).text == committed.text, "run python corpus/build_pdf.py"
        assert len(committed.page_starts) >= 6
        assert len(committed.headings) >= 10
