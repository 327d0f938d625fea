"""Thumbnails, under the hash of the picture they were made from."""

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from api.http.dependencies import SettingsDep
from api.http.files import conditional_file
from api.http.problem import not_found
from images.store import stored_path

router = APIRouter(include_in_schema=False)

FOREVER = "public, max-age=31536000, immutable"


@router.get("/pictures/{sha256}/{width}.webp")
def picture(request: Request, sha256: str, width: str, settings: SettingsDep) -> Response:
    """One thumbnail; its bytes never change under its address."""
    file = stored_path(settings, sha256, int(width)) if width in {"320", "640", "1280"} else None
    if file is None:
        raise not_found("Không có ảnh này.", "There is no such picture.")
    return conditional_file(request, file, media_type="image/webp", cache=FOREVER)
