"""What kept libraries would cost and give where Dalil has a few lines of its own.

    pip install lark luqum cattrs msgspec
    python -m bench.kept_libraries LIBRARY > bench/results/kept_libraries.md

Processor time, medians: the import of each in a process of its own; lines of operators read by our
parser and by a grammar of lark's over the same tokens, which must mean the same; results of ten
hits to and from plain JSON values by `answer.batch.checkpoint`, by cattrs and by msgspec.
"""

from __future__ import annotations

import importlib
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import Any, Final

from dalil.answer.answer import Result, answer
from dalil.answer.batch.checkpoint import as_kept, from_kept
from dalil.index.library import Library
from dalil.index.query import syntax
from dalil.index.query.conditions import Condition, Either, Has, Near, Without
from dalil.index.query.syntax import (
    TOKEN,
    Line,
    bad_near,
    has_word,
    joined,
    nothing_beside,
    nothing_inside,
    phrase,
    tokens,
    typed,
)
from dalil.ingest.errors import QueryError
from dalil.ingest.locator import Locator

IMPORTS: Final = (
    "json", "tomllib", "fcntl", "filelock", "lark", "luqum.parser", "cattrs", "msgspec", "pandas",
)  # fmt: skip

LINES: Final = (
    "pajak AND desa", "pajak OR desa AND kota", "(pajak OR desa) AND kota", "NOT NOT pajak kota",
    "siapa pungut pajak OR desa", "(pajak desa) OR kota", '"pajak desa" OR kota',
    "pajak AND -desa", "NEAR(pajak desa, 5) AND kota", "pajak NEAR/1 desa NEAR/2 kota",
    "Pasal 5 ayat (2) pajak AND desa", "pajak OR retribusi jenis:uu", "NOT provinsi pajak",
    "pajak AND", "OR pajak desa", "desa AND ()", "(pajak OR desa", "pajak OR desa)",
    "NOT NEAR/3 pajak", "desa OR jenis:uu", "NEAR(pajak) AND desa", "pajak NEAR/9999 desa",
)  # fmt: skip

#: The rules of `index.query.syntax`, for lark. Tokens come from `index.query.syntax`.
GRAMMAR: Final = """
start: either*
either: both (_OR both)*
both: single (_AND single)*
?single: NOT single -> without | near
near: operand (INFIX operand)*
?operand: WORD | PHRASE | MINUS | NEAR | FIELD | group
group: OPEN either* _SHUT
%declare _OR _AND NOT INFIX WORD PHRASE MINUS NEAR FIELD OPEN _SHUT
"""
_KINDS: Final = {
    "OR": "_OR", "AND": "_AND", "NOT": "NOT", "infix": "INFIX", "word": "WORD", "near": "NEAR",
    "phrase": "PHRASE", "without": "MINUS", "field": "FIELD", "open": "OPEN", "shut": "_SHUT",
}  # fmt: skip


@cache
def lark_parser() -> Any:
    """The parser of `GRAMMAR`."""
    lark = importlib.import_module("lark")
    lexer = importlib.import_module("lark.lexer")

    class Tokens(lexer.Lexer):  # type: ignore[name-defined, misc]
        def __init__(self, _conf: Any) -> None:
            pass

        def lex(self, text: str) -> Iterator[Any]:
            for token in tokens(getattr(text, "text", text)):
                made = lark.Token(_KINDS[token.kind], token.text)
                made.value = token
                yield made

    return lark.Lark(GRAMMAR, parser="lalr", lexer=Tokens)


def by_lark(text: str) -> Condition | None:
    """What the line requires, as `operators.read_operators`, of which this has no filters."""
    lark = importlib.import_module("lark")
    try:
        tree = lark_parser().parse(text)
    except lark.UnexpectedInput as error:
        found = getattr(getattr(error, "token", None), "value", None)
        at, shown = (
            (found.at, found.text)
            if found is not None and hasattr(found, "at")
            else (len(text), "")
        )
        raise nothing_beside(shown, at, after=False) from error
    line = Line()
    required = [
        syntax._required(node, line)
        for node in map(_node, tree.children)
        if not isinstance(node, syntax._Bare)
    ]
    return joined([part for part in required if part is not None])


def _node(tree: Any) -> Any:
    if not hasattr(tree, "data"):
        return _leaf(tree.value)
    if tree.data == "near":
        infixes = [c.value for c in tree.children if getattr(c, "type", "") == "INFIX"]
        nodes = [_node(c) for c in tree.children if getattr(c, "type", "") != "INFIX"]
        pairs: list[Condition] = [
            Near(
                (syntax._words(a, infix), syntax._words(b, infix)),
                syntax._distance(infix.match["far"], infix.at),
            )
            for a, infix, b in zip(nodes, infixes, nodes[1:], strict=False)
        ]
        return joined(pairs) or nodes[0]
    nodes = [_node(c) for c in tree.children if getattr(c, "type", "") not in ("NOT", "OPEN")]
    if tree.data == "without":
        inner = syntax._plain(nodes[0])
        return inner.part if isinstance(inner, Without) else Without(inner)
    if tree.data == "either" and len(nodes) > 1:
        return Either(tuple(map(syntax._plain, nodes)))
    if tree.data == "group" and not nodes:
        raise nothing_inside(tree.children[0].value.at)
    return nodes[0] if len(nodes) == 1 else syntax._All(tuple(nodes))


