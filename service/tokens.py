"""Tokens by which programs say who they are: a file with a line for each, which holds no token.

    # role   name           SHA-256 of the token
    editor   perpustakaan   sha256:9f86d081884c7d65…
    reader   kelas-hukum    sha256:60303ae22b998861…

`dalil token FILE NAME` makes one, prints it once and writes its line. The file is read again when
it changes: a line that is taken out ends its token at once.
"""

from __future__ import annotations

import hashlib
import os
import re
import secrets
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from threading import Lock
from typing import Final

from dalil.ingest.errors import SettingError
from dalil.ingest.messages import Message
from dalil.service.permissions import Role

#: The file, for who starts the service by its environment.
TOKENS_FILE: Final = "DALIL_TOKENS_FILE"
#: Roles that a token can have.
ROLES: Final = (Role.READER, Role.EDITOR)

_LINE: Final = re.compile(
    r"(?P<role>reader|editor)\s+(?P<name>[\w.@-]{1,64})\s+sha256:(?P<digest>[0-9a-f]{64})"
)


@dataclass(frozen=True, slots=True)
class Caller:
    """Who asks: a name for limits and the audit, and a role."""

    name: str
    role: Role


class Tokens:
    """The tokens of a file."""

    def __init__(self, path: Path) -> None:
        """Raises SettingError where the file cannot be read, has a wrong line, or no token."""
        self._path, self._guard = path, Lock()
        self._stamp = _stamp(path)
        self._callers = read_tokens(path)

    def __contains__(self, name: object) -> bool:
        return any(caller.name == name for caller in self._callers.values())

    def caller(self, token: str) -> Caller | None:
        """Who has this token; None for nobody. A file that was spoiled meanwhile has nobody's."""
        with self._guard:
            stamp = _stamp(self._path)
            if stamp != self._stamp:
                self._stamp, self._callers = stamp, {}
                with suppress(SettingError):
                    self._callers = read_tokens(self._path)
        # Looked up by its digest: how long that takes tells nothing of a token.
        return self._callers.get(digest_of(token))


def read_tokens(path: Path) -> dict[str, Caller]:
    """The callers of a file by the digest of their token.

    Raises SettingError, which names the line.
    """
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise SettingError(Message("server.tokens_unread", path=path, reason=error)) from error
    found: dict[str, Caller] = {}
    for number, line in enumerate(lines, 1):
        said = line.partition("#")[0].strip()
        if not said:
            continue
        if (match := _LINE.fullmatch(said)) is None:
            raise SettingError(Message("server.tokens_line", path=path, line=number))
        found[match["digest"]] = Caller(match["name"], Role(match["role"]))
    if not found:
        raise SettingError(Message("server.tokens_none", path=path))
    return found


def new_token(path: Path, name: str, role: Role) -> str:
    """A new token: its line is added to the file, which is made if it is missing (0600).

    Raises SettingError for a name that cannot be one or is there already, or a file that is wrong.
    """
    if not re.fullmatch(r"[\w.@-]{1,64}", name):
        raise SettingError(Message("server.token_name", name=name))
    if path.exists() and path.stat().st_size and name in Tokens(path):
        raise SettingError(Message("server.token_there", name=name, path=path))
    token = secrets.token_urlsafe(32)
    line = f"{role.value} {name} sha256:{digest_of(token)}\n"
    try:
        place = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
        with os.fdopen(place, "a", encoding="utf-8") as file:
            file.write(line)
    except OSError as error:
        raise SettingError(Message("server.tokens_unread", path=path, reason=error)) from error
    return token


def digest_of(token: str) -> str:
    """The SHA-256 of a token, in hex."""
    return hashlib.sha256(token.encode("utf-8", "surrogatepass")).hexdigest()


def _stamp(path: Path) -> tuple[int, int, int] | None:
    with suppress(OSError):
        found = path.stat()
        return found.st_mtime_ns, found.st_size, found.st_ino
    return None
