"""The probe: evidence first, then trials of what the evidence suggests, then a proposal."""

import re
from collections.abc import AsyncIterator
from typing import Any

from catalog.net import ForbiddenAddress, is_allowed, public_addresses, url_host_port
from catalog.settings import Settings
from crawlers import browse
from crawlers.extract import xml
from crawlers.extract.urls import canonical
from crawlers.marketplaces.model import DEFAULT_DELAY, MarketplaceFile
from crawlers.page import Page
from crawlers.probe import (
    discover,
    endpoints,
    feeds,
    generic,
    graphql_site,
    json_site,
    problems,
    proposal,
    software,
    toml,
)
from crawlers.probe.fingerprints import Guess, guesses
from crawlers.probe.report import Look, ProbeReport
from crawlers.probe.site import Site
from crawlers.probe.sitemaps import answering, named_by
from crawlers.probe.trial import Trial, attempt

_SAMPLES = 5
_GENERIC_PAGES = 16
# A software's own way is complete; of another way that shows less than this, more may be had by the next.
_FEW, _MANY = 2, 12
_GENERIC = ("json_paths", "graphql", "merchant_feed", "schema_org", "selectors", "dnn")
_GONE_ON_WITH = ("http_404", "http_410", "http_4xx")


def probe(settings: Settings, url: str, *, slug: str | None = None) -> ProbeReport:
    """Look at a site politely (robots.txt, a handful of pages) and propose a marketplace file for it, named `slug`.

    Raises ValueError where `url` is no http(s) address, browse.BrowseError where the child process dies.
    """
    home = canonical(url if "://" in url else f"https://{url}")
    if home is None:
        raise ValueError(f"{url!r} is no http(s) address")
    try:
        host, port = url_host_port(home)
    except ForbiddenAddress as error:
        raise ValueError(str(error)) from error
    if (cause := _out_of_reach(host, port, settings)) is not None:
        problem = problems.of_answer(browse.Fetched(home, cause=cause))
        return ProbeReport(url=home, problem=problem, looked_at=[Look(url=home, cause=cause)])
    own = is_allowed(host, port, settings.allow_private_hosts)
    order = {"home": home, "slug": slug}
    answer = browse.run(settings, "crawlers.probe.run:look", order, delay=0 if own else DEFAULT_DELAY)
    return ProbeReport.model_validate(answer)


def _out_of_reach(host: str, port: int, settings: Settings) -> str | None:
    """Why there is no address to ask, told at once: a page that cannot be had is tried three times, with pauses."""
    try:
        public_addresses(host, port, allowed=settings.allow_private_hosts)
    except ForbiddenAddress:
        return "private_address"
    except OSError:
        return "dns"
    return None


async def look(browser: browse.Browser, *, home: str, slug: str | None = None) -> dict[str, Any]:
    """The probe itself: runs in the child process."""
    host, port = url_host_port(home)
    site = Site(browser, home, host if f":{port}" not in home else f"{host}:{port}", slug=slug)
    report = ProbeReport(url=home)
    robots = await site.get(proposal.address(site, "/robots.txt"))
    site.robots_text = robots.body.decode("utf-8", "replace") if robots is not None and robots.ok else ""
    report.robots = site.robots()
    front = await site.get(home)
    report.reached = front is not None and front.ok
    if front is not None and front.ok:
        await _investigate(site, report, Page(front.url, front.body, "listing", front.headers))
    elif front is not None and front.cause in _GONE_ON_WITH:
        # A shop without pages of its own may still have an API, a feed or a sitemap.
        await _investigate(site, report, Page(front.url, front.body, "listing", front.headers), answered=False)
        if not report.samples:
            report.problem = problems.of_answer(front)
    else:
        report.problem = problems.of_answer(front)
    report.looked_at = site.looks
    return report.model_dump(mode="json")


