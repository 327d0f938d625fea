"""Pages made to keep a parser busy for minutes cost no more than their size."""

from contextlib import suppress

import pytest

from crawlers.extract.html_tree import HostilePage, tree
from crawlers.page import Page
from crawlers.platforms import platform_of
from tests.crawlers.conftest import file_of
from tests.pace import cost

MEGABYTE = 1_000_000
LD = '<script type="application/ld+json">'


def much(words: str) -> str:
    return (words * (MEGABYTE // len(words) + 1))[:MEGABYTE]


COSTLY = {
    "unfinished links": much("<link rel=canonical "),
    "unfinished scripts": much("<script "),
    "unclosed JSON-LD": much(LD),
    "nested JSON-LD": LD + much('{"@graph":['),
    "comments in JSON-LD": f"{LD}{much('/* ')}</script>",
    "nested elements": much("<div>"),
    "nested items": '<div itemscope itemtype="https://schema.org/Product">' + much("<div itemprop=x itemscope>"),
    "a name of unfinished tags": f'{LD}{{"@type":"Product","name":"{much("<a ")}"}}</script>',
    "a price of a million digits": f'{LD}{{"@type":"Product","name":"x","offers":{{"price":"{much("1")}"}}}}</script>',
    "a price of many groups": f'{LD}{{"@type":"Product","name":"x","offers":{{"price":"{much("1.000")}"}}}}</script>',
    "script objects": much("product={"),
    "application JSON": much('<script type="application/json">{'),
    "a description of labels": f'{LD}{{"@type":"Product","name":"x","description":"{much("a: b ")}"}}</script>',
    "anchors": much("<a href=/x>"),
}


@pytest.mark.parametrize("platform", ["schema_org", "sapo", "opencart"])
@pytest.mark.parametrize("costly", COSTLY.values(), ids=COSTLY)
def test_a_megabyte_of_malice_costs_little(platform: str, costly: str) -> None:
    reader = platform_of(file_of("shop.example", platform))

    def read() -> None:
        for role in ("product", "listing"):
            with suppress(HostilePage):
                list(reader.read(Page("http://shop.example/p/1", costly.encode(), role)))

    assert cost(read, bound=5) < 5, "seconds of the processor; what grows with the square takes minutes"


@pytest.mark.parametrize(
    "honest",
    [
        "<ul>" + "<li><p>Chè<br>" * 9_000 + "</ul>",
        "<table>" + "<tr><td>Chè<td>1" * 9_000 + "</table>",
        "<div><span>Chè</span></div>" * 9_000,
        "<p>Chè<img src=a.jpg>" * 9_000,
    ],
    ids=["list items without end", "cells without end", "many elements", "pictures"],
)
def test_long_honest_pages_are_read(honest: str) -> None:
    assert "Chè" in tree(honest).text()


def test_what_is_nested_too_deep_is_refused_however_it_is_hidden() -> None:
    for hostile in ("<div>" * 9_000, "<div></y>" * 9_000, "<x-y>" * 9_000, "<p>" * 9_000 + "<b>" * 9_000):
        with pytest.raises(HostilePage, match="nested more than 2000 deep"):
            tree(hostile)
