"""The search page without JavaScript."""

import pytest
from fastapi.testclient import TestClient
from starlette.datastructures import QueryParams

from api.web.reading import read_price, read_search
from tests.api.fakes import FakeSearch
from tests.api.pages import Page, all_words, one, read_page, words


def _names(page: Page) -> list[str]:
    return all_words(page, ".card .name")


def test_the_first_page_welcomes(client: TestClient) -> None:
    page = read_page(client, "/")
    assert len(_names(page)) == 10
    assert page.css(".groups a")
    assert one(page, '.provinces a[href="/?province=tuyen-quang"] small').text() == "Hà Giang"


def test_a_search_shows_cards_facets_and_the_words(client: TestClient) -> None:
    page = read_page(client, "/?q=mật")
    assert _names(page) == ["Mật ong bạc hà Mèo Vạc"]
    assert one(page, ".card .name mark").text() == "Mật"
    assert one(page, "#q").attributes["value"] == "mật"
    card = words(one(page, ".card"))
    for part in (
        "350.000\u00a0₫",
        "500 ml",
        "700.000\u00a0₫/kg",
        "giá mẫu",
        "Tuyên Quang",
        "Hà Giang cũ",
        "Bán ở 2 sàn",
    ):
        assert part in card


def test_a_claimed_star_does_not_look_proven(client: TestClient) -> None:
    page = read_page(client, "/?province=lao-cai")
    kinds = {node.attributes["class"]: words(node) for node in page.css(".card .stars")}
    assert kinds == {
        "stars claimed": "☆ 3 sao, shop tự ghi",
        "stars lapsed": "☆ 4 sao, hết hạn",
        "stars contradicted": "☆ 3 sao, không khớp",
        "stars proven": "★ OCOP 4 sao",
    }


def test_active_filters_are_chips_that_take_themselves_off(client: TestClient) -> None:
    page = read_page(client, "/?q=a&province=lao-cai&stars=4&price_max=200k")
    chips = {node.text(strip=True): node.attributes["href"] for node in page.css(".chips a")}
    assert chips == {
        "Lào Cai": "/?q=a&stars=4&price_max=200000",
        "4 sao": "/?q=a&province=lao-cai&price_max=200000",
        "Đến 200.000\u00a0₫": "/?q=a&province=lao-cai&stars=4",
        "Bỏ hết bộ lọc": "/?q=a",
    }
    assert one(page, "#f-province-lao-cai").attributes.get("checked", "absent") != "absent"


def test_what_was_read_out_of_the_words_is_said_and_can_be_taken_off(client: TestClient) -> None:
    note = one(read_page(client, "/?q=ong&province=tuyen-quang"), ".note")
    assert [words(line) for line in note.css(".note > span")] == [
        "Chỉ tìm trong: Hà Giang, 4 sao, Đến 200.000\u00a0₫, 500g",
        "Gõ thêm: ong rừng (3)",
        "Bỏ điều kiện: ong dưới 200k (9)",
    ], "what finds as many as are shown is no other reading"
    addresses = [QueryParams((link.attributes["href"] or "").lstrip("/?")) for link in note.css("a")]
    assert addresses == [
        QueryParams({"q": text, "province": "tuyen-quang"}) for text in ("ong rừng", "ong dưới 200k")
    ], "the filters of the page stay"


@pytest.mark.parametrize(
    ("path", "said", "way"),
    [
        ("/?q=a&province=lao-kai", "Không có tỉnh, thành “lao-kai”, nên không lọc theo tỉnh này. Lào Cai",
         "/?q=a&province=lao-cai"),
        ("/?province=lao-cai,HaGiang", "Không có tỉnh, thành “HaGiang”, nên không lọc theo tỉnh này. Hà Giang cũ",
         "/?province=lao-cai&province=ha-giang"),
        ("/?province=xyz", "Không có tỉnh, thành “xyz”, nên không lọc theo tỉnh này. Xem 34 tỉnh, thành", "/tinh"),
        ("/?group=ii", "Không có nhóm hàng “ii”, nên không lọc theo nhóm này. Đồ uống", "/?group=II"),
        ("/?q=a&stars=9", "Không có hạng “9” sao (chỉ từ 1 đến 5), nên không lọc theo hạng này.", None),
        ("/ket-qua?lang=en&province=lao-kai", "There is no province “lao-kai”, so it is left out. Lào Cai",
         "/?province=lao-cai"),
    ],
)  # fmt: skip
def test_a_filter_that_does_not_exist_is_left_out_with_a_way_on(
    client: TestClient, path: str, said: str, way: str | None
) -> None:
    page = read_page(client, path)
    note = one(page, ".found .note")
    assert words(note) == said
    link = note.css_first("a")
    assert (link.attributes["href"] if link else None) == way
    assert _names(page)


