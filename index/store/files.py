"""Files of a library: whether one holds what was written (SHA-256), and who may read it.

What a hash was computed of is known again by its stamp: size, time of the last change of content
and of anything (``ctime`` cannot be set back), and inode. Any write gives a file another stamp,
and so does copying it elsewhere: then it is read again. What a disk loses by itself, without a
write, `dalil verify` finds, which reads everything.
"""

from __future__ import annotations

import hashlib
import json
import os
import stat
import time
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import Final

#: (bytes, mtime in ns, ctime in ns, inode)
Stamp = tuple[int, int, int, int]

#: Clocks of file systems tick every 1-10 ms: two writes within one tick have one stamp.
_TICK_S: Final = 0.012


def sha256_of(path: Path) -> str:
    """The SHA-256 of a file's content, in hex. Raises OSError."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def stamp_of(path: Path) -> Stamp:
    """What changes when the file does. Raises OSError."""
    found = path.stat()
    return found.st_size, found.st_mtime_ns, found.st_ctime_ns, found.st_ino


def settled(stamps: Mapping[str, Stamp]) -> None:
    """Wait until a further write would give each of these files another stamp."""
    newest = max((stamp[2] for stamp in stamps.values()), default=0)
    if time.time_ns() - newest < _TICK_S * 1e9:
        time.sleep(_TICK_S)


def read_stamps(path: Path) -> dict[str, Stamp]:
    """Stamps that `write_stamps` wrote; none where there is no such file or a damaged one."""
    try:
        said = json.loads(path.read_text(encoding="utf-8"))
        return {str(name): _stamp(value) for name, value in said.items()}
    except (OSError, ValueError, TypeError, AttributeError):
        return {}


def _stamp(value: object) -> Stamp:
    if not isinstance(value, list) or len(value) != 4:
        raise ValueError("no stamp")
    size, changed, touched, inode = map(int, value)
    return size, changed, touched, inode


def write_stamps(path: Path, stamps: Mapping[str, Stamp]) -> bool:
    """Remember them, whole or not at all; False where that place cannot be written."""
    half = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        half.write_text(json.dumps(stamps), encoding="utf-8")
        half.replace(path)
    except OSError:
        with suppress(OSError):
            half.unlink(missing_ok=True)
        return False
    return True


def remembered_sha256(path: Path) -> str:
    """`sha256_of`, remembered under the user's cache folder. For files too large to read each time.

    Raises OSError where the file cannot be read.
    """
    from platformdirs import user_cache_path

    key = hashlib.sha256(str(path.resolve()).encode("utf-8", "surrogateescape")).hexdigest()
    memory = user_cache_path("dalil") / "hashes" / f"{key[:32]}.json"
    before = stamp_of(path)
    try:
        said = json.loads(memory.read_text(encoding="utf-8"))
        if _stamp(said["stamp"]) == before and len(said["sha256"]) == 64:
            return str(said["sha256"])
    except (OSError, ValueError, TypeError, KeyError):
        pass
    found = sha256_of(path)
    if stamp_of(path) == before and time.time_ns() - before[2] > _TICK_S * 1e9:
        half = memory.with_name(f".{memory.name}.{os.getpid()}")
        with suppress(OSError):
            memory.parent.mkdir(parents=True, exist_ok=True)
            half.write_text(json.dumps({"stamp": before, "sha256": found}), encoding="utf-8")
            half.replace(memory)
    return found


PRIVATE_FOLDER: Final = 0o700
PRIVATE_FILE: Final = 0o600


def make_private(folder: Path) -> None:
    """A library's folder that was just made, or is empty, is its owner's alone."""
    with suppress(OSError):  # a file system without owners, or somebody else's folder
        folder.chmod(PRIVATE_FOLDER)


def like_library(path: Path, library: Path) -> None:
    """Give a file or folder inside a library the rights that the library's own folder has."""
    if os.name == "nt":
        return
    with suppress(OSError):
        may = stat.S_IMODE(library.stat().st_mode) & 0o777
        now = path.stat()
        wanted = may if stat.S_ISDIR(now.st_mode) else may & 0o666
        if stat.S_IMODE(now.st_mode) & 0o777 != wanted:
            path.chmod(wanted)


def touch_private(path: Path, library: Path) -> None:
    """Make an empty file with these rights before anything is written into it. Raises OSError."""
    with suppress(FileExistsError):
        os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, PRIVATE_FILE))
        like_library(path, library)


def may_write(library: Path, catalog: Path) -> bool:
    """Whether this process may write into the library."""
    return os.access(library, os.W_OK | os.X_OK) and (
        not catalog.exists() or os.access(catalog, os.W_OK)
    )
