"""CSL-JSON: the form that Zotero and every citation program with CSL styles can export."""

from __future__ import annotations

from typing import Any

from dalil.ingest.bibliography.record import Bibliography, Record, date_of, person, record
from dalil.ingest.csl_variables import VARIABLES
from dalil.ingest.data_text import read_json
from dalil.ingest.messages import Message


def from_csl(text: str) -> Bibliography:
    """The items of a CSL-JSON file: a list, one item, or ``{"items": […]}``."""
    try:
        value = read_json(text)
    except ValueError as error:
        return Bibliography((), (Message("source.entries_no_json", error=error),))
    if isinstance(value, dict):
        value = value["items"] if isinstance(value.get("items"), list) else [value]
    records: list[Record] = []
    problems: list[str] = []
    for number, item in enumerate(value if isinstance(value, list) else [], 1):
        made: Record | str
        if isinstance(item, dict):
            made = _record(item, number)
        else:
            made = Message("source.entry_no_object", number=number)
        if isinstance(made, str):
            problems.append(made)
        else:
            records.append(made)
    return Bibliography(tuple(records), tuple(problems))


def _record(item: dict[str, Any], number: int) -> Record | str:
    csl_type = _text(item.get("type"))
    extra = {name: said for name in VARIABLES if (said := _text(item.get(name)))}
    extra.pop("type", None)
    for role in ("editor", "translator"):
        if names := _names(item.get(role)):
            extra[role] = "; ".join(names)
    if accessed := _date(item.get("accessed")):
        extra["accessed"] = accessed
    genre = extra.get("genre", "").casefold()
    kind = next((k for k in ("Disertasi", "Tesis", "Skripsi") if csl_type == "thesis"
                 and k.casefold() in genre), "")  # fmt: skip
    return record(
        _text(item.get("id")) or f"butir {number}", csl_type, _text(item.get("title")),
        _names(item.get("author")), _date(item.get("issued")), extra, _text(item.get("URL")), kind,
    )  # fmt: skip


def _text(value: Any) -> str:
    """Text or a number; anything else is no value."""
    if isinstance(value, str):
        return value.strip()
    return str(value) if isinstance(value, int | float) and not isinstance(value, bool) else ""


def _date(value: Any) -> str:
    if not isinstance(value, dict):
        return date_of(_text(value))
    parts = value.get("date-parts")
    if isinstance(parts, list) and parts and isinstance(parts[0], list):
        year, month, day = ([_text(p) for p in parts[0]] + ["", "", ""])[:3]
        if found := date_of(year, month, day):
            return found
    return date_of(_text(value.get("raw")) or _text(value.get("literal")))


def _names(value: Any) -> list[str]:
    found = []
    for name in value if isinstance(value, list) else []:
        if isinstance(name, str):
            found.append(name)
        elif isinstance(name, dict):
            particle = _text(name.get("non-dropping-particle")) or _text(
                name.get("dropping-particle")
            )
            literal = _text(name.get("literal"))
            found.append(
                literal
                or person(
                    _text(name.get("family")), _text(name.get("given")), particle,
                    _text(name.get("suffix")),
                )
            )  # fmt: skip
    return [name for name in found if name]
