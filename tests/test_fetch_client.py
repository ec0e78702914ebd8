"""How files are asked for: pauses, patience, what is refused, what goes on where it was dropped."""

from __future__ import annotations

import gzip
import json
import time
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import httpx2
import pytest
from network import Network, Page, network

from dalil.ingest.errors import (
    AddressRefused,
    FetchError,
    NotThere,
    SettingError,
    Unreachable,
    WrongContent,
)
from dalil.ingest.fetch.address import Reach, reach_of
from dalil.ingest.fetch.client import PAUSE_VARIABLE, Client, Halted, Manners, user_agent

QUICK = Manners(pause_s=0.0, connect_s=5, read_s=5, first_wait_s=0.01, longest_wait_s=2)


@pytest.fixture
def net() -> Iterator[Network]:
    with network() as here:
        yield here


def client(net: Network, manners: Manners = QUICK) -> Client:
    return Client(reach_of(net.address), manners)


def test_a_file_comes_whole_with_what_is_known_of_it(net: Network, tmp_path: Path) -> None:
    net["/a"] = Page(
        b"isi" * 999, "text/plain", etag='"1"', modified="Wed, 01 Jan 2025 00:00:00 GMT"
    )
    with client(net) as asking:
        came = asking.get(net.url("/a"), tmp_path / "a", limit=10_000)
        assert (came.size, came.etag, came.content_type) == (2997, '"1"', "text/plain")
        assert (tmp_path / "a").read_bytes() == b"isi" * 999
        asking.written_down(came)
        assert [p.name for p in tmp_path.iterdir()] == ["a"], "no part, no note"
        again = asking.get(net.url("/a"), tmp_path / "b", limit=9, etag='"1"')
    assert again.unchanged and not (tmp_path / "b").exists()
    assert "Dalil/" in net.asked[0].headers["User-Agent"]


def test_what_came_before_a_kill_is_not_asked_for_again(net: Network, tmp_path: Path) -> None:
    net["/a"] = Page(b"isi", etag='"1"')
    with client(net) as asking:
        first = asking.get(net.url("/a"), tmp_path / "a", limit=99)
    with client(net) as asking:  # nobody had written it down
        assert asking.get(net.url("/a"), tmp_path / "a", limit=99) == first
    assert net.paths() == ["/a"]


@pytest.mark.parametrize("etag", ['"1"', ""], ids=["etag", "no validator"])
def test_a_dropped_connection_goes_on(net: Network, tmp_path: Path, etag: str) -> None:
    body = bytes(range(256)) * 400
    net["/a"] = Page(body, etag=etag, ranges=True, drop_at=[50_000, 20_000])
    with client(net) as asking:
        asking.get(net.url("/a"), tmp_path / "a", limit=10**6)
    assert (tmp_path / "a").read_bytes() == body
    ranges = [one.headers.get("Range") for one in net.asked]
    assert len(ranges) == 3 and (ranges[1] is not None) is bool(etag)


def test_a_file_that_changed_meanwhile_begins_anew(net: Network, tmp_path: Path) -> None:
    net["/a"] = Page(b"lama" * 9_000, etag='"1"', ranges=True, drop_at=[20_000])
    with client(net, Manners(pause_s=0, tries=1)) as asking, pytest.raises(Unreachable):
        asking.get(net.url("/a"), tmp_path / "a", limit=10**6)
    net["/a"] = Page(b"baru" * 9_000, etag='"2"', ranges=True)
    with client(net) as asking:
        asking.get(net.url("/a"), tmp_path / "a", limit=10**6)
    assert (tmp_path / "a").read_bytes() == b"baru" * 9_000
    assert net.asked[-1].headers["If-Range"] == '"1"'


STATUSES: tuple[tuple[int, type[FetchError], int, str], ...] = (
    (404, NotThere, 1, "the server says so"),
    (410, NotThere, 1, "gone for good"),
    (403, Unreachable, 1, "refused is not absent, and not asked again at once"),
    (401, Unreachable, 1, "a sign-in"),
    (451, Unreachable, 1, "withheld"),
    (500, Unreachable, 4, "its fault, perhaps over soon"),
    (503, Unreachable, 4, "busy"),
    (429, Unreachable, 4, "too many"),
    (400, Unreachable, 1, "ours, perhaps"),
)


