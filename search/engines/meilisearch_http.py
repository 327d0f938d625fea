"""How the official client's questions travel: kept-alive, without what a browser's session would add.

The client calls `requests.get` and its like, which open a connection for every call. A kept session would do, but takes
half a millisecond of its own for each question (cookies, hooks, redirects, an environment's proxies), more than the
smallest answers take the server. So the standard library's connections are asked directly, and their answers are handed
to the client as what it expects.
"""

import ssl
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from http.client import HTTPConnection, HTTPException, HTTPResponse, HTTPSConnection
from typing import Any
from urllib.parse import SplitResult, urlsplit

import orjson
import requests
from requests.utils import DEFAULT_CA_BUNDLE_PATH
from urllib3.util import wait_for_read

_LEAST_SECONDS = 0.05


class Sender:
    """One thread's connections to one server. `get` and `post` are called, and raise, as those of `requests`."""

    def __init__(self) -> None:
        self._idle: list[HTTPConnection] = []

    def get(self, url: str, timeout: float, headers: Mapping[str, str]) -> requests.Response:
        """Ask for something."""
        return self._asked("GET", url, timeout, headers, None, None)

    def post(self, url: str, timeout: float, headers: Mapping[str, str], data: Any) -> requests.Response:
        """Ask with a body."""
        return self._asked("POST", url, timeout, headers, data, None)

    def post_and(self, meanwhile: Callable[[], object]) -> Callable[..., requests.Response]:
        """A `post` that does something else, which may be another question, while the server is at the answer."""

        def post(url: str, timeout: float, headers: Mapping[str, str], data: Any) -> requests.Response:
            return self._asked("POST", url, timeout, headers, data, meanwhile)

        return post

    def _asked(
        self,
        method: str,
        url: str,
        timeout: float,
        headers: Mapping[str, str],
        data: Any,
        meanwhile: Callable[[], object] | None,
    ) -> requests.Response:
        parts = urlsplit(url)
        # Compressed answers on a kept-alive connection wait some 40 ms more.
        wanted = {**headers, "Accept-Encoding": "identity"}
        with self._connected(parts, timeout) as connection:
            began = time.monotonic()
            connection.request(method, parts.path, body=data, headers=wanted)
            if meanwhile is not None:
                meanwhile()
                connection.sock.settimeout(max(_LEAST_SECONDS, timeout - (time.monotonic() - began)))
            found = connection.getresponse()
            return _Answer(found, found.read(), url)

    @contextmanager
    def _connected(self, parts: SplitResult, timeout: float) -> Iterator[HTTPConnection]:
        connection = self._idle.pop() if self._idle else _connection(parts)
        connection.timeout = timeout
        if connection.sock is not None and wait_for_read(connection.sock, timeout=0.0):
            # Nothing was asked and something came: the server has closed its end.
            connection.close()
        if connection.sock is not None:
            connection.sock.settimeout(timeout)
        try:
            yield connection
        except TimeoutError as error:
            connection.close()
            raise requests.Timeout(str(error)) from error
        except (HTTPException, OSError) as error:
            connection.close()
            raise requests.ConnectionError(str(error)) from error
        except BaseException:
            connection.close()
            raise
        finally:
            self._idle.append(connection)


class _Answer(requests.Response):
    """An answer that was read to its end."""

    def __init__(self, found: HTTPResponse, body: bytes, url: str) -> None:
        super().__init__()
        self.status_code, self.reason, self.url = found.status, found.reason, url
        self.headers.update(found.getheaders())
        self.encoding = "utf-8"
        self._body = body

    @property
    def content(self) -> bytes:
        """The body."""
        return self._body

    def json(self, **_: Any) -> Any:
        """The body read as JSON. Raises ValueError."""
        return orjson.loads(self._body)


def _connection(parts: SplitResult) -> HTTPConnection:
    host = parts.hostname or ""
    if parts.scheme == "https":
        return HTTPSConnection(host, parts.port, context=ssl.create_default_context(cafile=DEFAULT_CA_BUNDLE_PATH))
    return HTTPConnection(host, parts.port)
