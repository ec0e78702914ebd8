"""What Dalil says, as data: a folder a language, in it a TOML file an area, in it a text a key.

A `Message` is a key ("query.not_closed": area, then key) with its parameters. It is also the text
that the command line prints, so whatever takes a text takes it: an error, a note, a line of JSON.
Who has a language of their own (a page of the app, an export) asks `say` for the text in it.

Another language is another folder beside ``id`` and ``en``; a test compares the folders' keys and
parameters. Texts are templates of `str.format`. A file is read when its first text is asked for.
"""

from __future__ import annotations

import json
import tomllib
from collections.abc import Callable, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any, Final, Literal

Language = Literal["id", "en"]

FOLDER: Final = Path(__file__).parent

#: The languages in which the command line prints the messages of an area, where these are not all.
#: It speaks Indonesian, and English beside it where a question or a library is at fault.
PRINTED: Final[Mapping[str, tuple[Language, ...]]] = {
    "backup": ("id",),
    "batch": ("id",),
    "bundle": ("id",),
    "catalog": ("en",),
    "curate": ("id",),
    "fetch": ("id",),
    "force": ("id",),
    "manifest": ("id",),
    "source": ("id",),
    "style": ("id",),
}
_ALL: Final[tuple[Language, ...]] = ("id", "en")

#: The keys of a message that is kept as JSON.
_KEPT: Final = {"message", "parameters", "text"}


class Message(str):
    """A key and its parameters; as a text, what the command line prints.

    A parameter is a text, a number, or another message, which is then said in the language of this
    one. Anything else is taken as its text, and an error as the message that it carries. Raises
    KeyError for a key that is not in the catalogue, or a parameter that its text lacks.
    """

    __slots__ = ("key", "parameters")
    key: str
    parameters: Mapping[str, str | int | float]

    def __new__(cls, key: str, /, **parameters: Any) -> Message:
        kept = {name: _plain(value) for name, value in parameters.items()}
        printed = PRINTED.get(key.partition(".")[0], _ALL)
        self = super().__new__(cls, " / ".join(_said(key, kept, language) for language in printed))
        self.key, self.parameters = key, kept
        return self

    def said(self, language: Language) -> str:
        """The text in one language."""
        return _said(self.key, self.parameters, language)

    def through(self, change: Callable[[str], str]) -> Message:
        """The message with every text among its parameters changed."""
        return Message(
            self.key,
            **{
                name: value.through(change)
                if isinstance(value, Message)
                else change(value)
                if isinstance(value, str)
                else value
                for name, value in self.parameters.items()
            },
        )

    def __reduce__(self) -> tuple[Callable[..., Message], tuple[Any, ...]]:
        return _made, (self.key, dict(self.parameters))


def say(message: str | BaseException, language: Language) -> str:
    """What a message, or the one that an error carries, says in this language.

    A text that is no `Message` has one language only, and is given as it is.
    """
    text = message_of(message) if isinstance(message, BaseException) else message
    return text.said(language) if isinstance(text, Message) else text


def message_of(error: BaseException) -> str:
    """The message that an error carries, else its text."""
    carried = error.args[0] if len(error.args) == 1 else None
    return carried if isinstance(carried, Message) else str(error)


def as_json(value: Any) -> Any:
    """The value with each message in it as an object of JSON, which `from_json` reads again.

    For what is kept and read later in another language. Tuples become lists. The printed text is
    in the object, too, for the day on which the key is gone.
    """
    if isinstance(value, Message):
        parameters = as_json(value.parameters)
        return {"message": value.key, "parameters": parameters, "text": str(value)}
    if isinstance(value, Mapping):
        return {key: as_json(held) for key, held in value.items()}
    return [as_json(held) for held in value] if isinstance(value, list | tuple) else value


def from_json(value: Any) -> Any:
    """What `as_json` was given, as far as JSON has it."""
    if isinstance(value, list):
        return [from_json(held) for held in value]
    if not isinstance(value, Mapping):
        return value
    held = {key: from_json(inner) for key, inner in value.items()}
    if value.keys() != _KEPT:
        return held
    try:
        return Message(held["message"], **held["parameters"])
    except (LookupError, AttributeError, TypeError, ValueError):
        return str(held["text"])


def as_text(text: str) -> str:
    """`as_json` for a column that holds a text: a text that is no message stays as it is."""
    made = as_json(text)
    return made if isinstance(made, str) else json.dumps(made, ensure_ascii=False)


def from_text(kept: str) -> str:
    """What `as_text` made of a text."""
    if not kept.startswith('{"message": '):
        return kept
    try:
        made = from_json(json.loads(kept))
    except (ValueError, RecursionError):
        return kept
    return made if isinstance(made, str) else kept


@lru_cache(maxsize=256)
def texts(folder: Path, language: str, area: str) -> Mapping[str, str]:
    """The texts of one area in one language: ``folder/language/area.toml``, read once.

    Raises KeyError where there is no such area.
    """
    try:
        file = (folder / language / f"{area}.toml").open("rb")
    except FileNotFoundError:
        raise KeyError(area) from None
    with file:
        return tomllib.load(file)


def areas(folder: Path, language: str) -> tuple[str, ...]:
    """The areas that a catalogue has in this language, by name."""
    return tuple(sorted(file.stem for file in (folder / language).glob("*.toml")))


def _said(key: str, parameters: Mapping[str, str | int | float], language: Language) -> str:
    area, _, name = key.partition(".")
    text = texts(FOLDER, language, area)[name]
    return text.format(
        **{
            name: value.said(language) if isinstance(value, Message) else value
            for name, value in parameters.items()
        }
    )


def _plain(value: Any) -> str | int | float:
    if isinstance(value, str | int | float):
        return value
    return message_of(value) if isinstance(value, BaseException) else str(value)


def _made(key: str, parameters: Mapping[str, Any]) -> Message:
    return Message(key, **parameters)
