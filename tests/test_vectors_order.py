"""What is encoded first, and that it is in use before the rest is encoded."""

from __future__ import annotations

from pathlib import Path

import pytest
from made_up import act

import dalil.index.snapshot.build as build
from dalil.index.encode.encoder import EncodingProgress, Floats, HashingEncoder
from dalil.index.library import Library
from dalil.index.store.query_log import remember


class _Watched(HashingEncoder):
    """Says which texts it was given, in their order."""

    def __init__(self) -> None:
        super().__init__()
        self.seen: list[str] = []

    def encode_passages(self, texts: object, progress: EncodingProgress | None = None) -> Floats:
        self.seen += list(texts)  # type: ignore[call-overload]
        return super().encode_passages(texts, progress)  # type: ignore[arg-type]


@pytest.fixture
def library(tmp_path: Path) -> Library:
    made = Library.open(tmp_path / "pustaka", create=True, encoder=_Watched())
    for kind, year, word in (("pp", 2024, "nelayan"), ("uu", 1999, "hutan"), ("uu", 2020, "desa"),
                             ("permendagri", 2023, "perahu")):  # fmt: skip
        made.put(act(f"{kind}/{year}/1", {"1": [f"tentang {word}"]}, kind=kind.upper(), year=year))
    return made


def order(library: Library) -> list[str]:
    encoder = library.encoder
    assert isinstance(encoder, _Watched)
    return [text.split()[-1] for text in encoder.seen]


def test_statutes_before_regulations_newer_before_older(library: Library) -> None:
    library.commit()
    assert order(library) == ["desa", "hutan", "nelayan", "perahu"]


def test_what_people_ask_for_first(library: Library) -> None:
    library.commit(vectors=False)
    remember(library.catalog, "aturan hutan", {}, "answered", 1)
    remember(library.catalog, "perahu siapa", {}, "answered", 1)
    library.commit()
    assert order(library) == ["perahu", "hutan", "desa", "nelayan"]


def test_vectors_are_in_use_while_others_are_made(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(build, "FIRST_VECTORS", 1)
    monkeypatch.setattr(build, "FEW", 0)
    used: list[int] = []
    real = build._Build._publish

    def publish(self: build._Build, known: build._Known) -> object:
        found = real(self, known)
        used.append(found.vectors)
        return found

    monkeypatch.setattr(build._Build, "_publish", publish)
    library.commit()
    assert used == [0, 1, 4], "words, the first part, all"
    generation = library.generation
    assert generation is not None and generation.without is None


def test_a_stop_leaves_the_first_ones(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(build, "FIRST_VECTORS", 1)
    encoder = library.encoder
    assert isinstance(encoder, _Watched)
    library.commit(stop=lambda: len(encoder.seen) >= 1)
    assert order(library) == ["desa"]
    library.commit()
    assert order(library)[1:] == ["hutan", "nelayan", "perahu"], "and nothing twice"
