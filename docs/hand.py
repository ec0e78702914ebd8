"""A hand at the browser: it clicks, types and waits, and counts what it did."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from browser import settled

_PATIENCE_S = 120.0


@dataclass(frozen=True, slots=True)
class Done:
    """What one task took. Typing one text, or giving one file, is one entry."""

    task: str
    seconds_s: float  # of the machine: a person also reads and thinks
    clicks: int
    entries: int
    got: str  # what came out of it


class Hand:
    """Drives a browser window the way a person does."""

    def __init__(self, driver: Any, address: str) -> None:
        self.driver, self.address = driver, address
        self.clicks = self.entries = 0
        driver.execute_cdp_cmd(
            "Browser.grantPermissions",
            {"permissions": ["clipboardReadWrite", "clipboardSanitizedWrite"], "origin": address},
        )

    def task(self, name: str, do: Callable[[Hand], str]) -> Done:
        """Do a task from a page that is already open, and tell what it took."""
        self.clicks = self.entries = 0
        began = time.monotonic()
        got = do(self)
        return Done(name, time.monotonic() - began, self.clicks, self.entries, got)

    def go(self, path: str = "") -> None:
        """Open a page by its address; no click."""
        self.driver.get(f"{self.address}/{path}")
        settled(self.driver)

    def turn_to(self, page: str) -> None:
        """Go to a page by the navigation."""
        self.click(f"//a[@data-testid='stTopNavLink'][contains(., '{page}')]")
        time.sleep(0.3)
        settled(self.driver)

    def click(self, xpath: str) -> None:
        """Click what is there, as soon as it is there and stays."""
        self.wait(lambda: self._clicked(xpath), f"{xpath} can be clicked")
        self.clicks += 1

    def _clicked(self, xpath: str) -> bool:
        found = self.driver.find_element("xpath", xpath)
        if not found.is_enabled():
            return False
        self.driver.execute_script("arguments[0].scrollIntoView({block: 'center'})", found)
        time.sleep(0.15)
        found.click()
        return True

    def button(self, label: str) -> None:
        """Click the first button with that text."""
        self.click(f"//button[contains(., '{label}')]")

    def copy(self, key: str) -> str:
        """Press the copy button of that key; what is then in the clipboard."""
        from selenium.webdriver.common.action_chains import ActionChains
        from selenium.webdriver.common.keys import Keys

        script = (  # the button is in a shadow tree, which XPath does not enter
            "const host = document.querySelector(arguments[0]);"
            "host.scrollIntoView({block: 'center'});"
            "const all = [host, ...host.querySelectorAll('*')];"
            "all.find(e => e.shadowRoot).shadowRoot.querySelector('button').focus();"
            "return true;"
        )
        self.wait(lambda: self.driver.execute_script(script, f".st-key-{key}"), f"{key} is there")
        ActionChains(self.driver).send_keys(Keys.ENTER).perform()
        self.clicks += 1
        read = (
            "const done = arguments[0];"
            "navigator.clipboard.readText().then(done, error => done(`${error}`))"
        )
        return str(self.wait(lambda: self.driver.execute_async_script(read), "it is copied"))

    def write(self, css: str, text: str, *, enter: bool = False) -> None:
        """Replace what stands in a field."""
        from selenium.webdriver.common.keys import Keys

        field = self.wait(lambda: self.driver.find_element("css selector", css), f"{css} is there")
        field.send_keys(Keys.CONTROL, "a")
        field.send_keys(text, *([Keys.ENTER] if enter else []))
        self.entries += 1

    def follow(self) -> None:
        """Go on in the tab that was just opened."""
        self.wait(lambda: len(self.driver.window_handles) > 1, "a tab opens")
        self.driver.switch_to.window(self.driver.window_handles[-1])
        settled(self.driver)

    def give(self, file: Path) -> None:
        """Give a file to the page's first file field and wait until it is listed."""
        field = self.wait(
            lambda: self.driver.find_element("css selector", "input[type=file]"), "a file field"
        )
        field.send_keys(str(file))
        self.entries += 1
        shown = "[data-testid=stFileUploader]"  # a long name is cut in its middle
        self.wait(
            lambda: (
                file.suffix in self.driver.find_element("css selector", shown).text
                and file.name[:6] in self.text()
            ),
            f"{file.name} is listed",
        )
        settled(self.driver)

    def see(self, text: str) -> None:
        """Wait until the page shows this text."""
        self.wait(lambda: text in self.text(), f"the page shows {text!r}")

    def text(self) -> str:
        """The page's text as it is shown."""
        return str(self.driver.find_element("tag name", "body").text)

    def taken(self, pattern: str) -> Path:
        """The file that was downloaded, once it is whole."""

        def whole() -> Path | None:
            return next(
                (f for f in self.driver.downloads.glob(pattern) if f.suffix != ".crdownload"), None
            )

        file: Path = self.wait(whole, f"{pattern} arrives")
        return file

    def wait(self, ready: Callable[[], Any], what: str) -> Any:
        """What ``ready`` gives as soon as it is something. Raises TimeoutError."""
        from selenium.common.exceptions import WebDriverException

        until = time.monotonic() + _PATIENCE_S
        problem = ""
        while time.monotonic() < until:
            try:
                if found := ready():
                    return found
            except WebDriverException as error:  # not there yet, or drawn again meanwhile
                problem = str(error).splitlines()[0]
            time.sleep(0.1)
        raise TimeoutError(f"did not happen: {what} {problem}")
