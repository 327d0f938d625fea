"""How a page writes money, amounts, names, and what a spreadsheet may hold."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.web.formats import Formats, ticked, web_address
from api.web.history import price_chart
from api.web.sheets import safe_cell
from api.web.texts import Translator
from catalog.facts import NetContent, ProducerName
from catalog.queries import PricePoint

VI, EN = Formats(Translator("vi")), Formats(Translator("en"))


def test_money() -> None:
    assert VI.money(1_250_000) == "1.250.000\u00a0₫"
    assert EN.money(1_250_000) == "1,250,000\u00a0₫"


@pytest.mark.parametrize(
    ("per", "expected"),
    [
        (None, "35.000\u00a0₫"),
        ("kg", "35.000\u00a0₫/kg"),
        ("100 g", "35.000\u00a0₫/100\u00a0g"),
        ("2 box", "35.000\u00a0₫/2\u00a0hộp"),
        ("10 pieces", "35.000\u00a0₫/chục"),
        ("20 pieces", "35.000\u00a0₫/20\u00a0cái"),
        ("something new", "35.000\u00a0₫/something new"),
    ],
)
def test_prices_say_what_they_are_for(per: str | None, expected: str) -> None:
    assert VI.price_for(35_000, per) == expected


@pytest.mark.parametrize(
    ("net", "expected"),
    [
        (NetContent(amount=500, unit="g", per_pack=500), "500\u00a0g"),
        (NetContent(amount=1500, unit="g", per_pack=1500), "1,5\u00a0kg"),
        (NetContent(amount=40, unit="g", packs=20, per_pack=2), "20 × 2\u00a0g (40\u00a0g)"),
        (NetContent(amount=7920, unit="ml", packs=24, per_pack=330), "24 × 330\u00a0ml (7,92\u00a0l)"),
        (NetContent(amount=12, unit="piece", per_pack=12), "12\u00a0cái"),
    ],
)
def test_net_content(net: NetContent, expected: str) -> None:
    assert VI.content(net) == expected


def test_dates_are_vietnams() -> None:
    late = datetime(2026, 8, 4, 18, tzinfo=UTC)
    assert VI.day(late) == "05/08/2026"
    assert EN.day(date(2026, 8, 5)) == "5 Aug 2026"


@pytest.mark.parametrize(
    ("name", "form", "expected"),
    [
        ("Việt Tân", "cooperative", "Hợp tác xã Việt Tân"),
        ("hợp tác xã Việt Tân", "cooperative", "hợp tác xã Việt Tân"),
        ("Nậm Lanh", None, "Nậm Lanh"),
    ],
)
def test_producers(name: str, form: str | None, expected: str) -> None:
    assert VI.legal_name(ProducerName.model_validate({"name": name, "legal_form": form})) == expected


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("https://a.example/p?x=1", "https://a.example/p?x=1"),
        ("HTTP://a.example", "HTTP://a.example"),
        ("javascript:alert(1)", "#"),
        ("data:text/html,x", "#"),
        ("//a.example", "#"),
        ("https:", "#"),
        ("http://[::1", "#"),
        ("", "#"),
        (None, "#"),
    ],
)
def test_only_web_addresses_are_linked(url: str | None, expected: str) -> None:
    assert web_address(url) == expected


@given(st.text(max_size=30))
def test_no_cell_is_a_formula(text: str) -> None:
    cell = safe_cell(text)
    assert not cell.startswith(("=", "+", "-", "@", "\t", "\r", "\n"))
    assert cell.removeprefix("'") == text.removeprefix("'") or cell == text


def _days(*prices: int | None) -> list[PricePoint]:
    return [
        PricePoint(day=date(2026, 1, 1) + timedelta(days=number), price=price) for number, price in enumerate(prices)
    ]


def test_a_price_holds_until_it_changes_and_a_gap_stays_a_gap() -> None:
    chart = price_chart(_days(100, 200, None, 150))
    assert chart is not None
    assert chart.path == "M12.0 128.0H217.3V12.0H422.7M628.0 70.0"
    assert (chart.lowest, chart.highest, chart.end) == (100, 200, (628.0, 70.0))


@pytest.mark.parametrize("prices", [(), (100,), (None, 100, None)])
def test_one_day_is_no_history(prices: tuple[int | None, ...]) -> None:
    assert price_chart(_days(*prices)) is None


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("The products, `limit` at a time", "The products, <code>limit</code> at a time"),
        ("`<b>` & one ` alone", "<code>&lt;b&gt;</code> &amp; one ` alone"),
    ],
)
def test_words_between_backticks_are_code(text: str, html: str) -> None:
    assert ticked(text) == html
