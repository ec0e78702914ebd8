"""Provisions on a day that were read by hand, over twenty-eight real chains of acts."""

from __future__ import annotations

import json
import tarfile
from pathlib import Path

import pytest

from bench.in_force import judge
from dalil.library import Library

ARCHIVE = Path(__file__).resolve().parents[2] / "shared" / "data" / "acts" / "acts-md.tar.xz"
CONSTITUTION = ARCHIVE.parents[1] / "uud1945" / "UUD1945.pdf"
TABLE = Path(__file__).resolve().parents[1] / "bench" / "data" / "in_force.jsonl"
#: The bases of the table with every act that changed them.
ACTS = """uu/1970/14 uu/1999/35 pp/1977/36 pp/1988/19 pp/1995/42 pp/1998/63 pp/2000/43 uu/2002/22
uu/2010/5 pp/1985/22 pp/1988/29 pp/1991/65 pp/2001/12 pp/2002/43 pp/2008/48 pp/2022/18 pp/2010/51
pp/2017/10 pp/1985/14 pp/2009/11 pp/1992/57 pp/1993/21 pp/2001/36 pp/2006/17 pp/2007/30 pp/2008/33
pp/1974/36 pp/1980/54 pp/1991/76 pp/1969/32 pp/1992/79 pp/1990/15 pp/1993/46 pp/2000/141 uu/1958/62
uu/1976/3 uu/1969/16 uu/1975/5 uu/1985/2 uu/1995/5 uu/1974/8 uu/1999/43 pp/1999/32 pp/2006/28
pp/2012/99 uu/2011/12 uu/2019/15 uu/2022/13 uu/1999/23 uu/2004/3 uu/2009/6 uu/2002/30 uu/2015/10
uu/2019/19 uu/2013/17 uu/2017/16 pp/1994/50 pp/1996/20 pp/1996/36 pp/1998/14 uu/1986/5 uu/2004/9
uu/2009/51 uu/2004/31 uu/2009/45 uu/2020/11 uu/1953/12 uu/1959/8 pp/1953/15 pp/1953/21
pp/1954/22 uu/1997/15 uu/2009/29 uu/1983/8 uu/1994/11 pp/2005/48 pp/2007/43 pp/2012/56""".split()
#: What the print has lost: two instructions with their numbers, and a base act's elucidation.
#: Each is absent, none shown with other words.
LOST = {
    "uu/2011/12#pasal-9/ayat-6", "uu/2011/12#pasal-72/ayat-1a", "uu/1986/5#penjelasan/pasal-9",
}  # fmt: skip

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
    verdicts = [judge(library, row) for row in rows]
    wrong = [v for v in verdicts if v.outcome == "wrong"]
    assert [v.why for v in wrong if f"{v.row['act']}#{v.row['provision']}" not in LOST] == []
    assert {v.why for v in wrong} <= {"absent"}
    # no date, printed in reverse order, a page lost, words put where print has none: told
    assert sum(v.outcome == "uncertain" for v in verdicts) <= 8


@pytest.mark.skipif(not CONSTITUTION.is_file(), reason="the constitution is not here")
def test_what_the_fourth_amendment_renumbered(tmp_path: Path) -> None:
    """Pasal 3 ayat (3) and (4) are (2) and (3) since 2002, Pasal 25E is 25A, in the same words."""
    library = Library.open(tmp_path / "library", create=True)
    library.add(CONSTITUTION, vectors=False)

    def words(provision: str, day: str) -> str:
        found = library.text(f"uud/1945#{provision}", day).provisions
        return found[0].text.partition(")")[2][:40] if found else ""

    assert words("pasal-3/ayat-2", "2002-08-10") == words("pasal-3/ayat-3", "2002-08-09")
    assert words("pasal-3/ayat-3", "2002-08-10") == words("pasal-3/ayat-4", "2002-08-09") != ""
    states = {
        p.id.partition("#")[2]: p.state for p in library.text("uud/1945", "2003-01-01").provisions
    }
    assert (states["pasal-3/ayat-4"], states["pasal-25e"]) == ("deleted", "deleted")
    assert (states["pasal-3/ayat-2"], states["pasal-25a"]) == ("inserted", "inserted")
