"""The ask page in a real browser: by keyboard, by its link, on a phone, onto the clipboard."""

from __future__ import annotations

from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from browser import (
    MARKS,
    complaints,
    focused,
    opened,
    overflow,
    page_text,
    settled,
    speaks,
    until,
    window,
)

from dalil.views.words import WORDS

pytestmark = MARKS

ID = WORDS["id"]
ASKED = "?q=berapa+lama+izin+taman+berlaku"
SENTENCE = "Izin taman berlaku tiga tahun dan dapat diperpanjang."


def press(driver: Any, key: str) -> None:
    from selenium.webdriver.common.keys import Keys

    driver.switch_to.active_element.send_keys(getattr(Keys, key))


def clipboard(driver: Any) -> str:
    return str(
        driver.execute_async_script(
            "navigator.clipboard.readText().then(arguments[0], e => arguments[0](String(e)))"
        )
    )


def copy(driver: Any, key: str) -> str:
    """What is on the clipboard after the copy button of this key was pressed."""
    script = (
        "const host = document.querySelector(arguments[0]);"
        "if (!host) return false;"
        "host.scrollIntoView({block: 'center'});"
        "const all = [host, ...host.querySelectorAll('*')];"
        "const part = all.find(e => e.shadowRoot && e.shadowRoot.querySelector('button'));"
        "if (part) part.shadowRoot.querySelector('button').focus();"
        "return Boolean(part);"
    )
    # The button mounts by itself after the page is drawn, on a busy machine much later.
    until(lambda: driver.execute_script(script, f".st-key-{key}"), "the button is there")
    press(driver, "ENTER")
    until(lambda: ID["copied"] in label(driver), "it says: copied")
    return clipboard(driver)


def label(driver: Any) -> str:
    return str(
        driver.execute_script(
            "let e = document.activeElement;"
            "while (e.shadowRoot && e.shadowRoot.activeElement) e = e.shadowRoot.activeElement;"
            "return e.innerText"
        )
    )


def test_from_the_box_to_the_first_card_by_keyboard(address: str, desktop: Any) -> None:
    desktop.get(f"{address}/{ASKED}")
    settled(desktop)
    box = desktop.find_element("css selector", f"input[aria-label='{ID['question']}']")
    box.click()
    way = []
    for _ in range(40):
        press(desktop, "TAB")
        way.append(focused(desktop))
        if way[-1]["name"].startswith(ID["why"]):
            break
    names = [step["name"] for step in way]
    wanted = [
        ID["ask"],
        ID["filters"],
        ID["syntax"],
        ID["style"],
        ID["copy_link"],
        "Catatan 1",
        ID["to_card"].format(rank=1),
        ID["copy_note"].format(number=1),
        ID["copy_it"],  # one statement
        ID["copy_citation_of"].format(rank=1),
        ID["context"],
        ID["save"],
        ID["why"],
    ]
    assert [n for n in names if n in wanted] == wanted  # in the order in which they are seen
    assert len(names) <= len(wanted) + 2, names  # and little else on the way
    assert all(step["ring"] for step in way), [s["name"] for s in way if not s["ring"]]
    press(desktop, "ENTER")  # a card's reasons open by keyboard
    until(lambda: ID["why_by_words"] in page_text(desktop), "the reasons are shown")
    assert not complaints(desktop)


def test_a_passage_is_saved_by_keyboard(address: str, desktop: Any) -> None:
    desktop.get(f"{address}/{ASKED}")
    settled(desktop)
    desktop.execute_script("document.querySelector('[class*=st-key-save-hit-1] summary').focus()")
    press(desktop, "ENTER")
    until(lambda: ID["save_new"] in page_text(desktop), "the form is there")
    settled(desktop)
    press(desktop, "TAB")  # into the form, not past it
    assert focused(desktop)["name"] == ID["save_new"]
    press(desktop, "TAB")
    press(desktop, "TAB")
    assert focused(desktop)["name"] == ID["save"]
    press(desktop, "ENTER")
    until(lambda: ID["save_done"] in page_text(desktop), "the card says that it is saved")
    assert not complaints(desktop)


