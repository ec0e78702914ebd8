"""What is asked: a line of text becomes the words to search with, filters and references.

A question is plain text, in Indonesian or English. In it may stand

* ``"kerja sama daerah"``: only passages with these words one after another,
* ``-pariwisata`` or ``-"luar negeri"``: only passages without,
* ``pajak AND daerah``, ``pajak OR retribusi``, ``NOT provinsi``, ``NEAR(gubernur izin, 5)``: see
  `index.query.syntax`,
* ``jenis:uu`` (``kind:``), ``tahun:2014``, ``tahun:>2010``, ``tahun:2010-2014`` (``year:``),
  ``tingkat:primer`` (``tier:``), ``dok:uu/2014/23`` (``doc:``): only such documents; several
  values of one field, apart by commas or given again, mean any of them, except years, which all
  must hold,
* ``tanggal:2016-01-31`` (``date:``): the law as it was on that day.

Everything else is searched for. Anything malformed is a QueryError that says where.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import TYPE_CHECKING, Final

from dalil.index.query.analyzer import Language, content, language_of
from dalil.index.query.conditions import Condition, Filters
from dalil.index.query.expand import Expansion, content_terms, expand
from dalil.index.query.intent import Intent, intent_of
from dalil.index.query.lexicon import is_word
from dalil.index.query.morphology import indonesian, other_forms
from dalil.index.query.spelling import corrected
from dalil.index.query.syntax import FIELD, QUOTES, Line, Typed, has_word, phrase, typed
from dalil.index.query.translate import Bridge, bridge
from dalil.index.snapshot.bm25 import tokens
from dalil.index.snapshot.snapshot import DocumentEntry
from dalil.ingest.errors import QueryError
from dalil.ingest.messages import Message
from dalil.ingest.model import Tier

if TYPE_CHECKING:
    from dalil.index.engines.engine import Vocabulary


#: Characters of a question. Encoders read some 2,000; more is a pasted document.
LENGTH_LIMIT: Final = 4_000
#: From so many words on a question is a letter: a story, and at last what is asked. Ours in one
#: or two sentences have 21 on average, our letters 88 (bench/questions).
LETTER_WORDS: Final = 45
#: What is asked in fewer words ("Boleh?") says nothing without its story.
ASKING_WORDS: Final = 4

_SENTENCE_END: Final = re.compile(r"(?<=[.?!])\s+")

_TIERS: Final = {
    "primer": Tier.PRIMARY, "sekunder": Tier.SECONDARY, "tersier": Tier.TERTIARY,
    **{tier.value: tier for tier in Tier},
}  # fmt: skip

_YEAR = re.compile(r"(?P<sign>>=|<=|>|<)?(?P<one>\d{4})|(?P<from>\d{4})(?:-|–|\.\.)(?P<to>\d{4})")
_ENGLISH = re.compile(
    r"\b(?:article|law|act|paragraph|letter|regulation|what|does|says?)\b", re.IGNORECASE
)
#: Before the name of an act: "look there".
_WHERE = re.compile(
    r"\b(?:menurut|berdasarkan|dalam|di(?:\s+dalam)?|pada|according\s+to|under|in)\s+"
    r"(?:ketentuan\s+|the\s+)?\Z",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Query:
    """A question, understood once; results carry it, so that nobody understands it again.

    `understand` reads what was typed, `against` what it means over the words of an index. What
    follows from these is computed when it is first asked for, and kept.
    """

    question: str  # as typed, with its white space tidied
    text: str  # what is searched with: without filters, exclusions and "menurut UU 24/2000"
    language: Language
    phrases: tuple[str, ...] = ()
    excluded: tuple[str, ...] = ()
    filters: Filters = field(default_factory=Filters)
    #: Ids of the acts and provisions that the question names ("Pasal 5 UU 24/2000"), in order.
    references: tuple[str, ...] = ()
    #: The same by reference: what each of them may mean.
    named: tuple[tuple[str, ...], ...] = ()
    #: Whether the line holds nothing but references and words without content.
    only_references: bool = False
    #: Words that stand as they were typed: of names of acts and of phrases.
    fixed: frozenset[str] = frozenset()
    condition: Condition | None = None  # what AND, OR, NOT and NEAR ask for
    notes: tuple[str, ...] = ()  # for the person: what was passed over
    #: The text with its spelling mended; "": as it was typed (`read`).
    normalized: str = ""
    #: Words that no source has, with the words they were taken for: (as typed, as read).
    corrections: tuple[tuple[str, str], ...] = ()
    #: What is looked for beside the words typed; None before an index was asked.
    expansion: Expansion | None = None
    #: Content words, as read, that no source has in any form.
    absent: frozenset[str] = frozenset()
    #: The bridge over the text, where it was crossed already; follows from the rest.
    crossing: Bridge | None = field(
        default=None, repr=False, compare=False, metadata={"kept": False}
    )

    @property
    def read(self) -> str:
        """What is searched with, its typing mistakes corrected."""
        return self.normalized or self.text

    @property
    def in_order(self) -> str:
        """The text in whose order the content words stand: of an English question its gloss."""
        gloss = self.expansion.reading if self.expansion and self.language == "en" else None
        return gloss or self.read

    @property
    def bridge(self) -> tuple[tuple[str, tuple[str, ...]], ...]:
        """Words that were also looked for in the words of acts: (asked, legal words)."""
        terms = self.expansion.bridge if self.expansion else ()
        return tuple((term.asked, term.legal) for term in terms)

    @cached_property
    def terms(self) -> Mapping[str, frozenset[str]]:
        """The content words in their order (of an English question those of its gloss), each with
        the roots that count as saying it."""
        return dict(content_terms(self.read, self.language, self._listed))

    @cached_property
    def roots(self) -> frozenset[str]:
        """The roots of all content words."""
        return frozenset().union(*self.terms.values())

    @cached_property
    def intent(self) -> Intent:
        """What kind of answer is wanted."""
        return intent_of(self.read, self.language, self._listed, self.terms)

    @cached_property
    def asking(self) -> Query | None:
        """Of a letter the query of the sentences that ask; None where all of it does."""
        if len(self.text.split()) < LETTER_WORDS:
            return None
        sentences = _SENTENCE_END.split(self.text)
        asked = " ".join(one for one in sentences if one.endswith("?"))
        if len(asked.split()) < ASKING_WORDS or len(asked) == len(self.text):
            return None
        return replace(
            self, text=asked, normalized="", corrections=(), expansion=None, absent=frozenset(),
            crossing=None,
        )  # fmt: skip

    @cached_property
    def unknown(self) -> frozenset[str]:
        """Absent words that no dictionary has either: names of places and persons, brands, chat."""
        return frozenset(word for word in self.absent if not is_word(word))

    @cached_property
    def _listed(self) -> Bridge:
        return (self.crossing or bridge(self.read, self.language)).listed

    def against(self, lexical: Vocabulary, own: Mapping[str, Sequence[str]]) -> Query:
        """The query over the words of an index: its mistakes corrected, its terms expanded.

        ``own`` are the names that the library's acts define (`Generation.terms`). A query that
        was put to an index already stays as it is.
        """
        if self.expansion is not None:
            return self
        meant = corrected(self.text, self.language, lexical, self.fixed.__contains__)
        crossing = bridge(meant.text, self.language, own)
        return replace(
            self,
            normalized=meant.text,
            corrections=meant.changes,
            crossing=crossing,
            expansion=expand(meant.text, self.language, lexical.knows, own, crossing),
            absent=frozenset() if self.language == "en" else _absent(meant.text, lexical),
        )


def _absent(text: str, lexical: Vocabulary) -> frozenset[str]:
    """Content words that an index has in no form."""
    knows = lexical.knows
    return frozenset(
        word
        for r, word in content(text).items()
        if not any(knows(form) for form in (word, r, *indonesian(word), *other_forms(r, knows)))
    )


class OfQuery:
    """What is said of a query by what was found for it."""

    __slots__ = ()
    query: Query

    @property
    def language(self) -> Language:
        """Of the question."""
        return self.query.language

    @property
    def bridge(self) -> tuple[tuple[str, tuple[str, ...]], ...]:
        """Words of the question with the words of acts that were looked for as well."""
        return self.query.bridge

    @property
    def corrections(self) -> tuple[tuple[str, str], ...]:
        """Words that no source has, with the words they were taken for: (as typed, as read)."""
        return self.query.corrections


def understand(question: str, act: str | None = None) -> Query:
    """The query that was typed. Raises QueryError for an empty, too long or malformed one.

    ``act`` is the id of the one act that is searched, if it is one: what a bare "Pasal 10" means.
    A single ``dok:`` in the question says the same.
    """
    text = unicodedata.normalize("NFC", question.encode("utf-8", "replace").decode())
    text = "".join(c if c.isspace() or unicodedata.category(c) != "Cc" else " " for c in text)
    if len(text) > LENGTH_LIMIT:
        raise QueryError(Message("query.too_long", count=len(text), most=LENGTH_LIMIT))
    line = read_line(text)
    fields: dict[str, list[str]] = {}
    years: list[tuple[int | None, int | None]] = []
    for filter_ in line.fields:
        _field(filter_, fields, years)
    year_from = max((a for a, _ in years if a is not None), default=None)
    year_to = min((b for _, b in years if b is not None), default=None)
    if year_from is not None and year_to is not None and year_from > year_to:
        raise QueryError(Message("query.no_years", year_from=year_from, year_to=year_to))
    plain = _tidy(line.words)
    if not has_word(plain):
        raise QueryError(Message("query.empty"))
    documents = fields.get("document", [])
    if act is None and len(documents) == 1:
        act = documents[0]
    references, groups, searched, named = _references(plain, act)
    narrowed = line.phrases or line.condition
    only = bool(groups) and not narrowed and not content(_without(plain, named))
    return Query(
        question=_tidy(text),
        text=searched,
        # A line of references has no words to tell a language by but those of the references.
        language=("en" if _ENGLISH.search(plain) else "id") if only else language_of(plain),
        phrases=tuple(line.phrases),
        excluded=tuple(line.excluded),
        condition=line.condition,
        filters=Filters(
            tiers=frozenset(_TIERS[v] for v in fields.get("tier", ())),
            kinds=frozenset(fields.get("kind", ())),
            documents=frozenset(documents),
            year_from=year_from,
            year_to=year_to,
            as_of=next(iter(fields.get("date", ())), None),
        ),
        references=references,
        named=groups,
        only_references=only,
        fixed=frozenset(tokens(" ".join((*line.phrases, *named)))),
        notes=tuple(line.notes),
    )


def _without(text: str, named: list[str]) -> str:
    for name in named:
        text = text.replace(name, " ", 1)
    return text


def _tidy(text: str) -> str:
    return " ".join(text.split())


def _field(
    typed: Typed,
    fields: dict[str, list[str]],
    years: list[tuple[int | None, int | None]],
) -> None:
    name = typed.name
    if name == "year":
        years.append(_years(typed))
        return
    if name == "date":
        _date(typed, fields)
        return
    values = [v for v in typed.value.split(",") if v]
    if not values or (name == "tier" and not all(v in _TIERS for v in values)):
        allowed = "tingkat:primer, sekunder, tersier / tier:primary, secondary, tertiary"
        raise _malformed(typed, allowed if name == "tier" else "jenis:uu, dok:uu/2014/23")
    fields.setdefault(name, []).extend(values)


def _date(typed: Typed, fields: dict[str, list[str]]) -> None:
    """One day for the whole line."""
    from dalil.index.query.day import day_named

    day = day_named(typed.value)
    if fields.setdefault("date", [day]) != [day]:
        raise _malformed(typed, "tanggal:2016-01-31")


def _years(typed: Typed) -> tuple[int | None, int | None]:
    found = _YEAR.fullmatch(typed.value)
    if not found:
        raise _malformed(typed, "tahun:2014, tahun:>2010, tahun:2010-2014")
    if found["from"]:
        return int(found["from"]), int(found["to"])
    year, sign = int(found["one"]), found["sign"]
    return {
        ">": (year + 1, None),
        ">=": (year, None),
        "<": (None, year - 1),
        "<=": (None, year),
    }.get(sign, (year, year))


def _malformed(typed: Typed, example: str) -> QueryError:
    return QueryError(
        Message("query.not_understood", text=typed.text, at=typed.at, example=example)
    )


def _references(
    text: str, act: str | None
) -> tuple[tuple[str, ...], tuple[tuple[str, ...], ...], str, list[str]]:
    """Ids the text names, each once, the same by reference, the words left to search with, and
    the words of the names.

    What cannot be resolved is left out. "… menurut UU 24/2000" says where to look, not what
    for: those words would only find the acts that cite it, so they go. "… mencabut UU 24/2000"
    stays.
    """
    # Imported here: half of the time that importing this module would take.
    from dalil.ingest.references.find import find_references

    found = find_references(text, act)
    targets = [target for reference in found for target in reference.targets]
    left = text
    for reference in reversed(found):
        where = _WHERE.search(left, 0, reference.start)
        if where and not any("#" in target for target in reference.targets):
            left = left[: where.start()] + left[reference.end :]
    left = _tidy(left)
    named = [text[reference.start : reference.end] for reference in found]
    groups = tuple(reference.targets for reference in found if reference.targets)
    return tuple(dict.fromkeys(targets)), groups, left if has_word(left) else text, named


# Where typed filters point: kinds and documents of this library, or an error that says so.

#: Kinds that an error names.
_NAMED = 12


def scope(typed: Filters, documents: Sequence[DocumentEntry]) -> tuple[Filters, list[str]]:
    """The filters of a question in the library's own terms, and notes for the person.

    "jenis:tap-mpr" means the kind "TAP MPR". Raises QueryError for a kind that neither this
    library nor Indonesian law has. One that only this library lacks, or a document it does not
    have, is a note.
    """
    if not typed.kinds and not typed.documents:
        return typed, []
    notes: list[str] = []
    kinds: set[str] = set()
    there = {_folded(kind): kind for kind in sorted({d.kind for d in documents})}
    for kind in sorted(typed.kinds):
        if (found := there.get(_folded(kind))) is not None:
            kinds.add(found)
            continue
        if not _is_kind(kind):
            named = ", ".join(sorted(there.values())[:_NAMED]) or "–"
            raise QueryError(Message("query.unknown_kind", kind=kind, named=named))
        kinds.add(kind)
        notes.append(Message("query.nothing_of_kind", kind=kind))
    ids = {document.id for document in documents}
    for missing in sorted(typed.documents - ids):
        notes.append(Message("query.no_document", document=missing))
    return replace(typed, kinds=frozenset(kinds)), notes


def _folded(kind: str) -> str:
    return "".join(c for c in kind.casefold() if c.isalnum())


def _is_kind(kind: str) -> bool:
    """Whether the law has acts of this kind."""
    from dalil.ingest.identify.act_types import kind_by_slug, kind_of

    return bool(kind_by_slug(kind) or kind_of(kind.replace("-", " ")))


_PIECE = re.compile(
    rf"""
      (?P<phrase> (?P<minus>(?<!\S)-)? [{QUOTES}] (?P<words>[^{QUOTES}]*) (?P<close>["“”])? )
    | (?<!\S) {FIELD} (?P<value>[^\s{QUOTES}]+)
    | (?<!\S) - (?P<without>[^\W_][^\s{QUOTES}]*)
    """,
    re.VERBOSE,
)


#: An operator standing by itself, outside of quotes.
_OPERATOR = re.compile(
    rf"""[{QUOTES}][^{QUOTES}]*["“”]?
    | (?<![^\s(){QUOTES}]) (?P<operator> AND | OR | NOT | NEAR(?:/\w*)? ) (?![^\s(){QUOTES}])
    """,
    re.VERBOSE,
)


def read_line(text: str) -> Line:
    """Take a line apart. Raises QueryError, saying where and how to mend it."""
    line = Line()
    text = _without_stray_quotes(text, line)
    if has_operators(text):
        from dalil.index.query.syntax import read_operators

        return read_operators(text, line)
    kept: list[str] = []
    end = 0
    for match in _PIECE.finditer(text):
        kept.append(text[end : match.start()])
        end = match.end()
        if match["phrase"]:
            words = phrase(match["words"], match["close"], match.start("phrase") + 1)
            (line.excluded if match["minus"] else line.phrases).append(words)
            if not match["minus"]:
                kept.append(f" {words} ")
        elif match["without"]:
            line.excluded.append(match["without"].rstrip("?!.,;:)"))
        else:
            line.fields.append(typed(match))
    kept.append(text[end:])
    line.words = "".join(kept)
    return line


def has_operators(text: str) -> bool:
    """Whether an operator stands in the line. Shouted English ("… RIGHTS AND DUTIES") has none."""
    if not any(match["operator"] for match in _OPERATOR.finditer(text)):
        return False
    plain = _OPERATOR.sub(" ", text)
    return any(c.islower() for c in text) or language_of(plain.lower()) != "en"


def _without_stray_quotes(text: str, line: Line) -> str:
    """Where quotation marks do not pair, without the first that cannot begin a phrase.

    'pipa 5" dari baja', 'apa itu desa"': a mark that ends a word, or stands alone, while none is
    open. One that begins a phrase is left, and is an error where nothing closes it.
    """
    marks = [i for i, c in enumerate(text) if c in QUOTES]
    if len(marks) % 2 == 0:
        return text
    is_open = False
    for i in marks:
        before, after = text[i - 1 : i], text[i + 1 : i + 2]
        if not is_open and (before.isalnum() or not after.strip()):
            line.notes.append(Message("query.quotation_odd", at=i + 1))
            return f"{text[:i]} {text[i + 1 :]}"
        is_open = not is_open
    return text
