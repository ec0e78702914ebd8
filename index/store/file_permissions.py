"""Who may read a library: its owner alone, unless the owner opens the folder to others.

A new library is private (folders 700, files 600). Whoever opens its folder to a group or to all
(``chmod -R g+rX``) needs to do so once: what is written later may be read by the same people.
"""

from __future__ import annotations

import os
import stat
from contextlib import suppress
from pathlib import Path
from typing import Final

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
