"""Sentences turned into questions, with the words that answer them, verbatim.

* ``forbidden``: "X dilarang Y" → "Apa yang dilarang bagi X …?" or "Bolehkah X Y?"
* ``how-long``: "X paling lama N hari Y" → "Berapa lama X Y?"
* ``who``: "X dilakukan oleh Y" → "Siapa yang melakukan X?"
* ``which``: "X meliputi Y" or "terdiri atas Y" → "Apa saja X?"

Only single sentences of the body that hold the pattern once; what the question needs must stand in
the sentence itself (`bench.weak.wording.points`). The answer to a list is the whole list.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from bench.weak.act import Act, label_end, pasal_of
from bench.weak.question import Dice, Weak
from bench.weak.wording import (
    content_roots,
    cut,
    folded,
    is_clean,
    is_phrase,
    opens_late,
    points,
    trimmed,
    uncapped,
    without_references,
)
from dalil.answer.sentences import sentences
from dalil.ingest.model import Passage

#: What "dilakukan oleh" asks when it is turned round.
ACTIVE: Final = {
    "dilakukan": "melakukan", "dilaksanakan": "melaksanakan", "ditetapkan": "menetapkan",
    "diberikan": "memberikan", "dibentuk": "membentuk", "diangkat": "mengangkat",
    "diselenggarakan": "menyelenggarakan", "disusun": "menyusun", "dipimpin": "memimpin",
    "diterbitkan": "menerbitkan", "dikeluarkan": "mengeluarkan", "dikoordinasikan":
    "mengoordinasikan", "ditandatangani": "menandatangani", "dibiayai": "membiayai",
    "diusulkan": "mengusulkan", "diajukan": "mengajukan", "ditunjuk": "menunjuk",
}  # fmt: skip

_WHO: Final = re.compile(
    rf"\A(?P<head>[^,;:]{{10,170}}?)\s+(?P<verb>{'|'.join(ACTIVE)})\s+oleh\s+"
    r"(?P<answer>(?!yang\b)\S[^,;:.()]{2,80}?)"
    # case counts: "Menteri Dalam Negeri" goes on, "Menteri dalam waktu" does not
    r"(?P<tail>\s+(?-i:sebagaimana|kecuali|dan\s+bertanggung|untuk|dengan|dalam|pada|berdasarkan"
    r"|setelah|sesuai|paling|secara|atas|di|melalui|kepada|sebagai|selama|sebelum|apabila|jika"
    r"|terhadap|tanpa|setiap)\b.*|[,;.].*|)\Z",
    re.IGNORECASE | re.DOTALL,
)
_LONG: Final = re.compile(
    r"\A(?P<head>[^;:]{12,220}?)[\s,]+(?:(?:untuk|dalam|selama)\s+)?(?:jangka\s+)?(?:waktu\s+)?"
    r"(?P<answer>(?:paling\s+(?:lama|lambat|singkat)|selambat-lambatnya|selama-lamanya)\s+\d{1,3}"
    r"\s*\([^()]{2,40}\)\s+(?:hari(?:\s+kerja|\s+kalender)?|bulan|tahun|minggu|jam))\b"
    r"(?P<tail>(?:[\s,]+(?:sejak|setelah|sebelum|terhitung|dari|bagi|untuk|berdasarkan|melalui"
    r"|kepada)\b[^;:.]*)?)\W*\Z",
    re.IGNORECASE,
)
_FORBIDDEN: Final = re.compile(
    r"\A(?P<head>[^;:]{4,140}?)\s+dilarang\s+(?P<answer>[^;:]{20,400}?)\W*\Z", re.IGNORECASE
)
#: Where the rest of a prohibition says what it is about, not what is done.
_ABOUT: Final = re.compile(r"\s(?:di|dalam|terhadap|pada|kepada|selama)\s")
_WHICH: Final = re.compile(
    r"\A(?P<head>[^;:]{8,180}?)\s+(?P<verb>meliputi|mencakup|terdiri\s+(?:atas|dari))\s+"
    r"(?P<answer>[^;:]{10,300}?)\W*\Z",
    re.IGNORECASE,
)
_OPENS: Final = re.compile(
    r"\A(?P<head>.{4,200}?)\s+(?P<verb>dilarang|meliputi|mencakup|terdiri\s+(?:atas|dari))\s*:\s*\Z",
    re.IGNORECASE | re.DOTALL,
)
_PRISON: Final = re.compile(
    r"\A(?P<who>.+?),?\s+(?:dipidana|diancam|dihukum)(?:\s+\w+)?\s+(?:pidana\s+)?"
    r"(?P<what>penjara|kurungan)\Z",
    re.IGNORECASE,
)
_LIST_LIMIT: Final = 900  # characters of a list that is an answer
_LEAST_ROOTS: Final = 4
_HEAD_WORDS: Final = 14
_TAIL_WORDS: Final = 12
_MAY: Final = re.compile(r"\s+(?:dapat|wajib|harus|akan|telah|juga|hanya)\s*\Z", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Turned:
    """A sentence turned: the type, the question, the answer as it stands there."""

    type: str
    question: str
    answer: str


def pattern_questions(act: Act, dice: Dice) -> Iterator[Weak]:
    """The questions that the sentences of an act give."""
    for passage in act.body():
        own = act.own(passage)
        body = own[label_end(own) :]
        if passage.passage_id in act.children:
            turned = _of_list(body, act.items(passage))
            if turned and is_clean(body):
                yield from _weak(turned, passage, passage.text)
            continue
        found = sentences(body)
        for sentence in found:
            if is_clean(sentence.text) and not sentence.lead_in:
                for turned in _of_sentence(sentence.text, dice):
                    yield from _weak(turned, passage, sentence.text)


def _weak(turned: _Turned, passage: Passage, said: str) -> Iterator[Weak]:
    if points(turned.question) or len(content_roots(turned.question)) < _LEAST_ROOTS:
        return
    yield Weak(
        type=turned.type,
        question=turned.question,
        relevant=(pasal_of(passage.passage_id),),
        exact=(passage.passage_id,),
        answer=turned.answer,
        key=folded(f"{said} {turned.answer}"),
        near=said,
    )


def _of_list(opening: str, items: str) -> _Turned | None:
    match = _OPENS.match(opening)
    if not match or not items or len(items) > _LIST_LIMIT:
        return None
    head = _said(match["head"])
    if not is_phrase(head):
        return None
    if match["verb"].lower() == "dilarang":
        return _Turned("forbidden", f"Apa saja yang dilarang bagi {head}?", items)
    return _Turned("which", _which(head, match["verb"]), items)


def _of_sentence(text: str, dice: Dice) -> Iterator[_Turned]:
    if (match := _WHO.match(text)) and is_phrase(match["answer"]) and _whole(match["answer"]):
        head = _said(_MAY.sub("", match["head"]))
        if is_phrase(head) and not match["head"].rstrip().endswith("yang"):
            tail = _short(_said(re.split(r"[,;.]", match["tail"])[0]))
            asked = f"Siapa yang {ACTIVE[match['verb'].lower()]} {head} {tail}"
            yield _Turned("who", f"{asked.strip()}?", match["answer"])
    if (match := _LONG.match(text)) and not opens_late(match["head"]):
        yield _Turned("how-long", _how_long(match["head"], match["tail"]), match["answer"])
    if (match := _FORBIDDEN.match(text)) and "dilarang" not in match["answer"]:
        head = _said(match["head"])
        if is_phrase(head) and len(head.split()) <= _HEAD_WORDS:
            yield _forbidden(head, match["answer"], dice)
    if (match := _WHICH.match(text)) and re.search(r",|\s(?:dan|atau)\s", match["answer"]):
        head = _said(match["head"])
        if is_phrase(head):
            yield _Turned("which", _which(head, match["verb"]), match["answer"])


def _how_long(head: str, tail: str) -> str:
    said, rest = _said(head), _short(_said(tail))
    if prison := _PRISON.match(said):
        return f"Berapa lama pidana {prison['what'].lower()} bagi {uncapped(prison['who'])}?"
    return f"Berapa lama {said} {rest}".strip() + "?"


def _forbidden(who: str, what: str, dice: Dice) -> _Turned:
    about = _ABOUT.search(what)
    rest = trimmed(without_references(what[about.start() :])) if about else ""
    if len(content_roots(rest)) >= 3:
        return _Turned("forbidden", f"Apa yang dilarang bagi {who} {rest}?", what)
    done = cut(without_references(what), dice.of("forbidden", folded(what)), 10)
    return _Turned("forbidden", f"Bolehkah {who} {done}?", what)


def _which(head: str, verb: str) -> str:
    return f"Terdiri atas apa saja {head}?" if verb[0] in "tT" else f"Apa saja {head}?"


def _whole(who: str) -> bool:
    """Whether all of a name was caught: "pejabat yang berwenang" goes on and may go on further."""
    return " yang" not in f" {who}"


def _short(text: str) -> str:
    return trimmed(" ".join(text.split()[:_TAIL_WORDS]))


def _said(text: str) -> str:
    """A part of a sentence as a question takes it up."""
    return uncapped(trimmed(without_references(text)))
