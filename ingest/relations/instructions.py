"""The instructions of an amending act as operations: what is done, to which provision, with which
words.

By UU 12/2011, Lampiran II no. 230–237 an amending act lists its changes by numbers; each names
what it touches, says what is done to it, and brings the new wording. Older acts give every change
a pasal, a letter or an ayat of its own, and say "dirubah", "ditambah", "dibaca", "dijadikan".
`read_instructions` reads one stretch that changes one act. Every wording is a span of the amending
act's own text; what cannot be read is an operation that says so (``unread``), never left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise
from typing import Final, Literal

from dalil.ingest.locator import Locator, Step
from dalil.ingest.references.find import locate
from dalil.ingest.references.provisions import Chain, Provision, find_chains
from dalil.ingest.relations.amendments import whole_places
from dalil.ingest.relations.wording_units import wording_items
from dalil.ingest.structure.heading_candidates import Marker, item_markers, roman
from dalil.ingest.structure.lists import BODY_LISTS, letters, list_items
from dalil.ingest.structure.sequence import best_chain
from dalil.ingest.structure.tree import Part, trimmed

Deed = Literal[
    "replace",  # the unit gets the wording
    "insert",  # a unit that was not there
    "delete",
    "renumber",  # target becomes ``to``
    "words",  # a phrase ``old`` becomes ``new``
    "restate",  # the unit is quoted as it reads now: what is new in it is inserted
    "unread",  # something is done to the unit, and it cannot be told what
]

#: Where words are put in: beside those that are named, or at the end of the unit.
Side = Literal["", "before", "after", "end"]


@dataclass(frozen=True, slots=True)
class Operation:
    """One change to one provision of the act amended.

    ``target`` is the provision's locator in that act ("" for the whole act); ``at`` the locator
    of the instruction in the amending act, by its logical numbering; ``start`` and ``end`` the
    span of the instruction's words. ``wording`` is the span of the new wording without the
    heading of the pasal; ``old`` and ``new`` are the spans of a phrase and of what takes its
    place (empty: it goes). With a ``side`` the phrase stays, and ``new`` is put in before or
    after it, or at the end of the unit.
    """

    deed: Deed
    target: str
    at: str
    start: int
    end: int
    wording: tuple[int, int] | None = None
    to: str = ""
    old: tuple[int, int] | None = None
    new: tuple[int, int] | None = None
    side: Side = ""
    reason: str = ""
    form: str = ""
    #: The wording is all that the unit says now: what it lacks is gone; of a bab that is deleted,
    #: that its pasal go with it.
    whole: bool = False


# Where an instruction begins: a number, a letter or a line's start, and what is touched or done.

_S: Final = r"[\s^]"
_NUMBER: Final = (
    r"(?:(?P<num>[1-9lILTO][\dlIOoS]?(?:\s[0-9])?)(?P<suffix>[a-z])?\s?[.,:)]?(?:\s?(?P<sub>[a-z])[.)]?(?=\s))?|(?P<letter>[a-z])\s?[.)]"
    r"|(?P<upper>[A-Z]|[IVX]{1,5})\s?[.)]|\((?P<ayat>\d{1,2})\)|(?:[Kk]e-?\s?(?P<ke>\d{1,2}))\s?[.:)]?)"
)
_OPENS: Final = (
    r"(?:(?:Ke|ke)tentuan(?:-\s?ketentuan)?(?!\s+(?:lebih\s+lanjut|mengenai\s+(?:tata|syarat|besar)|sebagaimana))|Pasal|pasal|Pasa1|PASAL|Di\s?antara|di\s?antara|Antara|antara|Setelah|"
    r"setelah|Sesudah|sesudah|Sebelum|sebelum|Ayat|ayat|Huruf|huruf|Angka|angka|Judul|judul|Nama|Penjelasan|"
    r"penjelasan|Menambah(?:kan)?|Mengubah|Merubah|Menghapus(?:kan)?|Menyisipkan|Mengganti|Mencabut|BAB|Bab|bab|Bagian|"
    r"Paragraf|Lampiran|Istilah|Istilah-istilah|Semua|Kata|kata|Fras[ae]|fras[ae]|Perkataan|perkataan|Kalimat|kalimat|Kata-kata|"
    r"Dalam|dalam|Pada|pada|Kepada|kepada|Substansi|Rumusan|Sebutan|Ditambah(?:kan)?|Disisipkan|Diktum|Konsideran|Penunjukan|Bunyi|"
    r"Alinea|Keseluruhan|Untuk|Lembaran"
    r"|Dengan\s+(?:adanya\s+)?(?:di|pe(?:ng?|m|ny)?)(?:hapus|tambah|nambah|sisip|nyisip)\w*)\b"
)
_HEAD: Final = re.compile(
    rf"(?:(?<=\n)[ \t]*|(?<=[.;:”\"“'’_)\]-]){_S}+|(?<=berikut){_S}+|(?<=[”\"’.;]))"
    rf"(?:{_NUMBER}{_S}*)?(?P<open>{_OPENS})"
)
_AT_START: Final = re.compile(rf"{_S}*(?:{_NUMBER}{_S}*)?(?P<open>{_OPENS})")
#: A number torn from its instruction by the page: "1 Ketentuan" right after a word.
_BARE: Final = re.compile(
    rf"(?<=[a-z]{{3}}){_S}+{_NUMBER}{_S}+(?P<open>Ketentuan\s|Di\s?antara\s+Pasal|Pasal\s+\d+[A-Z]?{_S}+dihapus)"
)
#: Words that are an instruction's wherever they stand: the page has lost what parts it from the
#: words before ("… Pemerintah. b 2 Ketentuan Pasal berikut: 15 diubah sehingga …").
_WHEREVER: Final = re.compile(
    rf"(?:(?<=\s){_NUMBER}{_S}+)?(?P<open>Ketentuan\b(?={_S}+(?:(?:ayat|huruf|angka)\s*\(?\w{{1,3}}\)?\s+)?Pasa\w\s+"
    r"(?:berikut:\s+)?\w{1,5}\s+(?:(?:ayat|huruf|angka|dan)\s*\(?\w{0,3}\)?[\s,]*){0,8}di(?:ubah|uba(?:tr|hr|l|b)|uhah)\s+"
    r"(?:berikut:\s+)?sehingga)"
    rf"|Di\s?antara\b(?={_S}+Pasa\w\s+\w{{1,5}}\s+dan\s+Pasa\w\s+\w{{1,5}}\s+(?:disisip|ditambah))"
    rf"|Penjelasan\b(?={_S}+Pasa\w\s+\w{{1,5}}\s+(?:ayat\s+\(\w{{1,3}}\)\s+)?diubah\s+sebagaimana)"
    r"|[0-9OlI]{1,3}[A-Z]?(?=\s+diubah\s+sehingga\s+berbunyi\s+sebagai(?:\s+\w{1,2}){0,3}\s+Ketentuan\s+Pasa\w\s+berikut))"
)

_MODAL: Final = re.compile(
    rf"\b(?:dapat|tidak|belum|akan|wajib|telah|sudah|pernah|sebagaimana|yang|terakhir|kali|untuk|boleh|jika|"
    rf"apabila|perlu|setelah|sebelum|hanya|bisa|pun){_S}+(?:\w+{_S}+)?\Z"
)
_DEED: Final = re.compile(
    rf"\b(?:(?P<words_in>(?:di|me)(?:tambah(?:kan)?|nambah(?:kan)?){_S}+(?:dengan{_S}+)?(?:kata|perkataan|fras[ae]|kalimat)\b)"
    rf"|(?P<renumber>(?:(?:di|ber)?ubah{_S}+)?(?:urutan\w*{_S}+)?(?:menjadi|dijadikan){_S}+(?:ketentuan{_S}+)?(?=(?:[Aa]yat|[Pp]asal|[Hh]uruf|[Aa]ngka|[Bb]utir|BAB|Bab)\b))"
    rf"|(?P<delete>di{_S}?(?:hapus(?:kan)?|cabut|tiadakan|hilangkan|buang)|menghapus(?:kan)?|mencabut)"
    rf"|(?P<insert>di(?:tambah(?:kan|i)?|sisip(?:kan|i)?|si?s\w{{0,3}}p?kan)|men(?:ambah(?:kan)?|yisipkan)|dimasukkan"
    rf"|diadakan(?={_S}+(?:\w+{_S}+){{0,3}}(?:pasal|ayat|huruf|bab|Pasal|Ayat|BAB)\b(?!{_S}+\d)(?:{_S}+\w+)?{_S}+baru|{_S}+(?:sebuah|satu|suatu|dua){_S}+(?:pasal|ayat){_S}+baru))"
    rf"|(?P<amend>di(?:ubah|uba(?:tr|hr|l|b)|uhah|rubah|robah|ganti(?:kan)?|sempurnakan|perbaiki|perluas)|meng(?:ubah|ganti(?:kan)?)|merubah"
    rf"|diadakan{_S}+(?:\w+{_S}+)?perubahan|mengalami{_S}+perubahan|dipecah|perubahan{_S}+(?=sehingga|sebagai))"
    rf"|(?P<read>(?:harus(?:lah){{0,1}}|hendaklah|kini|sekarang|lalu|menjadi|seluruhnya|dan|yang){{0,2}}{_S}*(?:di{_S}?baca|berbunyi|bunyinya))"
    rf"|(?P<keep>tetap))\b",
    re.IGNORECASE,
)
_WORDING: Final = re.compile(
    rf"(?:\b(?:berbunyi|bunyinya|di{_S}?baca)\b(?:{_S}*[:,]?{_S}*(?:seb\w{{2,5}}{_S}*berikut|sebagai|berikut|seperti{_S}+(?:berikut|dibawah{_S}+ini)|"
    rf"demikian|adalah|menjadi))*|\b(?:adalah|seluruhnya|menjadi){_S}+sebagai{_S}+berikut\b|\bsebagai{_S}*berikut\b|\bmenjadi{_S}*:)"
    rf"{_S}*[:;.]?{_S}*",
    re.IGNORECASE,
)
#: Words that say a phrase is meant, not a provision.
_PHRASE: Final = re.compile(
    r"\b(?:frase?a?|kata-kata|kata|perkataan|istilah(?:-\s?istilah)?|kalimat|sebutan|penyebutan)\b",
    re.IGNORECASE,
)
_PHRASE_READS: Final = re.compile(
    r"\b(?:fras[ae]|kata|kata-kata|perkataan|kalimat|istilah)\s+(?:yang\s+)?(?:semula\s+)?(?:berbunyi|bunyinya)\Z",
    re.IGNORECASE,
)
_QUOTED: Final = re.compile(
    r"[\"“”„«‘]{1,2}[ \t]*(?P<in>[^\"“”„«»]{1,240}?)[ \t]*[\"“”»]{1,2}"
    r"|(?<![\w])['‘’](?P<in2>[^'‘’\"“”\n]{2,160}?)[\"'’”](?!\w)"
)
_SENTENCE: Final = re.compile(
    r"(?<!\bNo)(?<!\bNr)(?<!\bRp)(?<!\bst)(?<!\bjo)\.(?=\s+[A-Z(“\"]|\s*\n|\s*\Z|[\"”’]|\s+\d{1,3}\s?\.?\s+[A-Z])|;\s(?!\s*di(?:ubah|rubah|robah|ganti|hapus|cabut|tambah|sisip))|\n\s*\(\d|(?<![a-z,])(?<![a-z,]\s)\n\s*Pasal\s|[\"”]\s*\.?\s*(?=\d{1,2}\.\s)"
)
_LONGEST: Final = 900
#: What is left of a list of acts (`_without_lists_of_acts`).
_BLANKS: Final = re.compile(r" {40,}+")
#: What an instruction may say between the pasal that it begins with and its verb.
_ON_TO_DEED: Final = re.compile(
    r"[Pp]asa[l1](?:-\s?pasal)?[\s^]{0,9}+(?:\d{1,9}+|[IVX]{1,9}+)\w{0,20}+(?:[\s^,:/-]{1,20}+|\(\s?\w{1,3}\s?\)|\b(?:[Aa]yat|[Hh]uruf|[Aa]ngka|[Bb]utir|dan|atau|serta|sampai|dengan|[Pp]asal|sub"
    r"|\d{1,4}\s?[A-Z]?|[A-Z]|[a-z]\d?)\b){0,80}+"
    r"(?:di|me|ber|harus|henda|kini|sekarang|substansi|[Kk]etentuan|dari|dalam|tersebut|Undang|Peraturan|Bab|BAB|seluruh|keseluruh|pada|terakhir|lama|baru|yang|alinea|[Rr]umusan|[Pp]enjelasan|baris|sub|tetap|kalimat|kata|fras|\(|[\"“]|Keputusan|Ordon|bis|ter\b|nya|Huruf|PP|UU|lalu|bunyi)"
)
_COUNT: Final = re.compile(r"[\s^]*([1-9lI]\d?)\s*\(")
_BETWEEN: Final = re.compile(
    r"\b(?:(?:di\s?)?antara(?:nya)?|setelah|sesudah|sebelum|di\s?belakang|di\s?muka|mendahului)\s*\Z",
    re.IGNORECASE,
)
_BETWEEN_LIST: Final = re.compile(
    r"(?:[Pp]asal|[Aa]yat|[Hh]uruf|[Aa]ngka|[Bb]utir|BAB|Bab|Bagian)\s+\(?\w{1,5}\)?(?:\s+(?:ayat|huruf)\s+\(?\w{1,3}\)?)?\s+(?:dan|dengan)\s+\Z"
)
_KEEPS: Final = re.compile(r"\bsubstansi(?:nya)?\s+tetap\b", re.IGNORECASE)
#: "Pasal 4 tetap dengan perubahan penjelasan Pasal 4 …": the elucidation alone changes.
_BUT_EXPLAINED: Final = re.compile(
    r"[\s,]*(?:(?:dengan|namun|tetapi|hanya|dan|serta|sedangkan|ada)\s+)*(?:perubahan|penyempurnaan"
    r"|tambahan|penambahan)\s+(?:(?:pada|dalam|atas|terhadap|dari|untuk)\s+)?penjelasan",
    re.IGNORECASE,
)
_ALL: Final = re.compile(
    r"\b(?:keseluruhan|seluruhnya|selengkapnya|secara\s+keseluruhan)\b", re.IGNORECASE
)


@dataclass(slots=True)
class _Head:
    """Where an instruction begins, and what its number may be."""

    start: int  # of the number, or of the words
    words: int
    number: tuple[int, int] | None = None
    letter: str = ""
    ayat: str = ""
    strong: bool = False
    deed: int = 0  # where its first verb ends
    end: int = 0  # of the instruction's words
    wording: int | None = None  # where its new wording begins
    at: str = ""
    inner: bool = False
    place: Locator = field(default_factory=Locator)
    opens: bool = False  # it only opens a list of instructions below it
    follows: bool = False  # it says what follows from the one before: "Dengan penambahan ini, …"


def read_instructions(
    text: str,
    start: int,
    end: int,
    at: str,
    place: Locator | None = None,
    *,
    headed: bool = False,
) -> list[Operation]:
    """The operations of the instructions in ``text[start:end]``, which all change one act.

    ``at`` is the locator of the provision of the amending act that this is (``pasal-i``).
    ``headed``: every new wording stands under the heading of its pasal, as drafters write since
    1999; where it does not, the text is damaged, and whose wording it is cannot be told.
    """
    text = _without_lists_of_acts(text, start, end)
    heads = _numbered(text, start, _heads(text, start, end), at, place or Locator())
    found: list[Operation] = []
    last, before, behind = 0, "", ""
    first = heads[0].start if heads else end
    strange = _strange_headings(text, start, first)
    for label, stop in zip(strange, [*list(strange.values())[1:], first], strict=False):
        found.append(_torn(text, at, label, strange[label], stop))  # its instruction is lost
    for index, head in enumerate(heads):
        stop = heads[index + 1].start if index + 1 < len(heads) else end
        if before and not head.place.steps:
            head.place = _carried(text, head, behind)
        number, made = _number_of(head.at), _Instruction(text, head, stop, headed).read()
        targets = [o.target for o in made if o.target.startswith("pasal-")]
        outer = [target.partition("/")[0] for target in targets]
        for lost in range(last + 1, number):  # "3." after "1.": "2." is not there
            found.append(
                Operation(
                    "unread", "", f"{at}/angka-{lost}", head.start, head.end,
                    to=f"{before}..{outer[0]}" if before and outer else "",
                    reason="instruction_lost",
                )
            )  # fmt: skip
        last, before = max(last, number), outer[-1] if outer else before
        behind = targets[-1] if targets else behind
        found += made
    known = {op.target.partition("/")[0] for op in found if op.reason != "torn"}
    return [op for op in found if op.reason != "torn" or op.target not in known]


#: "Pasal 85 … sebagaimana telah diubah dengan: 1. PP …; 2. PP … (Lembaran …), disisipkan …": the
#: acts between an instruction's place and its verb.
_LIST_OF_ACTS: Final = re.compile(
    r"\b(?:sebagaimana|yang)\s+tela\w{1,2}\s+(?:\w+\s+kali\s+)?di(?:ubah|rubah)\b[^.;:]{0,160}:\s*"
    r"(?=(?:[a-z]|\d{1,2})\s?[.)]\s)(?:(?!\bberbunyi\b|\n\s*Pasal\s)[\s\S]){40,4000}?(?:\)|\d{4})\s*[;,]\s*"
    r"(?=di(?:ubah|rubah|sisipkan|tambah(?:kan)?|hapus|cabut|ganti)\b)"
)


def _without_lists_of_acts(text: str, start: int, end: int) -> str:
    """The text with such lists as blanks, so that all offsets stay."""
    pieces: list[str] = []
    at = 0
    for aside in _LIST_OF_ACTS.finditer(text, start, end):
        pieces += [text[at : aside.start()], " " * (aside.end() - aside.start())]
        at = aside.end()
    return "".join([*pieces, text[at:]]) if pieces else text


#: The heading that a new wording begins with: "Pasal 14 “Pegawai …".
_QUOTES_ON: Final = re.compile(r"[Pp]asal\s+\d{1,3}\s?[A-Z]?\s*[\"“]")
#: "Dengan penghapusan Pasal 11, maka Pasal 12 menjadi Pasal 11".
_FOLLOWS: Final = re.compile(r"Dengan\s[^,;.:]{5,90},\s*(?:maka\s+)?")
#: An instruction that names no pasal of its own.
_RELATIVE: Final = re.compile(
    r"(?P<unit>ayat|huruf|angka)\b\s*\(?(?P<n>\w{1,3})?(?![\s\S]{0,900}\bpasal\b)", re.IGNORECASE
)


def _carried(text: str, head: _Head, behind: str) -> Locator:
    """The pasal of "Ayat (3) dihapus", said after "Pasal 5 ayat (1) …": if it goes on there."""
    said = _RELATIVE.match(text, head.words, head.end)
    steps = Locator.parse(behind).steps if said and behind else ()
    if said is not None and head.follows:
        units = [s.unit for s in steps]
        unit = said["unit"].lower()
        return Locator(steps[: units.index(unit)] if unit in units else steps[:1])
    if said is None or len(steps) < 2 or steps[1].unit != said["unit"].lower():
        return Locator()
    label = (said["n"] or "").lower()
    return Locator(steps[:1]) if _rank(label) > _rank(steps[1].label) else Locator()


def _torn(text: str, at: str, label: str, start: int, end: int) -> Operation:
    """Of a pasal that stands there, headed, without the instruction that changes it."""
    return Operation(
        "unread",
        f"pasal-{label}",
        at,
        start,
        end,
        _torn_words(text, label, start, end),
        reason="torn",
    )


def _torn_words(text: str, label: str, start: int, end: int) -> tuple[int, int] | None:
    """What stands under such a heading."""
    heading = _heading(text, start, end, label, first=True)
    words = clean(text, heading[1], end) if heading is not None else (0, 0)
    return words if words[1] > words[0] else None


def _rank(label: str) -> tuple[int, str]:
    number = re.match(r"\d+", label)
    return (int(number[0]), label[number.end() :]) if number else (0, label)


def _number_of(at: str) -> int:
    number = re.search(r"/angka-(\d+)", at)
    return int(number[1]) if number else 0


def _heads(text: str, start: int, end: int) -> list[_Head]:
    heads: list[_Head] = []
    at = start
    in_ayat = re.compile(r"\s*\(\s?1\s?\)").match(text, start, end) is not None
    first = _AT_START.match(text, start, end)
    matches = sorted(
        [
            *([first] if first else []),
            *_HEAD.finditer(text, start, end),
            *_BARE.finditer(text, start, end),
            *_WHEREVER.finditer(text, start, end),
        ],
        key=lambda m: (m.start("open"), m.start()),
    )
    for match in matches:
        if match.start("open") < at:
            continue
        head = _head(text, match, start, end)
        if head is None or (head.ayat and not in_ayat):
            continue
        if (
            heads
            and heads[-1].wording is not None
            and head.words < heads[-1].wording + 3 * bool(_QUOTES_ON.match(text, head.words))
            and not head.strong
        ):
            continue
        heads.append(head)
        at = head.deed
    for head, following in pairwise(heads):
        head.end = min(head.end, following.start)
        if head.wording is not None and head.wording > following.start:
            head.wording = None
    return heads


def _head(text: str, match: re.Match[str], start: int, end: int) -> _Head | None:
    """The instruction that begins here, if its words are one's."""
    words = match.start("open")
    follows = _FOLLOWS.match(text, words, end)
    if follows is not None:
        words = follows.end()
    elif text.startswith("Dengan", words):
        return None
    groups = match.groupdict()
    lettered = bool(groups.get("letter"))
    small = text[words].islower() and follows is None
    numbered = any(groups.get(n) for n in ("num", "letter", "upper", "ayat", "ke"))
    if small and not numbered and words - start > 3:
        return None
    blanks = sum(len(b[0]) for b in _BLANKS.finditer(text, words, min(end, words + 6 * _LONGEST)))
    limit = min(end, words + _LONGEST + blanks)
    stop = _SENTENCE.search(text, words + 6, limit)
    limit = stop.start() if stop else limit
    cue = _cue(text, words, limit)
    if cue is None:
        return None
    said, wording, deed = cue
    if not re.search(
        r"[Pp]asa(?:l|\w\b)|[Aa]yat|[Hh]uruf|[Aa]ngka|BAB|[Bb]ab\b|[Bb]agian|[Pp]aragraf|[Pp]enjelasan|[Ll]ampiran|[Bb]utir|[Aa]linea|Diktum",
        text[words:said],
    ) and not (_PHRASE.search(text, words, said) or match.re is _WHEREVER):
        return None
    if re.search(r"\b(?:sebagaimana|yang)\s+dimaksud", text[words:said]) and not numbered:
        return None
    head = _Head(
        match.start("open"),
        words,
        follows=follows is not None,
        strong=numbered or match.re is _WHEREVER,
    )
    if numbered:
        first = min(
            match.start(n) for n in ("num", "letter", "upper", "ayat", "ke") if groups.get(n)
        )
        head.start = first - (text[first - 1 : first] == "(")
    if groups.get("num"):
        raw = re.sub(r"\s", "", groups["num"]).translate(_DIGITS)
        if raw.isdigit() and int(raw):
            head.number = (int(raw), ord(groups["suffix"]) - 96 if groups["suffix"] else 0)
            if groups["suffix"]:
                head.letter = groups["suffix"]
            if groups.get("sub"):
                head.letter = groups["sub"]
    elif groups.get("ke"):
        head.number = (int(groups["ke"]), 0)
    elif lettered:
        head.letter = groups["letter"]
    elif groups.get("ayat"):
        head.ayat = groups["ayat"]
    elif groups.get("upper"):
        raw = groups["upper"]
        value = roman(raw)
        if value is not None and (len(raw) > 1 or raw in "IVX"):
            head.number = (value, 0)
        else:
            head.letter = raw.lower()
    head.end = said
    head.deed = deed
    head.wording = wording
    return head


