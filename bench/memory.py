"""How much memory this process holds, and how much a folder takes on the disk."""

from __future__ import annotations

from pathlib import Path

_STATUS = Path("/proc/self/status")


def rss_mb() -> tuple[float, float]:
    """Resident megabytes of this process (10⁶ bytes): now, and at most since it began.

    From Linux's own count of this program: `getrusage` would give a child at least what its
    parent held when it was started. Both are 0 on systems without it.
    """
    if not _STATUS.exists():
        return 0.0, 0.0
    lines = dict(
        line.split(":", 1)
        for line in _STATUS.read_text(encoding="ascii").splitlines()
        if ":" in line
    )
    now, peak = (int(lines[key].split()[0]) * 1024 / 1e6 for key in ("VmRSS", "VmHWM"))
    return now, peak


def disk_mb(folder: Path) -> float:
    """Megabytes (10⁶ bytes) of all files in a folder."""
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file()) / 1e6
