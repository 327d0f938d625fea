"""What an import takes and what it leaves out: bad lines are named, and every line finds its marketplace."""

import gzip
import io
from pathlib import Path

import orjson
import pytest
from sqlalchemy import Engine
from sqlmodel import Session, select

from catalog.marketplaces import save_marketplaces
from catalog.tables import CrawlRun, Marketplace
from catalog.tables import Listing as ListingRow
from catalog.transfer import TransferError, import_jsonl
from tests.catalog.lines import HONEY, exported, jsonl


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        (b"{", "not JSON"),
        (b'"a listing"', "not a JSON object"),
        (b'[{"url": "u", "name": "n"}]', "not a JSON object"),
        (b'{"name": "x"}', "`url` is missing"),
        (b'{"url": "https://a.example", "name": "  "}', "`name` is missing"),
        (b'{"url": "nowhere", "name": "x", "marketplace": "cho"}', "no absolute http or https address"),
        (b'{"url": "ftp://x/1", "name": "x"}', "no absolute http or https address"),
        (b'{"url": "javascript://voso.vn/%0aalert(1)", "name": "x"}', "no absolute http or https address"),
        (b'{"url": "java\\tscript://voso.vn/1", "name": "x"}', "no absolute http or https address"),
        (b'{"url": "//voso.vn/1", "name": "x"}', "no absolute http or https address"),
        (b'{"url": "https:voso.vn/1", "name": "x"}', "no absolute http or https address"),
        (b'{"url": "https://:80/1", "name": "x"}', "no absolute http or https address"),
        (b'{"url": "https://<b>/1", "name": "x"}', "no absolute http or https address"),
        (b'{"url": "https://voso.vn:99999/1", "name": "x"}', "no absolute http or https address"),
        (b'{"url": "http://[", "name": "x"}', "no absolute http or https address"),
        (b'{"url": "https://a.example", "name": "\\ud800", "price": NaN}', "not JSON"),
        (b'{"url": "https://a.example", "name": "x", "extra": {"a": NaN, "b": ' + b"[" * 99999 + b"]}}", "not JSON"),
        (b'{"url": "https://a.example", "name": "x", "marketplace": "!!!"}', "neither letters nor digits"),
        (b'{"url": "https://a.example", "name": "\xff"}', "not JSON"),
        (b'{"url": "https://a.example/' + b"a" * 2048 + b'", "name": "x"}', "longer than 2048 bytes"),
        (b'{"url": "https://a.example", "name": "x", "extra": {"a": ' + b"[" * 400 + b"]" * 400 + b"}}", "extra"),
        (b'{"url": "https://a.example", "name": "' + b"x" * (5 * 1024 * 1024) + b'"}', "longer than 4 MiB"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_bad_line_is_named_and_the_rest_goes_in(sqlite_database: Engine, line: bytes, reason: str) -> None:
    good = orjson.dumps(HONEY)
    report = import_jsonl(sqlite_database, io.BytesIO(b"\n".join([good, b"", line, good.replace(b"mat-ong", b"tra")])))
    [bad] = report.bad
    assert (bad.line, report.bad_lines, report.listings, report.new) == (3, 1, 2, 2)
    assert reason in bad.reason
    with Session(sqlite_database) as session:
        assert session.exec(select(CrawlRun)).one().report["bad"] == [bad.model_dump()]


def test_marketplaces_are_found_by_name_default_and_host(database: Engine) -> None:
    with Session(database) as session:
        voso = [{"host": "www.voso.vn"}, {"host": "127.0.0.1:8101"}]
        session.add(Marketplace(slug="voso", name="Voso", kind="postal", domains=voso))
        session.commit()
    urls = ["https://voso.vn/a", "http://127.0.0.1:8101/b", "http://127.0.0.1:8102/c", "https://WWW.Lạ.vn:8443/d"]
    import_jsonl(database, jsonl(*({"url": url, "name": "x"} for url in urls)))
    named, unnamed = "https://voso.vn/e", "https://voso.vn/f"
    import_jsonl(database, jsonl({"url": unnamed, "name": "x"}), marketplace="Chợ Quê")
    import_jsonl(database, jsonl({"url": named, "name": "x", "marketplace": "voso"}), marketplace="Chợ Quê")
    with Session(database) as session:
        placed = {row.url: row.marketplace for row in session.exec(select(ListingRow))}
        made = {row.slug: (row.name, row.kind) for row in session.exec(select(Marketplace))}
    assert [placed[url] for url in urls] == ["voso", "voso", "127-0-0-1-8102", "la-vn-8443"]
    assert placed[unnamed] == "cho-que"
    assert placed[named] == "voso"
    assert made["cho-que"] == ("Chợ Quê", "private")
    assert made["voso"] == ("Voso", "postal")


def placed_in(engine: Engine) -> dict[str, list[str]]:
    placed: dict[str, list[str]] = {}
    for line in exported(engine).splitlines():
        record = orjson.loads(line)
        placed.setdefault(record["url"], []).append(record["marketplace"])
    return placed


def test_a_line_that_names_its_marketplace_claims_no_host(database: Engine) -> None:
    unnamed = {"url": "https://voso.vn/1", "name": "A"}
    named = {"url": "https://voso.vn/2", "name": "B", "marketplace": "abc"}
    reports = [
        import_jsonl(database, jsonl(*lines)) for lines in ((unnamed, named), (unnamed, named), (named, unnamed))
    ]
    assert [report.new for report in reports] == [2, 0, 0]
    assert placed_in(database) == {unnamed["url"]: ["voso-vn"], named["url"]: ["abc"]}


def test_a_host_belongs_to_who_declares_it_on_the_day_of_the_sighting(database: Engine) -> None:
    rows = [
        ("cu", [{"host": "cho.vn", "valid_to": "2024-03-31"}, {"host": "da-bo.vn", "valid_to": "2020-01-01"}]),
        ("moi", [{"host": "www.cho.vn", "valid_from": "2024-06-01"}]),
    ]
    save_marketplaces(database, [Marketplace(slug=slug, name=slug, domains=domains) for slug, domains in rows])
    expected = {
        "https://cho.vn/1": ("2019-01-01", "cu"),
        "https://www.cho.vn/2": ("2024-03-31T10:00:00Z", "cu"),
        "https://CHO.vn:443/3": ("2024-05-01", "cu"),
        "http://cho.vn/4": ("2024-06-01", "moi"),
        "http://cho.vn/5": (None, "moi"),
        "http://cho.vn/6": ("hôm qua", "moi"),
        "http://da-bo.vn/7": (None, "cu"),
        "http://xa.cho.vn/8": (None, "xa-cho-vn"),
        "http://cho.vn:8080/9": (None, "cho-vn-8080"),
    }
    lines = jsonl(*({"url": url, "name": "x", "observed_at": day} for url, (day, _) in expected.items()))
    import_jsonl(database, lines)
    assert placed_in(database) == {url: [slug] for url, (_, slug) in expected.items()}


def test_compressed_files_and_byte_order_marks_are_read(sqlite_database: Engine, tmp_path: Path) -> None:
    packed = tmp_path / "listings.jsonl.gz"
    packed.write_bytes(gzip.compress(b"\xef\xbb\xbf" + orjson.dumps(HONEY) + b"\r\n"))
    assert import_jsonl(sqlite_database, packed).new == 1


def test_a_file_that_breaks_off_keeps_what_came_before(sqlite_database: Engine, tmp_path: Path) -> None:
    lines = b"".join(orjson.dumps({"url": f"https://a.example/{n}", "name": "x"}) + b"\n" for n in range(5000))
    packed = tmp_path / "half.gz"
    packed.write_bytes(gzip.compress(lines)[:-2000])
    with pytest.raises(TransferError, match="breaks off after line"):
        import_jsonl(sqlite_database, packed)
    with Session(sqlite_database) as session:
        run = session.exec(select(CrawlRun)).one()
    assert run.status == "failed"
    assert 0 < run.new < 5000


def test_progress_is_told_the_lines_read(sqlite_database: Engine) -> None:
    told: list[tuple[int, int | None]] = []
    lines = jsonl(*({"url": f"https://a.example/{n}", "name": "x"} for n in range(2500)))
    import_jsonl(sqlite_database, lines, progress=lambda done, total: told.append((done, total)))
    assert told == [(1000, None), (2000, None), (2500, 2500)]
