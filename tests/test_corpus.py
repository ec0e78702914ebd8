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

from ingest.digest import parse_digest
from ingest.manifest import ManifestItem, load_manifest
from ingest.model import Tier
from ingest.pipeline import SourceFile, discover, parse_source
from ingest.read import read
from ingest.split import split_act

ROOT = Path(__file__).resolve().parents[1]
CORPUS = ROOT / "corpus"
SHARED = ROOT.parent / "shared" / "data"
MARK = "*Ikhtisar, bukan teks resmi. Ditulis oleh penyusun Dalil; rujuk naskah resmi di "
#: Not sources: what describes, builds and tests the corpus.
FURNITURE = {"README.md", "manifest.toml", "questions.jsonl", "build_pdf.py", ".gitattributes"}
#: The digests whose act is in the shared data.
DIGESTS = [*sorted(p.stem for p in (CORPUS / "primary").glob("uu-*.md")), "pp-2018-28", "uud-1945"]


@cache
def manifest() -> dict[Path, ManifestItem]:
    return load_manifest(CORPUS)


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


def _digests() -> dict[Path, ManifestItem]:
    return {file: item for file, item in manifest().items() if item.tier is Tier.PRIMARY}


def test_every_digest_carries_the_mark() -> None:
    assert len(_digests()) >= 9
    for file, item in _digests().items():
        title, mark = file.read_text(encoding="utf-8").split("\n\n", 2)[:2]
        assert title.startswith("# Ikhtisar "), file.name
        assert mark.startswith(MARK) and mark.endswith("catatan penyusun.*"), file.name
        assert item.digest_of and item.url, file.name


def test_a_digest_says_the_same_gazette_as_the_manifest() -> None:
    for file, item in _digests().items():
        if item.gazette:
            year, number, supplement = re.findall(r"\d+", item.gazette)
            said = f"LN {year} Nomor {number}, TLN Nomor {supplement}"
            assert said in file.read_text(encoding="utf-8"), file.name


def _units_by_lines(text: str) -> list[str]:
    """An oracle for `parse_digest`: our digests are regular enough to be read line by line."""
    units: list[str] = []
    pasal = ayat = ""
    for line in text.splitlines():
        if match := re.match(r"## Pasal (\S+)$", line):
            pasal, ayat = f"pasal-{match[1].lower()}", ""
            units.append(pasal)
        elif match := re.match(r"\((\d+)\) ", line):
            ayat = f"/ayat-{match[1]}"
            units.append(pasal + ayat)
        elif pasal and (match := re.match(r"(\w{1,2})\. ", line)):
            unit = "angka" if match[1].isdigit() else "huruf"
            units.append(f"{pasal}{ayat}/{unit}-{match[1]}")
    return units


def test_every_unit_of_a_digest_is_found() -> None:
    for file, item in _digests().items():
        source = read(file)
        tree = parse_digest(source)
        passages = split_act(source, tree, item.digest_of or "")
        found = [str(p.locator) for p in passages if p.locator.steps[0].unit == "pasal"]
        assert found == _units_by_lines(file.read_text(encoding="utf-8")), file.name
        assert tree.warnings == ()
        assert all(source.text[p.start : p.end] == p.text for p in passages)


def test_enumerations_in_digests_have_no_holes() -> None:
    """A skipped ayat or huruf would make the next one's number look like a mistake."""
    for file in _digests():
        units = _units_by_lines(file.read_text(encoding="utf-8"))
        for unit in units:
            parent, _, last = unit.rpartition("/")
            name, _, label = last.partition("-")
            if name == "huruf" and label != "a":
                assert f"{parent}/huruf-{chr(ord(label) - 1)}" in units, (file.name, unit)
            if name in {"ayat", "angka"} and label != "1":
                assert f"{parent}/{name}-{int(label) - 1}" in units, (file.name, unit)


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
        item.digest_of: {u.partition("/")[0] for u in _units_by_lines(file.read_text("utf-8"))}
        for file, item in _digests().items()
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


def _words(text: str) -> list[str]:
    return re.sub(r"[^0-9a-z]+", " ", text.lower()).split()


def _act(name: str) -> str:
    if name == "uud-1945":
        rows = json.loads((SHARED / "uud1945" / "uud-id.json").read_text(encoding="utf-8"))
        return "\n".join(row["response"] for row in rows)
    act = SHARED / "topic-acts" / f"{name.replace('-', '_')}.md"
    return act.read_text(encoding="utf-8")


#: More words in a row than this are the act's words, not ours.
RUN = 8


@pytest.mark.shared
@pytest.mark.parametrize("name", DIGESTS)
def test_a_digest_does_not_copy_its_act(name: str) -> None:
    if not SHARED.is_dir():
        pytest.skip("the real acts are not there (../shared/data)")
    act = _words(_act(name))
    runs = {tuple(act[i : i + RUN + 1]) for i in range(len(act) - RUN)}
    lines = (CORPUS / "primary" / f"{name}.md").read_text(encoding="utf-8").splitlines()
    # The first line is exempt: it is the act's official title, which cannot be said otherwise.
    ours = _words("\n".join(line for line in lines if not line.startswith("# ")))
    copied = [
        " ".join(ours[i : i + RUN + 1])
        for i in range(len(ours) - RUN)
        if tuple(ours[i : i + RUN + 1]) in runs
    ]
    assert copied == []


#: Where the digest's ayat differ from those of the shared text, and why: (ours, text's).
KNOWN: dict[str, dict[str, tuple[int, int | None]]] = {
    # The digest gives both as UU 11/2020 Pasal 176 has rewritten them, in one sentence each.
    "uu-2014-23": {"pasal-250": (0, 2), "pasal-251": (0, 8)},
}


@pytest.mark.shared
@pytest.mark.parametrize("name", sorted(set(DIGESTS) - {"uud-1945", "pp-2018-28", "uu-2015-9"}))
def test_a_digest_numbers_its_ayat_as_the_act_does(name: str) -> None:
    """No pasal of a digest has an ayat that the act does not have, nor stops short of its last.

    PP 28/2018 is left out (the scan has lost too many numbers), the constitution (four versions
    one after another) and the amending act (its pasal are those of another act).
    """
    if not SHARED.is_dir():
        pytest.skip("the real acts are not there (../shared/data)")
    text = _act(name)
    body = text[:end] if (end := text.find("PENJELASAN ATAS")) > 0 else text
    real: dict[str, int] = {}
    for part in re.split(r"(?m)^(?=Pasal \d+[A-Z]?\.? *$)", body)[1:]:
        label = part.split("\n", 1)[0].removeprefix("Pasal ").strip(" .")
        numbers = [int(n) for n in re.findall(r"(?:^|\n|\.\W+)\((\d{1,2})\) ", part)]
        real.setdefault(f"pasal-{label.lower()}", max(numbers, default=0))
    units = _units_by_lines((CORPUS / "primary" / f"{name}.md").read_text(encoding="utf-8"))
    ours = {u: 0 for u in units if "/" not in u}
    for unit in units:
        pasal, _, rest = unit.partition("/")
        if match := re.match(r"ayat-(\d+)$", rest):
            ours[pasal] = int(match[1])
    different = {p: (n, real.get(p)) for p, n in ours.items() if n != real.get(p)}
    assert different == KNOWN.get(name, {})
