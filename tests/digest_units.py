"""The digests of the corpus and their units, read line by line: for tests."""

from __future__ import annotations

import re
from pathlib import Path

from dalil.ingest.manifest import ManifestItem, find_item
from dalil.ingest.model import Tier

ROOT = Path(__file__).resolve().parents[1]
CORPUS = ROOT / "corpus"


def manifest() -> dict[Path, ManifestItem]:
    """What the manifest of the corpus says of each of its files."""
    return {file: item for file in CORPUS.rglob("*") if (item := find_item(file))}


def digests() -> dict[Path, ManifestItem]:
    """The digests of the corpus, with what the manifest says of them."""
    return {file: item for file, item in manifest().items() if item.tier is Tier.PRIMARY}


def units_by_lines(text: str) -> list[str]:
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
