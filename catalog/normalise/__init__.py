"""A marketplace's words as facts: price, net content, place, OCOP stars with proof, group and producer.

Each fact carries its evidence; what is odd is counted under `field/kind` and never drops a listing. No network, no
clock: the same listing, registry and day give the same result.
"""

from datetime import date

from catalog.facts import Facts
from catalog.listing import Listing, Oddity
from catalog.normalise.group import group_of
from catalog.normalise.name import readable_name
from catalog.normalise.net_content import content_of
from catalog.normalise.ocop import ocop_of
from catalog.normalise.page import Page
from catalog.normalise.place import place_of
from catalog.normalise.price import price_of
from catalog.normalise.producer import producer_of
from catalog.normalise.result import Evidence, Normalised, odd
from catalog.normalise.unit_price import unit_price_of
from catalog.normalise.version import rules_version
from catalog.recognition import Registry

__all__ = ["RULES_VERSION", "Evidence", "Normalised", "normalise"]

RULES_VERSION = rules_version()


def normalise(listing: Listing, *, registry: Registry, today: date) -> Normalised:
    """The facts of one listing on a day, with their evidence and what was odd."""
    page = Page(listing)
    price = price_of(page)
    content = content_of(page)
    place = place_of(listing)
    producer = producer_of(page)
    maker = _named_producer(listing, producer.evidence)
    match = registry.find(page.name, maker, page.quoted[0], today=today, province=place.value.province)
    ocop = ocop_of(page, match, today)
    group = group_of(page, match)
    value = price.value
    facts = Facts(
        name=readable_name(page.name) or listing.name.strip(),
        price=value.price,
        price_max=value.price_max,
        list_price=value.list_price,
        price_per=value.per,
        price_status=value.status,
        net_content=content.value,
        unit_price=unit_price_of(value.price, value.per, content.value) if value.status == "stated" else None,
        place=place.value,
        ocop=ocop.value,
        producer=producer.value,
        group=group.value,
    )
    named = (
        ("price", price),
        ("net_content", content),
        ("place", place),
        ("producer", producer),
        ("ocop", ocop),
        ("group", group),
    )
    evidence = {"name": Evidence(source="name", words=listing.name[:200], confidence=1.0)}
    evidence |= {key: found.evidence for key, found in named if found.evidence}
    oddities: list[Oddity] = [odd("name", kind, listing.name) for kind in page.title.mended]
    oddities += [odd("description", kind) for kind in page.about.mended if kind != "markup"]
    for _, found in named:
        oddities += found.oddities
    return Normalised(facts, evidence, list(dict.fromkeys(oddities)) if len(oddities) > 1 else oddities)


def _named_producer(listing: Listing, evidence: Evidence | None) -> str | None:
    """The producer's words with their legal form, as the registry's key wants them."""
    if evidence is None:
        return None
    return listing.producer if evidence.source == "producer" else evidence.words.partition(":")[2] or evidence.words
