"""What else a bibliography says of a work: CSL variables that `Document` has no field for.

They travel as ``Document.extra``, pairs of a variable and its text in the order of the names.
The variables are those of CSL 1.0.2 (Appendix IV) that a work can have; what a document says
itself (title, authors, year …) stays in its own fields and is only *overridden* here by name:
``type`` is the CSL type where the kind of work does not tell it, ``editor`` and ``translator``
hold names as ``Given Family; Given Family``.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

#: The names that an extra may have, as CSL spells them.
VARIABLES: Final = (
    "DOI", "ISBN", "ISSN", "accessed", "authority", "chapter-number", "collection-number",
    "collection-title", "container-title", "container-title-short", "edition", "editor",
    "event-place", "event-title", "genre", "issue", "language", "medium", "number",
    "number-of-pages", "number-of-volumes", "original-title", "page", "publisher",
    "publisher-place", "section", "title-short", "translator", "type", "volume",
)  # fmt: skip


#: What files call them besides: in lower case, Indonesian and English.
_ALIASES: Final[dict[str, str]] = {
    "journal": "container-title", "jurnal": "container-title", "booktitle": "container-title",
    "vol": "volume", "jilid": "volume",
    "no": "issue", "nomor": "issue",
    "pages": "page", "halaman": "page", "hlm": "page",
    "penerbit": "publisher", "universitas": "publisher", "university": "publisher",
    "place": "publisher-place", "kota": "publisher-place", "tempat terbit": "publisher-place",
    "address": "publisher-place", "tempat_terbit": "publisher-place",
    "edisi": "edition", "cetakan": "edition", "penyunting": "editor", "penerjemah": "translator",
    "jenis": "genre", "seri": "collection-title", "series": "collection-title",
    "bahasa": "language", "lang": "language",
}  # fmt: skip


#: A value longer than this is no bibliographic fact but a text that strayed into a field.
_LONGEST: Final = 500


Extra = tuple[tuple[str, str], ...]


def extra_of(fields: Mapping[str, str]) -> Extra:
    """The extras among the fields of a record, whatever it calls them; others are left out.

    White space is folded; empty and overlong values are left out. A field under the variable's
    own name goes before one under another name for it.
    """
    own = {name.casefold(): name for name in VARIABLES}
    found: dict[str, str] = {}
    for names in (_ALIASES, own):
        for key, value in fields.items():
            name = names.get(key.casefold().strip())
            said = " ".join(value.split())
            if name and said and len(said) <= _LONGEST:
                found[name] = said
    return tuple(sorted(found.items()))
