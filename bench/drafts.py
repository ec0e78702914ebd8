"""Drafts to measure `dalil check` with: our own sentences around quotations of a library's acts.

Made when they are needed, from a seed: right quotations and references of many forms, and planted
faults, one a paragraph. Written as Markdown, as Word with real footnotes, and as PDF with the notes
at the foot of the page. Nothing of the acts is kept.
"""

from __future__ import annotations

import random
import re
import zipfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from answer.cite import cite
from answer.name import full_name, gazette, short_name
from index.catalog import Catalog
from ingest.model import Document, Passage, Status

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

    def passage(self, wanted: Callable[[Passage], bool] = lambda p: True) -> tuple[Document, Passage]:
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


def fault_items(plan: Plan, count: int) -> list[Item]:
    """Faults, in turn of every kind; a kind that this library has nothing for is passed over."""
    made: list[Item] = []
    number = 0
    while len(made) < count and number < 10 * count:
        try:
            made.append(_FAULTS[number % len(_FAULTS)](plan))
        except LookupError:
            pass
        number += 1
    return made


# Right


def _in_note(plan: Plan) -> Item:
    act, passage = plan.passage(_ayat)
    return Item("note", "", f"Pembentuk aturan merumuskan “{plain(passage.text)}”\x01 dan rumusan itu cukup jelas.",
                (noted(act, passage),))  # fmt: skip


def _in_sentence(plan: Plan) -> Item:
    act, passage = plan.passage(_ayat)
    text = f"{passage.label} {full_name(act)} menyatakan bahwa “{plain(passage.text)}”"
    return Item("sentence", "", text)


def _in_parentheses(plan: Plan) -> Item:
    act, passage = plan.passage(_ayat)
    where = f"{passage.label} {short_name(act)}"
    return Item("parentheses", "", f"Patokannya ialah \"{plain(passage.text)}\" ({where}).")


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
    act, passage = plan.passage(_ayat)
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
    act, passage = plan.passage(_ayat)
    text = f"Isinya “{plain(passage.text)}”\x01 Ketentuan itu dibahas lagi di bawah.\x01"
    return Item("ibid", "", text, (noted(act, passage), "Ibid."))


def _bracketed(plan: Plan) -> Item:
    act, passage = plan.passage(lambda p: plain(p.text)[:1].isupper() and len(p.text.split()) > 15)
    words = plain(passage.text)
    text = f"[{words[0].lower()}]{words[1:]}"
    return Item("bracket", "", f"Dapat dibaca bahwa “{text}”\x01", (noted(act, passage),))


def _english(plan: Plan) -> Item:
    act, passage = plan.passage(lambda p: _ayat(p) and len(p.locator.steps) <= 2)
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


def _ayat(passage: Passage) -> bool:
    return passage.locator.steps[-1].unit in {"pasal", "ayat"}


_RIGHT: Final = (
    _in_note, _in_sentence, _in_parentheses, _as_block, _with_gap, _part, _split_note,
    _item_of_list, _mentioned, _again, _bracketed, _english,
)  # fmt: skip


# Faults

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
    words.insert(plan.rng.randrange(2, len(words) - 2), plan.rng.choice(["segera", "tidak", "juga"]))
    return _noted("added word", act, passage, " ".join(words))


def _number(plan: Plan) -> Item:
    figure = re.compile(r"(?<![\w(./])\d{1,4}(?![\w)./])")
    act, passage = plan.passage(lambda p: bool(figure.search(plain(p.text))))
    text = plain(passage.text)
    match = plan.rng.choice(list(figure.finditer(text)))
    other = str(int(match[0]) + plan.rng.choice([1, 2, 10]))
    return _noted("changed number", act, passage, text[: match.start()] + other + text[match.end() :])


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
    act, passage = plan.passage(lambda p: _ayat(p) and _unique(plan, p))
    others = [p for p in plan.passages[act.id] if p.locator.steps[0] != passage.locator.steps[0]]
    wrong = plan.rng.choice(others)
    return Item("note", "wrong pasal", f"Dikatakan bahwa “{plain(passage.text)}”\x01",
                (noted(act, wrong),), _DIFFERS)  # fmt: skip


def _other_pasal_said(plan: Plan) -> Item:
    act, passage = plan.passage(lambda p: _ayat(p) and _unique(plan, p))
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
    act, passage = plan.passage(lambda p: _ayat(p) and _unique(plan, p))
    other = plan.rng.choice([a for a in plan.acts if a.id != act.id])
    wrong = plan.rng.choice(plan.passages[other.id])
    return Item("note", "wrong act", f"Bunyinya “{plain(passage.text)}”\x01",
                (noted(other, wrong),), _DIFFERS)  # fmt: skip


def _no_pasal(plan: Plan) -> Item:
    act = plan.rng.choice(plan.acts)
    last = max(int(p.locator.steps[0].label) for p in plan.catalog.passages(act.id)
               if p.locator.steps[0].unit == "pasal" and p.locator.steps[0].label.isdigit())  # fmt: skip
    text = f"Hal itu diatur Pasal {last + plan.rng.randrange(2, 60)} {full_name(act)}."
    return Item("reference", "no such pasal", text, (), ("no_such_provision",))


def _no_pasal_quoted(plan: Plan) -> Item:
    act, passage = plan.passage(lambda p: len(p.locator.steps) == 1 and _unique(plan, p))
    last = max(int(p.locator.steps[0].label) for p in plan.catalog.passages(act.id)
               if p.locator.steps[0].unit == "pasal" and p.locator.steps[0].label.isdigit())  # fmt: skip
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
    title = " ".join(words[:at] + [wrong] + words[at + 1 :])
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


