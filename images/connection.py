"""Connections that are made to the address that was checked, and that end when their time is over.

A name is resolved once, every answer is checked, and the socket is opened to one of these answers: a name that changes
its answer between the check and the connection gains nothing. A server that sends one byte a second, in its headers or
in the body, meets the end of the request's time, not only the end of each read's.
"""

import ssl
import threading
import time
from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager

import httpcore
import httpx

from catalog.net import public_addresses

SocketOption = httpcore.SOCKET_OPTION
_ATTEMPTS = 3


class Deadline(threading.local):
    """The end of the present thread's request."""

    ends: float = float("inf")

    @contextmanager
    def within(self, seconds: float) -> Iterator[None]:
        """Give what is done inside so many seconds in all."""
        self.ends = time.monotonic() + seconds
        try:
            yield
        finally:
            self.ends = float("inf")

    def left(self, timeout: float | None) -> float:
        """Seconds one operation may take: its own limit or what is left. Raises httpcore.ReadTimeout where none is."""
        left = min(self.ends - time.monotonic(), float("inf") if timeout is None else timeout)
        if left <= 0:
            raise httpcore.ReadTimeout("the request's time is over")
        return left


class _TimedStream(httpcore.NetworkStream):
    def __init__(self, stream: httpcore.NetworkStream, deadline: Deadline) -> None:
        self._stream = stream
        self._deadline = deadline

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self._stream.read(max_bytes, self._deadline.left(timeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._stream.write(buffer, self._deadline.left(timeout))

    def close(self) -> None:
        self._stream.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        secured = self._stream.start_tls(ssl_context, server_hostname, self._deadline.left(timeout))
        return _TimedStream(secured, self._deadline)

    def get_extra_info(self, info: str) -> object:
        return self._stream.get_extra_info(info)


class _GuardedBackend(httpcore.SyncBackend):
    def __init__(self, allowed: Collection[str], deadline: Deadline) -> None:
        self._allowed = allowed
        self._deadline = deadline

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[SocketOption] | None = None,
    ) -> httpcore.NetworkStream:
        failure: Exception = httpcore.ConnectError(f"{host} does not resolve")
        for address in self._addresses(host, port)[:_ATTEMPTS]:
            try:
                left = self._deadline.left(timeout)
                stream = super().connect_tcp(address, port, left, local_address, socket_options)
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
                failure = error
            else:
                return _TimedStream(stream, self._deadline)
        raise failure

    def _addresses(self, host: str, port: int) -> list[str]:
        try:
            return public_addresses(host, port, allowed=self._allowed)
        except OSError as error:
            raise httpcore.ConnectError(f"{host} does not resolve") from error


class GuardedTransport(httpx.HTTPTransport):
    """An httpx transport whose connections pass the address guard.

    Requests raise catalog.net.ForbiddenAddress, beside httpx's own errors. Environment proxies are not used: the guard
    would then check the proxy's address instead of the server's.
    """

    def __init__(self, allowed: Collection[str], deadline: Deadline) -> None:
        # The parent takes no backend. Should it ever stop reading `_pool`, requests fail; none goes unguarded.
        self._pool = httpcore.ConnectionPool(
            ssl_context=httpx.create_ssl_context(trust_env=False),
            max_connections=8,
            max_keepalive_connections=8,
            keepalive_expiry=10.0,
            network_backend=_GuardedBackend(allowed, deadline),
        )
