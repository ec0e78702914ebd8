"""What a reader accepts before it protects the machine; each can be given to `read`."""

from __future__ import annotations

from typing import Final

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
