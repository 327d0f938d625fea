"""The tables. A table row never leaves the API: routes and exports build public models from it."""

from catalog.tables.listing import Content, CrawlRun, Listing, Observation
from catalog.tables.marketplace import Marketplace, Shop
from catalog.tables.match import MatchChange, MatchDecision, MatchEdge, MatchKey, MatchSignature
from catalog.tables.picture import Image
from catalog.tables.place import Commune, Province
from catalog.tables.producer import Certificate, Producer
from catalog.tables.product import Offer, PriceDay, Product, ProductRedirect
from catalog.tables.state import RefreshDue, RefreshState

__all__ = [
    "Certificate",
    "Commune",
    "Content",
    "CrawlRun",
    "Image",
    "Listing",
    "Marketplace",
    "MatchChange",
    "MatchDecision",
    "MatchEdge",
    "MatchKey",
    "MatchSignature",
    "Observation",
    "Offer",
    "PriceDay",
    "Producer",
    "Product",
    "ProductRedirect",
    "Province",
    "RefreshDue",
    "RefreshState",
    "Shop",
]
