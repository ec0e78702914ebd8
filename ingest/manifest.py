"""What a person says about files: a folder's ``manifest.toml`` and the sidecar ``file.pdf.toml``.

Both override what a file's own text says of itself; a sidecar overrides the manifest, key by key.
The keys are those of `ManifestItem` and are documented in ``docs/formats.md``. A misspelt key, a
value of the wrong kind or a file that is not there is an error, never ignored: a manifest that
half works would put works under the wrong name.
"""

from __future__ import annotations

import datetime as dt
import os
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, fields
from functools import lru_cache
from pathlib import Path, PurePosixPath
from typing import Any, Final

from dalil.ingest.csl_variables import VARIABLES, Extra, extra_of
from dalil.ingest.data_text import read_toml
from dalil.ingest.errors import ManifestError
from dalil.ingest.messages import Message, message_of
from dalil.ingest.model import Tier
from dalil.ingest.readers.registry import SUFFIXES

MANIFEST: Final = "manifest.toml"

#: Bytes of a file name; a file whose name has no room for ".toml" has no sidecar.
_LONGEST_NAME: Final = 255

#: Largest manifest or sidecar: some 20,000 works. It is read before any file is, in this process.
_MAX_BYTES: Final = 5 * 10**6


@dataclass(frozen=True, slots=True)
class ManifestItem:
    """What a manifest or sidecar says of one file; None where it says nothing.

    ``digest_of`` is the id of the act that the file is a digest of (``uu/2014/23``): the digest
    takes that id and stands in until the official text is added. ``id`` names any other work.
    ``checked`` says whether the content was compared with the official text, ``note`` how.
    ``csl`` is a table of further variables for citations (`ingest.bibliography.record.VARIABLES`).
    """

    tier: Tier | None = None
    kind: str | None = None
    title: str | None = None
    number: str | None = None
    year: int | None = None
    date: str | None = None  # ISO 8601, as precise as known
    issuer: str | None = None
    gazette: str | None = None
    authors: tuple[str, ...] = ()
    licence: str | None = None
    language: str | None = None  # ISO 639-1
    url: str | None = None  # where the official source is
    id: str | None = None
    digest_of: str | None = None
    checked: bool | None = None
    note: str | None = None
    csl: Extra = ()


def find_item(file: Path) -> ManifestItem | None:
    """What the nearest manifest above a file and its sidecar say of it; None if nothing.

    Raises ManifestError where one is malformed or names a file that is not there. A
    ``manifest.toml`` of another program (one without ``[[work]]``) is passed over.
    """
    values: dict[str, Any] = {}
    file = file.resolve() if ".." in file.parts else file.absolute()
    for folder in file.parents:
        manifest = folder / MANIFEST
        if manifest.is_file():
            stat = manifest.stat()
            works = _cached(manifest, stat.st_mtime_ns, stat.st_size)
            if isinstance(works, str):
                raise ManifestError(works)
            if works is not None and file in works:
                values = dict(works[file])
                break
    sidecar = file.with_name(file.name + ".toml")
    if len(os.fsencode(sidecar.name)) <= _LONGEST_NAME and sidecar.is_file():
        values |= _read(sidecar)
    return _item(values, file) if values else None


@lru_cache(maxsize=64)
def _cached(manifest: Path, _mtime_ns: int, _size: int) -> dict[Path, dict[str, Any]] | str | None:
    """A manifest is read once in a run over thousands of files, and again when it changes.

    Also one that is wrong: then what is wrong with it.
    """
    try:
        return _works(manifest)
    except ManifestError as error:
        return message_of(error)


def _works(manifest: Path) -> dict[Path, dict[str, Any]] | None:
    """The tables of a manifest by file; None for the manifest of another program."""
    top = _read(manifest)
    if "work" not in top:
        if top.keys() <= {"defaults"}:
            raise ManifestError(Message("manifest.no_work", manifest=manifest))
        return None
    unknown = sorted(top.keys() - {"defaults", "work"})
    if unknown:
        raise ManifestError(
            Message("manifest.unknown_keys", manifest=manifest, unknown=", ".join(unknown))
        )
    defaults, tables = top.get("defaults", {}), top["work"]
    if not isinstance(defaults, dict) or not isinstance(tables, list):
        raise ManifestError(Message("manifest.tables", manifest=manifest))
    works: dict[Path, dict[str, Any]] = {}
    for number, table in enumerate(tables, start=1):
        where = Message("manifest.where", manifest=manifest, number=number)
        if not isinstance(table, dict) or not isinstance(table.get("file"), str):
            raise ManifestError(Message("manifest.file_needed", where=where))
        file = _inside(manifest.parent, table["file"], where)
        if file in works:
            raise ManifestError(Message("manifest.listed_already", where=where, file=table["file"]))
        works[file] = {**defaults, **{k: v for k, v in table.items() if k != "file"}}
        _item(works[file], file)  # a fault anywhere in the manifest is told at once
    return works


def _inside(folder: Path, name: str, where: str) -> Path:
    path = PurePosixPath(name)
    if not name or path.is_absolute() or ".." in path.parts or "\\" in name:
        raise ManifestError(Message("manifest.relative", where=where, name=repr(name)))
    file = folder / path
    if not file.is_file():
        raise ManifestError(Message("manifest.no_file", where=where, name=name))
    return file


