"""Text without tones and case: what slugs are made of and names are looked up by."""

import re
import unicodedata

_MARKS = re.compile(r"[\u0300-\u036f]")
_BREAKS = re.compile(r"[^a-z0-9]+")


def fold(text: str) -> str:
    """Lower case without tones, `đ` as `d`, spaces single: `Mật ong BẠC HÀ` → `mat ong bac ha`."""
    bare = _MARKS.sub("", unicodedata.normalize("NFKD", text.casefold()))
    return " ".join(bare.replace("đ", "d").split())


def slugify(text: str, *, limit: int = 80) -> str:
    """Folded words joined by dashes, cut at a word where longer than `limit`; empty where no letter is left."""
    slug = _BREAKS.sub("-", fold(text)).strip("-")
    if len(slug) <= limit:
        return slug
    return slug[:limit].rsplit("-", 1)[0] if "-" in slug[:limit] else slug[:limit]
