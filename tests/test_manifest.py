"""Manifests and sidecars: what they may say, and that every fault is told."""

from __future__ import annotations

from pathlib import Path

import pytest

from dalil.ingest.errors import ManifestError
from dalil.ingest.manifest import ManifestItem, find_item
from dalil.ingest.model import Tier

WORK = '[[work]]\nfile = "a.md"\n'


def _folder(tmp_path: Path, manifest: str | None, *files: str) -> Path:
    for name in files:
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("isi", encoding="utf-8")
    if manifest is not None:
        (tmp_path / "manifest.toml").write_text(manifest, encoding="utf-8")
    return tmp_path


def test_a_full_entry_is_read(tmp_path: Path) -> None:
    manifest = """
[defaults]
licence = "CC BY 4.0"
authors = ["A", "B"]

[[work]]
file = "sub/a.md"
tier = "primary"
kind = "UU"
number = 23
year = 2014
date = 2014-09-30
title = " Judul "
gazette = "LN 2014/244"
issuer = "Presiden"
language = "id"
url = "https://peraturan.go.id"
digest_of = "uu/2014/23"
checked = false
note = "belum"
csl = { volume = 3, publisher-place = "Bandung" }
"""
    folder = _folder(tmp_path, manifest, "sub/a.md")
    expected = ManifestItem(
        tier=Tier.PRIMARY, kind="UU", title="Judul", number="23", year=2014, date="2014-09-30",
        issuer="Presiden", gazette="LN 2014/244", authors=("A", "B"), licence="CC BY 4.0",
        language="id", url="https://peraturan.go.id", digest_of="uu/2014/23", checked=False,
        note="belum", csl=(("publisher-place", "Bandung"), ("volume", "3")),
    )  # fmt: skip
    assert find_item(folder / "sub/a.md") == expected


def test_a_file_nobody_speaks_of_has_no_item(tmp_path: Path) -> None:
    folder = _folder(tmp_path, WORK, "a.md", "b.md")
    assert find_item(folder / "b.md") is None


def test_a_folder_without_manifest_and_sidecars_says_nothing(tmp_path: Path) -> None:
    assert find_item(_folder(tmp_path, None, "a.md") / "a.md") is None


def test_an_entry_overrides_the_defaults(tmp_path: Path) -> None:
    manifest = '[defaults]\nlicence = "X"\n' + WORK + 'licence = "Y"\n'
    folder = _folder(tmp_path, manifest, "a.md")
    assert find_item(folder / "a.md") == ManifestItem(licence="Y")


def test_a_sidecar_overrides_the_manifest_key_by_key(tmp_path: Path) -> None:
    folder = _folder(tmp_path, WORK + 'title = "Lama"\nyear = 2000\n', "a.md")
    (folder / "a.md.toml").write_text('title = "Baru"', encoding="utf-8")
    item = ManifestItem(title="Baru", year=2000)
    assert find_item(folder / "a.md") == item


def test_a_sidecar_needs_no_manifest(tmp_path: Path) -> None:
    folder = _folder(tmp_path, None, "deep/b.pdf")
    (folder / "deep/b.pdf.toml").write_text('tier = "secondary"', encoding="utf-8")
    assert find_item(folder / "deep/b.pdf") == ManifestItem(tier=Tier.SECONDARY)


