"""Errors as programs get them: RFC 9457, ``application/problem+json``, with what to do about it.

``type`` names the kind of error for good (``urn:dalil:problem:query-error``), one for each error
of `ingest.errors` and a few that only the service has; ``detail`` says in Indonesian or English,
by ``Accept-Language``, what is wrong and what to do. No traceback, and to readers no path of the
server, is ever in one.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from dalil.ingest import errors
from dalil.ingest.errors import DalilError
from dalil.ingest.messages import Language, Message, say

MEDIA_TYPE: Final = "application/problem+json"
PREFIX: Final = "urn:dalil:problem:"

#: The status of each error, the first that fits; what is not here is a fault of the server.
_STATUS: Final[tuple[tuple[type[DalilError], int], ...]] = (
    (errors.NotInLibrary, 404),
    (errors.QueryError, 400),
    (errors.StyleError, 400),
    (errors.BatchError, 400),
    (errors.SourceTooLarge, 413),
    (errors.SourceError, 422),
    (errors.FollowError, 422),
    (errors.NotPermitted, 403),
    (errors.TooMuch, 429),
    (errors.LibraryLocked, 503),
    (errors.LibraryReadOnly, 403),
    (errors.LibraryError, 503),
    (errors.EncoderError, 503),
    (errors.ExtraMissing, 501),
)
#: What names paths of the server: not told to readers.
_INSIDE: Final = (errors.LibraryError, errors.EncoderError, errors.SettingError, errors.ReaderError)
#: Seconds after which what was refused for the time being may be tried again.
_AGAIN_S: Final = {429: 20, 503: 5}

#: The kinds that are no error of `ingest.errors`, by status.
KINDS: Final = {
    400: "bad-request",
    401: "no-token",
    403: "not-permitted",
    404: "not-found",
    405: "method-not-allowed",
    409: "cursor-expired",
    413: "too-large",
    415: "unsupported-media-type",
    421: "unknown-host",
    422: "invalid",
    429: "too-much",
    500: "fault",
    503: "busy",
}
TITLES: Final = {
    400: "The request cannot be understood",
    401: "A token is needed",
    403: "Not permitted",
    404: "Not found",
    405: "Method not allowed",
    409: "The library has changed",
    413: "Too large",
    415: "Unsupported media type",
    421: "Unknown host",
    422: "Invalid parameters",
    429: "Too many requests",
    500: "A fault of the server",
    501: "Not installed on this server",
    503: "Not available now",
}


@dataclass(frozen=True, slots=True)
class Problem:
    """One error as it is sent."""

    status: int
    kind: str
    detail: str
    more: Mapping[str, Any] = field(default_factory=dict)

    def body(self) -> bytes:
        """The JSON."""
        said = {
            "type": f"{PREFIX}{self.kind}",
            "title": TITLES.get(self.status, "Error"),
            "status": self.status,
            "detail": self.detail,
            **self.more,
        }
        return json.dumps(said, ensure_ascii=False).encode("utf-8", "backslashreplace")

    def headers(self) -> dict[str, str]:
        """What is sent beside the body."""
        said = {"content-type": MEDIA_TYPE}
        if self.status in _AGAIN_S:
            said["retry-after"] = str(_AGAIN_S[self.status])
        if self.status == 401:
            said["www-authenticate"] = "Bearer"
        return said


def problem_of(error: DalilError, language: Language, *, inside: bool) -> Problem:
    """An error as it is sent; ``inside``: to one who may know of the server's paths."""
    status = next((s for kind, s in _STATUS if isinstance(error, kind)), 500)
    text: str | DalilError = error
    if not inside and isinstance(error, _INSIDE) and not isinstance(error, errors.NotInLibrary):
        locked = isinstance(error, errors.LibraryLocked)
        text = Message("server.being_written" if locked else "server.unwell")
    return Problem(status, kind_of(type(error)), say(text, language))


def refusal(status: int, key: str, language: Language, **parameters: Any) -> Problem:
    """A problem that is no error of ours: of HTTP, of who may come in."""
    detail = Message(f"server.{key}", **parameters).said(language)
    return Problem(status, KINDS.get(status, "error"), detail)


def kind_of(error: type[DalilError]) -> str:
    """``not-in-library`` for NotInLibrary."""
    return re.sub(r"(?<=[a-z])(?=[A-Z])", "-", error.__name__).lower()


def language_of(accepted: str | None) -> Language:
    """Indonesian, unless English is preferred."""
    best: tuple[float, Language] = (0.0, "id")
    for part in (accepted or "").split(","):
        name, _, quality = part.partition(";q=")
        tag = name.strip().lower().partition("-")[0]
        try:
            weight = float(quality) if quality else 1.0
        except ValueError:
            continue
        if tag == "en" and weight > best[0]:
            best = (weight, "en")
        elif tag in {"id", "ms"} and weight > best[0]:
            best = (weight, "id")
    return best[1]
