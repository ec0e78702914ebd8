"""A work and a place in it become a citation, in a style.

Styles are one table: a style is a function of a `Cited` and gives a string. What is not known
is left out of it, never guessed.

* ``footnote``: the Indonesian legal footnote, "Indonesia, Undang-Undang Nomor … tentang …, LN
  No. …, TLN No. …, Pasal … ayat (…), hlm. …." as law faculties teach it.
* ``short``: "Pasal 363 ayat (2) UU 23/2014", for running text.
* ``bibliography``: the work without the place, authors by last name.
* ``apa``: APA 7 in simple form.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from answer.name import (
    WORDS,
    Words,
    full_name,
    gazette,
    initialled,
    inverted,
    issuer,
    people,
    short_name,
    surnames,
)
from answer.pointer import pointer, provision
from answer.titlecase import title_case
from ingest.locator import Locator
from ingest.model import Document, Passage, Tier

#: Where to point for the work itself.
WHOLE_WORK: Final = Locator()


@dataclass(frozen=True, slots=True)
class Cited:
    """What is being cited: the work, the place, the page if known, the language of the words."""

    document: Document
    where: Locator | Passage
    page: int | None
    language: str

    @property
    def words(self) -> Words:
        """The words of this citation's language."""
        return WORDS[self.language]

    @property
    def place(self) -> str:
        """Provision and page: ``Pasal 363 ayat (2), hlm. 210``."""
        return pointer(self.document, self.where, self.page, self.language)

    @property
    def mark(self) -> str:
        """What a digest carries, so that nobody quotes it as the law."""
        return self.words.digest if self.document.digest else ""

    @property
    def title(self) -> str:
        """The title as printed."""
        return title_case(self.document.title)


def cite(
    document: Document,
    where: Locator | Passage = WHOLE_WORK,
    page: int | None = None,
    style: str = "footnote",
    language: str = "id",
) -> str:
    """The citation of a place in a work.

    ``where`` may be the passage itself: then its page, its heading's and its entry's own words
    are used; ``page`` overrides the page. ``language`` (``id`` or ``en``) is that of the words
    around the names; names of works stay in theirs. Raises ValueError for a style that is not
    in `STYLES`.
    """
    try:
        make = STYLES[style]
    except KeyError:
        raise ValueError(
            f"gaya sitasi {style!r} tidak ada; pilih salah satu: {', '.join(STYLES)}"
        ) from None
    return make(Cited(document, where, page, language if language in WORDS else "id"))


def _footnote(cited: Cited) -> str:
    document = cited.document
    if document.tier is Tier.PRIMARY:
        name = " ".join(filter(None, (full_name(document, cited.language), cited.mark)))
        parts = [issuer(document, cited.language), name, gazette(document, cited.language)]
    elif document.tier is Tier.TERTIARY:
        parts = [people(document, cited.language), _marked_title(cited), _year(document)]
    else:
        venue = f"({document.issuer})" if document.issuer else ""
        made = " ".join(filter(None, (venue, _year(document))))
        parts = [people(document, cited.language), _marked_title(cited), made]
    return _sentence([*parts, cited.place], ", ")


def _short(cited: Cited) -> str:
    document = cited.document
    mark = cited.words.digest_short if document.digest else ""
    at = provision(cited.where, cited.language)
    if document.tier is Tier.PRIMARY:
        return " ".join(filter(None, (at, short_name(document), mark)))
    if document.tier is Tier.TERTIARY:
        return ", ".join(filter(None, (" ".join(filter(None, (cited.title, mark))), at)))
    who = surnames(document, cited.language) or cited.title
    when = f"({document.year})" if document.year is not None else ""
    return ", ".join(filter(None, (" ".join(filter(None, (who, when, mark))), cited.place)))


def _bibliography(cited: Cited) -> str:
    document = cited.document
    if document.tier is Tier.PRIMARY:
        name = " ".join(filter(None, (full_name(document, cited.language), cited.mark)))
        parts = [issuer(document, cited.language), name, gazette(document, cited.language)]
        return _sentence(parts, ". ")
    authors = list(document.authors)
    names = [inverted(a) for a in authors[:1]] + authors[1:]
    who = names[0] if len(names) == 1 else ""
    if len(names) > 1:
        who = f"{', '.join(names[:-1])}, {cited.words.conjunction} {names[-1]}"
    title = f"“{cited.title}”" if document.issuer else cited.title
    made = ", ".join(filter(None, (document.issuer, _year(document))))
    return _sentence([who, " ".join(filter(None, (title, cited.mark))), made], ". ")


def _apa(cited: Cited) -> str:
    document = cited.document
    if document.tier is Tier.PRIMARY:
        name = " ".join(filter(None, (full_name(document, cited.language), cited.mark)))
        return _sentence([name, cited.place, gazette(document, cited.language)], ", ")
    names = [initialled(a) for a in document.authors]
    who = ", ".join(names[:-1]) + f", & {names[-1]}" if len(names) > 1 else "".join(names)
    when = f"({_year(document) or cited.words.no_date})"
    made = ", ".join(filter(None, (document.issuer, cited.place)))
    if not who:  # APA 7, 9.12: without an author the title comes first
        return _sentence([f"{_marked_title(cited)} {when}", made], ". ")
    return _sentence([f"{who} {when}", _marked_title(cited), made], ". ")


def _marked_title(cited: Cited) -> str:
    return " ".join(filter(None, (cited.title, cited.mark)))


def _year(document: Document) -> str:
    return str(document.year) if document.year is not None else ""


def _sentence(parts: list[str], between: str) -> str:
    """The known parts, joined, with one full stop at the end."""
    said = [part for part in parts if part]
    if between == ". ":
        said = [part.rstrip(".") if part != said[-1] else part for part in said]
    text = between.join(said)
    return text if text.endswith((".", "?", "!")) else f"{text}."


#: Every style by its name. (Room for CSL files: a style of theirs is one more entry.)
STYLES: Final[dict[str, Callable[[Cited], str]]] = {
    "footnote": _footnote,
    "short": _short,
    "bibliography": _bibliography,
    "apa": _apa,
}
