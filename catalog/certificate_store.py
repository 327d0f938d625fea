"""Certificates into the table: new ones added, known ones brought up to date or revoked, none taken away."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from typing import Any

from pydantic import BaseModel, Field
from sqlalchemy import Engine, select
from sqlmodel import Session

from catalog.certificates.registry import CertificateRegistry, number_key
from catalog.normalise.producer import producer_key
from catalog.slug import fold
from catalog.tables import Certificate

_LONGEST_NAME = 300
_LINKS = {"id", "product_id", "producer_id"}
_TABLE = Certificate.__table__  # type: ignore[attr-defined]  # SQLModel does not declare it

Key = tuple[str, str, str, str, date | None]


class CertificateReport(BaseModel):
    """What was done with a list of certificates."""

    read: int = 0
    new: int = 0
    changed: int = 0
    revoked: int = Field(0, description="Certificates of earlier lists that a revocation now ends.")


def save_certificates(engine: Engine, rows: Iterable[Certificate], *, only_new: bool = False) -> CertificateReport:
    """Add certificates, told apart by product, producer, number, issuer and date; one given twice is kept once.

    A known one takes over what the list says and keeps what it does not say, unless `only_new`; its links to product
    and producer are the refresh's. An expiry not given is 36 months after the decision. A revocation ends the
    certificates of its product that were decided before it, whichever of the two lists comes first.
    """
    report = CertificateReport()
    with Session(engine) as session:
        known = {_key(row): row for row in session.scalars(select(Certificate).order_by(Certificate.id))}  # type: ignore[arg-type]
        for row in rows:
            report.read += 1
            said = _said(row)
            stored = known.get(_key(row))
            if stored is None:
                stored = known[_key(row)] = Certificate(**said)
                session.add(stored)
                report.new += 1
            elif not only_new and any(getattr(stored, name) != value for name, value in said.items()):
                stored.sqlmodel_update(said)
                report.changed += 1
        report.revoked = _revoke(known.values())
        session.commit()
    return report


def stored_registry(engine: Engine) -> CertificateRegistry:
    """The registry of every certificate in the table."""
    columns = [column for column in _TABLE.c if column.name not in _LINKS]
    with engine.connect() as connection:
        return CertificateRegistry.from_rows(connection.execute(select(*columns).order_by(_TABLE.c.id)))


def _revoke(rows: Iterable[Certificate]) -> int:
    """Carry revocations over to the certificates they mean; says how many that ended."""
    of_product: dict[tuple[str, str], list[Certificate]] = defaultdict(list)
    for row in rows:
        of_product[fold(row.product_name), producer_key(row.producer_name)].append(row)
    ended = 0
    for alike in of_product.values():
        for revocation in [row for row in alike if row.revoked_on is not None]:
            for row in alike:
                if _means(revocation, row):
                    row.revoked_on, row.revoked_by = revocation.revoked_on, revocation.revoked_by
                    ended += 1
    return ended


def _means(revocation: Certificate, row: Certificate) -> bool:
    if row.revoked_on is not None or row.issued_on is None or revocation.revoked_on is None:
        return False
    if revocation.province and row.province and revocation.province != row.province:
        return False
    if not revocation.number:
        return row.issued_on <= revocation.revoked_on
    same_number = number_key(revocation.number) == number_key(row.number)
    same_issuer = not (revocation.issuer and row.issuer) or fold(revocation.issuer) == fold(row.issuer)
    return same_number and same_issuer and revocation.issued_on in (None, row.issued_on)


def _said(row: Certificate) -> dict[str, Any]:
    values = {name: value for name, value in row.model_dump(exclude=_LINKS).items() if value is not None}
    names = {name: _tidy(values[name]) for name in ("product_name", "producer_name")}
    return values | names | ({"expires_on": row.until} if row.until else {})


def _key(row: Certificate) -> Key:
    return _tidy(row.product_name), _tidy(row.producer_name), row.number, row.issuer, row.issued_on


def _tidy(name: str) -> str:
    return " ".join(name.replace("\x00", "").split())[:_LONGEST_NAME]
