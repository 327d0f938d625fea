"""The name of the rules: it changes with any of them and with the words they read, so that no change goes unnoticed."""

import hashlib
from importlib.resources import files

_ROOMS = (("catalog.normalise", ".py"), ("catalog.certificates", ".py"), ("catalog.data", ".csv"))


def rules_version() -> str:
    """Hash (12 hex digits) of the rules' files and of the tables they read; line ends do not count."""
    said = hashlib.blake2b(digest_size=6)
    for package, ending in _ROOMS:
        for file in sorted(files(package).iterdir(), key=lambda one: one.name):
            if file.name.endswith(ending):
                said.update(file.name.encode() + b"\0" + file.read_bytes().replace(b"\r\n", b"\n"))
    return said.hexdigest()
