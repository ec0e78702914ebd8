"""The real app on a free port of this machine, and a Chromium without a window to look at it."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import tomllib
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from dalil.views.words import NAMES

ROOT = Path(__file__).resolve().parents[1]
CHROMIUM = Path("/usr/bin/chromium")
DRIVER = Path("/usr/bin/chromedriver")

_FLAGS = (
    "--headless=new", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
    "--disable-dev-shm-usage", "--hide-scrollbars", "--force-color-profile=srgb", "--lang=id",
    # Nothing fades or slides: every frame of it is drawn by the processor here.
    "--force-prefers-reduced-motion",
)  # fmt: skip


def missing() -> str:
    """Why there is no browser to drive; "" where there is one."""
    absent = [str(p) for p in (CHROMIUM, DRIVER) if not p.exists()]
    if absent:
        return f"no {' and no '.join(absent)}: apt-get install chromium chromium-driver"
    try:
        import selenium  # noqa: F401
    except ImportError:
        return "selenium is not installed: pip install -e .[dev]"
    return ""


#: The marks of a file whose tests look at the app in a browser.
MARKS = [
    pytest.mark.browser,
    pytest.mark.slow,
    # Chromium, a server and a page share a loaded machine: what fails is asked once more, and the
    # report counts it as rerun. What fails twice is a fault.
    pytest.mark.flaky(reruns=1),
    pytest.mark.skipif(bool(missing()), reason=missing() or "there is a browser"),
]


@contextmanager
def serving(library: Path) -> Iterator[str]:
    """The address of an app that reads this library; it ends with the block."""
    with server(library) as (address, _):
        yield address


@contextmanager
def server(library: Path) -> Iterator[tuple[str, subprocess.Popen[bytes]]]:
    """The address of an app that reads this library, and its process; it ends with the block."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [
        sys.executable, "-m", "streamlit", "run", str(ROOT / "app.py"),
        "--server.port", str(port), "--server.address", "127.0.0.1", "--server.headless", "true",
    ]  # fmt: skip
    environment = {**os.environ, "DALIL_LIBRARY": str(library)}
    with tempfile.TemporaryFile() as log:
        running = subprocess.Popen(
            command, cwd=ROOT, env=environment, stdout=log, stderr=subprocess.STDOUT
        )
        try:
            address = f"http://127.0.0.1:{port}"
            if not _answers(f"{address}/_stcore/health", running):
                log.seek(0)
                raise RuntimeError(f"the app did not start: {log.read().decode()[-2000:]}")
            yield address, running
        finally:
            running.terminate()
            try:
                running.wait(10)
            except subprocess.TimeoutExpired:
                running.kill()
                running.wait()


def _answers(url: str, server: subprocess.Popen[bytes], within_s: float = 180) -> bool:
    open_directly = urllib.request.build_opener(urllib.request.ProxyHandler({})).open
    deadline = time.monotonic() + within_s
    while time.monotonic() < deadline and server.poll() is None:
        try:
            with open_directly(url, timeout=2) as reply:
                return bool(reply.status == 200)
        except (urllib.error.URLError, OSError):
            time.sleep(0.2)
    return False


@contextmanager
def window(width: int = 1280, height: int = 900, network: bool = False) -> Iterator[Any]:
    """A selenium driver: a person of their own, with cookies and a cache of their own.

    ``network`` keeps a log of every request (`requests`).
    """
    from selenium import webdriver
    from selenium.webdriver.chrome.service import Service

    profile = tempfile.mkdtemp(prefix="dalil-browser-")
    options = webdriver.ChromeOptions()
    options.binary_location = str(CHROMIUM)
    for flag in (*_FLAGS, f"--user-data-dir={profile}", f"--window-size={width},{height}"):
        options.add_argument(flag)
    logs = {"browser": "ALL", **({"performance": "ALL"} if network else {})}
    options.set_capability("goog:loggingPrefs", logs)
    options.add_experimental_option(
        "prefs", {"download.default_directory": profile, "download.prompt_for_download": False}
    )
    driver = webdriver.Chrome(options=options, service=Service(str(DRIVER)))
    driver.downloads = Path(profile)
    try:
        yield driver
    finally:
        driver.quit()
        shutil.rmtree(profile, ignore_errors=True)


