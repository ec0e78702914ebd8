"""The rules of the house that no linter knows. Who imports whom: .importlinter, `make lint`."""

import importlib.metadata
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
ROOMS = ("ingest", "index", "answer", "cli", "service", "views")

FILES = [path for room in ROOMS for path in sorted((ROOT / room).rglob("*.py"))]


@pytest.mark.parametrize("path", FILES, ids=lambda p: str(p.relative_to(ROOT)))
def test_a_file_is_one_noun_or_verb(path: Path) -> None:
    assert path.stem not in {"utils", "helpers", "common", "manager", "misc"}


def test_one_place_makes_workbooks() -> None:
    """`answer.export.escape.new_workbook` takes no text for a formula; another may forget to."""
    makers = [p for p in FILES if "xlsxwriter.Workbook(" in p.read_text(encoding="utf-8")]
    assert makers == [ROOT / "answer" / "export" / "escape.py"]


HEAVY = (
    "torch", "sentence_transformers", "transformers", "streamlit", "pandas", "httpx2", "tenacity",
    "ijson", "fastapi", "uvicorn", "httpx", "mcp",
)  # fmt: skip


def test_a_question_from_the_shell_loads_nothing_heavy(tmp_path: Path) -> None:
    """The cold start rests on this: torch alone takes seconds."""
    (tmp_path / "uu_2021_901.md").write_text(
        "UNDANG-UNDANG REPUBLIK INDONESIA\nNOMOR 901 TAHUN 2021\nTENTANG\nKUCING\n"
        "DENGAN RAHMAT TUHAN YANG MAHA ESA\nMenimbang : bahwa kucing perlu diatur;\n"
        "MEMUTUSKAN:\nPasal 1\nKucing adalah hewan.\nPasal 2\nKucing tidur siang.\n",
        encoding="utf-8",
    )
    script = (
        "import sys; from pathlib import Path; from dalil.index.library import Library\n"
        "from dalil.index.curate.add_sources import take_in\n"
        f"library = Library.open({str(tmp_path / 'lib')!r}, create=True)\n"
        f"take_in(library, [Path({str(tmp_path / 'uu_2021_901.md')!r})], vectors=False)\n"
        f"sys.argv = ['dalil', 'ask', 'apa itu kucing', '--library', {str(tmp_path / 'lib')!r}]\n"
        "from dalil.cli.main import main\n"
        "try: main()\n"
        "except SystemExit as end: assert end.code in (0, None), end.code\n"
        f"print([m for m in {HEAVY} if m in sys.modules])\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines()[-1] == "[]"
    assert "Kucing adalah hewan" in done.stdout


def test_an_installed_app_finds_its_pages(tmp_path: Path) -> None:
    """Wherever it is started from, `dalil app` must run the app.py that has views/ beside it."""
    if not [d for d in importlib.metadata.distributions() if d.name == "dalil"]:
        pytest.skip("dalil is not installed in this environment")
    said = (
        "from dalil import app; from pathlib import Path\n"
        "print((Path(app.__file__).parent / 'views').is_dir())"
    )
    run = subprocess.run(
        [sys.executable, "-c", said], cwd=tmp_path, capture_output=True, text=True, check=False
    )
    assert run.returncode == 0, run.stderr[-500:]
    assert run.stdout.strip() == "True", "a copy of app.py was installed without its pages"
