"""Every page under axe-core, in both languages and both themes: nothing serious is found."""

from __future__ import annotations

from typing import Any

import pytest
from browser import MARKS, Fault, faults, opened, settled, speaks, themed, turned

from dalil.app import PAGES

pytestmark = MARKS

#: What is Streamlit's own and cannot be changed from here: (rule, part of the element, reason).
#: Nothing now; an entry needs a reason, and goes when `test_what_is_allowed` finds it mended.
ALLOWED: tuple[tuple[str, str, str], ...] = ()

#: The states of the page where a question is asked, and the expanders that are opened in them.
ASKED = (
    ("?q=berapa+lama+izin+taman+berlaku", ""),  # answered
    ("?q=Pasal+2+UU+7/2010", "[class*=st-key-do-hit-1] summary"),  # context and reasons open
    ("?q=tarif+parkir+pesawat", ""),  # refused
    ("?q=izin+taman&kind=Perpres", ".st-key-dalil-tools summary"),  # nothing; filters, help open
    ("?q=pajak+AND", ""),  # a mistake
    ("?q=naga", ""),  # hostile text
)
#: The sources with all of it open.
OPEN = (("sumber", "[data-testid=stExpander] summary"),)
STATES = [*((place, "") for _, _, place in PAGES), *ASKED, *OPEN]


@pytest.mark.parametrize(("place", "expanders"), STATES)
def test_nothing_serious(address: str, desktop: Any, place: str, expanders: str) -> None:
    """One load for both languages and both themes: a new one costs more than a look."""
    show(desktop, address, place, "id", "light")
    for language, themes in (("id", ("light", "dark")), ("en", ("dark", "light"))):
        if language == "en":
            speaks(desktop, language)
        if expanders:
            opened(desktop, expanders)
        assert not ours(faults(desktop)), (language, themes[0])
        turned(desktop, themes[1])
        assert not ours(faults(desktop)), (language, themes[1])
        assert desktop.execute_script("return document.documentElement.lang") == language


def test_what_is_allowed_is_still_there(address: str, desktop: Any) -> None:
    """A new Streamlit may have mended it: then it is to be taken off the list."""
    found: list[Fault] = []
    for place, _ in STATES if ALLOWED else ():
        show(desktop, address, place, "id", "light")
        found += faults(desktop)
    for rule, part, _ in ALLOWED:
        assert [f for f in found if f.rule == rule and part in f.html], rule


def test_a_fault_is_found(address: str, desktop: Any) -> None:
    """The check itself: grey on grey, and a button without a name."""
    show(desktop, address, "bantuan", "id", "light")
    desktop.execute_script(
        "const p = document.createElement('p'); p.textContent = 'pudar';"
        "p.style.color = '#ccc'; p.style.background = '#ddd';"
        "document.querySelector('[data-testid=stMain]').append(p, document.createElement('button'))"
    )
    assert {"color-contrast", "button-name"} <= {f.rule for f in ours(faults(desktop))}


def show(driver: Any, address: str, place: str, language: str, theme: str) -> None:
    themed(driver, theme)
    driver.get(f"{address}/{place}{'&' if '?' in place else '?'}lang={language}")
    settled(driver)


def ours(found: list[Fault]) -> list[Fault]:
    """The faults that are not on the list of what is allowed."""
    return [f for f in found if not any(f.rule == r and part in f.html for r, part, _ in ALLOWED)]
