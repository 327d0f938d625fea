"""From what was recorded to what is shown: facts, producers, states, price history, products, offers, certificates.

Every step looks for what is out of date in the tables themselves, so a refresh that was cut short goes on where it
stopped, one run twice changes nothing, and the outcome depends on the observations, the rules and `today` alone.
"""

from collections.abc import Callable
from datetime import date

from sqlalchemy import Engine

from catalog.refresh.certificates import link_certificates
from catalog.refresh.matched import match_listings
from catalog.refresh.normalising import load_rules, normalise_changed
from catalog.refresh.price_days import write_price_days
from catalog.refresh.producers import settle_producers
from catalog.refresh.products import refresh_products
from catalog.refresh.report import FactChange, RefreshReport
from catalog.refresh.states import set_states
from catalog.refresh.work import Work, open_session

__all__ = ["FactChange", "RefreshReport", "refresh"]


def refresh(
    engine: Engine,
    *,
    today: date,
    dry_run: bool = False,
    full: bool = False,
    progress: Callable[[int, int | None], None] | None = None,
    changed: Callable[[FactChange], None] | None = None,
) -> RefreshReport:
    """Bring everything derived up to date. `full` reads every listing again, changed or not.

    With `dry_run` all of it is done and then rolled back: the report says what would change. `progress` is told the
    items done and in all, of one step after the other; `changed` every fact of a listing that reads differently.
    """
    report = RefreshReport(today=today, dry_run=dry_run)
    with open_session(engine, dry_run=dry_run) as session:
        work = Work(session, today, full, report, progress, changed)
        rules = load_rules(work)
        normalise_changed(work, rules)
        write_price_days(work, rules)
        settle_producers(work)
        set_states(work)
        match_listings(work)
        refresh_products(work)
        link_certificates(work, rules)
    return report
