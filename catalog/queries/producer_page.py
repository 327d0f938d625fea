"""A producer's page: its products, each with its listings on every marketplace side by side, and what each lacks."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from pydantic import BaseModel, Field
from sqlalchemy import Engine, func, or_, select
from sqlmodel import Session, col

from catalog.certificates import CertificateRegistry
from catalog.checks import Finding, check_listing
from catalog.facts import Facts, LegalForm, Place
from catalog.listing import Listing as ListingContract
from catalog.places import current_provinces
from catalog.queries.known_as import NameVariant, known_as
from catalog.queries.parts import (
    CertificateView,
    Picture,
    PlaceName,
    certificate_view,
    chosen_pictures,
    marketplace_names,
    place_name,
)
from catalog.tables import Certificate, Content, Listing, Offer, Producer, Product, Shop


class ProducerListing(BaseModel):
    """One listing of the producer's product, and what the listing checker finds about it."""

    marketplace: str
    marketplace_name: str
    shop: str | None = None
    url: str
    name: str
    variant: str | None = None
    state: str
    price: int | None = None
    price_status: str = "missing"
    sample_price: bool = False
    last_seen: datetime
    facts: Facts
    findings: list[Finding]


class ProducerProduct(BaseModel):
    """One product of the producer and where it is sold."""

    id: str | None = Field(description="Null for listings not yet taken for any product.")
    name: str
    url: str | None
    facts: Facts | None
    image: Picture | None = None
    listings: list[ProducerListing]
    missing_on: list[str] = Field(description="Slugs of the producer's marketplaces that do not list this product.")


class ProducerPage(BaseModel):
    """A producer, `limit` of its products at a time; `marketplaces` (slug to name) are the columns of the table."""

    id: str
    name: str
    legal_form: LegalForm | None = None
    address: str | None = None
    phone: str | None = None
    tax_code: str | None = None
    known_as: list[NameVariant] = Field(default_factory=list, description="Names taken for this producer, and why.")
    place: PlaceName
    url: str
    marketplaces: dict[str, str]
    products: list[ProducerProduct]
    total_products: int
    total_listings: int
    certificates: list[CertificateView]
    findings: dict[str, int] = Field(description="Findings of the products shown, counted by code.")


def producer_page(
    engine: Engine, producer_id: str, *, today: date, limit: int = 100, offset: int = 0
) -> ProducerPage | None:
    """The page of a producer; None where there is none such.

    An id without its province finds the producer too where only one goes on from there (`id` then differs).
    """
    with Session(engine) as session:
        producer = _find(session, producer_id)
        if producer is None:
            return None
        certificates = list(session.scalars(select(Certificate).where(col(Certificate.producer_id) == producer.id)))
        names = marketplace_names(session)
        used = _marketplaces(session, producer.id)
        groups, total = _product_ids(session, producer.id, limit, offset)
        registry = CertificateRegistry.from_rows(certificates)
        rows = [(row, _listing(row, names, registry, today)) for row in _listings(session, producer.id, groups)]
        return ProducerPage.model_validate(
            {
                **producer.model_dump(include={"id", "name", "legal_form", "address", "phone", "tax_code"}),
                "known_as": known_as(session, producer),
                "place": place_name(_place(producer)),
                "url": f"/co-so/{producer.id}",
                "marketplaces": {slug: names[slug] for slug in used},
                "products": _products(session, groups, rows, used),
                "total_products": total,
                "total_listings": sum(used.values()),
                "certificates": sorted(
                    (certificate_view(row, today) for row in certificates if row.stars),
                    key=lambda one: (one.product_name, one.number),
                ),
                "findings": _counted(listing for _, listing in rows),
            }
        )


def _find(session: Session, producer_id: str) -> Producer | None:
    found = session.get(Producer, producer_id)
    if found is not None:
        return found
    longer = [f"{producer_id}-{slug}" for slug in current_provinces()]
    near = session.scalars(select(Producer).where(col(Producer.id).in_(longer)).limit(2)).all()
    return near[0] if len(near) == 1 else None


def _place(producer: Producer) -> Place:
    return Place(province=producer.province, former_province=producer.former_province, commune=producer.commune)


