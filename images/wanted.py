"""Which pictures the listings name now: an Image row for each, made, taken back or let go; no row is ever removed."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, cast
from urllib.parse import urljoin, urlsplit

from sqlalchemy import Connection, Engine, Executable, Table, bindparam, inspect, select
from sqlmodel import col

from catalog.tables import Content, Image, Listing
from images.verdicts import Verdict, verdict

PER_LISTING = 5
LONGEST_URL = 2000
_PAGE = 500
_HASH_DIGITS = 24

# Rows and not objects: of a million pictures a run usually changes a few hundred.
_table = cast(Table, inspect(Image).local_table)
_KNOWN = select(
    _table.c.id, _table.c.position, _table.c.status, _table.c.sha256, _table.c.verdict.is_not(None).label("judged")
)
_CHANGE = (
    _table.update()
    .where(_table.c.id == bindparam("row"))
    .values(position=bindparam("position"), status=bindparam("status"))
)
_LISTINGS: Executable = (
    select(col(Listing.id).label("id"), col(Listing.url).label("url"), col(Content.body).label("body"))
    .join(Content, col(Listing.content_hash) == col(Content.hash))
    .where(col(Listing.id) > bindparam("last"), col(Listing.state) != "gone")
    .order_by(col(Listing.id))
    .limit(_PAGE)
)


@dataclass
class WantedReport:
    """How many rows were made for pictures not known before, and how many listings no longer name theirs."""

    new: int = 0
    dropped: int = 0


def address_hash(url: str) -> str:
    """What the ids of all rows of one address begin with, so that they lie side by side and are fetched once."""
    return hashlib.blake2b(url.encode("utf-8", "surrogatepass"), digest_size=_HASH_DIGITS // 2).hexdigest()


def row_id(url: str, listing_id: int) -> str:
    """Id of a listing's picture: the hash of its address, then the listing."""
    return f"{address_hash(url)}-{listing_id}"


def update_wanted(engine: Engine, *, per_listing: int = PER_LISTING) -> WantedReport:
    """Compare the rows with what every listing that is not gone names, in pages; a second time changes nothing."""
    report = WantedReport()
    last = 0
    while True:
        with engine.begin() as connection:
            page = connection.execute(_LISTINGS, {"last": last}).all()
            if not page:
                return report
            last = page[-1].id
            named = {row.id: picture_urls(row.url, row.body, per_listing) for row in page}
            _compare(connection, named, report)


def picture_urls(page_url: str, body: Mapping[str, Any], per_listing: int = PER_LISTING) -> list[str]:
    """The addresses a listing's content names, absolute, in its order, each once."""
    given = body.get("images")
    texts = [one for one in given if isinstance(one, str)] if isinstance(given, list) else []
    absolute = (_absolute(page_url, text) for text in texts[: per_listing * 4])
    return list(dict.fromkeys(url for url in absolute if url))[:per_listing]


def _absolute(page_url: str, text: str) -> str:
    text = text.strip().replace("\x00", "")
    if not text or text.lower().startswith("data:"):
        return text
    try:
        return urljoin(page_url, text) if urlsplit(page_url).scheme in ("http", "https") else text
    except ValueError:
        return text


def _compare(connection: Connection, named: dict[int, list[str]], report: WantedReport) -> None:
    """Bring the rows of a page of listings up to the addresses they name; most pages need no change at all."""
    known = {row.id: row for row in connection.execute(_KNOWN.where(_table.c.listing_id.in_(named)))}
    fresh: list[dict[str, Any]] = []
    changes: list[dict[str, Any]] = []
    for listing_id, urls in named.items():
        for position, url in enumerate(urls):
            row = known.pop(row_id(url, listing_id), None)
            if row is None:
                fresh.append(_new_row(url, listing_id, position))
            elif row.position != position or row.status == "dropped":
                changes.append({"row": row.id, "position": position, "status": _status_again(row)})
    dropped = [row for row in known.values() if row.status != "dropped"]
    changes += ({"row": row.id, "position": row.position, "status": "dropped"} for row in dropped)
    if fresh:
        connection.execute(_table.insert(), fresh)
    if changes:
        connection.execute(_CHANGE, changes)
    report.new += len(fresh)
    report.dropped += len(dropped)


def _new_row(url: str, listing_id: int, position: int) -> dict[str, Any]:
    refused = _refusal(url)
    return {
        "id": row_id(url, listing_id),
        "url": url[:LONGEST_URL] if refused is None else url[:100],
        "listing_id": listing_id,
        "position": position,
        "status": "wanted" if refused is None else "broken",
        "verdict": None if refused is None else refused.to_json(),
    }


def _refusal(url: str) -> Verdict | None:
    """What is never asked for: it could not be kept as an address."""
    if url.lower().startswith("data:"):
        return verdict("data_url")
    return verdict("forbidden_address", f"more than {LONGEST_URL} characters") if len(url) > LONGEST_URL else None


def _status_again(row: Any) -> str:
    """Status of a row whose address is named, as it was before the address was let go."""
    if row.status != "dropped":
        return str(row.status)
    return "ok" if row.sha256 else "broken" if row.judged else "wanted"
