"""Word files with real footnotes: `Manuscript`, and what a line of text is made of.

`answer.word.paper` makes footnotes of citations.
"""

from __future__ import annotations

from answer.word.manuscript import Manuscript
from answer.word.run import Footnote, Piece, Text, texts

__all__ = ["Footnote", "Manuscript", "Piece", "Text", "texts"]