def _beside(toml: Path) -> Path | None:
    """The file that a ``.toml`` is the sidecar of; None if it is none."""
    file = toml.with_suffix("")
    is_sidecar = toml.name != MANIFEST and (file.suffix.lower() in SUFFIXES or file.is_file())
    return file if is_sidecar else None


def _read(path: Path) -> dict[str, Any]:
    if path.stat().st_size > _MAX_BYTES:
        raise ManifestError(Message("manifest.too_large", path=path, mb=_MAX_BYTES // 10**6))
    try:
        return read_toml(path.read_text(encoding="utf-8-sig"))
    except ValueError as error:  # no TOML, no UTF-8, or a number of thousands of digits
        raise ManifestError(Message("manifest.no_toml", path=path, error=error)) from error


def _item(values: Mapping[str, Any], file: Path) -> ManifestItem:
    unknown = sorted(values.keys() - _VALUES.keys())
    if unknown:
        raise ManifestError(
            Message(
                "manifest.unknown_work_keys",
                name=file.name,
                unknown=", ".join(unknown),
                known=", ".join(_VALUES),
            )
        )
    said: dict[str, Any] = {}
    for key, value in values.items():
        try:
            said[key] = _VALUES[key](value)
        except ValueError as error:
            raise ManifestError(
                Message(
                    "manifest.wrong_value", name=file.name, key=key, value=repr(value), error=error
                )
            ) from error
    item = ManifestItem(**said)
    for problem in _contradictions(item):
        raise ManifestError(Message("manifest.problem", name=file.name, problem=problem))
    return item


def checked_value(key: str, value: object) -> Any:
    """The value of one key as a `ManifestItem` holds it. Raises ValueError saying what it must be.

    For what people say of a work elsewhere than in a file (`index.curate.edit`).
    """
    return _VALUES[key](value)


def _contradictions(item: ManifestItem) -> Iterator[str]:
    if item.digest_of and item.id:
        yield Message("manifest.digest_or_id")
    if item.digest_of and item.tier not in (None, Tier.PRIMARY):
        yield Message("manifest.digest_tier")
    if item.digest_of and item.checked is None:
        yield Message("manifest.digest_checked")


def _text(value: object) -> str:
    if not isinstance(value, str) or not value.strip():
        raise ValueError(Message("manifest.must_be_text"))
    return value.strip()


def _tier(value: object) -> Tier:
    try:
        return Tier(_text(value))
    except ValueError:
        raise ValueError(Message("manifest.must_be_one_of", known=", ".join(Tier))) from None


def _number(value: object) -> str:
    """ "9/A/KP/XII/2006/01" is a number too, so it is text; a plain integer is welcome."""
    return str(value) if isinstance(value, int) and not isinstance(value, bool) else _text(value)


def _year(value: object) -> int:
    # The oldest acts still applied are of 1847 (Staatsblad); treaties may be older.
    if not isinstance(value, int) or isinstance(value, bool) or not 1500 <= value <= 2100:
        raise ValueError(Message("manifest.must_be_year"))
    return value


def _date(value: object) -> str:
    if isinstance(value, dt.datetime):
        value = value.date()
    if isinstance(value, dt.date):
        return value.isoformat()
    said = _text(value)
    if not re.fullmatch(r"\d{4}(?:-\d{2}){0,2}", said):
        raise ValueError(Message("manifest.must_be_date"))
    dt.date.fromisoformat(f"{said}-01-01"[:10])  # ValueError on 2014-13
    return said


def _authors(value: object) -> tuple[str, ...]:
    if not isinstance(value, list):
        raise ValueError(Message("manifest.must_be_list"))
    return tuple(_text(name) for name in value)


def _url(value: object) -> str:
    if not re.fullmatch(r"https?://\S+", said := _text(value)):
        raise ValueError(Message("manifest.must_be_url"))
    return said


def _id(value: object) -> str:
    if not re.fullmatch(r"[a-z0-9]+(?:[-/~][a-z0-9]+)*", said := _text(value)):
        raise ValueError(Message("manifest.must_be_id"))
    return said


def _language(value: object) -> str:
    if not re.fullmatch(r"[a-z]{2}", said := _text(value)):
        raise ValueError(Message("manifest.must_be_language"))
    return said


def _csl(value: object) -> Extra:
    if not isinstance(value, dict):
        raise ValueError(Message("manifest.must_be_table"))
    if unknown := sorted(value.keys() - set(VARIABLES)):
        raise ValueError(
            Message(
                "manifest.unknown_variables", unknown=", ".join(unknown), known=", ".join(VARIABLES)
            )
        )
    return extra_of({key: _number(said) for key, said in value.items()})


def _truth(value: object) -> bool:
    if not isinstance(value, bool):
        raise ValueError(Message("manifest.must_be_truth"))
    return value


_VALUES: Final[Mapping[str, Callable[[object], object]]] = {
    **{field.name: _text for field in fields(ManifestItem)},
    "tier": _tier, "number": _number, "year": _year, "date": _date, "authors": _authors,
    "url": _url, "id": _id, "digest_of": _id, "language": _language, "checked": _truth,
    "csl": _csl,
}  # fmt: skip
