"""The reading room in a real browser: links without a new load, pages with marks, a phone."""

from __future__ import annotations

import base64
import io
import time
from collections.abc import Iterator
from typing import Any
from urllib.parse import quote, urlsplit

import pytest
from browser import MARKS, faults, page_text, serving, settled, turned, until
from made_up import act
from reading_library import fill

from dalil.index.library import Library
from dalil.ingest.readers import ocr
from dalil.views.words import WORDS

pytestmark = MARKS

ID = WORDS["id"]
YELLOW = (255, 236, 130)  # the marker's colour on white paper


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """An app with acts, an essay, a dictionary, a PDF, and an act of 420 pasal."""
    folder = fill(tmp_path_factory.mktemp("reader"), pdf=True)
    pasal = {str(n): [f"Ketentuan nomor {n} tentang bunga. " * 6, "Sama."] for n in range(1, 421)}
    explained = {f"penjelasan/pasal-{n}": ["Cukup jelas."] for n in range(1, 421)}
    library = Library.open(folder)
    library.put(act("uu/2020/1", pasal | explained))
    library.commit(vectors=False)
    library.close()
    with serving(folder) as url:
        yield url


def read(driver: Any, address: str, target: str, language: str = "id") -> None:
    driver.get(f"{address}/baca?id={quote(target, safe='')}&lang={language}")
    settled(driver)


def part(driver: Any) -> str:
    return str(driver.find_element("css selector", "h2.dalil-part").text)


def yellow_ratio(driver: Any) -> float:
    """The share of the page's picture that is marked, as the browser shows it."""
    from PIL import Image

    until(
        lambda: driver.execute_script(
            "const i = document.querySelector('.st-key-reader-leaf-image img');"
            "return i && i.complete && i.naturalWidth > 0;"
        ),
        "the page's image is there",
    )
    shown = driver.execute_async_script(
        "const done = arguments[0], i = document.querySelector('.st-key-reader-leaf-image img');"
        "const c = document.createElement('canvas'); c.width = 400;"
        "c.height = 400 * i.naturalHeight / i.naturalWidth;"
        "c.getContext('2d').drawImage(i, 0, 0, c.width, c.height); done(c.toDataURL());"
    )
    image = Image.open(io.BytesIO(base64.b64decode(shown.partition(",")[2]))).convert("RGB")
    data = image.tobytes()
    pixels = [data[n : n + 3] for n in range(0, len(data), 3)]
    near = sum(all(abs(a - b) < 24 for a, b in zip(p, YELLOW, strict=True)) for p in pixels)
    return near / len(pixels)


def test_a_link_turns_the_page_within_the_session_and_back(address: str, desktop: Any) -> None:
    read(desktop, address, "uu/2021/901#pasal-3", "en")
    assert part(desktop) == "Article 3"
    desktop.execute_script("window.stays = true")
    links = desktop.find_elements("css selector", ".dalil-read a.dalil-ref")
    link = next(a for a in links if a.text == "Pasal 2 ayat (1)")
    desktop.execute_script("arguments[0].scrollIntoView({block: 'center'})", link)
    link.click()
    until(lambda: part(desktop) == "Article 2", "the referenced article is open")
    settled(desktop)
    assert desktop.execute_script("return window.stays") is True  # no new load
    assert "lang=en" in desktop.current_url and "pasal-2%2Fayat-1" in desktop.current_url
    assert "dua kali sehari" in desktop.find_element("css selector", ".dalil-asked").text
    desktop.back()
    until(lambda: part(desktop) == "Article 3", "back leads back")
    desktop.forward()
    until(lambda: part(desktop) == "Article 2", "forward leads forward")
    settled(desktop)


def test_previous_and_next_by_keyboard(address: str, desktop: Any) -> None:
    from selenium.webdriver.common.keys import Keys

    read(desktop, address, "uu/2021/901#pasal-2")
    button = desktop.find_element("css selector", ".st-key-reader_next-top button")
    desktop.execute_script("arguments[0].focus()", button)
    desktop.switch_to.active_element.send_keys(Keys.ENTER)
    until(lambda: part(desktop) == "Pasal 3", "the next article is open")
    settled(desktop)


def test_a_definition_shows_on_focus_and_on_hover(address: str, desktop: Any) -> None:
    from selenium.webdriver.common.action_chains import ActionChains

    read(desktop, address, "uu/2021/901#pasal-2")
    term = desktop.find_element("css selector", ".dalil-term")
    meaning = term.find_element("css selector", ".dalil-meaning")
    assert not meaning.is_displayed()
    desktop.execute_script("arguments[0].focus()", term)
    assert meaning.is_displayed() and "memberi makan" in meaning.text
    desktop.execute_script("arguments[0].blur()", term)
    assert not meaning.is_displayed()
    desktop.execute_script("arguments[0].scrollIntoView({block: 'center'})", term)
    ActionChains(desktop).move_to_element(term).perform()
    assert meaning.is_displayed()


def test_a_pdf_opens_with_the_passage_marked_on_its_page(address: str, desktop: Any) -> None:
    read(desktop, address, "uu/2019/77#pasal-2/ayat-2")
    until(lambda: ID["leaf_marked"] in page_text(desktop), "the mark is told")
    assert 0.001 < yellow_ratio(desktop) < 0.05  # a line, not the page


@pytest.mark.parametrize("target", ["uu/2021/901#pasal-2", "pp/2023/8#pasal-1"])
def test_no_definition_reaches_over_the_edge(address: str, desktop: Any, target: str) -> None:
    read(desktop, address, target)
    for term in desktop.find_elements("css selector", ".dalil-term"):
        desktop.execute_script("arguments[0].focus()", term)
        box = term.find_element("css selector", ".dalil-meaning").rect
        assert box["x"] >= 0 and box["x"] + box["width"] <= 1280
        assert box["y"] + 2 >= term.rect["y"] + term.rect["height"]  # under its term