@pytest.mark.parametrize(("status", "error", "asked", "why"), STATUSES)
def test_an_answer_that_is_no_file(
    net: Network, tmp_path: Path, status: int, error: type[FetchError], asked: int, why: str
) -> None:
    net["/a"] = Page(status=status)
    with client(net) as asking, pytest.raises(error):
        asking.get(net.url("/a"), tmp_path / "a", limit=99)
    assert len(net.asked) == asked, why
    assert not (tmp_path / "a").exists()


def test_retry_after_is_obeyed(net: Network, tmp_path: Path) -> None:
    net["/a"] = Page(b"x", statuses=[429], headers={"Retry-After": "1"})
    with client(net) as asking:
        asking.get(net.url("/a"), tmp_path / "a", limit=9)
    assert net.asked[1].at - net.asked[0].at >= 1.0


def test_a_long_retry_after_leaves_the_host_alone(net: Network, tmp_path: Path) -> None:
    net["/a"] = Page(status=429, headers={"Retry-After": "86400"})
    net["/b"] = Page(b"x")
    with client(net) as asking:
        for path in ("/a", "/b"):
            with pytest.raises(Unreachable):
                asking.get(net.url(path), tmp_path / "x", limit=9)
    assert net.paths() == ["/a"], "the other file is at the same host"


def test_one_at_a_time_with_a_pause(net: Network, tmp_path: Path) -> None:
    for name in "abc":
        net[f"/{name}"] = Page(b"x")
    with client(net, Manners(pause_s=0.3)) as asking:
        for name in "abc":
            asking.get(net.url(f"/{name}"), tmp_path / name, limit=9)
    times = [one.at for one in net.asked]
    assert all(b - a >= 0.29 for a, b in pairwise(times))
    assert {one.running for one in net.asked} == {1}


def test_a_silent_host_is_left_in_peace(net: Network, tmp_path: Path) -> None:
    for number in range(6):
        net[f"/{number}"] = Page(status=500)
    with client(net, Manners(pause_s=0, tries=1)) as asking:
        for number in range(6):
            with pytest.raises(Unreachable):
                asking.get(net.url(f"/{number}"), tmp_path / "x", limit=9)
    assert len(net.asked) == 3


REDIRECTS = (
    ("/b", True, "the same host"),
    ("http://other.invalid/b", False, "another host"),
    ("https://127.0.0.2/b", False, "another machine's name of this one"),
    ("javascript:alert(1)", False, "no address"),
    ("file:///etc/passwd", False, "a file of this machine"),
    ("/a", False, "in a circle"),
)


@pytest.mark.parametrize(("to", "followed", "why"), REDIRECTS)
def test_redirects(net: Network, tmp_path: Path, to: str, followed: bool, why: str) -> None:
    net["/a"] = Page(status=302, headers={"Location": to})
    net["/b"] = Page(b"ada")
    with client(net) as asking:
        if followed:
            came = asking.get(net.url("/a"), tmp_path / "a", limit=9)
            assert came.url == net.url("/b"), why
        else:
            with pytest.raises(AddressRefused):
                asking.get(net.url("/a"), tmp_path / "a", limit=9)


def _endless() -> Iterator[bytes]:
    while True:
        yield b"0" * 10_000


SIZES = (
    (Page(b"0" * 200), "said before"),
    (Page(_endless), "never said, never ends"),
    (Page(gzip.compress(b"0" * 10**6), headers={"Content-Encoding": "gzip"}), "once unpacked"),
)


@pytest.mark.parametrize(("page", "why"), SIZES, ids=[why for _, why in SIZES])
def test_too_much_is_not_kept(net: Network, tmp_path: Path, page: Page, why: str) -> None:
    net["/a"] = page
    with client(net) as asking, pytest.raises(WrongContent, match="batas"):
        asking.get(net.url("/a"), tmp_path / "a", limit=100, packed=True)
    assert not (tmp_path / "a").exists()


