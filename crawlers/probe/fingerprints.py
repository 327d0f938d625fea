"""Marks that shop softwares leave in their pages, headers and robots.txt, and what each mark is worth."""

import re
from dataclasses import dataclass
from typing import NamedTuple


class Mark(NamedTuple):
    """A pattern searched in the front page, its headers and robots.txt; `weight` 3 settles it, 1 is a hint."""

    platform: str
    pattern: re.Pattern[str]
    weight: int
    words: str


def _mark(platform: str, pattern: str, weight: int, words: str) -> Mark:
    return Mark(platform, re.compile(pattern, re.I), weight, words)


MARKS = (
    _mark("woocommerce", r'content="WooCommerce', 3, "generator WooCommerce"),
    _mark("woocommerce", r"plugins/woocommerce/|woocommerce-page|wc-block-", 3, "WooCommerce's files or classes"),
    _mark("woocommerce", r"/wp-content/|/wp-json/", 1, "WordPress"),
    _mark("haravan", r"hstatic\.net|haravan", 3, "Haravan's content network"),
    _mark("haravan", r"cdn\.shopify\.com|x-shopify", 3, "Shopify, which speaks the same products.json"),
    _mark("sapo", r"bizweb\.dktcdn\.net|sapo\.vn|Bizweb\.", 3, "Sapo's content network"),
    _mark("nukeviet", r'content="NukeViet', 3, "generator NukeViet"),
    _mark("nukeviet", r"nv_is_user|/themes/[^/]+/js/shops\.js|nukeviet", 2, "NukeViet's scripts"),
    _mark(
        "opencart",
        r"index\.php\?route=product|catalog/view/(theme|javascript)|data-oc-",
        3,
        "OpenCart's routes or files",
    ),
    _mark("magento", r"data-mage-init|Magento_|/static/version\d+/frontend/", 3, "Magento's scripts"),
    _mark("prestashop", r'content="PrestaShop|var prestashop\s*=|/modules/ps_', 3, "PrestaShop's generator or modules"),
    _mark("bagisto", r"bagisto|/themes/shop/default/build/", 3, "Bagisto's theme"),
    _mark("dnn", r"/DesktopModules/|__dnnVariable|dnn_ctr", 3, "DNN's modules"),
    _mark("voso", r"image\.voso\.vn", 3, "Voso's pictures"),
)


@dataclass(frozen=True)
class Guess:
    """A platform with the sum of its marks' weights and their words."""

    platform: str
    weight: int
    words: list[str]


def guesses(*texts: str) -> list[Guess]:
    """Platforms whose marks stand in any of the texts, the surest first."""
    found: dict[str, Guess] = {}
    for mark in MARKS:
        if any(mark.pattern.search(text) for text in texts):
            before = found.get(mark.platform, Guess(mark.platform, 0, []))
            found[mark.platform] = Guess(mark.platform, before.weight + mark.weight, [*before.words, mark.words])
    return sorted(found.values(), key=lambda guess: -guess.weight)
