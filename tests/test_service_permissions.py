"""Who may call what: every endpoint by everybody who may stand at the door, cell by cell."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from served import Served
from starlette.routing import Route

from dalil.ingest.errors import NotPermitted, SettingError
from dalil.library import Library
from dalil.service.permissions import CHANGES, MAY, Act, Role
from dalil.service.serve import Settings, gate_of
from dalil.service.tokens import Tokens, new_token

pytest.importorskip("fastapi")

from dalil.service.api import application

ACT = "uu/2010/7"
TEXT = {"text": "Pasal 2 UU 7/2010"}
CLAIM = {"claim": "izin taman"}
LIST = {"questions": [{"question": "izin taman"}], "format": "csv"}
FILE = {"file": ("a.md", b"# Judul\n\nIsi.\n")}

#: method, path, what is sent; and what one alone, an editor, a reader, anybody at a public
#: service, and anybody at one that wants a token get.
CELLS: tuple[tuple[str, str, dict[str, Any], tuple[int, int, int, int, int]], ...] = (
    ("GET", "/v1/status", {}, (200, 200, 200, 200, 401)),
    ("GET", "/v1/search?q=taman", {}, (200, 200, 200, 200, 401)),
    ("GET", "/v1/ask?q=taman", {}, (200, 200, 200, 200, 401)),
    ("GET", "/v1/cite?reference=UU+7/2010", {}, (200, 200, 200, 200, 401)),
    ("GET", "/v1/documents", {}, (200, 200, 200, 200, 401)),
    ("GET", f"/v1/documents/{ACT}", {}, (200, 200, 200, 200, 401)),
    ("GET", f"/v1/documents/{ACT}/text", {}, (200, 200, 200, 200, 401)),
    ("GET", f"/v1/provisions/{ACT}%23pasal-2", {}, (200, 200, 200, 200, 401)),
    *(
        ("GET", f"/v1/provisions/{ACT}%23pasal-2/{path}", {}, (200, 200, 200, 200, 401))
        for path, verb in (("history", "history"), ("cited-by", "cited_by"))
        if hasattr(Library, verb)
    ),
    ("POST", "/v1/check", {"json": TEXT}, (200, 200, 200, 200, 401)),
    ("POST", "/v1/review", {"json": CLAIM}, (200, 200, 200, 200, 401)),
    ("POST", "/v1/export", {"json": LIST}, (200, 200, 200, 200, 401)),
    ("GET", "/v1/jobs", {}, (200, 200, 200, 200, 401)),
    # what belongs to somebody: nobody's at a public service
    ("GET", "/v1/news", {}, (200, 200, 200, 403, 401)),
    ("GET", "/v1/news.atom", {}, (200, 200, 200, 403, 401)),
    ("POST", "/v1/news/read", {"json": {}}, (200, 200, 200, 403, 401)),
    ("GET", "/v1/followed", {}, (200, 200, 200, 403, 401)),
    ("POST", "/v1/followed", {"json": {"subject": ACT}}, (200, 200, 200, 403, 401)),
    ("DELETE", "/v1/followed?subject=uu/1901/1", {}, (422, 422, 422, 403, 401)),
    # reports name files; and what changes the library is its editors'
    ("GET", "/v1/jobs/0", {}, (404, 404, 403, 403, 401)),
    ("POST", "/v1/documents", {"files": FILE}, (202, 202, 403, 403, 401)),
    ("DELETE", "/v1/documents/uu/1901/1", {}, (404, 404, 403, 403, 401)),
    ("POST", "/v1/documents/uu/1901/1/restore", {}, (404, 404, 403, 403, 401)),
    # what is nobody's tells nothing, and its own description everybody
    ("GET", "/v1/nothing", {}, (404, 404, 404, 404, 401)),
    ("PATCH", f"/v1/documents/{ACT}", {}, (405, 405, 405, 405, 401)),
    ("GET", "/openapi.json", {}, (200, 200, 200, 200, 200)),
)
WHO = ("alone", "editor", "reader", "public", "nobody")


@pytest.fixture(scope="module")
def callers(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Any]]:
    place = tmp_path_factory.mktemp
    guarded = Served(place("token"), tokens=True)
    yield {
        "alone": Served(place("sendiri")).client(),
        "editor": guarded.client(Role.EDITOR),
        "reader": guarded.client(Role.READER),
        "public": Served(place("umum"), public=True).client(),
        "nobody": guarded.client(),
    }


@pytest.mark.parametrize("who", WHO)
@pytest.mark.parametrize("row", CELLS, ids=[f"{row[0]} {row[1]}" for row in CELLS])
def test_every_cell(
    callers: dict[str, Any], row: tuple[str, str, dict[str, Any], tuple[int, ...]], who: str
) -> None:
    method, path, sent, statuses = row
    answer = callers[who].request(method, path, **sent)
    assert answer.status_code == statuses[WHO.index(who)], answer.text
    if answer.status_code == 401:
        assert answer.headers["www-authenticate"] == "Bearer"


def test_the_table_has_every_endpoint(tmp_path: Path) -> None:
    """One that is new, or that has no mark, is in the table or is nobody's."""
    app = application(Served(tmp_path).door)
    marked = [r for r in app.routes if isinstance(r, Route) and r.path != "/openapi.json"]
    for route in marked:
        said = route.openapi_extra  # type: ignore[attr-defined]
        assert Act(said["x-dalil-act"]) in MAY, route.path
        for method in (route.methods or set()) - {"HEAD"}:
            hits = [row for row in CELLS if row[0] == method and route.path_regex.match(
                row[1].partition("?")[0].replace("%23", "#"))]  # fmt: skip
            assert hits, f"{method} {route.path} is not in the table"
            if Act(said["x-dalil-act"]) in CHANGES:
                assert all(row[3][2:] == (403, 403, 401) for row in hits)


