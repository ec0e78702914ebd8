"""What is new for who follows acts and questions: each once, and nothing where nothing came."""

from __future__ import annotations

import csv
import hashlib
import json
import re
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from urllib.parse import quote
from xml.etree import ElementTree

import pytest
from command import dalil
from made_up import act

from dalil.answer.export.news import FORMATS, atom, export_news, in_app, markdown, table
from dalil.answer.news import news
from dalil.index.curate.bundle import open_bundle, pack
from dalil.index.curate.news import follow, look
from dalil.index.encode.encoder import HashingEncoder
from dalil.index.library import Library
from dalil.index.store.bookmarks import Collections
from dalil.index.store.followed import FOLLOWED_LIMIT, Following
from dalil.index.store.owner import LOCAL, forget, of_person
from dalil.ingest.errors import FollowError
from dalil.ingest.model import Parsed

BASE = "uu/2003/13"
OTHER = of_person("https://masuk.example", "budi")


def written(document_id: str, articles: dict[str, list[str]], title: str = "") -> Parsed:
    """An act with a title and a hash of its own, as the reader would give it."""
    made = act(document_id, articles)
    sha = hashlib.sha256(f"{document_id} {articles}".encode()).hexdigest()
    document = replace(made.document, sha256=sha, title=title or made.document.title)
    return Parsed(document, made.passages)


BASE_ACT = written(BASE, {"1": ["Taman adalah tempat bermain anak."],
                          "2": ["Izin taman berlaku tiga tahun.", "Izin diberikan lurah."],
                          "3": ["Denda paling banyak satu juta rupiah."]},
                   "Pertamanan")  # fmt: skip
#: What comes, and what it is to who follows the act, its Pasal 2, its Pasal 3.
COMES: tuple[tuple[str, Parsed, tuple[str, ...], tuple[str, ...], tuple[str, ...]], ...] = (
    (
        "an amendment of one pasal",
        written("uu/2010/5", {"i": [
            "Ketentuan Pasal 2 Undang-Undang Nomor 13 Tahun 2003 tentang Pertamanan diubah "
            "sehingga berbunyi sebagai berikut:"]},
            "Perubahan atas Undang-Undang Nomor 13 Tahun 2003 tentang Pertamanan"),
        ("amended",), ("amended",), (),
    ),
    (
        "the whole act is repealed",
        written("uu/2011/9", {"9": [
            "Pada saat Undang-Undang ini mulai berlaku, Undang-Undang Nomor 13 Tahun 2003 tentang "
            "Pertamanan dicabut dan dinyatakan tidak berlaku."]}),
        ("repealed",), ("repealed",), ("repealed",),
    ),
    (
        "one pasal is repealed",
        written("uu/2012/4", {"9": [
            "Pada saat Undang-Undang ini mulai berlaku, Pasal 3 Undang-Undang Nomor 13 Tahun 2003 "
            "tentang Pertamanan dicabut dan dinyatakan tidak berlaku."]}),
        ("partly_repealed",), (), ("repealed",),
    ),
    (
        "a regulation cites one pasal",
        written("pp/2013/7", {"4": [
            "Izin sebagaimana dimaksud dalam Pasal 2 ayat (1) Undang-Undang Nomor 13 Tahun 2003 "
            "diumumkan."]}),
        ("cited",), ("cited",), (),
    ),
    (
        "a regulation cites the act as a whole",
        written("pp/2013/8", {"4": ["Sesuai Undang-Undang Nomor 13 Tahun 2003."]}),
        ("cited",), (), (),
    ),
    ("an act about something else", written("uu/2014/1", {"1": ["Kolam ikan."]}), (), (), ()),
)  # fmt: skip


@pytest.fixture
def library(tmp_path: Path) -> Library:
    library = Library.open(tmp_path / "pustaka", create=True, encoder=HashingEncoder(16))
    library.put(BASE_ACT)
    library.commit(vectors=False)
    return library


def told(library: Library, owner: str = LOCAL) -> list[tuple[str, str]]:
    look(library, owner)
    return [
        (item.kind, item.subject) for item in reversed(Following(library.catalog, owner).news())
    ]


