"""Write the groups down: products, and which listing belongs to which."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import bindparam, select, update
from sqlmodel import Session, SQLModel, col

from catalog.matching.best import best_first, product_values
from catalog.matching.changes import forget_redirects, log_splits, redirect
from catalog.matching.identity import Claims, drawn_id
from catalog.matching.reasons import reasons
from catalog.matching.report import MatchReport
from catalog.matching.signature import Signature
from catalog.matching.signatures import batches, load_signatures
from catalog.matching.variants import variants_of
from catalog.tables import Product, ProductRedirect

_LOADED = 1_000
_LISTINGS, _PRODUCTS = (SQLModel.metadata.tables[name] for name in ("listing", "product"))
_READ: tuple[str, ...] = (
    "id",
    "name",
    "url",
    "facts",
    "first_seen",
    "last_seen",
    "state",
    "product_id",
    "variant",
    "match_reason",
)
_READ += ("producer_id",)


@dataclass
class _Load:
    """A few hundred groups: what is known of their listings, and what is to be written."""

    rows: dict[int, Any]
    signatures: dict[int, Signature]
    products: dict[str, Any]
    taken: set[str]
    redirects: set[str]
    listings: list[dict[str, Any]] = field(default_factory=list)
    created: list[dict[str, Any]] = field(default_factory=list)
    updated: list[dict[str, Any]] = field(default_factory=list)
    reclaimed: list[str] = field(default_factory=list)
    splits: list[tuple[str, str, list[int]]] = field(default_factory=list)


def write_groups(session: Session, groups: Iterable[list[int]], claims: Claims, report: MatchReport) -> Iterator[int]:
    """Write every group, giving the number of listings after each load; then redirect the ids that were lost."""
    winners: dict[int, str] = dict.fromkeys(claims.lost.values(), "")
    for members_of in _loads(groups):
        ids = [one for members in members_of for one in members]
        load = _read(session, ids)
        for members in members_of:
            product_id = _decide(session, load, members, claims)
            if min(members) in winners:
                winners[min(members)] = product_id
        _flush(session, load)
        report.products += len(members_of)
        report.created += len(load.created)
        report.updated += len(load.updated)
        report.split += len(load.splits)
        yield len(ids)
    redirect(session, {old: winners[group] for old, group in claims.lost.items()})
    report.merged += len(claims.lost)


def _loads(groups: Iterable[list[int]]) -> Iterator[list[list[int]]]:
    load: list[list[int]] = []
    weight = 0
    for members in groups:
        load.append(members)
        weight += len(members)
        if weight >= _LOADED:
            yield load
            load, weight = [], 0
    if load:
        yield load


def _read(session: Session, ids: Sequence[int]) -> _Load:
    signatures = load_signatures(session, ids)
    rows: dict[int, Any] = {}
    for batch in batches(ids):
        found = session.execute(select(*(_LISTINGS.c[name] for name in _READ)).where(_LISTINGS.c.id.in_(batch)))
        rows.update((row.id, row) for row in found)
    wanted = {drawn_id(one.order) for one in signatures.values()}
    borne = {row.product_id for row in rows.values() if row.product_id}
    products: dict[str, Any] = {}
    redirects: set[str] = set()
    for known in batches(sorted(wanted | borne)):
        products.update((one.id, one) for one in session.scalars(select(Product).where(col(Product.id).in_(known))))
        old_ids = select(col(ProductRedirect.old_id)).where(col(ProductRedirect.old_id).in_(known))
        redirects.update(session.scalars(old_ids))
    return _Load(rows, signatures, products, set(products) | redirects, redirects)


def _decide(session: Session, load: _Load, members: list[int], claims: Claims) -> str:
    """Choose the group's id and note what has to be written; gives the id back."""
    before = [load.rows[one].product_id for one in members]
    group = min(members)
    old = claims.kept[group] if group in claims.kept else next((one for one in before if one), None)
    product_id = old or _new_id(session, load, members)
    ranked = best_first(members, load.rows, load.signatures)
    _note_product(load, product_id, product_values(ranked, load.rows))
    said = reasons(ranked, load.signatures, {one: load.rows[one].url for one in members})
    variants = variants_of([load.signatures[one] for one in members])
    for one in members:
        row, variant = load.rows[one], variants[one]
        if (row.product_id, row.variant, row.match_reason) != (product_id, variant, said[one]):
            values = {"row": one, "product_id": product_id, "variant": variant, "match_reason": said[one]}
            load.listings.append(values)
    if not old:
        _note_split(load, product_id, members)
    return product_id


def _new_id(session: Session, load: _Load, members: list[int]) -> str:
    """The id drawn from the listing seen first; one a listing here bore before it was merged away comes back to it."""
    founders = sorted(members, key=lambda one: (load.rows[one].first_seen, load.signatures[one].order))
    free = ""
    for one in founders:
        attempt = 0
        while (drawn := drawn_id(load.signatures[one].order, attempt)) in load.taken:
            if drawn in load.redirects:
                load.redirects.discard(drawn)
                load.reclaimed.append(drawn)
                return drawn
            attempt += 1
            _look_up(session, load, drawn_id(load.signatures[one].order, attempt))
        free = free or drawn
    load.taken.add(free)
    return free


def _look_up(session: Session, load: _Load, drawn: str) -> None:
    """Learn whether an id beyond the first draw is taken."""
    product, redirect = session.get(Product, drawn), session.get(ProductRedirect, drawn)
    if product is not None:
        load.products[drawn] = product
    if redirect is not None:
        load.redirects.add(drawn)
    if product is not None or redirect is not None:
        load.taken.add(drawn)


def _note_split(load: _Load, product_id: str, members: list[int]) -> None:
    came_from: dict[str, list[int]] = {}
    for one in members:
        if load.rows[one].product_id:
            came_from.setdefault(load.rows[one].product_id, []).append(one)
    load.splits += [(old, product_id, ids) for old, ids in came_from.items()]


def _note_product(load: _Load, product_id: str, values: dict[str, Any]) -> None:
    """A known product's facts are the refresh's to write, from its offers; an empty digest asks it to."""
    known = load.products.get(product_id)
    if known is None:
        load.created.append({"id": product_id, "digest": "", **values})
    elif (known.slug, known.name) != (values["slug"], values["name"]):
        load.updated.append({"row": product_id, "slug": values["slug"], "name": values["name"], "digest": ""})


def _flush(session: Session, load: _Load) -> None:
    forget_redirects(session, load.reclaimed)
    if load.created:
        session.connection().execute(_PRODUCTS.insert(), load.created)
    if load.updated:
        session.connection().execute(update(_PRODUCTS).where(_PRODUCTS.c.id == bindparam("row")), load.updated)
    log_splits(session, load.splits)
    if load.listings:
        statement = update(_LISTINGS).where(_LISTINGS.c.id == bindparam("row"))
        for batch in batches(load.listings):
            session.connection().execute(statement, batch)
    session.expire_all()
