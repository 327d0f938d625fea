"""Who we say we are and where we may go: one user agent and one address guard for every room that fetches.

Addresses found on pages are hostile: a listing may point at a router, a cloud's metadata service or a database on this
machine. A host is fetched only where every address it resolves to is public, and the connection must be made to the
very address that was checked, so that a name cannot change its answer in between. Exceptions are exact `host:port`
pairs in `Settings.allow_private_hosts`.
"""

import ipaddress
import socket
from collections.abc import Collection
from importlib.metadata import PackageNotFoundError, version
from urllib.parse import urlsplit

from catalog.settings import Settings

IPAddress = ipaddress.IPv4Address | ipaddress.IPv6Address

DEFAULT_PORTS = {"http": 80, "https": 443}
_NAT64 = ipaddress.ip_network("64:ff9b::/96")
_V4_COMPATIBLE = ipaddress.ip_network("::/96")


class ForbiddenAddress(Exception):
    """The address must not be fetched; the message says why, in English."""


def user_agent(settings: Settings) -> str:
    """The name we give to every server: the program, its version and where to reach its operator."""
    return f"ChoPhien/{_version()} (+{settings.contact})"


def public_addresses(host: str, port: int, *, allowed: Collection[str] = ()) -> list[str]:
    """Resolve a host and return its numeric addresses, in the resolver's order; connect to one of these.

    Raises ForbiddenAddress where one of them is not public and `host:port` is not in `allowed`, or the port is a
    system service's; OSError where the name does not resolve.
    """
    exempt = is_allowed(host, port, allowed)
    if not exempt and port < 1024 and port not in DEFAULT_PORTS.values():
        raise ForbiddenAddress(f"port {port} belongs to a system service")
    found = _resolve(host, port)
    if not exempt:
        private = [address for address in found if not is_public_address(address)]
        if private:
            raise ForbiddenAddress(f"{host} leads to {private[0]}, which is not a public address")
    return found


def assert_public_address(host: str, port: int, allowed: Collection[str] = ()) -> None:
    """Raise ForbiddenAddress where `host:port` may not be fetched; see public_addresses for pinning the connection."""
    public_addresses(host, port, allowed=allowed)


def url_host_port(url: str) -> tuple[str, int]:
    """Host (lower case) and port an address would be fetched from.

    Raises ForbiddenAddress for schemes other than http and https, for credentials and for malformed addresses.
    """
    try:
        parts = urlsplit(url)
        host, port = parts.hostname, parts.port
    except ValueError as error:
        raise ForbiddenAddress(f"the address is malformed: {error}") from error
    if parts.scheme not in DEFAULT_PORTS:
        raise ForbiddenAddress(f"only http and https are fetched, not {parts.scheme or 'an address without a scheme'}")
    if not host or port == 0:
        raise ForbiddenAddress("the address names no host and port")
    if parts.username is not None or parts.password is not None:
        raise ForbiddenAddress("the address carries credentials")
    return host, port or DEFAULT_PORTS[parts.scheme]


def is_allowed(host: str, port: int, allowed: Collection[str]) -> bool:
    """Whether exactly this `host:port` is exempt; IPv6 hosts stand in brackets, as in an address."""
    name = f"[{host}]" if ":" in host else host
    return f"{name.lower()}:{port}" in {one.strip().lower() for one in allowed}


def is_public_address(address: str) -> bool:
    """Whether a numeric address is reachable by everyone; IPv4 wrapped in IPv6 is judged by what it wraps."""
    parsed = ipaddress.ip_address(address.split("%", 1)[0])
    return all(one.is_global and not one.is_multicast and not one.is_reserved for one in _unwrapped(parsed))


def _unwrapped(address: IPAddress) -> list[IPAddress]:
    if isinstance(address, ipaddress.IPv4Address):
        return [address]
    if address.ipv4_mapped is not None:
        return [address.ipv4_mapped]
    if address in _NAT64:
        return [ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)]
    wrapped: list[IPAddress] = [address]
    if address.sixtofour is not None:
        wrapped.append(address.sixtofour)
    if address.teredo is not None:
        wrapped.extend(address.teredo)
    if address in _V4_COMPATIBLE:
        wrapped.append(ipaddress.IPv4Address(int(address) & 0xFFFFFFFF))
    return wrapped


def _resolve(host: str, port: int) -> list[str]:
    try:
        answers = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except UnicodeError as error:
        raise OSError(f"{host[:80]} is not a host name") from error
    return list(dict.fromkeys(str(answer[4][0]) for answer in answers))


def _version() -> str:
    try:
        return version("cho-phien")
    except PackageNotFoundError:
        return "0"
