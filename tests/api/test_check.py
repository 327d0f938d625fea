"""`POST /v1/check`: listings that somebody sends are checked like any other, and nothing of them is kept."""

import gzip
from typing import Any

import orjson
import pytest
from fastapi.testclient import TestClient
from sqlalchemy import func
from sqlmodel import Session, select

from api.http.check import CheckAnswer
from api.http.checker import MOST_WAITING, Checker
from api.http.checking import MOST_BYTES, MOST_LISTINGS
from api.http.examples import CHECK_BODY, shown
from catalog.certificate_store import save_certificates
from catalog.tables import Certificate, Listing

HONEY = {"url": "https://cho.example/1", "name": "Mật ong bạc hà Mèo Vạc hũ 500ml", "price_text": "180.000đ"}
TEA = {"url": "https://cho.example/2", "name": "Chè Shan tuyết 100g", "price": 0}


def _lines(*records: Any) -> bytes:
    return b"\n".join(one if isinstance(one, bytes) else orjson.dumps(one) for one in records)


@pytest.mark.parametrize(
    ("body", "urls", "wrong"),
    [
        (_lines(HONEY, b"", TEA), ["1", "2"], []),
        (b"\xef\xbb\xbf" + _lines(HONEY, b"\r", TEA).replace(b"\n", b"\r\n"), ["1", "2"], []),
        (orjson.dumps([HONEY, 5, TEA]), ["1", "2"], [(2, "không phải đối tượng JSON {…}, mỗi dòng một tin đăng")]),
        (orjson.dumps(TEA, option=orjson.OPT_INDENT_2), ["2"], []),
        (gzip.compress(_lines(TEA)), ["2"], []),
        (
            "Tên;Giá;url\nTrà;5k;https://cho.example/2\n;9k\nMật ong;7k".encode("utf-8-sig"),
            ["2", "row-4"],
            [(3, "chưa có tên sản phẩm")],
        ),
        (
            _lines(b"x", {"name": "không có url"}, TEA),
            ["2"],
            [(1, "không đúng dạng JSON: phải bắt"), (2, "thiếu `url`")],
        ),
    ],
    ids=["lines", "windows lines", "array", "one object", "gzip", "spreadsheet", "bad lines"],
)
def test_lines_an_array_and_one_object_are_read(
    client: TestClient, body: bytes, urls: list[str], wrong: list[tuple[int, str]]
) -> None:
    sent = client.post("/v1/check", content=body, headers={"Origin": "https://htx.example"})
    assert (sent.status_code, sent.headers["cache-control"]) == (200, "no-store")
    assert sent.headers["access-control-allow-origin"] == "*"
    answer = CheckAnswer.model_validate_json(sent.content)
    assert [one.url.rpartition("/")[2] for one in answer.results] == urls
    assert [one.line for one in answer.wrong] == [line for line, _ in wrong]
    assert all(one.reason.startswith(start) for one, (_, start) in zip(answer.wrong, wrong, strict=True))


def test_each_listing_gets_its_facts_and_findings(client: TestClient) -> None:
    [one] = client.post("/v1/check", json=TEA).json()["results"]
    assert one["facts"]["net_content"]["amount"] == 100
    assert one["findings"][0]["code"] == "price/missing"
    assert {"message", "message_en", "hint", "hint_en"} < one["findings"][0].keys()


