"""The small protocol both engines fulfil: tiers one after the other, and the first clause that finds anything."""

import threading
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import Any

import pytest

from search.engines.clauses import EVERYTHING, NOTHING, Clause, Has, both
from search.engines.meilisearch_http import Sender
from search.engines.protocol import Ask, Builder
from search.fields import FOLDED, TERMS
from tests.search.goods import documents

_WORDS = ("ong", "sua", "gao", "mam", "tra", "ca", "say", "mat", "nuoc", "bo", "kho", "banh", "muoi")


def _has(word: str) -> Clause:
    return Has(TERMS, (FOLDED + word,))


@pytest.mark.parametrize("tiers", [0, 1, 2, 3, 8, len(_WORDS)])
@pytest.mark.parametrize("limit", [3, 20, 100])
@pytest.mark.parametrize("few", [False, True])
def test_hits_come_tier_by_tier_and_each_once(builder: Builder, tiers: int, limit: int, few: bool) -> None:
    words = _WORDS[:tiers]
    answer = builder.engine.ask(Ask(tiers=tuple(map(_has, words)), limit=limit, counts=(_has("say"),), few=few))

    def place(terms: list[str]) -> int:
        return next((place for place, word in enumerate(words) if FOLDED + word in terms), len(words))

    goods = sorted(documents(), key=lambda one: (place(one.terms), -one.numbers["rank"]))
    assert [hit["id"] for hit in answer.hits] == [one.id for one in goods[:limit]]
    assert answer.total == len(goods)
    assert answer.counts == [sum(FOLDED + "say" in one.terms for one in goods)]


@pytest.mark.parametrize(
    ("clauses", "place"),
    [
        ([], None),
        ([NOTHING], None),
        ([EVERYTHING], 0),
        ([_has("khongco"), NOTHING, _has("ong"), EVERYTHING], 2),
        ([both(_has("ong"), _has("khongco")), *[NOTHING] * 40, _has("mat")], 41),
    ],
)
def test_the_first_clause_that_finds_anything(builder: Builder, clauses: list[Clause], place: int | None) -> None:
    assert builder.engine.first(clauses) == place


def test_a_connection_the_server_has_closed_is_opened_again() -> None:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            self.send_response(200)
            self.send_header("Content-Length", "2")
            self.end_headers()
            self.wfile.write(b"{}")
            # As a server does that tires of an idle connection: without a word.
            self.close_connection = True

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    closed = threading.Semaphore(0)

    class Server(HTTPServer):
        def shutdown_request(self, request: Any) -> None:
            super().shutdown_request(request)
            closed.release()

    with Server(("127.0.0.1", 0), Handler) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
        thread.start()
        sender, url = Sender(), f"http://127.0.0.1:{server.server_address[1]}/health"
        for _ in range(3):
            assert sender.get(url, timeout=60, headers={}).json() == {}
            assert closed.acquire(timeout=60)
        server.shutdown()
        thread.join()
