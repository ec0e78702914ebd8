"""The figures of the house: what counts as imported, and what as a circle."""

from __future__ import annotations

from pathlib import Path

from bench.house import circle, files, imported


def test_imports_are_found_wherever_they_stand(tmp_path: Path) -> None:
    (tmp_path / "ingest" / "readers").mkdir(parents=True)
    (tmp_path / "app.py").write_text("import os\nfrom dalil.ingest import model, readers\n")
    (tmp_path / "ingest" / "model.py").write_text(
        "import dalil.ingest.readers.pdf\n"
        "def later():\n    from dalil.ingest.readers.pdf import read\n    import dalil.app\n"
    )
    (tmp_path / "ingest" / "readers" / "__init__.py").write_text("")
    (tmp_path / "ingest" / "readers" / "pdf.py").write_text("from dalil.ingest.model import X\n")
    (tmp_path / "ingest" / "link.py").symlink_to(tmp_path / "ingest" / "model.py")
    named = files(tmp_path)
    found = {name: imported(path, set(named)) for name, path in named.items()}
    assert found == {
        "dalil.app": {"dalil.ingest.model", "dalil.ingest.readers"},
        "dalil.ingest.model": {"dalil.ingest.readers.pdf", "dalil.app"},
        "dalil.ingest.readers": set(),
        "dalil.ingest.readers.pdf": {"dalil.ingest.model"},
    }
    assert circle(found)
    found["dalil.ingest.model"] = set()
    assert circle(found) == []
