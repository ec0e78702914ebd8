"""Search, ask and cite give the wording in force: today's, and that of another day."""

from __future__ import annotations

import json
import sqlite3
from functools import partial
from pathlib import Path

import pytest
from made_up import act
from test_text_in_force import BASE, amending, made
from typer.testing import CliRunner

from dalil.answer.export.bookmark_rows import collect, remark
from dalil.cli.main import app
from dalil.index.query.conditions import Filters
from dalil.index.search.results import Hit
from dalil.index.store.bookmarks import Collections
from dalil.index.store.wordings import NO_END
from dalil.index.wording_periods import renew_wordings
from dalil.index.wordings import Wordings
from dalil.ingest.errors import CatalogBroken, QueryError
from dalil.library import Library

FIRST = amending(
    7, 2005,
    "1. Ketentuan Pasal 4 diubah sehingga berbunyi sebagai berikut:\nPasal 4\nIzin kebun berlaku "
    "selama sepuluh tahun dan dapat diperpanjang oleh Menteri.\n"
    "2. Ketentuan Pasal 2 ayat (3) dihapus.\n"
    "3. Di antara Pasal 4 dan Pasal 5 disisipkan 1 (satu) pasal, yakni Pasal 4A yang berbunyi "
    "sebagai berikut:\nPasal 4A\nPemegang izin wajib memasang pagar bambu di sekeliling kebun.\n"
    "4. Frasa “Juru Kebun” dalam Pasal 5 diganti dengan frasa “Penilik Kebun”.",
)  # fmt: skip
SECOND = amending(
    3, 2010,
    "1. Ketentuan Pasal 4 diubah sehingga berbunyi sebagai berikut:\nPasal 4\nIzin kebun berlaku "
    "selama lima belas tahun dan tidak dapat diperpanjang lagi.",
    ordinal="KEDUA ", begins="6 (enam) bulan terhitung sejak tanggal diundangkan",
)  # fmt: skip
OLD = "uu/2001/1#pasal-4"
NEW = "uu/2005/7#pasal-i/angka-1/pasal-4"
NEWEST = "uu/2010/3#pasal-i/angka-1/pasal-4"
ASKED = "berapa tahun izin kebun berlaku"


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Library:
    return made(tmp_path_factory.mktemp("wordings"), BASE, FIRST, SECOND)


def ids(hits: tuple[Hit, ...]) -> list[str]:
    return [hit.passage.passage_id for hit in hits]


def asked(library: Library, question: str, as_of: str | None = None) -> tuple[Hit, ...]:
    return library.search(question, mode="lexical", as_of=as_of).hits


#: (day, which wording comes first, which stand under it)
DAYS = [
    (None, NEWEST, {OLD, NEW}),  # today's
    ("2001-03-01", OLD, set()),  # the first day of the act
    ("2005-05-31", OLD, set()),  # the last day of its own wording
    ("2005-06-01", NEW, {OLD}),  # replaced on this day
    ("2010-11-30", NEW, {OLD}),  # the second act is promulgated, and begins half a year later
    ("2010-12-01", NEWEST, {OLD, NEW}),
]


@pytest.mark.parametrize(("day", "first", "older"), DAYS)
def test_the_wording_of_the_day_comes_first(
    library: Library, day: str | None, first: str, older: set[str]
) -> None:
    hits = asked(library, ASKED, day)
    assert ids(hits)[0] == first
    assert {old.passage.passage_id for old in hits[0].older} == older
    assert not {OLD, NEW, NEWEST} - {first} & set(ids(hits))
    assert hits[0].wording is not None and hits[0].wording.force == "in_force"
    assert [hit.rank for hit in hits] == list(range(1, len(hits) + 1))


def test_what_was_replaced_says_since_when_and_by_what(library: Library) -> None:
    (old,) = [o for o in asked(library, ASKED)[0].older if o.passage.passage_id == OLD]
    assert old.wording is not None
    assert old.wording.to_dict() == {
        "force": "replaced", "provision": OLD, "since": "2005-06-01",
        "by": "uu/2005/7#pasal-i/angka-1", "passage_id": NEWEST, "until": None, "then_by": None,
        "reason": None,
    }  # fmt: skip
    result = library.ask(ASKED, mode="lexical").to_dict()
    assert result["hits"][0]["wording"]["provision"] == OLD
    assert {o["wording"]["force"] for o in result["hits"][0]["older"]} == {"replaced"}
    assert "sepuluh" not in result["answer"]["statements"][0]["text"]


