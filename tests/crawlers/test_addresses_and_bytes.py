"""One address for one page, and the letters behind its bytes, whatever they are declared to be."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawlers.extract.decode import decode
from crawlers.extract.urls import canonical, identity, joined, same_site


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("HTTPS://Shop.example:443/a?utm_source=x&id=5&fbclid=y#top", "https://shop.example/a?id=5"),
        ("http://shop.example", "http://shop.example/"),
        ("http://m.shop.example/a", "http://shop.example/a"),
        ("http://www.shop.example/a", "http://shop.example/a"),
        ("http://langson.shop.example/a", "http://langson.shop.example/a"),
        ("http://shop.example/mật ong", "http://shop.example/m%E1%BA%ADt%20ong"),
        ("http://shop.example/m%E1%BA%ADt", "http://shop.example/m%E1%BA%ADt"),
        ("http://shop.example/index.php?route=product/product&id=1", "http://shop.example/index.php?route=product/product&id=1"),
        ("http://[2001:db8::1]:8080/a", "http://[2001:db8::1]:8080/a"),
        ("http://shop.example:99999/", None),
        ("ftp://shop.example/", None),
        ("http://[::1", None),
        ("javascript:alert(1)", None),
        ("", None),
    ],
)  # fmt: skip
def test_one_address_for_one_page(url: str, expected: str | None) -> None:
    assert canonical(url, hosts=["shop.example"]) == expected


@given(st.text(max_size=60), st.text(max_size=40))
def test_canonical_is_settled_after_one_round(path: str, query: str) -> None:
    once = canonical(f"http://shop.example/{path}?{query}")
    if once is not None:
        assert canonical(once) == once
        assert once.isascii()


@given(st.text(max_size=80))
def test_no_link_breaks_the_joining(link: str) -> None:
    assert isinstance(joined("http://shop.example/a/b", link), str)


def test_twins_of_an_address_are_the_same_page() -> None:
    twins = (
        "https://shop.example/a/",
        "http://www.shop.example/a",
        "http://m.shop.example:80/a",
        "http://shop.example/a/",
    )
    assert len({identity(url) for url in twins}) == 1
    others = (
        "http://shop.example/a?p=1",
        "http://shop.example/b",
        "http://shop.example:8080/a",
        "http://tinh.shop.example/a",
    )
    assert len({identity(url) for url in (twins[0], *others)}) == 5


def test_a_site_is_its_hosts_and_their_subdomains() -> None:
    assert same_site("https://langson.voso.vn/x", ["voso.vn"])
    assert same_site("https://www.voso.vn/x", ["voso.vn"])
    assert not same_site("https://voso.vn.evil.example/x", ["voso.vn"])
    assert not same_site("https://evilvoso.vn/x", ["voso.vn"])
    assert not same_site("http://127.0.0.1:2/", ["127.0.0.1:1"])


VIETNAMESE = "Nước mắm Phú Quốc 43 độ đạm – Đặc sản"


@pytest.mark.parametrize(
    ("body", "content_type", "text"),
    [
        (VIETNAMESE.encode(), "text/html; charset=iso-8859-1", VIETNAMESE),
        (VIETNAMESE.encode("utf-16"), "text/html", VIETNAMESE),
        (b"\xef\xbb\xbf" + VIETNAMESE.encode(), "", VIETNAMESE),
        (VIETNAMESE.encode() * 20 + b"\xff", "", VIETNAMESE * 20 + "�"),
        ("hép møt tÕt".encode("cp1252"), "", "hép møt tÕt"),
        (b'<meta charset="windows-1252">caf\xe9', "", '<meta charset="windows-1252">café'),
        (b'<?xml version="1.0" encoding="no-such"?>caf\xe9', "", '<?xml version="1.0" encoding="no-such"?>café'),
    ],
)
def test_bytes_are_believed_before_declarations(body: bytes, content_type: str, text: str) -> None:
    assert decode(body, content_type) == text


def test_windows_1258_has_its_tones_apart() -> None:
    body = b"N\xfd\xf5\xecc m\xe3\xecm"
    assert decode(body, "text/html; charset=utf-8") == "Nước mắm"


@given(st.binary(max_size=200), st.sampled_from(["", "text/html; charset=utf-8", "text/html; charset=windows-1258"]))
def test_no_bytes_break_the_decoding(body: bytes, content_type: str) -> None:
    assert isinstance(decode(body, content_type), str)
