"""A picture of the page as it is, small enough for the repository."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Any, Final

IMAGES: Final = Path(__file__).resolve().parent / "images"
#: Bytes of a picture in the repository.
LIMIT: Final = 300_000


def picture(driver: Any, name: str, size: tuple[int, int], *, phone: bool = False) -> int:
    """Save ``docs/images/NAME.png`` of the window in that size; its bytes."""
    IMAGES.mkdir(parents=True, exist_ok=True)
    file = IMAGES / f"{name}.png"
    # The window's own height includes the browser's bars: set the page's exactly.
    metrics = {"width": size[0], "height": size[1], "deviceScaleFactor": 1, "mobile": phone}
    driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", metrics)
    # From the top of the page: what was done last may have left it scrolled down.
    driver.execute_script(
        "document.querySelector('[data-testid=stMain]').scrollTo({top: 0, behavior: 'instant'});"
    )
    time.sleep(0.7)
    driver.save_screenshot(str(file))
    driver.execute_cdp_cmd("Emulation.clearDeviceMetricsOverride", {})
    _shrink(file)
    print(f"docs/images/{file.name}  {file.stat().st_size:,} bytes")
    return file.stat().st_size


def _shrink(file: Path) -> None:
    """128 colours are enough for text on paper, and a third of the bytes."""
    from PIL import Image

    with Image.open(file) as shown:
        small = shown.convert("RGB").quantize(128)
    small.save(file, optimize=True)
