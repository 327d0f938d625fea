"""`python -m tests.marketplaces`: serve the sample fair until it is told to stop."""

import argparse
import asyncio
import os
import signal
import socket
import sys
from collections.abc import Sequence
from pathlib import Path

from tests.marketplaces.declare import write_marketplaces
from tests.marketplaces.server import Fair, PortInUse, open_sockets, serve, set_up
from tests.marketplaces.shops import SHOPS

CANNOT_START = 3


def main(arguments: Sequence[str] | None = None) -> int:
    """Serve until SIGINT or SIGTERM. Exit codes: 0 stopped, 2 wrong arguments, 3 a port or a folder cannot be had."""
    chosen = _parser().parse_args(arguments)
    try:
        sockets = open_sockets(chosen.port)
        fair = set_up(sockets, chosen.changed)
        if chosen.write_marketplaces:
            write_marketplaces(fair, chosen.write_marketplaces)
    except PortInUse as error:
        return _fail(str(error))
    except OSError as error:
        return _fail(f"the marketplace files cannot be written to {chosen.write_marketplaces} ({error.strerror})")
    with asyncio.Runner() as runner:
        runner.run(_until_stopped(fair, sockets, chosen.ready_file, while_open=chosen.while_open))
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m tests.marketplaces",
        description="Serve the sample fair: five small shops on this machine, with sample goods.",
    )
    parser.add_argument("--port", type=_port, default=8101, help="first of five ports in a row, default 8101")
    parser.add_argument(
        "--write-marketplaces", type=Path, metavar="DIR", help="write the shops' marketplace files there"
    )
    parser.add_argument(
        "--ready-file", type=Path, metavar="FILE", help="written (the addresses, one a line) when all answer"
    )
    parser.add_argument(
        "--changed", type=int, default=0, metavar="N", help="change the prices of N listings in each shop"
    )
    parser.add_argument(
        "--while-open", action="store_true", help="stop when standard input is closed, so when who started it has gone"
    )
    return parser


def _port(words: str) -> int:
    last = 65536 - len(SHOPS)
    if words.isdecimal() and 1 <= int(words) <= last:
        return int(words)
    raise argparse.ArgumentTypeError(f"{words!r} is no port between 1 and {last}")


async def _until_stopped(
    fair: Fair, sockets: Sequence[socket.socket], ready_file: Path | None, *, while_open: bool
) -> None:
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, stop.set)
    if while_open:
        loop.add_reader(sys.stdin, lambda: stop.set() if not os.read(sys.stdin.fileno(), 1024) else None)

    def announce() -> None:
        lines = "".join(f"{shop.origin}\t{shop.slug}\t{shop.name}\n" for shop in fair.shops)
        if ready_file:
            ready_file.write_text(lines, encoding="utf-8")
        sys.stdout.write(lines)
        sys.stdout.flush()

    await serve(fair, sockets, stop, announce)


def _fail(sentence: str) -> int:
    sys.stderr.write(f"Chợ Phiên: {sentence}.\n")
    return CANNOT_START


if __name__ == "__main__":
    sys.exit(main())
