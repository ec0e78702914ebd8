"""Make the pictures of the app in docs/images: `python docs/screenshots.py`.

Needs Debian's chromium and chromium-driver. The library is made afresh from `corpus/`, with
vectors; a library given as the first argument is used instead.
"""

from __future__ import annotations

import sys
import tempfile
import time
from pathlib import Path
from typing import Any
from urllib.parse import quote_plus

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]  # the browser of the tests takes the pictures

from browser import missing, serving, settled, window  # noqa: E402

IMAGES = ROOT / "docs" / "images"
#: Bytes of a picture in the repository.
LIMIT = 300_000

QUESTION = "siapa yang mengoordinasikan penyelenggaraan hubungan luar negeri"

#: Name, path in the app, width and height, a phone's, and whether the first context is opened.
SHOTS: tuple[tuple[str, str, tuple[int, int], bool, bool], ...] = (
    ("ask-desktop", f"?q={quote_plus(QUESTION)}", (1280, 1150), False, True),
    ("ask-phone", f"?q={quote_plus(QUESTION)}", (390, 1100), True, False),
    ("sources", "sumber", (1280, 1150), False, False),
)


def main() -> int:
    """Make all pictures; the exit status says whether that went well."""
    if why := missing():
        print(why, file=sys.stderr)
        return 1
    IMAGES.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as made:
        library = Path(sys.argv[1]) if len(sys.argv) > 1 else _library(Path(made))
        with serving(library) as address:
            sizes = [_shoot(address, *shot) for shot in SHOTS]
    return 0 if max(sizes) <= LIMIT else 1


def _library(folder: Path) -> Path:
    from index.intake import take_in
    from index.library import Library

    library = Library.open(folder, create=True)
    take_in(library, [ROOT / "corpus"])
    library.close()
    return folder


def _shoot(
    address: str, name: str, path: str, size: tuple[int, int], phone: bool, context: bool
) -> int:
    with window(*size, phone=phone) as driver:
        driver.get(f"{address}/{path}")
        settled(driver)
        if context:
            _open_context(driver)
        file = IMAGES / f"{name}.png"
        # The window's own height includes the browser's bars: set the page's exactly.
        metrics = {"width": size[0], "height": size[1], "deviceScaleFactor": 1, "mobile": phone}
        driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", metrics)
        time.sleep(0.5)
        driver.save_screenshot(str(file))
    _shrink(file)
    print(f"{file.relative_to(ROOT)}  {file.stat().st_size:,} bytes")
    return file.stat().st_size


def _open_context(driver: Any) -> None:
    driver.execute_script(
        "document.querySelector('[class*=st-key-statement-1] [data-testid=stExpander] summary')"
        ".click()"
    )
    time.sleep(0.5)
    settled(driver)


def _shrink(file: Path) -> None:
    """128 colours are enough for text on paper, and a third of the bytes."""
    from PIL import Image

    with Image.open(file) as picture:
        small = picture.convert("RGB").quantize(128)
    small.save(file, optimize=True)


if __name__ == "__main__":
    sys.exit(main())