def test_a_day_in_the_question_is_as_one_beside_it(library: Library) -> None:
    typed = library.search(f"{ASKED} tanggal:2006-01-31", mode="lexical")
    assert (typed.as_of, ids(typed.hits)) == (
        "2006-01-31",
        ids(asked(library, ASKED, "2006-01-31")),
    )
    assert library.search(f"{ASKED} date:2006-01-31", mode="lexical").hits == typed.hits
    assert library.ask(f"{ASKED} tanggal:2006-01-31", mode="lexical").to_dict()["as_of"] == (
        "2006-01-31"
    )


@pytest.mark.parametrize(
    "question", ["izin tanggal:2006-02-30", "izin tanggal:kemarin",
                 "izin tanggal:2006-01-01 tanggal:2007-01-01"],
)  # fmt: skip
def test_what_is_no_day_is_one_error(library: Library, question: str) -> None:
    with pytest.raises(QueryError, match=r"tanggal|date"):
        library.search(question, mode="lexical")
    with pytest.raises(QueryError, match="bukan tanggal"):
        library.ask("izin", as_of="31-01-2006")


def test_an_exact_quotation_finds_the_wording_that_was_replaced(library: Library) -> None:
    hits = asked(library, "Izin berlaku selama lima tahun.")
    assert ids(hits)[:2] == [OLD, NEWEST], "what is quoted, then what is in force"
    assert hits[0].wording is not None and hits[0].wording.force == "replaced"
    hits = asked(library, '"selama sepuluh tahun"')
    assert ids(hits)[0] == NEW
    assert {h.document.id for h in hits} == {"uu/2005/7"}, "a phrase finds nothing else"
    assert {h.wording and h.wording.passage for h in hits} == {NEWEST}


def test_a_filter_that_leaves_the_wording_in_force_out_leaves_the_old_one_labelled(
    library: Library,
) -> None:
    only = Filters(documents=frozenset({"uu/2001/1"}))
    hits = library.search(ASKED, mode="lexical", filters=only).hits
    assert OLD in ids(hits)
    (old,) = [h for h in hits if h.passage.passage_id == OLD]
    assert old.wording is not None and old.wording.passage == NEWEST


def test_a_reference_leads_to_the_wording_in_force(library: Library) -> None:
    hits = asked(library, "Pasal 4 UU 1/2001")
    assert ids(hits)[0] == NEWEST and hits[0].referenced
    assert [old.passage.passage_id for old in hits[0].older] == [OLD]
    assert ids(asked(library, "Pasal 4 UU 1/2001", "2003-01-01"))[0] == OLD


def test_what_is_gone_or_only_partly_there_says_so(library: Library) -> None:
    burn = next(
        h for h in asked(library, "pekebun dilarang membakar kebun")
        if h.passage.passage_id == "uu/2001/1#pasal-2/ayat-3"
    )  # fmt: skip
    assert burn.wording is not None and burn.wording.force == "deleted"
    assert burn.wording.since == "2005-06-01"
    warden = asked(library, "siapa mengawasi kebun milik negara")[0]
    assert warden.passage.passage_id == "uu/2001/1#pasal-5"
    assert warden.wording is not None and warden.wording.force == "phrase"
    assert warden.wording.by == "uu/2005/7#pasal-i/angka-4"


def test_an_act_that_had_not_begun_is_not_found(library: Library) -> None:
    assert not asked(library, "pagar bambu di sekeliling kebun", "2001-02-28")
    early = asked(library, "pagar bambu di sekeliling kebun", "2004-01-01")
    assert {h.document.id for h in early} == {"uu/2001/1"}
    late = asked(library, "pagar bambu di sekeliling kebun")
    assert late[0].passage.passage_id == "uu/2005/7#pasal-i/angka-3/pasal-4a"


