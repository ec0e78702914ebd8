"""A file to ingest, and what is known of it before it is read."""

from __future__ import annotations

import hashlib
import os
import stat
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from ingest.manifest import ManifestItem
from ingest.model import Tier
from ingest.pathname import resolved
from ingest.read.limits import MAX_BYTES

#: Changes when the same file would give other passages; part of what "unchanged" means.
PIPELINE_VERSION: Final = "4"


@dataclass(frozen=True, slots=True)
class SourceFile:
    """A file to ingest, with what a manifest or sidecar says of it."""

    path: Path
    item: ManifestItem | None = None
    tier: Tier | None = None  # what the person said for the whole run

    def sha256(self) -> str:
        """The hash of the file's content; "" where it cannot be opened, or is too large to read.

        What is no regular file is not waited for, also where it took a file's place just now.
        """
        try:
            with open(self.path, "rb", opener=_at_once) as file:
                status = os.fstat(file.fileno())
                if not stat.S_ISREG(status.st_mode) or status.st_size > MAX_BYTES:
                    return ""
                return hashlib.file_digest(file, "sha256").hexdigest()
        except OSError:
            return ""

    @property
    def size(self) -> int:
        """Bytes; 0 where there is no file."""
        try:
            return self.path.stat().st_size
        except OSError:
            return 0

    @property
    def key(self) -> str:
        """Under what the catalogue knows the file: its full path, without links."""
        return resolved(self.path)

    @property
    def settings(self) -> str:
        """What besides the content decides the outcome; equal for equal treatment."""
        said = repr((PIPELINE_VERSION, self.tier, self.item))
        return hashlib.sha256(said.encode(errors="backslashreplace")).hexdigest()[:16]


def _at_once(path: str, flags: int) -> int:
    return os.open(path, flags | getattr(os, "O_NONBLOCK", 0))
