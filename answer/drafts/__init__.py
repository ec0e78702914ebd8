"""A draft's quotations and references against the library.

`check_file` and `check_text` read a draft, find what it quotes and cites, and compare each with the
stored text of the acts: a `Report` of `Finding`s, which `answer.drafts.report` writes as a file.
"""

from __future__ import annotations

from dalil.answer.drafts.check import check_file, check_text
from dalil.answer.drafts.findings import Change, Finding, Report, Verdict

__all__ = ["Change", "Finding", "Report", "Verdict", "check_file", "check_text"]