@pytest.mark.parametrize(
    "said",
    ["Bearer salah", "Bearer ", "Basic abc", "Bearer x y", "bearer", "Bearer " + "a" * 5_000],
)
def test_a_wrong_token_is_nobody_even_where_anybody_may_read(tmp_path: Path, said: str) -> None:
    served = Served(tmp_path, tokens=True, public=True)
    answer = served.client().get("/v1/status", headers={"Authorization": said})
    assert answer.status_code == 401
    assert served.client().get("/v1/status").status_code == 200


def test_guessing_tokens_ends(tmp_path: Path) -> None:
    served = Served(tmp_path, tokens=True)
    client = served.client()
    said = [client.get("/v1/status", headers={"Authorization": f"Bearer {n}"}).status_code
            for n in range(7)]  # fmt: skip
    assert said == [401] * 5 + [429] * 2
    assert served.client(Role.READER).get("/v1/status").status_code == 200, "who has one is heard"


def test_a_line_that_is_taken_out_ends_its_token(tmp_path: Path) -> None:
    served = Served(tmp_path, tokens=True)
    client = served.client(Role.READER)
    assert client.get("/v1/status").status_code == 200
    file = tmp_path / "tokens"
    kept = [line for line in file.read_text().splitlines() if line.startswith("editor")]
    file.write_text("\n".join(kept) + "\n")
    assert client.get("/v1/status").status_code == 401
    assert served.client(Role.EDITOR).get("/v1/status").status_code == 200
    file.write_text("rusak\n")
    assert served.client(Role.EDITOR).get("/v1/status").status_code == 401


def test_the_audit_has_the_name_of_the_token(tmp_path: Path) -> None:
    served = Served(tmp_path, tokens=True)
    assert served.client(Role.EDITOR).delete(f"/v1/documents/{ACT}").status_code == 202
    assert served.client(Role.READER).delete(f"/v1/documents/{ACT}").status_code == 403
    (line,) = (served.folder / "audit.jsonl").read_text(encoding="utf-8").splitlines()
    said = json.loads(line)
    assert (said["who"], said["role"], said["act"]) == ("si-editor", "editor", "remove")
    assert served.tokens[Role.EDITOR] not in line


def test_readers_learn_no_path_of_the_server(tmp_path: Path) -> None:
    served = Served(tmp_path, tokens=True)
    long, bare = f"{served.folder}/jauh/uu.md", "uu.md"
    with served.library.catalog.transaction() as db:
        db.execute("UPDATE documents SET source = ?", (long,))
    for path in ("/v1/ask?q=taman", "/v1/search?q=taman", "/v1/documents", f"/v1/documents/{ACT}",
                 "/v1/status", "/v1/jobs"):  # fmt: skip
        told = served.client(Role.READER).get(path)
        assert told.status_code == 200
        assert str(served.folder) not in told.text, path
    work = served.client(Role.READER).get(f"/v1/documents/{ACT}").json()["document"]
    assert work["source"] == bare
    assert served.client(Role.EDITOR).get(f"/v1/documents/{ACT}").json()["document"][
        "source"] == long  # fmt: skip
    sent = served.client(Role.READER).post("/v1/export", json=LIST | {"format": "jsonl"})
    assert str(served.folder) not in sent.text and bare in sent.text


def test_a_service_for_others_says_who_they_are(tmp_path: Path) -> None:
    file = tmp_path / "tokens"
    token = new_token(file, "perpustakaan", Role.EDITOR)
    assert file.stat().st_mode & 0o777 == 0o600 and token not in file.read_text()
    for settings in (Settings("0.0.0.0"), Settings("perpus.kampus.ac.id"), Settings("::")):
        with pytest.raises(NotPermitted, match="--tokens"):
            gate_of(settings)
    assert gate_of(Settings("127.0.0.1")).alone
    assert not gate_of(Settings("127.0.0.1", public=True)).alone
    assert gate_of(Settings("0.0.0.0", public=True)).tokens is None
    assert not gate_of(Settings("0.0.0.0", tokens=file)).public


@pytest.mark.parametrize(
    ("content", "line"),
    [("", ""), ("# tiada\n", ""), ("editor a\n", "1"), ("\nadmin a sha256:" + "0" * 64, "2"),
     ("reader a " + "x" * 64, "1")],
)  # fmt: skip
def test_a_wrong_file_of_tokens_is_told(tmp_path: Path, content: str, line: str) -> None:
    file = tmp_path / "tokens"
    file.write_text(content)
    with pytest.raises(SettingError, match=f" {line}:" if line else "dalil token"):
        Tokens(file)


def test_a_name_has_one_token(tmp_path: Path) -> None:
    file = tmp_path / "tokens"
    first = new_token(file, "kelas", Role.READER)
    with pytest.raises(SettingError, match="kelas"):
        new_token(file, "kelas", Role.EDITOR)
    for name in ("", "a b", "a\nb", "a#b", "x" * 65):
        with pytest.raises(SettingError):
            new_token(file, name, Role.READER)
    caller = Tokens(file).caller(first)
    assert caller is not None and (caller.name, caller.role) == ("kelas", Role.READER)
    assert Tokens(file).caller("") is None
