"""Over TLS the certificate is checked against the name, though the socket goes to the address that was checked."""

import socket
import ssl
import threading
from collections.abc import Iterator
from http.server import ThreadingHTTPServer
from pathlib import Path
from typing import Any

import httpx
import pytest

from catalog.settings import Settings
from images.fetch import Fetched, Fetcher, FetchFailed, Limits
from tests.certificate import self_signed
from tests.images.server import Handler, Shop, body

NAME = "shop.example"


@pytest.fixture
def certificate(tmp_path: Path) -> Path:
    return self_signed(tmp_path, NAME)


@pytest.fixture
def secure_shop(certificate: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Shop]:
    shop = Shop(answers={"/a.jpg": body(b"picture")})
    server = ThreadingHTTPServer(("127.0.0.1", 0), type("ShopHandler", (Handler,), {"shop": shop}))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    server.socket = context.wrap_socket(server.socket, server_side=True)
    server.handle_error = lambda *_: None  # type: ignore[method-assign]  # a refused handshake is expected
    shop.port = server.server_address[1]
    real = socket.getaddrinfo

    def resolve(host: str, port: int, *rest: Any, **more: Any) -> Any:
        return real("127.0.0.1" if host.endswith(".example") else host, port, *rest, **more)

    monkeypatch.setattr(socket, "getaddrinfo", resolve)
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
    yield shop
    server.shutdown()
    server.server_close()


def _get(shop: Shop, host: str) -> Fetched | object:
    settings = Settings(allow_private_hosts=[f"{host}:{shop.port}"])
    with Fetcher(settings, Limits(seconds=60)) as fetcher:
        return fetcher.get(f"https://{host}:{shop.port}/a.jpg")


def test_a_certificate_nobody_vouches_for_is_refused(secure_shop: Shop) -> None:
    with pytest.raises(FetchFailed, match="no connection"):
        _get(secure_shop, NAME)
    assert secure_shop.asked == []


def test_a_vouched_certificate_is_checked_against_the_name(
    secure_shop: Shop, certificate: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    trusting = ssl.create_default_context(cafile=str(certificate))
    monkeypatch.setattr(httpx, "create_ssl_context", lambda **_: trusting)
    assert _get(secure_shop, NAME) == Fetched(b"picture")
    assert secure_shop.asked[0].headers["host"] == f"{NAME}:{secure_shop.port}"
    with pytest.raises(FetchFailed, match="no connection"):
        _get(secure_shop, "other.example")
