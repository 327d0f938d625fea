"""How the official client's questions travel: kept-alive, without what a browser's session would add.

The client calls `requests.get` and its like, which open a connection for every call. A kept session would do, but takes
half a millisecond of its own for each question (cookies, hooks, redirects, an environment's proxies), more than the
smallest answers take the server. So the pool of connections that `requests` itself stands on is asked directly, and its
answers are handed to the client as what it expects.
"""

from collections.abc import Mapping
from typing import Any

import orjson
import requests
import urllib3
from requests.utils import DEFAULT_CA_BUNDLE_PATH


class Sender:
    """One thread's connection. `get` and `post` are called as those of `requests`, and raise what they do."""

    def __init__(self) -> None:
        self._pool = urllib3.PoolManager(num_pools=1, maxsize=1, ca_certs=DEFAULT_CA_BUNDLE_PATH, retries=False)

    def get(self, url: str, timeout: float, headers: Mapping[str, str]) -> requests.Response:
        """Ask for something."""
        return self._asked("GET", url, timeout, headers, None)

    def post(self, url: str, timeout: float, headers: Mapping[str, str], data: Any) -> requests.Response:
        """Ask with a body."""
        return self._asked("POST", url, timeout, headers, data)

    def _asked(self, method: str, url: str, timeout: float, headers: Mapping[str, str], data: Any) -> requests.Response:
        # Compressed answers on a kept-alive connection wait some 40 ms more.
        wanted = {**headers, "Accept-Encoding": "identity"}
        try:
            found = self._pool.request(method, url, body=data, headers=wanted, timeout=timeout, redirect=False)
        except urllib3.exceptions.TimeoutError as error:
            raise requests.Timeout(str(error)) from error
        except urllib3.exceptions.HTTPError as error:
            raise requests.ConnectionError(str(error)) from error
        return _Answer(found, url)


class _Answer(requests.Response):
    """An answer that was read to its end."""

    def __init__(self, found: urllib3.BaseHTTPResponse, url: str) -> None:
        super().__init__()
        self.status_code, self.reason, self.url = found.status, found.reason or "", url
        self.headers.update(found.headers)
        self.encoding = "utf-8"
        self._data = found.data

    @property
    def content(self) -> bytes:
        """The body."""
        return self._data

    def json(self, **_: Any) -> Any:
        """The body read as JSON. Raises ValueError."""
        return orjson.loads(self._data)
