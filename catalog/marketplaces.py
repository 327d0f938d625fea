"""Which marketplace a listing stands on, and the rows of marketplaces nobody has declared yet."""

from collections.abc import Iterable
from datetime import date
from typing import Any, NamedTuple
from urllib.parse import urlsplit

from sqlalchemy import Connection, Engine, select

from catalog.database import insert_for
from catalog.listing import Listing, ListingError
from catalog.sightings import moment_of
from catalog.slug import slugify
from catalog.tables import Marketplace
from catalog.tables.columns import utc_now

_SLUG_LENGTH = 64
_USUAL_PORTS = {"http": 80, "https": 443}


def save_marketplaces(engine: Engine, rows: Iterable[Marketplace]) -> None:
    """Insert or replace declared marketplaces; their listings stay."""
    with engine.begin() as connection:
        for row in rows:
            values = row.model_dump()
            fresh = {name: value for name, value in values.items() if name != "slug"}
            statement = insert_for(connection, Marketplace)
            connection.execute(statement.on_conflict_do_update(index_elements=["slug"], set_=fresh), values)


def ensure_marketplace(connection: Connection, slug: str, *, name: str = "") -> None:
    """Make sure of a row for `slug`: a private marketplace of that name where there is none.

    It gets no domains: what one listing says of itself must not decide where another goes.
    """
    values = Marketplace(slug=slug, name=name or slug, kind="private").model_dump()
    connection.execute(insert_for(connection, Marketplace).on_conflict_do_nothing(), values)


class MarketplaceDirectory:
    """Finds a listing's marketplace by what it says, by a given default, or by the declared domains.

    A host nobody declared is a marketplace of its own, with a slug made of the host: the same line goes to the same
    marketplace whatever was read before it. Keeps the marketplaces in memory: there are dozens of them, not thousands.
    """

    def __init__(self, engine: Engine, *, default: str | None = None) -> None:
        self._engine = engine
        self._default = default
        with engine.connect() as connection:
            rows = connection.execute(select(Marketplace.slug, Marketplace.domains)).all()  # type: ignore[call-overload]  # SQLModel types columns as their values
        self._slugs = {slug for slug, _ in rows}
        self._owners: dict[str, list[_Owner]] = {}
        for slug, domains in rows:
            for domain in domains:
                if domain.get("host"):
                    self._owners.setdefault(_bare(domain["host"]), []).append(_owner(slug, domain))

    def place(self, listing: Listing) -> str:
        """The slug of the listing's marketplace. Raises ListingError where nothing tells it."""
        given = listing.marketplace or self._default
        if given:
            return self._known(_slug_of(given), name=given)
        host = host_of(listing.url)
        if host is None:
            raise ListingError("no `marketplace`, and `url` has no host to tell it by")
        owners = self._owners.get(host)
        return _owner_on(owners, listing) if owners else self._known(_slug_of(host), name=host)

    def _known(self, slug: str, *, name: str) -> str:
        if slug not in self._slugs:
            with self._engine.begin() as connection:
                ensure_marketplace(connection, slug, name=name)
            self._slugs.add(slug)
        return slug


class _Owner(NamedTuple):
    """A marketplace's claim on a host, for the days from `since` to `until`."""

    since: date
    until: date
    slug: str


def _owner(slug: str, domain: dict[str, Any]) -> _Owner:
    since, until = domain.get("valid_from"), domain.get("valid_to")
    return _Owner(
        date.fromisoformat(since) if since else date.min, date.fromisoformat(until) if until else date.max, slug
    )


def _owner_on(owners: list[_Owner], listing: Listing) -> str:
    """Whose the host was on the day of the sighting; outside all declared days, who had it last before, else first."""
    if len(owners) == 1:
        return owners[0].slug
    now = utc_now()
    day = (moment_of(listing.observed_at, now) or now).date()
    valid = [one for one in owners if one.since <= day <= one.until]
    begun = valid or [one for one in owners if one.since <= day]
    return max(begun).slug if begun else min(owners).slug


def host_of(url: str) -> str | None:
    """The address's host in lower case, without `www.`, with its port where that is not the usual one; None without."""
    try:
        parts = urlsplit(url.strip())
        host, port = parts.hostname, parts.port
    except ValueError:
        return None
    if not host:
        return None
    return _bare(f"{host}:{port}" if port and port != _USUAL_PORTS.get(parts.scheme) else host)


def _bare(host: str) -> str:
    return host.lower().removeprefix("www.")


def _slug_of(given: str) -> str:
    slug = slugify(given, limit=_SLUG_LENGTH)
    if not slug:
        raise ListingError("`marketplace` has neither letters nor digits")
    return slug
