"""What the index holds of a product, made from its row and its offers."""

import hashlib
import zlib
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from sqlalchemy import Engine as Database

from search.fields import RANK_BITS
from search.lexicon import Lexicon
from search.rows import SPAN, ProductRow, Sale, read, spans, stream_by_producer, stream_fingerprinted
from search.terms import Name, taken_apart, terms_of
from search.text.tokens import size_term

_HASH_BITS = 20
_SHOWN_WIDTH = 320


class ProductDocument(NamedTuple):
    """One product as both engines keep it. `hit` is the contract's Hit without `highlighted` and the place names."""

    id: str
    fingerprint: str
    terms: list[str]
    filters: dict[str, list[str]]
    numbers: dict[str, int]
    hit: dict[str, Any]
    names: list[str]
    apart: list[Name]
    producer: str | None = None

    @property
    def key(self) -> str:
        """Where a full build puts it."""
        return neighbour_key(self.hit["producer_id"], self.id)

    @property
    def maker(self) -> tuple[str, str] | None:
        """The producer's id and name, where both are known."""
        one = self.hit["producer_id"]
        return (one, self.producer) if one and self.producer else None


def stream_fingerprints(database: Database) -> Iterator[tuple[str, str]]:
    """Id and fingerprint of every product that is to be found, in order of id."""
    for one, digest, picture, maker in stream_fingerprinted(database):
        yield one, fingerprint(digest, picture, maker)


def stream_neighbours(database: Database) -> Iterator[tuple[str, str]]:
    """Key and fingerprint of every product that is to be found, in order of the key."""
    for producer, one, digest, picture, maker in stream_by_producer(database):
        yield neighbour_key(producer, one), fingerprint(digest, picture, maker)


def neighbour_key(producer_id: str | None, product_id: str) -> str:
    """What a full build orders products by: those of one producer stand together.

    So the producer's documents have neighbouring numbers in the engine, and to count a facet of thousands of producers
    it looks at one corner of the index for each and not at all of them: half of a question's time on Meilisearch.
    """
    return f"{producer_id or ''}\t{product_id}"


def fingerprint(digest: str, picture: str | None, producer: str | None) -> str:
    """Changes with all the index holds of a product; empty where the product was not looked at yet.

    `picture` is its hash, `producer` a name: that of a row of its own, which changes without the product's digest.
    """
    named = f"{zlib.crc32(producer.encode()):08x}" if producer else ""
    return f"{digest}-{(picture or '')[:8]}-{named}" if digest else ""


def stream_documents(
    database: Database, lexicon: Lexicon, ids: Sequence[str] | None = None
) -> Iterator[ProductDocument]:
    """Documents of the whole catalog, or of the given products, in order of id."""
    wanted = sorted(ids) if ids is not None else []
    parts = spans(database) if ids is None else (wanted[at : at + SPAN] for at in range(0, len(wanted), SPAN))
    for part in parts:
        for row, sales in read(database, part):
            yield make_document(row, sales, lexicon)


def make_document(row: ProductRow, sales: Sequence[Sale], lexicon: Lexicon) -> ProductDocument:
    """The document of one product."""
    current = [sale for sale in sales if not sale.gone]
    names = list(dict.fromkeys([row.name, *[sale.name for sale in sales]]))
    marketplaces = sorted({sale.marketplace for sale in current})
    apart = [taken_apart(name) for name in names]
    return ProductDocument(
        row.id,
        fingerprint(row.digest, row.picture, row.producer),
        terms_of(apart, row.producer, _sizes(row.facts), lexicon),
        _filters(row, marketplaces),
        _numbers(row, len(current)),
        _hit(row, current, marketplaces),
        names,
        apart,
        row.producer,
    )


def _hit(row: ProductRow, current: list[Sale], marketplaces: list[str]) -> dict[str, Any]:
    facts = row.facts
    unit_price = facts.get("unit_price") or {}
    ocop = facts.get("ocop") or {}
    return {
        "id": row.id,
        "name": row.name,
        "slug": row.slug,
        "url": f"/san-pham/{row.slug}-{row.id}",
        "image": f"/pictures/{row.picture}/{_SHOWN_WIDTH}.webp" if row.picture else None,
        "price": facts.get("price"),
        "price_max": facts.get("price_max"),
        "price_per": facts.get("price_per"),
        "unit_price": unit_price.get("amount"),
        "unit_price_per": unit_price.get("per"),
        "net_content": _written(facts.get("net_content")),
        "stars": row.stars,
        "ocop_status": ocop.get("status", "none"),
        "province": row.province,
        "former_province": row.former_province,
        "producer": row.producer or (facts.get("producer") or {}).get("name"),
        "producer_id": row.producer_id,
        "group": row.group_code,
        "marketplaces": marketplaces,
        "offers": len(current),
        "sample_price": any(sale.sample for sale in current),
    }


def _filters(row: ProductRow, marketplaces: list[str]) -> dict[str, list[str]]:
    values = (
        ("province", row.province),
        ("former_province", row.former_province),
        ("commune", (row.facts.get("place") or {}).get("commune")),
        ("stars", row.stars),
        ("group", row.group_code),
        ("producer", row.producer_id),
    )
    found = {name: [str(value)] for name, value in values if value is not None}
    if marketplaces:
        found["marketplace"] = marketplaces
    return found


def _numbers(row: ProductRow, offers: int) -> dict[str, int]:
    price = row.facts.get("price")
    unit_price = row.facts.get("unit_price") or {}
    values = (
        ("price", price),
        ("unit_price", unit_price.get("amount") if unit_price.get("per") in ("kg", "l") else None),
        ("star_order", row.stars),
        ("first_seen", row.first_seen.timestamp()),
        ("rank", rank_of(row.id, offers, row.stars or 0, row.picture is not None, price is not None)),
    )
    return {name: int(value) for name, value in values if value is not None}


def rank_of(product_id: str, offers: int, stars: int, pictured: bool, priced: bool) -> int:
    """What breaks ties, unlike for any two products: more offers first, then stars, a picture, a price, then chance.

    Ten bits of standing and twenty of the id's hash, so that the order is the same on every engine and every build.
    """
    standing = min(offers, 31) << 5 | min(stars, 7) << 2 | pictured << 1 | priced
    chance = int.from_bytes(hashlib.blake2b(product_id.encode(), digest_size=4).digest()) & ((1 << _HASH_BITS) - 1)
    return (standing << _HASH_BITS | chance) & ((1 << RANK_BITS) - 1)


def _sizes(facts: dict[str, Any]) -> list[str]:
    content = facts.get("net_content") or {}
    if content.get("unit") not in ("g", "ml"):
        return []
    amounts = (content.get("amount"), content.get("per_pack"))
    return [size_term(amount, content["unit"]) for amount in amounts if amount]


def _written(content: dict[str, Any] | None) -> str | None:
    if not content:
        return None
    unit = {"piece": "cái"}.get(content["unit"], content["unit"])
    packs, each = int(content.get("packs") or 1), content.get("per_pack") or content["amount"]
    one = _amount(each, unit)
    return one if packs == 1 else f"{packs} × {one}"


def _amount(amount: float, unit: str) -> str:
    if unit in ("g", "ml") and amount >= 1000:
        return f"{amount / 1000:g} {'kg' if unit == 'g' else 'l'}".replace(".", ",")
    return f"{amount:g} {unit}".replace(".", ",")