@pytest.mark.skipif(not ocr.languages(), reason="tesseract is not installed")
def test_a_scan_opens_with_the_passage_marked_too(
    desktop: Any, tmp_path_factory: pytest.TempPathFactory
) -> None:
    with serving(fill(tmp_path_factory.mktemp("scan"), scan=True)) as url:
        read(desktop, url, "uu/2019/77#pasal-2/ayat-2")
        until(lambda: ID["leaf_marked_ocr"] in page_text(desktop), "the mark is told", 120)
        settled(desktop)
        assert 0.001 < yellow_ratio(desktop) < 0.05


@pytest.mark.parametrize(
    "target", ["", "uu/2021/901#pasal-2/ayat-2", "uu/2021/901#pasal-4", "uu/2019/77#pasal-2"]
)
def test_nothing_serious_under_axe(address: str, desktop: Any, target: str) -> None:
    read(desktop, address, target)
    assert not faults(desktop)
    turned(desktop, "dark")
    assert not faults(desktop)


@pytest.mark.parametrize("target", ["", "uu/2021/901#pasal-2/ayat-2", "uu/2019/77#pasal-2"])
def test_a_phone_needs_no_sideways_scrolling(address: str, phone: Any, target: str) -> None:
    read(phone, address, target)
    wide = phone.execute_script(
        "const main = document.querySelector('[data-testid=stMain]');"
        "return Math.max(document.documentElement.scrollWidth - window.innerWidth,"
        " main.scrollWidth - main.clientWidth);"
    )
    assert wide <= 0
    if target.startswith("uu/2021"):
        term = phone.find_element("css selector", ".dalil-term")
        phone.execute_script("arguments[0].focus()", term)
        box = term.find_element("css selector", ".dalil-meaning").rect
        assert box["x"] >= 0 and box["x"] + box["width"] <= 390


def _top(driver: Any, selector: str) -> float:
    return float(
        driver.execute_script(
            "return document.querySelector(arguments[0]).getBoundingClientRect().top", selector
        )
    )


def test_a_long_act_scrolls_from_end_to_end(address: str, desktop: Any) -> None:
    """All of it is there, with anchors; what was asked for is in sight; the page stays small."""
    read(desktop, address, "uu/2020/1#pasal-300")
    until(lambda: len(desktop.find_elements("css selector", "section[id]")) == 839, "all parts")
    until(lambda: 40 < _top(desktop, "h2.dalil-part") < 450, "the pasal asked for is in sight")
    nodes = desktop.execute_script("return document.getElementsByTagName('*').length")
    assert nodes < 15_000
    desktop.execute_script(
        "document.dispatchEvent(new WheelEvent('wheel'));"  # as a hand on the wheel does
        "document.getElementById('pasal-310').scrollIntoView()"
    )
    until(lambda: -50 < _top(desktop, '[id="pasal-310"]') < 300, "an anchor is gone to")
    # It is what a person sees, not what is asked for: nothing pulls it back.
    time.sleep(1)
    assert -50 < _top(desktop, '[id="pasal-310"]') < 300
    assert part(desktop) == "Pasal 300"
    link = desktop.find_element("css selector", '[id="pasal-310"] h2 a')
    link.click()
    until(lambda: part(desktop) == "Pasal 310", "what is clicked is read")
    settled(desktop)
    until(lambda: 40 < _top(desktop, "h2.dalil-part") < 650, "and in sight")
    assert "pasal-310" in desktop.current_url


def test_from_hit_to_hit_in_a_long_act(address: str, desktop: Any) -> None:
    from selenium.webdriver.common.keys import Keys

    read(desktop, address, "uu/2020/1#pasal-5")
    box = desktop.find_element("css selector", ".st-key-reader-find input")
    box.send_keys("nomor 317 tentang")
    box.send_keys(Keys.ENTER)
    until(lambda: "6 temuan" in page_text(desktop), "the places are counted")
    desktop.find_element("css selector", ".st-key-reader-find-next button").click()
    until(lambda: part(desktop) == "Pasal 317", "the next one is gone to")
    until(lambda: 40 < _top(desktop, "mark.dalil-found-now") < 900, "and in sight")
    assert "1 dari 6" in page_text(desktop)


def test_the_list_of_works_has_fewer_rows_with_every_letter(address: str, desktop: Any) -> None:
    read(desktop, address, "")
    rows = "return [...document.querySelectorAll('.dalil-works li')].filter(r => !r.hidden).length"
    before = desktop.execute_script(rows)
    desktop.find_element("css selector", ".st-key-reader-filter input").send_keys("kamus")
    until(lambda: desktop.execute_script(rows) == 1 < before, "one is left, without Enter")
    link = next(
        a for a in desktop.find_elements("css selector", ".dalil-works a") if a.is_displayed()
    )
    link.click()
    until(lambda: "kamus-kucing" in desktop.current_url, "it opens")
    settled(desktop)
    assert part(desktop)


def test_a_hit_leads_to_the_reader(address: str, desktop: Any) -> None:
    desktop.get(f"{address}/?q=makanan+kucing&mode=lexical")
    settled(desktop)
    links = desktop.find_elements("css selector", "[class*=st-key-hit-] a[href*='baca?id=']")
    assert links and links[0].get_attribute("target") == "_blank"
    where = links[0].get_attribute("href")
    assert urlsplit(where).path == "/baca"
    desktop.get(where)
    settled(desktop)
    assert part(desktop)
