"""Where checks are done: one at a time in a thread beside the server, against the certificates of the catalog."""

import logging
from collections.abc import Callable
from datetime import date
from threading import Lock
from time import monotonic
from typing import Annotated, TypeVar, cast

from anyio import CapacityLimiter, to_thread
from fastapi import Depends, Request
from sqlalchemy import Engine
from sqlalchemy.exc import SQLAlchemyError

from api.http.answers import today_in_vietnam
from api.http.problem import unavailable
from catalog.certificate_store import stored_registry
from catalog.certificates import shipped_registry
from catalog.recognition import Registry

log = logging.getLogger(__name__)
Done = TypeVar("Done")

MOST_WAITING = 20
KEPT_SECONDS = 60


class Checker:
    """Calls a function with the registry and the day.

    Checking is computing: a second one at the same time would end no earlier and take searches their turn. Whoever
    comes when too many wait is told to come back.
    """

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._lane = CapacityLimiter(1)
        self._inside = 0
        self._lock = Lock()
        self._registry: Registry | None = None
        self._until = 0.0

    async def __call__(self, check: Callable[[Registry, date], Done]) -> Done:
        """What the function gives. Raises a 503 where too many wait already."""
        if self._inside >= MOST_WAITING:
            raise unavailable("Đang có nhiều người kiểm tra, xin thử lại.", "Many are checking; please retry.")
        self._inside += 1
        try:
            return await to_thread.run_sync(lambda: check(self.registry(), today_in_vietnam()), limiter=self._lane)
        finally:
            self._inside -= 1

    def registry(self) -> Registry:
        """The catalog's certificates, at most a minute old; the shipped ones where the catalog has none or is away."""
        with self._lock:
            if self._registry is None or monotonic() > self._until:
                self._registry, self._until = self._load(), monotonic() + KEPT_SECONDS
            return self._registry

    def _load(self) -> Registry:
        try:
            stored = stored_registry(self._engine)
        except SQLAlchemyError:
            log.warning("the certificates cannot be read; checking by the shipped ones", exc_info=True)
            return shipped_registry()
        return stored if len(stored) else shipped_registry()


async def _checker(request: Request) -> Checker:
    return cast(Checker, request.app.state.checker)


CheckerDep = Annotated[Checker, Depends(_checker)]
