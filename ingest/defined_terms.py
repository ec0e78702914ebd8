"""Which of an act's definitions apply to a passage: the defined terms that it uses.

A term counts as a whole, the longest first ("Kerja Sama Daerah" is not also "Daerah"), and with
the capitals that acts give to defined terms (UU 12/2011, Lampiran II no. 107).
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Final

from dalil.ingest.definitions import Definition, scopes_of
from dalil.ingest.locator import Locator
from dalil.ingest.model import Passage

#: "Menteri Keuangan" is not "Menteri": a capital after a single word narrows it to another thing.
_NARROWED: Final = re.compile(r"[ \t]+(?=[A-Z][a-z])")
#: "Peraturan Pemerintah" and "Keputusan Menteri" are kinds of act, not what they name.
_KIND: Final = re.compile(r"\b(?:[Pp]eraturan|[Kk]eputusan|[Ii]nstruksi)\s+\Z")
_NO_LETTER: Final = re.compile(r"[\W_]*\Z")


class Usage:
    """The definitions of one act, ready to be looked for in many passages."""

    def __init__(self, definitions: Iterable[Definition]) -> None:
        self._by_scope: dict[str, list[Definition]] = defaultdict(list)
        for definition in definitions:
            self._by_scope[definition.scope].append(definition)
        self._made: dict[tuple[str, ...], _Finder] = {}

    def that_apply(self, text: str, locator: Locator | None = None) -> list[Definition]:
        """The definitions of the terms used in a text, in the order of their first use.

        ``locator`` is where the text stands: definitions for one pasal apply in it only, and
        before those of the act. Without it only the definitions of the whole act apply.
        """
        return list(dict.fromkeys(d for _, _, d in self._finder(locator).places(text)))

    def places(
        self, text: str, locator: Locator | None = None
    ) -> list[tuple[int, int, Definition]]:
        """Where in the text the defined terms stand: half-open spans in order, with what is meant.

        ``locator`` is as in `that_apply`.
        """
        return list(self._finder(locator).places(text))

    def of_passage(self, passage: Passage) -> list[Definition]:
        """Those that apply to a passage, without what it defines itself."""
        own = passage.passage_id
        return [
            d
            for d in self.that_apply(passage.text, passage.locator)
            if d.passage_id != own and not d.passage_id.startswith(f"{own}/")
        ]

    def _finder(self, locator: Locator | None) -> _Finder:
        scopes = self._scopes(locator)
        finder = self._made.get(scopes)
        if finder is None:
            chosen = [d for scope in scopes for d in self._by_scope.get(scope, ())]
            finder = self._made[scopes] = _Finder(chosen)
        return finder

    def _scopes(self, locator: Locator | None) -> tuple[str, ...]:
        """The scopes that hold there and define something, the narrowest first."""
        if locator is None or not locator.steps:
            return ("",)
        act, pasal = scopes_of(locator)
        given = f"{pasal.partition('/')[0]}/*"  # what an amending pasal gives the other act
        wide = given if given in self._by_scope else act
        return (pasal, wide) if pasal and pasal in self._by_scope else (wide,)


class _Finder:
    """One pattern for all names that hold at a place; the narrower scope's first."""

    def __init__(self, definitions: list[Definition]) -> None:
        self._means: list[tuple[Definition, str]] = []
        parts: list[tuple[str, str]] = []
        seen: set[tuple[str, bool]] = set()
        for definition in definitions:
            for name in definition.all_names:
                cased = name[:1].isupper() if name != definition.term else definition.cased
                if _NO_LETTER.match(name) or (name if cased else name.lower(), cased) in seen:
                    continue
                seen.add((name if cased else name.lower(), cased))
                pattern = _pattern(name)
                parts.append(
                    (name, f"({pattern})" if cased else f"((?i:{pattern}))"),
                )
                self._means.append((definition, name))
        order = sorted(range(len(parts)), key=lambda n: -len(parts[n][0]))
        self._means = [self._means[n] for n in order]
        joined = "|".join(parts[n][1] for n in order)
        self._regex = re.compile(rf"(?<!\w)(?:{joined})(?!\w|-\w)") if joined else None

    def places(self, text: str) -> Iterator[tuple[int, int, Definition]]:
        if self._regex is None:
            return
        for match in self._regex.finditer(text):
            definition, name = self._means[(match.lastindex or 1) - 1]
            if " " not in name and self._narrowed(text, match):
                continue
            if " " not in name and _KIND.search(text, max(0, match.start() - 16), match.start()):
                continue
            yield match.start(), match.end(), definition

    def _narrowed(self, text: str, match: re.Match[str]) -> bool:
        """Whether the capitalised word after it makes another name of it, none defined here."""
        space = _NARROWED.match(text, match.end())
        if space is None or self._regex is None or match[0].isupper():
            return False
        return self._regex.match(text, space.end()) is None


def _pattern(name: str) -> str:
    """The name as it may stand in a text: lines broken, "Undang- Undang"; "Daerah-Daerah" too."""
    words = [re.escape(w).replace(r"\-", r"-\s*").replace("/", r"\s?/\s?") for w in name.split()]
    whole = r"\s+".join(words)
    return rf"{whole}(?:-{words[0]})?" if len(words) == 1 else whole
