"""The catalogue of a member of the national network: JDIH's "integrasi" feed, in every dialect.

What a feed is decides what it holds, not its address or what its server calls it: an array of
records, or records under ``data`` (or deeper), or by number; every value perhaps a text; fields by
other names; "-" for what is not known; bytes that are no UTF-8, line ends in texts. It is read as a
stream, in a child that can be ended (`read_feed`), and comes out as one `Offer` a line.
"""

from __future__ import annotations

import hashlib
import html
import json
import re
from codecs import getincrementaldecoder
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields, replace
from pathlib import Path
from typing import Any, Final

from dalil.ingest.errors import WrongContent
from dalil.ingest.fetch.content import kind_of_content
from dalil.ingest.file_names import printable
from dalil.ingest.identify.act_types import kind_of
from dalil.ingest.identify.rulings import ruling_number
from dalil.ingest.messages import Message
from dalil.ingest.numerals import act_number, year_in_number
from dalil.ingest.words import read_data

_DATA: Final = read_data("ingest/data/feed_fields.toml")


def _folded(name: str) -> str:
    return re.sub(r"[^a-z0-9]", "", name.casefold())


#: What a field is called in a feed, folded, for each of ours.
_NAMES: Final = {ours: [_folded(n) for n in said.split()] for ours, said in _DATA["fields"].items()}
_KNOWN: Final = frozenset(name for names in _NAMES.values() for name in names)
_UNKNOWN: Final = frozenset(w.replace("_", " ") for w in _DATA["unknown"]["words"].split())
#: Fields that a record must have to be taken for one: so many that are known, a title among them.
_ENOUGH: Final = 3
_LONGEST: Final = 4_000
_TITLE: Final = 1_000
#: Events looked at until records are found.
_LOOKED_AT: Final = 200_000
_DIGITS: Final = re.compile(r"\d+")
_REGIONAL: Final = frozenset({"perda", "pergub", "perbup", "perwali", "qanun", "kepgub", "perkada"})


@dataclass(frozen=True, slots=True)
class Offer:
    """A work that a source has: what its catalogue says of it, all of it unverified.

    ``document_id`` is the id of the act as far as that follows from kind, number and year.
    Addresses are as they were written. ``said`` holds the fields that have no place of their own.
    """

    key: str  # by which the source knows it
    title: str
    document_id: str | None = None
    kind: str = ""  # as it is said
    slug: str = ""  # the kind in ids, where it is known
    short: str = ""
    number: str = ""
    year: int | None = None
    date: str = ""  # ISO 8601: enacted, else promulgated
    subject: str = ""
    status: str = ""
    file: str = ""  # the address of its text
    page: str = ""  # the address of the page about it
    said: tuple[tuple[str, str], ...] = ()

    @property
    def fingerprint(self) -> str:
        """Changes with anything that is said."""
        return hashlib.sha256(json.dumps(self._plain(), sort_keys=True).encode()).hexdigest()[:32]

    def _plain(self) -> dict[str, object]:
        # Not `asdict`: it copies every value, and a catalogue has a quarter of a million.
        return {f.name: getattr(self, f.name) for f in fields(self)}

    def to_json(self) -> str:
        """One line of JSON."""
        return json.dumps(self._plain(), ensure_ascii=False)

    @classmethod
    def from_json(cls, line: str) -> Offer:
        """What `to_json` wrote."""
        held = json.loads(line)
        held["said"] = tuple((str(k), str(v)) for k, v in held["said"])
        return cls(**{f.name: held[f.name] for f in fields(cls)})


@dataclass(frozen=True, slots=True)
class FeedRead:
    """What became of a feed: how many records, how many were none, and where it broke off."""

    offers: int
    strange: int  # records without a title
    broken: str = ""  # why it could not be read to its end; "" where it could


def read_feed(path: Path, out: Path) -> FeedRead:
    """Read a feed and write its offers, one a line of JSON. For a child (`guarded_file`).

    What can be read of a broken feed is written. Raises WrongContent where it holds no records.
    """
    kind = kind_of_content(path)
    if kind == "html":
        raise WrongContent(Message("fetch.page_for_feed"))
    if kind not in {"json", "text"}:
        raise WrongContent(Message("fetch.no_feed", kind=kind))
    place, broken = _where(path)
    if place is None:
        raise WrongContent(broken or Message("fetch.no_records"))
    count = strange = 0
    seen: Counter[str] = Counter()
    problem = ""
    with path.open("rb") as file, out.open("w", encoding="utf-8", errors="replace") as lines:
        try:
            for record in _records(file, place):
                offer = offer_of(record) if isinstance(record, Mapping) else None
                if offer is None:
                    strange += 1
                    continue
                seen[offer.key] += 1
                if seen[offer.key] > 1:  # one record a file, or a number that was given twice
                    offer = replace(offer, key=f"{offer.key}#{seen[offer.key]}")
                lines.write(offer.to_json() + "\n")
                count += 1
        except _broken() as error:
            problem = Message("fetch.feed_broken", count=count, error=printable(_short(error)))
    return FeedRead(count, strange, problem)