_DIGITS: Final = str.maketrans("lILTOoS", "1117005")


def _cue(text: str, words: int, limit: int) -> tuple[int, int | None, int] | None:
    """Where an instruction's words end, and where its wording begins; None if it is none."""
    at = words
    first: int | None = None
    while deed := _DEED.search(text, at, limit):
        at = deed.end()
        if deed["keep"]:
            if _BUT_EXPLAINED.match(text, deed.end(), limit):
                return limit, None, deed.end()
            if _KEEPS.search(text, words, deed.end()):
                first = deed.start() if first is None else first
            continue
        if _MODAL.search(text, max(words, deed.start() - 40), deed.start()) and not deed["read"]:
            continue
        if deed["read"] and _PHRASE_READS.search(text, max(words, deed.start() - 30), deed.end()):
            continue  # "frasa yang berbunyi “…” diubah menjadi “…”"
        first = deed.start() if first is None else first
        break
    if first is None:
        return None
    before = text[words:first]
    if re.search(r"\n\s*(?:\(\d|Pasal\b|[a-z]\.\s)", before) or len(_BLANKS.sub(" ", before)) > 620:
        return None
    if before[:5].lower() == "pasal" and not _ON_TO_DEED.match(before + text[first : first + 20]):
        return None
    wording = _WORDING.search(text, first, limit)
    if wording is None and limit - first < 700:  # "berbunyi⏎Pasal 5": the end of a line ended it
        wording = _WORDING.match(text, max(first, limit - 12), min(len(text), limit + 30))
    if wording is not None:
        return wording.start(), wording.end(), first + 1
    return limit, None, first + 1


