"""A catalog, a marketplace file and a crawl of a site on the loopback, as the command line would run it."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from sqlmodel import Session, col, select

from catalog.database import connect
from catalog.migrate import upgrade
from catalog.settings import Settings
from catalog.tables import Content, Listing
from crawlers.marketplaces import MarketplaceFile, read_toml
from crawlers.runner import CrawlSummary, crawl
from tests.crawlers.site import Site

FILE = """
slug = "{slug}"
name = "Chợ thử"
kind = "private"
platform = "{platform}"
enabled = true
sample = true
delay = 0
homepage = "{origin}/"
{more}

[[domains]]
host = "{host}"

{tables}

[evidence]
checked_on = 2026-11-22
confidence = "high"
"""


def toml_of(host: str, platform: str = "schema_org", *, slug: str = "cho-thu", more: str = "", tables: str = "") -> str:
    """A marketplace file for a site on the loopback."""
    return FILE.format(slug=slug, platform=platform, origin=f"http://{host}", host=host, more=more, tables=tables)


def file_of(host: str, platform: str = "schema_org", **rest: str) -> MarketplaceFile:
    """The same, read."""
    return read_toml(toml_of(host, platform, **rest))


class Room:
    """A data folder with a catalog and marketplace files of its own."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        (folder / "marketplaces").mkdir(parents=True)
        self.settings = Settings(data_dir=folder, marketplaces_dir=folder / "marketplaces")
        self.engine = connect(self.settings)
        upgrade(self.engine)

    def add(self, site: Site, platform: str = "schema_org", **rest: str) -> str:
        """A marketplace file for a site; gives its slug."""
        slug = rest.get("slug", "cho-thu")
        (self.folder / "marketplaces" / f"{slug}.toml").write_text(toml_of(site.host, platform, **rest))
        self.settings.allow_private_hosts.append(site.host)
        return slug

    def crawl(self, slug: str = "cho-thu", **options: object) -> CrawlSummary:
        """One crawl, in its own process."""
        return crawl(self.settings, [slug], **options)[0]  # type: ignore[arg-type]  # a test's options

    def listings(self, slug: str = "cho-thu") -> dict[str, dict[str, object]]:
        """Bodies of the marketplace's listings by address."""
        query = select(Listing.url, Content.body).where(
            col(Listing.content_hash) == col(Content.hash), col(Listing.marketplace) == slug
        )
        with Session(self.engine) as session:
            return {url: dict(body) for url, body in session.exec(query)}


@pytest.fixture
def room(tmp_path: Path) -> Iterator[Room]:
    """An empty data folder."""
    made = Room(tmp_path / "data")
    yield made
    made.engine.dispose()


@pytest.fixture(scope="module")
def make_room(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[[], Room]]:
    """Data folders for fixtures that live as long as a module."""
    made: list[Room] = []

    def make() -> Room:
        made.append(Room(tmp_path_factory.mktemp("room") / "data"))
        return made[-1]

    yield make
    for one in made:
        one.engine.dispose()
