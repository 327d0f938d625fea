"""What a province officer reads: how much of it stands on which marketplace, each figure a share with a date.

Counted are listings not gone. A product or producer belongs to the province its facts name; `recognised` are the
certificates the catalog knows of that are valid on the day, which need not be all the province has issued.
"""

from datetime import date, datetime
from typing import Any

from pydantic import BaseModel, Field
from sqlalchemy import Engine, and_, func, or_, select
from sqlmodel import Session, col

from catalog.places import current_provinces
from catalog.tables import Certificate, CrawlRun, Listing, Marketplace, Product


class Share(BaseModel):
    """`numerator` of `denominator`, as of `date`."""

    numerator: int
    denominator: int
    date: date


class ProvinceOnMarketplace(BaseModel):
    """What one marketplace lists of the province."""

    marketplace: str
    marketplace_name: str
    shops: int
    producers: int
    products: int
    ocop_products: Share = Field(description="Proven products among the products it lists of the province.")
    recognised: Share = Field(description="Recognised products it lists, of all recognised products known.")
    last_crawl: datetime | None = Field(None, description="When the last finished crawl ended.")


class ProvinceReport(BaseModel):
    """The province over all marketplaces, and each of them."""

    province: str
    name: str
    date: date
    products: int
    shops: int
    recognised_online: Share = Field(
        description="Recognised products with a listing, of all recognised products known."
    )
    producers_online: Share = Field(
        description="Producers of recognised products with a listing, of all such producers."
    )
    proven: Share = Field(description="Products proven by a valid certificate, of all products listed.")
    claimed_only: Share = Field(description="Products that claim stars without proof, of all products listed.")
    marketplaces: list[ProvinceOnMarketplace]


def province_report(engine: Engine, province: str, *, today: date) -> ProvinceReport | None:
    """The report of a province of today (slug); None where there is none such."""
    known = current_provinces().get(province)
    if known is None:
        return None
    with Session(engine) as session:
        counts = _Counts(session, province, today)
        everywhere = counts.everywhere()
        recognised, makers = counts.recognised(), counts.recognised_makers()
        here, crawled = counts.recognised_online_by_marketplace(), counts.last_crawls()

        def share(numerator: int, denominator: int) -> Share:
            return Share(numerator=numerator, denominator=denominator, date=today)

        return ProvinceReport(
            province=province,
            name=known.name,
            date=today,
            products=everywhere["products"],
            shops=everywhere["shops"],
            recognised_online=share(counts.recognised_online(), recognised),
            producers_online=share(counts.makers_online(), makers),
            proven=share(everywhere["proven"], everywhere["products"]),
            claimed_only=share(everywhere["claimed"], everywhere["products"]),
            marketplaces=[
                ProvinceOnMarketplace(
                    marketplace=listed["slug"],
                    marketplace_name=listed["name"],
                    shops=listed["shops"],
                    producers=listed["producers"],
                    products=listed["products"],
                    ocop_products=share(listed["proven"], listed["products"]),
                    recognised=share(here.get(listed["slug"], 0), recognised),
                    last_crawl=crawled.get(listed["slug"]),
                )
                for listed in counts.by_marketplace()
            ],
        )


class _Counts:
    """The report's queries, each over one province."""

    def __init__(self, session: Session, province: str, today: date) -> None:
        self._session = session
        self._province = province
        self._valid = and_(
            col(Certificate.province) == province,
            col(Certificate.expires_on) >= today,
            or_(col(Certificate.revoked_on).is_(None), col(Certificate.revoked_on) > today),
        )

    def everywhere(self) -> dict[str, int]:
        return dict(self._session.execute(self._listed()).mappings().one())

    def by_marketplace(self) -> list[dict[str, Any]]:
        slug, name = col(Marketplace.slug), col(Marketplace.name)
        query = self._listed(slug.label("slug"), name.label("name")).join(Marketplace, slug == col(Listing.marketplace))
        return [dict(row) for row in self._session.execute(query.group_by(slug, name).order_by(slug)).mappings()]

    def _listed(self, *columns: Any) -> Any:
        product = func.count(func.distinct(col(Listing.product_id)))
        return (
            select(
                *columns,
                product.label("products"),
                func.count(func.distinct(col(Listing.shop_id))).label("shops"),
                func.count(func.distinct(col(Listing.producer_id))).label("producers"),
                product.filter(col(Product.ocop_status) == "proven").label("proven"),
                product.filter(col(Product.ocop_status) == "claimed").label("claimed"),
            )
            .join_from(Listing, Product, col(Product.id) == col(Listing.product_id))
            .where(col(Product.province) == self._province, _NOT_GONE)
        )

    def recognised(self) -> int:
        return self._number(select(func.count()).select_from(Certificate).where(self._valid))

    def recognised_online(self) -> int:
        listed = select(col(Listing.product_id)).where(col(Listing.product_id).is_not(None), _NOT_GONE)
        return self._number(
            select(func.count()).select_from(Certificate).where(self._valid, col(Certificate.product_id).in_(listed))
        )

    def recognised_online_by_marketplace(self) -> dict[str, int]:
        slug = col(Listing.marketplace)
        query = (
            select(slug, func.count(func.distinct(col(Certificate.id))))
            .join_from(Listing, Certificate, col(Certificate.product_id) == col(Listing.product_id))
            .where(self._valid, _NOT_GONE)
            .group_by(slug)
        )
        return {row[0]: row[1] for row in self._session.execute(query)}

    def recognised_makers(self) -> int:
        return self._number(select(func.count(func.distinct(col(Certificate.producer_id)))).where(self._valid))

    def makers_online(self) -> int:
        listed = select(col(Listing.producer_id)).where(col(Listing.producer_id).is_not(None), _NOT_GONE)
        maker = col(Certificate.producer_id)
        return self._number(select(func.count(func.distinct(maker))).where(self._valid, maker.in_(listed)))

    def last_crawls(self) -> dict[str, datetime]:
        slug = col(CrawlRun.marketplace)
        query = (
            select(slug, func.max(col(CrawlRun.finished_at)))
            .where(col(CrawlRun.kind) == "crawl", col(CrawlRun.status) == "finished", slug.is_not(None))
            .group_by(slug)
        )
        return {row[0]: row[1] for row in self._session.execute(query)}

    def _number(self, query: Any) -> int:
        return self._session.scalar(query) or 0


_NOT_GONE = col(Listing.state) != "gone"
