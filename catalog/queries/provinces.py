"""The provinces of today with how much of each is listed."""

from pydantic import BaseModel, Field
from sqlalchemy import Engine, func, select
from sqlmodel import Session, col

from catalog.places import current_provinces
from catalog.tables import Listing, Product


class ProvinceSummary(BaseModel):
    """One province of today; products are those with a listing not gone, as its report counts them."""

    province: str
    name: str
    products: int = 0
    proven: int = Field(0, description="Products proven by a valid certificate.")


def province_summaries(engine: Engine) -> list[ProvinceSummary]:
    """All 34, by slug."""
    product, province = func.count(func.distinct(col(Listing.product_id))), col(Product.province)
    query = (
        select(
            province, product.label("products"), product.filter(col(Product.ocop_status) == "proven").label("proven")
        )
        .join_from(Listing, Product, col(Product.id) == col(Listing.product_id))
        .where(province.is_not(None), col(Listing.state) != "gone")
        .group_by(province)
    )
    with Session(engine) as session:
        counted = {row[0]: {"products": row.products, "proven": row.proven} for row in session.execute(query)}
    return [
        ProvinceSummary(province=slug, name=one.name, **counted.get(slug, {}))
        for slug, one in sorted(current_provinces().items())
    ]
