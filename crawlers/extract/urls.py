"""One address for one page: tracking parameters, fragments, default ports and mobile hosts taken off."""

import re
from collections.abc import Collection
from functools import lru_cache
from urllib.parse import quote, urljoin, urlsplit, urlunsplit

_TRACKING = re.compile(
    r"^(utm_\w+|fbclid|gclid|gbraid|wbraid|dclid|msclkid|yclid|zanpid|igshid|srsltid|ttclid|mc_[ce]id|_ga|_gl|_hs\w+|"
    r"ref_src|spm|aff_id|affiliate_id|phpsessid|jsessionid|sessionid|sid|oc_session)$",
    re.I,
)
_SAFE = "/:@!$&'()*+,;=~-._%"
_PLAIN = re.compile(r"^[A-Za-z0-9/._-]*$")
_PORTS = {"http": 80, "https": 443}
_LONGEST = 2000


def canonical(url: str, *, hosts: Collection[str] = (), secure: bool = False) -> str | None:
    """The address a page is kept under, or None where it is no address that can be fetched.

    Given the marketplace's `hosts` (the first is the main one), a mobile or www twin of one becomes that one; with
    `secure`, `http://` on one of them becomes `https://`.
    """
    return _canonical(url, tuple(hosts), secure)


@lru_cache(maxsize=4096)
def _canonical(url: str, hosts: tuple[str, ...], secure: bool) -> str | None:
    try:
        parts = urlsplit(url.strip())
        host, port = (parts.hostname or "").rstrip("."), parts.port
    except ValueError:
        return None
    if parts.scheme not in _PORTS or not host or len(url) > _LONGEST:
        return None
    host = main_host(host, hosts)
    netloc = f"[{host}]" if ":" in host else host
    if port not in (None, _PORTS[parts.scheme]):
        netloc += f":{port}"
    path = parts.path if _PLAIN.match(parts.path) else quote(parts.path, safe=_SAFE)
    raised = secure and port in (None, 80) and same_site(url, hosts)
    return urlunsplit(("https" if raised else parts.scheme, netloc, path or "/", _query(parts.query), ""))


def joined(base: str, link: str) -> str:
    """A link on a page as an absolute address; empty where it cannot be one."""
    link = link.strip()
    if link.startswith(("https://", "http://")):
        return link
    try:
        if link.startswith("/") and not link.startswith("//") and "/." not in link:
            return _origin(base) + link
        return urljoin(base, link)
    except ValueError:
        return ""


@lru_cache(maxsize=256)
def _origin(url: str) -> str:
    return urljoin(url, "/").removesuffix("/")


def main_host(host: str, hosts: Collection[str]) -> str:
    """The declared host a twin (`m.`, `mobile.`, `www.`) stands for; else the host itself, in lower case."""
    host = host.lower()
    declared = [one.split(":")[0] for one in hosts]
    if host in declared:
        return host
    bare = _bare(host)
    return next((one for one in declared if _bare(one) == bare), host)


def identity(url: str) -> str:
    """What two addresses of the same page have in common: scheme, www and a trailing slash do not tell pages apart."""
    parts = urlsplit(url)
    host = _bare((parts.hostname or "").lower())
    port = f":{parts.port}" if parts.port not in (None, 80, 443) else ""
    query = "&".join(sorted(parts.query.split("&"))) if parts.query else ""
    return f"{host}{port}{parts.path.rstrip('/') or '/'}{'?' + query if query else ''}"


def same_site(url: str, hosts: Collection[str]) -> bool:
    """Whether an address lies on one of the hosts (`host` or `host:port`) or a subdomain of one."""
    try:
        parts = urlsplit(url)
        host, port = (parts.hostname or "").lower(), parts.port
    except ValueError:
        return False
    if parts.scheme not in _PORTS:
        return False
    return any(_matches(host, port, declared.lower()) for declared in hosts)


def _matches(host: str, port: int | None, declared: str) -> bool:
    name, _, wanted = declared.partition(":")
    if wanted and str(port or "") != wanted:
        return False
    return host == name or host.endswith("." + name) or _bare(host) == _bare(name)


@lru_cache(maxsize=4096)
def _bare(host: str) -> str:
    return re.sub(r"^(www|m|mobile|wap)\.", "", host)


def _query(query: str) -> str:
    """The query without tracking; what remains stays as written, since some shops route by it."""
    pairs = (pair for pair in query.split("&") if pair)
    return quote("&".join(pair for pair in pairs if not _TRACKING.match(pair.split("=")[0])), safe=_SAFE + "?[]|")
