"""The `dalil` command: arguments in, printing out; each command lives in `terminal`."""

from __future__ import annotations

import errno
import os
import sqlite3
import sys
from typing import Final

import typer

from dalil.cli import app as app_
from dalil.cli import (
    ask,
    batch,
    bundle,
    check,
    citations,
    collection,
    console,
    correct,
    fetch,
    ingest,
    library,
    news,
    serve,
    text,
)
from dalil.cli import ingest as watch
from dalil.ingest.errors import DalilError


def _empty() -> typer.Typer:
    return typer.Typer(
        name="dalil",
        help="Finds the passage of Indonesian law that carries a claim, with its citation.",
        no_args_is_help=True,
        add_completion=False,
        pretty_exceptions_enable=False,
        rich_markup_mode=None,
    )


app = _empty()
app.command("ingest")(ingest.ingest)
app.command("fetch")(fetch.fetch)
app.command("update")(fetch.update)
app.command("bundle")(bundle.bundle)
app.command("open")(bundle.open_)
app.command("ask")(ask.ask)
app.command("cite")(ask.cite)
app.command("styles")(ask.styles)
app.command("batch")(batch.batch)
app.command("eval")(batch.eval_)
app.command("check")(check.check)
app.command("cited-by")(citations.cited_by)
app.command("authorities")(citations.authorities)
app.command("references")(batch.references)
app.command("show")(library.show)
app.command("text")(text.text)
app.command("diff")(text.diff)
app.command("history")(text.history)
app.command("status")(library.status)
app.command("docs")(library.docs)
app.command("remove")(library.remove)
app.command("restore")(library.restore)
app.command("verify")(library.verify)
app.command("backup")(library.backup)
app.command("publish")(library.publish)
app.command("correct")(correct.correct)
app.command("metadata")(correct.metadata)
app.command("watch")(watch.watch)
app.command("collection")(collection.collection)
app.command("follow")(news.follow)
app.command("unfollow")(news.unfollow)
app.command("news")(news.news)
app.command("app")(app_.app_)
app.command("serve")(serve.serve)
app.command("mcp")(serve.mcp)
app.command("token")(serve.token)


#: Faults of the place that is written to, whatever was written: no room, no right, broken.
_PLACE: Final = frozenset({
    errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EROFS, errno.EIO, errno.EACCES, errno.EPERM,
})  # fmt: skip


def _asked(words: list[str]) -> typer.Typer:
    """The app with the one command that is named first, else with all of them.

    Typer reads the signatures of all commands before it runs one: a tenth of a short command.
    """
    named = [known for known in app.registered_commands if words[:1] == [known.name]]
    if not named:
        return app  # help, a mistyped name: all are needed to say what there is
    one = _empty()
    one.callback()(lambda: None)  # a command that is alone would not be called by its name
    one.registered_commands = named
    return one


def main() -> None:
    """Run the command. Errors meant for the person end with their message and exit status 2."""
    try:
        _asked(sys.argv[1:])()
    except DalilError as error:
        console.note(f"dalil: {error}")
        sys.exit(console.WRONG_USE)
    except sqlite3.DatabaseError as error:
        console.note(f"dalil: pustaka tidak dapat dibaca ({error}): periksa dengan `dalil verify`")
        sys.exit(console.WRONG_USE)
    except OSError as error:
        if error.errno not in _PLACE:
            raise
        place = error.filename or "keluaran"
        console.note(
            f"dalil: {place} tidak dapat ditulis atau dibaca ({error.strerror}): pastikan ada "
            "ruang di diska dan izinnya ada, lalu jalankan lagi"
        )
        _leave_unwritten()
        sys.exit(console.WRONG_USE)
    except KeyboardInterrupt:
        console.note("dihentikan; yang sudah selesai tetap tersimpan")
        sys.exit(console.STOPPED)


def _leave_unwritten() -> None:
    """What stdout could not take is not tried again at the end, which would complain once more."""
    try:
        sys.stdout.flush()
    except OSError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


if __name__ == "__main__":
    main()
