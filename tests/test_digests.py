"""The digests: marked as such, complete in their units, in our own words, numbered as the acts."""

from __future__ import annotations

import json
import re

import pytest
from digest_units import CORPUS, ROOT, digests, units_by_lines

from dalil.ingest.readers.registry import read
from dalil.ingest.structure.act import parse_digest
from dalil.ingest.structure.passages import split_act

SHARED = ROOT.parent / "shared" / "data"
MARK = "*Ikhtisar, bukan teks resmi. Ditulis oleh penyusun Dalil; rujuk naskah resmi di "
#: The digests whose act is in the shared data.
DIGESTS = [*sorted(p.stem for p in (CORPUS / "primary").glob("uu-*.md")), "pp-2018-28", "uud-1945"]


def test_every_digest_carries_the_mark() -> None:
    assert len(digests()) >= 9
    for file, item in digests().items():
        title, mark = file.read_text(encoding="utf-8").split("\n\n", 2)[:2]
        assert title.startswith("# Ikhtisar "), file.name
        assert mark.startswith(MARK) and mark.endswith("catatan penyusun.*"), file.name
        assert item.digest_of and item.url, file.name


def test_a_digest_says_the_same_gazette_as_the_manifest() -> None:
    for file, item in digests().items():
        if item.gazette:
            year, number, supplement = re.findall(r"\d+", item.gazette)
            said = f"LN {year} Nomor {number}, TLN Nomor {supplement}"
            assert said in file.read_text(encoding="utf-8"), file.name


def test_every_unit_of_a_digest_is_found() -> None:
    for file, item in digests().items():
        source = read(file)
        tree = parse_digest(source)
        passages = split_act(source, tree, item.digest_of or "")
        found = [str(p.locator) for p in passages if p.locator.steps[0].unit == "pasal"]
        assert found == units_by_lines(file.read_text(encoding="utf-8")), file.name
        assert tree.warnings == ()
        assert all(source.text[p.start : p.end] == p.text for p in passages)


def test_enumerations_in_digests_have_no_holes() -> None:
    """A skipped ayat or huruf would make the next one's number look like a mistake."""
    for file in digests():
        units = units_by_lines(file.read_text(encoding="utf-8"))
        for unit in units:
            parent, _, last = unit.rpartition("/")
            name, _, label = last.partition("-")
            if name == "huruf" and label != "a":
                assert f"{parent}/huruf-{chr(ord(label) - 1)}" in units, (file.name, unit)
            if name in {"ayat", "angka"} and label != "1":
                assert f"{parent}/{name}-{int(label) - 1}" in units, (file.name, unit)


def _words(text: str) -> list[str]:
    return re.sub(r"[^0-9a-z]+", " ", text.lower()).split()


def _act(name: str) -> str:
    if name == "uud-1945":
        rows = json.loads((SHARED / "uud1945" / "uud-id.json").read_text(encoding="utf-8"))
        return "\n".join(row["response"] for row in rows)
    act = SHARED / "topic-acts" / f"{name.replace('-', '_')}.md"
    return act.read_text(encoding="utf-8")


#: More words in a row than this are the act's words, not ours.
RUN = 8


@pytest.mark.shared
@pytest.mark.parametrize("name", DIGESTS)
def test_a_digest_does_not_copy_its_act(name: str) -> None:
    if not SHARED.is_dir():
        pytest.skip("the real acts are not there (../shared/data)")
    act = _words(_act(name))
    runs = {tuple(act[i : i + RUN + 1]) for i in range(len(act) - RUN)}
    lines = (CORPUS / "primary" / f"{name}.md").read_text(encoding="utf-8").splitlines()
    # The first line is exempt: it is the act's official title, which cannot be said otherwise.
    ours = _words("\n".join(line for line in lines if not line.startswith("# ")))
    copied = [
        " ".join(ours[i : i + RUN + 1])
        for i in range(len(ours) - RUN)
        if tuple(ours[i : i + RUN + 1]) in runs
    ]
    assert copied == []


#: Where the digest's ayat differ from those of the shared text, and why: (ours, text's).
KNOWN: dict[str, dict[str, tuple[int, int | None]]] = {
    # The digest gives both as UU 11/2020 Pasal 176 has rewritten them, in one sentence each.
    "uu-2014-23": {"pasal-250": (0, 2), "pasal-251": (0, 8)},
}


@pytest.mark.shared
@pytest.mark.parametrize("name", sorted(set(DIGESTS) - {"uud-1945", "pp-2018-28", "uu-2015-9"}))
def test_a_digest_numbers_its_ayat_as_the_act_does(name: str) -> None:
    """No pasal of a digest has an ayat that the act does not have, nor stops short of its last.

    PP 28/2018 is left out (the scan has lost too many numbers), the constitution (four versions
    one after another) and the amending act (its pasal are those of another act).
    """
    if not SHARED.is_dir():
        pytest.skip("the real acts are not there (../shared/data)")
    text = _act(name)
    body = text[:end] if (end := text.find("PENJELASAN ATAS")) > 0 else text
    real: dict[str, int] = {}
    for part in re.split(r"(?m)^(?=Pasal \d+[A-Z]?\.? *$)", body)[1:]:
        label = part.split("\n", 1)[0].removeprefix("Pasal ").strip(" .")
        numbers = [int(n) for n in re.findall(r"(?:^|\n|\.\W+)\((\d{1,2})\) ", part)]
        real.setdefault(f"pasal-{label.lower()}", max(numbers, default=0))
    units = units_by_lines((CORPUS / "primary" / f"{name}.md").read_text(encoding="utf-8"))
    ours = {u: 0 for u in units if "/" not in u}
    for unit in units:
        pasal, _, rest = unit.partition("/")
        if match := re.match(r"ayat-(\d+)$", rest):
            ours[pasal] = int(match[1])
    different = {p: (n, real.get(p)) for p, n in ours.items() if n != real.get(p)}
    assert different == KNOWN.get(name, {})
