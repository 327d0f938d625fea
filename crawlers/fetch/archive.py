"""Answers kept as a WARC file (ISO 28500), so that a crawl can be read again years later without the network.

Each response record carries the role the page was fetched in (`Chophien-Role`), the status, the headers and the body
unpacked: not every reader of archives knows every way to pack one. robots.txt is kept too, answers without a body (304)
and redirects are not.
"""

import io
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Self

from scrapy import Request, signals
from scrapy.crawler import Crawler
from scrapy.exceptions import NotConfigured
from scrapy.http import Response
from warcio.archiveiterator import ArchiveIterator
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from crawlers.extract.decode import LARGEST, unpacked
from crawlers.page import ROLES, Role

_ROLE = "Chophien-Role"
_OF_THE_TRANSFER = (b"content-encoding", b"content-length", b"transfer-encoding", b"connection")


class Archive:
    """Downloader middleware beside the network: writes what comes to the file of CRAWL_ARCHIVE."""

    def __init__(self, path: Path, crawler: Crawler) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        self._file = path.open("wb")
        self._writer = WARCWriter(self._file, gzip=True)
        software = {"software": crawler.settings["USER_AGENT"], "format": "WARC File Format 1.0"}
        self._writer.write_record(self._writer.create_warcinfo_record(path.name, software))
        crawler.signals.connect(self._close, signal=signals.spider_closed)

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        path = crawler.settings.get("CRAWL_ARCHIVE")
        if not path:
            raise NotConfigured
        return cls(Path(path), crawler)

    def process_response(self, request: Request, response: Response) -> Response:
        """Write the answer and pass it on."""
        if response.status != 304:
            headers = [
                (name.decode("latin-1"), value.decode("latin-1"))
                for name, values in response.headers.items()
                for value in values
                if name.lower() not in _OF_THE_TRANSFER
            ]
            headers.append(("Content-Length", str(len(response.body))))
            follow = request.meta.get("follow")
            record = self._writer.create_warc_record(
                response.url,
                "response",
                payload=io.BytesIO(response.body),
                http_headers=StatusAndHeaders(f"{response.status} -", headers, protocol="HTTP/1.1"),
                warc_headers_dict={_ROLE: follow.role} if follow is not None else {},
            )
            self._writer.write_record(record)
        return response

    def _close(self) -> None:
        self._file.close()


@dataclass(frozen=True)
class Archived:
    """One answer of an archive; `date` is when it was fetched, ISO 8601 in UTC. `role` is None in foreign archives."""

    url: str
    date: str
    status: int
    headers: dict[str, str]
    body: bytes
    role: Role | None


def answers(path: Path) -> Iterator[Archived]:
    """The answers of a WARC file with status 200 and a body of at most 50 MB, in order.

    Raises OSError, and ValueError where the file is no WARC, or where it breaks off: a crawl that was killed leaves one
    that does, after the last answer that is whole.
    """
    with path.open("rb") as file:
        start = file.read(5)
        file.seek(0)
        if not start.startswith((b"\x1f\x8b", b"WARC/")):
            raise ValueError(f"{path.name} is no WARC file")
        try:
            for record in ArchiveIterator(file):
                if record.rec_type == "response" and record.http_headers is not None:
                    answer = _answer(record)
                    if answer is not None:
                        yield answer
        except Exception as error:
            raise ValueError(f"{path.name} is broken: {error}") from error


def _answer(record: "object") -> Archived | None:
    status = record.http_headers.get_statuscode()  # type: ignore[attr-defined]  # warcio is untyped
    headers = {name.lower(): value for name, value in record.http_headers.headers}  # type: ignore[attr-defined]
    body = record.content_stream().read(LARGEST + 1)  # type: ignore[attr-defined]
    if status != "200" or len(body) > LARGEST:
        return None
    role = record.rec_headers.get_header(_ROLE)  # type: ignore[attr-defined]
    return Archived(
        url=record.rec_headers.get_header("WARC-Target-URI"),  # type: ignore[attr-defined]
        date=record.rec_headers.get_header("WARC-Date"),  # type: ignore[attr-defined]
        status=int(status),
        headers=headers,
        body=unpacked(body),
        role=role if role in ROLES else None,
    )
