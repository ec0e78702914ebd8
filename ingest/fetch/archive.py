"""Archives of acts: a ZIP, a TAR, a git repository, a folder; what is in them, and its bytes.

Nothing is unpacked by the archive's own word: a name is a label (`safe_name`), never a path, links
and devices are left, sizes are counted as they come, and git writes no working tree (so no hook,
filter or link of a stranger's ever runs): its objects are read.
"""

from __future__ import annotations

import os
import re
import shutil
import stat
import subprocess
import tarfile
import zipfile
import zlib
from abc import ABC, abstractmethod
from collections.abc import Callable, Collection, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from lzma import LZMAError
from pathlib import Path, PurePosixPath
from typing import IO, Final

from dalil.ingest.errors import Unreachable, WrongContent
from dalil.ingest.fetch.content import kind_of_content
from dalil.ingest.file_names import printable
from dalil.ingest.identify.act_types import kind_by_slug
from dalil.ingest.messages import Message
from dalil.ingest.model import Failure
from dalil.ingest.readers.limits import MAX_BYTES
from dalil.ingest.readers.registry import SUFFIXES

#: What one archive may hold: files, and bytes of them unpacked.
MOST_FILES: Final = 500_000
MOST_BYTES: Final = 16 * 10**9
#: What one file of it may have at most, as much as the readers take.
MOST_EACH: Final = MAX_BYTES
_GIT_S: Final = 3_600.0
#: What reading a damaged archive, or a member of one, may trip over.
DAMAGED: Final = (
    zipfile.BadZipFile, tarfile.TarError, zlib.error, EOFError, LZMAError, RuntimeError,
    NotImplementedError, ValueError, OSError,
)  # fmt: skip
_BESIDE: Final = frozenset(
    "readme.md license.md licence.md changelog.md contributing.md catalog.jsonl questions.jsonl "
    "package.json".split()
)
_ODD: Final = re.compile(r'[\x00-\x1f\x7f<>:"|?*\\]')
_DEVICE: Final = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d)(?:\..*)?", re.IGNORECASE)
_COMMIT: Final = re.compile(r"[0-9a-f]{40}(?:[0-9a-f]{24})?")


@dataclass(frozen=True, slots=True)
class Member:
    """A file of an archive. ``mark`` changes with its content where the archive says so."""

    name: str
    size: int
    mark: str = ""

    @property
    def act(self) -> tuple[str, int, str] | None:
        """Kind, year and number where the name says them: ``uu/2014/23.md``."""
        parts = PurePosixPath(self.name).parts[-3:]
        if len(parts) != 3 or not re.fullmatch(r"(?:1[89]|20)\d\d", parts[1]):
            return None
        slug, number = parts[0].casefold(), PurePosixPath(parts[2]).stem.casefold()
        if kind_by_slug(slug) is None or not re.fullmatch(r"[a-z0-9-]{1,60}", number):
            return None
        return slug, int(parts[1]), number


def safe_name(name: str) -> str | None:
    """A member's name as a path below a folder; None for one that would lead elsewhere."""
    if not name or name.startswith(("/", "\\")) or "\\" in name or len(name) > 1_000:
        return None
    parts = PurePosixPath(name).parts
    for part in parts:
        if part == ".." or _ODD.search(part) or _DEVICE.fullmatch(part) or part != part.strip(" "):
            return None
        if len(part.encode("utf-8", "surrogatepass")) > 200 or part.endswith("."):
            return None
    return "/".join(parts)


class Archive(ABC):
    """What is in an archive. `problems` grows while it is listed and read."""

    def __init__(self) -> None:
        self.problems: list[Failure] = []
        self.commit = ""  # of a repository, where it is known

    def listed(self) -> list[Member]:
        """The files that may be sources, in the archive's order; the rest into `problems`."""
        taken: dict[str, Member] = {}
        total = 0
        for number, (name, size, mark, odd) in enumerate(self._entries()):
            if number >= MOST_FILES:
                raise WrongContent(Message("fetch.too_many_files", limit=MOST_FILES))
            place = safe_name(name)
            if odd:
                self._leave(name, odd)
            elif place is None:
                self._leave(name, Message("fetch.stranger_name"))
            elif _is_beside(place):
                continue
            elif PurePosixPath(place).suffix.lower() not in SUFFIXES:
                self._leave(name, Message("fetch.no_reader"))
            elif place.casefold() in taken:
                self._leave(name, Message("fetch.twice"))
            elif size > MOST_EACH:
                self._leave(name, Message("fetch.too_large", limit=MOST_EACH / 1e6))
            else:
                total += size
                if total > MOST_BYTES:
                    raise WrongContent(Message("fetch.too_large", limit=MOST_BYTES / 1e6))
                taken[place.casefold()] = Member(place, size, mark)
        return list(taken.values())

    def _leave(self, name: str, reason: str) -> None:
        self.problems.append(Failure(printable(name[:200]), reason))

    @abstractmethod
    def _entries(self) -> Iterator[tuple[str, int, str, str]]:
        """Name, size, mark, and why it is no file ("": it is one)."""

    @abstractmethod
    def read(self, wanted: Collection[str]) -> Iterator[tuple[str, IO[bytes]]]:
        """The members of these names with their bytes, each to be read before the next is taken.

        Raises WrongContent where the archive breaks off.
        """


