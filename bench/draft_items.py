"""What is right in the drafts that `dalil check` is measured with: quotations of many forms."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Final

from dalil.answer.citation.cite import cite
from dalil.answer.citation.work_names import full_name, gazette, short_name
from dalil.index.store.catalog import Catalog
from dalil.ingest.model import Document, Passage, Status

#: What opens each paragraph: no two begin with the same words, so that findings can be told apart.
_ORDINALS: Final = (
    "satu dua tiga empat lima enam tujuh delapan sembilan sepuluh sebelas duabelas tigabelas "
    "empatbelas limabelas enambelas tujuhbelas delapanbelas sembilanbelas duapuluh"
).split()


def opening(number: int) -> str:
    """ "Pokok bahasan ke-duapuluh tiga": how the paragraph of an item begins."""
    tens, rest = divmod(number, 20)
    return f"Pokok bahasan bernama {'abcdefgh'[tens]}-{_ORDINALS[rest]}"


@dataclass(frozen=True, slots=True)
class Item:
    """A paragraph of the draft: ``fault`` names what is wrong in it ("" for nothing).

    ``expected`` are verdicts that see the fault. ``notes`` are the texts of its footnotes, marked
    in ``text`` by "\\x01".
    """

    form: str
    fault: str
    text: str
    notes: tuple[str, ...] = ()
    expected: tuple[str, ...] = ()
    block: str = ""


@dataclass(frozen=True)
class Plan:
    """What a draft may quote: passages of acts in force, and acts that are not."""

    catalog: Catalog
    acts: Sequence[Document]
    passages: dict[str, list[Passage]]
    repealed: Sequence[Document]
    absent: Sequence[Document]
    rng: random.Random
    used: set[str] = field(default_factory=set)

    def passage(
        self, wanted: Callable[[Passage], bool] = lambda p: True
    ) -> tuple[Document, Passage]:
        """A passage that was not used yet, of a random act."""
        for _ in range(20_000):
            act = self.rng.choice(self.acts)
            passage = self.rng.choice(self.passages[act.id])
            if passage.passage_id not in self.used and wanted(passage):
                self.used.add(passage.passage_id)
                return act, passage
        raise LookupError("no passage of this kind is left")


def plan_of(catalog: Catalog, absent: Sequence[Document], rng: random.Random) -> Plan:
    """What of a library may be quoted as right: nothing repealed or amended, no digest."""
    acts, repealed, passages = [], [], {}
    for act in catalog.documents():
        if act.digest or not act.number or act.year is None:
            continue
        if act.status is Status.REPEALED:
            repealed.append(act)
            continue
        standing = catalog.statuses(act.id)
        listed = [
            p for p in catalog.passages(act.id)
            if p.locator.steps[0].unit == "pasal" and p.locator.steps[0].label.isdigit()
            and "~" not in p.passage_id
            and standing(p.passage_id)[0] is Status.UNKNOWN
            and 12 <= len(p.text.split()) <= 120
            and not re.search(r"\.\s?\.\s?\.|[“”\"]|…", p.text)
        ]  # fmt: skip
        if len(listed) >= 8:
            acts.append(act)
            passages[act.id] = listed
    return Plan(catalog, acts, passages, repealed, absent, rng)


def plain(text: str) -> str:
    """A passage's words as somebody types them: on one line, without its own mark."""
    one = re.sub(r"(?<=[a-z])-\s*\n\s*(?=[a-z])", "", text)
    one = " ".join(one.split())
    return re.sub(r"\A(?:\(\d+[a-z]?\)|[a-z]{1,2}\.|\d{1,3}\.)\s+", "", one)


def noted(act: Document, passage: Passage, **changed: str) -> str:
    """A footnote: the citation of the passage, as `dalil cite` writes it."""
    made = cite(act, passage)
    for old, new in changed.items():
        made = made.replace(old, new)
    return made


def right_items(plan: Plan, count: int) -> list[Item]:
    """Quotations that are right, in turn of every form."""
    return [_RIGHT[n % len(_RIGHT)](plan) for n in range(count)]


# Right


def _in_note(plan: Plan) -> Item:
    act, passage = plan.passage(ayat)
    text = f"Pembentuk aturan merumuskan “{plain(passage.text)}”\x01 dan rumusan itu cukup jelas."
    return Item("note", "", text, (noted(act, passage),))


