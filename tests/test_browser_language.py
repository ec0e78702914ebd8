"""An Indonesian page is Indonesian all through: what Streamlit's own widgets say, too.

A walk of all pages with everything folded open and every box written into; what is shown, or said
to a screen reader, is looked through for English words. And nothing of the frame covers another.
"""

from __future__ import annotations

import re
import time
from contextlib import suppress
from typing import Any

import pytest
from browser import MARKS, as_phone, settled, speaks

from dalil.app import PAGES

pytestmark = MARKS

#: Words that Streamlit's widgets use (its bundle was read for them) or that no English sentence
#: goes without; none of them is an Indonesian word too.
ENGLISH = frozenset(
    """the an of and or to press choose option options browse files file drag drop limit results
    running open close clear all remove select increment decrement show hide sort column columns
    search download fullscreen skip main content app pages page next previous view more less copy
    copied loading help upload add not allowed collapse expand sidebar run stop selected values
    selectbox multiselect is are your you this that with for from by on at here available number
    outside range please value between submit form apply retry again error warning cancel
    dismiss""".split()
)
#: What may be English: signs of the question's language, the name of a language, file formats.
ALLOWED = re.compile(
    r"English|\(gubernur OR bupati\) AND persetujuan|AND keduanya.*|Microsoft Word|Ctrl\+Enter"
)
#: All texts and spoken names on the page, but those of sources and ours that are drawn as HTML.
COLLECTED = """
const out = new Set();
const skipped = '.stHtml, script, style, noscript, code, canvas';
const kinds = NodeFilter.SHOW_TEXT | NodeFilter.SHOW_ELEMENT;
const walk = document.createTreeWalker(document.body, kinds);
while (walk.nextNode()) {
  const node = walk.currentNode;
  const element = node.nodeType === 3 ? node.parentElement : node;
  if (!element || element.closest(skipped)) continue;
  if (getComputedStyle(element).fontFamily.includes('Material')) continue;  // a name of an icon
  if (node.nodeType === 3) { out.add(node.nodeValue.trim()); continue; }
  for (const name of ['aria-label', 'placeholder', 'title', 'alt', 'aria-roledescription'])
    out.add((node.getAttribute(name) || '').trim());
}
return [...out].filter(Boolean);
"""
#: Two links or buttons of the frame, one of which covers the middle of the other.
COVERED = """
const shown = [...document.querySelectorAll('.st-key-dalil-language button, header a,'
  + ' header button, [data-testid=stSidebar] a, [data-testid=stSidebar] button')]
  .filter(e => e.checkVisibility() && e.getBoundingClientRect().width);
return shown.map(e => {
  const box = e.getBoundingClientRect();
  const x = box.x + box.width / 2, y = box.y + box.height / 2;
  if (x < 0 || x > innerWidth || y < 0 || y > innerHeight) return '';
  const top = document.elementFromPoint(x, y);
  const over = top && top.closest('.st-key-dalil-language, a, button');
  const drawer = over && over.closest('[data-testid=stSidebar]');  // over the page while open
  const apart = over && !over.contains(e) && !e.contains(over)
    && !(drawer && e.closest('.st-key-dalil-language'));
  return apart ? `${e.innerText || e.dataset.testid} under ${over.innerText}` : '';
}).filter(Boolean);
"""
PLACES = [place for _, _, place in PAGES]


def english(texts: list[str]) -> list[str]:
    """The texts that hold an English word."""
    return [
        text
        for text in texts
        if not ALLOWED.fullmatch(text)
        and ENGLISH & set(re.findall(r"[a-z]+", ALLOWED.sub("", text).lower()))
    ]


def collected(driver: Any) -> list[str]:
    return [str(text) for text in driver.execute_script(COLLECTED)]


def written_into(driver: Any) -> list[str]:
    """What is on the page after each box has been written into, which opens lists and hints."""
    from selenium.common.exceptions import WebDriverException

    said: list[str] = []
    boxes = "input:not([type=file]):not([type=radio]):not([type=checkbox]), textarea"
    for at in range(driver.execute_script(f"return document.querySelectorAll('{boxes}').length")):
        driver.execute_script(
            f"const e = document.querySelectorAll('{boxes}')[arguments[0]];"
            "if (e) { e.scrollIntoView({block: 'center'}); e.focus(); }",
            at,
        )
        with suppress(WebDriverException):  # drawn again meanwhile, or cannot be written into
            driver.switch_to.active_element.send_keys("91")
        time.sleep(0.2)
        said += collected(driver)
    return said


@pytest.mark.parametrize("place", [*PLACES, "?q=izin+taman", "takada"])
def test_no_english_in_an_indonesian_page(address: str, desktop: Any, place: str) -> None:
    desktop.get(f"{address}/{place}")
    settled(desktop)
    said = collected(desktop)
    for at in range(len(desktop.find_elements("css selector", "summary"))):
        desktop.execute_script(
            "const s = document.querySelectorAll('summary')[arguments[0]];"
            "if (s && !s.parentElement.open) s.click();",
            at,
        )
        time.sleep(0.1)
    settled(desktop)
    said += collected(desktop)
    said += written_into(desktop)
    assert len(said) > 10
    assert english(list(dict.fromkeys(said))) == []


def test_the_walk_finds_english(address: str, desktop: Any) -> None:
    """The check itself: the same page in English is full of it, Streamlit's words too."""
    desktop.get(f"{address}/klaim?lang=en")
    settled(desktop)
    found = english(collected(desktop))
    assert [text for text in found if "per file" in text]
    assert len(found) > 5


def test_switching_the_language_switches_the_widgets(address: str, desktop: Any) -> None:
    desktop.get(f"{address}/klaim")
    settled(desktop)
    for language, said, unsaid in (
        ("en", "per file", "per berkas"),
        ("id", "per berkas", "per file"),
    ):
        speaks(desktop, language)
        shown = " ".join(collected(desktop))
        assert said in shown and unsaid not in shown


@pytest.mark.parametrize("width", [320, 390, 640, 768, 900, 1280])
def test_nothing_of_the_frame_covers_another(address: str, desktop: Any, width: int) -> None:
    """With the menu of a phone closed and open; its arrow was under the language switch."""
    as_phone(desktop, width)
    desktop.get(address)
    settled(desktop)
    assert desktop.execute_script(COVERED) == []
    arrow = desktop.find_elements("css selector", "[data-testid=stExpandSidebarButton]")
    assert bool(arrow) == (width < 768)
    if arrow:
        arrow[0].click()
        time.sleep(0.8)
        assert desktop.execute_script(COVERED) == []
