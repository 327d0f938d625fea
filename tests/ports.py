"""Rows of free ports, each for one test, whatever other tests run on this machine at the same time."""

import random
import socket
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager

_HOST = "127.0.0.1"
# Below those that the system gives away by itself.
_FIRSTS = range(20_000, 32_000, 10)


@contextmanager
def free_ports(count: int) -> Iterator[int]:
    """The first of so many ports in a row, at most nine, that no other test takes while the block runs.

    Who has the port before them has the row.
    """
    with ExitStack() as held:
        for before in random.sample(_FIRSTS, len(_FIRSTS)):
            try:
                mine = socket.create_server((_HOST, before))
            except OSError:
                continue
            held.enter_context(mine)
            if all(is_free(port) for port in range(before + 1, before + 1 + count)):
                yield before + 1
                return
            mine.close()
    raise AssertionError("no free ports in a row")


def is_free(port: int) -> bool:
    """Whether a server of this machine may listen there now."""
    try:
        socket.create_server((_HOST, port)).close()
    except OSError:
        return False
    return True
