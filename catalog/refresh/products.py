"""Bring offers and products up to date with their listings, for the products something changed about."""

import hashlib
from collections import defaultdict
from collections.abc import Sequence
from datetime import timedelta
from typing import Any

import orjson
from sqlalchemy import and_, bindparam, delete, func, or_, select, union, update
from sqlmodel import Session, col

from catalog.database import insert_for
from catalog.refresh import due
from catalog.refresh.offers import Offer, make_offer, mark_outliers
from catalog.refresh.product_facts import product_facts
from catalog.refresh.work import Work
from catalog.tables import Content, PriceDay, Product
from catalog.tables import Listing as ListingRow
from catalog.tables import Offer as OfferRow

_PAGE = 200
_HISTORY = timedelta(days=120)
_LISTING = ListingRow.__table__  # type: ignore[attr-defined]  # SQLModel does not declare it
_OFFER = OfferRow.__table__  # type: ignore[attr-defined]  # as above
_PRODUCT = Product.__table__  # type: ignore[attr-defined]  # as above
_DAY = PriceDay.__table__  # type: ignore[attr-defined]  # as above
_SOURCE = (
    func.coalesce(_LISTING.c.normalised_hash, "")
    + ":"
    + func.coalesce(_LISTING.c.normalised_rules, "")
    + ":"
    + func.coalesce(_LISTING.c.producer_id, "")
)
_EVERY = select(_PRODUCT.c.id).order_by(_PRODUCT.c.id)
_COMPARED = ("product_id", "variant", "state", "first_seen", "last_seen")


def refresh_products(work: Work) -> None:
    """Write the offers and facts of every product whose listings, history or picture changed."""
    ids = list(work.session.scalars(_EVERY)) if work.full else changed_products(work.session)
    for start in range(0, len(ids), _PAGE):
        page = ids[start : start + _PAGE]
        _refresh_page(work, page)
        due.put(work.session, due.CERTIFICATES, page)
        work.session.commit()
        work.tell(start + len(page), len(ids))


def changed_products(session: Session) -> list[str]:
    """Ids of products whose offers or facts are not those of their listings, in order."""
    differs = or_(
        _OFFER.c.listing_id.is_(None),
        _OFFER.c.source != _SOURCE,
        *(_OFFER.c[name].is_distinct_from(_LISTING.c[name]) for name in _COMPARED),
    )
    changed = (
        select(_LISTING.c.product_id)
        .join_from(_LISTING, _OFFER, _OFFER.c.listing_id == _LISTING.c.id, isouter=True)
        .where(_LISTING.c.product_id.is_not(None), _LISTING.c.facts.is_not(None), differs)
    )
    left = (
        select(_OFFER.c.product_id)
        .join_from(_OFFER, _LISTING, _OFFER.c.listing_id == _LISTING.c.id)
        .where(_LISTING.c.product_id.is_distinct_from(_OFFER.c.product_id))
    )
    marked = select(_PRODUCT.c.id).where(_PRODUCT.c.digest == "")
    return sorted(session.execute(union(changed, left, marked)).scalars())


def _refresh_page(work: Work, ids: Sequence[str]) -> None:
    session = work.session
    rows = defaultdict(list)
    for row in _listings(session, ids):
        rows[row.product_id].append(row)
    days = _days(session, [row.id for found in rows.values() for row in found])
    offers = {product: [make_offer(row, days.get(row.id, ())) for row in found] for product, found in rows.items()}
    for made in offers.values():
        mark_outliers(made)
    work.report.offers += _write_offers(session, ids, [offer for made in offers.values() for offer in made])
    stored = session.execute(select(_PRODUCT).where(_PRODUCT.c.id.in_(ids)).order_by(_PRODUCT.c.id)).all()
    changed = [
        values
        for product in stored
        if rows[product.id] and (values := _values(product, rows[product.id], offers[product.id])) is not None
    ]
    _write_products(session, changed)
    _settle_empty(session, [product.id for product in stored if not rows[product.id]])
    shown = {product.id: product.digest for product in stored}
    work.report.products += sum(one["digest"] != shown[one["key"]] for one in changed)


def _listings(session: Session, ids: Sequence[str]) -> Sequence[Any]:
    names = ("id", "product_id", "variant", "facts", "state", "first_seen", "last_seen", "producer_id")
    query = (
        select(*(_LISTING.c[name] for name in names), _SOURCE.label("source"), col(Content.body))
        .join_from(_LISTING, Content, col(Content.hash) == _LISTING.c.normalised_hash)
        .where(_LISTING.c.product_id.in_(ids), _LISTING.c.facts.is_not(None))
        .order_by(_LISTING.c.id)
    )
    return session.execute(query).all()


