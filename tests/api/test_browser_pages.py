"""Product, producer and language in a real browser, and Vietnamese typed through a real input method."""

from collections.abc import Callable

import pytest
from playwright.sync_api import CDPSession, Page, expect

from tests.api.browser import DESK
from tests.api.fakes import FakeSearch

pytestmark = pytest.mark.browser

OpenPage = Callable[..., Page]
OVERFLOW = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


def test_a_product_shows_offers_history_and_certificate(fair_site: str, product_path: str, open_page: OpenPage) -> None:
    page = open_page()
    page.goto(fair_site + product_path)
    expect(page.locator("h1")).to_have_text("MACCA BECHAMP hộp 500g")
    offers = page.locator(".offer")
    expect(offers).to_have_count(2)
    leave = offers.first.locator("a.leave")
    assert leave.get_attribute("target") == "_blank"
    assert "noopener" in (leave.get_attribute("rel") or "")
    expect(page.locator(".certificate.valid")).to_contain_text("3 sao, còn hiệu lực")
    expect(page.locator(".history svg.chart")).to_be_visible()
    page.locator(".history summary").click()
    expect(page.locator(".history table")).to_be_visible()
    assert page.evaluate(OVERFLOW) == 0


def test_the_english_switch_stays_on_the_page_and_is_remembered(
    fair_site: str, product_path: str, open_page: OpenPage
) -> None:
    page = open_page(viewport=DESK)
    page.goto(fair_site + product_path)
    page.locator("header .language").click()
    expect(page).to_have_url(f"{fair_site}{product_path}?lang=en")
    expect(page.locator("html")).to_have_attribute("lang", "en")
    expect(page.locator(".certificate")).to_contain_text("3 stars, in force")
    page.goto(fair_site + "/co-so")
    expect(page.locator("html")).to_have_attribute("lang", "en")


def test_a_cooperative_sees_what_is_missing_and_goes_to_what_to_mend(
    fair_site: str, producer_path: str, open_page: OpenPage
) -> None:
    page = open_page()
    page.goto(fair_site + "/co-so")
    page.locator("#name").fill("bechamp")
    page.locator("#name").press("Enter")
    page.locator(".makers a").first.click()
    expect(page).to_have_url(fair_site + producer_path)
    expect(page.locator(".matrix .absent").first).to_have_text("chưa đăng")
    page.locator(".matrix .mend").first.click()
    expect(page.locator("details.todo:target")).to_have_attribute("open", "")
    with page.expect_download() as started:
        page.locator("a[download]").click()
    assert started.value.suggested_filename.endswith(".csv")


def test_a_page_prints_what_is_folded_and_leaves_out_what_only_a_screen_can_do(
    fair_site: str, producer_path: str, open_page: OpenPage
) -> None:
    page = open_page(viewport=DESK)
    page.goto(fair_site + producer_path)
    page.emulate_media(media="print")
    expect(page.locator("#search")).to_be_hidden()
    expect(page.locator("footer nav")).to_be_hidden()
    assert page.locator("details.todo li").first.evaluate(
        "(one) => one.checkVisibility({ contentVisibilityAuto: true })"
    )


def compose(keyboard: CDPSession, steps: str, whole: str) -> None:
    """Type one word as a Vietnamese input method does: it stands underlined until it is whole."""
    for end in range(1, len(steps) + 1):
        part = steps[:end]
        keyboard.send("Input.imeSetComposition", {"text": part, "selectionStart": end, "selectionEnd": end})
    keyboard.send("Input.insertText", {"text": whole})


@pytest.mark.parametrize("path", ["/", "/?q=m"], ids=["first page", "results"])
def test_an_input_method_asks_once_for_the_whole_word(
    fair_site: str, open_page: OpenPage, fake: FakeSearch, path: str
) -> None:
    page = open_page()
    page.goto(fair_site + path)
    if path != "/":
        with page.expect_response("**/ket-qua"):
            page.locator("#q").fill("")
    page.locator("#q").focus()
    fake.asked.clear()
    compose(page.context.new_cdp_session(page), "chaamr", "chẩm")
    expect(page.locator("#count")).to_contain_text("chẩm")
    expect(page.locator(".found .card .name")).to_have_text(["Chẩm chéo Tây Bắc"])
    assert {one.q for one in fake.asked} == {"chẩm"}


def test_the_widget_waits_for_the_input_method_too(fair_site: str, open_page: OpenPage, fake: FakeSearch) -> None:
    page = open_page()
    page.goto(fair_site + "/nhung")
    box = page.locator("cho-phien").get_by_role("searchbox")
    box.scroll_into_view_if_needed()
    expect(page.locator("cho-phien li")).to_have_count(2)
    fake.asked.clear()
    box.focus()
    compose(page.context.new_cdp_session(page), "caaf", "cà phê")
    expect(page.locator("cho-phien .name")).to_have_text(["Cà phê bột nguyên chất Cầu Đất"])
    assert {one.q for one in fake.asked} == {"cà phê"}
