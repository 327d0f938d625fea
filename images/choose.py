"""Which of its listings' pictures stands for a product: the best judged, then the first named, then the largest."""

from collections.abc import Iterator
from itertools import groupby

from sqlalchemy import Engine
from sqlmodel import Session, col, select

from catalog.database import session
from catalog.tables import Image, Listing, Product

_PAGE = 1000


def choose_pictures(engine: Engine) -> int:
    """Give each product the picture that stands for it; returns how many products got another one.

    A product none of whose listings has a usable picture keeps the one it had. A changed product's digest is emptied,
    so that the search index takes it up again.
    """
    changed, last = 0, ""
    while True:
        with session(engine) as opened:
            ids = opened.exec(
                select(Product.id).where(col(Product.id) > last).order_by(col(Product.id)).limit(_PAGE)
            ).all()
            if not ids:
                return changed
            best = dict(_best(opened, last, ids[-1]))
            last = ids[-1]
            stale = opened.exec(select(Product).where(col(Product.id).in_(best))).all() if best else []
            for product in stale:
                if product.image_id != best[product.id]:
                    product.image_id = best[product.id]
                    product.digest = ""
                    changed += 1


def _best(opened: Session, after: str, until: str) -> Iterator[tuple[str, str]]:
    """Product id and picture id, for the products with ids in (after, until] that have a usable picture."""
    rows = opened.exec(
        select(Listing.product_id, Image)
        .join(Image, col(Image.listing_id) == col(Listing.id))
        .where(Image.status == "ok", col(Listing.product_id) > after, col(Listing.product_id) <= until)
        .order_by(col(Listing.product_id))
    )
    for product_id, found in groupby(rows, key=lambda row: row[0]):
        if product_id is not None:
            yield product_id, min((picture for _, picture in found), key=_rank).id


def _rank(picture: Image) -> tuple[bool, int, int, str]:
    fine = (picture.verdict or {}).get("severity") == "ok"
    return not fine, picture.position, -(picture.width or 0), picture.id
