"""Why a site gives nothing to read, each in one sentence."""

from crawlers.browse import Fetched
from crawlers.page import Page
from crawlers.probe.site import Site

_CAUSES = {
    "dns": "No such host: the name does not resolve.",
    "tls": "The site's certificate cannot be trusted, so nothing was read.",
    "timeout": "The site did not answer in time.",
    "connection": "Nothing answers at this address: the connection is refused or breaks off.",
    "robots": "robots.txt forbids us this page, so nothing was read; ask the site's owner for leave.",
    "private_address": "The address leads into a private network; CHOPHIEN_ALLOW_PRIVATE_HOSTS can allow it.",
    "moved": "The site sends its visitors to another site; probe that one.",
    "redirect_loop": "The site sends its visitors round in a circle.",
    "too_large": "The front page is larger than 12 MB and was not read.",
    "http_401": "The shop lies behind a login (401): only its owner can give it away.",
    "http_403": "The site refuses us (403 forbidden): ask its owner for leave.",
    "http_404": "There is no page at this address (404): give the shop's front page.",
    "http_410": "The site says that this page is gone for good (410).",
    "http_429": "The site is busy and asks us to come later (429).",
    "http_4xx": "The site refuses the request.",
    "http_5xx": "The site is broken at the moment (a server error); try again later.",
    "other": "The address cannot be fetched.",
}


def of_answer(answer: Fetched | None) -> str:
    """The sentence for a front page that cannot be had."""
    return _CAUSES.get((answer.cause if answer else None) or "other", _CAUSES["other"])


def of_page(site: Site, page: Page) -> str:
    """The sentence for a site whose front page can be had but that gives no product."""
    anchors = page.tree.css("a[href]")
    if _is_forbidden(site):
        return "robots.txt forbids us the shop's pages, so no product could be read; ask the site's owner for leave."
    if b"<" not in page.body[:2000]:
        kind = page.headers.get("content-type", "").split(";")[0] or "an unknown type"
        return f"This is not a web page but {kind}; give the shop's front page, its product feed or its API."
    if page.tree.css_first("input[type=password]") is not None and len(anchors) < 15:
        return "The shop lies behind a login: only its owner can give it away."
    words = page.tree.body.text(separator=" ", strip=True) if page.tree.body else ""
    if len(anchors) < 4 and len(words) < 400 and page.tree.css_first("script") is not None:
        return "The page is drawn by scripts and no API was found behind it: look in the browser for what they fetch."
    return "No product was found: the shop is empty, or it lies below another address; give that one."


def _is_forbidden(site: Site) -> bool:
    """Whether most of what was asked after robots.txt itself was forbidden by it."""
    asked = [look for look in site.looks if not look.url.endswith("/robots.txt")]
    refused = [look for look in asked if look.cause == "robots"]
    return len(refused) > 1 and len(refused) * 2 > len([look for look in asked if look.cause != "http_404"])
