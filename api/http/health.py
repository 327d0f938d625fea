"""`/healthz`, `/readyz` and `/metrics`, for the operator's machines."""

import logging
from typing import Literal

from fastapi import APIRouter, Request, Response
from pydantic import BaseModel
from sqlalchemy import Engine, text
from sqlalchemy.exc import SQLAlchemyError

from api.http.dependencies import EngineDep, SearchDep
from api.http.metrics import exposition
from api.http.problem import INVALID, FieldProblem, ProblemError
from search.contract import SearchService

log = logging.getLogger(__name__)
router = APIRouter(tags=["operations"])


class Health(BaseModel):
    """The process answers, or answers and can serve."""

    status: Literal["alive", "ready"]


@router.get("/healthz", summary="Is the process alive")
def healthz() -> Health:
    """Answers as long as the process does; asks nothing of the parts behind it."""
    return Health(status="alive")


@router.get("/readyz", summary="Can it serve", responses={503: INVALID[503]})
def readyz(engine: EngineDep, service: SearchDep) -> Health:
    """200 where the database answers and the engine has an index, else 503 naming what is missing."""
    missing = [problem for problem in (_database_problem(engine), _search_problem(service)) if problem]
    if missing:
        raise ProblemError(
            503, "Chưa sẵn sàng phục vụ.", "Not ready to serve.", errors=missing, headers={"Retry-After": "5"}
        )
    return Health(status="ready")


@router.get("/metrics", include_in_schema=False)
def metrics(request: Request) -> Response:
    """Counts and durations, and the queue's gauges, in the Prometheus text format."""
    body, media_type = exposition(request.app.state.queue_metrics)
    return Response(body, headers={"Content-Type": media_type, "Cache-Control": "no-store"})


def _database_problem(engine: Engine) -> FieldProblem | None:
    try:
        with engine.connect() as connection:
            connection.execute(text("SELECT 1 FROM product LIMIT 1"))
    except SQLAlchemyError:
        log.warning("the database does not answer", exc_info=True)
        return FieldProblem(
            field="database",
            message="Cơ sở dữ liệu chưa trả lời hoặc chưa có bảng.",
            message_en="The database does not answer or has no tables.",
        )
    return None


def _search_problem(service: SearchService) -> FieldProblem | None:
    if service.ready():
        return None
    return FieldProblem(
        field="search", message="Chưa có chỉ mục tìm kiếm.", message_en="The search engine has no index yet."
    )
