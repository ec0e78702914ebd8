"""`dalil app`: when it is open to others, what it then says, and when it does not start."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner

from dalil.cli.app import is_public, no_editor
from dalil.service import hosts, permissions

LONG = "kata-rahasia-yang-panjang"


@pytest.mark.parametrize(
    ("asked", "address", "said", "public"),
    [
        (False, "", "", False),
        (False, "localhost", "", False),
        (False, "127.0.0.1", "", False),
        (False, "::1", "", False),
        (False, "0.0.0.0", "", True),
        (False, "192.168.1.5", "", True),
        (False, "perpus.contoh", "", True),
        (True, "localhost", "", True),  # behind a proxy
        (True, "", "", True),
        (False, "", "1", True),  # as the environment says
        (False, "0.0.0.0", "0", False),  # in a container of one's own
        (True, "0.0.0.0", "0", True),  # the command line has the last word
    ],
)
def test_when_it_is_open_to_others(asked: bool, address: str, said: str, public: bool) -> None:
    assert is_public(asked, address, {"DALIL_PUBLIC": said}) is public


@pytest.mark.parametrize(
    ("secret", "editors", "auth", "wrong"),
    [
        (None, None, False, "memerlukan penyunting"),
        (LONG, None, False, ""),
        ("pendek", None, False, "paling sedikit 16"),
        ("   \n", None, False, "paling sedikit 16"),
        ("", None, False, "paling sedikit 16"),
        (None, "ani@kampus.contoh\n", True, ""),
        (None, "ani@kampus.contoh\n", False, "OpenID Connect"),
        (None, "# belum ada\n\n", True, "kosong"),
        (b"\xff\xfe", None, False, "tidak dapat dibaca"),
        (None, b"\xff\xfe", True, "tidak dapat dibaca"),
    ],
)
def test_somebody_must_be_able_to_be_an_editor(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    secret: str | bytes | None,
    editors: str | bytes | None,
    auth: bool,
    wrong: str,
) -> None:
    pytest.importorskip("authlib")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("HOME", str(tmp_path / "rumah"))
    environment = {}
    for variable, content in (
        (permissions.SECRET_FILE, secret),
        (permissions.EDITORS_FILE, editors),
    ):
        if content is not None:
            file = tmp_path / variable
            file.write_bytes(content if isinstance(content, bytes) else content.encode())
            environment[variable] = str(file)
    if auth:
        (tmp_path / ".streamlit").mkdir()
        (tmp_path / ".streamlit" / "secrets.toml").write_text('[auth]\nclient_id = "x"\n')
    said = no_editor(environment, tmp_path / "app.py")
    assert wrong in said
    assert bool(said) is bool(wrong)


def test_a_file_that_is_not_there_is_told(tmp_path: Path) -> None:
    said = no_editor({permissions.SECRET_FILE: str(tmp_path / "tidak-ada")}, tmp_path / "app.py")
    assert "tidak dapat dibaca" in said


@pytest.fixture
def started(monkeypatch: pytest.MonkeyPatch) -> list[list[str]]:
    """The commands that were started instead of a server."""
    commands: list[list[str]] = []

    def call(command: list[str]) -> int:
        commands.append(command)
        return 0

    monkeypatch.setattr(subprocess, "call", call)
    for name in (
        permissions.PUBLIC,
        permissions.SECRET_FILE,
        permissions.EDITORS_FILE,
        hosts.HOSTS,
    ):
        monkeypatch.setenv(name, "")
    return commands


def _run(*arguments: str) -> tuple[int, str]:
    from dalil.cli.main import app

    result = CliRunner().invoke(app, ["app", *arguments])
    return result.exit_code, result.output + str(result.exception or "")


def test_alone_it_listens_on_this_machine(started: list[list[str]]) -> None:
    status, output = _run("--headless")
    assert (status, output.strip()) == (0, "Dalil ada di http://localhost:8501 (berhenti: Ctrl-C)")
    command = started[0]
    assert command[command.index("--server.address") + 1] == "localhost"


def test_public_without_an_editor_it_does_not_start(started: list[list[str]]) -> None:
    status, output = _run("--public")
    assert status != 0 and "memerlukan penyunting" in output
    status, output = _run("--address", "0.0.0.0")
    assert status != 0 and "memerlukan penyunting" in output
    assert started == []


def test_read_only_nobody_is_an_editor(started: list[list[str]], tmp_path: Path) -> None:
    file = tmp_path / "rahasia"
    file.write_text(LONG)
    status, output = _run("--public", "--read-only", "--editor-secret", str(file))
    assert status == 0
    assert "mengubah pustaka: tidak seorang pun" in output
    assert len(started) == 1


def test_it_says_what_it_opens(started: list[list[str]], tmp_path: Path) -> None:
    file = tmp_path / "rahasia"
    file.write_text(LONG)
    status, output = _run("--public", "--editor-secret", str(file), "--host", "perpus.contoh")
    assert status == 0
    flat = " ".join(output.split())
    for said in ("semua alamat komputer ini, port 8501", "pemegang kata rahasia",
                 "perpus.contoh", "HTTPS"):  # fmt: skip
        assert said in flat
    assert LONG not in output
    command = started[0]
    assert command[command.index("--server.address") + 1] == "0.0.0.0"
    assert LONG not in " ".join(command)


def test_the_command_loads_no_streamlit() -> None:
    code = "import cli, sys; print('streamlit' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"