def _broken() -> tuple[type[Exception], ...]:
    """What a stream of JSON may trip over."""
    import ijson

    return ijson.JSONError, UnicodeError, ValueError, OverflowError


def _short(error: Exception) -> str:
    return " ".join(str(error).split())[:120] or type(error).__name__


class _Clean:
    """A feed's bytes as JSON wants them: UTF-8, no mark at the head, no line ends in texts."""

    _SPACES: Final = dict.fromkeys(range(32), 32)

    def __init__(self, file: Any) -> None:
        self._file = file
        self._decoder = getincrementaldecoder("utf-8-sig")("replace")

    def read(self, size: int = -1) -> bytes:
        """The next bytes, perhaps some more than asked for; none at the end."""
        if not size:  # asked by who wants to know whether they are bytes
            return b""
        while some := self._file.read(max(size, 1 << 16)):
            if text := self._decoder.decode(some).translate(self._SPACES):
                return text.encode("utf-8", "replace")
        return self._decoder.decode(b"", True).encode("utf-8", "replace")


#: Where something stands: the keys of the objects around it; None in an array or under a number.
_Place = tuple[str | None, ...]
_MOST_DEEP: Final = 64


def _walk(file: Any) -> Iterator[tuple[str, Any, list[str | None]]]:
    """The events of a stream of JSON, each with the place that it happens in.

    Raises what `_broken` names; ValueError for what is nested too deep.
    """
    import ijson

    around: list[str | None] = []
    for event, value in ijson.basic_parse(_Clean(file), use_float=True, multiple_values=True):
        if event in {"end_map", "end_array"}:
            around.pop()
        yield event, value, around
        if event == "map_key":
            around[-1] = None if value.isdigit() else value
        elif event in {"start_map", "start_array"}:
            around.append(None)
            if len(around) > _MOST_DEEP:
                raise ValueError("bersarang terlalu dalam")


def _where(path: Path) -> tuple[_Place | None, str]:
    """Where the records stand: the place of the first object that looks like one."""
    level: list[set[str]] = []  # of the objects around: the known fields so far
    with path.open("rb") as file:
        try:
            for number, (event, value, around) in enumerate(_walk(file)):
                if event == "start_map":
                    level.append(set())
                elif event == "map_key" and (name := _folded(value)) in _KNOWN:
                    level[-1].add(name)
                elif event == "end_map":
                    known = level.pop()
                    if len(known) >= _ENOUGH and known & set(_NAMES["title"]):
                        return tuple(around), ""
                if number > _LOOKED_AT:
                    break
        except _broken() as error:
            return None, Message("fetch.feed_broken", count=0, error=printable(_short(error)))
    return None, ""


def _records(file: Any, place: _Place) -> Iterator[Any]:
    """What stands in that place, one after another. Raises what `_walk` raises."""
    from ijson import ObjectBuilder

    builder: ObjectBuilder | None = None
    wanted = list(place)
    for event, value, around in _walk(file):
        if builder is not None:
            builder.event(event, value)
            if event == "end_map" and len(around) == len(wanted):
                yield builder.value
                builder = None
        elif around == wanted and event not in {"map_key", "end_map", "end_array", "start_array"}:
            if event != "start_map":
                yield value
                continue
            builder = ObjectBuilder()
            builder.event(event, value)


