"""The numbers that Word adds to paragraphs: resolved from numbering.xml, as they are printed.

In an act or a thesis typed in Word, "(1)", "a." and "Pasal 3" are often no text at all but
list numbering; without them a provision cannot be cited. Rules: ECMA-376 part 1, 17.9
(num, abstractNum, lvl, start, lvlText, lvlRestart, lvlOverride, numStyleLink).
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any, Final

from ingest.read.numerals import numeral

_W: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_PLACE: Final = re.compile(r"%([1-9])")
_STYLES: Final = {"lowerRoman": "i", "upperRoman": "I"}
_MAX_LEVEL: Final = 8


@dataclass(slots=True)
class _Level:
    start: int = 1
    format: str = "decimal"
    text: str = ""
    restart: int | None = None  # 1-based level that restarts this one; 0: nothing does
    spaced: bool = True
    legal: bool = False  # show the levels above in decimals (1.1, not I.1)


@dataclass(slots=True)
class _List:
    """One ``w:num``: its levels, and the abstract list whose counters it shares."""

    abstract: str
    levels: dict[int, _Level] = field(default_factory=dict)
    restarts: dict[int, int] = field(default_factory=dict)


class Numbering:
    """Counts through a document; ask once for each paragraph, in order."""

    def __init__(self, root: Any = None, style_lists: dict[str, str] | None = None) -> None:
        """``root``: the numbering part's element; ``style_lists``: style id to numId."""
        self._lists: dict[str, _List] = {}
        self._counters: dict[str, dict[int, int]] = {}
        self._restarted: set[tuple[str, int]] = set()
        self._paragraph_styles: dict[tuple[str, str], int] = {}
        if root is not None:
            self._load(root, style_lists or {})

    def level_of_style(self, number_id: str, style_id: str) -> int | None:
        """The level of a list that is bound to a paragraph style ("Pasal" to level 2)."""
        found = self._lists.get(number_id)
        return self._paragraph_styles.get((found.abstract, style_id)) if found else None

    def next(self, number_id: str, level: int) -> str:
        """The printed number of the next paragraph of a list, with its space; or ``""``."""
        found = self._lists.get(number_id)
        level = min(max(level, 0), _MAX_LEVEL)
        if found is None or level not in found.levels:
            return ""
        here = found.levels[level]
        counters = self._counters.setdefault(found.abstract, {})
        if level in found.restarts and (number_id, level) not in self._restarted:
            self._restarted.add((number_id, level))
            counters[level] = found.restarts[level]
        else:
            counters[level] = counters[level] + 1 if level in counters else here.start
        for above in range(level):
            counters.setdefault(above, found.levels.get(above, here).start)
        for below in [deep for deep in counters if deep > level]:
            restart = found.levels[below].restart if below in found.levels else None
            if restart is None or 0 < level + 1 <= restart:
                del counters[below]
        return _printed(found.levels, counters, here)

    def _load(self, root: Any, style_lists: dict[str, str]) -> None:
        abstracts: dict[str, Any] = {
            node.get(f"{_W}abstractNumId"): node for node in root.findall(f"{_W}abstractNum")
        }
        numbers = {node.get(f"{_W}numId"): node for node in root.findall(f"{_W}num")}
        for number_id, node in numbers.items():
            abstract_id = _value(node, "abstractNumId")
            seen = {abstract_id}
            while abstract_id in abstracts:
                # A list may only point to a style, which points to the list with the levels.
                style = _value(abstracts[abstract_id], "numStyleLink")
                linked = numbers.get(style_lists.get(style, ""))
                abstract = _value(linked, "abstractNumId") if linked is not None else ""
                if not style or not abstract or abstract in seen:
                    break
                abstract_id = abstract
                seen.add(abstract_id)
            if abstract_id not in abstracts:
                continue
            result = _List(abstract_id)
            for lvl in abstracts[abstract_id].findall(f"{_W}lvl"):
                index = _index(lvl)
                result.levels[index] = _level(lvl)
                bound = _value(lvl, "pStyle")
                if bound:
                    self._paragraph_styles.setdefault((abstract_id, bound), index)
            for override in node.findall(f"{_W}lvlOverride"):
                index = _index(override)
                own = override.find(f"{_W}lvl")
                if own is not None:
                    result.levels[index] = _level(own)
                start = _value(override, "startOverride")
                if start.lstrip("-").isdigit():
                    result.restarts[index] = int(start)
            self._lists[number_id] = result


def _printed(levels: dict[int, _Level], counters: dict[int, int], here: _Level) -> str:
    if here.format == "bullet":
        return "• "
    if here.format == "none" and not here.text:
        return ""

    def shown(match: re.Match[str]) -> str:
        index = int(match[1]) - 1
        level = levels.get(index, here)
        decimal = here.legal and level is not here
        return _number(counters.get(index, level.start), "decimal" if decimal else level.format)

    text = _PLACE.sub(shown, here.text).strip()
    return text + " " if text and here.spaced else text


def _number(value: int, style: str) -> str:
    if style == "none":
        return ""
    if style in {"lowerLetter", "upperLetter"}:
        if value < 1:
            return str(value)
        # Word repeats the letter after z (aa, bb, cc), unlike HTML (aa, ab, ac).
        letter = chr(ord("a") + (value - 1) % 26) * ((value - 1) // 26 + 1)
        return letter if style == "lowerLetter" else letter.upper()
    if style == "decimalZero":
        return f"{value:02d}"
    return numeral(value, _STYLES.get(style, "1"))


def _level(node: Any) -> _Level:
    start = _value(node, "start")
    restart = _value(node, "lvlRestart")
    return _Level(
        start=int(start) if start.lstrip("-").isdigit() else 0,
        format=_value(node, "numFmt") or "decimal",
        text=_value(node, "lvlText"),
        restart=int(restart) if restart.isdigit() else None,
        spaced=_value(node, "suff") != "nothing",
        legal=node.find(f"{_W}isLgl") is not None,
    )


def _index(node: Any) -> int:
    text = node.get(f"{_W}ilvl") or "0"
    return int(text) if text.isdigit() else 0


def _value(node: Any, name: str) -> str:
    child = node.find(f"{_W}{name}") if node is not None else None
    return "" if child is None else child.get(f"{_W}val") or ""
