"""Sentences of Indonesian legal text, verbatim: spans of the text, never a changed character.

An act is written in numbered items, so a sentence here is either a sentence in the ordinary
sense or an item of a list ("a. Daerah lain;"), which knows the line that opens its list. Line
breaks mean nothing by themselves (PDF text is broken at every line's end): only an empty line, an
item's mark at the beginning of a line and a heading on its own line separate.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final

from dalil.index.search.results import Hit
from dalil.ingest.model import Passage
from dalil.ingest.words import word_set

# Prose: a sentence that goes on from another, reports a view or announces what follows misleads
# when it is quoted alone. Too much context is only long, so what is doubtful counts as leaning.

#: Connectives that go on from what was said, and words that point back (Tata Bahasa Baku Bahasa
#: Indonesia, ch. 9 and 12: konjungsi antarkalimat, pronomina penunjuk).
_GOING_ON: Final = re.compile(
    r"(?:namun|tetapi|akan tetapi|sebaliknya|(?:walau|meski)(?:pun)? (?:demikian|begitu)"
    r"|(?:dengan|jika|kalau|bila) demikian|(?:oleh )?(?:karena|sebab) (?:itu|hal)"
    r"|(?:maka|untuk) itu"
    r"|selain (?:itu|hal)|di samping itu|sementara itu|selanjutnya|kemudian|lalu|setelah itu"
    r"|sebelum(?:nya)? itu|akibatnya|jadi|maka|lagi ?pula|bahkan|apalagi|misalnya|contoh(?:nya)?"
    r"|begitu (?:pula|juga)|demikian(?: (?:pula|juga))?|di sisi lain|di pihak lain|pada gilirannya"
    r"|kecuali itu|tambahan pula|dalam hal (?:itu|ini|demikian)|dari (?:situ|sini)|di (?:situ|sini)"
    r"|sebab|karenanya|sama halnya|serupa|hanya saja|yang (?:pertama|kedua|ketiga|terakhir)"
    r"|ini|itu|inilah|itulah|ia|dia|mereka|beliau|keduanya|ketiganya|semuanya|kedua-duanya"
    r"|however|but|yet|therefore|thus|hence|moreover|furthermore|besides|instead|otherwise"
    r"|nevertheless|consequently|accordingly|for example|for instance|then|also|likewise|similarly"
    r"|in (?:that|this|such) (?:case|way|sense)|on the other hand|as a result|so"
    r"|this|these|that|those|it|its|they|their|he|she|his|her|such|both"
    r"|the (?:former|latter|first|second|third|same|other))"
    r"\b",
    re.IGNORECASE,
)
#: Words that end like one with "-nya" and are none.
_NO_CLITIC: Final = word_set("answer/data/norm_words.toml", "no_clitic")
#: How far into the sentence a "-nya" may stand and still point back (words), and how far a
#: demonstrative behind a noun ("pandangan itu", "perjanjian tersebut").
_SUBJECT: Final = 4
_CLITIC: Final = re.compile(r"\b[\w-]+nya\b", re.IGNORECASE)
_POINTING: Final = re.compile(r"\b(?:itu|ini|tersebut|demikian|tadi|semacam itu)\b", re.IGNORECASE)
_HYPHENED: Final = re.compile(r"[\w-]+")
_HOLDER: Final = re.compile(r"(?:dari|atas|bagi|oleh|terhadap)\b", re.IGNORECASE)

#: A view that the author reports and may not hold.
_REPORT: Final = re.compile(
    r"\b(?:menurut (?:sebagian|beberapa|sejumlah|mereka|aliran|pandangan|pendapat|teori|doktrin)"
    r"|(?:pandangan|pendapat|aliran|kelompok|kubu|mazhab|teori|argumen) "
    r"(?:pertama|kedua|ketiga|keempat|lain(?:nya)?|sebaliknya|yang)"
    r"|(?:sebagian|beberapa|sejumlah) (?:ahli|pakar|sarjana|penulis|kalangan|pihak|orang)"
    r"|ada (?:yang|pula yang|juga yang|pendapat|pandangan)|berpendapat|berpandangan|beranggapan"
    r"|on (?:one|the first|the second|another|this) view|(?:one|another|the first|the second) view"
    r"|some (?:argue|authors|scholars|say|hold)|others (?:argue|say|hold)|proponents|opponents"
    r"|critics|it is (?:argued|said|claimed))\b",
    re.IGNORECASE,
)

#: One of several views, which the others stand against.
_COUNTED_VIEW: Final = re.compile(
    r"\b(?:(?:pandangan|pendapat|aliran|kelompok|kubu|mazhab|teori|argumen) "
    r"(?:pertama|kedua|ketiga|keempat|lain(?:nya)?|sebaliknya)"
    r"|the (?:first|second|third|other|opposite) view|(?:one|another) view)\b",
    re.IGNORECASE,
)

_NUMBERS: Final = {
    word: number
    for number, words in enumerate(
        ("dua two", "tiga three", "empat four", "lima five", "enam six", "tujuh seven",
         "delapan eight", "sembilan nine", "sepuluh ten"), 2,
    )
    for word in words.split()
}  # fmt: skip
#: "Tiga hal membedakan …", "Ada dua jalan …", "There are three steps …": the things come after.
_ANNOUNCING: Final = re.compile(
    rf"(?:(?:ada|terdapat|setidaknya|paling tidak|sekurang-kurangnya|there are|at least)\s+)*"
    rf"(?P<number>{'|'.join(_NUMBERS)}|beberapa|several)\s+\w+",
    re.IGNORECASE,
)
_FOLLOWING: Final = re.compile(
    r"\b(?:berikut(?: ini)?|di bawah ini|sebagai berikut|as follows|the following)\b|:\s*\Z",
    re.IGNORECASE,
)
#: How many are taken where the number is not said.
_SEVERAL: Final = 3


def leans(sentence: str) -> bool:
    """Whether a sentence of running text goes on from the one before, or points back to it.

    >>> [leans(s) for s in ("Alasannya: isinya urusan publik.", "Daerah menandatanganinya.")]
    [True, True]
    >>> leans("Daerah dapat bekerja sama dengan kota di luar negeri.")
    False
    """
    text = sentence.lstrip("“\"‘'([ ")
    if _GOING_ON.match(text):
        return True
    words = list(_HYPHENED.finditer(text))
    early = words[_SUBJECT].start() if len(words) > _SUBJECT else len(text)
    pointing = _POINTING.search(text)
    if pointing and pointing.start() < early:
        return True
    return any(
        clitic.start() < early
        and clitic[0].casefold() not in _NO_CLITIC
        # "pelaksanaannya oleh daerah": who is meant stands behind it
        and not _HOLDER.match(text, clitic.end() + 1)
        for clitic in _CLITIC.finditer(text)
    )


def reports(sentence: str) -> bool:
    """Whether a sentence gives a view as somebody's, so that what follows may be his too."""
    return _REPORT.search(sentence) is not None


