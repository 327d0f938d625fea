"""Producers: one row for each name, province and legal form that listings and certificates name.

One that says no province belongs to the producer of that name in the one province where it is known, and likewise for
the form; where there are several it stays apart, because wrong merges are worse than missed ones.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, select, update
from sqlmodel import Session, col

from catalog.database import insert_for
from catalog.normalise.producer import read_producer
from catalog.refresh import due
from catalog.refresh.contacts import phone_in, plain, stated_tax_code
from catalog.refresh.producer_keys import form_key, producer_id, producer_key
from catalog.refresh.work import Work
from catalog.slug import fold
from catalog.tables import Certificate, Content, Producer
from catalog.tables import Listing as ListingRow

_BATCH = 200
_LONGEST_FOLDED = 200
_LISTING = ListingRow.__table__  # type: ignore[attr-defined]  # SQLModel does not declare it
_CERTIFICATE = Certificate.__table__  # type: ignore[attr-defined]  # as above


@dataclass
class _Member:
    """A listing or certificate that names the producer."""

    key: str
    producer: dict[str, Any]
    place: dict[str, Any]
    address: str | None
    phone: str | None
    tax_code: str | None
    first_seen: datetime | None
    certified: bool
    table: Any
    id: int
    holder: str | None


@dataclass
class _Gathered:
    """All members of one producer."""

    id: str
    province: str | None
    members: list[_Member] = field(default_factory=list)


def settle_producers(work: Work) -> None:
    """Make or change the producers that are due, and link their listings and certificates to them."""
    certificates = _certificates_by_key(work)
    unlinked = {key for key, rows in certificates.items() if work.full or any(row.holder is None for row in rows)}
    keys = sorted({*due.waiting(work.session, due.PRODUCERS), *unlinked})
    unnamed = _LISTING.c.producer_key.is_(None) & _LISTING.c.producer_id.is_not(None)
    work.session.execute(update(_LISTING).where(unnamed).values(producer_id=None))
    for start in range(0, len(keys), _BATCH):
        batch = keys[start : start + _BATCH]
        members = list(_listings(work.session, batch))
        members += [member for key in batch for member in certificates.get(key, ())]
        _settle(work, members)
        due.settle(work.session, due.PRODUCERS, batch)
        work.session.commit()


def _settle(work: Work, members: list[_Member]) -> None:
    gathered = list(_gather(members))
    known = {row["id"]: row for row in _rows(work.session, [one.id for one in gathered])}
    changed = [values for one in gathered if (values := _values(one)) != _stored(known.get(values["id"]))]
    if changed:
        fresh = insert_for(work.session.connection(), Producer)
        columns = {name: fresh.excluded[name] for name in changed[0] if name != "id"}
        work.session.execute(fresh.on_conflict_do_update(index_elements=["id"], set_=columns), changed)
    for table in (_LISTING, _CERTIFICATE):
        moved = [
            {"row": member.id, "owner": one.id}
            for one in gathered
            for member in one.members
            if member.table is table and member.holder != one.id
        ]
        if moved:
            statement = update(table).where(table.c.id == bindparam("row")).values(producer_id=bindparam("owner"))
            work.session.execute(statement, moved)
    work.report.producers += len(changed)


def _gather(members: Iterable[_Member]) -> Iterator[_Gathered]:
    by_key: dict[str, list[_Member]] = defaultdict(list)
    for member in members:
        by_key[member.key].append(member)
    for key, named in sorted(by_key.items()):
        for province, here in _by(named, lambda member: member.place.get("province")).items():
            for form, alike in _by(here, lambda member: form_key(member.producer)).items():
                yield _Gathered(producer_id(key, form, province), province, alike)


def _by(members: Iterable[_Member], trait: Callable[[_Member], str | None]) -> dict[str | None, list[_Member]]:
    """Members by a trait; those without it join the others where these all have the same."""
    found: dict[str | None, list[_Member]] = defaultdict(list)
    for member in members:
        found[trait(member)].append(member)
    if len(found) == 2 and None in found:
        unknown = found.pop(None)
        next(iter(found.values())).extend(unknown)
    return found


def _values(one: _Gathered) -> dict[str, Any]:
    """The row: what certificates say first, then what most listings say."""
    ranked = [member for member in one.members if member.certified] or one.members
    name = _most(member.producer["name"] for member in ranked)
    times = [member.first_seen for member in one.members if member.first_seen is not None]
    return {
        "id": one.id,
        "name": name,
        "folded": fold(name or "")[:_LONGEST_FOLDED],
        "legal_form": _most(member.producer.get("legal_form") for member in ranked),
        "address": _fullest(m.address for m in ranked) or _fullest(m.address for m in one.members),
        "province": one.province,
        "former_province": _most(member.place.get("former_province") for member in one.members),
        "commune": _most(m.place.get("commune") for m in ranked) or _most(m.place.get("commune") for m in one.members),
        "phone": _most(member.phone for member in one.members),
        "tax_code": _most(member.tax_code for member in one.members),
        "first_seen": min(times, default=None),
    }


def _most(values: Iterable[str | None]) -> str | None:
    """The most common value; of equally common ones the first in the alphabet."""
    counted = Counter(value for value in values if value)
    return min(counted, key=lambda value: (-counted[value], value)) if counted else None


def _fullest(addresses: Iterable[str | None]) -> str | None:
    """The most common address; of equally common ones the one that says most, then the first in the alphabet."""
    counted = Counter(address for address in addresses if address)
    return min(counted, key=lambda one: (-counted[one], -one.count(","), -len(one), one)) if counted else None


def _stored(row: Mapping[str, Any] | None) -> dict[str, Any] | None:
    return None if row is None else dict(row)


def _rows(session: Session, ids: list[str]) -> Iterable[Mapping[str, Any]]:
    table = Producer.__table__  # type: ignore[attr-defined]  # SQLModel does not declare it
    return [dict(row) for row in session.execute(select(table).where(table.c.id.in_(ids))).mappings()]


def _listings(session: Session, keys: list[str]) -> Iterator[_Member]:
    names = ("id", "producer_key", "facts", "producer_id", "first_seen")
    query = (
        select(*(_LISTING.c[name] for name in names), col(Content.body))
        .join(Content, col(Content.hash) == _LISTING.c.content_hash)
        .where(_LISTING.c.producer_key.in_(keys))
        .order_by(_LISTING.c.id)
    )
    for row in session.execute(query):
        yield _Member(
            key=row.producer_key,
            producer=row.facts["producer"],
            place=row.facts["place"],
            address=plain(row.body.get("address")),
            phone=phone_in(row.body.get("phone")),
            tax_code=stated_tax_code(row.body),
            first_seen=row.first_seen,
            certified=False,
            table=_LISTING,
            id=row.id,
            holder=row.producer_id,
        )


def _certificates_by_key(work: Work) -> dict[str, list[_Member]]:
    """Certificates under the key of the producer they name, its name read by the same rule as a listing's."""
    found: dict[str, list[_Member]] = defaultdict(list)
    for row in work.session.execute(select(_CERTIFICATE).order_by(_CERTIFICATE.c.id)):
        read = read_producer(row.producer_name)
        producer = read.model_dump() if read else None
        key = producer_key(producer)
        if key is None or producer is None:
            continue
        place = {"province": row.province, "former_province": row.former_province, "commune": row.commune}
        found[key].append(
            _Member(key, producer, place, row.address, None, None, None, True, _CERTIFICATE, row.id, row.producer_id)
        )
    return found
