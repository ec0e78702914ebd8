"""A draft's quotations and references against the library.

`check_file` and `check_text` read a draft, find what it quotes and cites, and compare each with the
stored text of the acts: a `CheckReport` of `Finding`s (as a file: `answer.drafts.report`).
"""

from __future__ import annotations

from dalil.answer.drafts.check import check_file, check_text
from dalil.answer.drafts.findings import Change, CheckReport, Finding, Verdict

__all__ = ["Change", "CheckReport", "Finding", "Verdict", "check_file", "check_text"]
