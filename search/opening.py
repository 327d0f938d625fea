"""Which engine the settings name, and the service on it."""

from collections.abc import Callable, Mapping

from sqlalchemy import Engine as Database
from sqlalchemy import select
from sqlmodel import col

from catalog.settings import Settings
from catalog.tables import Marketplace
from search.engines.embedded import EmbeddedEngine
from search.engines.embedded_build import EmbeddedBuilder
from search.engines.meilisearch import MeilisearchEngine
from search.engines.meilisearch_build import MeilisearchBuilder
from search.engines.protocol import Builder, Engine
from search.lexicon import shipped_lexicon
from search.service import EngineSearchService
from search.understanding.places import shipped_gazetteer


def open_service(settings: Settings, engine: Database) -> EngineSearchService:
    """The search service over the index the settings name; `engine` is the catalog's, for marketplaces' names.

    Opens even where no index stands or nothing answers yet: its methods then raise EngineUnavailable.
    """
    return EngineSearchService(open_engine(settings), shipped_lexicon(), shipped_gazetteer(), _marketplaces(engine))


def open_engine(settings: Settings) -> Engine:
    """The reading side of the settings' engine."""
    if settings.meilisearch_url:
        return MeilisearchEngine(settings.meilisearch_url, _key(settings), prefix=settings.meilisearch_prefix)
    return EmbeddedEngine(settings.index_dir)


def open_builder(settings: Settings) -> Builder:
    """The writing side of the settings' engine."""
    if settings.meilisearch_url:
        return MeilisearchBuilder(settings.meilisearch_url, _key(settings), prefix=settings.meilisearch_prefix)
    settings.index_dir.mkdir(parents=True, exist_ok=True)
    return EmbeddedBuilder(settings.index_dir)


def _key(settings: Settings) -> str | None:
    return settings.meilisearch_key.get_secret_value() if settings.meilisearch_key else None


def _marketplaces(database: Database) -> Callable[[], Mapping[str, str]]:
    def read() -> Mapping[str, str]:
        with database.connect() as connection:
            return {row[0]: row[1] for row in connection.execute(select(col(Marketplace.slug), col(Marketplace.name)))}

    return read