def offer_of(record: Mapping[str, Any]) -> Offer | None:
    """What a record says; None where it has no title."""
    values: dict[str, str] = {}
    for name, value in record.items():
        said = _text(value)
        if said:
            values.setdefault(_folded(str(name)), said)
    held = {
        ours: next((values[name] for name in names if name in values), "")
        for ours, names in _NAMES.items()
    }
    title = held["title"][:_TITLE]
    if not title:
        return None
    kind, short = held["kind"][:200], held["short"][:80]
    number, year = _number(held["number"])
    date = next((d for d in map(_date, (held["enacted"], held["promulgated"])) if d), "")
    year = _year(held["year"]) or year or _year(held["promulgated"]) or _year(date)
    slug = _slug(kind, short)
    stated = _stated_year(title, number)
    if stated is None and held["enacted"] and (_year(date) or year) != year:
        stated = 0  # made in one year and promulgated in another: which it bears is not said
    more = {
        name: held[name]
        for name in ("body", "gazette", "field", "language", "isbn", "inventory", "publisher",
                     "place", "review", "promulgated", "enacted", "abstract")
        if held[name]
    }  # fmt: skip
    offer = Offer(
        key="",
        title=title,
        document_id=_document_id(slug, number, year if stated is None else stated, held["number"]),
        kind=kind,
        slug=slug,
        short=short,
        number=number,
        year=year,
        date=date,
        subject=held["subject"],
        status=held["status"][:200],
        file=_file(held["download"], held["file"]),
        page=held["page"] if _is_address(held["page"]) else "",
        said=tuple(sorted(more.items())),
    )
    return replace(offer, key=held["key"][:200] or f"~{offer.fingerprint}")


def _text(value: object) -> str:
    """A value as a text on one line; "" for what says that nothing is known."""
    if isinstance(value, bool) or value is None:
        return ""
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    if isinstance(value, list):
        value = "; ".join(filter(None, (_text(one) for one in value[:50] if not
                                        isinstance(one, list | Mapping))))  # fmt: skip
    if not isinstance(value, str | int | float):
        return ""
    text = html.unescape(str(value)[: 4 * _LONGEST])
    text = "".join(c for c in " ".join(text.split()) if c.isprintable())
    return "" if text.casefold().strip() in _UNKNOWN else text.strip()[:_LONGEST]


def _number(said: str) -> tuple[str, int | None]:
    """The number of a work, and the year where it stands with it: "Nomor 5 Tahun 2016"."""
    text = re.sub(r"(?i)^\s*(?:nomor|no\.?)\s*:?\s*", "", said)[:80].strip()
    match = re.fullmatch(r"(?i)(.{1,60}?)\s*(tahun|/)\s*((?:1[89]|20)\d\d)", text)
    if match and (match[2] != "/" or match[1].isdigit()):
        return match[1].strip(), int(match[3])
    return text, None


def _year(said: str) -> int | None:
    match = re.search(r"(?<!\d)(1[5-9]\d\d|20\d\d|2100)(?!\d)", said)
    return int(match[1]) if match else None


def _stated_year(title: str, number: str) -> int | None:
    """The year that a title gives with the number: "… Nomor 5 Tahun 2014 tentang …"."""
    match = re.search(rf"(?i)\bno(?:mor|\.)?\s*{re.escape(number)}\s+tahun\s+(\d{{4}})\b", title)
    return int(match[1]) if number and match else None


def _date(said: str) -> str:
    """A day as ISO 8601; "" where it is none."""
    import datetime as dt

    if match := re.match(r"(\d{4})-(\d{1,2})-(\d{1,2})(?!\d)", said):
        year, month, day = match.groups()
    elif match := re.match(r"(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})(?!\d)", said):
        day, month, year = match.groups()
    else:
        return ""
    try:
        return dt.date(int(year), int(month), int(day)).isoformat()
    except ValueError:
        return ""


def _slug(kind: str, short: str) -> str:
    """The kind in ids; of two names the one that says more ("Permendagri", not "Permen")."""
    found = [k.slug for k in map(kind_of, (kind, short)) if k is not None]
    return max(found, key=len, default="")


def _document_id(slug: str, number: str, year: int | None, said: str) -> str | None:
    """The id of the act; None where that would be a guess.

    A rule of a region is one of many of its number until the region is known.
    """
    if slug.startswith("putusan") or re.search(r"(?i)/P?[HU]+U", said):
        found = ruling_number(said.removeprefix("Nomor").strip())
        return found.id if found else None
    if not slug or slug in _REGIONAL or not year or not number:
        return None
    if slug in {"permen", "kepmen", "se"} or (year_in_number(number) or year) != year:
        return None
    plain = act_number(number)
    return f"{slug}/{year}/{plain}" if plain else None


def _is_address(said: str) -> bool:
    return bool(re.match(r"(?i)https?://|/", said))


def _file(download: str, name: str) -> str:
    """The address of the text: some give the folder, and the name beside it."""
    if _is_address(download):
        return download + name if download.endswith("/") and name and "/" not in name else download
    if re.match(r"(?i)https?://", name):
        return name
    # What is neither is kept, so that it is told why it was not asked for (javascript:, file:).
    return download if ":" in download or "." in download else ""
