"""Why a site could not be had, from crawls that really fail: each has its word in the report and in what is said."""

import socket
import ssl
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from crawlers.runner import crawl
from tests.certificate import self_signed
from tests.crawlers.conftest import Room, toml_of


@pytest.fixture
def untrusted(tmp_path: Path) -> Iterator[str]:
    """A server whose certificate nobody vouches for."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), BaseHTTPRequestHandler)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(self_signed(tmp_path, "shop.example"))
    server.socket = context.wrap_socket(server.socket, server_side=True)
    server.handle_error = lambda *_: None  # type: ignore[method-assign]  # a refused handshake is expected
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"127.0.0.1:{server.server_address[1]}"
    server.shutdown()
    server.server_close()


def closed_port() -> str:
    with socket.create_server(("127.0.0.1", 0)) as server:
        return f"127.0.0.1:{server.getsockname()[1]}"


def test_each_way_of_not_being_there_has_its_word(room: Room, untrusted: str) -> None:
    hosts = {"tls": untrusted, "connection": closed_port(), "dns": "no-such-shop.invalid"}
    for cause, host in hosts.items():
        toml = toml_of(host, slug=f"cho-{cause}").replace("http://", "https://" if cause == "tls" else "http://")
        (room.folder / "marketplaces" / f"cho-{cause}.toml").write_text(toml, encoding="utf-8")
        room.settings.allow_private_hosts.append(host)
    runs = crawl(room.settings, [f"cho-{cause}" for cause in hosts])
    assert {run.slug: run.status for run in runs} == {f"cho-{cause}": "failed" for cause in hosts}
    assert [run.report["causes"] for run in runs] == [{cause: 1} for cause in hosts]
    assert [run.problems() for run in runs] == [[f"no listing could be had: {cause}"] for cause in hosts]
