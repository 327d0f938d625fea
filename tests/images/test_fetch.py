"""Fetching from servers that lie, stall, flood and point elsewhere."""

import gzip
import socket
import time
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest

from catalog.settings import Settings
from images.fetch import Fetched, Fetcher, FetchFailed, Limits, Redirect
from images.politeness import Politeness, fetch_politely
from tests.images.pictures import jpeg
from tests.images.server import (
    Answer,
    Shop,
    body,
    drip,
    endless,
    open_shop,
    raw,
    redirect,
    status,
    validated,
)

LIMITS = Limits(bytes=100_000, seconds=60, redirects=3)
HASTY = replace(LIMITS, seconds=0.6)
PICTURE = jpeg(64, 64)


@pytest.fixture
def fetcher(settings: Settings) -> Iterator[Fetcher]:
    with Fetcher(settings, LIMITS) as opened:
        yield opened


def _fails(fetcher: Fetcher, url: str) -> FetchFailed:
    with pytest.raises(FetchFailed) as caught:
        fetcher.get(url)
    return caught.value


def test_a_picture_comes_whole_and_we_say_who_we_are(shop: Shop, fetcher: Fetcher) -> None:
    shop.answers["/a.jpg"] = body(PICTURE, ETag='"1"', Last_Modified="Sun, 22 Nov 2026 00:00:00 GMT")
    answer = fetcher.get(shop.url("/a.jpg"), accept="image/*")
    assert answer == Fetched(PICTURE, '"1"', "Sun, 22 Nov 2026 00:00:00 GMT")
    headers = shop.asked[0].headers
    assert headers["user-agent"].startswith("ChoPhien/")
    assert "+https://" in headers["user-agent"]
    assert headers["accept-encoding"] == "identity"
    assert headers["accept"] == "image/*"


def test_unchanged_pictures_are_not_sent_again(shop: Shop, fetcher: Fetcher) -> None:
    shop.answers["/a.jpg"] = validated(PICTURE, '"v1"')
    assert fetcher.get(shop.url("/a.jpg"), etag='"v1"', last_modified="Sun, 22 Nov 2026 00:00:00 GMT") == Fetched(None)
    assert shop.asked[0].headers["if-modified-since"] == "Sun, 22 Nov 2026 00:00:00 GMT"
    assert isinstance(fetcher.get(shop.url("/a.jpg"), etag='"old"'), Fetched)


def test_cookies_are_not_kept(shop: Shop, fetcher: Fetcher) -> None:
    shop.answers["/a.jpg"] = body(PICTURE, Set_Cookie="id=7; Path=/")
    fetcher.get(shop.url("/a.jpg"))
    fetcher.get(shop.url("/a.jpg"))
    assert "cookie" not in shop.asked[1].headers


@pytest.mark.parametrize("etag", ['"' + "x" * 300 + '"', '"é"'])
def test_a_validator_unfit_to_be_sent_back_is_dropped(shop: Shop, fetcher: Fetcher, etag: str) -> None:
    shop.answers["/a.jpg"] = body(PICTURE, ETag=etag)
    assert fetcher.get(shop.url("/a.jpg")) == Fetched(PICTURE)


HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: image/jpeg\r\n"
HOSTILE: list[tuple[str, Answer, str, bool]] = [
    ("gone", status(410), "missing", False),
    ("forbidden", status(403), "missing", False),
    ("no content", status(204), "missing", False),
    ("a redirect to nowhere", status(302), "missing", False),
    ("a redirect that is no address", redirect("http://[::1"), "missing", False),
    ("an error of the server", status(503), "unreachable", True),
    ("too many requests", status(429), "unreachable", True),
    ("a declared flood", body(b"", Content_Length="1000000000"), "too_large", False),
    ("an undeclared flood", endless(HEAD + b"\r\n"), "too_large", False),
    ("a flood in one chunk", endless(HEAD + b"Transfer-Encoding: chunked\r\n\r\nFFFFFFF\r\n"), "too_large", False),
    ("a body shorter than declared", raw(HEAD + b"Content-Length: 9000\r\n\r\nabc"), "unreachable", True),
    ("a negative length", raw(HEAD + b"Content-Length: -5\r\n\r\nabc"), "unreachable", True),
    ("two lengths", raw(HEAD + b"Content-Length: 3\r\nContent-Length: 5\r\n\r\nabc"), "unreachable", True),
    ("not HTTP", raw(b"SSH-2.0-OpenSSH_9.2\r\n"), "unreachable", True),
    ("an immediate end", raw(b""), "unreachable", True),
    ("endless headers", endless(HEAD + b"X-Long: "), "unreachable", True),
    ("a bomb under gzip", body(gzip.compress(bytes(5_000_000)), Content_Encoding="gzip"), "too_large", False),
    ("not gzip", body(b"plain", Content_Encoding="gzip"), "broken", False),
]


