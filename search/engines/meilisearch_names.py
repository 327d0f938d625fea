"""What the indexes of one catalog are called. A prefix sets them apart from others' on the same server."""

NEXT, PREVIOUS = "_next", "_previous"


def products_index(prefix: str) -> str:
    """Name of the live index of products."""
    return f"{prefix}_products"


def words_index(prefix: str) -> str:
    """Name of the index that keeps the state and the vocabulary of the live one."""
    return f"{prefix}_words"


def live_indexes(prefix: str) -> tuple[str, str]:
    """What a search reads."""
    return products_index(prefix), words_index(prefix)


def all_indexes(prefix: str) -> tuple[str, ...]:
    """The live ones, those under construction and the previous ones."""
    return tuple(name + ending for ending in ("", NEXT, PREVIOUS) for name in live_indexes(prefix))
