"""Hostile documents through the real pipeline into a real browser: nothing of them runs.

Looked at from outside: no dialog, no script of theirs has run, no address of theirs was asked
for, no element on the page was made from their text, and the page still answers.
"""

from __future__ import annotations

import csv
import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, Final
from urllib.parse import quote_plus, urlsplit

import pytest
from app_library import ALLOWED, ROOT
from browser import (
    MARKS,
    complaints,
    opened,
    overflow,
    page_text,
    requests,
    serving,
    settled,
    until,
    window,
)
from hostile_files import hostile_files

from dalil.app import PAGES
from dalil.index.curate.add_sources import IngestReport, take_in
from dalil.index.library import Library
from dalil.views.html import reader_address
from dalil.views.words import WORDS

pytestmark = MARKS

ID = WORDS["id"]
#: Questions, and a word that their hits must show: proof that the hostile text is on the page.
QUESTIONS: Final = (
    ("berapa iuran sisik naga", "iuran sisik"),
    ("naga bersarang di mana", "bersarang"),
    ("apa yang dimaksud dengan taring", "Taring naga ialah"),
    ("kitab naga", "window.ran"),
    ("cakar naga panjang", "kadal api <b>terbang</b>"),  # from one line of ten million characters
    ("Pasal 2 UU 901/2021", "Pemilik naga wajib"),
)

#: Before anything of a page runs: dialogs are counted, not shown.
_WATCH: Final = """
window.dialogs = [];
for (const kind of ['alert', 'confirm', 'prompt', 'open', 'print'])
  window[kind] = (...said) => { window.dialogs.push(kind + ' ' + said.join(' ')); return null; };
"""

#: Elements and attributes that only a document could have brought; ours have none of them.
_FOREIGN: Final = """
const main = document.querySelector('[data-testid=stMain]'), found = [];
const html = new Set(%s), own = %s;
for (const e of main.querySelectorAll('.stHtml *'))
  if (!html.has(e.tagName.toLowerCase()) && !own.includes(e.textContent.trim()))
    found.push(e.outerHTML.slice(0, 120));
for (const e of document.querySelectorAll('iframe, object, embed, base, meta[http-equiv=refresh]'))
  found.push(e.outerHTML.slice(0, 120));
for (const e of main.querySelectorAll('.katex, .stMarkdownColoredText'))
  found.push(e.outerHTML.slice(0, 120));
for (const e of document.querySelectorAll('*'))
  for (const a of e.attributes) {
    if (a.name.startsWith('on')) found.push(e.tagName + ' ' + a.name);
    if (['href', 'src', 'action', 'formaction', 'xlink:href'].includes(a.name)
        && /^\\s*(javascript|vbscript|data:text)/i.test(a.value)) found.push(a.value);
    if (['src', 'srcset', 'poster', 'data'].includes(a.name) && a.value.includes('%s'))
      found.push(a.value);
  }
return found;
"""
_OURS: Final = sorted(ALLOWED)
#: The style and the scripts that the app brings itself, whole: one letter more is not ours.
_FILES: Final = [
    file.read_text(encoding="utf-8").strip()
    for kind in ("css", "js")
    for file in (ROOT / "views").rglob(f"*.{kind}")
]
#: Characters that turn what follows them; no text or name on a page has one.
_TURNING: Final = "[\\u061c\\u200e\\u200f\\u202a-\\u202e\\u2066-\\u2069]"


class _Canary(BaseHTTPRequestHandler):
    """A server that nobody may ask; it remembers who did."""

    asked: Final[list[str]] = []

    def do_GET(self) -> None:
        self.asked.append(self.path)
        self.send_response(204)
        self.end_headers()

    do_HEAD = do_GET  # noqa: N815
    do_POST = do_GET  # noqa: N815

    def log_message(self, format: str, *args: Any) -> None:
        pass


@pytest.fixture(scope="module")
def canary() -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Canary)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()


@pytest.fixture(scope="module")
def report_and_library(
    tmp_path_factory: pytest.TempPathFactory, canary: str
) -> tuple[IngestReport, Path]:
    folder = tmp_path_factory.mktemp("hostile")
    files = hostile_files(folder / "berkas", canary)
    library = Library.open(folder / "pustaka", create=True)
    report = take_in(library, [files], vectors=False, workers=1)
    library.close()
    return report, folder / "pustaka"


@pytest.fixture(scope="module")
def address(report_and_library: tuple[IngestReport, Path]) -> Iterator[str]:
    with serving(report_and_library[1]) as url:
        yield url


@pytest.fixture(scope="module")
def watched(address: str) -> Iterator[Any]:
    with window(network=True) as driver:
        driver.execute_cdp_cmd("Page.addScriptToEvaluateOnNewDocument", {"source": _WATCH})
        driver.get(address)
        settled(driver)
        yield driver


