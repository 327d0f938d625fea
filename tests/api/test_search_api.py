"""`/v1/search` and `/v1/suggest` as the contract writes them."""

import threading

import pytest
from fastapi.testclient import TestClient
from sqlalchemy import Engine

from api.app import create_app
from catalog.settings import Settings
from search.contract import SearchRequest, SearchResponse, SuggestResponse
from tests.api.fakes import FakeSearch


def test_the_answer_is_the_contracts(client: TestClient) -> None:
    answer = client.get("/v1/search", params={"q": "mat ong"})
    assert answer.status_code == 200
    assert answer.headers["content-type"] == "application/json"
    found = SearchResponse.model_validate_json(answer.content)
    assert [hit.name for hit in found.hits] == ["Mật ong bạc hà Mèo Vạc"]
    assert set(answer.json()) == {"hits", "total", "facets", "query", "took_ms"}


@pytest.mark.parametrize(
    ("query", "field", "expected"),
    [
        ("province=lao-cai&province=ha-giang", "province", ("lao-cai", "ha-giang")),
        ("province=lao-cai,ha-giang", "province", ("lao-cai", "ha-giang")),
        ("province=lao-cai, ha-giang,,", "province", ("lao-cai", "ha-giang")),
        ("stars=4,5", "stars", (4, 5)),
        ("stars=3&stars=4,5", "stars", (3, 4, 5)),
        ("group=I&marketplace=voso&producer=htx-a,htx-b", "producer", ("htx-a", "htx-b")),
        ("stars=", "stars", ()),
        ("sort=-price", "sort", "-price"),
        ("limit=0", "limit", 0),
        ("price_min=0&price_max=500000", "price_max", 500_000),
        ("lang=en", "lang", "en"),
    ],
)
def test_parameters_reach_the_engine(
    client: TestClient, fake: FakeSearch, query: str, field: str, expected: object
) -> None:
    assert client.get(f"/v1/search?{query}").status_code == 200
    assert getattr(fake.asked[-1], field) == expected


@pytest.mark.parametrize(
    ("query", "field"),
    [
        ("limit=101", "limit"),
        ("limit=-1", "limit"),
        ("offset=10001", "offset"),
        ("stars=vier", "stars"),
        ("sort=cheapest", "sort"),
        ("lang=fr", "lang"),
        ("price_min=12.5", "price_min"),
        ("price_max=99999999999999", "price_max"),
        (f"q={'a' * 301}", "q"),
        (f"province={','.join(['x'] * 51)}", "province"),
    ],
)
def test_a_bad_parameter_is_named(client: TestClient, fake: FakeSearch, query: str, field: str) -> None:
    answer = client.get(f"/v1/search?{query}")
    assert answer.status_code == 422
    assert [one["field"] for one in answer.json()["errors"]] == [field]
    assert fake.asked == []


def test_suggestions(client: TestClient) -> None:
    answer = client.get("/v1/suggest", params={"q": "ong", "limit": 1})
    found = SuggestResponse.model_validate_json(answer.content)
    assert [one.text for one in found.suggestions] == ["Mật ong bạc hà Mèo Vạc"]


def test_long_answers_are_compressed_where_the_client_reads_it(client: TestClient) -> None:
    squeezed = client.get("/v1/search", headers={"Accept-Encoding": "gzip"})
    plain = client.get("/v1/search", headers={"Accept-Encoding": "identity"})
    assert squeezed.headers["content-encoding"] == "gzip"
    assert "content-encoding" not in plain.headers
    assert squeezed.json() == plain.json()


@pytest.mark.parametrize(("server", "elsewhere"), [(None, False), ("http://127.0.0.1:7700", True)])
def test_only_an_engine_over_the_network_is_asked_in_a_thread(
    settings: Settings, sqlite_database: Engine, server: str | None, elsewhere: bool
) -> None:
    asked_in: list[threading.Thread] = []

    class Watched(FakeSearch):
        def search(self, request: SearchRequest) -> SearchResponse:
            asked_in.append(threading.current_thread())
            return super().search(request)

    over = settings.model_copy(update={"meilisearch_url": server})
    with TestClient(create_app(over, engine=sqlite_database, service=Watched())) as client:
        assert client.get("/v1/search").status_code == 200
    assert [("AnyIO worker" in thread.name) for thread in asked_in] == [elsewhere]