# Numbers: the chain that proves itself, then what a scan has lost between its links.


def _numbered(text: str, start: int, heads: list[_Head], at: str, place: Locator) -> list[_Head]:
    numbers = [
        Marker("angka", h.start, h.words, (h.number,), 4.0 if _at_line(text, h.start) else 2.5)
        for h in heads
        if h.number is not None and h.number[1] == 0
    ]
    links = best_chain(numbers, missing=1.0, late_start=0.4, reach=40)
    if len(links) == 1 and links[0].value[0] != 1:
        links = []
    proven = {link.marker.start: link.value[0] for link in links}
    outer: list[tuple[int, int]] = []  # index of head, its number
    for index, head in enumerate(heads):
        if head.start in proven:
            outer.append((index, proven[head.start]))
    known = dict(outer)
    _fill(heads, known, outer)
    current = at
    inner_place = place
    opened = False
    for index, head in enumerate(heads):
        if index in known:
            current = f"{at}/angka-{known[index]}"
            head.at = current
            opened = _opens_list(text, head, heads, index)
            inner_place = place
            if head.letter:
                head.at = f"{current}/huruf-{head.letter}"
                opened = True
        elif head.ayat:
            head.at = f"{at}/ayat-{head.ayat}"
            inner_place = place
        elif head.letter:
            head.at = f"{current}/huruf-{head.letter}"
            head.inner = True
        else:
            head.at = current
            head.inner = current != at and opened
        head.place = inner_place
        if _opens_list(text, head, heads, index):
            head.opens = True
            named = list(_named(text, head.words, head.end, head.place))
            if named:
                inner_place = named[-1].locators[-1]
    return heads


def _fill(heads: list[_Head], known: dict[int, int], outer: list[tuple[int, int]]) -> None:
    """Numbers for instructions that have lost theirs, where the gap between two leaves them one."""
    ends = [(-1, 0), *outer, (len(heads), 0)]
    for (i, n), (j, m) in pairwise(ends):
        waiting = [k for k in range(i + 1, j) if not heads[k].letter and not heads[k].ayat]
        if not outer or not waiting:
            continue
        gap = m - n - 1 if m else len(waiting)
        if m and gap == len(waiting):
            for number, k in enumerate(waiting, n + 1):
                known[k] = number
        elif m and gap > 0:
            # fewer or more than there are numbers: those with a number of their own kind first
            for number, k in enumerate(waiting[:gap], n + 1):
                known[k] = number
        elif not m and n:
            for number, k in enumerate(waiting, n + 1):
                known[k] = number


def _at_line(text: str, at: int) -> bool:
    return not text[max(0, at - 3) : at].strip(" \t") or text[:at].rstrip(" \t").endswith("\n")


def _opens_list(text: str, head: _Head, heads: Sequence[_Head], index: int) -> bool:
    """Whether only a list of instructions follows: "Pada Pasal 6 diadakan perubahan: a. Ayat …"."""
    following = heads[index + 1] if index + 1 < len(heads) else None
    if following is None or head.wording is None:
        return False
    return not text[head.wording : following.start].strip(' \t\n:;.,^-–"“')


# What one instruction does.


@dataclass(frozen=True, slots=True)
class _Named:
    start: int
    end: int
    locators: tuple[Locator, ...]


@dataclass(slots=True)
class _Body:
    """The new wording of one pasal: its span, and the units in it."""

    start: int
    end: int
    items: tuple[Part, ...]
    headed: bool = True
    #: The pasal that the instruction does not name and whose headings stand in it: a page or an
    #: instruction between the two is lost, and where its own words end cannot be told.
    torn: dict[str, int] = field(default_factory=dict)
    #: The unit that is quoted under its own heading: "Pasal 3 ayat (2)⏎Jumlah anggota …".
    unit: tuple[Step, ...] = ()

    def find(self, steps: Sequence[Step]) -> tuple[int, int] | None:
        if self.unit:
            if tuple(steps[: len(self.unit)]) != self.unit:
                return None
            steps = steps[len(self.unit) :]
        items: Sequence[Part] = self.items
        found: Part | None = None
        for step in steps:
            found = next((p for p in items if p.step == step), None)
            if found is None:
                return None
            items = found.children
        return (found.start, found.end) if found else (self.start, self.end)


#: The heading of a bab, not what stands under it.
_TITLE: Final = re.compile(r"\b(?:judul|nama)\b", re.IGNORECASE)
#: "Judul dan isi Bab V diubah": not the heading alone.
_CONTENTS: Final = re.compile(
    r"\b(?:judul|nama)\s+(?:dan|serta|maupun|beserta)\s+(?:seluruh\s+)?(?:isi|ketentuan|materi|pasal)",
    re.IGNORECASE,
)