@pytest.mark.parametrize(
    ("parsed", "of_act", "of_second", "of_third"), [row[1:] for row in COMES],
    ids=[row[0] for row in COMES],
)  # fmt: skip
def test_what_comes_is_told_once_of_what_it_concerns(
    library: Library, parsed: Parsed, of_act: tuple[str, ...], of_second: tuple[str, ...],
    of_third: tuple[str, ...],
) -> None:  # fmt: skip
    subjects = (BASE, f"{BASE}#pasal-2", f"{BASE}#pasal-3")
    for subject in subjects:
        follow(library, subject)
    assert told(library) == []
    library.put(parsed)
    found = told(library)
    for subject, kinds in zip(subjects, (of_act, of_second, of_third), strict=True):
        assert [kind for kind, about in found if about == subject] == list(kinds), subject
    news = Following(library.catalog).news()
    assert all(library.catalog.passage(item.passage) for item in news), "each opens at its proof"
    assert told(library) == found, "and is told once"


def _again(library: Library) -> None:
    library.put(written("uu/2010/5", {"i": ["Ketentuan Pasal 2 Undang-Undang Nomor 13 Tahun 2003 "
                                            "diubah."]}))  # fmt: skip


#: What changes a library without anything new in it.
NOTHING: tuple[tuple[str, Callable[[Library], object]], ...] = (
    ("nothing at all", lambda library: None),
    ("an act is read again", lambda library: library.put(BASE_ACT)),
    ("its index is made anew", lambda library: library.commit(vectors=False, rebuild=True)),
    ("vectors come", lambda library: library.commit(vectors=True)),
    ("other rules read its relations",
     lambda library: library.catalog._db.execute("DELETE FROM relations WHERE source_id = ''")),
    ("what cites is taken out and comes back", lambda library: (
        library.remove("pp/2013/7"), library.put(COMES[3][1]))),
    ("a better copy of what cites comes", lambda library: library.put(
        Parsed(replace(COMES[3][1].document, sha256="f" * 64), COMES[3][1].passages))),
    ("an act that says nothing of it comes", lambda library: library.put(COMES[-1][1])),
)  # fmt: skip


@pytest.mark.parametrize("change", [row[1] for row in NOTHING], ids=[row[0] for row in NOTHING])
def test_nothing_is_new_where_nothing_came(
    library: Library, change: Callable[[Library], object]
) -> None:
    library.put(COMES[3][1])
    library.commit(vectors=False)
    for subject in (BASE, f"{BASE}#pasal-2"):
        follow(library, subject)
    follow(library, "berapa lama izin taman berlaku?", settings={})
    passage = library.catalog.passage(f"{BASE}#pasal-2/ayat-1")
    assert passage is not None
    Collections(library.catalog).save_in("Skripsi", BASE_ACT.document, passage)
    look(library)
    change(library)
    library.commit(vectors=False)
    assert told(library) == []


# Questions

QUESTION = "berapa lama izin taman berlaku?"
ANSWERS = written("perda/2015/3", {"7": ["Izin taman kota berlaku lima tahun sejak diberikan."]})


def test_a_question_tells_a_new_find_and_opens_it(library: Library) -> None:
    follow(library, QUESTION, settings={})
    library.put(ANSWERS)
    assert told(library) == [], "it is found once it is indexed"
    library.commit(vectors=False)
    assert told(library) == [("found", QUESTION)]
    (item,) = Following(library.catalog).news()
    assert item.passage.startswith("perda/2015/3#pasal-7") and item.source == "perda/2015/3"
    assert told(library) == [("found", QUESTION)]


def test_what_came_before_its_vectors_is_found_by_meaning_later(library: Library) -> None:
    library.commit(vectors=True)
    follow(library, "lapangan", settings={"mode": "semantic"})
    # shares no word, and is found by its vector alone
    library.put(ANSWERS)
    library.commit(vectors=False)
    before = told(library)
    library.commit(vectors=True)
    assert told(library) == [*before, ("found", "lapangan")] or before == [("found", "lapangan")]


#: The same passage somewhere else, and what a question has found already.
MOVED: tuple[tuple[str, Parsed], ...] = (
    ("in a better copy under another number of its ayat", written(
        BASE, {"1": ["Taman adalah tempat bermain anak."],
               "2": ["Izin diberikan lurah.", "Izin taman berlaku tiga tahun."],
               "3": ["Denda paling banyak satu juta rupiah."]})),
    ("in another act with the same words", written(
        "uu/2016/2", {"8": ["Izin taman berlaku tiga tahun."]})),
    ("misread letters put right", written(
        BASE, {"1": ["Taman adalah tempat bermain anak-anak."],
               "2": ["Izin taman berlaku selama tiga tahun.", "Izin diberikan oleh lurah."],
               "3": ["Denda paling banyak satu juta."]})),
)  # fmt: skip


