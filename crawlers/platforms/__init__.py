"""Shop softwares by name: what `platform` in a marketplace file may say. Each file's docstring is its manual."""

from crawlers.marketplaces.model import MarketplaceFile
from crawlers.platforms.bagisto import Bagisto
from crawlers.platforms.base import Platform
from crawlers.platforms.dnn import Dnn
from crawlers.platforms.graphql import GraphQL
from crawlers.platforms.haravan import Haravan
from crawlers.platforms.json_paths import JsonPaths
from crawlers.platforms.magento import Magento
from crawlers.platforms.merchant_feed import MerchantFeed
from crawlers.platforms.nukeviet import NukeViet
from crawlers.platforms.opencart import OpenCart
from crawlers.platforms.prestashop import PrestaShop
from crawlers.platforms.registry import Registry
from crawlers.platforms.sapo import Sapo
from crawlers.platforms.schema_org import SchemaOrg
from crawlers.platforms.selectors import Selectors
from crawlers.platforms.woocommerce import WooCommerce
from crawlers.spiders.postmart import Postmart
from crawlers.spiders.voso import Voso

_ALL: tuple[type[Platform], ...] = (
    *(Bagisto, Dnn, GraphQL, Haravan, JsonPaths, Magento, MerchantFeed, NukeViet, OpenCart, PrestaShop, Registry),
    *(Sapo, SchemaOrg, Selectors, WooCommerce),
    *(Postmart, Voso),
)


class NoPlatform(ValueError):
    """The marketplace's file does not say yet how its pages are read."""


def platform_of(file: MarketplaceFile) -> Platform:
    """The reader of a marketplace's pages. Raises NoPlatform."""
    if file.platform is None:
        raise NoPlatform(f"{file.slug}: its file names no platform yet; `chophien probe` helps to find it")
    return PLATFORMS[file.platform](file)


PLATFORMS: dict[str, type[Platform]] = {platform.name: platform for platform in _ALL}

__all__ = ["PLATFORMS", "NoPlatform", "Platform", "platform_of"]
