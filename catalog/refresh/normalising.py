"""Normalise the listings whose content, rules or registry changed since they were last read."""

import hashlib
import logging
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import orjson
from sqlalchemy import and_, bindparam, func, or_, select, update
from sqlalchemy.orm import aliased
from sqlmodel import Session

from catalog.certificates import CertificateRegistry
from catalog.facts import Facts
from catalog.listing import Listing, Oddity
from catalog.normalise import RULES_VERSION, normalise
from catalog.recognition import last_day
from catalog.refresh import due
from catalog.refresh.contacts import stated_tax_code
from catalog.refresh.producer_keys import producer_key
from catalog.refresh.shops import Shops
from catalog.refresh.work import Work
from catalog.tables import Certificate, Content
from catalog.tables import Listing as ListingRow

_PAGE = 1000
_LISTING = ListingRow.__table__  # type: ignore[attr-defined]  # SQLModel does not declare it
_FAILED = "rules/failed"
_LOG = logging.getLogger(__name__)


@dataclass
class Rules:
    """The registry as of `today`, and the name of it together with the rules."""

    registry: CertificateRegistry
    fingerprint: str


def load_rules(work: Work) -> Rules:
    """The registry of the certificates in the tables.

    The fingerprint changes with the rules, with any certificate and on the day one lapses; facts made under another
    are made again.
    """
    table = Certificate.__table__  # type: ignore[attr-defined]  # SQLModel does not declare it
    columns = [column for column in table.c if column.name not in ("id", "product_id", "producer_id")]
    rows = work.session.execute(select(*columns)).all()
    # Sorted here: databases order text differently, and rows that are alike in no certain order.
    told = sorted((orjson.dumps([*row, *_begun(row, work.today)]), row) for row in rows)
    said = hashlib.blake2b(b"\n".join(line for line, _ in told), digest_size=8)
    return Rules(CertificateRegistry.from_rows(row for _, row in told), f"{RULES_VERSION}.{said.hexdigest()}")


def _begun(row: Any, today: date) -> tuple[bool, bool, bool]:
    """Whether a certificate's days have come: it was decided, it was revoked, it is over."""
    until = last_day(row.issued_on, row.expires_on)
    decided, revoked = (day is not None and day <= today for day in (row.issued_on, row.revoked_on))
    return decided, revoked, until is not None and until < today


def normalise_changed(work: Work, rules: Rules) -> None:
    """Read every listing that is not up to date; matching and the producers they name or named come to be due."""
    work.report.rules = rules.fingerprint
    unread = _unread(work, rules)
    total = work.session.scalar(select(func.count()).select_from(_LISTING).where(*unread)) or 0
    shops = Shops(work.session)
    for page in _pages(work.session, unread):
        values = [_read(work, rules, shops, row) for row in page]
        keys = {
            key
            for row, one in zip(page, values, strict=True)
            if work.full or _names_anew(row, one["new_facts"])
            for key in (row.producer_key, one["new_producer_key"])
        }
        work.session.execute(_UPDATE, values)
        due.put(work.session, due.PRODUCERS, sorted(keys - {None}))
        due.put(work.session, due.MATCHING, [row.id for row in page])
        work.session.commit()
        work.report.normalised += len(page)
        work.tell(work.report.normalised, total)
    work.report.shops = shops.made


def _unread(work: Work, rules: Rules) -> list[Any]:
    known = _LISTING.c.normalised_rules
    return [] if work.full else [or_(known.is_(None), known != rules.fingerprint)]


def _pages(session: Session, unread: list[Any]) -> Iterator[Sequence[Any]]:
    names = ("id", "url", "marketplace", "content_hash", "facts", "shape_oddities", "producer_key", "producer_id")
    now, before = Content.__table__, aliased(Content.__table__)  # type: ignore[attr-defined]  # as above
    was = and_(before.c.hash == _LISTING.c.normalised_hash, before.c.hash != _LISTING.c.content_hash)
    query = (
        select(*(_LISTING.c[name] for name in names), now.c.body, before.c.body.label("body_before"))
        .join_from(_LISTING, now, now.c.hash == _LISTING.c.content_hash)
        .join(before, was, isouter=True)
    )
    query = query.where(*unread).order_by(_LISTING.c.id).limit(_PAGE)
    last = 0
    while page := session.execute(query.where(_LISTING.c.id > last)).all():
        yield page
        last = page[-1].id


_UPDATE = (
    update(_LISTING)
    .where(_LISTING.c.id == bindparam("key"), _LISTING.c.content_hash == bindparam("new_normalised_hash"))
    .values({name: bindparam(f"new_{name}") for name in (
        "facts", "evidence", "oddities", "normalised_hash", "normalised_rules", "producer_key", "shop_id"
    )})
)  # fmt: skip


def _read(work: Work, rules: Rules, shops: Shops, row: Any) -> dict[str, Any]:
    listing = Listing.model_validate(row.body)
    facts, evidence, oddities = facts_of(listing, rules, work.today)
    if any(one["code"] == _FAILED for one in oddities):
        work.report.refused += 1
    if row.facts is None:
        work.report.first_read += 1
    else:
        work.compare(row.url, row.facts, facts)
    key = producer_key(facts["producer"])
    return {
        "key": row.id,
        "new_facts": facts,
        "new_evidence": evidence,
        "new_oddities": row.shape_oddities + oddities,
        "new_normalised_hash": row.content_hash,
        "new_normalised_rules": rules.fingerprint,
        "new_producer_key": key,
        "new_shop_id": shops.id_of(row.marketplace, listing.shop),
    }


def _names_anew(row: Any, facts: Mapping[str, Any]) -> bool:
    """Does the listing now say something else of its producer than when it was last read?"""
    if row.facts is None or (facts["producer"] is not None and row.producer_id is None):
        return True
    before = row.body_before or row.body
    said, says = ((one["producer"], one["place"]) for one in (row.facts, facts))
    if said != says or any(before.get(name) != row.body.get(name) for name in ("address", "phone")):
        return True
    return before is not row.body and stated_tax_code(before) != stated_tax_code(row.body)


def facts_of(listing: Listing, rules: Rules, today: date) -> tuple[dict[str, Any], dict[str, Any], list[Any]]:
    """Facts, evidence and oddities of a listing as the tables keep them."""
    try:
        found = normalise(listing, registry=rules.registry, today=today)
    except Exception:  # one hostile page must not stop the refresh of all the others
        _LOG.exception("the rules failed on %s", listing.url)
        failed = Oddity(code=_FAILED, field="name", words=listing.name[:200])
        return Facts(name=listing.name).to_json(), {}, [failed.model_dump()]
    evidence = {fact: one.model_dump() for fact, one in found.evidence.items()}
    return found.facts.to_json(), evidence, [one.model_dump() for one in found.oddities]
