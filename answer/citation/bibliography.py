"""The daftar pustaka: works grouped by kind of source, each group in its own order.

Acts stand in the order of the hierarchy (UU 12/2011, Pasal 7), older before newer; the
literature alphabetically, as the style's entries begin.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from typing import TYPE_CHECKING, Final

from dalil.answer.citation.cite import cite_runs
from dalil.answer.citation.csl_item import item_of, type_of
from dalil.answer.citation.work_names import kind_of_work
from dalil.ingest.model import Document, Tier

if TYPE_CHECKING:
    from dalil.answer.citation.csl_engine import Runs


#: The groups in their order: CSL types, and what stands above in each language.
_GROUPS: Final[tuple[tuple[frozenset[str], str, str], ...]] = (
    (frozenset({"legislation", "bill"}), "Peraturan Perundang-undangan", "Legislation"),
    (frozenset({"legal_case"}), "Putusan Pengadilan", "Court Decisions"),
    (frozenset({"treaty"}), "Perjanjian Internasional", "Treaties"),
    (frozenset({"book", "chapter"}), "Buku", "Books"),
    (
        frozenset({"article-journal", "article-magazine", "article-newspaper", "paper-conference"}),
        "Artikel", "Articles",
    ),
    (frozenset({"thesis"}), "Skripsi, Tesis, dan Disertasi", "Theses"),
    (
        frozenset({"entry-dictionary", "entry-encyclopedia"}),
        "Kamus, Glosarium, dan Ensiklopedia", "Dictionaries, Glossaries and Encyclopaedias",
    ),
)  # fmt: skip
_REST: Final = ("Lain-lain", "Other Sources")
#: The style of a list's entries, where the style of its notes is another layout of one file.
_ENTRIES: Final = {
    "footnote": "bibliography", "footnote-short": "bibliography", "short": "bibliography",
    "chicago": "chicago-bibliography", "apa-text": "apa",
}  # fmt: skip


def bibliography(
    documents: Iterable[Document], style: str = "bibliography", language: str = "id"
) -> list[tuple[str, list[str]]]:
    """The groups that are not empty: a heading and its entries, each work once.

    ``style`` may be that of the notes: the list's entries are then in the same style. Raises
    StyleError for a style that there is not.
    """
    return [
        (heading, ["".join(text for text, _ in runs) for runs in entries])
        for heading, entries in bibliography_runs(documents, style, language)
    ]


def bibliography_runs(
    documents: Iterable[Document], style: str = "bibliography", language: str = "id"
) -> list[tuple[str, list[Runs]]]:
    """`bibliography` as runs of text, each with whether it is italic."""
    style = _ENTRIES.get(style, style)
    groups: list[list[tuple[tuple[int, int, str], Runs]]] = [[] for _ in (*_GROUPS, _REST)]
    for document in {document.id: document for document in documents}.values():
        runs = cite_runs(document, style=style, language=language)
        group = _group(document)
        first = _rank(document) if group == 0 else 0
        year = (document.year or 9999) if group in (0, 1, 2) else 0
        groups[group].append(((first, year, _sorted_by(document, runs)), runs))
    headings = [names[language == "en"] for *_, names in _named()]
    return [
        (heading, [runs for _, runs in sorted(entries)])
        for heading, entries in zip(headings, groups, strict=True)
        if entries
    ]


def _named() -> list[tuple[frozenset[str], tuple[str, str]]]:
    return [*((types, (id_, en)) for types, id_, en in _GROUPS), (frozenset(), _REST)]


def _group(document: Document) -> int:
    kind = type_of(document)
    for number, (types, *_) in enumerate(_GROUPS):
        if kind in types:
            return number
    return len(_GROUPS)


def _rank(document: Document) -> int:
    """The act's place in the hierarchy: 1 is the constitution; kinds outside it come last."""
    kind = kind_of_work(document) if document.tier is Tier.PRIMARY else None
    return kind.rank if kind and kind.rank is not None else 99


def _sorted_by(document: Document, runs: Runs) -> str:
    """An entry's letters and digits: marks and accents do not decide, numbers count as such.

    Nor does the particle that stays with the first name (CSL, "demote-non-dropping-particle").
    """
    said = "".join(text for text, _ in runs)
    item = item_of(document)
    names: list[dict[str, str]] = [*item.get("author", []), *item.get("editor", [])]
    if names and (particle := names[0].get("non-dropping-particle")):
        said = said.removeprefix(f"{particle} ")
    text = unicodedata.normalize("NFKD", said).casefold()
    plain = "".join(c if c.isalnum() else " " for c in text if not unicodedata.combining(c))
    return " ".join(w.zfill(8) if w.isdecimal() else w for w in plain.split())
