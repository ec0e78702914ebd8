"""Asking for files over HTTP as a guest does: one at a time, with pauses, going away when told to.

Every file goes into ``NAME.part`` with a note of what it is beside it, and gets its name when it is
whole; what was dropped in the middle goes on where it was (``Range`` with ``If-Range``), in this
run or in the next. A `Received` whose note is still there came in an earlier run that was killed
before anybody wrote it down: it is not asked for again.
"""

from __future__ import annotations

import email.utils
import hashlib
import json
import os
import time
import urllib.request
from collections import Counter
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit

import httpx2
import tenacity

from dalil.ingest.errors import (
    AddressRefused,
    FetchError,
    NotThere,
    SettingError,
    Unreachable,
    WrongContent,
)
from dalil.ingest.fetch.address import Reach, is_private
from dalil.ingest.messages import Message

#: Seconds between two requests to one host, in the environment; and who asks, to be written to.
PAUSE_VARIABLE: Final = "DALIL_FETCH_PAUSE"
CONTACT_VARIABLE: Final = "DALIL_CONTACT"

#: What stands in the user agent: whoever reads a server's log should know what this was.
_WHO: Final = "perpustakaan hukum pribadi, atas perintah pemakainya"

_REDIRECTS: Final = 5
_MOVED: Final = frozenset({301, 302, 303, 307, 308})
#: Not now: asked again, after a while.
_AGAIN: Final = frozenset({408, 425, 429, 500, 502, 503, 504, 520, 521, 522, 523, 524})
_GONE: Final = frozenset({404, 410})
_STEP_S: Final = 0.2


@dataclass(frozen=True, slots=True)
class Manners:
    """How we ask. Seconds unless said otherwise."""

    pause_s: float = 1.0  # between two requests to a host
    connect_s: float = 20.0
    read_s: float = 60.0  # without a byte
    tries: int = 4
    first_wait_s: float = 2.0  # before the second try; doubled for each further one
    longest_wait_s: float = 300.0  # of a Retry-After that is waited for; a longer one ends the try
    slow_after_s: float = 120.0  # then a file must have come with so many bytes a second
    slowest: float = 500.0
    silent: int = 3  # files in a row that a host did not give, until it is left in peace

    @classmethod
    def from_environment(cls) -> Manners:
        """With the pause of ``DALIL_FETCH_PAUSE``. Raises SettingError where it is no number."""
        given = os.environ.get(PAUSE_VARIABLE, "").strip()
        if not given:
            return cls()
        try:
            pause = float(given)
            if not 0 <= pause < 3_600:
                raise ValueError(given)
        except ValueError as error:
            raise SettingError(
                Message("source.no_number", name=PAUSE_VARIABLE, given=given)
            ) from error
        return cls(pause_s=pause)


@dataclass(frozen=True, slots=True)
class Received:
    """A file that came, or (``unchanged``) that the server says is the one that we have."""

    url: str  # where it was in the end
    path: Path
    sha256: str = ""
    size: int = 0  # bytes
    etag: str = ""
    modified: str = ""  # Last-Modified, as it was said
    content_type: str = ""
    unchanged: bool = False


class Halted(Exception):
    """The person said stop. What has come stays, and goes on the next time."""


class _TryAgain(Exception):
    """Not this time; ``after_s`` is how long the server wants to be left alone."""

    def __init__(self, error: FetchError, after_s: float | None = None) -> None:
        super().__init__(error)
        self.error, self.after_s = error, after_s


@dataclass(slots=True)
class _Part:
    """What there is of a file that is under way, and the note beside it."""

    target: Path
    note: dict[str, str] = field(default_factory=dict)

    @property
    def path(self) -> Path:
        return self.target.with_name(f"{self.target.name}.part")

    @property
    def note_path(self) -> Path:
        return self.target.with_name(f"{self.target.name}.part.json")

    def read(self) -> None:
        self.note = {}
        with suppress(OSError, ValueError, AttributeError):
            said = json.loads(self.note_path.read_text(encoding="utf-8"))
            self.note = {str(k): str(v) for k, v in said.items()}

    def write(self, **note: str) -> None:
        self.note = note
        half = self.note_path.with_name(f"{self.note_path.name}.half")
        half.write_text(json.dumps(note), encoding="utf-8")
        half.replace(self.note_path)

    def drop(self) -> None:
        for path in (self.path, self.note_path):
            path.unlink(missing_ok=True)

    @property
    def size(self) -> int:
        try:
            return self.path.stat().st_size
        except OSError:
            return 0


