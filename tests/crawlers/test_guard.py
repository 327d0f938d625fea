"""The resolver decides what is connected to, so a name that answers differently the second time gains nothing."""

from typing import Any

import pytest
from twisted.internet.address import IPv4Address, IPv6Address

from crawlers.fetch.guard import PublicResolver, refusal

PUBLIC = IPv4Address("TCP", "203.0.114.7", 80)
PRIVATE = IPv4Address("TCP", "10.0.0.5", 80)


class Answers:
    """Stands for the system's resolver: other answers each time it is asked."""

    def __init__(self, *rounds: list[Any]) -> None:
        self.rounds = list(rounds)

    def resolveHostName(self, receiver: Any, *_: Any) -> None:  # noqa: N802 -- the interface's name
        receiver.resolutionBegan(None)
        for address in self.rounds.pop(0):
            receiver.addressResolved(address)
        receiver.resolutionComplete()


class Connection:
    """What Twisted would connect to."""

    def __init__(self) -> None:
        self.addresses: list[str] = []

    def resolutionBegan(self, _: Any) -> None:  # noqa: N802
        """Nothing to prepare."""

    def addressResolved(self, address: Any) -> None:  # noqa: N802
        self.addresses.append(address.host)

    def resolutionComplete(self) -> None:  # noqa: N802
        """Nothing to finish."""


class Reactor:
    def __init__(self, resolver: Answers) -> None:
        self.nameResolver = resolver


def connected(
    rounds: list[list[Any]], *, host: str = "shop.example", port: int = 80, allowed: tuple[str, ...] = ()
) -> Any:
    resolver = PublicResolver(Reactor(Answers(*rounds)), 0, allowed)  # type: ignore[arg-type]  # a stand-in
    met = []
    for _ in rounds:
        connection = Connection()
        resolver.resolveHostName(connection, host, port)  # type: ignore[arg-type]  # a stand-in
        met.append(connection.addresses)
    return met


def test_public_answers_pass_and_private_ones_do_not() -> None:
    assert connected([[PUBLIC]]) == [["203.0.114.7"]]
    assert connected([[PRIVATE]]) == [[]]
    assert connected([[IPv6Address("TCP", "::ffff:127.0.0.1", 80)]]) == [[]]


def test_one_private_answer_among_public_ones_refuses_the_host() -> None:
    assert connected([[PUBLIC, PRIVATE]]) == [[]]


def test_rebinding_between_two_requests_is_seen() -> None:
    assert connected([[PUBLIC], [PRIVATE]]) == [["203.0.114.7"], []]


def test_only_the_exact_host_and_port_is_exempt() -> None:
    rounds = [[PRIVATE]]
    assert connected(rounds, allowed=("shop.example:80",)) == [["10.0.0.5"]]
    assert connected(rounds, port=81, allowed=("shop.example:80",)) == [[]]


@pytest.mark.parametrize(
    "url",
    [
        "http://127.0.0.1/",
        "http://[::1]/",
        "http://169.254.169.254/latest",
        "http://192.168.1.1/",
        "http://shop.example:22/",
        "http://user:secret@shop.example/",
        "ftp://shop.example/",
        "http:///nothing",
        "http://0.0.0.0/",
    ],
)
def test_addresses_refused_before_any_name_is_asked_for(url: str) -> None:
    assert refusal(url, ()) is not None


def test_ordinary_addresses_are_not_refused() -> None:
    assert refusal("https://voso.vn/ocop", ()) is None
    assert refusal("http://127.0.0.1:8101/x", ("127.0.0.1:8101",)) is None
