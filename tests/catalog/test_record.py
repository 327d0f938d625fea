"""What a run writes, what it counts and how it ends, on both databases."""

from datetime import UTC, datetime
from itertools import pairwise
from typing import Any

import pytest
from sqlalchemy import Engine, event, func
from sqlalchemy.exc import OperationalError
from sqlmodel import Session, select

from catalog.listing import Listing, ListingError, Oddity
from catalog.marketplaces import save_marketplaces
from catalog.record import Recorder
from catalog.tables import Content, CrawlRun, Marketplace, Observation
from catalog.tables import Listing as ListingRow


def honey(number: int = 1, **more: Any) -> Listing:
    return Listing(url=f"https://cho.example/mat-ong-{number}", name=f"Mật ong bạc hà {number}", **more)


def crawl(engine: Engine, *listings: Listing, **more: Any) -> CrawlRun:
    with Recorder(engine, marketplace="cho", batch=2) as recorder:
        for listing in listings:
            recorder.add(listing)
        return recorder.finish(**more)


def counts(run: CrawlRun) -> tuple[int, int, int]:
    return run.seen, run.new, run.changed


def rows(engine: Engine, table: Any) -> list[Any]:
    with Session(engine) as session:
        return list(session.exec(select(table).order_by(*table.__table__.primary_key)))


def test_a_first_crawl_writes_listing_content_observation_and_run(database: Engine) -> None:
    run = crawl(database, honey(price="120.000đ", extra={"màu": "vàng"}), pages=3, report={"note": "fine"})
    [listing], [content], [observation] = (
        rows(database, ListingRow),
        rows(database, Content),
        rows(database, Observation),
    )
    assert (run.status, run.pages, run.report, counts(run)) == ("finished", 3, {"note": "fine"}, (1, 1, 0))
    assert run.finished_at is not None
    assert listing.name == "Mật ong bạc hà 1"
    assert listing.content_hash == content.hash == observation.content_hash
    assert content.body["extra"] == {"màu": "vàng"}
    assert content.body["marketplace"] == "cho"
    assert (observation.listing_id, observation.run_id) == (listing.id, run.id)
    assert listing.first_seen == listing.last_seen == observation.observed_at
    assert [row.slug for row in rows(database, Marketplace)] == ["cho"]


def test_equal_content_is_kept_once_and_observed_by_every_run(database: Engine) -> None:
    first = crawl(database, honey(price=1000))
    second = crawl(database, honey(price=1000))
    assert counts(first) == (1, 1, 0)
    assert counts(second) == (1, 0, 0)
    assert len(rows(database, Content)) == 1
    assert [one.run_id for one in rows(database, Observation)] == [first.id, second.id]


def test_a_page_met_twice_in_one_crawl_is_observed_once(database: Engine) -> None:
    run = crawl(database, honey(), honey(2), honey(), honey(3), honey())
    assert counts(run) == (3, 3, 0)
    assert len(rows(database, Observation)) == 3


def test_changed_content_is_counted_and_waits_for_the_rules(database: Engine) -> None:
    crawl(database, honey(price=1000))
    with Session(database) as session:
        session.exec(select(ListingRow)).one().normalised_rules = "1"
        session.commit()
    assert counts(crawl(database, honey(price=1000), honey(2))) == (2, 1, 0)
    assert rows(database, ListingRow)[0].normalised_rules == "1"
    assert counts(crawl(database, honey(price=900), honey(2))) == (2, 0, 1)
    listing = rows(database, ListingRow)[0]
    assert listing.normalised_rules is None
    assert len(rows(database, Content)) == 3


def test_a_late_sighting_of_the_past_changes_only_history(database: Engine) -> None:
    crawl(database, honey(price=900, observed_at="2026-11-10T08:00:00+07:00"))
    crawl(database, honey(price=1000, observed_at="2026-11-01T08:00:00+07:00"))
    [listing] = rows(database, ListingRow)
    assert listing.last_seen == datetime(2026, 11, 10, 1, tzinfo=UTC)
    assert listing.first_seen == datetime(2026, 11, 1, 1, tzinfo=UTC)
    bodies = {content.hash: content.body for content in rows(database, Content)}
    assert bodies[listing.content_hash]["price"] == 900
    assert len(rows(database, Observation)) == 2


@pytest.mark.parametrize("said", ["hôm qua", "2999-01-01T00:00:00Z", "0001-01-01T00:00:00+14:00", ""])
def test_a_time_that_cannot_be_is_kept_and_counted(database: Engine, said: str) -> None:
    crawl(database, honey(observed_at=said))
    [listing], [content] = rows(database, ListingRow), rows(database, Content)
    assert abs((datetime.now(UTC) - listing.last_seen).total_seconds()) < 60
    assert content.body["extra"] == {"observed_at": said}
    assert [oddity["code"] for oddity in listing.oddities] == ["observed_at/invalid"]


def test_shape_oddities_are_kept_with_the_listing(database: Engine) -> None:
    with Recorder(database, marketplace="cho") as recorder:
        recorder.add(honey(), [Oddity(code="extra/unknown", field="colour")])
    [listing] = rows(database, ListingRow)
    assert listing.shape_oddities == [{"code": "extra/unknown", "field": "colour", "words": ""}]


