"""Marketplace files into the marketplace table: what the rest of the house knows of them."""

from collections.abc import Iterable

from sqlalchemy import Engine

from catalog.database import session
from catalog.tables import Marketplace
from catalog.tables.columns import utc_now
from crawlers.marketplaces.model import MarketplaceFile


def sync(engine: Engine, files: Iterable[MarketplaceFile]) -> int:
    """Write each file's row, new or changed; gives how many were written. Rows without a file stay."""
    written = 0
    with session(engine) as opened:
        for file in files:
            row = opened.get(Marketplace, file.slug) or Marketplace(slug=file.slug, name=file.name)
            said = _row(file)
            if row.updated_at is not None and all(getattr(row, name) == value for name, value in said.items()):
                continue
            for name, value in said.items():
                setattr(row, name, value)
            row.updated_at = utc_now()
            opened.add(row)
            written += 1
    return written


def _row(file: MarketplaceFile) -> dict[str, object]:
    return {
        "name": file.name,
        "kind": file.kind,
        "operator": file.operator,
        "province": file.province,
        "platform": file.platform,
        "homepage": file.homepage,
        "domains": [domain.model_dump(mode="json", exclude_none=True) for domain in file.domains],
        "enabled": file.enabled,
        "sample": file.sample,
        "hold_share": file.health.lost_share,
    }
