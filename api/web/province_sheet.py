"""A province's figures as a spreadsheet: one figure a line, so that it can be sorted, filtered and added up."""

from collections.abc import Iterator

from api.web.sheets import MARK, sheet_line
from api.web.texts import Translator
from catalog.queries import ProvinceReport, Share
from search.contract import Lang

SHARES = ("recognised_online", "producers_online", "proven", "claimed_only")
_COUNTS = ("products", "shops")
_COUNTS_THERE = ("products", "shops", "producers")


def sheet(report: ProvinceReport, lang: Lang) -> str:
    """The whole file."""
    t = Translator(lang)
    headings = [t(f"province.column_{name}") for name in ("province", "marketplace", "figure", "number", "of", "date")]
    return MARK + sheet_line(headings) + "".join(sheet_line([report.name, *row]) for row in _rows(report, t))


def _rows(report: ProvinceReport, t: Translator) -> Iterator[list[object]]:
    everywhere = t("province.everywhere")
    for name in _COUNTS:
        yield [everywhere, t(f"province.{name}"), getattr(report, name), None, report.date]
    for name in SHARES:
        yield [everywhere, t(f"province.{name}"), *_share(getattr(report, name))]
    for one in report.marketplaces:
        for name in _COUNTS_THERE:
            yield [one.marketplace_name, t(f"province.{name}"), getattr(one, name), None, report.date]
        yield [one.marketplace_name, t("province.proven"), *_share(one.ocop_products)]
        yield [one.marketplace_name, t("province.recognised_online"), *_share(one.recognised)]


def _share(share: Share) -> list[object]:
    return [share.numerator, share.denominator, share.date]