@pytest.mark.parametrize(("answer", "code", "transient"), [row[1:] for row in HOSTILE], ids=[row[0] for row in HOSTILE])
def test_servers_that_misbehave(shop: Shop, fetcher: Fetcher, answer: Answer, code: str, transient: bool) -> None:
    shop.answers |= {"/a.jpg": answer, "/b.jpg": body(PICTURE)}
    failure = _fails(fetcher, shop.url("/a.jpg"))
    assert (failure.code, failure.transient) == (code, transient)
    assert fetcher.get(shop.url("/b.jpg")) == Fetched(PICTURE)


@pytest.mark.parametrize("before", [b"Content-Length: 5000\r\n\r\n", b"X-Slow: "], ids=["a slow body", "slow headers"])
def test_servers_that_trickle_are_left(shop: Shop, settings: Settings, before: bytes) -> None:
    shop.answers |= {"/a.jpg": drip(HEAD + before, 0.05), "/b.jpg": body(PICTURE)}
    with Fetcher(settings, HASTY) as fetcher:
        started = time.monotonic()
        failure = _fails(fetcher, shop.url("/a.jpg"))
        assert (failure.code, failure.transient) == ("unreachable", True)
        assert time.monotonic() - started < 120, "the trickle goes on for four minutes"
        fetcher.limits = LIMITS
        assert fetcher.get(shop.url("/b.jpg")) == Fetched(PICTURE)


def test_a_length_smaller_than_the_body_ends_the_body(shop: Shop, fetcher: Fetcher) -> None:
    shop.answers["/a.jpg"] = raw(HEAD + b"Content-Length: 4\r\nConnection: close\r\n\r\n" + PICTURE)
    assert fetcher.get(shop.url("/a.jpg")) == Fetched(PICTURE[:4])


def test_an_unasked_compression_is_undone(shop: Shop, fetcher: Fetcher) -> None:
    shop.answers["/a.jpg"] = body(gzip.compress(PICTURE), Content_Encoding="gzip")
    assert fetcher.get(shop.url("/a.jpg")) == Fetched(PICTURE)


def test_nobody_listening_may_pass(settings: Settings) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        place = f"127.0.0.1:{taken.getsockname()[1]}"
        with Fetcher(Settings(data_dir=settings.data_dir, allow_private_hosts=[place]), LIMITS) as fetcher:
            failure = _fails(fetcher, f"http://{place}/a.jpg")
    assert (failure.code, failure.transient) == ("unreachable", True)


@pytest.mark.parametrize(
    "url",
    [
        *("http://127.0.0.1:9/a.jpg", "http://localhost/a.jpg", "http://[::1]/a.jpg", "http://2130706433/a.jpg"),
        *("http://169.254.169.254/latest/meta-data/", "http://10.0.0.1/a.jpg", "http://[::ffff:127.0.0.1]/a.jpg"),
        *("http://0.0.0.0/a.jpg", "http://203.162.0.11:22/a.jpg", "https://127.0.0.1/a.jpg"),
        *("file:///etc/passwd", "data:image/png;base64,AAAA", "ftp://shop.example/a.jpg", "/relative.jpg", ""),
        *("http://user:secret@shop.example/a.jpg", "http://shop.example:0/", "http://exa\tmple.example/\x07"),
    ],
)
def test_addresses_that_are_refused_without_asking(fetcher: Fetcher, url: str) -> None:
    assert _fails(fetcher, url).code == "forbidden_address"


