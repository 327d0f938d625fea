"""Producers and the certificates their products hold."""

from datetime import date, datetime

from sqlalchemy import UniqueConstraint
from sqlmodel import Field, SQLModel

from catalog.recognition import last_day
from catalog.tables.columns import UtcDateTime


class Producer(SQLModel, table=True):
    """Who makes it (chủ thể OCOP). Only a producer's public contact is kept."""

    id: str = Field(primary_key=True, max_length=80)
    name: str
    folded: str = Field(default="", index=True, description="The name without tones and case, to be searched by.")
    legal_form: str | None = None
    address: str | None = None
    province: str | None = Field(default=None, index=True)
    former_province: str | None = None
    commune: str | None = None
    phone: str | None = None
    tax_code: str | None = Field(default=None, index=True)
    first_seen: datetime | None = Field(default=None, sa_type=UtcDateTime)


class Certificate(SQLModel, table=True):
    """An OCOP rating and its evidence.

    Levels: A a signed decision, B1 government news of the award, B2 a proposal only, C a shop page (proves nothing),
    R a revocation that does not name the decision it revokes (its stars are 0 where it does not say which).
    """

    __table_args__ = (
        UniqueConstraint("product_name", "producer_name", "number", "issuer", "issued_on", name="uq_certificate"),
    )

    id: int | None = Field(default=None, primary_key=True)
    product_name: str
    producer_name: str
    stars: int
    number: str = ""
    issuer: str = ""
    issued_on: date | None = None
    expires_on: date | None = None
    revoked_on: date | None = None
    revoked_by: str | None = Field(default=None, description="The decision that revoked it, in words.")
    file_code: str | None = None
    address: str | None = None
    province: str | None = Field(default=None, index=True)
    former_province: str | None = None
    commune: str | None = None
    category: str | None = None
    level: str = "A"
    source_url: str | None = None
    product_id: str | None = Field(default=None, foreign_key="product.id", index=True)
    producer_id: str | None = Field(default=None, foreign_key="producer.id", index=True)

    @property
    def until(self) -> date | None:
        """The last day it is valid: the printed expiry, else 36 months after the decision."""
        return last_day(self.issued_on, self.expires_on)