def _link() -> str:
    return Message("fetch.link")


def _is_beside(name: str) -> bool:
    path = PurePosixPath(name)
    return path.name.casefold() in _BESIDE or any(p.startswith((".", "__")) for p in path.parts)


class Zipped(Archive):
    """A ZIP file."""

    def __init__(self, path: Path) -> None:
        super().__init__()
        try:
            self._zip = zipfile.ZipFile(path)
        except DAMAGED as error:
            raise WrongContent(Message("fetch.archive_broken", error=error)) from error
        self._top = _common([i.filename for i in self._zip.infolist()])
        self._members: dict[str, zipfile.ZipInfo] = {}

    def _entries(self) -> Iterator[tuple[str, int, str, str]]:
        for info in self._zip.infolist():
            if info.is_dir():
                continue
            mode = info.external_attr >> 16
            odd = _link() if stat.S_ISLNK(mode) else ""
            if info.flag_bits & 1:
                odd = Message("fetch.locked")
            name = info.filename.removeprefix(self._top)
            if place := safe_name(name):
                self._members.setdefault(place, info)
            yield name, info.file_size, f"{info.CRC:08x}-{info.file_size}", odd

    def read(self, wanted: Collection[str]) -> Iterator[tuple[str, IO[bytes]]]:
        """See `Archive.read`."""
        for name in wanted:
            try:
                with self._zip.open(self._members[name]) as file:
                    yield name, file
            except DAMAGED as error:
                self._leave(name, Message("fetch.archive_broken", error=error))


class Tarred(Archive):
    """A TAR file, packed or not; read from its beginning, twice."""

    def __init__(self, path: Path) -> None:
        super().__init__()
        self._path = path
        self._top: str | None = None

    def _each(self) -> Iterator[tuple[tarfile.TarFile, tarfile.TarInfo]]:
        total = 0
        try:
            with tarfile.open(self._path, "r|*", errorlevel=1) as tar:
                for info in tar:
                    total += max(info.size, 0)
                    if total > MOST_BYTES:
                        raise WrongContent(Message("fetch.too_large", limit=MOST_BYTES / 1e6))
                    said = tar.pax_headers.get("comment", "")
                    if _COMMIT.fullmatch(said):
                        self.commit = said
                    yield tar, info
        except DAMAGED as error:
            raise WrongContent(Message("fetch.archive_broken", error=error)) from error

    def _entries(self) -> Iterator[tuple[str, int, str, str]]:
        found = [
            (info.name, info.size, "" if info.isreg() and not info.issparse() else _link())
            for _, info in self._each()
            if not info.isdir()
        ]
        self._top = _common([name for name, _, _ in found])
        for name, size, odd in found:
            yield name.removeprefix(self._top), size, "", odd

    def read(self, wanted: Collection[str]) -> Iterator[tuple[str, IO[bytes]]]:
        """See `Archive.read`."""
        left = set(wanted)
        assert self._top is not None, "listed first"
        for tar, info in self._each():
            name = safe_name(info.name.removeprefix(self._top))
            if name in left and info.isreg() and not info.issparse():
                left.discard(name)
                if (file := tar.extractfile(info)) is not None:
                    yield name, file
                if not left:
                    return


class Repository(Archive):
    """A git repository on disk: the objects of its last commit."""

    def __init__(self, path: Path) -> None:
        super().__init__()
        self._path = path
        self.commit = _git(path, "rev-parse", "--verify", "HEAD^{commit}").decode().strip()
        self._blobs: dict[str, str] = {}

    def _entries(self) -> Iterator[tuple[str, int, str, str]]:
        listed = _git(self._path, "ls-tree", "-r", "-l", "-z", "--full-tree", self.commit)
        for line in listed.split(b"\0"):
            head, _, raw = line.partition(b"\t")
            fields = head.split()
            if len(fields) != 4:
                continue
            mode, kind, blob, size = (f.decode() for f in fields)
            name = os.fsdecode(raw)
            odd = "" if kind == "blob" and mode.startswith("100") else _link()
            if place := safe_name(name):
                self._blobs.setdefault(place, blob)
            yield name, int(size) if size.isdigit() else 0, blob, odd

    def read(self, wanted: Collection[str]) -> Iterator[tuple[str, IO[bytes]]]:
        """See `Archive.read`."""
        command = [*_command(self._path), "cat-file", "--batch"]
        with subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
            env=_environment(),
        ) as process:  # fmt: skip
            assert process.stdin is not None and process.stdout is not None
            try:
                for name in wanted:
                    process.stdin.write(f"{self._blobs[name]}\n".encode())
                    process.stdin.flush()
                    head = process.stdout.readline().split()
                    if len(head) != 3 or head[1] != b"blob":
                        raise WrongContent(Message("fetch.archive_broken", error=head[:3]))
                    file = _Slice(process.stdout, int(head[2]))
                    yield name, file  # type: ignore[misc]
                    file.rest()
                    process.stdout.read(1)
            finally:
                process.kill()


