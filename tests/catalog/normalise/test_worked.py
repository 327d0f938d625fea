"""Listings as marketplaces write them, with the facts they must give: one table a kind in worked/, read field by field.

Each line names what is given (the other required fields are filled in) and the facts that matter, by their path.
"""

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from catalog.certificates import shipped_registry
from catalog.listing import parse_listing
from catalog.normalise import normalise

TABLES = sorted((Path(__file__).parent / "worked").glob("*.jsonl"))
FILLED = {"url": "https://shop.example/p/1", "name": "Hàng quê"}


def fact(facts: dict[str, Any], path: str) -> Any:
    """The fact at a path as `net_content.amount`; None where what it belongs to is null."""
    value: Any = facts
    for key in path.split("."):
        value = value[key] if value is not None else None
    return value


@pytest.mark.parametrize("table", TABLES, ids=[one.stem for one in TABLES])
def test_every_line_gives_its_facts(table: Path) -> None:
    wrong = []
    for line in table.read_text("utf-8").splitlines():
        row = json.loads(line)
        listing, _ = parse_listing({**FILLED, **row["given"]})
        facts = normalise(listing, registry=shipped_registry(), today=date(2026, 11, 26)).facts.to_json()
        got = {path: fact(facts, path) for path in row["facts"]}
        if got != row["facts"]:
            wrong.append(f"{row['given']} gives {got}, not {row['facts']}")
    assert not wrong, "\n".join(wrong)


def test_the_tables_are_there() -> None:
    assert sum(len(table.read_text("utf-8").splitlines()) for table in TABLES) > 2_500