class _Instruction:
    def __init__(self, text: str, head: _Head, stop: int, headed: bool) -> None:
        self.text, self.head, self.headed = text, head, headed
        self.stop = stop
        self.found: list[Operation] = []

    def read(self) -> list[Operation]:
        head, text = self.head, self.text
        if head.opens:
            return []
        split = re.compile(
            rf"\b(?:sehingga|se\s?hingga|hingga)\b(?!{_S}+(?:saat|tanggal|tahun))|\bkeseluruhan\b",
            re.IGNORECASE,
        ).search(text, head.words, head.end)
        said = split.start() if split else head.end
        # "diubah sehingga" is said before it; "sehingga … diubah" is not
        if split and not _DEED.search(text, head.words, said):
            split, said = None, head.end
        phrase = _PHRASE.search(text, head.words, said)
        self.restated = (
            [loc for n in _named(text, said, head.end, head.place) for loc in n.locators]
            if split
            else []
        )
        outer = [loc for loc in self.restated if loc.steps and loc.steps[0].unit == "pasal"]
        if (
            not head.place.steps
            and len(outer) == 1
            and re.match(r"(?:[Kk]etentuan\s+)?(?:ayat|huruf|angka)\b", text[head.words : said])
            and not re.search(r"\b[Pp]asa\w\b", text[head.words : said])
        ):  # "Ketentuan ayat (1) diubah …, sehingga Pasal 39 berbunyi"
            head.place = Locator(outer[0].steps[:1])
        named = list(_named(text, head.words, said, head.place))
        if phrase and self._phrases(named, said):
            return self.found
        deeds = list(dict.fromkeys(self._deeds(named, said)))
        self.deeds = deeds
        self.only_explained = all(loc.in_penjelasan for _, loc, _ in deeds) and all(
            loc.in_penjelasan for loc in self.restated
        )
        self._bodies(deeds)
        for deed, locator, to in deeds:
            self._do(deed, locator, to)
        self._restate(deeds)
        self._swallowed()
        torn = {lbl: at for body in self.bodies.values() for lbl, at in body.torn.items()}
        for (label, at), stop in zip(
            torn.items(), [*list(torn.values())[1:], self.stop], strict=False
        ):
            # its heading stands there without the instruction that changes it
            words = _torn_words(text, label, at, max(at, stop))
            self._add("unread", Locator((Step("pasal", label),)), wording=words, reason="torn")
        if not self.found:
            place = named[-1].locators[-1] if named else head.place
            self._add("unread", place, reason="unread")
        return self.found

    # Which provisions, and what is done to each.

    def _deeds(self, named: list[_Named], said: int) -> list[tuple[Deed, Locator, Locator | None]]:
        text, head = self.text, self.head
        verbs = [
            d
            for d in _DEED.finditer(text, head.words, max(said, min(head.end, said)))
            if d["keep"]
            or d["read"]
            or (d["renumber"] and re.search(r"ketentuan\s+yang\s+\Z", text[head.words : d.start()]))
            or not _MODAL.search(text, max(head.words, d.start() - 40), d.start())
        ]
        if not verbs:
            verbs = list(_DEED.finditer(text, head.words, head.wording or head.end))[:1]
        result: list[tuple[Deed, Locator, Locator | None]] = []
        done = head.words
        inserting = False
        for number, verb in enumerate(verbs):
            limit = verbs[number + 1].start() if number + 1 < len(verbs) else said
            before = [n for n in named if done <= n.start < verb.start() and not self._between(n)]
            after = [n for n in named if verb.end() <= n.start < limit]
            if verb["keep"]:
                done = verb.end()
                if _BUT_EXPLAINED.match(text, verb.end(), head.end):
                    explained = [loc for n in after for loc in n.locators if loc.in_penjelasan]
                    own = [
                        Locator((Step("penjelasan", ""), *loc.steps))
                        for n in before
                        for loc in n.locators
                    ]
                    result += [("replace", loc, None) for loc in explained[:1] or own]
                    break
                continue
            if verb["renumber"] and inserting:
                # "ditambah ketentuan baru yang dijadikan Pasal 12A"
                result += [
                    ("insert", loc, None)
                    for n in after
                    if not self._between(n)
                    for loc in n.locators
                ]
                done = limit if after else verb.end()
                continue
            if verb["renumber"]:
                old = [loc for n in before for loc in n.locators]
                new = [loc for n in after for loc in n.locators]
                following = verbs[number + 1] if number + 1 < len(verbs) else None
                if following is not None and following["renumber"] and len(new) > len(old) > 0:
                    # "Pasal 12 menjadi Pasal 11, Pasal 13 menjadi Pasal 12"
                    after = after[: len(before)]
                    new = [loc for n in after for loc in n.locators]
                said_before = [result[-1][1]] if result and result[-1][0] == "replace" else []
                one = old or said_before
                if not old and said_before and len(new) == 1 and new[0] != said_before[0]:
                    # "Mengubah Pasal 13 lama dan selanjutnya dijadikan Pasal 12 baru, sehingga …"
                    old = said_before
                    result.pop()
                if len(one) == 1 and len(new) > 1 and one[0] in new:
                    # "diganti dengan ketentuan yang dijadikan ayat (1) dan ayat (1a)"
                    old = one
                    result = [r for r in result if r[1] != old[0]]
                    result.append(("replace", old[0], None))
                    result += [("insert", loc, None) for loc in new if loc != old[0]]
                    done = after[-1].end
                    continue
                new = (
                    [self._beside(o, w) for o, w in zip(old, new, strict=False)]
                    if len(old) == len(new)
                    else []
                )
                if old and new:
                    result += [("renumber", o, w) for o, w in zip(old, new, strict=True) if o != w]
                    result += [
                        ("replace", o, None) for o, w in zip(old, new, strict=True) if o == w
                    ]
                elif old:
                    result += [("unread", o, None) for o in old]
                done = after[-1].end if after else verb.end()
                continue
            if verb["insert"] or verb["words_in"]:
                inserting = True
                following = verbs[number + 1] if number + 1 < len(verbs) else None
                if following is not None and following["renumber"]:
                    continue
                around = {loc for n in before for loc in n.locators}
                fresh = [
                    loc
                    for n in after
                    if not self._between(n) and not self._inside(n)
                    for loc in n.locators
                ]
                fresh = [loc for loc in fresh if loc not in around]
                if not fresh and following is not None and following["amend"] and verb["insert"]:
                    joined = re.fullmatch(
                        rf"{_S}*(?:dan|serta|,){_S}*", text[verb.end() : following.start()]
                    )
                    if joined:  # "ditambah dan diubah lagi sehingga seluruhnya berbunyi"
                        continue
                fresh = self._proven(fresh, named)
                if fresh and following is not None:
                    fresh = self._put_in(fresh, verb.end(), after)
                if fresh:
                    result += [("insert", loc, None) for loc in fresh]
                else:
                    place = [loc for n in before for loc in n.locators] or [
                        loc for n in [*after, *named] if not self._between(n) for loc in n.locators
                    ][:1]
                    result += [("restate", loc, None) for loc in place]
                taken = [n for n in after if set(n.locators) & set(fresh)]
                done = limit if number + 1 == len(verbs) else verb.end()
                done = taken[-1].end if taken and number + 1 < len(verbs) else done
                continue
            active = text[verb.start() : verb.start() + 2].lower() == "me"
            touched = after if active and after else before
            touched = [n for n in touched if not self._inside(n)] or touched
            deed: Deed = "delete" if verb["delete"] else "replace"
            if deed == "replace" and not touched and result and result[-1][0] == "delete":
                # "dihapus dan diganti dengan …"
                result = [("replace", r[1], None) if r[0] == "delete" else r for r in result]
                continue
            if deed == "replace" and not touched and number and verb["read"]:
                continue
            result += [(deed, loc, None) for n in touched for loc in n.locators]
            done = after[-1].end if active and after else verb.end()
        return result

    def _proven(self, fresh: list[Locator], named: Sequence[_Named]) -> list[Locator]:
        """What is put in, with the letters that its neighbours prove: between Pasal 26A and Pasal
        27 stands Pasal 26B, where "Pasal 26F" is printed and its heading reads "Pasal 268"."""
        around = [n.locators[-1] for n in named if self._between(n)]
        wording = self.head.wording
        if wording is None or not around or not fresh:
            return fresh
        first = re.fullmatch(r"(\d+)([a-y])", around[0].steps[-1].label)
        if first is None or any([s.unit for s in loc.steps] != ["pasal"] for loc in fresh):
            return fresh
        read: list[Locator] = []
        for number, locator in enumerate(fresh, 1):
            label = f"{first[1]}{chr(ord(first[2]) + number)}"
            here = (self.text, wording, self.stop)
            printed = locator.steps[0].label
            if (
                printed != label
                and _heading(*here, printed, first=False) is None
                and _heading(*here, label, first=False) is not None
            ):
                locator = Locator((Step("pasal", label),))
            read.append(locator)
        return read

    def _put_in(self, fresh: list[Locator], at: int, after: list[_Named]) -> list[Locator]:
        """What is put in, where another verb follows: "disisipkan 1 (satu) ayat, yakni ayat (1a),
        dan ayat (2) diubah"."""
        counted = _COUNT.match(self.text, at, self.head.end)
        if counted:
            return fresh[: int(counted[1].translate(_DIGITS))]
        last = after[-1]
        joined = re.search(
            r"(?:,|dan|serta|;)\s*(?:[Kk]etentuan\s*)?\Z", self.text[at : last.start]
        )
        return (
            [loc for loc in fresh if loc not in last.locators]
            if joined and len(fresh) > 1
            else fresh
        )

    def _between(self, named: _Named) -> bool:
        before = self.text[max(self.head.words, named.start - 90) : named.start]
        joined = _BETWEEN_LIST.sub("", before)
        return _BETWEEN.search(joined) is not None

    def _inside(self, named: _Named) -> bool:
        """Whether it says where the others are: "huruf c dalam Pasal 5"."""
        return (
            bool(
                re.search(
                    r"\b(?:dalam|pada|dari)\s*\Z", self.text[max(0, named.start - 8) : named.start]
                )
            )
            and any(
                len(loc.steps) == 1 and loc.steps[0].unit in {"pasal", "bab"}
                for loc in named.locators
            )
            and self._more_named(named)
        )

    def _more_named(self, named: _Named) -> bool:
        return any(
            n.start != named.start
            for n in _named(self.text, self.head.words, self.head.end, self.head.place)
        )

    @staticmethod
    def _beside(old: Locator, new: Locator) -> Locator:
        """The new label in the place of the old: "ayat (2) menjadi ayat (3)" of the same pasal."""
        if (
            new.steps
            and old.steps
            and new.steps[-1].unit == old.steps[-1].unit
            and len(new.steps) <= len(old.steps)
        ):
            return Locator((*old.steps[:-1], new.steps[-1]))
        return new

    # The new wording.

    def _bodies(self, deeds: list[tuple[Deed, Locator, Locator | None]]) -> None:
        text, head = self.text, self.head
        self.bodies: dict[str, _Body] = {}
        self.whole: tuple[int, int] | None = None
        begin = head.wording
        if begin is None and any(d[0] in {"insert", "replace"} for d in deeds):
            # "menjadi Pasal 6a dan Pasal 6b.⏎Pasal 6a …", without a word that leads to it
            quoted = _THEN_HEADING.match(text, head.end, self.stop)
            begin = quoted.start("at") if quoted else None
        if begin is None:
            return
        start, end = clean(text, begin, self.stop)
        if end <= start:
            return
        self.whole = (start, end)
        expected = [
            loc.steps[0].label
            for loc in [*[to or d for _, d, to in deeds], *self.restated]
            if loc.steps and loc.steps[0].unit == "pasal"
        ]
        labels = list(dict.fromkeys(expected))
        chapters = any(
            loc.steps and loc.steps[0].unit in {"bab", "bagian", "paragraf"} for _, loc, _ in deeds
        )
        headings = _headings(text, start, end, labels, chapters or not labels)
        units = dict(self._unit_headings(deeds, headings, start, end)) if headings else {}
        headings = sorted(
            [*headings, *((lbl, s, i) for lbl, (s, i, _) in units.items())], key=lambda h: h[1]
        )
        if not headings and labels:
            items = _items(text, start, end)
            headed = self.headed and len(labels) == 1 and self._begins_whole(items, start, end)
            torn = _strange_headings(text, start, end) if self.headed else {}
            self.bodies[labels[0]] = _Body(start, end, items, headed=headed, torn=torn)
            return
        for index, (label, _at, inner) in enumerate(headings):
            stop = headings[index + 1][1] if index + 1 < len(headings) else end
            first, last = clean(text, inner, stop)
            strange = _strange_headings(text, first, last) if labels else {}
            if strange:  # what stands before the other's heading, if that is a sentence's end
                own = clean(text, first, min(strange.values()))
                last = own[1] if text[own[1] - 1] == "." else last
            self.bodies.setdefault(
                label,
                _Body(
                    first,
                    last,
                    _items(text, first, last),
                    torn=strange,
                    unit=units[label][2] if label in units else (),
                ),
            )
        if not labels and len(self.bodies) == 1 and not deeds:
            pass

    def _unit_headings(
        self,
        deeds: list[tuple[Deed, Locator, Locator | None]],
        headings: Sequence[tuple[str, int, int]],
        start: int,
        end: int,
    ) -> Iterator[tuple[str, tuple[int, int, tuple[Step, ...]]]]:
        """Ayat that are quoted under headings of their own among whole pasal, by their pasal."""
        known = {label for label, _, _ in headings}
        named = [loc for _, loc, _ in deeds if loc.steps and loc.steps[0].label not in known]
        for loc in named:
            if [s.unit for s in loc.steps] != ["pasal", "ayat"]:
                continue
            pasal, ayat = (re.escape(s.label.upper()) for s in loc.steps)
            found = [
                m
                for m in re.compile(
                    rf"P(?:asal|ASAL)\s+{pasal}\s+ayat\s*\(\s?{ayat}\s?\)[\s:]+(?=[A-Z(\"“])",
                    re.IGNORECASE,
                ).finditer(self.text, start, end)
                if not _CITES.search(self.text[max(start, m.start() - 24) : m.start()])
                and self.text[m.end()].isupper()
            ]
            if len(found) == 1:
                yield loc.steps[0].label, (found[0].start(), found[0].end(), loc.steps[1:])

    def _begins_whole(self, items: Sequence[Part], start: int, end: int) -> bool:
        """Whether only the heading is lost: "sehingga Pasal 39 berbunyi …: (1) …", and no gap."""
        if not items or items[0].step != Step("ayat", "1") or items[0].start > start + 1:
            return False
        numbers = [int(n[0]) for p in items if (n := re.match(r"\d+", p.step.label))]
        return all(b - a in {0, 1} for a, b in pairwise(numbers)) and not _strange_headings(
            self.text, start, end
        )

    def _do(self, deed: Deed, locator: Locator, to: Locator | None) -> None:
        if not locator.steps:
            return
        unit = locator.steps[0].unit
        if deed == "unread":
            self._add("unread", locator, reason="unread")
            return
        if deed == "delete":
            said = self.text[self.head.words : self.head.end]
            chapter = unit == "bab" and len(locator.steps) == 1
            self._add("delete", locator, whole=chapter and not _TITLE.search(said))
            return
        if deed == "renumber" and to is not None:
            self._add("renumber", locator, to=str(to))
            span = self._wording(to)
            inner = any(str(loc).startswith(f"{to}/") for _, loc, _ in self.deeds)
            if span is not None and self.head.wording is not None and not inner:
                self._add("replace", to, wording=span)
            return
        if unit == "penjelasan":
            self._explained(locator)
            return
        if unit in {"bab", "bagian", "paragraf"}:
            self._chapter(deed, locator)
            return
        if unit != "pasal":
            self._add("unread", locator, reason="annex" if unit == "lampiran" else "unread")
            return
        if deed == "restate":
            body = self.bodies.get(locator.steps[0].label)
            span = body.find(locator.steps[1:]) if body else None
            if span is None:
                self._add("unread", locator, reason="no_wording")
            else:
                self._add("restate", locator, wording=span)
            return
        span = self._wording(locator)
        # that a unit is put in is known, also where its words are not
        lost: Deed = "insert" if deed == "insert" else "unread"
        if span is None:
            reason = "no_wording" if self.whole is None else "not_in_wording"
            self._add(lost, locator, reason=reason)
        elif self.bodies[locator.steps[0].label].torn and len(locator.steps) == 1:
            self._add(lost, locator, reason="torn")
        else:
            self._add(deed, locator, wording=span)

    def _wording(self, locator: Locator) -> tuple[int, int] | None:
        body = self.bodies.get(locator.steps[0].label)
        if body is None:
            return None
        if self.headed and not body.headed:
            alone = _alone(self.text, body.start, body.end, locator.steps[-1])
            if alone is None and {p.step for p in body.items} == {
                loc.steps[-1] for loc in self.targets
            }:  # "angka 15a dan angka 15b … berbunyi: 15a. …; 15b. …": all that are named, alone
                alone = body.find(locator.steps[-1:])
            return alone if len(locator.steps) > 1 else None
        span = body.find(locator.steps[1:])
        if span is None and len(locator.steps) > 1:
            last = locator.steps[-1]
            # "Pasal 6⏎m. …": the item alone
            alone = _alone(self.text, body.start, body.end, last)
            if alone is not None:
                return alone
            if (listed := self._listed(body, locator)) is not None:
                return listed
            if (under := _under_opening(self.text, body.start, body.end, last)) is not None:
                return under
            targets = {str(loc) for loc in self.targets}
            if len(targets) <= 1 and not body.headed and not body.items:
                return body.start, body.end
            if len(targets) <= 1 and not body.items:
                return body.start, body.end
            if len(targets) <= 1 and not body.headed and body.items[0].start - body.start > 3:
                return body.start, body.end  # the unit's own words, with a list inside
        return span

    def _listed(self, body: _Body, locator: Locator) -> tuple[int, int] | None:
        """The unit among those that are quoted without their neighbours: "a. …; c. …; f. …"."""
        unit = locator.steps[-1].unit
        labels = list(
            dict.fromkeys(
                loc.steps[-1].label
                for loc in self.targets
                if loc.steps[:-1] == locator.steps[:-1] and loc.steps[-1].unit == unit
            )
        )
        starts: list[int] = []
        at = body.start
        for label in labels:
            mark = rf"\(\s?{label}\s?\)" if unit == "ayat" else rf"{label}\s?[.)]"
            found = re.compile(
                rf"(?:(?<=\n)|(?<=[.;,:\"”“]\s)|(?<=[\"”“])|\A)[ \t\"”“]*(?P<at>{mark})",
                re.IGNORECASE,
            ).search(self.text, max(at - 1, body.start - 1), body.end)
            if found is None or (not starts and found.start("at") > body.start + 2):
                return None
            starts.append(found.start("at"))
            at = found.end()
        if locator.steps[-1].label not in labels or len(labels) < 2:
            return None
        index = labels.index(locator.steps[-1].label)
        stop = starts[index + 1] if index + 1 < len(starts) else body.end
        return clean(self.text, starts[index], stop)

    @property
    def targets(self) -> list[Locator]:
        return [
            loc
            for n in _named(self.text, self.head.words, self.head.end, self.head.place)
            for loc in n.locators
            if not self._between(n) and len(loc.steps) > 1
        ]

    def _explained(self, locator: Locator) -> None:
        if self.head.wording is None:
            quoted = next(iter(_quotations(self.text, self.head.words, self.stop)), None)
            if quoted is None:
                self._add("replace", locator)  # its wording is in the act's own elucidation
                return
            self._add("replace", locator, wording=quoted.inner)
            return
        if any(body.headed for body in self.bodies.values()):
            inner = locator.steps[1:]
            body = self.bodies.get(inner[0].label) if len(inner) == 1 else None
            if self.only_explained and body is not None and body.headed:
                self._add("replace", locator, wording=(body.start, body.end))
                return
            self._add("replace", locator)  # what is quoted is the pasal, not its elucidation
            return
        start, end = clean(self.text, self.head.wording, self.stop)
        if end > start and not re.match(
            r"(?:sebagaimana\s+)?tercantum|\(?lihat", self.text[start : start + 40], re.I
        ):
            self._add("replace", locator, wording=(start, end))
        else:
            self._add("replace", locator)

    def _chapter(self, deed: Deed, locator: Locator) -> None:
        text = self.text
        if self.whole is None:
            self._add(
                deed if deed == "delete" else "unread",
                locator,
                reason="" if deed == "delete" else "no_wording",
            )
            return
        start, end = self.whole
        first = min((b[1] for b in _headings(text, start, end, [], True)), default=end)
        label = re.escape(locator.steps[-1].label.upper())
        heading = re.compile(
            rf"\s*(?:(?:BAB|Bab)\s*|(?:Bagian|BAGIAN|Paragraf)\s+)(?:{label}|[IVXLC\d]+(?:\s?[A-Z](?!\w))?|\w+)"
            r"[ \t]*[.:]?\s+"
        ).match(text, start, first)
        title = clean(text, heading.end() if heading else start, first)
        if locator.steps[0].unit == "bab" and title[1] > title[0]:
            self._add(deed, locator, wording=title)
        said = text[self.head.words : self.head.end]
        if _TITLE.search(said) and not _CONTENTS.search(said):
            return
        done = {str(op.target) for op in self.found}
        for label, body in self.bodies.items():
            if f"pasal-{label}" not in done and body.headed:
                self._add(deed, Locator((Step("pasal", label),)), wording=(body.start, body.end))

    def _restate(self, deeds: list[tuple[Deed, Locator, Locator | None]]) -> None:
        """The pasal that is quoted as it reads now, and of which only parts are named."""
        done = {str(loc) for deed, loc, _ in deeds if deed != "renumber"}
        for label, body in self.bodies.items():
            target = f"pasal-{label}"
            if target in done or not body.headed:
                continue
            if any(op.target == target for op in self.found):
                continue
            inner = [d for d in done if d.startswith(f"{target}/")]
            if not inner and not deeds:
                # "Ketentuan Pasal berikut: 15 diubah": the number torn off, the heading has it
                self._add(
                    "replace", Locator((Step("pasal", label),)), wording=(body.start, body.end)
                )
            elif inner or any(str(loc) == target for loc in self.restated):
                self._add(
                    "restate", Locator((Step("pasal", label),)), wording=(body.start, body.end),
                    whole=not (body.torn or self._lacks(target))
                    and any(str(loc) == target for loc in self.restated),
                )  # fmt: skip
            elif not any(
                d[1].steps and d[1].steps[0].unit in {"bab", "bagian", "paragraf"} for d in deeds
            ):
                self._add(
                    "replace", Locator((Step("pasal", label),)), wording=(body.start, body.end)
                )

    def _lacks(self, target: str) -> bool:
        """Whether units of a pasal are named that its new wording did not show."""
        return any(
            op.reason == "not_in_wording" and op.target.startswith(f"{target}/")
            for op in self.found
        )

    def _swallowed(self) -> None:
        """Where units were not found, their words stand in the last one that was: told, too."""
        ends = {
            body.end: f"pasal-{label}"
            for label, body in self.bodies.items()
            if self._lacks(f"pasal-{label}")
        }
        for index, op in enumerate(self.found):
            outer = ends.get(op.wording[1]) if op.wording else None
            if outer and op.target.startswith(f"{outer}/") and op.deed in {"replace", "insert"}:
                lost: Deed = "insert" if op.deed == "insert" else "unread"
                self.found[index] = replace(op, deed=lost, wording=None, reason="not_in_wording")

    # Words and phrases.

    def _phrases(self, named: list[_Named], said: int) -> bool:
        """ "frasa “A” diganti menjadi “B”", once or as a list; whether it was one."""
        text, head = self.text, self.head
        stop = min(self.stop, head.words + 6000)
        body = self._whole_given()
        if body:
            stop = body
        places = self._scope(named)
        if not places and head.place.steps:
            places = [head.place]
        scope = places or [Locator()]
        if not places and _RELATIVE.match(text, head.words, head.end):
            self._add("unread", Locator(), reason="unread")  # of a pasal that is not known
            return True
        if body:
            return self._phrases_given(scope)
        if (given := self._unit_given(scope, said)) is not None:
            self._add("replace", scope[0], wording=given)
            return True
        quoted = _quotations(text, head.words, stop)
        verbs = [
            v
            for v in _DEED.finditer(text, head.words, stop)
            if not any(q.start <= v.start() < q.end for q in quoted)
        ]
        if quoted and _SIGNS.search(text[head.words : verbs[-1].start()] if verbs else ""):
            for locator in scope:  # "tanda koma diganti dengan kata …": no phrase to be found
                for quote in quoted:
                    self._add("words", locator, old=quote.inner, reason="unread")
            return True
        used: set[int] = set()
        pairs: list[tuple[tuple[int, int] | None, tuple[int, int] | None, Side]] = []
        for number, verb in enumerate(verbs):
            since = verbs[number - 1].end() if number else head.words
            limit = verbs[number + 1].start() if number + 1 < len(verbs) else stop
            left = [
                q
                for q in quoted
                if since <= q.start < q.end <= verb.start() and q.start not in used
            ]
            right = [q for q in quoted if verb.end() <= q.start < limit]
            if verb["delete"] and left:
                for quote in _each_deleted(text, left):
                    pairs.append((quote.inner, None, ""))
                    used.add(quote.start)
            elif (verb["amend"] or verb["read"] or verb["renumber"]) and left and right:
                pairs.append((left[-1].inner, right[0].inner, ""))
                used |= {left[-1].start, right[0].start}
            elif (verb["insert"] or verb["words_in"]) and right:
                new = right[0]
                used.add(new.start)
                said_before = text[max(head.words, since) : left[0].start] if left else ""
                if left:
                    before = said_before[-50:].lower()
                    side: Side = "before" if re.search(r"sebelum|di\s?muka", before) else "after"
                    pairs.append((left[0].inner, new.inner, side))
                    used.add(left[0].start)
                    if len(left) > 1 and re.search(r"\bantara\b", before):
                        used.add(left[1].start)
                elif (beside_it := _beside_which(text, right)) is not None:
                    # "ditambah kata “Ketua” di muka kata “Dewan”"
                    pairs.append((right[1].inner, new.inner, beside_it))
                    used.add(right[1].start)
                else:
                    pairs.append((None, new.inner, "end"))
        if not pairs and not quoted:
            return False
        for quote in quoted:
            if quote.start not in used:  # what becomes of it cannot be told
                for locator in scope:
                    if locator.steps:
                        self._add("words", locator, old=quote.inner, reason="unread")
                    else:
                        self._add("unread", locator, reason="unread")
        for old, put, beside in pairs:
            for locator in scope:
                self._add("words", locator, old=old, new=put, side=beside)
        return True

    def _scope(self, named: list[_Named]) -> list[Locator]:
        """Where the phrase stands: the provisions said right before it, else those behind."""
        phrase = _PHRASE.search(self.text, self.head.words, self.head.end)
        at = phrase.start() if phrase else self.head.end
        kinds = {"pasal", "penjelasan", "bab"}
        usable = [n for n in named if n.locators[0].steps[0].unit in kinds]
        before = [n for n in usable if n.start < at]
        group = before[-1:] or [n for n in usable if n.start > at]
        while before and group[0] is not before[0]:
            previous = before[before.index(group[0]) - 1]
            gap = self.text[previous.end : group[0].start]
            if not re.fullmatch(
                r"(?:[\s,^()]|\b(?:dan|serta|atau|ayat|huruf|angka|pasal|ketentuan)\b|\(\w{1,3}\)|\b\w{1,3}\b)*",
                gap,
                re.IGNORECASE,
            ):
                break
            if len(previous.locators[0].steps) < len(group[0].locators[0].steps):
                break
            group.insert(0, previous)
        return list(dict.fromkeys(loc for n in group for loc in n.locators))

    def _phrases_given(self, scope: list[Locator]) -> bool:
        """The pasal with its changed phrase is quoted: the changed units are slices of that."""
        deeds: list[tuple[Deed, Locator, Locator | None]] = [
            ("replace", loc, None) for loc in scope if loc.steps
        ]
        self._bodies(deeds)
        if not self.bodies:
            return False
        for label in self.bodies:
            target = f"pasal-{label}"
            inner = [
                loc
                for _, loc, _ in deeds
                if str(loc).startswith(target) and loc.steps[0].label == label
            ]
            for locator in inner:
                if (span := self._wording(locator)) is not None:
                    self._add("replace", locator, wording=span)
                elif len(locator.steps) > 1 and not self.bodies[label].items:
                    self._add("unread", locator, reason="not_in_wording")
            if Locator((Step("pasal", label),)) not in inner and self.bodies[label].headed:
                body = self.bodies[label]
                self._add(
                    "restate", Locator((Step("pasal", label),)), wording=(body.start, body.end),
                    whole=not (body.torn or self._lacks(target))
                    and any(str(loc) == target for loc in self.restated),
                )  # fmt: skip
        return bool(self.found)

    def _unit_given(self, scope: Sequence[Locator], said: int) -> tuple[int, int] | None:
        """ "kata … diganti …, sehingga Pasal 27 ayat (9) berbunyi …": the unit as it reads then."""
        head = self.head
        if head.wording is None or said >= head.end or self.restated != list(scope[:1]):
            return None
        if len(scope) != 1 or not scope[0].steps or scope[0].steps[0].unit != "pasal":
            return None
        self._bodies([("replace", scope[0], None)])
        if len(self.bodies) != 1:
            return None
        span = self._wording(scope[0])
        (body,) = self.bodies.values()
        if span is None and not body.headed and self.text[body.start - 1] in '"“”‘':
            span = body.start, body.end  # quoted, and nothing else is
        self.bodies = {}
        return span

    def _whole_given(self) -> int:
        """Where the pasal with the changed phrase is quoted whole, if it is; else 0."""
        if self.head.wording is None:
            return 0
        match = re.compile(r"[“\"”’']*\s*Pasal\s+\d+\s?[A-Z]?\b").match(
            self.text, self.head.wording, self.stop
        )
        return self.head.wording if match else 0

    def _add(
        self,
        deed: Deed,
        locator: Locator,
        *,
        wording: tuple[int, int] | None = None,
        to: str = "",
        old: tuple[int, int] | None = None,
        new: tuple[int, int] | None = None,
        side: Side = "",
        reason: str = "",
        whole: bool = False,
    ) -> None:
        head = self.head
        self.found.append(
            Operation(
                deed,
                str(locator),
                head.at,
                head.start,
                head.end,
                wording,
                to,
                old,
                new,
                side,
                reason=reason,
                form=self._form(deed),
                whole=whole,
            )
        )

    def _form(self, deed: str) -> str:
        """The wording that the instruction uses, for counting: "diubah", "disisipkan" …"""
        verb = _DEED.search(self.text, self.head.words, self.head.wording or self.head.end)
        return " ".join(verb[0].lower().replace("^", " ").split()) if verb else deed


