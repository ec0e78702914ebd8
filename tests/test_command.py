"""The command's contract: what people's scripts rely on."""

import json
import re
from pathlib import Path
from typing import Any

import pytest
from command import dalil as run

ROOT = Path(__file__).resolve().parents[1]


def dalil(*arguments: str | Path, code: int = 0) -> str:
    done = run(*arguments)
    assert done.returncode == code, done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The shipped corpus with one more act, by words only."""
    folder = tmp_path_factory.mktemp("command") / "library"
    act = ROOT / "tests" / "data" / "pp_2021_907.md"
    dalil("ingest", ROOT / "corpus", act, "--no-embed", "--workers", "1", "--library", folder)
    return folder


def asked(library: Path, *arguments: str) -> dict[str, Any]:
    value: dict[str, Any] = json.loads(dalil("ask", *arguments, "--json", "--library", library))
    return value


def test_a_command_alone_is_what_it_is_among_all(monkeypatch: pytest.MonkeyPatch) -> None:
    """Only the signature of the command that is named is read; what it says is the same."""
    from typer.main import get_command

    from dalil.cli import main

    names = [str(command.name) for command in main.app.registered_commands]
    wrong = (["ask"], ["ask", "--nonsense"], ["cite", "x", "y"], ["status", "--library"], ["aks"])
    lines = [*([name, "--help"] for name in names), *wrong, ["--", "ask"], ["--help"], []]
    assert len(names) > 30
    assert [len(main._asked([name]).registered_commands) for name in names] == [1] * len(names)
    alone = [run(*line) for line in lines]
    whole = get_command(main.app)
    monkeypatch.setattr(main, "_asked", lambda words: whole)
    for line, one in zip(lines, alone, strict=True):
        among = run(*line)
        assert (one.returncode, one.stdout, one.stderr) == (
            among.returncode, among.stdout, among.stderr,
        ), line  # fmt: skip
    assert "Usage: dalil ask [OPTIONS]" in alone[names.index("ask")].stdout


def test_ingest_reports_every_document_and_every_failure(tmp_path: Path) -> None:
    sources = tmp_path / "sources"
    sources.mkdir()
    (sources / "rusak.pdf").write_bytes(b"%PDF-1.4 broken")
    (sources / "kata.csv").write_text("istilah,arti\nrak,papan untuk buku\n", encoding="utf-8")
    report = json.loads(
        dalil("ingest", sources, "--no-embed", "--json", "--library", tmp_path / "library")
    )
    assert set(report) >= {"documents", "failed", "seconds_s"}
    (document,) = report["documents"]
    assert set(document) >= {
        "id", "tier", "kind", "title", "source", "pages", "passages", "quality_ratio", "warnings",
    }  # fmt: skip
    assert (document["id"], document["tier"], document["passages"]) == ("kata", "tertiary", 1)
    (failed,) = report["failed"]
    assert failed["source"].endswith("rusak.pdf")
    assert failed["reason"]


def test_ingest_of_nothing_readable_ends_with_1(tmp_path: Path) -> None:
    (tmp_path / "rusak.pdf").write_bytes(b"%PDF-1.4 broken")
    dalil("ingest", tmp_path, "--no-embed", "--library", tmp_path / "library", code=1)


def test_ask_prints_the_contract_object(library: Path) -> None:
    result = asked(library, "Siapa yang menetapkan rute?", "-k", "3")
    assert result["qid"] is None
    assert result["language"] == "id"
    assert set(result["library"]) == {"generation", "documents", "passages"}
    assert result["library"]["documents"] > 10
    answer = result["answer"]
    assert (answer["status"], answer["reason"]) == ("answered", None)
    statement = answer["statements"][0]
    assert set(statement) >= {"text", "passage_id", "start", "end", "page", "citation"}
    assert len(result["hits"]) == 3
    for rank, hit in enumerate(result["hits"], 1):
        assert hit["rank"] == rank
        assert set(hit) >= {
            "score", "passage_id", "document_id", "tier", "kind", "title", "locator", "page",
            "status", "text", "start", "end", "citation", "source", "sha256",
        }  # fmt: skip
    first = result["hits"][0]
    assert first["passage_id"] == "pp/2021/907#pasal-4/ayat-1"
    assert first["locator"] == "Pasal 4 ayat (1)"
    assert first["text"] == "(1) Rute ditetapkan bupati."
    assert first["status"] == "unknown"


def test_statements_are_slices_of_the_document(library: Path) -> None:
    result = asked(library, "Apa itu Perpustakaan Keliling?")
    shown = json.loads(dalil("show", "pp/2021/907", "--json", "--library", library))
    ours = [s for s in result["answer"]["statements"] if s["passage_id"].startswith("pp/2021/907")]
    assert ours
    for statement in ours:
        around = [
            p
            for p in shown["passages"]
            if p["start"] <= statement["start"] and statement["end"] <= p["end"]
        ]
        assert around  # the opening line may be quoted too, but never beyond the pasal
        for passage in around:
            start = statement["start"] - passage["start"]
            assert passage["text"][start : start + len(statement["text"])] == statement["text"]


def test_a_question_with_nothing_to_answer_it_ends_with_1(library: Path) -> None:
    output = dalil("ask", "resep rendang daging sapi pedas", "--json", "--library", library, code=1)
    result = json.loads(output)
    assert result["answer"]["status"] == "abstained"
    assert result["answer"]["reason"]
    assert result["answer"]["statements"] == []


@pytest.mark.parametrize(
    ("options", "check"),
    [
        (("--tier", "tertiary"), lambda h: h["tier"] == "tertiary"),
        (("--kind", "pp"), lambda h: h["kind"] == "PP"),
        (("--doc", "uu/2014/23"), lambda h: h["document_id"] == "uu/2014/23"),
        (("--tier", "primary", "--tier", "secondary"), lambda h: h["tier"] != "tertiary"),
    ],
    ids=["tier", "kind without case", "document", "two tiers"],
)
def test_filters(library: Path, options: tuple[str, ...], check: Any) -> None:
    hits = asked(library, "kerja sama daerah dengan lembaga di luar negeri", *options)["hits"]
    assert hits
    assert all(map(check, hits))


def test_a_question_with_a_reference_finds_it_first(library: Path) -> None:
    first = asked(library, "apa isi Pasal 4A PP 907/2021 tentang rute?")["hits"][0]
    assert first["passage_id"] == "pp/2021/907#pasal-4a"


def test_cite_gives_exactly_that_provision(library: Path) -> None:
    found = json.loads(
        dalil("cite", "Pasal 2 ayat (2) huruf b PP 907/2021", "--json", "--library", library)
    )
    (match,) = found["matches"]
    assert match["passage_id"] == "pp/2021/907#pasal-2/ayat-2/huruf-b"
    assert match["text"].startswith("b. alat tulis")
    assert set(match) >= {"passage_id", "text", "page", "status", "citation"}
    assert "Pasal 2 ayat (2) huruf b" in found["reference"]


@pytest.mark.parametrize(
    "reference", ["Pasal 99 PP 907/2021", "Pasal 1 UU 999/2019", "bukan rujukan"]
)
def test_cite_never_guesses(library: Path, reference: str) -> None:
    found = json.loads(dalil("cite", reference, "--json", "--library", library, code=1))
    assert found["matches"] == []


def test_show_prints_passages_in_the_order_of_the_text(library: Path) -> None:
    shown = json.loads(dalil("show", "pp/2021/907", "--json", "--library", library))
    document = shown["document"]
    assert (document["kind"], document["number"], document["year"]) == ("PP", "907", 2021)
    assert set(document) >= {"id", "tier", "title", "status", "pages", "source", "sha256"}
    starts = [p["start"] for p in shown["passages"]]
    assert starts == sorted(starts)
    keys = {"passage_id", "parent_id", "locator", "page", "start", "end", "text"}
    assert all(set(p) >= keys for p in shown["passages"])
    one = json.loads(dalil("show", "pp/2021/907#pasal-4", "--json", "--library", library))
    assert [p["passage_id"].partition("#")[2] for p in one["passages"]] == [
        "pasal-4", "pasal-4/ayat-1", "pasal-4/ayat-2",
    ]  # fmt: skip
    dalil("show", "uu/1800/1", "--json", "--library", library, code=1)


def test_references_of_a_text(tmp_path: Path) -> None:
    draft = tmp_path / "draft.txt"
    text = "Menurut Pasal 5 ayat (1) UU 24/2000 dan Pasal 7 undang-undang ini, begitu."
    draft.write_text(text, encoding="utf-8")
    found = json.loads(dalil("references", draft, "--act", "uu/2021/5", "--json"))
    targets = [t for r in found for t in r["targets"]]
    assert targets == ["uu/2000/24#pasal-5/ayat-1", "uu/2021/5#pasal-7"]
    for reference in found:
        assert text[reference["start"] : reference["end"]] == reference["text"]


def test_batch_writes_one_contract_object_a_line(library: Path, tmp_path: Path) -> None:
    questions = tmp_path / "q.jsonl"
    rows = [
        {"qid": "a", "question": "Siapa yang menetapkan rute?"},
        {"qid": "b", "question": "Apa definisi perjanjian internasional?"},
    ]
    questions.write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    out = tmp_path / "out.jsonl"
    dalil("batch", questions, "-o", out, "-k", "2", "--library", library)
    lines = [json.loads(line) for line in out.read_text(encoding="utf-8").splitlines()]
    assert [line["qid"] for line in lines] == ["a", "b"]
    assert all(len(line["hits"]) == 2 for line in lines)


def test_eval_measures_known_answers(library: Path, tmp_path: Path) -> None:
    questions = tmp_path / "q.jsonl"
    rows: list[dict[str, Any]] = [
        {
            "qid": "1",
            "question": "Siapa yang menetapkan rute?",
            "relevant": ["pp/2021/907#pasal-4"],
            "exact": ["pp/2021/907#pasal-4/ayat-1"],
            "answer": "Rute ditetapkan bupati.",
        },
        {"qid": "2", "question": "resep rendang daging sapi pedas", "relevant": []},
    ]
    questions.write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    found = json.loads(
        dalil("eval", questions, "--mode", "lexical", "--json", "--library", library)
    )
    assert found["measures"]["pasal"]["RR@10"] == 1.0
    assert found["measures"]["exact"]["Success@1"] == 1.0
    assert (found["answered_ratio"], found["refused_ratio"]) == (1.0, 1.0)
    assert found["statement_ratio"] == 1.0


def test_status_docs_and_remove(library: Path, tmp_path: Path) -> None:
    own = tmp_path / "library"
    act = ROOT / "tests" / "data" / "pp_2021_907.md"
    dalil("ingest", act, "--no-embed", "--library", own)
    status = json.loads(dalil("status", "--json", "--library", own))
    assert (status["documents"], status["up_to_date"], status["vectors"]) == (1, True, False)
    assert [d["id"] for d in json.loads(dalil("docs", "--json", "--library", own))] == [
        "pp/2021/907"
    ]
    dalil("remove", "pp/2021/907", "--library", own)
    assert json.loads(dalil("docs", "--json", "--library", own)) == []
    dalil("remove", "pp/2021/907", "--library", own, code=1)


@pytest.mark.parametrize(
    "arguments",
    [
        ("ask", "apa", "--library", "/nonexistent/library"),
        ("ask",),
        ("ask", "apa", "-k", "0"),
        ("batch", "nowhere.csv", "-o", "out.csv"),
        ("references", "nowhere.txt"),
        ("unknown",),
    ],
    ids=["no library", "no question", "k 0", "no file", "no text", "no such command"],
)
def test_wrong_use_ends_with_2_and_says_what_to_do(
    library: Path, arguments: tuple[str, ...]
) -> None:
    named = "--library" in arguments or arguments[0] in {"references", "unknown"}
    more = () if named else ("--library", str(library))
    done = run(*arguments, *more)
    assert done.returncode == 2
    assert done.stderr.strip()
    assert "Traceback" not in done.stderr


def test_a_correction_is_made_shown_and_taken_back(library: Path) -> None:
    at = ("--library", library)
    done = json.loads(
        dalil("correct", "panduan-sister-city", "--year", "2019", "--author", "Rina", "--csl",
              "volume=3", "--json", *at)
    )  # fmt: skip
    assert set(done) >= {"id", "before_id", "changed", "corrections", "notes"}
    assert done["changed"]["year"]["after"] == 2019
    shown = json.loads(dalil("show", "panduan-sister-city", "--json", *at))
    assert shown["document"]["authors"] == ["Rina"]
    assert json.loads(dalil("status", "--json", *at))["coverage"]["corrected"] == 1
    dalil("correct", "panduan-sister-city", "--year", "dua", *at, code=2)
    dalil("correct", "panduan-sister-city", "--undo", *at)
    assert json.loads(dalil("status", "--json", *at))["coverage"]["corrected"] == 0


def test_metadata_is_matched_and_applied(library: Path, tmp_path: Path) -> None:
    file = tmp_path / "daftar.bib"
    file.write_text(
        "@misc{a, title={Sister city dan sister province: dari prakarsa sampai penandatanganan}, "
        "publisher={Penerbit Kebun}}\n@book{b, title={Entah apa}}\n",
        encoding="utf-8",
    )
    at = ("--library", library)
    found = json.loads(dalil("metadata", file, "--json", *at))
    assert [m["document_id"] for m in found["matches"]] == ["panduan-sister-city"]
    assert [u["record"] for u in found["unmatched"]] == ["b"]
    dalil("metadata", file, "--yes", *at)
    cited = json.loads(dalil("correct", "panduan-sister-city", "--json", *at))
    assert cited["corrections"]["csl.publisher"]["value"] == "Penerbit Kebun"
    dalil("correct", "panduan-sister-city", "--undo", *at)
    file.write_text("bukan daftar", encoding="utf-8")
    dalil("metadata", file, *at, code=2)


def test_removed_works_are_listed_and_come_back(library: Path) -> None:
    at = ("--library", library)
    dalil("remove", "panduan-sister-city", *at)
    assert "panduan-sister-city" in dalil("restore", *at)
    dalil("restore", "panduan-sister-city", *at)
    dalil("restore", "panduan-sister-city", *at, code=2)


#: Every place of the command line that takes a path, without the path.
PATHS = [
    ("ingest",), ("ingest", "corpus"), ("check",), ("check", "a.md", "-o"), ("eval",),
    ("eval", "a.jsonl", "--baseline"), ("references",), ("batch", "-o", "a.csv"),
    ("batch", "a.csv", "-o"), ("backup",), ("restore",), ("restore", "uu/2000/24"), ("watch",),
    ("metadata",), ("collection", "Sawah", "-o"), ("ask", "padi", "--library"),
    ("status", "--library"), ("ingest", "corpus", "--library"), ("verify", "--library"),
    ("app", "--editor-secret"), ("app", "--editors"),
]  # fmt: skip


@pytest.mark.parametrize("arguments", PATHS, ids=" ".join)
@pytest.mark.parametrize("empty", ["", "  "], ids=["nothing", "spaces"])
def test_an_empty_path_is_wrong_use_and_not_this_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, arguments: tuple[str, ...], empty: str
) -> None:
    (tmp_path / "padi.md").write_text("Padi ditanam di sawah.")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("DALIL_LIBRARY", str(tmp_path / "library"))
    done = run(*arguments, empty)
    assert done.returncode == 2
    assert "jalur kosong" in done.stderr
    assert sorted(p.name for p in tmp_path.iterdir()) == ["padi.md"], "nothing was done"


def test_every_option_that_takes_a_path_refuses_an_empty_one() -> None:
    """So that a new one is not forgotten: a Path in a command's signature has the parser."""
    takes_path = re.compile(r"Annotated\[\s*(?:list\[)?Path\b.*?\n?\s*\)\s*,?\s*\]", re.S)
    for file in sorted((ROOT / "cli").glob("*.py")):
        text = file.read_text(encoding="utf-8")
        for block in takes_path.findall(text):
            assert "parser=path_of" in block, (file.name, block)
