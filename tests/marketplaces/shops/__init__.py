"""The five shops, in the order of their ports."""

from .base import Shop
from .haravan import Haravan
from .nukeviet import NukeViet
from .opencart import OpenCart
from .tagged_pages import TaggedPages
from .woocommerce import WooCommerce

SHOPS: tuple[type[Shop], ...] = (WooCommerce, Haravan, NukeViet, TaggedPages, OpenCart)

__all__ = ["SHOPS", "Shop"]
