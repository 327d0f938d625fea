"""What holds for every listing: nothing raises, nothing backtracks, the same in gives the same out."""

import unicodedata
from datetime import date
from itertools import count
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from catalog.certificates import shipped_registry
from catalog.listing import Listing
from catalog.normalise import normalise
from catalog.normalise.amounts import LARGEST
from catalog.normalise.net_content import read_content
from catalog.normalise.place import read_place
from catalog.normalise.price_words import read_price
from catalog.normalise.producer import producer_key, read_producer
from catalog.normalise.text import clean, fold
from tests.pace import cost

TODAY = date(2026, 11, 22)
PIECES = st.sampled_from(
    [
        "Mật ong",
        "500g",
        "x",
        "24 chai",
        "120.000đ",
        "-",
        "OCOP",
        "4 sao",
        "kg",
        "/",
        "HTX",
        "tỉnh",
        "Hà Giang",
        "xã",
        "1tr2",
        "&#7853;",
        "<b>",
        "</b>",
        "(",
        ")",
        ",",
        "½",
        "★",
        "Giá",
        "từ",
        "liên hệ",
        "0912345678",
        "QĐ-UBND",
        "2489/QĐ-UBND",
        "ngày",
        "30/12/2023",
        "và",
        "+",
        "nghìn",
        "hoà",
        "quí",
        "\u200b",
        "Máº\xad",
        "møt",
    ]
)
WORDS = st.one_of(st.lists(PIECES, max_size=12).map(" ".join), st.text(max_size=60))
NUMBERS = st.one_of(st.none(), st.integers(), st.floats(), WORDS)


@settings(max_examples=150)
@given(
    st.builds(
        Listing,
        url=st.just("https://shop.example/p/1"),
        name=WORDS,
        price=NUMBERS,
        price_text=st.one_of(st.none(), WORDS),
        list_price=NUMBERS,
        currency=st.one_of(st.none(), WORDS),
        description=st.one_of(st.none(), WORDS),
        net_content=st.one_of(st.none(), WORDS),
        producer=st.one_of(st.none(), WORDS),
        shop=st.one_of(st.none(), WORDS),
        address=st.one_of(st.none(), WORDS),
        province=st.one_of(st.none(), WORDS),
        category=st.lists(WORDS, max_size=2),
        ocop_stars=NUMBERS,
        certificate=st.one_of(st.none(), WORDS),
        updated_at=st.one_of(st.none(), WORDS),
    )
)
def test_no_listing_is_refused_and_facts_make_sense(listing: Listing) -> None:
    first = normalise(listing, registry=shipped_registry(), today=TODAY)
    assert first == normalise(listing, registry=shipped_registry(), today=TODAY)
    facts = first.facts
    assert facts.price is None or 1 < facts.price <= LARGEST
    assert facts.price_max is None or (facts.price is not None and facts.price_max >= facts.price)
    assert (facts.price is None) or facts.price_status in ("stated", "wholesale")
    assert facts.ocop.stars in (None, 3, 4, 5)
    content = facts.net_content
    if content:
        assert content.amount > 0
        assert content.packs >= 1
        assert content.per_pack * content.packs == pytest.approx(content.amount, rel=0.01, abs=0.01)
    assert all(0 <= one.confidence <= 1 for one in first.evidence.values())
    assert facts.to_json()["price_status"] == facts.price_status


@given(WORDS)
def test_words_met_before_are_mended_as_if_they_were_not(text: str) -> None:
    for word in text.split(" "):
        clean(word)
    met = clean(text, keep_lines=True)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("catalog.normalise.text._SETTLED", set())
        patch.setattr("catalog.normalise.text._is_settled", lambda _: False)
        assert clean(text, keep_lines=True) == met


@given(WORDS)
def test_cleaning_is_settled_and_composed(text: str) -> None:
    cleaned = clean(text).text
    assert unicodedata.is_normalized("NFC", cleaned)
    assert len(fold(cleaned)) == len(cleaned.lower())