def test_a_length_that_promises_more_than_comes(net: Network, tmp_path: Path) -> None:
    net["/a"] = Page(b"0" * 5_000, claims=9_000)
    with client(net) as asking, pytest.raises(Unreachable):
        asking.get(net.url("/a"), tmp_path / "a", limit=10**6)
    assert not (tmp_path / "a").exists()


def test_what_travels_packed_comes_unpacked(net: Network, tmp_path: Path) -> None:
    net["/a"] = Page(gzip.compress(b"panjang " * 999), headers={"Content-Encoding": "gzip"})
    with client(net) as asking:
        asking.get(net.url("/a"), tmp_path / "a", limit=10**6, packed=True)
    assert (tmp_path / "a").read_bytes() == b"panjang " * 999


def test_slow_answers_end(net: Network, tmp_path: Path) -> None:
    net["/silent"] = Page(b"x", wait_s=2)
    net["/drip"] = Page(b"0" * 4096 * 40, chunk_wait_s=0.05)
    hasty = Manners(pause_s=0, read_s=0.3, tries=1, slow_after_s=0.5, slowest=10**6)
    with client(net, hasty) as asking:
        with pytest.raises(Unreachable, match="waktunya"):
            asking.get(net.url("/silent"), tmp_path / "a", limit=10**6)
        with pytest.raises(Unreachable, match="lambat"):
            asking.get(net.url("/drip"), tmp_path / "a", limit=10**6)


def test_a_stop_is_heard_in_the_middle(net: Network, tmp_path: Path) -> None:
    net["/a"] = Page(b"0" * 4096 * 100, chunk_wait_s=0.02, etag='"1"', ranges=True)

    def stop() -> bool:
        return bool(net.asked) and time.monotonic() - net.asked[0].at > 0.3

    asking = Client(reach_of(net.address), QUICK, stop)
    with asking, pytest.raises(Halted):
        asking.get(net.url("/a"), tmp_path / "a", limit=10**6)
    assert (tmp_path / "a.part").stat().st_size > 0
    net.pages["/a"].chunk_wait_s = 0
    with client(net) as asking:
        asking.get(net.url("/a"), tmp_path / "a", limit=10**6)
    assert (tmp_path / "a").stat().st_size == 4096 * 100
    assert net.asked[-1].headers["Range"] != "bytes=0-"


def test_nobody_at_home(tmp_path: Path) -> None:
    asking = Client(reach_of("http://127.0.0.1:1"), Manners(pause_s=0, tries=1))
    with asking, pytest.raises(Unreachable, match="bukan berarti tidak ada"):
        asking.get("http://127.0.0.1:1/a", tmp_path / "a", limit=9)


def test_a_name_that_leads_home(tmp_path: Path) -> None:
    """A public name whose address lies in the person's own network is not asked."""
    asked: list[str] = []

    def answer(request: httpx2.Request) -> httpx2.Response:
        asked.append(str(request.url))
        return httpx2.Response(200, content=b"rahasia")

    for address in ("192.168.1.1", "127.0.0.1", "::1", "169.254.169.254", "::ffff:10.0.0.1"):
        reach = Reach("jdih.example.id", resolve=lambda host, a=address: [a])  # type: ignore[misc]
        asking = Client(reach, QUICK, transport=httpx2.MockTransport(answer))
        with asking, pytest.raises(AddressRefused):
            asking.get("https://berkas.example.org/a", tmp_path / "a", limit=99)
    assert asked == []


