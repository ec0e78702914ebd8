"""How the command speaks: results on stdout, messages for people on stderr, JSON plainly."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack, contextmanager
from time import monotonic
from typing import TYPE_CHECKING, Any, Final

from rich.console import Console
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    TaskID,
    TextColumn,
    TimeElapsedColumn,
    TimeRemainingColumn,
)

from dalil.ingest.file_names import printable
from dalil.ingest.model import Status, Tier
from dalil.ingest.references.ids import print_target

if TYPE_CHECKING:
    from dalil.index.court_rulings import RulingOn
    from dalil.index.wordings import WordingOn

#: Exit statuses: what scripts rely on.
DONE, NOTHING, WRONG_USE, STOPPED = 0, 1, 2, 130

_STATUS: Final = {
    Status.IN_FORCE: "berlaku",
    Status.AMENDED: "telah diubah",
    Status.PARTLY_REPEALED: "sebagian dicabut",
    Status.REPEALED: "dicabut",
}

#: What the tiers are called for people.
TIERS: Final = {Tier.PRIMARY: "primer", Tier.SECONDARY: "sekunder", Tier.TERTIARY: "tersier"}

out = Console(highlight=False, soft_wrap=True)
err = Console(stderr=True, highlight=False)


def as_json(value: Any) -> None:
    """Print one JSON value on stdout; a pipe that was closed is no error.

    What stdout cannot write (another encoding than UTF-8, a lone surrogate) is escaped as JSON.
    """
    text = json.dumps(value, ensure_ascii=False)
    try:
        text.encode(sys.stdout.encoding or "utf-8")
    except (UnicodeEncodeError, LookupError):
        text = json.dumps(value)
    sys.stdout.write(text + "\n")
    sys.stdout.flush()


def note(message: str) -> None:
    """A message for the person, without markup: file names may contain brackets."""
    # Line by line: a name may hold what a terminal obeys.
    err.print("\n".join(printable(line) for line in message.split("\n")), markup=False)


def standing(status: Status, reason: str | None) -> str:
    """What is known of a norm's force, with the provision that says so; "" for nothing known."""
    if status is Status.UNKNOWN:
        return ""
    said = f" menurut {print_target(reason)}" if reason else ""
    return f"{_STATUS[status]}{said}"


def rulings(decided: Iterable[RulingOn], place: str = "", indent: str = "") -> None:
    """What courts decided of a provision that stands at ``place``, a line each."""
    for ruling in decided:
        from dalil.answer.court_rulings import effect_note

        out.print(f"{indent}{effect_note(ruling, place=place)}", markup=False, style="red")
        out.print(f"{indent}{ruling.passage_id}", markup=False, style="dim")


def wording(on: WordingOn | None, passage_id: str, indent: str = "") -> None:
    """What a passage is to the wording in force, in a line, with the passage that is that one."""
    if on is None:
        return
    from dalil.answer.wordings import wording_note

    if said := wording_note(on, passage_id=passage_id):
        out.print(f"{indent}{said}", markup=False, style="yellow")
    if on.passage:
        out.print(f"{indent}bunyi yang berlaku: {on.passage}", markup=False, style="dim")


#: What the stages of the work are called for people.
_STAGES: Final = {
    "start": "menyiapkan",
    "katalog": "mengambil katalog",
    "membawa": "membawa sumber sendiri",
    "membuka": "membuka paket",
    "memeriksa_paket": "memeriksa isinya",
    "mengemas": "mengemas",
    "menyiapkan": "menyiapkan paket",
    "mengambil": "mengambil berkas",
    "membaca": "membaca berkas",
    "citations": "membaca rujukan",
    "wordings": "menyusun bunyi yang berlaku",
    "lexical": "menyusun indeks kata",
    "vectors": "menghitung vektor makna",
    "publish": "menerbitkan indeks",
    "publish_catalogue": "menerbitkan katalog",
    "catalogue": "mengambil katalog pustaka yang diterbitkan",
}
#: Seconds between two lines about one stage, where a file takes them instead of a person.
LINE_EVERY_S: Final = 10.0


class Bar:
    """A progress bar on stderr whose tasks appear as their stages begin."""

    def __init__(self, progress: Progress) -> None:
        self._progress = progress
        self._tasks: dict[str, TaskID] = {}

    def __call__(self, stage: str, done: int, total: int) -> None:
        """``done`` of ``total`` of a stage; the first call of a stage shows its bar."""
        if stage not in self._tasks:
            name = _STAGES.get(stage, stage)
            self._tasks[stage] = self._progress.add_task(name, total=total)
        self._progress.update(self._tasks[stage], completed=done, total=total)

    def pause(self) -> None:
        """Leave the terminal to a question."""
        self._progress.stop()


class Lines:
    """The same where stderr is a file or a pipe: a line when a stage begins, then few."""

    def __init__(self) -> None:
        self._said: dict[str, float] = {}

    def __call__(self, stage: str, done: int, total: int) -> None:
        """``done`` of ``total`` of a stage; the first call of a stage says that it begins."""
        now = monotonic()
        name = _STAGES.get(stage, stage)
        if stage not in self._said:
            note(f"{name}: {number(total)} …" if total else f"{name} …")
        elif now - self._said[stage] >= LINE_EVERY_S:
            note(f"{name}: {number(done)} dari {number(total)}")
        else:
            return
        self._said[stage] = now

    def pause(self) -> None:
        """Nothing is in the way of a question."""


@contextmanager
def progress_if_needed() -> Iterator[Callable[[str, int, int], None]]:
    """The same for what seldom takes time: nothing is shown before the first stage begins."""
    with ExitStack() as opened:
        bars: list[Bar | Lines] = []

        def tell(stage: str, done: int, total: int) -> None:
            if not bars:
                bars.append(opened.enter_context(progress()))
            bars[0](stage, done, total)

        yield tell


def number(value: int) -> str:
    """A count as Indonesian writes it: 1.161."""
    return f"{value:,}".replace(",", ".")


@contextmanager
def progress(*, shown: bool = True) -> Iterator[Bar | Lines]:
    """What shows the work going on; with ``shown`` false a bar that nobody sees.

    A bar where stderr is a terminal, else a few `Lines`.
    """
    if shown and not err.is_terminal:
        yield Lines()
        return
    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
        TimeRemainingColumn(),
    )
    with Progress(*columns, console=err, disable=not shown) as bar:
        yield Bar(bar)
