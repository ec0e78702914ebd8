"""Verbs as they are spoken: "nyuri", "mecat", "digantiin" for "mencuri", "memecat", "digantikan".

Spoken Indonesian drops the first syllable of meN- and says -in for -kan and -i (Sneddon,
"Colloquial Jakartan Indonesian", 2006, ch. 2). Only a word that no source has is read so, and only
as one that some source has.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from index.question.affix import other_forms

#: Letters of the shortest word that is read as a verb.
SHORTEST = 4


def written(word: str, known: Callable[[str], bool]) -> str | None:
    """The written form of a spoken verb that ``known`` has; None where there is none.

    >>> [written(w, lambda form: True) for w in ("nahan", "nyuri", "digantiin", "ngerokok")]
    ['menahan', 'mencuri', 'digantikan', 'merokok']
    """
    if len(word) < SHORTEST or not word.isalpha():
        return None
    forms = [form for form in _forms(word) if form != word]
    found = next(filter(known, forms), None)
    if found is None:  # acts say "pencurian" and nowhere "mencuri"
        found = next((other for form in forms for other in other_forms(form, known)), None)
    return found


def _forms(word: str) -> Iterator[str]:
    for stem in _endings(word):
        yield stem
        if word.startswith("nge"):  # ngerokok, ngecek
            yield from (f"me{stem[3:]}", f"menge{stem[3:]}")
        elif word.startswith("ny"):  # nyuri (c), nyimpan (s)
            yield from (f"menc{stem[2:]}", f"me{stem}")
        elif word.startswith("ng"):  # ngambil, ngirim
            yield f"me{stem}"
        elif word.startswith(("m", "n")):  # mecat, nahan; ngubah has its ng above
            yield from (f"me{stem}", f"men{stem[1:]}", f"mem{stem[1:]}")
        elif word.startswith(("b", "d", "j", "c", "p", "g")):  # bunuh and gebuk bare, with -in
            yield from (f"mem{stem}", f"men{stem}", f"meng{stem}")


def _endings(word: str) -> Iterator[str]:
    if word.endswith("in") and len(word) > SHORTEST + 1:
        yield from (f"{word[:-2]}kan", f"{word[:-2]}i")
        yield word[:-2]
    else:
        yield word
