"""Acts of which a file holds only some pasal: whose words are whose."""

import random
import re
from pathlib import Path

import pytest

from dalil.ingest.discover import SourceFile
from dalil.ingest.model import SourceText, Tier
from dalil.ingest.pipeline import parse_source
from dalil.ingest.structure.act import ActTree, parse_act
from dalil.ingest.structure.passages import split_act

SHARED = Path(__file__).resolve().parents[2] / "shared" / "data"
HEAD = (
    "UNDANG-UNDANG REPUBLIK INDONESIA\nNOMOR 77 TAHUN 2008\nTENTANG\nPADI\n"
    "Menimbang : bahwa padi perlu diatur;\nMengingat : Pasal 20 Undang-Undang Dasar;\n"
    "MEMUTUSKAN:\nMenetapkan : UNDANG-UNDANG TENTANG PADI.\n"
)
ASTRAY = "judul pasal yang tidak berurutan"


def read(text: str) -> tuple[dict[str, str], ActTree]:
    tree = parse_act(text)
    found = split_act(SourceText(text), tree, "x")
    return {p.passage_id.removeprefix("x#"): p.text for p in found}, tree


WHOSE = [
    # (body, where its word "panen" stands, reason)
    ("Pasal 1\nTiap orang menanam.\nPasal 27\n(3) Tiap orang panen.\n",
     "pasal-27", "an excerpt leaves ayat out too"),
    ("Pasal 12\n(1) Tiap orang menanam.\n(2) Benih dibagi.\nPasal 101\n(3) Padi panen.\n"
     "(4) Gabah dijual.\n", "pasal-101", "late first heading, ayat that go on"),
    ("Pasal 1\n(1) Tiap orang menanam.\nPasal 27\n(3) Benih dibagi.\nPasal 45\n"
     "(3) Padi panen.\n", "pasal-45", "the same ayat twice"),
    ("Pasal 1\n(1) Satu.\n(2) Dua.\nPasal 9\n(2) Tiap orang panen.\n(3) Gabah dijual.\n",
     "pasal-9/ayat-2", "the ayat would go on those of the pasal before"),
    ("Pasal 4 huruf c\nhak atas benih;\nPasal 19 ayat (2)\nTiap orang panen.\n"
     "Pasal 62\nPadi dijual.\n", "pasal-19", "headed as it is cited"),
    ("Pasal 2\nPadi ditanam.\nPasal 8\nDinas mengatur pasal-pasal 6 dan 7.\nPasal 10\n"
     "Tiap orang panen.\n", "pasal-10", "a number ends the sentence before"),
    ("Pasal 3. Padi ditanam.\nPasal 50. Tiap orang panen.\n", "pasal-50", "on one line"),
    ("Pasal 3\nPadi ditanam.\nPasal 50\nb. petani panen;\n", "pasal-50", "an item alone"),
    ("Pasal 3\nPadi ditanam.\nPasal 50\n… (2) petani panen.\n", "pasal-50", "with dots"),
    ("Pasal 17\nAnggaran dapat diubah, kecuali tujuannya.\nPasal 55\n(2) Padi panen.\n",
     "pasal-55", "a sentence about changes brings none"),
    ("Pasal 1\nPadi ditanam oleh petani,\nPasal 11\n(1) Tiap orang panen.\n", "pasal-11/ayat-1",
     "a comma that print has left"),
    ("BAB I\nUMUM\nPasal 25\n(1) Tiap orang panen.\n", "pasal-25/ayat-1", "one alone"),
]  # fmt: skip


@pytest.mark.parametrize(("body", "place", "reason"), WHOSE)
def test_the_words_of_an_excerpt_stand_under_their_own_heading(
    body: str, place: str, reason: str
) -> None:
    passages, tree = read(HEAD + body)
    holding = {key.split("/")[0] for key, said in passages.items() if "panen" in said}
    assert holding == {place.split("/")[0]}, reason
    assert "panen" in passages[place], reason
    assert not any(ASTRAY in w for w in tree.warnings), reason