@dataclass(frozen=True)
class Draft:
    """The items of a draft in their order."""

    items: tuple[Item, ...]


def make(catalog: Catalog, absent: Sequence[Document], seed: int, right: int, faults: int) -> Draft:
    """A draft with so many right items and so many faults, in an order of chance."""
    rng = random.Random(seed)  # noqa: S311
    plan = plan_of(catalog, absent, rng)
    items = right_items(plan, right) + fault_items(plan, faults)
    rng.shuffle(items)
    return Draft(tuple(items))


# Files


def write_markdown(draft: Draft, path: Path) -> None:
    """With ``[^1]`` footnotes."""
    out, notes = ["# Naskah percobaan", ""], []
    for number, item in enumerate(draft.items):
        text = f"{opening(number)}. {item.text}"
        for note in item.notes:
            notes.append(note)
            text = text.replace("\x01", f"[^{len(notes)}]", 1)
        out += [text, ""]
        if item.block:
            out += [f"> {item.block}", ""]
    out += [f"[^{n}]: {note}" for n, note in enumerate(notes, 1)]
    path.write_text("\n".join(out) + "\n", encoding="utf-8")


_W: Final = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def write_docx(draft: Draft, path: Path) -> None:
    """With footnotes as Word keeps them, in a part of their own."""
    import docx
    from docx.opc.constants import RELATIONSHIP_TYPE
    from docx.opc.packuri import PackURI
    from docx.opc.part import Part
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn
    from docx.shared import Cm

    document = docx.Document()
    document.add_heading("Naskah percobaan", 1)
    notes: list[str] = []
    for number, item in enumerate(draft.items):
        paragraph = document.add_paragraph()
        listed = list(item.notes)
        for index, piece in enumerate(f"{opening(number)}. {item.text}".split("\x01")):
            if index:
                notes.append(listed[index - 1])
                mark: Any = OxmlElement("w:footnoteReference")
                mark.set(qn("w:id"), str(len(notes)))
                paragraph.add_run()._r.append(mark)
            paragraph.add_run(piece)
        if item.block:
            block = document.add_paragraph(item.block)
            block.paragraph_format.left_indent = Cm(1.5)
    body = "".join(
        f'<w:footnote w:id="{n}"><w:p><w:r><w:footnoteRef/></w:r><w:r><w:t xml:space="preserve"> '
        f"{note.replace('&', '&amp;').replace('<', '&lt;')}</w:t></w:r></w:p></w:footnote>"
        for n, note in enumerate(notes, 1)
    )
    xml = (
        f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?><w:footnotes {_W}>'
        f'<w:footnote w:type="separator" w:id="-1"><w:p/></w:footnote>{body}</w:footnotes>'
    )
    package = document.part.package
    part = Part(
        PackURI("/word/footnotes.xml"),
        "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml",
        xml.encode(),
        package,
    )
    document.part.relate_to(part, RELATIONSHIP_TYPE.FOOTNOTES)
    document.save(str(path))
    assert zipfile.is_zipfile(path)


def write_pdf(draft: Draft, path: Path) -> None:
    """With a small raised number in the text, and the notes under a line at the page's foot."""
    from reportlab.lib.pagesizes import A4
    from reportlab.lib.styles import ParagraphStyle
    from reportlab.pdfgen.canvas import Canvas
    from reportlab.platypus import Paragraph

    width, height = A4
    margin, room = 72.0, width - 144
    body = ParagraphStyle("body", fontName="Times-Roman", fontSize=11, leading=15, spaceAfter=6)
    small = ParagraphStyle("note", fontName="Times-Roman", fontSize=9, leading=11)
    inset = ParagraphStyle("block", parent=body, leftIndent=36, rightIndent=20)
    canvas = Canvas(str(path), pagesize=A4)
    page: list[Paragraph] = []
    feet: list[Paragraph] = []
    free = height - 2 * margin
    notes = 0

    def flush() -> None:
        at = height - margin
        for made in page:
            at -= made.wrap(room, height)[1]
            made.drawOn(canvas, margin, at)
            at -= 6
        at = margin + sum(made.wrap(room, height)[1] for made in feet)
        if feet:
            canvas.line(margin, at + 3, margin + 120, at + 3)
        for made in feet:
            at -= made.wrap(room, height)[1]
            made.drawOn(canvas, margin, at)
        canvas.showPage()
        page.clear()
        feet.clear()

    for number, item in enumerate(draft.items):
        text = _escaped(f"{opening(number)}. {item.text}")
        listed = []
        for note in item.notes:
            notes += 1
            text = text.replace("\x01", f'<super size="7">{notes}</super>', 1)
            listed.append(Paragraph(f'<super size="6">{notes}</super> {_escaped(note)}', small))
        made = [Paragraph(text, body)]
        if item.block:
            made.append(Paragraph(_escaped(item.block), inset))
        need = sum(p.wrap(room, height)[1] + 6 for p in (*made, *listed)) + 12
        if need > free and page:
            flush()
            free = height - 2 * margin
        page.extend(made)
        feet.extend(listed)
        free -= need
    flush()
    canvas.save()


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


WRITERS: Final[dict[str, Callable[[Draft, Path], None]]] = {
    ".md": write_markdown, ".docx": write_docx, ".pdf": write_pdf,
}  # fmt: skip
