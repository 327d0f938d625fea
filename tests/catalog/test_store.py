"""The tables as the migrations make them, on both databases."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine, inspect, text
from sqlalchemy.exc import DBAPIError
from sqlmodel import Session, col, select

from catalog.database import connect, connect_sqlite
from catalog.migrate import METADATA, differences, downgrade, is_current, revision, upgrade
from catalog.settings import Settings
from catalog.tables import CrawlRun
from tests.catalog.fair import honey, see

TABLES = set(METADATA.tables)


def test_migrations_make_the_tables_of_the_code(database: Engine) -> None:
    assert differences(database) == []
    assert set(inspect(database).get_table_names()) == TABLES | {"alembic_version"}


def test_upgrading_twice_and_down_to_nothing(database: Engine) -> None:
    upgrade(database)
    assert is_current(database)
    downgrade(database, to="base")
    assert revision(database) is None
    assert set(inspect(database).get_table_names()) == {"alembic_version"}
    upgrade(database)
    assert differences(database) == []


@pytest.mark.parametrize("change", ["UPDATE content SET body = '{}'", "DELETE FROM content"])
def test_contents_are_append_only(database: Engine, change: str) -> None:
    with database.begin() as connection:
        connection.execute(text("INSERT INTO content (hash, body) VALUES ('a', '{\"url\": \"u\"}')"))
    with pytest.raises(DBAPIError, match="content is append-only"), database.begin() as connection:
        connection.execute(text(change))
    with database.connect() as connection:
        assert connection.execute(text("SELECT body FROM content")).scalar_one() == '{"url": "u"}'


@pytest.mark.parametrize("table", ["content", "observation"])
def test_postgres_refuses_truncation(postgres_database: Engine, table: str) -> None:
    with pytest.raises(DBAPIError, match="append-only"), postgres_database.begin() as connection:
        connection.execute(text(f"TRUNCATE {table} CASCADE"))


def test_default_database_is_sqlite_in_the_data_folder(tmp_path: Path) -> None:
    engine = connect(Settings(data_dir=tmp_path / "deep" / "var"))
    upgrade(engine)
    with engine.connect() as connection:
        assert connection.execute(text("PRAGMA journal_mode")).scalar_one() == "wal"
        assert connection.execute(text("PRAGMA foreign_keys")).scalar_one() == 1
    engine.dispose()
    assert (tmp_path / "deep" / "var" / "chophien.sqlite3").is_file()


def test_an_unknown_kind_of_database_is_named(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="mysql"):
        connect(Settings(data_dir=tmp_path, database_url="mysql://host/name"))


def test_a_fresh_file_is_not_current(tmp_path: Path) -> None:
    engine = connect_sqlite(f"sqlite:///{tmp_path / 'empty.sqlite3'}")
    assert not is_current(engine)
    engine.dispose()


@pytest.mark.parametrize(
    ("table", "row"), [("content", "hash, '{}'"), ("observation", "id, listing_id, run_id, content_hash, '2000-01-01'")]
)
def test_sqlite_replaces_nothing_either(sqlite_database: Engine, table: str, row: str) -> None:
    see(sqlite_database, "2026-11-20", honey("cho"))
    with sqlite_database.connect() as connection:
        before = connection.execute(METADATA.tables[table].select()).all()
    with sqlite_database.begin() as connection:
        connection.execute(text(f"INSERT OR REPLACE INTO {table} SELECT {row} FROM {table}"))  # noqa: S608  (our own words)
    with sqlite_database.connect() as connection:
        assert connection.execute(METADATA.tables[table].select()).all() == before


def test_readings_of_archives_kept_as_crawls_are_told_apart(database: Engine) -> None:
    told: tuple[tuple[str, dict[str, Any]], ...] = (
        ("finished", {"reason": "finished"}),
        ("interrupted", {"reason": "archive", "broken": None}),
        ("interrupted", {"reason": "archive", "broken": "it breaks off"}),
    )
    downgrade(database, to="0009")
    with Session(database) as session:
        now = datetime(2026, 11, 20, tzinfo=UTC)
        session.add_all(CrawlRun(status=status, started_at=now, report=report) for status, report in told)
        session.commit()
    upgrade(database)
    with Session(database) as session:
        runs = session.exec(select(CrawlRun).order_by(col(CrawlRun.id))).all()
    assert [(run.kind, run.status) for run in runs] == [
        ("crawl", "finished"),
        ("archive", "finished"),
        ("archive", "interrupted"),
    ]
