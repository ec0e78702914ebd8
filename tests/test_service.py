"""The service under /v1: the same JSON as the command's, in pages, with tags and typed errors."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from command import dalil
from served import Served

from dalil.library import Library

pytest.importorskip("fastapi")

ACT = "uu/2010/7"
PASAL = f"{ACT}%23pasal-2"


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    yield Served(tmp_path_factory.mktemp("layanan"))


@pytest.fixture(scope="module")
def client(served: Served) -> Any:
    return served.client()


def told(client: Any, path: str, **params: Any) -> dict[str, Any]:
    answer = client.get(path, params=params)
    assert answer.status_code == 200, answer.text
    said: dict[str, Any] = answer.json()
    return said


def wrong(answer: Any, status: int, kind: str) -> str:
    """The detail of a problem of that kind."""
    assert answer.status_code == status, answer.text
    assert answer.headers["content-type"] == "application/problem+json"
    said = answer.json()
    assert (said["type"], said["status"]) == (f"urn:dalil:problem:{kind}", status)
    assert "Traceback" not in answer.text
    return str(said["detail"])


@pytest.mark.parametrize(
    ("path", "params", "command"),
    [
        ("/v1/ask", {"q": "izin taman", "k": 3}, ("ask", "izin taman", "-k", "3")),
        ("/v1/ask", {"q": "resep rendang"}, ("ask", "resep rendang")),
        ("/v1/ask", {"q": "taman", "tier": ["secondary"]}, ("ask", "taman", "--tier", "secondary")),
        ("/v1/ask", {"q": "taman", "mode": "lexical", "style": "apa"},
         ("ask", "taman", "--mode", "lexical", "--style", "apa")),
        ("/v1/cite", {"reference": "Pasal 2 UU 7/2010"}, ("cite", "Pasal 2 UU 7/2010")),
        ("/v1/cite", {"reference": "Pasal 99 UU 7/2010"}, ("cite", "Pasal 99 UU 7/2010")),
        (f"/v1/provisions/{PASAL}", {}, ("show", f"{ACT}#pasal-2")),
        (f"/v1/documents/{ACT}", {}, ("show", ACT)),
    ],
    ids=["ask", "refused", "filtered", "style", "cite", "absent", "provision", "document"],
)  # fmt: skip
def test_the_same_json_as_the_command(
    served: Served, client: Any, path: str, params: dict[str, Any], command: tuple[str, ...]
) -> None:
    said = told(client, path, **params)
    printed = json.loads(dalil(*command, "--json", "--library", served.folder).stdout)
    state = said.pop("library")
    assert state["hash"] and state["generation"].endswith(state["hash"])
    mine = printed.pop("library", {})
    assert mine.items() <= state.items()
    if "next" in said:
        assert said.pop("next") is None
    assert said == printed


def test_the_status_and_the_works_are_those_of_the_command(served: Served, client: Any) -> None:
    said = told(client, "/v1/status")
    printed = json.loads(dalil("status", "--json", "--library", served.folder).stdout)
    assert said.pop("service")["api"] == "v1"
    assert said.pop("library")["generation"] == printed["generation"]
    del printed["library"]  # the folder: here the state stands under that name
    assert said == printed
    listed = json.loads(dalil("docs", "--json", "--library", served.folder).stdout)
    assert told(client, "/v1/documents")["documents"] == listed


def pages(client: Any, path: str, **params: Any) -> Iterator[dict[str, Any]]:
    """Every page, by the cursors of those before."""
    cursor = ""
    while True:
        page = told(client, path, **params, **({"cursor": cursor} if cursor else {}))
        yield page
        if not (cursor := page["next"]):
            return


def test_pages_make_the_whole_list(client: Any) -> None:
    whole = told(client, "/v1/search", q="taman", k=20)
    assert whole["next"] is None and len(whole["hits"]) > 4
    found = [hit for page in pages(client, "/v1/search", q="taman", k=2) for hit in page["hits"]]
    assert found == whole["hits"]

    works = [d for page in pages(client, "/v1/documents", limit=4) for d in page["documents"]]
    assert works == told(client, "/v1/documents")["documents"]

    text = ""
    for piece in pages(client, f"/v1/documents/{ACT}/text", limit=50):
        assert (piece["start"], piece["end"]) == (len(text), len(text) + len(piece["text"]))
        text += piece["text"]
    passages = [p for page in pages(client, f"/v1/documents/{ACT}", limit=2)
                for p in page["passages"]]  # fmt: skip
    assert len(text) == piece["length"] and len(passages) > 4
    assert all(text[p["start"] : p["end"]] == p["text"] for p in passages)


@pytest.mark.parametrize(
    ("path", "status", "kind"),
    [
        ("/v1/documents/uu/1901/1", 404, "not-in-library"),
        ("/v1/documents/uu/1901/1/text", 404, "not-in-library"),
        (f"/v1/provisions/{ACT}%23pasal-99", 404, "not-in-library"),
        (f"/v1/provisions/{ACT}", 404, "not-in-library"),  # a work is no provision
        (f"/v1/documents/{PASAL}", 404, "not-in-library"),
        ("/v1/documents/../../etc/passwd", 404, "not-found"),
        ("/v1/documents/%2e%2e/%2e%2e/etc/passwd", 404, "not-in-library"),
        ("/v1/nothing", 404, "not-found"),
        ("/v2/ask?q=taman", 404, "not-found"),
        ('/v1/ask?q="taman', 400, "query-error"),
        ("/v1/ask?q=taman&style=tiada", 400, "style-error"),
        ("/v1/ask?q=taman&style=/etc/passwd.csl", 400, "style-error"),  # never a path
        ("/v1/ask", 422, "invalid"),
        ("/v1/ask?q=taman&k=1001", 422, "invalid"),
        ("/v1/ask?q=taman&mode=magic", 422, "invalid"),
        ("/v1/search?q=taman&cursor=abc", 400, "bad-request"),
        ("/v1/search?q=taman&cursor=eyJvIjotMSwiZyI6IiJ9", 400, "bad-request"),
        ("/v1/ask?q=" + "a" * 4_001, 422, "invalid"),
    ],
)
def test_what_goes_wrong_is_typed_and_says_what_to_do(
    client: Any, path: str, status: int, kind: str
) -> None:
    detail = wrong(client.get(path), status, kind)
    assert detail and "/root" not in detail and "/tmp" not in detail


def test_errors_speak_the_language_that_is_asked_for(served: Served) -> None:
    for language, word in (("id", "ditutup"), ("en-GB,en;q=0.9,id;q=0.3", "close")):
        answer = served.client().get('/v1/ask?q="taman', headers={"Accept-Language": language})
        assert word in wrong(answer, 400, "query-error")


def test_another_method_is_told(client: Any) -> None:
    answer = client.put("/v1/ask")
    wrong(answer, 405, "method-not-allowed")
    assert "GET" in answer.headers["allow"]


def test_an_answer_that_has_not_changed_is_not_sent_again(client: Any) -> None:
    first = client.get("/v1/ask?q=izin+taman")
    tag = first.headers["etag"]
    again = client.get("/v1/ask?q=izin+taman", headers={"If-None-Match": tag})
    assert (again.status_code, again.content) == (304, b"")
    assert again.headers["dalil-generation"] == first.json()["library"]["generation"]
    assert client.get("/v1/ask?q=kolam", headers={"If-None-Match": tag}).status_code == 200


def test_a_text_is_checked(client: Any) -> None:
    draft = "Menurut Pasal 2 ayat (1) UU 7/2010 dan Pasal 99 UU 7/2010 begitu."
    answer = client.post("/v1/check", json={"text": draft, "name": "bab 1"})
    said = answer.json()
    assert answer.status_code == 200 and said["draft"] == "bab 1"
    assert [f["verdict"] for f in said["findings"]] == ["verified", "no_such_provision"]
    assert said["library"]["hash"]
    wrong(client.post("/v1/check", json={"text": draft, "path": "/etc/passwd"}), 422, "invalid")
    wrong(client.post("/v1/check", content="{", headers={"Content-Type": "application/json"}),
          422, "invalid")  # fmt: skip


def test_a_claim_is_reviewed(served: Served, client: Any) -> None:
    claim = "Lurah memberikan izin taman"
    said = client.post("/v1/review", json={"claim": claim, "supporting": 2}).json()
    here = served.library.review(claim, 2).to_dict()
    assert said["verdict"] == here["verdict"] and said["passages"] == here["passages"]
    where = {"claim": claim, "where": {"tiers": ["tertiary"]}}
    assert client.post("/v1/review", json=where).json()["passages"] != said["passages"]


@pytest.mark.parametrize("suffix", ["csv", "xlsx", "docx", "jsonl", "json", "md", "bib", "ris"])
def test_answers_leave_as_a_file(client: Any, suffix: str) -> None:
    asked = {
        "questions": [{"question": "izin taman", "qid": "a"}, {"question": '"rusak', "qid": 2}],
        "format": suffix,
    }
    answer = client.post("/v1/export", json=asked)
    assert answer.status_code == 200, answer.text
    assert f"dalil.{suffix}" in answer.headers["content-disposition"]
    assert len(answer.content) > 100
    if suffix == "jsonl":
        lines = [json.loads(line) for line in answer.text.splitlines()]
        assert [line["qid"] for line in lines] == ["a", 2]
        assert lines[1]["error"] and not lines[0].get("error"), "one that fails costs no other"


def test_the_description_is_openapi_3_1_and_fetches_nothing(client: Any) -> None:
    said = told(client, "/openapi.json")
    assert said["openapi"].startswith("3.1")
    wanted = {
        "/v1/status", "/v1/search", "/v1/ask", "/v1/cite", "/v1/documents",
        "/v1/documents/{identifier}", "/v1/documents/{identifier}/text",
        "/v1/provisions/{identifier}", "/v1/check", "/v1/review", "/v1/export",
    }  # fmt: skip
    assert wanted <= said["paths"].keys()
    assert client.get("/docs").status_code == 404 == client.get("/redoc").status_code


# What changes the library


def ended(client: Any, begun: Any) -> dict[str, Any]:
    """What a job that was begun did."""
    assert begun.status_code == 202, begun.text
    number = begun.json()["job"]["number"]
    for _ in range(600):
        job: dict[str, Any] = told(client, f"/v1/jobs/{number}")["job"]
        if job["state"] not in {"waiting", "running"}:
            return job
        time.sleep(0.05)
    raise AssertionError(job)


def test_a_work_is_taken_in_out_and_brought_back(tmp_path: Path) -> None:
    served = Served(tmp_path)
    client = served.client()
    before = told(client, "/v1/ask", q="kucing oranye")
    assert before["answer"]["status"] == "abstained"
    cursor = told(client, "/v1/documents", limit=1)["next"]
    text = "# Ulasan kucing\n\nKucing oranye dipelihara oleh kelurahan dengan sabar sekali.\n"
    sent = {"file": ("../../kucing.md", text.encode())}
    job = ended(client, client.post("/v1/documents", files=sent, data={"tier": "secondary"}))
    assert job["state"] == "done", job
    (work,) = job["report"]["works"]
    after = told(client, "/v1/ask", q="kucing oranye")  # nothing kept of before is given
    assert after["answer"]["statements"][0]["document_id"] == work[0]
    assert after["library"]["generation"] != before["library"]["generation"]
    wrong(client.get(f"/v1/documents?cursor={cursor}"), 409, "cursor-expired")
    names = {p.name for p in (served.folder / "uploads").iterdir()}
    assert names == {"kucing.md"} and not (tmp_path.parent / "kucing.md").exists()

    assert ended(client, client.delete(f"/v1/documents/{work[0]}"))["state"] == "done"
    assert told(client, "/v1/ask", q="kucing oranye")["answer"]["status"] == "abstained"
    wrong(client.delete(f"/v1/documents/{work[0]}"), 404, "not-in-library")
    assert ended(client, client.post(f"/v1/documents/{work[0]}/restore"))["state"] == "done"
    assert told(client, "/v1/ask", q="kucing oranye")["answer"] == after["answer"]
    wrong(client.post("/v1/documents/uu/1901/1/restore"), 404, "not-in-library")

    lines = (served.folder / "audit.jsonl").read_text(encoding="utf-8").splitlines()
    said = [json.loads(line) for line in lines]
    assert [(s["act"], s["subject"], s["who"], s["role"]) for s in said] == [
        ("add", "kucing.md", "local", "alone"),
        ("remove", work[0], "local", "alone"),
        ("restore", work[0], "local", "alone"),
    ]


def test_a_file_that_cannot_be_taken_in_does_not_stay(tmp_path: Path) -> None:
    served = Served(tmp_path)
    client = served.client()
    job = ended(client, client.post("/v1/documents", files={"file": ("rusak.pdf", b"%PDF-1.4 x")}))
    assert job["report"]["failed"][0][0] == "rusak.pdf"
    assert not list((served.folder / "uploads").iterdir())
    sent = client.post("/v1/documents", files={"file": ("virus.exe", b"MZ")})
    wrong(sent, 422, "unsupported-source")


def test_a_change_that_cannot_be_noted_is_not_made(tmp_path: Path) -> None:
    served = Served(tmp_path)
    (served.folder / "audit.jsonl").mkdir()
    wrong(served.client().delete(f"/v1/documents/{ACT}"), 503, "library-error")
    assert served.library.catalog.has(ACT)


def test_what_is_kept_is_of_the_same_library(tmp_path: Path) -> None:
    """An answer is given again only while no process has changed anything: a correction, too."""
    served = Served(tmp_path)
    client = served.client()
    first = client.get("/v1/cite?reference=UU+7/2010")
    assert client.get("/v1/cite?reference=UU+7/2010").content == first.content
    done = dalil("correct", ACT, "--title", "Taman Rakyat", "--library", served.folder)
    assert done.returncode == 0, done.stderr
    assert "Taman Rakyat" in client.get("/v1/cite?reference=UU+7/2010").text


# A provision over time, and who cites it: where the library can tell


class _Made:
    def __init__(self, **said: Any) -> None:
        self._said = said

    def to_dict(self) -> dict[str, Any]:
        return self._said


def test_a_provision_over_time_in_pages(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The verbs' own objects, their lists a page at a time (stand-ins for `Library.text` …)."""
    rows = [{"id": f"{ACT}#pasal-{n}", "text": f"Bunyi {n}"} for n in range(5)]
    asked: list[tuple[Any, ...]] = []

    def text(self: object, identifier: str, as_of: str | None = None) -> _Made:
        asked.append((identifier, as_of))
        return _Made(id=identifier, as_of=as_of, complete=True, provisions=rows)

    monkeypatch.setattr(Library, "text", text, raising=False)
    monkeypatch.setattr(
        Library, "history", lambda self, id: _Made(id=id, changes=rows), raising=False
    )
    monkeypatch.setattr(
        Library, "cited_by", lambda self, id: _Made(id=id, citations=rows[:3], parts=rows[3:]),
        raising=False,
    )  # fmt: skip
    client = Served(tmp_path).client()
    whole = told(client, f"/v1/documents/{ACT}/text", as_of="2020-01-31")
    assert whole["provisions"] == rows and asked == [(ACT, "2020-01-31")]
    assert told(client, f"/v1/documents/{ACT}/text")["text"], "without a day what is stored"
    wrong(client.get(f"/v1/documents/{ACT}/text?as_of=kemarin"), 422, "invalid")
    found = [r for page in pages(client, f"/v1/provisions/{PASAL}/history", limit=2)
             for r in page["changes"]]  # fmt: skip
    assert found == rows
    cited = list(pages(client, f"/v1/provisions/{PASAL}/cited-by", limit=2))
    assert [r for page in cited for r in page["citations"]] == rows[:3]
    assert [r for page in cited for r in page["parts"]] == rows[3:]
    assert [len(page["citations"] + page["parts"]) for page in cited] == [2, 2, 1]
