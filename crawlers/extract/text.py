"""Text fields off pages: entities, tags, white space and Unicode forms put right, words left alone."""

import html
import re
import unicodedata

from crawlers.extract import html_tree

_TAG = re.compile(r"<[a-zA-Z/!][^<>]*>")
_SPACE = re.compile(r"\s+")
_INVISIBLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u200b-\u200f\u202a-\u202e\u2060\ufeff]")
_LONGEST = 20_000


def clean(value: object) -> str | None:
    """One line of text in NFC without tags or invisible characters; None where nothing is left."""
    if value is None or isinstance(value, bool | dict | list):
        return None
    text = str(value)
    if "<" in text:
        text = _without_tags(text)
    if "&" in text:
        text = html.unescape(text)
    text = _SPACE.sub(" ", _INVISIBLE.sub("", text)).strip()
    return unicodedata.normalize("NFC", text) or None


def from_html(value: object) -> str | None:
    """The text of an HTML fragment, a line for each block, in NFC; None where nothing is left."""
    if not isinstance(value, str) or not value.strip():
        return None
    if "<" in value:
        try:
            tree = html_tree.tree(value[: _LONGEST * 5])
        except html_tree.HostilePage:
            return clean(value[:_LONGEST])
        for hidden in tree.css("script, style, noscript, template"):
            hidden.decompose()
        value = tree.body.text(separator="\n") if tree.body else ""
    elif "&" in value:
        value = html.unescape(value)
    lines = (_SPACE.sub(" ", _INVISIBLE.sub("", line)).strip() for line in value.splitlines())
    return unicodedata.normalize("NFC", "\n".join(line for line in lines if line))[:_LONGEST] or None


def _without_tags(text: str) -> str:
    """Text between tags: a name is never HTML, and `5 < 7` is not a tag."""
    return _TAG.sub(" ", re.sub(r"<(script|style)\b.*?(</\1\s*>|$)", " ", text, flags=re.I | re.S))
