"""A service in the process of the tests: its door, and who stands before it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from app_library import fill

from dalil.library import Library
from dalil.service.api import make_app
from dalil.service.door import Door, Gate
from dalil.service.permissions import Role
from dalil.service.rate_limit import Pace
from dalil.service.tokens import Tokens, new_token


class Served:
    """A library that a service serves; ``tokens`` by role."""

    def __init__(self, folder: Path, *, tokens: bool = False, public: bool = False,
                 pace: Pace | None = None, cached: bool = True) -> None:  # fmt: skip
        self.folder = fill(folder / "pustaka")
        self.tokens: dict[Role, str] = {}
        file = folder / "tokens"
        if tokens:
            for role in (Role.READER, Role.EDITOR):
                self.tokens[role] = new_token(file, f"si-{role.value}", role)
        self.library = Library.open(self.folder)
        self.gate = Gate(tokens=Tokens(file) if tokens else None, public=public, pace=pace)
        self.door: Door = make_app(self.library, self.gate, cached=cached)

    def client(self, role: Role | None = None, token: str = "", **headers: str) -> Any:
        """A client of httpx as this role; None: without a token."""
        from starlette.testclient import TestClient

        said = token or ("" if role is None else self.tokens.get(role, ""))
        if said:
            headers["Authorization"] = f"Bearer {said}"
        return TestClient(
            self.door, base_url="http://localhost", headers=headers, raise_server_exceptions=False
        )
