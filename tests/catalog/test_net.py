"""The address guard and the user agent."""

import socket
from typing import Any

import pytest

from catalog.net import (
    ForbiddenAddress,
    assert_public_address,
    is_allowed,
    is_public_address,
    public_addresses,
    url_host_port,
    user_agent,
)
from catalog.settings import Settings

PUBLIC = ["8.8.8.8", "203.162.0.11", "::ffff:8.8.8.8", "64:ff9b::808:808", "2001:4860:4860::8888"]
NOT_PUBLIC = [
    *("127.0.0.1", "127.8.9.1", "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1", "0.0.0.0"),  # noqa: S104
    *("224.0.0.1", "240.0.0.1", "255.255.255.255", "192.0.2.1", "198.18.0.1"),
    *("::", "::1", "fe80::1", "fe80::1%eth0", "fc00::1", "ff02::1", "2001:db8::1"),
    *("::ffff:127.0.0.1", "::ffff:10.0.0.1", "64:ff9b::7f00:1", "64:ff9b:1::1", "2002:7f00:1::", "::127.0.0.1"),
]


@pytest.mark.parametrize("address", PUBLIC)
def test_public_addresses_pass(address: str) -> None:
    assert is_public_address(address)


@pytest.mark.parametrize("address", NOT_PUBLIC)
def test_private_addresses_do_not_pass(address: str) -> None:
    assert not is_public_address(address)


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "2130706433", "0x7f.1", "0177.0.0.1", "::1", "127.1"])
def test_every_way_to_write_this_machine_is_refused(host: str) -> None:
    with pytest.raises((ForbiddenAddress, OSError)):
        assert_public_address(host, 80)


def test_an_exempt_host_and_port_passes_and_only_that_port() -> None:
    assert public_addresses("127.0.0.1", 8101, allowed=["127.0.0.1:8101"]) == ["127.0.0.1"]
    with pytest.raises(ForbiddenAddress, match="not a public address"):
        public_addresses("127.0.0.1", 8102, allowed=["127.0.0.1:8101"])


def test_one_private_answer_among_public_ones_refuses_the_host(monkeypatch: pytest.MonkeyPatch) -> None:
    def answers(host: str, port: int, **_: Any) -> list[tuple[Any, ...]]:
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (ip, port)) for ip in ("8.8.8.8", "10.0.0.7", "8.8.8.8")]

    monkeypatch.setattr(socket, "getaddrinfo", answers)
    with pytest.raises(ForbiddenAddress, match=r"10\.0\.0\.7"):
        public_addresses("two-faced.example", 443)
    assert public_addresses("x.example", 443, allowed=["X.example:443"]) == ["8.8.8.8", "10.0.0.7"]


def test_ports_of_system_services_are_refused() -> None:
    with pytest.raises(ForbiddenAddress, match="port 25"):
        assert_public_address("8.8.8.8", 25)
    assert_public_address("8.8.8.8", 443)
    assert_public_address("8.8.8.8", 8443)


@pytest.mark.parametrize(
    ("url", "place"),
    [
        ("http://Shop.example/a", ("shop.example", 80)),
        ("https://shop.example", ("shop.example", 443)),
        ("https://shop.example:8443/x", ("shop.example", 8443)),
        ("http://[::1]:81/", ("::1", 81)),
    ],
)
def test_where_an_address_leads(url: str, place: tuple[str, int]) -> None:
    assert url_host_port(url) == place


@pytest.mark.parametrize(
    "url",
    [
        *("ftp://a.example/x", "file:///etc/passwd", "data:image/png;base64,AA", "//a.example/x", "gopher://a/", ""),
        *("http://", "http://:80/", "http://a.example:0/", "http://a.example:99999/", "http://a.example:x/"),
        *("http://[::1/", "http://me:secret@a.example/", "http://127.0.0.1@evil.example/"),
    ],
)
def test_addresses_that_are_never_fetched(url: str) -> None:
    with pytest.raises(ForbiddenAddress):
        url_host_port(url)


def test_an_exempt_ipv6_host_is_written_in_brackets() -> None:
    assert is_allowed("::1", 8101, ["[::1]:8101"])
    assert not is_allowed("::1", 8101, ["::1:8101"])


def test_the_user_agent_names_us_and_how_to_reach_us() -> None:
    agent = user_agent(Settings(contact="https://fair.example/bot"))
    assert agent.startswith("ChoPhien/")
    assert agent.endswith("(+https://fair.example/bot)")


def test_a_host_name_no_resolver_accepts_is_an_os_error() -> None:
    with pytest.raises(OSError, match="not a host name"):
        public_addresses("a" * 70 + ".example", 80)
