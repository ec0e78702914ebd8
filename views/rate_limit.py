"""How many questions a minute the app answers where it is open to others: one session, and all.

Searching is what costs. A new question counts whole, the same one on a page that is drawn again a
quarter. Lists of claims and questions wait for their place instead of being refused.
"""

from __future__ import annotations

import os
import time
from collections import deque
from collections.abc import Callable
from threading import Lock
from typing import Final

from dalil.ingest.errors import TooMuch
from dalil.ingest.messages import Message
from dalil.views import user

#: Questions a minute that one session may ask, and all together.
EACH: Final = 30
ALL: Final = 300
ENVIRONMENT: Final = ("DALIL_QUESTIONS_SESSION", "DALIL_QUESTIONS_ALL")
_MINUTE_S: Final = 60.0
#: What the same question costs when the page is drawn again.
AGAIN: Final = 0.25


class Pace:
    """What was asked within the last minute."""

    def __init__(self, each: float, total: float, within_s: float = _MINUTE_S) -> None:
        self.each, self.total, self._within_s = each, total, within_s
        self._guard = Lock()
        self._asked: deque[tuple[float, str, float]] = deque()

    def take(self, who: str, cost: float = 1.0) -> None:
        """Ask once. Raises TooMuch over a limit; what was refused does not count."""
        with self._guard:
            now = time.monotonic()
            while self._asked and now - self._asked[0][0] > self._within_s:
                self._asked.popleft()
            own = sum(c for _, w, c in self._asked if w == who)
            if own + cost > self.each:
                raise TooMuch(Message("server.too_fast", each=self.each))
            if sum(c for _, _, c in self._asked) + cost > self.total:
                raise TooMuch(Message("server.busy"))
            self._asked.append((now, who, cost))


def _limit(name: str, usual: int) -> int:
    said = os.environ.get(name, "")
    return int(said) if said.isdigit() and int(said) else usual


_pace = Pace(_limit(ENVIRONMENT[0], EACH), _limit(ENVIRONMENT[1], ALL))


def ask(again: bool = False) -> None:
    """Count a question of this session. Raises TooMuch; never alone at one's own machine."""
    if user.public():
        _pace.take(user.owner(), AGAIN if again else 1.0)


def patient(pause_s: float = 1.0) -> Callable[[], None]:
    """What a list of questions calls before each: it waits until there is room."""
    if not user.public():
        return lambda: None
    who = f"{user.owner()} list"  # beside what the session asks meanwhile

    def wait() -> None:
        while True:
            try:
                _pace.take(who)
                return
            except TooMuch:
                time.sleep(pause_s)

    return wait
