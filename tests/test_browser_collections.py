"""Collections in a real browser: saved on one page, found on the other; its contrast and names."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from app_library import HOSTILE, fill
from browser import faults, missing, serving, settled, window
from test_browser_axe import ours, show
from test_collected import save

from index.history import remember
from index.library import Library

pytestmark = [
    pytest.mark.browser,
    pytest.mark.slow,
    pytest.mark.skipif(bool(missing()), reason=missing() or "there is a browser"),
]


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder: Path = fill(tmp_path_factory.mktemp("kept") / "pustaka")
    library = Library.open(folder)
    save(
        library, HOSTILE,
        ("uu/2010/7#pasal-2/ayat-2", "berapa lama?", "catatan"),
        ("pp/1999/4#pasal-5/ayat-1", HOSTILE, HOSTILE),
        ("naga#judul-naga/alinea-1", "", ""),
    )  # fmt: skip
    remember(library.catalog, HOSTILE, {"q": HOSTILE}, "abstained", 0)
    library.remove("pp/1999/4")
    library.close()
    with serving(folder) as url:
        yield url


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("language", ["id", "en"])
def test_nothing_serious_and_nothing_hostile(address: str, language: str, theme: str) -> None:
    with window() as driver:
        show(driver, address, "koleksi", language, theme)
        assert not ours(faults(driver))
        assert driver.execute_script("return document.querySelectorAll('main script').length") == 0
        cards = driver.find_elements("css selector", "[class*='st-key-saved-'] .dalil-head")
        assert len(cards) == 3


def test_a_phone_need_not_scroll_sideways(address: str) -> None:
    with window(390, 844, phone=True) as driver:
        driver.get(f"{address}/koleksi")
        settled(driver)
        assert driver.execute_script("return document.documentElement.scrollWidth") <= 390


def test_what_is_saved_on_one_page_is_on_the_other(address: str) -> None:
    with window() as driver:
        driver.get(f"{address}/?q=siapa+mencabut+izin+taman")
        settled(driver)
        within = "[class*='st-key-save-hit-1-']"
        _press(driver, f"{within} summary")
        driver.find_element("css selector", f"{within} .stTextInput input").send_keys("Bab 3")
        driver.find_element("css selector", f"{within} textarea").send_keys("untuk pendahuluan")
        _press(driver, f"{within} [data-testid='stFormSubmitButton'] button")
        # The form closes, and its button says so, without the page being drawn anew.
        assert not driver.find_elements("css selector", f"{within} textarea")
        assert "Tersimpan" in driver.find_element("css selector", f"{within} summary").text
        _press(driver, "[data-testid='stTopNavLink'][href$='/koleksi']")
        said = driver.find_element("css selector", "[data-testid='stMain']").text
        assert "Lurah mencabut izin taman" in said and "siapa mencabut izin taman" in said
        note = driver.find_element("css selector", "[class*='st-key-saved-'] textarea")
        assert note.get_attribute("value") == "untuk pendahuluan"


def _press(driver: Any, selector: str) -> None:
    button = driver.find_element("css selector", selector)
    driver.execute_script("arguments[0].scrollIntoView({block: 'center'})", button)
    button.click()
    settled(driver)
