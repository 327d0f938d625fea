"""Everything a product's page shows."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from pydantic import BaseModel, Field
from sqlalchemy import Engine, select
from sqlmodel import Session, col

from catalog.facts import Facts
from catalog.queries.evidence import FactSource, product_evidence
from catalog.queries.history import PricePoint, price_history
from catalog.queries.offer_views import OfferView, VariantOffers, rank, variants_of
from catalog.queries.parts import (
    CertificateView,
    Picture,
    PlaceName,
    ProducerRef,
    certificate_view,
    marketplace_names,
    pictures_of,
    place_name,
    producer_ref,
)
from catalog.recognition import MONTHS_VALID, months_after
from catalog.tables import Certificate, Listing, Offer, Producer, Product, ProductRedirect, Shop

__all__ = ["ListingRef", "OfferView", "PricePoint", "ProductPage", "VariantOffers", "product_page"]

_MOST_REDIRECTS = 20


class ListingRef(BaseModel):
    """One listing of the product."""

    marketplace: str
    marketplace_name: str
    url: str
    name: str
    variant: str | None = None
    state: str
    why: dict[str, Any] | None = Field(None, description="Why it was taken for this product.")


class ProductPage(BaseModel):
    """A product with its offers, price history, certificate and listings."""

    id: str
    slug: str
    name: str
    url: str
    facts: Facts
    place: PlaceName
    producer: ProducerRef | None = None
    image: Picture | None = None
    images: list[Picture] = Field(default_factory=list)
    variants: list[VariantOffers] = Field(default_factory=list)
    history: list[PricePoint] = Field(default_factory=list)
    certificate: CertificateView | None = None
    evidence: list[FactSource] = Field(default_factory=list, description="Where each fact comes from.")
    listings: list[ListingRef] = Field(default_factory=list)
    sample_price: bool = False
    first_seen: datetime
    updated_at: datetime


def product_page(engine: Engine, product_id: str, *, today: date) -> ProductPage | None:
    """The page of a product, or of what it was merged into (then `id` differs); None where there is none such."""
    with Session(engine) as session:
        product = session.get(Product, _followed(session, product_id))
        if product is None:
            return None
        rows = _offers(session, product.id)
        names = marketplace_names(session)
        producer = session.get(Producer, product.producer_id) if product.producer_id else None
        images = pictures_of(session, product.id, first=product.image_id)
        variants = variants_of(rows, names, product.facts)
        certificate = _certificate(session, product.id, today)
        facts = _as_of(today, Facts.model_validate(product.facts), certificate)
        return ProductPage(
            id=product.id,
            slug=product.slug,
            name=product.name,
            url=f"/san-pham/{product.slug}-{product.id}",
            facts=facts,
            place=place_name(facts.place),
            producer=producer_ref(producer) if producer else None,
            image=images[0] if images else None,
            images=images,
            variants=variants,
            history=price_history(session, [row.id for row in rows if _shows_history(row, variants)]),
            certificate=certificate,
            evidence=product_evidence(Facts.model_validate(product.facts), rows, names),
            listings=[_listing(row, names) for row in rows],
            sample_price=any(row.sample_price for row in rows if row.state != "gone"),
            first_seen=product.first_seen,
            updated_at=product.updated_at,
        )


def _as_of(today: date, facts: Facts, certificate: CertificateView | None) -> Facts:
    """The facts as they stand on the day: a certificate may have lapsed since they were worked out."""
    ocop = facts.ocop
    signed = ocop.decision.date if ocop.status == "proven" and ocop.decision else None
    if signed is None:
        return facts
    if certificate is not None and certificate.number == (ocop.decision.number if ocop.decision else ""):
        until = certificate.expires_on
    else:
        until = months_after(signed, MONTHS_VALID)
    if until is None or today <= until:
        return facts
    return facts.model_copy(update={"ocop": ocop.model_copy(update={"status": "lapsed"})})


def _followed(session: Session, product_id: str) -> str:
    for _ in range(_MOST_REDIRECTS):
        redirect = session.get(ProductRedirect, product_id)
        if redirect is None:
            break
        product_id = redirect.product_id
    return product_id


def _offers(session: Session, product_id: str) -> Sequence[Any]:
    listing = [col(Listing.id), col(Listing.marketplace), col(Listing.url), col(Listing.name), col(Listing.facts)]
    offer = Offer.__table__  # type: ignore[attr-defined]  # SQLModel does not declare it
    query = (
        select(
            *listing,
            col(Listing.evidence),
            col(Listing.match_reason),
            col(Shop.name).label("shop"),
            *(c for c in offer.c),
        )
        .join_from(Listing, Offer, col(Offer.listing_id) == col(Listing.id))
        .join(Shop, col(Shop.id) == col(Listing.shop_id), isouter=True)
        .where(col(Offer.product_id) == product_id)
    )
    return sorted(session.execute(query), key=rank)


def _shows_history(row: Any, variants: list[VariantOffers]) -> bool:
    return bool(variants) and row.variant == variants[0].variant and not row.outlier and row.price_per in (None, "set")


def _listing(row: Any, names: dict[str, str]) -> ListingRef:
    return ListingRef(
        marketplace=row.marketplace,
        marketplace_name=names[row.marketplace],
        url=row.url,
        name=row.name,
        variant=row.variant,
        state=row.state,
        why=row.match_reason,
    )


def _certificate(session: Session, product_id: str, today: date) -> CertificateView | None:
    """The certificate that says most about today: a valid one first, then the newest."""
    rows = session.scalars(
        select(Certificate).where(col(Certificate.product_id) == product_id, col(Certificate.stars) > 0)
    )
    views = [certificate_view(row, today) for row in rows]
    order = ("valid", "undated", "lapsed", "revoked")
    return min(
        views,
        key=lambda one: (order.index(one.status), -(one.issued_on or date.min).toordinal(), -one.stars, one.number),
        default=None,
    )
