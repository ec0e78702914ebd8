"""The faults that are planted in the drafts that `dalil check` is measured with."""

from __future__ import annotations

import contextlib
import re
from typing import Final

from bench.draft_items import Item, Plan, ayat, noted, plain
from dalil.answer.citation.work_names import full_name, short_name
from dalil.ingest.model import Document, Passage, Status


def fault_items(plan: Plan, count: int) -> list[Item]:
    """Faults, in turn of every kind; a kind that this library has nothing for is passed over."""
    made: list[Item] = []
    number = 0
    while len(made) < count and number < 10 * count:
        with contextlib.suppress(LookupError):
            made.append(_FAULTS[number % len(_FAULTS)](plan))
        number += 1
    return made


#: Words and what a careless hand puts for them.
_SWAPS: Final = {
    "dapat": "wajib", "wajib": "dapat", "dan": "atau", "atau": "dan", "Menteri": "Gubernur",
    "Gubernur": "Menteri", "Presiden": "Menteri", "Pemerintah": "Presiden", "harus": "boleh",
    "oleh": "kepada", "paling": "sekurang-kurangnya", "daerah": "desa", "Daerah": "Desa",
    "setelah": "sebelum", "berdasarkan": "mengenai", "dengan": "tanpa", "melalui": "selain",
}  # fmt: skip
_DIFFERS: Final = ("differs",)


def _changed(plan: Plan) -> Item:
    act, passage = plan.passage(lambda p: any(w in _SWAPS for w in plain(p.text).split()))
    words = plain(passage.text).split()
    at = plan.rng.choice([n for n, w in enumerate(words) if w in _SWAPS])
    words[at] = _SWAPS[words[at]]
    return _noted("changed word", act, passage, " ".join(words))


def _dropped(plan: Plan) -> Item:
    act, passage = plan.passage(lambda p: len(p.text.split()) > 12)
    words = plain(passage.text).split()
    del words[plan.rng.randrange(3, len(words) - 3)]
    return _noted("dropped word", act, passage, " ".join(words))


def _negated(plan: Plan) -> Item:
    act, passage = plan.passage(lambda p: " tidak " in plain(p.text))
    return _noted("dropped 'tidak'", act, passage, plain(passage.text).replace(" tidak ", " ", 1))


def _added(plan: Plan) -> Item:
    act, passage = plan.passage(lambda p: len(p.text.split()) > 12)
    words = plain(passage.text).split()
    words.insert(
        plan.rng.randrange(2, len(words) - 2), plan.rng.choice(["segera", "tidak", "juga"])
    )
    return _noted("added word", act, passage, " ".join(words))


def _number(plan: Plan) -> Item:
    figure = re.compile(r"(?<![\w(./])\d{1,4}(?![\w)./])")
    act, passage = plan.passage(lambda p: bool(figure.search(plain(p.text))))
    text = plain(passage.text)
    match = plan.rng.choice(list(figure.finditer(text)))
    other = str(int(match[0]) + plan.rng.choice([1, 2, 10]))
    return _noted(
        "changed number", act, passage, text[: match.start()] + other + text[match.end() :]
    )


def _transposed(plan: Plan) -> Item:
    act, passage = plan.passage(lambda p: len(p.text.split()) > 18)
    words = plain(passage.text).split()
    half = len(words) // 2
    return _noted("halves turned", act, passage, " ".join(words[half:] + words[:half]))


