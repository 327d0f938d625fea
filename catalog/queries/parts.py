"""Parts that several pages share."""

from collections.abc import Iterable
from datetime import date
from typing import Literal

from pydantic import BaseModel, Field
from sqlalchemy import select
from sqlmodel import Session, col

from catalog import places
from catalog.facts import LegalForm, Place
from catalog.tables import Certificate, Image, Listing, Marketplace, Producer

WIDTHS = (320, 640, 1280)
_MOST_PICTURES = 8

CertificateStatus = Literal["valid", "lapsed", "revoked", "undated"]


class Picture(BaseModel):
    """A picture of a product; its thumbnails are at `/pictures/<sha256>/<width>.webp`, widths 320, 640 and 1280."""

    sha256: str
    width: int | None = None
    height: int | None = None

    def address(self, width: int = 640) -> str:
        """The thumbnail's address on the site."""
        return f"/pictures/{self.sha256}/{width}.webp"


class PlaceName(BaseModel):
    """A place as slugs and as people write it."""

    province: str | None = None
    province_name: str | None = None
    former_province: str | None = None
    former_province_name: str | None = None
    commune: str | None = None
    commune_name: str | None = None


class ProducerRef(BaseModel):
    """A producer as a product names it."""

    id: str
    name: str
    legal_form: LegalForm | None = None
    url: str = Field(description="The producer's page, relative to the site.")


class CertificateView(BaseModel):
    """An OCOP rating with its evidence.

    `level`: A a signed decision, B1 news of the award, B2 a proposal, C a page, R a revocation.
    """

    product_name: str
    producer_name: str
    stars: int
    number: str
    issuer: str
    issued_on: date | None = None
    expires_on: date | None = None
    revoked_on: date | None = None
    revoked_by: str | None = Field(None, description="The decision that revoked it, in words.")
    status: CertificateStatus
    level: str
    source_url: str | None = None


def place_name(place: Place) -> PlaceName:
    """The names of a place's slugs; a slug nobody knows has none."""
    current = places.current_provinces().get(place.province or "")
    former = places.former_provinces().get(place.former_province or "")
    return PlaceName(
        **place.model_dump(),
        province_name=current.name if current else None,
        former_province_name=former.name if former else None,
        commune_name=_commune_name(place),
    )


def _commune_name(place: Place) -> str | None:
    if place.province is None or place.commune is None:
        return None
    try:
        return places.commune_name(place.province, place.commune)
    except KeyError:
        return None


def producer_ref(row: Producer) -> ProducerRef:
    """How a product names its producer."""
    return ProducerRef.model_validate(
        {"id": row.id, "name": row.name, "legal_form": row.legal_form, "url": f"/co-so/{row.id}"}
    )


def certificate_view(row: Certificate, today: date) -> CertificateView:
    """A certificate as of `today`."""
    known = {"expires_on": row.until, "status": certificate_status(row, today)}
    return CertificateView.model_validate(row.model_dump() | known)


def certificate_status(row: Certificate, today: date) -> CertificateStatus:
    """`valid` to the last day of its 36 months; `undated` where no date is known, which proves nothing about today."""
    if row.revoked_on is not None and row.revoked_on <= today:
        return "revoked"
    if row.until is None:
        return "undated"
    return "valid" if today <= row.until else "lapsed"


def pictures_of(session: Session, product_id: str, *, first: str | None) -> list[Picture]:
    """The product's usable pictures, each once, the chosen one first; at most eight."""
    rows = session.execute(
        select(col(Image.id), col(Image.sha256), col(Image.width), col(Image.height))
        .join(Listing, col(Listing.id) == col(Image.listing_id))
        .where(col(Listing.product_id) == product_id, col(Image.status) == "ok", col(Image.sha256).is_not(None))
        .order_by(col(Image.position), col(Image.listing_id))
    ).all()
    found: dict[str, Picture] = {}
    for row in sorted(rows, key=lambda row: row.id != first):
        found.setdefault(row.sha256, Picture(sha256=row.sha256, width=row.width, height=row.height))
    return list(found.values())[:_MOST_PICTURES]


def chosen_pictures(session: Session, image_ids: Iterable[str | None]) -> dict[str, Picture]:
    """Pictures by image id."""
    wanted = [one for one in image_ids if one is not None]
    if not wanted:
        return {}
    rows = session.scalars(select(Image).where(col(Image.id).in_(wanted), col(Image.sha256).is_not(None)))
    return {row.id: Picture(sha256=row.sha256 or "", width=row.width, height=row.height) for row in rows}


def marketplace_names(session: Session) -> dict[str, str]:
    """Every marketplace's name by its slug."""
    return {row[0]: row[1] for row in session.execute(select(col(Marketplace.slug), col(Marketplace.name)))}
