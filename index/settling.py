"""Which files of a folder are ready to be read: those that have stopped changing.

A file that is being copied or saved has another size or time at the next look. It is ready when
it was the same for a while, and gone when it was missing for a while, since editors save by
taking the old file away first.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

#: Size in bytes and time of the last change in nanoseconds.
Stamp = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Ready:
    """What is to be done after a look, each path once."""

    changed: tuple[Path, ...] = ()
    gone: tuple[Path, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.changed or self.gone)


@dataclass(slots=True)
class Settling:
    """Looks at a folder, one after another. ``settle_s`` is how long a file must keep still."""

    settle_s: float
    _known: dict[Path, Stamp] = field(default_factory=dict)  # as they were last handed out
    _moving: dict[Path, tuple[Stamp | None, float]] = field(default_factory=dict)

    def look(self, found: Mapping[Path, Stamp], at: float) -> Ready:
        """What has settled by now: ``found`` are all files at this moment, in seconds ``at``."""
        changed: list[Path] = []
        gone: list[Path] = []
        for path in found.keys() | self._known.keys() | self._moving.keys():
            stamp = found.get(path)
            if stamp == self._known.get(path):  # back to what it was, or nothing happened
                self._moving.pop(path, None)
                continue
            before = self._moving.get(path)
            if before is None or before[0] != stamp:
                self._moving[path] = (stamp, at)
            elif at - before[1] >= self.settle_s:
                del self._moving[path]
                if stamp is None:
                    self._known.pop(path, None)
                    gone.append(path)
                else:
                    self._known[path] = stamp
                    changed.append(path)
        return Ready(tuple(sorted(changed)), tuple(sorted(gone)))

    @property
    def restless(self) -> bool:
        """Whether something moves, so that another look is due soon."""
        return bool(self._moving)

    def know(self, found: Mapping[Path, Stamp]) -> None:
        """These are as they should be: nothing is to be done about them until they change."""
        self._known.update(found)

    def again(self, paths: tuple[Path, ...]) -> None:
        """These could not be handled: they come once more."""
        for path in paths:
            self._known.pop(path, None)
