"""Five tasks in a real Chromium, with seconds and clicks; makes the pictures in docs/images.

    python docs/tour.py

A student's question to a copied footnote; an English question; an upload to a highlighted page; a
lecturer's 20 claims to a spreadsheet and a Word file; a draft checked. The library is made afresh
from `corpus/`, with vectors; what is brought along is made up (`tour_material.py`). Needs
Debian's chromium and chromium-driver.
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Final
from urllib.parse import quote_plus

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "tests"), str(ROOT / "docs")]

import tour_material as material  # noqa: E402
from browser import as_phone, missing, serving, settled, window  # noqa: E402
from hand import Done, Hand  # noqa: E402
from picture_of import LIMIT, picture  # noqa: E402

import dalil  # noqa: E402
from dalil.views.words import WORDS  # noqa: E402

ID, EN = WORDS["id"], WORDS["en"]
QUESTION: Final = "siapa yang mengoordinasikan penyelenggaraan hubungan luar negeri"
ENGLISH: Final = "who coordinates foreign relations"
UPLOADED: Final = "berapa lama naskah persahabatan kota kembar berlaku"
FOUND: Final = "Naskah Persahabatan berlaku selama 4 (empat) tahun"


def student(hand: Hand) -> str:
    """Type a question, copy the footnote of the first statement."""
    hand.write(f"input[aria-label='{ID['question']}']", QUESTION, enter=True)
    hand.see(ID["answer"])
    return _copy_footnote(hand)


def english(hand: Hand) -> str:
    """Switch to English, ask, copy the footnote."""
    hand.button("English")
    hand.see(EN["ask_title"])
    hand.write(f"input[aria-label='{EN['question']}']", ENGLISH, enter=True)
    hand.see(EN["answer"])
    return _copy_footnote(hand)


def upload(hand: Hand) -> str:
    """Add a PDF, ask about it, open the passage beside its page."""
    hand.turn_to(ID["nav_sources"])
    with tempfile.TemporaryDirectory() as folder:
        hand.give(material.regulation(Path(folder) / "perda.pdf"))
        hand.button(ID["upload_do"])
        hand.see(ID["report"])
    hand.turn_to(ID["nav_ask"])
    hand.write(f"input[aria-label='{ID['question']}']", UPLOADED, enter=True)
    hand.see(FOUND)
    settled(hand.driver)
    # The card of the sentence that answers, which need not be the first.
    card = f"//div[contains(@class, 'st-key-hit-')][contains(., '{FOUND}')]"
    hand.click(f"({card}//a[contains(., '{ID['read_here']}')])[1]")
    hand.follow()
    hand.wait(lambda: hand.driver.find_element("css selector", "[data-testid=stImage] img"), "page")
    settled(hand.driver)
    return str(hand.driver.find_element("css selector", "h1, h2").text)


def lecturer(hand: Hand) -> str:
    """Bring 20 claims in a Word list, review them, take a spreadsheet and a Word file away."""
    hand.turn_to(ID["nav_claims"])
    with tempfile.TemporaryDirectory() as folder:
        hand.give(material.claims(Path(folder) / "klaim.docx"))
        hand.button(ID["claims_do_claims"])
        hand.see(ID["claims_only"])
    settled(hand.driver)
    hand.click("//button[.//p[normalize-space()='XLSX']]")
    sheet = hand.taken("*.xlsx")
    hand.click("//button[.//p[normalize-space()='DOCX']]")
    word = hand.taken("*.docx")
    return f"{sheet.name} ({_claims_in(sheet)} klaim), {word.name}"


def _claims_in(sheet: Path) -> int:
    import openpyxl

    rows = openpyxl.load_workbook(sheet).worksheets[0].iter_rows(min_row=2, values_only=True)
    return len({row[1] for row in rows})


def check(hand: Hand) -> str:
    """Bring a draft, see what is wrong in it, take the report away."""
    hand.turn_to(ID["nav_check"])
    with tempfile.TemporaryDirectory() as folder:
        hand.give(material.draft(Path(folder) / "naskah.docx"))
        hand.button(ID["check_do"])
        hand.see(ID["check_report"])
    settled(hand.driver)
    hand.click("//button[.//p[normalize-space()='DOCX']]")
    report = hand.taken("dalil-periksa*.docx")
    figures = hand.driver.find_element("css selector", "dl.dalil-figures").text
    return f"{report.name}: {' '.join(figures.split())}"


def _copy_footnote(hand: Hand) -> str:
    settled(hand.driver)
    copied = hand.copy("copy-note-1")
    if not copied.startswith("Indonesia, "):
        raise AssertionError(f"not a footnote: {copied!r}")
    return f"“{copied}”"


#: What is done, in this order: the name, the deed, the picture made at its end and its height.
TASKS: Final[tuple[tuple[str, Callable[[Hand], str], str, int], ...]] = (
    ("a student's question to a copied footnote", student, "ask-desktop", 1250),
    ("an English question to a copied footnote", english, "ask-english", 1250),
    ("an upload to a highlighted page", upload, "reader", 1000),
    ("20 claims to a spreadsheet and a Word file", lecturer, "claims", 1400),
    ("a draft checked", check, "check", 1400),
)


def main() -> int:
    """Do all tasks; 1 where one cannot be done or a picture is too large."""
    if why := missing():
        print(why, file=sys.stderr)
        return 1
    done: list[Done] = []
    sizes: list[int] = []
    with tempfile.TemporaryDirectory() as folder:
        library = _library(Path(folder) / "pustaka")
        with serving(library) as address:
            for name, deed, shot, height in TASKS:
                with window(1280, height) as driver:
                    hand = Hand(driver, address)
                    hand.go()
                    done.append(hand.task(name, deed))
                    sizes.append(picture(driver, shot, (1280, height)))
            with window() as driver:
                as_phone(driver, 390, 1100)
                Hand(driver, address).go(f"?q={quote_plus(QUESTION)}")
                sizes.append(picture(driver, "ask-phone", (390, 1100), phone=True))
            with window(1280, 940) as driver:
                Hand(driver, address).go()
                sizes.append(picture(driver, "home", (1280, 940)))
            with window(1280, 1250) as driver:
                Hand(driver, address).go("sumber")
                sizes.append(picture(driver, "sources", (1280, 1250)))
    table = "\n".join(
        [
            "| task | seconds | clicks | entries | what came of it |",
            "|---|---|---|---|---|",
            *(
                f"| {d.task} | {d.seconds_s:.1f} | {d.clicks} | {d.entries} | {d.got} |"
                for d in done
            ),
        ]
    )
    print(table)
    return 0 if max(sizes) <= LIMIT else 1


def _library(folder: Path) -> Path:
    with dalil.Library.open(folder, create=True) as library:
        library.add(dalil.shipped())
    return folder


if __name__ == "__main__":
    sys.exit(main())
