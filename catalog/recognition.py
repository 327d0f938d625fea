"""What a recognition is: one product of one producer, its stars, its decision and the days it is valid.

A certificate is valid 36 months from its decision (148/QĐ-TTg, 26/2026/QĐ-TTg). Only a signed decision (level A with
number and date) proves a star; government news (B1) does not, and is kept as what it is.
"""

from dataclasses import dataclass
from datetime import date
from typing import Protocol

from catalog.facts import Decision

MONTHS_VALID = 36


@dataclass(frozen=True, slots=True)
class Recognition:
    """One recognised product. `level`: A a signed decision, B1 government news of the award, B2 a proposal only."""

    product_name: str
    producer_name: str
    stars: int
    number: str = ""
    issuer: str = ""
    issued_on: date | None = None
    expires_on: date | None = None
    revoked_on: date | None = None
    level: str = "A"
    category: str | None = None
    source_url: str | None = None
    province: str | None = None

    @property
    def proves(self) -> bool:
        """Whether a signed decision stands behind it."""
        return self.level == "A" and bool(self.number) and self.issued_on is not None and 3 <= self.stars <= 5

    @property
    def until(self) -> date | None:
        """The last day it is valid: the printed expiry, else 36 months after the decision."""
        return last_day(self.issued_on, self.expires_on)

    def revoked_by(self, day: date) -> bool:
        """Whether it was taken back by then."""
        return self.revoked_on is not None and self.revoked_on <= day

    def valid_on(self, day: date) -> bool:
        """Whether it proves a star on a day."""
        return (
            self.proves
            and not self.revoked_by(day)
            and self.issued_on is not None
            and self.until is not None
            and self.issued_on <= day <= self.until
        )

    @property
    def decision(self) -> Decision | None:
        """The decision in the facts' shape, None where there is none."""
        return Decision(number=self.number, date=self.issued_on, issuer=self.issuer or None) if self.number else None


@dataclass(frozen=True, slots=True)
class Match:
    """A recognition found for a listing and by what: `producer` (name and producer) or `decision` (quoted number)."""

    recognition: Recognition
    by: str


class Registry(Protocol):
    """Where recognitions are looked up; catalog.certificates has the one in use."""

    def find(
        self, name: str, producer: str | None, decision: Decision | None, *, today: date, province: str | None = None
    ) -> Match | None:
        """The recognition of a product by its cleaned name with its producer, or with the decision the page quotes.

        `producer` in the words it is written in; `province` is the slug of today where the listing names one.
        """


def last_day(issued_on: date | None, expires_on: date | None) -> date | None:
    """The last day a certificate is valid: the printed expiry, else 36 months after the decision."""
    return expires_on or (months_after(issued_on, MONTHS_VALID) if issued_on else None)


def months_after(day: date, months: int) -> date:
    """The same day of the month so many months on, the last day of a shorter month."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    for last in (day.day, 30, 29, 28):
        try:
            return date(year, month + 1, last)
        except ValueError:
            continue
    raise AssertionError("every month has 28 days")
