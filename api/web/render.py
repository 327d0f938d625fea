"""Templates, and the one function that turns a template into an answer."""

import hashlib
from functools import cache
from typing import Any

import orjson
from fastapi import Request
from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup
from starlette.responses import HTMLResponse

from api.web import addresses, formats
from api.web.files import STATIC, joined_sheets
from api.web.goods import former_names, group_main
from api.web.language import page_language, remember
from api.web.texts import LANGUAGES, Translator


@cache
def static_version(path: str) -> str:
    """Eight hex digits that change with the file's content."""
    content = joined_sheets(path) or (STATIC / path).read_bytes()
    return hashlib.blake2b(content, digest_size=4).hexdigest()


def static(path: str) -> str:
    """Address of a static file; it may be cached for ever, a changed file has another address."""
    return f"/static/{path}?v={static_version(path)}"


def data_block(value: Any) -> Markup:
    """JSON for a `<script type="application/ld+json">`: no `<` survives, so nothing can close the element."""
    text = orjson.dumps(value).decode()
    escaped = text.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")
    return Markup(escaped)  # noqa: S704


@cache
def environment() -> Environment:
    """The Jinja environment: everything escaped, an unknown name is an error."""
    made = Environment(
        loader=PackageLoader("api.web"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.globals.update(static=static, languages=LANGUAGES, group_main=group_main, former_names=former_names)
    made.filters.update(
        marked=formats.marked, web_address=formats.web_address, ticked=formats.ticked, data_block=data_block
    )
    return made


def page(
    request: Request,
    template: str,
    context: dict[str, Any],
    *,
    status: int = 200,
    headers: dict[str, str] | None = None,
) -> HTMLResponse:
    """Render a page in the request's language. Pages follow a cookie, so shared caches do not keep them."""
    lang = page_language(request)
    t = Translator(lang)
    written = formats.Formats(t)
    body = (
        environment()
        .get_template(template)
        .render(
            t=t,
            lang=lang,
            # Names stay Vietnamese on an English page, and are read aloud as such.
            vietnamese=Markup("") if lang == "vi" else Markup(' lang="vi"'),
            money=written.money,
            day=written.day,
            per_unit=written.per_unit,
            price_for=written.price_for,
            content=written.content,
            group_name=written.group,
            legal_name=written.legal_name,
            canonical=addresses.absolute(request, request.url.path),
            other_language=addresses.in_language(request, "en" if lang == "vi" else "vi"),
            absolute=lambda path: addresses.absolute(request, path),
            in_language=lambda wanted: addresses.in_language(request, wanted),
            **context,
        )
    )
    kept = {"Cache-Control": "private, no-cache", "Vary": "Cookie", "Content-Language": lang, **(headers or {})}
    response = HTMLResponse(body, status_code=status, headers=kept)
    remember(request, response)
    return response