@given(st.integers(1_000, 999_999_999))
def test_every_way_of_writing_an_amount_gives_it_back(value: int) -> None:
    dotted = f"{value:,}".replace(",", ".")
    for words in (
        f"{value}đ",
        f"{dotted}đ",
        f"{value:,} VND",
        f"₫{dotted}",
        f"Giá: {dotted} đồng",
        f"Hộp 500g {dotted}đ",
    ):
        assert read_price(words).price == value, words


@given(st.integers(1, 99), st.integers(1, 9_999), st.sampled_from(["g", "ml"]))
def test_packs_multiply(packs: int, size: int, unit: str) -> None:
    got = read_content(f"thùng {packs} gói x {size}{unit}")
    assert got is not None
    assert (got.amount, got.unit) == (packs * size, unit)


@given(WORDS)
def test_a_producers_key_ignores_case_form_and_tone_placement(name: str) -> None:
    assert producer_key(name) == producer_key(unicodedata.normalize("NFD", name))


HOSTILE = {
    "digits": "1" * 10_000,
    "dots": "1." * 5_000,
    "grouped": "1.000" * 2_000,
    "spaced groups": "1 000 " * 1_600,
    "dashes": "90-" * 3_300,
    "times": "2 x " * 2_500,
    "counts": "2 hộp " * 1_600,
    "weights": "5g " * 3_300,
    "open tags": "<" * 10_000,
    "tags": "<a " * 3_300,
    "scripts": "<script>" * 1_250,
    "comments": "<!--" * 2_500,
    "entities": "&amp;" * 2_000,
    "spaces": " " * 10_000,
    "brackets": "(" * 10_000,
    "stars": "★" * 10_000,
    "ocop": "ocop " * 2_000,
    "star words": "4 sao " * 1_600,
    "decisions": "1/QĐ-UBND " * 1_000,
    "decision tails": "2489/QĐ-UBND" + "-vpđp" * 1_900,
    "issuers": "UBND tỉnh " * 1_000,
    "price labels": "giá " * 2_500,
    "number words": "một trăm " * 1_100,
    "phones": "09 " * 3_300,
    "communes": "xã " * 3_300,
    "commas": "," * 10_000,
    "tcvn3": "µ¸¶·" * 2_500,
    "vni": "aä" * 5_000,
    "mojibake": "Ã¡º" * 3_300,
    "soft hyphens": "a\u00ad" * 5_000,
    "combining": "a" + "\u0301" * 9_999,
    "activities": "HTX " + "nông nghiệp " * 800,
    "labels": "khối lượng tịnh " * 600,
    "makers": "sản xuất bởi htx " * 500,
    "newlines": "\n " * 5_000,
}
FIELDS = ("name", "price_text", "description", "net_content", "producer", "address", "province", "certificate")


@pytest.mark.parametrize("field", FIELDS)
def test_ten_thousand_hostile_characters_take_no_time(field: str) -> None:
    slow = {}
    for label, text in HOSTILE.items():
        fields: dict[str, Any] = {"url": "https://shop.example/p/1", "name": "Mật ong", field: text}
        if (took := _normalising(fields, bound=0.15)) > 0.15:
            slow[label] = took
    assert not slow


def test_hostile_characters_in_every_field_at_once_take_no_time() -> None:
    slow = {}
    for label, text in HOSTILE.items():
        fields: dict[str, Any] = {"url": "https://shop.example/p/1", "category": [text], **dict.fromkeys(FIELDS, text)}
        if (took := _normalising(fields, bound=0.6)) > 0.6:
            slow[label] = took
    assert not slow


def _normalising(fields: dict[str, Any], *, bound: float) -> float:
    return cost(lambda: normalise(Listing(**fields), registry=shipped_registry(), today=TODAY), bound=bound)


def test_twice_the_text_takes_about_twice_the_time() -> None:
    fresh = count()

    def read(text: str) -> None:
        for _ in range(3):
            read_price(text)
            read_content(text)
            clean(text)
            read_producer(text)
            # What was met before is remembered.
            read_place(f"{text}{next(fresh)}")

    text = "Hộp 500g x 2 giá 120.000đ - 150.000đ tỉnh Hà Giang OCOP 4 sao "
    read(text)
    once = cost(lambda: read(text * 40), bound=0)
    assert cost(lambda: read(text * 120), bound=6 * once) < 6 * once + 0.05
