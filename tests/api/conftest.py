"""An application over an empty catalog and the search engine in memory."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
from fastapi.testclient import TestClient
from playwright.sync_api import Browser, Page, expect, sync_playwright
from sqlalchemy import Engine

from api.app import create_app
from catalog.database import connect_sqlite
from catalog.settings import Settings
from tests.api.browser import ARGUMENTS, PATIENCE, PHONE, served
from tests.api.fakes import FakeSearch
from tests.api.small_fair import fill

expect.set_options(timeout=PATIENCE)


@pytest.fixture
def fake() -> FakeSearch:
    return FakeSearch()


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(data_dir=tmp_path, public_url="https://chophien.example")


@pytest.fixture
def client(settings: Settings, sqlite_database: Engine, fake: FakeSearch) -> Iterator[TestClient]:
    app = create_app(settings, engine=sqlite_database, service=fake)
    with TestClient(app, raise_server_exceptions=False) as opened:
        yield opened


@pytest.fixture(scope="module")
def chrome(chromium: str) -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=ARGUMENTS, timeout=PATIENCE)
        yield browser
        browser.close()


@pytest.fixture
def site(settings: Settings, sqlite_database: Engine, fake: FakeSearch) -> Iterator[str]:
    with served(create_app(settings, engine=sqlite_database, service=fake)) as address:
        yield address


@pytest.fixture
def open_page(chrome: Browser) -> Iterator[Callable[..., Page]]:
    """Opens pages of a given size; at the end, no page may have written an error to its console."""
    complaints: list[str] = []
    contexts = []

    def opened(**options: Any) -> Page:
        context = chrome.new_context(**{"viewport": PHONE, "reduced_motion": "reduce", **options})
        context.set_default_timeout(PATIENCE)
        contexts.append(context)
        page = context.new_page()
        page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        return page

    yield opened
    for context in contexts:
        context.close()
    assert complaints == []


@pytest.fixture(scope="session")
def filled_catalog(_sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("fair") / "fair.sqlite3"
    shutil.copyfile(_sqlite_template, path)
    engine = connect_sqlite(f"sqlite:///{path}")
    fill(engine)
    engine.dispose()
    return path


@pytest.fixture
def fair(settings: Settings, filled_catalog: Path, tmp_path: Path, fake: FakeSearch) -> Iterator[TestClient]:
    """A client of a small catalog made by the real import and refresh; each test has its own copy."""
    copy = tmp_path / "fair.sqlite3"
    shutil.copyfile(filled_catalog, copy)
    engine = connect_sqlite(f"sqlite:///{copy}")
    with TestClient(create_app(settings, engine=engine, service=fake), raise_server_exceptions=False) as opened:
        yield opened
    engine.dispose()


@pytest.fixture
def fair_site(settings: Settings, filled_catalog: Path, tmp_path: Path, fake: FakeSearch) -> Iterator[str]:
    """The address of a server over the small catalog and the search engine in memory."""
    copy = tmp_path / "fair-site.sqlite3"
    shutil.copyfile(filled_catalog, copy)
    engine = connect_sqlite(f"sqlite:///{copy}")
    with served(create_app(settings, engine=engine, service=fake)) as address:
        yield address
    engine.dispose()


@pytest.fixture
def producer_path() -> str:
    return "/co-so/htx-bechamp-dak-nong-lam-dong"


@pytest.fixture
def product_path(fair_site: str, producer_path: str) -> str:
    listings = httpx.get(f"{fair_site}/v1/producers/{producer_path.removeprefix('/co-so/')}/listings").json()
    return next(str(one["url"]) for one in listings["products"] if one["name"].startswith("MACCA"))
