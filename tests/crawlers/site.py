"""A small site on the loopback that answers exactly as a test declares: the good shop and the hostile one."""

import threading
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

Headers = Mapping[str, str]


@dataclass
class Answer:
    """One answer. With `etag` set, a request that names it gets 304."""

    body: bytes | str = b""
    type: str = "text/html; charset=utf-8"
    status: int = 200
    headers: Headers = field(default_factory=dict)
    etag: str | None = None


Respond = Answer | Callable[[str], Answer]


@dataclass
class Site:
    """Pages by path (with query), what is asked of them, and an answer for all other paths."""

    pages: dict[str, Respond] = field(default_factory=dict)
    otherwise: Callable[[str], Answer] | None = None
    asked: Counter[str] = field(default_factory=Counter)
    agents: set[str] = field(default_factory=set)
    full: Counter[str] = field(default_factory=Counter)
    port: int = 0

    @property
    def host(self) -> str:
        return f"127.0.0.1:{self.port}"

    @property
    def origin(self) -> str:
        return f"http://{self.host}"

    def answer(self, path: str) -> Answer:
        """What stands at a path now."""
        found = self.pages.get(path)
        if found is None:
            return self.otherwise(path) if self.otherwise else Answer("not here", status=404)
        return found if isinstance(found, Answer) else found(path)

    def forget(self) -> None:
        """Begin to count anew."""
        self.asked.clear()
        self.full.clear()

    def pages_sent(self) -> int:
        """Answers with a body, robots.txt aside."""
        return sum(count for path, count in self.full.items() if path != "/robots.txt")


@contextmanager
def serving(site: Site) -> Iterator[Site]:
    """The site, on a port of its own."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        # Head and body are written apart; Nagle's wait for the first's receipt costs 40 ms on a kept-alive connection.
        disable_nagle_algorithm = True

        def do_GET(self) -> None:
            self._respond(self.path)

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length", 0))).decode()
            self._respond(f"{self.path} {body}")

        def _respond(self, path: str) -> None:
            site.asked[path] += 1
            site.agents.add(self.headers.get("User-Agent", ""))
            answer = site.answer(path)
            known = answer.etag is not None and self.headers.get("If-None-Match") == answer.etag
            body = b"" if known else answer.body.encode() if isinstance(answer.body, str) else answer.body
            site.full[path] += not known
            self.send_response(304 if known else answer.status)
            headers = {"Content-Type": answer.type, **answer.headers, **({"ETag": answer.etag} if answer.etag else {})}
            for name, value in headers.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: Any) -> None:
            """Say nothing."""

    class Server(ThreadingHTTPServer):
        daemon_threads = True

        def handle_error(self, *_: Any) -> None:
            """A client that hangs up early is what some tests are about."""

    server = Server(("127.0.0.1", 0), Handler)
    site.port = server.server_address[1]
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    try:
        yield site
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
