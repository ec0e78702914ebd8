"""Files that others upload: where in the library's folder they lie, under which names, how many.

A name that is given is never a path: it becomes one that cannot leave ``uploads``.
"""

from __future__ import annotations

import hashlib
import os
import re
import time
import unicodedata
from collections.abc import Iterable
from pathlib import Path
from typing import Final

from dalil.index.library import Library
from dalil.index.store.files import like_library

UPLOADS: Final = "uploads"
#: Megabytes a file; the same as server.maxUploadSize in .streamlit/config.toml.
UPLOAD_LIMIT_MB: Final = 50
#: Files in one go.
UPLOAD_COUNT: Final = 100
#: Bytes of a name; file systems allow 255, and copies get a number.
_NAME_LIMIT: Final = 120

_UNSAFE: Final = re.compile(r"[^\w .,()\[\]&+=-]")
#: Names that are devices to Windows, whatever their suffix.
_DEVICE: Final = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d)(?=\.|\Z)", re.IGNORECASE)


#: Megabytes that may lie in ``uploads`` of a library that others upload to; and of one session.
KEPT_MB: Final = 5_000
KEPT_VARIABLE: Final = "DALIL_UPLOAD_KEPT_MB"
#: Seconds after which an upload that no record of the library names is of nobody.
_FORGOTTEN_S: Final = 86_400.0


def safe_name(name: str) -> str:
    """A file name without folders, leading dots, controls or anything a system gives meaning.

    Readable for people: letters of any script stay, since the name may tell which act it is.
    Never empty; the suffix is kept.
    """
    last = re.split(r"[/\\]", unicodedata.normalize("NFC", name))[-1]
    clean = " ".join(_UNSAFE.sub("_", last).split()).strip(" .")
    if _DEVICE.match(clean):
        clean = f"_{clean}"
    stem, dot, suffix = clean.rpartition(".")
    if not dot or len(suffix) > 10:
        stem, suffix = clean, ""
    room = _NAME_LIMIT - len(suffix.encode()) - 1
    stem = stem.encode()[:room].decode(errors="ignore").rstrip(" .") or "berkas"
    return f"{stem}.{suffix}" if suffix else stem


def left_in(folder: Path) -> int:
    """Bytes that may still be written into ``uploads`` of this library."""
    said = os.environ.get(KEPT_VARIABLE, "")
    most = (int(said) if said.isdigit() else KEPT_MB) * 2**20
    return most - sum(path.stat().st_size for path in lying(folder))


def lying(folder: Path) -> list[Path]:
    """The uploads that lie in a library's folder."""
    place = folder / UPLOADS
    return [path for path in place.iterdir() if path.is_file()] if place.is_dir() else []


def free(library: Library, names: Iterable[str] | None = None) -> list[str]:
    """Delete uploads that no record of a file that was read names: their names.

    ``names``: of these (a job that is over left them); None: of all that have lain for a day,
    which a session that ended in the middle left behind.
    """
    used = {Path(s.path).name for s in library.catalog.sources() if not s.failed}
    wanted = None if names is None else set(names)
    gone = []
    for path in lying(library.folder):
        old = time.time() - path.stat().st_mtime > _FORGOTTEN_S
        if path.name not in used and (old if wanted is None else path.name in wanted):
            path.unlink(missing_ok=True)
            gone.append(path.name)
    return gone


def write(place: Path, name: str, content: bytes) -> Path:
    """Put the content under its name, or under ``name-2`` … where that is another file."""
    place.mkdir(parents=True, exist_ok=True)
    like_library(place, place.parent)
    digest = hashlib.sha256(content).digest()
    number = 1
    while True:
        path = place / name if number == 1 else place / _numbered(name, number)
        if path.resolve().parent != place.resolve():  # cannot be; and must not be
            raise OSError(0, "nama berkas keluar dari folder", name)
        try:
            with path.open("xb") as new:
                try:
                    new.write(content)
                    new.flush()
                except OSError:  # a full disk: no half of it stays under its name
                    path.unlink(missing_ok=True)
                    raise
            like_library(path, place.parent)
            return path
        except FileExistsError:
            if hashlib.sha256(path.read_bytes()).digest() == digest:
                return path
        number += 1


def _numbered(name: str, number: int) -> str:
    path = Path(name)
    return f"{path.stem}-{number}{path.suffix}"
