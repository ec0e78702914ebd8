"""Claims true and turned round: how well what says otherwise is told from what carries them.

    python -m bench.claims LIBRARY > bench/results/claims.md
    python -m bench.claims LIBRARY --wrong dev      what was judged wrongly, on stderr

True claims are made from ../shared/data/questions: sentences of the answers (references and
brackets taken out), and yes/no questions said as statements. Each is turned round mechanically:
another number, the other bound, another force, a negation more or less, another actor. LIBRARY
must hold the six acts. The rules were made on the acts of ``DEVELOPMENT`` and the thresholds set
there; those of ``HELD_OUT`` were only measured.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from dalil.answer.claims.amounts import amounts
from dalil.answer.claims.claim import read_claim
from dalil.answer.claims.review import Review, review
from dalil.answer.claims.stance import stance_of
from dalil.index.library import Library
from dalil.index.search.results import Mode

ROOT: Final = Path(__file__).resolve().parents[1]
SHARED: Final = ROOT.parent / "shared" / "data" / "questions"
FILES: Final = (SHARED / "labour" / "questions.jsonl", SHARED / "kuhp2023.jsonl")
DEVELOPMENT: Final = ("pp/2015/4", "pp/2021/34", "pp/2015/46")
HELD_OUT: Final = ("pp/2022/22", "pp/2020/49", "uu/2023/1")

_REFERENCE: Final = re.compile(
    r",?\s*(?:sebagaimana|yang)\s+dimaksud\s+(?:dalam|pada)\s+(?:(?:Pasal|ayat|huruf|angka)\s+"
    r"[\w()]+,?\s*(?:dan|atau|sampai dengan)?\s*)+,?",
)
_BRACKET: Final = re.compile(r"(?<=\d|%)\s*\([a-z\s]+\)")
_LIST: Final = re.compile(r"\n\s*(?:[a-z]|\d+)\.\s|:\s*$", re.MULTILINE)
_YES_NO: Final = re.compile(r"Apakah\s+(?P<said>.+?)\s*\?\s*\Z", re.DOTALL)
_VERB: Final = re.compile(r"\b(?:di(?!\b)[a-z]{4,}|me[mnlry][a-z]{4,}|berlaku|merupakan)\b")
_ASIDE: Final = re.compile(r"\b(?:jika|apabila|dalam hal|yang)\b[^,]*\Z", re.IGNORECASE)
_MOST_WORDS: Final = 45


@dataclass(frozen=True, slots=True)
class Case:
    """A claim, whether it is true, how it was turned round, and what pasal and units it is of."""

    qid: str
    text: str
    turned: str  # "": true as it stands
    act: str
    relevant: tuple[str, ...]
    exact: tuple[str, ...]
    asked: bool = False  # from a yes/no question: words of a person, not of the act


def cases() -> list[Case]:
    """All claims, in the order of the files."""
    made: list[Case] = []
    for path in FILES:
        for line in path.read_text(encoding="utf-8").splitlines():
            row = json.loads(line)
            relevant = tuple(row["relevant"])
            if not relevant:
                continue
            act = relevant[0].partition("#")[0]
            exact = tuple(row.get("exact") or ())
            for text, turned, asked in _claims(row["question"], row["answer"]):
                made.append(Case(row["qid"], text, turned, act, relevant, exact, asked))
    return made


def _claims(question: str, answer: str) -> Iterator[tuple[str, str, bool]]:
    """(claim, how turned round, asked): the true one first, then what is made of it."""
    true = _stated(answer)
    if true:
        yield true, "", False
        for how, text in turned_round(true):
            yield text, how, False
    match = _YES_NO.match(question.strip())
    said = match["said"] if match else ""
    yes = re.match(r"(?:Ya|Bisa)\b", answer)
    no = re.match(r"Tidak\b", answer)
    denied = _denied(said) if said else ""
    if denied and yes:
        yield _sentence(said), "", True
        yield _sentence(denied), "negation", True
    elif denied and no:
        yield _sentence(denied), "", True
        yield _sentence(said), "negation", True


def _stated(answer: str) -> str:
    """The first sentence of an answer as a student would write it; "" where it is a list."""
    if _LIST.search(answer):
        return ""
    text = re.sub(r"^\s*(?:\(\d+\)|[a-z]\.|\d+\.)\s+", "", answer)
    text = re.sub(r"^(?:Ya|Bisa|Tidak boleh|Tidak bisa|Tidak)[.,]\s*", "", " ".join(text.split()))
    text = _BRACKET.sub("", _REFERENCE.sub("", text))
    text = re.split(r"(?<=[a-z)])\.\s", text)[0].strip(" .;,")
    if not 4 <= len(text.split()) <= _MOST_WORDS or not _VERB.search(text):
        return ""
    return _sentence(text)


def _sentence(text: str) -> str:
    text = " ".join(text.split())
    return text[:1].upper() + text[1:] + "."


def _denied(said: str) -> str:
    """A statement denied, or its denial taken back; "" where neither can be done plainly."""
    if re.search(r"\btidak\b", said):
        return ""
    for cue in ("tetap bisa", "tetap dapat", "bisa", "dapat", "boleh", "wajib", "perlu", "tetap"):
        if re.search(rf"\b{cue}\b", said):
            return re.sub(rf"\b{cue}\b", f"tidak {cue.removeprefix('tetap ')}", said, count=1)
    return ""


#: Forces turned round: what is said, what is put in its place, how that is called.
_FORCES: Final = (
    (r"\bdilarang\b", "dapat", "ban to power"),
    (r"\btidak\s+(?:dapat|boleh)\b", "dapat", "negation"),
    (r"\bwajib\b", "dapat", "duty to power"),
    (r"\b(?<!tidak )wajib\b", "tidak wajib", "negation"),
    (r"\b(?<!tidak )harus\b", "tidak harus", "negation"),
    (r"\b(?<!tidak )dapat\b", "dilarang", "power to ban"),
    (r"\b(?<!tidak )dapat\b", "wajib", "power to duty"),
    (r"\btidak\s+(?=di|me|ber)", "", "negation"),
)
_BOUNDS: Final = (
    (r"paling (?:lama|lambat|banyak|tinggi)", "paling sedikit"),
    (r"paling (?:singkat|sedikit|rendah)", "paling banyak"),
)
_ACTORS: Final = (
    (r"\bMenteri\b(?! yang)", "bupati"), (r"\bgubernur\b", "Presiden"), (r"\bHakim\b", "Penyidik"),
    (r"\bPemberi Kerja\b", "Pekerja"),
)  # fmt: skip


def turned_round(text: str) -> Iterator[tuple[str, str]]:
    """The claim with one thing of it changed, in each way that applies: how, and the claim."""
    found = amounts(text)
    if found:
        one = found[0]
        figure = re.search(r"\d+(?:,\d+)?", one.words)
        if figure and "." not in one.words:
            value = float(figure[0].replace(",", "."))
            other = f"{value * 2 + 1:g}".replace(".", ",")
            words = one.words.replace(figure[0], other, 1)
            yield "number", text[: one.start] + words + text[one.end :]
    for pattern, put in _BOUNDS:
        if found and re.search(pattern, text):
            yield "bound", re.sub(pattern, put, text, count=1)
            break
    forced = False
    for pattern, put, how in _FORCES:
        match = re.search(pattern, text)
        if match and not _ASIDE.search(text[: match.start()]):
            forced = True
            yield how, text[: match.start()] + put + text[match.end() :]
    if not forced and not re.search(r"\btidak\b", text) and (verb := _main_verb(text)):
        yield "negation", f"{text[: verb.start()]}tidak {text[verb.start() :]}"
    for pattern, put in _ACTORS:
        if re.search(rf"\A{pattern}|\boleh {pattern[2:]}", text):
            yield "actor", re.sub(pattern, put, text, count=1)
            break


def _main_verb(text: str) -> re.Match[str] | None:
    """The first verb that is the sentence's own, as far as the words before it tell."""
    for verb in _VERB.finditer(text):
        before = text[: verb.start()]
        if re.search(r"\b(?:dan|atau|untuk|dengan|setelah|sebelum|telah|harus|wajib)\s+\Z", before):
            continue
        if re.search(r"\b(?:yang|jika|apabila|dalam hal)\s+(?:\w+\s+){0,4}\Z", before, re.I):
            continue
        return verb
    return None


