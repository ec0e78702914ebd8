"""When a file is ready to be read: a table of what a folder looks like, second by second."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dalil.index.curate.watch import Settling, Stamp

A, B = Path("a.md"), Path("b.md")
#: A folder at one moment: the size of each file.
Look = dict[Path, int]


def stamps(look: Look) -> dict[Path, Stamp]:
    return {path: (size, size) for path, size in look.items()}


def told(looks: list[Look], settle_s: float = 2.0) -> list[str]:
    """What is handed out at each second: "+a" for changed, "-a" for gone."""
    settling = Settling(settle_s)
    said = []
    for second, look in enumerate(looks):
        ready = settling.look(stamps(look), float(second))
        said.append(
            " ".join([*(f"+{p.stem}" for p in ready.changed), *(f"-{p.stem}" for p in ready.gone)])
        )
    return said


@pytest.mark.parametrize(
    ("looks", "expected"),
    [
        ([{A: 1}, {A: 1}, {A: 1}, {A: 1}], ["", "", "+a", ""]),  # still for two seconds: once
        ([{A: 1}, {A: 2}, {A: 3}, {A: 3}, {A: 3}], ["", "", "", "", "+a"]),  # being copied
        ([{A: 1}, {A: 1}, {A: 1}, {A: 2}, {A: 2}, {A: 2}], ["", "", "+a", "", "", "+a"]),  # edited
        ([{A: 1}] * 3 + [{}] * 3, ["", "", "+a", "", "", "-a"]),  # deleted
        ([{A: 1}] * 3 + [{}, {A: 1}, {A: 1}, {A: 1}], ["", "", "+a", "", "", "", ""]),  # came back
        # Editors save by replacing: away, then another one
        ([{A: 1}] * 3 + [{}, {A: 5}, {A: 5}, {A: 5}], ["", "", "+a", "", "", "", "+a"]),
        ([{A: 1}, {}, {}, {}, {}], ["", "", "", "", ""]),  # a temporary file: never seen
        # Moved: the old path goes as the new one comes
        ([{A: 1}] * 3 + [{B: 1}] * 3, ["", "", "+a", "", "", "+b -a"]),
        ([{A: 1}, {A: 1, B: 1}, {A: 1, B: 1}, {A: 1, B: 1}], ["", "", "+a", "+b"]),  # each alone
    ],
)
def test_second_by_second(looks: list[Look], expected: list[str]) -> None:
    assert told(looks) == expected


def test_what_could_not_be_handled_comes_again() -> None:
    settling = Settling(0.0)
    settling.look(stamps({A: 1}), 0.0)
    assert settling.look(stamps({A: 1}), 1.0).changed == (A,)
    settling.again((A,))
    settling.look(stamps({A: 1}), 2.0)
    assert settling.look(stamps({A: 1}), 3.0).changed == (A,)


def test_what_is_known_is_no_news_and_its_absence_is() -> None:
    settling = Settling(0.0)
    settling.know(stamps({A: 1, B: 1}))
    for second in range(3):
        ready = settling.look(stamps({A: 1}), float(second))
        assert ready.changed == ()
        assert ready.gone == ((B,) if second == 1 else ())
    assert not settling.restless


_SIZES = st.dictionaries(st.sampled_from([A, B]), st.integers(1, 3))


@given(st.lists(_SIZES, max_size=12), _SIZES)
def test_in_the_end_all_is_told_as_it_is(looks: list[Look], last: Look) -> None:
    """Whatever happened before: what was told, in order, adds up to the folder as it is."""
    settling = Settling(1.0)
    held: Look = {}
    for second, look in enumerate([*looks, last, last, last]):
        ready = settling.look(stamps(look), float(second))
        for path in ready.changed:
            held[path] = look[path]
        for path in ready.gone:
            del held[path]
    assert held == last
    assert not settling.restless
