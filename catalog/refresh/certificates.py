"""Link each certificate to the product it was given for, by the registry's own rule: product name and producer."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from rapidfuzz.fuzz import token_sort_ratio
from sqlalchemy import bindparam, or_, select, update
from sqlmodel import Session

from catalog.facts import Facts
from catalog.refresh import due
from catalog.refresh.normalising import Rules
from catalog.refresh.producer_keys import in_words
from catalog.refresh.work import Work
from catalog.slug import fold
from catalog.tables import Certificate, Product

_PAGE = 500
_CERTIFICATE = Certificate.__table__  # type: ignore[attr-defined]  # SQLModel does not declare it
_PRODUCT = Product.__table__  # type: ignore[attr-defined]  # as above

Key = tuple[str, str]


def link_certificates(work: Work, rules: Rules) -> None:
    """Link or unlink the certificates of the products whose facts were made anew.

    Renewals of one recognition go to one product. Of several products that one certificate names, it goes to the one
    with the closest name.
    """
    session = work.session
    products = due.waiting(session, due.CERTIFICATES)
    certificates = _Certificates(session)
    wanted: dict[Key, list[Any]] = defaultdict(list)
    for row in _products(session, products):
        facts = Facts.model_validate(row.facts)
        found = rules.registry.find(
            row.name,
            in_words(facts.producer),
            facts.ocop.decision,
            today=work.today,
            province=facts.place.province,
        )
        if found is not None:
            wanted[_key(found.recognition)].append(row)
    moved = list(certificates.moved(wanted, set(products)))
    if moved:
        statement = update(_CERTIFICATE).where(_CERTIFICATE.c.id == bindparam("row"))
        session.execute(statement.values(product_id=bindparam("owner")), moved)
    due.settle(session, due.CERTIFICATES)
    session.commit()
    work.report.certificates = sum(one["owner"] is not None for one in moved)


def _products(session: Session, ids: Sequence[str]) -> Iterator[Any]:
    names = ("id", "name", "producer_id", "facts")
    for start in range(0, len(ids), _PAGE):
        page = _PRODUCT.c.id.in_(ids[start : start + _PAGE])
        says = or_(_PRODUCT.c.producer_id.is_not(None), _PRODUCT.c.ocop_status != "none")
        yield from session.execute(select(*(_PRODUCT.c[name] for name in names)).where(page, says)).all()


class _Certificates:
    """All certificates, those of one recognition (a first rating and its renewals) together."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._rows: dict[Key, list[Any]] = defaultdict(list)
        for row in session.execute(select(_CERTIFICATE).order_by(_CERTIFICATE.c.id)):
            self._rows[_key(row)].append(row)

    def moved(self, wanted: dict[Key, list[Any]], seen: set[str]) -> Iterator[dict[str, Any]]:
        """Rows whose product changes, as `row` and `owner`; `seen` are the products that were looked at."""
        for key, rows in self._rows.items():
            linked = {row.product_id for row in rows if row.product_id is not None}
            if key not in wanted and not linked & seen:
                continue
            rivals = [*wanted.get(key, ()), *_products(self._session, sorted(linked - seen))]
            owner = _closest(rows[0], rivals)
            yield from ({"row": row.id, "owner": owner} for row in rows if row.product_id != owner)


def _closest(certificate: Any, products: Iterable[Any]) -> str | None:
    said = fold(certificate.product_name)
    best = min(
        products,
        key=lambda row: (
            row.facts["ocop"]["status"] != "proven",
            row.producer_id != certificate.producer_id,
            -token_sort_ratio(fold(row.name), said),
            row.id,
        ),
        default=None,
    )
    return best.id if best is not None else None


def _key(named: Any) -> Key:
    return fold(named.product_name), fold(named.producer_name)
