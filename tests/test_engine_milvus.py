"""What only an index in Milvus has: its addresses. The rest is in `test_engines`."""

from __future__ import annotations

import sys

import pytest

from bench.milvus import is_installed
from dalil.index.engines.milvus import TOKEN, Address
from dalil.ingest.errors import EngineError, ExtraMissing

pytestmark = pytest.mark.skipif(
    not is_installed(), reason="no Milvus: the wheels milvus-lite and pymilvus are not installed"
)


@pytest.mark.parametrize(
    "typed",
    [
        "milvus://dalil:rahasia@x@db/dalil",  # "@" not escaped
        "milvus://dalil:rahasia/x@db/dalil",  # "/" not escaped
        "milvus://dalil:rahasia@db:port/dalil",
        "milvus://dalil:rahasia@db/dalil?nonsense=rahasia",
        "milvus://dalil:rahasia@db/dalil#rahasia",
        "milvus://dalil:rahasia@db/dalil/rahasia",
        "milvus://",
    ],
)
def test_an_address_that_is_none_is_not_repeated(typed: str) -> None:
    with pytest.raises(EngineError) as wrong:
        Address(typed)
    assert "rahasia" not in str(wrong.value) and wrong.value.__cause__ is None


@pytest.mark.parametrize(
    ("typed", "uri", "token", "shown"),
    [
        ("milvus://db", "http://db:19530", "", "db:19530"),
        ("milvus://a:b%40c@db:7/x", "http://db:7", "a:b@c", "db:7/x"),
        ("milvuss://a:b@db/x", "https://db:19530", "a:b", "db:19530/x"),
        ("milvus://[::1]:7/x", "http://[::1]:7", "", "[::1]:7/x"),
        ("milvus://db?ca_pem_path=/etc/ca.pem", "https://db:19530", "", "db:19530"),
    ],
)
def test_an_address_is_read(
    typed: str, uri: str, token: str, shown: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv(TOKEN, raising=False)
    address = Address(typed)
    assert (address._how["uri"], address._how["token"], str(address)) == (uri, token, shown)


def test_the_token_of_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(TOKEN, "a:rahasia")
    address = Address("milvus://db/x")
    assert address._how["token"] == "a:rahasia"
    assert "rahasia" not in str(address.told(RuntimeError("no a:rahasia")))


def test_without_the_driver(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pymilvus", None)
    with pytest.raises(ExtraMissing, match=r"dalil\[milvus\]"):
        Address("milvus://db/dalil")
