"""How many questions a minute the app answers where it is open to others: one session, and all.

Searching is what costs. A new question counts whole, the same one on a page that is drawn again a
quarter. Lists of claims and questions wait for their place instead of being refused.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Final

from dalil.ingest.errors import TooMuch
from dalil.service.rate_limit import Pace, limit_of
from dalil.views import user

#: Questions a minute that one session may ask, and all together.
EACH: Final = 30
ALL: Final = 300
ENVIRONMENT: Final = ("DALIL_QUESTIONS_SESSION", "DALIL_QUESTIONS_ALL")
#: What the same question costs when the page is drawn again.
AGAIN: Final = 0.25


_pace = Pace(limit_of(ENVIRONMENT[0], EACH), limit_of(ENVIRONMENT[1], ALL))


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