def fresh(driver: Any) -> Any:
    """The window as it was when it opened; only what the browser has loaded stays loaded."""
    first, *others = driver.window_handles
    for handle in others:
        driver.switch_to.window(handle)
        driver.close()
    driver.switch_to.window(first)
    if driver.current_url.startswith("http"):
        driver.delete_all_cookies()
        driver.execute_script("localStorage.clear(); sessionStorage.clear()")
    driver.get("about:blank")
    driver.execute_cdp_cmd("Emulation.clearDeviceMetricsOverride", {})
    driver.execute_cdp_cmd("Emulation.setTouchEmulationEnabled", {"enabled": False})
    themed(driver, "light")
    complaints(driver)
    for file in driver.downloads.glob("dalil*"):
        file.unlink()
    return driver


def as_phone(driver: Any, width: int = 390, height: int = 844) -> None:
    """The window as a phone's: its touch screen, pixel ratio and exact width."""
    # The window has a least width; emulation has none.
    metrics = {"width": width, "height": height, "deviceScaleFactor": 2, "mobile": True}
    driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", metrics)
    driver.execute_cdp_cmd("Emulation.setTouchEmulationEnabled", {"enabled": True})


def settled(driver: Any, within_s: float = 60) -> None:
    """Wait until the app has drawn, nothing fades, and nothing runs. Raises TimeoutError.

    A widget whose script is still on its way (stSkeleton stands in its place) is not drawn.
    """
    deadline = time.monotonic() + within_s
    quiet = 0
    while time.monotonic() < deadline:
        state = driver.execute_script(
            "const app = document.querySelector('[data-testid=\"stApp\"]');"
            "const moving = document.getAnimations().some(a => a.playState === 'running'"
            " && a.effect && a.effect.getComputedTiming().endTime !== Infinity);"
            "const awaited = document.querySelector('[data-testid=stSkeleton]');"
            "return app && document.querySelector('h1') && !moving && !awaited"
            " ? app.dataset.testScriptState : 'none';"
        )
        quiet = quiet + 1 if state == "notRunning" else 0
        if quiet == 4:
            return
        time.sleep(0.15)
    raise TimeoutError("the app is still running")


def until(ready: Callable[[], Any], what: str, within_s: float = 60) -> Any:
    """What ``ready`` gives as soon as it gives something. Raises AssertionError."""
    deadline = time.monotonic() + within_s
    while time.monotonic() < deadline:
        try:
            if found := ready():
                return found
        except Exception as error:  # an element that was drawn again while it was looked at
            if "stale" not in str(error) and "no such element" not in str(error):
                raise
        time.sleep(0.1)
    raise AssertionError(f"did not happen: {what}")


def page_text(driver: Any) -> str:
    """The text that is rendered, line by line, with plain spaces.

    By the browser itself: the driver's own way looks at every element by script, seconds for a
    long act, and whoever waits for a word asks many times.
    """
    return str(driver.execute_script("return document.body.innerText")).replace("\u00a0", " ")


def complaints(driver: Any) -> list[str]:
    return [e["message"] for e in driver.get_log("browser") if e["level"] == "SEVERE"]


def overflow(driver: Any) -> int:
    """Pixels by which the page is wider than its window."""
    script = (
        "const main = document.querySelector('[data-testid=stMain]');"
        "return Math.max(document.documentElement.scrollWidth - window.innerWidth,"
        " main.scrollWidth - main.clientWidth);"
    )
    return int(driver.execute_script(script))


def requests(driver: Any) -> list[str]:
    """The addresses asked for since the last look; only of a window with ``network``."""
    import json

    events = [json.loads(entry["message"])["message"] for entry in driver.get_log("performance")]
    return [
        str(event["params"].get("request", event["params"]).get("url", ""))
        for event in events
        if event["method"] in {"Network.requestWillBeSent", "Network.webSocketCreated"}
    ]


def themed(driver: Any, theme: str) -> None:
    """Make the browser ask for a ``light`` or a ``dark`` page."""
    wanted = [{"name": "prefers-color-scheme", "value": theme}]
    driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": wanted})


