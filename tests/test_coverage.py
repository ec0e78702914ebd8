"""What the library holds, counted by hand; and the acts it lacks, most wanted first."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from app_library import fill
from made_up import act

from dalil.index.curate.coverage import coverage
from dalil.index.library import Library
from dalil.ingest.model import Parsed, Tier


def _basis(number: int, *named: str) -> Parsed:
    """An act whose preamble rests on others."""
    lines = {f"mengingat/angka-{i}": [name] for i, name in enumerate(named, 1)}
    return act(f"pp/2020/{number}", {**lines, "1": ["Kebun dirawat."]})


def _library(folder: Path) -> Library:
    library = Library.open(folder, create=True)
    library.put(_basis(1, "Undang-Undang Nomor 7 Tahun 2010 tentang Taman;"))
    library.put(
        _basis(
            2,
            "Undang-Undang Nomor 7 Tahun 2010 tentang Taman;",
            "Undang-Undang Nomor 9 Tahun 2015 tentang Perahu;",
            "Peraturan Pemerintah Nomor 1 Tahun 2020 tentang Kebun;",
        )
    )
    return library


def test_the_acts_that_are_missing_come_by_how_many_name_them(tmp_path: Path) -> None:
    found = coverage(_library(tmp_path).catalog)
    assert [(m.act_id, m.named_by, m.digest) for m in found.missing] == [
        ("uu/2010/7", 2, False),
        ("uu/2015/9", 1, False),
    ]
    assert found.missing[0].name == "UU Nomor 7 Tahun 2010"
    assert found.missing_acts == 2


def test_an_act_that_is_there_as_a_digest_is_still_wanted(tmp_path: Path) -> None:
    library = _library(tmp_path)
    digest = act("uu/2015/9", {"8": ["Perahu wisata wajib punya pelampung."]})
    library.put(replace(digest, document=replace(digest.document, digest=True)))
    library.put(act("uu/2010/7", {"1": ["Taman ialah lahan."]}))
    assert [(m.act_id, m.digest) for m in coverage(library.catalog).missing] == [
        ("uu/2015/9", True)
    ]


def test_groups_by_tier_and_kind(tmp_path: Path) -> None:
    library = Library.open(fill(tmp_path))
    damaged = act("uu/2019/3", {"1": ["Jalan setapak."]})
    library.put(
        replace(
            damaged,
            document=replace(
                damaged.document, quality_ratio=0.5, date="2019-05-02", warnings=("a", "b")
            ),
        )
    )
    found = coverage(library.catalog, corrected=3)
    primary = found.tiers[0]
    assert (primary.tier, primary.works, primary.full, primary.digests) == (Tier.PRIMARY, 4, 3, 1)
    assert (primary.newest, primary.oldest_year, primary.undated) == ("2019-05-02", 1999, 0)
    assert (primary.quality_ratio, primary.poor) == (3.5 / 4, 1)
    assert (primary.warned, primary.warnings) == (1, 2)
    assert [(g.tier.value, g.kind, g.works) for g in found.kinds] == [
        ("primary", "UU", 3),
        ("primary", "PP", 1),
        ("secondary", "Artikel", 1),
        ("secondary", "Buku", 1),
        ("tertiary", "Glosarium", 1),
    ]
    assert dict(found.statuses) == {"unknown": 3, "repealed": 1}
    assert found.corrected == 3
    assert found.to_dict()["kinds"][0]["full"] == 2


def test_an_empty_library_has_no_groups(tmp_path: Path) -> None:
    found = coverage(Library.open(tmp_path / "x", create=True).catalog)
    assert (found.tiers, found.kinds, found.missing) == ((), (), ())
