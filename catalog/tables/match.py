"""What matching keeps between runs: signatures, candidate keys, likely pairs, people's decisions, merges and splits."""

from datetime import datetime
from typing import Any

from sqlalchemy import BigInteger, Column, Index, Text
from sqlmodel import Field, SQLModel

from catalog.tables.columns import BigId, JsonColumn, UtcDateTime


class MatchSignature(SQLModel, table=True):
    """What of one listing counts in a comparison; `inputs` is the hash of what it was made from."""

    __tablename__ = "match_signature"

    listing_id: int = Field(primary_key=True, foreign_key="listing.id", sa_column_kwargs={"autoincrement": False})
    inputs: str = Field(max_length=32)
    body: str = Field(sa_column=Column(Text, nullable=False))


class MatchKey(SQLModel, table=True):
    """A candidate key of a listing: listings that share one are compared."""

    __tablename__ = "match_key"
    __table_args__ = {"sqlite_with_rowid": False}

    key: int = Field(sa_column=Column(BigInteger, primary_key=True, autoincrement=False))
    listing_id: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})


class MatchEdge(SQLModel, table=True):
    """Two listings that are, or may be, one product; `score` of 100. The smaller listing id stands first."""

    __tablename__ = "match_edge"
    __table_args__ = {"sqlite_with_rowid": False}

    first_id: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    second_id: int = Field(primary_key=True, index=True, sa_column_kwargs={"autoincrement": False})
    score: float


class MatchDecision(SQLModel, table=True):
    """A person's word on two listings; it outranks every rule until the person takes it back."""

    __tablename__ = "match_decision"

    first_id: int = Field(primary_key=True, foreign_key="listing.id", sa_column_kwargs={"autoincrement": False})
    second_id: int = Field(
        primary_key=True, foreign_key="listing.id", sa_column_kwargs={"autoincrement": False}, index=True
    )
    same: bool
    note: str = ""
    decided_at: datetime = Field(sa_type=UtcDateTime)


class MatchChange(SQLModel, table=True):
    """A merge or split of products, with the listings that moved; never edited."""

    __tablename__ = "match_change"
    __table_args__ = (Index("ix_match_change_old_id", "old_id"), Index("ix_match_change_new_id", "new_id"))

    id: int | None = Field(default=None, sa_column=Column(BigId, primary_key=True))
    kind: str = Field(description="merge | split")
    old_id: str = Field(max_length=16)
    new_id: str = Field(max_length=16)
    listings: list[int] = Field(sa_column=Column(JsonColumn, nullable=False))
    reason: dict[str, Any] = Field(default_factory=dict, sa_column=Column(JsonColumn, nullable=False))
    recorded_at: datetime = Field(sa_type=UtcDateTime)
