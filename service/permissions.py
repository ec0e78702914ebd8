"""Who may do what to a library that others use too: in the app, over HTTP and for assistants.

Three stand before a library: the one alone at their own machine, an editor, and a reader. The
table is the only one; the pages ask it through `views.user`, the service through `service.door`.
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
    """What can be done."""

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

#: What changes the library, or its jobs: each of them has its line in the audit.
CHANGES: Final = frozenset({
    Act.ADD, Act.REMOVE, Act.RESTORE, Act.CORRECT, Act.IMPORT, Act.REINDEX, Act.WATCH, Act.STOP,
})  # fmt: skip


def permitted(role: Role, act: Act) -> bool:
    """Whether this role may do that."""
    return role in MAY.get(act, frozenset())


def require(role: Role, act: Act) -> None:
    """Raise NotPermitted where this role may not do that."""
    if not permitted(role, act):
        raise NotPermitted(Message("server.editors_only"))


# What the environment says of who comes in.

#: ``1``: app and service are open to others, whatever address they are bound to; ``0``: it is not.
PUBLIC: Final = "DALIL_PUBLIC"
#: A file that holds the editors' secret; a file that names the editors who sign in, one a line.
SECRET_FILE: Final = "DALIL_EDITOR_SECRET_FILE"  # noqa: S105
EDITORS_FILE: Final = "DALIL_EDITORS_FILE"
#: Characters that a secret has at least.
SECRET_LENGTH: Final = 16
