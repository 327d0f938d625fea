"""What people are shown of the catalog. Table rows stay in here; what leaves are these public models."""

from catalog.queries.evidence import FactSource, ListingFact, listing_facts
from catalog.queries.known_as import NameVariant
from catalog.queries.marketplaces import LastCrawl, MarketplaceSummary, marketplace_summaries
from catalog.queries.parts import CertificateView, Picture, PlaceName, ProducerRef
from catalog.queries.producer_page import ProducerListing, ProducerPage, ProducerProduct, producer_page
from catalog.queries.producers import ProducerList, ProducerSummary, list_producers
from catalog.queries.product_page import (
    ListingRef,
    OfferView,
    PricePoint,
    ProductPage,
    VariantOffers,
    product_page,
)
from catalog.queries.province_report import ProvinceOnMarketplace, ProvinceReport, Share, province_report
from catalog.queries.provinces import ProvinceSummary, province_summaries

__all__ = [
    "CertificateView",
    "FactSource",
    "LastCrawl",
    "ListingFact",
    "ListingRef",
    "MarketplaceSummary",
    "NameVariant",
    "OfferView",
    "Picture",
    "PlaceName",
    "PricePoint",
    "ProducerList",
    "ProducerListing",
    "ProducerPage",
    "ProducerProduct",
    "ProducerRef",
    "ProducerSummary",
    "ProductPage",
    "ProvinceOnMarketplace",
    "ProvinceReport",
    "ProvinceSummary",
    "Share",
    "VariantOffers",
    "list_producers",
    "listing_facts",
    "marketplace_summaries",
    "producer_page",
    "product_page",
    "province_report",
    "province_summaries",
]
