"""Lines of a file or stream, one at a time, whatever is in it: gzip, endless lines, a byte-order mark."""

import gzip
import io
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, BinaryIO, cast

Source = str | Path | BinaryIO

LONGEST_LINE = 4 * 1024 * 1024
_GZIP = b"\x1f\x8b"
_MARK = b"\xef\xbb\xbf"


class TransferError(ValueError):
    """The file itself cannot be read to its end; the message says where and why."""


class TooLong(ValueError):
    """A line of more than LONGEST_LINE bytes; it was passed over."""


def numbered_lines(source: Source) -> Iterator[tuple[int, bytes | TooLong]]:
    """Every line that is not empty, with its number from 1. Never holds more than one line.

    Raises OSError where the file cannot be opened and TransferError where it breaks off.
    """
    number = 0
    with _opened(source) as stream:
        try:
            while line := stream.readline(LONGEST_LINE):
                number += 1
                if len(line) == LONGEST_LINE and not line.endswith(b"\n"):
                    _skip_rest(stream)
                    yield number, TooLong(f"longer than {LONGEST_LINE // 1024 // 1024} MiB")
                    continue
                text = line.removeprefix(_MARK).strip() if number == 1 else line.strip()
                if text:
                    yield number, text
        except (EOFError, zlib.error, gzip.BadGzipFile) as error:
            raise TransferError(f"the compressed file breaks off after line {number}: {error}") from error


@contextmanager
def _opened(source: Source) -> Iterator[io.BufferedIOBase]:
    if isinstance(source, str | Path):
        with Path(source).open("rb") as file:
            yield _plain(file)
    elif isinstance(source, io.BufferedReader):
        yield _plain(source)
    else:
        buffered = io.BufferedReader(cast(io.RawIOBase, source))
        try:
            yield _plain(buffered)
        finally:
            buffered.detach()


def _plain(stream: "io.BufferedReader[Any]") -> io.BufferedIOBase:
    return gzip.open(stream) if stream.peek(2)[:2] == _GZIP else stream


def _skip_rest(stream: io.BufferedIOBase) -> None:
    while rest := stream.readline(LONGEST_LINE):
        if rest.endswith(b"\n"):
            return
