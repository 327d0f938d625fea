"""What the index takes from the catalog, read in spans of product ids: two queries for each."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import Connection, collate, func, outerjoin, select
from sqlalchemy import Engine as Database
from sqlmodel import col

from catalog.tables import Image, Listing, Offer, Producer, Product

SPAN = 1000
_SOLD = col(Product.digest) != "-"
"""A product without any listing is marked so: it keeps its page, but nobody sells it."""


class ProductRow(NamedTuple):
    """A product with its producer's name and its picture's hash."""

    id: str
    slug: str
    name: str
    facts: dict[str, Any]
    province: str | None
    former_province: str | None
    group_code: str | None
    stars: int | None
    digest: str
    first_seen: datetime
    producer_id: str | None
    producer: str | None
    picture: str | None


class Sale(NamedTuple):
    """What one offer adds to its product's document."""

    marketplace: str
    name: str
    gone: bool
    sample: bool


class Span(NamedTuple):
    """Products whose ids lie between two, both included."""

    first: str
    last: str


Rows = list[tuple[ProductRow, list[Sale]]]


def count_products(database: Database) -> int:
    """Products that are to be found."""
    with database.connect() as connection:
        return connection.execute(select(func.count()).select_from(Product).where(_SOLD)).scalar_one()


def spans(database: Database) -> Iterator[Span]:
    """All products that are to be found, in spans of a thousand, in order of id."""
    last = ""
    while True:
        ids = select(col(Product.id)).where(_SOLD, col(Product.id) > last).order_by(col(Product.id)).limit(SPAN)
        within = ids.subquery()
        with database.connect() as connection:
            ends = connection.execute(select(func.min(within.c.id), func.max(within.c.id))).one()
        if ends[0] is None:
            return
        yield Span(*ends)
        last = ends[1]


def read(database: Database, wanted: Span | Sequence[str]) -> Rows:
    """The products of a span, or those of the given ids, in order of id, each with its offers."""
    with database.connect() as connection:
        sales = _sales(connection, wanted)
        return [(row, sales.get(row.id, [])) for row in _products(connection, wanted)]


def stream_fingerprinted(database: Database) -> Iterator[tuple[str, str, str | None, str | None]]:
    """Id, digest, picture and producer's name of every product that is to be found, in order of id."""
    yield from _streamed(database, [col(Product.id)], [col(Product.id)])


def stream_by_producer(database: Database) -> Iterator[tuple[str, str, str, str | None, str | None]]:
    """Producer's id (or nothing), id, digest, picture and producer's name of every product that is to be found.

    The order is that of the first two's bytes, whatever the database's own is.
    """
    bytewise = "C" if database.dialect.name == "postgresql" else "BINARY"
    producer = func.coalesce(col(Product.producer_id), "")
    order = [collate(producer, bytewise), collate(col(Product.id), bytewise)]
    yield from _streamed(database, [producer, col(Product.id)], order)


def _streamed(database: Database, columns: list[Any], order: list[Any]) -> Iterator[Any]:
    joined = outerjoin(Product, Producer, col(Producer.id) == col(Product.producer_id))
    joined = outerjoin(joined, Image, col(Image.id) == col(Product.image_id))
    marks = (col(Product.digest), col(Image.sha256), col(Producer.name))
    query = select(*columns, *marks).select_from(joined).where(_SOLD).order_by(*order)
    with database.connect().execution_options(stream_results=True) as connection:
        yield from connection.execute(query).yield_per(10_000)


def _products(connection: Connection, wanted: Span | Sequence[str]) -> Iterator[ProductRow]:
    names = ("id", "slug", "name", "facts", "province", "former_province", "group_code", "stars", "digest")
    columns = [*(col(getattr(Product, name)) for name in names), col(Product.first_seen), col(Product.producer_id)]
    joined = outerjoin(Product, Producer, col(Producer.id) == col(Product.producer_id))
    joined = outerjoin(joined, Image, col(Image.id) == col(Product.image_id))
    query = select(*columns, col(Producer.name), col(Image.sha256)).select_from(joined)
    query = query.where(_SOLD, _among(Product.id, wanted)).order_by(col(Product.id))
    return map(ProductRow._make, connection.execute(query))


def _sales(connection: Connection, wanted: Span | Sequence[str]) -> dict[str, list[Sale]]:
    columns = (Offer.product_id, Listing.marketplace, Listing.name, Offer.state, Offer.sample_price)
    query = (
        select(*map(col, columns))
        .join_from(Offer, Listing, col(Listing.id) == col(Offer.listing_id))
        .where(_among(Offer.product_id, wanted))
        .order_by(col(Offer.product_id), col(Offer.listing_id))
    )
    found: dict[str, list[Sale]] = defaultdict(list)
    rows: Iterable[Any] = connection.execute(query)
    for one, marketplace, name, state, sample in rows:
        found[one].append(Sale(marketplace, name, state == "gone", sample))
    return found


def _among(column: Any, wanted: Span | Sequence[str]) -> Any:
    if isinstance(wanted, Span):
        return col(column).between(wanted.first, wanted.last)
    return col(column).in_(wanted)
