"""Every file of a library, damaged in every way: it works, is repaired, or says what to do.

Never a crash that names no remedy, and never another ranking without a note. After the next
ingest everything but the catalogue is whole again; what the catalogue lost, a backup brings back.
"""

from __future__ import annotations

import os
import random
import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from dalil.index.curate.add_sources import take_in
from dalil.index.curate.verify import verify
from dalil.index.encode.encoder import HashingEncoder
from dalil.index.library import Library
from dalil.ingest.errors import CatalogBroken, DalilError

QUESTIONS = ("daerah bekerja sama", "izin usaha menteri", "retribusi desa")
_SUBJECTS = ("bekerja sama dengan pihak luar negeri", "memberi izin usaha", "memungut retribusi")

Answers = list[list[tuple[str, str, float]]]


def _act(number: int, pasal: int = 6) -> str:
    articles = "\n".join(
        f"Pasal {n}\n(1) Daerah {number} dapat {_SUBJECTS[(n + number) % 3]} menurut Menteri.\n"
        f"(2) Desa {n} {_SUBJECTS[n % 3]}."
        for n in range(1, pasal + 1)
    )
    return (
        f"UNDANG-UNDANG REPUBLIK INDONESIA\nNOMOR {number} TAHUN 2021\nTENTANG\nURUSAN {number}\n"
        "DENGAN RAHMAT TUHAN YANG MAHA ESA\nMenimbang : bahwa urusan perlu diatur;\n"
        f"MEMUTUSKAN:\n{articles}\n"
    )


def _open(folder: Path) -> Library:
    return Library.open(folder, create=True, encoder=HashingEncoder())


def _answers(library: Library) -> tuple[Answers, list[str]]:
    found: Answers = []
    notes: list[str] = []
    for question in QUESTIONS:
        result = library.search(question, k=20)
        found.append([(h.passage.passage_id, h.passage.text, h.score) for h in result.hits])
        notes += result.notes
    return found, notes


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path, Answers]:
    """A library, its sources and its answers; not to be changed."""
    place = tmp_path_factory.mktemp("whole")
    sources = place / "sources"
    sources.mkdir()
    for number in (901, 902, 903):  # few pasal: every file of it is damaged in every way
        (sources / f"uu_2021_{number}.md").write_text(_act(number, 3), encoding="utf-8")
    library = _open(place / "library")
    take_in(library, [sources], workers=1)
    expected, notes = _answers(library)
    assert not notes and all(expected)
    library.close()
    return place / "library", sources, expected


def _flip(share: float) -> Callable[[Path], None]:
    def flip(path: Path) -> None:
        content = bytearray(path.read_bytes())
        if content:
            content[int(share * (len(content) - 1))] ^= 0x41
            path.write_bytes(content)

    return flip


def _flip_unseen(path: Path) -> None:
    """With the time of its last change set back, as a bad copy or a bad actor would."""
    times = path.stat()
    _flip(0.6)(path)
    os.utime(path, ns=(times.st_atime_ns, times.st_mtime_ns))


