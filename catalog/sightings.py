"""Sightings of listings, and how a batch of them is written: contents, listings, observations.

Only the database is asked about the past, so memory does not grow with the length of a run.
"""

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import Connection, bindparam, select, update

from catalog.database import insert_for
from catalog.listing import LONGEST_URL, Listing, ListingError, Oddity, hash_of, merged
from catalog.tables import Content, Observation
from catalog.tables import Listing as ListingRow

_LISTING = ListingRow.__table__  # type: ignore[attr-defined]  # SQLModel does not declare it
_LONGEST_KEY = 512
_AHEAD = timedelta(days=1)

Key = tuple[str, str]


@dataclass(slots=True)
class Sighting:
    """One listing as seen at one time, ready to be written."""

    marketplace: str
    url: str
    name: str
    external_id: str | None
    observed_at: datetime
    hash: str
    body: dict[str, Any]
    oddities: list[Oddity] = field(default_factory=list)

    @property
    def key(self) -> Key:
        return (self.marketplace, self.url)


@dataclass(slots=True)
class Tally:
    """What a batch held: listings seen for the first time in the run, never seen before, and with other content."""

    seen: int = 0
    new: int = 0
    changed: int = 0


def sighting_of(listing: Listing, *, marketplace: str, now: datetime, oddities: tuple[Oddity, ...] = ()) -> Sighting:
    """Shape a listing for the tables. Raises ListingError where it cannot be kept.

    The time is the listing's `observed_at` (ISO 8601, UTC where it names no zone), else `now`; one that cannot be read
    or lies in the future stays under `extra` and is counted.
    """
    body = listing.payload() | {"marketplace": marketplace}
    said = body.pop("observed_at", None)
    found = list(oddities)
    observed_at = now if said is None else moment_of(said, now)
    if observed_at is None:
        body["extra"] = merged(body.get("extra", {}), {"observed_at": said})
        found.append(Oddity(code="observed_at/invalid", field="observed_at", words=said[:200]))
        observed_at = now
    url = _column(listing.url)
    if len(url.encode(errors="replace")) > LONGEST_URL:
        raise ListingError(f"`url` is longer than {LONGEST_URL} bytes")
    try:
        digest = hash_of(body)
    except TypeError as error:
        raise ListingError(f"it cannot be written as JSON: {error}") from error
    return Sighting(
        marketplace=marketplace,
        url=url,
        name=_column(listing.name),
        external_id=_column(listing.external_id)[:_LONGEST_KEY] if listing.external_id else None,
        observed_at=observed_at,
        hash=digest,
        body=body,
        oddities=found,
    )


def moment_of(said: str | None, now: datetime) -> datetime | None:
    """An ISO 8601 time, in UTC where it names no zone; None where it cannot be read or lies in the future."""
    if said is None:
        return None
    try:
        moment = datetime.fromisoformat(said.strip())
        moment = moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)
    except (ValueError, OverflowError):
        return None
    return None if moment > now + _AHEAD else moment


def _column(text: str) -> str:
    """PostgreSQL refuses U+0000 in text; the content's JSON keeps it."""
    return text.replace("\x00", "")


def write_sightings(connection: Connection, sightings: list[Sighting], *, run_id: int, once: bool) -> Tally:
    """Write one batch in the caller's transaction; says what was new in it.

    With `once`, the same content seen again in the same run is not observed again (a product met on two list pages).
    """
    _write_contents(connection, sightings)
    pasts = _known(connection, {one.url for one in sightings})
    tally = Tally()
    fresh = list({one.key: one for one in reversed(sightings) if one.key not in pasts}.values())[::-1]
    if fresh:
        tally.new = _write_new(connection, fresh, run_id)
        pasts = _known(connection, {one.url for one in fresh}, run_id=None, new=True) | pasts
    observed = []
    for one in sightings:
        past = pasts[one.key]
        if once and past.run_id == run_id and past.hash == one.hash:
            continue
        tally.seen += past.run_id != run_id
        tally.changed += past.take(one, run_id)
        observed.append(_observation(past.id, one.hash, one.observed_at, run_id))
    _write_listings(connection, [past for past in pasts.values() if past.touched])
    _write_observations(connection, observed)
    return tally


