"""How far a refresh has read what only ever grows."""

from typing import Any

from sqlalchemy import Column
from sqlmodel import Field, SQLModel

from catalog.tables.columns import JsonColumn


class RefreshState(SQLModel, table=True):
    """One step's bookmark: the rules it read by and the last observation it read."""

    __tablename__ = "refresh_state"

    step: str = Field(primary_key=True)
    value: dict[str, Any] = Field(sa_column=Column(JsonColumn, nullable=False))


class RefreshDue(SQLModel, table=True):
    """Something an earlier step changed and a later one has not looked at yet."""

    __tablename__ = "refresh_due"

    step: str = Field(primary_key=True)
    key: str = Field(primary_key=True)
