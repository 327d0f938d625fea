"""An address with a slash behind it leads to the one without, wherever the Host header points."""

import re

import pytest
from fastapi.routing import APIRoute
from fastapi.testclient import TestClient

from api.app import ROUTERS

PATHS = [route.path for router in ROUTERS for route in router.routes if isinstance(route, APIRoute)]
EVIL = {"Host": "evil.example", "X-Forwarded-Host": "evil.example"}


@pytest.mark.parametrize("path", sorted({*PATHS, "/openapi.json"} - {"/"}))
def test_every_route_leads_to_its_own_address(client: TestClient, path: str) -> None:
    path = re.sub(r"\{\w+:int\}|\{size\}", "320", path)
    path = re.sub(r"\{sha256\}|\{hash\}|\{picture\}", "0" * 64, path)
    path = re.sub(r"\{[^}]*\}", "a", path)
    for slashes in ("/", "//"):
        answer = client.get(f"{path}{slashes}?q=m%E1%BA%ADt+ong&x=%2F", headers=EVIL, follow_redirects=False)
        assert answer.status_code == 308
        assert answer.headers["location"] == f"{path}?q=m%E1%BA%ADt+ong&x=%2F"
        assert answer.headers["x-content-type-options"] == "nosniff"


def test_a_search_with_a_slash_is_answered(client: TestClient) -> None:
    answer = client.get("/v1/search/?q=mật", headers={"Origin": "https://dulich.example"})
    assert answer.json()["total"] == 1
    assert answer.history[0].headers["access-control-allow-origin"] == "*"


@pytest.mark.parametrize(
    "path", ["/v1/nothing/", "/khong-co/", "/static/", "/static", "//evil.example/", "/v1/search/x/", "//evil.example"]
)
def test_what_is_nowhere_stays_nowhere(client: TestClient, path: str) -> None:
    answer = client.get(f"http://testserver{path}", headers=EVIL, follow_redirects=False)
    assert answer.status_code == 404


@pytest.mark.parametrize("path", ["//co-so/a/", "/co-so/%0d%0aSet-Cookie:x/", "/co-so//evil.example/"])
def test_no_address_leaves_the_site(client: TestClient, path: str) -> None:
    location = client.get(f"http://testserver{path}", headers=EVIL, follow_redirects=False).headers.get("location", "/")
    assert re.match(r"/(?!/)", location)
    assert "\r" not in location
    assert "evil.example" not in location or location.startswith("/co-so/")


def test_other_methods_keep_their_answers(client: TestClient) -> None:
    assert client.head("/v1/search/", follow_redirects=False).status_code == 308
    assert client.post("/v1/search/").status_code == 405