def write_unchanged(connection: Connection, marketplace: str, urls: set[str], *, run_id: int, now: datetime) -> Tally:
    """Observe known listings saying what they said before (a page answered 304); unknown addresses are left out."""
    known = _known(connection, urls).values()
    seen = [past for past in known if past.marketplace == marketplace and past.run_id != run_id]
    for past in seen:
        past.see(now, run_id)
    _write_listings(connection, seen)
    _write_observations(connection, [_observation(past.id, past.hash, now, run_id) for past in seen])
    return Tally(seen=len(seen))


@dataclass(slots=True)
class _Past:
    """What the table knows of a listing, as it changes while a batch is read."""

    id: int
    marketplace: str
    url: str
    hash: str
    first_seen: datetime
    last_seen: datetime
    run_id: int | None
    newest: Sighting | None = None
    new: bool = False
    touched: bool = False

    def take(self, one: Sighting, run_id: int) -> bool:
        """Take a sighting in; true where it says something else than the newest before it."""
        changed = one.observed_at >= self.last_seen and one.hash != self.hash
        if changed:
            self.hash, self.newest, self.touched = one.hash, one, True
        self.see(one.observed_at, run_id)
        return changed

    def see(self, moment: datetime, run_id: int) -> None:
        stored = (self.first_seen, self.last_seen)
        self.first_seen, self.last_seen = min(self.first_seen, moment), max(self.last_seen, moment)
        self.touched |= not self.new or stored != (self.first_seen, self.last_seen)
        self.run_id = run_id


_PAST = ("id", "marketplace", "url", "content_hash", "first_seen", "last_seen", "last_run_id")


def _known(connection: Connection, urls: set[str], **forced: Any) -> dict[Key, _Past]:
    rows = connection.execute(select(*(_LISTING.c[name] for name in _PAST)).where(_LISTING.c.url.in_(urls)))
    pasts = {(row.marketplace, row.url): _Past(*tuple(row)) for row in rows}
    for past in pasts.values():
        for name, value in forced.items():
            setattr(past, name, value)
    return pasts


def _write_contents(connection: Connection, sightings: list[Sighting]) -> None:
    rows = [{"hash": digest, "body": body} for digest, body in {one.hash: one.body for one in sightings}.items()]
    connection.execute(insert_for(connection, Content).on_conflict_do_nothing(), rows)


def _write_new(connection: Connection, fresh: list[Sighting], run_id: int) -> int:
    rows = [
        {
            "marketplace": one.marketplace,
            "url": one.url,
            "external_id": one.external_id,
            "name": one.name,
            "content_hash": one.hash,
            "first_seen": one.observed_at,
            "last_seen": one.observed_at,
            "last_run_id": run_id,
            "state": "fresh",
            "shape_oddities": odd,
            "oddities": odd,
        }
        for one in fresh
        for odd in [_dumped(one.oddities)]
    ]
    connection.execute(insert_for(connection, ListingRow).on_conflict_do_nothing(), rows)
    return len(rows)


_SEEN: dict[str, Any] = {
    "first_seen": bindparam("first"),
    "last_seen": bindparam("last"),
    "last_run_id": bindparam("run"),
}
_CHANGED: dict[str, Any] = {
    **_SEEN,
    "content_hash": bindparam("hash"),
    "name": bindparam("title"),
    "external_id": bindparam("external"),
    "shape_oddities": bindparam("odd"),
    "normalised_rules": None,
}


def _write_listings(connection: Connection, pasts: list[_Past]) -> None:
    for values, chosen in (
        (_SEEN, [past for past in pasts if past.newest is None]),
        (_CHANGED, [past for past in pasts if past.newest is not None]),
    ):
        if chosen:
            statement = update(_LISTING).where(_LISTING.c.id == bindparam("key")).values(values)
            connection.execute(statement, [_values(past) for past in chosen])


def _values(past: _Past) -> dict[str, Any]:
    values: dict[str, Any] = {"key": past.id, "first": past.first_seen, "last": past.last_seen, "run": past.run_id}
    if past.newest is not None:
        one = past.newest
        values |= {"hash": one.hash, "title": one.name, "external": one.external_id, "odd": _dumped(one.oddities)}
    return values


def _dumped(oddities: list[Oddity]) -> list[dict[str, Any]]:
    return [oddity.model_dump() for oddity in oddities]


def _observation(listing_id: int, digest: str, moment: datetime, run_id: int) -> dict[str, Any]:
    return {"listing_id": listing_id, "run_id": run_id, "content_hash": digest, "observed_at": moment}


def _write_observations(connection: Connection, rows: list[dict[str, Any]]) -> None:
    if rows:
        connection.execute(insert_for(connection, Observation).on_conflict_do_nothing(), rows)