def _half(path: Path) -> None:
    os.truncate(path, path.stat().st_size // 2)


def _folder(path: Path) -> None:
    path.unlink()
    path.mkdir()
    (path / "in it").write_text("x")


def _garbage(path: Path) -> None:
    path.write_bytes(random.Random(7).randbytes(max(64, path.stat().st_size)))


def _zeros(path: Path) -> None:
    path.write_bytes(bytes(path.stat().st_size))


WAYS: dict[str, Callable[[Path], None]] = {
    "first byte": _flip(0),
    "a byte in the middle": _flip(0.5),
    "last byte": _flip(1),
    "a byte, times set back": _flip_unseen,
    "cut in half": _half,
    "emptied": lambda path: os.truncate(path, 0),
    "deleted": Path.unlink,
    "a folder in its place": _folder,
    "garbage of its length": _garbage,
    "zeros": _zeros,
}


def _files(library: Path) -> Iterator[str]:
    for path in sorted(library.rglob("*")):
        if path.is_file():
            yield path.relative_to(library).as_posix()


def _copy(library: Path, to: Path) -> Path:
    shutil.copytree(library, to)
    for generation in (to / "generations").iterdir():
        # As if it had been opened there before: what is known to be whole is not read again.
        if generation.is_dir():
            from dalil.index.snapshot.snapshot import Generation

            Generation(generation)
    return to


@pytest.mark.slow
@pytest.mark.parametrize("way", WAYS)
def test_every_file_damaged(whole: tuple[Path, Path, Answers], tmp_path: Path, way: str) -> None:
    library, sources, expected = whole
    for number, name in enumerate(_files(library)):
        case = f"{way}: {name}"
        folder = _copy(library, tmp_path / str(number))
        WAYS[way](folder / name)
        _holds(folder, case, expected)
        try:
            opened = _open(folder)
            take_in(opened, [sources], workers=1)
            found, notes = _answers(opened)
        except CatalogBroken as error:
            assert name.startswith("catalog.sqlite"), case
            assert "dalil restore" in str(error), case
            continue
        except DalilError as error:
            # What stands in the lock's or the cache's place is named, and the person removes it.
            assert (folder / name).is_dir() and name in str(error), f"{case}: {error}"
            continue
        assert (found, notes) == (expected, []), case
        opened.close()
        shutil.rmtree(folder)


def _holds(folder: Path, case: str, expected: Answers) -> None:
    """It answers as before, or with a note, or raises an error that is meant for people."""
    try:
        opened = Library.open(folder, encoder=HashingEncoder())
        found, notes = _answers(opened)
    except DalilError as error:
        assert "dalil " in str(error), f"{case}: {error}"
        return
    assert notes or found == expected, f"{case}: another ranking in silence"
    opened.close()


@pytest.mark.slow
def test_bytes_anywhere_in_the_catalogue(whole: tuple[Path, Path, Answers], tmp_path: Path) -> None:
    """SQLite keeps no checksums: a flipped byte may be read. It is never a crash, and never
    another ranking in silence."""
    library, _, expected = whole
    dice = random.Random(14)
    size = (library / "catalog.sqlite").stat().st_size
    for number in range(150):
        folder = _copy(library, tmp_path / str(number))
        with (folder / "catalog.sqlite").open("r+b") as file:
            for _ in range(1 + number % 3):
                file.seek(dice.randrange(size))
                byte = file.read(1)[0]
                file.seek(-1, os.SEEK_CUR)
                file.write(bytes([byte ^ (1 << dice.randrange(8))]))
        try:
            opened = Library.open(folder, encoder=HashingEncoder())
            found, notes = _answers(opened)
            ranked = [[(i, s) for i, _, s in hits] for hits in found]
            same = ranked == [[(i, s) for i, _, s in hits] for hits in expected]
            assert same or notes, number
        except DalilError:
            continue
        finally:
            shutil.rmtree(folder)


def test_a_byte_that_changes_while_the_library_is_open(
    whole: tuple[Path, Path, Answers], tmp_path: Path
) -> None:
    """An app runs for days: its mapped files may change beneath it."""
    library, sources, expected = whole
    for number, name in enumerate(_files(library / "generations")):
        folder = _copy(library, tmp_path / str(number))
        opened = _open(folder)
        assert _answers(opened) == (expected, [])
        content = bytearray((folder / "generations" / name).read_bytes())
        with (folder / "generations" / name).open("r+b") as file:  # in place, as a mapping sees it
            file.seek(len(content) // 2)
            file.write(bytes([content[len(content) // 2] ^ 0x20]))
        try:
            found, notes = _answers(opened)
            assert notes or found == expected, name
        except DalilError as error:
            assert "dalil ingest" in str(error), name
        take_in(opened, [sources], workers=1)
        assert _answers(opened) == (expected, []), name
        opened.close()
        shutil.rmtree(folder)


@pytest.mark.parametrize("keep_wal", [False, True])
@pytest.mark.parametrize("gone", ["deleted", "emptied", "no tables"])
def test_a_lost_catalogue_is_not_taken_for_a_new_library(
    whole: tuple[Path, Path, Answers], tmp_path: Path, gone: str, keep_wal: bool
) -> None:
    library, sources, _ = whole
    folder = _copy(library, tmp_path / "library")
    catalog = folder / "catalog.sqlite"
    catalog.unlink()
    if gone == "emptied":
        catalog.touch()
    elif gone == "no tables":
        import sqlite3

        made = sqlite3.connect(catalog)
        made.execute("PRAGMA journal_mode = WAL")
        made.close()
    if keep_wal:
        (folder / "catalog.sqlite-wal").write_bytes(b"x" * 5_000)
    for create in (False, True):
        with pytest.raises(CatalogBroken, match="dalil restore"):
            Library.open(folder, create=create)
    assert list((folder / "generations").iterdir())
    for place in ("generations", "originals"):
        shutil.rmtree(folder / place)
        if place == "generations":
            with pytest.raises(CatalogBroken, match="dalil restore"):
                Library.open(folder, create=True)
    take_in(_open(folder), [sources], workers=1)  # nothing of a library is left: a new one


@pytest.fixture(scope="module")
def related(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Answers]:
    """A library in which one act repeals another, so that relations and statuses rank."""
    place = tmp_path_factory.mktemp("related")
    sources = place / "sources"
    sources.mkdir()
    for number in (901, 902, 903):
        text = _act(number)
        if number == 903:
            text = text.rstrip() + (
                "\nPasal 7\nPada saat Undang-Undang ini mulai berlaku, Undang-Undang Nomor 901 "
                "Tahun 2021 tentang URUSAN 901 dicabut dan dinyatakan tidak berlaku.\n"
                "Pasal 8\nPasal 2 Undang-Undang Nomor 902 Tahun 2021 dihapus.\n"
            )
        (sources / f"uu_2021_{number}.md").write_text(text, encoding="utf-8")
    library = _open(place / "library")
    take_in(library, [sources], workers=1)
    assert [r.target_id for r in library.catalog.relations_to("uu/2021/901")]
    expected, notes = _answers(library)
    assert not notes and all(expected)
    library.close()
    return place / "library", expected


def test_every_byte_of_relations_and_statuses(
    related: tuple[Path, Answers], tmp_path: Path
) -> None:
    """Wherever the names in a relation or a status stand in the file, each of their bytes."""
    library, expected = related
    catalog = (library / "catalog.sqlite").read_bytes()
    words = (b"repeals", b"repealed", b"uu/2021/903uu/", b"uu/2021/903repeal", b"partly_repeals")
    spots = sorted({
        at + n for word in words for m in re.finditer(re.escape(word), catalog)
        for at in (m.start(),) for n in range(-4, len(word) + 12, 3)
    })  # fmt: skip
    assert len(spots) > 20
    noticed = 0
    for number, at in enumerate(spots):
        folder = tmp_path / str(number)
        shutil.copytree(library, folder)
        made = bytearray(catalog)
        made[at] ^= 0x02
        (folder / "catalog.sqlite").write_bytes(made)
        try:
            opened = Library.open(folder, encoder=HashingEncoder())
            found, notes = _answers(opened)
            assert notes or found == expected, f"{at}: {catalog[at - 20 : at + 20]!r}"
            opened.close()
        except DalilError as error:
            noticed += 1
            assert "dalil restore" in str(error)
            assert verify(folder).faults, at
        finally:
            shutil.rmtree(folder)
    assert noticed > 10


def test_the_seal_is_kept_by_every_way_of_writing(
    related: tuple[Path, Answers], tmp_path: Path
) -> None:
    """Adding, removing, bringing back and correcting leave relations that a search believes."""
    from dalil.index.curate.edit import correct
    from dalil.index.curate.trash import remove, restore

    folder = tmp_path / "library"
    shutil.copytree(related[0], folder)
    library = _open(folder)
    new = tmp_path / "uu_2021_904.md"
    new.write_text(_act(904), encoding="utf-8")
    for step in (
        lambda: take_in(library, [new], workers=1),
        lambda: remove(library, ["uu/2021/903"]),
        lambda: restore(library, ["uu/2021/903"]),
        lambda: correct(library, "uu/2021/902", {"title": "Urusan Baru"}),
        lambda: take_in(library, [new], workers=1, rebuild=True),
    ):
        step()
        assert library.catalog.is_sealed()
        _answers(library)
    query = "SELECT count(*) FROM relations WHERE source_id = '' AND relation = 'seal'"
    assert library.catalog._db.execute(query).fetchone() == (1,)
    library.close()