async def _investigate(site: Site, report: ProbeReport, front: Page, *, answered: bool = True) -> None:
    headers = "\n".join(f"{name}: {value}" for name, value in front.headers.items())
    found = guesses(front.text, headers, site.robots_text)
    report.software = found[0].platform if found and found[0].weight > 1 else None
    report.sitemaps = await answering(site, report.robots["sitemaps"], report.software)
    if xml.is_sitemap(front.body):
        report.sitemaps = list(dict.fromkeys([front.url, *report.sitemaps]))
    report.feeds = site.feeds(front)
    best: Trial | None = None
    async for trial in _trials(site, report, front, found, answered=answered):
        if trial.works and (best is None or trial.reach > 1.3 * best.reach):
            best = trial
        if best is not None and best.reach >= (_FEW if best.file.platform not in _GENERIC else _MANY):
            break
    if best is None:
        report.problem = problems.of_page(site, front)
        return
    _conclude(site, report, best)


async def _trials(
    site: Site, report: ProbeReport, front: Page, found: list[Guess], *, answered: bool
) -> AsyncIterator[Trial]:
    """Trials of the software's own ways, of what the pages name, of what they show, and of the usual places."""
    async for trial in _by_software(site, report, front, found):
        yield trial
    async for file in _by_data(site, report, front, await endpoints.of(site, front)):
        yield await attempt(site, file)
    if (answered and b"<" in front.body[:2000]) or report.sitemaps:
        seen = await discover.look_around(site, report, front)
        for file in generic.ways(site, report, seen, dnn=report.software == "dnn"):
            trial = await attempt(site, file, most=_GENERIC_PAGES)
            if trial.works:
                yield trial
                break
    async for file in feeds.usual(site, report):
        yield await attempt(site, file)
    async for file in _by_data(site, report, front, endpoints.usual(site)):
        yield await attempt(site, file)


async def _by_software(site: Site, report: ProbeReport, front: Page, found: list[Guess]) -> AsyncIterator[Trial]:
    for guess in found:
        trials: list[Trial] = []
        for file in software.ways(site, report, front, guess.platform):
            trial = await attempt(site, file)
            trials.append(trial)
            if trial.works:
                report.evidence += [*guess.words, _gave(trial)]
                yield trial
                break
        if not any(trial.works for trial in trials):
            words = ", ".join(guess.words)
            report.evidence.append(f"marks of {guess.platform} ({words}), but its usual way gave nothing")


async def _by_data(site: Site, report: ProbeReport, front: Page, links: list[str]) -> AsyncIterator[MarketplaceFile]:
    """Files for feeds, GraphQL and JSON that the page is or names."""
    async for file in feeds.named(site, report, front):
        yield file
    async for file in graphql_site.ways(site, report, front, [link for link in links if endpoints.is_graphql(link)]):
        yield file
    async for file in json_site.ways(site, report, front, [link for link in links if not endpoints.is_graphql(link)]):
        yield file


def _gave(trial: Trial) -> str:
    return f"its usual way gave {len(trial.listings)} listings in {trial.pages} pages"


def _conclude(site: Site, report: ProbeReport, trial: Trial) -> None:
    file = _completed(site, report, trial)
    report.platform = file.platform
    report.products_seen = trial.reach
    report.coverage = trial.coverage()
    report.samples = [one.payload() for one in trial.listings[:_SAMPLES]]
    report.selectors, report.product_selectors = dict(file.selectors), dict(file.product_selectors)
    report.product_pattern = next(iter(file.patterns.product), None)
    report.listing_pattern = next(iter(file.patterns.listing), None)
    report.to_check += proposal.to_check(report)
    report.toml = toml.text(file, report)


def _completed(site: Site, report: ProbeReport, trial: Trial) -> MarketplaceFile:
    """The trial's file, with the sitemaps beside its lists where these name more products than the lists showed."""
    file = trial.file
    if file.entry.sitemaps or not file.entry.pages or not report.sitemaps or not file.patterns.product:
        return file
    if any(re.search(file.patterns.product[0], link) for link in named_by(site)):
        entry = file.entry.model_copy(update={"sitemaps": report.sitemaps})
        return file.model_copy(update={"entry": entry})
    return file
