"""A price that is for a kilogram or a box says so wherever it is shown."""

import csv
import io
import json
from datetime import UTC, datetime

import orjson
from fastapi.testclient import TestClient
from sqlalchemy import Engine

from api.app import create_app
from catalog.refresh import refresh
from catalog.settings import Settings
from catalog.transfer import import_jsonl
from tests.api.fakes import FakeSearch
from tests.api.pages import all_words, one, read_page, words

_SOLD_BY_WEIGHT = {
    "url": "https://cho.example/1",
    "name": "Bơ sáp Trường Xuân",
    "price_text": "65.000đ/kg",
    "producer": "Hợp tác xã Bechamp Đắk Nông",
    "address": "Thôn 10, xã Trường Xuân, tỉnh Lâm Đồng",
}


def test_cards_of_a_search(client: TestClient, fake: FakeSearch) -> None:
    for place, more in ((0, {"price_per": "kg", "unit_price": 350_000}), (1, {"price_per": "100 g"})):
        fake.hits[place] = fake.hits[place].model_copy(update=more)
    fake.hits[2] = fake.hits[2].model_copy(update={"price_per": "box", "price_max": 60_000})
    cards = {card.split(" ")[0]: card for card in all_words(read_page(client, "/"), ".card")}
    assert "350.000\u00a0₫/kg" in cards["Mật"]
    assert cards["Mật"].count("₫") == 1
    assert "500 ml" not in cards["Mật"]
    assert "420.000\u00a0₫/100\u00a0g" in cards["Chè"]
    assert "840.000\u00a0₫/kg" in cards["Chè"]
    assert "từ 45.000\u00a0₫/hộp" in cards["Chẩm"]
    assert client.get("/v1/search?q=chẩm").json()["hits"][0]["price_per"] == "box"


def test_pages_and_spreadsheet_of_the_catalog(settings: Settings, sqlite_database: Engine) -> None:
    now = datetime.now(UTC)
    line = orjson.dumps(_SOLD_BY_WEIGHT | {"observed_at": now.isoformat()})
    import_jsonl(sqlite_database, io.BytesIO(line))
    refresh(sqlite_database, today=now.date())
    with TestClient(create_app(settings, engine=sqlite_database, service=FakeSearch())) as client:
        maker = client.get("/v1/producers").json()["producers"][0]["id"]
        listed = client.get(f"/v1/producers/{maker}/listings").json()["products"][0]
        assert "65.000\u00a0₫/kg" in words(one(read_page(client, f"/co-so/{maker}"), ".matrix"))
        sheet = client.get(f"/co-so/{maker}/tin-dang.csv").text.removeprefix("\ufeff")
        row = next(csv.DictReader(io.StringIO(sheet)))
        assert (row["Giá (đồng)"], row["Giá ghi cho"]) == ("65000", "kg")
        page = read_page(client, listed["url"])
    asked = json.loads(one(page, 'script[type="application/ld+json"]').text())["offers"][0]["priceSpecification"]
    assert (asked["price"], asked["unitText"]) == (65_000, "kg")
