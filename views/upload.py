"""Uploaded files get a place in the library's folder, under a name that cannot leave it."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Protocol

from index.permission import like_library
from ingest.model import Failure
from views.words import say

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


class Uploaded(Protocol):
    """What Streamlit gives for an uploaded file."""

    name: str
    size: int

    def getvalue(self) -> bytes:
        """Its content."""
        ...


@dataclass(frozen=True, slots=True)
class Kept:
    """Where the files were put, and which were not taken and why."""

    paths: tuple[Path, ...]
    failed: tuple[Failure, ...]


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


def keep(folder: Path, files: Iterable[Uploaded]) -> Kept:
    """Write the files into ``folder/uploads``; one that is there already is not written twice."""
    listed = list(files)
    paths: list[Path] = []
    failed: list[Failure] = []
    place = folder / UPLOADS
    for number, file in enumerate(listed):
        name = safe_name(file.name)
        if file.size > UPLOAD_LIMIT_MB * 2**20:
            mb = f"{file.size / 2**20:.0f}"
            failed.append(Failure(name, say("too_large", mb=mb, limit=UPLOAD_LIMIT_MB)))
        elif number >= UPLOAD_COUNT:
            failed.append(Failure(name, say("too_many", limit=UPLOAD_COUNT)))
        else:
            try:
                paths.append(_write(place, name, file.getvalue()))
            except OSError as error:
                failed.append(Failure(name, say("unwritable", reason=error.strerror)))
    return Kept(tuple(dict.fromkeys(paths)), tuple(failed))


def _write(place: Path, name: str, content: bytes) -> Path:
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
