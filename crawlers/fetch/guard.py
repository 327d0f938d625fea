"""Only public addresses are connected to, whatever a page, a redirect, a robots.txt or a DNS answer says.

The check sits where the connection is made: the resolver's answers are the addresses Twisted connects to, so a name
that answers differently the second time gains nothing. Exact `host:port` pairs of `Settings.allow_private_hosts` pass.
"""

from collections.abc import Sequence
from typing import Any, Self
from urllib.parse import urlsplit

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.exceptions import IgnoreRequest
from scrapy.resolver import CachingHostnameResolver
from twisted.internet.base import ReactorBase
from twisted.internet.interfaces import IAddress, IHostResolution, IResolutionReceiver
from zope.interface import implementer

from catalog.net import DEFAULT_PORTS, ForbiddenAddress, is_allowed, is_public_address, url_host_port
from crawlers.extract.urls import same_site

PRIVATE = "private address"
OFFSITE = "another site"


class PublicResolver(CachingHostnameResolver):
    """Resolves names and drops every answer that is not public; a host with no answer left does not resolve."""

    def __init__(self, reactor: ReactorBase, cache_size: int, allowed: Sequence[str]) -> None:
        super().__init__(reactor, cache_size)
        self._allowed = allowed

    @classmethod
    def from_crawler(cls, crawler: Crawler, reactor: ReactorBase) -> Self:
        settings = crawler.settings
        size = settings.getint("DNSCACHE_SIZE") if settings.getbool("DNSCACHE_ENABLED") else 0
        return cls(reactor, size, settings.getlist("ALLOW_PRIVATE_HOSTS"))

    def resolveHostName(  # noqa: N802 -- the interface's name
        self,
        resolutionReceiver: IResolutionReceiver,  # noqa: N803
        hostName: str,  # noqa: N803
        portNumber: int = 0,  # noqa: N803
        addressTypes: Sequence[type[IAddress]] | None = None,  # noqa: N803
        transportSemantics: str = "TCP",  # noqa: N803
    ) -> IHostResolution:
        exempt = is_allowed(hostName, portNumber, self._allowed)
        receiver: Any = resolutionReceiver if exempt else _PublicOnly(resolutionReceiver, hostName)
        return super().resolveHostName(receiver, hostName, portNumber, addressTypes, transportSemantics)


@implementer(IResolutionReceiver)
class _PublicOnly:
    """Passes on public answers. One private answer among several refuses the host: no honest site has that."""

    def __init__(self, receiver: Any, host: str) -> None:
        self._receiver = receiver
        self._host = host
        self._answers: list[Any] = []

    def resolutionBegan(self, resolution: IHostResolution) -> None:  # noqa: N802
        self._receiver.resolutionBegan(resolution)

    def addressResolved(self, address: IAddress) -> None:  # noqa: N802
        self._answers.append(address)

    def resolutionComplete(self) -> None:  # noqa: N802
        if all(is_public_address(answer.host) for answer in self._answers):
            for answer in self._answers:
                self._receiver.addressResolved(answer)
        else:
            refused_hosts.add(self._host)
        self._receiver.resolutionComplete()


refused_hosts: set[str] = set()


class AddressGuard:
    """Downloader middleware: refuses addresses that need no resolving to be refused, and other sites than the crawled.

    It takes the place of Scrapy's offsite middleware, which drops redirects to other sites without telling anyone.
    """

    def __init__(self, crawler: Crawler) -> None:
        self._allowed = crawler.settings.getlist("ALLOW_PRIVATE_HOSTS")
        self._hosts = crawler.settings.getlist("ONSITE_HOSTS")
        self._stats = crawler.stats

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        return cls(crawler)

    def process_request(self, request: Request) -> None:
        """Raise IgnoreRequest for other schemes and sites, credentials, system ports and literal private addresses."""
        reason = refusal(request.url, self._allowed)
        if reason is not None:
            self._stats.inc_value("guard/refused")
            raise IgnoreRequest(f"{PRIVATE}: {reason}")
        if self._hosts and not same_site(request.url, self._hosts):
            raise IgnoreRequest(f"{OFFSITE}: {request.url}")


def refusal(url: str, allowed: Sequence[str]) -> str | None:
    """Why an address may not be fetched, as far as it says itself; None where only its resolving can tell."""
    try:
        host, port = url_host_port(url)
    except ForbiddenAddress as error:
        return str(error)
    if is_allowed(host, port, allowed):
        return None
    if port < 1024 and port not in DEFAULT_PORTS.values():
        return f"port {port} belongs to a system service"
    try:
        public = is_public_address(host)
    except ValueError:
        return None
    return None if public else f"{host} is not a public address"


def was_refused(url: str) -> bool:
    """Whether a host failed to resolve because its answers were private."""
    return (urlsplit(url).hostname or "") in refused_hosts
