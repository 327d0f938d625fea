"""English plurals made singular, alike for the lexicon's words and a query's: both need only end the same."""

_LEAVES = {"leaves": "leaf", "knives": "knife", "loaves": "loaf", "halves": "half"}
_ES = ("ses", "xes", "ches", "shes", "oes")
_SINGULAR = ("ss", "us", "is")
_SHORTEST = 4


def one_of_many(word: str) -> str:
    """The word as its singular is compared: berry and berries are both "berri", chilli and chillies both "chilli"."""
    if len(word) < _SHORTEST:
        return word
    if word in _LEAVES:
        return _LEAVES[word]
    if word.endswith("ies"):
        return word[:-2]
    if word.endswith("y"):
        return word[:-1] + "i"
    if word.endswith(_ES):
        return word[:-2]
    return word[:-1] if word.endswith("s") and not word.endswith(_SINGULAR) else word
