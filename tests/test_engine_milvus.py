"""What only an index in Milvus has: its addresses, what it does not carry; see `test_engines`."""

from __future__ import annotations

import sys
from pathlib import Path

import platformdirs
import pytest
from test_engines import law

from bench.milvus import MilvusLite, is_installed
from dalil.index.encode.encoder import HashingEncoder
from dalil.index.engines import milvus
from dalil.index.engines.milvus import TOKEN, Address
from dalil.ingest.errors import EngineError, ExtraMissing
from dalil.library import Library

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


def test_a_catalogue_that_is_too_large_does_not_travel(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(platformdirs, "user_cache_path", lambda *_, **__: tmp_path / "cache")
    monkeypatch.setattr(milvus, "MOST_CARRIED", 1_000)
    made = Library.open(tmp_path / "pustaka", create=True, encoder=HashingEncoder(64), engine="")
    made.put(law("uu/2001/1", "Izin taman berlaku lima tahun."))
    made.commit()
    with MilvusLite() as server:
        assert made.publish(server.address()).catalogue == 0
        with pytest.raises(EngineError, match=r"catalog\.sqlite"):
            Library.open(tmp_path / "kosong", engine=server.address())
        copy = tmp_path / "salinan"
        copy.mkdir()
        made.catalog.copy_to(copy / "catalog.sqlite")
        reader = Library.open(copy, encoder=HashingEncoder(64), engine=server.address())
        assert reader.search("izin").hits and not reader.reads_published


def test_without_the_driver(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pymilvus", None)
    with pytest.raises(ExtraMissing, match=r"dalil\[milvus\]"):
        Address("milvus://db/dalil")
