"""A draft checked and claims reviewed in a real browser: what comes out, by axe and on a phone."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from browser import (
    MARKS,
    complaints,
    faults,
    overflow,
    page_text,
    serving,
    settled,
    turned,
    until,
)
from check_library import PERMIT, fill

from dalil.ingest.messages import Language
from dalil.views.words import WORDS

pytestmark = MARKS

ID, EN = WORDS["id"], WORDS["en"]
DRAFT = f"""Pasal 2 ayat (1) UU 901/2021: “{PERMIT.replace("lurah", "camat")}.”

Lihat Pasal 60 UU 901/2021 dan UU 77/1999 tentang Layang-layang.
"""
CLAIMS = (
    "- Izin taman berlaku paling lama 6 tahun\n- Izin taman diberikan oleh lurah\n- <b>naga</b>\n"
)
#: A name that the page has no room for: the field shows it cut.
NAME = "Naskah bab dua tentang taman kota yang dibaca lagi.md"


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with serving(fill(tmp_path_factory.mktemp("work"))) as url:
        yield url


def give(driver: Any, address: str, place: str, file: Path, language: Language = "id") -> None:
    """Open a page and give it a file."""
    driver.get(f"{address}/{place}?lang={language}")
    settled(driver)
    driver.find_element("css selector", "input[type=file]").send_keys(str(file))
    shown = "[data-testid=stFileUploader]"  # a long name is cut in its middle
    until(
        lambda: file.name[:6] in driver.find_element("css selector", shown).text,
        "the file is listed",
    )
    settled(driver)


def press(driver: Any, label: str) -> None:
    """Press the button with this text as soon as it may be pressed."""

    def pressed() -> bool:
        button = driver.find_element("xpath", f"//button[contains(., '{label}')]")
        driver.execute_script("arguments[0].scrollIntoView({block: 'center'})", button)
        if not button.is_enabled():
            return False
        button.click()
        return True

    until(pressed, f"{label} is pressed")


def draft(folder: Path) -> Path:
    path = folder / NAME
    path.write_text(DRAFT, encoding="utf-8")
    return path


def claims(folder: Path) -> Path:
    path = folder / "klaim.md"
    path.write_text(CLAIMS, encoding="utf-8")
    return path


def checked(driver: Any, address: str, folder: Path, language: Language) -> None:
    give(driver, address, "periksa", draft(folder), language)
    press(driver, WORDS[language]["check_do"])
    until(lambda: WORDS[language]["check_report"] in page_text(driver), "the report is there")
    settled(driver)


def reviewed(driver: Any, address: str, folder: Path, language: Language) -> None:
    give(driver, address, "klaim", claims(folder), language)
    press(driver, WORDS[language]["claims_do_claims"])
    until(lambda: WORDS[language]["claims_only"] in page_text(driver), "the claims are reviewed")
    settled(driver)


def test_a_draft_is_checked_and_a_finding_opens_its_provision(
    address: str, desktop: Any, tmp_path: Path
) -> None:
    checked(desktop, address, tmp_path, "id")
    assert desktop.find_element("css selector", ".dalil-out").text == "camat"
    assert desktop.find_element("css selector", ".dalil-in").text == "lurah"
    assert "Pasal 60" in page_text(desktop)
    desktop.find_element("xpath", f"//a[.='{ID['read_here']}']").click()
    until(lambda: len(desktop.window_handles) == 2, "the reader opens beside the findings")
    desktop.switch_to.window(desktop.window_handles[1])
    settled(desktop)
    assert desktop.find_element("css selector", "h2.dalil-part").text == "Pasal 2"
    desktop.close()
    desktop.switch_to.window(desktop.window_handles[0])
    press(desktop, "JSON")
    until((desktop.downloads / "dalil-periksa.json").is_file, "the report arrives")
    # Streamlit looks for itself under the page's own path first, and is told it is not there.
    assert not [c for c in complaints(desktop) if "/_stcore/" not in c]


@pytest.mark.parametrize(("do", "language"), [(checked, "id"), (reviewed, "en")])
def test_nothing_serious(
    address: str, desktop: Any, tmp_path: Path, do: Any, language: Language
) -> None:
    do(desktop, address, tmp_path, language)
    assert not faults(desktop)
    turned(desktop, "dark")
    assert not faults(desktop)


def test_on_a_phone_nothing_is_too_wide(address: str, phone: Any, tmp_path: Path) -> None:
    for do in (checked, reviewed):
        do(phone, address, tmp_path, "id")
        assert overflow(phone) <= 0