def test_pages_that_did_not_change_are_observed_again(database: Engine) -> None:
    crawl(database, honey(1), honey(2))
    with Recorder(database, marketplace="cho", batch=2) as recorder:
        recorder.still_seen([honey(1).url, honey(1).url, honey(2).url, "https://cho.example/never-seen"])
        run = recorder.finish()
    assert counts(run) == (2, 0, 0)
    assert [one.run_id for one in rows(database, Observation)].count(run.id) == 2
    assert all(listing.last_run_id == run.id for listing in rows(database, ListingRow))


def test_hostile_text_goes_in_and_comes_back(database: Engine) -> None:
    crawl(
        database, Listing(url="https://cho.example/\x00a", name="Tên\x00 <script>", extra={"n": 2**53, "\x00": "\x00"})
    )
    [listing], [content] = rows(database, ListingRow), rows(database, Content)
    assert listing.name == "Tên <script>"
    assert content.body["name"] == "Tên\x00 <script>"
    assert content.body["extra"] == {"n": 2**53, "\x00": "\x00"}


@pytest.mark.parametrize(
    ("listing", "why"),
    [
        (Listing(url="https://cho.example/" + "a" * 2048, name="x"), "longer than 2048 bytes"),
        (honey(extra={"n": 2**70}), "cannot be written as JSON"),
    ],
    ids=["endless address", "number beyond JSON"],
)
def test_what_cannot_be_kept_is_refused_and_the_rest_goes_in(database: Engine, listing: Listing, why: str) -> None:
    with Recorder(database, marketplace="cho") as recorder:
        with pytest.raises(ListingError, match=why):
            recorder.add(listing)
        recorder.add(honey(2))
    assert [row.url for row in rows(database, ListingRow)] == [honey(2).url]


def test_an_error_closes_the_run_as_failed_and_keeps_what_was_seen(database: Engine) -> None:
    def broken() -> None:
        with Recorder(database, marketplace="cho") as recorder:
            recorder.add(honey())
            raise OSError("the line is down")

    with pytest.raises(OSError, match="the line is down"):
        broken()
    [run] = rows(database, CrawlRun)
    assert (run.status, run.report, run.seen) == ("failed", {"error": "OSError: the line is down"}, 1)
    assert len(rows(database, ListingRow)) == 1


def test_what_a_broken_connection_did_not_take_is_written_by_the_next_flush(database: Engine) -> None:
    refusing = [True]

    def refuse(*_: Any) -> None:
        if refusing:
            raise OperationalError("INSERT", {}, OSError("the line is down"))

    event.listen(database, "commit", refuse)
    refusing.clear()
    with Recorder(database, marketplace="cho") as recorder:
        recorder.add(honey())
        refusing.append(True)
        with pytest.raises(OperationalError, match="the line is down"):
            recorder.flush()
        assert rows(database, ListingRow) == []
        refusing.clear()
        recorder.add(honey(2))
        run = recorder.finish()
    assert counts(run) == (2, 2, 0)
    assert [row.url for row in rows(database, ListingRow)] == [honey().url, honey(2).url]


def test_a_run_that_died_is_closed_by_the_next_of_its_marketplace(database: Engine) -> None:
    Recorder(database, marketplace="cho").add(honey())
    Recorder(database, marketplace="other")
    Recorder(database, marketplace=None, kind="import")
    crawl(database, honey())
    assert [(run.marketplace, run.status) for run in rows(database, CrawlRun)] == [
        ("cho", "interrupted"),
        ("other", "running"),
        (None, "running"),
        ("cho", "finished"),
    ]


@pytest.mark.parametrize(("kept", "held"), [(20, False), (13, False), (11, True), (0, True)])
def test_a_crawl_that_lost_too_much_is_held(database: Engine, kept: int, held: bool) -> None:
    crawl(database, *(honey(number) for number in range(20)))
    run = crawl(database, *(honey(number) for number in range(kept)))
    assert (run.gone, run.held) == (20 - kept, held)


def test_a_second_poor_crawl_is_measured_against_the_last_believed_one(database: Engine) -> None:
    save_marketplaces(database, [Marketplace(slug="cho", name="Chợ", hold_share=0.2)])
    sizes = [20, 10, 10, 17]
    runs = [crawl(database, *(honey(number) for number in range(size))) for size in sizes]
    assert [run.held for run in runs] == [False, True, True, False]
    assert [run.gone for run in runs] == [0, 10, 10, 3]
    assert crawl(database, held=False).held is False


def test_a_batch_is_written_when_full(database: Engine) -> None:
    recorder = Recorder(database, marketplace="cho", batch=10)
    sizes = []
    for number in range(25):
        recorder.add(honey(number))
        with Session(database) as session:
            sizes.append(session.exec(select(func.count()).select_from(ListingRow)).one())
    assert sorted(set(sizes)) == [0, 10, 20]
    assert all(later >= earlier for earlier, later in pairwise(sizes))
    assert recorder.finish().seen == 25