@pytest.mark.parametrize("parsed", [row[1] for row in MOVED], ids=[row[0] for row in MOVED])
def test_the_same_passage_moved_is_no_new_find(library: Library, parsed: Parsed) -> None:
    follow(library, QUESTION, settings={})
    library.put(parsed)
    library.commit(vectors=False)
    assert told(library) == []


def test_a_filter_of_the_question_holds(library: Library) -> None:
    follow(library, QUESTION, settings={"kind": ["UU"]})
    library.put(ANSWERS)
    library.commit(vectors=False)
    assert told(library) == []


# Saved passages


def test_a_saved_passage_whose_act_is_amended_elsewhere_is_not_told(library: Library) -> None:
    collections = Collections(library.catalog)
    for locator in ("pasal-2", "pasal-3"):
        passage = library.catalog.passage(f"{BASE}#{locator}")
        assert passage is not None
        collections.save_in("Skripsi", BASE_ACT.document, passage)
    for row in COMES:
        library.put(row[1])
    found = told(library)
    assert ("repealed", f"{BASE}#pasal-3") in found
    assert ("reworded", f"{BASE}#pasal-3") not in found
    assert not [1 for kind, _ in found if kind == "cited"]


# Whose it is, and what stays


def test_what_somebody_follows_is_theirs(library: Library) -> None:
    mine, theirs = Following(library.catalog), Following(library.catalog, OTHER)
    one = follow(library, BASE)
    library.put(COMES[0][1])
    look(library)
    assert theirs.all() == [] and theirs.news() == [] and not theirs.unfollow(one.id)
    assert theirs.mark_read([n.id for n in mine.news()]) == 0 and theirs.take_back() is None
    assert mine.unread() == 1
    assert mine.feed_id() != theirs.feed_id()
    forget(library.catalog, LOCAL)
    assert mine.all() == [] and mine.news() == []


def test_every_step_can_be_taken_back(library: Library) -> None:
    mine = Following(library.catalog)
    one = follow(library, BASE)
    assert follow(library, BASE) == one and len(mine.all()) == 1
    library.put(COMES[0][1])
    look(library)
    (item,) = mine.news()
    assert mine.mark_read() == 1 and mine.unread() == 0 and mine.news()[0].read
    assert mine.take_back() is not None and mine.unread() == 1
    assert mine.unfollow(one.id) and mine.news() == [] and mine.all() == []
    step = mine.take_back()
    assert step is not None and (step.name, step.subject) == ("unfollow", BASE)
    assert mine.news() == [item] and mine.all() == [one]
    assert mine.take_back() is not None and mine.all() == [] and mine.news() == []


def test_what_is_not_held_can_be_followed_and_what_is_nothing_not(library: Library) -> None:
    follow(library, "uu/2014/1")
    library.put(COMES[-1][1])
    assert told(library) == [("arrived", "uu/2014/1")]
    for wrong in ("taman", "uu", "", "lampiran/x/y/z"):
        with pytest.raises(FollowError):
            follow(library, wrong)
    with pytest.raises(FollowError):
        follow(library, "  ", settings={})


