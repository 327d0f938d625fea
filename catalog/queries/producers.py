"""The list of producers, searched by name."""

from typing import Any

from pydantic import BaseModel, Field
from sqlalchemy import Engine, func, or_, select
from sqlmodel import Session, col

from catalog.facts import LegalForm
from catalog.places import current_provinces
from catalog.slug import fold
from catalog.tables import Certificate, Listing, Producer

_MOST_WORDS = 10


class ProducerSummary(BaseModel):
    """One producer in a list."""

    id: str
    name: str
    legal_form: LegalForm | None = None
    province: str | None = None
    province_name: str | None = None
    url: str
    products: int = Field(0, description="Products of it with a listing.")
    listings: int = 0
    marketplaces: int = 0
    certificates: int = 0


class ProducerList(BaseModel):
    """One page of producers, by name."""

    producers: list[ProducerSummary]
    total: int


def list_producers(
    engine: Engine, *, q: str = "", province: str | None = None, limit: int = 20, offset: int = 0
) -> ProducerList:
    """Producers with a listing or a certificate whose name has all the words of `q`, with or without tones."""
    listed = _counts(
        Listing,
        func.count(func.distinct(col(Listing.product_id))).label("products"),
        func.count().label("listings"),
        func.count(func.distinct(col(Listing.marketplace))).label("marketplaces"),
    )
    certified = _counts(Certificate, func.count().label("certificates"))
    query = (
        select(Producer, listed.c.products, listed.c.listings, listed.c.marketplaces, certified.c.certificates)
        .join(listed, listed.c.producer_id == col(Producer.id), isouter=True)
        .join(certified, certified.c.producer_id == col(Producer.id), isouter=True)
        .where(or_(listed.c.producer_id.is_not(None), certified.c.producer_id.is_not(None)), *_named(q))
    )
    if province is not None:
        query = query.where(col(Producer.province) == province)
    with Session(engine) as session:
        total = session.scalar(select(func.count()).select_from(query.subquery())) or 0
        page = query.order_by(col(Producer.folded), col(Producer.id)).limit(limit).offset(offset)
        return ProducerList(producers=[_summary(row) for row in session.execute(page)], total=total)


def _counts(table: type[Listing] | type[Certificate], *columns: Any) -> Any:
    owner = col(table.producer_id)
    return select(owner, *columns).where(owner.is_not(None)).group_by(owner).subquery()


def _named(q: str) -> list[Any]:
    return [col(Producer.folded).contains(word, autoescape=True) for word in fold(q).split()[:_MOST_WORDS]]


def _summary(row: Any) -> ProducerSummary:
    producer: Producer = row[0]
    province = current_provinces().get(producer.province or "")
    return ProducerSummary.model_validate(
        {
            "id": producer.id,
            "name": producer.name,
            "legal_form": producer.legal_form,
            "province": producer.province,
            "province_name": province.name if province else None,
            "url": f"/co-so/{producer.id}",
            "products": row.products or 0,
            "listings": row.listings or 0,
            "marketplaces": row.marketplaces or 0,
            "certificates": row.certificates or 0,
        }
    )
