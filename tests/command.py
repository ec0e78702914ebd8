"""The `dalil` command within the process of the tests.

A new process a call costs half a second; `test_readme.py`, `test_discover.py`, `test_stop.py` and
others whose point is the process start one.
"""

from __future__ import annotations

import io
import sys
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path
from subprocess import CompletedProcess
from unittest import mock


def dalil(*arguments: str | Path) -> CompletedProcess[str]:
    """What the command prints and how it ends; an error that it does not handle is raised."""
    from dalil.cli.main import main

    said = [io.TextIOWrapper(io.BytesIO(), "utf-8", write_through=True) for _ in range(2)]
    code = 0
    with (
        mock.patch.object(sys, "argv", ["dalil", *map(str, arguments)]),
        redirect_stdout(said[0]),
        redirect_stderr(said[1]),
    ):
        try:
            main()
        except SystemExit as end:
            code = int(end.code or 0)
    out, err = (stream.buffer.getvalue().decode() for stream in said)
    return CompletedProcess(sys.argv, code, out, err)