def test_nobody_follows_without_end(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("dalil.index.store.followed.FOLLOWED_LIMIT", 2)
    for number in (1, 2):
        follow(library, f"uu/2001/{number}")
    with pytest.raises(FollowError, match="2"):
        follow(library, "uu/2001/3")
    assert FOLLOWED_LIMIT >= 100


def test_a_newer_bundle_keeps_what_is_followed_and_tells_what_it_brings(
    library: Library, tmp_path: Path
) -> None:
    first = pack(library, tmp_path / "kampus.dalil")
    mine = Library.open(tmp_path / "saya", create=True, encoder=HashingEncoder(16))
    open_bundle(first.path, mine)
    mine = Library.open(tmp_path / "saya", encoder=HashingEncoder(16))
    follow(mine, BASE)
    feed = Following(mine.catalog).feed_id()
    assert told(mine) == []
    library.put(COMES[0][1])
    library.commit(vectors=False)
    with library.catalog.snapshot() as db:
        assert db.execute("SELECT count(*) FROM followed").fetchone() == (0,)
    (tmp_path / "baru").mkdir()
    open_bundle(pack(library, tmp_path / "baru" / "kampus.dalil").path, mine)
    assert told(mine) == [("amended", BASE)]
    assert Following(mine.catalog).feed_id() == feed
    with mine.catalog.snapshot() as db:
        assert db.execute("SELECT count(*) FROM arrivals").fetchone() == (2,)


# In the command, and as files


def test_the_command_from_following_to_reading(tmp_path: Path) -> None:
    place = ("--library", tmp_path / "pustaka")
    Library.open(tmp_path / "pustaka", create=True).put(BASE_ACT)
    assert dalil("news", *place).returncode == 1
    done = dalil("follow", "Pasal 2 UU 13/2003", "--question", QUESTION, *place)
    assert done.returncode == 0 and f"{BASE}#pasal-2" in done.stdout and QUESTION in done.stdout
    assert dalil("follow", "tidak ada", *place).returncode == 2
    library = Library.open(tmp_path / "pustaka")
    library.put(COMES[0][1])
    library.commit(vectors=False)
    feed, listed = tmp_path / "baru.xml", tmp_path / "baru.csv"
    done = dalil("news", "--json", "--atom", feed, "-o", listed, *place)
    said = json.loads(done.stdout)
    assert [(n["kind"], n["read"]) for n in said["news"]] == [("amended", False)]
    assert said["news"][0]["passage_id"].startswith("uu/2010/5#pasal-i")
    assert said["news"][0]["text"] in " ".join(COMES[0][1].document.text.split())
    assert feed.read_bytes().startswith(b"<?xml") and listed.read_bytes().startswith(
        b"\xef\xbb\xbf"
    )
    done = dalil("news", "--mark-read", *place)
    assert "diubah dengan UU Nomor 5 Tahun 2010" in done.stdout and "1" in done.stderr
    assert dalil("news", "--unread", *place).returncode == 1
    assert dalil("unfollow", "uu/2003/13#pasal-2", *place).returncode == 0
    assert dalil("unfollow", QUESTION, *place).returncode == 0
    assert dalil("unfollow", QUESTION, *place).returncode == 2


def test_an_ingest_says_how_much_is_new(tmp_path: Path) -> None:
    place = ("--library", tmp_path / "pustaka", "--no-embed")
    (tmp_path / "satu.md").write_text("# Satu\n\nTaman kota dibuka pagi.\n", encoding="utf-8")
    dalil("ingest", tmp_path / "satu.md", *place)
    assert "dalil news" not in dalil("ingest", tmp_path / "satu.md", *place).stderr
    dalil("follow", "--question", "kapan taman dibuka?", *place[:2])
    (tmp_path / "dua.md").write_text("# Dua\n\nTaman desa dibuka siang.\n", encoding="utf-8")
    assert "1 hal baru untuk Anda" in dalil("ingest", tmp_path / "dua.md", *place).stderr


ATOM = "{http://www.w3.org/2005/Atom}"
#: RFC 4287, 4.1.1 and 4.1.2: how often each child stands in a feed and in an entry.
ONCE = {"feed": {"id", "title", "updated"}, "entry": {"id", "title", "updated"}}
AT_MOST_ONCE = {
    "feed": {"generator", "icon", "logo", "rights", "subtitle"},
    "entry": {"content", "published", "rights", "source", "summary"},
}
ANY = {
    "feed": {"author", "category", "contributor", "link", "entry"},
    "entry": {"author", "category", "contributor", "link"},
}
RFC_3339 = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)")
IRI = re.compile(r"[a-z][a-z0-9+.-]*:[^\s<>\"{}|\\^`]+", re.IGNORECASE)


def check_atom(text: str) -> ElementTree.Element:
    """The feed, held against the rules of RFC 4287 (its Relax NG, and what it says in words)."""
    feed = ElementTree.fromstring(text.encode())
    assert feed.tag == f"{ATOM}feed"
    for element in (feed, *feed.findall(f"{ATOM}entry")):
        kind = element.tag.removeprefix(ATOM)
        counts = Counter(child.tag.removeprefix(ATOM) for child in element)
        assert set(counts) <= ONCE[kind] | AT_MOST_ONCE[kind] | ANY[kind]
        assert all(counts[name] == 1 for name in ONCE[kind])
        assert all(counts[name] <= 1 for name in AT_MOST_ONCE[kind])
        for name in ("updated", "published"):
            for moment in element.findall(f"{ATOM}{name}"):
                assert RFC_3339.fullmatch(moment.text or "") and not moment.attrib
        assert IRI.fullmatch(element.findtext(f"{ATOM}id") or "")
        assert element.findtext(f"{ATOM}title")
        links = element.findall(f"{ATOM}link")
        for link in links:
            assert set(link.attrib) <= {"href", "rel", "type", "hreflang", "title", "length"}
            assert IRI.fullmatch(link.attrib["href"]) and not (link.text or "").strip()
            assert re.fullmatch(r"\S+/\S+", link.attrib["type"])
        rels = [(x.get("rel"), x.get("type"), x.get("hreflang")) for x in links]
        assert len(rels) == len(set(rels)), "4.1.1, 4.1.2: no two alternates of one type"
        for author in element.findall(f"{ATOM}author"):
            assert [child.tag for child in author] == [f"{ATOM}name"] and author[0].text
        for category in element.findall(f"{ATOM}category"):
            assert category.attrib["term"]
        for text_ in ("title", "content", "summary"):
            for construct in element.findall(f"{ATOM}{text_}"):
                assert construct.get("type", "text") == "text" and not list(construct)
    entries = feed.findall(f"{ATOM}entry")
    assert feed.findall(f"{ATOM}author") or all(e.findall(f"{ATOM}author") for e in entries)
    for entry in entries:
        has_content = entry.find(f"{ATOM}content") is not None
        assert has_content or any(x.get("rel") == "alternate" for x in entry.iter(f"{ATOM}link"))
    ids = [e.findtext(f"{ATOM}id") for e in (feed, *entries)]
    assert len(ids) == len(set(ids))
    assert "\x00" not in text and "<script" not in text
    return feed