ADDRESSES = (
    ("https://jdih.example.go.id/feed", True, "what it is all about"),
    ("http://jdih.example.go.id/feed", False, "no TLS"),
    ("http://127.0.0.1:8000/feed", True, "this machine, typed by the person"),
    ("http://localhost/feed", True, "the same by name"),
    ("http://192.168.0.7/feed", False, "no TLS, and not named as trusted"),
    ("https://192.168.0.7/feed", True, "the person's own word for their own network"),
    ("ftp://jdih.example.go.id/feed", False, "another protocol"),
    ("https://u:p@jdih.example.go.id/", False, "a password in an address"),
    ("https:///feed", False, "no host"),
    ("https://[::1/feed", False, "no address"),
    ("https://jdih.example.go.id:99999/", False, "no port"),
)


@pytest.mark.parametrize(("url", "taken", "why"), ADDRESSES)
def test_addresses_that_a_person_types(url: str, taken: bool, why: str) -> None:
    reach = reach_of(url)
    if taken:
        assert reach.person(url), why
    else:
        with pytest.raises(AddressRefused):
            reach.person(url)


STRANGERS = (
    ("/berkas/a.pdf", "https://jdih.example.go.id/berkas/a.pdf", "relative"),
    ("http://jdih.example.go.id/a b.pdf", "https://jdih.example.go.id/a%20b.pdf", "asked with TLS"),
    ("https://lain.example.org/a.pdf", "https://lain.example.org/a.pdf", "another public host"),
    ("http://intra.example.id/a.pdf", "http://intra.example.id/a.pdf", "named as trusted"),
    ("https://jdih.example.go.id/a.pdf#hal=3", "https://jdih.example.go.id/a.pdf", "a place in it"),
    ("/a%20b.pdf\n", "https://jdih.example.go.id/a%20b.pdf", "quoted once"),
    ("javascript:alert(1)", None, "a script"),
    ("file:///etc/passwd", None, "a file of this machine"),
    ("data:text/html,x", None, "no address at all"),
    ("//127.0.0.1/a.pdf", None, "this machine"),
    ("https://localhost/a.pdf", None, "the same"),
    ("https://10.0.0.1/a.pdf", None, "the person's network"),
    ("https://169.254.169.254/latest", None, "a cloud's secrets"),
    ("https://[::1]/a.pdf", None, "this machine again"),
    ("https://[fd00::1]/a.pdf", None, "the person's network again"),
    ("https://u:p@jdih.example.go.id/a.pdf", None, "a password"),
    ("https://jdih.example.go.id:0/a", None, "no port"),
    ("http://[", None, "no address"),
)  # fmt: skip


@pytest.mark.parametrize(("said", "asked", "why"), STRANGERS)
def test_addresses_that_a_feed_gives(said: str, asked: str | None, why: str) -> None:
    reach = reach_of("https://jdih.example.go.id/feed", ["intra.example.id"])
    if asked is None:
        with pytest.raises(AddressRefused):
            reach.stranger(said, "https://jdih.example.go.id/feed")
    else:
        assert reach.stranger(said, "https://jdih.example.go.id/feed") == asked, why


def test_the_pause_is_a_setting(monkeypatch: pytest.MonkeyPatch) -> None:
    assert Manners.from_environment().pause_s == 1.0
    monkeypatch.setenv(PAUSE_VARIABLE, "3")
    assert Manners.from_environment().pause_s == 3.0
    monkeypatch.setenv(PAUSE_VARIABLE, "sebentar")
    with pytest.raises(SettingError):
        Manners.from_environment()


def test_who_asks_can_be_written_to(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DALIL_CONTACT", "perpus@example.ac.id\r\nX-Evil: 1 (x)")
    assert user_agent().endswith("; perpus@example.ac.idX-Evil: 1 x)")


def test_a_damaged_note_costs_nothing(net: Network, tmp_path: Path) -> None:
    net["/a"] = Page(b"isi", etag='"1"')
    for note in ("{", "[]", json.dumps({"url": net.url("/a"), "sha256": "0"}), "\0"):
        (tmp_path / "a.part.json").write_text(note)
        (tmp_path / "a.part").write_bytes(b"lama")
        with client(net) as asking:
            came = asking.get(net.url("/a"), tmp_path / "a", limit=99)
            asking.written_down(came)
        assert (tmp_path / "a").read_bytes() == b"isi"
        (tmp_path / "a").unlink()