def one_of_several_views(sentence: str) -> bool:
    """Whether a sentence gives one of views that the author counts ("menurut pandangan kedua")."""
    return _COUNTED_VIEW.search(sentence) is not None


def announced(sentence: str) -> int:
    """How many things a sentence announces that stand behind it; 0 for none.

    A sentence that has them itself ("dua pihak: daerah dan mitra") announces none.
    """
    inner = sentence.rstrip()[:-1]
    if ":" in inner:
        return 0
    match = _ANNOUNCING.match(sentence.lstrip("“\"‘'([ "))
    if match:
        return _NUMBERS.get(match["number"].casefold(), _SEVERAL)
    return _SEVERAL if _FOLLOWING.search(sentence) else 0


def whole(sentences: Sequence[str], at: int) -> tuple[int, int] | None:
    """The sentences of a paragraph, from and up to (exclusive), that the one at ``at`` needs.

    None where what it needs is not in the paragraph: then it is not to be quoted.
    """
    start = at
    while leans(sentences[start]):
        if start == 0:
            return None
        start -= 1
    view = next((n for n in range(start) if reports(sentences[n])), None)
    if view is not None:
        start = view
        while start and leans(sentences[start]):
            start -= 1
        if leans(sentences[start]):
            return None
    things = announced(sentences[at])
    if things and at + 1 == len(sentences):
        return None
    end = min(len(sentences), at + 1 + things)
    while things and end < len(sentences) and leans(sentences[end]):
        end += 1
    # A sentence taken along may announce what follows it, too: "Ada dua syarat. Ini syaratnya."
    for n in range(start, at):
        end = max(end, min(len(sentences), n + 1 + announced(sentences[n])))
    return start, end


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence or item: ``text[start:end]``; ``body`` is where it begins after its own mark.

    ``kind`` says what mark it carries: ``ayat`` "(1)", ``huruf`` "a.", ``angka`` "1.", ``sub``
    "a)" "1)", ``heading``, or ``""`` for running text. ``lead_in`` is the span of the line that
    opens its list.
    """

    start: int
    end: int
    text: str
    body: int
    kind: str = ""
    lead_in: tuple[int, int] | None = None


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


#: Abbreviations after which a sentence goes on: those that acts have before a capital or a number
#: (counted in 2,500 acts), and those of citations and titles.
_ABBREVIATIONS: Final = word_set("answer/data/abbreviations.toml", "dotted")
#: Abbreviations that may end a sentence; it ends when a capital follows.
_ENDING: Final = frozenset({"dll", "dsb", "dst", "dkk", "a.l"})

#: Words after which "(1)" or a number at a line's beginning is a reference, not a mark.
_REFERRING: Final = _set(
    "angka ayat bab huruf jo juncto lampiran no nomor pasal tahun butir nomer "
    "art ay cet ch ed fig hal hlm hrf jil jld p par para pp ps psl sec tab vol"
)
_JOINING: Final = frozenset({"dan", "atau", "dengan", "sampai", "dan/atau", "s.d"})

_LOOK_BACK: Final = 80  # characters before a mark that decide what it is

_MARK: Final = re.compile(
    r"[ \t>*]*(?:"
    r"(?P<ayat>\(\d{1,3}[a-z]?\))"
    r"|(?P<sub>(?:[a-z]{1,2}|\d{1,3})\))"
    r"|(?P<angka>\d{1,3}\.)(?!\d)"
    r"|(?P<huruf>[a-z]{1,2}\.)(?![a-z]\.)"
    r"|(?P<dash>[-–—•])"
    r")(?=\s)[ \t]*"
)
_HEADING: Final = re.compile(
    r"[ \t#*]*(?:(?:Pasal|PASAL)[ \t]+\d+[A-Z]{0,2}|BAB[ \t]+[IVXLC]+[A-Z]?(?:[ \t][^\n]*)?"
    r"|Bagian[ \t]+Ke\w+|Paragraf[ \t]+\d+|#{1,6}[ \t][^\n]*)[ \t*]*\Z"
)
_BLANK: Final = re.compile(r"[ \t]*\Z")
_WORD_BEFORE: Final = re.compile(r"(\S+)\s*\Z")
#: A possible end: the mark, what closes with it, white space, and what may begin a sentence.
_END: Final = re.compile(r"[.!?…][\"”’»)\]]*(?=\s+[\"“‘«(\[]*(?:[A-ZÀ-Þ0-9]|[-–—•]\s))")
_TOKEN: Final = re.compile(r"[\w./’']+\Z")
#: A number written in groups of three that white space has parted after a full stop, with letters
#: that a scan took for digits ("Rp6.0OO. 000.000,00"), or an hour ("pukul 08. 30").
_GROUPED: Final = re.compile(r"(?:Rp\.?)?[\dOoIl]{1,3}(?:\.[\dOoIl]{3})*\Z")
_GROUP: Final = re.compile(r"\s+[\dOoIl](?: ?[\dOoIl]){2}(?![\w/-])")
_HOUR: Final = re.compile(r"\s+\d\d(?!\w)")
#: What a sentence does not end in, and how far ahead the closing mark is looked for (characters).
_ENCLOSING: Final = {"(": ")", "[": "]", "“": "”", "«": "»"}
_ENCLOSED: Final = 300
_ITEM_BREAKS: Final = re.compile(r"[:;,]|\b(?:dan|atau|dan/atau|serta)\Z")
_TERMINAL: Final = re.compile(r"[.;!?][\"”’)\]]*\s*\Z")


def sentences(text: str) -> list[Sentence]:
    """All sentences and items of the text, in order, without the white space between them.

    Every character that is not white space is in exactly one of them.
    """
    found: list[Sentence] = []
    lists = _Lists()
    for start, body, end, kind in _blocks(text):
        if kind in {"ayat", "heading"}:
            lists.clear()
        first = True
        for begin, stop in _split(text, body, end):
            lead_in = None
            if first and kind not in {"", "heading"}:
                before = found[-1] if found else None
                lead_in = lists.lead_in(kind, before)
            begin_at = start if first else begin
            found.append(
                Sentence(begin_at, stop, text[begin_at:stop], begin, kind if first else "", lead_in)
            )
            first = False
        if first:  # a mark with nothing behind it
            stop = len(text[:end].rstrip())
            found.append(Sentence(start, stop, text[start:stop], stop, kind))
    return found


@dataclass(slots=True)
class _Lists:
    """The lists that are open, outermost first: kind of mark, and the line that opens each."""

    open: list[tuple[str, tuple[int, int] | None]] = field(default_factory=list)

    def clear(self) -> None:
        self.open.clear()

    def lead_in(self, kind: str, before: Sentence | None) -> tuple[int, int] | None:
        """The opening line of the list that an item of this kind belongs to."""
        if kind == "ayat":
            return None
        kinds = [k for k, _ in self.open]
        if kind in kinds:
            del self.open[kinds.index(kind) + 1 :]
            return self.open[-1][1]
        opened = (
            before is not None and before.kind != "heading" and not _TERMINAL.search(before.text)
        )
        span = (before.body, before.end) if opened and before else None
        self.open.append((kind, span))
        return span


def _blocks(text: str) -> Iterator[tuple[int, int, int, str]]:
    """Runs of lines that belong together: start, where the body begins, end, kind of mark."""
    start = body = end = 0
    kind = ""
    pending = False
    for line in re.finditer(r"[^\n\f]*[\n\f]?", text):
        content = line.group().rstrip("\n\f")
        if not line.group():
            break
        if _BLANK.match(content):
            if pending:
                yield start, body, end, kind
            pending = False
            continue
        indent = line.start() + len(content) - len(content.lstrip())
        before = text[max(start, end - _LOOK_BACK) : end] if pending else ""
        if _HEADING.match(content) and (not pending or _ends(before, kind)):
            if pending:
                yield start, body, end, kind
            start, body, end, kind, pending = indent, indent, line.end(), "heading", True
            continue
        mark = _MARK.match(content)
        if mark and _is_mark(mark, before):
            if pending:
                yield start, body, end, kind
            kind = mark.lastgroup or ""
            start, body, end, pending = indent, line.start() + mark.end(), line.end(), True
        elif pending and kind != "heading":
            end = line.end()
        else:
            if pending:
                yield start, body, end, kind
            start, body, end, kind, pending = indent, indent, line.end(), "", True
    if pending:
        yield start, body, end, kind


def _ends(before: str, kind: str) -> bool:
    return kind == "heading" or bool(_TERMINAL.search(before)) or before.rstrip().isupper()


def _is_mark(mark: re.Match[str], before: str) -> bool:
    """Whether this begins an item, or is a reference that a line's end has cut ("ayat⏎(1)")."""
    match = _WORD_BEFORE.search(before)
    if not match:
        return True
    word = match[1].casefold()
    if word.rstrip(".,") in _REFERRING:
        return False
    if mark.lastgroup == "ayat":
        return not (word in _JOINING or word.endswith(","))
    return not (mark.lastgroup == "dash" and not _TERMINAL.search(before) and word[-1] not in ":,")


