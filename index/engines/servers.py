"""Which server an address means: PostgreSQL or Milvus.

Their drivers are imported when asked for.
"""

from __future__ import annotations

from dalil.index.engines.engine import Publication, Server
from dalil.index.snapshot.snapshot import Generation
from dalil.index.store.catalog import Catalog
from dalil.ingest.errors import EngineError
from dalil.ingest.messages import Message
from dalil.ingest.model import Progress


def server_at(address: str) -> Server:
    """The server of an address, which is not asked anything yet.

    Raises EngineError for an address that is none, ExtraMissing without the driver.
    """
    if _kind(address) == "milvus":
        from dalil.index.engines.milvus import Milvus

        return Milvus(address)
    from dalil.index.engines.postgres import Postgres

    return Postgres(address)


def publish(
    generation: Generation, address: str, catalog: Catalog, progress: Progress | None = None
) -> Publication:
    """Put a generation and its catalogue into a server, and in use there.

    Raises EngineError where the server is away, holds another format, or lets this user not.
    """
    if _kind(address) == "milvus":
        from dalil.index.engines import milvus

        return milvus.publish(generation, address, progress, catalog=catalog)
    from dalil.index.engines import postgres

    return postgres.publish(generation, address, progress, catalog=catalog)


def _kind(address: str) -> str:
    """By its first word; raises EngineError, without repeating it, where it is neither."""
    scheme = address.partition("://")[0]
    if scheme in {"postgresql", "postgres"}:
        return "postgresql"
    if scheme in {"milvus", "milvuss"}:
        return "milvus"
    raise EngineError(Message("engine.address"))