class _Slice:
    """So many bytes of a stream."""

    def __init__(self, stream: IO[bytes], size: int) -> None:
        self._stream, self._left = stream, size

    def read(self, size: int = -1) -> bytes:
        """The next bytes; none at the end."""
        wanted = self._left if size < 0 else min(size, self._left)
        some = self._stream.read(wanted) if wanted else b""
        self._left -= len(some)
        return some

    def rest(self) -> None:
        """Pass over what was not read."""
        while self._left and self.read(1 << 20):
            pass


def open_archive(path: Path) -> Archive:
    """The archive in a file. Raises WrongContent where it is none."""
    kind = kind_of_content(path)
    if kind == "zip":
        return Zipped(path)
    if kind in {"gzip", "bzip2", "xz", "tar"}:
        return Tarred(path)
    raise WrongContent(Message("fetch.no_archive", kind=kind))


def is_repository(path: Path) -> bool:
    """Whether git finds the objects of a commit there (it refuses what belongs to others)."""
    if not (
        (path / ".git").exists() or ((path / "HEAD").is_file() and (path / "objects").is_dir())
    ):
        return False
    with suppress(WrongContent, Unreachable):
        _git(path, "rev-parse", "--verify", "HEAD^{commit}")
        return True
    return False


def mirror(url: str, into: Path, stop: Callable[[], bool] = lambda: False) -> Path:
    """The last commit of a remote repository, in a bare one of ours. Raises Unreachable."""
    if shutil.which("git") is None:
        raise Unreachable(Message("fetch.no_git", url=url))
    if not (into / "HEAD").is_file():
        into.mkdir(parents=True, exist_ok=True)
        _git(into, "init", "--bare", "--quiet", ".")
    asked = [
        "fetch",
        "--depth",
        "1",
        "--no-tags",
        "--quiet",
        "--force",
        url,
        "+HEAD:refs/heads/isi",
    ]
    _git(into, *asked, stop=stop)
    _git(into, "symbolic-ref", "HEAD", "refs/heads/isi")
    return into


def _command(path: Path) -> list[str]:
    here = path / ".git" if (path / ".git").exists() else path
    return [
        "git", "-c", "core.hooksPath=/dev/null", "-c", "core.fsmonitor=false",
        "-c", "protocol.allow=never", "-c", "protocol.https.allow=always",
        "-c", "http.followRedirects=false", f"--git-dir={here}",
    ]  # fmt: skip


def _environment() -> dict[str, str]:
    kept = {k: v for k, v in os.environ.items() if not k.startswith("GIT_")}
    return kept | {"GIT_TERMINAL_PROMPT": "0", "GIT_ASKPASS": "true", "LC_ALL": "C"}


def _git(path: Path, *arguments: str, stop: Callable[[], bool] = lambda: False) -> bytes:
    try:
        process = subprocess.Popen(
            [*_command(path), *arguments],
            cwd=path, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
            env=_environment(),
        )  # fmt: skip
    except OSError as error:
        raise Unreachable(Message("fetch.no_git", url=printable(path))) from error
    waited = 0.0
    with process:
        while True:
            try:
                out, said = process.communicate(timeout=0.5)
                break
            except subprocess.TimeoutExpired:
                waited += 0.5
                if waited > _GIT_S or stop():
                    process.kill()
    if process.returncode:
        reason = " ".join(said.decode("utf-8", "replace").split())[-200:] or process.returncode
        raise Unreachable(Message("fetch.git_failed", url=arguments[-2][:200], reason=reason))
    return out


def _common(names: list[str]) -> str:
    """The one folder that all names stand in ("repo-sha/"); "" where there is none."""
    tops = {name.partition("/")[0] for name in names if name and not name.startswith("/")}
    if len(tops) == 1 and all("/" in name for name in names):
        (top,) = tops
        return "" if top in {"", ".", ".."} or kind_by_slug(top) else f"{top}/"
    return ""


@dataclass(slots=True)
class Folder(Archive):
    """A folder of this machine, as it is: nothing of it is copied before it is wanted."""

    path: Path
    problems: list[Failure] = field(default_factory=list)
    commit: str = ""

    def _entries(self) -> Iterator[tuple[str, int, str, str]]:
        for here, folders, files in os.walk(self.path):
            folders.sort()
            for name in sorted(files):
                full = Path(here) / name
                inside = full.relative_to(self.path).as_posix()
                status = full.lstat()
                odd = "" if stat.S_ISREG(status.st_mode) else _link()
                yield inside, status.st_size, f"{status.st_mtime_ns}-{status.st_size}", odd

    def read(self, wanted: Collection[str]) -> Iterator[tuple[str, IO[bytes]]]:
        """See `Archive.read`."""
        for name in wanted:
            try:
                with (self.path / name).open("rb") as file:
                    yield name, file
            except OSError as error:
                self._leave(name, Message("source.unopened", reason=error.strerror or error))
