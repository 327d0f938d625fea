"""The products a page states as structured data, and which of them it is about."""

from collections.abc import Collection
from typing import Any

from crawlers.extract import json_ld, microdata, opengraph, schema_product
from crawlers.extract.text import clean
from crawlers.extract.urls import canonical
from crawlers.page import Page

Product = dict[str, Any]


def products_of(page: Page) -> tuple[list[Product], list[str]]:
    """A page's products by JSON-LD, else microdata, else OpenGraph, and the names on the way to them."""
    things = json_ld.objects(page.text)
    products = json_ld.of_type(things, *schema_product.PRODUCT_TYPES)
    crumbs = schema_product.breadcrumb(things)
    if not products:
        products = microdata.objects(page.tree, *schema_product.PRODUCT_TYPES)
        crumbs = crumbs or schema_product.breadcrumb(microdata.objects(page.tree, "BreadcrumbList"))
    if not products and (meta := opengraph.product(page.tree)):
        products = [meta]
    return products, crumbs


def main_product(products: list[Product], page: Page, here: Collection[str | None], hosts: list[str]) -> Product | None:
    """The product the page is about: the one that bears its address, else the one without any or with its heading.

    `here` are the page's own addresses. None where there are several and each bears another page's: the page is a list.
    """
    if len(products) <= 1:
        return next(iter(products), None)
    links = [schema_product.record(product).get("url") for product in products]
    for product, link in zip(products, links, strict=True):
        if link and canonical(page.join(link), hosts=hosts) in here:
            return product
    unnamed = [product for product, link in zip(products, links, strict=True) if not link]
    return _headed(unnamed, page) if len(unnamed) > 1 else next(iter(unnamed), None) or _headed(products, page)


def _headed(products: list[Product], page: Page) -> Product | None:
    """The product whose name is the page's heading or begins its title."""
    titles = [clean(node.text()) or "" for node in page.tree.css("h1, title")]
    names = ((product, clean(product.get("name"))) for product in products)
    return next((product for product, name in names if name and any(one.startswith(name) for one in titles)), None)