def test_another_port_of_an_allowed_host_is_refused(fetcher: Fetcher) -> None:
    with open_shop() as other:
        other.answers["/a.jpg"] = body(PICTURE)
        assert _fails(fetcher, other.url("/a.jpg")).code == "forbidden_address"
        assert other.asked == []


def test_a_name_that_changes_its_answer_gains_nothing(
    shop: Shop, fetcher: Fetcher, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The resolver says a public address first and this machine afterwards; the socket goes to the first answer."""
    given: list[str] = []
    opened: list[Any] = []

    def resolve(host: str, port: int, *_: Any, **__: Any) -> list[tuple[Any, ...]]:
        given.append(host)
        address = "198.51.101.7" if len(given) == 1 else "127.0.0.1"
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, port))]

    def connect(address: Any, *_: Any, **__: Any) -> socket.socket:
        opened.append(address)
        raise ConnectionRefusedError

    monkeypatch.setattr(socket, "getaddrinfo", resolve)
    monkeypatch.setattr(socket, "create_connection", connect)
    assert _fails(fetcher, f"http://rebind.example:{shop.port}/a.jpg").code == "unreachable"
    assert given == ["rebind.example"]
    assert opened == [("198.51.101.7", shop.port)]


def test_environment_proxies_are_not_used(shop: Shop, settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HTTP_PROXY", shop.url("/"))
    monkeypatch.setenv("ALL_PROXY", shop.url("/"))
    with Fetcher(settings, LIMITS) as fetcher:
        assert _fails(fetcher, "http://10.0.0.1/a.jpg").code == "forbidden_address"
    assert shop.asked == []


def test_redirects_are_handed_back_and_absolute(shop: Shop, fetcher: Fetcher) -> None:
    shop.answers["/a.jpg"] = redirect("../b.jpg?x=1")
    assert fetcher.get(shop.url("/a.jpg")) == Redirect(shop.url("/b.jpg?x=1"))


@pytest.fixture
def politeness(settings: Settings, fetcher: Fetcher) -> Politeness:
    return Politeness(settings, fetcher)


def test_redirects_are_followed_to_the_picture(shop: Shop, fetcher: Fetcher, politeness: Politeness) -> None:
    shop.answers |= {"/a": redirect("/b", 301), "/b": redirect("/c", 307), "/c": body(PICTURE)}
    assert fetch_politely(shop.url("/a"), fetcher, politeness) == Fetched(PICTURE)


@pytest.mark.parametrize(
    "target",
    [
        *("http://127.0.0.1:9/admin", "http://169.254.169.254/latest/meta-data/", "file:///etc/passwd"),
        *("http://[::1]:9/", "//10.0.0.1/x", "data:image/png;base64,AAAA", "gopher://127.0.0.1:6379/_FLUSHALL"),
    ],
)
def test_a_redirect_to_a_private_address_is_refused(
    shop: Shop, fetcher: Fetcher, politeness: Politeness, target: str
) -> None:
    shop.answers |= {"/a.jpg": redirect("/b.jpg"), "/b.jpg": redirect(target)}
    with pytest.raises(FetchFailed) as caught:
        fetch_politely(shop.url("/a.jpg"), fetcher, politeness)
    assert caught.value.code == "forbidden_address"


def test_redirects_that_never_end(shop: Shop, fetcher: Fetcher, politeness: Politeness) -> None:
    shop.answers["/a.jpg"] = redirect("/a.jpg")
    with pytest.raises(FetchFailed) as caught:
        fetch_politely(shop.url("/a.jpg"), fetcher, politeness)
    assert (caught.value.code, caught.value.transient) == ("missing", False)
    assert len(shop.paths()) == LIMITS.redirects + 1


def test_a_connection_that_broke_is_tried_once_more(shop: Shop, fetcher: Fetcher, politeness: Politeness) -> None:
    def once(handler: Any) -> None:
        shop.answers["/a.jpg"] = body(PICTURE)
        raw(b"")(handler)

    shop.answers["/a.jpg"] = once
    assert fetch_politely(shop.url("/a.jpg"), fetcher, politeness) == Fetched(PICTURE)
    shop.answers["/b.jpg"] = raw(b"")
    with pytest.raises(FetchFailed):
        fetch_politely(shop.url("/b.jpg"), fetcher, politeness)
    assert shop.paths().count("/b.jpg") == 2