def _split(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The sentences of one block, trimmed."""
    begin = start
    for match in _END.finditer(text, start, end):
        if _encloses(text, begin, match.end(), end):
            continue
        if match.group()[0] != "." or _is_end(text, begin, match.start(), match.end()):
            yield from _trimmed(text, begin, match.end())
            begin = match.end()
    yield from _trimmed(text, begin, end)


def _trimmed(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    piece = text[start:end]
    if piece.strip():
        yield start + len(piece) - len(piece.lstrip()), start + len(piece.rstrip())


def _encloses(text: str, begin: int, at: int, end: int) -> bool:
    """Whether a bracket or quotation that was opened in this sentence is closed soon after."""
    opened: list[str] = []
    for mark in text[begin:at]:
        if mark in _ENCLOSING:
            opened.append(_ENCLOSING[mark])
        elif opened and mark == opened[-1]:
            opened.pop()
    if not opened:
        return False
    ahead = text[at : min(end, at + _ENCLOSED)]
    closed, again = ahead.find(opened[-1]), ahead.find("\n\n")
    return closed >= 0 and not 0 <= again < closed


def _in_number(text: str, token: str, before: str, after: int) -> bool:
    """Whether the full stop behind this token stands inside a number or an hour."""
    if token.isdecimal() and before.casefold() in {"pukul", "jam", "pkl", "pkl."}:
        return bool(_HOUR.match(text, after))
    if before.casefold().rstrip(".,") in _REFERRING - {"no", "nomor"}:
        return False
    return any(c.isdecimal() for c in token) and bool(
        _GROUPED.search(token) and _GROUP.match(text, after)
    )


def _is_end(text: str, begin: int, dot: int, after: int) -> bool:
    """Whether the full stop at ``dot`` ends the sentence that began at ``begin``."""
    stop = dot
    while stop > begin and text[stop - 1] == " ":  # "Rp40 1 . 129.780": a scan
        stop -= 1
    match = _TOKEN.search(text, max(begin, stop - 40), stop)
    if not match:
        return True
    token = match.group().casefold().strip("'’.")
    before = text[max(begin, match.start() - _LOOK_BACK) : match.start()].rstrip()
    word = _WORD_BEFORE.search(before)
    referred = bool(word) and word[1].casefold().rstrip(".,") in _REFERRING if word else False
    if _in_number(text, match.group(), word[1] if word else "", after):
        return False
    if word and f"{word[1].casefold()} {token}" == "et al":
        return False
    if token in _ENDING:
        return True
    if token in _ABBREVIATIONS or (len(token) > 1 and re.fullmatch(r"(?:[a-z]\.)+[a-z]", token)):
        return False
    if len(token) == 1 and token.isalpha():
        return referred  # "huruf a. Ketentuan" ends, "H. Ahmad" and "a. Daerah" go on
    if token.isdecimal() and len(token) <= 3 and not referred:
        return bool(before) and not _ITEM_BREAKS.search(before[-8:].rstrip()[-8:])
    return True


# The statements that a hit offers: spans of the document that can be quoted on their own.

#: A quotation is not longer than this (characters): a list that is, is quoted up to here,
#: at the end of an item.
QUOTE_LIMIT: Final = 1_500

_NOTHING: Final = re.compile(
    r"(?:(?:pasal|ayat|huruf|angka)\s+[\w()]+\s*)*cukup\s+jelas\s*\.?\Z", re.IGNORECASE
)
_LETTERS: Final = re.compile(r"[^\W\d_]{2,}")
#: "Ayat (1) Huruf a Yang dimaksud dengan …": an elucidation's labels are in its locator already.
_LABELS: Final = re.compile(r"(?:(?:Pasal|Ayat|Huruf|Angka)\s+[(\w]{1,5}[).]?\s*)+(?=[A-Z“\"]|\Z)")
#: What joins an item to the next one, and is no part of what it says.
_JOINT: Final = re.compile(
    r"\s*(?:[;,]\s*(?:dan|atau|dan/atau|serta)?|\s(?:dan|atau|dan/atau))\s*\Z"
)
_ITEMS: Final = frozenset({"huruf", "angka", "sub", "dash"})


@dataclass(frozen=True, slots=True)
class Candidate:
    """A span of the document, the hit it comes from, and the opening line it needs, if any.

    ``text`` is ``document.text[start:end]``; ``lead_in`` is empty where the quotation holds it.
    ``goes_on``: the list it ends in has further items, which are not quoted.
    """

    hit: Hit
    start: int
    end: int
    text: str
    lead_in: str
    goes_on: bool = False

    @property
    def context(self) -> str:
        """What is read to judge it: the opening line and the words."""
        return f"{self.lead_in}\n{self.text}" if self.lead_in else self.text


def candidates(hit: Hit) -> Iterator[Candidate]:
    """The statements of a hit's passage, in order; whole lists with the line that opens them.

    An item right behind its opening line is quoted with it; another item is quoted alone and
    carries the line beside it, since the words between are not left out of a quotation. A sentence
    that leans on the one before, stands in a reported view or announces what follows is quoted
    with it (`answer.sentences`); in prose, where that is not in the passage, not at all.
    """
    passage = hit.passage
    found = sentences(passage.text)
    after = 0
    while after < len(found):
        at, after = after, _list_end(found, after)
        span = _with_context(passage, found, at)
        if span is None:
            continue
        sentence = found[span[0]]
        stop = found[max(span[1], after) - 1].end
        start = sentence.body if sentence.body < stop else sentence.start
        if passage.locator.in_penjelasan and (label := _LABELS.match(passage.text, start, stop)):
            start = label.end() if label.end() < stop else start
        text = passage.text[start:stop]
        if sentence.kind == "heading" or _NOTHING.match(text) or not _LETTERS.search(text):
            continue
        if text.rstrip(' ”"').endswith("?") or text.startswith("["):
            continue  # a commentary's own question and an editor's note answer nothing
        lead_in = ""
        if sentence.lead_in:
            lead_in = passage.text[slice(*sentence.lead_in)]
        elif sentence is found[0]:
            lead_in = "" if _LABELS.fullmatch(passage.lead_in) else passage.lead_in
        joint = _JOINT.search(text)
        goes_on = joint is not None and joint.start() > 0
        if sentence.kind in _ITEMS and joint and goes_on:
            text = text[: joint.start()]
        if lead_in and sentence is found[0] and (before := _opening(hit)) is not None:
            offset = passage.start - hit.shown.start
            whole = hit.shown.text[before : offset + start + len(text)]
            at_whole = hit.shown.start + before
            yield Candidate(hit, at_whole, at_whole + len(whole), whole, "", goes_on)
            continue
        begin = passage.start + start
        yield Candidate(hit, begin, begin + len(text), text, lead_in, goes_on)


def _with_context(passage: Passage, found: list[Sentence], at: int) -> tuple[int, int] | None:
    """The sentences, from and up to (exclusive), that this one is quoted with; None: not at all.

    Looked for in its paragraph only, which is running text. The first words of a unit of an act or
    of a glossary stand for themselves: its place says what they are about.
    """
    alone = (at, at + 1)
    prose = passage.locator.step("alinea") is not None
    if found[at].kind == "heading" or (found[at].kind in _ITEMS and not prose):
        return alone
    begin, end = at, at + 1
    while begin and not found[begin].kind and _one_paragraph(passage, found, begin):
        begin -= 1
    while end < len(found) and not found[end].kind and _one_paragraph(passage, found, end):
        end += 1
    if not prose and begin == at:
        return alone
    needed = whole([passage.text[s.body : s.end] for s in found[begin:end]], at - begin)
    if needed is None:
        return None if prose else alone
    first, last = begin + needed[0], begin + needed[1]
    if found[last - 1].end - found[first].body > QUOTE_LIMIT:
        return None if prose else alone
    return first, last


def _one_paragraph(passage: Passage, found: list[Sentence], at: int) -> bool:
    """Whether no empty line or heading parts a sentence from the one before."""
    before = found[at - 1]
    between = passage.text[before.end : found[at].start]
    return before.kind != "heading" and between.count("\n") < 2


def _list_end(found: list[Sentence], at: int) -> int:
    """Where the list that this sentence opens ends (exclusive); the next index if it opens none."""
    opener = found[at]
    upto = at + 1
    spans = {(opener.body, opener.end)}
    while upto < len(found) and found[upto].lead_in in spans:
        item = found[upto]
        if item.end - opener.body > QUOTE_LIMIT and upto > at + 1:
            break
        spans.add((item.body, item.end))
        upto += 1
    return upto


def _opening(hit: Hit) -> int | None:
    """Where the opening line begins in the shown passage, if it is right before the hit's."""
    passage, shown = hit.passage, hit.shown
    offset = passage.start - shown.start
    if offset <= 0 or not shown.text.startswith(passage.text, offset):
        return None
    head = shown.text[:offset].rstrip()
    if not passage.lead_in or not head.endswith(passage.lead_in.rstrip()):
        return None
    begin = len(head) - len(passage.lead_in.rstrip())
    opener = sentences(passage.lead_in)
    return begin + (opener[-1].body if opener else 0)
