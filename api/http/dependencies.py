"""What handlers ask for. All of it is async, because a plain function would cost every request a hop to a thread."""

from collections.abc import Awaitable, Callable
from typing import Annotated, Any, Protocol, TypeVar, cast

from fastapi import Depends, Request
from sqlalchemy import Engine
from starlette.concurrency import run_in_threadpool

from catalog.settings import Settings
from search.contract import SearchService


async def search_service(request: Request) -> SearchService:
    """The engine the application was made with."""
    return cast(SearchService, request.app.state.search)


async def database_engine(request: Request) -> Engine:
    """The catalog's database."""
    return cast(Engine, request.app.state.engine)


async def current_settings(request: Request) -> Settings:
    """The settings the application was made with."""
    return cast(Settings, request.app.state.settings)


Answer = TypeVar("Answer")


class Ask(Protocol):
    """Awaits what a function of the search service answers."""

    def __call__(self, function: Callable[..., Answer], *args: Any, **kwargs: Any) -> Awaitable[Answer]: ...


async def ask_here(function: Callable[..., Any], *args: Any, **kwargs: Any) -> Any:
    """Calls it on the event loop's own thread."""
    return function(*args, **kwargs)


async def how_to_ask(request: Request) -> Ask:
    """The embedded engine is asked where the request stands, a server over the network in a thread.

    An embedded search takes about a millisecond of computing: handing it to a thread and back cost 0.2 ms on an idle
    machine and several on a busy one. Waiting for a server's answer must never hold up other requests.
    """
    waits = (await current_settings(request)).meilisearch_url is not None
    return cast(Ask, run_in_threadpool if waits else ask_here)


SearchDep = Annotated[SearchService, Depends(search_service)]
EngineDep = Annotated[Engine, Depends(database_engine)]
AskDep = Annotated[Ask, Depends(how_to_ask)]
SettingsDep = Annotated[Settings, Depends(current_settings)]
