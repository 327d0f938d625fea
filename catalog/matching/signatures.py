"""Signatures and keys in the database: made where what they are made from changed, read in batches."""

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import Any, TypeVar

import orjson
from sqlalchemy import Text, delete, select, tuple_, type_coerce
from sqlmodel import Session, SQLModel, col

from catalog.matching.analyse import analyse
from catalog.matching.lexicon import RULES_VERSION
from catalog.matching.signature import Signature, kept_keys
from catalog.tables import Content, Image, Listing, MatchKey, MatchSignature

BATCH = 800
_SIGNATURES, _KEYS = (SQLModel.metadata.tables[name] for name in ("match_signature", "match_key"))
T = TypeVar("T")


def batches(items: Iterable[T], size: int = BATCH) -> Iterator[list[T]]:
    """The items in lists of at most `size`; below the number of variables any database takes."""
    rest = iter(items)
    while batch := list(islice(rest, size)):
        yield batch


def update_signatures(session: Session, ids: Sequence[int]) -> list[int]:
    """Make the signatures of a batch of listings anew where their inputs changed; the ids of those that did."""
    pictures = _pictures(session, ids)
    known = {one.listing_id: one for one in _known(session, ids)}
    made: list[dict[str, Any]] = []
    keys: list[tuple[int, int]] = []
    stale: list[tuple[int, int]] = []
    for row in _inputs(session, ids):
        picture = pictures.get(row.id, "")
        inputs = _hash(RULES_VERSION, row.content_hash, row.facts or "", picture)
        before = known.get(row.id)
        if before is not None and before.inputs == inputs:
            continue
        facts = orjson.loads(row.facts) if row.facts else {}
        signature = analyse(row.id, row.marketplace, row.url, orjson.loads(row.body), facts, picture)
        made.append({"listing_id": row.id, "inputs": inputs, "body": signature.dump()})
        keys += [(key, row.id) for key in signature.keys]
        if before is not None:
            stale += [(key, row.id) for key in kept_keys(before.body)]
    _replace(session, made, keys, stale)
    return [one["listing_id"] for one in made]


def load_signatures(session: Session, ids: Iterable[int]) -> dict[int, Signature]:
    """The signatures of listings, by listing id; those that earlier rules wrote are made anew."""
    found: dict[int, Signature] = {}
    for batch in batches(ids):
        loaded = _load(session, batch)
        if outdated := [one for one, signature in loaded.items() if signature is None]:
            update_signatures(session, outdated)
            loaded |= _load(session, outdated)
        found.update((one, signature) for one, signature in loaded.items() if signature is not None)
    return found


def _load(session: Session, ids: list[int]) -> dict[int, Signature | None]:
    wanted = select(_SIGNATURES.c.listing_id, _SIGNATURES.c.body).where(_SIGNATURES.c.listing_id.in_(ids))
    return {listing_id: Signature.load(body) for listing_id, body in session.connection().execute(wanted)}


def _inputs(session: Session, ids: Sequence[int]) -> Iterable[Any]:
    return session.execute(
        select(
            col(Listing.id),
            col(Listing.marketplace),
            col(Listing.url),
            col(Listing.content_hash),
            type_coerce(col(Listing.facts), Text).label("facts"),
            type_coerce(col(Content.body), Text).label("body"),
        )
        .join(Content, col(Content.hash) == col(Listing.content_hash))
        .where(col(Listing.id).in_(ids))
        .order_by(col(Listing.id))
    )


def _known(session: Session, ids: Sequence[int]) -> Iterable[Any]:
    columns = (col(MatchSignature.listing_id), col(MatchSignature.inputs), col(MatchSignature.body))
    return session.execute(select(*columns).where(col(MatchSignature.listing_id).in_(ids)))


def _pictures(session: Session, ids: Sequence[int]) -> dict[int, str]:
    """The hash of each listing's first picture that has one."""
    rows = session.execute(
        select(col(Image.listing_id), col(Image.dhash))
        .where(col(Image.listing_id).in_(ids), col(Image.dhash).is_not(None))
        .order_by(col(Image.position).desc())
    )
    return {listing_id: dhash for listing_id, dhash in rows if dhash}


def _replace(
    session: Session, made: list[dict[str, Any]], keys: list[tuple[int, int]], stale: list[tuple[int, int]]
) -> None:
    gone = sorted(set(stale) - set(keys))
    fresh = sorted(set(keys) - set(stale))
    for batch in batches(gone, BATCH // 2):
        session.execute(delete(MatchKey).where(tuple_(col(MatchKey.key), col(MatchKey.listing_id)).in_(batch)))
    if made:
        for batch in batches([one["listing_id"] for one in made]):
            session.execute(delete(MatchSignature).where(col(MatchSignature.listing_id).in_(batch)))
        session.connection().execute(_SIGNATURES.insert(), made)
    if fresh:
        rows = [{"key": key, "listing_id": listing_id} for key, listing_id in fresh]
        session.connection().execute(_KEYS.insert(), rows)


def _hash(*parts: str) -> str:
    return hashlib.blake2b("\x1f".join(parts).encode(), digest_size=16).hexdigest()
