"""Collections in a real browser: saved on one page, found on the other; its contrast and names."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from app_library import HOSTILE, fill
from browser import MARKS, faults, serving, settled, turned_dark
from test_bookmarks_export import save
from test_browser_axe import ours, show

from dalil.index.library import Library
from dalil.index.store.query_log import remember

pytestmark = MARKS


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


@pytest.mark.parametrize("language", ["id", "en"])
def test_nothing_serious_and_nothing_hostile(address: str, desktop: Any, language: str) -> None:
    show(desktop, address, "koleksi", language, "light")
    assert not ours(faults(desktop))
    turned_dark(desktop)
    assert not ours(faults(desktop))
    assert desktop.execute_script("return document.querySelectorAll('main script').length") == 0
    cards = desktop.find_elements("css selector", "[class*='st-key-saved-'] .dalil-head")
    assert len(cards) == 3


def test_a_phone_need_not_scroll_sideways(address: str, phone: Any) -> None:
    phone.get(f"{address}/koleksi")
    settled(phone)
    assert phone.execute_script("return document.documentElement.scrollWidth") <= 390


def test_what_is_saved_on_one_page_is_on_the_other(address: str, desktop: Any) -> None:
    desktop.get(f"{address}/?q=siapa+mencabut+izin+taman")
    settled(desktop)
    within = "[class*='st-key-save-hit-1-']"
    _press(desktop, f"{within} summary")
    desktop.find_element("css selector", f"{within} .stTextInput input").send_keys("Bab 3")
    desktop.find_element("css selector", f"{within} textarea").send_keys("untuk pendahuluan")
    _press(desktop, f"{within} [data-testid='stFormSubmitButton'] button")
    # The form closes, and its button says so, without the page being drawn anew.
    assert not desktop.find_elements("css selector", f"{within} textarea")
    assert "Tersimpan" in desktop.find_element("css selector", f"{within} summary").text
    _press(desktop, "[data-testid='stTopNavLink'][href$='/koleksi']")
    said = desktop.find_element("css selector", "[data-testid='stMain']").text
    assert "Lurah mencabut izin taman" in said and "siapa mencabut izin taman" in said
    note = desktop.find_element("css selector", "[class*='st-key-saved-'] textarea")
    assert note.get_attribute("value") == "untuk pendahuluan"


def _press(driver: Any, selector: str) -> None:
    button = driver.find_element("css selector", selector)
    driver.execute_script("arguments[0].scrollIntoView({block: 'center'})", button)
    button.click()
    settled(driver)
