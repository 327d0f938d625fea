"""Recorded pages as test folders: the page, the marketplace's file, when it was seen, and what must come out of it.

A folder holds `case.toml` (`url`, `role`, `seen`, `headers`), `marketplace.toml`, the page as `page.html`, `.json` or
`.xml`, the listings in `expected.jsonl` and what is to be fetched next in `expected-links.tsv`. `replay` reads a page
again without the network; one test replays them all.
"""

import re
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import orjson

from catalog.settings import Settings
from catalog.tables.columns import utc_now
from crawlers import browse
from crawlers.extract.urls import identity
from crawlers.marketplaces import SHIPPED, MarketplaceFile, load_all, read_toml
from crawlers.page import Follow, Found, Page, Role
from crawlers.platforms import platform_of

_MOST_LEADING = 6
_KEPT_HEADERS = ("content-type", "x-wp-totalpages", "link")


@dataclass(frozen=True)
class Case:
    """One recorded page, the listings expected of it, and the links as `role`, address and version."""

    folder: Path
    file: MarketplaceFile
    page: Page
    listings: list[dict[str, Any]]
    links: list[tuple[str, str, str]]


def read_case(folder: Path) -> Case:
    """A recorded folder. Raises OSError, ValueError where a part is missing or wrong."""
    said = tomllib.loads((folder / "case.toml").read_text(encoding="utf-8"))
    file = read_toml((folder / "marketplace.toml").read_text(encoding="utf-8"), name=f"{folder.name}/marketplace.toml")
    body = next(folder.glob("page.*")).read_bytes()
    lines = (folder / "expected.jsonl").read_bytes().splitlines()
    links = (folder / "expected-links.tsv").read_text(encoding="utf-8").splitlines()
    page = Page(said["url"], body, said["role"], said.get("headers", {}))
    listings = [orjson.loads(line) for line in lines if line.strip()]
    return Case(folder, file, page, listings, [_link(line) for line in links])


def replay(file: MarketplaceFile, page: Page) -> tuple[list[dict[str, Any]], list[tuple[str, str, str]]]:
    """What the page gives now: listings as the contract's JSON objects, and links."""
    readings = list(platform_of(file).read(page))
    listings = [one.listing.payload() for one in readings if isinstance(one, Found)]
    links = [(str(one.role), one.url, one.version or "") for one in readings if isinstance(one, Follow)]
    return listings, links


def _link(line: str) -> tuple[str, str, str]:
    role, url, version = line.split("\t")
    return role, url, version


def capture(settings: Settings, slug: str, folder: Path, *, urls: Sequence[str] = (), limit: int = 5) -> list[Path]:
    """Record pages of a marketplace: the given addresses, else its first list and product pages, `limit` at most.

    Gives the folders written, one a page, named by slug, role and number. What comes out now becomes what is expected:
    read it before it is committed. Raises UnknownMarketplace, MarketplaceFileError, browse.BrowseError.
    """
    file = load_all(settings).get(slug)
    toml = _toml_of(settings, slug)
    arguments = {"toml": toml, "urls": list(urls), "limit": limit}
    answers = browse.run(settings, "crawlers.capture:look", arguments, delay=file.delay)
    return [
        _write(folder, file, toml, browse.unpacked(answer["page"]), answer["role"], number)
        for number, answer in enumerate(answers, start=1)
    ]


async def look(browser: browse.Browser, *, toml: str, urls: list[str], limit: int) -> list[dict[str, Any]]:
    """Fetch pages worth recording: runs in the child process."""
    platform = platform_of(read_toml(toml))
    waiting = [Follow(url, "product") for url in urls] or list(platform.entries())
    kept: list[dict[str, Any]] = []
    seen: set[str] = set()
    leading = 0
    while waiting and len(kept) < limit:
        follow = waiting.pop(0)
        if identity(follow.url) in seen:
            continue
        seen.add(identity(follow.url))
        page = await browser.get(follow.url, body=follow.body)
        if not page.ok:
            continue
        role = platform.role_of(page.url, page.body) if urls else follow.role
        kept.append({"page": browse.packed(page), "role": role})
        leading += role != "product"
        if not urls and leading < _MOST_LEADING:
            read = platform.read(Page(page.url, page.body, role, page.headers, follow.context))
            found = [one for one in read if isinstance(one, Follow)]
            # Product pages first: one list page shows how lists are read, several products show how much they differ.
            waiting = [one for one in found if one.role == "product"] + waiting + found
    return kept


def _write(folder: Path, file: MarketplaceFile, toml: str, page: browse.Fetched, role: Role, number: int) -> Path:
    target = folder / f"{file.slug}-{role}-{number}"
    target.mkdir(parents=True, exist_ok=True)
    headers = {name: page.headers[name] for name in _KEPT_HEADERS if name in page.headers}
    lines = [f"url = {_quoted(page.url)}", f"role = {_quoted(role)}", f"seen = {utc_now():%Y-%m-%dT%H:%M:%SZ}"]
    if headers:
        lines += ["", "[headers]", *(f"{_quoted(name)} = {_quoted(value)}" for name, value in headers.items())]
    (target / "case.toml").write_text("\n".join(lines) + "\n", encoding="utf-8")
    (target / "marketplace.toml").write_text(toml, encoding="utf-8")
    (target / f"page.{_ending(page)}").write_bytes(page.body)
    listings, links = replay(file, Page(page.url, page.body, role, headers))
    (target / "expected.jsonl").write_bytes(b"".join(orjson.dumps(one) + b"\n" for one in listings))
    written = "".join("\t".join(link) + "\n" for link in links)
    (target / "expected-links.tsv").write_text(written, encoding="utf-8")
    return target


def cases(folder: Path) -> Iterator[Path]:
    """Every recorded folder below one."""
    yield from sorted(path.parent for path in folder.rglob("case.toml"))


def _toml_of(settings: Settings, slug: str) -> str:
    folders = [settings.marketplaces_dir] if settings.marketplaces_dir else []
    paths = (folder / f"{slug}.toml" for folder in [*folders, SHIPPED])
    return next(path for path in paths if path.exists()).read_text(encoding="utf-8")


def _ending(page: browse.Fetched) -> str:
    kind = page.headers.get("content-type", "")
    for word in ("json", "xml", "csv"):
        if word in kind or urlsplit(page.url).path.endswith(f".{word}"):
            return word
    return "html"


def _quoted(text: str) -> str:
    return '"' + re.sub(r'(["\\])', r"\\\1", text) + '"'