def _marketplaces(session: Session, producer_id: str) -> dict[str, int]:
    query = (
        select(col(Listing.marketplace), func.count())
        .where(col(Listing.producer_id) == producer_id)
        .group_by(col(Listing.marketplace))
        .order_by(col(Listing.marketplace))
    )
    return {row[0]: row[1] for row in session.execute(query)}


def _product_ids(session: Session, producer_id: str, limit: int, offset: int) -> tuple[list[str | None], int]:
    query = (
        select(col(Listing.product_id))
        .join(Product, col(Product.id) == col(Listing.product_id), isouter=True)
        .where(col(Listing.producer_id) == producer_id)
        .group_by(col(Listing.product_id), col(Product.name))
    )
    total = session.scalar(select(func.count()).select_from(query.subquery())) or 0
    page = query.order_by(col(Product.name).is_(None), col(Product.name), col(Listing.product_id))
    return list(session.scalars(page.limit(limit).offset(offset))), total


def _listings(session: Session, producer_id: str, groups: list[str | None]) -> Sequence[Any]:
    known = [one for one in groups if one is not None]
    product = col(Listing.product_id)
    wanted = or_(product.in_(known), product.is_(None)) if None in groups else product.in_(known)
    query = (
        select(
            col(Listing.product_id),
            *(col(getattr(Listing, name)) for name in ("marketplace", "url", "name", "variant", "state", "last_seen")),
            col(Content.body),
            col(Shop.name).label("shop"),
            col(Offer.price),
            col(Offer.price_status),
            col(Offer.sample_price),
        )
        .join_from(Listing, Content, col(Content.hash) == col(Listing.content_hash))
        .join(Shop, col(Shop.id) == col(Listing.shop_id), isouter=True)
        .join(Offer, col(Offer.listing_id) == col(Listing.id), isouter=True)
        .where(col(Listing.producer_id) == producer_id, wanted)
        .order_by(col(Listing.marketplace), col(Listing.id))
    )
    return session.execute(query).all()


def _listing(row: Any, names: dict[str, str], registry: CertificateRegistry, today: date) -> ProducerListing:
    checked = check_listing(ListingContract.model_validate(row.body), registry=registry, today=today)
    return ProducerListing(
        marketplace=row.marketplace,
        marketplace_name=names[row.marketplace],
        shop=row.shop,
        url=row.url,
        name=row.name,
        variant=row.variant,
        state=row.state,
        price=row.price,
        price_status=row.price_status or "missing",
        sample_price=bool(row.sample_price),
        last_seen=row.last_seen,
        facts=checked.facts,
        findings=checked.findings,
    )


def _products(
    session: Session, groups: list[str | None], rows: list[tuple[Any, ProducerListing]], used: dict[str, int]
) -> list[ProducerProduct]:
    by_product: dict[str | None, list[ProducerListing]] = defaultdict(list)
    for row, listing in rows:
        by_product[row.product_id].append(listing)
    known = [one for one in groups if one is not None]
    stored = {row.id: row for row in session.scalars(select(Product).where(col(Product.id).in_(known)))}
    pictures = chosen_pictures(session, [row.image_id for row in stored.values()])
    return [_product(stored.get(one or ""), pictures, by_product[one], used) for one in groups]


def _product(
    row: Product | None, pictures: dict[str, Picture], listings: list[ProducerListing], used: dict[str, int]
) -> ProducerProduct:
    listed = {listing.marketplace for listing in listings if listing.state != "gone"}
    missing = [slug for slug in used if slug not in listed]
    if row is None:
        return ProducerProduct(id=None, name="", url=None, facts=None, listings=listings, missing_on=missing)
    return ProducerProduct(
        id=row.id,
        name=row.name,
        url=f"/san-pham/{row.slug}-{row.id}",
        facts=Facts.model_validate(row.facts),
        image=pictures.get(row.image_id or ""),
        listings=listings,
        missing_on=missing,
    )


def _counted(listings: Any) -> dict[str, int]:
    counted: dict[str, int] = defaultdict(int)
    for listing in listings:
        for finding in listing.findings:
            counted[finding.code] += 1
    return dict(sorted(counted.items(), key=lambda item: (-item[1], item[0])))
