"""What all tools get: the units of a Dalil library, their vectors, and the questions with theirs.

    python -m bench.peers.export LIBRARY EXPORT [QUESTIONS.jsonl …]

Without question files, those of `bench.quality` and the English ones held out from the making of
Dalil's word list (`bench.english`). LIBRARY is only read. EXPORT is a new folder:

* ``units.json``: id, id of the pasal it is shown in, text; ``vectors.npy``: a row each;
* ``questions.json``; ``asked.npz``: the vectors of all that a search encodes (the questions, and
  what Dalil makes of English ones), with the milliseconds each took;
* ``library/``: the catalogue and the vectors for Dalil, without any index.
"""

from __future__ import annotations

import argparse
import json
import shutil
import sqlite3
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from time import perf_counter
from typing import Any

import numpy as np

from bench.peers.peer import Floats
from bench.repeated import vectors_of
from dalil.answer.evaluate.judgments import Question, read_questions
from dalil.index.encode.encoder import Encoder, EncodingProgress
from dalil.index.library import CATALOG, Library
from dalil.index.snapshot.snapshot import CURRENT, FOLDER
from dalil.ingest.errors import EncoderError


@dataclass(frozen=True, slots=True)
class Corpus:
    """The units in the catalogue's order, and their vectors row by row."""

    ids: list[str]
    shown: list[str]
    texts: list[str]
    vectors: Floats


class Recorded:
    """An encoder that knows the vectors of texts encoded before, and encodes nothing."""

    def __init__(self, folder: Path) -> None:
        """``folder``: of an export."""
        with np.load(folder / "asked.npz", allow_pickle=False) as asked:
            self.fingerprint, self.dimension = str(asked["fingerprint"]), int(asked["dimension"])
            texts = asked["texts"].tolist()
            self._vectors = dict(zip(texts, asked["vectors"], strict=True))
            self._ms = dict(zip(texts, asked["ms"].tolist(), strict=True))
        #: What encoding all that was asked for would have taken so far.
        self.spent_ms = 0.0

    def encode_query(self, text: str) -> Floats:
        """The recorded vector. Raises EncoderError for a text that is not recorded."""
        if text not in self._vectors:
            raise EncoderError(f"not in the export: {text!r}; make the export again")
        self.spent_ms += self._ms[text]
        vector: Floats = self._vectors[text]
        return vector

    def ms(self, text: str) -> float:
        """What encoding this text took, in milliseconds."""
        return float(self._ms[text])

    def encode_passages(
        self, texts: Sequence[str], progress: EncodingProgress | None = None
    ) -> Floats:
        """Raises EncoderError: all passages have their vectors."""
        raise EncoderError(f"{len(texts)} passages of the export have no vector")


class Recording:
    """An encoder that remembers what it encoded and how long that took."""

    def __init__(self, encoder: Encoder) -> None:
        self._encoder = encoder
        self.fingerprint, self.dimension = encoder.fingerprint, encoder.dimension
        self.encode_passages = encoder.encode_passages
        self.vectors: dict[str, Floats] = {}
        self.ms: dict[str, float] = {}

    def encode_query(self, text: str) -> Floats:
        """See `Encoder`."""
        began = perf_counter()
        vector = self._encoder.encode_query(text)
        self.ms[text] = 1000 * (perf_counter() - began)
        self.vectors[text] = vector
        return vector

    def save(self, path: Path) -> None:
        """What `Recorded` reads."""
        np.savez(
            path, texts=np.array(list(self.vectors)), vectors=np.array(list(self.vectors.values())),
            ms=np.array(list(self.ms.values())), fingerprint=np.array(self.fingerprint),
            dimension=np.array(self.dimension),
        )  # fmt: skip


def export(library: Library, sets: dict[str, list[Question]], folder: Path) -> int:
    """Write all of it; the number of units. Raises EncoderError where one has no vector."""
    folder.mkdir(parents=True)
    encoder = Recording(library.encoder)
    copied = _copy(library, folder / "library", encoder)
    units = list(copied.catalog.searchable())
    rows = [[u.passage_id, u.shown_id, u.text] for u in units]
    (folder / "units.json").write_text(json.dumps(rows, ensure_ascii=False), encoding="utf-8")
    np.save(folder / "vectors.npy", vectors_of(copied)[1])
    questions = [{"set": name, **asdict(q)} for name, qs in sets.items() for q in qs]
    text = json.dumps(questions, ensure_ascii=False)
    (folder / "questions.json").write_text(text, encoding="utf-8")
    copied.commit()
    for question in questions[:1] + questions:  # the first one also loads the model
        encoder.encode_query(question["question"])
        copied.search(question["question"], k=1)
    copied.close()
    encoder.save(folder / "asked.npz")
    shutil.rmtree(folder / "library" / FOLDER)
    (folder / "library" / CURRENT).unlink()
    return len(units)


def _copy(library: Library, folder: Path, encoder: Recording) -> Library:
    """A library of the same catalogue, brought up to date, and the same vectors; no index yet."""
    folder.mkdir()
    source = sqlite3.connect(library.folder / CATALOG)
    target = sqlite3.connect(folder / CATALOG)
    source.backup(target)
    target.close()
    source.close()
    shutil.copytree(library.folder / "vectors", folder / "vectors")
    copied = Library(folder, encoder)
    copied.catalog.renew_relations()
    return copied


def load(folder: Path) -> Corpus:
    """The corpus of an export."""
    units = json.loads((folder / "units.json").read_text(encoding="utf-8"))
    ids, shown, texts = (list(column) for column in zip(*units, strict=True))
    return Corpus(ids, shown, texts, np.load(folder / "vectors.npy", allow_pickle=False))


def load_questions(folder: Path) -> dict[str, list[Question]]:
    """The question sets of an export, by name."""
    sets: dict[str, list[Question]] = {}
    for row in json.loads((folder / "questions.json").read_text(encoding="utf-8")):
        name = row.pop("set")
        fields: dict[str, Any] = {
            key: tuple(v) if isinstance(v, list) else v for key, v in row.items()
        }
        sets.setdefault(name, []).append(Question(**fields))
    return sets


def asked(files: list[Path]) -> dict[str, list[Question]]:
    """The question sets by name."""
    from bench.english import HELD, twins, versions
    from bench.quality import sets

    found = sets(files)
    if not files:
        found.pop("labour, the same in Indonesian", None)  # they are among the others
        for name, english, indonesian in HELD:
            pairs = twins(versions(english), read_questions(indonesian))
            found[f"{name.partition(',')[0]}, in English, held out"] = [one for one, _ in pairs]
    return found


def main() -> None:
    """Export a library with its questions."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("library", type=Path)
    parser.add_argument("export", type=Path)
    parser.add_argument("questions", type=Path, nargs="*")
    arguments = parser.parse_args()
    count = export(Library.open(arguments.library), asked(arguments.questions), arguments.export)
    print(f"{count} units -> {arguments.export}")


if __name__ == "__main__":
    main()
