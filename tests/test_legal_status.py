"""Status as far as a library knows: what follows from relations, and what comes and goes."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from made_up import act

from dalil.index.library import Library
from dalil.index.store.catalog import Catalog
from dalil.index.store.legal_status import CHANGES, PARTS, Standings, standing_in_act
from dalil.ingest.model import Status
from dalil.ingest.relations.relations import Relation, RelationKind

A = "uu/2001/1"


def said(kind: RelationKind, where: str = "", by: str = "uu/2010/5") -> Relation:
    return Relation(by, kind, f"{A}#{where}" if where else A, f"{by}#pasal-9")


@pytest.mark.parametrize(
    ("relations", "where", "status"),
    [
        ([], "", Status.UNKNOWN),
        ([], "pasal-5", Status.UNKNOWN),  # never "in force" by silence
        ([said("keeps"), said("based_on"), said("implements")], "", Status.UNKNOWN),
        ([said("keeps_rules_of")], "", Status.UNKNOWN),
        ([said("repeals")], "", Status.REPEALED),
        ([said("repeals")], "pasal-5/ayat-2", Status.REPEALED),  # with all in it
        ([said("repeals", "pasal-5")], "", Status.PARTLY_REPEALED),
        ([said("repeals", "pasal-5")], "pasal-5/ayat-2", Status.REPEALED),
        ([said("repeals", "pasal-5")], "pasal-50", Status.UNKNOWN),
        ([said("repeals", "pasal-5/ayat-1")], "pasal-5", Status.PARTLY_REPEALED),
        ([said("repeals", "pasal-5/ayat-1")], "pasal-5/ayat-2", Status.UNKNOWN),
        ([said("repeals_partly")], "", Status.PARTLY_REPEALED),
        ([said("repeals_partly")], "pasal-5", Status.UNKNOWN),  # which part is not said
        ([said("amends")], "", Status.AMENDED),
        ([said("amends")], "pasal-5", Status.UNKNOWN),
        ([said("amends", "pasal-5/ayat-1")], "pasal-5", Status.AMENDED),
        ([said("deletes", "pasal-5")], "", Status.AMENDED),  # the act, of which a pasal is gone
        ([said("deletes", "pasal-5")], "pasal-5", Status.REPEALED),
        ([said("inserts", "pasal-5/ayat-3")], "pasal-5", Status.AMENDED),
        ([said("amends", "pasal-5")], "penjelasan/pasal-5", Status.AMENDED),
        ([said("amends", "penjelasan/pasal-5")], "pasal-5", Status.UNKNOWN),
        # deleted, and later given another wording
        ([said("deletes", "pasal-5"), said("amends", "pasal-5", "uu/2015/1")], "pasal-5",
         Status.AMENDED),
    ],
)  # fmt: skip
def test_what_follows(relations: list[Relation], where: str, status: Status) -> None:
    found, reason = Standings(relations).of(where)
    assert found is status
    assert (reason is None) == (status is Status.UNKNOWN)


def test_the_first_repeal_and_the_last_change_are_the_reason() -> None:
    twice = [said("repeals", by="uu/2012/1"), said("repeals", by="uu/2010/12")]
    assert Standings(twice).act == (Status.REPEALED, "uu/2010/12#pasal-9")
    changed = [said("amends", by="uu/2012/10"), said("amends", by="uu/2012/9")]
    assert Standings(changed).act == (Status.AMENDED, "uu/2012/10#pasal-9")


OLD = act("uu/2001/1", {"1": ["Pasar dibuka pagi."], "2": ["Pasar ditutup sore."]})
NEW = act("uu/2010/5", {"7": ["Undang-Undang Nomor 1 Tahun 2001 dicabut."]})
PART = act("uu/2010/5", {"7": ["Pasal 2 Undang-Undang Nomor 1 Tahun 2001 dicabut."]})


@pytest.mark.parametrize("first", [OLD, NEW])
def test_status_does_not_depend_on_the_order_of_ingesting(tmp_path: Path, first: object) -> None:
    catalog = Catalog(tmp_path / "catalog.sqlite")
    for parsed in (OLD, NEW) if first is OLD else (NEW, OLD):
        catalog.put(parsed)
    document = catalog.document("uu/2001/1", with_text=False)
    assert document is not None
    assert (document.status, document.status_reason) == (
        Status.REPEALED, "uu/2010/5#pasal-7/ayat-1",
    )  # fmt: skip
    assert catalog.put(OLD) == "unchanged"


def test_status_goes_with_the_act_that_said_it(tmp_path: Path) -> None:
    catalog = Catalog(tmp_path / "catalog.sqlite")
    catalog.put(OLD)
    before = catalog.content_hash()
    catalog.put(NEW)
    catalog.put(PART)  # in place of it
    document = catalog.document("uu/2001/1")
    assert document is not None
    assert document.status is Status.PARTLY_REPEALED
    assert catalog.status_of("uu/2001/1#pasal-2/ayat-1")[0] is Status.REPEALED
    assert catalog.status_of("uu/2001/1#pasal-1") == (Status.UNKNOWN, None)
    catalog.remove("uu/2010/5")
    document = catalog.document("uu/2001/1")
    assert document is not None
    assert (document.status, document.status_reason) == (Status.UNKNOWN, None)
    assert catalog.content_hash() == before


def test_a_failed_transaction_takes_the_status_back(tmp_path: Path) -> None:
    catalog = Catalog(tmp_path / "catalog.sqlite")
    catalog.put(OLD)
    with pytest.raises(RuntimeError), catalog.transaction():
        catalog.put(NEW)
        raise RuntimeError
    assert catalog.documents()[0].status is Status.UNKNOWN
    assert catalog.relations("uu/2010/5") == []


def test_an_index_is_made_anew_for_a_repeal_and_for_nothing_else(tmp_path: Path) -> None:
    library = Library.open(tmp_path / "library", create=True)
    library.put(OLD)
    library.commit(vectors=False)
    library.put(NEW)
    generation = library.commit(vectors=False)
    assert [d.repealed for d in generation.documents] == [True, False]
    assert library.commit(vectors=False).name == generation.name
    hit = library.search("pasar sore", mode="lexical").hits[0]
    assert hit.standing == (Status.REPEALED, "uu/2010/5#pasal-7/ayat-1")


def test_a_hit_has_its_own_status_before_that_of_its_act(tmp_path: Path) -> None:
    library = Library.open(tmp_path / "library", create=True)
    library.put(OLD)
    library.put(PART)
    library.commit(vectors=False)
    by_id = {h.passage.passage_id: h for h in library.search("pasar", mode="lexical").hits}
    assert by_id["uu/2001/1#pasal-2/ayat-1"].standing[0] is Status.REPEALED
    other = by_id["uu/2001/1#pasal-1/ayat-1"]
    assert other.standing == (Status.UNKNOWN, None), "Pasal 2 is named, not this one"
    assert other.act is not None
    assert (other.act.status, other.act.repealed) == (Status.PARTLY_REPEALED, ("pasal-2",))


@pytest.mark.parametrize(
    ("own", "act", "known"),
    [
        (Status.UNKNOWN, Status.REPEALED, Status.REPEALED),  # all of it is gone
        (Status.UNKNOWN, Status.IN_FORCE, Status.IN_FORCE),  # by its source's word, all of it
        (Status.UNKNOWN, Status.PARTLY_REPEALED, Status.UNKNOWN),  # another provision is named
        (Status.UNKNOWN, Status.AMENDED, Status.UNKNOWN),
        (Status.AMENDED, Status.PARTLY_REPEALED, Status.AMENDED),  # its own word first
        (Status.AMENDED, Status.REPEALED, Status.AMENDED),
    ],
)
def test_what_an_act_is_wholly_its_provisions_are(own: Status, act: Status, known: Status) -> None:
    assert standing_in_act((own, None), (act, None))[0] is known


def test_a_source_s_own_word_for_the_act_holds_for_its_provisions(tmp_path: Path) -> None:
    catalog = Catalog(tmp_path / "catalog.sqlite")
    stated = replace(OLD.document, status=Status.REPEALED)
    catalog.put(replace(OLD, document=stated))
    assert catalog.status_of("uu/2001/1#pasal-1")[0] is Status.REPEALED
    assert catalog.act_standing("uu/2001/1").status is Status.REPEALED


def test_the_provisions_named_are_in_the_order_of_the_act_each_once() -> None:
    relations = [
        said("repeals", "pasal-10"), said("repeals", "pasal-9/ayat-2"),
        said("repeals", "pasal-9"), said("repeals_partly", "pasal-11"),
        said("deletes", "pasal-3"), said("amends", "pasal-2"),
    ]  # fmt: skip
    standings = Standings(relations)
    assert standings.named(PARTS) == ("pasal-9", "pasal-10", "pasal-11")
    assert standings.named(CHANGES) == ("pasal-2", "pasal-3")


def test_heirs_stand_and_are_found_through_what_is_gone_itself(tmp_path: Path) -> None:
    catalog = Catalog(tmp_path / "catalog.sqlite")
    catalog.put(OLD)
    catalog.put(NEW)  # repealed in turn:
    again = {"3": ["Undang-Undang Nomor 5 Tahun 2010 dicabut."]}
    some = {"4": ["Pasal 1 Undang-Undang Nomor 5 Tahun 2010 dicabut."]}
    rest = {"4": ["Pasal 3 Undang-Undang Nomor 8 Tahun 2014 dicabut."]}
    catalog.put(act("uu/2014/8", again))
    catalog.put(act("uu/2012/2", some))
    catalog.put(act("uu/2020/1", rest))
    assert set(catalog.heirs("uu/2001/1")) == {"uu/2014/8", "uu/2012/2"}, (
        "not the repealed one, nor what takes a pasal from the one that stands"
    )
    assert catalog.act_standing("uu/2001/1").heirs == catalog.heirs("uu/2001/1")
    assert catalog.act_standing("uu/2014/8").heirs == ()


def test_a_library_of_older_rules_is_read_again_once(tmp_path: Path) -> None:
    library = Library.open(tmp_path / "library", create=True)
    library.put(OLD)
    library.put(NEW)
    catalog = library.catalog
    with catalog.transaction() as db:  # as a program that knew no relations left it
        db.execute("DELETE FROM relations")
        db.execute("DROP INDEX relations_by_target")
        db.execute("UPDATE documents SET status = 'unknown', status_reason = NULL")
    library.commit(vectors=False)
    assert catalog.document("uu/2001/1", with_text=False).status is Status.REPEALED  # type: ignore[union-attr]
    assert catalog.renew_relations() is False
