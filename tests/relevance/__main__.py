"""Print how good the answers are as a Markdown table: ours on the embedded engine and, where `meilisearch` is on the
PATH, on a real server, beside that server as it comes and tuned with its own means.

    CHOPHIEN_TEST_SHARED=... python -m tests.relevance
"""

import os
import tempfile
from pathlib import Path

import meilisearch

from search.engines.embedded_build import EmbeddedBuilder
from search.relevance import measure, table
from search.relevance.indexing import our_answerer, service_over
from search.relevance.measure import Answerer
from search.relevance.plain import plain_answerer
from search.server import find_server
from tests.relevance.material import all_cases, all_names
from tests.search.meilisearch import a_server

_EACH = 120


def main() -> None:
    """Measure over all the names and cases there are."""
    shared = Path(os.environ["CHOPHIEN_TEST_SHARED"]) if "CHOPHIEN_TEST_SHARED" in os.environ else None
    names, cases = all_names(shared), all_cases(shared, _EACH)
    with tempfile.TemporaryDirectory() as folder:
        engines: dict[str, Answerer] = {}
        ours = our_answerer(service_over(names, EmbeddedBuilder(Path(folder) / "index")))
        if find_server() is None:
            print(table(measure(cases, names, {"ours, embedded": ours})))  # noqa: T201  # a program of its own
            return
        with a_server(Path(folder) / "server") as server:
            client = meilisearch.Client(server.url, server.master)
            for kind, tuned in (("raw Meilisearch", False), ("tuned Meilisearch", True)):
                engines[kind] = plain_answerer(client, server.prefix(), names, tuned=tuned)
            engines["ours, embedded"] = ours
            engines["ours, Meilisearch"] = our_answerer(service_over(names, server.builder()))
            print(f"{len(names)} names, {len(cases)} queries\n\n{table(measure(cases, names, engines))}")  # noqa: T201  # a program of its own


if __name__ == "__main__":
    main()