def _days(session: Session, listings: Sequence[int]) -> dict[int, list[Any]]:
    """The price days that count for the offers, by listing, in order."""
    newest = (
        select(_DAY.c.listing_id, func.max(_DAY.c.day).label("newest"))
        .where(_DAY.c.listing_id.in_(listings))
        .group_by(_DAY.c.listing_id)
    )
    since = min((row.newest for row in session.execute(newest)), default=None)
    found: dict[int, list[Any]] = defaultdict(list)
    if since is None:
        return found
    query = (
        select(_DAY.c.listing_id, _DAY.c.day, _DAY.c.price)
        .where(_DAY.c.listing_id.in_(listings), _DAY.c.day >= since - _HISTORY)
        .order_by(_DAY.c.listing_id, _DAY.c.day)
    )
    for row in session.execute(query):
        found[row.listing_id].append(row)
    return found


def _write_offers(session: Session, ids: Sequence[str], offers: list[Offer]) -> int:
    made = {offer["listing_id"]: offer for offer in offers}
    listed = [offer["listing_id"] for offer in offers]
    query = select(_OFFER).where(or_(_OFFER.c.product_id.in_(ids), _OFFER.c.listing_id.in_(listed)))
    stored = {row["listing_id"]: dict(row) for row in session.execute(query).mappings()}
    moved = set(stored) - set(made)
    if moved:
        theirs = select(_LISTING.c.id).where(_LISTING.c.id.in_(moved), _LISTING.c.product_id.in_(ids))
        moved -= set(session.execute(theirs).scalars())
        session.execute(delete(_OFFER).where(_OFFER.c.listing_id.in_(moved)))
    changed = [offer for listing, offer in made.items() if stored.get(listing) != offer]
    if changed:
        statement = insert_for(session.connection(), OfferRow)
        columns = {name: statement.excluded[name] for name in changed[0] if name != "listing_id"}
        session.execute(statement.on_conflict_do_update(index_elements=["listing_id"], set_=columns), changed)
    return len(changed) + len(moved)


def _values(product: Any, rows: list[Any], offers: list[Offer]) -> dict[str, Any] | None:
    """The product's columns where they differ from what is stored."""
    facts = product_facts(product.name, rows, offers)
    named = [row.producer_id for row in rows if row.facts["producer"] == facts["producer"] and row.producer_id]
    values: dict[str, Any] = {
        "facts": facts,
        "producer_id": min(named, key=lambda one: (-named.count(one), one)) if named else None,
        "province": facts["place"]["province"],
        "former_province": facts["place"]["former_province"],
        "group_code": facts["group"],
        "stars": facts["ocop"]["stars"],
        "ocop_status": facts["ocop"]["status"],
        "first_seen": min(row.first_seen for row in rows),
        "updated_at": max(row.last_seen for row in rows),
    }
    values["digest"] = _digest(product, values, rows, offers)
    if all(getattr(product, name) == value for name, value in values.items()):
        return None
    return values | {"key": product.id}


def _digest(product: Any, values: dict[str, Any], rows: list[Any], offers: list[Offer]) -> str:
    """Hash of all that a reader or the index is shown of the product; times of sighting are not among it."""
    shown = [
        [product.slug, product.name, product.image_id, values["facts"], values["producer_id"]],
        [[row.facts["name"], row.body["name"], row.body["marketplace"], row.body["url"]] for row in rows],
        [{name: value for name, value in offer.items() if name not in _UNSHOWN} for offer in offers],
    ]
    return hashlib.blake2b(orjson.dumps(shown), digest_size=16).hexdigest()


_UNSHOWN = ("source", "first_seen", "last_seen")


def _write_products(session: Session, changed: list[dict[str, Any]]) -> None:
    if changed:
        names = [name for name in changed[0] if name != "key"]
        rows = [{"key": one["key"], **{f"new_{name}": one[name] for name in names}} for one in changed]
        values: dict[str, Any] = {name: bindparam(f"new_{name}") for name in names}
        session.execute(update(_PRODUCT).where(_PRODUCT.c.id == bindparam("key")).values(values), rows)


def _settle_empty(session: Session, ids: list[str]) -> None:
    """A product without listings keeps its last facts; its digest says that it has been looked at."""
    if ids:
        session.execute(
            update(_PRODUCT).where(and_(_PRODUCT.c.id.in_(ids), _PRODUCT.c.digest == "")).values(digest="-")
        )
