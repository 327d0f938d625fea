"""One address for each thing: one with slashes behind it leads to the one without."""

from urllib.parse import quote

from starlette.responses import RedirectResponse
from starlette.routing import BaseRoute, Match
from starlette.types import ASGIApp, Receive, Scope, Send


class NoTrailingSlash:
    """ASGI middleware: `/v1/search/?q=a` answers 308 to `/v1/search?q=a`, where a route answers that and not the other.

    The address stays on the site it was asked on: nothing of it comes from the request's Host.
    """

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        path = scope.get("path", "")
        if scope["type"] != "http" or not path.endswith("/") or not path.strip("/"):
            await self.app(scope, receive, send)
            return
        shorter = path.rstrip("/")
        routes: list[BaseRoute] = scope["app"].routes
        if _answered(routes, scope) or not _answered(routes, {**scope, "path": shorter}):
            await self.app(scope, receive, send)
            return
        query = scope["query_string"].decode("latin-1")
        # Two slashes in front would be the address of another site.
        address = "/" + quote(shorter.lstrip("/"), safe="/:@-._~!$&'()*+,;=") + (f"?{query}" if query else "")
        await RedirectResponse(address, status_code=308)(scope, receive, send)


def _answered(routes: list[BaseRoute], scope: Scope) -> bool:
    return any(route.matches(scope)[0] is not Match.NONE for route in routes)
