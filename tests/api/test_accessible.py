"""Every page for everybody: axe-core finds nothing, by day and by night, and a finger finds every link and button."""

from collections.abc import Callable

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from tests.api.browser import DESK, PHONE

pytestmark = pytest.mark.browser

OpenPage = Callable[..., Page]
PATHS = (
    "/",
    "/?q=a&province=lao-cai",
    "/?q=zzz",
    "/co-so",
    "/cho",
    "/nguon",
    "/ve",
    "/nhung",
    "/kiem-tra",
    "/khong-co",
)
FINGER = 44
# Links inside a sentence are as tall as its line (WCAG 2.5.8 leaves them out); everything else is a target of its own.
SMALL = """(least) => [...document.querySelectorAll("a[href], button, input, select, summary, label:has(input)")]
  .filter((one) => !one.matches(".hidden, .skip, .cover, label input"))
  .filter((one) => !one.closest("p.note, .reading p, dd, details.listings"))
  .filter((one) => one.checkVisibility({ visibilityProperty: true }) && one.getBoundingClientRect().height < least)
  .map((one) => `${one.tagName} ${one.className} ${one.textContent.trim().slice(0, 40)}`)"""


@pytest.fixture
def paths(product_path: str, producer_path: str) -> tuple[str, ...]:
    return (*PATHS, product_path, producer_path, f"{product_path}?lang=en", f"{producer_path}?lang=en", "/?lang=en")


@pytest.mark.parametrize(("scheme", "size"), [("light", PHONE), ("dark", DESK)], ids=["phone by day", "desk by night"])
def test_axe_finds_nothing(
    fair_site: str, paths: tuple[str, ...], open_page: OpenPage, scheme: str, size: dict[str, int]
) -> None:
    page = open_page(viewport=size, color_scheme=scheme)
    found = []
    for path in paths:
        _look_at(page, fair_site + path)
        broken = Axe().run(page).response["violations"]
        found += [(path, one["id"], one["nodes"][0]["html"]) for one in broken]
    assert found == []


def test_a_finger_finds_everything(fair_site: str, paths: tuple[str, ...], open_page: OpenPage) -> None:
    page = open_page()
    found = {}
    for path in paths:
        _look_at(page, fair_site + path)
        if path.startswith("/?q=a"):
            page.locator(".open-filters").click()
        if small := page.evaluate(SMALL, FINGER):
            found[path] = small
    assert found == {}


def _look_at(page: Page, address: str) -> None:
    # An error page is a 404 on purpose; the browser's own word about that is no complaint.
    if address.endswith("/khong-co"):
        page.route("**/khong-co", lambda route: route.fulfill(response=route.fetch(), status=200))
    page.goto(address)
