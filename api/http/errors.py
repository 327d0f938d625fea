"""From exceptions to answers: problem+json for programs, an error page for people."""

import logging

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from sqlalchemy.exc import DBAPIError
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.http.invalid import invalid_parameters
from api.http.problem import ProblemError, problem_response, unavailable
from api.web.errors import error_page
from search.contract import EngineUnavailable

log = logging.getLogger(__name__)

_HTTP_DETAILS = {
    404: ("Không có gì ở địa chỉ này.", "There is nothing at this address."),
    400: ("Yêu cầu không đọc được.", "The request could not be read."),
}


def install(app: FastAPI) -> None:
    """Answer every exception of the app's routes in the one shape."""
    for kind in (
        ProblemError,
        HTTPException,
        RequestValidationError,
        ClientDisconnect,
        EngineUnavailable,
        DBAPIError,
    ):
        app.add_exception_handler(kind, _handle)


async def _handle(request: Request, error: Exception) -> Response:
    return answer(request, as_problem(error))


def as_problem(error: Exception) -> ProblemError:
    """What an exception means to the one who asked; what nobody foresaw is a 500, and logged."""
    match error:
        case ProblemError():
            return error
        case HTTPException(status_code=405):
            taken = (error.headers or {}).get("Allow", "GET")
            return ProblemError(
                405, f"Địa chỉ này chỉ nhận {taken}.", f"This address answers {taken} only.", headers=error.headers
            )
        case HTTPException():
            vietnamese, english = _HTTP_DETAILS.get(error.status_code, ("Yêu cầu bị từ chối.", str(error.detail)))
            return ProblemError(error.status_code, vietnamese, english, headers=error.headers)
        case RequestValidationError():
            return invalid_parameters(error.errors())
        case ClientDisconnect():
            return ProblemError(400, "Yêu cầu bị ngắt giữa chừng.", "The request broke off.")
        case EngineUnavailable():
            log.warning("the search engine does not answer: %s", error)
            return unavailable("Bộ tìm kiếm đang tạm nghỉ, xin thử lại.", "The search engine is resting; please retry.")
        case DBAPIError():
            log.error("the database does not answer", exc_info=error)
            return unavailable("Kho dữ liệu chưa trả lời, xin thử lại.", "The catalog does not answer; please retry.")
        case _:
            log.error("unforeseen error", exc_info=error)
            return ProblemError(500, "Chúng tôi gặp lỗi; lỗi đã được ghi lại.", "Our error; it has been recorded.")


def answer(request: Request, error: ProblemError) -> Response:
    """A page for a browser on a page's address, a problem for everyone else."""
    path = request.url.path
    wants_page = "text/html" in request.headers.get("accept", "") and not path.startswith("/v1/")
    return error_page(request, error) if wants_page else problem_response(error, path)


class LastResort:
    """ASGI middleware inside all others: an unforeseen error is logged and answered as a 500, with every header."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        started = False

        async def watch(message: Message) -> None:
            nonlocal started
            started = started or message["type"] == "http.response.start"
            await send(message)

        try:
            await self.app(scope, receive, watch)
        except Exception as error:
            if started:
                raise
            await answer(Request(scope), as_problem(error))(scope, receive, send)