def paper(driver: Any) -> str:
    """The colour behind the page."""
    script = "return getComputedStyle(document.querySelector('.stApp')).backgroundColor"
    return str(driver.execute_script(script))


def turned(driver: Any, theme: str) -> None:
    """The same page in the other theme, without a new load: it follows what the browser asks for.

    Raises AssertionError where it does not.
    """
    themes = tomllib.loads((ROOT / ".streamlit" / "config.toml").read_text(encoding="utf-8"))
    before, wanted = (
        _rgb(themes["theme"][name]["backgroundColor"])
        for name in (("light", "dark") if theme == "dark" else ("dark", "light"))
    )
    assert paper(driver) == before
    themed(driver, theme)
    until(lambda: paper(driver) == wanted, f"the page turns {theme}")
    settled(driver)


def speaks(driver: Any, language: str) -> None:
    """The same page in the other language, by its switch, without a new load."""
    pressed = driver.execute_script(
        "const b = [...document.querySelectorAll('.st-key-dalil-language button')]"
        ".find(b => b.innerText.trim() === arguments[0]); if (b) b.click(); return Boolean(b);",
        NAMES[language],
    )
    assert pressed, "the page has no switch of the language"
    spoken = "return document.documentElement.lang"
    until(lambda: driver.execute_script(spoken) == language, f"the page speaks {language}")
    settled(driver)


def _rgb(colour: str) -> str:
    """ "#rrggbb" as the browser says it."""
    return f"rgb({', '.join(str(int(colour[n : n + 2], 16)) for n in (1, 3, 5))})"


def opened(driver: Any, selector: str) -> None:
    """Open every expander that the selector finds, and those that appear by that."""
    click = (
        "const shut = [...document.querySelectorAll(arguments[0])]"
        ".filter(s => !s.parentElement.open); shut.forEach(s => s.click()); return shut.length"
    )
    for _ in range(len(driver.find_elements("css selector", selector)) + 1):
        if not driver.execute_script(click, selector):
            return
        time.sleep(0.3)
        settled(driver)


def focused(driver: Any) -> Any:
    """What has the focus, also inside a component: its name, place and outline."""
    return driver.execute_script(
        """
        let e = document.activeElement;
        while (e.shadowRoot && e.shadowRoot.activeElement) e = e.shadowRoot.activeElement;
        const box = e.getBoundingClientRect(), style = getComputedStyle(e);
        const ring = style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) > 0;
        return {
            name: (e.ariaLabel || (e.querySelector('p') || e).innerText || '').trim(),
            href: e.getAttribute('href') || '',
            top: box.top, bottom: box.bottom, ring: ring || style.boxShadow !== 'none',
        };
        """
    )


@dataclass(frozen=True, slots=True)
class Fault:
    """What axe holds against a page: the rule, how bad it is, where, and what is there."""

    rule: str
    impact: str
    target: str
    html: str


def faults(driver: Any) -> list[Fault]:
    """What axe-core finds on the page, of impact serious or critical, when it is at rest.

    What is found is looked for again: on a slow machine a page may be drawn once more after it
    seemed done, and what is half faded in has too little contrast. Raises AssertionError where a
    rule could not be run: a rule that fails finds no fault.
    """
    for _ in range(3):
        if not (found := _faults(driver)):
            break
        time.sleep(0.5)
        settled(driver)
    return found


def _faults(driver: Any) -> list[Fault]:
    import axe_core_python

    if not driver.execute_script("return Boolean(window.axe)"):  # one page is looked at twice
        script = Path(axe_core_python.__file__).with_name("axe.min.js")
        driver.execute_script(script.read_text(encoding="utf-8"))
    found = driver.execute_async_script(
        "const done = arguments[0];"
        "axe.run(document, {resultTypes: ['violations', 'incomplete']})"
        ".then(r => done({violations: r.violations, unsure: r.incomplete}))"
        ".catch(e => done({error: String(e)}));"
    )
    assert "error" not in found, found
    broken = [rule["id"] for rule in found["unsure"] if not rule["nodes"]]
    assert not broken, f"axe could not run {broken}"
    return [
        Fault(rule["id"], rule["impact"], str(node["target"]), node["html"][:300])
        for rule in found["violations"]
        if rule["impact"] in {"serious", "critical"}
        for node in rule["nodes"]
    ]
