"""Starting the service: what the command or the environment says, made into processes.

One process opens the port itself; with ``workers`` each is a process of its own with the library
open, and all map the same index. They read what they are from the environment, so they can be
started by whatever starts processes (`dalil.service.serve:from_environment` is the factory).
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from dalil.ingest.errors import NotPermitted
from dalil.ingest.messages import Message
from dalil.service.hosts import HOSTS, called, is_loopback, names_of
from dalil.service.permissions import PUBLIC
from dalil.service.rate_limit import MINUTE_S, Pace, Paced, SharedPace, limit_of
from dalil.service.tokens import TOKENS_FILE, Tokens

if TYPE_CHECKING:
    from dalil.library import Library
    from dalil.service.door import Door, Gate

#: Questions a minute of a caller without a token, of one with a token, and of all.
EACH: Final = 60
EACH_TOKEN: Final = 600
ALL: Final = 3_000
RATES: Final = ("DALIL_RATE_EACH", "DALIL_RATE_TOKEN", "DALIL_RATE_ALL")
#: The address that the service is bound to, and the file that its processes count in together.
BOUND: Final = "DALIL_SERVICE_HOST"
COUNTED: Final = "DALIL_SERVICE_COUNT"
#: Seconds that an idle connection is kept.
_IDLE_S: Final = 75


@dataclass(frozen=True, slots=True)
class Settings:
    """How the service is opened."""

    host: str = "127.0.0.1"
    port: int = 8502
    workers: int = 1
    public: bool = False
    tokens: Path | None = None
    names: tuple[str, ...] = ()


def gate_of(settings: Settings) -> Gate:
    """Who may come in. Raises NotPermitted where others than this machine could reach it and
    nobody has said who they may be, SettingError for a wrong file of tokens."""
    from dalil.service.door import Gate

    if not (is_loopback(settings.host) or settings.public or settings.tokens):
        raise NotPermitted(Message("server.not_open"))
    each, token, every = (
        limit_of(name, usual) for name, usual in zip(RATES, (EACH, EACH_TOKEN, ALL), strict=True)
    )
    shared = os.environ.get(COUNTED)
    pace: Paced = SharedPace(Path(shared), each, every) if shared else Pace(each, every, MINUTE_S)
    named = names_of(os.environ.get(HOSTS, "")) | {n.casefold() for n in settings.names}
    return Gate(
        bound=settings.host,
        hosts=called(settings.host, named),
        tokens=Tokens(settings.tokens) if settings.tokens else None,
        public=settings.public,
        pace=pace,
        each_token=token,
    )


def as_environment(settings: Settings, folder: Path) -> dict[str, str]:
    """The settings as the processes of the service read them."""
    said = {
        "DALIL_LIBRARY": str(folder),
        BOUND: settings.host,
        PUBLIC: "1" if settings.public else "0",
        TOKENS_FILE: str(settings.tokens.resolve()) if settings.tokens else "",
    }
    if settings.names:
        said[HOSTS] = ",".join(filter(None, [os.environ.get(HOSTS, ""), *settings.names]))
    return said


def from_settings(environment: Mapping[str, str]) -> Settings:
    """What `as_environment` wrote, or a person."""
    tokens = environment.get(TOKENS_FILE, "")
    return Settings(
        host=environment.get(BOUND, "127.0.0.1"),
        public=environment.get(PUBLIC, "").strip() not in {"", "0"},
        tokens=Path(tokens) if tokens else None,
    )


def opened() -> Library:
    """The library of the environment, with a memory for the vectors of questions."""
    from dalil.index.encode.load import encoder_named
    from dalil.index.encode.vector_cache import Remembered
    from dalil.library import Library

    return Library.open(encoder=Remembered(encoder_named))


def from_environment() -> Door:
    """The service of the environment: what each process that starts by itself makes."""
    return _service(opened())


def _service(library: Library) -> Door:
    from dalil.service.api import make_app

    return make_app(library, gate_of(from_settings(os.environ)))


def warmed() -> Library:
    """The library with all that every process needs loaded, and nothing open that they may not
    share: word lists, the encoder, the index. One that cannot be asked now tells it when asked."""
    from contextlib import suppress

    from dalil.ingest.errors import DalilError

    library = opened()
    with suppress(DalilError):
        library.ask("Apa yang dimaksud dengan pemerintah daerah?")
        library.ask("What is a treaty?")
    library.close()  # connections of SQLite are each process's own; it opens again when used
    return library


def serve(settings: Settings, folder: Path) -> None:
    """Serve until it is stopped. Raises what `gate_of` raises, LibraryError, and SettingError for a
    port that is taken."""
    gate_of(settings)  # what is wrong with it is told before a process is started
    with tempfile.TemporaryDirectory(prefix="dalil-") as place:
        said = as_environment(settings, folder)
        if settings.workers > 1:
            said[COUNTED] = str(Path(place) / "asked.sqlite")
        with _environment(said):
            if settings.workers > 1:
                _serve_several(settings)
            else:
                run(_service(opened()), settings)


def _serve_several(settings: Settings) -> None:
    from dalil.service.workers import bound, can_fork, serve_forked

    if can_fork():
        sock = bound(settings.host, settings.port)
        library = warmed()
        _service(library)  # and what the service itself stands on
        serve_forked(lambda: _service(library), settings.workers, sock, options_of(settings))
        return
    import uvicorn

    opened().close()  # what is wrong with it is told before a process is started
    factory = "dalil.service.serve:from_environment"
    uvicorn.run(factory, factory=True, workers=settings.workers, **options_of(settings))


@contextmanager
def _environment(said: Mapping[str, str]) -> Iterator[None]:
    """What the processes that are started find in their environment."""
    before = {name: os.environ.get(name) for name in said}
    os.environ |= said
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                os.environ.pop(name, None)
            else:
                os.environ[name] = value


def run(app: Any, settings: Settings) -> None:
    """The web server around an application, in this process. Raises SettingError for a port that
    is taken."""
    import uvicorn

    from dalil.service.workers import bound

    sock = bound(settings.host, settings.port)
    uvicorn.Server(uvicorn.Config(app, **options_of(settings))).run(sockets=[sock])


def options_of(settings: Settings) -> dict[str, Any]:
    """What the web server is told."""
    return {
        "host": settings.host, "port": settings.port, "log_level": "warning", "access_log": False,
        "server_header": False, "timeout_keep_alive": _IDLE_S, "timeout_graceful_shutdown": 10,
        "ws": "none",
    }  # fmt: skip