@pytest.mark.parametrize(
    ("body", "status", "detail"),
    [
        (b"", 400, "Chưa có tin đăng nào"),
        (b" \n\n", 400, "Chưa có tin đăng nào"),
        (b'[{"url": "https://cho.example/1",}]', 400, "thừa dấu phẩy trước dấu ngoặc đóng"),
        (b"\x1f\x8b broken", 400, "Tệp nén bị hỏng"),
        (b"PK\x03\x04 a workbook", 400, "bảng tính bị hỏng"),
        ("Giống;Giá\nong;5".encode(), 400, "không thấy hàng tiêu đề có cột “Tên sản phẩm”"),
        ("Tên sản phẩm;Giá\n".encode(), 400, "Chưa có tin đăng nào"),
        (orjson.dumps(TEA).decode().encode("utf-16"), 400, "Đây không phải tệp chữ"),
        (b"x" * (MOST_BYTES + 1), 413, "nhiều nhất 1 MB"),
        (gzip.compress(b" " * (MOST_BYTES + 1)), 413, "nhiều nhất 1 MB"),
        (_lines(*[TEA] * (MOST_LISTINGS + 1)), 413, f"nhiều nhất {MOST_LISTINGS} tin"),
        ("Tên\n".encode() + b"tra 100g\n" * (MOST_LISTINGS + 1), 413, f"nhiều nhất {MOST_LISTINGS} tin"),
    ],
    ids=[
        "empty",
        "blank",
        "broken array",
        "broken gzip",
        "a broken workbook",
        "a table without names",
        "a table without rows",
        "UTF-16",
        "too large",
        "a gzip that swells",
        "too many",
        "too many rows",
    ],
)
def test_what_cannot_be_checked_is_a_problem(client: TestClient, body: bytes, status: int, detail: str) -> None:
    answer = client.post("/v1/check", content=body)
    assert (answer.status_code, answer.headers["content-type"]) == (status, "application/problem+json")
    assert detail in answer.json()["detail"]


def test_another_site_may_ask_from_a_browser(client: TestClient) -> None:
    asked = {"Origin": "https://htx.example", "Access-Control-Request-Method": "POST"}
    preflight = client.options("/v1/check", headers=asked | {"Access-Control-Request-Headers": "content-type"})
    assert preflight.status_code == 200
    assert "access-control-allow-credentials" not in preflight.headers


def test_the_length_counts_as_it_comes_too(client: TestClient) -> None:
    answer = client.post("/v1/check", content=iter([b"x" * 400_000] * 3))
    assert answer.status_code == 413


def test_the_catalogs_own_certificates_prove_a_star(fair: TestClient) -> None:
    engine = fair.app.state.engine  # type: ignore[attr-defined]  # the application behind the client
    paper = {"product_name": "Mật ong bạc hà Mèo Vạc", "producer_name": "HTX Tả Lủng", "stars": 4, "level": "A"}
    signed = {"number": "77/QĐ-UBND", "issuer": "UBND tỉnh Tuyên Quang", "issued_on": "2026-02-03"}
    save_certificates(engine, [Certificate.model_validate(paper | signed)])
    fair.app.state.checker = Checker(engine)  # type: ignore[attr-defined]  # the registry is at most a minute old
    asked = HONEY | {"producer": "HTX Tả Lủng", "address": "xã Mèo Vạc, tỉnh Tuyên Quang", "ocop_stars": "4 sao"}
    [one] = fair.post("/v1/check", json=asked).json()["results"]
    assert one["facts"]["ocop"]["status"] == "proven"
    assert one["facts"]["ocop"]["decision"]["number"] == "77/QĐ-UBND"


def test_nothing_is_kept(fair: TestClient) -> None:
    def stored() -> int:
        with Session(fair.app.state.engine) as session:  # type: ignore[attr-defined]  # as above
            return session.scalar(select(func.count()).select_from(Listing)) or 0

    before = stored()
    assert fair.post("/v1/check", content=_lines(HONEY, TEA)).status_code == 200
    assert stored() == before


def test_a_queue_that_is_full_says_when_to_come_back(client: TestClient) -> None:
    client.app.state.checker._inside = MOST_WAITING  # type: ignore[attr-defined]  # as if so many waited
    answer = client.post("/v1/check", json=TEA)
    assert answer.status_code == 503
    assert int(answer.headers["retry-after"]) > 0


def test_the_shown_answer_is_the_answer_to_the_shown_body(client: TestClient) -> None:
    said = client.post("/v1/check", content=CHECK_BODY.encode()).json()
    shown_answer = shown("check")[200]["content"]["application/json"]["example"]
    for answer in (said, shown_answer):
        for one in answer["results"]:
            one["findings"] = [finding["code"] for finding in one["findings"] if "expires" not in finding["code"]]
    assert said == shown_answer
