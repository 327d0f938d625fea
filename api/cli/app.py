"""The `chophien` application, and how it ends: expected failures in one sentence and a documented exit code."""

import os
import sys
from typing import NoReturn

import typer

from api.cli import console
from api.cli.exits import MEANINGS, CommandError, Exit
from api.cli.failures import told

STOPPED = "Stopped; nothing was left broken. Run the same command again to go on."
EPILOG = "**Exit codes**\n\n" + "\n\n".join(f"`{int(code)}` {meaning}" for code, meaning in MEANINGS.items())

app = typer.Typer(
    name="chophien",
    help=(
        "Chợ Phiên: one search over everything Vietnam's villages make.\n\n"
        "Marketplaces are crawled into a catalog, the catalog is put behind one search, and one server answers "
        "shoppers, cooperatives, tourism sites and province officers. It never sells: it leads to the marketplace.\n\n"
        "Start with `chophien demo`. Settings come from the environment (`CHOPHIEN_…`, see docs/settings.md); "
        "`chophien doctor` says what is set and what is missing."
    ),
    epilog=EPILOG,
    no_args_is_help=True,
    rich_markup_mode="markdown",
    pretty_exceptions_enable=False,
    add_completion=True,
    context_settings={"help_option_names": ["-h", "--help"]},
)


def main() -> None:
    """Run the command line; every expected failure ends in one sentence on the error stream and a documented code."""
    try:
        app()
    except CommandError as failure:
        _end_with(failure)
    except SystemExit as end:
        # Typer turns Ctrl-C into this code without a word.
        if end.code == Exit.INTERRUPTED:
            console.say(STOPPED)
        raise
    except KeyboardInterrupt:
        console.say(STOPPED)
        sys.exit(int(Exit.INTERRUPTED))
    except BrokenPipeError:
        # The reader (`head`, a pager) has gone; nothing more can be said to it, at exit neither.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(int(Exit.OK))
    except Exception as failure:
        expected = told(failure)
        if expected is None:
            raise
        _end_with(expected)


def _end_with(failure: CommandError) -> NoReturn:
    console.err.print(f"[bold red]✗[/] {console.plain(str(failure))}")
    sys.exit(int(failure.code))
