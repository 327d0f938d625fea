"""The search service over bare names, on either engine, for measuring."""

import hashlib
from collections.abc import Sequence

from search.contract import SearchRequest
from search.documents import ProductDocument, rank_of
from search.engines.protocol import Builder, IndexState
from search.fields import schema_hash
from search.lexicon import shipped_lexicon
from search.lexicon.load import lexicon_hash
from search.relevance.measure import FIRST, Answerer
from search.service import EngineSearchService
from search.terms import taken_apart, terms_of
from search.understanding.places import shipped_gazetteer
from search.words import WordCounts


def named_document(name: str) -> ProductDocument:
    """A product of which only the name is known."""
    one = "p" + hashlib.blake2b(name.encode(), digest_size=5).hexdigest()[:9]
    hit = {"id": one, "name": name, "slug": "x", "url": f"/san-pham/x-{one}", "producer_id": None}
    rank = rank_of(one, 1, 0, pictured=False, priced=False)
    apart = [taken_apart(name)]
    terms = terms_of(apart, None, (), shipped_lexicon())
    return ProductDocument(one, one, terms, {}, {"rank": rank}, hit, [name], apart)


def service_over(names: Sequence[str], builder: Builder) -> EngineSearchService:
    """Index the names with the builder and open the service on them."""
    documents = [named_document(name) for name in names]
    counts = WordCounts()
    for document in documents:
        counts.count(document.apart, None)
    draft = builder.draft()
    draft.add([builder.encode(document) for document in documents])
    draft.finish(IndexState(schema_hash(), lexicon_hash(), "measured", len(documents), ""), counts.dump())
    draft.switch()
    return EngineSearchService(builder.engine, shipped_lexicon(), shipped_gazetteer(), dict)


def our_answerer(service: EngineSearchService) -> Answerer:
    """The names of the first ten hits."""

    def answer(query: str) -> list[str]:
        return [hit.name for hit in service.search(SearchRequest(q=query, limit=FIRST)).hits]

    return answer
