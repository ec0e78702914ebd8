"""The page of the sources in a real browser: what typing chooses, and the way back of a removal."""

from __future__ import annotations

from typing import Any

from browser import MARKS, settled

from dalil.views.words import WORDS

pytestmark = MARKS
ID = WORDS["id"]
TAGS = "[data-testid=stMultiSelect] [data-tag]"


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


def test_typing_chooses_one_work_and_a_removal_is_undone_in_place(
    own_address: str, desktop: Any
) -> None:
    desktop.get(f"{own_address}/sumber")
    settled(desktop)
    chosen = _typed(desktop, "taman")  # three works have it in their names
    assert len(chosen) == 1
    sure = _awaited(desktop, "[class*='st-key-sure-'] label")
    desktop.execute_script("arguments[0].scrollIntoView({block: 'center'})", sure)
    sure.click()
    settled(desktop)
    _press(desktop, ID["remove_do"])
    _awaited(desktop, ".st-key-undo_here button")
    settled(desktop)
    undo = _awaited(desktop, ".st-key-undo_here button")
    # In view, where the button was that removed.
    top = desktop.execute_script("return arguments[0].getBoundingClientRect().top", undo)
    assert 0 < top < desktop.execute_script("return innerHeight")
    desktop.execute_script("arguments[0].scrollIntoView({block: 'center'})", undo)
    undo.click()
    _awaited(desktop, f"//strong[.='{ID['undone']}']")
    settled(desktop)
    assert not desktop.find_elements("css selector", ".st-key-undo_here")


def test_nothing_is_wider_than_the_page(address: str, desktop: Any) -> None:
    desktop.get(f"{address}/sumber")
    settled(desktop)
    for width in (390, 700, 1000, 1600):
        desktop.execute_cdp_cmd(
            "Emulation.setDeviceMetricsOverride",
            {"width": width, "height": 900, "deviceScaleFactor": 1, "mobile": False},
        )
        settled(desktop)
        assert desktop.execute_script(
            "const m = document.querySelector('[data-testid=stMain]');"
            "return m.scrollWidth <= m.clientWidth + 1"
        ), width
