"""When an index must be built anew, whatever changed in the catalog."""

from search.engines.protocol import IndexState
from search.fields import schema_hash
from search.lexicon.load import lexicon_hash


def rebuild_reason(state: IndexState | None) -> str | None:
    """Why: there is none, its last change was cut off, or it was made with other fields or another lexicon."""
    if state is None:
        return "there is no index yet"
    if not state.whole:
        return "a change of the index is under way, or was cut off"
    if state.schema != schema_hash():
        return "the index's fields have changed"
    if state.lexicon != lexicon_hash():
        return "the lexicon has changed"
    return None
