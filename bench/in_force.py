"""How right the text in force is: provisions on a day that were read by hand.

    python -m bench.in_force EXAMPLES.jsonl ACTS [--rows] [--library DIR]

EXAMPLES has a provision of a base act on one day a line (``act``, ``provision``, ``as_of``,
``state``, ``from``, ``starts``, ``contains``, ``kind``); ACTS is a folder of acts as
``jenis/tahun/nomor.md``. The acts that the chains are made of, found by what they say of each
other, are ingested by their words only. Printed per kind: right, told as uncertain, and wrong but
shown as certain.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
import tempfile
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from pathlib import Path
from typing import Any

from dalil.ingest.errors import NotInLibrary
from dalil.library import Library

Row = dict[str, Any]
_LABEL = re.compile(
    r"\W*(?:\(?\d{1,2}\s?[a-zA-Z]?\)|[a-z]{1,2}\d?\s?[.)]|\d{1,3}[a-z]?\s?[.)]"
    r"|(?:Ayat|Huruf|Angka|ayat|huruf)\s*\(?\w{1,3}\)?[.:]?)\s*"
)


@dataclass(frozen=True)
class Verdict:
    """What became of one row: ``right``, ``uncertain`` or ``wrong``, and why."""

    row: Row
    outcome: str
    why: str


def chain_files(rows: Iterable[Row], acts: Path) -> list[Path]:
    """The acts of the chains: the bases, and what may change them by its own words."""
    bases = {row["act"] for row in rows}
    named = [(act, _pattern(act)) for act in bases]
    found = {acts / f"{act}.md" for act in bases}
    for path in sorted(acts.glob("*/*/*.md")):
        text = path.read_text(encoding="utf-8", errors="replace")
        for act, pattern in named:
            for match in pattern.finditer(text):
                near = text[max(0, match.start() - 400) : match.end() + 900]
                if path.parent.name >= act.split("/")[1] and _CHANGES.search(near):
                    found.add(path)
                    break
    return sorted(p for p in found if p.exists())


_CHANGES = re.compile(
    r"(?:TENTANG|UNDANG|PEMERINTAH)\s+(?:\w+\s+){0,3}(?:PERUB|PENAMBAH|PENGUB|TAMBAH|MENGUB|PENETAPAN)|diubah\s+sebagai\s+berikut"
    r"|dicabut\s+dan\s+dinyatakan|tidak\s+berlaku|dirubah|ditambah",
)


def _pattern(act: str) -> re.Pattern[str]:
    kind, year, number = act.split("/")
    words = {"uu": r"Undang\s?-\s?[Uu]ndang|UNDANG", "pp": r"Peraturan\s+Pemerintah|PERATURAN"}[
        kind
    ]
    number, year = ("".join(_PRINTED.get(c, c) for c in part) for part in (number, year))
    return re.compile(
        rf"(?:{words})[^.;]{{0,60}}?\b(?:No\.?|Nomor|NOMOR|Nr)\s*{number}\s+(?:[Tt]ahun|TAHUN)\s+{year}\b"
    )


#: Digits as scans print them.
_PRINTED = {"0": "[0Oo]", "1": "[1lIL]", "5": "[5S]", "7": "[7T]", "8": "[8B]", "9": "[9g]"}


def judge(library: Library, row: Row) -> Verdict:
    """Whether the library says of one provision on one day what the row says."""
    identifier = f"{row['act']}#{row['provision']}"
    try:
        found = library.text(identifier, row["as_of"]).provisions
    except NotInLibrary:
        found = ()
    got = next((p for p in found if p.id == identifier), None)
    if row["state"] == "absent":
        return Verdict(row, "right" if got is None else "wrong", f"there: {got and got.state}")
    if got is None:
        return Verdict(row, "wrong", "absent")
    if got.state == "uncertain":
        return Verdict(row, "uncertain", f"{got.source}: {got.note}")
    if got.state != row["state"]:
        return Verdict(row, "wrong", f"{got.state} by {got.source}")
    if got.source != row["from"]:
        return Verdict(row, "wrong", f"from {got.source}")
    if row["starts"] and not _starts(got.text, row["starts"]):
        return Verdict(row, "wrong", f"starts: {' '.join(got.text.split())[:80]}")
    if row["contains"] and _plain(row["contains"]) not in _plain(got.text):
        return Verdict(
            row, "wrong", f"lacks {row['contains']!r}: {' '.join(got.text.split())[:160]}"
        )
    return Verdict(row, "right", "")


def _plain(text: str) -> str:
    return re.sub(r"[^a-z0-9%]", "", text.casefold())


def _starts(text: str, starts: str) -> bool:
    """Whether the first words are these, but for labels and the noise of a scan."""
    while (label := _LABEL.match(text)) and label.end():
        text = text[label.end() :]
    wanted, got = _plain(starts), _plain(text)
    head = got[: len(wanted)]
    return head == wanted or SequenceMatcher(None, head, wanted, autojunk=False).ratio() > 0.85


def report(verdicts: Iterable[Verdict]) -> Iterator[str]:
    """A line a kind, and one for all."""
    by_kind: dict[str, Counter[str]] = defaultdict(Counter)
    for v in verdicts:
        for kind in [*v.row["kind"].split(","), "all"]:
            by_kind[kind][v.outcome] += 1
    yield f"{'kind':6}{'rows':>6}{'right':>7}{'uncertain':>11}{'wrong':>7}"
    for kind, counts in sorted(by_kind.items(), key=lambda k: (k[0] == "all", k[0])):
        rows = counts.total()
        yield (
            f"{kind:6}{rows:>6}{counts['right']:>7}{counts['uncertain']:>11}{counts['wrong']:>7}"
            f"   {counts['right'] / rows:.3f}"
        )


def main() -> None:
    """Ingest the chains and print how many rows are right."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("examples", type=Path)
    parser.add_argument("acts", type=Path)
    parser.add_argument("--library", type=Path, help="keep the library here, and use it again")
    parser.add_argument("--rows", action="store_true", help="print every row that is not right")
    given = parser.parse_args()
    rows = [json.loads(line) for line in given.examples.open(encoding="utf-8") if line.strip()]
    with tempfile.TemporaryDirectory() as made:
        folder = given.library or Path(made) / "library"
        with Library.open(folder, create=True) as library:
            if not library.catalog.counts()["documents"]:
                library.add(chain_files(rows, given.acts), vectors=False)
            library.catalog.renew_relations()
            verdicts = [judge(library, row) for row in rows]
    for verdict in verdicts:
        if given.rows and verdict.outcome != "right":
            r = verdict.row
            print(f"{verdict.outcome:9} {r['act']}#{r['provision']} {r['as_of']} "
                  f"{r['state']} {r['from']}: {verdict.why}", file=sys.stderr)  # fmt: skip
    print("\n".join(report(verdicts)))


if __name__ == "__main__":
    main()