def _leaf(token: Any) -> Any:
    if token.kind == "field":
        return typed(token.match)
    if token.kind == "near":
        inside, distance = token.text, syntax.DISTANCE
        if found := syntax._DISTANCE.search(inside):
            distance = syntax._distance(f"/{found['distance']}", token.at)
            inside = inside[: found.start()]
        parts = [m[0].strip('"').rstrip("?!.,;:") for m in TOKEN.finditer(inside) if has_word(m[0])]
        if len(parts) < 2:
            raise bad_near(token.at)
        return Near(tuple(parts), distance)
    words = token.text.rstrip("?!.,;:")
    if token.kind == "phrase":
        words = phrase(token.match["words"], token.match["close"], token.at)
    if token.text.startswith("-") and token.kind != "word":
        return Without(Has(words.removeprefix("-")))
    return Has(words) if token.kind == "phrase" else syntax._Bare(Has(words))


def by_ours(text: str) -> Condition | None:
    """What the line requires."""
    return syntax.read_operators(text, Line()).condition


def outcome(read: Callable[[str], Condition | None], text: str) -> str:
    """What comes of a line: its condition, or its mistake."""
    try:
        return repr(read(text))
    except QueryError as error:
        return str(error)


def processor_ms(work: Callable[[], object], times: int) -> float:
    """Milliseconds of processor that the work takes, the median of so many times."""
    taken = []
    for _ in range(times):
        begun = time.process_time()
        work()
        taken.append(time.process_time() - begun)
    return 1000 * statistics.median(taken)


def import_ms(module: str) -> float | None:
    """Milliseconds of processor that a process takes more for importing this; None: not here."""
    script = f"import time; a = time.process_time(); import {module}; print(time.process_time()-a)"
    taken = []
    for _ in range(7):
        done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True)
        if done.returncode:
            return None
        taken.append(float(done.stdout))
    return 1000 * statistics.median(taken)


def main() -> None:
    """Print the page."""
    print("# Kept libraries\n\nProcessor time in milliseconds, medians.\n")
    print("| import | ms |\n|---|---|")
    for module in IMPORTS:
        cost = import_ms(module)
        print(f"| {module} | {'not installed' if cost is None else f'{cost:.1f}'} |")

    print("\n| lines of operators | ours | lark |\n|---|---|---|")
    plain = [text for text in LINES if " / " not in outcome(by_ours, text)]
    broken = [text for text in LINES if text not in plain]
    begun = time.process_time()
    by_lark(plain[0])
    print(
        f"| the first line, with making the tables | | {1000 * (time.process_time() - begun):.1f} |"
    )
    for name, lines in (("without a mistake", plain), ("with one", broken)):
        same = sum(outcome(by_ours, text) == outcome(by_lark, text) for text in lines)
        print(f"| the same comes of {len(lines)} lines {name} | | {same} |")
    ours = processor_ms(lambda: [by_ours(text) for text in plain], 50) / len(plain)
    theirs = processor_ms(lambda: [by_lark(text) for text in plain], 50) / len(plain)
    print(f"| a line after that | {ours:.2f} | {theirs:.2f} |")

    library = Library.open(Path(sys.argv[1]))
    result = answer(library, "apa syarat kerja sama daerah", k=10, mode="lexical")
    kept = as_kept(result)
    cattrs = importlib.import_module("cattrs")
    msgspec = importlib.import_module("msgspec")
    converter = cattrs.Converter(unstruct_collection_overrides={tuple: list})
    converter.register_unstructure_hook(Locator, str)
    converter.register_structure_hook(Locator, lambda value, _: Locator.parse(value))
    converter.register_structure_hook(int | str | None, lambda value, _: value)
    print("\n| a result of ten hits | ours | cattrs | msgspec |\n|---|---|---|---|")
    print(
        f"| to JSON values | {processor_ms(lambda: as_kept(result), 100):.2f} "
        f"| {processor_ms(lambda: converter.unstructure(result), 100):.2f} "
        f"| {processor_ms(lambda: msgspec.to_builtins(result), 100):.2f} |"
    )
    print(f"| the same values | | {converter.unstructure(result) == kept} "
          f"| {msgspec.to_builtins(result) == kept} |")  # fmt: skip
    print(
        f"| and back | {processor_ms(lambda: from_kept(Result, kept), 100):.2f} "
        f"| {processor_ms(lambda: converter.structure(kept, Result), 100):.2f} "
        f"| {_refused(lambda: msgspec.convert(kept, Result))} |"
    )
    wrong = {**kept, "question": 7}
    print(f"| a number where a text belongs | {_refused(lambda: from_kept(Result, wrong))} "
          f"| {_refused(lambda: converter.structure(wrong, Result))} | |")  # fmt: skip


def _refused(work: Callable[[], object]) -> str:
    try:
        work()
    except Exception as error:
        return f"refused: {str(error).splitlines()[0][:80]}"
    return "taken"


if __name__ == "__main__":
    main()
