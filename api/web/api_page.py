"""`/api`: the API for people, made of the application's own OpenAPI document; no script is needed to read it."""

import json
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from http import HTTPStatus
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from fastapi import APIRouter, Request
from starlette.responses import RedirectResponse, Response

from api.web.addresses import absolute
from api.web.language import LanguageDep
from api.web.render import page
from api.web.texts import Translator
from search.contract import Lang

router = APIRouter(include_in_schema=False)

_WORDS = Path(__file__).parent / "texts" / "api.vi.toml"
_JSON = "application/json"


@dataclass(frozen=True)
class Parameter:
    """One parameter; `kind` says what it may be."""

    name: str
    meaning: str
    kind: str
    required: bool


@dataclass(frozen=True)
class Route:
    """One route with all a reader needs to call it. `address` leads to a real answer where no id is needed."""

    method: str
    path: str
    summary: str
    about: str
    parameters: list[Parameter]
    call: str
    body: str
    answer: str
    statuses: list[tuple[int, str]]
    address: str | None

    @property
    def anchor(self) -> str:
        """Its place on the page."""
        return f"{self.method}{self.path}".lower().replace("/", "-").replace("{", "").replace("}", "")


@router.get("/api")
def api(request: Request, lang: LanguageDep) -> Response:
    """Every route: what it does, its parameters, how to call it, what it answers."""
    document = request.app.openapi()
    context = {
        "asked": None,
        "routes": list(routes(document, lang, absolute(request, ""))),
        "problem": _written(_problem(document)),
        "site": absolute(request, ""),
    }
    return page(request, "api.html", context)


@router.get("/docs")
def docs() -> Response:
    """Where many look for it first."""
    return RedirectResponse("/api", status_code=308)


@cache
def vietnamese() -> Mapping[str, Any]:
    """The Vietnamese words of routes and parameters."""
    return tomllib.loads(_WORDS.read_text("utf-8"))


def routes(document: Mapping[str, Any], lang: Lang, site: str) -> Iterator[Route]:
    """The document's routes in its order."""
    t = Translator(lang)
    for path, methods in document["paths"].items():
        for method, said in methods.items():
            words = vietnamese()["routes"][f"{method.upper()} {path}"] if lang == "vi" else {}
            asked = said.get("parameters", [])
            address = _address(path, asked)
            body = said.get("requestBody", {}).get("content", {}).get("application/x-ndjson", {}).get("example", "")
            ok = said["responses"]["200"]["content"].get(_JSON, {})
            yield Route(
                method=method.upper(),
                path=path,
                summary=words.get("summary", said["summary"]),
                about=words.get("about", said.get("description", "")),
                parameters=[_parameter(one, t) for one in asked],
                call=f"curl '{site}{address}'" + (" --data-binary @listings.jsonl" if body else ""),
                body=body,
                answer=_written(ok["example"]) if "example" in ok else "",
                statuses=[(int(code), _status(int(code), t)) for code in sorted(said["responses"]) if code != "200"],
                address=address if method == "get" and "{" not in path else None,
            )


def _parameter(one: Mapping[str, Any], t: Translator) -> Parameter:
    said = one["schema"]
    meaning = vietnamese()["parameters"][one["name"]] if t.lang == "vi" else one.get("description", "")
    return Parameter(one["name"], meaning, ", ".join(_kind(said, t)), one["required"])


def _kind(said: Mapping[str, Any], t: Translator) -> Iterator[str]:
    """What a value may be: its kind, its limits, and what counts where it is not given."""
    given = next((one for one in said.get("anyOf", []) if one.get("type") != "null"), said)
    if "enum" in given:
        yield " · ".join(map(str, given["enum"]))
    else:
        yield t(f"api.kind_{given['type']}")
    if "minimum" in given and "maximum" in given:
        yield t("api.between", least=given["minimum"], most=given["maximum"])
    if given["type"] == "string" and "maxLength" in given:
        yield t("api.letters", most=given["maxLength"])
    if given["type"] == "array" and "maxLength" in given:
        yield t("api.values", most=given["maxLength"])
    if said.get("default") not in (None, "", []):
        yield t("api.unless", value=str(said["default"]))


def _status(code: int, t: Translator) -> str:
    return t(f"api.status_{code}") if t.has(f"api.status_{code}") else HTTPStatus(code).phrase


def _address(path: str, asked: list[Mapping[str, Any]]) -> str:
    """The path with the examples of its parameters."""
    pairs = []
    for one in asked:
        for example in one["schema"].get("examples", [])[:1]:
            if one["in"] == "path":
                path = path.replace(f"{{{one['name']}}}", example)
            else:
                value = ",".join(map(str, example)) if isinstance(example, list) else example
                pairs.append((one["name"], value))
    return f"{path}?{urlencode(pairs, safe=',')}" if pairs else path


def _problem(document: Mapping[str, Any]) -> dict[str, Any]:
    """An error as its model's own examples show it."""
    fields = document["components"]["schemas"]["Problem"]["properties"]
    return {name: said["examples"][0] if "examples" in said else [] for name, said in fields.items()}


def _written(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, indent=2)