@dataclass(slots=True)
class Count:
    """Claims of one kind: how many, and how many of them were told right."""

    n: int = 0
    unit: int = 0  # the exact unit was judged "otherwise"
    carried: int = 0  # the exact unit was judged "supports"
    found: int = 0  # the right pasal is among what says otherwise
    any: int = 0  # anything is
    supported: int = 0  # the right pasal is among what carries it


def measure(library: Library, listed: list[Case], mode: Mode, wrong: bool) -> dict[str, Count]:
    """Every claim judged against its own unit, and put to the library."""
    counted: dict[str, Count] = defaultdict(Count)
    for case in listed:
        told = review(library, case.text, mode=mode)
        against = {f.shown.passage_id for f in told.contrary}
        carrying = {f.shown.passage_id for f in told.supporting}
        right = set(case.relevant)
        unit = _unit(library, case)
        keys = [case.turned or "true", "turned round"][: 2 if case.turned else 1]
        if not case.turned:
            keys.append("true, asked" if case.asked else "true, stated")
        for key in keys:
            count = counted[key]
            count.n += 1
            count.unit += unit == "otherwise"
            count.carried += unit == "supports"
            count.found += bool(against & right)
            count.any += bool(against)
            count.supported += bool(carrying & right)
        if wrong and (bool(against & right) != bool(case.turned) or (not case.turned and against)):
            _tell(case, unit, told)
    return counted