def test_what_is_uncertain_is_labelled_and_moves_nothing(tmp_path: Path) -> None:
    torn = "1. Ketentuan Pasal 4 diubah sehingga berbunyi sebagai berikut:\n"
    library = made(tmp_path, BASE, amending(7, 2005, torn))
    hit = asked(library, ASKED)[0]
    assert hit.passage.passage_id == OLD and not hit.older
    assert hit.wording is not None
    assert (hit.wording.force, hit.wording.reason) == ("uncertain", "no_wording")


def test_what_was_repealed_later_was_in_force_before(tmp_path: Path) -> None:
    gone = act("uu/2008/3", {"1": ["Undang-Undang Nomor 1 Tahun 2001 tentang Kebun dicabut."]})
    library = made(tmp_path, BASE)
    library.put(gone)
    library.commit(vectors=False)
    now, then = (library.ask(ASKED, mode="lexical", as_of=d) for d in (None, "2003-01-01"))
    assert now.hits[0].standing[0].value == "repealed"
    assert then.hits[0].standing[0].value == "unknown"
    assert then.to_dict()["works"] == []


# The rows


def test_rows_say_what_the_text_in_force_says(library: Library) -> None:
    """The slow oracle: every provision on every day, put together anew."""
    for day in ("2001-03-01", "2005-06-01", "2010-06-01", "2010-12-01", "2026-01-01"):
        wordings = Wordings(library.catalog, day)
        for p in library.text("uu/2001/1", day).provisions:
            locator = p.id.partition("#")[2]
            row = wordings.at("uu/2001/1", locator)
            if row is None:
                assert p.state == "original" and p.literal, p.id
                continue
            if p.literal and p.state != "deleted":
                assert row.state == p.state, p.id
                assert row.source == (p.source or "")
                passage = library.catalog.passage(row.passage)
                assert passage is not None and p.text.strip() in passage.text + "\n"
                if row.exact and row.state != "original":
                    on = wordings.of(row.passage)
                    assert on is not None and on.force == "in_force", p.id
            elif p.state == "deleted":
                assert (row.state, row.passage) == ("deleted", "")
            else:
                assert row.state in {"partly", "phrase"}, p.id


def test_only_the_chain_that_is_touched_is_read_again(tmp_path: Path) -> None:
    library = made(tmp_path, BASE, FIRST)
    rows = library.catalog.wordings_at("uu/2001/1", "pasal-4")
    assert [(w.since, w.until, w.passage) for w in rows] == [
        ("", "2005-06-01", OLD), ("2005-06-01", NO_END, NEW),
    ]  # fmt: skip
    assert renew_wordings(library.catalog) == 0
    library.put(act("uu/2009/8", {"1": ["Jembatan diperiksa petugas kota sebelum dipakai."]}))
    assert renew_wordings(library.catalog) == 0, "an act that nobody amends"
    (tmp_path / "second.md").write_text(SECOND, encoding="utf-8")
    library.add(tmp_path / "second.md", vectors=False, workers=1)
    assert library.catalog.wordings_at("uu/2001/1", "pasal-4")[-1].passage == NEWEST
    library.remove("uu/2010/3")
    library.remove("uu/2005/7")
    library.commit(vectors=False)
    assert not library.catalog.has_wordings()
    assert asked(library, ASKED)[0].wording is None


def test_a_library_without_amendments_has_no_rows(tmp_path: Path) -> None:
    library = made(tmp_path, BASE)
    assert not library.catalog.has_wordings()
    assert all("wording" not in h for h in library.ask(ASKED, mode="lexical").to_dict()["hits"])


def test_a_row_that_is_not_what_was_written_is_damage(tmp_path: Path) -> None:
    library = made(tmp_path, BASE, FIRST)
    library.close()
    with sqlite3.connect(library.folder / "catalog.sqlite") as db:
        db.execute(
            "UPDATE wordings SET since = '2006-06-01' WHERE place = 'pasal-4' AND since > ''"
        )
    with pytest.raises(CatalogBroken):
        asked(library, ASKED)


# Look-up


