"""CSL-JSON: the items themselves, for Zotero, pandoc and every other CSL processor.

Zotero takes a file only if it knows every type in it (translator "CSL JSON", detectImport);
those of `answer.csl.item.TYPES` it does. ``note`` arrives in its field Extra, ``source`` in
Library Catalog.
"""

from __future__ import annotations

import json
from collections.abc import Iterable

from answer.cite import Cited
from answer.exchange.entry import entries
from answer.table import Made


def write(cited: Iterable[Cited], made: Made) -> str:
    """The works as a JSON list of CSL items."""
    items = [
        {**entry.item, "id": entry.key, "note": "\n".join(entry.note), "source": entry.made}
        for entry in entries(cited, made)
    ]
    return json.dumps(items, ensure_ascii=False, indent=1) + "\n"
