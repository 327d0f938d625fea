"""The fair's marketplace files: one TOML file a shop, with the ports it really has."""

import json
from collections.abc import Mapping
from pathlib import Path

from tests.marketplaces.server import Fair
from tests.marketplaces.shops import Shop

CHECKED_ON = "2026-11-22"
WHY_NO_DELAY = "delay = 0: the shop runs on this machine for the demo and the tests, nobody else is burdened."

# What each platform needs beside the usual: where to begin, which pages count, which selectors read them.
ENTRIES = {
    "woocommerce": {"api": ["/wp-json/wc/store/v1/products?per_page=100"]},
    "haravan": {"api": ["/products.json?limit=50"]},
    "nukeviet": {"feeds": ["/index.php/shops/rss/"], "pages": ["/index.php/shops/"]},
    "tagged": {"sitemaps": ["/sitemap.xml"]},
    "opencart": {"pages": ["/index.php?route=product/category&language=vi-vn&path=20"]},
}
PLATFORMS = {"tagged": "schema_org", "opencart": "selectors"}
SAMPLE = {"extra.sample_price": "[data-sample-price]::attr(data-sample-price)"}
TABLES: dict[str, dict[str, dict[str, object]]] = {
    "nukeviet": {
        "patterns": {
            "product": [r"/index\.php/shops/[^/]+/[^/]+\.html$"],
            "listing": [r"/index\.php/shops/(page-\d+/)?$"],
        },
        "product_selectors": {
            "description": "#content_detail::html",
            "price_text": ".product-detail .info-price .money",
            "list_price": ".product-detail .info-price .discounts_money",
            **SAMPLE,
        },
    },
    "tagged": {
        "patterns": {"product": [r"/p/[a-z0-9-]+-\d+\.html$"], "skip": ["/danh-muc/"]},
        "product_selectors": dict(SAMPLE),
    },
    "opencart": {
        "patterns": {
            "product": [r"route=product(/|%2F)product.*product_id=\d+&path=20$"],
            "listing": [r"route=product(/|%2F)category&language=vi-vn&path=20(&page=\d+)?$"],
        },
        "selectors": {
            "card": ".product-thumb",
            "name": "h4 a",
            "url": "h4 a::attr(href)",
            "price": ".price-new",
            "list_price": ".price-old",
            "image": ".image img::attr(src)",
        },
        "product_selectors": {
            "name": "#content h1",
            "price": "#content .price-new",
            "list_price": "#content .price-old",
            "images": ".image.magnific-popup a::attr(href)",
            "producer": "#content a[href*='manufacturer.info']",
            "description": "#tab-description::html",
            **SAMPLE,
        },
    },
}


def write_marketplaces(fair: Fair, folder: Path) -> list[Path]:
    """Write a file for each shop into the folder, which is made where it is missing; returns them."""
    folder.mkdir(parents=True, exist_ok=True)
    written = []
    for shop in fair.shops:
        path = folder / f"{shop.slug}.toml"
        path.write_text(marketplace_toml(shop), encoding="utf-8")
        written.append(path)
    return written


def marketplace_toml(shop: Shop) -> str:
    """One shop's marketplace file."""
    head = {
        "slug": shop.slug,
        "name": shop.name,
        "operator": shop.operator,
        "kind": shop.kind,
        "province": shop.province,
        "platform": PLATFORMS.get(shop.platform, shop.platform),
        "enabled": True,
        "homepage": f"{shop.origin}/",
        "delay": 0,
        "expected_listings": len(shop.listings),
        "sample": True,
    }
    entry = {role: [shop.origin + path for path in paths] for role, paths in ENTRIES[shop.platform].items()}
    notes = [WHY_NO_DELAY, "Sample goods: real recognised OCOP products, sample prices unless a price is a known fact."]
    parts = [_table("", head), "[[domains]]\n" + _table("", {"host": shop.origin.removeprefix("http://")})]
    parts += [_table("entry", entry), *(_table(name, rows) for name, rows in TABLES.get(shop.platform, {}).items())]
    parts.append(_evidence(notes))
    return "\n".join(parts)


def _evidence(notes: list[str]) -> str:
    rows = {"confidence": "high", "notes": notes, "sources": ["the sample fair itself"]}
    return f"[evidence]\nchecked_on = {CHECKED_ON}\n" + _table("", rows)


def _table(name: str, rows: Mapping[str, object]) -> str:
    lines = [f"[{name}]"] if name else []
    lines += [f"{_key(key)} = {_value(value)}" for key, value in rows.items() if value is not None]
    return "\n".join(lines) + "\n"


def _key(key: str) -> str:
    return key if key.replace("_", "").isalnum() else json.dumps(key)


def _value(value: object) -> str:
    # TOML's basic strings, lists of them, integers and booleans are written as JSON writes them.
    return json.dumps(value, ensure_ascii=False)
