"""No word of an act falls out of every passage in silence (`ingest.structure.passages`)."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dalil.ingest.discover import SourceFile
from dalil.ingest.locator import Locator
from dalil.ingest.model import Passage, SourceText, Tier
from dalil.ingest.pipeline import parse_source
from dalil.ingest.structure.act import ActTree, parse_act
from dalil.ingest.structure.passages import fallen_out, split_act, told

SHARED = Path(__file__).resolve().parents[2] / "shared" / "data"
HEAD = (
    "UNDANG-UNDANG REPUBLIK INDONESIA\nNOMOR 907 TAHUN 2021\nTENTANG\nPADI\n"
    "DENGAN RAHMAT TUHAN YANG MAHA ESA\nPRESIDEN REPUBLIK INDONESIA,\n"
    "Menimbang : bahwa padi perlu diatur;\n"
    "Mengingat : Pasal 20 Undang-Undang Dasar Negara Republik Indonesia Tahun 1945;\n"
    "MEMUTUSKAN:\nMenetapkan : UNDANG-UNDANG TENTANG PADI.\n"
)


def read(text: str) -> tuple[dict[str, Passage], ActTree]:
    tree = parse_act(text)
    found = split_act(SourceText(text), tree, "x")
    return {str(p.locator): p for p in found}, tree


def lost(text: str) -> list[str]:
    passages = split_act(SourceText(text), parse_act(text), "x")
    return [text[a:b] for a, b in fallen_out(text, passages)]


PROVISIONS = [
    # it begins with a chapter of another act
    "Bab III dan Bab IV Peraturan Daerah Nomor 3 Tahun 2010 dicabut dan tidak berlaku.",
    # and so in capitals
    "BAB III Ordonansi Sawah dinyatakan tidak berlaku lagi.",
    # a budget's part, as budget acts of the fifties open
    "Bagian II (Kementerian Sawah) dari anggaran tahun dinas 1953 diubah sebagai berikut:\n"
    "BAB I (Pengeluaran)\n2.1. Pengeluaran umum, ditambah dengan Rp. 80.000,-",
    # its predicate far away, no word of which is a known verb
    "Bagian I dari anggaran untuk sawah lebak terlampir pada undang-undang ini.",
    "Paragraf 2 Bagian Kesatu Bab V Peraturan Daerah tentang Sawah diganti.",
    # all of it in capitals, with one bab or two
    "BAB XII DIHAPUS.",
    "BAB III DAN BAB IV UNDANG-UNDANG NOMOR 3 TAHUN 2010 DICABUT.",
    "BAB III SAMPAI BAB V\nPERATURAN SAWAH TIDAK BERLAKU",
    # the chapters of a budget, the last of which would be taken for the next pasal's heading
    "Bagian IV A (Kementerian Sawah)\nBab 1\nBiaya pegawai\n4A.1.1 Gaji Rp. 10.000,-\n"
    "Bab 2\nBiaya barang",
    # what only looks like a heading after words of its own
    "Ketentuan berikut dicabut:\nBab III dan Bab IV Peraturan Daerah tentang Sawah dicabut.",
]


@pytest.mark.parametrize("provision", PROVISIONS, ids=lambda text: text[:24])
def test_a_provision_that_begins_as_headings_do_keeps_its_words(provision: str) -> None:
    text = HEAD + f"Pasal 1\nPadi ditanam.\nPasal 2\n{provision}\nPasal 3\nPadi dipanen.\n"
    passages, _ = read(text)
    assert passages["pasal-2"].text == provision
    assert passages["pasal-3"].heading == ()


HEADINGS = [
    ("BAB II\nTANAM PADI\n", ("BAB II TANAM PADI",)),
    # old titles are written small, and some name no verb but "yang" and what follows
    ("BAB II.\nTentang hal sawah yang ditanami padi.\n", ("BAB II. Tentang hal sawah yang "
                                                        "ditanami padi",)),
    ("BAB II\nTANAM\nBagian Kesatu\nUmum\n", ("BAB II TANAM", "Bagian Kesatu Umum")),
    # a page's last line announces the next, its letterhead between
    ("BAB II …\nPRESIDEN\nREPUBLIK INDONESIA\n- 3 -\nBAB II\nTANAM\n", ("BAB II TANAM",)),
    # a bagian over its bab, as acts of the fifties have it
    ("BAGIAN II\nTENTANG TANAM\nBAB IV\nTENTANG SAWAH\n", ("BAGIAN II TENTANG TANAM",
                                                         "BAB IV TENTANG SAWAH")),
]  # fmt: skip


@pytest.mark.parametrize(("printed", "headings"), HEADINGS)
def test_headings_stay_headings_and_none_of_their_words_is_lost(
    printed: str, headings: tuple[str, ...]
) -> None:
    text = HEAD + f"Pasal 1\nPadi ditanam.\n{printed}Pasal 2\nPadi dipanen.\n"
    passages, _ = read(text)
    assert passages["pasal-1"].text == "Padi ditanam."
    assert passages["pasal-2"].heading == headings
    assert lost(text) == []


def test_a_chapter_whose_pasal_are_lost_is_no_heading_of_the_next() -> None:
    text = HEAD + ("Pasal 1\nPadi ditanam.\nBAB II\nPANEN\nBAB III\nJUAL\nPasal 2\nPadi dijual.\n")
    passages, _ = read(text)
    assert passages["pasal-2"].heading == ("BAB III JUAL",)
    assert passages["pasal-1"].text.endswith("BAB II\nPANEN")


TITLES = [
    "BAB II\nKETENTUAN YANG DICABUT", "BAB II\nHAK DAN KEWAJIBAN", "Bab II. Panen dan jual beli",
]  # fmt: skip


@pytest.mark.parametrize("title", TITLES)
def test_a_title_stays_one(title: str) -> None:
    text = HEAD + f"Pasal 1\nPadi ditanam.\n{title}\nPasal 2\nPadi dipanen.\n"
    passages, _ = read(text)
    assert passages["pasal-1"].text == "Padi ditanam."
    assert passages["pasal-2"].heading == (" ".join(title.split()),)


BEFORE_THE_FIRST = [
    # provisions without the heading that a scan has lost
    ("1. Kata padi dibaca beras.\n2. Kata sawah dibaca ladang.\n", "diktum"),
    # so many that they can be no formula
    (
        "Kata padi dalam peraturan itu dibaca beras, dan kata sawah dibaca ladang.\n" * 40,
        "alinea-1",
    ),
    # the title after "Menetapkan" is the diktum's, however far it runs
    ("", "diktum"),
]


@pytest.mark.parametrize(("words", "where"), BEFORE_THE_FIRST)
def test_words_before_the_first_pasal_stand_somewhere(words: str, where: str) -> None:
    text = HEAD + f"{words}Pasal 1\nPadi ditanam.\nPasal 2\nPadi dipanen.\n"
    passages, _ = read(text)
    assert where in passages
    assert words.strip()[:70] in passages[where].text
    assert lost(text) == []


def test_mengingat_that_begins_with_pasal_1_is_no_body() -> None:
    text = HEAD.replace("Pasal 20 Undang", "\n Pasal 1 ayat (2), Pasal 20 Undang")
    passages, _ = read(text + "Pasal 1\nPadi ditanam.\nPasal 2\nPadi dipanen.\n")
    assert passages["mengingat"].text.startswith("Pasal 1 ayat (2), Pasal 20")
    assert passages["pasal-1"].text == "Padi ditanam."


ELUCIDATIONS = [
    "PENJELASAN\nATAS\nUNDANG-UNDANG TENTANG PADI\nI. UMUM\nPadi itu pangan.\n"
    "II. PASAL DEMI PASAL\nPasal 1\nCukup jelas.\nPasal 2\nPanen setahun dua kali.\n",
    # explained without a heading for each
    "PENJELASAN\nATAS\nUNDANG-UNDANG TENTANG PADI\nI. UMUM\nPadi itu pangan.\n"
    "II. PASAL DEMI PASAL\nTiap kata dari undang-undang ini sudah terang bagi petani.\n",
    # words before the first of them
    "PENJELASAN\nATAS\nUNDANG-UNDANG TENTANG PADI\nI. UMUM\nPadi itu pangan.\n"
    "II. PASAL DEMI PASAL\nYang tidak disebut sudah jelas.\nPasal 2\nPanen dua kali.\n",
]


@pytest.mark.parametrize("elucidation", ELUCIDATIONS)
def test_an_elucidation_stands_whole_in_its_passages(elucidation: str) -> None:
    text = HEAD + "Pasal 1\nPadi ditanam.\nPasal 2\nPadi dipanen.\n" + elucidation
    passages, _ = read(text)
    assert passages["penjelasan"].text == elucidation.strip()
    assert not passages["penjelasan"].searchable
    for line in elucidation.splitlines()[4:]:
        if not line.startswith(("II.", "Pasal")):
            assert any(line in p.text for p in passages.values() if p.searchable) or (
                line == "Cukup jelas."
            )


EXCERPTS = [
    # (numbers printed, labels found)
    ([1, 27, 45], ["1", "27", "45"]),
    ([1, 2, 3, 50, 51, 90], ["1", "2", "3", "50", "51", "90"]),
    ([27, 28, 90], ["27", "28", "90"]),
    ([27], ["27"]),
    ([3, 50], ["3", "50"]),
]


@pytest.mark.parametrize(("numbers", "labels"), EXCERPTS)
def test_an_excerpt_keeps_its_own_numbers(numbers: list[int], labels: list[str]) -> None:
    body = "".join(f"Pasal {n}\nSetiap orang wajib menanam {n} rumpun.\n" for n in numbers)
    passages, tree = read(HEAD + body)
    pasal = {p.locator.steps[0].label: p for p in passages.values()
             if p.locator.steps[0].unit == "pasal"}  # fmt: skip
    assert list(pasal) == labels
    assert all(f" {n} rumpun" in pasal[str(n)].text for n in numbers)
    assert any("tidak ditemukan" in w for w in tree.warnings)


NO_EXCERPTS = [
    # quoted from another act after a change
    "Pasal 1\nKetentuan berikut diubah sehingga berbunyi:\nPasal 27\nPadi ditanam.\n"
    "Pasal 28\nPadi dipanen.\n",
    # an elucidation whose heading is lost: the numbers fall back
    "Pasal 1\nPadi ditanam.\nPasal 2\nPadi dipanen.\nPasal 90\nPadi dijual.\n"
    "Pasal 3\nPadi dimakan.\n",
]


@pytest.mark.parametrize("body", NO_EXCERPTS)
def test_a_heading_that_does_not_fit_is_told_and_not_taken(body: str) -> None:
    passages, tree = read(HEAD + body)
    assert not {"pasal-27", "pasal-28", "pasal-90"} & set(passages)
    assert any("tidak berurutan" in w for w in tree.warnings)


def test_a_last_heading_with_a_stray_digit_is_the_next() -> None:
    text = HEAD + "".join(f"Pasal {n}\nPadi ditanam.\n" for n in (1, 2, 3, 4))
    passages, tree = read(text + "Pasal 15\nUndang-undang ini mulai berlaku hari ini.\n")
    assert "pasal-5" in passages
    assert "pasal-15" not in passages
    assert any("dibaca Pasal 5" in w for w in tree.warnings)
    passages, _ = read(text + "Pasal 15\nPadi dipanen.\n")  # an excerpt: no last pasal
    assert passages["pasal-15"].text == "Padi dipanen."


def test_a_pasal_without_text_is_told() -> None:
    _, tree = read(
        HEAD + "Pasal 1\nPadi ditanam.\nPasal 2\nBAB II\nPANEN\nPasal 3\nPadi dipanen.\n"
    )
    assert "pasal tanpa teks dalam naskah ini: 2" in tree.warnings


def passage(text: str, start: int, end: int, locator: str, *heading: str) -> Passage:
    return Passage("x", "x", None, Locator.parse(locator), start, end, text[start:end],
                   heading=heading)  # fmt: skip


def test_what_stands_between_passages_is_heading_or_told() -> None:
    text = "Padi ditanam.\nBAB II PANEN\nPasal 2\nPadi dipanen.\nPadi dijual."
    one = passage(text, 0, 13, "pasal-1")
    two = passage(text, 35, 48, "pasal-2", "BAB II PANEN")
    assert [text[a:b] for a, b in fallen_out(text, [two, one])] == ["Padi dijual"]
    bare = passage(text, 35, 48, "pasal-2")
    assert next(text[a:b] for a, b in fallen_out(text, [one, bare])) == "BAB II PANEN"
    assert "2 kata" in told(text, fallen_out(text, [one, two]))[0]
    assert told(text, []) == ()


PIECES = st.sampled_from([
    "Pasal 1\n", "Pasal 2\n", "Pasal 3\n", "Pasal 27\n", "Pasal I\n", "Pasal II\n",
    "BAB II\nPANEN\n", "Bab III dicabut.\n", "Bagian Kesatu\nUmum\n", "Paragraf 2\n",
    "(1) Setiap orang menanam padi.\n", "(2) Setiap orang memanen.\n", "a. padi;\n", "b. jagung.\n",
    "Menimbang : bahwa padi perlu;\n", "Mengingat : Pasal 1 ayat (2);\n", "MEMUTUSKAN:\n",
    "Menetapkan : UNDANG-UNDANG TENTANG PADI.\n", "Disahkan di Jakarta\n", "Setiap orang.\n",
    "PENJELASAN\nATAS\n", "I. UMUM\n", "II. PASAL DEMI PASAL\n", "Cukup jelas.\n",
    "LAMPIRAN I\n", "Ketentuan Pasal 5 diubah sehingga berbunyi:\n", "Pasal tunggal\n",
    "PERTAMA : padi ditanam.\n", "KEDUA : padi dipanen.\n",
])  # fmt: skip


@settings(max_examples=300, deadline=None)
@given(st.lists(PIECES, max_size=24))
def test_every_word_of_any_act_is_in_a_passage_or_told(pieces: list[str]) -> None:
    """What the grammar cannot place is in the report; what it places is where it says."""
    text = "".join(pieces)
    passages = split_act(SourceText(text), parse_act(text), "x")
    inside = [False] * len(text)
    for p in passages:
        assert p.text == text[p.start : p.end]
        inside[p.start : p.end] = [True] * (p.end - p.start)
    for a, b in fallen_out(text, passages):
        inside[a:b] = [True] * (b - a)
    names = {"Menimbang", "Mengingat", "Pasal", "PASAL", "tunggal", "I", "II"}
    said = names | {w for p in passages for h in p.heading for w in h.split()}
    at = 0
    for word in text.split():
        at = text.index(word, at)
        if not any(inside[at : at + len(word)]) and word.strip(":.").isalpha():
            assert word.strip(".") in said
        at += len(word)


@pytest.mark.shared
@pytest.mark.skipif(not (SHARED / "acts-sample").exists(), reason="needs ../shared/data")
def test_real_acts_lose_nothing_in_silence() -> None:
    gone = {}
    for path in sorted((SHARED / "acts-sample").glob("*.md")):
        parsed = parse_source(SourceFile(path, tier=Tier.PRIMARY)).parsed[0]
        text = parsed.document.text
        spans = fallen_out(text, parsed.passages)
        said = [w for w in parsed.document.warnings if "kutipan mana pun" in w]
        assert bool(spans) == bool(said)
        if spans:
            gone[path.stem] = [text[a:b] for a, b in spans]
    assert len(gone) <= 2, gone