@dataclass(frozen=True, slots=True)
class _Quotation:
    """Words in quotation marks: where they begin and end with them, and without them."""

    start: int
    end: int
    inner: tuple[int, int]


#: A verb inside quotation marks: the mark that closes them before it is lost in print.
_UNCLOSED: Final = re.compile(
    r"\s+(?:diganti(?:kan)?|di[ur]ubah|dihapus(?:kan)?|ditambah(?:kan)?|disisipkan|dibaca)\b"
)
#: … if the words between the marks lead on to the next quotation.
_LEADS_ON: Final = re.compile(
    r"\b(?:kata|kata-kata|perkataan|fras[ae]|kalimat|istilah|dengan|menjadi|berbunyi)\s*:?\s*\Z"
)
#: Marks of punctuation as what is changed: "tanda koma di antara kata …".
_SIGNS: Final = re.compile(r"\btanda\s+(?:baca|koma|titik|hubung|kurung|petik|seru)", re.IGNORECASE)


def _quotations(text: str, start: int, stop: int) -> list[_Quotation]:
    """What is quoted, also where a mark that should close it is lost."""
    found: list[_Quotation] = []
    at = start
    while match := _QUOTED.search(text, at, stop):
        inner = match.span("in") if match["in"] is not None else match.span("in2")
        unclosed = _UNCLOSED.search(text, *inner)
        if unclosed is not None and _LEADS_ON.search(text, unclosed.end(), inner[1]):
            inner = (inner[0], unclosed.start())
            found.append(_Quotation(match.start(), unclosed.start(), inner))
            at = match.end() - 1  # the mark at its end opens the next
            continue
        found.append(_Quotation(match.start(), match.end(), inner))
        at = match.end()
    return found


