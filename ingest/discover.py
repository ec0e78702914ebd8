"""The files under what a person named, and what is left out there, each with its reason."""

from __future__ import annotations

import hashlib
import os
import stat
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from dalil.ingest.errors import DalilError
from dalil.ingest.file_names import printable, resolved
from dalil.ingest.manifest import ManifestItem, find_item
from dalil.ingest.messages import Message, message_of
from dalil.ingest.model import Failure, Tier
from dalil.ingest.readers.limits import MAX_BYTES
from dalil.ingest.readers.registry import SUFFIXES, has_pdf_head, without_reader

# A file to ingest, and what is known of it before it is read.

#: Changes when the same file would give other passages; part of what "unchanged" means.
PIPELINE_VERSION: Final = "7"


@dataclass(frozen=True, slots=True)
class SourceFile:
    """A file to ingest, with what a manifest or sidecar says of it."""

    path: Path
    item: ManifestItem | None = None
    tier: Tier | None = None  # what the person said for the whole run
    #: What the catalogue says of it that it was fetched by: for what neither text nor manifest say.
    said: ManifestItem | None = None

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
        if self.said is not None:
            said += repr(self.said)
        return hashlib.sha256(said.encode(errors="backslashreplace")).hexdigest()[:16]


def _at_once(path: str, flags: int) -> int:
    return os.open(path, flags | getattr(os, "O_NONBLOCK", 0))


_NO_SOURCES: Final = frozenset({"manifest.toml", "readme.md", "questions.jsonl", "catalog.jsonl"})

#: Whose rights count, where the system can be asked: those that opening a file will need.
_EFFECTIVE: Final = os.access in os.supports_effective_ids

#: What is neither file nor folder nor link, by the kind the system gives it.
_SPECIAL: Final = (
    (stat.S_ISFIFO, "fifo"),
    (stat.S_ISSOCK, "socket"),
    (stat.S_ISCHR, "device"),
    (stat.S_ISBLK, "device"),
)


def discover(
    paths: Iterable[Path], tier: Tier | None = None, *, follow_links: bool = False
) -> tuple[list[SourceFile], list[Failure]]:
    """The files under these paths, folders recursively, in the order of their names.

    A folder with a ``manifest.toml`` says what its files are. Files named outright that have no
    reader are failures; in a folder they are failures too, unless hidden or part of a manifest's
    furniture (README, the manifest itself, sidecars). So is what cannot be looked into and what
    is no file. Links that lead out of the folder named are failures unless ``follow_links``.
    """
    found = _Found(tier)
    for path in paths:
        try:
            status = path.stat()
        except (OSError, ValueError) as error:
            found.leave(path, _not_there(path, error))
            continue
        if stat.S_ISDIR(status.st_mode):
            walk = _Walk(path, follow_links, found)
            walk.go()
            for file in sorted(walk.files):
                found.add(file, path)
        elif stat.S_ISREG(status.st_mode):
            found.add(path, None)
        else:
            found.leave(path, _no_file(status))
    return found.files, found.failures


@dataclass(slots=True)
class _Found:
    tier: Tier | None
    files: list[SourceFile] = field(default_factory=list)
    failures: list[Failure] = field(default_factory=list)

    def leave(self, path: Path | str, reason: str) -> None:
        self.failures.append(Failure(printable(path), printable(reason)))

    def add(self, path: Path, root: Path | None) -> None:
        try:
            item = find_item(path)
            if item is None and root is not None and path.name.lower() in _NO_SOURCES:
                return
            if path.suffix.lower() not in SUFFIXES and not has_pdf_head(path):
                self.leave(path, without_reader(path))
                return
        except DalilError as error:
            self.leave(path, message_of(error))
        except OSError as error:
            self.leave(path, _not_opened(error))
        else:
            self.files.append(SourceFile(path, item, self.tier))


@dataclass(slots=True)
class _Walk:
    """One folder that was named, with what is below."""

    root: Path
    follow: bool
    found: _Found
    files: list[Path] = field(default_factory=list)
    _links: list[tuple[Path, os.stat_result, str]] = field(default_factory=list)
    _been: set[tuple[int, int]] = field(default_factory=set)  # folders, by device and inode

    def go(self) -> None:
        here = os.path.realpath(self.root)
        self._below(self.root)
        have = {os.path.realpath(path) for path in self.files}
        # After all others, so that what a link leads to is taken under its own name where it has
        # one here. Folders behind links may hold further links.
        while self._links:
            path, status, target = self._links.pop()
            if not self.follow and not Path(target).is_relative_to(here):
                self.found.leave(
                    path,
                    Message("source.link_outside", target=target),
                )
            elif stat.S_ISDIR(status.st_mode):
                before = len(self.files)
                self._below(path)
                have.update(os.path.realpath(new) for new in self.files[before:])
            elif not stat.S_ISREG(status.st_mode):
                self.found.leave(path, _no_file(status))
            elif target not in have:
                have.add(target)
                self.files.append(path)

    def _below(self, top: Path) -> None:
        folders = [top]
        while folders:
            folder = folders.pop()
            try:
                status = folder.stat()
                mark = (status.st_dev, status.st_ino)
                if status.st_ino and mark in self._been:
                    continue  # a link, or a mount, that leads back
                self._been.add(mark)
                with os.scandir(folder) as entries:
                    listed = sorted(entries, key=lambda entry: entry.name)
                if not os.access(folder, os.X_OK, effective_ids=_EFFECTIVE):
                    self.found.leave(folder, Message("source.folder_closed"))
                    continue
            except OSError as error:
                self.found.leave(folder, Message("source.folder_unread", reason=_not_opened(error)))
                continue
            folders += self._sort(folder, listed)

    def _sort(self, folder: Path, listed: Iterable[os.DirEntry[str]]) -> Iterator[Path]:
        """Files and links to their lists; gives the folders."""
        for entry in listed:
            path = folder / entry.name
            if _hidden(path, self.root):
                continue
            try:
                status = entry.stat(follow_symlinks=False)
                if stat.S_ISDIR(status.st_mode):
                    yield path
                elif stat.S_ISREG(status.st_mode):
                    self.files.append(path)
                elif stat.S_ISLNK(status.st_mode):
                    self._links.append((path, path.stat(), os.path.realpath(path)))
                else:
                    self.found.leave(path, _no_file(status))
            except OSError as error:
                self.found.leave(path, _not_there(path, error))


def _hidden(path: Path, root: Path) -> bool:
    parts = path.relative_to(root).parts
    return any(p.startswith((".", "~$", "__")) for p in parts) or path.name.endswith(
        (".toml", ".py", ".lock", ".tmp", "~")
    )


def _not_there(path: Path, error: OSError | ValueError) -> str:
    if os.path.islink(path):  # noqa: PTH114  False where that cannot be told
        try:
            target = os.readlink(path)  # noqa: PTH115  text as it stands in the link
        except OSError:
            target = "?"
        return Message("source.link_broken", target=target)
    if isinstance(error, FileNotFoundError | NotADirectoryError):
        return Message("source.nothing_here")
    return _not_opened(error)


def _not_opened(error: OSError | ValueError) -> str:
    if isinstance(error, PermissionError):
        return Message("source.not_permitted")
    return Message("source.unopened", reason=getattr(error, "strerror", None) or error)


def _no_file(status: os.stat_result) -> str:
    what = next((name for test, name in _SPECIAL if test(status.st_mode)), "other_thing")
    return Message("source.special", what=Message(f"source.{what}"))
