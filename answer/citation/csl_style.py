"""Citation styles by name: those that ship with the program, and people's own CSL files.

A style is asked for by name or as a path. People's own files are found by name in the folder
``styles`` of the user's data folder. A file that is no usable CSL is an error that says what
is wrong with it, before anything is cited.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Final, Literal

from dalil.ingest.errors import StyleError
from dalil.ingest.messages import Message

Layout = Literal["citation", "bibliography"]
Position = Literal["first", "subsequent", "ibid", "ibid-with-locator"]

_HERE: Final = Path(__file__).parent / "styles"
_NAMESPACE: Final = "{http://purl.org/net/xbiblio/csl}"


@dataclass(frozen=True, slots=True)
class Style:
    """A style: a CSL file and which of its layouts says a single citation.

    ``position`` is what a citation without a sequence is taken to be; ``language`` that of the
    style's own words where it does not follow the reader's; ``stamp`` changes with the file.
    """

    name: str
    path: Path
    layout: Layout = "citation"
    position: Position = "first"
    language: str | None = None
    title: str = ""
    stamp: int = 0

    @property
    def own(self) -> bool:
        """Whether it ships with the program."""
        return self.path.parent == _HERE


def _ours(name: str, file: str, title: str, layout: Layout = "citation",
          position: Position = "first", language: str | None = None) -> Style:  # fmt: skip
    return Style(name, _HERE / f"{file}.csl", layout, position, language, title)


#: The styles that ship with the program, by name. Scripts rely on the names.
STYLES: Final[dict[str, Style]] = {
    style.name: style
    for style in (
        _ours("footnote", "footnote", "Catatan kaki hukum Indonesia, penyebutan pertama"),
        _ours("short", "short", "Dalam teks: Pasal 363 ayat (2) UU 23/2014"),
        _ours("bibliography", "footnote", "Daftar pustaka", "bibliography"),
        _ours("apa", "apa", "APA 7, daftar acuan", "bibliography"),
        _ours("footnote-short", "footnote", "Catatan kaki hukum Indonesia, penyebutan berikutnya",
              position="subsequent"),
        _ours("apa-text", "apa", "APA 7, dalam teks"),
        _ours("chicago", "chicago", "Chicago, catatan kaki"),
        _ours("chicago-bibliography", "chicago", "Chicago, daftar pustaka", "bibliography"),
        _ours("bluebook", "bluebook", "Serupa Bluebook", language="en"),
    )
}  # fmt: skip


def user_folder() -> Path:
    """Where people's own CSL files are found by name."""
    from platformdirs import user_data_path

    return user_data_path("dalil", appauthor=False) / "styles"


def own_styles() -> dict[str, Path]:
    """The CSL files in the user's folder by name; none where there is no folder."""
    folder = user_folder()
    return {path.stem: path for path in sorted(folder.glob("*.csl"))} if folder.is_dir() else {}


def find_style(name: str) -> Style:
    """The style of a name or a path to a CSL file. Raises StyleError, which is a ValueError."""
    if (known := STYLES.get(name)) is not None:
        return known
    path = Path(name)
    if path.suffix.lower() != ".csl":
        found = own_styles().get(name)
        if found is None:
            raise StyleError(
                Message(
                    "style.unknown", name=repr(name), styles=", ".join(STYLES), folder=user_folder()
                )
            )
        path = found
    try:
        stamp = path.stat().st_mtime_ns
    except OSError as error:
        raise StyleError(Message("style.no_file", name=name, styles=", ".join(STYLES))) from error
    return _read(path.resolve(), stamp)


@lru_cache(maxsize=64)
def _read(path: Path, stamp: int) -> Style:
    """A CSL file looked at once, and again when it changes."""
    from lxml import etree

    try:
        # No entities, no network: a style is a file from somewhere.
        parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
        tree = etree.parse(path, parser)
    except (OSError, etree.XMLSyntaxError) as error:
        raise StyleError(Message("style.no_xml", name=path.name, error=error)) from error
    root = tree.getroot()
    if tree.docinfo.doctype:
        raise StyleError(Message("style.doctype", name=path.name))
    if root.tag != f"{_NAMESPACE}style":
        raise StyleError(Message("style.no_csl", name=path.name, tag=root.tag))
    if root.find(f"{_NAMESPACE}citation") is None:
        raise StyleError(Message("style.dependent", name=path.name))
    _validate(path, tree)
    # A citation must say its source: that of an in-text style is its entry in the bibliography.
    entry = root.get("class") == "in-text" and root.find(f"{_NAMESPACE}bibliography") is not None
    title = root.findtext(f"{_NAMESPACE}info/{_NAMESPACE}title") or path.stem
    return Style(path.stem, path, "bibliography" if entry else "citation", title=title, stamp=stamp)


def _validate(path: Path, tree: object) -> None:
    from citeproc import SCHEMA_PATH
    from lxml import etree

    schema = etree.RelaxNG(etree.parse(SCHEMA_PATH))
    if not schema.validate(tree):
        first = schema.error_log[0]
        raise StyleError(
            Message("style.invalid", name=path.name, line=first.line, message=first.message)
        )
