"""Reference rows the program ships: provinces, communes and the first certificates. A second run changes nothing."""

import hashlib
from collections.abc import Iterable
from datetime import date
from importlib import resources
from typing import Any

from sqlalchemy import Engine, Table
from sqlmodel import Session, SQLModel

import catalog.data
from catalog import places
from catalog.certificate_store import save_certificates
from catalog.data import read_rows
from catalog.database import insert_for
from catalog.tables import Certificate, Commune, Province, RefreshState


def seed(engine: Engine) -> None:
    """Write provinces and communes as shipped, and the shipped certificates that are not there yet.

    A certificate somebody imported, mended or linked is left as it is. Costs one query where this was done before.
    """
    version = {"shipped": _version()}
    with Session(engine) as session:
        done = session.get(RefreshState, _STEP)
        if done is not None and done.value == version:
            return
    with engine.begin() as connection:
        for table, rows in ((Province, _provinces()), (Commune, _communes())):
            statement = insert_for(connection, table)
            columns = {
                column.name: statement.excluded[column.name] for column in _columns(table) if column.name != "id"
            }
            connection.execute(statement.on_conflict_do_update(index_elements=["id"], set_=columns), list(rows))
    save_certificates(engine, _certificates(), only_new=True)
    with Session(engine) as session:
        session.merge(RefreshState(step=_STEP, value=version))
        session.commit()


def _version() -> str:
    """Changes with any shipped row."""
    shipped = hashlib.blake2b(digest_size=16)
    for name in _FILES:
        shipped.update(resources.files(catalog.data).joinpath(name).read_bytes())
    return shipped.hexdigest()


def _columns(table: type[SQLModel]) -> Iterable[Any]:
    declared: Table = table.__table__  # type: ignore[attr-defined]  # SQLModel does not declare it
    return declared.columns


def _provinces() -> Iterable[dict[str, Any]]:
    for one in places.provinces():
        yield {
            "id": f"{one.slug}@{one.valid_from.isoformat()}",
            **{name: getattr(one, name) for name in one.__slots__},
        }


def _communes() -> Iterable[dict[str, Any]]:
    for one in places.communes():
        yield {
            "id": f"{one.province}/{one.slug}@{places.MERGED_ON.isoformat()}",
            "slug": one.slug,
            "name": one.name,
            "kind": one.kind,
            "code": one.code,
            "province": one.province,
            "valid_from": places.MERGED_ON,
            "valid_to": None,
            "successor": None,
        }


def _certificates() -> Iterable[Certificate]:
    for row in read_rows("recognised_products.csv"):
        said: dict[str, Any] = {name: row[name] or None for name in _OPTIONAL}
        issued_on, expires_on = (date.fromisoformat(row[name]) if row[name] else None for name in _DATES)
        yield Certificate(
            product_name=row["product_name"],
            producer_name=row["producer_name"],
            stars=int(row["stars"]),
            number=row["number"],
            issuer=row["issuer"],
            issued_on=issued_on,
            expires_on=expires_on,
            level=row["level"],
            source_url=row["source_url"] or None,
            **said,
        )


_STEP = "seed"
_FILES = ("provinces.csv", "communes.csv", "recognised_products.csv")
_OPTIONAL = ("category", "address", "province", "former_province", "commune")
_DATES = ("issued_on", "expires_on")