def _merged(plan: Plan) -> Item:
    act, passage = plan.passage(lambda p: len(p.text.split()) > 18)
    others = [p for p in plan.passages[act.id] if p.locator.steps[0] != passage.locator.steps[0]
              and len(p.text.split()) > 18]  # fmt: skip
    if not others:
        raise LookupError
    other = plan.rng.choice(others)
    one, two = plain(passage.text).split(), plain(other.text).split()
    text = " ".join(one[: len(one) // 2 + 1] + two[len(two) // 2 :])
    return _noted("merged sentences", act, passage, text)


def _noted(fault: str, act: Document, passage: Passage, text: str) -> Item:
    return Item("note", fault, f"Aturan itu menentukan “{text}”\x01 dan berlaku umum.",
                (noted(act, passage),), _DIFFERS)  # fmt: skip


def _unique(plan: Plan, passage: Passage) -> bool:
    """Whether its words stand nowhere else, as far as the index of words sees."""
    words = re.findall(r"\w+", plain(passage.text))[:14]
    return len(plan.catalog.rows_with(" ".join(words))) <= 1


def _other_pasal(plan: Plan) -> Item:
    act, passage = plan.passage(lambda p: ayat(p) and _unique(plan, p))
    others = [p for p in plan.passages[act.id] if p.locator.steps[0] != passage.locator.steps[0]]
    wrong = plan.rng.choice(others)
    return Item("note", "wrong pasal", f"Dikatakan bahwa “{plain(passage.text)}”\x01",
                (noted(act, wrong),), _DIFFERS)  # fmt: skip


def _other_pasal_said(plan: Plan) -> Item:
    act, passage = plan.passage(lambda p: ayat(p) and _unique(plan, p))
    others = [p for p in plan.passages[act.id] if p.locator.steps[0] != passage.locator.steps[0]]
    wrong = plan.rng.choice(others)
    text = f"{wrong.label} {short_name(act)} berbunyi: “{plain(passage.text)}”"
    return Item("sentence", "wrong pasal", text, (), _DIFFERS)


def _other_ayat(plan: Plan) -> Item:
    def beside(p: Passage) -> list[Passage]:
        return [q for q in plan.catalog.children(p.parent_id or "")
                if q.locator.steps[-1].unit == "ayat" and q.passage_id != p.passage_id]  # fmt: skip

    act, passage = plan.passage(
        lambda p: p.locator.steps[-1].unit == "ayat" and _unique(plan, p) and bool(beside(p))
    )
    wrong = plan.rng.choice(beside(passage))
    return Item("note", "wrong ayat", f"Ditentukan bahwa “{plain(passage.text)}”\x01",
                (noted(act, wrong),), _DIFFERS)  # fmt: skip


def _other_act(plan: Plan) -> Item:
    act, passage = plan.passage(lambda p: ayat(p) and _unique(plan, p))
    other = plan.rng.choice([a for a in plan.acts if a.id != act.id])
    wrong = plan.rng.choice(plan.passages[other.id])
    return Item("note", "wrong act", f"Bunyinya “{plain(passage.text)}”\x01",
                (noted(other, wrong),), _DIFFERS)  # fmt: skip


def _last(plan: Plan, act: Document) -> int:
    """The number of the act's last pasal."""
    firsts = [p.locator.steps[0] for p in plan.catalog.passages(act.id)]
    return max(int(s.label) for s in firsts if s.unit == "pasal" and s.label.isdigit())


def _no_pasal(plan: Plan) -> Item:
    act = plan.rng.choice(plan.acts)
    last = _last(plan, act)
    text = f"Hal itu diatur Pasal {last + plan.rng.randrange(2, 60)} {full_name(act)}."
    return Item("reference", "no such pasal", text, (), ("no_such_provision",))


def _no_pasal_quoted(plan: Plan) -> Item:
    act, passage = plan.passage(lambda p: len(p.locator.steps) == 1 and _unique(plan, p))
    last = _last(plan, act)
    wrong = f"Pasal {last + plan.rng.randrange(2, 60)}"
    note = re.sub(r"Pasal \d+", wrong, noted(act, passage))
    return Item("note", "no such pasal", f"Tertulis “{plain(passage.text)}”\x01", (note,),
                ("no_such_provision", "differs"))  # fmt: skip


def _no_ayat(plan: Plan) -> Item:
    act, passage = plan.passage(lambda p: p.locator.steps[-1].unit == "ayat")
    pasal = f"{act.id}#{passage.locator.steps[0]}"
    count = sum(p.locator.steps[-1].unit == "ayat" for p in plan.catalog.children(pasal))
    wrong = f"Pasal {passage.locator.steps[0].label} ayat ({count + plan.rng.randrange(1, 4)})"
    text = f"Lihat misalnya {wrong} {short_name(act)} tentang hal yang serupa."
    return Item("reference", "no such ayat", text.replace(" tentang hal", " mengenai hal"), (),
                ("no_such_provision",))  # fmt: skip


def _title(plan: Plan) -> Item:
    act = plan.rng.choice(plan.acts)
    words = act.title.split()
    if len(words) < 2:
        raise LookupError
    at = plan.rng.randrange(len(words))
    wrong = plan.rng.choice(["Kehutanan", "Perikanan", "Kepelabuhanan", "Kearsipan"])
    title = " ".join([*words[:at], wrong, *words[at + 1 :]])
    text = f"Dasar hukumnya {act_name(act)} tentang {title}, LN No. 1."
    return Item("reference", "wrong title", text.replace(", LN No. 1", ""), (), _DIFFERS)


def _title_of_other(plan: Plan) -> Item:
    act, other = plan.rng.sample(list(plan.acts), 2)
    if act.title == other.title:
        raise LookupError
    text = f"Acuannya {act_name(act)} tentang {other.title}."
    return Item("reference", "title of another act", text, (), _DIFFERS)


def _year(plan: Plan) -> Item:
    act = plan.rng.choice(plan.acts)
    assert act.year is not None
    name = full_name(act).replace(f"Tahun {act.year} tentang", f"Tahun {act.year + 1} tentang")
    if name == full_name(act):
        raise LookupError
    expected = ("differs", "not_in_library")
    return Item("reference", "wrong year", f"Bandingkan {name}.", (), expected)


def _repealed(plan: Plan) -> Item:
    if not plan.repealed:
        raise LookupError
    act = plan.rng.choice(list(plan.repealed))
    listed = [p for p in plan.catalog.passages(act.id) if p.locator.steps[0].unit == "pasal"
              and 12 <= len(p.text.split()) <= 100 and _unique(plan, p)]  # fmt: skip
    if not listed:
        raise LookupError
    passage = plan.rng.choice(listed)
    return Item("note", "repealed act", f"Rumusannya “{plain(passage.text)}”\x01",
                (noted(act, passage),), ("repealed_or_amended",))  # fmt: skip


def _amended(plan: Plan) -> Item:
    found = []
    for act in plan.catalog.documents():
        if act.status is Status.AMENDED or act.status is Status.PARTLY_REPEALED:
            standing = plan.catalog.statuses(act.id)
            found += [
                (act, p) for p in plan.catalog.passages(act.id)
                if len(p.locator.steps) == 1 and p.locator.steps[0].unit == "pasal"
                and standing(p.passage_id)[0] in {Status.AMENDED, Status.REPEALED}
            ]  # fmt: skip
    if not found:
        raise LookupError
    act, passage = plan.rng.choice(found)
    text = f"Ketentuan itu terdapat dalam {passage.label} {short_name(act)}."
    return Item("reference", "amended provision", text, (), ("repealed_or_amended",))


def _absent(plan: Plan) -> Item:
    if not plan.absent:
        raise LookupError
    act = plan.rng.choice(list(plan.absent))
    text = f"Soal ini juga dibicarakan {full_name(act)}."
    return Item("reference", "act not in library", text, (), ("not_in_library",))


def _ambiguous(plan: Plan) -> Item:
    text = f"Ancaman pidananya terdapat pada Pasal {plan.rng.randrange(100, 300)} KUHP."
    return Item("reference", "ambiguous", text, (), ("ambiguous",))


def act_name(act: Document) -> str:
    """ "Undang-Undang Nomor 23 Tahun 2014"."""
    return full_name(act).split(" tentang ")[0]


_FAULTS: Final = (
    _changed, _negated, _number, _other_pasal, _no_pasal, _title, _dropped, _repealed, _other_ayat,
    _absent, _merged, _added, _no_ayat, _other_pasal_said, _other_act, _amended, _year,
    _no_pasal_quoted, _transposed, _title_of_other, _ambiguous,
)  # fmt: skip
