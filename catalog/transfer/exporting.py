"""The catalog as JSON Lines, streamed page by page; each item of an iterator is one line with its end."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import orjson
from sqlalchemy import Connection, Engine, select

from catalog.listing import Listing
from catalog.tables import Content, Observation, Product
from catalog.tables import Listing as ListingRow

_PAGE = 1000
_ORDER = tuple(Listing.model_fields)
_LISTING = ListingRow.__table__  # type: ignore[attr-defined]  # SQLModel does not declare it
_OBSERVATION = Observation.__table__  # type: ignore[attr-defined]  # as above
_CONTENT = Content.__table__  # type: ignore[attr-defined]  # as above
_PRODUCT = Product.__table__  # type: ignore[attr-defined]  # as above


def export_listings(engine: Engine, *, history: bool = False) -> Iterator[bytes]:
    """Every listing as it was last seen, in the order they were first recorded; what `import_jsonl` reads.

    With `history`, every observation instead, in the order they were made: importing that gives back the price history
    and the first sightings too. Importing an export into an empty catalog and exporting again gives the same bytes.
    """
    with engine.connect() as connection:
        for row in _observations(connection) if history else _latest(connection):
            yield _line(row.body, row.marketplace, row.moment)


def _latest(connection: Connection) -> Iterator[Any]:
    query = select(
        _LISTING.c.id, _CONTENT.c.body, _LISTING.c.marketplace, _LISTING.c.last_seen.label("moment")
    ).join_from(_LISTING, _CONTENT, _CONTENT.c.hash == _LISTING.c.content_hash)
    return _paged(connection, query, _LISTING.c.id)


def _observations(connection: Connection) -> Iterator[Any]:
    query = (
        select(_OBSERVATION.c.id, _CONTENT.c.body, _LISTING.c.marketplace, _OBSERVATION.c.observed_at.label("moment"))
        .join_from(_OBSERVATION, _LISTING, _LISTING.c.id == _OBSERVATION.c.listing_id)
        .join(_CONTENT, _CONTENT.c.hash == _OBSERVATION.c.content_hash)
    )
    return _paged(connection, query, _OBSERVATION.c.id)


def _paged(connection: Connection, query: Any, key: Any) -> Iterator[Any]:
    """Rows in the order of `key` (selected as `id`), a page at a time, so that neither side holds them all."""
    last = None
    while True:
        page = connection.execute((query if last is None else query.where(key > last)).order_by(key).limit(_PAGE)).all()
        yield from page
        if len(page) < _PAGE:
            return
        last = page[-1].id


def _line(body: dict[str, Any], marketplace: str, moment: datetime) -> bytes:
    whole = body | {"marketplace": marketplace, "observed_at": iso_utc(moment)}
    return orjson.dumps({name: whole[name] for name in _ORDER if name in whole}, option=orjson.OPT_APPEND_NEWLINE)


def iso_utc(moment: datetime) -> str:
    """ISO 8601 in UTC with `Z`."""
    return moment.astimezone(UTC).isoformat().replace("+00:00", "Z")


def export_products(engine: Engine) -> Iterator[bytes]:
    """Every product by its id: `id`, the facts, and `listings` (`marketplace`, `url`, `name`, `variant`).

    Two listings of one product with the same `variant` are the same size and pack.
    """
    with engine.connect() as connection:
        page: list[Any] = []
        for row in _paged(connection, select(_PRODUCT.c.id, _PRODUCT.c.name, _PRODUCT.c.facts), _PRODUCT.c.id):
            page.append(row)
            if len(page) == _PAGE:
                yield from _product_lines(connection, page)
                page = []
        yield from _product_lines(connection, page)


def _product_lines(connection: Connection, page: list[Any]) -> Iterator[bytes]:
    columns = [_LISTING.c[name] for name in ("product_id", "marketplace", "url", "name", "variant")]
    query = select(*columns).where(_LISTING.c.product_id.in_([row.id for row in page])).order_by(_LISTING.c.id)
    listings = defaultdict(list)
    for product_id, *told in connection.execute(query):
        listings[product_id].append(dict(zip(("marketplace", "url", "name", "variant"), told, strict=True)))
    for row in page:
        product = {"id": row.id, "name": row.name} | row.facts | {"listings": listings[row.id]}
        yield orjson.dumps(product, option=orjson.OPT_APPEND_NEWLINE)