def _in_sentence(plan: Plan) -> Item:
    act, passage = plan.passage(ayat)
    text = f"{passage.label} {full_name(act)} menyatakan bahwa “{plain(passage.text)}”"
    return Item("sentence", "", text)


def _in_parentheses(plan: Plan) -> Item:
    act, passage = plan.passage(ayat)
    where = f"{passage.label} {short_name(act)}"
    return Item("parentheses", "", f'Patokannya ialah "{plain(passage.text)}" ({where}).')


def _as_block(plan: Plan) -> Item:
    act, passage = plan.passage(lambda p: len(p.text.split()) > 25)
    lead = f"Bunyi {passage.label} {short_name(act)} adalah sebagai berikut:\x01"
    return Item("block", "", lead, (noted(act, passage),), block=plain(passage.text))


def _with_gap(plan: Plan) -> Item:
    act, passage = plan.passage(lambda p: len(plain(p.text).split()) > 24)
    words = plain(passage.text).split()
    cut = len(words) // 3
    text = " ".join(words[:cut]) + " [...] " + " ".join(words[cut + 4 :])
    return Item("gap", "", f"Dengan kata lain, “{text}”\x01", (noted(act, passage),))


def _part(plan: Plan) -> Item:
    act, passage = plan.passage(lambda p: len(plain(p.text).split()) > 16)
    words = plain(passage.text).split()
    start = plan.rng.randrange(0, len(words) - 9)
    text = " ".join(words[start : start + 9]).rstrip(",;:.")
    return Item("part", "", f"Kuncinya ada pada kata “{text}”\x01 menurut penulis.",
                (noted(act, passage),))  # fmt: skip


def _split_note(plan: Plan) -> Item:
    act, passage = plan.passage(ayat)
    text = f"Menurut {passage.label}, “{plain(passage.text)}”\x01"
    return Item("act in note", "", text, (f"Indonesia, {full_name(act)}, {gazette(act) or 'LN'}.",))


def _item_of_list(plan: Plan) -> Item:
    act, passage = plan.passage(lambda p: p.locator.steps[-1].unit in {"huruf", "angka"})
    return Item("item", "", f"Salah satu butirnya adalah “{plain(passage.text)}”\x01",
                (noted(act, passage),))  # fmt: skip


def _mentioned(plan: Plan) -> Item:
    act, passage = plan.passage()
    return Item("reference", "", f"Persoalan ini diatur dalam {passage.label} {full_name(act)}.")


def _again(plan: Plan) -> Item:
    act, passage = plan.passage(ayat)
    text = f"Isinya “{plain(passage.text)}”\x01 Ketentuan itu dibahas lagi di bawah.\x01"
    return Item("ibid", "", text, (noted(act, passage), "Ibid."))


def _bracketed(plan: Plan) -> Item:
    act, passage = plan.passage(lambda p: plain(p.text)[:1].isupper() and len(p.text.split()) > 15)
    words = plain(passage.text)
    text = f"[{words[0].lower()}]{words[1:]}"
    return Item("bracket", "", f"Dapat dibaca bahwa “{text}”\x01", (noted(act, passage),))


def _english(plan: Plan) -> Item:
    act, passage = plan.passage(lambda p: ayat(p) and len(p.locator.steps) <= 2)
    kind = {"UU": "Law", "PP": "Government Regulation"}.get(act.kind)
    if kind is None:
        return _english(plan)
    number = passage.locator.steps[0].label
    inside = "".join(f"({s.label})" for s in passage.locator.steps[1:])
    text = (
        f"Article {number}{inside} of {kind} Number {act.number} of {act.year} provides that "
        f"“{plain(passage.text)}”"
    )
    return Item("english", "", text)


def ayat(passage: Passage) -> bool:
    """Whether it is a pasal or an ayat, no item of a list."""
    return passage.locator.steps[-1].unit in {"pasal", "ayat"}


_RIGHT: Final = (
    _in_note, _in_sentence, _in_parentheses, _as_block, _with_gap, _part, _split_note,
    _item_of_list, _mentioned, _again, _bracketed, _english,
)  # fmt: skip
