"""One error shape on every route, and a page instead where a person asked for one."""

import re
from urllib.parse import unquote

import pytest
from fastapi.testclient import TestClient
from sqlalchemy.exc import OperationalError

from api.http.problem import Problem
from search.contract import SearchRequest, SearchResponse
from tests.api.fakes import FakeSearch

BROWSER = {"Accept": "text/html,application/xhtml+xml,*/*;q=0.8"}


def _problem(client: TestClient, method: str, path: str) -> Problem:
    answer = client.request(method, path)
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.headers["cache-control"] == "no-store"
    problem = Problem.model_validate_json(answer.content, extra="forbid")
    assert problem.status == answer.status_code
    assert problem.instance == unquote(path.split("?")[0])
    assert problem.detail != problem.detail_en
    return problem


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("GET", "/v1/nothing", 404),
        ("GET", "/v1/search?limit=x", 422),
        ("GET", "/v1/suggest?limit=0", 422),
        ("POST", "/v1/search", 405),
        ("DELETE", "/", 405),
        ("GET", "/khong-co", 404),
        ("GET", "/static/none.css", 404),
        ("GET", "/static/%2e%2e/app.py", 404),
        ("GET", f"/pictures/{'0' * 64}/320.webp", 404),
        ("GET", "/pictures/..%2f..%2fsecret/320.webp", 404),
        ("GET", f"/pictures/{'0' * 64}/321.webp", 404),
    ],
)
def test_errors_have_one_shape(client: TestClient, method: str, path: str, status: int) -> None:
    assert _problem(client, method, path).status == status


@pytest.mark.parametrize(
    ("query", "field", "vietnamese", "english"),
    [
        ("offset=10001", "offset", "Số quá lớn, nhiều nhất là 10000.", "The number is too large; the most is 10000."),
        ("limit=-1", "limit", "Số quá nhỏ, ít nhất là 0.", "The number is too small; the least is 0."),
        ("limit=1.5", "limit", "Phải là số nguyên.", "It must be a whole number."),
        (f"offset={'9' * 5000}", "offset", "Số quá lớn.", "The number is too large."),
        ("lang=fr", "lang", "Phải là một trong: 'vi', 'en'.", "It must be one of: 'vi', 'en'."),
        ("q=a%00b", "q", "Có ký tự không dùng được.", "It holds a character that cannot be used."),
        (f"q={'a' * 5000}", "q", "Quá dài, nhiều nhất 300 ký tự.", "It is too long; 300 characters at most."),
        (
            f"stars={'4,' * 51}",
            "stars",
            "Quá nhiều giá trị, nhiều nhất 50.",
            "Too many values; 50 at most.",
        ),
        ("stars=9", "stars", "Số quá lớn, nhiều nhất là 5.", "The number is too large; the most is 5."),
        (
            "province=lao-cai,lam-dongg",
            "province",
            "Không có tỉnh, thành “lam-dongg”; gần nhất là lam-dong.",
            "There is no province “lam-dongg”; the nearest is lam-dong.",
        ),
        (
            "province=Sài Gòn",
            "province",
            "Không có tỉnh, thành “Sài Gòn”; gần nhất là ho-chi-minh.",
            "There is no province “Sài Gòn”; the nearest is ho-chi-minh.",
        ),
        (
            "province={0}xyz",
            "province",
            "Không có tỉnh, thành “{0}xyz”; viết như tuyen-quang.",
            "There is no province “{0}xyz”; write it as tuyen-quang.",
        ),
        (
            "group=VII",
            "group",
            "Không có nhóm hàng “VII”; phải là một trong: I, II, III, IV, V, VI.",
            "There is no group “VII”; it must be one of: I, II, III, IV, V, VI.",
        ),
        (
            "price_min=9&price_max=1",
            "price_max",
            "Giá thấp nhất lớn hơn giá cao nhất.",
            "price_min is above price_max.",
        ),
    ],
)
def test_a_wrong_parameter_is_told_what_would_be_right(
    client: TestClient, query: str, field: str, vietnamese: str, english: str
) -> None:
    problem = _problem(client, "GET", f"/v1/search?{query}")
    assert problem.status == 422
    assert problem.detail == f"Tham số chưa đúng. {field}: {vietnamese}"
    assert problem.detail_en == f"Not valid. {field}: {english}"
    assert [(one.field, one.message, one.message_en) for one in problem.errors] == [(field, vietnamese, english)]


@pytest.mark.parametrize("path", ["/v1/search", "/v1/suggest?q=a"])
def test_an_engine_that_is_down_is_a_503_with_a_time_to_come_back(
    client: TestClient, fake: FakeSearch, path: str
) -> None:
    fake.down = True
    assert _problem(client, "GET", path).status == 503
    assert int(client.get(path).headers["retry-after"]) > 0


@pytest.mark.parametrize(
    "failure", [ZeroDivisionError("secret detail"), OperationalError("SELECT secret", {}, Exception())]
)
def test_what_nobody_foresaw_tells_nothing_of_the_inside(
    client: TestClient, fake: FakeSearch, monkeypatch: pytest.MonkeyPatch, failure: Exception
) -> None:
    def fail(_self: FakeSearch, _request: SearchRequest) -> SearchResponse:
        raise failure

    monkeypatch.setattr(FakeSearch, "search", fail)
    answer = client.get("/v1/search", headers={"Origin": "https://dulich.example"})
    assert answer.status_code == (503 if isinstance(failure, OperationalError) else 500)
    assert "secret" not in answer.text
    assert answer.headers["access-control-allow-origin"] == "*"
    assert "Traceback" not in client.get("/", headers=BROWSER).text


@pytest.mark.parametrize(("path", "status"), [("/khong-co", 404), ("/san-pham/", 404)])
def test_a_person_gets_a_page(client: TestClient, path: str, status: int) -> None:
    answer = client.get(path, headers=BROWSER)
    assert answer.status_code == status
    assert answer.headers["content-type"].startswith("text/html")
    assert "Không có trang này" in answer.text
    assert re.search(r'<a href="/">', answer.text)
    assert "There is no such page" in client.get(f"{path}?lang=en", headers=BROWSER).text


def test_a_person_gets_a_page_when_the_engine_is_down(client: TestClient, fake: FakeSearch) -> None:
    fake.down = True
    answer = client.get("/?q=mat+ong", headers=BROWSER)
    assert answer.status_code == 503
    assert int(answer.headers["retry-after"]) > 0
    assert "Chợ đang nghỉ một lát" in answer.text
    assert 'value="mat ong"' in answer.text


def test_api_problems_stay_problems_in_a_browser(client: TestClient) -> None:
    assert client.get("/v1/nothing", headers=BROWSER).headers["content-type"] == "application/problem+json"
