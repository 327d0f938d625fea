"""`POST /v1/check`: what the catalog would make of listings, and what is wrong with them. Nothing is kept."""

from datetime import date
from typing import Any

from fastapi import APIRouter, Request, Response
from pydantic import BaseModel, Field

from api.http.answers import json_answer
from api.http.bodies import read_body
from api.http.checker import CheckerDep
from api.http.checking import MOST_BYTES, MOST_LISTINGS, check_entries, read_sent
from api.http.examples import CHECK_BODY, shown
from api.http.problem import BODY
from catalog.checks import CheckedListing
from catalog.listing import Listing
from catalog.recognition import Registry

router = APIRouter(prefix="/v1", tags=["check"])


class WrongLine(BaseModel):
    """A line, an element of the array or a row of the sheet that is no listing."""

    line: int = Field(description="Its number, from 1.")
    reason: str = Field(description="In Vietnamese.")
    reason_en: str


class CheckAnswer(BaseModel):
    """Each listing that could be read, in order, and each line that could not."""

    results: list[CheckedListing]
    wrong: list[WrongLine]
    unused_columns: list[str] = Field(description="Columns of a spreadsheet that stand for no field; kept in `extra`.")
    unread_sheets: list[str] = Field(description="Further sheets of a workbook that hold goods; the first was read.")


def _listing_schema() -> dict[str, Any]:
    """The listing contract as the document shows it: whole in itself, and open to keys it does not know."""
    schema = Listing.model_json_schema()
    schema.pop("$defs", None)
    schema["properties"]["extra"] = {"type": "object", "description": "Whatever else the page says."}
    return schema | {"additionalProperties": True, "description": "A listing in the page's own words."}


_LISTING = _listing_schema()
_SENT: dict[str, Any] = {
    "requestBody": {
        "required": True,
        "description": f"At most {MOST_LISTINGS} listings and {MOST_BYTES // 1_000_000} MB, unpacked; gzip is read. "
        "So are spreadsheets (CSV or .xlsx) with headings such as `Tên sản phẩm` and `Giá bán`, one listing a row.",
        "content": {
            "application/x-ndjson": {
                "schema": {
                    "type": "string",
                    "pattern": r"^\{",
                    "description": "One listing a line, as `chophien check` reads them.",
                },
                "example": CHECK_BODY,
            },
            "application/json": {"schema": {"oneOf": [_LISTING, {"type": "array", "items": _LISTING}]}},
        },
    }
}


@router.post(
    "/check",
    response_model=CheckAnswer,
    responses={**BODY, **shown("check")},
    summary="Check listings before they are published",
    openapi_extra=_SENT,
)
async def check(request: Request, checker: CheckerDep) -> Response:
    """Facts and findings of listings sent as JSON Lines, JSON, CSV or a workbook (.xlsx). Nothing is kept."""
    body = await read_body(request, most=MOST_BYTES)
    return json_answer(await checker(lambda registry, today: _answer(body, registry, today)), cache="no-store")


def _answer(body: bytes, registry: Registry, today: date) -> CheckAnswer:
    sent = read_sent(body)
    wrong = [
        WrongLine(line=one.number, reason=one.wrong.vietnamese, reason_en=str(one.wrong))
        for one in sent.entries
        if one.wrong
    ]
    return CheckAnswer(
        results=[one.checked for one in check_entries(sent.entries, registry, today)],
        wrong=wrong,
        unused_columns=sent.unused_columns,
        unread_sheets=sent.unread_sheets,
    )
