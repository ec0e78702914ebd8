"""The whole way in a real browser: ask, read, open the context, take away, upload, find again."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Any
from urllib.parse import quote_plus

from browser import MARKS, complaints, overflow, page_text, settled, speaks, until

from dalil.views.words import WORDS

pytestmark = MARKS

ID = WORDS["id"]
QUESTION = "berapa lama izin taman berlaku"
SENTENCE = "Izin taman berlaku tiga tahun dan dapat diperpanjang."


def ask(driver: Any, question: str) -> None:
    from selenium.webdriver.common.keys import Keys

    box = driver.find_element("css selector", f"input[aria-label='{ID['question']}']")
    box.send_keys(Keys.CONTROL, "a")
    box.send_keys(question, Keys.ENTER)
    # The address first: the hits of the question before may still be there.
    asked = f"q={quote_plus(question)}"
    until(lambda: asked in driver.current_url.replace("%20", "+"), "the address has the question")
    settled(driver)
    until(lambda: ID["hits"] in page_text(driver), "the hits are shown")
    settled(driver)


def go(driver: Any, page: str) -> None:
    path = f"//a[@data-testid='stTopNavLink'][contains(., '{ID[page]}')]"
    before = driver.current_url.partition("?")[0]
    driver.find_element("xpath", path).click()
    # A page is at rest also before the server has begun to draw the next one.
    until(lambda: driver.current_url.partition("?")[0] != before, f"the page {page} is begun")
    settled(driver)


def test_a_question_is_answered_with_its_citation_and_its_link(address: str, desktop: Any) -> None:
    desktop.get(address)
    settled(desktop)
    ask(desktop, QUESTION)
    said = page_text(desktop)
    assert SENTENCE in said
    assert "Nomor 7 Tahun 2010 tentang Taman Kota, Pasal 2 ayat (2)" in said
    assert ID["status_unknown"] in said
    assert "q=berapa" in desktop.current_url
    assert "[1] Indonesia, Undang-Undang Nomor 7 Tahun 2010" in said
    assert not complaints(desktop)


def test_the_context_opens_with_its_elucidation(address: str, desktop: Any) -> None:
    desktop.get(f"{address}/?q={QUESTION.replace(' ', '+')}")
    settled(desktop)
    expander = desktop.find_element("xpath", f"(//summary[contains(., '{ID['context']}')])[1]")
    desktop.execute_script("arguments[0].scrollIntoView({block: 'center'})", expander)
    expander.click()
    until(lambda: "Izin taman diberikan oleh lurah" in page_text(desktop), "the pasal is shown")
    settled(desktop)
    assert desktop.find_elements("css selector", "mark.dalil-unit")
    button = desktop.find_element("xpath", f"//button[contains(., '{ID['view_elucidation']}')]")
    button.click()
    until(lambda: "musyawarah terbuka" in page_text(desktop), "the elucidation is shown")
    assert not complaints(desktop)


def test_the_results_are_downloaded(address: str, desktop: Any) -> None:
    desktop.get(f"{address}/?q={QUESTION.replace(' ', '+')}")
    settled(desktop)
    button = desktop.find_element("css selector", ".st-key-download-ask-csv button")
    desktop.execute_script("arguments[0].scrollIntoView({block: 'center'})", button)
    button.click()
    file = desktop.downloads / "dalil.csv"
    until(file.is_file, "the CSV arrives")
    text = file.read_text(encoding="utf-8-sig")
    assert SENTENCE in text
    assert not complaints(desktop)


def test_an_upload_is_reported_and_found(own_address: str, desktop: Any, tmp_path: Path) -> None:
    note = tmp_path / "Catatan Kebun.md"
    note.write_text("# Catatan kebun\n\nPupuk kandang harus didiamkan empat minggu.\n")
    desktop.get(own_address)
    settled(desktop)
    go(desktop, "nav_sources")
    desktop.find_element("css selector", "input[type=file]").send_keys(str(note))
    until(lambda: note.name in page_text(desktop), "the file is listed")
    button = desktop.find_element("xpath", f"//button[contains(., '{ID['upload_do']}')]")
    desktop.execute_script("arguments[0].scrollIntoView({block: 'center'})", button)
    time.sleep(0.5)
    button.click()
    # Not the word "Laporan" alone: the list of reports at the foot may be drawn a moment earlier.
    until(lambda: "1 dokumen dimasukkan" in page_text(desktop), "the report is shown")
    report = desktop.find_element("xpath", f"//*[normalize-space(text())='{ID['report']}']")
    seen = "const box = arguments[0].getBoundingClientRect();"
    seen += "return box.top >= 0 && box.bottom <= window.innerHeight"
    until(lambda: desktop.execute_script(seen, report), "nobody has to scroll to the report")
    go(desktop, "nav_ask")
    ask(desktop, "berapa lama pupuk kandang didiamkan")
    assert "didiamkan empat minggu" in page_text(desktop)
    assert not complaints(desktop)


def test_question_and_language_survive_another_page_and_going_back(
    address: str, desktop: Any
) -> None:
    def asked() -> str:
        box = desktop.find_elements("css selector", f"input[aria-label='{ID['question']}']")
        return str(box[0].get_attribute("value")) if box else ""

    desktop.get(address)
    settled(desktop)
    ask(desktop, "kolam ikan")
    ask(desktop, QUESTION)
    until(lambda: SENTENCE in page_text(desktop), "the second answer")
    desktop.back()
    until(lambda: asked() == "kolam ikan", "the first question is back")
    desktop.forward()
    until(lambda: asked() == QUESTION, "the second question is back")
    settled(desktop)
    go(desktop, "nav_help")
    go(desktop, "nav_ask")
    until(lambda: asked() == QUESTION and SENTENCE in page_text(desktop), "the answer is there")
    english = "//*[contains(@class, 'st-key-dalil-language')]//button[contains(., 'English')]"
    desktop.find_element("xpath", english).click()
    until(lambda: WORDS["en"]["hits"] in page_text(desktop), "the page speaks English")
    settled(desktop)
    assert "lang=en" in desktop.current_url
    assert "q=berapa" in desktop.current_url
    assert SENTENCE in page_text(desktop)


def test_hostile_text_stays_text(address: str, desktop: Any) -> None:
    desktop.get(f"{address}/?q=naga")
    settled(desktop)
    said = page_text(desktop)
    assert "<script>alert(1)</script>" in said
    assert "[klik](javascript:alert(1))" in said
    assert "$\\frac{1}{0}$" in said
    inside = "[class*='st-key-hit-'] .stHtml "
    for tag in ("script", "img", "style", ".katex", "a[href^=javascript]"):
        assert not desktop.find_elements("css selector", inside + tag), tag
    assert not complaints(desktop)


def test_a_phone_needs_no_sideways_scrolling(address: str, phone: Any) -> None:
    for page in ("", "sumber", "klaim", "bantuan"):
        phone.get(f"{address}/{page}")
        settled(phone)
        assert overflow(phone) <= 0, page
        speaks(phone, "en")
        assert overflow(phone) <= 0, page
    phone.get(f"{address}/?q={QUESTION.replace(' ', '+')}")
    settled(phone)
    for language in ("id", "en"):
        if language == "en":
            speaks(phone, language)
        assert SENTENCE in page_text(phone)
        assert overflow(phone) <= 0, language
        for summary in phone.find_elements("css selector", "[data-testid=stExpander] summary")[:2]:
            phone.execute_script("arguments[0].click()", summary)
            time.sleep(0.3)
            settled(phone)
        assert overflow(phone) <= 0, language
