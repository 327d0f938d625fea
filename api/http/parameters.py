"""Query parameters as the contract writes them: lists by repeated parameter or comma-separated."""

from typing import Annotated, Any

from fastapi import Query
from pydantic import BeforeValidator, Field, ValidationInfo, field_validator
from pydantic_core import PydanticCustomError

from api.http.choices import Unknown, unknown_groups, unknown_provinces
from search.contract import SearchRequest

MAX_QUERY = 300
MAX_VALUES = 50
MOST_NAMED = 3
NO_NUL = r"^[^\x00]*$"


def split_commas(values: Any) -> Any:
    """`["a,b", "c"]` becomes `["a", "b", "c"]`; empty parts are left out."""
    if isinstance(values, list | tuple):
        return tuple(part.strip() for value in values for part in str(value).split(",") if part.strip())
    return values


Texts = Annotated[tuple[str, ...], BeforeValidator(split_commas), Field(max_length=MAX_VALUES)]
Stars = Annotated[
    tuple[Annotated[int, Field(ge=1, le=5)], ...], BeforeValidator(split_commas), Field(max_length=MAX_VALUES)
]


def _list_description(what: str) -> str:
    return f"{what}; several are alternatives, repeated or comma-separated."


def _refuse(unknown: list[Unknown]) -> None:
    """Raises a validation error that names the first few of them, where there are any."""
    if unknown:
        told = unknown[:MOST_NAMED]
        sentences = {
            "vietnamese": " ".join(one.vietnamese for one in told),
            "english": " ".join(one.english for one in told),
        }
        raise PydanticCustomError("unknown_value", "it does not exist", sentences)


class SearchParameters(SearchRequest):
    """`GET /v1/search` as the query string writes it."""

    q: str = Field(
        "",
        max_length=MAX_QUERY,
        pattern=NO_NUL,
        description="Words, with or without tones, in Vietnamese or English.",
        examples=["mat ong"],
    )
    province: Texts = Field((), description=_list_description("Province slug, new or old"), examples=[["tuyen-quang"]])
    stars: Stars = Field((), description=_list_description("OCOP stars, 1 to 5"), examples=[[4, 5]])
    group: Texts = Field((), description=_list_description("OCOP group code, I to VI"))
    marketplace: Texts = Field((), description=_list_description("Marketplace slug"))
    producer: Texts = Field((), description=_list_description("Producer id"))
    price_min: int | None = Field(None, ge=0, le=10**12, description="Integer đồng.")
    price_max: int | None = Field(None, ge=0, le=10**12, description="Integer đồng, not below `price_min`.")

    @field_validator("province")
    @classmethod
    def _every_province_exists(cls, slugs: tuple[str, ...]) -> tuple[str, ...]:
        _refuse(unknown_provinces(slugs))
        return slugs

    @field_validator("group")
    @classmethod
    def _every_group_exists(cls, codes: tuple[str, ...]) -> tuple[str, ...]:
        _refuse(unknown_groups(codes))
        return codes

    @field_validator("price_max")
    @classmethod
    def _a_range_has_its_lower_end_first(cls, most: int | None, info: ValidationInfo) -> int | None:
        least = info.data.get("price_min")
        if least is not None and most is not None and least > most:
            raise PydanticCustomError("price_range", "price_min is above price_max")
        return most


SearchQuery = Annotated[SearchParameters, Query()]
