"""Failures of what stands around a command, told in one sentence: the database, the disk, a file of another version."""

import errno
import sys
from collections.abc import Callable, Iterator

from api.cli.exits import CommandError, Exit

_GONE = "The database went away in the middle. Check CHOPHIEN_DATABASE_URL, then run this again."
_FULL = "The database has no connection left. Raise its max_connections, or run fewer workers."
# What SQLite and PostgreSQL write, and what it means for the person at the keyboard.
_DATABASE = (
    ("database is locked", "The database is busy with another command. Wait for that to end, then run this again."),
    ("not a database", "The database file is damaged or none of ours. Move it away, or name another data folder."),
    ("malformed", "The database file is damaged. Put a copy back, or move it away and crawl or import again."),
    ("readonly database", "The database may only be read by this user. Check who owns the data folder."),
    (
        "unable to open database",
        "The database file cannot be opened. Check that it is a file, that its folder exists, and who owns it.",
    ),
    ("disk is full", "The disk is full. Make room, then run this again; what was finished is kept."),
    ("No space left", "The disk is full. Make room, then run this again; what was finished is kept."),
    ("too many clients", _FULL),
    ("remaining connection slots", _FULL),
    ("closed the connection", _GONE),
    ("terminating connection", _GONE),
)
_DISK = {
    errno.ENOSPC: "The disk is full. Make room, then run this again; what was finished is kept.",
    errno.EDQUOT: "This user's share of the disk is full. Make room, then run this again.",
    errno.EROFS: "The disk may only be read. Choose another folder with CHOPHIEN_DATA_DIR=/some/folder.",
    errno.EACCES: "{file} may not be used by this user. Check who owns it.",
    errno.EMFILE: "Too many files are open on this machine. Raise the limit (ulimit -n), then run this again.",
}


def told(failure: BaseException) -> CommandError | None:
    """The sentence and exit code of a failure that is no fault of the program; None where it is one."""
    for cause in _causes(failure):
        for tell in (_of_the_database, _of_migrations, _of_the_disk):
            if sentence := tell(cause):
                return CommandError(sentence, Exit.ENVIRONMENT)
    return None


def _causes(failure: BaseException) -> Iterator[BaseException]:
    seen: BaseException | None = failure
    while seen is not None:
        yield seen
        seen = seen.__cause__


def _of_the_database(failure: BaseException) -> str | None:
    if not _is_a(failure, "sqlalchemy.exc", "DBAPIError"):
        return None
    words = str(failure.args[0]) if failure.args else ""
    for sign, sentence in _DATABASE:
        if sign in words:
            return sentence
    return _GONE if getattr(failure, "connection_invalidated", False) else None


def _of_migrations(failure: BaseException) -> str | None:
    if not _is_a(failure, "alembic.util", "CommandError"):
        return None
    return "The database was made by a newer version of Chợ Phiên. Bring the program up to date (git pull, make demo)."


def _of_the_disk(failure: BaseException) -> str | None:
    if not isinstance(failure, OSError) or failure.errno not in _DISK:
        return None
    return _DISK[failure.errno].format(file=failure.filename or "A file")


def _is_a(failure: BaseException, module: str, name: str) -> bool:
    """Whether it is of a class, without loading the library: one not loaded has raised nothing."""
    found: type[BaseException] | Callable[..., object] | None = getattr(sys.modules.get(module), name, None)
    return isinstance(found, type) and isinstance(failure, found)