def test_a_provision_is_cited_in_the_wording_of_a_day_with_what_gave_it(library: Library) -> None:
    (match,) = library.cite("Pasal 4 UU 1/2001", as_of="2007-01-01").to_dict()["matches"]
    assert match["passage_id"] == NEW and "sepuluh tahun" in match["text"]
    assert "Nomor 1 Tahun 2001" in match["citation"] and match["citation"].endswith("Pasal 4.")
    assert "sebagaimana telah diubah dengan Undang-Undang Nomor 7 Tahun 2005," in match["citation"]
    assert "Nomor 7 Tahun 2005" in match["source_citation"]
    assert match["source_citation"].endswith("Pasal I angka 1 Pasal 4.")
    (match,) = library.cite("Pasal 4 UU 1/2001", as_of="2002-01-01").to_dict()["matches"]
    assert (match["passage_id"], "source_citation" in match) == (OLD, False)
    assert "sebagaimana" not in match["citation"]


def test_without_a_day_the_act_itself_is_cited_beside_the_wording_in_force(
    library: Library,
) -> None:
    (match,) = library.cite("Pasal 4 UU 1/2001").to_dict()["matches"]
    assert match["passage_id"] == OLD, "an exact look-up stays one"
    assert match["in_force"]["passage_id"] == NEWEST
    assert (
        "sebagaimana telah beberapa kali diubah, terakhir dengan Undang-Undang Nomor 3 Tahun 2010,"
        in match["citation"]
    )
    (english,) = library.cite("Pasal 4 UU 1/2001", language="en").to_dict()["matches"]
    assert "as amended several times, most recently by Law Number 3 of 2010" in english["citation"]
    (short,) = library.cite("Pasal 4 UU 1/2001", style="short").to_dict()["matches"]
    assert short["citation"] == "Pasal 4 UU 1/2001"
    (phrase,) = library.cite("Pasal 5 UU 1/2001").to_dict()["matches"]
    assert "Penilik Kebun mengawasi" in phrase["in_force"]["text"]


def test_what_was_not_there_on_the_day_is_said(library: Library) -> None:
    found = library.cite("Pasal 4A UU 1/2001", as_of="2004-01-01")
    assert not found.matches and found.absent[-1].why == "not_begun"
    assert (
        found.absent[-1].said == "Pasal 4A UU Nomor 1 Tahun 2001 belum berlaku pada 1 Januari 2004."
    )
    (there,) = library.cite("Pasal 4A UU 1/2001", as_of="2006-01-01").matches
    assert there.words.startswith("Pemegang izin")
    gone = library.cite("Pasal 2 ayat (3) UU 1/2001", as_of="2006-01-01").to_dict()["matches"][0]
    assert gone["wording"]["force"] == "deleted"


# Drafts

#: (a draft's words, verdict, code, first words of the wording in force)
DRAFTS = [
    # the wording of before, and of between
    ("“Izin berlaku selama lima tahun”", "repealed_or_amended", "replaced", "Izin kebun berlaku "
     "selama lima belas"),
    ("“Izin kebun berlaku selama sepuluh tahun dan dapat diperpanjang oleh Menteri”",
     "repealed_or_amended", "replaced", "Izin kebun berlaku selama lima belas"),
    # the one in force
    ("“Izin kebun berlaku selama lima belas tahun dan tidak dapat diperpanjang lagi”", "verified",
     "new_wording", None),
    # words that the old wording and the one in force share
    ("“Izin kebun berlaku selama”", "verified", "new_wording", None),
]  # fmt: skip


@pytest.mark.parametrize(("quoted", "verdict", "code", "now"), DRAFTS)
def test_a_draft_that_quotes_a_replaced_wording_is_told_when_and_by_what(
    library: Library, quoted: str, verdict: str, code: str, now: str | None
) -> None:
    draft = f"Pasal 4 UU Nomor 1 Tahun 2001 tentang Kebun menyatakan {quoted}."
    (found,) = [f for f in library.check(draft).findings if f.kind == "quotation"]
    assert (found.verdict.value, found.code) == (verdict, code)
    said = found.to_dict()
    if now is None:
        assert "in_force" not in said
        return
    assert found.suggestion.startswith(now) and said["in_force"]["text"].startswith(now)
    assert said["in_force"]["passage_id"] == NEWEST
    assert "terakhir dengan Undang-Undang Nomor 3 Tahun 2010" in said["in_force"]["citation"]
    assert said["in_force"]["since"] in {"2005-06-01", "2010-12-01"}
    assert "sejak" in found.reason() and "from" in found.reason("en")