def _beside_which(text: str, right: Sequence[_Quotation]) -> Side | None:
    """On which side of the second phrase the first is put in; None where that is not said."""
    if len(right) < 2:
        return None
    said = _BESIDE.fullmatch(text, right[0].end, right[1].start)
    return None if said is None else "before" if said["before"] else "after"


_BESIDE: Final = re.compile(
    r"\s*(?:(?P<before>di\s?muka|di\s?depan|sebelum)|di\s?belakang|sesudah|setelah)"
    r"\s+(?:perkataan|kata-kata|kata|frase?a?|kalimat)\s*",
    re.IGNORECASE,
)


def _each_deleted(text: str, left: Sequence[_Quotation]) -> list[_Quotation]:
    """The phrases that go: "kata “a” dan kata “b” dihapus", but not the place where they stand."""
    gone = [
        q
        for q in left
        if not re.search(
            r"\b(?:antara|sesudah|setelah|sebelum|pada|dalam|dari|belakang|muka|mendahului)"
            r"\s+(?:perkataan|kata-kata|kata|frase?a?|kalimat)?\s*\Z",
            text[max(0, q.start - 40) : q.start],
        )
    ]
    return gone or list(left[:1])


_NOISE_END: Final = re.compile(
    r"(?:[\s^_]|[\"“”'’‘»]|(?<=\s)[-–]\s*\d{1,3}\s*[-–]|\b\d{1,3}\s?\.\s[^.\n…]{0,40}(?:(?:\.\s?){2,4}|…)(?:\s*\d{1,3}\.)?"
    r"|SK\s+No\s*\d+\s*[A-Z]?|(?<=[.;]\s)[-–]|(?<=[.;]\s)\d{1,3}(?=\s*\Z)|(?<=[.;]\s)PRES\s?I\s?DEN\s+REPUBLIK\s+INDONESIA"
    r"|(?<=\.\s)Bagian\s+Ke\w+(?:\s+(?:[A-Z][\w/,-]*|dan|atau|di|pada|dengan|yang|untuk|\d{1,2}))+(?=\s*\Z)"
    r"|\bP(?:asal|ASAL)\s+[IVX]+\s?(?:\.{2,}|…))+\Z"
)
_NOISE_START: Final = re.compile(r"(?:[\s^:]|[.;,](?=\s)|[\"“”‘’'«])+")


