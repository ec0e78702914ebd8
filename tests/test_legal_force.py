"""What is said of the force of acts, in words, once above their passages."""

from __future__ import annotations

from pathlib import Path

import pytest
from made_up import act

from dalil.answer.answer import answer
from dalil.answer.legal_force import act_note, force, said_once
from dalil.index.library import Library
from dalil.index.store.legal_status import ActStanding
from dalil.ingest.model import Status

OLD = act("uu/2001/1", {"1": ["Pasar dibuka pagi."], "2": ["Pasar ditutup sore."]})
PART = act("uu/2010/5", {"7": ["Pasal 2 Undang-Undang Nomor 1 Tahun 2001 dicabut."]})
GONE = act("uu/2010/5", {"7": ["Undang-Undang Nomor 1 Tahun 2001 dicabut."]})


def known(status: Status, repealed: str = "", changed: str = "") -> ActStanding:
    return ActStanding("uu/2001/1", status, None, tuple(repealed.split()), tuple(changed.split()))


@pytest.mark.parametrize(
    ("standing", "indonesian", "english"),
    [
        (known(Status.UNKNOWN), "", ""),  # nothing is known: no word
        (known(Status.IN_FORCE), "berlaku", "in force"),
        (known(Status.REPEALED, "pasal-2"), "dicabut", "repealed"),  # all of it: no counting
        (known(Status.PARTLY_REPEALED), "sebagian dicabut", "partly repealed"),  # which is not said
        (known(Status.PARTLY_REPEALED, "pasal-2"), "sebagian dicabut: 1 pasal",
         "partly repealed: 1 article"),
        # two ayat of one pasal are one pasal; what else changed is said apart
        (known(Status.PARTLY_REPEALED, "pasal-2/ayat-1 pasal-2/ayat-3 pasal-9", "pasal-4"),
         "sebagian dicabut: 2 pasal; diubah: 1 pasal",
         "partly repealed: 2 articles; amended: 1 article"),
        (known(Status.AMENDED), "telah diubah", "amended"),
        (known(Status.AMENDED, "", "pasal-1 penjelasan/pasal-1"),
         "telah diubah: 1 pasal, 1 bagian lain", "amended: 1 article, 1 other part"),
    ],
)  # fmt: skip
def test_force_in_words(standing: ActStanding, indonesian: str, english: str) -> None:
    assert (force(standing), force(standing, "en")) == (indonesian, english)


def test_of_a_repealed_act_what_is_in_its_place_is_named_where_it_is_another() -> None:
    by = "uu/2010/5#pasal-7"
    same = ActStanding("uu/2001/1", Status.REPEALED, by, heirs=("uu/2010/5",))
    other = ActStanding("uu/2001/1", Status.REPEALED, by, heirs=("uu/2014/8",))
    assert act_note(OLD.document, same).endswith("dicabut (menurut Pasal 7 UU Nomor 5 Tahun 2010)")
    assert act_note(OLD.document, other).endswith("; kini lihat UU Nomor 8 Tahun 2014")


def test_a_result_says_the_act_once_and_the_passage_its_own(tmp_path: Path) -> None:
    library = Library.open(tmp_path / "library", create=True)
    library.put(OLD)
    library.put(PART)
    library.commit(vectors=False)
    made = answer(library, "pasar dibuka pagi ditutup sore", mode="lexical").to_dict()
    of = {hit["passage_id"]: hit for hit in made["hits"]}
    assert of["uu/2001/1#pasal-2/ayat-1"]["status"] == "repealed"
    other = of["uu/2001/1#pasal-1/ayat-1"]
    assert (other["status"], other["status_reason"]) == ("unknown", None)
    assert other["document_status"] == "partly_repealed"
    assert made["works"] == [
        {
            "document_id": "uu/2001/1", "status": "partly_repealed",
            "status_reason": "uu/2010/5#pasal-7/ayat-1", "repealed": ["uu/2001/1#pasal-2"],
            "amended": [], "heirs": [],
        }
    ]  # fmt: skip


def test_said_once_is_said_once(tmp_path: Path) -> None:
    library = Library.open(tmp_path / "library", create=True)
    library.put(OLD)
    library.put(GONE)
    library.commit(vectors=False)
    hits = library.search("pasar dibuka pagi ditutup sore dicabut", mode="lexical").hits
    said = said_once(hits)
    assert len(said) == len(set(said)) == 2  # of the repealed act, and what no mark means
    assert len(said_once(h for h in hits if h.document.id == "uu/2001/1")) == 1
