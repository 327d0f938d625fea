"""Marketplaces as data: one TOML file each, named by its slug. docs/adding-a-marketplace.md is their manual."""

from crawlers.marketplaces.load import (
    SHIPPED,
    MarketplaceFileError,
    MarketplaceFiles,
    UnknownMarketplace,
    load_all,
    load_file,
    read_toml,
)
from crawlers.marketplaces.model import MarketplaceFile

__all__ = [
    "SHIPPED",
    "MarketplaceFile",
    "MarketplaceFileError",
    "MarketplaceFiles",
    "UnknownMarketplace",
    "load_all",
    "load_file",
    "read_toml",
]
