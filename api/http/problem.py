"""RFC 9457 problem details: one shape for every error, with its detail in Vietnamese and English."""

from collections.abc import Mapping, Sequence
from http import HTTPStatus
from typing import Any

from pydantic import BaseModel, Field
from starlette.responses import Response

MEDIA_TYPE = "application/problem+json"


class FieldProblem(BaseModel):
    """What is wrong with one parameter."""

    field: str = Field(examples=["limit"])
    message: str = Field(examples=["Phải từ 0 đến 100."])
    message_en: str = Field(examples=["Input should be less than or equal to 100"])


class Problem(BaseModel):
    """The body of every error answer (RFC 9457)."""

    type: str = Field(description="Address that names the kind of problem.", examples=["/problems/not-found"])
    title: str = Field(examples=["Not Found"])
    status: int = Field(examples=[404])
    detail: str = Field(description="In Vietnamese.", examples=["Không có sản phẩm này."])
    detail_en: str = Field(examples=["There is no such product."])
    instance: str = Field(description="Path of the request.", examples=["/v1/products/p000000000"])
    errors: list[FieldProblem] = Field(default_factory=list)


class ProblemError(Exception):
    """Raised by handlers; answered as a problem, or as an error page where a browser asked for a page."""

    def __init__(
        self,
        status: int,
        detail: str,
        detail_en: str,
        *,
        errors: Sequence[FieldProblem] = (),
        headers: Mapping[str, str] | None = None,
    ) -> None:
        super().__init__(detail_en)
        self.status = status
        self.detail = detail
        self.detail_en = detail_en
        self.errors = list(errors)
        self.headers = dict(headers or {})


def not_found(vietnamese: str, english: str) -> ProblemError:
    """A 404 about something named, such as a product id."""
    return ProblemError(404, vietnamese, english)


def unavailable(vietnamese: str, english: str, *, retry_after: int = 5) -> ProblemError:
    """A 503 that says when to come back, in seconds."""
    return ProblemError(503, vietnamese, english, headers={"Retry-After": str(retry_after)})


def problem_response(error: ProblemError, path: str) -> Response:
    """The error as `application/problem+json`."""
    phrase = HTTPStatus(error.status).phrase
    body = Problem(
        type=f"/problems/{phrase.lower().replace(' ', '-')}",
        title=phrase,
        status=error.status,
        detail=error.detail,
        detail_en=error.detail_en,
        instance=path,
        errors=error.errors,
    )
    headers = {"Cache-Control": "no-store", **error.headers}
    return Response(body.model_dump_json(), status_code=error.status, media_type=MEDIA_TYPE, headers=headers)


def _described(status: int) -> dict[str, Any]:
    return {
        "description": HTTPStatus(status).phrase,
        "content": {MEDIA_TYPE: {"schema": {"$ref": "#/components/schemas/Problem"}}},
    }


INVALID: dict[int | str, dict[str, Any]] = {422: {**_described(422), "model": Problem}, 503: _described(503)}
MISSING: dict[int | str, dict[str, Any]] = {**INVALID, 404: _described(404)}
BODY: dict[int | str, dict[str, Any]] = {
    400: {**_described(400), "model": Problem},
    413: _described(413),
    503: _described(503),
}
