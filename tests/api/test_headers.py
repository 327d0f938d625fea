"""What every answer carries: security headers, CORS for what is open, caching, HEAD."""

import pytest
from fastapi.testclient import TestClient

ORIGIN = {"Origin": "https://dulich.example"}


@pytest.mark.parametrize("path", ["/", "/?q=mat", "/ve", "/khong-co", "/v1/search", "/static/css/base.css"])
def test_security_headers_everywhere(client: TestClient, path: str) -> None:
    headers = client.get(path, headers={"Accept": "text/html"}).headers
    policy = headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "script-src 'self';" in policy
    assert "frame-ancestors 'none'" in policy
    assert "unsafe" not in policy
    assert headers["x-content-type-options"] == "nosniff"


@pytest.mark.parametrize("path", ["/", "/ve", "/nhung", "/?q=zzz", "/?province=lao-cai"])
def test_pages_hold_no_inline_script_or_style(client: TestClient, path: str) -> None:
    body = client.get(path).text
    scripts = [part.split(">")[0] for part in body.split("<script")[1:]]
    assert scripts
    assert all("src=" in one or "application/ld+json" in one for one in scripts)
    assert "<style" not in body
    assert " style=" not in body
    assert " onclick=" not in body


@pytest.mark.parametrize("path", ["/v1/search", "/v1/nothing", "/v1/search?limit=x", "/widget.js", "/openapi.json"])
def test_what_is_open_is_open_to_any_origin_without_credentials(client: TestClient, path: str) -> None:
    headers = client.get(path, headers=ORIGIN).headers
    assert headers["access-control-allow-origin"] == "*"
    assert "access-control-allow-credentials" not in headers
    assert headers["cross-origin-resource-policy"] == "cross-origin"


@pytest.mark.parametrize("path", ["/", "/ket-qua?q=mat", "/ve", "/healthz"])
def test_pages_are_not_open_to_other_origins(client: TestClient, path: str) -> None:
    headers = client.get(path, headers=ORIGIN).headers
    assert "access-control-allow-origin" not in headers
    assert headers["cross-origin-resource-policy"] == "same-origin"


def test_preflight(client: TestClient) -> None:
    asked = {**ORIGIN, "Access-Control-Request-Method": "GET"}
    assert client.options("/v1/search", headers=asked).status_code == 200
    assert client.options("/v1/search", headers={**asked, "Access-Control-Request-Method": "PUT"}).status_code == 400


@pytest.mark.parametrize("path", ["/", "/v1/search", "/widget.js", "/static/img/mark.svg", "/healthz"])
def test_head_is_get_without_a_body(client: TestClient, path: str) -> None:
    answer = client.head(path)
    assert answer.status_code == 200
    assert answer.content == b""
    assert int(answer.headers["content-length"]) > 0


def test_static_files_are_kept_for_ever_only_under_their_version(client: TestClient) -> None:
    page = client.get("/").text
    address = page.split('rel="stylesheet" href="')[1].split('"')[0]
    assert "?v=" in address
    assert "immutable" in client.get(address).headers["cache-control"]
    plain = client.get("/static/css/base.css")
    assert plain.headers["cache-control"] == "public, no-cache"
    assert client.get("/static/css/base.css", headers={"If-None-Match": plain.headers["etag"]}).status_code == 304


def test_the_sheets_of_a_page_come_in_one_answer(client: TestClient) -> None:
    both = client.get("/static/css/tokens+base.css")
    assert both.headers["content-type"].startswith("text/css")
    assert both.text == client.get("/static/css/tokens.css").text + client.get("/static/css/base.css").text
    for path in ("tokens+none", "tokens+..%2fapp", "tokens+"):
        assert client.get(f"/static/css/{path}.css").status_code == 404


def test_health(client: TestClient) -> None:
    assert client.get("/healthz").json() == {"status": "alive"}
    assert client.get("/readyz").json() == {"status": "ready"}


def test_readiness_names_what_is_missing(client: TestClient, fake: object) -> None:
    fake.down = True  # type: ignore[attr-defined]  # the fake engine
    answer = client.get("/readyz")
    assert answer.status_code == 503
    assert [one["field"] for one in answer.json()["errors"]] == ["search"]
    assert "retry-after" in answer.headers


def test_metrics_count_by_route_never_by_path(client: TestClient) -> None:
    client.get("/v1/search?q=một")
    client.get("/v1/some/secret/path")
    body = client.get("/metrics").text
    assert 'chophien_http_requests_total{route="/v1/search",status="200"}' in body
    assert "secret" not in body


def test_the_widget_is_not_sent_twice(client: TestClient) -> None:
    first = client.get("/widget.js")
    for name, value in (
        ("If-None-Match", first.headers["etag"]),
        ("If-Modified-Since", first.headers["last-modified"]),
    ):
        again = client.get("/widget.js", headers={name: value})
        assert (again.status_code, again.content) == (304, b"")
        assert again.headers["cache-control"] == first.headers["cache-control"]
    assert client.get("/widget.js", headers={"If-None-Match": '"another"'}).status_code == 200