def test_every_field_belongs_to_the_one_form(client: TestClient) -> None:
    page = read_page(client, "/?q=a")
    fields = [node for node in page.css("main input, main select, main button") if node.parent]
    assert fields
    assert {node.attributes.get("form") for node in fields} == {"search"}


def test_nothing_found_offers_ways_on(client: TestClient) -> None:
    page = read_page(client, "/?q=zzz&stars=4")
    assert one(page, '.ways a[href="/?q=m%E1%BA%ADt%20ong"]').text() == "mật ong"
    assert page.css_first('.ways a[href="/?q=zzz"]')
    assert len(page.css(".cards .card")) == 6


def test_what_was_corrected_is_said(client: TestClient) -> None:
    note = words(one(read_page(client, "/?q=maatj ong"), ".note"))
    assert "maatj" in note
    assert "mật" in note


def test_paging(client: TestClient, fake: FakeSearch) -> None:
    fake.hits *= 10
    page = read_page(client, "/?sort=price&page=2")
    assert len(_names(page)) == 24
    assert one(page, "[aria-current=page]").text() == "2"
    assert one(page, "a[rel=prev]").attributes["href"] == "/?sort=price"
    assert one(page, "a[rel=next]").attributes["href"] == "/?sort=price&page=3"
    beyond = read_page(client, "/?sort=price&page=400")
    assert beyond.css_first(".note a")


def test_the_fragment_is_the_inside_of_main(client: TestClient) -> None:
    whole = one(read_page(client, "/?q=mat"), "main .columns")
    part = client.get("/ket-qua?q=mat").text
    assert "<html" not in part
    assert one(Page(part), ".columns").html == whole.html


def test_language_by_address_is_kept_by_a_cookie(client: TestClient) -> None:
    english = client.get("/?q=mat&lang=en")
    assert 'lang="en"' in english.text
    assert "1 product for" in english.text
    assert "httponly" in english.headers["set-cookie"].lower()
    assert "Sold on" in client.get("/?q=mat").text
    assert "Sàn đang bán" in client.get("/?q=mat&lang=vi").text


@pytest.mark.parametrize(
    "path", ["/?page=x&stars=vier&sort=?&price_min=abc", "/?q=%00%ff&province=%00", "/?page=99999"]
)
def test_a_hostile_address_is_still_a_page(client: TestClient, path: str) -> None:
    assert client.get(path).status_code == 200


def test_what_is_typed_is_escaped(client: TestClient) -> None:
    body = client.get("/", params={"q": '"><script>alert(1)</script>', "province": "<b>"}).text
    assert "<script>alert" not in body
    assert "<b>" not in body


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("120000", 120_000),
        ("120.000", 120_000),
        ("120,000 đ", 120_000),
        ("1 200 000", 1_200_000),
        ("120k", 120_000),
        ("120 nghìn", 120_000),
        ("", None),
        ("-5", None),
        ("12,5", None),
        ("9" * 13, None),
        ("một trăm", None),
    ],
)
def test_prices_as_people_type_them(words: str, expected: int | None) -> None:
    assert read_price(words) == expected


def test_a_price_range_typed_the_wrong_way_round_is_turned() -> None:
    asked = read_search(QueryParams({"price_min": "500k", "price_max": "100.000"}), "vi")
    assert (asked.price_min, asked.price_max) == (100_000, 500_000)


def test_a_query_is_cut_to_what_the_engine_takes() -> None:
    asked = read_search(QueryParams({"q": "a" * 5000, "producer": ",".join(map(str, range(80)))}), "vi")
    assert len(asked.q) == 300
    assert len(asked.producer) == 50
