"""Administrative units with the dates they are valid.

Codes were re-used in 2025: never a key without scheme and date.
"""

from datetime import date

from sqlmodel import Field, SQLModel


class Province(SQLModel, table=True):
    """A province or central city in one span of time; `successor` is the slug of what it became part of."""

    id: str = Field(primary_key=True, description="slug@valid_from")
    slug: str = Field(index=True)
    name: str
    kind: str
    code: str
    code_scheme: str
    valid_from: date
    valid_to: date | None = None
    successor: str | None = None


class Commune(SQLModel, table=True):
    """A commune, ward or special zone in one span of time."""

    id: str = Field(primary_key=True, description="province/slug@valid_from")
    slug: str = Field(index=True)
    name: str
    kind: str
    code: str | None = None
    province: str = Field(index=True)
    valid_from: date
    valid_to: date | None = None
    successor: str | None = None