def test_the_pipeline_took_them_and_reported_the_rest(
    report_and_library: tuple[IngestReport, Path],
) -> None:
    report, _ = report_and_library
    assert len(report.documents) == 7
    assert [("javascript:" in f.reason) for f in report.failed] == [True]


def test_a_script_of_our_own_would_be_seen(watched: Any) -> None:
    """The watch itself: what the documents try does count when it happens."""
    watched.execute_script("window.ran = 'proof'; alert('proof')")
    with pytest.raises(AssertionError):
        harmless(watched, "")
    watched.refresh()
    settled(watched)
    harmless(watched, "")


@pytest.mark.parametrize(("question", "shown"), QUESTIONS)
def test_answers_contexts_and_reasons_are_text(
    address: str, canary: str, watched: Any, question: str, shown: str
) -> None:
    watched.get(f"{address}/?q={quote_plus(question)}")
    settled(watched)
    # A busy machine draws the page before it begins with the question.
    until(lambda: shown in page_text(watched), "the hostile text is shown")
    settled(watched)
    assert ID["hits"] in page_text(watched) or ID["hits_near"] in page_text(watched)
    opened(watched, "[class*=st-key-do-hit-] summary")
    assert ID["context_gone"] not in page_text(watched)
    assert overflow(watched) <= 0
    harmless(watched, canary)


@pytest.mark.parametrize("place", [place for _, _, place in PAGES])
def test_every_page_is_harmless(address: str, canary: str, watched: Any, place: str) -> None:
    watched.get(f"{address}/{place}")
    settled(watched)
    opened(watched, "[data-testid=stMain] summary")
    harmless(watched, canary)


def test_the_reading_room_is_harmless(
    address: str, canary: str, watched: Any, report_and_library: tuple[IngestReport, Path]
) -> None:
    library = Library.open(report_and_library[1])
    for document in library.catalog.documents():
        first = library.catalog.passages(document.id)[0]
        for target in (document.id, first.passage_id):
            watched.get(f"{address}/{reader_address(target)}")
            settled(watched)
            assert page_text(watched).strip()
            harmless(watched, canary)
    library.close()


def test_a_hostile_question_and_link_are_text(address: str, canary: str, watched: Any) -> None:
    asked = "<img src=x onerror=alert(1)> [k](javascript:alert(1)) $x$ :red[a] \u202exyz naga"
    hostile = quote_plus(asked)
    watched.get(f"{address}/?q={hostile}&kind={hostile}&doc={hostile}&style={hostile}&lang=en")
    settled(watched)
    harmless(watched, canary)


def test_what_is_taken_away_has_no_formula(address: str, canary: str, watched: Any) -> None:
    watched.get(f"{address}/?q=kitab+naga")
    wanted = ".st-key-download-ask-csv button"
    until(lambda: watched.find_elements("css selector", wanted), "the answer can be downloaded")
    settled(watched)
    button = watched.find_element("css selector", wanted)
    watched.execute_script("arguments[0].scrollIntoView({block: 'center'})", button)
    button.click()
    file = watched.downloads / "dalil.csv"
    until(file.is_file, "the CSV arrives")
    with file.open(encoding="utf-8-sig", newline="") as lines:
        cells = [cell for row in csv.reader(lines) for cell in row]
    assert any("<script>" in cell for cell in cells)
    assert not [cell for cell in cells if cell.lstrip()[:1] in {"=", "+", "-", "@"}]
    harmless(watched, canary)


def harmless(driver: Any, canary: str) -> None:
    """Nothing has run, been asked for, been made of text, or been turned round."""
    assert driver.execute_script("return [window.ran ?? null, window.dialogs]") == [None, []]
    foreign = _FOREIGN % (json.dumps(_OURS), json.dumps(_FILES), canary or "http://nowhere.invalid")
    assert driver.execute_script(foreign) == []
    turned = (
        f"const turning = /{_TURNING}/u, found = [];"
        "const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);"
        "while (walk.nextNode()) if (turning.test(walk.currentNode.data))"
        "  found.push(walk.currentNode.data.slice(0, 80));"
        "for (const e of document.querySelectorAll('[title], [aria-label]'))"
        "  if (turning.test(e.title + e.ariaLabel)) found.push(e.outerHTML.slice(0, 80));"
        "return found;"
    )
    assert driver.execute_script(turned) == []
    hidden = "return getComputedStyle(document.querySelector('h1')).display"
    assert driver.execute_script(hidden) != "none"  # no style of theirs is in force
    own = urlsplit(driver.current_url).netloc
    outside = {url for url in requests(driver) if url.startswith(("http", "ws")) and own not in url}
    assert not outside
    assert not _Canary.asked
    # Streamlit looks for itself under the page's own path first, and is told it is not there.
    assert not [c for c in complaints(driver) if "/_stcore/" not in c]