def clean(text: str, start: int, end: int) -> tuple[int, int]:
    """A span without white space, quotation marks and page numbers at its ends."""
    opened = _NOISE_START.match(text, start, end)
    start = opened.end() if opened else start
    closed = _NOISE_END.search(text[max(start, end - 200) : end])
    if closed:
        end = max(start, end - 200) + closed.start()
    return trimmed(text, start, max(start, end))


def _items(text: str, start: int, end: int) -> tuple[Part, ...]:
    """The units of a wording; also those of a pasal that is quoted from its fifth ayat on."""
    items = wording_items(text, start, end, BODY_LISTS)
    first = next((s for s in ("ayat", "huruf", "angka") if _LATE[s].match(text, start, end)), None)
    if first is None or (items and items[0].start <= start + 1):
        return items
    markers = [m for m in item_markers(text, start, end, first) if m.strength >= 2]  # type: ignore[arg-type]
    links = best_chain(markers, missing=0.5, late_start=0.0, reach=12)
    if not links or links[0].marker.start > start + 1:
        return items
    inner = [s for s in BODY_LISTS if s != first]
    parts = []
    for link, stop in zip(links, [*(x.marker.start for x in links[1:]), end], strict=True):
        begin, last = trimmed(text, link.marker.start, stop)
        number, suffix = link.value
        if first == "huruf":
            name = letters(number, text[link.marker.start : link.marker.end])
            label = name + (str(suffix) if suffix else "")
        else:
            label = f"{number}{chr(96 + suffix) if suffix else ''}"
        content = min(link.marker.end, last)
        parts.append(
            Part(Step(first, label), begin, content, last, list_items(text, content, last, inner))
        )
    return tuple(parts)


_LATE: Final = {
    "ayat": re.compile(r"[({]\s?\d{1,2}\s?[a-zA-Z]?\s?[)}]"),
    "huruf": re.compile(r"[a-z]{1,2}\d?\s?\."),
    "angka": re.compile(r"\d{1,3}[a-z]?\s?\."),
}


def _alone(text: str, start: int, end: int, step: Step) -> tuple[int, int] | None:
    """The unit where it stands alone, its mark first: "m. menyediakan …"."""
    label = re.escape(step.label)
    pattern = rf"\(\s?{label}\s?\)" if step.unit == "ayat" else rf"{label}\s?[.)]"
    if re.compile(pattern + r"\s*", re.IGNORECASE).match(text, start, end):
        other = re.compile(
            r"(?:\n|[;.]\s+)\(\d{1,2}[a-z]?\)\s"
            if step.unit == "ayat"
            else r"\n[a-z]{1,2}\d?\.\s"
            if step.unit == "huruf"
            else r"\n\d{1,3}[a-z]?\.\s"
        )
        if not other.search(text, start + 3, end):
            return start, end
    return None


def _under_opening(text: str, start: int, end: int, step: Step) -> tuple[int, int] | None:
    """The one unit that is quoted under its list's opening: "… yang dimaksud dengan:⏎16. …"."""
    if step.unit not in {"huruf", "angka"}:
        return None
    label = re.escape(step.label)
    marks = list(re.compile(r"(?<=\n)\w{1,3}\s?\.\s").finditer(text, start, end))
    opened = re.compile(rf"[^\n]{{8,300}}:\s*\n(?={label}\s?\.\s)").match(text, start, end)
    return (opened.end(), end) if opened and len(marks) == 1 else None


_NOISY: Final = {
    "0": "[0OoQ]", "1": "[1lI|iL]", "2": "[2zZ]", "3": "3", "4": "4", "5": "[5Ss]", "6": "[6b]",
    "7": "[7T]", "8": "[8B]", "9": "[9gq]",
}  # fmt: skip
_THEN_HEADING: Final = re.compile(
    r"[\s.:;,\"“”^]*(?P<at>P(?:asal|ASAL)\s+\d{1,3}\s?[A-Za-z]?[\s.]|\(\d{1,2}[a-z]?\)\s)"
)
_ANY_HEADING: Final = re.compile(
    r"(?:(?<=\n)|(?<=[.;:\"“”’'^]\s)|(?<=[\"“”’'^])|(?<=[A-Z]{3}\s)|\A)"
    r"[ \t\"“”’']*P(?:asal|ASAL)\s+"
    r"(?P<label>\d{1,3}(?:\s?[A-Z](?![A-Za-z])|[a-z](?!\w))?)(?=\s|\.|[\"”]|\Z)"
    r"(?!\s*(?:ayat|huruf|dan\b|atau\b|,))"
)


#: A line that is the heading of a pasal and nothing else, with words under it; or in a line right
#: before its first ayat, where a reference would say "ayat".
_STRANGE_HEADING: Final = re.compile(
    r"(?m)^[ \t]*P(?:asal|ASAL)[ \t]{1,3}(?P<label>\d{1,3}[ \t]?[A-Z]?)[ \t]*\n(?=[ \t]*[\w(\"“])"
    r"|(?<=[.;:\s])P(?:asal|ASAL)\s?(?P<inline>[\dTLlIO][\dlIOTL]{0,2}[A-H]?)\s+(?=\(1\)\s+[A-Z])"
)


def _strange_headings(text: str, start: int, end: int) -> dict[str, int]:
    """The labels of the pasal whose headings stand where none should, and where they begin."""
    found: dict[str, int] = {}
    for match in _STRANGE_HEADING.finditer(text, start, end):
        label = match["label"] or match["inline"]
        if match["inline"] and _CITES.search(text[max(start, match.start() - 24) : match.start()]):
            continue
        if any(c.isdigit() for c in label):
            label = re.sub(r"\s", "", label.translate(_AS_DIGITS)).lower()
            found.setdefault(label, match.start())
    return found


_FIRST_HEADING: Final = re.compile(
    r"[\s\"“”‘’'^]*P(?:asal|ASAL)\s+(?P<label>\d{1,3}(?:\s?[A-Z](?![A-Za-z])|[a-z](?!\w))?)(?=\s|[\"”.])"
)


def _headings(
    text: str, start: int, end: int, labels: Sequence[str], any_: bool
) -> list[tuple[str, int, int]]:
    """(label, start of the heading, start of what is under it) in the order of the text."""
    found: list[tuple[str, int, int]] = []
    at = start
    for label in labels:
        heading = _heading(text, at, end, label, first=at == start)
        if heading is None:
            heading = _heading(text, start, end, label, first=True)
            if heading is None or any(s <= heading[0] < i for _, s, i in found):
                continue
        found.append((label, heading[0], heading[1]))
        at = heading[1]
    if any_:
        first = _FIRST_HEADING.match(text, start, end)
        for match in [*([first] if first else []), *_ANY_HEADING.finditer(text, start, end)]:
            label = re.sub(r"\s", "", match["label"]).lower()
            if any(s <= match.start() < i for _, s, i in found) or label in {f[0] for f in found}:
                continue
            if labels and any(lbl == label for lbl in labels):
                continue
            found.append((label, match.start(), _after_heading(text, match.end(), end, label)))
    return sorted(found, key=lambda f: f[1])


_CITES: Final = re.compile(
    r"\b(?:dalam|dari|dan|atau|pada|dengan|dimaksud|ketentuan|menurut|oleh|antara|jo|huruf|ayat"
    r"|tersebut|berdasarkan|sampai|terhadap|melanggar|kecuali|atas)\s*\Z|,\s*\Z",
    re.IGNORECASE,
)


#: A heading with a line of its own: what is before it may end with a wrong stop.
_OWN_LINE: Final = re.compile(
    r"(?<=\n)[ \t\"“]*P(?:asal|ASAL)[ \t]{1,3}\d{1,3}[ \t]?[A-Z]?[ \t]*\n"
)