def test_the_way_a_file_is_named_does_not_matter(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = _folder(tmp_path, WORK + "year = 2001\n", "a.md", "sub/x.md")
    monkeypatch.chdir(folder / "sub")
    assert find_item(Path("../a.md")) == ManifestItem(year=2001)
    monkeypatch.chdir(folder)
    assert find_item(Path("a.md")) == ManifestItem(year=2001)


def test_a_changed_manifest_is_read_again(tmp_path: Path) -> None:
    folder = _folder(tmp_path, WORK + "year = 2001\n", "a.md")
    assert find_item(folder / "a.md") == ManifestItem(year=2001)
    _folder(tmp_path, WORK + "year = 2002\nkind = 'UU'\n")
    assert find_item(folder / "a.md") == ManifestItem(year=2002, kind="UU")


def test_the_manifest_of_another_program_is_passed_over(tmp_path: Path) -> None:
    folder = _folder(tmp_path, '[package]\nname = "lain"\n', "a.md")
    assert find_item(folder / "a.md") is None


@pytest.mark.parametrize(
    ("manifest", "said"),
    [
        ("[[work]\nfile=", "TOML"),
        ('[[work]]\ntitle = "x"', "file"),  # no file
        ("[[work]]\nfile = 3", "file"),
        ('[[work]]\nfile = "b.md"', "b.md tidak ada"),
        ('[[work]]\nfile = ""', "relatif"),
        ('[[work]]\nfile = "../a.md"', "relatif"),  # must not reach outside the folder
        ('[[work]]\nfile = "/etc/hosts"', "relatif"),
        (WORK + WORK, "sudah terdaftar"),
        (WORK + "[lain]\nx = 1", "tidak dikenal: lain"),
        ("defaults = 3\n" + WORK, "tabel TOML"),
        ("work = 3", "tabel TOML"),
        ('[defaults]\nlicence = "x"', "work"),
        (WORK + 'judul = "x"', "tidak dikenal: judul"),  # keys are English
        (WORK + 'tier = "primer"', "primary, secondary, tertiary"),
        (WORK + 'year = "2014"', "tahun"),
        (WORK + "year = 14", "tahun"),
        (WORK + "year = true", "tahun"),
        (WORK + "number = true", "teks"),
        (WORK + 'title = "  "', "kosong"),
        (WORK + 'authors = "A"', "daftar"),
        (WORK + "authors = [1]", "teks"),
        (WORK + 'date = "30-09-2014"', "YYYY"),
        (WORK + 'date = "2014-13"', "date"),
        (WORK + 'url = "peraturan.go.id"', "http"),
        (WORK + 'url = "javascript:alert(1)"', "http"),
        (WORK + 'language = "Indonesia"', "dua huruf"),
        (WORK + 'id = "UU 23"', "huruf kecil"),
        (WORK + 'checked = "ya"', "true"),
        (WORK + 'csl = "volume 3"', "tabel"),
        (WORK + 'csl = { jilid = "3" }', "jilid tidak dikenal"),  # CSL's names, not ours
        (WORK + "csl = { volume = true }", "teks"),
        (WORK + 'digest_of = "uu/2014/23"', "checked"),  # a digest must say if it was checked
        (WORK + 'digest_of = "uu/2014/23"\nid = "x"\nchecked = true', "keduanya"),
        (WORK + 'digest_of = "uu/2014/23"\ntier = "secondary"\nchecked = true', "primary"),
    ],
)
def test_every_fault_is_told(tmp_path: Path, manifest: str, said: str) -> None:
    folder = _folder(tmp_path, manifest, "a.md")
    with pytest.raises(ManifestError, match=said):
        find_item(folder / "a.md")


@pytest.mark.parametrize("date", ["2014", "2014-09", "2014-09-30"])
def test_a_date_is_as_precise_as_known(tmp_path: Path, date: str) -> None:
    folder = _folder(tmp_path, WORK + f'date = "{date}"\n', "a.md")
    assert find_item(folder / "a.md") == ManifestItem(date=date)


def test_other_toml_files_are_no_sidecars(tmp_path: Path) -> None:
    folder = _folder(tmp_path, WORK + "year = 2001\n", "a.md")
    (folder / "pyproject.toml").write_text("[tool]", encoding="utf-8")
    assert find_item(folder / "a.md") == ManifestItem(year=2001)


def test_bytes_that_are_no_text_are_told(tmp_path: Path) -> None:
    folder = _folder(tmp_path, None, "a.md")
    (folder / "manifest.toml").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(ManifestError, match="TOML"):
        find_item(folder / "a.md")