def test_the_skip_link_leads_past_the_tools(address: str, desktop: Any) -> None:
    desktop.get(f"{address}/{ASKED}")
    settled(desktop)
    (skip,) = until(
        lambda: desktop.find_elements("css selector", "a.dalil-skip"), "the link past the tools"
    )
    assert skip.rect["y"] < 0 or not skip.is_displayed()  # only seen when it is reached
    desktop.execute_script("arguments[0].focus()", skip)
    assert focused(desktop)["top"] >= 0
    press(desktop, "ENTER")
    press(desktop, "TAB")
    assert focused(desktop)["href"] == "#catatan-1"


def test_a_statement_leads_to_its_card_and_the_focus_goes_along(address: str, desktop: Any) -> None:
    desktop.get(f"{address}/{ASKED}")
    settled(desktop)
    desktop.find_element("css selector", "a[href='#bagian-1']").click()
    until(lambda: "Pasal 2 ayat (2)" in focused(desktop)["name"], "the card has the focus")
    press(desktop, "TAB")
    assert focused(desktop)["href"].startswith("baca?id=")  # the first way on from the card
    assert SENTENCE in page_text(desktop)  # nothing was asked again or lost


def test_what_is_copied(address: str, desktop: Any) -> None:
    desktop.get(f"{address}/{ASKED}")
    settled(desktop)
    note = copy(desktop, "copy-note-1")
    assert note.startswith("Indonesia, Undang-Undang Nomor 7 Tahun 2010 tentang Taman Kota")
    whole = copy(desktop, "copy-answer")
    assert whole.splitlines()[0] == f"“{SENTENCE}” [1]" and f"[1] {note}" in whole
    assert copy(desktop, "copy-link") == desktop.current_url.split("#")[0]


def test_a_copied_link_shows_the_same_page_to_somebody_else(address: str, desktop: Any) -> None:
    settings = "&tier=primary&kind=UU&from=2005&to=2012&mode=lexical&k=3&style=short&lang=en"
    desktop.get(f"{address}/{ASKED}{settings}")
    settled(desktop)
    link = desktop.execute_script("return location.href")
    asked = parse_qs(urlsplit(link).query)
    assert asked == {
        "q": ["berapa lama izin taman berlaku"], "tier": ["primary"], "kind": ["UU"],
        "from": ["2005"], "to": ["2012"], "mode": ["lexical"], "k": ["3"], "style": ["short"],
        "lang": ["en"],
    }  # fmt: skip
    with window() as other:
        other.get(link)
        settled(other)
        shown = page_text(desktop)
        # A busy machine draws the page before it begins with the question.
        until(lambda: page_text(other) == shown, "both show the same")
        assert "Searched only in: Primary; UU; 2005–2012" in page_text(other)
        assert other.execute_script("return location.href") == link


#: What a finger must hit: everything that can be pressed, but links within a line of text, which
#: WCAG 2.2 (2.5.8) leaves out.
SMALL = """
const found = [];
const walk = (root) => root.querySelectorAll('*').forEach(e => {
  if (e.shadowRoot) walk(e.shadowRoot);
  if (!e.matches('button, summary, input, select, [role=button], [role=combobox]')) return;
  const box = e.getBoundingClientRect();
  if (!box.width || !box.height || getComputedStyle(e).visibility === 'hidden') return;
  if (e.matches('input') && e.closest('[data-baseweb=select], [role=group], label')) return;
  if (Math.min(box.width, box.height) < 24)
    found.push((e.ariaLabel || e.innerText || e.outerHTML.slice(0, 90)) + ' '
      + box.width + 'x' + box.height);
});
walk(document.querySelector('[data-testid=stMain]'));
return found;
"""


@pytest.mark.parametrize("place", [ASKED, "?q=naga", "?q=tarif+parkir", "?q=izin+AND"])
def test_on_a_phone_nothing_is_too_wide_or_too_small(address: str, phone: Any, place: str) -> None:
    phone.get(f"{address}/{place}")
    settled(phone)
    for language in ("id", "en"):
        if language == "en":
            speaks(phone, language)
        opened(phone, ".st-key-dalil-tools summary")
        opened(phone, "[class*=st-key-do-hit-1] summary")
        assert overflow(phone) <= 0, language
        assert not phone.execute_script(SMALL), language
