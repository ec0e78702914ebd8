"""The reader on a day in a real browser: the choice of the day, two days side by side, a phone."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from urllib.parse import quote

import pytest
from browser import MARKS, as_phone, faults, overflow, page_text, serving, settled, turned, until
from test_browser_language import collected, english
from test_reader_in_force import ACT, FIRST, LAST
from test_text_in_force import BASE, made

from dalil.views.words import WORDS

pytestmark = MARKS

ID = WORDS["id"]


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    place = tmp_path_factory.mktemp("in-force-browser")
    made(place, BASE, FIRST, LAST).close()
    with serving(place / "library") as at:
        yield at


def read(driver: Any, address: str, target: str, **asked: str) -> None:
    more = "".join(f"&{name}={value}" for name, value in asked.items())
    driver.get(f"{address}/baca?id={quote(target, safe='')}{more}")
    settled(driver)


def press(driver: Any, label: str) -> None:
    pressed = driver.execute_script(
        "const b = [...document.querySelectorAll('.st-key-reader-version button')]"
        ".find(b => b.innerText.trim() === arguments[0]); b.click(); return Boolean(b);",
        label,
    )
    assert pressed


def test_a_day_is_chosen_kept_in_the_address_and_left_again(address: str, desktop: Any) -> None:
    read(desktop, address, f"{ACT}#pasal-4")
    assert "lima tahun" in page_text(desktop)
    press(desktop, ID["force_read_now"])
    until(lambda: "sepuluh tahun" in page_text(desktop), "the text in force is drawn")
    settled(desktop)
    assert "pada=kini" in desktop.current_url and "pasal-4" in desktop.current_url
    assert not faults(desktop)
    turned(desktop, "dark")
    assert not faults(desktop)
    # a press on the source opens it as it was enacted; back leads to the day again
    source = "document.querySelector('.st-key-reader-part .dalil-change a').click()"
    desktop.execute_script(source)  # where it stands on the page is not what is asked here
    until(lambda: "uu%2F2005%2F7" in desktop.current_url, "the source opens")
    until(lambda: "Pasal I angka 3" in page_text(desktop), "and is drawn")
    assert "pada=" not in desktop.current_url
    desktop.back()
    until(lambda: "pada=kini" in desktop.current_url, "back")
    until(lambda: "Izin berlaku selama sepuluh" in page_text(desktop), "on the day")


def test_days_are_typed_in_the_language_of_the_page(address: str, desktop: Any) -> None:
    """Each field has a name, says what is no day, and nothing of it is English."""
    for label, asked in (
        ("force_day", {"pada": "2006-01-01"}),
        ("force_from", {"banding": "asli", "pada": "kini"}),
        ("force_to", {"banding": "asli", "pada": "kini"}),
    ):
        read(desktop, address, f"{ACT}#pasal-4", **asked)
        before = desktop.current_url
        typed(desktop, ID[label], "31/02/2006")
        until(lambda: ID["day_wrong"] in page_text(desktop), f"{label} is told")
        assert desktop.current_url == before
        assert not faults(desktop), label
        assert not english(collected(desktop)), label
        typed(desktop, ID[label], "2/6/2006")
        until(lambda: "2006-06-02" in desktop.current_url, f"{label} is in the address")
        settled(desktop)
        assert ID["day_wrong"] not in page_text(desktop)


def typed(driver: Any, label: str, text: str) -> None:
    """Write into the field of that name by the keyboard."""
    field = driver.find_element("css selector", f"input[aria-label='{label}']")
    assert field.rect["height"] >= 24  # a finger's least
    from selenium.webdriver.common.keys import Keys

    field.send_keys(Keys.CONTROL, "a")
    field.send_keys(text, Keys.ENTER)
    settled(driver)


def test_two_days_side_by_side_and_one_below_the_other(address: str, desktop: Any) -> None:
    read(desktop, address, ACT, banding="asli", pada="kini")
    assert not faults(desktop)
    sides = "return [...document.querySelectorAll('#beda-4 .dalil-side')]" \
        ".map(s => s.getBoundingClientRect()).map(r => [r.left, r.top])"  # fmt: skip
    (left, top), (right, beside) = desktop.execute_script(sides)
    assert right > left and abs(top - beside) < 2
    desktop.find_element("css selector", "#beda-3 a.dalil-step[href='#beda-4']").click()
    at = "return document.getElementById('beda-4').getBoundingClientRect().top"
    until(lambda: 0 < desktop.execute_script(at) < 200, "the next change is gone to")
    turned(desktop, "dark")
    assert not faults(desktop)
    as_phone(desktop)
    settled(desktop)
    (left, top), (below, under) = desktop.execute_script(sides)
    assert abs(left - below) < 2 and under > top
    assert overflow(desktop) <= 0
