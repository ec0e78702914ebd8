"""Collections and history: every step can be taken back, and what is saved outlives its source."""

import threading
from pathlib import Path

import pytest
from app_library import HOSTILE, documents, fill
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from made_up import act

from dalil.index.library import Library
from dalil.index.store.bookmarks import NAME_LIMIT, Collections
from dalil.index.store.query_log import KEPT, clear_history, history, remember
from dalil.index.store.undo import KEPT as KEPT_STEPS
from dalil.index.store.undo import Step
from dalil.ingest.errors import CollectionError


@pytest.fixture
def library(tmp_path: Path) -> Library:
    return Library.open(fill(tmp_path / "pustaka"))


@pytest.fixture
def collections(library: Library) -> Collections:
    return Collections(library.catalog)


def put(collections: Collections, library: Library, where: int, passage_id: str) -> int:
    passage = library.catalog.passage(passage_id)
    assert passage is not None
    document = library.catalog.document(passage.document_id, with_text=False)
    assert document is not None
    return collections.save(where, document, passage, "berapa lama?", "penting", "g1")


def state(collections: Collections) -> object:
    return [(c, collections.saved(c.id)) for c in collections.all()]


def test_a_saved_passage_is_what_was_saved(collections: Collections, library: Library) -> None:
    thesis = collections.create("Skripsi bab 2")
    put(collections, library, thesis, "uu/2010/7#pasal-2/ayat-2")
    (saved,) = collections.saved(thesis)
    assert saved.passage.text == "Izin taman berlaku tiga tahun dan dapat diperpanjang."
    assert saved.passage.heading == ("BAB I UMUM",) and saved.passage.page == 1
    original = library.catalog.document("uu/2010/7", with_text=False)
    assert original is not None
    assert saved.document.title == original.title and saved.document.tier is original.tier
    assert (saved.question, saved.note, saved.generation) == ("berapa lama?", "penting", "g1")
    assert saved.standing == "same"
    assert collections.holding() == {"uu/2010/7#pasal-2/ayat-2": ["Skripsi bab 2"]}


def test_it_outlives_its_document_and_says_when_the_words_changed(
    collections: Collections, library: Library
) -> None:
    thesis = collections.create("Skripsi")
    put(collections, library, thesis, "uu/2010/7#pasal-3/ayat-1")
    library.put(act("uu/2010/7", {"3": ["Lurah boleh mencabut izin taman."]}))
    (saved,) = collections.saved(thesis)
    assert saved.standing == "changed" and saved.passage.text.startswith("Lurah mencabut")
    library.remove("uu/2010/7")
    assert collections.saved(thesis)[0].standing == "gone"


def test_saving_twice_is_saving_once(collections: Collections, library: Library) -> None:
    one = collections.create("Satu")
    first = put(collections, library, one, "uu/2010/7#pasal-1/ayat-1")
    assert put(collections, library, one, "uu/2010/7#pasal-1/ayat-1") == first
    assert collections.all()[0].count == 1
    assert collections.undoable() == Step("save", "Satu")


def test_saving_by_name_makes_the_collection_in_the_same_step(
    collections: Collections, library: Library
) -> None:
    passage = library.catalog.passage("uu/2010/7#pasal-1/ayat-1")
    document = library.catalog.document("uu/2010/7", with_text=False)
    assert passage is not None and document is not None
    first = collections.save_in(" Bab\n2 ", document, passage, note="satu")
    assert collections.save_in("BAB 2", document, passage, note="dua") == first
    (only,) = collections.all()
    assert (only.name, collections.saved(only.id)[0].note) == ("Bab 2", "satu\ndua")
    assert collections.take_back() == Step("annotate", "Bab 2")
    assert collections.saved(only.id)[0].note == "satu"
    assert collections.take_back() == Step("save", "Bab 2")
    assert collections.all() == [] and collections.take_back() is None
    with pytest.raises(CollectionError, match="kosong"):
        collections.save_in("\u200b", document, passage)


@pytest.mark.parametrize(
    ("at", "to", "order"),
    [
        (0, 2, "bca"),  # down to the end
        (2, 0, "cab"),  # up to the front
        (1, 1, "abc"),  # where it is
        (0, 99, "bca"),  # beyond the end is the end
        (1, -5, "bac"),  # before the front is the front
    ],
)
def test_the_order_is_the_person_s(
    collections: Collections, library: Library, at: int, to: int, order: str
) -> None:
    here = collections.create("Urut")
    ids = [f"uu/2010/7#pasal-{n}/ayat-1" for n in (1, 2, 3)]
    made = [put(collections, library, here, i) for i in ids]
    collections.move(made[at], to)
    letters = dict(zip(ids, "abc", strict=True))
    assert "".join(letters[s.passage.passage_id] for s in collections.saved(here)) == order


def test_names(collections: Collections) -> None:
    one = collections.create("  Bahan\n\u202eKuliah ")
    assert collections.all()[0].name == "Bahan Kuliah"
    for taken in ("Bahan Kuliah", "bahan kuliah"):
        with pytest.raises(CollectionError, match="sudah ada"):
            collections.create(taken)
    for empty in ("", " \n ", "\u200b"):
        with pytest.raises(CollectionError, match="kosong"):
            collections.create(empty)
    collections.rename(one, "BAHAN KULIAH")  # its own name, written otherwise
    collections.create("x" * 500)
    assert {len(c.name) for c in collections.all()} == {12, NAME_LIMIT}