def _heading(text: str, at: int, end: int, label: str, *, first: bool) -> tuple[int, int] | None:
    digits = r"\s?".join(_NOISY.get(c, re.escape(c)) for c in label if c.isdigit())
    suffix = "".join(c for c in label if c.isalpha()).upper()
    if suffix:
        read = f"[{suffix[0]}{suffix[0].lower()}]"
        if suffix[0] == "B":
            read = "(?:[Bb8]|E[lI1]|I3|l3)"
        last = read + re.escape(suffix[1:])
        tail = rf"\s?{last}"
    else:
        tail = ""
    for ending in (tail, "") if suffix else (tail,):
        pattern = re.compile(
            r"(?:(?<=\n)|(?<=[.;:\"“”’'^)\]]\s)|(?<=[\"“”’'^])|(?<=\s)|\A)[\"“”’'^ \t]*"
            rf"P{_S}?[aA]{_S}?[sS]{_S}?[aA]{_S}?[lLI1it]{_S}*{digits}{ending}(?![\w])\.?"
            rf"(?!{_S}*(?:ayat|huruf|dan\b|atau\b|sampai|,|;|\)|angka|jo\b|Undang|undang|juga|tidak"
            r"|berlaku|tersebut|ini\b|di\s?atas))"
        )
        for match in pattern.finditer(text, at, end):
            before = text[max(at, match.start() - 24) : match.start()]
            cited = _CITES.search(before) if match.start() - at > 3 else None
            alone = _OWN_LINE.match(text, match.start(), end)
            if cited and not (alone and cited[0].startswith(",")):
                continue
            return match.start(), _after_heading(text, match.end(), end, label)
        if not first:
            continue
    return None


def _after_heading(text: str, at: int, end: int, label: str) -> int:
    """Behind the heading, also where a page repeats it ("Pasal 36⏎Pasal 36", "Pasal 37...")."""
    digits = re.sub(r"[a-z]", "", label)
    again = re.compile(
        rf"[\s.…\"“”’‘']*(?:\.{{2,}})?[\s\"“”’‘']*P(?:asal|ASAL)\s*{digits}(?:\s?[A-Z](?![A-Za-z]))?(?=[\s.])"
    )
    while match := again.match(text, at, end):
        if re.match(r"\s*(?:ayat|huruf|dan\b|,)", text[match.end() : match.end() + 8]):
            break
        at = match.end()
    dots = re.compile(r"[ \t]*\.(?=\s)").match(text, at, end)
    return dots.end() if dots else at


# Which provisions an instruction names.


def _named(text: str, start: int, stop: int, place: Locator) -> Iterator[_Named]:
    words = text[start:stop].replace("^", " ")
    words = re.sub(r"\b([Pp])enjelasannya\b", r"\1enjelasan   ", words)
    words = _MISSPELT.sub(r"\1asal", words)
    words = _TORN.sub(_joined_number, words)  # "Pasal 1 7 diubah", "Pasal I 1 ayat (1)"
    words = _MISREAD.sub(_read_right, words)
    words = _SPACED.sub(r"\g<unit> \g<number>\g<letter>", words)  # "angka 11 a"
    here = place
    for chain in _joined(words, list(whole_places(words, find_chains(words)))):
        for provision in chain.provisions:
            own = _arabic(provision)
            if own is None:
                continue
            if own.steps[0].unit == "penjelasan":
                steps = own.steps
                if len(steps) > 1 and steps[1].unit == "pasal":
                    inner = Provision(own.start, own.end, steps[1:], own.last)
                    locators = tuple(
                        Locator((steps[0], *x.steps)) for x in locate(inner, Locator())
                    )
                elif len(steps) > 1 and steps[1].unit in {"ayat", "huruf", "angka"} and here.steps:
                    inner = Provision(own.start, own.end, steps[1:], own.last)
                    locators = tuple(Locator((steps[0], *x.steps)) for x in locate(inner, here))
                elif len(steps) == 1 and here.steps and here.steps[0].unit == "pasal":
                    locators = (Locator((steps[0], *here.steps)),)
                else:
                    locators = (Locator(steps),)
                locators = tuple(_counted(loc) for loc in locators)
                yield _Named(own.start + start, chain.end + start, locators)
                continue
            if own.steps[0].unit in {"ayat", "huruf", "angka"} and not here.steps:
                found = re.search(r"\bPasal\s+(\d{1,4}\s?[A-Z]?)\b", words[chain.end :])
                if found:
                    here = Locator((Step("pasal", re.sub(r"\s", "", found[1]).lower()),))
            locators = tuple(locate(own, here))
            if not locators:
                continue
            if own.steps[-1].unit == "bab" and (
                letter := re.match(
                    r"\s([A-Z])(?=\s*(?:[,.;:]|\n|\Z|yang|mengenai|tentang|dan|se|di))",
                    words[own.end :],
                )
            ):
                label = locators[-1].steps[-1].label + letter[1].lower()
                locators = (*locators[:-1], Locator((*locators[-1].steps[:-1], Step("bab", label))))
            locators = _lettered(locators, here, own, words)
            if locators[0].steps[0].unit == "pasal" or not here.steps:
                here = locators[-1]
            yield _Named(own.start + start, own.end + start, locators)


_TORN: Final = re.compile(
    r"(?P<lead>\b[Pp]asal\s)(?P<first>[\dlI])\s(?P<rest>\d{1,2}[A-Z]?)"
    r"(?=\s*(?:diubah|dihapus|dan\b|,|sehingga|disisip|ayat\b|huruf\b|angka\b|berbunyi|yang\b|ditambah|\.\s*\Z))"
)


def _joined_number(printed: re.Match[str]) -> str:
    return f"{printed['lead']} {printed['first'].translate(_AS_DIGITS)}{printed['rest']}"


_SPACED: Final = re.compile(
    r"(?P<unit>\b(?:[Aa]ngka|[Aa]yat)\s\(?)(?P<number>\d{1,2})\s(?P<letter>[a-z])"
    r"(?=\)?\s*(?:,|dan\b|serta\b|sehingga\b|yang\b|\.))"
)

#: The word "Pasal" as scans have it.
_MISSPELT: Final = re.compile(r"\b([Pp])asa[itTIjkLr](?=\s+[\dlIO])")
#: Numbers of pasal with letters where digits were: "1OA", "T3", "L27", "2T". No pasal has a
#: twentieth other put in behind it, and none whose number has a digit an O in front of its letter.
_MISREAD: Final = re.compile(
    r"(?P<lead>\b[Pp]asa[l1]\s+)(?P<number>(?=\w{0,2}[0-9Oo])[0-9]{0,2}[OolI][0-9OolI]{0,2}(?=[A-H](?!\w))"
    r"|[TLZ][0-9OolI]{1,2}|[0-9]{1,2}[TSZ](?!\w)|[1-9]L(?!\w)|[0-9lI]OO(?!\w))(?P<letter>[A-H]?)(?!\w)"
)
_AS_DIGITS: Final = str.maketrans("OolILTSZ", "00111752")


def _read_right(printed: re.Match[str]) -> str:
    return printed["lead"] + printed["number"].translate(_AS_DIGITS) + printed["letter"]


def _lettered(
    locators: tuple[Locator, ...], before: Locator, own: Provision, words: str
) -> tuple[Locator, ...]:
    """A pasal with its letter: "Pasal 29 a", and "Pasal 388" that follows Pasal 38A."""
    last = locators[-1].steps
    if len(last) != 1 or last[0].unit != "pasal" or len(locators) != 1:
        return locators
    label = last[0].label
    if label.isdigit() and (letter := _SMALL_LETTER.match(words, own.end)):
        return (Locator((Step("pasal", label + letter[1]),)),)
    known = before.steps[0].label if before.steps else ""
    if label[-1:] == "8" and known in {f"{label[:-1]}a", f"{label[:-1]}7a"}:
        return (Locator((Step("pasal", f"{label[:-1]}b"),)),)
    return locators


_SMALL_LETTER: Final = re.compile(
    r"\s([a-z])(?=\s*(?:,|\.|;|dan\s+Pasal|yang\b|sehingga\b|berbunyi|\Z))"
)
_ORDINALS: Final = (
    "pertama", "kedua", "ketiga", "keempat", "kelima", "keenam", "ketujuh", "kedelapan",
    "kesembilan", "kesepuluh", "kesebelas", "kedua belas",
)  # fmt: skip


def _counted(locator: Locator) -> Locator:
    """ "alinea ketiga" of the general elucidation is alinea-3."""
    steps = tuple(
        Step("alinea", str(_ORDINALS.index(s.label) + 1))
        if s.unit == "alinea" and s.label in _ORDINALS
        else s
        for s in locator.steps
    )
    return Locator(steps)


def _joined(words: str, chains: list[Chain]) -> Iterator[Chain]:
    """ "ayat (1) huruf f Pasal 65", said inside out over two chains, is one place."""
    skip = False
    for index, chain in enumerate(chains):
        if skip:
            skip = False
            continue
        following = chains[index + 1] if index + 1 < len(chains) else None
        first = [s for s in chain.provisions[0].steps if s.unit != "penjelasan"][:1]
        if (
            following is not None
            and first
            and first[0].unit in {"ayat", "huruf", "angka"}
            and len(following.provisions) == 1
            and [s.unit for s in following.provisions[0].steps] == ["pasal"]
            and re.fullmatch(
                r"\s*(?:(?:dari|dalam|pada)\s+)?(?:ketentuan\s+)?",
                words[chain.end : following.start],
            )
        ):
            outer = following.provisions[0].steps
            provisions = [
                Provision(p.start, following.end, (*above, *outer, *steps), p.last)
                for p in chain.provisions
                for above, steps in [_apart(p.steps)]
            ]
            yield Chain(provisions, following.end)
            skip = True
            continue
        yield chain


def _apart(steps: tuple[Step, ...]) -> tuple[tuple[Step, ...], tuple[Step, ...]]:
    """ "Penjelasan" and what it is of."""
    explained = steps[0].unit == "penjelasan"
    return steps[:explained], steps[explained:]


def _arabic(provision: Provision) -> Provision | None:
    """None for a pasal of the amending act itself, in Roman numerals."""
    steps = provision.steps
    first = steps[0]
    if first.unit == "pasal" and re.fullmatch(r"[ivx]+", first.label):
        value = roman(first.label.upper())
        if first.label == "ii" and len(steps) == 1:  # no act changes its own Pasal II
            return Provision(provision.start, provision.end, (Step("pasal", "11"),), provision.last)
        if first.label == "i" and value == 1:
            return Provision(
                provision.start, provision.end, (Step("pasal", "1"), *steps[1:]), provision.last
            )
        return None
    if first.unit == "diktum":
        return None
    return provision
