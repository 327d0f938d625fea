"""Reading pages in tests."""

import re

from fastapi.testclient import TestClient
from selectolax.lexbor import LexborHTMLParser, LexborNode

Page = LexborHTMLParser


def read_page(client: TestClient, path: str, *, status: int = 200) -> Page:
    """The parsed page at a path; asserts its status."""
    answer = client.get(path, headers={"Accept": "text/html"})
    assert answer.status_code == status
    return LexborHTMLParser(answer.text)


def one(page: Page, selector: str) -> LexborNode:
    """The first element of a selector; asserts that there is one."""
    found = page.css_first(selector)
    assert found is not None, f"nothing at {selector}"
    return found


def words(node: LexborNode) -> str:
    """The element's text with single spaces; no-break spaces stay."""
    return re.sub(r"[ \n]+", " ", node.text()).strip()


def all_words(page: Page, selector: str) -> list[str]:
    """The texts of every element of a selector."""
    return [words(node) for node in page.css(selector)]
