"""Collections in a real browser: saved on one page, found on the other; its contrast and names."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from app_library import HOSTILE, fill
from browser import MARKS, faults, page_text, serving, settled, speaks, turned, until
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


def test_nothing_serious_and_nothing_hostile(address: str, desktop: Any) -> None:
    show(desktop, address, "koleksi", "id", "light")
    for language, themes in (("id", ("light", "dark")), ("en", ("dark", "light"))):
        if language == "en":
            speaks(desktop, language)
        assert not ours(faults(desktop)), (language, themes[0])
        turned(desktop, themes[1])
        assert not ours(faults(desktop)), (language, themes[1])
        scripts = "return document.querySelectorAll('main script').length"
        assert desktop.execute_script(scripts) == 0
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
    box = f"{within} .stTextInput input"
    until(lambda: desktop.find_elements("css selector", box), "the form is open")
    desktop.find_element("css selector", box).send_keys("Bab 3")
    desktop.find_element("css selector", f"{within} textarea").send_keys("untuk pendahuluan")
    _press(desktop, f"{within} [data-testid='stFormSubmitButton'] button")
    # The form closes, and its button says so, without the page being drawn anew.
    said = f"{within} summary"
    until(lambda: "Tersimpan" in desktop.find_element("css selector", said).text, "it says: saved")
    settled(desktop)
    assert not desktop.find_elements("css selector", f"{within} textarea")
    _press(desktop, "[data-testid='stTopNavLink'][href$='/koleksi']")
    until(lambda: "siapa mencabut izin taman" in page_text(desktop), "the collection is shown")
    settled(desktop)
    assert "Lurah mencabut izin taman" in page_text(desktop)
    note = desktop.find_element("css selector", "[class*='st-key-saved-'] textarea")
    assert note.get_attribute("value") == "untuk pendahuluan"


def _press(driver: Any, selector: str) -> None:
    button = driver.find_element("css selector", selector)
    driver.execute_script("arguments[0].scrollIntoView({block: 'center'})", button)
    button.click()
    settled(driver)
