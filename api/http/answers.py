"""JSON answers of models."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from fastapi import Response
from pydantic import BaseModel

VIETNAM = ZoneInfo("Asia/Ho_Chi_Minh")
BRIEFLY = "public, max-age=30"
MINUTES = "public, max-age=300"


def json_answer(model: BaseModel, *, cache: str = BRIEFLY) -> Response:
    """The model as JSON, serialised once and not validated a second time."""
    return Response(model.model_dump_json(), media_type="application/json", headers={"Cache-Control": cache})


def today_in_vietnam() -> date:
    """The day certificates and reports are judged by."""
    return datetime.now(VIETNAM).date()
