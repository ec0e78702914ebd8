"""Provisions on a day that were read by hand, over eleven real chains of acts."""

from __future__ import annotations

import json
import tarfile
from pathlib import Path

import pytest

from bench.in_force import judge
from dalil.library import Library

ARCHIVE = Path(__file__).resolve().parents[2] / "shared" / "data" / "acts" / "acts-md.tar.xz"
TABLE = Path(__file__).resolve().parents[1] / "bench" / "data" / "in_force.jsonl"
#: The bases of the table with every act that changed them.
ACTS = """uu/1970/14 uu/1999/35 pp/1977/36 pp/1988/19 pp/1995/42 pp/1998/63 pp/2000/43 uu/2002/22
uu/2010/5 pp/1985/22 pp/1988/29 pp/1991/65 pp/2001/12 pp/2002/43 pp/2008/48 pp/2022/18 pp/2010/51
pp/2017/10 pp/1985/14 pp/2009/11 pp/1992/57 pp/1993/21 pp/2001/36 pp/2006/17 pp/2007/30 pp/2008/33
pp/1974/36 pp/1980/54""".split()

pytestmark = [
    pytest.mark.shared,
    pytest.mark.slow,
    pytest.mark.skipif(not ARCHIVE.is_file(), reason="the archive of acts is not here"),
]


def test_provisions_on_a_day(tmp_path: Path) -> None:
    wanted = {f"{act}.md" for act in ACTS}
    with tarfile.open(ARCHIVE) as tar:
        for member in tar:
            name = "/".join(Path(member.name).parts[-3:])
            held = tar.extractfile(member) if name in wanted else None
            if held is not None:
                place = tmp_path / "acts" / name
                place.parent.mkdir(parents=True, exist_ok=True)
                place.write_bytes(held.read())
    library = Library.open(tmp_path / "library", create=True)
    library.add(tmp_path / "acts", vectors=False)
    rows = [json.loads(line) for line in TABLE.read_text(encoding="utf-8").splitlines()]
    # the file of pp/1969/32 does not say which act it is, so no library can hold it by that id
    verdicts = [judge(library, row) for row in rows if row["act"] != "pp/1969/32"]
    assert [f"{v.row['provision']}: {v.why}" for v in verdicts if v.outcome == "wrong"] == []
    # one amending act has no date, one is printed in reverse order: told, not guessed
    assert sum(v.outcome == "uncertain" for v in verdicts) <= 3
