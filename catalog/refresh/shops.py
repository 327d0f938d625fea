"""Shops: who sells on a marketplace, by the name it goes by there."""

from sqlalchemy import select
from sqlmodel import Session, col

from catalog.database import insert_for
from catalog.tables import Shop

_LONGEST = 300
_MOST_KEPT = 50_000


class Shops:
    """Finds or makes the row of a shop; `made` counts the new ones."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._ids: dict[tuple[str, str], int] = {}
        self.made = 0

    def id_of(self, marketplace: str, name: str | None) -> int | None:
        """The row of the shop of that name; None where the listing names none."""
        tidy = " ".join((name or "").replace("\x00", "").split())[:_LONGEST]
        if not tidy:
            return None
        key = (marketplace, tidy)
        if key not in self._ids:
            if len(self._ids) >= _MOST_KEPT:
                self._ids.clear()
            self._ids[key] = self._find(*key)
        return self._ids[key]

    def _find(self, marketplace: str, name: str) -> int:
        known = select(col(Shop.id)).where(col(Shop.marketplace) == marketplace, col(Shop.name) == name)
        found = self._session.scalar(known)
        if found is None:
            statement = insert_for(self._session.connection(), Shop).on_conflict_do_nothing()
            self._session.execute(statement, [{"marketplace": marketplace, "name": name}])
            self.made += 1
            found = self._session.execute(known).scalar_one()
        return found or 0
