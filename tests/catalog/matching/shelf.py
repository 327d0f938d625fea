"""Listings for matching tests, written straight into a catalog."""

import hashlib
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

import orjson
from sqlalchemy import select
from sqlmodel import Session, col

from catalog.facts import Facts
from catalog.tables import Content, Listing, Marketplace

START = datetime(2026, 11, 1, tzinfo=UTC)


def put(session: Session, items: Sequence[Mapping[str, Any]], *, day: int = 0) -> list[int]:
    """Write listings (`name`; `at` the marketplace, `url`, `facts` and other contract keys where wanted); their ids."""
    ids: list[int] = []
    for number, item in enumerate(items):
        marketplace = str(item.get("at", "cho-a"))
        if session.get(Marketplace, marketplace) is None:
            session.add(Marketplace(slug=marketplace, name=marketplace))
            session.flush()
        url = str(item.get("url", f"https://{marketplace}.example/{number}-{item['name']}"))
        body = {"url": url, **{key: value for key, value in item.items() if key not in ("at", "facts")}}
        digest = hashlib.blake2b(orjson.dumps(body), digest_size=16).hexdigest()
        if session.get(Content, digest) is None:
            session.add(Content(hash=digest, body=body))
            session.flush()
        facts = Facts(name=item["name"], **item.get("facts", {})).to_json()
        ids.append(_write(session, marketplace, url, str(item["name"]), digest, facts, START + timedelta(days=day)))
    return ids


def products(session: Session, ids: Sequence[int]) -> list[str | None]:
    """The product id of each listing."""
    rows = {row.id: row.product_id for row in session.scalars(select(Listing).where(col(Listing.id).in_(ids)))}
    return [rows[one] for one in ids]


def _write(
    session: Session, marketplace: str, url: str, name: str, digest: str, facts: dict[str, Any], at: datetime
) -> int:
    row = session.scalar(select(Listing).where(col(Listing.marketplace) == marketplace, col(Listing.url) == url))
    if row is None:
        row = Listing(marketplace=marketplace, url=url, name=name, content_hash=digest, first_seen=at, last_seen=at)
        session.add(row)
    row.name, row.content_hash, row.facts, row.last_seen = name, digest, facts, at
    session.flush()
    assert row.id is not None
    return row.id
