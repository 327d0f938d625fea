"""robots.txt, pauses between requests, and servers that stop answering."""

import threading
from collections.abc import Iterator
from types import SimpleNamespace

import pytest

from catalog.settings import Settings
from images.fetch import Fetcher, FetchFailed, Limits, Postponed
from images.politeness import FAILURES_BEFORE_REST, Politeness, fetch_politely
from tests.images.pictures import jpeg
from tests.images.server import Shop, body, raw, redirect, status

PICTURE = body(jpeg(64, 64))


@pytest.fixture
def fetcher(settings: Settings) -> Iterator[Fetcher]:
    with Fetcher(settings, Limits(seconds=60)) as opened:
        yield opened


@pytest.fixture
def politeness(settings: Settings, fetcher: Fetcher) -> Politeness:
    return Politeness(settings, fetcher)


ROBOTS = [
    ("User-agent: *\nDisallow: /private/", {"/private/a.jpg": False, "/open/a.jpg": True}),
    ("User-agent: ChoPhien\nDisallow: /\n\nUser-agent: *\nAllow: /", {"/a.jpg": False}),
    ("User-agent: *\nDisallow: /\n\nUser-agent: chophien\nAllow: /pics/\nDisallow: /", {"/pics/a": True, "/a": False}),
    ("User-agent: OtherBot\nDisallow: /", {"/a.jpg": True}),
    ("User-agent: *\nDisallow: /*.png$", {"/a.png": False, "/a.jpg": True}),
    ("<html>Not a robots file</html>", {"/a.jpg": True}),
    ("", {"/a.jpg": True}),
]


@pytest.mark.parametrize(("robots", "paths"), ROBOTS)
def test_robots_are_obeyed(shop: Shop, politeness: Politeness, robots: str, paths: dict[str, bool]) -> None:
    shop.answers["/robots.txt"] = body(robots.encode())
    for path, allowed in paths.items():
        if allowed:
            politeness.enter(shop.url(path))
        else:
            with pytest.raises(FetchFailed) as caught:
                politeness.enter(shop.url(path))
            assert caught.value.code == "robots"
    assert [one.path for one in shop.asked] == ["/robots.txt"]


def test_a_moved_robots_file_is_found(shop: Shop, politeness: Politeness) -> None:
    shop.answers |= {"/robots.txt": redirect("/r.txt"), "/r.txt": body(b"User-agent: *\nDisallow: /")}
    with pytest.raises(FetchFailed):
        politeness.enter(shop.url("/a.jpg"))


def test_a_redirect_into_a_forbidden_place_is_not_followed(
    shop: Shop, fetcher: Fetcher, politeness: Politeness
) -> None:
    shop.answers |= {"/robots.txt": body(b"User-agent: *\nDisallow: /no/"), "/a": redirect("/no/a"), "/no/a": PICTURE}
    with pytest.raises(FetchFailed) as caught:
        fetch_politely(shop.url("/a"), fetcher, politeness)
    assert caught.value.code == "robots"
    assert shop.paths() == ["/a"]


def test_nothing_is_fetched_while_robots_cannot_be_read(shop: Shop, fetcher: Fetcher, politeness: Politeness) -> None:
    shop.answers |= {"/robots.txt": status(503), "/a.jpg": PICTURE}
    for failure in (FetchFailed, Postponed):
        with pytest.raises(failure) as caught:
            fetch_politely(shop.url("/a.jpg"), fetcher, politeness)
        assert caught.value.transient
    assert [one.path for one in shop.asked] == ["/robots.txt"]


def test_a_server_that_stops_answering_is_left_alone(shop: Shop, fetcher: Fetcher, politeness: Politeness) -> None:
    shop.answers["/a.jpg"] = status(503)
    for _ in range(FAILURES_BEFORE_REST):
        with pytest.raises(FetchFailed, match="HTTP 503"):
            fetch_politely(shop.url("/a.jpg"), fetcher, politeness)
    with pytest.raises(Postponed):
        fetch_politely(shop.url("/b.jpg"), fetcher, politeness)
    assert len(shop.paths()) == FAILURES_BEFORE_REST


def test_one_good_answer_forgives_the_failures_before_it(shop: Shop, fetcher: Fetcher, politeness: Politeness) -> None:
    shop.answers |= {"/bad.jpg": raw(b""), "/good.jpg": PICTURE}
    for _ in range(FAILURES_BEFORE_REST - 1):
        with pytest.raises(FetchFailed):
            fetch_politely(shop.url("/bad.jpg"), fetcher, politeness)
    fetch_politely(shop.url("/good.jpg"), fetcher, politeness)
    with pytest.raises(FetchFailed, match="connection closed"):
        fetch_politely(shop.url("/bad.jpg"), fetcher, politeness)


class _Pauses(threading.Event):
    """The pauses asked for, none of them waited for."""

    def __init__(self) -> None:
        super().__init__()
        self.asked: list[float] = []

    def wait(self, timeout: float | None = None) -> bool:
        self.asked.append(round(timeout or 0, 1))
        return False


@pytest.mark.parametrize(
    ("robots", "pauses"),
    [
        (b"", [0.7, 1.4, 2.1]),
        (b"User-agent: *\nCrawl-delay: 4", [0.7, 4.7, 8.7]),
        (b"User-agent: *\nCrawl-delay: 0.1", [0.7, 1.4, 2.1]),
        (b"User-agent: *\nCrawl-delay: 86400", [0.7, 30.7, 60.7]),
    ],
)
def test_requests_to_a_stranger_are_spaced(
    shop: Shop,
    settings: Settings,
    fetcher: Fetcher,
    monkeypatch: pytest.MonkeyPatch,
    robots: bytes,
    pauses: list[float],
) -> None:
    """The shop is a stranger to these settings; the guard, which would refuse it, goes by the fetcher's."""
    shop.answers["/robots.txt"] = body(robots)
    politeness = Politeness(Settings(data_dir=settings.data_dir, picture_delay=0.7), fetcher)
    politeness._stopped = waits = _Pauses()
    monkeypatch.setattr("images.politeness.time", SimpleNamespace(monotonic=lambda: 1000.0))
    for _ in range(3):
        politeness.enter(shop.url("/a.jpg"))
    assert waits.asked == [0.0, *pauses]


def test_an_allowed_host_waits_for_nothing(shop: Shop, politeness: Politeness) -> None:
    shop.answers["/robots.txt"] = body(b"User-agent: *\nCrawl-delay: 10")
    politeness._stopped = waits = _Pauses()
    for _ in range(3):
        politeness.enter(shop.url("/a.jpg"))
    assert max(waits.asked) == 0


def test_stopping_ends_every_wait(shop: Shop, settings: Settings, fetcher: Fetcher) -> None:
    politeness = Politeness(Settings(data_dir=settings.data_dir, picture_delay=600), fetcher)
    failures: list[FetchFailed] = []

    def enter() -> None:
        try:
            politeness.enter(shop.url("/a.jpg"))
        except FetchFailed as failure:
            failures.append(failure)

    waiting = threading.Thread(target=enter, daemon=True)
    waiting.start()
    politeness.stop()
    waiting.join(60)
    assert not waiting.is_alive()
    assert [type(one) for one in failures] == [Postponed]
