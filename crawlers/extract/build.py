"""From a record of fields to a listing: addresses made absolute, shapes checked by the contract itself."""

from collections.abc import Collection, Iterable, Mapping
from typing import Any
from urllib.parse import quote

from catalog.listing import ListingError, Oddity, parse_listing
from crawlers.extract import labels
from crawlers.extract.urls import canonical, joined, same_site
from crawlers.page import Found

_MOST_IMAGES = 12
_LONGEST = 2000
# Everything an address may hold, and escapes that are there already; blanks and letters beyond ASCII are escaped.
_AS_WRITTEN = "%/:?#[]@!$&'()*+,;=~|"


def found(
    record: Mapping[str, Any], *, page_url: str, marketplace: str, hosts: Collection[str] = (), partial: bool = False
) -> Found | Oddity:
    """The listing of a record, or the oddity that tells why it cannot be one (no name, or an address off the site)."""
    fields = {name: value for name, value in record.items() if value not in (None, "", [], {})}
    url = canonical(joined(page_url, str(fields.get("url") or page_url)), hosts=hosts)
    if url is None or (hosts and not same_site(url, hosts)):
        return Oddity(code="url/foreign", field="url", words=str(fields.get("url"))[:200])
    # Lines of the description fill what no field of its own states.
    stated = labels.of_text(fields.get("description"))
    fields = (
        stated | fields | {"url": url, "marketplace": marketplace, "images": _images(fields.get("images"), page_url)}
    )
    try:
        listing, oddities = parse_listing(fields)
    except ListingError:
        return Oddity(code="name/missing", field="name", words=url[:200])
    return Found(listing, tuple(oddities), partial=partial)


def all_found(
    records: Iterable[Mapping[str, Any]], *, page_url: str, marketplace: str, hosts: Collection[str] = ()
) -> Iterable[Found | Oddity]:
    """`found` for each record, one listing an address."""
    seen: set[str] = set()
    for record in records:
        one = found(record, page_url=page_url, marketplace=marketplace, hosts=hosts)
        if isinstance(one, Found):
            if one.listing.url in seen:
                continue
            seen.add(one.listing.url)
        yield one


def _images(links: Any, page_url: str) -> list[str]:
    """Absolute http(s) addresses, each once; data URLs and placeholders that lazy loading leaves are no pictures."""
    given = [links] if isinstance(links, str) else links if isinstance(links, list) else []
    links = (joined(page_url, link).split("#")[0] for link in given if isinstance(link, str) and link.strip())
    wanted = (quote(link, safe=_AS_WRITTEN) for link in links if link.startswith(("http://", "https://")))
    return list(dict.fromkeys(link for link in wanted if len(link) < _LONGEST))[:_MOST_IMAGES]
