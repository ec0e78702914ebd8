"""The `dalil` command: arguments in, printing out; each command lives in `terminal`."""

from __future__ import annotations

import sys

import typer

from ingest.errors import DalilError
from terminal import (
    ask,
    check,
    collection,
    correct,
    holdings,
    ingest,
    removal,
    say,
    serve,
    watch,
    work,
)

app = typer.Typer(
    name="dalil",
    help="Finds the passage of Indonesian law that carries a claim, with its citation.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)
app.command("ingest")(ingest.ingest)
app.command("ask")(ask.ask)
app.command("cite")(ask.cite)
app.command("styles")(ask.styles)
app.command("batch")(work.batch)
app.command("eval")(work.eval_)
app.command("check")(check.check)
app.command("references")(work.references)
app.command("show")(holdings.show)
app.command("status")(holdings.status)
app.command("docs")(holdings.docs)
app.command("remove")(removal.remove)
app.command("restore")(removal.restore)
app.command("correct")(correct.correct)
app.command("metadata")(correct.metadata)
app.command("watch")(watch.watch)
app.command("collection")(collection.collection)
app.command("app")(serve.app_)


def main() -> None:
    """Run the command. Errors meant for the person end with their message and exit status 2."""
    try:
        app()
    except DalilError as error:
        say.note(f"dalil: {error}")
        sys.exit(say.WRONG_USE)
    except KeyboardInterrupt:
        say.note("dihentikan; yang sudah selesai tetap tersimpan")
        sys.exit(say.STOPPED)


if __name__ == "__main__":
    main()
