"""The links that people have made by hand in acts, against the references that are found.

A link is the words of a reference and the act and article it means. A link counts as found if a
reference that overlaps its words means the same (recall); a reference that overlaps a link counts
as right if it does (precision).
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from pathlib import Path

from dalil.ingest.references.find import find_references


@dataclass(slots=True)
class Links:
    """Counts over all links whose act is here, at the level of the act and of the article."""

    marked: int = 0  # links
    predicted: int = 0  # references that overlap one
    act_found: int = 0
    act_right: int = 0
    article_found: int = 0
    article_right: int = 0

    def ratios(self, level: str) -> tuple[float, float]:
        """(precision, recall) at level ``act`` or ``article``; 0 without links."""
        right, found = getattr(self, f"{level}_right"), getattr(self, f"{level}_found")
        return right / max(self.predicted, 1), found / max(self.marked, 1)


def _flat(text: str) -> tuple[str, list[int]]:
    """The text with each run of white space as one space, and the way back."""
    flat: list[str] = []
    back: list[int] = []
    for i, c in enumerate(text):
        if c.isspace() and flat and flat[-1] == " ":
            continue
        flat.append(" " if c.isspace() else c)
        back.append(i)
    return "".join(flat), back


def _span(text: str, before: str, anchor: str) -> tuple[int, int] | None:
    """Where the anchor stands, found by the words before it (their links taken out)."""
    flat, back = _flat(text)
    plain = re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", before).rsplit(")(", 1)[-1]
    for reach in (160, 110, 80, 60, 40, 25, 15, 8):
        found = flat.find(plain[-reach:] + anchor)
        if found >= 0:
            start = found + len(plain[-reach:])
            return back[start], back[start + len(anchor) - 1] + 1
    return None


def acts_of_the_links(data: Path, archive: Path | None = None) -> dict[str, str]:
    """The texts of the acts that are here, by id; ``archive`` holds kind/year/number.md."""
    texts = {}
    for folder in ("acts-sample", "topic-acts"):
        for path in (data / folder).glob("*.md"):
            texts[path.stem.replace("_", "/")] = path.read_text(encoding="utf-8")
    if archive is not None:
        for doc in sorted({row["doc"] for row in _rows(data)} - set(texts)):
            if (path := archive / f"{doc}.md").exists():
                texts[doc] = path.read_text(encoding="utf-8")
    return texts


def _rows(data: Path) -> list[dict[str, str]]:
    lines = (data / "questions" / "references.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines]


def _pasal(target: str) -> str:
    found = re.match(r"[^#]*(?:#pasal-[^/]*)?", target)
    return found[0] if found else target


def measured(data: Path, archive: Path | None = None) -> Links:
    """The links of ``data/questions/references.jsonl``. Raises ValueError on words not found."""
    texts = acts_of_the_links(data, archive)
    rows = [row for row in _rows(data) if row["doc"] in texts]
    references = {doc: find_references(texts[doc], doc) for doc in {row["doc"] for row in rows}}
    links = Links()
    for row in rows:
        span = _span(texts[row["doc"]], row["before"], row["anchor"])
        if span is None:
            raise ValueError(f"{row['doc']}: {row['anchor']!r} is not in its text")
        parts = row["target"].strip("/").split("/")
        act = "/".join(parts[:3])
        article = _pasal(f"{act}#{'/'.join(parts[3:])}" if parts[3:] else act)
        hits = [r for r in references[row["doc"]] if r.start < span[1] and r.end > span[0]]
        acts = [any(t.split("#")[0] == act for t in r.targets) for r in hits]
        articles = [any(_pasal(t) == article for t in r.targets) for r in hits]
        links.marked += 1
        links.predicted += len(hits)
        links.act_found += any(acts)
        links.act_right += sum(acts)
        links.article_found += any(articles)
        links.article_right += sum(articles)
    return links
