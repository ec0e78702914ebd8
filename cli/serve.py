"""`dalil serve`, `dalil mcp` and `dalil token`: the library for programs and assistants."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from dalil.cli import console
from dalil.cli.options import LibraryOption, open_library, path_of
from dalil.ingest.extras import Extra, optional
from dalil.service.hosts import is_loopback
from dalil.service.permissions import Role
from dalil.service.serve import Settings
from dalil.service.tokens import ROLES, TOKENS_FILE

HostOption = Annotated[
    str,
    typer.Option("--host", help="Address to listen on; another than this machine's is for others."),
]
PublicOption = Annotated[
    bool, typer.Option("--public", help="Anybody may read and ask; nobody without a token more.")
]
TokensOption = Annotated[
    Path | None,
    typer.Option(
        "--tokens", parser=path_of, envvar=TOKENS_FILE, help="File of tokens (`dalil token`).",
        show_default=False,
    ),
]  # fmt: skip
NameOption = Annotated[
    list[str] | None,
    typer.Option(
        "--name", help="A name that the server is called by; may be repeated.", show_default=False
    ),
]


def serve(
    host: HostOption = "127.0.0.1",
    port: Annotated[int, typer.Option(help="Port.", min=1, max=65535)] = 8502,
    workers: Annotated[int, typer.Option(help="Processes.", min=1, max=64)] = 1,
    public: PublicOption = False,
    tokens: TokensOption = None,
    name: NameOption = None,
    library: LibraryOption = None,
) -> None:
    """The library for programs: /v1 over HTTP, described at /openapi.json.

    On this machine alone; for others with --tokens FILE, or --public. See docs/service.md.
    """
    _needs("service", "fastapi", "uvicorn", "python_multipart")
    from dalil.service.serve import serve as start

    settings = Settings(host, port, workers, public, tokens, tuple(name or ()))
    opened = open_library(library, filled=True)
    folder = opened.folder.resolve()
    opened.close()
    _tell(settings, "/openapi.json")
    start(settings, folder)


def mcp(
    http: Annotated[
        int | None,
        typer.Option(
            "--http", min=1, max=65535, metavar="PORT", show_default=False,
            help="Streamable HTTP at /mcp on this port, instead of standard input and output.",
        ),
    ] = None,
    host: HostOption = "127.0.0.1",
    public: PublicOption = False,
    tokens: TokensOption = None,
    name: NameOption = None,
    library: LibraryOption = None,
) -> None:  # fmt: skip
    """The library for assistants that speak MCP: search, ask, cite, read, check.

    An assistant starts it itself and speaks with it by standard input and output. See
    docs/service.md.
    """
    _needs("mcp", "mcp")
    from dalil.service.assistants import serve_http, serve_stdio

    opened = open_library(library, filled=True)
    if http is None:
        serve_stdio(opened)
        return
    settings = Settings(host, http, 1, public, tokens, tuple(name or ()))
    _tell(settings, "/mcp")
    serve_http(opened, settings)


def token(
    file: Annotated[Path, typer.Argument(parser=path_of, help="The file of tokens.",
                                         show_default=False)],
    name: Annotated[str, typer.Argument(help="Whose it is.", show_default=False)],
    role: Annotated[Role, typer.Option(help="reader or editor.")] = Role.READER,
) -> None:  # fmt: skip
    """Make a token for a program: printed once, its line (without it) added to the file."""
    from dalil.service.tokens import new_token

    if role not in ROLES:
        raise typer.BadParameter("reader, editor", param_hint="--role")
    made = new_token(file, name, role)
    console.out.print(made, markup=False)
    console.note(f"token {name} ({role.value}) hanya ditampilkan sekali; barisnya ada di {file}")


def _needs(extra: Extra, *modules: str) -> None:
    for module in modules:
        optional(module, extra)


def _tell(settings: Settings, path: str) -> None:
    """Say what is opened, before it is."""
    console.note(f"Dalil ada di http://{settings.host}:{settings.port}{path} (berhenti: Ctrl-C)")
    if is_loopback(settings.host) and not (settings.public or settings.tokens):
        return
    readers = "siapa pun" if settings.public else "pemegang token"
    editors = "pemegang token penyunting" if settings.tokens else "tidak seorang pun"
    console.note(f"membaca dan bertanya: {readers}; mengubah pustaka: {editors}")
    console.note("tanpa HTTPS token terbaca di jaringan: taruh di belakang proxy dengan HTTPS")
