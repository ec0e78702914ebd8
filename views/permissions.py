"""Who may do what in the app: one table, asked by the pages and again by what does the deed.

Alone on one's own machine everybody is the one who sits there. Where the app is open to others,
whoever comes is a reader; adding, removing, correcting, folders and the rest that changes the
library for all is the editor's.
"""

from __future__ import annotations

from enum import StrEnum
from typing import Final

from dalil.ingest.errors import NotPermitted
from dalil.ingest.messages import Message


class Role(StrEnum):
    """What somebody is to the library."""

    ALONE = "alone"  # at one's own machine
    EDITOR = "editor"
    READER = "reader"


class Act(StrEnum):
    """What can be done in the app."""

    ASK = "ask"
    READ = "read"
    CHECK = "check"  # claims, questions and drafts, files of them too
    EXPORT = "export"
    SAVE = "save"  # one's own collections, notes and history
    SEE_JOBS = "see_jobs"  # that something is under way, and how far it is
    REPORTS = "reports"  # what it did, with names of files
    ADD = "add"
    FOLDER = "folder"  # name a folder of the machine that runs Dalil
    REMOVE = "remove"
    RESTORE = "restore"
    CORRECT = "correct"
    IMPORT = "import"  # metadata of a reference manager
    REINDEX = "reindex"
    WATCH = "watch"
    STOP = "stop"  # a job


_EVERYBODY: Final = frozenset(Role)
_EDITORS: Final = frozenset({Role.ALONE, Role.EDITOR})

#: The roles that may do each act. An act that is not here is nobody's.
MAY: Final[dict[Act, frozenset[Role]]] = {
    Act.ASK: _EVERYBODY,
    Act.READ: _EVERYBODY,
    Act.CHECK: _EVERYBODY,
    Act.EXPORT: _EVERYBODY,
    Act.SAVE: _EVERYBODY,
    Act.SEE_JOBS: _EVERYBODY,
    Act.REPORTS: _EDITORS,
    Act.ADD: _EDITORS,
    Act.FOLDER: _EDITORS,
    Act.REMOVE: _EDITORS,
    Act.RESTORE: _EDITORS,
    Act.CORRECT: _EDITORS,
    Act.IMPORT: _EDITORS,
    Act.REINDEX: _EDITORS,
    Act.WATCH: _EDITORS,
    Act.STOP: _EDITORS,
}


def permitted(role: Role, act: Act) -> bool:
    """Whether this role may do that."""
    return role in MAY.get(act, frozenset())


def require(role: Role, act: Act) -> None:
    """Raise NotPermitted where this role may not do that."""
    if not permitted(role, act):
        raise NotPermitted(Message("server.editors_only"))
