"""The manuals of crawling say what the code does: platforms, causes, keys, and a file that can be used."""

import re
from pathlib import Path

import pytest

from crawlers.fetch.causes import CAUSES
from crawlers.marketplaces import MarketplaceFile, read_toml
from crawlers.platforms import PLATFORMS, platform_of

DOCS = Path(__file__).parents[2] / "docs"
ADDING = (DOCS / "adding-a-marketplace.md").read_text(encoding="utf-8")
CRAWLING = (DOCS / "crawling.md").read_text(encoding="utf-8")


def test_the_table_of_platforms_is_whole() -> None:
    assert set(re.findall(r"^\| `(\w+)` \|", CRAWLING, re.M)) == set(PLATFORMS)


@pytest.mark.parametrize("cause", CAUSES)
def test_every_cause_is_named(cause: str) -> None:
    assert f"`{cause}`" in CRAWLING


def test_the_example_is_a_file_that_reads_its_pages() -> None:
    (example,) = re.findall(r"```toml\n(.*?)```", ADDING, re.S)
    file = read_toml(example)
    assert platform_of(file).is_product("https://chovungcao.example/hang/mat-ong-12.html")
    assert file.hosts() == ["chovungcao.example", "cholaocai.example"]


@pytest.mark.parametrize("key", [field.alias or name for name, field in MarketplaceFile.model_fields.items()])
def test_every_key_of_a_file_is_in_the_manual(key: str) -> None:
    assert re.search(rf"(^|[`\[\s]){key}(\b)", ADDING, re.M)
