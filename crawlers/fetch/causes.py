"""Why a page could not be had, in a few words that stay the same: the keys of the health report."""

from scrapy.exceptions import (
    CannotResolveHostError,
    DownloadCancelledError,
    DownloadConnectionRefusedError,
    DownloadFailedError,
    DownloadTimeoutError,
    IgnoreRequest,
    ResponseDataLossError,
)
from scrapy.spidermiddlewares.httperror import HttpError
from twisted.python.failure import Failure

from crawlers.fetch import guard

CAUSES = (
    "dns",
    "tls",
    "timeout",
    "connection",
    "robots",
    "private_address",
    "moved",
    "redirect_loop",
    "too_large",
    "http_401",
    "http_403",
    "http_404",
    "http_410",
    "http_429",
    "http_4xx",
    "http_5xx",
    "other",
)


# The reason a crawl ends with when too many pages in a row could not be had, and why the rest were not asked for.
GAVE_UP = "gave_up"


def classify(failure: Failure) -> str:
    """One of CAUSES for a failed request, or GAVE_UP for one that was not sent any more."""
    request = getattr(failure, "request", None)
    return of_error(failure.value, request.url if request is not None else "")


def of_error(error: BaseException | None, url: str) -> str:
    """The same for what was raised while this address was fetched."""
    if isinstance(error, HttpError):
        return of_status(error.response.status)
    if isinstance(error, CannotResolveHostError):
        return "private_address" if guard.was_refused(url) else "dns"
    if isinstance(error, DownloadTimeoutError):
        return "timeout"
    if isinstance(error, DownloadCancelledError):
        return "too_large"
    if isinstance(error, IgnoreRequest):
        return _of_refusal(str(error))
    if _is_tls(error):
        return "tls"
    if isinstance(error, DownloadConnectionRefusedError | DownloadFailedError | ResponseDataLossError):
        return "connection"
    return "other"


def of_status(status: int) -> str:
    """The cause of an HTTP status."""
    exact = f"http_{status}"
    return exact if exact in CAUSES else "http_5xx" if status >= 500 else "http_4xx" if status >= 400 else "other"


def _of_refusal(reason: str) -> str:
    for words, cause in (
        ("robots.txt", "robots"),
        (guard.PRIVATE, "private_address"),
        (guard.OFFSITE, "moved"),
        ("redirections", "redirect_loop"),
        ("exceed", "too_large"),
        (GAVE_UP, GAVE_UP),
    ):
        if words in reason:
            return cause
    return "other"


def _is_tls(error: BaseException | None) -> bool:
    """Certificates that do not verify arrive wrapped: the reasons inside tell."""
    seen = 0
    while error is not None and seen < 5:
        reasons = getattr(error, "reasons", [])
        names = [type(error).__module__, *(type(getattr(one, "value", one)).__module__ for one in reasons)]
        if any(name.startswith(("OpenSSL", "service_identity", "ssl")) for name in names):
            return True
        error, seen = error.__cause__, seen + 1
    return False
