"""Who changed the library, when and how: a line of JSON for each change, `audit.jsonl` beside it.

The line is written before the change is begun, and a change whose line cannot be written is not
made. What a job did stands in its report (`index.curate.jobs`), by its number.
"""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Final

from dalil.index.store.catalog import now
from dalil.index.store.files import touch_private
from dalil.ingest.errors import LibraryError
from dalil.ingest.messages import Message
from dalil.service.permissions import Act, Role

NAME: Final = "audit.jsonl"


def note(
    folder: Path, act: Act, subject: str, *, who: str, role: Role, address: str = "", via: str
) -> None:
    """Write that somebody is about to do this to the library in that folder.

    ``subject``: ids or names of files; ``via``: ``service`` or ``app``. Raises LibraryError where
    the line cannot be written.
    """
    said = {
        "at": now(), "who": who, "role": role.value, "address": address, "via": via,
        "act": act.value, "subject": subject,
    }  # fmt: skip
    # One write of one line: those of several processes stand one after another.
    line = (json.dumps(said, ensure_ascii=False) + "\n").encode("utf-8", "backslashreplace")
    path = folder / NAME
    try:
        if not path.exists():
            touch_private(path, folder)
        place = os.open(path, os.O_WRONLY | os.O_APPEND)
        try:
            os.write(place, line)
            os.fsync(place)
        finally:
            os.close(place)
    except OSError as error:
        raise LibraryError(
            Message("server.audit_unwritten", path=path, reason=error.strerror)
        ) from error
