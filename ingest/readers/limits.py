"""What a reader accepts before it protects the machine; each can be given to `read`."""

from __future__ import annotations

import math
import os
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from typing import Final

from dalil.ingest.errors import SettingError
from dalil.ingest.messages import Message

#: Largest file, in bytes.
MAX_BYTES: Final = 200 * 1024 * 1024

#: Largest unpacked size of a zipped format (DOCX), in bytes; over it, it is a zip bomb.
MAX_UNPACKED_BYTES: Final = 400 * 1024 * 1024

#: Longest text, in code points: some fifty times the longest act of the corpus.
MAX_CHARACTERS: Final = 30_000_000

#: Most pages of a PDF.
MAX_PAGES: Final = 20_000

#: Most pages of one file that are sent to character recognition (3–10 s a page and core).
MAX_OCR_PAGES: Final = 600

#: Most XML of a DOCX, in bytes unpacked: as a tree it takes some sixteen times its size.
#: The longest acts, a thousand pages, have some 15 MB.
MAX_XML_BYTES: Final = 40_000_000

#: Names of the settings in the environment.
SECONDS_VARIABLE: Final = "DALIL_MAX_SECONDS"
MEMORY_VARIABLE: Final = "DALIL_MAX_MEMORY_MB"

#: A file's seconds without a setting: so many, and so many more a megabyte, up to a bound. An act
#: of one megabyte takes 3 s on one core of 2024, so this is ten times what a slow machine needs.
_SECONDS: Final = 30.0
_SECONDS_PER_MB: Final = 30.0
_MOST_SECONDS: Final = 600.0

#: Character recognition comes on top: 3–10 s a page, and a scanned page has 10 KB and more.
_OCR_SECONDS: Final = 60.0
_OCR_SECONDS_PER_MB: Final = 1_000.0
_MOST_OCR_SECONDS: Final = 10_800.0

#: Megabytes (10⁶ bytes) of memory that reading one file may take.
MEMORY_MB: Final = 1_000


@dataclass(frozen=True, slots=True)
class Limits:
    """What reading one file may cost. It is held from outside: see `ingest.supervisor`.

    ``seconds`` None: by the file's size; 0: no limit. ``memory_mb`` 0: no limit.
    """

    seconds: float | None = None
    memory_mb: int = MEMORY_MB

    @classmethod
    def from_environment(cls) -> Limits:
        """``DALIL_MAX_SECONDS`` and ``DALIL_MAX_MEMORY_MB``; the defaults where they are not set.

        Raises SettingError where one is no number.
        """
        seconds = _number(SECONDS_VARIABLE)
        memory = _number(MEMORY_VARIABLE)
        return cls(seconds, MEMORY_MB if memory is None else int(memory))

    def seconds_for(self, size: int) -> float:
        """Seconds that a file of so many bytes may take, without character recognition."""
        if self.seconds is not None:
            return self.seconds or math.inf
        return min(_MOST_SECONDS, _SECONDS + _SECONDS_PER_MB * size / 1e6)

    def ocr_seconds_for(self, size: int) -> float:
        """Seconds after which no further page is sent to character recognition.

        They come on top of `seconds_for`, but where the person has set the seconds: then they
        are a part of them.
        """
        if self.seconds is not None:
            return 0.7 * self.seconds if self.seconds else math.inf
        return min(_MOST_OCR_SECONDS, _OCR_SECONDS + _OCR_SECONDS_PER_MB * size / 1e6)


@dataclass(frozen=True, slots=True)
class OcrBudget:
    """What character recognition of one file may cost: seconds, and pages at a time.

    ``cores`` None: two, where there are as many.
    """

    seconds: float = math.inf
    cores: int | None = None


#: For reading one file for one person, who can stop it.
NO_LIMIT: Final = OcrBudget()


def _number(name: str) -> float | None:
    given = os.environ.get(name, "").strip()
    if not given:
        return None
    try:
        number = float(given)
    except ValueError:
        number = -1.0
    if not 0 <= number < math.inf:
        raise SettingError(Message("source.no_number", name=name, given=given))
    return number


# Name and version of a reading library, for a document's provenance.


def reader_name(*packages: str) -> str:
    """``"pypdfium2 5.15.2 + pypdf 7.1.0"``; a package that is not installed is left out."""
    names = []
    for package in packages:
        try:
            names.append(f"{package} {version(package)}")
        except PackageNotFoundError:
            continue
    return " + ".join(names) or "dalil"
