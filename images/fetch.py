"""One request to a hostile web: bounded in bytes and seconds, redirects handed back, only to public hosts."""

import zlib
from dataclasses import dataclass
from types import TracebackType
from typing import Self
from urllib.parse import urljoin

import httpx

from catalog.net import ForbiddenAddress, url_host_port, user_agent
from catalog.settings import Settings
from images.connection import Deadline, GuardedTransport

MAX_BYTES = 10_000_000
MAX_SECONDS = 30.0
MAX_REDIRECTS = 5
_TIMEOUT = httpx.Timeout(10.0, connect=5.0)
_LONGEST_VALIDATOR = 256
_TRANSIENT_STATUS = frozenset({408, 425, 429})


@dataclass(frozen=True)
class Limits:
    """What one fetch may cost: bytes of the body and seconds from the first connection to the last byte."""

    bytes: int = MAX_BYTES
    seconds: float = MAX_SECONDS
    redirects: int = MAX_REDIRECTS


@dataclass(frozen=True)
class Fetched:
    """What a server gave; `body` is None where it said that nothing changed since the validators sent."""

    body: bytes | None
    etag: str | None = None
    last_modified: str | None = None


@dataclass(frozen=True)
class Redirect:
    """Another address to ask; the caller decides whether and when."""

    url: str


class FetchFailed(Exception):
    """Nothing usable came. `code` is a verdict's code; `transient` says that asking again later may help.

    `cut_off` says that the connection broke, as a kept-alive one does when the server tires of it: ask again at once.
    """

    def __init__(self, code: str, detail: str, *, transient: bool = False, cut_off: bool = False) -> None:
        super().__init__(f"{code}: {detail}")
        self.code = code
        self.detail = detail
        self.transient = transient
        self.cut_off = cut_off


class Postponed(FetchFailed):
    """Nothing was asked: the server had stopped answering, or the run is being stopped."""

    def __init__(self, detail: str) -> None:
        super().__init__("unreachable", detail, transient=True)


class Fetcher:
    """A client for hostile addresses; safe to use from several threads."""

    def __init__(self, settings: Settings, limits: Limits | None = None) -> None:
        self.limits = limits or Limits()
        self._deadline = Deadline()
        self._transport = GuardedTransport(frozenset(settings.allow_private_hosts), self._deadline)
        self._headers = {"User-Agent": user_agent(settings), "Accept-Encoding": "identity"}

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close every connection; requests under way in other threads fail."""
        self._transport.close()

    def get(
        self, url: str, *, accept: str = "*/*", etag: str | None = None, last_modified: str | None = None
    ) -> Fetched | Redirect:
        """Ask one address once; a redirect is handed back, not followed. Raises FetchFailed and nothing else."""
        given = {"Accept": accept, "If-None-Match": etag, "If-Modified-Since": last_modified}
        headers = self._headers | {name: value for name, value in given.items() if value}
        try:
            url_host_port(url)
            request = httpx.Request("GET", url, headers=headers, extensions={"timeout": _TIMEOUT.as_dict()})
            with self._deadline.within(self.limits.seconds):
                return self._ask(request)
        except ForbiddenAddress as error:
            raise FetchFailed("forbidden_address", str(error)) from error
        except httpx.TimeoutException as error:
            raise FetchFailed("unreachable", "timeout", transient=True) from error
        except httpx.InvalidURL as error:
            raise FetchFailed("forbidden_address", "malformed address") from error
        except (httpx.ReadError, httpx.RemoteProtocolError) as error:
            raise FetchFailed("unreachable", "connection closed", transient=True, cut_off=True) from error
        except (httpx.HTTPError, httpx.StreamError, UnicodeError, ValueError) as error:
            raise FetchFailed("unreachable", "no connection", transient=True) from error

    def _ask(self, request: httpx.Request) -> Fetched | Redirect:
        # The transport alone: a client would keep cookies, and read redirects that are not to be followed.
        response = self._transport.handle_request(request)
        try:
            return self._read(response, str(request.url))
        finally:
            response.close()

    def _read(self, response: httpx.Response, url: str) -> Fetched | Redirect:
        status = response.status_code
        if status == 304:
            return Fetched(None)
        if 300 <= status < 400 and "location" in response.headers:
            return Redirect(_joined(url, response.headers["location"]))
        if status >= 500 or status in _TRANSIENT_STATUS:
            raise FetchFailed("unreachable", f"HTTP {status}", transient=True)
        if status != 200:
            raise FetchFailed("missing", f"HTTP {status}")
        return Fetched(self._body(response), _validator(response, "etag"), _validator(response, "last-modified"))

    def _body(self, response: httpx.Response) -> bytes:
        declared = response.headers.get("content-length", "")
        if declared.isdecimal() and int(declared) > self.limits.bytes:
            raise FetchFailed("too_large", _megabytes(self.limits.bytes))
        body = bytearray()
        for chunk in response.iter_raw():
            body += chunk
            if len(body) > self.limits.bytes:
                raise FetchFailed("too_large", _megabytes(self.limits.bytes))
        return self._unpacked(bytes(body), response.headers.get("content-encoding", "identity"))

    def _unpacked(self, body: bytes, coding: str) -> bytes:
        """Undo a compression nobody asked for, no further than the limit."""
        if coding.lower() not in ("gzip", "x-gzip", "deflate"):
            return body
        try:
            unpacked = zlib.decompressobj(wbits=zlib.MAX_WBITS | 32).decompress(body, self.limits.bytes + 1)
        except zlib.error as error:
            raise FetchFailed("broken", coding.lower()) from error
        if len(unpacked) > self.limits.bytes:
            raise FetchFailed("too_large", _megabytes(self.limits.bytes))
        return unpacked


def _joined(base: str, location: str) -> str:
    try:
        return urljoin(base, location)
    except ValueError as error:
        raise FetchFailed("missing", "malformed redirect") from error


def _validator(response: httpx.Response, name: str) -> str | None:
    """A validator fit to be sent back: short and in ASCII."""
    value = response.headers.get(name)
    return value if value and len(value) <= _LONGEST_VALIDATOR and value.isascii() else None


def _megabytes(count: int) -> str:
    return f"> {count / 1_000_000:g} MB"
