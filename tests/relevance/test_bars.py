"""Recall and noise in the first ten on real names, by class of query, on both engines, against the bars.

Queries made from the names are spoilt by `search.relevance`; the others are written down. `python -m tests.relevance`
prints the figures.
"""

from pathlib import Path

import pytest

from search.engines.embedded_build import EmbeddedBuilder
from search.engines.protocol import Builder
from search.relevance import Figure, generated, measure
from search.relevance.indexing import our_answerer, service_over
from tests.relevance.material import all_names, later_cases, own_names, real_names, seen_cases, unseen_cases
from tests.search.conftest import BOTH, meilisearch
from tests.search.meilisearch import Meilisearch

__all__ = ["meilisearch"]

_EACH = 60
# class: least recall, most noise (None: no bar)
_BARS: dict[str, tuple[float, float | None]] = {
    "minimal pairs": (0.98, 0.02),
    "toned": (0.99, 0.02),
    "untoned": (0.99, 0.03),
    "as you type": (0.99, 0.03),
    "joined": (0.98, 0.05),
    "typo": (0.97, 0.10),
    "Telex": (0.98, 0.03),
    "VNI": (0.98, 0.03),
    "regional": (0.95, None),
    "English": (0.97, None),
    "composed": (0.85, None),
    "Chinese-Japanese-Korean": (0.85, None),
    "head noun first": (0.97, None),
    "typed slip": (0.95, 0.15),
}


def _builder(request: pytest.FixtureRequest, folders: pytest.TempPathFactory) -> Builder:
    if request.param == "meilisearch":
        server: Meilisearch = request.getfixturevalue("meilisearch")
        return server.builder()
    return EmbeddedBuilder(folders.mktemp("index"))


@pytest.fixture(scope="module", params=BOTH)
def figures(
    request: pytest.FixtureRequest, shared_dir: Path, tmp_path_factory: pytest.TempPathFactory
) -> dict[str, Figure]:
    """Figures of one engine by class."""
    names = real_names(shared_dir)
    cases = (*generated(names, each=_EACH), *seen_cases())
    answer = our_answerer(service_over(names, _builder(request, tmp_path_factory)))
    return measure(cases, names, {"ours": answer})["ours"]


@pytest.fixture(scope="module", params=BOTH)
def unseen(
    request: pytest.FixtureRequest, shared_dir: Path, tmp_path_factory: pytest.TempPathFactory
) -> dict[str, Figure]:
    """Figures by class of queries written after the search was made, on all names."""
    names = all_names(shared_dir)
    answer = our_answerer(service_over(names, _builder(request, tmp_path_factory)))
    return measure((*unseen_cases(), *later_cases()), names, {"ours": answer})["ours"]


@pytest.fixture(scope="module", params=BOTH)
def of_villages(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Figure]:
    """Figures by class of queries made from names of village goods alone."""
    answer = our_answerer(service_over(own_names(), _builder(request, tmp_path_factory)))
    return measure(tuple(generated(own_names(), each=2 * _EACH)), own_names(), {"ours": answer})["ours"]


@pytest.mark.shared
@pytest.mark.parametrize("group", [group for group in _BARS if group != "typed slip"])
def test_each_class_clears_its_bars(figures: dict[str, Figure], group: str) -> None:
    recall, noise = _BARS[group]
    found = figures[group]
    assert found.queries >= 25
    assert found.recall >= recall, found
    assert noise is None or found.noise <= noise, found


@pytest.mark.shared
@pytest.mark.parametrize(
    "group",
    ["minimal pairs", "regional", "English", "composed", "Chinese-Japanese-Korean", "head noun first", "typed slip"],
)
def test_unseen_queries_clear_the_same_bars(unseen: dict[str, Figure], group: str) -> None:
    recall, noise = _BARS[group]
    assert unseen[group].queries >= 25
    assert unseen[group].recall >= recall, unseen[group]
    assert noise is None or unseen[group].noise <= noise, unseen[group]


@pytest.mark.parametrize("group", ["toned", "untoned", "as you type", "joined", "typo", "Telex", "VNI"])
def test_names_of_village_goods_are_found_however_they_are_typed(of_villages: dict[str, Figure], group: str) -> None:
    """Recall alone: in so few names the other names of a thing soon follow it."""
    assert of_villages[group].recall >= _BARS[group][0], of_villages[group]
