"""The page of the sources in a real browser: what typing chooses, and the way back of a removal."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from app_library import fill
from browser import missing, serving, settled, window

from views.words import WORDS

pytestmark = [
    pytest.mark.browser,
    pytest.mark.slow,
    pytest.mark.skipif(bool(missing()), reason=missing() or "there is a browser"),
]
ID = WORDS["id"]
TAGS = "[data-testid=stMultiSelect] [data-tag]"


@pytest.fixture
def page(tmp_path: Path) -> Iterator[Any]:
    with serving(fill(tmp_path / "pustaka")) as address, window() as driver:
        driver.get(f"{address}/sumber")
        settled(driver)
        yield driver


def _press(driver: Any, name: str) -> None:
    from selenium.webdriver.common.by import By

    path = f"//button[normalize-space(.)='{name}' or contains(., '{name}')]"
    button = driver.find_elements(By.XPATH, path)[-1]
    driver.execute_script("arguments[0].scrollIntoView({block: 'center'})", button)
    button.click()
    settled(driver)


def _awaited(driver: Any, selector: str) -> Any:
    """The element, once the work that leads to it has ended."""
    from selenium.webdriver.support.ui import WebDriverWait

    by = "xpath" if selector.startswith("//") else "css selector"
    return WebDriverWait(driver, 60).until(lambda d: d.find_elements(by, selector))[0]


def _typed(driver: Any, words: str) -> list[str]:
    from selenium.webdriver.common.keys import Keys

    box = driver.find_element("css selector", "[data-testid=stMultiSelect] input")
    driver.execute_script("arguments[0].scrollIntoView({block: 'center'})", box)
    box.click()
    box.send_keys(words)
    box.send_keys(Keys.ENTER)
    box.send_keys(Keys.ESCAPE)
    settled(driver)
    return [tag.text for tag in driver.find_elements("css selector", TAGS)]


def test_typing_chooses_one_work_and_a_removal_is_undone_in_place(page: Any) -> None:
    chosen = _typed(page, "taman")  # three works have it in their names
    assert len(chosen) == 1
    sure = page.find_element("css selector", "[class*='st-key-sure-'] label")
    page.execute_script("arguments[0].scrollIntoView({block: 'center'})", sure)
    sure.click()
    settled(page)
    _press(page, ID["remove_do"])
    undo = _awaited(page, ".st-key-undo_here button")
    # In view, where the button was that removed.
    top = page.execute_script("return arguments[0].getBoundingClientRect().top", undo)
    assert -200 < top < page.execute_script("return innerHeight") + 200
    page.execute_script("arguments[0].scrollIntoView({block: 'center'})", undo)
    undo.click()
    _awaited(page, f"//strong[.='{ID['undone']}']")
    settled(page)
    assert not page.find_elements("css selector", ".st-key-undo_here")


def test_nothing_is_wider_than_the_page(page: Any) -> None:
    for width in (390, 700, 1000, 1600):
        page.execute_cdp_cmd(
            "Emulation.setDeviceMetricsOverride",
            {"width": width, "height": 900, "deviceScaleFactor": 1, "mobile": False},
        )
        settled(page)
        assert page.execute_script(
            "const m = document.querySelector('[data-testid=stMain]');"
            "return m.scrollWidth <= m.clientWidth + 1"
        ), width