UNKNOWN = [
    # (body, pasal that must not hold the word "panen", number told, reason)
    ("Pasal 1\nPadi ditanam.\nPasal 2\nBenih dibagi.\nPasal 90\nTiap orang panen.\n"
     "Pasal 3\nPadi dimakan.\n", "pasal-2", "90", "it rises nowhere"),
    ("Pasal 40\nPadi ditanam.\nPasal 7\nTiap orang panen.\n", "pasal-40", "7",
     "two orders are as good"),
]  # fmt: skip


@pytest.mark.parametrize(("body", "wrong", "number", "reason"), UNKNOWN)
def test_words_of_no_known_pasal_are_in_none_and_told(
    body: str, wrong: str, number: str, reason: str
) -> None:
    passages, tree = read(HEAD + body)
    assert "panen" not in passages.get(wrong, ""), reason
    assert any("panen" in said for said in passages.values()), reason
    assert any(ASTRAY in w and re.search(rf"\b{number}\b", w) for w in tree.warnings), reason


DOUBTED = [
    ("Pasal 1\nKetentuan berikut diubah sehingga berbunyi:\nPasal 27\nTiap orang panen.\n",
     "27", "a change leads to it"),
]  # fmt: skip


@pytest.mark.parametrize(("body", "number", "reason"), DOUBTED)
def test_what_may_be_a_heading_and_is_not_taken_is_told(
    body: str, number: str, reason: str
) -> None:
    passages, tree = read(HEAD + body)
    assert f"pasal-{number}" not in passages
    assert any(ASTRAY in w and number in w for w in tree.warnings), reason


SENTENCES = [
    "Padi ditanam di sawah {n}.", "(1) Benih {n} dibagi.\n(2) Gabah {n} dijual.",
    "Petani {n}:\na. menanam;\nb. memanen.", "Ketentuan Pasal 3 berlaku bagi sawah {n}.",
    "(2) Panen {n} dicatat.\n(3) Catatan {n} disimpan.", "Dinas {n} mengatur pasal-pasal 6 dan 7.",
]  # fmt: skip


@pytest.mark.parametrize("seed", range(60))
def test_no_words_of_a_pasal_stand_under_another_in_silence(seed: int) -> None:
    chance = random.Random(seed)
    numbers = sorted(chance.sample(range(1, 120), chance.randint(1, 6)))
    held_by = {n: chance.choice(SENTENCES).format(n=f"A{n}z") for n in numbers}
    body = "".join(f"Pasal {n}\n{words}\n" for n, words in held_by.items())
    check(HEAD, body, {f"pasal-{n}": words for n, words in held_by.items()})


def check(head: str, body: str, whose: dict[str, str]) -> None:
    passages, tree = read(head + body)
    told = " ".join(w for w in tree.warnings if ASTRAY in w)
    plain = {place: " ".join(words.split())[:60] for place, words in whose.items()}
    for place, words in plain.items():
        if sum(words in other for other in plain.values()) > 1:
            continue
        for found, said in passages.items():
            wrong = found.startswith("pasal-") and found.split("/")[0] != place
            if wrong and words in " ".join(said.split()):
                assert re.search(rf"\b{place[6:]}\b", told, re.IGNORECASE), (place, found)


@pytest.mark.shared
@pytest.mark.skipif(not (SHARED / "acts-sample").exists(), reason="needs ../shared/data")
def test_nor_do_those_of_a_real_act() -> None:
    chance, tried = random.Random(14), 0
    for path in sorted((SHARED / "acts-sample").glob("*.md")):
        if path.stat().st_size > 60_000:
            continue
        parsed = parse_source(SourceFile(path, tier=Tier.PRIMARY)).parsed[0]
        found = [p for p in parsed.passages if re.fullmatch(r"pasal-\d+[a-z]?", str(p.locator))]
        if parsed.document.warnings or len(found) < 6:
            continue
        head = parsed.document.text[: found[0].start]
        for count in (2, 3, 4):
            chosen = [found[i] for i in sorted(chance.sample(range(len(found)), count))]
            body = "".join(f"Pasal {str(p.locator)[6:].upper()}\n{p.text}\n" for p in chosen)
            body = head[: head.rfind("Pasal")] + body
            check("", body, {str(p.locator): p.text for p in chosen})
            tried += 1
    assert tried > 10
