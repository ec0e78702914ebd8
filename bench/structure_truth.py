"""Acts whose units are known from elsewhere: KUHP, labour questions, topic acts, UUD 1945."""

from __future__ import annotations

import json
import re
from collections import Counter
from pathlib import Path

from bench.structure_pdf import ROOT, body_pasal, parsed, rows_of
from dalil.ingest.identify.identify import identify
from dalil.ingest.readers.registry import read
from dalil.ingest.structure.act import parse_act
from dalil.ingest.structure.passages import split_act
from dalil.ingest.words import WORD


def units(path: Path) -> dict[str, str]:
    """Text by locator."""
    return {str(p.locator): p.text for p in parsed(path).passages}


def alike(ours: str, truth: str) -> float:
    """Word F1, without the marker."""
    a, b = (Counter(WORD.findall(t.lower())) for t in (ours, truth))
    if "".join(WORD.findall(ours.lower())) == "".join(WORD.findall(truth.lower())):
        return 1.0  # the PDF of the constitution has lost blanks
    total = sum(a.values()) + sum(b.values())
    return 2 * sum((a & b).values()) / total if total else 1.0


def kuhp(data: Path) -> list[str]:
    """Every ayat of the independent file: is there a unit of that id, and are its words right?"""
    found = units(data / "kuhp2023" / "uu_2023_1.md")
    wanted = here = right = 0
    lost = []
    for row in rows_of(data / "kuhp2023" / "kuhp_ayat_full.jsonl"):
        match = re.search(r"Pasal (\d+\w?)(?: Ayat (\d+))?", row["title"])
        if not match:
            continue
        wanted += 1
        pasal, ayat = match[1].lower(), match[2]
        unit = f"pasal-{pasal}/ayat-{ayat}"
        if ayat == "1" and unit not in found:
            unit = f"pasal-{pasal}"
        if ayat is None:
            unit = f"pasal-{pasal}"
        if unit in found:
            here += 1
            if alike(re.sub(r"^\(\d+\)", "", found[unit]), row["text"]) >= 0.85:
                right += 1
                continue
        lost.append(f"{pasal}({ayat})")
    return [
        f"{wanted} ayat expected, {here} have a unit, {right} with the same words (F1 ≥ .85).",
        f"Others: {', '.join(lost[:20])}.",
    ]


def labour(data: Path) -> list[str]:
    """Pasal and exact units that law annotators named."""
    folder = data / "questions" / "labour"
    found = set()
    for path in sorted((folder / "acts").glob("*.md")):
        document = parsed(path)
        found |= {p.passage_id for p in document.passages}
    lines = []
    for name in ("relevant", "exact"):
        # the annotators call the definitions of a Pasal 1 "huruf 12": they are its angka
        ids = {
            re.sub(r"huruf-(?=\d)", "angka-", unit)
            for row in rows_of(folder / "questions.jsonl")
            for unit in row.get(name) or ()
        }
        lost = sorted(ids - found)
        lines.append(f"{name}: {len(ids) - len(lost)} of {len(ids)} units found. {lost[:8]}")
    return [f"- {line}" for line in lines]


def same(data: Path) -> list[str]:
    """Ids of the same act from its PDF and from its Markdown; only texts made apart."""
    lines = [
        "| act | ids PDF | ids Markdown | Jaccard | body only |",
        "|---|---|---|---|---|",
    ]
    mean: list[tuple[float, float]] = []
    for row in rows_of(data / "pdf-pairs" / "pairs.jsonl"):
        if not row["independent_truth"] or row["broken_tounicode"]:
            continue
        a = set(units(data / "pdf-pairs" / row["pdf"]))
        source = read(data / "pdf-pairs" / row["md"])
        b = {str(p.locator) for p in split_act(source, parse_act(source.text), "x")}
        body = [{i for i in s if i.startswith("pasal")} for s in (a, b)]
        all_ids = len(a & b) / len(a | b)
        body_ids = len(body[0] & body[1]) / max(1, len(body[0] | body[1]))
        mean.append((all_ids, body_ids))
        lines.append(f"| {row['act']} | {len(a)} | {len(b)} | {all_ids:.3f} | {body_ids:.3f} |")
    means = [sum(m[i] for m in mean) / len(mean) for i in (0, 1)]
    lines.append(f"| **mean of {len(mean)}** | | | **{means[0]:.3f}** | **{means[1]:.3f}** |")
    return lines


