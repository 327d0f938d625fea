"""The API for people: every route of the OpenAPI document stands on `/api`, in both languages and without scripts."""

import re
from collections.abc import Callable

import orjson
import pytest
from fastapi.testclient import TestClient
from playwright.sync_api import Page, expect

from api.web.api_page import vietnamese
from tests.api.browser import PHONE
from tests.api.pages import all_words, one, read_page, words

_TONES = re.compile(r"[ăâđêôơưạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹ]", re.IGNORECASE)


def _document(client: TestClient) -> dict[str, dict[str, dict[str, object]]]:
    found: dict[str, dict[str, dict[str, object]]] = client.get("/openapi.json").json()["paths"]
    return found


def test_every_route_and_parameter_has_vietnamese_words_and_no_others_have(client: TestClient) -> None:
    paths = _document(client)
    assert set(vietnamese()["routes"]) == {f"{way.upper()} {path}" for path, ways in paths.items() for way in ways}
    told = re.findall(r'"name":"(\w+)","in":"(?:query|path)"', client.get("/openapi.json").text)
    assert set(vietnamese()["parameters"]) == set(told)


def test_every_parameter_says_in_the_document_what_it_is(client: TestClient) -> None:
    for path, ways in _document(client).items():
        for said in ways.values():
            silent = [one["name"] for one in said.get("parameters", []) if not one.get("description")]  # type: ignore[attr-defined]  # JSON
            assert silent == [], path


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_every_route_is_on_the_page(client: TestClient, lang: str) -> None:
    page = read_page(client, f"/api?lang={lang}")
    paths = _document(client)
    assert all_words(page, ".route") == [f"{way.upper()} {path}" for path, ways in paths.items() for way in ways]
    for section in page.css("section"):
        about = section.css("p")[1] if section.css(".route") else section.css("p")[0]
        assert bool(_TONES.search(words(about))) == (lang == "vi")
    for link in page.css(".index a"):
        assert one(page, str(link.attributes["href"]))


def test_a_route_shows_its_parameters_a_call_and_an_answer(client: TestClient) -> None:
    page = read_page(client, "/api")
    search = "#get-v1-search"
    kinds = dict(zip(all_words(page, f"{search} dt"), all_words(page, f"{search} dd small"), strict=True))
    assert kinds["limit"] == "số nguyên, 0 đến 100, không ghi thì là 20"
    assert kinds["lang"] == "vi · en, không ghi thì là vi"
    call = "curl 'https://chophien.example/v1/search?q=mat+ong&province=tuyen-quang&stars=4,5'"
    assert words(one(page, f"{search} pre")) == call
    assert orjson.loads(one(page, f"{search} details pre").text())["hits"]
    assert "--data-binary @listings.jsonl" in words(one(page, "#post-v1-check pre"))
    assert orjson.loads(one(page, "section:last-of-type pre").text())["status"] == 404


def test_every_address_the_page_opens_answers(client: TestClient) -> None:
    links = [str(link.attributes["href"]) for link in read_page(client, "/api").css("section p a")]
    assert len(links) >= 5
    assert [link for link in links if client.get(link).status_code != 200] == []


def test_where_people_look_first_leads_there(client: TestClient) -> None:
    answer = client.get("/docs", follow_redirects=False)
    assert (answer.status_code, answer.headers["location"]) == (308, "/api")
    assert one(read_page(client, "/"), 'footer a[href="/api"]')


@pytest.mark.browser
def test_it_is_read_on_a_phone_without_scripts(site: str, open_page: Callable[..., Page]) -> None:
    page = open_page(viewport=PHONE, java_script_enabled=False)
    page.goto(f"{site}/docs")
    page.locator(".index a").nth(2).click()
    expect(page.locator("#get-v1-products-product_id h2")).to_be_in_viewport()
    page.locator("#get-v1-products-product_id summary").click()
    expect(page.locator("#get-v1-products-product_id details pre")).to_be_visible()