def test_what_is_gone_is_said(collections: Collections, library: Library) -> None:
    here = collections.create("Sebentar")
    saved = put(collections, library, here, "uu/2010/7#pasal-1/ayat-1")
    collections.delete(here)
    with pytest.raises(CollectionError, match="dihapus"):
        collections.rename(here, "Lain")
    with pytest.raises(CollectionError, match="dikeluarkan"):
        collections.annotate(saved, "?")
    assert collections.take_back() == Step("delete", "Sebentar")
    assert [s.id for s in collections.saved(here)] == [saved]


_IDS = [
    p.passage_id for parsed in documents() for p in parsed.passages if p.locator.step("ayat")
]  # fmt: skip
_STEP = st.tuples(
    st.sampled_from(
        ["create", "rename", "delete", "save", "save in", "unsave", "annotate", "move"]
    ),
    st.integers(0, 5), st.integers(0, 5), st.sampled_from(["", "a", "b", "=1+1", HOSTILE]),
)  # fmt: skip


@given(steps=st.lists(_STEP, max_size=25))
@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_all_steps_taken_back_is_where_it_began(
    tmp_path_factory: pytest.TempPathFactory, steps: list[tuple[str, int, int, str]]
) -> None:
    library = Library.open(tmp_path_factory.mktemp("u") / "pustaka", create=True)
    for parsed in documents()[:2]:
        library.put(parsed)
    collections = Collections(library.catalog)
    base = collections.create("Awal")
    put(collections, library, base, _IDS[0])
    states = [state(collections)]
    for name, one, two, text in steps:
        there = collections.all()
        held = [s for c in there for s in collections.saved(c.id)]
        try:
            if name == "create":
                collections.create(text)
            elif name == "save in":
                passage = library.catalog.passage(_IDS[two % 4])
                document = library.catalog.document("uu/2010/7", with_text=False)
                assert passage is not None and document is not None
                collections.save_in(text, document, passage, note="lagi")
            elif there and name in {"rename", "delete", "save"}:
                here = there[one % len(there)].id
                if name == "rename":
                    collections.rename(here, text)
                elif name == "delete":
                    collections.delete(here)
                else:
                    put(collections, library, here, _IDS[two % 4])
            elif held:
                saved = held[one % len(held)].id
                if name == "unsave":
                    collections.unsave(saved)
                elif name == "annotate":
                    collections.annotate(saved, text)
                elif name == "move":
                    collections.move(saved, two)
        except CollectionError:
            pass
        if state(collections) != states[-1]:
            states.append(state(collections))
    while len(states) > 1:  # each step back is the state before it, exactly
        states.pop()
        assert collections.take_back() is not None
        assert state(collections) == states[-1]
    library.close()


def test_a_step_that_is_not_the_last_any_more_is_not_taken_back(collections: Collections) -> None:
    collections.create("Satu")
    seen = collections.undoable()
    collections.create("Dua")  # somebody else, in another window
    assert collections.take_back(seen) is None and len(collections.all()) == 2
    assert collections.take_back(collections.undoable()) == Step("create", "Dua")


def test_only_the_last_steps_are_kept(collections: Collections) -> None:
    for number in range(KEPT_STEPS + 5):
        collections.create(f"K{number}")
    taken = 0
    while collections.take_back():
        taken += 1
    assert taken == KEPT_STEPS and len(collections.all()) == 5


def test_saving_does_not_wait_for_an_ingest(collections: Collections, library: Library) -> None:
    with library.write_lock():
        done: list[int] = []
        thread = threading.Thread(target=lambda: done.append(collections.create("Sambil")))
        thread.start()
        thread.join(20)
        assert done


# History


def test_the_last_question_is_first_and_a_repeated_one_is_one(library: Library) -> None:
    catalog = library.catalog
    remember(catalog, "apa itu taman", {"q": "apa itu taman"}, "answered", 3, "g1")
    remember(catalog, "resep rendang", {"q": "resep rendang"}, "abstained", 0)
    remember(catalog, "resep rendang", {"q": "resep rendang"}, "abstained", 1)
    remember(catalog, "resep rendang", {"q": "resep rendang", "kind": ["UU"]}, "abstained", 0)
    remember(catalog, "  ", {}, "abstained", 0)
    found = history(catalog)
    assert [(a.question, a.hits) for a in found] == [
        ("resep rendang", 0), ("resep rendang", 1), ("apa itu taman", 3),
    ]  # fmt: skip
    assert found[0].settings["kind"] == ["UU"] and found[2].generation == "g1"
    assert [a.question for a in history(catalog, containing="TAMAN")] == ["apa itu taman"]
    assert clear_history(catalog) == 3 and history(catalog) == []


def test_it_can_be_switched_off(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DALIL_HISTORY", "0")
    remember(library.catalog, "rahasia", {}, "answered", 1)
    assert history(library.catalog) == []


def test_the_oldest_go(library: Library) -> None:
    with library.catalog.transaction():
        for number in range(KEPT + 3):
            remember(library.catalog, f"q{number}", {}, "answered", 1)
    found = history(library.catalog, limit=KEPT + 10)
    assert len(found) == KEPT and found[-1].question == "q3"
