"""What a search asks and answers: the HTTP contract, whatever engine stands behind it."""

from typing import Literal, Protocol

from pydantic import BaseModel, ConfigDict, Field

Sort = Literal["relevance", "price", "-price", "unit_price", "stars", "newest"]
Lang = Literal["vi", "en"]
Facet = Literal["province", "stars", "group", "marketplace", "producer"]


class SearchRequest(BaseModel):
    """One search. Values of one filter are alternatives; different filters must all hold."""

    model_config = ConfigDict(frozen=True)

    q: str = ""
    limit: int = Field(20, ge=0, le=100, description="How many to give.")
    offset: int = Field(0, ge=0, le=10_000, description="How many to pass over.")
    province: tuple[str, ...] = ()
    stars: tuple[int, ...] = ()
    group: tuple[str, ...] = ()
    marketplace: tuple[str, ...] = ()
    producer: tuple[str, ...] = ()
    price_min: int | None = Field(None, ge=0)
    price_max: int | None = Field(None, ge=0)
    sort: Sort = Field("relevance", description="What stands first.")
    lang: Lang = Field("vi", description="Language of labels.")


class Hit(BaseModel):
    """A product as a search shows it. Prices are integer đồng; `highlighted` is escaped HTML with `<mark>`."""

    id: str
    name: str
    highlighted: str
    slug: str
    url: str = Field(description="The product's page, relative to the site.")
    image: str | None = None
    price: int | None = None
    price_max: int | None = None
    price_per: str | None = Field(
        None, description="What the prices are for (`kg`, `100 g`, `box`, …); null for the thing as sold."
    )
    unit_price: int | None = None
    unit_price_per: str | None = None
    net_content: str | None = Field(None, description="As people write it: `500 g`, `20 × 2 g`.")
    stars: int | None = None
    ocop_status: str = "none"
    province: str | None = None
    province_name: str | None = None
    former_province: str | None = None
    former_province_name: str | None = None
    producer: str | None = None
    producer_id: str | None = None
    group: str | None = None
    marketplaces: list[str] = Field(default_factory=list)
    offers: int = 0
    sample_price: bool = Field(False, description="The price is a sample, not a fact (the sample fair).")


class FacetValue(BaseModel):
    """One value of a facet; a selected value is listed even where it counts nothing."""

    value: str
    label: str
    count: int
    selected: bool = False


class Correction(BaseModel):
    """One change made to the words as typed, and why."""

    model_config = ConfigDict(frozen=True)

    original: str
    corrected: str
    kind: str = Field(
        examples=["telex", "vni", "typo", "joined", "abbreviation", "classifier", "folded", "english", "translation"]
    )


class Understood(BaseModel):
    """The query as typed and as understood."""

    text: str
    understood_as: str
    corrections: list[Correction] = Field(default_factory=list)
    filters: dict[str, list[str]] = Field(default_factory=dict, description="Filters read out of the words.")
    relaxed: list[str] = Field(default_factory=list, description="Words given up because nothing matched.")
    alternatives: list["Alternative"] = Field(default_factory=list)


class Alternative(BaseModel):
    """Another reading of the same words, and how much it would find."""

    text: str
    total: int
    why: str = Field(
        description="`folded`: without tones; `tones`: one of several words of these letters; `longer`: the last word "
        "goes on; `spelling`: did you mean; `without_filter`: a place, price, size or star taken off; `popular`: what "
        "many names begin with, where nothing was found."
    )


class SearchResponse(BaseModel):
    """The answer of `GET /v1/search`."""

    hits: list[Hit]
    total: int
    facets: dict[str, list[FacetValue]]
    query: Understood
    took_ms: float


class Suggestion(BaseModel):
    """One line under the search box while typing."""

    kind: Literal["query", "product", "producer", "province", "group"]
    text: str
    highlighted: str
    value: str = Field(description="Id or slug for its kind; for a query, the text itself.")
    url: str
    count: int | None = None


class SuggestResponse(BaseModel):
    """The answer of `GET /v1/suggest`."""

    suggestions: list[Suggestion]
    took_ms: float


class EngineUnavailable(RuntimeError):
    """The engine does not answer; the API says 503 with Retry-After."""


class SearchService(Protocol):
    """What the API asks of the search room. Both raise EngineUnavailable where the engine is down or has no index."""

    def search(self, request: SearchRequest) -> SearchResponse: ...

    def suggest(self, text: str, *, limit: int = 8, lang: Lang = "vi") -> SuggestResponse: ...

    def ready(self) -> bool: ...


class BrowsingService(SearchService, Protocol):
    """What `search.open_service` gives beside it. Both raise EngineUnavailable likewise."""

    def similar(self, product_id: str, *, limit: int = 6, lang: Lang = "vi") -> list[Hit]: ...

    def facet_values(self, request: SearchRequest, facet: Facet, text: str, *, limit: int = 20) -> list[FacetValue]: ...
