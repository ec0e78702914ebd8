"""Name and version of a reading library, for a document's provenance."""

from __future__ import annotations

from importlib.metadata import PackageNotFoundError, version


def reader_name(*packages: str) -> str:
    """``"pypdfium2 5.15.2 + pypdf 7.1.0"``; a package that is not installed is left out."""
    names = []
    for package in packages:
        try:
            names.append(f"{package} {version(package)}")
        except PackageNotFoundError:
            continue
    return " + ".join(names) or "dalil"
