"""Exit codes of `chophien`, and the error that carries one."""

from enum import IntEnum


class Exit(IntEnum):
    """Documented in `chophien --help` and docs/cli.md; a test holds the three together."""

    OK = 0
    FAILED = 1
    USAGE = 2
    ENVIRONMENT = 3
    INPUT = 4
    PARTIAL = 5
    INTERRUPTED = 130


MEANINGS: dict[Exit, str] = {
    Exit.OK: "everything asked for was done",
    Exit.FAILED: "it could not be done; the last line says why",
    Exit.USAGE: "the command line was wrong",
    Exit.ENVIRONMENT: "something around it is missing: a free port, a writable folder, the database, the engine",
    Exit.INPUT: "a file or address given could not be read",
    Exit.PARTIAL: "done, but part was left out: bad lines, a marketplace that failed or is held",
    Exit.INTERRUPTED: "stopped with Ctrl-C; nothing was left broken",
}


class CommandError(Exception):
    """Ends the command with one sentence and an exit code, never a stack trace."""

    def __init__(self, sentence: str, code: Exit = Exit.FAILED) -> None:
        super().__init__(sentence)
        self.code = code
