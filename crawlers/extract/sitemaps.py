"""Which sitemaps of an index may name products, judged by their names."""

import re
from urllib.parse import urlsplit

_OTHER = re.compile(r"(post|page|blog|news|tin-tuc|article|author|user|image|video|tag|brand|location|cms)", re.I)
_PRODUCTS = re.compile(r"(product|san-?pham|shop|goods|item|hang-hoa)", re.I)
_CATEGORIES = re.compile(r"(categor|product_(cat|tag)|collection|taxonom|danh-?muc)", re.I)


def wanted(links: list[str]) -> list[str]:
    """Sitemaps of an index that may name products, judged by their names; where some say so, only those."""
    # "sitemap" itself holds the word "item".
    names = {link: urlsplit(link).path.rsplit("/", 1)[-1].replace("sitemap", "") for link in links}
    possible = [link for link in links if not _CATEGORIES.search(names[link])]
    saying = [link for link in possible if _PRODUCTS.search(names[link])]
    return saying or [link for link in possible if not _OTHER.search(names[link])] or possible
