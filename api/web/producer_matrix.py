"""A producer's listings as a table of products by marketplaces, and the list of what to mend."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from catalog.checks import Finding
from catalog.queries import ProducerListing, ProducerPage, ProducerProduct

_SEVERITIES = ("error", "warning", "info")


@dataclass(frozen=True)
class Entry:
    """One listing in a cell; `anchor` names its place in the list of what to mend."""

    anchor: str
    product: str
    listing: ProducerListing


@dataclass(frozen=True)
class Row:
    """One product; `cells` stand in the order of the page's marketplaces, an empty one is a missing listing."""

    product: ProducerProduct
    cells: list[list[Entry]]


@dataclass(frozen=True)
class Matrix:
    """The table, the listings with findings, and the findings that come up most."""

    rows: list[Row]
    to_mend: list[Entry] = field(default_factory=list)
    commonest: list[tuple[Finding, int]] = field(default_factory=list)


def matrix(page: ProducerPage) -> Matrix:
    """The matrix of one page of products."""
    rows = [_row(number, product, list(page.marketplaces)) for number, product in enumerate(page.products)]
    entries = [entry for row in rows for cell in row.cells for entry in cell]
    return Matrix(rows, [entry for entry in entries if entry.listing.findings], list(_commonest(entries)))


def _row(number: int, product: ProducerProduct, slugs: list[str]) -> Row:
    entries = [
        Entry(f"mend-{number}-{position}", product.name or listing.name, listing)
        for position, listing in enumerate(product.listings)
    ]
    return Row(product, [[entry for entry in entries if entry.listing.marketplace == slug] for slug in slugs])


def _commonest(entries: list[Entry], most: int = 5) -> Iterator[tuple[Finding, int]]:
    """For each of the gravest, then commonest codes, its first finding and how many listings have it."""
    first: dict[str, Finding] = {}
    counts: Counter[str] = Counter()
    for entry in entries:
        for finding in entry.listing.findings:
            first.setdefault(finding.code, finding)
        counts.update({finding.code for finding in entry.listing.findings})
    for code in sorted(counts, key=lambda code: (_SEVERITIES.index(first[code].severity), -counts[code]))[:most]:
        yield first[code], counts[code]