def _unit(library: Library, case: Case) -> str:
    """What the units that the claim is of are to it: otherwise before supports before near."""
    stances = set()
    for identifier in case.exact or case.relevant:
        # The questions call the numbered definitions of Pasal 1 huruf.
        passage = library.catalog.passage(re.sub(r"/huruf-(?=\d)", "/angka-", identifier))
        if passage:
            stances.add(stance_of(read_claim(case.text), passage.text, passage.lead_in).stance)
    return next((s for s in ("supports", "otherwise", "near") if s in stances), "gone")


def _tell(case: Case, unit: str, told: Review) -> None:
    lines = [f"\n[{case.turned or 'true'}] {case.qid} {case.exact or case.relevant} unit={unit}"]
    lines.append(f"  {case.text}")
    for sign, findings in (("+", told.supporting[:1]), ("-", told.contrary)):
        for f in findings:
            said = " ".join(f"{f.passage.lead_in} {f.passage.text}".split())[:260]
            why = f"{f.stance.coverage_ratio:.2f} {f.stance.reason[0]}"
            lines.append(f"  {sign} {f.passage.passage_id} {why} | {said}")
    print("\n".join(lines), file=sys.stderr)


def table(counted: dict[str, Count]) -> str:
    """The counts as a Markdown table."""
    lines = [
        "| claims | n | own unit: otherwise | own unit: supports | right pasal found against "
        "| anything against | right pasal carries |",
        "|---|--:|--:|--:|--:|--:|--:|",
    ]
    first = ["true", "true, stated", "true, asked", "turned round"]
    rest = sorted(counted.keys() - set(first))
    for key in [k for k in first if k in counted] + rest:
        c = counted[key]
        cells = (c.unit, c.carried, c.found, c.any, c.supported)
        lines.append(f"| {key} | {c.n} | " + " | ".join(f"{x / c.n:.2f}" for x in cells) + " |")
    return "\n".join(lines)


def figures(counted: dict[str, Count]) -> str:
    """Precision and recall of "says otherwise" from the right pasal, over both kinds of claim."""
    true, false = counted["true"], counted["turned round"]
    hit, alarm = false.found, true.found
    precision = hit / (hit + alarm) if hit + alarm else 0.0
    unit_hit, unit_alarm = false.unit, true.unit
    of_unit = unit_hit / (unit_hit + unit_alarm) if unit_hit + unit_alarm else 0.0
    return (
        f"Given the right unit: precision {of_unit:.2f}, recall {unit_hit / false.n:.2f}. In the "
        f"library: precision {precision:.2f}, recall {hit / false.n:.2f}; of the true claims "
        f"{true.any / true.n:.2f} have anything marked against them, {alarm / true.n:.2f} their "
        "own pasal."
    )


_READ: Final = """\
*Own unit*: what the claim is judged to be against the very provision it was made of. *Against*: in
the library, the right pasal (or anything at all) is marked as saying otherwise. A true claim should
have 0 there, one turned round 1. *Stated* claims are an answer's sentence, mostly in the act's own
words; *asked* ones are yes/no questions said as statements, in a person's words. The acts of the
development half give hardly any of the latter, the penal code many, and its answers are
paraphrases: the held-out figures are those to expect of students' claims. A claim "turned round"
mechanically is not always false ("tidak perlu" for "perlu" may be a third thing), and an
exception marked against a true claim is counted as a false alarm here although it should be read.
"""


def main() -> None:
    """Measure and write."""
    given = argparse.ArgumentParser(description=__doc__)
    given.add_argument("library", type=Path)
    given.add_argument("--mode", default="hybrid", choices=("hybrid", "lexical"))
    given.add_argument("--wrong", default="", choices=("", "dev"))
    options = given.parse_args()
    library = Library.open(options.library)
    listed = cases()
    print("# Claims: what carries them and what says otherwise\n")
    acts_there = library.catalog.counts()["documents"]
    print(f"`python -m bench.claims LIBRARY --mode {options.mode}`, {acts_there} acts.\n")
    print(_READ)
    halves = (("Development", DEVELOPMENT), ("Held out", HELD_OUT))
    for name, acts in halves[: 1 if options.wrong else 2]:
        own = [c for c in listed if c.act in acts]
        counted = measure(library, own, options.mode, bool(options.wrong))
        kinds = Counter(c.turned or "true" for c in own)
        print(f"## {name}: {', '.join(acts)}\n\n{sum(kinds.values())} claims. {figures(counted)}\n")
        print(table(counted) + "\n")


if __name__ == "__main__":
    main()
