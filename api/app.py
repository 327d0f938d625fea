"""The application: the API under /v1, the pages, the widget, pictures and health, from one process."""

from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from importlib.metadata import version

from fastapi import FastAPI
from sqlalchemy import Engine
from starlette.middleware.gzip import GZipMiddleware

from api import widget
from api.http import check, errors, health, marketplaces, pictures, producers, products, search, sources
from api.http.checker import Checker
from api.http.metrics import QueueMetrics, RequestMetrics
from api.http.middleware import HeadFromGet, OpenApiCors, SecurityHeaders
from api.http.slashes import NoTrailingSlash
from api.web import api_page, checker, fixed_pages, product, search_page
from api.web import marketplaces as marketplaces_page
from api.web import producers as producers_page
from api.web import provinces as provinces_page
from api.web import sources as sources_page
from api.web.files import STATIC, VersionedFiles
from catalog.database import connect
from catalog.settings import Settings
from search.contract import SearchService

DESCRIPTION = """One search over OCOP goods on Vietnam's provincial, postal and private marketplaces.

Money is integer đồng, times are UTC, text is NFC. Errors are `application/problem+json` in one shape, with their detail
in Vietnamese and English. Open to any origin, without credentials. Chợ Phiên sells nothing: every offer links to its
marketplace."""
ROUTERS = (
    search.router,
    products.router,
    producers.router,
    marketplaces.router,
    sources.router,
    check.router,
    health.router,
    pictures.router,
    widget.router,
    search_page.router,
    product.router,
    producers_page.router,
    marketplaces_page.router,
    provinces_page.router,
    sources_page.router,
    checker.router,
    api_page.router,
    fixed_pages.router,
)


def create_app(settings: Settings, *, engine: Engine | None = None, service: SearchService | None = None) -> FastAPI:
    """The ASGI application over one catalog and one index.

    Opens the database and the engine that the settings name, unless they are given. An index built later is picked up.
    """
    database = engine or connect(settings)
    app = FastAPI(
        title="Chợ Phiên",
        version=version("cho-phien"),
        description=DESCRIPTION,
        license_info={"name": "Apache 2.0", "identifier": "Apache-2.0"},
        docs_url=None,
        redoc_url=None,
        redirect_slashes=False,
        lifespan=_closing(database) if engine is None else None,
    )
    app.state.settings = settings
    app.state.engine = database
    app.state.search = service or _open_service(settings, database)
    app.state.checker = Checker(database)
    app.state.queue_metrics = QueueMetrics(database)
    errors.install(app)
    for router in ROUTERS:
        app.include_router(router)
    app.mount("/static", VersionedFiles(directory=STATIC), name="static")
    _surround(app)
    return app


def _surround(app: FastAPI) -> None:
    """The last added stands outermost."""
    app.add_middleware(NoTrailingSlash)
    app.add_middleware(errors.LastResort)
    app.add_middleware(GZipMiddleware, minimum_size=2048, compresslevel=4)
    app.add_middleware(OpenApiCors)
    app.add_middleware(SecurityHeaders)
    app.add_middleware(RequestMetrics)
    app.add_middleware(HeadFromGet)


def _open_service(settings: Settings, engine: Engine) -> SearchService:
    from search import open_service

    return open_service(settings, engine)


def _closing(engine: Engine) -> Callable[[FastAPI], AbstractAsyncContextManager[None]]:
    @asynccontextmanager
    async def lifespan(_app: FastAPI) -> AsyncIterator[None]:
        yield
        engine.dispose()

    return lifespan
