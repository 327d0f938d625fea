"""docs/api.md and docs/widget.md say what the code does."""

import re
from pathlib import Path

from fastapi.testclient import TestClient

from api.http.parameters import SearchParameters
from api.widget import SCRIPT

DOCS = Path(__file__).parents[2] / "docs"


def test_every_documented_route_exists_and_every_route_is_documented(client: TestClient) -> None:
    table = (DOCS / "api.md").read_text("utf-8")
    documented = set(re.findall(r"^\| `(?:GET|POST) (/[^`]*)`", table, re.MULTILINE))
    assert documented == {*client.get("/openapi.json").json()["paths"], "/metrics"}


def test_every_search_parameter_is_documented() -> None:
    manual = (DOCS / "api.md").read_text("utf-8")
    assert [name for name in SearchParameters.model_fields if f"`{name}`" not in manual] == []


def test_every_attribute_and_property_of_the_widget_is_documented() -> None:
    manual, source = (DOCS / "widget.md").read_text("utf-8"), SCRIPT.read_text("utf-8")
    declared = re.search(r"observedAttributes = \[(.*?)\]", source)
    assert declared is not None
    assert re.findall(r"^\| `([a-z]+)` \|", manual, re.MULTILINE) == re.findall(r'"(\w+)"', declared[1])
    assert set(re.findall(r"^\| `(--[a-z-]+)`", manual, re.MULTILINE)) == set(
        re.findall(r"--cho-phien-[a-z-]+", source)
    )