def test_a_quotation_of_a_deleted_or_an_untouched_unit(library: Library) -> None:
    draft = (
        "Pasal 2 ayat (3) UU Nomor 1 Tahun 2001 menyatakan “Pekebun dilarang membakar kebun”.\n\n"
        "Pasal 2 ayat (2) UU Nomor 1 Tahun 2001 menyatakan “Pekebun wajib merawat kebun”."
    )
    gone, kept = [f for f in library.check(draft).findings if f.kind == "quotation"]
    assert gone.verdict.value == "repealed_or_amended" and gone.code == "deleted"
    assert "1 Juni 2005" in gone.reason()
    assert kept.verdict.value == "verified"


def test_a_quotation_of_words_that_were_replaced(library: Library) -> None:
    draft = "Pasal 5 UU Nomor 1 Tahun 2001 menyatakan “Juru Kebun mengawasi kebun milik negara”."
    (found,) = [f for f in library.check(draft).findings if f.kind == "quotation"]
    assert found.code == "replaced_words"
    assert found.suggestion.startswith("Penilik Kebun mengawasi")


# Collections


def test_a_collection_tells_what_was_replaced_since_it_was_saved(tmp_path: Path) -> None:
    library = made(tmp_path, BASE, FIRST)
    collections = Collections(library.catalog)
    for saved in (OLD, NEW, "uu/2001/1#pasal-2/ayat-2"):
        passage = library.catalog.passage(saved)
        assert passage is not None
        document = library.catalog.document(passage.document_id, with_text=False)
        assert document is not None
        collections.save_in("Bab 2", document, passage)
    (chosen,) = collections.all()
    old, new, kept = collect(library, chosen).held
    assert (old.replaced, old.since_saved) == (True, False), "it was replaced when it was saved"
    assert not new.replaced and not kept.replaced and kept.wording is None
    with library.catalog.transaction() as db:
        db.execute("UPDATE saved SET at = '2020-01-01T00:00:00+00:00'")
    (tmp_path / "second.md").write_text(SECOND, encoding="utf-8")
    library.add(tmp_path / "second.md", vectors=False, workers=1)
    found = collect(library, chosen)
    assert [h.replaced for h in found.held] == [True, True, False]
    assert found.held[1].since_saved
    assert "sejak 1 Desember 2010" in remark(found.held[1], found)
    assert remark(found.held[1], found).count("sejak disimpan") == 1
    run = partial(CliRunner().invoke, app)
    said = run(["collection", "Bab 2", "--replaced", "--json", "--library", str(library.folder)])
    passages = json.loads(said.stdout)["passages"]
    assert [p["passage_id"] for p in passages] == [OLD, NEW]
    assert passages[1]["replaced_since_saved"] and passages[1]["wording"]["passage_id"] == NEWEST
    listed = run(["collection", "--library", str(library.folder)])
    assert "Bab 2  (3, 2 bunyinya sudah diganti)" in listed.stdout


def test_the_command_says_what_a_passage_is(library: Library) -> None:
    run = partial(CliRunner().invoke, app)
    at = ["--library", str(library.folder)]
    said = run(["ask", ASKED, "--mode", "lexical", *at]).stdout
    assert "bunyi Pasal 4 UU Nomor 1 Tahun 2001 yang berlaku sejak 1 Desember 2010" in said
    assert "bunyi lama: Indonesia, Undang-Undang Nomor 1 Tahun 2001" in said
    said = run(["ask", ASKED, "--mode", "lexical", "--as-of", "2004-01-01", *at]).stdout
    assert "berlaku sampai diganti sejak 1 Juni 2005 oleh Pasal I angka 1" in said
    assert isinstance(run(["ask", ASKED, "--as-of", "2004-01-32", *at]).exception, QueryError)
    said = run(["cite", "Pasal 4 UU 1/2001", "--as-of", "2007-01-01", *at]).stdout
    assert "bunyinya: Indonesia, Undang-Undang Nomor 7 Tahun 2005" in said
