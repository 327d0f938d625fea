"""Scrapy's settings: what holds for every marketplace, and what one marketplace's file adds.

The module itself is what `scrapy.cfg` names, so that Scrapy's own commands (`scrapy list`, `scrapy shell`) work too.
"""

from typing import Any

from catalog.net import user_agent
from catalog.settings import Settings, get_settings
from crawlers.marketplaces.model import MarketplaceFile

_MEGABYTE = 1024 * 1024

BOT_NAME = "chophien"
SPIDER_LOADER_CLASS = "crawlers.loader.MarketplaceLoader"
USER_AGENT = user_agent(get_settings())
DEFAULT_REQUEST_HEADERS = {
    "Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,application/json;q=0.9,*/*;q=0.5",
    "Accept-Language": "vi,en;q=0.5",
}

ROBOTSTXT_OBEY = True
AUTOTHROTTLE_ENABLED = True
AUTOTHROTTLE_TARGET_CONCURRENCY = 1.0
AUTOTHROTTLE_MAX_DELAY = 60.0
DOWNLOAD_DELAY = 2.0
# A site that asks for ten seconds means ten, not five to fifteen.
DOWNLOAD_DELAY_JITTER = 0.0
# What the downloader took it sends, once the pause is over: none waits there for a site that is given up meanwhile.
CONCURRENT_REQUESTS = 1
CONCURRENT_REQUESTS_PER_DOMAIN = 1
# Scrapy starts as many tasks for every page, and our pipeline never waits: a hundred would only cost time.
CONCURRENT_ITEMS = 1
RETRY_TIMES = 2
REDIRECT_MAX_TIMES = 5
METAREFRESH_ENABLED = False
COOKIES_ENABLED = False
# A proxy would make the connections, and then nothing here could say where they lead.
HTTPPROXY_ENABLED = False
TELNETCONSOLE_ENABLED = False
REMOTE_CONTROL_ENABLED = False
HTTPCACHE_ENABLED = False
REFERER_ENABLED = False

DOWNLOAD_TIMEOUT = 30
DOWNLOAD_MAXSIZE = 12 * _MEGABYTE
DOWNLOAD_WARNSIZE = 0
DOWNLOAD_VERIFY_CERTIFICATES = True
URLLENGTH_LIMIT = 2048
SCRAPER_SLOT_MAX_ACTIVE_SIZE = 4 * _MEGABYTE

# Nothing but http: no file, ftp or data addresses that a page might name.
DOWNLOAD_HANDLERS = {"file": None, "ftp": None, "s3": None, "data": None}
TWISTED_DNS_RESOLVER = "crawlers.fetch.guard.PublicResolver"
SCHEDULER = "crawlers.fetch.frontier.Frontier"
DUPEFILTER_CLASS = "scrapy.dupefilters.BaseDupeFilter"
# What is switched off above is not even imported: a crawl starts in half the time.
_UNUSED_MIDDLEWARES = ("cookies.CookiesMiddleware", "httpauth.HttpAuthMiddleware", "httpcache.HttpCacheMiddleware")
_UNUSED_EXTENSIONS = (
    "feedexport.FeedExporter",
    "logstats.LogStats",
    "memdebug.MemoryDebugger",
    "remote_control.RemoteControl",
    "spiderstate.SpiderState",
    "telnet.TelnetConsole",
    "throttle.AutoThrottle",
)
DOWNLOADER_MIDDLEWARES: dict[str, int | None] = {
    **{f"scrapy.downloadermiddlewares.{name}": None for name in _UNUSED_MIDDLEWARES},
    "scrapy.downloadermiddlewares.httpproxy.HttpProxyMiddleware": None,
    "crawlers.fetch.guard.AddressGuard": 40,
    "scrapy.downloadermiddlewares.offsite.OffsiteMiddleware": None,
    "scrapy.downloadermiddlewares.robotstxt.RobotsTxtMiddleware": None,
    "crawlers.fetch.politeness.Robots": 100,
    # Outside the retries (550).
    "crawlers.fetch.patience.Patience": 545,
    "crawlers.fetch.conditional.Conditional": 560,
    "crawlers.fetch.politeness.RetryAfter": 570,
    # Between unpacking (590) and everything that looks at an answer.
    "crawlers.fetch.archive.Archive": 585,
}
ITEM_PIPELINES = {"crawlers.fetch.pipeline.Record": 500}
EXTENSIONS: dict[str, int | None] = {
    **{f"scrapy.extensions.{name}": None for name in _UNUSED_EXTENSIONS},
    "crawlers.fetch.politeness.Throttle": 50,
    "crawlers.fetch.budget.Budget": 100,
}

LOG_LEVEL = "INFO"
LOGSTATS_INTERVAL = 0
STATS_DUMP = False


def plain(settings: Settings, *, delay: float) -> dict[str, Any]:
    """Every Scrapy setting for looking at some site with this delay in seconds.

    Without a delay (sites on allowed private hosts only) there is no throttle either, and eight requests run at once.
    """
    at_once = 1 if delay > 0 else 8
    own = {name: value for name, value in globals().items() if name.isupper() and not name.startswith("_")}
    return own | {
        "USER_AGENT": user_agent(settings),
        "ALLOW_PRIVATE_HOSTS": list(settings.allow_private_hosts),
        "DOWNLOAD_DELAY": delay,
        "AUTOTHROTTLE_ENABLED": delay > 0,
        "AUTOTHROTTLE_START_DELAY": delay,
        "CONCURRENT_REQUESTS": at_once,
        "CONCURRENT_REQUESTS_PER_DOMAIN": at_once,
    }


def for_marketplace(settings: Settings, file: MarketplaceFile) -> dict[str, Any]:
    """Every Scrapy setting of one marketplace's crawl."""
    return plain(settings, delay=file.delay) | {
        "ONSITE_HOSTS": file.current_hosts(),
        "CRAWL_BUDGET": {
            "pages": file.budget.pages,
            "seconds": file.budget.minutes * 60,
            "bytes": file.budget.megabytes * _MEGABYTE,
        },
    }
