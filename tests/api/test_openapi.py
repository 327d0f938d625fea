"""The OpenAPI document is true: generated requests, each answer held against its schema."""

import re
from pathlib import Path
from typing import Any

import pytest
import schemathesis
from fastapi.testclient import TestClient
from hypothesis import HealthCheck, given, settings
from pydantic import BaseModel
from schemathesis.specs.openapi.checks import positive_data_acceptance

from api.app import create_app
from api.http.check import CheckAnswer
from api.http.examples import SEARCH, SUGGEST, shown
from api.http.marketplaces import Marketplaces
from api.http.producers import Producer
from api.http.sources import Sources
from catalog.database import connect_sqlite
from catalog.queries import ProducerList, ProducerPage, ProductPage, ProvinceReport
from catalog.settings import Settings
from search.contract import SearchResponse, SuggestResponse
from tests.api.fakes import FakeSearch

POSTED = "/v1/check"
ROUTES = (
    "/v1/marketplaces",
    "/v1/sources",
    "/v1/producers",
    "/v1/producers/{producer_id}",
    "/v1/producers/{producer_id}/listings",
    "/v1/products/{product_id}",
    "/v1/provinces/{slug}/report",
    "/v1/search",
    "/v1/suggest",
)


@schemathesis.serializer("application/x-ndjson")
def lines(_context: object, value: object) -> bytes:
    return str(value).encode()


@pytest.fixture(scope="module")
def contract(filled_catalog: Path, tmp_path_factory: pytest.TempPathFactory) -> schemathesis.BaseSchema:
    folder = Settings(data_dir=tmp_path_factory.mktemp("openapi"))
    app = create_app(folder, engine=connect_sqlite(f"sqlite:///{filled_catalog}"), service=FakeSearch())
    return schemathesis.openapi.from_asgi("/openapi.json", app)


@pytest.mark.parametrize("path", ROUTES)
def test_every_answer_is_as_documented(contract: schemathesis.BaseSchema, path: str) -> None:
    # That one price must not lie above the other is more than a schema can say of what is right.
    _hold(contract[path]["GET"], *([positive_data_acceptance] if path == "/v1/search" else []))


def test_every_answer_to_what_is_sent_is_as_documented(contract: schemathesis.BaseSchema) -> None:
    _hold(contract[POSTED]["POST"])


def _hold(operation: Any, *excluded: Any) -> None:
    @settings(max_examples=20, derandomize=True, database=None, suppress_health_check=list(HealthCheck))
    @given(case=operation.as_strategy())
    def holds(case: schemathesis.Case[Any]) -> None:
        case.call_and_validate(excluded_checks=list(excluded))

    holds()


@pytest.mark.parametrize(("model", "value"), [(SearchResponse, SEARCH), (SuggestResponse, SUGGEST)])
def test_examples_are_valid_answers(model: type[BaseModel], value: dict[str, object]) -> None:
    assert model.model_validate(value, extra="forbid").model_dump() == value


SHOWN: dict[str, type[BaseModel]] = {
    "product": ProductPage,
    "producers": ProducerList,
    "producer": Producer,
    "listings": ProducerPage,
    "marketplaces": Marketplaces,
    "sources": Sources,
    "report": ProvinceReport,
    "check": CheckAnswer,
}


@pytest.mark.parametrize("name", SHOWN)
def test_shown_answers_are_valid(name: str) -> None:
    value = shown(name)[200]["content"]["application/json"]["example"]
    assert SHOWN[name].model_validate(value, extra="forbid").model_dump(mode="json") == value


def test_the_document_names_every_route_with_examples(client: TestClient) -> None:
    document = client.get("/openapi.json").json()
    routes = {path: method for path, methods in document["paths"].items() for method in methods.values()}
    routes = {path: route for path, route in routes.items() if path.startswith("/v1/")}
    assert sorted(routes) == sorted((*ROUTES, POSTED))
    for path, route in routes.items():
        assert route["summary"], path
        assert route["description"], path
        assert "application/problem+json" in str(route["responses"]), path
        assert route["responses"]["200"]["content"]["application/json"]["example"], path
        asked = route.get("parameters", []) or route.get("requestBody", {})
        assert path in ("/v1/marketplaces", "/v1/sources") or "example" in str(asked), path


def test_every_reference_in_the_document_leads_somewhere(client: TestClient) -> None:
    text = client.get("/openapi.json").text
    assert set(re.findall(r'"\$ref":"([^"]*)"', text)) <= {
        f"#/components/schemas/{name}" for name in client.get("/openapi.json").json()["components"]["schemas"]
    }
