"""Twenty people at once on one server: seconds a question, megabytes a session.

`python -m bench.crowd L [PEOPLE] [QUESTIONS]`: starts the real app on the library L, opens one
connection a person (the messages that a browser sends, over a web socket), and lets each ask
QUESTIONS different questions with a pause of half to three seconds in between. A question's time
runs from sending it to the end of the page's run, which is when the browser has all of the
answer. Then sessions are opened one after another, each asks one question and stays, and the
server's resident memory is read after each: the slope of a line through them is what a further
session takes.
"""

from __future__ import annotations

import random
import statistics
import sys
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from urllib.parse import urlencode

from bench.quality import SHARED, answerable
from dalil.answer.evaluate.judgments import read_questions
from dalil.index.library import Library

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "tests"))  # the tests' browser module starts the server

from browser import server  # noqa: E402

_FILES = (
    SHARED / "labour" / "questions.jsonl", SHARED / "kuhp2023.jsonl",
    ROOT / "bench" / "data" / "topic.jsonl",
)  # fmt: skip
_PAUSE_S = (0.5, 3.0)
_WARM = 3
_FURTHER = 40
_LIMIT_S = 120.0


class Person:
    """One connection to the app: what a browser's tab is to the server."""

    def __init__(self, address: str) -> None:
        from websockets.sync.client import connect
        from websockets.typing import Subprotocol

        where = address.replace("http://", "ws://") + "/_stcore/stream"
        self._open = ExitStack()
        made = connect(where, subprotocols=[Subprotocol("streamlit")], max_size=None, proxy=None)
        self._socket = self._open.enter_context(made)
        self.bytes = 0

    def ask(self, question: str) -> float:
        """Seconds from the question to the end of the page's run."""
        from streamlit.proto.BackMsg_pb2 import BackMsg
        from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

        message = BackMsg()
        message.rerun_script.query_string = urlencode({"q": question})
        began = time.monotonic()
        self._socket.send(message.SerializeToString())
        while True:
            data = self._socket.recv(timeout=_LIMIT_S)
            assert isinstance(data, bytes)
            self.bytes += len(data)
            said = ForwardMsg()
            said.ParseFromString(data)
            if said.WhichOneof("type") == "script_finished":
                return time.monotonic() - began

    def leave(self) -> None:
        """Close the connection."""
        self._open.close()


def resident_mb(pid: int) -> float:
    """Resident megabytes (10⁶ bytes) of a process."""
    status = Path(f"/proc/{pid}/status").read_text(encoding="ascii")
    line = next(row for row in status.splitlines() if row.startswith("VmRSS:"))
    return int(line.split()[1]) * 1024 / 1e6


def crowd(address: str, questions: Sequence[str], people: int, each: int) -> list[float]:
    """The seconds of all questions that ``people`` ask at the same time, ``each`` of them."""
    seconds: list[float] = []
    failures: list[BaseException] = []
    ready = threading.Barrier(people)

    def one(number: int) -> None:
        choice = random.Random(number)
        try:
            person = Person(address)
            ready.wait()
            for question in choice.sample(list(questions), each):
                time.sleep(choice.uniform(*_PAUSE_S))
                seconds.append(person.ask(question))
            person.leave()
        except BaseException as error:  # told by the caller: a thread's own is only printed
            failures.append(error)
            ready.abort()

    threads = [threading.Thread(target=one, args=(n,)) for n in range(people)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if failures:
        raise failures[0]
    return seconds


@contextmanager
def sitting(people: list[Person]) -> Iterator[None]:
    """Close the connections at the end."""
    try:
        yield
    finally:
        for person in people:
            person.leave()


def further(address: str, pid: int, questions: Sequence[str], count: int) -> list[float]:
    """The server's memory (MB) after each of ``count`` more sessions with an answer on them."""
    people: list[Person] = []
    memory = []
    with sitting(people):
        for number in range(count):
            people.append(Person(address))
            people[-1].ask(questions[number % len(questions)])
            memory.append(resident_mb(pid))
    return memory


def slope(values: Sequence[float]) -> float:
    """The slope of the least-squares line through values at 0, 1, 2, …"""
    return statistics.linear_regression(range(len(values)), values).slope


def main(arguments: Sequence[str]) -> int:
    """Run it and print the table."""
    library = Path(arguments[0])
    people = int(arguments[1]) if len(arguments) > 1 else 20
    each = int(arguments[2]) if len(arguments) > 2 else 10
    questions = _questions(library)
    with server(library) as (address, process):
        warm = Person(address)
        for question in questions[:_WARM]:
            warm.ask(question)
        before = resident_mb(process.pid)
        alone = [warm.ask(question) for question in questions[-15:]]
        began = time.monotonic()
        seconds = crowd(address, questions, people, each)
        took = time.monotonic() - began
        after = resident_mb(process.pid)
        memory = further(address, process.pid, questions, _FURTHER)
        size = warm.bytes / (_WARM + len(alone)) / 1e3
        warm.leave()
    print(f"{len(questions)} questions, {people} people, {each} questions each, {took:.0f} s\n")
    print("| | p50 s | p95 s | p99 s | most s |\n|---|---|---|---|---|")
    for name, row in (("one person", alone), (f"{people} at once", seconds)):
        cuts = statistics.quantiles(row, n=100, method="inclusive")
        print(f"| {name} | {cuts[49]:.2f} | {cuts[94]:.2f} | {cuts[98]:.2f} | {max(row):.2f} |")
    print(
        f"\nThe server held {before:.0f} MB after {_WARM} questions and {after:.0f} MB after all "
        f"of them; with {_FURTHER} more sessions open {memory[-1]:.0f} MB: {slope(memory):.2f} MB "
        f"a session (slope; {size:.0f} kB sent an answer)."
    )
    return 0


def _questions(folder: Path) -> list[str]:
    """The questions that this library has an answer to, mixed."""
    library = Library.open(folder)
    found = answerable(library, [q for file in _FILES for q in read_questions(file)])
    library.close()
    return random.Random(1).sample([q.question for q in found], len(found))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
