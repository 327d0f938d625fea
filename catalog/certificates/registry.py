"""Which product of which producer was recognised, by which decision, until when."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from functools import cache
from typing import Protocol

from catalog.certificates.names import core_words, covers, may_be_same
from catalog.data import read_rows
from catalog.facts import Decision
from catalog.normalise.producer import producer_key
from catalog.normalise.text import fold
from catalog.recognition import Match, Recognition


class CertificateRow(Protocol):
    """What a registry needs of a row, such as `catalog.tables.Certificate`."""

    product_name: str
    producer_name: str
    stars: int
    number: str
    issuer: str
    issued_on: date | None
    expires_on: date | None
    revoked_on: date | None
    level: str
    category: str | None
    source_url: str | None
    province: str | None


class CertificateRegistry:
    """Recognitions, found by producer and product name or by decision."""

    def __init__(self, recognitions: Iterable[Recognition]) -> None:
        self._all = tuple(recognitions)
        self._by_producer: dict[str, list[Recognition]] = defaultdict(list)
        self._by_number: dict[str, list[Recognition]] = defaultdict(list)
        for one in self._all:
            self._by_producer[producer_key(one.producer_name)].append(one)
            if one.number:
                self._by_number[number_key(one.number)].append(one)

    @classmethod
    def from_rows(cls, rows: Iterable[CertificateRow]) -> "CertificateRegistry":
        """A registry of certificate rows; proposals (B2) and shop pages (C) are left out."""
        return cls(_recognition(row) for row in rows if row.level in ("A", "B1", "R"))

    def __len__(self) -> int:
        return len(self._all)

    def __iter__(self) -> Iterator[Recognition]:
        return iter(self._all)

    def find(
        self, name: str, producer: str | None, decision: Decision | None, *, today: date, province: str | None = None
    ) -> Match | None:
        """The recognition of a product by its cleaned name with its producer, or with the decision the page quotes.

        Two makers of one name in different provinces, or of different kinds of legal form, are two makers; where a
        listing does not say which it means, neither's recognition is found.
        """
        if producer:
            of_name = self._by_producer.get(producer_key(producer), ())
            same = [one for one in of_name if may_be_same(producer, one.producer_name) and _lies_in(one, province)]
            if best := _best(name, producer, same, today):
                return Match(best, "producer")
        if decision and (decision.date or decision.issuer):
            quoted = [
                one
                for one in self._by_number.get(number_key(decision.number), ())
                if _agrees(one, decision) and (not producer or may_be_same(producer, one.producer_name, by_words=True))
            ]
            if best := _best(name, producer or "", quoted, today):
                return Match(best, "decision")
        return None


def number_key(number: str) -> str:
    """`858/QĐ-UBND`, `858/QD - UBND` -> `858/qd-ubnd`."""
    return "".join(fold(number).split()).replace("–", "-")


def _best(name: str, producer: str, candidates: Sequence[Recognition], today: date) -> Recognition | None:
    """The one whose name says most, and of its ratings the newest that is signed: it replaces those before it."""
    if not candidates:
        return None
    said = core_words(name)
    fitting = [
        one
        for one in candidates
        if (one.issued_on is None or one.issued_on <= today)
        and covers(said, core_words(one.product_name), producer + " " + one.producer_name)
    ]
    if not fitting or len({one.province for one in fitting if one.province}) > 1:
        return None
    return max(
        fitting,
        key=lambda one: (
            len(core_words(one.product_name)),
            one.proves,
            one.issued_on or date.min,
            one.revoked_on or date.min,
            one.stars,
        ),
    )


def _lies_in(one: Recognition, province: str | None) -> bool:
    return province is None or one.province is None or one.province == province


def _agrees(one: Recognition, quoted: Decision) -> bool:
    same_day = quoted.date is None or quoted.date == one.issued_on
    same_issuer = quoted.issuer is None or not one.issuer or fold(quoted.issuer) == fold(one.issuer)
    return same_day and same_issuer


def _recognition(row: CertificateRow) -> Recognition:
    return Recognition(
        product_name=row.product_name,
        producer_name=row.producer_name,
        stars=row.stars,
        number=row.number,
        issuer=row.issuer,
        issued_on=row.issued_on,
        expires_on=row.expires_on,
        revoked_on=row.revoked_on,
        level=row.level,
        category=row.category,
        source_url=row.source_url,
        province=row.province,
    )


@cache
def shipped_registry() -> CertificateRegistry:
    """The recognised products the catalog ships (recognised_products.csv)."""
    return CertificateRegistry(
        Recognition(
            product_name=row["product_name"],
            producer_name=row["producer_name"],
            stars=int(row["stars"]),
            number=row["number"],
            issuer=row["issuer"],
            issued_on=date.fromisoformat(row["issued_on"]) if row["issued_on"] else None,
            expires_on=date.fromisoformat(row["expires_on"]) if row["expires_on"] else None,
            level=row["level"],
            category=row["category"],
            source_url=row["source_url"],
            province=row["province"] or None,
        )
        for row in read_rows("recognised_products.csv")
    )