class Client:
    """Asks for files. Made for one run; use it in a ``with`` statement.

    Not for several threads: that there is one request at a time rests on it.
    """

    def __init__(
        self,
        reach: Reach,
        manners: Manners | None = None,
        stop: Callable[[], bool] | None = None,
        *,
        transport: httpx2.BaseTransport | None = None,
        sleep: Callable[[float], None] = time.sleep,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self.reach, self.manners = reach, manners or Manners.from_environment()
        self._stop, self._sleep, self._clock = stop or (lambda: False), sleep, clock
        self._proxied = transport is None and bool(urllib.request.getproxies())
        self._free_at: dict[str, float] = {}  # when a host may be asked again
        self._silent: Counter[str] = Counter()
        self.asked = 0  # requests so far
        self._http = httpx2.Client(
            headers={"User-Agent": user_agent(), "Accept": "*/*"},
            timeout=httpx2.Timeout(self.manners.read_s, connect=self.manners.connect_s),
            limits=httpx2.Limits(max_connections=1),
            follow_redirects=False,
            transport=transport,
        )

    def __enter__(self) -> Client:
        return self

    def __exit__(self, *raised: object) -> None:
        self._http.close()

    def get(
        self,
        url: str,
        target: Path,
        *,
        limit: int,
        etag: str = "",
        modified: str = "",
        packed: bool = False,
        progress: Callable[[int, int], None] | None = None,
    ) -> Received:
        """Bring what is at an address that was checked into the file ``target``.

        With ``etag`` or ``modified``, of what is there already, only if it has changed since.
        ``limit`` in bytes, unpacked; ``packed``: it may travel compressed. ``progress`` is told
        bytes that came, and bytes to come (0: not known). Call `written_down` when it is recorded.

        Raises AddressRefused, Unreachable, NotThere, WrongContent, Halted; OSError where it cannot
        be written.
        """
        host = (urlsplit(url).hostname or "").casefold()
        part = _Part(target)
        part.read()
        if part.note.get("url") != url:
            part.drop()
            part.note = {}
        elif part.note.get("sha256") and target.is_file():
            return _received(part)
        if self._silent[host] >= self.manners.silent:
            raise Unreachable(Message("fetch.silent", host=host, count=self.manners.silent))
        again = tenacity.Retrying(
            retry=tenacity.retry_if_exception_type(_TryAgain),
            stop=tenacity.stop_after_attempt(self.manners.tries),
            wait=self._wait,
            sleep=self._pause,
            reraise=True,
        )
        asked = {"etag": etag, "modified": modified}
        try:
            found = again(self._once, url, part, asked, limit, packed, progress)
        except _TryAgain as error:
            self._silent[host] += 1
            raise error.error from error
        self._silent[host] = 0
        return found

    def written_down(self, received: Received) -> None:
        """The caller has recorded what came: its note is not needed any more."""
        _Part(received.path).drop()

    # One try

    def _once(
        self, url: str, part: _Part, asked: Mapping[str, str], limit: int, packed: bool,
        progress: Callable[[int, int], None] | None,
    ) -> Received:  # fmt: skip
        self.reach.look_up(url) if not self._proxied else None
        at = url
        for _ in range(_REDIRECTS + 1):
            self._turn(at)
            headers = self._headers(part, asked, packed)
            try:
                with self._http.stream("GET", at, headers=headers) as response:
                    self._rest(at)
                    self._same_place(response, at)
                    if response.status_code in _MOVED:
                        at = self._moved(at, response)
                        continue
                    self._judged(response, at)
                    if response.status_code == 304:
                        return Received(
                            at, part.target, etag=asked["etag"], modified=asked["modified"],
                            unchanged=True,
                        )  # fmt: skip
                    self._take(response, url, part, limit, progress)
                    return self._whole(at, url, part, response)
            except httpx2.TimeoutException as error:
                raise _TryAgain(Unreachable(Message("fetch.too_long", host=_host(at)))) from error
            except httpx2.DecodingError as error:
                part.drop()
                raise _TryAgain(WrongContent(Message("fetch.undecoded", url=at))) from error
            except (httpx2.TransportError, httpx2.StreamError) as error:
                reason = str(error).strip() or type(error).__name__
                raise _TryAgain(
                    Unreachable(Message("fetch.unreachable", host=_host(at), reason=reason))
                ) from error
            except (httpx2.InvalidURL, UnicodeError) as error:
                raise AddressRefused(Message("fetch.no_address", url=at)) from error
            finally:
                self._rest(at)
        raise AddressRefused(Message("fetch.redirects", url=url, count=_REDIRECTS))

    def _headers(self, part: _Part, asked: Mapping[str, str], packed: bool) -> dict[str, str]:
        headers = {"Accept-Encoding": "gzip" if packed else "identity"}
        since = part.note.get("etag") or part.note.get("modified")
        if part.size and since and not since.startswith("W/"):
            return headers | {"Range": f"bytes={part.size}-", "If-Range": since}
        part.path.unlink(missing_ok=True)
        if asked["etag"]:
            headers["If-None-Match"] = asked["etag"]
        if asked["modified"]:
            headers["If-Modified-Since"] = asked["modified"]
        return headers

    def _same_place(self, response: httpx2.Response, at: str) -> None:
        """What a name led to when it was looked up may be another place when it was asked."""
        stream = response.extensions.get("network_stream")
        if stream is None or self._proxied or self.reach.trusts(_host(at)):
            return
        peer = stream.get_extra_info("server_addr")
        if peer and is_private(str(peer[0])):
            raise AddressRefused(Message("fetch.private", host=_host(at)))

    def _moved(self, at: str, response: httpx2.Response) -> str:
        to = self.reach.stranger(response.headers.get("Location", ""), at)
        if _host(to) != _host(at):
            raise AddressRefused(Message("fetch.elsewhere", host=_host(at), other=_host(to)))
        return to

    def _judged(self, response: httpx2.Response, at: str) -> None:
        status = response.status_code
        if status in {200, 206, 304}:
            return
        host = _host(at)
        if status in _GONE:
            raise NotThere(Message("fetch.not_there", status=status))
        if status in {401, 403, 451}:
            raise Unreachable(Message("fetch.forbidden", host=host, status=status))
        if status == 416:  # what we have of it is not of what is there now
            raise _TryAgain(Unreachable(Message("fetch.status", host=host, status=status)), 0.0)
        if status in _AGAIN:
            after = _retry_after(response.headers.get("Retry-After", ""))
            error = Unreachable(Message("fetch.not_now", host=host, status=status))
            if after is not None:
                self._free_at[host] = max(self._free_at.get(host, 0.0), self._clock() + after)
                if after > self.manners.longest_wait_s:
                    until = datetime.fromtimestamp(time.time() + after, UTC)
                    raise Unreachable(
                        Message("fetch.come_later", host=host, at=f"{until:%Y-%m-%d %H:%M} UTC")
                    )
            raise _TryAgain(error, after)
        raise Unreachable(Message("fetch.status", host=host, status=status))

    def _take(
        self, response: httpx2.Response, url: str, part: _Part, limit: int,
        progress: Callable[[int, int], None] | None,
    ) -> None:  # fmt: skip
        have = part.size
        if response.status_code == 206:
            said = response.headers.get("Content-Range", "")
            if not said.startswith(f"bytes {have}-"):
                part.drop()
                raise _TryAgain(Unreachable(Message("fetch.status", host=_host(url), status=206)))
        else:
            have = 0
        length = response.headers.get("Content-Length", "")
        total = have + int(length) if length.isdigit() else 0
        if total > limit:
            raise WrongContent(Message("fetch.too_large", limit=limit / 1e6))
        packed = bool(response.headers.get("Content-Encoding", ""))
        headers = response.headers
        part.target.parent.mkdir(parents=True, exist_ok=True)
        # What travels compressed cannot go on in the middle: nothing is noted that it could by.
        part.write(
            url=url,
            etag="" if packed else headers.get("ETag", ""),
            modified="" if packed else headers.get("Last-Modified", ""),
        )
        if packed:
            total = 0
        began = self._clock()
        with part.path.open("ab" if have else "wb") as file:
            came = have
            for some in response.iter_bytes():  # as it comes: what is dropped later stays
                came += len(some)
                if came > limit:
                    file.close()
                    part.drop()
                    raise WrongContent(Message("fetch.too_large", limit=limit / 1e6))
                file.write(some)
                if progress is not None:
                    progress(came, max(total, 0))
                self._look_at_the_clock(began, came - have, url)
            file.flush()
            os.fsync(file.fileno())

    def _look_at_the_clock(self, began: float, came: int, url: str) -> None:
        if self._stop():
            raise Halted
        passed = self._clock() - began
        if passed > self.manners.slow_after_s and came < self.manners.slowest * passed:
            raise Unreachable(Message("fetch.too_slow", host=_host(url)))

    def _whole(self, at: str, url: str, part: _Part, response: httpx2.Response) -> Received:
        with part.path.open("rb") as file:
            sha256 = hashlib.file_digest(file, "sha256").hexdigest()
        headers = response.headers
        part.write(
            url=url, at=at, content_type=headers.get("Content-Type", ""), sha256=sha256,
            etag=headers.get("ETag", ""), modified=headers.get("Last-Modified", ""),
        )  # fmt: skip
        part.path.replace(part.target)
        return _received(part)

    # Waiting

    def _turn(self, at: str) -> None:
        """Wait until this host may be asked."""
        free = self._free_at.get(_host(at), 0.0)
        left = free - self._clock()
        if left > self.manners.longest_wait_s:
            raise Unreachable(Message("fetch.left_alone", host=_host(at)))
        self._pause(max(0.0, left))
        self.asked += 1

    def _rest(self, at: str) -> None:
        free = self._clock() + self.manners.pause_s
        self._free_at[_host(at)] = max(free, self._free_at.get(_host(at), 0.0))

    def _wait(self, state: tenacity.RetryCallState) -> float:
        error = state.outcome.exception() if state.outcome else None
        after = getattr(error, "after_s", None)
        if after is not None:
            return float(after)
        return float(self.manners.first_wait_s * 2 ** (state.attempt_number - 1))

    def _pause(self, seconds: float) -> None:
        """Sleep, looking now and then whether to stop."""
        until = self._clock() + seconds
        while True:
            if self._stop():
                raise Halted
            left = until - self._clock()
            if left <= 0:
                return
            self._sleep(min(left, _STEP_S))


def user_agent() -> str:
    """Who asks: the program, and, where ``DALIL_CONTACT`` names them, the person."""
    from importlib.metadata import PackageNotFoundError, version

    try:
        number = version("dalil")
    except PackageNotFoundError:
        number = "0"
    contact = os.environ.get(CONTACT_VARIABLE, "").strip()
    contact = "".join(c for c in contact if c.isascii() and c.isprintable() and c not in "()")
    said = "; ".join(
        filter(None, ("perpustakaan hukum pribadi, atas perintah pemakainya", contact))
    )
    return f"Dalil/{number} ({said})"


def _received(part: _Part) -> Received:
    note = part.note
    size = part.target.stat().st_size
    return Received(
        note.get("at", note["url"]), part.target, note["sha256"], size, note.get("etag", ""),
        note.get("modified", ""), note.get("content_type", ""),
    )  # fmt: skip


def _host(url: str) -> str:
    return (urlsplit(url).hostname or "").casefold()


def _retry_after(said: str) -> float | None:
    """Seconds; None where nothing, or no sense, is said."""
    said = said.strip()
    if said.isdigit():
        return float(said[:9])
    with suppress(ValueError, TypeError):
        until = email.utils.parsedate_to_datetime(said)
        return max(0.0, (until - datetime.now(until.tzinfo or UTC)).total_seconds())
    return None