def topic(data: Path) -> list[str]:
    """Identity and gapless numbering of the 46 acts; PP 28/2018 whole."""
    right = gapless = 0
    files = sorted((data / "topic-acts").glob("*.md"))
    odd = []
    for path in files:
        kind, year, number = path.stem.split("_", 2)
        right += identify(read(path), "act.md").id == f"{kind}/{year}/{number}"
        labels = [label for label, _ in body_pasal(parsed(path))]
        numbers = {int(n[0]) for label in labels if (n := re.match(r"\d+", label))}
        if numbers == set(range(1, max(numbers, default=0) + 1)):
            gapless += 1
        else:
            odd.append(path.stem)
    pp28 = {x for x, _ in body_pasal(parsed(data / "topic-acts" / "pp_2018_28.md"))}
    lost = [n for n in range(1, 53) if str(n) not in pp28]
    return [
        f"- identity without the file's name: {right} of {len(files)}",
        f"- numbering without gaps: {gapless} of {len(files)} (not: {', '.join(odd)})",
        f"- PP 28/2018: {52 - len(lost)} of 52 pasal; not found: {lost}",
    ]


def constitution(data: Path) -> list[str]:
    """The PDF with original and amendments against the file that has them article by article."""
    found = units(data / "uud1945" / "UUD1945.pdf")
    wanted = right = absent = 0
    odd = []
    last: dict[str, str] = {}
    truth = json.loads((data / "uud1945" / "uud-id.json").read_text(encoding="utf-8"))
    for row in truth:
        places = constitution_unit(row["instruction"])
        if places is None:
            continue
        wanted += 1
        options = [*places, *(p.removesuffix("/ayat-1") for p in places)]
        texts = [re.sub(r"^\(\d+\)", "", found[o]) for o in options if o in found]
        if not texts:
            absent += 1
            odd.append(f"{places[1]} absent")
        elif max(alike(text, row["response"]) for text in texts) >= 0.8:
            right += 1
        else:
            odd.append(places[0])
        if places[1] in found and not (f"{places[1]}/ayat-1" in found and "ayat" not in places[1]):
            last[places[1]] = row["response"]
    in_force = sum(
        alike(re.sub(r"^\(\d+\)", "", found[unit]), said) >= 0.8 for unit, said in last.items()
    )
    return [
        f"{wanted} provisions with their version: {right} found with the right words "
        f"(F1 ≥ .8), {absent} absent.",
        f"Under plain ids: {in_force} of {len(last)} have the words of the last version.",
        *(["", "Others: " + ", ".join(odd[:30])] if odd else []),
    ]


_VERSIONS = {"Pertama": "1", "Kedua": "2", "Ketiga": "3", "Keempat": "4"}


def constitution_unit(question: str) -> tuple[str, str] | None:
    """Locators that "Apa bunyi Pasal 18 Ayat (2) UUD 1945 Perubahan Kedua" asks for.

    The first is the unit in that version, the second the plain one, which it is in force.
    """
    version = re.search(r"Perubahan (Pertama|Kedua|Ketiga|Keempat)", question)
    label = f"perubahan-{_VERSIONS[version[1]]}" if version else "asli"
    named = re.search(r"Pasal (\d+[A-Z]?)(?: Ayat \((\d+)\))?", question)
    if alinea := re.search(r"Pembukaan UUD 1945 Alinea (\d)", question):
        return (f"pembukaan/alinea-{alinea[1]}",) * 2
    if not named or "Aturan" in question:
        return None
    pasal, ayat = named[1].lower(), f"/ayat-{named[2]}" if named[2] else ""
    return f"pasal-{pasal}~{label}{ayat}", f"pasal-{pasal}{ayat}"


__all__ = ["ROOT", "constitution", "kuhp", "labour", "same", "topic"]