HOSTILE = "jahat <script>alert 1</script> & ]]> \x07 =1+1 \u202etxt.exe ﷽ \U0001f600"


def test_the_feed_is_atom_and_its_ids_stay(library: Library) -> None:
    check_atom(atom(news(library)))
    for subject in (BASE, f"{BASE}#pasal-2", f"{BASE}#pasal-3"):
        follow(library, subject)
    follow(library, f"{HOSTILE} izin taman berlaku", settings={})
    for row in COMES:
        library.put(row[1])
    library.put(ANSWERS)
    library.put(written("perda/2016/4", {"1": [f"Izin taman berlaku {HOSTILE}."]}))
    library.commit(vectors=False)
    first = check_atom(atom(news(library), in_app("https://kampus.example/dalil")))
    assert len(first.findall(f"{ATOM}entry")) >= 8
    links = [link.attrib["href"] for link in first.iter(f"{ATOM}link")]
    assert f"https://kampus.example/dalil/baca?id={quote('uu/2010/5#pasal-i/ayat-1', '')}" in links
    Following(library.catalog).mark_read()
    library.remove("uu/2010/5")
    again = check_atom(atom(news(library, language="en"), itself="https://kampus.example/v1/f"))
    ids = [[e.findtext(f"{ATOM}id") for e in feed.iter(f"{ATOM}entry")] for feed in (first, again)]
    assert ids[0] == ids[1], "whether they were read, and what is gone"


def test_files_of_it_run_nothing(library: Library) -> None:
    follow(library, f"=HYPERLINK(1) {HOSTILE} izin taman berlaku", settings={})
    library.put(written("perda/2016/4", {"1": [f"Izin taman berlaku {HOSTILE}."]}))
    library.commit(vectors=False)
    found = news(library)
    assert found.items
    rows = list(csv.reader(table(found).splitlines()))
    assert len(rows) == 1 + len(found.items)
    assert not any(cell.startswith(("=", "+", "@")) for row in rows for cell in row)
    assert "<script" not in markdown(found) and "\x07" not in markdown(found)
    for suffix in FORMATS:
        assert export_news(found, suffix)


def test_each_token_has_its_own_news(tmp_path: Path) -> None:
    pytest.importorskip("fastapi")
    from served import Served

    from dalil.service.permissions import Role

    served = Served(tmp_path, tokens=True)
    one, other = served.client(Role.READER), served.client(Role.EDITOR)
    asked = {"subject": "UU 7/2010"}
    said = one.post("/v1/followed", json=asked).json()
    assert [f["id"] for f in said["followed"]] == ["uu/2010/7"]
    served.library.put(written("pp/2022/1", {"1": ["Menurut Pasal 2 Undang-Undang Nomor 7 Tahun "
                                                   "2010."]}))  # fmt: skip
    found = one.get("/v1/news").json()
    assert [n["kind"] for n in found["news"]] == ["cited"] and found["unread"] == 1
    assert other.get("/v1/news").json()["news"] == []
    feed = one.get("/v1/news.atom")
    assert feed.headers["content-type"].startswith("application/atom+xml")
    check_atom(feed.text)
    assert one.post("/v1/news/read", json={"numbers": [found["news"][0]["number"]]}).json()[
        "read"] == 1  # fmt: skip
    assert one.get("/v1/news?unread=true").json()["news"] == []
    assert one.delete("/v1/followed?subject=uu/2010/7").json()["followed"] == []
