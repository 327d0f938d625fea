"""Documents of the whole catalog: made here or by processes of their own, and kept for the next time."""

from pathlib import Path

import pytest
from sqlalchemy import Engine as Database

from api.bench.goods import fill
from search import making, rows
from search.engines.embedded_build import EmbeddedBuilder
from search.engines.protocol import BuildError
from search.making import Making


@pytest.fixture
def catalog(sqlite_database: Database, monkeypatch: pytest.MonkeyPatch) -> Database:
    """Three hundred products read in spans of forty."""
    fill(sqlite_database, 300)
    monkeypatch.setattr(rows, "SPAN", 40)
    return sqlite_database


@pytest.fixture
def builder(tmp_path: Path) -> EmbeddedBuilder:
    return EmbeddedBuilder(tmp_path)


def _all(making: Making) -> tuple[list[str], bytes, list[str]]:
    parts = list(making)
    return [line for part in parts for line in part.lines], making.words, [one.id for p in parts for one in p[1]]


def test_processes_make_what_one_makes(catalog: Database, builder: EmbeddedBuilder) -> None:
    here = _all(Making(catalog, builder, processes=0))
    assert len(here[0]) == 300
    assert len(set(here[2])) == 16
    assert _all(Making(catalog, builder, processes=2)) == here


def _broken(_document: object) -> str:
    raise ValueError("no such unit")


def test_what_goes_wrong_there_is_said_here(
    catalog: Database, builder: EmbeddedBuilder, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(builder, "encode", _broken)
    with pytest.raises(BuildError, match="ValueError: no such unit"):
        list(Making(catalog, builder, processes=2))


def _dying(_document: object) -> str:
    raise SystemExit(9)


def test_a_process_that_ends_does_not_hang_the_build(
    catalog: Database, builder: EmbeddedBuilder, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(builder, "encode", _dying)
    with pytest.raises(BuildError, match="has ended"):
        list(Making(catalog, builder, processes=2))


def test_nothing_to_make(sqlite_database: Database, builder: EmbeddedBuilder) -> None:
    assert list(Making(sqlite_database, builder, processes=1)) == []
    assert making.FEW >= rows.SPAN
