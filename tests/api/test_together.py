"""The application on the real engine: what was imported is found, shown and linked."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from api.app import create_app
from catalog.database import connect
from catalog.settings import Settings
from search.build import build_index
from tests.api.pages import all_words, one, read_page, words


@pytest.fixture
def whole(filled_catalog: Path, tmp_path: Path) -> Iterator[TestClient]:
    settings = Settings(data_dir=tmp_path, public_url="https://chophien.example")
    shutil.copyfile(filled_catalog, tmp_path / "chophien.sqlite3")
    engine = connect(settings)
    with TestClient(create_app(settings)) as client:
        assert client.get("/readyz").status_code == 503
        assert client.get("/v1/search").status_code == 503
        build_index(settings, engine)
        yield client
    engine.dispose()


def test_from_the_words_to_the_shop(whole: TestClient) -> None:
    assert whole.get("/readyz").json() == {"status": "ready"}
    found = whole.get("/v1/search", params={"q": "macca bechamp", "stars": "3", "province": "dak-nong"}).json()
    assert [hit["name"] for hit in found["hits"]] == ["MACCA BECHAMP hộp 500g"]
    assert found["hits"][0]["ocop_status"] == "proven"
    results = read_page(whole, "/?q=macca+bechamp")
    assert all_words(results, ".card .stars.proven") == ["★ OCOP 3 sao"]
    product = read_page(whole, one(results, ".card .cover").attributes["href"] or "")
    assert one(product, ".offer a.leave").attributes["href"] == "https://dalat.example/p/1"
    producer = read_page(whole, one(results, ".card .maker a").attributes["href"] or "")
    assert words(one(producer, "h1")) == "Hợp tác xã Bechamp Đắk Nông"


def test_the_first_page_counts_what_is_there(whole: TestClient) -> None:
    page = read_page(whole, "/")
    assert words(one(page, ".groups small")) == "4 sản phẩm"
    assert words(one(page, ".provinces a")) == "Lâm Đồng Bình Thuận, Đắk Nông 4"
