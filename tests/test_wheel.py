"""What `pip install` puts on a machine: only `dalil`, which answers from what ships."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tomllib
import venv
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
ROOMS = ("ingest", "index", "answer", "cli", "service", "views", "corpus")
LOCKS = ROOT / "locks"

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel of this checkout, made without the internet."""
    out = tmp_path_factory.mktemp("wheel")
    _run(
        [sys.executable, "-m", "pip", "wheel", str(ROOT), "--no-deps", "--no-build-isolation",
         "--no-index", "-w", str(out), "-q"]
    )  # fmt: skip
    (made,) = out.glob("*.whl")
    return made


@pytest.fixture(scope="module")
def clean(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An environment that has the wheel and its dependencies, and nothing of the checkout.

    The dependencies are those of the environment that runs the tests: a folder that a ``.pth``
    names is searched, and no ``.pth`` in it is heeded, so an editable installation is not seen.
    """
    folder = tmp_path_factory.mktemp("clean")
    venv.create(folder, with_pip=False)
    python = folder / "bin" / "python"
    _run(
        [sys.executable, "-m", "pip", "--python", str(python), "install", "--no-deps",
         "--no-index", "-q", str(wheel)]
    )  # fmt: skip
    (site,) = folder.glob("lib/python*/site-packages")
    others = [path for path in sys.path if Path(path).name == "site-packages"]
    (site / "dependencies.pth").write_text("\n".join(others) + "\n", encoding="utf-8")
    return folder


def _run(
    command: list[str], cwd: Path | None = None, *, status: int = 0, home: Path | None = None
) -> subprocess.CompletedProcess[str]:
    more = {"HOME": str(home), "XDG_DATA_HOME": str(home / "data")} if home else {}
    environment = {k: v for k, v in os.environ.items() if not k.startswith(("PYTHON", "DALIL"))}
    done = subprocess.run(
        command, cwd=cwd, env={**environment, **more}, capture_output=True, text=True, check=False
    )
    assert done.returncode == status, (command, done.stdout[-1000:], done.stderr[-3000:])
    return done


def test_the_wheel_holds_dalil_and_nothing_else(wheel: Path) -> None:
    names = zipfile.ZipFile(wheel).namelist()
    tops = {name.partition("/")[0] for name in names}
    (about,) = tops - {"dalil"}
    assert about.endswith(".dist-info")
    held = {name.removeprefix("dalil/") for name in names if name.startswith("dalil/")}
    there = {
        path.relative_to(ROOT).as_posix()
        for room in ROOMS
        for path in (ROOT / room).rglob("*")
        if path.is_file() and "__pycache__" not in path.parts and path.suffix != ".pyc"
    }
    assert len(there) > 200
    assert there <= held  # styles, word lists, the corpus: not the code alone
    assert held - there <= {
        "__init__.py", "__main__.py", "client.py", "library.py", "app.py", "py.typed",
        ".streamlit/config.toml",
    }  # fmt: skip


def test_a_wheel_made_of_the_archive_of_sources_is_the_same(wheel: Path, tmp_path: Path) -> None:
    """As `python -m build` and `uv build` make it: there the rooms are, and no links to them."""
    _run([sys.executable, "-m", "hatchling", "build", "-t", "sdist", "-d", str(tmp_path)], ROOT)
    (archive,) = tmp_path.glob("*.tar.gz")
    _run(
        [sys.executable, "-m", "pip", "wheel", str(archive), "--no-deps", "--no-build-isolation",
         "--no-index", "-w", str(tmp_path), "-q"]
    )  # fmt: skip
    (other,) = tmp_path.glob("*.whl")
    assert zipfile.ZipFile(other).namelist() == zipfile.ZipFile(wheel).namelist()


def test_the_wheel_says_what_it_needs_and_what_more_there_is(wheel: Path) -> None:
    archive = zipfile.ZipFile(wheel)
    (name,) = (n for n in archive.namelist() if n.endswith(".dist-info/METADATA"))
    said = archive.read(name).decode().partition("\n\n")[0].splitlines()
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    extras = {line.split(": ")[1] for line in said if line.startswith("Provides-Extra")}
    assert extras == set(project["optional-dependencies"])
    assert {"app", "bulk", "eval", "pandas", "all"} <= extras
    needs = [line.split(": ", 1)[1] for line in said if line.startswith("Requires-Dist")]
    always = {n for n in needs if "extra ==" not in n}
    assert len(always) == len(project["dependencies"])
    heavy = {"torch", "streamlit", "sentence-transformers", "pandas", "scipy"}
    assert not [n for n in always if re.split(r"[;<>=!~ ]", n)[0] in heavy]
    base = (LOCKS / "base.txt").read_text("utf-8")
    assert not [name for name in heavy if f"\n{name}==" in base]
    names = {re.split(r"[;<>=!~ ]", need)[0].lower() for need in always}
    assert not [name for name in names if f"\n{name}==" not in base]


def test_it_is_used_where_the_checkout_is_not(clean: Path, tmp_path: Path) -> None:
    python = str(clean / "bin" / "python")
    found = _run([python, "-c", "import dalil; print(dalil.__file__)"], tmp_path)
    assert Path(found.stdout.strip()).is_relative_to(clean.resolve())
    for room in ("ingest", "index", "answer", "cli", "views", "app", "corpus"):
        _run([python, "-c", f"import {room}"], tmp_path, status=1)
    command = str(clean / "bin" / "dalil")
    question = "Siapa yang mengoordinasikan penyelenggaraan hubungan luar negeri?"
    at_once = _run([command, "ask", question], tmp_path, home=tmp_path)
    assert "dipegang oleh Menteri Luar Negeri" in " ".join(at_once.stdout.split())
    assert "sumber bawaan" in " ".join(at_once.stderr.split())
    again = _run([command, "ask", question], tmp_path, home=tmp_path)
    assert "sumber bawaan" not in " ".join(again.stderr.split())
    assert again.stdout == at_once.stdout
    library = ["--library", str(tmp_path / "library")]
    _run([command, "ingest", "--shipped", "--no-embed", *library], tmp_path, home=tmp_path)
    cited = _run(
        [command, "cite", "Pasal 367 ayat (2) UU 23/2014", *library], tmp_path, home=tmp_path
    )
    assert "Pemerintah Pusat menyetujuinya" in " ".join(cited.stdout.split())
    styles = _run([command, "styles"], tmp_path, home=tmp_path)
    assert "footnote" in styles.stdout
