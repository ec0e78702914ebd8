"""`dalil app`: the app in the browser, for oneself or, with `--public`, for others too."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from importlib.util import find_spec
from pathlib import Path
from typing import Annotated, Final

import typer

from dalil.cli import console
from dalil.cli.options import LibraryOption, path_of
from dalil.ingest.data_text import read_toml
from dalil.ingest.errors import ExtraMissing, NotPermitted
from dalil.ingest.extras import missing
from dalil.ingest.messages import say
from dalil.service.hosts import HOSTS, LOCAL
from dalil.service.permissions import EDITORS_FILE, PUBLIC, SECRET_FILE, SECRET_LENGTH

_EVERY: Final = "0.0.0.0"  # noqa: S104


def app_(
    library: LibraryOption = None,
    port: Annotated[int, typer.Option(help="Port of the web server.")] = 8501,
    headless: Annotated[bool, typer.Option(help="Do not open a browser.")] = False,
    address: Annotated[
        str, typer.Option(help="Address to listen on; another than this machine's is public.")
    ] = "",
    public: Annotated[
        bool, typer.Option("--public", help="Others may use it: readers, and editors.")
    ] = False,
    host: Annotated[
        list[str] | None,
        typer.Option(help="A name that the server is called by; may be repeated.",
                     show_default=False),
    ] = None,
    editor_secret: Annotated[
        Path | None,
        typer.Option(parser=path_of, help="File that holds the editors' secret.",
                     show_default=False),
    ] = None,
    editors: Annotated[
        Path | None,
        typer.Option(parser=path_of, help="File that names the editors who sign in, one a line.",
                     show_default=False),
    ] = None,
    read_only: Annotated[
        bool, typer.Option("--read-only", help="Nobody is an editor.")
    ] = False,
    workers: Annotated[
        int, typer.Option(min=1, max=64, help="Processes, behind a proxy (needs haproxy).")
    ] = 1,
) -> None:  # fmt: skip
    """Open the app in the browser: for this machine alone, or --public.

    Public, whoever comes may ask, read, check and download; only editors change the library. See
    docs/server.md.
    """
    import subprocess

    if find_spec("streamlit") is None:
        raise ExtraMissing(missing("streamlit", "app"))
    if library is not None:
        os.environ["DALIL_LIBRARY"] = str(library.resolve())
    for variable, file in ((SECRET_FILE, editor_secret), (EDITORS_FILE, editors)):
        if file is not None:
            os.environ[variable] = str(file.resolve())
    if host:
        os.environ[HOSTS] = ",".join(filter(None, [os.environ.get(HOSTS, ""), *host]))
    place = Path(str(find_spec("dalil.app").origin))  # type: ignore[union-attr]
    if is_public(public, address, os.environ):
        address = address or _EVERY
        os.environ[PUBLIC] = "1"
        if read_only:
            for variable in (SECRET_FILE, EDITORS_FILE):
                os.environ.pop(variable, None)
        elif wrong := no_editor(os.environ, place):
            raise NotPermitted(wrong)
        _tell(address, port, read_only)
    else:  # Streamlit's own greeting, which says the address, is off (.streamlit/config.toml)
        console.note(f"Dalil ada di http://{address or 'localhost'}:{port} (berhenti: Ctrl-C)")
    command = [
        sys.executable, "-m", "dalil.views.offline", "run", str(place),
        "--browser.gatherUsageStats", "false",
        "--browser.serverAddress", (host or ["localhost"])[0],  # not asked of the internet
        "--server.showEmailPrompt", "false",  # nobody is asked for an address on the first start
    ]  # fmt: skip
    if workers > 1:
        from dalil.service.app_workers import serve

        raise typer.Exit(
            serve([*command, "--server.headless", "true"], workers, address or "127.0.0.1", port)
        )
    command += [
        "--server.port", str(port), "--server.address", address or "localhost",
        "--server.headless", str(headless).lower(),
    ]  # fmt: skip
    raise typer.Exit(subprocess.call(command))


def is_public(asked: bool, address: str, environment: Mapping[str, str]) -> bool:
    """Whether others may use the app: asked for, said by the environment, or bound so."""
    said = environment.get(PUBLIC, "").strip()
    return asked or (said != "0" if said else bool(address) and address not in LOCAL)


def no_editor(environment: Mapping[str, str], app: Path) -> str:
    """Why nobody could become an editor; "" where somebody can."""
    if named := environment.get(SECRET_FILE):
        try:
            secret = Path(named).read_text(encoding="utf-8").strip()
        except (OSError, UnicodeDecodeError) as error:
            return f"{named}: berkas kata rahasia tidak dapat dibaca ({error})."
        if len(secret) < SECRET_LENGTH:
            return (
                f"{named}: kata rahasia penyunting paling sedikit {SECRET_LENGTH} huruf; "
                "buat misalnya dengan: python -c 'import secrets; print(secrets.token_urlsafe())'"
            )
        return ""
    if named := environment.get(EDITORS_FILE):
        try:
            lines = Path(named).read_text(encoding="utf-8").splitlines()
        except (OSError, UnicodeDecodeError) as error:
            return f"{named}: daftar penyunting tidak dapat dibaca ({error})."
        if not any(line.partition("#")[0].strip() for line in lines):
            return f"{named}: daftar penyunting kosong."
        if not _signs_in(app):
            return (
                "Daftar penyunting memerlukan masuk dengan OpenID Connect: tulis bagian [auth] "
                "dalam .streamlit/secrets.toml (docs/server.md)."
            )
        if find_spec("authlib") is None:
            return say(missing("authlib", "server"), "id")
        return ""
    return (
        "Aplikasi yang terbuka bagi orang lain memerlukan penyunting: beri --editor-secret BERKAS "
        "atau --editors BERKAS (docs/server.md), atau --read-only bila pustakanya hanya dibaca."
    )


def _signs_in(app: Path) -> bool:
    """Whether Streamlit's own sign-in is set up in any of the files that it reads."""
    for folder in (Path.home(), Path.cwd(), app.parent):
        try:
            said = read_toml((folder / ".streamlit" / "secrets.toml").read_text("utf-8"))
        except (OSError, ValueError):
            continue
        if said.get("auth"):
            return True
    return False


def _tell(address: str, port: int, read_only: bool) -> None:
    """Say what is opened, before it is."""
    where = "semua alamat komputer ini" if address in {_EVERY, "::"} else address
    here = "localhost" if address in LOCAL else "alamat IP"
    names = os.environ.get(HOSTS) or f"{here}; beri nama lain dengan --host NAMA"
    editor = "tidak seorang pun"
    if not read_only:
        ways = [
            way
            for variable, way in (
                (SECRET_FILE, "pemegang kata rahasia"),
                (EDITORS_FILE, "yang masuk dan terdaftar"),
            )
            if os.environ.get(variable)
        ]
        editor = " dan ".join(ways)
    for line in (
        f"terbuka bagi orang lain: {where}, port {port}",
        "siapa pun: bertanya, membaca, memeriksa, mengunduh; koleksi dan riwayat masing-masing",
        f"mengubah pustaka: {editor}",
        f"dipanggil dengan nama: {names}",
        "tanpa HTTPS kata rahasia terbaca di jaringan: taruh di belakang proxy dengan HTTPS",
    ):
        console.note(line)
