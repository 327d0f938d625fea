"""A small server that answers as told, well or badly, and remembers what it was asked."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

Answer = Callable[["Handler"], None]


@dataclass
class Asked:
    """One request: its path and its headers, names in lower case."""

    path: str
    headers: dict[str, str]


@dataclass
class Shop:
    """`answers` maps a path to what is done for it; every other path is 404."""

    port: int = 0
    answers: dict[str, Answer] = field(default_factory=dict)
    asked: list[Asked] = field(default_factory=list)

    @property
    def host(self) -> str:
        """As it stands in the settings' list of allowed private hosts."""
        return f"127.0.0.1:{self.port}"

    def url(self, path: str) -> str:
        """A path's full address."""
        return f"http://{self.host}{path}"

    def paths(self) -> list[str]:
        """What was asked, without robots.txt."""
        return [one.path for one in self.asked if one.path != "/robots.txt"]


class Handler(BaseHTTPRequestHandler):
    """Hands each request to the shop's answer."""

    protocol_version = "HTTP/1.1"
    # Head and body are written apart; Nagle's wait for the first's receipt costs 40 ms on a kept-alive connection.
    disable_nagle_algorithm = True
    shop: Shop

    def do_GET(self) -> None:
        self.shop.asked.append(Asked(self.path, {name.lower(): value for name, value in self.headers.items()}))
        self.shop.answers.get(self.path, status(404))(self)

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002
        """Quiet."""


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    block_on_close = False

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A client that hangs up is what some tests are about."""


@contextmanager
def open_shop() -> Iterator[Shop]:
    """A shop on a free port of this machine."""
    shop = Shop()
    handler = type("ShopHandler", (Handler,), {"shop": shop})
    server = _Server(("127.0.0.1", 0), handler)
    shop.port = server.server_address[1]
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    try:
        yield shop
    finally:
        server.shutdown()
        server.server_close()


def body(content: bytes, **headers: str) -> Answer:
    """200 with a body; header names are written with underscores."""

    def answer(handler: Handler) -> None:
        handler.send_response(200)
        sent = {"Content-Length": str(len(content)), **{name.replace("_", "-"): text for name, text in headers.items()}}
        for name, text in sent.items():
            handler.send_header(name, text)
        handler.end_headers()
        handler.wfile.write(content)

    return answer


def status(code: int, **headers: str) -> Answer:
    """A status without a body."""

    def answer(handler: Handler) -> None:
        handler.send_response(code)
        for name, text in {"Content-Length": "0", **headers}.items():
            handler.send_header(name, text)
        handler.end_headers()

    return answer


def redirect(target: str, code: int = 302) -> Answer:
    """A redirect."""
    return status(code, Location=target)


def raw(content: bytes) -> Answer:
    """These bytes on the wire and then the end of the connection."""

    def answer(handler: Handler) -> None:
        handler.wfile.write(content)
        handler.close_connection = True

    return answer


def drip(head: bytes, pause: float) -> Answer:
    """The head at once, then one byte after every pause, for ever."""

    def answer(handler: Handler) -> None:
        handler.wfile.write(head)
        stopped = threading.Event()
        handler.close_connection = True
        while not stopped.wait(pause):
            handler.wfile.write(b"a")

    return answer


def endless(head: bytes) -> Answer:
    """The head, then bytes as fast as they are taken."""

    def answer(handler: Handler) -> None:
        handler.wfile.write(head)
        handler.close_connection = True
        while True:
            handler.wfile.write(bytes(65536))

    return answer


def validated(content: bytes, etag: str) -> Answer:
    """200 with an ETag, or 304 where the client has it."""

    def answer(handler: Handler) -> None:
        if handler.headers.get("If-None-Match") == etag:
            status(304)(handler)
        else:
            body(content, ETag=etag)(handler)

    return answer
