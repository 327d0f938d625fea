"""All shops of the fair in one process, each on a port of its own on the loopback address."""

import asyncio
import contextlib
import socket
import threading
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import uvicorn

from tests.marketplaces.shops import SHOPS, Shop

HOST = "127.0.0.1"
START_SECONDS = 120.0


class PortInUse(OSError):
    """A port of the fair belongs to another program; the message is one sentence for people."""


@dataclass(frozen=True)
class Fair:
    """The shops of a fair with their addresses."""

    shops: tuple[Shop, ...]

    def shop(self, slug: str) -> Shop:
        """One shop by its slug."""
        return next(one for one in self.shops if one.slug == slug)

    def hosts(self) -> list[str]:
        """`host:port` of every shop, as `CHOPHIEN_ALLOW_PRIVATE_HOSTS` wants them."""
        return [one.origin.removeprefix("http://") for one in self.shops]

    def change_prices(self, count: int) -> None:
        """Change `count` prices in each shop from now on."""
        for shop in self.shops:
            shop.change_prices(count)


class _Server(uvicorn.Server):
    """One shop's server; signals are the whole fair's business."""

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        yield


def open_sockets(first_port: int) -> list[socket.socket]:
    """A listening socket for each shop on ports from `first_port` on; 0 takes any free ports. Raises PortInUse."""
    sockets: list[socket.socket] = []
    for place, shop in enumerate(SHOPS):
        port = first_port + place if first_port else 0
        # Named as TCP, or asyncio leaves Nagle on and every kept-alive answer waits 40 ms.
        one = socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)
        one.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            one.bind((HOST, port))
            one.listen(128)
        except OSError as error:
            for opened in (*sockets, one):
                opened.close()
            last = first_port + len(SHOPS) - 1
            raise PortInUse(
                f"port {port} for the sample shop {shop.slug} cannot be had ({error.strerror}); the fair needs "
                f"the ports {first_port} to {last} free, choose others with --port"
            ) from error
        sockets.append(one)
    return sockets


def set_up(sockets: Sequence[socket.socket], changed: int = 0) -> Fair:
    """The shops for these sockets, in the order of SHOPS."""
    origins = [f"http://{HOST}:{one.getsockname()[1]}" for one in sockets]
    return Fair(tuple(shop(origin, changed=changed) for shop, origin in zip(SHOPS, origins, strict=True)))


async def serve(fair: Fair, sockets: Sequence[socket.socket], stop: asyncio.Event, ready: Callable[[], None]) -> None:
    """Serve until `stop` is set; `ready` is called when every shop answers."""
    servers = [
        _Server(uvicorn.Config(shop.app(), log_level="warning", lifespan="off", ws="none")) for shop in fair.shops
    ]
    running = [asyncio.create_task(server.serve(sockets=[one])) for server, one in zip(servers, sockets, strict=True)]
    while not all(server.started for server in servers):
        await asyncio.sleep(0.01)
    ready()
    await stop.wait()
    for server in servers:
        server.should_exit = True
    await asyncio.gather(*running)


@contextlib.contextmanager
def running_fair(*, first_port: int = 0, changed: int = 0) -> Iterator[Fair]:
    """The fair in a thread of this process, on any free ports unless told otherwise; gone when the block ends."""
    sockets = open_sockets(first_port)
    fair = set_up(sockets, changed)
    started = threading.Event()
    loop = asyncio.new_event_loop()
    stop = asyncio.Event()
    thread = threading.Thread(
        target=loop.run_until_complete, args=(serve(fair, sockets, stop, started.set),), daemon=True
    )
    thread.start()
    try:
        if not started.wait(START_SECONDS):
            raise RuntimeError(f"the sample fair did not start within {START_SECONDS:g} s")
        yield fair
    finally:
        loop.call_soon_threadsafe(stop.set)
        thread.join()
        loop.close()
        for one in sockets:
            one.close()
