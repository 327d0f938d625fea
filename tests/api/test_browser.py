"""The search page in a real browser, on a phone and a desk, by finger, keyboard and without JavaScript."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.api.browser import DESK
from tests.api.fakes import FakeSearch

pytestmark = pytest.mark.browser

OpenPage = Callable[..., Page]
OVERFLOW = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


def test_nothing_scrolls_sideways_on_a_phone(site: str, open_page: OpenPage) -> None:
    page = open_page()
    for path in ("/", "/?q=m", "/?q=zzz", "/?province=lao-cai&lang=en", "/ve", "/nhung"):
        page.goto(site + path)
        assert page.evaluate(OVERFLOW) == 0, path


def test_results_while_typing(site: str, open_page: OpenPage) -> None:
    page = open_page()
    page.goto(site)
    page.locator("#q").press_sequentially("chẩm", delay=20)
    expect(page.locator(".found .card .name")).to_have_text(["Chẩm chéo Tây Bắc"])
    expect(page.locator("#status")).to_have_text("1 sản phẩm")
    expect(page).to_have_title("chẩm · Chợ Phiên – tìm mọi sản vật OCOP Việt Nam")
    assert page.url.endswith("/?q=ch%E1%BA%A9m")
    expect(page.locator("#suggestions [role=option]")).to_have_count(1)


def test_half_a_syllable_is_not_asked_for(site: str, open_page: OpenPage, fake: FakeSearch) -> None:
    page = open_page()
    page.goto(site)
    fake.asked.clear()
    page.evaluate(
        """() => {
            const box = document.getElementById("q");
            box.dispatchEvent(new CompositionEvent("compositionstart"));
            box.value = "chaa";
            box.dispatchEvent(new InputEvent("input", { isComposing: true, bubbles: true }));
        }"""
    )
    page.wait_for_timeout(400)
    assert fake.asked == []
    page.evaluate(
        """() => {
            const box = document.getElementById("q");
            box.value = "chẩm";
            box.dispatchEvent(new CompositionEvent("compositionend"));
        }"""
    )
    expect(page.locator(".found .card")).to_have_count(1)
    assert [one.q for one in fake.asked] == ["chẩm"]


def test_a_late_answer_does_not_replace_a_newer_one(site: str, open_page: OpenPage) -> None:
    page = open_page()
    page.goto(site)
    held = []
    page.route("**/ket-qua?q=m", lambda route: held.append(route))
    with page.expect_request("**/ket-qua?q=m"):
        page.locator("#q").fill("m")
    page.locator("#q").fill("tương")
    expect(page.locator(".found .card .name")).to_have_text(["Tương ớt Mường Khương"])
    for route in held:
        route.continue_()
    page.wait_for_timeout(300)
    assert held
    expect(page.locator(".found .card .name")).to_have_text(["Tương ớt Mường Khương"])


def test_filters_on_a_phone_are_a_drawer(site: str, open_page: OpenPage) -> None:
    page = open_page()
    page.goto(f"{site}/?q=a")
    page.locator(".open-filters").click()
    expect(page.locator(".filters .close")).to_be_focused()
    page.locator("#f-province-lao-cai").check()
    expect(page.locator(".filters .show")).to_have_text("Xem 3 sản phẩm")
    expect(page.locator("#f-province-lao-cai")).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.locator(".filters")).to_be_hidden()
    expect(page.locator(".open-filters")).to_be_focused()
    expect(page.locator(".chips a")).to_contain_text(["Lào Cai"])
    page.locator(".chips a").click()
    expect(page.locator(".chips")).to_have_count(0)
    page.go_back()
    expect(page.locator(".chips a")).to_contain_text(["Lào Cai"])


def test_by_keyboard_alone(site: str, open_page: OpenPage) -> None:
    page = open_page(viewport=DESK)
    page.goto(site)
    page.keyboard.press("Tab")
    expect(page.locator(".skip")).to_be_focused()
    page.locator("#q").focus()
    # At once: what a half-typed word suggests must not come in between.
    page.keyboard.insert_text("ong")
    options = page.locator("#suggestions [role=option]")
    expect(options).to_have_count(2)
    page.keyboard.press("ArrowDown")
    expect(options.first).to_have_attribute("aria-selected", "true")
    expect(page.locator("#q")).to_have_attribute("aria-activedescendant", "suggestion-0")
    page.keyboard.press("Escape")
    expect(page.locator("#suggestions")).to_be_hidden()
    page.keyboard.press("Enter")
    expect(page.locator(".found .card")).to_have_count(2)
    page.locator("#f-province-lao-cai").focus()
    page.keyboard.press("Space")
    expect(page.locator(".found .card .name")).to_have_text(["Tương ớt Mường Khương"])
    expect(page.locator("#f-province-lao-cai")).to_be_focused()


def test_without_javascript(site: str, open_page: OpenPage) -> None:
    page = open_page(java_script_enabled=False)
    page.goto(site)
    page.locator("#q").fill("a")
    page.locator("#q").press("Enter")
    page.locator(".open-filters").click()
    page.locator("#f-province-lao-cai").check()
    page.locator(".filters .apply").click()
    expect(page).to_have_url(re.compile("[?&]q=a&.*province=lao-cai"))
    expect(page.locator(".found .card")).to_have_count(3)
    page.locator("header .language").click()
    expect(page.locator("#count")).to_have_text("3 products for “a”")


def test_a_lost_connection_keeps_what_was_there(site: str, chrome: Browser) -> None:
    page = chrome.new_page(viewport=DESK)
    page.goto(f"{site}/?q=ong")
    page.route("**/ket-qua*", lambda route: route.abort())
    page.locator("#q").fill("ongg")
    expect(page.locator("#status")).to_have_text("Không có mạng: kết quả cũ vẫn để đó, thử lại sau.")
    expect(page.locator(".found .card")).to_have_count(2)
    page.unroute("**/ket-qua*")
    page.locator("#q").fill("chẩm")
    expect(page.locator(".found .card")).to_have_count(1)
    page.close()
