"""Pages that say the same to everyone: about, how to embed, and what machines ask a site for."""

from fastapi import APIRouter, Request
from starlette.responses import HTMLResponse, PlainTextResponse, Response

from api.http.files import conditional_file
from api.web.addresses import absolute
from api.web.files import STATIC
from api.web.goods import province_choices
from api.web.render import environment, page

router = APIRouter(include_in_schema=False)


@router.get("/ve")
def about(request: Request) -> HTMLResponse:
    """What Chợ Phiên does, what its stars mean, and that it never sells."""
    return page(request, "about.html", {"asked": None})


@router.get("/nhung")
def embed(request: Request) -> HTMLResponse:
    """The two lines for a tourism site, with a live preview for a chosen province."""
    provinces = province_choices()
    wanted = request.query_params.get("province", "lam-dong")
    chosen = next((slug for slug, _ in provinces if slug == wanted), "lam-dong")
    context = {"asked": None, "provinces": provinces, "chosen": chosen, "site": absolute(request, "")}
    return page(request, "embed.html", context)


@router.get("/favicon.ico")
def favicon(request: Request) -> Response:
    """The mark, for browsers that ask for it by this name whatever the page says."""
    return conditional_file(
        request, STATIC / "img" / "mark.svg", media_type="image/svg+xml", cache="public, max-age=86400"
    )


@router.get("/robots.txt")
def robots() -> PlainTextResponse:
    """Crawlers are welcome on pages, not on the fragments behind them."""
    return PlainTextResponse("User-agent: *\nDisallow: /ket-qua\n", headers={"Cache-Control": "public, max-age=86400"})


@router.get("/opensearch.xml")
def opensearch(request: Request) -> Response:
    """Lets a browser search Chợ Phiên from its address bar."""
    body = environment().get_template("opensearch.xml").render(site=absolute(request, ""))
    headers = {"Cache-Control": "public, max-age=86400"}
    return Response(body, media_type="application/opensearchdescription+xml", headers=headers)
