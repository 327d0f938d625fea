"""What the probe makes of JSON and of GraphQL schemas it has never seen, and of pagers without a known name."""

from typing import Any

import pytest

from crawlers.extract import pager
from crawlers.page import Page
from crawlers.probe import graphql_query, json_shape

NAMES = ("Mật ong bạc hà", "Chè shan tuyết", "Gạo Séng Cù")


def rows(**fields: Any) -> list[dict[str, Any]]:
    """Three items; a callable field gets the item's number."""
    return [{key: value(number) if callable(value) else value for key, value in fields.items()} for number in range(3)]


@pytest.mark.parametrize(
    ("answer", "items", "fields"),
    [
        (
            {"data": {"list": rows(id=lambda n: n, title=lambda n: NAMES[n], price=lambda n: 90_000 + n, link="/a")}},
            "data.list",
            {"name": "title", "price": "price", "url": "link", "external_id": "id"},
        ),
        (
            rows(tenSanPham=lambda n: NAMES[n], giaBan="120.000đ", hinhAnh="/a.jpg", slug=lambda n: f"hang-{n}"),
            "",
            {"name": "tenSanPham", "price": "giaBan", "images": "hinhAnh", "slug": "slug"},
        ),
        (
            {"products": rows(name=lambda n: NAMES[n], price=200_000, sale_price=lambda n: 150_000 if n else 0)},
            "products",
            {"name": "name", "price": "sale_price || price", "list_price": "price"},
        ),
        (
            {"d": rows(attributes=lambda n: {"name": NAMES[n], "price": {"amount": 75_000.0}})},
            "d",
            {"name": "attributes.name", "price": "attributes.price.amount"},
        ),
        (
            {"edges": [{"node": {"name": name, "pricing": {"start": {"gross": {"amount": 9e4}}}}} for name in NAMES]},
            "edges",
            {"name": "node.name", "price": "node.pricing.start.gross.amount"},
        ),
    ],
)
def test_products_are_found_in_json(answer: Any, items: str, fields: dict[str, str]) -> None:
    shape = json_shape.shape(answer)
    assert shape is not None
    assert (shape.items, shape.fields) == (items, fields)


@pytest.mark.parametrize(
    "answer",
    [
        {"posts": rows(title=lambda n: NAMES[n], date="2026-11-01")},
        {"menu": rows(name=lambda n: NAMES[n], url="/a")},
        {"products": []},
        [1, 2, 3],
        "text",
        None,
    ],
)
def test_what_lists_no_products_has_no_shape(answer: Any) -> None:
    assert json_shape.shape(answer) is None


def test_hundredths_are_told_by_their_key_or_their_size() -> None:
    vendure = rows(productName=lambda n: NAMES[n], priceWithTax={"min": 12_000_000})
    cents = rows(name=lambda n: NAMES[n], price=lambda n: 12_000_000 + n * 1_000_000)
    dong = rows(name=lambda n: NAMES[n], price=lambda n: 120_000 + n * 10_000)
    shapes = [json_shape.shape(answer) for answer in (vendure, cents, dong)]
    assert [shape.divisor if shape else None for shape in shapes] == [100, 100, 1]


def scalar(name: str) -> dict[str, Any]:
    return {"kind": "SCALAR", "name": name, "ofType": None}


def thing(name: str) -> dict[str, Any]:
    return {"kind": "OBJECT", "name": name, "ofType": None}


def of(kind: str, inner: dict[str, Any]) -> dict[str, Any]:
    return {"kind": kind, "name": None, "ofType": inner}


def fields(**types: dict[str, Any]) -> list[dict[str, Any]]:
    return [{"name": name, "args": [], "type": kind} for name, kind in types.items()]


def argument(name: str, kind: dict[str, Any]) -> dict[str, Any]:
    return {"name": name, "defaultValue": None, "type": kind}


def schema(**roots: tuple[list[dict[str, Any]], dict[str, Any]]) -> dict[str, Any]:
    """A schema with these root fields (arguments, type) over a product, a page of them and a user."""
    types = {
        "Good": fields(id=scalar("ID"), name=scalar("String"), price=thing("Money"), owner=thing("User")),
        "Money": fields(amount=scalar("Float"), currency=scalar("String")),
        "User": fields(email=scalar("String")),
        "Goods": fields(items=of("LIST", thing("Good")), total=scalar("Int")),
    }
    root = [{"name": name, "args": arguments, "type": kind} for name, (arguments, kind) in roots.items()]
    inputs = [argument("take", scalar("Int")), argument("skip", scalar("Int")), argument("term", scalar("String"))]
    made = [{"kind": "OBJECT", "name": name, "fields": said} for name, said in {"Query": root, **types}.items()]
    return {"queryType": {"name": "Query"}, "types": [*made, {"name": "Options", "inputFields": inputs}]}


def test_a_query_is_written_from_the_schema() -> None:
    arguments = [argument("page", scalar("Int")), argument("pageSize", of("NON_NULL", scalar("Int")))]
    (query,) = graphql_query.queries(schema(me=([], thing("User")), goods=(arguments, thing("Goods"))))
    selected = "{ items { id name price { amount currency } } }"
    assert query.text == f"query($page: Int, $pageSize: Int!) {{ goods(page: $page, pageSize: $pageSize) {selected} }}"
    assert query.variables == {"page": 1, "pageSize": 50}
    assert query.paging({}, 20) == {"page_variable": "page", "page_size": 20}


def test_an_input_object_pages_by_what_it_skips() -> None:
    options = argument("options", of("NON_NULL", {"kind": "INPUT_OBJECT", "name": "Options", "ofType": None}))
    (query,) = graphql_query.queries(schema(products=([options], of("LIST", thing("Good")))))
    assert query.variables == {"options": {"take": 50, "skip": 0, "term": ""}}
    assert query.paging({}, 50) == {"offset_variable": "options.skip", "page_size": 50}


def test_a_query_whose_arguments_cannot_be_guessed_is_left_out() -> None:
    needed = argument("token", of("NON_NULL", scalar("String")))
    assert graphql_query.queries(schema(goods=([needed], thing("Goods")), me=([], thing("User")))) == []


@pytest.mark.parametrize(
    ("html", "links"),
    [
        ('<a href="?trang=2">2</a><a href="?trang=3">3</a><a href="/tin">4</a>', ["?trang=2", "?trang=3"]),
        ('<a class=x href="/nhom/mat-ong/page/2/">Tiếp</a>', ["/nhom/mat-ong/page/2/"]),
        ('<button data-url="/nhom/mat-ong?page=2">Xem thêm</button>', ["/nhom/mat-ong?page=2"]),
        ('<link rel="next" href="/nhom/mat-ong?p=2"><a href="?p=9">9</a>', ["/nhom/mat-ong?p=2"]),
        ('<a href="/hang/mat-ong-2.html">2</a><a href="/nhom/tra?page=2">2</a>', []),
    ],
)
def test_further_pages_are_told_by_what_they_are(html: str, links: list[str]) -> None:
    page = Page("https://cho.example/nhom/mat-ong", html.encode(), "listing")
    assert list(pager.next_links(page, {})) == links
